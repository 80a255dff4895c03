/* scan_mentions.h - the mentions of one document: who is named where, and what is said of them.
 *
 *   "said" line 1     -> gb_ofsi:7146 by "SA'ID", ambiguous: one common word
 *   "Taliban" line 1  -> brief:taliban by "Taliban"
 *
 * What a name found stands for is asked of the index once for each name, the answer about a party
 * once for each day. Memory: the invocation's arena.
 */
#ifndef INTERDICT_CLI_SCAN_MENTIONS_H
#define INTERDICT_CLI_SCAN_MENTIONS_H

#include "cli/status_text.h"
#include "core/map.h"
#include "scan/names.h"

/* A record that bears a name met, with its answer for one day. */
typedef struct scan_party {
    idt_str record_id;
    const idt_subject *subject; /* NULL: not asked, or no record of it is in effect */
    bool asked;
    bool answered;
    idt_day as_of; /* of the answer below */
    const idt_listing_status *rows;
    size_t row_count;
    idt_str json; /* the rows as a JSON array */
} scan_party;

/* Who may be meant. */
typedef struct scan_meant {
    scan_party *party;
    idt_str name;           /* as listed */
    bool ended;             /* the record has left its list */
    unsigned ambiguous;     /* IDT_AMBIGUOUS_ */
    size_t subjects;        /* that the mention may mean, this one with them */
    uint16_t score;         /* of a mention that is not spelt as listed; else 0 */
    const idt_str *differs; /* ... what differs, a sentence each */
    size_t differ_count;
} scan_meant;

typedef struct scan_mention {
    size_t start, end;
    uint64_t line;
    const scan_meant *meant; /* at least one */
    size_t count;
    bool fuzzy; /* not spelt as listed: the best score first */
} scan_mention;

typedef struct scan_job {
    idt_invocation *inv;
    idt_view view;
    idt_status_question question;
    const idt_index *index;
    idt_index_scratch *scratch;
    idt_scan_names *names;
    bool weak, fuzzy;
    idt_index_when when;    /* of the document at hand */
    idt_map parties;        /* record id -> scan_party */
    idt_map by_name;        /* a name's references in the scanner -> what it stands for, this day */
    scan_mention *mentions; /* of the document */
    size_t mention_count, mention_cap;
    size_t ambiguous_count, fuzzy_count;
} scan_job;

/* The document's mentions, in its order, as of job->question.as_of. */
IDT_CHECK idt_rc idt_scan_mentions(scan_job *job, idt_str text, idt_error *err);
/* Adds those that are not spelt as listed to those that are (scan_fuzzy.c). */
IDT_CHECK idt_rc idt_scan_add_fuzzy(scan_job *job, idt_str text, idt_error *err);
/* What a bearer of a name stands for; not *said: a record that was withdrawn. */
IDT_CHECK idt_rc idt_scan_mean(scan_job *job, const idt_scan_names_bearer *bearer,
                               scan_meant *meant, bool *said, idt_error *err);
/* Counts the subjects, and marks a name that several share. */
void idt_scan_mark_shared(scan_meant *meant, size_t count);
/* The answer about a party, once a day. */
IDT_CHECK idt_rc idt_scan_answer(scan_job *job, scan_party *party, idt_error *err);

/* `from`: where the day of the answers comes from. */
IDT_CHECK idt_rc idt_scan_print(scan_job *job, const char *file, idt_str text, const char *from,
                                idt_error *err);

#endif
