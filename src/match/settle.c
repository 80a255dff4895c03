#include "match/settle.h"

#include <stdio.h>

#include "match/fields.h"
#include "match/weights.h"

#define YEARS_APART 2  /* years two dates may lie apart before they differ (match/fields.c) */
#define RANGES_MAX  16 /* gathered; values told are at most VALUES_MAX */
#define VALUES_MAX  3
#define VALUE_BYTES 60

const char *idt_ask_text(idt_ask ask)
{
    static const char *const words[] = {"birth_date", "birth_place",   "country",    "address",
                                        "gender",     "founding_date", "legal_form", "type",
                                        "identifier", "contact",       "full_name"};
    return words[ask];
}

static bool is_open(const idt_comparison *c, idt_field_kind kind)
{
    return c->query_profile->field_start[kind] == c->query_profile->field_start[kind + 1];
}

/* I3: as rate() in score.c. */
static uint16_t score_with(const idt_comparison *c, int32_t mnat)
{
    const uint16_t score = idt_score_of(c->of, c->llr_mnat + mnat);
    if (c->score == IDT_SCORE_ONE && mnat >= 0) {
        return IDT_SCORE_ONE;
    }
    return score < IDT_SCORE_MOST ? score : IDT_SCORE_MOST;
}

static idt_question question(const idt_comparison *c, idt_ask ask, int32_t agrees, int32_t differs)
{
    const bool lower = c->scoring->fields_lower || ask == IDT_ASK_FULL_NAME;
    const bool beside = ask != IDT_ASK_FULL_NAME && ask != IDT_ASK_IDENTIFIER;
    idt_question q = {.ask = ask,
                      .if_agrees = score_with(c, beside ? idt_comparison_more(c, agrees) : agrees),
                      .if_differs = score_with(c, lower ? differs : 0)};
    q.agrees_band = idt_band_of(c->scoring, q.if_agrees);
    q.differs_band = idt_band_of(c->scoring, q.if_differs);
    return q;
}

/* A listed part that the question left out: what would another in its place bring? */
static const idt_term *left_out(const idt_comparison *c)
{
    for (size_t i = 0; i < c->evidence.count; i++) {
        const idt_term *t = &c->evidence.terms[i];
        if (t->kind == IDT_TERM_OMITTED && t->q_count == 0 && t->n_count > 0) {
            const idt_match_part *part = &c->candidate->prepared.parts[t->n];
            if (part->role != IDT_PART_GENERIC && part->role != IDT_PART_PLACE && !part->repeats) {
                return t;
            }
        }
    }
    return NULL;
}

static size_t field_questions(const idt_comparison *c, idt_question *out)
{
    size_t count = 0;
    for (idt_field_kind kind = 0; c->scoring->fields && kind < IDT_FIELD_COUNT; kind++) {
        idt_field_answers answers;
        if (is_open(c, kind) &&
            idt_field_foretell(c->scoring, c->candidate_profile, kind, &answers)) {
            const int32_t agrees = idt_fields_more(&c->evidence, kind, answers.agrees);
            out[count] = question(c, (idt_ask)kind, agrees, answers.differs);
            out[count++].listed = answers.listed;
        }
    }
    return count;
}

/* I2 */
static bool before(const idt_question *a, const idt_question *b)
{
    const int x = a->if_agrees - a->if_differs;
    const int y = b->if_agrees - b->if_differs;
    return x != y ? x > y : a->differs_band == IDT_BAND_BELOW && b->differs_band != IDT_BAND_BELOW;
}

static void sort(idt_question *questions, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const idt_question q = questions[i];
        size_t at = i;
        for (; at > 0 && before(&q, &questions[at - 1]); at--) {
            questions[at] = questions[at - 1];
        }
        questions[at] = q;
    }
}

size_t idt_settle(const idt_comparison *c, idt_question out[IDT_ASK_COUNT])
{
    if (c->scoring->scorer != IDT_SCORER_EVIDENCE || c->query == NULL || c->query_profile == NULL ||
        c->candidate_profile == NULL) {
        return 0;
    }
    size_t count = field_questions(c, out);
    const idt_term *term = left_out(c);
    if (term != NULL) {
        const bool word = c->of == IDT_CLASS_OTHER;
        out[count] = question(c, IDT_ASK_FULL_NAME, -term->mnat,
                              (word ? IDT_WEIGHTS.contradiction_word : IDT_WEIGHTS.contradiction) -
                                  term->mnat);
        out[count++].term = term;
    }
    sort(out, count);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) { /* I4 */
        if (out[i].agrees_band != c->band || out[i].differs_band != c->band) {
            out[kept++] = out[i];
        }
    }
    return kept;
}

/* ---- sentences ---- */

static int year_of(idt_day day)
{
    char text[IDT_DAY_BYTES];
    int year = 0;
    return sscanf(idt_day_text(day, text), "%d", &year) == 1 ? year : 0;
}

typedef struct range {
    int first, last;
} range;

/* Ascending; ranges that meet are one. */
static size_t put_range(range *ranges, size_t count, range r)
{
    size_t at = count;
    for (; at > 0 && ranges[at - 1].first > r.first; at--) {
        ranges[at] = ranges[at - 1];
    }
    ranges[at] = r;
    size_t kept = 0;
    for (size_t i = 0; i <= count; i++) {
        range *last = kept > 0 ? &ranges[kept - 1] : NULL;
        if (last != NULL && ranges[i].first <= last->last + 1) {
            last->last = ranges[i].last > last->last ? ranges[i].last : last->last;
        } else {
            ranges[kept++] = ranges[i];
        }
    }
    return kept;
}

/* One question is about values of one property: "another passport", not "another number". */
static bool asked_with(const idt_profile_field *listed, const idt_profile_field *field)
{
    return listed->kind == IDT_FIELD_COUNTRY ? listed->sort == field->sort
                                             : strcmp(listed->property, field->property) == 0;
}

#define OPEN_YEAR 100000 /* beyond all that dates can say */

static int outer_year(idt_day day, int more)
{
    return day == IDT_DAY_OPEN_START ? -OPEN_YEAR
           : day == IDT_DAY_OPEN_END ? OPEN_YEAR
                                     : year_of(day) + more;
}

static void add_range(range r, idt_buf *out)
{
    if (r.first == -OPEN_YEAR) {
        idt_buf_add_format(out, "..-%d", r.last);
    } else if (r.last == OPEN_YEAR) {
        idt_buf_add_format(out, "%d-..", r.first);
    } else {
        idt_buf_add_format(out, "%d-%d", r.first, r.last);
    }
}

/* The years in which no answer would differ. */
static void years(const idt_profile *p, const idt_profile_field *listed, idt_buf *out)
{
    range ranges[RANGES_MAX + 1];
    size_t count = 0;
    for (size_t i = p->field_start[listed->kind]; i < p->field_start[listed->kind + 1]; i++) {
        const idt_field_days *days = &p->fields[i].days;
        if (asked_with(listed, &p->fields[i]) && count < RANGES_MAX) {
            count = put_range(ranges, count,
                              (range){outer_year(days->earliest, -YEARS_APART),
                                      outer_year(days->latest, YEARS_APART)});
        }
    }
    for (size_t i = 0; i < count; i++) {
        idt_buf_add_text(out, i > 0 ? " or " : "");
        add_range(ranges[i], out);
    }
}

static void values(const idt_profile *p, const idt_profile_field *listed, idt_buf *out)
{
    size_t told = 0;
    for (size_t i = p->field_start[listed->kind]; i < p->field_start[listed->kind + 1]; i++) {
        if (!asked_with(listed, &p->fields[i])) {
            continue;
        }
        if (told++ == VALUES_MAX) {
            idt_buf_add_text(out, " or others");
            return;
        }
        idt_buf_add_text(out, told > 1 ? " or " : "");
        idt_buf_add_str(out, idt_str_slice(p->fields[i].value, 0, VALUE_BYTES));
    }
}

/* passportNumber: passport number */
static void in_words(const char *property, idt_buf *out)
{
    for (size_t i = 0; property[i] != '\0'; i++) {
        const char c = property[i];
        const bool capital = c >= 'A' && c <= 'Z';
        if (capital && i > 0 && property[i - 1] >= 'a') {
            idt_buf_add_byte(out, ' ');
        }
        idt_buf_add_byte(out, capital && property[i + 1] >= 'a' ? (char)(c - 'A' + 'a') : c);
    }
}

static const char *effect(idt_band now, idt_band then)
{
    return then == IDT_BAND_BELOW && now != then                 ? " would clear this"
           : then == IDT_BAND_STRONG && now != then              ? " would make this strong"
           : then == IDT_BAND_POSSIBLE && now == IDT_BAND_BELOW  ? " would make this possible"
           : then == IDT_BAND_POSSIBLE && now == IDT_BAND_STRONG ? " would leave this possible"
                                                                 : NULL;
}

typedef struct wording {
    const char *same, *other; /* a blank at the end: the listed values follow */
} wording;

static wording words_of(const idt_profile_field *f)
{
    static const wording kinds[] = {
        [IDT_FIELD_BIRTH] = {"the same birth date", "a birth year outside "},
        [IDT_FIELD_BIRTH_PLACE] = {"the same place of birth", "a place of birth other than "},
        [IDT_FIELD_ADDRESS] = {"the same address", "an address other than "},
        [IDT_FIELD_GENDER] = {"the gender ", "a gender other than "},
        [IDT_FIELD_FOUNDED] = {"the same founding date", "a founding year outside "},
        [IDT_FIELD_LEGAL_FORM] = {"the legal form ", "a legal form other than "},
        [IDT_FIELD_TYPE] = {"the type ", "a type other than "},
    };
    static const wording sorts[] = {
        [IDT_COUNTRY_NATIONALITY] = {"the nationality ", "a nationality other than "},
        [IDT_COUNTRY_TIE] = {"the country ", "a country other than "},
        [IDT_COUNTRY_JURISDICTION] = {"the jurisdiction ", "a jurisdiction other than "},
        [IDT_COUNTRY_FLAG] = {"the flag ", "a flag other than "},
        [IDT_COUNTRY_PAST_FLAG] = {"the past flag ", "a past flag other than "},
    };
    return f->kind == IDT_FIELD_COUNTRY ? sorts[f->sort] : kinds[f->kind];
}

static void add_values(const idt_profile *p, const idt_profile_field *f, idt_buf *out)
{
    if (f->kind == IDT_FIELD_BIRTH || f->kind == IDT_FIELD_FOUNDED) {
        years(p, f, out);
    } else {
        values(p, f, out);
    }
}

static void left_out_words(const idt_comparison *c, const idt_question *q, bool agrees,
                           idt_buf *out)
{
    const idt_name *name = &c->candidate->parsed;
    idt_buf_add_text(out,
                     agrees ? "the full name with \"" : "a full name with another part for \"");
    idt_buf_add_str(out, idt_str_slice(name->source, name->parts[q->term->n].start,
                                       name->parts[q->term->n + q->term->n_count - 1].end));
    idt_buf_add_byte(out, '"');
}

static void subject(const idt_comparison *c, const idt_question *q, bool agrees, idt_buf *out)
{
    if (q->ask == IDT_ASK_FULL_NAME) {
        left_out_words(c, q, agrees, out);
        return;
    }
    if (q->ask == IDT_ASK_IDENTIFIER || q->ask == IDT_ASK_CONTACT) {
        idt_buf_add_text(out, agrees ? "the same " : "a different ");
        in_words(q->listed->property, out);
        return;
    }
    const wording words = words_of(q->listed);
    const char *text = agrees ? words.same : words.other;
    idt_buf_add_text(out, text);
    if (text[strlen(text) - 1] == ' ') {
        add_values(c->candidate_profile, q->listed, out);
    }
}

static void capital(idt_buf *out, size_t at)
{
    if (at < out->len && out->ptr[at] >= 'a' && out->ptr[at] <= 'z') {
        out->ptr[at] = (char)(out->ptr[at] - 'a' + 'A');
    }
}

/* Both effects where both change the band (I4: one does). */
void idt_question_sentence(const idt_comparison *c, const idt_question *q, idt_buf *out)
{
    const char *differs = effect(c->band, q->differs_band);
    const char *agrees = effect(c->band, q->agrees_band);
    const size_t start = out->len;
    if (differs != NULL) {
        subject(c, q, false, out);
        idt_buf_add_text(out, differs);
    }
    if (agrees != NULL) {
        idt_buf_add_text(out, differs != NULL ? "; " : "");
        subject(c, q, true, out);
        idt_buf_add_text(out, agrees);
    }
    idt_buf_add_byte(out, '.');
    capital(out, start);
}
