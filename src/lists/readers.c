#include "lists/reader.h"

extern const idt_list_reader IDT_US_OFAC_SDN, IDT_US_OFAC_NON_SDN, IDT_UN_SC, IDT_GB_OFSI;

/* A new reader is a row here and a file beside this one. */
const idt_list_reader *const IDT_LIST_READERS[] = {&IDT_US_OFAC_SDN, &IDT_US_OFAC_NON_SDN,
                                                   &IDT_UN_SC, &IDT_GB_OFSI, NULL};

const idt_list_reader *idt_list_reader_find(idt_str dataset)
{
    for (size_t i = 0; IDT_LIST_READERS[i] != NULL; i++) {
        if (idt_str_is(dataset, IDT_LIST_READERS[i]->dataset)) {
            return IDT_LIST_READERS[i];
        }
    }
    return NULL;
}
