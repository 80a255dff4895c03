#include "authored/qualifiers.h"

#include "authored/passages.h"
#include "authored/values.h"
#include "core/json_writer.h"

#define CORRECTS "corrects"
#define WHOLE    "whole"
#define COUNT(a) (sizeof(a) / sizeof *(a))

/* `whole` and nothing are the same. */
static const char *const WHOLE_IS_ABSENT[] = {"scope", "new_scope", NULL};
/* The members of `rests_on`, in byte order; they are no qualifiers of their own. */
static const idt_qualifier_spec RESTS_ON[] = {
    {"kind", IDT_FORM_KEY, false, NULL, "what the source bears out: a kind of event, or a word"},
    {"list", IDT_FORM_KEY, false, NULL, "the list it speaks of"},
    {"on", IDT_FORM_DATE, false, NULL, "the date it gives"},
    {"scope", IDT_FORM_TEXT, false, NULL, "the part it speaks of"},
    {"subject", IDT_FORM_RECORD, false, NULL, "the subject it speaks of"},
};

/* ---- names and members ---- */

void idt_names_add(idt_names *n, const char *name)
{
    if (n->count < IDT_NAMES_MAX) {
        n->items[n->count++] = name;
    }
}

void idt_names_add_all(idt_names *n, const char *const *list)
{
    for (; list != NULL && *list != NULL; list++) {
        idt_names_add(n, *list);
    }
}

const idt_member *idt_members_find(const idt_members *ms, const char *name)
{
    for (size_t i = 0; i < ms->count; i++) {
        if (strcmp(ms->items[i].spec->name, name) == 0) {
            return &ms->items[i];
        }
    }
    return NULL;
}

/* Keeps I1. */
void idt_members_insert(idt_members *ms, idt_member m)
{
    if (ms->count == IDT_NAMES_MAX) {
        return; /* cannot be: keys are distinct and each is a row of a smaller table */
    }
    size_t at = ms->count++;
    while (at > 0 && strcmp(ms->items[at - 1].spec->name, m.spec->name) > 0) {
        ms->items[at] = ms->items[at - 1];
        at--;
    }
    ms->items[at] = m;
}

/* ---- a correction ---- */

static bool has_scalar_form(const idt_qualifier_spec *q)
{
    return q->form != IDT_FORM_CHAIN && q->form != IDT_FORM_SPANS && q->form != IDT_FORM_RESTS_ON;
}

/* `<qualifier>=<right value>`: one of an event's, and a value of its form. What is no such thing
 * would change nothing, silently. */
static bool read_correction(idt_reader *r, const idt_yaml *node, idt_str *text)
{
    const idt_property_spec *event = idt_property_find(IDT_STR("event"));
    idt_str value;
    if (!idt_value_read(r, node, IDT_FORM_TEXT, NULL, CORRECTS, text) || event == NULL) {
        return false;
    }
    const size_t sign = idt_str_find(*text, '=');
    const idt_str name = idt_str_trim(idt_str_slice(*text, 0, sign));
    const idt_qualifier_spec *q = idt_qualifier_find(name);
    if (sign == text->len) {
        idt_reader_fault(r, node, 0,
                         CORRECTS " %s; expected <qualifier>=<right value>, as in "
                                  "decided=2003-02-14",
                         idt_reader_quote(r, *text));
        return false;
    }
    if (q == NULL || !idt_word_in(name, event->qualifiers) || !has_scalar_form(q)) {
        idt_reader_fault(
            r, node, 0, CORRECTS " %s: an event has no such qualifier with one text; %s",
            idt_reader_quote(r, *text),
            idt_reader_hint(r, name, event->qualifiers, idt_words_count(event->qualifiers)));
        return false;
    }
    idt_yaml part = *node;
    part.text = idt_str_trim(idt_str_slice(*text, sign + 1, text->len));
    part.column = idt_yaml_column(node, (size_t)(part.text.ptr - node->text.ptr));
    part.quoted = false; /* the column is that of the text already */
    if (!idt_value_read(r, &part, q->form, q->words, q->name, &value)) {
        return false;
    }
    *text = idt_str_format(r->session->scratch, "%s=" IDT_STR_FMT, q->name, IDT_STR_ARG(value));
    if (text->ptr == NULL) {
        idt_session_full(r->session, r->session->scratch);
    }
    return text->ptr != NULL;
}

/* ---- qualifiers as canonical JSON ---- */

static bool read_one(idt_reader *r, const idt_qualifier_spec *q, const idt_yaml *node, idt_str *out)
{
    return strcmp(q->name, CORRECTS) == 0
               ? read_correction(r, node, out)
               : idt_value_read(r, node, q->form, q->words, q->name, out);
}

static void write_texts(idt_reader *r, const idt_member *m, idt_json_writer *w)
{
    const bool many = m->value->kind == IDT_YAML_SEQUENCE;
    const idt_yaml *nodes = many ? m->value->items : m->value;
    const size_t node_count = many ? m->value->count : 1;
    idt_session *s = r->session;
    idt_str *texts = IDT_NEW_N(s->scratch, idt_str, node_count);
    size_t count = 0;
    if (texts == NULL) {
        idt_session_full(s, s->scratch);
        return;
    }
    if (many && node_count == 0 && !m->value->cut) {
        idt_reader_fault(r, m->value, 0, "%s is an empty list; give a value or take the key away",
                         m->spec->name);
    }
    for (size_t i = 0; i < node_count; i++) {
        count += read_one(r, m->spec, &nodes[i], &texts[count]) ? 1 : 0;
    }
    idt_str_sort(texts, count);
    idt_jw_array(w, NULL);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !idt_str_equal(texts[i - 1], texts[i])) {
            idt_jw_str(w, NULL, texts[i]);
        }
    }
    idt_jw_end(w);
}

/* `body: true`, `unnamed: true`; false is the same as nothing. */
static bool read_mark(idt_reader *r, const idt_yaml *link, const char *name)
{
    static const char *const words[] = {"true", "false", NULL};
    const idt_yaml *node = idt_yaml_member(link, name);
    idt_str word;
    return node != NULL && idt_value_read(r, node, IDT_FORM_WORD, words, name, &word) &&
           idt_str_is(word, "true");
}

/* The member of a link that names a role, or NULL; faults of its keys are reported. */
static const idt_yaml *find_role(idt_reader *r, const idt_yaml *link)
{
    const idt_yaml *role = NULL;
    idt_names known = {0};
    idt_names_add_all(&known, IDT_CHAIN_ROLES);
    idt_names_add(&known, "body");
    idt_names_add(&known, "unnamed");
    for (uint32_t i = 0; i < link->count; i += 2) {
        const idt_yaml *key = &link->items[i];
        if (idt_word_in(key->text, IDT_CHAIN_ROLES)) {
            if (role != NULL) {
                idt_reader_fault(r, key, 0,
                                 "a link with two roles; write one link a role, in their order");
            }
            role = key;
        } else if (!idt_word_in(key->text, known.items)) {
            idt_reader_fault(r, key, 0, "unknown role %s in a chain; %s",
                             idt_reader_quote(r, key->text),
                             idt_reader_hint(r, key->text, known.items, known.count));
        }
    }
    return role;
}

static void write_link(idt_reader *r, const idt_yaml *link, idt_json_writer *w)
{
    const idt_yaml *role = find_role(r, link);
    const bool body = read_mark(r, link, "body");
    const bool unnamed = read_mark(r, link, "unnamed");
    idt_str text;
    if (role == NULL) {
        if (!link->cut && (link->count == 0 || body || unnamed)) {
            idt_reader_fault(
                r, link, 0, "a link of a chain without a role; %s",
                idt_reader_hint(r, IDT_STR(""), IDT_CHAIN_ROLES, idt_words_count(IDT_CHAIN_ROLES)));
        }
        return;
    }
    const idt_str name = idt_str_copy(r->session->scratch, role->text);
    if (name.ptr == NULL) {
        idt_session_full(r->session, r->session->scratch);
        return;
    }
    if (!idt_value_read(r, role + 1, body ? IDT_FORM_KEY : IDT_FORM_TEXT, NULL, name.ptr, &text)) {
        return;
    }
    idt_jw_object(w, NULL);
    if (body) {
        idt_jw_text(w, "body", "true"); /* before every role, as `unnamed` is behind: byte order */
    }
    idt_jw_str(w, name.ptr, text);
    if (unnamed) {
        idt_jw_text(w, "unnamed", "true");
    }
    idt_jw_end(w);
}

static void write_chain(idt_reader *r, const idt_yaml *chain, idt_json_writer *w)
{
    const bool many = chain->kind == IDT_YAML_SEQUENCE;
    const idt_yaml *links = many ? chain->items : chain;
    const size_t count = many ? chain->count : 1;
    if (many && count == 0 && !chain->cut) {
        idt_reader_fault(r, chain, 0, "chain is an empty list; give a link or take it away");
    }
    idt_jw_array(w, NULL);
    for (size_t i = 0; i < count; i++) {
        if (links[i].kind == IDT_YAML_MAPPING) {
            write_link(r, &links[i], w);
        } else if (links[i].kind != IDT_YAML_NONE) {
            idt_reader_fault(r, &links[i], 0,
                             "chain holds %s; expected links, as in {said_by: the court}",
                             idt_yaml_kind_text(&links[i]));
        }
    }
    idt_jw_end(w);
}

static void write_rests_on(idt_reader *r, const idt_yaml *node, idt_json_writer *w)
{
    idt_names known = {0};
    for (size_t i = 0; i < COUNT(RESTS_ON); i++) {
        idt_names_add(&known, RESTS_ON[i].name);
    }
    idt_jw_object(w, NULL);
    if (node->kind != IDT_YAML_MAPPING || (node->count == 0 && !node->cut)) {
        if (node->kind != IDT_YAML_NONE) {
            idt_reader_fault(r, node, 0,
                             "rests_on says nothing here; expected what the source bears out, as "
                             "in {kind: propose, on: 2024-05}");
        }
        idt_jw_end(w);
        return;
    }
    for (uint32_t i = 0; i < node->count; i += 2) {
        const idt_yaml *key = &node->items[i];
        if (!idt_word_in(key->text, known.items)) {
            idt_reader_fault(r, key, 0, "unknown key %s in rests_on; %s",
                             idt_reader_quote(r, key->text),
                             idt_reader_hint(r, key->text, known.items, known.count));
        }
    }
    for (size_t i = 0; i < COUNT(RESTS_ON); i++) {
        const idt_yaml *value = idt_yaml_member(node, RESTS_ON[i].name);
        idt_str text;
        if (value != NULL && idt_value_read(r, value, RESTS_ON[i].form, RESTS_ON[i].words,
                                            RESTS_ON[i].name, &text)) {
            idt_jw_str(w, RESTS_ON[i].name, text);
        }
    }
    idt_jw_end(w);
}

static void write_text(idt_reader *r, const idt_member *m, idt_json_writer *w)
{
    idt_str text;
    if (!idt_value_read(r, m->value, m->spec->form, m->spec->words, m->spec->name, &text)) {
        return;
    }
    if (idt_str_is(text, WHOLE) && idt_word_in(idt_str_borrow(m->spec->name), WHOLE_IS_ABSENT)) {
        return;
    }
    idt_jw_str(w, m->spec->name, text);
}

static void write_member(idt_reader *r, const idt_member *m, idt_json_writer *w)
{
    const idt_qualifier_spec *spec = m->spec;
    if (spec->form == IDT_FORM_CHAIN) {
        idt_jw_key(w, idt_str_borrow(spec->name));
        write_chain(r, m->value, w);
    } else if (spec->form == IDT_FORM_SPANS) {
        idt_jw_key(w, idt_str_borrow(spec->name));
        idt_spans_write(r, m->value, w);
    } else if (spec->form == IDT_FORM_RESTS_ON) {
        idt_jw_key(w, idt_str_borrow(spec->name));
        write_rests_on(r, m->value, w);
    } else if (spec->many) {
        idt_jw_key(w, idt_str_borrow(spec->name));
        write_texts(r, m, w);
    } else {
        write_text(r, m, w);
    }
}

void idt_members_write(idt_reader *r, const idt_members *ms)
{
    idt_json_writer w;
    idt_buf_clear(&r->session->json);
    idt_jw_init(&w, &r->session->json);
    idt_jw_object(&w, NULL);
    for (size_t i = 0; i < ms->count; i++) {
        write_member(r, &ms->items[i], &w);
    }
    idt_jw_end(&w);
}
