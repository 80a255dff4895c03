#include "lists/gb_ofsi_other.h"

#include "lists/numbered.h"
#include "lists/values.h"

typedef struct label label;

typedef void label_read(idt_list_output *out, const label *l, idt_str text);

struct label {
    const char *word;
    label_read *read;
    const char *property;
    const char *note; /* of the statement, or NULL */
};

static idt_str without_stop(idt_str s)
{
    s = idt_str_trim(s);
    while (idt_str_ends(s, ".") || idt_str_ends(s, ",") || idt_str_ends(s, ";")) {
        s = idt_str_trim(idt_str_slice(s, 0, s.len - 1));
    }
    return s;
}

static void tell(idt_list_output *out, const label *l, idt_str value)
{
    const idt_list_qualifier q[] = {{"note", idt_str_borrow(l->note)}};
    idt_list_qualified(out, l->property, without_stop(value), q, 1);
}

/* The whole value. */
static void read_one(idt_list_output *out, const label *l, idt_str text)
{
    tell(out, l, text);
}

/* Sentences keep their stop. */
static void read_text(idt_list_output *out, const label *l, idt_str text)
{
    idt_list_text(out, l->property, text);
}

/* "(1) A (2) B" */
static void read_numbered(idt_list_output *out, const label *l, idt_str text)
{
    idt_numbered n;
    idt_numbered_piece piece;
    idt_numbered_init(&n, text);
    while (idt_numbered_next(&n, &piece)) {
        tell(out, l, piece.text);
    }
}

/* The end of the value that begins at `from`: before ". " or ", ". */
static size_t value_end(idt_str s, size_t from)
{
    while (from < s.len && !((s.ptr[from] == '.' || s.ptr[from] == ',') && from + 1 < s.len &&
                             s.ptr[from + 1] == ' ')) {
        from++;
    }
    return from;
}

static bool has_byte(idt_str s, char byte)
{
    return idt_str_find(s, byte) < s.len;
}

/* A telephone number has digits, an address of electronic mail its sign. */
static bool looks_right(const label *l, idt_str value)
{
    size_t digits = 0;
    for (size_t i = 0; i < value.len; i++) {
        digits += value.ptr[i] >= '0' && value.ptr[i] <= '9' ? 1 : 0;
    }
    return strcmp(l->property, "phone") == 0   ? digits >= 3
           : strcmp(l->property, "email") == 0 ? has_byte(value, '@')
                                               : has_byte(value, '.');
}

static void tell_checked(idt_list_output *out, const label *l, idt_str value)
{
    if (looks_right(l, value)) {
        tell(out, l, value);
    } else {
        idt_list_text(out, "notes", value);
    }
}

/* "(1) A (2) B", "A. B", "A, B": numbers and addresses, which have no such marks inside. */
static void read_several(idt_list_output *out, const label *l, idt_str text)
{
    idt_numbered n;
    idt_numbered_piece piece;
    idt_numbered_init(&n, text);
    while (idt_numbered_next(&n, &piece)) {
        for (size_t at = 0; at < piece.text.len;) {
            const size_t end = value_end(piece.text, at);
            tell_checked(out, l, idt_str_slice(piece.text, at, end));
            at = end + 1;
        }
    }
}

static void read_gender(idt_list_output *out, const label *l, idt_str text)
{
    const idt_str word = without_stop(text);
    const bool male = idt_list_same_word(word, "male");
    if (male || idt_list_same_word(word, "female")) {
        idt_list_text(out, l->property, male ? IDT_STR("male") : IDT_STR("female"));
    } else {
        idt_list_text(out, "notes", text);
    }
}

static bool is_capital(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* The number of an entry at the start of `s` ("TAe.010", "QI.B.62.02"); its length, or 0. */
static size_t un_number(idt_str s)
{
    size_t len = 0;
    bool digit = false;
    while (len < s.len && s.ptr[len] != ' ' && s.ptr[len] != ',' && s.ptr[len] != ';' &&
           s.ptr[len] != ')') {
        digit = digit || (s.ptr[len] >= '0' && s.ptr[len] <= '9');
        len++;
    }
    while (len > 0 && s.ptr[len - 1] == '.') {
        len--;
    }
    const bool dotted = idt_str_find(idt_str_slice(s, 0, len), '.') < len;
    return len > 4 && len < 20 && digit && dotted && is_capital(s.ptr[0]) && is_capital(s.ptr[1])
               ? len
               : 0;
}

static void read_un(idt_list_output *out, const label *l, idt_str text)
{
    const idt_str s = idt_str_trim(text);
    const size_t len = un_number(s);
    idt_list_text(out, l->property, idt_str_slice(s, 0, len));
    idt_str rest = idt_str_slice(s, len, s.len);
    rest = len > 0 && idt_str_starts(rest, ".") ? idt_str_slice(rest, 1, rest.len) : rest;
    idt_list_text(out, "notes", rest);
}

/* "AFG0001": three capitals and digits; its length, or 0. */
static size_t uk_number(idt_str s)
{
    size_t len = 0;
    while (len < s.len &&
           (len < 3 ? is_capital(s.ptr[len]) : s.ptr[len] >= '0' && s.ptr[len] <= '9')) {
        len++;
    }
    return len > 5 ? len : 0;
}

/* "INU0082 and SYR0310. Listed under both": the numbers, then a note. */
static void read_uk(idt_list_output *out, const label *l, idt_str text)
{
    idt_str s = idt_str_trim(text);
    for (size_t len = uk_number(s); len > 0; len = uk_number(s)) {
        idt_list_text(out, l->property, idt_str_slice(s, 0, len));
        s = idt_str_slice(s, len, s.len);
        while (s.len > 0 && memchr(" .,;&/", s.ptr[0], 6) != NULL) {
            s = idt_str_slice(s, 1, s.len);
        }
        if (idt_str_starts(s, "and ") && uk_number(idt_str_slice(s, 4, s.len)) > 0) {
            s = idt_str_slice(s, 4, s.len);
        }
    }
    idt_list_text(out, "notes", s);
}

/* The UN's number in free text: "UN Ref QI.B.62.02.", "UN REF:QE.A.146.14", "UN Ref. CFi.004". */
static void read_old(idt_list_output *out, idt_str text)
{
    static const char MARK[] = "un ref";
    for (size_t i = 0; i + sizeof MARK < text.len; i++) {
        if (!idt_list_same_word(idt_str_slice(text, i, i + sizeof MARK - 1), MARK)) {
            continue;
        }
        size_t at = i + sizeof MARK - 1;
        while (at < text.len && memchr(" .:", text.ptr[at], 3) != NULL) {
            at++;
        }
        const idt_str rest = idt_str_slice(text, at, text.len);
        idt_list_text(out, "unscId", idt_str_slice(rest, 0, un_number(rest)));
    }
}

static const label LABELS[] = {
    {"UK Sanctions List Ref", read_uk, "authorityId", NULL},
    {"UN Ref", read_un, "unscId", NULL},
    {"UK Statement of Reasons", read_text, "notes", NULL},
    {"Gender", read_gender, "gender", NULL},
    {"Phone number", read_several, "phone", NULL},
    {"Tel", read_several, "phone", NULL},
    {"Fax", read_several, "phone", "fax"},
    {"Website", read_several, "website", NULL},
    {"Email address", read_several, "email", NULL},
    {"Type of entity", read_numbered, "classification", NULL},
    {"Business Reg No", read_numbered, "registrationNumber", NULL},
    {"Parent company", read_numbered, "linkedTo", "parent company"},
    {"Subsidiaries", read_numbered, "linkedTo", "subsidiary"},
    {"IMO number", read_one, "imoNumber", NULL},
    {"Current owners", read_numbered, "owner", NULL},
    {"Previous owners", read_numbered, "owner", "previous owner"},
    {"Flag of ship", read_one, "flag", NULL},
    {"Previous flags", read_numbered, "pastFlags", NULL},
    {"Type of ship", read_one, "type", NULL},
    {"Tonnage of ship", read_one, "tonnage", NULL},
    {"Length of ship", read_one, "length", NULL},
    {"Year built", read_one, "buildDate", NULL},
};
#define LABEL_COUNT (sizeof LABELS / sizeof *LABELS)

/* "(Label):" at the start of `s`; its length in *len. */
static const label *label_at(idt_str s, size_t *len)
{
    for (size_t i = 0; s.len > 0 && s.ptr[0] == '(' && i < LABEL_COUNT; i++) {
        const size_t n = strlen(LABELS[i].word);
        if (s.len >= n + 3 && memcmp(s.ptr + 1, LABELS[i].word, n) == 0 &&
            memcmp(s.ptr + 1 + n, "):", 2) == 0) {
            *len = n + 3;
            return &LABELS[i];
        }
    }
    return NULL;
}

/* From `from` on: the place of the next label, or the end. */
static size_t next_label(idt_str s, size_t from, const label **met, size_t *len)
{
    for (*met = NULL; from < s.len; from++) {
        *met = label_at(idt_str_slice(s, from, s.len), len);
        if (*met != NULL) {
            break;
        }
    }
    return from;
}

/* What does not have its form is a note. */
static bool has_form(const label *l, idt_str value)
{
    uint64_t number;
    const idt_property_spec *spec = idt_property_find(idt_str_borrow(l->property));
    return spec == NULL || spec->form != IDT_FORM_DAY ||
           (value.len == 4 && idt_str_to_u64(value, 9999, &number));
}

void idt_gb_other_read(idt_list_output *out, idt_str text)
{
    const label *l;
    const label *next;
    size_t len = 0;
    size_t at = next_label(text, 0, &l, &len);
    const bool lead = idt_str_trim(idt_str_slice(text, 0, at)).len > 0;
    if (lead) {
        idt_list_text(out, "notes", idt_str_slice(text, 0, at));
        read_old(out, idt_str_slice(text, 0, at));
        idt_list_segments(out, 1, 0);
    }
    for (; l != NULL; l = next) {
        const size_t from = at + len;
        at = next_label(text, from, &next, &len);
        const idt_str value = idt_str_trim(idt_str_slice(text, from, at));
        const bool formed = has_form(l, without_stop(value));
        if (formed) {
            l->read(out, l, value);
        } else {
            idt_list_text(out, "notes", value);
        }
        idt_list_segments(out, 1, formed ? 1 : 0);
    }
}
