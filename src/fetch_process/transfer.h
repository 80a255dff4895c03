/* transfer.h - one order of fetch/order.h carried out with libcurl.
 *
 * I1  http and https only; up to five redirects, never from https to anything else; certificates
 *     are checked; proxies by the usual variables of the environment.
 * I2  Every wait has an end: for a connection, for a stall, for a try, between tries.
 * I3  A body counts only where it is whole (its length or its chunks say so), within the ceiling,
 *     and begins as the kind asked for. A csv whose end nothing tells is refused; xml and archives
 *     tell their own.
 * I4  Tried again are broken connections, timeouts, cut bodies, 408, 429 and 5xx: after wait_ms,
 *     twice that, and so on, or as long as Retry-After says where that is longer; over wait_max_ms
 *     nobody waits. The schedule is fixed, so that a run can be told from its report.
 *
 * SSL_CERT_FILE names other authorities for certificates. Owner of libcurl.
 */
#ifndef INTERDICT_FETCH_PROCESS_TRANSFER_H
#define INTERDICT_FETCH_PROCESS_TRANSFER_H

#include "fetch/order.h"

/* The body goes to `fd`, from its start. Texts of the report live in the arena. Other results than
 * IDT_OK only where `fd` cannot be written or libcurl not set up; all else is told in the report.
 */
IDT_CHECK idt_rc idt_transfer(const idt_fetch_order *order, int fd, idt_arena *arena,
                              idt_fetch_report *report, idt_error *err);

#endif
