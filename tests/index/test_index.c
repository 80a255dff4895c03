/* What an index file answers beside retrieval: times, entries, damage. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "index/index.h"

#define CEILING ((size_t)256 << 20)

static void add(idt_index_builder *b, const char *subject, const char *text, idt_index_span span)
{
    idt_error err;
    const idt_index_name name = {.subject = idt_str_borrow(subject),
                                 .origin = IDT_STR("list/1"),
                                 .text = idt_str_borrow(text),
                                 .kind = IDT_NAME_PERSON,
                                 .span = span};
    assert_int_equal(idt_index_builder_add(b, &name, &err), IDT_OK);
}

static void build(idt_buf *out)
{
    idt_error err;
    idt_index_builder *b;
    idt_index_built built;
    assert_int_equal(idt_index_builder_new(IDT_STR("1-abc"), CEILING, &b, &err), IDT_OK);
    add(b, "b", "Ivan Petrov", (idt_index_span){10, 20, 100, 200, 1000, 2000});
    add(b, "a", "Ivan Petrov", (idt_index_span){15, 30, 100, 200, 1000, 2000});
    add(b, "c", "Maria Garcia", IDT_INDEX_SPAN_ALWAYS);
    idt_buf_init(out, CEILING);
    assert_int_equal(idt_index_builder_finish(b, out, &built, &err), IDT_OK);
    assert_int_equal(built.entries, 3);
    assert_int_equal(built.forms, 2);
    idt_index_builder_free(b);
}

typedef struct found {
    const idt_index *index;
    char subjects[64];
    uint32_t candidates;
} found;

static idt_rc note(void *context, const idt_index_candidate *candidate, idt_error *err)
{
    found *f = context;
    f->candidates++;
    for (uint32_t i = 0; i < candidate->entries; i++) {
        idt_index_entry entry;
        const idt_rc rc = idt_index_entry_of(f->index, candidate, i, &entry, err);
        if (rc != IDT_OK) {
            return rc;
        }
        strncat(f->subjects, entry.subject.ptr, entry.subject.len);
    }
    return IDT_OK;
}

static idt_rc ask(const idt_str *file, idt_index_when when, int32_t beside, found *out,
                  idt_index_counts *counts)
{
    idt_error err;
    idt_index *index;
    idt_index_scratch *scratch = NULL;
    idt_arena *arena = idt_arena_new(CEILING);
    idt_profile_name name = {.text = IDT_STR("PETROV, Ivan")};
    *out = (found){0};
    idt_rc rc = idt_index_open_bytes(file, 1, &index, &err);
    if (rc == IDT_OK) {
        out->index = index;
        assert_int_equal(idt_index_scratch_new(index, CEILING, &scratch, &err), IDT_OK);
        assert_int_equal(
            idt_name_parse(name.text, IDT_NAME_PERSON, NULL, arena, &name.parsed, &err), IDT_OK);
        assert_int_equal(idt_match_prepare(&name.parsed, arena, &name.prepared, &err), IDT_OK);
        const idt_index_query query = {
            .name = &name, .cut = 7000, .beside_mnat = beside, .when = when};
        rc = idt_index_candidates(index, &query, scratch, note, out, counts, &err);
        idt_index_scratch_free(scratch);
        idt_index_close(index);
    }
    idt_arena_free(arena);
    return rc;
}

static void one_name_of_two_parties_is_one_candidate(void **state)
{
    (void)state;
    idt_buf bytes;
    found f;
    idt_index_counts counts;
    build(&bytes);
    const idt_str file = idt_buf_borrow(&bytes);
    assert_int_equal(ask(&file, IDT_INDEX_ANY_TIME, 0, &f, &counts), IDT_OK);
    assert_int_equal(f.candidates, 1);
    assert_string_equal(f.subjects, "ab");
    assert_int_equal(counts.retrieval, IDT_RETRIEVAL_EXACT);
    idt_buf_release(&bytes);
}

static void a_name_out_of_time_is_no_candidate(void **state)
{
    (void)state;
    idt_buf bytes;
    found f;
    build(&bytes);
    const idt_str file = idt_buf_borrow(&bytes);
    static const struct {
        idt_index_when when;
        uint32_t candidates;
    } cases[] = {
        {{.as_of = 12, .any_instant = true}, 1},
        {{.as_of = 30, .any_instant = true}, 0}, /* half-open */
        {{.any_day = true, .published_by_us = 99, .known_at_us = 1500}, 0},
        {{.any_day = true, .published_by_us = 150, .known_at_us = 999}, 0},
        {{.as_of = 29, .published_by_us = 150, .known_at_us = 1500}, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(ask(&file, cases[i].when, 0, &f, NULL), IDT_OK);
        assert_int_equal(f.candidates, cases[i].candidates);
    }
    idt_buf_release(&bytes);
}

static void where_fields_alone_could_reach_the_cut_every_name_is_visited(void **state)
{
    (void)state;
    idt_buf bytes;
    found f;
    idt_index_counts counts;
    build(&bytes);
    const idt_str file = idt_buf_borrow(&bytes);
    assert_int_equal(ask(&file, IDT_INDEX_ANY_TIME, 100000, &f, &counts), IDT_OK);
    assert_int_equal(f.candidates, 2);
    assert_int_equal(counts.retrieval, IDT_RETRIEVAL_SCAN);
    idt_buf_release(&bytes);
}

static void where_some_part_must_agree_other_fields_open_no_scan(void **state)
{
    (void)state;
    static const char *const texts[] = {"PETROV, Aleksandr", "Li Wei"};
    static const uint32_t candidates[] = {1, 0};
    idt_buf bytes;
    idt_error err;
    idt_index *index;
    idt_index_scratch *scratch;
    idt_arena *arena = idt_arena_new(CEILING);
    build(&bytes);
    const idt_str file = idt_buf_borrow(&bytes);
    assert_int_equal(idt_index_open_bytes(&file, 1, &index, &err), IDT_OK);
    assert_int_equal(idt_index_scratch_new(index, CEILING, &scratch, &err), IDT_OK);
    for (size_t i = 0; i < 2; i++) {
        idt_index_counts counts;
        found f = {.index = index};
        idt_profile_name name = {.text = idt_str_borrow(texts[i])};
        assert_int_equal(
            idt_name_parse(name.text, IDT_NAME_PERSON, NULL, arena, &name.parsed, &err), IDT_OK);
        assert_int_equal(idt_match_prepare(&name.parsed, arena, &name.prepared, &err), IDT_OK);
        const idt_index_query query = {.name = &name,
                                       .cut = 7000,
                                       .beside_mnat = 100000,
                                       .some_agrees = true,
                                       .when = IDT_INDEX_ANY_TIME};
        assert_int_equal(idt_index_candidates(index, &query, scratch, note, &f, &counts, &err),
                         IDT_OK);
        assert_int_equal(f.candidates, candidates[i]);
        assert_int_equal(counts.retrieval, IDT_RETRIEVAL_EXACT);
    }
    idt_index_scratch_free(scratch);
    idt_index_close(index);
    idt_arena_free(arena);
    idt_buf_release(&bytes);
}

static void a_changed_byte_is_found(void **state)
{
    (void)state;
    idt_buf bytes;
    idt_error err;
    idt_index *index;
    build(&bytes);
    for (size_t at = 0; at < bytes.len; at++) {
        bytes.ptr[at] = (char)(bytes.ptr[at] ^ 0x40);
        const idt_str file = idt_buf_borrow(&bytes);
        idt_rc rc = idt_index_open_bytes(&file, 1, &index, &err);
        if (rc == IDT_OK) {
            rc = idt_index_verify(index, &err);
            idt_index_close(index);
        }
        assert_true(rc == IDT_E_CORRUPT || rc == IDT_E_FORMAT);
        bytes.ptr[at] = (char)(bytes.ptr[at] ^ 0x40);
    }
    idt_buf_release(&bytes);
}

static void a_file_cut_short_is_refused(void **state)
{
    (void)state;
    idt_buf bytes;
    idt_error err;
    idt_index *index;
    build(&bytes);
    for (size_t len = 0; len < bytes.len; len += 61) {
        const idt_str file = {.ptr = bytes.ptr, .len = len};
        assert_int_not_equal(idt_index_open_bytes(&file, 1, &index, &err), IDT_OK);
        assert_null(index);
    }
    idt_buf_release(&bytes);
}

/* One file with a party, what its origin stands for, and a key that finds it. */
static void build_described(idt_buf *out, const char *origin, const char *name,
                            const char *replaces, int64_t known_at_us)
{
    idt_error err;
    idt_index_builder *b;
    idt_index_built built;
    const idt_str id = idt_str_borrow(origin);
    const idt_index_name entry = {.subject = IDT_STR("list:1"),
                                  .origin = id,
                                  .text = idt_str_borrow(name),
                                  .kind = IDT_NAME_PERSON,
                                  .span = IDT_INDEX_SPAN_ALWAYS};
    assert_int_equal(idt_index_builder_new(IDT_STR("1-abc"), CEILING, &b, &err), IDT_OK);
    assert_int_equal(idt_index_builder_add(b, &entry, &err), IDT_OK);
    assert_int_equal(idt_index_builder_describe(b, id, idt_str_borrow(name), &err), IDT_OK);
    assert_int_equal(idt_index_builder_describe(b, id, IDT_STR("again"), &err), IDT_E_USAGE);
    assert_int_equal(idt_index_builder_key(b, IDT_STR("passport 77"), id, &err), IDT_OK);
    assert_int_equal(idt_index_builder_key(b, IDT_STR("passport 77"), id, &err), IDT_OK);
    if (replaces != NULL) {
        assert_int_equal(idt_index_builder_replace(b, idt_str_borrow(replaces), &err), IDT_OK);
    }
    idt_index_builder_known_at(b, known_at_us);
    idt_buf_init(out, CEILING);
    assert_int_equal(idt_index_builder_finish(b, out, &built, &err), IDT_OK);
    idt_index_builder_free(b);
}

static idt_rc note_origin(void *context, const idt_index_origin *origin, idt_error *err)
{
    found *f = context;
    idt_str about;
    const idt_rc rc = idt_index_about(f->index, origin->file, origin->origin_id, &about, err);
    strncat(f->subjects, origin->origin.ptr, origin->origin.len);
    strncat(f->subjects, "=", 2);
    strncat(f->subjects, about.ptr, about.len);
    strncat(f->subjects, ";", 2);
    return rc;
}

/* What `passport 77` finds in the files. */
static void find(const idt_str *files, size_t count, found *f)
{
    idt_error err;
    idt_index *index;
    *f = (found){0};
    assert_int_equal(idt_index_open_bytes(files, count, &index, &err), IDT_OK);
    f->index = index;
    assert_int_equal(idt_index_find(index, IDT_STR("passport 77"), note_origin, f, &err), IDT_OK);
    assert_int_equal(idt_index_find(index, IDT_STR("passport 78"), note_origin, f, &err), IDT_OK);
    idt_index_close(index);
}

static void an_origin_is_found_by_a_key_with_what_it_stands_for(void **state)
{
    (void)state;
    idt_buf bytes;
    found f;
    build_described(&bytes, "list:1@a", "Ivan Petrov", NULL, 0);
    const idt_str file = idt_buf_borrow(&bytes);
    find(&file, 1, &f);
    assert_string_equal(f.subjects, "list:1@a=Ivan Petrov;");
    idt_buf_release(&bytes);
}

static void a_later_file_replaces_what_an_earlier_one_said_of_an_origin(void **state)
{
    (void)state;
    static const struct {
        const char *prefix;
        int64_t known_at_us;
        const char *finds;
    } cases[] = {
        {"list:1@", 200, "list:1@b=Ivan Petrow;"},
        {"list:2@", 200, "list:1@a=Ivan Petrov;list:1@b=Ivan Petrow;"},
        {"list:1@", 50, "list:1@a=Ivan Petrov;list:1@b=Ivan Petrow;"}, /* it is the earlier one */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        idt_buf base;
        idt_buf later;
        found f;
        build_described(&base, "list:1@a", "Ivan Petrov", NULL, 100);
        build_described(&later, "list:1@b", "Ivan Petrow", cases[i].prefix, cases[i].known_at_us);
        const idt_str files[] = {idt_buf_borrow(&base), idt_buf_borrow(&later)};
        find(files, 2, &f);
        assert_string_equal(f.subjects, cases[i].finds);
        idt_buf_release(&base);
        idt_buf_release(&later);
    }
}

static void a_replaced_name_is_no_candidate(void **state)
{
    (void)state;
    idt_buf base;
    idt_buf later;
    idt_error err;
    idt_index *index;
    idt_index_scratch *scratch;
    idt_arena *arena = idt_arena_new(CEILING);
    idt_profile_name name = {.text = IDT_STR("PETROV, Ivan")};
    found f = {0};
    build_described(&base, "list:1@a", "Ivan Petrov", NULL, 100);
    build_described(&later, "list:1@b", "Maria Garcia", "list:1@", 200);
    const idt_str files[] = {idt_buf_borrow(&base), idt_buf_borrow(&later)};
    assert_int_equal(idt_index_open_bytes(files, 2, &index, &err), IDT_OK);
    f.index = index;
    assert_int_equal(idt_index_scratch_new(index, CEILING, &scratch, &err), IDT_OK);
    assert_int_equal(idt_name_parse(name.text, IDT_NAME_PERSON, NULL, arena, &name.parsed, &err),
                     IDT_OK);
    assert_int_equal(idt_match_prepare(&name.parsed, arena, &name.prepared, &err), IDT_OK);
    const idt_index_query query = {.name = &name, .cut = 7000, .when = IDT_INDEX_ANY_TIME};
    assert_int_equal(idt_index_candidates(index, &query, scratch, note, &f, NULL, &err), IDT_OK);
    assert_int_equal(f.candidates, 0);
    idt_index_scratch_free(scratch);
    idt_index_close(index);
    idt_arena_free(arena);
    idt_buf_release(&base);
    idt_buf_release(&later);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_name_of_two_parties_is_one_candidate),
        cmocka_unit_test(a_name_out_of_time_is_no_candidate),
        cmocka_unit_test(where_fields_alone_could_reach_the_cut_every_name_is_visited),
        cmocka_unit_test(where_some_part_must_agree_other_fields_open_no_scan),
        cmocka_unit_test(an_origin_is_found_by_a_key_with_what_it_stands_for),
        cmocka_unit_test(a_later_file_replaces_what_an_earlier_one_said_of_an_origin),
        cmocka_unit_test(a_replaced_name_is_no_candidate),
        cmocka_unit_test(a_changed_byte_is_found),
        cmocka_unit_test(a_file_cut_short_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
