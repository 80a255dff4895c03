#include "match/profile.h"

typedef enum use {
    USE_NAME,
    USE_ALIAS,
    USE_WEAK,
    USE_FIRST,
    USE_SECOND,
    USE_MIDDLE,
    USE_FATHER,
    USE_LAST,
    USE_BIRTH,
    USE_COUNTRY,
    USE_GENDER,
    USE_IDENTIFIER,
    USE_NOTHING /* of the model, not compared */
} use;

typedef struct property {
    const char *name;
    use use;
} property;

/* FollowTheMoney's properties of persons, organisations and objects (followthemoney 3.8). */
static const property PROPERTIES[] = {
    {"name", USE_NAME},
    {"alias", USE_ALIAS},
    {"previousName", USE_ALIAS},
    {"abbreviation", USE_ALIAS},
    {"weakAlias", USE_WEAK},
    {"firstName", USE_FIRST},
    {"secondName", USE_SECOND},
    {"middleName", USE_MIDDLE},
    {"fatherName", USE_FATHER},
    {"lastName", USE_LAST},
    {"birthDate", USE_BIRTH},
    {"country", USE_COUNTRY},
    {"nationality", USE_COUNTRY},
    {"citizenship", USE_COUNTRY},
    {"jurisdiction", USE_COUNTRY},
    {"mainCountry", USE_COUNTRY},
    {"flag", USE_COUNTRY},
    {"gender", USE_GENDER},
    {"idNumber", USE_IDENTIFIER},
    {"passportNumber", USE_IDENTIFIER},
    {"socialSecurityNumber", USE_IDENTIFIER},
    {"taxNumber", USE_IDENTIFIER},
    {"vatCode", USE_IDENTIFIER},
    {"registrationNumber", USE_IDENTIFIER},
    {"innCode", USE_IDENTIFIER},
    {"ogrnCode", USE_IDENTIFIER},
    {"kppCode", USE_IDENTIFIER},
    {"leiCode", USE_IDENTIFIER},
    {"dunsCode", USE_IDENTIFIER},
    {"uniqueEntityId", USE_IDENTIFIER},
    {"swiftBic", USE_IDENTIFIER},
    {"isin", USE_IDENTIFIER},
    {"imoNumber", USE_IDENTIFIER},
    {"mmsi", USE_IDENTIFIER},
    {"callSign", USE_IDENTIFIER},
    {"publicKey", USE_IDENTIFIER},
    {"serialNumber", USE_IDENTIFIER},
    {"address", USE_NOTHING},
    {"addressEntity", USE_NOTHING},
    {"appearance", USE_NOTHING},
    {"birthCountry", USE_NOTHING},
    {"birthPlace", USE_NOTHING},
    {"bvDId", USE_NOTHING},
    {"classification", USE_NOTHING},
    {"deathDate", USE_NOTHING},
    {"description", USE_NOTHING},
    {"dissolutionDate", USE_NOTHING},
    {"education", USE_NOTHING},
    {"email", USE_NOTHING},
    {"ethnicity", USE_NOTHING},
    {"eyeColor", USE_NOTHING},
    {"hairColor", USE_NOTHING},
    {"height", USE_NOTHING},
    {"icijId", USE_NOTHING},
    {"incorporationDate", USE_NOTHING},
    {"keywords", USE_NOTHING},
    {"legalForm", USE_NOTHING},
    {"modifiedAt", USE_NOTHING},
    {"motherName", USE_NOTHING},
    {"nameSuffix", USE_NOTHING},
    {"notes", USE_NOTHING},
    {"okpoCode", USE_NOTHING},
    {"opencorporatesUrl", USE_NOTHING},
    {"phone", USE_NOTHING},
    {"political", USE_NOTHING},
    {"position", USE_NOTHING},
    {"program", USE_NOTHING},
    {"programId", USE_NOTHING},
    {"publisher", USE_NOTHING},
    {"publisherUrl", USE_NOTHING},
    {"religion", USE_NOTHING},
    {"retrievedAt", USE_NOTHING},
    {"sector", USE_NOTHING},
    {"sourceUrl", USE_NOTHING},
    {"status", USE_NOTHING},
    {"summary", USE_NOTHING},
    {"title", USE_NOTHING},
    {"topics", USE_NOTHING},
    {"type", USE_NOTHING},
    {"website", USE_NOTHING},
    {"weight", USE_NOTHING},
    {"wikidataId", USE_NOTHING},
    {"wikipediaUrl", USE_NOTHING},
};
#define HALF_BYTES     5
#define PROPERTY_COUNT (sizeof PROPERTIES / sizeof *PROPERTIES)

const char *idt_name_standing_text(idt_name_standing standing)
{
    static const char *const words[] = {"name", "alias", "weak_alias"};
    return words[standing];
}

void idt_profile_init(idt_profile *profile, idt_str schema, idt_arena *arena)
{
    *profile = (idt_profile){.arena = arena, .schema = schema, .kind = idt_name_kind_of(schema)};
}

static idt_rc unknown(idt_str name, idt_error *err)
{
    const char *names[PROPERTY_COUNT];
    for (size_t i = 0; i < PROPERTY_COUNT; i++) {
        names[i] = PROPERTIES[i].name;
    }
    const char *nearest = idt_str_nearest(name, names, PROPERTY_COUNT);
    const idt_str shown = idt_str_slice(name, 0, 64);
    return nearest != NULL
               ? idt_fail(err, IDT_E_INPUT,
                          "property \"" IDT_STR_FMT "\" is not known; did you mean \"%s\"?",
                          IDT_STR_ARG(shown), nearest)
               : idt_fail(err, IDT_E_INPUT,
                          "property \"" IDT_STR_FMT
                          "\" is not known; expected one of FollowTheMoney's, such as name",
                          IDT_STR_ARG(shown));
}

static idt_rc add_name(idt_profile *profile, idt_str text, idt_name_standing standing,
                       idt_error *err)
{
    if (!IDT_GROW(profile->arena, profile->names, profile->name_cap, profile->name_count)) {
        return idt_arena_fail(profile->arena, err);
    }
    profile->names[profile->name_count++] = (idt_profile_name){.text = text, .standing = standing};
    return IDT_OK;
}

static idt_rc add_tagged(idt_profile *profile, size_t which, idt_str value, idt_error *err)
{
    if (!IDT_GROW(profile->arena, profile->tagged[which], profile->tagged_cap[which],
                  profile->tagged_count[which])) {
        return idt_arena_fail(profile->arena, err);
    }
    profile->tagged[which][profile->tagged_count[which]++] = value;
    return IDT_OK;
}

static idt_rc add_field(idt_profile *profile, idt_profile_field field, idt_error *err)
{
    if (!IDT_GROW(profile->arena, profile->fields, profile->field_cap, profile->field_count)) {
        return idt_arena_fail(profile->arena, err);
    }
    profile->fields[profile->field_count++] = field;
    return IDT_OK;
}

static idt_rc add_birth(idt_profile *profile, const property *p, idt_str value, idt_error *err)
{
    idt_profile_field field = {.kind = IDT_FIELD_BIRTH, .property = p->name, .value = value};
    idt_error why;
    if (idt_date_parse(value, &field.date, &why) != IDT_OK) {
        return idt_fail(err, IDT_E_INPUT, "%s: %s", p->name, why.message);
    }
    return add_field(profile, field, err);
}

static const property *find(idt_str name)
{
    for (size_t i = 0; i < PROPERTY_COUNT; i++) {
        if (idt_str_is(name, PROPERTIES[i].name)) {
            return &PROPERTIES[i];
        }
    }
    return NULL;
}

bool idt_profile_compares(idt_str name)
{
    const property *p = find(name);
    return p != NULL && p->use != USE_NOTHING;
}

idt_rc idt_profile_add(idt_profile *profile, idt_str name, idt_str value, idt_error *err)
{
    const property *p = find(name);
    if (p == NULL) {
        return unknown(name, err);
    }
    switch (p->use) {
    case USE_NAME:
    case USE_ALIAS:
    case USE_WEAK:
        return add_name(profile, value, (idt_name_standing)(p->use - USE_NAME), err);
    case USE_FIRST:
    case USE_SECOND:
    case USE_MIDDLE:
    case USE_FATHER:
    case USE_LAST:
        return add_tagged(profile, p->use - USE_FIRST, value, err);
    case USE_BIRTH:
        return add_birth(profile, p, value, err);
    case USE_COUNTRY:
    case USE_GENDER:
    case USE_IDENTIFIER:
        return add_field(profile,
                         (idt_profile_field){.kind = p->use == USE_COUNTRY  ? IDT_FIELD_COUNTRY
                                                     : p->use == USE_GENDER ? IDT_FIELD_GENDER
                                                                            : IDT_FIELD_IDENTIFIER,
                                             .property = p->name,
                                             .value = value},
                         err);
    default:
        return IDT_OK;
    }
}

/* The i-th value of each tag, the last where there are fewer. */
static idt_str tag_at(const idt_profile *profile, size_t which, size_t i)
{
    const size_t count = profile->tagged_count[which];
    return count == 0 ? (idt_str){0} : profile->tagged[which][i < count ? i : count - 1];
}

static idt_part_tags tags_at(const idt_profile *profile, size_t i)
{
    const idt_str second = tag_at(profile, 1, i);
    const idt_str middle = tag_at(profile, 2, i);
    return (idt_part_tags){.first = tag_at(profile, 0, i),
                           .middle = middle.len > 0 ? middle : second,
                           .father = tag_at(profile, 3, i),
                           .last = tag_at(profile, 4, i)};
}

static size_t most_tags(const idt_profile *profile)
{
    size_t most = 0;
    for (size_t i = 0; i < 5; i++) {
        most = profile->tagged_count[i] > most ? profile->tagged_count[i] : most;
    }
    return most;
}

/* first second middle father last, as one text. */
static idt_rc add_composed(idt_profile *profile, size_t i, idt_error *err)
{
    idt_str text = {.ptr = "", .len = 0};
    for (size_t which = 0; which < 5; which++) {
        const idt_str value = tag_at(profile, which, i);
        if (value.len == 0) {
            continue;
        }
        text = idt_str_format(profile->arena, IDT_STR_FMT "%s" IDT_STR_FMT, IDT_STR_ARG(text),
                              text.len > 0 ? " " : "", IDT_STR_ARG(value));
        if (text.ptr == NULL) {
            return idt_arena_fail(profile->arena, err);
        }
    }
    return add_name(profile, text, IDT_STANDING_NAME, err);
}

/* "A / B": each half is what the party is also called. */
static idt_rc add_halves(idt_profile *profile, size_t at, idt_error *err)
{
    const idt_str text = profile->names[at].text;
    const size_t slash = idt_str_find(text, '/');
    const idt_str halves[2] = {idt_str_trim(idt_str_slice(text, 0, slash)),
                               idt_str_trim(idt_str_slice(text, slash + 1, text.len))};
    const idt_name_standing standing =
        profile->names[at].standing == IDT_STANDING_WEAK ? IDT_STANDING_WEAK : IDT_STANDING_ALIAS;
    if (slash == text.len || halves[0].len < HALF_BYTES || halves[1].len < HALF_BYTES ||
        idt_str_find(halves[1], '/') < halves[1].len) {
        return IDT_OK;
    }
    const idt_rc rc = add_name(profile, halves[0], standing, err);
    return rc == IDT_OK ? add_name(profile, halves[1], standing, err) : rc;
}

idt_rc idt_profile_compose(idt_profile *profile, idt_error *err)
{
    idt_rc rc = IDT_OK;
    const size_t tags = most_tags(profile);
    profile->composed = profile->name_count == 0;
    for (size_t i = 0; i < tags && profile->composed && rc == IDT_OK; i++) {
        rc = add_composed(profile, i, err);
    }
    const size_t given = profile->name_count;
    for (size_t i = 0; i < given && rc == IDT_OK; i++) {
        rc = add_halves(profile, i, err);
    }
    return rc;
}

const idt_part_tags *idt_profile_tags(const idt_profile *profile, size_t i, idt_part_tags *out)
{
    if (profile->names[i].standing != IDT_STANDING_NAME || most_tags(profile) == 0) {
        return NULL;
    }
    *out = tags_at(profile, profile->composed ? i : 0);
    return out;
}

idt_rc idt_profile_prepare(idt_profile *profile, idt_error *err)
{
    idt_rc rc = idt_profile_compose(profile, err);
    for (size_t i = 0; i < profile->name_count && rc == IDT_OK; i++) {
        idt_part_tags tags;
        idt_profile_name *name = &profile->names[i];
        rc = idt_name_parse(name->text, profile->kind, idt_profile_tags(profile, i, &tags),
                            profile->arena, &name->parsed, err);
        rc = rc == IDT_OK ? idt_match_prepare(&name->parsed, profile->arena, &name->prepared, err)
                          : rc;
    }
    return rc;
}
