#include "load/load_authored.h"

#include <stdlib.h>

#include "core/io.h"
#include "core/map.h"
#include "load/derive.h"
#include "load/edition_digest.h"
#include "statement/vocabulary.h"

/* Over this share of a dataset withdrawn at once, a slip is likelier than a wish. */
#define REMOVALS_PER_CENT 5

/* One check of a set of files against each other and against what is held. */
typedef struct check {
    idt_register *reg; /* NULL: the files alone */
    idt_view view;
    idt_arena *arena;
    const idt_authored *files;
    const idt_load_options *options;
    idt_map records; /* id -> idt_record of these files */
    idt_map keys;    /* key of a list, body, office or procedure of these files -> idt_record */
    idt_fault *faults;
    size_t fault_count, fault_cap;
    size_t record_faults; /* of them stood before the record that is looked at */
} check;

static idt_rc put_fault(check *c, const idt_fault *fault, idt_error *err)
{
    if (!IDT_GROW(c->arena, c->faults, c->fault_cap, c->fault_count)) {
        return idt_arena_fail(c->arena, err);
    }
    c->faults[c->fault_count++] = *fault;
    return IDT_OK;
}

static idt_rc add_fault(check *c, const idt_authored_record *at, idt_error *err, const char *fmt,
                        ...) IDT_PRINTF(4, 5);

static idt_rc add_fault(check *c, const idt_authored_record *at, idt_error *err, const char *fmt,
                        ...)
{
    va_list args;
    va_start(args, fmt);
    const idt_str message = idt_str_format_args(c->arena, fmt, args);
    va_end(args);
    const idt_fault fault = {
        .file = at->file, .line = at->line, .column = at->column, .message = message};
    return message.ptr == NULL ? idt_arena_fail(c->arena, err) : put_fault(c, &fault, err);
}

/* The same fault of the record was told already: a value may stand in several statements of it
 * that were written once. */
static bool is_told(const check *c, const idt_fault *fault)
{
    for (size_t i = c->record_faults; i < c->fault_count; i++) {
        const idt_fault *f = &c->faults[i];
        if (f->line == fault->line && f->column == fault->column &&
            idt_str_equal(f->message, fault->message)) {
            return true;
        }
    }
    return false;
}

/* A fault of a value the record names: at each of the value's places, once. */
static idt_rc add_value_fault(check *c, const idt_authored_record *at, idt_str value,
                              idt_str message, idt_error *err)
{
    idt_fault fault = {
        .file = at->file, .line = at->line, .column = at->column, .message = message};
    bool placed = false;
    idt_rc rc = message.ptr == NULL ? idt_arena_fail(c->arena, err) : IDT_OK;
    for (size_t i = 0; i < at->named_count && rc == IDT_OK; i++) {
        if (!idt_str_equal(at->named[i].text, value)) {
            continue;
        }
        placed = true;
        fault.line = at->named[i].line;
        fault.column = at->named[i].column;
        rc = is_told(c, &fault) ? IDT_OK : put_fault(c, &fault, err);
    }
    return rc == IDT_OK && !placed && !is_told(c, &fault) ? put_fault(c, &fault, err) : rc;
}

/* ---- what the files themselves define ---- */

static idt_rc note_record(check *c, const idt_authored_dataset *set, const idt_authored_record *r,
                          idt_error *err)
{
    idt_record *record = IDT_NEW(c->arena, idt_record);
    if (record == NULL) {
        return idt_arena_fail(c->arena, err);
    }
    idt_rc rc = idt_record_read(set->key, r->key, r->content, &r->hash, c->arena, record, err);
    if (rc != IDT_OK) {
        return rc;
    }
    bool added;
    idt_map_entry *entry = idt_map_put(&c->records, record->id, &added);
    if (entry == NULL) {
        return idt_arena_fail(c->arena, err);
    }
    entry->value.ptr = record;
    if (!idt_schema_is_keyed(record->schema)) {
        return IDT_OK; /* named by record id, or by hash */
    }
    entry = idt_map_put(&c->keys, record->key, &added);
    if (entry == NULL) {
        return idt_arena_fail(c->arena, err);
    }
    if (!added && idt_str_equal(((const idt_record *)entry->value.ptr)->schema, record->schema)) {
        return add_fault(
            c, r, err,
            "the key \"" IDT_STR_FMT "\" names a " IDT_STR_FMT " in the dataset " IDT_STR_FMT
            " too; lists, procedures, bodies and offices are named by key alone: choose another",
            IDT_STR_ARG(record->key), IDT_STR_ARG(record->schema),
            IDT_STR_ARG(((const idt_record *)entry->value.ptr)->dataset));
    }
    entry->value.ptr = record;
    return IDT_OK;
}

static idt_rc note_records(check *c, idt_error *err)
{
    for (size_t d = 0; d < c->files->dataset_count; d++) {
        const idt_authored_dataset *set = &c->files->datasets[d];
        for (size_t i = 0; i < set->record_count; i++) {
            const idt_rc rc = note_record(c, set, &set->records[i], err);
            if (rc != IDT_OK) {
                return rc;
            }
        }
    }
    return IDT_OK;
}

/* ---- references ---- */

static idt_rc holds_record(check *c, idt_str id, bool *held, idt_error *err)
{
    *held = idt_map_find(&c->records, id) != NULL;
    idt_str dataset;
    idt_str key;
    if (*held || c->reg == NULL || !idt_record_id_split(id, &dataset, &key)) {
        return IDT_OK;
    }
    const idt_record_run *runs;
    size_t count;
    const idt_rc rc =
        idt_register_runs(c->reg, &c->view, dataset, key, c->arena, &runs, &count, err);
    *held = rc == IDT_OK && count > 0; /* also one that has left its list: much is said of those */
    return rc;
}

/* Is there a record of `schema` with this key, here or in the register? */
static idt_rc holds_key(check *c, idt_str key, const char *schema, bool *held, idt_error *err)
{
    const idt_map_entry *entry = idt_map_find(&c->keys, key);
    *held = entry != NULL && idt_str_is(((const idt_record *)entry->value.ptr)->schema, schema);
    if (*held || c->reg == NULL) {
        return IDT_OK;
    }
    const idt_record *const *found;
    size_t count;
    const idt_rc rc =
        idt_register_referring(c->reg, &c->view, IDT_REF_KEY, key, c->arena, &found, &count, err);
    for (size_t i = 0; rc == IDT_OK && i < count; i++) {
        *held = *held || idt_str_is(found[i]->schema, schema);
    }
    return rc;
}

static idt_rc check_record_ref(check *c, const idt_authored_record *at, const char *property,
                               idt_str id, idt_error *err)
{
    bool held;
    const idt_rc rc = holds_record(c, id, &held, err);
    if (rc != IDT_OK || held) {
        return rc;
    }
    return add_value_fault(
        c, at, id,
        idt_str_format(c->arena,
                       "%s names the record \"" IDT_STR_FMT
                       "\", which is neither in these files nor in the register; load it first or "
                       "mend the id",
                       property, IDT_STR_ARG(id)),
        err);
}

static idt_rc check_list_ref(check *c, const idt_authored_record *at, idt_str key, idt_error *err)
{
    bool held = idt_str_ends(key, "-unnamed");
    const idt_rc rc = held ? IDT_OK : holds_key(c, key, "List", &held, err);
    if (rc != IDT_OK || held) {
        return rc;
    }
    return add_value_fault(
        c, at, key,
        idt_str_format(c->arena,
                       "the list \"" IDT_STR_FMT
                       "\" is not known; add a record of schema List with this id, or write "
                       "<jurisdiction>-unnamed where the source names no list",
                       IDT_STR_ARG(key)),
        err);
}

static idt_rc check_body_ref(check *c, const idt_authored_record *at, idt_str key, idt_error *err)
{
    bool held = idt_str_starts(key, "any:");
    const idt_rc rc = held ? IDT_OK : holds_key(c, key, "Authority", &held, err);
    if (rc != IDT_OK || held) {
        return rc;
    }
    return add_value_fault(
        c, at, key,
        idt_str_format(c->arena,
                       "the body \"" IDT_STR_FMT
                       "\" is not known; add a record of schema Authority with this id",
                       IDT_STR_ARG(key)),
        err);
}

static idt_rc check_qualifier(check *c, const idt_authored_record *at, const idt_json *member,
                              idt_error *err)
{
    const idt_qualifier_spec *spec = idt_qualifier_find(member->key);
    const bool is_list = idt_str_is(member->key, "list") || idt_str_is(member->key, "to_list");
    const bool is_record = spec != NULL && spec->form == IDT_FORM_RECORD;
    if (spec == NULL || (spec->form != IDT_FORM_BODY && !is_list && !is_record)) {
        return IDT_OK;
    }
    const idt_json *values = member->kind == IDT_JSON_ARRAY ? member->items : member;
    const size_t count = member->kind == IDT_JSON_ARRAY ? member->count : 1;
    for (size_t i = 0; i < count; i++) {
        const idt_rc rc = is_list     ? check_list_ref(c, at, values[i].string, err)
                          : is_record ? check_record_ref(c, at, spec->name, values[i].string, err)
                                      : check_body_ref(c, at, values[i].string, err);
        if (rc != IDT_OK) {
            return rc;
        }
    }
    return IDT_OK;
}

static idt_rc check_statement(check *c, const idt_authored_record *at, const idt_statement *s,
                              idt_error *err)
{
    const idt_property_spec *spec = idt_property_find(s->property);
    idt_rc rc = IDT_OK;
    if (spec != NULL && spec->form == IDT_FORM_RECORD) {
        rc = check_record_ref(c, at, spec->name, s->value, err);
    } else if (spec != NULL && spec->form == IDT_FORM_BODY) {
        rc = check_body_ref(c, at, s->value, err);
    } else if (idt_str_is(s->property, "listing") || idt_str_is(s->property, "rests_on_list")) {
        rc = check_list_ref(c, at, s->value, err);
    }
    for (size_t i = 0; rc == IDT_OK && i < s->qualifiers->count; i++) {
        rc = check_qualifier(c, at, &s->qualifiers->items[i], err);
    }
    return rc;
}

/* ---- against what is held of the same dataset ---- */

static idt_rc check_difference(check *c, const idt_authored_dataset *set,
                               const idt_authored_record *r, idt_error *err)
{
    const idt_record *held;
    const idt_rc rc = idt_register_record(c->reg, &c->view, set->key, r->key, c->arena, &held, err);
    if (rc != IDT_OK || held == NULL || r->is_change || r->is_correction ||
        memcmp(&held->hash, &r->hash, sizeof r->hash) == 0) {
        return rc;
    }
    return add_fault(c, r, err,
                     IDT_STR_FMT
                     ":" IDT_STR_FMT
                     " differs from what is held; add `change: why` if the world changed, or "
                     "`correction: why` if the record was wrong",
                     IDT_STR_ARG(set->key), IDT_STR_ARG(r->key));
}

typedef struct removals {
    const check *c;
    const idt_authored_dataset *set;
    size_t held;
    size_t gone;
    idt_str first;
} removals;

static idt_rc count_removal(void *context, const idt_record *record, idt_error *err)
{
    (void)err;
    removals *r = context;
    if (!idt_str_equal(record->dataset, r->set->key)) {
        return IDT_OK;
    }
    r->held++;
    if (idt_map_find(&r->c->records, record->id) == NULL) {
        r->gone++;
        if (r->first.ptr == NULL) {
            r->first = idt_str_copy(r->c->arena, record->id);
        }
    }
    return IDT_OK;
}

static idt_rc check_removals(check *c, const idt_authored_dataset *set, idt_error *err)
{
    if (c->options->add || c->options->accept_removals) {
        return IDT_OK;
    }
    removals r = {.c = c, .set = set};
    const idt_rc rc = idt_register_each(c->reg, &c->view, count_removal, &r, err);
    if (rc != IDT_OK || r.gone * 100 <= r.held * REMOVALS_PER_CENT) {
        return rc;
    }
    const idt_authored_record at = {.file = set->files[0], .line = 1, .column = 1};
    return add_fault(
        c, &at, err,
        "%zu of the %zu records held of the dataset " IDT_STR_FMT
        " are not in these files (" IDT_STR_FMT
        " is one) and would be withdrawn; name all its files, use --add to keep the others, or say "
        "--accept-removals",
        r.gone, r.held, IDT_STR_ARG(set->key), IDT_STR_ARG(r.first));
}

static idt_rc check_dataset(check *c, const idt_authored_dataset *set, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < set->record_count && rc == IDT_OK; i++) {
        const idt_authored_record *r = &set->records[i];
        const idt_str id = idt_str_format(c->arena, IDT_STR_FMT ":" IDT_STR_FMT,
                                          IDT_STR_ARG(set->key), IDT_STR_ARG(r->key));
        const idt_map_entry *entry = id.ptr != NULL ? idt_map_find(&c->records, id) : NULL;
        if (entry == NULL) {
            return idt_arena_fail(c->arena, err);
        }
        const idt_record *record = entry->value.ptr;
        c->record_faults = c->fault_count;
        for (size_t s = 0; s < record->count && rc == IDT_OK; s++) {
            rc = check_statement(c, r, &record->statements[s], err);
        }
        if (rc == IDT_OK && c->reg != NULL) {
            rc = check_difference(c, set, r, err);
        }
    }
    return rc == IDT_OK && c->reg != NULL ? check_removals(c, set, err) : rc;
}

static int by_place(const void *a, const void *b)
{
    const idt_fault *x = a;
    const idt_fault *y = b;
    const int c = idt_str_compare(x->file, y->file);
    if (c != 0) {
        return c;
    }
    if (x->line != y->line) {
        return x->line < y->line ? -1 : 1;
    }
    return x->column == y->column ? 0 : x->column < y->column ? -1 : 1;
}

static idt_rc check_all(check *c, idt_error *err)
{
    idt_map_init(&c->records, c->arena);
    idt_map_init(&c->keys, c->arena);
    idt_rc rc = note_records(c, err);
    if (rc == IDT_OK && c->reg != NULL) {
        rc = idt_register_view(c->reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &c->view, err);
    }
    for (size_t d = 0; d < c->files->dataset_count && rc == IDT_OK; d++) {
        rc = check_dataset(c, &c->files->datasets[d], err);
    }
    if (c->fault_count > 1) {
        qsort(c->faults, c->fault_count, sizeof *c->faults, by_place);
    }
    return rc;
}

/* Reads and checks; the datasets are left in *files for the caller to load. */
static idt_rc read_and_check(idt_register *reg, const char *const *paths, size_t path_count,
                             const idt_load_options *options, idt_arena *arena, idt_authored *files,
                             idt_load_report *report, idt_error *err)
{
    *report = (idt_load_report){0};
    idt_rc rc = idt_authored_read(paths, path_count, arena, files, err);
    if (rc != IDT_OK) {
        return rc;
    }
    check c = {.reg = reg, .arena = arena, .files = files, .options = options};
    if (files->fault_count > 0) {
        *report = (idt_load_report){.faults = files->faults, .fault_count = files->fault_count};
        return IDT_OK;
    }
    rc = check_all(&c, err);
    *report = (idt_load_report){.faults = c.faults, .fault_count = c.fault_count};
    return rc;
}

idt_rc idt_check_authored(idt_register *reg, const char *const *paths, size_t path_count,
                          const idt_load_options *options, idt_arena *arena,
                          idt_load_report *report, idt_error *err)
{
    idt_authored files;
    return read_and_check(reg, paths, path_count, options, arena, &files, report, err);
}

/* ---- loading ---- */

/* The edition's digest: over (role, SHA-256) of its files in order. */
static idt_rc edition_files(const idt_authored_dataset *set, idt_arena *arena, idt_raw_file **files,
                            size_t *count, idt_digest *sha256, idt_error *err)
{
    *count = set->file_count + set->source_count;
    *files = IDT_NEW_N(arena, idt_raw_file, *count);
    if (*files == NULL) {
        return idt_arena_fail(arena, err);
    }
    for (size_t i = 0; i < set->file_count; i++) {
        (*files)[i] = (idt_raw_file){.role = IDT_STR("record"),
                                     .name = idt_path_base(set->files[i]),
                                     .bytes = set->file_bytes[i]};
    }
    for (size_t i = 0; i < set->source_count; i++) {
        (*files)[set->file_count + i] = (idt_raw_file){.role = IDT_STR("source"),
                                                       .name = set->sources[i].name,
                                                       .bytes = set->sources[i].bytes};
    }
    return idt_edition_digest(*files, *count, arena, sha256, err);
}

static idt_rc put_records(idt_edition_load *load, const idt_authored_dataset *set, idt_error *err)
{
    for (size_t i = 0; i < set->record_count; i++) {
        const idt_authored_record *r = &set->records[i];
        const idt_cause cause = r->is_change       ? IDT_CAUSE_CHANGE
                                : r->is_correction ? IDT_CAUSE_CORRECTION
                                                   : IDT_CAUSE_RECORD;
        const idt_rc rc = idt_edition_put(load, r->key, r->content, &r->hash, cause, r->why, err);
        if (rc != IDT_OK) {
            return rc;
        }
    }
    return IDT_OK;
}

static idt_rc load_dataset(idt_register *reg, const idt_authored_dataset *set,
                           const idt_load_options *options, idt_arena *arena,
                           idt_loaded_dataset *out, idt_error *err)
{
    idt_edition_spec spec = {
        .dataset = set->key,
        .title = set->title,
        .publisher = set->publisher,
        .authored = true,
        .partial = options->add,
        .reader = IDT_STR("authored"),
        .reader_version = IDT_AUTHORED_READER_VERSION,
    };
    idt_raw_file *files;
    size_t file_count;
    idt_rc rc = edition_files(set, arena, &files, &file_count, &spec.sha256, err);
    if (rc != IDT_OK) {
        return rc;
    }
    idt_edition_load *load = NULL;
    rc = idt_edition_begin(reg, &spec, files, file_count, &IDT_DERIVER, &load, &out->counts, err);
    if (rc != IDT_OK || load == NULL) {
        return rc; /* NULL: the same bytes are held already */
    }
    rc = put_records(load, set, err);
    if (rc != IDT_OK) {
        idt_edition_abort_take(load);
        return rc;
    }
    return idt_edition_finish_take(load, &out->counts, err);
}

static idt_rc is_held(idt_register *reg, idt_str dataset, idt_arena *arena, bool *held,
                      idt_error *err)
{
    idt_view view;
    const idt_edition_info *editions;
    size_t count = 0;
    idt_rc rc = idt_register_view(reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, err);
    if (rc == IDT_OK) {
        rc = idt_register_editions(reg, &view, dataset, arena, &editions, &count, err);
    }
    *held = count > 0;
    return rc;
}

idt_rc idt_load_authored(idt_register *reg, const char *const *paths, size_t path_count,
                         const idt_load_options *options, idt_arena *arena, idt_load_report *report,
                         idt_error *err)
{
    idt_authored files;
    idt_rc rc = read_and_check(reg, paths, path_count, options, arena, &files, report, err);
    if (rc != IDT_OK || report->fault_count > 0) {
        return rc;
    }
    idt_loaded_dataset *loaded = IDT_NEW_N(arena, idt_loaded_dataset, files.dataset_count);
    if (loaded == NULL) {
        return idt_arena_fail(arena, err);
    }
    for (size_t d = 0; d < files.dataset_count; d++) {
        loaded[d].key = files.datasets[d].key;
        if (options->only_absent) {
            rc = is_held(reg, loaded[d].key, arena, &loaded[d].passed_over, err);
        }
        if (rc == IDT_OK && !loaded[d].passed_over) {
            rc = load_dataset(reg, &files.datasets[d], options, arena, &loaded[d], err);
        }
        if (rc != IDT_OK) {
            break;
        }
        report->dataset_count = d + 1;
    }
    report->datasets = loaded;
    return rc;
}
