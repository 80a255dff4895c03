#include "match/prepared.h"

#include "core/map.h"
#include "match/glance.h"
#include "match/syllabic.h"
#include "text/key.h"
#include "text/spelling.h"

static idt_part_use use_of(const idt_name_part *part)
{
    switch (part->role) {
    case IDT_PART_PARTICLE:
    case IDT_PART_TITLE:
        return IDT_USE_NONE;
    case IDT_PART_INITIAL:
        return IDT_USE_INITIAL;
    case IDT_PART_NUMBER:
        return IDT_USE_NUMBER;
    case IDT_PART_FORM:
        return IDT_USE_FORM;
    case IDT_PART_SUFFIX:
        return IDT_USE_SUFFIX;
    default:
        return IDT_USE_WORD;
    }
}

static uint32_t letters_of(idt_str fold)
{
    uint32_t letters = 0;
    for (size_t i = 0; i < fold.len; i++) {
        letters |= UINT32_C(1) << ((unsigned char)fold.ptr[i] & 31);
    }
    return letters;
}

static uint32_t hash_of(idt_str text)
{
    return (uint32_t)idt_hash64(text.ptr, text.len);
}

static bool has_digit(idt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9') {
            return true;
        }
    }
    return false;
}

static bool is_ascii(idt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

typedef size_t key_fn(idt_str folded, char *out);

static idt_rc key_of(key_fn *make, idt_str text, idt_arena *arena, idt_str *out, idt_error *err)
{
    char *bytes = idt_arena_alloc(arena, text.len);
    if (bytes == NULL) {
        return idt_arena_fail(arena, err);
    }
    *out = (idt_str){.ptr = bytes, .len = make(text, bytes)};
    return IDT_OK;
}

/* The fold of a part together with the particle written before it. */
static idt_rc whole_of(const idt_name *name, const idt_name_part *part, idt_arena *arena,
                       idt_str *out, idt_error *err)
{
    idt_str key;
    const idt_str slice = idt_str_slice(name->read, part->read_start, part->read_end);
    idt_rc rc = idt_text_key(slice, arena, &key, err);
    char *bytes = rc == IDT_OK ? idt_arena_alloc(arena, key.len) : NULL;
    if (rc != IDT_OK || bytes == NULL) {
        return rc != IDT_OK ? rc : idt_arena_fail(arena, err);
    }
    idt_str joined = {.ptr = bytes, .len = 0};
    for (size_t i = 0; i < key.len; i++) {
        if (key.ptr[i] != ' ') {
            bytes[joined.len++] = key.ptr[i];
        }
    }
    return key_of(idt_spelling_fold, joined, arena, out, err);
}

static idt_rc readings_of(const idt_name_part *part, idt_arena *arena, idt_match_part *out,
                          idt_error *err)
{
    idt_rc rc = IDT_OK;
    out->sounds = part->sounds;
    out->sound_count = (uint8_t)part->sound_count;
    for (size_t i = 0; i < part->reading_count && i < IDT_READINGS_MAX && rc == IDT_OK; i++) {
        rc = key_of(idt_spelling_fold, part->readings[i].latin, arena, &out->reading_folds[i], err);
    }
    return rc;
}

/* abdulhanif is also called hanif. */
static idt_str attribute_of(const idt_name_part *part)
{
    const size_t servant = sizeof "abdul" - 1;
    return idt_str_starts(part->fold, "abdul") && part->fold.len >= servant + 3
               ? idt_str_slice(part->fold, servant, part->fold.len)
               : (idt_str){0};
}

static idt_rc prepare_part(const idt_name *name, const idt_name_part *part, idt_arena *arena,
                           idt_match_part *out, idt_error *err)
{
    *out = (idt_match_part){
        .part = part,
        .role = (uint8_t)part->role,
        .known = part->known,
        .tagged = part->tagged,
        .after_bin = part->after_bin,
        .groups = part->groups,
        .group_count = part->group_count < UINT8_MAX ? (uint8_t)part->group_count : UINT8_MAX,
        .text = part->text,
        .fold = part->fold,
        .skeleton = part->skeleton,
        .attribute = attribute_of(part),
        .use = (uint8_t)use_of(part),
        .latin = part->script == IDT_SCRIPT_LATIN || is_ascii(part->text),
        .digits = has_digit(part->text),
        .text_hash = hash_of(part->text),
        .fold_hash = hash_of(part->fold),
        .skeleton_hash = hash_of(part->skeleton),
        .letters = letters_of(part->fold),
        .rarity_mnat = part->rarity_mnat > 0 ? part->rarity_mnat : 0,
        .class_id = part->class_id,
    };
    if (!out->latin) {
        return readings_of(part, arena, out, err);
    }
    return part->article ? whole_of(name, part, arena, &out->whole, err) : IDT_OK;
}

static bool repeats(const idt_match_name *out, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (out->parts[i].use == IDT_USE_WORD &&
            idt_str_equal(out->parts[i].fold, out->parts[at].fold)) {
            return true;
        }
    }
    return false;
}

static void count_part(idt_match_name *out, size_t at)
{
    idt_match_part *part = &out->parts[at];
    if (part->use != IDT_USE_WORD) {
        part->last = part->use == IDT_USE_FORM;
        return;
    }
    part->repeats = repeats(out, at);
    out->words++;
    out->telling = (uint16_t)(out->telling + !idt_says_what(part->role, part->class_id));
    out->bearing =
        (uint16_t)(out->bearing + (part->role != IDT_PART_GENERIC && !part->repeats ? 1 : 0));
    for (size_t i = 0; i < at; i++) {
        out->parts[i].last = false;
    }
    part->last = true;
    out->has_bin = out->has_bin || part->after_bin;
    out->first_word = out->first_word == out->count ? (uint16_t)at : out->first_word;
}

/* Keys hold no NUL: shorter ones come first, as they do. */
static uint64_t head_of(idt_str key)
{
    uint64_t head = 0;
    for (size_t i = 0; i < sizeof head; i++) {
        head = head << 8 | (i < key.len ? (unsigned char)key.ptr[i] : 0u);
    }
    return head;
}

void idt_match_look(idt_match_name *name)
{
    name->kind = (uint8_t)name->name->kind;
    name->repaired = name->name->repaired;
    name->key_head = head_of(name->name->key);
    name->uses = 0;
    for (size_t i = 0; i < name->count; i++) {
        name->uses = (uint8_t)(name->uses | 1u << name->parts[i].use);
        idt_glance_of(&name->parts[i], &name->glances[i]);
    }
}

idt_rc idt_match_prepare(const idt_name *name, idt_arena *arena, idt_match_name *out,
                         idt_error *err)
{
    const size_t count = name->count < IDT_NAME_PARTS_MAX ? name->count : IDT_NAME_PARTS_MAX;
    *out = (idt_match_name){
        .name = name,
        .parts = IDT_NEW_N(arena, idt_match_part, count),
        .glances = IDT_NEW_N(arena, idt_glance, count),
        .count = (uint16_t)count,
        .first_word = (uint16_t)count,
        .kind = (uint8_t)name->kind,
    };
    if (out->parts == NULL || out->glances == NULL) {
        return idt_arena_fail(arena, err);
    }
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        rc = prepare_part(name, &name->parts[i], arena, &out->parts[i], err);
        if (rc == IDT_OK) {
            count_part(out, i);
        }
    }
    const bool syllabic = rc == IDT_OK && idt_syllabic_name(out);
    for (size_t i = 0; i < count && syllabic; i++) {
        out->parts[i].syllabic = out->parts[i].use == IDT_USE_WORD;
    }
    if (rc == IDT_OK) {
        idt_match_look(out);
    }
    return rc;
}
