#include "load/load_list.h"

#include "authored/values.h"
#include "core/io.h"
#include "core/map.h"
#include "fetch/expand.h"
#include "load/derive.h"
#include "load/edition_digest.h"
#include "register/hands.h"

/* Over this share of a list gone at once, a cut file is likelier than a decision. */
#define REMOVALS_PER_CENT 5

/* An entry's source bytes in the edition before. */
typedef struct spans {
    const idt_str *items;
    size_t count;
} spans;

typedef struct record {
    idt_str key;
    idt_str content; /* {NULL, 0}: as in the edition before */
    idt_digest hash;
} record;

typedef struct job {
    idt_register *reg;
    const idt_list_reader *reader;
    const idt_list_options *options;
    idt_arena *arena; /* the caller's: report and bytes */
    idt_arena *work;  /* until the edition is loaded */
    idt_list_file *files;
    size_t file_count;
    idt_raw_file *raw; /* the files as the register takes them, with their digests */
    idt_edition_spec spec;
    idt_edition_before before;
    bool same_reader;     /* the edition before can spare reading */
    idt_map spans;        /* key -> spans, of the edition before */
    idt_list_account was; /* its account, fields only */
    record *records;
    size_t count, cap;
    idt_map read_keys; /* of the records: a second entry of one key is rejected, the first is not */
    idt_list_report *report;
} job;

/* ---- files ---- */

static idt_rc add_parts(job *j, const idt_part_bytes *parts, size_t count, size_t *cap,
                        idt_error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (!IDT_GROW(j->arena, j->files, *cap, j->file_count)) {
            return idt_arena_fail(j->arena, err);
        }
        j->files[j->file_count++] = (idt_list_file){.name = parts[i].name, .bytes = parts[i].bytes};
        j->report->source_bytes += parts[i].bytes.len;
    }
    return IDT_OK;
}

static idt_rc open_files(job *j, const char *const *paths, size_t count, idt_error *err)
{
    size_t cap = 0;
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        const idt_part_bytes *parts;
        size_t part_count;
        idt_str bytes;
        const size_t left = IDT_EXPANDED_BYTES_MAX - (size_t)j->report->source_bytes;
        const idt_str name = idt_path_base(idt_str_borrow(paths[i]));
        rc = idt_file_read(paths[i], left, j->arena, &bytes, err);
        if (rc == IDT_OK) {
            rc = idt_expand(name, bytes, left, j->arena, &parts, &part_count, err);
        }
        if (rc == IDT_OK) {
            rc = add_parts(j, parts, part_count, &cap, err);
        }
    }
    return rc;
}

/* Keeps I3. */
static idt_rc hash_files(job *j, idt_digest *out, idt_error *err)
{
    j->raw = IDT_NEW_N(j->work, idt_raw_file, j->file_count + 1);
    if (j->raw == NULL) {
        return idt_arena_fail(j->work, err);
    }
    for (size_t i = 0; i < j->file_count; i++) {
        j->raw[i] = (idt_raw_file){
            .role = j->files[i].role, .name = j->files[i].name, .bytes = j->files[i].bytes};
    }
    return idt_edition_digest(j->raw, j->file_count, j->work, out, err);
}

/* ---- when ---- */

/* The one instant the names tell; files of one edition may bear different ones, and then the main
 * file's counts. */
static bool named_instant(const job *j, int64_t *out)
{
    for (size_t i = 0; i < j->file_count; i++) {
        if (idt_instant_in_name(j->files[i].name, out)) {
            return true;
        }
    }
    return false;
}

static void find_published(job *j, int64_t now_us)
{
    idt_list_report *r = j->report;
    int64_t at = now_us;
    if (j->options->has_published) {
        at = j->options->published_us;
        r->from = IDT_PUBLISHED_GIVEN;
    } else if (j->reader->published != NULL && j->reader->published(j->files, j->file_count, &at)) {
        r->from = IDT_PUBLISHED_STATED;
    } else if (named_instant(j, &at)) {
        r->from = IDT_PUBLISHED_NAME;
    } else {
        at = now_us;
        r->from = IDT_PUBLISHED_IMPORT;
    }
    j->spec.published_us = at;
    r->counts.published_us = at;
}

/* ---- the edition before ---- */

static bool note_spans(void *context, idt_str key, const idt_str *items, size_t count)
{
    job *j = context;
    bool added;
    const idt_str copy = idt_str_copy(j->work, key);
    spans *s = IDT_NEW(j->work, spans);
    idt_str *kept = IDT_NEW_N(j->work, idt_str, count + 1);
    if (copy.ptr == NULL || s == NULL || kept == NULL) {
        return false; /* not noted: read again, which is only slower */
    }
    if (count > 0) {
        memcpy(kept, items, count * sizeof *items);
    }
    *s = (spans){.items = kept, .count = count};
    idt_map_entry *entry = idt_map_put(&j->spans, copy, &added);
    if (entry != NULL) {
        entry->value.ptr = s;
    }
    return false;
}

static idt_rc files_before(job *j, idt_list_file **out, idt_error *err)
{
    const idt_edition_before *b = &j->before;
    idt_list_file *files = IDT_NEW_N(j->work, idt_list_file, b->file_count + 1);
    if (files == NULL) {
        return idt_arena_fail(j->work, err);
    }
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < b->file_count && rc == IDT_OK; i++) {
        files[i] = (idt_list_file){.role = b->files[i].role, .name = b->files[i].name};
        rc = idt_register_raw_at_hand(j->reg, &b->files[i].sha256, j->work, &files[i].bytes, err);
    }
    *out = files;
    return rc;
}

/* Notes what each entry's source bytes were, so that only those that differ are read. */
static idt_rc read_before(job *j, idt_error *err)
{
    idt_list_file *files = NULL;
    const idt_list_sink sink = {.context = j, .wants = note_spans};
    j->was.arena = j->work;
    idt_rc rc = files_before(j, &files, err);
    if (rc == IDT_OK) {
        rc = idt_list_read(j->reader, files, j->before.file_count, &sink, &j->was, err);
    }
    return rc;
}

static bool has_role(const job *j, idt_str role)
{
    for (size_t i = 0; i < j->file_count; i++) {
        if (idt_str_equal(j->files[i].role, role)) {
            return true;
        }
    }
    return false;
}

static void stop(job *j, idt_list_stop why, const char *fmt, ...) IDT_PRINTF(3, 4);

static void stop(job *j, idt_list_stop why, const char *fmt, ...)
{
    if (j->report->stop != IDT_STOP_NONE) {
        return;
    }
    va_list args;
    va_start(args, fmt);
    j->report->stop = why;
    j->report->stop_why = idt_str_format_args(j->arena, fmt, args);
    va_end(args);
}

static const char *form_of(const job *j, idt_str role)
{
    return j->reader->form != NULL ? j->reader->form(role) : "";
}

/* Has this set the form of the edition before? Another form has other files, and other bytes for
 * the same entries. */
static bool same_form(const job *j)
{
    const idt_edition_before *b = &j->before;
    return b->file_count == 0 || j->file_count == 0 ||
           strcmp(form_of(j, b->files[0].role), form_of(j, j->files[0].role)) == 0;
}

static void check_roles(job *j)
{
    for (size_t i = 0; i < j->before.file_count && same_form(j); i++) {
        const idt_str role = j->before.files[i].role;
        if (!has_role(j, role)) {
            stop(j, IDT_STOP_FILES,
                 "the edition published before it had the file \"" IDT_STR_FMT "\" (" IDT_STR_FMT
                 "), this one has none; give all files of the publication",
                 IDT_STR_ARG(role), IDT_STR_ARG(j->before.files[i].name));
        }
    }
}

/* ---- this edition ---- */

static bool is_as_before(const job *j, idt_str key, const idt_str *items, size_t count)
{
    const idt_map_entry *entry = idt_map_find(&j->spans, key);
    const spans *s = entry != NULL ? entry->value.ptr : NULL;
    if (s == NULL || s->count != count) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!idt_str_equal(s->items[i], items[i])) {
            return false;
        }
    }
    return true;
}

static bool add_record(job *j, idt_str key, idt_str content, const idt_digest *hash)
{
    record r = {.key = idt_str_copy(j->work, key)};
    if (content.ptr != NULL) {
        r.content = idt_str_copy(j->work, content);
        r.hash = *hash;
    }
    if (r.key.ptr == NULL || (content.ptr != NULL && r.content.ptr == NULL) ||
        !IDT_GROW(j->work, j->records, j->cap, j->count)) {
        return false;
    }
    bool added;
    j->records[j->count++] = r;
    return idt_map_put(&j->read_keys, r.key, &added) != NULL;
}

static bool wants(void *context, idt_str key, const idt_str *items, size_t count)
{
    job *j = context;
    return !is_as_before(j, key, items, count) || !add_record(j, key, (idt_str){0}, NULL);
}

static idt_rc put(void *context, idt_str key, idt_str content, const idt_digest *hash,
                  idt_error *err)
{
    job *j = context;
    return add_record(j, key, content, hash) ? IDT_OK : idt_arena_fail(j->work, err);
}

/* A column that was filled and is not, or a filled one that is new and unread: the publication has
 * changed its form. */
static const idt_list_field *find_field(const idt_list_account *a, idt_str name)
{
    for (size_t i = 0; i < a->field_count; i++) {
        if (idt_str_equal(a->fields[i].name, name)) {
            return &a->fields[i];
        }
    }
    return NULL;
}

static idt_rc add_warning(job *j, idt_str text, idt_error *err)
{
    idt_list_account *a = &j->report->account;
    idt_str *all = IDT_NEW_N(j->arena, idt_str, a->warning_count + 1);
    if (text.ptr == NULL || all == NULL) {
        return idt_arena_fail(j->arena, err);
    }
    if (a->warning_count > 0) {
        memcpy(all, a->warnings, a->warning_count * sizeof *all);
    }
    all[a->warning_count++] = text;
    a->warnings = all;
    return IDT_OK;
}

static idt_rc add_drift(job *j, const char *what, const idt_list_field *f, idt_error *err)
{
    return add_warning(j,
                       idt_str_format(j->arena, "drift: the field " IDT_STR_FMT " %s %llu %s",
                                      IDT_STR_ARG(f->name), what, (unsigned long long)f->filled,
                                      f->filled == 1 ? "time" : "times"),
                       err);
}

/* Where the form changes, fields cannot be compared; the number of files can. */
static idt_rc warn_of_form(job *j, idt_error *err)
{
    const idt_edition_before *b = &j->before;
    return add_warning(j,
                       idt_str_format(j->arena,
                                      "the form of the publication changed: it was %s (%zu files), "
                                      "it is %s (%zu files); every entry is read again",
                                      form_of(j, b->files[0].role), b->file_count,
                                      form_of(j, j->files[0].role), j->file_count),
                       err);
}

static idt_rc warn_of_drift(job *j, idt_error *err)
{
    const idt_list_account *is = &j->report->account;
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < j->was.field_count && rc == IDT_OK; i++) {
        const idt_list_field *f = &j->was.fields[i];
        if (find_field(is, f->name) == NULL) {
            rc = add_drift(j, "is empty or gone; in the edition before it was filled", f, err);
        }
    }
    for (size_t i = 0; i < is->field_count && rc == IDT_OK; i++) {
        const idt_list_field *f = &is->fields[i];
        if (j->was.field_count > 0 && find_field(&j->was, f->name) == NULL) {
            rc = add_drift(j, "is new: filled", f, err);
        }
    }
    return rc;
}

/* The edition published next after this one, its last reading; NULL where none is held. */
static idt_rc find_after(job *j, const idt_edition_info **out, idt_error *err)
{
    idt_view view;
    const idt_edition_info *items;
    size_t count = 0;
    *out = NULL;
    idt_rc rc = idt_register_view(j->reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, err);
    if (rc == IDT_OK) {
        rc = idt_register_editions(j->reg, &view, j->spec.dataset, j->work, &items, &count, err);
    }
    for (size_t i = 0; i < count; i++) {
        const bool later = items[i].published_us > j->spec.published_us;
        if (later && (*out == NULL || items[i].published_us == (*out)->published_us)) {
            *out = &items[i];
        }
    }
    return rc;
}

/* `view`: of the edition before this one or of that after it. */
static idt_rc warn_of_hands(job *j, const idt_view *view, bool after, const record *r,
                            idt_error *err)
{
    const idt_record *was;
    idt_record is;
    idt_rc rc = idt_register_record(j->reg, view, j->spec.dataset, r->key, j->work, &was, err);
    if (rc != IDT_OK || was == NULL || memcmp(&was->hash, &r->hash, sizeof r->hash) == 0) {
        return rc;
    }
    rc = idt_record_read(j->spec.dataset, r->key, r->content, &r->hash, j->work, &is, err);
    if (rc != IDT_OK || !idt_record_is_other_party(was, &is)) {
        return rc;
    }
    const idt_str other = idt_record_caption(was);
    const idt_str own = idt_record_caption(&is);
    return add_warning(
        j,
        idt_str_format(j->arena,
                       "the id " IDT_STR_FMT " %s " IDT_STR_FMT " (" IDT_STR_FMT
                       "), %s " IDT_STR_FMT " (" IDT_STR_FMT ")",
                       IDT_STR_ARG(r->key),
                       after
                           ? "changes hands with the edition published after this one: there it is"
                           : "changed hands: it was",
                       IDT_STR_ARG(other), IDT_STR_ARG(was->schema), after ? "here" : "it is",
                       IDT_STR_ARG(own), IDT_STR_ARG(is.schema)),
        err);
}

static idt_rc warn_of_hands_at(job *j, int64_t published_us, bool after, idt_error *err)
{
    idt_view view;
    idt_rc rc = idt_register_view(j->reg, published_us, IDT_INSTANT_OPEN, &view, err);
    for (size_t i = 0; i < j->count && rc == IDT_OK; i++) {
        if (j->records[i].content.ptr != NULL) {
            rc = warn_of_hands(j, &view, after, &j->records[i], err);
        }
    }
    return rc;
}

/* An id that names another party than in the editions beside this one. */
static idt_rc warn_of_reused_ids(job *j, idt_error *err)
{
    const idt_edition_info *after = NULL;
    idt_rc rc = j->before.found ? warn_of_hands_at(j, j->spec.published_us, false, err) : IDT_OK;
    if (rc == IDT_OK && !j->spec.reread) {
        rc = find_after(j, &after, err);
    }
    return rc == IDT_OK && after != NULL ? warn_of_hands_at(j, after->published_us, true, err) : rc;
}

static idt_rc unread_content(idt_arena *arena, idt_str *bytes, idt_digest *hash, idt_error *err)
{
    idt_content *c = idt_content_new(arena);
    if (c == NULL) {
        return idt_arena_fail(arena, err);
    }
    const idt_str none = IDT_STR("{}");
    idt_rc rc = idt_content_add(c, IDT_STR("schema"), IDT_STR("Thing"), none, err);
    if (rc == IDT_OK) {
        rc = idt_content_add(c, IDT_STR("unread"), IDT_STR("the entry could not be read"), none,
                             err);
    }
    return rc == IDT_OK ? idt_content_finish(c, bytes, hash, err) : rc;
}

idt_rc idt_unread_entries(idt_register *reg, const idt_view *view, idt_arena *arena,
                          const idt_record *const **out, size_t *count, idt_error *err)
{
    idt_str content;
    idt_digest hash;
    const idt_rc rc = unread_content(arena, &content, &hash, err);
    return rc == IDT_OK ? idt_register_with_content(reg, view, &hash, arena, out, count, err) : rc;
}

/* A party whose entry cannot be read is not gone: the edition has it, as an entry of which nothing
 * is known, so that its listings do not end (register/presence.h, I6). */
static idt_rc keep_unread(job *j, idt_error *err)
{
    const idt_list_account *a = &j->report->account;
    idt_str content;
    idt_digest hash;
    uint64_t kept = 0;
    idt_str first = {0};
    bool added;
    if (a->rejected == 0) {
        return IDT_OK;
    }
    idt_rc rc = unread_content(j->work, &content, &hash, err);
    for (size_t i = 0; i < a->reject_count && rc == IDT_OK; i++) {
        const idt_str key = a->rejects[i].key;
        size_t bad;
        if (!idt_key_is_sound(key, &bad) || idt_map_find(&j->read_keys, key) != NULL) {
            continue;
        }
        first = kept++ == 0 ? key : first;
        if (!add_record(j, key, content, &hash) ||
            idt_map_put(&j->read_keys, key, &added) == NULL) {
            rc = idt_arena_fail(j->work, err);
        }
    }
    return rc == IDT_OK && kept > 0
               ? add_warning(j,
                             idt_str_format(j->arena,
                                            "%llu of the entries that cannot be read, " IDT_STR_FMT
                                            " the first, have an id: they stand in the edition "
                                            "without what they say, and end no listing",
                                            (unsigned long long)kept, IDT_STR_ARG(first)),
                             err)
               : rc;
}

static idt_rc read_edition(job *j, idt_error *err)
{
    const idt_list_sink sink = {.context = j, .wants = wants, .put = put};
    idt_list_account *a = &j->report->account;
    a->arena = j->arena;
    idt_rc rc = idt_list_read(j->reader, j->files, j->file_count, &sink, a, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (a->rejected > a->reject_count && j->options->accept_rejects) {
        stop(j, IDT_STOP_REJECTS, "%llu entries cannot be read; over %d are never accepted",
             (unsigned long long)a->rejected, IDT_LIST_REJECTS_MAX);
    } else if (a->rejected > 0 && !j->options->accept_rejects) {
        stop(j, IDT_STOP_REJECTS,
             "%llu of %llu entries cannot be read; --accept-rejects loads the others",
             (unsigned long long)a->rejected, (unsigned long long)a->seen);
    }
    if (!same_form(j)) {
        rc = warn_of_form(j, err);
    } else if (j->same_reader) {
        rc = warn_of_drift(j, err);
    }
    rc = rc == IDT_OK ? warn_of_reused_ids(j, err) : rc;
    return rc == IDT_OK ? keep_unread(j, err) : rc;
}

/* ---- beside the editions held ---- */

/* An edition that comes to stand before one held is judged too, or a part of the list that was
 * imported first would end all the rest. By numbers: what was removed may be made up for by what
 * was added, which a part of a list never does. */
static idt_rc check_after(job *j, idt_error *err)
{
    const idt_edition_info *after = NULL;
    const bool judge = !j->options->accept_removals && !j->spec.reread;
    const idt_rc rc = judge ? find_after(j, &after, err) : IDT_OK;
    if (rc == IDT_OK && after != NULL && after->records < j->count &&
        (j->count - after->records) * 100 > (uint64_t)j->count * REMOVALS_PER_CENT) {
        char text[IDT_INSTANT_BYTES];
        stop(j, IDT_STOP_REMOVALS,
             "it has %zu entries, the edition published after it (%s), which is held, %llu: over "
             "%d %% fewer; if both are the whole list, --accept-removals loads it",
             j->count, idt_instant_text(after->published_us, text),
             (unsigned long long)after->records, REMOVALS_PER_CENT);
    }
    return rc;
}

static idt_rc warn_of_future(job *j, idt_error *err)
{
    char text[IDT_INSTANT_BYTES];
    if (j->spec.published_us <= j->spec.retrieved_us) {
        return IDT_OK;
    }
    return add_warning(j,
                       idt_str_format(j->arena,
                                      "published in the future: nothing of this edition is in "
                                      "effect before %s; is the instant right?",
                                      idt_instant_text(j->spec.published_us, text)),
                       err);
}

/* ---- loading ---- */

static idt_rc put_all(job *j, idt_edition_load *load, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < j->count && rc == IDT_OK; i++) {
        const record *r = &j->records[i];
        rc = r->content.ptr == NULL ? idt_edition_keep(load, r->key, err)
                                    : idt_edition_put(load, r->key, r->content, &r->hash,
                                                      IDT_CAUSE_EDITION, (idt_str){0}, err);
    }
    return rc;
}

static idt_rc check_removals(job *j, idt_edition_load *load, idt_error *err)
{
    idt_load_counts counts;
    if (!j->before.found || j->options->accept_removals || j->spec.reread) {
        return IDT_OK;
    }
    const idt_rc rc = idt_edition_preview(load, &counts, err);
    if (rc == IDT_OK && counts.withdrawn * 100 > j->before.records * REMOVALS_PER_CENT) {
        stop(j, IDT_STOP_REMOVALS,
             "%llu of the %llu entries of the edition published before it would go, over %d %%; "
             "--accept-removals loads it",
             (unsigned long long)counts.withdrawn, (unsigned long long)j->before.records,
             REMOVALS_PER_CENT);
    }
    return rc;
}

static idt_rc load_edition(job *j, idt_error *err)
{
    idt_edition_load *load = NULL;
    idt_rc rc = idt_edition_begin(j->reg, &j->spec, j->raw, j->file_count, &IDT_DERIVER, &load,
                                  &j->report->counts, err);
    if (rc != IDT_OK || load == NULL) {
        return rc;
    }
    rc = put_all(j, load, err);
    if (rc == IDT_OK) {
        rc = check_removals(j, load, err);
    }
    if (rc != IDT_OK || j->report->stop != IDT_STOP_NONE) {
        idt_edition_abort_take(load);
        j->report->counts = (idt_load_counts){.published_us = j->spec.published_us};
        return rc;
    }
    return idt_edition_finish_take(load, &j->report->counts, err);
}

/* The same bytes, held: nothing is read. Those of an older reader are read once more. */
static idt_rc held_already(job *j, bool *held, idt_error *err)
{
    const idt_edition_before *b = &j->before;
    const bool same_bytes = b->found && memcmp(&b->sha256, &j->spec.sha256, sizeof b->sha256) == 0;
    *held = false;
    if (same_bytes &&
        (b->published_us == j->spec.published_us || j->report->from == IDT_PUBLISHED_IMPORT)) {
        *held = b->reader_version == j->reader->version;
        j->spec.reread = !*held;
        j->spec.published_us = b->published_us;
        j->spec.seq = b->seq;
        j->report->counts = (idt_load_counts){.published_us = b->published_us,
                                              .seq = b->seq,
                                              .unchanged = b->records,
                                              .same_bytes = *held};
        return IDT_OK;
    }
    const idt_load_counts at = j->report->counts;
    const idt_rc rc = idt_edition_held(j->reg, &j->spec, held, &j->report->counts, err);
    if (!*held) {
        j->report->counts = at;
    }
    return rc;
}

static idt_rc prepare(job *j, idt_error *err)
{
    idt_view view;
    idt_rc rc = j->reader->roles(j->files, j->file_count, j->arena, err);
    if (rc == IDT_OK) {
        rc = hash_files(j, &j->spec.sha256, err);
    }
    if (rc == IDT_OK) {
        rc = idt_register_view(j->reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, err);
    }
    if (rc == IDT_OK) {
        j->spec.retrieved_us = view.now_us;
        find_published(j, view.now_us);
        rc = idt_edition_before_find(j->reg, j->spec.dataset, j->spec.published_us, j->work,
                                     &j->before, err);
    }
    j->report->records_before = j->before.records;
    return rc;
}

static idt_rc run(job *j, idt_error *err)
{
    bool held;
    idt_map_init(&j->spans, j->work);
    idt_map_init(&j->read_keys, j->work);
    idt_rc rc = prepare(j, err);
    if (rc == IDT_OK) {
        rc = held_already(j, &held, err);
    }
    if (rc != IDT_OK || held) {
        return rc;
    }
    j->same_reader = j->before.found && !j->spec.reread &&
                     j->before.reader_version == j->reader->version &&
                     idt_str_is(j->before.reader, j->reader->dataset) && same_form(j);
    if (!j->spec.reread) {
        check_roles(j);
    }
    if (j->same_reader) {
        rc = read_before(j, err);
    }
    if (rc == IDT_OK) {
        rc = read_edition(j, err);
    }
    if (rc == IDT_OK) {
        rc = warn_of_future(j, err);
    }
    if (rc == IDT_OK) {
        rc = check_after(j, err);
    }
    if (rc != IDT_OK || j->report->stop != IDT_STOP_NONE || j->options->check) {
        return rc;
    }
    return load_edition(j, err);
}

static idt_rc run_job(job *j, idt_error *err)
{
    j->work = idt_arena_new((size_t)8 << 30);
    if (j->work == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to load a list");
    }
    j->report->reader = j->reader;
    j->spec = (idt_edition_spec){
        .dataset = idt_str_borrow(j->reader->dataset),
        .title = idt_str_borrow(j->reader->title),
        .publisher = idt_str_borrow(j->reader->publisher),
        .reader = idt_str_borrow(j->reader->dataset),
        .reader_version = j->reader->version,
    };
    const idt_rc rc = run(j, err);
    j->report->files = j->files;
    j->report->file_count = j->file_count;
    idt_arena_free(j->work);
    return rc;
}

idt_rc idt_load_list(idt_register *reg, const idt_list_reader *reader, const char *const *paths,
                     size_t path_count, const idt_list_options *options, idt_arena *arena,
                     idt_list_report *report, idt_error *err)
{
    *report = (idt_list_report){0};
    job j = {.reg = reg, .reader = reader, .options = options, .arena = arena, .report = report};
    const idt_rc rc = open_files(&j, paths, path_count, err);
    return rc == IDT_OK ? run_job(&j, err) : rc;
}

idt_rc idt_load_list_files(idt_register *reg, const idt_list_reader *reader, idt_list_file *files,
                           size_t file_count, const idt_list_options *options, idt_arena *arena,
                           idt_list_report *report, idt_error *err)
{
    *report = (idt_list_report){0};
    job j = {.reg = reg,
             .reader = reader,
             .options = options,
             .arena = arena,
             .files = files,
             .file_count = file_count,
             .report = report};
    for (size_t i = 0; i < file_count; i++) {
        report->source_bytes += files[i].bytes.len;
    }
    return run_job(&j, err);
}
