#include "compile/entries.h"

#include <inttypes.h>
#include <stdio.h>

#include "compile/afterlife.h"
#include "compile/listed_party.h"

#define PAYLOAD_BYTES ((size_t)64 << 20)

/* ---- the sink of a builder ---- */

static idt_rc sink_name(void *context, const idt_index_name *name, idt_error *err)
{
    return idt_index_builder_add(context, name, err);
}

static idt_rc sink_describe(void *context, idt_str origin, idt_str payload, idt_error *err)
{
    return idt_index_builder_describe(context, origin, payload, err);
}

static idt_rc sink_key(void *context, idt_str key, idt_str origin, idt_error *err)
{
    return idt_index_builder_key(context, key, origin, err);
}

static idt_rc sink_fields(void *context, idt_str origin, const uint64_t *classes, size_t count,
                          idt_error *err)
{
    return idt_index_builder_fields(context, origin, classes, count, err);
}

idt_entry_sink idt_entry_sink_of(idt_index_builder *builder)
{
    return (idt_entry_sink){.context = builder,
                            .name = sink_name,
                            .describe = sink_describe,
                            .key = sink_key,
                            .fields = sink_fields};
}

/* ---- one version at its times ---- */

typedef struct telling {
    const idt_record_history *history;
    const idt_entry_sink *sink;
    idt_arena *arena;
    idt_buf payload;
    idt_listed_party *parties; /* of each version */
} telling;

static void instant(idt_json_writer *w, int64_t at)
{
    char text[24];
    (void)snprintf(text, sizeof text, "%" PRId64, at);
    idt_jw_text(w, NULL, at == IDT_INSTANT_OPEN ? "" : text);
}

static void times(size_t version, const idt_rectangle *r, size_t count, idt_json_writer *w)
{
    idt_jw_array(w, "times");
    for (size_t i = 0; i < count; i++) {
        if (r[i].version != version) {
            continue;
        }
        idt_jw_array(w, NULL);
        instant(w, r[i].published_from);
        instant(w, r[i].published_to);
        instant(w, r[i].recorded_from);
        instant(w, r[i].recorded_to);
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

static idt_rc describe(telling *t, size_t version, idt_str origin, const idt_rectangle *r,
                       size_t count, idt_error *err)
{
    idt_json_writer w;
    idt_buf_clear(&t->payload);
    idt_jw_init(&w, &t->payload);
    idt_jw_object(&w, NULL);
    idt_listed_party_json_before(&t->parties[version], &w);
    times(version, r, count, &w);
    idt_listed_party_json_behind(&t->parties[version], &w);
    idt_jw_end(&w);
    const idt_rc rc = idt_buf_check(&t->payload, err);
    return rc == IDT_OK
               ? t->sink->describe(t->sink->context, origin, idt_buf_borrow(&t->payload), err)
               : rc;
}

static idt_rc tell_names(telling *t, const idt_listed_party *party, idt_str origin,
                         const idt_rectangle *r, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < party->name_count && rc == IDT_OK; i++) {
        const idt_listed_name *n = &party->names[i];
        const idt_index_name name = {.subject = party->record->id,
                                     .origin = origin,
                                     .ordinal = n->ordinal,
                                     .text = n->text,
                                     .kind = party->kind,
                                     .tags = n->tags,
                                     .standing = n->standing,
                                     .span = {.valid_from = n->valid_from,
                                              .valid_to = n->valid_to,
                                              .published_from = r->published_from,
                                              .published_to = r->published_to,
                                              .recorded_from = r->recorded_from,
                                              .recorded_to = r->recorded_to}};
        rc = t->sink->name(t->sink->context, &name, err);
    }
    return rc;
}

/* A version wherever it stands by these rectangles; `mark` goes behind the origin. */
static idt_rc tell_version(telling *t, size_t version, const char *mark, const idt_rectangle *r,
                           size_t count, idt_error *err)
{
    bool any = false;
    char hex[IDT_SHA256_HEX + 1];
    const idt_listed_party *party = &t->parties[version];
    const idt_str origin =
        idt_str_format(t->arena, IDT_STR_FMT "@%.16s%s", IDT_STR_ARG(party->record->id),
                       idt_digest_hex(&party->record->hash, hex), mark);
    idt_rc rc = origin.ptr != NULL ? IDT_OK : idt_arena_fail(t->arena, err);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        if (r[i].version == version) {
            rc = tell_names(t, party, origin, &r[i], err);
            any = true;
        }
    }
    if (!any || rc != IDT_OK) {
        return rc;
    }
    rc = describe(t, version, origin, r, count, err);
    if (rc == IDT_OK && t->sink->fields != NULL) {
        rc = t->sink->fields(t->sink->context, origin, party->classes, party->class_count, err);
    }
    for (size_t i = 0; i < party->key_count && rc == IDT_OK; i++) {
        rc = t->sink->key(t->sink->context, party->keys[i], origin, err);
    }
    return rc;
}

/* ---- all of them ---- */

static idt_rc read_parties(telling *t, idt_error *err)
{
    const idt_record_history *h = t->history;
    idt_rc rc = IDT_OK;
    t->parties = IDT_NEW_N(t->arena, idt_listed_party, h->version_count);
    if (t->parties == NULL) {
        return idt_arena_fail(t->arena, err);
    }
    for (size_t i = 0; i < h->version_count && rc == IDT_OK; i++) {
        if (idt_record_is_party(&h->versions[i])) {
            rc = idt_listed_party_read(&h->versions[i], t->arena, &t->parties[i], err);
        }
    }
    return rc;
}

/* Only to leave a list leaves something behind; and only what has a name is found by it. */
static idt_rc afterlife_of(telling *t, idt_rectangle **out, size_t *count, idt_error *err)
{
    const idt_record_history *h = t->history;
    size_t named = 0;
    *count = 0;
    idt_rectangle *r = IDT_NEW_N(t->arena, idt_rectangle, h->count);
    if (r == NULL) {
        return idt_arena_fail(t->arena, err);
    }
    for (size_t i = 0; i < h->count && h->listed; i++) {
        if (t->parties[h->rectangles[i].version].name_count > 0) {
            r[named++] = h->rectangles[i];
        }
    }
    return idt_afterlife(r, named, t->arena, out, count, err);
}

idt_rc idt_entries_of(const idt_record_history *history, idt_arena *arena,
                      const idt_entry_sink *sink, idt_error *err)
{
    idt_rectangle *after = NULL;
    size_t after_count = 0;
    telling t = {.history = history, .sink = sink, .arena = arena};
    idt_rc rc = read_parties(&t, err);
    rc = rc == IDT_OK ? afterlife_of(&t, &after, &after_count, err) : rc;
    idt_buf_init(&t.payload, PAYLOAD_BYTES);
    for (size_t i = 0; i < history->version_count && rc == IDT_OK; i++) {
        if (t.parties[i].record == NULL) {
            continue; /* no party */
        }
        rc = tell_version(&t, i, "", history->rectangles, history->count, err);
        rc = rc == IDT_OK ? tell_version(&t, i, IDT_INDEX_LEFT, after, after_count, err) : rc;
    }
    idt_buf_release(&t.payload);
    return rc;
}
