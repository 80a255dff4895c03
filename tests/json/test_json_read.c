/* Strict JSON: what is read keeps kind, order and bytes; what is refused says where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "json/json_read.h"

static idt_arena *arena;

static int start(void **state)
{
    (void)state;
    arena = idt_arena_new((size_t)16 << 20);
    return arena != NULL ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    idt_arena_free(arena);
    return 0;
}

static const idt_json *read_bytes(idt_str bytes)
{
    idt_json *out = NULL;
    idt_error err = {0};
    if (idt_json_read(bytes, "t.json", arena, &out, &err) != IDT_OK) {
        fail_msg("%s", err.message);
    }
    return out;
}

static const idt_json *read_text(const char *text)
{
    return read_bytes(idt_str_borrow(text));
}

static void assert_refused_at(idt_str bytes, uint32_t line, uint32_t column, const char *word)
{
    idt_json *out = NULL;
    idt_error err = {0};
    if (idt_json_read(bytes, "t.json", arena, &out, &err) != IDT_E_INPUT) {
        fail_msg("accepted: %.*s", (int)bytes.len, bytes.ptr);
    }
    if (err.line != line || err.column != column || strstr(err.message, word) == NULL) {
        fail_msg("%u:%u: %s (expected %u:%u: %s)", err.line, err.column, err.message, line, column,
                 word);
    }
    assert_string_equal(err.source, "t.json");
    assert_true(err.offset <= bytes.len);
}

#define REFUSED(text, line, column, word)                                                          \
    assert_refused_at((idt_str){.ptr = (text), .len = sizeof(text) - 1}, line, column, word)

static void every_kind_is_read(void **state)
{
    (void)state;
    const idt_json *v = read_text(" {\"n\":null,\"t\":true,\"f\":false,\"i\":-12,\"r\":1.5,\"s\":"
                                  "\"x\",\"a\":[1,2],\"o\":{}}\n");
    assert_int_equal(v->kind, IDT_JSON_OBJECT);
    assert_int_equal(v->count, 8);
    assert_int_equal(idt_json_member(v, "n")->kind, IDT_JSON_NULL);
    assert_true(idt_json_member(v, "t")->boolean);
    assert_false(idt_json_member(v, "f")->boolean);
    assert_int_equal(idt_json_member(v, "i")->integer, -12);
    assert_true(idt_json_member(v, "r")->real == 1.5);
    assert_true(idt_str_is(idt_json_string(v, "s"), "x"));
    assert_int_equal(idt_json_member(v, "a")->items[1].integer, 2);
    assert_int_equal(idt_json_member(v, "o")->count, 0);
    assert_null(idt_json_member(v, "absent"));
    assert_null(idt_json_member(NULL, "n"));
    assert_null(idt_json_member(idt_json_member(v, "a"), "n"));
    assert_null(idt_json_string(v, "i").ptr);
}

static void a_lone_value_is_a_document(void **state)
{
    (void)state;
    assert_int_equal(read_text("7")->integer, 7);
    assert_true(idt_str_is(read_text("\"x\"")->string, "x"));
    assert_int_equal(read_text("null")->kind, IDT_JSON_NULL);
    assert_null(read_text("7")->key.ptr);
}

static void members_keep_their_order(void **state)
{
    (void)state;
    static const char *const keys[] = {"z", "a", "", "m", "\xd1\x8f"};
    const idt_json *v = read_text("{\"z\":0,\"a\":1,\"\":2,\"m\":3,\"\xd1\x8f\":4}");
    for (int i = 0; i < 5; i++) {
        assert_true(idt_str_is(v->items[i].key, keys[i]));
        assert_int_equal(v->items[i].integer, i);
    }
}

static void numbers_keep_their_limits(void **state)
{
    (void)state;
    assert_true(read_text("9223372036854775807")->integer == INT64_MAX);
    assert_true(read_text("-9223372036854775808")->integer == INT64_MIN);
    assert_int_equal(read_text("1e2")->kind, IDT_JSON_REAL);
    assert_int_equal(read_text("1.0")->kind, IDT_JSON_REAL);
    REFUSED("[9223372036854775808]", 1, 20, "integer");
    REFUSED("[1e999]", 1, 6, "real");
    REFUSED("[01]", 1, 2, "'0'");
    REFUSED("[.5]", 1, 2, "");
    REFUSED("[+1]", 1, 2, "");
    REFUSED("[NaN]", 1, 4, "");
}

static void escapes_become_their_characters(void **state)
{
    (void)state;
    assert_true(idt_str_is(read_text("\"\\\\\\\"\\/\\b\\f\\n\\r\\t\\u0416\"")->string,
                           "\\\"/\b\f\n\r\t\xd0\x96"));
    assert_true(idt_str_is(read_text("\"\\ud83d\\ude00\"")->string, "\xf0\x9f\x98\x80"));
}

static void a_nul_inside_a_text_is_kept(void **state)
{
    (void)state;
    const idt_str s = read_text("\"a\\u0000b\"")->string;
    assert_int_equal(s.len, 3);
    assert_memory_equal(s.ptr, "a\0b", 4); /* and one behind it, as every copy has */
    REFUSED("{\"a\\u0000b\":1}", 1, 11, "NUL");
    REFUSED("[1]\0", 1, 4, "");
    REFUSED("\"a\0b\"", 1, 2, "");
}

static void members_named_twice_are_refused(void **state)
{
    (void)state;
    REFUSED("{\"a\":1,\n \"b\":2,\n \"a\":3}", 3, 4, "duplicate");
    REFUSED("[{\"a\":1,\"\\u0061\":2}]", 1, 16, "duplicate");
}

static void lone_surrogates_are_refused(void **state)
{
    (void)state;
    REFUSED("\"\\ud83d\"", 1, 8, "Unicode");
    REFUSED("\"\\ude00\"", 1, 8, "Unicode");
    REFUSED("\"\\ud83d\\u0041\"", 1, 14, "Unicode");
}

static void bytes_that_are_not_utf8_are_refused(void **state)
{
    (void)state;
    REFUSED("[\"\xff\"]", 1, 2, "decode byte");
    REFUSED("[\"\xc0\x80\"]", 1, 2, "decode byte");
    REFUSED("[\"\xed\xa0\x80\"]", 1, 2, "decode byte");
    REFUSED("[\"\xf4\x90\x80\x80\"]", 1, 2, "decode byte");
    REFUSED("\xef\xbb\xbf[]", 1, 1, "");
}

static void anything_behind_the_value_is_refused(void **state)
{
    (void)state;
    REFUSED("[1] x", 1, 5, "end of file");
    REFUSED("{}\n{}", 2, 1, "end of file");
    REFUSED("1 2", 1, 3, "end of file");
}

static void documents_that_are_cut_off_are_refused(void **state)
{
    (void)state;
    static const char whole[] = "{\"a\":[1,\"x\\n\",true,{\"b\":null}],\"c\":-1.5}";
    for (size_t len = 0; len < sizeof whole - 1; len++) {
        idt_json *out;
        assert_int_equal(
            idt_json_read((idt_str){.ptr = whole, .len = len}, NULL, arena, &out, NULL),
            IDT_E_INPUT);
    }
    idt_json *out;
    assert_int_equal(idt_json_read((idt_str){0}, NULL, arena, &out, NULL), IDT_E_INPUT);
}

static void the_column_counts_characters_and_the_offset_bytes(void **state)
{
    (void)state;
    static const char text[] = "[\"\xd1\x8f\xd1\x8f\xd1\x8f\", x]";
    idt_json *out;
    idt_error err;
    assert_int_equal(idt_json_read(idt_str_borrow(text), "t.json", arena, &out, &err), IDT_E_INPUT);
    assert_int_equal(err.line, 1);
    assert_int_equal(err.column, 9);
    assert_int_equal(err.offset, 12);
}

static idt_str nested(size_t depth)
{
    char *text = idt_arena_alloc(arena, 2 * depth + 1);
    memset(text, '[', depth);
    memset(text + depth, ']', depth);
    return (idt_str){.ptr = text, .len = 2 * depth};
}

static void nesting_has_a_limit(void **state)
{
    (void)state;
    const idt_json *v = read_bytes(nested(2047));
    size_t depth = 1;
    for (; v->count > 0; v = v->items) {
        depth++;
    }
    assert_int_equal(depth, 2047);
    assert_refused_at(nested(100000), 1, 2049, "depth");
}

static void a_tree_over_the_ceiling_is_refused_as_such(void **state)
{
    (void)state;
    idt_error err;
    idt_json *out;
    idt_arena *small = idt_arena_new(4096);
    idt_buf buf;
    idt_buf_init(&buf, 100000);
    idt_buf_add_text(&buf, "[0");
    for (int i = 0; i < 1000; i++) {
        idt_buf_add_text(&buf, ",\"text\"");
    }
    idt_buf_add_text(&buf, "]");
    assert_int_equal(idt_json_read(idt_buf_borrow(&buf), NULL, small, &out, &err), IDT_E_LIMIT);
    idt_buf_release(&buf);
    idt_arena_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_is_read),
        cmocka_unit_test(a_lone_value_is_a_document),
        cmocka_unit_test(members_keep_their_order),
        cmocka_unit_test(numbers_keep_their_limits),
        cmocka_unit_test(escapes_become_their_characters),
        cmocka_unit_test(a_nul_inside_a_text_is_kept),
        cmocka_unit_test(members_named_twice_are_refused),
        cmocka_unit_test(lone_surrogates_are_refused),
        cmocka_unit_test(bytes_that_are_not_utf8_are_refused),
        cmocka_unit_test(anything_behind_the_value_is_refused),
        cmocka_unit_test(documents_that_are_cut_off_are_refused),
        cmocka_unit_test(the_column_counts_characters_and_the_offset_bytes),
        cmocka_unit_test(nesting_has_a_limit),
        cmocka_unit_test(a_tree_over_the_ceiling_is_refused_as_such),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
