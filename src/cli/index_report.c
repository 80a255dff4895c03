#include "cli/index_report.h"

#include <inttypes.h>

#include "compile/check.h"
#include "compile/merge_note.h"
#include "core/io.h"
#include "core/json_writer.h"
#include "json/json_read.h"

#define SELFTEST_BYTES ((size_t)16 << 20)

/* ---- build ---- */

void idt_index_built_report(idt_invocation *inv, const idt_compiled *done)
{
    static const char *const words[] = {"nothing", "delta", "base"};
    char instant[IDT_INSTANT_BYTES];
    char hex[IDT_SHA256_HEX + 1];
    (void)idt_instant_text(done->known_at_us, instant);
    (void)idt_digest_hex(&done->built.file_id, hex);
    if (idt_cli_format_is(inv, "json")) {
        idt_json_writer w;
        idt_jw_init(&w, inv->out);
        idt_jw_object(&w, NULL);
        idt_jw_text(&w, "schema_version", "1.0");
        idt_jw_text(&w, "built", words[done->did]);
        idt_jw_text(&w, "known_at", instant);
        if (done->did != IDT_COMPILE_NOTHING) {
            idt_jw_text(&w, "file_id", hex);
            idt_jw_int(&w, "records", (int64_t)done->records);
            idt_jw_int(&w, "entries", (int64_t)done->built.entries);
            idt_jw_int(&w, "forms", (int64_t)done->built.forms);
            idt_jw_int(&w, "terms", (int64_t)done->built.terms);
            idt_jw_int(&w, "forms_cut", (int64_t)done->built.forms_cut);
            idt_jw_int(&w, "bytes", (int64_t)done->bytes);
        }
        idt_jw_end(&w);
        idt_buf_add_byte(inv->out, '\n');
    } else if (done->did == IDT_COMPILE_NOTHING) {
        idt_buf_add_format(inv->out, "up to date: known at %s\n", instant);
    } else {
        idt_buf_add_format(inv->out,
                           "%s-%.16s.idx: %" PRIu64 " records, %" PRIu64 " entries, %" PRIu64
                           " forms, %" PRIu64 " terms, %" PRIu64 " bytes; known at %s\n",
                           words[done->did], hex, done->records, done->built.entries,
                           done->built.forms, done->built.terms, done->bytes, instant);
        if (done->built.forms_cut > 0) {
            idt_buf_add_format(inv->out,
                               "%" PRIu64 " names have more parts than are compared; the rest of "
                               "each is left out\n",
                               done->built.forms_cut);
        }
    }
}

/* ---- info ---- */

static void file_json(const idt_index *index, size_t file, idt_json_writer *w)
{
    char text[IDT_INSTANT_BYTES];
    char hex[IDT_SHA256_HEX + 1];
    uint64_t bytes;
    const idt_index_info info = idt_index_info_of(index, file);
    idt_jw_object(w, NULL);
    idt_jw_str(w, "name", idt_path_base(info.name));
    idt_jw_text(w, "kind", file == 0 ? "base" : "delta");
    idt_jw_text(w, "content_id", idt_digest_hex(&info.content_id, hex));
    idt_jw_text(w, "file_id", idt_digest_hex(&info.file_id, hex));
    idt_jw_str(w, "register", info.register_version);
    idt_jw_str(w, "tables", info.tables);
    idt_jw_text(w, "known_at", idt_instant_text(info.known_at_us, text));
    idt_jw_int(w, "entries", (int64_t)info.entries);
    idt_jw_int(w, "forms", (int64_t)info.forms);
    idt_jw_int(w, "terms", (int64_t)info.terms);
    idt_jw_int(w, "bytes", (int64_t)info.bytes);
    idt_jw_object(w, "sections");
    const char *name;
    for (size_t i = 0; (name = idt_index_section(index, file, i, &bytes)) != NULL; i++) {
        idt_jw_int(w, name, (int64_t)bytes);
    }
    idt_jw_end(w);
    idt_jw_end(w);
}

static void file_text(const idt_index *index, size_t file, idt_buf *out)
{
    char text[IDT_INSTANT_BYTES];
    char hex[IDT_SHA256_HEX + 1];
    uint64_t bytes;
    size_t column = 0;
    const idt_index_info info = idt_index_info_of(index, file);
    idt_buf_add_format(out, IDT_STR_FMT "\n", IDT_STR_ARG(idt_path_base(info.name)));
    idt_buf_add_format(out,
                       "  %" PRIu64 " entries, %" PRIu64 " forms, %" PRIu64 " terms, %" PRIu64
                       " bytes\n  known at %s, register " IDT_STR_FMT "\n",
                       info.entries, info.forms, info.terms, info.bytes,
                       idt_instant_text(info.known_at_us, text),
                       IDT_STR_ARG(info.register_version));
    idt_buf_add_format(out, "  content_id %s\n", idt_digest_hex(&info.content_id, hex));
    idt_buf_add_format(out, "  file_id    %s\n", idt_digest_hex(&info.file_id, hex));
    const char *name;
    for (size_t i = 0; (name = idt_index_section(index, file, i, &bytes)) != NULL; i++) {
        idt_buf_add_format(out, "%s%-12s %10" PRIu64, column == 0 ? "  " : "   ", name, bytes);
        column = (column + 1) % 3;
        idt_buf_add_text(out, column == 0 ? "\n" : "");
    }
    idt_buf_add_text(out, column != 0 ? "\n" : "");
}

/* What the index found of itself, as it was written down; {NULL, 0} where it was not. */
static idt_rc selftest_of(idt_invocation *inv, idt_str *out, idt_error *err)
{
    idt_json *tree;
    *out = (idt_str){0};
    const idt_str path = idt_str_format(inv->arena, "%s/index/selftest.json", inv->home.ptr);
    if (path.ptr == NULL) {
        return idt_arena_fail(inv->arena, err);
    }
    if (!idt_path_exists(path.ptr)) {
        return IDT_OK;
    }
    idt_rc rc = idt_file_read(path.ptr, SELFTEST_BYTES, inv->arena, out, err);
    rc = rc == IDT_OK ? idt_json_read(*out, path.ptr, inv->arena, &tree, err) : rc;
    *out = idt_str_trim(*out);
    return rc;
}

static int64_t known_at_of(const idt_index *index)
{
    int64_t newest = 0;
    for (size_t i = 0; i < idt_index_files(index); i++) {
        const int64_t at = idt_index_info_of(index, i).known_at_us;
        newest = at > newest ? at : newest;
    }
    return newest;
}

static void failure_json(const idt_merge_failure *failure, idt_json_writer *w)
{
    if (failure == NULL) {
        idt_jw_null(w, "merge_failed");
        return;
    }
    idt_jw_object(w, "merge_failed");
    idt_jw_str(w, "at", failure->at);
    idt_jw_str(w, "why", failure->why);
    idt_jw_end(w);
}

/* `failure` NULL: none. */
static void info_json(idt_invocation *inv, const idt_index_account *account,
                      const idt_merge_failure *failure, idt_str selftest)
{
    char text[IDT_INSTANT_BYTES];
    idt_json_writer w;
    idt_jw_init(&w, inv->out);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "schema_version", "1.0");
    idt_jw_text(&w, "known_at", idt_instant_text(known_at_of(account->index), text));
    if (account->register_read) {
        idt_jw_bool(&w, "current", account->newest_us <= known_at_of(account->index));
    } else {
        idt_jw_null(&w, "current");
    }
    idt_jw_array(&w, "files");
    for (size_t i = 0; i < idt_index_files(account->index); i++) {
        file_json(account->index, i, &w);
    }
    idt_jw_end(&w);
    failure_json(failure, &w);
    if (selftest.ptr != NULL) {
        idt_jw_raw(&w, "selftest", selftest);
    } else {
        idt_jw_null(&w, "selftest");
    }
    idt_jw_end(&w);
    idt_buf_add_byte(inv->out, '\n');
}

idt_rc idt_index_info_report(idt_invocation *inv, const idt_index_account *account, idt_error *err)
{
    idt_str selftest;
    const idt_rc rc = selftest_of(inv, &selftest, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (selftest.ptr == NULL) {
        idt_cli_note("interdict: this index has no self-test beside it; what it finds of itself is "
                     "not known");
    }
    idt_merge_failure failure;
    const bool failed = idt_merge_note_tells(inv->home.ptr, inv->arena, &failure);
    if (idt_cli_format_is(inv, "json")) {
        info_json(inv, account, failed ? &failure : NULL, selftest);
        return IDT_OK;
    }
    for (size_t i = 0; i < idt_index_files(account->index); i++) {
        file_text(account->index, i, inv->out);
    }
    idt_buf_add_text(inv->out, !account->register_read ? "there is no register beside it\n"
                               : account->newest_us <= known_at_of(account->index)
                                   ? "up to date with the register\n"
                                   : "behind the register; `interdict index build`\n");
    if (failed) {
        idt_buf_add_format(inv->out,
                           "the last merge, at " IDT_STR_FMT ", failed: " IDT_STR_FMT
                           "; the next load tries again, `interdict index build --full` does now\n",
                           IDT_STR_ARG(failure.at), IDT_STR_ARG(failure.why));
    }
    return IDT_OK;
}

/* ---- verify ---- */

typedef struct faults {
    idt_buf *out;
    idt_json_writer *w; /* NULL: text */
} faults;

static void add_fault(void *context, const char *what)
{
    faults *f = context;
    if (f->w != NULL) {
        idt_jw_text(f->w, NULL, what);
    } else {
        idt_buf_add_format(f->out, "fault: %s\n", what);
    }
}

idt_rc idt_index_verify_report(idt_invocation *inv, const idt_index *index, const idt_view *view,
                               uint64_t *count, idt_error *err)
{
    idt_json_writer w;
    const bool json = idt_cli_format_is(inv, "json");
    faults f = {.out = inv->out, .w = json ? &w : NULL};
    idt_jw_init(&w, inv->out);
    if (json) {
        idt_jw_object(&w, NULL);
        idt_jw_text(&w, "schema_version", "1.0");
        idt_jw_array(&w, "faults");
    }
    idt_rc rc = idt_compile_check(inv->reg, view, index, add_fault, &f, count, err);
    if (rc == IDT_E_CORRUPT) { /* damage is what was asked about */
        add_fault(&f, err->message);
        (*count)++;
        rc = IDT_OK;
    }
    if (rc != IDT_OK) {
        idt_buf_clear(inv->out); /* a part is no answer */
    } else if (json) {
        idt_jw_end(&w);
        idt_jw_bool(&w, "sound", *count == 0);
        idt_jw_end(&w);
        idt_buf_add_byte(inv->out, '\n');
    } else if (*count == 0) {
        idt_buf_add_text(inv->out, "sound: bytes, names and times agree with the register\n");
    } else {
        idt_buf_add_format(inv->out, "%" PRIu64 " fault%s\n", *count, *count == 1 ? "" : "s");
    }
    return rc;
}
