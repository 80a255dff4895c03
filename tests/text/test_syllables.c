/* What text/syllables.h promises: words of Chinese and Korean names are one by their syllables,
 * whatever system spelt them, and other words are none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/key.h"
#include "text/syllables.h"

#define WORDS_MOST 6

typedef struct keys {
    uint64_t at[IDT_SYLLABLES_KEYS];
    size_t count;
} keys;

/* Of folded words, parted by blanks; characters of one run are put together again. */
static keys keys_of(const char *text)
{
    idt_arena *arena = idt_arena_new((size_t)1 << 20);
    idt_str words[WORDS_MOST];
    idt_str key = {0};
    keys out;
    size_t count = 0;
    assert_non_null(arena);
    assert_int_equal(idt_text_key(idt_str_borrow(text), arena, &key, NULL), IDT_OK);
    if (key.len > 0 && (unsigned char)key.ptr[0] >= 0x80) {
        char *run = idt_arena_alloc(arena, key.len);
        size_t len = 0;
        for (size_t i = 0; i < key.len; i++) {
            if (key.ptr[i] != ' ') {
                run[len++] = key.ptr[i];
            }
        }
        words[count++] = (idt_str){.ptr = run, .len = len};
        key.len = 0;
    }
    while (key.len > 0 && count < WORDS_MOST) {
        const size_t end = idt_str_find(key, ' ');
        words[count++] = idt_str_slice(key, 0, end);
        key = idt_str_slice(key, end < key.len ? end + 1 : end, key.len);
    }
    out.count = idt_syllables_keys(words, count, 2, out.at);
    idt_arena_free(arena);
    return out;
}

static bool one(const char *a, const char *b)
{
    const keys x = keys_of(a);
    const keys y = keys_of(b);
    return idt_syllables_shared(x.at, x.count, y.at, y.count);
}

static void all_are_one(const char *first, const char *const *others)
{
    for (size_t i = 0; others[i] != NULL; i++) {
        if (!one(first, others[i]) || !one(others[i], first)) {
            fail_msg("%s and %s are not one by their syllables", first, others[i]);
        }
    }
}

static void none_is_one(const char *first, const char *const *others)
{
    for (size_t i = 0; others[i] != NULL; i++) {
        if (one(first, others[i])) {
            fail_msg("%s and %s are one by their syllables", first, others[i]);
        }
    }
}

#define ONE(first, ...)    all_are_one((first), (const char *const[]){__VA_ARGS__, NULL})
#define TWO(first, ...)    none_is_one((first), (const char *const[]){__VA_ARGS__, NULL})
#define NONE_HAS_KEYS(...) no_keys((const char *const[]){__VA_ARGS__, NULL})

static void no_keys(const char *const *words)
{
    for (size_t i = 0; words[i] != NULL; i++) {
        if (keys_of(words[i]).count != 0) {
            fail_msg("%s has keys", words[i]);
        }
    }
}

static void systems_of_mandarin_spell_one_name(void **state)
{
    (void)state;
    ONE("近平", "Jinping", "Jin Ping", "Chin-p'ing", "Chinping", "Tszinpin", "近 平");
    ONE("泽东", "Zedong", "Tse-tung", "Tse Tung", "Dzedung", "澤東");
    ONE("小平", "Xiaoping", "Hsiao-p'ing", "Syauping", "Syaopin");
    ONE("女士", "Nushi", "Nü Shi", "Nyushi");
}

static void spellings_of_cantonese_and_korean_are_met(void **state)
{
    (void)state;
    ONE("嘉誠", "Ka Shing", "Gaa Sing");
    ONE("정은", "Jong Un", "Jong-un", "Jeongeun", "Jungeun", "Chŏngŭn");
    ONE("영복", "Yong-bok", "Young Bok", "Yeongbok");
    ONE("철삼", "Chol Sam", "Cheolsam");
}

static void characters_are_read_in_every_language(void **state)
{
    (void)state;
    ONE("正恩", "Jong Un", "Zheng'en", "Cheng En", "정은", "Zingjan");
}

static void latin_spellings_of_one_name_are_one_without_any_character(void **state)
{
    (void)state;
    ONE("Jinping", "Chin-ping", "Jin Ping");
    ONE("Jong Un", "Jeong-eun", "Jongun");
}

static void other_names_are_others(void **state)
{
    (void)state;
    TWO("近平", "Jin", "Ping", "Jinpin", "Pingjin", "Jinping Li", "Zhongping");
    TWO("정은", "Jong Il", "Jong Nam", "Chang Un", "정일");
    TWO("Jinping", "Jinfeng", "Zhenping");
}

static void systems_are_not_mixed_in_one_word(void **state)
{
    (void)state;
    ONE("晓倩", "Xiaoqian", "Hsiao-ch'ien");
    TWO("晓倩", "Xiaochien", "Hsiaoqian");
}

static idt_syllables_languages read_in(const char *word)
{
    return idt_syllables_read(idt_str_borrow(word));
}

static void a_word_is_read_in_the_languages_whose_syllables_it_is(void **state)
{
    (void)state;
    const idt_syllables_languages hsi = read_in("hsi");
    const idt_syllables_languages jeong = read_in("jeong");
    const idt_syllables_languages park = read_in("park");
    assert_int_equal(hsi.read, hsi.family); /* 习, 席: of Mandarin only */
    assert_int_not_equal(hsi.read, 0);
    assert_int_equal(hsi.read & jeong.read, 0);
    assert_int_equal(park.family, jeong.family); /* 박, 정 */
    assert_int_not_equal(park.family, 0);
    assert_int_equal(read_in("smith").read, 0);
    assert_int_equal(read_in("").read, 0);
    assert_int_not_equal(read_in("jinping").read, 0);
    assert_int_equal(read_in("jinping").family, 0); /* two syllables are no family name */
}

static void what_is_no_syllables_has_no_keys(void **state)
{
    (void)state;
    NONE_HAS_KEYS("Smith", "Jinsmith", "Jing Smith", "Vladimir", "Ж", "محمد", "山", "田中さん",
                  "평", "");
    NONE_HAS_KEYS("Jin", "Wang", "Li Li Li Li Li", "Li2li");
}

static void keys_are_bounded_and_there_once(void **state)
{
    (void)state;
    static const char *const words[] = {"chung chung chung", "yu yu yu yu", "chi chu chi chu",
                                        "jung jung jung jung"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const keys k = keys_of(words[i]);
        assert_true(k.count > 8 && k.count <= IDT_SYLLABLES_KEYS);
        for (size_t a = 0; a < k.count; a++) {
            for (size_t b = a + 1; b < k.count; b++) {
                assert_true(k.at[a] != k.at[b]);
            }
            assert_in_range(idt_syllables_of_key(k.at[a]), 2, IDT_SYLLABLES_MOST);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(systems_of_mandarin_spell_one_name),
        cmocka_unit_test(spellings_of_cantonese_and_korean_are_met),
        cmocka_unit_test(characters_are_read_in_every_language),
        cmocka_unit_test(latin_spellings_of_one_name_are_one_without_any_character),
        cmocka_unit_test(other_names_are_others),
        cmocka_unit_test(systems_are_not_mixed_in_one_word),
        cmocka_unit_test(a_word_is_read_in_the_languages_whose_syllables_it_is),
        cmocka_unit_test(what_is_no_syllables_has_no_keys),
        cmocka_unit_test(keys_are_bounded_and_there_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
