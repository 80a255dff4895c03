#include "cli/index_selftest.h"

#include "compile/home.h"
#include "core/io.h"
#include "selftest/selftest.h"

#define MEMORY         ((size_t)4 << 30)
#define POPULATION_MAX ((size_t)256 << 20)
#define SEED           20261125

const idt_param IDT_PARAM_POPULATION = {
    .name = "population",
    .type = IDT_PARAM_TEXT,
    .metavar = "FILE",
    .help = "selftest: names that are not listed, a line each: group, tab, kind (P person, O "
            "organisation, V vessel or aircraft, ? not known), tab, name",
};
const idt_param IDT_PARAM_SAMPLE = {
    .name = "sample",
    .type = IDT_PARAM_TEXT,
    .metavar = "COUNT",
    .help = "selftest: changes so many names only; as written up to 200,000 are asked all the same",
};
const idt_param IDT_PARAM_SEED = {
    .name = "seed",
    .type = IDT_PARAM_TEXT,
    .metavar = "NUMBER",
    .fallback = "20261125",
    .help = "selftest: another sample and other slips",
};
const idt_param IDT_PARAM_EXAMPLES = {
    .name = "examples",
    .type = IDT_PARAM_FLAG,
    .help = "selftest: also the kinds of failures with examples, and every exempt name",
};
const idt_param *const IDT_SELFTEST_PARAMS[] = {&IDT_PARAM_POPULATION, &IDT_PARAM_SAMPLE,
                                                &IDT_PARAM_SEED, &IDT_PARAM_EXAMPLES, NULL};

static idt_str path_of(idt_invocation *inv)
{
    return idt_str_format(inv->arena, "%s/index/selftest.json", inv->home.ptr);
}

/* ---- running ---- */

static idt_rc number_of(const idt_invocation *inv, const idt_param *param, uint64_t most,
                        uint64_t *out, idt_error *err)
{
    const idt_value *value = idt_cli_value(inv, param);
    if (value != NULL && (!idt_str_to_u64(value->text, most, out) || *out == 0)) {
        return idt_fail(err, IDT_E_USAGE, "--%s " IDT_STR_FMT ": a number from 1 is expected",
                        param->name, IDT_STR_ARG(value->text));
    }
    return IDT_OK;
}

static idt_rc options_of(idt_invocation *inv, idt_selftest_options *out, idt_error *err)
{
    const int64_t now = inv->clock.now_us(inv->clock.context);
    uint64_t sample = 0;
    uint64_t seed = SEED;
    idt_rc rc = number_of(inv, &IDT_PARAM_SAMPLE, INT32_MAX, &sample, err);
    rc = rc == IDT_OK ? number_of(inv, &IDT_PARAM_SEED, INT64_MAX, &seed, err) : rc;
    *out = (idt_selftest_options){
        .when = {.any_day = true, .published_by_us = now, .known_at_us = now},
        .seed = seed,
        .slips_most = sample,
        .at_us = now};
    const idt_value *population = idt_cli_value(inv, &IDT_PARAM_POPULATION);
    if (rc == IDT_OK && population != NULL) {
        out->population_name = population->text.ptr;
        rc = idt_file_read(population->text.ptr, POPULATION_MAX, inv->arena, &out->population, err);
    }
    return rc;
}

/* The answer is not lost where the home cannot be written. */
static void keep(idt_invocation *inv, idt_str json)
{
    char text[1024];
    idt_error err;
    const idt_str path = path_of(inv);
    const idt_rc rc =
        path.ptr != NULL ? idt_file_write(path.ptr, json, &err) : idt_arena_fail(inv->arena, &err);
    if (rc != IDT_OK) {
        idt_cli_note("interdict: the self-test is not kept beside the index: %s",
                     idt_error_text(&err, text, sizeof text));
    }
}

static idt_rc report(idt_invocation *inv, const idt_selftest *result, idt_error *err)
{
    idt_buf json;
    idt_buf_init(&json, IDT_SELFTEST_BYTES);
    idt_selftest_json(result, &json);
    const idt_rc rc = idt_buf_check(&json, err);
    if (rc == IDT_OK) {
        keep(inv, idt_buf_borrow(&json));
    }
    if (rc == IDT_OK && idt_cli_format_is(inv, "json")) {
        idt_buf_add_str(inv->out, idt_buf_borrow(&json));
    } else if (rc == IDT_OK) {
        idt_selftest_table(result, idt_cli_flag(inv, &IDT_PARAM_EXAMPLES), inv->out);
    }
    idt_buf_release(&json);
    return rc;
}

static idt_rc test(idt_invocation *inv, idt_arena *arena, bool *all_found, idt_error *err)
{
    idt_index *index = NULL;
    idt_selftest_options options;
    idt_selftest *result = IDT_NEW(arena, idt_selftest);
    if (result == NULL) {
        return idt_arena_fail(arena, err);
    }
    idt_rc rc = options_of(inv, &options, err);
    rc = rc == IDT_OK ? idt_compile_open(inv->home.ptr, inv->arena, &index, err) : rc;
    rc = rc == IDT_OK ? idt_selftest_run(index, &options, arena, result, err) : rc;
    rc = rc == IDT_OK ? report(inv, result, err) : rc;
    *all_found = rc == IDT_OK && result->written.top == result->written.tried;
    idt_index_close(index);
    return rc;
}

int idt_index_selftest(idt_invocation *inv)
{
    idt_error err;
    bool all_found = false;
    idt_arena *arena = idt_arena_new(MEMORY);
    if (arena == NULL) {
        (void)idt_fail(&err, IDT_E_LIMIT, "no memory for the self-test");
        return idt_cli_fail(&err);
    }
    const idt_rc rc = test(inv, arena, &all_found, &err);
    idt_arena_free(arena);
    return rc != IDT_OK ? idt_cli_fail(&err) : all_found ? IDT_EXIT_DONE : IDT_EXIT_FOUND;
}

/* ---- showing ---- */

static idt_rc read_kept(idt_invocation *inv, const char *path, idt_selftest *out, idt_error *err)
{
    idt_str bytes;
    const idt_rc rc = idt_file_read(path, IDT_SELFTEST_BYTES, inv->arena, &bytes, err);
    return rc == IDT_OK ? idt_selftest_read(bytes, path, inv->arena, out, err) : rc;
}

void idt_index_selftest_show(idt_invocation *inv, const idt_index *index)
{
    char text[1024];
    idt_error err;
    const idt_str path = path_of(inv);
    idt_selftest *result = IDT_NEW(inv->arena, idt_selftest);
    if (path.ptr != NULL && !idt_path_exists(path.ptr)) {
        return; /* the caller has said so */
    }
    const idt_rc rc = path.ptr == NULL || result == NULL ? idt_arena_fail(inv->arena, &err)
                                                         : read_kept(inv, path.ptr, result, &err);
    if (rc != IDT_OK) {
        idt_cli_note("interdict: the self-test beside this index cannot be read: %s",
                     idt_error_text(&err, text, sizeof text));
        return;
    }
    if (!idt_selftest_is_of(result, index)) {
        idt_cli_note("interdict: the self-test beside this index was made of other files; "
                     "`interdict index selftest` makes it anew");
    }
    if (!idt_cli_format_is(inv, "json")) {
        idt_buf_add_byte(inv->out, '\n');
        idt_selftest_table(result, false, inv->out);
    }
}
