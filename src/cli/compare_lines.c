#include "cli/compare_batch.h"

#include "core/io.h"
#include "match/pairs.h"

#define FILE_CEILING   ((size_t)4 << 30)
#define PAIR_CEILING   ((size_t)64 << 20)
#define FLUSH_AT_BYTES ((size_t)1 << 16)

idt_rc idt_compare_two(const idt_scoring *scoring, idt_str a, idt_str b, idt_str schema,
                       idt_arena *arena, idt_comparison *out, idt_error *err)
{
    idt_profile *profiles = IDT_NEW_N(arena, idt_profile, 2);
    if (profiles == NULL) {
        return idt_arena_fail(arena, err);
    }
    const idt_str names[2] = {a, b};
    for (size_t i = 0; i < 2; i++) {
        idt_profile_init(&profiles[i], schema, arena);
        idt_rc rc = idt_profile_add(&profiles[i], IDT_STR("name"), names[i], err);
        rc = rc == IDT_OK ? idt_profile_prepare(&profiles[i], err) : rc;
        if (rc != IDT_OK) {
            return rc;
        }
    }
    idt_compare_by(scoring, &profiles[0], &profiles[1], out);
    return IDT_OK;
}

static idt_rc answer_line(idt_invocation *inv, const idt_scoring *scoring, const char *source,
                          idt_str bytes, uint32_t line, idt_arena *arena, idt_error *err)
{
    idt_party_pair pair;
    idt_comparison comparison;
    idt_arena_clear(arena);
    if (bytes.len > IDT_PAIR_LINE_BYTES) {
        return idt_fail_at(err, IDT_E_INPUT, source, line, 1, 0, "a line of %zu bytes; at most %zu",
                           bytes.len, IDT_PAIR_LINE_BYTES);
    }
    idt_rc rc = idt_pair_read(bytes, source, line, arena, &pair, err);
    if (rc != IDT_OK) {
        return rc;
    }
    idt_compare_by(scoring, &pair.query, &pair.candidate, &comparison);
    idt_pair_write(&pair, &comparison, inv->out);
    return inv->out->len > FLUSH_AT_BYTES ? idt_cli_flush(inv, err) : idt_buf_check(inv->out, err);
}

idt_rc idt_compare_lines(idt_invocation *inv, const idt_scoring *scoring, const char *path,
                         idt_error *err)
{
    idt_mapped file;
    idt_rc rc = idt_mapped_open(path, FILE_CEILING, &file, err);
    if (rc != IDT_OK) {
        return rc;
    }
    const char *source = strcmp(path, "-") == 0 ? "standard input" : path;
    idt_arena *arena = idt_arena_new(PAIR_CEILING);
    rc = arena != NULL ? IDT_OK : idt_fail(err, IDT_E_LIMIT, "no memory");
    idt_str rest = file.bytes;
    for (uint32_t line = 1; rest.len > 0 && rc == IDT_OK; line++) {
        const size_t end = idt_str_find(rest, '\n');
        const idt_str bytes = idt_str_trim(idt_str_slice(rest, 0, end));
        if (bytes.len > 0) {
            rc = answer_line(inv, scoring, source, bytes, line, arena, err);
        }
        rest = idt_str_slice(rest, end + 1, rest.len);
    }
    idt_arena_free(arena);
    idt_mapped_close(&file);
    return rc;
}
