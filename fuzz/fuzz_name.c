/* Any bytes as a name, of each kind, and as an identifier of each kind: parts keep their promises
 * and the same bytes give the same parts. The first byte chooses whether tags are given. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "text/identifier.h"
#include "text/name.h"
#include "text/tokens.h"

#define ARENA_BYTES ((size_t)64 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* Order, no overlap, and every token in one part. */
static void check_places(const idt_name *name)
{
    idt_tokens tokens;
    idt_token token;
    size_t end = 0;
    size_t k = 0;
    for (size_t i = 0; i < name->count; i++) {
        require(name->parts[i].start >= end && name->parts[i].end > name->parts[i].start);
        end = name->parts[i].end;
    }
    require(end <= name->source.len);
    idt_tokens_init(&tokens, name->read);
    while (name->cut == 0 && idt_tokens_next(&tokens, &token)) {
        while (k < name->count && name->parts[k].read_end <= token.start) {
            k++;
        }
        require(k < name->count && name->parts[k].read_start < token.end);
    }
}

static void check_parts(const idt_name *name)
{
    require(name->count <= IDT_NAME_PARTS_MAX && name->kind != IDT_NAME_ANY);
    for (size_t i = 0; i < name->count; i++) {
        const idt_name_part *part = &name->parts[i];
        require(part->text.len > 0 && part->rarity_mnat >= 0);
        require(idt_part_role_text(part->role) != NULL);
        require(part->fold.ptr != NULL && part->skeleton.len <= part->fold.len);
        require(part->reading_count <= IDT_READINGS_MAX);
        require(part->group_count == 0 || part->class_id <= IDT_CLASS_VARIANTS);
    }
}

static void check_same(const idt_name *one, const idt_name *two)
{
    require(one->count == two->count && one->cut == two->cut);
    for (size_t i = 0; i < one->count; i++) {
        const idt_name_part *a = &one->parts[i];
        const idt_name_part *b = &two->parts[i];
        require(idt_str_equal(a->text, b->text) && a->role == b->role &&
                a->class_id == b->class_id && a->rarity_mnat == b->rarity_mnat);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    const bool tagged = size > 0 && (data[0] & 1) != 0;
    const idt_str text = {.ptr = (const char *)data, .len = size};
    const idt_part_tags tags = {.first = idt_str_slice(text, 0, size / 2),
                                .last = idt_str_slice(text, size / 2, size)};
    require(arena != NULL);
    for (int kind = IDT_NAME_ANY; kind <= IDT_NAME_OBJECT; kind++) {
        idt_name one;
        idt_name two;
        const idt_part_tags *given = tagged ? &tags : NULL;
        require(idt_name_parse(text, (idt_name_kind)kind, given, arena, &one, NULL) == IDT_OK);
        require(idt_name_parse(text, (idt_name_kind)kind, given, arena, &two, NULL) == IDT_OK);
        check_places(&one);
        check_parts(&one);
        check_same(&one, &two);
    }
    for (int kind = 0; kind < IDT_ID_KINDS; kind++) {
        const idt_identifier id = idt_identifier_of(text, (idt_id_kind)kind);
        require(id.len <= IDT_ID_BYTES);
        if (id.state == IDT_ID_CHECKED && kind != IDT_ID_WALLET) {
            const idt_str normal = {.ptr = id.text, .len = id.len};
            require(idt_identifier_of(normal, (idt_id_kind)kind).state == IDT_ID_CHECKED);
        }
    }
    idt_arena_free(arena);
    return 0;
}
