/* Kept bytes: patches of a slowly changing file come back as they were; damage is told. */
#include <sqlite3.h>
#include <string.h>

#include "random.h"
#include "register_world.h"

#define FILE_BYTES 100000
#define EDITIONS   40 /* more than a chain of patches may be long */

static void keep(world *w, int64_t published, idt_str bytes)
{
    idt_error err;
    const idt_raw_file file = {
        .role = IDT_STR("source"), .name = IDT_STR("list.xml"), .bytes = bytes};
    const idt_edition_spec spec = spec_of(published, 1, 0);
    idt_edition_load *load;
    idt_load_counts counts;
    w->now += 10;
    must(idt_edition_begin(w->reg, &spec, &file, 1, &DERIVER, &load, &counts, &err), &err);
    (void)finish_load(load);
}

static sqlite3 *open_file(const world *w)
{
    char path[128];
    sqlite3 *db;
    path_in_world(w, "register.db", path);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    return db;
}

static int64_t number(const world *w, const char *sql)
{
    sqlite3 *db = open_file(w);
    sqlite3_stmt *s;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    const int64_t n = sqlite3_column_int64(s, 0);
    (void)sqlite3_finalize(s);
    (void)sqlite3_close(db);
    return n;
}

static void damage(const world *w, const char *sql)
{
    sqlite3 *db = open_file(w);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_true(sqlite3_changes(db) > 0);
    (void)sqlite3_close(db);
}

static void fill(char *bytes, random_state *r)
{
    for (size_t i = 0; i < FILE_BYTES; i++) {
        bytes[i] = (char)('!' + random_below(r, 90));
    }
}

static void change_a_little(char *bytes, random_state *r)
{
    for (int i = 0; i < 5; i++) {
        bytes[random_below(r, FILE_BYTES)] = (char)('!' + random_below(r, 90));
    }
}

static void each_edition_of_a_changing_file_comes_back_as_it_was(void **state)
{
    (void)state;
    random_state r = random_start("kept bytes");
    static char bytes[FILE_BYTES];
    static idt_digest hashes[EDITIONS];
    idt_error err;
    world w;
    open_world(&w);
    fill(bytes, &r);
    for (int e = 0; e < EDITIONS; e++) {
        change_a_little(bytes, &r);
        must(idt_sha256(bytes, FILE_BYTES, &hashes[e], &err), &err);
        keep(&w, e + 1, (idt_str){.ptr = bytes, .len = FILE_BYTES});
    }
    for (int e = 0; e < EDITIONS; e++) {
        idt_str kept;
        idt_digest met;
        idt_arena_clear(w.arena);
        must(idt_register_raw(w.reg, &hashes[e], w.arena, &kept, &err), &err);
        assert_int_equal(kept.len, FILE_BYTES);
        must(idt_sha256(kept.ptr, kept.len, &met, &err), &err);
        assert_memory_equal(&met, &hashes[e], sizeof met);
    }
    verify_clean(w.reg);
    /* a whole frame, and little patches against it, never against each other */
    assert_in_range(number(&w, "SELECT count(*) FROM raw WHERE base IS NULL"), 1, 4);
    assert_int_equal(number(&w, "SELECT max(depth) FROM raw"), 1);
    assert_in_range(number(&w, "SELECT max(length(bytes)) FROM raw WHERE base IS NOT NULL"), 1,
                    FILE_BYTES / 100);
    close_world(&w);
}

static void a_file_that_drifts_away_becomes_a_frame_of_its_own(void **state)
{
    (void)state;
    random_state r = random_start("drifting file");
    static char bytes[FILE_BYTES];
    world w;
    open_world(&w);
    fill(bytes, &r);
    for (int e = 0; e < 6; e++) {
        for (size_t i = 0; i < FILE_BYTES / 6; i++) {
            bytes[(size_t)e * (FILE_BYTES / 6) + i] = (char)('!' + random_below(&r, 90));
        }
        keep(&w, e + 1, (idt_str){.ptr = bytes, .len = FILE_BYTES});
    }
    assert_int_equal(number(&w, "SELECT count(*) FROM raw WHERE base IS NULL"), 6);
    verify_clean(w.reg);
    close_world(&w);
}

static idt_rc raw_of(world *w, const char *text, idt_str *out)
{
    idt_error err;
    idt_digest sha256;
    must(idt_sha256(text, strlen(text), &sha256, &err), &err);
    return idt_register_raw(w->reg, &sha256, w->arena, out, &err);
}

static void bytes_that_were_never_kept_are_not_found(void **state)
{
    (void)state;
    idt_str out;
    world w;
    open_world(&w);
    keep(&w, 1, IDT_STR("one"));
    assert_int_equal(raw_of(&w, "two", &out), IDT_E_NOT_FOUND);
    must(raw_of(&w, "one", &out), NULL);
    assert_true(idt_str_is(out, "one"));
    keep(&w, 2, IDT_STR("")); /* an empty file is a file */
    must(raw_of(&w, "", &out), NULL);
    assert_int_equal(out.len, 0);
    close_world(&w);
}

static void count_fault(void *context, const char *what)
{
    (void)what;
    ++*(int *)context;
}

/* What each does to the row of the first edition's bytes; the second is a patch against it. */
static void damaged_bytes_are_told_not_given(void **state)
{
    (void)state;
    static const char *const damages[] = {
        "UPDATE raw SET bytes = substr(bytes, 1, length(bytes) / 2) WHERE base IS NULL",
        "UPDATE raw SET bytes = zeroblob(length(bytes)) WHERE base IS NULL",
        "UPDATE raw SET size = size + 1 WHERE base IS NULL",
        "UPDATE raw SET size = 0 WHERE base IS NULL",
        "UPDATE raw SET size = -1 WHERE base IS NULL",
        "UPDATE raw SET size = 9223372036854775807 WHERE base IS NULL",
        "UPDATE raw SET size = 5000000000 WHERE base IS NULL",
        "UPDATE raw SET base = (SELECT sha256 FROM raw WHERE base IS NOT NULL) WHERE base IS NULL",
        "UPDATE raw SET base = sha256 WHERE base IS NULL",
        "DELETE FROM raw WHERE base IS NULL",
    };
    random_state r = random_start("damaged bytes");
    static char bytes[FILE_BYTES + 1];
    for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
        idt_error err;
        idt_str out;
        uint64_t faults;
        int told = 0;
        world w;
        open_world(&w);
        fill(bytes, &r);
        keep(&w, 1, (idt_str){.ptr = bytes, .len = FILE_BYTES});
        change_a_little(bytes, &r);
        keep(&w, 2, (idt_str){.ptr = bytes, .len = FILE_BYTES});
        damage(&w, damages[i]);
        const idt_rc rc = raw_of(&w, bytes, &out); /* through the patch */
        if (rc != IDT_E_CORRUPT) {
            print_error("%s: %s\n", damages[i], idt_rc_name(rc));
        }
        assert_int_equal(rc, IDT_E_CORRUPT);
        must(idt_register_verify(w.reg, &DERIVER, count_fault, &told, &faults, &err), &err);
        assert_true(faults > 0);
        assert_int_equal(told, faults);
        close_world(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_edition_of_a_changing_file_comes_back_as_it_was),
        cmocka_unit_test(a_file_that_drifts_away_becomes_a_frame_of_its_own),
        cmocka_unit_test(bytes_that_were_never_kept_are_not_found),
        cmocka_unit_test(damaged_bytes_are_told_not_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
