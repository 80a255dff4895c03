/* thing_answer.h - what incidents, contacts and figures are asked by, and what their answers share.
 *
 * The argument is a subject (its things are those that concern it), the id or key of one thing, or
 * nothing: then all that is held. An id is exact; a key counts only where no subject has that name.
 */
#ifndef INTERDICT_CLI_THING_ANSWER_H
#define INTERDICT_CLI_THING_ANSWER_H

#include "claims/told.h"
#include "cli/status_text.h"
#include "register/concerning.h"

extern const idt_param IDT_PARAM_FROM_DAY, IDT_PARAM_TO_DAY;
extern const idt_param *const IDT_THING_PARAMS[]; /* of all three commands; NULL-terminated */

typedef struct idt_thing_answer {
    idt_invocation *inv;
    idt_view view;
    const idt_subject *subject;   /* NULL: none was named */
    idt_status_question question; /* its datasets alone count here */
    idt_day from, to;             /* IDT_DAY_OPEN_START, _END: no bound */
    const idt_told_of *things;
    size_t count;
    idt_buf line; /* a value being put together */
} idt_thing_answer;

/* Opens the register and finds the things of `schema` asked for. Release in any case. */
IDT_CHECK idt_rc idt_thing_ask(idt_invocation *inv, const char *schema, idt_thing_answer *out,
                               idt_error *err);
/* Gives back the line; what failed to fit in it is an error unless `rc` is one already. */
IDT_CHECK idt_rc idt_thing_release(idt_thing_answer *answer, idt_rc rc, idt_error *err);

/* ---- text ---- */

/* Whose things, by whose word, in which days; `nothing` where none are held, and where none of
 * those held is `shown`, that. */
void idt_thing_head_text(idt_thing_answer *answer, const char *title, size_t shown,
                         const char *nothing);
/* answer->line under a label, wrapped; clears it. */
void idt_thing_label(idt_thing_answer *answer, const char *label);
/* " - the report <- said by X [brief:x 4, F12]", with what is not clear about the words. */
void idt_thing_add_word(idt_thing_answer *answer, const idt_told *told);
/* "[brief:x 4, F12]": as show numbers it. */
void idt_thing_add_reference(idt_thing_answer *answer, const idt_told *told);
/* A word of the vocabulary with blanks for its underscores. */
void idt_thing_add_vocabulary(idt_thing_answer *answer, idt_str word);

/* ---- json ---- */

/* Opens the answer: schema_version, subject, published_by, known_at, register, datasets, from, to.
 */
void idt_thing_head_json(idt_thing_answer *answer, idt_json_writer *w);
/* id, caption and concerns, of an object that is open. */
void idt_thing_json(const idt_told_of *thing, idt_json_writer *w);
/* idt_told_json, with `quotation` and `party` (the record named). */
void idt_thing_told_members(const idt_told *told, idt_json_writer *w);
/* An array of told statements, each with the qualifiers named by
 * `extra` (NULL-terminated; NULL: none) as texts. */
void idt_thing_told_json(const char *key, const idt_told *told, size_t count,
                         const char *const *extra, idt_json_writer *w);
/* The full statement id. */
void idt_thing_id_json(const char *key, const idt_told *told, idt_json_writer *w);
void idt_thing_within_json(idt_tri within, idt_json_writer *w); /* "within": yes | possibly */

#endif
