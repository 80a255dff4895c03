/* scan.h - where in a document do the listed names stand?
 *
 *   names   0 "Hizballah"  1 "Kata'ib Hizballah"  2 "Al-Qaida"
 *   text    Kata’ib Hizballah's men met al-
 *           Qa'ida in Najaf.
 *   hits    [0,19) line 1: name 1        [33,44) line 1: name 2
 *
 * An Aho-Corasick automaton whose letters are folded tokens (text/tokens.h), so that a name is
 * found under every spelling that has its key (text/key.h), never inside a word, in one pass.
 *
 * I1  Hits come in text order and never overlap: of all names that fit, the leftmost, and of those
 *     that start there the longest. So `Hizballah` is not reported inside `Kata'ib Hizballah`.
 * I2  [start, end) covers the name as written and nothing around it; a possessive 's is outside.
 * I3  Names with one key are one name: its hit lists every (name, subject) of it, in the order they
 *     were given, the same subject once.
 * I4  Between two tokens of a name the text may have blanks, quotes, one hyphen or dash, one line
 *     break. Punctuation parts it, unless a listed spelling has punctuation at that place (which
 *     then may be there or not). A blank line always parts it.
 * I5  Hits do not depend on the order of building or on the machine; only the order inside a hit
 *     does.
 * I6  With a filter, hits are those of a scanner built from the names that count alone; a hit lists
 *     the others of its key too. (Names given with one subject are one to I3: where a filter tells
 *     names apart, each is given a subject of its own.)
 *
 * "ISI's" is the possessive of ISI and no spelling of ISIS, although apostrophes vanish elsewhere;
 * a name that is itself listed with an 's ("Men's League") is found with it.
 *
 * Ownership: the scanner owns its memory and needs the names no more after building; free it once.
 * One over bytes (idt_scan_open_bytes) reads what it was given, which no pattern makes undefined.
 * Threads: immutable after building, any number may scan with it. Cost: building and memory linear
 * in the names' bytes; scanning linear in the text, no allocation, about 16 kB of stack.
 */
#ifndef INTERDICT_SCAN_SCAN_H
#define INTERDICT_SCAN_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#include "core/hash.h"
#include "core/str.h"

#define IDT_SCAN_NAME_TOKENS 255 /* longer names are skipped, and said so */
/* A ceiling for building that a million names of ordinary length stay under. */
#define IDT_SCAN_BUILD_BYTES ((size_t)1 << 30)

typedef struct idt_scanner idt_scanner;

typedef struct idt_scan_name {
    idt_str name;     /* UTF-8 */
    uint32_t subject; /* the caller's number for whom it names */
} idt_scan_name;

typedef enum idt_scan_skip {
    IDT_SCAN_SKIP_EMPTY, /* no letter and no digit: the key is empty */
    IDT_SCAN_SKIP_LONG   /* more than IDT_SCAN_NAME_TOKENS tokens */
} idt_scan_skip;

typedef struct idt_scan_skipped {
    uint32_t name; /* index into the names given */
    idt_scan_skip why;
} idt_scan_skipped;

/* What building did with the names: given = taken + repeated + skipped_count. */
typedef struct idt_scan_report {
    uint32_t given;
    uint32_t taken;    /* (name, subject) pairs a hit can list */
    uint32_t repeated; /* the same subject under a key it has already */
    uint32_t skipped_count;
    uint32_t keys;                   /* different names the automaton knows */
    const idt_scan_skipped *skipped; /* in the order given; lives as long as the scanner */
} idt_scan_report;

/* Of a scanner read from bytes `name` is less than the number given, `subject` as the bytes say. */
typedef struct idt_scan_ref {
    uint32_t name; /* index into the names given to the build */
    uint32_t subject;
} idt_scan_ref;

typedef struct idt_scan_hit {
    size_t start; /* source bytes [start, end) */
    size_t end;
    uint64_t line;            /* of `start`, from 1 (LF ends a line) */
    const idt_scan_ref *refs; /* at least one; live as long as the scanner */
    size_t ref_count;
} idt_scan_hit;

/* False stops the scan. */
typedef bool idt_scan_visit(const idt_scan_hit *hit, void *context);

/* Builds from `count` names (0 is allowed: finds nothing). `made_of` (or NULL) is kept beside them:
 * the caller's word for what they are. `report` may be NULL. The ceiling bounds the scanner and,
 * apart from it, the build's passing memory. Errors: IDT_E_LIMIT. */
IDT_CHECK idt_rc idt_scan_build(const idt_scan_name *names, size_t count, const idt_digest *made_of,
                                size_t ceiling_bytes, idt_scanner **out, idt_scan_report *report,
                                idt_error *err);
/* A scanner's bytes, for a file; and a scanner over such bytes, which begin at a multiple of 8 and
 * outlive it: nothing is built, all is checked against a checksum. IDT_E_FORMAT: not ours, or of a
 * program that folds or places words in another way: build anew. IDT_E_CORRUPT. */
idt_str idt_scan_image_borrow(const idt_scanner *scanner);
IDT_CHECK idt_rc idt_scan_open_bytes(idt_str image, idt_scanner **out, idt_error *err);
void idt_scan_free(idt_scanner *scanner); /* accepts NULL */

idt_digest idt_scan_made_of(const idt_scanner *scanner); /* zeros where nothing was given */
idt_scan_report idt_scan_report_of(const idt_scanner *scanner);

/* Which of the names count for a question; NULL: all. Asked for a name whenever it may be found. */
typedef struct idt_scan_filter {
    bool (*counts)(void *context, uint32_t name);
    void *context;
} idt_scan_filter;

/* Calls `visit` for each hit. Text of any size; bytes that are not UTF-8 count as blanks (callers
 * that care check first). False where `visit` stopped it. */
bool idt_scan_run(const idt_scanner *scanner, const idt_scan_filter *filter, idt_str text,
                  idt_scan_visit *visit, void *context);

size_t idt_scan_memory(const idt_scanner *scanner); /* bytes it holds, mapped or not */

#endif
