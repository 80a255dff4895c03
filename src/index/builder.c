#include "index/builder.h"

#include <assert.h>
#include <stdlib.h>

#include "index/build_state.h"
#include "index/format.h"
#include "index/keys.h"
#include "index/term.h"
#include "match/align.h"

#define NAME_ARENA_BYTES ((size_t)64 << 20)

idt_rc idt_index_builder_new(idt_str register_version, size_t ceiling_bytes,
                             idt_index_builder **out, idt_error *err)
{
    idt_arena *arena = idt_arena_new(ceiling_bytes);
    idt_arena *parsing = idt_arena_new(NAME_ARENA_BYTES);
    idt_index_builder *b = arena != NULL ? IDT_NEW(arena, idt_index_builder) : NULL;
    if (b == NULL || parsing == NULL || register_version.len >= 80) {
        idt_arena_free(arena);
        idt_arena_free(parsing);
        return idt_fail(
            err, register_version.len >= 80 ? IDT_E_USAGE : IDT_E_LIMIT, "no index is begun: %s",
            register_version.len >= 80 ? "the register's version is over 79 bytes" : "no memory");
    }
    *b = (idt_index_builder){.arena = arena,
                             .parsing = parsing,
                             .register_version = idt_str_copy(arena, register_version)};
    idt_buf_init(&b->scratch, NAME_ARENA_BYTES);
    idt_map_init(&b->terms, arena);
    idt_map_init(&b->forms, arena);
    idt_map_init(&b->ids, arena);
    idt_map_init(&b->spans, arena);
    idt_map_init(&b->descriptions, arena);
    idt_map_init(&b->replaced, arena);
    *out = b;
    return IDT_OK;
}

void idt_index_builder_free(idt_index_builder *builder)
{
    if (builder == NULL) {
        return;
    }
    idt_buf_release(&builder->scratch);
    idt_arena_free(builder->parsing);
    idt_arena_free(builder->arena);
}

bool index_number_of(idt_index_builder *b, idt_map *map, idt_str bytes, uint32_t *out)
{
    bool added = false;
    idt_map_entry *e = idt_map_find(map, bytes);
    if (e == NULL) {
        const idt_str kept = idt_str_copy(b->arena, bytes);
        e = kept.ptr != NULL ? idt_map_put(map, kept, &added) : NULL;
        if (e == NULL) {
            return false;
        }
        e->value.number = map->count - 1;
    }
    *out = (uint32_t)e->value.number;
    return true;
}

static void add_text(idt_buf *buf, idt_str text)
{
    const uint32_t len = (uint32_t)text.len;
    idt_buf_add(buf, &len, sizeof len);
    idt_buf_add_str(buf, text);
}

static idt_str identity_of(idt_index_builder *b, const idt_index_name *name)
{
    idt_buf_clear(&b->scratch);
    add_text(&b->scratch, name->text);
    idt_buf_add_byte(&b->scratch, (char)name->kind);
    idt_buf_add_byte(&b->scratch, (char)name->standing);
    if (name->tags != NULL) {
        add_text(&b->scratch, name->tags->first);
        add_text(&b->scratch, name->tags->middle);
        add_text(&b->scratch, name->tags->father);
        add_text(&b->scratch, name->tags->last);
    }
    return b->scratch.failed ? (idt_str){0} : idt_buf_borrow(&b->scratch);
}

static void add_varint(idt_buf *buf, uint32_t v)
{
    for (; v >= 0x80; v >>= 7) {
        idt_buf_add_byte(buf, (char)(v | 0x80));
    }
    idt_buf_add_byte(buf, (char)v);
}

static void add_counted(idt_buf *buf, idt_str text)
{
    add_varint(buf, (uint32_t)text.len);
    idt_buf_add_str(buf, text);
}

static uint32_t part_bits(const idt_match_part *part)
{
    const idt_name_part *p = part->part;
    return (uint32_t)p->role | (p->tagged ? PART_TAGGED : 0) | (p->joined ? PART_JOINED : 0) |
           (p->article ? PART_ARTICLE : 0) | (p->after_bin ? PART_AFTER_BIN : 0) |
           (part->last ? PART_LAST : 0) | (part->repeats ? PART_REPEATS : 0);
}

/* docs/formats/index.md, "Forms". */
static idt_str form_data(idt_index_builder *b, const idt_index_name *name,
                         const idt_match_name *prepared)
{
    const idt_name *parsed = prepared->name;
    idt_buf *buf = &b->scratch;
    uint32_t at = 0;
    idt_buf_clear(buf);
    idt_buf_add_byte(buf, (char)((unsigned)parsed->kind | (parsed->guessed ? 4U : 0U) |
                                 (unsigned)name->standing << 3 | (unsigned)parsed->repaired << 5));
    add_varint(buf, (uint32_t)parsed->cut);
    add_counted(buf, name->text);
    add_counted(buf, parsed->key);
    add_counted(buf, parsed->acronym);
    for (size_t i = 0; i < prepared->count; i++) {
        const idt_name_part *part = prepared->parts[i].part;
        /* Parts stand in order (text/name.h I1); the sign is for a parser that breaks it. */
        const int64_t gap = (int64_t)part->start - at;
        add_varint(buf, (uint32_t)(gap >= 0 ? gap * 2 : -gap * 2 - 1));
        add_varint(buf, part->end - part->start);
        add_varint(buf, part_bits(&prepared->parts[i]));
        at = part->end;
    }
    return buf->failed ? (idt_str){0} : idt_str_copy(b->arena, idt_buf_borrow(buf));
}

static bool add_link(idt_index_builder *b, uint64_t key, uint32_t form)
{
    if (!IDT_GROW(b->arena, b->links, b->link_cap, b->link_count)) {
        return false;
    }
    b->links[b->link_count++] = (built_link){.key = key, .form = form};
    return true;
}

static bool add_links(idt_index_builder *b, const idt_match_name *name, uint32_t form)
{
    const idt_str key = name->name->key;
    const idt_str acronym = name->name->acronym;
    bool fits = key.len == 0 || add_link(b, index_key(LINK_NAME, key.ptr, key.len), form);
    if (acronym.len >= 3) {
        fits = fits && add_link(b, index_key(LINK_ACRONYM, acronym.ptr, acronym.len), form);
    }
    for (size_t count = 2; count <= IDT_ALIGN_JOIN_MAX; count++) {
        for (size_t at = 0; at + count <= name->count; at++) {
            uint64_t keys[INDEX_JOIN_KEYS];
            const size_t n = index_join_keys(LINK_JOIN, name, at, count, keys);
            uint64_t own[INDEX_JOIN_KEYS];
            (void)index_join_keys(LINK_JOIN_SELF, name, at, count, own);
            for (size_t i = 0; i < n && fits; i++) {
                const bool self = index_joins_to_itself(LINK_JOIN, name, at, count, keys[i]);
                fits = add_link(b, self ? own[i] : keys[i], form);
            }
        }
    }
    return fits;
}

static bool too_long(const idt_match_name *name)
{
    for (size_t i = 0; i < name->count; i++) {
        if (name->parts[i].text.len > UINT16_MAX || name->parts[i].fold.len > UINT16_MAX ||
            name->parts[i].whole.len > UINT16_MAX) {
            return true;
        }
    }
    return false;
}

/* A number, say: it may agree, and is neither word nor initial. */
static bool counts_otherwise(const idt_match_part *part)
{
    return index_part_is_found(part) && part->use != IDT_USE_WORD && part->use != IDT_USE_INITIAL;
}

static uint32_t built_bits(const idt_match_part *part)
{
    return (index_part_is_found(part) ? BUILT_FOUND : 0) |
           (counts_otherwise(part) ? BUILT_OTHER : 0);
}

static bool add_terms(idt_index_builder *b, const idt_match_name *name, built_form *form)
{
    form->count = name->count;
    form->terms = IDT_NEW_N(b->arena, uint32_t, name->count);
    form->row = IDT_NEW_N(b->arena, row_part, name->count);
    for (size_t i = 0; i < name->count; i++) {
        idt_buf_clear(&b->scratch);
        index_term_write(&name->parts[i], &b->scratch);
        if (form->terms == NULL || form->row == NULL || b->scratch.failed ||
            !index_number_of(b, &b->terms, idt_buf_borrow(&b->scratch), &form->terms[i])) {
            return false;
        }
        form->row[i] = index_row_part(name, &name->parts[i]);
        form->row[i].what |= built_bits(&name->parts[i]);
        if (name->parts[i].rarity_mnat > name->parts[form->rarest].rarity_mnat) {
            form->rarest = (uint32_t)i;
        }
    }
    return true;
}

static idt_rc parse_form(idt_index_builder *b, const idt_index_name *name, uint32_t number,
                         built_form *form, idt_error *err)
{
    idt_name parsed;
    idt_match_name prepared;
    idt_arena_clear(b->parsing);
    idt_rc rc = idt_name_parse(name->text, name->kind, name->tags, b->parsing, &parsed, err);
    rc = rc == IDT_OK ? idt_match_prepare(&parsed, b->parsing, &prepared, err) : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    if (too_long(&prepared)) {
        return idt_fail(err, IDT_E_LIMIT,
                        "a name with a word of more than 65,535 bytes is no name: \"" IDT_STR_FMT
                        "...\"",
                        IDT_STR_ARG(idt_str_slice(name->text, 0, 40)));
    }
    b->cut += parsed.cut > 0 ? 1 : 0;
    form->data = form_data(b, name, &prepared);
    return form->data.ptr != NULL && add_terms(b, &prepared, form) &&
                   add_links(b, &prepared, number)
               ? IDT_OK
               : idt_arena_fail(b->arena, err);
}

static idt_rc form_of(idt_index_builder *b, const idt_index_name *name, uint32_t *out,
                      idt_error *err)
{
    bool added = false;
    const idt_str identity = identity_of(b, name);
    idt_map_entry *e = identity.ptr != NULL ? idt_map_find(&b->forms, identity) : NULL;
    if (e == NULL) {
        const idt_str kept = idt_str_copy(b->arena, identity);
        e = kept.ptr != NULL ? idt_map_put(&b->forms, kept, &added) : NULL;
    }
    if (e == NULL) {
        return idt_arena_fail(b->arena, err);
    }
    if (added) {
        const size_t number = b->forms.count - 1;
        if (number >= INDEX_FORMS_MAX || !IDT_GROW(b->arena, b->form_items, b->form_cap, number)) {
            return idt_arena_fail(b->arena, err);
        }
        e->value.number = number;
        b->form_items[number] = (built_form){.identity = e->key};
        const idt_rc rc = parse_form(b, name, (uint32_t)number, &b->form_items[number], err);
        if (rc != IDT_OK) {
            return rc;
        }
    }
    *out = (uint32_t)e->value.number;
    return IDT_OK;
}

static bool ends_first(const idt_index_span *s)
{
    return s->valid_to < s->valid_from || s->published_to < s->published_from ||
           s->recorded_to < s->recorded_from;
}

idt_rc idt_index_builder_add(idt_index_builder *b, const idt_index_name *name, idt_error *err)
{
    built_entry entry = {.ordinal = name->ordinal};
    if (ends_first(&name->span)) {
        return idt_fail(err, IDT_E_INPUT,
                        "a name of " IDT_STR_FMT " ends before it begins; expected from <= to",
                        IDT_STR_ARG(name->subject));
    }
    const idt_rc rc = form_of(b, name, &entry.form, err);
    if (rc != IDT_OK) {
        return rc;
    }
    const idt_str span = {.ptr = (const char *)&name->span, .len = sizeof name->span};
    if (!index_number_of(b, &b->ids, name->subject, &entry.subject) ||
        !index_number_of(b, &b->ids, name->origin, &entry.origin) ||
        !index_number_of(b, &b->spans, span, &entry.span) ||
        !IDT_GROW(b->arena, b->entries, b->entry_cap, b->entry_count)) {
        return idt_arena_fail(b->arena, err);
    }
    b->entries[b->entry_count++] = entry;
    return IDT_OK;
}

idt_rc idt_index_builder_finish(idt_index_builder *builder, idt_buf *out, idt_index_built *built,
                                idt_error *err)
{
    return index_write(builder, out, built, err);
}
