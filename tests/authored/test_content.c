/* What sound files become: canonical bytes, whatever the order they were written in. */
#include "authored/author.h"

#include "random.h"
#include "statement/record.h"

#define HEAD "interdict: 1\ndataset: x\nrecords:\n"

static void scalars_are_texts(void **state)
{
    author_expect(*state, HEAD "- id: a\n  schema: Person\n  name: [no, 2003, '  x ', ~]\n", "a",
                  "{\"name\":[[\"2003\",{}],[\"no\",{}],[\"x\",{}],[\"~\",{}]],"
                  "\"schema\":[[\"Person\",{}]]}");
}

static void a_byte_order_mark_is_no_part_of_the_text(void **state)
{
    author_expect(*state, "\xef\xbb\xbf" HEAD "- id: a\n  schema: Person\n", "a",
                  "{\"schema\":[[\"Person\",{}]]}");
}

static void a_listing_lends_its_list_and_scope(void **state)
{
    author_expect(
        *state,
        HEAD "- id: a\n  schema: Organization\n  listings:\n  - list: l\n    scope: the wing\n"
             "    measures: [travel_ban, asset_freeze, travel_ban]\n"
             "    events: [{event: decide, decided: 2003, by: [b, a]}]\n"
             "    states: [{state: in_force, on: 2024-05-27~, list_kind: other}]\n",
        "a",
        "{\"event\":[[\"decide\",{\"by\":[\"a\",\"b\"],\"decided\":\"2003\",\"list\":\"l\","
        "\"scope\":\"the wing\"}]],"
        "\"listed\":[[\"in_force\",{\"list\":\"l\",\"list_kind\":\"other\",\"on\":\"2024-05-27~\","
        "\"scope\":\"the wing\"}]],"
        "\"listing\":[[\"l\",{\"measures\":[\"asset_freeze\",\"travel_ban\"],"
        "\"scope\":\"the wing\"}]],\"schema\":[[\"Organization\",{}]]}");
}

static void the_whole_stores_no_scope(void **state)
{
    author_expect(
        *state,
        HEAD "- id: a\n  schema: Organization\n  listings: {list: l, scope: whole, events: "
             "{event: change_scope, new_scope: whole, rests_on: {scope: whole}}}\n",
        "a",
        "{\"event\":[[\"change_scope\",{\"list\":\"l\",\"rests_on\":{\"scope\":\"whole\"}}]],"
        "\"schema\":[[\"Organization\",{}]]}");
}

static void a_chain_keeps_its_order(void **state)
{
    author_expect(*state,
                  HEAD "- id: a\n  schema: Person\n  name:\n    value: N\n    chain:\n"
                       "    - {published_by: the paper}\n    - {said_by: staff, unnamed: true}\n"
                       "    - {citing: the-court, body: true, unnamed: false}\n",
                  "a",
                  "{\"name\":[[\"N\",{\"chain\":[{\"published_by\":\"the paper\"},"
                  "{\"said_by\":\"staff\",\"unnamed\":\"true\"},"
                  "{\"body\":\"true\",\"citing\":\"the-court\"}]}]],\"schema\":[[\"Person\",{}]]}");
}

static void records_are_named_in_full(void **state)
{
    author_expect(*state,
                  HEAD
                  "- id: a\n  schema: Company\n  parent: [b, 'y:c']\n- id: b\n  schema: Company\n",
                  "a", "{\"parent\":[[\"x:b\",{}],[\"y:c\",{}]],\"schema\":[[\"Company\",{}]]}");
}

static void an_event_of_this_record_has_one_name(void **state)
{
    author_expect(*state,
                  HEAD "- id: a\n  schema: Company\n  listings:\n  - list: l\n    events:\n"
                       "    - {event: decide, id: d}\n"
                       "    - {event: lift, answers: ['x:a#d', d, 'y:q#z', 'b#e']}\n"
                       "- {id: b, schema: Company, event: {value: decide, list: l, id: e}}\n",
                  "a",
                  "{\"event\":[[\"decide\",{\"id\":\"d\",\"list\":\"l\"}],"
                  "[\"lift\",{\"answers\":[\"d\",\"x:b#e\",\"y:q#z\"],\"list\":\"l\"}]],"
                  "\"schema\":[[\"Company\",{}]]}");
}

static void a_correction_has_one_spelling(void **state)
{
    author_expect(*state,
                  HEAD "- id: a\n  schema: Company\n  listings:\n  - list: l\n    events:\n"
                       "    - {event: correct, corrects: ['decided = 2003', by=b, decided=2003]}\n",
                  "a",
                  "{\"event\":[[\"correct\",{\"corrects\":[\"by=b\",\"decided=2003\"],"
                  "\"list\":\"l\"}]],\"schema\":[[\"Company\",{}]]}");
}

static void a_rule_is_a_statement(void **state)
{
    author_expect(*state,
                  HEAD "- id: l\n  schema: List\n  rules:\n  - {rule: lift, by: 'any:court', "
                       "effect: published+P1D, term: P2Y}\n",
                  "l",
                  "{\"rule\":[[\"lift\",{\"by\":[\"any:court\"],\"effect\":\"published+P1D\","
                  "\"term\":\"P2Y\"}]],\"schema\":[[\"List\",{}]]}");
}

/* ---- sources ---- */

#define SOURCES                                                                                    \
    "interdict: 1\ndataset: x\nsources:\n  t: {title: The text, file: t.txt, language: en}\n"      \
    "records:\n- id: a\n  schema: Person\n  name:\n    value: N\n    source: "

static const idt_json *spans_of(author *a, const char *spans, idt_record *record)
{
    const idt_str yaml = idt_str_format(a->arena, SOURCES "%s\n", spans);
    author_read(a, yaml);
    assert_string_equal(author_faults(a), "");
    const idt_authored_record *r = author_record(a, "a");
    assert_int_equal(
        idt_record_read(IDT_STR("x"), r->key, r->content, &r->hash, a->arena, record, NULL),
        IDT_OK);
    return idt_json_member(idt_record_first(record, "name")->qualifiers, "source");
}

static void expect_member(const idt_json *span, const char *name, const char *value)
{
    assert_true(idt_str_is(idt_json_string(span, name), value));
}

static void a_quote_finds_its_own_place_across_lines(void **state)
{
    idt_record record;
    const idt_json *spans = spans_of(*state, "{in: t, quote: 'It was listed in   2003.'}", &record);
    assert_int_equal(spans->count, 1);
    expect_member(&spans->items[0], "start", "14");
    expect_member(&spans->items[0], "end", "36");
    expect_member(&spans->items[0], "quote", "It was listed in 2003.");
    idt_digest passage;
    char hex[IDT_SHA256_HEX + 1];
    const idt_str bytes = IDT_STR("It was listed\nin 2003.");
    assert_int_equal(idt_sha256(bytes.ptr, bytes.len, &passage, NULL), IDT_OK);
    expect_member(&spans->items[0], "passage_sha256", idt_digest_hex(&passage, hex));
}

static void passages_stand_in_the_order_of_the_text(void **state)
{
    idt_record record;
    const idt_json *spans = spans_of(
        *state,
        "[{in: t, start: 9, end: 12}, {in: t, start: 0, end: 5}, {in: t, start: 9, end: 12}]",
        &record);
    assert_int_equal(spans->count, 2);
    expect_member(&spans->items[0], "start", "0");
    expect_member(&spans->items[1], "start", "9");
}

static void a_source_is_a_record_and_its_bytes_come_along(void **state)
{
    author *a = *state;
    char hex[IDT_SHA256_HEX + 1];
    idt_digest digest;
    idt_record record;
    (void)spans_of(a, "{in: t, start: 0, end: 5}", &record);
    assert_int_equal(a->out.datasets[0].source_count, 1);
    assert_true(idt_str_is(a->out.datasets[0].sources[0].bytes, CITED));
    assert_true(idt_str_is(a->out.datasets[0].sources[0].name, "t"));
    assert_int_equal(idt_sha256(CITED, sizeof CITED - 1, &digest, NULL), IDT_OK);
    const idt_str expected =
        idt_str_format(a->arena,
                       "{\"language\":[[\"en\",{}]],\"name\":[[\"The text\",{}]],"
                       "\"schema\":[[\"Source\",{}]],\"sha256\":[[\"%s\",{}]]}",
                       idt_digest_hex(&digest, hex));
    assert_string_equal(idt_str_copy(a->arena, author_record(a, "t")->content).ptr, expected.ptr);
}

static void a_source_written_out_as_a_record_is_that_record(void **state)
{
    author *a = *state;
    author_read(a, IDT_STR("interdict: 1\ndataset: x\nsources: {t: {file: t.txt}}\n"
                           "records:\n- {id: t, schema: Source, name: Mine}\n"));
    assert_string_equal(author_faults(a), "");
    assert_int_equal(a->out.datasets[0].record_count, 1);
    assert_non_null(strstr(author_record(a, "t")->content.ptr, "Mine"));
}

static void a_source_mended_never_stops_a_load(void **state)
{
    author *a = *state;
    author_read(a, IDT_STR("interdict: 1\ndataset: x\nsources:\n  t: {file: t.txt}\n"
                           "  u: {file: t.txt, change: a new print}\n"));
    assert_string_equal(author_faults(a), "");
    assert_true(author_record(a, "t")->is_correction && author_record(a, "t")->why.len > 0);
    assert_true(author_record(a, "u")->is_change && !author_record(a, "u")->is_correction);
}

/* ---- several files ---- */

static const char *write_file(author *a, const char *name, const char *yaml)
{
    const idt_str path = idt_str_format(a->arena, "%s/%s", a->dir, name);
    assert_int_equal(idt_file_write(path.ptr, idt_str_borrow(yaml), NULL), IDT_OK);
    return path.ptr;
}

static void files_of_one_dataset_are_one(void **state)
{
    author *a = *state;
    const char *paths[] = {
        write_file(a, "1.yaml", "interdict: 1\ndataset: y\nrecords: [{id: c, schema: Person}]\n"),
        write_file(a, "2.yaml", HEAD "- {id: b, schema: Company, parent: a}\n"),
        write_file(a, "3.yaml",
                   "interdict: 1\ndataset: x\ntitle: T\nrecords: [{id: a, schema: Company}]\n"),
    };
    assert_int_equal(idt_authored_read(paths, 3, a->arena, &a->out, NULL), IDT_OK);
    assert_string_equal(author_faults(a), "");
    assert_int_equal(a->out.dataset_count, 2);
    const idt_authored_dataset *x = &a->out.datasets[0];
    assert_true(idt_str_is(x->key, "x") && idt_str_is(x->title, "T"));
    assert_int_equal(x->file_count, 2);
    assert_int_equal(x->record_count, 2);
    assert_true(idt_str_is(x->records[0].key, "b") && idt_str_is(x->records[1].key, "a"));
    assert_true(idt_str_is(a->out.datasets[1].key, "y"));
}

static void an_id_twice_in_two_files_names_the_first(void **state)
{
    author *a = *state;
    const char *paths[] = {write_file(a, "1.yaml", HEAD "- {id: a, schema: Person}\n"),
                           write_file(a, "2.yaml", HEAD "- {id: a, schema: Person}\n")};
    assert_int_equal(idt_authored_read(paths, 2, a->arena, &a->out, NULL), IDT_OK);
    assert_int_equal(a->out.fault_count, 1);
    assert_true(idt_str_ends(a->out.faults[0].file, "2.yaml"));
    assert_non_null(strstr(a->out.faults[0].message.ptr, "1.yaml on line 4"));
}

static void a_source_written_out_in_one_file_stands_for_all(void **state)
{
    author *a = *state;
    const char *paths[] = {
        write_file(a, "1.yaml", "interdict: 1\ndataset: x\nsources: {t: {file: t.txt}}\n"),
        write_file(a, "2.yaml", HEAD "- {id: t, schema: Source, name: Mine}\n"),
        write_file(a, "3.yaml", "interdict: 1\ndataset: x\nsources: {t: {file: t.txt}}\n"),
    };
    for (size_t turn = 0; turn < 3; turn++) {
        const char *turned[] = {paths[turn], paths[(turn + 1) % 3], paths[(turn + 2) % 3]};
        assert_int_equal(idt_authored_read(turned, 3, a->arena, &a->out, NULL), IDT_OK);
        assert_string_equal(author_faults(a), "");
        assert_int_equal(a->out.datasets[0].record_count, 1);
        assert_non_null(strstr(author_record(a, "t")->content.ptr, "Mine"));
    }
}

static void titles_of_one_dataset_agree(void **state)
{
    author *a = *state;
    const char *paths[] = {
        write_file(a, "1.yaml", "title: T\n" HEAD "- {id: a, schema: Person}\n"),
        write_file(a, "2.yaml", "title: U\n" HEAD "- {id: b, schema: Person}\n")};
    assert_int_equal(idt_authored_read(paths, 2, a->arena, &a->out, NULL), IDT_OK);
    assert_int_equal(a->out.fault_count, 1);
    assert_int_equal(a->out.faults[0].line, 1);
    assert_int_equal(a->out.faults[0].column, 8);
}

static void a_change_says_why(void **state)
{
    author *a = *state;
    author_read(a, IDT_STR(HEAD "- {id: a, schema: Person, change: it died}\n"
                                "- {id: b, schema: Person, correction: a slip}\n"));
    assert_true(author_record(a, "a")->is_change && !author_record(a, "a")->is_correction);
    assert_true(idt_str_is(author_record(a, "a")->why, "it died"));
    assert_true(author_record(a, "b")->is_correction);
    assert_null(strstr(author_record(a, "a")->content.ptr, "died"));
}

/* ---- order means nothing ---- */

static void shuffle(random_state *random, const char **items, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        const size_t j = random_below(random, i);
        const char *t = items[i - 1];
        items[i - 1] = items[j];
        items[j] = t;
    }
}

static void join(idt_buf *out, random_state *random, const char *before, const char **items,
                 size_t count, const char *after)
{
    shuffle(random, items, count);
    idt_buf_add_text(out, before);
    for (size_t i = 0; i < count; i++) {
        idt_buf_add_text(out, i > 0 ? ", " : "");
        idt_buf_add_text(out, items[i]);
    }
    idt_buf_add_text(out, after);
}

/* One meaning, its members in any order. */
static void write_any_order(idt_buf *out, random_state *random)
{
    const char *lift[] = {"event: lift",
                          "id: l",
                          "decided: 2010",
                          "by: [c, b, a]",
                          "answers: d",
                          "source: [{in: t, start: 9, end: 12}, {end: 5, start: 0, in: t}]",
                          "chain: [{published_by: P}, {unnamed: true, said_by: S}]"};
    const char *names[] = {"N", "{value: M, lang: en}", "{lang: de, value: M}", "O"};
    idt_buf lifted;
    idt_buf named;
    idt_buf_init(&lifted, ARENA_BYTES);
    idt_buf_init(&named, ARENA_BYTES);
    join(&lifted, random, "listings: [{events: [{id: d, event: decide}, {", lift, 7,
         "}], list: l}]");
    join(&named, random, "name: [", names, 4, "]");
    idt_buf_add_byte(&lifted, '\0');
    idt_buf_add_byte(&named, '\0');
    const char *members[] = {"id: a",     "schema: Company", "country: us",
                             "parent: b", lifted.ptr,        named.ptr};
    idt_buf record;
    idt_buf_init(&record, ARENA_BYTES);
    join(&record, random, "{", members, 6, "}");
    idt_buf_add_byte(&record, '\0');
    const char *records[] = {record.ptr, "{schema: Company, id: b}"};
    idt_buf all;
    idt_buf_init(&all, ARENA_BYTES);
    join(&all, random, "records: [", records, 2, "]");
    idt_buf_add_byte(&all, '\0');
    const char *parts[] = {"interdict: 1", "dataset: x", "sources: {t: {file: t.txt}}", all.ptr};
    join(out, random, "{", parts, 4, "}\n");
    idt_buf_release(&lifted);
    idt_buf_release(&named);
    idt_buf_release(&record);
    idt_buf_release(&all);
}

static void the_order_of_keys_and_values_means_nothing(void **state)
{
    author *a = *state;
    random_state random = random_start("order");
    idt_digest first = {0};
    for (int round = 0; round < 200; round++) {
        idt_buf yaml;
        idt_buf_init(&yaml, ARENA_BYTES);
        write_any_order(&yaml, &random);
        author_read(a, idt_buf_borrow(&yaml));
        assert_string_equal(author_faults(a), "");
        const idt_authored_record *r = author_record(a, "a");
        if (round == 0) {
            first = r->hash;
        }
        if (memcmp(&first, &r->hash, sizeof first) != 0) {
            fail_msg("another hash for:\n" IDT_STR_FMT, IDT_STR_ARG(idt_buf_borrow(&yaml)));
        }
        idt_buf_release(&yaml);
    }
}

static void content_reads_back_as_the_statements_written(void **state)
{
    author *a = *state;
    idt_record record;
    author_read(
        a, IDT_STR(HEAD "- id: a\n  schema: Organization\n  name: [\"q\\\"uote\", \"tab\\tx\", ü]\n"
                        "  notes: |\n    two\n    lines\n"));
    const idt_authored_record *r = author_record(a, "a");
    assert_int_equal(
        idt_record_read(IDT_STR("x"), r->key, r->content, &r->hash, a->arena, &record, NULL),
        IDT_OK);
    assert_int_equal(record.count, 5);
    assert_true(idt_str_is(record.statements[0].value, "q\"uote"));
    assert_true(idt_str_is(record.statements[1].value, "tab\tx"));
    assert_true(idt_str_is(record.statements[3].value, "two\nlines"));
    idt_content *again = idt_content_new(a->arena);
    for (size_t i = record.count; i > 0; i--) {
        assert_int_equal(idt_content_add(again, record.statements[i - 1].property,
                                         record.statements[i - 1].value, IDT_STR("{}"), NULL),
                         IDT_OK);
    }
    idt_str bytes;
    idt_digest hash;
    assert_int_equal(idt_content_finish(again, &bytes, &hash, NULL), IDT_OK);
    assert_memory_equal(&hash, &r->hash, sizeof hash);
}

#define CLAIM(name) cmocka_unit_test_setup_teardown(name, author_open, author_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(scalars_are_texts),
        CLAIM(a_byte_order_mark_is_no_part_of_the_text),
        CLAIM(a_listing_lends_its_list_and_scope),
        CLAIM(the_whole_stores_no_scope),
        CLAIM(a_chain_keeps_its_order),
        CLAIM(records_are_named_in_full),
        CLAIM(an_event_of_this_record_has_one_name),
        CLAIM(a_correction_has_one_spelling),
        CLAIM(a_rule_is_a_statement),
        CLAIM(a_quote_finds_its_own_place_across_lines),
        CLAIM(passages_stand_in_the_order_of_the_text),
        CLAIM(a_source_is_a_record_and_its_bytes_come_along),
        CLAIM(a_source_written_out_as_a_record_is_that_record),
        CLAIM(files_of_one_dataset_are_one),
        CLAIM(an_id_twice_in_two_files_names_the_first),
        CLAIM(a_source_mended_never_stops_a_load),
        CLAIM(a_source_written_out_in_one_file_stands_for_all),
        CLAIM(titles_of_one_dataset_agree),
        CLAIM(a_change_says_why),
        CLAIM(the_order_of_keys_and_values_means_nothing),
        CLAIM(content_reads_back_as_the_statements_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
