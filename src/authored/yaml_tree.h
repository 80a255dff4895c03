/* yaml_tree.h - the YAML that record files may use, as a tree that knows where everything stands.
 *
 *   name: Taliban      MAPPING 1:1, items: SCALAR "name" 1:1, SCALAR "Taliban" 1:7
 *
 * A small part of YAML 1.1: one document of mappings, sequences and scalars, where every scalar is
 * a text. Faults: anchors, aliases, tags, merge keys, duplicate keys, keys that are no text, a
 * second document, nesting deeper than IDT_YAML_DEPTH, bytes that are not UTF-8, and what libyaml
 * calls a syntax error.
 *
 * I1  What was read before a fault that stops the reading is in the tree; containers that were open
 *     there are marked `cut`, so that nobody calls missing what may stand behind the fault.
 * I2  A faulty member is left out of its mapping: keys are distinct texts.
 *
 * Owner of libyaml. Lines and columns are libyaml's, from 1, in characters; a byte order mark is no
 * character. Ownership: the tree lives in the arena and does not borrow from the bytes.
 */
#ifndef INTERDICT_AUTHORED_YAML_TREE_H
#define INTERDICT_AUTHORED_YAML_TREE_H

#include "authored/faults.h"

#define IDT_YAML_DEPTH 32 /* a record file needs 10 */

typedef enum idt_yaml_kind {
    IDT_YAML_NONE = 0, /* nothing usable stood here; its fault is reported */
    IDT_YAML_SCALAR,
    IDT_YAML_SEQUENCE,
    IDT_YAML_MAPPING
} idt_yaml_kind;

typedef struct idt_yaml idt_yaml;

struct idt_yaml {
    idt_str text;          /* of a scalar */
    const idt_yaml *items; /* elements; of a mapping key, value, key, value ... */
    uint32_t count;        /* of items */
    uint32_t line, column;
    uint8_t kind;  /* idt_yaml_kind */
    bool quoted;   /* 'so' or "so" */
    bool verbatim; /* on one line, as in the file: offsets in the text are columns */
    bool cut;      /* reading stopped inside */
};

/* Faults go to `faults`; any other result is IDT_E_LIMIT (arena, libyaml's memory). A root of kind
 * IDT_YAML_NONE: there was no document. */
IDT_CHECK idt_rc idt_yaml_read(idt_str bytes, idt_arena *arena, idt_faults *faults, idt_yaml *root,
                               idt_error *err);

/* The value of a key of a mapping, or NULL (also where `mapping` is none). */
const idt_yaml *idt_yaml_member(const idt_yaml *mapping, const char *key);
/* The column of the byte at `offset` of a scalar's text; that of the scalar where it cannot be
 * told (folded lines, escapes). */
uint32_t idt_yaml_column(const idt_yaml *scalar, size_t offset);
/* "a text", "a list", "a mapping": for messages. */
const char *idt_yaml_kind_text(const idt_yaml *node);

#endif
