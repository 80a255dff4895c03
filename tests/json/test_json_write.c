/* JSON out: one text, one spelling, and what is written reads back the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <locale.h>
#include <string.h>
#include <cmocka.h>

#include "json/json_write.h"
#include "random.h"

/* What `write` writes, as a text that lives until the next call. */
static const char *written(void (*write)(idt_json_writer *w))
{
    static char text[4096];
    idt_buf buf;
    idt_json_writer w;
    idt_buf_init(&buf, sizeof text - 1);
    idt_jw_init(&w, &buf);
    write(&w);
    assert_int_equal(idt_buf_check(&buf, NULL), IDT_OK);
    memcpy(text, idt_buf_borrow(&buf).ptr, buf.len);
    text[buf.len] = '\0';
    idt_buf_release(&buf);
    return text;
}

static void all_kinds(idt_json_writer *w)
{
    idt_jw_object(w, NULL);
    idt_jw_str(w, "id", IDT_STR("x:1"));
    idt_jw_array(w, "names");
    idt_jw_text(w, NULL, "a");
    idt_jw_text(w, NULL, NULL);
    idt_jw_object(w, NULL);
    idt_jw_end(w);
    idt_jw_array(w, NULL);
    idt_jw_end(w);
    idt_jw_end(w);
    idt_jw_int(w, "n", INT64_MIN);
    idt_jw_bool(w, "yes", true);
    idt_jw_bool(w, "no", false);
    idt_jw_null(w, "none");
    idt_jw_str(w, "absent", (idt_str){0});
    idt_jw_str(w, "empty", IDT_STR(""));
    idt_jw_raw(w, "raw", IDT_STR("[1, 2]"));
    idt_jw_key(w, IDT_STR("a \"key\""));
    idt_jw_array(w, NULL);
    idt_jw_int(w, NULL, 1);
    idt_jw_int(w, NULL, 2);
    idt_jw_end(w);
    idt_jw_key(w, IDT_STR("last"));
    idt_jw_int(w, NULL, 3);
    idt_jw_end(w);
}

static void commas_stand_between_members_and_nowhere_else(void **state)
{
    (void)state;
    assert_string_equal(
        written(all_kinds),
        "{\"id\":\"x:1\",\"names\":[\"a\",null,{},[]],\"n\":-9223372036854775808,\"yes\":true,"
        "\"no\":false,\"none\":null,\"absent\":null,\"empty\":\"\",\"raw\":[1, 2],"
        "\"a \\\"key\\\"\":[1,2],\"last\":3}");
}

static void escaped(idt_json_writer *w)
{
    idt_jw_str(w, NULL,
               (idt_str){.ptr = "\"\\/\n\r\t\b\f\0\x1f\x7f\xd0\x96\xf0\x9f\x98\x80", .len = 17});
}

static void only_what_must_be_is_escaped(void **state)
{
    (void)state;
    assert_string_equal(written(escaped),
                        "\"\\\"\\\\/\\n\\r\\t\\u0008\\u000c\\u0000\\u001f\x7f\xd0\x96"
                        "\xf0\x9f\x98\x80\"");
}

/* Eight bytes are looked at in one step: what is escaped is seen wherever it stands in them. */
static void each_byte_is_escaped_or_not_wherever_it_stands(void **state)
{
    (void)state;
    idt_buf buf;
    idt_json_writer w;
    idt_buf_init(&buf, 4096);
    for (size_t at = 0; at < 21; at++) {
        for (unsigned c = 0; c < 256; c++) {
            char text[21];
            memset(text, c < 128 ? 'x' : 0xd1, sizeof text);
            text[at] = (char)c;
            idt_buf_clear(&buf);
            idt_jw_init(&w, &buf);
            idt_jw_str(&w, NULL, (idt_str){.ptr = text, .len = sizeof text});
            const size_t more = c == '"' || c == '\\' || c == '\n' || c == '\r' || c == '\t' ? 1
                                : c < 0x20                                                   ? 5
                                                                                             : 0;
            assert_int_equal(buf.len, sizeof text + 2 + more);
            assert_memory_equal(buf.ptr + 1, text, at);
            assert_int_equal(buf.ptr[1 + at], more > 0 ? '\\' : (char)c);
            assert_memory_equal(buf.ptr + 2 + at + more, text + at + 1, sizeof text - at - 1);
        }
    }
    idt_buf_release(&buf);
}

static void nest(idt_json_writer *w, int levels)
{
    for (int i = 0; i < levels; i++) {
        if (i % 2 == 0) {
            idt_jw_array(w, NULL);
        } else {
            idt_jw_object(w, NULL);
            idt_jw_key(w, IDT_STR("k"));
        }
    }
    idt_jw_int(w, NULL, 1);
    for (int i = 0; i < levels; i++) {
        idt_jw_end(w);
    }
}

static void deeper_than_the_limit_fails_the_buffer(void **state)
{
    (void)state;
    for (int levels = 1; levels < 3 * IDT_JW_DEPTH; levels++) {
        idt_buf buf;
        idt_json_writer w;
        idt_buf_init(&buf, 4096);
        idt_jw_init(&w, &buf);
        nest(&w, levels);
        assert_int_equal(idt_buf_check(&buf, NULL), levels < IDT_JW_DEPTH ? IDT_OK : IDT_E_LIMIT);
        assert_int_equal(w.depth, 0);
        idt_buf_release(&buf);
    }
}

/* ---- round trip of random trees */

static idt_str random_text(random_state *r, idt_arena *a)
{
    static const char *const pieces[] = {"a",
                                         "Z",
                                         " ",
                                         "\"",
                                         "\\",
                                         "/",
                                         "\n",
                                         "\x01",
                                         "\x7f",
                                         "\xd0\x96",
                                         "\xe2\x80\xa8",
                                         "\xf0\x9f\x98\x80",
                                         "\xef\xbf\xbf",
                                         "{",
                                         ","};
    idt_buf buf;
    idt_buf_init(&buf, 1000);
    for (size_t n = random_below(r, 12); n > 0; n--) {
        idt_buf_add_text(&buf, pieces[random_below(r, sizeof pieces / sizeof *pieces)]);
    }
    const idt_str text = idt_str_copy(a, idt_buf_borrow(&buf));
    idt_buf_release(&buf);
    return text;
}

static double random_real(random_state *r)
{
    double value;
    do {
        const uint64_t bits = random_u64(r);
        memcpy(&value, &bits, sizeof value);
    } while (value != value || value - value != 0); /* no NaN, no infinity */
    return random_below(r, 2) == 0 ? value : (double)(int32_t)random_u64(r) / 8;
}

static void random_tree(random_state *r, idt_arena *a, int depth, idt_json *out)
{
    out->kind = (idt_json_kind)random_below(r, depth < 6 ? 7 : 5);
    out->boolean = out->kind == IDT_JSON_BOOL && random_below(r, 2) == 0;
    out->integer = (int64_t)random_u64(r) >> random_below(r, 64);
    out->real = random_real(r);
    out->string = random_text(r, a);
    if (out->kind != IDT_JSON_ARRAY && out->kind != IDT_JSON_OBJECT) {
        return;
    }
    out->count = random_below(r, 6);
    out->items = IDT_NEW_N(a, idt_json, out->count);
    assert_non_null(out->items);
    for (size_t i = 0; i < out->count; i++) {
        random_tree(r, a, depth + 1, &out->items[i]);
        if (out->kind == IDT_JSON_OBJECT) { /* the number keeps the names apart */
            const idt_str name = random_text(r, a);
            out->items[i].key = idt_str_format(a, "%zu" IDT_STR_FMT, i, IDT_STR_ARG(name));
        }
    }
}

static void assert_same(const idt_json *x, const idt_json *y)
{
    assert_int_equal(x->kind, y->kind);
    assert_true(idt_str_equal(x->key, y->key));
    switch (x->kind) {
    case IDT_JSON_NULL:
        break;
    case IDT_JSON_BOOL:
        assert_int_equal(x->boolean, y->boolean);
        break;
    case IDT_JSON_INT:
        assert_true(x->integer == y->integer);
        break;
    case IDT_JSON_REAL:
        assert_memory_equal(&x->real, &y->real, sizeof x->real);
        break;
    case IDT_JSON_STRING:
        assert_true(idt_str_equal(x->string, y->string));
        break;
    case IDT_JSON_ARRAY:
    case IDT_JSON_OBJECT:
        assert_int_equal(x->count, y->count);
        for (size_t i = 0; i < x->count; i++) {
            assert_same(&x->items[i], &y->items[i]);
        }
        break;
    }
}

static void write_tree(idt_buf *buf, const idt_json *tree)
{
    idt_json_writer w;
    idt_buf_clear(buf);
    idt_jw_init(&w, buf);
    idt_json_write(&w, tree);
    assert_int_equal(idt_buf_check(buf, NULL), IDT_OK);
}

static void any_tree_reads_back_the_same(void **state)
{
    (void)state;
    random_state r = random_start(__func__);
    idt_arena *a = idt_arena_new((size_t)64 << 20);
    idt_buf buf;
    idt_buf again;
    idt_buf_init(&buf, (size_t)16 << 20);
    idt_buf_init(&again, (size_t)16 << 20);
    for (int round = 0; round < 2000; round++) {
        idt_json tree = {0};
        idt_json *back;
        idt_error err;
        idt_arena_clear(a);
        random_tree(&r, a, 0, &tree);
        write_tree(&buf, &tree);
        if (idt_json_read(idt_buf_borrow(&buf), "tree", a, &back, &err) != IDT_OK) {
            fail_msg("%s in %.*s", err.message, (int)buf.len, buf.ptr);
        }
        assert_same(&tree, back);
        write_tree(&again, back);
        assert_true(idt_str_equal(idt_buf_borrow(&buf), idt_buf_borrow(&again)));
    }
    idt_buf_release(&buf);
    idt_buf_release(&again);
    idt_arena_free(a);
}

static void a_tree_deeper_than_the_writer_fails_its_buffer(void **state)
{
    (void)state;
    idt_arena *a = idt_arena_new((size_t)1 << 20);
    idt_json *tree;
    idt_buf buf;
    idt_json_writer w;
    char text[400];
    memset(text, '[', 200);
    memset(text + 200, ']', 200);
    assert_int_equal(idt_json_read((idt_str){.ptr = text, .len = 400}, NULL, a, &tree, NULL),
                     IDT_OK);
    idt_buf_init(&buf, 4096);
    idt_jw_init(&w, &buf);
    idt_json_write(&w, tree);
    assert_int_equal(idt_buf_check(&buf, NULL), IDT_E_LIMIT);
    idt_buf_release(&buf);
    idt_arena_free(a);
}

static void a_half(idt_json_writer *w)
{
    const idt_json half = {.kind = IDT_JSON_REAL, .real = -1.5e300};
    idt_jw_array(w, NULL);
    idt_json_write(w, &half);
    idt_jw_end(w);
}

/* A program that embeds the library may have set the locale of its user. */
static void a_host_that_writes_decimal_commas_changes_no_byte(void **state)
{
    (void)state;
    const bool commas = setlocale(LC_NUMERIC, "tr_TR.UTF-8") != NULL;
    const char *text = written(a_half);
    (void)setlocale(LC_NUMERIC, "C");
    assert_string_equal(text, "[-1.5e+300]");
    if (!commas) {
        skip(); /* not made (tests/CMakeLists.txt) */
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas_stand_between_members_and_nowhere_else),
        cmocka_unit_test(only_what_must_be_is_escaped),
        cmocka_unit_test(each_byte_is_escaped_or_not_wherever_it_stands),
        cmocka_unit_test(deeper_than_the_limit_fails_the_buffer),
        cmocka_unit_test(any_tree_reads_back_the_same),
        cmocka_unit_test(a_host_that_writes_decimal_commas_changes_no_byte),
        cmocka_unit_test(a_tree_deeper_than_the_writer_fails_its_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
