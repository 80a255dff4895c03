/* concerning.h - the incidents, contacts, figures, acts, prosecutions and offices that have to do
 * with a subject.
 *
 *   "Taliban" -> brief:taliban -> Incident -> brief:kabul-2018, and what facts says about it
 *
 * I1  A record concerns a subject where it, or one of its statements, names a member of the
 *     subject's cluster (`concerns`, `record`); what other records say `about` it goes with it.
 *
 * Ownership: results live in the arena or in the handle's cache until the next view.
 */
#ifndef INTERDICT_REGISTER_CONCERNING_H
#define INTERDICT_REGISTER_CONCERNING_H

#include "register/subject_status.h"

/* One thing told of: its record first, then those of any dataset that speak `about` it. */
typedef struct idt_told_of {
    const idt_record *head;
    const idt_record *const *records; /* head included, by dataset and key */
    size_t count;
} idt_told_of;

/* The things of `schema` that concern the subject (NULL: every one held), by id, on the word of the
 * datasets chosen (count 0: all). A thing whose own record is of a dataset not chosen is there if
 * another record about it is of a chosen one. */
IDT_CHECK idt_rc idt_things_concerning(idt_register *reg, const idt_view *view,
                                       const idt_subject *subject, const char *schema,
                                       const idt_str *datasets, size_t dataset_count,
                                       idt_arena *arena, const idt_told_of **out, size_t *count,
                                       idt_error *err);

/* The records of other subjects of which a statement concerns this one (its qualifier `concerns`
 * or `record`), by id. */
IDT_CHECK idt_rc idt_subjects_concerning(idt_register *reg, const idt_view *view,
                                         const idt_subject *subject, const idt_str *datasets,
                                         size_t dataset_count, idt_arena *arena,
                                         const idt_record *const **out, size_t *count,
                                         idt_error *err);

#endif
