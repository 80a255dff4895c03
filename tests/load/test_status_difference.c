/* The statuses that differ between two days are those that differ when every status is computed
 * twice: on random registers, with laws that delay, expire and change, claims, parts, transfers,
 * and a published list of several editions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "load/derive.h"
#include "random.h"
#include "register/status_difference.h"

#define SUBJECTS 24
#define LISTS    4
#define FIRST    10957 /* 2000-01-01 */
#define SPAN     2000  /* days in which everything happens */

typedef struct world {
    char home[64];
    int64_t now;
    idt_register *reg;
    idt_arena *arena;
    random_state random;
} world;

static void must(idt_rc rc, const idt_error *err)
{
    if (rc != IDT_OK) {
        print_error("%s: %s\n", idt_rc_name(rc), err->message);
    }
    assert_int_equal(rc, IDT_OK);
}

static bool one_in(world *w, size_t n)
{
    return random_below(&w->random, n) == 0;
}

static const char *pick(world *w, const char *const *words, size_t count)
{
    return words[random_below(&w->random, count)];
}

/* ---- random dates and statements ---- */

static idt_day random_day(world *w)
{
    return FIRST + (idt_day)random_below(&w->random, SPAN);
}

/* A day, a month, a year, a set, an approximate day. */
static const char *random_date(world *w, char out[48])
{
    char a[IDT_DAY_BYTES];
    char b[IDT_DAY_BYTES];
    const idt_day day = random_day(w);
    (void)idt_day_text(day, a);
    switch (random_below(&w->random, 8)) {
    case 0:
        (void)snprintf(out, 48, "%.7s", a);
        break;
    case 1:
        (void)snprintf(out, 48, "%.4s", a);
        break;
    case 2:
        (void)idt_day_text(day + (idt_day)random_below(&w->random, 90), b);
        (void)snprintf(out, 48, "[%s..%s]", a, b);
        break;
    case 3:
        (void)snprintf(out, 48, one_in(w, 2) ? "[..%s]" : "[%s..]", a);
        break;
    case 4:
        (void)snprintf(out, 48, "%s~", a);
        break;
    default:
        (void)snprintf(out, 48, "%s", a);
    }
    return out;
}

static void add(idt_content *c, const char *property, const char *value, const char *qualifiers)
{
    idt_error err;
    must(idt_content_add(c, idt_str_borrow(property), idt_str_borrow(value),
                         idt_str_borrow(qualifiers), &err),
         &err);
}

/* Qualifiers in byte order: decided, effective_from, expires_on, list, published, to_list. */
static void add_event(world *w, idt_content *c, int number)
{
    static const char *const kinds[] = {"decide",   "decide",
                                        "decide",   "lift",
                                        "suspend",  "resume",
                                        "renew",    "expire",
                                        "annul",    "propose",
                                        "transfer", "review_keep",
                                        "relist",   "removed_from_publication",
                                        "confirm"};
    static const char *const dates[] = {"confirmed", "decided", "effective_from", "effective_to"};
    char text[512];
    char date[48];
    size_t at = 0;
    const char *kind = pick(w, kinds, sizeof kinds / sizeof *kinds);
    at += (size_t)snprintf(text, sizeof text, "{\"by\":[\"%s\"]",
                           one_in(w, 3) ? "court" : "minister");
    for (size_t d = 0; d < 4; d++) {
        if (one_in(w, d == 1 ? 2 : 4)) {
            at += (size_t)snprintf(text + at, sizeof text - at, ",\"%s\":\"%s\"", dates[d],
                                   random_date(w, date));
        }
    }
    if (one_in(w, 8)) {
        at += (size_t)snprintf(text + at, sizeof text - at, ",\"expires_on\":\"%s\"",
                               random_date(w, date));
    }
    at += (size_t)snprintf(text + at, sizeof text - at, ",\"id\":\"e%d\",\"list\":\"l%zu\"", number,
                           random_below(&w->random, LISTS));
    if (one_in(w, 3)) {
        at += (size_t)snprintf(text + at, sizeof text - at, ",\"published\":\"%s\"",
                               random_date(w, date));
    }
    if (one_in(w, 6)) {
        at += (size_t)snprintf(text + at, sizeof text - at, ",\"scope\":\"the wing\"");
    }
    if (strcmp(kind, "transfer") == 0) {
        at += (size_t)snprintf(text + at, sizeof text - at, ",\"to_list\":\"l%zu\"",
                               random_below(&w->random, LISTS));
    }
    (void)snprintf(text + at, sizeof text - at, "}");
    add(c, "event", kind, text);
}

static void add_claim(world *w, idt_content *c)
{
    static const char *const states[] = {"in_force", "in_force", "suspended", "not_listed"};
    char text[256];
    char a[48];
    char b[IDT_DAY_BYTES];
    char on[80];
    const char *from = random_date(w, a);
    if (one_in(w, 3) && strchr(from, '[') == NULL) {
        (void)snprintf(on, sizeof on, "%s/%s", from,
                       idt_day_text(FIRST + SPAN + (idt_day)random_below(&w->random, 400), b));
    } else {
        (void)snprintf(on, sizeof on, "%s", from);
    }
    (void)snprintf(text, sizeof text, "{\"list\":\"l%zu\",\"on\":\"%s\"}",
                   random_below(&w->random, LISTS), on);
    add(c, "listed", pick(w, states, 4), text);
}

static void add_rule(world *w, idt_content *c, const char *kind)
{
    static const char *const durations[] = {"P10D", "P40D", "P1M", "P6M", "P1Y", "P2Y"};
    static const char *const effects[] = {"decided", "published", "published+P10D", "decided+P1M",
                                          "stated"};
    char text[512];
    char day[IDT_DAY_BYTES];
    size_t at = (size_t)snprintf(text, sizeof text, "{\"by\":[\"minister\"]");
    if (one_in(w, 3)) {
        at += (size_t)snprintf(text + at, sizeof text - at, ",\"confirm_within\":\"%s\"",
                               pick(w, durations, 3));
        at += (size_t)snprintf(text + at, sizeof text - at, ",\"confirmation\":\"%s\"",
                               one_in(w, 2) ? "subsequent" : "precedent");
    }
    if (one_in(w, 2)) {
        at += (size_t)snprintf(text + at, sizeof text - at, ",\"delay_max\":\"%s\"",
                               pick(w, durations, 3));
    }
    if (one_in(w, 2)) {
        at += (size_t)snprintf(text + at, sizeof text - at, ",\"effect\":\"%s\"",
                               pick(w, effects, 5));
    }
    if (one_in(w, 2)) {
        at += (size_t)snprintf(text + at, sizeof text - at, ",\"from\":\"%s\"",
                               idt_day_text(random_day(w), day));
    }
    if (strcmp(kind, "expire") == 0) {
        at += (size_t)snprintf(text + at, sizeof text - at, ",\"renewal\":\"%s\",\"term\":\"%s\"",
                               one_in(w, 2) ? "yes" : "no", pick(w, durations + 3, 3));
    }
    if (one_in(w, 4)) {
        at += (size_t)snprintf(text + at, sizeof text - at, ",\"until\":\"%s\"",
                               idt_day_text(random_day(w), day));
    }
    (void)snprintf(text + at, sizeof text - at, "}");
    add(c, "rule", kind, text);
}

/* ---- random registers ---- */

static idt_edition_load *begin(world *w, const char *dataset, bool authored, int64_t published)
{
    idt_error err;
    idt_edition_load *load;
    idt_load_counts counts;
    idt_edition_spec spec = {.dataset = idt_str_borrow(dataset),
                             .authored = authored,
                             .published_us = published,
                             .reader = IDT_STR("test"),
                             .reader_version = 1};
    w->now += 1000;
    memcpy(spec.sha256.bytes, &w->now, sizeof w->now);
    must(idt_edition_begin(w->reg, &spec, NULL, 0, &IDT_DERIVER, &load, &counts, &err), &err);
    assert_non_null(load);
    return load;
}

static void put(idt_edition_load *load, const char *key, idt_content *c)
{
    idt_error err;
    idt_str bytes;
    idt_digest hash;
    must(idt_content_finish(c, &bytes, &hash, &err), &err);
    must(idt_edition_put(load, idt_str_borrow(key), bytes, &hash, IDT_CAUSE_RECORD, (idt_str){0},
                         &err),
         &err);
}

static void finish(idt_edition_load *load)
{
    idt_error err;
    idt_load_counts counts;
    must(idt_edition_finish_take(load, &counts, &err), &err);
}

static idt_content *content(world *w, const char *schema, const char *name)
{
    idt_content *c = idt_content_new(w->arena);
    assert_non_null(c);
    add(c, "schema", schema, "{}");
    add(c, "name", name, "{}");
    return c;
}

/* Lists l0.. with rules of their own, l3 without any. */
static void load_law(world *w)
{
    static const char *const kinds[] = {"decide", "lift", "expire", "renew", "suspend", "decide"};
    static const char *const classes[] = {"informative", "authoritative", "constitutive"};
    char key[16];
    char text[64];
    idt_edition_load *load = begin(w, "law", true, 0);
    for (int l = 0; l < LISTS; l++) {
        (void)snprintf(key, sizeof key, "l%d", l);
        idt_content *c = content(w, "List", key);
        (void)snprintf(text, sizeof text, "{\"dataset\":\"published\"}");
        add(c, "publication", pick(w, classes, 3), one_in(w, 2) ? "{}" : text);
        for (size_t r = 0; r < 6 && l < LISTS - 1; r++) {
            if (!one_in(w, 3)) {
                add_rule(w, c, kinds[r]);
            }
        }
        put(load, key, c);
    }
    put(load, "minister", content(w, "Authority", "The minister"));
    finish(load);
}

static void load_subjects(world *w)
{
    char key[16];
    char parent[24];
    idt_edition_load *load = begin(w, "said", true, 0);
    for (int i = 0; i < SUBJECTS; i++) {
        (void)snprintf(key, sizeof key, "s%d", i);
        idt_content *c = content(w, "Organization", key);
        const size_t events = random_below(&w->random, 6);
        for (size_t e = 0; e < events; e++) {
            add_event(w, c, (int)e);
        }
        const size_t claims = random_below(&w->random, 3);
        for (size_t e = 0; e < claims; e++) {
            add_claim(w, c);
        }
        if (i > 0 && one_in(w, 4)) {
            (void)snprintf(parent, sizeof parent, "said:s%zu", random_below(&w->random, (size_t)i));
            add(c, one_in(w, 3) ? "associate" : "parent", parent, "{}");
        }
        if (i > 0 && one_in(w, 8)) {
            (void)snprintf(parent, sizeof parent, "said:s%zu", random_below(&w->random, (size_t)i));
            add(c, "same_as", parent, "{}");
        }
        put(load, key, c);
    }
    finish(load);
}

/* Editions of one published list; entries come, stay, go and come again. */
static void load_editions(world *w)
{
    char key[16];
    idt_day day = FIRST + (idt_day)random_below(&w->random, 300);
    const size_t editions = 2 + random_below(&w->random, 6);
    for (size_t e = 0; e < editions; e++) {
        idt_edition_load *load = begin(w, "published", false, (int64_t)day * IDT_DAY_US + 3600000);
        for (int i = 0; i < 8; i++) {
            if (one_in(w, 4)) {
                continue;
            }
            (void)snprintf(key, sizeof key, "p%d", i);
            idt_content *c = content(w, "Organization", key);
            add(c, "listing", i % 2 == 0 ? "l0" : "l1", "{}");
            if (one_in(w, 5)) {
                add(c, "alias", "another name", "{}");
            }
            put(load, key, c);
        }
        finish(load);
        day += 1 + (idt_day)random_below(&w->random, 400);
    }
}

static void open_world(world *w, const random_state *random)
{
    idt_error err;
    *w = (world){.now = (int64_t)20000 * IDT_DAY_US, .random = *random};
    (void)snprintf(w->home, sizeof w->home, "/tmp/idt-test-XXXXXX");
    assert_non_null(mkdtemp(w->home));
    w->arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    const idt_register_options options = {.clock = idt_clock_fixed(&w->now)};
    must(idt_register_open(w->home, IDT_OPEN_CREATE, &options, &w->reg, &err), &err);
    load_law(w);
    load_subjects(w);
    load_editions(w);
    w->now += 1000;
}

static void close_world(world *w)
{
    static const char *const files[] = {"register.db", "register.db-wal", "register.db-shm",
                                        "register.lock"};
    char path[128];
    idt_error err;
    must(idt_register_close(w->reg, &err), &err);
    idt_arena_free(w->arena);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", w->home, files[i]);
        (void)unlink(path);
    }
    (void)rmdir(w->home);
}

/* ---- the property ---- */

static void print_change(const char *which, const idt_status_change *c)
{
    const idt_cell *cell = c->is ? &c->after : &c->before;
    print_error("  %s: %.*s %.*s (%.*s): %s -> %s\n", which, IDT_STR_ARG(c->subject->id),
                IDT_STR_ARG(cell->list), IDT_STR_ARG(cell->scope),
                c->was ? idt_status_word_text(c->before.status) : "-",
                c->is ? idt_status_word_text(c->after.status) : "-");
}

static bool same_change(const idt_status_change *a, const idt_status_change *b)
{
    const idt_cell *x = a->is ? &a->after : &a->before;
    const idt_cell *y = b->is ? &b->after : &b->before;
    return idt_str_equal(a->subject->id, b->subject->id) && idt_str_equal(x->list, y->list) &&
           idt_str_equal(x->scope, y->scope) && a->was == b->was && a->is == b->is &&
           a->before.status == b->before.status && a->after.status == b->after.status &&
           idt_str_equal(a->event, b->event);
}

static void compare_days(world *w, idt_day from, idt_day to, size_t *found, size_t *computed)
{
    idt_error err;
    idt_view view;
    idt_status_changes fast;
    idt_status_changes slow;
    char a[IDT_DAY_BYTES];
    char b[IDT_DAY_BYTES];
    idt_days_question question = {.from = from, .to = to};
    idt_arena_clear(w->arena);
    must(idt_register_view(w->reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, &err), &err);
    must(idt_statuses_differing(w->reg, &view, &IDT_DERIVER, &question, w->arena, &fast, &err),
         &err);
    question.compute_all = true;
    must(idt_statuses_differing(w->reg, &view, &IDT_DERIVER, &question, w->arena, &slow, &err),
         &err);
    bool same = fast.count == slow.count;
    for (size_t i = 0; i < fast.count && same; i++) {
        same = same_change(&fast.items[i], &slow.items[i]);
    }
    if (!same) {
        print_error("%s to %s: %zu found, %zu computed twice differ\n", idt_day_text(from, a),
                    idt_day_text(to, b), fast.count, slow.count);
        for (size_t i = 0; i < slow.count; i++) {
            print_change("slow", &slow.items[i]);
        }
        for (size_t i = 0; i < fast.count; i++) {
            print_change("fast", &fast.items[i]);
        }
    }
    assert_true(same);
    assert_true(fast.computed <= slow.computed);
    *found += slow.count;
    *computed += fast.computed;
}

static void differing_statuses_are_those_of_computing_all_twice(void **state)
{
    (void)state;
    size_t found = 0;
    size_t computed = 0;
    size_t rounds = 0;
    random_state random = random_start("status differences");
    for (int r = 0; r < 25; r++) {
        world w;
        open_world(&w, &random);
        for (int pair = 0; pair < 40; pair++, rounds++) {
            static const int gaps[] = {1, 1, 2, 7, 30, 30, 90, 400, 1500};
            const idt_day from = random_day(&w) - 30 + (one_in(&w, 6) ? 800 : 0);
            compare_days(&w, from, from + gaps[random_below(&w.random, 9)], &found, &computed);
        }
        random = w.random;
        close_world(&w);
    }
    print_message("%zu pairs of days: %zu differences, %zu subjects computed of %zu\n", rounds,
                  found, computed, rounds * SUBJECTS);
    assert_true(found > rounds / 4);           /* the registers are not dull */
    assert_true(computed < rounds * SUBJECTS); /* and not all is computed */
}

static void derived_tables_of_other_rules_are_not_relied_on(void **state)
{
    (void)state;
    world w;
    idt_error err;
    idt_view view;
    idt_status_changes all;
    idt_status_changes chosen;
    const idt_deriver other = {.version = "other rules", .derive = IDT_DERIVER.derive};
    const idt_days_question question = {.from = FIRST, .to = FIRST + 30};
    const random_state random = {.at = 7};
    open_world(&w, &random);
    must(idt_register_view(w.reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &view, &err), &err);
    must(idt_statuses_differing(w.reg, &view, &other, &question, w.arena, &all, &err), &err);
    must(idt_statuses_differing(w.reg, &view, &IDT_DERIVER, &question, w.arena, &chosen, &err),
         &err);
    assert_true(all.computed > chosen.computed);
    assert_int_equal(all.count, chosen.count);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(differing_statuses_are_those_of_computing_all_twice),
        cmocka_unit_test(derived_tables_of_other_rules_are_not_relied_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
