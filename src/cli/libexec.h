/* libexec.h - the programs that interdict starts, and the file that says where lists are published.
 */
#ifndef INTERDICT_CLI_LIBEXEC_H
#define INTERDICT_CLI_LIBEXEC_H

#include "cli/command.h"
#include "load/publications.h"

/* The path of a program: in $INTERDICT_LIBEXEC where that is set, else beside this program (build
 * tree), in ../libexec/interdict, or the installed place. IDT_E_NOT_FOUND names the variable. */
IDT_CHECK idt_rc idt_cli_program(idt_invocation *inv, const char *name, idt_str *out,
                                 idt_error *err);

/* The addresses of official lists: of `stated` (may be NULL), else $INTERDICT_SOURCES, else
 * sources.yaml among the shipped data. */
IDT_CHECK idt_rc idt_cli_publications(idt_invocation *inv, const char *stated,
                                      idt_publications *out, idt_error *err);

#endif
