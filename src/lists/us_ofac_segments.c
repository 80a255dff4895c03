#include "lists/us_ofac_segments.h"

#include "lists/values.h"

/* The CSV set is printed in ASCII: an apostrophe for U+2019. */
static void add_words(idt_buf *column, idt_str words)
{
    static const char QUOTE[] = "\xe2\x80\x99";
    for (size_t i = 0; i < words.len; i++) {
        if (i + 3 <= words.len && memcmp(words.ptr + i, QUOTE, 3) == 0) {
            idt_buf_add_byte(column, '\'');
            i += 2;
        } else {
            idt_buf_add_byte(column, words.ptr[i]);
        }
    }
}

static void add_day(idt_buf *column, const char *word, idt_str day)
{
    if (day.len > 0) {
        idt_buf_add_text(column, word);
        idt_buf_add_str(column, day);
    }
}

void idt_ofac_segment_add(idt_buf *column, const idt_ofac_segment *s)
{
    if (s->value.len + s->words.len == 0) {
        return;
    }
    idt_buf_add_text(column, column->len > 0 ? "; " : "");
    add_words(column, s->words);
    idt_buf_add_text(column, s->words.len > 0 && s->value.len > 0 ? " " : "");
    idt_buf_add_str(column, s->value);
    if (s->country.len > 0) {
        idt_buf_add_text(column, " (");
        idt_buf_add_str(column, s->country);
        idt_buf_add_byte(column, ')');
    }
    add_day(column, " issued ", s->issued);
    add_day(column, " expires ", s->expires);
}

void idt_ofac_segment_free(idt_buf *column, idt_str text, bool last)
{
    const bool stop = last && idt_str_ends(text, ".");
    const idt_ofac_segment s = {.value = idt_str_slice(text, 0, text.len - (stop ? 1 : 0))};
    idt_ofac_segment_add(column, &s);
}

idt_rc idt_ofac_segments_say(idt_ofac_say *say, idt_buf *column, idt_ofac_remarks *remarks,
                             idt_error *err)
{
    if (column->len > 0) {
        idt_buf_add_byte(column, '.'); /* the reader takes one off the end */
    }
    const idt_rc rc = idt_buf_check(column, err);
    if (rc == IDT_OK) {
        remarks->text = idt_buf_borrow(column);
        idt_ofac_remarks_read(say->out, remarks);
    }
    return rc;
}

static bool has_break(idt_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] >= '\t' && s.ptr[i] <= '\r') {
            return true;
        }
    }
    return false;
}

idt_str idt_ofac_xml_text(idt_ofac_say *say, const idt_xml_node *node, const char *name)
{
    const idt_str text = idt_xml_text(node, name);
    return has_break(text) ? idt_list_flat(idt_list_scratch(say->out), text) : text;
}

idt_str idt_ofac_joined(idt_ofac_say *say, const idt_str *parts, size_t count,
                        const char *separator)
{
    idt_arena *scratch = idt_list_scratch(say->out);
    idt_str all = {0};
    for (size_t i = 0; i < count; i++) {
        if (parts[i].len > 0) {
            all = all.len == 0 ? parts[i]
                               : idt_str_format(scratch, IDT_STR_FMT "%s" IDT_STR_FMT,
                                                IDT_STR_ARG(all), separator, IDT_STR_ARG(parts[i]));
        }
    }
    return all;
}

idt_str idt_ofac_city(idt_ofac_say *say, idt_str city, idt_str state, idt_str zip)
{
    const idt_str places[] = {city, state};
    const idt_str parts[] = {idt_ofac_joined(say, places, 2, ", "), zip};
    return idt_ofac_joined(say, parts, 2, " ");
}
