/* diff_answer.h - the answers of `diff` in their formats: statuses that differ between two days,
 * records that differ between two instants. */
#ifndef INTERDICT_CLI_DIFF_ANSWER_H
#define INTERDICT_CLI_DIFF_ANSWER_H

#include "cli/question.h"
#include "register/difference.h"
#include "register/status_difference.h"

/* What was compared, as every format says it. */
typedef struct idt_diff_head {
    idt_invocation *inv; /* for the names of bodies and sources */
    const char *axis;    /* "published", "known" or "as_of" */
    const char *from;    /* as text: a day or an instant */
    const char *to;
    const idt_view *view;
    const idt_status_question *question; /* --as-of is not part of it */
    bool published_asked;                /* the axis is not this one: it is fixed, and said */
    bool known_asked;
} idt_diff_head;

void idt_diff_head_words(const idt_diff_head *head, idt_buf *out);
/* The members before the results; the object stays open. */
void idt_diff_head_json(const idt_diff_head *head, idt_json_writer *w);

IDT_CHECK idt_rc idt_diff_records_text(const idt_diff_head *head, const idt_record_change *changes,
                                       size_t count, idt_buf *out, idt_error *err);
void idt_diff_records_json(const idt_diff_head *head, const idt_record_change *changes,
                           size_t count, idt_buf *out);
/* A row a qualifier that changed; a statement added or removed is one row, and so is a record. */
void idt_diff_records_csv(const idt_diff_head *head, const idt_record_change *changes, size_t count,
                          idt_buf *out);

void idt_diff_statuses_text(const idt_diff_head *head, const idt_status_changes *changes,
                            idt_buf *out);
void idt_diff_statuses_json(const idt_diff_head *head, const idt_status_changes *changes,
                            idt_buf *out);
void idt_diff_statuses_csv(const idt_status_changes *changes, idt_buf *out);

#endif
