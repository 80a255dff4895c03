/* Gate 6: kill -9 at random moments of a load larger than a chunk. What was acknowledged before is
 * there whole; what was not, whole or not at all. */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "random.h"
#include "register_world.h"

#define RECORDS 2500 /* with their rectangles more rows than a chunk has */
#define SECONDS 6

/* What edition e says of key k: a third never changes, and each edition leaves out a fifth. */
static int content_at(int e, int k)
{
    return (k + e) % 5 == 0 ? -1 : k % 3 == 0 ? k : 100000 + e;
}

static void load_edition(world *w, int e)
{
    idt_error err;
    char key[16];
    const idt_edition_spec spec = spec_of(e, 1, 0);
    w->now = 1000 + e;
    idt_edition_load *load = begin_load(w, &spec);
    for (int k = 0; k < RECORDS; k++) {
        (void)snprintf(key, sizeof key, "key-%d", k);
        if (content_at(e, k) >= 0) {
            must(put_content(w, load, key, content_at(e, k), &err), &err);
        }
    }
    (void)finish_load(load);
}

/* The child: editions from `e` on, each told to the parent once it is acknowledged. */
static void load_until_killed(world *w, int e, int out)
{
    idt_error err;
    must(open_register(w, IDT_OPEN_WRITE, &w->reg, &err), &err);
    for (;; e++) {
        load_edition(w, e);
        if (write(out, &e, sizeof e) != (ssize_t)sizeof e) {
            _exit(1);
        }
    }
}

/* Kills a loader after some time. Returns the last edition it acknowledged, or `held`. */
static int load_and_kill(world *w, int held, unsigned us)
{
    int ends[2];
    int e;
    int status;
    assert_int_equal(pipe(ends), 0);
    (void)fflush(NULL);
    const pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)close(ends[0]);
        load_until_killed(w, held + 1, ends[1]);
    }
    (void)close(ends[1]);
    (void)usleep(us);
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    while (read(ends[0], &e, sizeof e) == (ssize_t)sizeof e) {
        held = e;
    }
    (void)close(ends[0]);
    return held;
}

typedef struct tally {
    int edition;
    int records;
} tally;

static idt_rc is_of_edition(void *context, const idt_record *record, idt_error *err)
{
    tally *t = context;
    uint64_t k;
    uint64_t n;
    const idt_str name = idt_record_value(record, "name");
    (void)err;
    assert_true(idt_str_to_u64(idt_str_slice(record->key, 4, record->key.len), RECORDS, &k));
    assert_true(idt_str_to_u64(idt_str_slice(name, 5, name.len), INT32_MAX, &n));
    assert_int_equal((int)n, content_at(t->edition, (int)k));
    t->records++;
    return IDT_OK;
}

static int check_whole(world *w, int acknowledged)
{
    idt_error err;
    idt_view view;
    const idt_edition_info *editions;
    size_t count;
    must(open_register(w, IDT_OPEN_WRITE, &w->reg, &err), &err);
    verify_clean(w->reg);
    must(idt_register_view(w->reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, &err), &err);
    must(idt_register_editions(w->reg, &view, IDT_STR("d"), w->arena, &editions, &count, &err),
         &err);
    assert_in_range(count, acknowledged, acknowledged + 1);
    tally t = {.edition = (int)count};
    must(idt_register_each(w->reg, &view, is_of_edition, &t, &err), &err);
    assert_int_equal(t.records, count > 0 ? RECORDS - RECORDS / 5 : 0);
    must(idt_register_close(w->reg, &err), &err);
    w->reg = NULL;
    return t.edition;
}

static void kill_9_loses_nothing_acknowledged_and_shows_no_half_edition(void **state)
{
    (void)state;
    random_state r = random_start("kill -9");
    idt_error err;
    world w;
    open_world(&w);
    const int64_t began = idt_clock_system().now_us(NULL);
    load_edition(&w, 1);
    const size_t longest = (size_t)(idt_clock_system().now_us(NULL) - began) * 5 / 2;
    must(idt_register_close(w.reg, &err), &err);
    w.reg = NULL;
    int held = 1;
    int kills = 0;
    const time_t end = time(NULL) + SECONDS;
    while (time(NULL) < end) {
        const unsigned us = (unsigned)random_below(&r, longest);
        held = check_whole(&w, load_and_kill(&w, held, us));
        kills++;
    }
    print_message("%d kills, %d editions\n", kills, held);
    assert_true(kills > 1);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(kill_9_loses_nothing_acknowledged_and_shows_no_half_edition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
