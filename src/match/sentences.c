#include "match/sentences.h"

#include "match/fields.h"
#include "match/relation.h"

/* The parts as given, in quotes. */
static void quoted(const idt_profile_name *name, size_t first, size_t count, idt_buf *out)
{
    const idt_name *parsed = &name->parsed;
    idt_buf_add_byte(out, '"');
    idt_buf_add_str(out, idt_str_slice(parsed->source, parsed->parts[first].start,
                                       parsed->parts[first + count - 1].end));
    idt_buf_add_byte(out, '"');
}

static void side(const idt_comparison *c, const idt_term *t, bool of_query, idt_buf *out)
{
    quoted(of_query ? c->query : c->candidate, of_query ? t->q : t->n,
           of_query ? t->q_count : t->n_count, out);
}

static void both(const idt_comparison *c, const idt_term *t, const char *before,
                 const char *between, const char *after, idt_buf *out)
{
    idt_buf_add_text(out, before);
    side(c, t, true, out);
    idt_buf_add_text(out, between);
    side(c, t, false, out);
    idt_buf_add_text(out, after);
}

static const char *of_level(idt_level level, const char **after)
{
    switch (level) {
    case IDT_LEVEL_FOLD:
    case IDT_LEVEL_VARIANT:
        *after = " are spellings of one name.";
        return " and ";
    case IDT_LEVEL_NICKNAME:
        *after = " can stand for each other.";
        return " and ";
    case IDT_LEVEL_SKELETON:
        *after = " have the same consonants.";
        return " and ";
    case IDT_LEVEL_EDIT1:
        *after = " differ by one letter.";
        return " and ";
    case IDT_LEVEL_EDIT2:
        *after = " differ by two letters.";
        return " and ";
    case IDT_LEVEL_READING:
        *after = " can be read as each other across scripts.";
        return " and ";
    case IDT_LEVEL_INITIAL:
        *after = " have the initial in common.";
        return " and ";
    case IDT_LEVEL_CLIPPED:
        *after = " begin alike; one may be cut short.";
        return " and ";
    default:
        *after = " are the same.";
        return " and ";
    }
}

static idt_str given(const idt_profile_name *name, size_t at)
{
    const idt_name *parsed = &name->parsed;
    return idt_str_slice(parsed->source, parsed->parts[at].start, parsed->parts[at].end);
}

static void agrees(const idt_comparison *c, const idt_term *t, idt_buf *out)
{
    if (t->q_count == 1 && t->n_count == 1 &&
        idt_str_equal(given(c->query, t->q), given(c->candidate, t->n))) {
        idt_buf_add_text(out, "Both names have ");
        side(c, t, true, out);
        idt_buf_add_byte(out, '.');
        return;
    }
    const char *after = NULL;
    const char *between = of_level(t->level, &after);
    const bool joined = t->via == IDT_VIA_JOIN && t->level == IDT_LEVEL_FOLD;
    after = joined                      ? " are the same written together."
            : t->via == IDT_VIA_ACRONYM ? ": one is the initials of the other."
                                        : after;
    both(c, t, "", between, after, out);
}

static void omitted(const idt_comparison *c, const idt_term *t, idt_buf *out)
{
    const bool of_query = t->q_count > 0;
    idt_buf_add_text(out, of_query ? "Only the name asked has " : "Only the listed name has ");
    side(c, t, of_query, out);
    idt_buf_add_text(out, ": left out, not contradicted.");
}

static void contradicts(const idt_comparison *c, const idt_term *t, idt_buf *out)
{
    both(c, t, "", t->near == IDT_NEAR_NOT ? " stands against " : " and ",
         t->near == IDT_NEAR_EDIT    ? " are nearly alike, but more than a slip apart."
         : t->near >= IDT_NEAR_KNOWN ? " are spelt alike, but known as two names."
                                     : ".",
         out);
}

static void number(const idt_comparison *c, const idt_term *t, idt_buf *out)
{
    if (t->q_count > 0 && t->n_count > 0) {
        both(c, t, "", " and ", " are different numbers.", out);
        return;
    }
    idt_buf_add_text(out, t->q_count > 0 ? "Only the name asked has the number "
                                         : "Only the listed name has the number ");
    side(c, t, t->q_count > 0, out);
    idt_buf_add_byte(out, '.');
}

/* The note as a sentence without its end: the first letter large. */
static void noted(const char *note, idt_buf *out)
{
    const char first = note[0];
    idt_buf_add_byte(out, first >= 'a' && first <= 'z' ? (char)(first - 'a' + 'A') : first);
    idt_buf_add_text(out, note + (first != '\0'));
}

static void structure(const idt_comparison *c, const idt_term *t, idt_buf *out)
{
    if (t->q_count > 0 && t->n_count > 0) {
        side(c, t, true, out);
        idt_buf_add_text(out, " is the person in one name and the father in the other.");
    } else {
        noted(t->note, out);
        idt_buf_add_byte(out, '.');
    }
}

#define VALUE_BYTES 80

static void value(const idt_profile *profile, size_t at, idt_buf *out)
{
    idt_str text = profile->fields[at].value;
    if (text.len > VALUE_BYTES) {
        for (text.len = VALUE_BYTES; ((unsigned char)text.ptr[text.len] & 0xc0) == 0x80;) {
            text.len--;
        }
    }
    idt_buf_add_str(out, text);
}

/* "Day and month swapped: 1951-06-09 / 1951-09-06." */
static void field(const idt_comparison *c, const idt_term *t, idt_buf *out)
{
    if (t->level == IDT_FIELD_COUNT) {
        idt_buf_add_text(out, "Places and countries prove only so much together: families share "
                              "them.");
        return;
    }
    noted(t->note, out);
    if (t->q < IDT_FIELD_PLACE_MAX && t->n < IDT_FIELD_PLACE_MAX) {
        idt_buf_add_text(out, ": ");
        value(c->query_profile, t->q, out);
        if (!idt_str_equal(c->query_profile->fields[t->q].value,
                           c->candidate_profile->fields[t->n].value)) {
            idt_buf_add_text(out, " / ");
            value(c->candidate_profile, t->n, out);
        }
    }
    idt_buf_add_byte(out, '.');
}

void idt_term_sentence(const idt_comparison *c, const idt_term *t, idt_buf *out)
{
    switch ((idt_term_kind)t->kind) {
    case IDT_TERM_AGREES:
        agrees(c, t, out);
        return;
    case IDT_TERM_OMITTED:
        omitted(c, t, out);
        return;
    case IDT_TERM_CONTRADICTS:
        contradicts(c, t, out);
        return;
    case IDT_TERM_NUMBER:
        number(c, t, out);
        return;
    case IDT_TERM_STRUCTURE:
        structure(c, t, out);
        return;
    case IDT_TERM_FORM:
        both(c, t, "", " and ",
             t->mnat >= 0 ? " are one legal form." : " are different legal forms.", out);
        return;
    case IDT_TERM_CEILING:
        idt_buf_add_text(out, "Names alone prove only so much: relatives share most of theirs.");
        return;
    case IDT_TERM_FIELD:
        field(c, t, out);
        return;
    case IDT_TERM_ALIAS:
        idt_buf_add_text(out, "The list calls this alias a weak one.");
        return;
    default:
        noted(t->note != NULL ? t->note : "not said", out);
        idt_buf_add_byte(out, '.');
    }
}

/* ---- why not ---- */

#define TRIFLE (-500) /* beside a dearer reason this is none */

static uint16_t score_without(const idt_comparison *c, const idt_term *t)
{
    const uint16_t score = idt_score_of(c->of, c->llr_mnat - t->mnat);
    return score < IDT_SCORE_MOST ? score : IDT_SCORE_MOST;
}

/* The ceiling and what is merely left out within it are no reasons of this pair. */
static bool speaks_against(const idt_term *t)
{
    return t->mnat < 0 && t->kind != IDT_TERM_CEILING &&
           !(t->kind == IDT_TERM_FIELD && t->level == IDT_FIELD_COUNT);
}

size_t idt_why_not(const idt_comparison *c, idt_why_not_term out[IDT_WHY_NOT_MAX])
{
    size_t count = 0;
    if (c->band != IDT_BAND_BELOW) {
        return 0;
    }
    for (size_t i = 0; i < c->evidence.count; i++) {
        const idt_term *t = &c->evidence.terms[i];
        if (!speaks_against(t)) {
            continue;
        }
        size_t at = count < IDT_WHY_NOT_MAX ? count++ : IDT_WHY_NOT_MAX;
        for (; at > 0 && out[at - 1].term->mnat > t->mnat; at--) {
            if (at < IDT_WHY_NOT_MAX) {
                out[at] = out[at - 1];
            }
        }
        if (at < IDT_WHY_NOT_MAX) {
            out[at] = (idt_why_not_term){.term = t, .without = score_without(c, t)};
        }
    }
    while (count > 1 && out[count - 1].term->mnat > TRIFLE) {
        count--;
    }
    return count;
}

/* ---- abstaining ---- */

static bool guarded(const idt_comparison *c, const char *note)
{
    for (size_t i = 0; i < c->evidence.count; i++) {
        const idt_term *t = &c->evidence.terms[i];
        if (t->kind == IDT_TERM_GUARD && t->note != NULL && strcmp(t->note, note) == 0) {
            return true;
        }
    }
    return false;
}

/* Has parts in a script that no table reads. */
static bool unread(const idt_match_name *name)
{
    for (size_t i = 0; i < name->count; i++) {
        const idt_match_part *part = &name->parts[i];
        if (part->use == IDT_USE_WORD && !part->latin && part->part->reading_count == 0) {
            return true;
        }
    }
    return false;
}

idt_abstain idt_abstain_of(const idt_comparison *c)
{
    if (c->band != IDT_BAND_BELOW) {
        return IDT_ABSTAIN_NOT;
    }
    if (c->query == NULL || c->candidate == NULL || c->query->parsed.key.len == 0 ||
        c->candidate->parsed.key.len == 0) {
        return IDT_ABSTAIN_NO_NAME;
    }
    if (guarded(c, IDT_GUARD_GENERIC)) {
        return IDT_ABSTAIN_GENERIC_WORDS;
    }
    if (guarded(c, IDT_GUARD_SINGLE)) {
        return IDT_ABSTAIN_SINGLE_PART;
    }
    return c->evidence.agreeing == 0 &&
                   (unread(&c->query->prepared) || unread(&c->candidate->prepared))
               ? IDT_ABSTAIN_SCRIPT
               : IDT_ABSTAIN_NOT;
}

const char *idt_abstain_text(idt_abstain abstain)
{
    static const char *const words[] = {NULL,          "no_name",         "generic_words",
                                        "single_part", "script_not_read", "one_word"};
    return words[abstain];
}

const char *idt_abstain_sentence(idt_abstain abstain)
{
    static const char *const words[] = {
        NULL,
        "There is no name to compare.",
        "Nothing but generic words agrees: the names can decide nothing.",
        "One common part alone agrees: it fits too many to decide anything.",
        "One name is in a script that is not read: it is compared with that script alone.",
        "One word alone is asked: who has it beside other words is no hit by it.",
    };
    return words[abstain];
}
