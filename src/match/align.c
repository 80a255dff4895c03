#include "match/align.h"

#include "match/assign.h"
#include "match/relations.h"
#include "match/glance.h"
#include "match/syllabic.h"
#include "match/weights.h"
#include "text/spelling.h"

#define JOINED_BYTES 128
#define JOIN_SLACK   12

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

/* Of the side that is not Latin; of two such sides the shorter, so that neither stands first. */
static int32_t native_letters(const idt_match_part *a, const idt_match_part *b)
{
    return a->latin   ? idt_match_letters(b)
           : b->latin ? idt_match_letters(a)
                      : smaller(idt_match_letters(a), idt_match_letters(b));
}

/* Two Latin spellings of the same syllables. */
static bool by_syllables(idt_relation relation)
{
    return relation.level == IDT_LEVEL_VARIANT &&
           (relation.via == IDT_VIA_SYLLABLES || relation.via == IDT_VIA_JOIN);
}

/* How rare it is by chance that a word lies so near another: letters of names carry about 2.5 nats
 * each, less the number of words within the edits (5.5 nats for one at these lengths, 10.5 for
 * two); consonants 2.3 each, less the vowels that are free. */
static int32_t ball_of(const idt_match_part *a, const idt_match_part *b, idt_relation relation)
{
    const int32_t letters = a->latin && b->latin
                                ? smaller((int32_t)smaller((int32_t)a->text.len, 41),
                                          (int32_t)smaller((int32_t)b->text.len, 41))
                                : (int32_t)(a->fold.len < b->fold.len ? a->fold.len : b->fold.len);
    /* Of a longer word few lie a letter under it; of a shorter one most lie over it. */
    const int32_t longer = letters + (a->text.len != b->text.len ? 1 : 0);
    int32_t ball = INT32_MAX;
    if (letters > 40) {
        return ball;
    }
    switch (relation.level) {
    case IDT_LEVEL_EDIT1:
        ball = 2500 * longer - 5500;
        break;
    case IDT_LEVEL_EDIT2:
        ball = 2500 * letters - 10500;
        break;
    case IDT_LEVEL_SKELETON:
        ball = 2300 * (int32_t)smaller((int32_t)a->skeleton.len, 40) - 1000;
        break;
    case IDT_LEVEL_READING: /* the transducer's own likelihood ratio of the two whole words */
        ball = relation.grade_mnat > 0 ? relation.grade_mnat * native_letters(a, b) : ball;
        break;
    case IDT_LEVEL_VARIANT: /* what its syllables tell; classes are counted as names of their own */
        ball = by_syllables(relation) ? relation.grade_mnat : ball;
        break;
    default:
        break;
    }
    return ball > 0 ? ball : 0;
}

int32_t idt_pair_rarity(const idt_match_part *a, const idt_match_part *b, idt_relation relation)
{
    /* An initial's own rarity says nothing; a slip is rare, what it is a slip of may not be. */
    const int32_t rarity =
        smaller(smaller(a->rarity_mnat, b->rarity_mnat), IDT_WEIGHTS.rarity_most);
    /* Nobody bears the slip of a name: who is meant bears the name. */
    const bool slip = relation.level == IDT_LEVEL_EDIT1 && !(a->known && b->known);
    const int32_t share = slip ? 1000 : IDT_WEIGHTS.share[relation.level];
    return smaller(rarity * share / 1000, ball_of(a, b, relation));
}

int32_t idt_pair_cost(idt_relation relation)
{
    const int32_t cost = IDT_WEIGHTS.level[relation.level] +
                         (relation.via == IDT_VIA_TRANSLATION ? IDT_WEIGHTS.translation : 0) +
                         (by_syllables(relation) ? IDT_WEIGHTS.spelt_otherwise : 0);
    if (relation.level != IDT_LEVEL_READING || relation.grade_mnat <= 0) {
        return cost;
    }
    const int32_t good = smaller(relation.grade_mnat, IDT_WEIGHTS.reading_good);
    return cost - cost * good / IDT_WEIGHTS.reading_good;
}

/* Желудев is read Zheludev, not Gagloev: letters between what is read in a word and the Latin one,
 * though the transducer finds each likely. */
static int32_t misread(const idt_match_part *a, const idt_match_part *b)
{
    const idt_match_part *native = a->latin ? b : a;
    const idt_match_part *latin = a->latin ? a : b;
    int apart = IDT_MISREAD - 1;
    if (a->latin == b->latin || !idt_in_alphabet(native)) {
        return 0;
    }
    for (size_t i = 0; i < native->part->reading_count && i < IDT_READINGS_MAX && apart > 0; i++) {
        const int d = idt_spelling_distance(native->reading_folds[i], latin->fold, apart);
        apart = d < apart ? d : apart;
    }
    return IDT_WEIGHTS.misread[apart];
}

/* A syllable is soon met by chance, and two guesses of what is read oftener than one. */
static int32_t reading_cost(const idt_match_part *a, const idt_match_part *b, idt_relation relation)
{
    const int32_t grade = relation.grade_mnat;
    const int32_t good = smaller(grade > 0 ? grade : 0, IDT_WEIGHTS.syllable_good);
    const int32_t syllable =
        idt_in_syllables(a) || idt_in_syllables(b)
            ? IDT_WEIGHTS.syllable - IDT_WEIGHTS.syllable * good / IDT_WEIGHTS.syllable_good
            : 0;
    const bool twice = !a->latin && !b->latin && relation.via != IDT_VIA_SYLLABLES;
    return syllable + (twice ? IDT_WEIGHTS.read_twice : 0) + misread(a, b);
}

static bool in_one_alphabet(const idt_match_part *a, const idt_match_part *b)
{
    return a->latin ? b->latin
                    : !b->latin && a->part->script == b->part->script && idt_in_alphabet(a);
}

static size_t letters_of(const idt_match_part *part)
{
    return part->latin ? part->text.len : (size_t)idt_match_letters(part);
}

int32_t idt_pair_cost_of(idt_score_class of, const idt_match_part *a, const idt_match_part *b,
                         idt_relation relation)
{
    const int32_t cost = idt_pair_cost(relation);
    if (relation.level == IDT_LEVEL_READING) {
        return cost + reading_cost(a, b, relation);
    }
    if (relation.level == IDT_LEVEL_EXACT || !in_one_alphabet(a, b)) {
        return cost;
    }
    const size_t of_a = letters_of(a);
    const size_t of_b = letters_of(b);
    const size_t shorter = of_a < of_b ? of_a : of_b;
    const size_t letters = shorter < IDT_WORD_LETTERS ? shorter : IDT_WORD_LETTERS - 1;
    /* Of places and generic words the tables say all there is: US, United States. */
    const bool told = relation.level == IDT_LEVEL_VARIANT &&
                      (a->role == IDT_PART_PLACE || a->role == IDT_PART_GENERIC) &&
                      a->role == b->role;
    return cost + (told ? 0 : IDT_WEIGHTS.further[of][relation.level][letters]);
}

static void take(idt_alignment *out, idt_pair pair)
{
    size_t at = out->count++;
    for (; at > 0 && out->pairs[at - 1].q > pair.q; at--) {
        out->pairs[at] = out->pairs[at - 1];
    }
    out->pairs[at] = pair;
    for (size_t i = 0; i < pair.q_count; i++) {
        out->q_used[pair.q + i] = true;
    }
    for (size_t i = 0; i < pair.n_count; i++) {
        out->n_used[pair.n + i] = true;
    }
}

static idt_edge edge_of(idt_score_class of, const idt_match_part *a, const idt_match_part *b,
                        idt_relation relation)
{
    /* A pair taken is also a contradiction the less, whatever its level. */
    const int32_t value = idt_pair_rarity(a, b, relation) + idt_pair_cost_of(of, a, b, relation) -
                          IDT_WEIGHTS.contradiction + (relation.via == IDT_VIA_TEXT ? 1 : 0);
    return (idt_edge){.value = value > 1 ? value : 1, .relation = relation};
}

static uint8_t higher(uint8_t best, idt_level level)
{
    return level > best ? (uint8_t)level : best;
}

/* Edges of all related parts; q_best and n_best are the highest level each part takes part in. */
static size_t find_edges(const idt_match_name *q, const idt_match_name *n, idt_edge *edges,
                         uint8_t *q_best, uint8_t *n_best, uint64_t *may_be_near)
{
    const idt_score_class of = idt_class_of(q, n);
    size_t count = 0;
    memset(n_best, 0, n->count);
    for (size_t i = 0; i < q->count; i++) {
        q_best[i] = 0;
        may_be_near[i] = 0;
        for (size_t k = 0; k < n->count && q->glances[i].use != IDT_USE_NONE; k++) {
            const unsigned may = idt_glance_pair(&q->glances[i], &n->glances[k]);
            may_be_near[i] |= (uint64_t)((may & IDT_MAY_BE_NEAR) != 0) << k;
            const idt_relation relation =
                (may & IDT_MAY_BE_RELATED) != 0 ? idt_relate_among(q, i, n, k) : (idt_relation){0};
            if (relation.level != IDT_LEVEL_NONE) {
                edges[count] = edge_of(of, &q->parts[i], &n->parts[k], relation);
                edges[count].row = (uint8_t)i;
                edges[count++].column = (uint8_t)k;
                q_best[i] = higher(q_best[i], relation.level);
                n_best[k] = higher(n_best[k], relation.level);
            }
        }
    }
    return count;
}

/* The fold of `count` parts written as one word. 0 where they are too long to be one. */
static size_t fold_joined(const idt_match_part *parts, size_t count, bool whole, char *out)
{
    char text[JOINED_BYTES];
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        const idt_str part = whole && parts[i].whole.len > 0 ? parts[i].whole : parts[i].text;
        if (part.len == 0 || part.len > sizeof text - len) {
            return 0;
        }
        memcpy(text + len, part.ptr, part.len);
        len += part.len;
    }
    return idt_spelling_fold((idt_str){.ptr = text, .len = len}, out);
}

static bool near_in_length(size_t len, idt_str fold, size_t slack)
{
    return len + slack >= fold.len && fold.len + slack >= len;
}

/* Only the last letters of a part can fold otherwise when another follows. */
static bool begins(idt_str fold, idt_str with)
{
    const size_t sure = with.len > 2 ? with.len - 2 : with.len > 0 ? 1 : 0;
    return fold.len >= sure && sure > 0 && fold.ptr[0] == with.ptr[0] &&
           memcmp(fold.ptr, with.ptr, sure) == 0;
}

static bool begins_like(const idt_match_part *first, const idt_match_part *target)
{
    return begins(target->fold, first->fold) ||
           (first->whole.len > 0 && begins(target->fold, first->whole)) ||
           (target->whole.len > 0 && begins(target->whole, first->fold));
}

static bool joins(const idt_match_part *parts, size_t count, const idt_match_part *target)
{
    char fold[JOINED_BYTES];
    size_t len = 0;
    int ways = 1; /* without fused particles, and with them */
    if (target->fold.len < IDT_ALIGN_JOINED) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        len += parts[i].whole.len > 0 ? parts[i].whole.len : parts[i].fold.len;
        ways = parts[i].whole.len > 0 ? 2 : ways;
    }
    /* What a fused article adds, and what a fold drops or turns where two parts meet. */
    if (len == 0 ||
        !near_in_length(len, target->whole.len > 0 ? target->whole : target->fold, JOIN_SLACK)) {
        return false;
    }
    for (int whole = 0; whole < ways; whole++) {
        const idt_str joined = {.ptr = fold, .len = fold_joined(parts, count, whole != 0, fold)};
        if (joined.len > 0 &&
            (idt_str_equal(joined, target->fold) || idt_str_equal(joined, target->whole))) {
            return true;
        }
    }
    return false;
}

/* Parts a join may take, a bit each: in no pair, and related to nothing by text, fold or class. */
static uint64_t free_for_join(const idt_match_name *name, const bool *used, const uint8_t *best)
{
    uint64_t out = 0;
    for (size_t i = 0; i < name->count; i++) {
        const idt_glance *part = &name->glances[i];
        const bool taken = best[i] >= IDT_LEVEL_VARIANT && (part->traits & IDT_GLANCE_REPEATS) == 0;
        const bool stopped = (part->traits & IDT_GLANCE_STOPPED) != 0;
        out |= (uint64_t)(!used[i] && !taken && !stopped && part->use != IDT_USE_NUMBER) << i;
    }
    return out;
}

/* The parts of a name that a join may take, and with which letters they begin. */
typedef struct side {
    const idt_match_name *name;
    uint64_t left;
    uint32_t begins; /* a bit a letter, of 32 classes */
    bool native, syllabic;
} side;

static uint32_t bit_of(uint8_t letter)
{
    return letter != 0 ? UINT32_C(1) << (letter & 31) : 0;
}

static uint32_t begins_with(const idt_glance *seen)
{
    return bit_of(seen->fold_first) | bit_of(seen->whole_first);
}

static side side_of(const idt_match_name *name, const bool *used, const uint8_t *best)
{
    side out = {.name = name, .left = free_for_join(name, used, best)};
    for (size_t i = 0; i < name->count; i++) {
        const idt_glance *part = &name->glances[i];
        out.begins |= begins_with(part);
        out.native = out.native || (part->traits & IDT_GLANCE_LATIN) == 0;
        out.syllabic = out.syllabic || (part->traits & IDT_GLANCE_SYLLABIC) != 0;
    }
    return out;
}

/* Can the i-th part be the first of a join at all? Most cannot. */
static bool may_begin_join(const side *many, size_t i, const side *one)
{
    const idt_glance *first = &many->name->glances[i];
    return (begins_with(first) & one->begins) != 0 ||
           ((first->traits & IDT_GLANCE_LATIN) != 0 && one->native) ||
           ((first->traits & IDT_GLANCE_SYLLABIC) != 0 && one->syllabic);
}

static bool may_join(const idt_match_part *first, const idt_match_part *one)
{
    return one->use != IDT_USE_NONE && (begins_like(first, one) || (first->latin && !one->latin) ||
                                        (first->syllabic && one->syllabic));
}

/* Written together the same, or read the same across scripts. */
static idt_relation relate_join(const idt_match_part *parts, size_t count,
                                const idt_match_part *one)
{
    return begins_like(parts, one) && joins(parts, count, one)
               ? (idt_relation){.level = IDT_LEVEL_FOLD, .via = IDT_VIA_JOIN}
               : idt_relate_joined(parts, count, one);
}

/* The part of `one` that `count` parts from the i-th on are together; its count where none is. */
static size_t joined_to(const side *many, size_t i, size_t count, const side *one,
                        idt_relation *relation)
{
    const idt_match_part *parts = &many->name->parts[i];
    size_t k = 0;
    for (; k < one->name->count; k++) {
        if ((one->left >> k & 1) != 0 && may_join(parts, &one->name->parts[k])) {
            *relation = relate_join(parts, count, &one->name->parts[k]);
            if (relation->level != IDT_LEVEL_NONE) {
                break;
            }
        }
    }
    return k;
}

static void join_one_way(side *many, side *one, size_t count, bool swapped, idt_alignment *out)
{
    const uint64_t all = (UINT64_C(1) << count) - 1;
    for (size_t i = 0; i + count <= many->name->count && one->left != 0; i++) {
        idt_relation relation;
        if ((many->left >> i & all) != all || !may_begin_join(many, i, one)) {
            continue;
        }
        const size_t k = joined_to(many, i, count, one, &relation);
        if (k == one->name->count) {
            continue;
        }
        const uint16_t m = (uint16_t)i;
        const uint16_t o = (uint16_t)k;
        const uint16_t c = (uint16_t)count;
        take(out,
             swapped
                 ? (idt_pair){.q = o, .q_count = 1, .n = m, .n_count = c, .relation = relation}
                 : (idt_pair){.q = m, .q_count = c, .n = o, .n_count = 1, .relation = relation});
        many->left &= ~(all << i);
        one->left &= ~(UINT64_C(1) << k);
    }
}

static void find_joins(const idt_match_name *q, const idt_match_name *n, const uint8_t *q_best,
                       const uint8_t *n_best, idt_alignment *out)
{
    side of_q = side_of(q, out->q_used, q_best);
    side of_n = side_of(n, out->n_used, n_best);
    for (size_t count = IDT_ALIGN_JOIN_MAX; count >= 2; count--) {
        join_one_way(&of_q, &of_n, count, false, out);
        join_one_way(&of_n, &of_q, count, true, out);
    }
}

/* Is one part of `one` all the initials of the other name? The part's index, or `count`; also where
 * `one` says the words themselves beside them. */
static size_t acronym_part(const idt_match_name *one, const idt_match_name *many,
                           const uint8_t *best)
{
    if (many->kind != IDT_NAME_ORGANISATION || many->words < 3 || many->name->acronym.len < 3) {
        return one->count;
    }
    const idt_str acronym = many->name->acronym;
    size_t at = one->count;
    for (size_t i = 0; i < one->count; i++) {
        if (one->parts[i].use != IDT_USE_WORD) {
            continue;
        }
        if (best[i] >= IDT_LEVEL_VARIANT && one->parts[i].role != IDT_PART_GENERIC) {
            return one->count;
        }
        at = at == one->count && best[i] < IDT_LEVEL_VARIANT &&
                     idt_str_equal(one->parts[i].text, acronym)
                 ? i
                 : at;
    }
    return at;
}

static size_t last_word(const idt_match_name *name)
{
    size_t last = name->count;
    while (last > 0 && name->parts[last - 1].use != IDT_USE_WORD) {
        last--;
    }
    return last;
}

static bool find_acronym(const idt_match_name *q, const idt_match_name *n, const uint8_t *q_best,
                         const uint8_t *n_best, idt_alignment *out)
{
    const size_t in_q = acronym_part(q, n, q_best);
    const size_t in_n = acronym_part(n, q, n_best);
    const idt_relation relation = {.level = IDT_LEVEL_FOLD, .via = IDT_VIA_ACRONYM};
    idt_pair pair = {.q = (uint16_t)in_q, .q_count = 1, .n_count = 1, .relation = relation};
    if (in_q < q->count) {
        pair.n = n->first_word;
        pair.n_count = (uint16_t)(last_word(n) - n->first_word);
    } else if (in_n < n->count) {
        pair.q = q->first_word;
        pair.q_count = (uint16_t)(last_word(q) - q->first_word);
        pair.n = (uint16_t)in_n;
    } else {
        return false;
    }
    take(out, pair);
    return true;
}

void idt_align(const idt_match_name *q, const idt_match_name *n, idt_alignment *out)
{
    idt_edge edges[IDT_NAME_PARTS_MAX * IDT_NAME_PARTS_MAX];
    uint8_t q_best[IDT_NAME_PARTS_MAX];
    uint8_t n_best[IDT_NAME_PARTS_MAX];
    uint16_t taken[IDT_NAME_PARTS_MAX];
    out->count = 0;
    memset(out->q_used, 0, q->count);
    memset(out->n_used, 0, n->count);
    size_t count = find_edges(q, n, edges, q_best, n_best, out->may_be_near);
    if (!find_acronym(q, n, q_best, n_best, out)) {
        find_joins(q, n, q_best, n_best, out);
    }
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (!out->q_used[edges[i].row] && !out->n_used[edges[i].column]) {
            edges[kept++] = edges[i];
        }
    }
    const size_t pairs = idt_assign(edges, kept, taken, &out->greedy);
    for (size_t i = 0; i < pairs; i++) {
        const idt_edge *e = &edges[taken[i]];
        take(out,
             (idt_pair){
                 .q = e->row, .q_count = 1, .n = e->column, .n_count = 1, .relation = e->relation});
    }
}
