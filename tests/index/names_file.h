/* names_file.h - the names tests of the index are made on: lines of names_corpus.py, or names made
 * here where there is no shared data; and questions made of them.
 */
#ifndef INTERDICT_TESTS_INDEX_NAMES_FILE_H
#define INTERDICT_TESTS_INDEX_NAMES_FILE_H

#include <stdio.h>
#include <stdlib.h>

#include "core/arena.h"
#include "match/profile.h"
#include "random.h"

typedef struct test_name {
    idt_name_kind kind;
    idt_str text;
} test_name;

typedef struct test_names {
    test_name *items;
    size_t count, cap;
} test_names;

static inline void names_add(test_names *names, idt_name_kind kind, idt_str text, idt_arena *arena)
{
    if (!IDT_GROW(arena, names->items, names->cap, names->count)) {
        abort();
    }
    names->items[names->count++] = (test_name){kind, idt_str_copy(arena, text)};
}

static inline idt_name_kind kind_of_letter(char letter)
{
    return letter == 'P'   ? IDT_NAME_PERSON
           : letter == 'O' ? IDT_NAME_ORGANISATION
           : letter == 'V' ? IDT_NAME_OBJECT
                           : IDT_NAME_ANY;
}

/* Lines of a stream, up to `most`. */
static inline void names_read(FILE *f, size_t most, idt_arena *arena, test_names *out)
{
    char line[8192];
    while (out->count < most && fgets(line, sizeof line, f) != NULL) {
        const size_t len = strcspn(line, "\n");
        if (len > 2 && line[1] == '\t') {
            names_add(out, kind_of_letter(line[0]), (idt_str){line + 2, len - 2}, arena);
        }
    }
}

/* Invented, but with the traps in: articles, bin, initials, joins, numbers, forms, scripts. */
static inline void names_make(size_t count, random_state *r, idt_arena *arena, test_names *out)
{
    static const char *const people[] = {"Mohammed",
                                         "Muhamad",
                                         "Ali",
                                         "Ahmed",
                                         "Hasan",
                                         "Hosein",
                                         "Ibrahim",
                                         "Abd",
                                         "al-Rahman",
                                         "Abdulhanif",
                                         "Hanif",
                                         "bin",
                                         "Abu Bakr",
                                         "al-Mosuli",
                                         "al-Tikriti",
                                         "Altikriti",
                                         "Ivanovich",
                                         "Petrov",
                                         "Petrova",
                                         "Nikolai",
                                         "Nicholas",
                                         "Patrushev",
                                         "Plat",
                                         "Ono",
                                         "Vich",
                                         "Platonovich",
                                         "J.",
                                         "E.T.A.",
                                         "Joseph",
                                         "Yusuf",
                                         "Jose",
                                         "Maria",
                                         "Kim",
                                         "Jong",
                                         "Un",
                                         "Jongun",
                                         "Dr.",
                                         "Mullah",
                                         "Lukashenko",
                                         "Lukashnka",
                                         "Smith",
                                         "Smyth",
                                         "O'Brien",
                                         "Obrien",
                                         "van der",
                                         "Berg",
                                         "Vanderberg",
                                         "III",
                                         "Jr.",
                                         "محمد",
                                         "علي",
                                         "Иванов",
                                         "Сергей",
                                         "Sergei",
                                         "김정은",
                                         "山田太郎",
                                         "Kseniya",
                                         "Xenia",
                                         "Wolfgang",
                                         "Schroedinger",
                                         "Schrodinger",
                                         "Constantinopoulos",
                                         "Konstantinopulos",
                                         "Zh",
                                         "Yu",
                                         "Aleksandrovich",
                                         "Alexandrovitch",
                                         "Ж.",
                                         "С.И.",
                                         "م.",
                                         "S.",
                                         "Жанна",
                                         "Μ.",
                                         "Μαρία"};
    static const char *const words[] = {"Trading",   "Company",
                                        "Limited",   "GmbH",
                                        "Siemens",   "Bank",
                                        "Banks",     "International",
                                        "Intl",      "Petroleum",
                                        "National",  "Iran",
                                        "Front",     "Liberation",
                                        "Army",      "Islamic",
                                        "IRISL",     "Group",
                                        "Shipping",  "Lines",
                                        "17",        "No. 2",
                                        "Ocean",     "Star",
                                        "Oceanstar", "Aktiengesellschaft",
                                        "Northern",  "Alliance",
                                        "NDA",       "Development"};
    static const char *const syllables[] = {
        "Kim",  "Jong",   "Un",  "Jongun", "Jong-un", "김정은",  "정은",   "金正恩",
        "正恩", "Xi",     "Hsi", "Jin",    "Ping",    "Jinping", "Chin",   "习近平",
        "近平", "習近平", "Mao", "Tse",    "Tung",    "Tsetung", "Zedong", "毛泽东",
        "泽东", "Li",     "Lee", "Ka",     "Shing",   "李嘉誠"};
    for (size_t i = 0; i < count; i++) {
        char text[512] = "";
        const bool person = random_below(r, 4) != 0;
        const bool spelt = person && random_below(r, 4) == 0; /* by syllables, in any script */
        const size_t parts = 1 + random_below(r, random_below(r, 8) == 0 ? 10 : 4);
        for (size_t k = 0; k < parts; k++) {
            const char *word = person ? people[random_below(r, sizeof people / sizeof *people)]
                                      : words[random_below(r, sizeof words / sizeof *words)];
            word = spelt ? syllables[random_below(r, sizeof syllables / sizeof *syllables)] : word;
            char made[16] = "";
            if (random_below(r, spelt ? 12 : 3) == 0) { /* a word nobody knows */
                const size_t len = 2 + random_below(r, 11);
                for (size_t c = 0; c < len; c++) {
                    made[c] = "aeioubdfghklmnrstvz"[random_below(r, 19)];
                }
                word = made;
            }
            const size_t at = strlen(text);
            (void)snprintf(text + at, sizeof text - at, "%s%s", k > 0 ? " " : "", word);
        }
        names_add(out,
                  random_below(r, 6) == 0 ? IDT_NAME_ANY
                  : person                ? IDT_NAME_PERSON
                                          : IDT_NAME_ORGANISATION,
                  (idt_str){text, strlen(text)}, arena);
    }
}

/* ---- questions ---- */

static inline size_t char_at(idt_str s, size_t i)
{
    while (i > 0 && ((unsigned char)s.ptr[i] & 0xc0) == 0x80) {
        i--;
    }
    return i;
}

/* A name with something done to it: letters out, doubled, swapped, changed; blanks in and out; a
 * word out; words in another order. */
static inline idt_str name_damaged(idt_str name, random_state *r, idt_arena *arena)
{
    char *text = idt_arena_alloc(arena, 2 * name.len + 16);
    memcpy(text, name.ptr, name.len);
    size_t len = name.len;
    const size_t changes = random_below(r, 4);
    for (size_t i = 0; i < changes && len > 1; i++) {
        const size_t at = char_at((idt_str){text, len}, random_below(r, len));
        switch (random_below(r, 6)) {
        case 0: /* out */
            memmove(text + at, text + at + 1, len - at - 1);
            len--;
            break;
        case 1: /* in */
            memmove(text + at + 1, text + at, len - at);
            text[at] = "aeioustrn h"[random_below(r, 11)];
            len++;
            break;
        case 2: /* changed */
            text[at] = "aeioustrnmlk"[random_below(r, 12)];
            break;
        case 3: /* swapped */
            if (at + 1 < len) {
                const char c = text[at];
                text[at] = text[at + 1];
                text[at + 1] = c;
            }
            break;
        case 4: { /* the first word last */
            const size_t blank = idt_str_find((idt_str){text, len}, ' ');
            if (blank < len) {
                char *copy = idt_arena_copy(arena, text, len);
                memcpy(text, copy + blank + 1, len - blank - 1);
                text[len - blank - 1] = ' ';
                memcpy(text + len - blank, copy, blank);
            }
            break;
        }
        default: { /* a blank out, or the last word */
            const size_t blank = idt_str_find((idt_str){text, len}, ' ');
            if (blank < len && random_below(r, 2) == 0) {
                memmove(text + blank, text + blank + 1, len - blank - 1);
                len--;
            } else if (blank < len) {
                while (len > 1 && text[len - 1] != ' ') {
                    len--;
                }
                len--;
            }
        }
        }
    }
    return (idt_str){text, len};
}

/* Of every fourth a name as it is; damaged; of two names; of one unknown. */
static inline test_name question_make(const test_names *names, random_state *r, idt_arena *arena)
{
    test_name out = names->items[random_below(r, names->count)];
    switch (random_below(r, 5)) {
    case 0:
        break;
    case 1:
    case 2:
        out.text = name_damaged(out.text, r, arena);
        break;
    case 3: {
        const test_name *other = &names->items[random_below(r, names->count)];
        const size_t a = idt_str_find(out.text, ' ');
        const size_t b = idt_str_find(other->text, ' ');
        out.text = idt_str_format(arena, IDT_STR_FMT " " IDT_STR_FMT,
                                  IDT_STR_ARG(idt_str_slice(out.text, 0, a)),
                                  IDT_STR_ARG(idt_str_slice(other->text, b, other->text.len)));
        break;
    }
    default:
        out.text = idt_str_format(arena, "%c%c%c%cov %c%c%cinski", (int)(97 + random_below(r, 26)),
                                  "aeiou"[random_below(r, 5)], (int)(97 + random_below(r, 26)),
                                  "aeiou"[random_below(r, 5)], (int)(97 + random_below(r, 26)),
                                  "aeiou"[random_below(r, 5)], (int)(97 + random_below(r, 26)));
    }
    if (random_below(r, 10) == 0) {
        out.kind = (idt_name_kind)random_below(r, 4);
    }
    return out;
}

#endif
