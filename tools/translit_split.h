/* translit_split.h - rows of cross-script token files, and which tenth each belongs to.
 *
 * Shared by the learner and by the tool that measures, so that neither sees the other's rows.
 */
#ifndef INTERDICT_TOOLS_TRANSLIT_SPLIT_H
#define INTERDICT_TOOLS_TRANSLIT_SPLIT_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "text/key.h"

#define TRANSLIT_SEED 20261125

typedef struct translit_row {
    idt_str latin;  /* folded, 1 to 40 letters a-z */
    idt_str native; /* folded, tokens put together */
    bool prior;     /* a pair by rule: never withheld */
} translit_row;

/* Blanks out, folded, blanks out. */
static inline idt_str translit_joined(idt_arena *arena, idt_str text)
{
    char *raw = idt_arena_alloc(arena, text.len + 1);
    size_t len = 0;
    idt_str key = {0};
    if (raw == NULL) {
        return key;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != ' ') {
            raw[len++] = text.ptr[i];
        }
    }
    if (idt_text_key((idt_str){.ptr = raw, .len = len}, arena, &key, NULL) != IDT_OK) {
        return (idt_str){0};
    }
    char *out = idt_arena_alloc(arena, key.len + 1);
    if (out == NULL) {
        return (idt_str){0};
    }
    len = 0;
    for (size_t i = 0; i < key.len; i++) {
        if (key.ptr[i] != ' ') {
            out[len++] = key.ptr[i];
        }
    }
    return (idt_str){.ptr = out, .len = len};
}

/* `latin TAB native letters TAB count`; false for a row whose Latin side is not one plain word. */
static inline bool translit_row_read(const char *line, idt_arena *arena, translit_row *out)
{
    const idt_str all = {.ptr = line, .len = strcspn(line, "\r\n")};
    const size_t tab = idt_str_find(all, '\t');
    if (tab == all.len) {
        return false;
    }
    const idt_str rest = idt_str_slice(all, tab + 1, all.len);
    const size_t end = idt_str_find(rest, '\t');
    out->latin = translit_joined(arena, idt_str_slice(all, 0, tab));
    out->native = translit_joined(arena, idt_str_slice(rest, 0, end));
    out->prior = idt_str_is(idt_str_slice(rest, end + 1, rest.len), "prior");
    bool plain = out->latin.len > 0 && out->latin.len <= 40 && out->native.len > 0;
    for (size_t i = 0; i < out->latin.len; i++) {
        plain = plain && out->latin.ptr[i] >= 'a' && out->latin.ptr[i] <= 'z';
    }
    return plain;
}

/* 0 to 9, by the Latin token: FNV-1a, mixed. */
static inline int translit_tenth(idt_str latin)
{
    uint64_t h = UINT64_C(1469598103934665603) ^ TRANSLIT_SEED;
    for (size_t i = 0; i < latin.len; i++) {
        h = (h ^ (unsigned char)latin.ptr[i]) * UINT64_C(1099511628211);
    }
    h = (h ^ (h >> 29)) * UINT64_C(0xbf58476d1ce4e5b9);
    return (int)((h ^ (h >> 32)) % 10);
}

#endif
