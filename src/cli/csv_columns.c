#include "cli/csv_columns.h"

#include "cli/command.h"

/* The only column that is written so in any case; SIZE_MAX: none, or several. */
static size_t any_case(const idt_csv_row *head, idt_str name)
{
    size_t at = SIZE_MAX;
    size_t count = 0;
    for (size_t i = 0; i < head->count; i++) {
        if (idt_str_equal_any_case(idt_str_trim(head->fields[i]), name)) {
            at = i;
            count++;
        }
    }
    return count == 1 ? at : SIZE_MAX;
}

idt_rc idt_csv_column_find(const idt_csv_row *head, const char *source, idt_str name, size_t *out,
                           idt_error *err)
{
    const char *names[IDT_CSV_COLUMNS_MAX];
    char text[IDT_CSV_COLUMNS_MAX][48];
    for (size_t i = 0; i < head->count; i++) {
        if (idt_str_equal(idt_str_trim(head->fields[i]), name)) {
            *out = i;
            return IDT_OK;
        }
        const idt_str shown = idt_str_slice(idt_str_trim(head->fields[i]), 0, sizeof text[i] - 1);
        memcpy(text[i], shown.ptr, shown.len);
        text[i][shown.len] = '\0';
        names[i] = text[i];
    }
    *out = any_case(head, name);
    if (*out != SIZE_MAX) {
        idt_cli_note("interdict: %s: column \"" IDT_STR_FMT "\" is taken for " IDT_STR_FMT, source,
                     IDT_STR_ARG(idt_str_trim(head->fields[*out])), IDT_STR_ARG(name));
        return IDT_OK;
    }
    const char *nearest = idt_str_nearest(name, names, head->count);
    return idt_fail_at(err, IDT_E_INPUT, source, (uint32_t)head->line, 0, 0,
                       "there is no column \"" IDT_STR_FMT "\"%s%s%s", IDT_STR_ARG(name),
                       nearest != NULL ? "; did you mean \"" : "", nearest != NULL ? nearest : "",
                       nearest != NULL ? "\"?" : "");
}

idt_rc idt_csv_column_at(const idt_csv_row *row, const char *source, size_t at, idt_str *out,
                         idt_error *err)
{
    if (at >= row->count) {
        return idt_fail_at(err, IDT_E_INPUT, source, (uint32_t)row->line, 0, 0,
                           "the row has %zu fields; field %zu is needed", row->count, at + 1);
    }
    *out = row->fields[at];
    return IDT_OK;
}
