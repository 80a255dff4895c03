/* Any bytes as one XML file of either of OFAC's lists, in either form: list_reading.h. The last
 * byte chooses the list. */
#include "list_reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const bool sdn = size > 0 && (data[size - 1] & 1) == 0;
    idt_list_file file = {.name = IDT_STR("f.xml"),
                          .bytes = {.ptr = (const char *)data, .len = size}};
    (void)read_list(sdn ? "us_ofac_sdn" : "us_ofac_non_sdn", &file, 1);
    return 0;
}
