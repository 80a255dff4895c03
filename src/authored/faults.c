#include "authored/faults.h"

#include <stdlib.h>

#define QUOTE_BYTES 60 /* of a met text in a message */
#define HINT_WORDS  16 /* more than these are looked up, not read */

void idt_faults_add_args(idt_faults *faults, uint32_t line, uint32_t column, const char *fmt,
                         va_list args)
{
    if (faults->full || faults->failed) {
        return;
    }
    if (!IDT_GROW(faults->arena, faults->items, faults->cap, faults->count)) {
        faults->failed = true;
        return;
    }
    idt_fault *fault = &faults->items[faults->count];
    *fault = (idt_fault){.file = faults->file, .line = line, .column = column};
    if (faults->count == IDT_FAULTS_MAX) {
        faults->full = true;
        fault->message = IDT_STR("more than 1000 faults; reading stopped here, mend those above "
                                 "and check again");
    } else {
        fault->message = idt_str_format_args(faults->arena, fmt, args);
    }
    if (fault->message.ptr == NULL) {
        faults->failed = true;
        return;
    }
    faults->count++;
}

void idt_faults_add(idt_faults *faults, uint32_t line, uint32_t column, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    idt_faults_add_args(faults, line, column, fmt, args);
    va_end(args);
}

static int by_place(const idt_fault *x, const idt_fault *y)
{
    const int c = idt_str_compare(x->file, y->file);
    if (c != 0) {
        return c;
    }
    if (x->line != y->line) {
        return x->line < y->line ? -1 : 1;
    }
    return x->column == y->column ? 0 : x->column < y->column ? -1 : 1;
}

/* Insertion sort: stable, and the faults come nearly in order. The line that says "more than 1000"
 * is the last whatever its place. */
void idt_faults_sort(idt_faults *faults)
{
    const size_t count = faults->count - (faults->full ? 1 : 0);
    for (size_t i = 1; i < count; i++) {
        const idt_fault moving = faults->items[i];
        size_t at = i;
        while (at > 0 && by_place(&faults->items[at - 1], &moving) > 0) {
            faults->items[at] = faults->items[at - 1];
            at--;
        }
        faults->items[at] = moving;
    }
}

const char *idt_faults_quote(idt_faults *faults, idt_str text)
{
    if (faults->full) {
        return "\"\""; /* for a message that nobody will see */
    }
    size_t shown = text.len < QUOTE_BYTES ? text.len : QUOTE_BYTES;
    while (shown < text.len && shown > 0 && ((unsigned char)text.ptr[shown] & 0xc0U) == 0x80U) {
        shown--; /* between characters */
    }
    char *copy = idt_arena_alloc(faults->arena, shown + sizeof "\"...\"");
    if (copy == NULL) {
        faults->failed = true;
        return "\"\"";
    }
    size_t n = 0;
    copy[n++] = '"';
    for (size_t i = 0; i < shown; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        copy[n++] = c == '\n' || c == '\t' ? ' ' : c < ' ' || c == 0x7f ? '?' : text.ptr[i];
    }
    memcpy(copy + n, shown < text.len ? "...\"" : "\"", shown < text.len ? 5 : 2);
    return copy;
}

const char *idt_faults_hint(idt_faults *faults, idt_str met, const char *const *words, size_t count)
{
    if (faults->full) {
        return "";
    }
    const char *nearest = idt_str_nearest(met, words, count);
    idt_str hint = {0};
    if (nearest != NULL) {
        hint = idt_str_format(faults->arena, "did you mean \"%s\"?", nearest);
    } else {
        hint = IDT_STR("expected one of");
        for (size_t i = 0; i < count && i < HINT_WORDS && hint.ptr != NULL; i++) {
            hint = idt_str_format(faults->arena, IDT_STR_FMT "%s %s", IDT_STR_ARG(hint),
                                  i > 0 ? "," : "", words[i]);
        }
        if (count > HINT_WORDS && hint.ptr != NULL) {
            hint = idt_str_format(faults->arena, IDT_STR_FMT ", ... (docs/vocabulary.md has all)",
                                  IDT_STR_ARG(hint));
        }
    }
    if (hint.ptr == NULL) {
        faults->failed = true;
        return "";
    }
    return hint.ptr;
}

size_t idt_words_count(const char *const *words)
{
    size_t n = 0;
    while (words != NULL && words[n] != NULL) {
        n++;
    }
    return n;
}
