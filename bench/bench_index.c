/* How long does a question take, and how large is an index?
 *
 *   tests/index/names_corpus.py SHARED 1000000 > names.tsv
 *   bench_index names.tsv [queries [unlisted.tsv [index]]]
 *
 * The questions are unlisted names (84 of 100; without a file of them every 50th name is held out)
 * and listed ones damaged (16). A question is: parse, prepare, retrieve, score what was retrieved.
 * As many others warm up before: what is timed was not asked before, as long as there are enough
 * unlisted names, though parts of it were (index/memo.h).
 * References of the same run: reading the file's bytes once, and scoring every name. No names file:
 * names are invented. `index`: the file is read from there; where there is none it is built and
 * kept.
 */
#include <sys/resource.h>

#include "index/index.h"
#include "index/names_file.h"
#include "measure.h"

#define CEILING ((size_t)12 << 30)
#define CUT     7000

typedef struct bench {
    idt_arena *arena, *each;
    test_names names, held;
    idt_buf file;
    idt_index *index;
    idt_index_scratch *scratch;
    uint64_t hits, visited, checked, postings, worked_out, terms, essential;
    uint64_t empty;
} bench;

typedef struct scoring {
    const idt_profile_name *query;
    uint64_t hits;
} scoring;

static void must(idt_rc rc, const idt_error *err)
{
    if (rc != IDT_OK) {
        fprintf(stderr, "bench_index: %s\n", err->message);
        exit(1);
    }
}

static idt_rc score(void *context, const idt_index_candidate *candidate, idt_error *err)
{
    scoring *s = context;
    idt_comparison c;
    (void)err;
    idt_compare_names(s->query, candidate->name, &c);
    s->hits += c.score >= CUT;
    return IDT_OK;
}

/* Of this thread alone: others on the machine do not count. */
static int64_t thread_ns(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Microseconds; *parse those of parsing and preparing alone. */
static double ask(bench *b, const test_name *question, double *parse, idt_index_counts *counts)
{
    idt_error err;
    idt_profile_name query = {.text = question->text};
    scoring s = {.query = &query};
    const int64_t start = thread_ns();
    idt_arena_clear(b->each);
    must(idt_name_parse(question->text, question->kind, NULL, b->each, &query.parsed, &err), &err);
    must(idt_match_prepare(&query.parsed, b->each, &query.prepared, &err), &err);
    const int64_t parsed = thread_ns();
    const idt_index_query asked = {.name = &query, .cut = CUT, .when = IDT_INDEX_ANY_TIME};
    must(idt_index_candidates(b->index, &asked, b->scratch, score, &s, counts, &err), &err);
    const int64_t end = thread_ns();
    *parse = (double)(parsed - start) / 1e3;
    b->hits += s.hits;
    b->empty += s.hits == 0;
    b->visited += counts->visited;
    b->checked += counts->checked;
    b->postings += counts->postings;
    b->terms += counts->terms;
    b->worked_out += counts->worked_out;
    b->essential += counts->essential;
    return (double)(end - start) / 1e3;
}

/* The most that the process has had. */
static double peak_mb(void)
{
    struct rusage used;
    return getrusage(RUSAGE_SELF, &used) == 0 ? (double)used.ru_maxrss / 1024 : 0;
}

static void build(bench *b)
{
    idt_error err;
    idt_index_builder *builder;
    idt_index_built built;
    const double held = peak_mb();
    const int64_t start = thread_ns();
    must(idt_index_builder_new(IDT_STR("bench"), CEILING, &builder, &err), &err);
    for (size_t i = 0; i < b->names.count; i++) {
        char subject[24];
        (void)snprintf(subject, sizeof subject, "s%zu", i);
        const idt_index_name name = {.subject = idt_str_borrow(subject),
                                     .origin = IDT_STR("bench"),
                                     .ordinal = 0,
                                     .text = b->names.items[i].text,
                                     .kind = b->names.items[i].kind,
                                     .span = IDT_INDEX_SPAN_ALWAYS};
        must(idt_index_builder_add(builder, &name, &err), &err);
    }
    const int64_t added = thread_ns();
    idt_buf_init(&b->file, CEILING);
    must(idt_index_builder_finish(builder, &b->file, &built, &err), &err);
    const int64_t end = thread_ns();
    const double names = (double)b->names.count;
    print_figure("index build", names / ((double)(end - start) / 1e9), "names/s", "", 0);
    print_figure("index build: parsing", (double)(added - start) / 1e9, "s", "", 0);
    print_figure("index build: layout", (double)(end - added) / 1e9, "s", "", 0);
    print_figure("index build: memory", peak_mb() - held, "MB", "file, MB",
                 (double)b->file.len / 1e6);
    print_figure("index forms", (double)built.forms, "", "", 0);
    print_figure("index terms", (double)built.terms, "", "", 0);
    idt_index_builder_free(builder);
}

static bool read_index(bench *b, const char *path)
{
    FILE *f = path != NULL ? fopen(path, "rb") : NULL;
    if (f == NULL) {
        return false;
    }
    char chunk[1 << 16];
    size_t n;
    idt_buf_init(&b->file, CEILING);
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0) {
        idt_buf_add(&b->file, chunk, n);
    }
    (void)fclose(f);
    return b->file.len > 0;
}

static void keep_index(const bench *b, const char *path)
{
    FILE *f = path != NULL ? fopen(path, "wb") : NULL;
    if (f != NULL) {
        (void)!fwrite(b->file.ptr, 1, b->file.len, f);
        (void)fclose(f);
    }
}

static void open_index(bench *b)
{
    idt_error err;
    const idt_str bytes = idt_buf_borrow(&b->file);
    const int64_t start = clock_ns();
    must(idt_index_open_bytes(&bytes, 1, &b->index, &err), &err);
    print_figure("index open", (double)(clock_ns() - start) / 1e6, "ms", "", 0);
    must(idt_index_scratch_new(b->index, CEILING, &b->scratch, &err), &err);
    const idt_index_info info = idt_index_info_of(b->index, 0);
    const double forms = (double)info.entries;
    print_figure("index retrieval", (double)info.retrieval_bytes / forms, "B/name", "", 0);
    print_figure("index without strings", (double)(info.bytes - info.string_bytes) / forms,
                 "B/name", "", 0);
    print_figure("index file", (double)info.bytes / forms, "B/name", "", 0);
    uint64_t len;
    for (size_t i = 0; idt_index_section(b->index, 0, i, &len) != NULL; i++) {
        printf("  %-12s %8.2f B/name\n", idt_index_section(b->index, 0, i, &len),
               (double)len / forms);
    }
}

/* Milliseconds to read every byte of the file once. */
static double read_all(const bench *b)
{
    uint64_t sum = 0;
    const int64_t start = clock_ns();
    for (size_t i = 0; i + 8 <= b->file.len; i += 8) {
        uint64_t v;
        memcpy(&v, b->file.ptr + i, sizeof v);
        sum += v;
    }
    const double ms = (double)(clock_ns() - start) / 1e6;
    return sum == 1 ? 0 : ms;
}

static void quantiles(const char *what, double *us, size_t n, double bandwidth)
{
    static const double at[] = {.5, .9, .99, .999};
    char name[64];
    qsort(us, n, sizeof *us, by_number);
    for (size_t i = 0; i < 4; i++) {
        (void)snprintf(name, sizeof name, "%s p%g", what, 100 * at[i]);
        print_figure(name, us[(size_t)((double)(n - 1) * at[i])], "us", "read all bytes, ms",
                     bandwidth);
    }
    (void)snprintf(name, sizeof name, "%s max", what);
    print_figure(name, us[n - 1], "us", "read all bytes, ms", bandwidth);
}

static bool is_native(idt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] >= 0xcd) { /* past Latin letters with marks */
            return true;
        }
    }
    return false;
}

/* A question that was asked, and what it took. */
typedef struct asked_question {
    test_name name;
    bool hit;
    double us, parse_us;
} asked_question;

static void ask_all(bench *b, asked_question *asked, size_t count)
{
    idt_index_counts counts;
    b->hits = b->empty = b->visited = b->checked = b->postings = b->worked_out = b->terms =
        b->essential = 0;
    for (size_t i = 0; i < count; i++) {
        const uint64_t empty = b->empty;
        asked[i].us = ask(b, &asked[i].name, &asked[i].parse_us, &counts);
        asked[i].hit = b->empty == empty;
    }
}

enum { CLASS_ALL, CLASS_LATIN_MISS, CLASS_LATIN_HIT, CLASS_NATIVE, CLASSES };

static void print_class(const bench *b, const asked_question *asked, size_t count, int of,
                        const char *what, double bandwidth)
{
    size_t n = 0;
    double *us = IDT_NEW_N(b->arena, double, count);
    for (size_t i = 0; i < count; i++) {
        const int is = is_native(asked[i].name.text) ? CLASS_NATIVE
                       : asked[i].hit                ? CLASS_LATIN_HIT
                                                     : CLASS_LATIN_MISS;
        if (of == CLASS_ALL || of == is) {
            us[n++] = asked[i].us;
        }
    }
    if (n > 0) {
        quantiles(what, us, n, bandwidth);
    }
}

static void report(const bench *b, const asked_question *asked, size_t count, double bandwidth)
{
    const double n = (double)count;
    double *parse = IDT_NEW_N(b->arena, double, count);
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += asked[i].us;
        parse[i] = asked[i].parse_us;
    }
    print_figure("question mean", sum / n, "us", "", 0);
    print_class(b, asked, count, CLASS_ALL, "question", bandwidth);
    quantiles("of it parse", parse, count, bandwidth);
    print_class(b, asked, count, CLASS_LATIN_MISS, "Latin, nothing found", bandwidth);
    print_class(b, asked, count, CLASS_LATIN_HIT, "Latin, found", bandwidth);
    print_class(b, asked, count, CLASS_NATIVE, "other scripts", bandwidth);
    printf("  empty %.1f %%, hits %.2f, visited %.2f, checked %.1f, postings %.1f, parts worked "
           "out %.2f, "
           "terms %.1f, essential %.2f a question\n",
           100 * (double)b->empty / n, (double)b->hits / n, (double)b->visited / n,
           (double)b->checked / n, (double)b->postings / n, (double)b->worked_out / n,
           (double)b->terms / n, (double)b->essential / n);
}

/* Of 25 questions 21 are unlisted and, once it is known which these are, find nothing. */
static void questions(bench *b, size_t count, double bandwidth)
{
    random_state r = {.at = 20261125};
    asked_question *all = IDT_NEW_N(b->arena, asked_question, 2 * count);
    asked_question *chosen = IDT_NEW_N(b->arena, asked_question, count);
    asked_question *asked = all + count;
    for (size_t i = 0; i < 2 * count; i++) {
        const bool unlisted = i % 25 < 21 && b->held.count > 0;
        all[i].name = unlisted ? b->held.items[i % b->held.count]
                               : b->names.items[random_below(&r, b->names.count)];
        if (!unlisted) {
            all[i].name.text = name_damaged(all[i].name.text, &r, b->arena);
        }
    }
    for (size_t i = 0; i < 2; i++) { /* the first ones warm up */
        ask_all(b, all + i * count, count);
    }
    printf("unlisted names as they come:\n");
    report(b, asked, count, bandwidth);
    size_t n = 0;
    size_t listed = 0;
    for (size_t i = 0; i < count; i++) {
        listed += i % 25 < 21 && !asked[i].hit ? 4 : 0;
    }
    listed /= 21;
    for (size_t i = 0; i < count; i++) {
        const bool unlisted = i % 25 < 21;
        if (unlisted ? !asked[i].hit : listed > 0) {
            listed -= unlisted ? 0 : 1;
            chosen[n++] = asked[i];
        }
    }
    printf("unlisted names that find nothing, and listed ones (asked the second time):\n");
    if (n > 0) {
        ask_all(b, chosen, n);
        report(b, chosen, n, bandwidth);
    }
}

static void worst(bench *b)
{
    char junk[201];
    for (size_t i = 0; i < 200; i++) {
        junk[i] = "abcdefghijklmnopqrstuvwxyz"[i * i % 26];
    }
    junk[200] = '\0';
    const test_name cases[] = {
        {IDT_NAME_PERSON, IDT_STR("mohammed ali")},
        {IDT_NAME_PERSON, IDT_STR("al ahmed")},
        {IDT_NAME_PERSON, IDT_STR("kim")},
        {IDT_NAME_PERSON, IDT_STR("john smith")},
        {IDT_NAME_PERSON, IDT_STR("maria garcia")},
        {IDT_NAME_PERSON, IDT_STR("ivan ivanov")},
        {IDT_NAME_PERSON, IDT_STR("محمد علي")},
        {IDT_NAME_ORGANISATION, IDT_STR("company limited")},
        {IDT_NAME_ORGANISATION, IDT_STR("the trading company of the group limited")},
        {IDT_NAME_ANY, IDT_STR("international trading")},
        {IDT_NAME_PERSON,
         IDT_STR("abd al-rahman muhammad ahmad hasan ali abdallah ibrahim al-masri")},
        {IDT_NAME_PERSON, IDT_STR("a b c d")},
        {IDT_NAME_PERSON, idt_str_borrow(junk)},
        {IDT_NAME_PERSON, IDT_STR("de la van der al el")},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double best = 1e12;
        double parse = 0;
        idt_index_counts counts;
        for (int round = 0; round < 5; round++) {
            double p;
            const double us = ask(b, &cases[i], &p, &counts);
            parse = us < best ? p : parse;
            best = us < best ? us : best;
        }
        printf("  worst %8.1f us (parse %6.1f) terms %llu postings %llu checked %llu visited %llu: "
               "%.*s\n",
               best, parse, (unsigned long long)counts.terms, (unsigned long long)counts.postings,
               (unsigned long long)counts.checked, (unsigned long long)counts.visited, 72,
               cases[i].text.ptr);
    }
}

/* A question scored against every name, from the file. */
static void scan(bench *b)
{
    idt_error err;
    idt_profile_name query = {.text = IDT_STR("ayman al zawahri")};
    scoring s = {.query = &query};
    idt_index_counts counts;
    idt_arena_clear(b->each);
    must(idt_name_parse(query.text, IDT_NAME_PERSON, NULL, b->each, &query.parsed, &err), &err);
    must(idt_match_prepare(&query.parsed, b->each, &query.prepared, &err), &err);
    const idt_index_query asked = {
        .name = &query, .cut = CUT, .beside_mnat = 100000, .when = IDT_INDEX_ANY_TIME};
    const int64_t start = clock_ns();
    must(idt_index_candidates(b->index, &asked, b->scratch, score, &s, &counts, &err), &err);
    print_figure("scoring every name", (double)(clock_ns() - start) / 1e6, "ms", "", 0);
}

int main(int argc, char **argv)
{
    bench b = {.arena = idt_arena_new(CEILING), .each = idt_arena_new(CEILING)};
    random_state r = {.at = 1};
    test_names all = {0};
    FILE *f = argc > 1 ? fopen(argv[1], "r") : NULL;
    if (f != NULL) {
        names_read(f, SIZE_MAX, b.arena, &all);
        (void)fclose(f);
    } else {
        names_make(50000, &r, b.arena, &all);
    }
    FILE *unlisted = argc > 3 ? fopen(argv[3], "r") : NULL;
    if (unlisted != NULL) {
        names_read(unlisted, SIZE_MAX, b.arena, &b.held);
        (void)fclose(unlisted);
    }
    for (size_t i = 0; i < all.count; i++) {
        test_names *to = i % 50 == 49 && unlisted == NULL ? &b.held : &b.names;
        names_add(to, all.items[i].kind, all.items[i].text, b.arena);
    }
    const char *kept = argc > 4 ? argv[4] : NULL;
    if (!read_index(&b, kept)) {
        build(&b);
        keep_index(&b, kept);
    }
    open_index(&b);
    (void)read_all(&b);
    const double bandwidth = read_all(&b);
    print_figure("reading all bytes", bandwidth, "ms", "", 0);
    questions(&b, argc > 2 ? strtoul(argv[2], NULL, 10) : 5000, bandwidth);
    if (getenv("BENCH_QUESTIONS_ONLY") == NULL) {
        worst(&b);
        scan(&b);
    }
    idt_index_scratch_free(b.scratch);
    idt_index_close(b.index);
    return 0;
}
