#include "match/unmatched.h"

#include "match/glance.h"
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

/* A place beside a name is where, not who; a generic word says little. An initial is a name. */
typedef enum telling { TELLS_NOTHING, TELLS_GENERIC, TELLS } telling;

static bool repeats(const idt_glance *part)
{
    return (part->traits & IDT_GLANCE_REPEATS) != 0;
}

static telling tells(const idt_glance *part)
{
    const bool name = part->use == IDT_USE_WORD || part->use == IDT_USE_INITIAL;
    if (!name || repeats(part) || part->role == IDT_PART_PLACE) {
        return TELLS_NOTHING;
    }
    return generic(part) ? TELLS_GENERIC : TELLS;
}

/* What the other side leaves out; a person's list of fathers and places has a ceiling.
 * How far does what was left out tell parties apart? */
static telling omit(const lones *side, bool syllables, bool of_query, idt_evidence *out)
{
    int32_t sum = 0;
    telling most = TELLS_NOTHING;
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
        const telling tell = tells(part);
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

/* The parts that agree as initials, each side's in its own order. */
typedef struct initials {
    const idt_match_part *q[IDT_NAME_PARTS_MAX], *n[IDT_NAME_PARTS_MAX];
    size_t count;
    bool of_words; /* some stand for a word that tells */
} initials;

static void find_initials(const idt_match_name *q, const idt_match_name *n,
                          const idt_alignment *alignment, initials *out)
{
    bool in_n[IDT_NAME_PARTS_MAX] = {0};
    size_t count = 0;
    out->count = 0;
    out->of_words = false;
    for (size_t i = 0; i < alignment->count; i++) { /* in q's order */
        const idt_pair *pair = &alignment->pairs[i];
        if (pair->relation.level == IDT_LEVEL_INITIAL) {
            const idt_match_part *a = &q->parts[pair->q];
            const idt_match_part *b = &n->parts[pair->n];
            const idt_glance *word =
                a->use == IDT_USE_WORD ? &q->glances[pair->q] : &n->glances[pair->n];
            out->of_words = out->of_words || (a->use != b->use && tells(word) != TELLS_NOTHING);
            out->q[out->count++] = a;
            in_n[pair->n] = true;
        }
    }
    for (size_t i = 0; i < n->count; i++) {
        if (in_n[i]) {
            out->n[count++] = &n->parts[i];
        }
    }
}

/* How many of them agree from left to right in both names? */
static size_t in_order(const initials *all)
{
    uint8_t best[IDT_NAME_PARTS_MAX + 1] = {0}; /* with the first k of n */
    for (size_t i = 0; i < all->count; i++) {
        uint8_t before = 0; /* best[k] of the parts of q before this one */
        for (size_t k = 0; k < all->count; k++) {
            const bool fits = idt_relate(all->q[i], all->n[k]).level == IDT_LEVEL_INITIAL;
            const uint8_t with = (uint8_t)(before + (fits ? 1 : 0));
            before = best[k + 1];
            best[k + 1] = with > before ? with : before;
            best[k + 1] = best[k] > best[k + 1] ? best[k] : best[k + 1];
        }
    }
    return best[all->count];
}

/* Beside one word an initial is a weak word; each further one in its place says more. */
static int32_t cost_beside_initials(size_t ordered)
{
    const int64_t cost = W.beside_initial + (int64_t)(ordered - 1) * W.further_initial;
    return cost < 0 ? (int32_t)cost : 0;
}

/* One word agrees: what stands for the others, or nothing? `more`: how far what is left out tells.
 */
static void put_beside_one(const idt_match_name *q, const idt_match_name *n,
                           const idt_alignment *alignment, telling more, idt_evidence *out)
{
    initials all;
    find_initials(q, n, alignment, &all);
    if (all.count > 0 && (more != TELLS_NOTHING || all.of_words)) {
        idt_evidence_add(out, (idt_term){.kind = IDT_TERM_STRUCTURE,
                                         .mnat = cost_beside_initials(in_order(&all)),
                                         .note = IDT_NOTE_INITIALS});
    } else if (all.count == 0 && more != TELLS_NOTHING) {
        idt_evidence_add(out, (idt_term){.kind = IDT_TERM_STRUCTURE,
                                         .mnat = more == TELLS ? W.beside_one[idt_class_of(q, n)]
                                                               : W.beside_generic,
                                         .note = IDT_NOTE_ONE});
    }
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
    const telling q_more = omit(&of_q, syllables, true, out);
    const telling n_more = omit(&of_n, syllables, false, out);
    const bool words = idt_class_of(q, n) == IDT_CLASS_OTHER;
    const telling more = q_more > n_more ? q_more : n_more;
    if ((words ? out->distinct : out->agreeing) == 1) {
        put_beside_one(q, n, alignment, more, out);
    }
}
