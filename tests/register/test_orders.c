/* I4: every order of importing the same editions leaves the same open rectangles; I2 and merging of
 * neighbours hold in all of them. */
#include "register_world.h"

#include <sqlite3.h>
#include <string.h>

#include "random.h"

#define KEYS         5
#define CONTENTS     3
#define EDITIONS_MAX 6
#define STEPS_MAX    (EDITIONS_MAX + 3)

/* One import: an edition, or a second reading of one (then other contents, by reader 2). */
typedef struct step {
    int64_t published;
    uint32_t seq;
    size_t edition; /* which it is, or rereads */
    bool reread;
    int contents[KEYS]; /* -1: the key is absent */
} step;

static void import(world *w, const step *s)
{
    idt_error err;
    idt_edition_spec spec = spec_of(s->published, s->seq, (unsigned)s->edition);
    spec.reader_version = s->reread ? 2 : 1;
    spec.reread = s->reread;
    w->now += 10;
    idt_edition_load *load = begin_load(w, &spec);
    for (int k = 0; k < KEYS; k++) {
        const char key[2] = {(char)('a' + k), '\0'};
        if (s->contents[k] >= 0) {
            must(put_content(w, load, key, s->contents[k], &err), &err);
        }
    }
    (void)finish_load(load);
}

/* ---- what is left: read past the register's own code ---- */

static sqlite3 *open_file(const world *w)
{
    char path[128];
    sqlite3 *db;
    path_in_world(w, "register.db", path);
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    return db;
}

static void open_rectangles(const world *w, char *out, size_t out_bytes)
{
    sqlite3 *db = open_file(w);
    sqlite3_stmt *s;
    size_t n = 0;
    const char *sql =
        "SELECT d.key || ' ' || r.key || ' ' || substr(hex(c.hash), 1, 8) || ' ' || r.pub_from || "
        "' ' || r.pub_to || char(10) FROM run AS r JOIN dataset AS d ON d.id = r.dataset "
        "JOIN version AS v ON v.id = r.version JOIN content AS c ON c.id = v.content "
        "WHERE r.rec_to = 9223372036854775807 ORDER BY d.key, r.key, r.pub_from, r.pub_to, c.hash";
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &s, NULL), SQLITE_OK);
    out[0] = '\0';
    while (sqlite3_step(s) == SQLITE_ROW) {
        const int wrote = snprintf(out + n, out_bytes - n, "%s", sqlite3_column_text(s, 0));
        assert_true(wrote > 0 && n + (size_t)wrote < out_bytes);
        n += (size_t)wrote;
    }
    (void)sqlite3_finalize(s);
    (void)sqlite3_close(db);
}

static int64_t count_of(const world *w, const char *sql)
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

static void no_rectangles_overlap(const world *w)
{
    assert_int_equal(count_of(w, "SELECT count(*) FROM run a JOIN run b ON a.id < b.id AND "
                                 "a.dataset = b.dataset AND a.key = b.key AND "
                                 "a.pub_from < b.pub_to AND b.pub_from < a.pub_to AND "
                                 "a.rec_from < b.rec_to AND b.rec_from < a.rec_to"),
                     0);
}

static void neighbours_of_equal_content_are_one(const world *w)
{
    assert_int_equal(
        count_of(w, "SELECT count(*) FROM run a JOIN run b ON a.dataset = b.dataset AND "
                    "a.key = b.key AND a.version = b.version AND a.pub_to = b.pub_from "
                    "WHERE a.rec_to = 9223372036854775807 AND b.rec_to = 9223372036854775807"),
        0);
}

/* ---- editions and orders ---- */

static void random_contents(int *contents, const int *before, random_state *r)
{
    for (int k = 0; k < KEYS; k++) { /* half stay as they were, so that neighbours merge */
        const bool keep = before != NULL && random_below(r, 2) == 0;
        contents[k] = keep ? before[k] : (int)random_below(r, CONTENTS + 1) - 1;
    }
}

/* Editions in their published order, some of one instant; then second readings of some of them. */
static size_t random_steps(step *steps, size_t editions, size_t rereads, random_state *r)
{
    size_t first = random_below(r, editions);
    for (size_t i = 0; i < editions; i++) {
        const step *before = i > 0 ? &steps[i - 1] : NULL;
        const bool reissue = before != NULL && random_below(r, 3) == 0;
        steps[i] = (step){.published = before != NULL ? before->published + !reissue : 1,
                          .seq = reissue ? before->seq + 1 : 1,
                          .edition = i};
        random_contents(steps[i].contents, before != NULL ? before->contents : NULL, r);
    }
    for (size_t i = 0; i < rereads; i++) {
        step *s = &steps[editions + i];
        *s = steps[(first + i) % editions];
        s->reread = true;
        random_contents(s->contents, s->contents, r);
    }
    return editions + rereads;
}

/* `order` is one of the editions; each second reading goes anywhere after its edition. */
static void place_rereads(const step *steps, size_t editions, size_t count, size_t *order,
                          random_state *r)
{
    for (size_t at = editions; at < count; at++) {
        size_t after = 0;
        while (order[after] != steps[at].edition) {
            after++;
        }
        const size_t place = after + 1 + random_below(r, at - after);
        memmove(&order[place + 1], &order[place], (at - place) * sizeof *order);
        order[place] = at;
    }
}

static bool next_permutation(size_t *order, size_t count)
{
    size_t i = count - 1;
    while (i > 0 && order[i - 1] >= order[i]) {
        i--;
    }
    if (i == 0) {
        return false;
    }
    size_t j = count - 1;
    while (order[j] <= order[i - 1]) {
        j--;
    }
    size_t kept = order[i - 1];
    order[i - 1] = order[j];
    order[j] = kept;
    for (size_t a = i, b = count - 1; a < b; a++, b--) {
        kept = order[a];
        order[a] = order[b];
        order[b] = kept;
    }
    return true;
}

static void shuffle(size_t *order, size_t count, random_state *r)
{
    for (size_t i = count; i > 1; i--) {
        const size_t j = random_below(r, i);
        const size_t kept = order[i - 1];
        order[i - 1] = order[j];
        order[j] = kept;
    }
}

static void check_order(const step *steps, const size_t *order, size_t count, char *wanted,
                        size_t bytes)
{
    char met[8192];
    world w;
    open_world(&w);
    for (size_t i = 0; i < count; i++) {
        import(&w, &steps[order[i]]);
    }
    open_rectangles(&w, met, sizeof met);
    no_rectangles_overlap(&w);
    neighbours_of_equal_content_are_one(&w);
    verify_clean(w.reg);
    close_world(&w);
    if (wanted[0] == '\0') {
        (void)snprintf(wanted, bytes, "%s", met);
    }
    assert_string_equal(met, wanted);
}

static void every_order_of_four_editions_leaves_the_same_open_rectangles(void **state)
{
    (void)state;
    random_state r = random_start("orders");
    for (size_t round = 0; round < 4; round++) {
        step steps[STEPS_MAX];
        char wanted[8192] = "";
        size_t order[4] = {0, 1, 2, 3};
        const size_t count = random_steps(steps, 4, round % 3, &r);
        do {
            size_t whole[STEPS_MAX];
            memcpy(whole, order, sizeof order);
            place_rereads(steps, 4, count, whole, &r);
            check_order(steps, whole, count, wanted, sizeof wanted);
        } while (next_permutation(order, 4));
    }
}

static void random_orders_of_six_editions_and_second_readings_leave_the_same(void **state)
{
    (void)state;
    random_state r = random_start("orders");
    for (int round = 0; round < 8; round++) {
        step steps[STEPS_MAX];
        char wanted[8192] = "";
        const size_t count = random_steps(steps, EDITIONS_MAX, 3, &r);
        for (int i = 0; i < 12; i++) {
            size_t order[STEPS_MAX] = {0, 1, 2, 3, 4, 5};
            shuffle(order, EDITIONS_MAX, &r);
            place_rereads(steps, EDITIONS_MAX, count, order, &r);
            check_order(steps, order, count, wanted, sizeof wanted);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_order_of_four_editions_leaves_the_same_open_rectangles),
        cmocka_unit_test(random_orders_of_six_editions_and_second_readings_leave_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
