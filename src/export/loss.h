/* loss.h - what our records say and FollowTheMoney cannot, by kind.
 *
 *   facts:auc, event lift, published 2014-07-15, end_word revoked
 *     -> Sanction endDate 2014-07-15; lost: legal_effect "end_word=revoked"
 *
 * I1  A statement is carried whole or named here: what no rule of the export carries is a loss, so
 * a new property or qualifier shows up without anybody thinking of it.
 */
#ifndef INTERDICT_EXPORT_LOSS_H
#define INTERDICT_EXPORT_LOSS_H

#include "core/json_writer.h"
#include "statement/record.h"

typedef enum idt_loss_kind {
    IDT_LOSS_DATE,
    IDT_LOSS_ACT_DATES,
    IDT_LOSS_COMPETENCE,
    IDT_LOSS_SUSPENSION,
    IDT_LOSS_PROPOSAL,
    IDT_LOSS_REPORTED,
    IDT_LOSS_STEP,
    IDT_LOSS_END,
    IDT_LOSS_CLAIM_OF_STATE,
    IDT_LOSS_UNKNOWN_REASON,
    IDT_LOSS_REFUSED,
    IDT_LOSS_SCOPE,
    IDT_LOSS_BINDS,
    IDT_LOSS_BODIES,
    IDT_LOSS_LEGAL_EFFECT,
    IDT_LOSS_LINKS,
    IDT_LOSS_ATTRIBUTION,
    IDT_LOSS_PASSAGE,
    IDT_LOSS_CITATION,
    IDT_LOSS_CERTAINTY,
    IDT_LOSS_NOTE,
    IDT_LOSS_REFERENCE,
    IDT_LOSS_LANGUAGE,
    IDT_LOSS_VALIDITY,
    IDT_LOSS_GAP,
    IDT_LOSS_BOUNDS,
    IDT_LOSS_ROLE,
    IDT_LOSS_CLAIM,
    IDT_LOSS_RECOGNITION,
    IDT_LOSS_JUDGEMENT,
    IDT_LOSS_VALUE,
    IDT_LOSS_PROPERTY,
    IDT_LOSS_DETAIL,
    IDT_LOSS_RECORD,
    IDT_LOSS_LAW
} idt_loss_kind;
#define IDT_LOSS_KINDS (IDT_LOSS_LAW + 1)

typedef struct idt_loss {
    idt_loss_kind kind;
    idt_str entity; /* id of the entity it is missing from; absent where the record became none */
    const idt_record *record;
    const idt_statement *statement; /* never NULL */
    idt_str detail;                 /* what is lost, in the record's words */
    bool lines_only;                /* the CSV of statements has it, the entity lines have not */
} idt_loss;

/* The kind's word ("act_dates") and a sentence on what FollowTheMoney lacks. */
const char *idt_loss_word(idt_loss_kind kind);
const char *idt_loss_help(idt_loss_kind kind);
/* The kind a qualifier's loss is of. */
idt_loss_kind idt_loss_of_qualifier(idt_str qualifier);
/* One object of docs/schemas/export_losses.json (loss). */
void idt_loss_json(const idt_loss *loss, idt_json_writer *w);

#endif
