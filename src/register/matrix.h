/* matrix.h - many subjects by many jurisdictions: the status of every listing on one day.
 *
 *                      ru                         us
 *   brief:taliban      ru-terrorist suspended     us-sdgt in_force
 *   brief:aum          -                          us-fto ended
 *
 * I1  A jurisdiction without a cell in a row means that nothing is on file there, never that the
 *     subject is not listed.
 * I2  Every cell is what idt_subject_statuses answers for that subject alone; a row is a copy of
 *     it, so the size of a matrix is that of its cells and not of its evidence.
 *
 * Ownership: everything in the arena given; nothing borrows from the handle. Cost: linear in
 * subjects; one at a time is held with its records.
 */
#ifndef INTERDICT_REGISTER_MATRIX_H
#define INTERDICT_REGISTER_MATRIX_H

#include "core/map.h"
#include "register/subject_status.h"

/* One listing of one subject. */
typedef struct idt_cell {
    idt_str jurisdiction; /* {NULL,0}: of a list whose jurisdiction is not on file */
    idt_str list;
    idt_str list_name;
    idt_str list_kind; /* {NULL,0} where not known */
    idt_str scope;     /* "whole", or the part */
    idt_status_word status;
    idt_basis basis;
    idt_reason reason;
    idt_end_kind end_kind;
    bool possible[IDT_STATUS_WORDS];
    idt_date since;
    bool unnamed; /* a claim about `<jurisdiction>-unnamed`: a list that nobody names */
} idt_cell;

typedef struct idt_matrix_row {
    const idt_subject *subject;
    const idt_cell *cells; /* by jurisdiction, list, scope */
    size_t count;
} idt_matrix_row;

typedef struct idt_matrix {
    const idt_matrix_row *rows; /* in the order of the subjects given */
    size_t row_count;
    const idt_str *jurisdictions; /* of all cells, sorted */
    size_t jurisdiction_count;
    const idt_str *unnamed; /* lists of claims that name none (`<jurisdiction>-unnamed`), sorted */
    size_t unnamed_count;
} idt_matrix;

/* Every subject of which some listing is on file, by the word of the question's datasets and on its
 * lists, sorted by id. */
IDT_CHECK idt_rc idt_subjects_listed(idt_register *reg, const idt_view *view,
                                     const idt_status_question *question, idt_arena *arena,
                                     const idt_subject **out, size_t *count, idt_error *err);

/* The statuses of the subjects. `explain` of the question is not heeded. */
IDT_CHECK idt_rc idt_matrix_compute(idt_register *reg, const idt_view *view,
                                    const idt_subject *subjects, size_t count,
                                    const idt_status_question *question, idt_arena *arena,
                                    idt_matrix *out, idt_error *err);

/* ---- for those who take cells apart (difference.h) ---- */

/* Texts of lists, once each. Init with idt_map_init(&names->texts, arena). */
typedef struct idt_cell_texts {
    idt_map texts;
} idt_cell_texts;

/* Copies a row's cells into the arena of the map. */
IDT_CHECK idt_rc idt_cells_copy(idt_cell_texts *texts, const idt_listing_status *rows, size_t count,
                                const idt_cell **out, idt_error *err);

#endif
