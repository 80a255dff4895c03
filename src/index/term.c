#include "index/term.h"

#include "index/keys.h"
#include "match/relation.h"
#include "text/grade.h"

/* What is kept of a part must be all there is: whoever adds to it adds it here. */
_Static_assert(sizeof(idt_match_part) == 200, "a field of idt_match_part is not in the file");

enum { TEXT, FOLD, WHOLE, SKELETON, ATTRIBUTE, TEXTS };

static uint8_t flags_of(const idt_match_part *part)
{
    return (uint8_t)((part->latin ? TERM_LATIN : 0) | (part->digits ? TERM_DIGITS : 0) |
                     (part->known ? TERM_KNOWN : 0) | (part->after_bin ? TERM_AFTER_BIN : 0) |
                     part->role << TERM_ROLE_SHIFT);
}

static void add_len(idt_str text, idt_buf *buf)
{
    const uint16_t len = (uint16_t)text.len;
    idt_buf_add(buf, &len, sizeof len);
}

static uint8_t at_most_255(size_t len)
{
    return len < UINT8_MAX ? (uint8_t)len : UINT8_MAX;
}

static void add_head(const idt_match_part *part, idt_buf *buf)
{
    const term_head head = {
        .letters = part->letters,
        .fold_hash = part->fold_hash,
        .skeleton_hash = part->skeleton_hash,
        .class_id = part->class_id,
        .rarity_mnat = part->rarity_mnat < UINT16_MAX ? (uint16_t)part->rarity_mnat : UINT16_MAX,
        .fold_len = at_most_255(part->fold.len),
        .skeleton_len = at_most_255(part->skeleton.len),
        .use = part->use,
        .flags = flags_of(part),
        .script = (uint8_t)part->part->script,
        .traits = (uint8_t)(index_first_code(part) | (part->whole.len > 0 ? TRAIT_WHOLE : 0) |
                            (part->attribute.len > 0 ? TRAIT_ATTRIBUTE : 0) |
                            (part->group_count > 0 ? TRAIT_GROUPS : 0))};
    idt_buf_add(buf, &head, sizeof head);
}

static void add_rest(const idt_match_part *part, const idt_str texts[TEXTS], idt_buf *buf)
{
    term_rest rest = {.text_hash = part->text_hash,
                      .numbers = part->part->number != 0,
                      .readings = (uint8_t)part->part->reading_count,
                      .sounds = part->sound_count,
                      .groups = part->group_count};
    for (size_t i = 0; i < TEXTS; i++) {
        rest.len[i] = (uint16_t)texts[i].len;
    }
    idt_buf_add(buf, &rest, sizeof rest);
    idt_buf_add(buf, &part->part->number, rest.numbers * sizeof(uint32_t));
}

void index_term_write(const idt_match_part *part, idt_buf *buf)
{
    const size_t from = buf->len;
    const size_t readings = part->part->reading_count;
    const idt_str texts[TEXTS] = {part->text, part->fold, part->whole, part->skeleton,
                                  part->attribute};
    add_head(part, buf);
    add_rest(part, texts, buf);
    for (size_t i = 0; i < readings; i++) {
        idt_buf_add(buf, &part->part->readings[i].cost_mnat, 4);
        add_len(part->part->readings[i].latin, buf);
        add_len(part->reading_folds[i], buf);
    }
    idt_buf_add(buf, part->groups, part->group_count * sizeof(uint16_t));
    for (size_t i = 0; i < part->sound_count; i++) {
        add_len(part->sounds[i], buf);
    }
    for (size_t i = 0; i < TEXTS; i++) {
        idt_buf_add_str(buf, texts[i]);
    }
    for (size_t i = 0; i < readings; i++) {
        idt_buf_add_str(buf, part->part->readings[i].latin);
        idt_buf_add_str(buf, part->reading_folds[i]);
    }
    for (size_t i = 0; i < part->sound_count; i++) {
        idt_buf_add_str(buf, part->sounds[i]);
    }
    while ((buf->len - from) % 4 != 0 && !buf->failed) {
        idt_buf_add_byte(buf, '\0');
    }
}

void index_term_spelling(const char *written, idt_str *skeleton, idt_str *fold)
{
    term_rest rest;
    const char *record = written + sizeof(term_head);
    memcpy(&rest, record, sizeof rest);
    const char *texts = record + sizeof rest + 4 * (size_t)rest.numbers +
                        8 * (size_t)rest.readings + 2 * (size_t)rest.groups +
                        2 * (size_t)rest.sounds;
    *fold = (idt_str){.ptr = texts + rest.len[TEXT], .len = rest.len[FOLD]};
    *skeleton =
        (idt_str){.ptr = fold->ptr + rest.len[FOLD] + rest.len[WHOLE], .len = rest.len[SKELETON]};
}

uint64_t index_term_letters(const idt_match_part *part)
{
    idt_grade_word word;
    if (part->use != IDT_USE_WORD) {
        return IDT_GRADE_NOT_KEPT;
    }
    if (part->latin) {
        return idt_grade_pack_latin(part->text);
    }
    if (idt_is_never_read(part)) {
        return IDT_GRADE_NEVER_READ;
    }
    idt_grade_native(part->text, &word);
    return idt_grade_pack_native(&word);
}

void index_term_readings(const idt_match_part *part, uint64_t out[IDT_READINGS_MAX])
{
    for (size_t i = 0; i < IDT_READINGS_MAX; i++) {
        out[i] =
            i < part->part->reading_count ? idt_grade_pack_latin(part->part->readings[i].latin) : 0;
    }
}

typedef struct cursor {
    const char *at;
    size_t left;
} cursor;

static bool take(cursor *c, size_t len, idt_str *out)
{
    if (len > c->left) {
        return false;
    }
    *out = (idt_str){.ptr = c->at, .len = len};
    c->at += len;
    c->left -= len;
    return true;
}

static uint16_t get_u16(const uint8_t *at)
{
    uint16_t v;
    memcpy(&v, at, sizeof v);
    return v;
}

static bool take_readings(cursor *c, const uint8_t *heads, size_t count, term_view *out)
{
    for (size_t i = 0; i < count; i++) {
        memcpy(&out->readings[i].cost_mnat, heads + 8 * i, 4);
        if (!take(c, get_u16(heads + 8 * i + 4), &out->readings[i].latin) ||
            !take(c, get_u16(heads + 8 * i + 6), &out->part.reading_folds[i])) {
            return false;
        }
    }
    return true;
}

static bool take_sounds(cursor *c, const uint8_t *lens, size_t count, term_view *out)
{
    for (size_t i = 0; i < count; i++) {
        if (!take(c, get_u16(lens + 2 * i), &out->sounds[i])) {
            return false;
        }
    }
    return true;
}

static void fill(const term_head *head, const term_rest *rest, term_view *out)
{
    const bool known = (head->flags & TERM_KNOWN) != 0;
    const idt_part_role role = (idt_part_role)(head->flags >> TERM_ROLE_SHIFT);
    const bool after_bin = (head->flags & TERM_AFTER_BIN) != 0;
    idt_match_part *part = &out->part;
    part->text_hash = rest->text_hash;
    part->fold_hash = head->fold_hash;
    part->skeleton_hash = head->skeleton_hash;
    part->letters = head->letters;
    part->class_id = head->class_id;
    part->rarity_mnat = head->rarity_mnat;
    part->use = head->use;
    part->role = (uint8_t)role;
    part->known = known;
    part->tagged = part->last = part->repeats = part->syllabic = false;
    part->after_bin = after_bin;
    part->latin = (head->flags & TERM_LATIN) != 0;
    part->digits = (head->flags & TERM_DIGITS) != 0;
    part->group_count = rest->groups;
    part->sound_count = rest->sounds;
    out->base = (idt_name_part){.script = (idt_script)head->script,
                                .role = role,
                                .rarity_mnat = head->rarity_mnat,
                                .class_id = head->class_id,
                                .group_count = rest->groups,
                                .reading_count = rest->readings,
                                .known = known,
                                .after_bin = after_bin};
}

bool index_term_read(const term_head *head, const uint8_t *bytes, size_t len, term_view *out)
{
    term_rest rest;
    if (len < sizeof rest) {
        return false;
    }
    memcpy(&rest, bytes, sizeof rest);
    const size_t readings = sizeof rest + 4 * (size_t)rest.numbers;
    const size_t groups = readings + 8 * (size_t)rest.readings;
    const size_t sounds = groups + 2 * (size_t)rest.groups;
    const size_t texts = sounds + 2 * (size_t)rest.sounds;
    if (rest.numbers > 1 || head->flags >> TERM_ROLE_SHIFT > IDT_PART_NUMBER ||
        rest.readings > IDT_READINGS_MAX || head->use > IDT_USE_SUFFIX ||
        head->script >= IDT_SCRIPT_COUNT || rest.groups > INDEX_GROUPS_MAX ||
        rest.sounds > IDT_READINGS_SOUNDS || texts > len || rest.len[TEXT] == 0) {
        return false;
    }
    fill(head, &rest, out);
    if (rest.numbers > 0) {
        memcpy(&out->base.number, bytes + sizeof rest, sizeof out->base.number);
    }
    out->part.groups = out->base.groups = (const uint16_t *)(const void *)(bytes + groups);
    cursor c = {.at = (const char *)bytes + texts, .left = len - texts};
    const bool fits = take(&c, rest.len[TEXT], &out->part.text) &&
                      take(&c, rest.len[FOLD], &out->part.fold) &&
                      take(&c, rest.len[WHOLE], &out->part.whole) &&
                      take(&c, rest.len[SKELETON], &out->part.skeleton) &&
                      take(&c, rest.len[ATTRIBUTE], &out->part.attribute) &&
                      take_readings(&c, bytes + readings, rest.readings, out) &&
                      take_sounds(&c, bytes + sounds, rest.sounds, out);
    out->base.text = out->part.text;
    out->base.fold = out->part.fold;
    out->base.skeleton = out->part.skeleton;
    return fits;
}
