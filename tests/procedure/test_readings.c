/* The fold over readings against a slow twin: small random listings with uncertain days.
 *
 * The twin assigns every event every day its source allows, sorts, folds with a few plain rules,
 * and keeps the readings with the fewest steps out of order, then the least evidence against. The
 * engine must give exactly the statuses that the twin's readings give (listing_status.h, I4).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case_world.h"
#include "random.h"

#define DAYS   9
#define EVENTS 6
#define ROUNDS 1500

enum { DECIDE, SUSPEND, RESUME, LIFT, RELIST, CLAIM };
static const char *const WORDS[] = {"decide", "suspend", "resume", "lift", "relist", "listed"};
/* The lawful order of one day: begin, suspend, resume, end, begin again; evidence sees the result.
 */
static const int RANKS[] = {1, 2, 3, 4, 5, 6};

typedef struct told {
    int kind;
    int lo, hi; /* days of a small calendar, from 1 */
} told;

typedef struct chain {
    told events[EVENTS];
    size_t count;
} chain;

/* ---- the twin ---- */

enum { BEFORE, FORCE, SUSPENDED, ENDED };

typedef struct verdict {
    int misfits, against;
    unsigned statuses; /* a bit each */
    int first, last;   /* days of the decision's effect */
} verdict;

static int step(int status, int kind, int *misfits, int *against)
{
    switch (kind) {
    case DECIDE:
    case RELIST:
        if (status == BEFORE || status == ENDED) {
            return FORCE;
        }
        break;
    case SUSPEND:
        if (status == FORCE) {
            return SUSPENDED;
        }
        break;
    case RESUME:
        if (status == SUSPENDED) {
            return FORCE;
        }
        break;
    case LIFT:
        if (status == FORCE || status == SUSPENDED) {
            return ENDED;
        }
        break;
    default:
        *against += status != FORCE;
        return status;
    }
    ++*misfits;
    return status;
}

static void judge(const chain *c, const int *days, int day, verdict *v)
{
    int status = BEFORE;
    int then = BEFORE;
    int misfits = 0;
    int against = 0;
    for (int d = 1; d <= DAYS; d++) {
        for (int rank = 1; rank <= EVENTS; rank++) {
            for (size_t e = 0; e < c->count; e++) {
                if (days[e] == d && RANKS[c->events[e].kind] == rank) {
                    status = step(status, c->events[e].kind, &misfits, &against);
                }
            }
        }
        then = d == day ? status : then;
    }
    if (misfits < v->misfits || (misfits == v->misfits && against < v->against)) {
        *v = (verdict){.misfits = misfits, .against = against, .first = DAYS, .last = 0};
    }
    if (misfits == v->misfits && against == v->against) {
        v->statuses |= 1u << then;
        v->first = days[0] < v->first ? days[0] : v->first;
        v->last = days[0] > v->last ? days[0] : v->last;
    }
}

static void enumerate(const chain *c, size_t at, int *days, int day, verdict *v)
{
    if (at == c->count) {
        judge(c, days, day, v);
        return;
    }
    for (days[at] = c->events[at].lo; days[at] <= c->events[at].hi; days[at]++) {
        enumerate(c, at + 1, days, day, v);
    }
}

/* ---- the engine ---- */

static void add_event(idt_buf *b, const told *t)
{
    char date[48];
    if (t->lo == t->hi) {
        (void)snprintf(date, sizeof date, "2020-01-%02d", t->lo);
    } else {
        (void)snprintf(date, sizeof date, "[2020-01-%02d..2020-01-%02d]", t->lo, t->hi);
    }
    if (t->kind == CLAIM) {
        idt_buf_add_format(b, ",\"listed\":[[\"in_force\",{\"list\":\"xx-list\",\"on\":\"%s\"}]]",
                           date);
        return;
    }
    idt_buf_add_format(b,
                       ",\"event\":[[\"%s\",{\"list\":\"xx-list\",\"id\":\"%s\",\"effective_from\":"
                       "\"%s\"}]]",
                       WORDS[t->kind], WORDS[t->kind], date);
}

static const idt_record *told_record(idt_arena *arena, const told *t, size_t number)
{
    idt_buf b;
    idt_buf_init(&b, 1 << 16);
    idt_buf_add_format(&b, "{\"id\":\"d%zu:group\"", number);
    add_event(&b, t);
    idt_buf_add_text(&b, "}");
    idt_json *json;
    const idt_str text = idt_str_copy(arena, idt_buf_borrow(&b));
    idt_buf_release(&b);
    assert_int_equal(idt_json_read(text, "record", arena, &json, NULL), 0);
    return build_record(arena, json);
}

static const idt_record **told_records(idt_arena *arena, const chain *c)
{
    const idt_record **records = IDT_NEW_N(arena, const idt_record *, c->count + 1);
    for (size_t e = 0; e < c->count; e++) {
        records[e] = told_record(arena, &c->events[e], e);
    }
    return records;
}

static const idt_listing_status *ask(idt_arena *arena, const idt_record **records, size_t count,
                                     int day)
{
    static world empty;
    idt_day first;
    assert_true(idt_day_parse(IDT_STR("2020-01-01"), &first));
    const idt_status_request request = {.subject = IDT_STR("d0:group"),
                                        .records = records,
                                        .count = count,
                                        .law = {&empty, world_list, world_body},
                                        .as_of = first + day - 1,
                                        .today = first + 10000};
    empty.arena = arena;
    const idt_listing_status *rows;
    size_t row_count;
    idt_error err = {0};
    assert_int_equal(idt_listing_status_compute(&request, arena, &rows, &row_count, &err), 0);
    assert_int_equal(row_count, 1);
    return rows;
}

static unsigned statuses_of(const idt_listing_status *row)
{
    static const idt_status_word words[] = {IDT_STATUS_NOT_YET, IDT_STATUS_IN_FORCE,
                                            IDT_STATUS_SUSPENDED, IDT_STATUS_ENDED};
    unsigned bits = 0;
    for (int i = 0; i < 4; i++) {
        const bool given = row->status == words[i];
        const bool open = row->status == IDT_STATUS_UNKNOWN && row->possible[words[i]];
        bits |= given || open ? 1u << i : 0;
    }
    const bool decided = row->status == IDT_STATUS_DECIDED || row->possible[IDT_STATUS_DECIDED];
    return bits | (decided ? 1u << BEFORE : 0);
}

/* ---- random listings ---- */

static told random_told(random_state *r, int kind)
{
    const int lo = 1 + (int)random_below(r, DAYS);
    const bool exact = random_below(r, 3) == 0;
    int hi = exact ? lo : lo + (int)random_below(r, 5);
    hi = hi > DAYS ? DAYS : hi;
    return (told){.kind = kind, .lo = lo, .hi = hi};
}

static chain random_chain(random_state *r)
{
    chain c = {.count = 0};
    c.events[c.count++] = random_told(r, DECIDE);
    for (int kind = SUSPEND; kind <= CLAIM; kind++) {
        if (random_below(r, 2) == 0) {
            c.events[c.count] = random_told(r, kind);
            if (kind == CLAIM) {
                c.events[c.count].hi = c.events[c.count].lo;
            }
            c.count++;
        }
    }
    return c;
}

static void describe(const chain *c, int day)
{
    print_error("on day %d:", day);
    for (size_t e = 0; e < c->count; e++) {
        print_error(" %s[%d..%d]", WORDS[c->events[e].kind], c->events[e].lo, c->events[e].hi);
    }
    print_error("\n");
}

static bool claimed_on(const chain *c, int day)
{
    for (size_t e = 0; e < c->count; e++) {
        if (c->events[e].kind == CLAIM && c->events[e].lo <= day && day <= c->events[e].hi) {
            return true;
        }
    }
    return false;
}

static void the_statuses_are_those_of_every_reading_and_no_other(void **state)
{
    (void)state;
    random_state r = random_start("readings");
    for (int round = 0; round < ROUNDS; round++) {
        const chain c = random_chain(&r);
        idt_arena *arena = idt_arena_new((size_t)128 << 20);
        const idt_record **records = told_records(arena, &c);
        for (int day = 1; day <= DAYS; day++) {
            verdict v = {.misfits = 1000};
            int days[EVENTS];
            enumerate(&c, 0, days, day, &v);
            if (claimed_on(&c, day)) {
                continue; /* a claim can contradict acts on its own day: cases show that */
            }
            const idt_listing_status *row = ask(arena, records, c.count, day);
            if (statuses_of(row) != v.statuses) {
                describe(&c, day);
            }
            assert_int_equal(statuses_of(row), v.statuses);
        }
        idt_arena_free(arena);
    }
}

static void the_start_is_pruned_to_the_readings_kept(void **state)
{
    (void)state;
    random_state r = random_start("starts");
    idt_day first;
    assert_true(idt_day_parse(IDT_STR("2020-01-01"), &first));
    for (int round = 0; round < ROUNDS; round++) {
        chain c = random_chain(&r);
        for (size_t e = 0; e < c.count; e++) {
            c.events[e].kind = c.events[e].kind == RELIST ? CLAIM : c.events[e].kind;
        }
        idt_arena *arena = idt_arena_new((size_t)128 << 20);
        const idt_listing_status *row = ask(arena, told_records(arena, &c), c.count, DAYS + 5);
        verdict v = {.misfits = 1000};
        int days[EVENTS];
        enumerate(&c, 0, days, DAYS, &v);
        if (row->listed_since.earliest != first + v.first - 1 ||
            row->listed_since.latest != first + v.last - 1) {
            describe(&c, DAYS + 5);
        }
        assert_int_equal(row->listed_since.earliest, first + v.first - 1);
        assert_int_equal(row->listed_since.latest, first + v.last - 1);
        idt_arena_free(arena);
    }
}

static void the_order_of_records_changes_nothing(void **state)
{
    (void)state;
    random_state r = random_start("orders");
    for (int round = 0; round < ROUNDS / 4; round++) {
        const chain c = random_chain(&r);
        idt_arena *arena = idt_arena_new((size_t)64 << 20);
        const idt_record **records = told_records(arena, &c);
        const int day = 1 + (int)random_below(&r, DAYS);
        const idt_str before = row_json(ask(arena, records, c.count, day), arena);
        for (size_t i = c.count; i > 1; i--) {
            const size_t j = random_below(&r, i);
            const idt_record *t = records[i - 1];
            records[i - 1] = records[j];
            records[j] = t;
        }
        const idt_str after = row_json(ask(arena, records, c.count, day), arena);
        assert_true(idt_str_equal(before, after));
        idt_arena_free(arena);
    }
}

/* An act that rests on a proposal only, on any day, of any kind. */
static const idt_record *refused_record(idt_arena *arena, random_state *r)
{
    const told t = random_told(r, (int)random_below(r, CLAIM));
    const idt_str text = idt_str_format(
        arena,
        "{\"id\":\"press:group\",\"event\":[[\"%s\",{\"list\":\"xx-list\",\"id\":\"x\","
        "\"effective_from\":\"2020-01-%02d\",\"rests_on\":{\"kind\":\"intend\"}}]]}",
        WORDS[t.kind], t.lo);
    idt_json *json;
    assert_int_equal(idt_json_read(text, "record", arena, &json, NULL), 0);
    return build_record(arena, json);
}

static void a_refused_act_changes_no_status(void **state)
{
    (void)state;
    random_state r = random_start("refused");
    for (int round = 0; round < ROUNDS; round++) {
        const chain c = random_chain(&r);
        idt_arena *arena = idt_arena_new((size_t)64 << 20);
        const idt_record **records = told_records(arena, &c);
        const int day = 1 + (int)random_below(&r, DAYS);
        const idt_listing_status *before = ask(arena, records, c.count, day);
        records[c.count] = refused_record(arena, &r);
        const idt_listing_status *after = ask(arena, records, c.count + 1, day);
        assert_int_equal(before->status, after->status);
        assert_int_equal(statuses_of(before), statuses_of(after));
        assert_true(idt_str_equal(before->since.edtf, after->since.edtf));
        assert_int_equal(after->reported_count, before->reported_count + 1);
        idt_arena_free(arena);
    }
}

/* More tellings can only leave fewer readings, or show that sources differ. */
static void a_finer_date_never_opens_what_a_coarser_one_settled(void **state)
{
    (void)state;
    random_state r = random_start("finer");
    for (int round = 0; round < ROUNDS; round++) {
        const told coarse = random_told(&r, DECIDE);
        told fine = coarse;
        fine.lo += (int)random_below(&r, (size_t)(coarse.hi - coarse.lo) + 1);
        fine.hi = fine.lo;
        idt_arena *arena = idt_arena_new((size_t)64 << 20);
        const chain both = {.events = {coarse, fine}, .count = 2};
        const idt_record **records = told_records(arena, &both);
        for (int day = 1; day <= DAYS; day++) {
            const idt_listing_status *one = ask(arena, records, 1, day);
            const idt_listing_status *two = ask(arena, records, 2, day);
            assert_int_equal(statuses_of(two) & ~statuses_of(one), 0);
            assert_int_not_equal(two->status, IDT_STATUS_UNKNOWN);
        }
        idt_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_statuses_are_those_of_every_reading_and_no_other),
        cmocka_unit_test(the_start_is_pruned_to_the_readings_kept),
        cmocka_unit_test(the_order_of_records_changes_nothing),
        cmocka_unit_test(a_refused_act_changes_no_status),
        cmocka_unit_test(a_finer_date_never_opens_what_a_coarser_one_settled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
