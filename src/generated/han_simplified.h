/* han_simplified.h - traditional Han characters and their simplified forms.
 *
 * Made by tools/gen_han.py from Unihan (package unicode-data); do not edit. SHA-256 of the input:
 *   Unihan_Variants.txt.bz2 42f42d18fe0368ca8dfb76d91bb2612b4bb34fe7960a4aa770687c0bf48a0cce
 * Data: Copyright (c) Unicode, Inc., under the Unicode licence
 * (https://www.unicode.org/license.txt).
 */

#ifndef INTERDICT_GENERATED_HAN_SIMPLIFIED_H
#define INTERDICT_GENERATED_HAN_SIMPLIFIED_H

#include <stdint.h>

#define IDT_HAN_SIMPLIFIED 2792

/* Pairs, sorted by the first. */
extern const uint16_t idt_han_simplified[IDT_HAN_SIMPLIFIED][2];

#endif
