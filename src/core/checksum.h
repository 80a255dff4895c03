/* checksum.h - 64 bits over a run of bytes, at some GB a second: against damage, not against
 * forgers. Stable across machines of little-endian numbers, so it may be stored. */
#ifndef INTERDICT_CORE_CHECKSUM_H
#define INTERDICT_CORE_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

uint64_t idt_checksum64(const void *bytes, size_t len);

#endif
