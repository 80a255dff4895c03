/* loading an edition: records a second, from canonical content in memory to a durable register.
 *
 *   bench_register [RECORDS]        20000 unless stated
 *
 * Prints a JSON line a figure. The reference, measured in the same run on the same bytes, is SQLite
 * alone: one table of (key, hash, content), one transaction, synchronous=FULL. The register writes
 * beside each content its version, its rectangle, its names, their words and what it refers to.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "measure.h"
#include "load/derive.h"
#include "register/register.h"

#define ROUNDS      3
#define ARENA_BYTES ((size_t)2 << 30)

typedef struct generated {
    idt_str key;
    idt_str content;
    idt_digest hash;
} generated;

static void must(bool holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "bench_register: %s\n", what);
        exit(3);
    }
}

static void ok(idt_rc rc, const idt_error *err)
{
    must(rc == IDT_OK, err->message);
}

static void add(idt_content *c, const char *property, idt_str value, const char *qualifiers)
{
    idt_error err;
    ok(idt_content_add(c, idt_str_borrow(property), value, idt_str_borrow(qualifiers), &err), &err);
}

/* Fifteen statements: names, identity, and three listings with an act, a claim of state each. */
static void generate(generated *g, size_t i, unsigned edition, idt_arena *arena)
{
    static const char *const lists[] = {"us-fto", "ca-terrorist", "au-terrorist"};
    idt_error err;
    char qualifiers[256];
    idt_content *c = idt_content_new(arena);
    must(c != NULL, "no memory");
    g->key = idt_str_format(arena, "subject-%zu", i);
    add(c, "schema", IDT_STR("Organization"), "{}");
    add(c, "name", idt_str_format(arena, "The Movement of Number %zu", i), "{\"lang\":\"en\"}");
    add(c, "alias", idt_str_format(arena, "Movement %zu", i), "{}");
    add(c, "alias", idt_str_format(arena, "Движение %zu", i), "{\"lang\":\"ru\"}");
    add(c, "alias", idt_str_format(arena, "MN%zu", i), "{\"from\":\"1999-05\"}");
    add(c, "country", IDT_STR("us"), "{}");
    add(c, "classification", IDT_STR("armed group"), "{}");
    add(c, "registrationNumber", idt_str_format(arena, "RN-%zu", i), "{}");
    add(c, "notes", idt_str_format(arena, "as of edition %u", edition), "{}");
    for (size_t l = 0; l < 3; l++) {
        (void)snprintf(qualifiers, sizeof qualifiers,
                       "{\"by\":[\"the-minister\"],\"citation\":\"Gazette %zu\",\"decided\":"
                       "\"2003-05-%02zu\",\"id\":\"%s-1\",\"list\":\"%s\"}",
                       i, 1 + i % 28, lists[l], lists[l]);
        add(c, "event", IDT_STR("decide"), qualifiers);
        (void)snprintf(qualifiers, sizeof qualifiers, "{\"list\":\"%s\",\"on\":\"2024-05-27\"}",
                       lists[l]);
        add(c, "state", IDT_STR("in_force"), qualifiers);
    }
    ok(idt_content_finish(c, &g->content, &g->hash, &err), &err);
}

static void remove_home(const char *home)
{
    static const char *const files[] = {"register.db", "register.db-wal", "register.db-shm",
                                        "register.lock", "rows.db"};
    char path[128];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", home, files[i]);
        (void)unlink(path);
    }
    (void)rmdir(home);
}

static double load_seconds(idt_register *reg, const generated *g, size_t count, unsigned edition)
{
    idt_error err;
    idt_edition_load *load;
    idt_load_counts counts;
    idt_edition_spec spec = {.dataset = IDT_STR("bench"),
                             .published_us = edition,
                             .reader = IDT_STR("bench"),
                             .reader_version = 1};
    spec.sha256.bytes[0] = (uint8_t)edition;
    const int64_t from = clock_ns();
    ok(idt_edition_begin(reg, &spec, NULL, 0, &IDT_DERIVER, &load, &counts, &err), &err);
    for (size_t i = 0; i < count; i++) {
        ok(idt_edition_put(load, g[i].key, g[i].content, &g[i].hash, IDT_CAUSE_EDITION,
                           (idt_str){0}, &err),
           &err);
    }
    ok(idt_edition_finish_take(load, &counts, &err), &err);
    return (double)(clock_ns() - from) / 1e9;
}

static double rows_seconds(const char *home, const generated *g, size_t count)
{
    char path[128];
    sqlite3 *db;
    sqlite3_stmt *s;
    (void)snprintf(path, sizeof path, "%s/rows.db", home);
    must(sqlite3_open(path, &db) == SQLITE_OK &&
             sqlite3_exec(db,
                          "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                          "PRAGMA cache_size=-16000;"
                          "CREATE TABLE rows (key TEXT PRIMARY KEY, hash BLOB, json BLOB)",
                          NULL, NULL, NULL) == SQLITE_OK,
         "the reference cannot be made");
    const int64_t from = clock_ns();
    must(sqlite3_exec(db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK &&
             sqlite3_prepare_v2(db, "INSERT INTO rows VALUES (?1, ?2, ?3)", -1, &s, NULL) ==
                 SQLITE_OK,
         "the reference cannot begin");
    for (size_t i = 0; i < count; i++) {
        (void)sqlite3_bind_text64(s, 1, g[i].key.ptr, g[i].key.len, SQLITE_STATIC, SQLITE_UTF8);
        (void)sqlite3_bind_blob(s, 2, g[i].hash.bytes, IDT_SHA256_BYTES, SQLITE_STATIC);
        (void)sqlite3_bind_blob64(s, 3, g[i].content.ptr, g[i].content.len, SQLITE_STATIC);
        must(sqlite3_step(s) == SQLITE_DONE && sqlite3_reset(s) == SQLITE_OK, "a row is refused");
    }
    (void)sqlite3_finalize(s);
    must(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK, "the reference fails");
    const double seconds = (double)(clock_ns() - from) / 1e9;
    (void)sqlite3_close(db);
    return seconds;
}

/* A register of its own: seconds of its first edition, of a second in which one in a hundred
 * changed, and of the reference. */
static void measure(generated *g, size_t count, idt_arena *arena, double out[3])
{
    idt_error err;
    idt_register *reg;
    char home[] = "/tmp/idt-bench-XXXXXX";
    const idt_register_options options = {.clock = idt_clock_system()};
    must(mkdtemp(home) != NULL, "no directory to measure in");
    for (size_t i = 0; i < count; i++) {
        generate(&g[i], i, 1, arena);
    }
    out[2] = rows_seconds(home, g, count);
    ok(idt_register_open(home, IDT_OPEN_CREATE, &options, &reg, &err), &err);
    out[0] = load_seconds(reg, g, count, 1);
    for (size_t i = 0; i < count; i += 100) {
        generate(&g[i], i, 2, arena);
    }
    out[1] = load_seconds(reg, g, count, 2);
    ok(idt_register_close(reg, &err), &err);
    remove_home(home);
}

static void figure(const char *name, double seconds, double reference_seconds, size_t count)
{
    print_figure(name, (double)count / seconds, "records/s", "sqlite_insert_rows",
                 (double)count / reference_seconds);
}

int main(int argc, char **argv)
{
    const size_t count = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 20000;
    double first[ROUNDS];
    double second[ROUNDS];
    double rows[ROUNDS];
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    must(arena != NULL && count > 0, "nothing to measure");
    for (int i = 0; i < ROUNDS; i++) {
        double out[3];
        idt_arena_clear(arena);
        generated *g = IDT_NEW_N(arena, generated, count);
        must(g != NULL, "no memory");
        measure(g, count, arena, out);
        first[i] = out[0];
        second[i] = out[1];
        rows[i] = out[2];
    }
    const double reference = median(rows, ROUNDS);
    figure("register_load", median(first, ROUNDS), reference, count);
    figure("register_load_next_edition", median(second, ROUNDS), reference, count);
    idt_arena_free(arena);
    return 0;
}
