/* A publication that comes in another form than the edition before. */
#include "list_world.h"

/* Two forms: a file that begins with `tree` is the other one. */
static idt_rc roles_of_forms(idt_list_file *files, size_t count, idt_arena *arena, idt_error *err)
{
    const idt_rc rc = line_roles(files, count, arena, err);
    for (size_t i = 0; i < count; i++) {
        files[i].role = idt_str_starts(files[i].bytes, "tree") ? IDT_STR("tree") : files[i].role;
    }
    return rc;
}

static const char *form_of(idt_str role)
{
    return idt_str_is(role, "tree") ? "tree" : "lines";
}

static const idt_list_reader FORMS = {.dataset = "lines",
                                      .title = "Lines",
                                      .publisher = "tests",
                                      .version = 1,
                                      .roles = roles_of_forms,
                                      .form = form_of,
                                      .published = line_published,
                                      .read = line_read};

static idt_list_report load(world *w, const char *name, const char *text)
{
    idt_error err;
    idt_list_report report;
    must(load_text_by(w, &FORMS, name, text, (idt_list_options){0}, &report, &err), &err);
    return report;
}

static void open_today(world *w)
{
    open_world(w);
    assert_true(idt_instant_parse(IDT_STR("2026-01-01"), false, &w->now));
}

static void begin(world *w)
{
    idt_error err;
    idt_list_report r;
    open_today(w);
    idt_list_file both[] = {
        {.name = IDT_STR("l_2020-01-01.csv"), .bytes = IDT_STR("a;A;x\n")},
        {.name = IDT_STR("x.csv"), .bytes = IDT_STR("extra\nb;B\n")},
    };
    must(idt_load_list_files(w->reg, &FORMS, both, 2, &(idt_list_options){0}, w->arena, &r, &err),
         &err);
    assert_int_equal(r.counts.added, 2);
}

static void a_set_of_another_form_lacks_none_of_the_files_of_the_first(void **state)
{
    (void)state;
    world w;
    begin(&w);
    const idt_list_report r = load(&w, "l_2020-01-02.xml", "tree\na;A;x\nb;B\n");
    assert_int_equal(r.stop, IDT_STOP_NONE);
    assert_int_equal(r.counts.unchanged, 2);
    verify_derived(w.reg);
    close_world(&w);
}

static void a_change_of_form_is_told_and_is_no_drift_of_fields(void **state)
{
    (void)state;
    world w;
    begin(&w);
    const idt_list_report r = load(&w, "l_2020-01-02.xml", "tree\na;A\nb;B\n");
    assert_int_equal(r.account.warning_count, 1);
    assert_true(idt_str_is(r.account.warnings[0],
                           "the form of the publication changed: it was lines (2 files), it is "
                           "tree (1 files); every entry is read again"));
    close_world(&w);
}

static void the_same_form_again_must_have_all_its_files(void **state)
{
    (void)state;
    world w;
    begin(&w);
    const idt_list_report r = load(&w, "l_2020-01-02.csv", "a;A;x\nb;B\n");
    assert_int_equal(r.stop, IDT_STOP_FILES);
    close_world(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_set_of_another_form_lacks_none_of_the_files_of_the_first),
        cmocka_unit_test(a_change_of_form_is_told_and_is_no_drift_of_fields),
        cmocka_unit_test(the_same_form_again_must_have_all_its_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
