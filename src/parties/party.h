/* party.h - a row as a party to ask about.
 *
 *   7,"Petrov, Ivan",1960-05-01        ->  id "7"  Person  name "Petrov, Ivan"
 *                                          birthDate 1960-05-01
 *   {"id":7,"schema":"Person","properties":{"name":["Ivan Petrov"]}}
 *   {"id":7,"schema":"Person","name":"Ivan Petrov"}
 *
 * I1  A row is a party with all that it says, or an error with its place: nothing of it is left
 *     out without a word. Empty fields say nothing.
 * I2  What a row is does not depend on the rows beside it, nor on the machine's memory: a row with
 *     more than a party may say (match/query_size.h) is refused before it is read.
 *
 * A date that is none, a country nobody knows are values all the same: the profile has them under
 * `unread`, and an answer says so (match/query_note.h).
 *
 * Members that FollowTheMoney's entities have beside their properties and that say nothing of the
 * party (caption, datasets, first_seen ...) are passed over.
 *
 * Lifetime: a party lives until the reader's next row. Threads: a reader belongs to one; rows and
 * columns are only read. Nothing is allocated once the largest row was seen, but by the JSON
 * reader.
 */
#ifndef INTERDICT_PARTIES_PARTY_H
#define INTERDICT_PARTIES_PARTY_H

#include "match/profile.h"
#include "parties/rows.h"

/* Of one row: what its names need when they are taken apart. */
#define IDT_PARTY_BYTES ((size_t)64 << 20)

typedef struct idt_party_value {
    idt_str property, value;
} idt_party_value;

typedef struct idt_party {
    idt_str id_json; /* "7" in quotes of CSV, as it stands in JSON; null where none is given */
    idt_str id;      /* the same as text; empty where none is given */
    idt_str schema;  /* empty: not said */
    const idt_party_value *values;
    size_t count;
    idt_profile profile;        /* composed; prepared by idt_party_prepare */
    idt_reading_memory *memory; /* its reader's */
} idt_party;

typedef struct idt_party_form {
    const char *source; /* in errors */
    bool json;
    char delimiter;
    char values_by; /* several values of one field stand between these; 0: a field is a value */
    const idt_party_columns *columns;
    idt_str schema; /* where the row says none */
    size_t row_bytes_max;
} idt_party_form;

typedef struct idt_party_reader idt_party_reader;

/* `form` outlives it. IDT_E_LIMIT. */
IDT_CHECK idt_rc idt_party_reader_new(const idt_party_form *form, idt_party_reader **out,
                                      idt_error *err);
void idt_party_reader_free(idt_party_reader *reader); /* accepts NULL */

/* Its names stand there and are not taken apart: whoever knows the answer already needs no more.
 * IDT_E_INPUT: this row cannot be read; source, line and column say where. Then `out` has the id
 * alone, if that could be told. IDT_E_LIMIT: the machine has no memory; that says nothing of the
 * row. */
IDT_CHECK idt_rc idt_party_of_row(idt_party_reader *reader, const idt_row *row, idt_party *out,
                                  idt_error *err);
/* Once, before it is asked about. It refuses nothing: IDT_E_LIMIT alone, and that says nothing of
 * the row. */
IDT_CHECK idt_rc idt_party_prepare(idt_party *party, idt_error *err);

#endif
