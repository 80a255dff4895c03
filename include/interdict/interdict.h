/* interdict.h - who is listed that a party may be: the index of a register, asked in process.
 *
 *   interdict_open("/var/lib/interdict", &options, &base, &error)          once
 *   interdict_screener_new(base, &screener, &error)                        once a thread
 *   interdict_screen(screener, &party, &answer, &error)                    microseconds
 *   interdict_explain(screener, 0, &json, &error)                          why the first hit is one
 *
 * examples/screen.c is a whole program. The words (subject, listing, score, band, as-of,
 * published-by, known-at) are those of the command line and of docs/screening.md; so are the
 * answers: interdict_answer_json gives the bytes of `interdict screen --format ndjson`.
 *
 * A score is of a query, a listed record and a scoring profile, and of nothing else. No hit never
 * means "clear": it means that no listed name of these lists, published and known by these
 * instants, reaches the threshold.
 *
 * Threads: one interdict may be used by any number of threads at once; a screener by one at a time.
 * Memory: after a screener has seen its largest query and has met a listed party once, a question
 * allocates nothing. Texts are UTF-8 and end with NUL. Nothing is written anywhere: `interdict
 * index build` makes the index, and an index that lags behind its register is refused
 * (INTERDICT_BEHIND), since a name that came in meanwhile would be missed.
 */
#ifndef INTERDICT_INTERDICT_H
#define INTERDICT_INTERDICT_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define INTERDICT_API __attribute__((visibility("default")))
#else
#define INTERDICT_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef enum interdict_rc {
    INTERDICT_OK = 0,
    INTERDICT_USAGE, /* an option or argument that there is not */
    INTERDICT_INPUT, /* a text that is not what it should be: no UTF-8, an unknown property ... */
    INTERDICT_NOT_FOUND, /* no register or no index in the home */
    INTERDICT_BEHIND,    /* the register holds more than the index: `interdict index build` */
    INTERDICT_LIMIT,     /* memory, or a ceiling on it */
    INTERDICT_IO,
    INTERDICT_BUSY,    /* another process is at it: try again */
    INTERDICT_FORMAT,  /* a file of another format or of other tables of names */
    INTERDICT_CORRUPT, /* a damaged file; the question failed, others may not */
    INTERDICT_INTERNAL
} interdict_rc;

typedef struct interdict_error {
    interdict_rc code;
    char message[1024]; /* what was expected and what to do */
} interdict_error;

/* "0.1.0" of the library that is linked. */
INTERDICT_API const char *interdict_version(void);

/* ---- open ---- */

typedef struct interdict interdict;

/* Zeroed members take the default. */
typedef struct interdict_options {
    size_t size;              /* sizeof (interdict_options): later members come behind */
    const char *as_of;        /* YYYY-MM-DD, the day of the statuses; default today, UTC */
    const char *published_by; /* YYYY-MM-DD[THH:MM[:SS]Z]; a day means its end; default now */
    const char *known_at;     /* the same; default now */
    const char *profile;      /* default, strict, wide, ofac, or the path of a profile */
    uint32_t threshold;       /* ten-thousandths, 1 to 10000; default the profile's `possible` */
    uint32_t limit;           /* hits of an answer; default 10 */
} interdict_options;

/* Maps the index and resolves the times, once. `options` may be NULL. */
INTERDICT_API interdict_rc interdict_open(const char *home, const interdict_options *options,
                                          interdict **out, interdict_error *error);
/* After its screeners. Accepts NULL. */
INTERDICT_API void interdict_close(interdict *base);

/* ---- screen ---- */

typedef struct interdict_screener interdict_screener;

INTERDICT_API interdict_rc interdict_screener_new(const interdict *base, interdict_screener **out,
                                                  interdict_error *error);
INTERDICT_API void interdict_screener_free(interdict_screener *screener); /* accepts NULL */

/* FollowTheMoney's names: "name", "birthDate", "nationality", "passportNumber" ... */
typedef struct interdict_value {
    const char *property;
    const char *text;
} interdict_value;

typedef struct interdict_party {
    const char *schema; /* Person, Company, Vessel ... in any case; NULL: not said */
    const interdict_value *values;
    size_t count;
} interdict_party;

typedef struct interdict_listing {
    const char *list, *jurisdiction; /* jurisdiction "" where it is not on file */
    const char *status;              /* in_force, suspended, ended, decided, unknown ... */
    const char *since;               /* EDTF, as `interdict status` prints it; "" not known */
} interdict_listing;

typedef struct interdict_hit {
    const char *subject; /* id of the party */
    const char *record;  /* id of the record that scored */
    const char *name;    /* the listed name that scored, as written */
    const char *schema;
    uint32_t score; /* ten-thousandths */
    int32_t llr_mnat;
    const char *band;  /* possible, strong */
    const char *exact; /* none, weak_alias, alias, name */
    const interdict_listing *listings;
    size_t listing_count;
} interdict_hit;

typedef struct interdict_answer {
    const interdict_hit *hits; /* the best first */
    size_t count;
    size_t total;             /* also those that `limit` cut */
    const char *retrieval;    /* exact, scan */
    const char *abstain;      /* why a query could not have found anything; "" where it could */
    char answer_hash[64 + 1]; /* SHA-256 in hex, as receipts have it */
    size_t bearers; /* with abstain "one_word": listed parties that have the one word asked
                       beside other words; they are no hits */
} interdict_answer;

/* The answer lives until the screener's next question; that question's texts must not be texts of
 * this answer. */
INTERDICT_API interdict_rc interdict_screen(interdict_screener *screener,
                                            const interdict_party *party,
                                            const interdict_answer **out, interdict_error *error);

/* Of the last answer: the comparison behind its hit `hit` (from 0) as JSON, every term with its
 * millinats and a sentence for a person; and the whole answer as JSON. Both live until the next
 * call on the screener and leave the answer as it is. INTERDICT_USAGE: there is no such hit. */
INTERDICT_API interdict_rc interdict_explain(interdict_screener *screener, size_t hit,
                                             const char **json, interdict_error *error);
INTERDICT_API interdict_rc interdict_answer_json(interdict_screener *screener, const char **json,
                                                 interdict_error *error);

#ifdef __cplusplus
}
#endif

#endif
