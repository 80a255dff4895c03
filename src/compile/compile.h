/* compile.h - the register as index files: built anew, or brought up to date by a small one.
 *
 *   register, 20,000 names      build    ->  base-3f6c....idx
 *   + an edition, 60 changed    ensure   ->  base-3f6c....idx, delta-90ab....idx
 *   + many                      ensure   ->  ..., and `merge_due`: merge makes one file again
 *
 * I1  The files hold every version of every party known at the newest recorded instant, so any
 *     (published-by, known-at) up to it is answered from them; the file's known-at is that instant.
 * I2  Same register, same bytes: nothing depends on when or in how many steps it was built but the
 *     split into files, and the answers do not depend on that (index/index.h I3).
 * I3  A delta says all of each record of which anything was recorded since the file before, and
 *     replaces what earlier files say of those records.
 *
 * Cost: a build is one pass over the register's rectangles and no record is held longer than its
 * own visit; a delta reads the records that changed. Processes: one writer (home.h).
 */
#ifndef INTERDICT_COMPILE_COMPILE_H
#define INTERDICT_COMPILE_COMPILE_H

#include "compile/home.h"
#include "register/register.h"

/* Past these a merge is due. */
#define IDT_COMPILE_DELTAS_MAX 8
#define IDT_COMPILE_DELTA_PART 8 /* deltas of more than 1/8 of the base's bytes */

#define IDT_COMPILE_BYTES ((size_t)4 << 30) /* ceiling of a build */

/* What is merged in a moment is merged at once, by whoever has loaded what made it due; more is
 * merged behind, by a process of its own (cli/index_follow.h). */
#define IDT_COMPILE_AT_ONCE_BYTES (4 << 20)

typedef enum idt_compile_did {
    IDT_COMPILE_NOTHING, /* it was up to date */
    IDT_COMPILE_DELTA,
    IDT_COMPILE_BASE
} idt_compile_did;

typedef struct idt_compiled {
    idt_compile_did did;
    uint64_t records;      /* of parties, told to the file written */
    idt_index_built built; /* of that file */
    uint64_t bytes;
    int64_t known_at_us; /* of the index now */
    bool merge_due;
    uint64_t merge_bytes; /* of the files that would be merged */
} idt_compiled;

/* Builds everything the view knows as one base, beside what stands, which answers meanwhile and may
 * be brought up to date; deltas that know more than the new base stay behind it. The view's
 * published-by does not count. did NOTHING: meanwhile there came a base that knows more.
 * IDT_E_BUSY: another process makes one. The handle's view is another afterwards. */
IDT_CHECK idt_rc idt_compile_build(idt_register *reg, const idt_view *view, const char *home,
                                   size_t ceiling_bytes, idt_compiled *out, idt_error *err);

/* The same where a merge is due and nobody else is at it; else NOTHING. */
IDT_CHECK idt_rc idt_compile_merge(idt_register *reg, const idt_view *view, const char *home,
                                   size_t ceiling_bytes, idt_compiled *out, idt_error *err);

/* The two halves of both: a base that nobody sees yet, and its place. The second frees the lock;
 * where the first fails its caller does (idt_compile_home_unlock). */
typedef struct idt_compile_aside {
    idt_compile_lock lock;
    idt_compiled made;
} idt_compile_aside;
IDT_CHECK idt_rc idt_compile_put_aside(idt_register *reg, const idt_view *view, const char *home,
                                       unsigned wait_ms, size_t ceiling_bytes,
                                       idt_compile_aside *out, idt_error *err);
IDT_CHECK idt_rc idt_compile_take_in(idt_register *reg, const char *home, idt_compile_aside *aside,
                                     idt_compiled *out, idt_error *err);

/* Brings the index up to what the view knows: nothing, a delta, or a base where there is no index,
 * it is of another register or build, or much has changed. Where it is behind and the home cannot
 * be written, IDT_E_READONLY says what to do. Answers of an index that knows more than the view are
 * right for the view too. */
IDT_CHECK idt_rc idt_compile_ensure(idt_register *reg, const idt_view *view, const char *home,
                                    size_t ceiling_bytes, idt_compiled *out, idt_error *err);

/* The bytes of a base, or of a delta since `after_us`, without a home: for tests and comparisons.
 */
IDT_CHECK idt_rc idt_compile_bytes(idt_register *reg, const idt_view *view, const int64_t *after_us,
                                   size_t ceiling_bytes, idt_buf *bytes, idt_compiled *out,
                                   idt_error *err);

#endif
