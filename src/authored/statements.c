#include "authored/statements.h"

#include "authored/qualifiers.h"
#include "authored/sources.h"
#include "authored/values.h"
#include "statement/record.h"

#define EVENT_ID "id"

/* What a listing lends to its events and states; the first two say which listing it is and
 * stand there alone, the kind may stand at each of them instead. */
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

/* Pairs of dates of which the second may not be wholly before the first. */
static const char *const IN_ORDER[][2] = {
    {"from", "until"}, {"effective_from", "effective_to"}, {"effective_from", "expires_on"}};

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

/* ---- one statement ---- */

static bool allows(const idt_property_spec *p, idt_str qualifier)
{
    return idt_word_in(qualifier, p->qualifiers) || idt_word_in(qualifier, IDT_COMMON_QUALIFIERS) ||
           idt_word_in(qualifier, p->required);
}

static bool is_lent(const idt_members *lent, idt_str name)
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
                              const char *value_key, const idt_members *lent)
{
    idt_names known = {0};
    if (is_lent(lent, key->text)) {
        idt_reader_fault(r, key, 0,
                         "%s is the listing's; it stands beside events and states, once for all of "
                         "them",
                         idt_reader_quote(r, key->text));
        return;
    }
    idt_names_add(&known, value_key);
    idt_names_add_all(&known, p->required);
    idt_names_add_all(&known, p->qualifiers);
    idt_names_add_all(&known, IDT_COMMON_QUALIFIERS);
    if (qualifier_named(r, key->text) != NULL) {
        idt_reader_fault(r, key, 0, "%s is no qualifier of %s; %s", idt_reader_quote(r, key->text),
                         p->name, idt_reader_hint(r, key->text, known.items, known.count));
    } else {
        idt_reader_fault(r, key, 0, "unknown key %s in %s; %s", idt_reader_quote(r, key->text),
                         p->name, idt_reader_hint(r, key->text, known.items, known.count));
    }
}

static void collect(idt_reader *r, const idt_property_spec *p, const idt_yaml *entry,
                    const char *value_key, const idt_members *lent, idt_members *out)
{
    for (size_t i = 0; lent != NULL && i < lent->count; i++) {
        idt_members_insert(out, lent->items[i]);
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
        idt_members_insert(out, (idt_member){.spec = q, .key = key, .value = &entry->items[i + 1]});
    }
}

/* A listing without its list is reported once, not at each of its events. */
static void check_required(idt_reader *r, const idt_property_spec *p, const idt_yaml *at,
                           const idt_members *lent, const idt_members *ms)
{
    for (const char *const *name = p->required; name != NULL && *name != NULL; name++) {
        const bool due = lent == NULL || !idt_word_in(idt_str_borrow(*name), WHICH_LISTING);
        if (due && idt_members_find(ms, *name) == NULL && !at->cut) {
            idt_reader_fault(r, at, 0, "%s without %s; write %s: %s", p->name, *name, *name,
                             qualifier_named(r, idt_str_borrow(*name)) != NULL
                                 ? qualifier_named(r, idt_str_borrow(*name))->help
                                 : "its value");
        }
    }
}

static bool quiet_date(const idt_member *m, idt_date *out)
{
    return m != NULL && m->value->kind == IDT_YAML_SCALAR &&
           idt_date_parse(idt_str_trim(m->value->text), out, NULL) == IDT_OK;
}

static void check_order(idt_reader *r, const idt_members *ms)
{
    for (size_t i = 0; i < COUNT(IN_ORDER); i++) {
        const idt_member *first = idt_members_find(ms, IN_ORDER[i][0]);
        const idt_member *second = idt_members_find(ms, IN_ORDER[i][1]);
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
static void note_event(idt_reader *r, const idt_members *ms)
{
    idt_session *s = r->session;
    const idt_member *m = idt_members_find(ms, EVENT_ID);
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
                           const idt_yaml *entry, const char *value_key, const idt_members *lent)
{
    idt_reader *r = rec->r;
    idt_session *s = r->session;
    idt_members ms;
    idt_str text = {0};
    ms.count = 0;
    collect(r, p, entry, value_key, lent, &ms);
    check_required(r, p, entry != NULL ? entry : value, lent, &ms);
    check_order(r, &ms);
    note_event(r, &ms);
    const bool read = idt_value_read(r, value, p->form, p->words, p->name, &text);
    idt_members_write(r, &ms);
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

static void read_entry(recording *rec, const block *b, const idt_yaml *entry,
                       const idt_members *lent)
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
        idt_members ms; /* its keys are still looked at */
        ms.count = 0;
        collect(r, p, entry, b->value, lent, &ms);
    }
}

static void read_block(recording *rec, const block *b, const idt_yaml *node,
                       const idt_members *lent)
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
    idt_names known = {0};
    idt_names_add_all(&known, OF_THE_LISTING);
    for (size_t i = 0; i < COUNT(BLOCKS_OF_LISTING); i++) {
        idt_names_add(&known, BLOCKS_OF_LISTING[i].key);
    }
    idt_names_add_all(&known, p->qualifiers);
    idt_names_add_all(&known, IDT_COMMON_QUALIFIERS);
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
                              idt_members *lent, idt_yaml *own_items, uint32_t *own_count)
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
            idt_members_insert(
                lent,
                (idt_member){.spec = qualifier_named(r, key->text), .key = key, .value = value});
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
    idt_members lent;
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

static void add_known_keys(const recording *rec, idt_names *known)
{
    for (size_t i = 0; i < IDT_PROPERTIES_COUNT; i++) {
        if (schema_allows(rec, &IDT_PROPERTIES[i])) {
            idt_names_add(known, IDT_PROPERTIES[i].name);
        }
    }
    for (size_t i = 0; i < COUNT(BLOCKS_OF_RECORD); i++) {
        if (block_allowed(rec, BLOCKS_OF_RECORD[i].property)) {
            idt_names_add(known, BLOCKS_OF_RECORD[i].key);
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
    idt_names known = {0};
    idt_names_add_all(&known, record_keys);
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
        idt_names known = {0};
        for (size_t i = 0; i < IDT_SCHEMATA_COUNT; i++) {
            idt_names_add(&known, IDT_SCHEMATA[i].name);
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

/* What the dataset asks of a record that may be a source's. */
static void note_schema(const recording *rec)
{
    const idt_yaml *sha256 = idt_yaml_member(rec->node, "sha256");
    if (sha256 != NULL && sha256->kind == IDT_YAML_MAPPING) {
        sha256 = idt_yaml_member(sha256, "value");
    }
    rec->r->schema = rec->schema;
    rec->r->sha256 = sha256 != NULL && sha256->kind == IDT_YAML_SCALAR ? sha256 : NULL;
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
    out->named = rec->r->named;
    out->named_count = rec->r->named_count;
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
    r->named = NULL;
    r->named_count = 0;
    r->named_cap = 0;
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
    note_schema(&rec);
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
                       idt_authored_record *out, const idt_source **source)
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
    *source = idt_source_read(r, name, body);
    if (*source == NULL) {
        return false;
    }
    add_plain(&rec, "schema", IDT_STR("Source"));
    name_source(&rec, key);
    if ((*source)->hashed) {
        add_plain(&rec, "sha256", idt_str_borrow(idt_digest_hex(&(*source)->sha256, hex)));
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
