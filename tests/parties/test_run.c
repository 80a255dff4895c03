/* A file of parties, answered: the same bytes whatever the threads, a kill, and what is unreadable.
 *
 * The answers are of a screening of the test's own: a hit for each name that holds an x.
 */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
/* clang-format on */

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "core/io.h"
#include "parties/run.h"
#include "parties/written_file.h"

#define WORKERS_MAX 8
#define NEVER       UINT64_MAX

/* The program is linked so that buffers grow by this: the growth that is to fail fails, once. */
void *__real_realloc(void *old, size_t bytes);
void *__wrap_realloc(void *old, size_t bytes);
static atomic_llong growths_left = -1; /* -1: none is to fail */

/* As do arenas by these. */
void *__real_malloc(size_t bytes);
void *__wrap_malloc(size_t bytes);
void *__real_calloc(size_t count, size_t bytes);
void *__wrap_calloc(size_t count, size_t bytes);
static atomic_llong blocks_left = -1;

static bool no_block(void)
{
    return atomic_load(&blocks_left) >= 0 && atomic_fetch_sub(&blocks_left, 1) == 0;
}

void *__wrap_malloc(size_t bytes)
{
    return no_block() ? NULL : __real_malloc(bytes);
}

void *__wrap_calloc(size_t count, size_t bytes)
{
    return no_block() ? NULL : __real_calloc(count, bytes);
}

void *__wrap_realloc(void *old, size_t bytes)
{
    if (atomic_load(&growths_left) >= 0 && atomic_fetch_sub(&growths_left, 1) == 0) {
        return NULL;
    }
    return __real_realloc(old, bytes);
}

typedef struct world {
    written_file file;
    char output[128], journal[160];
    idt_run run;
    void *contexts[WORKERS_MAX];
    atomic_uint_fast64_t answered;
    uint64_t killed_at, fails_at; /* answers */
    idt_buf written, reports;
    idt_run_progress last;
} world;

static idt_rc answer(void *worker, const idt_row *row, idt_party *party, idt_buf *out,
                     idt_run_answer *result, idt_error *err)
{
    world *w = worker;
    const uint64_t n = atomic_fetch_add(&w->answered, 1);
    if (n == w->killed_at) {
        (void)raise(SIGKILL);
    }
    if (row->number >= w->fails_at) {
        idt_buf_add_text(out, "half an ans");
        return idt_fail(err, IDT_E_CORRUPT, "row %llu", (unsigned long long)row->number);
    }
    result->hits = 0;
    for (size_t i = 0; i < party->count; i++) {
        result->hits += idt_str_find(party->values[i].value, 'x') < party->values[i].value.len;
    }
    idt_buf_add_format(out, "%llu " IDT_STR_FMT " %llu\n", (unsigned long long)row->number,
                       IDT_STR_ARG(party->id_json), (unsigned long long)result->hits);
    return idt_sha256(party->values[0].value.ptr, party->values[0].value.len, &result->hash, err);
}

static idt_rc refuse(void *worker, const idt_row *row, const idt_party *party, const idt_error *why,
                     const idt_digest *hash, idt_buf *out, idt_error *err)
{
    (void)worker;
    (void)party;
    (void)hash;
    (void)err;
    idt_buf_add_format(out, "%llu error %s\n", (unsigned long long)row->number, why->message);
    return IDT_OK;
}

static idt_rc take_bytes(void *context, idt_str bytes, idt_error *err)
{
    world *w = context;
    idt_buf_add_str(&w->written, bytes);
    return idt_buf_check(&w->written, err);
}

static void take_report(void *context, idt_str text)
{
    world *w = context;
    idt_buf_add_str(&w->reports, text);
    idt_buf_add_byte(&w->reports, '\n');
}

static void take_progress(void *context, const idt_run_progress *progress)
{
    world *w = context;
    w->last = *progress;
}

static void world_make(world *w, idt_str input, size_t workers)
{
    memset(w, 0, sizeof *w);
    w->killed_at = NEVER;
    w->fails_at = NEVER;
    written_file_make(&w->file, input);
    (void)snprintf(w->output, sizeof w->output, "%s/answers", w->file.dir);
    (void)snprintf(w->journal, sizeof w->journal, "%s.journal", w->output);
    for (size_t i = 0; i < WORKERS_MAX; i++) {
        w->contexts[i] = w;
    }
    idt_buf_init(&w->written, (size_t)16 << 20);
    idt_buf_init(&w->reports, (size_t)16 << 20);
    w->run = (idt_run){.input = w->file.path,
                       .answer = answer,
                       .refuse = refuse,
                       .workers = w->contexts,
                       .worker_count = workers,
                       .write = take_bytes,
                       .report = take_report,
                       .progress = take_progress,
                       .context = w,
                       .head = IDT_STR("head\n"),
                       .options = IDT_STR("{\"threshold\":7000}"),
                       .index = IDT_STR("one")};
}

static void world_remove(world *w)
{
    idt_buf_release(&w->written);
    idt_buf_release(&w->reports);
    (void)unlink(w->journal);
    (void)unlink(w->output);
    written_file_remove(&w->file);
}

/* Rows of all kinds: with hits, without, some that cannot be read. */
static idt_buf many_parties(int rows)
{
    idt_buf text;
    idt_buf_init(&text, (size_t)16 << 20);
    idt_buf_add_text(&text, "id,name,alias\n");
    for (int i = 1; i <= rows; i++) {
        idt_buf_add_format(&text, "%d,%s %d,%s%s\n", i, i % 5 == 0 ? "Max" : "Ada", i,
                           i % 15 == 0 ? "\"Al \"\"Max\"\" ix\"" : "",
                           i % 101 == 0 ? ",one more" : "");
    }
    return text;
}

static idt_run_result run_of(world *w)
{
    idt_error err;
    idt_run_result result;
    assert_int_equal(idt_run_all(&w->run, &result, &err), IDT_OK);
    return result;
}

static void each_row_has_one_answer_in_order(void **state)
{
    (void)state;
    world w;
    char hex[IDT_SHA256_HEX + 1];
    world_make(&w, IDT_STR("id,name,alias\n1,Max,Alix\n2,Ada\n3,Ada,\n"), 2);
    const idt_run_result result = run_of(&w);
    const idt_str expected = IDT_STR("head\n1 \"1\" 2\n2 error 2 fields; the head has 3: is a "
                                     "delimiter inside a field that is not in quotes, or one "
                                     "missing?\n3 \"3\" 0\n");
    assert_true(idt_str_equal(idt_buf_borrow(&w.written), expected));
    assert_int_equal(result.counts.rows, 3);
    assert_int_equal(result.counts.unreadable, 1);
    assert_int_equal(result.counts.with_hits, 1);
    assert_int_equal(result.counts.hits, 2);
    assert_int_equal(result.input_bytes, 38);
    assert_int_equal(w.last.bytes, 38);
    assert_int_equal(w.last.file_bytes, 38);
    idt_buf_add_byte(&w.reports, '\0');
    assert_non_null(strstr(w.reports.ptr, "/parties.csv:3:6: 2 fields; the head has 3"));
    /* sha256sum of the input */
    assert_string_equal(idt_digest_hex(&result.input, hex),
                        "401b54ea5a908fd9b144140b33c4944dde0b57c08dbf7a963c9e9ab10205dfc0");
    world_remove(&w);
}

static void the_root_is_over_answer_hashes_and_errors_without_their_place(void **state)
{
    (void)state;
    world w;
    world other;
    world_make(&w, IDT_STR("id,name\n1,Max\n2\n"), 1);
    world_make(&other, IDT_STR("id,name\n\n\n1,Max\n2\n"), 1);
    const idt_run_result result = run_of(&w);
    const idt_run_result moved = run_of(&other);
    assert_memory_equal(result.root.bytes, moved.root.bytes, IDT_SHA256_BYTES);
    idt_merkle tree;
    idt_digest leaf;
    idt_digest root;
    const idt_str error =
        IDT_STR("{\"error\":\"1 field; the head has 2: is a delimiter inside a field that is not "
                "in quotes, or one missing?\"}");
    idt_merkle_init(&tree);
    assert_int_equal(idt_sha256("Max", 3, &leaf, NULL), IDT_OK);
    assert_int_equal(idt_merkle_add(&tree, &leaf, NULL), IDT_OK);
    assert_int_equal(idt_sha256(error.ptr, error.len, &leaf, NULL), IDT_OK);
    assert_int_equal(idt_merkle_add(&tree, &leaf, NULL), IDT_OK);
    assert_int_equal(idt_merkle_root(&tree, &root, NULL), IDT_OK);
    assert_memory_equal(result.root.bytes, root.bytes, IDT_SHA256_BYTES);
    world_remove(&w);
    world_remove(&other);
}

static void the_number_of_threads_changes_nothing(void **state)
{
    (void)state;
    idt_buf input = many_parties(3000);
    world one;
    world_make(&one, idt_buf_borrow(&input), 1);
    const idt_run_result expected = run_of(&one);
    assert_int_equal(expected.counts.rows, 3000);
    assert_int_equal(expected.counts.unreadable, 29);
    for (size_t workers = 2; workers <= WORKERS_MAX; workers += 3) {
        world w;
        world_make(&w, idt_buf_borrow(&input), workers);
        const idt_run_result result = run_of(&w);
        assert_true(idt_str_equal(idt_buf_borrow(&w.written), idt_buf_borrow(&one.written)));
        /* the same rows are reported; their paths differ in the folder's name, of one length */
        assert_int_equal(w.reports.len, one.reports.len);
        assert_memory_equal(result.root.bytes, expected.root.bytes, IDT_SHA256_BYTES);
        assert_memory_equal(&result.counts, &expected.counts, sizeof result.counts);
        world_remove(&w);
    }
    world_remove(&one);
    idt_buf_release(&input);
}

static void after_an_error_the_answers_before_it_are_there_and_no_half_one(void **state)
{
    (void)state;
    idt_buf input = many_parties(1000);
    world w;
    idt_error err;
    idt_run_result result;
    world_make(&w, idt_buf_borrow(&input), 3);
    w.fails_at = 333;
    assert_int_equal(idt_run_all(&w.run, &result, &err), IDT_E_CORRUPT);
    assert_string_equal(err.message, "row 333");
    assert_int_equal(result.counts.rows, 332);
    const idt_str tail = IDT_STR("332 \"332\" 0\n");
    assert_true(w.written.len > tail.len);
    assert_memory_equal(w.written.ptr + w.written.len - tail.len, tail.ptr, tail.len);
    world_remove(&w);
    idt_buf_release(&input);
}

/* ---- a file with a journal ---- */

static void output_is(const world *w, idt_str expected)
{
    idt_mapped file;
    assert_int_equal(idt_mapped_open(w->output, SIZE_MAX, &file, NULL), IDT_OK);
    assert_true(idt_str_equal(file.bytes, expected));
    idt_mapped_close(&file);
}

/* Another process that kills itself at the `at`-th answer. */
static void run_killed(world *w, uint64_t at)
{
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        idt_run_result result;
        idt_error err;
        w->killed_at = at;
        _exit(idt_run_all(&w->run, &result, &err) == IDT_OK ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
}

static void a_run_killed_anywhere_goes_on_as_if_it_never_was(void **state)
{
    (void)state;
    const char *stated = getenv("INTERDICT_SEED");
    uint64_t seed = stated != NULL ? strtoull(stated, NULL, 10) : 1;
    idt_buf input = many_parties(1500);
    world whole;
    world_make(&whole, idt_buf_borrow(&input), 2);
    const idt_run_result expected = run_of(&whole);
    for (int round = 0; round < 6; round++) {
        world w;
        world_make(&w, idt_buf_borrow(&input), 1 + (size_t)round % 3);
        w.run.output = w.output;
        for (int kill = 0; kill < 3; kill++) { /* killed, and killed again while it goes on */
            seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407;
            run_killed(&w, (seed >> 33) % 450);
            assert_true(idt_path_exists(w.journal));
            w.run.resume = true;
        }
        const idt_run_result result = run_of(&w);
        output_is(&w, idt_buf_borrow(&whole.written));
        assert_memory_equal(result.root.bytes, expected.root.bytes, IDT_SHA256_BYTES);
        assert_memory_equal(&result.counts, &expected.counts, sizeof result.counts);
        assert_memory_equal(result.input.bytes, expected.input.bytes, IDT_SHA256_BYTES);
        assert_true(idt_path_exists(w.journal)); /* until its receipt is written */
        assert_int_equal(idt_run_done(&w.run, NULL), IDT_OK);
        assert_false(idt_path_exists(w.journal));
        world_remove(&w);
    }
    world_remove(&whole);
    idt_buf_release(&input);
}

static void a_run_that_failed_goes_on_too(void **state)
{
    (void)state;
    idt_buf input = many_parties(1000);
    world whole;
    world w;
    idt_error err;
    idt_run_result result;
    world_make(&whole, idt_buf_borrow(&input), 2);
    (void)run_of(&whole);
    world_make(&w, idt_buf_borrow(&input), 2);
    w.run.output = w.output;
    w.fails_at = 500;
    assert_int_equal(idt_run_all(&w.run, &result, &err), IDT_E_CORRUPT);
    w.fails_at = NEVER;
    w.run.resume = true;
    result = run_of(&w);
    assert_in_range(result.resumed_after, 1, 499);
    output_is(&w, idt_buf_borrow(&whole.written));
    world_remove(&w);
    world_remove(&whole);
    idt_buf_release(&input);
}

/* Of `left`, each in turn fails. It says nothing of the row that was read or answered then: the run
 * breaks off, and goes on as if nothing had been. */
static void breaks_off_and_goes_on(atomic_llong *left)
{
    idt_buf input = many_parties(400);
    world whole;
    bool failed = true;
    size_t broken_off = 0;
    world_make(&whole, idt_buf_borrow(&input), 2);
    (void)run_of(&whole);
    for (long long growth = 0; failed; growth++) {
        world w;
        idt_error err;
        idt_run_result result;
        world_make(&w, idt_buf_borrow(&input), 2);
        w.run.output = w.output;
        atomic_store(left, growth);
        const idt_rc rc = idt_run_all(&w.run, &result, &err);
        failed = atomic_exchange(left, -1) < 0;
        if (rc != IDT_OK) {
            assert_int_equal(rc, IDT_E_LIMIT);
            broken_off++;
            w.run.resume = idt_path_exists(w.journal);
            (void)run_of(&w);
        }
        output_is(&w, idt_buf_borrow(&whole.written));
        world_remove(&w);
    }
    assert_true(broken_off > 3);
    world_remove(&whole);
    idt_buf_release(&input);
}

static void a_buffer_that_cannot_grow_is_no_fault_of_a_row(void **state)
{
    (void)state;
    breaks_off_and_goes_on(&growths_left);
}

static void a_block_that_cannot_be_had_is_no_fault_of_a_row(void **state)
{
    (void)state;
    breaks_off_and_goes_on(&blocks_left);
}

/* The output may have `most` bytes, as where a disk is full; the journal is smaller. */
static idt_rc run_with_room(world *w, rlim_t most, idt_run_result *out, idt_error *err)
{
    struct rlimit before;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    const struct rlimit small = {.rlim_cur = most, .rlim_max = before.rlim_max};
    assert_true(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    const idt_rc rc = idt_run_all(&w->run, out, err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_true(signal(SIGXFSZ, SIG_DFL) != SIG_ERR);
    return rc;
}

static void what_found_no_room_is_answered_again(void **state)
{
    (void)state;
    static const int64_t every_ms[] = {0, 1000000}; /* with every batch; at the end alone */
    idt_buf input = many_parties(1000);
    world whole;
    world_make(&whole, idt_buf_borrow(&input), 2);
    const idt_run_result expected = run_of(&whole);
    for (size_t i = 0; i < 2; i++) {
        world w;
        idt_error err;
        idt_run_result result;
        world_make(&w, idt_buf_borrow(&input), 2);
        w.run.output = w.output;
        w.run.journal_every_ms = every_ms[i];
        assert_int_not_equal(run_with_room(&w, 5000, &result, &err), IDT_OK);
        w.run.resume = true;
        result = run_of(&w);
        output_is(&w, idt_buf_borrow(&whole.written));
        assert_memory_equal(result.root.bytes, expected.root.bytes, IDT_SHA256_BYTES);
        world_remove(&w);
    }
    world_remove(&whole);
    idt_buf_release(&input);
}

static void refused(world *w, const char *part)
{
    idt_error err;
    idt_run_result result;
    const idt_rc rc = idt_run_all(&w->run, &result, &err);
    assert_true(rc == IDT_E_USAGE || rc == IDT_E_INPUT || rc == IDT_E_CORRUPT);
    assert_non_null(strstr(err.message, part));
}

static void it_goes_on_for_the_same_input_options_and_index_alone(void **state)
{
    (void)state;
    idt_buf input = many_parties(1000);
    world w;
    world_make(&w, idt_buf_borrow(&input), 2);
    w.run.output = w.output;
    run_killed(&w, 700);
    refused(&w, "--resume goes on with it");
    w.run.resume = true;
    w.run.options = IDT_STR("{\"threshold\":8000}");
    refused(&w, "had other options: threshold 7000, not 8000; give those again");
    w.run.options = IDT_STR("{\"threshold\":7000}");
    w.run.index = IDT_STR("two");
    refused(&w, "another index");
    w.run.index = IDT_STR("one");
    input.ptr[30] = 'Z';
    write_bytes(w.file.path, idt_buf_borrow(&input));
    refused(&w, "not those that were read then");
    input.ptr[30] = 'A';
    idt_buf_add_text(&input, "1001,Ada,\n");
    write_bytes(w.file.path, idt_buf_borrow(&input));
    refused(&w, "read an input of");
    world_remove(&w);
    idt_buf_release(&input);
}

static void what_is_no_interrupted_run_is_not_gone_on_with(void **state)
{
    (void)state;
    world w;
    world_make(&w, IDT_STR("name\nAda\n"), 1);
    w.run.output = w.output;
    w.run.resume = true;
    (void)run_of(&w); /* nothing was begun: it begins */
    output_is(&w, IDT_STR("head\n1 null 0\n"));
    assert_int_equal(idt_run_done(&w.run, NULL), IDT_OK);
    refused(&w, "there is nothing to resume");
    write_bytes(w.journal, IDT_STR("{\"schema_version\":\"1.1\"}"));
    refused(&w, "is not the journal of a run");
    write_bytes(w.journal, IDT_STR("{\"schema_version\":"));
    refused(&w, "is not the journal of a run");
    world_remove(&w);
}

static void answers_do_not_go_over_what_is_read(void **state)
{
    (void)state;
    world w;
    const idt_str input = IDT_STR("name\nAda\n");
    world_make(&w, input, 1);
    w.run.output = w.output;
    assert_int_equal(link(w.file.path, w.output), 0); /* by another name */
    refused(&w, "is what is read");
    output_is(&w, input);
    world_remove(&w);
}

static void two_runs_do_not_write_one_file(void **state)
{
    (void)state;
    world w;
    idt_error err;
    idt_run_result result;
    world_make(&w, IDT_STR("name\nAda\n"), 1);
    w.run.output = w.output;
    const int fd = open(w.output, O_WRONLY | O_CREAT, 0600);
    assert_true(fd >= 0);
    assert_int_equal(flock(fd, LOCK_EX), 0);
    assert_int_equal(idt_run_all(&w.run, &result, &err), IDT_E_BUSY);
    assert_int_equal(close(fd), 0);
    (void)run_of(&w);
    world_remove(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_row_has_one_answer_in_order),
        cmocka_unit_test(the_root_is_over_answer_hashes_and_errors_without_their_place),
        cmocka_unit_test(the_number_of_threads_changes_nothing),
        cmocka_unit_test(after_an_error_the_answers_before_it_are_there_and_no_half_one),
        cmocka_unit_test(a_run_killed_anywhere_goes_on_as_if_it_never_was),
        cmocka_unit_test(a_run_that_failed_goes_on_too),
        cmocka_unit_test(what_found_no_room_is_answered_again),
        cmocka_unit_test(a_buffer_that_cannot_grow_is_no_fault_of_a_row),
        cmocka_unit_test(a_block_that_cannot_be_had_is_no_fault_of_a_row),
        cmocka_unit_test(it_goes_on_for_the_same_input_options_and_index_alone),
        cmocka_unit_test(what_is_no_interrupted_run_is_not_gone_on_with),
        cmocka_unit_test(answers_do_not_go_over_what_is_read),
        cmocka_unit_test(two_runs_do_not_write_one_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
