#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "random.h"
#include "text/spelling.h"

typedef size_t spelt(idt_str folded, char *out);

static void expect(spelt *of, const char *word, const char *expected)
{
    char out[128];
    const idt_str got = {.ptr = out, .len = of(idt_str_borrow(word), out)};
    if (!idt_str_equal(got, idt_str_borrow(expected))) {
        fail_msg("%s: " IDT_STR_FMT ", expected %s", word, IDT_STR_ARG(got), expected);
    }
}

static void one_fold(const char *const *words)
{
    char first[128];
    const size_t len = idt_spelling_fold(idt_str_borrow(words[0]), first);
    first[len] = '\0';
    for (size_t i = 1; words[i] != NULL; i++) {
        expect(idt_spelling_fold, words[i], first);
    }
}

#define ONE_FOLD(...) one_fold((const char *const[]){__VA_ARGS__, NULL})

static void spellings_of_one_sound_fold_together(void **state)
{
    (void)state;
    ONE_FOLD("mahmoud", "mahmood", "mahmud");
    ONE_FOLD("rashid", "rasheed", "raschid");
    ONE_FOLD("khodzhayev", "khojaev", "hodjaew");
    ONE_FOLD("petrovskiy", "petrovsky", "petrowski", "petrovskij", "petrovskii");
    ONE_FOLD("ivanov", "iwanow", "ivanoff");
}

/* One word of each letter's rules, in their order. */
static void every_rule_is_met(void **state)
{
    static const char *const words[][2] = {{"xaye", "xae"},
                                           {"xaje", "xae"},
                                           {"xah", "xa"},
                                           {"xbha", "xba"},
                                           {"xack", "xak"},
                                           {"xaci", "xasi"},
                                           {"dscha", "ja"},
                                           {"dzha", "ja"},
                                           {"dja", "ja"},
                                           {"dha", "da"},
                                           {"xeex", "xix"},
                                           {"xeh", "xe"},
                                           {"xef", "xev"},
                                           {"gha", "ga"},
                                           {"xie", "xi"},
                                           {"kha", "ha"},
                                           {"ksa", "xa"},
                                           {"oux", "ux"},
                                           {"oox", "ux"},
                                           {"xof", "xov"},
                                           {"oex", "ox"},
                                           {"pha", "fa"},
                                           {"quada", "kada"},
                                           {"qada", "kada"},
                                           {"shcha", "sha"},
                                           {"scha", "sha"},
                                           {"tscha", "cha"},
                                           {"tcha", "cha"},
                                           {"tsha", "cha"},
                                           {"tha", "ta"},
                                           {"tza", "tsa"},
                                           {"wa", "va"},
                                           {"yx", "ix"},
                                           {"zha", "ja"},
                                           {"abdefgil", "abdefgil"},
                                           {"mnoprstuvxz", "mnoprstuvxz"}};
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        expect(idt_spelling_fold, words[i][0], words[i][1]);
    }
}

static void edits_allowed_follow_the_longer_length(void **state)
{
    (void)state;
    assert_int_equal(idt_spelling_edits(0), 0);
    assert_int_equal(idt_spelling_edits(2), 0);
    assert_int_equal(idt_spelling_edits(3), 1);
    assert_int_equal(idt_spelling_edits(8), 1);
    assert_int_equal(idt_spelling_edits(9), 2);
    assert_int_equal(idt_spelling_edits(500), 2);
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* The textbook table. */
static int slow_distance(idt_str a, idt_str b)
{
    static int d[80][80];
    for (size_t i = 0; i <= a.len; i++) {
        for (size_t j = 0; j <= b.len; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = (int)(i + j);
                continue;
            }
            const int cost = a.ptr[i - 1] != b.ptr[j - 1];
            d[i][j] = least(least(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1]) {
                d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
            }
        }
    }
    return d[a.len][b.len];
}

static size_t random_word(random_state *random, char *out, size_t most, unsigned letters)
{
    const size_t len = random_below(random, most + 1);
    for (size_t i = 0; i < len; i++) {
        out[i] = (char)('a' + random_below(random, letters));
    }
    return len;
}

static void distance_is_that_of_the_textbook_up_to_its_cap(void **state)
{
    random_state random = random_start(__func__);
    (void)state;
    for (int round = 0; round < 40000; round++) {
        char one[64];
        char two[64];
        const size_t most = round % 10 == 0 ? 64 : 9;
        const idt_str a = {.ptr = one, .len = random_word(&random, one, most, 3)};
        const idt_str b = {.ptr = two, .len = random_word(&random, two, most, 3)};
        const int k = (int)random_below(&random, 5);
        const int exact = slow_distance(a, b);
        const int expected = exact <= k ? exact : k + 1;
        if (idt_spelling_distance(a, b, k) != expected ||
            idt_spelling_distance(b, a, k) != expected) {
            fail_msg(IDT_STR_FMT " " IDT_STR_FMT " within %d: not %d", IDT_STR_ARG(a),
                     IDT_STR_ARG(b), k, expected);
        }
    }
}

static void a_fold_is_its_own_fold_and_never_longer(void **state)
{
    static const char common[] = "aeiouyckhgsztdjxwvfpqb";
    random_state random = random_start(__func__);
    (void)state;
    for (int round = 0; round < 40000; round++) {
        char word[16];
        char once[16];
        char twice[16];
        const size_t len = random_below(&random, sizeof word + 1);
        for (size_t i = 0; i < len; i++) {
            word[i] = common[random_below(&random, sizeof common - 1)];
        }
        const size_t first = idt_spelling_fold((idt_str){.ptr = word, .len = len}, once);
        const size_t second = idt_spelling_fold((idt_str){.ptr = once, .len = first}, twice);
        assert_true(first <= len);
        assert_int_equal(first, second);
        assert_memory_equal(once, twice, first);
    }
}

static size_t plain_sounds(idt_str folded, char *out)
{
    return idt_spelling_sounds(folded, 0, out);
}

static void skeleton_and_sounds_are_consonants(void **state)
{
    (void)state;
    expect(idt_spelling_skeleton, "mohammed", "mhmd");
    expect(plain_sounds, "stefanovic", "stpnpk");
    expect(plain_sounds, "mohammed", "mamat");
    expect(idt_spelling_skeleton, "yusuf", "sf");
    expect(idt_spelling_skeleton, "aia", "");
}

static void of_three_consonants_a_vowel_before_them_is_a_sound(void **state)
{
    (void)state;
    expect(plain_sounds, "brahim", "prm");
    expect(plain_sounds, "ibrahim", "aprm");
    expect(plain_sounds, "hamdan", "amtn"); /* h is not heard */
    expect(plain_sounds, "ibrahimov", "prmp");
    expect(plain_sounds, "axp", "ksp"); /* no longer than the word */
}

static void a_way_that_reads_plainly_has_the_plain_sounds(void **state)
{
    (void)state;
    static const char *const words[] = {"mohammed", "kravic",    "jovan",    "giovanni", "vaughan",
                                        "bouvier",  "vladimirs", "nichola",  "khalid",   "xi",
                                        "ng",       "",          "kahawati", "thibault", "qasim"};
    char plain[64];
    char sounds[64];
    size_t alike = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const idt_str word = idt_str_borrow(words[i]);
        const size_t len = idt_spelling_sounds(word, 0, plain);
        for (int way = 1; way < IDT_SPELLING_WAYS; way++) {
            const size_t other = idt_spelling_sounds(word, way, sounds);
            if (idt_spelling_reads_plain(word, way)) {
                alike++;
                assert_int_equal(other, len);
                assert_memory_equal(sounds, plain, len);
            }
        }
    }
    assert_in_range(alike, 40, 80); /* of 90 */
    assert_true(idt_spelling_reads_plain(IDT_STR("mohammed"), 1));
    assert_false(idt_spelling_reads_plain(IDT_STR("kravic"), 1));  /* c as in Slavic */
    assert_false(idt_spelling_reads_plain(IDT_STR("bouvier"), 3)); /* what is silent */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spellings_of_one_sound_fold_together),
        cmocka_unit_test(every_rule_is_met),
        cmocka_unit_test(edits_allowed_follow_the_longer_length),
        cmocka_unit_test(distance_is_that_of_the_textbook_up_to_its_cap),
        cmocka_unit_test(a_fold_is_its_own_fold_and_never_longer),
        cmocka_unit_test(skeleton_and_sounds_are_consonants),
        cmocka_unit_test(of_three_consonants_a_vowel_before_them_is_a_sound),
        cmocka_unit_test(a_way_that_reads_plainly_has_the_plain_sounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
