/* The names of an index at two instants are those of the register there: the records in effect, and
 * the last names of those that have left a published list. */
#include "compile_world.h"

#include "match/profile.h"

#define WORLDS 10
#define ASKED  100

/* ---- the plain model: the register asked at the two instants, record by record ---- */

static bool is_party(const idt_record *record)
{
    return idt_str_is(record->schema, "Person") || idt_str_is(record->schema, "Organization") ||
           idt_str_is(record->schema, "Company");
}

/* The names as a comparison with the record would have them. */
static size_t add_names(const idt_record *record, const char *mark, lines *out)
{
    idt_error err;
    idt_profile profile;
    char hex[IDT_SHA256_HEX + 1];
    idt_profile_init(&profile, record->schema, out->arena);
    for (size_t i = 0; i < record->count && is_party(record); i++) {
        const idt_statement *s = &record->statements[i];
        if (!idt_str_is(s->property, "schema") && !idt_str_is(s->property, "unread")) {
            must(idt_profile_add(&profile, s->property, s->value, &err), &err);
        }
    }
    must(idt_profile_prepare(&profile, &err), &err);
    for (size_t i = 0; i < profile.name_count && mark != NULL; i++) {
        add_line(out, idt_str_format(
                          out->arena, IDT_STR_FMT " " IDT_STR_FMT "@%.16s%s %zu %d " IDT_STR_FMT,
                          IDT_STR_ARG(record->id), IDT_STR_ARG(record->id),
                          idt_digest_hex(&record->hash, hex), mark, i,
                          (int)profile.names[i].standing, IDT_STR_ARG(profile.names[i].text)));
    }
    return profile.name_count;
}

/* Without a name in effect, the last version that had one and was published by then. */
static void add_last_names(idt_register *reg, const idt_view *view, idt_str key, lines *out)
{
    idt_error err;
    const idt_record_run *runs;
    size_t count;
    must(idt_register_runs(reg, view, IDT_STR("d"), key, out->arena, &runs, &count, &err), &err);
    while (count > 0 && add_names(runs[count - 1].record, NULL, out) == 0) {
        count--;
    }
    if (count > 0) {
        (void)add_names(runs[count - 1].record, "-", out);
    }
}

static void model(idt_register *reg, int64_t published_by, int64_t known_at, lines *out)
{
    idt_error err;
    static const char *const datasets[] = {"d", "own"};
    const idt_view view = view_at(reg, published_by, known_at);
    for (size_t d = 0; d < 2; d++) {
        for (int k = 0; k <= KEYS; k++) {
            const char text[2] = {k < KEYS ? (char)('a' + k) : 'z', '\0'};
            const idt_str key = idt_str_borrow(text);
            const idt_record *record;
            must(idt_register_record(reg, &view, idt_str_borrow(datasets[d]), key, out->arena,
                                     &record, &err),
                 &err);
            const size_t names = record != NULL ? add_names(record, "", out) : 0;
            if (names == 0 && d == 0) {
                add_last_names(reg, &view, key, out);
            }
        }
    }
}

static void the_names_at_two_instants_are_those_of_the_register_there(void **state)
{
    (void)state;
    random_state r = random_start("names at two instants");
    size_t left = 0;
    for (int round = 0; round < WORLDS; round++) {
        world w;
        step steps[STEPS];
        idt_buf file;
        open_world(&w);
        random_steps(steps, &r);
        for (size_t i = 0; i < STEPS; i++) {
            import_step(&w, &steps[i]);
        }
        w.now = 5000;
        build_index(w.reg, IDT_INSTANT_OPEN, NULL, &file);
        idt_index *index = open_index(&file, 1);
        for (int i = 0; i < ASKED; i++) {
            idt_arena *arena = idt_arena_new(INDEX_CEILING);
            lines expected = {.arena = arena};
            lines found = {.arena = arena};
            const int64_t published_by = random_published(&r);
            const int64_t known_at = random_recorded(&r);
            model(w.reg, published_by, known_at, &expected);
            names_in_time(index, when_at(published_by, known_at), &found);
            assert_same_lines(&expected, &found);
            for (size_t n = 0; n < found.count; n++) {
                const idt_str line = found.items[n];
                left += line.ptr[idt_str_find(line, '@') + 17] == '-' ? 1 : 0;
            }
            idt_arena_free(arena);
        }
        idt_index_close(index);
        idt_buf_release(&file);
        close_world(&w);
    }
    assert_true(left > 0); /* the model met afterlives */
}

/* ---- examples ---- */

static idt_index *index_of(world *w, const step *steps, size_t count, idt_buf *file)
{
    open_world(w);
    for (size_t i = 0; i < count; i++) {
        import_step(w, &steps[i]);
    }
    w->now = 5000;
    build_index(w->reg, IDT_INSTANT_OPEN, NULL, file);
    return open_index(file, 1);
}

static void assert_names(const idt_index *index, int64_t published_by, int64_t known_at,
                         const char *const *expected, size_t count)
{
    idt_arena *arena = idt_arena_new(INDEX_CEILING);
    lines found = {.arena = arena};
    lines wanted = {.arena = arena};
    names_in_time(index, when_at(published_by, known_at), &found);
    for (size_t i = 0; i < found.count; i++) { /* without the hash */
        const idt_str line = found.items[i];
        const size_t at = idt_str_find(line, '@');
        found.items[i] = idt_str_format(arena, IDT_STR_FMT IDT_STR_FMT, (int)at + 1, line.ptr,
                                        IDT_STR_ARG(idt_str_slice(line, at + 17, line.len)));
    }
    for (size_t i = 0; i < count; i++) {
        add_line(&wanted, idt_str_borrow(expected[i]));
    }
    assert_same_lines(&wanted, &found);
    idt_arena_free(arena);
}

static void close_index(world *w, idt_index *index, idt_buf *file)
{
    idt_index_close(index);
    idt_buf_release(file);
    close_world(w);
}

static void what_has_left_its_list_is_still_found_and_marked(void **state)
{
    (void)state;
    world w;
    idt_buf file;
    static const step steps[] = {{false, 1, 1010, {3, -1, -1, -1, -1}, true},
                                 {false, 2, 1020, {-1, -1, -1, -1, -1}, true},
                                 {false, 3, 1030, {3, -1, -1, -1, -1}, true}};
    static const char *const listed[] = {"d:a d:a@ 0 0 Maria Garcia Lopez"};
    static const char *const left[] = {"d:a d:a@- 0 0 Maria Garcia Lopez"};
    idt_index *index = index_of(&w, steps, 3, &file);
    assert_names(index, 0, 1040, NULL, 0);
    assert_names(index, 1, 1040, listed, 1);
    assert_names(index, 2, 1040, left, 1);
    assert_names(index, 3, 1040, listed, 1);
    assert_names(index, 2, 1015, listed, 1); /* that it left was not known yet */
    assert_names(index, 3, 1025, left, 1);   /* that it came back was not */
    close_index(&w, index, &file);
}

static void an_entry_that_could_not_be_read_does_not_end_the_names_before_it(void **state)
{
    (void)state;
    world w;
    idt_buf file;
    static const step steps[] = {{false, 1, 1010, {3, -1, -1, -1, -1}, true},
                                 {false, 2, 1020, {4, -1, -1, -1, -1}, true}};
    static const char *const names[] = {"d:a d:a@- 0 0 Maria Garcia Lopez"};
    idt_index *index = index_of(&w, steps, 2, &file);
    assert_names(index, 2, 1020, names, 1);
    close_index(&w, index, &file);
}

static void what_a_record_file_no_longer_says_is_gone(void **state)
{
    (void)state;
    world w;
    idt_buf file;
    static const step steps[] = {{true, 1010, 1010, {3, 2, -1, -1, -1}, true},
                                 {true, 1020, 1020, {-1, 2, -1, -1, -1}, true}};
    static const char *const names[] = {
        "own:b own:b@ 0 1 Falcons of the North / Brothers of Sahl",
        "own:b own:b@ 1 0 The Falcon Brotherhood", "own:b own:b@ 2 2 Falcons",
        "own:b own:b@ 3 1 Falcons of the North", "own:b own:b@ 4 1 Brothers of Sahl"};
    idt_index *index = index_of(&w, steps, 2, &file);
    assert_names(index, 1020, 1020, names, 5);
    close_index(&w, index, &file);
}

static void a_list_is_no_party(void **state)
{
    (void)state;
    world w;
    idt_buf file;
    static const step steps[] = {{false, 1, 1010, {5, 3, -1, -1, -1}, true}};
    static const char *const names[] = {"d:b d:b@ 0 0 Maria Garcia Lopez"};
    idt_index *index = index_of(&w, steps, 1, &file);
    assert_names(index, 1, 1010, names, 1);
    close_index(&w, index, &file);
}

/* ---- what stands beside the names ---- */

typedef struct seen_origin {
    const idt_index *index;
    char origin[64], about[512];
    size_t count;
} seen_origin;

static idt_rc see_origin(void *context, const idt_index_origin *origin, idt_error *err)
{
    idt_str about;
    seen_origin *s = context;
    s->count++;
    (void)snprintf(s->origin, sizeof s->origin, IDT_STR_FMT, IDT_STR_ARG(origin->origin));
    must(idt_index_about(s->index, origin->file, origin->origin_id, &about, err), err);
    (void)snprintf(s->about, sizeof s->about, IDT_STR_FMT, IDT_STR_ARG(about));
    return IDT_OK;
}

static void an_identifier_finds_the_version_that_states_it_and_what_it_says(void **state)
{
    (void)state;
    world w;
    idt_error err;
    idt_buf file;
    static const step steps[] = {{false, 1, 1010, {1, -1, -1, -1, -1}, true},
                                 {false, 2, 1020, {0, -1, -1, -1, -1}, true}};
    idt_index *index = index_of(&w, steps, 2, &file);
    seen_origin seen = {.index = index};
    must(idt_index_find(index, IDT_STR("id:A1084010"), see_origin, &seen, &err), &err);
    assert_int_equal(seen.count, 1);
    assert_int_equal(strncmp(seen.origin, "d:a@", 4), 0);
    assert_string_equal(seen.about,
                        "{\"caption\":\"Aiman al-Zawahiri\",\"properties\":{\"birthDate\":["
                        "\"1951-06-19\"],\"name\":[\"Aiman al-Zawahiri\"],\"passportNumber\":["
                        "\"A-108 4010\"]},\"schema\":\"Person\",\"times\":[[\"1\",\"\",\"1010\","
                        "\"1020\"],[\"1\",\"2\",\"1020\",\"\"]]}");
    close_index(&w, index, &file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_names_at_two_instants_are_those_of_the_register_there),
        cmocka_unit_test(what_has_left_its_list_is_still_found_and_marked),
        cmocka_unit_test(an_entry_that_could_not_be_read_does_not_end_the_names_before_it),
        cmocka_unit_test(what_a_record_file_no_longer_says_is_gone),
        cmocka_unit_test(a_list_is_no_party),
        cmocka_unit_test(an_identifier_finds_the_version_that_states_it_and_what_it_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
