/* verify: a register that is sound has no fault, and each kind of damage is one. */
#include <sqlite3.h>
#include <string.h>

#include "register_world.h"

static void load(world *w, int64_t published, const int *contents, int count)
{
    idt_error err;
    const idt_edition_spec spec = spec_of(published, 1, 0);
    w->now += 10;
    idt_edition_load *l = begin_load(w, &spec);
    for (int k = 0; k < count; k++) {
        const char key[2] = {(char)('a' + k), '\0'};
        if (contents[k] >= 0) {
            must(put_content(w, l, key, contents[k], &err), &err);
        }
    }
    (void)finish_load(l);
}

static void damage(const world *w, const char *sql)
{
    char path[128];
    sqlite3 *db;
    path_in_world(w, "register.db", path);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    }
    assert_true(sqlite3_changes(db) > 0);
    (void)sqlite3_close(db);
}

typedef struct told {
    uint64_t count;
    char first[256];
} told;

static void remember(void *context, const char *what)
{
    told *t = context;
    if (t->count++ == 0) {
        (void)snprintf(t->first, sizeof t->first, "%s", what);
    }
}

typedef struct harm {
    const char *sql;
    const char *says; /* within the first fault */
} harm;

static void each_kind_of_damage_is_a_fault(void **state)
{
    (void)state;
    static const harm harms[] = {
        {"UPDATE content SET json = CAST(replace(json, 'name 2', 'name 8') AS BLOB) WHERE id = 2",
         "a content's bytes have the hash"},
        {"UPDATE content SET hash = zeroblob(32) WHERE id = 1", "a content's bytes have the hash"},
        {"UPDATE content SET hash = x'00' WHERE id = 1", "a content's bytes have the hash"},
        {"UPDATE content SET json = x'' WHERE id = 1", "a content's bytes have the hash"},
        {"UPDATE run SET rec_to = 9223372036854775807", "d:b has versions that overlap"},
        {"UPDATE run SET rec_from = 7 WHERE key = 'a'", "d:a has a version that no edition wrote"},
        {"UPDATE run SET pub_from = 0 WHERE key = 'a'", "d:a has a version that no edition wrote"},
        {"UPDATE run SET pub_to = 3 WHERE key = 'c' AND pub_to = 2",
         "d:c has a version that no edition wrote"},
        {"INSERT INTO run (dataset, key, version, pub_from, pub_to, rec_from, rec_to, cause)"
         " SELECT dataset, key, version, 2, pub_to, rec_from, rec_to, cause FROM run WHERE key = "
         "'a';"
         "UPDATE run SET pub_to = 2 WHERE key = 'a' AND pub_from = 1",
         "d:a has one version in two pieces"},
        {"DELETE FROM edition WHERE published_us = 1", "has a version that no edition wrote"},
        {"DELETE FROM name WHERE value = 'name 1'", "the names or references held of d:a"},
        {"UPDATE name SET folded = 'x' WHERE value = 'name 1'", "the names or references held"},
        {"DELETE FROM ref WHERE target = 'b'", "the names or references held of d:b"},
        {"INSERT INTO ref SELECT 1, 'elsewhere', id FROM version WHERE key = 'c'",
         "the names or references held of d:c"},
        {"INSERT INTO day SELECT 'a-list', 1, id FROM version WHERE key = 'c'",
         "the days held of d:c are not those of its content"},
        {"DELETE FROM word WHERE word = '1'", "is not found by the words it has"},
        {"INSERT INTO word SELECT 'other', id FROM name WHERE value = 'name 1'",
         "a name of d:a is not found by the words it has"},
        {"DELETE FROM content WHERE id = 1", "has a version that is not held"},
        {"DELETE FROM version WHERE key = 'a'", "d:a has a version that is not held"},
    };
    for (size_t i = 0; i < sizeof harms / sizeof *harms; i++) {
        idt_error err;
        uint64_t faults;
        told t = {0};
        world w;
        open_world(&w);
        load(&w, 1, (const int[]){1, 2, 3}, 3);
        load(&w, 2, (const int[]){1, 4, -1}, 3);
        verify_clean(w.reg);
        damage(&w, harms[i].sql);
        must(idt_register_verify(w.reg, &DERIVER, remember, &t, &faults, &err), &err);
        if (faults == 0 || strstr(t.first, harms[i].says) == NULL) {
            print_error("%s: %d faults: %s\n", harms[i].sql, (int)faults, t.first);
        }
        close_world(&w);
        assert_int_equal(t.count, faults);
        assert_true(faults > 0);
        assert_non_null(strstr(t.first, harms[i].says));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_damage_is_a_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
