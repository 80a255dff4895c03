/* What a builder gathers: arrays of one room stay under its ceiling together; a text is kept once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "index/gathered.h"
#include "index/hash_table.h"

#define TEXTS 5000

static idt_str made(char *text, size_t bytes, int i)
{
    const int n = snprintf(text, bytes, "%.*s%d", i % 7, "abcdefg", i);
    return (idt_str){.ptr = text, .len = (size_t)n};
}

static void a_text_has_one_number_and_keeps_its_bytes(void **state)
{
    (void)state;
    index_room room = {.ceiling = (size_t)1 << 20};
    index_texts texts = {0};
    char text[32];
    uint32_t number;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < TEXTS; i++) {
            assert_true(index_texts_number(&room, &texts, made(text, sizeof text, i), &number));
            assert_int_equal(number, i);
        }
    }
    assert_true(index_texts_number(&room, &texts, IDT_STR(""), &number));
    assert_int_equal(number, TEXTS);
    assert_int_equal(texts.count, TEXTS + 1);
    for (int i = 0; i < TEXTS; i++) {
        assert_true(
            idt_str_equal(index_texts_borrow(&texts, (uint32_t)i), made(text, sizeof text, i)));
    }
    assert_int_equal(index_texts_borrow(&texts, TEXTS).len, 0);
    index_texts_free(&room, &texts);
    assert_int_equal(room.taken, 0);
}

static void arrays_of_a_room_stay_under_its_ceiling_together(void **state)
{
    (void)state;
    index_room room = {.ceiling = 10000};
    idt_buf arrays[3] = {{0}};
    size_t added = 0;
    const uint64_t item = 7;
    while (index_gather(&room, &arrays[added % 3], &item, sizeof item)) {
        added++;
        assert_true(arrays[0].cap + arrays[1].cap + arrays[2].cap <= room.ceiling);
        assert_int_equal(arrays[0].cap + arrays[1].cap + arrays[2].cap, room.taken);
    }
    assert_true(added * sizeof item > room.ceiling * 9 / 10); /* to the last bytes */
    for (size_t i = 0; i < 3; i++) {
        for (size_t k = 0; k + sizeof item <= arrays[i].len; k += sizeof item) {
            assert_memory_equal(arrays[i].ptr + k, &item, sizeof item);
        }
    }
    index_gathered_free(&room, &arrays[0]);
    assert_true(index_gather(&room, &arrays[1], &item, sizeof item));
    assert_null(index_gather_zeros(&room, &arrays[0], room.ceiling, 1));
    index_gathered_free(&room, &arrays[0]);
    index_gathered_free(&room, &arrays[1]);
    index_gathered_free(&room, &arrays[2]);
    assert_int_equal(room.taken, 0);
}

static void a_text_that_does_not_fit_is_not_there(void **state)
{
    (void)state;
    index_room room = {.ceiling = 4096};
    index_texts texts = {0};
    char text[32];
    uint32_t number;
    int i = 0;
    while (index_texts_number(&room, &texts, made(text, sizeof text, i), &number)) {
        i++;
    }
    assert_true(i > 10);
    assert_int_equal(texts.count, i);
    index_texts_free(&room, &texts);
}

static void a_bucket_is_in_order_with_each_item_once(void **state)
{
    (void)state;
    static const uint32_t highs[] = {0xc0000000, 0x10000000, 0xc0000001, 0xc0000000, 0x10000000};
    static const uint32_t numbers[] = {9, 4, 3, 9, 5};
    static const uint8_t checks[] = {1, 2, 3, 1, 2};
    uint32_t start[5] = {0};
    uint64_t items[5] = {0};
    index_table table = {.bits = 2, .start = start, .items = items};
    for (size_t i = 0; i < 5; i++) {
        index_table_count(&table, highs[i]);
    }
    index_table_lay(&table);
    for (size_t i = 0; i < 5; i++) {
        index_table_put(&table, highs[i], numbers[i], checks[i]);
    }
    index_table_settle(&table);
    static const uint32_t starts[] = {0, 2, 2, 2, 4};
    static const uint64_t expected[] = {4 << 8 | 2, 5 << 8 | 2, 3 << 8 | 3, 9 << 8 | 1};
    assert_int_equal(table.count, 4);
    assert_memory_equal(start, starts, sizeof starts);
    assert_memory_equal(items, expected, sizeof expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_has_one_number_and_keeps_its_bytes),
        cmocka_unit_test(arrays_of_a_room_stay_under_its_ceiling_together),
        cmocka_unit_test(a_text_that_does_not_fit_is_not_there),
        cmocka_unit_test(a_bucket_is_in_order_with_each_item_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
