/* import_report.h - what an import did, for people and for programs. */
#ifndef INTERDICT_CLI_IMPORT_REPORT_H
#define INTERDICT_CLI_IMPORT_REPORT_H

#include "cli/command.h"
#include "load/load_list.h"

/* `brief`: one line where nothing is wrong (many editions in one call). */
void idt_import_text(idt_invocation *inv, const idt_list_report *report, bool brief, bool checked);
void idt_import_json(const idt_list_report *report, bool checked, idt_json_writer *w);

#endif
