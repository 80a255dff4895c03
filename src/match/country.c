#include "match/country.h"

#include <string.h>

#include "generated/country_table.h"
#include "text/key.h"

#define CODE_LETTERS 3

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static uint16_t packed(const char code[3])
{
    return (uint16_t)((code[0] - 'a' + 'A') << 8 | (code[1] - 'a' + 'A'));
}

uint16_t idt_country_with_code(idt_str code)
{
    char small[CODE_LETTERS + 1] = {0};
    if (code.len < 2 || code.len > CODE_LETTERS) {
        return IDT_COUNTRY_UNKNOWN;
    }
    for (size_t i = 0; i < code.len; i++) {
        small[i] = lower(code.ptr[i]);
    }
    for (size_t i = 0; i < IDT_COUNTRY_CODES; i++) {
        const struct idt_country_code *row = &idt_country_codes[i];
        if (strcmp(code.len == 2 ? row->code : row->code3, small) == 0) {
            return packed(row->code);
        }
    }
    return IDT_COUNTRY_UNKNOWN;
}

uint16_t idt_country_with_name(idt_str key)
{
    size_t low = 0;
    size_t high = IDT_COUNTRY_NAMES;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int order = idt_str_compare(key, idt_str_borrow(idt_country_names[middle].key));
        if (order == 0) {
            return packed(idt_country_names[middle].code);
        }
        *(order < 0 ? &high : &low) = order < 0 ? middle : middle + 1;
    }
    return IDT_COUNTRY_UNKNOWN;
}

idt_country_text idt_country_code_of(uint16_t country)
{
    idt_country_text out = {{0}};
    if (country != IDT_COUNTRY_UNKNOWN) {
        out.code[0] = lower((char)(country >> 8));
        out.code[1] = lower((char)(country & 0xff));
    }
    return out;
}

static const char *name_with_code(const char *code)
{
    for (size_t i = 0; i < IDT_COUNTRY_CODES; i++) {
        if (strcmp(idt_country_codes[i].code, code) == 0) {
            return idt_country_codes[i].name;
        }
    }
    return "";
}

idt_rc idt_country_nearest(idt_str text, idt_arena *arena, const char **name,
                           idt_country_text *code, idt_error *err)
{
    const char *keys[IDT_COUNTRY_NAMES];
    idt_str key;
    *name = NULL;
    const idt_rc rc = idt_text_key(text, arena, &key, err);
    if (rc != IDT_OK || key.len <= CODE_LETTERS) { /* a code is near to many and means none */
        return rc;
    }
    for (size_t i = 0; i < IDT_COUNTRY_NAMES; i++) {
        keys[i] = idt_country_names[i].key;
    }
    const char *nearest = idt_str_nearest(key, keys, IDT_COUNTRY_NAMES);
    if (nearest != NULL) {
        *code = idt_country_code_of(idt_country_with_name(idt_str_borrow(nearest)));
        *name = name_with_code(code->code);
    }
    return IDT_OK;
}
