/* export.h - the register as FollowTheMoney entities, one after the other, and what they lose.
 *
 *   brief:taliban, on ru-terrorist since 2003, lifted 2025-04-17, as of 2024-05-27
 *     -> Organization brief:taliban      topics [crime.terror], target true
 *     -> Sanction     brief:taliban-sanction-ru-terrorist-1   startDate 2003, status in_force
 *     -> losses: proposal (the request of 2024), attribution, passage, ...
 *
 * I1  The same register, view and question give the same entities in the same order, with the same
 *     ids: a subject by its cluster's smallest id, what hangs on it by that id, a word and a
 * number. I2  Only properties that FollowTheMoney has on the schema are written, and only values of
 * their type. All else goes to `loss` (loss.h, I1). I3  `target` is true where any listing is in
 * force, suspended or unknown at as-of. The topic is a translation of the list's kind
 * (docs/export.md has the table), not a word of the register.
 *
 * Memory: one subject at a time, whatever the size of the register. Threads: as the register.
 */
#ifndef INTERDICT_EXPORT_EXPORT_H
#define INTERDICT_EXPORT_EXPORT_H

#include "export/ftm_entity.h"
#include "export/loss.h"
#include "register/subject_status.h"

/* Both may stop the export by their result; what they are given dies when they return. Either may
 * be NULL. */
typedef struct idt_export_sink {
    void *context;
    idt_rc (*entity)(void *context, const idt_ftm_entity *entity, idt_error *err);
    idt_rc (*loss)(void *context, const idt_loss *loss, idt_error *err);
} idt_export_sink;

typedef struct idt_export_request {
    const idt_ftm_model *model;
    idt_status_question question; /* as-of and datasets; lists are not chosen */
    bool plain_ids;               /* ids as ftm_id.h writes them; losses keep the register's */
    idt_export_sink sink;
} idt_export_request;

/* Every subject, incident, contact and office at the view, by dataset and key. */
IDT_CHECK idt_rc idt_export_all(idt_register *reg, const idt_view *view,
                                const idt_export_request *request, idt_error *err);
/* These subjects, each with what concerns it; nothing twice. */
IDT_CHECK idt_rc idt_export_subjects(idt_register *reg, const idt_view *view,
                                     const idt_export_request *request, const idt_subject *subjects,
                                     size_t count, idt_error *err);

#endif
