#include "cli/other_record.h"
#include "cli/qualifier_words.h"
#include "cli/status_text.h"
#include "json/json_write.h"

static void statement_json(const idt_record *record, const idt_statement *s, idt_json_writer *w)
{
    char id[IDT_STATEMENT_ID_BYTES];
    idt_jw_object(w, NULL);
    idt_jw_text(w, "id", idt_statement_id(&record->hash, s->number, id));
    idt_jw_str(w, "record", record->id);
    idt_jw_str(w, "dataset", record->dataset);
    idt_jw_str(w, "property", s->property);
    idt_jw_str(w, "value", s->value);
    idt_jw_key(w, IDT_STR("qualifiers"));
    idt_json_write(w, s->qualifiers);
    idt_jw_end(w);
}

static void answer_json(idt_invocation *inv, const idt_view *view, const idt_subject *subject,
                        const idt_record *const *records, size_t count)
{
    idt_json_writer w;
    idt_jw_init(&w, inv->out);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "schema_version", "1.0");
    idt_subject_json(subject, "subject", &w);
    idt_view_json(view, idt_day_of_instant(view->now_us), &w);
    idt_jw_array(&w, "members");
    for (size_t i = 0; i < subject->member_count; i++) {
        idt_jw_str(&w, NULL, subject->members[i]);
    }
    idt_jw_end(&w);
    idt_jw_array(&w, "statements");
    for (size_t i = 0; i < count; i++) {
        for (size_t s = 0; s < records[i]->count; s++) {
            statement_json(records[i], &records[i]->statements[s], &w);
        }
    }
    idt_jw_end(&w);
    idt_jw_end(&w);
    idt_buf_add_byte(inv->out, '\n');
}

/* A qualifier for people: sources are what `cite` is for. */
static idt_rc add_qualifiers(const idt_body_names *bodies, idt_buf *line,
                             const idt_json *qualifiers, idt_error *err)
{
    idt_rc rc = IDT_OK;
    const char *sep = "  [";
    for (size_t i = 0; i < qualifiers->count && rc == IDT_OK; i++) {
        const idt_json *q = &qualifiers->items[i];
        if (idt_str_is(q->key, "source") || idt_str_is(q->key, "chain")) {
            continue;
        }
        idt_buf_add_format(line, "%s" IDT_STR_FMT " ", sep, IDT_STR_ARG(q->key));
        rc = idt_qualifier_words(bodies, q, "+", line, err);
        sep = ", ";
    }
    if (sep[0] == ',') {
        idt_buf_add_byte(line, ']');
    }
    return rc;
}

static idt_rc print_record(const idt_body_names *bodies, const idt_record *record, idt_buf *line,
                           idt_error *err)
{
    const idt_invocation *inv = bodies->inv;
    idt_rc rc = IDT_OK;
    char hex[IDT_SHA256_HEX + 1];
    idt_buf_add_format(inv->out, "\n" IDT_STR_FMT "  statements %.16s....1 to .%zu\n",
                       IDT_STR_ARG(record->id), idt_digest_hex(&record->hash, hex), record->count);
    for (size_t i = 0; i < record->count && rc == IDT_OK; i++) {
        const idt_statement *s = &record->statements[i];
        idt_buf_add_format(inv->out, "  %3u %-15.*s ", s->number, IDT_STR_ARG(s->property));
        idt_buf_add_str(line, s->value);
        rc = add_qualifiers(bodies, line, s->qualifiers, err);
        idt_wrap(inv->out, 22, idt_buf_borrow(line));
        idt_buf_clear(line);
    }
    return rc;
}

static idt_rc answer_text(idt_invocation *inv, const idt_view *view, const idt_subject *subject,
                          const idt_record *const *records, size_t count, idt_error *err)
{
    idt_buf line;
    idt_body_names bodies;
    idt_rc rc = IDT_OK;
    idt_body_names_init(&bodies, inv, view);
    idt_buf_init(&line, (size_t)1 << 20);
    idt_buf_add_format(inv->out, IDT_STR_FMT " (" IDT_STR_FMT ", " IDT_STR_FMT ")\n",
                       IDT_STR_ARG(subject->caption), IDT_STR_ARG(subject->schema),
                       IDT_STR_ARG(subject->id));
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        rc = print_record(&bodies, records[i], &line, err);
    }
    if (count == 0) {
        idt_buf_add_text(inv->out, "\nNothing is said of it at this view; `interdict history` has "
                                   "what was said before and after.\n");
    }
    rc = rc == IDT_OK ? idt_buf_check(&line, err) : rc;
    idt_buf_release(&line);
    return rc;
}

/* A list, body, office, procedure or source: by its key or record id. */
static idt_rc other_record(idt_invocation *inv, const idt_view *view, idt_str text,
                           const idt_subject **subject, const idt_record *const **records,
                           size_t *count, idt_error *err)
{
    const idt_record *const *found;
    size_t n;
    idt_str dataset;
    idt_str key = text;
    const bool is_id = idt_record_id_split(text, &dataset, &key);
    idt_rc rc =
        idt_register_referring(inv->reg, view, IDT_REF_KEY, key, inv->arena, &found, &n, err);
    for (size_t i = 0; i < n && rc == IDT_OK; i++) {
        if (is_id && !idt_str_equal(found[i]->dataset, dataset)) {
            continue;
        }
        rc = idt_cli_spoken_of(inv, view, found[i], subject, err);
        return rc == IDT_OK ? idt_subject_records(inv->reg, view, *subject, NULL, 0, inv->arena,
                                                  records, count, err)
                            : rc;
    }
    return rc;
}

static int run(idt_invocation *inv)
{
    idt_error err;
    idt_view view;
    const idt_str text = idt_str_borrow(inv->arguments[0]);
    const idt_subject *subject = NULL;
    const idt_record *const *records = NULL;
    size_t count = 0;
    idt_rc rc = idt_cli_open_view(inv, &view, &err);
    if (rc == IDT_OK) {
        rc = other_record(inv, &view, text, &subject, &records, &count, &err);
    }
    if (rc == IDT_OK && subject == NULL) {
        rc = idt_cli_subject(inv, &view, text, &subject, &err);
        if (rc == IDT_OK) {
            rc = idt_subject_records(inv->reg, &view, subject, NULL, 0, inv->arena, &records,
                                     &count, &err);
        }
    }
    if (rc == IDT_OK && idt_cli_format_is(inv, "json")) {
        answer_json(inv, &view, subject, records, count);
    } else if (rc == IDT_OK) {
        rc = answer_text(inv, &view, subject, records, count, &err);
    }
    return rc == IDT_OK ? IDT_EXIT_DONE : idt_cli_fail(&err);
}

static const idt_param *const PARAMS[] = {&IDT_PARAM_PUBLISHED_BY, &IDT_PARAM_KNOWN_AT,
                                          &IDT_PARAM_OUTPUT, NULL};
static const idt_example EXAMPLES[] = {
    {"show Taliban", IDT_EXIT_DONE, "every statement about a subject, by record"},
    {"show ru-terrorist", IDT_EXIT_DONE, "a list with its rules"},
};

const idt_command IDT_CMD_SHOW = {
    .name = "show",
    .arguments = "SUBJECT",
    .least = 1,
    .most = 1,
    .summary = "print all that is said of a subject, list or body",
    .description =
        "Prints every statement about a subject, record by record, with the numbers that "
        "cite takes; also a list, procedure, body or office by its key or id, with what other "
        "records say about it.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 2,
    .run = run,
};
