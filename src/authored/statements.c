#include "authored/statements.h"

#include <stdlib.h>

#include "authored/sources.h"
#include "authored/values.h"
#include "core/json_writer.h"
#include "statement/record.h"

#define NAMES_MAX                                                                                  \
    256 /* names in one hint; the tables are smaller (checked where they are joined) */
#define EVENT_ID "id"
#define WHOLE    "whole"

/* `whole` and nothing are the same. */
static const char *const WHOLE_IS_ABSENT[] = {"scope", "new_scope", NULL};
/* What a listing lends to its events and states; the first two say which listing it is and stand
 * there alone, the kind may stand at each of them instead. */
static const char *const OF_THE_LISTING[] = {"list", "scope", "list_kind", NULL};
static const char *const WHICH_LISTING[] = {"list", "scope", NULL};

/* A list of mappings that stands for statements of one property. */
typedef struct block {
    const char *key;      /* of the list */
    const char *property; /* of each entry */
    const char *value;    /* the entry's key that holds the value */
} block;

static const block BLOCKS_OF_RECORD[] = {{"rules", "rule", "rule"}};
static const block BLOCKS_OF_LISTING[] = {{"events", "event", "event"},
                                          {"states", "listed", "state"}};
#define LISTINGS "listings"
#define COUNT(a) (sizeof(a) / sizeof *(a))

static const char *const RECORD_KEYS[] = {"id", "change", "correction", LISTINGS, NULL};
static const char *const SOURCE_KEYS[] = {"title", "sha256", "file", "change", "correction", NULL};

/* The members of `rests_on`, in byte order; they are no qualifiers of their own. */
static const idt_qualifier_spec RESTS_ON[] = {
    {"kind", IDT_FORM_KEY, false, NULL, "what the source bears out: a kind of event, or a word"},
    {"list", IDT_FORM_KEY, false, NULL, "the list it speaks of"},
    {"on", IDT_FORM_DATE, false, NULL, "the date it gives"},
    {"scope", IDT_FORM_TEXT, false, NULL, "the part it speaks of"},
    {"subject", IDT_FORM_RECORD, false, NULL, "the subject it speaks of"},
};

/* Pairs of dates of which the second may not be wholly before the first. */
static const char *const IN_ORDER[][2] = {
    {"from", "until"}, {"effective_from", "effective_to"}, {"effective_from", "expires_on"}};

/* A qualifier where it stands. */
typedef struct member {
    const idt_qualifier_spec *spec;
    const idt_yaml *key;
    const idt_yaml *value;
} member;

typedef struct members {
    member items[NAMES_MAX];
    size_t count;
} members;

/* What is being read of one record. */
typedef struct recording {
    idt_reader *r;
    idt_content *content;
    const idt_yaml *node;
    const idt_schema_spec *schema; /* NULL: unknown, everything is allowed */
} recording;

/* ---- the vocabulary by name ---- */

static void index_row(idt_session *s, idt_map *map, const char *name, const void *row)
{
    bool added;
    idt_map_entry *entry = idt_map_put(map, idt_str_borrow(name), &added);
    if (entry == NULL) {
        idt_session_full(s, s->work);
        return;
    }
    entry->value.ptr = (void *)(uintptr_t)row;
}

void idt_lexicon_build(idt_session *s)
{
    idt_map_init(&s->lexicon.properties, s->work);
    idt_map_init(&s->lexicon.qualifiers, s->work);
    for (size_t i = 0; i < IDT_PROPERTIES_COUNT; i++) {
        index_row(s, &s->lexicon.properties, IDT_PROPERTIES[i].name, &IDT_PROPERTIES[i]);
    }
    for (size_t i = 0; i < IDT_QUALIFIERS_COUNT; i++) {
        index_row(s, &s->lexicon.qualifiers, IDT_QUALIFIERS[i].name, &IDT_QUALIFIERS[i]);
    }
}

static const idt_property_spec *property_named(const idt_reader *r, idt_str name)
{
    const idt_map_entry *entry = idt_map_find(&r->session->lexicon.properties, name);
    return entry != NULL ? entry->value.ptr : NULL;
}

static const idt_qualifier_spec *qualifier_named(const idt_reader *r, idt_str name)
{
    const idt_map_entry *entry = idt_map_find(&r->session->lexicon.qualifiers, name);
    return entry != NULL ? entry->value.ptr : NULL;
}

/* Names for a hint, from several lists; NULL behind the last. */
typedef struct names {
    const char *items[NAMES_MAX + 1];
    size_t count;
} names;

static void add_name(names *n, const char *name)
{
    if (n->count < NAMES_MAX) {
        n->items[n->count++] = name;
    }
}

static void add_names(names *n, const char *const *list)
{
    for (; list != NULL && *list != NULL; list++) {
        add_name(n, *list);
    }
}

/* ---- qualifiers as canonical JSON ---- */

static int by_text(const void *a, const void *b)
{
    return idt_str_compare(*(const idt_str *)a, *(const idt_str *)b);
}

static void write_texts(idt_reader *r, const member *m, idt_json_writer *w)
{
    const bool many = m->value->kind == IDT_YAML_SEQUENCE;
    const idt_yaml *nodes = many ? m->value->items : m->value;
    const size_t node_count = many ? m->value->count : 1;
    idt_session *s = r->session;
    idt_str *texts = IDT_NEW_N(s->scratch, idt_str, node_count);
    size_t count = 0;
    if (texts == NULL) {
        idt_session_full(s, s->scratch);
        return;
    }
    if (many && node_count == 0 && !m->value->cut) {
        idt_reader_fault(r, m->value, 0, "%s is an empty list; give a value or take the key away",
                         m->spec->name);
    }
    for (size_t i = 0; i < node_count; i++) {
        count += idt_value_read(r, &nodes[i], m->spec->form, m->spec->words, m->spec->name,
                                &texts[count])
                     ? 1
                     : 0;
    }
    if (count > 1) {
        qsort(texts, count, sizeof *texts, by_text);
    }
    idt_jw_array(w, NULL);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !idt_str_equal(texts[i - 1], texts[i])) {
            idt_jw_str(w, NULL, texts[i]);
        }
    }
    idt_jw_end(w);
}

/* `body: true`, `unnamed: true`; false is the same as nothing. */
static bool read_mark(idt_reader *r, const idt_yaml *link, const char *name)
{
    static const char *const words[] = {"true", "false", NULL};
    const idt_yaml *node = idt_yaml_member(link, name);
    idt_str word;
    return node != NULL && idt_value_read(r, node, IDT_FORM_WORD, words, name, &word) &&
           idt_str_is(word, "true");
}

static void write_link(idt_reader *r, const idt_yaml *link, idt_json_writer *w)
{
    const idt_yaml *role = NULL;
    const idt_yaml *who = NULL;
    idt_str text = {0};
    names known = {0};
    add_names(&known, IDT_CHAIN_ROLES);
    add_name(&known, "body");
    add_name(&known, "unnamed");
    for (uint32_t i = 0; i < link->count; i += 2) {
        const idt_yaml *key = &link->items[i];
        if (idt_word_in(key->text, IDT_CHAIN_ROLES)) {
            if (role != NULL) {
                idt_reader_fault(r, key, 0,
                                 "a link with two roles; write one link a role, in their order");
            }
            role = key;
            who = &link->items[i + 1];
        } else if (!idt_str_is(key->text, "body") && !idt_str_is(key->text, "unnamed")) {
            idt_reader_fault(r, key, 0, "unknown role %s in a chain; %s",
                             idt_reader_quote(r, key->text),
                             idt_reader_hint(r, key->text, known.items, known.count));
        }
    }
    const bool body = read_mark(r, link, "body");
    const bool unnamed = read_mark(r, link, "unnamed");
    if (role == NULL) {
        if (!link->cut && (link->count == 0 || body || unnamed)) {
            idt_reader_fault(
                r, link, 0, "a link of a chain without a role; %s",
                idt_reader_hint(r, IDT_STR(""), IDT_CHAIN_ROLES, idt_words_count(IDT_CHAIN_ROLES)));
        }
        return;
    }
    const idt_str name = role->text;
    const idt_str who_name = idt_str_copy(r->session->scratch, name);
    if (who_name.ptr == NULL) {
        idt_session_full(r->session, r->session->scratch);
        return;
    }
    if (!idt_value_read(r, who, body ? IDT_FORM_BODY : IDT_FORM_TEXT, NULL, who_name.ptr, &text)) {
        return;
    }
    idt_jw_object(w, NULL);
    if (body) {
        idt_jw_text(w, "body", "true"); /* before every role, as `unnamed` is behind: byte order */
    }
    idt_jw_str(w, who_name.ptr, text);
    if (unnamed) {
        idt_jw_text(w, "unnamed", "true");
    }
    idt_jw_end(w);
}

static void write_chain(idt_reader *r, const idt_yaml *chain, idt_json_writer *w)
{
    const bool many = chain->kind == IDT_YAML_SEQUENCE;
    const idt_yaml *links = many ? chain->items : chain;
    const size_t count = many ? chain->count : 1;
    if (many && count == 0 && !chain->cut) {
        idt_reader_fault(r, chain, 0, "chain is an empty list; give a link or take it away");
    }
    idt_jw_array(w, NULL);
    for (size_t i = 0; i < count; i++) {
        if (links[i].kind == IDT_YAML_MAPPING) {
            write_link(r, &links[i], w);
        } else if (links[i].kind != IDT_YAML_NONE) {
            idt_reader_fault(r, &links[i], 0,
                             "chain holds %s; expected links, as in {said_by: the court}",
                             idt_yaml_kind_text(&links[i]));
        }
    }
    idt_jw_end(w);
}

static void write_rests_on(idt_reader *r, const idt_yaml *node, idt_json_writer *w)
{
    names known = {0};
    for (size_t i = 0; i < COUNT(RESTS_ON); i++) {
        add_name(&known, RESTS_ON[i].name);
    }
    idt_jw_object(w, NULL);
    if (node->kind != IDT_YAML_MAPPING || (node->count == 0 && !node->cut)) {
        if (node->kind != IDT_YAML_NONE) {
            idt_reader_fault(r, node, 0,
                             "rests_on says nothing here; expected what the source bears out, as "
                             "in {kind: propose, on: 2024-05}");
        }
        idt_jw_end(w);
        return;
    }
    for (uint32_t i = 0; i < node->count; i += 2) {
        const idt_yaml *key = &node->items[i];
        if (!idt_word_in(key->text, known.items)) {
            idt_reader_fault(r, key, 0, "unknown key %s in rests_on; %s",
                             idt_reader_quote(r, key->text),
                             idt_reader_hint(r, key->text, known.items, known.count));
        }
    }
    for (size_t i = 0; i < COUNT(RESTS_ON); i++) {
        const idt_yaml *value = idt_yaml_member(node, RESTS_ON[i].name);
        idt_str text;
        if (value != NULL && idt_value_read(r, value, RESTS_ON[i].form, RESTS_ON[i].words,
                                            RESTS_ON[i].name, &text)) {
            idt_jw_str(w, RESTS_ON[i].name, text);
        }
    }
    idt_jw_end(w);
}

static void write_text(idt_reader *r, const member *m, idt_json_writer *w)
{
    idt_str text;
    if (!idt_value_read(r, m->value, m->spec->form, m->spec->words, m->spec->name, &text)) {
        return;
    }
    if (idt_str_is(text, WHOLE) && idt_word_in(idt_str_borrow(m->spec->name), WHOLE_IS_ABSENT)) {
        return;
    }
    idt_jw_str(w, m->spec->name, text);
}

static void write_member(idt_reader *r, const member *m, idt_json_writer *w)
{
    const idt_qualifier_spec *spec = m->spec;
    if (spec->form == IDT_FORM_CHAIN) {
        idt_jw_key(w, idt_str_borrow(spec->name));
        write_chain(r, m->value, w);
    } else if (spec->form == IDT_FORM_SPANS) {
        idt_jw_key(w, idt_str_borrow(spec->name));
        idt_spans_write(r, m->value, w);
    } else if (spec->form == IDT_FORM_RESTS_ON) {
        idt_jw_key(w, idt_str_borrow(spec->name));
        write_rests_on(r, m->value, w);
    } else if (spec->many) {
        idt_jw_key(w, idt_str_borrow(spec->name));
        write_texts(r, m, w);
    } else {
        write_text(r, m, w);
    }
}

/* ---- one statement ---- */

static const member *member_named(const members *ms, const char *name)
{
    for (size_t i = 0; i < ms->count; i++) {
        if (strcmp(ms->items[i].spec->name, name) == 0) {
            return &ms->items[i];
        }
    }
    return NULL;
}

/* Kept in byte order of their names, so that they can be written as they stand. */
static void insert_member(members *ms, member m)
{
    if (ms->count == NAMES_MAX) {
        return; /* cannot be: keys are distinct and each is a row of a smaller table */
    }
    size_t at = ms->count++;
    while (at > 0 && strcmp(ms->items[at - 1].spec->name, m.spec->name) > 0) {
        ms->items[at] = ms->items[at - 1];
        at--;
    }
    ms->items[at] = m;
}

static bool allows(const idt_property_spec *p, idt_str qualifier)
{
    return idt_word_in(qualifier, p->qualifiers) || idt_word_in(qualifier, IDT_COMMON_QUALIFIERS) ||
           idt_word_in(qualifier, p->required);
}

static bool is_lent(const members *lent, idt_str name)
{
    if (lent == NULL) {
        return false;
    }
    for (size_t i = 0; i < lent->count; i++) {
        if (idt_str_is(name, lent->items[i].spec->name)) {
            return true;
        }
    }
    return idt_word_in(name, WHICH_LISTING);
}

static void unknown_qualifier(idt_reader *r, const idt_property_spec *p, const idt_yaml *key,
                              const char *value_key, const members *lent)
{
    names known = {0};
    if (is_lent(lent, key->text)) {
        idt_reader_fault(r, key, 0,
                         "%s is the listing's; it stands beside events and states, once for all of "
                         "them",
                         idt_reader_quote(r, key->text));
        return;
    }
    add_name(&known, value_key);
    add_names(&known, p->required);
    add_names(&known, p->qualifiers);
    add_names(&known, IDT_COMMON_QUALIFIERS);
    if (qualifier_named(r, key->text) != NULL) {
        idt_reader_fault(r, key, 0, "%s is no qualifier of %s; %s", idt_reader_quote(r, key->text),
                         p->name, idt_reader_hint(r, key->text, known.items, known.count));
    } else {
        idt_reader_fault(r, key, 0, "unknown key %s in %s; %s", idt_reader_quote(r, key->text),
                         p->name, idt_reader_hint(r, key->text, known.items, known.count));
    }
}

static void collect(idt_reader *r, const idt_property_spec *p, const idt_yaml *entry,
                    const char *value_key, const members *lent, members *out)
{
    for (size_t i = 0; lent != NULL && i < lent->count; i++) {
        insert_member(out, lent->items[i]);
    }
    for (uint32_t i = 0; entry != NULL && i < entry->count; i += 2) {
        const idt_yaml *key = &entry->items[i];
        if (idt_str_is(key->text, value_key)) {
            continue;
        }
        const idt_qualifier_spec *q = qualifier_named(r, key->text);
        if (q == NULL || is_lent(lent, key->text) || !allows(p, key->text)) {
            unknown_qualifier(r, p, key, value_key, lent);
            continue;
        }
        insert_member(out, (member){.spec = q, .key = key, .value = &entry->items[i + 1]});
    }
}

/* A listing without its list is reported once, not at each of its events. */
static void check_required(idt_reader *r, const idt_property_spec *p, const idt_yaml *at,
                           const members *lent, const members *ms)
{
    for (const char *const *name = p->required; name != NULL && *name != NULL; name++) {
        const bool due = lent == NULL || !idt_word_in(idt_str_borrow(*name), WHICH_LISTING);
        if (due && member_named(ms, *name) == NULL && !at->cut) {
            idt_reader_fault(r, at, 0, "%s without %s; write %s: %s", p->name, *name, *name,
                             qualifier_named(r, idt_str_borrow(*name)) != NULL
                                 ? qualifier_named(r, idt_str_borrow(*name))->help
                                 : "its value");
        }
    }
}

static bool quiet_date(const member *m, idt_date *out)
{
    return m != NULL && m->value->kind == IDT_YAML_SCALAR &&
           idt_date_parse(idt_str_trim(m->value->text), out, NULL) == IDT_OK;
}

static void check_order(idt_reader *r, const members *ms)
{
    for (size_t i = 0; i < COUNT(IN_ORDER); i++) {
        const member *first = member_named(ms, IN_ORDER[i][0]);
        const member *second = member_named(ms, IN_ORDER[i][1]);
        idt_date a;
        idt_date b;
        if (second != NULL && quiet_date(first, &a) && quiet_date(second, &b) &&
            idt_date_order(&b, &a) == IDT_YES) {
            idt_reader_fault(r, second->value, 0, "%s %s is before %s %s; mend one of them",
                             IN_ORDER[i][1], idt_reader_quote(r, b.edtf), IN_ORDER[i][0],
                             idt_reader_quote(r, a.edtf));
        }
    }
}

/* The event's own id, so that links know whence they come; twice is a fault. */
static void note_event(idt_reader *r, const members *ms)
{
    idt_session *s = r->session;
    const member *m = member_named(ms, EVENT_ID);
    size_t bad;
    r->event_id = (idt_str){0};
    if (m == NULL || m->value->kind != IDT_YAML_SCALAR) {
        return;
    }
    const idt_str id = idt_str_trim(m->value->text);
    if (!idt_key_is_sound(id, &bad)) {
        return; /* the value's own reading says so */
    }
    bool added;
    r->event_id = id;
    if (r->again) {
        return;
    }
    const idt_str full = idt_str_format(s->work, IDT_STR_FMT "#" IDT_STR_FMT,
                                        IDT_STR_ARG(r->record_id), IDT_STR_ARG(id));
    idt_place *place = IDT_NEW(s->work, idt_place);
    idt_map_entry *entry =
        full.ptr != NULL && place != NULL ? idt_map_put(&s->events, full, &added) : NULL;
    if (entry == NULL) {
        idt_session_full(s, s->work);
        return;
    }
    if (added) {
        *place = (idt_place){.file = r->path, .line = m->value->line, .column = m->value->column};
        entry->value.ptr = place;
        return;
    }
    const idt_place *first = entry->value.ptr;
    idt_reader_fault(r, m->value, 0,
                     "the event id %s is used twice in this record, first on line %u; give each "
                     "event its own",
                     idt_reader_quote(r, id), (unsigned)first->line);
}

/* One statement: its value at `value`, its qualifiers in the mapping `entry` (NULL: none). */
static void read_statement(recording *rec, const idt_property_spec *p, const idt_yaml *value,
                           const idt_yaml *entry, const char *value_key, const members *lent)
{
    idt_reader *r = rec->r;
    idt_session *s = r->session;
    members ms;
    idt_json_writer w;
    idt_str text = {0};
    ms.count = 0;
    collect(r, p, entry, value_key, lent, &ms);
    check_required(r, p, entry != NULL ? entry : value, lent, &ms);
    check_order(r, &ms);
    note_event(r, &ms);
    const bool read = idt_value_read(r, value, p->form, p->words, p->name, &text);
    idt_buf_clear(&s->json);
    idt_jw_init(&w, &s->json);
    idt_jw_object(&w, NULL);
    for (size_t i = 0; i < ms.count; i++) {
        write_member(r, &ms.items[i], &w);
    }
    idt_jw_end(&w);
    r->event_id = (idt_str){0};
    idt_rc rc = idt_buf_check(&s->json, s->err);
    if (rc == IDT_OK && read) {
        rc = idt_content_add(rec->content, idt_str_borrow(p->name), text, idt_buf_borrow(&s->json),
                             s->err);
    }
    if (rc != IDT_OK) {
        idt_session_fail(s, rc);
    }
}

/* ---- the entries of a block, the values of a property ---- */

static void read_entry(recording *rec, const block *b, const idt_yaml *entry, const members *lent)
{
    idt_reader *r = rec->r;
    const idt_property_spec *p = property_named(r, idt_str_borrow(b->property));
    if (entry->kind != IDT_YAML_MAPPING) {
        if (entry->kind != IDT_YAML_NONE) {
            idt_reader_fault(r, entry, 0, "%s holds %s; expected entries, as in {%s: ...}", b->key,
                             idt_yaml_kind_text(entry), b->value);
        }
        return;
    }
    const idt_yaml *value = idt_yaml_member(entry, b->value);
    if (value != NULL && p != NULL) {
        read_statement(rec, p, value, entry, b->value, lent);
        return;
    }
    if (!entry->cut && p != NULL) {
        idt_reader_fault(r, entry, 0, "an entry of %s without %s; %s", b->key, b->value,
                         idt_reader_hint(r, IDT_STR(""), p->words, idt_words_count(p->words)));
        members ms; /* its keys are still looked at */
        ms.count = 0;
        collect(r, p, entry, b->value, lent, &ms);
    }
}

static void read_block(recording *rec, const block *b, const idt_yaml *node, const members *lent)
{
    const bool many = node->kind == IDT_YAML_SEQUENCE;
    const idt_yaml *entries = many ? node->items : node;
    const size_t count = many ? node->count : 1;
    for (size_t i = 0; i < count && !idt_reader_stops(rec->r); i++) {
        read_entry(rec, b, &entries[i], lent);
    }
}

static void read_value(recording *rec, const idt_property_spec *p, const idt_yaml *node)
{
    if (node->kind != IDT_YAML_MAPPING) {
        read_statement(rec, p, node, NULL, "value", NULL);
        return;
    }
    const idt_yaml *value = idt_yaml_member(node, "value");
    if (value != NULL) {
        read_statement(rec, p, value, node, "value", NULL);
    } else if (!node->cut) {
        idt_reader_fault(rec->r, node, 0,
                         "%s with qualifiers but without a value; write {value: ..., ...}",
                         p->name);
    }
}

static void read_property(recording *rec, const idt_property_spec *p, const idt_yaml *node)
{
    if (node->kind != IDT_YAML_SEQUENCE) {
        read_value(rec, p, node);
        return;
    }
    if (node->count == 0 && !node->cut) {
        idt_reader_fault(rec->r, node, 0, "%s is an empty list; give a value or take the key away",
                         p->name);
    }
    for (uint32_t i = 0; i < node->count && !idt_reader_stops(rec->r); i++) {
        if (i > 0 && p->single) {
            idt_reader_fault(rec->r, &node->items[i], 0,
                             "a second value of %s; expected one a record, take the others away",
                             p->name);
        }
        read_value(rec, p, &node->items[i]);
    }
}

/* ---- listings ---- */

static void unknown_listing_key(idt_reader *r, const idt_property_spec *p, const idt_yaml *key)
{
    names known = {0};
    add_names(&known, OF_THE_LISTING);
    for (size_t i = 0; i < COUNT(BLOCKS_OF_LISTING); i++) {
        add_name(&known, BLOCKS_OF_LISTING[i].key);
    }
    add_names(&known, p->qualifiers);
    add_names(&known, IDT_COMMON_QUALIFIERS);
    idt_reader_fault(r, key, 0, "unknown key %s in a listing; %s", idt_reader_quote(r, key->text),
                     idt_reader_hint(r, key->text, known.items, known.count));
}

static const block *block_named(const block *blocks, size_t count, idt_str key)
{
    for (size_t i = 0; i < count; i++) {
        if (idt_str_is(key, blocks[i].key)) {
            return &blocks[i];
        }
    }
    return NULL;
}

/* What the listing lends, and whether it says something of its own. */
static bool sort_listing_keys(idt_reader *r, const idt_property_spec *p, const idt_yaml *listing,
                              members *lent, idt_yaml *own_items, uint32_t *own_count)
{
    bool has_blocks = false;
    for (uint32_t i = 0; i < listing->count; i += 2) {
        const idt_yaml *key = &listing->items[i];
        const idt_yaml *value = &listing->items[i + 1];
        const bool lends = idt_word_in(key->text, OF_THE_LISTING);
        if (block_named(BLOCKS_OF_LISTING, COUNT(BLOCKS_OF_LISTING), key->text) != NULL) {
            has_blocks = true;
            continue;
        }
        if (lends) {
            insert_member(
                lent, (member){.spec = qualifier_named(r, key->text), .key = key, .value = value});
        } else if (!allows(p, key->text)) {
            unknown_listing_key(r, p, key);
            continue;
        }
        if (!lends || allows(p, key->text)) {
            own_items[(*own_count)++] = *key;
            own_items[(*own_count)++] = *value;
        }
    }
    return has_blocks;
}

static bool says_more_than_place(const idt_yaml *items, uint32_t count)
{
    for (uint32_t i = 0; i < count; i += 2) {
        if (!idt_word_in(items[i].text, OF_THE_LISTING)) {
            return true;
        }
    }
    return false;
}

static void read_listing(recording *rec, const idt_yaml *listing)
{
    idt_reader *r = rec->r;
    const idt_property_spec *p = property_named(r, IDT_STR("listing"));
    if (listing->kind != IDT_YAML_MAPPING || p == NULL) {
        if (listing->kind != IDT_YAML_NONE) {
            idt_reader_fault(r, listing, 0,
                             "listings holds %s; expected listings, as in {list: ..., events: ...}",
                             idt_yaml_kind_text(listing));
        }
        return;
    }
    members lent;
    lent.count = 0;
    uint32_t own_count = 0;
    idt_yaml *own_items = IDT_NEW_N(r->session->scratch, idt_yaml, listing->count);
    if (own_items == NULL) {
        idt_session_full(r->session, r->session->scratch);
        return;
    }
    const bool has_blocks = sort_listing_keys(r, p, listing, &lent, own_items, &own_count);
    const idt_yaml *list = idt_yaml_member(listing, "list");
    if (list == NULL && !listing->cut) {
        idt_reader_fault(r, listing, 0,
                         "a listing without list; write list: and the list's key, or "
                         "<jurisdiction>-unnamed where the source names none");
    }
    if (list != NULL && says_more_than_place(own_items, own_count)) {
        idt_yaml own = *listing;
        own.items = own_items;
        own.count = own_count;
        read_statement(rec, p, list, &own, "list", NULL);
    } else if (!has_blocks && !listing->cut) {
        idt_reader_fault(r, listing, 0,
                         "a listing that says nothing; give events, states, measures or binds");
    }
    for (size_t i = 0; i < COUNT(BLOCKS_OF_LISTING); i++) {
        const idt_yaml *node = idt_yaml_member(listing, BLOCKS_OF_LISTING[i].key);
        if (node != NULL) {
            read_block(rec, &BLOCKS_OF_LISTING[i], node, &lent);
        }
    }
}

static void read_listings(recording *rec, const idt_yaml *node)
{
    const bool many = node->kind == IDT_YAML_SEQUENCE;
    const idt_yaml *items = many ? node->items : node;
    const size_t count = many ? node->count : 1;
    for (size_t i = 0; i < count && !idt_reader_stops(rec->r); i++) {
        read_listing(rec, &items[i]);
    }
}

/* ---- a record ---- */

static bool schema_allows(const recording *rec, const idt_property_spec *p)
{
    return rec->schema == NULL || (p->of & rec->schema->of) != 0;
}

/* Blocks follow the property that their entries are. */
static bool block_allowed(const recording *rec, const char *property)
{
    const idt_property_spec *p = property_named(rec->r, idt_str_borrow(property));
    return p != NULL && schema_allows(rec, p);
}

static void add_known_keys(const recording *rec, names *known)
{
    for (size_t i = 0; i < IDT_PROPERTIES_COUNT; i++) {
        if (schema_allows(rec, &IDT_PROPERTIES[i])) {
            add_name(known, IDT_PROPERTIES[i].name);
        }
    }
    for (size_t i = 0; i < COUNT(BLOCKS_OF_RECORD); i++) {
        if (block_allowed(rec, BLOCKS_OF_RECORD[i].property)) {
            add_name(known, BLOCKS_OF_RECORD[i].key);
        }
    }
}

static const char *bearers(idt_reader *r, unsigned of)
{
    idt_str list = IDT_STR("");
    for (size_t i = 0; i < IDT_SCHEMATA_COUNT && list.ptr != NULL; i++) {
        if ((IDT_SCHEMATA[i].of & of) != 0) {
            list = idt_str_format(r->session->scratch, IDT_STR_FMT "%s%s", IDT_STR_ARG(list),
                                  list.len > 0 ? ", " : "", IDT_SCHEMATA[i].name);
        }
    }
    return list.ptr != NULL ? list.ptr : "";
}

static void unknown_key(const recording *rec, const idt_yaml *key, const char *const *record_keys,
                        unsigned of)
{
    idt_reader *r = rec->r;
    if (of != 0) {
        idt_reader_fault(r, key, 0,
                         "%s is not said of schema %s; it is of %s: mend the schema or "
                         "take it away",
                         idt_reader_quote(r, key->text), rec->schema->name, bearers(r, of));
        return;
    }
    names known = {0};
    add_names(&known, record_keys);
    add_known_keys(rec, &known);
    idt_reader_fault(r, key, 0, "unknown key %s in a record%s%s; %s",
                     idt_reader_quote(r, key->text), rec->schema != NULL ? " of schema " : "",
                     rec->schema != NULL ? rec->schema->name : "",
                     idt_reader_hint(r, key->text, known.items, known.count));
}

static void read_member(recording *rec, const idt_yaml *key, const idt_yaml *value,
                        const char *const *record_keys)
{
    idt_reader *r = rec->r;
    const idt_property_spec *p = property_named(r, key->text);
    const block *b = block_named(BLOCKS_OF_RECORD, COUNT(BLOCKS_OF_RECORD), key->text);
    const bool listings = idt_str_is(key->text, LISTINGS) && idt_word_in(key->text, record_keys);
    if (b != NULL || listings) {
        p = property_named(r, idt_str_borrow(listings ? "listing" : b->property));
    }
    if (p == NULL || !schema_allows(rec, p)) {
        unknown_key(rec, key, record_keys, p != NULL ? p->of : 0);
    } else if (listings) {
        read_listings(rec, value);
    } else if (b != NULL) {
        read_block(rec, b, value, NULL);
    } else {
        read_property(rec, p, value);
    }
}

static void read_schema(recording *rec)
{
    idt_reader *r = rec->r;
    const idt_yaml *node = idt_yaml_member(rec->node, "schema");
    idt_str name;
    if (node == NULL) {
        if (!rec->node->cut) {
            idt_reader_fault(r, rec->node, 0,
                             "a record without schema; write schema: and what it is, as in "
                             "Organization, Person, List, Authority");
        }
        return;
    }
    if (!idt_value_read(r, node, IDT_FORM_TEXT, NULL, "schema", &name)) {
        return;
    }
    rec->schema = idt_schema_find(name);
    if (rec->schema == NULL) {
        names known = {0};
        for (size_t i = 0; i < IDT_SCHEMATA_COUNT; i++) {
            add_name(&known, IDT_SCHEMATA[i].name);
        }
        idt_reader_fault(r, node, 0, "unknown schema %s; %s", idt_reader_quote(r, name),
                         idt_reader_hint(r, name, known.items, known.count));
        return;
    }
    idt_session *s = r->session;
    const idt_rc rc = idt_content_add(rec->content, IDT_STR("schema"), name, IDT_STR("{}"), s->err);
    if (rc != IDT_OK) {
        idt_session_fail(s, rc);
    }
}

static void read_why(idt_reader *r, const idt_yaml *node, idt_authored_record *out)
{
    const idt_yaml *change = idt_yaml_member(node, "change");
    const idt_yaml *correction = idt_yaml_member(node, "correction");
    const idt_yaml *why = change != NULL ? change : correction;
    out->is_change = change != NULL;
    out->is_correction = correction != NULL;
    if (change != NULL && correction != NULL) {
        idt_reader_fault(r, change->line > correction->line ? change : correction, 0,
                         "change and correction both; write change where the world changed, "
                         "correction where the record was wrong");
    }
    if (why != NULL && idt_value_read(r, why, IDT_FORM_TEXT, NULL,
                                      change != NULL ? "change" : "correction", &out->why)) {
        out->why = idt_str_copy(r->session->arena, out->why);
    }
}

static void finish(recording *rec, idt_authored_record *out)
{
    idt_session *s = rec->r->session;
    idt_str bytes;
    if (idt_session_failed(s)) {
        return;
    }
    const idt_rc rc = idt_content_finish(rec->content, &bytes, &out->hash, s->err);
    if (rc != IDT_OK) {
        idt_session_fail(s, rc);
        return;
    }
    out->content = idt_str_copy(s->arena, bytes);
    if (out->content.ptr == NULL) {
        idt_session_full(s, s->arena);
    }
}

/* The record's key as results and links need it; false where there is no session left for it. */
static bool name_record(idt_reader *r, idt_str key, const idt_yaml *at, idt_authored_record *out)
{
    idt_session *s = r->session;
    *out = (idt_authored_record){
        .key = idt_str_copy(s->arena, key),
        .file = r->path,
        .line = at->line,
        .column = at->column,
    };
    r->record_id = idt_str_format(s->work, IDT_STR_FMT ":" IDT_STR_FMT, IDT_STR_ARG(r->dataset),
                                  IDT_STR_ARG(key));
    r->again = r->record_id.ptr != NULL && idt_map_find(&s->records, r->record_id) != NULL;
    if (out->key.ptr == NULL || r->record_id.ptr == NULL) {
        idt_session_full(s, out->key.ptr == NULL ? s->arena : s->work);
        return false;
    }
    return true;
}

static bool begin(recording *rec)
{
    idt_session *s = rec->r->session;
    idt_arena_clear(s->scratch);
    rec->content = idt_content_new(s->scratch);
    if (rec->content == NULL) {
        idt_session_full(s, s->scratch);
    }
    return rec->content != NULL;
}

/* The id; a record without one is still read for its faults, under a key nobody can write. */
static bool read_id(idt_reader *r, const idt_yaml *node, idt_str *key, const idt_yaml **at)
{
    const idt_yaml *id = idt_yaml_member(node, "id");
    *key = IDT_STR("?");
    *at = id != NULL ? id : node;
    if (id == NULL) {
        if (!node->cut) {
            idt_reader_fault(r, node, 0,
                             "a record without id; write id: and a key of its own in this dataset");
        }
        return false;
    }
    return idt_value_read(r, id, IDT_FORM_KEY, NULL, "id", key);
}

bool idt_record_author(idt_reader *r, const idt_yaml *node, idt_authored_record *out)
{
    recording rec = {.r = r, .node = node};
    idt_str key;
    const idt_yaml *at;
    if (node->kind != IDT_YAML_MAPPING) {
        if (node->kind != IDT_YAML_NONE) {
            idt_reader_fault(r, node, 0,
                             "records holds %s; expected records, as in {id: ..., "
                             "schema: ...}",
                             idt_yaml_kind_text(node));
        }
        return false;
    }
    const bool named = read_id(r, node, &key, &at);
    if (!begin(&rec) || !name_record(r, named ? key : IDT_STR("?"), at, out)) {
        return false;
    }
    read_schema(&rec);
    read_why(r, node, out);
    for (uint32_t i = 0; i < node->count && !idt_reader_stops(r); i += 2) {
        const idt_str name = node->items[i].text;
        const bool done = idt_str_is(name, "id") || idt_str_is(name, "schema") ||
                          idt_str_is(name, "change") || idt_str_is(name, "correction");
        if (!done) {
            read_member(&rec, &node->items[i], &node->items[i + 1], RECORD_KEYS);
        }
    }
    finish(&rec, out);
    return named;
}

static void add_plain(recording *rec, const char *property, idt_str value)
{
    idt_session *s = rec->r->session;
    const idt_rc rc =
        idt_content_add(rec->content, idt_str_borrow(property), value, IDT_STR("{}"), s->err);
    if (rc != IDT_OK) {
        idt_session_fail(s, rc);
    }
}

static void name_source(recording *rec, idt_str name)
{
    const idt_yaml *title = idt_yaml_member(rec->node, "title");
    if (title != NULL) {
        read_property(rec, property_named(rec->r, IDT_STR("name")), title);
    } else {
        add_plain(rec, "name", name);
    }
}

bool idt_source_author(idt_reader *r, const idt_yaml *name, const idt_yaml *body,
                       idt_authored_record *out)
{
    recording rec = {.r = r, .node = body, .schema = idt_schema_find(IDT_STR("Source"))};
    idt_str key;
    char hex[IDT_SHA256_HEX + 1];
    if (!idt_value_read(r, name, IDT_FORM_KEY, NULL, "the name of a source", &key)) {
        return false;
    }
    if (body->kind != IDT_YAML_MAPPING) {
        if (body->kind != IDT_YAML_NONE) {
            idt_reader_fault(r, body, 0, "a source holds %s; expected title, sha256, file ...",
                             idt_yaml_kind_text(body));
        }
        return false;
    }
    if (!begin(&rec) || !name_record(r, key, name, out)) {
        return false;
    }
    const idt_source *source = idt_source_read(r, name, body);
    if (source == NULL) {
        return false;
    }
    add_plain(&rec, "schema", IDT_STR("Source"));
    name_source(&rec, key);
    if (source->hashed) {
        add_plain(&rec, "sha256", idt_str_borrow(idt_digest_hex(&source->sha256, hex)));
    }
    read_why(r, body, out);
    for (uint32_t i = 0; i < body->count && !idt_reader_stops(r); i += 2) {
        if (!idt_word_in(body->items[i].text, SOURCE_KEYS)) {
            read_member(&rec, &body->items[i], &body->items[i + 1], SOURCE_KEYS);
        }
    }
    finish(&rec, out);
    return true;
}
