/* Any bytes as a list of names and a document: lines up to an empty one are names, the rest is the
 * document, with or without front matter. Hits come in order, never overlap, lie inside the text,
 * and what a hit covers has the key of the name it claims. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "scan/document.h"
#include "scan/scan.h"
#include "text/key.h"

#define ARENA_BYTES ((size_t)64 << 20)
#define MOST_NAMES  64

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct seen {
    idt_str body;
    const idt_scan_name *names;
    idt_arena *arena;
    size_t end;
} seen;

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool check_hit(const idt_scan_hit *hit, void *context)
{
    seen *s = context;
    idt_str found;
    idt_str listed;
    require(hit->start >= s->end && hit->end > hit->start && hit->end <= s->body.len);
    require(hit->ref_count > 0 && hit->line >= 1);
    s->end = hit->end;
    for (size_t i = 0; i < hit->ref_count; i++) {
        const idt_str written = idt_str_slice(s->body, hit->start, hit->end);
        require(idt_text_key(written, s->arena, &found, NULL) == IDT_OK);
        require(idt_text_key(s->names[hit->refs[i].name].name, s->arena, &listed, NULL) == IDT_OK);
        require(idt_str_equal(found, listed));
    }
    idt_arena_clear(s->arena);
    return true;
}

static size_t read_names(idt_str *rest, idt_scan_name *names)
{
    size_t count = 0;
    while (rest->len > 0) {
        const idt_str line = idt_str_slice(*rest, 0, idt_str_find(*rest, '\n'));
        *rest = idt_str_slice(*rest, line.len + 1, rest->len);
        if (line.len == 0 || count == MOST_NAMES) {
            break;
        }
        names[count] = (idt_scan_name){.name = line, .subject = (uint32_t)(count % 7)};
        count++;
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    idt_scan_name names[MOST_NAMES];
    idt_scan_report report;
    idt_scanner *scanner = NULL;
    idt_str rest = {.ptr = (const char *)data, .len = size};
    const size_t count = read_names(&rest, names);
    const idt_document doc = idt_document_read(rest);
    require(doc.body.len + doc.body_offset == rest.len && doc.body_line >= 1);
    require(idt_scan_build(names, count, NULL, IDT_SCAN_BUILD_BYTES, &scanner, &report, NULL) ==
            IDT_OK);
    require(report.given == report.taken + report.repeated + report.skipped_count);
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    require(arena != NULL);
    seen s = {.body = doc.body, .names = names, .arena = arena};
    require(idt_scan_run(scanner, NULL, doc.body, check_hit, &s));
    idt_arena_free(arena);
    idt_scan_free(scanner);
    return 0;
}
