/* The index finds what scoring every name finds: the same names, the same scores (MATCHING 3.5). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "index/index.h"
#include "index/memo.h"
#include "index/names_file.h"

#define CEILING ((size_t)8 << 30)
#define CUT     7000

typedef struct hits {
    uint16_t *score; /* by name's number; 0: not hit */
    int32_t *llr;
} hits;

typedef struct fixture {
    idt_arena *arena, *each;
    test_names names;
    idt_profile_name *prepared;
    idt_index *index;
    idt_index_scratch *scratch;
    uint64_t visited, checked, postings, scans;
    size_t shown;
} fixture;

static void prepare(const test_name *name, idt_arena *arena, idt_profile_name *out)
{
    idt_error err;
    *out = (idt_profile_name){.text = name->text};
    assert_int_equal(idt_name_parse(name->text, name->kind, NULL, arena, &out->parsed, &err),
                     IDT_OK);
    assert_int_equal(idt_match_prepare(&out->parsed, arena, &out->prepared, &err), IDT_OK);
}

/* `files` indexes of the names, the i-th name going to file i % files; in reverse order if asked.
 */
static void build(const fixture *f, size_t files, bool reverse, idt_buf *out)
{
    idt_error err;
    for (size_t file = 0; file < files; file++) {
        idt_index_builder *b;
        idt_index_built built;
        assert_int_equal(idt_index_builder_new(IDT_STR("test"), CEILING, &b, &err), IDT_OK);
        for (size_t i = 0; i < f->names.count; i++) {
            const size_t at = reverse ? f->names.count - 1 - i : i;
            char subject[24];
            (void)snprintf(subject, sizeof subject, "s%zu", at);
            const idt_index_name name = {.subject = idt_str_borrow(subject),
                                         .origin = IDT_STR("test"),
                                         .ordinal = (uint32_t)at,
                                         .text = f->names.items[at].text,
                                         .kind = f->names.items[at].kind,
                                         .span = IDT_INDEX_SPAN_ALWAYS};
            if (at % files == file) {
                assert_int_equal(idt_index_builder_add(b, &name, &err), IDT_OK);
            }
        }
        idt_buf_init(&out[file], CEILING);
        assert_int_equal(idt_index_builder_finish(b, &out[file], &built, &err), IDT_OK);
        idt_index_builder_free(b);
    }
}

typedef struct gathering {
    const idt_index *index;
    const idt_profile_name *query;
    hits found;
} gathering;

static idt_rc gather(void *context, const idt_index_candidate *candidate, idt_error *err)
{
    gathering *g = context;
    idt_comparison c;
    idt_compare_names(g->query, candidate->name, &c);
    for (uint32_t i = 0; i < candidate->entries && c.score >= CUT; i++) {
        idt_index_entry entry;
        const idt_rc rc = idt_index_entry_of(g->index, candidate, i, &entry, err);
        if (rc != IDT_OK) {
            return rc;
        }
        g->found.score[entry.ordinal] = c.score;
        g->found.llr[entry.ordinal] = c.llr_mnat;
    }
    return IDT_OK;
}

static size_t compare_all(fixture *f, const idt_profile_name *query, const hits *found)
{
    size_t differences = 0;
    for (size_t i = 0; i < f->names.count; i++) {
        idt_comparison c;
        idt_compare_names(query, &f->prepared[i], &c);
        const bool hit = c.score >= CUT;
        const bool same =
            hit ? found->score[i] == c.score && found->llr[i] == c.llr_mnat : found->score[i] == 0;
        if (!same && differences++ < 2 && f->shown++ < 20) {
            printf("query \"" IDT_STR_FMT "\" (%d), name \"" IDT_STR_FMT
                   "\" (%d): score %u llr %d, of the index %u %d\n",
                   IDT_STR_ARG(query->text), query->parsed.kind,
                   IDT_STR_ARG(f->names.items[i].text), f->names.items[i].kind, c.score, c.llr_mnat,
                   found->score[i], found->llr[i]);
        }
    }
    return differences;
}

static size_t differences_of(fixture *f, const test_name *question)
{
    idt_error err;
    idt_index_counts counts;
    idt_profile_name query;
    gathering g = {.index = f->index, .query = &query};
    prepare(question, f->each, &query);
    g.found.score = IDT_NEW_N(f->each, uint16_t, f->names.count);
    g.found.llr = IDT_NEW_N(f->each, int32_t, f->names.count);
    const idt_index_query asked = {.name = &query, .cut = CUT, .when = IDT_INDEX_ANY_TIME};
    const idt_rc rc = idt_index_candidates(f->index, &asked, f->scratch, gather, &g, &counts, &err);
    if (rc != IDT_OK) {
        printf("%s\n", err.message);
    }
    assert_int_equal(rc, IDT_OK);
    f->visited += counts.visited;
    f->checked += counts.checked;
    f->postings += counts.postings;
    f->scans += counts.retrieval == IDT_RETRIEVAL_SCAN;
    return compare_all(f, &query, &g.found);
}

static void open_built(fixture *f, const idt_buf *files, size_t count)
{
    idt_error err;
    idt_str bytes[IDT_INDEX_FILES_MAX];
    for (size_t i = 0; i < count; i++) {
        bytes[i] = idt_buf_borrow(&files[i]);
    }
    assert_int_equal(idt_index_open_bytes(bytes, count, &f->index, &err), IDT_OK);
    assert_int_equal(idt_index_scratch_new(f->index, CEILING, &f->scratch, &err), IDT_OK);
}

static void close_built(fixture *f)
{
    idt_index_scratch_free(f->scratch);
    idt_index_close(f->index);
}

static void start(fixture *f)
{
    *f = (fixture){.arena = idt_arena_new(CEILING), .each = idt_arena_new(CEILING)};
}

static void prepare_all(fixture *f)
{
    f->prepared = IDT_NEW_N(f->arena, idt_profile_name, f->names.count);
    for (size_t i = 0; i < f->names.count; i++) {
        prepare(&f->names.items[i], f->arena, &f->prepared[i]);
    }
}

static void end(fixture *f)
{
    idt_arena_free(f->each);
    idt_arena_free(f->arena);
}

static size_t ask_all(fixture *f, size_t questions, random_state *r)
{
    size_t differences = 0;
    for (size_t i = 0; i < questions; i++) {
        idt_arena_clear(f->each);
        const test_name question = question_make(&f->names, r, f->each);
        differences += differences_of(f, &question);
    }
    printf("%zu names, %zu questions: %zu differences; visited %.1f, checked %.1f, postings %.1f, "
           "scans %llu\n",
           f->names.count, questions, differences, (double)f->visited / (double)questions,
           (double)f->checked / (double)questions, (double)f->postings / (double)questions,
           (unsigned long long)f->scans);
    return differences;
}

static void finds_what_scoring_every_name_finds(void **state)
{
    (void)state;
    fixture f;
    idt_buf bytes;
    random_state r = random_start("retrieval");
    start(&f);
    names_make(4000, &r, f.arena, &f.names);
    prepare_all(&f);
    build(&f, 1, false, &bytes);
    open_built(&f, &bytes, 1);
    assert_int_equal(ask_all(&f, 500, &r), 0);
    close_built(&f);
    idt_buf_release(&bytes);
    end(&f);
}

/* The list of repairs is not in the index, but what they cost is. */
static void scores_repaired_names_as_they_compare(void **state)
{
    static const char *const texts[] = {"Mаx M&uuml;ller Gardner", "Max MÃ¼ller Gardner",
                                        "Max Müller Gardner", "M4x Mueller Gardner",
                                        "Max Mu11er Gardner"};
    (void)state;
    fixture f;
    idt_buf bytes;
    size_t differences = 0;
    start(&f);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        names_add(&f.names, IDT_NAME_PERSON, idt_str_borrow(texts[i]), f.arena);
    }
    prepare_all(&f);
    build(&f, 1, false, &bytes);
    open_built(&f, &bytes, 1);
    for (size_t i = 0; i < f.names.count; i++) {
        differences += differences_of(&f, &f.names.items[i]);
    }
    assert_int_equal(differences, 0);
    assert_true(f.checked >= f.names.count);
    close_built(&f);
    idt_buf_release(&bytes);
    end(&f);
}

/* ---- what is visited for nothing ---- */

/* Family names of two syllables, none of them like another. */
static idt_str family(size_t i, idt_arena *arena)
{
    static const char *const first[] = {"Bor", "Cul", "Dem", "Fos", "Gat", "Hur", "Lom", "Pik"};
    static const char *const last[] = {"nheim",  "ckley",   "ssardo",  "wuthers",
                                       "ttoria", "mbrecht", "zzucchi", "llendyk"};
    char text[32];
    (void)snprintf(text, sizeof text, "%s%s", first[i % 8], last[i / 8 % 8]);
    return idt_str_copy(arena, idt_str_borrow(text));
}

/* `times` names "Gilbert Borckley" and as many with an initial between; few differ from each other.
 */
static void add_gilberts(fixture *f, size_t times)
{
    for (size_t i = 0; i < times; i++) {
        char text[64];
        const idt_str name = family(i, f->arena);
        (void)snprintf(text, sizeof text, "Gilbert %.*s", (int)name.len, name.ptr);
        names_add(&f->names, IDT_NAME_PERSON, idt_str_borrow(text), f->arena);
        (void)snprintf(text, sizeof text, "Gilbert %c. %.*s", "JRSW"[i / 64 % 4], (int)name.len,
                       name.ptr);
        names_add(&f->names, IDT_NAME_PERSON, idt_str_borrow(text), f->arena);
    }
}

/* Forms visited for a question to these and `listed`; what is found is checked against all names.
 */
static uint64_t visited_for(const char *asked, idt_name_kind kind, size_t times, const char *listed)
{
    fixture f;
    idt_buf bytes;
    start(&f);
    add_gilberts(&f, times);
    names_add(&f.names, kind, idt_str_borrow(listed), f.arena);
    prepare_all(&f);
    build(&f, 1, false, &bytes);
    open_built(&f, &bytes, 1);
    const test_name question = {kind, idt_str_borrow(asked)};
    assert_int_equal(differences_of(&f, &question), 0);
    const uint64_t visited = f.visited;
    close_built(&f);
    idt_buf_release(&bytes);
    end(&f);
    return visited;
}

static void an_initial_beside_a_frequent_name_is_visited_for_nothing(void **state)
{
    (void)state;
    assert_int_equal(visited_for("Gilbert Jandris", IDT_NAME_PERSON, 256, "Gilbert Jandris"), 1);
    assert_int_equal(
        visited_for("Gilbert R. Tenbrook", IDT_NAME_PERSON, 256, "Gilbert R. Tenbrook"), 1);
}

static void more_bearers_of_one_part_cost_no_visits(void **state)
{
    (void)state;
    const uint64_t few = visited_for("Gilbert Jandris", IDT_NAME_PERSON, 16, "Jandris, Gilbert");
    assert_int_equal(visited_for("Gilbert Jandris", IDT_NAME_PERSON, 256, "Jandris, Gilbert"), few);
}

static void parts_joined_to_one_leave_what_contradicts(void **state)
{
    (void)state;
    assert_int_equal(visited_for("Tenbrook Gilb Ert", IDT_NAME_PERSON, 256, "Tenbrook Gilbert"), 1);
}

static void parts_written_apart_may_be_a_legal_form(void **state)
{
    (void)state;
    const idt_name_kind of = IDT_NAME_ORGANISATION;
    assert_true(visited_for("Siemens Limi ted", of, 1, "Siemens Limited") > 0);
    assert_true(visited_for("Siemens Limited", of, 1, "Siemens Limi ted") > 0);
    assert_true(visited_for("Siemens Akt iengesell schaft", of, 1, "Siemens Aktiengesellschaft") >
                0);
}

static void answers_alike_however_names_are_split_into_files(void **state)
{
    (void)state;
    fixture f;
    idt_buf bytes[3];
    random_state r = random_start("split");
    start(&f);
    names_make(1500, &r, f.arena, &f.names);
    prepare_all(&f);
    build(&f, 3, false, bytes);
    open_built(&f, bytes, 3);
    assert_int_equal(ask_all(&f, 150, &r), 0);
    close_built(&f);
    for (size_t i = 0; i < 3; i++) {
        idt_buf_release(&bytes[i]);
    }
    end(&f);
}

/* What a question visited: a number that any other form, or another order, would change. */
static idt_rc note_visit(void *context, const idt_index_candidate *candidate, idt_error *err)
{
    uint64_t *visited = context;
    (void)err;
    *visited = *visited * UINT64_C(6364136223846793005) + candidate->form + 1;
    return IDT_OK;
}

static uint64_t visited_by(fixture *f, const test_name *question, idt_index_counts *counts)
{
    idt_error err;
    idt_profile_name query;
    uint64_t visited = 1;
    idt_arena_clear(f->each);
    prepare(question, f->each, &query);
    const idt_index_query asked = {.name = &query, .cut = CUT, .when = IDT_INDEX_ANY_TIME};
    assert_int_equal(
        idt_index_candidates(f->index, &asked, f->scratch, note_visit, &visited, counts, &err),
        IDT_OK);
    return visited;
}

/* Each name as what each kind of name there is: the same letters, other parts. */
static void ask_in_order(fixture *f, const test_name *questions, size_t count, bool reverse,
                         uint64_t *visited, idt_index_counts *counts)
{
    for (size_t i = 0; i < 3 * count; i++) {
        const size_t at = reverse ? 3 * count - 1 - i : i;
        test_name question = questions[at / 3];
        question.kind = (idt_name_kind)(at % 3);
        visited[at] = visited_by(f, &question, &counts[at]);
    }
}

static void compare_counts(const idt_index_counts *a, const idt_index_counts *b)
{
    assert_int_equal(a->elements, b->elements);
    assert_int_equal(a->essential, b->essential);
    assert_int_equal(a->visited, b->visited);
    assert_int_equal(a->checked, b->checked);
    assert_int_equal(a->postings, b->postings);
    assert_int_equal(a->terms, b->terms);
}

/* Nothing kept; so little that it is forgotten all the time; and all of it: the same is visited, in
 * the same order. */
static void what_was_asked_before_changes_no_answer(void **state)
{
    enum { QUESTIONS = 120, ASKED = 3 * QUESTIONS };
    static const size_t sizes[] = {0, MEMO_LEAST, 1 << 16, IDT_INDEX_MEMO_BYTES};
    (void)state;
    fixture f;
    idt_buf bytes;
    test_name questions[QUESTIONS];
    uint64_t first[ASKED];
    uint64_t visited[ASKED];
    idt_index_counts first_counts[ASKED];
    idt_index_counts counts[ASKED];
    random_state r = random_start("memo of questions");
    start(&f);
    names_make(2000, &r, f.arena, &f.names);
    build(&f, 1, false, &bytes);
    for (size_t i = 0; i < QUESTIONS; i++) {
        questions[i] = question_make(&f.names, &r, f.arena);
    }
    for (size_t size = 0; size < sizeof sizes / sizeof *sizes; size++) {
        open_built(&f, &bytes, 1);
        idt_index_scratch_memo(f.scratch, sizes[size]);
        for (int round = 0; round < 3; round++) {
            const bool is_first = size == 0 && round == 0;
            ask_in_order(&f, questions, QUESTIONS, round == 1, is_first ? first : visited,
                         is_first ? first_counts : counts);
            for (size_t i = 0; i < ASKED && !is_first; i++) {
                assert_int_equal(visited[i], first[i]);
                compare_counts(&counts[i], &first_counts[i]);
            }
        }
        close_built(&f);
    }
    idt_buf_release(&bytes);
    end(&f);
}

static idt_index_counts counts_of(fixture *f, const idt_profile_name *query)
{
    idt_error err;
    idt_index_counts counts;
    uint64_t visited = 1;
    const idt_index_query asked = {.name = query, .cut = CUT, .when = IDT_INDEX_ANY_TIME};
    assert_int_equal(
        idt_index_candidates(f->index, &asked, f->scratch, note_visit, &visited, &counts, &err),
        IDT_OK);
    return counts;
}

/* A patronymic has no other spelling of its consonants: the same letters, another part. */
static void what_is_kept_is_of_parts_not_of_their_letters(void **state)
{
    (void)state;
    fixture f;
    idt_buf bytes;
    idt_profile_name query;
    start(&f);
    names_add(&f.names, IDT_NAME_PERSON, IDT_STR("Sergei Lavrov"), f.arena);
    build(&f, 1, false, &bytes);
    open_built(&f, &bytes, 1);
    prepare(&(test_name){IDT_NAME_PERSON, IDT_STR("Sergei Leverov")}, f.each, &query);
    assert_int_equal(query.prepared.count, 2);
    for (int round = 0; round < 2; round++) {
        query.prepared.parts[1].role = IDT_PART_FAMILY;
        assert_int_equal(counts_of(&f, &query).terms, 2);
        query.prepared.parts[1].role = IDT_PART_PATRONYMIC;
        assert_int_equal(counts_of(&f, &query).terms, 1);
    }
    close_built(&f);
    idt_buf_release(&bytes);
    end(&f);
}

static void bytes_do_not_depend_on_the_order_of_names(void **state)
{
    (void)state;
    fixture f;
    idt_buf one;
    idt_buf other;
    random_state r = random_start("order");
    start(&f);
    names_make(1000, &r, f.arena, &f.names);
    build(&f, 1, false, &one);
    build(&f, 1, true, &other);
    assert_int_equal(one.len, other.len);
    assert_memory_equal(one.ptr, other.ptr, one.len);
    idt_buf_release(&one);
    idt_buf_release(&other);
    end(&f);
}

/* INTERDICT_QUERIES and INTERDICT_NAMES set the size; 10,000 x 100,000 is the measure. */
static size_t size_from(const char *variable, size_t usual)
{
    const char *stated = getenv(variable);
    return stated != NULL ? strtoul(stated, NULL, 10) : usual;
}

static void finds_all_in_published_lists(void **state)
{
    (void)state;
    fixture f;
    idt_buf bytes;
    char command[2048];
    const char *shared = getenv("INTERDICT_SHARED");
    const char *source = getenv("INTERDICT_SOURCE");
    if (shared == NULL || source == NULL) {
        skip();
    }
    random_state r = random_start("lists");
    start(&f);
    const size_t names = size_from("INTERDICT_NAMES", 20000);
    (void)snprintf(command, sizeof command, "python3 '%s/tests/index/names_corpus.py' '%s' %zu",
                   source, shared, names);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    names_read(pipe, names, f.arena, &f.names);
    if (pclose(pipe) != 0 || f.names.count == 0) {
        end(&f);
        skip();
    }
    prepare_all(&f);
    build(&f, 1, false, &bytes);
    open_built(&f, &bytes, 1);
    assert_int_equal(ask_all(&f, size_from("INTERDICT_QUERIES", 100), &r), 0);
    close_built(&f);
    idt_buf_release(&bytes);
    end(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_scoring_every_name_finds),
        cmocka_unit_test(scores_repaired_names_as_they_compare),
        cmocka_unit_test(an_initial_beside_a_frequent_name_is_visited_for_nothing),
        cmocka_unit_test(more_bearers_of_one_part_cost_no_visits),
        cmocka_unit_test(parts_joined_to_one_leave_what_contradicts),
        cmocka_unit_test(parts_written_apart_may_be_a_legal_form),
        cmocka_unit_test(answers_alike_however_names_are_split_into_files),
        cmocka_unit_test(what_was_asked_before_changes_no_answer),
        cmocka_unit_test(what_is_kept_is_of_parts_not_of_their_letters),
        cmocka_unit_test(bytes_do_not_depend_on_the_order_of_names),
        cmocka_unit_test(finds_all_in_published_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
