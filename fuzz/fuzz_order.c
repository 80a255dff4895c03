/* Any bytes as an order and as a report: what is read is written and read again the same; what is
 * refused says in which line. The rest of the bytes are the head of a body. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "fetch/content_kind.h"
#include "fetch/order.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_order(const idt_fetch_order *order)
{
    idt_buf out;
    idt_fetch_order back;
    require(idt_address_ok(order->address) && idt_order_value_ok(order->etag));
    idt_buf_init(&out, IDT_REPORT_BYTES_MAX);
    require(idt_order_write(order, &out, NULL) == IDT_OK);
    require(idt_order_read(idt_buf_borrow(&out), &back, NULL) == IDT_OK);
    require(idt_str_equal(order->address, back.address) && idt_str_equal(order->etag, back.etag));
    require(order->max_bytes == back.max_bytes && order->tries == back.tries);
    idt_buf_release(&out);
}

static void check_report(const idt_fetch_report *report)
{
    idt_buf out;
    idt_fetch_report back;
    idt_buf_init(&out, IDT_REPORT_BYTES_MAX);
    require(idt_report_write(report, &out, NULL) == IDT_OK);
    require(idt_report_read(idt_buf_borrow(&out), &back, NULL) == IDT_OK);
    require(idt_str_equal(report->why, back.why) && report->bytes == back.bytes);
    idt_buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    idt_error err = {0};
    idt_fetch_order order;
    idt_fetch_report report;
    const idt_str bytes = {.ptr = size > 0 ? (const char *)data : "", .len = size};
    if (idt_order_read(bytes, &order, &err) == IDT_OK) {
        check_order(&order);
    }
    if (idt_report_read(bytes, &report, &err) == IDT_OK) {
        check_report(&report);
    }
    const size_t head = size < IDT_CONTENT_HEAD_BYTES ? size : IDT_CONTENT_HEAD_BYTES;
    for (size_t i = 0; IDT_CONTENT_KINDS[i] != NULL; i++) {
        const idt_str kind = idt_str_borrow(IDT_CONTENT_KINDS[i]);
        (void)idt_content_head_refused(kind, idt_str_slice(bytes, 0, head));
        (void)idt_content_type_refused(kind, idt_str_slice(bytes, 0, head));
    }
    return 0;
}
