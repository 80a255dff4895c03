/* Over a published list, with fields: the index answers as comparing every record does. */
#include <unistd.h>

#include "compile/compile_world.h"

#include "compile/entries.h"
#include "compile/listed_party.h"
#include "core/io.h"
#include "fetch/expand.h"
#include "lists/reader.h"
#include "match/fields.h"
#include "screen/screen.h"

#define LIST_BYTES ((size_t)64 << 20)
#define ASKED      120

typedef struct listed {
    idt_str id;
    idt_profile profile;
    const idt_record *record;
} listed;

typedef struct list {
    idt_arena *arena;
    idt_index_builder *builder;
    listed *items;
    size_t count, cap;
} list;

static void make_profile_of(const idt_record *record, idt_arena *arena, idt_profile *out)
{
    idt_error err;
    idt_profile_init(out, record->schema, arena);
    for (size_t i = 0; i < record->count; i++) {
        const idt_statement *s = &record->statements[i];
        if (idt_profile_compares(s->property)) {
            const idt_rc rc = idt_profile_add(out, s->property, s->value, &err);
            assert_true(rc == IDT_OK || rc == IDT_E_INPUT);
        }
    }
    must(idt_profile_prepare(out, &err), &err);
}

/* To the index as a record that always stood, and to the plain list. */
static idt_rc put(void *context, idt_str key, idt_str content, const idt_digest *hash,
                  idt_error *err)
{
    list *l = context;
    const idt_rectangle always = {0, INT64_MIN, IDT_INSTANT_OPEN, INT64_MIN, IDT_INSTANT_OPEN};
    const idt_entry_sink sink = idt_entry_sink_of(l->builder);
    idt_record *record = IDT_NEW(l->arena, idt_record);
    assert_non_null(record);
    must(idt_record_read(IDT_STR("un_sc"), idt_str_copy(l->arena, key),
                         idt_str_copy(l->arena, content), hash, l->arena, record, err),
         err);
    if (!idt_record_is_party(record)) {
        return IDT_OK;
    }
    const idt_record_history history = {.dataset = IDT_STR("un_sc"),
                                        .key = record->key,
                                        .versions = record,
                                        .version_count = 1,
                                        .rectangles = &always,
                                        .count = 1};
    must(idt_entries_of(&history, l->arena, &sink, err), err);
    assert_true(IDT_GROW(l->arena, l->items, l->cap, l->count));
    listed *item = &l->items[l->count++];
    *item = (listed){.id = record->id, .record = record};
    make_profile_of(record, l->arena, &item->profile);
    return IDT_OK;
}

static void read_list(const char *path, list *l)
{
    idt_error err;
    idt_mapped mapped;
    const idt_part_bytes *parts;
    size_t count;
    idt_list_account account = {.arena = l->arena};
    const idt_list_reader *reader = idt_list_reader_find(IDT_STR("un_sc"));
    const idt_list_sink sink = {.context = l, .put = put};
    must(idt_mapped_open(path, LIST_BYTES, &mapped, &err), &err);
    must(idt_expand(IDT_STR("UN_consolidated.xml.xz"), mapped.bytes, LIST_BYTES, l->arena, &parts,
                    &count, &err),
         &err);
    idt_list_file file = {.name = parts[0].name, .bytes = parts[0].bytes};
    must(reader->roles(&file, 1, l->arena, &err), &err);
    must(idt_list_read(reader, &file, 1, &sink, &account, &err), &err);
    idt_mapped_close(&mapped);
    assert_true(l->count > 500);
}

/* ---- questions ---- */

static const listed *any_of(const list *l, random_state *r)
{
    return &l->items[random_below(r, l->count)];
}

static idt_str word_of(idt_str text, random_state *r)
{
    size_t from = random_below(r, text.len);
    while (from > 0 && text.ptr[from - 1] != ' ') {
        from--;
    }
    const idt_str rest = idt_str_slice(text, from, text.len);
    return idt_str_slice(rest, 0, idt_str_find(rest, ' '));
}

static idt_str name_of(const listed *it, random_state *r)
{
    return it->profile.name_count > 0
               ? it->profile.names[random_below(r, it->profile.name_count)].text
               : IDT_STR("Ali");
}

/* A name of the party, or some word of it beside one of another's. */
static idt_str random_name_near(const list *l, const listed *it, random_state *r, idt_arena *arena)
{
    const idt_str name = name_of(it, r);
    if (random_below(r, 3) == 0 || name.len == 0) {
        return name;
    }
    const idt_str other = name_of(any_of(l, r), r);
    return idt_str_format(arena, IDT_STR_FMT " " IDT_STR_FMT, IDT_STR_ARG(word_of(name, r)),
                          IDT_STR_ARG(other.len > 0 ? word_of(other, r) : other));
}

/* What the record says, or less of a date: the year, another order of day and month. */
static idt_str known_as(const idt_profile_field *f, random_state *r, idt_arena *arena)
{
    const idt_str v = f->value;
    if (f->kind != IDT_FIELD_BIRTH || v.len != 10 || random_below(r, 2) == 0) {
        return v;
    }
    return random_below(r, 2) == 0
               ? idt_str_slice(v, 0, 4)
               : idt_str_format(arena, "%.4s-%.2s-%.2s", v.ptr, v.ptr + 8, v.ptr + 5);
}

static void random_query(const list *l, random_state *r, idt_arena *arena, idt_profile *out)
{
    idt_error err;
    const listed *it = any_of(l, r);
    const listed *of = random_below(r, 4) == 0 ? any_of(l, r) : it;
    idt_profile_init(out, it->profile.schema, arena);
    must(idt_profile_add(out, IDT_STR("name"), random_name_near(l, it, r, arena), &err), &err);
    for (size_t i = 0; i < of->profile.field_count; i++) {
        const idt_profile_field *f = &of->profile.fields[i];
        if (random_below(r, 2) == 0) {
            const idt_rc rc =
                idt_profile_add(out, idt_str_borrow(f->property), known_as(f, r, arena), &err);
            assert_true(rc == IDT_OK || rc == IDT_E_INPUT); /* 1961-13-04 is no day */
        }
    }
    must(idt_profile_prepare(out, &err), &err);
}

/* ---- answers ---- */

static const idt_screen_hit *hit_of(const idt_screen_answer *answer, idt_str id)
{
    for (size_t i = 0; i < answer->count; i++) {
        if (idt_str_equal(answer->hits[i].subject, id)) {
            return &answer->hits[i];
        }
    }
    return NULL;
}

/* How many of the list reach the threshold; each is a hit of that score. *beside: of how many the
 * names alone do not. */
static size_t compare_all(const list *l, const idt_profile *query, uint16_t threshold,
                          const idt_screen_answer *answer, size_t *beside)
{
    size_t count = 0;
    for (size_t i = 0; i < l->count; i++) {
        idt_comparison c;
        idt_comparison bare;
        const listed *it = &l->items[i];
        idt_compare_by(&IDT_SCORING_DEFAULT, query, &it->profile, &c);
        if (c.score < threshold) {
            continue;
        }
        const idt_screen_hit *hit = hit_of(answer, it->id);
        if (hit == NULL || hit->score != c.score || hit->llr_mnat != c.llr_mnat) {
            fail_msg(IDT_STR_FMT " asked as " IDT_STR_FMT ": %u (%d) by hand, %d in the answer",
                     IDT_STR_ARG(it->id), IDT_STR_ARG(query->names[0].text), c.score, c.llr_mnat,
                     hit != NULL ? hit->score : -1);
        }
        idt_compare_pair(&IDT_SCORING_DEFAULT, c.query, c.candidate, &bare);
        *beside += bare.score < threshold;
        count++;
    }
    return count;
}

static void a_list_asked_with_fields_answers_as_every_record_compared_does(void **state)
{
    (void)state;
    idt_error err;
    idt_buf file;
    idt_index_built built;
    idt_screen *screen;
    idt_screener *x;
    char path[1024];
    const char *shared = getenv("INTERDICT_SHARED");
    (void)snprintf(path, sizeof path,
                   "%s/data/lists/un_sc_consolidated/2026-02-27/UN_consolidated.xml.xz",
                   shared != NULL ? shared : "");
    if (access(path, R_OK) != 0) {
        skip();
    }
    random_state r = random_start("list with fields");
    list l = {.arena = idt_arena_new(INDEX_CEILING)};
    idt_arena *asked = idt_arena_new(INDEX_CEILING);
    must(idt_index_builder_new(IDT_STR("1-test"), INDEX_CEILING, &l.builder, &err), &err);
    read_list(path, &l);
    idt_buf_init(&file, INDEX_CEILING);
    must(idt_index_builder_finish(l.builder, &file, &built, &err), &err);
    const idt_str bytes = idt_buf_borrow(&file);
    must(idt_screen_open_bytes(&bytes, 1, &screen, &err), &err);
    must(idt_screener_new(screen, NULL, IDT_SCREENER_BYTES, &x, &err), &err);
    size_t beside = 0;
    for (int i = 0; i < ASKED; i++) {
        idt_profile query;
        const idt_screen_answer *answer;
        const idt_screen_question question = {.when = IDT_INDEX_ANY_TIME,
                                              .threshold = random_below(&r, 2) == 0 ? 7000 : 5000,
                                              .limit = l.count};
        idt_arena_clear(asked);
        random_query(&l, &r, asked, &query);
        must(idt_screener_ask(x, &query, &question, &answer, &err), &err);
        assert_int_equal(answer->retrieval, IDT_RETRIEVAL_EXACT);
        assert_int_equal(compare_all(&l, &query, question.threshold, answer, &beside),
                         answer->total);
    }
    assert_true(beside > ASKED / 10); /* fields made some of the hits */
    idt_screener_free(x);
    idt_screen_close(screen);
    idt_index_builder_free(l.builder);
    idt_buf_release(&file);
    idt_arena_free(asked);
    idt_arena_free(l.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_asked_with_fields_answers_as_every_record_compared_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
