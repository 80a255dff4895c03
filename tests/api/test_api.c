/* The public library as another program sees it: only interdict/interdict.h is included. The home
 * is made by the program under test ($INTERDICT_BIN). */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <interdict/interdict.h>

#define THREADS 4

static char home[] = "/tmp/interdict-api-XXXXXX";

static int program(const char *arguments)
{
    char line[1024];
    (void)snprintf(line, sizeof line, "\"$INTERDICT_BIN\" --home %s %s >/dev/null 2>&1", home,
                   arguments);
    return system(line);
}

static int make_home(void **state)
{
    (void)state;
    return getenv("INTERDICT_BIN") == NULL || mkdtemp(home) == NULL ||
                   program("init --starter") != 0 || program("index build") != 0
               ? 1
               : 0;
}

static int remove_home(void **state)
{
    char line[256];
    (void)state;
    (void)snprintf(line, sizeof line, "rm -rf %s", home);
    return system(line);
}

static void in_home(const char *command)
{
    char line[256];
    (void)snprintf(line, sizeof line, "cd %s && %s", home, command);
    assert_int_equal(system(line), 0);
}

static interdict *open_home(const interdict_options *options)
{
    interdict *base;
    interdict_error error = {0};
    const interdict_rc rc = interdict_open(home, options, &base, &error);
    if (rc != INTERDICT_OK) {
        print_error("%s\n", error.message);
    }
    assert_int_equal(rc, INTERDICT_OK);
    return base;
}

static interdict_screener *screener_of(const interdict *base)
{
    interdict_screener *screener;
    interdict_error error;
    assert_int_equal(interdict_screener_new(base, &screener, &error), INTERDICT_OK);
    return screener;
}

static const interdict_answer *ask(interdict_screener *screener, const char *schema,
                                   const char *name)
{
    interdict_error error;
    const interdict_answer *answer;
    const interdict_value value = {"name", name};
    const interdict_party party = {.schema = schema, .values = &value, .count = 1};
    assert_int_equal(interdict_screen(screener, &party, &answer, &error), INTERDICT_OK);
    return answer;
}

static void a_listed_party_is_a_hit_with_its_listings(void **state)
{
    (void)state;
    const interdict_options options = {.size = sizeof options, .as_of = "2024-05-27"};
    interdict *base = open_home(&options);
    interdict_screener *screener = screener_of(base);
    const interdict_answer *answer = ask(screener, "Organization", "TALIBAN");
    bool russia = false;
    assert_true(answer->count >= 1);
    const interdict_hit *hit = &answer->hits[0];
    assert_string_equal(hit->subject, "brief:taliban");
    assert_int_equal(hit->score, 10000);
    assert_string_equal(hit->exact, "name");
    for (size_t i = 0; i < hit->listing_count; i++) {
        russia = russia || (strcmp(hit->listings[i].list, "ru-terrorist") == 0 &&
                            strcmp(hit->listings[i].status, "in_force") == 0);
    }
    assert_true(russia);
    assert_string_equal(answer->abstain, "");
    interdict_screener_free(screener);
    interdict_close(base);
}

static void the_day_of_the_statuses_is_an_option(void **state)
{
    (void)state;
    const interdict_options options = {.size = sizeof options, .as_of = "2025-04-17"};
    interdict *base = open_home(&options);
    interdict_screener *screener = screener_of(base);
    const interdict_answer *answer = ask(screener, "Organization", "Taliban");
    for (size_t i = 0; i < answer->hits[0].listing_count; i++) {
        if (strcmp(answer->hits[0].listings[i].list, "ru-terrorist") == 0) {
            assert_string_equal(answer->hits[0].listings[i].status, "suspended");
        }
    }
    interdict_screener_free(screener);
    interdict_close(base);
}

static void a_stranger_is_no_hit_and_a_query_without_letters_abstains(void **state)
{
    (void)state;
    interdict *base = open_home(NULL);
    interdict_screener *screener = screener_of(base);
    const interdict_answer *answer = ask(screener, "Person", "Wilhelmina Oosterveld");
    assert_int_equal(answer->count, 0);
    assert_string_equal(answer->abstain, "");
    answer = ask(screener, "Person", "...");
    assert_int_equal(answer->count, 0);
    assert_string_not_equal(answer->abstain, "");
    interdict_screener_free(screener);
    interdict_close(base);
}

static void a_hit_is_explained_and_the_answer_stays(void **state)
{
    (void)state;
    const char *json;
    interdict_error error;
    interdict *base = open_home(NULL);
    interdict_screener *screener = screener_of(base);
    assert_int_equal(interdict_answer_json(screener, &json, &error), INTERDICT_USAGE);
    const interdict_answer *answer = ask(screener, "Organization", "Al Qaida");
    assert_true(answer->count >= 1);
    char subject[128];
    (void)snprintf(subject, sizeof subject, "%s", answer->hits[0].subject);
    assert_int_equal(interdict_explain(screener, 0, &json, &error), INTERDICT_OK);
    assert_non_null(strstr(json, "\"parts\""));
    assert_int_equal(interdict_explain(screener, answer->count, &json, &error), INTERDICT_USAGE);
    assert_int_equal(interdict_answer_json(screener, &json, &error), INTERDICT_OK);
    assert_non_null(strstr(json, answer->answer_hash));
    assert_string_equal(answer->hits[0].subject, subject);
    interdict_screener_free(screener);
    interdict_close(base);
}

static void what_is_wrong_with_a_question_is_said(void **state)
{
    (void)state;
    static char long_name[5000];
    memset(long_name, 'a', sizeof long_name - 1);
    static const struct {
        interdict_value value;
        interdict_rc rc;
        const char *says;
    } cases[] = {
        {{"name", long_name}, INTERDICT_INPUT, "at most 4096"},
        {{"nmae", "Taliban"}, INTERDICT_INPUT, "nmae"},
        {{"na\xffme", "Taliban"}, INTERDICT_INPUT, "property is not UTF-8"},
        {{"name", "\xff\xfe"}, INTERDICT_INPUT, "UTF-8"},
        {{"birthDate", "1951-13-01"}, INTERDICT_INPUT, "1951-13-01"},
        {{"name", NULL}, INTERDICT_USAGE, "without"},
    };
    interdict *base = open_home(NULL);
    interdict_screener *screener = screener_of(base);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        interdict_error error;
        const interdict_answer *answer;
        const interdict_party party = {.schema = "Person", .values = &cases[i].value, .count = 1};
        assert_int_equal(interdict_screen(screener, &party, &answer, &error), cases[i].rc);
        assert_int_equal(error.code, cases[i].rc);
        assert_non_null(strstr(error.message, cases[i].says));
        assert_null(answer);
    }
    const interdict_value name = {"name", "Taliban"};
    const interdict_party party = {.schema = "Person\xff", .values = &name, .count = 1};
    interdict_error error;
    const interdict_answer *answer;
    assert_int_equal(interdict_screen(screener, &party, &answer, &error), INTERDICT_INPUT);
    assert_string_equal(error.message, "the schema is not UTF-8");
    assert_int_equal(ask(screener, "Organization", "Taliban")->hits[0].score, 10000);
    interdict_screener_free(screener);
    interdict_close(base);
}

static void a_schema_is_known_in_any_case(void **state)
{
    (void)state;
    interdict *base = open_home(NULL);
    interdict_screener *screener = screener_of(base);
    const char *json;
    interdict_error error;
    for (const char *const *s = (const char *const[]){"Vessel", "vessel", "VESSEL", NULL};
         *s != NULL; s++) {
        assert_int_equal(ask(screener, *s, "Taliban")->count, 0);
        assert_int_equal(interdict_answer_json(screener, &json, &error), INTERDICT_OK);
        assert_null(strstr(json, "no kind of party"));
    }
    assert_int_equal(ask(screener, "organization", "Taliban")->hits[0].score, 10000);
    interdict_screener_free(screener);
    interdict_close(base);
}

static void a_profile_may_be_a_file(void **state)
{
    (void)state;
    char path[] = "/tmp/idt-profile-XXXXXX";
    const char text[] = "{\"format\":\"interdict-profile/1\",\"name\":\"rare\",\"prior\":0.01}";
    const int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, text, sizeof text - 1) == (ssize_t)sizeof text - 1);
    assert_int_equal(close(fd), 0);
    interdict_options options = {.size = sizeof options, .profile = path};
    interdict *base = open_home(&options);
    interdict_screener *screener = screener_of(base);
    const char *json;
    interdict_error error;
    assert_int_equal(ask(screener, "Organization", "Taliban")->hits[0].score, 10000);
    assert_int_equal(interdict_answer_json(screener, &json, &error), INTERDICT_OK);
    const char *at = strstr(json, "\"probability\":");
    assert_non_null(at);
    assert_true(strtod(at + strlen("\"probability\":"), NULL) < 0.7); /* as a map for .42 has .96 */
    interdict_screener_free(screener);
    interdict_close(base);
    assert_int_equal(truncate(path, 20), 0);
    assert_int_equal(interdict_open(home, &options, &base, &error), INTERDICT_INPUT);
    assert_int_equal(unlink(path), 0);
}

static void what_is_wrong_with_opening_is_said(void **state)
{
    (void)state;
    static const struct {
        interdict_options options;
        const char *says;
    } cases[] = {
        {{.size = sizeof(interdict_options), .as_of = "2024-02-30"}, "as_of"},
        {{.size = sizeof(interdict_options), .known_at = "yesterday"}, "known_at"},
        {{.size = sizeof(interdict_options), .profile = "lenient"}, "lenient"},
        {{.size = sizeof(interdict_options), .threshold = 10001}, "threshold"},
        {{.size = 0}, "size"},
    };
    interdict *base;
    interdict_error error;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(interdict_open(home, &cases[i].options, &base, &error), INTERDICT_USAGE);
        assert_non_null(strstr(error.message, cases[i].says));
        assert_null(base);
    }
    assert_int_equal(interdict_open("/nonexistent", NULL, &base, &error), INTERDICT_NOT_FOUND);
    assert_int_equal(interdict_open(NULL, NULL, &base, &error), INTERDICT_USAGE);
    assert_null(base);
}

static void a_caller_built_with_fewer_options_is_served(void **state)
{
    (void)state;
    interdict_options options = {.as_of = "2024-05-27", .profile = "no such profile"};
    options.size = offsetof(interdict_options, profile);
    interdict *base = open_home(&options);
    interdict_close(base);
}

/* ---- threads ---- */

static const char *const NAMES[] = {"Taliban", "Al Qaida", "Hizb ut-Tahrir", "Jane Doe",
                                    "Aum Shinrikyo"};

typedef struct run {
    const interdict *base;
    char hashes[sizeof NAMES / sizeof *NAMES][65];
} run;

static void *ask_all(void *context)
{
    run *r = context;
    interdict_screener *screener = screener_of(r->base);
    for (int round = 0; round < 20; round++) {
        for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
            memcpy(r->hashes[i], ask(screener, "Organization", NAMES[i])->answer_hash, 65);
        }
    }
    interdict_screener_free(screener);
    return NULL;
}

static void threads_share_an_index_and_answer_alike(void **state)
{
    (void)state;
    pthread_t threads[THREADS];
    run runs[THREADS] = {0};
    interdict *base = open_home(NULL);
    for (size_t t = 0; t < THREADS; t++) {
        runs[t].base = base;
        assert_int_equal(pthread_create(&threads[t], NULL, ask_all, &runs[t]), 0);
    }
    for (size_t t = 0; t < THREADS; t++) {
        assert_int_equal(pthread_join(threads[t], NULL), 0);
        assert_memory_equal(runs[t].hashes, runs[0].hashes, sizeof runs[0].hashes);
    }
    interdict_close(base);
}

/* ---- memory: the sanitizer of the test build counts ---- */

int __sanitizer_install_malloc_and_free_hooks(void (*on_malloc)(const volatile void *, size_t),
                                              void (*on_free)(const volatile void *))
    __attribute__((weak));

static size_t allocations;
static bool counting;

static void on_malloc(const volatile void *at, size_t bytes)
{
    (void)at;
    (void)bytes;
    allocations += counting;
}

static void on_free(const volatile void *at)
{
    (void)at;
}

static void after_the_first_round_a_question_allocates_nothing(void **state)
{
    (void)state;
    if (__sanitizer_install_malloc_and_free_hooks == NULL ||
        __sanitizer_install_malloc_and_free_hooks(on_malloc, on_free) == 0) {
        skip();
    }
    interdict *base = open_home(NULL);
    interdict_screener *screener = screener_of(base);
    for (int round = 0; round < 4; round++) {
        counting =
            round >= 2; /* the first fills what is kept, the second finds room in one piece */
        for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
            (void)ask(screener, "Organization", NAMES[i]);
        }
    }
    counting = false;
    assert_int_equal(allocations, 0);
    interdict_screener_free(screener);
    interdict_close(base);
}

static void an_index_that_lags_behind_its_register_is_refused(void **state)
{
    (void)state;
    interdict *base;
    interdict_error error;
    char path[256];
    (void)snprintf(path, sizeof path, "%s/new.yaml", home);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    (void)fputs("interdict: 1\ndataset: added\ntitle: One more\nrecords:\n"
                "  - id: one\n    schema: Organization\n    name: Quartz Hill Brigade\n",
                file);
    assert_int_equal(fclose(file), 0);
    char arguments[300];
    (void)snprintf(arguments, sizeof arguments, "record %s", path);
    in_home("cp -r index before"); /* a load brings the index along: take the one before it */
    assert_int_equal(program(arguments), 0);
    in_home("rm -r index && mv before index");
    assert_int_equal(interdict_open(home, NULL, &base, &error), INTERDICT_BEHIND);
    assert_non_null(strstr(error.message, "index build"));
    assert_int_equal(program("index build"), 0);
    base = open_home(NULL);
    interdict_screener *screener = screener_of(base);
    assert_string_equal(ask(screener, NULL, "Quartz Hill Brigade")->hits[0].subject, "added:one");
    interdict_screener_free(screener);
    interdict_close(base);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_listed_party_is_a_hit_with_its_listings),
        cmocka_unit_test(the_day_of_the_statuses_is_an_option),
        cmocka_unit_test(a_stranger_is_no_hit_and_a_query_without_letters_abstains),
        cmocka_unit_test(a_hit_is_explained_and_the_answer_stays),
        cmocka_unit_test(what_is_wrong_with_a_question_is_said),
        cmocka_unit_test(a_schema_is_known_in_any_case),
        cmocka_unit_test(a_profile_may_be_a_file),
        cmocka_unit_test(what_is_wrong_with_opening_is_said),
        cmocka_unit_test(a_caller_built_with_fewer_options_is_served),
        cmocka_unit_test(threads_share_an_index_and_answer_alike),
        cmocka_unit_test(after_the_first_round_a_question_allocates_nothing),
        cmocka_unit_test(an_index_that_lags_behind_its_register_is_refused),
    };
    return cmocka_run_group_tests(tests, make_home, remove_home);
}
