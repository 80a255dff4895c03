/* A register of format 1, made here by its schema alone, is brought to today's format by the first
 * open for writing; what it holds stays as it was. */
#include "register_world.h"

#include "register/store.h"

static void run_sql(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK) {
        fail_msg("%s: %s", sql, message);
    }
}

/* One dataset `d`, one edition, the record d:a with content 1, under an older deriver's names. */
static void make_format_1(world *w)
{
    char path[128];
    sqlite3 *db;
    sqlite3_stmt *s;
    idt_str bytes;
    idt_digest hash;
    *w = (world){.now = 5000};
    (void)snprintf(w->home, sizeof w->home, "/tmp/idt-test-XXXXXX");
    assert_non_null(mkdtemp(w->home));
    w->arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    path_in_world(w, IDT_REGISTER_FILE, path);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    run_sql(db, "PRAGMA journal_mode=WAL");
    run_sql(db, IDT_SQL_SCHEMA[0]);
    run_sql(db, "PRAGMA application_id=1768186740; PRAGMA user_version=1;"
                "INSERT INTO meta VALUES ('deriver', 'test-1');"
                "INSERT INTO dataset VALUES (1, 'd');"
                "INSERT INTO edition (id, dataset, authored, partial, published_us, seq, reading,"
                " retrieved_us, recorded_us, sha256, reader, reader_version, state, records)"
                " VALUES (1, 1, 0, 0, 10, 1, 1, 0, 1000, x'00', 'test', 1, 'loaded', 1);"
                "INSERT INTO version VALUES (1, 1, 'a', 1);"
                "INSERT INTO run VALUES (1, 1, 'a', 1, 10, 9223372036854775807, 1000,"
                " 9223372036854775807, 6, NULL);"
                "INSERT INTO name VALUES (1, 1, 'name', 'stale', 'stale')");
    content_of(w->arena, 1, &bytes, &hash);
    assert_int_equal(sqlite3_prepare_v2(db, "INSERT INTO content VALUES (1, ?1, ?2)", -1, &s, NULL),
                     SQLITE_OK);
    (void)sqlite3_bind_blob(s, 1, hash.bytes, IDT_SHA256_BYTES, SQLITE_STATIC);
    (void)sqlite3_bind_blob(s, 2, bytes.ptr, (int)bytes.len, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(s), SQLITE_DONE);
    assert_int_equal(sqlite3_finalize(s), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static int64_t number(idt_register *reg, const char *sql)
{
    sqlite3_stmt *s;
    assert_int_equal(sqlite3_prepare_v2(reg->db, sql, -1, &s, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    const int64_t n = sqlite3_column_int64(s, 0);
    assert_int_equal(sqlite3_finalize(s), SQLITE_OK);
    return n;
}

static void a_reader_leaves_an_older_register_as_it_is_and_says_so(void **state)
{
    (void)state;
    world w;
    idt_error err;
    make_format_1(&w);
    assert_int_equal(open_register(&w, IDT_OPEN_READ, &w.reg, &err), IDT_E_FORMAT);
    assert_non_null(strstr(err.message, "older format 1"));
    assert_null(w.reg);
    close_world(&w);
}

static void a_writer_migrates_and_what_was_held_is_held(void **state)
{
    (void)state;
    world w;
    idt_error err;
    idt_view view;
    make_format_1(&w);
    must(open_register(&w, IDT_OPEN_WRITE, &w.reg, &err), &err);
    assert_int_equal(number(w.reg, "PRAGMA user_version"), IDT_REGISTER_FORMAT);
    must(idt_register_view(w.reg, 100, 2000, &view, &err), &err);
    assert_int_equal(number_at(&w, w.reg, &view, "a"), 1);
    must(idt_register_view(w.reg, 100, 999, &view, &err), &err);
    assert_int_equal(number_at(&w, w.reg, &view, "a"), -1);
    close_world(&w);
}

static void a_migrated_register_has_no_derived_stamp_until_the_next_load(void **state)
{
    (void)state;
    world w;
    idt_error err;
    bool current = true;
    make_format_1(&w);
    must(open_register(&w, IDT_OPEN_WRITE, &w.reg, &err), &err);
    must(store_derived_current(w.reg, &DERIVER, &current, &err), &err);
    assert_false(current);
    const idt_edition_spec spec = spec_of(20, 1, 0);
    idt_edition_load *load = begin_load(&w, &spec);
    must(put_content(&w, load, "a", 1, &err), &err);
    (void)finish_load(load);
    must(store_derived_current(w.reg, &DERIVER, &current, &err), &err);
    assert_true(current);
    assert_int_equal(number(w.reg, "SELECT count(*) FROM name WHERE value = 'stale'"), 0);
    close_world(&w);
}

static void loading_bytes_that_are_held_makes_the_derived_tables_anew_too(void **state)
{
    (void)state;
    world w;
    idt_error err;
    idt_edition_load *load;
    idt_load_counts counts;
    bool current = false;
    make_format_1(&w);
    must(open_register(&w, IDT_OPEN_WRITE, &w.reg, &err), &err);
    run_sql(w.reg->db, "UPDATE edition SET sha256 = zeroblob(32)");
    idt_edition_spec spec = spec_of(10, 0, 0);
    spec.sha256 = (idt_digest){0};
    must(idt_edition_begin(w.reg, &spec, NULL, 0, &DERIVER, &load, &counts, &err), &err);
    assert_null(load);
    assert_true(counts.same_bytes);
    must(store_derived_current(w.reg, &DERIVER, &current, &err), &err);
    assert_true(current);
    verify_clean(w.reg);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reader_leaves_an_older_register_as_it_is_and_says_so),
        cmocka_unit_test(a_writer_migrates_and_what_was_held_is_held),
        cmocka_unit_test(a_migrated_register_has_no_derived_stamp_until_the_next_load),
        cmocka_unit_test(loading_bytes_that_are_held_makes_the_derived_tables_anew_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
