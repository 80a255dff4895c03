/* One version of a record as the index is told of it.
 *
 * Where a change of the matcher changes what is expected here, files that were told the old are no
 * longer right: IDT_COMPILE_FORMAT (compile/home.h) goes up, and they are built anew. */
#include "compile_world.h"

#include "compile/listed_party.h"
#include "match/field_class.h"

typedef struct made {
    idt_arena *arena;
    idt_record record;
    idt_listed_party party;
} made;

static void make(const stated *statements, size_t count, made *out)
{
    idt_error err;
    idt_str bytes;
    idt_digest hash;
    out->arena = idt_arena_new(INDEX_CEILING);
    idt_content *c = idt_content_new(out->arena);
    for (size_t i = 0; i < count; i++) {
        const stated *s = &statements[i];
        must(idt_content_add(c, idt_str_borrow(s->property), idt_str_borrow(s->value),
                             idt_str_borrow(s->qualifiers), &err),
             &err);
    }
    must(idt_content_finish(c, &bytes, &hash, &err), &err);
    must(idt_record_read(IDT_STR("d"), IDT_STR("k"), bytes, &hash, out->arena, &out->record, &err),
         &err);
    must(idt_listed_party_read(&out->record, out->arena, &out->party, &err), &err);
}

#define MAKE(statements, out) make((statements), sizeof(statements) / sizeof *(statements), (out))

static const char *payload(made *m)
{
    idt_buf buf;
    idt_json_writer w;
    idt_buf_init(&buf, INDEX_CEILING);
    idt_jw_init(&w, &buf);
    idt_jw_object(&w, NULL);
    idt_listed_party_json_before(&m->party, &w);
    idt_listed_party_json_behind(&m->party, &w);
    idt_jw_end(&w);
    const idt_str text = idt_str_copy(m->arena, idt_buf_borrow(&buf));
    idt_buf_release(&buf);
    return text.ptr;
}

static const idt_listed_name *name_of(const made *m, const char *text)
{
    for (size_t i = 0; i < m->party.name_count; i++) {
        if (idt_str_is(m->party.names[i].text, text)) {
            return &m->party.names[i];
        }
    }
    fail_msg("no name %s", text);
    return NULL;
}

static void a_name_stands_for_the_days_its_statement_says(void **state)
{
    (void)state;
    made m;
    static const stated statements[] = {
        {"schema", "Company", "{}"},
        {"name", "Heron Trading", "{}"},
        {"previousName", "Heron & Sons", "{\"from\":\"1990\",\"until\":\"2001-05-31\"}"},
        {"alias", "Grey Heron / White Heron", "{\"until\":\"2001\"}"}};
    MAKE(statements, &m);
    const idt_listed_name *always = name_of(&m, "Heron Trading");
    assert_true(always->valid_from == INT64_MIN && always->valid_to == INT64_MAX);
    const idt_listed_name *before = name_of(&m, "Heron & Sons");
    assert_int_equal(before->valid_from, idt_civil_to_days(1990, 1, 1));
    assert_int_equal(before->valid_to, idt_civil_to_days(2001, 6, 1));
    const idt_listed_name *half = name_of(&m, "White Heron");
    assert_true(half->valid_from == INT64_MIN);
    assert_int_equal(half->valid_to, idt_civil_to_days(2002, 1, 1));
    idt_arena_free(m.arena);
}

static void a_name_said_for_two_times_stands_for_both(void **state)
{
    (void)state;
    made m;
    static const stated statements[] = {
        {"schema", "Company", "{}"},
        {"name", "Heron", "{\"from\":\"1990-01-01\",\"until\":\"1991-01-01\"}"},
        {"name", "Heron", "{\"from\":\"1995-01-01\"}"}};
    MAKE(statements, &m);
    assert_int_equal(m.party.name_count, 1);
    assert_int_equal(m.party.names[0].valid_from, idt_civil_to_days(1990, 1, 1));
    assert_true(m.party.names[0].valid_to == INT64_MAX);
    idt_arena_free(m.arena);
}

static void parts_that_are_tagged_tag_the_name(void **state)
{
    (void)state;
    made m;
    static const stated statements[] = {{"schema", "Person", "{}"},
                                        {"name", "LOPEZ Maria", "{}"},
                                        {"alias", "Maruja", "{}"},
                                        {"firstName", "Maria", "{}"},
                                        {"lastName", "Lopez", "{}"}};
    MAKE(statements, &m);
    assert_int_equal(m.party.name_count, 2);
    assert_true(idt_str_is(name_of(&m, "LOPEZ Maria")->tags->last, "Lopez"));
    assert_null(name_of(&m, "Maruja")->tags);
    idt_arena_free(m.arena);
}

static void an_identifier_is_one_key_however_it_is_written(void **state)
{
    (void)state;
    made m;
    static const stated statements[] = {{"schema", "Person", "{}"},
                                        {"idNumber", "ha 12-345", "{}"},
                                        {"passportNumber", "HA12345", "{}"},
                                        {"taxNumber", "--", "{}"}};
    MAKE(statements, &m);
    assert_int_equal(m.party.key_count, 1);
    assert_true(idt_str_is(m.party.keys[0], "id:HA12345"));
    idt_arena_free(m.arena);
}

/* Does a query with this value ask for a class that the record is of? */
static bool is_asked_for(const made *m, const char *property, const char *value)
{
    idt_error err;
    idt_profile query;
    idt_field_ask asks[IDT_FIELD_ASKS_MAX];
    idt_profile_init(&query, IDT_STR("Person"), m->arena);
    must(idt_profile_add(&query, idt_str_borrow(property), idt_str_borrow(value), &err), &err);
    const size_t count = idt_field_asks(&IDT_SCORING_DEFAULT, &query.fields[0], asks);
    for (size_t i = 0; i < count * m->party.class_count; i++) {
        if (asks[i % count].class_of == m->party.classes[i / count]) {
            return true;
        }
    }
    return false;
}

static void a_party_is_of_the_classes_that_its_fields_can_speak_for(void **state)
{
    (void)state;
    made m;
    static const stated statements[] = {
        {"schema", "Person", "{}"},        {"address", "12 Lenin Street, Tomsk", "{}"},
        {"birthDate", "1951-06-19", "{}"}, {"birthDate", "no day", "{}"},
        {"nationality", "ru", "{}"},       {"nationality", "Russia", "{}"}};
    MAKE(statements, &m);
    assert_true(is_asked_for(&m, "birthDate", "1951-06-19"));
    assert_true(is_asked_for(&m, "birthDate", "1951"));
    assert_true(is_asked_for(&m, "address", "Tomsk"));
    assert_true(is_asked_for(&m, "nationality", "ru"));
    assert_false(is_asked_for(&m, "birthDate", "1951-06-20"));
    assert_false(is_asked_for(&m, "nationality", "ir"));
    assert_false(is_asked_for(&m, "birthPlace", "Tomsk"));
    for (size_t i = 1; i < m.party.class_count; i++) {
        assert_true(m.party.classes[i - 1] < m.party.classes[i]); /* each once */
    }
    idt_arena_free(m.arena);
}

static void what_is_compared_is_in_the_payload_and_nothing_else(void **state)
{
    (void)state;
    made m;
    static const stated statements[] = {{"schema", "Person", "{}"},
                                        {"about", "other:7", "{}"},
                                        {"name", "Maria", "{}"},
                                        {"name", "Maria", "{\"lang\":\"es\"}"},
                                        {"birthDate", "unknown", "{}"},
                                        {"birthDate", "1951", "{}"},
                                        {"listing", "us-sdn", "{}"},
                                        {"topics", "crime.terror", "{}"},
                                        {"topics", "sanction", "{}"},
                                        {"notes", "of Ardania", "{}"},
                                        {"passportNumber", "X \"1\"", "{}"}};
    MAKE(statements, &m);
    assert_string_equal(payload(&m),
                        "{\"about\":\"other:7\",\"caption\":\"Maria\",\"properties\":{"
                        "\"birthDate\":[\"1951\"],\"name\":[\"Maria\"],\"passportNumber\":[\"X "
                        "\\\"1\\\"\"]},\"schema\":\"Person\",\"topics\":[\"crime.terror\","
                        "\"sanction\"]}");
    idt_arena_free(m.arena);
}

/* I1, by every property that is compared. */
static void a_profile_of_the_payload_is_that_of_the_record(void **state)
{
    (void)state;
    made m;
    idt_error err;
    idt_json *tree;
    idt_profile profile;
    static const stated statements[] = {{"schema", "Person", "{}"},
                                        {"name", "Garcia / Lopez Maria", "{}"},
                                        {"weakAlias", "Maruja", "{}"},
                                        {"alias", "", "{}"},
                                        {"firstName", "Maria", "{}"},
                                        {"lastName", "Lopez", "{}"},
                                        {"birthDate", "31 June", "{}"},
                                        {"birthDate", "1951-06", "{}"},
                                        {"birthPlace", "Kazan", "{}"},
                                        {"birthCountry", "nowhere", "{}"},
                                        {"address", "12, \"The\" Way", "{}"},
                                        {"nationality", "ru", "{}"},
                                        {"gender", "?", "{}"},
                                        {"incorporationDate", "0-0", "{}"},
                                        {"type", "Tug", "{}"},
                                        {"model", "A320", "{}"},
                                        {"email", "@", "{}"},
                                        {"idNumber", "N/A", "{}"},
                                        {"legalForm", "Ltd", "{}"},
                                        {"flag", "Panama", "{}"}};
    MAKE(statements, &m);
    must(idt_json_read(idt_str_borrow(payload(&m)), "payload", m.arena, &tree, &err), &err);
    const idt_json *properties = idt_json_member(tree, "properties");
    idt_profile_init(&profile, idt_json_string(tree, "schema"), m.arena);
    for (size_t i = 0; i < properties->count; i++) {
        const idt_json *values = &properties->items[i];
        for (size_t k = 0; k < values->count; k++) {
            must(idt_profile_add(&profile, values->key, values->items[k].string, &err), &err);
        }
    }
    must(idt_profile_compose(&profile, &err), &err);
    assert_int_equal(properties->count, 17); /* all but the schema, and the day that is none */
    assert_int_equal(m.party.name_count, 4);
    for (size_t i = 0; i < m.party.name_count; i++) {
        const idt_listed_name *name = &m.party.names[i];
        assert_true(idt_str_equal(profile.names[name->ordinal].text, name->text));
        assert_int_equal(profile.names[name->ordinal].standing, name->standing);
    }
    idt_arena_free(m.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_stands_for_the_days_its_statement_says),
        cmocka_unit_test(a_name_said_for_two_times_stands_for_both),
        cmocka_unit_test(parts_that_are_tagged_tag_the_name),
        cmocka_unit_test(an_identifier_is_one_key_however_it_is_written),
        cmocka_unit_test(a_party_is_of_the_classes_that_its_fields_can_speak_for),
        cmocka_unit_test(what_is_compared_is_in_the_payload_and_nothing_else),
        cmocka_unit_test(a_profile_of_the_payload_is_that_of_the_record),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
