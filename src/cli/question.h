/* question.h - the question that `matrix`, `history` and `diff` share: which subjects, by whose
 * word, of which lists, on which day. */
#ifndef INTERDICT_CLI_QUESTION_H
#define INTERDICT_CLI_QUESTION_H

#include "cli/command.h"
#include "core/json_writer.h"
#include "core/map.h"

/* From --as-of, --dataset and --list, with every dataset known. Texts live in the invocation. */
IDT_CHECK idt_rc idt_cli_question(idt_invocation *inv, const idt_view *view,
                                  idt_status_question *out, idt_error *err);

/* The subjects the arguments mean, each once, in their order. */
IDT_CHECK idt_rc idt_cli_subjects(idt_invocation *inv, const idt_view *view,
                                  const idt_subject **out, size_t *count, idt_error *err);

/* The members `datasets` and `lists` of an answer: by the word of these alone; empty means all. */
void idt_question_json(const idt_status_question *question, idt_json_writer *w);
/* The same in words, nothing where all are meant. */
void idt_question_words(const idt_status_question *question, idt_buf *out);

/* Characters of a text: what it takes of a line of the terminal. */
size_t idt_text_width(idt_str text);

#endif
