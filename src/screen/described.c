/* What the index says of an origin, made into a party that can be compared. */
#include "core/clock.h"
#include "screen/state.h"

static bool same_id(const void *context, uint32_t value, const void *key)
{
    const idt_screener *x = context;
    return x->known_list[value]->id == *(const uint64_t *)key;
}

static uint64_t hash_id(uint64_t id)
{
    id *= UINT64_C(0x9e3779b97f4a7c15);
    return id ^ id >> 29;
}

/* Parties are dropped between questions only: pointers to them do not outlive one. */
void described_begin(idt_screener *x)
{
    if (idt_arena_used(x->known) > x->known_most) {
        idt_arena_clear(x->known);
        slots_clear(&x->known_slots);
        x->known_count = 0;
    }
}

/* `own`: the values are not in the profile's arena yet. */
static idt_rc add_values(idt_profile *profile, const idt_json *property, bool own, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < property->count && rc == IDT_OK; i++) {
        const idt_str given = property->items[i].string;
        if (given.ptr == NULL) {
            continue; /* no text: not of this build */
        }
        const idt_str value = own ? idt_str_copy(profile->arena, given) : given;
        if (value.ptr == NULL) {
            return idt_arena_fail(profile->arena, err);
        }
        rc = idt_profile_add(profile, property->key, value, err);
        if (rc == IDT_E_INPUT) {
            rc = IDT_OK; /* another build's property or value: not compared by this one */
        }
    }
    return rc;
}

static idt_rc read_about(idt_screener *x, uint32_t file, uint32_t origin_id, idt_arena *arena,
                         const idt_json **out, idt_error *err)
{
    idt_str bytes;
    idt_json *tree = NULL;
    idt_rc rc = idt_index_about(x->screen->index, file, origin_id, &bytes, err);
    *out = NULL;
    if (rc == IDT_OK && bytes.len > 0) {
        rc = idt_canonical_read(bytes, "index", arena, &tree, err);
        *out = tree;
    }
    return rc;
}

static idt_rc make_profile(const idt_json *about, bool names, idt_arena *arena, idt_profile *out,
                           idt_error *err)
{
    idt_rc rc = IDT_OK;
    const idt_json *properties = idt_json_member(about, "properties");
    const idt_str given = idt_json_string(about, "schema");
    const idt_str schema = names ? given : idt_str_copy(arena, given);
    idt_profile_init(out, schema.ptr != NULL ? schema : IDT_STR(""), arena);
    for (size_t i = 0; properties != NULL && i < properties->count && rc == IDT_OK; i++) {
        const idt_json *property = &properties->items[i];
        idt_field_kind kind;
        if (names || idt_profile_field_of(property->key, &kind)) {
            rc = add_values(out, property, !names, err);
        }
    }
    return rc;
}

static idt_rc read_fields(idt_screener *x, uint32_t file, uint32_t origin_id, idt_arena *arena,
                          idt_profile *out, idt_error *err)
{
    const idt_json *about;
    idt_arena_clear(x->one);
    idt_rc rc = read_about(x, file, origin_id, x->one, &about, err);
    rc = rc == IDT_OK ? make_profile(about, false, arena, out, err) : rc;
    return rc == IDT_OK ? idt_profile_prepare(out, err) : rc;
}

/* Keeps it where there is room: false (and *rc OK) where there is none. */
static bool keep(idt_screener *x, uint64_t id, size_t at, const idt_profile **out, idt_rc *rc,
                 idt_error *err)
{
    known_party *party = IDT_NEW(x->known, known_party);
    if (party == NULL || !IDT_GROW(x->own, x->known_list, x->known_cap, x->known_count)) {
        return false;
    }
    party->id = id;
    *rc = read_fields(x, (uint32_t)(id >> 32), (uint32_t)id, x->known, &party->fields, err);
    if (*rc != IDT_OK) {
        return *rc != IDT_E_LIMIT;
    }
    slots_put(&x->known_slots, at, hash_id(id), (uint32_t)x->known_count);
    x->known_list[x->known_count++] = party;
    *out = &party->fields;
    return true;
}

idt_rc described_fields(idt_screener *x, uint32_t file, uint32_t origin_id, const idt_profile **out,
                        idt_error *err)
{
    size_t at = 0;
    idt_rc rc = IDT_OK;
    const uint64_t id = (uint64_t)file << 32 | origin_id;
    const bool room = slots_grow(&x->known_slots, x->own);
    if (slots_find(&x->known_slots, hash_id(id), same_id, x, &id, &at)) {
        *out = &x->known_list[x->known_slots.at[at].value - 1]->fields;
        return IDT_OK;
    }
    if (room && keep(x, id, at, out, &rc, err)) {
        return rc;
    }
    idt_arena_clear(x->lone);
    *out = &x->temporary.fields;
    return read_fields(x, file, origin_id, x->lone, &x->temporary.fields, err);
}

idt_rc described_whole(idt_screener *x, uint32_t file, uint32_t origin_id, described *out,
                       idt_error *err)
{
    idt_arena_clear(x->one);
    idt_rc rc = read_about(x, file, origin_id, x->one, &out->about, err);
    rc = rc == IDT_OK ? make_profile(out->about, true, x->one, &out->profile, err) : rc;
    return rc;
}

idt_str described_text(const described *it, const char *member)
{
    return idt_json_string(it->about, member);
}

/* An instant as text, an open end as "". */
static int64_t instant_of(idt_str text)
{
    uint64_t value;
    const bool before_1970 = text.len > 0 && text.ptr[0] == '-';
    if (!idt_str_to_u64(idt_str_slice(text, before_1970 ? 1 : 0, text.len), INT64_MAX, &value)) {
        return before_1970 ? INT64_MIN : IDT_INSTANT_OPEN;
    }
    return before_1970 ? -(int64_t)value : (int64_t)value;
}

/* Nothing said of its times: it stands always. */
bool described_in_time(const described *it, const idt_index_when *when)
{
    const idt_json *times = idt_json_member(it->about, "times");
    if (when->any_instant || times == NULL) {
        return true;
    }
    for (size_t i = 0; i < times->count; i++) {
        const idt_json *t = &times->items[i];
        if (t->count == 4 && instant_of(t->items[0].string) <= when->published_by_us &&
            when->published_by_us < instant_of(t->items[1].string) &&
            instant_of(t->items[2].string) <= when->known_at_us &&
            when->known_at_us < instant_of(t->items[3].string)) {
            return true;
        }
    }
    return false;
}
