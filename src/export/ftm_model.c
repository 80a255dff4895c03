#include "export/ftm_model.h"

#include "json/json_read.h"

#define LEVELS_MAX 64 /* of schemata that extend each other; FollowTheMoney has 4 */

typedef struct schema schema;
struct schema {
    idt_str name;
    const idt_json *extends;
    idt_map properties; /* name -> idt_ftm_property */
    const schema **all; /* itself, then all it extends, each once */
    size_t all_count, all_cap;
    bool resolving, resolved;
};

struct idt_ftm_model {
    const idt_json *topics, *genders, *languages, *countries, *types;
    idt_map schemata;      /* name -> schema */
    idt_map country_names; /* lower-case English name -> place in `countries` */
};

/* ---- reading ---- */

static idt_rc no_model(const char *source, const char *what, idt_error *err)
{
    return idt_fail(err, IDT_E_CORRUPT,
                    "%s: %s; expected the file tools/gen_ftm_schema.py makes: install it again",
                    source, what);
}

static idt_rc add_property(idt_ftm_model *m, schema *s, const idt_json *p, idt_arena *arena,
                           idt_error *err)
{
    bool added;
    const idt_json *stub = idt_json_member(p, "stub");
    if (stub != NULL && stub->boolean) {
        return IDT_OK;
    }
    idt_ftm_property *made = IDT_NEW(arena, idt_ftm_property);
    idt_map_entry *entry = made != NULL ? idt_map_put(&s->properties, p->key, &added) : NULL;
    if (entry == NULL) {
        return idt_arena_fail(arena, err);
    }
    const idt_str type = idt_json_string(p, "type");
    *made = (idt_ftm_property){.name = p->key,
                               .type = type.ptr != NULL ? type : IDT_STR("string"),
                               .range = idt_json_string(p, "range")};
    for (size_t i = 0; i < m->types->count; i++) {
        const idt_json *language = idt_json_member(&m->types->items[i], "language");
        if (idt_str_equal(m->types->items[i].key, made->type) && language != NULL) {
            made->language = language->boolean;
        }
    }
    entry->value.ptr = made;
    return IDT_OK;
}

static idt_rc add_schema(idt_ftm_model *m, const idt_json *item, const char *source,
                         idt_arena *arena, idt_error *err)
{
    bool added;
    const idt_json *properties = idt_json_member(item, "properties");
    const idt_json *extends = idt_json_member(item, "extends");
    if (properties == NULL || properties->kind != IDT_JSON_OBJECT || extends == NULL ||
        extends->kind != IDT_JSON_ARRAY) {
        return no_model(source, "a schema lacks `extends` or `properties`", err);
    }
    schema *s = IDT_NEW(arena, schema);
    idt_map_entry *entry = s != NULL ? idt_map_put(&m->schemata, item->key, &added) : NULL;
    if (entry == NULL) {
        return idt_arena_fail(arena, err);
    }
    entry->value.ptr = s;
    s->name = item->key;
    s->extends = extends;
    idt_map_init(&s->properties, arena);
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < properties->count && rc == IDT_OK; i++) {
        rc = add_property(m, s, &properties->items[i], arena, err);
    }
    return rc;
}

static idt_str lower(idt_str text, idt_arena *arena)
{
    char *copy = idt_arena_copy(arena, text.ptr != NULL ? text.ptr : "", text.len);
    for (size_t i = 0; copy != NULL && i < text.len; i++) {
        if (copy[i] >= 'A' && copy[i] <= 'Z') {
            copy[i] = (char)(copy[i] - 'A' + 'a');
        }
    }
    return (idt_str){.ptr = copy, .len = copy != NULL ? text.len : 0};
}

static idt_rc add_country_names(idt_ftm_model *m, idt_arena *arena, idt_error *err)
{
    for (size_t c = 0; c < m->countries->count; c++) {
        const idt_json *country = &m->countries->items[c];
        for (size_t n = 0; n < country->count; n++) {
            bool added;
            const idt_str name = lower(country->items[n].string, arena);
            idt_map_entry *entry =
                name.ptr != NULL ? idt_map_put(&m->country_names, name, &added) : NULL;
            if (entry == NULL) {
                return idt_arena_fail(arena, err);
            }
            if (added) {
                entry->value.number = (uint64_t)c;
            }
        }
    }
    return IDT_OK;
}

static bool holds(const schema *s, const schema *other)
{
    for (size_t i = 0; i < s->all_count; i++) {
        if (s->all[i] == other) {
            return true;
        }
    }
    return false;
}

static bool add_ancestor(schema *s, const schema *other, idt_arena *arena)
{
    if (holds(s, other)) {
        return true;
    }
    if (!IDT_GROW(arena, s->all, s->all_cap, s->all_count)) {
        return false;
    }
    s->all[s->all_count++] = other;
    return true;
}

/* All that a schema extends, once and for all. Keeps I2. */
static idt_rc resolve(const idt_ftm_model *m, schema *s, unsigned level, const char *source,
                      idt_arena *arena, idt_error *err)
{
    if (s->resolved) {
        return IDT_OK;
    }
    if (s->resolving || level > LEVELS_MAX) {
        return no_model(source, "a schema extends itself", err);
    }
    s->resolving = true;
    idt_rc rc = add_ancestor(s, s, arena) ? IDT_OK : idt_arena_fail(arena, err);
    for (size_t i = 0; i < s->extends->count && rc == IDT_OK; i++) {
        const idt_map_entry *entry = idt_map_find(&m->schemata, s->extends->items[i].string);
        if (entry == NULL) {
            return no_model(source, "a schema extends one that is not there", err);
        }
        schema *parent = entry->value.ptr;
        rc = resolve(m, parent, level + 1, source, arena, err);
        for (size_t p = 0; p < parent->all_count && rc == IDT_OK; p++) {
            rc = add_ancestor(s, parent->all[p], arena) ? IDT_OK : idt_arena_fail(arena, err);
        }
    }
    s->resolved = true;
    return rc;
}

idt_rc idt_ftm_model_read(idt_str json, const char *source, idt_arena *arena,
                          const idt_ftm_model **out, idt_error *err)
{
    idt_json *root;
    *out = NULL;
    idt_rc rc = idt_json_read(json, source, arena, &root, err);
    if (rc != IDT_OK) {
        return rc;
    }
    idt_ftm_model *m = IDT_NEW(arena, idt_ftm_model);
    if (m == NULL) {
        return idt_arena_fail(arena, err);
    }
    const idt_json *schemata = idt_json_member(root, "schemata");
    m->topics = idt_json_member(idt_json_member(root, "topics"), "words");
    m->genders = idt_json_member(root, "genders");
    m->languages = idt_json_member(idt_json_member(root, "languages"), "of_two");
    m->countries = idt_json_member(root, "countries");
    m->types = idt_json_member(root, "types");
    if (schemata == NULL || schemata->kind != IDT_JSON_OBJECT || m->topics == NULL ||
        m->genders == NULL || m->languages == NULL || m->countries == NULL || m->types == NULL) {
        return no_model(source, "a part of the model is missing", err);
    }
    idt_map_init(&m->schemata, arena);
    idt_map_init(&m->country_names, arena);
    for (size_t i = 0; i < schemata->count && rc == IDT_OK; i++) {
        rc = add_schema(m, &schemata->items[i], source, arena, err);
    }
    for (size_t i = 0; i < m->schemata.count && rc == IDT_OK; i++) {
        rc = resolve(m, m->schemata.entries[i].value.ptr, 0, source, arena, err);
    }
    *out = m;
    return rc == IDT_OK ? add_country_names(m, arena, err) : rc;
}

/* ---- asking ---- */

static const schema *find(const idt_ftm_model *m, idt_str name)
{
    const idt_map_entry *entry = idt_map_find(&m->schemata, name);
    return entry != NULL ? entry->value.ptr : NULL;
}

const idt_ftm_property *idt_ftm_property_find(const idt_ftm_model *model, idt_str schema_name,
                                              idt_str property)
{
    const schema *s = find(model, schema_name);
    for (size_t i = 0; s != NULL && i < s->all_count; i++) {
        const idt_map_entry *entry = idt_map_find(&s->all[i]->properties, property);
        if (entry != NULL) {
            return entry->value.ptr;
        }
    }
    return NULL;
}

bool idt_ftm_schema_exists(const idt_ftm_model *model, idt_str name)
{
    return find(model, name) != NULL;
}

bool idt_ftm_schema_is(const idt_ftm_model *model, idt_str name, const char *ancestor)
{
    const schema *s = find(model, name);
    for (size_t i = 0; s != NULL && i < s->all_count; i++) {
        if (idt_str_is(s->all[i]->name, ancestor)) {
            return true;
        }
    }
    return false;
}

bool idt_ftm_topic_exists(const idt_ftm_model *model, idt_str topic)
{
    for (size_t i = 0; i < model->topics->count; i++) {
        if (idt_str_equal(model->topics->items[i].key, topic)) {
            return true;
        }
    }
    return false;
}

idt_rc idt_ftm_topic_nearest(const idt_ftm_model *model, idt_str topic, idt_arena *arena,
                             const char **out, idt_error *err)
{
    const char **words = IDT_NEW_N(arena, const char *, model->topics->count + 1);
    *out = NULL;
    for (size_t i = 0; words != NULL && i < model->topics->count; i++) {
        const idt_str key = model->topics->items[i].key;
        words[i] = idt_arena_copy(arena, key.ptr, key.len);
        if (words[i] == NULL) {
            return idt_arena_fail(arena, err);
        }
    }
    *out = words != NULL ? idt_str_nearest(topic, words, model->topics->count) : NULL;
    return words != NULL ? IDT_OK : idt_arena_fail(arena, err);
}

bool idt_ftm_gender_exists(const idt_ftm_model *model, idt_str gender)
{
    for (size_t i = 0; i < model->genders->count; i++) {
        if (idt_str_equal(model->genders->items[i].string, gender)) {
            return true;
        }
    }
    return false;
}

/* Room for a country's name folded; longer texts are none. */
#define COUNTRY_BYTES 128

static idt_str country_folded(const idt_ftm_model *model, idt_str folded)
{
    for (size_t i = 0; i < model->countries->count; i++) {
        if (idt_str_equal(model->countries->items[i].key, folded)) {
            return model->countries->items[i].key;
        }
    }
    const idt_map_entry *entry = idt_map_find(&model->country_names, folded);
    return entry != NULL ? model->countries->items[entry->value.number].key : (idt_str){0};
}

/* "iran (islamic republic of)" and "iran, islamic republic of" as "islamic republic of iran". */
static idt_str turned(idt_str folded, char out[COUNTRY_BYTES])
{
    const size_t open = idt_str_find(folded, '(');
    const size_t comma = idt_str_find(folded, ',');
    const size_t at = open < folded.len ? open : comma;
    const size_t end = open < folded.len && idt_str_ends(folded, ")") ? folded.len - 1 : folded.len;
    const idt_str head = idt_str_trim(idt_str_slice(folded, 0, at));
    const idt_str rest = idt_str_trim(idt_str_slice(folded, at + 1, end));
    if (at >= folded.len || !idt_str_ends(rest, " of") || rest.len + 1 + head.len > COUNTRY_BYTES) {
        return (idt_str){0};
    }
    memcpy(out, rest.ptr, rest.len);
    out[rest.len] = ' ';
    memcpy(out + rest.len + 1, head.ptr, head.len);
    return (idt_str){.ptr = out, .len = rest.len + 1 + head.len};
}

idt_str idt_ftm_country(const idt_ftm_model *model, idt_str text)
{
    char folded[COUNTRY_BYTES];
    char other[COUNTRY_BYTES];
    if (text.len == 0 || text.len > sizeof folded) {
        return (idt_str){0};
    }
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        folded[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    const idt_str probe = {.ptr = folded, .len = text.len};
    const idt_str code = country_folded(model, probe);
    const idt_str again = code.ptr == NULL ? turned(probe, other) : (idt_str){0};
    return again.ptr != NULL ? country_folded(model, again) : code;
}

idt_str idt_ftm_language(const idt_ftm_model *model, idt_str tag)
{
    const idt_str primary = idt_str_slice(tag, 0, idt_str_find(tag, '-'));
    if (primary.len == 3) {
        return primary;
    }
    for (size_t i = 0; i < model->languages->count; i++) {
        if (idt_str_equal(model->languages->items[i].key, primary)) {
            return model->languages->items[i].string;
        }
    }
    return (idt_str){0};
}
