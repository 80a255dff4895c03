#include "load/derive.h"
#include "load/load_list.h"
#include "register/reread.h"

typedef struct job {
    idt_register *reg;
    const idt_list_reader *reader;
    idt_arena *arena; /* the caller's */
    idt_arena *work;  /* of one edition */
    idt_edition_load *load;
    idt_reparse_counts *counts;
    idt_reparse_reject *rejects;
    size_t reject_cap;
} job;

/* ---- one edition ---- */

static idt_rc kept_files(job *j, const idt_edition_before *e, idt_list_file *files, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < e->file_count && rc == IDT_OK; i++) {
        files[i].name = e->files[i].name;
        rc = idt_register_raw(j->reg, &e->files[i].sha256, j->work, &files[i].bytes, err);
    }
    return rc == IDT_OK ? j->reader->roles(files, e->file_count, j->work, err) : rc;
}

static idt_rc begin(job *j, const idt_edition_reread *e, const idt_list_file *files, idt_error *err)
{
    idt_load_counts counts;
    const idt_list_reader *r = j->reader;
    const size_t count = e->edition.file_count;
    const idt_edition_spec spec = {
        .dataset = idt_str_borrow(r->dataset),
        .title = idt_str_borrow(r->title),
        .publisher = idt_str_borrow(r->publisher),
        .published_us = e->edition.published_us,
        .seq = e->edition.seq,
        .retrieved_us = e->retrieved_us,
        .sha256 = e->edition.sha256,
        .reader = idt_str_borrow(r->dataset),
        .reader_version = r->version,
        .reread = true,
    };
    idt_raw_file *raw = IDT_NEW_N(j->work, idt_raw_file, count + 1);
    if (raw == NULL) {
        return idt_arena_fail(j->work, err);
    }
    for (size_t i = 0; i < count; i++) {
        raw[i] =
            (idt_raw_file){.role = files[i].role, .name = files[i].name, .bytes = files[i].bytes};
    }
    return idt_edition_begin(j->reg, &spec, raw, count, &IDT_DERIVER, &j->load, &counts, err);
}

static idt_rc put(void *context, idt_str key, idt_str content, const idt_digest *hash,
                  idt_error *err)
{
    job *j = context;
    return idt_edition_put(j->load, key, content, hash, IDT_CAUSE_READER, (idt_str){0}, err);
}

static idt_rc note_rejects(job *j, const idt_list_account *a, int64_t published_us, idt_error *err)
{
    idt_reparse_counts *c = j->counts;
    c->rejected += a->rejected;
    for (size_t i = 0; i < a->reject_count && c->reject_count < IDT_REPARSE_REJECTS_MAX; i++) {
        idt_list_reject r = a->rejects[i];
        r.place.file = idt_str_copy(j->arena, r.place.file);
        r.key = idt_str_copy(j->arena, r.key);
        r.why = idt_str_copy(j->arena, r.why);
        if (r.why.ptr == NULL || !IDT_GROW(j->arena, j->rejects, j->reject_cap, c->reject_count)) {
            return idt_arena_fail(j->arena, err);
        }
        j->rejects[c->reject_count++] =
            (idt_reparse_reject){.published_us = published_us, .reject = r};
    }
    c->rejects = j->rejects;
    return IDT_OK;
}

static idt_rc read_and_finish(job *j, const idt_edition_reread *e, const idt_list_file *files,
                              idt_error *err)
{
    const idt_list_sink sink = {.context = j, .put = put};
    idt_list_account account = {.arena = j->work};
    idt_load_counts counts;
    idt_rc rc = idt_list_read(j->reader, files, e->edition.file_count, &sink, &account, err);
    if (rc == IDT_OK) {
        rc = note_rejects(j, &account, e->edition.published_us, err);
    }
    if (rc != IDT_OK) {
        idt_edition_abort_take(j->load);
        return rc;
    }
    rc = idt_edition_finish_take(j->load, &counts, err);
    if (rc == IDT_OK) {
        j->counts->reread++;
        j->counts->added += counts.added;
        j->counts->changed += counts.changed;
        j->counts->withdrawn += counts.withdrawn;
    }
    return rc;
}

/* Which edition it was; the place of the fault stays. */
static idt_rc name_edition(const idt_edition_reread *e, const job *j, idt_rc rc, idt_error *err)
{
    char text[IDT_INSTANT_BYTES];
    if (rc == IDT_OK || err == NULL) {
        return rc;
    }
    const idt_error met = *err;
    return idt_fail_at(err, rc, met.source[0] != '\0' ? met.source : NULL, met.line, met.column,
                       met.offset, "reading the edition of %s published %s again: %s",
                       j->reader->dataset, idt_instant_text(e->edition.published_us, text),
                       met.message);
}

static idt_rc reread(job *j, const idt_edition_reread *e, idt_error *err)
{
    idt_list_file *files = IDT_NEW_N(j->work, idt_list_file, e->edition.file_count + 1);
    j->load = NULL;
    if (files == NULL) {
        return idt_arena_fail(j->work, err);
    }
    idt_rc rc = kept_files(j, &e->edition, files, err);
    if (rc == IDT_OK) {
        rc = begin(j, e, files, err);
    }
    if (rc == IDT_OK && j->load != NULL) {
        rc = read_and_finish(j, e, files, err);
    }
    return name_edition(e, j, rc, err);
}

/* ---- all of them ---- */

static idt_rc count_editions(job *j, idt_error *err)
{
    idt_view view;
    const idt_edition_info *all;
    size_t count;
    idt_rc rc = idt_register_view(j->reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, err);
    if (rc == IDT_OK) {
        rc = idt_register_editions(j->reg, &view, idt_str_borrow(j->reader->dataset), j->work, &all,
                                   &count, err);
    }
    for (size_t i = 0; rc == IDT_OK && i < count; i++) {
        const bool again =
            i > 0 && all[i].published_us == all[i - 1].published_us && all[i].seq == all[i - 1].seq;
        j->counts->editions += again ? 0 : 1;
    }
    return rc;
}

static idt_rc reread_all(job *j, idt_error *err)
{
    const idt_edition_reread *older;
    size_t count;
    const idt_str dataset = idt_str_borrow(j->reader->dataset);
    idt_rc rc = count_editions(j, err);
    if (rc == IDT_OK) {
        rc = idt_editions_of_older_reader(j->reg, dataset, dataset, j->reader->version, j->arena,
                                          &older, &count, err);
    }
    for (size_t i = 0; rc == IDT_OK && i < count; i++) {
        idt_arena_clear(j->work);
        rc = reread(j, &older[i], err);
    }
    return rc;
}

idt_rc idt_reparse_list(idt_register *reg, const idt_list_reader *reader, idt_arena *arena,
                        idt_reparse_counts *counts, idt_error *err)
{
    *counts = (idt_reparse_counts){0};
    job j = {.reg = reg,
             .reader = reader,
             .arena = arena,
             .work = idt_arena_new((size_t)8 << 30),
             .counts = counts};
    if (j.work == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to read editions again");
    }
    const idt_rc rc = reread_all(&j, err);
    idt_arena_free(j.work);
    return rc;
}
