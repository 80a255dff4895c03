#include "fetch/order.h"

#define END "end"

/* A member of a struct by its name on the wire. */
typedef struct member {
    const char *key;
    size_t at;
    bool number;
} member;

#define TEXT(type, name)                                                                           \
    {                                                                                              \
#name, offsetof(type, name), false                                                         \
    }
#define NUMBER(type, name)                                                                         \
    {                                                                                              \
#name, offsetof(type, name), true                                                          \
    }

static const member ORDER[] = {
    TEXT(idt_fetch_order, address),       TEXT(idt_fetch_order, kind),
    TEXT(idt_fetch_order, etag),          TEXT(idt_fetch_order, last_modified),
    TEXT(idt_fetch_order, agent),         NUMBER(idt_fetch_order, max_bytes),
    NUMBER(idt_fetch_order, tries),       NUMBER(idt_fetch_order, wait_ms),
    NUMBER(idt_fetch_order, wait_max_ms), NUMBER(idt_fetch_order, connect_ms),
    NUMBER(idt_fetch_order, stall_s),     NUMBER(idt_fetch_order, total_s),
};
static const member REPORT[] = {
    TEXT(idt_fetch_report, outcome), NUMBER(idt_fetch_report, status),
    NUMBER(idt_fetch_report, tries), NUMBER(idt_fetch_report, bytes),
    TEXT(idt_fetch_report, etag),    TEXT(idt_fetch_report, last_modified),
    TEXT(idt_fetch_report, address), TEXT(idt_fetch_report, content_type),
    TEXT(idt_fetch_report, why),
};
#define COUNT_OF(table) (sizeof(table) / sizeof *(table))

static bool is_printable(char c)
{
    return (unsigned char)c >= 0x20 && (unsigned char)c < 0x7f;
}

bool idt_order_value_ok(idt_str value)
{
    for (size_t i = 0; i < value.len; i++) {
        if (!is_printable(value.ptr[i])) {
            return false;
        }
    }
    return value.len <= IDT_ORDER_VALUE_MAX;
}

bool idt_address_ok(idt_str address)
{
    const size_t head = idt_str_starts(address, "https://")  ? 8
                        : idt_str_starts(address, "http://") ? 7
                                                             : 0;
    const idt_str rest = idt_str_slice(address, head, address.len);
    const idt_str host = idt_str_slice(rest, 0, idt_str_find(rest, '/'));
    return head > 0 && host.len > 0 && idt_order_value_ok(address) &&
           idt_str_find(address, ' ') == address.len && idt_str_find(host, '@') == host.len;
}

/* ---- writing ---- */

static void write_text(idt_buf *out, idt_str value)
{
    for (size_t i = 0; i < value.len && i < IDT_ORDER_VALUE_MAX; i++) {
        idt_buf_add_byte(out, is_printable(value.ptr[i]) ? value.ptr[i] : '?');
    }
}

static void write_lines(const void *from, const member *members, size_t count, idt_buf *out)
{
    for (size_t i = 0; i < count; i++) {
        const char *at = (const char *)from + members[i].at;
        if (members[i].number) {
            idt_buf_add_format(out, "%s %llu\n", members[i].key,
                               (unsigned long long)*(const uint64_t *)(const void *)at);
            continue;
        }
        const idt_str value = *(const idt_str *)(const void *)at;
        if (value.len > 0) {
            idt_buf_add_format(out, "%s ", members[i].key);
            write_text(out, value);
            idt_buf_add_byte(out, '\n');
        }
    }
    idt_buf_add_text(out, END "\n");
}

idt_rc idt_order_write(const idt_fetch_order *order, idt_buf *out, idt_error *err)
{
    for (size_t i = 0; i < COUNT_OF(ORDER); i++) {
        const char *at = (const char *)order + ORDER[i].at;
        if (!ORDER[i].number && !idt_order_value_ok(*(const idt_str *)(const void *)at)) {
            return idt_fail(err, IDT_E_INPUT,
                            "the %s of a fetch is too long or has bytes that are not printable",
                            ORDER[i].key);
        }
    }
    write_lines(order, ORDER, COUNT_OF(ORDER), out);
    return idt_buf_check(out, err);
}

idt_rc idt_report_write(const idt_fetch_report *report, idt_buf *out, idt_error *err)
{
    write_lines(report, REPORT, COUNT_OF(REPORT), out);
    return idt_buf_check(out, err);
}

/* ---- reading ---- */

typedef struct lines {
    const char *what;
    const member *members;
    size_t count;
    uint32_t met; /* a bit a member */
    uint32_t line;
    void *into;
    idt_error *err;
} lines;

static idt_rc refuse(const lines *l, const char *why)
{
    return idt_fail_at(l->err, IDT_E_INPUT, l->what, l->line, 1, 0, "%s", why);
}

static idt_rc take_line(lines *l, idt_str line)
{
    const size_t blank = idt_str_find(line, ' ');
    const idt_str key = idt_str_slice(line, 0, blank);
    const idt_str value = idt_str_slice(line, blank + 1, line.len);
    size_t i = 0;
    while (i < l->count && !idt_str_is(key, l->members[i].key)) {
        i++;
    }
    if (i == l->count) {
        return refuse(l, "the key is not known");
    }
    if ((l->met & (1u << i)) != 0) {
        return refuse(l, "the key stands twice");
    }
    l->met |= 1u << i;
    char *at = (char *)l->into + l->members[i].at;
    if (!l->members[i].number) {
        *(idt_str *)(void *)at = value;
        return value.len > 0 && idt_order_value_ok(value)
                   ? IDT_OK
                   : refuse(l, "the value is empty, too long or not printable");
    }
    return idt_str_to_u64(value, INT64_MAX, (uint64_t *)(void *)at)
               ? IDT_OK
               : refuse(l, "the value is no number");
}

static idt_rc read_lines(lines *l, idt_str bytes)
{
    idt_rc rc = IDT_OK;
    while (bytes.len > 0 && rc == IDT_OK) {
        const size_t end = idt_str_find(bytes, '\n');
        const idt_str line = idt_str_slice(bytes, 0, end);
        l->line++;
        if (end == bytes.len) {
            return refuse(l, "the line is cut");
        }
        bytes = idt_str_slice(bytes, end + 1, bytes.len);
        if (idt_str_is(line, END)) {
            return bytes.len == 0 ? IDT_OK : refuse(l, "something stands behind the end");
        }
        rc = take_line(l, line);
    }
    l->line++;
    return rc != IDT_OK ? rc : refuse(l, "the end is missing");
}

idt_rc idt_order_read(idt_str bytes, idt_fetch_order *out, idt_error *err)
{
    lines l = {
        .what = "order", .members = ORDER, .count = COUNT_OF(ORDER), .into = out, .err = err};
    *out = (idt_fetch_order){0};
    const idt_rc rc = read_lines(&l, bytes);
    if (rc == IDT_OK && !idt_address_ok(out->address)) {
        return idt_fail(err, IDT_E_INPUT, "an order needs an address of http or https");
    }
    return rc;
}

idt_rc idt_report_read(idt_str bytes, idt_fetch_report *out, idt_error *err)
{
    static const char *const OUTCOMES[] = {"body", "not_modified", "failed", "refused"};
    lines l = {
        .what = "report", .members = REPORT, .count = COUNT_OF(REPORT), .into = out, .err = err};
    *out = (idt_fetch_report){0};
    const idt_rc rc = read_lines(&l, bytes);
    for (size_t i = 0; i < COUNT_OF(OUTCOMES) && rc == IDT_OK; i++) {
        if (idt_str_is(out->outcome, OUTCOMES[i])) {
            return IDT_OK;
        }
    }
    return rc != IDT_OK ? rc : idt_fail(err, IDT_E_INPUT, "the report tells no known outcome");
}
