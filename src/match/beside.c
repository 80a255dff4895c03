#include "match/beside.h"

#include "match/syllabic.h"
#include "match/weights.h"

#define W IDT_WEIGHTS

idt_telling idt_tells(const idt_glance *part)
{
    const bool name = part->use == IDT_USE_WORD || part->use == IDT_USE_INITIAL;
    if (!name || (part->traits & IDT_GLANCE_REPEATS) != 0 || part->role == IDT_PART_PLACE ||
        idt_says_what(part->role, part->class_id)) {
        return IDT_TELLS_NOTHING;
    }
    return part->role == IDT_PART_GENERIC ? IDT_TELLS_GENERIC : IDT_TELLS;
}

static void put(idt_evidence *out, int32_t mnat, const char *note)
{
    if (mnat != 0) {
        idt_evidence_add(out, (idt_term){.kind = IDT_TERM_STRUCTURE, .mnat = mnat, .note = note});
    }
}

/* ---- initials ---- */

/* The parts that agree as initials, each side's in its own order. */
typedef struct initials {
    const idt_match_part *q[IDT_NAME_PARTS_MAX], *n[IDT_NAME_PARTS_MAX];
    size_t count;
    bool of_words; /* some stand for a word that tells */
} initials;

static void find_initials(const idt_match_name *q, const idt_match_name *n,
                          const idt_alignment *alignment, initials *out)
{
    bool in_n[IDT_NAME_PARTS_MAX] = {0};
    size_t count = 0;
    out->count = 0;
    out->of_words = false;
    for (size_t i = 0; i < alignment->count; i++) { /* in q's order */
        const idt_pair *pair = &alignment->pairs[i];
        if (pair->relation.level == IDT_LEVEL_INITIAL) {
            const idt_match_part *a = &q->parts[pair->q];
            const idt_match_part *b = &n->parts[pair->n];
            const idt_glance *word =
                a->use == IDT_USE_WORD ? &q->glances[pair->q] : &n->glances[pair->n];
            out->of_words =
                out->of_words || (a->use != b->use && idt_tells(word) != IDT_TELLS_NOTHING);
            out->q[out->count++] = a;
            in_n[pair->n] = true;
        }
    }
    for (size_t i = 0; i < n->count; i++) {
        if (in_n[i]) {
            out->n[count++] = &n->parts[i];
        }
    }
}

/* How many of them agree from left to right in both names? */
static size_t in_order(const initials *all)
{
    uint8_t best[IDT_NAME_PARTS_MAX + 1] = {0}; /* with the first k of n */
    for (size_t i = 0; i < all->count; i++) {
        uint8_t before = 0; /* best[k] of the parts of q before this one */
        for (size_t k = 0; k < all->count; k++) {
            const bool fits = idt_relate(all->q[i], all->n[k]).level == IDT_LEVEL_INITIAL;
            const uint8_t with = (uint8_t)(before + (fits ? 1 : 0));
            before = best[k + 1];
            best[k + 1] = with > before ? with : before;
            best[k + 1] = best[k] > best[k + 1] ? best[k] : best[k + 1];
        }
    }
    return best[all->count];
}

/* Beside one word an initial is a weak word; each further one in its place says more. */
static int32_t cost_beside_initials(size_t ordered)
{
    const int64_t cost = W.beside_initial + (int64_t)(ordered - 1) * W.further_initial;
    return cost < 0 ? (int32_t)cost : 0;
}

/* ---- one word ---- */

static int32_t cost_beside_one(const idt_match_name *q, const idt_match_name *n, idt_telling more)
{
    return more == IDT_TELLS           ? W.beside_one[idt_class_of(q, n)]
           : more == IDT_TELLS_GENERIC ? W.beside_generic
                                       : 0;
}

/* One word agrees: what stands for the others, or nothing? `more`: how far what is left out tells.
 */
static void put_beside_one(const idt_match_name *q, const idt_match_name *n,
                           const idt_alignment *alignment, idt_telling more, idt_evidence *out)
{
    initials all;
    find_initials(q, n, alignment, &all);
    if (all.count > 0 && (more != IDT_TELLS_NOTHING || all.of_words)) {
        put(out, cost_beside_initials(in_order(&all)), IDT_NOTE_INITIALS);
    } else if (all.count == 0) {
        put(out, cost_beside_one(q, n, more), IDT_NOTE_ONE);
    }
}

static bool is_word_pair(const idt_match_name *q, const idt_match_name *n, const idt_pair *pair)
{
    return q->glances[pair->q].use == IDT_USE_WORD && n->glances[pair->n].use == IDT_USE_WORD;
}

/* The pair of words, if there is one only; NULL else. */
static const idt_pair *sole_words(const idt_match_name *q, const idt_match_name *n,
                                  const idt_alignment *alignment)
{
    const idt_pair *sole = NULL;
    for (size_t i = 0; i < alignment->count; i++) {
        const idt_pair *pair = &alignment->pairs[i];
        if (is_word_pair(q, n, pair)) {
            if (sole != NULL) {
                return NULL;
            }
            sole = pair;
        }
    }
    return sole;
}

/* Carlee Nasralla, Karl LEE: what is two words there is one here, and others stand beside it. */
static void put_beside_joined(const idt_match_name *q, const idt_match_name *n,
                              const idt_pair *sole, idt_telling q_more, idt_telling n_more,
                              idt_evidence *out)
{
    const idt_telling more = sole->q_count == 1 && q_more > n_more ? q_more
                             : sole->n_count == 1                  ? n_more
                                                                   : IDT_TELLS_NOTHING;
    put(out, cost_beside_one(q, n, more), IDT_NOTE_ONE);
}

static size_t letters_of(const idt_match_part *part)
{
    return part->latin ? part->text.len : (size_t)idt_match_letters(part);
}

/* Of the shorter one; of a reading those that are read. */
static size_t letters_of_pair(const idt_match_part *a, const idt_match_part *b)
{
    const size_t of_a = letters_of(a);
    const size_t of_b = letters_of(b);
    const size_t letters = a->latin != b->latin ? (a->latin ? of_b : of_a)
                           : of_a < of_b        ? of_a
                                                : of_b;
    return letters < IDT_ALONE_LETTERS ? letters : IDT_ALONE_LETTERS - 1;
}

/* Jenco, GENCO: one word is all there is, and it is short, spelt otherwise or read. Of generic
 * words only what is no more than a translation. */
static int32_t cost_alone(const idt_match_name *q, const idt_match_name *n, const idt_pair *sole,
                          bool generic)
{
    const idt_match_part *a = &q->parts[sole->q];
    const idt_match_part *b = &n->parts[sole->n];
    const idt_level level = sole->relation.level;
    if (idt_class_of(q, n) == IDT_CLASS_PERSON) {
        return level == IDT_LEVEL_READING && (idt_in_syllables(a) || idt_in_syllables(b))
                   ? W.alone_in_syllables
                   : 0;
    }
    return generic && level != IDT_LEVEL_VARIANT ? 0 : W.alone[level][letters_of_pair(a, b)];
}

static void put_one(const idt_match_name *q, const idt_match_name *n,
                    const idt_alignment *alignment, idt_telling q_more, idt_telling n_more,
                    idt_evidence *out)
{
    const idt_pair *sole = sole_words(q, n, alignment);
    if (sole == NULL) {
        return;
    }
    if (sole->q_count + sole->n_count > 2) {
        put_beside_joined(q, n, sole, q_more, n_more, out);
    } else if (alignment->count == 1 && q_more == IDT_TELLS_NOTHING &&
               n_more == IDT_TELLS_NOTHING) {
        put(out, cost_alone(q, n, sole, out->distinct == 0), IDT_NOTE_ALONE);
    }
}

/* ---- two words and more ---- */

/* What two words that agree are short of: read only, or slips of short ones. */
typedef struct shortcoming {
    size_t words, read;
    int32_t slips;
} shortcoming;

static int32_t cost_of_slip(const idt_match_part *a, const idt_match_part *b, idt_level level)
{
    return level == IDT_LEVEL_EDIT1 && a->latin && b->latin ? W.beside_slip[letters_of_pair(a, b)]
                                                            : 0;
}

static shortcoming short_of(const idt_match_name *q, const idt_match_name *n,
                            const idt_alignment *alignment)
{
    shortcoming out = {0};
    for (size_t i = 0; i < alignment->count; i++) {
        const idt_pair *pair = &alignment->pairs[i];
        if (is_word_pair(q, n, pair)) {
            out.words++;
            out.read += pair->relation.level == IDT_LEVEL_READING;
            out.slips += cost_of_slip(&q->parts[pair->q], &n->parts[pair->n], pair->relation.level);
        }
    }
    return out;
}

/* Of people; others are left out. */
static void put_two(const idt_match_name *q, const idt_match_name *n,
                    const idt_alignment *alignment, idt_evidence *out)
{
    const shortcoming of = short_of(q, n, alignment);
    if (of.words != 2) {
        return;
    }
    if (of.read == 2) {
        put(out, W.beside_read, IDT_NOTE_READ);
    }
    put(out, of.slips, IDT_NOTE_SLIPS);
}

void idt_beside_what_agrees(const idt_match_name *q, const idt_match_name *n,
                            const idt_alignment *alignment, idt_telling q_more, idt_telling n_more,
                            idt_evidence *out)
{
    const bool words = idt_class_of(q, n) == IDT_CLASS_OTHER;
    const idt_telling more = q_more > n_more ? q_more : n_more;
    if ((words ? out->distinct : out->agreeing) == 1) {
        put_beside_one(q, n, alignment, more, out);
    }
    put_one(q, n, alignment, q_more, n_more, out);
    if (words && out->agreeing > 0 && out->distinct == 0 && more != IDT_TELLS_NOTHING) {
        put(out, W.beside_common, IDT_NOTE_COMMON);
    }
    if (!words && more != IDT_TELLS_NOTHING) {
        put_two(q, n, alignment, out);
    }
}
