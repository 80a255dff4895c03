/* record_report.h - what a load did, or the faults that stopped it. */
#ifndef INTERDICT_CLI_RECORD_REPORT_H
#define INTERDICT_CLI_RECORD_REPORT_H

#include "cli/command.h"
#include "load/load_authored.h"

/* Prints the report (faults to stderr in text form) and gives the exit code. `checked_only`:
 * nothing was to be loaded. */
int idt_record_report(idt_invocation *inv, const idt_load_report *report, bool checked_only);

#endif
