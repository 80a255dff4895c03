#include "lists/us_ofac_enhanced.h"

#include "lists/us_ofac_parties.h"
#include "lists/us_ofac_parts.h"
#include "lists/us_ofac_programmes.h"
#include "lists/us_ofac_segments.h"
#include "lists/values.h"
#include "lists/xml_fields.h"
#include "statement/date.h"

#define ENTRY_DEPTH  3 /* sanctionsData/entities/entity, and what the other sections hold */
#define ARENA_BYTES  ((size_t)64 << 20)
#define COLUMN_BYTES ((size_t)64 << 20)

typedef struct enhanced {
    idt_ofac_say say;
    const idt_list_file *file;
    idt_xml_fields *fields;
    idt_buf column; /* remarks of the entity */
    idt_ofac_parties parties;
    idt_str *spans; /* source of the entity */
    size_t span_cap;
    idt_buf filter;     /* programmes the export is restricted to */
    uint64_t entities;  /* in the file */
    uint64_t entries;   /* on this list */
    uint64_t same_day;  /* dates whose words and parts agree */
    uint64_t other_day; /* and do not */
    idt_str other_id;   /* the first entity of these */
} enhanced;

static const char *const READ[] = {
    "dataAsOf",
    "filters/sanctionsPrograms/sanctionsProgram",
    "entity@id",
    "entity/generalInfo/entityType",
    "entity/generalInfo/title",
    "entity/generalInfo/remarks",
    "entity/sanctionsLists/sanctionsList",
    "entity/sanctionsLists/sanctionsList@datePublished",
    "entity/sanctionsPrograms/sanctionsProgram",
    "entity/sanctionsTypes/sanctionsType",
    "entity/legalAuthorities/legalAuthority",
    "entity/names/name/isPrimary",
    "entity/names/name/isLowQuality",
    "entity/names/name/aliasType",
    "entity/names/name/comments",
    "entity/names/name/translations/translation/isPrimary",
    "entity/names/name/translations/translation/script",
    "entity/names/name/translations/translation/formattedFirstName",
    "entity/names/name/translations/translation/formattedLastName",
    "entity/names/name/translations/translation/formattedFullName",
    "entity/names/name/translations/translation/nameParts/namePart/type",
    "entity/names/name/translations/translation/nameParts/namePart/value",
    "entity/addresses/address/country",
    "entity/addresses/address/translations/translation/isPrimary",
    "entity/addresses/address/translations/translation/script",
    "entity/addresses/address/translations/translation/addressParts/addressPart/type",
    "entity/addresses/address/translations/translation/addressParts/addressPart/value",
    "entity/features/feature/type",
    "entity/features/feature/value",
    "entity/features/feature/reliability",
    "entity/features/feature/comments",
    "entity/features/feature/valueDate/fromDateBegin",
    "entity/features/feature/valueDate/fromDateEnd",
    "entity/features/feature/valueDate/toDateBegin",
    "entity/features/feature/valueDate/toDateEnd",
    "entity/features/feature/valueDate/isApproximate",
    "entity/features/feature/valueDate/isDateRange",
    "entity/identityDocuments/identityDocument/type",
    "entity/identityDocuments/identityDocument/documentNumber",
    "entity/identityDocuments/identityDocument/isValid",
    "entity/identityDocuments/identityDocument/issuingLocation",
    "entity/identityDocuments/identityDocument/issuingCountry",
    "entity/identityDocuments/identityDocument/issuingAuthority",
    "entity/identityDocuments/identityDocument/comments",
    "entity/identityDocuments/identityDocument/issueDate/fromDateBegin",
    "entity/identityDocuments/identityDocument/issueDate/fromDateEnd",
    "entity/identityDocuments/identityDocument/issueDate/toDateBegin",
    "entity/identityDocuments/identityDocument/issueDate/toDateEnd",
    "entity/identityDocuments/identityDocument/issueDate/isApproximate",
    "entity/identityDocuments/identityDocument/issueDate/isDateRange",
    "entity/identityDocuments/identityDocument/expirationDate/fromDateBegin",
    "entity/identityDocuments/identityDocument/expirationDate/fromDateEnd",
    "entity/identityDocuments/identityDocument/expirationDate/toDateBegin",
    "entity/identityDocuments/identityDocument/expirationDate/toDateEnd",
    "entity/identityDocuments/identityDocument/expirationDate/isApproximate",
    "entity/identityDocuments/identityDocument/expirationDate/isDateRange",
    "entity/relationships/relationship/type",
    "entity/relationships/relationship/relatedEntity",
    "entity/relationships/relationship/relatedEntity@entityId",
    "entity/relationships/relationship/comments",
    NULL,
};

/* ---- values ---- */

static idt_arena *scratch(const enhanced *x)
{
    return idt_list_scratch(x->say.out);
}

static idt_str text(enhanced *x, const idt_xml_node *node, const char *name)
{
    return idt_ofac_xml_text(&x->say, node, name);
}

static bool is_true(const idt_xml_node *node, const char *name)
{
    return idt_list_same_word(idt_xml_text(node, name), "true");
}

/* The first `item` in the section `list` of the node. */
static const idt_xml_node *first_item(const idt_xml_node *node, const char *list, const char *item)
{
    const idt_xml_node *all = idt_xml_child(node, list);
    return all != NULL ? idt_xml_child(all, item) : NULL;
}

/* What the CSV set does not have stands in notes, "label: text". */
static void note(enhanced *x, idt_str label, idt_str about)
{
    if (about.len > 0) {
        const idt_str parts[] = {label, about};
        idt_list_text(x->say.out, "notes", idt_ofac_joined(&x->say, parts, 2, ": "));
    }
}

/* ---- days, in the words of the CSV set ---- */

static bool split_day(idt_str s, unsigned *year, unsigned *month, unsigned *day)
{
    uint64_t parts[3];
    if (s.len != 10 || s.ptr[4] != '-' || s.ptr[7] != '-' ||
        !idt_str_to_u64(idt_str_slice(s, 0, 4), 9999, &parts[0]) ||
        !idt_str_to_u64(idt_str_slice(s, 5, 7), 12, &parts[1]) ||
        !idt_str_to_u64(idt_str_slice(s, 8, 10), 31, &parts[2]) || parts[1] == 0 || parts[2] == 0) {
        return false;
    }
    *year = (unsigned)parts[0];
    *month = (unsigned)parts[1];
    *day = (unsigned)parts[2];
    return true;
}

/* 1962-01-01, 1962-12-31 -> "1962"; 1955-03-01, 1955-03-31 -> "Mar 1955"; one day "21 Mar 1965".
 * Other spans have no words. */
static idt_str span_words(enhanced *x, idt_str from, idt_str to)
{
    static const char MONTHS[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    static const unsigned char LAST[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    unsigned y, m, d, y2, m2, d2;
    if (!split_day(from, &y, &m, &d) || !split_day(to, &y2, &m2, &d2) || y != y2) {
        return (idt_str){0};
    }
    const char *month = MONTHS + (size_t)(m - 1) * 3;
    if (m == m2 && d == d2) {
        return idt_str_format(scratch(x), "%02u %.3s %04u", d, month, y);
    }
    if (m == m2 && d == 1 && d2 >= LAST[m - 1]) {
        return idt_str_format(scratch(x), "%.3s %04u", month, y);
    }
    const bool whole = m == 1 && d == 1 && m2 == 12 && d2 == 31;
    return whole ? idt_str_format(scratch(x), "%04u", y) : (idt_str){0};
}

/* {NULL, 0} where no words of OFAC's say it. */
static idt_str date_words(enhanced *x, const idt_xml_node *date)
{
    const idt_str from = text(x, date, "fromDateBegin");
    const idt_str end = text(x, date, "toDateEnd");
    const char *circa = is_true(date, "isApproximate") ? "circa " : "";
    if (!is_true(date, "isDateRange")) {
        const idt_str words = span_words(x, from, end);
        return words.ptr == NULL
                   ? words
                   : idt_str_format(scratch(x), "%s" IDT_STR_FMT, circa, IDT_STR_ARG(words));
    }
    const idt_str first = span_words(x, from, text(x, date, "fromDateEnd"));
    const idt_str last = span_words(x, text(x, date, "toDateBegin"), end);
    if (first.ptr == NULL || last.ptr == NULL) {
        return (idt_str){0};
    }
    return idt_str_format(scratch(x), "%s" IDT_STR_FMT " to %s" IDT_STR_FMT, circa,
                          IDT_STR_ARG(first), circa, IDT_STR_ARG(last));
}

/* The days as they are, where no words say them. */
static void note_date(enhanced *x, const idt_xml_node *date, idt_str about)
{
    const idt_str days[] = {text(x, date, "fromDateBegin"), text(x, date, "fromDateEnd"),
                            text(x, date, "toDateBegin"), text(x, date, "toDateEnd")};
    const idt_str all = idt_ofac_joined(&x->say, days, 4, ", ");
    note(x, about, all);
}

/* ---- names ---- */

/* The parts that the formatted name does not tell apart. */
static void say_name_parts(enhanced *x, const idt_xml_node *translation)
{
    static const char *const PARTS[][2] = {
        {"Middle Name", "middleName"}, {"Patronymic", "fatherName"}, {"Matronymic", "motherName"}};
    for (const idt_xml_node *n = first_item(translation, "nameParts", "namePart"); n != NULL;
         n = idt_xml_again(n)) {
        const idt_str type = idt_xml_text(n, "type");
        for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++) {
            if (idt_str_is(type, PARTS[i][0])) {
                idt_list_text(x->say.out, PARTS[i][1], text(x, n, "value"));
            }
        }
    }
}

static bool is_latin(idt_str script)
{
    return script.len == 0 || idt_str_is(script, "Latin");
}

/* A translation in another script is a name of the same kind, with its script in `note`. */
static void say_translation(enhanced *x, const idt_xml_node *name, const idt_xml_node *n,
                            bool person)
{
    const idt_str script = idt_xml_text(n, "script");
    const idt_str remarks[] = {is_latin(script) ? (idt_str){0} : script, text(x, name, "comments")};
    const idt_str note = idt_ofac_joined(&x->say, remarks, 2, "; ");
    const idt_str last = text(x, n, "formattedLastName");
    const idt_str formatted = text(x, n, "formattedFullName");
    const idt_str full = formatted.len > 0 ? formatted : last;
    if (!is_true(name, "isPrimary")) {
        idt_ofac_say_alias(&x->say, idt_xml_text(name, "aliasType"), is_true(name, "isLowQuality"),
                           full, note);
    } else if (note.len > 0) {
        const idt_list_qualifier q = {"note", note};
        idt_list_qualified(x->say.out, "name", full, &q, 1);
    } else {
        idt_ofac_say_name(&x->say, full, last, text(x, n, "formattedFirstName"), person);
        if (person) {
            say_name_parts(x, n);
        }
    }
}

static void say_names(enhanced *x, const idt_xml_node *entity, bool person)
{
    for (const idt_xml_node *n = first_item(entity, "names", "name"); n != NULL;
         n = idt_xml_again(n)) {
        for (const idt_xml_node *t = first_item(n, "translations", "translation"); t != NULL;
             t = idt_xml_again(t)) {
            say_translation(x, n, t, person);
        }
    }
}

/* ---- addresses ---- */

static idt_str part_of(enhanced *x, const idt_xml_node *translation, const char *type)
{
    for (const idt_xml_node *n = first_item(translation, "addressParts", "addressPart"); n != NULL;
         n = idt_xml_again(n)) {
        if (idt_str_is(idt_xml_text(n, "type"), type)) {
            return text(x, n, "value");
        }
    }
    return (idt_str){0};
}

/* A region without a country is "Region: X" in the other forms. */
static idt_str place_of(enhanced *x, idt_str country, idt_str region)
{
    return country.len > 0 || region.len == 0
               ? country
               : idt_str_format(scratch(x), "Region: " IDT_STR_FMT, IDT_STR_ARG(region));
}

static void say_address(enhanced *x, const idt_xml_node *t, idt_str country)
{
    const idt_str script = idt_xml_text(t, "script");
    const idt_str lines[] = {part_of(x, t, "ADDRESS1"), part_of(x, t, "ADDRESS2"),
                             part_of(x, t, "ADDRESS3")};
    const idt_str region = part_of(x, t, "REGION");
    const idt_str street = idt_ofac_joined(&x->say, lines, 3, ", ");
    const idt_str city =
        idt_ofac_city(&x->say, part_of(x, t, "CITY"), part_of(x, t, "STATE/PROVINCE"),
                      part_of(x, t, "POSTAL CODE"));
    const idt_str remarks[] = {
        is_latin(script) ? (idt_str){0} : script,
        country.len > 0 && region.len > 0
            ? idt_str_format(scratch(x), "region " IDT_STR_FMT, IDT_STR_ARG(region))
            : (idt_str){0}};
    idt_ofac_say_address(&x->say, street, city, place_of(x, country, region),
                         idt_ofac_joined(&x->say, remarks, 2, "; "));
}

static void say_addresses(enhanced *x, const idt_xml_node *entity)
{
    for (const idt_xml_node *n = first_item(entity, "addresses", "address"); n != NULL;
         n = idt_xml_again(n)) {
        const idt_str country = text(x, n, "country");
        const idt_xml_node *t = first_item(n, "translations", "translation");
        if (t == NULL) {
            idt_list_text(x->say.out, "country", country);
        }
        for (; t != NULL; t = idt_xml_again(t)) {
            say_address(x, t, country);
        }
    }
}

/* ---- the remarks column: features, documents, free text ---- */

/* Words of the CSV set for the types that bear others here; the file says them in its section of
 * types, as `publishDescription`. */
static idt_str feature_words(idt_str type)
{
    static const char *const WORDS[][2] = {{"Birthdate", "DOB"},
                                           {"Place of Birth", "POB"},
                                           {"Nationality Country", "nationality"},
                                           {"Citizenship Country", "citizen"}};
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        if (idt_str_is(type, WORDS[i][0])) {
            return idt_str_borrow(WORDS[i][1]);
        }
    }
    return type;
}

/* A date stands twice: in words and in parts. The words are read, the parts where there are none.
 */
static idt_str feature_value(enhanced *x, const idt_xml_node *feature, idt_str id)
{
    const idt_str value = text(x, feature, "value");
    const idt_xml_node *date = idt_xml_child(feature, "valueDate");
    if (date == NULL) {
        return value;
    }
    const idt_str words = date_words(x, date);
    if (value.len == 0) {
        if (words.len == 0) {
            note_date(x, date, text(x, feature, "type"));
        }
        return words;
    }
    if (idt_str_equal(value, words)) {
        x->same_day++;
    } else if (x->other_day++ == 0) {
        x->other_id = idt_str_copy(x->say.arena, id);
    }
    return value;
}

/* "Confirmed" is the rule, and says nothing of its own. */
static void note_feature(enhanced *x, const idt_xml_node *feature, idt_str words, idt_str value)
{
    const idt_str reliability = text(x, feature, "reliability");
    const idt_str said[] = {idt_str_is(reliability, "Confirmed") ? (idt_str){0} : reliability,
                            text(x, feature, "comments")};
    const idt_str remark = idt_ofac_joined(&x->say, said, 2, "; ");
    const idt_str about[] = {words, value};
    if (remark.len > 0) {
        note(x, idt_ofac_joined(&x->say, about, 2, " "), remark);
    }
}

static void add_features(enhanced *x, const idt_xml_node *entity, idt_str id)
{
    for (const idt_xml_node *n = first_item(entity, "features", "feature"); n != NULL;
         n = idt_xml_again(n)) {
        const idt_ofac_segment s = {.words = feature_words(text(x, n, "type")),
                                    .value = feature_value(x, n, id)};
        idt_ofac_segment_add(&x->column, &s);
        note_feature(x, n, s.words, s.value);
    }
}

static idt_str document_day(enhanced *x, const idt_xml_node *document, const char *name)
{
    const idt_xml_node *date = idt_xml_child(document, name);
    const idt_str words = date != NULL ? date_words(x, date) : (idt_str){0};
    if (date != NULL && words.len == 0) {
        note_date(x, date, text(x, document, "type"));
    }
    return words;
}

/* What the CSV set leaves out of a document. */
static void note_document(enhanced *x, const idt_xml_node *n, const idt_ofac_segment *s)
{
    const idt_str valid = idt_xml_text(n, "isValid");
    const idt_str place = text(x, n, "issuingLocation");
    const idt_str authority = text(x, n, "issuingAuthority");
    const idt_str said[] = {
        idt_list_same_word(valid, "false") ? IDT_STR("not valid") : (idt_str){0},
        place.len > 0 && !idt_str_equal(place, s->country)
            ? idt_str_format(scratch(x), "issued in " IDT_STR_FMT, IDT_STR_ARG(place))
            : (idt_str){0},
        authority.len > 0
            ? idt_str_format(scratch(x), "issued by " IDT_STR_FMT, IDT_STR_ARG(authority))
            : authority,
        text(x, n, "comments")};
    const idt_str remark = idt_ofac_joined(&x->say, said, 4, "; ");
    const idt_str about[] = {s->words, s->value};
    if (remark.len > 0) {
        note(x, idt_ofac_joined(&x->say, about, 2, " "), remark);
    }
}

static void add_documents(enhanced *x, const idt_xml_node *entity)
{
    for (const idt_xml_node *n = first_item(entity, "identityDocuments", "identityDocument");
         n != NULL; n = idt_xml_again(n)) {
        const idt_ofac_segment s = {
            .words = text(x, n, "type"),
            .value = text(x, n, "documentNumber"),
            .country = text(x, n, "issuingCountry"),
            .issued = document_day(x, n, "issueDate"),
            .expires = document_day(x, n, "expirationDate"),
        };
        idt_ofac_segment_add(&x->column, &s);
        note_document(x, n, &s);
    }
}

/* Do ties or weak aliases stand behind the free text in the CSV set? */
static bool has_more(const idt_xml_node *entity)
{
    const idt_xml_node *n = first_item(entity, "names", "name");
    while (n != NULL && !is_true(n, "isLowQuality")) {
        n = idt_xml_again(n);
    }
    return n != NULL || first_item(entity, "relationships", "relationship") != NULL;
}

static idt_rc say_remarks(enhanced *x, const idt_xml_node *entity, idt_str id,
                          idt_ofac_remarks *remarks, idt_error *err)
{
    const idt_xml_node *info = idt_xml_child(entity, "generalInfo");
    idt_buf_clear(&x->column);
    add_features(x, entity, id);
    add_documents(x, entity);
    if (info != NULL) {
        idt_ofac_segment_free(&x->column, text(x, info, "remarks"), !has_more(entity));
    }
    return idt_ofac_segments_say(&x->say, &x->column, remarks, err);
}

/* The other party where the tie gives only its id; NULL where it gives a name or none is known. */
static const idt_ofac_party *unnamed_party(enhanced *x, const idt_xml_node *tie)
{
    const idt_xml_node *other = idt_xml_child(tie, "relatedEntity");
    if (other == NULL || idt_xml_text(tie, "relatedEntity").len > 0) {
        return NULL;
    }
    return idt_ofac_party_find(&x->parties,
                               idt_str_trim(idt_xml_attribute_value(other, "entityId")));
}

/* The CSV set says "Linked To: X"; how it is linked, and to which entry, only this form says. */
static void say_relationships(enhanced *x, const idt_xml_node *entity)
{
    for (const idt_xml_node *n = first_item(entity, "relationships", "relationship"); n != NULL;
         n = idt_xml_again(n)) {
        const idt_xml_node *other = idt_xml_child(n, "relatedEntity");
        const idt_ofac_party *unnamed = unnamed_party(x, n);
        const idt_str id =
            other != NULL ? idt_xml_attribute_value(other, "entityId") : (idt_str){0};
        const idt_str party = unnamed != NULL ? unnamed->name : text(x, n, "relatedEntity");
        const idt_str type = text(x, n, "type");
        const idt_str entry =
            id.len > 0 ? idt_str_format(scratch(x), "entry " IDT_STR_FMT, IDT_STR_ARG(id)) : id;
        const idt_str said[] = {party, entry, text(x, n, "comments")};
        idt_list_text(x->say.out, "linkedTo", party);
        note(x, type.len > 0 ? type : IDT_STR("Relationship"),
             idt_ofac_joined(&x->say, said, 3, "; "));
    }
}

/* ---- listings ---- */

/* Lists on which one tag alone puts an entry, so that the day of the list is the day of the
 * listing. The day of the SDN List may be that of a tag the entry no longer has: a note. */
static const struct {
    const char *list;
    const char *tag;
    bool sdn; /* the tag in the SDN list is of this list too */
} ONE_TAG[] = {
    {"Non-SDN Palestinian Legislative Council List", "NS-PLC", true},
    {"Sectoral Sanctions Identifications List", "UKRAINE-EO13662", false},
};

static bool bears(const idt_xml_node *entity, const char *tag)
{
    for (const idt_xml_node *n = first_item(entity, "sanctionsPrograms", "sanctionsProgram");
         n != NULL; n = idt_xml_again(n)) {
        if (n->text.ptr != NULL && idt_str_is(idt_str_trim(n->text), tag)) {
            return true;
        }
    }
    return false;
}

static void say_listed(enhanced *x, const char *tag, idt_str day)
{
    const idt_str list = idt_ofac_list_key(x->say.out, idt_str_borrow(tag), x->say.sdn);
    const idt_list_qualifier q[] = {
        {"list", list},
        {"id", idt_str_format(scratch(x), "listed-" IDT_STR_FMT, IDT_STR_ARG(list))},
        {"published", day}};
    idt_list_qualified(x->say.out, "event", IDT_STR("decide"), q, 3);
}

static void say_lists(enhanced *x, const idt_xml_node *entity)
{
    for (const idt_xml_node *n = first_item(entity, "sanctionsLists", "sanctionsList"); n != NULL;
         n = idt_xml_again(n)) {
        idt_day ignored;
        const idt_str name = idt_list_flat(scratch(x), n->text);
        const idt_str day = idt_str_trim(idt_xml_attribute_value(n, "datePublished"));
        note(x, name,
             day.len > 0 ? idt_str_format(scratch(x), "published " IDT_STR_FMT, IDT_STR_ARG(day))
                         : day);
        for (size_t i = 0; i < sizeof ONE_TAG / sizeof *ONE_TAG; i++) {
            if (idt_str_is(name, ONE_TAG[i].list) && (ONE_TAG[i].sdn || !x->say.sdn) &&
                bears(entity, ONE_TAG[i].tag) && idt_day_parse(day, &ignored)) {
                say_listed(x, ONE_TAG[i].tag, day);
            }
        }
    }
}

static void note_each(enhanced *x, const idt_xml_node *entity, const char *section,
                      const char *item, const char *label)
{
    for (const idt_xml_node *n = first_item(entity, section, item); n != NULL;
         n = idt_xml_again(n)) {
        note(x, idt_str_borrow(label), idt_list_flat(scratch(x), n->text));
    }
}

static void say_listings(enhanced *x, const idt_xml_node *entity, bool secondary)
{
    size_t count = 0;
    for (const idt_xml_node *n = first_item(entity, "sanctionsPrograms", "sanctionsProgram");
         n != NULL; n = idt_xml_again(n)) {
        const idt_str tag = idt_list_flat(scratch(x), n->text);
        count += tag.len > 0 && idt_ofac_say_listing(&x->say, tag, secondary) ? 1 : 0;
    }
    if (count == 0) {
        idt_ofac_unknown(&x->say, "programme tag", IDT_STR(""));
    }
    say_lists(x, entity);
    note_each(x, entity, "sanctionsTypes", "sanctionsType", "Sanctions type");
    note_each(x, entity, "legalAuthorities", "legalAuthority", "Legal authority");
}

/* ---- an entity ---- */

static bool is_on(const idt_xml_node *entity, const char *list)
{
    for (const idt_xml_node *n = first_item(entity, "sanctionsLists", "sanctionsList"); n != NULL;
         n = idt_xml_again(n)) {
        if (n->text.ptr != NULL && idt_str_is(idt_str_trim(n->text), list)) {
            return true;
        }
    }
    return false;
}

static bool has_name(const idt_xml_node *entity)
{
    for (const idt_xml_node *n = first_item(entity, "names", "name"); n != NULL;
         n = idt_xml_again(n)) {
        const idt_xml_node *t = first_item(n, "translations", "translation");
        if (is_true(n, "isPrimary") && t != NULL &&
            idt_xml_text(t, "formattedFullName").len + idt_xml_text(t, "formattedLastName").len >
                0) {
            return true;
        }
    }
    return false;
}

static idt_rc say_entity(enhanced *x, const idt_xml_node *entity, idt_str key, idt_error *err)
{
    const idt_xml_node *info = idt_xml_child(entity, "generalInfo");
    const char *schema =
        idt_ofac_schema(&x->say, info != NULL ? text(x, info, "entityType") : (idt_str){0});
    const idt_str title = info != NULL ? text(x, info, "title") : (idt_str){0};
    idt_ofac_remarks remarks = {.person = strcmp(schema, "Person") == 0, .title = title};
    idt_list_begin(x->say.out, key, schema);
    say_names(x, entity, remarks.person);
    if (title.len > 0) {
        idt_ofac_title(x->say.out, title);
    }
    const idt_rc rc = say_remarks(x, entity, key, &remarks, err);
    if (rc != IDT_OK) {
        return rc;
    }
    say_addresses(x, entity);
    say_relationships(x, entity);
    say_listings(x, entity, remarks.secondary);
    idt_ofac_say_directives(&x->say, &remarks);
    return idt_list_end(x->say.out, err);
}

static idt_rc count_fields(enhanced *x, const idt_xml_node *node, idt_error *err)
{
    return idt_xml_fields_count(x->fields, node)
               ? IDT_OK
               : idt_fail(err, IDT_E_LIMIT, "too many different elements");
}

/* Source bytes: the entity, and the names of parties it gives by their ids only. */
static idt_rc gather(enhanced *x, const idt_xml_node *entity, size_t *count, idt_error *err)
{
    size_t n = 0;
    if (!IDT_GROW(x->say.arena, x->spans, x->span_cap, n)) {
        return idt_arena_fail(x->say.arena, err);
    }
    x->spans[n++] = idt_str_slice(x->file->bytes, (size_t)entity->begin, (size_t)entity->end);
    for (const idt_xml_node *t = first_item(entity, "relationships", "relationship"); t != NULL;
         t = idt_xml_again(t)) {
        const idt_ofac_party *party = unnamed_party(x, t);
        if (party == NULL) {
            continue;
        }
        if (!IDT_GROW(x->say.arena, x->spans, x->span_cap, n)) {
            return idt_arena_fail(x->say.arena, err);
        }
        x->spans[n++] = party->source;
    }
    *count = n;
    return IDT_OK;
}

static idt_rc on_entity(enhanced *x, const idt_xml_node *entity, idt_error *err)
{
    const idt_str id = idt_str_trim(idt_xml_attribute_value(entity, "id"));
    const idt_list_place place = {.file = x->file->name,
                                  .line = entity->line,
                                  .column = idt_xml_column(x->file->bytes, entity)};
    uint64_t number;
    x->entities++;
    if (!is_on(entity, x->say.sdn ? "SDN List" : "Consolidated List")) {
        return IDT_OK; /* no entry of this list (us_ofac_xml.h, I2) */
    }
    x->entries++;
    idt_list_saw(x->say.out);
    idt_rc rc = count_fields(x, entity, err); /* of every entry, or drift is not seen */
    if (rc != IDT_OK) {
        return rc;
    }
    if (!idt_ofac_id(id, &number)) {
        idt_list_reject_entry(x->say.out, place, id,
                              "id=\"" IDT_STR_FMT "\" of an entity; expected a number",
                              IDT_STR_ARG(idt_str_slice(id, 0, 40)));
        return IDT_OK;
    }
    if (!has_name(entity)) {
        idt_list_reject_entry(x->say.out, place, id, "the entity has no primary name");
        return IDT_OK;
    }
    size_t spans = 0;
    rc = gather(x, entity, &spans, err);
    if (rc != IDT_OK || !idt_list_wants(x->say.out, place, id, x->spans, spans)) {
        return rc;
    }
    return say_entity(x, entity, id, err);
}

/* ---- a file ---- */

static void note_filter(enhanced *x, const idt_xml_node *filters)
{
    for (const idt_xml_node *n = first_item(filters, "sanctionsPrograms", "sanctionsProgram");
         n != NULL; n = idt_xml_again(n)) {
        if (n->text.ptr != NULL) {
            idt_buf_add_text(&x->filter, x->filter.len > 0 ? ", " : "");
            idt_buf_add_str(&x->filter, idt_str_trim(n->text));
        }
    }
}

/* Entities, what is published, and the tables of types, which are counted as unread. */
static idt_rc on_element(void *context, const idt_xml_node *node, idt_error *err)
{
    enhanced *x = context;
    if (idt_str_is(node->name, "entity") && idt_str_is(node->parent->name, "entities")) {
        return on_entity(x, node, err);
    }
    if (idt_str_is(node->name, "filters")) {
        note_filter(x, node);
    }
    return count_fields(x, node, err);
}

static void warn_at_end(enhanced *x)
{
    idt_list_output *out = x->say.out;
    const idt_str file = x->file->name;
    idt_ofac_say_unknown(&x->say);
    if (x->filter.len > 0) {
        const idt_str tags = idt_buf_borrow(&x->filter);
        idt_list_warn(out,
                      IDT_STR_FMT ": an export of the programmes " IDT_STR_FMT
                                  " only, not the whole list",
                      IDT_STR_ARG(file), IDT_STR_ARG(tags));
    }
    if (x->entries < x->entities) {
        idt_list_warn(out,
                      IDT_STR_FMT ": %llu of %llu entities are not on this list and are not read",
                      IDT_STR_ARG(file), (unsigned long long)(x->entities - x->entries),
                      (unsigned long long)x->entities);
    }
    if (x->other_day > 0) {
        idt_list_warn(out,
                      IDT_STR_FMT ": the words of %llu dates do not say what their parts say; the "
                                  "words are read (first in entity " IDT_STR_FMT ")",
                      IDT_STR_ARG(file), (unsigned long long)x->other_day,
                      IDT_STR_ARG(x->other_id));
    }
}

static idt_rc check_whole(const enhanced *x, const char *name, idt_error *err)
{
    if (x->entries > 0) {
        return IDT_OK;
    }
    return idt_fail_at(err, IDT_E_INPUT, name, 1, 1, 0,
                       "none of the %llu entities is on the %s; the file is refused",
                       (unsigned long long)x->entities,
                       x->say.sdn ? "SDN List (us_ofac_sdn)"
                                  : "Consolidated List (us_ofac_non_sdn)");
}

idt_rc idt_ofac_enhanced_read(const idt_list_file *file, bool sdn, idt_list_output *out,
                              idt_error *err)
{
    idt_rc rc = IDT_E_LIMIT;
    enhanced x = {.file = file};
    const idt_xml_shape shape = {.entry_depth = ENTRY_DEPTH, .context = &x, .entry = on_element};
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    x.fields = arena != NULL ? idt_xml_fields_new(arena, READ) : NULL;
    const char *name = arena != NULL ? idt_str_copy(arena, file->name).ptr : NULL;
    idt_buf_init(&x.column, COLUMN_BYTES);
    idt_buf_init(&x.filter, (size_t)1 << 16);
    if (x.fields == NULL || name == NULL) {
        (void)idt_fail(err, rc, "there is no memory to read the list");
        goto done;
    }
    idt_ofac_say_init(&x.say, out, arena, sdn);
    idt_ofac_parties_init(&x.parties, file, arena);
    rc = idt_xml_read(name, file->bytes, &shape, err);
    if (rc == IDT_OK) {
        rc = check_whole(&x, name, err);
    }
    idt_xml_fields_tell(x.fields, out);
    warn_at_end(&x);
done:
    idt_buf_release(&x.column);
    idt_buf_release(&x.filter);
    idt_arena_free(arena);
    return rc;
}

/* ---- the day of publication ---- */

typedef struct publication {
    idt_arena *arena;
    bool stated;
    int64_t us;
} publication;

/* dataAsOf is the first element at this depth; the read stops with it. A zone is stated where there
 * is a time of day; midnight without one is the start of the day, as UTC. */
static idt_rc on_publication(void *context, const idt_xml_node *node, idt_error *err)
{
    publication *p = context;
    if (idt_str_is(node->name, "dataAsOf") && node->text.ptr != NULL) {
        const idt_str at = idt_str_trim(node->text);
        const idt_str utc = idt_str_format(p->arena, IDT_STR_FMT "Z", IDT_STR_ARG(at));
        p->stated = idt_instant_parse(at, false, &p->us) || idt_instant_parse(utc, false, &p->us);
    }
    return idt_fail(err, IDT_E_INPUT, "the rest is not asked for");
}

bool idt_ofac_enhanced_published(const idt_list_file *file, int64_t *published_us)
{
    publication p = {.arena = idt_arena_new((size_t)1 << 20)};
    const idt_xml_shape shape = {
        .entry_depth = ENTRY_DEPTH, .context = &p, .entry = on_publication};
    if (p.arena == NULL) {
        return false;
    }
    const idt_rc rc = idt_xml_read("", file->bytes, &shape, NULL);
    idt_arena_free(p.arena);
    *published_us = p.stated ? p.us : *published_us;
    return p.stated && rc != IDT_OK;
}
