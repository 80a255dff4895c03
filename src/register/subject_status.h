/* subject_status.h - from a subject's name to its statuses: gathers what the register holds and
 * hands it to the procedure engine, which alone decides.
 *
 *   "Taliban" -> brief:taliban (its own records, those `about` it, those of parties judged the
 * same)
 *             -> the lists they speak of, with rules and bodies -> idt_listing_status rows
 *
 * I1  Identity is a layer on top: records are never merged; a cluster of `same_as` judgements (less
 * the pairs judged `not_same_as`) is walked at read time and named by its smallest id. I2  With
 * datasets chosen, only their words count about the subject and about rules; the record of a list
 * and the procedure it names always count, or nothing could be said of competence.
 *
 * Ownership: results live in the arena or in the handle's cache until the next view.
 */
#ifndef INTERDICT_REGISTER_SUBJECT_STATUS_H
#define INTERDICT_REGISTER_SUBJECT_STATUS_H

#include "procedure/listing_status.h"
#include "register/register.h"

/* A subject as the register knows it. */
typedef struct idt_subject {
    idt_str id; /* of the cluster: its smallest record id */
    idt_str caption;
    idt_str schema;
    const idt_str *members; /* ids judged the same party, itself included, sorted */
    size_t member_count;
} idt_subject;

/* Subjects that bear exactly this name (`folded`) or id (`text`), each once, sorted by id. */
IDT_CHECK idt_rc idt_subjects_named(idt_register *reg, const idt_view *view, idt_str text,
                                    idt_str folded, idt_arena *arena, const idt_subject **out,
                                    size_t *count, idt_error *err);

/* The subject of a record id (redirected to its cluster); *out NULL where there is no such record.
 */
IDT_CHECK idt_rc idt_subject_of(idt_register *reg, const idt_view *view, idt_str id,
                                idt_arena *arena, const idt_subject **out, idt_error *err);

typedef struct idt_status_question {
    idt_day as_of;
    const idt_str *datasets; /* on the word of these; count 0 = all */
    size_t dataset_count;
    const idt_str *lists; /* these, also where nothing is on file; count 0 = all on file */
    size_t list_count;
    bool explain; /* also the steps of the reasoning */
} idt_status_question;

/* Every listing of the subject on a day, as of the view. */
IDT_CHECK idt_rc idt_subject_statuses(idt_register *reg, const idt_view *view,
                                      const idt_subject *subject,
                                      const idt_status_question *question, idt_arena *arena,
                                      const idt_listing_status **rows, size_t *count,
                                      idt_error *err);

/* What a subject's statuses rest on, gathered once for any number of days: reading is what costs.
 * The question's `as_of` plays no part. Borrows view, subject and question; lives in the arena. */
typedef struct idt_status_grounds idt_status_grounds;
IDT_CHECK idt_rc idt_subject_gather(idt_register *reg, const idt_view *view,
                                    const idt_subject *subject, const idt_status_question *question,
                                    idt_arena *arena, const idt_status_grounds **out,
                                    idt_error *err);
IDT_CHECK idt_rc idt_grounds_statuses(const idt_status_grounds *grounds, idt_day as_of,
                                      idt_arena *arena, const idt_listing_status **rows,
                                      size_t *count, idt_error *err);

/* The records that speak of the subject, over the whole cluster, of the chosen datasets. */
IDT_CHECK idt_rc idt_subject_records(idt_register *reg, const idt_view *view,
                                     const idt_subject *subject, const idt_str *datasets,
                                     size_t dataset_count, idt_arena *arena,
                                     const idt_record *const **out, size_t *count, idt_error *err);

/* Does the published dataset make or record the law of the list on that day (its entries are acts),
 * by the law as held? */
IDT_CHECK idt_rc idt_register_makes_law(idt_register *reg, const idt_view *view, idt_str list,
                                        idt_str dataset, idt_day day, idt_arena *arena, bool *out,
                                        idt_error *err);

/* The record with the statements that a status derives from the editions of its published list
 * (register/presence.h); `record` itself where there are none. */
IDT_CHECK idt_rc idt_register_with_presence(idt_register *reg, const idt_view *view,
                                            const idt_record *record, idt_arena *arena,
                                            const idt_record **out, idt_error *err);

/* A body by its key: *out NULL where none is held. */
IDT_CHECK idt_rc idt_register_body(idt_register *reg, const idt_view *view, idt_str key,
                                   idt_arena *arena, const idt_body **out, idt_error *err);

#endif
