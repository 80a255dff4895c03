#include "claims_world.h"

#include "statement/vocabulary.h"

static void every_kind_of_the_vocabulary_has_a_row(void **state)
{
    (void)state;
    for (size_t i = 0; IDT_CLAIM_KINDS[i] != NULL; i++) {
        const idt_claim_kind *kind = idt_claim_kind_find(idt_str_borrow(IDT_CLAIM_KINDS[i]));
        if (kind == NULL || strcmp(kind->properties[0], "claim") != 0) {
            fail_msg("%s", IDT_CLAIM_KINDS[i]);
        }
    }
}

static void every_property_and_schema_of_a_row_is_in_the_vocabulary(void **state)
{
    (void)state;
    for (size_t i = 0; i < IDT_CLAIM_KIND_COUNT; i++) {
        const idt_claim_kind *kind = &IDT_CLAIM_KIND_ROWS[i];
        assert_true(kind->schema == NULL || idt_schema_find(idt_str_borrow(kind->schema)) != NULL);
        for (size_t p = 0; kind->properties[p] != NULL; p++) {
            assert_non_null(idt_property_find(idt_str_borrow(kind->properties[p])));
        }
    }
}

static void kinds_for_conflicts_only_cannot_be_asked_for(void **state)
{
    (void)state;
    assert_null(idt_claim_kind_find(IDT_STR("figure")));
    assert_null(idt_claim_kind_find(IDT_STR("incident")));
    assert_string_equal(idt_claim_kind_nearest(IDT_STR("recogniton")), "recognition");
}

static void claims_stand_by_thing_then_kind_then_day(void **state)
{
    claims_world *w = *state;
    const char *front = "paper:front";
    say(w, front, "Organization", "recognition", "recognised",
        "{\"on\":\"2001\",\"states\":[\"xx\"]}");
    say(w, front, "Organization", "claim", "late", "{\"kind\":\"tie\",\"on\":\"2020\"}");
    say(w, front, "Organization", "claim", "early", "{\"kind\":\"tie\",\"on\":\"2010\"}");
    say(w, "paper:a", "Organization", "claim", "other", "{\"kind\":\"tie\",\"on\":\"2030\"}");
    idt_claims_sort(w->items, w->count);
    const char *const order[] = {"other", "early", "late", "recognised"};
    for (size_t i = 0; i < w->count; i++) {
        assert_true(idt_str_is(w->items[i].told.statement->value, order[i]));
    }
    size_t from;
    size_t to;
    idt_claims_about(w->items, w->count, IDT_STR("paper:front"), &from, &to);
    assert_int_equal(from, 1);
    assert_int_equal(to, 4);
    idt_claims_about(w->items, w->count, IDT_STR("paper:none"), &from, &to);
    assert_int_equal(from, to);
}

static void days_overlap_for_sure_only_where_every_reading_says_so(void **state)
{
    static const struct {
        const char *a, *b;
        idt_tri overlap;
    } cases[] = {
        {"2024-05-27", "2024-05-27", IDT_YES},
        {"2024-05-27", "2024-05-28", IDT_NO},
        {"2024-05", "2024-05-28", IDT_UNKNOWN},
        {"2024-05", "2024-05", IDT_UNKNOWN},
        {"2024-05", "2023/2025", IDT_YES},
        {"2024-12", "2023/2024", IDT_UNKNOWN},
        {"2020/2022", "2021/2023", IDT_YES},
        {"2020/2021", "2021/2023", IDT_UNKNOWN},
        {"2020-01-01/2021-03-04", "2021-03-04/..", IDT_YES},
        {"2020/2021", "2022/..", IDT_NO},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        idt_date a;
        idt_date b;
        assert_int_equal(idt_date_parse(idt_str_borrow(cases[i].a), &a, NULL), IDT_OK);
        assert_int_equal(idt_date_parse(idt_str_borrow(cases[i].b), &b, NULL), IDT_OK);
        if (idt_days_overlap(&a, &b) != cases[i].overlap ||
            idt_days_overlap(&b, &a) != cases[i].overlap) {
            fail_msg("%s and %s: %d", cases[i].a, cases[i].b, (int)idt_days_overlap(&a, &b));
        }
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_kind_of_the_vocabulary_has_a_row),
        TEST(every_property_and_schema_of_a_row_is_in_the_vocabulary),
        TEST(kinds_for_conflicts_only_cannot_be_asked_for),
        TEST(claims_stand_by_thing_then_kind_then_day),
        TEST(days_overlap_for_sure_only_where_every_reading_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
