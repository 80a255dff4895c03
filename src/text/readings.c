#include "text/readings.h"

#include "text/native.h"
#include "text/spelling.h"
#include "text/transducer.h"

#define WORD_BYTES IDT_TRANSDUCER_LATIN

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
    key k = {0};
    k.len = idt_spelling_sounds(idt_str_slice(latin, 0, WORD_BYTES), way, k.bytes);
    return k;
}

static key fold_of(idt_str latin)
{
    key k = {0};
    k.len = idt_spelling_fold(idt_str_slice(latin, 0, WORD_BYTES), k.bytes);
    return k;
}

/* The spellings of a native token, cheapest first. */
static size_t spellings_of(idt_str token, idt_spelt spelt[IDT_TRANSDUCER_BEST])
{
    uint32_t letters[IDT_NATIVE_LETTERS];
    const idt_translit *table = idt_transducer_of(idt_script_of(token));
    if (table == NULL) {
        return 0;
    }
    const size_t count = idt_native_letters(token, letters);
    return idt_transducer_spell(table, letters, count, spelt);
}

size_t idt_readings_of(idt_str token, char *buffer, size_t buffer_bytes,
                       idt_reading out[IDT_READINGS_MAX])
{
    idt_spelt spelt[IDT_TRANSDUCER_BEST];
    const size_t found = spellings_of(token, spelt);
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

/* ---- the relation ---- */

static size_t sounds_among(const idt_spelt *spelt, size_t found, size_t most, key *out)
{
    size_t count = 0;
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

size_t idt_readings_sounds(idt_str token, char *buffer, size_t buffer_bytes,
                           idt_str out[IDT_READINGS_SOUNDS])
{
    idt_spelt spelt[IDT_TRANSDUCER_BEST];
    key sounds[IDT_READINGS_SOUNDS];
    const size_t found = spellings_of(token, spelt);
    const size_t count = sounds_among(spelt, found, IDT_READINGS_SOUNDS, sounds);
    size_t at = 0;
    size_t given = 0;
    for (; given < count && at + sounds[given].len <= buffer_bytes; given++) {
        memcpy(buffer + at, sounds[given].bytes, sounds[given].len);
        out[given] = (idt_str){.ptr = buffer + at, .len = sounds[given].len};
        at += sounds[given].len;
    }
    return given;
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
    const size_t count = sounds_among(spelt, found, IDT_READINGS_SOUNDS, sounds);
    const key fold = fold_of(latin);
    return sounds_known(sounds, count, latin) || fold_near(spelt, found, &fold);
}

int32_t idt_readings_grade(idt_str native, idt_str latin)
{
    uint32_t letters[IDT_NATIVE_LETTERS];
    const idt_translit *table = idt_transducer_of(idt_script_of(native));
    if (table == NULL) {
        return 0;
    }
    const size_t count = idt_native_letters(native, letters);
    return idt_transducer_grade(table, letters, count, latin);
}
