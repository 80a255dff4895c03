/* repair_pass.h - inside text/repair: one pass over the text, from one buffer to the other.
 *
 * Only the repair*.c files include it.
 */
#ifndef INTERDICT_TEXT_REPAIR_PASS_H
#define INTERDICT_TEXT_REPAIR_PASS_H

#include "text/repair.h"

/* A text with the source bytes of each of its bytes; NULL: each is its own. */
typedef struct repair_side {
    char *text;
    uint32_t *from, *to;
    size_t len;
} repair_side;

typedef struct repair_pass {
    idt_arena *arena;
    idt_str source;
    repair_side in, out;
    size_t cap; /* of either side */
    idt_repair *repairs;
    size_t count, room;
    bool person;
    bool full;   /* the text grew past `cap`: it does not come to rest */
    bool failed; /* the arena's ceiling was met */
} repair_pass;

/* What a scan found that a pass should look at. */
#define SUSPECT_REFERENCE 1u
#define SUSPECT_MOJIBAKE  2u
#define SUSPECT_MIXED     4u
#define SUSPECT_DIGIT     8u

/* Copies in[start, end) as it is. */
void repair_keep(repair_pass *p, size_t start, size_t end);
/* The character `code` in place of in[start, end). */
void repair_put(repair_pass *p, size_t start, size_t end, uint32_t code);
/* Lists in[start, end) as repaired to what stands in out from `out_start` on. */
void repair_note(repair_pass *p, idt_repair_kind kind, size_t start, size_t end, size_t out_start,
                 idt_script was, idt_script is);

/* The character at in[at], IDT_UTF8_BAD where none. */
uint32_t repair_char(const repair_pass *p, size_t at, size_t *bytes);
/* The script of a letter of either case; IDT_SCRIPT_OTHER of what is none. */
idt_script repair_script(uint32_t code);
/* A byte of Windows-1252 as a character. */
uint32_t repair_cp1252(uint32_t byte);

void repair_references(repair_pass *p);
void repair_mojibake(repair_pass *p);
void repair_lookalikes(repair_pass *p);
void repair_digits(repair_pass *p);

#endif
