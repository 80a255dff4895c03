#include "core/error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* A text that was cut inside a UTF-8 character loses the rest of it: messages go into JSON. */
static void cut_at_character(char *text, size_t len)
{
    size_t start = len;
    while (start > 0 && len - start < 4 && ((unsigned char)text[start - 1] & 0xc0) == 0x80) {
        start--;
    }
    if (start == 0) {
        return;
    }
    const unsigned char first = (unsigned char)text[start - 1];
    const size_t wanted = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
    if (wanted > len - start) {
        text[start - 1] = '\0';
    }
}

/* vsnprintf is the only formatter that may be used outside the command line (no stream is touched).
 */
static void set_text(char *out, size_t out_bytes, const char *fmt, va_list args)
{
    const int n = vsnprintf(out, out_bytes, fmt, args);
    if (n < 0) {
        out[0] = '\0';
    } else if ((size_t)n >= out_bytes) {
        cut_at_character(out, out_bytes - 1);
    }
}

static void set_position(idt_error *err, idt_rc code, const char *source, uint32_t line,
                         uint32_t column, uint64_t offset)
{
    err->code = code;
    err->line = line;
    err->column = column;
    err->offset = offset;
    const size_t len = source != NULL ? strnlen(source, sizeof err->source - 1) : 0;
    if (len > 0) {
        memcpy(err->source, source, len);
    }
    err->source[len] = '\0';
}

idt_rc idt_fail(idt_error *err, idt_rc code, const char *fmt, ...)
{
    if (err != NULL) {
        set_position(err, code, NULL, 0, 0, 0);
        va_list args;
        va_start(args, fmt);
        set_text(err->message, sizeof err->message, fmt, args);
        va_end(args);
    }
    return code;
}

idt_rc idt_fail_at(idt_error *err, idt_rc code, const char *source, uint32_t line, uint32_t column,
                   uint64_t offset, const char *fmt, ...)
{
    if (err != NULL) {
        set_position(err, code, source, line, column, offset);
        va_list args;
        va_start(args, fmt);
        set_text(err->message, sizeof err->message, fmt, args);
        va_end(args);
    }
    return code;
}

static idt_rc code_of_errno(int errnum)
{
    switch (errnum) {
    case ENOSPC:
    case EDQUOT:
        return IDT_E_FULL;
    case EROFS:
    case EACCES:
    case EPERM:
        return IDT_E_READONLY;
    case ENOENT:
    case ENOTDIR:
        return IDT_E_NOT_FOUND;
    case ENOMEM:
        return IDT_E_LIMIT;
    default:
        return IDT_E_IO;
    }
}

idt_rc idt_fail_errno(idt_error *err, int errnum, const char *fmt, ...)
{
    const idt_rc code = code_of_errno(errnum);
    if (err != NULL) {
        set_position(err, code, NULL, 0, 0, 0);
        va_list args;
        va_start(args, fmt);
        set_text(err->message, sizeof err->message, fmt, args);
        va_end(args);
        const size_t len = strlen(err->message);
        char word[128];
        const char *reason =
            strerror_r(errnum, word, sizeof word); /* GNU form: may not use `word` */
        (void)snprintf(err->message + len, sizeof err->message - len, ": %s", reason);
    }
    return code;
}

const char *idt_error_text(const idt_error *err, char *out, size_t out_bytes)
{
    int n;
    if (err->source[0] != '\0' && err->line > 0) {
        n = snprintf(out, out_bytes, "%s:%u:%u: %s", err->source, err->line, err->column,
                     err->message);
    } else if (err->source[0] != '\0') {
        n = snprintf(out, out_bytes, "%s: %s", err->source, err->message);
    } else {
        n = snprintf(out, out_bytes, "%s", err->message);
    }
    if (n < 0 && out_bytes > 0) {
        out[0] = '\0';
    }
    return out;
}

const char *idt_rc_name(idt_rc code)
{
    switch (code) {
    case IDT_OK:
        return "ok";
    case IDT_E_USAGE:
        return "usage";
    case IDT_E_INPUT:
        return "input";
    case IDT_E_NOT_FOUND:
        return "not_found";
    case IDT_E_AMBIGUOUS:
        return "ambiguous";
    case IDT_E_LIMIT:
        return "limit";
    case IDT_E_IO:
        return "io";
    case IDT_E_FULL:
        return "full";
    case IDT_E_READONLY:
        return "read_only";
    case IDT_E_BUSY:
        return "busy";
    case IDT_E_FORMAT:
        return "format";
    case IDT_E_CORRUPT:
        return "corrupt";
    case IDT_E_INTERNAL:
        return "internal";
    }
    return "internal";
}
