#include "lists/xml.h"

#include <expat.h>

#include "core/map.h"

#define DEPTH_MAX        64
#define ENTRY_BYTES      ((size_t)64 << 20) /* tree of one entry */
#define TEXT_BYTES       ((size_t)16 << 20) /* one text */
#define FILE_ARENA_BYTES ((size_t)16 << 20) /* names, and the elements around the entries */
#define CHUNK_BYTES      ((size_t)256 << 10)
#define COLUMN_MAX       ((uint64_t)64 << 10)

typedef struct open_element {
    idt_xml_node *node;
    idt_xml_node *last; /* child */
    bool nil;
} open_element;

typedef struct reader {
    XML_Parser parser;
    const char *source;
    idt_str bytes;
    const idt_xml_shape *shape;
    bool root_only;
    bool found;    /* root_only: it is there */
    bool two_byte; /* UTF-16: lines are Expat's */
    idt_arena *file;
    idt_arena *entry;
    idt_map names; /* text -> its copy */
    open_element open[DEPTH_MAX];
    unsigned depth;
    idt_buf text;     /* of the innermost open element, since its last child */
    bool blank;       /* nothing but blanks in `text` */
    uint64_t counted; /* lines are counted up to this offset */
    uint64_t line;    /* of it */
    uint64_t line_begin;
    idt_xml_node *root; /* root_only: where it goes */
    idt_rc rc;          /* not IDT_OK: the reason the parser was stopped */
    idt_error error;
} reader;

/* ---- stopping ---- */

static uint64_t offset_now(const reader *r)
{
    const XML_Index at = XML_GetCurrentByteIndex(r->parser);
    return at < 0 ? 0 : (uint64_t)at;
}

static void stop(reader *r, idt_rc rc)
{
    if (r->rc == IDT_OK) {
        r->rc = rc;
    }
    (void)XML_StopParser(r->parser, XML_FALSE);
}

static void refuse(reader *r, idt_rc code, const char *why)
{
    if (r->rc == IDT_OK) {
        stop(r,
             idt_fail_at(&r->error, code, r->source, (uint32_t)XML_GetCurrentLineNumber(r->parser),
                         (uint32_t)XML_GetCurrentColumnNumber(r->parser) + 1, offset_now(r),
                         "%s; the file is refused", why));
    }
}

/* What a file would need over a ceiling is the file's fault: no list needs as much. */
static void full(reader *r, const idt_arena *arena)
{
    refuse(r, IDT_E_INPUT,
           arena == r->entry ? "one entry needs more memory than any may"
                             : "the names of its elements need more memory than any list's");
}

/* ---- elements ---- */

/* Lines end at LF (text/utf8.h); in UTF-16 Expat counts. */
static void count_lines(reader *r, uint64_t offset)
{
    if (r->two_byte) {
        r->line = XML_GetCurrentLineNumber(r->parser);
        r->line_begin = UINT64_MAX; /* no column */
        return;
    }
    while (r->counted < offset) {
        const char *from = r->bytes.ptr + r->counted;
        const char *lf = memchr(from, '\n', (size_t)(offset - r->counted));
        if (lf == NULL) {
            r->counted = offset;
            return;
        }
        r->counted = (uint64_t)(lf - r->bytes.ptr) + 1;
        r->line++;
        r->line_begin = r->counted;
    }
}

static idt_str name_of(reader *r, const char *text)
{
    bool added;
    const idt_str name = idt_str_borrow(text);
    const idt_map_entry *met = idt_map_find(&r->names, name);
    if (met != NULL) {
        return met->key;
    }
    const idt_str copy = idt_str_copy(r->file, name);
    met = copy.ptr != NULL ? idt_map_put(&r->names, copy, &added) : NULL;
    return met != NULL ? met->key : (idt_str){0};
}

/* A prefix of any name bound to the schema instance namespace is used with `nil` alone. */
static bool says_nil(const char *name, const char *value)
{
    const idt_str n = idt_str_borrow(name);
    return idt_str_ends(n, ":nil") && (strcmp(value, "true") == 0 || strcmp(value, "1") == 0);
}

static bool add_attributes(reader *r, idt_arena *arena, idt_xml_node *node, const XML_Char **pairs)
{
    size_t count = 0;
    while (pairs[2 * count] != NULL) {
        count++;
    }
    if (count == 0) {
        return true;
    }
    idt_xml_attribute *items = IDT_NEW_N(arena, idt_xml_attribute, count);
    for (size_t i = 0; items != NULL && i < count; i++) {
        items[i].name = name_of(r, pairs[2 * i]);
        items[i].value = idt_str_copy(arena, idt_str_borrow(pairs[2 * i + 1]));
        r->open[r->depth].nil |= says_nil(pairs[2 * i], pairs[2 * i + 1]);
        if (items[i].name.ptr == NULL || items[i].value.ptr == NULL) {
            return false;
        }
    }
    node->attributes = items;
    node->attribute_count = count;
    return items != NULL;
}

/* What was gathered becomes text of the innermost open element. */
static void keep_text(reader *r)
{
    if (r->depth == 0 || r->blank) {
        idt_buf_clear(&r->text);
        return;
    }
    idt_xml_node *node = r->open[r->depth - 1].node;
    const idt_str more = idt_buf_borrow(&r->text);
    if (idt_buf_check(&r->text, &r->error) != IDT_OK) {
        refuse(r, IDT_E_INPUT, "one text is longer than 16 MiB");
    } else if (r->depth < r->shape->entry_depth) {
        refuse(r, IDT_E_INPUT, "text outside of any entry");
    } else if (!r->open[r->depth - 1].nil) {
        node->text = node->text.ptr == NULL
                         ? idt_str_copy(r->entry, more)
                         : idt_str_format(r->entry, IDT_STR_FMT IDT_STR_FMT,
                                          IDT_STR_ARG(node->text), IDT_STR_ARG(more));
        if (node->text.ptr == NULL) {
            full(r, r->entry);
        }
    }
    r->blank = true;
    idt_buf_clear(&r->text);
}

static idt_xml_node *new_node(reader *r, const char *name, const XML_Char **pairs, idt_arena *arena)
{
    idt_xml_node *node = IDT_NEW(arena, idt_xml_node);
    r->open[r->depth] = (open_element){.node = node};
    if (node == NULL) {
        full(r, arena);
        return NULL;
    }
    node->name = name_of(r, name);
    if (node->name.ptr == NULL) {
        full(r, r->file);
        return NULL;
    }
    if (!add_attributes(r, arena, node, pairs)) {
        full(r, arena);
        return NULL;
    }
    node->begin = offset_now(r);
    count_lines(r, node->begin);
    node->line = r->line;
    node->line_begin = r->line_begin;
    return node;
}

static void link_to_parent(reader *r, idt_xml_node *node)
{
    if (r->depth == 0) {
        return;
    }
    open_element *up = &r->open[r->depth - 1];
    node->parent = up->node;
    if (r->depth + 1 > r->shape->entry_depth) {
        if (up->last == NULL) {
            up->node->first = node;
        } else {
            up->last->next = node;
        }
        up->last = node;
    }
}

static void on_start(void *context, const XML_Char *name, const XML_Char **pairs)
{
    reader *r = context;
    keep_text(r);
    if (r->rc == IDT_OK && r->depth == DEPTH_MAX) {
        refuse(r, IDT_E_INPUT, "elements are nested deeper than 64");
    }
    if (r->rc != IDT_OK) {
        return;
    }
    const bool outer = r->depth + 1 < r->shape->entry_depth;
    idt_xml_node *node = new_node(r, name, pairs, outer ? r->file : r->entry);
    if (node == NULL) {
        return;
    }
    link_to_parent(r, node);
    r->depth++;
    if (r->root_only) {
        *r->root = *node;
        r->found = true;
        (void)XML_StopParser(r->parser, XML_FALSE);
    } else if (outer && r->shape->outer != NULL) {
        const idt_rc rc = r->shape->outer(r->shape->context, node, &r->error);
        if (rc != IDT_OK) {
            stop(r, rc);
        }
    }
}

static void on_end(void *context, const XML_Char *name)
{
    reader *r = context;
    (void)name;
    keep_text(r);
    if (r->rc != IDT_OK) {
        return;
    }
    idt_xml_node *node = r->open[--r->depth].node;
    if (r->depth + 1 < r->shape->entry_depth) {
        return;
    }
    node->end = offset_now(r) + (uint64_t)XML_GetCurrentByteCount(r->parser);
    if (r->depth + 1 == r->shape->entry_depth) {
        const idt_rc rc = r->shape->entry(r->shape->context, node, &r->error);
        idt_arena_clear(r->entry);
        if (rc != IDT_OK) {
            stop(r, rc);
        }
    }
}

static bool is_blank(const XML_Char *text, int len)
{
    for (int i = 0; i < len; i++) {
        if (text[i] != ' ' && text[i] != '\n' && text[i] != '\t' && text[i] != '\r') {
            return false;
        }
    }
    return true;
}

static void on_text(void *context, const XML_Char *text, int len)
{
    reader *r = context;
    r->blank = r->blank && is_blank(text, len);
    idt_buf_add(&r->text, text, (size_t)len);
    if (r->text.failed) {
        refuse(r, IDT_E_INPUT, "one text is longer than 16 MiB");
    }
}

/* ---- what is refused ---- */

static void on_doctype(void *context, const XML_Char *name, const XML_Char *system_id,
                       const XML_Char *public_id, int has_internal_subset)
{
    (void)name;
    if (system_id != NULL || public_id != NULL || has_internal_subset != 0) {
        refuse(context, IDT_E_INPUT,
               "a DOCTYPE with declarations or an outside address; lists have none");
    }
}

static void on_entity(void *context, const XML_Char *name, int is_parameter, const XML_Char *value,
                      int value_length, const XML_Char *base, const XML_Char *system_id,
                      const XML_Char *public_id, const XML_Char *notation)
{
    (void)name;
    (void)is_parameter;
    (void)value;
    (void)value_length;
    (void)base;
    (void)system_id;
    (void)public_id;
    (void)notation;
    refuse(context, IDT_E_INPUT, "an entity is declared; lists declare none");
}

static void on_skipped(void *context, const XML_Char *name, int is_parameter)
{
    (void)name;
    (void)is_parameter;
    refuse(context, IDT_E_INPUT, "an entity that is not declared");
}

/* Windows-1252 by the WHATWG table: 0x80 to 0x9f; the five bytes it leaves open are the controls.
 */
static const int WINDOWS_1252[32] = {
    0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178};

static int on_encoding(void *context, const XML_Char *name, XML_Encoding *info)
{
    static const char *const KNOWN[] = {"windows-1252", "cp1252", "x-cp1252"};
    (void)context;
    for (size_t k = 0; k < sizeof KNOWN / sizeof *KNOWN; k++) {
        if (idt_str_is_any_case(idt_str_borrow(name), KNOWN[k])) {
            for (int i = 0; i < 256; i++) {
                info->map[i] = i >= 0x80 && i < 0xa0 ? WINDOWS_1252[i - 0x80] : i;
            }
            info->data = NULL;
            info->convert = NULL;
            info->release = NULL;
            return XML_STATUS_OK;
        }
    }
    return XML_STATUS_ERROR;
}

/* ---- a file ---- */

static idt_rc not_well_formed(reader *r, idt_error *err)
{
    const enum XML_Error code = XML_GetErrorCode(r->parser);
    if (code == XML_ERROR_NO_MEMORY) {
        return idt_fail(err, IDT_E_LIMIT, "%s: no memory to read this XML", r->source);
    }
    return idt_fail_at(err, IDT_E_INPUT, r->source, (uint32_t)XML_GetCurrentLineNumber(r->parser),
                       (uint32_t)XML_GetCurrentColumnNumber(r->parser) + 1, offset_now(r),
                       "not well-formed XML (%s); the file is refused", XML_ErrorString(code));
}

static idt_rc feed(reader *r, idt_error *err)
{
    size_t at = 0;
    do {
        const size_t left = r->bytes.len - at;
        const size_t n = left < CHUNK_BYTES ? left : CHUNK_BYTES;
        const enum XML_Status status =
            XML_Parse(r->parser, r->bytes.ptr + at, (int)n, n == left ? XML_TRUE : XML_FALSE);
        if (r->rc != IDT_OK) {
            if (err != NULL) {
                *err = r->error;
            }
            return r->rc;
        }
        if (r->found) {
            return IDT_OK;
        }
        if (status != XML_STATUS_OK) {
            return not_well_formed(r, err);
        }
        at += n;
    } while (at < r->bytes.len);
    return IDT_OK;
}

static void set_handlers(reader *r)
{
    XML_SetUserData(r->parser, r);
    XML_SetElementHandler(r->parser, on_start, on_end);
    XML_SetCharacterDataHandler(r->parser, on_text);
    XML_SetStartDoctypeDeclHandler(r->parser, on_doctype);
    XML_SetEntityDeclHandler(r->parser, on_entity);
    XML_SetSkippedEntityHandler(r->parser, on_skipped);
    XML_SetUnknownEncodingHandler(r->parser, on_encoding, NULL);
    (void)XML_SetParamEntityParsing(r->parser, XML_PARAM_ENTITY_PARSING_NEVER);
}

static bool is_two_byte(idt_str bytes)
{
    return idt_str_starts(bytes, "\xff\xfe") || idt_str_starts(bytes, "\xfe\xff") ||
           (bytes.len > 1 && (bytes.ptr[0] == 0 || bytes.ptr[1] == 0));
}

static idt_rc run(reader *r, const char *source, idt_str bytes, idt_error *err)
{
    idt_rc rc = IDT_E_LIMIT;
    r->source = source;
    r->bytes = bytes;
    r->two_byte = is_two_byte(bytes);
    r->line = 1;
    r->blank = true;
    r->parser = XML_ParserCreate(NULL);
    r->file = idt_arena_new(FILE_ARENA_BYTES);
    r->entry = idt_arena_new(ENTRY_BYTES);
    idt_buf_init(&r->text, TEXT_BYTES);
    if (r->parser == NULL || r->file == NULL || r->entry == NULL) {
        (void)idt_fail(err, rc, "%s: no memory to read XML", source);
        goto done;
    }
    idt_map_init(&r->names, r->file);
    set_handlers(r);
    rc = feed(r, err);
done:
    idt_buf_release(&r->text);
    XML_ParserFree(r->parser);
    return rc;
}

static void release(reader *r)
{
    idt_arena_free(r->entry);
    idt_arena_free(r->file);
}

idt_rc idt_xml_read(const char *source, idt_str bytes, const idt_xml_shape *shape, idt_error *err)
{
    reader r = {.shape = shape};
    const idt_rc rc = run(&r, source, bytes, err);
    release(&r);
    return rc;
}

static bool copy_root(const idt_xml_node *from, idt_arena *arena, idt_xml_node *to)
{
    idt_xml_attribute *items = IDT_NEW_N(arena, idt_xml_attribute, from->attribute_count);
    *to = *from;
    to->name = idt_str_copy(arena, from->name);
    to->attributes = items;
    bool all = to->name.ptr != NULL && items != NULL;
    for (size_t i = 0; all && i < from->attribute_count; i++) {
        items[i].name = idt_str_copy(arena, from->attributes[i].name);
        items[i].value = idt_str_copy(arena, from->attributes[i].value);
        all = items[i].name.ptr != NULL && items[i].value.ptr != NULL;
    }
    return all;
}

idt_rc idt_xml_root(const char *source, idt_str bytes, idt_arena *arena, idt_xml_node *root,
                    idt_error *err)
{
    static const idt_xml_shape NO_ENTRIES = {.entry_depth = DEPTH_MAX};
    idt_xml_node met = {0};
    reader r = {.shape = &NO_ENTRIES, .root_only = true, .root = &met};
    idt_rc rc = run(&r, source, bytes, err);
    if (rc == IDT_OK && !copy_root(&met, arena, root)) {
        rc = idt_arena_fail(arena, err);
    }
    release(&r);
    return rc;
}

/* ---- looking into a tree ---- */

static const idt_xml_node *named(const idt_xml_node *node, const char *name, size_t len)
{
    while (node != NULL && !(node->name.len == len && memcmp(node->name.ptr, name, len) == 0)) {
        node = node->next;
    }
    return node;
}

const idt_xml_node *idt_xml_child(const idt_xml_node *node, const char *name)
{
    return named(node->first, name, strlen(name));
}

const idt_xml_node *idt_xml_again(const idt_xml_node *node)
{
    return named(node->next, node->name.ptr, node->name.len);
}

idt_str idt_xml_text(const idt_xml_node *node, const char *name)
{
    const idt_xml_node *child = idt_xml_child(node, name);
    return child != NULL && child->text.ptr != NULL ? idt_str_trim(child->text) : (idt_str){0};
}

idt_str idt_xml_attribute_value(const idt_xml_node *node, const char *name)
{
    for (size_t i = 0; i < node->attribute_count; i++) {
        if (idt_str_is(node->attributes[i].name, name)) {
            return node->attributes[i].value;
        }
    }
    return (idt_str){0};
}

uint32_t idt_xml_column(idt_str bytes, const idt_xml_node *node)
{
    uint32_t column = 1;
    if (node->line_begin > node->begin || node->begin - node->line_begin > COLUMN_MAX) {
        return 0;
    }
    for (uint64_t i = node->line_begin; i < node->begin && i < bytes.len; i++) {
        column += ((unsigned char)bytes.ptr[i] & 0xc0) != 0x80 ? 1 : 0;
    }
    return column;
}
