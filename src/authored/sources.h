/* sources.h - the documents that a record file cites, and their files.
 *
 *   sources: {text: {title: brief.txt, file: brief.txt, sha256: 77ab...}}
 *     -> `text` is the bytes of brief.txt beside the record file, checked against the hash
 *
 * I1  A file lies below the directory of the record file, is read once a call and has the hash
 *     that is stated for it.
 *
 * Internal to authored/. Ownership: bytes of files in the result arena, the rest dies with the
 * call.
 */
#ifndef INTERDICT_AUTHORED_SOURCES_H
#define INTERDICT_AUTHORED_SOURCES_H

#include "authored/reader.h"

typedef struct idt_source {
    idt_str name;
    idt_digest sha256;
    bool hashed;            /* sha256 is known */
    const idt_cited *cited; /* NULL: no file is named */
    const idt_yaml *node;   /* its name in the file */
} idt_source;

/* Reads one entry of `sources:` (name and description) into r->sources, with its file. NULL after a
 * failure. */
const idt_source *idt_source_read(idt_reader *r, const idt_yaml *name, const idt_yaml *body);

#endif
