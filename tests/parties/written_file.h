/* written_file.h - a file with given bytes in a folder of its own, for readers that take paths. */
#ifndef INTERDICT_TESTS_WRITTEN_FILE_H
#define INTERDICT_TESTS_WRITTEN_FILE_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "core/str.h"

typedef struct written_file {
    char dir[64];
    char path[96];
} written_file;

static inline void write_bytes(const char *path, idt_str bytes)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, f), bytes.len);
    assert_int_equal(fclose(f), 0);
}

static inline void written_file_make(written_file *file, idt_str bytes)
{
    (void)snprintf(file->dir, sizeof file->dir, "/tmp/idt-parties-XXXXXX");
    assert_non_null(mkdtemp(file->dir));
    (void)snprintf(file->path, sizeof file->path, "%s/parties.csv", file->dir);
    write_bytes(file->path, bytes);
}

static inline void written_file_remove(written_file *file)
{
    (void)unlink(file->path);
    (void)rmdir(file->dir);
}

#endif
