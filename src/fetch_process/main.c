/* interdict-fetch: carries out one order of fetch/order.h. Started by interdict, not by people.
 *
 * Standard input: the order. Standard output: the report. Descriptor 3: where the body goes.
 * Exit 0 with a report; 2 where the order is none; 3 where no report can be given. Ends with the
 * process that started it. */
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <curl/curl.h>

#include "fetch_process/transfer.h"

#define ARENA_BYTES ((size_t)16 << 20)

static bool read_order(char *bytes, size_t room, size_t *len)
{
    *len = 0;
    while (*len < room) {
        const ssize_t n = read(STDIN_FILENO, bytes + *len, room - *len);
        if (n == 0) {
            return true;
        }
        if (n < 0 && errno != EINTR) {
            return false;
        }
        *len += n > 0 ? (size_t)n : 0;
    }
    return false;
}

static bool write_report(const idt_fetch_report *report)
{
    idt_buf out;
    idt_buf_init(&out, IDT_REPORT_BYTES_MAX);
    bool ok = idt_report_write(report, &out, NULL) == IDT_OK;
    for (size_t done = 0; ok && done < out.len;) {
        const ssize_t n = write(STDOUT_FILENO, out.ptr + done, out.len - done);
        ok = n >= 0 || errno == EINTR;
        done += n > 0 ? (size_t)n : 0;
    }
    idt_buf_release(&out);
    return ok;
}

static int carry_out(idt_arena *arena)
{
    static const char *const NOTHING = "";
    char *bytes = idt_arena_alloc(arena, IDT_ORDER_BYTES_MAX + 1);
    idt_str lines = {.ptr = bytes != NULL ? bytes : NOTHING};
    idt_fetch_order order;
    idt_fetch_report report;
    idt_error err;
    if (bytes == NULL || !read_order(bytes, IDT_ORDER_BYTES_MAX + 1, &lines.len) ||
        idt_order_read(lines, &order, &err) != IDT_OK) {
        return 2;
    }
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return 3;
    }
    if (idt_transfer(&order, IDT_FETCH_BODY_FD, arena, &report, &err) != IDT_OK) {
        report.outcome = IDT_STR("failed");
        report.why = idt_str_borrow(err.message);
    }
    const bool told = write_report(&report);
    curl_global_cleanup();
    return told ? 0 : 3;
}

int main(void)
{
    (void)prctl(PR_SET_PDEATHSIG, SIGTERM);
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    const int code = arena != NULL ? carry_out(arena) : 3;
    idt_arena_free(arena);
    return code;
}
