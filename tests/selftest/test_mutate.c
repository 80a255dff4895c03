/* A name as somebody else would have it: mutate.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "index/names_file.h"
#include "selftest/mutate.h"
#include "text/key.h"
#include "text/utf8.h"

typedef struct fixture {
    idt_arena *arena;
} fixture;

static int start(void **state)
{
    static fixture f;
    f.arena = idt_arena_new((size_t)256 << 20);
    *state = &f;
    return f.arena == NULL;
}

static int end(void **state)
{
    idt_arena_free(((fixture *)*state)->arena);
    return 0;
}

static idt_str mutated(idt_arena *arena, idt_mutation what, idt_strength strength, const char *text,
                       idt_name_kind kind, uint64_t seed)
{
    idt_error err;
    idt_name name;
    idt_str out;
    assert_int_equal(idt_name_parse(idt_str_borrow(text), kind, NULL, arena, &name, &err), IDT_OK);
    assert_int_equal(idt_mutate(what, strength, &name, seed, arena, &out, &err), IDT_OK);
    return out;
}

/* Is `text` what the class makes of `name` under some seed? */
static bool makes(void **state, idt_mutation what, idt_strength strength, const char *name,
                  idt_name_kind kind, const char *text)
{
    for (uint64_t seed = 0; seed < 4000; seed++) {
        if (idt_str_is(mutated(((fixture *)*state)->arena, what, strength, name, kind, seed),
                       text)) {
            return true;
        }
    }
    return false;
}

static bool makes_none(void **state, idt_mutation what, idt_strength strength, const char *name,
                       idt_name_kind kind)
{
    return mutated(((fixture *)*state)->arena, what, strength, name, kind, 1).ptr == NULL;
}

#define MINOR  IDT_STRENGTH_MINOR
#define MAJOR  IDT_STRENGTH_MAJOR
#define PERSON IDT_NAME_PERSON
#define ORG    IDT_NAME_ORGANISATION

/* ---- what each class does ---- */

static void strikes_the_key_beside(void **state)
{
    assert_true(makes(state, IDT_MUTATION_KEYBOARD, MINOR, "Omar LAVROV", PERSON, "Omar LABROV"));
    assert_false(makes(state, IDT_MUTATION_KEYBOARD, MINOR, "Omar LAVROV", PERSON, "Omar LAQROV"));
    /* Omar has four letters: one slip is put into a longer word */
    assert_false(makes(state, IDT_MUTATION_KEYBOARD, MINOR, "Omar LAVROV", PERSON, "Onar LAVROV"));
    assert_true(makes(state, IDT_MUTATION_KEYBOARD, MAJOR, "Omar LAVROV", PERSON, "Onar LABROV"));
    assert_true(makes_none(state, IDT_MUTATION_KEYBOARD, MINOR, "Ali Omar", PERSON));
    assert_true(makes_none(state, IDT_MUTATION_KEYBOARD, MINOR, "Сергей Лавров", PERSON));
}

/* a beside q, so q beside a; and nobody beside themselves. */
static void keys_are_neighbours_both_ways(void **state)
{
    bool beside[26][26] = {{false}};
    for (int letter = 0; letter < 26; letter++) {
        char name[8] = "";
        memset(name, 'a' + letter, 7);
        for (uint64_t seed = 0; seed < 300; seed++) {
            const idt_str text = mutated(((fixture *)*state)->arena, IDT_MUTATION_KEYBOARD, MINOR,
                                         name, PERSON, seed);
            for (size_t i = 0; i < text.len; i++) {
                beside[letter][text.ptr[i] - 'a'] |= text.ptr[i] != name[0];
            }
        }
    }
    for (int a = 0; a < 26; a++) {
        int count = 0;
        for (int b = 0; b < 26; b++) {
            assert_int_equal(beside[a][b], beside[b][a]);
            count += beside[a][b];
        }
        assert_in_range(count, 2, 6);
    }
}

static void reads_one_shape_for_another(void **state)
{
    assert_true(makes(state, IDT_MUTATION_OCR, MINOR, "Werner", PERSON, "Wemer"));
    assert_true(makes(state, IDT_MUTATION_OCR, MINOR, "Adolfo", PERSON, "Aclolfo"));
    assert_true(makes(state, IDT_MUTATION_OCR, MINOR, "OSMAN", PERSON, "0SMAN"));
    assert_true(makes(state, IDT_MUTATION_OCR, MAJOR, "Omar Werner", PERSON, "0mar Wemer"));
}

static void drops_adds_and_swaps_letters(void **state)
{
    assert_true(makes(state, IDT_MUTATION_DROPPED, MINOR, "Lavrov", PERSON, "Larov"));
    assert_true(makes(state, IDT_MUTATION_ADDED, MINOR, "Lavrov", PERSON, "Lavrrov"));
    assert_true(makes(state, IDT_MUTATION_SWAPPED, MINOR, "Lavrov", PERSON, "Larvov"));
    assert_true(makes(state, IDT_MUTATION_DROPPED, MINOR, "Лавров", PERSON, "Ларов"));
    assert_true(makes(state, IDT_MUTATION_DROPPED, MAJOR, "Sergei Lavrov", PERSON, "Serei Larov"));
    /* letters of scripts that write syllables do not slip one by one */
    assert_true(makes_none(state, IDT_MUTATION_DROPPED, MINOR, "山田太郎次郎", PERSON));
}

static void leaves_words_out_but_not_the_ends(void **state)
{
    assert_true(makes(state, IDT_MUTATION_WORD_DROPPED, MINOR, "Ali Hasan al-Masri Omar", PERSON,
                      "Ali Hasan Omar"));
    assert_true(makes(state, IDT_MUTATION_WORD_DROPPED, MAJOR, "Ali Hasan al-Masri Omar", PERSON,
                      "Ali Omar"));
    assert_true(makes(state, IDT_MUTATION_WORD_DROPPED, MINOR, "Kalaye Electric Ltd", ORG,
                      "Kalaye Electric"));
    assert_true(makes_none(state, IDT_MUTATION_WORD_DROPPED, MINOR, "Ali Omar", PERSON));
}

static void adds_a_title_or_a_name(void **state)
{
    assert_true(
        makes(state, IDT_MUTATION_WORD_ADDED, MINOR, "Ali Omar", PERSON, "Sheikh Ali Omar"));
    assert_true(makes(state, IDT_MUTATION_WORD_ADDED, MAJOR, "Ali Omar", PERSON, "Ali Anna Omar"));
    assert_true(makes(state, IDT_MUTATION_WORD_ADDED, MINOR, "Kalaye Electric", ORG,
                      "Kalaye Electric LLC"));
    assert_true(makes_none(state, IDT_MUTATION_WORD_ADDED, MINOR, "Kalaye Electric Ltd", ORG));
}

static void moves_words_with_what_belongs_to_them(void **state)
{
    assert_true(makes(state, IDT_MUTATION_WORD_SWAPPED, MINOR, "Ali Hasan bin Omar", PERSON,
                      "bin Omar Ali Hasan"));
    assert_true(makes(state, IDT_MUTATION_WORD_SWAPPED, MAJOR, "Ali Hasan al-Masri", PERSON,
                      "Hasan al-Masri Ali"));
    assert_true(makes_none(state, IDT_MUTATION_WORD_SWAPPED, MINOR, "山田太郎", PERSON));
}

static void cuts_to_initials(void **state)
{
    assert_true(
        makes(state, IDT_MUTATION_INITIALS, MINOR, "Ali Hasan Omar", PERSON, "Ali H. Omar"));
    assert_true(makes(state, IDT_MUTATION_INITIALS, MAJOR, "Ali Hasan Omar", PERSON, "A. H. Omar"));
    assert_true(makes(state, IDT_MUTATION_INITIALS, MAJOR, "OMAR, Ali", PERSON, "OMAR A."));
    assert_true(makes(state, IDT_MUTATION_INITIALS, MAJOR, "Kurdistan Workers Party", ORG, "KWP"));
    assert_true(makes_none(state, IDT_MUTATION_INITIALS, MINOR, "Ali Omar", PERSON));
}

static void spells_by_another_romanisation(void **state)
{
    assert_true(
        makes(state, IDT_MUTATION_TRANSLITERATION, MINOR, "Khalid Omar", PERSON, "Halid Omar"));
    assert_true(makes(state, IDT_MUTATION_TRANSLITERATION, MINOR, "YUSUF", PERSON, "YOUSUF"));
    assert_true(
        makes(state, IDT_MUTATION_TRANSLITERATION, MAJOR, "Khalid Yusuf", PERSON, "Halid Yousuf"));
}

static void writes_in_another_script(void **state)
{
    assert_true(
        makes(state, IDT_MUTATION_OTHER_SCRIPT, MINOR, "Ivan Petrov", PERSON, "иван петров"));
    assert_true(makes(state, IDT_MUTATION_OTHER_SCRIPT, MINOR, "Лавров", PERSON, "Lavrov"));
    const idt_str arabic = mutated(((fixture *)*state)->arena, IDT_MUTATION_OTHER_SCRIPT, MAJOR,
                                   "Karim Salim", PERSON, 1);
    assert_true(idt_str_is(arabic, "كريم سليم") || idt_str_is(arabic, "كاريم ساليم"));
    assert_true(makes_none(state, IDT_MUTATION_OTHER_SCRIPT, MINOR, "Trading Company", ORG));
}

static void puts_letters_that_look_alike(void **state)
{
    assert_true(makes(state, IDT_MUTATION_HOMOGLYPHS, MINOR, "Omar", PERSON, "Omаr"));
    assert_false(makes(state, IDT_MUTATION_HOMOGLYPHS, MINOR, "Omar", PERSON, "Omar"));
}

static void joins_and_splits_words(void **state)
{
    assert_true(
        makes(state, IDT_MUTATION_JOINED, MINOR, "Ali Hasan Omar", PERSON, "AliHasan Omar"));
    assert_true(makes(state, IDT_MUTATION_JOINED, MAJOR, "Ali al-Hasan", PERSON, "AlialHasan"));
    assert_true(makes(state, IDT_MUTATION_SPLIT, MINOR, "Ali Lavrov", PERSON, "Ali Lav rov"));
    assert_true(
        makes(state, IDT_MUTATION_SPLIT, MAJOR, "Sergei Lavrov", PERSON, "Ser gei Lavr ov"));
    assert_true(makes_none(state, IDT_MUTATION_JOINED, MINOR, "Lavrov", PERSON));
    assert_true(makes_none(state, IDT_MUTATION_SPLIT, MINOR, "Ali Omar", PERSON));
}

/* ---- what holds of all ---- */

static void check_one(idt_arena *arena, const idt_name *name, idt_mutation what,
                      idt_strength strength, uint64_t seed, size_t *done)
{
    idt_error err;
    idt_str one;
    idt_str other;
    idt_str key;
    idt_str own;
    assert_int_equal(idt_mutate(what, strength, name, seed, arena, &one, &err), IDT_OK);
    assert_int_equal(idt_mutate(what, strength, name, seed, arena, &other, &err), IDT_OK);
    assert_true(idt_str_equal(one, other)); /* I1 */
    if (one.ptr == NULL) {
        return;
    }
    done[what * IDT_STRENGTHS + strength]++;
    assert_true(idt_utf8_check(one, NULL)); /* I2 */
    assert_int_equal(idt_text_key(one, arena, &key, &err), IDT_OK);
    assert_int_equal(idt_text_key(name->source, arena, &own, &err), IDT_OK);
    assert_true(key.len > 0);
    assert_false(idt_str_equal(key, own));
}

static void is_utf8_another_name_and_the_same_each_time(void **state)
{
    random_state r = random_start("mutate");
    idt_arena *arena = ((fixture *)*state)->arena;
    test_names names = {0};
    size_t done[IDT_MUTATION_COUNT * IDT_STRENGTHS] = {0};
    names_make(300, &r, arena, &names);
    for (size_t i = 0; i < names.count; i++) {
        idt_error err;
        idt_name name;
        assert_int_equal(
            idt_name_parse(names.items[i].text, names.items[i].kind, NULL, arena, &name, &err),
            IDT_OK);
        for (int m = 0; m < IDT_MUTATION_COUNT; m++) {
            check_one(arena, &name, (idt_mutation)m, MINOR, i, done);
            check_one(arena, &name, (idt_mutation)m, MAJOR, i, done);
        }
    }
    for (size_t k = 0; k < sizeof done / sizeof *done; k++) {
        assert_true(done[k] > 0); /* each class had something to do */
    }
}

/* Whatever the bytes are: parsing takes what is not UTF-8, so mutating does. */
static void takes_any_bytes(void **state)
{
    random_state r = random_start("bytes");
    idt_arena *arena = ((fixture *)*state)->arena;
    size_t done[IDT_MUTATION_COUNT * IDT_STRENGTHS] = {0};
    for (size_t i = 0; i < 200; i++) {
        char bytes[64];
        idt_error err;
        idt_name name;
        const size_t len = random_below(&r, sizeof bytes);
        for (size_t k = 0; k < len; k++) {
            bytes[k] = random_below(&r, 3) == 0 ? (char)random_below(&r, 256)
                                                : "ab -.,lrnOm"[random_below(&r, 11)];
        }
        const idt_str text = idt_str_copy(arena, (idt_str){bytes, len});
        assert_int_equal(idt_name_parse(text, IDT_NAME_ANY, NULL, arena, &name, &err), IDT_OK);
        for (int m = 0; m < IDT_MUTATION_COUNT; m++) {
            check_one(arena, &name, (idt_mutation)m, MINOR, i, done);
            check_one(arena, &name, (idt_mutation)m, MAJOR, i, done);
        }
    }
}

/* No class takes more than a multiple of the name's length. */
static void takes_long_names(void **state)
{
    idt_arena *arena = idt_arena_new((size_t)8 << 20);
    char text[20001];
    (void)state;
    for (size_t i = 0; i < sizeof text - 1; i++) {
        text[i] = i % 9 == 8 ? ' ' : (char)('a' + i * i % 26);
    }
    text[sizeof text - 1] = '\0';
    for (int m = 0; m < IDT_MUTATION_COUNT; m++) {
        idt_arena_clear(arena);
        (void)mutated(arena, (idt_mutation)m, MINOR, text, ORG, 1);
        idt_arena_clear(arena);
        (void)mutated(arena, (idt_mutation)m, MAJOR, text, PERSON, 1);
    }
    idt_arena_free(arena);
}

static void what_does_not_fit_is_said(void **state)
{
    idt_error err;
    idt_name name;
    idt_str out;
    idt_arena *small = idt_arena_new(2048);
    assert_int_equal(idt_name_parse(IDT_STR("Sergei Lavrov"), PERSON, NULL,
                                    ((fixture *)*state)->arena, &name, &err),
                     IDT_OK);
    idt_rc rc = IDT_OK;
    for (int i = 0; rc == IDT_OK && i < 1000; i++) {
        rc = idt_mutate(IDT_MUTATION_DROPPED, MINOR, &name, 1, small, &out, &err);
    }
    assert_int_equal(rc, IDT_E_LIMIT);
    idt_arena_free(small);
}

static void says_what_each_class_does(void **state)
{
    (void)state;
    for (int m = 0; m < IDT_MUTATION_COUNT; m++) {
        assert_true(strlen(idt_mutation_text((idt_mutation)m)) > 0);
        assert_true(strlen(idt_mutation_says((idt_mutation)m, MINOR)) > 10);
        assert_string_not_equal(idt_mutation_says((idt_mutation)m, MINOR),
                                idt_mutation_says((idt_mutation)m, MAJOR));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(strikes_the_key_beside),
        TEST(keys_are_neighbours_both_ways),
        TEST(reads_one_shape_for_another),
        TEST(drops_adds_and_swaps_letters),
        TEST(leaves_words_out_but_not_the_ends),
        TEST(adds_a_title_or_a_name),
        TEST(moves_words_with_what_belongs_to_them),
        TEST(cuts_to_initials),
        TEST(spells_by_another_romanisation),
        TEST(writes_in_another_script),
        TEST(puts_letters_that_look_alike),
        TEST(joins_and_splits_words),
        TEST(is_utf8_another_name_and_the_same_each_time),
        TEST(takes_any_bytes),
        TEST(takes_long_names),
        TEST(what_does_not_fit_is_said),
        TEST(says_what_each_class_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
