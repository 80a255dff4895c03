/* ftm_id.h - ids that FollowTheMoney's own check takes: letters, digits, `.` and `-`, and no sign
 * at either end.
 *
 *   brief:taliban      brief--taliban
 *   un_sc:6908555      un-.5fsc--6908555
 *   a:b-:              a--b-.2d-.3a
 *
 * A colon is `--`; any other byte that may not stand where it stands is `-.` and two hexadecimal
 * digits. A `-` stands for itself before a letter or digit.
 *
 * I1  Two ids never become one: an id can be read back (from the left: `--` a colon, `-.` a byte).
 *
 * Source: followthemoney 4.11.2, types/entity.py. Its tools drop a link whose id fails that check
 * where they clean what they read (`ftm validate`), without a word.
 */
#ifndef INTERDICT_EXPORT_FTM_ID_H
#define INTERDICT_EXPORT_FTM_ID_H

#include "core/str.h"

/* In the arena; absent at its ceiling. The id begins with a letter or digit, as all of ours do. */
idt_str idt_ftm_plain_id(idt_str id, idt_arena *arena);

#endif
