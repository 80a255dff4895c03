/* error.h - return codes, and the one structure that says what went wrong and where.
 *
 *   un.xml:812:14: LISTED_ON "2003-13-01": month 13; expected 01-12; record rejected
 *
 * I1  Every call that can fail returns idt_rc, is marked IDT_CHECK and fills the caller's
 * idt_error. I2  "Not listed", "unknown" and "refused by procedure" are answers, never errors. I3
 * An error about outside bytes carries source, line and column; line 0 means "no position".
 *
 * Ownership: idt_error owns nothing; copy it freely. Threads: no state outside the arguments.
 */
#ifndef INTERDICT_CORE_ERROR_H
#define INTERDICT_CORE_ERROR_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#define IDT_CHECK                   __attribute__((warn_unused_result))
#define IDT_PRINTF(fmt_at, args_at) __attribute__((format(printf, fmt_at, args_at)))

typedef enum idt_rc {
    IDT_OK = 0,
    IDT_E_USAGE,     /* the caller or the command line asked for something that does not exist */
    IDT_E_INPUT,     /* bytes from outside are not what they should be (position given) */
    IDT_E_NOT_FOUND, /* the thing named is not held */
    IDT_E_AMBIGUOUS, /* the name means several things; the message lists them */
    IDT_E_LIMIT,     /* an arena, buffer or depth ceiling was reached */
    IDT_E_IO,        /* the operating system refused: the message has its word */
    IDT_E_FULL,      /* no space left on the device; nothing half done remains */
    IDT_E_READONLY,  /* the place cannot be written */
    IDT_E_BUSY,      /* another process writes */
    IDT_E_FORMAT,    /* a file of ours, of a format this build does not know */
    IDT_E_CORRUPT,   /* a file of ours, damaged */
    IDT_E_INTERNAL   /* our own bug, caught before it did harm */
} idt_rc;

typedef struct idt_error {
    idt_rc code;
    uint32_t line;   /* from 1; 0 = no position */
    uint32_t column; /* in characters, from 1; 0 = unknown */
    uint64_t offset; /* bytes from the start of the source */
    char source[256];
    char message[768];
} idt_error;

/* Fills *err (may be NULL) and returns `code`, so that `return idt_fail(...)` reads well. */
idt_rc idt_fail(idt_error *err, idt_rc code, const char *fmt, ...) IDT_PRINTF(3, 4);

/* The same with a position in `source` (a file name; NULL for none). */
idt_rc idt_fail_at(idt_error *err, idt_rc code, const char *source, uint32_t line, uint32_t column,
                   uint64_t offset, const char *fmt, ...) IDT_PRINTF(7, 8);

/* errno, translated at the call that saw it: ENOSPC/EDQUOT, EROFS/EACCES/EPERM, ENOENT have codes
 * of their own. */
idt_rc idt_fail_errno(idt_error *err, int errnum, const char *fmt, ...) IDT_PRINTF(3, 4);

/* "source:line:column: message", as much as fits; always terminated. Returns `out`. */
const char *idt_error_text(const idt_error *err, char *out, size_t out_bytes);

/* The code's stable word for JSON and logs: "input", "not_found", ... */
const char *idt_rc_name(idt_rc code);

#endif
