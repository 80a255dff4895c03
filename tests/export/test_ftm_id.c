/* Plain ids: what FollowTheMoney's check takes, and never two ids as one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "export/ftm_id.h"

static bool is_plain(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void the_examples_of_the_header_hold(void **state)
{
    (void)state;
    idt_arena *arena = idt_arena_new(1U << 20);
    static const char *const rows[][2] = {{"brief:taliban", "brief--taliban"},
                                          {"un_sc:6908555", "un-.5fsc--6908555"},
                                          {"a:b-:", "a--b-.2d-.3a"},
                                          {"a:b-c.d", "a--b-c.d"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const idt_str id = idt_ftm_plain_id(idt_str_borrow(rows[i][0]), arena);
        assert_true(idt_str_is(id, rows[i][1]));
    }
    idt_arena_free(arena);
}

static int hex(char c)
{
    return c >= 'a' ? c - 'a' + 10 : c - '0';
}

/* The rule of the header, read back from the left. */
static size_t read_back(idt_str plain, char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < plain.len; i++) {
        const char next = i + 1 < plain.len ? plain.ptr[i + 1] : '\0';
        if (plain.ptr[i] == '-' && next == '-') {
            out[n++] = ':';
            i++;
        } else if (plain.ptr[i] == '-' && next == '.') {
            out[n++] = (char)(hex(plain.ptr[i + 2]) << 4 | hex(plain.ptr[i + 3]));
            i += 3;
        } else {
            out[n++] = plain.ptr[i];
        }
    }
    return n;
}

/* Every id of up to six signs of a small alphabet, after a first letter. */
static void every_id_reads_back_and_passes_the_check(void **state)
{
    (void)state;
    static const char signs[] = "a:-._2";
    idt_arena *arena = idt_arena_new(1U << 20);
    char id[8] = "x";
    char back[64];
    for (unsigned n = 0; n < 6 * 6 * 6 * 6 * 6 * 6; n++) {
        unsigned rest = n;
        size_t len = 1;
        for (; len < 7; len++, rest /= 6) {
            id[len] = signs[rest % 6];
        }
        for (len = 1; len <= 7; len++) {
            idt_arena_clear(arena);
            const idt_str source = {.ptr = id, .len = len};
            const idt_str plain = idt_ftm_plain_id(source, arena);
            assert_int_equal(read_back(plain, back), len);
            assert_memory_equal(back, id, len);
            assert_true(is_plain(plain.ptr[0]) && is_plain(plain.ptr[plain.len - 1]));
        }
    }
    idt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_header_hold),
        cmocka_unit_test(every_id_reads_back_and_passes_the_check),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
