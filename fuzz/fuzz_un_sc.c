/* Any bytes as a list of the Security Council: list_reading.h. */
#include "list_reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    idt_list_file file = {.name = IDT_STR("f.xml"),
                          .bytes = {.ptr = (const char *)data, .len = size}};
    (void)read_list("un_sc", &file, 1);
    return 0;
}
