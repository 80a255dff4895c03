#include "export/loss.h"

typedef struct kind_row {
    const char *word, *help;
} kind_row;

static const kind_row KINDS[IDT_LOSS_KINDS] = {
    [IDT_LOSS_DATE] = {"date", "a date's range, set, ~ or ?: FtM dates are a year, month or day"},
    [IDT_LOSS_ACT_DATES] = {"act_dates", "days of an act besides listing, start and end"},
    [IDT_LOSS_COMPETENCE] = {"competence", "whether the body that acted was competent"},
    [IDT_LOSS_SUSPENSION] = {"suspension",
                             "a suspension and its days; only the status word is kept"},
    [IDT_LOSS_PROPOSAL] = {"proposal", "proposals, requests, intentions and what became of them"},
    [IDT_LOSS_REPORTED] = {"reported", "an act told but not borne out"},
    [IDT_LOSS_STEP] = {"step", "a step in a listing's life that is neither start nor end"},
    [IDT_LOSS_END] = {"end", "how a listing ended: lifted, annulled, expired, superseded"},
    [IDT_LOSS_CLAIM_OF_STATE] = {"claim_of_state",
                                 "that a listing is known by somebody's word on a "
                                 "day, not by an act"},
    [IDT_LOSS_UNKNOWN_REASON] = {"unknown_reason", "why a status is unknown, and what it may be"},
    [IDT_LOSS_REFUSED] = {"refused", "a listing that never came to be, or is not yet: no Sanction"},
    [IDT_LOSS_SCOPE] = {"scope", "that a part is listed, not the whole: only a text keeps it"},
    [IDT_LOSS_BINDS] = {"binds", "whom a listing obliges"},
    [IDT_LOSS_BODIES] = {"bodies", "bodies that acted, were addressed or followed, beyond the "
                                   "authority of a Sanction"},
    [IDT_LOSS_LEGAL_EFFECT] = {"legal_effect", "instrument, reach and wording of an act"},
    [IDT_LOSS_LINKS] = {"links", "which act answers, follows or corrects which"},
    [IDT_LOSS_ATTRIBUTION] = {"attribution", "whose word it is, and when it was said"},
    [IDT_LOSS_PASSAGE] = {"passage", "the passage that says so"},
    [IDT_LOSS_CITATION] = {"citation", "the text or page relied on, where no sourceUrl keeps it"},
    [IDT_LOSS_CERTAINTY] = {"certainty", "that a statement is assumed, not confirmed"},
    [IDT_LOSS_NOTE] = {"note", "a remark on a statement"},
    [IDT_LOSS_REFERENCE] = {"reference", "facts a statement states or is inferred from"},
    [IDT_LOSS_LANGUAGE] = {"language", "the language of a value, where FtM cannot hold it"},
    [IDT_LOSS_VALIDITY] = {"validity", "from when, until when or on which day a value holds"},
    [IDT_LOSS_GAP] = {"gap", "a value that was said, not said, and said again: the id of an FtM "
                             "statement leaves out time"},
    [IDT_LOSS_BOUNDS] = {"bounds", "a quantity, its bounds and unit"},
    [IDT_LOSS_ROLE] = {"role", "the part a party played"},
    [IDT_LOSS_CLAIM] = {"claim", "somebody's word without legal effect"},
    [IDT_LOSS_RECOGNITION] = {"recognition", "which states recognise a government"},
    [IDT_LOSS_JUDGEMENT] = {"judgement", "who judged parties to be the same or not, and when"},
    [IDT_LOSS_VALUE] = {"value", "a value that FtM's type of the property does not allow"},
    [IDT_LOSS_PROPERTY] = {"property", "a property that FtM's schema has not"},
    [IDT_LOSS_DETAIL] = {"detail", "what a list says of an identifier, name or country"},
    [IDT_LOSS_RECORD] = {"record", "a record of a kind FtM has no schema for"},
    [IDT_LOSS_LAW] = {"law", "a list, procedure, body or source: the law is not exported"},
};

const char *idt_loss_word(idt_loss_kind kind)
{
    return KINDS[kind].word;
}

const char *idt_loss_help(idt_loss_kind kind)
{
    return KINDS[kind].help;
}

typedef struct qualifier_row {
    const char *name;
    idt_loss_kind kind;
} qualifier_row;

/* What is not here is a loss of detail (keeps I1). */
static const qualifier_row QUALIFIERS[] = {
    {"chain", IDT_LOSS_ATTRIBUTION},
    {"asserted_on", IDT_LOSS_ATTRIBUTION},
    {"chain_scope", IDT_LOSS_ATTRIBUTION},
    {"source", IDT_LOSS_PASSAGE},
    {"quotation", IDT_LOSS_PASSAGE},
    {"note", IDT_LOSS_NOTE},
    {"certainty", IDT_LOSS_CERTAINTY},
    {"citation", IDT_LOSS_CITATION},
    {"lang", IDT_LOSS_LANGUAGE},
    {"translated_from", IDT_LOSS_LANGUAGE},
    {"scope", IDT_LOSS_SCOPE},
    {"new_scope", IDT_LOSS_SCOPE},
    {"binds", IDT_LOSS_BINDS},
    {"by", IDT_LOSS_BODIES},
    {"to", IDT_LOSS_BODIES},
    {"on_claim_of", IDT_LOSS_BODIES},
    {"authority", IDT_LOSS_BODIES},
    {"id", IDT_LOSS_LINKS},
    {"order", IDT_LOSS_LINKS},
    {"answers", IDT_LOSS_LINKS},
    {"aims_at", IDT_LOSS_LINKS},
    {"succeeds", IDT_LOSS_LINKS},
    {"to_list", IDT_LOSS_LINKS},
    {"corrects", IDT_LOSS_LINKS},
    {"names_act", IDT_LOSS_LINKS},
    {"rests_on", IDT_LOSS_LINKS},
    {"instrument", IDT_LOSS_LEGAL_EFFECT},
    {"immediate_execution", IDT_LOSS_LEGAL_EFFECT},
    {"reach", IDT_LOSS_LEGAL_EFFECT},
    {"effects_kept_until", IDT_LOSS_LEGAL_EFFECT},
    {"end_word", IDT_LOSS_LEGAL_EFFECT},
    {"new_name", IDT_LOSS_STEP},
    {"from", IDT_LOSS_VALIDITY},
    {"until", IDT_LOSS_VALIDITY},
    {"on", IDT_LOSS_VALIDITY},
    {"known_since", IDT_LOSS_VALIDITY},
    {"proposed", IDT_LOSS_ACT_DATES},
    {"decided", IDT_LOSS_ACT_DATES},
    {"signed", IDT_LOSS_ACT_DATES},
    {"laid", IDT_LOSS_ACT_DATES},
    {"confirmed", IDT_LOSS_ACT_DATES},
    {"final", IDT_LOSS_ACT_DATES},
    {"registered", IDT_LOSS_ACT_DATES},
    {"announced", IDT_LOSS_ACT_DATES},
    {"published", IDT_LOSS_ACT_DATES},
    {"effective_from", IDT_LOSS_ACT_DATES},
    {"effective_to", IDT_LOSS_ACT_DATES},
    {"expires_on", IDT_LOSS_ACT_DATES},
    {"list_updated", IDT_LOSS_ACT_DATES},
    {"fact", IDT_LOSS_REFERENCE},
    {"derived_from", IDT_LOSS_REFERENCE},
    {"amount", IDT_LOSS_BOUNDS},
    {"unit", IDT_LOSS_BOUNDS},
    {"times", IDT_LOSS_BOUNDS},
    {"relative_to", IDT_LOSS_BOUNDS},
    {"victims", IDT_LOSS_BOUNDS},
    {"together", IDT_LOSS_BOUNDS},
    {"role", IDT_LOSS_ROLE},
    {"attribution", IDT_LOSS_ROLE},
    {"body", IDT_LOSS_ROLE},
    {"record", IDT_LOSS_ROLE},
};

idt_loss_kind idt_loss_of_qualifier(idt_str qualifier)
{
    for (size_t i = 0; i < sizeof QUALIFIERS / sizeof *QUALIFIERS; i++) {
        if (idt_str_is(qualifier, QUALIFIERS[i].name)) {
            return QUALIFIERS[i].kind;
        }
    }
    return IDT_LOSS_DETAIL;
}

void idt_loss_json(const idt_loss *loss, idt_json_writer *w)
{
    char id[IDT_STATEMENT_ID_BYTES];
    idt_jw_object(w, NULL);
    idt_jw_text(w, "kind", idt_loss_word(loss->kind));
    idt_jw_str(w, "entity", loss->entity);
    idt_jw_str(w, "record", loss->record->id);
    idt_jw_text(w, "statement", idt_statement_id(&loss->record->hash, loss->statement->number, id));
    idt_jw_str(w, "property", loss->statement->property);
    idt_jw_str(w, "value", loss->statement->value);
    idt_jw_str(w, "detail", loss->detail);
    idt_jw_bool(w, "statements_have_it", loss->lines_only);
    idt_jw_end(w);
}
