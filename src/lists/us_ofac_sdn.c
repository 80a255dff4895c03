#include "lists/us_ofac_sdn.h"

#include <stdlib.h>

#include "text/csv.h"
#include "lists/us_ofac_parts.h"
#include "lists/us_ofac_programmes.h"
#include "lists/us_ofac_remarks.h"
#include "lists/us_ofac_say.h"
#include "lists/us_ofac_xml.h"

#define ARENA_BYTES   ((size_t)1 << 30)
#define REMARKS_BYTES 1000 /* where OFAC cuts a remark */
#define PROBE_BYTES   ((size_t)1 << 16)
#define IDS_BYTES     256

enum { SDN, ALT, ADD, COMMENTS, ROLES };

enum {
    ENT_NUM,
    NAME,
    TYPE,
    PROGRAM,
    TITLE,
    CALL_SIGN,
    VESS_TYPE,
    TONNAGE,
    GRT,
    VESS_FLAG,
    VESS_OWNER,
    REMARKS,
    SDN_COLUMNS
};

typedef struct sdn_column {
    const char *name;
    const char *property; /* NULL: read by code */
} sdn_column;

static const sdn_column SDN_COLUMN[SDN_COLUMNS] = {
    {"ent_num", NULL},     {"SDN_Name", NULL},      {"SDN_Type", NULL},
    {"Program", NULL},     {"Title", NULL},         {"Call_Sign", "callSign"},
    {"Vess_type", "type"}, {"Tonnage", "tonnage"},  {"GRT", "grossRegisteredTonnage"},
    {"Vess_flag", "flag"}, {"Vess_owner", "owner"}, {"Remarks", NULL},
};

static const struct {
    const char *name;
    size_t columns;
    const char *expected;
} ROLE[ROLES] = {
    {"sdn", SDN_COLUMNS,
     "ent_num, SDN_Name, SDN_Type, Program, Title, Call_Sign, Vess_type, Tonnage, GRT, Vess_flag, "
     "Vess_owner, Remarks"},
    {"alt", 5, "ent_num, alt_num, alt_type, alt_name, alt_remarks"},
    {"add", 6, "ent_num, add_num, Address, City_State_Zip, Country, add_remarks"},
    {"comments", 2, "ent_num, Remarks"},
};

static const struct {
    const char *type;
    const char *schema;
} TYPES[] = {{"-0-", "Organization"},
             {"individual", "Person"},
             {"vessel", "Vessel"},
             {"aircraft", "Airplane"}};

static const struct {
    const char *type;
    const char *property;
} ALT_TYPES[] = {{"aka", "alias"}, {"fka", "previousName"}, {"nka", "alias"}};

/* One read. */
typedef struct ofac {
    idt_list_output *out;
    idt_ofac_say say;
    const idt_list_file *files;
    size_t file_of[ROLES]; /* index + 1 */
    idt_arena *arena;
    idt_csv csv; /* of the role sdn */
    idt_ofac_part parts[ROLES];
    idt_ofac_row *rows[ROLES]; /* of the present entry */
    size_t row_count[ROLES];
    idt_str *spans;
    size_t span_cap;
    uint64_t blanks; /* empty fields where -0- is expected, and the first one's line */
    uint64_t blank_line;
    uint64_t cut;
    char cut_ids[IDS_BYTES];
    uint64_t filled[ROLES][SDN_COLUMNS]; /* of every entry, read or as before: drift shows here */
} ofac;

/* ---- roles ---- */

static bool is_empty(idt_str field)
{
    const idt_str s = idt_str_trim(field);
    return s.len == 0 || idt_str_is(s, "-0-") || idt_str_is(s, "-0"); /* -0: the file's cut end */
}

static const char *schema_of(idt_str type)
{
    const idt_str s = idt_str_trim(type);
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++) {
        if (idt_str_is(s, TYPES[i].type)) {
            return TYPES[i].schema;
        }
    }
    return NULL;
}

static const char *alt_property(idt_str type)
{
    const idt_str s = idt_str_trim(type);
    for (size_t i = 0; i < sizeof ALT_TYPES / sizeof *ALT_TYPES; i++) {
        if (idt_str_is(s, ALT_TYPES[i].type)) {
            return ALT_TYPES[i].property;
        }
    }
    return NULL;
}

/* Do the columns hold what this role's hold? */
static bool columns_fit(size_t role, const idt_csv_row *row)
{
    uint64_t id;
    if (!idt_ofac_id(row->fields[0], &id)) {
        return false;
    }
    switch (role) {
    case SDN:
        return schema_of(row->fields[TYPE]) != NULL && !is_empty(row->fields[NAME]);
    case ALT:
        return idt_ofac_id(row->fields[1], &id) && alt_property(row->fields[2]) != NULL;
    case ADD:
        return idt_ofac_id(row->fields[1], &id);
    default:
        return true;
    }
}

static idt_str first_fields(const idt_csv_row *row, idt_arena *arena)
{
    idt_str text = IDT_STR("");
    for (size_t i = 0; i < row->count && i < 4 && text.ptr != NULL; i++) {
        const idt_str f = idt_str_slice(row->fields[i], 0, 40);
        text = idt_str_format(arena, IDT_STR_FMT "%s\"" IDT_STR_FMT "\"", IDT_STR_ARG(text),
                              i > 0 ? ", " : "", IDT_STR_ARG(f));
    }
    return text.ptr != NULL ? text : IDT_STR("");
}

/* The file's first row says what it is. */
static idt_rc role_of_row(idt_list_file *file, const char *name, const idt_csv_row *row,
                          idt_arena *arena, idt_error *err)
{
    for (size_t i = 0; i < ROLES; i++) {
        if (ROLE[i].columns != row->count) {
            continue;
        }
        if (columns_fit(i, row)) {
            file->role = idt_str_borrow(ROLE[i].name);
            return IDT_OK;
        }
        const idt_str met = first_fields(row, arena);
        return idt_fail_at(err, IDT_E_INPUT, name, (uint32_t)row->line, 1, 0,
                           "the first row begins " IDT_STR_FMT
                           "; expected the columns %s, without a header line: renamed or in "
                           "another order?",
                           IDT_STR_ARG(met), ROLE[i].expected);
    }
    return idt_fail_at(err, IDT_E_INPUT, name, (uint32_t)row->line, 1, 0,
                       "%zu columns; OFAC's files have 12 (%s), 5 (alt), 6 (add) or 2 (comments)",
                       row->count, ROLE[SDN].expected);
}

static idt_rc role_of(idt_list_file *file, bool sdn, idt_arena *arena, idt_error *err)
{
    idt_csv *csv = IDT_NEW(arena, idt_csv);
    const idt_str name = idt_str_copy(arena, file->name);
    idt_csv_row row;
    if (csv == NULL || name.ptr == NULL) {
        return idt_arena_fail(arena, err);
    }
    if (idt_str_starts(name, sdn ? "cons_" : "sdn")) {
        return idt_fail_at(err, IDT_E_INPUT, name.ptr, 0, 0, 0,
                           "a file of OFAC's %s by its name; expected one of %s",
                           sdn ? "list of those who are not SDN" : "SDN list",
                           sdn ? "the SDN list" : "the other list");
    }
    /* a row that does not fit in the probe is a fault, and so the file is refused */
    const idt_str probe = idt_str_slice(file->bytes, 0, PROBE_BYTES);
    idt_rc rc = idt_csv_open(csv, name.ptr, probe, ',', PROBE_BYTES, err);
    if (rc == IDT_OK) {
        const idt_csv_what what = idt_csv_next(csv, &row);
        if (what == IDT_CSV_ROW) {
            rc = role_of_row(file, name.ptr, &row, arena, err);
        } else {
            rc = idt_fail_at(err, IDT_E_INPUT, name.ptr, 1, csv->fault_column, 0, "%s",
                             what == IDT_CSV_END ? "the file has no rows" : csv->fault);
        }
    }
    idt_csv_release(csv);
    return rc;
}

static size_t role_number(idt_str role)
{
    size_t i = 0;
    while (i < ROLES && !idt_str_is(role, ROLE[i].name)) {
        i++;
    }
    return i;
}

static int by_role(const void *a, const void *b)
{
    const size_t x = role_number(((const idt_list_file *)a)->role);
    const size_t y = role_number(((const idt_list_file *)b)->role);
    return (x > y) - (x < y);
}

/* An edition is either the CSV set or one XML file. */
static bool holds_xml(const idt_list_file *files, size_t count)
{
    size_t i = 0;
    while (i < count && !idt_ofac_is_xml(files[i].bytes)) {
        i++;
    }
    return i < count;
}

static idt_rc give_roles(idt_list_file *files, size_t count, bool sdn, idt_arena *arena,
                         idt_error *err)
{
    if (holds_xml(files, count)) {
        return count == 1 ? idt_ofac_xml_role(&files[0], sdn, arena, err)
                          : idt_fail(err, IDT_E_INPUT,
                                     "%zu files with XML among them; an edition is the CSV set or "
                                     "one XML file",
                                     count);
    }
    for (size_t i = 0; i < count; i++) {
        const idt_rc rc = role_of(&files[i], sdn, arena, err);
        if (rc != IDT_OK) {
            return rc;
        }
    }
    if (count > 1) {
        qsort(files, count, sizeof *files, by_role);
    }
    for (size_t i = 1; i < count; i++) {
        if (idt_str_equal(files[i].role, files[i - 1].role)) {
            return idt_fail(err, IDT_E_INPUT,
                            IDT_STR_FMT " and " IDT_STR_FMT " are both `" IDT_STR_FMT
                                        "` files; an edition has one",
                            IDT_STR_ARG(files[i - 1].name), IDT_STR_ARG(files[i].name),
                            IDT_STR_ARG(files[i].role));
        }
    }
    if (count == 0 || !idt_str_is(files[0].role, ROLE[SDN].name)) {
        return idt_fail(err, IDT_E_INPUT,
                        "the file of the entries is missing (12 columns: %s); aliases, addresses "
                        "and comments alone are no edition",
                        sdn ? "sdn.csv" : "cons_prim.csv");
    }
    return IDT_OK;
}

static idt_rc roles_sdn(idt_list_file *files, size_t count, idt_arena *arena, idt_error *err)
{
    return give_roles(files, count, true, arena, err);
}

static idt_rc roles_non_sdn(idt_list_file *files, size_t count, idt_arena *arena, idt_error *err)
{
    return give_roles(files, count, false, arena, err);
}

static const char *form_of(idt_str role)
{
    return role_number(role) < ROLES             ? "csv"
           : idt_str_is(role, IDT_OFAC_ENHANCED) ? IDT_OFAC_ENHANCED
                                                 : IDT_OFAC_XML;
}

/* The CSV files have no date inside. */
static bool published(const idt_list_file *files, size_t count, int64_t *published_us)
{
    return count == 1 && role_number(files[0].role) == ROLES &&
           idt_ofac_xml_published(&files[0], published_us);
}

/* ---- what an entry says ---- */

static void say_names(ofac *o, idt_str name, bool person)
{
    const size_t comma = idt_str_find(name, ',');
    const idt_str last = idt_str_trim(idt_str_slice(name, 0, comma));
    const idt_str first = idt_str_trim(idt_str_slice(name, comma + 1, name.len));
    const bool plain = comma < name.len && idt_str_find(first, ',') == first.len &&
                       idt_str_find(name, '(') == name.len;
    idt_ofac_say_name(&o->say, name, last, first, person && plain);
}

/* Which columns are filled, of every row: an entry that is as before counts too. */
static void count_columns(ofac *o, size_t role, const idt_csv_row *row)
{
    for (size_t i = 0; i < row->count && i < SDN_COLUMNS; i++) {
        o->filled[role][i] += is_empty(row->fields[i]) ? 0 : 1;
    }
}

static void count_parts(ofac *o)
{
    idt_csv_row row;
    for (size_t role = ALT; role < ROLES; role++) {
        for (size_t i = 0; i < o->row_count[role]; i++) {
            idt_csv_again(o->parts[role].csv, o->rows[role][i].bytes, &row);
            count_columns(o, role, &row);
        }
    }
}

/* Numbers of rows are not read: nothing but the file itself refers to them. */
static void account_columns(ofac *o)
{
    static const char *const NAMES[ROLES][6] = {
        [ALT] = {NULL, "alt.alt_num", "alt.alt_type", "alt.alt_name", "alt.alt_remarks", NULL},
        [ADD] = {NULL, "add.add_num", "add.Address", "add.City_State_Zip", "add.Country",
                 "add.add_remarks"},
        [COMMENTS] = {NULL, "comments.Remarks"}};
    for (size_t i = 0; i < SDN_COLUMNS; i++) {
        if (o->filled[SDN][i] > 0) {
            idt_list_field_count(o->out, idt_str_borrow(SDN_COLUMN[i].name), o->filled[SDN][i],
                                 true);
        }
    }
    for (size_t role = ALT; role < ROLES; role++) {
        for (size_t i = 1; i < 6; i++) {
            if (o->filled[role][i] > 0 && NAMES[role][i] != NULL) {
                idt_list_field_count(o->out, idt_str_borrow(NAMES[role][i]), o->filled[role][i],
                                     i > 1 || role == COMMENTS);
            }
        }
    }
}

static void say_aliases(ofac *o)
{
    idt_ofac_part *part = &o->parts[ALT];
    idt_csv_row row;
    for (size_t i = 0; i < o->row_count[ALT]; i++) {
        idt_csv_again(part->csv, o->rows[ALT][i].bytes, &row);
        if (row.count != ROLE[ALT].columns) {
            continue; /* not possible: the part took it as a row */
        }
        const idt_str note = is_empty(row.fields[4]) ? (idt_str){0} : row.fields[4];
        if (!is_empty(row.fields[3])) {
            idt_ofac_say_alias(&o->say, idt_str_trim(row.fields[2]), false, row.fields[3], note);
        } else {
            idt_list_text(o->out, "notes", note);
        }
    }
}

/* "street, city" with its country; a country alone is `country`. */
static void say_address(ofac *o, const idt_csv_row *row)
{
    const idt_str street = is_empty(row->fields[2]) ? (idt_str){0} : idt_str_trim(row->fields[2]);
    const idt_str city = is_empty(row->fields[3]) ? (idt_str){0} : idt_str_trim(row->fields[3]);
    const idt_str country = is_empty(row->fields[4]) ? (idt_str){0} : idt_str_trim(row->fields[4]);
    const idt_str note = is_empty(row->fields[5]) ? (idt_str){0} : row->fields[5];
    idt_ofac_say_address(&o->say, street, city, country, note);
}

static void say_addresses(ofac *o)
{
    idt_ofac_part *part = &o->parts[ADD];
    idt_csv_row row;
    for (size_t i = 0; i < o->row_count[ADD]; i++) {
        idt_csv_again(part->csv, o->rows[ADD][i].bytes, &row);
        if (row.count == ROLE[ADD].columns) {
            say_address(o, &row);
        }
    }
}

/* ---- remarks ---- */

static void note_cut(ofac *o, idt_str id)
{
    const size_t used = strlen(o->cut_ids);
    const size_t room = sizeof o->cut_ids - used;
    o->cut++;
    if (id.len + 3 < room) {
        char *at = o->cut_ids + used;
        if (used > 0) {
            *at++ = ',';
            *at++ = ' ';
        }
        memcpy(at, id.ptr, id.len);
        at[id.len] = 0;
    }
}

/* The column and its continuation, with nothing between. */
static void join_remarks(ofac *o, idt_str id, idt_str column, idt_ofac_remarks *remarks)
{
    idt_arena *scratch = idt_list_scratch(o->out);
    idt_csv_row row = {0};
    const bool full = column.len >= REMARKS_BYTES;
    if (o->row_count[COMMENTS] > 0) {
        idt_csv_again(o->parts[COMMENTS].csv, o->rows[COMMENTS][0].bytes, &row);
    }
    const idt_str more = row.count == ROLE[COMMENTS].columns ? row.fields[1] : (idt_str){0};
    if (more.len > 0 && full) {
        remarks->text = idt_str_format(scratch, IDT_STR_FMT IDT_STR_FMT, IDT_STR_ARG(column),
                                       IDT_STR_ARG(more));
        return;
    }
    remarks->text = column;
    if (more.len > 0) {
        idt_list_text(o->out, "notes", more);
        idt_list_warn(o->out,
                      "entry " IDT_STR_FMT " has a continuation of its remarks, which are not cut; "
                      "it is kept as a note",
                      IDT_STR_ARG(id));
    }
    if (full && !idt_str_ends(idt_str_trim(column), ".")) {
        remarks->cut = true;
        note_cut(o, id);
    }
}

static void read_remarks(ofac *o, const idt_csv_row *row, idt_ofac_remarks *remarks)
{
    if (o->row_count[COMMENTS] > 1) {
        idt_list_warn(o->out, IDT_STR_FMT ":%llu: a second continuation of one entry; not read",
                      IDT_STR_ARG(o->parts[COMMENTS].file),
                      (unsigned long long)o->rows[COMMENTS][1].line);
    }
    const idt_str column = is_empty(row->fields[REMARKS]) ? IDT_STR("") : row->fields[REMARKS];
    join_remarks(o, row->fields[ENT_NUM], column, remarks);
    idt_ofac_remarks_read(o->out, remarks);
}

/* ---- listings ---- */

static void say_listings(ofac *o, idt_str programmes, bool secondary)
{
    size_t count = 0;
    for (idt_str tag = idt_ofac_tag_next(&programmes); tag.ptr != NULL;
         tag = idt_ofac_tag_next(&programmes)) {
        count += idt_ofac_say_listing(&o->say, tag, secondary) ? 1 : 0;
    }
    if (count == 0) {
        idt_ofac_unknown(&o->say, "programme tag", IDT_STR(""));
    }
}

/* ---- an entry ---- */

static void say_columns(ofac *o, const idt_csv_row *row)
{
    for (size_t i = 0; i < SDN_COLUMNS; i++) {
        if (row->fields[i].len == 0 && o->blanks++ == 0) {
            o->blank_line = row->line;
        }
        if (is_empty(row->fields[i])) {
            continue;
        }
        if (SDN_COLUMN[i].property != NULL) {
            const bool number = i == TONNAGE || i == GRT;
            idt_list_text(o->out, SDN_COLUMN[i].property,
                          number ? idt_ofac_number(&o->say, row->fields[i]) : row->fields[i]);
        }
    }
}

static idt_rc say_entry(ofac *o, const idt_csv_row *row, idt_str key, idt_error *err)
{
    const char *schema = schema_of(row->fields[TYPE]);
    schema = schema != NULL ? schema : idt_ofac_schema(&o->say, row->fields[TYPE]);
    const bool title = !is_empty(row->fields[TITLE]);
    idt_ofac_remarks remarks = {
        .title = title ? idt_str_trim(row->fields[TITLE]) : (idt_str){0},
        .person = strcmp(schema, "Person") == 0,
    };
    idt_list_begin(o->out, key, schema);
    say_columns(o, row);
    say_names(o, row->fields[NAME], remarks.person);
    if (title) {
        idt_ofac_title(o->out, remarks.title);
    }
    read_remarks(o, row, &remarks);
    say_aliases(o);
    say_addresses(o);
    say_listings(o, is_empty(row->fields[PROGRAM]) ? IDT_STR("") : row->fields[PROGRAM],
                 remarks.secondary);
    idt_ofac_say_directives(&o->say, &remarks);
    return idt_list_end(o->out, err);
}

/* Source bytes of the entry: its row, then those of the other files. */
static idt_rc gather(ofac *o, const idt_csv_row *row, uint64_t id, size_t *count, idt_error *err)
{
    size_t n = 1;
    for (size_t i = ALT; i < ROLES; i++) {
        o->rows[i] = idt_ofac_part_take(&o->parts[i], id, &o->row_count[i]);
        n += o->row_count[i];
    }
    while (o->span_cap < n) {
        if (!IDT_GROW(o->arena, o->spans, o->span_cap, o->span_cap)) {
            return idt_arena_fail(o->arena, err);
        }
    }
    n = 0;
    o->spans[n++] = row->bytes;
    for (size_t i = ALT; i < ROLES; i++) {
        for (size_t r = 0; r < o->row_count[i]; r++) {
            o->spans[n++] = o->rows[i][r].bytes;
        }
    }
    *count = n;
    return IDT_OK;
}

static idt_rc read_entry(ofac *o, const idt_csv_row *row, idt_csv_what what, idt_error *err)
{
    const idt_list_place place = {.file = o->files[o->file_of[SDN] - 1].name, .line = row->line};
    const idt_str key = row->count > 0 ? idt_str_trim(row->fields[0]) : (idt_str){0};
    uint64_t id = 0;
    size_t spans = 0;
    const bool has_id = idt_ofac_id(key, &id);
    idt_list_saw(o->out);
    const idt_rc rc = gather(o, row, id, &spans, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (what == IDT_CSV_FAULT) {
        idt_list_place at = place;
        at.column = o->csv.fault_column;
        idt_list_reject_entry(o->out, at, key, "%s", o->csv.fault);
    } else if (row->count != SDN_COLUMNS) {
        idt_list_reject_entry(o->out, place, key, "%zu columns; expected 12: %s", row->count,
                              ROLE[SDN].expected);
    } else if (!has_id) {
        idt_list_reject_entry(o->out, place, key, "ent_num \"" IDT_STR_FMT "\"; expected a number",
                              IDT_STR_ARG(idt_str_slice(key, 0, 40)));
    } else if (is_empty(row->fields[NAME])) {
        idt_list_reject_entry(o->out, place, key, "SDN_Name is empty");
    } else {
        count_columns(o, SDN, row);
        count_parts(o);
        return idt_list_wants(o->out, place, key, o->spans, spans) ? say_entry(o, row, key, err)
                                                                   : IDT_OK;
    }
    return IDT_OK;
}

/* ---- the set ---- */

static idt_rc open_files(ofac *o, size_t count, idt_error *err)
{
    for (size_t i = 0; i < count; i++) {
        o->file_of[role_number(o->files[i].role)] = i + 1;
    }
    for (size_t i = ALT; i < ROLES; i++) {
        if (o->file_of[i] == 0) {
            continue;
        }
        const idt_rc rc = idt_ofac_part_open(&o->parts[i], &o->files[o->file_of[i] - 1],
                                             ROLE[i].columns, o->arena, o->out, err);
        if (rc != IDT_OK) {
            return rc;
        }
    }
    const idt_list_file *entries = &o->files[o->file_of[SDN] - 1];
    const idt_str name = idt_str_copy(o->arena, entries->name);
    return name.ptr == NULL
               ? idt_arena_fail(o->arena, err)
               : idt_csv_open(&o->csv, name.ptr, entries->bytes, ',', IDT_CSV_ROW_BYTES, err);
}

static idt_rc refuse_orphans(const ofac *o, idt_error *err)
{
    for (size_t i = ALT; i < ROLES; i++) {
        size_t orphans;
        const idt_ofac_row *first = idt_ofac_part_orphan(&o->parts[i], &orphans);
        if (first != NULL) {
            return idt_fail_at(err, IDT_E_INPUT, o->parts[i].file.ptr, (uint32_t)first->line, 1, 0,
                               "ent_num %llu is not among the entries (%zu such rows of %zu): the "
                               "files are of different editions",
                               (unsigned long long)first->id, orphans, o->parts[i].count);
        }
    }
    return IDT_OK;
}

static void warn_at_end(ofac *o)
{
    const idt_str entries = o->files[o->file_of[SDN] - 1].name;
    idt_ofac_say_unknown(&o->say);
    if (o->cut > 0) {
        idt_list_warn(o->out,
                      "remarks cut at %d characters, whose continuation is not here: %llu "
                      "entries (%s%s)",
                      REMARKS_BYTES, (unsigned long long)o->cut, o->cut_ids,
                      strlen(o->cut_ids) + 16 > IDS_BYTES ? " ..." : "");
    }
    if (o->blanks > 0) {
        idt_list_warn(o->out,
                      IDT_STR_FMT ":%llu: %llu fields are blank where OFAC writes -0-: the file "
                                  "may be edited",
                      IDT_STR_ARG(entries), (unsigned long long)o->blank_line,
                      (unsigned long long)o->blanks);
    }
    if (o->parts[ALT].csv == NULL) {
        idt_list_warn(o->out, "there is no file of other names (alt.csv) beside it: who is asked "
                              "for by one of them is not found");
    }
    idt_ofac_csv_warnings(o->out, entries, &o->csv);
    for (size_t i = ALT; i < ROLES; i++) {
        if (o->parts[i].csv != NULL) {
            idt_ofac_csv_warnings(o->out, o->parts[i].file, o->parts[i].csv);
        }
    }
}

static idt_rc read_all(ofac *o, size_t count, idt_error *err)
{
    idt_csv_row row;
    idt_csv_what what;
    idt_rc rc = open_files(o, count, err);
    while (rc == IDT_OK && (what = idt_csv_next(&o->csv, &row)) != IDT_CSV_END) {
        rc = read_entry(o, &row, what, err);
    }
    if (rc == IDT_OK) {
        rc = refuse_orphans(o, err);
    }
    if (rc == IDT_OK) {
        account_columns(o);
        warn_at_end(o);
    }
    return rc;
}

static idt_rc read_set(const idt_list_file *files, size_t count, bool sdn, idt_list_output *out,
                       idt_error *err)
{
    if (role_number(files[0].role) == ROLES) {
        return idt_ofac_xml_read(&files[0], sdn, out, err);
    }
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    ofac *o = arena != NULL ? IDT_NEW(arena, ofac) : NULL;
    if (o == NULL) {
        idt_arena_free(arena);
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to read the files");
    }
    o->out = out;
    o->files = files;
    o->arena = arena;
    idt_ofac_say_init(&o->say, out, arena, sdn);
    const idt_rc rc = read_all(o, count, err);
    idt_csv_release(&o->csv);
    for (size_t i = ALT; i < ROLES; i++) {
        idt_ofac_part_close(&o->parts[i]);
    }
    idt_arena_free(arena);
    return rc;
}

static idt_rc read_sdn(const idt_list_file *files, size_t count, idt_list_output *out,
                       idt_error *err)
{
    return read_set(files, count, true, out, err);
}

static idt_rc read_non_sdn(const idt_list_file *files, size_t count, idt_list_output *out,
                           idt_error *err)
{
    return read_set(files, count, false, out, err);
}

const idt_list_reader IDT_US_OFAC_SDN = {
    .dataset = "us_ofac_sdn",
    .title = "Specially Designated Nationals and Blocked Persons List",
    .publisher = "Office of Foreign Assets Control",
    .version = 1,
    .roles = roles_sdn,
    .form = form_of,
    .published = published,
    .read = read_sdn,
};

const idt_list_reader IDT_US_OFAC_NON_SDN = {
    .dataset = "us_ofac_non_sdn",
    .title = "Consolidated list of sanctions that are not of the SDN list",
    .publisher = "Office of Foreign Assets Control",
    .version = 1,
    .roles = roles_non_sdn,
    .form = form_of,
    .published = published,
    .read = read_non_sdn,
};
