/* Editions on the two axes: what a view sees of them, in every order of importing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h> /* after the four headers it needs */

#include "register/register.h"

#define KEYS     4
#define CONTENTS 3
#define EDITIONS 5

static idt_rc no_names(const idt_record *record, idt_arena *arena, idt_derived *out, idt_error *err)
{
    (void)record;
    (void)arena;
    (void)err;
    *out = (idt_derived){0};
    return IDT_OK;
}

static const idt_deriver DERIVER = {.version = "test", .derive = no_names};

typedef struct world {
    char home[64];
    int64_t now;
    idt_register *reg;
    idt_arena *arena;
} world;

static void must(idt_rc rc, const idt_error *err)
{
    if (rc != IDT_OK) {
        print_error("%s\n", err->message);
    }
    assert_int_equal(rc, IDT_OK);
}

static void open_world(world *w)
{
    idt_error err;
    (void)snprintf(w->home, sizeof w->home, "/tmp/idt-test-XXXXXX");
    assert_non_null(mkdtemp(w->home));
    w->now = 1000;
    w->arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    const idt_register_options options = {.clock = idt_clock_fixed(&w->now)};
    must(idt_register_open(w->home, IDT_OPEN_CREATE, &options, &w->reg, &err), &err);
}

static void close_world(world *w)
{
    static const char *const files[] = {"register.db", "register.db-wal", "register.db-shm",
                                        "register.lock"};
    idt_error err;
    char path[128];
    must(idt_register_close(w->reg, &err), &err);
    idt_arena_free(w->arena);
    for (size_t i = 0; i < 4; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", w->home, files[i]);
        (void)unlink(path);
    }
    (void)rmdir(w->home);
}

/* An edition of the model: for each key a content, or -1 for absent. */
typedef struct edition {
    int64_t published;
    uint32_t seq;
    int contents[KEYS];
    int64_t recorded; /* once imported */
} edition;

static void content_of(world *w, int n, idt_str *bytes, idt_digest *hash)
{
    idt_error err;
    char name[16];
    idt_content *c = idt_content_new(w->arena);
    (void)snprintf(name, sizeof name, "name %d", n);
    must(idt_content_add(c, IDT_STR("schema"), IDT_STR("Organization"), IDT_STR("{}"), &err), &err);
    must(idt_content_add(c, IDT_STR("name"), idt_str_borrow(name), IDT_STR("{}"), &err), &err);
    must(idt_content_finish(c, bytes, hash, &err), &err);
}

static void import(world *w, edition *e, bool reread)
{
    idt_error err;
    idt_edition_load *load;
    idt_load_counts counts;
    idt_edition_spec spec = {.dataset = IDT_STR("d"),
                             .published_us = e->published,
                             .seq = e->seq,
                             .reader = IDT_STR("test"),
                             .reader_version = reread ? 2 : 1,
                             .reread = reread};
    spec.sha256.bytes[0] = (uint8_t)e->published;
    spec.sha256.bytes[1] = (uint8_t)e->seq;
    w->now += 10;
    must(idt_edition_begin(w->reg, &spec, NULL, 0, &DERIVER, &load, &counts, &err), &err);
    if (load == NULL) {
        return;
    }
    for (int k = 0; k < KEYS; k++) {
        char key[2] = {(char)('a' + k), '\0'};
        idt_str bytes;
        idt_digest hash;
        if (e->contents[k] < 0) {
            continue;
        }
        content_of(w, e->contents[k], &bytes, &hash);
        must(idt_edition_put(load, idt_str_borrow(key), bytes, &hash, IDT_CAUSE_EDITION,
                             (idt_str){0}, &err),
             &err);
    }
    must(idt_edition_finish_take(load, &counts, &err), &err);
    if (!reread) {
        e->recorded = counts.recorded_us;
    }
}

/* The plain model of I1: the greatest (published, seq) with both instants in range. */
static const edition *effective(const edition *e, size_t count, int64_t published, int64_t known)
{
    const edition *best = NULL;
    for (size_t i = 0; i < count; i++) {
        if (e[i].published <= published && e[i].recorded != 0 && e[i].recorded <= known &&
            (best == NULL || e[i].published > best->published ||
             (e[i].published == best->published && e[i].seq > best->seq))) {
            best = &e[i];
        }
    }
    return best;
}

static void check_against_model(world *w, const edition *editions, size_t count)
{
    idt_error err;
    for (int64_t known = 1000; known <= w->now + 10; known += 5) {
        for (int64_t published = 0; published <= 5; published++) {
            const edition *e = effective(editions, count, published, known);
            idt_view view;
            must(idt_register_view(w->reg, published, known, &view, &err), &err);
            for (int k = 0; k < KEYS; k++) {
                char key[2] = {(char)('a' + k), '\0'};
                const idt_record *record;
                must(idt_register_record(w->reg, &view, IDT_STR("d"), idt_str_borrow(key), w->arena,
                                         &record, &err),
                     &err);
                const int wanted = e != NULL ? e->contents[k] : -1;
                if (wanted < 0) {
                    assert_null(record);
                    continue;
                }
                char name[16];
                (void)snprintf(name, sizeof name, "name %d", wanted);
                assert_non_null(record);
                assert_true(idt_str_is(idt_record_value(record, "name"), name));
            }
        }
        idt_arena_clear(w->arena);
    }
}

static void random_editions(edition *e, uint32_t *seed)
{
    for (size_t i = 0; i < EDITIONS; i++) {
        e[i] = (edition){.published = 1 + (int64_t)i * 3 / 4, .seq = 1};
        if (i > 0 && e[i - 1].published == e[i].published) {
            e[i].seq = e[i - 1].seq + 1; /* a re-issue of the same instant */
        }
        for (int k = 0; k < KEYS; k++) {
            *seed = *seed * 1664525u + 1013904223u;
            e[i].contents[k] = (int)((*seed >> 16) % (CONTENTS + 1)) - 1;
        }
    }
}

static void shuffle(size_t *order, size_t count, uint32_t *seed)
{
    for (size_t i = count; i > 1; i--) {
        *seed = *seed * 1664525u + 1013904223u;
        const size_t j = (*seed >> 16) % i;
        const size_t kept = order[i - 1];
        order[i - 1] = order[j];
        order[j] = kept;
    }
}

static void a_view_sees_the_edition_in_effect_whatever_the_order_of_importing(void **state)
{
    (void)state;
    uint32_t seed = 20261125;
    for (int round = 0; round < 12; round++) {
        edition editions[EDITIONS];
        size_t order[EDITIONS] = {0, 1, 2, 3, 4};
        world w;
        print_message("round %d seed %u\n", round, seed);
        random_editions(editions, &seed);
        shuffle(order, EDITIONS, &seed);
        open_world(&w);
        for (size_t i = 0; i < EDITIONS; i++) {
            import(&w, &editions[order[i]], false);
        }
        check_against_model(&w, editions, EDITIONS);
        close_world(&w);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_view_sees_the_edition_in_effect_whatever_the_order_of_importing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
