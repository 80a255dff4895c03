/* A single word asked of a person: who bears it beside other words is no hit (match/score.c), and
 * is not hidden either. The answer says how many they are. */
#include "screen/state.h"

static bool is_one_word(const idt_match_name *name)
{
    for (size_t i = 0; i < name->count; i++) {
        if (name->parts[i].use == IDT_USE_INITIAL || name->parts[i].use == IDT_USE_NUMBER) {
            return false;
        }
    }
    return name->words == 1 && name->bearing == 1;
}

const idt_profile_name *one_word_of(const idt_profile *query)
{
    const idt_profile_name *only = NULL;
    for (size_t i = 0; i < query->name_count; i++) {
        if (query->names[i].parsed.key.len == 0) {
            continue;
        }
        if (!is_one_word(&query->names[i].prepared)) {
            return NULL;
        }
        only = only == NULL ? &query->names[i] : only;
    }
    return only;
}

static idt_str word_of(const idt_profile_name *name)
{
    const idt_name *parsed = &name->parsed;
    size_t at = name->prepared.first_word;
    return idt_str_slice(parsed->source, parsed->parts[at].start, parsed->parts[at].end);
}

static idt_rc add_note(idt_screener *x, idt_str says, idt_error *err)
{
    idt_screen_answer *out = &x->out;
    idt_str *notes = IDT_NEW_N(x->answer, idt_str, out->note_count + 1);
    if (notes == NULL || says.ptr == NULL) {
        return idt_arena_fail(x->answer, err);
    }
    if (out->note_count > 0) {
        memcpy(notes, out->notes, out->note_count * sizeof *notes);
    }
    notes[out->note_count++] = says;
    out->notes = notes;
    return IDT_OK;
}

static idt_rc note_bearers(idt_screener *x, const idt_profile_name *name, size_t bearers,
                           idt_error *err)
{
    const idt_str word = word_of(name);
    return add_note(
        x,
        bearers == 0
            ? idt_str_format(x->answer,
                             "No listed party has \"" IDT_STR_FMT
                             "\" among its names; other spellings of it may.",
                             IDT_STR_ARG(word))
            : idt_str_format(x->answer,
                             "%zu listed part%s \"" IDT_STR_FMT
                             "\" beside other words; `interdict search " IDT_STR_FMT "` shows %s.",
                             bearers, bearers == 1 ? "y has" : "ies have", IDT_STR_ARG(word),
                             IDT_STR_ARG(word), bearers == 1 ? "it" : "them"),
        err);
}

idt_rc one_word_bearers(idt_screener *x, size_t *out, idt_error *err)
{
    idt_rc rc = find_bearers(x, err);
    rc = rc == IDT_OK ? rank_hits(x, err) : rc;
    *out = x->out.total;
    x->out.count = x->out.total = 0;
    return rc;
}

idt_rc one_word_said(idt_screener *x, const idt_profile_name *name, size_t bearers, idt_error *err)
{
    if (bearers == 0 && name->parsed.kind != IDT_NAME_PERSON) {
        return IDT_OK; /* of organisations and ships one word may be the whole name */
    }
    x->out.abstain = IDT_ABSTAIN_ONE_WORD;
    x->out.bearers = bearers;
    return note_bearers(x, name, bearers, err);
}
