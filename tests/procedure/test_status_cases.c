/* Runs the files of tests/cases/status: what a lawyer may correct is data, one case a line with its
 * reason.
 *
 *   {"case": a claim, "why": the row or ruling it shows, "law": [records], "records": [records],
 *    "as_of": day, "today": day, "expect": {"<list>" or "<list>/<scope>": partial row}}
 *
 * Optional: "lists" asked, "parts" [{id, caption, records}], "whole" the same, "nothing_recorded",
 * "absent" lists that have no row. A partial row: members that must be so; a date is compared by
 * its EDTF text where a text is expected; lists are compared whole, objects inside them partially.
 * Each case runs with its records in order and reversed: the answer must not change.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case_world.h"

static bool matches(const idt_json *expected, const idt_json *got)
{
    if (got == NULL) {
        return false;
    }
    if (expected->kind == IDT_JSON_STRING && got->kind == IDT_JSON_OBJECT) {
        return idt_str_equal(expected->string, idt_json_string(got, "edtf"));
    }
    if (expected->kind != got->kind) {
        return false;
    }
    switch (expected->kind) {
    case IDT_JSON_STRING:
        return idt_str_equal(expected->string, got->string);
    case IDT_JSON_INT:
        return expected->integer == got->integer;
    case IDT_JSON_BOOL:
        return expected->boolean == got->boolean;
    case IDT_JSON_ARRAY:
        if (expected->count != got->count) {
            return false;
        }
        for (size_t i = 0; i < expected->count; i++) {
            if (!matches(&expected->items[i], &got->items[i])) {
                return false;
            }
        }
        return true;
    case IDT_JSON_OBJECT:
        for (size_t i = 0; i < expected->count; i++) {
            char key[128];
            (void)snprintf(key, sizeof key, IDT_STR_FMT, IDT_STR_ARG(expected->items[i].key));
            if (!matches(&expected->items[i], idt_json_member(got, key))) {
                return false;
            }
        }
        return true;
    default:
        return true;
    }
}

static idt_part read_part(idt_arena *arena, const idt_json *json)
{
    idt_part part = {0};
    if (json != NULL) {
        part.id = idt_json_string(json, "id");
        part.caption = idt_json_string(json, "caption");
        part.records = build_records(arena, idt_json_member(json, "records"), &part.count);
    }
    return part;
}

static void read_lists(idt_arena *arena, const idt_json *line, idt_status_request *request)
{
    const idt_json *lists = idt_json_member(line, "lists");
    idt_str *items = IDT_NEW_N(arena, idt_str, lists != NULL ? lists->count : 0);
    for (size_t i = 0; lists != NULL && i < lists->count; i++) {
        items[request->list_count++] = lists->items[i].string;
    }
    request->lists = items;
}

static void read_parts(idt_arena *arena, const idt_json *line, idt_status_request *request)
{
    const idt_json *parts = idt_json_member(line, "parts");
    idt_part *items = IDT_NEW_N(arena, idt_part, parts != NULL ? parts->count : 0);
    for (size_t i = 0; parts != NULL && i < parts->count; i++) {
        items[request->part_count++] = read_part(arena, &parts->items[i]);
    }
    request->parts = items;
    request->whole = read_part(arena, idt_json_member(line, "whole"));
}

static const idt_listing_status *find(const idt_listing_status *rows, size_t count, idt_str place)
{
    const size_t slash = idt_str_find(place, '/');
    const idt_str list = idt_str_slice(place, 0, slash);
    const idt_str scope =
        slash < place.len ? idt_str_slice(place, slash + 1, place.len) : IDT_STR("whole");
    for (size_t i = 0; i < count; i++) {
        if (idt_str_equal(rows[i].list, list) && idt_str_equal(rows[i].scope, scope)) {
            return &rows[i];
        }
    }
    return NULL;
}

static size_t check_row(idt_arena *arena, const idt_json *expected, const idt_listing_status *row,
                        idt_str name)
{
    if (row == NULL) {
        print_error(IDT_STR_FMT ": no row " IDT_STR_FMT "\n", IDT_STR_ARG(name),
                    IDT_STR_ARG(expected->key));
        return 1;
    }
    idt_json *got;
    const idt_str text = row_json(row, arena);
    assert_int_equal(idt_json_read(text, "row", arena, &got, NULL), 0);
    size_t wrong = 0;
    for (size_t i = 0; i < expected->count; i++) {
        char key[128];
        (void)snprintf(key, sizeof key, IDT_STR_FMT, IDT_STR_ARG(expected->items[i].key));
        if (!matches(&expected->items[i], idt_json_member(got, key))) {
            print_error(IDT_STR_FMT ": " IDT_STR_FMT ": `%s` is otherwise in\n  " IDT_STR_FMT "\n",
                        IDT_STR_ARG(name), IDT_STR_ARG(expected->key), key, IDT_STR_ARG(text));
            wrong++;
        }
    }
    return wrong;
}

static const idt_listing_status *compute(const idt_status_request *request, idt_arena *arena,
                                         size_t *count)
{
    const idt_listing_status *rows;
    idt_error err = {0};
    const idt_rc rc = idt_listing_status_compute(request, arena, &rows, count, &err);
    if (rc != IDT_OK) {
        fail_msg("%s", err.message);
    }
    return rows;
}

static size_t check_reversed(idt_arena *arena, idt_status_request request,
                             const idt_listing_status *rows, size_t count, idt_str name)
{
    const idt_record **reversed = IDT_NEW_N(arena, const idt_record *, request.count + 1);
    for (size_t i = 0; i < request.count; i++) {
        reversed[i] = request.records[request.count - 1 - i];
    }
    request.records = reversed;
    size_t again_count;
    const idt_listing_status *again = compute(&request, arena, &again_count);
    size_t wrong = again_count == count ? 0 : 1;
    for (size_t i = 0; i < count && wrong == 0; i++) {
        wrong = idt_str_equal(row_json(&rows[i], arena), row_json(&again[i], arena)) ? 0 : 1;
    }
    if (wrong != 0) {
        print_error(IDT_STR_FMT ": the order of records changes the answer\n", IDT_STR_ARG(name));
    }
    return wrong;
}

static idt_day read_day(const idt_json *line, const char *name, const char *otherwise)
{
    idt_str text = idt_json_string(line, name);
    if (text.ptr == NULL) {
        text = idt_str_borrow(otherwise);
    }
    idt_day day;
    assert_true(idt_day_parse(text, &day));
    return day;
}

static size_t run_case(const idt_json *line)
{
    idt_arena *arena = idt_arena_new((size_t)64 << 20);
    const idt_str name = idt_json_string(line, "case");
    world w = {.arena = arena};
    w.law = build_records(arena, idt_json_member(line, "law"), &w.law_count);
    const idt_json *nothing = idt_json_member(line, "nothing_recorded");
    idt_status_request request = {.subject = IDT_STR("t:group"),
                                  .law = {&w, world_list, world_body},
                                  .as_of = read_day(line, "as_of", "2026-11-25"),
                                  .today = read_day(line, "today", "2026-11-25"),
                                  .explain = true,
                                  .nothing_recorded = nothing != NULL && nothing->boolean};
    request.records = build_records(arena, idt_json_member(line, "records"), &request.count);
    read_lists(arena, line, &request);
    read_parts(arena, line, &request);
    size_t count;
    const idt_listing_status *rows = compute(&request, arena, &count);
    size_t wrong = 0;
    const idt_json *expect = idt_json_member(line, "expect");
    for (size_t i = 0; expect != NULL && i < expect->count; i++) {
        wrong += check_row(arena, &expect->items[i], find(rows, count, expect->items[i].key), name);
    }
    const idt_json *absent = idt_json_member(line, "absent");
    for (size_t i = 0; absent != NULL && i < absent->count; i++) {
        if (find(rows, count, absent->items[i].string) != NULL) {
            print_error(IDT_STR_FMT ": a row that should not be\n", IDT_STR_ARG(name));
            wrong++;
        }
    }
    wrong += check_reversed(arena, request, rows, count, name);
    idt_arena_free(arena);
    return wrong;
}

static size_t run_lines(idt_str text, const char *path, size_t *cases)
{
    size_t wrong = 0;
    size_t number = 0;
    while (text.len > 0) {
        const size_t end = idt_str_find(text, '\n');
        const idt_str line = idt_str_trim(idt_str_slice(text, 0, end));
        text = idt_str_slice(text, end + 1, text.len);
        number++;
        if (line.len == 0) {
            continue;
        }
        idt_arena *arena = idt_arena_new((size_t)16 << 20);
        idt_json *json;
        idt_error err = {0};
        if (idt_json_read(line, path, arena, &json, &err) != IDT_OK) {
            fail_msg("%s:%zu: %s", path, number, err.message);
        }
        wrong += run_case(json);
        (*cases)++;
        idt_arena_free(arena);
    }
    return wrong;
}

static char *read_whole(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    if (f == NULL) {
        return NULL;
    }
    static char bytes[1 << 20];
    *len = fread(bytes, 1, sizeof bytes, f);
    (void)fclose(f);
    assert_true(*len < sizeof bytes);
    return bytes;
}

static void every_case_is_answered_as_the_law_has_it(void **state)
{
    (void)state;
    const char *source = getenv("INTERDICT_SOURCE");
    char folder[1024];
    (void)snprintf(folder, sizeof folder, "%s/tests/cases/status", source != NULL ? source : ".");
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    size_t cases = 0;
    size_t wrong = 0;
    for (const struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir)) {
        if (!idt_str_ends(idt_str_borrow(entry->d_name), ".jsonl")) {
            continue;
        }
        char path[2048];
        (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        size_t len;
        const char *bytes = read_whole(path, &len);
        assert_non_null(bytes);
        wrong += run_lines((idt_str){bytes, len}, entry->d_name, &cases);
    }
    (void)closedir(dir);
    print_message("%zu cases\n", cases);
    assert_true(cases > 0);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_is_answered_as_the_law_has_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
