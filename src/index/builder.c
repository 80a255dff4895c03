#include "index/builder.h"

#include "index/build_state.h"
#include "index/keys.h"
#include "index/term.h"
#include "match/align.h"

#define NAME_ARENA_BYTES  ((size_t)64 << 20)
#define WORD_MEMORY_BYTES ((size_t)32 << 20)

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
    b->room = (index_room){.ceiling = ceiling_bytes, .taken = idt_arena_used(arena)};
    b->memory = idt_reading_memory_new(WORD_MEMORY_BYTES); /* or none: then all is read anew */
    *out = b;
    return IDT_OK;
}

void index_builder_release(idt_index_builder *b)
{
    index_texts *const texts[] = {&b->terms, &b->forms,    &b->ids,
                                  &b->spans, &b->replaced, &b->described};
    idt_buf *const arrays[] = {&b->form_items, &b->data,         &b->rows,  &b->entries, &b->links,
                               &b->about,      &b->descriptions, &b->finds, &b->classes};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        index_texts_free(&b->room, texts[i]);
    }
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
        index_gathered_free(&b->room, arrays[i]);
    }
}

void idt_index_builder_free(idt_index_builder *builder)
{
    if (builder == NULL) {
        return;
    }
    index_builder_release(builder);
    idt_buf_release(&builder->scratch);
    idt_reading_memory_free(builder->memory);
    idt_arena_free(builder->parsing);
    idt_arena_free(builder->arena);
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
           (part->last ? PART_LAST : 0) | (part->repeats ? PART_REPEATS : 0) |
           (part->syllabic ? PART_SYLLABIC : 0) | (p->stopped ? PART_STOPPED : 0);
}

/* docs/formats/index.md, "Forms", without the text, which is in the identity: write.c puts it
 * behind the parts cut off. */
static bool add_data(idt_index_builder *b, const idt_index_name *name,
                     const idt_match_name *prepared)
{
    const idt_name *parsed = prepared->name;
    idt_buf *buf = &b->scratch;
    uint32_t at = 0;
    idt_buf_clear(buf);
    idt_buf_add_byte(buf, (char)((unsigned)parsed->kind | (parsed->guessed ? 4U : 0U) |
                                 (unsigned)name->standing << 3 | (unsigned)parsed->repaired << 5));
    add_varint(buf, (uint32_t)parsed->cut);
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
    return !buf->failed && index_gather(&b->room, &b->data, buf->ptr, buf->len);
}

static bool add_link(idt_index_builder *b, uint64_t key, uint32_t form)
{
    const built_link link = {.high = (uint32_t)(key >> 32), .check = (uint8_t)key, .form = form};
    return index_gather(&b->room, &b->links, &link, sizeof link);
}

static bool add_each(idt_index_builder *b, const uint64_t *keys, size_t count, uint32_t form)
{
    bool fits = true;
    for (size_t i = 0; i < count && fits; i++) {
        fits = add_link(b, keys[i], form);
    }
    return fits;
}

static bool add_joins(idt_index_builder *b, const idt_match_name *name, size_t at, size_t count,
                      uint32_t form)
{
    uint64_t keys[INDEX_JOIN_KEYS];
    const size_t n = index_join_keys(LINK_JOIN, name, at, count, keys);
    for (size_t i = 0; i < n; i++) {
        if (index_joins_to_itself(LINK_JOIN, name, at, count, keys[i])) {
            uint64_t own[INDEX_JOIN_KEYS];
            (void)index_join_keys(LINK_JOIN_SELF, name, at, count, own);
            keys[i] = own[i];
        }
    }
    return add_each(b, keys, n, form);
}

static bool add_syllables(idt_index_builder *b, const idt_match_name *name, size_t at, size_t count,
                          uint32_t form)
{
    uint64_t keys[INDEX_SYLLABLE_KEYS];
    const size_t n = index_join_syllables(LINK_SYLLABLES, name, at, count, keys);
    return add_each(b, keys, n, form);
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
        for (size_t at = 0; at + count <= name->count && fits; at++) {
            fits = add_joins(b, name, at, count, form) && add_syllables(b, name, at, count, form);
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

static idt_rc too_many_terms(idt_error *err)
{
    return idt_fail(err, IDT_E_LIMIT,
                    "more different name parts than one file holds (%u): build several files",
                    INDEX_TERMS_MAX);
}

static idt_rc add_row(idt_index_builder *b, const idt_match_name *name, idt_error *err)
{
    if (BUILT_COUNT(row_part, b->rows) > INDEX_PARTS_MAX - IDT_NAME_PARTS_MAX) {
        return idt_fail(err, IDT_E_LIMIT,
                        "more name parts than one file holds (%u): build several files",
                        INDEX_PARTS_MAX);
    }
    for (size_t i = 0; i < name->count; i++) {
        uint32_t term = 0;
        idt_buf_clear(&b->scratch);
        index_term_write(&name->parts[i], &b->scratch);
        if (b->scratch.failed ||
            !index_texts_number(&b->room, &b->terms, idt_buf_borrow(&b->scratch), &term)) {
            return index_room_fail(&b->room, err);
        }
        if (term > INDEX_TERMS_MAX - 1) {
            return too_many_terms(err);
        }
        row_part part = index_row_part(name, &name->parts[i]);
        part.what |= term;
        if (!index_gather(&b->room, &b->rows, &part, sizeof part)) {
            return index_room_fail(&b->room, err);
        }
    }
    return IDT_OK;
}

static idt_rc parse_form(idt_index_builder *b, const idt_index_name *name, uint32_t number,
                         idt_error *err)
{
    idt_name parsed;
    idt_match_name prepared;
    const built_form form = {.data = b->data.len, .row = (uint32_t)BUILT_COUNT(row_part, b->rows)};
    idt_arena_clear(b->parsing);
    idt_reading_memory_begin(b->memory);
    idt_rc rc = idt_name_parse_with(b->memory, name->text, name->kind, name->tags, b->parsing,
                                    &parsed, err);
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
    if (!index_gather(&b->room, &b->form_items, &form, sizeof form) ||
        !add_data(b, name, &prepared) || !add_links(b, &prepared, number)) {
        return index_room_fail(&b->room, err);
    }
    return add_row(b, &prepared, err);
}

static idt_rc form_of(idt_index_builder *b, const idt_index_name *name, uint32_t *out,
                      idt_error *err)
{
    const uint32_t before = b->forms.count;
    const idt_str identity = identity_of(b, name);
    if (identity.ptr == NULL || before >= INDEX_FORMS_MAX ||
        !index_texts_number(&b->room, &b->forms, identity, out)) {
        return index_room_fail(&b->room, err);
    }
    return b->forms.count == before ? IDT_OK : parse_form(b, name, *out, err);
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
    return index_texts_number(&b->room, &b->ids, name->subject, &entry.subject) &&
                   index_texts_number(&b->room, &b->ids, name->origin, &entry.origin) &&
                   index_texts_number(&b->room, &b->spans, span, &entry.span) &&
                   index_gather(&b->room, &b->entries, &entry, sizeof entry)
               ? IDT_OK
               : index_room_fail(&b->room, err);
}

idt_rc idt_index_builder_finish(idt_index_builder *builder, idt_buf *out, idt_index_built *built,
                                idt_error *err)
{
    idt_reading_memory_free(builder->memory);
    builder->memory = NULL;
    return index_write(builder, out, built, err);
}
