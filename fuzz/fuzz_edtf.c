/* Any bytes as a date: what is read keeps I1-I3 of statement/date.h and reads the same from its own
 * text and from the text of its bounds; what is refused says where. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "statement/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_bounds(const idt_date *date)
{
    require(date->earliest <= date->latest); /* I2 */
    if (date->kind == IDT_DATE_PERIOD) {
        require(date->start_latest <= date->latest && date->end_earliest >= date->earliest);
        require(date->start_latest >= date->earliest && date->end_earliest <= date->latest);
    }
}

static void check_flags(const idt_date *date)
{
    const idt_str s = date->edtf;
    const bool both = idt_str_find(s, '%') < s.len;
    require(date->approximate == (both || idt_str_find(s, '~') < s.len));
    require(date->uncertain == (both || idt_str_find(s, '?') < s.len));
}

static bool same(const idt_date *a, const idt_date *b)
{
    return a->kind == b->kind && a->precision == b->precision && a->earliest == b->earliest &&
           a->latest == b->latest && a->start_latest == b->start_latest &&
           a->end_earliest == b->end_earliest && a->approximate == b->approximate &&
           a->uncertain == b->uncertain;
}

/* I3: the text without its flags has the same bounds. */
static void check_without_flags(const idt_date *date)
{
    char bare[64];
    size_t n = 0;
    idt_date again;
    for (size_t i = 0; i < date->edtf.len && n < sizeof bare; i++) {
        const char c = date->edtf.ptr[i];
        if (c != '~' && c != '?' && c != '%') {
            bare[n++] = c;
        }
    }
    require(idt_date_parse((idt_str){.ptr = bare, .len = n}, &again, NULL) == IDT_OK);
    again.approximate = date->approximate;
    again.uncertain = date->uncertain;
    require(same(date, &again));
}

static void check_written(const idt_date *date)
{
    idt_arena *arena = idt_arena_new((size_t)1 << 16);
    idt_date again;
    require(arena != NULL);
    require(idt_date_of_bounds(date->earliest, date->latest, arena, &again, NULL) == IDT_OK);
    require(again.earliest == date->earliest && again.latest == date->latest);
    idt_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const idt_str text = {.ptr = (const char *)data, .len = size};
    idt_date date;
    idt_date again;
    idt_error err = {0};
    idt_duration duration;
    if (idt_duration_parse(text, &duration, &err) == IDT_OK) {
        require(duration.years >= 0 && duration.months >= 0 && duration.days >= 0);
    }
    if (idt_date_parse(text, &date, &err) != IDT_OK) {
        require(err.code == IDT_E_INPUT && err.column >= 1 && err.column <= size + 1);
        return 0;
    }
    require(idt_str_equal(date.edtf, text)); /* I1 */
    require(idt_date_parse(date.edtf, &again, NULL) == IDT_OK && same(&date, &again));
    check_bounds(&date);
    check_flags(&date);
    check_without_flags(&date);
    check_written(&date);
    return 0;
}
