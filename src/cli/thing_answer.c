#include "cli/thing_answer.h"

#include "cli/body_names.h"
#include "cli/question.h"

#define LABEL_WIDTH 13

const idt_param IDT_PARAM_FROM_DAY = {
    .name = "from",
    .type = IDT_PARAM_DAY,
    .metavar = "DAY",
    .help = "only what is of this day or later; what may be, is marked so",
};
const idt_param IDT_PARAM_TO_DAY = {
    .name = "to",
    .type = IDT_PARAM_DAY,
    .metavar = "DAY",
    .help = "only what is of this day or earlier; what may be, is marked so",
};
const idt_param *const IDT_THING_PARAMS[] = {&IDT_PARAM_FROM_DAY,
                                             &IDT_PARAM_TO_DAY,
                                             &IDT_PARAM_DATASET,
                                             &IDT_PARAM_PUBLISHED_BY,
                                             &IDT_PARAM_KNOWN_AT,
                                             &IDT_PARAM_OUTPUT,
                                             NULL};

/* ---- asking ---- */

static idt_rc read_days(idt_thing_answer *a, idt_error *err)
{
    const idt_value *from = idt_cli_value(a->inv, &IDT_PARAM_FROM_DAY);
    const idt_value *to = idt_cli_value(a->inv, &IDT_PARAM_TO_DAY);
    a->from = from != NULL ? (idt_day)from->number : IDT_DAY_OPEN_START;
    a->to = to != NULL ? (idt_day)to->number : IDT_DAY_OPEN_END;
    if (a->from > a->to) {
        return idt_fail(err, IDT_E_USAGE,
                        "--from " IDT_STR_FMT " is after --to " IDT_STR_FMT
                        "; expected the earlier day first",
                        IDT_STR_ARG(from->text), IDT_STR_ARG(to->text));
    }
    return IDT_OK;
}

static bool has_key(const idt_told_of *thing, idt_str text)
{
    idt_str dataset;
    idt_str key;
    return idt_record_id_split(thing->head->about, &dataset, &key) && idt_str_equal(key, text);
}

static idt_rc concerning(idt_thing_answer *a, const char *schema, idt_error *err)
{
    return idt_things_concerning(a->inv->reg, &a->view, a->subject, schema, a->question.datasets,
                                 a->question.dataset_count, a->inv->arena, &a->things, &a->count,
                                 err);
}

/* Of all things held those of this id, or of this key in any dataset. */
static idt_rc find_named(idt_thing_answer *a, const char *schema, idt_str text, bool by_id,
                         idt_error *err)
{
    a->subject = NULL;
    const idt_rc rc = concerning(a, schema, err);
    if (rc != IDT_OK) {
        return rc;
    }
    idt_told_of *kept = IDT_NEW_N(a->inv->arena, idt_told_of, a->count + 1);
    size_t n = 0;
    if (kept == NULL) {
        return idt_arena_fail(a->inv->arena, err);
    }
    for (size_t i = 0; i < a->count; i++) {
        const idt_told_of *thing = &a->things[i];
        if (by_id ? idt_str_equal(thing->head->about, text) : has_key(thing, text)) {
            kept[n++] = *thing;
        }
    }
    a->things = kept;
    a->count = n;
    return IDT_OK;
}

static idt_rc find_things(idt_thing_answer *a, const char *schema, idt_error *err)
{
    if (a->inv->argument_count == 0) {
        return concerning(a, schema, err);
    }
    const idt_str text = idt_str_borrow(a->inv->arguments[0]);
    idt_str dataset;
    idt_str key;
    idt_rc rc = IDT_OK;
    if (idt_record_id_split(text, &dataset, &key)) {
        rc = find_named(a, schema, text, true, err);
    }
    if (rc != IDT_OK || a->count > 0) {
        return rc;
    }
    const idt_rc named = idt_cli_subject(a->inv, &a->view, text, &a->subject, err);
    if (named == IDT_OK) {
        return concerning(a, schema, err);
    }
    if (named == IDT_E_NOT_FOUND) {
        idt_error other;
        rc = find_named(a, schema, text, false, &other);
        if (rc != IDT_OK && err != NULL) {
            *err = other;
        }
    }
    return rc != IDT_OK ? rc : a->count > 0 ? IDT_OK : named;
}

idt_rc idt_thing_ask(idt_invocation *inv, const char *schema, idt_thing_answer *out, idt_error *err)
{
    *out = (idt_thing_answer){.inv = inv};
    idt_buf_init(&out->line, (size_t)1 << 20);
    idt_rc rc = read_days(out, err);
    if (rc == IDT_OK) {
        rc = idt_cli_open_view(inv, &out->view, err);
    }
    if (rc == IDT_OK) {
        rc = idt_cli_question(inv, &out->view, &out->question, err);
    }
    return rc == IDT_OK ? find_things(out, schema, err) : rc;
}

idt_rc idt_thing_release(idt_thing_answer *answer, idt_rc rc, idt_error *err)
{
    rc = rc == IDT_OK ? idt_buf_check(&answer->line, err) : rc;
    idt_buf_release(&answer->line);
    return rc;
}

/* ---- text ---- */

static void days_line(idt_thing_answer *a)
{
    char from[IDT_DAY_BYTES];
    char to[IDT_DAY_BYTES];
    if (a->from != IDT_DAY_OPEN_START) {
        idt_buf_add_format(&a->line, "from %s%s", idt_day_text(a->from, from),
                           a->to == IDT_DAY_OPEN_END ? " on" : " ");
    }
    if (a->to != IDT_DAY_OPEN_END) {
        idt_buf_add_format(&a->line, "up to %s", idt_day_text(a->to, to));
    }
    if (a->line.len > 0) {
        idt_wrap(a->inv->out, 0, idt_buf_borrow(&a->line));
        idt_buf_clear(&a->line);
    }
}

void idt_thing_head_text(idt_thing_answer *a, const char *title, size_t shown, const char *nothing)
{
    char published[IDT_INSTANT_BYTES];
    char known[IDT_INSTANT_BYTES];
    idt_buf *out = a->inv->out;
    if (a->subject != NULL) {
        idt_buf_add_format(&a->line,
                           "%s that concern " IDT_STR_FMT " (" IDT_STR_FMT ", " IDT_STR_FMT ")",
                           title, IDT_STR_ARG(a->subject->caption), IDT_STR_ARG(a->subject->schema),
                           IDT_STR_ARG(a->subject->id));
    } else {
        const char *name = a->inv->argument_count > 0 ? a->inv->arguments[0] : NULL;
        idt_buf_add_format(&a->line, "%s%s%s", title, name != NULL ? " by id or key: " : " on file",
                           name != NULL ? name : "");
    }
    idt_wrap(out, 0, idt_buf_borrow(&a->line));
    idt_buf_clear(&a->line);
    idt_buf_add_format(out, "published by %s,\nknown at %s, register %s\n",
                       idt_instant_text(a->view.published_by_us, published),
                       idt_instant_text(a->view.known_at_us, known), a->view.version);
    idt_question_words(&a->question, out);
    days_line(a);
    if (a->count == 0) {
        idt_buf_add_format(out, "\n%s\n", nothing);
    } else if (shown == 0) {
        idt_buf_add_format(out, "\nOf %zu on file none is of these days.\n", a->count);
    }
}

void idt_thing_label(idt_thing_answer *a, const char *label)
{
    idt_buf_add_format(a->inv->out, "    %-*s", LABEL_WIDTH, label);
    idt_wrap(a->inv->out, 4 + LABEL_WIDTH, idt_buf_borrow(&a->line));
    idt_buf_clear(&a->line);
}

void idt_thing_add_reference(idt_thing_answer *a, const idt_told *told)
{
    idt_buf_add_format(&a->line, " [" IDT_STR_FMT " %u", IDT_STR_ARG(told->record->id),
                       told->statement->number);
    for (size_t i = 0; i < told->fact_count; i++) {
        idt_buf_add_format(&a->line, ", " IDT_STR_FMT, IDT_STR_ARG(told->facts[i]));
    }
    idt_buf_add_byte(&a->line, ']');
}

void idt_thing_add_word(idt_thing_answer *a, const idt_told *told)
{
    idt_buf *line = &a->line;
    const idt_str quotation = idt_qualifier(told->statement, "quotation");
    idt_buf_add_text(line, " - ");
    if (told->chain_count > 0) {
        idt_body_names bodies;
        idt_body_names_init(&bodies, a->inv, &a->view);
        idt_told_chain_words(told, &bodies.names, line);
    } else {
        idt_buf_add_format(line, "the word of dataset " IDT_STR_FMT,
                           IDT_STR_ARG(told->record->dataset));
    }
    if (told->chain_unclear) {
        idt_buf_add_text(line, "; whether this chain still holds is not clear");
    }
    if (quotation.ptr != NULL) {
        idt_buf_add_format(line, "; quotation: " IDT_STR_FMT, IDT_STR_ARG(quotation));
    }
    if (told->assumed) {
        idt_buf_add_text(line, "; assumed");
    }
    if (told->derived_count > 0) {
        idt_buf_add_text(line, "; inferred from");
        for (size_t i = 0; i < told->derived_count; i++) {
            idt_buf_add_format(line, " " IDT_STR_FMT, IDT_STR_ARG(told->derived_from[i]));
        }
    }
    idt_thing_add_reference(a, told);
}

void idt_thing_add_vocabulary(idt_thing_answer *a, idt_str word)
{
    for (size_t i = 0; i < word.len; i++) {
        idt_buf_add_byte(&a->line, word.ptr[i] == '_' ? ' ' : word.ptr[i]);
    }
}

/* ---- json ---- */

static void day_json(const char *key, idt_day day, bool open, idt_json_writer *w)
{
    char text[IDT_DAY_BYTES];
    if (open) {
        idt_jw_null(w, key);
    } else {
        idt_jw_text(w, key, idt_day_text(day, text));
    }
}

void idt_thing_head_json(idt_thing_answer *a, idt_json_writer *w)
{
    char text[IDT_INSTANT_BYTES];
    idt_jw_init(w, a->inv->out);
    idt_jw_object(w, NULL);
    idt_jw_text(w, "schema_version", "1.0");
    if (a->subject != NULL) {
        idt_subject_json(a->subject, "subject", w);
    } else {
        idt_jw_null(w, "subject");
    }
    idt_jw_text(w, "published_by", idt_instant_text(a->view.published_by_us, text));
    idt_jw_text(w, "known_at", idt_instant_text(a->view.known_at_us, text));
    idt_jw_text(w, "register", a->view.version);
    idt_jw_array(w, "datasets");
    for (size_t i = 0; i < a->question.dataset_count; i++) {
        idt_jw_str(w, NULL, a->question.datasets[i]);
    }
    idt_jw_end(w);
    day_json("from", a->from, a->from == IDT_DAY_OPEN_START, w);
    day_json("to", a->to, a->to == IDT_DAY_OPEN_END, w);
}

void idt_thing_json(const idt_told_of *thing, idt_json_writer *w)
{
    idt_jw_str(w, "id", thing->head->about);
    idt_jw_str(w, "caption", idt_record_caption(thing->head));
    idt_jw_array(w, "concerns");
    for (size_t i = 0; i < thing->count; i++) {
        const idt_statement *s = idt_record_first(thing->records[i], "concerns");
        for (; s != NULL; s = idt_record_next(thing->records[i], s)) {
            idt_jw_str(w, NULL, s->value);
        }
    }
    idt_jw_end(w);
}

void idt_thing_told_members(const idt_told *told, idt_json_writer *w)
{
    static const char *const names[][2] = {{"quotation", "quotation"}, {"record", "party"}};
    idt_told_json(told, w);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const idt_str text = idt_qualifier(told->statement, names[i][0]);
        if (text.ptr != NULL) {
            idt_jw_str(w, names[i][1], text);
        }
    }
}

void idt_thing_told_json(const char *key, const idt_told *told, size_t count,
                         const char *const *extra, idt_json_writer *w)
{
    idt_jw_array(w, key);
    for (size_t i = 0; i < count; i++) {
        idt_jw_object(w, NULL);
        idt_thing_told_members(&told[i], w);
        for (size_t q = 0; extra != NULL && extra[q] != NULL; q++) {
            const idt_str text = idt_qualifier(told[i].statement, extra[q]);
            if (text.ptr != NULL) {
                idt_jw_str(w, extra[q], text);
            }
        }
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

void idt_thing_id_json(const char *key, const idt_told *told, idt_json_writer *w)
{
    char id[IDT_STATEMENT_ID_BYTES];
    idt_jw_text(w, key, idt_statement_id(&told->record->hash, told->statement->number, id));
}

void idt_thing_within_json(idt_tri within, idt_json_writer *w)
{
    idt_jw_text(w, "within", within == IDT_YES ? "yes" : "possibly");
}
