#include <stdarg.h>
#include <stdio.h>

#include "cli/command.h"

static const idt_command *find_command(const char *name)
{
    for (size_t i = 0; IDT_COMMANDS[i] != NULL; i++) {
        if (strcmp(IDT_COMMANDS[i]->name, name) == 0) {
            return IDT_COMMANDS[i];
        }
    }
    return NULL;
}

static int unknown_command(const char *name)
{
    const char *names[64];
    size_t n = 0;
    for (size_t i = 0; IDT_COMMANDS[i] != NULL && n < 64; i++) {
        names[n++] = IDT_COMMANDS[i]->name;
    }
    const char *near = idt_str_nearest(idt_str_borrow(name), names, n);
    if (near != NULL) {
        idt_cli_note("interdict: there is no command \"%s\"; did you mean \"%s\"?", name, near);
    } else {
        idt_cli_note("interdict: there is no command \"%s\"; `interdict help` lists them", name);
    }
    return IDT_EXIT_USAGE;
}

int idt_cli_usage_error(const idt_command *command, const char *fmt, ...)
{
    char text[512];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    idt_cli_note("interdict %s: %s\nusage: interdict %s%s%s; `interdict help %s` says more",
                 command->name, text, command->name, command->arguments[0] != '\0' ? " " : "",
                 command->arguments, command->name);
    return IDT_EXIT_USAGE;
}

static const idt_param *find_param(const idt_command *command, idt_str name)
{
    for (size_t i = 0; command->params[i] != NULL; i++) {
        if (idt_str_is(name, command->params[i]->name)) {
            return command->params[i];
        }
    }
    return NULL;
}

static int unknown_option(const idt_command *command, idt_str name)
{
    const char *names[32];
    size_t n = 0;
    for (size_t i = 0; command->params[i] != NULL && n < 32; i++) {
        names[n++] = command->params[i]->name;
    }
    const char *near = idt_str_nearest(name, names, n);
    return idt_cli_usage_error(command, "there is no option --" IDT_STR_FMT "%s%s%s",
                               IDT_STR_ARG(name), near != NULL ? "; did you mean --" : "",
                               near != NULL ? near : "", near != NULL ? "?" : "");
}

static bool word_listed(const char *words, idt_str word)
{
    idt_str rest = idt_str_borrow(words);
    while (rest.len > 0) {
        const size_t blank = idt_str_find(rest, ' ');
        if (idt_str_equal(idt_str_slice(rest, 0, blank), word)) {
            return true;
        }
        rest = idt_str_slice(rest, blank + 1, rest.len);
    }
    return false;
}

/* 0, or the exit code of a value that is not one. */
static int take_value(idt_invocation *inv, const idt_param *param, idt_str text)
{
    if (inv->value_count == IDT_VALUES_MAX) {
        return idt_cli_usage_error(inv->command, "more than %d options", IDT_VALUES_MAX);
    }
    idt_value value = {.param = param, .text = text};
    idt_day day;
    if (!param->repeats && idt_cli_value(inv, param) != NULL) {
        return idt_cli_usage_error(inv->command, "--%s is given twice", param->name);
    }
    switch (param->type) {
    case IDT_PARAM_DAY:
        if (!idt_day_parse(text, &day)) {
            return idt_cli_usage_error(inv->command,
                                       "--%s \"" IDT_STR_FMT "\" is not a day; expected YYYY-MM-DD",
                                       param->name, IDT_STR_ARG(text));
        }
        value.number = day;
        break;
    case IDT_PARAM_INSTANT:
    case IDT_PARAM_INSTANT_FROM:
        if (!idt_instant_parse(text, param->type == IDT_PARAM_INSTANT, &value.number)) {
            return idt_cli_usage_error(
                inv->command,
                "--%s \"" IDT_STR_FMT
                "\" is not an instant; expected YYYY-MM-DD or YYYY-MM-DDTHH:MM:SSZ",
                param->name, IDT_STR_ARG(text));
        }
        break;
    case IDT_PARAM_FORMAT:
        if (!word_listed(param->words, text)) {
            return idt_cli_usage_error(inv->command, "--%s \"" IDT_STR_FMT "\" is not one of: %s",
                                       param->name, IDT_STR_ARG(text), param->words);
        }
        break;
    case IDT_PARAM_TEXT:
        if (text.len == 0) {
            return idt_cli_usage_error(inv->command, "--%s is empty", param->name);
        }
        break;
    case IDT_PARAM_FLAG:
        break;
    }
    inv->values[inv->value_count++] = value;
    return 0;
}

/* One `--name`, `--name value` or `--name=value`; *at moves over a value in the next argument. */
static int take_option(idt_invocation *inv, int argc, char **argv, int *at, bool *help)
{
    const idt_str word = idt_str_borrow(argv[*at] + 2);
    const size_t equals = idt_str_find(word, '=');
    const idt_str name = idt_str_slice(word, 0, equals);
    if (idt_str_is(name, "help")) {
        *help = true;
        return 0;
    }
    idt_str text = equals < word.len ? idt_str_slice(word, equals + 1, word.len) : (idt_str){0};
    if (idt_str_is(name, "home")) {
        if (text.ptr == NULL && *at + 1 < argc) {
            text = idt_str_borrow(argv[++*at]);
        }
        if (text.len == 0) {
            return idt_cli_usage_error(inv->command, "--home needs a folder");
        }
        inv->home = text;
        return 0;
    }
    const idt_param *param = find_param(inv->command, name);
    if (param == NULL) {
        return unknown_option(inv->command, name);
    }
    if (param->type == IDT_PARAM_FLAG) {
        return text.ptr == NULL
                   ? take_value(inv, param, (idt_str){0})
                   : idt_cli_usage_error(inv->command, "--%s takes no value", param->name);
    }
    if (text.ptr == NULL) {
        if (*at + 1 >= argc) {
            return idt_cli_usage_error(inv->command, "--%s needs a %s", param->name,
                                       param->metavar);
        }
        text = idt_str_borrow(argv[++*at]);
    }
    return take_value(inv, param, text);
}

static int parse(idt_invocation *inv, int argc, char **argv, int at, bool *help)
{
    bool options = true;
    for (; at < argc; at++) {
        if (options && strcmp(argv[at], "--") == 0) {
            options = false;
        } else if (options && argv[at][0] == '-' && argv[at][1] == '-') {
            const int code = take_option(inv, argc, argv, &at, help);
            if (code != 0) {
                return code;
            }
        } else if (options && argv[at][0] == '-' && argv[at][1] != '\0') {
            return idt_cli_usage_error(inv->command, "there are no short options (%s)", argv[at]);
        } else {
            inv->arguments[inv->argument_count++] = argv[at];
        }
    }
    if (*help) {
        return 0;
    }
    if (inv->argument_count < inv->command->least) {
        return idt_cli_usage_error(inv->command, "an argument is missing");
    }
    if (inv->argument_count > inv->command->most) {
        return idt_cli_usage_error(inv->command, "\"%s\" is one argument too many",
                                   inv->arguments[inv->command->most]);
    }
    return 0;
}

int idt_cli_run_command(idt_invocation *inv, int argc, char **argv, int at)
{
    bool help = false;
    inv->command = find_command(argv[at]);
    if (inv->command == NULL) {
        return unknown_command(argv[at]);
    }
    int code = parse(inv, argc, argv, at + 1, &help);
    if (code == 0) {
        code = help ? idt_cli_help(inv, inv->command) : inv->command->run(inv);
    }
    return code;
}
