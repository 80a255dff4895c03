#include "cli/csv.h"
#include "cli/diff_answer.h"
#include "cli/qualifier_words.h"
#include "cli/status_text.h"
#include "json/json_write.h"

/* ---- the head ---- */

void idt_diff_head_words(const idt_diff_head *head, idt_buf *out)
{
    char text[IDT_INSTANT_BYTES];
    idt_buf_add_format(out, "%s %s to %s", strcmp(head->axis, "as_of") == 0 ? "as of" : head->axis,
                       head->from, head->to);
    if (head->published_asked) {
        idt_buf_add_format(out, ",\npublished by %s",
                           idt_instant_text(head->view->published_by_us, text));
    }
    if (head->known_asked) {
        idt_buf_add_format(out, ",\nknown at %s", idt_instant_text(head->view->known_at_us, text));
    }
    idt_buf_add_format(out, ", register %s\n", head->view->version);
    idt_question_words(head->question, out);
}

void idt_diff_head_json(const idt_diff_head *head, idt_json_writer *w)
{
    char text[IDT_INSTANT_BYTES];
    idt_jw_object(w, NULL);
    idt_jw_text(w, "schema_version", "1.0");
    idt_jw_text(w, "axis", head->axis);
    idt_jw_text(w, "from", head->from);
    idt_jw_text(w, "to", head->to);
    idt_jw_text(w, "published_by",
                head->published_asked ? idt_instant_text(head->view->published_by_us, text) : NULL);
    idt_jw_text(w, "known_at",
                head->known_asked ? idt_instant_text(head->view->known_at_us, text) : NULL);
    idt_jw_text(w, "register", head->view->version);
    idt_question_json(head->question, w);
}

/* ---- values ---- */

/* A text as it is, texts with commas between, anything else as JSON; nothing for NULL. */
static void add_value(const idt_json *value, idt_buf *out) /* for CSV */
{
    bool texts = value != NULL && value->kind == IDT_JSON_ARRAY;
    for (size_t i = 0; texts && i < value->count; i++) {
        texts = value->items[i].kind == IDT_JSON_STRING;
    }
    if (value != NULL && value->kind == IDT_JSON_STRING) {
        idt_buf_add_str(out, value->string);
    } else if (texts) {
        for (size_t i = 0; i < value->count; i++) {
            idt_buf_add_text(out, i > 0 ? ", " : "");
            idt_buf_add_str(out, value->items[i].string);
        }
    } else if (value != NULL) {
        idt_json_writer w;
        idt_jw_init(&w, out);
        idt_json_write(&w, value);
    }
}

static const idt_record *either(const idt_record_change *change)
{
    return change->after != NULL ? change->after : change->before;
}

static const idt_statement *statement_of(const idt_statement_change *change)
{
    return change->after != NULL ? change->after : change->before;
}

/* ---- text ---- */

static idt_rc side_words(const idt_body_names *bodies, const idt_json *side, idt_buf *line,
                         idt_error *err)
{
    if (side == NULL) {
        idt_buf_add_text(line, "none");
    }
    return idt_qualifier_words(bodies, side, ", ", line, err);
}

static idt_rc statement_text(const idt_body_names *bodies, const idt_statement_change *change,
                             idt_buf *line, idt_buf *out, idt_error *err)
{
    idt_rc rc = IDT_OK;
    static const char marks[] = {'+', '-', '~'};
    const idt_statement *s = statement_of(change);
    idt_buf_clear(line);
    idt_buf_add_format(line, IDT_STR_FMT " " IDT_STR_FMT, IDT_STR_ARG(s->property),
                       IDT_STR_ARG(s->value));
    const bool changed = change->kind == IDT_CHANGE_CHANGED;
    for (size_t i = 0; changed && i < change->count && rc == IDT_OK; i++) {
        const idt_qualifier_change *q = &change->qualifiers[i];
        idt_buf_add_format(line, "; " IDT_STR_FMT ": ", IDT_STR_ARG(q->name));
        rc = side_words(bodies, q->before, line, err);
        idt_buf_add_text(line, " -> ");
        rc = rc == IDT_OK ? side_words(bodies, q->after, line, err) : rc;
    }
    for (size_t i = 0; !changed && i < s->qualifiers->count && rc == IDT_OK; i++) {
        idt_buf_add_format(line, "; " IDT_STR_FMT ": ", IDT_STR_ARG(s->qualifiers->items[i].key));
        rc = side_words(bodies, &s->qualifiers->items[i], line, err);
    }
    idt_buf_add_format(out, "    %c ", marks[change->kind]);
    idt_wrap(out, 6, idt_buf_borrow(line));
    return rc;
}

static void step_text(const idt_change_step *step, bool known, idt_buf *line, idt_buf *out)
{
    char at[IDT_INSTANT_BYTES];
    idt_buf_clear(line);
    idt_buf_add_format(line, "%s %s %s", known ? "recorded" : "published",
                       idt_instant_text(step->at_us, at), idt_cause_text(step->cause));
    if (step->cause == IDT_CAUSE_READER) {
        idt_buf_add_format(line, " " IDT_STR_FMT " %u", IDT_STR_ARG(step->reader),
                           step->reader_version);
    }
    if (step->note.len > 0) {
        idt_buf_add_format(line, ": " IDT_STR_FMT, IDT_STR_ARG(step->note));
    }
    idt_buf_add_text(out, "    ");
    idt_wrap(out, 4, idt_buf_borrow(line));
}

idt_rc idt_diff_records_text(const idt_diff_head *head, const idt_record_change *changes,
                             size_t count, idt_buf *out, idt_error *err)
{
    idt_buf line;
    idt_body_names bodies;
    idt_rc rc = IDT_OK;
    idt_str dataset = {0};
    const bool known = strcmp(head->axis, "known") == 0;
    idt_buf_init(&line, (size_t)64 << 20);
    idt_body_names_init(&bodies, head->inv, head->view);
    idt_diff_head_words(head, out);
    if (count == 0) {
        idt_buf_add_text(out, "\nNothing differs.\n");
    }
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        const idt_record *r = either(&changes[i]);
        if (!idt_str_equal(dataset, r->dataset)) {
            dataset = r->dataset;
            idt_buf_add_format(out, "\n" IDT_STR_FMT "\n", IDT_STR_ARG(dataset));
        }
        idt_buf_clear(&line);
        idt_buf_add_format(&line, IDT_STR_FMT " (" IDT_STR_FMT ")",
                           IDT_STR_ARG(idt_record_caption(r)), IDT_STR_ARG(r->id));
        if (changes[i].kind != IDT_CHANGE_CHANGED) {
            idt_buf_add_format(&line, ", %zu statements", r->count);
        }
        idt_buf_add_format(out, "  %-7s  ", idt_change_kind_text(changes[i].kind));
        idt_wrap(out, 11, idt_buf_borrow(&line));
        for (size_t s = 0; s < changes[i].step_count; s++) {
            step_text(&changes[i].steps[s], known, &line, out);
        }
        for (size_t s = 0; s < changes[i].change_count && rc == IDT_OK; s++) {
            rc = statement_text(&bodies, &changes[i].changes[s], &line, out, err);
        }
    }
    out->failed = out->failed || line.failed;
    idt_buf_release(&line);
    return rc;
}

/* ---- JSON ---- */

static void statement_side_json(const char *key, const idt_record *record, const idt_statement *s,
                                idt_json_writer *w)
{
    char id[IDT_STATEMENT_ID_BYTES];
    if (s == NULL) {
        idt_jw_null(w, key);
        return;
    }
    idt_jw_object(w, key);
    idt_jw_text(w, "statement", idt_statement_id(&record->hash, s->number, id));
    idt_jw_key(w, IDT_STR("qualifiers"));
    idt_json_write(w, s->qualifiers);
    idt_jw_end(w);
}

static void statement_json(const idt_record_change *record, const idt_statement_change *change,
                           idt_json_writer *w)
{
    const idt_statement *s = statement_of(change);
    idt_jw_object(w, NULL);
    idt_jw_text(w, "change", idt_change_kind_text(change->kind));
    idt_jw_str(w, "property", s->property);
    idt_jw_str(w, "value", s->value);
    statement_side_json("before", record->before, change->before, w);
    statement_side_json("after", record->after, change->after, w);
    idt_jw_array(w, "qualifiers");
    for (size_t i = 0; i < change->count; i++) {
        const idt_qualifier_change *q = &change->qualifiers[i];
        idt_jw_object(w, NULL);
        idt_jw_str(w, "name", q->name);
        const idt_json *const sides[] = {q->before, q->after};
        for (size_t side = 0; side < 2; side++) {
            const char *key = side == 0 ? "before" : "after";
            if (sides[side] == NULL) {
                idt_jw_null(w, key);
            } else {
                idt_jw_key(w, idt_str_borrow(key));
                idt_json_write(w, sides[side]);
            }
        }
        idt_jw_end(w);
    }
    idt_jw_end(w);
    idt_jw_end(w);
}

static void step_json(const idt_change_step *step, idt_json_writer *w)
{
    char at[IDT_INSTANT_BYTES];
    idt_jw_object(w, NULL);
    idt_jw_text(w, "change", idt_change_kind_text(step->kind));
    idt_jw_text(w, "at", idt_instant_text(step->at_us, at));
    idt_jw_text(w, "cause", idt_cause_text(step->cause));
    idt_jw_str(w, "note", step->note);
    if (step->reader.ptr != NULL) {
        idt_jw_str(w, "reader", step->reader);
        idt_jw_int(w, "reader_version", step->reader_version);
    }
    idt_jw_end(w);
}

void idt_diff_records_json(const idt_diff_head *head, const idt_record_change *changes,
                           size_t count, idt_buf *out)
{
    idt_json_writer w;
    idt_jw_init(&w, out);
    idt_diff_head_json(head, &w);
    idt_jw_array(&w, "records");
    for (size_t i = 0; i < count; i++) {
        const idt_record *r = either(&changes[i]);
        idt_jw_object(&w, NULL);
        idt_jw_text(&w, "change", idt_change_kind_text(changes[i].kind));
        idt_jw_str(&w, "dataset", r->dataset);
        idt_jw_str(&w, "record", r->id);
        idt_jw_str(&w, "caption", idt_record_caption(r));
        idt_jw_str(&w, "schema", r->schema);
        idt_jw_str(&w, "about", r->about);
        idt_jw_int(&w, "statement_count", (int64_t)r->count);
        idt_jw_array(&w, "steps");
        for (size_t s = 0; s < changes[i].step_count; s++) {
            step_json(&changes[i].steps[s], &w);
        }
        idt_jw_end(&w);
        idt_jw_array(&w, "statements");
        for (size_t s = 0; s < changes[i].change_count; s++) {
            statement_json(&changes[i], &changes[i].changes[s], &w);
        }
        idt_jw_end(&w);
        idt_jw_end(&w);
    }
    idt_jw_end(&w);
    idt_jw_end(&w);
    idt_buf_add_byte(out, '\n');
}

/* ---- CSV ---- */

static void csv_value(idt_csv *csv, const idt_json *value, idt_buf *line)
{
    idt_buf_clear(line);
    add_value(value, line);
    idt_csv_str(csv, value != NULL ? idt_buf_borrow(line) : (idt_str){0});
}

/* The fields of the record, then those of one statement or qualifier (NULL: none). */
static void csv_row(idt_csv *csv, const idt_record_change *change, const idt_statement_change *s,
                    const idt_qualifier_change *q, idt_buf *line)
{
    char at[IDT_INSTANT_BYTES];
    const idt_record *r = either(change);
    const idt_change_step *last =
        change->step_count > 0 ? &change->steps[change->step_count - 1] : NULL;
    idt_csv_str(csv, r->dataset);
    idt_csv_str(csv, r->id);
    idt_csv_str(csv, idt_record_caption(r));
    idt_csv_text(csv, idt_change_kind_text(change->kind));
    idt_csv_text(csv, last != NULL ? idt_instant_text(last->at_us, at) : NULL);
    idt_csv_text(csv, last != NULL ? idt_cause_text(last->cause) : NULL);
    idt_csv_str(csv, last != NULL ? last->note : (idt_str){0});
    idt_csv_text(csv, s != NULL ? idt_change_kind_text(s->kind) : NULL);
    idt_csv_str(csv, s != NULL ? statement_of(s)->property : (idt_str){0});
    idt_csv_str(csv, s != NULL ? statement_of(s)->value : (idt_str){0});
    idt_csv_str(csv, q != NULL ? q->name : (idt_str){0});
    csv_value(csv,
              q != NULL                        ? q->before
              : s != NULL && s->before != NULL ? s->before->qualifiers
                                               : NULL,
              line);
    csv_value(csv,
              q != NULL                       ? q->after
              : s != NULL && s->after != NULL ? s->after->qualifiers
                                              : NULL,
              line);
    idt_csv_end(csv);
}

void idt_diff_records_csv(const idt_diff_head *head, const idt_record_change *changes, size_t count,
                          idt_buf *out)
{
    idt_csv csv = {.out = out};
    idt_buf line;
    (void)head;
    idt_buf_init(&line, (size_t)64 << 20);
    idt_buf_add_text(out, "dataset,record,caption,change,at,cause,note,statement,property,value,"
                          "qualifier,before,after\r\n");
    for (size_t i = 0; i < count; i++) {
        const idt_record_change *change = &changes[i];
        for (size_t s = 0; s < change->change_count; s++) {
            const idt_statement_change *c = &change->changes[s];
            for (size_t q = 0; q < c->count; q++) {
                csv_row(&csv, change, c, &c->qualifiers[q], &line);
            }
            if (c->count == 0) {
                csv_row(&csv, change, c, NULL, &line);
            }
        }
        if (change->change_count == 0) {
            csv_row(&csv, change, NULL, NULL, &line);
        }
    }
    out->failed = out->failed || line.failed;
    idt_buf_release(&line);
}
