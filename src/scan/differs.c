#include "scan/differs.h"

#include "match/sentences.h"

#define SENTENCE_BYTES ((size_t)64 << 10)

typedef struct sentences {
    idt_arena *arena;
    idt_str *items;
    size_t count, cap;
} sentences;

/* Is there something to say of the term? That two words are the same is not. */
static bool tells(const idt_comparison *c, const idt_term *t)
{
    const bool same =
        t->kind == IDT_TERM_AGREES && t->level == IDT_LEVEL_EXACT && t->q_count == 1 &&
        t->n_count == 1 &&
        idt_str_equal(c->query->prepared.parts[t->q].text, c->candidate->prepared.parts[t->n].text);
    return !same && t->kind != IDT_TERM_CEILING;
}

static idt_rc keep(sentences *s, idt_str sentence, idt_error *err)
{
    if (!IDT_GROW(s->arena, s->items, s->cap, s->count)) {
        return idt_arena_fail(s->arena, err);
    }
    s->items[s->count] = idt_str_copy(s->arena, sentence);
    return s->items[s->count++].ptr != NULL ? IDT_OK : idt_arena_fail(s->arena, err);
}

static idt_rc say(sentences *s, const idt_comparison *c, const idt_term *t, idt_error *err)
{
    idt_buf buf;
    idt_buf_init(&buf, SENTENCE_BYTES);
    idt_term_sentence(c, t, &buf);
    idt_rc rc = idt_buf_check(&buf, err);
    rc = rc == IDT_OK ? keep(s, idt_buf_borrow(&buf), err) : rc;
    idt_buf_release(&buf);
    return rc;
}

idt_rc idt_fuzzy_differs(const idt_index *index, idt_index_scratch *scratch, idt_str window,
                         const idt_fuzzy_match *match, idt_arena *arena, idt_str **out,
                         size_t *count, idt_error *err)
{
    idt_profile_name name;
    idt_index_candidate form;
    idt_comparison c;
    sentences s = {.arena = arena};
    idt_rc rc = idt_fuzzy_name(window, arena, &name, err);
    rc = rc == IDT_OK ? idt_index_form(index, match->file, match->form, scratch, &form, err) : rc;
    if (rc == IDT_OK) {
        idt_compare_names(&name, form.name, &c);
        for (size_t i = 0; i < c.evidence.count && rc == IDT_OK; i++) {
            rc = tells(&c, &c.evidence.terms[i]) ? say(&s, &c, &c.evidence.terms[i], err) : IDT_OK;
        }
    }
    if (rc == IDT_OK && s.count == 0) {
        rc = keep(&s, IDT_STR("The words are the same, in another order."), err);
    }
    *out = s.items;
    *count = s.count;
    return rc;
}
