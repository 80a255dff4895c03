#include "text/syllables.h"

#include "generated/syllable_tables.h"
#include "text/native.h"
#include "text/script.h"

#define LETTER_BITS   5
#define ALL_LETTERS   (LETTER_BITS * IDT_SYLLABLE_LONGEST)
#define NUMBER        0xfffu /* of a syllable */
#define ALL_SYSTEMS   ((1u << IDT_SYLLABLE_SYSTEMS) - 1)
#define SYSTEM(entry) ((unsigned)((entry) >> 12 & 7))
#define FAMILY(entry) (((entry) >> 15 & 1) != 0)

typedef struct keys {
    uint64_t *out;
    size_t count;
} keys;

static void add(keys *k, uint64_t key)
{
    for (size_t i = 0; i < k->count; i++) {
        if (k->out[i] == key) {
            return;
        }
    }
    if (k->count < IDT_SYLLABLES_KEYS) {
        k->out[k->count++] = key;
    }
}

/* The key of no syllables yet. */
static uint64_t begun(unsigned language, size_t syllables)
{
    return (uint64_t)language << 52 | (uint64_t)syllables << 48;
}

static uint64_t with(uint64_t key, size_t at, unsigned number)
{
    return key | (uint64_t)number << (12 * at);
}

/* ---- Latin ---- */

/* Entries of one spelling. */
typedef struct range {
    size_t from, to;
} range;

typedef struct reading {
    const idt_str *words;
    size_t count;
    unsigned least; /* syllables of a key */
    range syllables[IDT_SYLLABLES_MOST];
    keys keys; /* `out` may be NULL: only languages are asked for */
    idt_syllables_languages languages;
} reading;

static size_t first_from(uint64_t letters)
{
    size_t low = 0;
    size_t high = IDT_SYLLABLE_SPELLINGS;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (idt_syllable_spellings[middle] >> 16 < letters) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Every way in which the system gives these syllables. */
static void add_product(reading *r, unsigned system, size_t at, size_t count, uint64_t key)
{
    if (at == count) {
        add(&r->keys, key);
        return;
    }
    for (size_t i = r->syllables[at].from; i < r->syllables[at].to; i++) {
        const uint64_t entry = idt_syllable_spellings[i];
        if (SYSTEM(entry) == system) {
            add_product(r, system, at + 1, count, with(key, at, (unsigned)entry & NUMBER));
        }
    }
}

static void add_languages(reading *r, unsigned systems, size_t count)
{
    for (unsigned system = 0; system < IDT_SYLLABLE_SYSTEMS; system++) {
        const uint8_t language = (uint8_t)(1u << idt_syllable_languages[system]);
        if ((systems >> system & 1) != 0) {
            r->languages.read = (uint8_t)(r->languages.read | language);
        }
    }
    for (size_t i = r->syllables[0].from; count == 1 && i < r->syllables[0].to; i++) {
        const uint64_t entry = idt_syllable_spellings[i];
        if (FAMILY(entry)) {
            const unsigned language = 1u << idt_syllable_languages[SYSTEM(entry)];
            r->languages.family = (uint8_t)(r->languages.family | language);
        }
    }
}

static void add_read(reading *r, unsigned systems, size_t count)
{
    add_languages(r, systems, count);
    for (unsigned system = 0; system < IDT_SYLLABLE_SYSTEMS && r->keys.out != NULL; system++) {
        if ((systems >> system & 1) != 0) {
            add_product(r, system, 0, count, begun(idt_syllable_languages[system], count));
        }
    }
}

/* Reads on from byte `at` of a word; `systems`: those that spell all before it so. */
static void read_on(reading *r, size_t word, size_t at, unsigned systems, size_t count)
{
    if (word < r->count && at == r->words[word].len) {
        word++;
        at = 0;
    }
    if (word == r->count) {
        if (count >= r->least) {
            add_read(r, systems, count);
        }
        return;
    }
    const idt_str text = r->words[word];
    uint64_t letters = 0;
    if (count == IDT_SYLLABLES_MOST) {
        return;
    }
    for (size_t i = 0; i < IDT_SYLLABLE_LONGEST && at + i < text.len; i++) {
        const char c = text.ptr[at + i];
        if (c < 'a' || c > 'z') {
            return;
        }
        const unsigned left = (unsigned)(ALL_LETTERS - LETTER_BITS * (i + 1));
        letters |= (uint64_t)(c - 'a' + 1) << left;
        range found = {.from = first_from(letters)};
        unsigned by = 0;
        if (found.from == IDT_SYLLABLE_SPELLINGS ||
            idt_syllable_spellings[found.from] >> 16 >> left != letters >> left) {
            return; /* nothing begins so */
        }
        for (found.to = found.from;
             found.to < IDT_SYLLABLE_SPELLINGS && idt_syllable_spellings[found.to] >> 16 == letters;
             found.to++) {
            by |= 1u << SYSTEM(idt_syllable_spellings[found.to]);
        }
        if ((by & systems) != 0) {
            r->syllables[count] = found;
            read_on(r, word, at + i + 1, by & systems, count + 1);
        }
    }
}

/* ---- Han and Hangul ---- */

static size_t first_of_han(uint32_t character)
{
    size_t low = 0;
    size_t high = IDT_SYLLABLE_HAN;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (idt_syllable_han[middle] >> 16 < character) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static void add_characters(keys *k, const uint32_t *letters, size_t count, unsigned language,
                           size_t at, uint64_t key)
{
    if (at == count) {
        add(k, key);
        return;
    }
    for (size_t i = first_of_han(letters[at]);
         i < IDT_SYLLABLE_HAN && idt_syllable_han[i] >> 16 == letters[at]; i++) {
        if ((idt_syllable_han[i] >> 12 & 15) == language) {
            add_characters(k, letters, count, language, at + 1,
                           with(key, at, idt_syllable_han[i] & NUMBER));
        }
    }
}

static void of_han(keys *k, const uint32_t *letters, size_t count, size_t least)
{
    if (count == 0 || count < least || count > IDT_SYLLABLES_MOST) {
        return;
    }
    for (unsigned language = IDT_SYLLABLE_MANDARIN; language <= IDT_SYLLABLE_KOREAN; language++) {
        add_characters(k, letters, count, language, 0, begun(language, count));
    }
}

static bool within(uint32_t c, uint32_t first, uint32_t last)
{
    return c >= first && c <= last;
}

/* The number of a Hangul syllable; `NUMBER` where no name has it. */
static unsigned number_of_hangul(uint32_t code)
{
    size_t low = 0;
    size_t high = IDT_SYLLABLE_HANGUL;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (idt_syllable_hangul[middle] < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < IDT_SYLLABLE_HANGUL && idt_syllable_hangul[low] == code ? (unsigned)low : NUMBER;
}

/* Folding parts a syllable into its letters. */
static void of_hangul(keys *k, const uint32_t *letters, size_t count, size_t least)
{
    uint64_t key = 0;
    size_t syllables = 0;
    for (size_t i = 0; i < count; syllables++) {
        if (syllables == IDT_SYLLABLES_MOST || i + 1 >= count ||
            !within(letters[i], 0x1100, 0x1112) || !within(letters[i + 1], 0x1161, 0x1175)) {
            return;
        }
        uint32_t code = 0xac00 + ((letters[i] - 0x1100) * 21 + letters[i + 1] - 0x1161) * 28;
        i += 2;
        if (i < count && within(letters[i], 0x11a8, 0x11c2)) {
            code += letters[i++] - 0x11a7;
        }
        const unsigned number = number_of_hangul(code);
        if (number == NUMBER) {
            return;
        }
        key = with(key, syllables, number);
    }
    if (syllables > 0 && syllables >= least) {
        add(k, key | begun(IDT_SYLLABLE_KOREAN, syllables));
    }
}

size_t idt_syllables_keys(const idt_str *words, size_t count, unsigned least,
                          uint64_t out[IDT_SYLLABLES_KEYS])
{
    reading r = {
        .words = words, .count = count, .least = least > 0 ? least : 1, .keys = {.out = out}};
    uint32_t letters[IDT_NATIVE_LETTERS];
    const idt_script script = count == 1 ? idt_script_of(words[0]) : IDT_SCRIPT_LATIN;
    switch (script) {
    case IDT_SCRIPT_LATIN:
        read_on(&r, 0, 0, ALL_SYSTEMS, 0);
        break;
    case IDT_SCRIPT_HAN:
        of_han(&r.keys, letters, idt_native_letters(words[0], letters), least);
        break;
    case IDT_SCRIPT_HANGUL:
        of_hangul(&r.keys, letters, idt_native_letters(words[0], letters), least);
        break;
    default:
        break;
    }
    return r.keys.count;
}

idt_syllables_languages idt_syllables_read(idt_str word)
{
    reading r = {.words = &word, .count = 1, .least = 1};
    read_on(&r, 0, 0, ALL_SYSTEMS, 0);
    return r.languages;
}

unsigned idt_syllables_shared(const uint64_t *a, size_t a_count, const uint64_t *b, size_t b_count)
{
    unsigned fewest = 0;
    for (size_t i = 0; i < a_count; i++) {
        for (size_t k = 0; k < b_count; k++) {
            const unsigned syllables = idt_syllables_of_key(a[i]);
            fewest = a[i] == b[k] && (fewest == 0 || syllables < fewest) ? syllables : fewest;
        }
    }
    return fewest;
}
