/* Profiles of scoring: match/scoring.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "core/io.h"
#include "match/names.h"
#include "match/probability.h"

static idt_arena *arena;

static idt_rc read_text(const char *text, idt_scoring *out, idt_error *err)
{
    return idt_scoring_read(idt_str_borrow(text), "p.json", arena, out, err);
}

static const char *hash_of(const idt_scoring *s, char hex[IDT_SHA256_HEX + 1])
{
    idt_digest digest;
    idt_error err;
    assert_int_equal(idt_scoring_hash(s, &digest, &err), IDT_OK);
    return idt_digest_hex(&digest, hex);
}

static bool same_hash(const idt_scoring *a, const idt_scoring *b)
{
    char x[IDT_SHA256_HEX + 1];
    char y[IDT_SHA256_HEX + 1];
    return strcmp(hash_of(a, x), hash_of(b, y)) == 0;
}

#define HEAD "{\"format\":\"interdict-profile/1\",\"name\":\"mine\""

static void the_files_of_data_are_the_built_in_profiles(void **state)
{
    (void)state;
    const char *source = getenv("INTERDICT_SOURCE");
    idt_error err;
    if (source == NULL) {
        skip();
    }
    for (size_t i = 0; idt_scoring_at(i) != NULL; i++) {
        idt_scoring read;
        idt_str bytes;
        const idt_str path =
            idt_str_format(arena, "%s/data/profiles/%s.json", source, idt_scoring_at(i)->name);
        assert_int_equal(idt_file_read(path.ptr, IDT_SCORING_BYTES, arena, &bytes, &err), IDT_OK);
        assert_int_equal(idt_scoring_read(bytes, path.ptr, arena, &read, &err), IDT_OK);
        assert_true(same_hash(&read, idt_scoring_at(i)));
    }
}

static void the_weights_have_names_in_order_that_the_documentation_lists(void **state)
{
    (void)state;
    const char *source = getenv("INTERDICT_SOURCE");
    idt_error err;
    idt_str page;
    if (source == NULL) {
        skip();
    }
    const idt_str path = idt_str_format(arena, "%s/docs/matching.md", source);
    assert_int_equal(idt_file_read(path.ptr, (size_t)1 << 20, arena, &page, &err), IDT_OK);
    page = idt_str_copy(arena, page); /* a NUL behind it */
    for (size_t w = 0; w < IDT_SCORING_WEIGHTS; w++) {
        const char *name = idt_scoring_weight_name((idt_scoring_weight)w);
        assert_true(w == 0 ||
                    strcmp(idt_scoring_weight_name((idt_scoring_weight)(w - 1)), name) < 0);
        if (strstr(page.ptr, idt_str_format(arena, "`%s`", name).ptr) == NULL) {
            fail_msg("docs/matching.md does not list %s", name);
        }
    }
}

static void the_canonical_form_reads_back_as_itself(void **state)
{
    (void)state;
    for (size_t i = 0; idt_scoring_at(i) != NULL; i++) {
        idt_buf form;
        idt_scoring read;
        idt_error err;
        idt_buf_init(&form, IDT_SCORING_BYTES);
        idt_scoring_write(idt_scoring_at(i), &form);
        assert_int_equal(idt_scoring_read(idt_buf_borrow(&form), "form", arena, &read, &err),
                         IDT_OK);
        assert_true(same_hash(&read, idt_scoring_at(i)));
        idt_buf_release(&form);
    }
}

static void a_profile_that_says_nothing_of_itself_reads_back_too(void **state)
{
    (void)state;
    idt_scoring read[2];
    idt_buf form;
    idt_error err;
    assert_int_equal(read_text(HEAD "}", &read[0], &err), IDT_OK);
    idt_buf_init(&form, IDT_SCORING_BYTES);
    idt_scoring_write(&read[0], &form);
    assert_int_equal(idt_scoring_read(idt_buf_borrow(&form), "form", arena, &read[1], &err),
                     IDT_OK);
    assert_true(same_hash(&read[0], &read[1]));
    idt_buf_release(&form);
}

static void blanks_and_the_order_of_members_change_no_hash(void **state)
{
    (void)state;
    idt_scoring a;
    idt_scoring b;
    idt_error err;
    assert_int_equal(
        read_text(HEAD ",\"thresholds\":{\"possible\":0.6,\"strong\":0.80}}", &a, &err), IDT_OK);
    assert_int_equal(read_text("{ \"thresholds\" : {\"strong\":8e-1,\n\"possible\":0.6000},"
                               "\"name\":\"mine\",\"format\":\"interdict-profile/1\"}",
                               &b, &err),
                     IDT_OK);
    assert_true(same_hash(&a, &b));
}

/* One thing changed, of all that can be. */
static void change(random_state *r, idt_scoring *s)
{
    bool *const switches[] = {&s->weak_aliases, &s->fields, &s->fields_lower};
    uint16_t *const shares[] = {&s->generic_most, &s->single_most, &s->number_most};
    switch (random_below(r, 7)) {
    case 5:
        s->prior = (uint16_t)(s->prior + 1 + random_below(r, 500));
        return;
    case 0:
        s->possible = (uint16_t)(s->possible - 1 - random_below(r, 1000));
        return;
    case 1:
        s->strong = (uint16_t)(s->strong + 1 + random_below(r, 900));
        return;
    case 2:
        *switches[random_below(r, 3)] ^= true;
        return;
    case 3:
        *shares[random_below(r, 3)] ^= 1;
        return;
    case 4:
        s->name = s->name[0] == 'm' ? "other" : "mine";
        return;
    default: {
        const size_t w = random_below(r, IDT_SCORING_WEIGHTS);
        s->weights[w] += (s->stated & (UINT64_C(1) << w)) != 0 ? 1 : 0;
        s->stated |= UINT64_C(1) << w;
    }
    }
}

static void every_change_of_content_changes_the_hash(void **state)
{
    (void)state;
    random_state r = random_start("hash");
    for (int i = 0; i < 2000; i++) {
        idt_scoring a = IDT_SCORING_DEFAULT;
        a.name = "mine";
        for (size_t n = random_below(&r, 3); n > 0; n--) {
            change(&r, &a);
        }
        idt_scoring b = a;
        assert_true(same_hash(&a, &b));
        change(&r, &b);
        assert_false(same_hash(&a, &b));
    }
}

/* ln(p / (1 - p)) is moved by one number, whatever the pair. */
static void a_prior_moves_the_odds_of_all_pairs_alike_and_no_score(void **state)
{
    (void)state;
    static const uint16_t priors[] = {1, 100, 1000, 4000, 5000, 9999};
    idt_scoring s = IDT_SCORING_DEFAULT;
    s.name = "mine";
    for (idt_score_class of = 0; of < IDT_SCORE_CLASSES; of++) {
        const double from = IDT_PROBABILITY[of].one_party / 1e4;
        for (size_t i = 0; i < sizeof priors / sizeof *priors; i++) {
            const double to = priors[i] / 1e4;
            const double factor = to / (1 - to) / (from / (1 - from));
            int32_t before = 0;
            s.prior = priors[i];
            for (int32_t llr = -35000; llr < 12000; llr += 7) {
                const double plain = idt_probability_of(of, llr) / 1e4;
                const double odds = plain / (1 - plain) * factor;
                const int32_t p = idt_probability_by(&s, of, llr);
                assert_true(p >= 1 && p <= 9999 && p >= before);
                assert_true(p == 1 || p == 9999 || fabs(p / 1e4 - odds / (1 + odds)) <= 0.5001e-4);
                before = p;
            }
        }
        s.prior = IDT_PROBABILITY[of].one_party;
        assert_int_equal(idt_probability_by(&s, of, 6000), idt_probability_of(of, 6000));
        s.prior = 0;
        assert_int_equal(idt_probability_by(&s, of, 6000), idt_probability_of(of, 6000));
    }
}

typedef struct refusal {
    const char *text;
    uint32_t line, column;
    const char *says;
} refusal;

static void what_is_not_known_is_refused_with_its_place(void **state)
{
    (void)state;
    static const refusal cases[] = {
        {HEAD ",\n \"treshold\":{}}", 2, 2, "did you mean \"thresholds\"?"},
        {HEAD ",\n\"thresholds\":{\"posible\":0.5}}", 2, 15, "did you mean \"possible\"?"},
        {HEAD ",\n\"switches\":{\"fields\":1}}", 2, 13, "true or false"},
        {HEAD ",\n\"thresholds\":{\"possible\":1.5}}", 2, 15, "from 0 to 1"},
        {HEAD ",\n\"thresholds\":{\"possible\":0.12345}}", 2, 15, "four decimals"},
        {HEAD ",\n\"thresholds\":{\"possible\":0.95}}", 2, 1, "at most strong"},
        {HEAD ",\n\"weights\":{\"birth_equal\":-5}}", 2, 12, "from 0 to 30000"},
        {HEAD ",\n\"weights\":{\"birth_differs\":5}}", 2, 12, "from -30000 to 0"},
        {HEAD ",\n\"weights\":{\"contradiction\":-5}}", 2, 12, "is not known"},
        {HEAD ",\n\"guards\":[]}", 2, 1, "is an object"},
        {HEAD ",\n\"prior\":0}", 2, 1, "over 0 and under 1"},
        {HEAD ",\n\"prior\":1}", 2, 1, "over 0 and under 1"},
        {HEAD ",\n\"prior\":\"0.1\"}", 2, 1, "over 0 and under 1"},
        {HEAD ",\n\"prior\":0.00001}", 2, 1, "four decimals"},
        {HEAD ",\n\"prior\":0.1,\"weights\":{\"birth_equal\":5}}", 2, 1, "leave it out"},
        {HEAD ",\"scorer\":\"ofac\",\n\"prior\":0.1}", 2, 1, "leave it out"},
        {"{\"format\":\"interdict-profile/1\",\"prior\":0.1,\n\"name\":\"default\"}", 2, 1,
         "take another"},
        {HEAD ",\n\"scorer\":\"levenshtein\"}", 2, 1, "\"evidence\" or \"ofac\""},
        {HEAD ",\"scorer\":\"ofac\",\n\"thresholds\":{\"possible\":0.4}}", 2, 1, "0.5"},
        {"{\"name\":\"mine\"}", 1, 1, "needs \"format\""},
        {"{\"format\":\"interdict-profile/2\",\n\"name\":\"x\"}", 1, 2, "interdict-profile/1"},
        {"{\"format\":\"interdict-profile/1\",\n\"name\":\"strict\"}", 2, 1, "take another"},
        {"[]", 1, 1, "one JSON object"},
        {"{\"a\":1,\"a\":2}", 1, 0, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        idt_scoring s;
        idt_error err = {0};
        assert_int_equal(read_text(cases[i].text, &s, &err), IDT_E_INPUT);
        assert_int_equal(err.line, cases[i].line);
        assert_true(cases[i].column == 0 || err.column == cases[i].column);
        if (strstr(err.message, cases[i].says) == NULL) {
            fail_msg("%s: %s", cases[i].text, err.message);
        }
    }
}

static void party(random_state *r, idt_profile *out)
{
    static const char *const days[] = {"1951-06-19", "1951", "1962-01-01", "1951-09-06"};
    static const char *const lands[] = {"eg", "fr", "ru"};
    static const char *const standings[] = {"name", "alias", "weakAlias"};
    idt_error err = {0};
    idt_profile_init(out, idt_str_borrow(SCHEMATA[random_below(r, 5)]), arena);
    for (size_t n = 1 + random_below(r, 3); n > 0; n--) {
        assert_int_equal(idt_profile_add(out, idt_str_borrow(standings[random_below(r, 3)]),
                                         random_name(r, 4, arena), &err),
                         IDT_OK);
    }
    if (random_below(r, 2) == 0) {
        assert_int_equal(idt_profile_add(out, IDT_STR("birthDate"),
                                         idt_str_borrow(days[random_below(r, 4)]), &err),
                         IDT_OK);
    }
    if (random_below(r, 2) == 0) {
        assert_int_equal(idt_profile_add(out, IDT_STR("country"),
                                         idt_str_borrow(lands[random_below(r, 3)]), &err),
                         IDT_OK);
    }
    ready(out);
}

static bool hit(const char *profile, const idt_profile *q, const idt_profile *n)
{
    const idt_scoring *s = idt_scoring_named(idt_str_borrow(profile));
    idt_comparison c;
    idt_compare_by(s, q, n, &c);
    assert_true((c.score >= s->possible) == (c.band != IDT_BAND_BELOW));
    return c.band != IDT_BAND_BELOW;
}

static void strict_has_no_hit_that_default_has_not_and_wide_misses_none(void **state)
{
    (void)state;
    random_state r = random_start("profiles");
    int hits[3] = {0};
    for (int i = 0; i < 6000; i++) {
        idt_profile q;
        idt_profile n;
        idt_arena_clear(arena);
        party(&r, &q);
        party(&r, &n);
        const bool strict = hit("strict", &q, &n);
        const bool plain = hit("default", &q, &n);
        const bool wide = hit("wide", &q, &n);
        assert_true(!strict || plain);
        assert_true(!plain || wide);
        hits[0] += strict;
        hits[1] += plain;
        hits[2] += wide;
    }
    print_message("hits: strict %d, default %d, wide %d\n", hits[0], hits[1], hits[2]);
    assert_true(hits[0] > 0 && hits[0] < hits[1] && hits[1] < hits[2]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_files_of_data_are_the_built_in_profiles),
        cmocka_unit_test(the_weights_have_names_in_order_that_the_documentation_lists),
        cmocka_unit_test(the_canonical_form_reads_back_as_itself),
        cmocka_unit_test(a_profile_that_says_nothing_of_itself_reads_back_too),
        cmocka_unit_test(blanks_and_the_order_of_members_change_no_hash),
        cmocka_unit_test(every_change_of_content_changes_the_hash),
        cmocka_unit_test(a_prior_moves_the_odds_of_all_pairs_alike_and_no_score),
        cmocka_unit_test(what_is_not_known_is_refused_with_its_place),
        cmocka_unit_test(strict_has_no_hit_that_default_has_not_and_wide_misses_none),
    };
    arena = idt_arena_new((size_t)64 << 20);
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    idt_arena_free(arena);
    return failed;
}
