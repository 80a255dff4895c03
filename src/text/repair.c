#include "text/repair.h"

#include <assert.h>
#include <stdio.h>

#include "text/repair_pass.h"
#include "text/utf8.h"

/* ---- what a pass does with the text ---- */

static bool has_room(repair_pass *p, size_t bytes)
{
    p->full = p->full || p->cap - p->out.len < bytes;
    return !p->full;
}

void repair_keep(repair_pass *p, size_t start, size_t end)
{
    const size_t len = end - start;
    if (has_room(p, len)) {
        memcpy(p->out.text + p->out.len, p->in.text + start, len);
        memcpy(p->out.from + p->out.len, p->in.from + start, len * sizeof *p->in.from);
        memcpy(p->out.to + p->out.len, p->in.to + start, len * sizeof *p->in.to);
        p->out.len += len;
    }
}

static size_t encode(uint32_t code, char out[4])
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    const size_t more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    static const unsigned char leads[] = {0, 0xc0, 0xe0, 0xf0};
    out[0] = (char)(leads[more] | code >> 6 * more);
    for (size_t i = 1; i <= more; i++) {
        out[i] = (char)(0x80 | (code >> 6 * (more - i) & 0x3f));
    }
    return more + 1;
}

void repair_put(repair_pass *p, size_t start, size_t end, uint32_t code)
{
    char bytes[4];
    const size_t len = encode(code, bytes);
    assert(start < end);
    for (size_t i = 0; i < len && has_room(p, 1); i++) {
        p->out.text[p->out.len] = bytes[i];
        p->out.from[p->out.len] = p->in.from[start];
        p->out.to[p->out.len] = p->in.to[end - 1];
        p->out.len++;
    }
}

void repair_note(repair_pass *p, idt_repair_kind kind, size_t start, size_t end, size_t out_start,
                 idt_script was, idt_script is)
{
    void *items = p->repairs;
    if (p->full || p->failed ||
        !idt_arena_grow(p->arena, &items, &p->room, p->count, sizeof *p->repairs)) {
        p->failed = p->failed || !p->full;
        return;
    }
    p->repairs = items;
    idt_repair *repair = &p->repairs[p->count++];
    *repair =
        (idt_repair){.kind = kind,
                     .start = p->in.from[start],
                     .end = p->in.to[end - 1],
                     .after = idt_str_copy(p->arena, (idt_str){.ptr = p->out.text + out_start,
                                                               .len = p->out.len - out_start}),
                     .was = was,
                     .is = is};
    repair->before = idt_str_slice(p->source, repair->start, repair->end);
    p->failed = p->failed || repair->after.ptr == NULL;
}

uint32_t repair_char(const repair_pass *p, size_t at, size_t *bytes)
{
    if (at >= p->in.len) {
        *bytes = 0;
        return IDT_UTF8_BAD;
    }
    return idt_utf8_next((const unsigned char *)p->in.text, p->in.len, at, bytes);
}

/* script.h asks of folded characters: here capitals stand, too. */
idt_script repair_script(uint32_t code)
{
    if (code == 0xd7 || code == 0xf7) {
        return IDT_SCRIPT_OTHER;
    }
    if ((code >= 'A' && code <= 'Z') || (code >= 0xc0 && code <= 0xde)) {
        return IDT_SCRIPT_LATIN;
    }
    return idt_script_of_char(code);
}

/* ---- is there anything to look at? ---- */

enum { ENDS, LETTER, DIGIT, INSIDE };

static unsigned class_of(unsigned char c)
{
    const unsigned char lower = c | 0x20;
    if (lower >= 'a' && lower <= 'z') {
        return LETTER;
    }
    if ((c >= '0' && c <= '9') || c == '$' || c == '@') {
        return DIGIT;
    }
    return c == '\'' ? INSIDE : ENDS;
}

#define WORD_LATIN    1u
#define WORD_CYRILLIC 2u
#define WORD_GREEK    4u
#define WORD_ASCII    8u
#define WORD_DIGIT    16u

static unsigned script_of_lead(unsigned char c, unsigned char next)
{
    if ((c >= 0xc3 && c <= 0xc9) || (c == 0xe1 && next >= 0xb8 && next <= 0xbb)) {
        return WORD_LATIN;
    }
    return c == 0xce || c == 0xcf ? WORD_GREEK : c >= 0xd0 && c <= 0xd3 ? WORD_CYRILLIC : 0;
}

/* "Ã" to "ô", and behind it a character whose byte in Windows-1252 goes on with a sequence. */
static bool looks_misread(const unsigned char *at, size_t left)
{
    return left > 2 && at[0] == 0xc3 && at[1] >= 0x82 && at[1] <= 0xb4 &&
           (at[2] == 0xc2 || at[2] == 0xc5 || at[2] == 0xc6 || at[2] == 0xcb || at[2] == 0xe2);
}

static bool looks_referred(const unsigned char *at, size_t left)
{
    for (size_t i = 1; i < left && i <= 10 && at[i] < 0x80; i++) {
        if (at[i] == ';') {
            return i > 2;
        }
    }
    return false;
}

static unsigned suspicion(unsigned word, bool person)
{
    const unsigned scripts = word & (WORD_LATIN | WORD_CYRILLIC | WORD_GREEK);
    const unsigned mixed = (scripts & (scripts - 1)) != 0 ? SUSPECT_MIXED : 0;
    const bool digit = person && (word & WORD_DIGIT) != 0 && (word & WORD_ASCII) != 0;
    return mixed | (digit ? SUSPECT_DIGIT : 0);
}

/* Nothing but ASCII without an ampersand or what can stand for a letter: most names. */
static bool is_plain(idt_str text)
{
    bool odd = false;
    for (size_t i = 0; i < text.len && !odd; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        odd = c >= 0x80 || c == '&' || c == '@' || (c <= '9' && (c >= '0' || c == '$'));
    }
    return !odd;
}

/* More than what is repaired in the end, never less. One look at each byte. */
static unsigned suspects(idt_str text, bool person)
{
    const unsigned char *at = (const unsigned char *)text.ptr;
    if (is_plain(text)) {
        return 0;
    }
    unsigned found = 0;
    unsigned word = 0;
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = at[i];
        if (c >= 0xc2) {
            word |= script_of_lead(c, i + 1 < text.len ? at[i + 1] : 0);
            found |= looks_misread(at + i, text.len - i) ? SUSPECT_MOJIBAKE : 0;
        } else if (c < 0x80) {
            const unsigned class = class_of(c);
            word |= class == LETTER ? WORD_LATIN | WORD_ASCII : class == DIGIT ? WORD_DIGIT : 0;
            if (class == ENDS) {
                found |= suspicion(word, person);
                word = 0;
                found |= c == '&' && looks_referred(at + i, text.len - i) ? SUSPECT_REFERENCE : 0;
            }
        }
    }
    return found | suspicion(word, person);
}

/* ---- rounds ---- */

static bool side_new(idt_arena *arena, size_t cap, repair_side *out)
{
    *out = (repair_side){.text = idt_arena_alloc(arena, cap),
                         .from = IDT_NEW_N(arena, uint32_t, cap),
                         .to = IDT_NEW_N(arena, uint32_t, cap)};
    return out->text != NULL && out->from != NULL && out->to != NULL;
}

static bool begin(repair_pass *p)
{
    p->cap = 2 * p->source.len + 4; /* a Latin letter made Cyrillic takes two bytes */
    if (!side_new(p->arena, p->cap, &p->in) || !side_new(p->arena, p->cap, &p->out)) {
        return false;
    }
    memcpy(p->in.text, p->source.ptr, p->source.len);
    for (size_t i = 0; i < p->source.len; i++) {
        p->in.from[i] = (uint32_t)i;
        p->in.to[i] = (uint32_t)i + 1;
    }
    p->in.len = p->source.len;
    return true;
}

static void run_pass(repair_pass *p, void (*pass)(repair_pass *))
{
    const size_t before = p->count;
    p->out.len = 0;
    pass(p);
    if (p->count > before) {
        const repair_side read = p->in;
        p->in = p->out;
        p->out = read;
    }
}

static void run_round(repair_pass *p)
{
    static const struct {
        unsigned suspect;
        void (*pass)(repair_pass *);
    } passes[] = {{SUSPECT_REFERENCE, repair_references},
                  {SUSPECT_MOJIBAKE, repair_mojibake},
                  {SUSPECT_MIXED, repair_lookalikes},
                  {SUSPECT_DIGIT, repair_digits}};
    for (size_t i = 0; i < sizeof passes / sizeof passes[0]; i++) {
        const idt_str text = {.ptr = p->in.text, .len = p->in.len};
        if (!p->full && (suspects(text, p->person) & passes[i].suspect) != 0) {
            run_pass(p, passes[i].pass);
        }
    }
}

/* I1: the last round finds nothing. */
static bool comes_to_rest(repair_pass *p)
{
    for (size_t round = 0; round <= IDT_REPAIR_ROUNDS && !p->full && !p->failed; round++) {
        const size_t before = p->count;
        run_round(p);
        if (p->count == before) {
            return !p->full;
        }
    }
    return false;
}

idt_rc idt_repair_text(idt_str text, bool person, idt_arena *arena, idt_repaired *out,
                       idt_error *err)
{
    *out = (idt_repaired){.text = text};
    if (text.len > IDT_REPAIR_BYTES_MAX || suspects(text, person) == 0) {
        return IDT_OK;
    }
    repair_pass p = {.arena = arena, .source = text, .person = person};
    if (!begin(&p)) {
        return idt_arena_fail(arena, err);
    }
    const bool rests = comes_to_rest(&p);
    if (p.failed) {
        return idt_arena_fail(arena, err);
    }
    if (rests && p.count > 0) {
        *out = (idt_repaired){.text = {.ptr = p.in.text, .len = p.in.len},
                              .from = p.in.from,
                              .to = p.in.to,
                              .repairs = p.repairs,
                              .count = p.count};
    }
    return IDT_OK;
}

uint8_t idt_repair_traces(const idt_repair *repairs, size_t count)
{
    static const uint8_t traces[] = {IDT_TRACE_ENCODING, IDT_TRACE_ENCODING, IDT_TRACE_LOOKALIKE,
                                     IDT_TRACE_DIGIT};
    unsigned found = 0;
    for (size_t i = 0; i < count; i++) {
        found |= traces[repairs[i].kind];
    }
    return (uint8_t)found;
}

const char *idt_repair_kind_text(idt_repair_kind kind)
{
    static const char *const words[] = {"character_reference", "mojibake", "look_alike", "digit"};
    return words[kind];
}

static const char *script_name(idt_script script)
{
    return script == IDT_SCRIPT_LATIN      ? "Latin"
           : script == IDT_SCRIPT_CYRILLIC ? "Cyrillic"
                                           : "Greek";
}

const char *idt_repair_why(const idt_repair *repair, char buffer[IDT_REPAIR_WHY_BYTES])
{
    static const char *const why[] = {"character reference", "UTF-8 read as Windows-1252", NULL,
                                      "digit or sign for a letter"};
    if (repair->kind != IDT_REPAIR_LOOKALIKE) {
        return why[repair->kind];
    }
    (void)snprintf(buffer, IDT_REPAIR_WHY_BYTES, "%s letter in a %s word", script_name(repair->was),
                   script_name(repair->is));
    return buffer;
}
