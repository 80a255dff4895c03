/* Other romanisations, and other scripts. */
#include "selftest/mutate_pass.h"
#include "text/transducer.h"

#define RUNS_MAX 32

/* ---- another romanisation ---- */

/* What one system writes so, another writes so: Arabic and Persian names, Slavic ones (BGN, ISO 9,
 * French, German, scholarly), Turkish and Chinese ones. Of small letters. */
static const char *const SYSTEMS[][2] = {
    {"kh", "h"},    {"kh", "x"},   {"gh", "g"},     {"dh", "d"},        {"th", "t"},
    {"dj", "j"},    {"dzh", "j"},  {"ou", "u"},     {"oo", "u"},        {"u", "ou"},
    {"u", "oo"},    {"ee", "i"},   {"i", "ee"},     {"q", "k"},         {"k", "q"},
    {"ck", "k"},    {"w", "v"},    {"v", "w"},      {"y", "i"},         {"iy", "y"},
    {"yy", "y"},    {"ij", "iy"},  {"ei", "ey"},    {"ey", "ei"},       {"ay", "ai"},
    {"ai", "ay"},   {"aw", "au"},  {"au", "aw"},    {"sh", "sch"},      {"ch", "tch"},
    {"tch", "ch"},  {"ts", "tz"},  {"tz", "ts"},    {"ya", "ia"},       {"ia", "ya"},
    {"yu", "iu"},   {"iu", "yu"},  {"zh", "j"},     {"shch", "sch"},    {"ks", "x"},
    {"x", "ks"},    {"ph", "f"},   {"mm", "m"},     {"ss", "s"},        {"ll", "l"},
    {"dd", "d"},    {"aa", "a"},   {"hs", "x"},     {"ed", "ad"},       {"ad", "ed"},
    {"ein", "ain"}, {"een", "in"}, {"in", "een"},   {"ullah", "ollah"}, {"mo", "mu"},
    {"mu", "mo"},   {"om", "um"},  {"os", "us"},    {"us", "os"},       {"eh", "a"},
    {"ov", "off"},  {"ev", "eff"}, {"sky", "skiy"}, {"skiy", "skij"},   {"vich", "vitch"}};

#define SYSTEM_COUNT (sizeof SYSTEMS / sizeof SYSTEMS[0])

static uint32_t small(uint32_t code)
{
    return code >= 'A' && code <= 'Z' ? code | 0x20 : code;
}

static bool stands(const mutation_pass *p, letter_run run, size_t at, const char *letters)
{
    size_t i = 0;
    while (letters[i] != '\0' && at + i < run.end &&
           small(p->codes[at + i]) == (unsigned char)letters[i]) {
        i++;
    }
    return letters[i] == '\0';
}

/* In capitals where what it replaces ends in one. */
static bool respell_at(mutation_pass *p, size_t at, const char *from, const char *to)
{
    uint32_t codes[8];
    const size_t taken = strlen(from);
    const size_t count = strlen(to);
    const uint32_t last = p->codes[at + taken - 1];
    const bool capital = p->codes[at] >= 'A' && p->codes[at] <= 'Z';
    const bool capitals = last >= 'A' && last <= 'Z' && (taken > 1 || at > 0);
    for (size_t i = 0; i < count; i++) {
        codes[i] = (unsigned char)to[i];
        codes[i] -= capitals || (capital && i == 0) ? 0x20 : 0;
    }
    return mutation_put(p, at, taken, codes, count);
}

static bool respell(mutation_pass *p, letter_run run)
{
    const size_t first = mutation_below(p, SYSTEM_COUNT);
    for (size_t i = 0; i < SYSTEM_COUNT; i++) {
        const char *const *system = SYSTEMS[(first + i) % SYSTEM_COUNT];
        for (size_t at = run.start; at < run.end; at++) {
            if (stands(p, run, at, system[0])) {
                return respell_at(p, at, system[0], system[1]);
            }
        }
    }
    return false;
}

bool mutate_transliteration(mutation_pass *p)
{
    letter_run runs[RUNS_MAX];
    size_t count = 0;
    letter_run run = {0, 0};
    while (count < RUNS_MAX && mutation_next_run(p, run.end, &run)) {
        if (run.end - run.start >= 3) {
            runs[count++] = run;
        }
    }
    const bool minor = p->strength == IDT_STRENGTH_MINOR;
    const size_t turned = minor && count > 0 ? mutation_below(p, count) : 0;
    size_t done = 0;
    for (size_t i = count; i > 0 && !(minor && done > 0); i--) { /* from behind: places stay */
        done += respell(p, runs[minor ? (i - 1 + turned) % count : i - 1]);
    }
    return done >= (minor ? 1 : 2);
}

/* ---- another script ---- */

static bool add(mutation_pass *p, uint32_t code)
{
    return mutation_put(p, p->count, 0, &code, 1);
}

/* The part in Latin letters, as its best or its last reading has it. */
static bool read_part(mutation_pass *p, const idt_name_part *part)
{
    if (part->script == IDT_SCRIPT_LATIN || part->script == IDT_SCRIPT_OTHER ||
        part->reading_count == 0) {
        return false;
    }
    const bool minor = p->strength == IDT_STRENGTH_MINOR;
    if (!minor && part->reading_count < 2) {
        return false;
    }
    const idt_str latin = part->readings[minor ? 0 : part->reading_count - 1].latin;
    bool fits = latin.len > 0;
    for (size_t i = 0; i < latin.len && fits; i++) {
        const char c = latin.ptr[i];
        fits = add(p, (unsigned char)(i == 0 && c >= 'a' && c <= 'z' ? c - 0x20 : c));
    }
    return fits;
}

/* Letters the spelling is chosen of: what one language writes, not all that the table reads. */
static const uint16_t CYRILLIC[] = {0x430, 0x431, 0x432, 0x433, 0x434, 0x435, 0x436, 0x437,
                                    0x438, 0x439, 0x43a, 0x43b, 0x43c, 0x43d, 0x43e, 0x43f,
                                    0x440, 0x441, 0x442, 0x443, 0x444, 0x445, 0x446, 0x447,
                                    0x448, 0x449, 0x44b, 0x44e, 0x44f, 0};
static const uint16_t ARABIC[] = {0x627, 0x628, 0x62a, 0x62c, 0x62d, 0x62e, 0x62f, 0x631,
                                  0x632, 0x633, 0x634, 0x637, 0x639, 0x63a, 0x641, 0x642,
                                  0x643, 0x644, 0x645, 0x646, 0x647, 0x648, 0x64a, 0};

#define NEVER       (INT32_MAX / 2)
#define CHUNK_MAX   4
#define LETTER_MNAT 1500 /* of each letter written: sh is one letter, not s and h */

/* The cost of writing latin[from, to) as one letter of the alphabet, and which. */
static int32_t one_letter(const idt_translit *t, const uint16_t *alphabet, const char *latin,
                          size_t len, uint32_t *letter)
{
    uint32_t packed = 0;
    int32_t best = NEVER;
    for (size_t i = 0; i < len; i++) {
        packed |= (uint32_t)(latin[i] - 'a' + 1) << (5 * (5 - i));
    }
    for (size_t r = 0; r < t->row_count; r++) {
        const idt_translit_row *row = &t->rows[r];
        bool known = false;
        for (size_t k = 0; alphabet[k] != 0; k++) {
            known = known || alphabet[k] == row->letter;
        }
        for (size_t k = 0; known && k < row->count; k++) {
            const int32_t cost = t->cost[row->first + k] + LETTER_MNAT;
            if (t->latin[row->first + k] == packed && cost < best) {
                best = cost;
                *letter = row->letter;
            }
        }
    }
    return best;
}

/* The cheapest way to write a Latin word (small letters) in the table's script: over ends of
 * chunks. A letter may stay unwritten (short vowels of Arabic) at the table's price. */
static bool write_word(mutation_pass *p, const idt_translit *t, const uint16_t *alphabet,
                       const char *latin, size_t len)
{
    int32_t cost[IDT_TRANSDUCER_LATIN + 1] = {0};
    uint32_t letter[IDT_TRANSDUCER_LATIN + 1] = {0};
    size_t before[IDT_TRANSDUCER_LATIN + 1] = {0};
    for (size_t end = 1; end <= len; end++) {
        cost[end] = end == 1 ? NEVER : cost[end - 1] + t->insert[latin[end - 1] - 'a' + 1];
        before[end] = end - 1;
        letter[end] = 0;
        for (size_t n = 1; n <= CHUNK_MAX && n <= end; n++) {
            uint32_t with = 0;
            const int32_t more = one_letter(t, alphabet, latin + end - n, n, &with);
            if (cost[end - n] + more < cost[end]) {
                cost[end] = cost[end - n] + more;
                before[end] = end - n;
                letter[end] = with;
            }
        }
    }
    uint32_t out[IDT_TRANSDUCER_LATIN + 1];
    size_t count = 0;
    for (size_t at = len; at > 0; at = before[at]) {
        if (letter[at] != 0) {
            out[count++] = letter[at];
        }
    }
    bool fits = cost[len] < NEVER && count > 0;
    for (size_t i = count; i > 0 && fits; i--) {
        fits = add(p, out[i - 1]);
    }
    return fits;
}

static bool write_part(mutation_pass *p, const idt_name_part *part)
{
    const bool minor = p->strength == IDT_STRENGTH_MINOR;
    const idt_translit *t = idt_transducer_of(minor ? IDT_SCRIPT_CYRILLIC : IDT_SCRIPT_ARABIC);
    if (part->text.len == 0 || part->text.len > IDT_TRANSDUCER_LATIN || t == NULL) {
        return false;
    }
    for (size_t i = 0; i < part->text.len; i++) {
        if (part->text.ptr[i] < 'a' || part->text.ptr[i] > 'z') {
            return false;
        }
    }
    return write_word(p, t, minor ? CYRILLIC : ARABIC, part->text.ptr, part->text.len);
}

bool mutate_other_script(mutation_pass *p)
{
    const idt_name *name = p->name;
    bool done = name->kind == IDT_NAME_PERSON && name->count > 0 && name->cut == 0;
    const bool latin = done && name->parts[0].script == IDT_SCRIPT_LATIN;
    p->count = 0;
    for (size_t i = 0; i < name->count && done; i++) {
        const idt_name_part *part = &name->parts[i];
        done = (i == 0 || add(p, ' ')) && (latin ? write_part(p, part) : read_part(p, part));
    }
    return done;
}
