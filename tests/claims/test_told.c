/* Quantities and chains in words. */
#include "claims/told.h"
#include "claims/thing.h"

static void assert_words(const idt_quantity *q, const char *words)
{
    idt_buf out;
    idt_buf_init(&out, 4096);
    idt_quantity_words(q, &out);
    idt_buf_add_byte(&out, '\0');
    assert_string_equal(out.ptr, words);
    idt_buf_release(&out);
}

static void a_quantity_in_words_keeps_bounds_readings_and_unit(void **state)
{
    static const char *const cases[][3] = {
        {"43", NULL, "43"},
        {">50", "people", "more than 50 people"},
        {"20..30", NULL, "20 to 30"},
        {">3,<=5", NULL, "between 3 and 5"},
        {"<5", NULL, "less than 5"},
        {"~80", "%", "about 80 %"},
        {"several", NULL, "several (at least 2)"},
        {"at least 20", NULL, "at least 20"},
        {"up to 43", NULL, "up to 43 (at most 43; or 43 reached)"},
        {"up to 1000000000", "USD",
         "up to 1 billion USD (at most 1 billion; or 1 billion reached)"},
        {"460000000", "USD", "460 million USD"},
        {"1400000000", "USD", "1.4 billion USD"},
        {"1234567", NULL, "1234567"},
        {"999999", NULL, "999999"},
        {"-2000000", NULL, "-2 million"},
        {"0", NULL, "0"},
        {">1/3", NULL, "more than 0.333333"},
        {"<1/3", NULL, "less than 0.333334"},
        {"0.00000001", NULL, "0.00000001"}, /* a number, not a bound: never cut */
        {"almost all", NULL, "almost all (a share below 1)"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        idt_quantity q;
        assert_int_equal(idt_quantity_parse(idt_str_borrow(cases[i][0]), NULL, 0, &q, NULL),
                         IDT_OK);
        if (cases[i][1] != NULL) {
            q.unit = idt_str_borrow(cases[i][1]);
        }
        assert_words(&q, cases[i][2]);
    }
}

static void what_is_computed_shows_its_other_reading(void **state)
{
    idt_quantity items[2];
    idt_quantity out;
    (void)state;
    assert_int_equal(idt_quantity_parse(IDT_STR("up to 40"), NULL, 0, &items[0], NULL), IDT_OK);
    assert_int_equal(idt_quantity_parse(IDT_STR("3"), NULL, 0, &items[1], NULL), IDT_OK);
    assert_int_equal(idt_quantity_sum(items, 2, &out, NULL), IDT_OK);
    assert_words(&out, "3 to 43; or 43 if it was reached");
}

static void a_claim_whose_source_is_not_named_is_told_apart(void **state)
{
    static const struct {
        const char *qualifiers;
        bool missing;
    } cases[] = {
        {NULL, true},
        {"{\"chain\":[{\"published_by\":\"the paper\"}]}", true},
        {"{\"chain\":[{\"published_by\":\"the paper\"},{\"said_by\":\"it\"}]}", false},
        {"{\"chain\":[{\"published_by\":\"the "
         "paper\"},{\"citing\":\"media\",\"unnamed\":\"true\"}]}",
         true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const test_statement rows[] = {{"claimed_by", "it", cases[i].qualifiers}, {0}};
        const idt_record *record = test_record(*state, "a", "Incident", rows);
        idt_told told;
        assert_int_equal(
            idt_told_read(record, idt_record_first(record, "claimed_by"), *state, &told, NULL),
            IDT_OK);
        assert_int_equal(idt_told_source_missing(&told), cases[i].missing);
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, test_arena_new, test_arena_free)
    const struct CMUnitTest tests[] = {
        TEST(a_quantity_in_words_keeps_bounds_readings_and_unit),
        TEST(what_is_computed_shows_its_other_reading),
        TEST(a_claim_whose_source_is_not_named_is_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
