/* names.h - invented names and parts of names for the property tests of match/. */
#ifndef INTERDICT_TESTS_MATCH_NAMES_H
#define INTERDICT_TESTS_MATCH_NAMES_H

#include <stdio.h>
#include <string.h>

#include "match/score.h"
#include "random.h"

static const char *const PARTS[] = {
    "Mohammed",    "Muhamad", "Hasan",   "Husayn",   "Ali",     "Abdul Rahman",
    "Abdulrahman", "Rahman",  "bin",     "al-Masri", "Ibrahim", "Sergei",
    "Sergi",       "Lavrov",  "Larvov",  "Иван",     "Ivan",    "Petrovich",
    "Петров",      "Petrov",  "محمد",    "حسن",      "Kim",     "Jong",
    "Chol",        "Chun",    "J.",      "Joachim",  "Dr.",     "Abu Bakr",
    "Elizabeth",   "Beth",    "William", "Bill",     "O'Neil",  "Smith",
    "Smyth",       "Jr",      "III",     "Trading",  "Company", "Ltd",
    "GmbH",        "Bank",    "Banks",   "Chad",     "China",   "7",
    "VII",         "Star",    "Sta",     "van der",  "Bilt",    "vanderbilt",
    "김",          "金",      "Oceanic", "Oceanics", "Zvezda",  "F16",
    "F15",         "-",       "",        "Ж.",       "Zh.",     "Жанна",
    "С.И.",        "ح.",      "H.",      "A.B.",     "Λ.",      "Λυδία",
    "김정은",      "金正恩",  "Jong Un", "Jin Ping", "习近平",  "Jongun",
};
#define PART_COUNT (sizeof PARTS / sizeof *PARTS)
static const char *const SCHEMATA[] = {"Person", "Company", "Vessel", "LegalEntity", ""};

/* A name of up to `most` parts, one letter in twelve names changed. */
static inline idt_str random_name(random_state *r, size_t most, idt_arena *arena)
{
    char text[1024] = "";
    size_t len = 0;
    for (size_t n = 1 + random_below(r, most); n > 0; n--) {
        const char *part = PARTS[random_below(r, PART_COUNT)];
        const int added = snprintf(text + len, sizeof text - len, "%s%s", len > 0 ? " " : "", part);
        len += added > 0 && len + (size_t)added < sizeof text ? (size_t)added : 0;
    }
    if (len > 2 && random_below(r, 12) == 0) {
        const size_t at = random_below(r, len);
        if (text[at] > ' ' && (unsigned char)text[at] < 0x80) {
            text[at] = (char)('a' + random_below(r, 26));
        }
    }
    return idt_str_copy(arena, (idt_str){.ptr = text, .len = len});
}

static inline void make_profile(idt_profile *profile, const char *schema, idt_str name,
                                idt_arena *arena)
{
    idt_error err = {0};
    idt_profile_init(profile, idt_str_borrow(schema), arena);
    if (idt_profile_add(profile, IDT_STR("name"), name, &err) != IDT_OK) {
        fail_msg("%s", err.message);
    }
}

static inline void ready(idt_profile *profile)
{
    idt_error err = {0};
    if (idt_profile_prepare(profile, &err) != IDT_OK) {
        fail_msg("%s", err.message);
    }
}

#endif
