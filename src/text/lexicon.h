/* lexicon.h - what is known of one word of a name: how rare, which spellings, what else it can be.
 *
 *   "muhammad"  4,300 mnat of people, class 1 (mohammed, mehmet ...), known, given
 *   "gmbh"      form: limited
 *   "sheikh"    title where it stands first; a name else
 *
 * The words stand in generated/name_lexicon.c, made of data/tables by tools/gen_names.py: sorted,
 * in blocks whose first word stands whole; a look-up is a binary search over the blocks and a walk
 * through one. Phrases ("limited liability company") are words of several, joined by one blank.
 *
 * Cost: about 150 ns a look-up; no memory. Threads: pure.
 */
#ifndef INTERDICT_TEXT_LEXICON_H
#define INTERDICT_TEXT_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/str.h"
#include "generated/name_lexicon.h" /* IDT_NAME_TABLES, idt_lexicon_row */

typedef struct idt_lexeme {
    int32_t people_mnat; /* -1000 ln of the share of people that bear its class; -1: not counted */
    int32_t orgs_mnat;   /* of organisations */
    uint32_t class_id;   /* of spellings, 1 .. IDT_CLASS_VARIANTS; 0: alone */
    const idt_lexicon_row *row; /* never NULL */
    bool found;
    bool known; /* borne by many by itself: a near spelling of it is another name, not a slip */
    bool given;
    bool family;
} idt_lexeme;

/* Of a folded word or phrase; all empty where it is not in the lexicon. */
idt_lexeme idt_lexicon_find(idt_str word);

/* Groups of a variant class, ascending: translations up to IDT_GROUP_TRANSLATIONS, then nicknames.
 */
const uint16_t *idt_lexicon_groups(uint32_t class_id, size_t *count);
/* Of a nickname group, the class of the full name; 0 for a translation. */
uint32_t idt_lexicon_group_head(uint32_t group);

#endif
