/* state.h - what stands behind the handles of include/interdict/interdict.h. */
#ifndef INTERDICT_API_STATE_H
#define INTERDICT_API_STATE_H

#include <interdict/interdict.h>

#include "compile/home.h"
#include "screen/answer.h"
#include "standing/listings.h"

struct interdict {
    idt_arena *arena;
    idt_str home;
    idt_view view; /* the times, resolved once */
    idt_day as_of;
    idt_screen_question question;
    idt_screen *screen;
};

struct interdict_screener {
    const interdict *base;
    idt_arena *own;    /* the handle */
    idt_arena *asked;  /* one question and its answer */
    idt_register *reg; /* a handle of a register belongs to one thread */
    idt_view view;
    idt_listings *listings;
    idt_screener *screener;
    const idt_screen_answer *answer; /* NULL: none yet */
    idt_str query_json;
    idt_digest hash;
    idt_buf json;
};

/* The error as the caller sees it, and its code. */
interdict_rc api_fail(interdict_error *error, const idt_error *from);
interdict_rc api_fail_as(interdict_error *error, interdict_rc code, const idt_error *from);

#endif
