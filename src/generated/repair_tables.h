/* repair_tables.h - what names are repaired by (text/repair.h).
 *
 * Made by tools/gen_repair.py (revision 1) from HTML 4's entities and data/tables/confusables.tsv;
 * do not edit. SHA-256 of the table:
 *   33f267095071a9a6e1f618ad7482360b07fd3c0781c24a5a64a5b0e34b0611c5
 */
#ifndef INTERDICT_GENERATED_REPAIR_TABLES_H
#define INTERDICT_GENERATED_REPAIR_TABLES_H

#include <stdint.h>

#define IDT_REFERENCES      253
#define IDT_REFERENCE_BYTES 8 /* of the longest name */
#define IDT_LOOKS           43

/* Entities of HTML 4 and `apos`, sorted by name. */
typedef struct idt_reference {
    char name[IDT_REFERENCE_BYTES + 1];
    uint16_t code;
} idt_reference;

extern const idt_reference idt_references[IDT_REFERENCES];

/* One look: its Latin, Cyrillic and Greek letter; 0 where there is none. */
extern const uint16_t idt_looks[IDT_LOOKS][3];

#endif
