#include "compile/listed_party.h"

#include <stdlib.h>

#include "match/field_class.h"
#include "match/identifier_key.h"
#include "statement/vocabulary.h"

#define KEY_BYTES ((size_t)1 << 20)

bool idt_record_is_party(const idt_record *record)
{
    const idt_schema_spec *spec = idt_schema_find(record->schema);
    return spec != NULL && spec->of == IDT_OF_SUBJECT;
}

/* ---- the profile ---- */

/* Of statements that say one value with several qualifiers the first. */
static bool is_repeat(const idt_record *record, size_t i)
{
    const idt_statement *s = &record->statements[i];
    return i > 0 && idt_str_equal(s[-1].property, s->property) &&
           idt_str_equal(s[-1].value, s->value);
}

static idt_rc fill(const idt_record *record, idt_profile *profile, bool *counted, idt_error *err)
{
    bool compared = false;
    idt_profile_init(profile, record->schema, profile->arena);
    for (size_t i = 0; i < record->count; i++) {
        const idt_statement *s = &record->statements[i];
        if (i == 0 || !idt_str_equal(s[-1].property, s->property)) {
            compared = idt_profile_compares(s->property);
        }
        if (!compared || is_repeat(record, i)) {
            continue;
        }
        const idt_rc rc = idt_profile_add(profile, s->property, s->value, err);
        if (rc != IDT_OK && rc != IDT_E_INPUT) {
            return rc;
        }
        counted[i] = rc == IDT_OK;
    }
    return IDT_OK;
}

/* ---- names ---- */

static int64_t first_day(idt_str from)
{
    idt_date date;
    if (from.len == 0 || idt_date_parse(from, &date, NULL) != IDT_OK ||
        date.earliest == IDT_DAY_OPEN_START) {
        return INT64_MIN;
    }
    return date.earliest;
}

static int64_t day_after(idt_str until)
{
    idt_date date;
    if (until.len == 0 || idt_date_parse(until, &date, NULL) != IDT_OK ||
        date.latest == IDT_DAY_OPEN_END) {
        return INT64_MAX;
    }
    return (int64_t)date.latest + 1;
}

static bool lies_in(idt_str part, idt_str whole)
{
    return part.ptr >= whole.ptr && part.ptr < whole.ptr + whole.len;
}

/* The days a name was borne, by the statement it is of, or half of; of several of that name the
 * first and last day of any. A composed name is of several statements and has no days of its own.
 */
static void days_of(const idt_record *record, idt_listed_name *name)
{
    bool found = false;
    int64_t from = INT64_MAX;
    int64_t to = INT64_MIN;
    for (size_t i = 0; i < record->count; i++) {
        const idt_statement *s = &record->statements[i];
        if (!lies_in(name->text, s->value) && !(found && is_repeat(record, i))) {
            if (found) {
                break;
            }
            continue;
        }
        const int64_t first = first_day(idt_qualifier(s, "from"));
        const int64_t end = day_after(idt_qualifier(s, "until"));
        from = first < from ? first : from;
        to = end > to ? end : to;
        found = true;
    }
    const bool dated = found && from < to;
    name->valid_from = dated ? from : INT64_MIN;
    name->valid_to = dated ? to : INT64_MAX;
}

static idt_rc take_names(const idt_profile *profile, idt_arena *arena, idt_listed_party *out,
                         idt_error *err)
{
    out->names = IDT_NEW_N(arena, idt_listed_name, profile->name_count);
    for (size_t i = 0; i < profile->name_count && out->names != NULL; i++) {
        idt_part_tags tags;
        idt_part_tags *kept = NULL;
        if (profile->names[i].text.len == 0) {
            continue;
        }
        if (idt_profile_tags(profile, i, &tags) != NULL) {
            kept = IDT_NEW(arena, idt_part_tags);
            if (kept == NULL) {
                return idt_arena_fail(arena, err);
            }
            *kept = tags;
        }
        idt_listed_name *name = &out->names[out->name_count++];
        *name = (idt_listed_name){.ordinal = (uint32_t)i,
                                  .text = profile->names[i].text,
                                  .standing = profile->names[i].standing,
                                  .tags = kept};
        days_of(out->record, name);
    }
    return out->names != NULL ? IDT_OK : idt_arena_fail(arena, err);
}

/* ---- identifiers ---- */

static idt_rc take_keys(const idt_profile *profile, idt_arena *arena, idt_listed_party *out,
                        idt_error *err)
{
    size_t cap = 0;
    size_t count = 0;
    idt_rc rc = IDT_OK;
    idt_buf buf;
    idt_buf_init(&buf, KEY_BYTES);
    for (size_t i = 0; i < profile->field_count && rc == IDT_OK; i++) {
        const idt_profile_field *f = &profile->fields[i];
        idt_buf_clear(&buf);
        if (f->kind != IDT_FIELD_IDENTIFIER ||
            !idt_identifier_key(idt_str_borrow(f->property), f->value, &buf)) {
            continue;
        }
        rc = idt_buf_check(&buf, err);
        const idt_str key = idt_str_copy(arena, idt_buf_borrow(&buf));
        if (rc == IDT_OK && (key.ptr == NULL || !IDT_GROW(arena, out->keys, cap, count))) {
            rc = idt_arena_fail(arena, err);
        }
        if (rc == IDT_OK) {
            out->keys[count++] = key;
        }
    }
    idt_buf_release(&buf);
    idt_str_sort(out->keys, count);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !idt_str_equal(out->keys[i - 1], out->keys[i])) {
            out->keys[out->key_count++] = out->keys[i];
        }
    }
    return rc;
}

/* ---- classes ---- */

static int by_number(const void *x, const void *y)
{
    const uint64_t a = *(const uint64_t *)x;
    const uint64_t b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

static bool add_classes(const idt_profile_field *f, size_t *cap, idt_arena *arena,
                        idt_listed_party *out)
{
    uint64_t classes[IDT_FIELD_CLASSES_MAX];
    const size_t count = idt_field_classes(f, classes);
    for (size_t i = 0; i < count; i++) {
        if (!IDT_GROW(arena, out->classes, *cap, out->class_count)) {
            return false;
        }
        out->classes[out->class_count++] = classes[i];
    }
    return true;
}

static idt_rc take_classes(const idt_profile *profile, idt_arena *arena, idt_listed_party *out,
                           idt_error *err)
{
    size_t cap = 0;
    size_t kept = 0;
    for (size_t i = 0; i < profile->field_count; i++) {
        if (!add_classes(&profile->fields[i], &cap, arena, out)) {
            return idt_arena_fail(arena, err);
        }
    }
    if (out->class_count > 1) {
        qsort(out->classes, out->class_count, sizeof *out->classes, by_number);
    }
    for (size_t i = 0; i < out->class_count; i++) {
        if (i == 0 || out->classes[i] != out->classes[i - 1]) {
            out->classes[kept++] = out->classes[i];
        }
    }
    out->class_count = kept;
    return IDT_OK;
}

idt_rc idt_listed_party_read(const idt_record *record, idt_arena *arena, idt_listed_party *out,
                             idt_error *err)
{
    bool *counted = IDT_NEW_N(arena, bool, record->count);
    idt_profile profile = {.arena = arena};
    *out = (idt_listed_party){.record = record, .counted = counted};
    idt_rc rc = counted != NULL ? fill(record, &profile, counted, err) : idt_arena_fail(arena, err);
    out->kind = profile.kind;
    rc = rc == IDT_OK ? idt_profile_compose(&profile, err) : rc;
    rc = rc == IDT_OK ? take_names(&profile, arena, out, err) : rc;
    rc = rc == IDT_OK ? take_keys(&profile, arena, out, err) : rc;
    return rc == IDT_OK ? take_classes(&profile, arena, out, err) : rc;
}

/* ---- the payload ---- */

void idt_listed_party_json_before(const idt_listed_party *party, idt_json_writer *w)
{
    const idt_record *r = party->record;
    if (!idt_str_equal(r->about, r->id)) {
        idt_jw_str(w, "about", r->about);
    }
    idt_jw_str(w, "caption", idt_record_caption(r));
    idt_jw_object(w, "properties");
    for (size_t i = 0; i < r->count;) {
        size_t end = i;
        bool any = false;
        for (; end < r->count &&
               idt_str_equal(r->statements[end].property, r->statements[i].property);
             end++) {
            if (party->counted[end] && !any) {
                idt_jw_key(w, r->statements[i].property);
                idt_jw_array(w, NULL);
                any = true;
            }
            if (party->counted[end]) {
                idt_jw_str(w, NULL, r->statements[end].value);
            }
        }
        if (any) {
            idt_jw_end(w);
        }
        i = end;
    }
    idt_jw_end(w);
    idt_jw_str(w, "schema", r->schema);
}

void idt_listed_party_json_behind(const idt_listed_party *party, idt_json_writer *w)
{
    const idt_statement *s = idt_record_first(party->record, "topics");
    if (s == NULL) {
        return;
    }
    idt_jw_array(w, "topics");
    for (; s != NULL; s = idt_record_next(party->record, s)) {
        if (!is_repeat(party->record, (size_t)(s - party->record->statements))) {
            idt_jw_str(w, NULL, s->value);
        }
    }
    idt_jw_end(w);
}
