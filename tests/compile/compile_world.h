/* compile_world.h - registers of random editions, and what an index of them says at an instant.
 *
 * A published dataset "d" and record files "own", five keys each; a record has one of the contents
 * below, or none; a sixth, "z", is in every edition and differs in each. Steps are imported in any
 * order of their published instants.
 */
#ifndef INTERDICT_TESTS_COMPILE_WORLD_H
#define INTERDICT_TESTS_COMPILE_WORLD_H

#include "register/register_world.h"

#include "compile/compile.h"
#include "random.h"

#define INDEX_CEILING ((size_t)256 << 20)
#define KEYS          5
#define STEPS         8

typedef struct stated {
    const char *property, *value, *qualifiers;
} stated;

/* Parties with names of several kinds; an entry that could not be read; what is no party. */
static const stated CONTENTS[][6] = {
    {{"schema", "Person", "{}"},
     {"name", "Aiman al-Zawahiri", "{}"},
     {"alias", "Ayman Zawahri", "{}"}},
    {{"schema", "Person", "{}"},
     {"name", "Aiman al-Zawahiri", "{}"},
     {"birthDate", "1951-06-19", "{}"},
     {"passportNumber", "A-108 4010", "{}"}},
    {{"schema", "Organization", "{}"},
     {"name", "The Falcon Brotherhood", "{}"},
     {"alias", "Falcons of the North / Brothers of Sahl", "{}"},
     {"weakAlias", "Falcons", "{}"}},
    {{"schema", "Person", "{}"}, {"firstName", "Maria", "{}"}, {"lastName", "Garcia Lopez", "{}"}},
    {{"schema", "Organization", "{}"}, {"unread", "a line was cut", "{}"}},
    {{"schema", "List", "{}"}, {"name", "List of the Falcon Brotherhood", "{}"}},
    {{"schema", "Company", "{}"},
     {"name", "Heron Trading GmbH", "{}"},
     {"previousName", "Heron & Sons", "{}"},
     {"registrationNumber", "HRB 77", "{}"}},
};
#define CONTENT_COUNT (sizeof CONTENTS / sizeof *CONTENTS)

/* One import: an edition of the published dataset, or of the record files. */
typedef struct step {
    bool authored;
    int64_t published, recorded;
    int contents[KEYS]; /* -1: the key is absent */
    bool no_z;
} step;

static inline void content_at(idt_arena *arena, size_t n, idt_str *bytes, idt_digest *hash)
{
    idt_error err;
    idt_content *c = idt_content_new(arena);
    for (size_t i = 0; i < 6 && CONTENTS[n][i].property != NULL; i++) {
        const stated *s = &CONTENTS[n][i];
        must(idt_content_add(c, idt_str_borrow(s->property), idt_str_borrow(s->value),
                             idt_str_borrow(s->qualifiers), &err),
             &err);
    }
    must(idt_content_finish(c, bytes, hash, &err), &err);
}

static inline void content_of_z(idt_arena *arena, int64_t recorded, idt_str *bytes,
                                idt_digest *hash)
{
    idt_error err;
    idt_content *c = idt_content_new(arena);
    must(idt_content_add(c, IDT_STR("schema"), IDT_STR("Person"), IDT_STR("{}"), &err), &err);
    must(idt_content_add(c, IDT_STR("name"), idt_str_format(arena, "Zed Falcon %d", (int)recorded),
                         IDT_STR("{}"), &err),
         &err);
    must(idt_content_finish(c, bytes, hash, &err), &err);
}

static inline void import_step(world *w, const step *s)
{
    idt_error err;
    w->now = s->recorded;
    idt_edition_spec spec = spec_of(s->published, 0, (unsigned)s->recorded);
    spec.authored = s->authored;
    spec.dataset = s->authored ? IDT_STR("own") : IDT_STR("d");
    idt_edition_load *load = begin_load(w, &spec);
    for (int k = 0; k <= KEYS; k++) {
        idt_str bytes;
        idt_digest hash;
        const char key[2] = {k < KEYS ? (char)('a' + k) : 'z', '\0'};
        if (k < KEYS ? s->contents[k] < 0 : s->no_z) {
            continue;
        }
        idt_arena_clear(w->arena);
        if (k < KEYS) {
            content_at(w->arena, (size_t)s->contents[k], &bytes, &hash);
        } else {
            content_of_z(w->arena, s->recorded, &bytes, &hash);
        }
        must(idt_edition_put(load, idt_str_borrow(key), bytes, &hash, IDT_CAUSE_EDITION,
                             (idt_str){0}, &err),
             &err);
    }
    (void)finish_load(load);
}

/* Published instants 1 .. STEPS in random order, some twice; recorded 1010, 1020, ... */
static inline void random_steps(step *steps, random_state *r)
{
    for (size_t i = 0; i < STEPS; i++) {
        step *s = &steps[i];
        *s = (step){.recorded = 1010 + (int64_t)i * 10};
        s->authored = random_below(r, 4) == 0;
        s->published = s->authored ? s->recorded : 1 + (int64_t)random_below(r, STEPS);
        for (int k = 0; k < KEYS; k++) { /* half as in the step before, a quarter absent */
            const bool keep = i > 0 && random_below(r, 2) == 0;
            s->contents[k] = keep                      ? steps[i - 1].contents[k]
                             : random_below(r, 4) == 0 ? -1
                                                       : (int)random_below(r, CONTENT_COUNT);
        }
    }
}

static inline int64_t random_published(random_state *r)
{
    return random_below(r, 3) == 0 ? 1000 + (int64_t)random_below(r, STEPS * 10 + 20)
                                   : (int64_t)random_below(r, STEPS + 2);
}

static inline int64_t random_recorded(random_state *r)
{
    return 1005 + (int64_t)random_below(r, STEPS * 10 + 10);
}

/* ---- lines, sorted: two answers are equal where their lines are ---- */

typedef struct lines {
    idt_arena *arena;
    idt_str *items;
    size_t count, cap;
} lines;

static inline void add_line(lines *l, idt_str line)
{
    assert_non_null(line.ptr);
    assert_true(IDT_GROW(l->arena, l->items, l->cap, l->count));
    l->items[l->count++] = line;
}

static inline void print_lines(const char *which, const lines *l)
{
    for (size_t i = 0; i < l->count; i++) {
        print_error("%s  " IDT_STR_FMT "\n", which, IDT_STR_ARG(l->items[i]));
    }
}

static inline void assert_same_lines(lines *a, lines *b)
{
    idt_str_sort(a->items, a->count);
    idt_str_sort(b->items, b->count);
    bool same = a->count == b->count;
    for (size_t i = 0; i < a->count && same; i++) {
        same = idt_str_equal(a->items[i], b->items[i]);
    }
    if (!same) {
        print_lines("first ", a);
        print_lines("second", b);
    }
    assert_true(same);
}

/* ---- indexes ---- */

static inline idt_view view_at(idt_register *reg, int64_t published_by, int64_t known_at)
{
    idt_error err;
    idt_view view;
    must(idt_register_view(reg, published_by, known_at, &view, &err), &err);
    return view;
}

/* A base of what is known at an instant, or what changed after another up to it. */
static inline void build_index(idt_register *reg, int64_t known_at, const int64_t *after,
                               idt_buf *out)
{
    idt_error err;
    idt_compiled done;
    const idt_view view = view_at(reg, IDT_INSTANT_OPEN, known_at);
    idt_buf_init(out, INDEX_CEILING);
    must(idt_compile_bytes(reg, &view, after, INDEX_CEILING, out, &done, &err), &err);
}

static inline idt_index *open_index(const idt_buf *files, size_t count)
{
    idt_error err;
    idt_str bytes[STEPS + 1];
    idt_index *index;
    for (size_t i = 0; i < count; i++) {
        bytes[i] = idt_buf_borrow(&files[i]);
    }
    must(idt_index_open_bytes(bytes, count, &index, &err), &err);
    return index;
}

static inline idt_index_when when_at(int64_t published_by, int64_t known_at)
{
    return (idt_index_when){
        .any_day = true, .published_by_us = published_by, .known_at_us = known_at};
}

/* Every name in time and not replaced: "subject origin ordinal standing text". */
static inline void names_in_time(const idt_index *index, idt_index_when when, lines *out)
{
    idt_error err;
    idt_index_scratch *scratch;
    must(idt_index_scratch_new(index, INDEX_CEILING, &scratch, &err), &err);
    for (uint32_t file = 0; file < idt_index_files(index); file++) {
        for (uint32_t form = 0; form < idt_index_info_of(index, file).forms; form++) {
            idt_index_candidate c;
            must(idt_index_form(index, file, form, scratch, &c, &err), &err);
            for (uint32_t i = 0; i < c.entries; i++) {
                idt_index_entry e;
                must(idt_index_entry_of(index, &c, i, &e, &err), &err);
                if (!e.replaced && idt_index_in_time(&when, &e.span)) {
                    add_line(out, idt_str_format(
                                      out->arena, IDT_STR_FMT " " IDT_STR_FMT " %u %d " IDT_STR_FMT,
                                      IDT_STR_ARG(e.subject), IDT_STR_ARG(e.origin), e.ordinal,
                                      (int)c.name->standing, IDT_STR_ARG(c.name->text)));
                }
            }
        }
    }
    idt_index_scratch_free(scratch);
}

#endif
