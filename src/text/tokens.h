/* tokens.h - a text's words, folded, each with its place in the source bytes.
 *
 *   source   Kata’ib  Hizballah's E.T.A.
 *            0-----9  11---------22-----
 *   folded   kataib   hizballahs  eta          gap: PARAGRAPH (start), BLANK, BLANK
 *                     bare: hizballah [11,20)
 *
 * What folding does, character by character, is fixed by the tables of generated/unicode_fold.h:
 * compatibility decomposition (NFKD), full case folding, marks off, the usual Latin spelling of
 * letters such as ß ø ł đ ı ə æ, digits of any script to 0-9.
 *
 * I1  A token's bytes depend on source[start, end) alone: that slice gives the one token again, and
 *     the folded bytes give themselves again.
 * I2  Tokens come in order and never overlap; what lies between two is described by `gap`.
 * I3  Apostrophes of every kind, soft hyphens, zero-width and direction marks inside a word vanish;
 *     outside they belong to the gap and never to a token.
 *
 * Rulings
 *  - Letters joined by full stops are one word (E.T.A. = ETA); the stop after a single letter
 *    belongs to it ("Osama B. Laden"), so it does not end a sentence.
 *  - `bare` is the token without a final 's, where it has one: "ISI's" is `isis` whole and `isi`
 *    bare, and the scanner must not take the one for the other.
 *  - Han, Kana, Thai, Lao, Khmer, Burmese, Hangul: one token a character (with the signs that
 * belong to it), gap IDT_GAP_NONE between neighbours. Korean puts blanks between words but its
 * particles onto them: `glued` says that a syllable continues a run, where no name may start.
 *  - Marks that spell vowels (Indic scripts, Thai) or turn ka into ga (Kana) are kept; accents,
 *    harakat, niqqud and nukta are not. Marks kept are not reordered: texts that are canonically
 *    equivalent only by mark order give different tokens.
 *  - A word longer than IDT_TOKEN_BYTES (folded) is cut there, gap NONE: memory stays fixed.
 *
 * Known limits: elided articles (l'ETA), Turkish case endings behind an apostrophe and Arabic or
 * Hebrew prefixes written onto the word are not taken off.
 *
 * Nothing is allocated. Bytes that are not UTF-8 count as a blank. Threads: an iterator each.
 */
#ifndef INTERDICT_TEXT_TOKENS_H
#define INTERDICT_TEXT_TOKENS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/str.h"

#define IDT_TOKEN_BYTES 512

/* What separated a token from the one before: the strongest thing met. Order matters. */
typedef enum idt_gap {
    IDT_GAP_NONE,     /* nothing: neighbours in a script without blanks, or a change of script */
    IDT_GAP_BLANK,    /* blanks, quotes, symbols such as & */
    IDT_GAP_HYPHEN,   /* one hyphen or dash without blanks on both sides */
    IDT_GAP_LINE,     /* one line break (and nothing stronger) */
    IDT_GAP_PUNCT,    /* punctuation, brackets, or a dash between blanks */
    IDT_GAP_PARAGRAPH /* a blank line, a form feed, or the start of the text */
} idt_gap;

typedef struct idt_token {
    idt_str folded; /* lives in the iterator until the next call; at least one byte */
    size_t start;   /* source bytes [start, end) */
    size_t end;
    uint64_t hash; /* idt_token_hash of `folded` */
    uint64_t line; /* of `start`, from 1 */
    idt_gap gap;
    bool glued;        /* continues a run of Hangul */
    bool possessive;   /* ends in 's; else bare_len and bare_hash say nothing */
    uint32_t bare_len; /* folded bytes without it */
    size_t bare_end;   /* where the name ends in the source */
    uint64_t bare_hash;
} idt_token;

typedef struct idt_tokens {
    const unsigned char *ptr;
    size_t len;
    size_t at;
    uint64_t line;
    bool begun;        /* a token was given out */
    bool after_stop;   /* ... that ended with the full stop of an initial */
    bool after_hangul; /* ... that was Hangul */
    char folded[IDT_TOKEN_BYTES];
} idt_tokens;

/* `text` must outlive the iterator. */
void idt_tokens_init(idt_tokens *tokens, idt_str text);
/* False at the end of the text; *out is then untouched. */
bool idt_tokens_next(idt_tokens *tokens, idt_token *out);

/* Of folded bytes; the same on every machine, but not for storing: it may change with a release. */
uint64_t idt_token_hash(const char *bytes, size_t len);

#endif
