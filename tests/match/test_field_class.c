/* By classes nothing is missed that a field can add: match/field_class.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/field_class.h"
#include "match/names.h"

#define PAIRS   20000
#define CLASSES 512

static idt_arena *arena;

/* Of a few years, so that they meet, and known as lists know them. */
static idt_str random_date(random_state *r)
{
    char text[64];
    const int year = 1958 + (int)random_below(r, 7);
    const int month = 1 + (int)random_below(r, 12);
    const int day = 1 + (int)random_below(r, 12);
    switch (random_below(r, 10)) {
    case 0:
        (void)snprintf(text, sizeof text, "%d", year);
        break;
    case 1:
        (void)snprintf(text, sizeof text, "%d-%02d", year, month);
        break;
    case 2:
        (void)snprintf(text, sizeof text, "%d%s", year, random_below(r, 2) == 0 ? "~" : "?");
        break;
    case 3:
        (void)snprintf(text, sizeof text, "%d/%d", year, year + (int)random_below(r, 16));
        break;
    case 4:
        (void)snprintf(text, sizeof text, "[%d-%02d..%d-%02d-%02d]", year, month, year + 1, month,
                       day);
        break;
    case 5:
        (void)snprintf(text, sizeof text, "%d-01-01", year);
        break;
    case 6:
        (void)snprintf(text, sizeof text, "%s",
                       random_below(r, 2) == 0 ? "[..1961]" : "1961-02-28/1961-03-02");
        break;
    case 7:
        (void)snprintf(text, sizeof text, "%d", 1337 + (int)random_below(r, 5)); /* of the Hijra */
        break;
    default:
        (void)snprintf(text, sizeof text, "%d-%02d-%02d", year, month, day);
        break;
    }
    return idt_str_copy(arena, idt_str_borrow(text));
}

static idt_str random_words(random_state *r)
{
    static const char *const words[] = {"Petersburg", "St Petersburg", "Moscow",  "Moskva",
                                        "Vienna",     "Wien",          "Kabul",   "Kabol",
                                        "12",         "Lenina",        "Lenin",   "Russia",
                                        "RU",         "Austria",       "Sayyida", "Zainab,",
                                        "ul.",        "Tanker",        "Oil",     "Carrier"};
    char text[128] = "";
    size_t len = 0;
    for (size_t n = 1 + random_below(r, 4); n > 0; n--) {
        const char *word = words[random_below(r, sizeof words / sizeof *words)];
        len += (size_t)snprintf(text + len, sizeof text - len, "%s ", word);
    }
    return idt_str_copy(arena, idt_str_borrow(text));
}

static idt_str random_value(random_state *r, const char *property)
{
    static const char *const countries[] = {"ru", "Russia", "at", "su", "de"};
    static const char *const forms[] = {"GmbH", "AG", "OOO"};
    static const char *const contacts[] = {"+375 17 217 64 63", "8017-2176463", "217 64 63 11"};
    return strstr(property, "Date") != NULL     ? random_date(r)
           : strcmp(property, "legalForm") == 0 ? idt_str_borrow(forms[random_below(r, 3)])
           : strcmp(property, "phone") == 0     ? idt_str_borrow(contacts[random_below(r, 3)])
           : strcmp(property, "address") == 0 || strcmp(property, "birthPlace") == 0 ||
                   strcmp(property, "type") == 0 || strcmp(property, "model") == 0
               ? random_words(r)
               : idt_str_borrow(countries[random_below(r, 5)]);
}

static void random_party(random_state *r, idt_profile *out)
{
    static const char *const properties[] = {
        "birthDate",    "birthPlace", "birthCountry", "nationality", "country",
        "jurisdiction", "flag",       "pastFlags",    "address",     "incorporationDate",
        "buildDate",    "legalForm",  "type",         "model",       "phone"};
    make_profile(out, "", random_name(r, 2, arena), arena);
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
        for (size_t n = random_below(r, 3); n > 0; n--) {
            idt_error err = {0};
            const idt_rc rc = idt_profile_add(out, idt_str_borrow(properties[i]),
                                              random_value(r, properties[i]), &err);
            assert_int_equal(rc, IDT_OK);
        }
    }
    ready(out);
}

/* A profile of scoring with other weights, each with its sign. */
static idt_scoring random_scoring(random_state *r)
{
    idt_scoring s = IDT_SCORING_DEFAULT;
    s.fields_lower = random_below(r, 2) == 0;
    for (size_t w = 0; w < IDT_SCORING_WEIGHTS && random_below(r, 2) == 0; w++) {
        const int32_t size = (int32_t)random_below(r, 30000);
        s.weights[w] = idt_scoring_weight_gains((idt_scoring_weight)w) ? size : -size;
        s.stated |= UINT64_C(1) << w;
    }
    return s;
}

static size_t classes_of(const idt_profile *n, uint64_t *out)
{
    size_t count = 0;
    for (size_t i = 0; i < n->field_count; i++) {
        uint64_t some[IDT_FIELD_CLASSES_MAX];
        const size_t more = idt_field_classes(&n->fields[i], some);
        assert_true(more < IDT_FIELD_CLASSES_MAX && count + more <= CLASSES);
        memcpy(out + count, some, more * sizeof *some);
        count += more;
    }
    return count;
}

static void most_by_classes(const idt_scoring *s, const idt_profile *q, const idt_profile *n,
                            int32_t most[IDT_FIELD_COUNT])
{
    uint64_t classes[CLASSES];
    const size_t count = classes_of(n, classes);
    memset(most, 0, IDT_FIELD_COUNT * sizeof *most);
    for (size_t i = 0; i < q->field_count; i++) {
        idt_field_ask asks[IDT_FIELD_ASKS_MAX];
        const size_t asked = idt_field_asks(s, &q->fields[i], asks);
        assert_true(asked < IDT_FIELD_ASKS_MAX);
        for (size_t a = 0; a < asked; a++) {
            int32_t *of = &most[asks[a].kind];
            assert_true(asks[a].mnat > 0 && asks[a].mnat <= idt_field_most(s, &q->fields[i]));
            for (size_t k = 0; k < count; k++) {
                *of = classes[k] == asks[a].class_of && asks[a].mnat > *of ? asks[a].mnat : *of;
            }
        }
    }
}

static void no_kind_of_field_adds_more_than_shared_classes_say(void **state)
{
    (void)state;
    random_state r = random_start("classes");
    size_t equal[IDT_FIELD_COUNT] = {0};
    size_t nothing[IDT_FIELD_COUNT] = {0};
    for (int i = 0; i < PAIRS; i++) {
        idt_profile q;
        idt_profile n;
        idt_evidence evidence = {0};
        int32_t most[IDT_FIELD_COUNT];
        idt_arena_clear(arena);
        random_party(&r, &q);
        random_party(&r, &n);
        const idt_scoring s = random_below(&r, 2) == 0 ? IDT_SCORING_DEFAULT : random_scoring(&r);
        most_by_classes(&s, &q, &n, most);
        idt_fields_add(&s, &q, &n, &evidence);
        for (size_t t = 0; t < evidence.count; t++) {
            const idt_term *term = &evidence.terms[t];
            if (term->kind != IDT_TERM_FIELD || term->level >= IDT_FIELD_COUNT) {
                continue;
            }
            if (term->mnat > most[term->level]) {
                fail_msg("%s: %d, at most %d by classes: %.*s / %.*s", term->note, term->mnat,
                         most[term->level], (int)q.fields[term->q].value.len,
                         q.fields[term->q].value.ptr, (int)n.fields[term->n].value.len,
                         n.fields[term->n].value.ptr);
            }
            equal[term->level] += term->mnat > 0 && term->mnat == most[term->level];
            nothing[term->level] += term->mnat <= 0 && most[term->level] == 0;
        }
        assert_true(evidence.llr_mnat <= idt_fields_together(most));
    }
    /* The bound tells: it is met, and where nothing is added it mostly says so. */
    for (idt_field_kind kind = 0; kind < IDT_FIELD_COUNT; kind++) {
        if (kind != IDT_FIELD_GENDER && kind != IDT_FIELD_IDENTIFIER) {
            assert_true(equal[kind] > PAIRS / 400);
            assert_true(nothing[kind] > PAIRS / 400 || kind == IDT_FIELD_CONTACT);
        }
    }
}

static void two_days_of_one_year_share_no_class_that_is_asked(void **state)
{
    (void)state;
    idt_profile q;
    idt_profile n;
    int32_t most[IDT_FIELD_COUNT];
    static const struct {
        const char *asked, *listed;
        bool some;
    } rows[] = {
        {"1951-06-09", "1951-06-09", true},
        {"1951-06-09", "1951-09-06", true},
        {"1951-06-09", "1951-06-10", false},
        {"1951-06-09", "1951-06", true},
        {"1951-06-09", "1951", true},
        {"1951-06-09", "1950~", true},
        {"1951-06-09", "1948~", false},
        {"1951-06", "1951-11-02", true},
        {"1951", "1952", false},
        {"1951", "1930/1960", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        idt_error err = {0};
        idt_arena_clear(arena);
        make_profile(&q, "Person", IDT_STR("Ivan"), arena);
        make_profile(&n, "Person", IDT_STR("Ivan"), arena);
        const idt_str born = IDT_STR("birthDate");
        assert_int_equal(idt_profile_add(&q, born, idt_str_borrow(rows[i].asked), &err), IDT_OK);
        assert_int_equal(idt_profile_add(&n, born, idt_str_borrow(rows[i].listed), &err), IDT_OK);
        most_by_classes(&IDT_SCORING_DEFAULT, &q, &n, most);
        assert_int_equal(most[IDT_FIELD_BIRTH] > 0, rows[i].some);
    }
}

static int begin(void **state)
{
    (void)state;
    arena = idt_arena_new((size_t)64 << 20);
    return 0;
}

static int end(void **state)
{
    (void)state;
    idt_arena_free(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_kind_of_field_adds_more_than_shared_classes_say),
        cmocka_unit_test(two_days_of_one_year_share_no_class_that_is_asked),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
