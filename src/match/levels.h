/* levels.h - in how far two parts of names are one, from "the same letters" down to "nothing".
 *
 *   exact      laden      laden           same folded text
 *   fold       mohammed   mohamed         same spelling fold (text/spelling.h)
 *   variant    yusuf      joseph          same class of the variant tables, spelt alike or not
 *   nickname   bibi       benjamin        the same class, and nothing of the spelling in common
 *   skeleton   hasan      hosein          same consonants
 *   edit1      lavrov     larvov          one letter typed, left out, swapped or added
 *   edit2      lukashenko lukashnka       two, of nine letters and more
 *   reading    محمد       muhammed        another script's reading (text/readings.h)
 *   initial    j          joachim         weak; never essential
 *   clipped    dr         drissi          weak; never essential
 *
 * The order is the order of trust; a word is what JSON and the terminal show.
 */
#ifndef INTERDICT_MATCH_LEVELS_H
#define INTERDICT_MATCH_LEVELS_H

typedef enum idt_level {
    IDT_LEVEL_NONE,
    IDT_LEVEL_CLIPPED,
    IDT_LEVEL_INITIAL,
    IDT_LEVEL_EDIT2,
    IDT_LEVEL_READING,
    IDT_LEVEL_EDIT1,
    IDT_LEVEL_SKELETON,
    IDT_LEVEL_NICKNAME,
    IDT_LEVEL_VARIANT,
    IDT_LEVEL_FOLD,
    IDT_LEVEL_EXACT,
    IDT_LEVEL_COUNT
} idt_level;

const char *idt_level_text(idt_level level);

#endif
