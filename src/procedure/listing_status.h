/* listing_status.h - what was the legal state of each listing of a subject on a day, and why?
 *
 *   statements   event decide 2003 by the court ... event propose 2024 ... listed in_force
 * 2024-05-27 law          rules of the list: who may decide, suspend, lift; when it takes effect on
 * a day     status in_force, basis act, since 2003, flag proposal_pending
 *
 * I1  Status is computed from events and claims; nobody stores or edits it.
 * I2  An event by a body known not to be competent that day never moves status; it stands in
 * `reported` with its refusal classes. Unknown competence counts, with flag competence_unverified.
 * I3  An act holds until an end is on file; a claim of state proves its own days only; what the
 * dates cannot decide is IDT_STATUS_UNKNOWN with a reason and the statuses still possible. I4  A
 * status is given only if every reading of the uncertain dates, pruned by the order of events,
 * gives it.
 *
 * Rules and rulings: docs/register.md (state machine, refusals 1-10, rulings).
 * Lifetime: everything in the result lives in the arena or is borrowed from the records given.
 * Threads: pure, any number. Cost: linear in statements, cubic at worst in the uncertain dates of
 * one chain.
 */
#ifndef INTERDICT_PROCEDURE_LISTING_STATUS_H
#define INTERDICT_PROCEDURE_LISTING_STATUS_H

#include "core/json_writer.h"
#include "statement/date.h"
#include "statement/record.h"

typedef enum idt_status_word {
    IDT_STATUS_NOT_YET,
    IDT_STATUS_DECIDED,
    IDT_STATUS_IN_FORCE,
    IDT_STATUS_SUSPENDED,
    IDT_STATUS_ENDED,
    IDT_STATUS_NEVER,
    IDT_STATUS_UNKNOWN
} idt_status_word;
#define IDT_STATUS_WORDS 7

typedef enum idt_basis {
    IDT_BASIS_NONE,
    IDT_BASIS_ACT,
    IDT_BASIS_CLAIM,
    IDT_BASIS_BETWEEN_CLAIMS
} idt_basis;

typedef enum idt_reason {
    IDT_REASON_NONE,
    IDT_REASON_START_BETWEEN,
    IDT_REASON_END_BETWEEN,
    IDT_REASON_CLAIM_ONLY,
    IDT_REASON_SOURCES_DIFFER,
    IDT_REASON_REACH_UNKNOWN,
    IDT_REASON_RENEWAL_NOT_ON_FILE,
    IDT_REASON_CONFIRMATION_NOT_ON_FILE,
    IDT_REASON_ABSENT_FROM_EDITION,
    IDT_REASON_NO_SOURCE,
    IDT_REASON_NOTHING_RECORDED
} idt_reason;

typedef enum idt_end_kind {
    IDT_END_NONE,
    IDT_END_LIFTED,
    IDT_END_ANNULLED,
    IDT_END_EXPIRED,
    IDT_END_SUPERSEDED,
    IDT_END_REMOVED_FROM_PUBLICATION
} idt_end_kind;

/* One event or claim of a chain, with where it stands. */
typedef struct idt_event {
    const idt_record *record;
    const idt_statement *statement; /* property `event` or `listed` */
    idt_str id;                     /* "<record id>#<event id>", else the statement id */
    idt_str kind;                   /* event word, or "listed" */
    const idt_str *by;
    size_t by_count;
    const idt_str *to;
    size_t to_count;
} idt_event;

/* An act told but not borne out. */
typedef struct idt_reported {
    const idt_event *event;
    unsigned refused; /* bit n = refusal class n (1..10); 0 for a plain report */
    idt_str missing;  /* what would have to be on file, in words */
} idt_reported;

/* One step of the reasoning, for --explain. */
typedef struct idt_step {
    idt_str text;              /* a sentence for a person */
    const idt_event *event;    /* may be NULL */
    const idt_statement *rule; /* the rule applied; may be NULL */
    const idt_record *rule_record;
} idt_step;

typedef struct idt_listing_status {
    idt_str list;
    idt_str list_name; /* caption of the list; the key where it has none */
    idt_str list_kind; /* {NULL,0} where not known */
    idt_str jurisdiction;
    idt_str scope; /* "whole", or the part */
    const idt_str *measures;
    size_t measure_count;
    const idt_str *binds;
    size_t bind_count;
    idt_status_word status;
    idt_basis basis;
    idt_reason reason;
    bool possible[IDT_STATUS_WORDS]; /* only where status is unknown */
    idt_date since;                  /* start of the present status; kind ABSENT = not known */
    idt_date listed_since;           /* start of the spell */
    idt_date until;                  /* its end, where one is on file */
    idt_end_kind end_kind;
    const idt_str *ended_by;
    size_t ended_by_count;
    const idt_str *decided_by;
    size_t decided_by_count;
    const idt_str *flags; /* sorted words */
    size_t flag_count;
    idt_date last_evidence;
    const idt_event *const *events; /* the whole chain, in its order */
    size_t event_count;
    const idt_event *const *pending; /* proposals that nothing answered */
    size_t pending_count;
    const idt_reported *reported;
    size_t reported_count;
    const idt_str *notes;
    size_t note_count;
    const idt_step *steps;
    size_t step_count;
} idt_listing_status;

/* A body that acts. */
typedef struct idt_body {
    idt_str key;
    idt_str name;
    idt_str jurisdiction;
    idt_str kind;
} idt_body;

/* Where the law comes from; each answers NULL / count 0 for what is not held. Results live at least
 * as long as the arena of the request. */
typedef struct idt_law_source {
    void *context;
    /* Every record about the list `key`, the List record itself first if there is one, and those of
     * the procedure it names. */
    idt_rc (*list)(void *context, idt_str key, const idt_record *const **records, size_t *count,
                   idt_error *err);
    idt_rc (*body)(void *context, idt_str key, const idt_body **out, idt_error *err);
} idt_law_source;

/* A party that is a part of the subject or associated with it, and what is said of it. */
typedef struct idt_part {
    idt_str id;
    idt_str caption;
    const idt_record *const *records;
    size_t count;
} idt_part;

typedef struct idt_status_request {
    idt_str subject;                  /* id */
    const idt_record *const *records; /* everything said about it, any datasets, any order */
    size_t count;
    const idt_part *parts;
    size_t part_count;
    idt_part whole; /* what the subject is a part of; count 0 where nothing */
    idt_law_source law;
    idt_day as_of;
    idt_day today;        /* the later of "now" never counts: days after it are projected */
    const idt_str *lists; /* asked by name: each gets a row; count 0 = all on file */
    size_t list_count;
    bool explain;          /* also the steps; without it they cost nothing */
    bool nothing_recorded; /* at known-at nothing at all was held on the subject */
} idt_status_request;

/* Rows sorted by jurisdiction, list, scope (the whole first). */
IDT_CHECK idt_rc idt_listing_status_compute(const idt_status_request *request, idt_arena *arena,
                                            const idt_listing_status **rows, size_t *count,
                                            idt_error *err);

/* Does the published list, as `dataset` carries it, make or record the law of `list` on that day
 * (constitutive, authoritative_record), so that an entry's presence is an act and its absence an
 * end? False where it informs only, or where nothing is on file about that dataset. */
IDT_CHECK idt_rc idt_publication_makes_law(const idt_law_source *law, idt_str list, idt_str dataset,
                                           idt_day day, bool *out, idt_error *err);

/* The words of the enums, as in JSON ("in_force"; "none" never appears: NULL). */
const char *idt_status_word_text(idt_status_word status);
const char *idt_basis_text(idt_basis basis);
const char *idt_reason_text(idt_reason reason);
const char *idt_end_kind_text(idt_end_kind end);

/* One row as a JSON object of docs/schemas/status.json (listing); `explain` adds `steps`. */
void idt_listing_status_json(const idt_listing_status *row, bool explain, idt_json_writer *w);
/* {edtf, earliest, latest}, open ends null; an absent date is null. */
void idt_date_json(idt_json_writer *w, const char *key, const idt_date *date);

#endif
