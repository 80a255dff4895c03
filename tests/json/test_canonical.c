/* The reader of our own content: what the strict reader reads and the writer writes the same, and
 * nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "json/canonical.h"
#include "json/json_write.h"
#include "random.h"

typedef struct bench {
    idt_arena *arena;
    idt_buf text;  /* a document */
    idt_buf again; /* what was read, written again */
} bench;

static int start(void **state)
{
    static bench b;
    b.arena = idt_arena_new((size_t)64 << 20);
    idt_buf_init(&b.text, (size_t)16 << 20);
    idt_buf_init(&b.again, (size_t)16 << 20);
    *state = &b;
    return b.arena != NULL ? 0 : -1;
}

static int stop(void **state)
{
    bench *b = *state;
    idt_arena_free(b->arena);
    idt_buf_release(&b->text);
    idt_buf_release(&b->again);
    return 0;
}

/* ---- what canonical means, by the strict reader and the writer ---- */

static bool same(const idt_json *x, const idt_json *y)
{
    if (x->kind != y->kind || x->count != y->count || !idt_str_equal(x->string, y->string) ||
        !idt_str_equal(x->key, y->key) || (x->key.ptr == NULL) != (y->key.ptr == NULL)) {
        return false;
    }
    for (size_t i = 0; i < x->count; i++) {
        if (!same(&x->items[i], &y->items[i])) {
            return false;
        }
    }
    return true;
}

/* Texts, lists and objects alone, with members in byte order. */
static bool in_form(const idt_json *value)
{
    if (value->kind != IDT_JSON_STRING && value->kind != IDT_JSON_ARRAY &&
        value->kind != IDT_JSON_OBJECT) {
        return false;
    }
    for (size_t i = 0; i < value->count; i++) {
        if (!in_form(&value->items[i]) ||
            (value->kind == IDT_JSON_OBJECT && i > 0 &&
             idt_str_compare(value->items[i - 1].key, value->items[i].key) >= 0)) {
            return false;
        }
    }
    return true;
}

static bool writes_as(bench *b, const idt_json *tree, idt_str bytes)
{
    idt_json_writer w;
    idt_buf_clear(&b->again);
    idt_jw_init(&w, &b->again);
    idt_json_write(&w, tree);
    return idt_buf_check(&b->again, NULL) == IDT_OK &&
           idt_str_equal(idt_buf_borrow(&b->again), bytes);
}

static bool ends_with_nul(const idt_json *value)
{
    bool all = (value->kind != IDT_JSON_STRING || value->string.ptr[value->string.len] == '\0') &&
               (value->key.ptr == NULL || value->key.ptr[value->key.len] == '\0');
    for (size_t i = 0; all && i < value->count; i++) {
        all = ends_with_nul(&value->items[i]);
    }
    return all;
}

/* Both readers on the same bytes: accepted exactly where the bytes are the writer's own of a tree
 * in form (I1 to I3), and then the same tree. True where accepted. */
static bool agree(bench *b, idt_str bytes)
{
    idt_json *ours = NULL;
    idt_json *strict = NULL;
    idt_error err = {0};
    idt_arena_clear(b->arena);
    /* bytes of their own, so that a step over their end is seen */
    char *tight = malloc(bytes.len > 0 ? bytes.len : 1);
    assert_non_null(tight);
    if (bytes.len > 0) {
        memcpy(tight, bytes.ptr, bytes.len);
    }
    const idt_rc rc =
        idt_canonical_read((idt_str){.ptr = tight, .len = bytes.len}, "c", b->arena, &ours, &err);
    free(tight); /* the tree does not need them */
    const bool expected = idt_json_read(bytes, "c", b->arena, &strict, NULL) == IDT_OK &&
                          in_form(strict) && writes_as(b, strict, bytes);
    if ((rc == IDT_OK) != expected) {
        fail_msg("%s: %.*s (%s)", expected ? "refused" : "accepted", (int)bytes.len, bytes.ptr,
                 err.message);
    }
    if (rc == IDT_OK) {
        assert_true(same(ours, strict));
        assert_true(ends_with_nul(ours));
    } else {
        assert_int_equal(rc, IDT_E_CORRUPT);
        assert_int_equal(err.line, 1);
        assert_true(err.column >= 1 && err.offset <= bytes.len);
    }
    return rc == IDT_OK;
}

/* ---- documents made by chance ---- */

/* Characters of all lengths, and each that needs an escape. */
static idt_str random_text(random_state *r, idt_arena *arena)
{
    static const char *const others[] = {"\"",
                                         "\\",
                                         "\n",
                                         "\r",
                                         "\t",
                                         "\b",
                                         "\x1f",
                                         "\x7f",
                                         "\xc2\x80",
                                         "\xd1\x8f",
                                         "\xe0\xa0\x80",
                                         "\xed\x9f\xbf",
                                         "\xee\x80\x80",
                                         "\xf0\x90\x80\x80",
                                         "\xf4\x8f\xbf\xbf"};
    const size_t count = random_below(r, random_below(r, 8) == 0 ? 60 : 12);
    const size_t rare = random_below(r, 3) == 0 ? 2 : 20;
    char *text = idt_arena_alloc(arena, count * 4 + 1);
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        if (random_below(r, rare) == 0) {
            const idt_str c =
                idt_str_borrow(others[random_below(r, sizeof others / sizeof *others)]);
            memcpy(text + len, c.ptr, c.len);
            len += c.len;
        } else {
            text[len++] = (char)(' ' + 2 + random_below(r, 90));
        }
    }
    return (idt_str){.ptr = text, .len = len};
}

static int by_key(const void *a, const void *b)
{
    return idt_str_compare(((const idt_json *)a)->key, ((const idt_json *)b)->key);
}

static void random_tree(random_state *r, idt_arena *arena, unsigned depth, idt_json *out)
{
    const size_t kind = random_below(r, depth < 5 ? 4 : 1);
    out->kind = kind < 2 ? IDT_JSON_STRING : kind == 2 ? IDT_JSON_ARRAY : IDT_JSON_OBJECT;
    if (kind < 2) {
        out->string = random_text(r, arena);
        if (random_below(r, 20) == 0 && out->string.len > 0) {
            ((char *)(uintptr_t)out->string.ptr)[0] = '\0'; /* in a value a NUL may be */
            out->string.len = 1;
        }
        return;
    }
    out->count = random_below(r, depth == 0 && random_below(r, 50) == 0 ? 300 : 6);
    out->items = idt_arena_alloc(arena, (out->count + 1) * sizeof *out->items);
    for (size_t i = 0; i < out->count; i++) {
        random_tree(r, arena, depth + 1, &out->items[i]);
        out->items[i].key = kind == 3 ? random_text(r, arena) : (idt_str){0};
    }
    if (kind == 3 && out->count > 1) {
        qsort(out->items, out->count, sizeof *out->items, by_key);
        size_t kept = 1;
        for (size_t i = 1; i < out->count; i++) {
            if (!idt_str_equal(out->items[i].key, out->items[kept - 1].key)) {
                out->items[kept++] = out->items[i];
            }
        }
        out->count = kept;
    }
}

static idt_str random_document(bench *b, random_state *r)
{
    idt_json tree = {0};
    idt_json_writer w;
    idt_arena_clear(b->arena);
    random_tree(r, b->arena, 0, &tree);
    idt_buf_clear(&b->text);
    idt_jw_init(&w, &b->text);
    idt_json_write(&w, &tree);
    assert_int_equal(idt_buf_check(&b->text, NULL), IDT_OK);
    return idt_buf_borrow(&b->text);
}

static void what_the_writer_writes_is_read_as_the_strict_reader_reads_it(void **state)
{
    random_state r = random_start(__func__);
    for (int round = 0; round < 3000; round++) {
        const idt_str document = random_document(*state, &r);
        assert_true(agree(*state, document));
    }
}

/* One change: a byte turned into another, taken out or put in, or two neighbours exchanged. */
static idt_str mutate(random_state *r, char *text, size_t len)
{
    static const char likely[] = "\"\\,:[]{}nrtu019afAF \t\n\x7f\x80\xc3\xed\xf0";
    const size_t at = random_below(r, len);
    const char c = random_below(r, 2) == 0 ? likely[random_below(r, sizeof likely)]
                                           : (char)random_below(r, 256);
    switch (random_below(r, 4)) {
    case 0:
        text[at] = c;
        break;
    case 1:
        memmove(text + at, text + at + 1, len - at - 1);
        len--;
        break;
    case 2:
        memmove(text + at + 1, text + at, len - at);
        text[at] = c;
        len++;
        break;
    default:
        if (at + 1 < len) {
            const char first = text[at];
            text[at] = text[at + 1];
            text[at + 1] = first;
        }
    }
    return (idt_str){.ptr = text, .len = len};
}

static void changed_bytes_are_accepted_only_where_they_are_canonical_again(void **state)
{
    bench *b = *state;
    random_state r = random_start(__func__);
    size_t accepted = 0;
    size_t refused = 0;
    for (int round = 0; round < 1000; round++) {
        const idt_str document = random_document(b, &r);
        char *text = malloc(document.len + 1);
        assert_non_null(text);
        for (int i = 0; i < 10; i++) {
            memcpy(text, document.ptr, document.len);
            const bool sound = agree(b, mutate(&r, text, document.len));
            accepted += sound;
            refused += !sound;
        }
        free(text);
    }
    assert_true(accepted > 500 && refused > 500); /* both sides were tried */
}

static void every_cut_of_a_document_is_refused(void **state)
{
    static const char whole[] = "{\"a\":[\"x\\n\",{\"b\":\"\xd1\x8f\\u001f\"}],\"c\":[]}";
    for (size_t len = 0; len < sizeof whole - 1; len++) {
        assert_false(agree(*state, (idt_str){.ptr = whole, .len = len}));
    }
    assert_true(agree(*state, IDT_STR(whole)));
    assert_false(agree(*state, (idt_str){.ptr = whole, .len = sizeof whole})); /* a NUL behind */
    assert_false(agree(*state, (idt_str){0}));
}

/* ---- case by case ---- */

static void refused_at(bench *b, idt_str bytes, uint64_t offset, const char *word)
{
    idt_json *out;
    idt_error err = {0};
    idt_arena_clear(b->arena);
    assert_int_equal(idt_canonical_read(bytes, "c", b->arena, &out, &err), IDT_E_CORRUPT);
    if (err.offset != offset || strstr(err.message, word) == NULL) {
        fail_msg("%s (expected at %u: %s)", err.message, (unsigned)offset, word);
    }
    assert_string_equal(err.source, "c");
    assert_false(agree(b, bytes));
}

#define REFUSED(text, offset, word) refused_at(*state, IDT_STR(text), offset, word)

static void blanks_are_refused(void **state)
{
    REFUSED(" {}", 0, "blank");
    REFUSED("{} ", 2, "the end");
    REFUSED("{\"a\": \"x\"}", 5, "blank");
    REFUSED("{\"a\" :\"x\"}", 4, "a colon");
    REFUSED("[\"a\" ]", 4, "a comma or the end");
    REFUSED("[\"a\",\n\"b\"]", 5, "blank");
    REFUSED("[ ]", 1, "blank");
    REFUSED("{\"a\":\"x\", \"b\":\"y\"}", 9, "name");
}

static void numbers_and_marks_are_texts_or_refused(void **state)
{
    REFUSED("7", 0, "a text, a list or an object");
    REFUSED("[-1]", 1, "a text");
    REFUSED("{\"a\":true}", 5, "a text");
    REFUSED("[null]", 1, "a text");
    REFUSED("[false]", 1, "a text");
}

static void members_out_of_order_or_twice_are_refused(void **state)
{
    REFUSED("{\"b\":\"\",\"a\":\"\"}", 8, "byte order");
    REFUSED("{\"a\":\"\",\"a\":\"\"}", 8, "none twice");
    REFUSED("{\"ab\":\"\",\"a\":\"\"}", 9, "byte order");
    REFUSED("[{\"x\":{\"b\":\"\",\"a\":\"\"}}]", 14, "byte order");
    REFUSED("{\"a\":\"\",}", 8, "the name of a member");
    REFUSED("[\"a\",]", 5, "a text");
    /* order is that of the characters, not of their escapes: LF is before `!`, `\` behind `!` */
    assert_true(agree(*state, IDT_STR("{\"\\n\":\"\",\"!\":\"\",\"\\\\\":\"\"}")));
    REFUSED("{\"!\":\"\",\"\\n\":\"\"}", 8, "byte order");
}

static void escapes_the_writer_does_not_write_are_refused(void **state)
{
    assert_true(agree(*state, IDT_STR("\"\\\" \\\\ \\n \\r \\t \\u0000 \\u001f \x7f /\"")));
    REFUSED("\"\\/\"", 1, "an escape");
    REFUSED("\"\\b\"", 1, "an escape");
    REFUSED("\"\\f\"", 1, "an escape");
    REFUSED("\"ab\\u0041\"", 3, "an escape");
    REFUSED("\"\\u000a\"", 1, "an escape");
    REFUSED("\"\\u0009\"", 1, "an escape");
    REFUSED("\"\\u001F\"", 1, "an escape");
    REFUSED("\"\\u0020\"", 1, "an escape");
    REFUSED("\"\\ud83d\\ude00\"", 1, "an escape");
    REFUSED("\"x\\", 2, "an escape");
    REFUSED("\"x\\u00", 2, "an escape");
    REFUSED("\"x\\u000", 2, "an escape");
    REFUSED("\"\\n\\n\\x\"", 5, "an escape"); /* the offset is that in the bytes given */
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    REFUSED("\"a\nb\"", 2, "control");
    REFUSED("\"a\0b\"", 2, "control");
    REFUSED("\"\xff\"", 1, "UTF-8");
    REFUSED("\"\xc0\x80\"", 1, "UTF-8");
    REFUSED("\"\xe0\x9f\xbf\"", 1, "UTF-8");
    REFUSED("\"\xed\xa0\x80\"", 1, "UTF-8");
    REFUSED("\"\xf0\x8f\xbf\xbf\"", 1, "UTF-8");
    REFUSED("\"\xf4\x90\x80\x80\"", 1, "UTF-8");
    REFUSED("\"\xd1\x8f\xd1\"", 3, "UTF-8");
    REFUSED("\"\xf0\x9f\x98", 1, "UTF-8");
    REFUSED("\xef\xbb\xbf{}", 0, "a text");
    REFUSED("{\"a\\u0000b\":\"\"}", 1, "without NUL");
}

/* Eight bytes are looked at in one step: what is no plain byte is seen wherever it stands in them.
 */
static void each_byte_is_judged_wherever_it_stands(void **state)
{
    for (size_t at = 1; at < 22; at++) {
        for (unsigned c = 0; c < 256; c++) {
            char text[23];
            memset(text, 'x', sizeof text);
            text[0] = text[sizeof text - 1] = '"';
            text[at] = (char)c;
            const bool plain = c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
            assert_int_equal(agree(*state, (idt_str){.ptr = text, .len = sizeof text}), plain);
        }
    }
}

static void the_column_counts_characters_and_the_offset_bytes(void **state)
{
    bench *b = *state;
    idt_json *out;
    idt_error err;
    assert_int_equal(
        idt_canonical_read(IDT_STR("[\"\xd1\x8f\xd1\x8f\\n\",x]"), "c", b->arena, &out, &err),
        IDT_E_CORRUPT);
    assert_int_equal(err.line, 1);
    assert_int_equal(err.column, 9);
    assert_int_equal(err.offset, 10);
}

static void levels_are_those_of_the_writer(void **state)
{
    char text[2 * IDT_JW_DEPTH];
    for (size_t depth = IDT_JW_DEPTH - 1; depth <= IDT_JW_DEPTH; depth++) {
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        assert_int_equal(agree(*state, (idt_str){.ptr = text, .len = 2 * depth}),
                         depth < IDT_JW_DEPTH);
    }
    static char deep[1 << 20];
    memset(deep, '[', sizeof deep);
    refused_at(*state, (idt_str){.ptr = deep, .len = sizeof deep}, IDT_JW_DEPTH - 1, "levels");
}

static void a_tree_over_the_ceiling_is_refused_as_such(void **state)
{
    bench *b = *state;
    idt_json *out;
    idt_error err;
    idt_buf_clear(&b->text);
    idt_buf_add_text(&b->text, "[\"\"");
    for (int i = 0; i < 1000; i++) {
        idt_buf_add_text(&b->text, ",\"text\"");
    }
    idt_buf_add_text(&b->text, "]");
    /* too small for the copy, for what waits, for the list; large enough */
    static const size_t ceilings[] = {4096, 40000, 200000};
    for (size_t i = 0; i < sizeof ceilings / sizeof *ceilings; i++) {
        idt_arena *small = idt_arena_new(ceilings[i]);
        assert_int_equal(idt_canonical_read(idt_buf_borrow(&b->text), "c", small, &out, &err),
                         IDT_E_LIMIT);
        assert_int_equal(err.code, IDT_E_LIMIT);
        idt_arena_free(small);
    }
    assert_true(agree(b, idt_buf_borrow(&b->text)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_writer_writes_is_read_as_the_strict_reader_reads_it),
        cmocka_unit_test(changed_bytes_are_accepted_only_where_they_are_canonical_again),
        cmocka_unit_test(every_cut_of_a_document_is_refused),
        cmocka_unit_test(blanks_are_refused),
        cmocka_unit_test(numbers_and_marks_are_texts_or_refused),
        cmocka_unit_test(members_out_of_order_or_twice_are_refused),
        cmocka_unit_test(escapes_the_writer_does_not_write_are_refused),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
        cmocka_unit_test(each_byte_is_judged_wherever_it_stands),
        cmocka_unit_test(the_column_counts_characters_and_the_offset_bytes),
        cmocka_unit_test(levels_are_those_of_the_writer),
        cmocka_unit_test(a_tree_over_the_ceiling_is_refused_as_such),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
