#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "index/build_state.h"
#include "index/format.h"
#include "index/hash_table.h"
#include "index/keys.h"
#include "index/term.h"
#include "match/weights.h"

/* A term or form on its way to its place. */
typedef struct ranked {
    uint32_t class_id; /* of a form: its rarest term */
    idt_str skeleton, fold;
    idt_str bytes;
    uint32_t old;
} ranked;

typedef struct writer {
    idt_index_builder *b;
    idt_buf *out;
    idt_error *err;
    ranked *terms;     /* in their new order */
    uint32_t *term_at; /* old -> new */
    uint32_t term_count;
    ranked *forms;
    uint32_t *form_at;
    uint32_t form_count;
    built_entry *entries; /* in their new order, with new numbers */
    uint32_t *post_start; /* term -> its first in `posts` */
    posting *posts;
    uint64_t parts;
    uint64_t section[SECTION_COUNT][2];
} writer;

static int by_rank(const void *x, const void *y)
{
    const ranked *a = x;
    const ranked *b = y;
    if (a->class_id != b->class_id) {
        return a->class_id < b->class_id ? -1 : 1;
    }
    int order = idt_str_compare(a->skeleton, b->skeleton);
    order = order != 0 ? order : idt_str_compare(a->fold, b->fold);
    return order != 0 ? order : idt_str_compare(a->bytes, b->bytes);
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

static ranked *rank_terms(const idt_map *terms, idt_arena *arena)
{
    ranked *out = IDT_NEW_N(arena, ranked, terms->count);
    for (size_t i = 0; out != NULL && i < terms->count; i++) {
        term_view view;
        const idt_str bytes = terms->entries[i].key;
        read_built(bytes, &view);
        out[i] = (ranked){.class_id = view.part.class_id,
                          .skeleton = view.part.skeleton,
                          .fold = view.part.fold,
                          .bytes = bytes,
                          .old = (uint32_t)i};
    }
    return out;
}

static uint32_t *places_of(const ranked *items, size_t count, idt_arena *arena)
{
    uint32_t *at = IDT_NEW_N(arena, uint32_t, count);
    for (size_t i = 0; at != NULL && i < count; i++) {
        at[items[i].old] = (uint32_t)i;
    }
    return at;
}

static ranked *rank_forms(const writer *w)
{
    ranked *out = IDT_NEW_N(w->b->arena, ranked, w->form_count);
    for (size_t i = 0; out != NULL && i < w->form_count; i++) {
        const built_form *form = &w->b->form_items[i];
        out[i] = (ranked){.class_id = form->count > 0 ? w->term_at[form->terms[form->rarest]] : 0,
                          .bytes = form->identity,
                          .old = (uint32_t)i};
    }
    return out;
}

static bool order_all(writer *w)
{
    idt_arena *arena = w->b->arena;
    w->term_count = (uint32_t)w->b->terms.count;
    w->form_count = (uint32_t)w->b->forms.count;
    w->terms = rank_terms(&w->b->terms, arena);
    if (w->terms == NULL) {
        return false;
    }
    qsort(w->terms, w->term_count, sizeof *w->terms, by_rank);
    w->term_at = places_of(w->terms, w->term_count, arena);
    w->forms = w->term_at != NULL ? rank_forms(w) : NULL;
    if (w->forms == NULL) {
        return false;
    }
    qsort(w->forms, w->form_count, sizeof *w->forms, by_rank);
    w->form_at = places_of(w->forms, w->form_count, arena);
    return w->form_at != NULL;
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

static posting posting_of(const built_form *form, uint32_t row, size_t at)
{
    company c = {.initial = BESIDE_NO_INITIAL};
    for (size_t i = 0; i < form->count; i++) {
        if (i == at) {
            continue;
        }
        if (form->terms[i] == form->terms[at] || (form->row[i].what & BUILT_OTHER) != 0) {
            c.is_many = true;
            c.many |= MANY_OTHER;
        }
        add_company(&form->row[i], &c);
    }
    const bool org = (form->row[at].what & FWD_ORG) != 0;
    return (posting){.row = row | (c.phrase ? POST_PHRASE : 0) | (org ? POST_ORG : 0) |
                            (c.is_many ? POST_MANY : 0),
                     .beside = c.is_many ? c.many : c.word | c.initial << BESIDE_INITIAL_SHIFT};
}

static bool counts_first(const built_form *form, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (form->terms[i] == form->terms[at]) {
            return false;
        }
    }
    return (form->row[at].what & BUILT_FOUND) != 0;
}

/* For each term that is found by keys the forms that bear it, each once, ascending. */
static bool gather_posts(writer *w)
{
    idt_arena *arena = w->b->arena;
    w->post_start = IDT_NEW_N(arena, uint32_t, (size_t)w->term_count + 1);
    uint32_t *next = IDT_NEW_N(arena, uint32_t, w->term_count);
    if (w->post_start == NULL || next == NULL) {
        return false;
    }
    for (size_t i = 0; i < w->form_count; i++) {
        const built_form *form = &w->b->form_items[i];
        for (size_t k = 0; k < form->count; k++) {
            w->post_start[w->term_at[form->terms[k]] + 1] += counts_first(form, k);
        }
    }
    for (size_t t = 0; t < w->term_count; t++) {
        w->post_start[t + 1] += w->post_start[t];
        next[t] = w->post_start[t];
    }
    w->posts = IDT_NEW_N(arena, posting, w->post_start[w->term_count]);
    for (uint32_t i = 0; w->posts != NULL && i < w->form_count; i++) {
        const built_form *form = &w->b->form_items[w->forms[i].old];
        if (w->parts + form->count > INDEX_PARTS_MAX) {
            return false;
        }
        for (size_t k = 0; k < form->count; k++) {
            if (counts_first(form, k)) {
                w->posts[next[w->term_at[form->terms[k]]]++] =
                    posting_of(form, (uint32_t)w->parts, k);
            }
        }
        w->parts += form->count;
    }
    return w->posts != NULL;
}

/* Records lie at multiples of 4. */
static bool put_terms(writer *w)
{
    uint64_t at = 0;
    begin(w, SECTION_TERM);
    for (size_t i = 0; i <= w->term_count; i++) {
        term_head head = {0};
        if (i < w->term_count) {
            head = head_of(w->terms[i].bytes);
        }
        head.record = (uint32_t)(at / 4);
        head.post = w->post_start[i];
        idt_buf_add(w->out, &head, sizeof head);
        at += i < w->term_count ? w->terms[i].bytes.len - sizeof head : 0;
    }
    end(w, SECTION_TERM);
    begin(w, SECTION_TERM_DATA);
    for (size_t i = 0; i < w->term_count; i++) {
        const idt_str bytes = w->terms[i].bytes;
        idt_buf_add(w->out, bytes.ptr + sizeof(term_head), bytes.len - sizeof(term_head));
    }
    end(w, SECTION_TERM_DATA);
    begin(w, SECTION_POST);
    idt_buf_add(w->out, w->posts, w->post_start[w->term_count] * sizeof *w->posts);
    end(w, SECTION_POST);
    return at / 4 <= UINT32_MAX;
}

/* ---- tables ---- */

#define KEYS_A_BUCKET  10 /* a line of the cache holds 16 */
#define LINKS_A_BUCKET 6

typedef struct items {
    table_item *at;
    size_t count;
    unsigned bits;
} items;

static size_t stored_keys(const writer *w, uint32_t term, uint64_t *keys, bool *native)
{
    term_view view;
    read_built(w->terms[term].bytes, &view);
    *native = !view.part.latin;
    return index_keys_stored(&view.part, keys);
}

static bool key_items(writer *w, items *out)
{
    uint64_t keys[INDEX_KEYS_MAX];
    bool native;
    size_t total = 0;
    for (uint32_t t = 0; t < w->term_count; t++) {
        total += stored_keys(w, t, keys, &native);
    }
    out->bits = index_table_bits(total, KEYS_A_BUCKET);
    out->count = 0;
    out->at = IDT_NEW_N(w->b->arena, table_item, total);
    for (uint32_t t = 0; out->at != NULL && t < w->term_count; t++) {
        const size_t n = stored_keys(w, t, keys, &native);
        for (size_t i = 0; i < n; i++) {
            out->at[out->count++] = (table_item){
                .bucket = index_bucket(keys[i], out->bits),
                .number = t,
                .check = (uint8_t)((index_check_of(keys[i]) & 127) | (native ? 128 : 0))};
        }
    }
    return out->at != NULL;
}

static bool link_items(writer *w, items *out)
{
    const size_t total = w->b->link_count;
    out->bits = index_table_bits(total, LINKS_A_BUCKET);
    out->count = total;
    out->at = IDT_NEW_N(w->b->arena, table_item, total);
    for (size_t i = 0; out->at != NULL && i < total; i++) {
        const built_link *link = &w->b->links[i];
        out->at[i] = (table_item){.bucket = index_bucket(link->key, out->bits),
                                  .number = w->form_at[link->form],
                                  .check = index_check_of(link->key)};
    }
    return out->at != NULL;
}

static bool order_items(writer *w, items *of, index_section offsets)
{
    const size_t buckets = (size_t)1 << of->bits;
    table_item *spare = IDT_NEW_N(w->b->arena, table_item, of->count);
    uint32_t *start = IDT_NEW_N(w->b->arena, uint32_t, buckets + 1);
    if (spare == NULL || start == NULL || of->count >= UINT32_MAX) {
        return false;
    }
    of->count = index_table_order(of->at, of->count, spare, of->bits, start);
    begin(w, offsets);
    idt_buf_add(w->out, start, (buckets + 1) * sizeof *start);
    end(w, offsets);
    return true;
}

static bool put_tables(writer *w)
{
    items keys;
    items links;
    if (!key_items(w, &keys) || !order_items(w, &keys, SECTION_KEY_OFF)) {
        return false;
    }
    begin(w, SECTION_KEY);
    for (size_t i = 0; i < keys.count; i++) {
        put_u32(w, (uint32_t)keys.at[i].check << 24 | keys.at[i].number);
    }
    end(w, SECTION_KEY);
    if (!link_items(w, &links) || !order_items(w, &links, SECTION_LINK_OFF)) {
        return false;
    }
    begin(w, SECTION_LINK);
    for (size_t i = 0; i < links.count; i++) {
        put_u32(w, links.at[i].number);
    }
    end(w, SECTION_LINK);
    begin(w, SECTION_LINK_CHECK);
    for (size_t i = 0; i < links.count; i++) {
        idt_buf_add_byte(w->out, (char)links.at[i].check);
    }
    end(w, SECTION_LINK_CHECK);
    return true;
}

/* ---- forms ---- */

static void put_forms(writer *w)
{
    uint64_t at = 0;
    uint64_t row = 0;
    begin(w, SECTION_FWD_OFF);
    for (size_t i = 0; i < w->form_count; i++) {
        put_u32(w, row);
        row += w->b->form_items[w->forms[i].old].count;
    }
    put_u32(w, row);
    end(w, SECTION_FWD_OFF);
    begin(w, SECTION_FWD);
    for (size_t i = 0; i < w->form_count; i++) {
        const built_form *form = &w->b->form_items[w->forms[i].old];
        for (size_t k = 0; k < form->count; k++) {
            row_part part = form->row[k];
            part.what = w->term_at[form->terms[k]] | (part.what & ~INDEX_TERMS_MAX);
            part.beside |= k + 1 == form->count ? FWD_END : 0;
            idt_buf_add(w->out, &part, sizeof part);
        }
    }
    end(w, SECTION_FWD);
    begin(w, SECTION_FORM_OFF);
    for (size_t i = 0; i <= w->form_count; i++) {
        put_u32(w, at);
        at += i < w->form_count ? w->b->form_items[w->forms[i].old].data.len : 0;
    }
    end(w, SECTION_FORM_OFF);
    begin(w, SECTION_FORM_DATA);
    for (size_t i = 0; i < w->form_count; i++) {
        idt_buf_add_str(w->out, w->b->form_items[w->forms[i].old].data);
    }
    end(w, SECTION_FORM_DATA);
}

static bool put_fields(writer *w)
{
    uint32_t *offsets = NULL;
    size_t count = 0;
    uint32_t row = 0;
    uint32_t *rows = IDT_NEW_N(w->b->arena, uint32_t, w->form_count);
    for (size_t i = 0; rows != NULL && i < w->form_count; i++) {
        rows[w->forms[i].old] = row;
        row += w->b->form_items[w->forms[i].old].count;
    }
    begin(w, SECTION_FIELD);
    if (rows == NULL || !index_put_fields(w->b, rows, row, w->out, &offsets, &count)) {
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

/* ---- entries ---- */

static int by_bytes(const void *x, const void *y)
{
    return idt_str_compare(((const ranked *)x)->bytes, ((const ranked *)y)->bytes);
}

/* The map's keys in byte order; *at gets old -> new. NULL at the ceiling. */
static ranked *rank_keys(const idt_map *map, idt_arena *arena, uint32_t **at)
{
    ranked *out = IDT_NEW_N(arena, ranked, map->count);
    for (size_t i = 0; out != NULL && i < map->count; i++) {
        out[i] = (ranked){.bytes = map->entries[i].key, .old = (uint32_t)i};
    }
    if (out != NULL) {
        qsort(out, map->count, sizeof *out, by_bytes);
        *at = places_of(out, map->count, arena);
    }
    return out != NULL && *at != NULL ? out : NULL;
}

static int by_entry(const void *x, const void *y)
{
    const built_entry *a = x;
    const built_entry *b = y;
    const uint32_t left[] = {a->form, a->subject, a->origin, a->ordinal, a->span};
    const uint32_t right[] = {b->form, b->subject, b->origin, b->ordinal, b->span};
    for (size_t i = 0; i < 5; i++) {
        if (left[i] != right[i]) {
            return left[i] < right[i] ? -1 : 1;
        }
    }
    return 0;
}

static void put_entry_section(writer *w)
{
    size_t at = 0;
    begin(w, SECTION_ENTRY_OFF);
    for (size_t i = 0; i <= w->form_count; i++) {
        while (at < w->b->entry_count && w->b->entries[at].form < i) {
            at++;
        }
        put_u32(w, at);
    }
    end(w, SECTION_ENTRY_OFF);
    begin(w, SECTION_ENTRY);
    for (size_t i = 0; i < w->b->entry_count; i++) {
        const built_entry *e = &w->b->entries[i];
        const uint32_t numbers[4] = {e->subject, e->origin, e->ordinal, e->span};
        idt_buf_add(w->out, numbers, sizeof numbers);
    }
    end(w, SECTION_ENTRY);
}

static bool put_texts(writer *w, index_section offsets, index_section data, const ranked *texts,
                      size_t count)
{
    uint64_t at = 0;
    begin(w, offsets);
    for (size_t i = 0; i <= count; i++) {
        put_u32(w, at);
        at += i < count ? texts[i].bytes.len : 0;
    }
    end(w, offsets);
    begin(w, data);
    for (size_t i = 0; i < count; i++) {
        idt_buf_add_str(w->out, texts[i].bytes);
    }
    end(w, data);
    return at <= UINT32_MAX;
}

static bool put_descriptions(writer *w, const ranked *ids)
{
    const size_t count = w->b->ids.count;
    ranked *about = IDT_NEW_N(w->b->arena, ranked, count);
    for (size_t i = 0; about != NULL && i < count; i++) {
        const idt_map_entry *e = idt_map_find(&w->b->descriptions, ids[i].bytes);
        about[i].bytes = e != NULL ? *(const idt_str *)e->value.ptr : (idt_str){0};
    }
    return about != NULL && put_texts(w, SECTION_ABOUT_OFF, SECTION_ABOUT, about, count);
}

static int by_find(const void *x, const void *y)
{
    const built_find *a = x;
    const built_find *b = y;
    if (a->key != b->key) {
        return a->key < b->key ? -1 : 1;
    }
    return (a->id > b->id) - (a->id < b->id);
}

static bool put_finds(writer *w, const uint32_t *id_at)
{
    const idt_index_builder *b = w->b;
    for (size_t i = 0; i < b->find_count; i++) {
        b->finds[i].id = id_at[b->finds[i].id];
    }
    if (b->find_count > 1) {
        qsort(b->finds, b->find_count, sizeof *b->finds, by_find);
    }
    begin(w, SECTION_FIND);
    for (size_t i = 0; i < b->find_count; i++) {
        if (i == 0 || by_find(&b->finds[i - 1], &b->finds[i]) != 0) {
            idt_buf_add(w->out, &b->finds[i].key, sizeof b->finds[i].key);
            put_u32(w, b->finds[i].id);
            put_u32(w, 0);
        }
    }
    end(w, SECTION_FIND);
    return true;
}

static bool put_replaced(writer *w)
{
    uint32_t *at = NULL;
    const ranked *prefixes = rank_keys(&w->b->replaced, w->b->arena, &at);
    return prefixes != NULL &&
           put_texts(w, SECTION_REPLACE_OFF, SECTION_REPLACE, prefixes, w->b->replaced.count);
}

static bool put_entries(writer *w)
{
    uint32_t *id_at = NULL;
    uint32_t *span_at = NULL;
    const ranked *ids = rank_keys(&w->b->ids, w->b->arena, &id_at);
    const ranked *spans = rank_keys(&w->b->spans, w->b->arena, &span_at);
    if (ids == NULL || spans == NULL || w->b->entry_count >= UINT32_MAX) {
        return false;
    }
    for (size_t i = 0; i < w->b->entry_count; i++) {
        built_entry *e = &w->b->entries[i];
        *e = (built_entry){.form = w->form_at[e->form],
                           .subject = id_at[e->subject],
                           .origin = id_at[e->origin],
                           .ordinal = e->ordinal,
                           .span = span_at[e->span]};
    }
    if (w->b->entry_count > 0) {
        qsort(w->b->entries, w->b->entry_count, sizeof *w->b->entries, by_entry);
    }
    put_entry_section(w);
    begin(w, SECTION_SPAN);
    for (size_t i = 0; i < w->b->spans.count; i++) {
        idt_buf_add_str(w->out, spans[i].bytes);
    }
    end(w, SECTION_SPAN);
    return put_texts(w, SECTION_ID_OFF, SECTION_ID_DATA, ids, w->b->ids.count) &&
           put_descriptions(w, ids) && put_finds(w, id_at) && put_replaced(w);
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
    set_u64(h, AT_ENTRIES, w->b->entry_count);
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
    if (w->parts > INDEX_PARTS_MAX - IDT_NAME_PARTS_MAX) {
        return idt_fail(w->err, IDT_E_LIMIT,
                        "more name parts than one file holds (%u): build several files",
                        INDEX_PARTS_MAX);
    }
    if (w->term_count > INDEX_TERMS_MAX) {
        return idt_fail(w->err, IDT_E_LIMIT,
                        "%u different name parts; one file holds %u: build several files",
                        w->term_count, INDEX_TERMS_MAX);
    }
    return w->out->failed ? idt_buf_check(w->out, w->err) : idt_arena_fail(w->b->arena, w->err);
}

idt_rc index_write(idt_index_builder *b, idt_buf *out, idt_index_built *built, idt_error *err)
{
    static const char zeros[INDEX_HEADER];
    writer w = {.b = b, .out = out, .err = err};
    idt_buf_clear(out);
    idt_buf_add(out, zeros, sizeof zeros);
    if (b->terms.count > INDEX_TERMS_MAX || !order_all(&w) || !gather_posts(&w)) {
        w.term_count = (uint32_t)b->terms.count;
        return failed(&w);
    }
    if (!put_terms(&w) || !put_tables(&w)) {
        return failed(&w);
    }
    put_forms(&w);
    if (!put_fields(&w) || !put_entries(&w)) {
        return failed(&w);
    }
    put_checks(&w);
    if (out->failed) {
        return failed(&w);
    }
    *built = (idt_index_built){.entries = b->entry_count,
                               .forms = w.form_count,
                               .terms = w.term_count,
                               .forms_cut = b->cut};
    return put_header(&w, built);
}
