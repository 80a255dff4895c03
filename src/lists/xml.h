/* xml.h - an XML publication, one entry at a time, as a small tree. The one place that knows Expat.
 *
 *   <LIST generated="2026-02-27">            depth 1   told to `outer`
 *     <PERSONS>                              depth 2   told to `outer`
 *       <PERSON>                             depth 3 = entry_depth: the whole tree, to `entry`
 *         <NAME>A</NAME><BORN xsi:nil="true"/>
 *       </PERSON>
 *
 * The reader says how deep its entries stand; it gets each of them complete, with the elements
 * around it as `parent`, and the memory is taken back before the next one. So the size of a file
 * does not matter and a reader needs no state machine.
 *
 * I1  Bytes are hostile. Entity declarations are refused, external ones are never fetched, a
 * DOCTYPE is taken only where it is the bare name of the root. Depth, text of an entry, and the
 * number of different names have ceilings. I2  Every refusal has file, line and column (Expat's for
 * what is not well-formed). I3  Text between elements that is not blank is never lost: it is `text`
 * of the element it stands in, or, outside of any entry, refused. I4  `begin` and `end` are byte
 * offsets of the element in the file as it is: bytes[begin, end) is its source. I5  An element with
 * xsi:nil="true" has no text.
 *
 * Encodings: UTF-8, UTF-16, US-ASCII, ISO-8859-1, windows-1252. Text is UTF-8 in any case.
 *
 * Cost: one Expat pass and one copy of each text. Lines are counted on the way; a column only when
 * asked for. Threads: pure, any number.
 */
#ifndef INTERDICT_LISTS_XML_H
#define INTERDICT_LISTS_XML_H

#include <stdbool.h>
#include <stdint.h>

#include "core/str.h"

typedef struct idt_xml_attribute {
    idt_str name; /* as written, with its prefix */
    idt_str value;
} idt_xml_attribute;

typedef struct idt_xml_node {
    idt_str name; /* as written, with its prefix */
    idt_str text; /* directly inside it, joined; {NULL, 0} where there is none but blanks */
    const idt_xml_attribute *attributes;
    size_t attribute_count;
    const struct idt_xml_node *parent; /* NULL for the root */
    const struct idt_xml_node *first;  /* child */
    const struct idt_xml_node *next;   /* sibling */
    uint64_t begin, end;               /* of an outer element: `end` is 0 */
    uint64_t line;                     /* from 1, of its `<` */
    uint64_t line_begin;               /* offset of that line */
} idt_xml_node;

typedef struct idt_xml_shape {
    unsigned entry_depth; /* the root is 1 */
    void *context;
    /* An element above the entries begins: name and attributes. NULL: not asked. Anything but
     * IDT_OK stops the read with it, here and below. */
    idt_rc (*outer)(void *context, const idt_xml_node *node, idt_error *err);
    /* One entry; the tree dies when this returns. */
    idt_rc (*entry)(void *context, const idt_xml_node *entry, idt_error *err);
} idt_xml_shape;

/* Reads a whole file. IDT_E_INPUT with `source`, line and column for what is not well-formed or
 * refused (I1); IDT_E_LIMIT without memory. */
IDT_CHECK idt_rc idt_xml_read(const char *source, idt_str bytes, const idt_xml_shape *shape,
                              idt_error *err);

/* Only the root's name and attributes, copied into the arena; what follows is not looked at. */
IDT_CHECK idt_rc idt_xml_root(const char *source, idt_str bytes, idt_arena *arena,
                              idt_xml_node *root, idt_error *err);

/* The first child of a name, and the next sibling of the same name as `node`; NULL where none. */
const idt_xml_node *idt_xml_child(const idt_xml_node *node, const char *name);
const idt_xml_node *idt_xml_again(const idt_xml_node *node);
/* Text of the first child of that name, trimmed; {NULL, 0} where it is absent or blank. */
idt_str idt_xml_text(const idt_xml_node *node, const char *name);
idt_str idt_xml_attribute_value(const idt_xml_node *node, const char *name);
/* In characters from 1; 0 where the line is longer than is worth counting (64 KiB). */
uint32_t idt_xml_column(idt_str bytes, const idt_xml_node *node);

#endif
