/* Initials (match/relation.h I5, match/unmatched.c): weak, and never worse than nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/names.h"

#define ROUNDS 20000

static int32_t llr_of(const char *a, const char *b)
{
    idt_arena *arena = idt_arena_new((size_t)1 << 20);
    idt_comparison comparison;
    idt_profile q;
    idt_profile n;
    make_profile(&q, "Person", idt_str_borrow(a), arena);
    make_profile(&n, "Person", idt_str_borrow(b), arena);
    ready(&q);
    ready(&n);
    idt_compare(&q, &n, &comparison);
    idt_arena_free(arena);
    return comparison.llr_mnat;
}

static void each_initial_that_fits_raises(void **state)
{
    (void)state;
    const char *listed = "RZETNOV, Sergei Viktorovich";
    assert_true(llr_of("Rzetnov", listed) < llr_of("Rzetnov S.", listed));
    assert_true(llr_of("Rzetnov S.", listed) < llr_of("Rzetnov S.V.", listed));
    assert_true(llr_of("Rzetnov S.V.", listed) < llr_of("Rzetnov Sergei V.", listed));
    assert_true(llr_of("Rzetnov Sergei", listed) < llr_of("Rzetnov Sergei V.", listed));
    assert_true(llr_of("Rzetnov Sergei V.", listed) < llr_of("Rzetnov Sergei Viktorovich", listed));
}

static void initials_in_the_names_order_say_more(void **state)
{
    (void)state;
    const char *listed = "RZETNOV, Sergei Viktorovich";
    assert_true(llr_of("Rzetnov V.S.", listed) < llr_of("Rzetnov S.V.", listed));
    assert_true(llr_of("Rzetnov V.S.", listed) >= llr_of("Rzetnov V.", listed));
}

static void an_initial_left_out_stands_for_a_name(void **state)
{
    (void)state;
    assert_true(llr_of("B. Rzetnov", "RZETNOV") == llr_of("RZETNOV", "B. Rzetnov"));
    assert_true(llr_of("B. Rzetnov", "RZETNOV") < llr_of("Rzetnov", "RZETNOV") - 2000);
}

static void initials_of_other_scripts_stand_for_names(void **state)
{
    (void)state;
    const char *listed = "RZETNOV, Sergei Viktorovich";
    static const char *const asked[] = {"Рзетнов С.В.", "С.В. Рзетнов", "Рзетнов СВ", "РЗЕТНОВ СВ",
                                        "Рзетнов С. В."};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        assert_true(llr_of(asked[i], listed) > llr_of("Рзетнов", listed) + 2000);
        assert_true(llr_of(asked[i], listed) > llr_of("Рзетнов Б.Г.", listed) + 2000);
    }
    assert_true(llr_of("Ж. Рзетнов", "Zhanna Rzetnov") > llr_of("Ж. Рзетнов", "Larissa Rzetnov"));
    assert_true(llr_of("Е. Рзетнов", "Yelena Rzetnov") > llr_of("Е. Рзетнов", "Larissa Rzetnov"));
    assert_true(llr_of("و. رزتنوف", "Walid Rzetnof") > llr_of("و. رزتنوف", "Larissa Rzetnof"));
    assert_true(llr_of("ע. רזטנוב", "Omar Rzetnov") > llr_of("ע. רזטנוב", "Larissa Rzetnov"));
    assert_true(llr_of("ד. רזטנוב", "David Rzetnov") > llr_of("ד. רזטנוב", "Moshe Rzetnov"));
    assert_true(llr_of("S. Rzetnov", "Сергей Рзетнов") > llr_of("B. Rzetnov", "Сергей Рзетнов"));
    assert_true(llr_of("С. Рзетнов", "Сергей Рзетнов") > llr_of("Б. Рзетнов", "Сергей Рзетнов"));
}

/* The listed parts that the question leaves out, each the letter it begins with. */
static void add_initials(const idt_comparison *c, random_state *r, idt_arena *arena, idt_str *name)
{
    for (size_t i = 0; i < c->evidence.count; i++) {
        const idt_term *term = &c->evidence.terms[i];
        const idt_name_part *part = &c->candidate->parsed.parts[term->n];
        if (term->kind != IDT_TERM_OMITTED || term->n_count == 0 || part->text.ptr[0] < 'a' ||
            part->text.ptr[0] > 'z' || random_below(r, 2) == 0) {
            continue;
        }
        *name = idt_str_format(arena, IDT_STR_FMT " %c.", IDT_STR_ARG(*name), part->text.ptr[0]);
        return;
    }
}

/* The same parts, and an initial behind them: not the name of a father behind bin, nor what makes a
 * name of the suffix before it. */
static bool one_initial_more(const idt_name *before, const idt_name *after)
{
    bool same = after->count == before->count + 1;
    for (size_t i = 0; i < before->count && same; i++) {
        same = before->parts[i].role == after->parts[i].role &&
               idt_str_equal(before->parts[i].text, after->parts[i].text);
    }
    return same && after->parts[before->count].role == IDT_PART_INITIAL;
}

/* Is a part written together with the initial what the other name has: "O. Brien", "Obrien"? */
static bool is_joined(const idt_evidence *evidence)
{
    bool joined = false;
    for (size_t i = 0; i < evidence->count; i++) {
        joined = joined || evidence->terms[i].via == IDT_VIA_JOIN;
    }
    return joined;
}

/* Where something contradicts, an initial may take the part it stood against: not asked here. */
static void an_initial_that_fits_never_lowers(void **state)
{
    (void)state;
    random_state r = random_start("initials");
    idt_arena *arena = idt_arena_new((size_t)64 << 20);
    size_t compared = 0;
    for (int round = 0; round < ROUNDS; round++) {
        idt_comparison before;
        idt_comparison after;
        idt_profile q;
        idt_profile n;
        idt_profile more;
        idt_arena_clear(arena);
        idt_str name = random_name(&r, 3, arena);
        make_profile(&q, "Person", name, arena);
        make_profile(&n, "Person", random_name(&r, 6, arena), arena);
        ready(&q);
        ready(&n);
        idt_compare(&q, &n, &before);
        if (before.exact != IDT_EXACT_NONE || before.evidence.agreeing == 0 ||
            before.evidence.contradictions > 0) {
            continue;
        }
        const size_t len = name.len;
        add_initials(&before, &r, arena, &name);
        if (name.len == len) {
            continue;
        }
        make_profile(&more, "Person", name, arena);
        ready(&more);
        if (!one_initial_more(&q.names[0].parsed, &more.names[0].parsed)) {
            continue;
        }
        idt_compare(&more, &n, &after);
        if (is_joined(&after.evidence)) {
            continue;
        }
        if (after.llr_mnat < before.llr_mnat) {
            fail_msg("\"" IDT_STR_FMT "\" %d, without its last initial %d, of \"" IDT_STR_FMT "\"",
                     IDT_STR_ARG(name), after.llr_mnat, before.llr_mnat,
                     IDT_STR_ARG(n.names[0].text));
        }
        compared++;
    }
    assert_true(compared > ROUNDS / 100);
    idt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_initial_that_fits_raises),
        cmocka_unit_test(initials_in_the_names_order_say_more),
        cmocka_unit_test(an_initial_left_out_stands_for_a_name),
        cmocka_unit_test(initials_of_other_scripts_stand_for_names),
        cmocka_unit_test(an_initial_that_fits_never_lowers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
