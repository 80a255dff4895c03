#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "index/build_state.h"
#include "index/hash_table.h"
#include "index/keys.h"
#include "index/term.h"
#include "match/weights.h"

/* What the writer makes on its way. */
typedef enum array {
    TERMS,   /* u32: place -> number of arrival */
    TERM_AT, /* u32: number -> place */
    TERM_IS, /* u8 by number: IS_ bits */
    FORMS,   /* as TERMS */
    FORM_AT,
    RANKED,     /* what is being ordered */
    POST_START, /* u32: place of a term -> its first in POSTS */
    POST_NEXT,
    POSTS,
    KEY_HIGHS,  /* u32: highest 32 bits of each key, term by term */
    KEY_CHECKS, /* u8 */
    KEY_ENDS,   /* u64: behind the keys of each term */
    BUCKETS,
    ITEMS,
    ENTRY_AT, /* u32: place of a form -> its first of ENTRIES */
    ENTRIES,
    ID_AT,
    IDS,
    SPAN_AT,
    SPANS,
    ARRAYS
} array;

/* Of a part that stands in postings; of one that is neither word nor initial, a number say. */
enum { IS_FOUND = 1, IS_OTHER = 2 };

typedef struct writer {
    idt_index_builder *b;
    idt_buf *out;
    idt_error *err;
    idt_buf arrays[ARRAYS];
    uint32_t term_count, form_count;
    uint64_t parts;
    uint64_t entry_count;
    bool too_large; /* for the numbers of the format */
    uint64_t section[SECTION_COUNT][2];
} writer;

static void *zeros(writer *w, array of, size_t count, size_t item_bytes)
{
    return index_gather_zeros(&w->b->room, &w->arrays[of], count, item_bytes);
}

static void drop(writer *w, array of)
{
    index_gathered_free(&w->b->room, &w->arrays[of]);
}

#define NUMBERS(w, of) BUILT(uint32_t, (w)->arrays[of])

/* ---- orders ---- */

typedef struct ranked_term {
    uint64_t skeleton;   /* its first eight bytes, the first one highest */
    const char *written; /* head and record */
    uint32_t len;
    uint32_t class_id;
    uint32_t number;
    bool native;
} ranked_term;

typedef struct ranked_text {
    const char *bytes;
    uint32_t len;
    uint32_t rank; /* before the bytes: of a form the place of its rarest term */
    uint32_t number;
} ranked_text;

static int by_number(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int by_bytes(const char *a, size_t a_len, const char *b, size_t b_len)
{
    return idt_str_compare((idt_str){.ptr = a, .len = a_len}, (idt_str){.ptr = b, .len = b_len});
}

static int by_term(const void *x, const void *y)
{
    const ranked_term *a = x;
    const ranked_term *b = y;
    idt_str skeletons[2];
    idt_str folds[2];
    int order = by_number(a->native, b->native);
    order = order != 0 ? order : by_number(a->class_id, b->class_id);
    order = order != 0 ? order : by_number(a->skeleton, b->skeleton);
    if (order != 0) {
        return order;
    }
    index_term_spelling(a->written, &skeletons[0], &folds[0]);
    index_term_spelling(b->written, &skeletons[1], &folds[1]);
    order = idt_str_compare(skeletons[0], skeletons[1]);
    order = order != 0 ? order : idt_str_compare(folds[0], folds[1]);
    return order != 0 ? order : by_bytes(a->written, a->len, b->written, b->len);
}

static int by_text(const void *x, const void *y)
{
    const ranked_text *a = x;
    const ranked_text *b = y;
    const int order = by_number(a->rank, b->rank);
    return order != 0 ? order : by_bytes(a->bytes, a->len, b->bytes, b->len);
}

/* Byte order of the first eight as the order of numbers. */
static uint64_t eight_of(idt_str text)
{
    uint64_t v = 0;
    for (size_t i = 0; i < 8; i++) {
        v = v << 8 | (i < text.len ? (uint8_t)text.ptr[i] : 0);
    }
    return v;
}

/* A term as the builder keeps it: head and record. */
static term_head head_of(idt_str built)
{
    term_head head;
    memcpy(&head, built.ptr, sizeof head);
    return head;
}

static void read_built(idt_str built, term_view *out)
{
    const term_head head = head_of(built);
    const bool read = index_term_read(&head, (const uint8_t *)built.ptr + sizeof head,
                                      built.len - sizeof head, out);
    assert(read);
    (void)read;
    index_term_settle(out);
}

/* A number, say: it may agree, and is neither word nor initial. */
static bool counts_otherwise(const idt_match_part *part)
{
    return index_part_is_found(part) && part->use != IDT_USE_WORD && part->use != IDT_USE_INITIAL;
}

static bool order_terms(writer *w)
{
    const size_t count = w->term_count;
    ranked_term *ranked = zeros(w, RANKED, count, sizeof *ranked);
    uint8_t *is = zeros(w, TERM_IS, count, 1);
    uint32_t *terms = zeros(w, TERMS, count, sizeof *terms);
    uint32_t *at = zeros(w, TERM_AT, count, sizeof *at);
    if (ranked == NULL || is == NULL || terms == NULL || at == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        term_view view;
        const idt_str built = index_texts_borrow(&w->b->terms, i);
        read_built(built, &view);
        is[i] = (uint8_t)((index_part_is_found(&view.part) ? IS_FOUND : 0) |
                          (counts_otherwise(&view.part) ? IS_OTHER : 0));
        ranked[i] = (ranked_term){.skeleton = eight_of(view.part.skeleton),
                                  .written = built.ptr,
                                  .len = (uint32_t)built.len,
                                  .class_id = view.part.class_id,
                                  .number = i,
                                  .native = !view.part.latin};
    }
    qsort(ranked, count, sizeof *ranked, by_term);
    for (uint32_t i = 0; i < count; i++) {
        terms[i] = ranked[i].number;
        at[ranked[i].number] = i;
    }
    drop(w, RANKED);
    return true;
}

/* Texts by rank and bytes: `order` gets place -> number, `at` number -> place. `ranks` may be NULL.
 */
static bool order_texts(writer *w, const index_texts *texts, const uint32_t *ranks, array order,
                        array at)
{
    const size_t count = texts->count;
    ranked_text *ranked = zeros(w, RANKED, count, sizeof *ranked);
    uint32_t *numbers = zeros(w, order, count, sizeof *numbers);
    uint32_t *places = zeros(w, at, count, sizeof *places);
    if (ranked == NULL || numbers == NULL || places == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        const idt_str text = index_texts_borrow(texts, i);
        ranked[i] = (ranked_text){.bytes = text.ptr,
                                  .len = (uint32_t)text.len,
                                  .rank = ranks != NULL ? ranks[i] : 0,
                                  .number = i};
    }
    qsort(ranked, count, sizeof *ranked, by_text);
    for (uint32_t i = 0; i < count; i++) {
        numbers[i] = ranked[i].number;
        places[ranked[i].number] = i;
    }
    drop(w, RANKED);
    return true;
}

/* The place of its rarest term, the first of equals; 0 where the form has no part. */
static uint32_t rank_of(const writer *w, uint32_t form)
{
    const row_part *row;
    uint32_t rarest = 0;
    int most = -1;
    const size_t count = built_row(w->b, form, &row);
    for (size_t k = 0; k < count; k++) {
        const uint32_t term = built_term(&row[k]);
        const int rarity = head_of(index_texts_borrow(&w->b->terms, term)).rarity_mnat;
        if (rarity > most) {
            most = rarity;
            rarest = NUMBERS(w, TERM_AT)[term];
        }
    }
    return rarest;
}

static bool order_all(writer *w)
{
    if (!order_terms(w)) {
        return false;
    }
    uint32_t *ranks = zeros(w, ITEMS, w->form_count, sizeof *ranks);
    for (uint32_t i = 0; ranks != NULL && i < w->form_count; i++) {
        ranks[i] = rank_of(w, i);
    }
    const bool fits = ranks != NULL && order_texts(w, &w->b->forms, ranks, FORMS, FORM_AT);
    drop(w, ITEMS);
    return fits;
}

/* ---- bytes ---- */

static void begin(writer *w, index_section s)
{
    while (w->out->len % INDEX_ALIGN != 0 && !w->out->failed) {
        idt_buf_add_byte(w->out, '\0');
    }
    w->section[s][0] = w->out->len;
}

static void end(writer *w, index_section s)
{
    w->section[s][1] = w->out->len - w->section[s][0];
}

static void put_u32(writer *w, uint64_t v)
{
    const uint32_t narrow = (uint32_t)v;
    idt_buf_add(w->out, &narrow, sizeof narrow);
}

/* What a form holds beside the part at `at`, in the two ways of `posting`. */
typedef struct company {
    uint32_t word, initial; /* of one */
    bool phrase;
    uint32_t many; /* of several */
    bool is_many;
} company;

static void add_company(const row_part *part, company *c)
{
    const uint32_t use = part->what >> FWD_USE_SHIFT & 3;
    const uint32_t first = part->beside >> BESIDE_FIRST_SHIFT & 31;
    if (use == FWD_INITIAL) {
        c->is_many = c->is_many || c->initial != BESIDE_NO_INITIAL || first == BESIDE_NO_INITIAL;
        c->initial = first;
        c->many |= index_many_first(first) | MANY_INITIALS;
    } else if (use == FWD_WORD) {
        c->is_many = c->is_many || c->word != 0;
        c->word = (part->beside & BESIDE_WORD) | ((part->what & FWD_MUTE) != 0 ? BESIDE_MUTE : 0);
        c->phrase = (part->beside & FWD_PHRASE) != 0;
        c->many |=
            index_many_first(first) | ((part->beside & BESIDE_CUT_OFF) != 0 ? MANY_CUT_OFF : 0);
    }
}

static posting posting_of(const writer *w, const row_part *row, size_t count, size_t at)
{
    const uint8_t *is = BUILT(const uint8_t, w->arrays[TERM_IS]);
    company c = {.initial = BESIDE_NO_INITIAL};
    for (size_t i = 0; i < count; i++) {
        if (i == at) {
            continue;
        }
        const uint32_t term = built_term(&row[i]);
        if (term == built_term(&row[at]) || (is[term] & IS_OTHER) != 0) {
            c.is_many = true;
            c.many |= MANY_OTHER;
        }
        add_company(&row[i], &c);
    }
    const bool org = (row[at].what & FWD_ORG) != 0;
    return (posting){.row = (uint32_t)w->parts | (c.phrase ? POST_PHRASE : 0) |
                            (org ? POST_ORG : 0) | (c.is_many ? POST_MANY : 0),
                     .beside = c.is_many ? c.many : c.word | c.initial << BESIDE_INITIAL_SHIFT};
}

static bool counts_first(const writer *w, const row_part *row, size_t at)
{
    const uint32_t term = built_term(&row[at]);
    for (size_t i = 0; i < at; i++) {
        if (built_term(&row[i]) == term) {
            return false;
        }
    }
    return (w->arrays[TERM_IS].ptr[term] & IS_FOUND) != 0;
}

/* Where each term's postings begin. */
static bool count_posts(writer *w)
{
    uint32_t *start = zeros(w, POST_START, (size_t)w->term_count + 1, sizeof *start);
    for (uint32_t i = 0; start != NULL && i < w->form_count; i++) {
        const row_part *row;
        const size_t count = built_row(w->b, i, &row);
        for (size_t k = 0; k < count; k++) {
            start[NUMBERS(w, TERM_AT)[built_term(&row[k])] + 1] += counts_first(w, row, k);
        }
    }
    for (size_t t = 0; start != NULL && t < w->term_count; t++) {
        start[t + 1] += start[t];
    }
    return start != NULL;
}

/* For each term that is found by keys the forms that bear it, each once, ascending. */
static bool gather_posts(writer *w)
{
    if (!count_posts(w)) {
        return false;
    }
    const uint32_t *start = NUMBERS(w, POST_START);
    uint32_t *next = zeros(w, POST_NEXT, w->term_count, sizeof *next);
    posting *posts = zeros(w, POSTS, start[w->term_count], sizeof *posts);
    if (next == NULL || posts == NULL) {
        return false;
    }
    memcpy(next, start, w->term_count * sizeof *next);
    for (uint32_t i = 0; i < w->form_count; i++) {
        const row_part *row;
        const size_t count = built_row(w->b, NUMBERS(w, FORMS)[i], &row);
        for (size_t k = 0; k < count; k++) {
            if (counts_first(w, row, k)) {
                const uint32_t term = NUMBERS(w, TERM_AT)[built_term(&row[k])];
                posts[next[term]++] = posting_of(w, row, count, k);
            }
        }
        w->parts += count;
    }
    drop(w, POST_NEXT);
    drop(w, TERM_IS);
    return true;
}

static idt_str term_at(const writer *w, size_t place)
{
    return index_texts_borrow(&w->b->terms, NUMBERS(w, TERMS)[place]);
}

static void put_letters(writer *w)
{
    begin(w, SECTION_LETTERS);
    for (size_t i = 0; i < w->term_count; i++) {
        term_view view;
        read_built(term_at(w, i), &view);
        const uint64_t letters = index_term_letters(&view.part);
        idt_buf_add(w->out, &letters, sizeof letters);
    }
    end(w, SECTION_LETTERS);
    begin(w, SECTION_READINGS);
    for (size_t i = 0; i < w->term_count; i++) {
        term_view view;
        uint64_t readings[IDT_READINGS_MAX];
        read_built(term_at(w, i), &view);
        if (!view.part.latin) {
            index_term_readings(&view.part, readings);
            idt_buf_add(w->out, readings, sizeof readings);
        }
    }
    end(w, SECTION_READINGS);
}

/* Records lie at multiples of 4. */
static bool put_terms(writer *w)
{
    const uint32_t *post_start = NUMBERS(w, POST_START);
    uint64_t at = 0;
    begin(w, SECTION_TERM);
    for (size_t i = 0; i <= w->term_count; i++) {
        const idt_str built = i < w->term_count ? term_at(w, i) : (idt_str){0};
        term_head head = i < w->term_count ? head_of(built) : (term_head){0};
        head.record = (uint32_t)(at / 4);
        head.post = post_start[i];
        idt_buf_add(w->out, &head, sizeof head);
        at += i < w->term_count ? built.len - sizeof head : 0;
    }
    end(w, SECTION_TERM);
    begin(w, SECTION_TERM_DATA);
    for (size_t i = 0; i < w->term_count; i++) {
        const idt_str built = term_at(w, i);
        idt_buf_add(w->out, built.ptr + sizeof(term_head), built.len - sizeof(term_head));
    }
    end(w, SECTION_TERM_DATA);
    put_letters(w);
    begin(w, SECTION_POST);
    idt_buf_add(w->out, w->arrays[POSTS].ptr, w->arrays[POSTS].len);
    end(w, SECTION_POST);
    drop(w, POST_START);
    drop(w, POSTS);
    w->too_large = at / 4 > UINT32_MAX;
    return !w->too_large;
}

/* ---- tables ---- */

#define KEYS_A_BUCKET  16 /* with those that come twice; a line of the cache holds 16 */
#define LINKS_A_BUCKET 6

/* The keys of each term in its place; then nobody asks for the terms any more. */
static bool gather_keys(writer *w)
{
    index_room *room = &w->b->room;
    for (uint32_t t = 0; t < w->term_count; t++) {
        term_view view;
        uint64_t keys[INDEX_KEYS_MAX];
        read_built(term_at(w, t), &view);
        const size_t n = index_keys_stored(&view.part, keys);
        for (size_t i = 0; i < n; i++) {
            const uint32_t high = (uint32_t)(keys[i] >> 32);
            const uint8_t check =
                (uint8_t)((index_check_of(keys[i]) & 127) | (view.part.latin ? 0 : 128));
            if (!index_gather(room, &w->arrays[KEY_HIGHS], &high, sizeof high) ||
                !index_gather(room, &w->arrays[KEY_CHECKS], &check, sizeof check)) {
                return false;
            }
        }
        const uint64_t end = w->arrays[KEY_CHECKS].len;
        if (!index_gather(room, &w->arrays[KEY_ENDS], &end, sizeof end)) {
            return false;
        }
    }
    index_texts_free(room, &w->b->terms);
    drop(w, TERMS);
    return true;
}

/* A table of so many keys, a usual number of them a bucket. */
static bool begin_table(writer *w, size_t keys, unsigned a_bucket, index_table *out)
{
    *out = (index_table){.bits = index_table_bits(keys, a_bucket)};
    w->too_large = keys >= UINT32_MAX;
    out->start = zeros(w, BUCKETS, ((size_t)1 << out->bits) + 1, sizeof *out->start);
    out->items = zeros(w, ITEMS, keys, sizeof *out->items);
    return !w->too_large && out->start != NULL && out->items != NULL;
}

static void end_table(writer *w, index_table *table, index_section offsets)
{
    index_table_settle(table);
    begin(w, offsets);
    idt_buf_add(w->out, table->start, (((size_t)1 << table->bits) + 1) * sizeof *table->start);
    end(w, offsets);
    drop(w, BUCKETS);
}

static bool put_keys(writer *w)
{
    index_table table;
    const size_t count = w->arrays[KEY_CHECKS].len;
    if (!begin_table(w, count, KEYS_A_BUCKET, &table)) {
        return false;
    }
    const uint32_t *highs = NUMBERS(w, KEY_HIGHS);
    const uint8_t *checks = BUILT(const uint8_t, w->arrays[KEY_CHECKS]);
    const uint64_t *ends = BUILT(const uint64_t, w->arrays[KEY_ENDS]);
    for (size_t i = 0; i < count; i++) {
        index_table_count(&table, highs[i]);
    }
    index_table_lay(&table);
    for (uint32_t t = 0, i = 0; t < w->term_count; t++) {
        for (; i < ends[t]; i++) {
            index_table_put(&table, highs[i], t, checks[i]);
        }
    }
    drop(w, KEY_HIGHS);
    drop(w, KEY_CHECKS);
    drop(w, KEY_ENDS);
    end_table(w, &table, SECTION_KEY_OFF);
    begin(w, SECTION_KEY);
    for (size_t i = 0; i < table.count; i++) {
        put_u32(w, (table.items[i] & 255) << 24 | table.items[i] >> 8);
    }
    end(w, SECTION_KEY);
    drop(w, ITEMS);
    return true;
}

static bool put_links(writer *w)
{
    index_table table;
    const built_link *links = BUILT(const built_link, w->b->links);
    const size_t count = BUILT_COUNT(built_link, w->b->links);
    if (!begin_table(w, count, LINKS_A_BUCKET, &table)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        index_table_count(&table, links[i].high);
    }
    index_table_lay(&table);
    for (size_t i = 0; i < count; i++) {
        index_table_put(&table, links[i].high, NUMBERS(w, FORM_AT)[links[i].form],
                        (uint8_t)links[i].check);
    }
    index_gathered_free(&w->b->room, &w->b->links);
    end_table(w, &table, SECTION_LINK_OFF);
    begin(w, SECTION_LINK);
    for (size_t i = 0; i < table.count; i++) {
        put_u32(w, table.items[i] >> 8);
    }
    end(w, SECTION_LINK);
    begin(w, SECTION_LINK_CHECK);
    for (size_t i = 0; i < table.count; i++) {
        idt_buf_add_byte(w->out, (char)(table.items[i] & 255));
    }
    end(w, SECTION_LINK_CHECK);
    drop(w, ITEMS);
    return true;
}

/* ---- forms ---- */

static void put_rows(writer *w)
{
    uint64_t at = 0;
    begin(w, SECTION_FWD_OFF);
    for (size_t i = 0; i < w->form_count; i++) {
        const row_part *row;
        put_u32(w, at);
        at += built_row(w->b, NUMBERS(w, FORMS)[i], &row);
    }
    put_u32(w, at);
    end(w, SECTION_FWD_OFF);
    begin(w, SECTION_FWD);
    for (size_t i = 0; i < w->form_count; i++) {
        const row_part *row;
        const size_t count = built_row(w->b, NUMBERS(w, FORMS)[i], &row);
        for (size_t k = 0; k < count; k++) {
            row_part part = row[k];
            part.what = NUMBERS(w, TERM_AT)[built_term(&part)] | (part.what & ~INDEX_TERMS_MAX);
            part.beside |= k + 1 == count ? FWD_END : 0;
            idt_buf_add(w->out, &part, sizeof part);
        }
    }
    end(w, SECTION_FWD);
    drop(w, TERM_AT);
}

/* A form's record in pieces: kind and parts cut off, the text, the rest. */
typedef struct form_record {
    idt_str before, text, behind;
} form_record;

static size_t varint_bytes(uint64_t v)
{
    size_t n = 1;
    for (; v >= 0x80; v >>= 7) {
        n++;
    }
    return n;
}

static size_t form_record_of(const writer *w, uint32_t form, form_record *out)
{
    const idt_index_builder *b = w->b;
    const built_form *items = BUILT(const built_form, b->form_items);
    const size_t from = items[form].data;
    const size_t to = form + 1 < w->form_count ? items[form + 1].data : b->data.len;
    size_t cut = from + 1;
    while ((b->data.ptr[cut] & 0x80) != 0) {
        cut++;
    }
    const idt_str identity = index_texts_borrow(&b->forms, form);
    const size_t text_len = get_u32(identity.ptr);
    const idt_str data = {.ptr = b->data.ptr, .len = b->data.len};
    out->before = idt_str_slice(data, from, cut + 1);
    out->text = idt_str_slice(identity, sizeof(uint32_t), sizeof(uint32_t) + text_len);
    out->behind = idt_str_slice(data, cut + 1, to);
    return out->before.len + varint_bytes(text_len) + text_len + out->behind.len;
}

static bool put_forms(writer *w)
{
    uint64_t at = 0;
    form_record record;
    begin(w, SECTION_FORM_OFF);
    for (size_t i = 0; i < w->form_count; i++) {
        put_u32(w, at);
        at += form_record_of(w, NUMBERS(w, FORMS)[i], &record);
    }
    put_u32(w, at);
    end(w, SECTION_FORM_OFF);
    begin(w, SECTION_FORM_DATA);
    for (size_t i = 0; i < w->form_count; i++) {
        (void)form_record_of(w, NUMBERS(w, FORMS)[i], &record);
        idt_buf_add_str(w->out, record.before);
        for (size_t len = record.text.len, first = 1; first != 0 || len > 0; first = 0) {
            idt_buf_add_byte(w->out, (char)(len >= 0x80 ? len | 0x80 : len));
            len >>= 7;
        }
        idt_buf_add_str(w->out, record.text);
        idt_buf_add_str(w->out, record.behind);
    }
    end(w, SECTION_FORM_DATA);
    index_texts_free(&w->b->room, &w->b->forms);
    index_gathered_free(&w->b->room, &w->b->data);
    w->too_large = at > UINT32_MAX;
    return !w->too_large;
}

static bool put_field_sections(writer *w, idt_arena *arena)
{
    uint32_t *offsets = NULL;
    size_t count = 0;
    uint32_t at = 0;
    uint32_t *rows = IDT_NEW_N(arena, uint32_t, w->form_count);
    for (size_t i = 0; rows != NULL && i < w->form_count; i++) {
        const row_part *row;
        const uint32_t form = NUMBERS(w, FORMS)[i];
        rows[form] = at;
        at += (uint32_t)built_row(w->b, form, &row);
    }
    begin(w, SECTION_FIELD);
    if (rows == NULL || !index_put_fields(w->b, rows, at, arena, w->out, &offsets, &count)) {
        return false;
    }
    end(w, SECTION_FIELD);
    begin(w, SECTION_FIELD_OFF);
    for (size_t i = 0; i < count; i++) {
        put_u32(w, offsets[i]);
    }
    end(w, SECTION_FIELD_OFF);
    return true;
}

static bool put_fields(writer *w)
{
    const index_room *room = &w->b->room;
    idt_arena *arena = idt_arena_new(room->ceiling - room->taken);
    const bool fits = arena != NULL && put_field_sections(w, arena);
    idt_arena_free(arena);
    index_gathered_free(&w->b->room, &w->b->rows);
    index_gathered_free(&w->b->room, &w->b->form_items);
    index_gathered_free(&w->b->room, &w->b->classes);
    drop(w, FORMS);
    return fits;
}

/* ---- entries ---- */

typedef struct placed_entry {
    uint32_t subject, origin, ordinal, span;
} placed_entry;

_Static_assert(sizeof(placed_entry) == ENTRY_BYTES, "an entry as it is written");

static int by_entry(const void *x, const void *y)
{
    const placed_entry *a = x;
    const placed_entry *b = y;
    int order = by_number(a->subject, b->subject);
    order = order != 0 ? order : by_number(a->origin, b->origin);
    order = order != 0 ? order : by_number(a->ordinal, b->ordinal);
    return order != 0 ? order : by_number(a->span, b->span);
}

/* Each form's entries where they will stand. */
static bool place_entries(writer *w)
{
    const built_entry *built = BUILT(const built_entry, w->b->entries);
    const size_t count = BUILT_COUNT(built_entry, w->b->entries);
    const uint32_t *form_at = NUMBERS(w, FORM_AT);
    uint32_t *next = zeros(w, ENTRY_AT, (size_t)w->form_count + 1, sizeof *next);
    placed_entry *placed = zeros(w, ENTRIES, count, sizeof *placed);
    if (next == NULL || placed == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        next[form_at[built[i].form] + 1]++;
    }
    for (size_t i = 0; i < w->form_count; i++) {
        next[i + 1] += next[i];
    }
    for (size_t i = 0; i < count; i++) {
        placed[next[form_at[built[i].form]]++] =
            (placed_entry){.subject = NUMBERS(w, ID_AT)[built[i].subject],
                           .origin = NUMBERS(w, ID_AT)[built[i].origin],
                           .ordinal = built[i].ordinal,
                           .span = NUMBERS(w, SPAN_AT)[built[i].span]};
    }
    index_gathered_free(&w->b->room, &w->b->entries);
    drop(w, FORM_AT);
    return true;
}

static void put_entry_section(writer *w)
{
    const uint32_t *behind = NUMBERS(w, ENTRY_AT); /* the entries of each form */
    placed_entry *placed = BUILT(placed_entry, w->arrays[ENTRIES]);
    size_t at = 0;
    begin(w, SECTION_ENTRY_OFF);
    for (size_t i = 0; i < w->form_count; i++) {
        put_u32(w, at);
        if (behind[i] - at > 1) {
            qsort(placed + at, behind[i] - at, sizeof *placed, by_entry);
        }
        at = behind[i];
    }
    put_u32(w, at);
    end(w, SECTION_ENTRY_OFF);
    begin(w, SECTION_ENTRY);
    idt_buf_add(w->out, placed, w->entry_count * sizeof *placed);
    end(w, SECTION_ENTRY);
    drop(w, ENTRY_AT);
    drop(w, ENTRIES);
}

/* Texts in the order of `numbers`. */
static bool put_texts(writer *w, index_section offsets, index_section data,
                      const index_texts *texts, const uint32_t *numbers)
{
    uint64_t at = 0;
    begin(w, offsets);
    for (size_t i = 0; i < texts->count; i++) {
        put_u32(w, at);
        at += index_texts_borrow(texts, numbers[i]).len;
    }
    put_u32(w, at);
    end(w, offsets);
    begin(w, data);
    for (size_t i = 0; i < texts->count; i++) {
        idt_buf_add_str(w->out, index_texts_borrow(texts, numbers[i]));
    }
    end(w, data);
    w->too_large = at > UINT32_MAX;
    return !w->too_large;
}

/* The description of each id in its place; `which`: of each id in its place its description + 1. */
static bool put_described(writer *w, const uint32_t *which)
{
    const built_description *all = BUILT(const built_description, w->b->descriptions);
    const size_t count = w->b->ids.count;
    uint64_t at = 0;
    begin(w, SECTION_ABOUT_OFF);
    for (size_t i = 0; i < count; i++) {
        put_u32(w, at);
        at += which[i] != 0 ? all[which[i] - 1].len : 0;
    }
    put_u32(w, at);
    end(w, SECTION_ABOUT_OFF);
    begin(w, SECTION_ABOUT);
    for (size_t i = 0; i < count; i++) {
        if (which[i] != 0) {
            const built_description *d = &all[which[i] - 1];
            idt_buf_add(w->out, w->b->about.ptr + d->start, d->len);
        }
    }
    end(w, SECTION_ABOUT);
    w->too_large = at > UINT32_MAX;
    return !w->too_large;
}

static bool put_descriptions(writer *w)
{
    const built_description *all = BUILT(const built_description, w->b->descriptions);
    const size_t count = BUILT_COUNT(built_description, w->b->descriptions);
    uint32_t *which = zeros(w, ITEMS, w->b->ids.count, sizeof *which);
    for (uint32_t i = 0; which != NULL && i < count; i++) {
        which[NUMBERS(w, ID_AT)[all[i].id]] = i + 1;
    }
    const bool fits = which != NULL && put_described(w, which);
    drop(w, ITEMS);
    index_gathered_free(&w->b->room, &w->b->about);
    return fits;
}

static int by_find(const void *x, const void *y)
{
    const built_find *a = x;
    const built_find *b = y;
    const int order = by_number(a->key, b->key);
    return order != 0 ? order : by_number(a->id, b->id);
}

static void put_finds(writer *w)
{
    built_find *finds = BUILT(built_find, w->b->finds);
    const size_t count = BUILT_COUNT(built_find, w->b->finds);
    for (size_t i = 0; i < count; i++) {
        finds[i].id = NUMBERS(w, ID_AT)[finds[i].id];
    }
    if (count > 1) {
        qsort(finds, count, sizeof *finds, by_find);
    }
    begin(w, SECTION_FIND);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || by_find(&finds[i - 1], &finds[i]) != 0) {
            idt_buf_add(w->out, &finds[i].key, sizeof finds[i].key);
            put_u32(w, finds[i].id);
            put_u32(w, 0);
        }
    }
    end(w, SECTION_FIND);
}

static bool put_replaced(writer *w)
{
    const index_texts *prefixes = &w->b->replaced;
    const bool fits = order_texts(w, prefixes, NULL, IDS, ID_AT) &&
                      put_texts(w, SECTION_REPLACE_OFF, SECTION_REPLACE, prefixes, NUMBERS(w, IDS));
    drop(w, IDS);
    drop(w, ID_AT);
    return fits;
}

static void put_spans(writer *w)
{
    begin(w, SECTION_SPAN);
    for (size_t i = 0; i < w->b->spans.count; i++) {
        idt_buf_add_str(w->out, index_texts_borrow(&w->b->spans, NUMBERS(w, SPANS)[i]));
    }
    end(w, SECTION_SPAN);
    drop(w, SPANS);
    drop(w, SPAN_AT);
}

static bool put_entries(writer *w)
{
    index_texts_close(&w->b->room, &w->b->ids);
    w->too_large = w->entry_count >= UINT32_MAX;
    if (w->too_large || !order_texts(w, &w->b->ids, NULL, IDS, ID_AT) ||
        !order_texts(w, &w->b->spans, NULL, SPANS, SPAN_AT) || !place_entries(w)) {
        return false;
    }
    put_entry_section(w);
    put_spans(w);
    if (!put_texts(w, SECTION_ID_OFF, SECTION_ID_DATA, &w->b->ids, NUMBERS(w, IDS)) ||
        !put_descriptions(w)) {
        return false;
    }
    put_finds(w);
    drop(w, IDS);
    drop(w, ID_AT);
    return put_replaced(w);
}

/* ---- header ---- */

static void put_checks(writer *w)
{
    const size_t block = (size_t)1 << INDEX_BLOCK_LOG2;
    begin(w, SECTION_CHECKS);
    const size_t to = w->out->len;
    for (size_t at = INDEX_HEADER; at < to && !w->out->failed; at += block) {
        const uint64_t sum = index_checksum(w->out->ptr + at, to - at < block ? to - at : block);
        idt_buf_add(w->out, &sum, sizeof sum);
    }
    end(w, SECTION_CHECKS);
}

/* What receipts name: the names as of which register version, read by which tables. */
static idt_rc content_id(const writer *w, idt_digest *out)
{
    char text[256];
    const int n =
        snprintf(text, sizeof text, "interdict index %d\n%s\n%s\nblock %d\n", INDEX_FORMAT,
                 w->b->register_version.ptr, IDT_NAME_TABLES, INDEX_BLOCK_LOG2);
    assert(n > 0 && (size_t)n < sizeof text);
    return idt_sha256(text, (size_t)n, out, w->err);
}

static void set_u64(char *header, size_t at, uint64_t v)
{
    memcpy(header + at, &v, sizeof v);
}

static idt_rc put_header(writer *w, idt_index_built *built)
{
    char *h = w->out->ptr;
    const uint32_t format = INDEX_FORMAT;
    const uint32_t block = INDEX_BLOCK_LOG2;
    memcpy(h + AT_MAGIC, INDEX_MAGIC, 8);
    memcpy(h + AT_FORMAT, &format, sizeof format);
    memcpy(h + AT_BLOCK_LOG2, &block, sizeof block);
    set_u64(h, AT_FILE_LEN, w->out->len);
    set_u64(h, AT_FORMS, w->form_count);
    set_u64(h, AT_TERMS, w->term_count);
    set_u64(h, AT_ENTRIES, w->entry_count);
    set_u64(h, AT_PARTS, w->parts);
    set_u64(h, AT_KNOWN_AT, (uint64_t)w->b->known_at_us);
    _Static_assert(sizeof IDT_NAME_TABLES <= INDEX_TABLES_LEN, "IDT_NAME_TABLES is too long");
    memcpy(h + AT_TABLES, IDT_NAME_TABLES, sizeof IDT_NAME_TABLES);
    memcpy(h + AT_REGISTER_VERSION, w->b->register_version.ptr, w->b->register_version.len);
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        set_u64(h, AT_SECTIONS + 16 * i, w->section[i][0]);
        set_u64(h, AT_SECTIONS + 16 * i + 8, w->section[i][1]);
    }
    idt_rc rc = content_id(w, &built->content_id);
    memcpy(h + AT_CONTENT_ID, built->content_id.bytes, IDT_SHA256_BYTES);
    set_u64(h, AT_CHECKSUM, index_checksum(h, AT_CHECKSUM)); /* file_id still zero */
    rc = rc == IDT_OK ? index_file_id(w->out->ptr, w->out->len, &built->file_id, w->err) : rc;
    memcpy(h + AT_FILE_ID, built->file_id.bytes, IDT_SHA256_BYTES);
    return rc;
}

static idt_rc failed(const writer *w)
{
    if (w->too_large) {
        return idt_fail(
            w->err, IDT_E_LIMIT,
            "more bytes or keys than the numbers of one file hold: build several files");
    }
    return w->out->failed ? idt_buf_check(w->out, w->err) : index_room_fail(&w->b->room, w->err);
}

static bool put_sections(writer *w)
{
    if (!order_all(w) || !gather_posts(w) || !put_terms(w) || !gather_keys(w) || !put_keys(w) ||
        !put_links(w)) {
        return false;
    }
    put_rows(w);
    if (!put_forms(w) || !put_fields(w) || !put_entries(w)) {
        return false;
    }
    put_checks(w);
    return !w->out->failed;
}

idt_rc index_write(idt_index_builder *b, idt_buf *out, idt_index_built *built, idt_error *err)
{
    static const char nothing[INDEX_HEADER];
    writer w = {.b = b,
                .out = out,
                .err = err,
                .term_count = b->terms.count,
                .form_count = b->forms.count,
                .entry_count = BUILT_COUNT(built_entry, b->entries)};
    index_texts_close(&b->room, &b->terms);
    index_texts_close(&b->room, &b->forms);
    idt_buf_clear(out);
    idt_buf_add(out, nothing, sizeof nothing);
    idt_rc rc = put_sections(&w) ? IDT_OK : failed(&w);
    for (int i = 0; i < ARRAYS; i++) {
        drop(&w, (array)i);
    }
    index_builder_release(b);
    if (rc == IDT_OK) {
        *built = (idt_index_built){.entries = w.entry_count,
                                   .forms = w.form_count,
                                   .terms = w.term_count,
                                   .forms_cut = b->cut};
        rc = put_header(&w, built);
    }
    return rc;
}
