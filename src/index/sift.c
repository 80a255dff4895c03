/* Postings of the terms met, sifted by what stands beside the term in each form.
 *
 * A form that reaches the cut holds two parts that agree with different elements, or one that earns
 * nearly all that is asked and nothing that contradicts (a single word, initials, near misses). So
 *
 *   - one element may be set aside whole, the dearest, and more while their best together stay
 *     under `need`: a form that agrees in two elements is met under one of the rest;
 *   - where one word stands beside the term, it must be of the sieve, a bit for each term met; and
 *     where not, `least` says what the term must earn for such a form to reach the cut (bound.c);
 *   - the terms set aside are read for such forms only, where they earn that much; a second part
 *     that agrees and earns nothing does not help to find a form, it only does not contradict.
 *
 * What other fields can add (field_rows.h) lowers what is asked of a form. Most forms get nothing:
 * those that pass only with the most there is are looked up, and sifted as what they are.
 *
 * What is left is checked by its row.
 */
#include "index/keys.h"
#include "index/search.h"
#include "match/weights.h"

#define W IDT_WEIGHTS

/* What is known of a form in which one part agrees. */
enum {
    OTHER_NONE,
    OTHER_WORD,
    OTHER_MUTE,
    OTHER_INITIAL, /* a word that may pair with an initial of the query */
    OTHER_CUT,     /* ... or of which, or of whose partner, something may be cut off */
    OTHER_PAIRS,   /* ... or with anything */
    OTHER_MANY,
    OTHER_MANY_CUT,
    OTHERS
};
enum { INITIAL_NONE, INITIAL_PLAIN, INITIAL_PAIRS, INITIALS };
enum { NEAR_NONE, NEAR_EDIT, NEAR_KNOWN, NEARS }; /* of one word; or of all */

/* Forms to which fields may add; to which they add nothing. */
enum { WITH_FIELDS, BARE, LEVELS };

/* What is asked of forms of a level. */
typedef struct asking {
    const int32_t *need_of;
    int32_t need;
    /* Earnings, of the element at hand, worked out where they are asked for: `known` has a bit
     * each.
     */
    int32_t least[IDT_SCORE_CLASSES][OTHERS][INITIALS][NEARS];
    uint16_t known[IDT_SCORE_CLASSES][OTHERS];
} asking;

typedef struct sifting {
    search *f;
    const element *e; /* at hand */
    asking asked[LEVELS];
    bool bare_read; /* does the term at hand help where fields add nothing? */
    /* First letters as index_many_first has them: of what may pair with an initial of the query; of
     * what was cut off; of what an initial may stand for; of all words. */
    uint32_t many_of_initials, many_cut, many_initials, many_firsts;
    uint32_t many_others;        /* ... of all terms that other elements agree with */
    uint32_t batch[SEARCH_ROWS]; /* rows to be checked */
    size_t batched;
} sifting;

/* Step 2 of candidates.c. */
static void choose_essential(search *f, int level, int32_t need)
{
    int64_t aside = 0;
    bool any = false;
    const uint8_t bit = (uint8_t)(1U << level);
    idt_index_scratch *x = f->x;
    for (;;) {
        element *dearest = NULL;
        for (size_t e = 0; e < x->elements_count; e++) {
            element *it = &x->elements[e];
            const bool fits = (!any && it->kind == ELEMENT_PART) || aside + best_of(it) < need;
            if ((it->aside & bit) == 0 && fits &&
                (dearest == NULL || it->postings > dearest->postings)) {
                dearest = it;
            }
        }
        if (dearest == NULL) {
            return;
        }
        dearest->aside |= bit;
        any = true;
        aside += best_of(dearest);
    }
}

static bool is_essential(const element *e, int level)
{
    return (e->aside >> level & 1) == 0;
}

/* First letters of what the others agree with: one of them begins a second part that agrees. */
static uint32_t firsts_of_others(const search *f, const element *than)
{
    const idt_index_scratch *x = f->x;
    uint32_t out = 0;
    for (size_t i = 0; i < x->agreements_count; i++) {
        const agreement *a = &x->agreements[i];
        if (a->earns >= 0 && &x->elements[a->element] != than) {
            out |= index_many_first(a->beside >> BESIDE_FIRST_SHIFT & 31);
        }
    }
    return out;
}

/* ---- the sieve ---- */

static uint32_t sieve_bit(uint32_t beside)
{
    return ((beside & BESIDE_WORD & ~BESIDE_CUT_OFF) * UINT32_C(2654435769)) >> (32 - SIFT_LOG2);
}

static bool has_bit(const uint64_t *sieve, uint32_t beside)
{
    const uint32_t bit = sieve_bit(beside);
    return (sieve[bit / 64] >> (bit % 64) & 1) != 0;
}

static void set_bit(uint64_t *sieve, uint32_t beside)
{
    const uint32_t bit = sieve_bit(beside);
    sieve[bit / 64] |= UINT64_C(1) << (bit % 64);
}

static void fill_sieve(idt_index_scratch *x)
{
    memset(x->sieve, 0, sizeof x->sieve);
    if (x->any_idle) {
        memset(x->idle, 0, sizeof x->idle);
        x->any_idle = false;
    }
    for (size_t i = 0; i < x->agreements_count; i++) {
        const agreement *a = &x->agreements[i];
        if (a->earns >= 0 || a->near) {
            set_bit(x->sieve, a->beside);
        }
        if (a->idle) {
            set_bit(x->idle, a->beside);
            x->any_idle = true;
        }
    }
}

static bool in_sieve(const idt_index_scratch *x, uint32_t beside)
{
    return has_bit(x->sieve, beside);
}

/* ---- forms in which one part agrees ---- */

/* As bound_count_exact would count such a form's row; what is not told as it helps most. Of MANY
 * two words at least stand beside the term, or initials. */
static form_sum sum_of(const sifting *s, const element *e, bool org, int other, int initial,
                       int near)
{
    const bound *b = &s->f->bound;
    const bool many = other >= OTHER_MANY;
    const bool cut = other == OTHER_CUT || other == OTHER_MANY_CUT;
    const bool pairs = other == OTHER_PAIRS;
    const bool may_be_mute = other >= OTHER_MUTE;
    const uint32_t words = many ? 2 : other != OTHER_NONE;
    const uint32_t initials = many || initial != INITIAL_NONE;
    const uint32_t by_initials = initial != INITIAL_PAIRS ? 0 : many ? IDT_NAME_PARTS_MAX : 1;
    const uint32_t more = by_initials + (cut || pairs || other == OTHER_INITIAL ? BOUND_CUT : 0) +
                          (b->form_like ? 1U : 0U);
    const bool form = b->form_like || (pairs && b->form_count > 0);
    const uint32_t near_parts = near == NEAR_NONE ? 0 : many ? IDT_NAME_PARTS_MAX : 1;
    return (form_sum){.met = (form       ? UINT64_MAX
                              : more > 0 ? b->words
                                         : 0) |
                             UINT64_C(1) << e->part,
                      .partners = 1 + more,
                      .met_words = (pairs ? b->plain : 0) | UINT64_C(1) << e->part,
                      .word_partners = pairs ? 2 : 1,
                      .cut_words = cut ? BOUND_CUT : 0,
                      .lone = 1 + words + (many ? 0 : initials),
                      .words = 1 + words,
                      .may_say_what = org ? 1 + (may_be_mute ? words : 0) : 0,
                      .initials = initials,
                      .forms = 1, /* not told */
                      .mute = may_be_mute ? words : 0,
                      .omitted = may_be_mute ? 0 : bound_omitted_word(),
                      .org = org,
                      .near = near_parts,
                      .near_known = near == NEAR_KNOWN ? near_parts : 0,
                      .near_words = b->common ? near_parts : 0,
                      .more = many,
                      .form = form,
                      .exact = true};
}

/* What a part must earn for the form to reach the cut. */
static int32_t least_of(const sifting *s, asking *asked, bool org, int other, int initial, int near)
{
    int32_t *least = &asked->least[org][other][initial][near];
    const uint16_t bit = (uint16_t)(1U << (initial * NEARS + near));
    if ((asked->known[org][other] & bit) == 0) {
        const bound *b = &s->f->bound;
        const form_sum sum = sum_of(s, s->e, org, other, initial, near);
        const bool as_other = org || idt_is_organisation(b->name);
        const int64_t need = asked->need_of[as_other ? IDT_CLASS_OTHER : IDT_CLASS_PERSON];
        *least = bound_least(b, &sum, need);
        asked->known[org][other] |= bit;
    }
    return *least;
}

static void forget_least(sifting *s)
{
    for (int level = 0; level < LEVELS; level++) {
        memset(s->asked[level].known, 0, sizeof s->asked[level].known);
    }
}

static void find_firsts(sifting *s)
{
    const bound *b = &s->f->bound;
    s->many_of_initials = s->many_cut = s->many_initials = s->many_firsts = 0;
    for (uint32_t code = 0; code < 32; code++) {
        const uint32_t many = index_many_first(code);
        s->many_of_initials |= (b->initial_firsts >> code & 1) != 0 ? many : 0;
        s->many_cut |= (b->cut_firsts >> code & 1) != 0 ? many : 0;
        s->many_initials |= (b->as_initials >> code & 1) != 0 ? many : 0;
        s->many_firsts |= (b->firsts >> code & 1) != 0 ? many : 0;
    }
}

/* Of several beside the term: may some of them pair with parts of the query otherwise than by keys,
 * as words that were cut off, as initials? */
static bool may_pair_cut(const sifting *s, uint32_t many)
{
    const uint32_t firsts = many & MANY_FIRSTS;
    return (firsts & s->many_cut) != 0 ||
           ((many & MANY_CUT_OFF) != 0 && (firsts & s->many_firsts) != 0);
}

static bool may_pair_initials(const sifting *s, uint32_t many)
{
    const uint32_t as_initials = (many & MANY_INITIALS) != 0 ? s->many_initials : 0;
    return (many & MANY_FIRSTS & (s->many_of_initials | as_initials)) != 0;
}

static int other_of(const sifting *s, uint32_t beside)
{
    const bound *b = &s->f->bound;
    const uint32_t word = beside & BESIDE_WORD;
    if (word == 0) {
        return OTHER_NONE;
    }
    if (has_bit(s->f->x->idle, word) || bound_may_pair_form(b, word)) {
        return OTHER_PAIRS;
    }
    return bound_may_pair_cut(b, word)       ? OTHER_CUT
           : bound_may_pair_initial(b, word) ? OTHER_INITIAL
           : (beside & BESIDE_MUTE) != 0     ? OTHER_MUTE
                                             : OTHER_WORD;
}

/* Could the form reach the cut though nothing else of it agrees? */
static bool enough_alone(const sifting *s, asking *asked, const agreement *a, const posting *p)
{
    const element *e = s->e;
    const bound *b = &s->f->bound;
    const bool org = (p->row & POST_ORG) != 0;
    const uint32_t word = p->beside & BESIDE_WORD;
    const uint32_t first = p->beside >> BESIDE_INITIAL_SHIFT;
    const int initial = first == BESIDE_NO_INITIAL           ? INITIAL_NONE
                        : (b->as_initials >> first & 1) != 0 ? INITIAL_PAIRS
                                                             : INITIAL_PLAIN;
    const int other = other_of(s, p->beside);
    return a->earns >= least_of(s, asked, org, other, initial, NEAR_NONE) ||
           (word != 0 && a->earns >= least_of(s, asked, org, other, initial, NEAR_EDIT) &&
            bound_may_be_near(b, word, (p->row & POST_PHRASE) != 0, UINT64_C(1) << e->part)) ||
           (word != 0 && a->earns >= least_of(s, asked, org, other, initial, NEAR_KNOWN) &&
            in_sieve(s->f->x, word));
}

static bool many_alone(const sifting *s, asking *asked, const agreement *a, const posting *p)
{
    const bool org = (p->row & POST_ORG) != 0;
    const int initial = may_pair_initials(s, p->beside) ? INITIAL_PAIRS : INITIAL_NONE;
    const int other = may_pair_cut(s, p->beside) ? OTHER_MANY_CUT : OTHER_MANY;
    const bool form = s->f->bound.form_count > 0 && (p->beside & MANY_CUT_OFF) != 0;
    return (p->beside & MANY_OTHER) != 0 || form ||
           a->earns >= least_of(s, asked, org, other, initial, NEAR_KNOWN);
}

/* ---- postings ---- */

/* Rows lie all over the file: they are asked for a batch ahead. */
static idt_rc check_batch(sifting *s)
{
    const size_t count = s->batched;
    s->batched = 0;
    return search_consider(s->f, s->batch, count);
}

static idt_rc add_to_batch(sifting *s, uint32_t row, bool alone)
{
    if (row >= s->f->s->parts) {
        return search_damaged(s->f);
    }
    __builtin_prefetch(s->f->s->section[SECTION_FWD].at + sizeof(row_part) * row);
    s->batch[s->batched++] = row | (alone ? SEARCH_ALONE : 0);
    return s->batched == SEARCH_ROWS ? check_batch(s) : IDT_OK;
}

/* Of several beside the term: may one agree with another element? */
static bool may_hold_other(const sifting *s, uint32_t many)
{
    return (many & MANY_OTHER) != 0 || (many & MANY_FIRSTS & s->many_others) != 0;
}

/* Can the form reach the cut, of this level? *alone: by this one part. */
static bool passes(sifting *s, int level, const agreement *a, const posting *p, bool *alone)
{
    asking *asked = &s->asked[level];
    const bool many = (p->row & POST_MANY) != 0;
    const uint32_t word = p->beside & BESIDE_WORD;
    const bool enough = a->earns >= asked->need;
    /* Of several words one may agree and earn nothing: the row tells. */
    const bool other = many ? may_hold_other(s, p->beside) : word != 0 && in_sieve(s->f->x, word);
    const bool second =
        other && (is_essential(s->e, level) || (many && enough && s->f->x->any_idle));
    *alone = enough && (many ? many_alone(s, asked, a, p) : enough_alone(s, asked, a, p));
    return second || *alone;
}

/* A posting of a term that agrees with an element of a part. */
static idt_rc sift_one(sifting *s, const agreement *a, const posting *p)
{
    bool alone;
    const uint32_t row = p->row & POST_ROW;
    if (row >= s->f->s->parts) {
        return search_damaged(s->f);
    }
    const bool bare = field_added(&s->f->fields, row) == 0;
    return (!bare || s->bare_read) && passes(s, bare ? BARE : WITH_FIELDS, a, p, &alone)
               ? add_to_batch(s, row, alone)
               : IDT_OK;
}

static idt_rc sift_term(sifting *s, const agreement *a)
{
    const element *e = s->e;
    idt_rc rc = IDT_OK;
    const uint8_t *bytes =
        segment_bytes(s->f->s, SECTION_POST, a->post * sizeof(posting), a->posts * sizeof(posting));
    if (bytes == NULL) {
        return search_damaged(s->f);
    }
    s->f->counts->postings += a->posts;
    for (uint32_t i = 0; i < a->posts && rc == IDT_OK; i++) {
        posting p;
        memcpy(&p, bytes + i * sizeof p, sizeof p);
        rc = e->kind == ELEMENT_PART ? sift_one(s, a, &p) : add_to_batch(s, p.row & POST_ROW, true);
    }
    return rc;
}

static bool is_read_bare(const sifting *s, const agreement *a)
{
    const int32_t need = s->asked[BARE].need;
    return s->f->best_sum - best_of(s->e) + a->earns >= need &&
           (is_essential(s->e, BARE) || a->earns >= need);
}

/* Is the term to be read at all? */
static bool is_read(const search *f, const element *e, const agreement *a)
{
    return a->earns > 0 && (is_essential(e, WITH_FIELDS) || a->earns >= f->need);
}

#define TERMS_AHEAD 48

static void fetch_postings(const search *f, size_t i)
{
    const idt_index_scratch *x = f->x;
    if (i < x->agreements_count &&
        is_read(f, &x->elements[x->agreements[i].element], &x->agreements[i])) {
        __builtin_prefetch(f->s->section[SECTION_POST].at +
                           x->agreements[i].post * sizeof(posting));
    }
}

static void choose_levels(sifting *s)
{
    search *f = s->f;
    s->asked[WITH_FIELDS] = (asking){.need_of = f->need_of, .need = f->need};
    s->asked[BARE] = (asking){.need_of = f->bare_need_of, .need = f->need + f->fields.most};
    for (int level = 0; level < LEVELS; level++) {
        choose_essential(f, level, s->asked[level].need);
    }
}

idt_rc search_sift(search *f)
{
    idt_rc rc = IDT_OK;
    idt_index_scratch *x = f->x;
    sifting s = {.f = f};
    choose_levels(&s);
    fill_sieve(x);
    find_firsts(&s);
    for (size_t i = 0; i < TERMS_AHEAD; i++) {
        fetch_postings(f, i);
    }
    for (size_t i = 0; i < x->agreements_count && rc == IDT_OK; i++) {
        const agreement *a = &x->agreements[i];
        const element *e = &x->elements[a->element];
        fetch_postings(f, i + TERMS_AHEAD);
        if (!is_read(f, e, a)) {
            continue;
        }
        if (e != s.e) {
            s.e = e;
            s.many_others = firsts_of_others(f, e);
            forget_least(&s);
        }
        s.bare_read = is_read_bare(&s, a);
        rc = sift_term(&s, a);
    }
    return rc == IDT_OK ? check_batch(&s) : rc;
}
