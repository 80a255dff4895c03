/* Every version of every record in one pass: at any two instants the rectangles give what a view
 * gives. */
#include "register_world.h"

#include <string.h>

#include "random.h"
#include "register/rectangles.h"

#define KEYS     4
#define CONTENTS 3
#define EDITIONS 7
#define WORLDS   8
#define ASKED    60

/* An edition of dataset "d": published instant, contents of keys a, b, ... (-1: absent). */
static void import(world *w, int64_t published, uint32_t seq, bool reread, const int *contents)
{
    idt_error err;
    idt_edition_spec spec = spec_of(published, seq, (unsigned)w->now);
    spec.reader_version = reread ? 2 : 1;
    spec.reread = reread;
    w->now += 10;
    idt_edition_load *load = begin_load(w, &spec);
    for (int k = 0; k < KEYS; k++) {
        const char key[2] = {(char)('a' + k), '\0'};
        if (contents[k] >= 0) {
            must(put_content(w, load, key, contents[k], &err), &err);
        }
    }
    (void)finish_load(load);
}

static idt_view view_of(world *w, int64_t published_by, int64_t known_at)
{
    idt_error err;
    idt_view view;
    must(idt_register_view(w->reg, published_by, known_at, &view, &err), &err);
    return view;
}

/* ---- what is told ---- */

typedef struct told {
    char keys[KEYS + 1]; /* in the order of the visits */
    size_t records;
    bool listed;
    int numbers[KEYS]; /* content at (published, recorded); -1: none */
    int64_t published, recorded;
    int64_t latest_end; /* of what ended to be held */
} told;

static int number_of(const idt_record *record)
{
    const idt_str name = idt_record_value(record, "name");
    uint64_t n;
    assert_true(idt_str_to_u64(idt_str_slice(name, 5, name.len), INT32_MAX, &n));
    return (int)n;
}

static idt_rc take(void *context, const idt_record_history *history, idt_error *err)
{
    told *t = context;
    (void)err;
    const size_t key = (size_t)(history->key.ptr[0] - 'a');
    assert_true(t->records < KEYS);
    t->keys[t->records++] = history->key.ptr[0];
    t->listed = history->listed;
    for (size_t i = 0; i < history->count; i++) {
        const idt_rectangle *r = &history->rectangles[i];
        if (r->recorded_to != IDT_INSTANT_OPEN && r->recorded_to > t->latest_end) {
            t->latest_end = r->recorded_to;
        }
        if (r->published_from <= t->published && t->published < r->published_to &&
            r->recorded_from <= t->recorded && t->recorded < r->recorded_to) {
            assert_int_equal(t->numbers[key], -1); /* no two cover one point */
            t->numbers[key] = number_of(&history->versions[r->version]);
        }
    }
    return IDT_OK;
}

static told all_at(world *w, const idt_view *view, int64_t published, int64_t recorded)
{
    idt_error err;
    told t = {.published = published, .recorded = recorded};
    for (int k = 0; k < KEYS; k++) {
        t.numbers[k] = -1;
    }
    must(idt_register_each_history(w->reg, view, take, &t, &err), &err);
    return t;
}

static void every_view_is_told_by_the_rectangles(void **state)
{
    (void)state;
    random_state r = random_start("rectangles");
    for (int round = 0; round < WORLDS; round++) {
        world w;
        int64_t published[EDITIONS];
        open_world(&w);
        for (int i = 0; i < EDITIONS; i++) { /* out of order, of one instant, and read again */
            int contents[KEYS];
            const bool reread = i > 2 && random_below(&r, 3) == 0;
            for (int k = 0; k < KEYS; k++) {
                contents[k] = (int)random_below(&r, CONTENTS + 1) - 1;
            }
            published[i] = reread ? published[i - 1] : 1 + (int64_t)random_below(&r, EDITIONS);
            import(&w, published[i], reread ? 1 : 0, reread, contents);
        }
        for (int i = 0; i < ASKED; i++) {
            const int64_t at = (int64_t)random_below(&r, EDITIONS + 2);
            const int64_t known = 1000 + (int64_t)random_below(&r, EDITIONS * 10 + 20);
            const idt_view now = view_of(&w, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
            const told t = all_at(&w, &now, at, known);
            const idt_view then = view_of(&w, at, known);
            const told of_then = all_at(&w, &then, at, known);
            for (int k = 0; k < KEYS; k++) {
                const char key[2] = {(char)('a' + k), '\0'};
                assert_int_equal(t.numbers[k], number_at(&w, w.reg, &then, key));
                assert_int_equal(of_then.numbers[k], t.numbers[k]);
            }
        }
        close_world(&w);
    }
}

static void what_was_closed_later_is_open_at_an_earlier_known_at(void **state)
{
    (void)state;
    world w;
    static const int first[KEYS] = {0, 1, -1, -1};
    static const int second[KEYS] = {0, 2, -1, -1};
    open_world(&w);
    import(&w, 1, 0, false, first);  /* recorded 1010 */
    import(&w, 2, 0, false, second); /* recorded 1020: b's rectangle of 1010 ends there */
    const idt_view now = view_of(&w, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
    assert_int_equal(all_at(&w, &now, 2, 1020).latest_end, 1020);
    const idt_view then = view_of(&w, IDT_INSTANT_OPEN, 1015);
    assert_int_equal(all_at(&w, &then, 2, 1015).latest_end, 0);
    close_world(&w);
}

static void records_come_by_key_each_once(void **state)
{
    (void)state;
    world w;
    static const int first[KEYS] = {0, 1, -1, 2};
    static const int second[KEYS] = {1, -1, -1, 2};
    open_world(&w);
    import(&w, 2, 0, false, first);
    import(&w, 1, 0, false, second);
    const idt_view now = view_of(&w, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
    assert_string_equal(all_at(&w, &now, 1, 1020).keys, "abd");
    close_world(&w);
}

static void only_what_changed_since_an_instant_is_told(void **state)
{
    (void)state;
    world w;
    idt_error err;
    const idt_changed_key *keys;
    size_t count;
    static const int first[KEYS] = {0, 1, 2, -1};
    static const int second[KEYS] = {0, 2, -1, 1}; /* b changed, c left, d is new */
    open_world(&w);
    import(&w, 1, 0, false, first);
    import(&w, 2, 0, false, second);
    const idt_view now = view_of(&w, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
    idt_arena *arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    must(idt_register_changed_since(w.reg, &now, 1010, arena, &keys, &count, &err), &err);
    told t = {.published = 1, .recorded = 1020, .numbers = {-1, -1, -1, -1}};
    must(idt_register_histories_of(w.reg, &now, keys, count, take, &t, &err), &err);
    assert_string_equal(t.keys, "bcd");
    assert_int_equal(t.numbers[1], 1); /* all of the record is told, not the change alone */
    must(idt_register_changed_since(w.reg, &now, 1020, arena, &keys, &count, &err), &err);
    assert_int_equal(count, 0);
    const idt_view then = view_of(&w, IDT_INSTANT_OPEN, 1015);
    must(idt_register_changed_since(w.reg, &then, 1010, arena, &keys, &count, &err), &err);
    assert_int_equal(count, 0); /* what was recorded later had not changed then */
    idt_arena_free(arena);
    close_world(&w);
}

static void only_published_datasets_are_lists(void **state)
{
    (void)state;
    world w;
    idt_error err;
    open_world(&w);
    idt_edition_spec spec = spec_of(1, 0, 1);
    spec.authored = true;
    w.now += 10;
    idt_edition_load *load = begin_load(&w, &spec);
    must(put_content(&w, load, "a", 1, &err), &err);
    (void)finish_load(load);
    idt_view now = view_of(&w, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
    assert_false(all_at(&w, &now, w.now, w.now).listed);
    close_world(&w);
    static const int contents[KEYS] = {0, -1, -1, -1};
    open_world(&w);
    import(&w, 1, 0, false, contents);
    now = view_of(&w, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
    assert_true(all_at(&w, &now, 1, w.now).listed);
    close_world(&w);
}

static void the_newest_recorded_instant_is_asked_up_to_known_at(void **state)
{
    (void)state;
    world w;
    idt_error err;
    int64_t at;
    static const int contents[KEYS] = {0, -1, -1, -1};
    open_world(&w);
    idt_view view = view_of(&w, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
    must(idt_register_newest_recorded(w.reg, &view, &at, &err), &err);
    assert_int_equal(at, 0);
    import(&w, 1, 0, false, contents);
    import(&w, 2, 0, false, contents);
    w.now += 1000;
    view = view_of(&w, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
    must(idt_register_newest_recorded(w.reg, &view, &at, &err), &err);
    assert_int_equal(at, 1020);
    view = view_of(&w, IDT_INSTANT_OPEN, 1019);
    must(idt_register_newest_recorded(w.reg, &view, &at, &err), &err);
    assert_int_equal(at, 1010);
    close_world(&w);
}

static void a_version_can_be_named_at_another_known_at(void **state)
{
    (void)state;
    world w;
    idt_error err;
    char version[IDT_VIEW_VERSION_BYTES];
    static const int contents[KEYS] = {0, -1, -1, -1};
    open_world(&w);
    import(&w, 1, 0, false, contents);
    const idt_view then = view_of(&w, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
    import(&w, 2, 0, false, contents);
    const idt_view now = view_of(&w, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
    assert_string_not_equal(then.version, now.version);
    must(idt_register_version_at(w.reg, 1010, version, &err), &err);
    assert_string_equal(version, then.version);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_view_is_told_by_the_rectangles),
        cmocka_unit_test(what_was_closed_later_is_open_at_an_earlier_known_at),
        cmocka_unit_test(records_come_by_key_each_once),
        cmocka_unit_test(only_what_changed_since_an_instant_is_told),
        cmocka_unit_test(only_published_datasets_are_lists),
        cmocka_unit_test(the_newest_recorded_instant_is_asked_up_to_known_at),
        cmocka_unit_test(a_version_can_be_named_at_another_known_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
