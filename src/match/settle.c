#include "match/settle.h"

#include <stdio.h>

#include "match/weights.h"

#define YEARS_APART                                                                                \
    2 /* years two birth dates may lie apart before they differ (match/fields.c)                   \
       */
#define RANGES_MAX 3

const char *idt_ask_text(idt_ask ask)
{
    static const char *const words[] = {"birth_date", "country", "gender", "identifier",
                                        "full_name"};
    return words[ask];
}

static const idt_profile_field *field_of(const idt_profile *profile, idt_field_kind kind, size_t n)
{
    for (size_t i = 0; i < profile->field_count; i++) {
        if (profile->fields[i].kind == kind && n-- == 0) {
            return &profile->fields[i];
        }
    }
    return NULL;
}

static bool is_open(const idt_comparison *c, idt_field_kind kind)
{
    return field_of(c->candidate_profile, kind, 0) != NULL &&
           field_of(c->query_profile, kind, 0) == NULL;
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
    static const struct {
        idt_field_kind kind;
        idt_ask ask;
        idt_scoring_weight agrees, differs;
        bool raises; /* agreeing says something */
    } rows[] = {
        {IDT_FIELD_BIRTH, IDT_ASK_BIRTH, IDT_WEIGHT_BIRTH_EQUAL, IDT_WEIGHT_BIRTH_DIFFERS, true},
        {IDT_FIELD_COUNTRY, IDT_ASK_COUNTRY, IDT_WEIGHT_COUNTRY_EQUAL, IDT_WEIGHT_COUNTRY_DIFFERS,
         true},
        {IDT_FIELD_GENDER, IDT_ASK_GENDER, IDT_WEIGHT_GENDER_DIFFERS, IDT_WEIGHT_GENDER_DIFFERS,
         false},
        {IDT_FIELD_IDENTIFIER, IDT_ASK_IDENTIFIER, IDT_WEIGHT_IDENTIFIER_EQUAL,
         IDT_WEIGHT_IDENTIFIER_DIFFERS, true},
    };
    size_t count = 0;
    for (size_t i = 0; c->scoring->fields && i < sizeof rows / sizeof *rows; i++) {
        if (is_open(c, rows[i].kind)) {
            out[count++] =
                question(c, rows[i].ask,
                         rows[i].raises ? idt_scoring_weight_of(c->scoring, rows[i].agrees) : 0,
                         idt_scoring_weight_of(c->scoring, rows[i].differs));
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

static void years(const idt_profile_field *field, idt_buf *out)
{
    const int slack = field->date.approximate || field->date.uncertain ? 2 : 0;
    idt_buf_add_format(out, "%d-%d", year_of(field->date.earliest) - YEARS_APART - slack,
                       year_of(field->date.latest) + YEARS_APART + slack);
}

static void values(const idt_profile *profile, idt_field_kind kind, idt_buf *out)
{
    const idt_profile_field *field;
    for (size_t n = 0; n < RANGES_MAX && (field = field_of(profile, kind, n)) != NULL; n++) {
        idt_buf_add_text(out, n > 0 ? " or " : "");
        if (kind == IDT_FIELD_BIRTH) {
            years(field, out);
        } else {
            idt_buf_add_str(out, idt_str_slice(field->value, 0, 60));
        }
    }
    if (field_of(profile, kind, RANGES_MAX) != NULL) {
        idt_buf_add_text(out, " or others");
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

static void subject(const idt_comparison *c, const idt_question *q, bool agrees, idt_buf *out)
{
    const idt_profile *p = c->candidate_profile;
    switch (q->ask) {
    case IDT_ASK_BIRTH: {
        const bool birth = strcmp(field_of(p, IDT_FIELD_BIRTH, 0)->property, "birthDate") == 0;
        idt_buf_add_text(out, agrees  ? (birth ? "the same birth date" : "the same founding date")
                              : birth ? "a birth year outside "
                                      : "a founding year outside ");
        if (!agrees) {
            values(p, IDT_FIELD_BIRTH, out);
        }
        return;
    }
    case IDT_ASK_COUNTRY:
        idt_buf_add_text(out, agrees ? "the country " : "a country other than ");
        values(p, IDT_FIELD_COUNTRY, out);
        return;
    case IDT_ASK_GENDER:
        idt_buf_add_text(out, agrees ? "the gender " : "a gender other than ");
        values(p, IDT_FIELD_GENDER, out);
        return;
    case IDT_ASK_IDENTIFIER:
        idt_buf_add_text(out, agrees ? "the same " : "a different ");
        in_words(field_of(p, IDT_FIELD_IDENTIFIER, 0)->property, out);
        return;
    default:
        break;
    }
    const idt_name *name = &c->candidate->parsed;
    idt_buf_add_text(out,
                     agrees ? "the full name with \"" : "a full name with another part for \"");
    idt_buf_add_str(out, idt_str_slice(name->source, name->parts[q->term->n].start,
                                       name->parts[q->term->n + q->term->n_count - 1].end));
    idt_buf_add_byte(out, '"');
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
