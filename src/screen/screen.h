/* screen.h - one party asked of the index: who is listed that it may be, how sure, in what state.
 *
 *   Person "Aiman al Zawahri", born 1951   as of 2026-11-25, published and known by now
 *      ->  un_sc:6908449   .9899  strong   Ayman al-Zawahiri   un-1267 in_force, us-sdn in_force
 *          total 1, retrieval exact, answer_hash 5f0c...
 *
 * I1  Every listed party whose score reaches the threshold is a hit, once: the score is the one
 *     that idt_compare_by gives for its record as held at the question's times, of several records
 *     of one party the highest (of equals, of one still on its list). It depends on query, record
 *     and configuration alone.
 * I2  Hits come by score, then in force before all else, then llr, then subject id. `limit` cuts
 *     after that order and after every filter; `total` counts what was not cut, in bounded memory
 *     however many bear one name.
 * I3  What has left its list, is suspended or ended is a hit that says so.
 * I4  The same question has the same answer however the index is split into files and whatever was
 *     asked before.
 * I5  No hit is never "clear": `abstain` says why a query could not have found anything, or not all
 *     that has its one word.
 *
 * Two objects: idt_screen is the index, opened once and read by any number of threads; idt_screener
 * is what one thread needs, and allocates nothing once it has seen the largest query, but for
 * parties it has not met yet (kept under the ceiling). Answers live until the screener's next
 * question. Threads: a screener belongs to one.
 */
#ifndef INTERDICT_SCREEN_SCREEN_H
#define INTERDICT_SCREEN_SCREEN_H

#include "index/index.h"
#include "match/sentences.h"

typedef struct idt_screen idt_screen;
typedef struct idt_screener idt_screener;

/* Index files, a base and what came after it. Errors as of idt_index_open. */
IDT_CHECK idt_rc idt_screen_open(const char *const *paths, size_t count, idt_screen **out,
                                 idt_error *err);
/* Bytes in memory, each beginning at a multiple of 8; borrowed until close. */
IDT_CHECK idt_rc idt_screen_open_bytes(const idt_str *files, size_t count, idt_screen **out,
                                       idt_error *err);
/* An index that is open already; closed with the screen, and where this fails. */
IDT_CHECK idt_rc idt_screen_take(idt_index *index, idt_screen **out, idt_error *err);
/* What parts of names agree with is kept for all screeners made from here on together, in `bytes`;
 * else each keeps what it met itself (index.h, idt_index_scratch_memo). IDT_E_LIMIT. */
IDT_CHECK idt_rc idt_screen_share(idt_screen *screen, size_t bytes, idt_error *err);
void idt_screen_close(idt_screen *screen); /* accepts NULL; after its screeners */
const idt_index *idt_screen_index(const idt_screen *screen);

/* ---- who the listed party is and how it stands: told by whoever has the register ---- */

typedef struct idt_screen_listing {
    idt_str list, list_name, jurisdiction, scope;
    idt_str status; /* in_force, suspended, ended, ... (procedure/listing_status.h) */
    idt_date since; /* start of that status; kind ABSENT: not known */
    idt_date listed_since;
    idt_date until;
    idt_str end_kind; /* absent where it has not ended */
} idt_screen_listing;

typedef struct idt_screen_party {
    idt_str id; /* of the cluster the record belongs to */
    idt_str caption, schema;
    const idt_screen_listing *listings;
    size_t listing_count;
} idt_screen_party;

/* `begin` is called before a question: what was given for earlier ones may be dropped. `party`
 * answers for a record id at the times and day the source was made for; what it gives lives until
 * the next `begin`. A record that is not held is *out NULL. */
typedef struct idt_listing_source {
    idt_rc (*begin)(void *context, idt_error *err); /* may be NULL */
    idt_rc (*party)(void *context, idt_str record, const idt_screen_party **out, idt_error *err);
    void *context;
} idt_listing_source;

/* ---- a screener ---- */

#define IDT_SCREENER_BYTES ((size_t)256 << 20)

/* `source` NULL: hits carry record ids and no listings. `ceiling_bytes` holds scratch, hits and the
 * listed parties it has met. IDT_E_LIMIT. */
IDT_CHECK idt_rc idt_screener_new(const idt_screen *screen, const idt_listing_source *source,
                                  size_t ceiling_bytes, idt_screener **out, idt_error *err);
void idt_screener_free(idt_screener *screener); /* accepts NULL */

/* ---- a question ---- */

#define IDT_SCREEN_LIMIT 10

/* Empty: all. A party passes by one listing that meets lists, jurisdictions and days together. */
typedef struct idt_screen_filter {
    const idt_str *lists, *jurisdictions; /* need a listing source */
    size_t list_count, jurisdiction_count;
    const idt_str *schemata, *topics; /* of the listed record */
    size_t schema_count, topic_count;
    bool by_day; /* the listing may have begun within listed_from..listed_to; needs a source */
    idt_day listed_from, listed_to;
} idt_screen_filter;

typedef struct idt_screen_question {
    idt_index_when when;        /* resolved once, by the caller; the source answers for the same */
    const idt_scoring *scoring; /* NULL: `default` */
    uint16_t threshold;         /* 0: the profile's `possible` */
    size_t limit;               /* 0: IDT_SCREEN_LIMIT */
    idt_screen_filter filter;
} idt_screen_question;

typedef struct idt_screen_hit {
    idt_str subject; /* the party's id by the source, else the record id */
    idt_str record;  /* id of the record that scored */
    idt_str name;    /* of the record, the name that scored; empty where none was compared */
    idt_str caption, schema;
    uint16_t score;
    int32_t llr_mnat;
    int32_t probability; /* ten-thousandths; -1: the profile has none (match/probability.h) */
    idt_band band;
    idt_exact exact;
    bool left; /* its publication no longer has the record: its last names stand */
    const idt_screen_listing *listings;
    size_t listing_count;
    /* for idt_screener_explain */
    uint32_t file, origin_id, form, query_name, name_at;
    bool by_identifier;
} idt_screen_hit;

typedef struct idt_screen_answer {
    const idt_profile *query;
    const idt_scoring *scoring;
    uint16_t threshold;
    const idt_screen_hit *hits; /* at most `limit` */
    size_t count;
    size_t total;
    idt_retrieval retrieval;
    idt_abstain abstain;  /* of the query; NOT where there are hits */
    size_t bearers;       /* ONE_WORD: listed parties that have the word beside others */
    const idt_str *notes; /* what of the query was not compared (match/query_note.h) */
    size_t note_count;
} idt_screen_answer;

/* `query` is prepared, and lives until the next question. An identifier among its fields finds its
 * bearer whatever the names are. IDT_E_USAGE: a filter that needs a source where there is none.
 * IDT_E_CORRUPT: the index; IDT_E_LIMIT: the ceiling; what the source says. */
IDT_CHECK idt_rc idt_screener_ask(idt_screener *screener, const idt_profile *query,
                                  const idt_screen_question *question,
                                  const idt_screen_answer **out, idt_error *err);

/* The comparison behind a hit of the last answer; until the next call on the screener. */
IDT_CHECK idt_rc idt_screener_explain(idt_screener *screener, const idt_screen_hit *hit,
                                      const idt_comparison **out, idt_error *err);

#endif
