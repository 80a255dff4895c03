/* thing.h - a record of one dataset, written in a test statement by statement. */
#ifndef INTERDICT_TESTS_CLAIMS_THING_H
#define INTERDICT_TESTS_CLAIMS_THING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "claims/told.h"

/* Qualifiers are canonical JSON; NULL: none. A row without a property ends the record. */
typedef struct test_statement {
    const char *property, *value, *qualifiers;
} test_statement;

static inline const idt_record *test_record(idt_arena *arena, const char *dataset,
                                            const char *schema, const test_statement *rows)
{
    idt_error err = {0};
    idt_str bytes;
    idt_digest hash;
    idt_content *content = idt_content_new(arena);
    idt_record *record = IDT_NEW(arena, idt_record);
    assert_non_null(content);
    assert_non_null(record);
    idt_rc rc =
        idt_content_add(content, IDT_STR("schema"), idt_str_borrow(schema), IDT_STR("{}"), &err);
    for (; rows->property != NULL && rc == IDT_OK; rows++) {
        rc = idt_content_add(content, idt_str_borrow(rows->property), idt_str_borrow(rows->value),
                             idt_str_borrow(rows->qualifiers != NULL ? rows->qualifiers : "{}"),
                             &err);
    }
    rc = rc == IDT_OK ? idt_content_finish(content, &bytes, &hash, &err) : rc;
    rc = rc == IDT_OK ? idt_record_read(idt_str_borrow(dataset), IDT_STR("it"), bytes, &hash, arena,
                                        record, &err)
                      : rc;
    if (rc != IDT_OK) {
        fail_msg("%s", err.message);
    }
    return record;
}

static inline void assert_quantity(const idt_quantity *q, const char *text)
{
    char written[IDT_QUANTITY_BYTES];
    assert_string_equal(idt_quantity_text(q, written), text);
}

static inline void assert_second(const idt_quantity *q, const char *text)
{
    assert_true(q->has_second);
    const idt_quantity other = idt_quantity_second(q);
    assert_quantity(&other, text);
}

static inline int test_arena_new(void **state)
{
    *state = idt_arena_new((size_t)16 << 20);
    return *state != NULL ? 0 : -1;
}

static inline int test_arena_free(void **state)
{
    idt_arena_free(*state);
    return 0;
}

#endif
