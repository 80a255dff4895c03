#include "text/mistyped.h"

#include <stdlib.h>

#include "generated/name_lexicon.h"
#include "text/spelling.h"

#define LETTERS_MOST 32
#define LONG         13 /* letters from which on two may be wrong */

typedef struct idt_lexicon_common common_word;

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
    return w->characters >= LONG ? 2 : 1;
}

/* Edits between the two; one more than allowed where it is more. */
static int edits_to(idt_str word, idt_str letters, uint32_t classes, const common_word *w)
{
    char bytes[LETTERS_MOST];
    const int most = edits_allowed(w);
    const bool ascii = (unsigned char)word.ptr[0] < 0x80;
    const bool other = (unsigned char)word.ptr[0] >> 2 != (unsigned char)w->word[0] >> 2;
    if (abs((int)letters.len - w->characters) > most ||
        __builtin_popcount(classes ^ w->letters) > 2 * most ||
        ascii != ((unsigned char)w->word[0] < 0x80) || (!ascii && other)) {
        return most + 1;
    }
    const idt_str to = {.ptr = bytes,
                        .len = idt_spelling_letters(idt_str_borrow(w->word), bytes, sizeof bytes)};
    return idt_spelling_distance(letters, to, most);
}

idt_str idt_word_mistyped(idt_str word)
{
    char bytes[LETTERS_MOST];
    const idt_str letters = {.ptr = bytes, .len = idt_spelling_letters(word, bytes, sizeof bytes)};
    const common_word *nearest = NULL;
    int least = 3;
    if (letters.len + 1 < IDT_LEXICON_COMMON_WORD) {
        return (idt_str){0};
    }
    const uint32_t classes = classes_of(letters);
    for (size_t i = 0; i < IDT_LEXICON_COMMON_WORDS && least > 0; i++) {
        const common_word *w = &idt_lexicon_common_words[i];
        const int edits = edits_to(word, letters, classes, w);
        if (edits <= edits_allowed(w) && edits < least) {
            nearest = w;
            least = edits;
        }
    }
    return nearest != NULL ? idt_str_borrow(nearest->word) : (idt_str){0};
}
