/* skeleton.h - a record file to begin with: YAML with comments, made from the vocabulary.
 *
 *   # kind of violence: attack, bombing, ...
 *   incident_kind: attack                      stands: enough for a record of this kind
 *
 *   # people killed (quantity; also: victims, together, unit, ...)
 *   #killed: '>50'                             may be said: take the mark off
 *
 * I1  What stands, without the comments, is a record file without faults (a test checks each kind).
 * I2  Every property of the kind's schema is there, those that stand first, less those that
 *     FollowTheMoney has for other schemata only. A property or qualifier added to the
 *     vocabulary is there by that alone.
 *
 * Threads: pure.
 */
#ifndef INTERDICT_AUTHORED_SKELETON_H
#define INTERDICT_AUTHORED_SKELETON_H

#include "core/str.h"

/* Names of the kinds, NULL-terminated. */
extern const char *const IDT_SKELETON_KINDS[];

/* IDT_E_USAGE for an unknown kind; the message names the nearest. */
IDT_CHECK idt_rc idt_skeleton_write(idt_str kind, idt_buf *out, idt_error *err);

#endif
