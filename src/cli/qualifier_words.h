/* qualifier_words.h - the qualifiers of a statement for people, one way in `show`, `cite`, `diff`.
 *
 *   chain     the report <- said by Sergei Lavrov
 *   fact      F24, F51
 *   source    passage in brief.txt [1987,2031)
 *   rests_on  kind suspend, list ru-terrorist, on 2025-04-17
 *
 * Programs get the raw ones.
 */
#ifndef INTERDICT_CLI_QUALIFIER_WORDS_H
#define INTERDICT_CLI_QUALIFIER_WORDS_H

#include "cli/body_names.h"

/* The caption of the held record of a source with these bytes; *title absent where there is none.
 */
IDT_CHECK idt_rc idt_source_title(idt_invocation *inv, const idt_view *view, idt_str sha256_hex,
                                  idt_str *title, idt_error *err);

/* The value of a qualifier, `between` between the texts of a list; NULL: nothing. */
IDT_CHECK idt_rc idt_qualifier_words(const idt_body_names *bodies, const idt_json *qualifier,
                                     const char *between, idt_buf *out, idt_error *err);

#endif
