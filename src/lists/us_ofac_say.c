#include "lists/us_ofac_say.h"

#include "lists/us_ofac_programmes.h"
#include "lists/values.h"

/* ---- what is not known ---- */

void idt_ofac_say_init(idt_ofac_say *say, idt_list_output *out, idt_arena *arena, bool sdn)
{
    *say = (idt_ofac_say){.out = out, .arena = arena, .sdn = sdn};
    idt_map_init(&say->unknown, arena);
}

void idt_ofac_unknown(idt_ofac_say *say, const char *kind, idt_str value)
{
    bool added;
    const idt_str key =
        idt_str_format(say->arena, "%s \"" IDT_STR_FMT "\"", kind, IDT_STR_ARG(value));
    idt_map_entry *entry = key.ptr != NULL ? idt_map_put(&say->unknown, key, &added) : NULL;
    if (entry != NULL) {
        entry->value.number++;
    } else {
        idt_list_warn(say->out, "%s \"" IDT_STR_FMT "\" is not known", kind, IDT_STR_ARG(value));
    }
}

void idt_ofac_say_unknown(idt_ofac_say *say)
{
    for (size_t i = 0; i < say->unknown.count; i++) {
        idt_list_warn(say->out, IDT_STR_FMT " is not known (%llu times)",
                      IDT_STR_ARG(say->unknown.entries[i].key),
                      (unsigned long long)say->unknown.entries[i].value.number);
    }
}

/* ---- names, places ---- */

const char *idt_ofac_schema(idt_ofac_say *say, idt_str type)
{
    static const char *const SCHEMAS[][2] = {{"entity", "Organization"},
                                             {"individual", "Person"},
                                             {"vessel", "Vessel"},
                                             {"aircraft", "Airplane"}};
    for (size_t i = 0; i < sizeof SCHEMAS / sizeof *SCHEMAS; i++) {
        if (idt_list_same_word(type, SCHEMAS[i][0])) {
            return SCHEMAS[i][1];
        }
    }
    idt_ofac_unknown(say, "SDN_Type", type);
    return "LegalEntity";
}

void idt_ofac_say_name(idt_ofac_say *say, idt_str full, idt_str last, idt_str first, bool person)
{
    idt_list_text(say->out, "name", full);
    if (person && last.len > 0 && first.len > 0) {
        idt_list_text(say->out, "lastName", last);
        idt_list_text(say->out, "firstName", first);
    }
}

static const char *alias_property(idt_ofac_say *say, idt_str type, bool weak)
{
    char letters[4] = {0};
    size_t n = 0;
    for (size_t i = 0; i < type.len && n < sizeof letters; i++) {
        if (type.ptr[i] != '.') {
            letters[n++] = type.ptr[i];
        }
    }
    const idt_str word = {.ptr = letters, .len = n};
    if (idt_list_same_word(word, "fka")) {
        return "previousName";
    }
    const bool aka = idt_list_same_word(word, "aka");
    if (!aka && !idt_list_same_word(word, "nka")) {
        idt_ofac_unknown(say, "kind of alias", type);
    }
    return aka && weak ? "weakAlias" : "alias";
}

void idt_ofac_say_alias(idt_ofac_say *say, idt_str type, bool weak, idt_str name, idt_str note)
{
    const char *property = alias_property(say, type, weak);
    const bool said = strcmp(property, "weakAlias") == 0;
    const idt_list_qualifier q[] = {{"quality", weak && !said ? IDT_STR("weak") : (idt_str){0}},
                                    {"note", note}};
    idt_list_qualified(say->out, property, name, q, 2);
}

idt_str idt_ofac_number(idt_ofac_say *say, idt_str text)
{
    char *digits = idt_arena_alloc(idt_list_scratch(say->out), text.len + 1);
    size_t n = 0;
    for (size_t i = 0; digits != NULL && i < text.len; i++) {
        if (text.ptr[i] != ',') {
            digits[n++] = text.ptr[i];
        }
    }
    return digits != NULL ? (idt_str){.ptr = digits, .len = n} : text;
}

void idt_ofac_say_address(idt_ofac_say *say, idt_str street, idt_str city, idt_str country,
                          idt_str note)
{
    idt_str text = street.len > 0 ? street : city;
    if (street.len > 0 && city.len > 0) {
        text = idt_str_format(idt_list_scratch(say->out), IDT_STR_FMT ", " IDT_STR_FMT,
                              IDT_STR_ARG(street), IDT_STR_ARG(city));
        text = text.ptr != NULL ? text : street; /* a full arena fails the record at its end */
    }
    const idt_list_qualifier q[] = {{"country", country}, {"note", note}};
    if (text.len > 0) {
        idt_list_qualified(say->out, "address", text, q, 2);
    } else {
        idt_list_qualified(say->out, "country", country, q + 1, 1);
    }
}

/* ---- listings ---- */

/* Measures of a listing replace those of its list, so the list's own go along. A list that OFAC's
 * file only repeats has measures of its own, which this file does not speak of. */
bool idt_ofac_say_listing(idt_ofac_say *say, idt_str tag, bool secondary)
{
    const idt_ofac_programme *known = idt_ofac_programme_find(tag);
    const idt_str list = idt_ofac_list_key(say->out, tag, say->sdn);
    if (known == NULL) {
        idt_ofac_unknown(say, "programme tag", tag);
    }
    if (list.ptr == NULL) {
        return false;
    }
    const bool blocks = say->sdn && (known == NULL || !known->own_list);
    const bool stated = secondary && (known == NULL || !known->repeated);
    const idt_str own = idt_str_borrow(blocks ? "asset_freeze" : "other");
    const idt_list_qualifier q[] = {
        {"programme", tag},
        {"measures", stated ? IDT_STR("secondary_sanctions") : (idt_str){0}},
        {"measures", stated ? own : (idt_str){0}},
    };
    idt_list_qualified(say->out, "listing", list, q, sizeof q / sizeof *q);
    return true;
}

/* A directive binds others than the programme does, from days of its own: a list by itself. */
static void say_directive(idt_ofac_say *say, const idt_ofac_directive *d)
{
    idt_list_output *out = say->out;
    const idt_str list = idt_ofac_directive_key(out, d->words);
    if (list.ptr == NULL) {
        return;
    }
    const idt_list_qualifier listing = {"programme", d->words};
    const idt_list_qualifier event[] = {
        {"list", list},
        {"id", idt_str_format(idt_list_scratch(out), "listed-" IDT_STR_FMT, IDT_STR_ARG(list))},
        {"decided", d->listed},
        {"effective_from", d->effective},
    };
    idt_list_qualified(out, "listing", list, &listing, 1);
    idt_list_qualified(out, "event", IDT_STR("decide"), event, sizeof event / sizeof *event);
}

void idt_ofac_say_directives(idt_ofac_say *say, const idt_ofac_remarks *remarks)
{
    for (size_t i = 0; i < remarks->directive_count; i++) {
        say_directive(say, &remarks->directives[i]);
    }
}
