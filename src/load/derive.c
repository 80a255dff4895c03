#include "load/derive.h"

#include "statement/date.h"
#include "statement/vocabulary.h"
#include "text/key.h"

/* Raise the first part with any change of the functions below: caches are then rebuilt. */
#define DERIVE_RULES "4"

static const char *const NAME_PROPERTIES[] = {"name",         "alias", "weakAlias", "previousName",
                                              "abbreviation", "post",  "holder",    NULL};

/* Identifiers by which a party is looked up (FollowTheMoney's identifier-typed properties). */
static const char *const IDENTIFIER_PROPERTIES[] = {"registrationNumber",
                                                    "idNumber",
                                                    "taxNumber",
                                                    "innCode",
                                                    "ogrnCode",
                                                    "leiCode",
                                                    "swiftBic",
                                                    "imoNumber",
                                                    "passportNumber",
                                                    "wikidataId",
                                                    "mmsi",
                                                    "callSign",
                                                    "publicKey",
                                                    "serialNumber",
                                                    "unscId",
                                                    "authorityId",
                                                    "iban",
                                                    "accountNumber",
                                                    "crsNumber",
                                                    "icaoCode",
                                                    "vatCode",
                                                    "isinCode",
                                                    "sha256",
                                                    NULL};

typedef struct collected {
    idt_arena *arena;
    idt_name_entry *names;
    size_t name_count, name_cap;
    idt_ref_entry *refs;
    size_t ref_count, ref_cap;
    idt_day_entry *days;
    size_t day_count, day_cap;
} collected;

bool idt_schema_is_subject(idt_str schema)
{
    const idt_schema_spec *spec = idt_schema_find(schema);
    return spec != NULL && spec->of == IDT_OF_SUBJECT;
}

bool idt_schema_is_keyed(idt_str schema)
{
    const idt_schema_spec *spec = idt_schema_find(schema);
    const unsigned keyed = IDT_OF_LIST | IDT_OF_PROCEDURE | IDT_OF_AUTHORITY | IDT_OF_OFFICE;
    return spec != NULL && (spec->of & keyed) != 0;
}

static idt_rc add_name(collected *c, const char *property, idt_str value, idt_error *err)
{
    idt_str folded;
    const idt_rc rc = idt_text_key(value, c->arena, &folded, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (!IDT_GROW(c->arena, c->names, c->name_cap, c->name_count)) {
        return idt_arena_fail(c->arena, err);
    }
    c->names[c->name_count++] =
        (idt_name_entry){.property = idt_str_borrow(property), .value = value, .folded = folded};
    return IDT_OK;
}

static idt_rc add_ref(collected *c, idt_ref_kind kind, idt_str target, idt_error *err)
{
    for (size_t i = 0; i < c->ref_count; i++) {
        if (c->refs[i].kind == kind && idt_str_equal(c->refs[i].target, target)) {
            return IDT_OK;
        }
    }
    if (!IDT_GROW(c->arena, c->refs, c->ref_cap, c->ref_count)) {
        return idt_arena_fail(c->arena, err);
    }
    c->refs[c->ref_count++] = (idt_ref_entry){.kind = kind, .target = target};
    return IDT_OK;
}

/* The reference a statement makes, if any: its kind, 0 for none. */
static idt_ref_kind reference_of(const idt_statement *s, idt_str *target)
{
    static const struct {
        const char *property;
        idt_ref_kind kind;
    } kinds[] = {
        {"about", IDT_REF_ABOUT},
        {"parent", IDT_REF_PARENT},
        {"associate", IDT_REF_PARENT},
        {"same_as", IDT_REF_SAME_AS},
        {"not_same_as", IDT_REF_NOT_SAME_AS},
        {"listing", IDT_REF_LIST},
        {"rests_on_list", IDT_REF_LIST},
        {"concerns", IDT_REF_CONCERNS},
    };
    *target = s->value;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (idt_str_is(s->property, kinds[i].property)) {
            return kinds[i].kind;
        }
    }
    if (idt_str_is(s->property, "event") || idt_str_is(s->property, "listed")) {
        *target = idt_qualifier(s, "list");
        return target->ptr != NULL ? IDT_REF_LIST : (idt_ref_kind)0;
    }
    return (idt_ref_kind)0;
}

/* Qualifiers that name a record the statement has to do with. */
static idt_rc derive_concerned(collected *c, const idt_statement *s, idt_error *err)
{
    static const char *const names[] = {"concerns", "record"};
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < sizeof names / sizeof *names && rc == IDT_OK; i++) {
        idt_str *targets;
        size_t count;
        rc = idt_qualifier_list(s, names[i], c->arena, &targets, &count, err);
        for (size_t t = 0; t < count && rc == IDT_OK; t++) {
            rc = add_ref(c, IDT_REF_CONCERNS, targets[t], err);
        }
    }
    return rc;
}

/* ---- days ---- */

#define DATE_BYTES_MOST 64 /* no date is longer: the longest period has 49 */

static idt_rc add_day(collected *c, idt_str list, idt_day day, idt_error *err)
{
    if (day == IDT_DAY_OPEN_START || day == IDT_DAY_OPEN_END) {
        return IDT_OK;
    }
    for (size_t i = 0; i < c->day_count; i++) {
        if (c->days[i].day == day && idt_str_equal(c->days[i].list, list)) {
            return IDT_OK;
        }
    }
    if (!IDT_GROW(c->arena, c->days, c->day_cap, c->day_count)) {
        return idt_arena_fail(c->arena, err);
    }
    c->days[c->day_count++] = (idt_day_entry){.list = list, .day = day};
    return IDT_OK;
}

/* Bounds of the date that `text` is, if it is one; of `decided=2003-02-14` that behind the sign. */
static idt_rc add_bounds(collected *c, idt_str list, idt_str text, idt_error *err)
{
    idt_date date;
    const size_t sign = idt_str_find(text, '=');
    const idt_str value = sign < text.len ? idt_str_slice(text, sign + 1, text.len) : text;
    if (value.len == 0 || value.len > DATE_BYTES_MOST ||
        idt_date_parse(value, &date, NULL) != IDT_OK) {
        return IDT_OK;
    }
    idt_rc rc = add_day(c, list, date.earliest, err);
    if (rc == IDT_OK) {
        rc = add_day(c, list, date.latest, err);
    }
    if (rc == IDT_OK && date.kind == IDT_DATE_PERIOD) {
        rc = add_day(c, list, date.start_latest, err);
        rc = rc == IDT_OK ? add_day(c, list, date.end_earliest, err) : rc;
    }
    return rc;
}

/* Every date among the qualifiers, whatever its name: a day too many costs a look, one too few an
 * answer. Passages hold offsets and no days. */
static idt_rc derive_dates(collected *c, idt_str list, const idt_json *value, idt_error *err)
{
    if (value->kind == IDT_JSON_STRING) {
        return add_bounds(c, list, value->string, err);
    }
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < value->count && rc == IDT_OK; i++) {
        if (!idt_str_is(value->items[i].key, "source")) {
            rc = derive_dates(c, list, &value->items[i], err);
        }
    }
    return rc;
}

/* An act that moves a listing to another list counts for both, and by the delays of both. */
static idt_rc derive_days(collected *c, const idt_statement *s, idt_error *err)
{
    if (!idt_str_is(s->property, "event") && !idt_str_is(s->property, "listed")) {
        return IDT_OK;
    }
    const idt_str list = idt_qualifier(s, "list");
    const bool moves = list.ptr == NULL || idt_qualifier(s, "to_list").ptr != NULL;
    return derive_dates(c, moves ? IDT_STR("") : list, s->qualifiers, err);
}

static idt_rc derive_statement(collected *c, const idt_statement *s, bool subject, idt_error *err)
{
    idt_str target;
    const idt_ref_kind kind = reference_of(s, &target);
    idt_rc rc = derive_concerned(c, s, err);
    if (rc == IDT_OK) {
        rc = derive_days(c, s, err);
    }
    if (rc != IDT_OK) {
        return rc;
    }
    if (kind != 0) {
        return add_ref(c, kind, target, err);
    }
    if (idt_word_in(s->property, NAME_PROPERTIES)) {
        const idt_property_spec *spec = idt_property_find(s->property);
        return add_name(c, subject && spec != NULL ? spec->name : IDT_NAME_LABEL, s->value, err);
    }
    if (idt_word_in(s->property, IDENTIFIER_PROPERTIES)) {
        return add_name(c, IDT_NAME_ID, s->value, err);
    }
    return IDT_OK;
}

static idt_rc derive(const idt_record *record, idt_arena *arena, idt_derived *out, idt_error *err)
{
    collected c = {.arena = arena};
    const bool subject = idt_schema_is_subject(record->schema);
    idt_rc rc = add_name(&c, IDT_NAME_ID, record->id, err);
    if (rc == IDT_OK) {
        rc = add_name(&c, IDT_NAME_ID, record->key, err);
    }
    if (rc == IDT_OK && !subject) {
        rc = add_ref(&c, IDT_REF_KEY, record->key, err);
    }
    if (rc == IDT_OK && !subject) {
        rc = add_ref(&c, IDT_REF_SCHEMA, record->schema, err);
    }
    for (size_t i = 0; i < record->count && rc == IDT_OK; i++) {
        rc = derive_statement(&c, &record->statements[i], subject, err);
    }
    *out = (idt_derived){.names = c.names,
                         .name_count = c.name_count,
                         .refs = c.refs,
                         .ref_count = c.ref_count,
                         .days = c.days,
                         .day_count = c.day_count};
    return rc;
}

const idt_deriver IDT_DERIVER = {
    .version = DERIVE_RULES "/" IDT_TEXT_TABLES,
    .derive = derive,
};
