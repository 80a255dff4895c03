#include "claims_world.h"

#include "claims/recognition.h"

static void recognise(claims_world *w, const char *word, const char *qualifiers)
{
    say(w, "paper:front", "Organization", "recognition", word, qualifiers);
}

static void nobody(claims_world *w, const char *on)
{
    char text[128];
    (void)snprintf(text, sizeof text, "{\"on\":\"%s\",\"states\":[\"all:un-member\"]}", on);
    recognise(w, "not_recognised", text);
}

/* The standing of the first recognition of that value on a day. */
static const idt_recognition *on(claims_world *w, const char *word, const char *day)
{
    idt_error err = {0};
    const idt_recognition *items;
    size_t count;
    idt_claims_sort(w->items, w->count);
    if (idt_recognitions_read(w->items, w->count, day_of(day), w->arena, &items, &count, &err) !=
        IDT_OK) {
        fail_msg("%s", err.message);
    }
    for (size_t i = 0; i < count; i++) {
        if (idt_str_is(items[i].claim->told.statement->value, word)) {
            return &items[i];
        }
    }
    fail_msg("no %s", word);
    return NULL;
}

static void a_universal_negative_holds_on_its_day_and_is_presumed_after_it(void **state)
{
    claims_world *w = *state;
    nobody(w, "2024-05-27");
    assert_int_equal(on(w, "not_recognised", "2024-05-26")->standing, IDT_STANDING_BEFORE);
    assert_int_equal(on(w, "not_recognised", "2024-05-27")->standing, IDT_STANDING_HELD);
    const idt_recognition *after = on(w, "not_recognised", "2026-01-01");
    assert_int_equal(after->standing, IDT_STANDING_PRESUMED);
    assert_int_equal(after->last_evidence, day_of("2024-05-27"));
    assert_null(after->ended_by);
}

static void a_later_recognition_by_a_state_of_the_class_ends_it_from_that_day(void **state)
{
    claims_world *w = *state;
    nobody(w, "2024-05-27");
    recognise(w, "recognised",
              "{\"class\":[\"un-member\"],\"from\":\"2025-07-03\",\"states\":[\"xx\"]}");
    assert_int_equal(on(w, "not_recognised", "2024-05-27")->standing, IDT_STANDING_HELD);
    assert_int_equal(on(w, "not_recognised", "2025-07-02")->standing, IDT_STANDING_PRESUMED);
    const idt_recognition *r = on(w, "not_recognised", "2025-07-03");
    assert_int_equal(r->standing, IDT_STANDING_ENDED);
    assert_non_null(r->ended_by);
    assert_int_equal(on(w, "recognised", "2025-07-03")->standing, IDT_STANDING_HELD);
    idt_buf words;
    idt_buf_init(&words, 4096);
    idt_recognition_words(r, day_of("2025-07-03"), &words);
    idt_buf_add_byte(&words, '\0');
    assert_non_null(strstr(words.ptr, "held on 2024-05-27; ended by paper:k01 (recognised by xx) "
                                      "from 2025-07-03/.."));
    idt_buf_release(&words);
}

static void a_state_outside_the_class_does_not_end_it(void **state)
{
    claims_world *w = *state;
    nobody(w, "2024-05-27");
    recognise(w, "recognised",
              "{\"class\":[\"observer\"],\"on\":\"2025-07-03\",\"states\":[\"xx\"]}");
    assert_int_equal(on(w, "not_recognised", "2026-01-01")->standing, IDT_STANDING_PRESUMED);
}

static void a_withdrawal_ends_the_recognition_of_that_state_alone(void **state)
{
    claims_world *w = *state;
    recognise(w, "recognised", "{\"on\":\"1997-05-25\",\"states\":[\"aa\"]}");
    recognise(w, "withdrawn", "{\"on\":\"2001-09-25\",\"states\":[\"bb\"]}");
    assert_int_equal(on(w, "recognised", "2002-01-01")->standing, IDT_STANDING_PRESUMED);
    recognise(w, "withdrawn", "{\"on\":\"2001-09-22\",\"states\":[\"aa\"]}");
    assert_int_equal(on(w, "recognised", "2001-09-21")->standing, IDT_STANDING_PRESUMED);
    assert_int_equal(on(w, "recognised", "2001-09-22")->standing, IDT_STANDING_ENDED);
}

static void a_recognition_before_the_negative_does_not_end_it(void **state)
{
    claims_world *w = *state;
    nobody(w, "2024-05-27");
    recognise(w, "recognised",
              "{\"class\":[\"un-member\"],\"on\":\"1997-05-25\",\"states\":[\"aa\"]}");
    assert_null(on(w, "not_recognised", "2026-01-01")->ended_by);
}

static void inside_the_uncertainty_of_the_end_nothing_is_decided(void **state)
{
    claims_world *w = *state;
    nobody(w, "2024-05-27");
    recognise(w, "recognised",
              "{\"class\":[\"un-member\"],\"on\":\"2025-07\",\"states\":[\"xx\"]}");
    assert_int_equal(on(w, "not_recognised", "2025-06-30")->standing, IDT_STANDING_PRESUMED);
    assert_int_equal(on(w, "not_recognised", "2025-07-15")->standing, IDT_STANDING_UNKNOWN);
    assert_int_equal(on(w, "not_recognised", "2025-07-31")->standing, IDT_STANDING_ENDED);
}

static void an_open_end_is_no_word_on_days_after_it_was_said(void **state)
{
    claims_world *w = *state;
    recognise(
        w, "not_recognised",
        "{\"asserted_on\":\"2024-05-27\",\"on\":\"2021-08-15/..\",\"states\":[\"all:un-member\"]}");
    assert_int_equal(on(w, "not_recognised", "2023-01-01")->standing, IDT_STANDING_HELD);
    assert_int_equal(on(w, "not_recognised", "2024-06-01")->standing, IDT_STANDING_PRESUMED);
}

static void a_recognition_with_its_own_end_is_over_after_it(void **state)
{
    claims_world *w = *state;
    recognise(w, "recognised",
              "{\"from\":\"1997-05-25\",\"states\":[\"aa\"],\"until\":\"2001-09-22\"}");
    assert_int_equal(on(w, "recognised", "2001-09-22")->standing, IDT_STANDING_HELD);
    assert_int_equal(on(w, "recognised", "2001-09-23")->standing, IDT_STANDING_ENDED);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, world_open, world_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_universal_negative_holds_on_its_day_and_is_presumed_after_it),
        TEST(a_later_recognition_by_a_state_of_the_class_ends_it_from_that_day),
        TEST(a_state_outside_the_class_does_not_end_it),
        TEST(a_withdrawal_ends_the_recognition_of_that_state_alone),
        TEST(a_recognition_before_the_negative_does_not_end_it),
        TEST(inside_the_uncertainty_of_the_end_nothing_is_decided),
        TEST(an_open_end_is_no_word_on_days_after_it_was_said),
        TEST(a_recognition_with_its_own_end_is_over_after_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
