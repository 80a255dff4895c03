/* fetch.h - one address fetched by a process of its own.
 *
 *   idt_fetch("/usr/libexec/interdict/interdict-fetch", &order, home, ...)
 *     -> outcome body, status 200, etag "5d91", 5,242,880 bytes
 *
 * libcurl and what it brings (TLS, name services, threads) stay out of this process: the program
 * interdict-fetch is started without a shell, told by fetch/order.h what to get, and given an open
 * file without a name for the body. It knows nothing of registers, and dies with its fault.
 *
 * I1  A body is handed on only where the report is whole, says `body`, and the file has as many
 *     bytes as it tells.
 * I2  Nothing is left behind: the file has no name, also when either process is killed.
 *
 * Threads: any number. Cost: a process.
 */
#ifndef INTERDICT_FETCH_FETCH_H
#define INTERDICT_FETCH_FETCH_H

#include "fetch/order.h"

typedef struct idt_fetched {
    idt_fetch_report report;
    idt_str body; /* absent but for the outcome `body` */
} idt_fetched;

/* `program` is the path of interdict-fetch, `dir` where the body may lie meanwhile. A fetch that
 * fails or is refused is IDT_OK with its outcome; IDT_E_INPUT: an order that cannot be told;
 * IDT_E_IO: the process cannot be started, or died. */
IDT_CHECK idt_rc idt_fetch(const char *program, const idt_fetch_order *order, const char *dir,
                           idt_arena *arena, idt_fetched *out, idt_error *err);

#endif
