#include "cli/screen_progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "core/clock.h"

#define TERMINAL_EVERY_MS 200
#define LINES_EVERY_MS    5000
#define TEXT_CEILING      4096

void idt_screen_progress_begin(idt_screen_progress *p, bool asked)
{
    p->terminal = isatty(STDERR_FILENO) != 0;
    p->shown = asked || p->terminal;
    p->begun_ms = idt_monotonic_ms();
    p->said_ms = p->begun_ms;
}

/* 1234567 -> 1,234,567 */
static void grouped(uint64_t n, idt_buf *out)
{
    char digits[24];
    const int len = snprintf(digits, sizeof digits, "%" PRIu64, n);
    for (int i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0) {
            idt_buf_add_byte(out, ',');
        }
        idt_buf_add_byte(out, digits[i]);
    }
}

static void progress_words(const idt_run_progress *now, uint64_t rows, uint64_t bytes, int64_t ms,
                           idt_buf *out)
{
    grouped(now->counts.rows, out);
    idt_buf_add_text(out, " rows");
    const uint64_t done = now->bytes - bytes;
    if (ms > 0) {
        idt_buf_add_text(out, ", ");
        grouped((now->counts.rows - rows) * 1000 / (uint64_t)ms, out);
        idt_buf_add_text(out, " a second");
    }
    if (now->file_bytes > 0) {
        const uint64_t most = now->bytes < now->file_bytes ? now->bytes : now->file_bytes;
        idt_buf_add_format(out, ", %" PRIu64 " %%", most * 100 / now->file_bytes);
        if (ms > 0 && done > 0) {
            const uint64_t left = (now->file_bytes - most) / 1000 * (uint64_t)ms / done;
            idt_buf_add_format(out, ", %" PRIu64 ":%02" PRIu64 " left", left / 60, left % 60);
        }
    }
}

static void say(idt_screen_progress *p, const idt_run_progress *now, int64_t at)
{
    idt_buf text;
    idt_buf_init(&text, TEXT_CEILING);
    progress_words(now, p->first_rows, p->first_bytes, at - p->begun_ms, &text);
    if (!text.failed) {
        (void)fprintf(stderr, p->terminal ? "\r\033[K" IDT_STR_FMT : IDT_STR_FMT "\n",
                      IDT_STR_ARG(idt_buf_borrow(&text)));
        (void)fflush(stderr);
        p->open = p->terminal;
    }
    idt_buf_release(&text);
}

void idt_screen_progress_show(idt_screen_progress *p, const idt_run_progress *now)
{
    if (!p->shown) {
        return;
    }
    const int64_t at = idt_monotonic_ms();
    p->last = *now;
    if (!p->any) {
        p->any = true;
        p->begun_ms = at;
        p->first_rows = now->counts.rows;
        p->first_bytes = now->bytes;
    }
    if (at - p->said_ms >= (p->terminal ? TERMINAL_EVERY_MS : LINES_EVERY_MS)) {
        p->said_ms = at;
        say(p, now, at);
    }
}

void idt_screen_progress_clear(idt_screen_progress *p)
{
    if (p->open) {
        (void)fprintf(stderr, "\r\033[K");
        p->open = false;
    }
}

void idt_screen_progress_end(idt_screen_progress *p)
{
    if (p->any) {
        say(p, &p->last, idt_monotonic_ms());
    }
    if (p->open) {
        (void)fprintf(stderr, "\n");
    }
    (void)fflush(stderr);
}
