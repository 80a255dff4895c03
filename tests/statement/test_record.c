/* Records: content reads back as it was stated; what is damaged is told with its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "statement/record.h"

static int start(void **state)
{
    *state = idt_arena_new((size_t)1 << 20);
    return *state != NULL ? 0 : -1;
}

static int stop(void **state)
{
    idt_arena_free(*state);
    return 0;
}

static idt_rc read(idt_arena *arena, idt_str content, idt_record *out, idt_error *err)
{
    const idt_digest hash = {0};
    return idt_record_read(IDT_STR("brief"), IDT_STR("group"), content, &hash, arena, out, err);
}

static void statements_are_read_in_their_order_with_their_qualifiers(void **state)
{
    idt_record record;
    const idt_rc rc = read(
        *state,
        IDT_STR(
            "{\"event\":[[\"decide\",{\"by\":[\"xx-court\",\"xx-king\"],\"decided\":\"2003\","
            "\"id\":\"d\"}]],\"name\":[[\"Gruppe\",{\"lang\":\"de\"}],[\"Group \\\"G\\\"\",{}]],"
            "\"schema\":[[\"Organization\",{}]]}"),
        &record, NULL);
    assert_int_equal(rc, IDT_OK);
    assert_true(idt_str_is(record.id, "brief:group"));
    assert_true(idt_str_is(record.dataset, "brief"));
    assert_true(idt_str_is(record.key, "group"));
    assert_true(idt_str_is(record.about, "brief:group"));
    assert_true(idt_str_is(record.schema, "Organization"));
    assert_true(idt_str_is(idt_record_caption(&record), "Group \"G\""));
    assert_int_equal(record.count, 4);
    for (uint32_t i = 0; i < 4; i++) {
        assert_int_equal(record.statements[i].number, i + 1);
    }
    const idt_statement *event = idt_record_first(&record, "event");
    idt_str *by;
    size_t count;
    assert_true(idt_str_is(idt_qualifier(event, "decided"), "2003"));
    assert_null(idt_qualifier(event, "by").ptr); /* no single text */
    assert_null(idt_qualifier(event, "absent").ptr);
    assert_int_equal(idt_qualifier_list(event, "by", *state, &by, &count, NULL), IDT_OK);
    assert_int_equal(count, 2);
    assert_true(idt_str_is(by[1], "xx-king"));
    assert_int_equal(idt_qualifier_list(event, "id", *state, &by, &count, NULL), IDT_OK);
    assert_int_equal(count, 1);
    assert_null(idt_record_next(&record, event));
    assert_null(idt_record_first(&record, "notes"));
}

static void damaged(idt_arena *arena, idt_str content, uint64_t offset, const char *word)
{
    idt_record record;
    idt_error err;
    assert_int_equal(read(arena, content, &record, &err), IDT_E_CORRUPT);
    assert_int_equal(err.code, IDT_E_CORRUPT);
    if (err.offset != offset || strstr(err.message, "brief:group is damaged") == NULL ||
        strstr(err.message, word) == NULL) {
        fail_msg("%s", err.message);
    }
    assert_int_equal(read(arena, content, &record, NULL), IDT_E_CORRUPT);
}

static void damaged_content_is_told_with_record_and_place(void **state)
{
    damaged(*state, IDT_STR("{\"schema\":[[\"Organization\", {}]]}"), 27, "at offset 27");
    damaged(*state, IDT_STR("{\"schema\":[[\"Organization\",{}]]"), 31, "the end");
    damaged(*state, IDT_STR("[]"), 0, "not an object");
    damaged(*state, IDT_STR("{\"schema\":\"Organization\"}"), 0, "no list");
    damaged(*state, IDT_STR("{\"schema\":[\"Organization\"]}"), 0, "no pair");
    damaged(*state, IDT_STR("{\"schema\":[[\"Organization\"]]}"), 0, "no pair");
    damaged(*state, IDT_STR("{}"), 0, "no schema");
}

static void a_record_over_the_ceiling_is_no_damage(void **state)
{
    (void)state;
    idt_record record;
    idt_error err;
    idt_arena *small = idt_arena_new(64);
    assert_int_equal(read(small, IDT_STR("{\"schema\":[[\"Organization\",{}]]}"), &record, &err),
                     IDT_E_LIMIT);
    idt_arena_free(small);
}

static void statement_ids_read_back(void **state)
{
    (void)state;
    static const uint32_t numbers[] = {1, 9, 10, 4294967295u};
    idt_digest hash = {.bytes = {0xab, 0x01}};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char text[IDT_STATEMENT_ID_BYTES];
        idt_digest back;
        uint32_t number;
        const idt_str id = idt_str_borrow(idt_statement_id(&hash, numbers[i], text));
        assert_true(idt_str_starts(id, "ab01"));
        assert_true(idt_statement_id_parse(id, &back, &number));
        assert_int_equal(number, numbers[i]);
        assert_memory_equal(&back, &hash, sizeof hash);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_are_read_in_their_order_with_their_qualifiers),
        cmocka_unit_test(damaged_content_is_told_with_record_and_place),
        cmocka_unit_test(a_record_over_the_ceiling_is_no_damage),
        cmocka_unit_test(statement_ids_read_back),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
