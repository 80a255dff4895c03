#include "text/grade.h"

/* ---- words in eight bytes ---- */

#define KIND_BITS  5
#define LATIN      17
#define PLACE_15   19
#define LATIN_MOST 11
#define LATIN_BITS 5
#define HAN_KIND   15 /* in four bits */
#define HAN_BITS   15
#define HAN_MOST   4
#define HAN_MORE   32767
#define MORE       (UINT64_C(1) << 63)
#define BITS       58 /* behind the kind, but for Han */

_Static_assert(IDT_TRANSLIT_TABLES <= LATIN, "a kind for each table");

static bool is_han(const idt_translit *t)
{
    return t->row_count > INT16_MAX / 2;
}

/* 15 says Han, so the table at that place is 19. */
static unsigned kind_of(const idt_translit *t)
{
    const unsigned place = (unsigned)(t - idt_translit_tables);
    return is_han(t) ? HAN_KIND : place == HAN_KIND ? PLACE_15 : place;
}

static const idt_translit *table_of(unsigned kind)
{
    const unsigned place = kind == PLACE_15 ? HAN_KIND : kind;
    return kind != HAN_KIND && place < IDT_TRANSLIT_TABLES && !is_han(&idt_translit_tables[place])
               ? &idt_translit_tables[place]
               : NULL;
}

static unsigned code_bits(const idt_translit *t)
{
    return 32 - (unsigned)__builtin_clz((unsigned)t->row_count + 1);
}

static uint64_t code_of(const idt_grade_word *word, size_t i)
{
    return word->rows[i] != NULL ? (uint64_t)(word->rows[i] - word->table->rows) + 1
                                 : word->table->row_count + 1;
}

static uint64_t pack_han(const idt_grade_word *word)
{
    uint64_t out = HAN_KIND;
    for (size_t i = 0; i < HAN_MOST && i < word->count; i++) {
        const bool more = i + 1 == HAN_MOST && word->count > HAN_MOST;
        out |= (more ? HAN_MORE : code_of(word, i)) << (4 + HAN_BITS * i);
    }
    return out;
}

uint64_t idt_grade_pack_native(const idt_grade_word *word)
{
    if (word->table == NULL || word->whole.len > 0) {
        return IDT_GRADE_NOT_KEPT;
    }
    if (is_han(word->table)) {
        return pack_han(word);
    }
    const unsigned bits = code_bits(word->table);
    const size_t most = BITS / bits;
    uint64_t out = kind_of(word->table) | (word->count > most ? MORE : 0);
    for (size_t i = 0; i < most && i < word->count; i++) {
        out |= code_of(word, i) << (KIND_BITS + bits * i);
    }
    return out;
}

uint64_t idt_grade_pack_latin(idt_str folded)
{
    idt_transducer_word word;
    uint64_t out = LATIN;
    idt_transducer_read(folded, &word);
    for (size_t i = 0; i < word.len && i < LATIN_MOST; i++) {
        out |= (uint64_t)word.letters[i] << (KIND_BITS + LATIN_BITS * i);
    }
    return word.len <= LATIN_MOST ? out : IDT_GRADE_NOT_KEPT;
}

/* Rows of codes up to the end; SIZE_MAX: a code of no row. */
static size_t unpack(const idt_translit *t, uint64_t codes, unsigned bits, size_t most,
                     const idt_translit_row **rows)
{
    size_t count = 0;
    for (; count < most; count++, codes >>= bits) {
        const uint32_t code = (uint32_t)(codes & ((UINT64_C(1) << bits) - 1));
        if (code == 0) {
            break;
        }
        if (code > t->row_count + 1) {
            return SIZE_MAX;
        }
        rows[count] = code <= t->row_count ? &t->rows[code - 1] : NULL;
    }
    return count;
}

static const idt_translit *han_table(void)
{
    for (size_t i = 0; i < IDT_TRANSLIT_TABLES; i++) {
        if (is_han(&idt_translit_tables[i])) {
            return &idt_translit_tables[i];
        }
    }
    return NULL;
}

const idt_translit *idt_grade_table_of(uint64_t letters)
{
    return (letters & 15) == HAN_KIND ? han_table() : table_of(letters & ((1U << KIND_BITS) - 1));
}

void idt_grade_fetch(uint64_t native, bool far)
{
    const idt_translit *t = (native & 15) == HAN_KIND ? han_table() : NULL;
    for (uint64_t codes = t != NULL ? native >> 4 : 0; codes != 0; codes >>= HAN_BITS) {
        const uint32_t code = codes & ((1U << HAN_BITS) - 1);
        if (code == 0 || code > t->row_count) {
            continue;
        }
        const idt_translit_row *row = &t->rows[code - 1];
        __builtin_prefetch(far ? (const void *)(t->latin + row->first) : row);
        if (far) {
            __builtin_prefetch(t->cost + row->first);
        }
    }
}

bool idt_grade_native_may_reach(uint64_t native, idt_grade_spelling *latin, int32_t least)
{
    const idt_translit_row *rows[BITS];
    const bool han = (native & 15) == HAN_KIND;
    const idt_translit *t = idt_grade_table_of(native);
    if (t == NULL) {
        return native != IDT_GRADE_NEVER_READ;
    }
    const bool more = han ? native >> (64 - HAN_BITS) == HAN_MORE : (native & MORE) != 0;
    const size_t count =
        han ? unpack(t, native >> 4, HAN_BITS, HAN_MOST - (more ? 1 : 0), rows)
            : unpack(t, native >> KIND_BITS, code_bits(t), BITS / code_bits(t), rows);
    return count == SIZE_MAX ||
           idt_transducer_may_reach(t, rows, count, more, &latin->latin, least);
}

bool idt_grade_latin_may_reach(const idt_grade_word *native, const idt_transducer_native *laid_out,
                               uint64_t latin, int32_t least)
{
    idt_transducer_word word;
    word.len = 0;
    if ((latin & ((1U << KIND_BITS) - 1)) != LATIN || native->table == NULL ||
        native->whole.len > 0) {
        return latin != IDT_GRADE_NEVER_READ;
    }
    for (latin >>= KIND_BITS; latin != 0 && word.len < LATIN_MOST; latin >>= LATIN_BITS) {
        const uint8_t letter = (uint8_t)(latin & ((1U << LATIN_BITS) - 1));
        if (letter == 0 || letter > 26) {
            return true;
        }
        word.letters[word.len++] = letter;
    }
    idt_transducer_close(&word);
    return idt_transducer_laid_out_may_reach(native->table, laid_out, &word, least);
}
