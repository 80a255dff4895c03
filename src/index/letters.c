#include "index/letters.h"

#define NO_ROW UINT16_MAX

void letters_keep(letters *k, uint32_t file, uint32_t term, const idt_grade_word *word)
{
    if (k->entries == NULL || word->table == NULL || word->count > LETTERS_MOST ||
        word->whole.len > 0) {
        return;
    }
    letters_entry *e = letters_place(k, term);
    *e = (letters_entry){.of = letters_name(file, term),
                         .table = (uint8_t)(word->table - idt_translit_tables),
                         .count = (uint8_t)word->count};
    for (size_t i = 0; i < word->count; i++) {
        e->rows[i] = word->rows[i] != NULL ? (uint16_t)(word->rows[i] - word->table->rows) : NO_ROW;
    }
}

void letters_word(const letters_entry *e, idt_grade_word *out)
{
    out->text = out->whole = (idt_str){0};
    out->table = &idt_translit_tables[e->table];
    out->count = e->count;
    for (size_t i = 0; i < e->count; i++) {
        out->rows[i] = e->rows[i] != NO_ROW ? &out->table->rows[e->rows[i]] : NULL;
    }
}
