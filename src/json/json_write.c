#include "json/json_write.h"

#include <stdio.h>
#include <stdlib.h>

/* The host's locale may part by another mark, of several bytes too; JSON has the point. */
static size_t put_point(char *text)
{
    size_t len = 0;
    bool parted = false;
    for (const char *p = text; *p != '\0'; p++) {
        const bool mark = strchr("0123456789+-e", *p) == NULL;
        if (!mark || !parted) {
            text[len++] = mark ? '.' : *p;
        }
        parted = parted || mark;
    }
    text[len] = '\0';
    return len;
}

/* The shortest of 15 to 17 digits that reads back the same, with a mark that it is no integer. */
static void write_real(idt_json_writer *w, double value)
{
    char text[48];
    for (int digits = 15; digits <= 17; digits++) {
        (void)snprintf(text, sizeof text, "%.*g", digits, value);
        const double again = strtod(text, NULL);
        if (memcmp(&again, &value, sizeof value) == 0) {
            break;
        }
    }
    idt_str number = {.ptr = text, .len = put_point(text)};
    if (strpbrk(text, ".e") == NULL) {
        memcpy(text + number.len, ".0", 2);
        number.len += 2;
    }
    idt_jw_raw(w, NULL, number);
}

void idt_json_write(idt_json_writer *w, const idt_json *value)
{
    switch (value->kind) {
    case IDT_JSON_NULL:
        idt_jw_null(w, NULL);
        break;
    case IDT_JSON_BOOL:
        idt_jw_bool(w, NULL, value->boolean);
        break;
    case IDT_JSON_INT:
        idt_jw_int(w, NULL, value->integer);
        break;
    case IDT_JSON_REAL:
        write_real(w, value->real);
        break;
    case IDT_JSON_STRING:
        idt_jw_str(w, NULL, value->string);
        break;
    case IDT_JSON_ARRAY:
        idt_jw_array(w, NULL);
        for (size_t i = 0; i < value->count; i++) {
            idt_json_write(w, &value->items[i]);
        }
        idt_jw_end(w);
        break;
    case IDT_JSON_OBJECT:
        idt_jw_object(w, NULL);
        for (size_t i = 0; i < value->count; i++) {
            idt_jw_key(w, value->items[i].key);
            idt_json_write(w, &value->items[i]);
        }
        idt_jw_end(w);
        break;
    }
}
