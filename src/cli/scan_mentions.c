#include "cli/scan_mentions.h"

#include <stdlib.h>

#include "scan/ambiguous.h"

/* ---- parties ---- */

static scan_party *party_of(scan_job *job, idt_str record_id)
{
    bool added;
    idt_map_entry *entry = idt_map_put(&job->parties, record_id, &added);
    if (entry != NULL && added) {
        entry->value.ptr = IDT_NEW(job->inv->arena, scan_party);
        if (entry->value.ptr != NULL) {
            *(scan_party *)entry->value.ptr = (scan_party){.record_id = record_id};
        }
    }
    return entry != NULL ? entry->value.ptr : NULL;
}

/* Which subject a party is, when first met: most parties of a large register never are. */
static idt_rc settle(scan_job *job, scan_party *p, idt_error *err)
{
    if (p->asked) {
        return IDT_OK;
    }
    p->asked = true;
    return idt_subject_of(job->inv->reg, &job->view, p->record_id, job->inv->arena, &p->subject,
                          err);
}

static idt_rc rows_json(scan_job *job, scan_party *p, idt_error *err)
{
    idt_buf buf;
    idt_buf_init(&buf, IDT_ARENA_REQUEST_BYTES);
    idt_json_writer w;
    idt_jw_init(&w, &buf);
    idt_jw_array(&w, NULL);
    for (size_t i = 0; i < p->row_count; i++) {
        idt_listing_status_json(&p->rows[i], false, &w);
    }
    idt_jw_end(&w);
    idt_rc rc = idt_buf_check(&buf, err);
    if (rc == IDT_OK) {
        p->json = idt_str_copy(job->inv->arena, idt_buf_borrow(&buf));
        rc = p->json.ptr != NULL ? IDT_OK : idt_arena_fail(job->inv->arena, err);
    }
    idt_buf_release(&buf);
    return rc;
}

idt_rc idt_scan_answer(scan_job *job, scan_party *p, idt_error *err)
{
    if (p->answered && p->as_of == job->question.as_of) {
        return IDT_OK;
    }
    idt_rc rc = idt_subject_statuses(job->inv->reg, &job->view, p->subject, &job->question,
                                     job->inv->arena, &p->rows, &p->row_count, err);
    rc = rc == IDT_OK ? rows_json(job, p, err) : rc;
    p->answered = rc == IDT_OK;
    p->as_of = job->question.as_of;
    return rc;
}

/* ---- who may be meant by a name ---- */

typedef struct meanings {
    scan_meant *items;
    size_t count;
} meanings;

static size_t count_subjects(const scan_meant *meant, size_t count)
{
    size_t subjects = 0;
    for (size_t i = 0; i < count; i++) {
        bool known = false;
        for (size_t k = 0; k < i && !known; k++) {
            known = idt_str_equal(meant[k].party->subject->id, meant[i].party->subject->id);
        }
        subjects += !known;
    }
    return subjects;
}

void idt_scan_mark_shared(scan_meant *meant, size_t count)
{
    const size_t subjects = count_subjects(meant, count);
    for (size_t i = 0; i < count; i++) {
        meant[i].subjects = subjects;
        meant[i].ambiguous |= subjects > 1 ? IDT_AMBIGUOUS_SHARED : 0;
    }
}

static idt_rc ambiguity(scan_job *job, const idt_scan_names_bearer *b, unsigned *out,
                        idt_error *err)
{
    idt_index_candidate form;
    const idt_rc rc = idt_index_form(job->index, b->file, b->form, job->scratch, &form, err);
    *out = rc == IDT_OK ? idt_ambiguity_of(form.name) : 0;
    return rc;
}

/* A record that left an authored dataset was withdrawn: nobody says it any more. */
idt_rc idt_scan_mean(scan_job *job, const idt_scan_names_bearer *b, scan_meant *meant, bool *said,
                     idt_error *err)
{
    scan_party *party = party_of(job, b->subject);
    if (party == NULL) {
        return idt_arena_fail(job->inv->arena, err);
    }
    const idt_rc rc = settle(job, party, err);
    *said = rc == IDT_OK && party->subject != NULL;
    if (rc != IDT_OK || *said) {
        *meant = (scan_meant){.party = party, .name = b->name, .ended = b->ended};
        return rc == IDT_OK ? ambiguity(job, b, &meant->ambiguous, err) : rc;
    }
    return b->ended ? IDT_OK
                    : idt_fail(err, IDT_E_CORRUPT,
                               "the names of " IDT_STR_FMT " have no record; run verify",
                               IDT_STR_ARG(b->subject));
}

static idt_rc mean_all(scan_job *job, const idt_scan_names_bearer *bearers, size_t count,
                       meanings *out, idt_error *err)
{
    *out = (meanings){.items = IDT_NEW_N(job->inv->arena, scan_meant, count)};
    idt_rc rc = out->items != NULL ? IDT_OK : idt_arena_fail(job->inv->arena, err);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        bool said;
        rc = idt_scan_mean(job, &bearers[i], &out->items[out->count], &said, err);
        out->count += rc == IDT_OK && said;
    }
    idt_scan_mark_shared(out->items, out->count);
    return rc;
}

/* Once a name and day. */
static idt_rc meanings_of(scan_job *job, const idt_scan_hit *hit, const meanings **out,
                          idt_error *err)
{
    bool added;
    idt_arena *arena = job->inv->arena;
    const idt_str key = {.ptr = (const char *)hit->refs, .len = sizeof *hit->refs};
    idt_map_entry *entry = idt_map_put(&job->by_name, key, &added);
    if (entry == NULL) {
        return idt_arena_fail(arena, err);
    }
    *out = entry->value.ptr;
    if (!added) {
        return IDT_OK;
    }
    idt_scan_names_bearer *bearers;
    size_t count;
    meanings *m = IDT_NEW(arena, meanings);
    if (m == NULL) {
        return idt_arena_fail(arena, err);
    }
    idt_rc rc = idt_scan_names_bearers(job->names, hit, arena, &bearers, &count, err);
    rc = rc == IDT_OK ? mean_all(job, bearers, count, m, err) : rc;
    entry->value.ptr = m;
    *out = m;
    return rc;
}

/* ---- mentions ---- */

typedef struct collecting {
    scan_job *job;
    idt_rc rc;
    idt_error *err;
} collecting;

static bool collect(const idt_scan_hit *hit, void *context)
{
    collecting *c = context;
    scan_job *job = c->job;
    const meanings *m = NULL;
    c->rc = meanings_of(job, hit, &m, c->err);
    if (c->rc == IDT_OK &&
        !IDT_GROW(job->inv->arena, job->mentions, job->mention_cap, job->mention_count)) {
        c->rc = idt_arena_fail(job->inv->arena, c->err);
    }
    if (c->rc == IDT_OK && m->count > 0) {
        job->mentions[job->mention_count++] = (scan_mention){.start = hit->start,
                                                             .end = hit->end,
                                                             .line = hit->line,
                                                             .meant = m->items,
                                                             .count = m->count};
    }
    return c->rc == IDT_OK;
}

/* Is every party that may be meant named ambiguously? */
static bool is_ambiguous(const scan_mention *mention)
{
    for (size_t i = 0; i < mention->count; i++) {
        if (mention->meant[i].ambiguous == 0) {
            return false;
        }
    }
    return true;
}

idt_rc idt_scan_mentions(scan_job *job, idt_str text, idt_error *err)
{
    bool stopped;
    collecting c = {.job = job, .err = err};
    job->when = (idt_index_when){.as_of = job->question.as_of,
                                 .published_by_us = job->view.published_by_us,
                                 .known_at_us = job->view.known_at_us};
    const idt_scan_names_question question = {.when = job->when, .weak = job->weak};
    job->mention_count = 0;
    job->ambiguous_count = 0;
    job->fuzzy_count = 0;
    idt_map_init(&job->by_name, job->inv->arena);
    idt_scan_names_ask(job->names, &question);
    const idt_rc rc = idt_scan_names_run(job->names, text, collect, &c, &stopped, err);
    if (rc != IDT_OK || stopped) {
        return rc != IDT_OK ? rc : c.rc;
    }
    const idt_rc added = job->fuzzy ? idt_scan_add_fuzzy(job, text, err) : IDT_OK;
    for (size_t i = 0; i < job->mention_count; i++) {
        job->ambiguous_count += is_ambiguous(&job->mentions[i]);
        job->fuzzy_count += job->mentions[i].fuzzy;
    }
    return added;
}
