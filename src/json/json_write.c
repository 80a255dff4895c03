#include "json/json_write.h"

#include <stdio.h>

static void write_real(idt_json_writer *w, double value)
{
    char text[40];
    const int n = snprintf(text, sizeof text, "%.17g", value);
    idt_jw_raw(w, NULL, (idt_str){.ptr = text, .len = n > 0 ? (size_t)n : 0});
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
