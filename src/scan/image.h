/* image.h - a scanner as bytes: laid out for a file, checked when it is opened. Private to scan/.
 *
 *   offset size
 *        0    8  "IDTSCAN" and a zero
 *        8    8  checksum of all bytes from 16 on (core/checksum.h)
 *       16    4  format: 1
 *       20    4  names given to the build
 *       24    8  length of the whole
 *       32   48  tables of letters (IDT_TEXT_TABLES), zeros behind
 *       80    8  idt_token_hash of SCAN_PROBE: the function's, by which words are placed
 *       88   32  what it was made of, as the builder was told
 *      120   12  of the report: taken, repeated, keys
 *      136  160  sections in the order of scan_section: offset and length in bytes, 8 each
 *      320       sections, each at a multiple of 64; zeros between
 *
 * I1  Little-endian; no pointer; any address that is a multiple of 8 will do for the first byte.
 * I2  Open checks the whole checksum (some GB a second), lengths and places; what the tables say is
 *     checked where it is used (automaton.h I4), so no bytes give undefined behaviour.
 */
#ifndef INTERDICT_SCAN_IMAGE_H
#define INTERDICT_SCAN_IMAGE_H

#include "scan/automaton.h"

#define SCAN_FORMAT 1
#define SCAN_PROBE  "interdict"

typedef enum scan_section {
    SCAN_WORDS, /* a power of two of slots, as EDGES and FIRST */
    SCAN_BYTES,
    SCAN_FIRST,
    SCAN_EDGES,
    SCAN_NODES, /* the root too */
    SCAN_TERMINALS,
    SCAN_REFS,
    SCAN_GAPS,
    SCAN_POSSESSIVES,
    SCAN_SKIPPED,
    SCAN_SECTIONS
} scan_section;

/* The tables of `from` as an image in the arena. IDT_E_LIMIT. */
IDT_CHECK idt_rc scan_image_write(const idt_scanner *from, idt_arena *arena, idt_str *out,
                                  idt_error *err);
/* Fills the scanner's tables from an image. IDT_E_FORMAT: other format, letters or machine;
 * IDT_E_CORRUPT. */
IDT_CHECK idt_rc scan_image_read(idt_str image, idt_scanner *out, idt_error *err);

#endif
