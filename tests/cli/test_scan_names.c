/* A scan over an index is a scan over the names of the register's records at the same view; and
 * what has left its list, beside. */
#include "compile/compile_world.h"

#include "scan/names.h"
#include "statement/vocabulary.h"

#define WORLDS 12
#define ASKED  40

/* Every name there is in the worlds, and names inside longer ones. */
static const char TEXT[] =
    "Aiman al-Zawahiri met Ayman Zawahri; the Falcon Brotherhood, Falcons of the North / Brothers "
    "of Sahl, Brothers of Sahl. Falcons; Maria Garcia Lopez. Heron Trading GmbH, Heron & Sons; "
    "List of the Falcon Brotherhood. Zed Falcon 1010, Zed Falcon 1020, Zed Falcon 1030. Zed Falcon "
    "1040; Zed Falcon 1050; Zed Falcon 1060; Zed Falcon 1070; Zed Falcon 1080";

/* ---- the plain way: a scanner built from what the records in effect say ---- */

typedef struct plain {
    idt_arena *arena;
    bool weak;
    idt_scan_name *names;
    size_t count, cap;
    idt_str *records;
    size_t record_count, record_cap;
    lines *out;
} plain;

static void add_name(plain *p, idt_str name)
{
    assert_true(IDT_GROW(p->arena, p->names, p->cap, p->count));
    p->names[p->count++] =
        (idt_scan_name){.name = name, .subject = (uint32_t)(p->record_count - 1)};
}

/* A record that states no name is called by its parts. */
static void add_parts(plain *p, const idt_record *record)
{
    idt_str parts[2] = {{0}, {0}};
    for (size_t i = 0; i < record->count; i++) {
        const idt_statement *s = &record->statements[i];
        if (idt_str_is(s->property, "firstName") || idt_str_is(s->property, "lastName")) {
            parts[idt_str_is(s->property, "lastName")] = s->value;
        }
    }
    if (parts[0].len > 0 && parts[1].len > 0) {
        add_name(p, idt_str_format(p->arena, IDT_STR_FMT " " IDT_STR_FMT, IDT_STR_ARG(parts[0]),
                                   IDT_STR_ARG(parts[1])));
    }
}

static idt_rc add_record(void *context, const idt_record *record, idt_error *err)
{
    static const char *const properties[] = {"name", "alias", "previousName", "abbreviation", NULL};
    plain *p = context;
    (void)err;
    if (idt_str_is(record->schema, "List")) {
        return IDT_OK;
    }
    assert_true(IDT_GROW(p->arena, p->records, p->record_cap, p->record_count));
    p->records[p->record_count++] = idt_str_copy(p->arena, record->id);
    const size_t before = p->count;
    for (size_t i = 0; i < record->count; i++) {
        const idt_statement *s = &record->statements[i];
        if (idt_word_in(s->property, properties) ||
            (p->weak && idt_str_is(s->property, "weakAlias"))) {
            add_name(p, idt_str_copy(p->arena, s->value));
        }
    }
    if (p->count == before) {
        add_parts(p, record);
    }
    return IDT_OK;
}

static bool add_plain(const idt_scan_hit *hit, void *context)
{
    plain *p = context;
    for (size_t i = 0; i < hit->ref_count; i++) {
        add_line(p->out, idt_str_format(p->arena, "%zu-%zu " IDT_STR_FMT, hit->start, hit->end,
                                        IDT_STR_ARG(p->records[hit->refs[i].subject])));
    }
    return true;
}

static void scan_records(idt_register *reg, int64_t published_by, int64_t known_at, bool weak,
                         lines *out)
{
    idt_error err;
    idt_scanner *scanner;
    plain p = {.arena = out->arena, .weak = weak, .out = out};
    const idt_view view = view_at(reg, published_by, known_at);
    must(idt_register_each(reg, &view, add_record, &p, &err), &err);
    must(idt_scan_build(p.names, p.count, NULL, IDT_SCAN_BUILD_BYTES, &scanner, NULL, &err), &err);
    assert_true(idt_scan_run(scanner, NULL, idt_str_borrow(TEXT), add_plain, &p));
    idt_scan_free(scanner);
}

/* ---- the index ---- */

typedef struct indexed {
    idt_scan_names *names;
    lines *out;
    size_t ended;
} indexed;

static bool add_indexed(const idt_scan_hit *hit, void *context)
{
    idt_error err;
    indexed *x = context;
    idt_scan_names_bearer *bearers;
    size_t count;
    must(idt_scan_names_bearers(x->names, hit, x->out->arena, &bearers, &count, &err), &err);
    assert_true(count > 0);
    for (size_t i = 0; i < count; i++) {
        x->ended += bearers[i].ended;
        if (!bearers[i].ended) {
            add_line(x->out, idt_str_format(x->out->arena, "%zu-%zu " IDT_STR_FMT, hit->start,
                                            hit->end, IDT_STR_ARG(bearers[i].subject)));
        }
    }
    return true;
}

static size_t scan_index(idt_scan_names *names, int64_t published_by, int64_t known_at, bool weak,
                         lines *out)
{
    idt_error err;
    indexed x = {.names = names, .out = out};
    const idt_scan_names_question question = {
        .when = {.any_day = true, .published_by_us = published_by, .known_at_us = known_at},
        .weak = weak};
    idt_scan_names_ask(names, &question);
    must(idt_scan_names_run(names, idt_str_borrow(TEXT), add_indexed, &x, NULL, &err), &err);
    return x.ended;
}

static void a_scan_over_the_index_is_a_scan_over_the_register_s_names(void **state)
{
    (void)state;
    random_state r = random_start("scan over the index");
    size_t found_in_all = 0;
    size_t ended = 0;
    for (int round = 0; round < WORLDS; round++) {
        world w;
        step steps[STEPS];
        idt_buf files[2];
        idt_error err;
        idt_scan_names *names;
        open_world(&w);
        random_steps(steps, &r);
        for (size_t i = 0; i < STEPS; i++) {
            import_step(&w, &steps[i]);
        }
        w.now = 5000;
        const int64_t middle = random_recorded(&r); /* a base, and what came after it */
        build_index(w.reg, middle, NULL, &files[0]);
        build_index(w.reg, IDT_INSTANT_OPEN, &middle, &files[1]);
        idt_index *index = open_index(files, 2);
        must(idt_scan_names_open(index, NULL, INDEX_CEILING, &names, &err), &err);
        for (int i = 0; i < ASKED; i++) {
            idt_arena *arena = idt_arena_new(INDEX_CEILING);
            lines expected = {.arena = arena};
            lines found = {.arena = arena};
            const int64_t published_by = random_published(&r);
            const int64_t known_at = random_recorded(&r);
            const bool weak = random_below(&r, 2) == 0;
            scan_records(w.reg, published_by, known_at, weak, &expected);
            ended += scan_index(names, published_by, known_at, weak, &found);
            found_in_all += found.count;
            assert_same_lines(&expected, &found);
            idt_arena_free(arena);
        }
        idt_scan_names_close(names);
        idt_index_close(index);
        idt_buf_release(&files[0]);
        idt_buf_release(&files[1]);
        close_world(&w);
    }
    assert_true(found_in_all > 0 && ended > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_scan_over_the_index_is_a_scan_over_the_register_s_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
