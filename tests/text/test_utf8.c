#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "random.h"
#include "text/utf8.h"

/* Unicode 15, table 3-7, row by row: another way to say it than the code's. */
static const struct row {
    unsigned char length;
    unsigned char range[4][2];
} ROWS[] = {
    {1, {{0x00, 0x7f}}},
    {2, {{0xc2, 0xdf}, {0x80, 0xbf}}},
    {3, {{0xe0, 0xe0}, {0xa0, 0xbf}, {0x80, 0xbf}}},
    {3, {{0xe1, 0xec}, {0x80, 0xbf}, {0x80, 0xbf}}},
    {3, {{0xed, 0xed}, {0x80, 0x9f}, {0x80, 0xbf}}},
    {3, {{0xee, 0xef}, {0x80, 0xbf}, {0x80, 0xbf}}},
    {4, {{0xf0, 0xf0}, {0x90, 0xbf}, {0x80, 0xbf}, {0x80, 0xbf}}},
    {4, {{0xf1, 0xf3}, {0x80, 0xbf}, {0x80, 0xbf}, {0x80, 0xbf}}},
    {4, {{0xf4, 0xf4}, {0x80, 0x8f}, {0x80, 0xbf}, {0x80, 0xbf}}},
};

static size_t sequence_at(const unsigned char *p, size_t left)
{
    for (size_t r = 0; r < sizeof ROWS / sizeof ROWS[0]; r++) {
        size_t i = 0;
        while (i < ROWS[r].length && i < left && p[i] >= ROWS[r].range[i][0] &&
               p[i] <= ROWS[r].range[i][1]) {
            i++;
        }
        if (i == ROWS[r].length) {
            return i;
        }
    }
    return 0;
}

/* Offset of the first ill-formed sequence, or the length. */
static size_t plain_check(const unsigned char *p, size_t len)
{
    size_t at = 0;
    while (at < len) {
        const size_t step = sequence_at(p + at, len - at);
        if (step == 0) {
            return at;
        }
        at += step;
    }
    return len;
}

static void compare(const unsigned char *p, size_t len)
{
    size_t bad = len;
    const bool good = idt_utf8_check((idt_str){.ptr = (const char *)p, .len = len}, &bad);
    const size_t expected = plain_check(p, len);
    if (good != (expected == len) || bad != expected) {
        fail_msg("%02x %02x %02x (%zu bytes): at %zu, not %zu", p[0], len > 1 ? p[1] : 0,
                 len > 2 ? p[2] : 0, len, bad, expected);
    }
}

static void every_sequence_up_to_three_bytes_agrees_with_the_table(void **state)
{
    (void)state;
    unsigned char p[3];
    for (unsigned i = 0; i < 1u << 24; i++) {
        p[0] = (unsigned char)(i >> 16);
        p[1] = (unsigned char)(i >> 8);
        p[2] = (unsigned char)i;
        compare(p, 3);
        if (p[2] == 0) {
            compare(p, 2);
        }
        if (p[1] == 0 && p[2] == 0) {
            compare(p, 1);
        }
    }
}

static void four_byte_sequences_agree_at_every_boundary(void **state)
{
    (void)state;
    static const unsigned char edge[] = {0x00, 0x7f, 0x80, 0x8f, 0x90,
                                         0x9f, 0xa0, 0xbf, 0xc0, 0xff};
    unsigned char p[4];
    for (unsigned first = 0xe0; first <= 0xff; first++) {
        for (size_t i = 0; i < 1000; i++) {
            p[0] = (unsigned char)first;
            p[1] = edge[i / 100];
            p[2] = edge[i / 10 % 10];
            p[3] = edge[i % 10];
            compare(p, 4);
        }
    }
}

static void long_texts_agree_wherever_the_fault_is(void **state)
{
    (void)state;
    random_state r = random_start("utf8");
    static const char *const pieces[] = {
        "a", "abcdefgh", "\xc3\xa9", "\xe2\x80\x99", "\xf0\x9f\x98\x80", "\xed\x9f\xbf"};
    unsigned char text[256];
    for (int round = 0; round < 20000; round++) {
        size_t len = 0;
        while (len < 64 + random_below(&r, 100)) {
            const char *piece = pieces[random_below(&r, sizeof pieces / sizeof pieces[0])];
            memcpy(text + len, piece, strlen(piece));
            len += strlen(piece);
        }
        if (random_below(&r, 2) == 0) {
            text[random_below(&r, len)] = (unsigned char)random_below(&r, 256);
        }
        compare(text, len - random_below(&r, 3));
    }
}

static void decoding_gives_the_code_point(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        uint32_t code;
        size_t len;
    } cases[] = {{"A", 'A', 1},
                 {"\xc3\xb8", 0xf8, 2},
                 {"\xe2\x80\x99", 0x2019, 3},
                 {"\xf4\x8f\xbf\xbf", 0x10ffff, 4},
                 {"\xed\xa0\x80", IDT_UTF8_BAD, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t bytes;
        const unsigned char *p = (const unsigned char *)cases[i].bytes;
        assert_int_equal(idt_utf8_next(p, strlen(cases[i].bytes), 0, &bytes), cases[i].code);
        assert_int_equal(bytes, cases[i].len);
    }
}

static void lines_end_at_lf_and_columns_count_characters(void **state)
{
    (void)state;
    const idt_str text = IDT_STR("ab\r\n\xc3\xa9\xe2\x80\x99x\n\ny");
    static const struct {
        size_t offset;
        uint32_t line;
        uint32_t column;
    } cases[] = {{0, 1, 1}, {1, 1, 2},  {3, 1, 4},  {4, 2, 1},  {6, 2, 2},
                 {9, 2, 3}, {11, 3, 1}, {12, 4, 1}, {13, 4, 2}, {99, 4, 2}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const idt_position p = idt_utf8_position(text, cases[i].offset);
        assert_int_equal(p.line, cases[i].line);
        assert_int_equal(p.column, cases[i].column);
    }
    assert_int_equal(idt_utf8_position((idt_str){0}, 3).column, 1);
}

static void the_border_check_says_where_and_what(void **state)
{
    (void)state;
    idt_error err = {0};
    assert_int_equal(idt_utf8_require(IDT_STR("fine"), "a.txt", &err), IDT_OK);
    assert_int_equal(idt_utf8_require(IDT_STR("one\n\xc3\xa9 caf\xe9 x"), "a.txt", &err),
                     IDT_E_INPUT);
    assert_int_equal(err.line, 2);
    assert_int_equal(err.column, 6);
    assert_int_equal(err.offset, 10);
    assert_string_equal(err.source, "a.txt");
    assert_non_null(strstr(err.message, "0xe9"));
    assert_non_null(strstr(err.message, "breaks off"));
    assert_int_equal(idt_utf8_require(IDT_STR("x\xe2\x80"), NULL, &err), IDT_E_INPUT);
    assert_non_null(strstr(err.message, "the text ends"));
    assert_int_equal(idt_utf8_require(IDT_STR("\xc0\xaf"), NULL, NULL), IDT_E_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_sequence_up_to_three_bytes_agrees_with_the_table),
        cmocka_unit_test(four_byte_sequences_agree_at_every_boundary),
        cmocka_unit_test(long_texts_agree_wherever_the_fault_is),
        cmocka_unit_test(decoding_gives_the_code_point),
        cmocka_unit_test(lines_end_at_lf_and_columns_count_characters),
        cmocka_unit_test(the_border_check_says_where_and_what),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
