#include "cli/question.h"

static idt_rc texts_of(idt_invocation *inv, const idt_param *param, const idt_str **out,
                       size_t *count, idt_error *err)
{
    idt_str *items = IDT_NEW_N(inv->arena, idt_str, IDT_VALUES_MAX);
    if (items == NULL) {
        return idt_arena_fail(inv->arena, err);
    }
    *count = idt_cli_values(inv, param, items, IDT_VALUES_MAX);
    *out = items;
    return IDT_OK;
}

/* A word that no dataset has would answer "nothing on file", which is not what was asked. */
static idt_rc check_dataset(idt_invocation *inv, idt_str dataset, idt_error *err)
{
    const idt_view ever = {.published_by_us = IDT_INSTANT_OPEN - 1,
                           .known_at_us = IDT_INSTANT_OPEN - 1};
    const idt_edition_info *editions;
    size_t count;
    const idt_rc rc =
        idt_register_editions(inv->reg, &ever, dataset, inv->arena, &editions, &count, err);
    return rc != IDT_OK || count > 0 ? rc
                                     : idt_fail(err, IDT_E_NOT_FOUND,
                                                "there is no dataset \"" IDT_STR_FMT
                                                "\"; `interdict datasets` lists them",
                                                IDT_STR_ARG(dataset));
}

idt_rc idt_cli_question(idt_invocation *inv, const idt_view *view, idt_status_question *out,
                        idt_error *err)
{
    const idt_value *as_of = idt_cli_value(inv, &IDT_PARAM_AS_OF);
    *out = (idt_status_question){0};
    out->as_of = as_of != NULL ? (idt_day)as_of->number : idt_day_of_instant(view->now_us);
    idt_rc rc = texts_of(inv, &IDT_PARAM_DATASET, &out->datasets, &out->dataset_count, err);
    if (rc == IDT_OK) {
        rc = texts_of(inv, &IDT_PARAM_LIST, &out->lists, &out->list_count, err);
    }
    for (size_t i = 0; i < out->dataset_count && rc == IDT_OK; i++) {
        rc = check_dataset(inv, out->datasets[i], err);
    }
    return rc;
}

idt_rc idt_cli_subjects(idt_invocation *inv, const idt_view *view, const idt_subject **out,
                        size_t *count, idt_error *err)
{
    idt_map seen;
    idt_subject *items = IDT_NEW_N(inv->arena, idt_subject, inv->argument_count);
    idt_rc rc = items != NULL ? IDT_OK : idt_arena_fail(inv->arena, err);
    idt_map_init(&seen, inv->arena);
    *count = 0;
    for (size_t i = 0; i < inv->argument_count && rc == IDT_OK; i++) {
        const idt_subject *subject;
        bool added;
        rc = idt_cli_subject(inv, view, idt_str_borrow(inv->arguments[i]), &subject, err);
        if (rc == IDT_OK && idt_map_put(&seen, subject->id, &added) == NULL) {
            rc = idt_arena_fail(inv->arena, err);
        }
        if (rc == IDT_OK && added) {
            items[(*count)++] = *subject;
        }
    }
    *out = items;
    return rc;
}

void idt_question_json(const idt_status_question *question, idt_json_writer *w)
{
    idt_jw_array(w, "datasets");
    for (size_t i = 0; i < question->dataset_count; i++) {
        idt_jw_str(w, NULL, question->datasets[i]);
    }
    idt_jw_end(w);
    idt_jw_array(w, "lists");
    for (size_t i = 0; i < question->list_count; i++) {
        idt_jw_str(w, NULL, question->lists[i]);
    }
    idt_jw_end(w);
}

void idt_question_words(const idt_status_question *question, idt_buf *out)
{
    for (size_t i = 0; i < question->dataset_count; i++) {
        idt_buf_add_format(out, "%s" IDT_STR_FMT, i == 0 ? "by the word of " : ", ",
                           IDT_STR_ARG(question->datasets[i]));
    }
    idt_buf_add_text(out, question->dataset_count > 0 ? " alone\n" : "");
    for (size_t i = 0; i < question->list_count; i++) {
        idt_buf_add_format(out, "%s" IDT_STR_FMT, i == 0 ? "on " : ", ",
                           IDT_STR_ARG(question->lists[i]));
    }
    idt_buf_add_text(out, question->list_count > 0 ? " alone\n" : "");
}

size_t idt_text_width(idt_str text)
{
    size_t width = 0; /* continuation bytes do not count */
    for (size_t i = 0; i < text.len; i++) {
        width += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    }
    return width;
}
