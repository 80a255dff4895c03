/* generated_list.h - editions of a list for measuring: rows of the layout of OFAC's sdn.csv with
 * remarks of the usual kinds, about 300 bytes a row. The same rows on every machine. */
#ifndef INTERDICT_BENCH_GENERATED_LIST_H
#define INTERDICT_BENCH_GENERATED_LIST_H

#include <inttypes.h>

#include "core/str.h"

typedef struct bench_seed {
    uint64_t state;
} bench_seed;

static inline uint32_t draw(bench_seed *seed, uint32_t below)
{
    seed->state ^= seed->state << 13;
    seed->state ^= seed->state >> 7;
    seed->state ^= seed->state << 17;
    return (uint32_t)(seed->state >> 33) % below;
}

static inline void add_word(bench_seed *seed, idt_buf *out, bool capitals)
{
    static const char *const SYLLABLES[] = {"ba", "ker", "mo", "lin", "tar", "su", "ven", "di"};
    for (uint32_t n = 2 + draw(seed, 2); n > 0; n--) {
        const char *s = SYLLABLES[draw(seed, 8)];
        for (; *s != '\0'; s++) {
            idt_buf_add_byte(out, capitals ? (char)(*s - 'a' + 'A') : *s);
        }
    }
}

static inline void add_person(bench_seed *seed, idt_buf *out, uint32_t id)
{
    idt_buf_add_format(out, "%" PRIu32 ",\"", id);
    add_word(seed, out, true);
    idt_buf_add_text(out, ", ");
    add_word(seed, out, false);
    idt_buf_add_format(out,
                       "\",\"individual\",\"SDGT] [IRAN\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB "
                       "%02" PRIu32 " Jan 19%02" PRIu32 "; POB ",
                       1 + draw(seed, 28), draw(seed, 100));
    add_word(seed, out, false);
    idt_buf_add_format(out,
                       "; nationality Iran; Gender Male; Passport A%" PRIu32
                       " (Iran) expires 02 Feb 2020; alt. DOB circa 1960; Additional Sanctions "
                       "Information - Subject to Secondary Sanctions; Linked To: ",
                       draw(seed, 1000000));
    add_word(seed, out, true);
    idt_buf_add_text(out, ".\"\r\n");
}

static inline void add_entity(bench_seed *seed, idt_buf *out, uint32_t id)
{
    idt_buf_add_format(out, "%" PRIu32 ",\"", id);
    add_word(seed, out, true);
    idt_buf_add_text(out, " CO., LTD.");
    idt_buf_add_format(out,
                       "\",-0- ,\"RUSSIA-EO14024\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Website "
                       "www.w%" PRIu32
                       ".example; Organization Established Date 12 Jul 1999; Tax ID "
                       "No. %" PRIu32 " (Russia); Registration Number %" PRIu32 " (Russia).\"\r\n",
                       draw(seed, 100000), draw(seed, 1000000), draw(seed, 1000000));
}

/* Edition 0 has the plain text of each row; a later one has text of its own in one row of 200. So
 * two rows of 200 differ between neighbours. */
static inline void write_list(idt_buf *out, uint32_t rows, uint32_t edition)
{
    for (uint32_t i = 0; i < rows; i++) {
        const bool news = edition > 0 && i % 200 == edition % 200;
        bench_seed seed = {UINT64_C(0x0fac5d11) + i * UINT64_C(0x9e3779b97f4a7c15) +
                           (news ? edition : 0)};
        (void)draw(&seed, 2);
        if (draw(&seed, 2) == 0) {
            add_person(&seed, out, 1000 + i);
        } else {
            add_entity(&seed, out, 1000 + i);
        }
    }
    idt_buf_add_byte(out, 0x1a);
}

#endif
