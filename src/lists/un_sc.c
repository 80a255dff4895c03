/* un_sc.c - the consolidated list of the United Nations Security Council, and a committee's own
 * list.
 *
 *   <CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z">
 *     <INDIVIDUALS><INDIVIDUAL><DATAID>... one entry, key = DATAID
 *     <ENTITIES><ENTITY><DATAID>...
 *
 * Which list an entry stands on is read from its permanent reference number (QDi.006: the two
 * letters are the committee's), which has one form over all the years; UN_LIST_TYPE is kept as the
 * programme. docs/coverage.md says what becomes of each element.
 *
 * Days are the keeper's: a zone behind a day (2001-01-25-05:00) is not a reason to move it.
 */
#include "lists/reader.h"
#include "lists/values.h"
#include "lists/xml.h"
#include "lists/xml_fields.h"
#include "statement/date.h"

#define ENTRY_DEPTH  3
#define FIELDS_BYTES ((size_t)1 << 20)

typedef struct un {
    idt_list_output *out;
    const idt_list_file *file;
    idt_arena *scratch; /* of the entry */
    idt_xml_fields *fields;
    idt_str first_list; /* of the file; [0] of LISTS or a constant */
    bool other_lists;
    bool any;  /* entries */
    bool full; /* a text of the entry did not fit: it is not to be lost silently */
} un;

/* Two letters of the reference number -> the list's key. The committees are named by the resolution
 * that set them up. */
static const struct {
    char letters[3];
    const char *list;
} LISTS[] = {
    {"QD", "un-1267"}, {"TA", "un-1988"}, {"IQ", "un-1518"}, {"KP", "un-1718"}, {"IR", "un-1737"},
    {"CD", "un-1533"}, {"LY", "un-1970"}, {"SO", "un-751"},  {"GB", "un-2048"}, {"CF", "un-2127"},
    {"LR", "un-1521"}, {"SS", "un-2206"}, {"YE", "un-2140"}, {"SD", "un-1591"}, {"HT", "un-2653"},
    {"ML", "un-2374"}, {"CI", "un-1572"}, {"LB", "un-1636"},
};

static const char *const READ[] = {
    "INDIVIDUAL/DATAID",
    "INDIVIDUAL/FIRST_NAME",
    "INDIVIDUAL/SECOND_NAME",
    "INDIVIDUAL/THIRD_NAME",
    "INDIVIDUAL/FOURTH_NAME",
    "INDIVIDUAL/NAME_ORIGINAL_SCRIPT",
    "INDIVIDUAL/UN_LIST_TYPE",
    "INDIVIDUAL/REFERENCE_NUMBER",
    "INDIVIDUAL/LISTED_ON",
    "INDIVIDUAL/DELISTED_ON",
    "INDIVIDUAL/SUBMITTED_BY",
    "INDIVIDUAL/SUBMITTED_ON",
    "INDIVIDUAL/GENDER",
    "INDIVIDUAL/COMMENTS1",
    "INDIVIDUAL/NATIONALITY2",
    "INDIVIDUAL/TITLE/VALUE",
    "INDIVIDUAL/DESIGNATION/VALUE",
    "INDIVIDUAL/NATIONALITY/VALUE",
    "INDIVIDUAL/LAST_DAY_UPDATED/VALUE",
    "INDIVIDUAL/INDIVIDUAL_ALIAS/QUALITY",
    "INDIVIDUAL/INDIVIDUAL_ALIAS/ALIAS_NAME",
    "INDIVIDUAL/INDIVIDUAL_ALIAS/DATE_OF_BIRTH",
    "INDIVIDUAL/INDIVIDUAL_ALIAS/CITY_OF_BIRTH",
    "INDIVIDUAL/INDIVIDUAL_ALIAS/COUNTRY_OF_BIRTH",
    "INDIVIDUAL/INDIVIDUAL_ALIAS/NOTE",
    "INDIVIDUAL/INDIVIDUAL_ADDRESS/STREET",
    "INDIVIDUAL/INDIVIDUAL_ADDRESS/CITY",
    "INDIVIDUAL/INDIVIDUAL_ADDRESS/STATE_PROVINCE",
    "INDIVIDUAL/INDIVIDUAL_ADDRESS/ZIP_CODE",
    "INDIVIDUAL/INDIVIDUAL_ADDRESS/COUNTRY",
    "INDIVIDUAL/INDIVIDUAL_ADDRESS/NOTE",
    "INDIVIDUAL/INDIVIDUAL_DATE_OF_BIRTH/TYPE_OF_DATE",
    "INDIVIDUAL/INDIVIDUAL_DATE_OF_BIRTH/DATE",
    "INDIVIDUAL/INDIVIDUAL_DATE_OF_BIRTH/YEAR",
    "INDIVIDUAL/INDIVIDUAL_DATE_OF_BIRTH/FROM_YEAR",
    "INDIVIDUAL/INDIVIDUAL_DATE_OF_BIRTH/TO_YEAR",
    "INDIVIDUAL/INDIVIDUAL_DATE_OF_BIRTH/NOTE",
    "INDIVIDUAL/INDIVIDUAL_PLACE_OF_BIRTH/STREET",
    "INDIVIDUAL/INDIVIDUAL_PLACE_OF_BIRTH/CITY",
    "INDIVIDUAL/INDIVIDUAL_PLACE_OF_BIRTH/STATE_PROVINCE",
    "INDIVIDUAL/INDIVIDUAL_PLACE_OF_BIRTH/COUNTRY",
    "INDIVIDUAL/INDIVIDUAL_PLACE_OF_BIRTH/NOTE",
    "INDIVIDUAL/INDIVIDUAL_DOCUMENT/TYPE_OF_DOCUMENT",
    "INDIVIDUAL/INDIVIDUAL_DOCUMENT/TYPE_OF_DOCUMENT2",
    "INDIVIDUAL/INDIVIDUAL_DOCUMENT/NUMBER",
    "INDIVIDUAL/INDIVIDUAL_DOCUMENT/ISSUING_COUNTRY",
    "INDIVIDUAL/INDIVIDUAL_DOCUMENT/DATE_OF_ISSUE",
    "INDIVIDUAL/INDIVIDUAL_DOCUMENT/CITY_OF_ISSUE",
    "INDIVIDUAL/INDIVIDUAL_DOCUMENT/COUNTRY_OF_ISSUE",
    "INDIVIDUAL/INDIVIDUAL_DOCUMENT/NOTE",
    "ENTITY/DATAID",
    "ENTITY/FIRST_NAME",
    "ENTITY/SECOND_NAME",
    "ENTITY/THIRD_NAME",
    "ENTITY/FOURTH_NAME",
    "ENTITY/NAME_ORIGINAL_SCRIPT",
    "ENTITY/UN_LIST_TYPE",
    "ENTITY/REFERENCE_NUMBER",
    "ENTITY/LISTED_ON",
    "ENTITY/DELISTED_ON",
    "ENTITY/SUBMITTED_BY",
    "ENTITY/SUBMITTED_ON",
    "ENTITY/COMMENTS1",
    "ENTITY/LAST_DAY_UPDATED/VALUE",
    "ENTITY/ENTITY_ALIAS/QUALITY",
    "ENTITY/ENTITY_ALIAS/ALIAS_NAME",
    "ENTITY/ENTITY_ALIAS/NOTE",
    "ENTITY/ENTITY_ADDRESS/STREET",
    "ENTITY/ENTITY_ADDRESS/CITY",
    "ENTITY/ENTITY_ADDRESS/STATE_PROVINCE",
    "ENTITY/ENTITY_ADDRESS/ZIP_CODE",
    "ENTITY/ENTITY_ADDRESS/COUNTRY",
    "ENTITY/ENTITY_ADDRESS/NOTE",
    NULL,
};

/* ---- values ---- */

static idt_str flat(un *u, idt_str text)
{
    const idt_str made = idt_list_flat(u->scratch, text);
    u->full = u->full || (made.ptr == NULL && text.ptr != NULL && idt_str_trim(text).len > 0);
    return made;
}

static idt_str field(un *u, const idt_xml_node *node, const char *name)
{
    return flat(u, idt_xml_text(node, name));
}

static idt_list_place place_of(const un *u, const idt_xml_node *node)
{
    return (idt_list_place){
        .file = u->file->name, .line = node->line, .column = idt_xml_column(u->file->bytes, node)};
}

static idt_str join(un *u, const idt_str *parts, size_t count, const char *separator)
{
    const idt_str made = idt_list_joined(u->scratch, parts, count, separator);
    for (size_t i = 0; made.ptr == NULL && i < count; i++) {
        u->full = u->full || (parts[i].ptr != NULL && idt_str_trim(parts[i]).len > 0);
    }
    return made;
}

/* What has no property of its own, or a value that is not of its form. */
static void note(un *u, const char *label, idt_str text)
{
    if (text.len > 0) {
        const idt_str parts[] = {idt_str_borrow(label), text};
        idt_list_text(u->out, "notes", join(u, parts, 2, ": "));
    }
}

static void bad_date(un *u, const idt_xml_node *at, const char *label, idt_str text)
{
    idt_list_warn(u->out,
                  IDT_STR_FMT ":%llu:%u: %s \"" IDT_STR_FMT
                              "\" is no date; expected YYYY-MM-DD or YYYY; kept as a note",
                  IDT_STR_ARG(u->file->name), (unsigned long long)at->line,
                  idt_xml_column(u->file->bytes, at), label, IDT_STR_ARG(text));
    note(u, label, text);
}

static bool is_zone(idt_str s)
{
    return s.len == 0 || idt_str_is(s, "Z") ||
           (s.len == 6 && (s.ptr[0] == '+' || s.ptr[0] == '-') && s.ptr[3] == ':');
}

/* "2001-01-25", "2001-01-25-05:00", "1958-01-01T00:00:00-05:00" -> the day as written; else the
 * text as it is. */
static idt_str day_of(idt_str text)
{
    idt_day day;
    const idt_str head = idt_str_slice(text, 0, 10);
    idt_str rest = idt_str_slice(text, 10, text.len);
    if (rest.len >= 9 && rest.ptr[0] == 'T' && rest.ptr[3] == ':' && rest.ptr[6] == ':') {
        rest = idt_str_slice(rest, 9, rest.len);
    }
    return idt_day_parse(head, &day) && is_zone(rest) ? head : text;
}

static bool is_date(idt_str text)
{
    idt_date date;
    return text.len > 0 && idt_date_parse(text, &date, NULL) == IDT_OK && date.kind == IDT_DATE_ONE;
}

/* ---- a person's birth ---- */

static void birth_date(un *u, const idt_xml_node *at, idt_str edtf, bool approximate,
                       idt_str remark)
{
    const bool set = edtf.len > 0 && edtf.ptr[0] == '[';
    const idt_str flagged =
        approximate && !set ? idt_str_format(u->scratch, IDT_STR_FMT "~", IDT_STR_ARG(edtf)) : edtf;
    if (!is_date(flagged)) {
        bad_date(u, at, "Date of birth", edtf);
        return;
    }
    /* EDTF has no flag for a set; the list's own word is kept. */
    const idt_list_qualifier q[] = {
        {"note", remark},
        {"quality", approximate && set ? IDT_STR("approximately") : (idt_str){0}}};
    idt_list_qualified(u->out, "birthDate", flagged, q, 2);
}

/* "1966", and the years "1966-1967", "1977/1978" that some editions have in one element. */
static idt_str year_of(un *u, idt_str text)
{
    if (text.len == 9 && (text.ptr[4] == '-' || text.ptr[4] == '/')) {
        return idt_str_format(u->scratch, "[%.4s..%.4s]", text.ptr, text.ptr + 5);
    }
    return text;
}

static void read_birth(un *u, const idt_xml_node *n)
{
    const idt_str kind = field(u, n, "TYPE_OF_DATE");
    const idt_str day = field(u, n, "DATE");
    const idt_str year = field(u, n, "YEAR");
    const idt_str from = field(u, n, "FROM_YEAR");
    const idt_str to = field(u, n, "TO_YEAR");
    const idt_str remark = field(u, n, "NOTE");
    const bool about_note = idt_list_same_word(remark, "approximately");
    const bool about = about_note || idt_list_same_word(kind, "approximately");
    const idt_str said = about_note ? (idt_str){0} : remark;
    if (day.len > 0) {
        birth_date(u, n, day_of(day), about, said);
    }
    if (year.len > 0) {
        birth_date(u, n, year_of(u, year), about, said);
    }
    if (from.len > 0 || to.len > 0) {
        birth_date(u, n,
                   idt_str_format(u->scratch, "[" IDT_STR_FMT ".." IDT_STR_FMT "]",
                                  IDT_STR_ARG(from), IDT_STR_ARG(to)),
                   about, said);
    }
    if (day.len + year.len + from.len + to.len == 0) {
        note(u, "Date of birth", remark);
    }
}

static void read_birth_place(un *u, const idt_xml_node *n)
{
    const idt_str country = field(u, n, "COUNTRY");
    const idt_str remark = field(u, n, "NOTE");
    const idt_str near[] = {idt_xml_text(n, "STREET"), idt_xml_text(n, "CITY"),
                            idt_xml_text(n, "STATE_PROVINCE"), country};
    const bool only_country = near[0].len + near[1].len + near[2].len == 0;
    const idt_list_qualifier q[] = {{"country", only_country ? (idt_str){0} : country},
                                    {"note", remark}};
    const idt_str place = join(u, near, 4, ", ");
    if (place.len == 0) {
        note(u, "Place of birth", remark);
        return;
    }
    idt_list_qualified(u->out, only_country ? "birthCountry" : "birthPlace", place, q, 2);
    if (!only_country) {
        idt_list_text(u->out, "birthCountry", country);
    }
}

/* ---- names ---- */

static bool has_latin(idt_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if ((s.ptr[i] >= 'A' && s.ptr[i] <= 'Z') || (s.ptr[i] >= 'a' && s.ptr[i] <= 'z')) {
            return true;
        }
    }
    return false;
}

/* A letter of a script other than Latin; general punctuation (U+2000..) is of none. */
static bool has_other(idt_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        const unsigned char c = (unsigned char)s.ptr[i];
        const unsigned char next = i + 1 < s.len ? (unsigned char)s.ptr[i + 1] : 0;
        if ((c >= 0xce && c <= 0xe0) || (c == 0xe1 && next < 0xb8) || (c >= 0xe3 && c <= 0xed)) {
            return true;
        }
    }
    return false;
}

/* "A (B)" -> A and B; false where the text does not end with a group in brackets. */
static bool last_group(idt_str s, idt_str *before, idt_str *inside)
{
    size_t depth = 0;
    for (size_t i = s.len; i > 0 && idt_str_ends(s, ")"); i--) {
        depth += s.ptr[i - 1] == ')' ? 1 : 0;
        depth -= s.ptr[i - 1] == '(' ? 1 : 0;
        if (depth == 0) {
            *before = idt_str_trim(idt_str_slice(s, 0, i - 1));
            *inside = idt_str_trim(idt_str_slice(s, i, s.len - 1));
            return before->len > 0 && inside->len > 0;
        }
    }
    return false;
}

/* A name and the same in another script. */
static bool two_scripts(idt_str a, idt_str b)
{
    return (has_latin(a) && !has_other(a) && has_other(b) && !has_latin(b)) ||
           (has_other(a) && !has_latin(a) && has_latin(b) && !has_other(b));
}

/* The end of the piece that begins at `from`: the next `;` outside of brackets. */
static size_t piece_end(idt_str s, size_t from)
{
    int depth = 0;
    size_t i = from;
    while (i < s.len && !(s.ptr[i] == ';' && depth <= 0)) {
        depth += s.ptr[i] == '(' ? 1 : 0;
        depth -= s.ptr[i] == ')' ? 1 : 0;
        i++;
    }
    return i;
}

typedef struct alias {
    const char *property;
    const idt_list_qualifier *qualifiers;
    size_t count;
} alias;

#define NESTED_MAX 3
#define SCRIPT     "original script"

static void tell_names(un *u, const alias *as, idt_str text, unsigned nested);

static void tell_name(un *u, const alias *as, idt_str piece, unsigned nested)
{
    idt_str name;
    idt_str other;
    if (nested == NESTED_MAX || !last_group(piece, &name, &other)) {
        idt_list_qualified(u->out, as->property, piece, as->qualifiers, as->count);
        return;
    }
    const bool labelled = idt_str_starts(other, SCRIPT);
    if (labelled) {
        other = idt_str_trim(idt_str_slice(other, sizeof SCRIPT - 1, other.len));
        other = idt_str_starts(other, ":") ? idt_str_slice(other, 1, other.len) : other;
    }
    if (labelled || idt_str_find(other, ';') < other.len || two_scripts(name, other)) {
        tell_names(u, as, name, nested + 1);
        tell_names(u, as, other, nested + 1);
    } else {
        idt_list_qualified(u->out, as->property, piece, as->qualifiers, as->count);
    }
}

/* One ALIAS_NAME may hold several: "A; B", "A (B; C)", "A (the same in its own script)". */
static void tell_names(un *u, const alias *as, idt_str text, unsigned nested)
{
    for (size_t at = 0; at < text.len;) {
        const size_t end = piece_end(text, at);
        idt_str piece = idt_str_trim(idt_str_slice(text, at, end));
        if (idt_str_ends(piece, ",")) {
            piece = idt_str_trim(idt_str_slice(piece, 0, piece.len - 1));
        }
        tell_name(u, as, piece, nested);
        at = end + 1;
    }
}

static const char *alias_property(un *u, const idt_xml_node *n, idt_str quality)
{
    static const struct {
        const char *word;
        const char *property;
    } WORDS[] = {{"good", "alias"},  {"low", "weakAlias"},       {"a.k.a.", "alias"},
                 {"a.k.a", "alias"}, {"f.k.a.", "previousName"}, {"f.k.a", "previousName"}};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (idt_list_same_word(quality, WORDS[i].word)) {
            return WORDS[i].property;
        }
    }
    idt_list_warn(u->out,
                  IDT_STR_FMT ":%llu: QUALITY \"" IDT_STR_FMT
                              "\" of an alias is not known; taken as an alias",
                  IDT_STR_ARG(u->file->name), (unsigned long long)n->line, IDT_STR_ARG(quality));
    return "alias";
}

/* What the entry says of the birth of a person under this alias. */
static void read_alias_birth(un *u, const idt_xml_node *n, idt_str name)
{
    const idt_str born = field(u, n, "DATE_OF_BIRTH");
    const idt_str city = field(u, n, "CITY_OF_BIRTH");
    const idt_str country = field(u, n, "COUNTRY_OF_BIRTH");
    if (born.len + city.len + country.len == 0) {
        return;
    }
    const idt_str parts[] = {city, country};
    const idt_str remark =
        idt_str_format(u->scratch, "under the alias " IDT_STR_FMT, IDT_STR_ARG(name));
    const idt_list_qualifier q[] = {{"note", remark}, {"country", country}};
    if (born.len > 0) {
        birth_date(u, n, day_of(born), false, remark);
    }
    if (city.len > 0) {
        idt_list_qualified(u->out, "birthPlace", join(u, parts, 2, ", "), q, 2);
    } else {
        idt_list_qualified(u->out, "birthCountry", country, q, 1);
    }
}

static void read_alias(un *u, const idt_xml_node *n)
{
    const idt_str name = field(u, n, "ALIAS_NAME");
    const idt_str quality = field(u, n, "QUALITY");
    const idt_str remark = field(u, n, "NOTE");
    if (name.len == 0) {
        note(u, "Alias", remark);
    } else {
        const idt_list_qualifier q[] = {{"quality", quality}, {"note", remark}};
        const alias as = {alias_property(u, n, quality), q, 2};
        tell_names(u, &as, name, 0);
    }
    read_alias_birth(u, n, name);
}

/* Hangul is written for one language; of Arabic, Cyrillic or Han script the language is not told.
 */
static bool is_hangul(idt_str s)
{
    bool any = false;
    for (size_t i = 0; i < s.len; i++) {
        const unsigned char c = (unsigned char)s.ptr[i];
        const unsigned char next = i + 1 < s.len ? (unsigned char)s.ptr[i + 1] : 0;
        if (c >= 0xc0 && (c < 0xea || c > 0xed || (c == 0xea && next < 0xb0))) {
            return false;
        }
        any = any || c >= 0xc0;
    }
    return any && !has_latin(s);
}

/* "name (language)": the bracket is a remark. */
static void read_own_script(un *u, const idt_xml_node *n)
{
    idt_str name = flat(u, n->text);
    idt_str before;
    idt_str inside = {0};
    if (last_group(name, &before, &inside) && two_scripts(before, inside)) {
        name = before;
    } else {
        inside = (idt_str){0};
    }
    const idt_list_qualifier q[] = {{"note", inside},
                                    {"lang", is_hangul(name) ? IDT_STR("ko") : (idt_str){0}}};
    idt_list_qualified(u->out, "name", name, q, 2);
}

/* The four parts are in the order of the source; which is a family name it does not say. */
static idt_str read_names(un *u, const idt_xml_node *entry, bool person)
{
    static const char *const PARTS[] = {"FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"};
    static const char *const PROPERTIES[] = {"firstName", "secondName", "middleName"};
    idt_str parts[4];
    for (size_t i = 0; i < 4; i++) {
        parts[i] = field(u, entry, PARTS[i]);
        if (person && i < 3) {
            idt_list_text(u->out, PROPERTIES[i], parts[i]);
        }
    }
    const idt_str name = join(u, parts, 4, " ");
    idt_list_text(u->out, "name", name);
    return name;
}

/* ---- addresses, documents, remarks ---- */

static void read_address(un *u, const idt_xml_node *n)
{
    const idt_str country = field(u, n, "COUNTRY");
    const idt_str remark = field(u, n, "NOTE");
    const idt_str parts[] = {idt_xml_text(n, "STREET"), idt_xml_text(n, "CITY"),
                             idt_xml_text(n, "STATE_PROVINCE"), idt_xml_text(n, "ZIP_CODE"),
                             country};
    const idt_list_qualifier q[] = {{"country", country}, {"note", remark}};
    const idt_str address = join(u, parts, 5, ", ");
    const bool only_country = parts[0].len + parts[1].len + parts[2].len + parts[3].len == 0;
    if (address.len == 0) {
        note(u, "Address", remark);
    } else if (only_country) {
        idt_list_qualified(u->out, "country", country, q + 1, 1);
    } else {
        idt_list_qualified(u->out, "address", address, q, 2);
    }
}

static const char *document_property(idt_str kind, idt_str finer)
{
    static const char *const PASSPORT[] = {"passport", "passeport", "pasaporte"};
    for (size_t i = 0; i < sizeof PASSPORT / sizeof *PASSPORT; i++) {
        if (idt_list_has_word(kind, PASSPORT[i]) || idt_list_has_word(finer, PASSPORT[i])) {
            return "passportNumber";
        }
    }
    return "idNumber";
}

/* The state that issues and the place of issue are two elements; some entries fill only the second.
 */
static void read_document(un *u, const idt_xml_node *n)
{
    const idt_str kind = field(u, n, "TYPE_OF_DOCUMENT");
    const idt_str finer = field(u, n, "TYPE_OF_DOCUMENT2");
    const idt_str number = field(u, n, "NUMBER");
    const idt_str issuer = field(u, n, "ISSUING_COUNTRY");
    const idt_str country = field(u, n, "COUNTRY_OF_ISSUE");
    const idt_str issued = field(u, n, "DATE_OF_ISSUE");
    const idt_str places[] = {field(u, n, "CITY_OF_ISSUE"),
                              issuer.len > 0 ? country : (idt_str){0}};
    const idt_str place = join(u, places, 2, ", ");
    const idt_str at =
        place.len > 0 ? idt_str_format(u->scratch, "issued in " IDT_STR_FMT, IDT_STR_ARG(place))
                      : place;
    const idt_str remarks[] = {field(u, n, "NOTE"), at};
    const idt_str remark = join(u, remarks, 2, "; ");
    const bool dated = is_date(day_of(issued));
    if (number.len == 0) {
        const idt_str parts[] = {finer, remark, issuer.len > 0 ? issuer : country, issued};
        note(u, kind.len > 0 ? idt_str_copy(u->scratch, kind).ptr : "Document",
             join(u, parts, 4, "; "));
        return;
    }
    const idt_list_qualifier q[] = {{"document", finer.len > 0 ? finer : kind},
                                    {"country", issuer.len > 0 ? issuer : country},
                                    {"issued", dated ? day_of(issued) : (idt_str){0}},
                                    {"note", remark}};
    idt_list_qualified(u->out, document_property(kind, finer), number, q, 4);
    if (issued.len > 0 && !dated) {
        bad_date(u, n, "Date of issue", issued);
    }
}

/* "... web link: https://..." gives the address of a page about the party. */
static void read_links(un *u, idt_str text)
{
    static const char LINK[] = "link:";
    for (size_t i = 0; i + sizeof LINK - 1 < text.len; i++) {
        if (memcmp(text.ptr + i, LINK, sizeof LINK - 1) != 0) {
            continue;
        }
        idt_str url = idt_str_trim(idt_str_slice(text, i + sizeof LINK - 1, text.len));
        url = idt_str_slice(url, 0, idt_str_find(url, ' '));
        while (idt_str_ends(url, ".") || idt_str_ends(url, ",") || idt_str_ends(url, ")")) {
            url.len--;
        }
        if (idt_str_starts(url, "http")) {
            idt_list_text(u->out, "sourceUrl", url);
        }
    }
}

static void read_comments(un *u, const idt_xml_node *n)
{
    const idt_str text = flat(u, n->text);
    idt_list_text(u->out, "notes", text);
    read_links(u, text);
}

/* "Male", "MALE" -> male; "Unknown" says nothing. */
static void read_gender(un *u, const idt_xml_node *n)
{
    static const char *const WORDS[] = {"male", "female"};
    const idt_str text = flat(u, n->text);
    for (size_t i = 0; i < 2; i++) {
        if (idt_list_same_word(text, WORDS[i])) {
            idt_list_text(u->out, "gender", idt_str_borrow(WORDS[i]));
            return;
        }
    }
    if (!idt_list_same_word(text, "unknown")) {
        note(u, "Gender", text);
    }
}

static void each_value(un *u, const idt_xml_node *n, const char *property)
{
    for (const idt_xml_node *v = idt_xml_child(n, "VALUE"); v != NULL; v = idt_xml_again(v)) {
        idt_list_text(u->out, property, flat(u, v->text));
    }
}

static void read_changes(un *u, const idt_xml_node *n)
{
    for (const idt_xml_node *v = idt_xml_child(n, "VALUE"); v != NULL; v = idt_xml_again(v)) {
        const idt_str day = day_of(flat(u, v->text));
        if (is_date(day)) {
            idt_list_text(u->out, "modifiedAt", day);
        } else if (day.len > 0) {
            bad_date(u, v, "Last day updated", day);
        }
    }
}

/* ---- the listing ---- */

/* The list's key out of the reference number; an unknown committee's out of UN_LIST_TYPE. */
static idt_str list_of(un *u, const idt_xml_node *entry, idt_str reference, idt_str tag)
{
    for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) {
        if (idt_str_starts(reference, LISTS[i].letters)) {
            return idt_str_borrow(LISTS[i].list);
        }
    }
    const idt_str key = idt_list_key(u->out, tag);
    idt_list_warn(u->out,
                  IDT_STR_FMT ":%llu: REFERENCE_NUMBER \"" IDT_STR_FMT
                              "\" names no committee that is known here",
                  IDT_STR_ARG(u->file->name), (unsigned long long)entry->line,
                  IDT_STR_ARG(reference));
    return key.len > 0 ? idt_str_format(u->scratch, "un-" IDT_STR_FMT, IDT_STR_ARG(key))
                       : IDT_STR("un-unnamed");
}

static idt_str stated_day(un *u, const idt_xml_node *entry, const char *element)
{
    const idt_str day = day_of(field(u, entry, element));
    if (day.len > 0 && !is_date(day)) {
        bad_date(u, idt_xml_child(entry, element), element, day);
        return (idt_str){0};
    }
    return day;
}

static void tell_listed(un *u, const idt_xml_node *entry, idt_str list)
{
    const idt_str day = stated_day(u, entry, "LISTED_ON");
    const idt_list_qualifier q[] = {
        {"id", IDT_STR("listed")}, {"list", list}, {"effective_from", day}};
    if (day.len > 0) {
        idt_list_qualified(u->out, "event", IDT_STR("decide"), q, 3);
    }
}

/* An entry that stands on the list and has a day of delisting says two things at once (the one seen
 * stood there without that day in the next edition): a report of an end, not an end. */
static void tell_delisted(un *u, const idt_xml_node *entry, idt_str list)
{
    const idt_str day = stated_day(u, entry, "DELISTED_ON");
    const idt_list_qualifier q[] = {{"id", IDT_STR("delisted")},
                                    {"list", list},
                                    {"aims_at", IDT_STR("lift")},
                                    {"effective_from", day}};
    if (day.len > 0) {
        idt_list_qualified(u->out, "event", IDT_STR("report"), q, 4);
        idt_list_warn(
            u->out,
            IDT_STR_FMT ":%llu: the entry stands on the list with a day of delisting, " IDT_STR_FMT
                        "; kept as a report",
            IDT_STR_ARG(u->file->name), (unsigned long long)entry->line, IDT_STR_ARG(day));
    }
}

/* A file with one committee's entries only is not the whole list: said at its end. */
static void note_list(un *u, idt_str reference)
{
    for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) {
        if (idt_str_starts(reference, LISTS[i].letters)) {
            const idt_str known = idt_str_borrow(LISTS[i].list);
            u->other_lists = u->other_lists ||
                             (u->first_list.ptr != NULL && !idt_str_equal(u->first_list, known));
            u->first_list = known;
            return;
        }
    }
    u->other_lists = true;
}

static void read_listing(un *u, const idt_xml_node *entry)
{
    const idt_str reference = field(u, entry, "REFERENCE_NUMBER");
    const idt_str tag = field(u, entry, "UN_LIST_TYPE");
    const idt_str list = list_of(u, entry, reference, tag);
    const idt_list_qualifier q[] = {{"programme", tag}};
    idt_list_qualified(u->out, "listing", list, q, 1);
    idt_list_text(u->out, "unscId", reference);
    tell_listed(u, entry, list);
    tell_delisted(u, entry, list);
    note(u, "Submitted by", field(u, entry, "SUBMITTED_BY"));
    note(u, "Submitted on", field(u, entry, "SUBMITTED_ON"));
}

/* ---- an entry ---- */

static void read_part(un *u, const idt_xml_node *n, bool person)
{
    static const struct {
        const char *name;
        void (*read)(un *u, const idt_xml_node *n);
    } PARTS[] = {
        {"INDIVIDUAL_ALIAS", read_alias},
        {"ENTITY_ALIAS", read_alias},
        {"INDIVIDUAL_DATE_OF_BIRTH", read_birth},
        {"INDIVIDUAL_PLACE_OF_BIRTH", read_birth_place},
        {"INDIVIDUAL_DOCUMENT", read_document},
        {"INDIVIDUAL_ADDRESS", read_address},
        {"ENTITY_ADDRESS", read_address},
        {"LAST_DAY_UPDATED", read_changes},
        {"COMMENTS1", read_comments},
        {"NAME_ORIGINAL_SCRIPT", read_own_script},
        {"GENDER", read_gender},
    };
    static const char *const VALUES[][2] = {
        {"NATIONALITY", "nationality"}, {"DESIGNATION", "position"}, {"TITLE", "title"}};
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        if (idt_str_is(n->name, PARTS[i].name)) {
            PARTS[i].read(u, n);
            return;
        }
    }
    for (size_t i = 0; person && i < sizeof VALUES / sizeof *VALUES; i++) {
        if (idt_str_is(n->name, VALUES[i][0])) {
            each_value(u, n, VALUES[i][1]);
            return;
        }
    }
    if (person && idt_str_is(n->name, "NATIONALITY2")) {
        idt_list_text(u->out, "nationality", flat(u, n->text));
    }
}

static void read_entry(un *u, const idt_xml_node *entry, idt_str key, bool person)
{
    idt_list_begin(u->out, key, person ? "Person" : "Organization");
    if (read_names(u, entry, person).len == 0) {
        idt_list_warn(u->out, IDT_STR_FMT ":%llu: the entry " IDT_STR_FMT " has no name",
                      IDT_STR_ARG(u->file->name), (unsigned long long)entry->line,
                      IDT_STR_ARG(key));
    }
    read_listing(u, entry);
    for (const idt_xml_node *n = entry->first; n != NULL; n = n->next) {
        if (person || (!idt_str_starts(n->name, "INDIVIDUAL_") && !idt_str_is(n->name, "GENDER"))) {
            read_part(u, n, person);
        }
    }
}

static idt_rc on_entry(void *context, const idt_xml_node *entry, idt_error *err)
{
    un *u = context;
    const bool person = idt_str_is(entry->name, "INDIVIDUAL");
    const idt_str id = idt_xml_text(entry, "DATAID");
    const idt_str span = idt_str_slice(u->file->bytes, (size_t)entry->begin, (size_t)entry->end);
    idt_list_saw(u->out);
    u->any = true;
    if (!person && !idt_str_is(entry->name, "ENTITY")) {
        idt_list_reject_entry(u->out, place_of(u, entry), id,
                              "an element \"" IDT_STR_FMT
                              "\"; expected INDIVIDUAL or ENTITY; it is not read",
                              IDT_STR_ARG(entry->name));
        return IDT_OK;
    }
    const idt_str key = idt_list_key(u->out, id);
    if (key.len == 0) {
        idt_list_reject_entry(u->out, place_of(u, entry), id,
                              "DATAID is empty; expected the number of the entry");
        return IDT_OK;
    }
    note_list(u, idt_str_trim(idt_xml_text(entry, "REFERENCE_NUMBER")));
    if (!idt_xml_fields_count(u->fields, entry)) { /* of every entry: drift shows here */
        return idt_fail(err, IDT_E_LIMIT, "too many different elements");
    }
    if (!idt_list_wants(u->out, place_of(u, entry), key, &span, 1)) {
        return IDT_OK;
    }
    read_entry(u, entry, key, person);
    if (u->full) {
        return idt_fail(err, IDT_E_INPUT,
                        IDT_STR_FMT ":%llu: one entry needs more memory than any may; the file is "
                                    "refused",
                        IDT_STR_ARG(u->file->name), (unsigned long long)entry->line);
    }
    return idt_list_end(u->out, err);
}

/* ---- a file ---- */

static idt_rc un_roles(idt_list_file *files, size_t count, idt_arena *arena, idt_error *err)
{
    idt_xml_node root;
    if (count != 1) {
        return idt_fail(err, IDT_E_INPUT, "%zu files; expected one XML file, the list", count);
    }
    const char *name = idt_str_copy(arena, files[0].name).ptr;
    const idt_rc rc = idt_xml_root(name != NULL ? name : "", files[0].bytes, arena, &root, err);
    if (rc == IDT_OK && !idt_str_is(root.name, "CONSOLIDATED_LIST")) {
        return idt_fail_at(err, IDT_E_INPUT, name, (uint32_t)root.line, 0, root.begin,
                           "the root is <" IDT_STR_FMT ">; expected <CONSOLIDATED_LIST>",
                           IDT_STR_ARG(root.name));
    }
    files[0].role = IDT_STR("list");
    return rc;
}

/* A zone is stated in all files seen; without one it is read as UTC. */
static bool instant_of(idt_str text, idt_arena *arena, int64_t *us)
{
    const idt_str utc = idt_str_format(arena, IDT_STR_FMT "Z", IDT_STR_ARG(text));
    return text.len > 0 &&
           (idt_instant_parse(text, false, us) || idt_instant_parse(utc, false, us));
}

static bool un_published(const idt_list_file *files, size_t count, int64_t *published_us)
{
    idt_xml_node root;
    bool stated = false;
    idt_arena *arena = idt_arena_new(FIELDS_BYTES);
    if (arena != NULL && count == 1 &&
        idt_xml_root("", files[0].bytes, arena, &root, NULL) == IDT_OK) {
        stated = instant_of(idt_str_trim(idt_xml_attribute_value(&root, "dateGenerated")), arena,
                            published_us);
    }
    idt_arena_free(arena);
    return stated;
}

static void say_if_partial(un *u)
{
    if (u->first_list.ptr != NULL && !u->other_lists) {
        idt_list_warn(u->out,
                      IDT_STR_FMT ": all entries are of the list " IDT_STR_FMT
                                  "; this is one committee's list, not the consolidated one",
                      IDT_STR_ARG(u->file->name), IDT_STR_ARG(u->first_list));
    }
}

static idt_rc un_read(const idt_list_file *files, size_t count, idt_list_output *out,
                      idt_error *err)
{
    idt_rc rc = IDT_E_LIMIT;
    un u = {.out = out, .file = &files[0], .scratch = idt_list_scratch(out)};
    const idt_xml_shape shape = {.entry_depth = ENTRY_DEPTH, .context = &u, .entry = on_entry};
    idt_arena *arena = idt_arena_new(FIELDS_BYTES);
    (void)count; /* one: un_roles */
    u.fields = arena != NULL ? idt_xml_fields_new(arena, READ) : NULL;
    const char *name = arena != NULL ? idt_str_copy(arena, files[0].name).ptr : NULL;
    if (u.fields == NULL || name == NULL) {
        (void)idt_fail(err, rc, "there is no memory to read the list");
        goto done;
    }
    rc = idt_xml_read(name, files[0].bytes, &shape, err);
    if (rc == IDT_OK && !u.any) {
        rc = idt_fail_at(err, IDT_E_INPUT, name, 1, 1, 0,
                         "no entries under <CONSOLIDATED_LIST>; the file is refused");
    }
    idt_xml_fields_tell(u.fields, out);
    say_if_partial(&u);
done:
    idt_arena_free(arena);
    return rc;
}

const idt_list_reader IDT_UN_SC = {
    .dataset = "un_sc",
    .title = "United Nations Security Council consolidated list",
    .publisher = "United Nations Security Council",
    .version = 1,
    .roles = un_roles,
    .published = un_published,
    .read = un_read,
};
