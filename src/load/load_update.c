#include "load/load_update.h"

#include "fetch/expand.h"
#include "load/fetch_state.h"

typedef struct job {
    const idt_update_setting *setting;
    const idt_publication *p;
    const idt_list_reader *reader;
    idt_arena *arena;
    idt_update_report *report;
    idt_update_file files[IDT_PUBLICATION_FILES_MAX];
    idt_fetched fetched[IDT_PUBLICATION_FILES_MAX];
    idt_kept_file kept[IDT_PUBLICATION_FILES_MAX]; /* what the next update is asked with */
    idt_fetch_state state;                         /* of the last */
    bool conditional;                              /* keeps I2 */
    idt_list_file *list;
    size_t list_count, list_cap;
} job;

/* ---- what is held ---- */

static idt_rc open_register(const job *j, idt_open_mode mode, idt_register **out, idt_error *err)
{
    const idt_register_options options = {.clock = j->setting->clock};
    return idt_register_open(j->setting->home, mode, &options, out, err);
}

/* Closing after a failure says nothing new. */
static idt_rc close_register(idt_register *reg, idt_rc rc, idt_error *err)
{
    const idt_rc closed = idt_register_close(reg, rc == IDT_OK ? err : NULL);
    return rc != IDT_OK ? rc : closed;
}

static idt_rc look_at_register(job *j, idt_error *err)
{
    idt_register *reg = NULL;
    idt_edition_before newest;
    idt_error bad;
    idt_rc rc = idt_fetch_state_read(j->setting->home, j->p->dataset, j->arena, &j->state, &bad);
    if (rc == IDT_E_CORRUPT) {
        j->report->note = idt_str_format(j->arena, "%s; all is fetched anew", bad.message);
    } else if (rc != IDT_OK) {
        return idt_fail(err, rc, "%s", bad.message);
    }
    rc = open_register(j, IDT_OPEN_READ, &reg, err);
    if (rc != IDT_OK) {
        return rc;
    }
    rc = idt_edition_before_find(reg, j->p->dataset, IDT_INSTANT_OPEN, j->arena, &newest, err);
    rc = close_register(reg, rc, err);
    if (rc == IDT_OK) {
        j->conditional = j->state.found && idt_fetch_state_is_held(&j->state, &newest);
        j->report->older_reader = newest.found && newest.reader_version < j->reader->version;
    }
    return rc;
}

/* ---- fetching ---- */

static const idt_kept_file *kept_before(const job *j, size_t i)
{
    const idt_kept_file *kept =
        j->conditional ? idt_fetch_state_find(&j->state, j->p->files[i].address) : NULL;
    return kept != NULL && kept->etag.len + kept->last_modified.len > 0 ? kept : NULL;
}

static idt_fetch_order order_for(const job *j, size_t i)
{
    const idt_publication_file *f = &j->p->files[i];
    const idt_kept_file *kept = kept_before(j, i);
    idt_fetch_order order = j->setting->transfer;
    order.address = f->address;
    order.kind = f->kind;
    order.max_bytes = f->max_bytes;
    if (kept != NULL) {
        order.etag = kept->etag;
        order.last_modified = kept->last_modified;
    }
    return order;
}

static void fail_file(job *j, const idt_update_file *file)
{
    const bool refused = idt_str_is(file->report.outcome, "refused");
    j->report->outcome = refused ? IDT_UPDATE_REFUSED : IDT_UPDATE_FAILED;
    j->report->why = idt_str_format(j->arena, IDT_STR_FMT ": " IDT_STR_FMT " (%llu %s)",
                                    IDT_STR_ARG(file->file->address), IDT_STR_ARG(file->report.why),
                                    (unsigned long long)file->report.tries,
                                    file->report.tries == 1 ? "try" : "tries");
}

/* All files of the set, up to the first that does not come. */
static idt_rc fetch_all(job *j, idt_error *err)
{
    for (size_t i = 0; i < j->p->file_count && j->report->outcome == 0; i++) {
        const idt_fetch_order order = order_for(j, i);
        const idt_rc rc =
            idt_fetch(j->setting->program, &order, j->setting->home, j->arena, &j->fetched[i], err);
        if (rc != IDT_OK) {
            return rc;
        }
        j->files[i].asked = true;
        j->files[i].report = j->fetched[i].report;
        const bool as_held =
            j->files[i].conditional && idt_str_is(j->fetched[i].report.outcome, "not_modified");
        if (j->fetched[i].body.ptr == NULL && !as_held) {
            fail_file(j, &j->files[i]);
        }
    }
    return IDT_OK;
}

/* ---- the edition ---- */

static idt_rc add_file(job *j, idt_str name, idt_str bytes, idt_error *err)
{
    if (!IDT_GROW(j->arena, j->list, j->list_cap, j->list_count)) {
        return idt_arena_fail(j->arena, err);
    }
    j->list[j->list_count++] = (idt_list_file){.name = name, .bytes = bytes};
    return IDT_OK;
}

/* What came, without its compression; its hashes are noted for the next update. */
static idt_rc add_fetched(job *j, size_t i, idt_error *err)
{
    const idt_part_bytes *parts;
    size_t count;
    idt_kept_part *kept;
    idt_rc rc = idt_expand(j->p->files[i].name, j->fetched[i].body, IDT_EXPANDED_BYTES_MAX,
                           j->arena, &parts, &count, err);
    if (rc != IDT_OK) {
        return rc;
    }
    kept = IDT_NEW_N(j->arena, idt_kept_part, count + 1);
    if (kept == NULL) {
        return idt_arena_fail(j->arena, err);
    }
    for (size_t k = 0; k < count && rc == IDT_OK; k++) {
        kept[k].name = parts[k].name;
        rc = idt_sha256(parts[k].bytes.ptr, parts[k].bytes.len, &kept[k].sha256, err);
        if (rc == IDT_OK) {
            rc = add_file(j, parts[k].name, parts[k].bytes, err);
        }
    }
    j->kept[i] = (idt_kept_file){.address = j->p->files[i].address,
                                 .etag = j->fetched[i].report.etag,
                                 .last_modified = j->fetched[i].report.last_modified,
                                 .parts = kept,
                                 .part_count = count};
    return rc;
}

/* What has not changed, from what was kept. */
static idt_rc add_kept(job *j, idt_register *reg, size_t i, idt_error *err)
{
    idt_rc rc = IDT_OK;
    j->kept[i] = *kept_before(j, i);
    for (size_t k = 0; k < j->kept[i].part_count && rc == IDT_OK; k++) {
        idt_str bytes;
        rc = idt_register_raw(reg, &j->kept[i].parts[k].sha256, j->arena, &bytes, err);
        if (rc == IDT_OK) {
            rc = add_file(j, j->kept[i].parts[k].name, bytes, err);
        }
    }
    return rc;
}

static idt_rc gather(job *j, idt_register *reg, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < j->p->file_count && rc == IDT_OK; i++) {
        rc = j->fetched[i].body.ptr != NULL ? add_fetched(j, i, err) : add_kept(j, reg, i, err);
    }
    return rc;
}

static idt_rc load(job *j, idt_error *err)
{
    idt_register *reg = NULL;
    idt_rc rc = open_register(j, IDT_OPEN_WRITE, &reg, err);
    if (rc != IDT_OK) {
        return rc;
    }
    rc = gather(j, reg, err);
    if (rc == IDT_OK) {
        rc = idt_load_list_files(reg, j->reader, j->list, j->list_count, &j->setting->list,
                                 j->arena, &j->report->list, err);
        j->report->read = rc == IDT_OK;
    }
    rc = close_register(reg, rc, err);
    if (rc == IDT_OK) {
        j->report->outcome = j->report->list.stop != IDT_STOP_NONE ? IDT_UPDATE_STOPPED
                             : j->report->list.counts.same_bytes   ? IDT_UPDATE_UNCHANGED
                                                                   : IDT_UPDATE_LOADED;
    }
    return rc;
}

/* ---- the whole ---- */

static bool nothing_changed(const job *j)
{
    for (size_t i = 0; i < j->p->file_count; i++) {
        if (j->fetched[i].body.ptr != NULL) {
            return false;
        }
    }
    return true;
}

static idt_rc note_state(job *j, idt_error *err)
{
    idt_fetch_state state = {.found = true,
                             .checked_us = j->report->checked_us,
                             .files = j->kept,
                             .file_count = j->p->file_count};
    return idt_fetch_state_write(j->setting->home, j->p->dataset, &state, j->arena, err);
}

static idt_rc run(job *j, bool ask_nobody, idt_error *err)
{
    idt_rc rc = look_at_register(j, err);
    for (size_t i = 0; i < j->p->file_count && rc == IDT_OK; i++) {
        j->files[i] =
            (idt_update_file){.file = &j->p->files[i], .conditional = kept_before(j, i) != NULL};
    }
    if (rc != IDT_OK || ask_nobody) {
        return rc;
    }
    /* before the first question: what is answered later is at least as new */
    j->report->checked_us = j->setting->clock.now_us(j->setting->clock.context);
    rc = fetch_all(j, err);
    if (rc != IDT_OK || j->report->outcome != 0) {
        return rc;
    }
    if (nothing_changed(j)) {
        j->report->outcome = IDT_UPDATE_UNCHANGED;
        for (size_t i = 0; i < j->p->file_count; i++) {
            j->kept[i] = *kept_before(j, i);
        }
    } else {
        rc = load(j, err);
    }
    return rc == IDT_OK && j->report->outcome != IDT_UPDATE_STOPPED ? note_state(j, err) : rc;
}

idt_rc idt_load_update(const idt_update_setting *setting, const idt_publication *publication,
                       const idt_list_reader *reader, bool ask_nobody, idt_arena *arena,
                       idt_update_report *report, idt_error *err)
{
    *report = (idt_update_report){.publication = publication};
    job *j = IDT_NEW(arena, job);
    if (j == NULL) {
        return idt_arena_fail(arena, err);
    }
    *j = (job){
        .setting = setting, .p = publication, .reader = reader, .arena = arena, .report = report};
    const idt_rc rc = run(j, ask_nobody, err);
    report->files = j->files;
    report->file_count = publication->file_count;
    return rc;
}
