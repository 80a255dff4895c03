/* The lexicon finds every word of its tables and no other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "text/lexicon.h"

static FILE *open_population(void)
{
    char path[4096];
    const char *source = getenv("INTERDICT_SOURCE");
    if (source == NULL) {
        return NULL;
    }
    snprintf(path, sizeof path, "%s/data/tables/population.tsv", source);
    return fopen(path, "r");
}

static void every_word_of_the_population_is_found_as_rare_as_its_class(void **state)
{
    (void)state;
    FILE *file = open_population();
    char line[512];
    size_t words = 0;
    if (file == NULL) {
        print_message("skipped: INTERDICT_SOURCE does not name the source tree\n");
        skip();
    }
    while (fgets(line, sizeof line, file) != NULL) {
        char *tab = strchr(line, '\t');
        if (line[0] == '#' || tab == NULL || strncmp(line, "word\t", 5) == 0 || tab - line > 127) {
            continue;
        }
        const idt_lexeme lex =
            idt_lexicon_find((idt_str){.ptr = line, .len = (size_t)(tab - line)});
        assert_true(lex.found);
        if (tab[1] != '-') { /* a class is borne by as many people as each of its words, or more */
            assert_in_range(lex.people_mnat, 0, strtol(tab + 1, NULL, 10) + IDT_LEXICON_STEP);
        }
        words++;
    }
    fclose(file);
    assert_true(words > 100000);
}

static void other_words_are_not_found(void **state)
{
    (void)state;
    static const char *const none[] = {"",         "\x01", "muhamma",           "muhammadd",
                                       "zzzzzzzz", "\xff", "limited liability", " muhammad",
                                       "muhammad "};
    static char text[300];
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        const idt_lexeme lex = idt_lexicon_find(idt_str_borrow(none[i]));
        assert_false(lex.found);
        assert_int_equal(lex.people_mnat, -1);
        assert_non_null(lex.row);
    }
    memset(text, 'a', sizeof text);
    assert_false(idt_lexicon_find((idt_str){.ptr = text, .len = sizeof text}).found);
}

static void phrases_are_words_joined_by_a_blank(void **state)
{
    (void)state;
    const idt_lexeme phrase = idt_lexicon_find(IDT_STR("limited liability company"));
    const idt_lexeme word = idt_lexicon_find(IDT_STR("llc"));
    assert_int_not_equal(phrase.row->form, 0);
    assert_int_equal(phrase.row->form, word.row->form);
    assert_true(idt_lexicon_find(IDT_STR("limited")).row->phrase_words >= 3);
}

static void groups_name_their_members_class(void **state)
{
    (void)state;
    size_t count = 0;
    const uint16_t *groups = idt_lexicon_groups(idt_lexicon_find(IDT_STR("bob")).class_id, &count);
    const uint32_t robert = idt_lexicon_find(IDT_STR("robert")).class_id;
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        assert_true(i == 0 || groups[i - 1] < groups[i]);
        found = found || idt_lexicon_group_head(groups[i]) == robert;
    }
    assert_true(found);
    assert_null(idt_lexicon_groups(0, &count));
    assert_int_equal(count, 0);
    assert_null(idt_lexicon_groups(UINT32_MAX, &count));
    assert_int_equal(idt_lexicon_group_head(UINT32_MAX), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_word_of_the_population_is_found_as_rare_as_its_class),
        cmocka_unit_test(other_words_are_not_found),
        cmocka_unit_test(phrases_are_words_joined_by_a_blank),
        cmocka_unit_test(groups_name_their_members_class),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
