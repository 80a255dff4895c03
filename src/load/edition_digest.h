/* edition_digest.h - the hash that names an edition: over (role, SHA-256) of its files in order. */
#ifndef INTERDICT_LOAD_EDITION_DIGEST_H
#define INTERDICT_LOAD_EDITION_DIGEST_H

#include "register/register.h"

/* Hashes each file, notes its digest in it (`sha256`, in the arena: nobody hashes it again), and
 * all of them into *out. */
IDT_CHECK idt_rc idt_edition_digest(idt_raw_file *files, size_t count, idt_arena *arena,
                                    idt_digest *out, idt_error *err);

#endif
