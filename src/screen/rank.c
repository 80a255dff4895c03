/* From records that score to parties in order (screen.h I2).
 *
 * A name may have a million bearers, and `limit` of them are shown. When found_most records are
 * found they are ranked with the best so far: the first `limit` parties stay, all are counted, and
 * the records are forgotten. That is exact: what is found of a party later is better than what was
 * before, and then stands no later (found_better), or changes nothing; so who fell behind `limit`
 * others comes back only by something better.
 */
#include "core/map.h"
#include "screen/state.h"

static idt_rc copied(idt_screener *x, idt_str *text, idt_error *err)
{
    if (text->ptr != NULL) {
        *text = idt_str_copy(x->answer, *text);
        return text->ptr != NULL ? IDT_OK : idt_arena_fail(x->answer, err);
    }
    return IDT_OK;
}

/* Who is it? By the source, where it knows the record; else by what the index says. */
static idt_rc identify(idt_screener *x, found *f, idt_error *err)
{
    described it;
    idt_screen_hit *hit = &f->hit;
    idt_rc rc = described_whole(x, hit->file, hit->origin_id, &it, err);
    if (rc != IDT_OK) {
        return rc;
    }
    idt_str about = described_text(&it, "about");
    hit->caption = described_text(&it, "caption");
    hit->schema = described_text(&it, "schema");
    rc = copied(x, &hit->caption, err);
    rc = rc == IDT_OK ? copied(x, &hit->schema, err) : rc;
    rc = rc == IDT_OK ? copied(x, &about, err) : rc;
    f->subject = about.len > 0 ? about : hit->record;
    f->party = NULL;
    if (rc == IDT_OK && x->has_source) {
        rc = x->source.party(x->source.context, f->subject, &f->party, err);
    }
    if (rc == IDT_OK && f->party != NULL) {
        f->subject = f->party->id;
        hit->caption = f->party->caption.len > 0 ? f->party->caption : hit->caption;
        hit->schema = f->party->schema.len > 0 ? f->party->schema : hit->schema;
        hit->listings = f->party->listings;
        hit->listing_count = f->party->listing_count;
    }
    hit->subject = f->subject;
    hit->band = idt_band_of(x->scoring, hit->score);
    return rc;
}

static bool same_subject(const void *context, uint32_t value, const void *key)
{
    const idt_screener *x = context;
    return idt_str_equal(x->found[value].subject, *(const idt_str *)key);
}

/* Records of one party are one hit: the best of them. */
static idt_rc merge(idt_screener *x, idt_error *err)
{
    slots_clear(&x->subjects);
    for (size_t i = 0; i < x->found_count; i++) {
        size_t at = 0;
        found *f = &x->found[i];
        const uint64_t hash = idt_hash64(f->subject.ptr, f->subject.len);
        if (!slots_grow(&x->subjects, x->own)) {
            return idt_arena_fail(x->own, err);
        }
        if (!slots_find(&x->subjects, hash, same_subject, x, &f->subject, &at)) {
            slots_put(&x->subjects, at, hash, (uint32_t)i);
            continue;
        }
        found *held = &x->found[x->subjects.at[at].value - 1];
        if (found_better(f, held)) {
            held->passed = false;
            x->subjects.at[at].value = (uint32_t)i + 1;
        } else {
            f->passed = false;
        }
    }
    return IDT_OK;
}

/* I2 */
static bool before(const found *a, const found *b)
{
    if (a->hit.score != b->hit.score) {
        return a->hit.score > b->hit.score;
    }
    if (a->standing != b->standing) {
        return a->standing < b->standing;
    }
    if (a->hit.left != b->hit.left) {
        return b->hit.left;
    }
    if (a->hit.llr_mnat != b->hit.llr_mnat) {
        return a->hit.llr_mnat > b->hit.llr_mnat;
    }
    return idt_str_compare(a->subject, b->subject) < 0;
}

static void sift(const idt_screener *x, uint32_t *heap, size_t at, size_t count)
{
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= count) {
            return;
        }
        if (child + 1 < count && before(&x->found[heap[child]], &x->found[heap[child + 1]])) {
            child++;
        }
        if (!before(&x->found[heap[at]], &x->found[heap[child]])) {
            return;
        }
        const uint32_t held = heap[at];
        heap[at] = heap[child];
        heap[child] = held;
        at = child;
    }
}

/* Without the memory that qsort may ask for. */
static void sort(const idt_screener *x, uint32_t *order, size_t count)
{
    for (size_t i = count / 2; i > 0; i--) {
        sift(x, order, i - 1, count);
    }
    for (size_t end = count; end > 1; end--) {
        const uint32_t last = order[0];
        order[0] = order[end - 1];
        order[end - 1] = last;
        sift(x, order, 0, end - 1);
    }
}

static size_t limit_of(const idt_screener *x)
{
    return x->question->limit > 0 ? x->question->limit : IDT_SCREEN_LIMIT;
}

static idt_rc answer(idt_screener *x, size_t total, idt_error *err)
{
    const bool some = x->best_count > 0 || x->counted.count > 0;
    const size_t limit = limit_of(x);
    const size_t count = some ? x->best_count : total < limit ? total : limit;
    for (size_t i = 0; i < count; i++) {
        if (!IDT_GROW(x->own, x->hits, x->hits_cap, i)) {
            return idt_arena_fail(x->own, err);
        }
        x->hits[i] = some ? x->best[i].hit : x->found[x->order[i]].hit;
    }
    x->out.hits = x->hits;
    x->out.count = count;
    x->out.total = some ? x->counted.count : total;
    return IDT_OK;
}

/* Parties in order: x->order, *total. */
static idt_rc order_parties(idt_screener *x, size_t *total, idt_error *err)
{
    idt_rc rc = IDT_OK;
    *total = 0;
    for (size_t i = 0; i < x->found_count && rc == IDT_OK; i++) {
        x->found[i].passed = true;
        rc = x->found[i].ranked ? IDT_OK : identify(x, &x->found[i], err);
    }
    rc = rc == IDT_OK ? merge(x, err) : rc;
    for (size_t i = 0; i < x->found_count && rc == IDT_OK; i++) {
        found *f = &x->found[i];
        const bool meets =
            f->ranked || filter_listings(&x->question->filter, f->party, &f->standing);
        if (!meets || !f->passed) {
            continue;
        }
        if (!IDT_GROW(x->own, x->order, x->order_cap, *total)) {
            return idt_arena_fail(x->own, err);
        }
        x->order[(*total)++] = (uint32_t)i;
    }
    if (rc == IDT_OK) {
        sort(x, x->order, *total);
    }
    return rc;
}

idt_rc rank_hits(idt_screener *x, idt_error *err)
{
    size_t total = 0;
    const bool some = x->best_count > 0 || x->counted.count > 0;
    const idt_rc rc = some ? rank_some(x, err) : order_parties(x, &total, err);
    return rc == IDT_OK ? answer(x, total, err) : rc;
}

/* ---- more than are ranked at once ---- */

void rank_begin(idt_screener *x)
{
    const size_t limit = limit_of(x);
    x->found_count = 0;
    x->found_most = limit > x->at_once ? limit : x->at_once;
    x->best_count = 0;
    slots_clear(&x->subjects);
    counted_clear(&x->counted);
}

static bool copy(idt_arena *arena, idt_str *text)
{
    if (text->ptr != NULL) {
        *text = idt_str_copy(arena, *text);
        return text->ptr != NULL;
    }
    return true;
}

static bool copy_listings(idt_arena *arena, idt_screen_hit *hit)
{
    idt_screen_listing *to = IDT_NEW_N(arena, idt_screen_listing, hit->listing_count);
    bool fits = to != NULL;
    for (size_t i = 0; i < hit->listing_count && fits; i++) {
        idt_screen_listing *l = &to[i];
        *l = hit->listings[i];
        fits = copy(arena, &l->list) && copy(arena, &l->list_name) &&
               copy(arena, &l->jurisdiction) && copy(arena, &l->scope) && copy(arena, &l->status) &&
               copy(arena, &l->since.edtf) && copy(arena, &l->listed_since.edtf) &&
               copy(arena, &l->until.edtf) && copy(arena, &l->end_kind);
    }
    hit->listings = to;
    return fits;
}

/* All that does not live as long as the index or the query. */
static bool copy_found(idt_arena *arena, const found *from, found *to)
{
    *to = *from;
    idt_screen_hit *hit = &to->hit;
    to->party = NULL;
    to->ranked = true;
    const bool fits = copy(arena, &to->subject) && copy(arena, &hit->name) &&
                      copy(arena, &hit->caption) && copy(arena, &hit->schema) &&
                      copy_listings(arena, hit);
    hit->subject = to->subject;
    return fits;
}

/* The first in order, with texts of their own; those of before are given back. */
static idt_rc keep_best(idt_screener *x, size_t total, idt_error *err)
{
    idt_arena *arena = x->best_texts[1];
    const size_t limit = limit_of(x);
    const size_t count = total < limit ? total : limit;
    idt_arena_clear(arena);
    found *best = IDT_NEW_N(arena, found, count);
    bool fits = best != NULL;
    for (size_t i = 0; i < count && fits; i++) {
        fits = copy_found(arena, &x->found[x->order[i]], &best[i]);
    }
    if (!fits) {
        return idt_arena_fail(arena, err);
    }
    x->best = best;
    x->best_count = count;
    x->best_texts[1] = x->best_texts[0];
    x->best_texts[0] = arena;
    return IDT_OK;
}

idt_rc rank_some(idt_screener *x, idt_error *err)
{
    size_t total = 0;
    bool added;
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < x->best_count; i++) {
        if (!IDT_GROW(x->own, x->found, x->found_cap, x->found_count)) {
            return idt_arena_fail(x->own, err);
        }
        x->found[x->found_count++] = x->best[i];
    }
    rc = order_parties(x, &total, err);
    for (size_t i = 0; i < total && rc == IDT_OK; i++) {
        const idt_str id = x->found[x->order[i]].subject;
        rc = counted_add(&x->counted, idt_hash64(id.ptr, id.len), &added, err);
    }
    rc = rc == IDT_OK ? keep_best(x, total, err) : rc;
    if (rc == IDT_OK && x->has_source && x->source.begin != NULL) {
        rc = x->source.begin(x->source.context, err);
    }
    x->found_count = 0;
    slots_clear(&x->subjects);
    idt_arena_clear(x->answer);
    return rc;
}
