/* query_size.h - how much one party that is asked about may say.
 *
 *   a row with 300 aliases      -> refused: "more than 256 names; is it one party?"
 *   a name of 9,000 bytes       -> refused: "a name of 9000 bytes; a name has at most 4096"
 *   60 names of 200 words each  -> refused: "names of more than 16384 bytes together; ..."
 *
 * What a question costs grows with its values times the candidates they find - a name of 64 words
 * that many bear costs some 20 milliseconds - so there is a ceiling; the longest name that any list
 * has is of some 400 bytes, the richest party has some 150 names of 3,500 bytes together. What is
 * over it is refused as a whole and said: an answer that left values out would be none.
 */
#ifndef INTERDICT_MATCH_QUERY_SIZE_H
#define INTERDICT_MATCH_QUERY_SIZE_H

#include "core/error.h"
#include "core/str.h"

#define IDT_QUERY_VALUES_MAX      1024
#define IDT_QUERY_NAMES_MAX       256 /* of them */
#define IDT_QUERY_NAME_BYTES_MAX  4096
#define IDT_QUERY_NAMES_BYTES_MAX 16384 /* of all together */

/* Zeroed at the start of a party. */
typedef struct idt_query_size {
    size_t values, names, name_bytes;
} idt_query_size;

/* One value more; before it is taken. IDT_E_INPUT: too much. */
IDT_CHECK idt_rc idt_query_size_add(idt_query_size *size, idt_str property, idt_str value,
                                    idt_error *err);

#endif
