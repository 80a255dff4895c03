/* Mentions that are not spelt as listed, beside those that are. */
#include <stdlib.h>

#include "cli/scan_mentions.h"
#include "scan/ambiguous.h"
#include "scan/differs.h"

#define SPELLING (IDT_AMBIGUOUS_COMMON | IDT_AMBIGUOUS_SHORT | IDT_AMBIGUOUS_GENERIC)

/* ---- places that exact mentions hold ---- */

/* A name that says too little by itself may be part of one that says more. */
static bool is_loose(const scan_mention *m)
{
    for (size_t i = 0; i < m->count; i++) {
        if ((m->meant[i].ambiguous & SPELLING) == 0) {
            return false;
        }
    }
    return true;
}

typedef struct places {
    idt_scan_place *items;
    size_t count;
} places;

static idt_rc places_of(scan_job *job, bool loose, places *out, idt_error *err)
{
    *out = (places){.items = IDT_NEW_N(job->inv->arena, idt_scan_place, job->mention_count)};
    if (out->items == NULL) {
        return idt_arena_fail(job->inv->arena, err);
    }
    for (size_t i = 0; i < job->mention_count; i++) {
        const scan_mention *m = &job->mentions[i];
        if (is_loose(m) == loose) {
            out->items[out->count++] = (idt_scan_place){.start = m->start, .end = m->end};
        }
    }
    return IDT_OK;
}

/* ---- mentions ---- */

typedef struct meant_list {
    scan_meant *items;
    size_t count, cap;
} meant_list;

static bool has_party(const meant_list *list, const scan_party *party)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i].party == party) {
            return true;
        }
    }
    return false;
}

/* Those that bear the form, but who were met with a better one. */
static idt_rc add_match(scan_job *job, idt_str window, const idt_fuzzy_match *match,
                        meant_list *list, idt_error *err)
{
    idt_arena *arena = job->inv->arena;
    const idt_scan_names_form form = {.file = match->file, .form = match->form};
    idt_scan_names_bearer *bearers;
    size_t count;
    idt_rc rc = idt_scan_names_bearers_of(job->names, &form, 1, arena, &bearers, &count, err);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        scan_meant meant;
        bool said;
        idt_str *differs = NULL;
        rc = idt_scan_mean(job, &bearers[i], &meant, &said, err);
        if (rc != IDT_OK || !said || has_party(list, meant.party)) {
            continue;
        }
        meant.score = match->score;
        rc = idt_fuzzy_differs(job->index, job->scratch, window, match, arena, &differs,
                               &meant.differ_count, err);
        meant.differs = differs;
        if (rc == IDT_OK && !IDT_GROW(arena, list->items, list->cap, list->count)) {
            rc = idt_arena_fail(arena, err);
        }
        if (rc == IDT_OK) {
            list->items[list->count++] = meant;
        }
    }
    return rc;
}

static idt_rc add_hit(scan_job *job, idt_str text, const idt_fuzzy_hit *hit, idt_error *err)
{
    meant_list list = {0};
    const idt_str window = idt_str_slice(text, hit->start, hit->end);
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < hit->match_count && rc == IDT_OK; i++) {
        rc = add_match(job, window, &hit->matches[i], &list, err);
    }
    if (rc != IDT_OK || list.count == 0) {
        return rc;
    }
    idt_scan_mark_shared(list.items, list.count);
    if (!IDT_GROW(job->inv->arena, job->mentions, job->mention_cap, job->mention_count)) {
        return idt_arena_fail(job->inv->arena, err);
    }
    job->mentions[job->mention_count++] = (scan_mention){.start = hit->start,
                                                         .end = hit->end,
                                                         .line = hit->line,
                                                         .meant = list.items,
                                                         .count = list.count,
                                                         .fuzzy = true};
    return IDT_OK;
}

static int by_place(const void *left, const void *right)
{
    const scan_mention *a = left;
    const scan_mention *b = right;
    if (a->start != b->start) {
        return a->start < b->start ? -1 : 1;
    }
    return a->end > b->end ? -1 : a->end < b->end;
}

idt_rc idt_scan_add_fuzzy(scan_job *job, idt_str text, idt_error *err)
{
    places firm;
    places loose;
    idt_fuzzy_hit *hits = NULL;
    size_t count = 0;
    idt_rc rc = places_of(job, false, &firm, err);
    rc = rc == IDT_OK ? places_of(job, true, &loose, err) : rc;
    if (rc == IDT_OK) {
        const idt_fuzzy_ask ask = {.index = job->index,
                                   .scratch = job->scratch,
                                   .when = job->when,
                                   .weak = job->weak,
                                   .cut = IDT_SCORE_POSSIBLE,
                                   .firm = firm.items,
                                   .firm_count = firm.count,
                                   .loose = loose.items,
                                   .loose_count = loose.count};
        rc = idt_fuzzy_run(&ask, text, job->inv->arena, &hits, &count, NULL, err);
    }
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        rc = add_hit(job, text, &hits[i], err);
    }
    if (rc == IDT_OK && job->mention_count > 0) {
        qsort(job->mentions, job->mention_count, sizeof *job->mentions, by_place);
    }
    return rc;
}
