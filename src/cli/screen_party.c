#include "cli/screen_party.h"

#include "match/query_note.h"
#include "match/query_size.h"
#include "text/utf8.h"

#define SHOWN_BYTES 64

const idt_param IDT_PARAM_SCHEMA = {
    .name = "schema",
    .type = IDT_PARAM_TEXT,
    .metavar = "SCHEMA",
    .help = "what the name is of: Person, Company, Organization, Vessel ...",
};
const idt_param IDT_PARAM_BIRTH_DATE = {
    .name = "birth-date",
    .type = IDT_PARAM_TEXT,
    .repeats = true,
    .metavar = "DATE",
    .help = "born on this day, in this month or year: 1951-06-19, 1951-06, 1951, 1951~ (about)",
};
const idt_param IDT_PARAM_COUNTRY = {
    .name = "country",
    .type = IDT_PARAM_TEXT,
    .repeats = true,
    .metavar = "COUNTRY",
    .help = "a country it has to do with: de, deu or Germany; --property nationality=COUNTRY says "
            "more",
};
const idt_param IDT_PARAM_ID = {
    .name = "id",
    .type = IDT_PARAM_TEXT,
    .repeats = true,
    .metavar = "KIND=VALUE",
    .help = "an identifier: passport, national, tax, registration, imo, mmsi, lei, swift, wallet, "
            "or the property's name, such as innCode",
};
const idt_param IDT_PARAM_PROPERTY = {
    .name = "property",
    .type = IDT_PARAM_TEXT,
    .repeats = true,
    .metavar = "NAME=VALUE",
    .help = "any property of FollowTheMoney, such as alias, weakAlias, nationality, gender, "
            "birthPlace, address",
};

idt_rc idt_screen_schema_check(const char *option, idt_str schema, idt_error *err)
{
    const char *nearest = idt_query_schema_nearest(schema);
    if (idt_query_schema_is_known(schema)) {
        return IDT_OK;
    }
    return idt_fail(err, IDT_E_USAGE, "--%s \"" IDT_STR_FMT "\" is no kind of party; %s%s%s",
                    option, IDT_STR_ARG(idt_str_slice(schema, 0, SHOWN_BYTES)),
                    nearest != NULL ? "did you mean " : "expected one such as ",
                    nearest != NULL ? nearest
                                    : "Person, Organization, Company, LegalEntity, Vessel or "
                                      "Airplane",
                    nearest != NULL ? "?" : "");
}

typedef struct filling {
    idt_invocation *inv;
    idt_screen_query *query;
    idt_query_value *values;
    size_t cap;
    idt_query_size size;
} filling;

static idt_rc put(filling *f, idt_str property, idt_str value, idt_error *err)
{
    idt_screen_query *q = f->query;
    if (!idt_utf8_check(value, NULL) || !idt_utf8_check(property, NULL)) {
        return idt_fail(err, IDT_E_INPUT, IDT_STR_FMT ": the value is not UTF-8",
                        IDT_STR_ARG(property));
    }
    if (idt_str_trim(value).len == 0) {
        return idt_fail(err, IDT_E_USAGE, IDT_STR_FMT ": the value is empty; leave it out",
                        IDT_STR_ARG(property));
    }
    const idt_rc rc = idt_query_size_add(&f->size, property, value, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (!IDT_GROW(f->inv->arena, f->values, f->cap, q->count)) {
        return idt_arena_fail(f->inv->arena, err);
    }
    f->values[q->count++] = (idt_query_value){property, value};
    q->values = f->values;
    return IDT_OK;
}

/* What a date looks like, said once more: the reader of dates names the character it stopped at. */
static idt_rc say_dates(idt_rc rc, idt_error *err)
{
    char text[1200];
    const idt_error why = *err;
    return idt_fail(err, rc,
                    "%s; a day is written 1951-06-19, a month 1951-06, a year 1951, about 1951~",
                    idt_error_text(&why, text, sizeof text));
}

static idt_rc put_all(filling *f, const idt_param *param, const char *property, idt_error *err)
{
    idt_str values[IDT_VALUES_MAX];
    idt_rc rc = IDT_OK;
    const size_t count = idt_cli_values(f->inv, param, values, IDT_VALUES_MAX);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        rc = put(f, idt_str_borrow(property), values[i], err);
    }
    return rc;
}

/* Short words for kinds of identifiers; else the property's own name. */
static idt_str kind_of(idt_str word)
{
    static const struct {
        const char *word, *property;
    } rows[] = {{"passport", "passportNumber"},
                {"national", "idNumber"},
                {"tax", "taxNumber"},
                {"registration", "registrationNumber"},
                {"imo", "imoNumber"},
                {"mmsi", "mmsi"},
                {"lei", "leiCode"},
                {"swift", "swiftBic"},
                {"wallet", "publicKey"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (idt_str_is(word, rows[i].word)) {
            return idt_str_borrow(rows[i].property);
        }
    }
    return word;
}

/* KIND=VALUE of --id, NAME=VALUE of --property. */
static idt_rc put_pairs(filling *f, const idt_param *param, idt_error *err)
{
    idt_str values[IDT_VALUES_MAX];
    idt_rc rc = IDT_OK;
    const size_t count = idt_cli_values(f->inv, param, values, IDT_VALUES_MAX);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        const size_t equals = idt_str_find(values[i], '=');
        const idt_str name = idt_str_slice(values[i], 0, equals);
        if (equals == values[i].len || name.len == 0) {
            return idt_fail(err, IDT_E_USAGE, "--%s \"" IDT_STR_FMT "\"; expected %s", param->name,
                            IDT_STR_ARG(values[i]), param->metavar);
        }
        const idt_str property = param == &IDT_PARAM_ID ? kind_of(name) : name;
        rc = put(f, property, idt_str_slice(values[i], equals + 1, values[i].len), err);
        if (rc == IDT_OK && param == &IDT_PARAM_ID && idt_code_kind_of(property) == NULL) {
            rc = idt_fail(err, IDT_E_USAGE,
                          "--id: \"" IDT_STR_FMT "\" is no kind of identifier; expected passport, "
                          "national, tax, registration, imo, mmsi, lei, swift, wallet or a "
                          "property such as innCode",
                          IDT_STR_ARG(name));
        }
    }
    return rc;
}

static idt_rc finish(filling *f, idt_error *err)
{
    idt_buf json;
    idt_screen_query *q = f->query;
    idt_rc rc = IDT_OK;
    idt_profile_init(&q->profile, q->schema, f->inv->arena);
    for (size_t i = 0; i < q->count && rc == IDT_OK; i++) {
        rc = idt_profile_add(&q->profile, q->values[i].property, q->values[i].value, err);
        if (rc != IDT_OK && idt_str_is(q->values[i].property, "birthDate")) {
            rc = say_dates(rc, err);
        }
    }
    rc = rc == IDT_OK ? idt_profile_prepare(&q->profile, err) : rc;
    if (rc == IDT_OK && q->profile.name_count == 0 && q->profile.field_count == 0) {
        return idt_fail(err, IDT_E_USAGE,
                        "nothing is asked: give a NAME, or what tells a party, such as --id "
                        "passport=A1234567");
    }
    if (rc != IDT_OK) {
        return rc;
    }
    idt_buf_init(&json, IDT_ARENA_REQUEST_BYTES);
    idt_query_json(q->schema, q->values, q->count, &json);
    rc = idt_buf_check(&json, err);
    if (rc == IDT_OK) {
        q->json = idt_str_copy(f->inv->arena, idt_buf_borrow(&json));
        rc = q->json.ptr != NULL ? IDT_OK : idt_arena_fail(f->inv->arena, err);
    }
    idt_buf_release(&json);
    return rc;
}

/* Who types a country is there to correct it; a row of a file has a note (match/query_note.h). */
static idt_rc check_countries(const idt_screen_query *q, idt_arena *arena, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < q->profile.unread_count && rc == IDT_OK; i++) {
        idt_str says = {0};
        if (idt_unread_is_country(&q->profile.unread[i])) {
            rc = idt_unread_sentence(&q->profile.unread[i], arena, &says, err);
        }
        if (rc == IDT_OK && says.ptr != NULL) {
            rc = idt_fail(err, IDT_E_USAGE, IDT_STR_FMT, IDT_STR_ARG(says));
        }
    }
    return rc;
}

idt_rc idt_screen_query_of(idt_invocation *inv, idt_str name, idt_screen_query *out, idt_error *err)
{
    filling f = {.inv = inv, .query = out};
    const idt_value *schema = idt_cli_value(inv, &IDT_PARAM_SCHEMA);
    *out = (idt_screen_query){.schema = schema != NULL ? schema->text : IDT_STR("")};
    idt_rc rc = idt_screen_schema_check("schema", out->schema, err);
    rc = rc == IDT_OK && name.ptr != NULL ? put(&f, IDT_STR("name"), name, err) : rc;
    rc = rc == IDT_OK ? put_pairs(&f, &IDT_PARAM_PROPERTY, err) : rc;
    rc = rc == IDT_OK ? put_all(&f, &IDT_PARAM_BIRTH_DATE, "birthDate", err) : rc;
    rc = rc == IDT_OK ? put_all(&f, &IDT_PARAM_COUNTRY, "country", err) : rc;
    rc = rc == IDT_OK ? put_pairs(&f, &IDT_PARAM_ID, err) : rc;
    rc = rc == IDT_OK ? finish(&f, err) : rc;
    return rc == IDT_OK ? check_countries(out, inv->arena, err) : rc;
}

static idt_rc no_query(const char *source, idt_error *err)
{
    return idt_fail_at(
        err, IDT_E_INPUT, source, 0, 0, 0,
        "no query; expected {\"properties\":{\"name\":[\"...\"]},\"schema\":\"...\"}");
}

idt_rc idt_screen_query_take(idt_invocation *inv, const idt_json *query, const char *source,
                             idt_screen_query *out, idt_error *err)
{
    filling f = {.inv = inv, .query = out};
    idt_rc rc = IDT_OK;
    const idt_json *properties = idt_json_member(query, "properties");
    const idt_str schema = idt_json_string(query, "schema");
    *out = (idt_screen_query){.schema = schema.ptr != NULL ? schema : IDT_STR("")};
    if (properties == NULL || properties->kind != IDT_JSON_OBJECT) {
        return no_query(source, err);
    }
    for (size_t i = 0; i < properties->count && rc == IDT_OK; i++) {
        const idt_json *p = &properties->items[i];
        for (size_t k = 0; k < p->count && rc == IDT_OK; k++) {
            rc = p->kind == IDT_JSON_ARRAY && p->items[k].kind == IDT_JSON_STRING
                     ? put(&f, p->key, p->items[k].string, err)
                     : no_query(source, err);
        }
    }
    return rc == IDT_OK ? finish(&f, err) : rc;
}

bool idt_screen_query_asks(const idt_screen_query *query)
{
    bool asks = idt_profile_has_identifier(&query->profile);
    for (size_t i = 0; i < query->profile.name_count && !asks; i++) {
        asks = query->profile.names[i].parsed.key.len > 0;
    }
    return asks;
}
