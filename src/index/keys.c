#include "index/keys.h"

#include <assert.h>

#include "match/relation.h"
#include "text/spelling.h"

#define FNV_START   UINT64_C(14695981039346656037)
#define FNV_PRIME   UINT64_C(1099511628211)
#define SOUND_BYTES 256
#define SHORT       8 /* the longest fold within one edit of another as short */

static uint64_t mixed(uint64_t h)
{
    h ^= h >> 32;
    h *= UINT64_C(0x9e3779b97f4a7c15);
    h ^= h >> 29;
    h *= UINT64_C(0xbf58476d1ce4e5b9);
    return h ^ (h >> 32);
}

static uint64_t started(key_kind kind)
{
    return (FNV_START ^ (uint64_t)kind) * FNV_PRIME;
}

static uint64_t continued(uint64_t h, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        h = (h ^ (uint8_t)bytes[i]) * FNV_PRIME;
    }
    return h;
}

uint64_t index_key(key_kind kind, const void *bytes, size_t len)
{
    return mixed(continued(started(kind), bytes, len));
}

static uint64_t key_of(key_kind kind, idt_str text)
{
    return index_key(kind, text.ptr, text.len);
}

static uint64_t key_of_number(key_kind kind, uint32_t number)
{
    return mixed((started(kind) ^ number) * FNV_PRIME);
}

/* Up to 8 bytes as one number: the first one lowest. */
static uint64_t packed(const char *bytes, size_t len)
{
    uint64_t v = 0;
    for (size_t i = 0; i < len; i++) {
        v |= (uint64_t)(uint8_t)bytes[i] << (8 * i);
    }
    return v;
}

/* The packed letters without the one at `i`. */
static uint64_t without(uint64_t v, size_t i)
{
    const uint64_t low = i == 0 ? 0 : v & (UINT64_MAX >> (64 - 8 * i));
    return low | (i < 7 ? v >> (8 * i + 8) << (8 * i) : 0);
}

static uint64_t deletion_key(uint64_t letters, size_t len)
{
    return mixed((letters ^ ((uint64_t)KEY_DELETION << 56)) * FNV_PRIME + len);
}

static size_t deletions(idt_str fold, uint64_t *out)
{
    size_t n = 0;
    if (fold.len <= SHORT) {
        const uint64_t all = packed(fold.ptr, fold.len);
        out[n++] = deletion_key(all, fold.len);
        for (size_t i = 0; fold.len >= 3 && i < fold.len; i++) {
            out[n++] = deletion_key(without(all, i), fold.len - 1);
        }
        return n;
    }
    /* Of the first 9: without i, then without another behind it. */
    for (size_t i = 0; i < SHORT + 1; i++) {
        const uint64_t rest =
            packed(fold.ptr, i) | (i < SHORT ? packed(fold.ptr + i + 1, SHORT - i) << (8 * i) : 0);
        for (size_t k = i; k < SHORT; k++) {
            out[n++] = deletion_key(without(rest, k), SHORT - 1);
        }
    }
    return n;
}

static size_t equal_from_front(idt_str a, idt_str b)
{
    size_t n = 0;
    while (n < a.len && n < b.len && a.ptr[n] == b.ptr[n]) {
        n++;
    }
    return n;
}

/* The fold itself, or it with one letter out: stands among its deletions. */
static bool is_deletion(idt_str fold, idt_str of)
{
    const size_t same = equal_from_front(fold, of);
    return fold.len == of.len ? same == of.len
                              : fold.len + 1 == of.len && memcmp(fold.ptr + same, of.ptr + same + 1,
                                                                 fold.len - same) == 0;
}

/* Of another script: the letters as they are, and with each one out. */
static size_t native_slips(idt_str letters, uint64_t *out)
{
    char rest[IDT_SLIP_MOST];
    size_t n = 0;
    out[n++] = key_of(KEY_SLIP, letters);
    for (size_t i = 0; i < letters.len; i++) {
        memcpy(rest, letters.ptr, i);
        memcpy(rest + i, letters.ptr + i + 1, letters.len - i - 1);
        out[n++] = index_key(KEY_SLIP, rest, letters.len - 1);
    }
    return n;
}

/* Two texts a letter apart are one and the same with a letter out of each or of the longer: what
 * that folds to, where it is no deletion of the fold (match/relation.h: idt_slips_by_letters). */
static size_t slips(const idt_match_part *part, uint64_t *out)
{
    char text[IDT_SLIP_MOST];
    char rest[IDT_SLIP_MOST];
    char folded[IDT_SLIP_MOST];
    const idt_str letters = {.ptr = text,
                             .len = idt_slips_by_letters(part) ? idt_slip_letters(part, text) : 0};
    size_t n = 0;
    if (letters.len > 0 && !part->latin) {
        return native_slips(letters, out);
    }
    for (size_t i = 0; i < letters.len; i++) {
        memcpy(rest, letters.ptr, i);
        memcpy(rest + i, letters.ptr + i + 1, letters.len - i - 1);
        const idt_str left = {.ptr = rest, .len = letters.len - 1};
        const idt_str fold = {.ptr = folded, .len = idt_spelling_fold(left, folded)};
        if (!is_deletion(fold, part->fold)) {
            out[n++] = fold.len <= SHORT ? deletion_key(packed(fold.ptr, fold.len), fold.len)
                                         : key_of(KEY_SLIP, fold);
        }
    }
    return n;
}

bool index_part_counts(const idt_match_part *part)
{
    return part->rarity_mnat > 0 && part->use != IDT_USE_NONE;
}

#define ONE_LETTER 4 /* bytes at most */

bool index_part_is_found(const idt_match_part *part)
{
    return index_part_counts(part) &&
           (part->use != IDT_USE_INITIAL || part->fold.len >= ONE_LETTER);
}

static size_t groups(const idt_match_part *part, uint64_t *out)
{
    for (size_t i = 0; i < part->group_count; i++) {
        out[i] = key_of_number(KEY_GROUP, part->groups[i]);
    }
    return part->group_count;
}

/* Sounds of a Latin spelling in every way it is read, under `kind`. */
static size_t latin_sounds(key_kind kind, idt_str latin, uint64_t *out)
{
    char sounds[SOUND_BYTES];
    if (latin.len > sizeof sounds) {
        return 0; /* match/relation.c stops sooner */
    }
    out[0] = index_key(kind, sounds, idt_spelling_sounds(latin, 0, sounds));
    for (int way = 1; way < IDT_SPELLING_WAYS; way++) {
        out[way] = idt_spelling_reads_plain(latin, way)
                       ? out[0]
                       : index_key(kind, sounds, idt_spelling_sounds(latin, way, sounds));
    }
    return IDT_SPELLING_WAYS;
}

/* Of what may be read as Latin: the text itself, or the readings of another script. */
static size_t sounds_as_latin(key_kind kind, const idt_match_part *part, uint64_t *out)
{
    size_t n = part->latin ? latin_sounds(kind, part->text, out) : 0;
    const bool read = !part->latin && !idt_is_never_read(part);
    for (size_t i = 0; i < part->part->reading_count && read; i++) {
        n += latin_sounds(kind, part->part->readings[i].latin, out + n);
    }
    return n;
}

static size_t sounds_of_native(key_kind kind, const idt_match_part *part, uint64_t *out)
{
    const size_t count = idt_is_never_read(part) ? 0 : part->sound_count;
    for (size_t i = 0; i < count; i++) {
        out[i] = key_of(kind, part->sounds[i]);
    }
    return count;
}

static size_t syllables(key_kind kind, const idt_match_part *parts, size_t count, unsigned least,
                        uint64_t *out)
{
    uint64_t keys[IDT_SYLLABLES_KEYS];
    const size_t n = idt_syllabic_keys(parts, count, least, keys);
    for (size_t i = 0; i < n; i++) {
        out[i] = index_key(kind, &keys[i], sizeof keys[i]);
    }
    return n;
}

/* Keys that stored and asked have in common: of what the part is known to be ... */
static size_t known(const idt_match_part *part, uint64_t *out)
{
    size_t n = 0;
    assert(part->group_count <= INDEX_GROUPS_MAX);
    if (part->class_id != 0) {
        out[n++] = key_of_number(KEY_CLASS, part->class_id);
    }
    return n + groups(part, out + n);
}

/* ... and of how it is spelt. */
static size_t spelt(const idt_match_part *part, uint64_t *out)
{
    size_t n = 0;
    assert(part->part->reading_count <= IDT_READINGS_MAX);
    if (part->skeleton.len >= 2) {
        out[n++] = key_of(KEY_SKELETON, part->skeleton);
    }
    n += deletions(part->fold, out + n);
    n += slips(part, out + n);
    for (size_t i = 0; i < part->part->reading_count && !idt_is_never_read(part); i++) {
        if (!idt_str_equal(part->reading_folds[i], part->fold)) {
            n += deletions(part->reading_folds[i], out + n);
        }
    }
    return n;
}

size_t index_keys_stored(const idt_match_part *part, uint64_t *out)
{
    size_t n = 0;
    if (part->use == IDT_USE_FORM && part->fold.len > 0) {
        return deletions(part->fold,
                         out); /* a misspelt one is a word: it pairs, and earns nothing */
    }
    if (!index_part_is_found(part)) {
        return 0;
    }
    if (part->use == IDT_USE_NUMBER) {
        out[n++] = key_of_number(KEY_NUMBER, part->part->number);
        return n;
    }
    out[n++] = key_of(KEY_FOLD, part->fold);
    if (part->whole.len > 0) {
        out[n++] = key_of(KEY_WHOLE, part->whole);
    }
    if (part->use != IDT_USE_WORD) {
        return n;
    }
    if (part->attribute.len > 0) {
        out[n++] = key_of(KEY_ATTRIBUTE, part->attribute);
    }
    n += sounds_as_latin(KEY_SOUNDS, part, out + n);
    n += sounds_of_native(KEY_READING_SOUNDS, part, out + n);
    n += part->latin ? syllables(KEY_SYLLABLES_LATIN, part, 1, 1, out + n)
                     : syllables(KEY_SYLLABLES, part, 1, IDT_SYLLABIC_LEAST, out + n);
    if (part->text.len >= 3) {
        out[n++] = key_of(KEY_TEXT, part->text);
    }
    n += known(part, out + n);
    return n + spelt(part, out + n);
}

/* Of a word. */
static size_t sure_keys(const idt_match_part *part, uint64_t *out)
{
    size_t n = 0;
    out[n++] = key_of(KEY_FOLD, part->fold);
    out[n++] = key_of(KEY_WHOLE, part->fold);
    out[n++] = key_of(KEY_ATTRIBUTE, part->fold);
    if (part->whole.len > 0) {
        out[n++] = key_of(KEY_FOLD, part->whole);
    }
    if (part->attribute.len > 0) {
        out[n++] = key_of(KEY_FOLD, part->attribute);
    }
    n += syllables(KEY_SYLLABLES, part, 1, IDT_SYLLABIC_LEAST, out + n);
    if (part->syllabic || !part->latin) {
        const unsigned least = part->latin ? 1 : IDT_SYLLABIC_LEAST;
        n += syllables(KEY_SYLLABLES_LATIN, part, 1, least, out + n);
    }
    return n + known(part, out + n);
}

static size_t all_sure(size_t count, size_t ends[KEY_GROUPS])
{
    for (size_t g = 0; g < KEY_GROUPS; g++) {
        ends[g] = count;
    }
    return count;
}

size_t index_keys_asked(const idt_match_part *part, uint64_t *out, size_t ends[KEY_GROUPS])
{
    if (part->use == IDT_USE_NUMBER && index_part_counts(part)) {
        out[0] = key_of_number(KEY_NUMBER, part->part->number);
        return all_sure(1, ends);
    }
    if (part->use != IDT_USE_WORD || !index_part_counts(part)) {
        return all_sure(0, ends); /* initials earn nothing by themselves: relation.h I5 */
    }
    size_t n = ends[KEYS_SURE] = sure_keys(part, out);
    n = ends[KEYS_SPELT] = n + spelt(part, out + n);
    n = ends[KEYS_READ] = n + sounds_as_latin(KEY_READING_SOUNDS, part, out + n);
    return ends[KEYS_SOUNDS] = n + sounds_of_native(KEY_SOUNDS, part, out + n);
}

uint64_t index_form_key(idt_str fold)
{
    uint64_t keys[(SHORT + 1) * SHORT];
    return deletions(fold, keys) > 0 ? keys[0] : 0;
}

size_t index_join_keys(key_kind kind, const idt_match_name *name, size_t at, size_t count,
                       uint64_t out[INDEX_JOIN_KEYS])
{
    size_t n = 0;
    bool article = true;
    for (int whole = 0; whole < 2 && article; whole++) {
        char text[INDEX_JOIN_BYTES];
        char fold[INDEX_JOIN_BYTES];
        size_t len = 0;
        article = false;
        for (size_t i = at; i < at + count; i++) {
            const idt_match_part *part = &name->parts[i];
            const idt_str piece = whole != 0 && part->whole.len > 0 ? part->whole : part->text;
            if (part->use == IDT_USE_NUMBER || piece.len == 0 || piece.len > sizeof text - len) {
                return n;
            }
            article = article || part->whole.len > 0;
            memcpy(text + len, piece.ptr, piece.len);
            len += piece.len;
        }
        const idt_str joined = {.ptr = fold,
                                .len = idt_spelling_fold((idt_str){.ptr = text, .len = len}, fold)};
        out[n++] = kind == KEY_DELETION ? index_form_key(joined) : key_of(kind, joined);
    }
    return n;
}

size_t index_join_syllables(key_kind kind, const idt_match_name *name, size_t at, size_t count,
                            uint64_t out[INDEX_SYLLABLE_KEYS])
{
    return syllables(kind, &name->parts[at], count, IDT_SYLLABIC_LEAST, out);
}

size_t index_whole_syllables(key_kind kind, const idt_match_part *part,
                             uint64_t out[INDEX_SYLLABLE_KEYS])
{
    return part->latin && !part->syllabic ? 0 : syllables(kind, part, 1, IDT_SYLLABIC_LEAST, out);
}

bool index_joins_to_itself(key_kind kind, const idt_match_name *name, size_t at, size_t count,
                           uint64_t key)
{
    for (size_t i = at; i < at + count; i++) {
        const idt_match_part *part = &name->parts[i];
        if (part->use == IDT_USE_WORD && part->latin && !part->tagged && !part->repeats &&
            key_of(kind, part->fold) == key) {
            return true;
        }
    }
    return false;
}

uint32_t index_beside_of(uint32_t letters, size_t fold_len, bool may_be_cut_off, uint32_t first)
{
    const uint32_t len = fold_len == 0                ? 1
                         : fold_len < BESIDE_LEN_MOST ? (uint32_t)fold_len
                                                      : BESIDE_LEN_MOST;
    return ((letters | letters >> 16) & BESIDE_LETTERS) | len << BESIDE_LEN_SHIFT |
           (may_be_cut_off ? BESIDE_CUT_OFF : 0) | first << BESIDE_FIRST_SHIFT;
}

uint32_t index_first_code_of(bool latin, char first)
{
    const uint8_t byte = (uint8_t)first;
    if (!latin) {
        return byte < 0x80 ? FWD_FIRST_ANY : FWD_FIRST_NATIVE + byte % 3U;
    }
    if (byte >= 'a' && byte <= 'z') {
        return (uint32_t)(byte - 'a');
    }
    return byte < 0x80 ? 26 : 27;
}

uint32_t index_first_code(const idt_match_part *part)
{
    return index_first_code_of(part->latin, part->text.len > 0 ? part->text.ptr[0] : '\0');
}

bool index_is_phrase(const idt_match_part *part)
{
    return (part->role == IDT_PART_GENERIC || part->role == IDT_PART_PLACE) &&
           part->text.len >= 2 * (size_t)INDEX_PHRASE_WORD;
}

uint32_t index_second_code_of(char second)
{
    return 1 + (uint8_t)second % 15U;
}

uint32_t index_second_code(const idt_match_part *part)
{
    return part->text.len < 2 ? 0 : index_second_code_of(part->text.ptr[1]);
}

row_part index_row_part(const idt_match_name *name, const idt_match_part *part)
{
    const uint32_t use = part->use == IDT_USE_WORD      ? FWD_WORD
                         : part->use == IDT_USE_INITIAL ? FWD_INITIAL
                         : part->use == IDT_USE_FORM    ? FWD_FORM
                                                        : FWD_OTHER;
    const uint32_t role = part->repeats ? FWD_ROLE_REPEATS : part->role;
    const uint32_t beside = index_beside_of(part->letters, part->fold.len,
                                            part->last && !part->known, index_first_code(part));
    return (row_part){.what = use << FWD_USE_SHIFT | (idt_is_organisation(name) ? FWD_ORG : 0) |
                              (idt_is_mute(part) ? FWD_MUTE : 0) | role << FWD_ROLE_SHIFT,
                      .beside = beside | (index_is_phrase(part) ? FWD_PHRASE : 0) |
                                index_second_code(part) << FWD_SECOND_SHIFT};
}
