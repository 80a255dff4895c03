/* selftest.h - what an index finds of itself, and how often it alerts on people who are not in it:
 * the table one hands to an auditor.
 *
 *   index + moment [+ a clean population]  ->  figures, kinds of failures with examples
 *
 *   self-detection     every name asked as written finds its own subject     57,590 of 57,590
 *   matrix             the same names mistyped, cut, respelt                 keyboard minor .9986
 *   clean population   names that are not listed, an alert at .70            people 8.1 of 1,000
 *
 * A *name* is a form of the index (text, kind, tags, standing) with one subject that bears it and
 * is in time. It is asked as a customer would: the text and the kind, nothing else.
 *
 * found     the own subject reaches the cut (profile `default`: .70)
 * top       ... and no other subject scores higher. Whoever the name as written finds in the strong
 *           band (.90), or as surely as its evidence alone finds itself, is no other: the same
 *           party on another list, or one nobody can tell by name.
 * wrong     another subject reaches the cut and scores above the own one, found or not
 * carries   what a name's parts are worth where each agrees with itself: the sum of the AGREES
 *           terms of match/evidence.h, before the ceiling on what names alone can prove
 * exempt    a name whose evidence alone, without "identical is 1", stays under the cut: one common
 *           token, generic words only, a weak alias. It is found as written and by no other
 *           spelling, so slips are not counted against it; each is listed with its reason.
 *
 * another   what a slip may make: a name in common use (Ahmad, Hamad: match/relation.h I3), or the
 *           very name of another subject of the lists. These are counted apart, found or lost, and
 *           the figure is given with them and without.
 *
 * I1  The result depends on the index, the moment, the population and the options: not on the
 *     number of threads, the clock (`at_us` is given) or the machine.
 * I2  Nothing is left out silently: what is sampled says of how many, with which seed.
 *
 * Cost: a question a name for each class and strength, some 30 to 100 us each. Lifetime: the arena
 * given. Threads: starts its own.
 */
#ifndef INTERDICT_SELFTEST_SELFTEST_H
#define INTERDICT_SELFTEST_SELFTEST_H

#include "index/index.h"
#include "selftest/mutate.h"
#include "selftest/tally.h"

#define IDT_SELFTEST_FORMAT     "interdict-selftest/2"
#define IDT_SELFTEST_COMPLETE   200000 /* names up to which every one is asked */
#define IDT_SELFTEST_CARRIES    12000  /* millinats from which a name is expected at .95 */
#define IDT_SELFTEST_STRONG     9500
#define IDT_SELFTEST_STEPS      11 /* of the curve: .50 .55 ... .95 .99 */
#define IDT_SELFTEST_GROUPS_MAX 16
#define IDT_SELFTEST_KINDS      20 /* of an area; further ones are counted together */
#define IDT_SELFTEST_THREADS    2

typedef struct idt_selftest_rate {
    uint64_t tried, found, top, wrong;
} idt_selftest_rate;

typedef struct idt_selftest_cell {
    idt_selftest_rate all, able;      /* able: names that are not exempt */
    idt_selftest_rate common, listed; /* of these: what is changed makes another name */
} idt_selftest_cell;

typedef struct idt_selftest_group {
    idt_str name;
    uint64_t asked;
    uint64_t alerts[IDT_SELFTEST_STEPS]; /* names with a hit at that score or over */
} idt_selftest_group;

typedef struct idt_selftest_exempt {
    idt_str name, subject, reason;
} idt_selftest_exempt;

typedef struct idt_selftest_file {
    idt_digest content_id, file_id;
} idt_selftest_file;

typedef struct idt_selftest {
    int64_t at_us, known_at_us;
    idt_str text_tables, name_tables, weights; /* versions */
    idt_selftest_file files[IDT_INDEX_FILES_MAX];
    size_t file_count;
    uint64_t seed, forms, names;
    uint64_t asked, slipped;   /* of the names, as written; and in the matrix: all or a sample */
    idt_selftest_rate written; /* every name as written */
    idt_selftest_rate bearing; /* ... those that carry enough; found: at .95 */
    idt_selftest_exempt *exempt;
    size_t exempt_count;
    idt_selftest_cell cells[IDT_MUTATION_COUNT][IDT_STRENGTHS];
    idt_str population; /* name of the file without its folder; absent: none was given */
    idt_digest population_hash;
    idt_selftest_group groups[IDT_SELFTEST_GROUPS_MAX];
    size_t group_count;
    idt_tally_kind *kinds; /* areas: "alert GROUP", "lost CLASS STRENGTH", "written" */
    size_t kind_count;
} idt_selftest;

typedef void (*idt_selftest_compare)(const idt_profile_name *query,
                                     const idt_profile_name *candidate, idt_comparison *out);

typedef struct idt_selftest_options {
    idt_index_when when;
    uint64_t seed;
    size_t threads;     /* 0: IDT_SELFTEST_THREADS */
    size_t names_most;  /* more are sampled; 0: IDT_SELFTEST_COMPLETE */
    size_t slips_most;  /* names the matrix asks about, of those; 0: all of them */
    bool no_matrix;     /* as written and clean population only */
    idt_str population; /* bytes of a file: lines of group, tab, kind (P O V ?), tab, name */
    const char *population_name;
    int64_t at_us;                /* now */
    idt_selftest_compare compare; /* NULL: idt_compare_names */
} idt_selftest_options;

/* IDT_E_INPUT: a line of the population, with its place. IDT_E_CORRUPT, IDT_E_LIMIT. */
IDT_CHECK idt_rc idt_selftest_run(const idt_index *index, const idt_selftest_options *options,
                                  idt_arena *arena, idt_selftest *out, idt_error *err);

/* The score of a step of the curve. */
uint16_t idt_selftest_step(size_t i);
/* One typo in a word of five letters and more; words in another order: sums over the matrix. */
idt_selftest_cell idt_selftest_typo(const idt_selftest *result);
idt_selftest_cell idt_selftest_shuffled(const idt_selftest *result);
/* Of names that are not exempt: what makes no other name. */
idt_selftest_rate idt_selftest_plain(const idt_selftest_cell *cell);

/* Canonical JSON, a line. */
void idt_selftest_json(const idt_selftest *result, idt_buf *out);
/* What idt_selftest_json wrote. IDT_E_FORMAT, IDT_E_CORRUPT. */
IDT_CHECK idt_rc idt_selftest_read(idt_str bytes, const char *source, idt_arena *arena,
                                   idt_selftest *out, idt_error *err);
/* For people; `examples`: kinds of failures and what is exempt, too. */
void idt_selftest_table(const idt_selftest *result, bool examples, idt_buf *out);
/* Was it made of exactly these files? */
bool idt_selftest_is_of(const idt_selftest *result, const idt_index *index);

#endif
