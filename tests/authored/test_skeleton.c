#include "author.h"

#include "authored/skeleton.h"
#include "statement/vocabulary.h"

static idt_str skeleton(author *a, const char *kind)
{
    idt_error err = {0};
    idt_buf out;
    idt_buf_init(&out, (size_t)1 << 20);
    if (idt_skeleton_write(idt_str_borrow(kind), &out, &err) != IDT_OK) {
        fail_msg("%s: %s", kind, err.message);
    }
    assert_int_equal(idt_buf_check(&out, NULL), IDT_OK);
    const idt_str text = idt_str_copy(a->arena, idt_buf_borrow(&out));
    idt_buf_release(&out);
    return text;
}

/* The next line of *rest; false at the end. */
static bool next_line(idt_str *rest, idt_str *line)
{
    if (rest->len == 0) {
        return false;
    }
    const size_t end = idt_str_find(*rest, '\n');
    *line = idt_str_slice(*rest, 0, end);
    *rest = idt_str_slice(*rest, end + 1, rest->len);
    return true;
}

static idt_str without_comments(author *a, idt_str text)
{
    idt_buf out;
    idt_str line;
    idt_buf_init(&out, (size_t)1 << 20);
    while (next_line(&text, &line)) {
        if (!idt_str_starts(idt_str_trim(line), "#")) {
            idt_buf_add_str(&out, line);
            idt_buf_add_byte(&out, '\n');
        }
    }
    const idt_str kept = idt_str_copy(a->arena, idt_buf_borrow(&out));
    idt_buf_release(&out);
    return kept;
}

static void every_kind_is_a_record_file_without_faults_as_it_stands(void **state)
{
    author *a = *state;
    for (size_t i = 0; IDT_SKELETON_KINDS[i] != NULL; i++) {
        const idt_str text = skeleton(a, IDT_SKELETON_KINDS[i]);
        const idt_str both[] = {text, without_comments(a, text)};
        for (size_t k = 0; k < 2; k++) {
            author_read(a, both[k]);
            if (a->out.fault_count > 0) {
                fail_msg("%s: %.*s", IDT_SKELETON_KINDS[i], IDT_STR_ARG(a->out.faults[0].message));
            }
        }
    }
}

/* Is there a line that gives the property, standing or behind its mark? */
static bool gives(idt_str text, const char *property)
{
    idt_str line;
    const size_t len = strlen(property);
    while (next_line(&text, &line)) {
        idt_str at = idt_str_trim(line);
        at = idt_str_starts(at, "#") ? idt_str_slice(at, 1, at.len) : at;
        if (idt_str_starts(at, property) && at.len > len && at.ptr[len] == ':') {
            return true;
        }
    }
    return false;
}

static void all_that_may_be_said_of_a_schema_is_there(void **state)
{
    /* Of subjects, by FollowTheMoney's schema: tests/cli/test_templates.py. */
    static const char *const kinds[][2] = {{"incident", "Incident"}, {"contact", "Contact"},
                                           {"figure", "Figure"},     {"act", "LegalAct"},
                                           {"office", "Office"},     {"prosecution", "Prosecution"},
                                           {"list", "List"},         {"source", "Source"}};
    static const char *const blocks[] = {"event", "listed", "listing", "rule", NULL};
    author *a = *state;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const idt_str text = skeleton(a, kinds[k][0]);
        const idt_schema_spec *schema = idt_schema_find(idt_str_borrow(kinds[k][1]));
        for (size_t i = 0; i < IDT_PROPERTIES_COUNT; i++) {
            const idt_property_spec *p = &IDT_PROPERTIES[i];
            if ((p->of & schema->of) != 0 && !idt_word_in(idt_str_borrow(p->name), blocks) &&
                !gives(text, p->name)) {
                fail_msg("%s: no %s", kinds[k][0], p->name);
            }
        }
    }
    assert_true(gives(skeleton(a, "organization"), "leader"));
    assert_false(gives(skeleton(a, "organization"), "birthDate"));
    assert_true(gives(skeleton(a, "person"), "birthDate"));
    assert_false(gives(skeleton(a, "person"), "tonnage"));
    assert_true(gives(skeleton(a, "list"), "rules"));
    assert_true(gives(skeleton(a, "listing"), "effective_from"));
}

static void lines_fit_80_columns(void **state)
{
    author *a = *state;
    for (size_t i = 0; IDT_SKELETON_KINDS[i] != NULL; i++) {
        idt_str text = skeleton(a, IDT_SKELETON_KINDS[i]);
        idt_str line;
        while (next_line(&text, &line)) {
            assert_true(line.len <= 80);
        }
    }
}

static void an_unknown_kind_names_the_nearest(void **state)
{
    idt_error err = {0};
    idt_buf out;
    (void)state;
    idt_buf_init(&out, 1024);
    assert_int_equal(idt_skeleton_write(IDT_STR("incidnet"), &out, &err), IDT_E_USAGE);
    assert_non_null(strstr(err.message, "\"incident\"?"));
    idt_buf_release(&out);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, author_open, author_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_kind_is_a_record_file_without_faults_as_it_stands),
        TEST(all_that_may_be_said_of_a_schema_is_there),
        TEST(lines_fit_80_columns),
        TEST(an_unknown_kind_names_the_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
