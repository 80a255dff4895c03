/* A form as it lies in the file, made into a name that can be compared; and its entries. */
#include "index/state.h"

typedef struct form_cursor {
    const uint8_t *at, *end;
} form_cursor;

static bool take_text(form_cursor *c, idt_str *out)
{
    uint32_t len;
    if (!get_varint(&c->at, c->end, &len) || len > (size_t)(c->end - c->at)) {
        return false;
    }
    *out = (idt_str){.ptr = (const char *)c->at, .len = len};
    c->at += len;
    return true;
}

static bool take_head(form_cursor *c, idt_profile_name *name)
{
    uint32_t cut;
    if (c->at >= c->end) {
        return false;
    }
    const unsigned bits = *c->at++;
    name->parsed.kind = (idt_name_kind)(bits & 3);
    name->parsed.guessed = (bits & 4) != 0;
    name->standing = (idt_name_standing)(bits >> 3 & 3);
    name->parsed.repaired = (uint8_t)(bits >> 5);
    if (name->standing > IDT_STANDING_WEAK || !get_varint(&c->at, c->end, &cut)) {
        return false;
    }
    name->parsed.cut = cut;
    const bool fits = take_text(c, &name->text) && take_text(c, &name->parsed.key) &&
                      take_text(c, &name->parsed.acronym);
    name->parsed.source = name->text;
    name->parsed.read = name->text; /* what was repaired is in the parts, the list of it is not */
    name->parsed.repairs = NULL;
    name->parsed.repair_count = 0;
    return fits;
}

/* Where a part stands and what it does there. */
static bool take_place(form_cursor *c, uint32_t *at, idt_name_part *base, idt_match_part *part,
                       uint32_t *out_bits)
{
    uint32_t gap;
    uint32_t len;
    uint32_t bits;
    if (!get_varint(&c->at, c->end, &gap) || !get_varint(&c->at, c->end, &len) ||
        !get_varint(&c->at, c->end, &bits) || (bits & 15) > IDT_PART_NUMBER) {
        return false;
    }
    *out_bits = bits;
    base->start = (gap & 1) != 0 ? *at - (gap + 1) / 2 : *at + gap / 2;
    base->end = base->start + len;
    *at = base->end;
    base->role = (idt_part_role)(bits & 15);
    base->tagged = (bits & PART_TAGGED) != 0;
    base->joined = (bits & PART_JOINED) != 0;
    base->article = (bits & PART_ARTICLE) != 0;
    base->after_bin = (bits & PART_AFTER_BIN) != 0;
    base->stopped = (bits & PART_STOPPED) != 0;
    part->role = (uint8_t)base->role;
    part->tagged = base->tagged;
    part->after_bin = base->after_bin;
    part->last = (bits & PART_LAST) != 0;
    part->repeats = (bits & PART_REPEATS) != 0;
    part->syllabic = (bits & PART_SYLLABIC) != 0;
    return true;
}

/* As match/prepared.c counts them; made anew, since the scorer relies on them. */
static void count_part(idt_match_name *name, uint16_t at)
{
    const idt_match_part *part = &name->parts[at];
    if (part->use != IDT_USE_WORD) {
        return;
    }
    name->words++;
    name->telling = (uint16_t)(name->telling + !idt_says_what(part->role, part->class_id));
    if (part->role != IDT_PART_GENERIC && !part->repeats) {
        name->bearing++;
    }
    name->has_bin = name->has_bin || part->after_bin;
    name->first_word = name->first_word == name->count ? at : name->first_word;
}

bool index_term_at(const segment *s, uint32_t term, term_view *out)
{
    uint64_t len;
    term_head head;
    const uint8_t *bytes;
    if (!segment_term(s, term, &head, &bytes, &len) || !index_term_read(&head, bytes, len, out)) {
        return false;
    }
    index_term_settle(out);
    return true;
}

static bool take_part(const segment *s, uint32_t term, form_cursor *c, uint32_t *at,
                      idt_index_scratch *scratch, uint16_t i)
{
    uint32_t bits;
    term_view *view = &scratch->views[i];
    if (!index_term_at(s, term, view)) {
        return false;
    }
    scratch->bases[i] = view->base;
    scratch->parts[i] = view->part;
    scratch->parts[i].part = &scratch->bases[i];
    if (!take_place(c, at, &scratch->bases[i], &scratch->parts[i], &bits)) {
        return false;
    }
    scratch->numbers[i] = term | (uint64_t)(bits & PART_BITS) << 24;
    return true;
}

static bool expand(const segment *s, uint32_t form, idt_index_scratch *scratch)
{
    uint64_t len;
    uint64_t terms_len;
    uint32_t at = 0;
    idt_profile_name *name = &scratch->name;
    const uint8_t *data = segment_range(s, SECTION_FORM_OFF, SECTION_FORM_DATA, form, 1, &len);
    const uint8_t *terms =
        segment_range(s, SECTION_FWD_OFF, SECTION_FWD, form, sizeof(row_part), &terms_len);
    if (data == NULL || terms == NULL || terms_len / sizeof(row_part) > IDT_NAME_PARTS_MAX) {
        return false;
    }
    form_cursor c = {.at = data, .end = data + len};
    const uint16_t count = (uint16_t)(terms_len / sizeof(row_part));
    name->parsed.parts = scratch->bases;
    name->parsed.count = count;
    name->prepared = (idt_match_name){.name = &name->parsed,
                                      .parts = scratch->parts,
                                      .glances = scratch->glances,
                                      .relations = &scratch->relations,
                                      .numbers = scratch->numbers,
                                      .count = count,
                                      .first_word = count};
    if (!take_head(&c, name)) {
        return false;
    }
    for (uint16_t i = 0; i < count; i++) {
        if (!take_part(s, get_u32(terms + sizeof(row_part) * i) & INDEX_TERMS_MAX, &c, &at, scratch,
                       i)) {
            return false;
        }
        count_part(&name->prepared, i);
    }
    idt_match_look(&name->prepared);
    return c.at == c.end;
}

idt_rc index_expand(const segment *s, uint32_t form, idt_index_scratch *scratch, idt_error *err)
{
    return form < s->forms && expand(s, form, scratch) ? IDT_OK : segment_damaged(s, err);
}

idt_rc idt_index_form(const idt_index *index, uint32_t file, uint32_t form,
                      idt_index_scratch *scratch, idt_index_candidate *out, idt_error *err)
{
    const segment *s = &index->segments[file];
    uint64_t len;
    const idt_rc rc = index_expand(s, form, scratch, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (segment_range(s, SECTION_ENTRY_OFF, SECTION_ENTRY, form, ENTRY_BYTES, &len) == NULL) {
        return segment_damaged(s, err);
    }
    *out = (idt_index_candidate){.name = &scratch->name,
                                 .file = file,
                                 .form = form,
                                 .entries = (uint32_t)(len / ENTRY_BYTES)};
    return IDT_OK;
}

idt_rc idt_index_head_of(const idt_index *index, uint32_t file, uint32_t form, idt_index_head *out,
                         idt_error *err)
{
    const segment *s = &index->segments[file];
    uint64_t len;
    uint64_t entries;
    idt_profile_name name;
    const uint8_t *data = form < s->forms
                              ? segment_range(s, SECTION_FORM_OFF, SECTION_FORM_DATA, form, 1, &len)
                              : NULL;
    if (data == NULL ||
        segment_range(s, SECTION_ENTRY_OFF, SECTION_ENTRY, form, ENTRY_BYTES, &entries) == NULL) {
        return segment_damaged(s, err);
    }
    form_cursor c = {.at = data, .end = data + len};
    if (!take_head(&c, &name)) {
        return segment_damaged(s, err);
    }
    *out = (idt_index_head){.text = name.text,
                            .kind = name.parsed.kind,
                            .standing = name.standing,
                            .entries = (uint32_t)(entries / ENTRY_BYTES)};
    return IDT_OK;
}

/* ---- entries ---- */

bool idt_index_in_time(const idt_index_when *when, const idt_index_span *span)
{
    return (when->any_day || (span->valid_from <= when->as_of && when->as_of < span->valid_to)) &&
           (when->any_instant ||
            (span->published_from <= when->published_by_us &&
             when->published_by_us < span->published_to &&
             span->recorded_from <= when->known_at_us && when->known_at_us < span->recorded_to));
}

static bool span_at(const segment *s, uint32_t i, idt_index_span *out)
{
    const uint8_t *bytes = segment_bytes(s, SECTION_SPAN, (uint64_t)i * SPAN_BYTES, SPAN_BYTES);
    _Static_assert(sizeof *out == SPAN_BYTES, "spans are kept as they are");
    if (bytes != NULL) {
        memcpy(out, bytes, sizeof *out);
    }
    return bytes != NULL;
}

bool index_id_at(const segment *s, uint32_t i, idt_str *out)
{
    uint64_t len;
    const uint8_t *bytes =
        i < s->ids ? segment_range(s, SECTION_ID_OFF, SECTION_ID_DATA, i, 1, &len) : NULL;
    if (bytes != NULL) {
        *out = (idt_str){.ptr = (const char *)bytes, .len = len};
    }
    return bytes != NULL;
}

idt_rc idt_index_entry_of(const idt_index *index, const idt_index_candidate *candidate, uint32_t i,
                          idt_index_entry *out, idt_error *err)
{
    const segment *s = &index->segments[candidate->file];
    uint64_t len;
    const uint8_t *bytes =
        segment_range(s, SECTION_ENTRY_OFF, SECTION_ENTRY, candidate->form, ENTRY_BYTES, &len);
    if (bytes == NULL || i >= len / ENTRY_BYTES) {
        return segment_damaged(s, err);
    }
    const uint8_t *entry = bytes + (size_t)i * ENTRY_BYTES;
    out->origin_id = get_u32(entry + 4);
    out->ordinal = get_u32(entry + 8);
    out->replaced = index_is_replaced(s, out->origin_id);
    return index_id_at(s, get_u32(entry), &out->subject) &&
                   index_id_at(s, get_u32(entry + 4), &out->origin) &&
                   span_at(s, get_u32(entry + 12), &out->span)
               ? IDT_OK
               : segment_damaged(s, err);
}

idt_rc index_form_in_time(const segment *s, uint32_t form, const idt_index_when *when, bool *out,
                          idt_error *err)
{
    uint64_t len;
    *out = when->any_day && when->any_instant && s->replaced == NULL;
    if (*out) {
        return IDT_OK;
    }
    const uint8_t *bytes =
        segment_range(s, SECTION_ENTRY_OFF, SECTION_ENTRY, form, ENTRY_BYTES, &len);
    if (bytes == NULL) {
        return segment_damaged(s, err);
    }
    for (uint64_t at = 0; at < len && !*out; at += ENTRY_BYTES) {
        idt_index_span span;
        if (!span_at(s, get_u32(bytes + at + 12), &span)) {
            return segment_damaged(s, err);
        }
        *out = idt_index_in_time(when, &span) && !index_is_replaced(s, get_u32(bytes + at + 4));
    }
    return IDT_OK;
}
