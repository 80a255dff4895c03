#include "cli/screen_choice.h"

#include "cli/ftm_model.h"
#include "match/country.h"
#include "match/field_words.h"

#define SHOWN_BYTES 64

typedef struct choices {
    idt_invocation *inv;
    const idt_view *view;
    const idt_record *const *lists; /* the records of lists, once somebody asks */
    size_t count;
} choices;

static idt_rc is_referred_to(const choices *c, idt_ref_kind kind, idt_str value, bool *out,
                             idt_error *err)
{
    const idt_record *const *records;
    size_t count = 0;
    const idt_rc rc = idt_register_referring(c->inv->reg, c->view, kind, value, c->inv->arena,
                                             &records, &count, err);
    *out = rc == IDT_OK && count > 0;
    return rc;
}

/* ": did you mean X?" or what finds one. */
static idt_rc refuse(const char *what, idt_str value, const char *nearest, idt_error *err)
{
    const idt_str shown = idt_str_slice(value, 0, SHOWN_BYTES);
    return nearest != NULL
               ? idt_fail(err, IDT_E_NOT_FOUND,
                          "nothing is held of a %s \"" IDT_STR_FMT "\"; did you mean %s? "
                          "`interdict search --all` finds lists",
                          what, IDT_STR_ARG(shown), nearest)
               : idt_fail(err, IDT_E_NOT_FOUND,
                          "nothing is held of a %s \"" IDT_STR_FMT
                          "\"; `interdict search --all` finds lists",
                          what, IDT_STR_ARG(shown));
}

static idt_rc find_lists(choices *c, idt_error *err)
{
    return c->lists != NULL
               ? IDT_OK
               : idt_register_referring(c->inv->reg, c->view, IDT_REF_SCHEMA, IDT_STR("List"),
                                        c->inv->arena, &c->lists, &c->count, err);
}

/* What `of` gives of every list, the nearest to `value`. */
static idt_rc nearest_of(choices *c, idt_str value, idt_str (*of)(const idt_record *list),
                         const char **out, idt_error *err)
{
    idt_rc rc = find_lists(c, err);
    const char **words = rc == IDT_OK ? IDT_NEW_N(c->inv->arena, const char *, c->count + 1) : NULL;
    *out = NULL;
    if (rc == IDT_OK && words == NULL) {
        return idt_arena_fail(c->inv->arena, err);
    }
    for (size_t i = 0; i < c->count && rc == IDT_OK; i++) {
        const idt_str copy = idt_str_copy(c->inv->arena, of(c->lists[i]));
        words[i] = copy.ptr;
        rc = copy.ptr != NULL ? IDT_OK : idt_arena_fail(c->inv->arena, err);
    }
    *out = rc == IDT_OK ? idt_str_nearest(value, words, c->count) : NULL;
    return rc;
}

static idt_str key_of(const idt_record *list)
{
    return list->key;
}

static idt_rc check_list(choices *c, idt_str list, idt_error *err)
{
    bool known = false;
    const char *nearest = NULL;
    idt_rc rc = is_referred_to(c, IDT_REF_KEY, list, &known, err);
    if (rc == IDT_OK && !known) {
        rc = is_referred_to(c, IDT_REF_LIST, list, &known, err);
    }
    if (rc != IDT_OK || known) {
        return rc;
    }
    rc = nearest_of(c, list, key_of, &nearest, err);
    return rc == IDT_OK ? refuse("list", list, nearest, err) : rc;
}

/* ---- jurisdictions ---- */

/* Stated, else what the key begins with: `ru-terrorist`, `x-las-unnamed` (procedure/law.c). */
static idt_str jurisdiction_of(const idt_record *list)
{
    const idt_str stated = idt_record_value(list, "jurisdiction");
    const size_t from = idt_str_starts(list->key, "x-") ? 2 : 0;
    const idt_str rest = idt_str_slice(list->key, from, list->key.len);
    return stated.len > 0 ? stated : idt_str_slice(list->key, 0, from + idt_str_find(rest, '-'));
}

static idt_rc is_jurisdiction(choices *c, idt_str value, bool *out, idt_error *err)
{
    const idt_str unnamed =
        idt_str_format(c->inv->arena, IDT_STR_FMT "-unnamed", IDT_STR_ARG(value));
    *out = false;
    idt_rc rc = unnamed.ptr != NULL ? find_lists(c, err) : idt_arena_fail(c->inv->arena, err);
    for (size_t i = 0; rc == IDT_OK && i < c->count && !*out; i++) {
        *out = idt_str_equal(jurisdiction_of(c->lists[i]), value);
    }
    return rc == IDT_OK && !*out ? is_referred_to(c, IDT_REF_LIST, unnamed, out, err) : rc;
}

/* The code of a country that is written out or has three letters, if a list is its. */
static idt_rc country_code(choices *c, idt_str value, const char **out, idt_error *err)
{
    uint16_t country = IDT_COUNTRY_UNKNOWN;
    bool known = false;
    idt_rc rc = idt_field_country_read(value, c->inv->arena, &country, err);
    const idt_country_text text = idt_country_code_of(country);
    const idt_str code = idt_str_copy(c->inv->arena, idt_str_borrow(text.code));
    rc = rc == IDT_OK && code.ptr == NULL ? idt_arena_fail(c->inv->arena, err) : rc;
    rc = rc == IDT_OK && code.len > 0 ? is_jurisdiction(c, code, &known, err) : rc;
    *out = known ? code.ptr : NULL;
    return rc;
}

static idt_rc check_jurisdiction(choices *c, idt_str value, idt_error *err)
{
    bool known = false;
    const char *nearest = NULL;
    idt_rc rc = is_jurisdiction(c, value, &known, err);
    if (rc != IDT_OK || known) {
        return rc;
    }
    rc = country_code(c, value, &nearest, err);
    rc =
        rc == IDT_OK && nearest == NULL ? nearest_of(c, value, jurisdiction_of, &nearest, err) : rc;
    return rc == IDT_OK ? refuse("jurisdiction", value, nearest, err) : rc;
}

/* ---- topics ---- */

static idt_rc check_topics(idt_invocation *inv, const idt_str *topics, size_t count, idt_error *err)
{
    const idt_ftm_model *model = NULL;
    idt_rc rc = count > 0 ? idt_cli_ftm_model(inv, &model, err) : IDT_OK;
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        const char *nearest = NULL;
        if (idt_ftm_topic_exists(model, topics[i])) {
            continue;
        }
        rc = idt_ftm_topic_nearest(model, topics[i], inv->arena, &nearest, err);
        if (rc == IDT_OK) {
            rc = idt_fail(err, IDT_E_USAGE,
                          "--topic \"" IDT_STR_FMT "\" is no topic of FollowTheMoney; %s %s%s",
                          IDT_STR_ARG(idt_str_slice(topics[i], 0, SHOWN_BYTES)),
                          nearest != NULL ? "did you mean" : "expected one such as",
                          nearest != NULL ? nearest : "sanction or crime.terror",
                          nearest != NULL ? "?" : "");
        }
    }
    return rc;
}

idt_rc idt_screen_choice_check(idt_invocation *inv, const idt_view *view,
                               const idt_screen_filter *filter, idt_error *err)
{
    choices c = {.inv = inv, .view = view};
    idt_rc rc = check_topics(inv, filter->topics, filter->topic_count, err);
    for (size_t i = 0; i < filter->list_count && rc == IDT_OK; i++) {
        rc = check_list(&c, filter->lists[i], err);
    }
    for (size_t i = 0; i < filter->jurisdiction_count && rc == IDT_OK; i++) {
        rc = check_jurisdiction(&c, filter->jurisdictions[i], err);
    }
    return rc;
}
