/* ftm_entity.h - one FollowTheMoney entity while it is made, and the two forms it is written in.
 *
 *   {"id":"brief:taliban","caption":"Taliban","schema":"Organization",
 *    "properties":{"name":["Taliban"],"topics":["crime.terror"]},"referents":[],
 *    "datasets":["brief"],"first_seen":"2026-11-25T06:00:00",...,"target":true}
 *
 *   "brief:taliban","brief:taliban","name","name","Organization","Taliban","brief","","eng","","f",
 *    "2026-11-25T06:00:00","2026-11-25T06:00:00","<sha1>"
 *
 * I1  Properties come in byte order, the values of one in the order they were added; a value that
 *     several datasets or languages give is one value of the line and several statements.
 * I2  The id of a statement is sha1("dataset.entity.prop.value[@lang]"); no statement is external.
 *     The last statement of an entity has prop `id`: its value is sha1(schema, sorted ids), its
 *     first_seen the entity's last_change, which is how FollowTheMoney hands that on.
 *
 * Source: followthemoney 4.11.2, statement/statement.py (make_key), statement/entity.py
 * (statements), statement/serialize.py (columns; csv.unix_dialect: all quoted, `\n`).
 * Ownership: values live in the entity's arena; texts are borrowed.
 */
#ifndef INTERDICT_EXPORT_FTM_ENTITY_H
#define INTERDICT_EXPORT_FTM_ENTITY_H

#include "core/clock.h"
#include "export/ftm_model.h"

typedef struct idt_ftm_value {
    const idt_ftm_property *property;
    idt_str value;
    idt_str lang;     /* three letters, or absent */
    idt_str original; /* as the record has it, where that differs; else absent */
    idt_str dataset;
    idt_str entity; /* the member of the cluster it was said of */
    int64_t first_us, last_us;
} idt_ftm_value;

typedef struct idt_ftm_entity {
    idt_arena *arena;
    idt_str id, caption, schema;
    idt_ftm_value *values;
    size_t count, cap;
    const idt_str *referents;
    size_t referent_count;
    const idt_str *datasets; /* that speak of it, besides those of its values; any order */
    size_t dataset_count;
    int64_t first_us, last_us, change_us;
    bool target;
} idt_ftm_entity;

/* Adds a value, or widens the times of the same statement. */
IDT_CHECK idt_rc idt_ftm_entity_add(idt_ftm_entity *entity, const idt_ftm_value *value,
                                    idt_error *err);
bool idt_ftm_entity_has(const idt_ftm_entity *entity, const char *property);
/* The value is there under this property, whoever says so. */
bool idt_ftm_entity_says(const idt_ftm_entity *entity, const char *property, idt_str value);

/* One line of JSON with its end of line. */
void idt_ftm_entity_json(const idt_ftm_entity *entity, idt_buf *out);
/* The header of the statements, and an entity's rows. */
void idt_ftm_statements_header(idt_buf *out);
IDT_CHECK idt_rc idt_ftm_entity_statements(const idt_ftm_entity *entity, idt_buf *out,
                                           idt_error *err);

#endif
