#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/index_follow.h"
#include "cli/status_text.h"
#include "cli/visible.h"
#include "core/io.h"
#include "text/key.h"

#define OUTPUT_CEILING ((size_t)1 << 30)
#define NOTE_INDENT    11 /* behind "interdict: " */

/* ---- what commands use ---- */

void idt_cli_note(const char *fmt, ...)
{
    char text[4096];
    idt_buf visible;
    va_list args;
    va_start(args, fmt);
    const int len = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    const size_t kept = len < 0 ? 0 : (size_t)len < sizeof text ? (size_t)len : sizeof text - 1;
    idt_buf_init(&visible, 16 * sizeof text);
    idt_visible((idt_str){.ptr = text, .len = kept}, &visible);
    if (isatty(STDERR_FILENO)) { /* a log keeps a note on one line */
        idt_buf wrapped;
        idt_buf_init(&wrapped, 32 * sizeof text);
        idt_wrap(&wrapped, NOTE_INDENT, idt_buf_borrow(&visible));
        wrapped.len -= wrapped.len > 0 ? 1 : 0; /* its line end */
        visible.len = 0;
        idt_buf_add_str(&visible, idt_buf_borrow(&wrapped));
        idt_buf_release(&wrapped);
    }
    (void)fprintf(stderr, IDT_STR_FMT "\n", IDT_STR_ARG(idt_buf_borrow(&visible)));
    idt_buf_release(&visible);
}

int idt_cli_fail(const idt_error *err)
{
    char text[1200];
    idt_cli_note("interdict: %s", idt_error_text(err, text, sizeof text));
    switch (err->code) {
    case IDT_E_USAGE:
    case IDT_E_INPUT:
    case IDT_E_NOT_FOUND:
    case IDT_E_AMBIGUOUS:
        return IDT_EXIT_USAGE;
    default:
        return IDT_EXIT_FAILURE;
    }
}

static idt_rc write_bytes(idt_str bytes, idt_error *err)
{
    errno = 0;
    if (fwrite(bytes.ptr, 1, bytes.len, stdout) != bytes.len || fflush(stdout) != 0) {
        return idt_fail_errno(err, errno != 0 ? errno : EIO, "the output cannot be written");
    }
    return IDT_OK;
}

/* Is the output a format other than text and table, by --format or by the command's default? */
static bool for_programs(const idt_invocation *inv)
{
    const idt_param *const *p = inv->command != NULL ? inv->command->params : NULL;
    for (; p != NULL && *p != NULL; p++) {
        if ((*p)->type == IDT_PARAM_FORMAT) {
            const idt_value *given = idt_cli_value(inv, *p);
            const char *fallback = (*p)->fallback != NULL ? (*p)->fallback : "text";
            const idt_str format = given != NULL ? given->text : idt_str_borrow(fallback);
            return !idt_str_is(format, "text") && !idt_str_is(format, "table");
        }
    }
    return false;
}

static bool has_hidden(idt_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        if (idt_hidden_at(bytes, i) > 0) {
            return true;
        }
    }
    return false;
}

idt_rc idt_cli_flush(idt_invocation *inv, idt_error *err)
{
    const idt_str bytes = idt_buf_borrow(inv->out);
    idt_rc rc = idt_buf_check(inv->out, err);
    if (rc == IDT_OK && !for_programs(inv) && has_hidden(bytes)) {
        idt_buf visible;
        idt_buf_init(&visible, OUTPUT_CEILING);
        idt_visible(bytes, &visible);
        rc = idt_buf_check(&visible, err);
        rc = rc == IDT_OK ? write_bytes(idt_buf_borrow(&visible), err) : rc;
        idt_buf_release(&visible);
    } else if (rc == IDT_OK) {
        rc = write_bytes(bytes, err);
    }
    if (rc == IDT_OK) {
        idt_buf_clear(inv->out);
    }
    return rc;
}

const idt_value *idt_cli_value(const idt_invocation *inv, const idt_param *param)
{
    for (size_t i = inv->value_count; i > 0; i--) {
        if (inv->values[i - 1].param == param) {
            return &inv->values[i - 1];
        }
    }
    return NULL;
}

bool idt_cli_flag(const idt_invocation *inv, const idt_param *param)
{
    return idt_cli_value(inv, param) != NULL;
}

size_t idt_cli_values(const idt_invocation *inv, const idt_param *param, idt_str *out, size_t max)
{
    size_t n = 0;
    for (size_t i = 0; i < inv->value_count && n < max; i++) {
        if (inv->values[i].param == param) {
            out[n++] = inv->values[i].text;
        }
    }
    return n;
}

idt_rc idt_cli_put(idt_invocation *inv, idt_value value, idt_error *err)
{
    if (inv->value_count == IDT_VALUES_MAX) {
        return idt_fail(err, IDT_E_USAGE, "more than %d options", IDT_VALUES_MAX);
    }
    inv->values[inv->value_count++] = value;
    return IDT_OK;
}

bool idt_cli_format_is(const idt_invocation *inv, const char *word)
{
    for (size_t i = inv->value_count; i > 0; i--) {
        if (inv->values[i - 1].param->type == IDT_PARAM_FORMAT) {
            return idt_str_is(inv->values[i - 1].text, word);
        }
    }
    return strcmp(word, "text") == 0;
}

idt_rc idt_cli_open_view(idt_invocation *inv, idt_view *view, idt_error *err)
{
    const idt_register_options options = {.clock = inv->clock};
    idt_rc rc = idt_register_open(inv->home.ptr, IDT_OPEN_READ, &options, &inv->reg, err);
    if (rc == IDT_E_NOT_FOUND) {
        return idt_fail(err, IDT_E_NOT_FOUND,
                        "there is no register in %s; make one with `interdict init --starter`, or "
                        "name another with --home",
                        inv->home.ptr);
    }
    if (rc != IDT_OK) {
        return rc;
    }
    const idt_value *published = idt_cli_value(inv, &IDT_PARAM_PUBLISHED_BY);
    const idt_value *known = idt_cli_value(inv, &IDT_PARAM_KNOWN_AT);
    return idt_register_view(inv->reg, published != NULL ? published->number : IDT_INSTANT_OPEN,
                             known != NULL ? known->number : IDT_INSTANT_OPEN, view, err);
}

static idt_rc ambiguous(const idt_subject *subjects, size_t count, idt_str text, idt_error *err)
{
    idt_buf list;
    idt_buf_init(&list, 4096);
    for (size_t i = 0; i < count && list.len < 480; i++) {
        idt_buf_add_format(&list, "\n  " IDT_STR_FMT "  " IDT_STR_FMT, IDT_STR_ARG(subjects[i].id),
                           IDT_STR_ARG(subjects[i].caption));
    }
    idt_buf_add_byte(&list, '\0');
    const idt_rc rc =
        idt_fail(err, IDT_E_AMBIGUOUS, "\"" IDT_STR_FMT "\" names %zu subjects; give an id:%s",
                 IDT_STR_ARG(text), count, list.failed ? "" : list.ptr);
    idt_buf_release(&list);
    return rc;
}

idt_rc idt_cli_subject(idt_invocation *inv, const idt_view *view, idt_str text,
                       const idt_subject **out, idt_error *err)
{
    const idt_subject *found;
    size_t count;
    idt_str folded;
    idt_rc rc = idt_text_key(text, inv->arena, &folded, err);
    if (rc == IDT_OK) {
        rc = idt_subjects_named(inv->reg, view, text, folded, inv->arena, &found, &count, err);
    }
    if (rc == IDT_OK && count == 0) {
        /* Who is meant is asked of today's names; what is answered stays as of the view. */
        idt_view now;
        idt_view again;
        rc = idt_register_view(inv->reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &now, err);
        if (rc == IDT_OK) {
            rc = idt_subjects_named(inv->reg, &now, text, folded, inv->arena, &found, &count, err);
        }
        if (rc == IDT_OK) {
            rc = idt_register_view(inv->reg, view->published_by_us, view->known_at_us, &again, err);
        }
    }
    if (rc != IDT_OK) {
        return rc;
    }
    if (count == 0) {
        return idt_fail(err, IDT_E_NOT_FOUND,
                        "no subject is named \"" IDT_STR_FMT
                        "\"; try `interdict search " IDT_STR_FMT "`",
                        IDT_STR_ARG(text), IDT_STR_ARG(text));
    }
    if (count > 1) {
        return ambiguous(found, count, text, err);
    }
    *out = found;
    return IDT_OK;
}

/* The program's own path, for the data beside it in a build tree. */
static idt_str program_dir(idt_arena *arena)
{
    char path[4096];
    const ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
    if (n <= 0) {
        return IDT_STR(".");
    }
    return idt_str_copy(arena, idt_path_dir((idt_str){.ptr = path, .len = (size_t)n}));
}

idt_rc idt_cli_data_dir(idt_invocation *inv, idt_str *out, idt_error *err)
{
    const char *stated = getenv("INTERDICT_DATA");
    const idt_str program = program_dir(inv->arena);
    const idt_str places[] = {
        idt_str_borrow(stated != NULL && stated[0] != '\0' ? stated : NULL),
        idt_str_format(inv->arena, IDT_STR_FMT "/../share/interdict/data", IDT_STR_ARG(program)),
        idt_str_format(inv->arena, IDT_STR_FMT "/../../data", IDT_STR_ARG(program)),
#ifdef IDT_DATA_DIR
        IDT_STR(IDT_DATA_DIR),
#endif
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        if (places[i].ptr == NULL) {
            continue;
        }
        const idt_str procedures =
            idt_str_format(inv->arena, IDT_STR_FMT "/procedures", IDT_STR_ARG(places[i]));
        if (procedures.ptr != NULL && idt_path_exists(procedures.ptr)) {
            *out = places[i];
            return IDT_OK;
        }
    }
    return idt_fail(err, IDT_E_NOT_FOUND,
                    "the records shipped with the program are not found; set INTERDICT_DATA to "
                    "the folder that holds procedures/ and starter/");
}

static idt_str default_home(idt_arena *arena)
{
    const char *home = getenv("INTERDICT_HOME");
    if (home != NULL && home[0] != '\0') {
        return idt_str_borrow(home);
    }
    const char *data = getenv("XDG_DATA_HOME");
    if (data != NULL && data[0] == '/') {
        return idt_str_format(arena, "%s/interdict", data);
    }
    const char *user = getenv("HOME");
    return idt_str_format(arena, "%s/.local/share/interdict", user != NULL ? user : "");
}

/* INTERDICT_NOW stands the clock still: the same question gives the same bytes (tests, documents).
 */
static int set_clock(idt_invocation *inv, int64_t *fixed)
{
    const char *now = getenv("INTERDICT_NOW");
    inv->clock = idt_clock_system();
    if (now == NULL || now[0] == '\0') {
        return 0;
    }
    if (!idt_instant_parse(idt_str_borrow(now), false, fixed)) {
        idt_cli_note("interdict: INTERDICT_NOW \"%s\" is not an instant; expected "
                     "YYYY-MM-DDTHH:MM:SSZ",
                     now);
        return IDT_EXIT_USAGE;
    }
    inv->clock = idt_clock_fixed(fixed);
    return 0;
}

/* The global options before the command; *at stops at the command's name. */
static int parse_global(idt_invocation *inv, int argc, char **argv, int *at)
{
    for (; *at < argc && argv[*at][0] == '-'; (*at)++) {
        const idt_str word = idt_str_borrow(argv[*at]);
        if (idt_str_is(word, "--home") && *at + 1 < argc) {
            inv->home = idt_str_borrow(argv[++*at]);
        } else if (idt_str_starts(word, "--home=")) {
            inv->home = idt_str_slice(word, strlen("--home="), word.len);
        } else if (idt_str_is(word, "--home")) {
            idt_cli_note("interdict: --home needs a DIR");
            return IDT_EXIT_USAGE;
        } else if (idt_str_is(word, "--help")) {
            return -1;
        } else if (idt_str_is(word, "--version")) {
            idt_buf_add_text(inv->out, "interdict " IDT_VERSION "\n");
            return -2;
        } else {
            idt_cli_note("interdict: there is no option \"%s\" before the command; "
                         "`interdict help` says more",
                         argv[*at]);
            return IDT_EXIT_USAGE;
        }
    }
    return 0;
}

static int run(idt_invocation *inv, int argc, char **argv)
{
    int at = 1;
    int64_t fixed = 0;
    inv->arguments = IDT_NEW_N(inv->arena, const char *, (size_t)argc);
    inv->home = default_home(inv->arena);
    int code = set_clock(inv, &fixed);
    if (code != 0 || inv->arguments == NULL) {
        return code != 0 ? code : IDT_EXIT_FAILURE;
    }
    code = parse_global(inv, argc, argv, &at);
    if (code > 0) {
        return code;
    }
    if (inv->home.len == 0) {
        idt_cli_note("interdict: --home is empty; it names the register's folder");
        return IDT_EXIT_USAGE;
    }
    if (code == -1 || (code == 0 && at >= argc)) {
        code = idt_cli_help(inv, NULL);
    } else if (code == -2) {
        code = 0;
    } else {
        code = idt_cli_run_command(inv, argc, argv, at);
    }
    idt_error err;
    if (inv->reg != NULL && idt_register_close(inv->reg, &err) != IDT_OK && code == 0) {
        code = idt_cli_fail(&err);
    }
    if (idt_cli_flush(inv, &err) != IDT_OK) {
        const int failed = idt_cli_fail(&err);
        code = code < 2 ? failed : code;
    }
    if (inv->command != NULL && inv->command->loads) {
        idt_cli_index_follow(inv);
    }
    return code;
}

int main(int argc, char **argv)
{
    idt_buf out;
    idt_buf_init(&out, OUTPUT_CEILING);
    idt_arena *arena = idt_arena_new((size_t)4 << 30);
    if (arena == NULL) {
        return IDT_EXIT_FAILURE;
    }
    idt_invocation *inv = IDT_NEW(arena, idt_invocation);
    int code = IDT_EXIT_FAILURE;
    if (inv != NULL) {
        inv->arena = arena;
        inv->out = &out;
        code = run(inv, argc, argv);
    }
    idt_buf_release(&out);
    idt_arena_free(arena);
    return code;
}
