/* spelling.h - when are two Latin spellings one name?
 *
 *   token        fold         skeleton    sounds
 *   mohammed     mohamed      mhmd        mt: too few, so with vowels: mamat
 *   khodzhayev   hojaev       hjv         sp: sapap
 *   stefanovic   stefanovik   stfnvk      stpnpk
 *
 * Four nets, each wider than the one before; all are keys, so an index can list what they catch:
 *   fold      one sound, one letter: kh h, ou u, ck k, w v, y i, doubled letters once. Same bytes,
 *             same class.
 *   edits     at most idt_spelling_edits letters typed, left out, swapped or added between folds.
 *   skeleton  the consonants of the fold.
 *   sounds    consonants by their kind (b p f v are one, l r, d t, g k ...), h left out; where that
 *             leaves fewer than three, with the places of the vowels. Holds a romanisation against
 * a name of another script (text/readings.h); too wide between two Latin names.
 *
 * I1  A fold is its own fold. Equal folds have equal skeletons and (read one way) equal sounds.
 * I2  No result is longer than its input; none depends on anything but the bytes.
 *
 * Input is a folded token (text/tokens.h); bytes other than a-z are kept as they are by the fold
 * and left out of skeleton and sounds. Each rule stands in spelling.c with its reason. Pure,
 * linear.
 */
#ifndef INTERDICT_TEXT_SPELLING_H
#define INTERDICT_TEXT_SPELLING_H

#include "core/str.h"

/* Bytes written to `out`, which holds folded.len. */
size_t idt_spelling_fold(idt_str folded, char *out);
size_t idt_spelling_skeleton(idt_str folded, char *out);

/* Sounds are read in as many ways as languages differ in: 0 the plain one, then c, j
 * and soft g, silent letters, ch, endings, ll and gn. Often several ways give the same bytes. */
#define IDT_SPELLING_WAYS 7
size_t idt_spelling_sounds(idt_str folded, int way, char *out);
/* Does the way read the word letter by letter as way 0 does? Then its sounds are those: most words
 * are read in one way or two, and this costs a tenth of reading one. */
bool idt_spelling_reads_plain(idt_str folded, int way);

/* Edits allowed between two folds by the longer length: 0 (1-2), 1 (3-8), 2 (9 and more). */
int idt_spelling_edits(size_t len);

/* Optimal string alignment distance (insert, delete, replace, swap of neighbours), k+1 where it is
 * over k. Bit-parallel in one word: of bytes past the 64th of the shorter text only their number
 * counts. */
int idt_spelling_distance(idt_str a, idt_str b, int k);

/* One byte a character, so that distances count characters: the low eight bits of each. 0 where
 * there are more than `most` or the text is of two blocks of 256 (two alphabets, Han). */
size_t idt_spelling_letters(idt_str folded, char *out, size_t most);

#endif
