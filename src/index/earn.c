#include "index/earn.h"

#include "match/align.h"
#include "match/relation.h"
#include "match/syllabic.h"
#include "match/weights.h"

#define W IDT_WEIGHTS

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

void index_earner_begin(earner *by, const idt_match_part *q)
{
    by->q = q;
    by->spellings = 0;
    by->lies = false;
    by->never_read = idt_is_never_read(q);
    if (q->latin) {
        idt_grade_latin(q->text, &by->spelling[by->spellings++]);
        return;
    }
    idt_grade_native(q->text, &by->word);
    by->lies = by->word.table != NULL &&
               idt_transducer_lay_out(by->word.table, by->word.rows, by->word.count, &by->laid_out);
    for (size_t i = 0; i < q->part->reading_count && i < IDT_READINGS_MAX; i++) {
        idt_grade_latin(q->part->readings[i].latin, &by->spelling[by->spellings++]);
    }
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
    return q->latin || t->latin || q->part->script == t->part->script
               ? there
               : larger(there, one_way(t, q));
}

static bool may_be_equal(const idt_match_part *q, const idt_match_part *t)
{
    return (q->class_id != 0 && q->class_id == t->class_id) ||
           (q->group_count > 0 && t->group_count > 0) || q->attribute.len > 0 ||
           t->attribute.len > 0 || idt_str_equal(q->fold, t->fold) ||
           (q->whole.len > 0 && idt_str_equal(q->whole, t->fold)) ||
           (t->whole.len > 0 && idt_str_equal(t->whole, q->fold));
}

static bool too_low(int32_t grade)
{
    return grade != 0 && grade < W.reading_least;
}

static bool rejects_latin(const earner *by, uint64_t letters)
{
    return by->lies &&
           !idt_grade_latin_may_reach(&by->word, &by->laid_out, letters, W.reading_least);
}

/* In none of the part's spellings. */
static bool rejects_native(earner *by, uint64_t letters)
{
    bool may = false;
    for (size_t i = 0; i < by->spellings && !may; i++) {
        may = idt_grade_native_may_reach(letters, &by->spelling[i], W.reading_least);
    }
    return !may;
}

static bool rejects_readings(const earner *by, const uint64_t *readings)
{
    bool rejects = true;
    for (size_t i = 0; i < IDT_READINGS_MAX && readings[i] != 0 && rejects; i++) {
        rejects = rejects_latin(by, readings[i]);
    }
    return rejects;
}

/* Of two native words either is read as the other; which is what their keys say. Those of one table
 * are of one script: how they sound is nothing to them. What is never read is Han. */
static bool rejects_both_ways(earner *by, key_group share, uint64_t letters,
                              const uint64_t *readings)
{
    const idt_translit *table = idt_grade_table_of(letters);
    const bool never = letters == IDT_GRADE_NEVER_READ;
    if (never ? by->q->part->script == IDT_SCRIPT_HAN : table == NULL || table == by->word.table) {
        return share > KEYS_SPELT && (never || table != NULL);
    }
    return never || by->never_read ||
           ((share == KEYS_SOUNDS || rejects_native(by, letters)) &&
            rejects_readings(by, readings));
}

bool index_earner_rejects(earner *by, key_group share, uint64_t letters, const uint64_t *readings)
{
    if (by->q->latin) {
        return readings != NULL && rejects_native(by, letters);
    }
    return readings != NULL ? rejects_both_ways(by, share, letters, readings)
                            : by->never_read || rejects_latin(by, letters);
}

static int32_t grade_as(earner *by, idt_str latin)
{
    if (by->lies) {
        return idt_grade_laid_out_over(&by->word, &by->laid_out, latin, W.reading_least);
    }
    idt_grade_latin(latin, &by->other_spelling);
    return idt_grade_over(&by->word, &by->other_spelling, W.reading_least);
}

/* The best grade of what is read one as the other; 0: a script without a table. */
static int32_t grade_of(earner *by, const idt_match_part *t)
{
    int32_t grade = INT32_MIN;
    if (!t->latin) {
        idt_grade_native(t->text, &by->other_word);
        for (size_t i = 0; i < by->spellings; i++) {
            grade =
                larger(grade, idt_grade_over(&by->other_word, &by->spelling[i], W.reading_least));
        }
    }
    if (!by->q->latin) {
        const size_t readings = t->latin ? 1 : t->part->reading_count;
        for (size_t i = 0; i < readings && i < IDT_READINGS_MAX; i++) {
            grade = larger(grade, grade_as(by, t->latin ? t->text : t->part->readings[i].latin));
        }
    }
    return grade;
}

/* What their syllables say; 0 where these are others. */
static int32_t by_syllables(const idt_match_part *q, const idt_match_part *t)
{
    const int32_t of_q = q->latin ? 0 : idt_syllabic_grade(q, t, 1);
    const int32_t of_t = t->latin ? 0 : idt_syllabic_grade(t, q, 1);
    return larger(of_q, of_t);
}

/* Of texts in two scripts that share a key. */
static int32_t by_reading(earner *by, const idt_match_part *t, bool may_share_syllables)
{
    const int32_t syllables = may_share_syllables ? by_syllables(by->q, t) : 0;
    const int32_t sounds = grade_of(by, t);
    const idt_relation reading = {.level = IDT_LEVEL_READING,
                                  .via = syllables > 0 ? IDT_VIA_SYLLABLES : IDT_VIA_READING,
                                  .grade_mnat = syllables > 0 ? larger(syllables, sounds) : sounds};
    return too_low(reading.grade_mnat) ? -1 : amount(by->q, t, reading);
}

static bool same_script(const idt_match_part *a, const idt_match_part *b)
{
    return a->latin ? b->latin : !b->latin && a->part->script == b->part->script;
}

static earning earns_as_it_is(earner *by, const idt_match_part *t, bool may_share_syllables)
{
    const idt_match_part *q = by->q;
    const bool words = q->use == IDT_USE_WORD && t->use == IDT_USE_WORD;
    const bool read = words && !same_script(q, t) && !may_be_equal(q, t);
    const int32_t earns = read ? by_reading(by, t, may_share_syllables) : either_way(q, t);
    const bool known = earns < 0 && words && q->known && t->known;
    return (earning){.earns = earns, .near = known && idt_nearly(q, t) >= IDT_NEAR_KNOWN};
}

/* Whether the term stands in a syllabic name the term does not say: what gives more. */
earning index_earns(earner *by, const idt_match_part *t, bool may_share_syllables)
{
    earning out = earns_as_it_is(by, t, may_share_syllables);
    if (by->q->syllabic && t->latin && t->use == IDT_USE_WORD) {
        idt_match_part syllabic = *t;
        syllabic.syllabic = true;
        out.earns = larger(out.earns, either_way(by->q, &syllabic));
        out.near = out.near || idt_nearly(by->q, &syllabic) >= IDT_NEAR_KNOWN;
    }
    return out;
}
