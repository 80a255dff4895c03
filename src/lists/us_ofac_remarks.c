#include "lists/us_ofac_remarks.h"

#include "lists/us_ofac_dates.h"

/* A segment while it is read. */
typedef struct phrase {
    idt_list_output *out;
    idt_ofac_remarks *remarks;
    const idt_ofac_head *head;
    idt_str words; /* of the head, as they stand in the segment */
    idt_str whole; /* the segment */
    idt_str rest;  /* behind the head */
} phrase;

/* ---- heads ---- */

static bool begins_with(idt_str segment, const char *words)
{
    const size_t n = strlen(words);
    if (segment.len < n || memcmp(segment.ptr, words, n) != 0) {
        return false;
    }
    const bool open = strchr("-(:#.", words[n - 1]) != NULL;
    return open || segment.len == n || segment.ptr[n] == ' ' || segment.ptr[n] == ':' ||
           segment.ptr[n] == ',';
}

const idt_ofac_head *idt_ofac_head_find(idt_str segment)
{
    size_t low = 0;
    size_t high = IDT_OFAC_HEADS_COUNT; /* the first head that sorts behind the segment */
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const bool behind =
            idt_str_compare(idt_str_borrow(IDT_OFAC_HEADS[middle].words), segment) > 0;
        low = behind ? low : middle + 1;
        high = behind ? middle : high;
    }
    while (low > 0 && segment.len > 0 && IDT_OFAC_HEADS[low - 1].words[0] == segment.ptr[0]) {
        low--;
        if (begins_with(segment, IDT_OFAC_HEADS[low].words)) {
            return &IDT_OFAC_HEADS[low];
        }
    }
    return NULL;
}

/* Blanks and a colon before a value. */
static idt_str value_of(idt_str s)
{
    s = idt_str_trim(s);
    return s.len > 0 && s.ptr[0] == ':' ? idt_str_trim(idt_str_slice(s, 1, s.len)) : s;
}

/* ---- numbers of documents ---- */

static bool has_digit(idt_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] >= '0' && s.ptr[i] <= '9') {
            return true;
        }
    }
    return false;
}

static bool has_words(idt_str s, const char *words)
{
    const size_t n = strlen(words);
    for (size_t i = 0; i + n <= s.len; i++) {
        if (memcmp(s.ptr + i, words, n) == 0) {
            return true;
        }
    }
    return false;
}

typedef struct number {
    idt_str value;
    idt_str country;
    idt_ofac_date issued;
    idt_ofac_date expires;
    bool has_issued;
    bool has_expires;
} number;

/* "... issued 02 Oct 2016" off the end. */
static bool take_day(idt_str *s, const char *word, idt_ofac_date *day)
{
    const size_t n = strlen(word);
    for (size_t at = s->len; at >= n; at--) {
        const size_t from = at - n;
        if (memcmp(s->ptr + from, word, n) == 0 &&
            idt_ofac_date_read(idt_str_slice(*s, at, s->len), day)) {
            *s = idt_str_trim(idt_str_slice(*s, 0, from));
            return true;
        }
    }
    return false;
}

/* "(Iran)" off the end. */
static idt_str take_country(idt_str *s)
{
    if (!idt_str_ends(*s, ")")) {
        return (idt_str){0};
    }
    size_t open = s->len;
    while (open > 0 && s->ptr[open - 1] != '(') {
        open--;
    }
    if (open < 2) {
        return (idt_str){0};
    }
    const idt_str country = idt_str_slice(*s, open, s->len - 1);
    *s = idt_str_trim(idt_str_slice(*s, 0, open - 1));
    return country;
}

static number read_number(idt_str text)
{
    number n = {.value = text};
    n.has_expires = take_day(&n.value, " expires ", &n.expires);
    n.has_issued = take_day(&n.value, " issued ", &n.issued);
    n.has_expires = n.has_expires || take_day(&n.value, " expires ", &n.expires);
    n.country = take_country(&n.value);
    return n;
}

static idt_str day_text(const idt_ofac_date *day, bool has)
{
    return has ? idt_str_borrow(day->edtf) : (idt_str){0};
}

static bool state_number(idt_list_output *out, const char *property, const char *if_imo,
                         idt_str document, idt_str text)
{
    number n = read_number(text);
    if (n.value.len == 0) {
        return false;
    }
    if (if_imo != NULL && idt_str_starts(n.value, "IMO ")) {
        n.value = idt_str_slice(n.value, 4, n.value.len);
        property = if_imo;
        document = (idt_str){0};
    }
    const idt_list_qualifier q[] = {
        {"country", n.country},
        {"document", document},
        {"issued", day_text(&n.issued, n.has_issued)},
        {"expires_on", day_text(&n.expires, n.has_expires)},
    };
    idt_list_qualified(out, property, n.value, q, sizeof q / sizeof *q);
    return true;
}

static idt_str document_of(const phrase *s)
{
    const bool words = s->head->document != NULL;
    return words ? s->words : (idt_str){0};
}

/* ---- the forms ---- */

static bool say_text(phrase *s)
{
    const idt_list_qualifier q = {"document", document_of(s)};
    const bool bracket = s->head->words[0] == '(' && idt_str_ends(s->rest, ")");
    const idt_str value = idt_str_slice(s->rest, 0, s->rest.len - (bracket ? 1 : 0));
    idt_list_qualified(s->out, s->head->property, value, &q, 1);
    return value.len > 0;
}

static bool say_whole(phrase *s)
{
    idt_list_text(s->out, s->head->property, s->whole);
    return true;
}

static bool say_date(phrase *s)
{
    idt_ofac_date date;
    if (!idt_ofac_date_read(s->rest, &date)) {
        return false;
    }
    const idt_list_qualifier q = {"quality", date.circa ? IDT_STR("circa") : (idt_str){0}};
    idt_list_qualified(s->out, s->head->property, idt_str_borrow(date.edtf), &q, 1);
    return true;
}

static bool say_code(phrase *s)
{
    return state_number(s->out, s->head->property, s->head->if_imo, document_of(s), s->rest);
}

/* "issued under the name ..." is no part of a number: then the whole stays text. */
static bool say_number(phrase *s)
{
    const number n = read_number(s->rest);
    return has_digit(n.value) && !has_words(n.value, "issued ") && say_code(s);
}

/* ISO 17442: 18 letters and digits, 2 digits. */
static bool is_lei(idt_str s)
{
    for (size_t i = 0; i < s.len && i < 20; i++) {
        const char c = s.ptr[i];
        const bool digit = c >= '0' && c <= '9';
        if (!digit && (i >= 18 || c < 'A' || c > 'Z')) {
            return false;
        }
    }
    return s.len == 20;
}

static bool say_lei(phrase *s)
{
    const number n = read_number(s->rest);
    return is_lei(n.value) ? state_number(s->out, "leiCode", NULL, (idt_str){0}, s->rest)
                           : say_number(s);
}

/* What OFAC puts in quotes it holds for weak. */
static bool say_quoted(phrase *s)
{
    idt_str name = s->rest;
    const bool quoted = name.len > 2 && idt_str_starts(name, "'") && idt_str_ends(name, "'");
    if (quoted) {
        name = idt_str_slice(name, 1, name.len - 1);
    }
    const bool said = strcmp(s->head->property, "weakAlias") == 0;
    const idt_list_qualifier q = {"quality", quoted && !said ? IDT_STR("weak") : (idt_str){0}};
    idt_list_qualified(s->out, s->head->property, name, &q, 1);
    return name.len > 0;
}

/* The currency stands with the address (`document`), and for itself. */
static bool say_wallet(phrase *s)
{
    const size_t blank = idt_str_find(s->rest, ' ');
    const idt_str currency = idt_str_slice(s->rest, 0, blank);
    const idt_str address = idt_str_trim(idt_str_slice(s->rest, blank, s->rest.len));
    if (currency.len == 0 || address.len == 0) {
        return false;
    }
    const idt_list_qualifier q = {"document", currency};
    idt_list_qualified(s->out, s->head->property, address, &q, 1);
    idt_list_text(s->out, "currencySymbol", currency);
    return true;
}

static bool say_kin(phrase *s)
{
    const idt_list_qualifier q = {"note", s->words};
    idt_list_qualified(s->out, s->head->property, s->rest, &q, 1);
    return s->rest.len > 0;
}

static bool say_risk(phrase *s)
{
    s->remarks->secondary = true;
    return say_whole(s);
}

/* The day of "(EO 14024 Directive 3): 24 Feb 2022", and whose directive it is. */
static bool say_directive(phrase *s)
{
    idt_ofac_remarks *r = s->remarks;
    const size_t close = idt_str_find(s->rest, ')');
    const idt_str words = idt_str_trim(idt_str_slice(s->rest, 0, close));
    const idt_str day = value_of(idt_str_slice(s->rest, close + 1, s->rest.len));
    idt_ofac_date date;
    size_t i = 0;
    if (close == s->rest.len || words.len == 0 || !idt_ofac_date_read(day, &date)) {
        return false;
    }
    while (i < r->directive_count && !idt_str_equal(r->directives[i].words, words)) {
        i++;
    }
    if (i == IDT_OFAC_DIRECTIVES_MAX) {
        return false;
    }
    idt_ofac_directive *d = &r->directives[i];
    idt_str *which = s->head->form == IDT_OFAC_LISTED ? &d->listed : &d->effective;
    if (i < r->directive_count && which->ptr != NULL) {
        return false; /* a second day of one kind: it stays text */
    }
    d->words = words;
    r->directive_count += i == r->directive_count ? 1 : 0;
    *which = idt_str_copy(idt_list_scratch(s->out), idt_str_borrow(date.edtf));
    return say_whole(s);
}

static bool say(phrase *s)
{
    switch (s->head->form) {
    case IDT_OFAC_TEXT:
        return say_text(s);
    case IDT_OFAC_WHOLE:
        return say_whole(s);
    case IDT_OFAC_DATE:
        return say_date(s);
    case IDT_OFAC_NUMBER:
        return say_number(s);
    case IDT_OFAC_CODE:
        return say_code(s);
    case IDT_OFAC_LEI:
        return say_lei(s);
    case IDT_OFAC_QUOTED:
        return say_quoted(s);
    case IDT_OFAC_WALLET:
        return say_wallet(s);
    case IDT_OFAC_KIN:
        return say_kin(s);
    case IDT_OFAC_RISK:
        return say_risk(s);
    case IDT_OFAC_LISTED:
    case IDT_OFAC_EFFECTIVE:
        return say_directive(s);
    }
    return false;
}

/* ---- without a head ---- */

static const char *const HONORIFICS[] = {
    "Alhaj",     "Ayatollah", "Doctor",  "Dr",     "Dr.",           "Eng.",   "Engineer",
    "Haj",       "Haji",      "Hajj",    "Hajji",  "Hojjatoleslam", "Imam",   "Maulana",
    "Maulavi",   "Maulawi",   "Mawlawi", "Molla",  "Moulana",       "Mulawi", "Mullah",
    "Professor", "Qari",      "Sayed",   "Sayyid", "Seyyed",        "Shaykh", "Sheik",
    "Sheikh",    "Ustad",     "Ustadz",  NULL};

/* A word of these makes a free segment about a person an office held. */
static const char *const ROLES[] = {"admiral",
                                    "adviser",
                                    "advisor",
                                    "agent",
                                    "aide",
                                    "ambassador",
                                    "assistant",
                                    "associate",
                                    "attache",
                                    "attorney",
                                    "brigadier",
                                    "businessman",
                                    "businesswoman",
                                    "captain",
                                    "ceo",
                                    "chair",
                                    "chairman",
                                    "chairperson",
                                    "chairwoman",
                                    "chief",
                                    "clerk",
                                    "co-founder",
                                    "col",
                                    "colonel",
                                    "colonel-general",
                                    "commander",
                                    "commander-in-chief",
                                    "commissioner",
                                    "congressman",
                                    "constituent",
                                    "consul",
                                    "coordinator",
                                    "counsel",
                                    "counsellor",
                                    "counselor",
                                    "dean",
                                    "delegate",
                                    "deputy",
                                    "diplomat",
                                    "director",
                                    "director-general",
                                    "editor-in-chief",
                                    "emir",
                                    "employee",
                                    "envoy",
                                    "ex-president",
                                    "executive",
                                    "facilitator",
                                    "financier",
                                    "founder",
                                    "general",
                                    "governor",
                                    "head",
                                    "inspector",
                                    "judge",
                                    "leader",
                                    "lieutenant",
                                    "lt",
                                    "magistrate",
                                    "major",
                                    "manager",
                                    "marshal",
                                    "mayor",
                                    "member",
                                    "minister",
                                    "officer",
                                    "official",
                                    "ombudsman",
                                    "operative",
                                    "owner",
                                    "politician",
                                    "president",
                                    "professor",
                                    "prosecutor",
                                    "prosecutor-general",
                                    "rector",
                                    "representative",
                                    "secretary",
                                    "senator",
                                    "shareholder",
                                    "speaker",
                                    "spokesman",
                                    "spokesperson",
                                    "sub-commander",
                                    "superintendent",
                                    "treasurer",
                                    "vice-chairman",
                                    "vice-chairperson",
                                    "vice-minister",
                                    "vice-president",
                                    "warden",
                                    NULL};

/* Words before the number of a document. */
static const char *const NUMBER_WORDS[] = {"No.",  "No",   "Number",   "ID",      "Code",
                                           "Card", "#",    "Document", "Permit",  "Certificate",
                                           "Nr.",  "Nro.", "Num.",     "Number:", NULL};

static bool equal_folded(idt_str word, const char *lower)
{
    if (word.len != strlen(lower)) {
        return false;
    }
    for (size_t i = 0; i < word.len; i++) {
        const char c = word.ptr[i];
        if ((c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c) != lower[i]) {
            return false;
        }
    }
    return true;
}

/* The next word of `*s`, without a comma behind it; {NULL, 0} at the end. */
static idt_str next_word(idt_str *s)
{
    *s = idt_str_trim(*s);
    if (s->len == 0) {
        return (idt_str){0};
    }
    const size_t end = idt_str_find(*s, ' ');
    idt_str word = idt_str_slice(*s, 0, end);
    *s = idt_str_slice(*s, end, s->len);
    word.len -= word.len > 1 && word.ptr[word.len - 1] == ',' ? 1 : 0;
    return word;
}

static bool names_a_role(idt_str text)
{
    for (idt_str word = next_word(&text); word.ptr != NULL; word = next_word(&text)) {
        for (const char *const *role = ROLES; *role != NULL; role++) {
            if (equal_folded(word, *role)) {
                return true;
            }
        }
    }
    return false;
}

/* "Bosnian Card No. 1234 (Bosnia)": a document whose words are not in the table. */
static bool say_unknown_number(idt_list_output *out, idt_str whole, bool person)
{
    idt_str rest = whole;
    for (idt_str word = next_word(&rest); word.ptr != NULL; word = next_word(&rest)) {
        idt_str after = rest;
        if (idt_word_in(word, NUMBER_WORDS) && has_digit(next_word(&after))) {
            const idt_str words = {.ptr = whole.ptr,
                                   .len = (size_t)(word.ptr + word.len - whole.ptr)};
            return state_number(out, person ? "idNumber" : "registrationNumber", NULL, words,
                                idt_str_trim(rest));
        }
    }
    return false;
}

void idt_ofac_title(idt_list_output *out, idt_str title)
{
    idt_list_text(out, idt_word_in(title, HONORIFICS) ? "title" : "position", title);
}

static bool say_free(idt_list_output *out, const idt_ofac_remarks *remarks, idt_str whole)
{
    if (say_unknown_number(out, whole, remarks->person)) {
        return true;
    }
    if (remarks->person && (names_a_role(whole) || idt_word_in(whole, HONORIFICS))) {
        idt_ofac_title(out, whole);
        return true;
    }
    return false;
}

/* ---- all segments ---- */

static bool read_segment(idt_list_output *out, idt_ofac_remarks *remarks, idt_str whole)
{
    phrase s = {.out = out, .remarks = remarks, .whole = whole, .rest = whole};
    if (idt_str_starts(s.rest, "alt. ") || idt_str_starts(s.rest, "Alt. ")) {
        s.rest = idt_str_trim(idt_str_slice(s.rest, 5, s.rest.len));
        s.whole = s.rest; /* "alt. " says only that it is not the first of its kind */
    }
    s.head = idt_ofac_head_find(s.rest);
    if (s.head == NULL) {
        return say_free(out, remarks, s.rest);
    }
    const size_t n = strlen(s.head->words);
    s.words = idt_str_slice(s.rest, 0, n);
    s.rest = value_of(idt_str_slice(s.rest, n, s.rest.len));
    return say(&s);
}

/* Where the title stands as whole segments; text.len where it does not. */
static size_t title_at(idt_str text, idt_str title)
{
    for (size_t at = 0; title.len > 0 && at + title.len <= text.len; at++) {
        const size_t end = at + title.len;
        const bool begins = at == 0 || (at >= 2 && memcmp(text.ptr + at - 2, "; ", 2) == 0);
        const bool ends =
            end == text.len || (end + 2 <= text.len && memcmp(text.ptr + end, "; ", 2) == 0);
        if (begins && ends && memcmp(text.ptr + at, title.ptr, title.len) == 0) {
            return at;
        }
    }
    return text.len;
}

/* The text without the title, which many remarks repeat at their begin or end. */
static idt_str without_title(idt_list_output *out, idt_str text, idt_str title, uint64_t *segments)
{
    size_t at = title_at(text, title);
    if (at == text.len && idt_str_ends(title, ".")) {
        title.len--; /* its stop went with that of the text */
        at = title_at(text, title);
        at = at + title.len == text.len ? at : text.len;
    }
    if (at == text.len) {
        return text;
    }
    *segments += 1;
    for (size_t i = 0; i + 1 < title.len; i++) {
        *segments += title.ptr[i] == ';' && title.ptr[i + 1] == ' ' ? 1 : 0;
    }
    const idt_str before = idt_str_slice(text, 0, at);
    const idt_str after = idt_str_slice(text, at + title.len, text.len);
    if (before.len == 0) {
        return after.len > 0 ? idt_str_slice(after, 2, after.len) : after;
    }
    const idt_str head = idt_str_slice(before, 0, at - 2);
    return after.len == 0 ? head
                          : idt_str_format(idt_list_scratch(out), IDT_STR_FMT IDT_STR_FMT,
                                           IDT_STR_ARG(head), IDT_STR_ARG(after));
}

/* Length of the first segment of `text`; its "; " stands behind it. */
static size_t segment_end(idt_str text)
{
    for (size_t at = 0; at + 1 < text.len; at++) {
        const char *semicolon = memchr(text.ptr + at, ';', text.len - at - 1);
        if (semicolon == NULL) {
            return text.len;
        }
        at = (size_t)(semicolon - text.ptr);
        if (text.ptr[at + 1] == ' ') {
            return at;
        }
    }
    return text.len;
}

void idt_ofac_remarks_read(idt_list_output *out, idt_ofac_remarks *remarks)
{
    uint64_t met = 0;
    idt_str text = idt_str_trim(remarks->text);
    text.len -= !remarks->cut && idt_str_ends(text, ".") ? 1 : 0;
    text = without_title(out, text, remarks->title, &met);
    uint64_t understood = met;
    while (text.len > 0) {
        const size_t end = segment_end(text);
        const bool last = end == text.len;
        const idt_str whole = idt_str_trim(idt_str_slice(text, 0, end));
        text = idt_str_slice(text, last ? end : end + 2, text.len);
        if (whole.len == 0) {
            continue;
        }
        met++;
        if (!(last && remarks->cut) && read_segment(out, remarks, whole)) {
            understood++;
        } else {
            idt_list_text(out, "notes", whole);
        }
    }
    idt_list_segments(out, met, understood);
}
