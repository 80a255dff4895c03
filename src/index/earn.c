#include "index/earn.h"

#include "match/align.h"
#include "match/relation.h"
#include "match/weights.h"

#define W IDT_WEIGHTS

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

void index_earner_begin(earner *by, const idt_match_part *q)
{
    by->q = q;
}

/* Of a pair of people, or of others, whichever costs less. */
static int32_t amount(const idt_match_part *a, const idt_match_part *b, idt_relation relation)
{
    const int32_t cost = larger(idt_pair_cost_of(IDT_CLASS_PERSON, a, b, relation),
                                idt_pair_cost_of(IDT_CLASS_OTHER, a, b, relation));
    return larger(idt_pair_rarity(a, b, relation) + cost, 0);
}

static int32_t one_way(const idt_match_part *a, const idt_match_part *b)
{
    const idt_relation relation = idt_relate(a, b);
    return relation.level == IDT_LEVEL_NONE ? -1 : amount(a, b, relation);
}

/* Two texts that are not Latin are read one as the other: what they earn depends on which stands
 * first, and which does is the scorer's choice. */
static int32_t either_way(const idt_match_part *q, const idt_match_part *t)
{
    const int32_t there = one_way(q, t);
    return q->latin || t->latin ? there : larger(there, one_way(t, q));
}

static bool may_be_equal(const idt_match_part *q, const idt_match_part *t)
{
    return (q->class_id != 0 && q->class_id == t->class_id) ||
           (q->group_count > 0 && t->group_count > 0) || q->attribute.len > 0 ||
           t->attribute.len > 0 || idt_str_equal(q->fold, t->fold) ||
           (q->whole.len > 0 && idt_str_equal(q->whole, t->fold)) ||
           (t->whole.len > 0 && idt_str_equal(t->whole, q->fold));
}

/* Of a Latin and another text that share a key. */
static int32_t by_reading(const idt_match_part *q, const idt_match_part *t)
{
    const idt_match_part *native = q->latin ? t : q;
    const idt_match_part *latin = q->latin ? q : t;
    const idt_relation reading = {.level = IDT_LEVEL_READING,
                                  .via = IDT_VIA_READING,
                                  .grade_mnat = idt_readings_grade(native->text, latin->text)};
    return reading.grade_mnat != 0 && reading.grade_mnat < W.reading_least ? -1
                                                                           : amount(q, t, reading);
}

earning index_earns(earner *by, const idt_match_part *t)
{
    const idt_match_part *q = by->q;
    const bool words = q->use == IDT_USE_WORD && t->use == IDT_USE_WORD;
    const bool read = words && q->latin != t->latin && !may_be_equal(q, t);
    const earning out = {.earns = read ? by_reading(q, t) : either_way(q, t)};
    const bool known = out.earns < 0 && words && q->known && t->known;
    return (earning){.earns = out.earns, .near = known && idt_nearly(q, t) == IDT_NEAR_KNOWN};
}
