/* profile.h - one party as the matcher sees it: its names, prepared, and its other fields.
 *
 *   profile(Person)  name "Aiman al-Zawahiri", alias "Ayman Zawahri", birthDate 1951-06-19
 *
 * Properties are FollowTheMoney's. Names: name, alias, weakAlias, previousName, abbreviation; and
 * firstName, secondName, middleName, fatherName, lastName, which make a name of their own where no
 * `name` is given and tag the parts of it where one is. Beside names are compared: the properties
 * of the kinds below (match/fields.h says how). Other properties of the model are taken and not
 * compared; anything else is an error that names the nearest.
 *
 * A name with a slash in it ("A / B") is also its halves, as aliases, where each has five letters.
 *
 * I1  A score depends on two profiles and the tables, on nothing else.
 * I2  What is missing is no evidence.
 *
 * Lifetime: the arena given; values are borrowed. Threads: read-only once prepared.
 */
#ifndef INTERDICT_MATCH_PROFILE_H
#define INTERDICT_MATCH_PROFILE_H

#include "match/field_code.h"
#include "match/field_days.h"
#include "match/field_words.h"
#include "match/prepared.h"

typedef enum idt_name_standing {
    IDT_STANDING_NAME,
    IDT_STANDING_ALIAS,
    IDT_STANDING_WEAK
} idt_name_standing;

typedef struct idt_profile_name {
    idt_str text;
    idt_name parsed;
    idt_name_standing standing; /* beside what comparing asks of every pair */
    idt_match_name prepared;
} idt_profile_name;

typedef enum idt_field_kind {
    IDT_FIELD_BIRTH,       /* birthDate */
    IDT_FIELD_BIRTH_PLACE, /* birthPlace; birthCountry names the state of it */
    IDT_FIELD_COUNTRY,     /* idt_country_sort */
    IDT_FIELD_ADDRESS,     /* address */
    IDT_FIELD_GENDER,
    IDT_FIELD_FOUNDED, /* incorporationDate; buildDate of ships and aircraft */
    IDT_FIELD_LEGAL_FORM,
    IDT_FIELD_TYPE, /* type of a ship, type and model of an aircraft */
    IDT_FIELD_IDENTIFIER,
    IDT_FIELD_CONTACT, /* email, phone, website */
    IDT_FIELD_COUNT
} idt_field_kind;

/* What a party has to do with a country. */
typedef enum idt_country_sort {
    IDT_COUNTRY_NATIONALITY,  /* nationality, citizenship */
    IDT_COUNTRY_TIE,          /* country: where one lives, sits or acts */
    IDT_COUNTRY_JURISDICTION, /* jurisdiction, mainCountry */
    IDT_COUNTRY_FLAG,
    IDT_COUNTRY_PAST_FLAG,
    IDT_COUNTRY_SORTS
} idt_country_sort;

/* Read once; which member of the union counts is by kind. */
typedef struct idt_profile_field {
    idt_field_kind kind;
    idt_country_sort sort; /* of IDT_FIELD_COUNTRY */
    bool past;             /* ... a state that is no more */
    const char *property;
    idt_str value; /* as given */
    union {
        idt_field_days days;   /* BIRTH, FOUNDED */
        idt_field_words words; /* BIRTH_PLACE, ADDRESS, TYPE */
        idt_field_code code;   /* IDENTIFIER, CONTACT */
        uint16_t country;
        uint16_t form; /* class of the lexicon */
        char gender;   /* 'm', 'f' */
    };
} idt_profile_field;

typedef struct idt_profile {
    idt_arena *arena;
    idt_str schema; /* as FollowTheMoney writes it, else as given; empty: not said */
    idt_name_kind kind;
    idt_profile_name *names;
    size_t name_count, name_cap;
    idt_profile_field *fields; /* composed: by kind, in the order given within one */
    size_t field_count, field_cap;
    struct idt_unread {
        const char *property;
        idt_str value;
    } * unread; /* values that say nothing to compare */
    size_t unread_count, unread_cap;
    uint32_t field_start[IDT_FIELD_COUNT + 1]; /* composed: fields of kind k are [k], [k + 1]) */
    idt_str *tagged[5]; /* first, second, middle, father, last: their values */
    size_t tagged_count[5], tagged_cap[5];
    bool composed; /* the names come from these */
    bool lenient;  /* a date that is none stands in `unread` and is no error */
} idt_profile;

/* A schema in any case; an empty one is allowed: the kind of names is then not known. */
void idt_profile_init(idt_profile *profile, idt_str schema, idt_arena *arena);
/* One value of a property. IDT_E_INPUT: a property the model has not, a date that is none. A value
 * that says nothing to compare (a country nobody knows, "N/A" for a passport) is taken, is no field
 * and stands in `unread`. */
IDT_CHECK idt_rc idt_profile_add(idt_profile *profile, idt_str property, idt_str value,
                                 idt_error *err);
/* Is there such a property? IDT_E_INPUT names the nearest. */
IDT_CHECK idt_rc idt_profile_property(idt_str property, idt_error *err);
/* The property that is written so but for the case of its letters (no two are); NULL: none. */
const char *idt_profile_property_any_case(idt_str written);
/* Is the property, of those idt_profile_add takes, a name, part of one, or compared beside it? */
bool idt_profile_compares(idt_str property);
/* Of a composed one: an identifier, which finds its bearer without a name. */
bool idt_profile_has_identifier(const idt_profile *profile);
/* The kind of field that the property holds; false for names and for what is not compared. */
bool idt_profile_field_of(idt_str property, idt_field_kind *kind);
/* All names the profile has: those given, composed ones, halves. The texts are in `names`, not yet
 * parsed: for who parses them himself (index/builder.h). Puts the fields in order. Once;
 * idt_profile_prepare does it too. */
IDT_CHECK idt_rc idt_profile_compose(idt_profile *profile, idt_error *err);
/* The tags that the i-th of the composed names is parsed with: `out`, or NULL for none. */
const idt_part_tags *idt_profile_tags(const idt_profile *profile, size_t i, idt_part_tags *out);
/* Composes, parses and prepares the names. A profile without a name or with an empty one is no
 * error: such a name agrees with nothing. */
IDT_CHECK idt_rc idt_profile_prepare(idt_profile *profile, idt_error *err);
/* What it does to a composed one, with a memory of words read before (text/reading_memory.h) or
 * NULL: for who prepares many. The names borrow from it until the next one is parsed with it. */
IDT_CHECK idt_rc idt_profile_parse_with(idt_reading_memory *memory, idt_profile *profile,
                                        idt_error *err);

const char *idt_name_standing_text(idt_name_standing standing);

#endif
