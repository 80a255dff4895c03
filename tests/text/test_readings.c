#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/key.h"
#include "text/readings.h"
#include "text/spelling.h"

/* Folded, tokens of one character put together again. */
static idt_str folded(idt_arena *arena, const char *word)
{
    idt_str key = {0};
    assert_int_equal(idt_text_key(idt_str_borrow(word), arena, &key, NULL), IDT_OK);
    char *out = idt_arena_alloc(arena, key.len + 1);
    size_t len = 0;
    assert_non_null(out);
    for (size_t i = 0; i < key.len; i++) {
        if (key.ptr[i] != ' ') {
            out[len++] = key.ptr[i];
        }
    }
    return (idt_str){.ptr = out, .len = len};
}

static int arena_up(void **state)
{
    *state = idt_arena_new((size_t)16 << 20);
    return *state == NULL;
}

static int arena_down(void **state)
{
    idt_arena_free(*state);
    return 0;
}

static void related(idt_arena *arena, const char *native, const char *const *latin)
{
    const idt_str token = folded(arena, native);
    for (size_t i = 0; latin[i] != NULL; i++) {
        const idt_str word = folded(arena, latin[i]);
        if (!idt_readings_related(token, word) || idt_readings_grade(token, word) < 500) {
            fail_msg("%s, %s: related %d, grade %d", native, latin[i],
                     idt_readings_related(token, word), (int)idt_readings_grade(token, word));
        }
    }
}

#define RELATED(native, ...) related(*state, (native), (const char *const[]){__VA_ARGS__, NULL})

static void names_find_their_spellings_in_six_learned_scripts(void **state)
{
    RELATED("روحالله", "ruhollah", "rouhullah");
    RELATED("محمد", "mohammed", "muhammad", "mohamed");
    RELATED("حسین", "hussein", "husayn", "hossein");
    RELATED("יוסף", "yosef");
    RELATED("Иванов", "ivanov", "iwanow");
    RELATED("김", "kim");
    RELATED("ピエール", "pierre");
    RELATED("马克思", "marx");
    RELATED("馬克思", "marx");
    RELATED("近平", "jinping");
}

static void names_find_their_spellings_by_rule_in_eleven_more(void **state)
{
    RELATED("Παπαδόπουλος", "papadopoulos");
    RELATED("Սարգսյան", "sargsyan");
    RELATED("სააკაშვილი", "saakashvili");
    RELATED("नरेन्द्र", "narendra");
    RELATED("হাসিনা", "hasina");
    RELATED("ஸ்டாலின்", "stalin");
    RELATED("สมชาย", "somchai");
    RELATED("ชินวัตร", "shinawatra");
    RELATED("ประยุทธ์", "prayut"); /* a letter that a sign silences */
    RELATED("ไทย", "thai");      /* one vowel before its consonant, and no further */
    RELATED("ທອງລຸນ", "thongloun", "thonglun");
    RELATED("ໄກສອນ", "kaysone");
    RELATED("សីហនុ", "sihanu");
    RELATED("សម្ផន", "samphan");
    RELATED("ប៉ុល", "pol");
    RELATED("ကျော်", "kyaw");
    RELATED("መለስ", "meles");
}

static void family_names_have_their_usual_spellings_first(void **state)
{
    static const char *const cases[][3] = {
        {"이", "lee", "yi"}, {"박", "park", "pak"}, {"陳", "chen", "chan"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char buffer[IDT_READINGS_BYTES];
        idt_reading out[IDT_READINGS_MAX];
        const idt_str token = folded(*state, cases[i][0]);
        assert_int_equal(idt_readings_of(token, buffer, sizeof buffer, out), IDT_READINGS_MAX);
        for (size_t k = 1; k < 3; k++) {
            assert_true(idt_str_equal(out[k - 1].latin, idt_str_borrow(cases[i][k])));
            assert_true(idt_readings_grade(token, out[k - 1].latin) > 2000);
        }
    }
}

static void the_arabic_article_may_be_left_out(void **state)
{
    RELATED("الفهري", "fihri", "alfihri");
    RELATED("البدوي", "badawi");
}

static void a_letter_of_latin_is_read_as_its_languages_do(void **state)
{
    RELATED("גאייגו", "gallego");     /* Spanish ll */
    RELATED("каито", "cailleteau");   /* French ll behind i */
    RELATED("מקאלרוי", "mcelroy");    /* c of Mc before e */
    RELATED("קוויטר", "quitter");     /* German qu */
    RELATED("נגל", "nagel");          /* g is heard before n in Hebrew */
    RELATED("אודואר", "audouard");    /* silent d, the r heard */
    RELATED("црниевич", "crnijevic"); /* Slavic c */
}

static void vowels_that_a_script_leaves_out_may_part_consonants(void **state)
{
    RELATED("טהסין", "tahsin");
    RELATED("שפע", "shefa");
}

static void other_names_are_outside_the_relation_or_graded_below(void **state)
{
    static const char *const pairs[][3] = {{"محمد", "mohammed", "ibrahim"},
                                           {"Иванов", "ivanov", "petrov"},
                                           {"ピエール", "pierre", "michel"},
                                           {"马克思", "marx", "lenin"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const idt_str native = folded(*state, pairs[i][0]);
        assert_false(idt_readings_related(native, idt_str_borrow(pairs[i][2])));
        assert_true(idt_readings_grade(native, idt_str_borrow(pairs[i][1])) >
                    idt_readings_grade(native, idt_str_borrow(pairs[i][2])) + 1000);
    }
}

static void persian_and_ukrainian_letters_have_readings(void **state)
{
    RELATED("گلبدین", "gulbuddin");
    RELATED("پاکستان", "pakistan");
    RELATED("Зеленський", "zelenskyy", "zelenski");
    RELATED("Ђоковић", "djokovic");
    RELATED("Қасым", "qasym", "kasim");
}

static void latin_tokens_and_unknown_scripts_have_none(void **state)
{
    char buffer[IDT_READINGS_BYTES];
    idt_reading out[IDT_READINGS_MAX];
    const char *const words[] = {"ivanov", "123", "ᏣᎳᎩ", ""};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        assert_int_equal(idt_readings_of(folded(*state, words[i]), buffer, sizeof buffer, out), 0);
    }
}

static void readings_come_best_first_and_fit_any_buffer(void **state)
{
    const idt_str token = folded(*state, "Путин");
    idt_reading out[IDT_READINGS_MAX];
    for (size_t bytes = 0; bytes <= 20; bytes++) {
        char buffer[20];
        const size_t count = idt_readings_of(token, buffer, bytes, out);
        size_t used = 0;
        for (size_t i = 0; i < count; i++) {
            used += out[i].latin.len;
            assert_true(i == 0 || out[i].cost_mnat >= out[i - 1].cost_mnat);
        }
        assert_true(used <= bytes);
    }
    char buffer[IDT_READINGS_BYTES];
    assert_true(idt_readings_of(token, buffer, sizeof buffer, out) > 1);
    assert_true(idt_str_equal(out[0].latin, IDT_STR("putin")));
}

static void who_stores_folds_and_sounds_finds_every_related_token(void **state)
{
    const idt_str token = folded(*state, "ستيفانوفيتش");
    const idt_str latin = IDT_STR("stefanovic");
    char buffer[IDT_READINGS_BYTES];
    char sounds[64];
    idt_str out[IDT_READINGS_SOUNDS];
    const size_t count = idt_readings_sounds(token, buffer, sizeof buffer, out);
    bool found = false;
    for (int way = 0; way < IDT_SPELLING_WAYS; way++) {
        const idt_str mine = {.ptr = sounds, .len = idt_spelling_sounds(latin, way, sounds)};
        for (size_t i = 0; i < count; i++) {
            found = found || idt_str_equal(mine, out[i]);
        }
    }
    assert_true(found && idt_readings_related(token, latin));
}

static void scripts_are_told_apart(void **state)
{
    static const struct {
        const char *word;
        idt_script script;
    } cases[] = {{"ivanov", IDT_SCRIPT_LATIN}, {"иванов", IDT_SCRIPT_CYRILLIC},
                 {"محمد", IDT_SCRIPT_ARABIC},  {"たなか", IDT_SCRIPT_KANA},
                 {"ひと美", IDT_SCRIPT_HAN},   {"김", IDT_SCRIPT_HANGUL},
                 {"2014", IDT_SCRIPT_OTHER},   {"i2", IDT_SCRIPT_LATIN},
                 {"ivanов", IDT_SCRIPT_MIXED}, {"โรม", IDT_SCRIPT_THAI}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(idt_script_of(folded(*state, cases[i].word)), cases[i].script);
    }
    assert_string_equal(idt_script_code(IDT_SCRIPT_ETHIOPIC), "ethi");
    assert_string_equal(idt_script_code(IDT_SCRIPT_MIXED), "zsym");
}

#define WITH_ARENA(test) cmocka_unit_test_setup_teardown(test, arena_up, arena_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ARENA(names_find_their_spellings_in_six_learned_scripts),
        WITH_ARENA(names_find_their_spellings_by_rule_in_eleven_more),
        WITH_ARENA(family_names_have_their_usual_spellings_first),
        WITH_ARENA(the_arabic_article_may_be_left_out),
        WITH_ARENA(a_letter_of_latin_is_read_as_its_languages_do),
        WITH_ARENA(vowels_that_a_script_leaves_out_may_part_consonants),
        WITH_ARENA(other_names_are_outside_the_relation_or_graded_below),
        WITH_ARENA(persian_and_ukrainian_letters_have_readings),
        WITH_ARENA(latin_tokens_and_unknown_scripts_have_none),
        WITH_ARENA(readings_come_best_first_and_fit_any_buffer),
        WITH_ARENA(who_stores_folds_and_sounds_finds_every_related_token),
        WITH_ARENA(scripts_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
