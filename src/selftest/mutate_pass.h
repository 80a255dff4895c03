/* mutate_pass.h - what the classes of mutate.h share: the name as characters, and chance. */
#ifndef INTERDICT_SELFTEST_MUTATE_PASS_H
#define INTERDICT_SELFTEST_MUTATE_PASS_H

#include "selftest/mutate.h"

/* Letters of one script on end. */
typedef struct letter_run {
    size_t start, end; /* characters of the pass */
} letter_run;

typedef struct mutation_pass {
    const idt_name *name;
    idt_strength strength;
    uint64_t seed, drawn; /* chance: so many numbers were drawn */
    idt_arena *arena;
    uint32_t *codes; /* characters of the source; the classes change them */
    size_t count, cap;
} mutation_pass;

/* 0 <= result < below; below > 0. */
size_t mutation_below(mutation_pass *p, size_t below);
/* `count` characters in place of the `taken` at `at`. False where they do not fit. */
bool mutation_put(mutation_pass *p, size_t at, size_t taken, const uint32_t *codes, size_t count);
/* Of an alphabet, in which single letters slip: no Han, Kana, Hangul, no digit, no mark. */
bool mutation_is_letter(uint32_t code);
/* The next run at or after `at`, false at the end. */
bool mutation_next_run(const mutation_pass *p, size_t at, letter_run *out);

/* Each changes the characters and says whether it did what its class says. */
typedef bool (*mutation_class)(mutation_pass *p);
bool mutate_keyboard(mutation_pass *p);
bool mutate_ocr(mutation_pass *p);
bool mutate_dropped(mutation_pass *p);
bool mutate_added(mutation_pass *p);
bool mutate_swapped(mutation_pass *p);
bool mutate_homoglyphs(mutation_pass *p);
bool mutate_split(mutation_pass *p);
bool mutate_word_dropped(mutation_pass *p);
bool mutate_word_added(mutation_pass *p);
bool mutate_word_swapped(mutation_pass *p);
bool mutate_initials(mutation_pass *p);
bool mutate_joined(mutation_pass *p);
bool mutate_transliteration(mutation_pass *p);
bool mutate_other_script(mutation_pass *p);

#endif
