#include "text/reading_memory.h"

#include "core/map.h"

struct idt_reading_memory {
    idt_arena *handle; /* the struct itself lives here */
    idt_arena *arena;
    size_t ceiling;
    idt_map words; /* token -> idt_read_word */
};

idt_reading_memory *idt_reading_memory_new(size_t ceiling_bytes)
{
    idt_arena *handle = idt_arena_new(sizeof(idt_reading_memory) + 1024);
    idt_arena *arena = idt_arena_new(ceiling_bytes);
    idt_reading_memory *memory = handle != NULL ? IDT_NEW(handle, idt_reading_memory) : NULL;
    if (memory == NULL || arena == NULL) {
        idt_arena_free(handle);
        idt_arena_free(arena);
        return NULL;
    }
    *memory = (idt_reading_memory){.handle = handle, .arena = arena, .ceiling = ceiling_bytes};
    idt_map_init(&memory->words, arena);
    return memory;
}

void idt_reading_memory_free(idt_reading_memory *memory)
{
    if (memory != NULL) {
        idt_arena_free(memory->arena);
        idt_arena_free(memory->handle);
    }
}

void idt_reading_memory_begin(idt_reading_memory *memory)
{
    if (memory != NULL && idt_arena_used(memory->arena) > memory->ceiling / 4 * 3) {
        idt_arena_clear(memory->arena);
        idt_map_init(&memory->words, memory->arena);
    }
}

static size_t bytes_of(const idt_read_token *read)
{
    size_t bytes = 0;
    for (size_t i = 0; i < read->reading_count; i++) {
        bytes += read->readings[i].latin.len;
    }
    for (size_t i = 0; i < read->sound_count; i++) {
        bytes += read->sounds[i].len;
    }
    return bytes;
}

static idt_str moved(idt_str text, char **to)
{
    const idt_str kept = {.ptr = *to, .len = text.len};
    memcpy(*to, text.ptr, text.len);
    *to += text.len;
    return kept;
}

/* A copy in the arena; false at its ceiling. */
static bool keep(const idt_read_token *read, idt_arena *arena, idt_read_word *out)
{
    idt_reading *readings = IDT_NEW_N(arena, idt_reading, read->reading_count);
    idt_str *sounds = IDT_NEW_N(arena, idt_str, read->sound_count);
    char *bytes = idt_arena_alloc(arena, bytes_of(read));
    if (readings == NULL || sounds == NULL || bytes == NULL) {
        return false;
    }
    for (size_t i = 0; i < read->reading_count; i++) {
        readings[i] = read->readings[i];
        readings[i].latin = moved(readings[i].latin, &bytes);
    }
    for (size_t i = 0; i < read->sound_count; i++) {
        sounds[i] = moved(read->sounds[i], &bytes);
    }
    *out = (idt_read_word){.readings = readings,
                           .sounds = sounds,
                           .reading_count = read->reading_count,
                           .sound_count = read->sound_count};
    return true;
}

/* What does not fit is not remembered. */
static bool remember(idt_reading_memory *memory, idt_str token, const idt_read_token *read,
                     idt_read_word *out)
{
    bool added = false;
    idt_read_word *word = IDT_NEW(memory->arena, idt_read_word);
    const idt_str key = idt_str_copy(memory->arena, token);
    if (word == NULL || key.ptr == NULL || !keep(read, memory->arena, word)) {
        return false;
    }
    idt_map_entry *e = idt_map_put(&memory->words, key, &added);
    if (e == NULL) {
        return false;
    }
    e->value.ptr = word;
    *out = *word;
    return true;
}

bool idt_reading_memory_read(idt_reading_memory *memory, idt_str token, idt_arena *arena,
                             idt_read_word *out)
{
    const idt_map_entry *e = memory != NULL ? idt_map_find(&memory->words, token) : NULL;
    if (e != NULL) {
        *out = *(const idt_read_word *)e->value.ptr;
        return true;
    }
    idt_read_token read;
    idt_readings_read(token, &read);
    return (memory != NULL && remember(memory, token, &read, out)) || keep(&read, arena, out);
}
