/* What a part of a query agrees with in a file: terms under its keys, and what each earns.
 *
 * That depends on the part and the file alone, for weights are constants, and parts come again and
 * again: Mohammed, trading. So it is kept in the scratch under all bytes of the part that a key, a
 * relation or a rarity is made of (index/memo.h).
 */
#include "index/hash_table.h"
#include "index/keys.h"
#include "index/rough.h"
#include "index/search.h"
#include "match/align.h"
#include "match/weights.h"

#define W IDT_WEIGHTS

/* ---- the key of a part ---- */

typedef struct key_writer {
    char *at;
    size_t left;
} key_writer;

static void put(key_writer *w, const void *bytes, size_t len)
{
    if (len > w->left) {
        w->left = 0;
        w->at = NULL;
    }
    if (w->at != NULL && len > 0) {
        memcpy(w->at, bytes, len);
        w->at += len;
        w->left -= len;
    }
}

static void put_text(key_writer *w, idt_str text)
{
    const uint32_t len = (uint32_t)text.len;
    put(w, &len, sizeof len);
    put(w, text.ptr, text.len);
}

static void put_readings(key_writer *w, const idt_match_part *part)
{
    const uint32_t counts[2] = {(uint32_t)part->part->reading_count, part->sound_count};
    put(w, counts, sizeof counts);
    for (size_t i = 0; i < counts[0] && i < IDT_READINGS_MAX; i++) {
        put_text(w, part->part->readings[i].latin);
        put_text(w, part->reading_folds[i]);
    }
    for (size_t i = 0; i < counts[1]; i++) {
        put_text(w, part->sounds[i]);
    }
}

/* All of it but where it stands (`repeats`) and what follows from the rest (hashes, letters).
 * Absent where it is too long. */
static idt_str key_of(const search *f, const idt_match_part *part)
{
    const uint32_t numbers[] = {f->file, part->class_id, (uint32_t)part->rarity_mnat,
                                part->part->number, (uint32_t)part->part->script};
    const uint8_t traits[] = {part->use,
                              part->role,
                              part->known,
                              part->tagged,
                              part->after_bin,
                              part->latin,
                              part->digits,
                              part->last,
                              part->syllabic,
                              part->group_count,
                              idt_is_organisation(&f->query->name->prepared)};
    key_writer w = {.at = f->x->key, .left = sizeof f->x->key};
    put(&w, numbers, sizeof numbers);
    put(&w, traits, sizeof traits);
    put(&w, part->groups, part->group_count * sizeof *part->groups);
    put_text(&w, part->text);
    put_text(&w, part->fold);
    put_text(&w, part->skeleton);
    put_text(&w, part->whole);
    put_text(&w, part->attribute);
    put_readings(&w, part);
    return w.at != NULL ? (idt_str){.ptr = f->x->key, .len = (size_t)(w.at - f->x->key)}
                        : (idt_str){0};
}

/* ---- terms ---- */

/* What is asked next of a term: its letters alone, or its head. */
typedef enum next_asked { NEXT_HEAD, NEXT_LETTERS_OF_NATIVE, NEXT_LETTERS } next_asked;

static void fetch_term(const segment *s, uint32_t item, next_asked next)
{
    const size_t term = item & INDEX_TERMS_MAX;
    const bool letters =
        next == NEXT_LETTERS || (next == NEXT_LETTERS_OF_NATIVE && (item & INDEX_NATIVE) != 0);
    __builtin_prefetch(letters ? s->section[SECTION_LETTERS].at + term * sizeof(uint64_t)
                               : s->section[SECTION_TERM].at + term * sizeof(term_head));
}

static idt_rc meet(search *f, uint32_t item, next_asked next)
{
    idt_index_scratch *x = f->x;
    const uint32_t term = item & INDEX_TERMS_MAX;
    if (term >= f->s->terms) {
        return search_damaged(f);
    }
    uint64_t *word = &x->met_bits[term / 64];
    const uint64_t bit = UINT64_C(1) << (term % 64);
    if ((*word & bit) != 0) {
        return IDT_OK;
    }
    if (!IDT_GROW(x->arena, x->met, x->met_cap, x->met_count)) {
        return idt_arena_fail(x->arena, f->err);
    }
    *word |= bit;
    x->met[x->met_count++] = item;
    fetch_term(f->s, item, next);
    return IDT_OK;
}

static void forget_met(idt_index_scratch *x)
{
    for (size_t i = 0; i < x->met_count; i++) {
        x->met_bits[(x->met[i] & INDEX_TERMS_MAX) / 64] = 0;
    }
}

static idt_rc ask_key(search *f, uint64_t key, next_asked next)
{
    uint64_t len;
    idt_rc rc = IDT_OK;
    const uint32_t check = index_check_of(key) & 127;
    const uint8_t *items = segment_range(f->s, SECTION_KEY_OFF, SECTION_KEY,
                                         index_bucket(key, f->s->key_bits), 4, &len);
    if (items == NULL) {
        return search_damaged(f);
    }
    for (uint64_t i = 0; i < len && rc == IDT_OK; i += 4) {
        const uint32_t item = get_u32(items + i);
        if ((item >> 24 & 127) == check) {
            rc = meet(f, item, next);
        }
    }
    return rc;
}

/* The buckets of the keys lie all over the file: they are asked for ahead. */
static void fetch_keys(const search *f, const element *e)
{
    const segment_section *offsets = &f->s->section[SECTION_KEY_OFF];
    const segment_section *items = &f->s->section[SECTION_KEY];
    const uint64_t *keys = f->x->keys;
    for (size_t i = e->key_from; i < e->key_to; i++) {
        __builtin_prefetch(offsets->at + 4 * (size_t)index_bucket(keys[i], f->s->key_bits));
    }
    for (size_t i = e->key_from; i < e->key_to; i++) {
        const uint64_t at =
            4 * (uint64_t)get_u32(offsets->at + 4 * (size_t)index_bucket(keys[i], f->s->key_bits));
        __builtin_prefetch(items->at + (at < items->len ? at : 0));
    }
}

/* Terms, and in bit 31 whether they are native; group by group. Their bits stay set. */
static idt_rc meet_all(search *f, const element *e, next_asked next)
{
    idt_index_scratch *x = f->x;
    idt_rc rc = IDT_OK;
    x->met_count = 0;
    fetch_keys(f, e);
    for (uint32_t k = e->key_from, g = 0; g < KEY_GROUPS; g++) {
        for (; k < e->key_ends[g] && rc == IDT_OK; k++) {
            rc = ask_key(f, x->keys[k], g == KEYS_SURE ? NEXT_HEAD : next);
        }
        x->met_ends[g] = x->met_count;
    }
    return rc;
}

idt_rc search_meet(search *f, const element *e)
{
    idt_index_scratch *x = f->x;
    const idt_rc rc = meet_all(f, e, NEXT_HEAD);
    forget_met(x);
    for (size_t i = 0; i < x->met_count; i++) {
        x->met[i] &= INDEX_TERMS_MAX;
    }
    return rc;
}

idt_rc search_head(const search *f, uint32_t term, term_head *head, uint32_t *posts)
{
    term_head heads[2];
    const uint8_t *bytes =
        term < f->s->terms
            ? segment_bytes(f->s, SECTION_TERM, (uint64_t)term * sizeof *heads, sizeof heads)
            : NULL;
    if (bytes == NULL) {
        return search_damaged(f);
    }
    memcpy(heads, bytes, sizeof heads);
    if (heads[1].post < heads[0].post || heads[1].post > f->s->posts) {
        return search_damaged(f);
    }
    *head = heads[0];
    *posts = heads[1].post - heads[0].post;
    return IDT_OK;
}

static void fetch_record(const segment *s, const term_head *head)
{
    const segment_section *records = &s->section[SECTION_TERM_DATA];
    const uint64_t at = (uint64_t)head->record * 4;
    __builtin_prefetch(records->at + (at < records->len ? at : 0));
}

/* Where readings of the native term stand; NULL: damaged. */
static const uint8_t *readings_at(const segment *s, uint32_t term)
{
    const uint64_t native = term - (s->terms - s->natives);
    return segment_bytes(s, SECTION_READINGS, READINGS_BYTES * native, READINGS_BYTES);
}

static bool is_native(const segment *s, uint32_t term)
{
    return term >= s->terms - s->natives;
}

/* By its letters the term is no reading of the part, nor the part of it; *rc: damaged. */
static bool rejected(search *f, const idt_match_part *part, uint32_t term, key_group by, idt_rc *rc)
{
    uint64_t readings[IDT_READINGS_MAX] = {0};
    const bool native = is_native(f->s, term);
    const uint8_t *letters = segment_bytes(f->s, SECTION_LETTERS, 8 * (uint64_t)term, 8);
    const uint8_t *read = native && !part->latin ? readings_at(f->s, term) : letters;
    if (letters == NULL || read == NULL) {
        *rc = search_damaged(f);
        return false;
    }
    if (native && !part->latin) {
        memcpy(readings, read, sizeof readings);
    }
    return index_earner_rejects(&f->x->earner, by, get_u64(letters), native ? readings : NULL);
}

/* What is asked of letters lies far apart, too: first the readings and rows of all are asked for,
 * then what these lead to. */
static void fetch_letters(const search *f, const idt_match_part *part)
{
    const idt_index_scratch *x = f->x;
    const segment *s = f->s;
    for (int far = 0; far < 2; far++) {
        for (size_t i = x->met_ends[KEYS_SURE]; i < x->met_count; i++) {
            const uint32_t term = x->met[i] & INDEX_TERMS_MAX;
            const uint8_t *letters = s->section[SECTION_LETTERS].at + 8 * (size_t)term;
            if (!is_native(s, term)) {
                continue;
            }
            idt_grade_fetch(get_u64(letters), far == 1);
            if (!part->latin && far == 0) {
                __builtin_prefetch(s->section[SECTION_READINGS].at +
                                   READINGS_BYTES * (size_t)(term - (s->terms - s->natives)));
            }
        }
    }
}

/* What can say that a term is no reading of the part. */
static next_asked next_of(const idt_match_part *part)
{
    return part->use != IDT_USE_WORD ? NEXT_HEAD
           : part->latin             ? NEXT_LETTERS_OF_NATIVE
           : !part->syllabic         ? NEXT_LETTERS
                                     : NEXT_HEAD;
}

/* A term that shares no more with the part than how it is spelt or sounds, and is of another
 * script, is a reading of it or nothing: nineteen of twenty are nothing, as their letters say. */
static idt_rc meet_readable(search *f, const idt_match_part *part, const element *e)
{
    idt_index_scratch *x = f->x;
    const next_asked next = next_of(part);
    idt_rc rc = meet_all(f, e, next);
    size_t kept = 0;
    key_group by = KEYS_SURE;
    forget_met(x);
    index_earner_begin(&x->earner, part);
    if (rc == IDT_OK && next != NEXT_HEAD) {
        fetch_letters(f, part);
    }
    for (size_t i = 0; i < x->met_count; i++) {
        while (i >= x->met_ends[by]) {
            by++;
        }
        const uint32_t item = x->met[i];
        const bool by_letters =
            by != KEYS_SURE && (next == NEXT_LETTERS ||
                                (next == NEXT_LETTERS_OF_NATIVE && (item & INDEX_NATIVE) != 0));
        if (!by_letters || !rejected(f, part, item & INDEX_TERMS_MAX, by, &rc)) {
            x->met[kept++] = item & INDEX_TERMS_MAX;
            fetch_term(f->s, item, NEXT_HEAD);
        }
    }
    x->met_count = kept;
    return rc;
}

static uint32_t beside_of(const term_head *head)
{
    return index_beside_of(head->letters, head->fold_len, false, head->traits & TRAIT_FIRST);
}

/* Terms that may agree by their heads. */
static idt_rc sort_out(search *f, const idt_match_part *part, known_part *out)
{
    idt_index_scratch *x = f->x;
    const bool org = idt_is_organisation(&f->query->name->prepared);
    x->terms_count = 0;
    for (size_t i = 0; i < x->met_count; i++) {
        term_head head;
        uint32_t posts;
        const idt_rc rc = search_head(f, x->met[i], &head, &posts);
        if (rc != IDT_OK) {
            return rc;
        }
        const rough r = index_rough(part, &head, org);
        out->form_like = out->form_like || (head.use == IDT_USE_FORM && part->last && !part->known);
        if (r.earns < 0 && !r.near) {
            continue;
        }
        if (!IDT_GROW(x->arena, x->terms, x->terms_cap, x->terms_count)) {
            return idt_arena_fail(x->arena, f->err);
        }
        x->terms[x->terms_count++] =
            (known_term){.term = x->met[i],
                         .post = head.post,
                         .posts = posts,
                         .beside = beside_of(&head) | (r.near ? KNOWN_NEAR : 0),
                         .earns = r.earns};
        fetch_record(f->s, &head);
    }
    return IDT_OK;
}

/* Terms under the keys of the part's syllables stand in scratch.met, and their bits are set. */
static idt_rc meet_syllables(search *f, const element *e)
{
    uint64_t keys[2 * INDEX_SYLLABLE_KEYS];
    const idt_match_name *name = &f->query->name->prepared;
    idt_rc rc = IDT_OK;
    size_t n = index_join_syllables(KEY_SYLLABLES, name, e->part, 1, keys);
    if (n > 0 && !name->parts[e->part].latin) {
        n += index_join_syllables(KEY_SYLLABLES_LATIN, name, e->part, 1, keys + n);
    }
    f->x->met_count = 0;
    for (size_t i = 0; i < n && rc == IDT_OK; i++) {
        rc = ask_key(f, keys[i], NEXT_HEAD);
    }
    return rc;
}

static bool by_syllables(const idt_index_scratch *x, uint32_t term)
{
    return (x->met_bits[term / 64] >> (term % 64) & 1) != 0;
}

/* From its record. A legal form may stand last in some name: then the part may be it, misspelt. */
static idt_rc weigh_record(search *f, known_term *t)
{
    idt_index_scratch *x = f->x;
    if (!index_term_at(f->s, t->term, &x->view)) {
        return search_damaged(f);
    }
    x->view.part.last = x->view.part.use == IDT_USE_FORM;
    const earning e = index_earns(&x->earner, &x->view.part, by_syllables(x, t->term));
    t->earns = smaller(t->earns, e.earns);
    t->beside |= e.near ? KNOWN_NEAR : 0;
    return IDT_OK;
}

/* What they earn; those that earn nothing and are no near misses go. */
static idt_rc weigh(search *f)
{
    idt_index_scratch *x = f->x;
    idt_rc rc = IDT_OK;
    size_t kept = 0;
    for (size_t i = 0; i < x->terms_count && rc == IDT_OK; i++) {
        known_term t = x->terms[i];
        if (t.earns >= 0) {
            rc = weigh_record(f, &t);
        }
        if (t.earns >= 0 || (t.beside & KNOWN_NEAR) != 0) {
            x->terms[kept++] = t;
        }
    }
    x->terms_count = kept;
    return rc;
}

/* Made once a question, and only for parts that are not known in some file. */
static bool make_keys(idt_index_scratch *x, const idt_match_part *part, element *e)
{
    uint64_t keys[INDEX_KEYS_MAX];
    size_t ends[KEY_GROUPS];
    size_t at = 0;
    if (e->key_to > e->key_from) {
        return true;
    }
    (void)index_keys_asked(part, keys, ends);
    element all = *e;
    for (size_t g = 0; g < KEY_GROUPS; g++) {
        if (!search_add_keys(x, e, keys + at, ends[g] - at)) {
            return false;
        }
        at = ends[g];
        all.key_from = g == 0 ? e->key_from : all.key_from;
        all.key_ends[g] = all.key_to = e->key_to;
    }
    *e = all;
    return true;
}

static idt_rc find_terms(search *f, const idt_match_part *part, element *e, known_part *out)
{
    if (!make_keys(f->x, part, e)) {
        return idt_arena_fail(f->x->arena, f->err);
    }
    idt_rc rc = meet_readable(f, part, e);
    rc = rc == IDT_OK ? sort_out(f, part, out) : rc;
    if (rc == IDT_OK) {
        rc = meet_syllables(f, e);
        rc = rc == IDT_OK ? weigh(f) : rc;
        forget_met(f->x);
    }
    return rc;
}

/* ---- forms whose adjacent parts agree ---- */

idt_rc search_link(search *f, uint64_t key, int32_t earns)
{
    uint64_t len;
    uint64_t checks_len;
    idt_index_scratch *x = f->x;
    const uint32_t bucket = index_bucket(key, f->s->link_bits);
    const uint8_t *forms = segment_range(f->s, SECTION_LINK_OFF, SECTION_LINK, bucket, 4, &len);
    const uint8_t *checks =
        segment_range(f->s, SECTION_LINK_OFF, SECTION_LINK_CHECK, bucket, 1, &checks_len);
    if (forms == NULL || checks == NULL) {
        return search_damaged(f);
    }
    for (uint64_t i = 0; i < checks_len; i++) {
        const uint32_t form = get_u32(forms + 4 * i);
        if (checks[i] != index_check_of(key)) {
            continue;
        }
        const uint8_t *row =
            form < f->s->forms ? segment_bytes(f->s, SECTION_FWD_OFF, 4 * (uint64_t)form, 4) : NULL;
        if (row == NULL) {
            return search_damaged(f);
        }
        if (!IDT_GROW(x->arena, x->found_links, x->found_links_cap, x->found_links_count)) {
            return idt_arena_fail(x->arena, f->err);
        }
        x->found_links[x->found_links_count++] =
            (known_link){.form = form, .row = get_u32(row), .earns = earns};
    }
    return IDT_OK;
}

static idt_rc find_joins(search *f, const idt_match_part *part, idt_str fold, int32_t earns)
{
    const bool all = part->use != IDT_USE_WORD || !part->latin || part->tagged;
    idt_rc rc = search_link(f, index_key(LINK_JOIN, fold.ptr, fold.len), earns);
    if (rc == IDT_OK && all) {
        rc = search_link(f, index_key(LINK_JOIN_SELF, fold.ptr, fold.len), earns);
    }
    return rc;
}

/* A word in Han or Hangul, or of a syllabic name, asks for Latin parts that are its syllables. */
static idt_rc find_syllables(search *f, const idt_match_part *part)
{
    uint64_t keys[INDEX_SYLLABLE_KEYS];
    idt_rc rc = IDT_OK;
    const int32_t rarity = part->rarity_mnat;
    const int32_t earns = larger(syllables_earn(rarity), join_earns(rarity));
    const size_t n = earns > 0 ? index_whole_syllables(LINK_SYLLABLES, part, keys) : 0;
    for (size_t i = 0; i < n && rc == IDT_OK; i++) {
        rc = search_link(f, keys[i], earns);
    }
    return rc;
}

static idt_rc find_links(search *f, const idt_match_part *part)
{
    const int32_t join = search_joined_earns(f, part, IDT_VIA_JOIN);
    const int32_t acronym = search_joined_earns(f, part, IDT_VIA_ACRONYM);
    f->x->found_links_count = 0;
    idt_rc rc = find_syllables(f, part);
    if (rc == IDT_OK && join > 0 && part->use != IDT_USE_NUMBER &&
        part->fold.len >= IDT_ALIGN_JOINED) {
        rc = find_joins(f, part, part->fold, join);
        if (rc == IDT_OK && part->whole.len > 0) {
            rc = find_joins(f, part, part->whole, join);
        }
    }
    if (rc == IDT_OK && acronym > 0 && part->use == IDT_USE_WORD) {
        rc = search_link(f, index_key(LINK_ACRONYM, part->text.ptr, part->text.len), acronym);
    }
    return rc;
}

/* ---- kept ---- */

static void take_known(idt_str value, known *out)
{
    known_part head;
    memcpy(&head, value.ptr, sizeof head);
    const char *terms = value.ptr + sizeof head;
    *out = (known){.terms = (const known_term *)(const void *)terms,
                   .term_count = head.terms,
                   .links =
                       (const known_link *)(const void *)(terms + head.terms * sizeof(known_term)),
                   .link_count = head.links,
                   .form_like = head.form_like};
}

static void keep(idt_index_scratch *x, idt_str key, const known_part *head)
{
    const idt_str pieces[] = {
        {.ptr = (const char *)head, .len = sizeof *head},
        {.ptr = (const char *)x->terms, .len = x->terms_count * sizeof *x->terms},
        {.ptr = (const char *)x->found_links,
         .len = x->found_links_count * sizeof *x->found_links}};
    const size_t count = sizeof pieces / sizeof *pieces;
    if (x->shared != NULL) {
        shared_memo_keep(x->shared, key, pieces, count);
    } else {
        memo_keep(&x->memo, key, pieces, count);
    }
}

static idt_str find_kept(idt_index_scratch *x, idt_str key)
{
    return x->shared != NULL ? shared_memo_find(x->shared, key, &x->copied, x->arena)
                             : memo_find(&x->memo, key);
}

idt_rc search_known(search *f, element *e, known *out)
{
    idt_index_scratch *x = f->x;
    known_part head = {0};
    const idt_match_part *part = &f->query->name->prepared.parts[e->part];
    const idt_str key = key_of(f, part);
    const idt_str value = key.len > 0 ? find_kept(x, key) : key;
    if (value.len > 0) {
        take_known(value, out);
        return IDT_OK;
    }
    f->counts->worked_out++;
    idt_rc rc = find_terms(f, part, e, &head);
    rc = rc == IDT_OK ? find_links(f, part) : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    head.terms = (uint32_t)x->terms_count;
    head.links = (uint32_t)x->found_links_count;
    if (key.len > 0) {
        keep(x, key, &head);
    }
    *out = (known){.terms = x->terms,
                   .term_count = x->terms_count,
                   .links = x->found_links,
                   .link_count = x->found_links_count,
                   .form_like = head.form_like};
    return IDT_OK;
}
