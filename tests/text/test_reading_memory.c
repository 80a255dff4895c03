/* A memory of words read gives what reading them anew gives, in as little room as it is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "text/name.h"

#define ROUNDS 400

static const char *const words[] = {"иванов",   "петрович", "محمد",    "الكريتي",  "ピエール",
                                    "박근혜",   "ivanov",   "习近平",  "კახა",     "παπανδρεου",
                                    "владимир", "",         "חזבאללה", "عبدالرحمن"};
#define WORDS (sizeof words / sizeof *words)

static void assert_read_alike(const idt_read_word *read, idt_str token)
{
    idt_read_token fresh;
    idt_readings_read(token, &fresh);
    assert_int_equal(read->reading_count, fresh.reading_count);
    assert_int_equal(read->sound_count, fresh.sound_count);
    for (size_t i = 0; i < fresh.reading_count; i++) {
        assert_int_equal(read->readings[i].cost_mnat, fresh.readings[i].cost_mnat);
        assert_true(idt_str_equal(read->readings[i].latin, fresh.readings[i].latin));
    }
    for (size_t i = 0; i < fresh.sound_count; i++) {
        assert_true(idt_str_equal(read->sounds[i], fresh.sounds[i]));
    }
}

static void read_all(size_t ceiling_bytes)
{
    idt_arena *arena = idt_arena_new((size_t)8 << 20);
    idt_reading_memory *memory = idt_reading_memory_new(ceiling_bytes);
    assert_non_null(memory);
    for (int round = 0; round < ROUNDS; round++) {
        idt_read_word read[WORDS];
        char token[64];
        idt_reading_memory_begin(memory);
        idt_arena_clear(arena);
        for (size_t i = 0; i < WORDS; i++) {
            (void)snprintf(token, sizeof token, "%s%s", words[i], round % 3 == 0 ? "" : words[0]);
            assert_true(idt_reading_memory_read(memory, idt_str_borrow(token), arena, &read[i]));
        }
        for (size_t i = 0; i < WORDS && round % 40 < 2;
             i++) { /* all of them until the next begin */
            (void)snprintf(token, sizeof token, "%s%s", words[i], round % 3 == 0 ? "" : words[0]);
            assert_read_alike(&read[i], idt_str_borrow(token));
        }
    }
    idt_reading_memory_free(memory);
    idt_arena_free(arena);
}

static void what_is_remembered_is_what_would_be_read(void **state)
{
    (void)state;
    read_all((size_t)1 << 20);
}

static void a_memory_that_is_full_forgets_and_goes_on(void **state)
{
    (void)state;
    for (size_t ceiling = 2048; ceiling <= 65536; ceiling *= 2) {
        read_all(ceiling);
    }
}

static void a_name_is_the_same_with_a_memory_and_without(void **state)
{
    (void)state;
    static const char *const names[] = {"Иванов Пётр Петрович", "محمد الكريتي", "Банк Иванов",
                                        "Иванов Иван"};
    idt_error err;
    idt_arena *arena = idt_arena_new((size_t)8 << 20);
    idt_reading_memory *memory = idt_reading_memory_new((size_t)1 << 20);
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            idt_name with;
            idt_name without;
            const idt_str text = idt_str_borrow(names[i]);
            const idt_name_kind kind = i == 2 ? IDT_NAME_ORGANISATION : IDT_NAME_PERSON;
            assert_int_equal(idt_name_parse_with(memory, text, kind, NULL, arena, &with, &err),
                             IDT_OK);
            assert_int_equal(idt_name_parse(text, kind, NULL, arena, &without, &err), IDT_OK);
            assert_int_equal(with.count, without.count);
            for (size_t k = 0; k < with.count; k++) {
                assert_true(idt_str_equal(with.parts[k].fold, without.parts[k].fold));
                assert_int_equal(with.parts[k].role, without.parts[k].role);
                assert_int_equal(with.parts[k].class_id, without.parts[k].class_id);
                assert_int_equal(with.parts[k].sound_count, without.parts[k].sound_count);
            }
        }
    }
    idt_reading_memory_free(memory);
    idt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_remembered_is_what_would_be_read),
        cmocka_unit_test(a_memory_that_is_full_forgets_and_goes_on),
        cmocka_unit_test(a_name_is_the_same_with_a_memory_and_without),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
