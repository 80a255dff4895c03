/* Cost, counted in steps of SQLite's machine and not in time: a record costs the same in a register
 * ten times as large, and in one with ten times the history. */
#include "register_world.h"

#include "register/store.h"

static uint64_t steps(const idt_register *reg)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < IDT_SQL_COUNT; i++) {
        if (reg->statements[i] != NULL) {
            sum += (uint64_t)sqlite3_stmt_status(reg->statements[i], SQLITE_STMTSTATUS_VM_STEP, 0);
        }
    }
    return sum;
}

/* An edition of `records` keys, every second with a content of its own to this edition. Returns its
 * steps. */
static uint64_t load(world *w, int edition, int records)
{
    idt_error err;
    char key[16];
    const idt_edition_spec spec = spec_of(edition, 1, 0);
    const uint64_t before = steps(w->reg);
    w->now += 10;
    idt_edition_load *l = begin_load(w, &spec);
    for (int k = 0; k < records; k++) {
        (void)snprintf(key, sizeof key, "key-%d", k);
        must(put_content(w, l, key, k % 2 == 0 ? k : 1000000 + edition * 10000 + k, &err), &err);
    }
    (void)finish_load(l);
    return steps(w->reg) - before;
}

/* Three records that never change, among others that do. */
static uint64_t steps_to_read(world *w, idt_register *reader)
{
    idt_error err;
    idt_view view;
    const idt_record *const *records;
    size_t count;
    must(idt_register_view(reader, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, &err), &err);
    const uint64_t before = steps(reader);
    assert_int_not_equal(number_at(w, reader, &view, "key-6"), -1);
    must(idt_register_named(reader, &view, IDT_STR("name 8"), w->arena, &records, &count, &err),
         &err);
    assert_int_equal(count, 1);
    must(idt_register_referring(reader, &view, IDT_REF_KEY, IDT_STR("key-10"), w->arena, &records,
                                &count, &err),
         &err);
    assert_int_equal(count, 1);
    return steps(reader) - before;
}

/* At most `percent` of what it was. */
static void at_most(uint64_t met, uint64_t before, uint64_t percent, const char *what)
{
    print_message("%s: %llu steps, before %llu\n", what, (unsigned long long)met,
                  (unsigned long long)before);
    assert_true(before > 0);
    assert_true(met * 100 <= before * percent);
}

typedef struct cost {
    uint64_t first, second, read;
} cost;

static cost cost_of(int records)
{
    idt_error err;
    idt_register *reader;
    world w;
    open_world(&w);
    cost c;
    c.first = load(&w, 1, records);
    c.second = load(&w, 2, records);
    must(open_register(&w, IDT_OPEN_READ, &reader, &err), &err);
    c.read = steps_to_read(&w, reader);
    must(idt_register_close(reader, &err), &err);
    close_world(&w);
    return c;
}

static void a_record_costs_the_same_in_a_register_ten_times_as_large(void **state)
{
    (void)state;
    const cost small = cost_of(600);
    const cost large = cost_of(6000);
    at_most(large.first / 10, small.first, 105, "a first edition");
    at_most(large.second / 10, small.second, 105, "a second edition");
    at_most(large.read, small.read, 105, "reading");
}

static void a_record_costs_the_same_with_ten_times_the_history(void **state)
{
    (void)state;
    idt_error err;
    idt_register *reader;
    world w;
    open_world(&w);
    must(open_register(&w, IDT_OPEN_READ, &reader, &err), &err);
    uint64_t early = 0;
    uint64_t late = 0;
    uint64_t early_read = 0;
    for (int e = 1; e <= 60; e++) {
        const uint64_t n = load(&w, e, 100);
        if (e == 6) {
            early = n;
            early_read = steps_to_read(&w, reader);
        }
        late = n;
    }
    at_most(late, early, 105, "an edition");
    at_most(steps_to_read(&w, reader), early_read, 105, "reading");
    must(idt_register_close(reader, &err), &err);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_costs_the_same_in_a_register_ten_times_as_large),
        cmocka_unit_test(a_record_costs_the_same_with_ten_times_the_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
