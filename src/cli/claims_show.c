#include "cli/claims_show.h"

#include "claims/measure_words.h"
#include "cli/status_text.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

void idt_claim_label(idt_buf *out, const char *label, idt_buf *line)
{
    if (line->len > 0) {
        idt_buf_add_format(out, "    %-*s", IDT_CLAIM_LABEL - 4, label);
        idt_wrap(out, IDT_CLAIM_LABEL, idt_buf_borrow(line));
        idt_buf_clear(line);
    }
}

/* ---- qualifiers beyond those that told.h reads ---- */

static const struct qualifier_line {
    const char *name;
    const char *label; /* NULL: the words of the claim have it */
    const char *before, *after;
    bool quantity;
} QUALIFIERS[] = {
    {"asserted_on", "said on", "", "", false},
    {"list", NULL, "", "", false},
    {"scope", NULL, "", "", false},
    {"list_kind", "list kind", "", "", false},
    {"implies", "suggests", "", ": its words have no legal force", false},
    {"states", NULL, "", "", false},
    {"class", "class", "", "", false},
    {"authority", "authority", "", "", false},
    {"attribution", "attribution", "", "", false},
    {"amount", "amount", "", "", true},
    {"victims", "victims", "", "", false},
    {"together", "everybody", "", "", false},
    {"relative_to", "measured by", "", "", false},
    {"times", "how often", "", "", true},
    {"rank", "rank", "", "", false},
    {"cause", "cause", "", "", false},
    {"role", "role", "", "", false},
    {"record", "see", "", "", false},
    {"body", "body", "", "", false},
    {"concerns", "concerns", "", "", false},
    {"lang", "language", "", "", false},
    {"translated_from", "wording", "a translation from ", ", by the source", false},
    {"verbatim", "verbatim", "", "", false},
    {"quotation", "quotation", "", "", false},
    {"end_word", "end word", "", "", false},
    {"citation", "citation", "", "", false},
};

static void add_values(const idt_json *value, idt_buf *out)
{
    if (value->kind == IDT_JSON_STRING) {
        idt_buf_add_str(out, value->string);
    }
    for (size_t i = 0; value->kind == IDT_JSON_ARRAY && i < value->count; i++) {
        idt_buf_add_text(out, i > 0 ? ", " : "");
        idt_buf_add_str(out, value->items[i].string);
    }
}

static idt_rc qualifier_text(const idt_claim *c, const struct qualifier_line *q, idt_buf *out,
                             idt_buf *line, idt_error *err)
{
    const idt_json *value = idt_json_member(c->told.statement->qualifiers, q->name);
    idt_rc rc = IDT_OK;
    if (value == NULL || q->label == NULL) {
        /* `list` of a claim in free words is not among its words. */
        const bool place = value != NULL && idt_str_is(c->told.statement->property, "claim");
        if (place) {
            add_values(value, line);
            idt_claim_label(out, q->name, line);
        }
        return rc;
    }
    idt_buf_add_text(line, q->before);
    if (q->quantity) {
        bool present;
        idt_quantity number;
        rc = idt_told_quantity(&c->told, q->name, &present, &number, err);
        if (rc == IDT_OK) {
            idt_quantity_words(&number, line);
        }
    } else {
        add_values(value, line);
    }
    idt_buf_add_text(line, q->after);
    idt_claim_label(out, q->label, line);
    return rc;
}

/* `record` is the statement's own record; the one it names is a party, as in other answers. */
static const char *member_name(const struct qualifier_line *q)
{
    return strcmp(q->name, "record") == 0 ? "party" : q->name;
}

static idt_rc qualifier_json(const idt_claim *c, const struct qualifier_line *q, idt_json_writer *w,
                             idt_error *err)
{
    const idt_json *value = idt_json_member(c->told.statement->qualifiers, q->name);
    idt_rc rc = IDT_OK;
    if (value == NULL) {
        return rc;
    }
    if (q->quantity) {
        bool present;
        idt_quantity number;
        rc = idt_told_quantity(&c->told, q->name, &present, &number, err);
        if (rc == IDT_OK) {
            idt_quantity_json(&number, member_name(q), w);
        }
    } else if (value->kind == IDT_JSON_STRING) {
        idt_jw_str(w, member_name(q), value->string);
    } else {
        idt_jw_array(w, member_name(q));
        for (size_t i = 0; i < value->count; i++) {
            idt_jw_str(w, NULL, value->items[i].string);
        }
        idt_jw_end(w);
    }
    return rc;
}

/* ---- words ---- */

static void listing_words(const idt_claim *c, idt_buf *out)
{
    const idt_statement *s = c->told.statement;
    const idt_str scope = idt_qualifier(s, "scope");
    idt_buf_add_format(out, IDT_STR_FMT " on " IDT_STR_FMT, IDT_STR_ARG(s->value),
                       IDT_STR_ARG(idt_qualifier(s, "list")));
    if (scope.ptr != NULL) {
        idt_buf_add_format(out, " (" IDT_STR_FMT ")", IDT_STR_ARG(scope));
    }
}

static void recognition_words(const idt_claim *c, idt_buf *out)
{
    const idt_statement *s = c->told.statement;
    const idt_json *states = idt_json_member(s->qualifiers, "states");
    const bool negative = idt_str_is(s->value, "not_recognised");
    idt_buf_add_text(out, negative                            ? "not recognised by "
                          : idt_str_is(s->value, "withdrawn") ? "recognition withdrawn by "
                                                              : "recognised by ");
    for (size_t i = 0; states != NULL && i < states->count; i++) {
        const idt_str state = states->items[i].string;
        idt_buf_add_text(out, i > 0 ? ", " : "");
        if (idt_str_starts(state, "all:")) {
            idt_buf_add_format(out, "%s state of class " IDT_STR_FMT, negative ? "any" : "every",
                               IDT_STR_ARG(idt_str_slice(state, 4, state.len)));
        } else {
            idt_buf_add_str(out, state);
        }
    }
}

static void property_words(const idt_claim *c, idt_buf *out)
{
    const idt_statement *s = c->told.statement;
    for (size_t i = 0; i < s->property.len; i++) {
        idt_buf_add_byte(out, s->property.ptr[i] == '_' ? ' ' : s->property.ptr[i]);
    }
    idt_buf_add_text(out, ": ");
    if (!idt_told_measure_words(&c->told, out)) {
        idt_buf_add_str(out, s->value);
    }
}

void idt_claim_words(const idt_claim *c, idt_buf *out)
{
    static const struct {
        const char *property;
        void (*words)(const idt_claim *, idt_buf *);
    } forms[] = {{"listed", listing_words}, {"recognition", recognition_words}};
    const idt_str property = c->told.statement->property;
    for (size_t i = 0; i < COUNT(forms); i++) {
        if (idt_str_is(property, forms[i].property)) {
            forms[i].words(c, out);
            return;
        }
    }
    if (idt_str_is(property, "claim")) {
        idt_buf_add_str(out, c->told.statement->value);
    } else {
        property_words(c, out);
    }
}

/* ---- a claim ---- */

static void add_texts(const idt_str *texts, size_t count, idt_buf *line)
{
    for (size_t i = 0; i < count; i++) {
        idt_buf_add_text(line, i > 0 ? ", " : "");
        idt_buf_add_str(line, texts[i]);
    }
}

/* A post known to be held on a day is not known to be held in a period. */
static void day_line(const idt_claim *c, idt_buf *out, idt_buf *line)
{
    if (c->told.on.kind == IDT_DATE_ABSENT) {
        return;
    }
    idt_date_words(&c->told.on, line);
    if (idt_str_is(c->told.statement->property, "holder") && c->told.on.kind == IDT_DATE_ONE) {
        idt_buf_add_text(line, " (a source says so of that time; since when and until when is not "
                               "on file)");
    }
    idt_claim_label(out, c->told.on.kind == IDT_DATE_PERIOD ? "in" : "on", line);
}

static void attribution_lines(const idt_told *t, const idt_chain_names *names, idt_buf *out,
                              idt_buf *line)
{
    if (t->known_since.kind != IDT_DATE_ABSENT) {
        idt_date_words(&t->known_since, line);
        idt_claim_label(out, "known since", line);
    }
    if (t->chain_count == 0) {
        idt_buf_add_format(line, "none: the word of dataset " IDT_STR_FMT,
                           IDT_STR_ARG(t->record->dataset));
    }
    idt_told_chain_words(t, names, line);
    if (t->chain_unclear) {
        idt_buf_add_text(line, " (whether this still holds here, the source leaves open)");
    }
    idt_claim_label(out, "chain", line);
}

static void tail_lines(const idt_told *t, idt_buf *out, idt_buf *line)
{
    add_texts(t->derived_from, t->derived_count, line);
    idt_claim_label(out, "derived from", line);
    if (t->assumed) {
        idt_buf_add_text(line, "assumed");
        idt_claim_label(out, "certainty", line);
    }
    const idt_str note = idt_qualifier(t->statement, "note");
    if (note.ptr != NULL) {
        idt_buf_add_str(line, note);
        idt_claim_label(out, "note", line);
    }
    add_texts(t->facts, t->fact_count, line);
    idt_claim_label(out, "facts", line);
    idt_buf_add_format(line, IDT_STR_FMT " %u", IDT_STR_ARG(t->record->id), t->statement->number);
    idt_claim_label(out, "statement", line);
}

idt_rc idt_claim_text(const idt_claim *c, const idt_chain_names *names, idt_buf *out,
                      idt_error *err)
{
    idt_buf line;
    idt_rc rc = IDT_OK;
    idt_buf_init(&line, (size_t)1 << 20);
    idt_buf_add_format(out, "  %-17s ", c->kind->name);
    idt_claim_words(c, &line);
    idt_wrap(out, 20, idt_buf_borrow(&line));
    idt_buf_clear(&line);
    day_line(c, out, &line);
    attribution_lines(&c->told, names, out, &line);
    for (size_t i = 0; i < COUNT(QUALIFIERS) && rc == IDT_OK; i++) {
        rc = qualifier_text(c, &QUALIFIERS[i], out, &line, err);
    }
    tail_lines(&c->told, out, &line);
    rc = rc == IDT_OK ? idt_buf_check(&line, err) : rc;
    idt_buf_release(&line);
    return rc;
}

idt_rc idt_claim_json(const idt_claim *c, idt_json_writer *w, idt_error *err)
{
    idt_rc rc = IDT_OK;
    idt_jw_text(w, "kind", c->kind->name);
    idt_jw_object(w, "about");
    idt_jw_str(w, "id", c->about);
    idt_jw_str(w, "caption", c->caption);
    idt_jw_str(w, "schema", c->schema);
    idt_jw_end(w);
    idt_told_json(&c->told, w);
    for (size_t i = 0; i < COUNT(QUALIFIERS) && rc == IDT_OK; i++) {
        rc = qualifier_json(c, &QUALIFIERS[i], w, err);
    }
    return rc;
}
