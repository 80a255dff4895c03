/* Since when a dataset says so: on the published axis, whatever the order of loading. */
#include "register/register_world.h"

#include "register/seen.h"

static const int64_t DAY = IDT_DAY_US;

/* An edition of `published` days with `key` "x" of content n; n < 0: without it. */
static void edition(world *w, int64_t published, int n, bool reread, unsigned version)
{
    idt_error err;
    idt_edition_spec spec = spec_of(published * DAY, reread ? 1 : 0, (unsigned)published);
    spec.reread = reread;
    spec.reader_version = version;
    w->now += DAY;
    idt_edition_load *load = begin_load(w, &spec);
    must(put_content(w, load, "other", 1000, &err), &err);
    if (n >= 0) {
        must(put_content(w, load, "x", n, &err), &err);
    }
    (void)finish_load(load);
}

static idt_seen seen_at(world *w, int64_t published_by)
{
    idt_error err;
    idt_view view;
    idt_seen seen;
    must(idt_register_view(w->reg, published_by, IDT_INSTANT_OPEN, &view, &err), &err);
    idt_arena_clear(w->arena);
    must(idt_register_seen(w->reg, &view, IDT_STR("d"), IDT_STR("x"), w->arena, &seen, &err), &err);
    return seen;
}

static void editions_in_any_order_give_the_published_history(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    w.now = 100 * DAY;
    edition(&w, 30, 1, false, 1);
    edition(&w, 10, 1, false, 1);
    edition(&w, 20, 2, false, 1);
    const idt_seen seen = seen_at(&w, IDT_INSTANT_OPEN);
    assert_int_equal(seen.count, 3);
    assert_int_equal(seen.first_us, 10 * DAY);
    assert_int_equal(seen.changed_us, 30 * DAY);
    assert_int_equal(idt_seen_first(&seen, IDT_STR("name"), IDT_STR("name 1")), 10 * DAY);
    assert_int_equal(idt_seen_first(&seen, IDT_STR("name"), IDT_STR("name 2")), 20 * DAY);
    assert_true(idt_seen_gap(&seen, IDT_STR("name"), IDT_STR("name 1")));
    assert_false(idt_seen_gap(&seen, IDT_STR("name"), IDT_STR("name 2")));
    assert_false(idt_seen_gap(&seen, IDT_STR("schema"), IDT_STR("Organization")));
    assert_int_equal(seen_at(&w, 20 * DAY).changed_us, 20 * DAY);
    assert_int_equal(seen_at(&w, 5 * DAY).count, 0);
    close_world(&w);
}

static void a_record_that_left_and_returned_has_a_gap(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    w.now = 100 * DAY;
    edition(&w, 10, 1, false, 1);
    edition(&w, 20, -1, false, 1);
    edition(&w, 30, 1, false, 1);
    const idt_seen seen = seen_at(&w, IDT_INSTANT_OPEN);
    assert_int_equal(seen.count, 2);
    assert_int_equal(seen.first_us, 10 * DAY);
    assert_true(idt_seen_gap(&seen, IDT_STR("schema"), IDT_STR("Organization")));
    close_world(&w);
}

static void a_better_reader_is_no_change(void **state)
{
    (void)state;
    world w;
    open_world(&w);
    w.now = 100 * DAY;
    edition(&w, 10, 1, false, 1);
    edition(&w, 20, 1, false, 1);
    edition(&w, 20, 2, true, 2);
    const idt_seen seen = seen_at(&w, IDT_INSTANT_OPEN);
    assert_int_equal(seen.count, 2);
    assert_int_equal(seen.changed_us, 10 * DAY);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(editions_in_any_order_give_the_published_history),
        cmocka_unit_test(a_record_that_left_and_returned_has_a_gap),
        cmocka_unit_test(a_better_reader_is_no_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
