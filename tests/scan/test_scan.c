#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/io.h"
#include "scan/scan.h"

#define MOST_NAMES 8

/* Every hit as "[written|name,name]", one behind the other. */
typedef struct written {
    idt_str text;
    char out[1024];
    size_t len;
    uint64_t last_line;
    size_t stop_after;
    size_t hits;
} written;

static void add(written *w, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const int n = vsnprintf(w->out + w->len, sizeof w->out - w->len, fmt, args);
    va_end(args);
    assert_true(n >= 0 && (size_t)n < sizeof w->out - w->len);
    w->len += (size_t)n;
}

static bool write_hit(const idt_scan_hit *hit, void *context)
{
    written *w = context;
    add(w, "[" IDT_STR_FMT "|", IDT_STR_ARG(idt_str_slice(w->text, hit->start, hit->end)));
    for (size_t i = 0; i < hit->ref_count; i++) {
        add(w, i > 0 ? ",%u" : "%u", hit->refs[i].name);
    }
    add(w, "]");
    w->last_line = hit->line;
    return ++w->hits != w->stop_after;
}

static idt_scanner *build(const char *const *names, idt_scan_report *report)
{
    idt_scan_name list[MOST_NAMES];
    uint32_t count = 0;
    for (; names[count] != NULL; count++) {
        list[count] = (idt_scan_name){.name = idt_str_borrow(names[count]), .subject = count};
    }
    idt_scanner *scanner = NULL;
    idt_error err = {0};
    if (idt_scan_build(list, count, NULL, IDT_SCAN_BUILD_BYTES, &scanner, report, &err) != IDT_OK) {
        fail_msg("%s", err.message);
    }
    return scanner;
}

static void check(const char *const *names, const char *text, const char *hits)
{
    idt_scanner *scanner = build(names, NULL);
    written w = {.text = idt_str_borrow(text)};
    assert_true(idt_scan_run(scanner, NULL, w.text, write_hit, &w));
    idt_scan_free(scanner);
    if (strcmp(w.out, hits) != 0) {
        fail_msg("in \"%s\": %s, expected %s", text, w.out, hits);
    }
}

#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

static void a_short_name_inside_a_longer_one_is_no_hit_of_its_own(void **state)
{
    (void)state;
    const char *const *names = NAMES("Hizballah", "Kata'ib Hizballah", "Hizballah Brigades");
    check(names, "Kataib Hizballah and Hizballah.", "[Kataib Hizballah|1][Hizballah|0]");
    check(names, "Kata’ib Hizballah Brigades", "[Kata’ib Hizballah|1]");
    check(names, "Hizballah Brigades", "[Hizballah Brigades|2]");
    check(names, "Hizballah Kataib", "[Hizballah|0]");
}

static void the_leftmost_name_wins_then_the_longest(void **state)
{
    (void)state;
    const char *const *names = NAMES("a b", "b c d e", "a b c x", "c");
    check(names, "a b c d e", "[a b|0][c|3]");
    check(names, "a b c d x", "[a b|0][c|3]");
    check(names, "a b c x", "[a b c x|2]");
    check(names, "b c d b c d e", "[c|3][b c d e|1]");
}

static void never_inside_a_word(void **state)
{
    (void)state;
    const char *const *names = NAMES("Taliban");
    check(names, "Talibanization, antiTaliban, Taliban2, Talibán, Talibans, Talibans'",
          "[Talibán|0]");
    check(names, "(Taliban) “Taliban” Taliban-controlled non-Taliban 'Taliban' Taliban/IS",
          "[Taliban|0][Taliban|0][Taliban|0][Taliban|0][Taliban|0][Taliban|0]");
}

static void a_possessive_is_outside_the_name(void **state)
{
    (void)state;
    const char *const *names = NAMES("Taliban", "ISIS", "ISI", "Kata'ib Hizballah");
    check(names, "Taliban's Taliban’s TALIBAN'S Taliban's.",
          "[Taliban|0][Taliban|0][TALIBAN|0][Taliban|0]");
    check(names, "ISI's chief met ISIS", "[ISI|2][ISIS|1]");
    check(names, "Kata’ib Hizballah’s men, Kata'ib's Hizballah", "[Kata’ib Hizballah|3]");
}

static void a_name_listed_with_an_s_is_found_with_it(void **state)
{
    (void)state;
    check(NAMES("Men's League", "Men"), "the Men's League, Mens League; men's",
          "[Men's League|0][Mens League|0][men|1]");
}

static void hyphens_blanks_and_line_breaks_are_alike(void **state)
{
    (void)state;
    const char *const *names = NAMES("al-Qaida");
    check(names, "al-Qaida al Qaida al–Qa'ida AL‐QAÏDA al-\nQaida al\r\n  Qaida \"al\"-Qaida",
          "[al-Qaida|0][al Qaida|0][al–Qa'ida|0][AL‐QAÏDA|0][al-\nQaida|0][al\r\n  Qaida|0]"
          "[al\"-Qaida|0]");
    check(names, "al. Qaida; al, Qaida; al - Qaida; al (Qaida); al\n\nQaida; al—Qaida", "");
}

static void punctuation_fits_only_where_a_name_has_it(void **state)
{
    (void)state;
    const char *const *names = NAMES("Front, Army of the East", "Army of the East");
    check(names, "Front, Army of the East", "[Front, Army of the East|0]");
    check(names, "Front Army of the East", "[Front Army of the East|0]");
    check(names, "Front, Army of, the East", "");
    check(names, "Front; Army of the East", "[Front; Army of the East|0]");
    check(names, "Front.\n\nArmy of the East", "[Army of the East|1]");
}

static void dotted_initials_and_bare_ones_are_one_name(void **state)
{
    (void)state;
    check(NAMES("E.T.A."), "ETA, E.T.A. and E.T.A's; etat", "[ETA|0][E.T.A.|0][E.T.A|0]");
    check(NAMES("ETA"), "the E.T.A.", "[E.T.A.|0]");
}

static void scripts_without_blanks_are_searched_inside_running_text(void **state)
{
    (void)state;
    check(NAMES("塔利班"), "阿富汗塔利班宣布", "[塔利班|0]");
    check(NAMES("タリバン"), "アフガンのタリバンは", "[タリバン|0]");
    check(NAMES("ตาลีบัน"), "กลุ่มตาลีบันใน", "[ตาลีบัน|0]");
    check(NAMES("塔利班", "塔利"), "塔利、塔利班", "[塔利|1][塔利班|0]");
}

static void korean_names_begin_where_a_word_begins(void **state)
{
    (void)state;
    check(NAMES("탈레반"), "탈레반은 반탈레반 '탈레반'과", "[탈레반|0][탈레반|0]");
}

static void right_to_left_text_is_text(void **state)
{
    (void)state;
    check(NAMES("حزب الله", "طالبان"), "قال \xe2\x80\x8fحِزْب الله\xe2\x80\x8e، إنّ طالبان.",
          "[حِزْب الله|0][طالبان|1]");
}

static void one_hit_lists_all_who_bear_the_name(void **state)
{
    (void)state;
    const idt_scan_name names[] = {
        {IDT_STR("The Front"), 7}, {IDT_STR("Other"), 1},     {IDT_STR("THE FRONT"), 3},
        {IDT_STR("the-front"), 7}, {IDT_STR("the front"), 1},
    };
    idt_scan_report report;
    idt_scanner *scanner = NULL;
    assert_int_equal(idt_scan_build(names, 5, NULL, IDT_SCAN_BUILD_BYTES, &scanner, &report, NULL),
                     IDT_OK);
    written w = {.text = IDT_STR("met the Front")};
    assert_true(idt_scan_run(scanner, NULL, w.text, write_hit, &w));
    assert_string_equal(w.out, "[the Front|0,2,4]");
    assert_int_equal(report.given, 5);
    assert_int_equal(report.taken, 4);
    assert_int_equal(report.repeated, 1);
    assert_int_equal(report.keys, 2);
    idt_scan_free(scanner);
}

static void names_that_cannot_be_searched_are_reported(void **state)
{
    (void)state;
    static char longest[IDT_SCAN_NAME_TOKENS * 2 + 2];
    static char too_long[IDT_SCAN_NAME_TOKENS * 2 + 4];
    for (size_t i = 0; i + 1 < sizeof too_long; i++) {
        too_long[i] = i % 2 == 0 ? 'x' : ' ';
        if (i + 2 < sizeof longest) {
            longest[i] = too_long[i];
        }
    }
    idt_scan_report report;
    idt_scanner *scanner =
        build(NAMES("", "...", "Taliban", too_long, longest, "\xe2\x80\x8b"), &report);
    assert_int_equal(report.given, 6);
    assert_int_equal(report.taken, 2);
    assert_int_equal(report.skipped_count, 4);
    static const uint32_t skipped[] = {0, 1, 3, 5};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(report.skipped[i].name, skipped[i]);
        assert_int_equal(report.skipped[i].why, i == 2 ? IDT_SCAN_SKIP_LONG : IDT_SCAN_SKIP_EMPTY);
    }
    written w = {.text = idt_str_borrow(longest)};
    assert_true(idt_scan_run(scanner, NULL, w.text, write_hit, &w));
    assert_int_equal(w.hits, 1);
    idt_scan_free(scanner);
}

static void lines_and_stopping(void **state)
{
    (void)state;
    idt_scanner *scanner = build(NAMES("Taliban"), NULL);
    written w = {.text = IDT_STR("one\r\n\nthe Taliban\nTaliban"), .stop_after = 1};
    assert_false(idt_scan_run(scanner, NULL, w.text, write_hit, &w));
    assert_int_equal(w.hits, 1);
    assert_int_equal(w.last_line, 3);
    w.stop_after = 0;
    assert_true(idt_scan_run(scanner, NULL, w.text, write_hit, &w));
    assert_int_equal(w.last_line, 4);
    idt_scan_free(scanner);
}

static void no_names_find_nothing_and_the_ceiling_is_an_answer(void **state)
{
    (void)state;
    idt_scanner *scanner = NULL;
    idt_error err = {0};
    assert_int_equal(idt_scan_build(NULL, 0, NULL, IDT_SCAN_BUILD_BYTES, &scanner, NULL, &err),
                     IDT_OK);
    written w = {.text = IDT_STR("any text's words")};
    assert_true(idt_scan_run(scanner, NULL, w.text, write_hit, &w));
    assert_true(idt_scan_run(scanner, NULL, (idt_str){0}, write_hit, &w));
    assert_int_equal(w.hits, 0);
    idt_scan_free(scanner);
    const idt_scan_name name = {IDT_STR("Taliban"), 0};
    for (size_t ceiling = 0; ceiling < 3000; ceiling += 50) {
        if (idt_scan_build(&name, 1, NULL, ceiling, &scanner, NULL, &err) == IDT_OK) {
            assert_true(ceiling > 500);
            idt_scan_free(scanner);
        } else {
            assert_int_equal(err.code, IDT_E_LIMIT);
            assert_null(scanner);
        }
    }
    idt_scan_free(NULL);
}

static void a_scanner_s_bytes_say_what_they_were_made_of_and_any_damage_is_met(void **state)
{
    (void)state;
    const idt_scan_name names[] = {{IDT_STR("Men's League"), 0}, {IDT_STR("Front, Army"), 1}};
    const idt_digest made_of = {.bytes = {1, 2, 3}};
    idt_scanner *scanner = NULL;
    idt_scanner *other = NULL;
    idt_error err;
    assert_int_equal(idt_scan_build(names, 2, &made_of, IDT_SCAN_BUILD_BYTES, &scanner, NULL, NULL),
                     IDT_OK);
    const idt_str image = idt_scan_image_borrow(scanner);
    char *copy = malloc(image.len);
    assert_non_null(copy);
    memcpy(copy, image.ptr, image.len);
    const idt_str bytes = {.ptr = copy, .len = image.len};
    assert_int_equal(idt_scan_open_bytes(bytes, &other, &err), IDT_OK);
    const idt_digest kept = idt_scan_made_of(other);
    assert_memory_equal(&kept, &made_of, sizeof made_of);
    assert_int_equal(idt_scan_report_of(other).taken, 2);
    idt_scan_free(other);
    for (size_t i = 0; i < image.len; i++) {
        copy[i] ^= 4;
        assert_int_not_equal(idt_scan_open_bytes(bytes, &other, &err), IDT_OK);
        assert_null(other);
        copy[i] ^= 4;
    }
    for (size_t len = 0; len < image.len; len++) {
        const idt_rc rc = idt_scan_open_bytes((idt_str){copy, len}, &other, &err);
        assert_true(rc == IDT_E_CORRUPT || rc == IDT_E_FORMAT);
    }
    free(copy);
    idt_scan_free(scanner);
}

static size_t count_of(idt_str text, const char *word)
{
    size_t count = 0;
    const size_t len = strlen(word);
    for (size_t i = 0; i + len <= text.len; i++) {
        count += memcmp(text.ptr + i, word, len) == 0;
    }
    return count;
}

static void a_real_report_gives_every_mention_and_no_other(void **state)
{
    (void)state;
    const char *shared = getenv("INTERDICT_SHARED");
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/brief/report.txt", shared != NULL ? shared : "");
    idt_mapped file;
    if (shared == NULL || idt_mapped_open(path, (size_t)1 << 20, &file, NULL) != IDT_OK) {
        print_message("INTERDICT_SHARED has no brief/report.txt: skipped\n");
        skip();
        return;
    }
    idt_scanner *scanner = build(NAMES("Taliban"), NULL);
    written w = {.text = file.bytes};
    assert_true(idt_scan_run(scanner, NULL, file.bytes, write_hit, &w));
    assert_int_equal(w.hits, count_of(file.bytes, "Taliban"));
    assert_true(w.hits > 0);
    assert_int_equal(count_of(idt_str_borrow(w.out), "[Taliban|0]"), w.hits);
    idt_scan_free(scanner);
    idt_mapped_close(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_name_inside_a_longer_one_is_no_hit_of_its_own),
        cmocka_unit_test(the_leftmost_name_wins_then_the_longest),
        cmocka_unit_test(never_inside_a_word),
        cmocka_unit_test(a_possessive_is_outside_the_name),
        cmocka_unit_test(a_name_listed_with_an_s_is_found_with_it),
        cmocka_unit_test(hyphens_blanks_and_line_breaks_are_alike),
        cmocka_unit_test(punctuation_fits_only_where_a_name_has_it),
        cmocka_unit_test(dotted_initials_and_bare_ones_are_one_name),
        cmocka_unit_test(scripts_without_blanks_are_searched_inside_running_text),
        cmocka_unit_test(korean_names_begin_where_a_word_begins),
        cmocka_unit_test(right_to_left_text_is_text),
        cmocka_unit_test(one_hit_lists_all_who_bear_the_name),
        cmocka_unit_test(names_that_cannot_be_searched_are_reported),
        cmocka_unit_test(lines_and_stopping),
        cmocka_unit_test(no_names_find_nothing_and_the_ceiling_is_an_answer),
        cmocka_unit_test(a_scanner_s_bytes_say_what_they_were_made_of_and_any_damage_is_met),
        cmocka_unit_test(a_real_report_gives_every_mention_and_no_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
