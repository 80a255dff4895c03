/* scoring.h - a scoring profile: how a comparison is turned into a score and a band, as data.
 *
 *   {"format": "interdict-profile/1", "name": "careful", "scorer": "evidence",
 *    "thresholds": {"possible": 0.6, "strong": 0.9}, "prior": 0.01,
 *    "switches": {"weak_aliases": true}, "guards": {"single_part": 0.69},
 *    "weights": {"birth_differs": -3000}}
 *
 * Four are built in (and stand as files in data/profiles): `default`; `strict` and `wide`, which
 * ask more and less; `ofac`, which scores as the search tool of OFAC is described to
 * (match/ofac.h). "Profile" alone is the party compared (match/profile.h).
 *
 * I1  What a file does not say is as in `default`; what is not known is an error with its place.
 * I2  The canonical form states name, scorer, thresholds, switches and guards in full and the
 *     prior and weights that were stated, members in byte order; its SHA-256 is the profile's hash.
 * So the hash changes if and only if content does, not with blanks or the order of members. I3  A
 * weight keeps its sign (what agrees never lowers, what contradicts never raises), guards and
 *     thresholds lie in 0..1, and possible is at most strong.
 *     A prior lies between 0 and 1 and is stated only where there is a probability to move
 *     (match/probability.h).
 * I4  Weights of name parts are not here: an index holds what those can reach (match/relation.h).
 *     What a profile changes comes after the parts are aligned, so it can be changed for one
 *     question. `weights` of an answer names the table of the rest (IDT_WEIGHTS_VERSION).
 *
 * Lifetime: built-in ones for ever; read ones as long as the arena. Threads: read-only.
 */
#ifndef INTERDICT_MATCH_SCORING_H
#define INTERDICT_MATCH_SCORING_H

#include <stdbool.h>

#include "core/hash.h"
#include "core/str.h"

#define IDT_SCORING_FORMAT   "interdict-profile/1"
#define IDT_SCORING_BYTES    ((size_t)64 << 10) /* a longer file is none */
#define IDT_SCORING_NAME_MAX 64

typedef enum idt_scorer { IDT_SCORER_EVIDENCE, IDT_SCORER_OFAC } idt_scorer;

typedef enum idt_scoring_weight {
    IDT_WEIGHT_ADDRESS_DIFFERS,
    IDT_WEIGHT_ADDRESS_EQUAL,
    IDT_WEIGHT_ADDRESS_PART,
    IDT_WEIGHT_ADDRESS_TOWN,
    IDT_WEIGHT_BIRTH_CLOSE,
    IDT_WEIGHT_BIRTH_DAY,
    IDT_WEIGHT_BIRTH_DIFFERS,
    IDT_WEIGHT_BIRTH_EQUAL,
    IDT_WEIGHT_BIRTH_MONTH,
    IDT_WEIGHT_BIRTH_NEAR,
    IDT_WEIGHT_BIRTH_PLACE_COUNTRY,
    IDT_WEIGHT_BIRTH_PLACE_DIFFERS,
    IDT_WEIGHT_BIRTH_PLACE_EQUAL,
    IDT_WEIGHT_BIRTH_PLACE_PART,
    IDT_WEIGHT_BIRTH_PLACE_TOWN,
    IDT_WEIGHT_BIRTH_SWAPPED,
    IDT_WEIGHT_BIRTH_YEAR,
    IDT_WEIGHT_CONTACT_EQUAL,
    IDT_WEIGHT_COUNTRY_DIFFERS,
    IDT_WEIGHT_COUNTRY_EQUAL,
    IDT_WEIGHT_DOCUMENT_DIFFERS,
    IDT_WEIGHT_FLAG_DIFFERS,
    IDT_WEIGHT_FLAG_EQUAL,
    IDT_WEIGHT_FOUNDED_DIFFERS,
    IDT_WEIGHT_FOUNDED_EQUAL,
    IDT_WEIGHT_FOUNDED_YEAR,
    IDT_WEIGHT_GENDER_DIFFERS,
    IDT_WEIGHT_IDENTIFIER_DIFFERS,
    IDT_WEIGHT_IDENTIFIER_EQUAL,
    IDT_WEIGHT_IDENTIFIER_OTHER,
    IDT_WEIGHT_IDENTIFIER_UNPROVEN,
    IDT_WEIGHT_JURISDICTION_DIFFERS,
    IDT_WEIGHT_JURISDICTION_EQUAL,
    IDT_WEIGHT_LEGAL_FORM_DIFFERS,
    IDT_WEIGHT_LEGAL_FORM_EQUAL,
    IDT_WEIGHT_NATIONALITY_DIFFERS,
    IDT_WEIGHT_NATIONALITY_EQUAL,
    IDT_WEIGHT_SCHEMA_DIFFERS,
    IDT_WEIGHT_TYPE_DIFFERS,
    IDT_WEIGHT_TYPE_EQUAL,
    IDT_WEIGHT_WEAK_ALIAS,
    IDT_SCORING_WEIGHTS
} idt_scoring_weight;

typedef struct idt_scoring {
    const char *name;
    const char *description;
    idt_scorer scorer;
    uint16_t possible, strong; /* thresholds, in ten-thousandths as scores are */
    uint16_t prior; /* ... the share of candidates that are the party; 0: as the table was fitted */
    bool weak_aliases;                    /* off: names that the list calls weak are not compared */
    bool fields;                          /* off: birth date, country and the like say nothing */
    bool fields_lower;                    /* off: ... never speak against */
    uint16_t generic_most;                /* guards: the most that only generic words can reach */
    uint16_t single_most;                 /* ... one part alone */
    uint16_t number_most;                 /* ... names whose numbers differ */
    uint64_t stated;                      /* bit w: weights[w] is stated, else weights.c has it */
    int32_t weights[IDT_SCORING_WEIGHTS]; /* millinats */
} idt_scoring;

extern const idt_scoring IDT_SCORING_DEFAULT;

/* The built-in profiles, in the order of help; NULL at the end. */
const idt_scoring *idt_scoring_at(size_t i);
/* NULL where none is called so. */
const idt_scoring *idt_scoring_named(idt_str name);

int32_t idt_scoring_weight_of(const idt_scoring *scoring, idt_scoring_weight weight);
/* ... where it speaks for one party; else 0. */
static inline int32_t idt_scoring_gain(const idt_scoring *scoring, idt_scoring_weight weight)
{
    const int32_t mnat = idt_scoring_weight_of(scoring, weight);
    return mnat > 0 ? mnat : 0;
}
const char *idt_scoring_weight_name(idt_scoring_weight weight);
/* I3: of what agrees; else of what contradicts. */
bool idt_scoring_weight_gains(idt_scoring_weight weight);

/* One JSON object. IDT_E_INPUT with line and column of what is not known or not in range. */
IDT_CHECK idt_rc idt_scoring_read(idt_str bytes, const char *source, idt_arena *arena,
                                  idt_scoring *out, idt_error *err);
/* The built-in profile of that name, else what the file at that path holds (in the arena).
 * IDT_E_USAGE: there is neither; of a file what idt_scoring_read says, IDT_E_IO. */
IDT_CHECK idt_rc idt_scoring_find(const char *name, idt_arena *arena, const idt_scoring **out,
                                  idt_error *err);
/* Canonical form (I2), on one line, without a line end. */
void idt_scoring_write(const idt_scoring *scoring, idt_buf *out);
IDT_CHECK idt_rc idt_scoring_hash(const idt_scoring *scoring, idt_digest *out, idt_error *err);

#endif
