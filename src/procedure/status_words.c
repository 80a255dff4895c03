#include "procedure/listing_status.h"

const char *idt_status_word_text(idt_status_word status)
{
    static const char *const words[IDT_STATUS_WORDS] = {
        "not_yet", "decided", "in_force", "suspended", "ended", "never", "unknown"};
    return words[status];
}

const char *idt_basis_text(idt_basis basis)
{
    static const char *const words[] = {NULL, "act", "claim", "between_claims"};
    return words[basis];
}

const char *idt_reason_text(idt_reason reason)
{
    static const char *const words[] = {NULL,
                                        "start_between",
                                        "end_between",
                                        "claim_only",
                                        "sources_differ",
                                        "reach_unknown",
                                        "renewal_not_on_file",
                                        "confirmation_not_on_file",
                                        "absent_from_edition",
                                        "no_source",
                                        "nothing_recorded"};
    return words[reason];
}

const char *idt_end_kind_text(idt_end_kind end)
{
    static const char *const words[] = {NULL,      "lifted",     "annulled",
                                        "expired", "superseded", "removed_from_publication"};
    return words[end];
}
