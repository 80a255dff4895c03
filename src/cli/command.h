/* command.h - a command is a row: its options, its example, its function. Everything else derives
 * from it.
 *
 * Parsing, --help, man pages, shell completion and docs/cli.md come from these tables; the examples
 * run as tests (tests/cli/test_examples.py). Adding an option touches its table and its handler.
 *
 * Exit codes: 0 done; 1 found or differs (screen, scan, replay, verify); 2 usage or bad input; 3
 * internal or I/O failure.
 */
#ifndef INTERDICT_CLI_COMMAND_H
#define INTERDICT_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "core/clock.h"
#include "core/str.h"
#include "register/register.h"
#include "register/subject_status.h"

#define IDT_EXIT_DONE    0
#define IDT_EXIT_FOUND   1
#define IDT_EXIT_USAGE   2
#define IDT_EXIT_FAILURE 3

typedef enum idt_param_type {
    IDT_PARAM_FLAG,
    IDT_PARAM_TEXT,
    IDT_PARAM_DAY,          /* YYYY-MM-DD */
    IDT_PARAM_INSTANT,      /* YYYY-MM-DD[THH:MM[:SS]Z]; a day means its end, in UTC */
    IDT_PARAM_INSTANT_FROM, /* the same; a day means its start */
    IDT_PARAM_FORMAT        /* one of `words` */
} idt_param_type;

typedef struct idt_param {
    const char *name; /* without the dashes */
    idt_param_type type;
    bool repeats;
    const char *metavar;
    const char *words;    /* IDT_PARAM_FORMAT: "text json" */
    const char *fallback; /* shown in help; NULL = none */
    const char *help;
} idt_param;

typedef struct idt_example {
    const char *line; /* after "interdict " */
    int exit_code;
    const char *shows;
} idt_example;

typedef struct idt_invocation idt_invocation;

typedef struct idt_command {
    const char *name;
    const char *arguments; /* "SUBJECT", "FILE...": shown in usage */
    size_t least, most;    /* positional arguments allowed */
    const char *summary;   /* one line */
    const char *description;
    const idt_param *const *params; /* NULL-terminated */
    const idt_example *examples;
    size_t example_count;
    int (*run)(idt_invocation *inv);
    bool loads; /* writes to the register: an index beside it follows (index_follow.h) */
} idt_command;

extern const idt_command *const IDT_COMMANDS[]; /* NULL-terminated, in the order of help */

#define IDT_VALUES_MAX 64

typedef struct idt_value {
    const idt_param *param;
    idt_str text;
    int64_t number; /* a day or an instant */
} idt_value;

struct idt_invocation {
    const idt_command *command;
    idt_str home; /* resolved; may not exist */
    idt_clock clock;
    idt_arena *arena;
    idt_buf *out; /* written to stdout at the end, or by idt_cli_flush */
    const char **arguments;
    size_t argument_count;
    idt_value values[IDT_VALUES_MAX];
    size_t value_count;
    idt_register *reg;
};

/* Options several commands share. */
extern const idt_param IDT_PARAM_AS_OF, IDT_PARAM_PUBLISHED_BY, IDT_PARAM_KNOWN_AT,
    IDT_PARAM_DATASET, IDT_PARAM_LIST, IDT_PARAM_OUTPUT, IDT_PARAM_EXPLAIN, IDT_PARAM_PROFILE;

/* The last value of an option, or NULL. */
const idt_value *idt_cli_value(const idt_invocation *inv, const idt_param *param);
bool idt_cli_flag(const idt_invocation *inv, const idt_param *param);
/* All values of a repeatable option. */
size_t idt_cli_values(const idt_invocation *inv, const idt_param *param, idt_str *out, size_t max);
/* As if it stood on the command line. IDT_E_USAGE: there are too many. */
IDT_CHECK idt_rc idt_cli_put(idt_invocation *inv, idt_value value, idt_error *err);
bool idt_cli_format_is(const idt_invocation *inv, const char *word);

/* Opens the register of --home for reading and a view at --published-by / --known-at. */
IDT_CHECK idt_rc idt_cli_open_view(idt_invocation *inv, idt_view *view, idt_error *err);
/* The subject an argument means; ambiguous and unknown names are errors that list candidates. Falls
 * back to what is held now where the view holds nothing yet. */
IDT_CHECK idt_rc idt_cli_subject(idt_invocation *inv, const idt_view *view, idt_str text,
                                 const idt_subject **out, idt_error *err);

/* Says an error on stderr and gives the exit code of its kind. */
int idt_cli_fail(const idt_error *err);
/* Writes what `out` holds to stdout and clears it; IDT_E_IO if stdout is gone. */
IDT_CHECK idt_rc idt_cli_flush(idt_invocation *inv, idt_error *err);
void idt_cli_note(const char *fmt, ...) IDT_PRINTF(1, 2); /* a diagnostic line on stderr */

/* Where the shipped data is: $INTERDICT_DATA, beside the program (build tree), or the installed
 * place. */
IDT_CHECK idt_rc idt_cli_data_dir(idt_invocation *inv, idt_str *out, idt_error *err);

/* Reads the arguments behind a command's name (argv[at]) by its table and runs it: the exit code.
 */
int idt_cli_run_command(idt_invocation *inv, int argc, char **argv, int at);
int idt_cli_help(idt_invocation *inv, const idt_command *command);
int idt_cli_usage_error(const idt_command *command, const char *fmt, ...) IDT_PRINTF(2, 3);

#endif
