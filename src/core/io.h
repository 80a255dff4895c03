/* io.h - whole files in and out. Reads have a ceiling; writes are atomic (temporary, sync, rename).
 */
#ifndef INTERDICT_CORE_IO_H
#define INTERDICT_CORE_IO_H

#include <stdbool.h>

#include "core/str.h"

/* A file's bytes, mapped read-only; an empty file has a non-NULL pointer and length 0. */
typedef struct idt_mapped {
    idt_str bytes;
    void *address; /* NULL where nothing is mapped */
} idt_mapped;

/* Maps a regular file; anything else ("-" is standard input, a pipe) is read into memory up to
 * `ceiling_bytes`. Release with idt_mapped_close. Errors: the system's word; IDT_E_LIMIT. */
IDT_CHECK idt_rc idt_mapped_open(const char *path, size_t ceiling_bytes, idt_mapped *out,
                                 idt_error *err);
void idt_mapped_close(idt_mapped *mapped);

/* Reads a file into the arena (NUL behind it). */
IDT_CHECK idt_rc idt_file_read(const char *path, size_t ceiling_bytes, idt_arena *arena,
                               idt_str *out, idt_error *err);

#define IDT_PATH_BYTES 4096

/* Where what is written to `path` belongs: the file that links lead to; *in_place where it is no
 * regular file (/dev/null, a terminal, a pipe), which another must never take the place of. */
IDT_CHECK idt_rc idt_file_place(const char *path, char out[IDT_PATH_BYTES], bool *in_place,
                                idt_error *err);

/* All or nothing: the file is either the old one or the whole new one, also after a power cut.
 * Links are followed; what is no regular file is written to. */
IDT_CHECK idt_rc idt_file_write(const char *path, idt_str bytes, idt_error *err);

/* Could idt_file_write write there, as far as can be told before? So that nobody works for long and
 * then cannot keep what came of it. The errors of the write; IDT_E_USAGE: a directory. */
IDT_CHECK idt_rc idt_file_writable(const char *path, idt_error *err);

/* Gives a file another name in its folder, whole also after a power cut; what had that name is
 * gone.
 */
IDT_CHECK idt_rc idt_file_rename(const char *from, const char *to, idt_error *err);

/* Creates a directory and its parents (mode 0777 less umask); an existing one is fine. */
IDT_CHECK idt_rc idt_dir_make(const char *path, idt_error *err);

bool idt_path_exists(const char *path);
/* Do both name one file, that is there or is to be made? */
bool idt_path_same(const char *a, const char *b);
/* Regular files of `dir` whose names end in `suffix`, sorted by byte order, as full paths. */
IDT_CHECK idt_rc idt_dir_files(const char *dir, const char *suffix, idt_arena *arena, idt_str **out,
                               size_t *count, idt_error *err);
/* "a/b/c.yaml" -> "a/b" ("." where there is no slash), and "c.yaml". */
idt_str idt_path_dir(idt_str path);
idt_str idt_path_base(idt_str path);

#endif
