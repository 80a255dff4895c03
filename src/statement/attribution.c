#include "statement/attribution.h"

bool idt_chain_link_read(const idt_json *link, idt_chain_link *out)
{
    *out = (idt_chain_link){0};
    for (size_t i = 0; i < link->count; i++) {
        const idt_json *m = &link->items[i];
        if (idt_str_is(m->key, "body")) {
            out->body = true;
        } else if (idt_str_is(m->key, "unnamed")) {
            out->unnamed = true;
        } else if (m->kind == IDT_JSON_STRING) {
            out->role = m->key;
            out->who = m->string;
        }
    }
    return out->role.ptr != NULL;
}

/* ---- for people ---- */

static const char *role_words(idt_str role)
{
    static const char *const words[][2] = {{"published_by", ""},
                                           {"citing", "citing "},
                                           {"said_by", "said by "},
                                           {"estimated_by", "estimated by "}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (idt_str_is(role, words[i][0])) {
            return words[i][1];
        }
    }
    return "";
}

static void link_words(const idt_chain_link *l, bool first, const idt_chain_names *names,
                       idt_buf *out)
{
    const idt_str who = l->body && names != NULL ? names->name(names->context, l->who) : l->who;
    idt_buf_add_format(out, "%s%s%s" IDT_STR_FMT "%s", first ? "" : " <- ", role_words(l->role),
                       l->unnamed ? "[" : "", IDT_STR_ARG(who), l->unnamed ? "]" : "");
}

void idt_chain_words(const idt_chain_link *links, size_t count, const idt_chain_names *names,
                     idt_buf *out)
{
    for (size_t i = 0; i < count; i++) {
        link_words(&links[i], i == 0, names, out);
    }
}

void idt_chain_tree_words(const idt_json *chain, const idt_chain_names *names, idt_buf *out)
{
    for (size_t i = 0; chain != NULL && i < chain->count; i++) {
        idt_chain_link link;
        if (idt_chain_link_read(&chain->items[i], &link)) {
            link_words(&link, i == 0, names, out);
        }
    }
}

/* ---- for programs ---- */

static void link_json(const idt_chain_link *l, idt_json_writer *w)
{
    idt_jw_object(w, NULL);
    idt_jw_str(w, "role", l->role);
    idt_jw_str(w, "who", l->who);
    if (l->body) {
        idt_jw_bool(w, "body", true);
    }
    if (l->unnamed) {
        idt_jw_bool(w, "unnamed", true);
    }
    idt_jw_end(w);
}

void idt_chain_json(const char *key, const idt_chain_link *links, size_t count, idt_json_writer *w)
{
    idt_jw_array(w, key);
    for (size_t i = 0; i < count; i++) {
        link_json(&links[i], w);
    }
    idt_jw_end(w);
}

void idt_chain_tree_json(const char *key, const idt_json *chain, idt_json_writer *w)
{
    idt_jw_array(w, key);
    for (size_t i = 0; chain != NULL && i < chain->count; i++) {
        idt_chain_link link;
        if (idt_chain_link_read(&chain->items[i], &link)) {
            link_json(&link, w);
        }
    }
    idt_jw_end(w);
}
