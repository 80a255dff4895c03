/* What fields beside names say for and against one party: match/fields.h and what it stands on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/fields.h"
#include "match/identifier_key.h"
#include "match/names.h"
#include "match/weights.h"

#define W IDT_WEIGHTS

static idt_arena *arena;

static void add(idt_profile *profile, const char *property, const char *value)
{
    idt_error err = {0};
    if (idt_profile_add(profile, idt_str_borrow(property), idt_str_borrow(value), &err) != IDT_OK) {
        fail_msg("%s", err.message);
    }
}

/* "birthDate=1951; nationality=ru" */
static void party(idt_profile *out, const char *schema, const char *text)
{
    make_profile(out, schema, IDT_STR("Ivan Petrov"), arena);
    while (*text != '\0') {
        const char *end = strchr(text, ';');
        const size_t len = end != NULL ? (size_t)(end - text) : strlen(text);
        const char *equals = strchr(text, '=');
        const size_t key = (size_t)(equals - text);
        const idt_str property = {.ptr = text, .len = key};
        const idt_str value = idt_str_trim((idt_str){.ptr = equals + 1, .len = len - key - 1});
        idt_error err = {0};
        if (idt_profile_add(out, idt_str_trim(property), value, &err) != IDT_OK) {
            fail_msg("%s", err.message);
        }
        text += len + (end != NULL);
    }
    ready(out);
}

/* What the fields of two parties come to, and the first term's note. */
static int32_t fields_of(const char *schema, const char *a, const char *b, const char **note)
{
    idt_profile q;
    idt_profile n;
    idt_evidence evidence;
    idt_arena_clear(arena);
    party(&q, schema, a);
    party(&n, schema, b);
    evidence.count = 0;
    evidence.llr_mnat = 0;
    idt_fields_add(&IDT_SCORING_DEFAULT, &q, &n, &evidence);
    *note = evidence.count > 0 ? evidence.terms[0].note : NULL;
    return evidence.llr_mnat;
}

typedef struct field_case {
    const char *schema, *a, *b;
    int32_t mnat;
    const char *note; /* NULL: no term */
} field_case;

static void check_cases(const field_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (int turned = 0; turned < 2; turned++) {
            const char *note;
            const int32_t mnat = fields_of(cases[i].schema, turned ? cases[i].b : cases[i].a,
                                           turned ? cases[i].a : cases[i].b, &note);
            if (mnat != cases[i].mnat || (note == NULL) != (cases[i].note == NULL) ||
                (note != NULL && strcmp(note, cases[i].note) != 0)) {
                fail_msg("%s / %s: %d, %s", cases[i].a, cases[i].b, (int)mnat,
                         note != NULL ? note : "no term");
            }
        }
    }
}
#define CHECK(cases) check_cases(cases, sizeof(cases) / sizeof *(cases))

static void birth_dates_agree_as_far_as_both_are_known(void **state)
{
    (void)state;
    const field_case cases[] = {
        {"Person", "birthDate=1951-06-19", "birthDate=1951-06-19", W.birth_equal,
         "birth date equal"},
        {"Person", "birthDate=1951-06-19T00:00:00", "birthDate=1951-06-19", W.birth_equal,
         "birth date equal"},
        {"Person", "birthDate=1951-06-09", "birthDate=1951-09-06", W.birth_swapped,
         "day and month swapped"},
        {"Person", "birthDate=1951-06", "birthDate=1951-06-19", W.birth_month,
         "birth dates agree to the month"},
        {"Person", "birthDate=1951", "birthDate=1951-06-19", W.birth_year,
         "birth dates agree as far as known"},
        {"Person", "birthDate=1951-06-19", "birthDate=1951-11-02", W.birth_day,
         "same year, another day"},
        {"Person", "birthDate=1951", "birthDate=1952-03-01", W.birth_close,
         "birth dates a year apart"},
        {"Person", "birthDate=1951", "birthDate=1953", W.birth_near, "birth dates two years apart"},
        {"Person", "birthDate=1951-06-19", "birthDate=1962-06-19", W.birth_differs,
         "birth dates differ"},
        {"Person", "birthDate=1951-06-09", "birthDate=1960-09-06", W.birth_differs,
         "birth dates differ"},
        {"Person", "birthDate=1951-06-19", "", 0, NULL},
    };
    CHECK(cases);
}

/* A span of n years is met by chance n times as often as a year is. */
static void a_wider_span_proves_less_and_none_proves_nothing(void **state)
{
    (void)state;
    const field_case cases[] = {
        {"Person", "birthDate=1970~", "birthDate=1971-05-02", W.birth_year - 1609,
         "birth dates agree within some years"},
        {"Person", "birthDate=[1968..1972]", "birthDate=1970-05-02", W.birth_year - 1609,
         "birth dates agree within some years"},
        {"Person", "birthDate=1968/1972", "birthDate=1970-05-02", W.birth_year - 1609,
         "birth dates agree within some years"},
        {"Person", "birthDate=197X", "birthDate=1970-05-02", 0,
         "birth dates agree within some years"},
        {"Person", "birthDate=[..1980]", "birthDate=1970-05-02", 0,
         "birth dates agree within some years"},
        {"Person", "birthDate=1970~", "birthDate=1973", W.birth_close, "birth dates a year apart"},
        {"Person", "birthDate=1970?", "birthDate=1980", W.birth_differs, "birth dates differ"},
    };
    CHECK(cases);
}

static void the_first_of_january_stands_for_its_year(void **state)
{
    (void)state;
    const field_case cases[] = {
        {"Person", "birthDate=1970-01-01", "birthDate=1970-01-01", W.birth_year,
         "birth dates agree as far as known"},
        {"Person", "birthDate=1970-01-01", "birthDate=1970-05-02", W.birth_year,
         "birth dates agree as far as known"},
    };
    CHECK(cases);
}

static void years_of_other_calendars_are_read_in_all_the_ways_they_can_mean(void **state)
{
    (void)state;
    const field_case cases[] = {
        {"Person", "birthDate=1345", "birthDate=1966-05-02", W.birth_year,
         "birth years agree by another calendar"}, /* solar Hijri */
        {"Person", "birthDate=1345", "birthDate=1926-12-02", W.birth_year,
         "birth years agree by another calendar"}, /* lunar Hijri */
        {"Person", "birthDate=1345-02-31", "birthDate=1966-05-21", W.birth_month,
         "birth dates agree by another calendar"},
        {"Person", "birthDate=2510", "birthDate=1967", W.birth_year,
         "birth years agree by another calendar"},
        {"Person", "birthDate=2510-02-28", "birthDate=1967-02-28", W.birth_equal,
         "birth date equal"},
        {"Person", "birthDate=1345", "birthDate=1980", W.birth_differs, "birth dates differ"},
        {"Person", "birthDate=1345", "birthDate=1345", W.birth_year,
         "birth dates agree as far as known"},
    };
    CHECK(cases);
}

/* Days on which calendars are known to begin. */
static void the_calendars_are_converted_by_their_rules(void **state)
{
    (void)state;
    static const struct {
        const char *written, *day;
        size_t reading;
    } known[] = {
        {"1400-01-01", "2021-03-21", 0}, /* Nowruz */
        {"1399-12-30", "2021-03-20", 0}, /* leap day */
        {"1400-06-15", "2021-09-06", 0}, {"1400-12-01", "2022-02-20", 0},
        {"1345-01-01", "1966-03-21", 0}, {"1390-01-01", "1970-03-09", 1}, /* 1 Muharram 1390 */
        {"1445-01-01", "2023-07-19", 0}, {"1444-09-01", "2023-03-23", 0}, /* Ramadan */
        {"2483-02-01", "1941-02-01", 0}, {"2484-02-01", "1941-02-01", 0},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        idt_calendar_reading readings[IDT_CALENDAR_READINGS];
        idt_day day;
        assert_true(idt_day_parse(idt_str_borrow(known[i].day), &day));
        const size_t count = idt_calendar_read(idt_str_borrow(known[i].written), readings);
        if (count <= known[i].reading || readings[known[i].reading].earliest > day ||
            readings[known[i].reading].latest < day ||
            readings[known[i].reading].latest - readings[known[i].reading].earliest > 4) {
            fail_msg("%s is not read as %s", known[i].written, known[i].day);
        }
    }
    static const char *const none[] = {"1951", "1345-13", "1345-00-01", "1345~", "1345-01-32",
                                       "134",  "",        "2601",       "1228"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        idt_calendar_reading readings[IDT_CALENDAR_READINGS];
        assert_int_equal(idt_calendar_read(idt_str_borrow(none[i]), readings), 0);
    }
}

static void places_of_birth_are_compared_by_their_words_and_states(void **state)
{
    (void)state;
    const field_case cases[] = {
        {"Person", "birthPlace=Kandahar", "birthPlace=Qandahar Province, Afghanistan",
         W.birth_place_equal, "place of birth equal"},
        {"Person", "birthPlace=Wien", "birthPlace=Vienna, Austria", W.birth_place_equal,
         "place of birth equal"},
        {"Person", "birthPlace=Donetsk, Ukraine", "birthPlace=Donetsk, Russia", W.birth_place_part,
         "places of birth alike"},
        {"Person", "birthPlace=Zmarai village, Ghazni", "birthPlace=Zmarai, Shinkay, Zabul",
         W.birth_place_part, "places of birth alike"},
        {"Person", "birthPlace=Germany", "birthCountry=de", W.birth_place_country,
         "a country of birth in common"},
        {"Person", "birthPlace=Kazan, Russia", "birthPlace=Tomsk, Russia", W.birth_place_town,
         "places of birth differ"},
        {"Person", "birthPlace=Kazan", "birthCountry=de", 0, NULL},
        {"Person", "birthPlace=Kazan; birthCountry=ru", "birthPlace=Bonn, Germany",
         W.birth_place_differs, "countries of birth differ"},
        {"Person", "birthPlace=Pyongyang, Democratic People's Republic of Korea",
         "birthPlace=Hamhung; birthCountry=kp", W.birth_place_town, "places of birth differ"},
        {"Person", "birthPlace=Seoul, Republic of Korea", "birthCountry=kp", W.birth_place_differs,
         "countries of birth differ"},
        {"Person", "birthPlace=Congo", "birthCountry=cd", 0, NULL}, /* there are two */
        {"Person", "birthPlace=Goma, Congo (Democratic Republic)", "birthPlace=Goma, DRC",
         W.birth_place_equal, "place of birth equal"},
        {"Person", "birthPlace=Belfast, Northern Ireland", "birthCountry=ie", W.birth_place_differs,
         "countries of birth differ"},
        {"Person", "birthPlace=Kazan; birthCountry=suhh", "birthPlace=Kyiv, Ukraine",
         W.birth_place_town, "places of birth differ"},
        {"Person", "birthPlace=Kazan, USSR", "birthPlace=Kazan, Russia", W.birth_place_equal,
         "place of birth equal"},
    };
    CHECK(cases);
}

static void addresses_need_more_than_a_city_to_be_equal(void **state)
{
    (void)state;
    const field_case cases[] = {
        {"Company", "address=20 Karakasias Street, Athens, Greece",
         "address=Karakasias str. 20, 10431 Athens", W.address_equal, "address equal"},
        {"Company", "address=Athens", "address=20 Karakasias Street, Athens", W.address_part,
         "addresses agree in part"},
        {"Company", "address=20 Karakasias Street, Athens, Greece",
         "address=204 Taleghani Ave., Tehran, Iran", W.address_differs,
         "addresses in two countries"},
        {"Company", "address=12 Udaltsova Street, Moscow", "address=204 Taleghani Ave., Tehran",
         W.address_town, "addresses differ"},
        {"Company", "address=Province, Street", "address=204 Taleghani Ave.", 0, NULL},
    };
    CHECK(cases);
}

static void countries_of_one_sort_may_differ_of_two_only_agree(void **state)
{
    (void)state;
    const field_case cases[] = {
        {"Person", "nationality=ru", "nationality=Russia", W.nationality_equal,
         "a nationality in common"},
        {"Person", "citizenship=RU", "nationality=ru; nationality=cy", W.nationality_equal,
         "a nationality in common"},
        {"Person", "nationality=de", "nationality=ru; nationality=cy", W.nationality_differs,
         "no nationality in common"},
        {"Person", "country=ru", "nationality=ru", W.country_equal, "a country in common"},
        {"Person", "country=de", "nationality=ru", 0, NULL},
        {"Person", "country=de", "country=ru", W.country_differs, "no country in common"},
        {"Person", "nationality=Iran, Islamic Republic of", "nationality=ir", W.nationality_equal,
         "a nationality in common"},
        {"Person", "nationality=Syrian", "nationality=Syrian Arab Republic", W.nationality_equal,
         "a nationality in common"},
        {"Person", "nationality=su", "nationality=ua", 0, NULL}, /* the Union is no more */
        {"Person", "nationality=suhh", "nationality=ua", 0, NULL},
        {"Person", "nationality=nowhere at all", "nationality=ua", 0, NULL},
        {"Company", "jurisdiction=vg", "jurisdiction=cy", W.jurisdiction_differs,
         "no jurisdiction in common"},
        {"Company", "jurisdiction=vg; country=ru", "jurisdiction=cy; country=ru", W.country_equal,
         "a country in common"},
        /* two contradictions are one, the dearest */
        {"Person", "nationality=de; country=de", "nationality=ru; country=ru",
         W.nationality_differs, "no nationality in common"},
        {"Vessel", "flag=pa", "flag=lr", W.flag_differs, "flags differ"},
        {"Vessel", "flag=pa", "flag=lr; pastFlags=pa", W.country_equal, "a country in common"},
    };
    CHECK(cases);
}

static void identifiers_are_near_certain_or_contradict_by_what_they_are(void **state)
{
    (void)state;
    const field_case cases[] = {
        {"Person", "passportNumber=A 123-45678", "passportNumber=a12345678 (Egypt)",
         W.identifier_equal, "an identifier in common"},
        {"Company", "registrationNumber=OGRN: 1197746631653", "ogrnCode=1197746631653",
         W.identifier_other, "an identifier in common, under two names"},
        {"Person", "passportNumber=A1234567", "passportNumber=B7654321", W.document_differs,
         "document numbers of one kind differ"},
        {"Person", "passportNumber=A1234567", "idNumber=B7654321", 0, NULL},
        {"Person", "passportNumber=A1234567", "passportNumber=65432", 0, NULL}, /* another shape */
        {"Company", "registrationNumber=TIN: 7703436139, Registration number: 5177746148784",
         "registrationNumber=5177746148784 (Russia)", W.identifier_equal,
         "an identifier in common"},
        {"Company", "registrationNumber=(УНН/ИНН): 190950894 (Belarus)", "taxNumber=190950894",
         W.identifier_other, "an identifier in common, under two names"},
        {"Company", "registrationNumber=SRN - CA/BG/2019B520", "registrationNumber=CA/BG/2019B520",
         W.identifier_equal, "an identifier in common"},
        {"Person", "passportNumber=Russian passport number 8208 No. 555627",
         "passportNumber=8208 555627", W.identifier_equal, "an identifier in common"},
        {"Person", "passportNumber=563210184 (Expires 18 Jun. 2018)",
         "passportNumber=X1234567 (Expires 18 Jun. 2018)", 0, NULL},
        {"Person", "idNumber=13/THAPANA(AEI)00010", "idNumber=13/THAPANA (AEI) 00010",
         W.identifier_equal, "an identifier in common"},
        {"Company", "registrationNumber=HRB 26136", "registrationNumber=HRB 26136 (Stuttgart)",
         W.identifier_equal, "an identifier in common"},
        {"Vessel", "imoNumber=IMO 9074729", "imoNumber=9074729", 10500,
         "an identifier in common"}, /* seven digits tell 10.5 nats */
        {"Vessel", "imoNumber=9074729", "imoNumber=9074720", 0, NULL}, /* mistyped: no check */
        {"Vessel", "imoNumber=9074729", "imoNumber=9187667", W.identifier_differs,
         "identifiers of one kind differ"},
        {"Vessel", "imoNumber=9074720", "imoNumber=9074720", W.identifier_unproven,
         "identifiers equal, but not well-formed"},
        {"Company", "imoNumber=9074720", "imoNumber=9074720", 10500, "an identifier in common"},
        /* two contradictions are one, the dearest */
        {"Vessel", "imoNumber=9074729; registrationNumber=1234567",
         "imoNumber=9187667; registrationNumber=7654321", W.identifier_differs,
         "identifiers of one kind differ"},
        {"Vessel", "mmsi=636022549", "mmsi=636022403", 0, NULL}, /* changes with the flag */
        {"Airplane", "serialNumber=45-396", "serialNumber=45-397", W.identifier_differs,
         "identifiers of one kind differ"},
        {"Person", "passportNumber=0000000", "passportNumber=0000000", 0, NULL},
        {"Person", "passportNumber=N/A", "passportNumber=N/A", 0, NULL},
        {"Company", "kppCode=770101001", "kppCode=770101001", 0, NULL}, /* of a tax office */
        {"Person", "passportNumber=A1234567; idNumber=77", "passportNumber=B7654321; idNumber=77",
         W.document_differs, "document numbers of one kind differ"},
        /* one in common settles it, whatever else differs */
        {"Person", "passportNumber=A1234567; idNumber=55667788",
         "passportNumber=B7654321; idNumber=55667788", W.identifier_equal,
         "an identifier in common"},
    };
    CHECK(cases);
}

static void other_fields_of_organisations_and_ships(void **state)
{
    (void)state;
    const field_case cases[] = {
        {"Company", "incorporationDate=2006-11-08", "incorporationDate=2006-11-08", W.founded_equal,
         "founding date equal"},
        {"Company", "incorporationDate=2006", "incorporationDate=2006-11-08", W.founded_year,
         "founding dates agree as far as known"},
        {"Company", "incorporationDate=1345", "incorporationDate=1966", W.founded_differs,
         "founding dates differ"}, /* a university may be that old */
        {"Vessel", "buildDate=1975", "buildDate=1993", W.founded_differs, "founding dates differ"},
        {"Company", "legalForm=GmbH", "legalForm=Limited Liability Company", W.legal_form_equal,
         "legal form equal"},
        {"Company", "legalForm=GmbH", "legalForm=Aktiengesellschaft", W.legal_form_differs,
         "legal forms differ"},
        {"Vessel", "type=Crude Oil Tanker", "type=Oil tanker", W.type_equal, "types agree"},
        {"Vessel", "type=Oil tanker", "type=Bulk Carrier", W.type_differs, "types differ"},
        {"Company", "website=http://www.wscb.ru/", "website=WSCB.ru", W.contact_equal,
         "a means of contact in common"},
        {"Company", "phone=+375 17 217 64 63", "phone=8 (017) 217-64-63", W.contact_equal,
         "a means of contact in common"},
        {"Company", "website=a.example", "website=b.example", 0, NULL},
        {"Person", "gender=male", "gender=F", W.gender_differs, "gender differs"},
        {"Person", "gender=male", "gender=m", 0, "gender does not differ"},
        {"Person", "gender=male", "gender=other", 0, NULL},
        {"Person", "topics=sanction; position=Minister", "topics=role.pep; position=Clerk", 0,
         NULL},
    };
    CHECK(cases);
}

/* A family shares them all: what places say together has a ceiling, which only lowers. */
static void places_and_countries_that_agree_prove_only_so_much_together(void **state)
{
    (void)state;
    const int32_t all = W.birth_place_equal + W.nationality_equal + W.address_equal;
    const field_case cases[] = {
        {"Person", "nationality=ru; birthPlace=Kazan", "nationality=ru; birthPlace=Kazan",
         W.places_most + (W.birth_place_equal + W.nationality_equal - W.places_most) / 64,
         "place of birth equal"},
        {"Person", "nationality=ru; birthPlace=Kazan; address=12 Udaltsova, Moscow",
         "nationality=ru; birthPlace=Kazan; address=12 Udaltsova, Moscow",
         W.places_most + (all - W.places_most) / 64, "place of birth equal"},
        {"Person", "nationality=ru; birthPlace=Kazan", "nationality=ru; birthPlace=Tomsk",
         W.nationality_equal + W.birth_place_town, "places of birth differ"},
    };
    CHECK(cases);
}

/* The key finds what the comparison takes for equal, whatever the property. */
static void equal_identifiers_have_equal_keys(void **state)
{
    (void)state;
    static const char *const values[][2] = {
        {"imoNumber", "IMO 9074729"},  {"imoNumber", "9074729"},
        {"idNumber", "9074729"},       {"registrationNumber", "OGRN: 1197746631653"},
        {"ogrnCode", "1197746631653"}, {"passportNumber", "A-123 456 (Egypt)"},
        {"passportNumber", "a123456"}, {"swiftBic", "DEUTDEFFXXX"},
        {"swiftBic", "DEUTDEFF"},      {"passportNumber", "000000"},
        {"taxNumber", "N/A"},          {"name", "A123456"},
    };
    enum { COUNT = sizeof values / sizeof *values };
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t k = 0; k < COUNT; k++) {
            idt_buf x;
            idt_buf y;
            idt_buf_init(&x, 1024);
            idt_buf_init(&y, 1024);
            const bool one =
                idt_identifier_key(idt_str_borrow(values[i][0]), idt_str_borrow(values[i][1]), &x);
            const bool two =
                idt_identifier_key(idt_str_borrow(values[k][0]), idt_str_borrow(values[k][1]), &y);
            const bool same = one && two && idt_str_equal(idt_buf_borrow(&x), idt_buf_borrow(&y));
            idt_buf_release(&x);
            idt_buf_release(&y);
            if (strcmp(values[i][0], "name") == 0 || strcmp(values[k][0], "name") == 0) {
                assert_false(same);
                continue;
            }
            const char *note;
            const idt_str a = idt_str_format(arena, "%s=%s", values[i][0], values[i][1]);
            const idt_str b = idt_str_format(arena, "%s=%s", values[k][0], values[k][1]);
            char left[128];
            char right[128];
            (void)snprintf(left, sizeof left, "%s", a.ptr);
            (void)snprintf(right, sizeof right, "%s", b.ptr);
            assert_int_equal(fields_of("Vessel", left, right, &note) > 0, same);
        }
    }
}

/* ---- what holds of all ---- */

typedef struct sample {
    const char *property;
    const char *const *values;
    size_t count;
} sample;

#define VALUES(...) ((const char *const[]){__VA_ARGS__})
#define SAMPLE(property, ...)                                                                      \
    {                                                                                              \
        property, VALUES(__VA_ARGS__), sizeof VALUES(__VA_ARGS__) / sizeof(char *)                 \
    }

static const sample SAMPLES[] = {
    SAMPLE("birthDate", "1951-06-09", "1951-09-06", "1951", "1951-06", "1952", "1953~", "1970",
           "1968/1972", "1330", "1951-01-01"),
    SAMPLE("birthPlace", "Kazan, Russia", "Kazan", "Tomsk", "Bonn, Germany", "Russia"),
    SAMPLE("birthCountry", "ru", "de"),
    SAMPLE("nationality", "ru", "de", "su"),
    SAMPLE("country", "ru", "de", "cy"),
    SAMPLE("jurisdiction", "ru", "vg"),
    SAMPLE("flag", "pa", "lr"),
    SAMPLE("pastFlags", "pa", "kp"),
    SAMPLE("address", "12 Udaltsova Street, Moscow", "Moscow, Russia", "204 Taleghani, Tehran"),
    SAMPLE("gender", "male", "female", "other"),
    SAMPLE("incorporationDate", "2006-11-08", "2006", "1999"),
    SAMPLE("buildDate", "1975", "1993"),
    SAMPLE("legalForm", "GmbH", "AG"),
    SAMPLE("type", "Oil tanker", "Bulk Carrier"),
    SAMPLE("passportNumber", "A1234567", "B7654321", "12345"),
    SAMPLE("idNumber", "A1234567", "55667788"),
    SAMPLE("imoNumber", "9074729", "9074720", "9187667"),
    SAMPLE("phone", "+375 17 217 64 63", "217 64 63 11"),
};
#define SAMPLE_COUNT (sizeof SAMPLES / sizeof *SAMPLES)

static void random_party(random_state *r, idt_profile *out)
{
    make_profile(out, SCHEMATA[random_below(r, 5)], random_name(r, 3, arena), arena);
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        for (size_t n = random_below(r, 3); n > 0; n--) {
            add(out, SAMPLES[i].property, SAMPLES[i].values[random_below(r, SAMPLES[i].count)]);
        }
    }
    ready(out);
}

/* A profile of scoring with other weights, each with its sign. */
static idt_scoring random_scoring(random_state *r)
{
    idt_scoring s = IDT_SCORING_DEFAULT;
    for (size_t w = 0; w < IDT_SCORING_WEIGHTS && random_below(r, 2) == 0; w++) {
        const int32_t size = (int32_t)random_below(r, 30000);
        s.weights[w] = idt_scoring_weight_gains((idt_scoring_weight)w) ? size : -size;
        s.stated |= UINT64_C(1) << w;
    }
    return s;
}

static int32_t weighed(const idt_scoring *s, const idt_profile *q, const idt_profile *n)
{
    idt_evidence evidence;
    int32_t sum = 0;
    evidence.count = 0;
    evidence.llr_mnat = 0;
    idt_fields_add(s, q, n, &evidence);
    for (size_t i = 0; i < evidence.count; i++) {
        sum += evidence.terms[i].mnat;
        assert_non_null(evidence.terms[i].note);
    }
    assert_int_equal(sum, evidence.llr_mnat);
    return sum;
}

static void no_comparison_adds_more_than_the_most_and_the_sides_are_alike(void **state)
{
    (void)state;
    random_state r = random_start("most");
    int reached = 0;
    for (int i = 0; i < 6000; i++) {
        idt_profile q;
        idt_profile n;
        idt_arena_clear(arena);
        random_party(&r, &q);
        random_party(&r, &n);
        const idt_scoring s = random_scoring(&r);
        const int32_t there = weighed(&s, &q, &n);
        assert_int_equal(there, weighed(&s, &n, &q));
        assert_true(there <= idt_fields_most(&s, &q));
        assert_true(there <= idt_fields_most(&s, &n));
        assert_true(weighed(&s, &q, &q) <= idt_fields_most(&s, &q));
        reached += weighed(&s, &q, &q) == idt_fields_most(&s, &q);
    }
    assert_true(reached > 300); /* the bound is no mere large number */
}

static void fields_switched_off_can_add_nothing(void **state)
{
    (void)state;
    idt_profile q;
    idt_arena_clear(arena);
    party(&q, "Person", "birthDate=1951-06-19; passportNumber=A1234567");
    idt_scoring s = IDT_SCORING_DEFAULT;
    assert_int_equal(idt_fields_most(&s, &q), W.birth_equal + W.identifier_equal);
    s.fields = false;
    assert_int_equal(idt_fields_most(&s, &q), 0);
}

/* A random party but for the property `more`, of which it gets `value` (NULL: nothing). The same
 * random state gives the same party. */
static void party_with(random_state r, const sample *more, const char *value, idt_profile *out)
{
    make_profile(out, "Person", random_name(&r, 3, arena), arena);
    for (size_t k = 0; k < SAMPLE_COUNT; k++) {
        const char *other = SAMPLES[k].values[random_below(&r, SAMPLES[k].count)];
        if (random_below(&r, 2) == 0 && &SAMPLES[k] != more) {
            add(out, SAMPLES[k].property, other);
        }
    }
    if (value != NULL) {
        add(out, more->property, value);
    }
    ready(out);
}

static int32_t weighed_with(random_state q_state, random_state n_state, const sample *more,
                            const char *a, const char *b)
{
    idt_profile q;
    idt_profile n;
    party_with(q_state, more, a, &q);
    party_with(n_state, more, b, &n);
    return weighed(&IDT_SCORING_DEFAULT, &q, &n);
}

static int32_t weighed_alone(const sample *more, const char *a, const char *b)
{
    idt_profile q;
    idt_profile n;
    make_profile(&q, "Person", IDT_STR("Ivan"), arena);
    make_profile(&n, "Person", IDT_STR("Ivan"), arena);
    add(&q, more->property, a);
    add(&n, more->property, b);
    ready(&q);
    ready(&n);
    return weighed(&IDT_SCORING_DEFAULT, &q, &n);
}

/* One more property on both sides of two random parties. Of kinds that one property alone feeds:
 * elsewhere a value may agree with one of another property. */
static void agreeing_never_lowers_and_contradicting_never_raises(void **state)
{
    (void)state;
    static const char *const own[] = {"birthDate", "address", "gender",
                                      "legalForm", "type",    "phone"};
    random_state r = random_start("more");
    int agreed = 0;
    int contradicted = 0;
    for (size_t round = 0; round < 300 * SAMPLE_COUNT; round++) {
        const sample *more = &SAMPLES[round % SAMPLE_COUNT];
        bool alone = false;
        for (size_t k = 0; k < sizeof own / sizeof *own; k++) {
            alone = alone || strcmp(own[k], more->property) == 0;
        }
        const char *a = more->values[random_below(&r, more->count)];
        const char *b = more->values[random_below(&r, more->count)];
        const random_state q = {.at = random_u64(&r)};
        const random_state n = {.at = random_u64(&r)};
        idt_arena_clear(arena);
        const int32_t says = weighed_alone(more, a, b);
        const int32_t before = weighed_with(q, n, more, NULL, NULL);
        const int32_t after = weighed_with(q, n, more, a, b);
        agreed += says > 0;
        contradicted += says < 0;
        if ((says > 0 && after < before) || (alone && says < 0 && after >= before)) {
            fail_msg("%s: %s / %s, by itself %d, takes %d to %d", more->property, a, b, (int)says,
                     (int)before, (int)after);
        }
    }
    assert_true(agreed > 500 && contradicted > 500);
}

static void what_one_side_lacks_is_no_term(void **state)
{
    (void)state;
    for (size_t i = 0; i < SAMPLE_COUNT; i++) {
        for (size_t k = 0; k < SAMPLES[i].count; k++) {
            idt_profile q;
            idt_profile n;
            idt_evidence evidence;
            idt_arena_clear(arena);
            make_profile(&q, "Person", IDT_STR("Ivan"), arena);
            make_profile(&n, "Person", IDT_STR("Ivan"), arena);
            add(&q, SAMPLES[i].property, SAMPLES[i].values[k]);
            ready(&q);
            ready(&n);
            evidence.count = 0;
            evidence.llr_mnat = 0;
            idt_fields_add(&IDT_SCORING_DEFAULT, &q, &n, &evidence);
            idt_fields_add(&IDT_SCORING_DEFAULT, &n, &q, &evidence);
            assert_int_equal(evidence.count, 0);
        }
    }
}

static void of_several_values_the_pair_that_agrees_best_counts(void **state)
{
    (void)state;
    const field_case cases[] = {
        {"Person", "birthDate=1951-06-19; birthDate=1960", "birthDate=1933; birthDate=1951-06-19",
         W.birth_equal, "birth date equal"},
        {"Person", "birthDate=1951; birthDate=1960", "birthDate=1933; birthDate=1962", W.birth_near,
         "birth dates two years apart"},
        {"Person", "birthPlace=Tomsk; birthPlace=Kazan", "birthPlace=Kazan", W.birth_place_equal,
         "place of birth equal"},
    };
    CHECK(cases);
}

/* The ruling of weights.c. */
static void what_may_change_does_not_clear_names_that_agree_wholly(void **state)
{
    (void)state;
    static const char *const cases[][5] = {
        {"Person", "Ivan Zvezdin", "nationality", "ru", "de"},
        {"Person", "Ivan Zvezdin", "country", "ru", "de"},
        {"Person", "Ivan Zvezdin", "address", "1 Rue de Rivoli, Paris, France", "Tomsk, Russia"},
        {"Person", "Ivan Zvezdin", "passportNumber", "A1234567", "B7654321"},
        {"Person", "Ivan Zvezdin", "birthDate", "1951-03-04", "1953-01-02"},
        {"Company", "Zvezdin Oceanic GmbH", "country", "ru", "de"},
        {"Company", "Zvezdin Oceanic GmbH", "jurisdiction", "ru", "de"},
        {"Company", "Zvezdin Oceanic GmbH", "registrationNumber", "1234567", "7654321"},
        {"Company", "Zvezdin Oceanic GmbH", "address", "1 Rue de Rivoli, Paris, France",
         "Tomsk, Russia"},
        {"Vessel", "Zvezda Oceanic", "flag", "pa", "lr"},
        {"Vessel", "Zvezda Oceanic", "type", "Oil tanker", "Bulk Carrier"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        idt_profile parties[2];
        idt_comparison c;
        idt_arena_clear(arena);
        for (size_t side = 0; side < 2; side++) {
            make_profile(&parties[side], cases[i][0], idt_str_borrow(cases[i][1]), arena);
            add(&parties[side], cases[i][2], cases[i][3 + side]);
            ready(&parties[side]);
        }
        idt_compare(&parties[0], &parties[1], &c);
        if (c.band == IDT_BAND_BELOW) {
            fail_msg("%s: %s, %u", cases[i][1], cases[i][2], c.score);
        }
    }
}

static void what_cannot_be_clears_them(void **state)
{
    (void)state;
    static const char *const cases[][3] = {{"birthDate", "1951-03-04", "1962"},
                                           {"gender", "male", "female"},
                                           {"birthPlace", "Kazan, Russia", "Bonn, Germany"},
                                           {"socialSecurityNumber", "423-31-3021", "423-31-3022"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        idt_profile parties[2];
        idt_comparison c;
        idt_arena_clear(arena);
        for (size_t side = 0; side < 2; side++) {
            make_profile(&parties[side], "Person", IDT_STR("Ivan Zvezdin"), arena);
            add(&parties[side], cases[i][0], cases[i][1 + side]);
            ready(&parties[side]);
        }
        idt_compare(&parties[0], &parties[1], &c);
        assert_int_equal(c.band, IDT_BAND_BELOW);
    }
}

/* Each allocation fails in turn: IDT_E_LIMIT, and nothing read or written beyond. */
static void a_full_arena_is_an_error_and_no_more(void **state)
{
    (void)state;
    idt_profile whole;
    idt_arena_clear(arena);
    party(&whole, "Person", "birthDate=1951");
    for (size_t ceiling = 1024; ceiling < ((size_t)1 << 20); ceiling *= 2) {
        idt_arena *small = idt_arena_new(ceiling);
        idt_rc rc = small != NULL ? IDT_OK : IDT_E_LIMIT;
        idt_profile p;
        idt_profile_init(&p, IDT_STR("Person"), small);
        for (size_t i = 0; i < 20 * SAMPLE_COUNT && rc == IDT_OK; i++) {
            const sample *s = &SAMPLES[i % SAMPLE_COUNT];
            rc = idt_profile_add(&p, idt_str_borrow(s->property),
                                 idt_str_borrow(s->values[i % s->count]), NULL);
        }
        rc = rc == IDT_OK ? idt_profile_prepare(&p, NULL) : rc;
        assert_true(rc == IDT_OK || rc == IDT_E_LIMIT);
        if (rc == IDT_OK) {
            idt_evidence evidence = {0};
            idt_fields_add(&IDT_SCORING_DEFAULT, &p, &whole, &evidence);
        }
        idt_arena_free(small);
    }
}

static void a_given_and_family_name_that_are_tagged_and_swapped_are_two_people(void **state)
{
    (void)state;
    idt_profile q;
    idt_profile n;
    idt_comparison c;
    idt_arena_clear(arena);
    idt_profile_init(&q, IDT_STR("Person"), arena);
    idt_profile_init(&n, IDT_STR("Person"), arena);
    add(&q, "firstName", "Martin");
    add(&q, "lastName", "Thomas");
    add(&n, "firstName", "Thomas");
    add(&n, "lastName", "Martin");
    add(&q, "nationality", "de");
    add(&n, "nationality", "de");
    ready(&q);
    ready(&n);
    idt_compare(&q, &n, &c);
    assert_int_equal(c.band, IDT_BAND_BELOW);
}

static void schemas_clash_where_nothing_is_both(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool clash;
    } cases[] = {
        {"Person", "Vessel", true},
        {"Person", "Company", true},
        {"Vessel", "Airplane", true},
        {"CryptoWallet", "Security", true},
        {"Vessel", "Vehicle", false},
        {"Company", "Organization", false},
        {"LegalEntity", "Person", false},
        {"", "Person", false},
        {"Organization", "PublicBody", false},
        {"Vessel", "Vessel", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        idt_profile a;
        idt_profile b;
        idt_profile_init(&a, idt_str_borrow(cases[i].a), arena);
        idt_profile_init(&b, idt_str_borrow(cases[i].b), arena);
        assert_int_equal(idt_schemas_clash(&a, &b), cases[i].clash);
        assert_int_equal(idt_schemas_clash(&b, &a), cases[i].clash);
    }
}

static void a_date_that_is_none_is_refused_with_the_property(void **state)
{
    (void)state;
    static const char *const properties[] = {"birthDate", "incorporationDate", "buildDate"};
    for (size_t i = 0; i < 3; i++) {
        idt_profile p;
        idt_error err = {0};
        idt_arena_clear(arena);
        idt_profile_init(&p, IDT_STR("Person"), arena);
        assert_int_equal(
            idt_profile_add(&p, idt_str_borrow(properties[i]), IDT_STR("June of 1951"), &err),
            IDT_E_INPUT);
        assert_non_null(strstr(err.message, properties[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(birth_dates_agree_as_far_as_both_are_known),
        cmocka_unit_test(a_wider_span_proves_less_and_none_proves_nothing),
        cmocka_unit_test(the_first_of_january_stands_for_its_year),
        cmocka_unit_test(years_of_other_calendars_are_read_in_all_the_ways_they_can_mean),
        cmocka_unit_test(the_calendars_are_converted_by_their_rules),
        cmocka_unit_test(places_of_birth_are_compared_by_their_words_and_states),
        cmocka_unit_test(addresses_need_more_than_a_city_to_be_equal),
        cmocka_unit_test(countries_of_one_sort_may_differ_of_two_only_agree),
        cmocka_unit_test(identifiers_are_near_certain_or_contradict_by_what_they_are),
        cmocka_unit_test(other_fields_of_organisations_and_ships),
        cmocka_unit_test(places_and_countries_that_agree_prove_only_so_much_together),
        cmocka_unit_test(equal_identifiers_have_equal_keys),
        cmocka_unit_test(no_comparison_adds_more_than_the_most_and_the_sides_are_alike),
        cmocka_unit_test(fields_switched_off_can_add_nothing),
        cmocka_unit_test(agreeing_never_lowers_and_contradicting_never_raises),
        cmocka_unit_test(what_one_side_lacks_is_no_term),
        cmocka_unit_test(of_several_values_the_pair_that_agrees_best_counts),
        cmocka_unit_test(what_may_change_does_not_clear_names_that_agree_wholly),
        cmocka_unit_test(what_cannot_be_clears_them),
        cmocka_unit_test(a_full_arena_is_an_error_and_no_more),
        cmocka_unit_test(a_given_and_family_name_that_are_tagged_and_swapped_are_two_people),
        cmocka_unit_test(schemas_clash_where_nothing_is_both),
        cmocka_unit_test(a_date_that_is_none_is_refused_with_the_property),
    };
    arena = idt_arena_new((size_t)64 << 20);
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    idt_arena_free(arena);
    return failed;
}
