#include "cli/compare_batch.h"

#include "text/utf8.h"

static const idt_param SCHEMA = {
    .name = "schema",
    .type = IDT_PARAM_TEXT,
    .metavar = "SCHEMA",
    .help = "what the names are of: Person, Company, Organization, Vessel ...",
};
static const idt_param PAIRS = {
    .name = "pairs",
    .type = IDT_PARAM_TEXT,
    .metavar = "FILE",
    .help = "compare the pairs of this file (-: standard input), one JSON object a line",
};
static const idt_param CSV = {
    .name = "csv",
    .type = IDT_PARAM_TEXT,
    .metavar = "FILE",
    .help = "compare two columns of this file (-: standard input), named by --columns",
};
static const idt_param COLUMNS = {
    .name = "columns",
    .type = IDT_PARAM_TEXT,
    .metavar = "COLUMNS",
    .help = "with --csv: NAME1,NAME2[,SCHEMA], the columns of the names and of their schema",
};
static const idt_param FORMAT = {
    .name = "format",
    .type = IDT_PARAM_FORMAT,
    .metavar = "FORMAT",
    .words = "text json csv",
    .fallback = "text",
    .help = "of two names: text or json; with --csv: json (a line a row) or csv",
};

static idt_str text_of(const idt_invocation *inv, const idt_param *param)
{
    const idt_value *value = idt_cli_value(inv, param);
    return value != NULL ? value->text : (idt_str){.ptr = "", .len = 0};
}

static void answer_json(idt_invocation *inv, const idt_comparison *comparison)
{
    idt_json_writer w;
    idt_jw_init(&w, inv->out);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "schema_version", "1.0");
    idt_comparison_json(comparison, &w);
    idt_jw_end(&w);
    idt_buf_add_byte(inv->out, '\n');
}

static idt_rc compare_arguments(idt_invocation *inv, const idt_scoring *scoring, idt_error *err)
{
    idt_comparison comparison;
    const idt_str a = idt_str_borrow(inv->arguments[0]);
    const idt_str b = idt_str_borrow(inv->arguments[1]);
    if (!idt_utf8_check(a, NULL) || !idt_utf8_check(b, NULL)) {
        return idt_fail(err, IDT_E_INPUT, "a name is not UTF-8");
    }
    const idt_rc rc =
        idt_compare_two(scoring, a, b, text_of(inv, &SCHEMA), inv->arena, &comparison, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (idt_cli_format_is(inv, "json")) {
        answer_json(inv, &comparison);
    } else {
        idt_comparison_text(&comparison, inv->out);
    }
    return IDT_OK;
}

/* Which of the three ways is asked for: exactly one. NULL, or what is wrong. */
static const char *usage_fault(const idt_invocation *inv)
{
    const bool pairs = idt_cli_value(inv, &PAIRS) != NULL;
    const bool csv = idt_cli_value(inv, &CSV) != NULL;
    const bool columns = idt_cli_value(inv, &COLUMNS) != NULL;
    if (pairs + csv > 1 || ((pairs || csv) && inv->argument_count > 0)) {
        return "give two names, or --pairs, or --csv; not several";
    }
    if (!pairs && !csv && inv->argument_count != 2) {
        return "two names are compared; quote a name that has blanks";
    }
    if (csv != columns) {
        return csv ? "--csv needs --columns NAME1,NAME2" : "--columns goes with --csv";
    }
    if (pairs && idt_cli_value(inv, &SCHEMA) != NULL) {
        return "with --pairs each party says its own schema";
    }
    return NULL;
}

static int run(idt_invocation *inv)
{
    idt_error err;
    idt_rc rc;
    const idt_scoring *scoring;
    const char *fault = usage_fault(inv);
    if (fault != NULL) {
        return idt_cli_usage_error(inv->command, "%s", fault);
    }
    rc = idt_scoring_choose(inv, idt_cli_value(inv, &IDT_PARAM_PROFILE), &scoring, &err);
    if (rc != IDT_OK) {
        return idt_cli_fail(&err);
    }
    if (idt_cli_value(inv, &PAIRS) != NULL) {
        rc = idt_compare_lines(inv, scoring, text_of(inv, &PAIRS).ptr, &err);
    } else if (idt_cli_value(inv, &CSV) != NULL) {
        rc = idt_compare_csv(inv, scoring, text_of(inv, &CSV).ptr, text_of(inv, &COLUMNS),
                             text_of(inv, &SCHEMA), idt_cli_format_is(inv, "csv"), &err);
    } else {
        rc = compare_arguments(inv, scoring, &err);
    }
    return rc == IDT_OK ? IDT_EXIT_DONE : idt_cli_fail(&err);
}

static const idt_param *const PARAMS[] = {&SCHEMA, &PAIRS, &CSV, &COLUMNS, &IDT_PARAM_PROFILE,
                                          &FORMAT, NULL};
static const idt_example EXAMPLES[] = {
    {"compare 'Sergi Lavrov' 'LAVROV, Sergei' --schema Person", IDT_EXIT_DONE,
     "the alignment, what each part brings, and the score"},
    {"compare 'Siemens AG' 'Siemens Aktiengesellschaft' --schema Company --format json",
     IDT_EXIT_DONE, "the same for a program"},
    {"compare 'Jon Smyth' 'SMITH, John' --schema Person --profile ofac", IDT_EXIT_DONE,
     "the score OFAC's search tool would give, as far as it is described"},
};

const idt_command IDT_CMD_COMPARE = {
    .name = "compare",
    .arguments = "[NAME NAME]",
    .least = 0,
    .most = 2,
    .summary = "explain how alike two names are",
    .description =
        "Aligns the parts of two names and says what each of them speaks for one party or against "
        "it, in millinats (thousandths of a natural logarithm of a likelihood ratio); the sum "
        "gives the score between 0 and 1: strong from .90, possible from .70. Nothing of a "
        "register is read. --pairs takes lines such as "
        "{\"id\":1,\"query\":{\"schema\":\"Person\",\"properties\":{\"name\":[\"...\"]}},"
        "\"candidate\":{...}} with FollowTheMoney's properties; of several names the best pair "
        "counts. --profile takes other thresholds, switches and weights of fields; every answer "
        "names the "
        "profile and its SHA-256. docs/matching.md says how it works, docs/accuracy.md how well.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 3,
    .run = run,
};
