#include "claims/told.h"

#include "statement/vocabulary.h"

/* ---- reading ---- */

static idt_rc read_chain(idt_told *told, idt_arena *arena, idt_error *err)
{
    const idt_json *chain = idt_json_member(told->statement->qualifiers, "chain");
    if (chain == NULL || chain->count == 0) {
        return IDT_OK;
    }
    idt_chain_link *links = IDT_NEW_N(arena, idt_chain_link, chain->count);
    if (links == NULL) {
        return idt_arena_fail(arena, err);
    }
    for (size_t i = 0; i < chain->count; i++) {
        if (!idt_chain_link_read(&chain->items[i], &links[i])) {
            return idt_fail(err, IDT_E_CORRUPT,
                            IDT_STR_FMT ": link %zu of a chain names nobody; run interdict verify",
                            IDT_STR_ARG(told->record->id), i + 1);
        }
    }
    told->chain = links;
    told->chain_count = chain->count;
    return IDT_OK;
}

static idt_rc read_date(const idt_told *told, const char *name, idt_date *out, idt_error *err)
{
    const idt_str text = idt_qualifier(told->statement, name);
    *out = (idt_date){.kind = IDT_DATE_ABSENT};
    return text.ptr == NULL ? IDT_OK : idt_date_parse(text, out, err);
}

/* `on`, else the period that `from` and `until` make. */
static idt_rc read_on(idt_told *told, idt_arena *arena, idt_error *err)
{
    idt_rc rc = read_date(told, "on", &told->on, err);
    const idt_str from = idt_qualifier(told->statement, "from");
    const idt_str until = idt_qualifier(told->statement, "until");
    if (rc != IDT_OK || told->on.kind != IDT_DATE_ABSENT ||
        (from.ptr == NULL && until.ptr == NULL)) {
        return rc;
    }
    const idt_str open = IDT_STR("..");
    idt_date first;
    idt_date last;
    rc = read_date(told, "from", &first, err);
    rc = rc == IDT_OK ? read_date(told, "until", &last, err) : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    if (first.kind == IDT_DATE_ONE && first.precision != IDT_PRECISION_SET &&
        (last.kind == IDT_DATE_ABSENT || last.precision != IDT_PRECISION_SET)) {
        const idt_str text = idt_str_format(arena, IDT_STR_FMT "/" IDT_STR_FMT, IDT_STR_ARG(from),
                                            IDT_STR_ARG(until.ptr != NULL ? until : open));
        return text.ptr == NULL ? idt_arena_fail(arena, err) : idt_date_parse(text, &told->on, err);
    }
    /* An end that is a set has no EDTF text as a period: the bounds are what counts. */
    const bool begins = first.kind != IDT_DATE_ABSENT;
    const bool ends = last.kind != IDT_DATE_ABSENT;
    told->on = (idt_date){
        .edtf = begins ? from : until,
        .kind = IDT_DATE_PERIOD,
        .earliest = begins ? first.earliest : IDT_DAY_OPEN_START,
        .start_latest = begins ? first.latest : IDT_DAY_OPEN_START,
        .end_earliest = ends ? last.earliest : IDT_DAY_OPEN_END,
        .latest = ends ? last.latest : IDT_DAY_OPEN_END,
    };
    return IDT_OK;
}

idt_rc idt_told_read(const idt_record *record, const idt_statement *statement, idt_arena *arena,
                     idt_told *out, idt_error *err)
{
    idt_str *texts;
    *out = (idt_told){.record = record, .statement = statement};
    out->chain_unclear = idt_str_is(idt_qualifier(statement, "chain_scope"), "unclear");
    out->assumed = idt_str_is(idt_qualifier(statement, "certainty"), "assumed");
    idt_rc rc = read_chain(out, arena, err);
    if (rc == IDT_OK) {
        rc = read_on(out, arena, err);
    }
    if (rc == IDT_OK) {
        rc = read_date(out, "known_since", &out->known_since, err);
    }
    if (rc == IDT_OK) {
        rc = idt_qualifier_list(statement, "fact", arena, &texts, &out->fact_count, err);
        out->facts = texts;
    }
    if (rc == IDT_OK) {
        rc = idt_qualifier_list(statement, "derived_from", arena, &texts, &out->derived_count, err);
        out->derived_from = texts;
    }
    return rc;
}

idt_rc idt_told_all(const idt_record *const *records, size_t record_count, const char *property,
                    idt_arena *arena, const idt_told **out, size_t *count, idt_error *err)
{
    idt_told *told = NULL;
    size_t cap = 0;
    size_t n = 0;
    idt_rc rc = IDT_OK;
    for (size_t r = 0; r < record_count && rc == IDT_OK; r++) {
        const idt_statement *s = idt_record_first(records[r], property);
        for (; s != NULL && rc == IDT_OK; s = idt_record_next(records[r], s)) {
            if (!IDT_GROW(arena, told, cap, n)) {
                return idt_arena_fail(arena, err);
            }
            rc = idt_told_read(records[r], s, arena, &told[n++], err);
        }
    }
    *out = told;
    *count = n;
    return rc;
}

idt_rc idt_told_dates(const idt_told *told, size_t count, idt_arena *arena, const idt_date **out,
                      idt_error *err)
{
    idt_rc rc = IDT_OK;
    idt_date *dates = IDT_NEW_N(arena, idt_date, count + 1);
    if (dates == NULL) {
        return idt_arena_fail(arena, err);
    }
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        rc = idt_date_parse(told[i].statement->value, &dates[i], err);
    }
    *out = dates;
    return rc;
}

bool idt_told_source_missing(const idt_told *told)
{
    const idt_chain_link *last = told->chain + told->chain_count;
    return told->chain_count == 0 || last[-1].unnamed || idt_str_is(last[-1].role, "published_by");
}

idt_tri idt_told_within(const idt_date *when, idt_day from, idt_day to)
{
    if (from == IDT_DAY_OPEN_START && to == IDT_DAY_OPEN_END) {
        return IDT_YES;
    }
    if (when->kind == IDT_DATE_ABSENT) {
        return IDT_UNKNOWN;
    }
    if (when->latest < from || when->earliest > to) {
        return IDT_NO;
    }
    if (when->kind == IDT_DATE_ONE) {
        return when->earliest >= from && when->latest <= to ? IDT_YES : IDT_UNKNOWN;
    }
    return when->start_latest <= to && when->end_earliest >= from ? IDT_YES : IDT_UNKNOWN;
}

idt_rc idt_told_quantity(const idt_told *told, const char *qualifier, bool *present,
                         idt_quantity *out, idt_error *err)
{
    const idt_statement *s = told->statement;
    const idt_str text = qualifier == NULL ? s->value : idt_qualifier(s, qualifier);
    *present = text.ptr != NULL;
    if (!*present) {
        return IDT_OK;
    }
    const idt_rc rc = idt_quantity_parse(text, NULL, 0, out, err);
    const idt_str unit = idt_qualifier(s, "unit");
    if (rc == IDT_OK && unit.ptr != NULL) {
        out->unit = unit;
    }
    if (rc == IDT_OK) {
        out->relative_to = idt_qualifier(s, "relative_to");
    }
    return rc;
}

/* ---- chains ---- */

void idt_told_chain_words(const idt_told *told, const idt_chain_names *names, idt_buf *out)
{
    idt_chain_words(told->chain, told->chain_count, names, out);
}

static void chain_json(const idt_told *told, idt_json_writer *w)
{
    idt_chain_json("chain", told->chain, told->chain_count, w);
    if (told->chain_unclear) {
        idt_jw_text(w, "chain_scope", "unclear");
    }
}

static void some_texts(const char *key, const idt_str *texts, size_t count, idt_json_writer *w)
{
    if (count > 0) {
        idt_jw_texts(w, key, texts, count);
    }
}

static void date_json(const char *key, const idt_date *date, idt_json_writer *w)
{
    char day[IDT_DAY_BYTES];
    if (date->kind == IDT_DATE_ABSENT) {
        return;
    }
    idt_jw_object(w, key);
    idt_jw_str(w, "edtf", date->edtf);
    if (date->earliest != IDT_DAY_OPEN_START) {
        idt_jw_text(w, "earliest", idt_day_text(date->earliest, day));
    }
    if (date->latest != IDT_DAY_OPEN_END) {
        idt_jw_text(w, "latest", idt_day_text(date->latest, day));
    }
    if (date->kind == IDT_DATE_PERIOD) {
        idt_jw_bool(w, "period", true);
    }
    if (date->approximate) {
        idt_jw_bool(w, "approximate", true);
    }
    idt_jw_end(w);
}

void idt_told_json(const idt_told *told, idt_json_writer *w)
{
    char id[IDT_STATEMENT_ID_BYTES];
    idt_jw_text(w, "statement", idt_statement_id(&told->record->hash, told->statement->number, id));
    idt_jw_str(w, "record", told->record->id);
    idt_jw_str(w, "dataset", told->record->dataset);
    idt_jw_str(w, "property", told->statement->property);
    idt_jw_str(w, "value", told->statement->value);
    date_json("on", &told->on, w);
    date_json("known_since", &told->known_since, w);
    chain_json(told, w);
    some_texts("facts", told->facts, told->fact_count, w);
    some_texts("derived_from", told->derived_from, told->derived_count, w);
    if (told->assumed) {
        idt_jw_text(w, "certainty", "assumed");
    }
    const idt_str note = idt_qualifier(told->statement, "note");
    if (note.ptr != NULL) {
        idt_jw_str(w, "note", note);
    }
}

/* ---- quantities ---- */

#define SHOWN_DECIMALS 6

/* d * 10^-exponent with at most three decimals, or false. */
static bool scaled(idt_decimal d, int32_t exponent, idt_buf *out)
{
    char text[IDT_DECIMAL_BYTES];
    const idt_decimal least = {.coefficient = d.coefficient < 0 ? -1 : 1, .exponent = exponent};
    const int order = idt_decimal_compare(d, least);
    if (d.exponent < exponent - 3 || (d.coefficient < 0 ? order > 0 : order < 0)) {
        return false;
    }
    d.exponent -= exponent;
    idt_buf_add_text(out, idt_decimal_text(d, text));
    return true;
}

/* A number; with `cut`, a bound, cut outward where it has more decimals than people read: never a
 * false certainty. */
static void number_words(idt_decimal d, bool cut, idt_rounding outward, idt_buf *out)
{
    static const struct {
        int32_t exponent;
        const char *name;
    } names[] = {{12, " trillion"}, {9, " billion"}, {6, " million"}};
    char text[IDT_DECIMAL_BYTES];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (scaled(d, names[i].exponent, out)) {
            idt_buf_add_text(out, names[i].name);
            return;
        }
    }
    if (cut && d.exponent < -SHOWN_DECIMALS) {
        const bool up = outward == IDT_ROUND_UP;
        for (; d.exponent < -SHOWN_DECIMALS; d.exponent++) {
            const int64_t rest = d.coefficient % 10;
            d.coefficient /= 10;
            d.coefficient += up && rest > 0 ? 1 : !up && rest < 0 ? -1 : 0;
        }
    }
    idt_buf_add_text(out, idt_decimal_text(d, text));
}

static bool is_one(const idt_range *r)
{
    return r->has_low && r->has_high && idt_decimal_compare(r->low, r->high) == 0;
}

static void range_words(const idt_range *r, bool approx, idt_buf *out)
{
    const char *about = approx ? "about " : "";
    const bool from_zero = r->has_low && r->low.coefficient == 0 && r->low_inclusive;
    const char *between = "";
    if (!r->has_low && !r->has_high) {
        idt_buf_add_text(out, "not stated");
        return;
    }
    if (is_one(r)) {
        idt_buf_add_text(out, about);
        number_words(r->low, false, IDT_ROUND_DOWN, out);
        return;
    }
    if (!r->has_high) {
        idt_buf_add_format(out, "%s%s", r->low_inclusive ? "at least " : "more than ", about);
    } else if (!r->has_low || from_zero) {
        idt_buf_add_format(out, "%s%s", r->high_inclusive ? "at most " : "less than ", about);
    } else {
        const bool closed = r->low_inclusive && r->high_inclusive;
        idt_buf_add_format(out, "%s%s", closed ? "" : "between ", about);
        between = closed ? " to " : " and ";
    }
    if (r->has_low && !(from_zero && r->has_high)) {
        number_words(r->low, true, IDT_ROUND_DOWN, out);
    }
    idt_buf_add_text(out, between);
    if (r->has_high) {
        number_words(r->high, true, IDT_ROUND_UP, out);
    }
}

/* The source's words, a number at their end written as bounds are: "up to 1 billion". */
static void phrase_words(idt_str phrase, idt_buf *out)
{
    size_t at = phrase.len;
    while (at > 0 && ((phrase.ptr[at - 1] >= '0' && phrase.ptr[at - 1] <= '9') ||
                      phrase.ptr[at - 1] == '.')) {
        at--;
    }
    idt_decimal d;
    const idt_str digits = idt_str_slice(phrase, at, phrase.len);
    if (digits.len == 0 || idt_decimal_parse(digits, &d, NULL) != IDT_OK) {
        idt_buf_add_str(out, phrase);
        return;
    }
    idt_buf_add_str(out, idt_str_slice(phrase, 0, at));
    number_words(d, false, IDT_ROUND_DOWN, out);
}

static void unit_words(const idt_quantity *q, idt_buf *out)
{
    if (q->unit.len > 0 && !idt_str_is(q->unit, "share")) {
        idt_buf_add_format(out, " " IDT_STR_FMT, IDT_STR_ARG(q->unit));
    } else if (q->unit.len > 0) {
        idt_buf_add_text(out, " as a share of 1");
    }
}

static void second_words(const idt_quantity *q, idt_buf *out)
{
    range_words(&q->second, q->approx, out);
    if (is_one(&q->second)) {
        idt_buf_add_text(out, q->derived ? " if it was reached" : " reached");
    } else {
        idt_buf_add_text(out, " by the other reading");
    }
}

static bool has_digit(idt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9') {
            return true;
        }
    }
    return false;
}

/* "almost all (a share below 1)" */
static void share_words(const idt_quantity *q, idt_buf *out)
{
    const idt_range *r = &q->range;
    idt_buf_add_text(out, " (a share ");
    if (r->has_high && !r->high_inclusive && (!r->has_low || r->low.coefficient == 0)) {
        idt_buf_add_text(out, "below ");
        number_words(r->high, true, IDT_ROUND_UP, out);
    } else {
        idt_buf_add_text(out, is_one(r) ? "of " : "");
        range_words(r, q->approx, out);
    }
    idt_buf_add_byte(out, ')');
}

void idt_quantity_words(const idt_quantity *q, idt_buf *out)
{
    if (q->phrase.ptr == NULL) {
        range_words(&q->range, q->approx, out);
        unit_words(q, out);
        if (q->has_second) {
            idt_buf_add_text(out, "; or ");
            second_words(q, out);
        }
        return;
    }
    phrase_words(q->phrase, out);
    if (idt_str_is(q->unit, "share") && !has_digit(q->phrase)) {
        share_words(q, out);
        return;
    }
    unit_words(q, out);
    if (!idt_str_starts(q->phrase, "about ") && !idt_str_starts(q->phrase, "at ") &&
        !idt_str_starts(q->phrase, "more ") && !idt_str_starts(q->phrase, "less ")) {
        idt_buf_add_text(out, " (");
        range_words(&q->range, q->approx, out);
        if (q->has_second) {
            idt_buf_add_text(out, "; or ");
            second_words(q, out);
        }
        idt_buf_add_byte(out, ')');
    }
}

static void range_json(const idt_range *r, idt_json_writer *w)
{
    char text[IDT_DECIMAL_BYTES];
    if (r->has_low) {
        idt_jw_text(w, "low", idt_decimal_text(r->low, text));
        idt_jw_bool(w, "low_inclusive", r->low_inclusive);
    }
    if (r->has_high) {
        idt_jw_text(w, "high", idt_decimal_text(r->high, text));
        idt_jw_bool(w, "high_inclusive", r->high_inclusive);
    }
}

void idt_quantity_json(const idt_quantity *q, const char *key, idt_json_writer *w)
{
    char text[IDT_QUANTITY_BYTES];
    idt_jw_object(w, key);
    idt_jw_text(w, "text", idt_quantity_text(q, text));
    range_json(&q->range, w);
    idt_jw_bool(w, "approx", q->approx);
    idt_jw_bool(w, "derived", q->derived);
    if (q->unit.ptr != NULL) {
        idt_jw_str(w, "unit", q->unit);
    }
    if (q->relative_to.ptr != NULL) {
        idt_jw_str(w, "relative_to", q->relative_to);
    }
    if (q->phrase.ptr != NULL) {
        idt_jw_str(w, "phrase", q->phrase);
    }
    if (q->has_second) {
        idt_jw_object(w, "second");
        range_json(&q->second, w);
        idt_jw_end(w);
    }
    idt_jw_end(w);
}
