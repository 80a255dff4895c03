/* index_report.h - what `index` says of what it built, what there is, and what is wrong with it. */
#ifndef INTERDICT_CLI_INDEX_REPORT_H
#define INTERDICT_CLI_INDEX_REPORT_H

#include "cli/command.h"
#include "compile/compile.h"

typedef struct idt_index_account {
    const idt_index *index;
    bool register_read; /* else there is none beside the index */
    int64_t newest_us;  /* the newest instant the register recorded anything at */
} idt_index_account;

void idt_index_built_report(idt_invocation *inv, const idt_compiled *done);
IDT_CHECK idt_rc idt_index_info_report(idt_invocation *inv, const idt_index_account *account,
                                       idt_error *err);
/* Checks the bytes, and the names against the register; says what it found. */
IDT_CHECK idt_rc idt_index_verify_report(idt_invocation *inv, const idt_index *index,
                                         const idt_view *view, uint64_t *faults, idt_error *err);

#endif
