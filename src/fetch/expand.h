/* expand.h - bytes as they were published: xz, zstd, gzip and zip opened, told by what is in them.
 *
 *   sdn.csv.xz (FD 37 7A 58 5A 00 ...)   -> one part, "sdn.csv"
 *   CONS_ENHANCED.ZIP (PK 03 04 ...)     -> a part a member, "CONS_ENHANCED.XML"
 *   sdn.csv                              -> itself, borrowed
 *
 * I1  The name never decides; the first bytes do. A name's `.xz`, `.zst`, `.gz` goes with what was
 *     taken off.
 * I2  All parts of one call together stay under the ceiling; a stream that would pass it is refused
 *     before memory is taken for it (bombs).
 * I3  One layer is taken off: what is inside is data, also where it looks compressed.
 *
 * Formats: RFC 1952 (gzip, several members in one file), RFC 8878 (zstd, several frames), the xz
 * format (several streams), APPNOTE 6.3 (zip: stored and deflated members; encrypted, spanned and
 * zip64 archives are refused; CRCs are checked). Owner of zlib and liblzma. Threads: pure.
 */
#ifndef INTERDICT_FETCH_EXPAND_H
#define INTERDICT_FETCH_EXPAND_H

#include "core/str.h"

typedef struct idt_part_bytes {
    idt_str name;
    idt_str bytes;
} idt_part_bytes;

#define IDT_EXPANDED_BYTES_MAX ((size_t)1 << 30)
#define IDT_ZIP_MEMBERS_MAX    1000

/* `name` is a base name. Parts live in the arena, or are `bytes` itself. IDT_E_INPUT: damaged or
 * cut, with the offset; IDT_E_LIMIT: over `ceiling` bytes. */
IDT_CHECK idt_rc idt_expand(idt_str name, idt_str bytes, size_t ceiling, idt_arena *arena,
                            const idt_part_bytes **out, size_t *count, idt_error *err);

#endif
