/* What the index leaves out by bounds could not have reached the cut: for pairs of names, the bound
 * of the row is never under their llr, and those of a term's head and of its record never under
 * what the parts earn.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "index/bound.h"
#include "index/earn.h"
#include "index/keys.h"
#include "index/names_file.h"
#include "index/rough.h"
#include "index/term.h"
#include "match/align.h"
#include "match/weights.h"

#define CEILING ((size_t)1 << 30)
#define NAMES   600
#define PAIRS   60000

static void prepare(const test_name *name, idt_arena *arena, idt_profile_name *out)
{
    idt_error err;
    *out = (idt_profile_name){.text = name->text};
    assert_int_equal(idt_name_parse(name->text, name->kind, NULL, arena, &out->parsed, &err),
                     IDT_OK);
    assert_int_equal(idt_match_prepare(&out->parsed, arena, &out->prepared, &err), IDT_OK);
}

static int32_t earned(idt_score_class of, const idt_match_part *a, const idt_match_part *b,
                      idt_relation relation)
{
    const int32_t sum = idt_pair_rarity(a, b, relation) + idt_pair_cost_of(of, a, b, relation);
    return sum > 0 ? sum : 0;
}

/* Relations that an index finds by other means than keys. */
static bool by_keys(const idt_match_part *a, const idt_match_part *b, idt_relation relation)
{
    return relation.level > IDT_LEVEL_INITIAL && a->use == b->use;
}

/* The first group of keys they share; KEY_GROUPS: none. */
static key_group shared_keys(const idt_match_part *asked, const idt_match_part *stored)
{
    uint64_t asks[INDEX_KEYS_MAX];
    uint64_t stores[INDEX_KEYS_MAX];
    size_t ends[KEY_GROUPS];
    const size_t n = index_keys_asked(asked, asks, ends);
    const size_t m = index_keys_stored(stored, stores);
    key_group of = KEYS_SURE;
    for (size_t i = 0; i < n; i++) {
        while (i >= ends[of]) {
            of++;
        }
        for (size_t k = 0; k < m; k++) {
            if (asks[i] == stores[k]) {
                return of;
            }
        }
    }
    return KEY_GROUPS;
}

/* As the index has the term: neither tagged nor last. */
static void check_earns(int32_t earned, const idt_match_part *q, const idt_match_part *t)
{
    static earner by;
    idt_match_part term = *t;
    term.tagged = term.last = false;
    index_earner_begin(&by, q);
    const earning most = index_earns(&by, &term, true);
    if (most.earns < earned) {
        print_error("%.*s / %.*s: %d by the record, %d earned\n", (int)q->text.len, q->text.ptr,
                    (int)t->text.len, t->text.ptr, most.earns, earned);
    }
    assert_true(most.earns >= earned);
}

/* Of two scripts, and by nothing but how they are spelt: their letters do not say otherwise. */
static void check_letters(const idt_match_part *q, const idt_match_part *t, key_group share)
{
    static earner by;
    uint64_t readings[IDT_READINGS_MAX];
    index_earner_begin(&by, q);
    index_term_readings(t, readings);
    assert_false(
        index_earner_rejects(&by, share, index_term_letters(t), t->latin ? NULL : readings));
}

static void check_parts(idt_score_class of, bool org, const idt_match_part *q,
                        const idt_match_part *t)
{
    const idt_relation relation = idt_relate(q, t);
    if (relation.level == IDT_LEVEL_NONE || !by_keys(q, t, relation)) {
        return;
    }
    idt_buf buf;
    term_head head;
    idt_buf_init(&buf, 1 << 16);
    index_term_write(t, &buf);
    memcpy(&head, buf.ptr, sizeof head);
    idt_buf_release(&buf);
    const rough most = index_rough(q, &head, org);
    if (most.earns < earned(of, q, t, relation)) {
        print_error("%.*s / %.*s: at most %d by the head, %d earned\n", (int)q->text.len,
                    q->text.ptr, (int)t->text.len, t->text.ptr, most.earns,
                    earned(of, q, t, relation));
    }
    assert_true(most.earns >= earned(of, q, t, relation));
    check_earns(earned(of, q, t, relation), q, t);
    const key_group share = shared_keys(q, t);
    assert_true(!index_part_counts(q) || !index_part_is_found(t) || share != KEY_GROUPS);
    if (share != KEYS_SURE && share != KEY_GROUPS && q->use == IDT_USE_WORD &&
        (!q->latin || !t->latin)) {
        check_letters(q, t, share);
    }
}

static void heads_bound_what_related_parts_earn_and_related_parts_share_a_key(void **state)
{
    (void)state;
    idt_arena *arena = idt_arena_new(CEILING);
    random_state r = random_start("heads");
    test_names names = {0};
    names_make(NAMES, &r, arena, &names);
    idt_profile_name *all = IDT_NEW_N(arena, idt_profile_name, NAMES);
    for (size_t i = 0; i < NAMES; i++) {
        prepare(&names.items[i], arena, &all[i]);
    }
    for (size_t i = 0; i < PAIRS; i++) {
        const idt_match_name *q = &all[random_below(&r, NAMES)].prepared;
        const idt_match_name *n = &all[random_below(&r, NAMES)].prepared;
        for (size_t a = 0; a < q->count; a++) {
            for (size_t b = 0; b < n->count; b++) {
                check_parts(idt_class_of(q, n), idt_is_organisation(q), &q->parts[a], &n->parts[b]);
            }
        }
    }
    idt_arena_free(arena);
}

/* One listed part beside the query: with which of its parts it is related, and what that earns. */
typedef struct partners {
    uint64_t by_keys, all, cut_off;
    bool nearly_known, nearly;
    int32_t most;
} partners;

static partners partners_of(const idt_match_name *q, const idt_match_name *n, size_t k,
                            int32_t best[IDT_NAME_PARTS_MAX])
{
    partners out = {0};
    for (size_t i = 0; i < q->count; i++) {
        const idt_relation relation = idt_relate(&q->parts[i], &n->parts[k]);
        const uint64_t bit = UINT64_C(1) << i;
        if (relation.level != IDT_LEVEL_NONE && by_keys(&q->parts[i], &n->parts[k], relation)) {
            const int32_t earns = earned(idt_class_of(q, n), &q->parts[i], &n->parts[k], relation);
            out.by_keys |= bit;
            best[i] = earns > best[i] ? earns : best[i];
            out.most = earns > out.most ? earns : out.most;
        }
        const idt_near near = idt_nearly(&q->parts[i], &n->parts[k]);
        out.all |= relation.level != IDT_LEVEL_NONE ? bit : 0;
        out.cut_off |= relation.level == IDT_LEVEL_CLIPPED ? bit : 0;
        out.nearly_known = out.nearly_known || near >= IDT_NEAR_KNOWN;
        out.nearly = out.nearly || (relation.level == IDT_LEVEL_NONE && near != IDT_NEAR_NOT);
    }
    return out;
}

/* Parts of the query that are one listed part when written as one. */
static void add_joins(const idt_match_name *q, const idt_match_name *n, form_sum *sum)
{
    idt_alignment alignment;
    idt_align(q, n, &alignment);
    for (size_t i = 0; i < alignment.count; i++) {
        const idt_pair *pair = &alignment.pairs[i];
        if (pair->q_count > 1) {
            sum->joined_met |= ((UINT64_C(1) << pair->q_count) - 1) << pair->q;
            sum->join_targets++;
            sum->earns += 9000;
        }
    }
}

/* As candidates.c sums a row, with exact earnings: roughly, or all pairs known. */
static form_sum sum_of(const bound *b, const idt_match_name *q, const idt_match_name *n, bool exact)
{
    form_sum sum = FORM_SUM_BEGIN;
    int32_t best[IDT_NAME_PARTS_MAX] = {0};
    int64_t here = 0;
    for (size_t k = 0; k < n->count; k++) {
        const row_part part = index_row_part(n, &n->parts[k]);
        const partners p = partners_of(q, n, k, best);
        here += p.most;
        if (exact) {
            bound_count_exact(b, &part, p.all, p.cut_off,
                              p.nearly_known ? IDT_NEAR_KNOWN
                              : p.nearly     ? IDT_NEAR_EDIT
                                             : IDT_NEAR_NOT,
                              &sum);
        } else {
            bound_count(b, &part, p.by_keys, p.nearly_known ? IDT_NEAR_KNOWN : IDT_NEAR_NOT, &sum);
        }
    }
    for (size_t i = 0; i < q->count; i++) {
        sum.earns += best[i];
    }
    sum.earns = here < sum.earns ? here : sum.earns;
    sum.exact = exact;
    add_joins(q, n, &sum);
    return sum;
}

/* Listed parts that are one of the query's, or initials. */
static bool is_joined_here(const idt_match_name *q, const idt_match_name *n)
{
    idt_alignment alignment;
    idt_align(q, n, &alignment);
    for (size_t i = 0; i < alignment.count; i++) {
        if (alignment.pairs[i].n_count > 1 || alignment.pairs[i].relation.via == IDT_VIA_ACRONYM) {
            return true;
        }
    }
    return false;
}

/* Is the question's own name asked about, damaged, or another one? Both are prepared. */
static void make_pair(const test_names *names, random_state *r, idt_arena *arena,
                      idt_profile_name *query, idt_profile_name *listed)
{
    const test_name question = question_make(names, r, arena);
    prepare(&question, arena, query);
    const bool itself = random_below(r, 2) == 0;
    const test_name other = {question.kind, name_damaged(question.text, r, arena)};
    prepare(itself ? &other : &names->items[random_below(r, NAMES)], arena, listed);
}

static void check_rows(bool exact, const char *what)
{
    idt_arena *arena = idt_arena_new(CEILING);
    random_state r = random_start(what);
    test_names names = {0};
    names_make(NAMES, &r, arena, &names);
    size_t compared = 0;
    for (size_t i = 0; i < PAIRS / 10; i++) {
        idt_profile_name query;
        idt_profile_name listed;
        idt_comparison c;
        make_pair(&names, &r, arena, &query, &listed);
        idt_compare_names(&query, &listed, &c);
        bound b;
        bound_begin(&b, &query.prepared, NULL);
        b.form_like = true;
        const form_sum sum = sum_of(&b, &query.prepared, &listed.prepared, exact);
        if (is_joined_here(&query.prepared, &listed.prepared) || c.exact != IDT_EXACT_NONE ||
            sum.earns == 0) {
            continue;
        }
        const int64_t most = bound_of(&b, &sum) + IDT_WEIGHTS.form_equal;
        if (most < c.llr_mnat) {
            print_error("%.*s / %.*s: at most %lld by the row, llr %d\n", (int)query.text.len,
                        query.text.ptr, (int)listed.text.len, listed.text.ptr, (long long)most,
                        c.llr_mnat);
        }
        assert_true(most >= c.llr_mnat);
        compared++;
    }
    assert_true(compared > PAIRS / 40);
    idt_arena_free(arena);
}

static void rows_bound_the_llr_of_two_names(void **state)
{
    (void)state;
    check_rows(false, "rows");
}

static void rows_of_which_all_pairs_are_known_bound_it_too(void **state)
{
    (void)state;
    check_rows(true, "pairs");
}

/* The sieve of sift.c asks the same of earnings the other way round. */
static void the_least_earning_is_where_the_bound_reaches(void **state)
{
    (void)state;
    idt_arena *arena = idt_arena_new(CEILING);
    random_state r = random_start("least");
    test_names names = {0};
    names_make(NAMES, &r, arena, &names);
    for (size_t i = 0; i < PAIRS / 10; i++) {
        idt_profile_name query;
        idt_profile_name listed;
        bound b;
        prepare(&names.items[random_below(&r, NAMES)], arena, &query);
        prepare(&names.items[random_below(&r, NAMES)], arena, &listed);
        bound_begin(&b, &query.prepared, NULL);
        form_sum sum = sum_of(&b, &query.prepared, &listed.prepared, random_below(&r, 2) == 0);
        const int64_t need = (int64_t)random_below(&r, 9000);
        const int32_t least = bound_least(&b, &sum, need);
        sum.earns = least > 0 ? least : 0; /* it may be enough that nothing contradicts */
        assert_true(least == INT32_MAX || bound_of(&b, &sum) >= need);
        sum.earns = least == INT32_MAX ? 20000 : (int64_t)least - 1;
        assert_true(least <= 0 || bound_of(&b, &sum) < need);
    }
    idt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_bound_what_related_parts_earn_and_related_parts_share_a_key),
        cmocka_unit_test(rows_bound_the_llr_of_two_names),
        cmocka_unit_test(rows_of_which_all_pairs_are_known_bound_it_too),
        cmocka_unit_test(the_least_earning_is_where_the_bound_reaches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
