#include "parties/columns.h"

#include "match/profile.h"

#define SHOWN_BYTES 64

idt_rc idt_column_map_parse(idt_str text, idt_column_map *out, idt_error *err)
{
    const size_t at = idt_str_find(text, '=');
    out->column = idt_str_trim(idt_str_slice(text, 0, at));
    out->property = idt_str_trim(idt_str_slice(text, at + 1, text.len));
    if (at == text.len || out->column.len == 0) {
        return idt_fail(err, IDT_E_USAGE,
                        "--map \"" IDT_STR_FMT "\": expected COLUMN=PROPERTY, such as "
                        "Land=country, or COLUMN= for a column to leave out",
                        IDT_STR_ARG(idt_str_slice(text, 0, SHOWN_BYTES)));
    }
    return IDT_OK;
}

static const idt_column_map *map_of(const idt_column_map *maps, size_t count, idt_str column)
{
    for (size_t i = 0; i < count; i++) {
        if (idt_str_equal(maps[i].column, column)) {
            return &maps[i];
        }
    }
    return NULL;
}

static idt_rc check_maps(const idt_str *titles, size_t count, const idt_column_map *maps,
                         size_t map_count, idt_error *err)
{
    for (size_t i = 0; i < map_count; i++) {
        bool there = false;
        for (size_t k = 0; k < count && !there; k++) {
            there = idt_str_equal(idt_str_trim(titles[k]), maps[i].column);
        }
        if (!there) {
            return idt_fail(err, IDT_E_USAGE, "--map: there is no column \"" IDT_STR_FMT "\"",
                            IDT_STR_ARG(idt_str_slice(maps[i].column, 0, SHOWN_BYTES)));
        }
    }
    return IDT_OK;
}

/* id, schema or a property; NULL: none is written so in any case. */
static const char *meant_by(idt_str title)
{
    return idt_str_is_any_case(title, "id")       ? "id"
           : idt_str_is_any_case(title, "schema") ? "schema"
                                                  : idt_profile_property_any_case(title);
}

static idt_rc read_column(idt_str title, const idt_column_map *map, idt_party_column *out,
                          idt_error *err)
{
    idt_str says = map != NULL ? map->property : title;
    idt_error why;
    const char *meant = map == NULL ? meant_by(title) : NULL;
    if (meant != NULL && !idt_str_is(title, meant)) {
        out->meant = meant;
        says = idt_str_borrow(meant);
    }
    if (map != NULL && says.len == 0) {
        out->use = IDT_COLUMN_IGNORED;
        return IDT_OK;
    }
    if (idt_str_is(says, "id") || idt_str_is(says, "schema")) {
        out->use = idt_str_is(says, "id") ? IDT_COLUMN_ID : IDT_COLUMN_SCHEMA;
        return IDT_OK;
    }
    out->use = IDT_COLUMN_PROPERTY;
    out->property = says;
    const idt_rc rc = idt_profile_property(says, &why);
    if (rc != IDT_OK && map != NULL) {
        return idt_fail(err, IDT_E_USAGE, "--map: %s", why.message);
    }
    return rc == IDT_OK ? rc
                        : idt_fail(err, rc,
                                   "column \"" IDT_STR_FMT "\": %s (--map COLUMN=PROPERTY says "
                                   "what a column holds, --map COLUMN= leaves it out)",
                                   IDT_STR_ARG(idt_str_slice(title, 0, SHOWN_BYTES)), why.message);
}

/* Another column of what this one is by case alone, or that is by case alone what this one is. */
static const idt_party_column *mistaken_for(const idt_party_columns *columns, size_t at)
{
    const idt_party_column *c = &columns->at[at];
    for (size_t i = 0; i < at && c->use == IDT_COLUMN_PROPERTY; i++) {
        const idt_party_column *other = &columns->at[i];
        if ((c->meant != NULL || other->meant != NULL) && other->use == IDT_COLUMN_PROPERTY &&
            idt_str_equal(other->property, c->property)) {
            return other;
        }
    }
    return NULL;
}

static bool seen_before(const idt_party_columns *columns, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (columns->at[i].use == columns->at[at].use) {
            return true;
        }
    }
    return false;
}

/* The column at `at` beside those before it. */
static idt_rc check_beside(const idt_party_columns *columns, size_t at, idt_error *err)
{
    const idt_party_column *c = &columns->at[at];
    const idt_party_column *other = mistaken_for(columns, at);
    if (other != NULL) {
        return idt_fail(err, IDT_E_INPUT,
                        "column \"" IDT_STR_FMT "\" or \"" IDT_STR_FMT "\" is " IDT_STR_FMT
                        " but for its case, and both may not be meant (--map COLUMN=PROPERTY says "
                        "what a column holds, --map COLUMN= leaves it out)",
                        IDT_STR_ARG(idt_str_slice(other->title, 0, SHOWN_BYTES)),
                        IDT_STR_ARG(c->title), IDT_STR_ARG(c->property));
    }
    if ((c->use == IDT_COLUMN_ID || c->use == IDT_COLUMN_SCHEMA) && seen_before(columns, at)) {
        return idt_fail(err, IDT_E_INPUT, "a second column of %s; a party has one",
                        c->use == IDT_COLUMN_ID ? "ids" : "schemata");
    }
    return IDT_OK;
}

static bool any_compared(const idt_party_columns *columns)
{
    for (size_t i = 0; i < columns->count; i++) {
        if (columns->at[i].use == IDT_COLUMN_PROPERTY &&
            idt_profile_compares(columns->at[i].property)) {
            return true;
        }
    }
    return false;
}

idt_rc idt_party_columns_read(const idt_str *titles, size_t count, const idt_column_map *maps,
                              size_t map_count, idt_arena *arena, idt_party_columns *out,
                              size_t *at, idt_error *err)
{
    *at = 0;
    *out = (idt_party_columns){.at = IDT_NEW_N(arena, idt_party_column, count), .count = count};
    if (out->at == NULL) {
        return idt_arena_fail(arena, err);
    }
    idt_rc rc = check_maps(titles, count, maps, map_count, err);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        const idt_str title = idt_str_copy(arena, idt_str_trim(titles[i]));
        const idt_column_map *map = map_of(maps, map_count, title);
        if (title.ptr == NULL) {
            return idt_arena_fail(arena, err);
        }
        *at = i;
        out->at[i].title = title;
        rc = read_column(title, map, &out->at[i], err);
        rc = rc == IDT_OK ? check_beside(out, i, err) : rc;
    }
    if (rc == IDT_OK && !any_compared(out)) {
        *at = 0;
        rc = idt_fail(err, IDT_E_INPUT,
                      "no column is of a name, an identifier or anything else that is compared; "
                      "the first line is to be a head such as id,schema,name,birthDate,country");
    }
    return rc;
}
