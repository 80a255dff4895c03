/* author.h - record files for tests: written, read, and shown as one text to compare. */
#ifndef INTERDICT_TESTS_AUTHORED_AUTHOR_H
#define INTERDICT_TESTS_AUTHORED_AUTHOR_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "authored/authored.h"
#include "core/io.h"

#define ARENA_BYTES ((size_t)512 << 20)

/* Cited by the tests; the bytes 7 and 8 are one character. */
#define CITED "Hello w\xc3\xb6rld.\nIt was listed\nin 2003. It was listed again.\n"

typedef struct author {
    char dir[64];
    char name[96]; /* of the record file in it */
    idt_arena *arena;
    idt_authored out;
} author;

static inline int author_open(void **state)
{
    author *a = calloc(1, sizeof *a);
    char path[128];
    assert_non_null(a);
    (void)snprintf(a->dir, sizeof a->dir, "/tmp/idt-authored-XXXXXX");
    assert_non_null(mkdtemp(a->dir));
    (void)snprintf(a->name, sizeof a->name, "%s/r.yaml", a->dir);
    (void)snprintf(path, sizeof path, "%s/t.txt", a->dir);
    assert_int_equal(idt_file_write(path, IDT_STR(CITED), NULL), IDT_OK);
    a->arena = idt_arena_new(ARENA_BYTES);
    assert_non_null(a->arena);
    *state = a;
    return 0;
}

static inline int author_close(void **state)
{
    author *a = *state;
    char command[128];
    idt_arena_free(a->arena);
    (void)snprintf(command, sizeof command, "rm -rf %s", a->dir);
    const int rc = system(command);
    free(a);
    return rc;
}

static inline void author_read(author *a, idt_str yaml)
{
    idt_error err = {0};
    const idt_rc rc =
        idt_authored_read_bytes(idt_str_borrow(a->name), yaml, a->arena, &a->out, &err);
    if (rc != IDT_OK) {
        fail_msg("%s", err.message);
    }
}

/* Every fault, one a line: "7:13: message". */
static inline const char *author_faults(const author *a)
{
    idt_str text = IDT_STR("");
    for (size_t i = 0; i < a->out.fault_count; i++) {
        const idt_fault *f = &a->out.faults[i];
        text = idt_str_format(a->arena, IDT_STR_FMT "%u:%u: " IDT_STR_FMT "\n", IDT_STR_ARG(text),
                              (unsigned)f->line, (unsigned)f->column, IDT_STR_ARG(f->message));
    }
    return text.ptr;
}

static inline const idt_authored_record *author_record(const author *a, const char *key)
{
    for (size_t d = 0; d < a->out.dataset_count; d++) {
        for (size_t i = 0; i < a->out.datasets[d].record_count; i++) {
            if (idt_str_is(a->out.datasets[d].records[i].key, key)) {
                return &a->out.datasets[d].records[i];
            }
        }
    }
    fail_msg("no record %s; faults: %s", key, author_faults(a));
    return NULL;
}

static inline void author_expect(author *a, const char *yaml, const char *key, const char *content)
{
    author_read(a, idt_str_borrow(yaml));
    assert_string_equal(author_faults(a), "");
    const idt_str met = author_record(a, key)->content;
    assert_string_equal(idt_str_copy(a->arena, met).ptr, content);
}

#endif
