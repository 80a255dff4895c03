#include "cli/csv.h"

static bool needs_quotes(idt_str value)
{
    for (size_t i = 0; i < value.len; i++) {
        if (strchr(",\"\r\n", value.ptr[i]) != NULL) {
            return true;
        }
    }
    return false;
}

void idt_csv_str(idt_csv *csv, idt_str value)
{
    if (csv->begun) {
        idt_buf_add_byte(csv->out, ',');
    }
    csv->begun = true;
    if (!needs_quotes(value)) {
        idt_buf_add_str(csv->out, value);
        return;
    }
    idt_buf_add_byte(csv->out, '"');
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '"') {
            idt_buf_add_byte(csv->out, '"');
        }
        idt_buf_add_byte(csv->out, value.ptr[i]);
    }
    idt_buf_add_byte(csv->out, '"');
}

void idt_csv_text(idt_csv *csv, const char *value)
{
    idt_csv_str(csv, idt_str_borrow(value));
}

static void bound(idt_csv *csv, idt_day day)
{
    char text[IDT_DAY_BYTES];
    const bool open = day == IDT_DAY_OPEN_START || day == IDT_DAY_OPEN_END;
    idt_csv_text(csv, open ? NULL : idt_day_text(day, text));
}

void idt_csv_date(idt_csv *csv, const idt_date *date)
{
    const bool known = date->kind != IDT_DATE_ABSENT;
    idt_csv_str(csv, known ? date->edtf : (idt_str){0});
    bound(csv, known ? date->earliest : IDT_DAY_OPEN_START);
    bound(csv, known ? date->latest : IDT_DAY_OPEN_END);
}

void idt_csv_end(idt_csv *csv)
{
    idt_buf_add_text(csv->out, "\r\n");
    csv->begun = false;
}
