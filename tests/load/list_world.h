/* list_world.h - a publication of the tests' own: one line an entry, `key;name[;list[;day
 * listed]]`, a day of publication as `published <day>`. A name that begins with `MV ` is a ship's.
 *
 * A first line `published YYYY-MM-DD` states the instant; a line `bad...` or `...;!` cannot be
 * read. The reader counts how many entries it really read, so that a test can tell what was spared.
 */
#ifndef INTERDICT_TESTS_LOAD_LIST_WORLD_H
#define INTERDICT_TESTS_LOAD_LIST_WORLD_H

#include "../register/register_world.h"

#include <fcntl.h>
#include <string.h>

#include "load/derive.h"
#include "load/load_list.h"

static inline bool next_line(idt_str *rest, idt_str *line)
{
    if (rest->len == 0) {
        return false;
    }
    const size_t end = idt_str_find(*rest, '\n');
    *line = idt_str_slice(*rest, 0, end);
    *rest = idt_str_slice(*rest, end + 1, rest->len);
    return true;
}

static inline idt_rc line_roles(idt_list_file *files, size_t count, idt_arena *arena,
                                idt_error *err)
{
    (void)arena;
    (void)err;
    for (size_t i = 0; i < count; i++) {
        const bool extra = idt_str_starts(files[i].bytes, "extra");
        files[i].role = extra ? IDT_STR("extra") : IDT_STR("main");
    }
    return IDT_OK;
}

static inline bool line_published(const idt_list_file *files, size_t count, int64_t *out)
{
    return count > 0 && idt_str_starts(files[0].bytes, "published ") &&
           idt_instant_parse(idt_str_slice(files[0].bytes, 10, 20), false, out);
}

static inline void read_line(idt_list_output *out, idt_list_place place, idt_str line)
{
    const size_t semi = idt_str_find(line, ';');
    const idt_str key = idt_list_key(out, idt_str_slice(line, 0, semi));
    idt_list_saw(out);
    if (idt_str_starts(line, "bad") || idt_str_ends(line, ";!")) {
        idt_list_reject_entry(out, place, key, "\"" IDT_STR_FMT "\" is bad", IDT_STR_ARG(line));
        return;
    }
    const idt_str rest = idt_str_slice(line, semi + 1, line.len);
    const size_t next = idt_str_find(rest, ';');
    if (next < rest.len) {
        idt_list_field_met(out, IDT_STR("programme"), true);
    }
    if (!idt_list_wants(out, place, key, &line, 1)) {
        return;
    }
    idt_error err;
    idt_list_begin(out, key, idt_str_starts(rest, "MV ") ? "Vessel" : "Organization");
    idt_list_text(out, "name", idt_str_slice(rest, 0, next));
    if (next < rest.len) {
        const idt_str more = idt_str_slice(rest, next + 1, rest.len);
        const size_t third = idt_str_find(more, ';');
        const idt_str list = idt_str_slice(more, 0, third);
        const idt_str day = idt_str_slice(more, third + 1, more.len);
        const bool published = idt_str_starts(day, "published ");
        const idt_list_qualifier listed[] = {{"id", IDT_STR("listed")},
                                             {"list", list},
                                             {published ? "published" : "effective_from",
                                              idt_str_slice(day, published ? 10 : 0, day.len)}};
        idt_list_text(out, "listing", list);
        if (third < more.len) {
            idt_list_qualified(out, "event", IDT_STR("decide"), listed, 3);
        }
    }
    (void)!idt_list_end(out, &err);
}

static inline idt_rc line_read(const idt_list_file *files, size_t count, idt_list_output *out,
                               idt_error *err)
{
    for (size_t f = 0; f < count; f++) {
        idt_str rest = files[f].bytes;
        idt_str line;
        for (uint64_t n = 1; next_line(&rest, &line); n++) {
            if (idt_str_starts(line, "<")) {
                return idt_fail_at(err, IDT_E_INPUT, "lines", (uint32_t)n, 1, 0, "not well-formed");
            }
            if (idt_str_find(line, ';') < line.len) {
                read_line(out, (idt_list_place){.file = files[f].name, .line = n, .column = 1},
                          line);
            }
        }
    }
    return IDT_OK;
}

static const idt_list_reader LINES = {.dataset = "lines",
                                      .title = "Lines",
                                      .publisher = "tests",
                                      .version = 1,
                                      .roles = line_roles,
                                      .published = line_published,
                                      .read = line_read};

/* Loads one file of this text under a name; the report lives until the next call. */
static inline idt_rc load_text_by(world *w, const idt_list_reader *reader, const char *name,
                                  const char *text, idt_list_options options,
                                  idt_list_report *report, idt_error *err)
{
    idt_list_file *files = IDT_NEW_N(w->arena, idt_list_file, 1);
    assert_non_null(files);
    files[0] = (idt_list_file){.name = idt_str_borrow(name), .bytes = idt_str_borrow(text)};
    w->now += IDT_DAY_US;
    return idt_load_list_files(w->reg, reader, files, 1, &options, w->arena, report, err);
}

static inline void verify_derived(idt_register *reg)
{
    idt_error err;
    uint64_t faults = 0;
    must(idt_register_verify(reg, &IDT_DERIVER, print_fault, NULL, &faults, &err), &err);
    assert_int_equal(faults, 0);
}

static inline idt_list_report load_text(world *w, const char *name, const char *text)
{
    idt_error err;
    idt_list_report report;
    must(load_text_by(w, &LINES, name, text, (idt_list_options){0}, &report, &err), &err);
    return report;
}

#endif
