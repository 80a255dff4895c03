#include "cli/import_report.h"

#include <inttypes.h>
#include <stdio.h>

#include "cli/status_text.h"

#define REJECTS_SHOWN 20

static const char *const FROM_WORDS[] = {
    [IDT_PUBLISHED_GIVEN] = "as given by --published",
    [IDT_PUBLISHED_STATED] = "as stated inside",
    [IDT_PUBLISHED_NAME] = "by a file's name",
    [IDT_PUBLISHED_IMPORT] = "the time of import, for nothing says when it was published; "
                             "--published DAY does",
};
static const char *const FROM_KEYS[] = {
    [IDT_PUBLISHED_GIVEN] = "given",
    [IDT_PUBLISHED_STATED] = "stated",
    [IDT_PUBLISHED_NAME] = "file_name",
    [IDT_PUBLISHED_IMPORT] = "import",
};
static const char *const STOP_KEYS[] = {
    [IDT_STOP_REJECTS] = "rejects",
    [IDT_STOP_REMOVALS] = "removals",
    [IDT_STOP_FILES] = "files",
};

/* ---- text ---- */

static void say_rejects(const idt_list_account *a)
{
    for (size_t i = 0; i < a->reject_count && i < REJECTS_SHOWN; i++) {
        const idt_list_reject *r = &a->rejects[i];
        idt_cli_note(IDT_STR_FMT ":%llu:%u: " IDT_STR_FMT "; entry not read",
                     IDT_STR_ARG(r->place.file), (unsigned long long)r->place.line,
                     r->place.column > 0 ? r->place.column : 1, IDT_STR_ARG(r->why));
    }
    if (a->rejected > REJECTS_SHOWN) {
        idt_cli_note("... and %" PRIu64 " more; --format json has %zu of them",
                     a->rejected - REJECTS_SHOWN, a->reject_count);
    }
}

static void say_unread(idt_invocation *inv, const idt_list_account *a)
{
    idt_buf line;
    size_t shown = 0;
    idt_buf_init(&line, (size_t)1 << 20);
    for (size_t i = 0; i < a->field_count; i++) {
        if (!a->fields[i].read) {
            idt_buf_add_format(&line, "%s" IDT_STR_FMT " (%" PRIu64 ")",
                               shown++ > 0 ? ", " : "not read: ", IDT_STR_ARG(a->fields[i].name),
                               a->fields[i].filled);
        }
    }
    if (shown > 0) {
        idt_buf_add_text(inv->out, "  ");
        idt_wrap(inv->out, 2, idt_buf_borrow(&line));
    }
    idt_buf_release(&line);
}

static void account_text(idt_invocation *inv, const idt_list_account *a)
{
    idt_buf_add_format(inv->out,
                       "  %" PRIu64 " entries: %" PRIu64 " read, %" PRIu64
                       " with the bytes of the edition before, %" PRIu64 " rejected\n",
                       a->seen, a->mapped, a->unchanged, a->rejected);
    if (a->segments > 0) {
        idt_buf_add_format(inv->out,
                           "  remarks: %" PRIu64 " of %" PRIu64
                           " parts understood (%.1f %%), the rest kept as notes\n",
                           a->segments_understood, a->segments,
                           100.0 * (double)a->segments_understood / (double)a->segments);
    }
    say_unread(inv, a);
    for (size_t i = 0; i < a->warning_count; i++) {
        idt_buf_add_text(inv->out, "  ");
        idt_wrap(inv->out, 2, a->warnings[i]);
    }
}

static void counts_text(idt_invocation *inv, const idt_list_report *r, bool checked)
{
    char text[IDT_INSTANT_BYTES];
    const idt_load_counts *c = &r->counts;
    if (r->stop != IDT_STOP_NONE) {
        idt_cli_note("interdict: nothing was loaded: " IDT_STR_FMT, IDT_STR_ARG(r->stop_why));
    } else if (checked) {
        idt_buf_add_text(inv->out, "  checked; nothing was loaded\n");
    } else {
        idt_buf_add_format(inv->out,
                           "  %" PRIu64 " added, %" PRIu64 " changed, %" PRIu64
                           " unchanged, %" PRIu64 " withdrawn\n  recorded %s\n",
                           c->added, c->changed, c->unchanged, c->withdrawn,
                           idt_instant_text(c->recorded_us, text));
    }
}

static void published_text(idt_invocation *inv, const idt_list_report *r, const char *instant)
{
    char line[160];
    (void)snprintf(line, sizeof line, "published %s (%s)", instant, FROM_WORDS[r->from]);
    idt_buf_add_format(inv->out, "%s\n  ", r->reader->dataset);
    idt_wrap(inv->out, 2, idt_str_borrow(line));
}

void idt_import_text(idt_invocation *inv, const idt_list_report *r, bool brief, bool checked)
{
    char text[IDT_INSTANT_BYTES];
    const idt_load_counts *c = &r->counts;
    (void)idt_instant_text(c->published_us, text);
    if (c->same_bytes) {
        idt_buf_add_format(inv->out, "%s published %s: unchanged\n", r->reader->dataset, text);
        return;
    }
    say_rejects(&r->account);
    if (brief && r->stop == IDT_STOP_NONE) {
        idt_buf_add_format(inv->out,
                           "%s published %s: %" PRIu64 " added, %" PRIu64 " changed, %" PRIu64
                           " unchanged, %" PRIu64 " withdrawn\n",
                           r->reader->dataset, text, c->added, c->changed, c->unchanged,
                           c->withdrawn);
        return;
    }
    published_text(inv, r, text);
    for (size_t i = 0; i < r->file_count; i++) {
        idt_buf_add_format(inv->out, "  " IDT_STR_FMT " as " IDT_STR_FMT ", %zu bytes\n",
                           IDT_STR_ARG(r->files[i].name), IDT_STR_ARG(r->files[i].role),
                           r->files[i].bytes.len);
    }
    account_text(inv, &r->account);
    counts_text(inv, r, checked);
}

/* ---- JSON ---- */

static void fields_json(const idt_list_account *a, idt_json_writer *w)
{
    idt_jw_array(w, "fields");
    for (size_t i = 0; i < a->field_count; i++) {
        idt_jw_object(w, NULL);
        idt_jw_str(w, "name", a->fields[i].name);
        idt_jw_int(w, "filled", (int64_t)a->fields[i].filled);
        idt_jw_bool(w, "read", a->fields[i].read);
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

static void account_json(const idt_list_account *a, idt_json_writer *w)
{
    idt_jw_object(w, "account");
    idt_jw_int(w, "seen", (int64_t)a->seen);
    idt_jw_int(w, "mapped", (int64_t)a->mapped);
    idt_jw_int(w, "unchanged", (int64_t)a->unchanged);
    idt_jw_int(w, "rejected", (int64_t)a->rejected);
    idt_jw_int(w, "segments", (int64_t)a->segments);
    idt_jw_int(w, "segments_understood", (int64_t)a->segments_understood);
    idt_jw_array(w, "rejects");
    for (size_t i = 0; i < a->reject_count; i++) {
        const idt_list_reject *r = &a->rejects[i];
        idt_jw_object(w, NULL);
        idt_jw_str(w, "file", r->place.file);
        idt_jw_int(w, "line", (int64_t)r->place.line);
        idt_jw_int(w, "column", r->place.column);
        if (r->key.ptr != NULL) {
            idt_jw_str(w, "key", r->key);
        }
        idt_jw_str(w, "why", r->why);
        idt_jw_end(w);
    }
    idt_jw_end(w);
    fields_json(a, w);
    idt_jw_array(w, "warnings");
    for (size_t i = 0; i < a->warning_count; i++) {
        idt_jw_str(w, NULL, a->warnings[i]);
    }
    idt_jw_end(w);
    idt_jw_end(w);
}

static void files_json(const idt_list_report *r, idt_json_writer *w)
{
    idt_jw_array(w, "files");
    for (size_t i = 0; i < r->file_count; i++) {
        idt_jw_object(w, NULL);
        idt_jw_str(w, "name", r->files[i].name);
        idt_jw_str(w, "role", r->files[i].role);
        idt_jw_int(w, "bytes", (int64_t)r->files[i].bytes.len);
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

void idt_import_json(const idt_list_report *r, bool checked, idt_json_writer *w)
{
    char text[IDT_INSTANT_BYTES];
    const idt_load_counts *c = &r->counts;
    const bool loaded = r->stop == IDT_STOP_NONE && !checked && !c->same_bytes;
    idt_jw_object(w, NULL);
    idt_jw_text(w, "dataset", r->reader->dataset);
    idt_jw_bool(w, "loaded", loaded);
    idt_jw_bool(w, "same_bytes", c->same_bytes);
    idt_jw_text(w, "published", idt_instant_text(c->published_us, text));
    idt_jw_text(w, "published_from", FROM_KEYS[r->from]);
    files_json(r, w);
    account_json(&r->account, w);
    idt_jw_int(w, "records_before", (int64_t)r->records_before);
    idt_jw_int(w, "added", (int64_t)c->added);
    idt_jw_int(w, "changed", (int64_t)c->changed);
    idt_jw_int(w, "unchanged", (int64_t)c->unchanged);
    idt_jw_int(w, "withdrawn", (int64_t)c->withdrawn);
    if (loaded) {
        idt_jw_int(w, "seq", c->seq);
        idt_jw_text(w, "recorded", idt_instant_text(c->recorded_us, text));
    }
    if (r->stop != IDT_STOP_NONE) {
        idt_jw_text(w, "stopped_by", STOP_KEYS[r->stop]);
        idt_jw_str(w, "why", r->stop_why);
    }
    idt_jw_end(w);
}
