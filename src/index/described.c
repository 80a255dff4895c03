/* What ids stand for, what finds them, and which of them a later file replaces. */
#include "core/map.h"
#include "index/state.h"

idt_rc idt_index_about(const idt_index *index, uint32_t file, uint32_t id, idt_str *out,
                       idt_error *err)
{
    uint64_t len;
    const segment *s = &index->segments[file];
    const uint8_t *bytes =
        id < s->ids ? segment_range(s, SECTION_ABOUT_OFF, SECTION_ABOUT, id, 1, &len) : NULL;
    if (bytes == NULL) {
        return segment_damaged(s, err);
    }
    *out = (idt_str){.ptr = (const char *)bytes, .len = len};
    return IDT_OK;
}

static const uint8_t *find_at(const segment *s, uint32_t i)
{
    return segment_bytes(s, SECTION_FIND, (uint64_t)i * FIND_BYTES, FIND_BYTES);
}

/* The first item whose hash is not less; false: damaged. */
static bool first_find(const segment *s, uint64_t hash, uint32_t *out)
{
    uint32_t low = 0;
    uint32_t high = s->finds;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const uint8_t *item = find_at(s, middle);
        if (item == NULL) {
            return false;
        }
        if (get_u64(item) < hash) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *out = low;
    return true;
}

static idt_rc find_in(const segment *s, uint32_t file, uint64_t hash, idt_index_origin_visit visit,
                      void *context, idt_error *err)
{
    uint32_t at;
    if (!first_find(s, hash, &at)) {
        return segment_damaged(s, err);
    }
    for (; at < s->finds; at++) {
        idt_index_origin origin = {.file = file};
        const uint8_t *item = find_at(s, at);
        if (item == NULL) {
            return segment_damaged(s, err);
        }
        if (get_u64(item) != hash) {
            return IDT_OK;
        }
        origin.origin_id = get_u32(item + 8);
        if (!index_id_at(s, origin.origin_id, &origin.origin)) {
            return segment_damaged(s, err);
        }
        if (!index_is_replaced(s, origin.origin_id)) {
            const idt_rc rc = visit(context, &origin, err);
            if (rc != IDT_OK) {
                return rc;
            }
        }
    }
    return IDT_OK;
}

idt_rc idt_index_find(const idt_index *index, idt_str key, idt_index_origin_visit visit,
                      void *context, idt_error *err)
{
    const uint64_t hash = idt_hash64(key.ptr, key.len);
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < index->count && rc == IDT_OK; i++) {
        rc = find_in(&index->segments[i], (uint32_t)i, hash, visit, context, err);
    }
    return rc;
}

/* The first id that is not less than `text`; false: damaged. */
static bool first_id(const segment *s, idt_str text, uint32_t *out)
{
    uint32_t low = 0;
    uint32_t high = s->ids;
    while (low < high) {
        idt_str id;
        const uint32_t middle = low + (high - low) / 2;
        if (!index_id_at(s, middle, &id)) {
            return false;
        }
        if (idt_str_compare(id, text) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *out = low;
    return true;
}

static idt_rc mark(idt_index *index, segment *s, idt_str prefix, idt_error *err)
{
    uint32_t i;
    idt_str id;
    if (!first_id(s, prefix, &i)) {
        return segment_damaged(s, err);
    }
    for (; i < s->ids; i++) {
        if (!index_id_at(s, i, &id)) {
            return segment_damaged(s, err);
        }
        if (id.len < prefix.len || memcmp(id.ptr, prefix.ptr, prefix.len) != 0) {
            return IDT_OK;
        }
        if (s->replaced == NULL) {
            s->replaced = IDT_NEW_N(index->arena, uint64_t, (size_t)s->ids / 64 + 1);
            if (s->replaced == NULL) {
                return idt_arena_fail(index->arena, err);
            }
        }
        s->replaced[i / 64] |= UINT64_C(1) << (i % 64);
    }
    return IDT_OK;
}

static idt_rc mark_earlier(idt_index *index, const segment *later, idt_str prefix, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < index->count && rc == IDT_OK; i++) {
        if (index->segments[i].known_at_us < later->known_at_us) {
            rc = mark(index, &index->segments[i], prefix, err);
        }
    }
    return rc;
}

idt_rc index_replace(idt_index *index, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < index->count && rc == IDT_OK; i++) {
        const segment *s = &index->segments[i];
        for (uint32_t k = 0; k < s->replaces && rc == IDT_OK; k++) {
            uint64_t len;
            const uint8_t *at = segment_range(s, SECTION_REPLACE_OFF, SECTION_REPLACE, k, 1, &len);
            rc = at == NULL ? segment_damaged(s, err)
                            : mark_earlier(index, s, (idt_str){(const char *)at, len}, err);
        }
    }
    return rc;
}
