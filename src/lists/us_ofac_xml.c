#include "lists/us_ofac_xml.h"

#include "lists/us_ofac_enhanced.h"
#include "lists/us_ofac_parts.h"
#include "lists/us_ofac_programmes.h"
#include "lists/us_ofac_segments.h"
#include "lists/values.h"
#include "lists/xml_fields.h"

#define ENTRY_DEPTH  2
#define ARENA_BYTES  ((size_t)64 << 20)
#define COLUMN_BYTES ((size_t)64 << 20)
#define ROOT_BYTES   ((size_t)1 << 20)

typedef struct classic {
    idt_ofac_say say;
    const idt_list_file *file;
    idt_xml_fields *fields;
    idt_buf column; /* remarks of the entry */
    uint64_t entries;
    uint64_t others; /* entries without a tag of the SDN list */
    bool counted;    /* Record_Count is stated */
    uint64_t stated;
} classic;

static const char *const READ[] = {
    "publshInformation/Publish_Date",
    "publshInformation/Record_Count",
    "sdnEntry/uid",
    "sdnEntry/firstName",
    "sdnEntry/lastName",
    "sdnEntry/title",
    "sdnEntry/sdnType",
    "sdnEntry/remarks",
    "sdnEntry/programList/program",
    "sdnEntry/idList/id/idType",
    "sdnEntry/idList/id/idNumber",
    "sdnEntry/idList/id/idCountry",
    "sdnEntry/idList/id/issueDate",
    "sdnEntry/idList/id/expirationDate",
    "sdnEntry/akaList/aka/type",
    "sdnEntry/akaList/aka/category",
    "sdnEntry/akaList/aka/lastName",
    "sdnEntry/akaList/aka/firstName",
    "sdnEntry/addressList/address/address1",
    "sdnEntry/addressList/address/address2",
    "sdnEntry/addressList/address/address3",
    "sdnEntry/addressList/address/city",
    "sdnEntry/addressList/address/stateOrProvince",
    "sdnEntry/addressList/address/postalCode",
    "sdnEntry/addressList/address/country",
    "sdnEntry/nationalityList/nationality/country",
    "sdnEntry/citizenshipList/citizenship/country",
    "sdnEntry/dateOfBirthList/dateOfBirthItem/dateOfBirth",
    "sdnEntry/placeOfBirthList/placeOfBirthItem/placeOfBirth",
    "sdnEntry/vesselInfo/callSign",
    "sdnEntry/vesselInfo/vesselType",
    "sdnEntry/vesselInfo/vesselFlag",
    "sdnEntry/vesselInfo/vesselOwner",
    "sdnEntry/vesselInfo/tonnage",
    "sdnEntry/vesselInfo/grossRegisteredTonnage",
    NULL,
};

/* ---- values ---- */

static idt_str text(classic *x, const idt_xml_node *node, const char *name)
{
    return idt_ofac_xml_text(&x->say, node, name);
}

/* Each `item` in the first `list` below the node. */
static const idt_xml_node *first_item(const idt_xml_node *node, const char *list, const char *item)
{
    const idt_xml_node *all = idt_xml_child(node, list);
    return all != NULL ? idt_xml_child(all, item) : NULL;
}

static idt_str full_name(classic *x, idt_str last, idt_str first)
{
    const idt_str parts[] = {last, first};
    return idt_ofac_joined(&x->say, parts, 2, ", ");
}

/* ---- what an entry says ---- */

static void say_name(classic *x, const idt_xml_node *entry, bool person)
{
    const idt_str last = text(x, entry, "lastName");
    const idt_str first = text(x, entry, "firstName");
    idt_ofac_say_name(&x->say, full_name(x, last, first), last, first, person);
}

static void say_vessel(classic *x, const idt_xml_node *entry)
{
    static const char *const PARTS[][2] = {
        {"callSign", "callSign"}, {"vesselType", "type"},
        {"vesselFlag", "flag"},   {"vesselOwner", "owner"},
        {"tonnage", "tonnage"},   {"grossRegisteredTonnage", "grossRegisteredTonnage"},
    };
    const idt_xml_node *vessel = idt_xml_child(entry, "vesselInfo");
    for (size_t i = 0; vessel != NULL && i < sizeof PARTS / sizeof *PARTS; i++) {
        idt_list_text(x->say.out, PARTS[i][1], text(x, vessel, PARTS[i][0]));
    }
}

static void say_aliases(classic *x, const idt_xml_node *entry)
{
    for (const idt_xml_node *n = first_item(entry, "akaList", "aka"); n != NULL;
         n = idt_xml_again(n)) {
        const idt_str category = text(x, n, "category");
        const bool weak = idt_list_same_word(category, "weak");
        if (!weak && !idt_list_same_word(category, "strong")) {
            idt_ofac_unknown(&x->say, "category of alias", category);
        }
        const idt_str name = full_name(x, text(x, n, "lastName"), text(x, n, "firstName"));
        idt_ofac_say_alias(&x->say, text(x, n, "type"), weak, name, (idt_str){0});
    }
}

static void say_addresses(classic *x, const idt_xml_node *entry)
{
    for (const idt_xml_node *n = first_item(entry, "addressList", "address"); n != NULL;
         n = idt_xml_again(n)) {
        const idt_str lines[] = {text(x, n, "address1"), text(x, n, "address2"),
                                 text(x, n, "address3")};
        const idt_str street = idt_ofac_joined(&x->say, lines, 3, ", ");
        const idt_str city = idt_ofac_city(&x->say, text(x, n, "city"),
                                           text(x, n, "stateOrProvince"), text(x, n, "postalCode"));
        idt_ofac_say_address(&x->say, street, city, text(x, n, "country"), (idt_str){0});
    }
}

/* ---- the remarks column ---- */

static void add_all(classic *x, const idt_xml_node *entry)
{
    static const struct {
        const char *list, *item, *value, *words;
    } LISTS[] = {
        {"dateOfBirthList", "dateOfBirthItem", "dateOfBirth", "DOB"},
        {"placeOfBirthList", "placeOfBirthItem", "placeOfBirth", "POB"},
        {"nationalityList", "nationality", "country", "nationality"},
        {"citizenshipList", "citizenship", "country", "citizen"},
    };
    for (size_t i = 0; i < sizeof LISTS / sizeof *LISTS; i++) {
        for (const idt_xml_node *n = first_item(entry, LISTS[i].list, LISTS[i].item); n != NULL;
             n = idt_xml_again(n)) {
            const idt_ofac_segment s = {.words = idt_str_borrow(LISTS[i].words),
                                        .value = text(x, n, LISTS[i].value)};
            if (s.value.len > 0) {
                idt_ofac_segment_add(&x->column, &s);
            }
        }
    }
}

static void add_numbers(classic *x, const idt_xml_node *entry)
{
    for (const idt_xml_node *n = first_item(entry, "idList", "id"); n != NULL;
         n = idt_xml_again(n)) {
        const idt_ofac_segment s = {
            .words = text(x, n, "idType"),
            .value = text(x, n, "idNumber"),
            .country = text(x, n, "idCountry"),
            .issued = text(x, n, "issueDate"),
            .expires = text(x, n, "expirationDate"),
        };
        idt_ofac_segment_add(&x->column, &s);
    }
}

static bool has_weak_alias(const idt_xml_node *entry)
{
    const idt_xml_node *n = first_item(entry, "akaList", "aka");
    while (n != NULL && !idt_list_same_word(idt_xml_text(n, "category"), "weak")) {
        n = idt_xml_again(n);
    }
    return n != NULL;
}

static idt_rc say_remarks(classic *x, const idt_xml_node *entry, idt_ofac_remarks *remarks,
                          idt_error *err)
{
    idt_buf_clear(&x->column);
    add_all(x, entry);
    add_numbers(x, entry);
    idt_ofac_segment_free(&x->column, text(x, entry, "remarks"), !has_weak_alias(entry));
    return idt_ofac_segments_say(&x->say, &x->column, remarks, err);
}

/* ---- listings ---- */

static void say_listings(classic *x, const idt_xml_node *entry, bool secondary)
{
    size_t count = 0;
    for (const idt_xml_node *n = first_item(entry, "programList", "program"); n != NULL;
         n = idt_xml_again(n)) {
        const idt_str tag = idt_list_flat(idt_list_scratch(x->say.out), n->text);
        count += tag.len > 0 && idt_ofac_say_listing(&x->say, tag, secondary) ? 1 : 0;
    }
    if (count == 0) {
        idt_ofac_unknown(&x->say, "programme tag", IDT_STR(""));
    }
}

/* Keeps I1: is every tag of the entry one that names a list other than the SDN list? */
static bool is_other(const idt_xml_node *entry)
{
    bool other = false;
    for (const idt_xml_node *n = first_item(entry, "programList", "program"); n != NULL;
         n = idt_xml_again(n)) {
        const idt_ofac_programme *known =
            n->text.ptr != NULL ? idt_ofac_programme_find(idt_str_trim(n->text)) : NULL;
        if (known == NULL || !known->own_list) {
            return false;
        }
        other = true;
    }
    return other;
}

/* ---- an entry ---- */

static idt_rc say_entry(classic *x, const idt_xml_node *entry, idt_str key, idt_error *err)
{
    const char *schema = idt_ofac_schema(&x->say, text(x, entry, "sdnType"));
    idt_ofac_remarks remarks = {.person = strcmp(schema, "Person") == 0};
    idt_list_begin(x->say.out, key, schema);
    say_name(x, entry, remarks.person);
    const idt_str title = text(x, entry, "title");
    if (title.len > 0) {
        idt_ofac_title(x->say.out, title);
    }
    remarks.title = title;
    say_vessel(x, entry);
    const idt_rc rc = say_remarks(x, entry, &remarks, err);
    if (rc != IDT_OK) {
        return rc;
    }
    say_aliases(x, entry);
    say_addresses(x, entry);
    say_listings(x, entry, remarks.secondary);
    idt_ofac_say_directives(&x->say, &remarks);
    return idt_list_end(x->say.out, err);
}

static idt_rc count_fields(classic *x, const idt_xml_node *node, idt_error *err)
{
    return idt_xml_fields_count(x->fields, node)
               ? IDT_OK
               : idt_fail(err, IDT_E_LIMIT, "too many different elements");
}

static idt_rc on_entry(classic *x, const idt_xml_node *entry, idt_error *err)
{
    const idt_str id = idt_xml_text(entry, "uid");
    const idt_str span = idt_str_slice(x->file->bytes, (size_t)entry->begin, (size_t)entry->end);
    const idt_list_place place = {.file = x->file->name,
                                  .line = entry->line,
                                  .column = idt_xml_column(x->file->bytes, entry)};
    uint64_t number;
    idt_list_saw(x->say.out);
    const idt_rc rc = count_fields(x, entry, err); /* of every entry, or drift is not seen */
    if (rc != IDT_OK) {
        return rc;
    }
    x->entries++;
    x->others += is_other(entry) ? 1 : 0;
    if (!idt_ofac_id(id, &number)) {
        idt_list_reject_entry(x->say.out, place, id, "uid \"" IDT_STR_FMT "\"; expected a number",
                              IDT_STR_ARG(idt_str_slice(id, 0, 40)));
        return IDT_OK;
    }
    if (idt_xml_text(entry, "lastName").len + idt_xml_text(entry, "firstName").len == 0) {
        idt_list_reject_entry(x->say.out, place, id, "lastName and firstName are empty");
        return IDT_OK;
    }
    if (!idt_list_wants(x->say.out, place, id, &span, 1)) {
        return IDT_OK;
    }
    return say_entry(x, entry, id, err);
}

/* <sdnEntry>, <publshInformation>; anything else is counted as unread. */
static idt_rc on_element(void *context, const idt_xml_node *node, idt_error *err)
{
    classic *x = context;
    if (idt_str_is(node->name, "sdnEntry")) {
        return on_entry(x, node, err);
    }
    if (idt_str_is(node->name, "publshInformation")) {
        x->counted = idt_str_to_u64(idt_xml_text(node, "Record_Count"), UINT64_MAX / 2, &x->stated);
    }
    return count_fields(x, node, err);
}

/* ---- a file ---- */

static idt_rc check_whole(classic *x, const char *name, idt_error *err)
{
    if (x->entries == 0) {
        return idt_fail_at(err, IDT_E_INPUT, name, 1, 1, 0,
                           "no <sdnEntry> under <sdnList>; the file is refused");
    }
    if (x->say.sdn && x->others * 10 > x->entries) {
        return idt_fail_at(err, IDT_E_INPUT, name, 1, 1, 0,
                           "%llu of %llu entries bear no tag of the SDN list: this is OFAC's list "
                           "of those who are not SDN; import it as us_ofac_non_sdn",
                           (unsigned long long)x->others, (unsigned long long)x->entries);
    }
    if (x->counted && x->stated != x->entries) {
        idt_list_warn(x->say.out,
                      IDT_STR_FMT ": Record_Count is %llu, and %llu entries are in the file: cut, "
                                  "or an extract",
                      IDT_STR_ARG(x->file->name), (unsigned long long)x->stated,
                      (unsigned long long)x->entries);
    }
    return IDT_OK;
}

static idt_rc read_classic(const idt_list_file *file, bool sdn, idt_list_output *out,
                           idt_error *err)
{
    idt_rc rc = IDT_E_LIMIT;
    classic x = {.file = file};
    const idt_xml_shape shape = {.entry_depth = ENTRY_DEPTH, .context = &x, .entry = on_element};
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    x.fields = arena != NULL ? idt_xml_fields_new(arena, READ) : NULL;
    const char *name = arena != NULL ? idt_str_copy(arena, file->name).ptr : NULL;
    idt_buf_init(&x.column, COLUMN_BYTES);
    if (x.fields == NULL || name == NULL) {
        (void)idt_fail(err, rc, "there is no memory to read the list");
        goto done;
    }
    idt_ofac_say_init(&x.say, out, arena, sdn);
    rc = idt_xml_read(name, file->bytes, &shape, err);
    if (rc == IDT_OK) {
        rc = check_whole(&x, name, err);
    }
    idt_xml_fields_tell(x.fields, out);
    idt_ofac_say_unknown(&x.say);
done:
    idt_buf_release(&x.column);
    idt_arena_free(arena);
    return rc;
}

idt_rc idt_ofac_xml_read(const idt_list_file *file, bool sdn, idt_list_output *out, idt_error *err)
{
    return idt_str_is(file->role, IDT_OFAC_ENHANCED) ? idt_ofac_enhanced_read(file, sdn, out, err)
                                                     : read_classic(file, sdn, out, err);
}

/* ---- which file it is ---- */

bool idt_ofac_is_xml(idt_str bytes)
{
    static const char *const MARKS[] = {"\xef\xbb\xbf<", "\xff\xfe<", "\xfe\xff"};
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
        if (idt_str_starts(bytes, MARKS[i])) {
            return true;
        }
    }
    return idt_str_starts(idt_str_trim(idt_str_slice(bytes, 0, 64)), "<");
}

/* The names the lists bear at OFAC: sdn.xml, sdn_enhanced.xml; consolidated.xml, cons_enhanced.xml.
 */
static idt_rc check_name(const idt_list_file *file, const char *name, bool sdn, idt_error *err)
{
    const idt_str head = idt_str_slice(file->name, 0, 5);
    const bool other =
        sdn ? idt_list_has_word(head, "cons_") || idt_list_has_word(file->name, "consolidated")
            : idt_list_has_word(idt_str_slice(head, 0, 3), "sdn");
    if (!other) {
        return IDT_OK;
    }
    return idt_fail_at(err, IDT_E_INPUT, name, 0, 0, 0,
                       "a file of OFAC's %s by its name; import it as %s",
                       sdn ? "list of those who are not SDN" : "SDN list",
                       sdn ? "us_ofac_non_sdn" : "us_ofac_sdn");
}

idt_rc idt_ofac_xml_role(idt_list_file *file, bool sdn, idt_arena *arena, idt_error *err)
{
    idt_xml_node root;
    const char *name = idt_str_copy(arena, file->name).ptr;
    idt_rc rc = name != NULL ? idt_xml_root(name, file->bytes, arena, &root, err)
                             : idt_arena_fail(arena, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (idt_str_is(root.name, "sdnList")) {
        file->role = IDT_STR(IDT_OFAC_XML);
        return check_name(file, name, sdn, err);
    }
    if (idt_str_is(root.name, "sanctionsData")) {
        file->role = IDT_STR(IDT_OFAC_ENHANCED);
        return IDT_OK; /* each entity says which list it is on */
    }
    return idt_fail_at(err, IDT_E_INPUT, name, (uint32_t)root.line, 0, root.begin,
                       "the root is <" IDT_STR_FMT
                       ">; expected <sdnList> or <sanctionsData> of OFAC's XML",
                       IDT_STR_ARG(root.name));
}

/* "03/28/2025": the start of that day. */
static bool day_of(idt_str s, int64_t *us)
{
    char iso[11];
    if (s.len != 10 || s.ptr[2] != '/' || s.ptr[5] != '/') {
        return false;
    }
    memcpy(iso, s.ptr + 6, 4);
    iso[4] = '-';
    memcpy(iso + 5, s.ptr, 2);
    iso[7] = '-';
    memcpy(iso + 8, s.ptr + 3, 2);
    iso[10] = 0;
    return idt_instant_parse(idt_str_borrow(iso), false, us);
}

typedef struct publication {
    bool stated;
    int64_t us;
} publication;

/* It is the first element; the read stops with it. */
static idt_rc on_publication(void *context, const idt_xml_node *node, idt_error *err)
{
    publication *p = context;
    p->stated = idt_str_is(node->name, "publshInformation") &&
                day_of(idt_xml_text(node, "Publish_Date"), &p->us);
    return idt_fail(err, IDT_E_INPUT, "the rest is not asked for");
}

bool idt_ofac_xml_published(const idt_list_file *file, int64_t *published_us)
{
    if (idt_str_is(file->role, IDT_OFAC_ENHANCED)) {
        return idt_ofac_enhanced_published(file, published_us);
    }
    publication p = {0};
    const idt_xml_shape shape = {
        .entry_depth = ENTRY_DEPTH, .context = &p, .entry = on_publication};
    const idt_rc rc = idt_xml_read("", file->bytes, &shape, NULL);
    *published_us = p.stated ? p.us : *published_us;
    return p.stated && rc != IDT_OK;
}
