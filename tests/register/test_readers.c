/* Who opens the register, and from where: readers that may not write, odd paths, files of other
 * formats; and how much one view may ask for. */
#include "register_world.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include "core/io.h"
#include "register/store.h"

#define NOBODY 65534

static void put_edition(world *w, idt_register *reg, int64_t published, const char *key, int n)
{
    idt_error err;
    idt_edition_spec spec = spec_of(published, 0, 0);
    idt_edition_load *load;
    idt_load_counts counts;
    w->now += 10;
    must(idt_edition_begin(reg, &spec, NULL, 0, &DERIVER, &load, &counts, &err), &err);
    must(put_content(w, load, key, n, &err), &err);
    must(idt_edition_finish_take(load, &counts, &err), &err);
}

static void a_home_of_any_name_is_opened(void **state)
{
    (void)state;
    static const char *const names[] = {"a b", "50%",  "what?",     "no#1", "Красный, \xe2\x80\x9c",
                                        "a&b", "x=y;", "file:name", "+",    "%41?mode=memory"};
    world w;
    open_world(&w);
    char outer[64];
    memcpy(outer, w.home, sizeof outer);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        for (int doubled = 0; doubled < 2; doubled++) {
            idt_error err;
            idt_register *reg;
            char home[160];
            char path[200];
            (void)snprintf(home, sizeof home, "%s%s/%s%d", doubled ? "/" : "", outer, names[i],
                           doubled);
            const idt_register_options options = {.clock = idt_clock_fixed(&w.now)};
            must(idt_register_open(home, IDT_OPEN_CREATE, &options, &reg, &err), &err);
            must(idt_register_close(reg, &err), &err);
            must(idt_register_open(home, IDT_OPEN_READ, &options, &reg, &err), &err);
            must(idt_register_close(reg, &err), &err);
            (void)snprintf(path, sizeof path, "%s/%s", home, IDT_REGISTER_FILE);
            assert_true(idt_path_exists(path));
            idt_register *again;
            assert_int_equal(idt_register_open(home, IDT_OPEN_CREATE, &options, &again, &err),
                             IDT_E_USAGE);
            static const char *const ends[] = {"", "-wal", "-shm"};
            for (size_t e = 0; e < 3; e++) {
                (void)snprintf(path, sizeof path, "%s/%s%s", home, IDT_REGISTER_FILE, ends[e]);
                (void)unlink(path);
            }
            (void)snprintf(path, sizeof path, "%s/register.lock", home);
            (void)unlink(path);
            assert_int_equal(rmdir(home), 0);
        }
    }
    close_world(&w);
}

/* Two pipes' worth of taking turns with a child that is nobody. */
static void say(int fd)
{
    assert_int_equal(write(fd, "x", 1), 1);
}

static bool heard(int fd)
{
    char c;
    return read(fd, &c, 1) == 1;
}

/* In the child: a handle that stays open must see every edition that is loaded meanwhile. */
static int follow(world *w, int in, int out)
{
    idt_error err;
    idt_register *reg;
    idt_view view;
    if (setgid(NOBODY) != 0 || setuid(NOBODY) != 0) {
        return 2;
    }
    if (open_register(w, IDT_OPEN_READ, &reg, &err) != IDT_OK) {
        (void)fprintf(stderr, "the child cannot open: %s\n", err.message);
        return 3;
    }
    for (int edition = 1; edition <= 3; edition++) {
        w->now = 100000 + edition;
        const idt_rc rc = idt_register_view(reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, &err);
        if (rc != IDT_OK) {
            (void)fprintf(stderr, "view %d: %s\n", edition, err.message);
            return 4;
        }
        const idt_record *record;
        if (idt_register_record(reg, &view, IDT_STR("d"), IDT_STR("k"), w->arena, &record, &err) !=
                IDT_OK ||
            record == NULL) {
            return 5;
        }
        char want[24];
        (void)snprintf(want, sizeof want, "name %d", edition);
        if (!idt_str_is(idt_record_value(record, "name"), want)) {
            (void)fprintf(stderr, "edition %d is not seen\n", edition);
            return 6;
        }
        say(out);
        if (!heard(in)) {
            return 7;
        }
    }
    return idt_register_close(reg, &err) == IDT_OK ? 0 : 8;
}

static void a_reader_who_may_not_write_sees_each_new_edition(void **state)
{
    (void)state;
    if (getuid() != 0) {
        print_message("not root: cannot become somebody who may not write; skipped\n");
        skip();
    }
    idt_error err;
    world w;
    open_world(&w);
    assert_int_equal(chmod(w.home, 0755), 0);
    put_edition(&w, w.reg, 100, "k", 1);
    must(idt_register_close(w.reg, &err), &err);
    int to_child[2];
    int to_parent[2];
    assert_int_equal(pipe(to_child), 0);
    assert_int_equal(pipe(to_parent), 0);
    const pid_t child = fork();
    if (child == 0) {
        (void)close(to_child[1]);
        (void)close(to_parent[0]);
        _exit(follow(&w, to_child[0], to_parent[1]));
    }
    (void)close(to_child[0]);
    (void)close(to_parent[1]);
    w.reg = NULL;
    for (int edition = 2; edition <= 4 && heard(to_parent[0]); edition++) {
        if (w.reg == NULL) { /* and stays: what it writes is in its log for now */
            must(open_register(&w, IDT_OPEN_WRITE, &w.reg, &err), &err);
        }
        put_edition(&w, w.reg, 100 * edition, "k", edition);
        say(to_child[1]);
    }
    int how = 0;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), 0);
    (void)close(to_child[1]);
    (void)close(to_parent[0]);
    close_world(&w);
}

static idt_digest digest_of(const char *path, idt_arena *arena)
{
    idt_error err;
    idt_str bytes;
    idt_digest digest;
    must(idt_file_read(path, (size_t)1 << 30, arena, &bytes, &err), &err);
    must(idt_sha256(bytes.ptr, bytes.len, &digest, &err), &err);
    return digest;
}

/* A writer of a newer format died: its file and its log are its own business. */
static void a_newer_format_s_log_is_not_touched_either(void **state)
{
    (void)state;
    static const char *const files[] = {"register.db", "register.db-wal"};
    static const idt_open_mode modes[] = {IDT_OPEN_READ, IDT_OPEN_WRITE, IDT_OPEN_CREATE};
    idt_error err;
    world w;
    open_world(&w);
    put_edition(&w, w.reg, 100, "k", 1);
    must(idt_register_close(w.reg, &err), &err);
    w.reg = NULL;
    const pid_t child = fork();
    if (child == 0) {
        idt_register *reg;
        _exit(open_register(&w, IDT_OPEN_WRITE, &reg, &err) == IDT_OK &&
                      sqlite3_exec(reg->db, "PRAGMA user_version=99", NULL, NULL, NULL) == SQLITE_OK
                  ? 0
                  : 1);
    }
    int how = 0;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
    idt_digest before[2];
    char path[128];
    for (size_t i = 0; i < 2; i++) {
        path_in_world(&w, files[i], path);
        before[i] = digest_of(path, w.arena);
    }
    for (size_t m = 0; m < 3; m++) {
        idt_register *reg;
        const idt_rc rc = open_register(&w, modes[m], &reg, &err);
        assert_int_equal(rc, modes[m] == IDT_OPEN_CREATE ? IDT_E_USAGE : IDT_E_FORMAT);
        for (size_t i = 0; i < 2; i++) {
            path_in_world(&w, files[i], path);
            const idt_digest after = digest_of(path, w.arena);
            assert_memory_equal(&after, &before[i], sizeof after);
        }
    }
    close_world(&w);
}

/* A copy of the file alone, in a place that takes no locks: good until somebody writes to it. */
static int read_alone(world *w, int in, int out)
{
    idt_error err;
    idt_register *reg;
    idt_view view;
    const idt_record *record;
    if (setgid(NOBODY) != 0 || setuid(NOBODY) != 0) {
        return 2;
    }
    if (open_register(w, IDT_OPEN_READ, &reg, &err) != IDT_OK ||
        idt_register_view(reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, &err) != IDT_OK ||
        idt_register_record(reg, &view, IDT_STR("d"), IDT_STR("k"), w->arena, &record, &err) !=
            IDT_OK ||
        record == NULL) {
        (void)fprintf(stderr, "the child cannot read: %s\n", err.message);
        return 3;
    }
    say(out);
    if (!heard(in)) {
        return 4;
    }
    const idt_rc rc = idt_register_view(reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, &err);
    return rc == IDT_E_BUSY && idt_register_close(reg, &err) == IDT_OK ? 0 : 5;
}

static void a_file_read_without_locks_is_read_until_it_is_written(void **state)
{
    (void)state;
    if (getuid() != 0) {
        print_message("not root: cannot become somebody who may not write; skipped\n");
        skip();
    }
    idt_error err;
    char path[128];
    world w;
    open_world(&w);
    assert_int_equal(chmod(w.home, 0755), 0);
    put_edition(&w, w.reg, 100, "k", 1);
    must(idt_register_close(w.reg, &err), &err);
    w.reg = NULL;
    path_in_world(&w, "register.db-wal", path);
    (void)unlink(path);
    path_in_world(&w, "register.db-shm", path);
    (void)unlink(path);
    int to_child[2];
    int to_parent[2];
    assert_int_equal(pipe(to_child), 0);
    assert_int_equal(pipe(to_parent), 0);
    const pid_t child = fork();
    if (child == 0) {
        (void)close(to_child[1]);
        (void)close(to_parent[0]);
        _exit(read_alone(&w, to_child[0], to_parent[1]));
    }
    (void)close(to_child[0]);
    (void)close(to_parent[1]);
    if (heard(to_parent[0])) {
        must(open_register(&w, IDT_OPEN_WRITE, &w.reg, &err), &err);
        put_edition(&w, w.reg, 200, "k", 2);
        say(to_child[1]);
    }
    int how = 0;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), 0);
    (void)close(to_child[1]);
    (void)close(to_parent[0]);
    close_world(&w);
}

/* An edition of `records` records k0, k1, ... of so many statements each. */
static void put_large_records(world *w, int records, int statements)
{
    idt_error err;
    char text[32];
    idt_str bytes;
    idt_digest hash;
    const idt_edition_spec spec = spec_of(100, 1, 0);
    idt_edition_load *load = begin_load(w, &spec);
    idt_content *c = idt_content_new(w->arena);
    must(idt_content_add(c, IDT_STR("schema"), IDT_STR("Person"), IDT_STR("{}"), &err), &err);
    for (int s = 0; s < statements; s++) {
        (void)snprintf(text, sizeof text, "%d", s);
        must(idt_content_add(c, IDT_STR("notes"), idt_str_borrow(text), IDT_STR("{}"), &err), &err);
    }
    must(idt_content_finish(c, &bytes, &hash, &err), &err);
    for (int r = 0; r < records; r++) {
        (void)snprintf(text, sizeof text, "k%d", r);
        must(idt_edition_put(load, idt_str_borrow(text), bytes, &hash, IDT_CAUSE_EDITION,
                             (idt_str){0}, &err),
             &err);
    }
    (void)finish_load(load);
    w->now += 10;
}

/* Each of them is there, in one view. */
static void ask_large_records(world *w, idt_register *reg, int records, int statements)
{
    idt_error err;
    char text[32];
    idt_view view;
    must(idt_register_view(reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, &err), &err);
    for (int r = 0; r < records; r++) {
        const idt_record *record;
        idt_arena_clear(w->arena);
        (void)snprintf(text, sizeof text, "k%d", r);
        must(idt_register_record(reg, &view, IDT_STR("d"), idt_str_borrow(text), w->arena, &record,
                                 &err),
             &err);
        assert_non_null(record);
        assert_int_equal(record->count, statements + 1);
    }
}

/* Records whose parsed form is many times what the cache may hold, in one view. */
static void one_view_may_ask_for_more_than_the_cache_holds(void **state)
{
    (void)state;
    enum { RECORDS = 150, STATEMENTS = 12000 };
    world w;
    open_world(&w);
    put_large_records(&w, RECORDS, STATEMENTS);
    ask_large_records(&w, w.reg, RECORDS, STATEMENTS);
    close_world(&w);
}

static void a_lean_handle_reads_the_same_and_keeps_little(void **state)
{
    (void)state;
    enum { RECORDS = 100, STATEMENTS = 500 };
    idt_error err;
    idt_register *reg;
    world w;
    open_world(&w);
    put_large_records(&w, RECORDS, STATEMENTS);
    const idt_register_options options = {.clock = idt_clock_fixed(&w.now), .lean = true};
    must(idt_register_open(w.home, IDT_OPEN_READ, &options, &reg, &err), &err);
    ask_large_records(&w, reg, RECORDS, STATEMENTS);
    ask_large_records(&w, w.reg, RECORDS, STATEMENTS);
    assert_true(idt_arena_used(reg->cache_arena) < STORE_LEAN_BYTES + ((size_t)2 << 20));
    assert_true(idt_arena_used(w.reg->cache_arena) > 2 * idt_arena_used(reg->cache_arena));
    must(idt_register_close(reg, &err), &err);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_home_of_any_name_is_opened),
        cmocka_unit_test(a_reader_who_may_not_write_sees_each_new_edition),
        cmocka_unit_test(a_file_read_without_locks_is_read_until_it_is_written),
        cmocka_unit_test(a_newer_format_s_log_is_not_touched_either),
        cmocka_unit_test(one_view_may_ask_for_more_than_the_cache_holds),
        cmocka_unit_test(a_lean_handle_reads_the_same_and_keeps_little),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
