#include "selftest/kind_of_pair.h"

#include <stdarg.h>
#include <stdio.h>

typedef struct line {
    char *text;
    size_t len;
} line;

IDT_PRINTF(2, 3)
static void add(line *l, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const int n = vsnprintf(l->text + l->len, KIND_BYTES - l->len, fmt, args);
    va_end(args);
    const size_t more = n > 0 ? (size_t)n : 0;
    l->len += more < KIND_BYTES - l->len ? more : KIND_BYTES - l->len - 1;
}

typedef struct counts {
    unsigned level[IDT_LEVEL_COUNT];
    unsigned left_out, in_query, contradicts, near;
} counts;

static counts counted(const idt_evidence *e)
{
    counts c = {0};
    for (size_t i = 0; i < e->count; i++) {
        const idt_term *t = &e->terms[i];
        c.level[t->level] += t->kind == IDT_TERM_AGREES;
        c.left_out += t->kind == IDT_TERM_OMITTED && t->q_count == 0;
        c.in_query += t->kind == IDT_TERM_OMITTED && t->n_count == 0;
        c.contradicts += t->kind == IDT_TERM_CONTRADICTS;
        c.near += t->kind == IDT_TERM_CONTRADICTS && t->near != IDT_NEAR_NOT;
    }
    return c;
}

static void add_levels(line *l, const counts *c)
{
    for (size_t k = IDT_LEVEL_COUNT; k > 1; k--) {
        if (c->level[k - 1] == 0) {
            continue;
        }
        add(l, "%s%s", l->len > 0 ? " + " : "", idt_level_text((idt_level)(k - 1)));
        if (c->level[k - 1] > 1) {
            add(l, " x%u", c->level[k - 1]);
        }
    }
    if (l->len == 0) {
        add(l, "nothing agrees");
    }
}

static void add_notes(line *l, const idt_evidence *e)
{
    for (size_t i = 0; i < e->count; i++) {
        const idt_term *t = &e->terms[i];
        if (t->kind == IDT_TERM_FORM && t->mnat < 0) {
            add(l, "; legal forms differ");
        } else if (t->kind == IDT_TERM_NUMBER) {
            add(l, "; numbers differ");
        } else if (t->note != NULL && t->mnat < 0) {
            add(l, "; %s", t->note);
        }
    }
}

const char *kind_of_pair(const idt_comparison *comparison, char out[KIND_BYTES])
{
    line l = {.text = out};
    out[0] = '\0';
    if (comparison->exact != IDT_EXACT_NONE) {
        add(&l, "identical");
        return out;
    }
    const counts c = counted(&comparison->evidence);
    add_levels(&l, &c);
    if (c.left_out > 0) {
        add(&l, "; the list's name has %u more", c.left_out);
    }
    if (c.in_query > 0) {
        add(&l, "; what is asked has %u more", c.in_query);
    }
    if (c.contradicts > 0) {
        add(&l, "; %u contradict", c.contradicts);
    }
    if (c.near > 0) {
        add(&l, " (%u nearly the same)", c.near);
    }
    add_notes(&l, &comparison->evidence);
    return out;
}
