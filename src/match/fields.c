#include "match/fields.h"

#include "match/weights.h"

typedef struct verdict {
    int32_t mnat;
    const char *note; /* NULL: not comparable */
} verdict;

static const verdict NOTHING = {0, NULL};

static verdict says(const idt_scoring *s, idt_scoring_weight weight, const char *note)
{
    return (verdict){idt_scoring_weight_of(s, weight), note};
}

static int32_t gain(const idt_scoring *s, idt_scoring_weight weight)
{
    return idt_scoring_gain(s, weight);
}

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* ---- dates ---- */

static verdict birth(const idt_scoring *s, const idt_profile_field *a, const idt_profile_field *b)
{
    const idt_days_agreement days = idt_field_days_compare(&a->days, &b->days);
    const bool converted = a->days.other_calendar != b->days.other_calendar;
    switch (days.relation) {
    case IDT_DAYS_SAME_DAY:
        return says(s, IDT_WEIGHT_BIRTH_EQUAL, "birth date equal");
    case IDT_DAYS_SWAPPED:
        return says(s, IDT_WEIGHT_BIRTH_SWAPPED, "day and month swapped");
    case IDT_DAYS_SAME_MONTH:
        return says(s, IDT_WEIGHT_BIRTH_MONTH,
                    converted ? "birth dates agree by another calendar"
                              : "birth dates agree to the month");
    case IDT_DAYS_SAME_SPAN:
        return (verdict){idt_days_spanned(gain(s, IDT_WEIGHT_BIRTH_YEAR), days.years),
                         converted         ? "birth years agree by another calendar"
                         : days.years == 1 ? "birth dates agree as far as known"
                                           : "birth dates agree within some years"};
    case IDT_DAYS_ANOTHER_DAY:
        return says(s, IDT_WEIGHT_BIRTH_DAY, "same year, another day");
    default:
        return days.years == 1   ? says(s, IDT_WEIGHT_BIRTH_CLOSE, "birth dates a year apart")
               : days.years == 2 ? says(s, IDT_WEIGHT_BIRTH_NEAR, "birth dates two years apart")
                                 : says(s, IDT_WEIGHT_BIRTH_DIFFERS, "birth dates differ");
    }
}

static int32_t birth_most(const idt_scoring *s, const idt_profile_field *f)
{
    const int32_t span = larger(gain(s, IDT_WEIGHT_BIRTH_MONTH), gain(s, IDT_WEIGHT_BIRTH_YEAR));
    return f->days.one_day ? larger(span, larger(gain(s, IDT_WEIGHT_BIRTH_EQUAL),
                                                 gain(s, IDT_WEIGHT_BIRTH_SWAPPED)))
                           : span;
}

static verdict founded(const idt_scoring *s, const idt_profile_field *a, const idt_profile_field *b)
{
    if (strcmp(a->property, b->property) != 0) {
        return NOTHING;
    }
    const idt_days_agreement days = idt_field_days_compare(&a->days, &b->days);
    switch (days.relation) {
    case IDT_DAYS_SAME_DAY:
        return says(s, IDT_WEIGHT_FOUNDED_EQUAL, "founding date equal");
    case IDT_DAYS_SWAPPED:
    case IDT_DAYS_SAME_MONTH:
        return says(s, IDT_WEIGHT_FOUNDED_YEAR, "founding dates agree");
    case IDT_DAYS_SAME_SPAN:
        return (verdict){idt_days_spanned(gain(s, IDT_WEIGHT_FOUNDED_YEAR), days.years),
                         "founding dates agree as far as known"};
    case IDT_DAYS_ANOTHER_DAY:
        return (verdict){0, "founded in one year, on another day"};
    default:
        return days.years <= 2 ? (verdict){0, "founding dates near each other"}
                               : says(s, IDT_WEIGHT_FOUNDED_DIFFERS, "founding dates differ");
    }
}

static int32_t founded_most(const idt_scoring *s, const idt_profile_field *f)
{
    (void)f;
    return larger(gain(s, IDT_WEIGHT_FOUNDED_EQUAL), gain(s, IDT_WEIGHT_FOUNDED_YEAR));
}

/* ---- places ---- */

#define MOST_OF_IT       800 /* per mille of the words of the shorter */
#define SOME_OF_IT       300
#define MORE_THAN_A_CITY 4000 /* millinats of words shared */

static verdict birth_place(const idt_scoring *s, const idt_profile_field *a,
                           const idt_profile_field *b)
{
    const idt_words_agreement w = idt_field_words_compare(&a->words, &b->words);
    if (w.words_known && w.shared_mnat > 0) {
        return w.share_per_mille >= MOST_OF_IT && (!w.states_known || w.state_shared)
                   ? says(s, IDT_WEIGHT_BIRTH_PLACE_EQUAL, "place of birth equal")
                   : says(s, IDT_WEIGHT_BIRTH_PLACE_PART, "places of birth alike");
    }
    return w.states_known && !w.state_shared
               ? says(s, IDT_WEIGHT_BIRTH_PLACE_DIFFERS, "countries of birth differ")
           : w.words_known ? says(s, IDT_WEIGHT_BIRTH_PLACE_TOWN, "places of birth differ")
           : w.state_shared
               ? says(s, IDT_WEIGHT_BIRTH_PLACE_COUNTRY, "a country of birth in common")
               : NOTHING;
}

static int32_t birth_place_most(const idt_scoring *s, const idt_profile_field *f)
{
    (void)f;
    return larger(
        larger(gain(s, IDT_WEIGHT_BIRTH_PLACE_EQUAL), gain(s, IDT_WEIGHT_BIRTH_PLACE_PART)),
        gain(s, IDT_WEIGHT_BIRTH_PLACE_COUNTRY));
}

static verdict address(const idt_scoring *s, const idt_profile_field *a, const idt_profile_field *b)
{
    const idt_words_agreement w = idt_field_words_compare(&a->words, &b->words);
    if (w.states_known && !w.state_shared) {
        return says(s, IDT_WEIGHT_ADDRESS_DIFFERS, "addresses in two countries");
    }
    if (!w.words_known) {
        return NOTHING;
    }
    return w.share_per_mille >= MOST_OF_IT && w.shared_mnat > MORE_THAN_A_CITY
               ? says(s, IDT_WEIGHT_ADDRESS_EQUAL, "address equal")
           : w.share_per_mille >= SOME_OF_IT
               ? says(s, IDT_WEIGHT_ADDRESS_PART, "addresses agree in part")
           : w.shared_mnat > 0 ? (verdict){0, "addresses have a word in common"}
                               : says(s, IDT_WEIGHT_ADDRESS_TOWN, "addresses differ");
}

static int32_t address_most(const idt_scoring *s, const idt_profile_field *f)
{
    (void)f;
    return larger(gain(s, IDT_WEIGHT_ADDRESS_EQUAL), gain(s, IDT_WEIGHT_ADDRESS_PART));
}

/* ---- countries ---- */

typedef struct country_row {
    idt_scoring_weight equal, differs;
    const char *same, *other;
} country_row;

static const country_row COUNTRY_ROWS[IDT_COUNTRY_SORTS] = {
    [IDT_COUNTRY_NATIONALITY] = {IDT_WEIGHT_NATIONALITY_EQUAL, IDT_WEIGHT_NATIONALITY_DIFFERS,
                                 "a nationality in common", "no nationality in common"},
    [IDT_COUNTRY_TIE] = {IDT_WEIGHT_COUNTRY_EQUAL, IDT_WEIGHT_COUNTRY_DIFFERS,
                         "a country in common", "no country in common"},
    [IDT_COUNTRY_JURISDICTION] = {IDT_WEIGHT_JURISDICTION_EQUAL, IDT_WEIGHT_JURISDICTION_DIFFERS,
                                  "a jurisdiction in common", "no jurisdiction in common"},
    [IDT_COUNTRY_FLAG] = {IDT_WEIGHT_FLAG_EQUAL, IDT_WEIGHT_FLAG_DIFFERS, "flag equal",
                          "flags differ"},
    [IDT_COUNTRY_PAST_FLAG] = {IDT_WEIGHT_COUNTRY_EQUAL, IDT_SCORING_WEIGHTS,
                               "a past flag in common", NULL},
};

/* Two of one sort may differ; of two sorts (a nationality, a country lived in) only agree. */
static verdict country(const idt_scoring *s, const idt_profile_field *a, const idt_profile_field *b)
{
    const country_row *row = &COUNTRY_ROWS[a->sort];
    if (a->country == b->country) {
        return a->sort == b->sort ? says(s, row->equal, row->same)
                                  : says(s, IDT_WEIGHT_COUNTRY_EQUAL, "a country in common");
    }
    return a->sort != b->sort || row->other == NULL || a->past || b->past
               ? NOTHING
               : says(s, row->differs, row->other);
}

static int32_t country_most(const idt_scoring *s, const idt_profile_field *f)
{
    return larger(gain(s, COUNTRY_ROWS[f->sort].equal), gain(s, IDT_WEIGHT_COUNTRY_EQUAL));
}

/* ---- words of one kind ---- */

static verdict gender(const idt_scoring *s, const idt_profile_field *a, const idt_profile_field *b)
{
    return a->gender == b->gender ? (verdict){0, "gender does not differ"}
                                  : says(s, IDT_WEIGHT_GENDER_DIFFERS, "gender differs");
}

static verdict legal_form(const idt_scoring *s, const idt_profile_field *a,
                          const idt_profile_field *b)
{
    return a->form == b->form ? says(s, IDT_WEIGHT_LEGAL_FORM_EQUAL, "legal form equal")
                              : says(s, IDT_WEIGHT_LEGAL_FORM_DIFFERS, "legal forms differ");
}

static int32_t legal_form_most(const idt_scoring *s, const idt_profile_field *f)
{
    (void)f;
    return gain(s, IDT_WEIGHT_LEGAL_FORM_EQUAL);
}

static verdict type(const idt_scoring *s, const idt_profile_field *a, const idt_profile_field *b)
{
    const idt_words_agreement w = idt_field_words_compare(&a->words, &b->words);
    return strcmp(a->property, b->property) != 0 || !w.words_known ? NOTHING
           : w.shared_mnat > 0 ? says(s, IDT_WEIGHT_TYPE_EQUAL, "types agree")
                               : says(s, IDT_WEIGHT_TYPE_DIFFERS, "types differ");
}

static int32_t type_most(const idt_scoring *s, const idt_profile_field *f)
{
    (void)f;
    return gain(s, IDT_WEIGHT_TYPE_EQUAL);
}

static int32_t no_gain(const idt_scoring *s, const idt_profile_field *f)
{
    (void)s;
    (void)f;
    return 0;
}

/* ---- codes ---- */

#define CHARACTER_MNAT 1500 /* what a letter or digit of a code can tell: under ln 10 */

static int32_t code_gain(const idt_scoring *s, idt_scoring_weight weight,
                         const idt_field_code *code)
{
    const int32_t most = gain(s, weight);
    return code->text.len < (size_t)most / CHARACTER_MNAT ? (int32_t)code->text.len * CHARACTER_MNAT
                                                          : most;
}

static verdict identifier(const idt_scoring *s, const idt_profile_field *a,
                          const idt_profile_field *b)
{
    const bool one_kind = a->code.kind == b->code.kind;
    const bool proven = a->code.proven && b->code.proven;
    if (idt_field_code_same(&a->code, &b->code)) {
        return !proven    ? (verdict){code_gain(s, IDT_WEIGHT_IDENTIFIER_UNPROVEN, &a->code),
                                      "identifiers equal, but not well-formed"}
               : one_kind ? (verdict){code_gain(s, IDT_WEIGHT_IDENTIFIER_EQUAL, &a->code),
                                      "an identifier in common"}
                          : (verdict){code_gain(s, IDT_WEIGHT_IDENTIFIER_OTHER, &a->code),
                                      "an identifier in common, under two names"};
    }
    if (!one_kind || !proven || a->code.kind->holding == IDT_CODE_MANY) {
        return NOTHING;
    }
    return a->code.kind->holding == IDT_CODE_FOR_LIFE
               ? says(s, IDT_WEIGHT_IDENTIFIER_DIFFERS, "identifiers of one kind differ")
           : a->code.shape == b->code.shape
               ? says(s, IDT_WEIGHT_DOCUMENT_DIFFERS, "document numbers of one kind differ")
               : NOTHING; /* of another country, or of another kind under one property */
}

static int32_t identifier_most(const idt_scoring *s, const idt_profile_field *f)
{
    return larger(code_gain(s, IDT_WEIGHT_IDENTIFIER_EQUAL, &f->code),
                  larger(code_gain(s, IDT_WEIGHT_IDENTIFIER_OTHER, &f->code),
                         code_gain(s, IDT_WEIGHT_IDENTIFIER_UNPROVEN, &f->code)));
}

static verdict contact(const idt_scoring *s, const idt_profile_field *a, const idt_profile_field *b)
{
    return idt_field_code_same(&a->code, &b->code)
               ? says(s, IDT_WEIGHT_CONTACT_EQUAL, "a means of contact in common")
               : NOTHING;
}

static int32_t contact_most(const idt_scoring *s, const idt_profile_field *f)
{
    (void)f;
    return gain(s, IDT_WEIGHT_CONTACT_EQUAL);
}

/* ---- all kinds ---- */

/* What another value wholly would bring; IDT_SCORING_WEIGHTS: nothing. */
static idt_scoring_weight differs_of(const idt_profile_field *f)
{
    const bool state = f->words.state_count > 0; /* of places and addresses */
    switch (f->kind) {
    case IDT_FIELD_BIRTH:
        return IDT_WEIGHT_BIRTH_DIFFERS;
    case IDT_FIELD_BIRTH_PLACE:
        return state ? IDT_WEIGHT_BIRTH_PLACE_DIFFERS : IDT_WEIGHT_BIRTH_PLACE_TOWN;
    case IDT_FIELD_COUNTRY:
        return f->past ? IDT_SCORING_WEIGHTS : COUNTRY_ROWS[f->sort].differs;
    case IDT_FIELD_ADDRESS:
        return state ? IDT_WEIGHT_ADDRESS_DIFFERS : IDT_WEIGHT_ADDRESS_TOWN;
    case IDT_FIELD_GENDER:
        return IDT_WEIGHT_GENDER_DIFFERS;
    case IDT_FIELD_FOUNDED:
        return IDT_WEIGHT_FOUNDED_DIFFERS;
    case IDT_FIELD_LEGAL_FORM:
        return IDT_WEIGHT_LEGAL_FORM_DIFFERS;
    case IDT_FIELD_TYPE:
        return IDT_WEIGHT_TYPE_DIFFERS;
    case IDT_FIELD_IDENTIFIER:
        return !f->code.proven || f->code.kind->holding == IDT_CODE_MANY ? IDT_SCORING_WEIGHTS
               : f->code.kind->holding == IDT_CODE_FOR_LIFE ? IDT_WEIGHT_IDENTIFIER_DIFFERS
                                                            : IDT_WEIGHT_DOCUMENT_DIFFERS;
    default:
        return IDT_SCORING_WEIGHTS;
    }
}

typedef struct field_row {
    verdict (*compare)(const idt_scoring *s, const idt_profile_field *a,
                       const idt_profile_field *b);
    int32_t (*most)(const idt_scoring *s, const idt_profile_field *query);
    bool dearest; /* I2: where nothing agrees, the dearest contradiction counts */
} field_row;

static const field_row ROWS[IDT_FIELD_COUNT] = {
    [IDT_FIELD_BIRTH] = {birth, birth_most, false},
    [IDT_FIELD_BIRTH_PLACE] = {birth_place, birth_place_most, false},
    [IDT_FIELD_COUNTRY] = {country, country_most, true},
    [IDT_FIELD_ADDRESS] = {address, address_most, false},
    [IDT_FIELD_GENDER] = {gender, no_gain, false},
    [IDT_FIELD_FOUNDED] = {founded, founded_most, false},
    [IDT_FIELD_LEGAL_FORM] = {legal_form, legal_form_most, false},
    [IDT_FIELD_TYPE] = {type, type_most, false},
    [IDT_FIELD_IDENTIFIER] = {identifier, identifier_most, true},
    [IDT_FIELD_CONTACT] = {contact, contact_most, false},
};

static bool counts_more(const field_row *row, verdict v, verdict best)
{
    const bool both_against = v.mnat < 0 && best.mnat < 0;
    return best.note == NULL ||
           (row->dearest && both_against ? v.mnat < best.mnat : v.mnat > best.mnat);
}

static uint8_t place(size_t at)
{
    return at < IDT_FIELD_PLACE_MAX ? (uint8_t)at : IDT_FIELD_PLACE_MAX;
}

static void add_kind(const idt_scoring *s, const idt_profile *q, const idt_profile *n,
                     idt_field_kind kind, idt_evidence *out)
{
    verdict best = NOTHING;
    idt_term term = {.kind = IDT_TERM_FIELD, .level = (uint8_t)kind};
    for (size_t i = q->field_start[kind]; i < q->field_start[kind + 1]; i++) {
        for (size_t k = n->field_start[kind]; k < n->field_start[kind + 1]; k++) {
            const verdict v = ROWS[kind].compare(s, &q->fields[i], &n->fields[k]);
            if (v.note != NULL && counts_more(&ROWS[kind], v, best)) {
                best = v;
                term.q = place(i);
                term.n = place(k);
            }
        }
    }
    if (best.note != NULL && (s->fields_lower || best.mnat >= 0)) {
        term.mnat = best.mnat;
        term.note = best.note;
        idt_evidence_add(out, term);
    }
}

bool idt_field_foretell(const idt_scoring *s, const idt_profile *candidate, idt_field_kind kind,
                        idt_field_answers *out)
{
    *out = (idt_field_answers){0};
    for (size_t i = candidate->field_start[kind]; i < candidate->field_start[kind + 1]; i++) {
        const idt_profile_field *f = &candidate->fields[i];
        const idt_scoring_weight weight = differs_of(f);
        const int32_t agrees = ROWS[kind].compare(s, f, f).mnat;
        const int32_t differs =
            weight == IDT_SCORING_WEIGHTS ? 0 : idt_scoring_weight_of(s, weight);
        if (agrees - differs > out->agrees - out->differs) {
            *out = (idt_field_answers){.listed = f, .agrees = agrees, .differs = differs};
        }
    }
    return out->listed != NULL;
}

/* ---- places together: I5 ---- */

typedef struct places {
    int32_t sum, best; /* of those that agree */
} places;

static bool is_place(size_t kind)
{
    return kind == IDT_FIELD_BIRTH_PLACE || kind == IDT_FIELD_COUNTRY || kind == IDT_FIELD_ADDRESS;
}

static void count_place(places *p, size_t kind, int32_t mnat)
{
    if (is_place(kind) && mnat > 0) {
        p->sum += mnat;
        p->best = larger(p->best, mnat);
    }
}

static places places_of(const idt_evidence *evidence)
{
    places out = {0};
    for (size_t i = 0; i < evidence->count; i++) {
        const idt_term *t = &evidence->terms[i];
        count_place(&out, t->kind == IDT_TERM_FIELD ? t->level : IDT_FIELD_COUNT, t->mnat);
    }
    return out;
}

/* Beyond what one of them or places_most says a sixty-fourth counts, so that order is kept. */
static int32_t under_ceiling(places p)
{
    const int32_t most = larger(IDT_WEIGHTS.places_most, p.best);
    return p.sum <= most ? p.sum : most + (p.sum - most) / 64;
}

int32_t idt_fields_more(const idt_evidence *evidence, idt_field_kind kind, int32_t mnat)
{
    const places before = places_of(evidence);
    places after = before;
    count_place(&after, kind, mnat);
    return is_place(kind) && mnat > 0 ? under_ceiling(after) - under_ceiling(before) : mnat;
}

/* A ship is no aircraft; a Vehicle may be either. */
static bool objects_clash(idt_str a, idt_str b)
{
    static const char *const apart[] = {"Vessel", "Airplane", "CryptoWallet", "Security"};
    bool known[2] = {false, false};
    for (size_t i = 0; i < sizeof apart / sizeof *apart; i++) {
        known[0] = known[0] || idt_str_is(a, apart[i]);
        known[1] = known[1] || idt_str_is(b, apart[i]);
    }
    return known[0] && known[1] && !idt_str_equal(a, b);
}

bool idt_schemas_clash(const idt_profile *query, const idt_profile *candidate)
{
    return query->kind != IDT_NAME_ANY && candidate->kind != IDT_NAME_ANY &&
           (query->kind != candidate->kind || objects_clash(query->schema, candidate->schema));
}

void idt_fields_add(const idt_scoring *s, const idt_profile *query, const idt_profile *candidate,
                    idt_evidence *out)
{
    if (!s->fields) {
        return;
    }
    for (idt_field_kind kind = 0; kind < IDT_FIELD_COUNT; kind++) {
        add_kind(s, query, candidate, kind, out);
    }
    const places together = places_of(out);
    if (under_ceiling(together) != together.sum) {
        idt_evidence_add(out, (idt_term){.kind = IDT_TERM_FIELD,
                                         .level = IDT_FIELD_COUNT,
                                         .q = IDT_FIELD_PLACE_MAX,
                                         .n = IDT_FIELD_PLACE_MAX,
                                         .mnat = under_ceiling(together) - together.sum,
                                         .note = IDT_NOTE_PLACES});
    }
    if (s->fields_lower && idt_schemas_clash(query, candidate)) {
        idt_evidence_add(out,
                         (idt_term){.kind = IDT_TERM_SCHEMA,
                                    .mnat = idt_scoring_weight_of(s, IDT_WEIGHT_SCHEMA_DIFFERS),
                                    .note = "kinds of party exclude each other"});
    }
}

bool idt_is_equal_identifier(const idt_term *term)
{
    return term->kind == IDT_TERM_FIELD && term->level == IDT_FIELD_IDENTIFIER && term->mnat > 0;
}

int32_t idt_field_most(const idt_scoring *s, const idt_profile_field *query)
{
    return s->fields ? ROWS[query->kind].most(s, query) : 0;
}

int32_t idt_fields_most_of(const idt_scoring *s, const idt_profile *query, idt_field_kind kind)
{
    int32_t most = 0;
    for (size_t i = query->field_start[kind]; i < query->field_start[kind + 1]; i++) {
        most = larger(most, idt_field_most(s, &query->fields[i]));
    }
    return most;
}

int32_t idt_fields_together(const int32_t mnat[IDT_FIELD_COUNT])
{
    int32_t sum = 0;
    places together = {0};
    for (size_t kind = 0; kind < IDT_FIELD_COUNT; kind++) {
        count_place(&together, kind, mnat[kind]);
        sum += is_place(kind) ? 0 : mnat[kind];
    }
    return sum + under_ceiling(together);
}

int32_t idt_fields_most(const idt_scoring *s, const idt_profile *query)
{
    int32_t most[IDT_FIELD_COUNT];
    for (idt_field_kind kind = 0; kind < IDT_FIELD_COUNT; kind++) {
        most[kind] = idt_fields_most_of(s, query, kind);
    }
    return idt_fields_together(most);
}
