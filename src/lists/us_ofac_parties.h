/* us_ofac_parties.h - names of entities by their ids, where a tie gives only the id.
 *
 *   <relatedEntity entityId="46908"/>  ->  the entity 46908 of the same file: "DOE, Jane"
 *
 * OFAC's newer form of XML leaves the name out where the other party is a person. The file is read
 * once more for it, at the first such tie and not before.
 *
 * `source` is the bytes of the file that give the name: they belong to the source of an entry that
 * is told by it (idt_list_wants), or a changed name would go unseen.
 *
 * Ownership: lives in the arena. Cost: one pass over the file, once.
 */
#ifndef INTERDICT_LISTS_US_OFAC_PARTIES_H
#define INTERDICT_LISTS_US_OFAC_PARTIES_H

#include "core/map.h"
#include "lists/reader.h"

typedef struct idt_ofac_party {
    idt_str name;
    idt_str source;
} idt_ofac_party;

typedef struct idt_ofac_parties {
    const idt_list_file *file;
    idt_arena *arena;
    bool read;
    idt_map by_id;
} idt_ofac_parties;

void idt_ofac_parties_init(idt_ofac_parties *parties, const idt_list_file *file, idt_arena *arena);
/* NULL where no entity of the file has that id, or it has no name. */
const idt_ofac_party *idt_ofac_party_find(idt_ofac_parties *parties, idt_str id);

#endif
