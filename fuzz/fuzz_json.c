/* Any bytes as JSON: what is read, written and read again is the same tree, and its text is stable;
 * what is refused says where, inside the bytes. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "json/json_write.h"

#define ARENA_BYTES  ((size_t)64 << 20)
#define OUTPUT_BYTES ((size_t)8 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool same(const idt_json *x, const idt_json *y)
{
    if (x->kind != y->kind || x->boolean != y->boolean || x->integer != y->integer ||
        memcmp(&x->real, &y->real, sizeof x->real) != 0 || x->count != y->count ||
        !idt_str_equal(x->string, y->string) || !idt_str_equal(x->key, y->key)) {
        return false;
    }
    for (size_t i = 0; i < x->count; i++) {
        if (!same(&x->items[i], &y->items[i])) {
            return false;
        }
    }
    return true;
}

static size_t depth_of(const idt_json *value)
{
    size_t deepest = 0;
    for (size_t i = 0; i < value->count; i++) {
        const size_t depth = depth_of(&value->items[i]);
        deepest = depth > deepest ? depth : deepest;
    }
    return value->kind == IDT_JSON_ARRAY || value->kind == IDT_JSON_OBJECT ? deepest + 1 : 0;
}

static void write_tree(const idt_json *tree, idt_buf *out)
{
    idt_json_writer w;
    idt_buf_init(out, OUTPUT_BYTES);
    idt_jw_init(&w, out);
    idt_json_write(&w, tree);
    require(idt_buf_check(out, NULL) == (depth_of(tree) < IDT_JW_DEPTH ? IDT_OK : IDT_E_LIMIT));
}

static void check_round_trip(const idt_json *tree, idt_arena *arena)
{
    idt_buf first;
    idt_buf second;
    idt_json *back;
    write_tree(tree, &first);
    if (!first.failed) {
        require(idt_json_read(idt_buf_borrow(&first), "again", arena, &back, NULL) == IDT_OK);
        require(same(tree, back));
        write_tree(back, &second);
        require(idt_str_equal(idt_buf_borrow(&first), idt_buf_borrow(&second)));
        idt_buf_release(&second);
    }
    idt_buf_release(&first);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    idt_json *tree = NULL;
    idt_error err = {0};
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    require(arena != NULL);
    const idt_str bytes = {.ptr = (const char *)data, .len = size};
    const idt_rc rc = idt_json_read(bytes, "input", arena, &tree, &err);
    if (rc == IDT_OK) {
        check_round_trip(tree, arena);
    } else {
        require(rc == IDT_E_INPUT && err.line > 0 && err.column > 0 && err.offset <= size);
    }
    idt_arena_free(arena);
    return 0;
}
