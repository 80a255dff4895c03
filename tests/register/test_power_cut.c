/* Gate 6: the power goes at any operation of a small load, on a disk that keeps what was synced and
 * of the rest what it likes; and every operation fails in its turn. What was acknowledged is there
 * whole, what was not is there whole or not at all, and the register verifies. */
#include "register_world.h"
#include "shim_vfs.h"

#define KEYS 6

/* Contents of keys a..f after no, the first, the second and the third edition. */
static const int AFTER[4][KEYS] = {
    {-1, -1, -1, -1, -1, -1}, {1, 2, 3, 4, -1, -1}, {1, 7, 3, -1, 5, -1}, {1, 7, 3, -1, 5, 9}};

static const char *key_of(int k)
{
    static const char *const keys[KEYS] = {"a", "b", "c", "d", "e", "f"};
    return keys[k];
}

static world world_on(const disk *d)
{
    world w = {.home = "/shim", .vfs = d->vfs.zName, .now = 1000};
    w.arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    return w;
}

/* The file of an edition: mostly the text of the one before. */
static idt_str file_of(int edition, char out[6000])
{
    for (size_t i = 0; i < 6000; i++) {
        out[i] = (char)('a' + (i * i + i / 7) % 23);
    }
    (void)snprintf(out + 3000, 32, "edition %d", edition);
    return (idt_str){.ptr = out, .len = 6000};
}

/* Edition 1, 2 or 3; the first error ends it. */
static idt_rc load_edition(world *w, int edition, idt_error *err)
{
    char bytes[6000];
    const idt_raw_file file = {
        .role = IDT_STR("source"), .name = IDT_STR("list.txt"), .bytes = file_of(edition, bytes)};
    const idt_edition_spec spec = spec_of(edition, 1, 0);
    idt_edition_load *load;
    idt_load_counts counts;
    w->now += 10;
    idt_rc rc = idt_edition_begin(w->reg, &spec, &file, 1, &DERIVER, &load, &counts, err);
    for (int k = 0; k < KEYS && rc == IDT_OK; k++) {
        if (AFTER[edition][k] >= 0) {
            rc = put_content(w, load, key_of(k), AFTER[edition][k], err);
            if (rc != IDT_OK) {
                idt_edition_abort_take(load);
            }
        }
    }
    return rc == IDT_OK ? idt_edition_finish_take(load, &counts, err) : rc;
}

/* ---- what a register must be like after anything ---- */

static void holds_edition(world *w, int edition)
{
    idt_error err;
    idt_view view;
    for (int e = 0; e <= edition; e++) { /* as of each published instant */
        must(idt_register_view(w->reg, e, IDT_INSTANT_OPEN, &view, &err), &err);
        for (int k = 0; k < KEYS; k++) {
            assert_int_equal(number_at(w, w->reg, &view, key_of(k)), AFTER[e][k]);
        }
    }
    must(idt_register_view(w->reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, &err), &err);
    for (int k = 0; k < KEYS; k++) {
        assert_int_equal(number_at(w, w->reg, &view, key_of(k)), AFTER[edition][k]);
    }
}

static void holds_files(world *w, int edition)
{
    idt_error err;
    for (int e = 1; e <= edition; e++) {
        char bytes[6000];
        idt_str kept;
        idt_digest sha256;
        const idt_str wanted = file_of(e, bytes);
        must(idt_sha256(wanted.ptr, wanted.len, &sha256, &err), &err);
        idt_arena_clear(w->arena);
        must(idt_register_raw(w->reg, &sha256, w->arena, &kept, &err), &err);
        assert_true(idt_str_equal(kept, wanted));
    }
}

static int editions_held(world *w)
{
    idt_error err;
    idt_view view;
    const idt_edition_info *editions;
    size_t count;
    must(idt_register_view(w->reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, &err), &err);
    must(idt_register_editions(w->reg, &view, IDT_STR("d"), w->arena, &editions, &count, &err),
         &err);
    return (int)count;
}

/* The fresh open, and all that must hold; at least `acknowledged`, at most `begun` editions. */
static void check_register(const disk *d, int acknowledged, int begun, bool go_on)
{
    idt_error err;
    world w = world_on(d);
    must(open_register(&w, IDT_OPEN_WRITE, &w.reg, &err), &err);
    verify_clean(w.reg);
    const int held = editions_held(&w);
    assert_in_range(held, acknowledged, begun);
    holds_edition(&w, held);
    holds_files(&w, held);
    if (go_on && held < 3) { /* and it takes the next edition */
        w.now = 5000;
        must(load_edition(&w, held + 1, &err), &err);
        holds_edition(&w, held + 1);
        verify_clean(w.reg);
    }
    must(idt_register_close(w.reg, &err), &err);
    idt_arena_free(w.arena);
}

/* ---- power cuts ---- */

/* Where in the log of operations the register was made, and each edition acknowledged. */
typedef struct marks {
    size_t made;
    size_t acknowledged[3]; /* [1], [2] */
    size_t end;
} marks;

static marks make_and_load(disk *d)
{
    idt_error err;
    marks m = {0};
    world w = world_on(d);
    must(open_register(&w, IDT_OPEN_CREATE, &w.reg, &err), &err);
    m.made = d->count;
    for (int e = 1; e <= 2; e++) {
        must(load_edition(&w, e, &err), &err);
        m.acknowledged[e] = d->count;
    }
    must(idt_register_close(w.reg, &err), &err);
    m.end = d->count;
    idt_arena_free(w.arena);
    return m;
}

static int acknowledged_at(const marks *m, size_t cut)
{
    return (cut >= m->acknowledged[1]) + (cut >= m->acknowledged[2]);
}

static int begun_at(const marks *m, size_t cut)
{
    return cut <= m->made ? 0 : cut <= m->acknowledged[1] ? 1 : 2;
}

static void a_power_cut_at_any_point_loses_nothing_acknowledged_and_shows_no_half_edition(void **s)
{
    (void)s;
    random_state r = random_start("power cut");
    size_t images = 0;
    disk *d = disk_new("idt-shim", r);
    disk *image = disk_new("idt-shim-image", r);
    image->logging = false;
    const marks m = make_and_load(d);
    for (size_t cut = m.made; cut <= m.end; cut++) {
        for (int way = 0; way < SURVIVE_WAYS; way++) {
            disk_image(d, cut, (disk_survivors)way, &r, image);
            check_register(image, acknowledged_at(&m, cut), begun_at(&m, cut), ++images % 5 == 0);
        }
    }
    print_message("%zu operations, %zu images\n", m.end - m.made, images);
    disk_free(image);
    disk_free(d);
}

static void a_second_power_cut_while_the_first_is_mended_does_no_harm_either(void **s)
{
    (void)s;
    random_state r = random_start("two power cuts");
    size_t images = 0;
    disk *d = disk_new("idt-shim", r);
    disk *first = disk_new("idt-shim-1", r);
    disk *second = disk_new("idt-shim-2", r);
    second->logging = false;
    const marks m = make_and_load(d);
    for (int round = 0; round < 24; round++) {
        /* most harm is left by a cut just before the second edition is acknowledged */
        const size_t cut = m.acknowledged[2] - 1 - (size_t)round / 2;
        disk_image(d, cut, round % 2 == 0 ? SURVIVE_ALL : SURVIVE_RANDOM, &r, first);
        const size_t from = first->count;
        check_register(first, 1, 2, false);
        for (size_t again = from; again <= first->count; again++) {
            disk_image(first, again, (disk_survivors)random_below(&r, SURVIVE_WAYS), &r, second);
            check_register(second, 1, 2, ++images % 5 == 0);
        }
    }
    print_message("%zu images\n", images);
    disk_free(second);
    disk_free(first);
    disk_free(d);
}

static void a_power_cut_while_a_register_is_made_leaves_one_or_none(void **s)
{
    (void)s;
    random_state r = random_start("power cut");
    idt_error err;
    disk *d = disk_new("idt-shim", r);
    disk *image = disk_new("idt-shim-image", r);
    image->logging = false;
    const marks m = make_and_load(d);
    for (size_t cut = 0; cut <= m.made; cut++) {
        for (int way = 0; way < SURVIVE_WAYS; way++) {
            disk_image(d, cut, (disk_survivors)way, &r, image);
            world w = world_on(image);
            const idt_rc rc = open_register(&w, IDT_OPEN_CREATE, &w.reg, &err);
            if (rc == IDT_OK) {
                must(idt_register_close(w.reg, &err), &err);
            } else {
                assert_int_equal(rc, IDT_E_USAGE); /* it is there */
            }
            idt_arena_free(w.arena);
            check_register(image, 0, 0, true);
        }
    }
    disk_free(image);
    disk_free(d);
}

/* ---- operations that fail ---- */

typedef struct failing {
    int code;      /* of SQLite */
    idt_rc rc;     /* ours */
    bool for_ever; /* from the n-th on, not it alone */
} failing;

/* Loads both editions while the n-th operation fails. Returns how many were acknowledged. */
static int load_while_failing(disk *d, const failing *f, uint64_t n, bool close_failing)
{
    idt_error err;
    int acknowledged = 0;
    world w = world_on(d);
    must(open_register(&w, IDT_OPEN_CREATE, &w.reg, &err), &err);
    d->fail_in = n;
    d->fail_on = f->for_ever;
    d->fail_code = f->code;
    d->failed = 0;
    idt_rc rc = IDT_OK;
    for (int e = 1; e <= 2 && rc == IDT_OK; e++) {
        rc = load_edition(&w, e, &err);
        acknowledged += rc == IDT_OK;
    }
    if (rc != IDT_OK && rc != f->rc) {
        print_error("operation %d: %s: %s\n", (int)n, idt_rc_name(rc), err.message);
    }
    assert_true(rc == IDT_OK || rc == f->rc);
    d->fail_in = close_failing ? d->fail_in : 0;
    const idt_rc closed = idt_register_close(w.reg, &err);
    assert_true(closed == IDT_OK || closed == f->rc);
    d->fail_in = 0;
    idt_arena_free(w.arena);
    return acknowledged;
}

static void each_operation_fails(const failing *f)
{
    random_state r = random_start("failing operations");
    disk *d = disk_new("idt-shim", r);
    disk *empty = disk_new("idt-shim-empty", r);
    d->logging = false;
    uint64_t n = 0;
    do {
        n++;
        disk_image(empty, 0, SURVIVE_ALL, &r, d);
        const int acknowledged = load_while_failing(d, f, n, n % 2 == 0);
        const bool met = d->failed > 0;
        check_register(d, acknowledged, acknowledged < 2 && met ? acknowledged + 1 : acknowledged,
                       true);
        if (!met) {
            break;
        }
    } while (n < 2000);
    print_message("%d operations\n", (int)n - 1);
    assert_in_range(n, 10, 1999);
    disk_free(empty);
    disk_free(d);
}

static void an_error_of_the_disk_at_any_operation_is_told_and_leaves_whole_editions(void **s)
{
    (void)s;
    each_operation_fails(&(failing){.code = SQLITE_IOERR, .rc = IDT_E_IO});
    each_operation_fails(&(failing){.code = SQLITE_IOERR, .rc = IDT_E_IO, .for_ever = true});
}

static void a_full_disk_at_any_write_is_told_and_leaves_whole_editions(void **s)
{
    (void)s;
    each_operation_fails(&(failing){.code = SQLITE_FULL, .rc = IDT_E_FULL});
    each_operation_fails(&(failing){.code = SQLITE_FULL, .rc = IDT_E_FULL, .for_ever = true});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_power_cut_at_any_point_loses_nothing_acknowledged_and_shows_no_half_edition),
        cmocka_unit_test(a_second_power_cut_while_the_first_is_mended_does_no_harm_either),
        cmocka_unit_test(a_power_cut_while_a_register_is_made_leaves_one_or_none),
        cmocka_unit_test(an_error_of_the_disk_at_any_operation_is_told_and_leaves_whole_editions),
        cmocka_unit_test(a_full_disk_at_any_write_is_told_and_leaves_whole_editions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
