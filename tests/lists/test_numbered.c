#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lists/numbered.h"
#include "lists/values.h"

/* "1:A|2:B" */
static void expect(const char *text, const char *pieces)
{
    idt_buf log;
    idt_numbered n;
    idt_numbered_piece piece;
    idt_buf_init(&log, 4096);
    idt_numbered_init(&n, idt_str_borrow(text));
    while (idt_numbered_next(&n, &piece)) {
        idt_buf_add_format(&log, "%s%u:" IDT_STR_FMT, log.len > 0 ? "|" : "", piece.number,
                           IDT_STR_ARG(piece.text));
    }
    idt_buf_add(&log, "", 1);
    assert_string_equal(log.ptr, pieces);
    idt_buf_release(&log);
}

static void marks_of_one_sequence_part_the_values(void **state)
{
    (void)state;
    expect("(1) A (2) B", "1:A|2:B");
    expect("1) A 2) B", "1:A|2:B");
    expect("a) A b)B", "1:A|2:B");
    expect("(a) A. (b) B", "1:A.|2:B");
    expect(" (1) A (2)B(3)C ", "1:A|2:B|3:C");
    expect("(1)A(2) B (3) C (4) D (5) E (6) F (7) G (8) H (9) I (10) J (11) K",
           "1:A|2:B|3:C|4:D|5:E|6:F|7:G|8:H|9:I|10:J|11:K");
}

static void what_is_not_numbered_is_whole(void **state)
{
    (void)state;
    expect("A", "0:A");
    expect("Route 1) bis", "0:Route 1) bis");
    expect("(2) A", "0:(2) A");
    expect("12/KAMANA(N)006981", "0:12/KAMANA(N)006981");
    expect("", "");
    expect(" - ", "");
}

static void a_number_out_of_sequence_is_no_mark(void **state)
{
    (void)state;
    expect("(1) A (3) B (2) C", "1:A (3) B|2:C");
    expect("(1) size 2x (2) B", "1:size 2x|2:B");
}

static void pieces_that_say_nothing_are_left_out(void **state)
{
    (void)state;
    expect("(1)-(2) Tunisia (3) Libya", "2:Tunisia|3:Libya");
    expect("(1) A (2) - (3) .", "1:A");
    expect("(1)", "");
}

static void a_piece_is_found_by_its_number(void **state)
{
    (void)state;
    assert_true(idt_str_is(idt_numbered_of(IDT_STR("(1) A (2) B"), 2), "B"));
    assert_null(idt_numbered_of(IDT_STR("(1) A (2) B"), 3).ptr);
    assert_null(idt_numbered_of(IDT_STR("(1) A (2) B"), 0).ptr);
    assert_true(idt_str_is(idt_numbered_of(IDT_STR("A"), 1), "A"));
    assert_true(idt_str_is(idt_numbered_of(IDT_STR("A"), 0), "A"));
    assert_null(idt_numbered_of(IDT_STR("A"), 2).ptr);
}

static void texts_are_flat_and_joined_without_empty_ones(void **state)
{
    (void)state;
    idt_arena *a = idt_arena_new(1 << 16);
    const idt_str plain = IDT_STR("a b");
    assert_ptr_equal(idt_list_flat(a, plain).ptr, plain.ptr);
    assert_true(idt_str_is(idt_list_flat(a, IDT_STR(" a \r\n\t b  c ")), "a b c"));
    assert_null(idt_list_flat(a, IDT_STR(" \n ")).ptr);
    assert_null(idt_list_flat(a, (idt_str){0}).ptr);
    const idt_str parts[] = {IDT_STR(" a "), {0}, IDT_STR(""), IDT_STR("b\n c"), IDT_STR(" ")};
    assert_true(idt_str_is(idt_list_joined(a, parts, 5, ", "), "a, b c"));
    assert_null(idt_list_joined(a, parts + 1, 2, ", ").ptr);
    assert_true(idt_list_has_word(IDT_STR("Old PASSPORT no"), "passport"));
    assert_false(idt_list_has_word(IDT_STR("passpor"), "passport"));
    assert_true(idt_list_same_word(IDT_STR("Good"), "good"));
    assert_false(idt_list_same_word(IDT_STR("Goods"), "good"));
    idt_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_of_one_sequence_part_the_values),
        cmocka_unit_test(what_is_not_numbered_is_whole),
        cmocka_unit_test(a_number_out_of_sequence_is_no_mark),
        cmocka_unit_test(pieces_that_say_nothing_are_left_out),
        cmocka_unit_test(a_piece_is_found_by_its_number),
        cmocka_unit_test(texts_are_flat_and_joined_without_empty_ones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
