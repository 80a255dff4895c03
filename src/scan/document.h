/* document.h - the front matter of a text file: what it says of itself, and where its body starts.
 *
 *   ---
 *   title: What the ministries proposed
 *   date: 2024-05-27          -> date "2024-05-27", line 3
 *   ---
 *   The Russian ...           -> body_offset, body_line 5
 *
 * The first line is `---`, the block ends at the next line `---` (blanks behind either are allowed,
 * a BOM before the first). Between them stand `key: value` lines, blank lines, `#` comments, and
 * continuations of a value (lines that start with a blank or `- `). A text whose block does not
 * close, has any other line or states `date` twice has no front matter: all of it is body.
 *
 * A value may stand in one pair of quotes; ` #` after it starts a comment outside them. The date is
 * the text as written: what day it means is for statement/date.h, which this folder may not
 * include.
 *
 * Everything borrows from the text given. Cost: linear in the front matter. Threads: pure.
 */
#ifndef INTERDICT_SCAN_DOCUMENT_H
#define INTERDICT_SCAN_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "core/str.h"

typedef struct idt_document {
    bool front_matter;
    idt_str body;       /* from body_offset to the end */
    size_t body_offset; /* add it to offsets found in `body` */
    uint64_t body_line; /* from 1; add body_line - 1 to lines found in `body` */
    idt_str date;       /* {NULL, 0} where none is stated */
    uint64_t date_line; /* from 1; 0 where none is stated */
    size_t date_offset;
} idt_document;

/* Never fails: see above for what counts. */
idt_document idt_document_read(idt_str text);

#endif
