#include "authored/sources.h"

#include "authored/values.h"
#include "core/io.h"
#include "text/utf8.h"

#define CITED_BYTES ((size_t)64 << 20)

/* ---- the file behind a source ---- */

/* "a/b.txt" beside the record file; no way out of its directory. */
static bool path_is_inside(idt_str file)
{
    if (file.len == 0 || file.ptr[0] == '/' || memchr(file.ptr, '\0', file.len) != NULL) {
        return false;
    }
    for (size_t at = 0; at <= file.len;) {
        const idt_str rest = idt_str_slice(file, at, file.len);
        const size_t end = idt_str_find(rest, '/');
        if (idt_str_is(idt_str_slice(rest, 0, end), "..")) {
            return false;
        }
        at += end + 1;
    }
    return true;
}

static void load_cited(idt_reader *r, const idt_yaml *node, idt_cited *cited)
{
    idt_session *s = r->session;
    idt_error why = {0};
    idt_rc rc = idt_file_read(cited->path.ptr, CITED_BYTES, s->arena, &cited->bytes, &why);
    if (rc == IDT_OK) {
        rc = idt_sha256(cited->bytes.ptr, cited->bytes.len, &cited->sha256, s->err);
        cited->utf8 = idt_utf8_check(cited->bytes, NULL);
        cited->held = rc == IDT_OK;
        if (rc != IDT_OK) {
            idt_session_fail(s, rc);
        }
        return;
    }
    idt_reader_fault(r, node, 0, "%s; the file of a source stands beside the record file",
                     why.message);
}

static const idt_cited *cite_file(idt_reader *r, const idt_yaml *node)
{
    idt_session *s = r->session;
    idt_str file;
    if (!idt_value_read(r, node, IDT_FORM_TEXT, NULL, "file", &file)) {
        return NULL;
    }
    if (!path_is_inside(file)) {
        idt_reader_fault(r, node, 0,
                         "file %s leads away from the record file; expected a path beside it, "
                         "without .. and not beginning with /",
                         idt_reader_quote(r, file));
        return NULL;
    }
    const idt_str dir = idt_path_dir(r->path);
    const idt_str path =
        idt_str_format(s->arena, IDT_STR_FMT "/" IDT_STR_FMT, IDT_STR_ARG(dir), IDT_STR_ARG(file));
    bool added = false;
    idt_map_entry *entry = path.ptr != NULL ? idt_map_put(&s->cited, path, &added) : NULL;
    if (entry == NULL) {
        idt_session_full(s, s->arena);
        return NULL;
    }
    if (added) {
        idt_cited *cited = IDT_NEW(s->arena, idt_cited);
        entry->value.ptr = cited;
        if (cited == NULL) {
            idt_session_full(s, s->arena);
            return NULL;
        }
        cited->path = path;
        load_cited(r, node, cited);
    }
    return entry->value.ptr;
}

static void read_hash(idt_reader *r, idt_source *source, const idt_yaml *node)
{
    idt_str hex;
    if (!idt_value_read(r, node, IDT_FORM_TEXT, NULL, "sha256", &hex)) {
        return;
    }
    if (!idt_digest_parse(hex, &source->sha256)) {
        idt_reader_fault(r, node, 0, "sha256 %s; expected 64 hexadecimal digits",
                         idt_reader_quote(r, hex));
        return;
    }
    source->hashed = true;
    const idt_cited *cited = source->cited;
    if (cited != NULL && cited->held &&
        memcmp(&cited->sha256, &source->sha256, sizeof source->sha256) != 0) {
        char found[IDT_SHA256_HEX + 1];
        idt_reader_fault(r, node, 0,
                         "the SHA-256 of " IDT_STR_FMT " is %s, not the one stated; state this one "
                         "if the file is the right one (and check the passages)",
                         IDT_STR_ARG(cited->path), idt_digest_hex(&cited->sha256, found));
    }
}

const idt_source *idt_source_read(idt_reader *r, const idt_yaml *name, const idt_yaml *body)
{
    idt_session *s = r->session;
    const idt_yaml *hash = idt_yaml_member(body, "sha256");
    const idt_yaml *file = idt_yaml_member(body, "file");
    bool added;
    idt_source *source = IDT_NEW(s->work, idt_source);
    idt_map_entry *entry = source != NULL ? idt_map_put(&r->sources, name->text, &added) : NULL;
    if (entry == NULL) {
        idt_session_full(s, s->work);
        return NULL;
    }
    *source = (idt_source){.name = name->text, .node = name};
    entry->value.ptr = source;
    if (file != NULL) {
        source->cited = cite_file(r, file);
    }
    if (hash != NULL) {
        read_hash(r, source, hash);
    } else if (source->cited != NULL && source->cited->held) {
        source->sha256 = source->cited->sha256;
        source->hashed = true;
    } else if (file == NULL && body->kind == IDT_YAML_MAPPING && !body->cut) {
        idt_reader_fault(r, name, 0,
                         "the source %s has neither sha256 nor file; state the SHA-256 of its "
                         "bytes, or name the file that stands beside this one",
                         idt_reader_quote(r, name->text));
    }
    return source;
}
