#include "index/bound.h"

#include <stdlib.h>

#include "index/keys.h"
#include "match/align.h"
#include "match/weights.h"
#include "text/spelling.h"

#define W IDT_WEIGHTS

#define LONG 9 /* letters of a fold from which on an edit more is allowed */

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static uint32_t less(uint32_t a, uint32_t b)
{
    return a > b ? a - b : 0;
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

/* Of an organisation (match/unmatched.c). */
static bool is_common(unsigned role)
{
    return role == IDT_PART_CORE || role == IDT_PART_GENERIC;
}

static bool speaks_when_left_out(const idt_match_part *part)
{
    return !idt_is_mute(part);
}

static bound_word described(const idt_match_part *part, size_t at)
{
    const size_t len = part->fold.len < BESIDE_LEN_MOST ? part->fold.len : BESIDE_LEN_MOST;
    return (bound_word){.letters = index_beside_of(part->letters, len, false, 0) & BESIDE_LETTERS,
                        .len = (int)len,
                        .head_letters = part->letters,
                        .head_len = (int)(part->fold.len < UINT8_MAX ? part->fold.len : UINT8_MAX),
                        .firsts = firsts_of(index_first_code(part)),
                        .second = index_second_code(part),
                        .cut_off = part->last && !part->known,
                        .part = (uint16_t)at,
                        .latin = part->latin};
}

/* Words that it may begin or end with. */
static void begin_phrase(bound *b, const idt_match_part *part)
{
    const idt_str text = part->text;
    if (text.len > b->phrase) {
        b->phrase = (uint32_t)text.len;
    }
    for (size_t i = 0; i + INDEX_PHRASE_WORD <= text.len; i++) {
        if (i == 0 || i >= INDEX_PHRASE_WORD) {
            const uint32_t first = index_first_code_of(part->latin, text.ptr[i]);
            b->phrase_begins[first] |= (uint16_t)(1U << index_second_code_of(text.ptr[i + 1]));
        }
    }
}

static void begin_lone(bound *b, const idt_match_part *part, size_t at)
{
    const uint32_t firsts = firsts_of(index_first_code(part));
    b->words |= UINT64_C(1) << at;
    b->lone++;
    b->silent += !speaks_when_left_out(part);
    b->firsts |= firsts;
    b->as_initials |= begin_alike(part);
    if (part->use == IDT_USE_INITIAL) {
        b->initials++;
        b->initial_firsts |= begin_alike(part);
        return;
    }
    b->plain |= UINT64_C(1) << at;
    b->omitted = larger(b->omitted, omitted_of(part->role, part->repeats));
    b->word[b->word_count++] = described(part, at);
    b->longer_words = b->longer_words || part->text.len >= INDEX_PHRASE_WORD;
    if (index_is_phrase(part)) {
        begin_phrase(b, part);
    }
    b->common = b->common || is_common(part->role);
    b->generic |= part->role == IDT_PART_GENERIC ? UINT64_C(1) << at : 0;
    b->cut_firsts = part->last && !part->known ? firsts : 0;
}

static contradictions mildest(idt_score_class of)
{
    int32_t any = larger(W.contradiction, W.contradiction_apart);
    if (of == IDT_CLASS_OTHER) {
        any = larger(any, larger(W.contradiction_word, W.contradiction_word_apart));
        any = larger(any, W.contradiction_generic);
    }
    const int32_t initial = larger(any, W.initial_differs);
    const int32_t near = larger(initial, W.near_miss);
    const int32_t known = larger(near, larger(W.near_known, W.near_letter));
    const int32_t word =
        larger(known, larger(W.near_miss_word, larger(W.near_known_word, W.near_letter_word)));
    return (contradictions){
        .near_word = word, .near_known = known, .near = near, .initial = initial, .any = any};
}

static int32_t cut_off_cost(idt_score_class of)
{
    const idt_relation cut_off = {.level = IDT_LEVEL_CLIPPED, .via = IDT_VIA_PREFIX};
    int32_t most = INT32_MIN;
    for (size_t i = 0; i < IDT_WORD_LETTERS; i++) {
        most = larger(most, W.further[of][IDT_LEVEL_CLIPPED][i]);
    }
    return idt_pair_cost(cut_off) + most;
}

void bound_begin(bound *b, const idt_match_name *name, const idt_scoring *scoring)
{
    const idt_scoring *by = scoring != NULL ? scoring : &IDT_SCORING_DEFAULT;
    b->name = name;
    b->words = b->plain = b->generic = 0;
    b->lone = b->word_count = b->form_count = b->initials = b->silent = 0;
    b->omitted = INT32_MIN;
    b->firsts = b->initial_firsts = b->as_initials = b->cut_firsts = 0;
    b->form_like = b->longer_words = b->common = false;
    b->phrase = 0;
    b->form_joins = 0;
    memset(b->phrase_begins, 0, sizeof b->phrase_begins);
    b->unknown_scorer = by->scorer != IDT_SCORER_EVIDENCE;
    b->org = idt_is_organisation(name);
    for (int of = 0; of < IDT_SCORE_CLASSES; of++) {
        b->contradicts[of] = mildest((idt_score_class)of);
        b->cut_off[of] = cut_off_cost((idt_score_class)of);
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

/* A fold is no longer than its text. */
bool bound_may_be_in_phrase(const bound *b, uint32_t beside, bool phrase)
{
    const uint32_t first = first_of(beside);
    const uint32_t len = beside >> BESIDE_LEN_SHIFT & BESIDE_LEN_MOST;
    const uint32_t second = beside >> FWD_SECOND_SHIFT; /* 0 in postings: not told */
    return (phrase && b->longer_words) ||
           (len + INDEX_PHRASE_WORD <= b->phrase &&
            (first == FWD_FIRST_ANY ||
             (second == 0 ? b->phrase_begins[first] != 0
                          : (b->phrase_begins[first] >> second & 1) != 0)));
}

bool bound_may_be_near(const bound *b, uint32_t beside, bool phrase, uint64_t except)
{
    const uint32_t first = first_of(beside);
    if (bound_may_be_in_phrase(b, beside, phrase)) {
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

bool bound_may_pair_initial(const bound *b, uint32_t beside)
{
    return (b->initial_firsts & firsts_of(first_of(beside))) != 0;
}

bool bound_may_pair_cut(const bound *b, uint32_t beside)
{
    const uint32_t first = firsts_of(first_of(beside));
    const uint32_t second = beside >> FWD_SECOND_SHIFT; /* 0 in postings: not told */
    const bool cut_off = (beside & BESIDE_CUT_OFF) != 0;
    if (((cut_off ? b->firsts : b->cut_firsts) & first) == 0) {
        return false;
    }
    for (uint32_t i = 0; i < b->word_count; i++) {
        const bound_word *w = &b->word[i];
        const bool alike =
            (w->firsts & first) != 0 && (second == 0 || w->second == 0 || w->second == second);
        if (alike && (cut_off || w->cut_off)) {
            return true;
        }
    }
    return false;
}

bool bound_may_pair_form(const bound *b, uint32_t beside)
{
    bool form = false;
    for (uint32_t i = 0; i < b->form_count && (beside & BESIDE_CUT_OFF) != 0 && !form; i++) {
        form = may_be_within(&b->form[i], beside, 0);
    }
    return form;
}

bool bound_may_pair(const bound *b, uint32_t beside)
{
    return bound_may_pair_initial(b, beside) || bound_may_pair_cut(b, beside) ||
           bound_may_pair_form(b, beside);
}

static int ones32(uint32_t v)
{
    return ones16(v & 0xffff) + ones16(v >> 16);
}

/* As match/relation.c has it, of one edit more than relates. */
static bool head_is_within(const bound_word *w, const term_head *head)
{
    const int longer = head->fold_len > w->head_len ? head->fold_len : w->head_len;
    const int edits = idt_spelling_edits((size_t)longer) + 1;
    return abs(head->fold_len - w->head_len) <= edits &&
           ones32(head->letters ^ w->head_letters) <= 2 * edits;
}

bool bound_may_be_near_head(const bound *b, const term_head *head, uint64_t except)
{
    if (head->fold_len == UINT8_MAX) {
        return true;
    }
    for (uint32_t i = 0; i < b->word_count; i++) {
        const bound_word *w = &b->word[i];
        if (w->latin == ((head->flags & TERM_LATIN) != 0) && (except >> w->part & 1) == 0 &&
            head_is_within(w, head)) {
            return true;
        }
    }
    return false;
}

static void count_lone(const row_part *part, bool word, form_sum *sum)
{
    const unsigned role = part->what >> FWD_ROLE_SHIFT;
    const bool mute = (part->what & FWD_MUTE) != 0;
    sum->lone++;
    sum->words += word;
    sum->says_what += word && mute && role == IDT_PART_GENERIC;
    sum->initials += !word;
    sum->mute += mute;
    if (word) {
        sum->omitted = larger(sum->omitted, omitted_of(role, role == FWD_ROLE_REPEATS));
    }
}

bool bound_may_pair_loosely(const bound *b, const row_part *part)
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

static void count_near(const bound *b, const row_part *part, idt_near near, form_sum *sum)
{
    const unsigned role = part->what >> FWD_ROLE_SHIFT;
    sum->near++;
    sum->near_known += near >= IDT_NEAR_KNOWN;
    sum->near_words += b->common && (is_common(role) || role == FWD_ROLE_REPEATS);
}

/* What a part of a row adds to the sum, whatever it pairs with. */
static uint32_t count_part(const row_part *part, form_sum *sum)
{
    const uint32_t use = part->what >> FWD_USE_SHIFT & 3;
    sum->org = sum->org || (part->what & FWD_ORG) != 0;
    sum->forms += use == FWD_FORM;
    if (use == FWD_WORD || use == FWD_INITIAL) {
        count_lone(part, use == FWD_WORD, sum);
    }
    return use;
}

/* Does it pair with a part of the query that nobody knows of? */
static bool count_word(const bound *b, const row_part *part, uint64_t agrees, idt_near near,
                       form_sum *sum)
{
    const uint32_t beside = part->beside;
    const bool cut_off = bound_may_pair_cut(b, beside);
    const bool form = bound_may_pair_form(b, beside);
    sum->met_words |= agrees & b->plain;
    sum->word_partners += (agrees & b->plain) != 0;
    sum->cut_words += cut_off;
    sum->form = sum->form || form;
    if (near != IDT_NEAR_NOT || bound_may_be_near(b, beside, (beside & FWD_PHRASE) != 0, agrees)) {
        count_near(b, part, near, sum);
    }
    return cut_off || form || bound_may_pair_initial(b, beside);
}

void bound_count(const bound *b, const row_part *part, uint64_t agrees, idt_near near,
                 form_sum *sum)
{
    const uint32_t use = count_part(part, sum);
    const bool loose =
        use == FWD_WORD ? count_word(b, part, agrees, near, sum) : bound_may_pair_loosely(b, part);
    sum->met |= agrees;
    sum->partners += agrees != 0 || loose;
    sum->loose += loose;
    sum->form = sum->form || (use == FWD_FORM && b->form_like);
}

void bound_count_exact(const bound *b, const row_part *part, uint64_t pairs, uint64_t cut_off,
                       idt_near near, form_sum *sum)
{
    const uint32_t use = count_part(part, sum);
    const uint64_t words = use == FWD_WORD ? pairs & ~cut_off & b->plain : 0;
    sum->met |= pairs;
    sum->partners += pairs != 0;
    sum->met_words |= words;
    sum->word_partners += words != 0;
    sum->cut_words += cut_off != 0;
    sum->form = sum->form || (use == FWD_FORM && (pairs != 0 || b->form_like));
    if (near != IDT_NEAR_NOT) {
        count_near(b, part, near, sum);
    }
}

/* ---- what it comes to ---- */

/* No more than the parts here that have a partner, nor than the partners. */
static uint32_t most_pairs(const bound *b, const form_sum *sum)
{
    const uint32_t partners = (uint32_t)__builtin_popcountll(sum->met) + sum->loose;
    const uint32_t pairs = partners < sum->partners ? partners : sum->partners;
    return sum->exact ? pairs : pairs + (b->form_like && sum->forms > 0 ? 1 : 0);
}

/* So many contradictions. */
static int64_t contradicted(const bound *b, const form_sum *sum, uint32_t count)
{
    const contradictions c = b->contradicts[bound_class(b, sum)];
    const uint32_t words = smaller(count, sum->near_words);
    const uint32_t known = smaller(count - words, sum->near_known);
    const uint32_t near =
        smaller(count - words - known, less(sum->near, sum->near_words + sum->near_known));
    const uint32_t initials = smaller(count - words - known - near, b->initials + sum->initials);
    return (int64_t)words * c.near_word + (int64_t)known * c.near_known + (int64_t)near * c.near +
           (int64_t)initials * c.initial +
           (int64_t)(count - words - known - near - initials) * c.any;
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
    const uint32_t telling = sum->words - sum->says_what;
    const bool uneven = b->name->telling <= 1 ? less(telling, sum->may_say_what) > 1 : telling <= 1;
    const bool one = smaller(b->name->words, sum->words) <= 1; /* more do not agree */
    return uneven && one && b->initials + sum->initials == 0 && sum->joined_met == 0 &&
           (bound_class(b, sum) == IDT_CLASS_PERSON || rarest_met(b, sum) < W.single_rare);
}

/* What is left over on both sides where so many pairs are taken, so many of them by initials. */
typedef struct rest {
    uint32_t apart;                            /* contradictions */
    uint32_t of_query, here;                   /* left out; one of them is 0 */
    uint32_t initials_of_query, initials_here; /* at most */
} rest;

static rest rest_of(const bound *b, const form_sum *sum, uint32_t pairs, uint32_t initials)
{
    const uint32_t of_query = b->lone > pairs ? b->lone - pairs : 0;
    const uint32_t here = sum->lone > pairs ? sum->lone - pairs : 0;
    const uint32_t apart = of_query < here ? of_query : here;
    return (rest){.apart = apart,
                  .of_query = of_query - apart,
                  .here = here - apart,
                  .initials_of_query = less(b->initials, less(initials, sum->initials)),
                  .initials_here = less(sum->initials, less(initials, b->initials))};
}

/* Initials are left out at another cost than words. */
static int64_t left_out(uint32_t parts, uint32_t initials, int32_t word)
{
    const int32_t initial = omitted_of(IDT_PART_INITIAL, false);
    const uint32_t as_initials = initial > word ? smaller(parts, initials) : 0;
    return (int64_t)as_initials * initial + (int64_t)(parts - as_initials) * word;
}

/* What contradictions and omissions cost at least, <= 0; `beside` if something is left out.
 *
 * Of the parts left over on one side each is left out, or contradicts what stands behind abd on the
 * other (match/unmatched.c); a person's omissions have a ceiling. */
static int64_t cost_of_rest(const bound *b, const form_sum *sum, rest r, int32_t beside)
{
    const int64_t all = r.of_query > 0 ? left_out(r.of_query, r.initials_of_query, b->omitted)
                                       : left_out(r.here, r.initials_here, sum->omitted);
    const int64_t omitted = larger64(all, W.omitted_most) + beside;
    const int64_t apart = contradicted(b, sum, r.apart);
    return r.of_query + r.here == 0
               ? apart + beside
               : apart + larger64(omitted, contradicted(b, sum, r.of_query + r.here));
}

/* Are there words that tell among those left out, though one more contradict what stands behind
 * abd?
 */
static bool tells_left_out(const bound *b, const form_sum *sum, rest r)
{
    const uint32_t of_query = b->silent + (b->silent > 0 ? 1 : 0);
    const uint32_t here = sum->mute + (sum->mute > 0 ? 1 : 0);
    return (r.of_query > of_query && !sum->more) || r.here > here;
}

/* Are there words that tell behind some of so many initials? They stand for one each, but for those
 * of initials, places and repetitions. */
static bool initials_tell(const bound *b, const form_sum *sum, uint32_t initials)
{
    const uint32_t unknown = sum->more ? IDT_NAME_PARTS_MAX : 0;
    const uint32_t here = sum->initials + unknown;
    const uint32_t dumb = sum->mute + unknown + here;
    return initials > smaller(b->initials, dumb) + smaller(here, b->silent);
}

/* What is lost where one word agrees, and so many initials. */
static int64_t cost_beside_one(const bound *b, const form_sum *sum, uint32_t initials)
{
    const rest r = rest_of(b, sum, 1 + initials, initials);
    const int32_t none = larger(W.beside_one[bound_class(b, sum)], W.beside_generic);
    const int32_t some = W.beside_initial + ((int32_t)initials - 1) * W.further_initial;
    const int32_t cost = initials == 0 ? none : some < 0 ? larger(some, W.beside_initial) : 0;
    if (initials_tell(b, sum, initials)) {
        return cost_of_rest(b, sum, r, 0) + cost;
    }
    return cost_of_rest(b, sum, r, tells_left_out(b, sum, r) ? cost : 0);
}

/* Words that agree by more than what was cut off: pairs of them, at most. */
static uint32_t most_words(const form_sum *sum)
{
    return smaller((uint32_t)__builtin_popcountll(sum->met_words), sum->word_partners);
}

/* If one word agrees, does it tell? */
static bool one_tells(const bound *b, const form_sum *sum)
{
    return bound_class(b, sum) == IDT_CLASS_PERSON || (sum->met_words & b->generic) == 0;
}

/* What is lost where words agree, and where none does. */
typedef struct losses {
    int64_t some, none;
} losses;

/* Parts of the query that may be one part here, or its legal form. */
static uint64_t joined(const bound *b, const form_sum *sum)
{
    return sum->joined_met | (sum->forms > 0 ? b->form_joins : 0);
}

/* Where parts of the query may be one part here. */
static int64_t lost_beside_joins(const bound *b, const form_sum *sum)
{
    const uint64_t met = (sum->met | joined(b, sum)) & b->words;
    const uint32_t of_query = less(b->lone, (uint32_t)__builtin_popcountll(met) + sum->loose);
    const uint32_t here = less(sum->lone, sum->partners + sum->join_targets);
    return contradicted(b, sum, smaller(of_query, here));
}

/* So many words agree as `most_words` says, with so many pairs of what was cut off, and initials.
 */
static int64_t cost_of_pairs(const bound *b, const form_sum *sum, uint32_t words, uint32_t cut_off,
                             uint32_t initials)
{
    const bool one = words == 1 && cut_off == 0 && one_tells(b, sum);
    const rest r = rest_of(b, sum, words + cut_off + initials, initials);
    return one ? cost_beside_one(b, sum, initials)
               : cost_of_rest(b, sum, r, 0) + (int64_t)cut_off * b->cut_off[bound_class(b, sum)];
}

/* Words agree, words of which something was cut off, initials. That nothing else pairs is known. */
static losses lost_by_words(const bound *b, const form_sum *sum)
{
    const uint32_t pairs = most_pairs(b, sum);
    const uint32_t words = most_words(sum);
    const uint32_t initials = sum->more ? pairs : b->initials + sum->initials;
    int64_t some = INT64_MIN / 2;
    const uint32_t cut_off = smaller(sum->cut_words, BOUND_CUT);
    for (uint32_t cut = 0; cut <= cut_off && (cut == 0 || words + cut <= pairs); cut++) {
        for (uint32_t k = 0; k <= initials && (k == 0 || words + cut + k <= pairs); k++) {
            some = larger64(some, cost_of_pairs(b, sum, words, cut, k));
        }
    }
    return (losses){.some = some, .none = cost_of_rest(b, sum, rest_of(b, sum, pairs, 0), 0)};
}

static losses lost(const bound *b, const form_sum *sum)
{
    if (joined(b, sum) != 0) {
        return (losses){.some = lost_beside_joins(b, sum), .none = INT64_MIN / 2};
    }
    if (most_words(sum) > 0 && !sum->form && (sum->met & ~b->words) == 0) {
        return lost_by_words(b, sum);
    }
    const rest r = rest_of(b, sum, most_pairs(b, sum), 0);
    return (losses){.some = cost_of_rest(b, sum, r, 0), .none = INT64_MIN / 2};
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
    const losses l = lost(b, sum);
    out = larger64(out + l.some, PROVE_SLACK + l.none);
    return held_down(b, sum) && out > b->single_most[of] ? b->single_most[of] : out;
}

int32_t bound_least(const bound *b, const form_sum *sum, int64_t need)
{
    const idt_score_class of = bound_class(b, sum);
    if (held_down(b, sum) && b->single_most[of] < need) {
        return INT32_MAX;
    }
    const losses l = lost(b, sum);
    return PROVE_SLACK + l.none >= need
               ? INT32_MIN
               : idt_names_least(of, to_int32(need - l.some - PROVE_SLACK));
}
