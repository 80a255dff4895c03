/* From records that score to parties in order (screen.h I2). */
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

static idt_rc answer(idt_screener *x, size_t total, idt_error *err)
{
    const size_t limit = x->question->limit > 0 ? x->question->limit : IDT_SCREEN_LIMIT;
    const size_t count = total < limit ? total : limit;
    for (size_t i = 0; i < count; i++) {
        if (!IDT_GROW(x->own, x->hits, x->hits_cap, i)) {
            return idt_arena_fail(x->own, err);
        }
        x->hits[i] = x->found[x->order[i]].hit;
    }
    x->out.hits = x->hits;
    x->out.count = count;
    x->out.total = total;
    return IDT_OK;
}

idt_rc rank_hits(idt_screener *x, idt_error *err)
{
    idt_rc rc = IDT_OK;
    size_t total = 0;
    for (size_t i = 0; i < x->found_count && rc == IDT_OK; i++) {
        x->found[i].passed = true;
        rc = identify(x, &x->found[i], err);
    }
    rc = rc == IDT_OK ? merge(x, err) : rc;
    for (size_t i = 0; i < x->found_count && rc == IDT_OK; i++) {
        found *f = &x->found[i];
        if (!filter_listings(&x->question->filter, f->party, &f->standing) || !f->passed) {
            continue;
        }
        if (!IDT_GROW(x->own, x->order, x->order_cap, total)) {
            return idt_arena_fail(x->own, err);
        }
        x->order[total++] = (uint32_t)i;
    }
    if (rc != IDT_OK) {
        return rc;
    }
    sort(x, x->order, total);
    return answer(x, total, err);
}
