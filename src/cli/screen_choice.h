/* screen_choice.h - who may be a hit, as options name it: is there such a list, jurisdiction,
 * topic?
 *
 *   --list un-1276       ->  nothing is held of a list "un-1276"; did you mean un-1267? ...
 *   --jurisdiction rus   ->  no list is held of a jurisdiction "rus"; did you mean ru? ...
 *   --topic sanctoin     ->  "sanctoin" is no topic; did you mean sanction?
 *
 * Of what nobody knows "no match" would be true and worthless, so it is refused.
 */
#ifndef INTERDICT_CLI_SCREEN_CHOICE_H
#define INTERDICT_CLI_SCREEN_CHOICE_H

#include "cli/command.h"
#include "screen/screen.h"

/* At the view's times. IDT_E_NOT_FOUND: a list or jurisdiction of which nothing is held;
 * IDT_E_USAGE: no topic. */
IDT_CHECK idt_rc idt_screen_choice_check(idt_invocation *inv, const idt_view *view,
                                         const idt_screen_filter *filter, idt_error *err);

#endif
