/* Any two words: a fold is its own fold, keys and readings keep their bounds, the relation is what
 * its keys say, and a grade comes out. The first line of the input is one word, the rest the other.
 */
#include <stdint.h>
#include <stdlib.h>

#include "text/readings.h"
#include "text/spelling.h"

#define MOST 512

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_spelling(idt_str word)
{
    char once[MOST];
    char twice[MOST];
    const size_t len = idt_spelling_fold(word, once);
    require(len <= word.len);
    const idt_str fold = {.ptr = once, .len = len};
    require(idt_spelling_fold(fold, twice) == len && memcmp(once, twice, len) == 0);
    require(idt_spelling_skeleton(word, twice) <= word.len);
    for (int way = 0; way < IDT_SPELLING_WAYS; way++) {
        require(idt_spelling_sounds(word, way, twice) <= word.len);
    }
}

static void check_readings(idt_str word, size_t bytes)
{
    char buffer[IDT_READINGS_BYTES];
    idt_reading out[IDT_READINGS_MAX];
    idt_str sounds[IDT_READINGS_SOUNDS];
    size_t used = 0;
    const size_t room = bytes < sizeof buffer ? bytes : sizeof buffer;
    const size_t count = idt_readings_of(word, buffer, room, out);
    require(count <= IDT_READINGS_MAX);
    for (size_t i = 0; i < count; i++) {
        used += out[i].latin.len;
    }
    require(used <= room);
    require(idt_readings_sounds(word, buffer, room, sounds) <= IDT_READINGS_SOUNDS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const idt_str text = {.ptr = (const char *)data, .len = size < MOST ? size : MOST};
    const idt_str one = idt_str_slice(text, 0, idt_str_find(text, '\n'));
    const idt_str two = idt_str_slice(text, one.len < text.len ? one.len + 1 : one.len, text.len);
    check_spelling(one);
    check_spelling(two);
    check_readings(one, two.len);
    check_readings(two, IDT_READINGS_BYTES);
    for (int k = 0; k < 4; k++) {
        const int distance = idt_spelling_distance(one, two, k);
        require(distance >= 0 && distance <= k + 1);
    }
    (void)idt_readings_related(one, two);
    (void)idt_readings_grade(one, two);
    return 0;
}
