/* Files that are no register, a newer one, or a damaged one: errors or faults, and nothing touched.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "core/io.h"
#include "register/store.h"

typedef struct place {
    char home[64];
    char path[96];
    idt_arena *arena;
    idt_str sound; /* the bytes of a register with one edition */
} place;

static idt_rc no_names(const idt_record *record, idt_arena *arena, idt_derived *out, idt_error *err)
{
    (void)record;
    (void)arena;
    (void)err;
    *out = (idt_derived){0};
    return IDT_OK;
}

static const idt_deriver DERIVER = {.version = "test", .derive = no_names};

static void must(idt_rc rc, const idt_error *err)
{
    if (rc != IDT_OK) {
        fail_msg("%s", err->message);
    }
}

static void clear(const place *p)
{
    static const char *const names[] = {"register.db", "register.db-wal", "register.db-shm",
                                        "register.lock"};
    for (size_t i = 0; i < 4; i++) {
        char path[128];
        (void)snprintf(path, sizeof path, "%s/%s", p->home, names[i]);
        (void)unlink(path);
    }
}

static void load_one(idt_register *reg, idt_arena *arena)
{
    idt_error err;
    idt_edition_load *load;
    idt_load_counts counts;
    idt_str bytes;
    idt_digest hash;
    const idt_edition_spec spec = {
        .dataset = IDT_STR("d"), .authored = true, .reader = IDT_STR("test"), .reader_version = 1};
    idt_content *content = idt_content_new(arena);
    must(idt_content_add(content, IDT_STR("schema"), IDT_STR("Organization"), IDT_STR("{}"), &err),
         &err);
    must(idt_content_finish(content, &bytes, &hash, &err), &err);
    must(idt_edition_begin(reg, &spec, NULL, 0, &DERIVER, &load, &counts, &err), &err);
    for (int i = 0; i < 50; i++) {
        char key[16];
        (void)snprintf(key, sizeof key, "k%d", i);
        must(idt_edition_put(load, idt_str_borrow(key), bytes, &hash, IDT_CAUSE_RECORD,
                             (idt_str){0}, &err),
             &err);
    }
    must(idt_edition_finish_take(load, &counts, &err), &err);
}

static int set_up(void **state)
{
    static place p;
    idt_error err;
    idt_register *reg;
    const idt_register_options options = {.clock = idt_clock_system()};
    (void)snprintf(p.home, sizeof p.home, "/tmp/idt-corrupt-XXXXXX");
    assert_non_null(mkdtemp(p.home));
    (void)snprintf(p.path, sizeof p.path, "%s/register.db", p.home);
    p.arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    must(idt_register_open(p.home, IDT_OPEN_CREATE, &options, &reg, &err), &err);
    load_one(reg, p.arena);
    must(idt_register_close(reg, &err), &err);
    must(idt_file_read(p.path, (size_t)1 << 26, p.arena, &p.sound, &err), &err);
    *state = &p;
    return 0;
}

static int tear_down(void **state)
{
    place *p = *state;
    clear(p);
    (void)rmdir(p->home);
    idt_arena_free(p->arena);
    return 0;
}

static idt_rc look(void *context, const idt_record *record, idt_error *err)
{
    (void)err;
    *(size_t *)context += record->count;
    return IDT_OK;
}

static void ignore(void *context, const char *what)
{
    (void)context;
    (void)what;
}

/* Puts the bytes in place and reads all there is to read: the result of opening. */
static idt_rc read_all(const place *p, idt_str bytes, idt_open_mode mode)
{
    idt_error err;
    idt_register *reg;
    idt_view view;
    size_t seen = 0;
    uint64_t faults = 0;
    const idt_register_options options = {.clock = idt_clock_system()};
    clear(p);
    must(idt_file_write(p->path, bytes, &err), &err);
    const idt_rc rc = idt_register_open(p->home, mode, &options, &reg, &err);
    if (rc != IDT_OK) {
        assert_true(err.message[0] != '\0');
        return rc;
    }
    if (idt_register_view(reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, &err) == IDT_OK) {
        (void)!idt_register_each(reg, &view, look, &seen, &err);
    }
    (void)!idt_register_verify(reg, &DERIVER, ignore, NULL, &faults, &err);
    (void)!idt_register_close(reg, &err);
    return rc;
}

static idt_str changed(const place *p, size_t at, char byte)
{
    char *bytes = idt_arena_copy(p->arena, p->sound.ptr, p->sound.len);
    assert_non_null(bytes);
    bytes[at] = byte;
    return (idt_str){.ptr = bytes, .len = p->sound.len};
}

static void a_newer_format_is_refused_and_not_touched(void **state)
{
    const place *p = *state;
    idt_error err;
    idt_str after;
    const idt_str newer = changed(p, 63, 99); /* user_version: bytes 60-63 of SQLite's header */
    assert_int_equal(read_all(p, newer, IDT_OPEN_READ), IDT_E_FORMAT);
    assert_int_equal(read_all(p, newer, IDT_OPEN_WRITE), IDT_E_FORMAT);
    must(idt_file_read(p->path, (size_t)1 << 26, p->arena, &after, &err), &err);
    assert_true(idt_str_equal(newer, after));
}

static void a_foreign_file_is_no_register(void **state)
{
    const place *p = *state;
    assert_int_equal(read_all(p, changed(p, 68, 'x'), IDT_OPEN_READ), IDT_E_CORRUPT);
    assert_int_equal(read_all(p, IDT_STR("a text that is no database, and long enough to be read"),
                              IDT_OPEN_READ),
                     IDT_E_CORRUPT);
    assert_int_not_equal(read_all(p, IDT_STR(""), IDT_OPEN_READ), IDT_OK);
}

static void a_truncated_file_gives_errors_or_faults(void **state)
{
    const place *p = *state;
    for (size_t len = 0; len < p->sound.len; len += p->sound.len / 40 + 1) {
        (void)read_all(p, idt_str_slice(p->sound, 0, len), IDT_OPEN_READ);
    }
}

static void flipped_bits_give_errors_or_faults(void **state)
{
    const place *p = *state;
    uint32_t seed = 20261125;
    for (int i = 0; i < 200; i++) {
        seed = seed * 1664525u + 1013904223u;
        const size_t at = (seed >> 4) % p->sound.len;
        seed = seed * 1664525u + 1013904223u;
        const int flipped = (unsigned char)p->sound.ptr[at] ^ 1 << (seed >> 29);
        (void)read_all(p, changed(p, at, (char)flipped), IDT_OPEN_READ);
    }
}

static void there_is_no_register_where_there_is_no_file(void **state)
{
    idt_error err;
    idt_register *reg;
    const idt_register_options options = {.clock = idt_clock_system()};
    (void)state;
    assert_int_equal(idt_register_open("/tmp/idt-nowhere", IDT_OPEN_READ, &options, &reg, &err),
                     IDT_E_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_newer_format_is_refused_and_not_touched),
        cmocka_unit_test(a_foreign_file_is_no_register),
        cmocka_unit_test(a_truncated_file_gives_errors_or_faults),
        cmocka_unit_test(flipped_bits_give_errors_or_faults),
        cmocka_unit_test(there_is_no_register_where_there_is_no_file),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
