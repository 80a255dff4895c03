/* What a screener answers, against the plain way: every record in time compared as a whole. */
#include "screen/world.h"

#include "screen/state.h"

#define RECORDS 240
#define ASKED   25

static made_record records[RECORDS];
static idt_arena *made;     /* what the records are made of */
static idt_arena *asked;    /* one round's query */
static idt_buf files[3][4]; /* the same records in 1, 2 and 3 files */

static idt_screener *screener_of(const idt_screen *screen, const idt_listing_source *source)
{
    idt_error err;
    idt_screener *x;
    must(idt_screener_new(screen, source, CEILING, &x, &err), &err);
    return x;
}

static const idt_screen_answer *ask(idt_screener *x, const idt_profile *query,
                                    const idt_screen_question *question)
{
    idt_error err;
    const idt_screen_answer *answer;
    must(idt_screener_ask(x, query, question, &answer, &err), &err);
    return answer;
}

static idt_str first_of(const made_record *r, const char *property)
{
    for (size_t i = 0; i < r->count; i++) {
        if (idt_str_is(r->values[i].property, property)) {
            return r->values[i].value;
        }
    }
    return IDT_STR("");
}

static idt_str first_name(const made_record *r)
{
    const idt_str name = first_of(r, "name");
    return name.len > 0 ? name : IDT_STR("Ivan Petrov");
}

/* A made-up party, two times in three by a listed name, half of them born as one who is listed. */
static void random_query(random_state *r, idt_profile *out)
{
    idt_error err;
    made_record m = {0};
    idt_arena_clear(asked);
    random_values(r, &m, asked);
    if (random_below(r, 3) > 0) {
        const made_record *like = &records[random_below(r, RECORDS)];
        m.schema = like->schema;
        put_value(&m, "name", first_name(like));
    }
    if (random_below(r, 2) == 0) {
        put_value(&m, "birthDate", first_of(&records[random_below(r, RECORDS)], "birthDate"));
    }
    made_profile(&m, asked, out);
    must(idt_profile_prepare(out, &err), &err);
}

static idt_screen_question random_question(random_state *r)
{
    static const uint16_t thresholds[] = {0, 5000, 7000, 9000};
    return (idt_screen_question){.when = {.any_day = true,
                                          .any_instant = random_below(r, 2) == 0,
                                          .published_by_us = (int64_t)random_below(r, 100),
                                          .known_at_us = (int64_t)random_below(r, 60)},
                                 .scoring = idt_scoring_at(random_below(r, 4)),
                                 .threshold = thresholds[random_below(r, 4)],
                                 .limit = RECORDS};
}

/* ---- the plain way ---- */

typedef struct plain {
    const made_record *record;
    uint16_t score;
    int32_t llr;
} plain;

static size_t plainly(const idt_profile *query, const idt_screen_question *q, plain *out)
{
    size_t count = 0;
    idt_error err;
    const idt_scoring *s = q->scoring != NULL ? q->scoring : &IDT_SCORING_DEFAULT;
    const uint16_t cut = q->threshold > 0 ? q->threshold : s->possible;
    for (size_t i = 0; i < RECORDS; i++) {
        idt_profile listed;
        idt_comparison c;
        idt_arena *arena = idt_arena_new(CEILING);
        made_profile(&records[i], arena, &listed);
        must(idt_profile_prepare(&listed, &err), &err);
        idt_compare_by(s, query, &listed, &c);
        idt_arena_free(arena);
        if (!idt_index_in_time(&q->when, &records[i].span) || c.score < cut) {
            continue;
        }
        size_t at = 0;
        while (at < count && strcmp(out[at].record->id, records[i].id) != 0) {
            at++;
        }
        if (at == count) {
            out[count++] = (plain){&records[i], c.score, c.llr_mnat};
        } else if (c.score > out[at].score ||
                   (c.score == out[at].score && c.llr_mnat > out[at].llr)) {
            out[at] = (plain){&records[i], c.score, c.llr_mnat};
        }
    }
    return count;
}

static void tell(const idt_profile *query, const plain *missed)
{
    idt_buf out;
    idt_buf_init(&out, CEILING);
    idt_query_json(idt_str_borrow(missed->record->schema), missed->record->values,
                   missed->record->count, &out);
    idt_buf_add_format(&out, "\nagainst " IDT_STR_FMT ":", IDT_STR_ARG(query->schema));
    for (size_t i = 0; i < query->name_count; i++) {
        idt_buf_add_format(&out, " [" IDT_STR_FMT "]", IDT_STR_ARG(query->names[i].text));
    }
    for (size_t i = 0; i < query->field_count; i++) {
        idt_buf_add_format(&out, " %s=" IDT_STR_FMT, query->fields[i].property,
                           IDT_STR_ARG(query->fields[i].value));
    }
    print_error("%.*s\n", (int)out.len, out.ptr);
    idt_buf_release(&out);
}

static void check_hits(const idt_screen_answer *answer, const plain *expected, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const idt_screen_hit *hit = NULL;
        for (size_t k = 0; k < answer->count; k++) {
            if (idt_str_is(answer->hits[k].subject, expected[i].record->id)) {
                hit = &answer->hits[k];
            }
        }
        if (hit == NULL) {
            tell(answer->query, &expected[i]);
            fail_msg("%s scores %u and is no hit", expected[i].record->id, expected[i].score);
        }
        if (hit->score != expected[i].score || hit->llr_mnat != expected[i].llr) {
            tell(answer->query, &expected[i]);
            fail_msg("%s scores %u (%d) and is a hit of %u (%d)", expected[i].record->id,
                     expected[i].score, expected[i].llr, hit->score, hit->llr_mnat);
        }
    }
    assert_int_equal(answer->total, count);
    assert_int_equal(answer->count, count);
}

static void hits_are_what_comparing_every_record_gives(void **state)
{
    (void)state;
    random_state r = random_start("plain");
    idt_screen *screen = open_files(files[0], 1);
    idt_screener *x = screener_of(screen, NULL);
    size_t hits = 0;
    for (int i = 0; i < ASKED; i++) {
        plain expected[RECORDS];
        idt_profile query;
        random_query(&r, &query);
        const idt_screen_question question = random_question(&r);
        const size_t count = plainly(&query, &question, expected);
        check_hits(ask(x, &query, &question), expected, count);
        hits += count;
    }
    assert_true(hits > ASKED / 2); /* the world is such that something is found */
    idt_screener_free(x);
    idt_screen_close(screen);
}

static void an_explanation_adds_up_to_its_hit(void **state)
{
    (void)state;
    random_state r = random_start("explain");
    idt_error err;
    idt_screen *screen = open_files(files[1], 2);
    idt_screener *x = screener_of(screen, NULL);
    for (int i = 0; i < 4 * ASKED; i++) {
        idt_profile query;
        random_query(&r, &query);
        const idt_screen_question question = random_question(&r);
        const idt_screen_answer *answer = ask(x, &query, &question);
        for (size_t k = 0; k < answer->count; k++) {
            const idt_comparison *c;
            int32_t sum = 0;
            must(idt_screener_explain(x, &answer->hits[k], &c, &err), &err);
            assert_int_equal(c->score, answer->hits[k].score);
            assert_int_equal(c->llr_mnat, answer->hits[k].llr_mnat);
            assert_int_equal(c->exact, answer->hits[k].exact);
            for (size_t t = 0; t < c->evidence.count; t++) {
                sum += c->evidence.terms[t].mnat;
            }
            assert_int_equal(sum, c->llr_mnat);
        }
    }
    idt_screener_free(x);
    idt_screen_close(screen);
}

static void however_the_index_is_split_the_answer_has_the_same_bytes(void **state)
{
    (void)state;
    random_state r = random_start("split");
    idt_screen *screens[3];
    idt_screener *x[3];
    idt_buf bytes[3];
    for (size_t f = 0; f < 3; f++) {
        screens[f] = open_files(files[f], f + 1);
        x[f] = screener_of(screens[f], NULL);
        idt_buf_init(&bytes[f], CEILING);
    }
    for (int i = 0; i < 2 * ASKED; i++) {
        idt_profile query;
        random_query(&r, &query);
        const idt_screen_question question = random_question(&r);
        for (size_t f = 0; f < 3; f++) {
            answer_bytes(x[f], ask(x[f], &query, &question), &bytes[f]);
            assert_int_equal(bytes[f].len, bytes[0].len);
            assert_memory_equal(bytes[f].ptr, bytes[0].ptr, bytes[0].len);
        }
    }
    for (size_t f = 0; f < 3; f++) {
        idt_buf_release(&bytes[f]);
        idt_screener_free(x[f]);
        idt_screen_close(screens[f]);
    }
}

/* What one has worked out for a part serves the other. */
static void screeners_that_share_a_memo_answer_as_one_alone(void **state)
{
    (void)state;
    random_state r = random_start("shared memo");
    idt_error err;
    idt_buf alone;
    idt_buf together;
    idt_screen *screen = open_files(files[1], 2);
    idt_screener *own = screener_of(screen, NULL);
    must(idt_screen_share(screen, (size_t)1 << 18, &err), &err);
    idt_screener *sharing[] = {screener_of(screen, NULL), screener_of(screen, NULL)};
    idt_buf_init(&alone, CEILING);
    idt_buf_init(&together, CEILING);
    for (int i = 0; i < 4 * ASKED; i++) {
        idt_profile query;
        random_query(&r, &query);
        const idt_screen_question question = random_question(&r);
        answer_bytes(own, ask(own, &query, &question), &alone);
        for (int k = 0; k < 2; k++) {
            answer_bytes(sharing[k], ask(sharing[k], &query, &question), &together);
            assert_true(idt_str_equal(idt_buf_borrow(&alone), idt_buf_borrow(&together)));
        }
    }
    idt_buf_release(&alone);
    idt_buf_release(&together);
    idt_screener_free(own);
    idt_screener_free(sharing[0]);
    idt_screener_free(sharing[1]);
    idt_screen_close(screen);
}

static void limit_is_a_prefix_and_total_tells_the_rest(void **state)
{
    (void)state;
    random_state r = random_start("limit");
    idt_screen *screen = open_files(files[0], 1);
    idt_screener *x = screener_of(screen, NULL);
    for (int i = 0; i < 2 * ASKED; i++) {
        idt_str subjects[RECORDS];
        idt_profile query;
        random_query(&r, &query);
        idt_screen_question question = random_question(&r);
        question.threshold = 3000;
        const idt_screen_answer *all = ask(x, &query, &question);
        const size_t total = all->total;
        for (size_t k = 0; k < all->count; k++) {
            subjects[k] = all->hits[k].subject;
        }
        question.limit = 1 + random_below(&r, 5);
        const idt_screen_answer *some = ask(x, &query, &question);
        assert_int_equal(some->total, total);
        assert_int_equal(some->count, total < question.limit ? total : question.limit);
        for (size_t k = 0; k < some->count; k++) {
            assert_true(idt_str_equal(some->hits[k].subject, subjects[k]));
        }
    }
    idt_screener_free(x);
    idt_screen_close(screen);
}

/* Even records are on list a in force, odd ones on list b, every third of these suspended; 3 and 7
 * are one party. */
static idt_rc party(void *context, idt_str record, const idt_screen_party **out, idt_error *err)
{
    static const idt_screen_listing a = {
        .list = {"a", 1}, .jurisdiction = {"ru", 2}, .status = {"in_force", 8}};
    static const idt_screen_listing b = {
        .list = {"b", 1}, .jurisdiction = {"us", 2}, .status = {"suspended", 9}};
    static idt_screen_party parties[RECORDS];
    size_t number = strtoul(record.ptr + 5, NULL, 10);
    (void)context;
    (void)err;
    number = number == 7 ? 3 : number;
    parties[number] = (idt_screen_party){.id = idt_str_borrow(records[number].id),
                                         .listings = number % 2 == 0 ? &a : &b,
                                         .listing_count = 1};
    *out = &parties[number];
    return IDT_OK;
}
static const idt_listing_source LISTS = {.party = party};

static void filters_come_before_the_limit(void **state)
{
    (void)state;
    random_state r = random_start("filter");
    static const idt_str list_b = {"b", 1};
    static const idt_str person = {"Person", 6};
    static const idt_str sanction = {"sanction", 8};
    idt_screen *screen = open_files(files[0], 1);
    idt_screener *x = screener_of(screen, &LISTS);
    for (int i = 0; i < 4 * ASKED; i++) {
        idt_str wanted[RECORDS];
        size_t count = 0;
        idt_profile query;
        random_query(&r, &query);
        idt_screen_question question = {
            .when = IDT_INDEX_ANY_TIME, .threshold = 3000, .limit = RECORDS};
        const idt_screen_answer *all = ask(x, &query, &question);
        for (size_t k = 0; k < all->count; k++) {
            if (idt_str_is(all->hits[k].listings[0].list, "b")) {
                wanted[count++] = all->hits[k].subject;
            }
        }
        question.filter = (idt_screen_filter){.lists = &list_b, .list_count = 1};
        question.limit = 2;
        const idt_screen_answer *some = ask(x, &query, &question);
        assert_int_equal(some->total, count);
        for (size_t k = 0; k < some->count; k++) {
            assert_true(idt_str_equal(some->hits[k].subject, wanted[k]));
        }
        question.filter = (idt_screen_filter){
            .schemata = &person, .schema_count = 1, .topics = &sanction, .topic_count = 1};
        const idt_screen_answer *people = ask(x, &query, &question);
        for (size_t k = 0; k < people->count; k++) {
            assert_true(idt_str_is(people->hits[k].schema, "Person"));
        }
    }
    idt_screener_free(x);
    idt_screen_close(screen);
}

static void hits_of_one_score_come_in_force_first_and_a_party_comes_once(void **state)
{
    (void)state;
    random_state r = random_start("rank");
    idt_screen *screen = open_files(files[2], 3);
    idt_screener *x = screener_of(screen, &LISTS);
    for (int i = 0; i < 4 * ASKED; i++) {
        idt_profile query;
        random_query(&r, &query);
        const idt_screen_question question = {
            .when = IDT_INDEX_ANY_TIME, .threshold = 3000, .limit = RECORDS};
        const idt_screen_answer *answer = ask(x, &query, &question);
        for (size_t k = 0; k < answer->count; k++) {
            const idt_screen_hit *hit = &answer->hits[k];
            assert_false(idt_str_is(hit->subject, "list:7"));
            for (size_t o = 0; o < k; o++) {
                assert_false(idt_str_equal(hit->subject, answer->hits[o].subject));
            }
            if (k > 0 && hit[-1].score == hit->score) {
                const bool held = idt_str_is(hit[-1].listings[0].status, "in_force");
                assert_true(held || !idt_str_is(hit->listings[0].status, "in_force"));
            } else if (k > 0) {
                assert_true(hit[-1].score > hit->score);
            }
        }
    }
    idt_screener_free(x);
    idt_screen_close(screen);
}

/* ---- more bearers than are ranked at once ---- */

/* Each sixth record is of one party, whose texts live until the next `begin`. */
typedef struct forgetful {
    idt_arena *arena;
} forgetful;

static idt_rc forget(void *context, idt_error *err)
{
    forgetful *f = context;
    (void)err;
    idt_arena_free(f->arena);
    f->arena = idt_arena_new(CEILING);
    return IDT_OK;
}

static idt_rc forgetful_party(void *context, idt_str record, const idt_screen_party **out,
                              idt_error *err)
{
    forgetful *f = context;
    static const char *const statuses[] = {"in_force", "suspended", "ended"};
    const size_t number = strtoul(record.ptr + 5, NULL, 10) % (RECORDS / 6);
    idt_screen_party *p = IDT_NEW(f->arena, idt_screen_party);
    idt_screen_listing *l = IDT_NEW(f->arena, idt_screen_listing);
    (void)err;
    l->list = idt_str_format(f->arena, "list %zu", number % 2);
    l->status = idt_str_copy(f->arena, idt_str_borrow(statuses[number % 3]));
    l->since.kind = IDT_DATE_ABSENT;
    *p = (idt_screen_party){.id = idt_str_format(f->arena, "party:%zu", number),
                            .caption = idt_str_format(f->arena, "Party %zu", number),
                            .listings = l,
                            .listing_count = 1};
    *out = p;
    return IDT_OK;
}

static void however_few_are_ranked_at_once_the_answer_has_the_same_bytes(void **state)
{
    (void)state;
    random_state r = random_start("few");
    static const idt_str list = {"list 1", 6};
    size_t cut = 0;
    idt_buf all;
    idt_buf few;
    forgetful texts[2] = {{0}};
    idt_screener *x[2];
    idt_screen *screen = open_files(files[1], 2);
    idt_buf_init(&all, CEILING);
    idt_buf_init(&few, CEILING);
    for (int i = 0; i < 2; i++) {
        const idt_listing_source source = {
            .begin = forget, .party = forgetful_party, .context = &texts[i]};
        x[i] = screener_of(screen, &source);
    }
    for (int i = 0; i < 8 * ASKED; i++) {
        idt_profile query;
        random_query(&r, &query);
        idt_screen_question question = random_question(&r);
        question.threshold = 3000;
        question.limit = 1 + random_below(&r, 6);
        if (i % 4 == 0) {
            question.filter = (idt_screen_filter){.lists = &list, .list_count = 1};
        }
        x[1]->at_once = 1 + random_below(&r, 8);
        const idt_screen_answer *answer = ask(x[0], &query, &question);
        answer_bytes(x[0], answer, &all);
        answer_bytes(x[1], ask(x[1], &query, &question), &few);
        cut += answer->total > answer->count && x[1]->counted.count > x[1]->best_count;
        assert_true(idt_str_equal(idt_buf_borrow(&all), idt_buf_borrow(&few)));
    }
    assert_true(cut > 0);
    for (int i = 0; i < 2; i++) {
        idt_screener_free(x[i]);
        idt_arena_free(texts[i].arena);
    }
    idt_buf_release(&all);
    idt_buf_release(&few);
    idt_screen_close(screen);
}

/* A name that everybody bears, asked in no more memory than for a few of them. */
static void any_number_of_bearers_of_a_name_is_counted_in_little_memory(void **state)
{
    (void)state;
    enum { BEARERS = 20000 };
    idt_error err;
    idt_buf file;
    idt_index_builder *b;
    idt_index_built built;
    idt_profile query;
    idt_screener *x;
    char id[32];
    must(idt_index_builder_new(IDT_STR("1-test"), CEILING, &b, &err), &err);
    for (size_t i = 0; i < BEARERS; i++) {
        (void)snprintf(id, sizeof id, "list:%05zu", i);
        const idt_index_name name = {.subject = idt_str_borrow(id),
                                     .origin = idt_str_borrow(id),
                                     .text = i % 2 == 0 ? IDT_STR("Ivan Petrov")
                                                        : IDT_STR("Ivan Petrov Ivanovich"),
                                     .kind = IDT_NAME_PERSON,
                                     .span = IDT_INDEX_SPAN_ALWAYS};
        must(idt_index_builder_add(b, &name, &err), &err);
    }
    idt_buf_init(&file, CEILING);
    must(idt_index_builder_finish(b, &file, &built, &err), &err);
    idt_index_builder_free(b);
    idt_screen *screen = open_files(&file, 1);
    must(idt_screener_new(screen, NULL, (size_t)16 << 20, &x, &err), &err);
    idt_arena_clear(asked);
    make_profile(&query, "Person", IDT_STR("Ivan Petrov"), asked);
    ready(&query);
    const idt_screen_question question = {.when = IDT_INDEX_ANY_TIME};
    const idt_screen_answer *answer = ask(x, &query, &question);
    assert_int_equal(answer->total, BEARERS);
    assert_int_equal(answer->count, IDT_SCREEN_LIMIT);
    for (size_t i = 0; i < answer->count; i++) {
        (void)snprintf(id, sizeof id, "list:%05zu", 2 * i);
        assert_true(idt_str_is(answer->hits[i].subject, id));
    }
    idt_screener_free(x);
    idt_screen_close(screen);
    idt_buf_release(&file);
}

static void lists_cannot_be_asked_for_without_a_source(void **state)
{
    (void)state;
    random_state r = random_start("source");
    static const idt_str list = {"a", 1};
    idt_error err;
    idt_profile query;
    const idt_screen_answer *answer;
    idt_screen *screen = open_files(files[0], 1);
    idt_screener *x = screener_of(screen, NULL);
    random_query(&r, &query);
    const idt_screen_question question = {.when = IDT_INDEX_ANY_TIME,
                                          .filter = {.lists = &list, .list_count = 1}};
    assert_int_equal(idt_screener_ask(x, &query, &question, &answer, &err), IDT_E_USAGE);
    assert_null(answer);
    idt_screener_free(x);
    idt_screen_close(screen);
}

/* ---- one made name ---- */

static void query_of(idt_profile *out, const char *schema, const char *name)
{
    idt_arena_clear(asked);
    make_profile(out, schema, idt_str_borrow(name), asked);
    ready(out);
}

static uint16_t score_among(const made_record *of, size_t count, const char *name)
{
    idt_buf file;
    idt_profile query;
    build_files(of, count, &file, 1);
    idt_screen *screen = open_files(&file, 1);
    idt_screener *x = screener_of(screen, NULL);
    query_of(&query, "Person", name);
    const idt_screen_question question = {.when = IDT_INDEX_ANY_TIME, .threshold = 100};
    const idt_screen_answer *answer = ask(x, &query, &question);
    uint16_t score = 0;
    for (size_t i = 0; i < answer->count; i++) {
        score = idt_str_is(answer->hits[i].subject, "list:one") ? answer->hits[i].score : score;
    }
    idt_screener_free(x);
    idt_screen_close(screen);
    idt_buf_release(&file);
    return score;
}

static void strangers_in_the_index_change_no_score(void **state)
{
    (void)state;
    static made_record world[RECORDS + 1];
    made_record *one = &world[RECORDS];
    memcpy(world, records, sizeof records);
    *one = (made_record){.id = "list:one",
                         .origin = "list:one@0",
                         .schema = "Person",
                         .span = IDT_INDEX_SPAN_ALWAYS};
    put_value(one, "name", IDT_STR("Ayman Zvezdin Lavrov"));
    const uint16_t alone = score_among(one, 1, "Aiman Zvezdin Larvov");
    assert_true(alone > IDT_SCORE_POSSIBLE);
    assert_int_equal(score_among(world, RECORDS + 1, "Aiman Zvezdin Larvov"), alone);
}

static void what_has_left_its_list_is_a_hit_that_says_so(void **state)
{
    (void)state;
    made_record world[2] = {{.id = "list:here",
                             .origin = "list:here@1",
                             .schema = "Person",
                             .span = IDT_INDEX_SPAN_ALWAYS},
                            {.id = "list:away",
                             .origin = "list:away@1-",
                             .schema = "Person",
                             .span = IDT_INDEX_SPAN_ALWAYS}};
    idt_buf file;
    idt_profile query;
    put_value(&world[0], "name", IDT_STR("Sergei Lavrov"));
    put_value(&world[1], "name", IDT_STR("Sergei Lavrov"));
    build_files(world, 2, &file, 1);
    idt_screen *screen = open_files(&file, 1);
    idt_screener *x = screener_of(screen, NULL);
    query_of(&query, "Person", "Sergei Lavrov");
    const idt_screen_question question = {.when = IDT_INDEX_ANY_TIME};
    const idt_screen_answer *answer = ask(x, &query, &question);
    assert_int_equal(answer->count, 2);
    assert_true(idt_str_is(answer->hits[0].subject, "list:here"));
    assert_false(answer->hits[0].left);
    assert_true(idt_str_is(answer->hits[1].subject, "list:away"));
    assert_true(answer->hits[1].left);
    idt_screener_free(x);
    idt_screen_close(screen);
    idt_buf_release(&file);
}

static void one_word_alone_says_how_many_listed_parties_have_it(void **state)
{
    (void)state;
    static const struct {
        const char *schema, *name;
        idt_abstain why;
        size_t total, bearers;
    } rows[] = {{"Person", "Zzyzxov", IDT_ABSTAIN_ONE_WORD, 0, 2},
                {"Person", "Dr. ZZYZXOV", IDT_ABSTAIN_ONE_WORD, 0, 2},
                {"", "Zzyzxov", IDT_ABSTAIN_ONE_WORD, 0, 2},
                {"Person", "Quxwertov", IDT_ABSTAIN_ONE_WORD, 0, 0},
                {"Company", "Quxwertov", IDT_ABSTAIN_NOT, 0, 0},
                {"Person", "P. Zzyzxov", IDT_ABSTAIN_NOT, 1, 0},
                {"Person", "Pyotr Zzyzxov", IDT_ABSTAIN_NOT, 1, 0}};
    static const char *const listed[] = {"ZZYZXOV, Pyotr", "Zzyzxov, Bjarne Yngvar",
                                         "Brkvoda, Bjarne"};
    made_record bearers[3] = {
        {.id = "list:1", .origin = "list:1@1", .schema = "Person", .span = IDT_INDEX_SPAN_ALWAYS},
        {.id = "list:2", .origin = "list:2@1", .schema = "Person", .span = IDT_INDEX_SPAN_ALWAYS},
        {.id = "list:3", .origin = "list:3@1", .schema = "Person", .span = IDT_INDEX_SPAN_ALWAYS}};
    idt_buf file;
    for (size_t i = 0; i < 3; i++) {
        put_value(&bearers[i], "name", idt_str_borrow(listed[i]));
    }
    build_files(bearers, 3, &file, 1);
    idt_screen *screen = open_files(&file, 1);
    idt_screener *x = screener_of(screen, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        idt_profile query;
        const idt_screen_question question = {.when = IDT_INDEX_ANY_TIME};
        query_of(&query, rows[i].schema, rows[i].name);
        const idt_screen_answer *answer = ask(x, &query, &question);
        assert_int_equal(answer->total, rows[i].total);
        assert_int_equal(answer->abstain, rows[i].why);
        assert_int_equal(answer->bearers, rows[i].bearers);
        assert_int_equal(answer->note_count, rows[i].why != IDT_ABSTAIN_NOT);
    }
    idt_screener_free(x);
    idt_screen_close(screen);
    idt_buf_release(&file);
}

static void a_query_without_a_letter_or_of_generic_words_says_why_it_found_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *schema, *name;
        idt_abstain why;
    } rows[] = {{"Person", "- ...", IDT_ABSTAIN_NO_NAME},
                {"Company", "Trading Company Ltd", IDT_ABSTAIN_GENERIC_WORDS},
                {"Person", "Quxwert Zzyzxov", IDT_ABSTAIN_NOT}};
    made_record one = {
        .id = "list:1", .origin = "list:1@1", .schema = "Company", .span = IDT_INDEX_SPAN_ALWAYS};
    idt_buf file;
    put_value(&one, "name", IDT_STR("Volgatek Trading Company Ltd"));
    build_files(&one, 1, &file, 1);
    idt_screen *screen = open_files(&file, 1);
    idt_screener *x = screener_of(screen, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        idt_profile query;
        const idt_screen_question question = {.when = IDT_INDEX_ANY_TIME};
        query_of(&query, rows[i].schema, rows[i].name);
        const idt_screen_answer *answer = ask(x, &query, &question);
        assert_int_equal(answer->total, 0);
        assert_int_equal(answer->abstain, rows[i].why);
    }
    idt_screener_free(x);
    idt_screen_close(screen);
    idt_buf_release(&file);
}

static void a_screener_that_has_seen_a_question_takes_no_more_memory_for_it(void **state)
{
    (void)state;
    size_t used[5] = {0};
    idt_screen *screen = open_files(files[0], 1);
    idt_screener *x = screener_of(screen, NULL);
    for (int round = 0; round < 6; round++) {
        random_state r = {.at = 77};
        for (int i = 0; i < ASKED; i++) {
            idt_profile query;
            random_query(&r, &query);
            const idt_screen_question question = random_question(&r);
            (void)ask(x, &query, &question);
        }
        const size_t now[5] = {idt_arena_used(x->own), idt_arena_used(x->known),
                               idt_arena_used(x->one), idt_arena_used(x->lone),
                               idt_arena_used(x->answer)};
        if (round > 2) {
            assert_memory_equal(now, used, sizeof now);
        }
        memcpy(used, now, sizeof now);
    }
    idt_screener_free(x);
    idt_screen_close(screen);
}

/* A limit, or the answer; never another one. */
static void a_ceiling_too_low_is_said(void **state)
{
    (void)state;
    random_state r = random_start("ceiling");
    idt_error err;
    idt_profile query;
    idt_screen *screen = open_files(files[0], 1);
    idt_screener *x = screener_of(screen, NULL);
    const idt_screen_question question = {
        .when = IDT_INDEX_ANY_TIME, .threshold = 2000, .limit = RECORDS};
    random_query(&r, &query);
    const size_t total = ask(x, &query, &question)->total;
    idt_screener_free(x);
    bool limited = false;
    for (size_t ceiling = 2000; ceiling < (1 << 21); ceiling += ceiling / 5) {
        const idt_screen_answer *answer;
        idt_rc rc = idt_screener_new(screen, NULL, ceiling, &x, &err);
        if (rc == IDT_OK) {
            rc = idt_screener_ask(x, &query, &question, &answer, &err);
            assert_true(rc != IDT_OK || answer->total == total);
        }
        assert_true(rc == IDT_OK || rc == IDT_E_LIMIT);
        limited = limited || rc == IDT_E_LIMIT;
        idt_screener_free(x);
    }
    assert_true(limited);
    idt_screen_close(screen);
}

/* Damage is an error or is not met; it is never undefined. */
static void damaged_files_are_refused_or_answer(void **state)
{
    (void)state;
    random_state r = random_start("damage");
    idt_error err;
    idt_profile query;
    size_t refused = 0;
    const idt_screen_question question = {.when = IDT_INDEX_ANY_TIME, .threshold = 3000};
    random_query(&r, &query);
    for (int i = 0; i < 150; i++) {
        idt_screen *screen;
        idt_screener *x;
        const idt_screen_answer *answer;
        const idt_str bytes = idt_buf_borrow(&files[0][0]);
        const size_t at = random_below(&r, bytes.len);
        const char was = bytes.ptr[at];
        files[0][0].ptr[at] = (char)(was ^ (1 << random_below(&r, 8)));
        idt_rc rc = idt_screen_open_bytes(&bytes, 1, &screen, &err);
        if (rc == IDT_OK) {
            x = screener_of(screen, NULL);
            rc = idt_screener_ask(x, &query, &question, &answer, &err);
            idt_screener_free(x);
        }
        idt_screen_close(screen);
        files[0][0].ptr[at] = was;
        assert_true(rc == IDT_OK || rc == IDT_E_CORRUPT || rc == IDT_E_FORMAT);
        refused += rc != IDT_OK;
    }
    assert_true(refused > 0);
}

static void what_contradicts_never_makes_a_hit(void **state)
{
    (void)state;
    random_state r = random_start("contradict");
    idt_error err;
    idt_screen *screen = open_files(files[0], 1);
    idt_screener *x = screener_of(screen, NULL);
    for (int i = 0; i < 2 * ASKED; i++) {
        idt_profile bare;
        idt_profile more;
        uint16_t scores[RECORDS] = {0};
        const idt_str name = first_name(&records[random_below(&r, RECORDS)]);
        const idt_screen_question question = {
            .when = IDT_INDEX_ANY_TIME, .threshold = 3000, .limit = RECORDS};
        idt_arena_clear(asked);
        make_profile(&bare, "Person", name, asked);
        make_profile(&more, "Person", name, asked);
        /* of no record of this world */
        must(idt_profile_add(&more, IDT_STR("birthDate"), IDT_STR("1899-01-01"), &err), &err);
        must(idt_profile_add(&more, IDT_STR("nationality"), IDT_STR("br"), &err), &err);
        ready(&bare);
        ready(&more);
        const idt_screen_answer *answer = ask(x, &bare, &question);
        for (size_t k = 0; k < answer->count; k++) {
            scores[strtoul(answer->hits[k].subject.ptr + 5, NULL, 10)] = answer->hits[k].score;
        }
        answer = ask(x, &more, &question);
        for (size_t k = 0; k < answer->count; k++) {
            const idt_screen_hit *hit = &answer->hits[k];
            assert_true(hit->score <= scores[strtoul(hit->subject.ptr + 5, NULL, 10)]);
        }
    }
    idt_screener_free(x);
    idt_screen_close(screen);
}

static int make_world(void **state)
{
    (void)state;
    random_state r = random_start("world");
    made = idt_arena_new(CEILING);
    asked = idt_arena_new(CEILING);
    for (size_t i = 0; i < RECORDS; i++) {
        random_record(&r, i, made, &records[i]);
    }
    for (size_t f = 0; f < 3; f++) {
        build_files(records, RECORDS, files[f], f + 1);
    }
    return 0;
}

static int end_world(void **state)
{
    (void)state;
    for (size_t f = 0; f < 3; f++) {
        for (size_t i = 0; i <= f; i++) {
            idt_buf_release(&files[f][i]);
        }
    }
    idt_arena_free(made);
    idt_arena_free(asked);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hits_are_what_comparing_every_record_gives),
        cmocka_unit_test(an_explanation_adds_up_to_its_hit),
        cmocka_unit_test(however_the_index_is_split_the_answer_has_the_same_bytes),
        cmocka_unit_test(screeners_that_share_a_memo_answer_as_one_alone),
        cmocka_unit_test(limit_is_a_prefix_and_total_tells_the_rest),
        cmocka_unit_test(filters_come_before_the_limit),
        cmocka_unit_test(hits_of_one_score_come_in_force_first_and_a_party_comes_once),
        cmocka_unit_test(however_few_are_ranked_at_once_the_answer_has_the_same_bytes),
        cmocka_unit_test(any_number_of_bearers_of_a_name_is_counted_in_little_memory),
        cmocka_unit_test(lists_cannot_be_asked_for_without_a_source),
        cmocka_unit_test(strangers_in_the_index_change_no_score),
        cmocka_unit_test(what_has_left_its_list_is_a_hit_that_says_so),
        cmocka_unit_test(one_word_alone_says_how_many_listed_parties_have_it),
        cmocka_unit_test(a_query_without_a_letter_or_of_generic_words_says_why_it_found_nothing),
        cmocka_unit_test(a_screener_that_has_seen_a_question_takes_no_more_memory_for_it),
        cmocka_unit_test(a_ceiling_too_low_is_said),
        cmocka_unit_test(damaged_files_are_refused_or_answer),
        cmocka_unit_test(what_contradicts_never_makes_a_hit),
    };
    return cmocka_run_group_tests(tests, make_world, end_world);
}
