/* columns.h - what the columns of a file of parties say.
 *
 *   id;name;name;birthDate;Land      --map Land=country     -> id, name twice, birthDate, country
 *   nationality = "ru; by"           --values-by ';'        -> two values
 *
 * A head has FollowTheMoney's property names, and `id` and `schema`; a map says what stands in
 * columns of other names, or (COLUMN= with nothing behind) that one says nothing here. Several
 * columns may be of one property. A column that nobody explains is no good head: what it holds
 * would be lost without a word.
 *
 * Name and BIRTHDATE are name and birthDate where no other column is of that property: of two that
 * case alone parts (name, Name) nobody knows whether both are meant, and the second is refused.
 */
#ifndef INTERDICT_PARTIES_COLUMNS_H
#define INTERDICT_PARTIES_COLUMNS_H

#include "core/str.h"

typedef enum idt_column_use {
    IDT_COLUMN_IGNORED,
    IDT_COLUMN_ID,
    IDT_COLUMN_SCHEMA,
    IDT_COLUMN_PROPERTY
} idt_column_use;

typedef struct idt_party_column {
    idt_column_use use;
    idt_str property;  /* of IDT_COLUMN_PROPERTY */
    idt_str title;     /* as the head has it */
    const char *meant; /* what the title is but for the case of its letters; NULL: it is as it is */
} idt_party_column;

typedef struct idt_column_map {
    idt_str column, property; /* empty property: ignored */
} idt_column_map;

typedef struct idt_party_columns {
    idt_party_column *at;
    size_t count;
} idt_party_columns;

/* "COLUMN=PROPERTY"; borrows. IDT_E_USAGE. */
IDT_CHECK idt_rc idt_column_map_parse(idt_str text, idt_column_map *out, idt_error *err);

/* `titles` are the fields of the head; texts are copied into the arena. IDT_E_INPUT: a column that
 * is neither a property nor mapped, two of `id` or `schema`, two of one property but for case, none
 * of a name's or identifier's; with *at the field. IDT_E_USAGE: a map of a column that is not there
 * or to no property. */
IDT_CHECK idt_rc idt_party_columns_read(const idt_str *titles, size_t count,
                                        const idt_column_map *maps, size_t map_count,
                                        idt_arena *arena, idt_party_columns *out, size_t *at,
                                        idt_error *err);

#endif
