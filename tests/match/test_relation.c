/* The relation's invariants (match/relation.h): credit is given only where two parts share a key
 * that an index can list. The keys are made anew here, without the relation's shortcuts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/names.h"
#include "text/spelling.h"
#include "text/syllables.h"
#include "text/utf8.h"

#define ROUNDS 4000

/* Is what is left of `a` after at most k deletions left of `b` too? */
static bool share_deletion(const char *a, size_t a_len, const char *b, size_t b_len, int k_a,
                           int k_b)
{
    while (a_len > 0 && b_len > 0 && a[0] == b[0]) {
        a++, b++, a_len--, b_len--;
    }
    if (a_len == 0 || b_len == 0) {
        return a_len <= (size_t)k_a && b_len <= (size_t)k_b;
    }
    return (k_a > 0 && share_deletion(a + 1, a_len - 1, b, b_len, k_a - 1, k_b)) ||
           (k_b > 0 && share_deletion(a, a_len, b + 1, b_len - 1, k_a, k_b - 1));
}

static bool deletion_key(idt_str a, idt_str b)
{
    const int k = idt_spelling_edits(a.len > b.len ? a.len : b.len);
    return share_deletion(a.ptr, a.len, b.ptr, b.len, k, k);
}

/* One letter out of each text, or of the longer, leaves the same. */
static bool letter_key(const idt_match_part *a, const idt_match_part *b)
{
    char x[IDT_SLIP_MOST];
    char y[IDT_SLIP_MOST];
    const size_t x_len = idt_slip_letters(a, x);
    const size_t y_len = idt_slip_letters(b, y);
    return x_len > 0 && y_len > 0 && share_deletion(x, x_len, y, y_len, 1, 1);
}

static bool group_key(const idt_name_part *a, const idt_name_part *b)
{
    for (size_t i = 0; i < a->group_count; i++) {
        for (size_t k = 0; k < b->group_count; k++) {
            if (a->groups[i] == b->groups[k]) {
                return true;
            }
        }
    }
    return false;
}

static bool reading_key(const idt_match_part *a, const idt_match_part *b)
{
    for (size_t i = 0; i < b->part->reading_count; i++) {
        if (idt_readings_related(a->text, b->part->readings[i].latin)) {
            return true;
        }
    }
    return idt_readings_related(a->text, b->text);
}

static bool syllables_key(const idt_match_part *a, const idt_match_part *b)
{
    uint64_t x[IDT_SYLLABLES_KEYS];
    uint64_t y[IDT_SYLLABLES_KEYS];
    const size_t n = idt_syllables_keys(&a->text, 1, 1, x);
    return idt_syllables_shared(x, n, y, idt_syllables_keys(&b->text, 1, 1, y));
}

static bool prefix_key(idt_str prefix, idt_str of)
{
    return prefix.len >= 2 && prefix.len < of.len && memcmp(prefix.ptr, of.ptr, prefix.len) == 0;
}

static uint32_t first_character(idt_str text)
{
    size_t bytes = 0;
    return idt_utf8_next((const unsigned char *)text.ptr, text.len, 0, &bytes);
}

/* The letters a part may begin with in Latin, a bit each. */
static uint32_t latin_letters(const idt_match_part *part)
{
    const char c = part->text.ptr[0];
    return part->latin ? (c >= 'a' && c <= 'z' ? UINT32_C(1) << (c - 'a') : 0)
                       : idt_readings_initials(part->text);
}

/* Do the two share the key that the relation says it went by? */
static bool share_key(const idt_match_part *a, const idt_match_part *b, idt_via via)
{
    switch (via) {
    case IDT_VIA_TEXT:
        return idt_str_equal(a->text, b->text) ||
               (a->use == IDT_USE_NUMBER && a->part->number == b->part->number);
    case IDT_VIA_FOLD:
        return idt_str_equal(a->fold, b->fold) || idt_str_equal(a->whole, b->fold) ||
               idt_str_equal(a->fold, b->whole);
    case IDT_VIA_CLASS:
        return a->part->class_id != 0 && a->part->class_id == b->part->class_id;
    case IDT_VIA_GROUP:
    case IDT_VIA_TRANSLATION:
        return group_key(a->part, b->part);
    case IDT_VIA_ATTRIBUTE:
        return idt_str_equal(a->attribute, b->fold) || idt_str_equal(b->attribute, a->fold);
    case IDT_VIA_SKELETON:
        return a->skeleton.len >= 2 && idt_str_equal(a->skeleton, b->skeleton);
    case IDT_VIA_DELETION:
        return deletion_key(a->fold, b->fold) || letter_key(a, b);
    case IDT_VIA_READING:
        return reading_key(a, b) || reading_key(b, a);
    case IDT_VIA_SYLLABLES:
        return syllables_key(a, b);
    case IDT_VIA_INITIAL:
        return first_character(a->text) == first_character(b->text) ||
               (latin_letters(a) & latin_letters(b)) != 0;
    case IDT_VIA_PREFIX:
        return prefix_key(a->text, b->text) || prefix_key(b->text, a->text);
    default:
        return false;
    }
}

static void check_parts(const idt_match_name *q, const idt_match_name *n)
{
    for (size_t i = 0; i < q->count; i++) {
        for (size_t k = 0; k < n->count; k++) {
            const idt_match_part *a = &q->parts[i];
            const idt_match_part *b = &n->parts[k];
            const idt_relation there = idt_relate(a, b);
            const idt_relation back = idt_relate(b, a);
            assert_int_equal(there.level, back.level); /* I4 */
            if (there.level != IDT_LEVEL_NONE && !share_key(a, b, there.via)) {
                fail_msg("%.*s and %.*s: %s without the key of %s", (int)a->text.len, a->text.ptr,
                         (int)b->text.len, b->text.ptr, idt_level_text(there.level),
                         idt_via_text(there.via));
            }
        }
    }
}

/* What is in no pair earns nothing; a pair is inside the relation, a join or an acronym. */
static void check_credit(const idt_comparison *c)
{
    for (size_t i = 0; i < c->evidence.count; i++) {
        const idt_term *term = &c->evidence.terms[i];
        if (term->kind == IDT_TERM_AGREES && term->q_count == 1 && term->n_count == 1 &&
            term->via != IDT_VIA_ACRONYM && term->via != IDT_VIA_JOIN) {
            const idt_relation r = idt_relate(&c->query->prepared.parts[term->q],
                                              &c->candidate->prepared.parts[term->n]);
            assert_int_equal(r.level, term->level);
        } else if (term->kind != IDT_TERM_AGREES && term->kind != IDT_TERM_FORM &&
                   term->kind != IDT_TERM_FIELD) {
            assert_true(term->mnat <= 0);
        }
    }
}

static void credit_is_given_inside_the_relation_only(void **state)
{
    (void)state;
    random_state r = random_start("relation");
    idt_arena *arena = idt_arena_new((size_t)64 << 20);
    idt_comparison comparison;
    for (int round = 0; round < ROUNDS; round++) {
        idt_profile q;
        idt_profile n;
        idt_arena_clear(arena);
        make_profile(&q, SCHEMATA[random_below(&r, 5)], random_name(&r, 6, arena), arena);
        make_profile(&n, SCHEMATA[random_below(&r, 5)], random_name(&r, 6, arena), arena);
        ready(&q);
        ready(&n);
        check_parts(&q.names[0].prepared, &n.names[0].prepared);
        idt_compare(&q, &n, &comparison);
        check_credit(&comparison);
    }
    idt_arena_free(arena);
}

static idt_relation relate_words(const char *a, const char *b, const char *schema)
{
    idt_arena *arena = idt_arena_new((size_t)1 << 20);
    idt_profile q;
    idt_profile n;
    make_profile(&q, schema, idt_str_borrow(a), arena);
    make_profile(&n, schema, idt_str_borrow(b), arena);
    ready(&q);
    ready(&n);
    assert_int_equal(q.names[0].prepared.count, 1);
    assert_int_equal(n.names[0].prepared.count, 1);
    const idt_relation out =
        idt_relate(&q.names[0].prepared.parts[0], &n.names[0].prepared.parts[0]);
    idt_arena_free(arena);
    return out;
}

static void the_levels_of_the_header_are_those_met(void **state)
{
    (void)state;
    assert_int_equal(relate_words("Zvezdin", "zvezdin", "Person").level, IDT_LEVEL_EXACT);
    assert_int_equal(relate_words("Zvesdov", "Zvesdow", "Person").level, IDT_LEVEL_FOLD);
    assert_int_equal(relate_words("Zvezdin", "Zvedzin", "Person").level, IDT_LEVEL_EDIT1);
    assert_int_equal(relate_words("Zvezdanovar", "Zvezdonovat", "Person").level, IDT_LEVEL_EDIT2);
    assert_int_equal(relate_words("Zvezdin", "Petrenko", "Person").level, IDT_LEVEL_NONE);
}

static void a_slip_that_makes_or_breaks_a_sound_is_one(void **state)
{
    (void)state;
    assert_int_equal(relate_words("Exhcanov", "Exchanov", "Person").level, IDT_LEVEL_EDIT1);
    assert_int_equal(relate_words("Doybatar", "Doubatar", "Person").level, IDT_LEVEL_EDIT1);
    assert_int_equal(relate_words("Свофрахт", "Совфрахт", "Company").level, IDT_LEVEL_EDIT1);
    assert_int_equal(relate_words("Свофрахт", "Софврахт", "Company").level, IDT_LEVEL_NONE);
}

static idt_relation relate_last(const char *a, const char *b)
{
    idt_arena *arena = idt_arena_new((size_t)1 << 20);
    idt_profile q;
    idt_profile n;
    make_profile(&q, "Person", idt_str_borrow(a), arena);
    make_profile(&n, "Person", idt_str_borrow(b), arena);
    ready(&q);
    ready(&n);
    const idt_match_name *x = &q.names[0].prepared;
    const idt_match_name *y = &n.names[0].prepared;
    const idt_relation out = idt_relate(&x->parts[x->count - 1], &y->parts[y->count - 1]);
    idt_arena_free(arena);
    return out;
}

static void a_slip_in_a_patronymic_is_one_and_a_family_name_none(void **state)
{
    (void)state;
    assert_int_equal(relate_last("Zvezdin Oleg Gennadyevich", "Zvezdin Oleg Gennadyevihc").level,
                     IDT_LEVEL_EDIT1);
    assert_int_equal(relate_last("Zvezdina Olga Zvezdanovna", "Zvezdina Olga Zvezdanova").level,
                     IDT_LEVEL_NONE);
}

static void numbers_in_words_do_not_slip(void **state)
{
    (void)state;
    assert_int_equal(relate_words("Zvezda15", "Zvezda15", "Company").level, IDT_LEVEL_EXACT);
    assert_int_equal(relate_words("Zvezdb15", "Zvezda16", "Company").level, IDT_LEVEL_NONE);
}

static void two_frequent_names_are_not_slips_of_each_other(void **state)
{
    (void)state;
    assert_int_equal(relate_words("Hasan", "Husayn", "Person").level, IDT_LEVEL_NONE);
}

static void known_names_of_two_genders_are_two(void **state)
{
    (void)state;
    assert_int_equal(relate_words("Carlo", "Carla", "Person").level, IDT_LEVEL_NONE);
    assert_int_equal(relate_words("Karim", "Karima", "Person").level, IDT_LEVEL_NONE);
    assert_int_equal(relate_words("Zvezdino", "Zvezdina", "Person").level, IDT_LEVEL_EDIT1);
}

static void a_class_by_a_reading_of_syllables_is_a_reading(void **state)
{
    (void)state;
    assert_int_equal(relate_words("由真", "Jun", "Person").level, IDT_LEVEL_READING);
    assert_int_equal(relate_words("Дмитрий", "Dmitry", "Person").level, IDT_LEVEL_VARIANT);
}

static void letters_without_a_vowel_are_read_letter_by_letter(void **state)
{
    (void)state;
    assert_int_equal(relate_words("ВПК", "VPK", "Company").level, IDT_LEVEL_READING);
    assert_int_equal(relate_words("ВПК", "RPC", "Company").level, IDT_LEVEL_NONE);
    assert_int_equal(relate_words("直幹", "NCG", "Company").level, IDT_LEVEL_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(credit_is_given_inside_the_relation_only),
        cmocka_unit_test(the_levels_of_the_header_are_those_met),
        cmocka_unit_test(a_slip_that_makes_or_breaks_a_sound_is_one),
        cmocka_unit_test(a_slip_in_a_patronymic_is_one_and_a_family_name_none),
        cmocka_unit_test(numbers_in_words_do_not_slip),
        cmocka_unit_test(two_frequent_names_are_not_slips_of_each_other),
        cmocka_unit_test(known_names_of_two_genders_are_two),
        cmocka_unit_test(a_class_by_a_reading_of_syllables_is_a_reading),
        cmocka_unit_test(letters_without_a_vowel_are_read_letter_by_letter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
