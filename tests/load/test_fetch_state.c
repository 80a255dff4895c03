/* What an update remembers: read as written, and damage that is told apart from absence. */
#include "../register/register_world.h"

#include <string.h>
#include <sys/stat.h>

#include "core/io.h"
#include "load/fetch_state.h"

static const idt_kept_part PARTS[] = {{{"a.xml", 5}, {{1}}}, {{"b.xml", 5}, {{2}}}};
static const idt_kept_file FILES[] = {
    {{"https://lists.example/a", 23}, {"\"1\"", 3}, {NULL, 0}, PARTS, 2}};
static const idt_fetch_state STATE = {true, 1000000, FILES, 1};

static void remove_state(world *w)
{
    char path[128];
    path_in_world(w, "fetch/d.json", path);
    (void)unlink(path);
    path_in_world(w, "fetch", path);
    (void)rmdir(path);
    close_world(w);
}

static void it_is_read_as_it_was_written(void **state)
{
    (void)state;
    idt_error err;
    idt_fetch_state back;
    world w;
    open_world(&w);
    must(idt_fetch_state_write(w.home, IDT_STR("d"), &STATE, w.arena, &err), &err);
    must(idt_fetch_state_read(w.home, IDT_STR("d"), w.arena, &back, &err), &err);
    assert_true(back.found);
    assert_int_equal(back.checked_us, 1000000);
    const idt_kept_file *f = idt_fetch_state_find(&back, FILES[0].address);
    assert_non_null(f);
    assert_true(idt_str_is(f->etag, "\"1\""));
    assert_null(f->last_modified.ptr);
    assert_int_equal(f->part_count, 2);
    assert_memory_equal(&f->parts[1].sha256, &PARTS[1].sha256, sizeof(idt_digest));
    assert_null(idt_fetch_state_find(&back, IDT_STR("https://lists.example/b")));
    remove_state(&w);
}

static void absence_is_no_fault_and_damage_is(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "{",
        "[]",
        "{}",
        "{\"dataset\":\"e\",\"checked\":\"2026-01-01T00:00:00Z\",\"files\":[]}",
        "{\"dataset\":\"d\",\"checked\":\"never\",\"files\":[]}",
        "{\"dataset\":\"d\",\"checked\":\"2026-01-01T00:00:00Z\"}",
        "{\"dataset\":\"d\",\"checked\":\"2026-01-01T00:00:00Z\",\"files\":[{}]}",
        "{\"dataset\":\"d\",\"checked\":\"2026-01-01T00:00:00Z\",\"files\":[{\"address\":\"a\","
        "\"parts\":[]}]}",
        "{\"dataset\":\"d\",\"checked\":\"2026-01-01T00:00:00Z\",\"files\":[{\"address\":\"a\","
        "\"parts\":[{\"name\":\"a\",\"sha256\":\"00\"}]}]}",
        "{\"dataset\":\"d\",\"checked\":\"2026-01-01T00:00:00Z\",\"files\":[{\"address\":\"a\","
        "\"etag\":\"a\\nb\",\"parts\":[{\"name\":\"a\",\"sha256\":"
        "\"0000000000000000000000000000000000000000000000000000000000000000\"}]}]}",
    };
    idt_error err;
    idt_fetch_state back;
    char path[128];
    world w;
    open_world(&w);
    must(idt_fetch_state_read(w.home, IDT_STR("d"), w.arena, &back, &err), &err);
    assert_false(back.found);
    path_in_world(&w, "fetch", path);
    assert_int_equal(mkdir(path, 0755), 0);
    path_in_world(&w, "fetch/d.json", path);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        must(idt_file_write(path, idt_str_borrow(texts[i]), &err), &err);
        if (idt_fetch_state_read(w.home, IDT_STR("d"), w.arena, &back, &err) != IDT_E_CORRUPT) {
            fail_msg("taken: %s", texts[i]);
        }
        assert_false(back.found);
        assert_non_null(strstr(err.message, "fetch/d.json"));
    }
    remove_state(&w);
}

static void it_tells_of_an_edition_only_if_all_files_are_in_it(void **state)
{
    (void)state;
    const idt_edition_file held[] = {{{"r", 1}, {"b.xml", 5}, PARTS[1].sha256},
                                     {{"r", 1}, {"a.xml", 5}, PARTS[0].sha256},
                                     {{"r", 1}, {"c.xml", 5}, {{3}}}};
    idt_edition_before newest = {.found = true, .files = held, .file_count = 2};
    assert_true(idt_fetch_state_is_held(&STATE, &newest));
    newest.file_count = 1;
    assert_false(idt_fetch_state_is_held(&STATE, &newest));
    newest.file_count = 3;
    assert_false(idt_fetch_state_is_held(&STATE, &newest));
    newest.file_count = 0;
    newest.found = false;
    assert_false(idt_fetch_state_is_held(&STATE, &newest));
    assert_false(idt_fetch_state_is_held(&(idt_fetch_state){0}, &newest));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_read_as_it_was_written),
        cmocka_unit_test(absence_is_no_fault_and_damage_is),
        cmocka_unit_test(it_tells_of_an_edition_only_if_all_files_are_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
