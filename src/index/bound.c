#include "index/bound.h"

#include "index/format.h"
#include "index/keys.h"
#include "match/weights.h"

#define W IDT_WEIGHTS

static uint32_t use_of(uint32_t forward)
{
    return forward >> FWD_USE_SHIFT & 3;
}

/* Code of the first letter: parts with different ones do not begin alike. */
static uint32_t first_of(uint32_t forward)
{
    return forward >> FWD_FIRST_SHIFT;
}

static bool is_latin(uint32_t forward)
{
    return first_of(forward) < FWD_FIRST_NATIVE;
}

static bool speaks_when_left_out(const idt_match_part *part)
{
    return part->use == IDT_USE_WORD && !part->repeats && part->role != IDT_PART_PLACE;
}

/* The guard on one part alone comes before what fields add (match/score.c). */
static bool guard_holds(const idt_scoring *by, idt_score_class of, uint16_t cut,
                        int32_t beside_mnat)
{
    if (by->single_most >= cut) {
        return false;
    }
    const int32_t most = idt_score_llr(of, (uint16_t)(by->single_most + 1)) - 1;
    return idt_score_of(of, most + (beside_mnat > 0 ? beside_mnat : 0)) < cut;
}

void bound_begin(bound *b, const idt_match_name *name, const idt_scoring *scoring, uint16_t cut,
                 int32_t beside_mnat)
{
    const idt_scoring *by = scoring != NULL ? scoring : &IDT_SCORING_DEFAULT;
    *b = (bound){.name = name, .last = -1, .unknown_scorer = by->scorer != IDT_SCORER_EVIDENCE};
    for (int of = 0; of < IDT_SCORE_CLASSES; of++) {
        b->single_guard[of] = guard_holds(by, (idt_score_class)of, cut, beside_mnat);
    }
    for (size_t i = 0; i < name->count; i++) {
        const idt_match_part *part = &name->parts[i];
        b->bits[i] = index_forward_bits(name, part);
        b->initials += part->use == IDT_USE_INITIAL;
        b->forms += part->use == IDT_USE_FORM;
        if (part->use == IDT_USE_WORD || part->use == IDT_USE_INITIAL) {
            b->words |= UINT64_C(1) << i;
            b->lone++;
            b->silent += !speaks_when_left_out(part);
            b->firsts |= UINT32_C(1) << first_of(b->bits[i]);
            b->initial_firsts |=
                part->use == IDT_USE_INITIAL ? UINT32_C(1) << first_of(b->bits[i]) : 0;
            *(part->latin ? &b->latin : &b->native) = true;
        }
        b->last = part->use == IDT_USE_WORD ? (int)i : b->last;
    }
}

void bound_count(const bound *b, uint32_t forward, bool met, form_sum *sum)
{
    const uint32_t use = use_of(forward);
    sum->org = sum->org || (forward & FWD_ORG) != 0;
    sum->forms += use == FWD_FORM;
    if (use != FWD_WORD && use != FWD_INITIAL) {
        return;
    }
    sum->lone++;
    /* An initial pairs with what begins with it. Native first bytes are coded loosely. */
    sum->initials += use == FWD_INITIAL;
    const uint32_t bit = UINT32_C(1) << first_of(forward);
    sum->initial_pairs += (use == FWD_INITIAL ? b->firsts : b->initial_firsts) & bit ? 1 : 0;
    *(is_latin(forward) ? &sum->latin : &sum->native) = true;
    if (use == FWD_WORD) {
        sum->words++;
        sum->last = forward;
    }
    if (met) {
        sum->partners++;
    } else if (b->last >= 0 && !b->name->parts[b->last].known &&
               first_of(b->bits[b->last]) == first_of(forward)) {
        sum->partners++; /* what the query's last word may be cut off from */
        sum->clipped |= UINT64_C(1) << b->last;
    }
}

idt_score_class bound_class(const bound *b, const form_sum *sum)
{
    return sum->org || idt_is_organisation(b->name) ? IDT_CLASS_OTHER : IDT_CLASS_PERSON;
}

static uint32_t most_pairs(const bound *b, const form_sum *sum)
{
    uint64_t query = (sum->met | sum->clipped) & b->words;
    uint32_t partners = sum->partners;
    if (sum->words > 0) { /* its last word may be cut off from one of the query's */
        bool any = false;
        for (size_t i = 0; i < b->name->count; i++) {
            if ((b->words >> i & 1) != 0 && first_of(b->bits[i]) == first_of(sum->last)) {
                any = any || (query >> i & 1) == 0;
                query |= UINT64_C(1) << i;
            }
        }
        partners += any;
    }
    const uint32_t of_query = (uint32_t)__builtin_popcountll(query);
    return (of_query < partners ? of_query : partners) + sum->initial_pairs + b->forms + sum->forms;
}

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* The least that a contradiction costs. */
static int32_t mildest(const bound *b, const form_sum *sum)
{
    const bool org = bound_class(b, sum) == IDT_CLASS_OTHER;
    const bool one_script = (b->latin && sum->latin) || (b->native && sum->native);
    int32_t cost = larger(W.contradiction, W.contradiction_apart);
    if (b->initials + sum->initials > 0) {
        cost = larger(cost, W.initial_differs);
    }
    if (org) {
        cost = larger(cost, larger(W.contradiction_word, W.contradiction_word_apart));
        cost = larger(cost, W.contradiction_generic);
    }
    if (one_script && !sum->not_near) {
        cost = larger(cost, larger(W.near_miss, W.near_known));
        cost = org ? larger(cost, larger(W.near_miss_word, W.near_known_word)) : cost;
    }
    return cost;
}

/* The rarest part of the query that has a partner. */
static int32_t rarest_met(const bound *b, const form_sum *sum)
{
    int32_t rarest = 0;
    for (uint64_t met = sum->met; met != 0; met &= met - 1) {
        rarest = larger(rarest, b->name->parts[__builtin_ctzll(met)].rarity_mnat);
    }
    return rarest;
}

/* match/score.c: single() holds, whatever pairs off. */
static bool held_down(const bound *b, const form_sum *sum)
{
    const bool uneven = (b->name->words <= 1) != (sum->words <= 1);
    return b->single_guard[bound_class(b, sum)] && uneven && b->initials + sum->initials == 0 &&
           (bound_class(b, sum) == IDT_CLASS_PERSON || rarest_met(b, sum) < W.single_rare);
}

int64_t bound_of(const bound *b, const form_sum *sum)
{
    const int32_t most = W.names_most[bound_class(b, sum)];
    const int64_t over = sum->earns - most;
    int64_t out = over > 0 ? most + over / 64 + 1 : sum->earns;
    if (sum->joined) {
        return out;
    }
    if (held_down(b, sum)) {
        return INT32_MIN;
    }
    const uint32_t pairs = most_pairs(b, sum);
    const uint32_t of_query = b->lone > pairs ? b->lone - pairs : 0;
    const uint32_t here = sum->lone > pairs ? sum->lone - pairs : 0;
    const uint32_t apart = of_query < here ? of_query : here;
    out += (int64_t)apart * mildest(b, sum);
    if (pairs == 1 && of_query > apart + b->silent) {
        /* Or what stands behind abd contradicts (match/unmatched.c). */
        out += larger(W.beside_one, mildest(b, sum));
    }
    return out;
}

bool bound_asks_near(const bound *b, const form_sum *sum, int64_t need)
{
    form_sum without = *sum;
    without.not_near = true;
    return !sum->not_near && bound_of(b, &without) < need;
}
