#include "text/readings.h"

#include "text/grade.h"
#include "text/spelling.h"

#define WHOLE_MNAT      2500 /* least grade of a usual spelling */
#define WORD_BYTES      IDT_TRANSDUCER_LATIN
#define LEAST_UNHEARD   3 /* consonants that one may be missing of */
#define MOST_UNHEARD    6
#define WHOLE_SOUNDS    12 /* of the token as it is */
#define REST_SOUNDS     4  /* of what stands behind its article, more */
#define VOWELLED        2  /* spellings that are tried with one vowel more */
#define VOWELLED_SOUNDS 24 /* with those, at most */

typedef struct key {
    char bytes[WORD_BYTES];
    size_t len;
} key;

static idt_str text_of(const key *k)
{
    return (idt_str){.ptr = k->bytes, .len = k->len};
}

static idt_str word_of(const idt_spelt *s)
{
    return (idt_str){.ptr = s->latin, .len = s->len};
}

static key sounds_of(idt_str latin, int way)
{
    key k;
    k.len = idt_spelling_sounds(idt_str_slice(latin, 0, WORD_BYTES), way, k.bytes);
    return k;
}

static key fold_of(idt_str latin)
{
    key k;
    k.len = idt_spelling_fold(idt_str_slice(latin, 0, WORD_BYTES), k.bytes);
    return k;
}

/* ---- names spelt as a whole ---- */

#define WHOLE_STEP_MNAT 300 /* what each further spelling costs more */

/* Blank-separated spellings of a family name that has usual ones; absent for all others. */
static idt_str whole_name(idt_str token)
{
    char simple[12] = {0};
    uint32_t letters[IDT_NATIVE_LETTERS];
    if (token.len == 0 || token.len >= sizeof simple) {
        return (idt_str){0};
    }
    memcpy(simple, token.ptr, token.len);
    if (idt_script_of(token) == IDT_SCRIPT_HAN && idt_native_letters(token, letters) == 1) {
        simple[0] = (char)(0xE0 | letters[0] >> 12);
        simple[1] = (char)(0x80 | (letters[0] >> 6 & 0x3F));
        simple[2] = (char)(0x80 | (letters[0] & 0x3F));
    }
    size_t low = 0;
    size_t high = IDT_WHOLE_NAMES;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const int order = memcmp(idt_whole_names[middle].native, simple, sizeof simple);
        if (order == 0) {
            return idt_str_borrow(idt_whole_names[middle].latin);
        }
        *(order < 0 ? &low : &high) = order < 0 ? middle + 1 : middle;
    }
    return (idt_str){0};
}

/* The next of the blank-separated words; absent at the end. */
static idt_str next_word(idt_str *words)
{
    const size_t end = idt_str_find(*words, ' ');
    const idt_str word = idt_str_slice(*words, 0, end);
    *words = idt_str_slice(*words, end < words->len ? end + 1 : end, words->len);
    return word;
}

static size_t put_whole(idt_str words, idt_spelt *out)
{
    size_t count = 0;
    for (idt_str w = next_word(&words); w.len > 0; w = next_word(&words)) {
        out[count] =
            (idt_spelt){.len = (uint8_t)w.len, .cost_mnat = (int32_t)count * WHOLE_STEP_MNAT};
        memcpy(out[count++].latin, w.ptr, w.len);
    }
    return count;
}

/* ---- spellings ---- */

static bool among(const idt_spelt *spelt, size_t count, idt_str word)
{
    size_t i = 0;
    while (i < count && !idt_str_equal(word_of(&spelt[i]), word)) {
        i++;
    }
    return i < count;
}

#define ALLAH        "\xd8\xa7\xd9\x84\xd9\x84\xd9\x87"
#define STEM_LETTERS 2

/* Nasrallah, Ruhollah: the second half is spoken as one word, and not letter by letter. */
static size_t spell_with_allah(const idt_translit *table, idt_str token,
                               idt_spelt spelt[IDT_TRANSDUCER_BEST])
{
    uint32_t letters[IDT_NATIVE_LETTERS];
    static const char ending[] = "allah";
    const size_t len = sizeof ending - 1;
    const idt_str stem = idt_str_slice(token, 0, token.len - (sizeof ALLAH - 1));
    const size_t found =
        idt_transducer_spell(table, letters, idt_native_letters(stem, letters), spelt);
    for (size_t i = 0; i < found; i++) {
        idt_spelt *s = &spelt[i];
        s->len = s->len + len < WORD_BYTES ? s->len : (uint8_t)(WORD_BYTES - len);
        memcpy(s->latin + s->len, ending, len);
        s->len = (uint8_t)(s->len + len);
    }
    return found;
}

/* Of a native token, cheapest first: whole ones, then those of the letters. */
static size_t spellings_of(idt_str token, idt_spelt spelt[IDT_TRANSDUCER_BEST])
{
    uint32_t letters[IDT_NATIVE_LETTERS];
    idt_spelt more[IDT_TRANSDUCER_BEST];
    const idt_translit *table = idt_transducer_of(idt_script_of(token));
    if (table == NULL) {
        return 0;
    }
    if (idt_str_ends(token, ALLAH) && token.len >= sizeof ALLAH - 1 + 2 * STEM_LETTERS) {
        return spell_with_allah(table, token, spelt);
    }
    const size_t letter_count = idt_native_letters(token, letters);
    const idt_str whole = whole_name(token);
    if (whole.len == 0) {
        return idt_transducer_spell(table, letters, letter_count, spelt);
    }
    size_t count = put_whole(whole, spelt);
    const size_t found = idt_transducer_spell(table, letters, letter_count, more);
    const int32_t above = (int32_t)count * WHOLE_STEP_MNAT;
    for (size_t i = 0; i < found && count < IDT_TRANSDUCER_BEST; i++) {
        more[i].cost_mnat += above;
        if (!among(spelt, count, word_of(&more[i]))) {
            spelt[count++] = more[i];
        }
    }
    return count;
}

static size_t put_readings(const idt_spelt *spelt, size_t found, char *buffer, size_t buffer_bytes,
                           idt_reading out[IDT_READINGS_MAX])
{
    size_t at = 0;
    size_t given = 0;
    for (; given < found && given < IDT_READINGS_MAX; given++) {
        const idt_spelt *s = &spelt[given];
        const size_t len = s->len < buffer_bytes - at ? s->len : buffer_bytes - at;
        memcpy(buffer + at, s->latin, len);
        out[given] =
            (idt_reading){.latin = {.ptr = buffer + at, .len = len}, .cost_mnat = s->cost_mnat};
        at += len;
    }
    return given;
}

size_t idt_readings_of(idt_str token, char *buffer, size_t buffer_bytes,
                       idt_reading out[IDT_READINGS_MAX])
{
    idt_spelt spelt[IDT_TRANSDUCER_BEST];
    const size_t found = spellings_of(token, spelt);
    return put_readings(spelt, found, buffer, buffer_bytes, out);
}

/* ---- the relation ---- */

/* Adds the sounds of the spellings to those known, up to `most` in all. */
static size_t add_sounds(const idt_spelt *spelt, size_t found, size_t most, key *out, size_t count)
{
    for (size_t i = 0; i < found && count < most; i++) {
        const key mine = sounds_of(word_of(&spelt[i]), 0);
        size_t k = 0;
        while (k < count && !idt_str_equal(text_of(&mine), text_of(&out[k]))) {
            k++;
        }
        if (k == count && mine.len > 0) {
            out[count++] = mine;
        }
    }
    return count;
}

static bool is_vowel(char c)
{
    return memchr("aeiouy", c, 6) != NULL;
}

/* Arabic and Hebrew leave vowels out: one between two consonants keeps them apart where the letters
 * alone read as one sound (Tahsin, Alalakh). */
static size_t add_vowelled(const idt_spelt *spelt, size_t found, key *out, size_t count)
{
    for (size_t i = 0; i < found && i < VOWELLED; i++) {
        const idt_str word = word_of(&spelt[i]);
        for (size_t at = 1; at < word.len && word.len < WORD_BYTES; at++) {
            if (is_vowel(word.ptr[at - 1]) || is_vowel(word.ptr[at])) {
                continue;
            }
            idt_spelt with = {.len = (uint8_t)(word.len + 1)};
            memcpy(with.latin, word.ptr, at);
            with.latin[at] = 'a';
            memcpy(with.latin + at + 1, word.ptr + at, word.len - at);
            count = add_sounds(&with, 1, VOWELLED_SOUNDS, out, count);
        }
    }
    return count;
}

/* The Arabic article is written onto the name, and left out in Latin as often: alef, lam and three
 * letters at least. */
static bool has_article(idt_str token)
{
    return idt_str_starts(token, "\xd8\xa7\xd9\x84") && token.len >= 10;
}

/* Without the vowel that may stand before three consonants (text/spelling.h). */
static key consonants_of(const key *sounds)
{
    key k = *sounds;
    if (k.len == LEAST_UNHEARD + 1 && k.bytes[0] == 'a') {
        k.len--;
        memmove(k.bytes, k.bytes + 1, k.len);
    }
    return k;
}

/* The likeliest sounds with one consonant more at a place: Latin spells some that are not heard, or
 * not written in the script (Falkner, Knighton, Desfontaines). Not for short ones, which would meet
 * too much, nor for long ones, which edits hold. */
static size_t add_unheard(key *out, size_t count)
{
    static const char consonants[] = "knrst";
    const key first = consonants_of(&out[0]);
    if (memchr(first.bytes, 'a', first.len) != NULL || first.len < LEAST_UNHEARD ||
        first.len > MOST_UNHEARD) {
        return count;
    }
    for (size_t at = 0; at <= first.len; at++) {
        for (const char *c = consonants; *c != '\0'; c++) {
            const bool doubled =
                (at > 0 && first.bytes[at - 1] == *c) || (at < first.len && first.bytes[at] == *c);
            if (doubled || count == IDT_READINGS_SOUNDS) {
                continue;
            }
            key *k = &out[count++];
            memcpy(k->bytes, first.bytes, at);
            k->bytes[at] = *c;
            memcpy(k->bytes + at + 1, first.bytes + at, first.len - at);
            k->len = first.len + 1;
        }
    }
    return count;
}

static size_t native_sounds(idt_str token, const idt_spelt *spelt, size_t found, key *out)
{
    size_t count = add_sounds(spelt, found, WHOLE_SOUNDS, out, 0);
    if (has_article(token)) {
        idt_spelt rest[IDT_TRANSDUCER_BEST];
        const size_t more = spellings_of(idt_str_slice(token, 4, token.len), rest);
        count = add_sounds(rest, more, WHOLE_SOUNDS + REST_SOUNDS, out, count);
    }
    const idt_script script = idt_script_of(token);
    if (script == IDT_SCRIPT_ARABIC || script == IDT_SCRIPT_HEBREW) {
        count = add_vowelled(spelt, found, out, count);
    }
    return count > 0 ? add_unheard(out, count) : count;
}

static bool fold_near(const idt_spelt *spelt, size_t found, const key *fold)
{
    for (size_t i = 0; i < found && i < IDT_READINGS_MAX; i++) {
        const key mine = fold_of(word_of(&spelt[i]));
        const int edits = idt_spelling_edits(mine.len > fold->len ? mine.len : fold->len);
        if (idt_spelling_distance(text_of(&mine), text_of(fold), edits) <= edits) {
            return true;
        }
    }
    return false;
}

static size_t put_sounds(idt_str token, const idt_spelt *spelt, size_t found, char *buffer,
                         size_t buffer_bytes, idt_str out[IDT_READINGS_SOUNDS])
{
    key sounds[IDT_READINGS_SOUNDS];
    const size_t count = native_sounds(token, spelt, found, sounds);
    size_t at = 0;
    size_t given = 0;
    for (; given < count && at + sounds[given].len <= buffer_bytes; given++) {
        memcpy(buffer + at, sounds[given].bytes, sounds[given].len);
        out[given] = (idt_str){.ptr = buffer + at, .len = sounds[given].len};
        at += sounds[given].len;
    }
    return given;
}

size_t idt_readings_sounds(idt_str token, char *buffer, size_t buffer_bytes,
                           idt_str out[IDT_READINGS_SOUNDS])
{
    idt_spelt spelt[IDT_TRANSDUCER_BEST];
    const size_t found = spellings_of(token, spelt);
    return put_sounds(token, spelt, found, buffer, buffer_bytes, out);
}

void idt_readings_read(idt_str token, idt_read_token *out)
{
    idt_spelt spelt[IDT_TRANSDUCER_BEST];
    const size_t found = spellings_of(token, spelt);
    out->reading_count = put_readings(spelt, found, out->bytes, IDT_READINGS_BYTES, out->readings);
    out->sound_count = put_sounds(token, spelt, found, out->bytes + IDT_READINGS_BYTES,
                                  IDT_READINGS_BYTES, out->sounds);
}

static bool sounds_known(const key *sounds, size_t count, idt_str latin)
{
    for (int way = 0; way < IDT_SPELLING_WAYS; way++) {
        const key mine = sounds_of(latin, way);
        for (size_t i = 0; i < count; i++) {
            if (idt_str_equal(text_of(&sounds[i]), text_of(&mine))) {
                return true;
            }
        }
    }
    return false;
}

bool idt_readings_related(idt_str native, idt_str latin)
{
    idt_spelt spelt[IDT_TRANSDUCER_BEST];
    key sounds[IDT_READINGS_SOUNDS];
    const size_t found = spellings_of(native, spelt);
    const size_t count = native_sounds(native, spelt, found, sounds);
    const key fold = fold_of(latin);
    return sounds_known(sounds, count, latin) || fold_near(spelt, found, &fold);
}

/* A usual spelling of the whole name fits, whatever its letters say. */
static bool whole_fits(idt_str words, idt_str latin)
{
    for (idt_str w = next_word(&words); w.len > 0; w = next_word(&words)) {
        if (idt_str_equal(w, latin)) {
            return true;
        }
    }
    return false;
}

void idt_grade_native(idt_str folded, idt_grade_word *out)
{
    uint32_t letters[IDT_NATIVE_LETTERS];
    out->text = folded;
    out->table = idt_transducer_of(idt_script_of(folded));
    out->whole = whole_name(folded);
    out->count = out->table != NULL ? idt_native_letters(folded, letters) : 0;
    for (size_t i = 0; i < out->count; i++) {
        out->rows[i] = idt_transducer_row(out->table, letters[i]);
    }
}

void idt_grade_latin(idt_str folded, idt_grade_spelling *out)
{
    idt_transducer_word word;
    out->text = folded;
    idt_transducer_read(folded, &word);
    idt_transducer_expect(&word, &out->latin);
}

static int32_t graded(const idt_grade_word *native, idt_str latin, int32_t grade)
{
    return grade < WHOLE_MNAT && whole_fits(native->whole, latin) ? WHOLE_MNAT : grade;
}

int32_t idt_grade_over(const idt_grade_word *native, idt_grade_spelling *latin, int32_t least)
{
    return native->table == NULL
               ? 0
               : graded(native, latin->text,
                        idt_transducer_grade(native->table, native->rows, native->count,
                                             &latin->latin, least));
}

int32_t idt_grade_laid_out_over(const idt_grade_word *native, const idt_transducer_native *laid_out,
                                idt_str latin, int32_t least)
{
    idt_transducer_word word;
    idt_transducer_read(latin, &word);
    return graded(native, latin,
                  idt_transducer_grade_laid_out(native->table, laid_out, &word, least));
}

int32_t idt_readings_grade(idt_str native, idt_str latin)
{
    idt_grade_word word;
    idt_grade_spelling spelling;
    idt_grade_native(native, &word);
    if (word.table == NULL) {
        return 0;
    }
    idt_grade_latin(latin, &spelling);
    return idt_grade_over(&word, &spelling, 0);
}

/* Letters that are spelt otherwise at the beginning of a word than within: glides and the bearers
 * of vowels. */
static const struct {
    uint16_t letter;
    char latin[7];
} beginnings[] = {
    {0x0435, "eyji"},   /* ie: Yelena, Jelena */
    {0x0438, "iyje"},   /* i and its short form: Igor, Yosif */
    {0x0454, "eyji"},   /* ie of Ukraine */
    {0x044E, "yiju"},   /* yu */
    {0x044F, "yija"},   /* ya */
    {0x0627, "aeiouy"}, /* alef: Ahmad, Ibrahim, Osama */
    {0x0639, "aeiouy"}, /* ain: Ali, Omar, Imad */
    {0x0648, "wvou"},   /* waw: Walid */
    {0x064A, "yije"},   /* yeh: Yasin, Iran */
    {0x05D0, "aeiouy"}, /* alef */
    {0x05E2, "aeiouy"}, /* ayin */
    {0x05D5, "vwou"},   /* vav */
    {0x05D9, "yije"},   /* yod */
};

static uint32_t begins_as(uint32_t letter)
{
    uint32_t begins = 0;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        for (const char *c = beginnings[i].latin; beginnings[i].letter == letter && *c != '\0';
             c++) {
            begins |= UINT32_C(1) << (*c - 'a');
        }
    }
    return begins;
}

uint32_t idt_readings_initials(idt_str native)
{
    uint32_t letters[IDT_NATIVE_LETTERS];
    const idt_translit *table = idt_transducer_of(idt_script_of(native));
    if (table == NULL) {
        return 0;
    }
    const size_t count = idt_native_letters(native, letters);
    return idt_transducer_begins(table, letters, count) | (count > 0 ? begins_as(letters[0]) : 0);
}
