#include "text/name.h"

#include "text/key.h"
#include "text/name_parse.h"
#include "text/spelling.h"

#define UNKNOWN_PEOPLE_MNAT 14000 /* of a name nobody counted: one in 1.2 million */
#define UNKNOWN_ORGS_MNAT   11000
#define INITIAL_MNAT        2700 /* one letter of fifteen */
#define NUMBER_MNAT         3500
#define PLACE_MNAT          8000 /* at most: even a place nobody counted is one of a few hundred */
#define LETTER_MNAT         3500 /* at most, of each letter of a word of one or two: H, AB */

static const char *const role_texts[] = {
    [IDT_PART_NAME] = "name",         [IDT_PART_GIVEN] = "given",
    [IDT_PART_FAMILY] = "family",     [IDT_PART_PATRONYMIC] = "patronymic",
    [IDT_PART_KUNYA] = "kunya",       [IDT_PART_NISBA] = "nisba",
    [IDT_PART_PARTICLE] = "particle", [IDT_PART_TITLE] = "title",
    [IDT_PART_INITIAL] = "initial",   [IDT_PART_SUFFIX] = "suffix",
    [IDT_PART_CORE] = "core",         [IDT_PART_GENERIC] = "generic",
    [IDT_PART_FORM] = "form",         [IDT_PART_PLACE] = "place",
    [IDT_PART_NUMBER] = "number"};

const char *idt_part_role_text(idt_part_role role)
{
    return role_texts[role];
}

idt_name_kind idt_name_kind_of(idt_str schema)
{
    static const struct {
        const char *schema;
        idt_name_kind kind;
    } kinds[] = {{"Person", IDT_NAME_PERSON},
                 {"Company", IDT_NAME_ORGANISATION},
                 {"Organization", IDT_NAME_ORGANISATION},
                 {"PublicBody", IDT_NAME_ORGANISATION},
                 {"Vessel", IDT_NAME_OBJECT},
                 {"Airplane", IDT_NAME_OBJECT},
                 {"Vehicle", IDT_NAME_OBJECT},
                 {"Security", IDT_NAME_OBJECT},
                 {"CryptoWallet", IDT_NAME_OBJECT}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (idt_str_is(schema, kinds[i].schema)) {
            return kinds[i].kind;
        }
    }
    return IDT_NAME_ANY;
}

static bool weighs_nothing(idt_part_role role)
{
    return role == IDT_PART_PARTICLE || role == IDT_PART_TITLE || role == IDT_PART_SUFFIX ||
           role == IDT_PART_FORM;
}

static int32_t rarity_of(const draft *d, idt_name_kind kind)
{
    if (weighs_nothing(d->part.role)) {
        return 0;
    }
    if (d->part.role == IDT_PART_INITIAL) {
        return INITIAL_MNAT;
    }
    if (d->part.role == IDT_PART_NUMBER) {
        return NUMBER_MNAT;
    }
    if (kind == IDT_NAME_PERSON) {
        return d->lex.people_mnat >= 0 ? d->lex.people_mnat : UNKNOWN_PEOPLE_MNAT;
    }
    const int32_t orgs = d->lex.orgs_mnat >= 0 ? d->lex.orgs_mnat : UNKNOWN_ORGS_MNAT;
    const size_t letters = d->part.text.len;
    const int32_t most = d->part.role == IDT_PART_PLACE ? PLACE_MNAT
                         : letters <= 2                 ? (int32_t)letters * LETTER_MNAT
                                                        : INT32_MAX;
    return orgs < most ? orgs : most;
}

/* Spelling keys of the text, or of its best reading. */
static bool add_keys(parse *p, idt_name_part *part)
{
    const idt_str latin = part->reading_count > 0 ? part->readings[0].latin : part->text;
    char *keys = idt_arena_alloc(p->arena, 2 * latin.len + 1);
    if (keys == NULL) {
        return false;
    }
    part->fold = (idt_str){.ptr = keys, .len = idt_spelling_fold(latin, keys)};
    keys += latin.len;
    part->skeleton = (idt_str){.ptr = keys, .len = idt_spelling_skeleton(part->fold, keys)};
    return true;
}

static bool add_readings(parse *p, draft *d)
{
    idt_read_word read;
    if (!idt_reading_memory_read(p->memory, d->part.text, p->arena, &read)) {
        return false;
    }
    if (read.reading_count > 0) {
        d->part.readings = read.readings;
        d->part.reading_count = read.reading_count;
        d->part.sounds = read.sounds;
        d->part.sound_count = read.sound_count;
    }
    return true;
}

/* What the lexicon does not know in its own script it may know by a reading. A class found so makes
 * the native name a spelling of the Latin one. */
static void know_by_reading(draft *d)
{
    for (size_t i = 0; i < d->part.reading_count && (!d->lex.found || d->lex.class_id == 0); i++) {
        const idt_lexeme lex = idt_lexicon_find(d->part.readings[i].latin);
        if (!d->lex.found) {
            d->lex = lex;
            d->lex.known = false; /* the spelling is the model's guess */
        } else if (lex.known) {
            d->lex.class_id = lex.class_id;
            d->lex.people_mnat = lex.people_mnat;
        }
    }
}

static bool finish_part(parse *p, draft *d, idt_name_kind kind)
{
    if (d->part.script != IDT_SCRIPT_LATIN && !weighs_nothing(d->part.role)) {
        if (!add_readings(p, d)) {
            return false;
        }
        know_by_reading(d);
    }
    const bool named = kind == IDT_NAME_PERSON && !weighs_nothing(d->part.role) &&
                       d->part.role != IDT_PART_INITIAL && d->part.role != IDT_PART_NUMBER;
    if (named || (d->part.class_id == 0 && d->part.role == IDT_PART_CORE)) {
        d->part.class_id = d->lex.class_id;
        d->part.groups = idt_lexicon_groups(d->part.class_id, &d->part.group_count);
    }
    d->part.rarity_mnat = rarity_of(d, kind);
    return add_keys(p, &d->part);
}

/* Does the word give a letter to the acronym? Never the small words and the forms. */
static bool gives_letter(idt_part_role role)
{
    return role == IDT_PART_CORE || role == IDT_PART_GENERIC || role == IDT_PART_PLACE;
}

/* Initials of the words that count, of three and more; Latin only. Parts stand in the words' order.
 */
static size_t put_acronym(const parse *p, char *letters)
{
    size_t n = 0;
    size_t k = 0;
    for (size_t i = 0; i < p->word_count; i++) {
        const word *w = &p->words[i];
        while (k < p->count && p->drafts[k].part.end <= w->start) {
            k++;
        }
        if (k == p->count || !gives_letter(p->drafts[k].part.role)) {
            continue;
        }
        if (w->script != IDT_SCRIPT_LATIN && w->script != IDT_SCRIPT_OTHER) {
            return 0;
        }
        letters[n++] = w->text.ptr[0];
    }
    return n >= 3 ? n : 0;
}

static bool add_acronym(parse *p, idt_name *out)
{
    char *letters = idt_arena_alloc(p->arena, p->word_count + 1);
    if (letters == NULL) {
        return false;
    }
    out->acronym = (idt_str){.ptr = letters, .len = put_acronym(p, letters)};
    return true;
}

/* From the text read to the source. */
static void place_part(const parse *p, idt_name_part *part)
{
    part->read_start = part->start;
    part->read_end = part->end;
    if (p->repaired->count > 0) {
        part->start = p->repaired->from[part->read_start];
        part->end = p->repaired->to[part->read_end - 1];
    }
}

static bool finish(parse *p, idt_name *out)
{
    idt_name_part *parts = IDT_NEW_N(p->arena, idt_name_part, p->count > 0 ? p->count : 1);
    if (parts == NULL) {
        return false;
    }
    for (size_t i = 0; i < p->count; i++) {
        if (!finish_part(p, &p->drafts[i], out->kind)) {
            return false;
        }
        parts[i] = p->drafts[i].part;
        place_part(p, &parts[i]);
    }
    out->parts = parts;
    out->count = p->count;
    out->cut = p->cut;
    out->acronym = IDT_STR("");
    return out->kind != IDT_NAME_ORGANISATION || add_acronym(p, out);
}

/* A record that gives only the parts: they make the name, in this order. */
static bool join_tags(const idt_part_tags *tags, idt_arena *arena, idt_str *out)
{
    const idt_str parts[] = {tags->first, tags->middle, tags->father, tags->last};
    *out = IDT_STR("");
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i].len > 0 && parts[i].len < IDT_NAME_BYTES_MAX) {
            *out = idt_str_format(arena, "%.*s%s%.*s", IDT_STR_ARG(*out), out->len > 0 ? " " : "",
                                  IDT_STR_ARG(parts[i]));
        }
        if (out->ptr == NULL) {
            return false;
        }
    }
    return true;
}

/* What the record tags is read as the name is, so that it is found in it. */
static idt_rc repair_tags(const idt_part_tags *tags, bool person, idt_arena *arena,
                          idt_part_tags *out, idt_error *err)
{
    idt_str *const texts[] = {&out->first, &out->middle, &out->father, &out->last};
    idt_rc rc = IDT_OK;
    *out = tags != NULL ? *tags : (idt_part_tags){0};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0] && rc == IDT_OK; i++) {
        idt_repaired repaired;
        rc = idt_repair_text(*texts[i], person, arena, &repaired, err);
        *texts[i] = repaired.text;
    }
    return rc;
}

idt_rc idt_name_parse(idt_str text, idt_name_kind kind, const idt_part_tags *tags, idt_arena *arena,
                      idt_name *out, idt_error *err)
{
    return idt_name_parse_with(NULL, text, kind, tags, arena, out, err);
}

idt_rc idt_name_parse_with(idt_reading_memory *memory, idt_str text, idt_name_kind kind,
                           const idt_part_tags *tags, idt_arena *arena, idt_name *out,
                           idt_error *err)
{
    if (text.len == 0 && tags != NULL && !join_tags(tags, arena, &text)) {
        return idt_arena_fail(arena, err);
    }
    if (text.len > IDT_NAME_BYTES_MAX) {
        return idt_fail(err, IDT_E_LIMIT, "a name of %zu bytes; expected at most %d: give one name",
                        text.len, IDT_NAME_BYTES_MAX);
    }
    idt_repaired repaired;
    idt_part_tags read_tags;
    const bool person = kind == IDT_NAME_PERSON;
    idt_rc rc = idt_repair_text(text, person, arena, &repaired, err);
    rc = rc == IDT_OK ? repair_tags(tags, person, arena, &read_tags, err) : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    word words[WORDS_MAX];
    draft drafts[IDT_NAME_PARTS_MAX];
    parse p = {.arena = arena,
               .memory = memory,
               .err = err,
               .source = repaired.text,
               .repaired = &repaired,
               .tags = tags != NULL ? &read_tags : NULL,
               .person = person,
               .words = words,
               .drafts = drafts};
    name_words(&p);
    *out = (idt_name){.source = text,
                      .read = repaired.text,
                      .repairs = repaired.repairs,
                      .repair_count = repaired.count,
                      .repaired = idt_repair_traces(repaired.repairs, repaired.count),
                      .kind = kind,
                      .guessed = kind == IDT_NAME_ANY};
    if (kind == IDT_NAME_ANY) {
        out->kind = name_guess(&p);
    }
    if (out->kind == IDT_NAME_PERSON) {
        name_person(&p);
    } else if (out->kind == IDT_NAME_OBJECT) {
        name_object(&p);
    } else {
        name_organisation(&p);
    }
    if (p.failed || !finish(&p, out)) {
        return idt_arena_fail(arena, err);
    }
    return idt_text_key(repaired.text, arena, &out->key, err);
}
