#include "match/scoring.h"

#include "core/json_writer.h"
#include "match/weights.h"

#define FORM_BYTES ((size_t)64 << 10)

const idt_scoring IDT_SCORING_DEFAULT = {
    .name = "default",
    .description = "as measured in docs/accuracy.md",
    .possible = 7000,
    .strong = 9000,
    .weak_aliases = true,
    .fields = true,
    .fields_lower = true,
    .generic_most = 5000,
    .single_most = 6900,
    .number_most = 6000,
};

/* Every hit of it is one of the default: higher cuts, fewer names. */
static const idt_scoring STRICT = {
    .name = "strict",
    .description = "fewer alerts: higher thresholds, weak aliases are not compared",
    .possible = 8500,
    .strong = 9500,
    .weak_aliases = false,
    .fields = true,
    .fields_lower = true,
    .generic_most = 5000,
    .single_most = 6900,
    .number_most = 6000,
};

/* Every hit of the default is one of it: lower cuts, nothing beside the names speaks against. */
static const idt_scoring WIDE = {
    .name = "wide",
    .description = "more alerts: lower thresholds, contradicting fields do not lower the score",
    .possible = 5000,
    .strong = 9000,
    .weak_aliases = true,
    .fields = true,
    .fields_lower = false,
    .generic_most = 4900,
    .single_most = 6900,
    .number_most = 4900,
};

static const idt_scoring OFAC = {
    .name = "ofac",
    .description = "scores as the search tool of OFAC is described to: names alone, letter by "
                   "letter and by Soundex",
    .scorer = IDT_SCORER_OFAC,
    .possible = 8500,
    .strong = 10000,
    .weak_aliases = true,
    .generic_most = 10000,
    .single_most = 10000,
    .number_most = 10000,
};

static const idt_scoring *const BUILT_IN[] = {&IDT_SCORING_DEFAULT, &STRICT, &WIDE, &OFAC};
#define BUILT_IN_COUNT (sizeof BUILT_IN / sizeof *BUILT_IN)

const idt_scoring *idt_scoring_at(size_t i)
{
    return i < BUILT_IN_COUNT ? BUILT_IN[i] : NULL;
}

const idt_scoring *idt_scoring_named(idt_str name)
{
    for (size_t i = 0; i < BUILT_IN_COUNT; i++) {
        if (idt_str_is(name, BUILT_IN[i]->name)) {
            return BUILT_IN[i];
        }
    }
    return NULL;
}

typedef struct weight_row {
    const char *name;
    const int32_t *shared; /* of weights.c */
    bool gains;
} weight_row;

/* In byte order, as the enum is. */
#define GAIN(name)                                                                                 \
    {                                                                                              \
#name, &IDT_WEIGHTS.name, true                                                             \
    }
#define COST(name)                                                                                 \
    {                                                                                              \
#name, &IDT_WEIGHTS.name, false                                                            \
    }
static const weight_row WEIGHTS[IDT_SCORING_WEIGHTS] = {
    [IDT_WEIGHT_ADDRESS_DIFFERS] = COST(address_differs),
    [IDT_WEIGHT_ADDRESS_EQUAL] = GAIN(address_equal),
    [IDT_WEIGHT_ADDRESS_PART] = GAIN(address_part),
    [IDT_WEIGHT_ADDRESS_TOWN] = COST(address_town),
    [IDT_WEIGHT_BIRTH_CLOSE] = COST(birth_close),
    [IDT_WEIGHT_BIRTH_DAY] = COST(birth_day),
    [IDT_WEIGHT_BIRTH_DIFFERS] = COST(birth_differs),
    [IDT_WEIGHT_BIRTH_EQUAL] = GAIN(birth_equal),
    [IDT_WEIGHT_BIRTH_MONTH] = GAIN(birth_month),
    [IDT_WEIGHT_BIRTH_NEAR] = COST(birth_near),
    [IDT_WEIGHT_BIRTH_PLACE_COUNTRY] = GAIN(birth_place_country),
    [IDT_WEIGHT_BIRTH_PLACE_DIFFERS] = COST(birth_place_differs),
    [IDT_WEIGHT_BIRTH_PLACE_EQUAL] = GAIN(birth_place_equal),
    [IDT_WEIGHT_BIRTH_PLACE_PART] = GAIN(birth_place_part),
    [IDT_WEIGHT_BIRTH_PLACE_TOWN] = COST(birth_place_town),
    [IDT_WEIGHT_BIRTH_SWAPPED] = GAIN(birth_swapped),
    [IDT_WEIGHT_BIRTH_YEAR] = GAIN(birth_year),
    [IDT_WEIGHT_CONTACT_EQUAL] = GAIN(contact_equal),
    [IDT_WEIGHT_COUNTRY_DIFFERS] = COST(country_differs),
    [IDT_WEIGHT_COUNTRY_EQUAL] = GAIN(country_equal),
    [IDT_WEIGHT_DOCUMENT_DIFFERS] = COST(document_differs),
    [IDT_WEIGHT_FLAG_DIFFERS] = COST(flag_differs),
    [IDT_WEIGHT_FLAG_EQUAL] = GAIN(flag_equal),
    [IDT_WEIGHT_FOUNDED_DIFFERS] = COST(founded_differs),
    [IDT_WEIGHT_FOUNDED_EQUAL] = GAIN(founded_equal),
    [IDT_WEIGHT_FOUNDED_YEAR] = GAIN(founded_year),
    [IDT_WEIGHT_GENDER_DIFFERS] = COST(gender_differs),
    [IDT_WEIGHT_IDENTIFIER_DIFFERS] = COST(identifier_differs),
    [IDT_WEIGHT_IDENTIFIER_EQUAL] = GAIN(identifier_equal),
    [IDT_WEIGHT_IDENTIFIER_OTHER] = GAIN(identifier_other),
    [IDT_WEIGHT_IDENTIFIER_UNPROVEN] = GAIN(identifier_unproven),
    [IDT_WEIGHT_JURISDICTION_DIFFERS] = COST(jurisdiction_differs),
    [IDT_WEIGHT_JURISDICTION_EQUAL] = GAIN(jurisdiction_equal),
    [IDT_WEIGHT_LEGAL_FORM_DIFFERS] = COST(legal_form_differs),
    [IDT_WEIGHT_LEGAL_FORM_EQUAL] = GAIN(legal_form_equal),
    [IDT_WEIGHT_NATIONALITY_DIFFERS] = COST(nationality_differs),
    [IDT_WEIGHT_NATIONALITY_EQUAL] = GAIN(nationality_equal),
    [IDT_WEIGHT_SCHEMA_DIFFERS] = COST(schema_differs),
    [IDT_WEIGHT_TYPE_DIFFERS] = COST(type_differs),
    [IDT_WEIGHT_TYPE_EQUAL] = GAIN(type_equal),
    [IDT_WEIGHT_WEAK_ALIAS] = COST(weak_alias),
};

int32_t idt_scoring_weight_of(const idt_scoring *scoring, idt_scoring_weight weight)
{
    return (scoring->stated & (UINT64_C(1) << weight)) != 0 ? scoring->weights[weight]
                                                            : *WEIGHTS[weight].shared;
}

const char *idt_scoring_weight_name(idt_scoring_weight weight)
{
    return WEIGHTS[weight].name;
}

bool idt_scoring_weight_gains(idt_scoring_weight weight)
{
    return WEIGHTS[weight].gains;
}

static const char *scorer_text(idt_scorer scorer)
{
    return scorer == IDT_SCORER_OFAC ? "ofac" : "evidence";
}

/* 0.7 and 0.05: no more digits than are needed, as the shortest JSON has them. */
static void share(idt_json_writer *w, const char *key, uint16_t value)
{
    char text[8];
    size_t len = 6;
    text[0] = (char)('0' + value / 10000);
    text[1] = '.';
    for (uint32_t i = 0, rest = value % 10000U, unit = 1000; i < 4; i++, unit /= 10) {
        text[2 + i] = (char)('0' + rest / unit % 10);
    }
    while (text[len - 1] == '0') {
        len--;
    }
    len -= text[len - 1] == '.';
    idt_jw_raw(w, key, (idt_str){.ptr = text, .len = len});
}

static void stated_weights(const idt_scoring *scoring, idt_json_writer *w)
{
    idt_jw_object(w, "weights");
    for (size_t i = 0; i < IDT_SCORING_WEIGHTS; i++) {
        if ((scoring->stated & (UINT64_C(1) << i)) != 0) {
            idt_jw_int(w, WEIGHTS[i].name, scoring->weights[i]);
        }
    }
    idt_jw_end(w);
}

void idt_scoring_write(const idt_scoring *scoring, idt_buf *out)
{
    idt_json_writer w;
    idt_jw_init(&w, out);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "description", scoring->description);
    idt_jw_text(&w, "format", IDT_SCORING_FORMAT);
    idt_jw_object(&w, "guards");
    share(&w, "generic_words", scoring->generic_most);
    share(&w, "numbers_differ", scoring->number_most);
    share(&w, "single_part", scoring->single_most);
    idt_jw_end(&w);
    idt_jw_text(&w, "name", scoring->name);
    if (scoring->prior != 0) {
        share(&w, "prior", scoring->prior);
    }
    idt_jw_text(&w, "scorer", scorer_text(scoring->scorer));
    idt_jw_object(&w, "switches");
    idt_jw_bool(&w, "fields", scoring->fields);
    idt_jw_bool(&w, "fields_lower", scoring->fields_lower);
    idt_jw_bool(&w, "weak_aliases", scoring->weak_aliases);
    idt_jw_end(&w);
    idt_jw_object(&w, "thresholds");
    share(&w, "possible", scoring->possible);
    share(&w, "strong", scoring->strong);
    idt_jw_end(&w);
    stated_weights(scoring, &w);
    idt_jw_end(&w);
}

idt_rc idt_scoring_hash(const idt_scoring *scoring, idt_digest *out, idt_error *err)
{
    idt_buf form;
    idt_buf_init(&form, FORM_BYTES);
    idt_scoring_write(scoring, &form);
    idt_rc rc = idt_buf_check(&form, err);
    rc = rc == IDT_OK ? idt_sha256(form.ptr, form.len, out, err) : rc;
    idt_buf_release(&form);
    return rc;
}
