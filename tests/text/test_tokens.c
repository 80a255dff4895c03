#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "random.h"
#include "generated/unicode_fold.h"
#include "text/tokens.h"

typedef struct expected {
    const char *folded;
    const char *source;
    idt_gap gap;
} expected;

#define END                                                                                        \
    {                                                                                              \
        NULL, NULL, IDT_GAP_NONE                                                                   \
    }

static void check_tokens(const char *text, const expected *want)
{
    idt_tokens tokens;
    idt_token token;
    idt_tokens_init(&tokens, idt_str_borrow(text));
    for (; want->folded != NULL; want++) {
        assert_true(idt_tokens_next(&tokens, &token));
        if (!idt_str_is(token.folded, want->folded) || token.gap != want->gap ||
            !idt_str_is(idt_str_slice(idt_str_borrow(text), token.start, token.end),
                        want->source)) {
            fail_msg("\"%s\": token " IDT_STR_FMT
                     " at [%zu,%zu) after gap %d; expected %s (%s) after %d",
                     text, IDT_STR_ARG(token.folded), token.start, token.end, (int)token.gap,
                     want->folded, want->source, (int)want->gap);
        }
    }
    assert_false(idt_tokens_next(&tokens, &token));
}

static idt_gap gap_between(const char *between)
{
    char text[64];
    idt_tokens tokens;
    idt_token token;
    (void)snprintf(text, sizeof text, "ab%scd", between);
    idt_tokens_init(&tokens, idt_str_borrow(text));
    assert_true(idt_tokens_next(&tokens, &token));
    assert_int_equal(token.gap, IDT_GAP_PARAGRAPH);
    assert_true(idt_tokens_next(&tokens, &token));
    return token.gap;
}

static void offsets_are_those_of_the_source(void **state)
{
    (void)state;
    check_tokens("Kata’ib  Ḥizballah's",
                 (const expected[]){{"kataib", "Kata’ib", IDT_GAP_PARAGRAPH},
                                    {"hizballahs", "Ḥizballah's", IDT_GAP_BLANK},
                                    END});
    check_tokens("‘Abd’ \"café\"", (const expected[]){{"abd", "Abd", IDT_GAP_PARAGRAPH},
                                                      {"cafe", "café", IDT_GAP_BLANK},
                                                      END});
    check_tokens("E.T.A. (U.S.)", (const expected[]){{"eta", "E.T.A.", IDT_GAP_PARAGRAPH},
                                                     {"us", "U.S.", IDT_GAP_PUNCT},
                                                     END});
    check_tokens("\xe2\x80\x8f"
                 "ab\xe2\x80\x8f cafe\xcc\x81 d",
                 (const expected[]){{"ab", "ab", IDT_GAP_PARAGRAPH},
                                    {"cafe", "cafe\xcc\x81", IDT_GAP_BLANK},
                                    {"d", "d", IDT_GAP_BLANK},
                                    END});
    check_tokens("IS組織는",
                 (const expected[]){{"is", "IS", IDT_GAP_PARAGRAPH},
                                    {"組", "組", IDT_GAP_NONE},
                                    {"織", "織", IDT_GAP_NONE},
                                    {"\xe1\x84\x82\xe1\x85\xb3\xe1\x86\xab", "는", IDT_GAP_NONE},
                                    END});
}

static void a_gap_is_the_strongest_thing_in_it(void **state)
{
    (void)state;
    static const struct {
        const char *between;
        idt_gap gap;
    } cases[] = {
        {" ", IDT_GAP_BLANK},        {" \t ", IDT_GAP_BLANK},
        {"\xc2\xa0", IDT_GAP_BLANK}, {" “", IDT_GAP_BLANK},
        {" & ", IDT_GAP_BLANK},      {"_", IDT_GAP_BLANK},
        {"-", IDT_GAP_HYPHEN},       {"–", IDT_GAP_HYPHEN},
        {"‐", IDT_GAP_HYPHEN},       {"- ", IDT_GAP_HYPHEN},
        {" -", IDT_GAP_HYPHEN},      {"·", IDT_GAP_HYPHEN},
        {" - ", IDT_GAP_PUNCT},      {" – ", IDT_GAP_PUNCT},
        {"—", IDT_GAP_PUNCT},        {"--", IDT_GAP_PUNCT},
        {", ", IDT_GAP_PUNCT},       {". ", IDT_GAP_PUNCT},
        {".", IDT_GAP_PUNCT},        {" (", IDT_GAP_PUNCT},
        {"/", IDT_GAP_PUNCT},        {" | ", IDT_GAP_PUNCT},
        {"。", IDT_GAP_PUNCT},       {"،", IDT_GAP_PUNCT},
        {"\n", IDT_GAP_LINE},        {" \r\n ", IDT_GAP_LINE},
        {"-\n", IDT_GAP_LINE},       {"\n> ", IDT_GAP_LINE},
        {"\n- ", IDT_GAP_PUNCT},     {"\r", IDT_GAP_LINE},
        {"\n\n", IDT_GAP_PARAGRAPH}, {"\r\n \t\r\n", IDT_GAP_PARAGRAPH},
        {"\r\r", IDT_GAP_PARAGRAPH}, {".\n\n", IDT_GAP_PARAGRAPH},
        {"\n>\n", IDT_GAP_LINE},     {"\f", IDT_GAP_PARAGRAPH},
        {"\xff", IDT_GAP_BLANK},     {"\xe2\x82", IDT_GAP_BLANK},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const idt_gap gap = gap_between(cases[i].between);
        if (gap != cases[i].gap) {
            fail_msg("\"%s\": gap %d, expected %d", cases[i].between, (int)gap, (int)cases[i].gap);
        }
    }
}

static void the_stop_of_an_initial_ends_no_sentence(void **state)
{
    (void)state;
    check_tokens("Osama B. Laden. C", (const expected[]){{"osama", "Osama", IDT_GAP_PARAGRAPH},
                                                         {"b", "B.", IDT_GAP_BLANK},
                                                         {"laden", "Laden", IDT_GAP_BLANK},
                                                         {"c", "C", IDT_GAP_PUNCT},
                                                         END});
    check_tokens("J.Smith 3.4", (const expected[]){{"j", "J.", IDT_GAP_PARAGRAPH},
                                                   {"smith", "Smith", IDT_GAP_BLANK},
                                                   {"3", "3", IDT_GAP_BLANK},
                                                   {"4", "4", IDT_GAP_PUNCT},
                                                   END});
}

static void a_possessive_shows_the_bare_word(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *bare; /* NULL: no possessive */
    } cases[] = {{"Taliban's", "Taliban"},
                 {"Taliban’s", "Taliban"},
                 {"TALIBAN'S", "TALIBAN"},
                 {"Qa'ida's", "Qa'ida"},
                 {"Talibans'", NULL},
                 {"Taliban'sk", NULL},
                 {"Taliban'\xcc\x81s", "Taliban"},
                 {"'s", NULL},
                 {"Kata'ib", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        idt_tokens tokens;
        idt_token token;
        const idt_str text = idt_str_borrow(cases[i].text);
        idt_tokens_init(&tokens, text);
        assert_true(idt_tokens_next(&tokens, &token));
        assert_int_equal(token.possessive, cases[i].bare != NULL);
        if (cases[i].bare != NULL) {
            assert_true(
                idt_str_is(idt_str_slice(text, token.start, token.bare_end), cases[i].bare));
            assert_int_equal(token.bare_len, token.folded.len - 1);
            assert_int_equal(token.bare_hash, idt_token_hash(token.folded.ptr, token.bare_len));
        }
    }
}

static void lines_are_counted_at_lf(void **state)
{
    (void)state;
    idt_tokens tokens;
    idt_token token;
    static const uint64_t lines[] = {1, 2, 4, 5};
    idt_tokens_init(&tokens, IDT_STR("a\r\nb\n\nc.\nd"));
    for (size_t i = 0; i < 4; i++) {
        assert_true(idt_tokens_next(&tokens, &token));
        assert_int_equal(token.line, lines[i]);
    }
}

static void korean_says_where_a_run_goes_on(void **state)
{
    (void)state;
    idt_tokens tokens;
    idt_token token;
    static const bool glued[] = {false, true, true, true, false, true};
    idt_tokens_init(&tokens, IDT_STR("탈레반은 가자"));
    for (size_t i = 0; i < 6; i++) {
        assert_true(idt_tokens_next(&tokens, &token));
        assert_int_equal(token.glued, glued[i]);
    }
}

/* The step of eight bytes must fold what the table folds, whatever stands beside it. */
static void every_byte_folds_alike_in_any_company(void **state)
{
    (void)state;
    for (unsigned lone = 0; lone < 128; lone++) {
        char text[17] = "aZ09aZ09aZ09aZ09";
        for (size_t at = 0; at < 16; at++) {
            text[at] = (char)lone;
            idt_tokens tokens;
            idt_token token;
            idt_tokens_init(&tokens, (idt_str){.ptr = text, .len = 16});
            size_t seen = 0;
            while (idt_tokens_next(&tokens, &token)) {
                for (size_t i = 0; i < token.folded.len; i++) {
                    while (idt_unicode_byte_fold[(unsigned char)text[seen]] == 0) {
                        seen++;
                    }
                    assert_int_equal((unsigned char)token.folded.ptr[i],
                                     idt_unicode_byte_fold[(unsigned char)text[seen]]);
                    seen++;
                }
            }
            text[at] = "aZ09aZ09aZ09aZ09"[at];
        }
    }
}

static size_t random_text(random_state *r, char *out, size_t characters)
{
    static const char *const pieces[] = {"a",
                                         "b",
                                         "word",
                                         "Another",
                                         "a.",
                                         "s",
                                         "é",
                                         "e\xcc\x81",
                                         "ß",
                                         "'",
                                         "’",
                                         "'s",
                                         "-",
                                         " - ",
                                         ".",
                                         ", ",
                                         " ",
                                         " ",
                                         " ",
                                         "\n",
                                         "\r\n",
                                         "塔",
                                         "ガ",
                                         "カ\xe3\x82\x99",
                                         "ไ",
                                         "ท",
                                         "ิ",
                                         "탈",
                                         "\xe1\x84\x90",
                                         "\xe1\x85\xa1",
                                         "طَ",
                                         "ـ",
                                         "\xe2\x80\x8b",
                                         "\xc2\xad",
                                         "कु",
                                         "़",
                                         "2",
                                         "½",
                                         "ำ",
                                         "\xff",
                                         "\xe2\x80",
                                         "thequickbrownfox"};
    size_t len = 0;
    for (size_t i = 0; i < characters; i++) {
        const char *piece = pieces[random_below(r, sizeof pieces / sizeof pieces[0])];
        memcpy(out + len, piece, strlen(piece));
        len += strlen(piece);
    }
    return len;
}

/* I1, I2, and that what lies between tokens holds no letter. */
static void check_slices(idt_str text)
{
    idt_tokens tokens;
    idt_token token;
    size_t end = 0;
    uint64_t line = 1;
    idt_tokens_init(&tokens, text);
    while (idt_tokens_next(&tokens, &token)) {
        idt_tokens alone;
        idt_token again;
        assert_true(token.start >= end && token.end > token.start && token.end <= text.len);
        assert_int_equal(token.hash, idt_token_hash(token.folded.ptr, token.folded.len));
        idt_tokens_init(&alone, idt_str_slice(text, end, token.start));
        assert_false(idt_tokens_next(&alone, &again));
        idt_tokens_init(&alone, idt_str_slice(text, token.start, token.end));
        assert_true(idt_tokens_next(&alone, &again));
        assert_true(idt_str_equal(again.folded, token.folded));
        assert_int_equal(again.end, token.end - token.start);
        assert_int_equal(again.possessive, token.possessive);
        assert_false(idt_tokens_next(&alone, &again));
        for (size_t i = end; i < token.start; i++) {
            line += text.ptr[i] == '\n';
        }
        assert_int_equal(token.line, line);
        end = token.end;
    }
}

static void a_tokens_slice_gives_that_token_and_nothing_else(void **state)
{
    (void)state;
    random_state r = random_start("tokens");
    char text[1024];
    for (int i = 0; i < 30000; i++) {
        const size_t len = random_text(&r, text, 1 + random_below(&r, 40));
        char *exact = malloc(len); /* so that a read past the end is seen */
        assert_non_null(exact);
        memcpy(exact, text, len);
        check_slices((idt_str){.ptr = exact, .len = len});
        free(exact);
    }
}

static void an_empty_text_has_no_tokens(void **state)
{
    (void)state;
    idt_tokens tokens;
    idt_token token;
    idt_tokens_init(&tokens, (idt_str){0});
    assert_false(idt_tokens_next(&tokens, &token));
    assert_false(idt_tokens_next(&tokens, &token));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(offsets_are_those_of_the_source),
        cmocka_unit_test(a_gap_is_the_strongest_thing_in_it),
        cmocka_unit_test(the_stop_of_an_initial_ends_no_sentence),
        cmocka_unit_test(a_possessive_shows_the_bare_word),
        cmocka_unit_test(lines_are_counted_at_lf),
        cmocka_unit_test(korean_says_where_a_run_goes_on),
        cmocka_unit_test(every_byte_folds_alike_in_any_company),
        cmocka_unit_test(a_tokens_slice_gives_that_token_and_nothing_else),
        cmocka_unit_test(an_empty_text_has_no_tokens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
