#include "compile/merge_note.h"

#include <stdio.h>
#include <unistd.h>

#include "compile/home.h"
#include "core/io.h"
#include "core/json_writer.h"
#include "json/json_read.h"

#define NOTE_BYTES ((size_t)16 << 10)

static const char *path_of(const char *home, char path[IDT_PATH_BYTES])
{
    const int n = snprintf(path, IDT_PATH_BYTES, "%s/index/merge.note", home);
    return n > 0 && n < IDT_PATH_BYTES ? path : NULL;
}

/* `why` NULL: begun. */
static void write_note(const char *home, int64_t now_us, const char *why)
{
    idt_buf text;
    idt_json_writer w;
    char path[IDT_PATH_BYTES];
    char at[IDT_INSTANT_BYTES];
    if (path_of(home, path) == NULL) {
        return;
    }
    idt_buf_init(&text, NOTE_BYTES);
    idt_jw_init(&w, &text);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "at", idt_instant_text(now_us, at));
    idt_jw_text(&w, "why", why);
    idt_jw_end(&w);
    idt_buf_add_byte(&text, '\n');
    if (idt_buf_check(&text, NULL) == IDT_OK) {
        const idt_rc rc = idt_file_write(path, idt_buf_borrow(&text), NULL);
        (void)rc; /* nobody could be told */
    }
    idt_buf_release(&text);
}

void idt_merge_note_begun(const char *home, int64_t now_us)
{
    write_note(home, now_us, NULL);
}

void idt_merge_note_failed(const char *home, int64_t now_us, const char *why)
{
    write_note(home, now_us, why);
}

void idt_merge_note_done(const char *home)
{
    char path[IDT_PATH_BYTES];
    if (path_of(home, path) != NULL) {
        (void)unlink(path);
    }
}

bool idt_merge_note_tells(const char *home, idt_arena *arena, idt_merge_failure *out)
{
    char path[IDT_PATH_BYTES];
    idt_str text;
    idt_json *note = NULL;
    if (path_of(home, path) == NULL || !idt_path_exists(path) ||
        idt_file_read(path, NOTE_BYTES, arena, &text, NULL) != IDT_OK ||
        idt_json_read(text, path, arena, &note, NULL) != IDT_OK) {
        return false;
    }
    const idt_json *why = idt_json_member(note, "why");
    *out =
        (idt_merge_failure){.at = idt_json_string(note, "at"), .why = idt_json_string(note, "why")};
    if (why == NULL || out->at.len == 0) {
        return false;
    }
    if (why->kind == IDT_JSON_NULL) { /* keeps I1 */
        out->why = IDT_STR("it was ended before it was done");
        return !idt_compile_home_merging(home);
    }
    return out->why.len > 0;
}
