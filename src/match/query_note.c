#include "match/query_note.h"

#include "match/country.h"
#include "statement/vocabulary.h"

#define SHOWN_BYTES  64
#define SCHEMATA_MAX 64

typedef struct noting {
    idt_arena *arena;
    idt_str *notes;
    size_t count, cap;
} noting;

/* ---- schemata ---- */

bool idt_query_schema_is_known(idt_str schema)
{
    const idt_schema_spec *spec = schema.len > 0 ? idt_schema_find(schema) : NULL;
    return schema.len == 0 || (spec != NULL && spec->of == IDT_OF_SUBJECT);
}

const char *idt_query_schema_nearest(idt_str schema)
{
    const char *names[SCHEMATA_MAX];
    size_t count = 0;
    for (size_t i = 0; i < IDT_SCHEMATA_COUNT && count < SCHEMATA_MAX; i++) {
        if (IDT_SCHEMATA[i].of == IDT_OF_SUBJECT) {
            if (idt_str_is_any_case(schema, IDT_SCHEMATA[i].name)) {
                return IDT_SCHEMATA[i].name;
            }
            names[count++] = IDT_SCHEMATA[i].name;
        }
    }
    return idt_str_nearest(schema, names, count);
}

/* ---- notes ---- */

static idt_rc add(noting *n, idt_str text, idt_error *err)
{
    if (text.ptr == NULL || !IDT_GROW(n->arena, n->notes, n->cap, n->count)) {
        return idt_arena_fail(n->arena, err);
    }
    n->notes[n->count++] = text;
    return IDT_OK;
}

/* What people write where there is nothing to write. */
static bool is_blank(idt_str value)
{
    static const char *const blanks[] = {"n/a",       "na",   "n.a.", "none",          "unknown",
                                         "not known", "null", "nil",  "not available", "no data"};
    size_t word = 0;
    value = idt_str_trim(value);
    for (size_t i = 0; i < value.len; i++) {
        const unsigned char c = (unsigned char)value.ptr[i];
        word += c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    }
    bool blank = word == 0;
    for (size_t i = 0; i < sizeof blanks / sizeof *blanks && !blank; i++) {
        blank = idt_str_is_any_case(value, blanks[i]);
    }
    return blank;
}

static const char *what_it_is_not(idt_field_kind kind)
{
    switch (kind) {
    case IDT_FIELD_BIRTH:
    case IDT_FIELD_FOUNDED:
        return "is no date; a day is written 1951-06-19, a month 1951-06, a year 1951, about 1951~";
    case IDT_FIELD_GENDER:
        return "is neither male nor female";
    case IDT_FIELD_LEGAL_FORM:
        return "is no legal form that is known";
    case IDT_FIELD_IDENTIFIER:
        return "is no identifier";
    case IDT_FIELD_CONTACT:
        return "is no address or number of that kind";
    default:
        return "says nothing that is compared";
    }
}

static idt_rc say_country(const struct idt_unread *it, idt_arena *arena, idt_str *out,
                          idt_error *err)
{
    const char *name = NULL;
    idt_country_text code;
    const idt_rc rc = idt_country_nearest(it->value, arena, &name, &code, err);
    if (rc != IDT_OK) {
        return rc;
    }
    const idt_str shown = idt_str_slice(it->value, 0, SHOWN_BYTES);
    *out = name != NULL
               ? idt_str_format(arena,
                                "%s \"" IDT_STR_FMT "\" is no country that is known; did you mean "
                                "%s (%s)?",
                                it->property, IDT_STR_ARG(shown), name, code.code)
               : idt_str_format(arena,
                                "%s \"" IDT_STR_FMT "\" is no country that is known; expected a "
                                "code such as de, or a name.",
                                it->property, IDT_STR_ARG(shown));
    return out->ptr != NULL ? IDT_OK : idt_arena_fail(arena, err);
}

bool idt_unread_is_country(const struct idt_unread *it)
{
    idt_field_kind kind;
    return strcmp(it->property, "birthCountry") == 0 ||
           (idt_profile_field_of(idt_str_borrow(it->property), &kind) && kind == IDT_FIELD_COUNTRY);
}

idt_rc idt_unread_sentence(const struct idt_unread *it, idt_arena *arena, idt_str *out,
                           idt_error *err)
{
    idt_field_kind kind;
    *out = (idt_str){0};
    if (is_blank(it->value) || !idt_profile_field_of(idt_str_borrow(it->property), &kind)) {
        return IDT_OK;
    }
    if (idt_unread_is_country(it)) {
        return say_country(it, arena, out, err);
    }
    *out =
        idt_str_format(arena, "%s \"" IDT_STR_FMT "\" %s.", it->property,
                       IDT_STR_ARG(idt_str_slice(it->value, 0, SHOWN_BYTES)), what_it_is_not(kind));
    return out->ptr != NULL ? IDT_OK : idt_arena_fail(arena, err);
}

static idt_rc note_unread(noting *n, const struct idt_unread *it, idt_error *err)
{
    idt_str says;
    const idt_rc rc = idt_unread_sentence(it, n->arena, &says, err);
    return rc == IDT_OK && says.ptr != NULL
               ? add(n,
                     idt_str_format(n->arena, IDT_STR_FMT " It was not compared.",
                                    IDT_STR_ARG(says)),
                     err)
               : rc;
}

static idt_rc note_schema(noting *n, idt_str schema, idt_error *err)
{
    const char *nearest = idt_query_schema_nearest(schema);
    const idt_str shown = idt_str_slice(schema, 0, SHOWN_BYTES);
    return add(n,
               idt_str_format(n->arena,
                              "schema \"" IDT_STR_FMT "\" is no kind of party; %s%s%s "
                              "The party was compared with all kinds.",
                              IDT_STR_ARG(shown),
                              nearest != NULL ? "did you mean " : "expected one such as ",
                              nearest != NULL ? nearest : "Person, Organization or Vessel",
                              nearest != NULL ? "?" : "."),
               err);
}

static idt_rc note_cut(noting *n, const idt_profile_name *name, idt_error *err)
{
    const idt_str shown = idt_str_slice(name->text, 0, SHOWN_BYTES);
    return add(n,
               idt_str_format(n->arena,
                              "\"" IDT_STR_FMT "...\": a name of over %d parts; the last %zu were "
                              "not compared.",
                              IDT_STR_ARG(shown), IDT_NAME_PARTS_MAX, name->parsed.cut),
               err);
}

idt_rc idt_query_notes(const idt_profile *query, idt_arena *arena, const idt_str **out,
                       size_t *count, idt_error *err)
{
    noting n = {.arena = arena};
    idt_rc rc = IDT_OK;
    if (!idt_query_schema_is_known(query->schema)) {
        rc = note_schema(&n, query->schema, err);
    }
    for (size_t i = 0; i < query->unread_count && rc == IDT_OK; i++) {
        rc = note_unread(&n, &query->unread[i], err);
    }
    for (size_t i = 0; i < query->name_count && rc == IDT_OK; i++) {
        rc = query->names[i].parsed.cut > 0 ? note_cut(&n, &query->names[i], err) : rc;
    }
    *out = n.notes;
    *count = n.count;
    return rc;
}

idt_rc idt_query_reading(const idt_profile_field *field, idt_arena *arena, idt_str *out,
                         idt_error *err)
{
    *out = (idt_str){0};
    const idt_str value = idt_str_trim(field->value);
    if (field->kind != IDT_FIELD_COUNTRY || value.len == 2 ||
        (value.len > 3 && value.ptr[2] == '-')) {
        return IDT_OK;
    }
    *out = idt_str_format(arena, "%s \"" IDT_STR_FMT "\" is read as %s", field->property,
                          IDT_STR_ARG(idt_str_slice(value, 0, SHOWN_BYTES)),
                          idt_country_code_of(field->country).code);
    return out->ptr != NULL ? IDT_OK : idt_arena_fail(arena, err);
}
