/* Every query of src/register/sql/query uses an index, unless its head says that a scan is meant.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "register/store.h"

static sqlite3 *empty_register(void)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    for (size_t i = 0; i < IDT_SQL_STEPS; i++) {
        assert_int_equal(sqlite3_exec(db, IDT_SQL_SCHEMA[i], NULL, NULL, NULL), SQLITE_OK);
    }
    return db;
}

static void each_query_says_what_it_answers(void **state)
{
    (void)state;
    for (size_t i = 0; i < IDT_SQL_COUNT; i++) {
        if (strncmp(IDT_SQL_QUERIES[i].text, "-- ", 3) != 0) {
            fail_msg("%s has no head", IDT_SQL_QUERIES[i].name);
        }
    }
}

static void no_query_scans_a_table_unless_it_says_so(void **state)
{
    (void)state;
    sqlite3 *db = empty_register();
    for (size_t i = 0; i < IDT_SQL_COUNT; i++) {
        const idt_sql_query *query = &IDT_SQL_QUERIES[i];
        char text[4096];
        sqlite3_stmt *plan;
        (void)snprintf(text, sizeof text, "EXPLAIN QUERY PLAN %s", query->text);
        if (sqlite3_prepare_v2(db, text, -1, &plan, NULL) != SQLITE_OK) {
            fail_msg("%s: %s", query->name, sqlite3_errmsg(db));
        }
        while (sqlite3_step(plan) == SQLITE_ROW) {
            const char *step = (const char *)sqlite3_column_text(plan, 3);
            const int scans = strncmp(step, "SCAN ", 5) == 0 && strstr(step, "CONSTANT") == NULL;
            if (scans && strstr(query->text, "SCAN meant") == NULL) {
                fail_msg("%s: %s", query->name, step);
            }
        }
        assert_int_equal(sqlite3_finalize(plan), SQLITE_OK);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Whatever joins them, all rows of the one are not read for each of the other. */
static void verify_looks_words_up_by_their_name(void **state)
{
    (void)state;
    sqlite3 *db = empty_register();
    char text[4096];
    sqlite3_stmt *plan;
    bool looks_up = false;
    (void)snprintf(text, sizeof text, "EXPLAIN QUERY PLAN %s",
                   IDT_SQL_QUERIES[IDT_SQL_WORD_ALL].text);
    assert_int_equal(sqlite3_prepare_v2(db, text, -1, &plan, NULL), SQLITE_OK);
    while (sqlite3_step(plan) == SQLITE_ROW) {
        looks_up |= strncmp((const char *)sqlite3_column_text(plan, 3), "SEARCH w ", 9) == 0;
    }
    assert_int_equal(sqlite3_finalize(plan), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    assert_true(looks_up);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_query_says_what_it_answers),
        cmocka_unit_test(no_query_scans_a_table_unless_it_says_so),
        cmocka_unit_test(verify_looks_words_up_by_their_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
