#include "match/relation.h"

#include "match/syllabic.h"
#include "match/weights.h"
#include "text/lexicon.h"
#include "text/spelling.h"

const char *idt_via_text(idt_via via)
{
    static const char *const words[] = {
        "nothing",  "text",    "fold",    "class",  "group", "translation", "attribute", "skeleton",
        "deletion", "reading", "initial", "prefix", "join",  "acronym",     "syllables"};
    return words[via];
}

static idt_relation found(idt_level level, idt_via via)
{
    return (idt_relation){.level = level, .via = via};
}

/* Folds whose letters differ in more classes than 2k cannot be within k edits. */
static bool may_be_within(const idt_match_part *a, const idt_match_part *b, int k)
{
    const size_t longer = a->fold.len > b->fold.len ? a->fold.len : b->fold.len;
    const size_t shorter = a->fold.len > b->fold.len ? b->fold.len : a->fold.len;
    return longer - shorter <= (size_t)k && __builtin_popcount(a->letters ^ b->letters) <= 2 * k;
}

static int longer_edits(idt_str a, idt_str b)
{
    return idt_spelling_edits(a.len > b.len ? a.len : b.len);
}

/* I3: both are names in their own right, and frequent ones. */
static bool both_known(const idt_match_part *a, const idt_match_part *b)
{
    return a->known && b->known && a->rarity_mnat < IDT_WEIGHTS.frequent &&
           b->rarity_mnat < IDT_WEIGHTS.frequent;
}

static bool next_digits(idt_str s, size_t *at, char *out)
{
    while (*at < s.len && (s.ptr[*at] < '0' || s.ptr[*at] > '9')) {
        (*at)++;
    }
    *out = *at < s.len ? s.ptr[(*at)++] : '\0';
    return *out != '\0';
}

/* I3: f16 is not f15. */
static bool digits_differ(const idt_match_part *a, const idt_match_part *b)
{
    if (!a->digits || !b->digits) {
        return false;
    }
    size_t i = 0;
    size_t k = 0;
    for (;;) {
        char x;
        char y;
        const bool more = next_digits(a->text, &i, &x);
        (void)next_digits(b->text, &k, &y);
        if (x != y) {
            return true;
        }
        if (!more) {
            return false;
        }
    }
}

static bool is_common_word(uint8_t role)
{
    return role == IDT_PART_CORE || role == IDT_PART_GENERIC;
}

/* bank, banks: of words, not of names. */
static bool plural(const idt_match_part *a, const idt_match_part *b)
{
    const idt_str longer = a->text.len > b->text.len ? a->text : b->text;
    const idt_str shorter = a->text.len > b->text.len ? b->text : a->text;
    return is_common_word(a->role) && is_common_word(b->role) && longer.len == shorter.len + 1 &&
           longer.ptr[shorter.len] == 's' && memcmp(longer.ptr, shorter.ptr, shorter.len) == 0;
}

size_t idt_slip_letters(const idt_match_part *part, char out[IDT_SLIP_MOST])
{
    if (part->text.len + 1 < IDT_SLIP_LETTERS || part->text.len > (size_t)4 * IDT_SLIP_MOST ||
        (!part->latin && idt_in_syllables(part))) {
        return 0;
    }
    const size_t len = idt_spelling_letters(part->text, out, IDT_SLIP_MOST);
    return len + 1 < IDT_SLIP_LETTERS ? 0 : len;
}

bool idt_slips_by_letters(const idt_match_part *part)
{
    return !part->latin || part->fold.len <= IDT_SLIP_FOLD;
}

/* Bytes between what two texts begin and end with alike, in the longer one. */
static size_t bytes_between(idt_str a, idt_str b)
{
    const size_t shorter = a.len < b.len ? a.len : b.len;
    const size_t longer = a.len < b.len ? b.len : a.len;
    size_t head = 0;
    size_t tail = 0;
    while (head < shorter && a.ptr[head] == b.ptr[head]) {
        head++;
    }
    while (tail < shorter - head && a.ptr[a.len - 1 - tail] == b.ptr[b.len - 1 - tail]) {
        tail++;
    }
    return longer - head - tail;
}

/* Bytes of two letters at most: all are of one block of 256, as the first is (text/spelling.h). */
static size_t two_letters(idt_str a, idt_str b)
{
    return ((a.ptr[0] | b.ptr[0]) & 0x80) == 0 ? 4 : 8;
}

/* A slip may make or break what the fold reads as one sound (exchange, exhcange), and another
 * script's word is then read as another. Whatever it is, at most two letters are not alike. */
static bool one_letter_apart(const idt_match_part *a, const idt_match_part *b)
{
    char x[IDT_SLIP_MOST];
    char y[IDT_SLIP_MOST];
    const size_t more = a->latin ? 1 : 4;
    if (a->text.len > b->text.len + more || b->text.len > a->text.len + more || a->text.len == 0 ||
        b->text.len == 0 || bytes_between(a->text, b->text) > two_letters(a->text, b->text)) {
        return false;
    }
    const idt_str of_a = {.ptr = x, .len = idt_slip_letters(a, x)};
    const idt_str of_b = {.ptr = y, .len = of_a.len > 0 ? idt_slip_letters(b, y) : 0};
    const size_t longer = of_a.len > of_b.len ? of_a.len : of_b.len;
    return of_a.len > 0 && of_b.len > 0 && longer >= IDT_SLIP_LETTERS &&
           idt_spelling_distance(of_a, of_b, 1) <= 1;
}

/* The level of two spellings of one script, before the vetoes. */
static idt_relation by_spelling(const idt_match_part *a, const idt_match_part *b)
{
    const int k = longer_edits(a->fold, b->fold);
    int edits = may_be_within(a, b, k) ? idt_spelling_distance(a->fold, b->fold, k) : k + 1;
    idt_relation out = {0};
    if (edits > 1 && (edits <= k || (idt_slips_by_letters(a) && idt_slips_by_letters(b))) &&
        one_letter_apart(a, b)) {
        edits = 1;
    }
    if (edits <= k && !digits_differ(a, b)) {
        out = found(edits <= 1 ? IDT_LEVEL_EDIT1 : IDT_LEVEL_EDIT2, IDT_VIA_DELETION);
    }
    if ((out.level == IDT_LEVEL_NONE || out.level == IDT_LEVEL_EDIT2) && a->skeleton.len >= 2 &&
        a->skeleton_hash == b->skeleton_hash && idt_str_equal(a->skeleton, b->skeleton)) {
        out = found(IDT_LEVEL_SKELETON, IDT_VIA_SKELETON);
    }
    return out;
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/* Carlo and Carla, Karim and Karima: of names, one letter at the end is another person's. */
static bool of_two_genders(const idt_match_part *a, const idt_match_part *b)
{
    const idt_str longer = a->text.len >= b->text.len ? a->text : b->text;
    const idt_str shorter = a->text.len >= b->text.len ? b->text : a->text;
    if (is_common_word(a->role) || is_common_word(b->role) || shorter.len < 3 || !a->latin ||
        !b->latin) {
        return false;
    }
    const size_t stem = shorter.len == longer.len ? shorter.len - 1 : shorter.len;
    const char one = longer.ptr[longer.len - 1];
    const char other = shorter.ptr[shorter.len - 1];
    return longer.len - stem == 1 && memcmp(longer.ptr, shorter.ptr, stem) == 0 &&
           (shorter.len < longer.len
                ? one == 'a'
                : one != other && is_vowel(one) && is_vowel(other) && (one == 'a' || other == 'a'));
}

/* I3 */
static bool vetoed(const idt_match_part *a, const idt_match_part *b)
{
    return (both_known(a, b) && !plural(a, b)) || (a->known && b->known && of_two_genders(a, b)) ||
           idt_syllabic_differ(a, b);
}

/* "general trading" against "trading": a generic phrase or a place of several words, whose text is
 * those words joined, and a word of it. */
static bool within(const idt_match_part *phrase, const idt_match_part *word)
{
    const idt_str p = phrase->text;
    const idt_str w = word->text;
    return (phrase->role == IDT_PART_GENERIC || phrase->role == IDT_PART_PLACE) && w.len >= 4 &&
           p.len >= w.len + 4 &&
           (memcmp(p.ptr, w.ptr, w.len) == 0 || memcmp(p.ptr + p.len - w.len, w.ptr, w.len) == 0);
}

idt_near idt_nearly(const idt_match_part *a, const idt_match_part *b)
{
    if (a->use != IDT_USE_WORD || b->use != IDT_USE_WORD || a->latin != b->latin ||
        (!a->latin && a->part->script != b->part->script)) {
        return IDT_NEAR_NOT;
    }
    const idt_level level = by_spelling(a, b).level;
    if (level != IDT_LEVEL_NONE) { /* or the one is a patronymic: a slip makes it none, too */
        const bool letter =
            level == IDT_LEVEL_EDIT1 && !idt_syllabic_differ(a, b) && !of_two_genders(a, b);
        return vetoed(a, b) ? (letter ? IDT_NEAR_LETTER : IDT_NEAR_KNOWN)
               : level == IDT_LEVEL_EDIT1 || level == IDT_LEVEL_EDIT2 ? IDT_NEAR_EDIT
                                                                      : IDT_NEAR_NOT;
    }
    if (within(a, b) || within(b, a)) {
        return IDT_NEAR_EDIT;
    }
    if (idt_syllabic_differ(a, b)) {
        return IDT_NEAR_NOT;
    }
    const size_t longer = a->fold.len > b->fold.len ? a->fold.len : b->fold.len;
    const int k = longer_edits(a->fold, b->fold) + 1;
    return longer >= IDT_NEAR_BYTES && may_be_within(a, b, k) &&
                   idt_spelling_distance(a->fold, b->fold, k) <= k
               ? IDT_NEAR_EDIT
               : IDT_NEAR_NOT;
}

#define SOUND_BYTES 128

static bool has_sound(const idt_match_part *native, idt_str sound)
{
    for (size_t i = 0; i < native->sound_count && sound.len > 0; i++) {
        if (idt_str_equal(native->sounds[i], sound)) {
            return true;
        }
    }
    return false;
}

static bool reads_as_fold(const idt_match_part *native, idt_str fold)
{
    const size_t readings = native->part->reading_count;
    for (size_t i = 0; i < readings && i < IDT_READINGS_MAX; i++) {
        const int k = longer_edits(native->reading_folds[i], fold);
        if (idt_spelling_distance(native->reading_folds[i], fold, k) <= k) {
            return true;
        }
    }
    return false;
}

/* NCG, SBT: letters that stand for words. */
static bool spells_no_vowel(idt_str latin)
{
    for (size_t i = 0; i < latin.len; i++) {
        if (is_vowel(latin.ptr[i])) {
            return false;
        }
    }
    return true;
}

static bool sounds_as(const idt_match_part *native, idt_str latin)
{
    char sound[SOUND_BYTES];
    for (int way = 0; way < IDT_SPELLING_WAYS && latin.len <= sizeof sound; way++) {
        if (way > 0 && idt_spelling_reads_plain(latin, way)) {
            continue;
        }
        if (has_sound(native,
                      (idt_str){.ptr = sound, .len = idt_spelling_sounds(latin, way, sound)})) {
            return true;
        }
    }
    return false;
}

/* text/readings.h I1, over the keys made when the part was prepared. What shares a key by chance
 * has a grade no better than chance (I3): one in 70 pairs of names share one, one in 1,000 with
 * this grade, and 19 of 20 true pairs have it. A script without a transducer has no grade; there
 * only the folds count. */
static idt_relation read_by_sounds(const idt_match_part *native, idt_str latin, idt_str fold)
{
    const bool folds = reads_as_fold(native, fold);
    if (!folds && !sounds_as(native, latin)) {
        return (idt_relation){0};
    }
    idt_relation out = found(IDT_LEVEL_READING, IDT_VIA_READING);
    out.grade_mnat = idt_readings_grade(native->text, latin);
    const bool graded = out.grade_mnat != 0;
    if (spells_no_vowel(latin) &&
        (idt_in_syllables(native) || out.grade_mnat < IDT_WEIGHTS.reading_letters)) {
        return (idt_relation){0};
    }
    return (graded && out.grade_mnat < IDT_WEIGHTS.reading_least) || (!graded && !folds)
               ? (idt_relation){0}
               : out;
}

static idt_relation read_as_readings(const idt_match_part *native, const idt_match_part *other)
{
    for (size_t i = 0; i < other->part->reading_count && i < IDT_READINGS_MAX; i++) {
        const idt_relation r =
            read_by_sounds(native, other->part->readings[i].latin, other->reading_folds[i]);
        if (r.level != IDT_LEVEL_NONE) {
            return r;
        }
    }
    return (idt_relation){0};
}

static idt_relation better(idt_relation one, idt_relation other)
{
    if (one.level == IDT_LEVEL_NONE || other.level == IDT_LEVEL_NONE) {
        return one.level == IDT_LEVEL_NONE ? other : one;
    }
    return other.grade_mnat > one.grade_mnat ? other : one; /* the same from either side: I4 */
}

static idt_relation by_syllables(const idt_match_part *native, const idt_match_part *others,
                                 size_t count)
{
    const int32_t grade = idt_syllabic_grade(native, others, count);
    idt_relation out = found(IDT_LEVEL_READING, count > 1 ? IDT_VIA_JOIN : IDT_VIA_SYLLABLES);
    out.grade_mnat = grade;
    return grade > 0 ? out : (idt_relation){0};
}

/* 山田 is Yamada; the tables know what Chinese and Koreans would call her. */
bool idt_is_never_read(const idt_match_part *part)
{
    return part->role == IDT_PART_FAMILY && part->part->script == IDT_SCRIPT_HAN &&
           idt_lexicon_find(part->text).row->family_run == IDT_FAMILY_KANJI;
}

static idt_relation of_any_scripts(const idt_match_part *a, const idt_match_part *b)
{
    if (a->latin || b->latin) {
        const idt_match_part *native = a->latin ? b : a;
        const idt_match_part *latin = a->latin ? a : b;
        return better(read_by_sounds(native, latin->text, latin->fold),
                      by_syllables(native, latin, 1));
    }
    const idt_relation read = better(read_as_readings(a, b), read_as_readings(b, a));
    return better(read, better(by_syllables(a, b, 1), by_syllables(b, a, 1)));
}

/* Of two scripts. Where neither is Latin their readings meet. */
static idt_relation by_reading(const idt_match_part *a, const idt_match_part *b)
{
    const idt_relation out = of_any_scripts(a, b);
    return out.level != IDT_LEVEL_NONE && (idt_is_never_read(a) || idt_is_never_read(b))
               ? (idt_relation){0}
               : out;
}

static bool same_script(const idt_match_part *a, const idt_match_part *b)
{
    return a->latin ? b->latin : !b->latin && a->part->script == b->part->script;
}

/* What a field's end cut off. */
static bool is_clipped(const idt_match_part *part, const idt_match_part *of)
{
    return part->last && !part->known && part->text.len >= 2 && part->text.len < of->text.len &&
           memcmp(part->text.ptr, of->text.ptr, part->text.len) == 0;
}

/* Of two nicknames of one name neither is the other. */
static bool is_nickname(const idt_match_part *a, const idt_match_part *b, uint16_t group)
{
    const uint32_t head = group > IDT_GROUP_TRANSLATIONS ? idt_lexicon_group_head(group) : 0;
    return head != 0 && (head == a->class_id || head == b->class_id);
}

/* Both lists ascend. A name and its nickname count before names of two languages. */
static idt_via share_group(const idt_match_part *a, const idt_match_part *b)
{
    idt_via via = IDT_VIA_NOTHING;
    size_t i = 0;
    size_t k = 0;
    while (i < a->group_count && k < b->group_count) {
        if (a->groups[i] == b->groups[k]) {
            via = is_nickname(a, b, a->groups[i]) ? IDT_VIA_GROUP
                  : via == IDT_VIA_NOTHING        ? IDT_VIA_TRANSLATION
                                                  : via;
        }
        *(a->groups[i] < b->groups[k] ? &i : &k) += 1;
    }
    return via;
}

static bool behind_servant(const idt_match_part *servant, const idt_match_part *of)
{
    return servant->attribute.len > 0 && idt_str_equal(servant->attribute, of->fold);
}

static bool equal_folds(const idt_match_part *a, const idt_match_part *b)
{
    return (a->fold_hash == b->fold_hash && idt_str_equal(a->fold, b->fold)) ||
           (a->whole.len > 0 && idt_str_equal(a->whole, b->fold)) ||
           (b->whole.len > 0 && idt_str_equal(a->fold, b->whole));
}

/* I3: Ivanovich is Ivan's child, not Ivanov. What stands behind bin may be written without it. */
static bool patronymic_clash(const idt_match_part *a, const idt_match_part *b)
{
    const bool of_a = a->role == IDT_PART_PATRONYMIC && !a->after_bin;
    const bool of_b = b->role == IDT_PART_PATRONYMIC && !b->after_bin;
    return of_a != of_b;
}

static bool in_syllables_of_two_scripts(const idt_match_part *a, const idt_match_part *b)
{
    return !same_script(a, b) && (idt_in_syllables(a) || idt_in_syllables(b));
}

/* Without its vowels هلال may be read Hal, and is no nickname of Harold. */
static bool guessed_of_two_scripts(const idt_match_part *a, const idt_match_part *b)
{
    return !same_script(a, b) && (idt_without_vowels(a) || idt_without_vowels(b));
}

/* A name written in Han, Kana or Hangul has its class by a reading of it, which is one of many: the
 * class then says no more than the reading does. */
static idt_relation same_class(const idt_match_part *a, const idt_match_part *b)
{
    if (!in_syllables_of_two_scripts(a, b)) {
        return found(IDT_LEVEL_VARIANT, IDT_VIA_CLASS);
    }
    const idt_relation read = by_reading(a, b);
    idt_relation out = found(IDT_LEVEL_READING, IDT_VIA_CLASS);
    out.grade_mnat = IDT_WEIGHTS.reading_least;
    return read.level == IDT_LEVEL_NONE ? out : read;
}

static bool of_family(idt_str fold)
{
    return idt_str_ends(fold, "ova") || idt_str_ends(fold, "eva");
}

/* Of a patronymic and another name: a slip in the ending of the one. Ivanova is none. */
static idt_relation slip_of_patronymic(const idt_match_part *a, const idt_match_part *b)
{
    const idt_relation out = same_script(a, b) ? by_spelling(a, b) : (idt_relation){0};
    return out.level == IDT_LEVEL_EDIT1 && !of_family(a->fold) && !of_family(b->fold)
               ? out
               : (idt_relation){0};
}

/* Several spellings of what may be one name; `grade_mnat` is what its syllables tell. */
static idt_relation of_syllables(unsigned common, idt_via via)
{
    idt_relation out = found(IDT_LEVEL_VARIANT, via);
    out.grade_mnat = IDT_WEIGHTS.syllable_tells * (int32_t)common;
    return common > 0 ? out : (idt_relation){0};
}

static idt_relation relate_words(const idt_match_part *a, const idt_match_part *b)
{
    if (a->class_id != 0 && a->class_id == b->class_id) {
        return same_class(a, b);
    }
    /* I3: Tina is no Dina. A known name of one syllable is one in every spelling: Jong, Jung. */
    const unsigned common = a->syllabic && b->syllabic ? idt_syllabic_common(a, b, 1) : 0;
    if (common == 1 || (common > 1 && !both_known(a, b))) {
        return of_syllables(common, IDT_VIA_SYLLABLES);
    }
    const idt_via group = share_group(a, b);
    if (group != IDT_VIA_NOTHING) {
        /* ... and so has it its groups */
        const idt_relation read =
            in_syllables_of_two_scripts(a, b) ? by_reading(a, b) : (idt_relation){0};
        if (read.level != IDT_LEVEL_NONE) {
            return read;
        }
        if (guessed_of_two_scripts(a, b)) {
            return by_reading(a, b);
        }
        const bool alike = same_script(a, b) && by_spelling(a, b).level != IDT_LEVEL_NONE;
        return found(IDT_LEVEL_NICKNAME, alike ? IDT_VIA_GROUP : group);
    }
    if (behind_servant(a, b) || behind_servant(b, a)) {
        return found(IDT_LEVEL_NICKNAME, IDT_VIA_ATTRIBUTE);
    }
    if (patronymic_clash(a, b)) {
        return slip_of_patronymic(a, b);
    }
    if (!same_script(a, b)) {
        return by_reading(a, b);
    }
    const idt_relation out = by_spelling(a, b);
    if (out.level != IDT_LEVEL_NONE) {
        return vetoed(a, b) ? (idt_relation){0} : out;
    }
    if (is_clipped(a, b) || is_clipped(b, a)) {
        return found(IDT_LEVEL_CLIPPED, IDT_VIA_PREFIX);
    }
    return out;
}

/* Bytes of the first character. */
static size_t first_bytes(idt_str text)
{
    size_t bytes = text.len > 0 ? 1 : 0;
    while (bytes < text.len && ((unsigned char)text.ptr[bytes] & 0xc0) == 0x80) {
        bytes++;
    }
    return bytes;
}

/* Latin letters it begins with, a bit each. */
static uint32_t begins_with(const idt_match_part *part)
{
    const char first = part->text.len > 0 ? part->text.ptr[0] : '\0';
    return !part->latin                   ? idt_readings_initials(part->text)
           : first >= 'a' && first <= 'z' ? UINT32_C(1) << (first - 'a')
                                          : 0;
}

/* "A. Karim" against "Afaq Trading": an initial is a person's. */
static bool of_organisation(uint8_t role)
{
    return is_common_word(role) || role == IDT_PART_PLACE;
}

static idt_relation relate_initial(const idt_match_part *a, const idt_match_part *b)
{
    const size_t bytes = first_bytes(a->text);
    const bool fits = a->fold.len > 0 && b->fold.len > 0 && !of_organisation(a->role) &&
                      !of_organisation(b->role) &&
                      (same_script(a, b) ? bytes == first_bytes(b->text) &&
                                               memcmp(a->text.ptr, b->text.ptr, bytes) == 0
                                         : (begins_with(a) & begins_with(b)) != 0);
    return fits ? found(IDT_LEVEL_INITIAL, IDT_VIA_INITIAL) : (idt_relation){0};
}

static bool form_and_word(const idt_match_part *a, const idt_match_part *b)
{
    return (a->use == IDT_USE_FORM && b->use == IDT_USE_WORD) ||
           (a->use == IDT_USE_WORD && b->use == IDT_USE_FORM);
}

/* Aktiengeselschaft against Aktiengesellschaft or AG, AkG against AG: forms weigh nothing, so this
 * only says that nothing was left out. Both stand last. */
static idt_relation misspelt_form(const idt_match_part *a, const idt_match_part *b)
{
    const idt_match_part *word = a->use == IDT_USE_WORD ? a : b;
    if (!a->last || !b->last || word->known || a->latin != b->latin) { /* no key across scripts */
        return (idt_relation){0};
    }
    const int k = longer_edits(a->fold, b->fold);
    return idt_spelling_distance(a->fold, b->fold, k) <= k
               ? found(IDT_LEVEL_EDIT1, IDT_VIA_DELETION)
               : (idt_relation){0};
}

/* I3: the record says given name here and family name there. */
static bool roles_clash(const idt_match_part *a, const idt_match_part *b)
{
    return a->tagged && b->tagged &&
           ((a->role == IDT_PART_FAMILY && b->role == IDT_PART_GIVEN) ||
            (a->role == IDT_PART_GIVEN && b->role == IDT_PART_FAMILY));
}

/* What is written together has the grade of all its letters. */
static int32_t grade_of_joined(const idt_match_part *parts, size_t count, const idt_match_part *one)
{
    char text[SOUND_BYTES];
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].text.len > sizeof text - len) {
            return 0;
        }
        memcpy(text + len, parts[i].text.ptr, parts[i].text.len);
        len += parts[i].text.len;
    }
    return idt_readings_grade(one->text, (idt_str){.ptr = text, .len = len});
}

idt_relation idt_relate_joined(const idt_match_part *parts, size_t count, const idt_match_part *one)
{
    if (one->use != IDT_USE_WORD) {
        return (idt_relation){0};
    }
    for (size_t i = 0; i < count; i++) {
        if (!parts[i].latin || roles_clash(&parts[i], one)) {
            return (idt_relation){0};
        }
    }
    if (one->latin) {
        return of_syllables(idt_syllabic_common(one, parts, count), IDT_VIA_JOIN);
    }
    idt_relation out = by_syllables(one, parts, count);
    if (out.level == IDT_LEVEL_NONE || idt_is_never_read(one)) {
        return (idt_relation){0};
    }
    const int32_t grade = grade_of_joined(parts, count, one);
    out.grade_mnat = grade > out.grade_mnat ? grade : out.grade_mnat;
    return out;
}

idt_relation idt_relate(const idt_match_part *a, const idt_match_part *b)
{
    if (a->use == IDT_USE_NUMBER && b->use == IDT_USE_NUMBER) {
        return a->part->number == b->part->number ? found(IDT_LEVEL_EXACT, IDT_VIA_TEXT)
                                                  : (idt_relation){0};
    }
    if (form_and_word(a, b)) {
        return misspelt_form(a, b);
    }
    const bool initial = a->use == IDT_USE_INITIAL || b->use == IDT_USE_INITIAL;
    const bool words = (a->use == IDT_USE_WORD || a->use == IDT_USE_INITIAL) &&
                       (b->use == IDT_USE_WORD || b->use == IDT_USE_INITIAL);
    if (!words || roles_clash(a, b)) {
        return (idt_relation){0};
    }
    if (a->text_hash == b->text_hash && idt_str_equal(a->text, b->text)) {
        return found(initial ? IDT_LEVEL_INITIAL : IDT_LEVEL_EXACT, IDT_VIA_TEXT);
    }
    if (initial) {
        return relate_initial(a, b);
    }
    return same_script(a, b) && equal_folds(a, b) ? found(IDT_LEVEL_FOLD, IDT_VIA_FOLD)
                                                  : relate_words(a, b);
}
