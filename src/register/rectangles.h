/* rectangles.h - every version of every record, at all instants at once.
 *
 *   un_sc:36    name "A"     published [1 Mar, 8 Mar)   recorded [9 Mar, 20 Mar)
 *               name "A"     published [1 Mar, open)    recorded [1 Mar, 9 Mar)
 *               name "A B"   published [8 Mar, open)    recorded [9 Mar, open)
 *
 * For what must answer any published-by and known-at without the register: one visit a record, with
 * all its rectangles (register.h) as far as they are known at the view's known-at.
 *
 * I1  At (P, K), K not after the view's, exactly the records that idt_register_each gives have a
 *     rectangle with published_from <= P < published_to and recorded_from <= K < recorded_to, and
 *     it is one, with that content.
 * I2  What was closed after the view's known-at is open here: the answer depends on what was
 *     recorded by then and on nothing later.
 *
 * Lifetime: a history lives for its visit. Cost: one pass over the rectangles; a content is read
 * once a record.
 */
#ifndef INTERDICT_REGISTER_RECTANGLES_H
#define INTERDICT_REGISTER_RECTANGLES_H

#include "register/register.h"

typedef struct idt_rectangle {
    size_t version; /* which of the history's */
    int64_t published_from, published_to, recorded_from, recorded_to;
} idt_rectangle;

typedef struct idt_record_history {
    idt_str dataset, key;
    bool listed;                /* of a published dataset: to vanish from it is to leave a list */
    const idt_record *versions; /* contents, each once */
    size_t version_count;
    const idt_rectangle *rectangles; /* by recorded_from, then published_from */
    size_t count;
} idt_record_history;

typedef idt_rc (*idt_history_visit)(void *context, const idt_record_history *history,
                                    idt_error *err);

/* Every record, by dataset then key; the first result that is not IDT_OK ends it and is returned.
 * A visit may ask the register nothing. */
IDT_CHECK idt_rc idt_register_each_history(idt_register *reg, const idt_view *view,
                                           idt_history_visit visit, void *context, idt_error *err);

/* A record of which something was recorded, or ceased to hold, after an instant. */
typedef struct idt_changed_key {
    idt_str dataset, key;
} idt_changed_key;

/* Those of which a rectangle began or ended after `after_us`, up to the view's known-at. */
IDT_CHECK idt_rc idt_register_changed_since(idt_register *reg, const idt_view *view,
                                            int64_t after_us, idt_arena *arena,
                                            const idt_changed_key **out, size_t *count,
                                            idt_error *err);
/* The histories of these. A key that is not held is not visited. */
IDT_CHECK idt_rc idt_register_histories_of(idt_register *reg, const idt_view *view,
                                           const idt_changed_key *keys, size_t count,
                                           idt_history_visit visit, void *context, idt_error *err);

/* The newest instant, up to the view's known-at, at which anything was recorded; 0: nothing was. */
IDT_CHECK idt_rc idt_register_newest_recorded(idt_register *reg, const idt_view *view, int64_t *out,
                                              idt_error *err);

#endif
