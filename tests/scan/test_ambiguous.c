/* Which names say by themselves who is meant. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scan/ambiguous.h"

static void check(const char *text, idt_name_kind kind, unsigned expected)
{
    idt_arena *arena = idt_arena_new(1 << 20);
    idt_profile_name name = {.text = idt_str_borrow(text)};
    assert_int_equal(idt_name_parse(name.text, kind, NULL, arena, &name.parsed, NULL), IDT_OK);
    assert_int_equal(idt_match_prepare(&name.parsed, arena, &name.prepared, NULL), IDT_OK);
    const unsigned found = idt_ambiguity_of(&name);
    if (found != expected) {
        fail_msg("\"%s\": %u, expected %u", text, found, expected);
    }
    idt_arena_free(arena);
}

static void one_word_that_many_bear_is_ambiguous(void **state)
{
    (void)state;
    check("Mohammed", IDT_NAME_PERSON, IDT_AMBIGUOUS_COMMON);
    check("Dr. Hassan", IDT_NAME_PERSON, IDT_AMBIGUOUS_COMMON);
    check("The Base", IDT_NAME_ORGANISATION, IDT_AMBIGUOUS_COMMON);
    check("Mohammed Hassan", IDT_NAME_PERSON, 0);
    check("Taliban", IDT_NAME_ORGANISATION, 0);
    check("Kestrels", IDT_NAME_ORGANISATION, 0);
    check("Zawahiri", IDT_NAME_PERSON, 0);
}

static void one_word_of_four_letters_is_ambiguous_in_scripts_that_spell_sounds(void **state)
{
    (void)state;
    check("E.T.A.", IDT_NAME_ORGANISATION, IDT_AMBIGUOUS_SHORT);
    check("AQXP", IDT_NAME_ORGANISATION, IDT_AMBIGUOUS_SHORT);
    check("AQXPZ", IDT_NAME_ORGANISATION, 0);
    check("АУЪЭ", IDT_NAME_ORGANISATION, IDT_AMBIGUOUS_SHORT);
    check("塔利班", IDT_NAME_ORGANISATION, 0);
    check("Ali", IDT_NAME_PERSON, IDT_AMBIGUOUS_SHORT | IDT_AMBIGUOUS_COMMON);
}

static void generic_words_alone_are_ambiguous(void **state)
{
    (void)state;
    check("General Company for Trading", IDT_NAME_ORGANISATION, IDT_AMBIGUOUS_GENERIC);
    check("Zarqan Trading Company", IDT_NAME_ORGANISATION, 0);
    check("Bank 27", IDT_NAME_ORGANISATION, 0);
    check("...", IDT_NAME_ORGANISATION, IDT_AMBIGUOUS_GENERIC);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_word_that_many_bear_is_ambiguous),
        cmocka_unit_test(one_word_of_four_letters_is_ambiguous_in_scripts_that_spell_sounds),
        cmocka_unit_test(generic_words_alone_are_ambiguous),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
