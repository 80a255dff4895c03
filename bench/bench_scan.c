/* bench_scan - how fast documents are scanned for names, beside what the machine can do at all.
 *
 * Prints one JSON line a figure. Text: sentences of ordinary words (drawn by a Zipf-like rule from
 * a made vocabulary) with listed names sprinkled in, about one in a hundred words. References over
 * the same bytes in the same run: memchr for a byte that is not there, and a hash of every byte.
 * Opening the scanner's bytes is what a start costs where they are mapped; beside it the build.
 * Mentions that are not spelt as listed: of 40,000 of the names in an index, over a megabyte.
 *
 *   bench_scan [MB] [ROUNDS]      defaults: 64 and 5
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "measure.h"
#include "core/map.h"
#include "scan/fuzzy.h"
#include "scan/scan.h"

#define WORDS       20000
#define MOST_NAMES  100000
#define MOST_ROUNDS 31
#define INDEX_NAMES 40000
#define INDEX_BYTES ((size_t)1 << 30)

static uint64_t seed = UINT64_C(0x1d7e5cab);

static uint32_t draw(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % below;
}

/* A word that can be spoken, of two to four syllables. */
static size_t make_word(char *out)
{
    static const char consonants[] = "bdfghklmnprstvz";
    static const char vowels[] = "aeiou";
    size_t n = 0;
    for (uint32_t syllables = 2 + draw(3); syllables > 0; syllables--) {
        out[n++] = consonants[draw(sizeof consonants - 1)];
        out[n++] = vowels[draw(sizeof vowels - 1)];
    }
    if (draw(2) == 0) {
        out[n++] = consonants[draw(sizeof consonants - 1)];
    }
    return n;
}

static void make_words(char (*words)[16], uint8_t *lens)
{
    for (size_t i = 0; i < WORDS; i++) {
        lens[i] = (uint8_t)(i < 200 ? 1 + draw(4) : 0); /* the short words of every sentence */
        const size_t full = make_word(words[i]);
        lens[i] = lens[i] == 0 ? (uint8_t)full : lens[i];
    }
}

/* One to four parts, one in ten of them an ordinary word (a lone part never), "al-" before one in
 * five. So with 100,000 names two in five of the commonest words of the text begin a name. */
static void make_name(idt_buf *out, char (*words)[16], const uint8_t *lens)
{
    char part[16];
    const uint32_t all = 1 + draw(4);
    idt_buf_clear(out);
    for (uint32_t parts = all; parts > 0; parts--) {
        if (draw(5) == 0) {
            idt_buf_add_text(out, "al-");
        }
        if (all > 1 && draw(10) == 0) {
            const uint32_t w = draw(WORDS);
            idt_buf_add(out, words[w], lens[w]);
        } else {
            const size_t len = make_word(part);
            part[0] = (char)(part[0] - 'a' + 'A');
            idt_buf_add(out, part, len);
        }
        idt_buf_add_text(out, parts > 1 ? " " : "");
    }
    if (out->len < 8) { /* no name that every other word is */
        idt_buf_add_text(out, " Front");
    }
}

static void make_text(idt_buf *text, size_t bytes, char (*words)[16], const uint8_t *lens,
                      const idt_scan_name *names, uint32_t name_count)
{
    uint32_t in_line = 0;
    while (text->len < bytes) {
        if (draw(100) == 0) {
            idt_buf_add_str(text, names[draw(name_count)].name);
        } else {
            const uint32_t w = draw(2) == 0 ? draw(200) : draw(1 + draw(WORDS));
            idt_buf_add(text, words[w], lens[w]);
        }
        in_line++;
        idt_buf_add_text(text, in_line % 12 == 0   ? ".\n"
                               : in_line % 97 == 0 ? ".\n\n"
                               : draw(15) == 0     ? ", "
                                                   : " ");
    }
}

static bool count_hit(const idt_scan_hit *hit, void *context)
{
    uint64_t *hits = context;
    *hits += hit->ref_count > 0;
    return true;
}

typedef double measure_fn(idt_str text, const void *context);

static double time_scan(idt_str text, const void *context)
{
    uint64_t hits = 0;
    const int64_t from = clock_ns();
    (void)idt_scan_run(context, NULL, text, count_hit, &hits);
    const double took = (double)(clock_ns() - from) / 1e9;
    return hits > 0 ? took : -1;
}

static double time_memchr(idt_str text, const void *context)
{
    (void)context;
    const int64_t from = clock_ns();
    const void *volatile found = memchr(text.ptr, 0x01, text.len);
    return found == NULL ? (double)(clock_ns() - from) / 1e9 : -1;
}

static double time_hash(idt_str text, const void *context)
{
    (void)context;
    const int64_t from = clock_ns();
    volatile uint64_t hash = idt_hash64(text.ptr, text.len);
    (void)hash;
    return (double)(clock_ns() - from) / 1e9;
}

/* Median over the rounds, in MB (10^6 bytes) a second. */
static double rate(measure_fn *measure, idt_str text, const void *context, size_t rounds)
{
    double took[MOST_ROUNDS];
    for (size_t i = 0; i < rounds; i++) {
        took[i] = measure(text, context);
    }
    return (double)text.len / 1e6 / median(took, rounds);
}

static double time_open(idt_str image, const void *context)
{
    (void)context;
    idt_scanner *scanner;
    const int64_t from = clock_ns();
    const idt_rc rc = idt_scan_open_bytes(image, &scanner, NULL);
    const double took = (double)(clock_ns() - from) / 1e9;
    idt_scan_free(scanner);
    return rc == IDT_OK ? took : -1;
}

static double time_fuzzy(idt_str text, const void *context)
{
    idt_fuzzy_ask ask = {.index = context, .when = IDT_INDEX_ANY_TIME, .cut = IDT_SCORE_POSSIBLE};
    idt_arena *arena = idt_arena_new(INDEX_BYTES);
    idt_fuzzy_hit *hits;
    size_t count = 0;
    double took = -1;
    if (arena != NULL &&
        idt_index_scratch_new(context, INDEX_BYTES, &ask.scratch, NULL) == IDT_OK) {
        const int64_t from = clock_ns();
        const idt_rc rc = idt_fuzzy_run(&ask, text, arena, &hits, &count, NULL, NULL);
        took = rc == IDT_OK ? (double)(clock_ns() - from) / 1e9 : -1;
        idt_index_scratch_free(ask.scratch);
    }
    idt_arena_free(arena);
    return took;
}

static idt_rc make_index(const idt_scan_name *names, idt_buf *bytes, idt_index **out,
                         idt_error *err)
{
    idt_index_builder *builder;
    idt_index_built built;
    idt_rc rc = idt_index_builder_new(IDT_STR("bench"), INDEX_BYTES, &builder, err);
    for (uint32_t i = 0; i < INDEX_NAMES && rc == IDT_OK; i++) {
        const idt_index_name name = {.subject = names[i].name,
                                     .origin = names[i].name,
                                     .text = names[i].name,
                                     .kind = IDT_NAME_PERSON,
                                     .span = IDT_INDEX_SPAN_ALWAYS};
        rc = idt_index_builder_add(builder, &name, err);
    }
    rc = rc == IDT_OK ? idt_index_builder_finish(builder, bytes, &built, err) : rc;
    idt_index_builder_free(builder);
    const idt_str file = idt_buf_borrow(bytes);
    return rc == IDT_OK ? idt_index_open_bytes(&file, 1, out, err) : rc;
}

/* A name in a hundred words, as listed: each is windows to screen. */
static int bench_fuzzy(const idt_scan_name *names, idt_buf *text, char (*words)[16],
                       const uint8_t *lens, size_t rounds)
{
    idt_error err;
    idt_buf bytes;
    idt_index *index = NULL;
    idt_buf_init(&bytes, INDEX_BYTES);
    const idt_rc rc = make_index(names, &bytes, &index, &err);
    if (rc != IDT_OK) {
        fprintf(stderr, "bench_scan: %s\n", err.message);
    } else {
        idt_buf_clear(text);
        make_text(text, 1000000, words, lens, names, INDEX_NAMES);
        const idt_str all = idt_buf_borrow(text);
        const double whole = rate(time_fuzzy, all, index, rounds);
        print_figure("fuzzy_40000_names", whole, "MB/s", "fnv1a_bytes",
                     rate(time_hash, all, NULL, rounds));
        print_figure("fuzzy_40000_names_text_of_a_tenth",
                     rate(time_fuzzy, idt_str_slice(all, 0, all.len / 10), index, rounds), "MB/s",
                     "whole_text", whole);
    }
    idt_index_close(index);
    idt_buf_release(&bytes);
    return rc == IDT_OK ? 0 : 1;
}

static int bench(size_t bytes, size_t rounds, idt_scan_name *names, uint32_t count, idt_buf *text,
                 char (*words)[16], const uint8_t *lens)
{
    char figure[64];
    idt_scanner *scanner = NULL;
    idt_error err;
    const int64_t from = clock_ns();
    if (idt_scan_build(names, count, NULL, IDT_SCAN_BUILD_BYTES, &scanner, NULL, &err) != IDT_OK) {
        fprintf(stderr, "bench_scan: %s\n", err.message);
        return 1;
    }
    const double build_ms = (double)(clock_ns() - from) / 1e6;
    idt_buf_clear(text);
    make_text(text, bytes, words, lens, names, count);
    const idt_str all = idt_buf_borrow(text);
    const double hash = rate(time_hash, all, NULL, rounds);
    const double scan = rate(time_scan, all, scanner, rounds);
    const double tenth = rate(time_scan, idt_str_slice(all, 0, all.len / 10), scanner, rounds);
    snprintf(figure, sizeof figure, "scan_%" PRIu32 "_names", count);
    print_figure(figure, scan, "MB/s", "fnv1a_bytes", hash);
    print_figure(figure, scan, "MB/s", "memchr", rate(time_memchr, all, NULL, rounds));
    snprintf(figure, sizeof figure, "scan_%" PRIu32 "_names_text_of_a_tenth", count);
    print_figure(figure, tenth, "MB/s", "whole_text", scan);
    snprintf(figure, sizeof figure, "scan_%" PRIu32 "_names_build", count);
    print_figure(figure, build_ms, "ms", "memory_kB", (double)idt_scan_memory(scanner) / 1e3);
    const idt_str image = idt_scan_image_borrow(scanner);
    snprintf(figure, sizeof figure, "scan_%" PRIu32 "_names_open", count);
    print_figure(figure, (double)image.len / 1e3 / rate(time_open, image, NULL, rounds), "ms",
                 "build_ms", build_ms);
    idt_scan_free(scanner);
    return 0;
}

int main(int argc, char **argv)
{
    static char words[WORDS][16];
    static uint8_t lens[WORDS];
    static idt_scan_name names[MOST_NAMES];
    const size_t megabytes = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 64;
    const size_t asked = argc > 2 ? (size_t)strtoul(argv[2], NULL, 10) : 5;
    const size_t rounds = asked < 1 ? 1 : asked > MOST_ROUNDS ? MOST_ROUNDS : asked;
    idt_arena *arena = idt_arena_new((size_t)64 << 20);
    idt_buf name;
    idt_buf text;
    idt_buf_init(&name, 4096);
    idt_buf_init(&text, SIZE_MAX / 4);
    make_words(words, lens);
    for (uint32_t i = 0; i < MOST_NAMES; i++) {
        make_name(&name, words, lens);
        names[i] =
            (idt_scan_name){.name = idt_str_copy(arena, idt_buf_borrow(&name)), .subject = i};
    }
    int rc = bench(megabytes * 1000000, rounds, names, 100, &text, words, lens);
    rc |= bench(megabytes * 1000000, rounds, names, MOST_NAMES, &text, words, lens);
    rc |= bench_fuzzy(names, &text, words, lens, rounds);
    idt_buf_release(&text);
    idt_buf_release(&name);
    idt_arena_free(arena);
    return rc;
}
