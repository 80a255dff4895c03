/* names.h - the names of an index as a scanner: every form ever recorded stands in one automaton,
 * and a question says which of them count.
 *
 *   open(index, "<home>/index/names.scan")    maps the file where it is of these index files;
 *                                             else builds it, and writes it for the next time
 *   ask(when, weak)                           names in time, weak aliases or not
 *   run(text) -> hits;  bearers(hit)          who bears the name found: subject, origin, spelling
 *
 * I1  Hits are those of a scanner built from the names in time alone (scan.h I6).
 * I2  The automaton's file is a cache: it says by the files' ids what it was made of, and is made
 *     anew where they differ. A folder that cannot be written costs time, not answers.
 * I3  Damage of the index met on the way fails the scan; damage of the automaton builds it anew.
 * I4  The halves of a name with a slash in it, which the matcher compares too (match/profile.h),
 * are no mentions: "the Levant" names nobody for being a half of "Iraq / the Levant".
 *
 * Lifetime: the index outlives it. Threads: one; each opens its own (the bytes are shared).
 * Cost: opening reads the file once for its checksum, some GB a second; building reads each name.
 */
#ifndef INTERDICT_SCAN_NAMES_H
#define INTERDICT_SCAN_NAMES_H

#include "index/index.h"
#include "scan/scan.h"

typedef struct idt_scan_names idt_scan_names;

/* `path` may be NULL: nothing is kept. Errors: IDT_E_LIMIT, IDT_E_CORRUPT (the index). */
IDT_CHECK idt_rc idt_scan_names_open(const idt_index *index, const char *path, size_t ceiling_bytes,
                                     idt_scan_names **out, idt_error *err);
void idt_scan_names_close(idt_scan_names *names); /* accepts NULL */

typedef struct idt_scan_names_question {
    idt_index_when when;
    bool weak; /* also names that a source calls too weak to identify alone */
} idt_scan_names_question;
/* Until the next; before the first every name counts that is not weak. */
void idt_scan_names_ask(idt_scan_names *names, const idt_scan_names_question *question);

/* As idt_scan_run; *stopped (may be NULL): the visit ended it. IDT_E_CORRUPT. */
IDT_CHECK idt_rc idt_scan_names_run(idt_scan_names *names, idt_str text, idt_scan_visit *visit,
                                    void *context, bool *stopped, idt_error *err);

/* Who bears a name found, as of the question. Texts live as long as the index. */
typedef struct idt_scan_names_bearer {
    idt_str subject, origin;
    bool ended; /* the origin says that its listing has ended (afterlife) */
    idt_str name;
    idt_name_standing standing;
    uint32_t file, form, ordinal;
} idt_scan_names_bearer;
/* One a subject, by subject: what still stands before what has ended, then the first of its names.
 * IDT_E_CORRUPT, IDT_E_LIMIT. */
IDT_CHECK idt_rc idt_scan_names_bearers(idt_scan_names *names, const idt_scan_hit *hit,
                                        idt_arena *arena, idt_scan_names_bearer **out,
                                        size_t *count, idt_error *err);
/* The same of some forms of the index, given as (file, form). */
typedef struct idt_scan_names_form {
    uint32_t file, form;
} idt_scan_names_form;
IDT_CHECK idt_rc idt_scan_names_bearers_of(const idt_scan_names *names,
                                           const idt_scan_names_form *forms, size_t form_count,
                                           idt_arena *arena, idt_scan_names_bearer **out,
                                           size_t *count, idt_error *err);

uint64_t idt_scan_names_count(const idt_scan_names *names); /* forms of the index */
bool idt_scan_names_was_mapped(const idt_scan_names *names);

#endif
