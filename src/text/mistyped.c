#include "text/mistyped.h"

#include <stdlib.h>

#include "generated/name_lexicon.h"
#include "text/spelling.h"

#define LETTERS_MOST 32
#define EDITS_MOST   2
#define LONG         13 /* letters from which on two may be wrong */

typedef idt_lexicon_common common_word;

typedef struct word_table {
    const common_word *words;
    size_t count;
} word_table;

static const word_table OF_ORGANISATIONS = {idt_lexicon_common_words, IDT_LEXICON_COMMON_WORDS};
static const word_table OF_PHRASES = {idt_lexicon_phrase_words, IDT_LEXICON_PHRASE_WORDS};
static const word_table OF_PEOPLE = {idt_lexicon_small_words, IDT_LEXICON_SMALL_WORDS};

static uint32_t classes_of(idt_str letters)
{
    uint32_t out = 0;
    for (size_t i = 0; i < letters.len; i++) {
        out |= UINT32_C(1) << ((unsigned char)letters.ptr[i] & 31);
    }
    return out;
}

static int edits_allowed(const common_word *w)
{
    return w->characters >= LONG ? EDITS_MOST : 1;
}

/* An edit takes a letter away or adds one, or both: of most words this tells that they are none. */
static inline bool too_far(const common_word *w, uint32_t classes)
{
    uint32_t apart = classes ^ w->letters;
    apart &= apart - 1;
    apart &= apart - 1;
    if (apart == 0 || w->characters < LONG) {
        return apart != 0;
    }
    apart &= apart - 1;
    apart &= apart - 1;
    return apart != 0;
}

/* Words stand by their characters: the first of so many and more. */
static size_t first_of_length(const word_table *table, size_t characters)
{
    size_t at = 0;
    for (size_t rest = table->count; rest > 0;) {
        const size_t half = rest / 2;
        const bool shorter = table->words[at + half].characters < characters;
        at += shorter ? half + 1 : 0;
        rest = shorter ? rest - half - 1 : half;
    }
    return at;
}

/* Edits between the two; one more than allowed where it is more. */
static int edits_to(idt_str word, idt_str letters, const common_word *w)
{
    char bytes[LETTERS_MOST];
    const int most = edits_allowed(w);
    const bool ascii = (unsigned char)word.ptr[0] < 0x80;
    const bool other = (unsigned char)word.ptr[0] >> 2 != (unsigned char)w->word[0] >> 2;
    if (abs((int)letters.len - w->characters) > most ||
        ascii != ((unsigned char)w->word[0] < 0x80) || (!ascii && other)) {
        return most + 1;
    }
    const idt_str to = {.ptr = bytes,
                        .len = idt_spelling_letters(idt_str_borrow(w->word), bytes, sizeof bytes)};
    return idt_spelling_distance(letters, to, most);
}

/* Words found so far, the nearest first. */
typedef struct meant_words {
    idt_str *words;
    int edits[IDT_MISTYPED_MOST];
    size_t count, most;
} meant_words;

static void add_meant(meant_words *out, idt_str word, int edits)
{
    size_t at = out->count < out->most ? out->count++ : out->most;
    for (; at > 0 && out->edits[at - 1] > edits; at--) {
        if (at < out->most) {
            out->words[at] = out->words[at - 1];
            out->edits[at] = out->edits[at - 1];
        }
    }
    if (at < out->most) {
        out->words[at] = word;
        out->edits[at] = edits;
    }
}

static size_t find_meant(const word_table *table, idt_str word, idt_str *words, size_t most)
{
    char bytes[LETTERS_MOST];
    const idt_str letters = {.ptr = bytes, .len = idt_spelling_letters(word, bytes, sizeof bytes)};
    meant_words out = {.words = words, .most = most};
    if (letters.len + 1 < IDT_LEXICON_COMMON_WORD) {
        return 0;
    }
    const uint32_t classes = classes_of(letters);
    const size_t shortest = letters.len - (letters.len - EDITS_MOST >= LONG ? EDITS_MOST : 1);
    const size_t longest = letters.len + (letters.len + EDITS_MOST >= LONG ? EDITS_MOST : 1);
    const size_t end = first_of_length(table, longest + 1);
    for (size_t i = first_of_length(table, shortest); i < end; i++) {
        const common_word *w = &table->words[i];
        if (too_far(w, classes)) {
            continue;
        }
        const int edits = edits_to(word, letters, w);
        if (edits <= edits_allowed(w)) {
            add_meant(&out, idt_str_borrow(w->word), edits);
        }
    }
    return out.count;
}

idt_str idt_word_mistyped(idt_str word)
{
    idt_str out = {0};
    return find_meant(&OF_ORGANISATIONS, word, &out, 1) > 0 ? out : (idt_str){0};
}

size_t idt_phrase_words_mistyped(idt_str word, idt_str out[IDT_MISTYPED_MOST])
{
    return find_meant(&OF_PHRASES, word, out, IDT_MISTYPED_MOST);
}

size_t idt_small_words_mistyped(idt_str word, idt_str out[IDT_MISTYPED_MOST])
{
    return find_meant(&OF_PEOPLE, word, out, IDT_MISTYPED_MOST);
}
