/* Repairs: what is turned back, what must stay, and where in the source it stood. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "random.h"
#include "text/name.h"
#include "text/utf8.h"

#define ARENA_BYTES ((size_t)64 << 20)

static int open_arena(void **state)
{
    *state = idt_arena_new(ARENA_BYTES);
    return *state == NULL;
}

static int close_arena(void **state)
{
    idt_arena_free(*state);
    return 0;
}

static idt_repaired repaired(void **state, idt_str text, bool person)
{
    idt_repaired out;
    idt_error err = {0};
    assert_int_equal(idt_repair_text(text, person, *state, &out, &err), IDT_OK);
    return out;
}

static void expect_as(void **state, const char *text, bool person, const char *wanted)
{
    const idt_repaired out = repaired(state, idt_str_borrow(text), person);
    const char *read = idt_str_format(*state, "%.*s", IDT_STR_ARG(out.text)).ptr;
    assert_string_equal(read, wanted);
    assert_true((out.count > 0) == (strcmp(text, wanted) != 0));
    assert_true(out.count > 0 || out.text.ptr == text);
}

static void expect(void **state, const char *text, const char *wanted)
{
    expect_as(state, text, false, wanted);
    expect_as(state, text, true, wanted);
}

static void stays(void **state, const char *text)
{
    expect(state, text, text);
}

static void references_become_their_characters(void **state)
{
    expect(state, "M&uuml;ller", "Müller");
    expect(state, "M&#252;ller &#xFC;", "Müller ü");
    expect(state, "O&apos;Neill &quot;Jim&quot;", "O'Neill \"Jim\"");
    expect(state, "Smith &amp; Sons", "Smith & Sons");
    expect(state, "M&amp;amp;uuml;ller", "Müller");
    expect(state, "D&#146;Arcy&nbsp;Jr", "D’Arcy\xc2\xa0Jr");
    expect(state, "&#1057;ергей", "Сергей");
}

static void what_is_no_reference_stays(void **state)
{
    stays(state, "AT&T; Inc");
    stays(state, "Marks & Spencer; London");
    stays(state, "R&D;");
    stays(state, "A&uuml B");
    stays(state, "&#0; &#xD800; &#1114112; &#x; &#; &;");
}

static void mojibake_is_turned_back(void **state)
{
    expect(state, "MÃ¼ller", "Müller");
    expect(state, "JosÃ© GarcÃ\u00ada", "José García");
    expect(state, "NoÃ«l Dâ€™Arcy", "Noël D’Arcy");
    expect(state, "Ã–zil", "Özil");
    expect(state, "Recep ErdoÄŸan", "Recep Erdoğan");
    expect(state, "Lech WaÅ‚Ä™sa", "Lech Wałęsa");
    expect(state, "MUÃ‘OZ", "MUÑOZ");
    expect(state, "Nguyá»…n Thá»‹ Háº¡nh", "Nguyễn Thị Hạnh");
    expect(state, "Ð¡ÐµÑ€Ð³ÐµÐ¹ Ð›Ð°Ð²Ñ€Ð¾Ð²", "Сергей Лавров");
    expect(state, "Ø£Ø³Ø§Ù…Ø©", "أسامة");
    expect(state, "Ð’ÐžÐ›ÐšÐžÐ’", "ВОЛКОВ");
    expect(state, "ã‚·ãƒ¼ã‚°", "シーグ");
    expect(state, "M&Atilde;&frac14;ller", "Müller");
}

static void names_that_could_be_meant_stay(void **state)
{
    static const char *const names[] = {
        "JOÃO CONCEIÇÃO",
        "IRMÃ DULCE",
        "MAÇÃ – FRUTAS",
        "Ângela Guimarães",
        "«Société Générale»",
        "CAFÉ®",
        "NESTLÉ™ S.A.",
        "RENÉ’S BISTRÔ",
        "L’ÉTÉ – ÉDITIONS",
        "CITÉ “LA FÔRET”",
        "« LE CAFÉ » ÉTOILÉ",
        "Mª José Peña Nº 3",
        "KŘÍŽEK ŠÁŠA ÉŠ",
        "TOMÁŠ SVÍŽ",
        "Đỗ Mười",
        "Nguyễn Thị Ánh",
        "LÊ VĂN ÂN",
        "PHẠM XÃ “HÀ”",
        "Å–Moskenes",
        "ÅSE ØSTERGÅRD",
        "Å’s Båtar",
        "ÄŽELI ÅŠA",
        "Çağrı Özgür",
        "ÑUÑOA",
        "Łukasz Śmigły-Rydz",
        "Straße 5£",
        "Сергей Ельцин",
        "أسامة",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        stays(state, names[i]);
    }
}

static void look_alikes_become_letters_of_the_word(void **state)
{
    expect(state, "Аl-Qaida", "Al-Qaida");
    expect(state, "Muhаmmad Αli", "Muhammad Ali");
    expect(state, "Сepгей", "Сергей");
    expect(state, "Bаnk Оf Ruѕsia", "Bank Of Russia");
}

static void words_of_one_script_stay(void **state)
{
    stays(state, "Сергей Lavrov");
    stays(state, "Ясon");
    stays(state, "X5Ритейл");
    stays(state, "SIMкарта");
    stays(state, "А Б Group");
    stays(state, "Αθήνα Athens");
    stays(state, "Łódź Ёлка");
}

static void digits_become_letters_in_names_of_people(void **state)
{
    expect_as(state, "Moh4mmed", true, "Mohammed");
    expect_as(state, "MOH4MMED AL1", true, "MOHAMMED AL1");
    expect_as(state, "Wi11iam $mith", true, "William Smith");
    expect_as(state, "Has$an", true, "Hassan");
}

static void digits_that_are_meant_stay(void **state)
{
    expect_as(state, "Moh4mmed", false, "Moh4mmed");
    expect_as(state, "M0bil 1", false, "M0bil 1");
    stays(state, "Brigade 313");
    stays(state, "Smith 2nd");
    stays(state, "Smith1985");
    stays(state, "ali@hassan");
    stays(state, "R2D2");
}

static void repairs_name_their_source_bytes(void **state)
{
    const idt_str text = IDT_STR("Аl M&uuml;ller");
    const idt_repaired out = repaired(state, text, false);
    assert_int_equal(out.count, 2);
    assert_int_equal(out.repairs[0].kind, IDT_REPAIR_REFERENCE);
    assert_int_equal(out.repairs[0].start, 5);
    assert_int_equal(out.repairs[0].end, 11);
    assert_true(idt_str_is(out.repairs[0].before, "&uuml;"));
    assert_true(idt_str_is(out.repairs[0].after, "ü"));
    char why[IDT_REPAIR_WHY_BYTES];
    assert_int_equal(out.repairs[1].start, 0);
    assert_int_equal(out.repairs[1].end, 2);
    assert_string_equal(idt_repair_why(&out.repairs[1], why), "Cyrillic letter in a Latin word");
}

static void parts_stand_in_the_source_as_it_was(void **state)
{
    idt_name name;
    idt_error err = {0};
    const idt_str text = IDT_STR("M&uuml;ller JosÃ©");
    assert_int_equal(idt_name_parse(text, IDT_NAME_PERSON, NULL, *state, &name, &err), IDT_OK);
    assert_int_equal(name.count, 2);
    assert_ptr_equal(name.source.ptr, text.ptr);
    assert_int_equal(name.parts[0].start, 0);
    assert_int_equal(name.parts[0].end, 11);
    assert_int_equal(name.parts[1].start, 12);
    assert_int_equal(name.parts[1].end, text.len);
    assert_true(idt_str_is(name.parts[1].text, "jose"));
    assert_true(idt_str_is(name.key, "muller jose"));
    assert_int_equal(name.repaired, IDT_TRACE_ENCODING);
}

static void tags_are_read_as_the_name_is(void **state)
{
    const idt_part_tags tags = {.first = IDT_STR("JosÃ©"), .last = IDT_STR("M&uuml;ller")};
    const idt_str texts[] = {IDT_STR("M&uuml;ller JosÃ©"), IDT_STR("")};
    for (size_t i = 0; i < 2; i++) {
        idt_name name;
        idt_error err = {0};
        assert_int_equal(idt_name_parse(texts[i], IDT_NAME_PERSON, &tags, *state, &name, &err),
                         IDT_OK);
        assert_int_equal(name.count, 2);
        for (size_t k = 0; k < 2; k++) {
            const bool family = idt_str_is(name.parts[k].text, "muller");
            assert_true(name.parts[k].tagged);
            assert_int_equal(name.parts[k].role, family ? IDT_PART_FAMILY : IDT_PART_GIVEN);
        }
    }
}

static const char *const pieces[] = {
    "Ã", "¼", "©", "â", "€", "™", "Ð", "¡", "&", "amp;", "uuml;", "&#", "97;", "x41;", "а", "a",
    "е", "Α", "l", " ", "1", "0", "$", "o", "h", "m",    "e",     "Å",  "š",   "-",    "’", "Ñ",
    "á", "»", "…", "ƒ", "Â", "4", "M", "y", "p", "\xff", "\xc3",  ";",  "mo",  "ali",  "у", "х"};

/* I1, I2 and I4 on texts made of what makes repairs. */
static void repairing_twice_changes_nothing_more(void **state)
{
    random_state random = random_start("repair");
    size_t changed = 0;
    for (size_t round = 0; round < 40000; round++) {
        char text[96];
        size_t len = 0;
        for (size_t n = 1 + random_below(&random, 12); n > 0; n--) {
            const char *piece = pieces[random_below(&random, sizeof pieces / sizeof pieces[0])];
            memcpy(text + len, piece, strlen(piece));
            len += strlen(piece);
        }
        const idt_str source = {.ptr = text, .len = len};
        const idt_repaired once = repaired(state, source, round % 2 == 0);
        const idt_repaired twice = repaired(state, once.text, round % 2 == 0);
        assert_int_equal(twice.count, 0);
        for (size_t i = 0; once.count > 0 && i < once.text.len; i++) {
            assert_true(once.from[i] < once.to[i] && once.to[i] <= len);
            assert_true(i == 0 ||
                        (once.from[i - 1] <= once.from[i] && once.to[i - 1] <= once.to[i]));
        }
        changed += once.count > 0;
        idt_arena_clear(*state);
    }
    assert_true(changed > 1000);
}

static void long_texts_are_bounded(void **state)
{
    static char text[IDT_REPAIR_BYTES_MAX + 5];
    static const char *const units[] = {"&amp;", "amp;&", "Ã", "Ã¼", "аa", "h4m ", "&amp"};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        const size_t unit = strlen(units[i]);
        size_t len = 0;
        for (; len + unit <= IDT_REPAIR_BYTES_MAX; len += unit) {
            memcpy(text + len, units[i], unit);
        }
        const idt_repaired out = repaired(state, (idt_str){.ptr = text, .len = len}, true);
        assert_true(out.text.len <= 2 * len);
        idt_arena_clear(*state);
    }
    memset(text, '&', sizeof text);
    memcpy(text, "&uuml;", 6);
    assert_int_equal(repaired(state, (idt_str){.ptr = text, .len = sizeof text}, false).count, 0);
}

static void a_full_arena_is_an_error(void **state)
{
    (void)state;
    idt_arena *small = idt_arena_new(4096);
    static char text[20000];
    idt_repaired out;
    idt_error err = {0};
    memset(text, 'a', sizeof text);
    memcpy(text, "&uuml;", 6);
    assert_int_equal(
        idt_repair_text((idt_str){.ptr = text, .len = sizeof text}, false, small, &out, &err),
        IDT_E_LIMIT);
    idt_arena_free(small);
}

#define REPAIR_TEST(test) cmocka_unit_test_setup_teardown(test, open_arena, close_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        REPAIR_TEST(references_become_their_characters),
        REPAIR_TEST(what_is_no_reference_stays),
        REPAIR_TEST(mojibake_is_turned_back),
        REPAIR_TEST(names_that_could_be_meant_stay),
        REPAIR_TEST(look_alikes_become_letters_of_the_word),
        REPAIR_TEST(words_of_one_script_stay),
        REPAIR_TEST(digits_become_letters_in_names_of_people),
        REPAIR_TEST(digits_that_are_meant_stay),
        REPAIR_TEST(repairs_name_their_source_bytes),
        REPAIR_TEST(parts_stand_in_the_source_as_it_was),
        REPAIR_TEST(tags_are_read_as_the_name_is),
        REPAIR_TEST(repairing_twice_changes_nothing_more),
        REPAIR_TEST(long_texts_are_bounded),
        REPAIR_TEST(a_full_arena_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
