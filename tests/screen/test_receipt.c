/* A receipt: what was written is read back; what was changed is found out. */
#include "screen/receipt.h"

#include "screen/world.h"

static idt_arena *arena;

static idt_screen *one_name(idt_buf *file)
{
    made_record one = {
        .id = "list:1", .origin = "list:1@1", .schema = "Person", .span = IDT_INDEX_SPAN_ALWAYS};
    put_value(&one, "name", IDT_STR("Ivan Petrov"));
    build_files(&one, 1, file, 1);
    return open_files(file, 1);
}

static const idt_str LISTS[] = {{"un-1267", 7}, {"us-sdgt", 7}};
static const idt_str WARNINGS[] = {{"un_sc is \"stale\"", 16}};

static void fill(const idt_screen *screen, idt_receipt *out)
{
    idt_error err;
    static idt_receipt_edition edition = {
        .dataset = {"un_sc", 5}, .published_us = 1700000000000001, .seq = 2, .sha256 = {{7}}};
    const idt_screen_question question = {
        .when = {.published_by_us = 1800000000000000, .known_at_us = 1800000000000001},
        .scoring = idt_scoring_named(IDT_STR("wide")),
        .limit = 25,
        .filter = {.lists = LISTS,
                   .list_count = 2,
                   .by_day = true,
                   .listed_from = 10957,
                   .listed_to = IDT_DAY_OPEN_END}};
    must(idt_receipt_init(screen, &question, arena, out, &err), &err);
    out->answered_us = 1800000000000002;
    out->as_of = 20000;
    out->program = IDT_STR("1.2.3");
    out->register_version = IDT_STR("4-abc");
    out->editions = &edition;
    out->edition_count = 1;
    out->warnings = WARNINGS;
    out->warning_count = 1;
}

static const idt_receipt_member MORE[] = {{"query", {"{\"properties\":{\"name\":[\"Ivan\"]}}", 32}},
                                          {"answer_hash", {"\"00\"", 4}}};

static void write(idt_buf *out)
{
    idt_error err;
    idt_buf file;
    idt_receipt receipt;
    idt_screen *screen = one_name(&file);
    fill(screen, &receipt);
    idt_buf_init(out, CEILING);
    must(idt_receipt_write(&receipt, MORE, 2, arena, out, &err), &err);
    idt_screen_close(screen);
    idt_buf_release(&file);
}

static void what_was_written_is_read_back(void **state)
{
    (void)state;
    idt_error err;
    idt_receipt r;
    idt_buf bytes;
    bool changed = true;
    write(&bytes);
    must(idt_receipt_read(idt_buf_borrow(&bytes), "r", arena, &r, &changed, &err), &err);
    assert_false(changed);
    assert_int_equal(r.answered_us, 1800000000000002);
    assert_int_equal(r.published_by_us, 1800000000000000);
    assert_int_equal(r.known_at_us, 1800000000000001);
    assert_int_equal(r.as_of, 20000);
    assert_int_equal(r.limit, 25);
    assert_int_equal(r.threshold, idt_scoring_named(IDT_STR("wide"))->possible);
    assert_string_equal(r.scoring->name, "wide");
    assert_true(idt_str_is(r.scorer, IDT_SCORER_VERSION));
    assert_int_equal(r.filter.list_count, 2);
    assert_true(idt_str_is(r.filter.lists[1], "us-sdgt"));
    assert_true(r.filter.by_day);
    assert_int_equal(r.filter.listed_from, 10957);
    assert_int_equal(r.filter.listed_to, IDT_DAY_OPEN_END);
    assert_int_equal(r.edition_count, 1);
    assert_int_equal(r.editions[0].seq, 2);
    assert_int_equal(r.editions[0].published_us, 1700000000000001);
    assert_int_equal(r.file_count, 1);
    assert_true(idt_str_equal(r.warnings[0], WARNINGS[0]));
    assert_true(idt_str_is(idt_json_string(r.all, "answer_hash"), "00"));
    idt_buf_release(&bytes);
}

static void the_same_receipt_has_the_same_bytes_in_byte_order(void **state)
{
    (void)state;
    idt_error err;
    idt_buf a;
    idt_buf b;
    idt_json *tree;
    write(&a);
    write(&b);
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.ptr, b.ptr, a.len);
    /* json/canonical.h reads it: members in order, texts alone */
    must(idt_canonical_read(idt_buf_borrow(&a), "r", arena, &tree, &err), &err);
    idt_buf_release(&a);
    idt_buf_release(&b);
}

static void one_changed_byte_is_found_out(void **state)
{
    (void)state;
    random_state r = random_start("changed");
    idt_buf bytes;
    write(&bytes);
    for (size_t i = 0; i < bytes.len; i++) {
        idt_error err;
        idt_receipt receipt;
        bool changed = false;
        const char was = bytes.ptr[i];
        bytes.ptr[i] = (char)(was ^ (1 << random_below(&r, 7)));
        const idt_rc rc =
            idt_receipt_read(idt_buf_borrow(&bytes), "r", arena, &receipt, &changed, &err);
        if (rc == IDT_OK && !changed) {
            fail_msg("byte %zu: '%c' for '%c' is not found out", i, bytes.ptr[i], was);
        }
        bytes.ptr[i] = was;
        idt_arena_clear(arena);
    }
    idt_buf_release(&bytes);
}

static void a_cut_receipt_is_refused_with_its_place(void **state)
{
    (void)state;
    idt_buf bytes;
    write(&bytes);
    for (size_t len = 0; len < bytes.len; len += 7) {
        idt_error err = {0};
        idt_receipt receipt;
        bool changed;
        const idt_str cut = {bytes.ptr, len};
        assert_int_equal(idt_receipt_read(cut, "r", arena, &receipt, &changed, &err), IDT_E_INPUT);
        assert_string_equal(err.source, "r");
        idt_arena_clear(arena);
    }
    idt_buf_release(&bytes);
}

static void a_commitment_fits_its_query_alone(void **state)
{
    (void)state;
    idt_error err;
    idt_digest digest;
    idt_json *tree;
    idt_buf json;
    bool fits = false;
    const uint8_t salt[IDT_SALT_BYTES] = {1, 2, 3};
    const uint8_t other[IDT_SALT_BYTES] = {1, 2, 4};
    const idt_str query = IDT_STR("{\"properties\":{\"name\":[\"Ivan Petrov\"]}}");
    idt_buf_init(&json, CEILING);
    idt_buf_add_text(&json, "{\"commitment\":");
    must(idt_receipt_commit(salt, query, &digest, &err), &err);
    idt_commitment_json(salt, &digest, &json);
    idt_buf_add_text(&json, "}");
    must(idt_json_read(idt_buf_borrow(&json), "c", arena, &tree, &err), &err);
    const idt_receipt receipt = {.all = tree};
    must(idt_commitment_fits(&receipt, query, &fits, &err), &err);
    assert_true(fits);
    must(idt_commitment_fits(&receipt, IDT_STR("{\"properties\":{}}"), &fits, &err), &err);
    assert_false(fits);
    idt_digest again;
    must(idt_receipt_commit(other, query, &again, &err), &err);
    assert_memory_not_equal(again.bytes, digest.bytes, sizeof digest.bytes);
    idt_buf_release(&json);
}

static void a_ceiling_too_low_is_said(void **state)
{
    (void)state;
    idt_buf bytes;
    write(&bytes);
    for (size_t ceiling = 0; ceiling < 40000; ceiling += 997) {
        idt_error err = {0};
        idt_receipt receipt;
        bool changed;
        idt_arena *small = idt_arena_new(ceiling);
        const idt_rc rc =
            idt_receipt_read(idt_buf_borrow(&bytes), "r", small, &receipt, &changed, &err);
        assert_true(rc == IDT_E_LIMIT || (rc == IDT_OK && !changed));
        idt_arena_free(small);
    }
    idt_buf_release(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read_back),
        cmocka_unit_test(the_same_receipt_has_the_same_bytes_in_byte_order),
        cmocka_unit_test(one_changed_byte_is_found_out),
        cmocka_unit_test(a_cut_receipt_is_refused_with_its_place),
        cmocka_unit_test(a_commitment_fits_its_query_alone),
        cmocka_unit_test(a_ceiling_too_low_is_said),
    };
    arena = idt_arena_new(CEILING);
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    idt_arena_free(arena);
    return failed;
}
