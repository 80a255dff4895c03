/* ftm_model.h - what FollowTheMoney can hold: its schemata, their properties and the words its
 * types allow, read from data/reference/ftm_schema.json.
 *
 *   idt_ftm_property_find(model, "Company", "leiCode")   -> LegalEntity's, type identifier
 *   idt_ftm_country(model, "Russian Federation")         -> ru
 *
 * I1  A property counts for its schema and all that extend it. The reverse side of a link (`stub`)
 *     is never stored, so it is not found.
 * I2  Whatever the file says, reading and asking end: a schema that extends itself is
 * IDT_E_CORRUPT.
 *
 * Ownership: all lives in the arena given, and texts in the JSON's arena. Threads: read-only once
 * read.
 */
#ifndef INTERDICT_EXPORT_FTM_MODEL_H
#define INTERDICT_EXPORT_FTM_MODEL_H

#include "core/map.h"

typedef struct idt_ftm_property {
    idt_str name;
    idt_str type;
    idt_str range; /* of type entity: the schema it must be of; else absent */
    bool language; /* its statements may name a language */
} idt_ftm_property;

typedef struct idt_ftm_model idt_ftm_model;

/* Errors: IDT_E_INPUT for what is no JSON, IDT_E_CORRUPT for JSON that is no such model. */
IDT_CHECK idt_rc idt_ftm_model_read(idt_str json, const char *source, idt_arena *arena,
                                    const idt_ftm_model **out, idt_error *err);

/* NULL where the schema has no such property, or is not one. */
const idt_ftm_property *idt_ftm_property_find(const idt_ftm_model *model, idt_str schema,
                                              idt_str property);
bool idt_ftm_schema_exists(const idt_ftm_model *model, idt_str schema);
/* Is `schema` the schema `ancestor` or one that extends it? */
bool idt_ftm_schema_is(const idt_ftm_model *model, idt_str schema, const char *ancestor);
bool idt_ftm_topic_exists(const idt_ftm_model *model, idt_str topic);
/* The topic spelt most like it; NULL where none is near. */
IDT_CHECK idt_rc idt_ftm_topic_nearest(const idt_ftm_model *model, idt_str topic, idt_arena *arena,
                                       const char **out, idt_error *err);
bool idt_ftm_gender_exists(const idt_ftm_model *model, idt_str gender);
/* The code of a code or an English name, whatever its ASCII case, also turned as in lists ("Iran
 * (Islamic Republic of)"); absent where there is none. */
idt_str idt_ftm_country(const idt_ftm_model *model, idt_str text);
/* The three letters for a language tag ("fa", "zh-hant"); absent where there are none. */
idt_str idt_ftm_language(const idt_ftm_model *model, idt_str tag);

#endif
