#include "parties/journal.h"

#include "core/io.h"
#include "core/json_writer.h"
#include "json/json_read.h"
#include "json/json_write.h"

#define FORMAT          "1.1"
#define JOURNAL_CEILING ((size_t)4 << 20)

idt_str idt_journal_path(const char *output, idt_arena *arena)
{
    return idt_str_format(arena, "%s.journal", output);
}

/* ---- out ---- */

static void write_digest(idt_json_writer *w, const char *key, const idt_digest *digest)
{
    char hex[IDT_SHA256_HEX + 1];
    idt_jw_text(w, key, idt_digest_hex(digest, hex));
}

static void write_number(idt_json_writer *w, const char *key, uint64_t value)
{
    idt_jw_int(w, key, (int64_t)value);
}

static void write_all(const idt_journal *j, idt_buf *out)
{
    idt_json_writer w;
    idt_jw_init(&w, out);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "schema_version", FORMAT);
    idt_jw_str(&w, "options", j->options);
    idt_jw_str(&w, "index", j->index);
    idt_jw_object(&w, "input");
    write_number(&w, "file_bytes", j->file_bytes);
    write_number(&w, "bytes", j->input.bytes);
    write_digest(&w, "sha256", &j->input.digest);
    write_number(&w, "line", j->input.line);
    write_number(&w, "row", j->input.row);
    idt_jw_bool(&w, "mid_line", j->input.mid_line);
    idt_jw_end(&w);
    write_number(&w, "output_bytes", j->output_bytes);
    idt_jw_object(&w, "counts");
    write_number(&w, "rows", j->counts.rows);
    write_number(&w, "unreadable", j->counts.unreadable);
    write_number(&w, "unasked", j->counts.unasked);
    write_number(&w, "noted", j->counts.noted);
    write_number(&w, "with_hits", j->counts.with_hits);
    write_number(&w, "hits", j->counts.hits);
    idt_jw_end(&w);
    idt_jw_object(&w, "merkle");
    write_number(&w, "leaves", j->tree.leaves);
    idt_jw_array(&w, "roots");
    for (uint32_t i = 0; i < j->tree.count; i++) {
        write_digest(&w, NULL, &j->tree.roots[i]);
    }
    idt_jw_end(&w);
    idt_jw_end(&w);
    idt_jw_end(&w);
    idt_buf_add_byte(out, '\n');
}

idt_rc idt_journal_write(const char *path, const idt_journal *journal, idt_error *err)
{
    idt_buf out;
    idt_buf_init(&out, JOURNAL_CEILING);
    write_all(journal, &out);
    idt_rc rc = idt_buf_check(&out, err);
    rc = rc == IDT_OK ? idt_file_write(path, idt_buf_borrow(&out), err) : rc;
    idt_buf_release(&out);
    return rc;
}

/* ---- in ---- */

static bool read_number(const idt_json *in, const char *key, uint64_t *out)
{
    const idt_json *value = idt_json_member(in, key);
    if (value == NULL || value->kind != IDT_JSON_INT || value->integer < 0) {
        return false;
    }
    *out = (uint64_t)value->integer;
    return true;
}

static bool read_text(const idt_json *in, const char *key, idt_str *out)
{
    *out = idt_json_string(in, key);
    return out->ptr != NULL;
}

static bool read_input(const idt_json *in, idt_journal *out)
{
    const idt_json *mid_line = idt_json_member(in, "mid_line");
    out->input.mid_line = mid_line != NULL && mid_line->boolean;
    return mid_line != NULL && read_number(in, "file_bytes", &out->file_bytes) &&
           read_number(in, "bytes", &out->input.bytes) &&
           idt_digest_parse(idt_json_string(in, "sha256"), &out->input.digest) &&
           read_number(in, "line", &out->input.line) && read_number(in, "row", &out->input.row);
}

static bool read_counts(const idt_json *in, idt_run_counts *out)
{
    return read_number(in, "rows", &out->rows) && read_number(in, "unreadable", &out->unreadable) &&
           read_number(in, "unasked", &out->unasked) && read_number(in, "noted", &out->noted) &&
           read_number(in, "with_hits", &out->with_hits) && read_number(in, "hits", &out->hits);
}

/* As many roots as the number of leaves has bits (merkle.h). */
static bool read_tree(const idt_json *in, idt_merkle *out)
{
    const idt_json *roots = idt_json_member(in, "roots");
    idt_merkle_init(out);
    if (!read_number(in, "leaves", &out->leaves) || roots == NULL ||
        roots->kind != IDT_JSON_ARRAY ||
        roots->count != (size_t)__builtin_popcountll(out->leaves)) {
        return false;
    }
    for (; out->count < roots->count; out->count++) {
        if (roots->items[out->count].kind != IDT_JSON_STRING ||
            !idt_digest_parse(roots->items[out->count].string, &out->roots[out->count])) {
            return false;
        }
    }
    return true;
}

static idt_rc corrupt(const char *path, idt_error *err)
{
    return idt_fail(err, IDT_E_CORRUPT,
                    "%s is not the journal of a run, or is damaged; remove it to begin anew", path);
}

idt_rc idt_journal_read(const char *path, idt_arena *arena, idt_journal *out, idt_error *err)
{
    idt_str bytes;
    idt_json *json = NULL;
    idt_rc rc = idt_file_read(path, JOURNAL_CEILING, arena, &bytes, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (idt_json_read(bytes, path, arena, &json, NULL) != IDT_OK) {
        return corrupt(path, err);
    }
    const idt_str format = idt_json_string(json, "schema_version");
    if (format.len > 0 && !idt_str_is(format, FORMAT)) {
        return idt_fail(err, IDT_E_FORMAT,
                        "%s is of format " IDT_STR_FMT "; this build knows " FORMAT, path,
                        IDT_STR_ARG(idt_str_slice(format, 0, 16)));
    }
    const bool whole = format.len > 0 && read_text(json, "options", &out->options) &&
                       read_text(json, "index", &out->index) &&
                       read_input(idt_json_member(json, "input"), out) &&
                       read_number(json, "output_bytes", &out->output_bytes) &&
                       read_counts(idt_json_member(json, "counts"), &out->counts) &&
                       read_tree(idt_json_member(json, "merkle"), &out->tree) &&
                       out->tree.leaves == out->counts.rows && out->input.row == out->counts.rows;
    return whole ? IDT_OK : corrupt(path, err);
}

static void member_text(const idt_json *value, idt_buf *out)
{
    idt_json_writer w;
    idt_jw_init(&w, out);
    if (value != NULL) {
        idt_json_write(&w, value);
    }
}

static const idt_json *member_of(const idt_json *object, idt_str key)
{
    for (size_t i = 0; i < object->count; i++) {
        if (idt_str_equal(object->items[i].key, key)) {
            return &object->items[i];
        }
    }
    return NULL;
}

/* "limit 10, not 5; ": the members of which the texts differ. */
static void differing(const idt_json *had, const idt_json *now, idt_buf *out)
{
    for (size_t i = 0; i < had->count; i++) {
        idt_buf before;
        idt_buf after;
        idt_buf_init(&before, JOURNAL_CEILING);
        idt_buf_init(&after, JOURNAL_CEILING);
        member_text(&had->items[i], &before);
        member_text(member_of(now, had->items[i].key), &after);
        if (!idt_str_equal(idt_buf_borrow(&before), idt_buf_borrow(&after))) {
            idt_buf_add_format(out, IDT_STR_FMT " " IDT_STR_FMT ", not " IDT_STR_FMT "; ",
                               IDT_STR_ARG(had->items[i].key),
                               IDT_STR_ARG(idt_str_slice(idt_buf_borrow(&before), 0, 80)),
                               IDT_STR_ARG(idt_str_slice(idt_buf_borrow(&after), 0, 80)));
        }
        idt_buf_release(&before);
        idt_buf_release(&after);
    }
}

static idt_rc other_options(idt_str had, idt_str now, idt_error *err)
{
    idt_json *before = NULL;
    idt_json *after = NULL;
    idt_buf text;
    idt_arena *arena = idt_arena_new(JOURNAL_CEILING);
    if (arena == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to compare the options");
    }
    idt_buf_init(&text, JOURNAL_CEILING);
    if (idt_json_read(had, "options", arena, &before, NULL) == IDT_OK &&
        idt_json_read(now, "options", arena, &after, NULL) == IDT_OK) {
        differing(before, after, &text);
    }
    const idt_rc rc = idt_fail(err, IDT_E_USAGE,
                               "the interrupted run had other options: " IDT_STR_FMT
                               "give those again, or remove the journal to begin anew",
                               IDT_STR_ARG(idt_buf_borrow(&text)));
    idt_buf_release(&text);
    idt_arena_free(arena);
    return rc;
}

idt_rc idt_journal_check(const idt_journal *journal, idt_str options, idt_str index,
                         uint64_t file_bytes, idt_error *err)
{
    if (!idt_str_equal(journal->options, options)) {
        return other_options(journal->options, options, err);
    }
    if (!idt_str_equal(journal->index, index)) {
        return idt_fail(
            err, IDT_E_USAGE,
            "the interrupted run asked another index: what is listed has changed since; "
            "begin anew");
    }
    if (journal->file_bytes != file_bytes && journal->file_bytes > 0 && file_bytes > 0) {
        return idt_fail(err, IDT_E_USAGE,
                        "the interrupted run read an input of %llu bytes; this one has %llu",
                        (unsigned long long)journal->file_bytes, (unsigned long long)file_bytes);
    }
    return IDT_OK;
}
