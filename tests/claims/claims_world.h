/* claims_world.h - claims for pure tests: one record a statement, sorted as the program does. */
#ifndef INTERDICT_TESTS_CLAIMS_CLAIMS_WORLD_H
#define INTERDICT_TESTS_CLAIMS_CLAIMS_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "claims/claim.h"

#define CLAIMS_MAX 64

typedef struct claims_world {
    idt_arena *arena;
    idt_claim items[CLAIMS_MAX];
    size_t count;
} claims_world;

static inline int world_open(void **state)
{
    claims_world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    w->arena = idt_arena_new((size_t)64 << 20);
    assert_non_null(w->arena);
    *state = w;
    return 0;
}

static inline int world_close(void **state)
{
    claims_world *w = *state;
    idt_arena_free(w->arena);
    free(w);
    return 0;
}

static inline const idt_record *world_record(claims_world *w, const char *about, const char *schema,
                                             const char *property, const char *value,
                                             const char *qualifiers)
{
    idt_error err = {0};
    idt_str bytes;
    idt_digest hash;
    idt_content *content = idt_content_new(w->arena);
    idt_record *record = IDT_NEW(w->arena, idt_record);
    const idt_str key = idt_str_format(w->arena, "k%02zu", w->count);
    const idt_str none = IDT_STR("{}");
    assert_non_null(content);
    assert_non_null(record);
    if (idt_content_add(content, IDT_STR("schema"), idt_str_borrow(schema), none, &err) != IDT_OK ||
        idt_content_add(content, IDT_STR("about"), idt_str_borrow(about), none, &err) != IDT_OK ||
        idt_content_add(content, idt_str_borrow(property), idt_str_borrow(value),
                        idt_str_borrow(qualifiers), &err) != IDT_OK ||
        idt_content_finish(content, &bytes, &hash, &err) != IDT_OK ||
        idt_record_read(IDT_STR("paper"), key, bytes, &hash, w->arena, record, &err) != IDT_OK) {
        fail_msg("%s", err.message);
    }
    return record;
}

/* Says one thing of `about`; qualifiers are a canonical JSON object. */
static inline void say(claims_world *w, const char *about, const char *schema, const char *property,
                       const char *value, const char *qualifiers)
{
    idt_error err = {0};
    assert_true(w->count < CLAIMS_MAX);
    const idt_record *record = world_record(w, about, schema, property, value, qualifiers);
    const idt_statement *s = idt_record_first(record, property);
    assert_non_null(s);
    idt_claim *c = &w->items[w->count++];
    *c = (idt_claim){.kind = idt_claim_kind_of(record, s),
                     .about = record->about,
                     .caption = record->about,
                     .schema = record->schema};
    if (idt_told_read(record, s, w->arena, &c->told, &err) != IDT_OK) {
        fail_msg("%s", err.message);
    }
    assert_non_null(c->kind);
}

static inline idt_day day_of(const char *text)
{
    idt_day day;
    assert_true(idt_day_parse(idt_str_borrow(text), &day));
    return day;
}

#endif
