#include "cli/csv.h"

#include "text/csv_field.h"

static void begin_field(idt_csv *csv)
{
    if (csv->begun) {
        idt_buf_add_byte(csv->out, ',');
    }
    csv->begun = true;
}

void idt_csv_str(idt_csv *csv, idt_str value)
{
    begin_field(csv);
    idt_csv_field(value, csv->out);
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
