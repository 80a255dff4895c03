/* bench_match - how long two names take to compare, beside a plain Levenshtein on the same strings.
 *
 *   bench_match [PAIRS] [ROUNDS]      defaults: 4096 and 9
 *
 * Names of two to five parts, drawn from a few hundred made ones as listed names draw theirs; half
 * of the pairs share all parts but one or have a slip, as the pairs a candidate search hands over
 * do. Prints a JSON line a figure: nanoseconds a pair, median over rounds of the mean of a round.
 *   prepared      two names that were prepared before (an index keeps them so)
 *   record        the same two names, with the fields that listed people have beside them: two
 * dates of birth, a place, two nationalities, an address, gender, two documents unprepared    both
 * parsed and prepared anew levenshtein   the two-row dynamic program over the bytes of the same two
 * strings
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "measure.h"
#include "match/score.h"

#define MOST_ROUNDS 31
#define NAME_BYTES  160

static uint64_t seed = UINT64_C(0x3a7c19d5);

static uint32_t draw(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % below;
}

static const char *const FIRST[] = {"mohammed", "ahmad",  "hasan", "sergei", "ivan", "maria",
                                    "john",     "kim",    "ali",   "yusuf",  "omar", "olga",
                                    "khaled",   "dmitri", "anna",  "abdul"};

static size_t make_part(char *out)
{
    static const char consonants[] = "bdfghklmnprstvz";
    static const char vowels[] = "aeiou";
    if (draw(3) == 0) {
        return (size_t)snprintf(out, 32, "%s", FIRST[draw(sizeof FIRST / sizeof *FIRST)]);
    }
    size_t n = 0;
    for (uint32_t syllables = 2 + draw(3); syllables > 0; syllables--) {
        out[n++] = consonants[draw(sizeof consonants - 1)];
        out[n++] = vowels[draw(sizeof vowels - 1)];
    }
    out[n] = '\0';
    return n;
}

static void make_name(char *out)
{
    size_t n = 0;
    for (uint32_t parts = 2 + draw(4); parts > 0; parts--) {
        n += (size_t)snprintf(out + n, NAME_BYTES - n, "%s", n > 0 ? " " : "");
        n += make_part(out + n);
    }
}

/* The other name: unrelated, or the same with one part exchanged or one letter lost. */
static void make_other(const char *name, char *out)
{
    const uint32_t how = draw(4);
    if (how < 2) {
        make_name(out);
        return;
    }
    (void)snprintf(out, NAME_BYTES, "%s", name);
    const size_t len = strlen(out);
    const size_t at = draw((uint32_t)len);
    if (how == 2 && len + 33 < NAME_BYTES) {
        char *last = strrchr(out, ' ');
        (void)make_part(last != NULL ? last + 1 : out);
    } else {
        memmove(out + at, out + at + 1, len - at);
    }
}

static int levenshtein(const char *a, const char *b)
{
    int row[NAME_BYTES + 1];
    const int n = (int)strlen(a);
    const int m = (int)strlen(b);
    for (int k = 0; k <= m; k++) {
        row[k] = k;
    }
    for (int i = 1; i <= n; i++) {
        int diagonal = row[0];
        row[0] = i;
        for (int k = 1; k <= m; k++) {
            const int above = row[k];
            int best = diagonal + (a[i - 1] != b[k - 1]);
            best = row[k] + 1 < best ? row[k] + 1 : best;
            best = row[k - 1] + 1 < best ? row[k - 1] + 1 : best;
            row[k] = best;
            diagonal = above;
        }
    }
    return row[m];
}

typedef struct job {
    char (*names)[2][NAME_BYTES];
    idt_profile (*profiles)[2]; /* names alone */
    idt_profile (*records)[2];
    size_t count;
    idt_arena *arena;
    uint64_t sum; /* so that nothing is left out */
} job;

static void must(idt_rc rc, const idt_error *err)
{
    if (rc != IDT_OK) {
        fprintf(stderr, "bench_match: %s\n", err->message);
        exit(3);
    }
}

static void begin(idt_profile *profile, const char *name, idt_arena *arena)
{
    idt_error err = {0};
    idt_profile_init(profile, IDT_STR("Person"), arena);
    must(idt_profile_add(profile, IDT_STR("name"), idt_str_borrow(name), &err), &err);
}

static void prepare(idt_profile *profile, const char *name, idt_arena *arena)
{
    idt_error err = {0};
    begin(profile, name, arena);
    must(idt_profile_prepare(profile, &err), &err);
}

static void add(idt_profile *profile, const char *property, const char *format, unsigned value)
{
    idt_error err = {0};
    char text[96];
    (void)snprintf(text, sizeof text, format, value);
    const idt_str kept = idt_str_copy(profile->arena, idt_str_borrow(text));
    must(idt_profile_add(profile, idt_str_borrow(property), kept, &err), &err);
}

static void prepare_record(idt_profile *profile, const char *name, idt_arena *arena)
{
    static const char *const countries[] = {"ru", "ir", "sy", "af", "ua", "by", "iq", "de"};
    static const char *const places[] = {"Kandahar Province, Afghanistan %u", "Kazan, Russia %u",
                                         "Tehran, Iran %u",
                                         "Zmarai village, Ghazni, Afghanistan %u"};
    idt_error err = {0};
    begin(profile, name, arena);
    add(profile, "birthDate", "19%02u", draw(100));
    add(profile, "birthDate", "1968-05-%02u", 1 + draw(28));
    add(profile, "birthPlace", places[draw(4)], draw(20));
    add(profile, "nationality", countries[draw(8)], 0);
    add(profile, "nationality", countries[draw(8)], 0);
    add(profile, "address", "%u Udaltsova Street, 119415 Moscow, Russia", draw(300));
    add(profile, "gender", draw(8) == 0 ? "female" : "male", 0);
    add(profile, "passportNumber", "A%07u", draw(10000000));
    add(profile, "idNumber", "%09u", draw(1000000000));
    must(idt_profile_prepare(profile, &err), &err);
}

static void prepared(job *j)
{
    idt_comparison c;
    for (size_t i = 0; i < j->count; i++) {
        idt_compare(&j->profiles[i][0], &j->profiles[i][1], &c);
        j->sum += c.score;
    }
}

static void record(job *j)
{
    idt_comparison c;
    for (size_t i = 0; i < j->count; i++) {
        idt_compare(&j->records[i][0], &j->records[i][1], &c);
        j->sum += c.score;
    }
}

static void unprepared(job *j)
{
    idt_comparison c;
    for (size_t i = 0; i < j->count; i++) {
        idt_profile pair[2];
        idt_arena_clear(j->arena);
        prepare(&pair[0], j->names[i][0], j->arena);
        prepare(&pair[1], j->names[i][1], j->arena);
        idt_compare(&pair[0], &pair[1], &c);
        j->sum += c.score;
    }
}

static void plain(job *j)
{
    for (size_t i = 0; i < j->count; i++) {
        j->sum += (uint64_t)levenshtein(j->names[i][0], j->names[i][1]);
    }
}

static double measure(job *j, void (*run)(job *), int rounds)
{
    double ns[MOST_ROUNDS];
    run(j);
    for (int i = 0; i < rounds; i++) {
        const int64_t start = clock_ns();
        run(j);
        ns[i] = (double)(clock_ns() - start) / (double)j->count;
    }
    return median(ns, (size_t)rounds);
}

int main(int argc, char **argv)
{
    job j = {.count = argc > 1 ? strtoul(argv[1], NULL, 10) : 4096};
    int rounds = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 9;
    rounds = rounds < 1 ? 1 : rounds > MOST_ROUNDS ? MOST_ROUNDS : rounds;
    idt_arena *kept = idt_arena_new((size_t)1 << 30);
    j.arena = idt_arena_new((size_t)16 << 20);
    j.names = calloc(j.count, sizeof *j.names);
    j.profiles = calloc(j.count, sizeof *j.profiles);
    j.records = calloc(j.count, sizeof *j.records);
    if (kept == NULL || j.arena == NULL || j.names == NULL || j.profiles == NULL ||
        j.records == NULL) {
        return 3;
    }
    for (size_t i = 0; i < j.count; i++) {
        make_name(j.names[i][0]);
        make_other(j.names[i][0], j.names[i][1]);
        prepare(&j.profiles[i][0], j.names[i][0], kept);
        prepare(&j.profiles[i][1], j.names[i][1], kept);
    }
    for (size_t i = 0; i < j.count; i++) {
        prepare_record(&j.records[i][0], j.names[i][0], kept);
        prepare_record(&j.records[i][1], j.names[i][1], kept);
    }
    const double reference = measure(&j, plain, rounds);
    print_figure("match_prepared", measure(&j, prepared, rounds), "ns/pair", "levenshtein",
                 reference);
    print_figure("match_record", measure(&j, record, rounds), "ns/pair", "levenshtein", reference);
    print_figure("match_unprepared", measure(&j, unprepared, rounds), "ns/pair", "levenshtein",
                 reference);
    print_figure("levenshtein", reference, "ns/pair", "", 0);
    fprintf(stderr, "bench_match: sum %" PRIu64 "\n", j.sum);
    free(j.names);
    free(j.profiles);
    free(j.records);
    idt_arena_free(j.arena);
    idt_arena_free(kept);
    return 0;
}
