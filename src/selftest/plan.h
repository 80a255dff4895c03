/* plan.h - what is asked of an index, and who bears which name. */
#ifndef INTERDICT_SELFTEST_PLAN_H
#define INTERDICT_SELFTEST_PLAN_H

#include "selftest/draw.h"
#include "selftest/selftest.h"

/* A form in time, and the subjects that bear it. */
typedef struct plan_form {
    uint32_t file, form;
    uint32_t first, count; /* in plan.bearers, by number, none twice */
} plan_form;

typedef struct plan_person {
    uint32_t group;
    idt_name_kind kind;
    idt_str text;
} plan_person;

typedef struct selftest_plan {
    const idt_index *index;
    const idt_selftest_options *options;
    idt_selftest_compare compare;
    idt_arena *arena;
    idt_map subjects; /* id -> number */
    plan_form *forms;
    size_t form_count, form_cap;
    uint32_t *bearers;
    size_t bearer_count, bearer_cap;
    uint32_t *at[IDT_INDEX_FILES_MAX]; /* form -> its number in forms + 1; 0: not in time */
    uint32_t *asked;                   /* forms */
    bool *slipped;                     /* of those asked: in the matrix too */
    size_t asked_count;
    plan_person *population;
    size_t population_count, population_cap;
} selftest_plan;

/* Fills plan and, of the result, files, counts and groups. */
IDT_CHECK idt_rc plan_make(selftest_plan *plan, idt_selftest *out, idt_error *err);
idt_str plan_subject(const selftest_plan *plan, uint32_t number);

#endif
