/* calibrate_rows.h - a user's labelled alerts, read and scored.
 *
 *   {"query":{"properties":{"name":["..."]}},"candidate":{...},"label":"match"}    a line of JSON
 *   name asked,name listed,ruling                                                  a CSV file
 *
 * Lines are those of `compare --pairs` with a label; a label is match or no_match. Anything else is
 * an error with file, line and column; nothing is passed over but blank lines.
 */
#ifndef INTERDICT_CLI_CALIBRATE_ROWS_H
#define INTERDICT_CLI_CALIBRATE_ROWS_H

#include "cli/command.h"
#include "core/map.h"
#include "match/calibrate.h"
#include "match/scoring.h"

typedef struct idt_alert_row {
    uint64_t line;
    idt_str query, candidate; /* the names that counted, cut to what is shown */
} idt_alert_row;

typedef struct idt_alert_rows {
    idt_labelled *labelled;
    size_t labelled_cap;
    idt_alert_row *rows; /* as many */
    size_t rows_cap, count;
    idt_map queries; /* of all names asked, to their group */
} idt_alert_rows;

/* `columns` QUERY,CANDIDATE,LABEL[,SCHEMA] of a CSV file; absent: lines of JSON. `schema` where no
 * column says it. Rows live in inv->arena. */
IDT_CHECK idt_rc idt_alert_rows_read(idt_invocation *inv, const idt_scoring *scoring,
                                     const char *path, idt_str columns, idt_str schema,
                                     idt_alert_rows *out, idt_error *err);

#endif
