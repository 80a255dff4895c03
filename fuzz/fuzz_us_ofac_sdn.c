/* Any bytes as a set of OFAC's files, parted by lines of `=`: list_reading.h. The last byte chooses
 * the list. */
#include "list_reading.h"

#define FILES_MAX 4

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t part_files(idt_str bytes, idt_list_file files[FILES_MAX])
{
    size_t count = 0;
    while (count < FILES_MAX) {
        size_t end = bytes.len;
        for (size_t i = 0; i + 1 < bytes.len && end == bytes.len; i++) {
            end = bytes.ptr[i] == '=' && bytes.ptr[i + 1] == '\n' ? i : end;
        }
        files[count++] =
            (idt_list_file){.name = IDT_STR("f.csv"), .bytes = idt_str_slice(bytes, 0, end)};
        if (end == bytes.len) {
            break;
        }
        bytes = idt_str_slice(bytes, end + 2, bytes.len);
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const bool sdn = size > 0 && (data[size - 1] & 1) == 0;
    idt_list_file files[FILES_MAX];
    const size_t count = part_files((idt_str){.ptr = (const char *)data, .len = size}, files);
    (void)read_list(sdn ? "us_ofac_sdn" : "us_ofac_non_sdn", files, count);
    return 0;
}
