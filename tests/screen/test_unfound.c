/* What was asked before and found nothing is known again, and nothing else is. */
#include "screen/world.h"

#include <pthread.h>

#include "screen/unfound.h"

#define RECORDS 60
#define ASKED   200
#define BYTES   ((size_t)1 << 18)
#define ANSWERS 20000 /* more than there is room for */

static idt_unfound *unfound_of(size_t bytes)
{
    idt_error err;
    idt_unfound *u;
    must(idt_unfound_new(bytes, &u, &err), &err);
    return u;
}

static idt_digest hash_of(uint64_t number)
{
    idt_error err;
    idt_digest out;
    must(idt_sha256(&number, sizeof number, &out, &err), &err);
    return out;
}

static void what_was_kept_is_met_and_nothing_else(void **state)
{
    (void)state;
    idt_unfound *u = unfound_of(BYTES);
    for (uint64_t i = 0; i < 500; i++) {
        const idt_digest kept = hash_of(2 * i);
        const idt_digest other = hash_of(2 * i + 1);
        assert_false(idt_unfound_met(u, &kept));
        idt_unfound_keep(u, &kept);
        assert_true(idt_unfound_met(u, &kept));
        assert_false(idt_unfound_met(u, &other));
    }
    idt_unfound_free(u);
}

/* A hash that differs in its last bit only, which says neither place nor part. */
static void hashes_are_compared_whole(void **state)
{
    (void)state;
    idt_unfound *u = unfound_of(BYTES);
    const idt_digest kept = hash_of(1);
    idt_unfound_keep(u, &kept);
    for (size_t i = 0; i < IDT_SHA256_BYTES; i++) {
        idt_digest other = kept;
        other.bytes[i] ^= 0x80;
        assert_false(idt_unfound_met(u, &other));
    }
    idt_unfound_free(u);
}

static void what_comes_again_stays_while_others_are_forgotten(void **state)
{
    (void)state;
    size_t known = 0;
    idt_unfound *u = unfound_of(BYTES);
    const idt_digest usual = hash_of(UINT64_MAX);
    idt_unfound_keep(u, &usual);
    for (uint64_t i = 0; i < ANSWERS; i++) {
        const idt_digest hash = hash_of(i);
        idt_unfound_keep(u, &hash);
        assert_true(idt_unfound_met(u, &hash));
        assert_true(i % 64 != 0 || idt_unfound_met(u, &usual));
    }
    for (uint64_t i = 0; i < ANSWERS; i++) {
        const idt_digest hash = hash_of(i);
        known += idt_unfound_met(u, &hash);
    }
    assert_true(known > BYTES / 128 / 2 && known <= BYTES / sizeof(idt_digest));
    idt_unfound_free(u);
}

/* Of every answer a screener gives: that of a question that found nothing is told before it is
 * asked, and is the only one that is taken for it. */
static void the_answer_of_nothing_found_has_the_hash_of_the_real_one(void **state)
{
    (void)state;
    random_state r = random_start("unfound");
    idt_error err;
    made_record records[RECORDS];
    idt_buf file;
    idt_buf scratch;
    idt_screener *x;
    size_t nothing = 0;
    idt_arena *made = idt_arena_new(CEILING);
    idt_arena *asked = idt_arena_new(CEILING);
    for (size_t i = 0; i < RECORDS; i++) {
        random_record(&r, i, made, &records[i]);
    }
    build_files(records, RECORDS, &file, 1);
    idt_buf_init(&scratch, CEILING);
    idt_screen *screen = open_files(&file, 1);
    must(idt_screener_new(screen, NULL, CEILING, &x, &err), &err);
    for (int i = 0; i < ASKED; i++) {
        idt_profile query;
        idt_digest real;
        idt_digest foretold;
        made_record m = {0};
        const idt_screen_answer *answer;
        const idt_screen_question question = {.when = IDT_INDEX_ANY_TIME};
        idt_arena_clear(asked);
        random_values(&r, &m, asked);
        made_profile(&m, asked, &query);
        must(idt_profile_prepare(&query, &err), &err);
        const idt_screen_answer none = idt_unfound_answer(&query, &question);
        must(idt_answer_hash(&none, IDT_STR("{}"), &scratch, &foretold, &err), &err);
        must(idt_screener_ask(x, &query, &question, &answer, &err), &err);
        must(idt_answer_hash(answer, IDT_STR("{}"), &scratch, &real, &err), &err);
        const bool same = memcmp(&real, &foretold, sizeof real) == 0;
        assert_int_equal(idt_unfound_is(answer), same && answer->note_count == 0);
        nothing += same;
    }
    assert_true(nothing > 0 && nothing < ASKED);
    idt_screener_free(x);
    idt_screen_close(screen);
    idt_buf_release(&file);
    idt_buf_release(&scratch);
    idt_arena_free(made);
    idt_arena_free(asked);
}

static void *keep_and_meet(void *context)
{
    idt_unfound *u = context;
    for (uint64_t i = 0; i < ANSWERS; i++) {
        const idt_digest hash = hash_of(i % 3000);
        const idt_digest never = hash_of(UINT64_MAX - i);
        if (!idt_unfound_met(u, &hash)) {
            idt_unfound_keep(u, &hash);
        }
        if (idt_unfound_met(u, &never)) {
            return u;
        }
    }
    return NULL;
}

static void threads_meet_only_what_some_thread_kept(void **state)
{
    (void)state;
    pthread_t threads[4];
    void *wrong = NULL;
    idt_unfound *u = unfound_of(BYTES);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, keep_and_meet, u), 0);
    }
    for (size_t i = 0; i < 4; i++) {
        void *of = NULL;
        (void)pthread_join(threads[i], &of);
        wrong = of != NULL ? of : wrong;
    }
    assert_null(wrong);
    idt_unfound_free(u);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_kept_is_met_and_nothing_else),
        cmocka_unit_test(hashes_are_compared_whole),
        cmocka_unit_test(what_comes_again_stays_while_others_are_forgotten),
        cmocka_unit_test(the_answer_of_nothing_found_has_the_hash_of_the_real_one),
        cmocka_unit_test(threads_meet_only_what_some_thread_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
