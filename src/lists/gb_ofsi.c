/* gb_ofsi.c - the consolidated list of financial sanctions targets of the United Kingdom, as CSV.
 *
 *   Last Updated,10/04/2025
 *   Name 6,Name 1,...,Regime,Listed On,...,Group ID
 *   KONY,Joseph,...,Central African Republic,...,13336      one row a name; rows of one party
 * anywhere
 *
 * An entry is a group: all rows of one Group ID, which is its key. A party with several names, days
 * of birth and addresses has their product as rows; what a row repeats is said once. A group on two
 * regimes has rows of both, each with its own days: a listing each.
 *
 * The rows are kept by their place and split a second time when their group is read, so memory does
 * not grow with the length of the cells. docs/coverage.md says what becomes of each column.
 */
#include "core/map.h"
#include "text/csv.h"
#include "lists/gb_ofsi_columns.h"
#include "lists/gb_ofsi_other.h"
#include "lists/numbered.h"
#include "lists/reader.h"
#include "lists/values.h"
#include "statement/date.h"

#define GROUPS_BYTES   ((size_t)512 << 20)
#define HEADER_ROWS    3 /* the header is among the first rows */
#define DAY_TEXT_BYTES 10

typedef struct group_row {
    idt_str bytes;
    uint64_t line;
} group_row;

typedef struct group {
    idt_str id;
    group_row *rows;
    size_t count;
    size_t cap;
    idt_str regime; /* of the first row */
    bool several;   /* regimes */
} group;

typedef struct gb {
    idt_list_output *out;
    const idt_list_file *file;
    const char *source;
    idt_arena *arena; /* of the read */
    idt_csv csv;
    idt_gb_header header;
    idt_str header_bytes; /* what its columns mean is part of what every row says */
    idt_map by_id;
    group **groups; /* in order of their first row */
    size_t group_count;
    size_t group_cap;
    uint64_t counts[IDT_CSV_COLUMNS_MAX];
    /* of the group being read */
    idt_arena *scratch;
    const group *group;
    uint64_t line; /* of the row being read */
    idt_str cell[IDT_GB_COLUMNS];
    bool fresh[IDT_GB_COLUMNS]; /* other than in the row before */
    bool person;
    bool named;
    bool full; /* a text of the entry did not fit: it is not to be lost silently */
} gb;

/* ---- cells ---- */

static idt_list_place place_of(const gb *g, uint64_t line)
{
    return (idt_list_place){.file = g->file->name, .line = line, .column = 1};
}

static idt_str joined(gb *g, const idt_str *parts, size_t count, const char *separator)
{
    const idt_str made = idt_list_joined(g->scratch, parts, count, separator);
    for (size_t i = 0; made.ptr == NULL && i < count; i++) {
        g->full = g->full || (parts[i].ptr != NULL && idt_str_trim(parts[i]).len > 0);
    }
    return made;
}

static void note(gb *g, const char *name, idt_str text)
{
    const idt_str parts[] = {idt_str_borrow(name), text};
    if (text.len > 0) {
        idt_list_text(g->out, "notes", joined(g, parts, 2, ": "));
    }
}

/* Each piece of "(1) A (2) B". */
static void each_piece(gb *g, const char *property, idt_str text)
{
    idt_numbered n;
    idt_numbered_piece piece;
    idt_numbered_init(&n, text);
    while (idt_numbered_next(&n, &piece)) {
        idt_list_text(g->out, property, piece.text);
    }
}

static bool digits(idt_str s)
{
    uint64_t number;
    return s.len > 0 && idt_str_to_u64(s, 9999, &number);
}

/* "05/02/1969" -> 1969-02-05; "00/05/1965" -> 1965-05; "00/00/1965", "1965" -> 1965; "05/1965" ->
 * 1965-05. {NULL, 0} for anything else. */
static idt_str edtf_of(gb *g, idt_str text)
{
    idt_date date;
    const bool full = text.len == DAY_TEXT_BYTES && text.ptr[2] == '/' && text.ptr[5] == '/';
    const bool month_year = text.len == 7 && text.ptr[2] == '/';
    const idt_str day = full ? idt_str_slice(text, 0, 2) : IDT_STR("00");
    const idt_str month = full         ? idt_str_slice(text, 3, 5)
                          : month_year ? idt_str_slice(text, 0, 2)
                                       : IDT_STR("00");
    const idt_str year = text.len >= 4 ? idt_str_slice(text, text.len - 4, text.len) : text;
    if ((!full && !month_year && text.len != 4) || !digits(day) || !digits(month) ||
        !digits(year)) {
        return (idt_str){0};
    }
    idt_str edtf = year;
    if (!idt_str_is(month, "00")) {
        edtf = idt_str_is(day, "00")
                   ? idt_str_format(g->scratch, "%.4s-%.2s", year.ptr, month.ptr)
                   : idt_str_format(g->scratch, "%.4s-%.2s-%.2s", year.ptr, month.ptr, day.ptr);
    } else if (!idt_str_is(day, "00")) {
        return (idt_str){0};
    }
    return edtf.ptr != NULL && idt_date_parse(edtf, &date, NULL) == IDT_OK ? edtf : (idt_str){0};
}

static void bad_date(gb *g, const char *name, idt_str text)
{
    idt_list_warn(
        g->out,
        "%s:%llu: %s \"" IDT_STR_FMT
        "\" is no date; expected DD/MM/YYYY, with 00 for what is not known; kept as a note",
        g->source, (unsigned long long)g->line, name, IDT_STR_ARG(text));
    note(g, name, text);
}

/* ---- parts of a row ---- */

static const char *name_property(gb *g)
{
    static const char *const WORDS[][2] = {
        {"primary name", "name"},  {"prime alias", "name"},
        {"aka", "alias"},          {"primary name variation", "alias"},
        {"a.k.a", "alias"},        {"a.k.a.", "alias"},
        {"alias", "alias"},        {"fka", "previousName"},
        {"f.k.a", "previousName"}, {"f.k.a.", "previousName"}};
    const idt_str type = g->cell[IDT_GB_ALIAS_TYPE];
    const bool low = idt_list_has_word(g->cell[IDT_GB_ALIAS_QUALITY], "low");
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (idt_list_same_word(type, WORDS[i][0])) {
            return low && strcmp(WORDS[i][1], "alias") == 0 ? "weakAlias" : WORDS[i][1];
        }
    }
    idt_list_warn(g->out,
                  "%s:%llu: the kind of name \"" IDT_STR_FMT "\" is not known; taken as an alias",
                  g->source, (unsigned long long)g->line, IDT_STR_ARG(type));
    return low ? "weakAlias" : "alias";
}

/* Parts belong to the first name; those of an alias would be read as other names of the party. */
static void tell_parts(gb *g)
{
    idt_list_text(g->out, "firstName", g->cell[IDT_GB_NAME_1]);
    idt_list_text(g->out, "secondName", g->cell[IDT_GB_NAME_2]);
    idt_list_text(g->out, "middleName", g->cell[IDT_GB_NAME_3]);
    idt_list_text(g->out, "lastName", g->cell[IDT_GB_NAME_6]);
}

static void read_name(gb *g)
{
    const char *property = name_property(g);
    const idt_str parts[] = {g->cell[IDT_GB_NAME_1], g->cell[IDT_GB_NAME_2],
                             g->cell[IDT_GB_NAME_3], g->cell[IDT_GB_NAME_4],
                             g->cell[IDT_GB_NAME_5], g->cell[IDT_GB_NAME_6]};
    const bool first = strcmp(property, "name") == 0;
    const idt_str quality = g->cell[IDT_GB_ALIAS_QUALITY];
    const idt_list_qualifier q[] = {
        {"quality", quality.len > 0 || first ? quality : g->cell[IDT_GB_ALIAS_TYPE]}};
    const idt_str name = joined(g, parts, 6, " ");
    idt_list_qualified(g->out, property, name, q, 1);
    g->named = g->named || (first && name.len > 0);
    if (first && g->person) {
        tell_parts(g);
    }
}

/* ISO 639-1, for the words the list uses; a word that names a script or a country is none. */
static const char *language_code(idt_str word)
{
    static const char *const CODES[][2] = {
        {"russian", "ru"},  {"persian", "fa"},    {"persian/farsi", "fa"}, {"farsi", "fa"},
        {"arabic", "ar"},   {"belarusian", "be"}, {"ukrainian", "uk"},     {"chinese", "zh"},
        {"georgian", "ka"}, {"hebrew", "he"},     {"korean", "ko"},        {"bulgarian", "bg"},
        {"turkish", "tr"},  {"kazakh", "kk"},     {"serbian", "sr"},       {"spanish", "es"},
        {"thai", "th"},     {"greek", "el"},      {"bosnian", "bs"},       {"japanese", "ja"},
        {"burmese", "my"},  {"romanian", "ro"},   {"armenian", "hy"},      {"azerbaijani", "az"},
        {"urdu", "ur"},     {"pashto", "ps"},     {"dari", "prs"},         {"macedonian", "mk"},
        {"tajik", "tg"},    {"uzbek", "uz"},      {"kyrgyz", "ky"},        {"vietnamese", "vi"}};
    for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++) {
        if (idt_list_same_word(word, CODES[i][0])) {
            return CODES[i][1];
        }
    }
    return NULL;
}

static void read_script_name(gb *g)
{
    const idt_str language = g->cell[IDT_GB_SCRIPT_LANGUAGE];
    const char *code = language_code(language);
    const idt_str words[] = {g->cell[IDT_GB_SCRIPT_TYPE], language};
    const idt_list_qualifier q[] = {
        {"lang", idt_str_borrow(code)},
        {"note", code == NULL ? joined(g, words, 2, ", ") : (idt_str){0}}};
    const idt_str name = g->cell[IDT_GB_SCRIPT_NAME];
    if (name.len > 0) {
        idt_list_qualified(g->out, name_property(g), name, q, 2);
    }
}

static void read_birth_date(gb *g)
{
    const idt_str text = g->cell[IDT_GB_BORN];
    const idt_str edtf = edtf_of(g, text);
    if (edtf.len > 0) {
        idt_list_text(g->out, "birthDate", edtf);
    } else if (text.len > 0) {
        bad_date(g, "Date of birth", text);
    }
}

/* Towns and countries of one number belong together; one country for several numbered towns, or the
 * other way round, is not said to belong to any. */
static void read_birth_place(gb *g)
{
    const idt_str towns = g->cell[IDT_GB_BIRTH_TOWN];
    const idt_str countries = g->cell[IDT_GB_BIRTH_COUNTRY];
    idt_numbered n;
    idt_numbered c;
    idt_numbered_piece piece;
    idt_numbered_init(&n, towns);
    idt_numbered_init(&c, countries);
    const bool alike = (n.number == 0) == (c.number == 0);
    while (idt_numbered_next(&n, &piece)) {
        const idt_str country = alike ? idt_numbered_of(countries, piece.number) : (idt_str){0};
        const idt_str parts[] = {piece.text, country};
        const idt_list_qualifier q[] = {{"country", country}};
        idt_list_qualified(g->out, "birthPlace", joined(g, parts, 2, ", "), q, 1);
    }
    each_piece(g, "birthCountry", countries);
}

/* ---- documents ---- */

/* The number a piece of the old form begins with ("A-333602 (Indian) issued on 4 June 1985"): its
 * first word where that has two digits or more. */
static size_t leading_number(idt_str s)
{
    size_t len = 0;
    size_t count = 0;
    while (len < s.len && memchr(" ,;(", s.ptr[len], 4) == NULL) {
        count += s.ptr[len] >= '0' && s.ptr[len] <= '9' ? 1 : 0;
        len++;
    }
    while (len > 0 && s.ptr[len - 1] == '.') {
        len--;
    }
    return count >= 2 ? len : 0;
}

/* One cell with number and details together: what does not begin with a number is a note. */
static void read_old_numbers(gb *g, const char *property, const char *name, idt_str text)
{
    idt_numbered n;
    idt_numbered_piece piece;
    idt_numbered_init(&n, text);
    while (idt_numbered_next(&n, &piece)) {
        const size_t len = leading_number(piece.text);
        idt_list_segments(g->out, 1, len > 0 ? 1 : 0);
        if (len == 0) {
            note(g, name, piece.text);
            continue;
        }
        idt_str rest = idt_str_trim(idt_str_slice(piece.text, len, piece.text.len));
        while (rest.len > 0 && memchr(".,;", rest.ptr[0], 3) != NULL) {
            rest = idt_str_trim(idt_str_slice(rest, 1, rest.len));
        }
        const idt_list_qualifier q[] = {{"note", rest}};
        idt_list_qualified(g->out, property, idt_str_slice(piece.text, 0, len), q, 1);
    }
}

/* Numbers in one cell, their details in another, by the same numbering. */
static void read_numbers(gb *g, const char *property, const char *name, idt_str numbers,
                         idt_str details)
{
    idt_numbered n;
    idt_numbered d;
    idt_numbered_piece piece;
    idt_numbered_init(&n, numbers);
    idt_numbered_init(&d, details);
    const bool alike = (n.number == 0) == (d.number == 0);
    while (idt_numbered_next(&n, &piece)) {
        const idt_list_qualifier q[] = {
            {"note", alike ? idt_numbered_of(details, piece.number) : (idt_str){0}}};
        idt_list_qualified(g->out, property, piece.text, q, 1);
    }
    while (idt_numbered_next(&d, &piece)) {
        if (!alike || idt_numbered_of(numbers, piece.number).len == 0) {
            note(g, name, piece.text);
        }
    }
}

static void read_passport(gb *g)
{
    const idt_str details = g->cell[IDT_GB_PASSPORT_DETAILS];
    if (g->header.at[IDT_GB_PASSPORT] == IDT_GB_NO_COLUMN) {
        read_old_numbers(g, "passportNumber", "Passport details", details);
    } else {
        read_numbers(g, "passportNumber", "Passport details", g->cell[IDT_GB_PASSPORT], details);
    }
}

static void read_id_number(gb *g)
{
    const idt_str numbers = g->cell[IDT_GB_ID_NUMBER];
    if (g->header.at[IDT_GB_ID_DETAILS] == IDT_GB_NO_COLUMN) {
        read_old_numbers(g, "idNumber", "National identification", numbers);
    } else {
        read_numbers(g, "idNumber", "National identification", numbers, g->cell[IDT_GB_ID_DETAILS]);
    }
}

/* ---- the rest of a row ---- */

static void read_address(gb *g)
{
    const idt_str country = g->cell[IDT_GB_COUNTRY];
    const idt_str parts[] = {g->cell[IDT_GB_ADDRESS_1], g->cell[IDT_GB_ADDRESS_2],
                             g->cell[IDT_GB_ADDRESS_3], g->cell[IDT_GB_ADDRESS_4],
                             g->cell[IDT_GB_ADDRESS_5], g->cell[IDT_GB_ADDRESS_6],
                             g->cell[IDT_GB_POSTCODE],  country};
    const idt_list_qualifier q[] = {{"country", country}};
    const idt_str near = joined(g, parts, 7, ", ");
    if (near.len > 0) {
        idt_list_qualified(g->out, "address", joined(g, parts, 8, ", "), q, 1);
    } else {
        idt_list_text(g->out, "country", country);
    }
}

static void read_title(gb *g)
{
    each_piece(g, "title", g->cell[IDT_GB_TITLE]);
}

static void read_nationality(gb *g)
{
    each_piece(g, "nationality", g->cell[IDT_GB_NATIONALITY]);
}

static void read_position(gb *g)
{
    each_piece(g, "position", g->cell[IDT_GB_POSITION]);
}

static void read_unique_id(gb *g)
{
    idt_list_text(g->out, "authorityId", g->cell[IDT_GB_UNIQUE_ID]);
}

static void read_other(gb *g)
{
    idt_gb_other_read(g->out, g->cell[IDT_GB_OTHER]);
}

static void read_updated(gb *g)
{
    const idt_str text = g->cell[IDT_GB_UPDATED];
    const idt_str edtf = edtf_of(g, text);
    if (edtf.len > 0) {
        idt_list_text(g->out, "modifiedAt", edtf);
    } else if (text.len > 0) {
        bad_date(g, "Last updated", text);
    }
}

/* ---- the listing ---- */

/* Regimes that were given another name while they went on; the newest is the key. */
static const char *const RENAMED[][2] = {
    {"iran-nuclear-proliferation", "iran-nuclear"},
    {"north-korea-democratic-people-s-republic-of-korea", "democratic-people-s-republic-of-korea"},
    {"ukraine-sovereignty", "russia"},
    {"republic-of-guinea-bissau", "guinea-bissau"},
    {"republic-of-guinea", "guinea"},
    {"burma", "myanmar"},
};

/* "The X organisations" -> gb-x, as "X". */
static idt_str list_of(gb *g, idt_str regime)
{
    idt_str key = idt_list_key(g->out, regime);
    if (idt_str_starts(key, "the-") && idt_str_ends(key, "-organisations")) {
        key = idt_str_slice(key, sizeof "the-" - 1, key.len - (sizeof "-organisations" - 1));
    }
    for (size_t i = 0; i < sizeof RENAMED / sizeof *RENAMED; i++) {
        if (idt_str_is(key, RENAMED[i][0])) {
            key = idt_str_borrow(RENAMED[i][1]);
        }
    }
    return key.len > 0 ? idt_str_format(g->scratch, "gb-" IDT_STR_FMT, IDT_STR_ARG(key))
                       : IDT_STR("gb-unnamed");
}

/* An event's name is its own in the record: with two regimes it takes the list's key. */
static idt_str event_id(gb *g, const char *word, idt_str list)
{
    return g->group->several
               ? idt_str_format(g->scratch, "%s-" IDT_STR_FMT, word, IDT_STR_ARG(list))
               : idt_str_borrow(word);
}

static idt_str day_of(gb *g, idt_gb_column column, const char *name)
{
    const idt_str text = g->cell[column];
    const idt_str edtf = edtf_of(g, text);
    if (edtf.len == 0 && text.len > 0) {
        bad_date(g, name, text);
    }
    return edtf;
}

/* "Listed On" is the day the list first had the entry. A later designation is by the regulations
 * that took over an older regime: the listing went on under new law. An earlier one is the decision
 * this listing carries out. */
static void tell_days(gb *g, idt_str list)
{
    const idt_str listed = day_of(g, IDT_GB_LISTED_ON, "Listed on");
    const idt_str designated = day_of(g, IDT_GB_DESIGNATED, "Date designated");
    const bool again = listed.len > 0 && idt_str_compare(designated, listed) > 0;
    if (listed.len > 0 || designated.len > 0) {
        const idt_list_qualifier q[] = {{"id", event_id(g, "listed", list)},
                                        {"list", list},
                                        {"effective_from", listed},
                                        {"decided", again ? (idt_str){0} : designated}};
        idt_list_qualified(g->out, "event", IDT_STR("decide"), q, 4);
    }
    if (again) {
        const idt_list_qualifier q[] = {{"id", event_id(g, "designated", list)},
                                        {"list", list},
                                        {"effective_from", designated}};
        idt_list_qualified(g->out, "event", IDT_STR("relist_same"), q, 3);
    }
}

static void read_listing(gb *g)
{
    const idt_str regime = g->cell[IDT_GB_REGIME];
    const idt_str list = list_of(g, regime);
    const idt_list_qualifier q[] = {{"programme", regime}};
    idt_list_qualified(g->out, "listing", list, q, 1);
    tell_days(g, list);
}

/* ---- a group ---- */

/* What is read again only where one of its cells is other than in the row before. */
typedef struct part {
    void (*read)(gb *g);
    idt_gb_column first, last; /* a run of columns */
    bool of_name;              /* also where the kind of name changes */
} part;

static const part PARTS[] = {
    {read_name, IDT_GB_NAME_6, IDT_GB_NAME_5, true},
    {read_script_name, IDT_GB_SCRIPT_NAME, IDT_GB_SCRIPT_LANGUAGE, true},
    {read_title, IDT_GB_TITLE, IDT_GB_TITLE, false},
    {read_birth_date, IDT_GB_BORN, IDT_GB_BORN, false},
    {read_birth_place, IDT_GB_BIRTH_TOWN, IDT_GB_BIRTH_COUNTRY, false},
    {read_nationality, IDT_GB_NATIONALITY, IDT_GB_NATIONALITY, false},
    {read_passport, IDT_GB_PASSPORT, IDT_GB_PASSPORT_DETAILS, false},
    {read_id_number, IDT_GB_ID_NUMBER, IDT_GB_ID_DETAILS, false},
    {read_position, IDT_GB_POSITION, IDT_GB_POSITION, false},
    {read_address, IDT_GB_ADDRESS_1, IDT_GB_COUNTRY, false},
    {read_other, IDT_GB_OTHER, IDT_GB_OTHER, false},
    {read_listing, IDT_GB_REGIME, IDT_GB_DESIGNATED, false},
    {read_updated, IDT_GB_UPDATED, IDT_GB_UPDATED, false},
    {read_unique_id, IDT_GB_UNIQUE_ID, IDT_GB_UNIQUE_ID, false},
};

/* Cells are kept in the entry's memory while its rows go by. */
static void take_cells(gb *g, const idt_csv_row *row, bool first)
{
    for (int c = 0; c < IDT_GB_COLUMNS; c++) {
        const idt_str cell = idt_gb_cell(&g->header, row, (idt_gb_column)c, g->scratch);
        g->fresh[c] = first || !idt_str_equal(cell, g->cell[c]);
        if (g->fresh[c]) {
            g->cell[c] = idt_str_copy(g->scratch, cell);
            g->full = g->full || (cell.ptr != NULL && g->cell[c].ptr == NULL);
        }
    }
}

static bool is_fresh(const gb *g, const part *p)
{
    bool fresh = p->of_name && (g->fresh[IDT_GB_ALIAS_TYPE] || g->fresh[IDT_GB_ALIAS_QUALITY]);
    for (int c = (int)p->first; c <= (int)p->last; c++) {
        fresh = fresh || g->fresh[c];
    }
    return fresh;
}

static const char *schema_of(gb *g, idt_str type)
{
    static const char *const WORDS[][2] = {
        {"individual", "Person"}, {"entity", "Organization"}, {"ship", "Vessel"}};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (idt_list_same_word(type, WORDS[i][0])) {
            return WORDS[i][1];
        }
    }
    idt_list_warn(g->out,
                  "%s:%llu: the group type \"" IDT_STR_FMT
                  "\" is not known; taken as a person or organisation",
                  g->source, (unsigned long long)g->line, IDT_STR_ARG(type));
    return "LegalEntity";
}

static void begin_group(gb *g, idt_str key)
{
    const char *schema = schema_of(g, g->cell[IDT_GB_GROUP_TYPE]);
    g->person = strcmp(schema, "Person") == 0;
    g->named = false;
    idt_list_begin(g->out, key, schema);
}

static void read_row(gb *g, bool first)
{
    if (!first && g->fresh[IDT_GB_GROUP_TYPE]) {
        idt_list_warn(g->out, "%s:%llu: the group type changes inside the group " IDT_STR_FMT,
                      g->source, (unsigned long long)g->line, IDT_STR_ARG(g->group->id));
    }
    for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
        if (is_fresh(g, &PARTS[i])) {
            PARTS[i].read(g);
        }
    }
}

static idt_rc read_group(gb *g, idt_str key, idt_error *err)
{
    const group *gr = g->group;
    for (size_t i = 0; i < gr->count; i++) {
        idt_csv_row row;
        idt_csv_again(&g->csv, gr->rows[i].bytes, &row);
        g->line = gr->rows[i].line;
        take_cells(g, &row, i == 0);
        if (i == 0) {
            begin_group(g, key);
        }
        read_row(g, i == 0);
    }
    if (g->full) {
        return idt_arena_fail(g->scratch, err);
    }
    if (!g->named) {
        idt_list_warn(g->out, "%s:%llu: the group " IDT_STR_FMT " has no primary name", g->source,
                      (unsigned long long)gr->rows[0].line, IDT_STR_ARG(gr->id));
    }
    return idt_list_end(g->out, err);
}

static idt_rc one_group(gb *g, const group *gr, idt_error *err)
{
    const idt_list_place place = place_of(g, gr->rows[0].line);
    const idt_str key = idt_list_key(g->out, gr->id);
    g->group = gr;
    idt_list_saw(g->out);
    if (key.len == 0) {
        idt_list_reject_entry(g->out, place, gr->id,
                              "Group ID \"" IDT_STR_FMT "\"; expected a number",
                              IDT_STR_ARG(gr->id));
        return IDT_OK;
    }
    idt_str *spans = IDT_NEW_N(g->scratch, idt_str, gr->count + 1);
    if (spans == NULL) {
        return idt_arena_fail(g->scratch, err);
    }
    spans[0] = g->header_bytes;
    for (size_t i = 0; i < gr->count; i++) {
        spans[i + 1] = gr->rows[i].bytes;
    }
    return idt_list_wants(g->out, place, key, spans, gr->count + 1) ? read_group(g, key, err)
                                                                    : IDT_OK;
}

/* ---- rows into groups ---- */

static group *group_of(gb *g, idt_str id, idt_str regime)
{
    bool added;
    idt_map_entry *met = idt_map_find(&g->by_id, id);
    if (met != NULL) {
        return met->value.ptr;
    }
    group *gr = IDT_NEW(g->arena, group);
    const idt_str copy = idt_str_copy(g->arena, id);
    if (gr == NULL || copy.ptr == NULL ||
        !IDT_GROW(g->arena, g->groups, g->group_cap, g->group_count)) {
        return NULL;
    }
    met = idt_map_put(&g->by_id, copy, &added);
    if (met == NULL) {
        return NULL;
    }
    *gr = (group){.id = copy, .regime = idt_str_copy(g->arena, regime)};
    met->value.ptr = gr;
    g->groups[g->group_count++] = gr;
    return gr;
}

/* A row that is no row of this table is an entry that cannot be read. */
static void reject_row(gb *g, uint64_t line, const char *why)
{
    idt_list_saw(g->out);
    idt_list_reject_entry(g->out, place_of(g, line), (idt_str){0}, "%s; the row is not read", why);
}

static bool is_empty(const idt_csv_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        if (idt_str_trim(row->fields[i]).len > 0) {
            return false;
        }
    }
    return true;
}

/* Spreadsheets drop or add empty cells at the end of a row. */
static bool fits_header(const gb *g, const idt_csv_row *row)
{
    for (size_t i = g->header.count; i < row->count; i++) {
        if (idt_str_trim(row->fields[i]).len > 0) {
            return false;
        }
    }
    return (int)row->count > g->header.at[IDT_GB_GROUP_ID];
}

static idt_rc take_row(gb *g, const idt_csv_row *row, idt_error *err)
{
    if (is_empty(row)) {
        return IDT_OK;
    }
    if (!fits_header(g, row)) {
        reject_row(g, row->line,
                   "the row has other columns than the header (a stray comma or quote?)");
        return IDT_OK;
    }
    const idt_str id = idt_str_trim(row->fields[g->header.at[IDT_GB_GROUP_ID]]);
    const idt_str regime = idt_str_trim(row->fields[g->header.at[IDT_GB_REGIME]]);
    if (id.len == 0) {
        reject_row(g, row->line, "Group ID is empty; expected the number of the party");
        return IDT_OK;
    }
    group *gr = group_of(g, id, regime);
    if (gr == NULL || !IDT_GROW(g->arena, gr->rows, gr->cap, gr->count)) {
        return idt_arena_fail(g->arena, err);
    }
    idt_gb_count(&g->header, row, g->counts); /* of every row, or drift is not seen */
    gr->several = gr->several || !idt_str_equal(gr->regime, regime);
    gr->rows[gr->count++] = (group_row){.bytes = row->bytes, .line = row->line};
    return IDT_OK;
}

static idt_rc take_rows(gb *g, idt_error *err)
{
    idt_csv_row row;
    idt_csv_what what;
    while ((what = idt_csv_next(&g->csv, &row)) != IDT_CSV_END) {
        if (what == IDT_CSV_FAULT) {
            reject_row(g, row.line, g->csv.fault);
            continue;
        }
        const idt_rc rc = take_row(g, &row, err);
        if (rc != IDT_OK) {
            return rc;
        }
    }
    return IDT_OK;
}

/* ---- a file ---- */

/* The first rows: "Last Updated,<day>" or not, then the header. False where there is no header. */
static bool find_header(idt_csv *csv, idt_csv_row *row, char day[DAY_TEXT_BYTES + 1])
{
    day[0] = '\0';
    for (int i = 0; i < HEADER_ROWS; i++) {
        if (idt_csv_next(csv, row) != IDT_CSV_ROW) {
            return false;
        }
        if (idt_gb_is_header(row)) {
            return true;
        }
        const idt_str second = row->count > 1 ? idt_str_trim(row->fields[1]) : (idt_str){0};
        if (idt_list_same_word(idt_str_trim(row->fields[0]), "last updated") &&
            second.len == DAY_TEXT_BYTES) {
            memcpy(day, second.ptr, DAY_TEXT_BYTES);
            day[DAY_TEXT_BYTES] = '\0';
        }
    }
    return false;
}

static idt_rc open_file(idt_csv *csv, const char *source, idt_str bytes, idt_gb_header *header,
                        idt_str *header_bytes, char day[DAY_TEXT_BYTES + 1], idt_error *err)
{
    idt_csv_row row;
    if (idt_str_starts(bytes, "PK\x03\x04")) {
        return idt_fail_at(err, IDT_E_INPUT, source, 1, 1, 0,
                           "a spreadsheet (zip); expected CSV: save the sheet as CSV");
    }
    const idt_rc rc = idt_csv_open(csv, source, bytes, ',', IDT_CSV_ROW_BYTES, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (!find_header(csv, &row, day)) {
        return idt_fail_at(
            err, IDT_E_INPUT, source, 1, 1, 0,
            "no header with a column \"Group ID\" in the first %d rows; expected the "
            "consolidated list as CSV",
            HEADER_ROWS);
    }
    *header_bytes = row.bytes;
    return idt_gb_header_read(source, &row, header, err);
}

static idt_rc gb_roles(idt_list_file *files, size_t count, idt_arena *arena, idt_error *err)
{
    char day[DAY_TEXT_BYTES + 1];
    idt_str ignored;
    idt_csv *csv = IDT_NEW(arena, idt_csv);
    idt_gb_header *header = IDT_NEW(arena, idt_gb_header);
    if (count != 1) {
        return idt_fail(err, IDT_E_INPUT, "%zu files; expected one CSV file, the list", count);
    }
    const char *name = idt_str_copy(arena, files[0].name).ptr;
    if (csv == NULL || header == NULL || name == NULL) {
        return idt_arena_fail(arena, err);
    }
    const idt_rc rc = open_file(csv, name, files[0].bytes, header, &ignored, day, err);
    idt_csv_release(csv);
    files[0].role = IDT_STR("list");
    return rc;
}

/* "10/04/2025" -> the start of that day. */
static bool start_of(const char *day, int64_t *us)
{
    idt_day d;
    char iso[DAY_TEXT_BYTES + 1] = {day[6], day[7], day[8], day[9], '-',
                                    day[3], day[4], '-',    day[0], day[1]};
    if (day[2] != '/' || day[5] != '/' || !idt_day_parse(idt_str_borrow(iso), &d)) {
        return false;
    }
    *us = (int64_t)d * IDT_DAY_US;
    return true;
}

static bool gb_published(const idt_list_file *files, size_t count, int64_t *published_us)
{
    bool stated = false;
    char day[DAY_TEXT_BYTES + 1];
    idt_str ignored;
    idt_arena *arena = idt_arena_new((size_t)1 << 20);
    idt_csv *csv = arena != NULL ? IDT_NEW(arena, idt_csv) : NULL;
    idt_gb_header *header = csv != NULL ? IDT_NEW(arena, idt_gb_header) : NULL;
    if (count == 1 && header != NULL) {
        stated = open_file(csv, "", files[0].bytes, header, &ignored, day, NULL) == IDT_OK &&
                 day[0] != '\0' && start_of(day, published_us);
        idt_csv_release(csv);
    }
    idt_arena_free(arena);
    return stated;
}

static void tell_encoding(gb *g)
{
    if (g->csv.converted > 0) {
        idt_list_warn(g->out,
                      "%s:%llu: %llu cells are not UTF-8, this the first; read as Windows-1252",
                      g->source, (unsigned long long)g->csv.converted_line,
                      (unsigned long long)g->csv.converted);
    }
    if (g->csv.stray_quotes > 0) {
        idt_list_warn(g->out, "%s:%llu: %llu cells have a quote inside, this the first; kept",
                      g->source, (unsigned long long)g->csv.stray_line,
                      (unsigned long long)g->csv.stray_quotes);
    }
}

static idt_rc read_file(gb *g, idt_error *err)
{
    char day[DAY_TEXT_BYTES + 1];
    idt_rc rc =
        open_file(&g->csv, g->source, g->file->bytes, &g->header, &g->header_bytes, day, err);
    if (rc == IDT_OK) {
        rc = take_rows(g, err);
    }
    if (rc == IDT_OK && g->group_count == 0) {
        rc = idt_fail_at(err, IDT_E_INPUT, g->source, 1, 1, 0,
                         "no rows under the header; the file is refused");
    }
    for (size_t i = 0; rc == IDT_OK && i < g->group_count; i++) {
        rc = one_group(g, g->groups[i], err);
    }
    if (rc == IDT_OK) {
        idt_gb_tell(&g->header, g->counts, g->out);
        tell_encoding(g);
    }
    return rc;
}

static idt_rc gb_read(const idt_list_file *files, size_t count, idt_list_output *out,
                      idt_error *err)
{
    (void)count; /* one: gb_roles */
    idt_rc rc = IDT_E_LIMIT;
    idt_arena *arena = idt_arena_new(GROUPS_BYTES);
    gb *g = arena != NULL ? IDT_NEW(arena, gb) : NULL;
    if (g == NULL) {
        (void)idt_fail(err, rc, "there is no memory to read the list");
        goto done;
    }
    *g = (gb){.out = out, .file = &files[0], .arena = arena, .scratch = idt_list_scratch(out)};
    g->source = idt_str_copy(arena, files[0].name).ptr;
    idt_map_init(&g->by_id, arena);
    rc = g->source != NULL ? read_file(g, err) : idt_arena_fail(arena, err);
    idt_csv_release(&g->csv);
done:
    idt_arena_free(arena);
    return rc;
}

const idt_list_reader IDT_GB_OFSI = {
    .dataset = "gb_ofsi",
    .title = "United Kingdom consolidated list of financial sanctions targets",
    .publisher = "HM Treasury, Office of Financial Sanctions Implementation",
    .version = 1,
    .roles = gb_roles,
    .published = gb_published,
    .read = gb_read,
};
