/* How long is one party asked of a warm screener, thread CPU: parsed, retrieved, scored, ranked,
 * without listings; and of the same party with a birth date, a nationality and a passport number.
 *
 *   bench_question home names.tsv [x]     the index of a home; lines of kind TAB NAME, kind P
 * (people) or anything else (organisations); x: names alone
 *
 * The first half of the names warms up; `new` are those of the other half, none of them asked
 * before, though parts of them were (index/memo.h); `again` are the same once more.
 *
 * Beside it the instructions are what compares runs on a busy machine: callgrind --toggle-collect=
 * ask. Listings: `interdict screen --file` measures them.
 */
#include "compile/home.h"
#include "measure.h"
#include "screen/answer.h"

#define CEILING ((size_t)1 << 30)
#define MOST    200000

typedef struct bench {
    idt_arena *arena, *each;
    idt_screen *screen;
    idt_screener *screener;
    idt_str names[MOST], kinds[MOST];
    size_t count;
    double us[MOST];
    size_t hits, with_hits, scans;
} bench;

static void must(idt_rc rc, const idt_error *err)
{
    if (rc != IDT_OK) {
        fprintf(stderr, "bench_question: %s\n", err->message);
        exit(1);
    }
}

static int64_t thread_ns(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static void add(idt_profile *p, const char *property, const char *value)
{
    idt_error err;
    must(idt_profile_add(p, idt_str_borrow(property), idt_str_borrow(value), &err), &err);
}

static double ask(bench *b, size_t i, bool fields)
{
    idt_error err;
    idt_profile query;
    const idt_screen_answer *answer;
    const idt_screen_question question = {.when = IDT_INDEX_ANY_TIME};
    const int64_t from = thread_ns();
    idt_arena_clear(b->each);
    idt_profile_init(&query, b->kinds[i], b->each);
    must(idt_profile_add(&query, IDT_STR("name"), b->names[i], &err), &err);
    if (fields) {
        add(&query, "birthDate", "1961-04-03");
        add(&query, "nationality", "ir");
        add(&query, "passportNumber", "H95634751");
    }
    must(idt_profile_prepare(&query, &err), &err);
    must(idt_screener_ask(b->screener, &query, &question, &answer, &err), &err);
    const int64_t to = thread_ns();
    b->hits += answer->total;
    b->with_hits += answer->total > 0;
    b->scans += answer->retrieval == IDT_RETRIEVAL_SCAN;
    return (double)(to - from) / 1000;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print_run(bench *b, size_t from, const char *what, const char *which)
{
    double sum = 0;
    double *us = b->us + from;
    const size_t count = b->count - from;
    for (size_t i = 0; i < count; i++) {
        sum += us[i];
    }
    qsort(us, count, sizeof *us, by_size);
    printf("%-12s%-6s %zu asked, %zu with hits (%zu hits), %zu scans: us mean %.1f p50 %.1f p90 "
           "%.1f p99 %.1f max %.1f\n",
           what, which, count, b->with_hits, b->hits, b->scans, sum / (double)count, us[count / 2],
           us[count * 9 / 10], us[count * 99 / 100], us[count - 1]);
}

static void run(bench *b, bool fields, const char *what)
{
    static const char *const which[] = {"new", "again"};
    for (size_t i = 0; i < b->count / 2; i++) {
        (void)ask(b, i, fields);
    }
    for (size_t round = 0; round < 2; round++) {
        b->hits = b->with_hits = b->scans = 0;
        for (size_t i = b->count / 2; i < b->count; i++) {
            b->us[i] = ask(b, i, fields);
        }
        print_run(b, b->count / 2, what, which[round]);
    }
}

static void read_names(bench *b, const char *path)
{
    char line[4096];
    FILE *f = fopen(path, "r");
    if (f == NULL) {
        perror(path);
        exit(1);
    }
    while (b->count < MOST && fgets(line, sizeof line, f) != NULL) {
        const idt_str text = idt_str_trim(idt_str_borrow(line));
        const size_t tab = idt_str_find(text, '\t');
        if (tab < text.len) {
            b->names[b->count] = idt_str_copy(b->arena, idt_str_slice(text, tab + 1, text.len));
            b->kinds[b->count++] =
                tab == 1 && text.ptr[0] == 'P' ? IDT_STR("Person") : IDT_STR("Company");
        }
    }
    (void)fclose(f);
}

int main(int argc, char **argv)
{
    static bench b;
    idt_error err;
    const char *const *paths;
    size_t count;
    if (argc < 3) {
        fprintf(stderr, "usage: bench_question HOME NAMES.tsv [x]\n");
        return 2;
    }
    b.arena = idt_arena_new(CEILING);
    b.each = idt_arena_new(CEILING);
    must(idt_compile_paths(argv[1], b.arena, &paths, &count, &err), &err);
    must(idt_screen_open(paths, count, &b.screen, &err), &err);
    must(idt_screener_new(b.screen, NULL, IDT_SCREENER_BYTES, &b.screener, &err), &err);
    read_names(&b, argv[2]);
    run(&b, false, "name");
    if (argc < 4) {
        run(&b, true, "with fields");
    }
    idt_screener_free(b.screener);
    idt_screen_close(b.screen);
    return 0;
}
