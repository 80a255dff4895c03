/* calibrate_report.h - what a calibration found, as text and as JSON (docs/schemas/calibrate.json).
 */
#ifndef INTERDICT_CLI_CALIBRATE_REPORT_H
#define INTERDICT_CLI_CALIBRATE_REPORT_H

#include "cli/calibrate_rows.h"

typedef struct idt_calibrate_report {
    const char *path; /* of the rows */
    const idt_scoring *scoring;
    const idt_alert_rows *rows;
    idt_target target;
    uint64_t seed;
    const idt_calibration *found;
    const idt_scoring *fitted; /* the profile with the new threshold; NULL where there is no fit */
    const char *written;       /* where it was written; NULL: nowhere */
} idt_calibrate_report;

void idt_calibrate_json(const idt_calibrate_report *r, idt_buf *out);
void idt_calibrate_text(const idt_calibrate_report *r, idt_buf *out);
/* "f1", "precision 0.9500" */
#define IDT_TARGET_BYTES 24
const char *idt_target_text(idt_target target, char out[IDT_TARGET_BYTES]);

#endif
