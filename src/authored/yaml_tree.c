#include "authored/yaml_tree.h"

#include <yaml.h>

#include "core/map.h"
#include "text/utf8.h"

#define LINEAR_KEYS 16 /* mappings up to this size are searched for duplicates key by key */

/* A container being read: its items are `pending` from `first` on. */
typedef struct frame {
    size_t first;
    idt_yaml node;
} frame;

typedef struct builder {
    idt_arena *arena;
    idt_faults *faults;
    idt_yaml *pending;
    size_t count;
    size_t cap;
    frame frames[IDT_YAML_DEPTH];
    size_t depth;
    uint32_t cut_line; /* containers that end here or behind are cut (bytes that are not UTF-8) */
    bool has_document;
    bool stop; /* reading ends here */
    bool failed;
} builder;

static void push(builder *b, idt_yaml node)
{
    if (!IDT_GROW(b->arena, b->pending, b->cap, b->count)) {
        b->failed = true;
        return;
    }
    b->pending[b->count++] = node;
}

/* ---- mappings: keys are distinct texts ---- */

static const idt_yaml *earlier_key(builder *b, const idt_yaml *items, size_t count,
                                   const idt_yaml *key, idt_map *seen)
{
    if (count <= 2 * (size_t)LINEAR_KEYS) {
        for (size_t i = 0; &items[i] < key; i += 2) {
            if (items[i].kind == IDT_YAML_SCALAR && idt_str_equal(items[i].text, key->text)) {
                return &items[i];
            }
        }
        return NULL;
    }
    bool added;
    idt_map_entry *entry = idt_map_put(seen, key->text, &added);
    if (entry == NULL) {
        b->failed = true;
        return NULL;
    }
    if (added) {
        entry->value.number = (uint64_t)(key - items);
        return NULL;
    }
    return &items[entry->value.number];
}

static bool key_is_sound(builder *b, const idt_yaml *items, size_t count, const idt_yaml *key,
                         idt_map *seen)
{
    if (key->kind != IDT_YAML_SCALAR) {
        if (key->kind != IDT_YAML_NONE) {
            idt_faults_add(b->faults, key->line, key->column,
                           "%s as a key; expected a text before the colon",
                           idt_yaml_kind_text(key));
        }
        return false;
    }
    if (idt_str_is(key->text, "<<") && !key->quoted) {
        idt_faults_add(b->faults, key->line, key->column,
                       "a merge key (<<); write the keys out where they belong");
        return false;
    }
    const idt_yaml *first = earlier_key(b, items, count, key, seen);
    if (first != NULL) {
        idt_faults_add(b->faults, key->line, key->column,
                       "the key %s stands twice in this mapping, first on line %u; write one of "
                       "them, with a list where it has several values",
                       idt_faults_quote(b->faults, key->text), (unsigned)first->line);
    }
    return first == NULL;
}

/* Keeps I2: faulty members are taken out, in place. The items stay as they are until all keys are
 * judged, because `seen` counts on their places. */
static uint32_t keep_sound_members(builder *b, idt_yaml *items, size_t count)
{
    idt_map seen;
    idt_map_init(&seen, b->arena);
    bool all = count % 2 == 0;
    for (size_t i = 0; i + 1 < count && !b->failed; i += 2) {
        if (!key_is_sound(b, items, count, &items[i], &seen)) {
            items[i].kind = IDT_YAML_NONE;
            all = false;
        }
    }
    if (all) {
        return (uint32_t)count;
    }
    size_t kept = 0;
    for (size_t i = 0; i + 1 < count; i += 2) {
        if (items[i].kind == IDT_YAML_SCALAR) {
            items[kept] = items[i];
            items[kept + 1] = items[i + 1];
            kept += 2;
        }
    }
    return (uint32_t)kept;
}

/* The innermost container is complete, or as complete as it will be; `line` is that of its end. */
static void close_container(builder *b, size_t line)
{
    frame *f = &b->frames[--b->depth];
    const size_t count = b->count - f->first;
    idt_yaml *items = NULL;
    if (count > 0) {
        items = IDT_NEW_N(b->arena, idt_yaml, count);
        if (items == NULL) {
            b->failed = true;
            return;
        }
        memcpy(items, b->pending + f->first, count * sizeof *items);
    }
    f->node.items = items;
    f->node.cut = b->stop || line >= b->cut_line;
    f->node.count =
        f->node.kind == IDT_YAML_MAPPING ? keep_sound_members(b, items, count) : (uint32_t)count;
    b->count = f->first;
    push(b, f->node);
}

static void open_container(builder *b, idt_yaml node)
{
    if (b->depth == IDT_YAML_DEPTH) {
        idt_faults_add(b->faults, node.line, node.column,
                       "nested deeper than %d levels; a record file needs 10: reading stopped here",
                       IDT_YAML_DEPTH);
        b->stop = true;
        return;
    }
    b->frames[b->depth++] = (frame){.first = b->count, .node = node};
}

/* ---- events ---- */

static idt_yaml node_at(idt_yaml_kind kind, const yaml_event_t *event)
{
    return (idt_yaml){
        .kind = (uint8_t)kind,
        .line = (uint32_t)event->start_mark.line + 1,
        .column = (uint32_t)event->start_mark.column + 1,
    };
}

static void refuse_extras(builder *b, const idt_yaml *at, const yaml_char_t *anchor,
                          const yaml_char_t *tag)
{
    if (anchor != NULL) {
        idt_faults_add(b->faults, at->line, at->column,
                       "an anchor (&%s); record files have none, write the value out where it is "
                       "needed",
                       (const char *)anchor);
    }
    if (tag != NULL) {
        idt_faults_add(b->faults, at->line, at->column,
                       "a tag (%s); every value is a text, take the tag away", (const char *)tag);
    }
}

static size_t characters(idt_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        n += ((unsigned char)text.ptr[i] & 0xc0U) != 0x80U;
    }
    return n;
}

static void on_scalar(builder *b, const yaml_event_t *event)
{
    idt_yaml node = node_at(IDT_YAML_SCALAR, event);
    const yaml_scalar_style_t style = event->data.scalar.style;
    refuse_extras(b, &node, event->data.scalar.anchor, event->data.scalar.tag);
    node.text = idt_str_copy(b->arena, (idt_str){.ptr = (const char *)event->data.scalar.value,
                                                 .len = event->data.scalar.length});
    if (node.text.ptr == NULL) {
        b->failed = true;
        return;
    }
    node.quoted =
        style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    const size_t width = event->end_mark.column - event->start_mark.column;
    node.verbatim = event->start_mark.line == event->end_mark.line &&
                    width == characters(node.text) + (node.quoted ? 2 : 0);
    push(b, node);
}

static void on_document(builder *b, const yaml_event_t *event)
{
    const idt_yaml at = node_at(IDT_YAML_NONE, event);
    if (b->has_document) {
        idt_faults_add(b->faults, at.line, at.column,
                       "a second document; expected one a file, put it into a file of its own");
        b->stop = true;
        return;
    }
    b->has_document = true;
    if (event->data.document_start.tag_directives.start !=
        event->data.document_start.tag_directives.end) {
        idt_faults_add(b->faults, at.line, at.column,
                       "a %%TAG directive; record files have no tags, take it away");
    }
}

static void on_event(builder *b, const yaml_event_t *event)
{
    idt_yaml node;
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        on_document(b, event);
        break;
    case YAML_ALIAS_EVENT:
        node = node_at(IDT_YAML_NONE, event);
        idt_faults_add(b->faults, node.line, node.column,
                       "an alias (*%s); write the value out where it is needed",
                       (const char *)event->data.alias.anchor);
        push(b, node);
        break;
    case YAML_SCALAR_EVENT:
        on_scalar(b, event);
        break;
    case YAML_SEQUENCE_START_EVENT:
        node = node_at(IDT_YAML_SEQUENCE, event);
        refuse_extras(b, &node, event->data.sequence_start.anchor, event->data.sequence_start.tag);
        open_container(b, node);
        break;
    case YAML_MAPPING_START_EVENT:
        node = node_at(IDT_YAML_MAPPING, event);
        refuse_extras(b, &node, event->data.mapping_start.anchor, event->data.mapping_start.tag);
        open_container(b, node);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        close_container(b, event->start_mark.line + 1);
        break;
    case YAML_STREAM_END_EVENT:
        b->stop = true;
        break;
    default:
        break;
    }
}

/* ---- what libyaml refuses ---- */

static idt_rc on_error(builder *b, const yaml_parser_t *parser, idt_str bytes, idt_error *err)
{
    b->stop = true;
    const char *problem = parser->problem != NULL ? parser->problem : "not YAML";
    if (parser->error == YAML_MEMORY_ERROR) {
        return idt_fail(err, IDT_E_LIMIT, "the system has no memory to read the YAML");
    }
    if (b->cut_line != UINT32_MAX) {
        return IDT_OK; /* the text ends early because of a fault that is reported already */
    }
    if (parser->error == YAML_READER_ERROR) {
        const idt_position at = idt_utf8_position(bytes, parser->problem_offset);
        idt_faults_add(b->faults, at.line, at.column,
                       "%s (byte %zu, value 0x%02x); take the character out", problem,
                       parser->problem_offset, (unsigned)parser->problem_value);
        return IDT_OK;
    }
    const uint32_t line = (uint32_t)parser->problem_mark.line + 1;
    const uint32_t column = (uint32_t)parser->problem_mark.column + 1;
    if (parser->context != NULL) {
        idt_faults_add(b->faults, line, column,
                       "not YAML: %s, %s that began on line %zu; look at the indentation, the "
                       "brackets and whether a text needs quotes",
                       problem, parser->context, parser->context_mark.line + 1);
    } else {
        idt_faults_add(b->faults, line, column,
                       "not YAML: %s; look at the indentation, the brackets and whether a text "
                       "needs quotes",
                       problem);
    }
    return IDT_OK;
}

/* Bytes that are not UTF-8 end the text with the line before them. */
static idt_str take_utf8(idt_str bytes, idt_faults *faults, uint32_t *cut_line)
{
    size_t bad;
    *cut_line = UINT32_MAX;
    if (idt_utf8_check(bytes, &bad)) {
        return bytes;
    }
    const idt_position at = idt_utf8_position(bytes, bad);
    idt_faults_add(faults, at.line, at.column,
                   "byte 0x%02x at offset %zu is not UTF-8; save the file as UTF-8 (the rest of it "
                   "was not read)",
                   (unsigned)(unsigned char)bytes.ptr[bad], bad);
    *cut_line = at.line;
    while (bad > 0 && bytes.ptr[bad - 1] != '\n') {
        bad--;
    }
    return idt_str_slice(bytes, 0, bad);
}

static idt_rc read_events(builder *b, yaml_parser_t *parser, idt_str bytes, idt_error *err)
{
    idt_rc rc = IDT_OK;
    while (!b->stop && !b->failed && !b->faults->full && rc == IDT_OK) {
        yaml_event_t event;
        if (yaml_parser_parse(parser, &event) == 0) {
            rc = on_error(b, parser, bytes, err);
            break;
        }
        on_event(b, &event);
        yaml_event_delete(&event);
    }
    return rc;
}

idt_rc idt_yaml_read(idt_str bytes, idt_arena *arena, idt_faults *faults, idt_yaml *root,
                     idt_error *err)
{
    builder b = {.arena = arena, .faults = faults};
    *root = (idt_yaml){.line = 1, .column = 1};
    if (idt_str_starts(bytes, "\xef\xbb\xbf")) {
        bytes = idt_str_slice(bytes, 3, bytes.len);
    }
    bytes = take_utf8(bytes, faults, &b.cut_line);
    yaml_parser_t parser;
    if (yaml_parser_initialize(&parser) == 0) {
        return idt_fail(err, IDT_E_LIMIT, "the system has no memory to read the YAML");
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.ptr, bytes.len);
    idt_rc rc = read_events(&b, &parser, bytes, err);
    yaml_parser_delete(&parser);
    b.stop = true; /* what is still open is cut */
    while (b.depth > 0 && rc == IDT_OK && !b.failed) {
        close_container(&b, 0);
    }
    if (rc == IDT_OK && (b.failed || faults->failed)) {
        rc = idt_arena_fail(arena, err);
    }
    if (rc == IDT_OK && b.count > 0) {
        *root = b.pending[0];
        root->cut = root->cut || b.cut_line != UINT32_MAX;
    }
    return rc;
}

/* ---- looking into the tree ---- */

const idt_yaml *idt_yaml_member(const idt_yaml *mapping, const char *key)
{
    if (mapping == NULL || mapping->kind != IDT_YAML_MAPPING) {
        return NULL;
    }
    for (uint32_t i = 0; i < mapping->count; i += 2) {
        if (idt_str_is(mapping->items[i].text, key)) {
            return &mapping->items[i + 1];
        }
    }
    return NULL;
}

uint32_t idt_yaml_column(const idt_yaml *scalar, size_t offset)
{
    if (!scalar->verbatim) {
        return scalar->column;
    }
    const size_t before = characters(idt_str_slice(scalar->text, 0, offset));
    return scalar->column + (scalar->quoted ? 1 : 0) + (uint32_t)before;
}

const char *idt_yaml_kind_text(const idt_yaml *node)
{
    switch ((idt_yaml_kind)node->kind) {
    case IDT_YAML_SCALAR:
        return "a text";
    case IDT_YAML_SEQUENCE:
        return "a list";
    case IDT_YAML_MAPPING:
        return "a mapping";
    case IDT_YAML_NONE:
        break;
    }
    return "nothing";
}
