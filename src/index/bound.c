#include "index/bound.h"

#include <stdlib.h>

#include "index/keys.h"
#include "match/weights.h"

#define W IDT_WEIGHTS

#define LONG 9 /* letters of a fold from which on an edit more is allowed */

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static int64_t larger64(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* The first letter's code as a bit, or all of them: parts without one in common do not begin alike.
 */
static uint32_t firsts_of(uint32_t code)
{
    return code == FWD_FIRST_ANY ? UINT32_MAX : UINT32_C(1) << code;
}

#define FIRSTS_NATIVE (UINT32_C(7) << FWD_FIRST_NATIVE)

/* Codes of the parts that may begin with the same letter, one of them an initial: in another script
 * by the letters it is read as (match/relation.c). */
static uint32_t begin_alike(const idt_match_part *part)
{
    const uint32_t own = firsts_of(index_first_code(part));
    return own | FIRSTS_NATIVE | (part->latin ? 0 : idt_readings_initials(part->text));
}

static int32_t omitted_of(unsigned role, bool repeats)
{
    return repeats || role > IDT_PART_NUMBER || W.omitted[role] > 0 ? 0 : W.omitted[role];
}

int32_t bound_omitted_word(void)
{
    static const idt_part_role roles[] = {IDT_PART_NAME,       IDT_PART_GIVEN,  IDT_PART_FAMILY,
                                          IDT_PART_PATRONYMIC, IDT_PART_KUNYA,  IDT_PART_NISBA,
                                          IDT_PART_CORE,       IDT_PART_GENERIC};
    int32_t least = INT32_MIN;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        least = larger(least, omitted_of(roles[i], false));
    }
    return least;
}

/* ---- the query ---- */

static bool speaks_when_left_out(const idt_match_part *part)
{
    return part->use == IDT_USE_WORD && !part->repeats && part->role != IDT_PART_PLACE;
}

static bound_word described(const idt_match_part *part, size_t at)
{
    const size_t len = part->fold.len < BESIDE_LEN_MOST ? part->fold.len : BESIDE_LEN_MOST;
    return (bound_word){.letters = index_beside_of(part->letters, len, false, 0) & BESIDE_LETTERS,
                        .len = (int)len,
                        .part = (uint16_t)at,
                        .latin = part->latin};
}

static void begin_lone(bound *b, const idt_match_part *part, size_t at)
{
    const uint32_t firsts = firsts_of(index_first_code(part));
    b->words |= UINT64_C(1) << at;
    b->lone++;
    b->silent += !speaks_when_left_out(part);
    b->omitted = larger(b->omitted, omitted_of(part->role, part->repeats));
    b->firsts |= firsts;
    b->as_initials |= begin_alike(part);
    if (part->use == IDT_USE_INITIAL) {
        b->initials++;
        b->initial_firsts |= begin_alike(part);
        return;
    }
    b->word[b->word_count++] = described(part, at);
    b->longer_words = b->longer_words || part->text.len >= INDEX_PHRASE_WORD;
    if (index_is_phrase(part) && part->text.len > b->phrase) {
        b->phrase = (uint32_t)part->text.len;
    }
    b->generic |= part->role == IDT_PART_GENERIC ? UINT64_C(1) << at : 0;
    b->cut_firsts = part->last && !part->known ? firsts : 0;
}

void bound_begin(bound *b, const idt_match_name *name, const idt_scoring *scoring)
{
    const idt_scoring *by = scoring != NULL ? scoring : &IDT_SCORING_DEFAULT;
    b->name = name;
    b->words = b->generic = 0;
    b->lone = b->word_count = b->form_count = b->initials = b->silent = 0;
    b->omitted = INT32_MIN;
    b->firsts = b->initial_firsts = b->as_initials = b->cut_firsts = 0;
    b->form_like = b->longer_words = false;
    b->phrase = 0;
    b->unknown_scorer = by->scorer != IDT_SCORER_EVIDENCE;
    for (int of = 0; of < IDT_SCORE_CLASSES; of++) {
        b->single_most[of] =
            by->single_most < IDT_SCORE_ONE
                ? idt_score_llr((idt_score_class)of, (uint16_t)(by->single_most + 1)) - 1 -
                      larger(W.form_equal, 0)
                : INT32_MAX;
    }
    for (size_t i = 0; i < name->count; i++) {
        const idt_match_part *part = &name->parts[i];
        if (part->use == IDT_USE_FORM) {
            b->form[b->form_count++] = described(part, i);
        } else if (part->use == IDT_USE_WORD || part->use == IDT_USE_INITIAL) {
            begin_lone(b, part, i);
        }
    }
}

/* ---- a row ---- */

/* Bits of 16; without the instruction for it, which not every machine has. */
static int ones16(uint32_t v)
{
    v -= v >> 1 & 0x5555;
    v = (v & 0x3333) + (v >> 2 & 0x3333);
    v = (v + (v >> 4)) & 0x0f0f;
    return (int)((v + (v >> 8)) & 31);
}

/* May the word be within so many edits of the one asked for? Two classes of letters each; `more`
 * than the longer of the two allows. */
static bool may_be_within(const bound_word *w, uint32_t beside, int more)
{
    const int len = (int)(beside >> BESIDE_LEN_SHIFT & BESIDE_LEN_MOST);
    const int longer = len > w->len ? len : w->len;
    const int edits = (longer >= LONG ? 2 : 1) + more;
    return abs(len - w->len) <= edits &&
           ones16((beside & BESIDE_LETTERS) ^ w->letters) <= 2 * edits;
}

static uint32_t first_of(uint32_t beside)
{
    return beside >> BESIDE_FIRST_SHIFT & 31;
}

bool bound_may_be_near(const bound *b, uint32_t beside, bool phrase, uint64_t except)
{
    const uint32_t first = first_of(beside);
    const uint32_t len = beside >> BESIDE_LEN_SHIFT & BESIDE_LEN_MOST;
    /* A fold is no longer than its text. */
    if ((phrase && b->longer_words) || len + INDEX_PHRASE_WORD <= b->phrase) {
        return true;
    }
    for (uint32_t i = 0; i < b->word_count; i++) {
        const bound_word *w = &b->word[i];
        const bool one_script = w->latin == (first < FWD_FIRST_NATIVE) || first == FWD_FIRST_ANY;
        if (one_script && (except >> w->part & 1) == 0 && may_be_within(w, beside, 1)) {
            return true;
        }
    }
    return false;
}

bool bound_may_pair(const bound *b, uint32_t beside)
{
    const bool cut_off = (beside & BESIDE_CUT_OFF) != 0;
    const uint32_t firsts = b->initial_firsts | b->cut_firsts | (cut_off ? b->firsts : 0);
    bool form = false;
    for (uint32_t i = 0; i < b->form_count && cut_off && !form; i++) {
        form = may_be_within(&b->form[i], beside, 0);
    }
    return form || (firsts & firsts_of(first_of(beside))) != 0;
}

static void count_lone(const row_part *part, bool word, form_sum *sum)
{
    const unsigned role = part->what >> FWD_ROLE_SHIFT;
    const bool mute = (part->what & FWD_MUTE) != 0;
    sum->lone++;
    sum->words += word;
    sum->initials += !word;
    sum->mute += mute || !word;
    sum->omitted = larger(sum->omitted, omitted_of(role, mute && role != IDT_PART_PLACE && word));
}

static bool may_pair_loosely(const bound *b, const row_part *part)
{
    switch (part->what >> FWD_USE_SHIFT & 3) {
    case FWD_WORD:
        return bound_may_pair(b, part->beside);
    case FWD_INITIAL:
        return (b->as_initials & firsts_of(first_of(part->beside))) != 0;
    default:
        return false;
    }
}

bool bound_asks(const bound *b, const row_part *part, uint64_t agrees)
{
    return may_pair_loosely(b, part) ||
           ((part->what >> FWD_USE_SHIFT & 3) == FWD_WORD &&
            bound_may_be_near(b, part->beside, (part->beside & FWD_PHRASE) != 0, agrees));
}

void bound_count(const bound *b, const row_part *part, uint64_t agrees, form_sum *sum)
{
    const uint32_t use = part->what >> FWD_USE_SHIFT & 3;
    const bool loose = may_pair_loosely(b, part);
    sum->org = sum->org || (part->what & FWD_ORG) != 0;
    sum->met |= agrees;
    sum->partners += agrees != 0 || loose;
    sum->loose += loose;
    sum->forms += use == FWD_FORM;
    if (use == FWD_WORD || use == FWD_INITIAL) {
        count_lone(part, use == FWD_WORD, sum);
    }
}

void bound_count_exact(const row_part *part, uint64_t pairs, form_sum *sum)
{
    const uint32_t use = part->what >> FWD_USE_SHIFT & 3;
    sum->org = sum->org || (part->what & FWD_ORG) != 0;
    sum->met |= pairs;
    sum->partners += pairs != 0;
    sum->forms += use == FWD_FORM;
    if (use == FWD_WORD || use == FWD_INITIAL) {
        count_lone(part, use == FWD_WORD, sum);
    }
}

/* ---- what it comes to ---- */

idt_score_class bound_class(const bound *b, const form_sum *sum)
{
    return sum->org || idt_is_organisation(b->name) ? IDT_CLASS_OTHER : IDT_CLASS_PERSON;
}

/* No more than the parts here that have a partner, nor than the partners. */
static uint32_t most_pairs(const bound *b, const form_sum *sum)
{
    const uint32_t partners = (uint32_t)__builtin_popcountll(sum->met) + sum->loose;
    const uint32_t pairs = partners < sum->partners ? partners : sum->partners;
    return sum->exact ? pairs : pairs + (b->form_like && sum->forms > 0 ? 1 : 0);
}

/* The least that a contradiction costs. */
static int32_t mildest(const bound *b, const form_sum *sum)
{
    const bool org = bound_class(b, sum) == IDT_CLASS_OTHER;
    int32_t cost = larger(W.contradiction, W.contradiction_apart);
    if (b->initials + sum->initials > 0) {
        cost = larger(cost, W.initial_differs);
    }
    if (org) {
        cost = larger(cost, larger(W.contradiction_word, W.contradiction_word_apart));
        cost = larger(cost, W.contradiction_generic);
    }
    if (sum->near) {
        cost = larger(cost, larger(W.near_miss, larger(W.near_known, W.near_letter)));
        cost = org ? larger(cost,
                            larger(W.near_miss_word, larger(W.near_known_word, W.near_letter_word)))
                   : cost;
    }
    return cost;
}

/* The rarest part of the query that has a partner. */
static int32_t rarest_met(const bound *b, const form_sum *sum)
{
    int32_t rarest = 0;
    for (size_t i = 0; i < b->name->count; i++) {
        if (sum->loose > 0 || (sum->met >> i & 1) != 0) {
            rarest = larger(rarest, b->name->parts[i].rarity_mnat);
        }
    }
    return rarest;
}

/* match/score.c: single() holds, whatever pairs off. */
static bool held_down(const bound *b, const form_sum *sum)
{
    const bool uneven = (b->name->words <= 1) != (sum->words <= 1);
    return uneven && b->initials + sum->initials == 0 &&
           (bound_class(b, sum) == IDT_CLASS_PERSON || rarest_met(b, sum) < W.single_rare);
}

/* Does just one word agree, and one that tells? Then what is left out beside it costs more. */
static bool one_agrees(const bound *b, const form_sum *sum, uint32_t pairs)
{
    const uint64_t met = sum->met & b->words;
    const bool generic = bound_class(b, sum) == IDT_CLASS_OTHER && (met & ~b->generic) == 0;
    return pairs == 1 && __builtin_popcountll(met) == 1 && met == sum->met && !generic;
}

/* What contradictions and omissions cost at least, <= 0.
 *
 * Of `over` parts left over on one side each is left out, or contradicts what stands behind abd on
 * the other (match/unmatched.c); a person's omissions have a ceiling. */
static int64_t lost(const bound *b, const form_sum *sum)
{
    const uint32_t pairs = most_pairs(b, sum);
    const uint32_t of_query = b->lone > pairs ? b->lone - pairs : 0;
    const uint32_t here = sum->lone > pairs ? sum->lone - pairs : 0;
    const uint32_t apart = of_query < here ? of_query : here;
    const int64_t over = (int64_t)(of_query > here ? of_query : here) - apart;
    const int64_t contradict = mildest(b, sum);
    int64_t omitted = over == 0 ? 0 : over * (of_query > here ? b->omitted : sum->omitted);
    omitted = larger64(omitted, larger(W.omitted_most, INT32_MIN));
    if (one_agrees(b, sum, pairs) && (of_query > apart + b->silent || here > apart + sum->mute)) {
        omitted += larger(W.beside_one[bound_class(b, sum)], W.beside_generic);
    }
    return apart * contradict + larger64(omitted, over * contradict);
}

/* What divisions of match/evidence.c lose: the parts' sum is divided there, what it earns here. */
#define PROVE_SLACK 2

static int32_t to_int32(int64_t mnat)
{
    return (int32_t)(mnat > INT32_MAX ? INT32_MAX : mnat < INT32_MIN ? INT32_MIN : mnat);
}

int64_t bound_of(const bound *b, const form_sum *sum)
{
    const idt_score_class of = bound_class(b, sum);
    int64_t out = idt_names_prove(of, to_int32(sum->earns)) + PROVE_SLACK;
    if (sum->joined) {
        return out;
    }
    out += lost(b, sum);
    return held_down(b, sum) && out > b->single_most[of] ? b->single_most[of] : out;
}

int32_t bound_least(const bound *b, const form_sum *sum, int64_t need)
{
    const idt_score_class of = bound_class(b, sum);
    if (held_down(b, sum) && b->single_most[of] < need) {
        return INT32_MAX;
    }
    const int64_t least = need - lost(b, sum);
    return idt_names_least(of, to_int32(least - PROVE_SLACK));
}
