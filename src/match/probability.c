#include "match/probability.h"

uint16_t idt_probability_of(idt_score_class of, int32_t llr_mnat)
{
    const idt_probability_table *t = &IDT_PROBABILITY[of];
    size_t above = 0;
    while (above < t->count && t->knots[above].llr_mnat < llr_mnat) {
        above++;
    }
    if (above == 0 || above == t->count) {
        return t->knots[above == 0 ? 0 : t->count - 1].share;
    }
    const idt_probability_knot *a = &t->knots[above - 1];
    const idt_probability_knot *b = &t->knots[above];
    return (uint16_t)(a->share + (int64_t)(b->share - a->share) * (llr_mnat - a->llr_mnat) /
                                     (b->llr_mnat - a->llr_mnat));
}

bool idt_probability_known(const idt_scoring *s)
{
    const idt_scoring *d = &IDT_SCORING_DEFAULT;
    return s->scorer == IDT_SCORER_EVIDENCE && s->stated == 0 && s->fields && s->fields_lower &&
           s->generic_most == d->generic_most && s->single_most == d->single_most &&
           s->number_most == d->number_most;
}
