#include "cli/qualifier_words.h"

#include "json/json_write.h"
#include "text/key.h"

idt_rc idt_source_title(idt_invocation *inv, const idt_view *view, idt_str sha256_hex,
                        idt_str *title, idt_error *err)
{
    const idt_record *const *found;
    size_t count = 0;
    idt_str folded;
    *title = (idt_str){0};
    idt_rc rc = idt_text_key(sha256_hex, inv->arena, &folded, err);
    if (rc == IDT_OK) {
        rc = idt_register_named(inv->reg, view, folded, inv->arena, &found, &count, err);
    }
    for (size_t i = 0; rc == IDT_OK && i < count; i++) {
        if (idt_str_is(found[i]->schema, "Source")) {
            *title = idt_record_caption(found[i]);
        }
    }
    return rc;
}

static idt_rc passage_words(const idt_body_names *b, const idt_json *source, idt_buf *out,
                            idt_error *err)
{
    idt_str title;
    const idt_rc rc =
        idt_source_title(b->inv, b->view, idt_json_string(source, "source_sha256"), &title, err);
    idt_buf_add_format(out, "passage in " IDT_STR_FMT " [" IDT_STR_FMT "," IDT_STR_FMT ")",
                       IDT_STR_ARG(title.ptr != NULL ? title : IDT_STR("a source not on file")),
                       IDT_STR_ARG(idt_json_string(source, "start")),
                       IDT_STR_ARG(idt_json_string(source, "end")));
    return rc;
}

static idt_rc value_words(const idt_body_names *b, const idt_json *value, const char *between,
                          idt_buf *out, idt_error *err)
{
    idt_rc rc = IDT_OK;
    if (value->kind == IDT_JSON_STRING) {
        idt_buf_add_str(out, value->string);
    } else if (value->kind == IDT_JSON_ARRAY || value->kind == IDT_JSON_OBJECT) {
        const bool named = value->kind == IDT_JSON_OBJECT;
        for (size_t i = 0; i < value->count && rc == IDT_OK; i++) {
            idt_buf_add_text(out, i == 0 ? "" : named ? ", " : between);
            if (named) {
                idt_buf_add_format(out, IDT_STR_FMT " ", IDT_STR_ARG(value->items[i].key));
            }
            rc = value_words(b, &value->items[i], between, out, err);
        }
    } else {
        idt_json_writer w;
        idt_jw_init(&w, out);
        idt_json_write(&w, value);
    }
    return rc;
}

idt_rc idt_qualifier_words(const idt_body_names *b, const idt_json *q, const char *between,
                           idt_buf *out, idt_error *err)
{
    idt_rc rc = IDT_OK;
    if (q == NULL) {
        return rc;
    }
    if (idt_str_is(q->key, "chain")) {
        idt_chain_tree_words(q, &b->names, out);
    } else if (idt_str_is(q->key, "source") && q->kind == IDT_JSON_ARRAY) {
        for (size_t i = 0; i < q->count && rc == IDT_OK; i++) {
            idt_buf_add_text(out, i > 0 ? ", " : "");
            rc = passage_words(b, &q->items[i], out, err);
        }
    } else {
        rc = value_words(b, q, between, out, err);
    }
    return rc;
}
