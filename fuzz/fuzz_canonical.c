/* Any bytes as canonical content: accepted exactly where the strict reader reads them and the
 * writer writes them so again, with the same tree; refused with the place, inside the bytes. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "json/canonical.h"
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
    if (x->kind != y->kind || x->count != y->count || !idt_str_equal(x->string, y->string) ||
        !idt_str_equal(x->key, y->key)) {
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

static bool writes_as(const idt_json *tree, idt_str bytes)
{
    idt_buf out;
    idt_json_writer w;
    idt_buf_init(&out, OUTPUT_BYTES);
    idt_jw_init(&w, &out);
    idt_json_write(&w, tree);
    const bool yes =
        idt_buf_check(&out, NULL) == IDT_OK && idt_str_equal(idt_buf_borrow(&out), bytes);
    idt_buf_release(&out);
    return yes;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    idt_json *tree = NULL;
    idt_json *strict = NULL;
    idt_error err = {0};
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    require(arena != NULL);
    const idt_str bytes = {.ptr = (const char *)data, .len = size};
    const idt_rc rc = idt_canonical_read(bytes, "input", arena, &tree, &err);
    const bool canonical = idt_json_read(bytes, "input", arena, &strict, NULL) == IDT_OK &&
                           in_form(strict) && writes_as(strict, bytes);
    require((rc == IDT_OK) == canonical);
    if (rc == IDT_OK) {
        require(same(tree, strict));
    } else {
        require(rc == IDT_E_CORRUPT && err.line == 1 && err.column > 0 && err.offset <= size);
    }
    idt_arena_free(arena);
    return 0;
}
