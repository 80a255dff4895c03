#include "authored/values.h"

#include "statement/quantity.h"
#include "statement/record.h"

#define KEY_BYTES  200u
#define NUMBER_MAX 999999999u
#define X_PREFIX   "x-"
#define ANY_PREFIX "any:"
#define ALL_PREFIX "all:"
#define STATED     "stated"

/* What is being read, for the readers of the forms. */
typedef struct met {
    idt_reader *r;
    const idt_yaml *node;
    idt_str text;  /* trimmed */
    size_t offset; /* of it in the node's text */
    const char *what;
    const char *const *words;
} met;

static const char *shown(const met *m)
{
    return idt_reader_quote(m->r, m->text);
}

bool idt_key_is_sound(idt_str text, size_t *bad_offset)
{
    *bad_offset = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!word && (i == 0 || (c != '.' && c != '_' && c != '-'))) {
            *bad_offset = i;
            return false;
        }
        if (i == KEY_BYTES) {
            *bad_offset = i;
            return false;
        }
    }
    return text.len > 0;
}

/* The part of the text from `from` to `to` as a key. */
static bool key_part(const met *m, size_t from, size_t to, const char *part)
{
    size_t bad;
    if (idt_key_is_sound(idt_str_slice(m->text, from, to), &bad)) {
        return true;
    }
    idt_reader_fault(m->r, m->node, m->offset + from + bad,
                     "%s %s: %s breaks off here; expected a-z 0-9 . _ - beginning with a letter or "
                     "digit, at most %u of them",
                     m->what, shown(m), part, KEY_BYTES);
    return false;
}

static bool read_text(const met *m)
{
    for (size_t i = 0; i < m->text.len; i++) {
        const unsigned char c = (unsigned char)m->text.ptr[i];
        if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7f) {
            idt_reader_fault(m->r, m->node, m->offset + i,
                             "%s %s: control character 0x%02x; take it out", m->what, shown(m),
                             (unsigned)c);
            return false;
        }
    }
    return true;
}

static bool read_word(const met *m)
{
    if (idt_word_in(m->text, m->words)) {
        return true;
    }
    idt_reader_fault(m->r, m->node, m->offset, "%s %s is not a word known here; %s", m->what,
                     shown(m), idt_reader_hint(m->r, m->text, m->words, idt_words_count(m->words)));
    return false;
}

/* ---- names of other records and events ---- */

static void add_link(const met *m, const char *kind, idt_str from, idt_str to, bool must_exist)
{
    idt_session *s = m->r->session;
    if (m->r->again) {
        return;
    }
    if (from.ptr == NULL || to.ptr == NULL ||
        !IDT_GROW(s->work, s->links, s->link_cap, s->link_count)) {
        idt_session_full(s, s->work);
        return;
    }
    s->links[s->link_count++] = (idt_link){
        .kind = kind,
        .from = from,
        .to = to,
        .must_exist = must_exist,
        .file = m->r->path,
        .line = m->node->line,
        .column = idt_yaml_column(m->node, m->offset),
    };
}

/* `<dataset>:<key>`, or a key of this dataset, as an id in the work arena. */
static bool record_part(const met *m, size_t to, idt_str *id, bool *bare)
{
    const idt_str text = idt_str_slice(m->text, 0, to);
    const size_t colon = idt_str_find(text, ':');
    *bare = colon == text.len;
    if (!*bare &&
        (!key_part(m, 0, colon, "the dataset") || !key_part(m, colon + 1, to, "the key"))) {
        return false;
    }
    if (*bare && !key_part(m, 0, to, "the key")) {
        return false;
    }
    idt_session *s = m->r->session;
    *id = *bare ? idt_str_format(s->work, IDT_STR_FMT ":" IDT_STR_FMT, IDT_STR_ARG(m->r->dataset),
                                 IDT_STR_ARG(text))
                : idt_str_copy(s->work, text);
    if (id->ptr == NULL) {
        idt_session_full(s, s->work);
        return false;
    }
    return true;
}

static bool read_record(const met *m, idt_str *out)
{
    bool bare;
    if (!record_part(m, m->text.len, out, &bare)) {
        return false;
    }
    add_link(m, m->what, m->r->record_id, *out, bare);
    return true;
}

/* An event of this record is named by its id, so that one event has one spelling. */
static bool read_event(const met *m, idt_str *out)
{
    idt_session *s = m->r->session;
    const size_t hash = idt_str_find(m->text, '#');
    idt_str record = m->r->record_id;
    idt_str event = m->text;
    bool own = true;
    if (hash < m->text.len) {
        bool bare;
        if (!record_part(m, hash, &record, &bare) ||
            !key_part(m, hash + 1, m->text.len, "the event's id")) {
            return false;
        }
        event = idt_str_slice(m->text, hash + 1, m->text.len);
        own = idt_str_equal(record, m->r->record_id);
    } else if (!key_part(m, 0, m->text.len, "the event's id")) {
        return false;
    }
    const idt_str target = idt_str_format(s->work, IDT_STR_FMT "#" IDT_STR_FMT, IDT_STR_ARG(record),
                                          IDT_STR_ARG(event));
    const idt_str from = idt_str_format(s->work, IDT_STR_FMT "#" IDT_STR_FMT,
                                        IDT_STR_ARG(m->r->record_id), IDT_STR_ARG(m->r->event_id));
    add_link(m, m->what, from, target, own || hash == m->text.len);
    *out = own ? event : target;
    return true;
}

static bool read_body(const met *m)
{
    const size_t prefix = sizeof ANY_PREFIX - 1;
    if (!idt_str_starts(m->text, ANY_PREFIX)) {
        return key_part(m, 0, m->text.len, "the body's key");
    }
    const idt_str kind = idt_str_slice(m->text, prefix, m->text.len);
    if (idt_word_in(kind, IDT_BODY_KINDS)) {
        return true;
    }
    idt_reader_fault(m->r, m->node, m->offset + prefix,
                     "%s %s: no kind of body stands behind \"any:\"; %s", m->what, shown(m),
                     idt_reader_hint(m->r, kind, IDT_BODY_KINDS, idt_words_count(IDT_BODY_KINDS)));
    return false;
}

/* ---- times ---- */

static bool read_date(const met *m, bool day_only)
{
    idt_date date;
    idt_error why = {0};
    if (idt_date_parse(m->text, &date, &why) != IDT_OK) {
        idt_reader_fault(m->r, m->node, m->offset + why.offset, "%s %s", m->what, why.message);
        return false;
    }
    if (day_only && date.kind == IDT_DATE_PERIOD) {
        idt_reader_fault(m->r, m->node, m->offset + idt_str_find(m->text, '/'),
                         "%s %s is a period; expected one day: write [a..b] for a day between two "
                         "others",
                         m->what, shown(m));
        return false;
    }
    return true;
}

static bool read_duration(const met *m, size_t from)
{
    idt_duration duration;
    idt_error why = {0};
    if (idt_duration_parse(idt_str_slice(m->text, from, m->text.len), &duration, &why) != IDT_OK) {
        idt_reader_fault(m->r, m->node, m->offset + from + why.offset, "%s %s", m->what,
                         why.message);
        return false;
    }
    return true;
}

static bool read_rule(const met *m)
{
    const size_t plus = idt_str_find(m->text, '+');
    const idt_str name = idt_str_slice(m->text, 0, plus);
    if (idt_str_is(m->text, STATED)) {
        return true;
    }
    if (!idt_word_in(name, IDT_DATE_NAMES)) {
        idt_reader_fault(
            m->r, m->node, m->offset,
            "%s %s: no date of an event has this name; expected \"stated\" or a date's "
            "name, as in published+P1D: %s",
            m->what, shown(m),
            idt_reader_hint(m->r, name, IDT_DATE_NAMES, idt_words_count(IDT_DATE_NAMES)));
        return false;
    }
    return plus == m->text.len || read_duration(m, plus + 1);
}

/* ---- the rest ---- */

static bool read_number(const met *m, uint64_t max, uint64_t *out)
{
    if (!idt_str_to_u64(m->text, max, out) || (m->text.len > 1 && m->text.ptr[0] == '0')) {
        idt_reader_fault(m->r, m->node, m->offset,
                         "%s %s; expected a whole number from 0 to %llu, in digits alone", m->what,
                         shown(m), (unsigned long long)max);
        return false;
    }
    return true;
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool read_jurisdiction(const met *m)
{
    const size_t prefix = sizeof X_PREFIX - 1;
    if (idt_str_starts(m->text, X_PREFIX) && m->text.len > prefix) {
        return key_part(m, prefix, m->text.len, "the name behind \"x-\"");
    }
    if (m->text.len == 2 && is_lower(m->text.ptr[0]) && is_lower(m->text.ptr[1])) {
        return true;
    }
    idt_reader_fault(m->r, m->node, m->offset,
                     "%s %s; expected two lower-case letters (ISO 3166-1, un, eu) or x- and a name",
                     m->what, shown(m));
    return false;
}

/* A jurisdiction, or `all:<class>`. */
static bool read_states(const met *m)
{
    const size_t prefix = sizeof ALL_PREFIX - 1;
    return idt_str_starts(m->text, ALL_PREFIX)
               ? key_part(m, prefix, m->text.len, "the class behind \"all:\"")
               : read_jurisdiction(m);
}

static bool read_quantity(const met *m)
{
    idt_quantity quantity;
    idt_error why = {0};
    if (idt_quantity_parse(m->text, NULL, 0, &quantity, &why) != IDT_OK) {
        idt_reader_fault(m->r, m->node, m->offset + why.offset, "%s %s", m->what, why.message);
        return false;
    }
    return true;
}

static bool begin(idt_reader *r, const idt_yaml *node, const char *what, met *m)
{
    if (node->kind == IDT_YAML_NONE || node->cut) {
        return false;
    }
    if (node->kind != IDT_YAML_SCALAR) {
        idt_reader_fault(r, node, 0, "%s holds %s; expected one text", what,
                         idt_yaml_kind_text(node));
        return false;
    }
    *m = (met){.r = r, .node = node, .text = idt_str_trim(node->text), .what = what};
    m->offset = (size_t)(m->text.ptr - node->text.ptr);
    if (m->text.len == 0) {
        idt_reader_fault(r, node, 0, "%s is empty; write its value, or take the key away", what);
        return false;
    }
    return true;
}

/* Notes the place of a list, body or record named; an id names the record itself. */
static bool noted(const met *m, bool good, idt_str text)
{
    idt_reader *r = m->r;
    idt_session *s = r->session;
    if (!good || strcmp(m->what, "id") == 0) {
        return good;
    }
    const idt_str copy = idt_str_copy(s->arena, text);
    if (copy.ptr == NULL || !IDT_GROW(s->arena, r->named, r->named_cap, r->named_count)) {
        idt_session_full(s, s->arena);
        return good;
    }
    r->named[r->named_count++] = (idt_named_at){
        .text = copy, .line = m->node->line, .column = idt_yaml_column(m->node, m->offset)};
    return good;
}

bool idt_value_read(idt_reader *r, const idt_yaml *node, idt_value_form form,
                    const char *const *words, const char *what, idt_str *out)
{
    met m;
    uint64_t number;
    if (!begin(r, node, what, &m)) {
        return false;
    }
    m.words = words;
    *out = m.text;
    switch (form) {
    case IDT_FORM_TEXT:
        return read_text(&m);
    case IDT_FORM_WORD:
        return read_word(&m);
    case IDT_FORM_KEY:
        return noted(&m, key_part(&m, 0, m.text.len, "the key"), m.text);
    case IDT_FORM_RECORD:
        return noted(&m, read_record(&m, out), *out);
    case IDT_FORM_BODY:
        return noted(&m, read_body(&m), m.text);
    case IDT_FORM_EVENT:
        return read_event(&m, out);
    case IDT_FORM_DAY:
        return read_date(&m, true);
    case IDT_FORM_DATE:
        return read_date(&m, false);
    case IDT_FORM_DURATION:
        return read_duration(&m, 0);
    case IDT_FORM_RULE:
        return read_rule(&m);
    case IDT_FORM_NUMBER:
        return read_number(&m, NUMBER_MAX, &number);
    case IDT_FORM_JURISDICTION:
        return read_jurisdiction(&m);
    case IDT_FORM_QUANTITY:
        return read_quantity(&m);
    case IDT_FORM_STATES:
        return read_states(&m);
    case IDT_FORM_CHAIN:
    case IDT_FORM_SPANS:
    case IDT_FORM_RESTS_ON:
        break; /* no scalars: statements.c */
    }
    return false;
}

bool idt_value_number(idt_reader *r, const idt_yaml *node, const char *what, uint64_t max,
                      uint64_t *out)
{
    met m;
    return begin(r, node, what, &m) && read_number(&m, max, out);
}
