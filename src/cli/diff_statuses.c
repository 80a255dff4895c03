#include "cli/csv.h"
#include "cli/diff_answer.h"
#include "cli/status_text.h"

/* ---- text ---- */

static void add_words(idt_buf *out, const char *words)
{
    for (; words != NULL && *words != '\0'; words++) {
        idt_buf_add_byte(out, *words == '_' ? ' ' : *words);
    }
}

/* "ended/lifted", "unknown (claim only)", "nothing on file" */
static void state_words(bool spoken, const idt_cell *cell, idt_buf *out)
{
    if (!spoken) {
        idt_buf_add_text(out, "nothing on file");
        return;
    }
    add_words(out, idt_status_word_text(cell->status));
    if (cell->status == IDT_STATUS_ENDED && cell->end_kind != IDT_END_NONE) {
        idt_buf_add_byte(out, '/');
        add_words(out, idt_end_kind_text(cell->end_kind));
    }
    const char *sep = " (";
    if (cell->reason != IDT_REASON_NONE) {
        idt_buf_add_text(out, sep);
        add_words(out, idt_reason_text(cell->reason));
        sep = ": ";
    }
    for (size_t i = 0; i < IDT_STATUS_WORDS; i++) {
        if (cell->possible[i]) {
            idt_buf_add_text(out, sep);
            add_words(out, idt_status_word_text((idt_status_word)i));
            sep = " or ";
        }
    }
    idt_buf_add_text(out, sep[1] == '(' ? "" : ")");
}

static void change_text(const idt_status_change *c, idt_buf *line, idt_buf *out)
{
    const idt_cell *cell = c->is ? &c->after : &c->before;
    idt_buf_clear(line);
    idt_buf_add_str(line, cell->list);
    if (!idt_str_is(cell->scope, "whole")) {
        idt_buf_add_format(line, " (" IDT_STR_FMT ")", IDT_STR_ARG(cell->scope));
    }
    idt_buf_add_text(line, ": ");
    state_words(c->was, &c->before, line);
    idt_buf_add_text(line, " -> ");
    state_words(c->is, &c->after, line);
    idt_buf_add_text(out, "  ");
    idt_wrap(out, 2, idt_buf_borrow(line));
    for (size_t i = 0; i < c->move_count; i++) {
        const idt_status_move *m = &c->moves[i];
        idt_buf_clear(line);
        idt_buf_add_format(line, IDT_STR_FMT " " IDT_STR_FMT ", " IDT_STR_FMT, IDT_STR_ARG(m->kind),
                           IDT_STR_ARG(m->date), IDT_STR_ARG(m->event));
        idt_buf_add_text(out, "      ");
        idt_wrap(out, 6, idt_buf_borrow(line));
    }
    if (c->move_count == 0) {
        idt_buf_add_text(out, "      by the clock: no event or claim has a day between\n");
    }
}

void idt_diff_statuses_text(const idt_diff_head *head, const idt_status_changes *changes,
                            idt_buf *out)
{
    idt_buf line;
    idt_buf_init(&line, (size_t)1 << 20);
    idt_diff_head_words(head, out);
    if (changes->count == 0) {
        idt_buf_add_text(out, "\nNothing differs.\n");
    }
    for (size_t i = 0; i < changes->count; i++) {
        const idt_status_change *c = &changes->items[i];
        if (i == 0 || c->subject != changes->items[i - 1].subject) {
            idt_buf_add_format(out, "\n" IDT_STR_FMT " (" IDT_STR_FMT ")\n",
                               IDT_STR_ARG(c->subject->caption), IDT_STR_ARG(c->subject->id));
        }
        change_text(c, &line, out);
    }
    out->failed = out->failed || line.failed;
    idt_buf_release(&line);
}

/* ---- for programs ---- */

static void side_json(const char *key, bool spoken, const idt_cell *cell, idt_json_writer *w)
{
    if (!spoken) {
        idt_jw_null(w, key);
        return;
    }
    idt_jw_object(w, key);
    idt_jw_text(w, "status", idt_status_word_text(cell->status));
    idt_jw_text(w, "basis", idt_basis_text(cell->basis));
    idt_jw_text(w, "reason", idt_reason_text(cell->reason));
    idt_jw_array(w, "possible");
    for (size_t i = 0; i < IDT_STATUS_WORDS; i++) {
        if (cell->possible[i]) {
            idt_jw_text(w, NULL, idt_status_word_text((idt_status_word)i));
        }
    }
    idt_jw_end(w);
    idt_date_json(w, "since", &cell->since);
    idt_jw_text(w, "end_kind", idt_end_kind_text(cell->end_kind));
    idt_jw_end(w);
}

static void change_json(const idt_status_change *c, idt_json_writer *w)
{
    const idt_cell *cell = c->is ? &c->after : &c->before;
    idt_jw_object(w, NULL);
    idt_subject_json(c->subject, "subject", w);
    idt_jw_str(w, "jurisdiction", cell->jurisdiction);
    idt_jw_str(w, "list", cell->list);
    idt_jw_str(w, "list_name", cell->list_name);
    idt_jw_str(w, "scope", cell->scope);
    side_json("before", c->was, &c->before, w);
    side_json("after", c->is, &c->after, w);
    if (c->event.ptr != NULL) {
        idt_jw_object(w, "event");
        idt_jw_str(w, "id", c->event);
        idt_jw_str(w, "kind", c->event_kind);
        idt_jw_str(w, "date", c->event_date);
        idt_jw_end(w);
    } else {
        idt_jw_null(w, "event");
    }
    idt_jw_array(w, "events");
    for (size_t i = 0; i < c->move_count; i++) {
        idt_jw_object(w, NULL);
        idt_jw_str(w, "id", c->moves[i].event);
        idt_jw_str(w, "kind", c->moves[i].kind);
        idt_jw_str(w, "date", c->moves[i].date);
        idt_jw_end(w);
    }
    idt_jw_end(w);
    idt_jw_end(w);
}

void idt_diff_statuses_json(const idt_diff_head *head, const idt_status_changes *changes,
                            idt_buf *out)
{
    idt_json_writer w;
    idt_jw_init(&w, out);
    idt_diff_head_json(head, &w);
    idt_jw_array(&w, "statuses");
    for (size_t i = 0; i < changes->count; i++) {
        change_json(&changes->items[i], &w);
    }
    idt_jw_end(&w);
    idt_jw_end(&w);
    idt_buf_add_byte(out, '\n');
}

static void side_csv(idt_csv *csv, bool spoken, const idt_cell *cell)
{
    idt_csv_text(csv, spoken ? idt_status_word_text(cell->status) : NULL);
    idt_csv_text(csv, spoken ? idt_end_kind_text(cell->end_kind) : NULL);
    idt_csv_text(csv, spoken ? idt_reason_text(cell->reason) : NULL);
}

void idt_diff_statuses_csv(const idt_status_changes *changes, idt_buf *out)
{
    idt_csv csv = {.out = out};
    idt_buf_add_text(out, "subject,caption,jurisdiction,list,scope,before,before_end_kind,"
                          "before_reason,after,after_end_kind,after_reason,since,since_earliest,"
                          "since_latest,event,event_kind,event_date\r\n");
    for (size_t i = 0; i < changes->count; i++) {
        const idt_status_change *c = &changes->items[i];
        const idt_cell *cell = c->is ? &c->after : &c->before;
        idt_csv_str(&csv, c->subject->id);
        idt_csv_str(&csv, c->subject->caption);
        idt_csv_str(&csv, cell->jurisdiction);
        idt_csv_str(&csv, cell->list);
        idt_csv_str(&csv, cell->scope);
        side_csv(&csv, c->was, &c->before);
        side_csv(&csv, c->is, &c->after);
        idt_csv_date(&csv, &c->after.since);
        idt_csv_str(&csv, c->event);
        idt_csv_str(&csv, c->event_kind);
        idt_csv_str(&csv, c->event_date);
        idt_csv_end(&csv);
    }
}
