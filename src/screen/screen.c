#include "match/fields.h"
#include "match/query_note.h"
#include "screen/state.h"

#define KEY_BYTES ((size_t)1 << 20)

idt_rc idt_screen_take(idt_index *index, idt_screen **out, idt_error *err)
{
    idt_arena *arena = idt_arena_new(sizeof(idt_screen) + 8192);
    idt_screen *screen = arena != NULL ? IDT_NEW(arena, idt_screen) : NULL;
    *out = NULL;
    if (screen == NULL) {
        idt_arena_free(arena);
        idt_index_close(index);
        return idt_fail(err, IDT_E_LIMIT, "no memory for an index");
    }
    *screen = (idt_screen){.index = index, .arena = arena};
    *out = screen;
    return IDT_OK;
}

idt_rc idt_screen_open(const char *const *paths, size_t count, idt_screen **out, idt_error *err)
{
    idt_index *index;
    const idt_rc rc = idt_index_open(paths, count, &index, err);
    *out = NULL;
    return rc == IDT_OK ? idt_screen_take(index, out, err) : rc;
}

idt_rc idt_screen_open_bytes(const idt_str *files, size_t count, idt_screen **out, idt_error *err)
{
    idt_index *index;
    const idt_rc rc = idt_index_open_bytes(files, count, &index, err);
    *out = NULL;
    return rc == IDT_OK ? idt_screen_take(index, out, err) : rc;
}

void idt_screen_close(idt_screen *screen)
{
    if (screen != NULL) {
        idt_index_memo_free(screen->memo);
        idt_index_close(screen->index);
        idt_arena_free(screen->arena);
    }
}

idt_rc idt_screen_share(idt_screen *screen, size_t bytes, idt_error *err)
{
    return screen->memo != NULL ? IDT_OK : idt_index_memo_new(bytes, &screen->memo, err);
}

const idt_index *idt_screen_index(const idt_screen *screen)
{
    return screen->index;
}

void idt_screener_free(idt_screener *x)
{
    if (x != NULL) {
        idt_buf_release(&x->key);
        idt_index_scratch_free(x->scratch);
        counted_clear(&x->counted);
        idt_arena_free(x->known);
        idt_arena_free(x->one);
        idt_arena_free(x->lone);
        idt_arena_free(x->answer);
        idt_arena_free(x->best_texts[0]);
        idt_arena_free(x->best_texts[1]);
        idt_arena_free(x->own); /* with the handle in it */
    }
}

#define RANKED_AT_ONCE 2048 /* records found; more are ranked by and by */
#define KNOWN_SHARE    8    /* of a quarter: parties kept; to read one again costs microseconds */

idt_rc idt_screener_new(const idt_screen *screen, const idt_listing_source *source,
                        size_t ceiling_bytes, idt_screener **out, idt_error *err)
{
    const size_t quarter = ceiling_bytes / 4;
    idt_arena *own = idt_arena_new(quarter);
    idt_screener *x = own != NULL ? IDT_NEW(own, idt_screener) : NULL;
    *out = NULL;
    if (x == NULL) {
        idt_arena_free(own);
        return idt_fail(err, IDT_E_LIMIT, "no memory for a screener");
    }
    *x = (idt_screener){.screen = screen,
                        .own = own,
                        .known_most = quarter / KNOWN_SHARE,
                        .at_once = RANKED_AT_ONCE};
    idt_buf_init(&x->key, KEY_BYTES);
    if (source != NULL) {
        x->source = *source;
        x->has_source = true;
    }
    x->known = idt_arena_new(quarter / 4);
    counted_begin(&x->counted, quarter / 4 * 3);
    x->one = idt_arena_new(quarter / 5);
    x->lone = idt_arena_new(quarter / 5);
    x->answer = idt_arena_new(quarter / 5);
    x->best_texts[0] = idt_arena_new(quarter / 5);
    x->best_texts[1] = idt_arena_new(quarter / 5);
    if (x->known == NULL || x->one == NULL || x->lone == NULL || x->answer == NULL ||
        x->best_texts[0] == NULL || x->best_texts[1] == NULL) {
        idt_screener_free(x);
        return idt_fail(err, IDT_E_LIMIT, "no memory for a screener");
    }
    const idt_rc rc = idt_index_scratch_new(screen->index, quarter, &x->scratch, err);
    if (rc != IDT_OK) {
        idt_screener_free(x);
        return rc;
    }
    if (screen->memo != NULL) {
        idt_index_scratch_share(x->scratch, screen->memo);
    }
    *out = x;
    return IDT_OK;
}

/* The most that fields beside the names can add. */
static idt_beside most_beside(const idt_scoring *s, const idt_profile *query)
{
    idt_beside most = {0};
    if (s->scorer == IDT_SCORER_EVIDENCE) {
        most.identifier_mnat = idt_fields_most_of(s, query, IDT_FIELD_IDENTIFIER);
        most.others_mnat = idt_fields_most(s, query) - most.identifier_mnat;
    }
    return most;
}

/* By which classes of records that is. */
static idt_rc ask_fields(idt_screener *x, idt_error *err)
{
    const idt_profile *query = x->query;
    x->fields = (idt_index_fields){0};
    if (x->scoring->scorer != IDT_SCORER_EVIDENCE) {
        return IDT_OK;
    }
    for (size_t i = 0; i < query->field_count; i++) {
        idt_field_ask asks[IDT_FIELD_ASKS_MAX];
        const size_t count = idt_field_asks(x->scoring, &query->fields[i], asks);
        for (size_t k = 0; k < count; k++) {
            if (!IDT_GROW(x->own, x->asks, x->asks_cap, x->fields.count)) {
                return idt_arena_fail(x->own, err);
            }
            x->asks[x->fields.count++] = asks[k];
        }
    }
    for (idt_field_kind kind = 0; kind < IDT_FIELD_COUNT; kind++) {
        x->fields.most[kind] =
            kind != IDT_FIELD_IDENTIFIER ? idt_fields_most_of(x->scoring, query, kind) : 0;
    }
    x->fields.asks = x->asks;
    return IDT_OK;
}

/* Why no name of the query could have found anything. */
static idt_abstain abstain_of(const idt_profile *query)
{
    idt_abstain why = IDT_ABSTAIN_NO_NAME;
    for (size_t i = 0; i < query->name_count; i++) {
        const idt_match_name *name = &query->names[i].prepared;
        if (query->names[i].parsed.key.len == 0) {
            continue;
        }
        if (name->bearing > 0) {
            return IDT_ABSTAIN_NOT;
        }
        why = IDT_ABSTAIN_GENERIC_WORDS;
    }
    return why;
}

static void begin(idt_screener *x, const idt_profile *query, const idt_screen_question *question)
{
    x->question = question;
    x->query = query;
    x->scoring = question->scoring != NULL ? question->scoring : &IDT_SCORING_DEFAULT;
    x->threshold = question->threshold > 0 ? question->threshold : x->scoring->possible;
    x->most = most_beside(x->scoring, query);
    idt_arena_clear(x->answer);
    rank_begin(x);
    described_begin(x);
}

idt_rc idt_screener_ask(idt_screener *x, const idt_profile *query,
                        const idt_screen_question *question, const idt_screen_answer **out,
                        idt_error *err)
{
    idt_retrieval retrieval = IDT_RETRIEVAL_EXACT;
    *out = NULL;
    begin(x, query, question);
    idt_rc rc = filter_check(x, err);
    rc = rc == IDT_OK ? ask_fields(x, err) : rc;
    if (rc == IDT_OK && x->has_source && x->source.begin != NULL) {
        rc = x->source.begin(x->source.context, err);
    }
    rc = rc == IDT_OK ? find_hits(x, &retrieval, err) : rc;
    rc = rc == IDT_OK ? rank_hits(x, err) : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    x->out.query = query;
    x->out.scoring = x->scoring;
    x->out.threshold = x->threshold;
    x->out.retrieval = retrieval;
    x->out.abstain = x->out.total > 0 ? IDT_ABSTAIN_NOT : abstain_of(query);
    x->out.bearers = 0;
    *out = &x->out;
    size_t bearers = 0;
    const idt_profile_name *word =
        x->out.total == 0 && x->scoring->scorer == IDT_SCORER_EVIDENCE ? one_word_of(query) : NULL;
    rc = word != NULL ? one_word_bearers(x, &bearers, err) : rc;
    rc = rc == IDT_OK ? idt_query_notes(query, x->answer, &x->out.notes, &x->out.note_count, err)
                      : rc;
    return rc == IDT_OK && word != NULL ? one_word_said(x, word, bearers, err) : rc;
}
