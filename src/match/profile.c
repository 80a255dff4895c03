#include "match/profile.h"

#include "match/country.h"
#include "match/written_day.h"
#include "statement/vocabulary.h"
#include "text/key.h"
#include "text/lexicon.h"

typedef enum use {
    USE_NAME,
    USE_ALIAS,
    USE_WEAK,
    USE_FIRST,
    USE_SECOND,
    USE_MIDDLE,
    USE_FATHER,
    USE_LAST,
    USE_FIELD,
    USE_NOTHING /* of the model, not compared */
} use;

typedef struct property {
    const char *name;
    use use;
    idt_field_kind kind; /* of USE_FIELD */
    idt_country_sort sort;
} property;

#define FIELD(name, kind)                                                                          \
    {                                                                                              \
        name, USE_FIELD, IDT_FIELD_##kind, IDT_COUNTRY_SORTS                                       \
    }
#define COUNTRY(name, sort)                                                                        \
    {                                                                                              \
        name, USE_FIELD, IDT_FIELD_COUNTRY, IDT_COUNTRY_##sort                                     \
    }
#define NAME(name, use)                                                                            \
    {                                                                                              \
        name, use, IDT_FIELD_COUNT, IDT_COUNTRY_SORTS                                              \
    }
#define NOTHING(name)                                                                              \
    {                                                                                              \
        name, USE_NOTHING, IDT_FIELD_COUNT, IDT_COUNTRY_SORTS                                      \
    }

/* FollowTheMoney's properties of persons, organisations and objects (followthemoney 3.8). */
static const property PROPERTIES[] = {
    NAME("name", USE_NAME),
    NAME("alias", USE_ALIAS),
    NAME("previousName", USE_ALIAS),
    NAME("abbreviation", USE_ALIAS),
    NAME("weakAlias", USE_WEAK),
    NAME("firstName", USE_FIRST),
    NAME("secondName", USE_SECOND),
    NAME("middleName", USE_MIDDLE),
    NAME("fatherName", USE_FATHER),
    NAME("lastName", USE_LAST),
    FIELD("birthDate", BIRTH),
    FIELD("birthPlace", BIRTH_PLACE),
    FIELD("birthCountry", BIRTH_PLACE),
    COUNTRY("nationality", NATIONALITY),
    COUNTRY("citizenship", NATIONALITY),
    COUNTRY("country", TIE),
    COUNTRY("jurisdiction", JURISDICTION),
    COUNTRY("mainCountry", JURISDICTION),
    COUNTRY("flag", FLAG),
    COUNTRY("pastFlags", PAST_FLAG),
    FIELD("address", ADDRESS),
    FIELD("gender", GENDER),
    FIELD("incorporationDate", FOUNDED),
    FIELD("buildDate", FOUNDED),
    FIELD("legalForm", LEGAL_FORM),
    FIELD("type", TYPE),
    FIELD("model", TYPE),
    FIELD("email", CONTACT),
    FIELD("phone", CONTACT),
    FIELD("website", CONTACT),
    FIELD("accountNumber", IDENTIFIER),
    FIELD("bic", IDENTIFIER),
    FIELD("bvdId", IDENTIFIER),
    FIELD("cageCode", IDENTIFIER),
    FIELD("callSign", IDENTIFIER),
    FIELD("crsNumber", IDENTIFIER),
    FIELD("dunsCode", IDENTIFIER),
    FIELD("giiNumber", IDENTIFIER),
    FIELD("iban", IDENTIFIER),
    FIELD("icaoCode", IDENTIFIER),
    FIELD("icijId", IDENTIFIER),
    FIELD("idNumber", IDENTIFIER),
    FIELD("imoNumber", IDENTIFIER),
    FIELD("innCode", IDENTIFIER),
    FIELD("isin", IDENTIFIER),
    FIELD("isinCode", IDENTIFIER),
    FIELD("leiCode", IDENTIFIER),
    FIELD("licenseNumber", IDENTIFIER),
    FIELD("mmsi", IDENTIFIER),
    FIELD("npiCode", IDENTIFIER),
    FIELD("ogrnCode", IDENTIFIER),
    FIELD("okpoCode", IDENTIFIER),
    FIELD("passportNumber", IDENTIFIER),
    FIELD("permId", IDENTIFIER),
    FIELD("publicKey", IDENTIFIER),
    FIELD("registrationNumber", IDENTIFIER),
    FIELD("serialNumber", IDENTIFIER),
    FIELD("socialSecurityNumber", IDENTIFIER),
    FIELD("swiftBic", IDENTIFIER),
    FIELD("taxNumber", IDENTIFIER),
    FIELD("uniqueEntityId", IDENTIFIER),
    FIELD("vatCode", IDENTIFIER),
    FIELD("wikidataId", IDENTIFIER),
    NOTHING("addressEntity"),
    NOTHING("appearance"),
    NOTHING("balance"),
    NOTHING("bvDId"),
    NOTHING("classification"),
    NOTHING("currencySymbol"),
    NOTHING("deathDate"),
    NOTHING("description"),
    NOTHING("dissolutionDate"),
    NOTHING("education"),
    NOTHING("ethnicity"),
    NOTHING("eyeColor"),
    NOTHING("grossRegisteredTonnage"),
    NOTHING("hairColor"),
    NOTHING("height"),
    NOTHING("holder"),
    NOTHING("keywords"),
    NOTHING("kppCode"),
    NOTHING("manufacturer"),
    NOTHING("modifiedAt"),
    NOTHING("motherName"),
    NOTHING("nameChangeDate"),
    NOTHING("nameSuffix"),
    NOTHING("notes"),
    NOTHING("opencorporatesUrl"),
    NOTHING("operator"),
    NOTHING("owner"),
    NOTHING("pastTypes"),
    NOTHING("political"),
    NOTHING("position"),
    NOTHING("program"),
    NOTHING("programId"),
    NOTHING("publisher"),
    NOTHING("publisherUrl"),
    NOTHING("registrationPort"),
    NOTHING("religion"),
    NOTHING("retrievedAt"),
    NOTHING("sector"),
    NOTHING("sourceUrl"),
    NOTHING("status"),
    NOTHING("summary"),
    NOTHING("title"),
    NOTHING("tonnage"),
    NOTHING("topics"),
    NOTHING("weight"),
    NOTHING("wikipediaUrl"),
};
#define HALF_BYTES     5
#define DAY_CHARS      10
#define PROPERTY_COUNT (sizeof PROPERTIES / sizeof *PROPERTIES)

const char *idt_name_standing_text(idt_name_standing standing)
{
    static const char *const words[] = {"name", "alias", "weak_alias"};
    return words[standing];
}

/* person is Person: no two schemata are parted by case. What is none stays as it is given. */
static idt_str schema_meant(idt_str given)
{
    for (size_t i = 0; i < IDT_SCHEMATA_COUNT && given.len > 0; i++) {
        if (idt_str_is_any_case(given, IDT_SCHEMATA[i].name)) {
            return idt_str_borrow(IDT_SCHEMATA[i].name);
        }
    }
    return given;
}

void idt_profile_init(idt_profile *profile, idt_str schema, idt_arena *arena)
{
    schema = schema_meant(schema);
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

static idt_rc add_field(idt_profile *profile, const idt_profile_field *field, idt_error *err)
{
    if (!IDT_GROW(profile->arena, profile->fields, profile->field_cap, profile->field_count)) {
        return idt_arena_fail(profile->arena, err);
    }
    profile->fields[profile->field_count++] = *field;
    return IDT_OK;
}

/* FollowTheMoney allows a time of day behind a day: 1951-06-19T00:00:00. */
static idt_str day_of(idt_str value)
{
    value = idt_str_trim(value);
    return value.len > DAY_CHARS && value.ptr[DAY_CHARS] == 'T' ? idt_str_slice(value, 0, DAY_CHARS)
                                                                : value;
}

static idt_rc keep_unread(idt_profile *profile, const char *name, idt_str value, idt_error *err)
{
    if (!IDT_GROW(profile->arena, profile->unread, profile->unread_cap, profile->unread_count)) {
        return idt_arena_fail(profile->arena, err);
    }
    profile->unread[profile->unread_count++] =
        (struct idt_unread){.property = name, .value = value};
    return IDT_OK;
}

/* A birth year of another calendar is each day it can mean there. *any false: no date is read. */
static idt_rc add_date(idt_profile *profile, idt_profile_field *field, idt_str text, bool *any,
                       idt_error *err)
{
    idt_calendar_reading readings[IDT_CALENDAR_READINGS];
    const size_t count = field->kind == IDT_FIELD_BIRTH ? idt_calendar_read(text, readings) : 0;
    idt_date date;
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        field->days = idt_field_days_read(&readings[i]);
        rc = add_field(profile, field, err);
    }
    *any = count > 0;
    if (count > 0) {
        return rc;
    }
    rc = idt_date_parse(text, &date, err);
    *any = rc == IDT_OK;
    field->days = rc == IDT_OK ? idt_field_days_of(&date) : field->days;
    return rc == IDT_OK ? add_field(profile, field, err) : IDT_OK;
}

/* EDTF, else a day that is written as records of customers have it. */
static idt_rc add_days(idt_profile *profile, idt_profile_field *field, idt_error *err)
{
    bool any = false;
    char day[IDT_WRITTEN_DAY_BYTES];
    idt_error why = {0};
    idt_error other = {0};
    idt_rc rc = add_date(profile, field, day_of(field->value), &any, &why);
    if (rc == IDT_OK && !any && idt_written_day(field->value, day)) {
        rc = add_date(profile, field, idt_str_borrow(day), &any, &other);
    }
    if (rc != IDT_OK) {
        return idt_arena_fail(profile->arena, err);
    }
    if (any) {
        return IDT_OK;
    }
    return profile->lenient ? keep_unread(profile, field->property, field->value, err)
                            : idt_fail(err, IDT_E_INPUT, "%s: %s", field->property, why.message);
}

static char gender_of(idt_str value)
{
    value = idt_str_trim(value);
    const char first = value.len > 0 ? value.ptr[0] : '\0';
    return first == 'm' || first == 'M' ? 'm' : first == 'f' || first == 'F' ? 'f' : '\0';
}

/* The class of the legal form that the whole value is; 0: not known. */
static idt_rc read_form(idt_str value, idt_arena *arena, uint16_t *out, idt_error *err)
{
    idt_str key;
    const idt_rc rc = idt_text_key(value, arena, &key, err);
    *out = rc == IDT_OK ? idt_lexicon_find(key).row->form : 0;
    return rc;
}

static idt_rc read_place(idt_profile *profile, idt_profile_field *field, idt_error *err)
{
    if (strcmp(field->property, "birthCountry") != 0) {
        return idt_field_words_read(field->value, profile->arena, &field->words, err);
    }
    uint16_t country = IDT_COUNTRY_UNKNOWN;
    const idt_rc rc = idt_field_country_read(field->value, profile->arena, &country, err);
    field->words = (idt_field_words){0};
    idt_field_words_add_state(&field->words, country);
    return rc;
}

/* *says: whether there is anything to compare. */
static idt_rc read_value(idt_profile *profile, idt_profile_field *field, bool *says, idt_error *err)
{
    idt_arena *arena = profile->arena;
    idt_rc rc = IDT_OK;
    switch (field->kind) {
    case IDT_FIELD_BIRTH_PLACE:
    case IDT_FIELD_ADDRESS:
    case IDT_FIELD_TYPE:
        rc = read_place(profile, field, err);
        *says = field->words.count > 0 || field->words.state_count > 0;
        return rc;
    case IDT_FIELD_COUNTRY:
        rc = idt_field_country_read(field->value, arena, &field->country, err);
        field->past = idt_country_is_past(field->country);
        *says = field->country != IDT_COUNTRY_UNKNOWN;
        return rc;
    case IDT_FIELD_LEGAL_FORM:
        rc = read_form(field->value, arena, &field->form, err);
        *says = field->form != 0;
        return rc;
    case IDT_FIELD_CONTACT:
        rc = idt_field_contact_read(field->value, field->property, arena, &field->code, err);
        *says = field->code.text.len > 0;
        return rc;
    default:
        field->gender = gender_of(field->value);
        *says = field->gender != '\0';
        return IDT_OK;
    }
}

/* Each code of the value is a field of its own, whose value is that part of it. */
static idt_rc add_codes(idt_profile *profile, idt_profile_field *field, idt_error *err)
{
    idt_str codes[IDT_CODES_MAX];
    const idt_code_kind *kind = idt_code_kind_of(idt_str_borrow(field->property));
    const bool is_ship = profile->kind == IDT_NAME_OBJECT || profile->schema.len == 0;
    const size_t count = idt_codes_in(field->value, kind, codes);
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        field->value = codes[i];
        rc = idt_field_code_read(codes[i], kind, is_ship, profile->arena, &field->code, err);
        if (rc == IDT_OK && field->code.text.len > 0) {
            rc = add_field(profile, field, err);
        }
    }
    return rc;
}

static idt_rc add_value(idt_profile *profile, const property *p, idt_str value, idt_error *err)
{
    idt_profile_field field = {
        .kind = p->kind, .sort = p->sort, .property = p->name, .value = value};
    bool says = false;
    idt_rc rc;
    if (p->kind == IDT_FIELD_BIRTH || p->kind == IDT_FIELD_FOUNDED) {
        return add_days(profile, &field, err);
    }
    if (p->kind == IDT_FIELD_IDENTIFIER) {
        const size_t before = profile->field_count;
        rc = add_codes(profile, &field, err);
        says = profile->field_count > before;
    } else {
        rc = read_value(profile, &field, &says, err);
        rc = rc == IDT_OK && says ? add_field(profile, &field, err) : rc;
    }
    return rc == IDT_OK && !says ? keep_unread(profile, p->name, value, err) : rc;
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

idt_rc idt_profile_property(idt_str name, idt_error *err)
{
    return find(name) != NULL ? IDT_OK : unknown(name, err);
}

const char *idt_profile_property_any_case(idt_str written)
{
    for (size_t i = 0; i < PROPERTY_COUNT; i++) {
        if (idt_str_is_any_case(written, PROPERTIES[i].name)) {
            return PROPERTIES[i].name;
        }
    }
    return NULL;
}

bool idt_profile_has_identifier(const idt_profile *profile)
{
    return profile->field_start[IDT_FIELD_IDENTIFIER + 1] >
           profile->field_start[IDT_FIELD_IDENTIFIER];
}

bool idt_profile_field_of(idt_str name, idt_field_kind *kind)
{
    const property *p = find(name);
    *kind = p != NULL ? p->kind : IDT_FIELD_COUNT;
    return p != NULL && p->use == USE_FIELD;
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
    case USE_FIELD:
        return add_value(profile, p, value, err);
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

static bool is_property(const idt_profile_field *field, const char *name)
{
    return strcmp(field->property, name) == 0;
}

/* birthCountry is said of the place of birth where there is one. Returns the fields left. */
static size_t join_birth_country(idt_profile_field *fields, size_t count)
{
    bool place = false;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        place = place || is_property(&fields[i], "birthPlace");
    }
    for (size_t i = 0; place && i < count; i++) {
        for (size_t k = 0; k < count && is_property(&fields[i], "birthCountry"); k++) {
            if (is_property(&fields[k], "birthPlace") && fields[i].words.state_count > 0) {
                idt_field_words_add_state(&fields[k].words, fields[i].words.states[0]);
            }
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (!place || !is_property(&fields[i], "birthCountry")) {
            fields[kept++] = fields[i];
        }
    }
    return kept;
}

static idt_rc order_fields(idt_profile *profile, idt_error *err)
{
    profile->field_count = join_birth_country(profile->fields, profile->field_count);
    idt_profile_field *ordered =
        IDT_NEW_N(profile->arena, idt_profile_field, profile->field_count + 1);
    size_t n = 0;
    if (ordered == NULL) {
        return idt_arena_fail(profile->arena, err);
    }
    for (idt_field_kind kind = 0; kind < IDT_FIELD_COUNT; kind++) {
        profile->field_start[kind] = (uint32_t)n;
        for (size_t i = 0; i < profile->field_count; i++) {
            if (profile->fields[i].kind == kind) {
                ordered[n++] = profile->fields[i];
            }
        }
    }
    profile->field_start[IDT_FIELD_COUNT] = (uint32_t)n;
    profile->fields = ordered;
    profile->field_cap = profile->field_count + 1;
    return IDT_OK;
}

idt_rc idt_profile_compose(idt_profile *profile, idt_error *err)
{
    idt_rc rc = order_fields(profile, err);
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

idt_rc idt_profile_parse_with(idt_reading_memory *memory, idt_profile *profile, idt_error *err)
{
    idt_rc rc = IDT_OK;
    idt_reading_memory_begin(memory);
    for (size_t i = 0; i < profile->name_count && rc == IDT_OK; i++) {
        idt_part_tags tags;
        idt_profile_name *name = &profile->names[i];
        rc = idt_name_parse_with(memory, name->text, profile->kind,
                                 idt_profile_tags(profile, i, &tags), profile->arena, &name->parsed,
                                 err);
        rc = rc == IDT_OK ? idt_match_prepare(&name->parsed, profile->arena, &name->prepared, err)
                          : rc;
    }
    return rc;
}

idt_rc idt_profile_prepare(idt_profile *profile, idt_error *err)
{
    const idt_rc rc = idt_profile_compose(profile, err);
    return rc == IDT_OK ? idt_profile_parse_with(NULL, profile, err) : rc;
}
