/* windows.h - which stretches of a text could be a name? What `fuzzy.h` screens.
 *
 *   text     ... said Haji Abdul-Rahman of Kandahar. On Monday ...
 *   units    Haji Abdul Rahman (of) Kandahar
 *   windows  Haji Abdul | Haji Abdul Rahman | ... | Abdul Rahman | ... | Rahman of Kandahar
 *
 * Units, of three kinds:
 *   - in scripts with capitals (Latin, Greek, Cyrillic, Armenian) a word of two letters and
 *     more, one of them a capital. Small words of up to three letters (bin, al, of), initials
 *     and numbers stand between units, three at most in a row; small words joined by a hyphen
 *     (al-Tikriti) before one; initials on either side; numbers at the end;
 *   - in scripts without (Arabic, Hebrew, Georgian, Indic, Ethiopic) any word, unless it is one
 *     in fifty words or more of a text of 500 words and more; and a run of Katakana. Function words
 *     (data/tables/function_words.tsv: in, from, which) stand between units, three at most;
 *   - of Han and Hangul a character, the first of a word where words are parted.
 *
 * Windows are of 2 to 6 units, of Han and Hangul 2 to 4 characters; of one unit where it has
 * five letters (without capitals four) and is not capitalised for beginning a sentence.
 * Punctuation, a change of kind, and a place that is taken part windows.
 *
 * Limits. A text in capitals throughout is all windows. A name that is one in fifty words of a text
 * in a script without capitals is not met, nor one that begins with Ali spelt as the Arabic "on".
 * What is written onto a word (Arabic and Hebrew prefixes,
 * Korean particles) stays on it. Thai, Lao, Khmer, Burmese, which part no words, have no windows.
 *
 * I1  At most 24 windows begin at a place, 6 where units are neighbours: linear in the text.
 * I2  Windows come by run, in order of start, then of end; they begin and end where units do.
 *
 * Memory: 256 kB and a run's units, in the arena. Threads: pure.
 */
#ifndef INTERDICT_SCAN_WINDOWS_H
#define INTERDICT_SCAN_WINDOWS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/str.h"

/* A place of the text, [start, end). */
typedef struct idt_scan_place {
    size_t start, end;
} idt_scan_place;

typedef struct idt_window {
    size_t start, end; /* source bytes; a possessive 's is outside */
    uint64_t line;
    uint32_t units;
    bool characters; /* the units are characters of Han or Hangul */
    bool unmarked;   /* no capital, nothing else tells it from any other words of the text */
    bool new_run;    /* no window before it overlaps this one or any behind */
} idt_window;

/* False stops. */
typedef bool idt_window_visit(void *context, const idt_window *window);

/* `taken`: places that no window may touch, in order. IDT_E_LIMIT at the arena's ceiling. */
IDT_CHECK idt_rc idt_windows(idt_str text, const idt_scan_place *taken, size_t taken_count,
                             idt_arena *arena, idt_window_visit *visit, void *context,
                             idt_error *err);

#endif
