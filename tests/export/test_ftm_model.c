/* FollowTheMoney's model, read from the file that is shipped, and from files that are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "core/io.h"
#include "export/ftm_model.h"

typedef struct fixture {
    idt_arena *arena;
    const idt_ftm_model *model;
} fixture;

static int read_shipped(void **state)
{
    static fixture f;
    char path[1024];
    idt_str bytes;
    const char *source = getenv("INTERDICT_SOURCE");
    (void)snprintf(path, sizeof path, "%s/data/reference/ftm_schema.json",
                   source != NULL ? source : ".");
    f.arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    *state = &f;
    return idt_file_read(path, (size_t)16 << 20, f.arena, &bytes, NULL) == IDT_OK &&
                   idt_ftm_model_read(bytes, path, f.arena, &f.model, NULL) == IDT_OK
               ? 0
               : -1;
}

static int release(void **state)
{
    idt_arena_free(((fixture *)*state)->arena);
    return 0;
}

static void a_property_is_found_on_all_that_extend_its_schema(void **state)
{
    const idt_ftm_model *m = ((fixture *)*state)->model;
    const idt_ftm_property *p = idt_ftm_property_find(m, IDT_STR("Company"), IDT_STR("leiCode"));
    assert_non_null(p);
    assert_true(idt_str_is(p->type, "identifier"));
    assert_null(idt_ftm_property_find(m, IDT_STR("Thing"), IDT_STR("leiCode")));
    assert_null(idt_ftm_property_find(m, IDT_STR("Group"), IDT_STR("name")));
    p = idt_ftm_property_find(m, IDT_STR("Sanction"), IDT_STR("entity"));
    assert_true(idt_str_is(p->range, "Thing"));
}

static void the_reverse_side_of_a_link_is_not_found(void **state)
{
    const idt_ftm_model *m = ((fixture *)*state)->model;
    assert_null(idt_ftm_property_find(m, IDT_STR("Person"), IDT_STR("sanctions")));
}

static void schemata_know_what_they_extend(void **state)
{
    const idt_ftm_model *m = ((fixture *)*state)->model;
    assert_true(idt_ftm_schema_is(m, IDT_STR("Vessel"), "Thing"));
    assert_true(idt_ftm_schema_is(m, IDT_STR("Company"), "LegalEntity"));
    assert_false(idt_ftm_schema_is(m, IDT_STR("Vessel"), "LegalEntity"));
    assert_false(idt_ftm_schema_is(m, IDT_STR("Group"), "Thing"));
}

static void expect_country(const idt_ftm_model *m, const char *text, const char *code)
{
    const idt_str found = idt_ftm_country(m, idt_str_borrow(text));
    if (code == NULL) {
        assert_null(found.ptr);
    } else {
        assert_true(idt_str_is(found, code));
    }
}

static void countries_are_known_by_code_name_and_the_name_turned(void **state)
{
    const idt_ftm_model *m = ((fixture *)*state)->model;
    expect_country(m, "ru", "ru");
    expect_country(m, "RU", "ru");
    expect_country(m, "Russia", "ru");
    expect_country(m, "Russian Federation", "ru");
    expect_country(m, "Iran (Islamic Republic of)", "ir");
    expect_country(m, "Iran, Islamic Republic of", "ir");
    expect_country(m, "Korea, North", "kp");
    expect_country(m, "Congo, Democratic Republic of the", "cd");
    expect_country(m, "un", "un");
    expect_country(m, "Atlantis", NULL);
    expect_country(m, "Atlantis (Republic of)", NULL);
    expect_country(m, "(", NULL);
    expect_country(m, "", NULL);
}

static void languages_have_three_letters(void **state)
{
    const idt_ftm_model *m = ((fixture *)*state)->model;
    assert_true(idt_str_is(idt_ftm_language(m, IDT_STR("fa")), "fas"));
    assert_true(idt_str_is(idt_ftm_language(m, IDT_STR("zh-hant")), "zho"));
    assert_true(idt_str_is(idt_ftm_language(m, IDT_STR("prs")), "prs"));
    assert_null(idt_ftm_language(m, IDT_STR("x")).ptr);
}

static void expect_no_model(const char *json, idt_rc rc)
{
    idt_arena *arena = idt_arena_new(1U << 20);
    const idt_ftm_model *m;
    idt_error err;
    assert_int_equal(idt_ftm_model_read(idt_str_borrow(json), "m.json", arena, &m, &err), rc);
    assert_non_null(strstr(rc == IDT_E_INPUT ? err.source : err.message, "m.json"));
    idt_arena_free(arena);
}

#define PARTS                                                                                      \
    "\"topics\":{\"words\":{}},\"genders\":[],\"languages\":{\"of_two\":{}},\"countries\":{},"     \
    "\"types\":{},"

static void what_is_no_model_is_refused(void **state)
{
    (void)state;
    expect_no_model("{", IDT_E_INPUT);
    expect_no_model("[]", IDT_E_CORRUPT);
    expect_no_model("{\"schemata\":{}}", IDT_E_CORRUPT);
    expect_no_model("{" PARTS "\"schemata\":{\"A\":{\"properties\":{}}}}", IDT_E_CORRUPT);
    expect_no_model("{" PARTS "\"schemata\":{\"A\":{\"properties\":{},\"extends\":[\"B\"]}}}",
                    IDT_E_CORRUPT);
    expect_no_model("{" PARTS "\"schemata\":{\"A\":{\"properties\":{},\"extends\":[\"A\"]}}}",
                    IDT_E_CORRUPT);
    expect_no_model("{" PARTS "\"schemata\":{\"A\":{\"properties\":{},\"extends\":[3]}}}",
                    IDT_E_CORRUPT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_property_is_found_on_all_that_extend_its_schema),
        cmocka_unit_test(the_reverse_side_of_a_link_is_not_found),
        cmocka_unit_test(schemata_know_what_they_extend),
        cmocka_unit_test(countries_are_known_by_code_name_and_the_name_turned),
        cmocka_unit_test(languages_have_three_letters),
        cmocka_unit_test(what_is_no_model_is_refused),
    };
    return cmocka_run_group_tests(tests, read_shipped, release);
}
