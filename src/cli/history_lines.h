/* history_lines.h - everything dated that is said of a subject, oldest first: events and claims of
 * its listings, other dated statements of its records, and the incidents, contacts, figures, acts,
 * prosecutions and offices that concern it. */
#ifndef INTERDICT_CLI_HISTORY_LINES_H
#define INTERDICT_CLI_HISTORY_LINES_H

#include "cli/command.h"
#include "register/timeline.h"

typedef struct idt_dated_line {
    idt_date date;
    const char *date_name; /* "decided", "on", "date" ...: which date of the statement it is */
    idt_str kind;          /* event word, "listed", or the property */
    idt_str list;          /* of events and claims; else {NULL,0} */
    idt_str scope;
    idt_str value; /* of a claim of state or another statement */
    idt_str of;    /* the thing that concerns the subject; {NULL,0}: the subject itself */
    idt_str of_caption;
    const idt_record *record;
    const idt_statement *statement;
    const idt_reported *reported; /* an act that does not count; else NULL */
} idt_dated_line;

/* By first possible day, undated ones last. */
IDT_CHECK idt_rc idt_history_lines(idt_invocation *inv, const idt_view *view,
                                   const idt_subject *subject, const idt_status_question *question,
                                   const idt_listing_line *listings, size_t listing_count,
                                   const idt_dated_line **out, size_t *count, idt_error *err);

#endif
