#include "procedure/fold.h"

#include <assert.h>

idt_state idt_state_initial(void)
{
    return (idt_state){.since = -1,
                       .listed = -1,
                       .ended = -1,
                       .carrier = -1,
                       .term = -1,
                       .kept = -1,
                       .cancelled = -1};
}

bool idt_state_equal(const idt_state *a, const idt_state *b)
{
    return a->phase == b->phase && a->end_kind == b->end_kind && a->doubt == b->doubt &&
           a->clock_ended == b->clock_ended && a->voided == b->voided && a->bridged == b->bridged &&
           a->confirmed == b->confirmed && a->start_annulled == b->start_annulled &&
           a->since == b->since && a->listed == b->listed && a->ended == b->ended &&
           a->carrier == b->carrier && a->term == b->term && a->kept == b->kept &&
           a->cancelled == b->cancelled;
}

static bool alive(const idt_state *s)
{
    return s->phase == IDT_PHASE_FORCE || s->phase == IDT_PHASE_SUSPENDED;
}

static void begin(idt_state *s, int at)
{
    const int cancelled = s->cancelled;
    const bool confirmed = s->confirmed && s->phase == IDT_PHASE_BEFORE;
    *s = idt_state_initial();
    s->phase = IDT_PHASE_FORCE;
    s->cancelled = cancelled;
    s->confirmed = confirmed;
    s->since = s->listed = s->carrier = s->term = at;
}

static void end(idt_state *s, int at, idt_end_kind kind)
{
    s->phase = IDT_PHASE_ENDED;
    s->end_kind = kind;
    s->since = s->ended = at;
    s->clock_ended = false;
    s->doubt = IDT_REASON_NONE;
    s->kept = -1;
}

/* Later evidence closes a doubt about a term or a confirmation. */
static void stood(idt_state *s)
{
    if (s->doubt == IDT_REASON_RENEWAL_NOT_ON_FILE) {
        s->bridged = true;
        s->doubt = IDT_REASON_NONE;
    } else if (s->doubt == IDT_REASON_CONFIRMATION_NOT_ON_FILE) {
        s->doubt = IDT_REASON_NONE;
    }
}

static size_t start(const idt_mark *m, int at, idt_state out[2], bool *misfit)
{
    idt_state *s = &out[0];
    if (s->cancelled == at) {
        return 1;
    }
    if (alive(s) && m->told_by_editions) {
        stood(s); /* an edition that still shows the entry */
        return 1;
    }
    if (alive(s) && s->doubt == IDT_REASON_NONE) {
        *misfit = true;
        return 1;
    }
    begin(s, at);
    if (m->voided == IDT_REACH_START) {
        end(s, at, IDT_END_ANNULLED);
        s->voided = true;
    } else if (m->voided == IDT_REACH_UNKNOWN) {
        out[1] = *s;
        end(&out[1], at, IDT_END_ANNULLED);
        out[1].voided = true;
        out[0].doubt = out[1].doubt = IDT_REASON_REACH_UNKNOWN;
        return 2;
    }
    return 1;
}

static void renew(int at, idt_state *s, bool *misfit)
{
    if (s->phase == IDT_PHASE_ENDED && s->voided && s->listed >= 0) {
        s->phase = IDT_PHASE_FORCE; /* a later act that is not annulled carries the listing */
        s->end_kind = IDT_END_NONE;
        s->since = s->listed;
        s->ended = -1;
        s->start_annulled = true;
        s->voided = false;
        s->doubt = IDT_REASON_NONE;
    } else if (!alive(s)) {
        *misfit = true;
        return;
    }
    stood(s);
    if (s->doubt == IDT_REASON_REACH_UNKNOWN) {
        s->doubt = IDT_REASON_NONE;
    }
    s->carrier = s->term = at;
    s->kept = -1;
}

/* The two readings of a clock nobody stopped on file. */
static size_t run_out(idt_state out[2], int at, idt_clock_effect effect, idt_reason reason)
{
    if (effect == IDT_CLOCK_ENDS) {
        end(&out[0], at, IDT_END_EXPIRED);
        return 1;
    }
    out[1] = out[0];
    out[0].doubt = reason;
    end(&out[1], at, IDT_END_EXPIRED);
    out[1].doubt = reason;
    out[1].clock_ended = true;
    return 2;
}

static void confirm(idt_state *s)
{
    s->confirmed = true;
    if (s->phase == IDT_PHASE_ENDED && s->clock_ended &&
        s->doubt == IDT_REASON_CONFIRMATION_NOT_ON_FILE) {
        s->phase = IDT_PHASE_FORCE; /* late: open until it came, in force from it on */
        s->end_kind = IDT_END_NONE;
        s->clock_ended = false;
        s->since = s->listed;
        s->ended = -1;
    }
    if (s->doubt == IDT_REASON_CONFIRMATION_NOT_ON_FILE) {
        s->doubt = IDT_REASON_NONE;
    }
}

static size_t annul(const idt_mark *m, int at, idt_state out[2])
{
    idt_state *s = &out[0];
    if (s->phase == IDT_PHASE_BEFORE) {
        s->cancelled = m->target; /* a decision annulled before its effect has none */
        return 1;
    }
    if (!alive(s)) {
        return 1;
    }
    if (s->carrier != m->target) {
        s->start_annulled = s->start_annulled || s->listed == m->target;
        return 1;
    }
    if (s->carrier != s->listed && !s->start_annulled) {
        s->carrier = s->listed; /* a renewal is void; the listing it renewed still stands */
        return 1;
    }
    if (m->voided == IDT_REACH_UNKNOWN) {
        out[1] = *s;
        end(&out[0], at, IDT_END_ANNULLED);
        out[1].kept = at;
        out[0].doubt = out[1].doubt = IDT_REASON_REACH_UNKNOWN;
        return 2;
    }
    if (m->kept) {
        s->kept = at;
    } else {
        end(s, at, IDT_END_ANNULLED);
    }
    return 1;
}

static size_t revive(const idt_mark *m, int at, idt_state out[2])
{
    idt_state *s = &out[0];
    const bool ended = s->phase == IDT_PHASE_ENDED && s->ended == m->target;
    const bool suspended = s->phase == IDT_PHASE_SUSPENDED && s->since == m->target;
    if (!ended && !suspended) {
        return 1;
    }
    const idt_state before = *s;
    s->phase = IDT_PHASE_FORCE;
    s->end_kind = IDT_END_NONE;
    s->since = at;
    s->ended = -1;
    s->doubt = IDT_REASON_NONE;
    if (m->voided == IDT_REACH_UNKNOWN) {
        out[1] = before;
        out[0].doubt = out[1].doubt = IDT_REASON_REACH_UNKNOWN;
        return 2;
    }
    return 1;
}

static void evidence(const idt_mark *m, idt_state *s, bool *weak)
{
    const idt_phase wanted = m->suspended ? IDT_PHASE_SUSPENDED : IDT_PHASE_FORCE;
    if (s->phase == wanted) {
        stood(s);
    } else if (!s->voided && s->doubt != IDT_REASON_REACH_UNKNOWN) {
        *weak = true;
    }
}

static size_t suspend_or_end(const idt_mark *m, int at, idt_state out[2], bool *misfit)
{
    idt_state *s = &out[0];
    if (m->kind == IDT_MARK_SUSPEND ? s->phase != IDT_PHASE_FORCE : !alive(s)) {
        *misfit = true;
        return 1;
    }
    stood(s);
    const idt_state before = *s;
    if (m->kind == IDT_MARK_END) {
        end(s, at, m->end);
    } else {
        s->phase = IDT_PHASE_SUSPENDED;
        s->since = at;
    }
    if (m->voided != IDT_REACH_UNKNOWN) {
        return 1;
    }
    out[1] = before;
    out[0].doubt = out[1].doubt = IDT_REASON_REACH_UNKNOWN;
    return 2;
}

size_t idt_state_apply(const idt_state *state, const idt_mark *marks, int at, idt_state out[2],
                       bool *misfit, bool *weak)
{
    const idt_mark *m = &marks[at];
    idt_state *s = &out[0];
    *s = *state;
    *misfit = *weak = false;
    switch (m->kind) {
    case IDT_MARK_START:
        return start(m, at, out, misfit);
    case IDT_MARK_SUSPEND:
    case IDT_MARK_END:
        return suspend_or_end(m, at, out, misfit);
    case IDT_MARK_RESUME:
        if (s->phase != IDT_PHASE_SUSPENDED) {
            *misfit = true;
            return 1;
        }
        s->phase = IDT_PHASE_FORCE;
        s->since = at;
        return 1;
    case IDT_MARK_RESUME_DUE:
        if (s->phase == IDT_PHASE_SUSPENDED && s->since == m->target) {
            s->phase = IDT_PHASE_FORCE;
            s->since = at;
        }
        return 1;
    case IDT_MARK_RENEW:
        renew(at, s, misfit);
        return 1;
    case IDT_MARK_DUE:
        return alive(s) && s->term == m->target
                   ? run_out(out, at, m->clock, IDT_REASON_RENEWAL_NOT_ON_FILE)
                   : 1;
    case IDT_MARK_CONFIRM:
        confirm(s);
        return 1;
    case IDT_MARK_CONFIRM_DUE:
        return alive(s) && s->listed == m->target && !s->confirmed
                   ? run_out(out, at, m->clock, IDT_REASON_CONFIRMATION_NOT_ON_FILE)
                   : 1;
    case IDT_MARK_RESCIND:
        if (s->listed == m->target) {
            *misfit = true; /* it had its effect: too late to rescind */
        } else {
            s->cancelled = m->target;
        }
        return 1;
    case IDT_MARK_ANNUL:
        return annul(m, at, out);
    case IDT_MARK_REVIVE:
        return revive(m, at, out);
    case IDT_MARK_KEPT_END:
        if (alive(s) && s->kept == m->target) {
            end(s, at, IDT_END_ANNULLED);
        }
        return 1;
    case IDT_MARK_EVIDENCE:
        evidence(m, s, weak);
        return 1;
    }
    assert(false && "every kind of mark is folded above");
    return 1;
}
