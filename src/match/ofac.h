/* ofac.h - a score as OFAC's search tool (Sanctions List Search) is described to give it.
 *
 *   query "jon smith"  candidate "smith, john"
 *     whole      jon smith / smith john            .50    Jaro-Winkler of the two texts
 *     parts      jon / john                        .97    the best part for each part asked
 *                smith / smith                    1.00
 *     score      the higher of whole and the mean of parts, in whole hundredths: .98
 *
 * Known (OFAC's public answers on the tool): a score is 100 for an exact match; the whole text is
 * compared with whole names by Jaro-Winkler; the text is also split into parts, each compared with
 * the parts of names by Jaro-Winkler and Soundex, which gives a score a part and a composite; the
 * higher of the two counts; the user sets the least score between 50 and 100. Names alone score.
 *
 * Assumed (nothing is published): the composite is the mean over the parts asked, so leaving out a
 * part of the listed name costs nothing and any order is as good (one common part alone reaches 1:
 * this profile has none of the guards of the others); parts of one Soundex code score half way
 * between their Jaro-Winkler similarity and 1; the prefix counts from a similarity of .7 on, up to
 * four letters, a tenth each; case, marks and punctuation are as nothing; what is not Latin is
 * compared letter by letter, unread; rounding is to the nearest hundredth and never up to 1.
 *
 * Integers throughout. Not symmetric: the parts asked are those of the query. Cost: the product of
 * the lengths; of a name the first IDT_OFAC_LETTERS letters and IDT_OFAC_PARTS parts count, and
 * `cut` says if there are more. Threads: pure.
 */
#ifndef INTERDICT_MATCH_OFAC_H
#define INTERDICT_MATCH_OFAC_H

#include "core/str.h"

#define IDT_OFAC_LETTERS 256
#define IDT_OFAC_PARTS   32

typedef struct idt_ofac_part {
    idt_str query, candidate; /* folded; borrowed from the keys */
    uint16_t score;           /* ten-thousandths */
    bool sounds;              /* of one Soundex code */
} idt_ofac_part;

typedef struct idt_ofac_score {
    uint16_t whole, composite, score; /* ten-thousandths; score in whole hundredths */
    idt_ofac_part parts[IDT_OFAC_PARTS];
    size_t count;
    bool cut;
} idt_ofac_score;

/* Of two keys (text/key.h): folded words parted by one blank. */
void idt_ofac_compare(idt_str query, idt_str candidate, idt_ofac_score *out);

/* Jaro-Winkler similarity in ten-thousandths. Of UTF-8 texts; letters beyond the limit are left
 * out. Two empty texts are not alike. */
uint16_t idt_jaro_winkler(idt_str a, idt_str b);
/* American Soundex of the ASCII letters: "robert" R163; false where there is none. */
#define IDT_SOUNDEX_BYTES 5
bool idt_soundex(idt_str word, char out[IDT_SOUNDEX_BYTES]);

#endif
