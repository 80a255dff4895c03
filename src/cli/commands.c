#include "cli/command.h"

extern const idt_command IDT_CMD_INIT, IDT_CMD_RECORD, IDT_CMD_STATUS, IDT_CMD_SEARCH, IDT_CMD_SHOW,
    IDT_CMD_SCAN, IDT_CMD_CITE, IDT_CMD_DATASETS, IDT_CMD_VERIFY, IDT_CMD_HELP, IDT_CMD_MATRIX,
    IDT_CMD_CLAIMS;
extern const idt_command IDT_CMD_INCIDENTS;

const idt_command *const IDT_COMMANDS[] = {&IDT_CMD_INIT,      &IDT_CMD_RECORD,
                                           &IDT_CMD_STATUS,    &IDT_CMD_MATRIX,
                                           &IDT_CMD_SEARCH,    &IDT_CMD_SHOW,
                                           &IDT_CMD_INCIDENTS, &IDT_CMD_SCAN,
                                           &IDT_CMD_CITE,      &IDT_CMD_DATASETS,
                                           &IDT_CMD_CLAIMS,    &IDT_CMD_VERIFY,
                                           &IDT_CMD_HELP,      NULL};
