/* field_words.h - a place or an address as a field: its words, folded once, and the states in it.
 *
 *   "Zmarai village, Kabul Province, Afghanistan"   zmarai kabul          + AF
 *   "20 Karakasias Street, Athens, Greece"          20 karakasia athen    + GR
 *
 * Two words are one if their folds are (text/spelling.h), or their skeletons of three consonants.
 * What every address has (street, province, district, of, near) is left out; numbers and rare words
 * weigh more than cities.
 *
 * I1  Only states name the country of a place. Lands within states, and states that are no more,
 *     are words: they may agree and never exclude.
 *
 * Words behind the sixteenth are not compared. Lifetime: the arena given. Threads: pure.
 */
#ifndef INTERDICT_MATCH_FIELD_WORDS_H
#define INTERDICT_MATCH_FIELD_WORDS_H

#include "core/arena.h"
#include "core/str.h"

#define IDT_FIELD_WORDS_MAX  16
#define IDT_FIELD_STATES_MAX 4

typedef struct idt_field_word {
    uint32_t fold, skeleton; /* hashes; skeleton 0: too short */
    int32_t mnat;            /* how much it tells */
    bool place;              /* the fold stands for all names of the place */
} idt_field_word;

typedef struct idt_field_words {
    const idt_field_word *words;
    uint64_t mask; /* a bit a hash: no bit in common, no word in common */
    int32_t mnat;  /* of all words */
    uint16_t count;
    uint16_t state_count;
    uint16_t states[IDT_FIELD_STATES_MAX]; /* as match/field_code.h has countries */
} idt_field_words;

typedef struct idt_words_agreement {
    bool words_known, states_known; /* on both sides */
    bool state_shared;
    int32_t shared_mnat;      /* the smaller of both sides' sums */
    uint16_t share_per_mille; /* of the side with less to say: the larger of both shares */
} idt_words_agreement;

IDT_CHECK idt_rc idt_field_words_read(idt_str value, idt_arena *arena, idt_field_words *out,
                                      idt_error *err);
/* A code ("ru", "rus"), or a text that names one state ("Iran, Islamic Republic of", "Russian");
 * else IDT_COUNTRY_UNKNOWN, 0. Errors: IDT_E_LIMIT. */
IDT_CHECK idt_rc idt_field_country_read(idt_str value, idt_arena *arena, uint16_t *out,
                                        idt_error *err);
void idt_field_words_add_state(idt_field_words *words, uint16_t country);
idt_words_agreement idt_field_words_compare(const idt_field_words *a, const idt_field_words *b);

#endif
