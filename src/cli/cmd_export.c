#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "cli/ftm_model.h"
#include "cli/question.h"
#include "cli/status_text.h"
#include "core/io.h"
#include "export/export.h"

#define CHUNK_BYTES ((size_t)1 << 20)

static const idt_param FORMAT = {
    .name = "format",
    .type = IDT_PARAM_FORMAT,
    .metavar = "FORMAT",
    .words = "ftm statements json",
    .fallback = "ftm",
    .help = "ftm: an entity a JSON line; statements: FollowTheMoney's CSV of statements; json: of "
            "--lossy-report alone",
};
static const idt_param FILE_NAME = {
    .name = "output",
    .type = IDT_PARAM_TEXT,
    .metavar = "FILE",
    .fallback = "standard output",
    .help = "writes here; the file is the old one until the export is whole",
};
static const idt_param LOSSY = {
    .name = "lossy-report",
    .type = IDT_PARAM_FLAG,
    .help = "in place of the export: what FollowTheMoney cannot say of it, counted by kind; with "
            "--format json each loss with its statement",
};

static const idt_param PLAIN_IDS = {
    .name = "plain-ids",
    .type = IDT_PARAM_FLAG,
    .help = "ids without colon and underscore, for tools that check them (`ftm validate`): "
            "brief--taliban for brief:taliban",
};

/* Where the export goes: standard output, or a file beside the one named until all is written. */
typedef struct export_out {
    idt_invocation *inv;
    const char *path; /* NULL = standard output */
    bool in_place;    /* it is no regular file: nothing takes its place */
    idt_str part;
    FILE *file;
    idt_json_writer w; /* of the report as JSON */
    uint64_t counts[IDT_LOSS_KINDS];
    uint64_t statements_have; /* of them: kept by the CSV of statements */
    bool statements;
} export_out;

static idt_rc write_out(export_out *out, idt_error *err)
{
    if (out->file == NULL) {
        return idt_cli_flush(out->inv, err);
    }
    const idt_rc rc = idt_buf_check(out->inv->out, err);
    const idt_str bytes = idt_buf_borrow(out->inv->out);
    if (rc != IDT_OK) {
        return rc;
    }
    errno = 0;
    if (fwrite(bytes.ptr, 1, bytes.len, out->file) != bytes.len) {
        return idt_fail_errno(err, errno != 0 ? errno : EIO, "%s cannot be written", out->part.ptr);
    }
    idt_buf_clear(out->inv->out);
    return IDT_OK;
}

static idt_rc write_when_long(export_out *out, idt_error *err)
{
    return out->inv->out->len > CHUNK_BYTES ? write_out(out, err) : IDT_OK;
}

static idt_rc open_out(export_out *out, idt_error *err)
{
    const idt_value *path = idt_cli_value(out->inv, &FILE_NAME);
    if (path == NULL || idt_str_is(path->text, "-")) {
        return IDT_OK;
    }
    char place[IDT_PATH_BYTES];
    bool in_place = false;
    const idt_rc rc = idt_file_place(path->text.ptr, place, &in_place, err);
    if (rc != IDT_OK) {
        return rc;
    }
    out->path = idt_arena_copy(out->inv->arena, place, strlen(place));
    out->part =
        in_place ? idt_str_borrow(out->path) : idt_str_format(out->inv->arena, "%s.part", place);
    if (out->path == NULL || out->part.ptr == NULL) {
        return idt_arena_fail(out->inv->arena, err);
    }
    out->in_place = in_place;
    out->file = fopen(out->part.ptr, "wb");
    return out->file != NULL ? IDT_OK
                             : idt_fail_errno(err, errno, "%s cannot be written", out->part.ptr);
}

/* Takes the file also on failure: what is not whole is removed. */
static idt_rc close_out(export_out *out, idt_rc rc, idt_error *err)
{
    if (rc == IDT_OK) {
        rc = write_out(out, err);
    }
    if (out->file == NULL) {
        return rc;
    }
    if (rc == IDT_OK &&
        (fflush(out->file) != 0 || (!out->in_place && fsync(fileno(out->file)) != 0))) {
        rc = idt_fail_errno(err, errno, "%s cannot be written", out->part.ptr);
    }
    if (fclose(out->file) != 0 && rc == IDT_OK) {
        rc = idt_fail_errno(err, errno, "%s cannot be written", out->part.ptr);
    }
    if (rc == IDT_OK && !out->in_place && rename(out->part.ptr, out->path) != 0) {
        rc = idt_fail_errno(err, errno, "%s cannot be replaced", out->path);
    }
    if (rc != IDT_OK) {
        if (!out->in_place) {
            (void)unlink(out->part.ptr);
        }
        idt_buf_clear(out->inv->out);
    }
    return rc;
}

/* ---- what comes out ---- */

static idt_rc take_entity(void *context, const idt_ftm_entity *entity, idt_error *err)
{
    export_out *out = context;
    idt_rc rc = IDT_OK;
    if (out->statements) {
        rc = idt_ftm_entity_statements(entity, out->inv->out, err);
    } else {
        idt_ftm_entity_json(entity, out->inv->out);
    }
    return rc == IDT_OK ? write_when_long(out, err) : rc;
}

static idt_rc take_loss(void *context, const idt_loss *loss, idt_error *err)
{
    export_out *out = context;
    if (out->statements && loss->lines_only) {
        out->statements_have++;
        return IDT_OK;
    }
    out->counts[loss->kind]++;
    if (!idt_cli_format_is(out->inv, "json")) {
        return IDT_OK;
    }
    idt_loss_json(loss, &out->w);
    return write_when_long(out, err);
}

/* ---- the report ---- */

static void begin_json(export_out *out, const idt_view *view, idt_day as_of)
{
    idt_jw_init(&out->w, out->inv->out);
    idt_jw_object(&out->w, NULL);
    idt_jw_text(&out->w, "schema_version", "1.0");
    idt_view_json(view, as_of, &out->w);
    idt_jw_array(&out->w, "losses");
}

static void end_json(export_out *out)
{
    idt_jw_end(&out->w);
    idt_jw_object(&out->w, "counts");
    for (size_t i = 0; i < IDT_LOSS_KINDS; i++) {
        if (out->counts[i] > 0) {
            idt_jw_int(&out->w, idt_loss_word((idt_loss_kind)i), (int64_t)out->counts[i]);
        }
    }
    idt_jw_end(&out->w);
    idt_jw_end(&out->w);
    idt_buf_add_byte(out->inv->out, '\n');
}

static void end_text(export_out *out, const idt_view *view, idt_day as_of)
{
    idt_buf *buf = out->inv->out;
    uint64_t all = 0;
    for (size_t i = 0; i < IDT_LOSS_KINDS; i++) {
        all += out->counts[i];
    }
    idt_view_words(view, as_of, buf);
    idt_buf_add_format(buf, "\n%" PRIu64 " losses; --format json names each statement\n\n", all);
    for (size_t i = 0; i < IDT_LOSS_KINDS; i++) {
        if (out->counts[i] > 0) {
            idt_buf_add_format(buf, "%8" PRIu64 "  %-15s ", out->counts[i],
                               idt_loss_word((idt_loss_kind)i));
            idt_wrap(buf, 26, idt_str_borrow(idt_loss_help((idt_loss_kind)i)));
        }
    }
    if (out->statements) {
        idt_buf_add_format(buf, "\n%" PRIu64 " languages are kept, which entity lines lose\n",
                           out->statements_have);
    }
}

/* ---- the command ---- */

static idt_rc export_to(export_out *out, const idt_view *view, idt_export_request *request,
                        idt_error *err)
{
    idt_invocation *inv = out->inv;
    const bool report = idt_cli_flag(inv, &LOSSY);
    const bool json = idt_cli_format_is(inv, "json");
    const idt_subject *subjects = NULL;
    size_t count = 0;
    idt_rc rc = IDT_OK;
    request->sink.context = out;
    request->plain_ids = idt_cli_flag(inv, &PLAIN_IDS);
    if (report) {
        request->sink.loss = take_loss;
    } else {
        request->sink.entity = take_entity;
    }
    if (inv->argument_count > 0) {
        rc = idt_cli_subjects(inv, view, &subjects, &count, err);
    }
    if (report && json) {
        begin_json(out, view, request->question.as_of);
    } else if (!report && out->statements) {
        idt_ftm_statements_header(inv->out);
    }
    if (rc == IDT_OK) {
        rc = inv->argument_count > 0
                 ? idt_export_subjects(inv->reg, view, request, subjects, count, err)
                 : idt_export_all(inv->reg, view, request, err);
    }
    if (rc == IDT_OK && report && json) {
        end_json(out);
    } else if (rc == IDT_OK && report) {
        end_text(out, view, request->question.as_of);
    }
    return rc;
}

static int run(idt_invocation *inv)
{
    idt_error err;
    idt_view view;
    idt_export_request request = {0};
    export_out out = {.inv = inv, .statements = idt_cli_format_is(inv, "statements")};
    if (idt_cli_format_is(inv, "json") && !idt_cli_flag(inv, &LOSSY)) {
        return idt_cli_usage_error(inv->command, "--format json is of --lossy-report; the export "
                                                 "itself is ftm or statements");
    }
    idt_rc rc = idt_cli_open_view(inv, &view, &err);
    if (rc == IDT_OK) {
        rc = idt_cli_question(inv, &view, &request.question, &err);
    }
    if (rc == IDT_OK) {
        rc = idt_cli_ftm_model(inv, &request.model, &err);
    }
    if (rc == IDT_OK) {
        rc = open_out(&out, &err);
    }
    if (rc == IDT_OK) {
        rc = close_out(&out, export_to(&out, &view, &request, &err), &err);
    }
    if (rc != IDT_OK) {
        idt_buf_clear(inv->out); /* half an export is none */
    }
    return rc == IDT_OK ? IDT_EXIT_DONE : idt_cli_fail(&err);
}

static const idt_param *const PARAMS[] = {&FORMAT,
                                          &LOSSY,
                                          &PLAIN_IDS,
                                          &FILE_NAME,
                                          &IDT_PARAM_AS_OF,
                                          &IDT_PARAM_DATASET,
                                          &IDT_PARAM_PUBLISHED_BY,
                                          &IDT_PARAM_KNOWN_AT,
                                          NULL};
static const idt_example EXAMPLES[] = {
    {"export Taliban --as-of 2024-05-27", IDT_EXIT_DONE,
     "a subject, its listings as Sanctions, and the events and offices it has to do with"},
    {"export --format statements", IDT_EXIT_DONE, "the register as FollowTheMoney statements"},
    {"export Taliban --lossy-report", IDT_EXIT_DONE, "what FollowTheMoney cannot say of it"},
};

const idt_command IDT_CMD_EXPORT = {
    .name = "export",
    .arguments = "[SUBJECT...]",
    .least = 0,
    .most = SIZE_MAX,
    .summary = "write the register as FollowTheMoney entities or statements",
    .description =
        "Writes subjects (without names: all that the register holds), their listings as "
        "Sanctions, incidents and contacts as Events, offices as Positions. FollowTheMoney holds "
        "less than the register: --lossy-report says what is left out. docs/export.md has the "
        "mapping.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 3,
    .run = run,
};
