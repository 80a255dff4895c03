#include "cli/command.h"

/* A row a command, in the order of help; one line each, so that two new ones never meet. */
// clang-format off
extern const idt_command IDT_CMD_INIT;
extern const idt_command IDT_CMD_RECORD;
extern const idt_command IDT_CMD_IMPORT;
extern const idt_command IDT_CMD_UPDATE;
extern const idt_command IDT_CMD_REPARSE;
extern const idt_command IDT_CMD_STATUS;
extern const idt_command IDT_CMD_MATRIX;
extern const idt_command IDT_CMD_HISTORY;
extern const idt_command IDT_CMD_DIFF;
extern const idt_command IDT_CMD_CLAIMS;
extern const idt_command IDT_CMD_FIGURES;
extern const idt_command IDT_CMD_INCIDENTS;
extern const idt_command IDT_CMD_CONTACTS;
extern const idt_command IDT_CMD_SEARCH;
extern const idt_command IDT_CMD_SHOW;
extern const idt_command IDT_CMD_SCREEN;
extern const idt_command IDT_CMD_REPLAY;
extern const idt_command IDT_CMD_SCAN;
extern const idt_command IDT_CMD_COMPARE;
extern const idt_command IDT_CMD_CALIBRATE;
extern const idt_command IDT_CMD_INDEX;
extern const idt_command IDT_CMD_CITE;
extern const idt_command IDT_CMD_DATASETS;
extern const idt_command IDT_CMD_EDITIONS;
extern const idt_command IDT_CMD_EXPORT;
extern const idt_command IDT_CMD_VERIFY;
extern const idt_command IDT_CMD_HELP;

const idt_command *const IDT_COMMANDS[] = {
    &IDT_CMD_INIT,
    &IDT_CMD_RECORD,
    &IDT_CMD_IMPORT,
    &IDT_CMD_UPDATE,
    &IDT_CMD_REPARSE,
    &IDT_CMD_STATUS,
    &IDT_CMD_MATRIX,
    &IDT_CMD_HISTORY,
    &IDT_CMD_DIFF,
    &IDT_CMD_CLAIMS,
    &IDT_CMD_FIGURES,
    &IDT_CMD_INCIDENTS,
    &IDT_CMD_CONTACTS,
    &IDT_CMD_SEARCH,
    &IDT_CMD_SHOW,
    &IDT_CMD_SCREEN,
    &IDT_CMD_REPLAY,
    &IDT_CMD_SCAN,
    &IDT_CMD_COMPARE,
    &IDT_CMD_CALIBRATE,
    &IDT_CMD_INDEX,
    &IDT_CMD_CITE,
    &IDT_CMD_DATASETS,
    &IDT_CMD_EDITIONS,
    &IDT_CMD_EXPORT,
    &IDT_CMD_VERIFY,
    &IDT_CMD_HELP,
    NULL,
};
// clang-format on
