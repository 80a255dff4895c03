#include "json/canonical.h"

#include <stdio.h>

#include "core/json_writer.h"

/* Values that wait for their list or object to be closed; the shipped records have 26 at most. */
#define FEW 64

typedef struct reader {
    char *text; /* the copy; at least sizeof(uint64_t) NULs stand behind it and end every loop */
    char *at;   /* the byte to be read next */
    idt_arena *arena;
    idt_json *open; /* read, but not yet in a list or object: outer ones first */
    size_t count;
    size_t cap;
    const char *expected; /* at `at`, where something else is met; NULL where the arena is full */
} reader;

static bool refuse(reader *r, char *at, const char *expected)
{
    r->at = at;
    r->expected = expected;
    return false;
}

/* ---- texts ---- */

#define EACH_BYTE(b) (UINT64_C(0x0101010101010101) * (b))

/* The top bit of each byte that is `"`, `\`, a control character or no ASCII. A byte above such a
 * one may be marked wrongly, so only the lowest mark says anything. */
static uint64_t marks(uint64_t eight)
{
    const uint64_t quote = eight ^ EACH_BYTE('"');
    const uint64_t escape = eight ^ EACH_BYTE('\\');
    return ((eight - EACH_BYTE(0x20)) | (quote - EACH_BYTE(1)) | (escape - EACH_BYTE(1)) | eight) &
           EACH_BYTE(0x80);
}

/* The first byte lowest. */
static uint64_t load_eight(const char *at)
{
    uint64_t eight;
    memcpy(&eight, at, sizeof eight);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    eight = __builtin_bswap64(eight);
#endif
    return eight;
}

static char *ascii_end(char *at)
{
    for (;; at += sizeof(uint64_t)) {
        const uint64_t found = marks(load_eight(at));
        if (found != 0) {
            return at + __builtin_ctzll(found) / 8;
        }
    }
}

/* Length of the well-formed sequence at `p`, whose first byte is no ASCII; 0 where there is none
 * (Unicode 15 table 3-7: no overlong forms, no surrogates, nothing past U+10FFFF). */
static size_t sequence(const unsigned char *p)
{
    const unsigned first = p[0];
    if ((p[1] & 0xc0) != 0x80 || first < 0xc2 || first > 0xf4) {
        return 0;
    }
    if (first < 0xe0) {
        return 2;
    }
    if ((p[2] & 0xc0) != 0x80) {
        return 0;
    }
    if (first < 0xf0) {
        return (first == 0xe0 && p[1] < 0xa0) || (first == 0xed && p[1] > 0x9f) ? 0 : 3;
    }
    return (p[3] & 0xc0) != 0x80 || (first == 0xf0 && p[1] < 0x90) || (first == 0xf4 && p[1] > 0x8f)
               ? 0
               : 4;
}

/* Behind the characters that stand for themselves. */
static char *plain_end(char *at)
{
    for (;;) {
        at = ascii_end(at);
        while ((*at & 0x80) != 0) {
            const size_t n = sequence((const unsigned char *)at);
            if (n == 0) {
                return at;
            }
            at += n;
        }
        if (*at == '"' || *at == '\\' || (unsigned char)*at < 0x20) {
            return at;
        }
    }
}

/* The control character that \u00xx at `at` stands for; false where it has a shorter spelling or is
 * none. */
static bool read_control(const char *at, char *out)
{
    static const char digits[] = "0123456789abcdef";
    if (at[2] != '0' || at[3] != '0' || (at[4] != '0' && at[4] != '1') || at[5] == '\0') {
        return false;
    }
    const char *digit = strchr(digits, at[5]);
    if (digit == NULL) {
        return false;
    }
    *out = (char)((at[4] - '0') * 16 + (digit - digits));
    return *out != '\n' && *out != '\r' && *out != '\t';
}

/* Bytes of the escape at `at`; 0 where the writer would not write it. */
static size_t read_escape(const char *at, char *out)
{
    switch (at[1]) {
    case '"':
    case '\\':
        *out = at[1];
        return 2;
    case 'n':
        *out = '\n';
        return 2;
    case 'r':
        *out = '\r';
        return 2;
    case 't':
        *out = '\t';
        return 2;
    case 'u':
        return read_control(at, out) ? 6 : 0;
    default:
        return 0;
    }
}

/* The text whose opening quote is at r->at; escapes are taken out where they stand. */
static bool read_text(reader *r, idt_str *out)
{
    char *const from = r->at + 1;
    char *at = plain_end(from);
    char *to = at;
    while (*at == '\\') {
        char c;
        const size_t n = read_escape(at, &c);
        if (n == 0) {
            return refuse(r, at, "an escape the writer writes (\\\" \\\\ \\n \\r \\t \\u00xx)");
        }
        *to++ = c;
        at += n;
        const size_t run = (size_t)(plain_end(at) - at);
        memmove(to, at, run);
        to += run;
        at += run;
    }
    if (*at != '"') {
        return refuse(r, at, "UTF-8, control characters escaped, up to a closing quote");
    }
    *to = '\0';
    *out = (idt_str){.ptr = from, .len = (size_t)(to - from)};
    r->at = at + 1;
    return true;
}

/* ---- lists and objects ---- */

static bool push(reader *r, idt_json value)
{
    if (!IDT_GROW(r->arena, r->open, r->cap, r->count)) {
        return refuse(r, r->at, NULL);
    }
    r->open[r->count++] = value;
    return true;
}

/* What was read since `first` becomes the items of one value. */
static bool enclose(reader *r, idt_json_kind kind, idt_str key, size_t first)
{
    idt_json whole = {.kind = kind, .key = key, .count = r->count - first};
    if (whole.count > 0) {
        whole.items = IDT_NEW_N(r->arena, idt_json, whole.count);
        if (whole.items == NULL) {
            return refuse(r, r->at, NULL);
        }
        memcpy(whole.items, r->open + first, whole.count * sizeof *whole.items);
    }
    r->count = first;
    r->at++;
    return push(r, whole);
}

static bool read_value(reader *r, idt_str key, unsigned depth);

static bool read_list(reader *r, idt_str key, unsigned depth)
{
    const size_t first = r->count;
    r->at++;
    if (*r->at == ']') {
        return enclose(r, IDT_JSON_ARRAY, key, first);
    }
    while (read_value(r, (idt_str){0}, depth)) {
        if (*r->at == ']') {
            return enclose(r, IDT_JSON_ARRAY, key, first);
        }
        if (*r->at != ',') {
            return refuse(r, r->at, "a comma or the end of the list");
        }
        r->at++;
    }
    return false;
}

/* A member's name and the colon behind it; `before` is the name before it, absent for the first. */
static bool read_name(reader *r, idt_str before, idt_str *name)
{
    char *const quote = r->at;
    if (*quote != '"') {
        return refuse(r, quote, "the name of a member");
    }
    if (!read_text(r, name)) {
        return false;
    }
    const bool escaped = r->at - quote != (ptrdiff_t)name->len + 2;
    if (escaped && idt_str_find(*name, '\0') < name->len) {
        return refuse(r, quote, "a name without NUL"); /* keeps I3 */
    }
    if (before.ptr != NULL && idt_str_compare(before, *name) >= 0) {
        return refuse(r, quote, "names in byte order, none twice");
    }
    if (*r->at != ':') {
        return refuse(r, r->at, "a colon");
    }
    r->at++;
    return true;
}

static bool read_object(reader *r, idt_str key, unsigned depth)
{
    const size_t first = r->count;
    idt_str before = {0};
    idt_str name;
    r->at++;
    if (*r->at == '}') {
        return enclose(r, IDT_JSON_OBJECT, key, first);
    }
    while (read_name(r, before, &name) && read_value(r, name, depth)) {
        if (*r->at == '}') {
            return enclose(r, IDT_JSON_OBJECT, key, first);
        }
        if (*r->at != ',') {
            return refuse(r, r->at, "a comma or the end of the object");
        }
        r->at++;
        before = name;
    }
    return false;
}

static bool read_value(reader *r, idt_str key, unsigned depth)
{
    idt_json value = {.kind = IDT_JSON_STRING, .key = key};
    switch (*r->at) {
    case '"':
        return read_text(r, &value.string) && push(r, value);
    case '[':
    case '{':
        if (depth + 1 >= IDT_JW_DEPTH) {
            return refuse(r, r->at, "fewer levels");
        }
        return *r->at == '[' ? read_list(r, key, depth + 1) : read_object(r, key, depth + 1);
    default:
        return refuse(r, r->at, "a text, a list or an object, and no blank before it");
    }
}

/* ---- the document ---- */

/* From the bytes given: in the copy, texts before the place have changed. */
static idt_rc report(const reader *r, idt_str bytes, const char *source, idt_error *err)
{
    const size_t offset = (size_t)(r->at - r->text);
    char met[16] = "the end";
    uint32_t column = 1;
    if (r->expected == NULL) {
        return idt_arena_fail(r->arena, err);
    }
    for (size_t i = 0; i < offset; i++) {
        column += ((unsigned char)bytes.ptr[i] & 0xc0) != 0x80;
    }
    if (offset < bytes.len) {
        (void)snprintf(met, sizeof met, "byte 0x%02x", (unsigned char)bytes.ptr[offset]);
    }
    return idt_fail_at(err, IDT_E_CORRUPT, source, 1, column, offset,
                       "not canonical JSON: %s at offset %zu; expected %s", met, offset,
                       r->expected);
}

idt_rc idt_canonical_read(idt_str bytes, const char *source, idt_arena *arena, idt_json **out,
                          idt_error *err)
{
    idt_json few[FEW];
    reader r = {.arena = arena, .open = few, .cap = FEW};
    if (bytes.len <= SIZE_MAX - sizeof(uint64_t)) {
        r.text = idt_arena_alloc(arena, bytes.len + sizeof(uint64_t));
    }
    *out = IDT_NEW(arena, idt_json);
    if (r.text == NULL || *out == NULL) {
        return idt_arena_fail(arena, err);
    }
    if (bytes.len > 0) {
        memcpy(r.text, bytes.ptr, bytes.len);
    }
    r.at = r.text;
    bool sound = read_value(&r, (idt_str){0}, 0);
    if (sound && r.at != r.text + bytes.len) {
        sound = refuse(&r, r.at, "the end");
    }
    if (!sound) {
        return report(&r, bytes, source, err);
    }
    **out = r.open[0];
    return IDT_OK;
}
