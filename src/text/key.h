/* key.h - the form under which a name is found again.
 *
 *   "Kata’ib  Ḥizballāh"   ->  "kataib hizballah"
 *   "AL-QA'IDA"            ->  "al qaida"
 *   "E.T.A."               ->  "eta"
 *   "塔利班"                ->  "塔 利 班"
 *
 * The folded tokens (text/tokens.h says how they come about) joined by one space. Two names are the
 * same name to the register's name table, to `search` and to `scan` if and only if their keys are
 * the same bytes.
 *
 * I1  A key is its own key: idt_text_key of a key gives the same bytes.
 * I2  It depends on the text and on IDT_TEXT_TABLES, never on locale or machine. Whoever stores
 *     keys stores that word beside them and makes the keys anew when it differs.
 *
 * A text without letters or digits has the empty key (pointer set, length 0).
 */
#ifndef INTERDICT_TEXT_KEY_H
#define INTERDICT_TEXT_KEY_H

#include "core/str.h"
#include "generated/unicode_fold.h" /* IDT_TEXT_TABLES */

/* *out lives in the arena, a NUL behind it. Bytes that are not UTF-8 part words (callers check at
 * the border). Linear. Errors: IDT_E_LIMIT at the arena's ceiling. */
IDT_CHECK idt_rc idt_text_key(idt_str text, idt_arena *arena, idt_str *out, idt_error *err);

#endif
