/* fold.h - one step of a listing's life: a state and a mark give the next state.
 *
 *   not_yet --start--> in_force --suspend--> suspended --resume--> in_force --end--> ended
 *
 * A mark is what happens on one day: an act taking effect, a clock running out, or evidence that
 * the listing stood. What the law leaves open (was the term renewed? did the annulment reach back?)
 * forks the state in two; both remember the doubt. A mark that does not fit the state it meets (a
 * lift of what is not in force) changes nothing and counts against the reading that led there.
 *
 * Internal to procedure/. Pure.
 */
#ifndef INTERDICT_PROCEDURE_FOLD_H
#define INTERDICT_PROCEDURE_FOLD_H

#include "procedure/act.h"

typedef enum idt_mark_kind {
    IDT_MARK_START, /* of a listing or of a new spell */
    IDT_MARK_SUSPEND,
    IDT_MARK_RESUME,
    IDT_MARK_RESUME_DUE, /* a suspension's own term is over: target is its mark */
    IDT_MARK_END,
    IDT_MARK_RENEW,       /* renewed, reviewed and kept, relisted the same */
    IDT_MARK_DUE,         /* a term ends: target is the mark it ran from */
    IDT_MARK_CONFIRM,     /* a second body agreed: target is the start */
    IDT_MARK_CONFIRM_DUE, /* the time for that is over: target is the start */
    IDT_MARK_RESCIND,     /* target is the start that never comes */
    IDT_MARK_ANNUL,       /* from now on: target is the start or renewal annulled */
    IDT_MARK_REVIVE,      /* an end or suspension annulled from now on: target is its mark */
    IDT_MARK_KEPT_END,    /* kept effects are over: target is the annulment's mark */
    IDT_MARK_EVIDENCE     /* it stood so on that day */
} idt_mark_kind;

/* Is it certain that a clock ends the listing? */
typedef enum idt_clock_effect { IDT_CLOCK_DOUBT, IDT_CLOCK_ENDS } idt_clock_effect;

typedef struct idt_mark {
    idt_mark_kind kind;
    idt_act *act; /* NULL for marks no act made */
    const idt_state_claim *claim;
    idt_span span;    /* days on which it may have happened */
    uint32_t rank;    /* order on one day: the chain's, else the lawful one */
    int target;       /* index of the mark it answers; -1 */
    idt_end_kind end; /* of END */
    idt_clock_effect clock;
    idt_reach voided; /* of START, RENEW, END, SUSPEND: IDT_REACH_NOW = it stands */
    bool kept;        /* of ANNUL: effects are kept for a time */
    bool new_spell;   /* of START: a relisting */
    bool suspended;   /* of EVIDENCE: suspended, not in force */
    bool derived;     /* stands on no act of its own */
    bool told_by_editions;
} idt_mark;

typedef enum idt_phase {
    IDT_PHASE_BEFORE,
    IDT_PHASE_FORCE,
    IDT_PHASE_SUSPENDED,
    IDT_PHASE_ENDED
} idt_phase;

/* Marks are named by index; -1 = none. */
typedef struct idt_state {
    idt_phase phase;
    idt_end_kind end_kind;
    idt_reason doubt; /* what left this state open */
    bool clock_ended; /* ended by a clock that nobody states, so later evidence undoes it */
    bool voided;      /* ended from the start by an annulment */
    bool bridged;     /* a doubt of renewal that later evidence closed */
    bool confirmed;
    bool start_annulled; /* carried on by a later act only */
    int since;
    int listed;
    int ended;
    int carrier;   /* start or renewal that the listing stands on */
    int term;      /* mark whose clock runs */
    int kept;      /* annulment whose effects are kept; -1 */
    int cancelled; /* start that was rescinded; -1 */
} idt_state;

idt_state idt_state_initial(void);
bool idt_state_equal(const idt_state *a, const idt_state *b);
/* The states after the mark: one, or two where the law leaves it open. *misfit: the mark did not
 * fit; *weak: evidence that speaks against this reading. Returns the count. */
size_t idt_state_apply(const idt_state *state, const idt_mark *marks, int at, idt_state out[2],
                       bool *misfit, bool *weak);

#endif
