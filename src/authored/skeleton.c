#include "authored/skeleton.h"

#include "statement/vocabulary.h"

#define COLUMNS    80
#define STANDS_MAX 8
#define COUNT(a)   (sizeof(a) / sizeof *(a))

/* Properties that FollowTheMoney has for some schemata only (a test compares with
 * data/reference/ftm_schema.json): of natural persons, and of ships, aircraft, accounts, wallets
 * and securities. The length of a ship is ours. */
static const char *const OF_PERSONS[] = {"title",          "firstName",   "secondName",
                                         "middleName",     "fatherName",  "motherName",
                                         "lastName",       "birthDate",   "birthPlace",
                                         "deathDate",      "nationality", "citizenship",
                                         "passportNumber", "gender",      "position",
                                         "birthCountry",   "ethnicity",   "socialSecurityNumber",
                                         "religion",       "education",   "height",
                                         "weight",         "eyeColor",    "hairColor",
                                         "appearance",     NULL};
static const char *const OF_THINGS[] = {
    "mmsi",      "callSign", "flag",      "serialNumber",     "publicKey", "currencySymbol",
    "isinCode",  "ticker",   "iban",      "accountNumber",    "type",      "model",
    "owner",     "operator", "tonnage",   "length",           "pastFlags", "grossRegisteredTonnage",
    "crsNumber", "icaoCode", "buildDate", "registrationPort", NULL};

static const char *const OF_SHIPS[] = {"imoNumber", NULL}; /* of ships and those who run them */
static const struct {
    const char *schema;
    const char *const *has_not[2];
} LACKS[] = {{"Organization", {OF_PERSONS, OF_THINGS}}, {"Person", {OF_THINGS, OF_SHIPS}}};

/* What stands in the skeleton of a kind. `part` is a property of a subject's record: only it, not
 * all that may be said of a subject, is written out. */
typedef struct kind_row {
    const char *name;
    const char *schema;
    bool part;
    const char *const stands[STANDS_MAX]; /* NULL-terminated properties or blocks, in their order */
} kind_row;

static const kind_row KINDS[] = {
    {"organization", "Organization", false, {"name", NULL}},
    {"person", "Person", false, {"name", NULL}},
    {"listing", "Organization", true, {"name", "listings", NULL}},
    {"recognition", "Organization", true, {"name", "recognition", NULL}},
    {"claim", "Organization", true, {"name", "claim", NULL}},
    {"incident", "Incident", false, {"name", "incident_kind", "date", NULL}},
    {"contact", "Contact", false, {"name", "contact_kind", "date", "participant", NULL}},
    {"figure", "Figure", false, {"name", "figure_kind", "figure", NULL}},
    {"act", "LegalAct", false, {"name", "date", "issued_by", "forbids", NULL}},
    {"prosecution", "Prosecution", false, {"name", "date", "defendant", "charge", NULL}},
    {"office", "Office", false, {"name", "post", "holder", NULL}},
    {"list", "List", false, {"name", "jurisdiction", "list_kind", NULL}},
    {"authority", "Authority", false, {"name", "jurisdiction", "body_kind", NULL}},
    {"source", "Source", false, {"name", "published", NULL}},
};
const char *const IDT_SKELETON_KINDS[] = {"organization", "person",      "listing", "recognition",
                                          "claim",        "incident",    "contact", "figure",
                                          "act",          "prosecution", "office",  "list",
                                          "authority",    "source",      NULL};

/* Blocks are how some properties are written: key, property, key of its value. */
static const char *const DECIDED[] = {"decided", NULL};
static const char *const BY[] = {"by", NULL};
static const struct block {
    const char *key, *property, *value_key;
    const char *const *stands; /* qualifiers that stand besides those needed */
} BLOCKS[] = {{"events", "event", "event", DECIDED},
              {"states", "listed", "state", NULL},
              {"rules", "rule", "rule", BY}};

/* ---- examples ---- */

/* Values that a form alone does not give. */
static const struct {
    const char *name, *value;
} EXAMPLES[] = {
    {"name", "Name of it"},
    {"list", "xx-unnamed"},
    {"lang", "en"},
    {"language", "en"},
    {"translated_from", "en"},
    {"sha256", "0000000000000000000000000000000000000000000000000000000000000000"},
    {"figure", "'>50'"},
    {"growth", "'>1/3'"},
    {"factor", "5"},
    {"unit", "USD"},
    {"corrects", "decided=2003-02-14"},
    {"event", "decide"},
    {"rule", "lift"},
};

static const char *form_example(idt_value_form form)
{
    switch (form) {
    case IDT_FORM_KEY:
        return "my-key";
    case IDT_FORM_RECORD:
        return "my-record";
    case IDT_FORM_BODY:
        return "my-body";
    case IDT_FORM_EVENT:
        return "my-event";
    case IDT_FORM_DAY:
        return "2024-05-27";
    case IDT_FORM_DATE:
        return "2024-05";
    case IDT_FORM_DURATION:
        return "P2Y";
    case IDT_FORM_RULE:
        return "published";
    case IDT_FORM_NUMBER:
        return "1";
    case IDT_FORM_QUANTITY:
        return "'>50'";
    case IDT_FORM_STATES:
        return "xx";
    case IDT_FORM_JURISDICTION:
        return "xx";
    case IDT_FORM_CHAIN:
        return "[{published_by: The paper}, {said_by: A speaker}]";
    case IDT_FORM_SPANS:
        return "[{in: my-source, start: 0, end: 10}]";
    case IDT_FORM_RESTS_ON:
        return "{kind: report}";
    case IDT_FORM_TEXT:
    case IDT_FORM_WORD:
        break;
    }
    return "text";
}

static const char *example(const char *name, idt_value_form form, const char *const *words)
{
    for (size_t i = 0; i < COUNT(EXAMPLES); i++) {
        if (strcmp(EXAMPLES[i].name, name) == 0) {
            return EXAMPLES[i].value;
        }
    }
    return words != NULL && words[0] != NULL ? words[0] : form_example(form);
}

static const char *form_name(idt_value_form form)
{
    static const char *const names[] = {
        [IDT_FORM_TEXT] = "text",
        [IDT_FORM_WORD] = "word",
        [IDT_FORM_KEY] = "key",
        [IDT_FORM_RECORD] = "record id",
        [IDT_FORM_BODY] = "body's key",
        [IDT_FORM_EVENT] = "event id",
        [IDT_FORM_DAY] = "day",
        [IDT_FORM_DATE] = "day or period",
        [IDT_FORM_DURATION] = "duration",
        [IDT_FORM_RULE] = "date rule",
        [IDT_FORM_NUMBER] = "whole number",
        [IDT_FORM_QUANTITY] = "quantity",
        [IDT_FORM_STATES] = "jurisdiction, or all:<class>",
        [IDT_FORM_JURISDICTION] = "jurisdiction",
        [IDT_FORM_CHAIN] = "chain",
        [IDT_FORM_SPANS] = "passages",
        [IDT_FORM_RESTS_ON] = "what the source bears out",
    };
    return (size_t)form < COUNT(names) && names[form] != NULL ? names[form] : "value";
}

/* ---- lines ---- */

/* Prose behind "# ", broken at blanks before column 80, `hang` blanks before every line but the
 * first; `text` is cleared. */
static void comment_hanging(idt_buf *out, size_t indent, size_t hang, idt_buf *text)
{
    idt_str rest = idt_buf_borrow(text);
    size_t column = COLUMNS;
    bool first = true;
    while (rest.len > 0) {
        const size_t blank = idt_str_find(rest, ' ');
        const idt_str word = idt_str_slice(rest, 0, blank);
        if (column + 1 + word.len > COLUMNS) {
            idt_buf_add_format(out, "%s%*s#%*s", first ? "" : "\n", (int)indent, "",
                               first ? 0 : (int)hang, "");
            column = indent + 1 + (first ? 0 : hang);
        }
        idt_buf_add_format(out, " " IDT_STR_FMT, IDT_STR_ARG(word));
        column += 1 + word.len;
        first = false;
        rest = idt_str_slice(rest, blank + 1, rest.len);
    }
    idt_buf_add_byte(out, '\n');
    idt_buf_clear(text);
}

static void comment(idt_buf *out, size_t indent, idt_buf *text)
{
    comment_hanging(out, indent, 0, text);
}

static void add_words_but(idt_buf *text, const char *lead, const char *const *words,
                          const char *const *without)
{
    const char *sep = lead;
    for (size_t i = 0; words != NULL && words[i] != NULL; i++) {
        if (!idt_word_in(idt_str_borrow(words[i]), without)) {
            idt_buf_add_format(text, "%s%s", sep, words[i]);
            sep = ", ";
        }
    }
}

static void add_words(idt_buf *text, const char *lead, const char *const *words)
{
    add_words_but(text, lead, words, NULL);
}

/* "people killed (quantity; also: victims, together ...)" */
static void describe(const idt_property_spec *p, idt_buf *text)
{
    idt_buf_add_text(text, p->help);
    if (p->words != NULL) {
        add_words(text, ": ", p->words);
    }
    idt_buf_add_format(text, " (%s%s", form_name(p->form), p->single ? ", one" : "");
    add_words(text, "; with ", p->required);
    add_words_but(text, "; also ", p->qualifiers, p->required);
    idt_buf_add_byte(text, ')');
}

/* One line of YAML: `mark` is "#" where it may be said, "" where it stands. */
static void line(idt_buf *out, size_t indent, const char *mark, const char *key, const char *value)
{
    idt_buf_add_format(out, "%*s%s%s:%s%s\n", (int)indent, "", mark, key,
                       value[0] != '\0' ? " " : "", value);
}

static bool is_one_of(const char *name, const char *const *words)
{
    return idt_word_in(idt_str_borrow(name), words);
}

/* The qualifiers `names`, a line each, without those that stand elsewhere. */
static void qualifier_lines(idt_buf *out, size_t indent, const char *mark, const char *const *names,
                            const char *const *without, const char *const *nor)
{
    for (size_t i = 0; names != NULL && names[i] != NULL; i++) {
        const idt_qualifier_spec *q = idt_qualifier_find(idt_str_borrow(names[i]));
        if (q != NULL && !is_one_of(names[i], without) && !is_one_of(names[i], nor)) {
            line(out, indent, mark, q->name, example(q->name, q->form, q->words));
        }
    }
}

/* "{value: X, on: 2024-05}": a value with the qualifiers it needs, on one line. */
static void flow(idt_buf *out, const idt_property_spec *p, const char *value_key,
                 const char *const *names)
{
    idt_buf_add_format(out, "{%s: %s", value_key, example(p->name, p->form, p->words));
    for (size_t i = 0; names != NULL && names[i] != NULL; i++) {
        const idt_qualifier_spec *q = idt_qualifier_find(idt_str_borrow(names[i]));
        if (q != NULL) {
            idt_buf_add_format(out, ", %s: %s", q->name, example(q->name, q->form, q->words));
        }
    }
    idt_buf_add_byte(out, '}');
}

/* A property with its help and an example; with the qualifiers it needs, if any. */
static void property(idt_buf *out, const idt_property_spec *p, bool stands, idt_buf *text)
{
    const char *value = example(p->name, p->form, p->words);
    describe(p, text);
    comment(out, 4, text);
    if (p->required == NULL || p->required[0] == NULL) {
        line(out, 4, stands ? "" : "#", p->name, value);
    } else if (stands) {
        line(out, 4, "", p->name, "");
        line(out, 6, "", "value", value);
        qualifier_lines(out, 6, "", p->required, NULL, NULL);
    } else {
        idt_buf_add_format(out, "    #%s: ", p->name);
        flow(out, p, "value", p->required);
        idt_buf_add_byte(out, '\n');
    }
}

/* An entry of `events` or `states`: what it needs, then what it may have. */
static void block(idt_buf *out, const struct block *b, idt_buf *text)
{
    static const char *const lent[] = {"list", "scope", NULL}; /* said once, at the listing */
    const idt_property_spec *p = idt_property_find(idt_str_borrow(b->property));
    if (p == NULL) {
        return;
    }
    idt_buf_add_text(text, p->help);
    add_words(text, ": ", p->words);
    comment(out, 8, text);
    line(out, 8, "", b->key, "");
    idt_buf_add_format(out, "          - %s: %s\n", b->value_key,
                       example(p->name, p->form, p->words));
    qualifier_lines(out, 12, "", b->stands, lent, p->required);
    qualifier_lines(out, 12, "", p->required, lent, NULL);
    const char *stand[4] = {"list", "scope", b->stands != NULL ? b->stands[0] : NULL, NULL};
    qualifier_lines(out, 12, "#", p->qualifiers, stand, p->required);
}

/* `rules` of a list: one line that may be said. */
static void rules(idt_buf *out, const struct block *b, idt_buf *text)
{
    const idt_property_spec *p = idt_property_find(idt_str_borrow(b->property));
    if (p != NULL) {
        describe(p, text);
        comment(out, 4, text);
        idt_buf_add_format(out, "    #%s: [", b->key);
        flow(out, p, b->value_key, b->stands);
        idt_buf_add_text(out, "]\n");
    }
}

static void listings(idt_buf *out, idt_buf *text)
{
    const idt_property_spec *p = idt_property_find(IDT_STR("listing"));
    idt_buf_add_text(text, "a listing: the list's key (`interdict show KEY`), or "
                           "<jurisdiction>-unnamed where nobody names the list; then its acts, and "
                           "claims of its state");
    comment(out, 4, text);
    line(out, 4, "", "listings", "");
    idt_buf_add_format(out, "      - list: %s\n", example("list", IDT_FORM_KEY, NULL));
    if (p != NULL) {
        qualifier_lines(out, 8, "#", p->qualifiers, NULL, NULL);
    }
    block(out, &BLOCKS[0], text);
    block(out, &BLOCKS[1], text);
}

/* ---- what a kind shows ---- */

static bool is_block(const char *name)
{
    bool is = strcmp(name, "listing") == 0;
    for (size_t i = 0; i < COUNT(BLOCKS); i++) {
        is = is || strcmp(name, BLOCKS[i].property) == 0;
    }
    return is;
}

static bool lacks(const char *schema, const char *property)
{
    bool lacking = false;
    for (size_t i = 0; i < COUNT(LACKS); i++) {
        for (size_t n = 0; strcmp(LACKS[i].schema, schema) == 0 && n < 2; n++) {
            lacking = lacking || is_one_of(property, LACKS[i].has_not[n]);
        }
    }
    return lacking;
}

/* Shown as something that may be said. */
static bool may_be_said(const kind_row *row, const idt_property_spec *p, unsigned of)
{
    static const char *const elsewhere[] = {"schema", "about", NULL};
    return !row->part && (p->of & of) != 0 && !is_block(p->name) &&
           !is_one_of(p->name, elsewhere) && !is_one_of(p->name, row->stands) &&
           !lacks(row->schema, p->name);
}

static bool has_qualifier(const kind_row *row, unsigned of, const char *name)
{
    bool has = is_one_of(name, IDT_COMMON_QUALIFIERS);
    for (size_t i = 0; i < IDT_PROPERTIES_COUNT && !has; i++) {
        const idt_property_spec *p = &IDT_PROPERTIES[i];
        const bool in_block = is_block(p->name) && (is_one_of("listings", row->stands) ||
                                                    (!row->part && of != IDT_OF_SUBJECT));
        if ((p->of & of) != 0 &&
            (in_block || is_one_of(p->name, row->stands) || may_be_said(row, p, of))) {
            has = is_one_of(name, p->required) || is_one_of(name, p->qualifiers);
        }
    }
    return has;
}

static void qualifiers(idt_buf *out, const kind_row *row, unsigned of, idt_buf *text)
{
    idt_buf_add_text(text, "Qualifiers say more of a value: write it as {value: ..., qualifier: "
                           "...}, or a line each as above. Several values are a list.");
    comment(out, 0, text);
    for (size_t i = 0; i < IDT_QUALIFIERS_COUNT; i++) {
        const idt_qualifier_spec *q = &IDT_QUALIFIERS[i];
        if (!has_qualifier(row, of, q->name)) {
            continue;
        }
        idt_buf_add_format(text, "%s: %s", q->name, q->help);
        add_words(text, ": ", q->words);
        idt_buf_add_format(text, " (%s%s)", form_name(q->form), q->many ? ", several" : "");
        comment_hanging(out, 0, 2, text);
    }
}

static void stands(idt_buf *out, const kind_row *row, idt_buf *text)
{
    for (size_t i = 0; row->stands[i] != NULL; i++) {
        const idt_property_spec *p = idt_property_find(idt_str_borrow(row->stands[i]));
        if (p != NULL) {
            property(out, p, true, text);
        } else {
            listings(out, text);
        }
    }
}

static void optional(idt_buf *out, const kind_row *row, unsigned of, idt_buf *text)
{
    for (size_t i = 0; i < IDT_PROPERTIES_COUNT; i++) {
        if (may_be_said(row, &IDT_PROPERTIES[i], of)) {
            property(out, &IDT_PROPERTIES[i], false, text);
        }
    }
    if (of == IDT_OF_LIST) {
        rules(out, &BLOCKS[2], text);
    }
    if (of == IDT_OF_SUBJECT && !row->part) {
        idt_buf_add_text(text, "Listings: `interdict record --template listing`. What is said of "
                               "other schemata only, of ships or accounts: docs/vocabulary.md.");
        comment(out, 4, text);
    }
}

static void head(idt_buf *out, const kind_row *row, const idt_schema_spec *schema, idt_buf *text)
{
    idt_buf_add_format(text,
                       "A record file with one %s, to begin with. Values are examples. Lines "
                       "behind `#` without a blank may be said too: take the mark off. The format: "
                       "docs/register.md; check with `interdict record --check FILE`.",
                       row->name);
    comment(out, 0, text);
    idt_buf_add_text(out, "interdict: 1\n");
    idt_buf_add_text(out, "# key of the dataset: a-z 0-9 . _ -\ndataset: my-records\n");
    idt_buf_add_text(out, "title: My records\n#publisher: me\n\n");
    idt_buf_add_text(out, "records:\n  # key of the record, unique in the dataset\n");
    idt_buf_add_format(out, "  - id: my-%s\n    # %s\n    schema: %s\n", row->name, schema->help,
                       schema->name);
    idt_buf_add_text(text, "only where it adds to a record of another dataset: that record's id");
    comment(out, 4, text);
    line(out, 4, "#", "about", "other-dataset:its-key");
}

idt_rc idt_skeleton_write(idt_str kind, idt_buf *out, idt_error *err)
{
    const kind_row *row = NULL;
    for (size_t i = 0; i < COUNT(KINDS); i++) {
        row = idt_str_is(kind, KINDS[i].name) ? &KINDS[i] : row;
    }
    if (row == NULL) {
        const char *near = idt_str_nearest(kind, IDT_SKELETON_KINDS, COUNT(KINDS));
        return idt_fail(err, IDT_E_USAGE,
                        "there is no template \"" IDT_STR_FMT "\"%s%s%s; there are: organization, "
                        "person, listing, incident, contact, figure, act, prosecution, office, "
                        "recognition, claim, list, authority, source",
                        IDT_STR_ARG(kind), near != NULL ? "; did you mean \"" : "",
                        near != NULL ? near : "", near != NULL ? "\"?" : "");
    }
    const idt_schema_spec *schema = idt_schema_find(idt_str_borrow(row->schema));
    idt_buf text;
    idt_buf_init(&text, (size_t)1 << 16);
    if (schema == NULL) {
        idt_buf_release(&text);
        return idt_fail(err, IDT_E_INTERNAL, "no schema %s", row->schema);
    }
    head(out, row, schema, &text);
    stands(out, row, &text);
    optional(out, row, schema->of, &text);
    idt_buf_add_byte(out, '\n');
    qualifiers(out, row, schema->of, &text);
    const idt_rc rc = idt_buf_check(&text, err);
    idt_buf_release(&text);
    return rc;
}
