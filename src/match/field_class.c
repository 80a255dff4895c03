#include "match/field_class.h"

#include "core/clock.h"

/* What of a value. */
typedef enum aspect {
    ASPECT_DAY,    /* day and month, the lesser first: swapped ones are of one class */
    ASPECT_DAY_IN, /* some day of the year */
    ASPECT_MONTH,  /* within a month */
    ASPECT_YEAR,   /* a year, or 1 January */
    ASPECT_YEARS,  /* within a few */
    ASPECT_SPAN,   /* within more */
    ASPECT_FOLD,
    ASPECT_SKELETON,
    ASPECT_STATE,      /* beside words */
    ASPECT_STATE_ONLY, /* without */
    ASPECT_VALUE
} aspect;

#define A_FEW 2 /* years */
#define MORE  5

typedef struct classes {
    uint64_t *out;
    size_t count;
} classes;

typedef struct asks {
    idt_field_ask *out;
    size_t count;
    const idt_profile_field *query;
} asks;

static uint64_t mix(uint64_t x)
{
    x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
    return x ^ x >> 31;
}

/* Founding dates and types are compared within their property (fields.c). */
static uint64_t property_of(const idt_profile_field *f)
{
    uint64_t hash = 0;
    if (f->kind == IDT_FIELD_FOUNDED || f->kind == IDT_FIELD_TYPE) {
        for (const char *at = f->property; *at != '\0'; at++) {
            hash = mix(hash + (unsigned char)*at + 1);
        }
    }
    return hash;
}

static uint64_t class_of(const idt_profile_field *f, aspect of, uint64_t what)
{
    const uint64_t hash =
        mix(mix(mix(property_of(f) + (uint64_t)f->kind * 16 + of + 1) + what) + 1);
    return hash != 0 ? hash : 1;
}

static void file(const idt_profile_field *f, aspect of, uint64_t what, classes *to)
{
    if (to->count < IDT_FIELD_CLASSES_MAX) {
        to->out[to->count++] = class_of(f, of, what);
    }
}

static void ask(aspect of, uint64_t what, int32_t mnat, asks *to)
{
    if (mnat > 0 && to->count < IDT_FIELD_ASKS_MAX) {
        to->out[to->count++] = (idt_field_ask){
            .class_of = class_of(to->query, of, what), .mnat = mnat, .kind = to->query->kind};
    }
}

/* ---- days ---- */

static int32_t year_of(idt_day day)
{
    int32_t year;
    int32_t month;
    int32_t of_month;
    idt_days_to_civil(day, &year, &month, &of_month);
    return year;
}

static uint64_t day_and_month(const idt_field_days *d)
{
    const uint64_t lesser = d->day < d->month ? d->day : d->month;
    const uint64_t larger = d->day < d->month ? d->month : d->day;
    return ((uint64_t)(uint16_t)d->year << 16) | lesser << 8 | larger;
}

static bool is_day(const idt_field_days *d)
{
    return d->one_day && !d->new_year;
}

static aspect aspect_of(const idt_field_days *d)
{
    const uint32_t years = idt_field_days_years(d);
    return idt_field_days_within_month(d) ? ASPECT_MONTH
           : years < A_FEW                ? ASPECT_YEAR
           : years < MORE                 ? ASPECT_YEARS
                                          : ASPECT_SPAN;
}

/* So wide a span agrees with nothing, to any effect. */
static bool says_nothing(const idt_field_days *d)
{
    return (int64_t)d->latest - d->earliest > (int64_t)366 * (IDT_SPANNED_YEARS + 1) ||
           idt_field_days_years(d) > IDT_SPANNED_YEARS;
}

static void file_days(const idt_profile_field *f, classes *to)
{
    if (is_day(&f->days)) {
        file(f, ASPECT_DAY, day_and_month(&f->days), to);
        file(f, ASPECT_DAY_IN, (uint64_t)f->days.year, to);
        return;
    }
    if (says_nothing(&f->days)) {
        return;
    }
    const int32_t last = year_of(f->days.latest);
    for (int32_t year = year_of(f->days.earliest); year <= last; year++) {
        file(f, aspect_of(&f->days), (uint64_t)year, to);
    }
}

/* What dates of a kind come to. */
typedef struct worth {
    int32_t day, month, year;
} worth;

static worth worth_of(const idt_scoring *s, idt_field_kind kind)
{
    if (kind == IDT_FIELD_BIRTH) {
        const int32_t equal = idt_scoring_gain(s, IDT_WEIGHT_BIRTH_EQUAL);
        const int32_t swapped = idt_scoring_gain(s, IDT_WEIGHT_BIRTH_SWAPPED);
        return (worth){.day = equal > swapped ? equal : swapped,
                       .month = idt_scoring_gain(s, IDT_WEIGHT_BIRTH_MONTH),
                       .year = idt_scoring_gain(s, IDT_WEIGHT_BIRTH_YEAR)};
    }
    const int32_t equal = idt_scoring_gain(s, IDT_WEIGHT_FOUNDED_EQUAL);
    const int32_t year = idt_scoring_gain(s, IDT_WEIGHT_FOUNDED_YEAR);
    return (worth){.day = equal > year ? equal : year, .month = year, .year = year};
}

/* Two that meet agree as far as the wider one is known. */
static void ask_year(int32_t year, uint32_t years, bool within_month, worth w, asks *to)
{
    const uint64_t what = (uint64_t)year;
    const int32_t spanned = idt_days_spanned(w.year, years);
    const int32_t month = within_month && w.month > spanned ? w.month : spanned;
    ask(ASPECT_MONTH, what, month, to);
    ask(ASPECT_YEAR, what, spanned, to);
    ask(ASPECT_YEARS, what, idt_days_spanned(w.year, years > A_FEW ? years : A_FEW), to);
    ask(ASPECT_SPAN, what, idt_days_spanned(w.year, years > MORE ? years : MORE), to);
    if (!is_day(&to->query->days)) {
        ask(ASPECT_DAY_IN, what, month, to);
    }
}

static void ask_days(const idt_scoring *s, const idt_profile_field *f, asks *to)
{
    const worth w = worth_of(s, f->kind);
    if (says_nothing(&f->days)) {
        return;
    }
    if (is_day(&f->days)) {
        ask(ASPECT_DAY, day_and_month(&f->days), w.day, to);
    }
    const int32_t last = year_of(f->days.latest);
    for (int32_t year = year_of(f->days.earliest); year <= last; year++) {
        ask_year(year, idt_field_days_years(&f->days), idt_field_days_within_month(&f->days), w,
                 to);
    }
}

/* ---- words ---- */

/* Words of one fold have one skeleton, but for the names of a place. */
static bool by_fold(const idt_field_word *word)
{
    return word->skeleton == 0 || word->place;
}

static void file_words(const idt_profile_field *f, classes *to)
{
    for (size_t i = 0; i < f->words.count; i++) {
        const idt_field_word *word = &f->words.words[i];
        if (by_fold(word)) {
            file(f, ASPECT_FOLD, word->fold, to);
        }
        if (word->skeleton != 0) {
            file(f, ASPECT_SKELETON, word->skeleton, to);
        }
    }
    for (size_t i = 0; i < f->words.state_count && f->kind == IDT_FIELD_BIRTH_PLACE; i++) {
        file(f, f->words.count > 0 ? ASPECT_STATE : ASPECT_STATE_ONLY, f->words.states[i], to);
    }
}

/* A state alone counts where one side says no more than it. */
static void ask_states(const idt_scoring *s, const idt_profile_field *f, asks *to)
{
    const int32_t country = idt_scoring_gain(s, IDT_WEIGHT_BIRTH_PLACE_COUNTRY);
    for (size_t i = 0; i < f->words.state_count; i++) {
        ask(ASPECT_STATE_ONLY, f->words.states[i], country, to);
        if (f->words.count == 0) {
            ask(ASPECT_STATE, f->words.states[i], country, to);
        }
    }
}

static void ask_words(const idt_scoring *s, const idt_profile_field *f, asks *to)
{
    const int32_t most = idt_field_most(s, f);
    for (size_t i = 0; i < f->words.count; i++) {
        const idt_field_word *word = &f->words.words[i];
        if (by_fold(word)) {
            ask(ASPECT_FOLD, word->fold, most, to);
        }
        if (word->skeleton != 0) {
            ask(ASPECT_SKELETON, word->skeleton, most, to);
        }
    }
    if (f->kind == IDT_FIELD_BIRTH_PLACE) {
        ask_states(s, f, to);
    }
}

/* ---- all kinds ---- */

/* Of kinds that agree by one number. False: not of these. */
static bool value_of(const idt_profile_field *f, uint64_t *out)
{
    switch (f->kind) {
    case IDT_FIELD_COUNTRY:
        *out = f->country;
        return true;
    case IDT_FIELD_LEGAL_FORM:
        *out = f->form;
        return true;
    case IDT_FIELD_CONTACT:
        *out = f->code.hash;
        return true;
    default:
        return false;
    }
}

static bool is_dated(idt_field_kind kind)
{
    return kind == IDT_FIELD_BIRTH || kind == IDT_FIELD_FOUNDED;
}

static bool is_worded(idt_field_kind kind)
{
    return kind == IDT_FIELD_BIRTH_PLACE || kind == IDT_FIELD_ADDRESS || kind == IDT_FIELD_TYPE;
}

size_t idt_field_classes(const idt_profile_field *listed, uint64_t out[IDT_FIELD_CLASSES_MAX])
{
    uint64_t value;
    classes to = {.out = out};
    if (is_dated(listed->kind)) {
        file_days(listed, &to);
    } else if (is_worded(listed->kind)) {
        file_words(listed, &to);
    } else if (value_of(listed, &value)) {
        file(listed, ASPECT_VALUE, value, &to);
    }
    return to.count;
}

size_t idt_field_asks(const idt_scoring *scoring, const idt_profile_field *query,
                      idt_field_ask out[IDT_FIELD_ASKS_MAX])
{
    uint64_t value;
    asks to = {.out = out, .query = query};
    if (!scoring->fields) {
        return 0;
    }
    if (is_dated(query->kind)) {
        ask_days(scoring, query, &to);
    } else if (is_worded(query->kind)) {
        ask_words(scoring, query, &to);
    } else if (value_of(query, &value)) {
        ask(ASPECT_VALUE, value, idt_field_most(scoring, query), &to);
    }
    return to.count;
}
