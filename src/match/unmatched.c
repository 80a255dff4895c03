#include "match/unmatched.h"

#include "match/beside.h"
#include "match/weights.h"

#define W IDT_WEIGHTS

/* A part without counterpart, and behind how many aligned parts it stands. */
typedef struct lone {
    uint8_t at;
    uint8_t place;
    bool paired;
    bool servant; /* agrees behind abd with a part that has no abd */
} lone;

typedef struct lones {
    const idt_match_name *name;
    lone items[IDT_NAME_PARTS_MAX];
    size_t count;
} lones;

static void find_lones(const idt_match_name *name, const bool *used, lones *out)
{
    uint8_t place = 0;
    out->name = name;
    out->count = 0;
    for (size_t i = 0; i < name->count; i++) {
        const idt_glance *part = &name->glances[i];
        if (used[i]) {
            place++;
        } else if (part->use == IDT_USE_WORD || part->use == IDT_USE_INITIAL) {
            out->items[out->count++] = (lone){.at = (uint8_t)i, .place = place};
        }
    }
}

/* abdulhanif against hanif: where the other name has a part to spare, that stands in abd's place.
 */
static void add_servants(const idt_match_name *q, const idt_match_name *n,
                         const idt_alignment *alignment, lones *of_q, lones *of_n)
{
    for (size_t i = 0; i < alignment->count; i++) {
        const idt_pair *pair = &alignment->pairs[i];
        if (pair->relation.via != IDT_VIA_ATTRIBUTE) {
            continue;
        }
        const bool in_q = idt_str_equal(q->parts[pair->q].attribute, n->parts[pair->n].fold);
        lones *side = in_q ? of_q : of_n;
        if (side->count < IDT_NAME_PARTS_MAX) {
            side->items[side->count++] = (lone){
                .at = (uint8_t)(in_q ? pair->q : pair->n), .place = UINT8_MAX, .servant = true};
        }
    }
}

static bool generic(const idt_glance *part)
{
    return part->role == IDT_PART_GENERIC;
}

/* Of an organisation. */
static bool is_word(const idt_glance *part)
{
    return part->role == IDT_PART_CORE || part->role == IDT_PART_GENERIC;
}

static int32_t cost_of(const idt_glance *a, const idt_glance *b, idt_near near, bool apart)
{
    if (a->use == IDT_USE_INITIAL || b->use == IDT_USE_INITIAL) {
        return W.initial_differs;
    }
    if (near != IDT_NEAR_NOT) {
        const bool words = is_word(a) && is_word(b);
        return near == IDT_NEAR_EDIT     ? (words ? W.near_miss_word : W.near_miss)
               : near == IDT_NEAR_LETTER ? (words ? W.near_letter_word : W.near_letter)
                                         : (words ? W.near_known_word : W.near_known);
    }
    if (generic(a) && generic(b)) {
        return W.contradiction_generic;
    }
    if (is_word(a) && is_word(b)) {
        return apart ? W.contradiction_word_apart : W.contradiction_word;
    }
    return apart ? W.contradiction_apart : W.contradiction;
}

static void contradict(lones *q, lone *a, lones *n, lone *b, idt_near near, idt_evidence *out)
{
    const bool apart = a->place != b->place;
    a->paired = b->paired = true;
    out->contradictions++;
    idt_evidence_add(out, (idt_term){.kind = IDT_TERM_CONTRADICTS,
                                     .near = (uint8_t)near,
                                     .apart = apart,
                                     .q = a->at,
                                     .q_count = 1,
                                     .n = b->at,
                                     .n_count = 1,
                                     .mnat = cost_of(&q->name->glances[a->at],
                                                     &n->name->glances[b->at], near, apart)});
}

/* Pairs that are short of a level by one edit. */
static void pair_near(lones *q, lones *n, const uint64_t *may_be_near, idt_evidence *out)
{
    for (size_t i = 0; i < q->count; i++) {
        const uint64_t may = may_be_near[q->items[i].at];
        for (size_t k = 0; k < n->count && may != 0 && !q->items[i].paired; k++) {
            lone *b = &n->items[k];
            const idt_near near =
                !b->paired && (may >> b->at & 1) != 0
                    ? idt_nearly(&q->name->parts[q->items[i].at], &n->name->parts[b->at])
                    : IDT_NEAR_NOT;
            if (near != IDT_NEAR_NOT) {
                contradict(q, &q->items[i], n, b, near, out);
            }
        }
    }
}

/* Do the two stand between the same neighbours, and are both of one kind? */
static bool in_one_place(const lones *q, const lone *a, const lones *n, const lone *b)
{
    const idt_glance *x = &q->name->glances[a->at];
    const idt_glance *y = &n->name->glances[b->at];
    return a->place == b->place && x->use == y->use && generic(x) == generic(y);
}

static void pair_off(lones *q, lones *n, bool in_place, idt_evidence *out)
{
    for (size_t i = 0; i < q->count; i++) {
        for (size_t k = 0; k < n->count && !q->items[i].paired; k++) {
            if (!n->items[k].paired &&
                (!in_place || in_one_place(q, &q->items[i], n, &n->items[k]))) {
                contradict(q, &q->items[i], n, &n->items[k], IDT_NEAR_NOT, out);
            }
        }
    }
}

static bool is_person(const idt_match_name *name)
{
    return name->kind == IDT_NAME_PERSON;
}

/* By all its words (match/syllabic.h). */
static bool is_syllabic(const idt_match_name *name)
{
    return name->first_word < name->count &&
           (name->glances[name->first_word].traits & IDT_GLANCE_SYLLABIC) != 0;
}

static bool repeats(const idt_glance *part)
{
    return (part->traits & IDT_GLANCE_REPEATS) != 0;
}

/* What the other side leaves out; a person's list of fathers and places has a ceiling.
 * How far does what was left out tell parties apart? */
static idt_telling omit(const lones *side, bool syllables, bool of_query, idt_evidence *out)
{
    int32_t sum = 0;
    idt_telling most = IDT_TELLS_NOTHING;
    for (size_t i = 0; i < side->count; i++) {
        const uint8_t at = side->items[i].at;
        if (side->items[i].paired || side->items[i].servant) {
            continue;
        }
        /* Shoigu Shoigu Sergey says no more than Shoigu Sergey. */
        const idt_glance *part = &side->name->glances[at];
        int32_t cost = repeats(part) ? 0 : W.omitted[part->role];
        if (syllables && !repeats(part) && W.omitted_syllable < cost) {
            cost = W.omitted_syllable;
        }
        if (is_person(side->name) && sum + cost < W.omitted_most) {
            cost = W.omitted_most - sum;
        }
        sum += cost;
        const idt_telling tell = idt_tells(part);
        most = tell > most ? tell : most;
        idt_evidence_add(out, (idt_term){.kind = IDT_TERM_OMITTED,
                                         .q = at,
                                         .q_count = of_query,
                                         .n = at,
                                         .n_count = !of_query,
                                         .mnat = cost});
    }
    return most;
}

void idt_unmatched(const idt_match_name *q, const idt_match_name *n, const idt_alignment *alignment,
                   idt_evidence *out)
{
    lones of_q;
    lones of_n;
    find_lones(q, alignment->q_used, &of_q);
    find_lones(n, alignment->n_used, &of_n);
    add_servants(q, n, alignment, &of_q, &of_n);
    if (of_q.count > 0 && of_n.count > 0) {
        pair_near(&of_q, &of_n, alignment->may_be_near, out);
        pair_off(&of_q, &of_n, true, out);
        pair_off(&of_q, &of_n, false, out);
    }
    const bool syllables = is_syllabic(q) && is_syllabic(n);
    const idt_telling q_more = omit(&of_q, syllables, true, out);
    const idt_telling n_more = omit(&of_n, syllables, false, out);
    idt_beside_what_agrees(q, n, alignment, q_more, n_more, out);
}
