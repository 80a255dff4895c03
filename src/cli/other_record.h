/* other_record.h - lists, bodies, offices, procedures, sources: what is not a subject, as one.
 *
 *   procedures:ru-terrorist          the list
 *   brief:ru-terrorist-as-reported   what a report says of it: `about` the list
 *
 * A record about a list belongs to it: either id means the list, with all that is said of it.
 */
#ifndef INTERDICT_CLI_OTHER_RECORD_H
#define INTERDICT_CLI_OTHER_RECORD_H

#include "cli/command.h"

/* What `record` speaks of, itself or another, standing in for a subject. Where the other is not
 * held, the record lends its caption. */
IDT_CHECK idt_rc idt_cli_spoken_of(idt_invocation *inv, const idt_view *view,
                                   const idt_record *record, const idt_subject **out,
                                   idt_error *err);

#endif
