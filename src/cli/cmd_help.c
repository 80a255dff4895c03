#include "cli/status_text.h"

/* Every form of help is written from the command tables: text, man pages, bash completion and
 * docs/cli.md. */

#define HELP_COLUMNS 80 /* of a line */
#define HELP_COLUMN  26

static const idt_param FORM = {
    .name = "format",
    .type = IDT_PARAM_FORMAT,
    .metavar = "FORMAT",
    .words = "text man bash markdown",
    .fallback = "text",
    .help = "text; man (a page of roff), bash (completion) and markdown cover every command",
};

static const char *const GLOBAL_TEXT =
    "--home DIR names the register's folder (default: $INTERDICT_HOME, else "
    "$XDG_DATA_HOME/interdict, else ~/.local/share/interdict). $INTERDICT_NOW stands the clock "
    "still, "
    "for tests.";

static const char *const EXIT_TEXT = "0 done; 1 found or differs (screen, scan, replay, verify); 2 "
                                     "usage or bad input; 3 internal or I/O failure.";

static void usage_line(idt_buf *out, const idt_command *c)
{
    idt_buf_add_format(out, "interdict %s%s%s%s", c->name, c->arguments[0] != '\0' ? " " : "",
                       c->arguments, c->params[0] != NULL ? " [OPTION...]" : "");
}

/* "--as-of DAY" */
static void option_name(idt_buf *out, const idt_param *p)
{
    idt_buf_add_format(out, "--%s%s%s", p->name, p->metavar != NULL ? " " : "",
                       p->metavar != NULL ? p->metavar : "");
}

/* "... One of: text json. Default: text." */
static void option_help(idt_buf *out, const idt_param *p)
{
    idt_buf_add_text(out, p->help);
    if (p->words != NULL) {
        idt_buf_add_format(out, "; one of: %s", p->words);
    }
    if (p->repeats) {
        idt_buf_add_text(out, "; may be repeated");
    }
    if (p->fallback != NULL) {
        idt_buf_add_format(out, " (default: %s)", p->fallback);
    }
}

/* As a shell takes it, broken before an option where it is longer than a line. */
static void example_line(const char *line, idt_buf *out)
{
    size_t column = strlen("  interdict ");
    idt_buf_add_text(out, "  interdict ");
    while (*line != '\0') {
        const char *next = strstr(line + 1, " --");
        const size_t len = next != NULL ? (size_t)(next - line) : strlen(line);
        if (column + len > HELP_COLUMNS - 2 && *line == ' ') {
            idt_buf_add_text(out, " \\\n     ");
            column = strlen("     ");
        }
        idt_buf_add(out, line, len);
        column += len;
        line += len;
    }
    idt_buf_add_text(out, "\n      ");
}

static void command_text(idt_invocation *inv, const idt_command *c)
{
    idt_buf *out = inv->out;
    idt_buf line;
    idt_buf_init(&line, 65536);
    idt_buf_add_text(out, "usage: ");
    usage_line(out, c);
    idt_buf_add_text(out, "\n\n");
    idt_wrap(out, 0, idt_str_borrow(c->description));
    for (size_t i = 0; c->params[i] != NULL; i++) {
        idt_buf_add_text(out, i == 0 ? "\noptions\n" : "");
        option_name(&line, c->params[i]);
        idt_buf_add_format(out, "  %-*.*s", HELP_COLUMN - 2, IDT_STR_ARG(idt_buf_borrow(&line)));
        idt_buf_clear(&line);
        option_help(&line, c->params[i]);
        idt_wrap(out, HELP_COLUMN, idt_buf_borrow(&line));
        idt_buf_clear(&line);
    }
    idt_buf_add_text(out, c->example_count > 0 ? "\nexamples\n" : "");
    for (size_t i = 0; i < c->example_count; i++) {
        example_line(c->examples[i].line, out);
        idt_wrap(out, 6, idt_str_borrow(c->examples[i].shows));
    }
    idt_buf_release(&line);
}

static void overview_text(idt_invocation *inv)
{
    idt_buf *out = inv->out;
    idt_buf_add_text(out, "usage: interdict [--home DIR] COMMAND ...\n\n"
                          "Who is designated terrorist or sanctioned, by whom, since when, until\n"
                          "when, by whose decision and on whose word.\n\n");
    for (size_t i = 0; IDT_COMMANDS[i] != NULL; i++) {
        idt_buf_add_format(out, "  %-10s %s\n", IDT_COMMANDS[i]->name, IDT_COMMANDS[i]->summary);
    }
    idt_buf_add_byte(out, '\n');
    idt_wrap(out, 0, idt_str_borrow(GLOBAL_TEXT));
    idt_buf_add_text(out, "\nExit status: ");
    idt_wrap(out, 13, idt_str_borrow(EXIT_TEXT));
    idt_buf_add_text(out, "`interdict help COMMAND` says more.\n");
}

int idt_cli_help(idt_invocation *inv, const idt_command *command)
{
    if (command != NULL) {
        command_text(inv, command);
    } else {
        overview_text(inv);
    }
    return IDT_EXIT_DONE;
}

/* ---- man ---- */

/* Roff: a dot or quote that begins a line and every backslash and hyphen are escaped. */
static void roff(idt_buf *out, const char *text)
{
    for (const char *p = text; *p != '\0'; p++) {
        if (*p == '-') {
            idt_buf_add_text(out, "\\-");
        } else if (*p == '\\') {
            idt_buf_add_text(out, "\\\\");
        } else if ((*p == '.' || *p == '\'') && p == text) {
            idt_buf_add_format(out, "\\&%c", *p);
        } else {
            idt_buf_add_byte(out, *p);
        }
    }
}

static void man_command(idt_buf *out, const idt_command *c, idt_arena *arena)
{
    idt_buf line;
    idt_buf_init(&line, 65536);
    idt_buf_add_text(out, ".SS ");
    usage_line(&line, c);
    const idt_str usage = idt_str_copy(arena, idt_buf_borrow(&line));
    idt_buf_clear(&line);
    roff(out, usage.ptr != NULL ? usage.ptr : c->name);
    idt_buf_add_byte(out, '\n');
    roff(out, c->description);
    idt_buf_add_byte(out, '\n');
    for (size_t i = 0; c->params[i] != NULL; i++) {
        option_help(&line, c->params[i]);
        const idt_str help = idt_str_copy(arena, idt_buf_borrow(&line));
        idt_buf_clear(&line);
        idt_buf_add_format(out, ".TP\n.B \\-\\-");
        roff(out, c->params[i]->name);
        idt_buf_add_format(out, " %s\n",
                           c->params[i]->metavar != NULL ? c->params[i]->metavar : "");
        roff(out, help.ptr != NULL ? help.ptr : c->params[i]->help);
        idt_buf_add_byte(out, '\n');
    }
    for (size_t i = 0; i < c->example_count; i++) {
        idt_buf_add_text(out, ".PP\n.EX\ninterdict ");
        roff(out, c->examples[i].line);
        idt_buf_add_text(out, "\n.EE\n");
        roff(out, c->examples[i].shows);
        idt_buf_add_text(out, ".\n");
    }
    idt_buf_release(&line);
}

static void man_page(idt_invocation *inv)
{
    idt_buf *out = inv->out;
    idt_buf_add_text(out,
                     ".\\\" Written by `interdict help --format man` from the command tables.\n"
                     ".TH INTERDICT 1 \"\" \"interdict " IDT_VERSION "\"\n.SH NAME\n"
                     "interdict \\- register of designations and sanctions\n.SH SYNOPSIS\n"
                     ".B interdict\n[\\-\\-home DIR] COMMAND ...\n.SH DESCRIPTION\n");
    roff(out, GLOBAL_TEXT);
    idt_buf_add_text(out, "\n.SH COMMANDS\n");
    for (size_t i = 0; IDT_COMMANDS[i] != NULL; i++) {
        man_command(out, IDT_COMMANDS[i], inv->arena);
    }
    idt_buf_add_text(out, ".SH EXIT STATUS\n");
    roff(out, EXIT_TEXT);
    idt_buf_add_byte(out, '\n');
}

/* ---- completion ---- */

/* `build|info|verify`: the words a command takes in that place; those of a free one are files. */
static void bash_actions(const idt_command *c, idt_buf *out)
{
    if (strchr(c->arguments, '|') == NULL) {
        return;
    }
    for (const char *p = c->arguments; *p != '\0'; p++) {
        idt_buf_add_byte(out, *p == '|' ? ' ' : *p);
    }
    idt_buf_add_byte(out, ' ');
}

/* After `--format`: its words. */
static void bash_formats(const idt_command *c, idt_buf *out)
{
    for (size_t k = 0; c->params[k] != NULL; k++) {
        if (c->params[k]->words != NULL) {
            idt_buf_add_format(out, "        [[ $before == --%s ]] && words='%s'\n",
                               c->params[k]->name, c->params[k]->words);
        }
    }
}

/* Options where a dash begins the word; what comes before them counts as files by default. */
static void bash_command(const idt_command *c, idt_buf *out)
{
    idt_buf_add_format(out, "    %s)\n        words='", c->name);
    bash_actions(c, out);
    idt_buf_add_text(out, "'\n        [[ $word == -* ]] && words='--help");
    for (size_t k = 0; c->params[k] != NULL; k++) {
        idt_buf_add_format(out, " --%s", c->params[k]->name);
    }
    idt_buf_add_text(out, "'\n");
    bash_formats(c, out);
    idt_buf_add_text(out, "        ;;\n");
}

static void bash_completion(idt_buf *out)
{
    idt_buf_add_text(out,
                     "# bash completion for interdict; written by `interdict help --format bash`.\n"
                     "_interdict()\n{\n"
                     "    local word=${COMP_WORDS[COMP_CWORD]} before= command= words= i\n"
                     "    ((COMP_CWORD > 0)) && before=${COMP_WORDS[COMP_CWORD - 1]}\n"
                     "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
                     "        case ${COMP_WORDS[i]} in\n"
                     "        --home) ((i++)) ;;\n"
                     "        -*) ;;\n"
                     "        *) command=${COMP_WORDS[i]}; break ;;\n"
                     "        esac\n"
                     "    done\n"
                     "    case $command in\n"
                     "    '') words='--home --help --version");
    for (size_t i = 0; IDT_COMMANDS[i] != NULL; i++) {
        idt_buf_add_format(out, " %s", IDT_COMMANDS[i]->name);
    }
    idt_buf_add_text(out, "' ;;\n");
    for (size_t i = 0; IDT_COMMANDS[i] != NULL; i++) {
        bash_command(IDT_COMMANDS[i], out);
    }
    idt_buf_add_text(out, "    esac\n"
                          "    [[ -n $words ]] && COMPREPLY=($(compgen -W \"$words\" -- "
                          "\"$word\"))\n"
                          "}\ncomplete -o default -F _interdict interdict\n");
}

/* ---- docs/cli.md ---- */

static void markdown(idt_invocation *inv)
{
    idt_buf *out = inv->out;
    idt_buf_add_text(out,
                     "# Commands\n\nWritten by `interdict help --format markdown` from the command "
                     "tables in `src/cli/`; a test holds it against them, and runs the "
                     "examples in a starter register.\n\n");
    idt_buf_add_format(out, "%s\n\nExit status: %s\n", GLOBAL_TEXT, EXIT_TEXT);
    for (size_t i = 0; IDT_COMMANDS[i] != NULL; i++) {
        const idt_command *c = IDT_COMMANDS[i];
        idt_buf_add_format(out, "\n## interdict %s\n\n`", c->name);
        usage_line(out, c);
        idt_buf_add_format(out, "`\n\n%s\n", c->description);
        for (size_t k = 0; c->params[k] != NULL; k++) {
            idt_buf_add_text(out, k == 0 ? "\n| option | meaning |\n|---|---|\n| `" : "| `");
            option_name(out, c->params[k]);
            idt_buf_add_text(out, "` | ");
            option_help(out, c->params[k]);
            idt_buf_add_text(out, " |\n");
        }
        idt_buf_add_byte(out, '\n');
        for (size_t k = 0; k < c->example_count; k++) {
            idt_buf_add_format(out, "    interdict %s\n", c->examples[k].line);
            idt_buf_add_format(out, "%s%s (exit %d).\n", "\n", c->examples[k].shows,
                               c->examples[k].exit_code);
            idt_buf_add_text(out, k + 1 < c->example_count ? "\n" : "");
        }
    }
}

static int run(idt_invocation *inv)
{
    if (idt_cli_format_is(inv, "man")) {
        man_page(inv);
    } else if (idt_cli_format_is(inv, "bash")) {
        bash_completion(inv->out);
    } else if (idt_cli_format_is(inv, "markdown")) {
        markdown(inv);
    } else if (inv->argument_count == 0) {
        overview_text(inv);
    } else {
        for (size_t i = 0; IDT_COMMANDS[i] != NULL; i++) {
            if (strcmp(IDT_COMMANDS[i]->name, inv->arguments[0]) == 0) {
                command_text(inv, IDT_COMMANDS[i]);
                return IDT_EXIT_DONE;
            }
        }
        return idt_cli_usage_error(inv->command, "there is no command \"%s\"", inv->arguments[0]);
    }
    return IDT_EXIT_DONE;
}

static const idt_param *const PARAMS[] = {&FORM, NULL};
static const idt_example EXAMPLES[] = {
    {"help status", IDT_EXIT_DONE, "options and examples of a command"},
    {"help --format man", IDT_EXIT_DONE, "the manual page"},
};

const idt_command IDT_CMD_HELP = {
    .name = "help",
    .arguments = "[COMMAND]",
    .most = 1,
    .summary = "this help, the manual page, shell completion",
    .description =
        "Prints the overview or one command's options and examples; with --format the manual page, "
        "bash completion or the reference in docs/cli.md.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 2,
    .run = run,
};
