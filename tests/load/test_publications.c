/* The file that says where lists are published: what is read, and what a bad file is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/clock.h"
#include "core/io.h"
#include "lists/reader.h"
#include "load/publications.h"

#define HEAD "interdict-sources: 1\n"
#define FILE_1                                                                                     \
    "      - {role: list, address: 'https://lists.example/a', name: a.xml, kind: xml, max_bytes: " \
    "100}\n"
#define DATASET                                                                                    \
    "  - dataset: un_sc\n    publisher: P\n    page: https://lists.example/\n    terms: T\n"       \
    "    max_age: P1W\n    files:\n" FILE_1

static idt_rc read_text(const char *text, idt_arena *arena, idt_publications *out, idt_error *err)
{
    return idt_publications_read(idt_str_borrow(text), "s.yaml", arena, out, err);
}

static void a_file_of_sources_is_read(void **state)
{
    (void)state;
    idt_error err;
    idt_publications all;
    idt_arena *arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    assert_int_equal(read_text(HEAD "transfer: {tries: 7}\ndatasets:\n" DATASET, arena, &all, &err),
                     IDT_OK);
    assert_int_equal(all.count, 1);
    assert_int_equal(all.transfer.tries, 7);
    assert_int_equal(all.transfer.connect_ms, 20000);
    const idt_publication *p = idt_publications_find(&all, IDT_STR("un_sc"));
    assert_non_null(p);
    assert_int_equal(p->max_age_us, 7 * IDT_DAY_US);
    assert_int_equal(p->file_count, 1);
    assert_true(idt_str_is(p->files[0].name, "a.xml"));
    assert_int_equal(p->files[0].max_bytes, 100);
    assert_null(idt_publications_find(&all, IDT_STR("x")));
    idt_arena_free(arena);
}

static void a_bad_file_is_told_with_place_and_what_was_expected(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t line, column;
        const char *word;
    } cases[] = {
        {"", 1, 1, "mapping"},
        {"[]", 1, 1, "mapping"},
        {"datasets: []\n", 1, 1, "interdict-sources: 1"},
        {"interdict-sources: 2\ndatasets: []\n", 1, 20, "interdict-sources: 1"},
        {HEAD, 1, 1, "datasets"},
        {HEAD "datasets: x\n", 2, 11, "list"},
        {HEAD "datasets: [a]\n", 2, 12, "mapping"},
        {HEAD "colour: red\ndatasets: []\n", 2, 1, "colour"},
        {HEAD "transfer: {tries: 0}\ndatasets: []\n", 2, 19, "1 to 10"},
        {HEAD "transfer: {tries: 11}\ndatasets: []\n", 2, 19, "1 to 10"},
        {HEAD "transfer: {speed: 1}\ndatasets: []\n", 2, 12, "speed"},
        {HEAD "datasets:\n  - dataset: un_sc\n    dataset: x\n", 4, 5, ""},
        {HEAD "datasets:\n  - {dataset: Un, files: []}\n", 3, 5, "publisher"},
        {HEAD "datasets: &a []\n", 2, 11, ""},
        {HEAD "datasets: [\n", 3, 1, ""},
        {HEAD "datasets:\n" DATASET DATASET, 10, 5, "twice"},
        {HEAD "datasets:\n" DATASET FILE_1, 10, 9, "a.xml"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        idt_error err;
        idt_publications all;
        idt_arena *arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
        assert_int_equal(read_text(cases[i].text, arena, &all, &err), IDT_E_INPUT);
        if (err.line != cases[i].line || err.column != cases[i].column ||
            strstr(err.message, cases[i].word) == NULL) {
            fail_msg("case %zu: %u:%u: %s", i, err.line, err.column, err.message);
        }
        idt_arena_free(arena);
    }
}

/* The shipped file: https only, an address for every reader, terms that are said. */
static void the_shipped_sources_are_read_and_serve_every_reader(void **state)
{
    (void)state;
    const char *source = getenv("INTERDICT_SOURCE");
    if (source == NULL) {
        skip();
    }
    char path[4096];
    idt_error err;
    idt_str bytes;
    idt_publications all;
    idt_arena *arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    (void)snprintf(path, sizeof path, "%s/data/sources.yaml", source);
    assert_int_equal(idt_file_read(path, IDT_SOURCES_BYTES_MAX, arena, &bytes, &err), IDT_OK);
    assert_int_equal(idt_publications_read(bytes, path, arena, &all, &err), IDT_OK);
    for (size_t i = 0; i < all.count; i++) {
        for (size_t k = 0; k < all.items[i].file_count; k++) {
            assert_true(idt_str_starts(all.items[i].files[k].address, "https://"));
        }
    }
    for (size_t i = 0; IDT_LIST_READERS[i] != NULL; i++) {
        if (idt_publications_find(&all, idt_str_borrow(IDT_LIST_READERS[i]->dataset)) == NULL) {
            fail_msg("data/sources.yaml has no address for %s", IDT_LIST_READERS[i]->dataset);
        }
    }
    idt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_of_sources_is_read),
        cmocka_unit_test(a_bad_file_is_told_with_place_and_what_was_expected),
        cmocka_unit_test(the_shipped_sources_are_read_and_serve_every_reader),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
