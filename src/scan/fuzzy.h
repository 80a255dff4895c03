/* fuzzy.h - mentions that are not spelt as listed: windows of a text (windows.h), screened.
 *
 *   text   ... letters that Aiman Zawahri wrote ...
 *   hit    "Aiman Zawahri"  .93  by "Ayman al-ZAWAHIRI"
 *
 * Each window is asked of the index as `screen` would ask it, with nothing but the name known, and
 * scored as `compare` scores it (idt_compare_names); what reaches the cut is a hit.
 *
 * I1  Hits do not overlap: of windows that do, the best score is taken, then the longest, then the
 *     first. None touches a firm place; one that holds a loose place holds more than it.
 * I2  A window of one word, titles and legal forms apart, is a hit only by a listed name of one
 *     word, and both are rare (ambiguous.h): a single word that is spelt otherwise says little.
 *     Han and Hangul characters are asked about where they begin with a known family name.
 *     Where no capital marks a name, every word of the text is tried, and a reading across scripts
 *     is met by chance: one word then has six letters (in Katakana four) and so has the listed one,
 *     and Han characters are three. Names listed in the text's script know no such rule.
 * I3  Names that are spelt as listed are not the business of this: matches whose words are the
 *     window's own, in their order (equal keys), are left out.
 *
 * Cost: linear in the text; a window costs what a question to the index does, one met before
 * nothing. Threads: one a scratch.
 */
#ifndef INTERDICT_SCAN_FUZZY_H
#define INTERDICT_SCAN_FUZZY_H

#include "index/index.h"
#include "scan/windows.h"

typedef struct idt_fuzzy_ask {
    const idt_index *index;
    idt_index_scratch *scratch;
    idt_index_when when;
    bool weak;                  /* also weak aliases */
    uint16_t cut;               /* score */
    const idt_scan_place *firm; /* in order: no hit touches one */
    size_t firm_count;
    const idt_scan_place *loose; /* in order: a hit may hold one whole, and more */
    size_t loose_count;
} idt_fuzzy_ask;

typedef struct idt_fuzzy_match {
    uint32_t file, form; /* of the index */
    uint16_t score;
    int32_t llr_mnat;
} idt_fuzzy_match;

typedef struct idt_fuzzy_hit {
    size_t start, end;
    uint64_t line;
    const idt_fuzzy_match *matches; /* best first, at least one; in the arena */
    size_t match_count;
} idt_fuzzy_hit;

typedef struct idt_fuzzy_counts {
    uint64_t windows, asked; /* ... of the index; the others were met before */
} idt_fuzzy_counts;

/* Hits in the text's order. `counts` may be NULL. IDT_E_LIMIT (arena, scratch), IDT_E_CORRUPT. */
IDT_CHECK idt_rc idt_fuzzy_run(const idt_fuzzy_ask *ask, idt_str text, idt_arena *arena,
                               idt_fuzzy_hit **out, size_t *count, idt_fuzzy_counts *counts,
                               idt_error *err);

/* The text of a window as a name that can be compared. */
IDT_CHECK idt_rc idt_fuzzy_name(idt_str window, idt_arena *arena, idt_profile_name *out,
                                idt_error *err);

#endif
