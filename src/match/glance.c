#include "match/glance.h"

#include "core/map.h"

#define MOST_BYTES 64 /* what text/spelling.h compares letter by letter */

static uint64_t with_letter(uint64_t letters, unsigned char c)
{
    const uint64_t bit = UINT64_C(1) << (c & 31);
    return letters | ((letters & bit) != 0 ? bit << 32 : bit);
}

static uint64_t letters_of_fold(idt_str fold)
{
    uint64_t letters = 0;
    for (size_t i = 0; i < fold.len; i++) {
        letters = with_letter(letters, (unsigned char)fold.ptr[i]);
    }
    return letters;
}

/* Of each character the last byte, which tells letters of one block apart as well as any. */
static uint64_t letters_of_text(idt_str text, uint8_t *count)
{
    uint64_t letters = 0;
    for (size_t i = 0; i < text.len; i++) {
        const bool last = i + 1 == text.len || ((unsigned char)text.ptr[i + 1] & 0xc0) != 0x80;
        letters = last ? with_letter(letters, (unsigned char)text.ptr[i]) : letters;
        *count = (uint8_t)(*count + (last ? 1 : 0));
    }
    return letters;
}

/* Up to eight of the bytes, the first lowest. */
static uint64_t first_bytes(idt_str text, size_t most)
{
    uint64_t out = 0;
    for (size_t i = 0; i < text.len && i < most; i++) {
        out |= (uint64_t)(unsigned char)text.ptr[i] << 8 * i;
    }
    return out;
}

static uint32_t last_four(idt_str text)
{
    return text.len >= 4 ? (uint32_t)first_bytes(idt_str_slice(text, text.len - 4, text.len), 4)
                         : 0;
}

static uint32_t hash_of(idt_str text)
{
    return text.len > 0 ? (uint32_t)idt_hash64(text.ptr, text.len) : 0;
}

static uint8_t traits_of(const idt_match_part *part)
{
    const bool clipped = part->last && !part->known;
    const bool beside = part->whole.len > 0 || part->attribute.len > 0;
    const bool phrase = part->role == IDT_PART_GENERIC || part->role == IDT_PART_PLACE;
    return (
        uint8_t)((part->group_count > 0 ? IDT_GLANCE_GROUPS : 0) |
                 (part->syllabic ? IDT_GLANCE_SYLLABIC : 0) | (clipped ? IDT_GLANCE_CLIPPED : 0) |
                 (phrase ? IDT_GLANCE_PHRASE : 0) | (beside ? IDT_GLANCE_BESIDE : 0) |
                 (part->latin ? IDT_GLANCE_LATIN : 0) | (part->repeats ? IDT_GLANCE_REPEATS : 0) |
                 (part->use == IDT_USE_INITIAL && part->part->stopped ? IDT_GLANCE_STOPPED : 0));
}

static uint8_t script_of(const idt_match_part *part)
{
    const bool word =
        part->use == IDT_USE_WORD && part->fold.len <= MOST_BYTES && part->text.len <= UINT8_MAX;
    return (uint8_t)(!word ? 0 : part->latin ? 1 : 2 + part->part->script);
}

void idt_glance_of(const idt_match_part *part, idt_glance *out)
{
    *out = (idt_glance){
        .script = script_of(part),
        .fold_hash = part->fold_hash,
        .skeleton_hash = part->skeleton.len >= 2 ? part->skeleton_hash | 1 : 0,
        .class_id = part->class_id,
        .traits = traits_of(part),
        .use = part->use,
        .role = part->role,
        .fold_first = part->fold.len > 0 ? (uint8_t)part->fold.ptr[0] : 0,
        .whole_first = part->whole.len > 0 ? (uint8_t)part->whole.ptr[0] : 0,
    };
    if (out->script == 0) {
        return;
    }
    out->fold_letters = letters_of_fold(part->fold);
    out->text_letters = letters_of_text(part->text, &out->text_count);
    out->head = first_bytes(part->text, sizeof out->head);
    out->tail = last_four(part->text);
    out->whole_hash = hash_of(part->whole);
    out->behind_hash = hash_of(part->attribute);
    out->fold_len = (uint8_t)part->fold.len;
    out->text_len = (uint8_t)part->text.len;
}
