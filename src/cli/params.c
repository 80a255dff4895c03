#include "cli/command.h"

const idt_param IDT_PARAM_AS_OF = {
    .name = "as-of",
    .type = IDT_PARAM_DAY,
    .metavar = "DAY",
    .fallback = "today",
    .help = "what the law was on this day (YYYY-MM-DD, at the list's seat)",
};
const idt_param IDT_PARAM_PUBLISHED_BY = {
    .name = "published-by",
    .type = IDT_PARAM_INSTANT,
    .metavar = "TIME",
    .fallback = "now",
    .help = "only what the datasets had published by this instant (UTC; a day means its end)",
};
const idt_param IDT_PARAM_KNOWN_AT = {
    .name = "known-at",
    .type = IDT_PARAM_INSTANT,
    .metavar = "TIME",
    .fallback = "now",
    .help = "only what this register held by this instant (UTC; a day means its end)",
};
const idt_param IDT_PARAM_DATASET = {
    .name = "dataset",
    .type = IDT_PARAM_TEXT,
    .repeats = true,
    .metavar = "KEY",
    .fallback = "all",
    .help = "by the word of this dataset alone",
};
const idt_param IDT_PARAM_LIST = {
    .name = "list",
    .type = IDT_PARAM_TEXT,
    .repeats = true,
    .metavar = "KEY",
    .fallback = "all on file",
    .help = "only this list; it is answered for even where nothing is on file",
};
const idt_param IDT_PARAM_OUTPUT = {
    .name = "format",
    .type = IDT_PARAM_FORMAT,
    .metavar = "FORMAT",
    .words = "text json",
    .fallback = "text",
    .help = "text for people, json for programs",
};
const idt_param IDT_PARAM_EXPLAIN = {
    .name = "explain",
    .type = IDT_PARAM_FLAG,
    .help = "show the chain of events, the guards and the rules applied, with their sources",
};

const idt_param IDT_PARAM_PROFILE = {
    .name = "profile",
    .type = IDT_PARAM_TEXT,
    .metavar = "PROFILE",
    .fallback = "default",
    .help =
        "how to score: default, strict, wide, ofac, or the file of a profile (docs/matching.md)",
};
