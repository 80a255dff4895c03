#include "load/fetch_state.h"

#include "core/clock.h"
#include "core/io.h"
#include "core/json_writer.h"
#include "fetch/order.h"
#include "json/json_read.h"

#define STATE_BYTES_MAX ((size_t)4 << 20)
#define COUNT_MAX       10000 /* of files, and of parts of one */

static idt_str path_of(const char *home, idt_str dataset, idt_arena *arena)
{
    return idt_str_format(arena, "%s/fetch/" IDT_STR_FMT ".json", home, IDT_STR_ARG(dataset));
}

const idt_kept_file *idt_fetch_state_find(const idt_fetch_state *state, idt_str address)
{
    for (size_t i = 0; i < state->file_count; i++) {
        if (idt_str_equal(state->files[i].address, address)) {
            return &state->files[i];
        }
    }
    return NULL;
}

static bool is_in_edition(const idt_edition_before *edition, const idt_digest *sha256)
{
    for (size_t i = 0; i < edition->file_count; i++) {
        if (memcmp(&edition->files[i].sha256, sha256, sizeof *sha256) == 0) {
            return true;
        }
    }
    return false;
}

bool idt_fetch_state_is_held(const idt_fetch_state *state, const idt_edition_before *newest)
{
    size_t parts = 0;
    for (size_t i = 0; i < state->file_count; i++) {
        for (size_t k = 0; k < state->files[i].part_count; k++, parts++) {
            if (!is_in_edition(newest, &state->files[i].parts[k].sha256)) {
                return false;
            }
        }
    }
    return state->found && newest->found && parts == newest->file_count;
}

/* ---- reading ---- */

static bool is_array(const idt_json *value)
{
    return value != NULL && value->kind == IDT_JSON_ARRAY && value->count <= COUNT_MAX;
}

static bool read_parts(const idt_json *array, idt_arena *arena, idt_kept_file *out)
{
    idt_kept_part *parts =
        is_array(array) ? IDT_NEW_N(arena, idt_kept_part, array->count + 1) : NULL;
    bool ok = parts != NULL;
    for (size_t i = 0; ok && i < array->count; i++) {
        parts[i].name = idt_json_string(&array->items[i], "name");
        ok = parts[i].name.len > 0 &&
             idt_digest_parse(idt_json_string(&array->items[i], "sha256"), &parts[i].sha256);
    }
    out->parts = parts;
    out->part_count = ok ? array->count : 0;
    return ok && out->part_count > 0;
}

static bool read_files(const idt_json *array, idt_arena *arena, idt_fetch_state *out)
{
    idt_kept_file *files =
        is_array(array) ? IDT_NEW_N(arena, idt_kept_file, array->count + 1) : NULL;
    bool ok = files != NULL;
    for (size_t i = 0; ok && i < array->count; i++) {
        const idt_json *item = &array->items[i];
        files[i] = (idt_kept_file){.address = idt_json_string(item, "address"),
                                   .etag = idt_json_string(item, "etag"),
                                   .last_modified = idt_json_string(item, "last_modified")};
        ok = files[i].address.len > 0 && idt_order_value_ok(files[i].etag) &&
             idt_order_value_ok(files[i].last_modified) &&
             read_parts(idt_json_member(item, "parts"), arena, &files[i]);
    }
    out->files = files;
    out->file_count = ok ? array->count : 0;
    return ok;
}

idt_rc idt_fetch_state_read(const char *home, idt_str dataset, idt_arena *arena,
                            idt_fetch_state *out, idt_error *err)
{
    idt_str bytes;
    idt_json *root;
    *out = (idt_fetch_state){0};
    const idt_str path = path_of(home, dataset, arena);
    if (path.ptr == NULL) {
        return idt_arena_fail(arena, err);
    }
    idt_rc rc = idt_file_read(path.ptr, STATE_BYTES_MAX, arena, &bytes, err);
    if (rc == IDT_E_NOT_FOUND) {
        return IDT_OK;
    }
    if (rc == IDT_OK) {
        rc = idt_json_read(bytes, path.ptr, arena, &root, err);
    }
    if (rc == IDT_E_INPUT) {
        return idt_fail(err, IDT_E_CORRUPT, "%s is no JSON", path.ptr);
    }
    if (rc != IDT_OK) {
        return rc;
    }
    if (!idt_str_equal(idt_json_string(root, "dataset"), dataset) ||
        !idt_instant_parse(idt_json_string(root, "checked"), false, &out->checked_us) ||
        !read_files(idt_json_member(root, "files"), arena, out)) {
        *out = (idt_fetch_state){0};
        return idt_fail(err, IDT_E_CORRUPT, "%s is not what an update writes", path.ptr);
    }
    out->found = true;
    return IDT_OK;
}

/* ---- writing ---- */

static void write_file(const idt_kept_file *f, idt_json_writer *w)
{
    char hex[IDT_SHA256_HEX + 1];
    idt_jw_object(w, NULL);
    idt_jw_str(w, "address", f->address);
    idt_jw_str(w, "etag", f->etag);
    idt_jw_str(w, "last_modified", f->last_modified);
    idt_jw_array(w, "parts");
    for (size_t i = 0; i < f->part_count; i++) {
        idt_jw_object(w, NULL);
        idt_jw_str(w, "name", f->parts[i].name);
        idt_jw_text(w, "sha256", idt_digest_hex(&f->parts[i].sha256, hex));
        idt_jw_end(w);
    }
    idt_jw_end(w);
    idt_jw_end(w);
}

static void write_state(idt_str dataset, const idt_fetch_state *state, idt_buf *out)
{
    char text[IDT_INSTANT_BYTES];
    idt_json_writer w;
    idt_jw_init(&w, out);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "schema_version", "1.0");
    idt_jw_str(&w, "dataset", dataset);
    idt_jw_text(&w, "checked", idt_instant_text(state->checked_us, text));
    idt_jw_array(&w, "files");
    for (size_t i = 0; i < state->file_count; i++) {
        write_file(&state->files[i], &w);
    }
    idt_jw_end(&w);
    idt_jw_end(&w);
    idt_buf_add_byte(out, '\n');
}

idt_rc idt_fetch_state_write(const char *home, idt_str dataset, const idt_fetch_state *state,
                             idt_arena *arena, idt_error *err)
{
    idt_buf out;
    const idt_str path = path_of(home, dataset, arena);
    const idt_str dir = idt_str_format(arena, "%s/fetch", home);
    if (path.ptr == NULL || dir.ptr == NULL) {
        return idt_arena_fail(arena, err);
    }
    idt_buf_init(&out, STATE_BYTES_MAX);
    write_state(dataset, state, &out);
    idt_rc rc = idt_buf_check(&out, err);
    if (rc == IDT_OK) {
        rc = idt_dir_make(dir.ptr, err);
    }
    if (rc == IDT_OK) {
        rc = idt_file_write(path.ptr, idt_buf_borrow(&out), err);
    }
    idt_buf_release(&out);
    return rc;
}
