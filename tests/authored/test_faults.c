/* Each class of fault alone, with the line and column it is reported at. */
#include "authored/author.h"

#define HEAD    "interdict: 1\ndataset: x\nrecords:\n"
#define ORG     HEAD "- id: a\n  schema: Organization\n"
#define LISTING ORG "  listings:\n  - list: l-1\n    events:\n"
#define SOURCES "interdict: 1\ndataset: x\nsources:\n  t: {file: t.txt}\n  u: {sha256: " ZEROS "}\n"
#define ZEROS   "0000000000000000000000000000000000000000000000000000000000000000"
#define SPAN(s) SOURCES "records:\n- id: a\n  schema: Person\n  name: {value: N, source: " s "}\n"
#define SPAN_AT 28 /* column of the passage in line 9 */

typedef struct fault_case {
    const char *claim;
    const char *yaml;
    unsigned line, column;
    const char *says; /* a part of the message */
} fault_case;

static const fault_case CASES[] = {
    /* YAML */
    {"a_syntax_error_has_libyamls_place", HEAD "- id: a\n  schema: Person\n  name: \"b\n", 7, 1,
     "not YAML: found unexpected end of stream"},
    {"a_control_character_is_refused", "interdict: 1\ndataset: x\x01\n", 2, 11,
     "take the character out"},
    {"bytes_that_are_not_utf8_have_an_offset", HEAD "- id: a\n  schema: Person\n  name: \xff\n", 6,
     9, "byte 0xff at offset 66 is not UTF-8"},
    {"an_empty_file_is_a_fault", "", 1, 1, "expected a mapping that begins with interdict: 1"},
    {"a_file_that_is_a_list_is_a_fault", "- a\n", 1, 1, "the file holds a list"},
    {"an_anchor_is_refused", ORG "  name: &n A\n", 6, 9, "an anchor (&n)"},
    {"an_alias_is_refused", ORG "  name: *n\n", 6, 9, "an alias (*n)"},
    {"a_tag_is_refused", ORG "  name: !!str A\n", 6, 9, "a tag (tag:yaml.org,2002:str)"},
    {"a_merge_key_is_refused", ORG "  <<: {name: A}\n", 6, 3, "a merge key"},
    {"a_key_given_twice_is_refused", ORG "  name: A\n  name: B\n", 7, 3,
     "the key \"name\" stands twice in this mapping, first on line 6"},
    {"a_key_that_is_a_list_is_refused", ORG "  [a]: A\n", 6, 3, "a list as a key"},
    {"a_second_document_is_refused", ORG "---\ninterdict: 1\n", 6, 1, "a second document"},
    {"nesting_has_a_limit",
     ORG "  name: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n", 6, 38,
     "nested deeper than 32 levels"},
    /* head */
    {"a_file_without_version_is_refused", "dataset: x\nrecords: []\n", 1, 1, "interdict: 1"},
    {"a_newer_format_says_so", "interdict: 2\ndataset: x\nwhat: ever\n", 1, 12,
     "format 2, this program reads up to 1"},
    {"a_version_is_a_number", "interdict: one\ndataset: x\nrecords: []\n", 1, 12,
     "interdict \"one\"; expected a whole number"},
    {"a_dataset_is_required", "interdict: 1\nrecords: []\n", 1, 1, "no dataset"},
    {"a_dataset_is_a_key", "interdict: 1\ndataset: aB\nrecords: []\n", 2, 11, "breaks off here"},
    {"an_unknown_key_of_the_file_names_the_nearest",
     "interdict: 1\ndataset: x\nrecord: []\nsources: {}\n", 3, 1, "did you mean \"records\"?"},
    {"a_file_says_something", "interdict: 1\ndataset: x\n", 1, 1, "neither records nor sources"},
    {"records_are_a_list", "interdict: 1\ndataset: x\nrecords: {a: b}\n", 3, 10, "a mapping"},
    /* records */
    {"a_record_has_an_id", HEAD "- schema: Person\n", 4, 3, "a record without id"},
    {"an_id_is_a_key", HEAD "- id: al-Qaida\n  schema: Person\n", 4, 10, "a-z 0-9 . _ -"},
    {"a_record_has_a_schema", HEAD "- id: a\n", 4, 3, "a record without schema"},
    {"an_unknown_schema_names_the_nearest", HEAD "- id: a\n  schema: Organisation\n", 5, 11,
     "did you mean \"Organization\"?"},
    {"an_unknown_key_names_the_nearest", ORG "  alais: B\n", 6, 3, "did you mean \"alias\"?"},
    {"a_property_of_other_schemata_is_refused", ORG "  list_kind: terrorist\n", 6, 3,
     "is not said of schema Organization; it is of List"},
    {"a_block_of_other_schemata_is_refused", ORG "  rules: [{rule: lift}]\n", 6, 3,
     "is not said of"},
    {"an_empty_text_is_refused", ORG "  name:\n", 6, 8, "name is empty"},
    {"an_empty_list_is_refused", ORG "  name: []\n", 6, 9, "name is an empty list"},
    {"a_list_in_a_list_is_refused", ORG "  name: [[A]]\n", 6, 10,
     "name holds a list; expected one text"},
    {"one_value_is_not_two", HEAD "- id: a\n  schema: List\n  list_kind: [terrorist, other]\n", 6,
     26, "a second value of list_kind"},
    {"a_value_with_qualifiers_has_a_value", ORG "  name: {lang: en}\n", 6, 9, "without a value"},
    {"change_and_correction_exclude_each_other", ORG "  change: a\n  correction: b\n", 7, 15,
     "both"},
    {"an_id_twice_is_refused", ORG "- id: a\n  schema: Person\n", 6, 7,
     "used twice in this dataset, first in "},
    {"a_source_and_a_record_of_one_name_are_refused",
     "interdict: 1\ndataset: x\nsources:\n  a: {sha256: " ZEROS
     "}\nrecords:\n- id: a\n  schema: Person\n",
     4, 3, "the name \"a\" is used twice"},
    {"a_source_written_out_has_the_same_hash",
     "interdict: 1\ndataset: x\nsources:\n  a: {file: t.txt}\nrecords:\n"
     "- {id: a, schema: Source, sha256: " ZEROS "}\n",
     6, 35, "is not that of the source in "},
    /* values */
    {"a_wrong_word_names_the_nearest", LISTING "    - event: decdie\n", 9, 14,
     "did you mean \"decide\"?"},
    {"an_impossible_month_is_found_to_the_character",
     LISTING "    - {event: lift, decided: 2003-13-01}\n", 9, 35, "month 13; expected 01-12"},
    {"an_impossible_day_in_quotes_too", LISTING "    - {event: lift, decided: \"2003-02-30\"}\n", 9,
     39, "2003-02-30"},
    {"a_period_is_no_day", LISTING "    - {event: lift, decided: 2003/2004}\n", 9, 34,
     "is a period"},
    {"a_duration_is_iso", HEAD "- id: l\n  schema: List\n  rules: [{rule: decide, term: 2Y}]\n", 6,
     32, "term"},
    {"a_rule_names_a_date",
     HEAD "- id: l\n  schema: List\n  rules: [{rule: decide, effect: publishd+P1D}]\n", 6, 34,
     "did you mean \"published\"?"},
    {"a_rules_delay_is_a_duration",
     HEAD "- id: l\n  schema: List\n  rules: [{rule: decide, effect: published+1D}]\n", 6, 44,
     "effect"},
    {"a_kind_of_body_is_known", LISTING "    - {event: lift, by: \"any:cuort\"}\n", 9, 30,
     "did you mean \"court\"?"},
    {"a_number_has_digits_alone", LISTING "    - {event: lift, order: 1st}\n", 9, 28,
     "in digits alone"},
    {"a_jurisdiction_has_two_small_letters", HEAD "- id: l\n  schema: List\n  jurisdiction: RU\n",
     6, 17, "two lower-case letters"},
    /* qualifiers */
    {"a_claim_needs_its_kind", ORG "  claim: C\n", 6, 10, "claim without kind"},
    {"a_correction_has_both_sides", LISTING "    - {event: correct, corrects: [decided]}\n", 9, 35,
     "expected <qualifier>=<right value>"},
    {"a_corrected_qualifier_is_an_events",
     LISTING "    - {event: correct, corrects: decidde=2003}\n", 9, 34,
     "did you mean \"decided\"?"},
    {"a_corrected_date_is_found_to_the_character",
     LISTING "    - {event: correct, corrects: decided=2003-13}\n", 9, 47, "month 13"},
    {"an_event_needs_its_list", ORG "  event: decide\n", 6, 10, "event without list"},
    {"a_state_needs_its_day",
     ORG "  listings:\n  - list: l\n    states:\n    - {state: in_force}\n", 9, 7,
     "listed without on"},
    {"an_unknown_qualifier_names_the_nearest", ORG "  name: {value: A, lagn: en}\n", 6, 20,
     "did you mean \"lang\"?"},
    {"a_qualifier_of_other_properties_is_refused", ORG "  name: {value: A, decided: 2003}\n", 6, 20,
     "is no qualifier of name"},
    {"an_unknown_key_of_a_listing_names_the_nearest",
     ORG "  listings:\n  - list: l\n    evnts: []\n    binds: states\n", 8, 5,
     "did you mean \"events\"?"},
    {"the_list_is_the_listings", LISTING "    - {event: lift, list: m}\n", 9, 21,
     "is the listing's"},
    {"a_listing_names_its_list", ORG "  listings:\n  - events: [{event: lift}]\n", 7, 5,
     "a listing without list"},
    {"a_listing_says_something", ORG "  listings:\n  - list: l\n", 7, 5, "says nothing"},
    {"an_entry_of_events_is_an_event", LISTING "    - {decided: 2003}\n", 9, 7,
     "an entry of events without event"},
    {"a_role_of_a_chain_is_known", ORG "  name: {value: A, chain: [{said_buy: B}]}\n", 6, 29,
     "did you mean \"said_by\"?"},
    {"a_link_has_one_role", ORG "  name: {value: A, chain: [{said_by: B, citing: C}]}\n", 6, 41,
     "two roles"},
    {"a_body_in_a_chain_is_one_body",
     ORG "  name: {value: A, chain: [{said_by: 'any:court', body: true}]}\n", 6, 42,
     "the key breaks off here"},
    {"a_link_is_a_mapping", ORG "  name: {value: A, chain: [B]}\n", 6, 28, "chain holds a text"},
    {"a_mark_is_true_or_false", ORG "  name: {value: A, chain: [{said_by: B, unnamed: maybe}]}\n",
     6, 50, "expected one of true, false"},
    {"what_an_act_rests_on_is_known", LISTING "    - {event: lift, rests_on: {kid: propose}}\n", 9,
     32, "did you mean \"kind\"?"},
    /* reversed intervals */
    {"until_is_not_before_from", ORG "  name: {value: A, from: 2005, until: 2004-12-31}\n", 6, 39,
     "until \"2004-12-31\" is before from \"2005\""},
    {"an_effect_does_not_end_before_it_starts",
     LISTING "    - {event: decide, effective_from: 2003-05, effective_to: 2003-04}\n", 9, 62,
     "effective_to"},
    {"a_term_does_not_end_before_it_starts",
     LISTING "    - {event: decide, effective_from: 2003-05, expires_on: 2003-04}\n", 9, 60,
     "expires_on"},
    /* links */
    {"an_event_id_is_used_once",
     LISTING "    - {event: decide, id: e}\n    - {event: lift, id: e}\n", 10, 25,
     "used twice in this record, first on line 9"},
    {"an_answered_event_exists", LISTING "    - {event: lift, answers: e}\n", 9, 30,
     "the event \"e\", which the record x:a does not have"},
    {"an_answered_event_of_another_record_exists",
     LISTING "    - {event: lift, answers: 'x:b#e'}\n- id: b\n  schema: Person\n", 9, 31,
     "the event \"e\", which the record x:b does not have"},
    {"a_record_named_by_key_exists", ORG "  parent: b\n", 6, 11,
     "\"b\", which is not in these files"},
    {"about_does_not_lead_back",
     HEAD "- {id: a, schema: Person, about: b}\n- {id: b, schema: Person, about: a}\n", 5, 34,
     "x:a -> x:b -> x:a"},
    {"a_record_is_not_about_itself", ORG "  about: a\n", 6, 10, "x:a -> x:a"},
    {"parents_do_not_lead_back",
     HEAD "- {id: a, schema: Company, parent: b}\n- {id: b, schema: Company, parent: c}\n- {id: c, "
          "schema: Company, "
          "parent: 'x:a'}\n",
     6, 37, "x:a -> x:b -> x:c -> x:a"},
    {"answers_do_not_lead_back",
     LISTING "    - {event: lift, id: e, answers: f}\n    - {event: lift, id: f, answers: e}\n", 10,
     37, "answers goes round in a circle"},
    /* sources */
    {"a_source_has_bytes_or_a_hash", "interdict: 1\ndataset: x\nsources:\n  s: {title: S}\n", 4, 3,
     "neither sha256 nor file"},
    {"a_cited_file_exists", "interdict: 1\ndataset: x\nsources:\n  s: {file: no.txt}\n", 4, 13,
     "no.txt"},
    {"a_cited_file_stands_beside", "interdict: 1\ndataset: x\nsources:\n  s: {file: ../r.yaml}\n",
     4, 13, "leads away"},
    {"a_cited_file_has_the_stated_hash",
     "interdict: 1\ndataset: x\nsources:\n  s: {file: t.txt, sha256: " ZEROS "}\n", 4, 28,
     "not the one stated"},
    {"a_hash_has_64_digits", "interdict: 1\ndataset: x\nsources:\n  s: {sha256: abc}\n", 4, 15,
     "64 hexadecimal digits"},
    {"a_passage_names_its_source", SPAN("{start: 1, end: 2}"), 9, SPAN_AT, "a passage without in"},
    {"an_unknown_source_names_those_known", SPAN("{in: tt, start: 1, end: 2}"), 9, SPAN_AT + 5,
     "not under sources: of this file"},
    {"a_passage_has_two_ends", SPAN("{in: t, start: 1}"), 9, SPAN_AT, "a passage without end"},
    {"a_passage_starts_before_its_end", SPAN("{in: t, start: 4, end: 4}"), 9, SPAN_AT + 15,
     "is not before"},
    {"a_passage_is_inside_the_file", SPAN("{in: t, start: 0, end: 999}"), 9, SPAN_AT + 23,
     "beyond the end"},
    {"a_passage_does_not_cut_characters", SPAN("{in: t, start: 0, end: 8}"), 9, SPAN_AT + 23,
     "which begins at byte 7"},
    {"a_passage_has_its_hash", SPAN("{in: t, start: 0, end: 5, passage_sha256: " ZEROS "}"), 9,
     SPAN_AT + 42, "the passage is \"Hello\""},
    {"a_quote_stands_in_its_passage", SPAN("{in: t, start: 0, end: 5, quote: world}"), 9,
     SPAN_AT + 33, "the passage, which is \"Hello\""},
    {"a_quote_stands_in_the_file", SPAN("{in: t, quote: It was lost}"), 9, SPAN_AT + 15,
     "its first 8 bytes do at byte 14 (line 2)"},
    {"a_quote_alone_stands_once", SPAN("{in: t, quote: It was listed}"), 9, SPAN_AT + 15,
     "stands 2 times in "},
    {"a_quote_needs_bytes", SPAN("{in: u, quote: Hello}"), 9, SPAN_AT, "has no file"},
    {"a_passage_of_absent_bytes_has_a_hash", SPAN("{in: u, start: 0, end: 5}"), 9, SPAN_AT,
     "without passage_sha256"},
    {"a_key_of_a_passage_is_known", SPAN("{in: t, star: 0, start: 0, end: 5}"), 9, SPAN_AT + 8,
     "did you mean \"start\"?"},
};
#define CASE_COUNT (sizeof CASES / sizeof *CASES)

static void check_case(void **state)
{
    const fault_case *c = *state;
    void *opened = NULL;
    assert_int_equal(author_open(&opened), 0);
    author *a = opened;
    author_read(a, idt_str_borrow(c->yaml));
    const char *faults = author_faults(a);
    const bool sound = a->out.fault_count == 1 && a->out.faults[0].line == c->line &&
                       a->out.faults[0].column == c->column && strstr(faults, c->says) != NULL &&
                       a->out.dataset_count == 0;
    if (!sound) {
        print_error("%s: expected one fault at %u:%u with \"%s\", got:\n%s", c->claim, c->line,
                    c->column, c->says, faults);
    }
    assert_int_equal(author_close(&opened), 0);
    assert_true(sound);
}

static void six_faults_of_six_kinds_are_all_reported(void **state)
{
    author *a = *state;
    author_read(a, IDT_STR("interdict: 1\ndataset: x\nrecords:\n"
                           "- id: A\n"
                           "  schema: Persn\n"
                           "  nmae: B\n"
                           "- id: b\n"
                           "  schema: Person\n"
                           "  birthDate: 2003-02-29\n"
                           "  claim: C\n"
                           "  parent: nobody\n"));
    assert_int_equal(a->out.fault_count, 6);
    static const unsigned places[6][2] = {{4, 7}, {5, 11}, {6, 3}, {9, 22}, {10, 10}, {11, 11}};
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(a->out.faults[i].line, places[i][0]);
        assert_int_equal(a->out.faults[i].column, places[i][1]);
    }
    assert_int_equal(a->out.dataset_count, 0);
}

static void what_stands_before_a_syntax_error_is_checked(void **state)
{
    author *a = *state;
    author_read(a, IDT_STR(ORG "  alais: B\n- id: b\n  name: [\n"));
    assert_int_equal(a->out.fault_count, 2);
    assert_int_equal(a->out.faults[0].line, 6);
    assert_non_null(strstr(author_faults(a), "not YAML"));
    /* the schema of b may stand behind the error: it is not missed */
    assert_null(strstr(author_faults(a), "without schema"));
}

static void what_stands_before_bytes_that_are_not_utf8_is_checked(void **state)
{
    author *a = *state;
    author_read(a, IDT_STR(ORG "  alais: B\n- id: b\n  name: \xc3\x28\n"));
    assert_int_equal(a->out.fault_count, 2);
    assert_int_equal(a->out.faults[1].line, 8);
    assert_int_equal(a->out.faults[1].column, 9);
}

static void an_id_used_twice_is_one_fault(void **state)
{
    author *a = *state;
    author_read(a, IDT_STR(LISTING "    - {event: decide, id: e}\n"
                                   "- id: a\n  schema: Organization\n  listings:\n  - list: l\n"
                                   "    events:\n    - {event: decide, id: e}\n"));
    assert_int_equal(a->out.fault_count, 1);
    assert_int_equal(a->out.faults[0].line, 10);
}

static void a_thousand_faults_are_enough(void **state)
{
    author *a = *state;
    idt_buf buf;
    idt_buf_init(&buf, ARENA_BYTES);
    idt_buf_add_text(&buf, HEAD);
    for (int i = 0; i < 1500; i++) {
        idt_buf_add_format(&buf, "- id: r%d\n  schema: Nonsense\n", i);
    }
    author_read(a, idt_buf_borrow(&buf));
    assert_int_equal(a->out.fault_count, 1001);
    assert_non_null(strstr(a->out.faults[1000].message.ptr, "more than 1000 faults"));
    assert_int_equal(a->out.faults[999].line, 5 + 2 * 999);
    idt_buf_release(&buf);
}

static void a_file_over_64_mib_is_a_fault_of_the_file(void **state)
{
    author *a = *state;
    FILE *f = fopen(a->name, "w");
    assert_non_null(f);
    assert_int_equal(ftruncate(fileno(f), ((off_t)64 << 20) + 1), 0);
    (void)fclose(f);
    const char *path = a->name;
    assert_int_equal(idt_authored_read(&path, 1, a->arena, &a->out, NULL), IDT_OK);
    assert_int_equal(a->out.fault_count, 1);
    assert_non_null(strstr(author_faults(a), "split it"));
}

static void a_file_that_is_not_there_is_an_error_of_the_call(void **state)
{
    author *a = *state;
    const char *path = "/nonexistent/r.yaml";
    idt_error err = {0};
    assert_int_equal(idt_authored_read(&path, 1, a->arena, &a->out, &err), IDT_E_NOT_FOUND);
    assert_non_null(strstr(err.message, path));
}

static void a_full_arena_is_an_error_and_no_crash(void **state)
{
    (void)state;
    for (size_t ceiling = 0; ceiling < 40000; ceiling += 997) {
        idt_arena *small = idt_arena_new(ceiling);
        idt_authored out;
        const idt_rc rc = idt_authored_read_bytes(
            IDT_STR("r.yaml"), IDT_STR(LISTING "    - {event: lift, id: e, answers: x}\n"), small,
            &out, NULL);
        assert_true(rc == IDT_E_LIMIT || (rc == IDT_OK && out.fault_count == 1));
        idt_arena_free(small);
    }
}

int main(void)
{
    static struct CMUnitTest cases[CASE_COUNT];
    for (size_t i = 0; i < CASE_COUNT; i++) {
        cases[i] = (struct CMUnitTest){.name = CASES[i].claim,
                                       .test_func = check_case,
                                       .initial_state = (void *)(uintptr_t)&CASES[i]};
    }
    const struct CMUnitTest whole[] = {
        cmocka_unit_test_setup_teardown(six_faults_of_six_kinds_are_all_reported, author_open,
                                        author_close),
        cmocka_unit_test_setup_teardown(what_stands_before_a_syntax_error_is_checked, author_open,
                                        author_close),
        cmocka_unit_test_setup_teardown(what_stands_before_bytes_that_are_not_utf8_is_checked,
                                        author_open, author_close),
        cmocka_unit_test_setup_teardown(an_id_used_twice_is_one_fault, author_open, author_close),
        cmocka_unit_test_setup_teardown(a_thousand_faults_are_enough, author_open, author_close),
        cmocka_unit_test_setup_teardown(a_file_over_64_mib_is_a_fault_of_the_file, author_open,
                                        author_close),
        cmocka_unit_test_setup_teardown(a_file_that_is_not_there_is_an_error_of_the_call,
                                        author_open, author_close),
        cmocka_unit_test(a_full_arena_is_an_error_and_no_crash),
    };
    const int failed = cmocka_run_group_tests(cases, NULL, NULL);
    return failed + cmocka_run_group_tests(whole, NULL, NULL);
}
