/* order.h - what the fetching process is told and what it tells back, as lines of `key value`.
 *
 *   order (its standard input)               report (its standard output)
 *     address https://example.org/sdn.csv      outcome body
 *     kind csv                                 status 200
 *     etag "5d8c"                              etag "5d91"
 *     max_bytes 104857600                      bytes 5242880
 *     tries 4                                  tries 2
 *     end                                      end
 *
 * The body goes to file descriptor 3. Both ends read strictly: an unknown key, a key twice, a
 * control character or a missing `end` is an error with its line, so neither end can be told what
 * it does not know, and a report that was cut is none.
 *
 * I1  A value is of printable bytes and at most IDT_ORDER_VALUE_MAX of them: nothing told can end a
 *     line of HTTP.
 * I2  A whole order fits a pipe that nobody reads yet (IDT_ORDER_BYTES_MAX).
 *
 * Ownership: texts read borrow from the bytes. Threads: pure.
 */
#ifndef INTERDICT_FETCH_ORDER_H
#define INTERDICT_FETCH_ORDER_H

#include "core/str.h"

#define IDT_ORDER_VALUE_MAX  1024
#define IDT_ORDER_BYTES_MAX  4096 /* PIPE_BUF: one page */
#define IDT_REPORT_BYTES_MAX 16384
#define IDT_FETCH_BODY_FD    3

typedef struct idt_fetch_order {
    idt_str address;             /* http or https */
    idt_str kind;                /* a word of fetch/content_kind.h */
    idt_str etag, last_modified; /* of what is held; absent: all is wanted */
    idt_str agent;               /* who asks */
    uint64_t max_bytes;          /* of the body, without transfer compression */
    uint64_t tries;              /* in all, from 1 */
    uint64_t wait_ms;            /* before the second try; doubles with each */
    uint64_t wait_max_ms;        /* the longest wait, also where the server asks for more */
    uint64_t connect_ms;         /* for a connection */
    uint64_t stall_s;            /* with next to nothing coming */
    uint64_t total_s;            /* for one try */
} idt_fetch_order;

typedef struct idt_fetch_report {
    idt_str outcome; /* body, not_modified; failed: the network or server; refused: what came */
    uint64_t status; /* of HTTP; 0 where there was no answer */
    uint64_t tries;  /* made */
    uint64_t bytes;  /* of the body */
    idt_str etag, last_modified;
    idt_str address; /* where it was found, after redirects */
    idt_str content_type;
    idt_str why; /* of failed and refused */
} idt_fetch_report;

/* Longer texts and those with other bytes than printable ones are IDT_E_INPUT. */
IDT_CHECK idt_rc idt_order_write(const idt_fetch_order *order, idt_buf *out, idt_error *err);
IDT_CHECK idt_rc idt_order_read(idt_str lines, idt_fetch_order *out, idt_error *err);
/* In a report such bytes become `?`, and what is too long is cut: it is for people. */
IDT_CHECK idt_rc idt_report_write(const idt_fetch_report *report, idt_buf *out, idt_error *err);
IDT_CHECK idt_rc idt_report_read(idt_str lines, idt_fetch_report *out, idt_error *err);

/* I1 for one value, which may also be empty or absent. */
bool idt_order_value_ok(idt_str value);
/* http:// or https://, a host, no blank, no user or password. */
bool idt_address_ok(idt_str address);

#endif
