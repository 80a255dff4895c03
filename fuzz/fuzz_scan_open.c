/* Bytes as a scanner's file: opening and scanning give hits or errors, never undefined behaviour,
 * and end. A few bytes of a small good file are changed by the input and its checksum made good, so
 * that what lies behind the checksum is reached. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "core/checksum.h"
#include "scan/scan.h"

#define AT_CHECKSUM 8
#define AT_COVERED  16

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char TEXT[] =
    "Front, Army of the East; the Men's League's Army. Front Army of Al-Qaida "
    "al Qa'ida\n\nISI's ISIS, a Men League of the East of the East Front";

static bool look(const idt_scan_hit *hit, void *context)
{
    const idt_scan_report *report = context;
    for (size_t i = 0; i < hit->ref_count; i++) {
        if (hit->refs[i].name >= report->given || hit->start >= hit->end ||
            hit->end > sizeof TEXT) {
            abort();
        }
    }
    return true;
}

static bool every_other(void *context, uint32_t name)
{
    (void)context;
    return name % 2 == 0;
}

static void read_all(char *bytes, size_t len)
{
    const idt_scan_filter filter = {.counts = every_other};
    const idt_str text = {.ptr = TEXT, .len = sizeof TEXT - 1};
    idt_scanner *scanner;
    if (len > AT_COVERED) {
        const uint64_t sum = idt_checksum64(bytes + AT_COVERED, len - AT_COVERED);
        memcpy(bytes + AT_CHECKSUM, &sum, sizeof sum);
    }
    if (idt_scan_open_bytes((idt_str){.ptr = bytes, .len = len}, &scanner, NULL) == IDT_OK) {
        idt_scan_report report = idt_scan_report_of(scanner);
        (void)!idt_scan_run(scanner, NULL, text, look, &report);
        (void)!idt_scan_run(scanner, &filter, text, look, &report);
        idt_scan_free(scanner);
    }
}

/* The input: places (3 bytes) and what stands there then (1 byte); and the bytes as they are. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const idt_scan_name names[] = {{IDT_STR("Front, Army of the East"), 0},
                                          {IDT_STR("Men's League"), 1},
                                          {IDT_STR("ISIS"), 2},
                                          {IDT_STR("al-Qaida"), 3},
                                          {IDT_STR("Army of the East"), 4},
                                          {IDT_STR("of the East of"), 5}};
    idt_scanner *scanner;
    if (idt_scan_build(names, 6, NULL, IDT_SCAN_BUILD_BYTES, &scanner, NULL, NULL) != IDT_OK) {
        abort();
    }
    const idt_str image = idt_scan_image_borrow(scanner);
    const size_t room = image.len > size ? image.len : size;
    char *copy = malloc(room);
    if (copy != NULL) {
        memcpy(copy, image.ptr, image.len);
        for (size_t i = 0; i + 4 <= size; i += 4) {
            const size_t at =
                ((size_t)data[i] | (size_t)data[i + 1] << 8 | (size_t)data[i + 2] << 16) %
                image.len;
            copy[at] = (char)data[i + 3];
        }
        read_all(copy, image.len);
        memcpy(copy, data, size);
        read_all(copy, size);
        free(copy);
    }
    idt_scan_free(scanner);
    return 0;
}
