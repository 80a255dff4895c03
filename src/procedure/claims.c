#include "procedure/claims.h"

static bool about(const idt_state_claim *claim, idt_day day)
{
    return claim->refused == 0 && day >= claim->days.lo && day <= claim->days.hi;
}

static void unknown(idt_listing_status *row, idt_reason reason)
{
    row->status = IDT_STATUS_UNKNOWN;
    row->basis = IDT_BASIS_NONE;
    row->reason = reason;
}

static idt_status_word word_of(idt_claim_state state)
{
    return state == IDT_CLAIM_SUSPENDED ? IDT_STATUS_SUSPENDED : IDT_STATUS_IN_FORCE;
}

/* What the claims about one day say: a bit for each state. */
static unsigned states_on(const idt_chain *chain, idt_day day)
{
    unsigned states = 0;
    for (size_t i = 0; i < chain->claim_count; i++) {
        if (about(chain->claims[i], day)) {
            states |= 1u << chain->claims[i]->state;
        }
    }
    return states;
}

#define SAYS(state) (1u << (state))

/* The nearest claim wholly before (or after) the day; NULL: none. */
static const idt_state_claim *nearest(const idt_chain *chain, idt_day day, bool before)
{
    const idt_state_claim *best = NULL;
    for (size_t i = 0; i < chain->claim_count; i++) {
        const idt_state_claim *claim = chain->claims[i];
        if (claim->refused != 0 || (before ? claim->days.hi >= day : claim->days.lo <= day)) {
            continue;
        }
        if (best == NULL ||
            (before ? claim->days.hi > best->days.hi : claim->days.lo < best->days.lo)) {
            best = claim;
        }
    }
    return best;
}

/* Does any claim say it was listed on some day before this one? */
static bool listed_before(const idt_chain *chain, idt_day day)
{
    for (size_t i = 0; i < chain->claim_count; i++) {
        const idt_state_claim *claim = chain->claims[i];
        if (claim->refused == 0 && claim->state != IDT_CLAIM_NOT_LISTED && claim->days.hi < day) {
            return true;
        }
    }
    return false;
}

/* "Not listed" at a later day holds back to the beginning, unless something says otherwise. What is
 * said of days from `start` on says nothing of the days before a listing that began there. */
static bool never_on(const idt_chain *chain, idt_day day, idt_day start)
{
    for (size_t i = 0; i < chain->claim_count; i++) {
        const idt_state_claim *claim = chain->claims[i];
        if (claim->refused == 0 && claim->state == IDT_CLAIM_NOT_LISTED && day <= claim->days.hi &&
            claim->days.hi < start && !listed_before(chain, claim->days.hi + 1)) {
            return true;
        }
    }
    return false;
}

/* An entry that is missing from an informative list: nothing is known from that edition on. */
static bool absent(const idt_chain *chain, idt_day day)
{
    for (size_t i = 0; i < chain->act_count; i++) {
        const idt_act *act = chain->acts[i];
        const bool gone = act->kind == IDT_ACT_REMOVED && idt_act_stands(act);
        const idt_day from = act->effect.lo != IDT_DAY_OPEN_START ? act->effect.lo : act->effect.hi;
        const idt_state_claim *later = nearest(chain, day + 1, true);
        const bool returned = later != NULL && later->days.lo >= act->effect.hi;
        if (gone && day >= from && !returned) {
            return true;
        }
    }
    return false;
}

static void outside(const idt_chain *chain, idt_day day, idt_listing_status *row)
{
    unknown(row, IDT_REASON_CLAIM_ONLY);
    const bool before = listed_before(chain, day);
    row->possible[IDT_STATUS_NOT_YET] = !before;
    row->possible[IDT_STATUS_IN_FORCE] = true;
    row->possible[IDT_STATUS_SUSPENDED] = before;
    row->possible[IDT_STATUS_ENDED] = before;
}

static void between(const idt_chain *chain, idt_day day, idt_listing_status *row)
{
    const idt_state_claim *a = nearest(chain, day, true);
    const idt_state_claim *b = nearest(chain, day, false);
    const bool same =
        a != NULL && b != NULL && a->state == b->state && a->state != IDT_CLAIM_NOT_LISTED;
    if (!same) {
        outside(chain, day, row);
        return;
    }
    row->status = word_of(a->state);
    row->basis = IDT_BASIS_BETWEEN_CLAIMS;
}

void idt_claims_status(const idt_chain *chain, idt_day day, idt_listing_status *row)
{
    const unsigned states = states_on(chain, day);
    const bool listed = (states & (SAYS(IDT_CLAIM_IN_FORCE) | SAYS(IDT_CLAIM_SUSPENDED))) != 0;
    if (absent(chain, day)) {
        unknown(row, IDT_REASON_ABSENT_FROM_EDITION);
        row->possible[IDT_STATUS_IN_FORCE] = row->possible[IDT_STATUS_ENDED] = true;
    } else if (states == SAYS(IDT_CLAIM_IN_FORCE) || states == SAYS(IDT_CLAIM_SUSPENDED)) {
        row->status =
            states == SAYS(IDT_CLAIM_SUSPENDED) ? IDT_STATUS_SUSPENDED : IDT_STATUS_IN_FORCE;
        row->basis = IDT_BASIS_CLAIM;
    } else if (listed) {
        unknown(row, IDT_REASON_SOURCES_DIFFER);
        row->possible[IDT_STATUS_IN_FORCE] = (states & SAYS(IDT_CLAIM_IN_FORCE)) != 0;
        row->possible[IDT_STATUS_SUSPENDED] = (states & SAYS(IDT_CLAIM_SUSPENDED)) != 0;
        row->possible[IDT_STATUS_NEVER] = (states & SAYS(IDT_CLAIM_NOT_LISTED)) != 0;
    } else if (never_on(chain, day, IDT_DAY_OPEN_END)) {
        row->status = IDT_STATUS_NEVER;
        row->basis = IDT_BASIS_CLAIM;
    } else if (states == SAYS(IDT_CLAIM_NOT_LISTED)) {
        unknown(row, IDT_REASON_CLAIM_ONLY); /* listed once, not listed now, and no end on file */
        row->possible[IDT_STATUS_ENDED] = true;
    } else if (chain->claim_count > 0) {
        between(chain, day, row);
    } else {
        unknown(row, IDT_REASON_NO_SOURCE);
    }
}

static bool agrees(idt_claim_state state, idt_status_word status)
{
    switch (state) {
    case IDT_CLAIM_IN_FORCE:
        return status == IDT_STATUS_IN_FORCE;
    case IDT_CLAIM_SUSPENDED:
        return status == IDT_STATUS_SUSPENDED;
    default:
        return status == IDT_STATUS_NOT_YET || status == IDT_STATUS_DECIDED ||
               status == IDT_STATUS_ENDED || status == IDT_STATUS_NEVER;
    }
}

/* No day the claim is about can be one on which the status was another. */
static bool contradicts(const idt_state_claim *claim, idt_span since, idt_span start,
                        idt_status_word status)
{
    if (status == IDT_STATUS_NOT_YET || status == IDT_STATUS_DECIDED) {
        return claim->days.hi < start.lo;
    }
    return claim->days.lo >= since.hi;
}

void idt_claims_contradict(const idt_chain *chain, idt_day day, idt_span since, idt_span start,
                           idt_listing_status *row)
{
    if (row->status == IDT_STATUS_UNKNOWN) {
        return;
    }
    const idt_status_word by_acts = row->status;
    for (size_t i = 0; i < chain->claim_count; i++) {
        const idt_state_claim *claim = chain->claims[i];
        if (!about(claim, day) || agrees(claim->state, by_acts) ||
            !contradicts(claim, since, start, by_acts)) {
            continue;
        }
        unknown(row, IDT_REASON_SOURCES_DIFFER);
        row->possible[by_acts] = true;
        row->possible[claim->state == IDT_CLAIM_NOT_LISTED ? IDT_STATUS_ENDED
                                                           : word_of(claim->state)] = true;
    }
    if (row->status == IDT_STATUS_NOT_YET && never_on(chain, day, start.lo)) {
        row->status = IDT_STATUS_NEVER;
        row->basis = IDT_BASIS_CLAIM;
    }
}
