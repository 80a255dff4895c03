#include "match/relations.h"

void idt_relations_begin(idt_relations *relations, const idt_match_name *of)
{
    relations->of = of;
    relations->turn++;
    if (relations->turn == 0) { /* once in four milliards: nothing older may seem to be of it */
        memset(relations->entries, 0, sizeof relations->entries);
        relations->turn = 1;
    }
}

/* `part` of the name begun with, another by its number; `first`: it stands second. */
static idt_relation find(idt_relations *relations, uint64_t part, uint64_t number, bool first,
                         const idt_match_part *a, const idt_match_part *b)
{
    const uint64_t key = number << 8 | part << 1 | (first ? 1 : 0);
    struct idt_relations_entry *e =
        &relations->entries[key * UINT64_C(0x9e3779b97f4a7c15) >> (64 - IDT_RELATIONS_LOG2)];
    if (e->turn != relations->turn || e->key != key) {
        e->relation = idt_relate(a, b);
        e->key = key;
        e->turn = relations->turn;
    }
    return e->relation;
}

static bool is_kept(const idt_match_name *name, const idt_match_name *of)
{
    return name->relations != NULL && name->relations->of == of;
}

/* Part k of a name with numbers, and part i of that it is compared with. */
static bool are_apart(const idt_match_name *name, size_t k, size_t i)
{
    return name->apart != NULL && (name->apart[k] >> i & 1) != 0;
}

idt_relation idt_relate_among(const idt_match_name *a, size_t i, const idt_match_name *b, size_t k)
{
    const idt_match_part *x = &a->parts[i];
    const idt_match_part *y = &b->parts[k];
    if (is_kept(b, a)) {
        return are_apart(b, k, i) ? (idt_relation){0}
                                  : find(b->relations, i, b->numbers[k], true, x, y);
    }
    if (is_kept(a, b)) {
        return are_apart(a, i, k) ? (idt_relation){0}
                                  : find(a->relations, k, a->numbers[i], false, x, y);
    }
    return idt_relate(x, y);
}
