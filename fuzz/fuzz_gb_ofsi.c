/* Any bytes as the consolidated list of the United Kingdom: list_reading.h. */
#include "list_reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    idt_list_file file = {.name = IDT_STR("f.csv"),
                          .bytes = {.ptr = (const char *)data, .len = size}};
    (void)read_list("gb_ofsi", &file, 1);
    return 0;
}
