/* A name compared with many, whose parts' relations are kept, scores as it does without. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "index/names_file.h"
#include "match/relations.h"
#include "match/score.h"

#define CEILING ((size_t)1 << 30)
#define NAMES   400
#define QUERIES 40

static void prepare(const test_name *name, idt_arena *arena, idt_profile_name *out)
{
    idt_error err;
    *out = (idt_profile_name){.text = name->text};
    assert_int_equal(idt_name_parse(name->text, name->kind, NULL, arena, &out->parsed, &err),
                     IDT_OK);
    assert_int_equal(idt_match_prepare(&out->parsed, arena, &out->prepared, &err), IDT_OK);
}

static void assert_same(const idt_comparison *a, const idt_comparison *b)
{
    assert_int_equal(a->score, b->score);
    assert_int_equal(a->llr_mnat, b->llr_mnat);
    assert_int_equal(a->evidence.count, b->evidence.count);
    for (size_t i = 0; i < a->evidence.count; i++) {
        const idt_term *x = &a->evidence.terms[i];
        const idt_term *y = &b->evidence.terms[i];
        assert_int_equal(x->kind, y->kind);
        assert_int_equal(x->level, y->level);
        assert_int_equal(x->via, y->via);
        assert_int_equal(x->mnat, y->mnat);
        assert_int_equal(x->q, y->q);
        assert_int_equal(x->n, y->n);
    }
}

/* Every part of every name has a number of its own: more than there are places. */
static void number(idt_profile_name *names, idt_relations *kept, idt_arena *arena)
{
    uint64_t next = 1;
    for (size_t i = 0; i < NAMES; i++) {
        idt_match_name *name = &names[i].prepared;
        uint64_t *numbers = IDT_NEW_N(arena, uint64_t, name->count + 1);
        for (size_t k = 0; k < name->count; k++) {
            numbers[k] = next;
            next += IDT_RELATIONS_NUMBERS / 8191;
            next %= IDT_RELATIONS_NUMBERS;
        }
        name->relations = kept;
        name->numbers = numbers;
    }
}

static void a_name_scores_the_same_whatever_relations_are_kept(void **state)
{
    (void)state;
    idt_arena *arena = idt_arena_new(CEILING);
    random_state r = random_start("relations");
    test_names texts = {0};
    names_make(NAMES, &r, arena, &texts);
    idt_profile_name *names = IDT_NEW_N(arena, idt_profile_name, NAMES);
    idt_profile_name *plain = IDT_NEW_N(arena, idt_profile_name, NAMES);
    idt_relations *kept = IDT_NEW(arena, idt_relations);
    for (size_t i = 0; i < NAMES; i++) {
        prepare(&texts.items[i], arena, &names[i]);
        prepare(&texts.items[i], arena, &plain[i]);
    }
    number(names, kept, arena);
    for (size_t i = 0; i < QUERIES; i++) {
        const test_name question = question_make(&texts, &r, arena);
        idt_profile_name query;
        prepare(&question, arena, &query);
        idt_relations_begin(kept, &query.prepared);
        for (size_t k = 0; k < 2 * NAMES; k++) { /* the second time it is known */
            idt_comparison with;
            idt_comparison without;
            idt_compare_names(&query, &names[k % NAMES], &with);
            idt_compare_names(&query, &plain[k % NAMES], &without);
            assert_same(&with, &without);
        }
        idt_relations_begin(kept, NULL);
    }
    idt_arena_free(arena);
}

static void what_was_kept_of_one_name_is_not_of_the_next(void **state)
{
    (void)state;
    idt_arena *arena = idt_arena_new(CEILING);
    const test_name ali = {IDT_NAME_PERSON, IDT_STR("Ali Hasan")};
    const test_name eva = {IDT_NAME_PERSON, IDT_STR("Eva Braun")};
    const uint64_t numbers[] = {1, 2};
    idt_relations *kept = IDT_NEW(arena, idt_relations);
    idt_profile_name one;
    idt_profile_name other;
    idt_profile_name listed;
    prepare(&ali, arena, &one);
    prepare(&eva, arena, &other);
    prepare(&ali, arena, &listed);
    listed.prepared.relations = kept;
    listed.prepared.numbers = numbers;
    idt_relations_begin(kept, &one.prepared);
    assert_int_equal(idt_relate_among(&one.prepared, 0, &listed.prepared, 0).level,
                     IDT_LEVEL_EXACT);
    idt_relations_begin(kept, &other.prepared);
    assert_int_equal(idt_relate_among(&other.prepared, 0, &listed.prepared, 0).level,
                     IDT_LEVEL_NONE);
    assert_int_equal(idt_relate_among(&one.prepared, 0, &listed.prepared, 0).level,
                     IDT_LEVEL_EXACT); /* not begun with: worked out */
    idt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_scores_the_same_whatever_relations_are_kept),
        cmocka_unit_test(what_was_kept_of_one_name_is_not_of_the_next),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
