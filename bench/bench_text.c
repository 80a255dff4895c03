/* bench_text - how fast names and texts are brought into their compared form.
 *
 *   bench_text [ROUNDS]      default: 9
 *
 * One megabyte of made words of a script, in lines; the tokeniser folds all of it. Prints a JSON
 * line a script: MB/s of source bytes, median over rounds, beside FNV-1a over the same bytes.
 */
#include <stdio.h>
#include <stdlib.h>

#include "measure.h"
#include "text/tokens.h"

#define BYTES       ((size_t)1 << 20)
#define MOST_ROUNDS 31

static uint64_t seed = UINT64_C(0x51d3a97b);

static uint32_t draw(uint32_t below)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % below;
}

typedef struct script {
    const char *figure;
    const char *letters[40]; /* NULL-terminated; capitals and marks as texts have them */
} script;

static const script SCRIPTS[] = {
    {"normalise_latin", {"a", "b", "c", "d", "e", "f", "g", "h", "i", "k", "l", "m", "n", "o",
                         "p", "r", "s", "t", "u", "v", "w", "y", "z", "A", "M", "S", NULL}},
    {"normalise_latin_marks",
     {"a", "b", "c", "d", "e", "f", "g", "h", "i", "k", "l", "m", "n", "o", "p",
      "r", "s", "t", "u", "v", "w", "y", "z", "A", "M", "S", "é", "ü", NULL}},
    {"normalise_cyrillic",
     {"а", "б", "в", "г", "д", "е", "ж", "з", "и", "й", "к", "л", "м", "н", "о",
      "п", "р", "с", "т", "у", "ф", "х", "ч", "ш", "ы", "я", "А", "М", "С", NULL}},
    {"normalise_arabic", {"ا", "ب", "ت", "ج", "ح", "خ", "د", "ر", "ز", "س", "ش", "ص", "ط",
                          "ع", "ف", "ق", "ك", "ل", "م", "ن", "ه", "و", "ي", "أ", "ة", NULL}},
};

static void fill(const script *s, char *out)
{
    size_t letters = 0;
    size_t n = 0;
    while (s->letters[letters] != NULL) {
        letters++;
    }
    for (size_t left = 3 + draw(8); n + 8 < BYTES;) {
        if (left-- == 0) {
            out[n++] = draw(8) == 0 ? '\n' : ' ';
            left = 3 + draw(8);
            continue;
        }
        const idt_str letter = idt_str_borrow(s->letters[draw((uint32_t)letters)]);
        memcpy(out + n, letter.ptr, letter.len);
        n += letter.len;
    }
    memset(out + n, ' ', BYTES - n);
}

static double rate(int64_t ns)
{
    return (double)BYTES * 1e3 / (double)ns;
}

static double tokens_rate(const char *text, uint64_t *sum)
{
    idt_tokens tokens;
    idt_token token;
    const int64_t start = clock_ns();
    idt_tokens_init(&tokens, (idt_str){.ptr = text, .len = BYTES});
    while (idt_tokens_next(&tokens, &token)) {
        *sum += token.hash;
    }
    return rate(clock_ns() - start);
}

static double fnv_rate(const char *text, uint64_t *sum)
{
    const int64_t start = clock_ns();
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < BYTES; i++) {
        h = (h ^ (unsigned char)text[i]) * UINT64_C(0x100000001b3);
    }
    *sum += h;
    return rate(clock_ns() - start);
}

int main(int argc, char **argv)
{
    const int rounds = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 9;
    char *text = malloc(BYTES);
    uint64_t sum = 0;
    if (text == NULL || rounds < 1 || rounds > MOST_ROUNDS) {
        return 1;
    }
    for (size_t s = 0; s < sizeof SCRIPTS / sizeof *SCRIPTS; s++) {
        double tokens[MOST_ROUNDS];
        double fnv[MOST_ROUNDS];
        fill(&SCRIPTS[s], text);
        for (int r = 0; r < rounds; r++) {
            tokens[r] = tokens_rate(text, &sum);
            fnv[r] = fnv_rate(text, &sum);
        }
        print_figure(SCRIPTS[s].figure, median(tokens, (size_t)rounds), "MB/s", "fnv1a_bytes",
                     median(fnv, (size_t)rounds));
    }
    free(text);
    return sum == 1;
}
