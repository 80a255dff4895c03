#include "match/probability.h"

/* The first knot at or above; the count where there is none. The halving has no branch to guess. */
static size_t knot_above(const idt_probability_table *t, int32_t llr_mnat)
{
    size_t above = 0;
    for (size_t left = t->count; left > 0;) {
        const size_t half = left - left / 2;
        above += t->knots[above + half - 1].llr_mnat < llr_mnat ? half : 0;
        left -= half;
    }
    return above;
}

uint16_t idt_probability_of(idt_score_class of, int32_t llr_mnat)
{
    const idt_probability_table *t = &IDT_PROBABILITY[of];
    const size_t above = knot_above(t, llr_mnat);
    if (above == 0 || above == t->count) {
        return t->knots[above == 0 ? 0 : t->count - 1].share;
    }
    const idt_probability_knot *a = &t->knots[above - 1];
    const idt_probability_knot *b = &t->knots[above];
    return (uint16_t)(a->share + (int64_t)(b->share - a->share) * (llr_mnat - a->llr_mnat) /
                                     (b->llr_mnat - a->llr_mnat));
}

int32_t idt_probability_least(idt_score_class of, uint16_t share)
{
    const idt_probability_table *t = &IDT_PROBABILITY[of];
    size_t above = 0;
    while (above < t->count && t->knots[above].share < share) {
        above++;
    }
    if (above == 0 || above == t->count) {
        return above == 0 ? INT32_MIN : INT32_MAX;
    }
    const idt_probability_knot *a = &t->knots[above - 1];
    const idt_probability_knot *b = &t->knots[above];
    const int64_t wanted = (int64_t)(share - a->share) * (b->llr_mnat - a->llr_mnat);
    const int64_t rise = b->share - a->share;
    return a->llr_mnat + (int32_t)((wanted + rise - 1) / rise);
}

bool idt_probability_known(const idt_scoring *s)
{
    const idt_scoring *d = &IDT_SCORING_DEFAULT;
    return s->scorer == IDT_SCORER_EVIDENCE && s->stated == 0 && s->fields && s->fields_lower &&
           s->generic_most == d->generic_most && s->single_most == d->single_most &&
           s->number_most == d->number_most;
}

#define WHOLE 10000

/* `share` where `prior` of the pairs are one party, of a table for `from`. */
static int32_t moved(int64_t share, int64_t from, int64_t prior)
{
    const int64_t one = share * prior * (WHOLE - from);
    const int64_t two = (WHOLE - share) * (WHOLE - prior) * from;
    const int64_t out = (WHOLE * one + (one + two) / 2) / (one + two);
    return (int32_t)(out < 1 ? 1 : out >= WHOLE ? WHOLE - 1 : out);
}

int32_t idt_probability_by(const idt_scoring *s, idt_score_class of, int32_t llr_mnat)
{
    if (!idt_probability_known(s)) {
        return -1;
    }
    const uint16_t share = idt_probability_of(of, llr_mnat);
    return s->prior == 0 ? share : moved(share, IDT_PROBABILITY[of].one_party, s->prior);
}
