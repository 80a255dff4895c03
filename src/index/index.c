#include "index/index.h"

#include "index/state.h"

#define HANDLE_BYTES ((size_t)256 << 20) /* a bit for each block of 16 KiB, and the handles */

static idt_rc new_index(size_t count, idt_index **out, idt_error *err)
{
    if (count == 0 || count > IDT_INDEX_FILES_MAX) {
        return idt_fail(err, IDT_E_USAGE, "%zu index files; expected 1 to %d", count,
                        IDT_INDEX_FILES_MAX);
    }
    idt_arena *arena = idt_arena_new(HANDLE_BYTES);
    idt_index *index = arena != NULL ? IDT_NEW(arena, idt_index) : NULL;
    if (index != NULL) {
        index->arena = arena;
        index->segments = IDT_NEW_N(arena, segment, count);
    }
    if (index == NULL || index->segments == NULL) {
        idt_arena_free(arena);
        return idt_fail(err, IDT_E_LIMIT, "no memory for an index");
    }
    *out = index;
    return IDT_OK;
}

void idt_index_close(idt_index *index)
{
    if (index == NULL) {
        return;
    }
    for (size_t i = 0; i < index->count; i++) {
        idt_mapped_close(&index->segments[i].mapped);
    }
    idt_arena_free(index->arena);
}

static idt_rc open_path(idt_index *index, const char *path, idt_error *err)
{
    idt_mapped mapped;
    idt_rc rc = idt_mapped_open(path, IDT_INDEX_FILE_BYTES, &mapped, err);
    if (rc != IDT_OK) {
        return rc;
    }
    segment *s = &index->segments[index->count++];
    const idt_str name = idt_str_copy(index->arena, idt_str_borrow(path));
    rc = segment_open(s, name, mapped.bytes, index->arena, err);
    s->mapped = mapped;
    return rc;
}

/* The end of an opening that went as `rc` says. */
static idt_rc opened(idt_index *index, idt_rc rc, idt_index **out, idt_error *err)
{
    rc = rc == IDT_OK ? index_replace(index, err) : rc;
    if (rc != IDT_OK) {
        idt_index_close(index);
        index = NULL;
    }
    *out = index;
    return rc;
}

idt_rc idt_index_open(const char *const *paths, size_t count, idt_index **out, idt_error *err)
{
    idt_index *index = NULL;
    idt_rc rc = new_index(count, &index, err);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        rc = open_path(index, paths[i], err);
    }
    return opened(index, rc, out, err);
}

idt_rc idt_index_open_bytes(const idt_str *files, size_t count, idt_index **out, idt_error *err)
{
    idt_index *index = NULL;
    idt_rc rc = new_index(count, &index, err);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        rc = segment_open(&index->segments[index->count++], IDT_STR("(memory)"), files[i],
                          index->arena, err);
    }
    return opened(index, rc, out, err);
}

static const struct {
    const char *name;
    bool retrieval;
} SECTIONS[SECTION_COUNT] = {
    [SECTION_TERM] = {"term", true},
    [SECTION_TERM_DATA] = {"term_data", true},
    [SECTION_LETTERS] = {"letters", true},
    [SECTION_READINGS] = {"readings", true},
    [SECTION_POST] = {"post", true},
    [SECTION_KEY_OFF] = {"key_off", true},
    [SECTION_KEY] = {"key", true},
    [SECTION_LINK_OFF] = {"link_off", true},
    [SECTION_LINK] = {"link", true},
    [SECTION_LINK_CHECK] = {"link_check", true},
    [SECTION_FWD_OFF] = {"fwd_off", true},
    [SECTION_FWD] = {"fwd", true},
    [SECTION_FORM_OFF] = {"form_off", false},
    [SECTION_FORM_DATA] = {"form_data", false},
    [SECTION_FIELD] = {"field", true},
    [SECTION_FIELD_OFF] = {"field_off", true},
    [SECTION_ENTRY_OFF] = {"entry_off", false},
    [SECTION_ENTRY] = {"entry", false},
    [SECTION_SPAN] = {"span", false},
    [SECTION_ID_OFF] = {"id_off", false},
    [SECTION_ID_DATA] = {"id_data", false},
    [SECTION_ABOUT_OFF] = {"about_off", false},
    [SECTION_ABOUT] = {"about", false},
    [SECTION_FIND] = {"find", false},
    [SECTION_REPLACE_OFF] = {"replace_off", false},
    [SECTION_REPLACE] = {"replace", false},
    [SECTION_CHECKS] = {"checks", false},
};

size_t idt_index_files(const idt_index *index)
{
    return index->count;
}

const char *idt_index_section(const idt_index *index, size_t file, size_t section, uint64_t *bytes)
{
    if (section >= SECTION_COUNT) {
        return NULL;
    }
    *bytes = index->segments[file].section[section].len;
    return SECTIONS[section].name;
}

static idt_str text_at(const segment *s, size_t at, size_t most)
{
    const char *text = (const char *)s->bytes + at;
    return (idt_str){.ptr = text, .len = strnlen(text, most)};
}

idt_index_info idt_index_info_of(const idt_index *index, size_t file)
{
    const segment *s = &index->segments[file];
    idt_index_info out = {.name = s->name,
                          .tables = text_at(s, AT_TABLES, INDEX_TABLES_LEN),
                          .register_version = text_at(s, AT_REGISTER_VERSION, 80),
                          .bytes = s->len,
                          .string_bytes = s->section[SECTION_FORM_DATA].len +
                                          s->section[SECTION_ID_DATA].len +
                                          s->section[SECTION_ABOUT].len,
                          .entries = s->entries,
                          .forms = s->forms,
                          .terms = s->terms,
                          .known_at_us = s->known_at_us};
    memcpy(out.content_id.bytes, s->bytes + AT_CONTENT_ID, IDT_SHA256_BYTES);
    memcpy(out.file_id.bytes, s->bytes + AT_FILE_ID, IDT_SHA256_BYTES);
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        out.retrieval_bytes += SECTIONS[i].retrieval ? s->section[i].len : 0;
    }
    return out;
}

idt_rc idt_index_verify(const idt_index *index, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (size_t i = 0; i < index->count && rc == IDT_OK; i++) {
        rc = segment_verify(&index->segments[i], err);
    }
    return rc;
}

idt_rc idt_index_scratch_new(const idt_index *index, size_t ceiling_bytes, idt_index_scratch **out,
                             idt_error *err)
{
    size_t parts = 0;
    size_t terms = 0;
    for (size_t i = 0; i < index->count; i++) {
        parts = index->segments[i].parts > parts ? index->segments[i].parts : parts;
        terms = index->segments[i].terms > terms ? index->segments[i].terms : terms;
    }
    idt_arena *arena = idt_arena_new(ceiling_bytes);
    idt_index_scratch *s = arena != NULL ? IDT_NEW(arena, idt_index_scratch) : NULL;
    if (s == NULL) {
        idt_arena_free(arena);
        return idt_fail(err, IDT_E_LIMIT, "no memory for a search");
    }
    s->arena = arena;
    s->seen = IDT_NEW_N(arena, uint64_t, parts / 64 + 1);
    s->met_bits = IDT_NEW_N(arena, uint64_t, terms / 64 + 1);
    if (s->seen == NULL || s->met_bits == NULL ||
        !field_marks_new(&s->fields, arena, (uint32_t)parts)) {
        const idt_rc rc = idt_arena_fail(arena, err);
        idt_arena_free(arena);
        return rc;
    }
    const size_t quarter = ceiling_bytes / 4;
    idt_index_scratch_memo(s, quarter < IDT_INDEX_MEMO_BYTES ? quarter : IDT_INDEX_MEMO_BYTES);
    *out = s;
    return IDT_OK;
}

void idt_index_scratch_memo(idt_index_scratch *scratch, size_t bytes)
{
    memo_begin(&scratch->memo, scratch->arena, bytes);
}

void idt_index_scratch_share(idt_index_scratch *scratch, idt_index_memo *shared)
{
    scratch->shared = shared;
}

void idt_index_scratch_free(idt_index_scratch *scratch)
{
    if (scratch != NULL) {
        idt_arena_free(scratch->arena);
    }
}
