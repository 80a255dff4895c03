/* register_world.h - a register in a directory of its own, and editions as short lines of C.
 *
 * A record's content is a number n: schema Organization, name "name <n>". Its derived names are
 * that name and its key. Contents of one number are the same bytes in every test.
 */
#ifndef INTERDICT_TESTS_REGISTER_WORLD_H
#define INTERDICT_TESTS_REGISTER_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h> /* after the headers it needs */

#include "register/register.h"

typedef struct world {
    char home[64];
    const char *vfs;
    int64_t now;
    idt_register *reg;
    idt_arena *arena; /* cleared with every edition put */
} world;

static inline void must(idt_rc rc, const idt_error *err)
{
    if (rc != IDT_OK) {
        print_error("%s: %s\n", idt_rc_name(rc), err->message);
    }
    assert_int_equal(rc, IDT_OK);
}

static inline idt_rc derive_name_and_key(const idt_record *record, idt_arena *arena,
                                         idt_derived *out, idt_error *err)
{
    const idt_str name = idt_record_value(record, "name");
    idt_name_entry *names = IDT_NEW_N(arena, idt_name_entry, 2);
    idt_ref_entry *ref = IDT_NEW(arena, idt_ref_entry);
    if (names == NULL || ref == NULL) {
        return idt_arena_fail(arena, err);
    }
    names[0] = (idt_name_entry){.property = IDT_STR("id"), .value = record->key};
    names[0].folded = record->key;
    names[1] = (idt_name_entry){.property = IDT_STR("name"), .value = name, .folded = name};
    *ref = (idt_ref_entry){.kind = IDT_REF_KEY, .target = record->key};
    *out = (idt_derived){
        .names = names, .name_count = name.ptr != NULL ? 2 : 1, .refs = ref, .ref_count = 1};
    return IDT_OK;
}

static const idt_deriver DERIVER = {.version = "test-1", .derive = derive_name_and_key};

static inline idt_rc open_register(world *w, idt_open_mode mode, idt_register **out, idt_error *err)
{
    const idt_register_options options = {.vfs = w->vfs, .clock = idt_clock_fixed(&w->now)};
    return idt_register_open(w->home, mode, &options, out, err);
}

static inline void open_world(world *w)
{
    idt_error err;
    *w = (world){.now = 1000};
    (void)snprintf(w->home, sizeof w->home, "/tmp/idt-test-XXXXXX");
    assert_non_null(mkdtemp(w->home));
    w->arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    must(open_register(w, IDT_OPEN_CREATE, &w->reg, &err), &err);
}

static inline void path_in_world(const world *w, const char *file, char out[128])
{
    (void)snprintf(out, 128, "%s/%s", w->home, file);
}

static inline void remove_home(world *w)
{
    static const char *const files[] = {"register.db", "register.db-wal", "register.db-shm",
                                        "register.lock"};
    char path[128];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        path_in_world(w, files[i], path);
        (void)unlink(path);
    }
    (void)rmdir(w->home);
}

static inline void close_world(world *w)
{
    idt_error err;
    if (w->reg != NULL) {
        must(idt_register_close(w->reg, &err), &err);
    }
    idt_arena_free(w->arena);
    remove_home(w);
}

static inline void content_of(idt_arena *arena, int n, idt_str *bytes, idt_digest *hash)
{
    idt_error err;
    char name[24];
    idt_content *c = idt_content_new(arena);
    (void)snprintf(name, sizeof name, "name %d", n);
    must(idt_content_add(c, IDT_STR("schema"), IDT_STR("Organization"), IDT_STR("{}"), &err), &err);
    must(idt_content_add(c, IDT_STR("name"), idt_str_borrow(name), IDT_STR("{}"), &err), &err);
    must(idt_content_finish(c, bytes, hash, &err), &err);
}

static inline idt_rc put_content(world *w, idt_edition_load *load, const char *key, int n,
                                 idt_error *err)
{
    idt_str bytes;
    idt_digest hash;
    idt_arena_clear(w->arena);
    content_of(w->arena, n, &bytes, &hash);
    return idt_edition_put(load, idt_str_borrow(key), bytes, &hash, IDT_CAUSE_EDITION, (idt_str){0},
                           err);
}

/* A published edition of dataset "d"; `mark` tells its bytes from those of others. */
static inline idt_edition_spec spec_of(int64_t published, uint32_t seq, unsigned mark)
{
    idt_edition_spec spec = {.dataset = IDT_STR("d"),
                             .published_us = published,
                             .seq = seq,
                             .reader = IDT_STR("test"),
                             .reader_version = 1};
    spec.sha256.bytes[0] = (uint8_t)published;
    spec.sha256.bytes[1] = (uint8_t)seq;
    spec.sha256.bytes[2] = (uint8_t)mark;
    spec.sha256.bytes[3] = (uint8_t)(mark >> 8);
    return spec;
}

static inline idt_edition_load *begin_load(world *w, const idt_edition_spec *spec)
{
    idt_error err;
    idt_edition_load *load;
    idt_load_counts counts;
    must(idt_edition_begin(w->reg, spec, NULL, 0, &DERIVER, &load, &counts, &err), &err);
    assert_non_null(load);
    return load;
}

static inline idt_load_counts finish_load(idt_edition_load *load)
{
    idt_error err;
    idt_load_counts counts;
    must(idt_edition_finish_take(load, &counts, &err), &err);
    return counts;
}

static inline void print_fault(void *context, const char *what)
{
    (void)context;
    print_error("fault: %s\n", what);
}

static inline void verify_clean(idt_register *reg)
{
    idt_error err;
    uint64_t faults = 0;
    must(idt_register_verify(reg, &DERIVER, print_fault, NULL, &faults, &err), &err);
    assert_int_equal(faults, 0);
}

/* The number of the content that `key` of dataset "d" has at a view; -1 for no record. */
static inline int number_at(world *w, idt_register *reg, const idt_view *view, const char *key)
{
    idt_error err;
    const idt_record *record;
    idt_arena_clear(w->arena);
    must(idt_register_record(reg, view, IDT_STR("d"), idt_str_borrow(key), w->arena, &record, &err),
         &err);
    if (record == NULL) {
        return -1;
    }
    const idt_str name = idt_record_value(record, "name");
    uint64_t n;
    assert_true(idt_str_to_u64(idt_str_slice(name, 5, name.len), INT32_MAX, &n));
    return (int)n;
}

#endif
