/* What is seen of two parts at a glance (match/glance.h) hides nothing that the relation, or a near
 * miss, would have found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "match/glance.h"
#include "match/names.h"

#define ROUNDS 6000

/* The name with up to three letters typed over, left out, doubled or swapped. */
static idt_str slipped(random_state *r, idt_str name, idt_arena *arena)
{
    char text[1100];
    size_t len = name.len;
    memcpy(text, name.ptr, len);
    for (size_t slips = random_below(r, 4); slips > 0 && len > 1; slips--) {
        const size_t at = random_below(r, len - 1);
        if (((unsigned char)text[at] | (unsigned char)text[at + 1]) >= 0x80) {
            continue;
        }
        const char next = text[at + 1];
        switch (random_below(r, 4)) {
        case 0:
            text[at] = (char)('a' + random_below(r, 26));
            break;
        case 1:
            memmove(text + at, text + at + 1, --len - at);
            break;
        case 2:
            memmove(text + at + 1, text + at, len++ - at);
            break;
        default:
            text[at + 1] = text[at];
            text[at] = next;
            break;
        }
    }
    return idt_str_copy(arena, (idt_str){.ptr = text, .len = len});
}

static void check_pairs(const idt_match_name *q, const idt_match_name *n, size_t *apart)
{
    for (size_t i = 0; i < q->count; i++) {
        for (size_t k = 0; k < n->count; k++) {
            const idt_match_part *a = &q->parts[i];
            const idt_match_part *b = &n->parts[k];
            const unsigned may = idt_glance_pair(&q->glances[i], &n->glances[k]);
            assert_int_equal(may, idt_glance_pair(&n->glances[k], &q->glances[i]));
            const bool related = idt_relate(a, b).level != IDT_LEVEL_NONE;
            const bool near = !related && idt_nearly(a, b) != IDT_NEAR_NOT;
            if ((related && (may & IDT_MAY_BE_RELATED) == 0) ||
                (near && (may & IDT_MAY_BE_NEAR) == 0)) {
                fail_msg("%.*s and %.*s are %s and seen apart", (int)a->text.len, a->text.ptr,
                         (int)b->text.len, b->text.ptr, related ? "related" : "near");
            }
            *apart += may == 0;
        }
    }
}

static void what_is_related_or_near_is_not_seen_apart(void **state)
{
    (void)state;
    random_state r = random_start("glance");
    idt_arena *arena = idt_arena_new((size_t)64 << 20);
    size_t apart = 0;
    for (int round = 0; round < ROUNDS; round++) {
        idt_profile q;
        idt_profile n;
        idt_arena_clear(arena);
        const idt_str name = random_name(&r, 5, arena);
        const idt_str other = random_below(&r, 3) == 0 ? random_name(&r, 5, arena) : name;
        make_profile(&q, SCHEMATA[random_below(&r, 5)], name, arena);
        make_profile(&n, SCHEMATA[random_below(&r, 5)], slipped(&r, other, arena), arena);
        ready(&q);
        ready(&n);
        check_pairs(&q.names[0].prepared, &n.names[0].prepared, &apart);
    }
    assert_true(apart > ROUNDS);
    idt_arena_free(arena);
}

static unsigned seen(const char *a, const char *b, const char *schema)
{
    idt_arena *arena = idt_arena_new((size_t)1 << 20);
    idt_profile q;
    idt_profile n;
    make_profile(&q, schema, idt_str_borrow(a), arena);
    make_profile(&n, schema, idt_str_borrow(b), arena);
    ready(&q);
    ready(&n);
    const unsigned may =
        idt_glance_pair(&q.names[0].prepared.glances[0], &n.names[0].prepared.glances[0]);
    idt_arena_free(arena);
    return may;
}

static void strangers_are_seen_apart(void **state)
{
    (void)state;
    assert_int_equal(seen("Zvezdin", "Petrenko", "Person"), 0);
    assert_int_equal(seen("Звездин", "Петренко", "Person"), 0);
    assert_int_equal(seen("al-Zawahiri", "Muhammad", "Person"), 0);
    assert_int_equal(seen("Oceanic", "Zvezda", "Company"), 0);
}

static void two_edits_of_a_short_word_are_near_and_not_related(void **state)
{
    (void)state;
    assert_int_equal(seen("Zvezdin", "Zvorzdin", "Person"), IDT_MAY_BE_NEAR);
    assert_int_equal(seen("Zvezdin", "Zvedzin", "Person"), IDT_MAY_BE_RELATED | IDT_MAY_BE_NEAR);
}

static void a_particle_written_on_and_a_phrase_are_seen(void **state)
{
    (void)state;
    assert_true((seen("al-Zvezdi", "Alzvezdi", "Person") & IDT_MAY_BE_RELATED) != 0);
    assert_true((seen("General Trading", "Trading", "Company") & IDT_MAY_BE_NEAR) != 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_related_or_near_is_not_seen_apart),
        cmocka_unit_test(strangers_are_seen_apart),
        cmocka_unit_test(a_particle_written_on_and_a_phrase_are_seen),
        cmocka_unit_test(two_edits_of_a_short_word_are_near_and_not_related),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
