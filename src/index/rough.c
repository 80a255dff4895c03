#include "index/rough.h"

#include "match/align.h"
#include "match/relation.h"
#include "match/weights.h"
#include "text/spelling.h"

#define W IDT_WEIGHTS

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/* What shorter words cost more (match/align.h: idt_pair_cost_of), at least: the term may be an
 * organisation's or not, and its text be as long as the query's part. */
static int32_t further(const idt_match_part *q, const term_head *t, idt_level level, bool org)
{
    const unsigned role = t->flags >> TERM_ROLE_SHIFT;
    const bool told = level == IDT_LEVEL_VARIANT && q->role == role &&
                      (role == IDT_PART_PLACE || role == IDT_PART_GENERIC);
    int32_t most = INT32_MIN;
    if (level == IDT_LEVEL_READING || told || !q->latin || (t->flags & TERM_LATIN) == 0) {
        return 0;
    }
    for (int of = org ? IDT_CLASS_OTHER : 0; of < IDT_SCORE_CLASSES; of++) {
        for (size_t letters = 0; letters < IDT_WORD_LETTERS && letters <= q->text.len; letters++) {
            most = letters > 0 || q->text.len == 0 ? larger(most, W.further[of][level][letters])
                                                   : most;
        }
    }
    return most;
}

/* What idt_pair_rarity asks of a part, of a term: no texts but their lengths. */
static int32_t amount(const idt_match_part *q, const term_head *t, idt_level level, bool org)
{
    const idt_match_part other = {.rarity_mnat = t->rarity_mnat,
                                  .fold.len = t->fold_len,
                                  .skeleton.len = t->skeleton_len,
                                  .text.len = q->text.len + 1, /* or as long, or shorter */
                                  .latin = true};
    const idt_relation relation = {.level = level};
    const int32_t cost = level == IDT_LEVEL_READING ? 0 : idt_pair_cost(relation);
    return larger(idt_pair_rarity(q, &other, relation) + cost + further(q, t, level, org), 0);
}

static bool same_script(const idt_match_part *q, const term_head *t)
{
    const bool latin = (t->flags & TERM_LATIN) != 0;
    return q->latin ? latin : !latin && (uint8_t)q->part->script == t->script;
}

static bool common_word(unsigned role)
{
    return role == IDT_PART_CORE || role == IDT_PART_GENERIC;
}

/* match/relation.h I3; words with and without s are let through. */
static bool vetoed(const idt_match_part *q, const term_head *t, unsigned role)
{
    return q->known && (t->flags & TERM_KNOWN) != 0 && q->rarity_mnat < W.frequent &&
           t->rarity_mnat < W.frequent && !(common_word(q->role) && common_word(role));
}

#define EXACT_BYTES 64 /* of longer folds the distance may be less than the letters say */

/* The edits that lengths and letters ask for at least; k + 1: too many. */
static int edits_at_least(const idt_match_part *q, const term_head *t, size_t longer, int k)
{
    const size_t shorter = q->fold.len > t->fold_len ? t->fold_len : q->fold.len;
    const size_t classes = (size_t)(__builtin_popcount(q->letters ^ t->letters) + 1) / 2;
    const size_t edits = longer - shorter > classes ? longer - shorter : classes;
    if (longer >= UINT8_MAX) {
        return 0;
    }
    return edits > (size_t)k ? k + 1 : longer > EXACT_BYTES ? 0 : (int)edits;
}

static rough by_spelling(const idt_match_part *q, const term_head *t, unsigned role, bool org)
{
    rough out = {.earns = -1};
    const size_t longer = q->fold.len > t->fold_len ? q->fold.len : t->fold_len;
    const int k = idt_spelling_edits(longer);
    /* The letters may be one apart where the folds are more. */
    const bool slips = idt_slips_by_letters(q) && (!q->latin || t->fold_len <= IDT_SLIP_FOLD);
    if (slips || edits_at_least(q, t, longer, k) <= k) {
        out.earns = amount(q, t, IDT_LEVEL_EDIT1, org);
    }
    if (q->skeleton.len >= 2 && q->skeleton_hash == t->skeleton_hash) {
        out.earns = larger(out.earns, amount(q, t, IDT_LEVEL_SKELETON, org));
    }
    if (out.earns >= 0 && vetoed(q, t, role)) {
        return (rough){.earns = -1, .near = true};
    }
    return out;
}

static bool may_be_equal(const idt_match_part *q, const term_head *t)
{
    return q->fold_hash == t->fold_hash || q->whole.len > 0 || (t->traits & TRAIT_WHOLE) != 0;
}

static rough as_it_is(const idt_match_part *q, const term_head *t, bool org)
{
    const unsigned role = t->flags >> TERM_ROLE_SHIFT;
    if (q->use != IDT_USE_WORD || t->use != IDT_USE_WORD || may_be_equal(q, t)) {
        return (rough){.earns = amount(q, t, IDT_LEVEL_EXACT, org)};
    }
    if (q->class_id != 0 && q->class_id == t->class_id) {
        const int32_t read = same_script(q, t) ? 0 : amount(q, t, IDT_LEVEL_READING, org);
        return (rough){.earns = larger(read, amount(q, t, IDT_LEVEL_VARIANT, org))};
    }
    if ((q->group_count > 0 && (t->traits & TRAIT_GROUPS) != 0) || q->attribute.len > 0 ||
        (t->traits & TRAIT_ATTRIBUTE) != 0) {
        const int32_t other = same_script(q, t) ? larger(amount(q, t, IDT_LEVEL_EDIT1, org),
                                                         amount(q, t, IDT_LEVEL_SKELETON, org))
                                                : amount(q, t, IDT_LEVEL_READING, org);
        return (rough){.earns = larger(other, amount(q, t, IDT_LEVEL_NICKNAME, org))};
    }
    return same_script(q, t) ? by_spelling(q, t, role, org)
                             : (rough){.earns = amount(q, t, IDT_LEVEL_READING, org)};
}

/* Whether the term stands in a syllabic name its head does not say. */
rough index_rough(const idt_match_part *q, const term_head *t, bool org)
{
    rough out = as_it_is(q, t, org);
    if (q->syllabic && (t->flags & TERM_LATIN) != 0 && t->use == IDT_USE_WORD) {
        out.earns = larger(out.earns, amount(q, t, IDT_LEVEL_VARIANT, org));
    }
    return out;
}
