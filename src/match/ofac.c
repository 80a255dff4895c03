#include "match/ofac.h"

#include "text/utf8.h"

#define ONE         10000
#define PREFIX_MOST 4
#define PREFIX_FROM 700000 /* millionths */
#define MILLION     1000000

typedef struct letters {
    uint32_t at[IDT_OFAC_LETTERS];
    size_t count;
    bool cut;
} letters;

static void letters_of(idt_str text, letters *out)
{
    size_t at = 0;
    out->count = 0;
    while (at < text.len && out->count < IDT_OFAC_LETTERS) {
        size_t bytes = 1;
        out->at[out->count++] =
            idt_utf8_next((const unsigned char *)text.ptr, text.len, at, &bytes);
        at += bytes;
    }
    out->cut = at < text.len;
}

/* Letters of `a` that have an equal one in `b` near the same place; marks both. */
static size_t common(const letters *a, const letters *b, bool *in_a, bool *in_b)
{
    const size_t longer = a->count > b->count ? a->count : b->count;
    const size_t window = longer / 2 > 0 ? longer / 2 - 1 : 0;
    size_t found = 0;
    for (size_t i = 0; i < a->count; i++) {
        const size_t from = i > window ? i - window : 0;
        const size_t to = i + window + 1 < b->count ? i + window + 1 : b->count;
        for (size_t k = from; k < to && !in_a[i]; k++) {
            if (!in_b[k] && a->at[i] == b->at[k]) {
                in_a[i] = in_b[k] = true;
                found++;
            }
        }
    }
    return found;
}

/* Of the common letters, how many stand in another order. */
static size_t out_of_order(const letters *a, const letters *b, const bool *in_a, const bool *in_b)
{
    size_t k = 0;
    size_t count = 0;
    for (size_t i = 0; i < a->count; i++) {
        if (!in_a[i]) {
            continue;
        }
        while (!in_b[k]) {
            k++;
        }
        count += a->at[i] != b->at[k++];
    }
    return count;
}

static uint32_t jaro(const letters *a, const letters *b)
{
    bool in_a[IDT_OFAC_LETTERS] = {false};
    bool in_b[IDT_OFAC_LETTERS] = {false};
    const uint64_t m = common(a, b, in_a, in_b);
    if (m == 0) {
        return 0;
    }
    const uint64_t la = a->count;
    const uint64_t lb = b->count;
    const uint64_t moved = out_of_order(a, b, in_a, in_b);
    /* (m/la + m/lb + (m - moved/2)/m) / 3 over one denominator, rounded */
    const uint64_t above = 2 * m * m * (la + lb) + (2 * m - moved) * la * lb;
    const uint64_t below = 6 * m * la * lb;
    return (uint32_t)((above * MILLION + below / 2) / below);
}

static uint16_t similarity(const letters *a, const letters *b)
{
    const uint32_t plain = jaro(a, b);
    uint32_t prefix = 0;
    while (prefix < PREFIX_MOST && prefix < a->count && prefix < b->count &&
           a->at[prefix] == b->at[prefix]) {
        prefix++;
    }
    const uint32_t raised =
        plain < PREFIX_FROM ? plain : plain + (prefix * (MILLION - plain) + 5) / 10;
    return (uint16_t)((raised + 50) / 100);
}

uint16_t idt_jaro_winkler(idt_str a, idt_str b)
{
    letters x;
    letters y;
    letters_of(a, &x);
    letters_of(b, &y);
    return similarity(&x, &y);
}

/* '1'..'6'; '0' of a vowel; 'h' of h and w, which part nothing; NUL of what is no letter. */
static char sound_of(char c)
{
    static const char sounds[] = "01230120022455012623010202"; /* h and w are asked before */
    const char lower = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    if (lower < 'a' || lower > 'z') {
        return '\0';
    }
    return lower == 'h' || lower == 'w' ? 'h' : sounds[lower - 'a'];
}

bool idt_soundex(idt_str word, char out[IDT_SOUNDEX_BYTES])
{
    size_t n = 0;
    char before = '\0';
    memcpy(out, "0000", IDT_SOUNDEX_BYTES);
    for (size_t i = 0; i < word.len && n < IDT_SOUNDEX_BYTES - 1; i++) {
        const char sound = sound_of(word.ptr[i]);
        if (sound == '\0' || (sound == 'h' && n > 0)) {
            continue;
        }
        if (n == 0) {
            const char c = word.ptr[i];
            out[n++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
        } else if (sound != '0' && sound != before) {
            out[n++] = sound;
        }
        before = sound;
    }
    return n > 0;
}

static idt_str next_word(idt_str *rest)
{
    const size_t blank = idt_str_find(*rest, ' ');
    const idt_str word = idt_str_slice(*rest, 0, blank);
    *rest = idt_str_slice(*rest, blank + 1, rest->len);
    return word;
}

static idt_ofac_part compare_words(idt_str query, idt_str candidate)
{
    char a[IDT_SOUNDEX_BYTES];
    char b[IDT_SOUNDEX_BYTES];
    const uint16_t spelt = idt_jaro_winkler(query, candidate);
    const bool sounds = idt_soundex(query, a) && idt_soundex(candidate, b) && memcmp(a, b, 4) == 0;
    return (idt_ofac_part){.query = query,
                           .candidate = candidate,
                           .score = (uint16_t)(sounds ? (spelt + ONE) / 2 : spelt),
                           .sounds = sounds};
}

static idt_ofac_part best_word(idt_str query, idt_str candidate, bool *cut)
{
    idt_ofac_part best = {.query = query, .candidate = {.ptr = "", .len = 0}};
    for (size_t n = 0; candidate.len > 0; n++) {
        if (n == IDT_OFAC_PARTS) {
            *cut = true;
            break;
        }
        const idt_ofac_part part = compare_words(query, next_word(&candidate));
        best = part.score > best.score ? part : best;
    }
    return best;
}

/* Whole hundredths, never up to 1. */
static uint16_t rounded(uint32_t score)
{
    const uint32_t hundredths = score == ONE ? 100 : (score + 50) / 100;
    return (uint16_t)(score < ONE && hundredths == 100 ? 9900 : hundredths * 100);
}

void idt_ofac_compare(idt_str query, idt_str candidate, idt_ofac_score *out)
{
    uint32_t sum = 0;
    letters q;
    letters n;
    letters_of(query, &q);
    letters_of(candidate, &n);
    out->whole = similarity(&q, &n);
    out->cut = q.cut || n.cut;
    out->count = 0;
    for (idt_str rest = query; rest.len > 0;) {
        if (out->count == IDT_OFAC_PARTS) {
            out->cut = true;
            break;
        }
        out->parts[out->count] = best_word(next_word(&rest), candidate, &out->cut);
        sum += out->parts[out->count++].score;
    }
    out->composite = (uint16_t)(out->count > 0 ? sum / out->count : 0);
    out->score = rounded(out->whole > out->composite ? out->whole : out->composite);
}
