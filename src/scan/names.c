#include "scan/names.h"

#include <stdlib.h>

#include "core/hash.h"
#include "core/io.h"

#define IMAGE_BYTES ((size_t)4 << 30) /* a larger file is none of ours */

enum { NOT_ASKED, COUNTS_NOT, COUNTS };

struct idt_scan_names {
    idt_arena *arena;
    const idt_index *index;
    idt_mapped mapped; /* of the automaton's file, where it was good */
    bool was_mapped;
    idt_scanner *scanner;
    uint32_t *first;   /* the number of a file's first form; one more at the end */
    uint8_t *counting; /* a form */
    idt_scan_names_question question;
    idt_rc failed; /* what the index answered, where it did not well */
    idt_error why;
};

/* ---- the automaton ---- */

static idt_rc made_of(const idt_index *index, idt_arena *arena, idt_digest *out, idt_error *err)
{
    const size_t files = idt_index_files(index);
    idt_digest *ids = IDT_NEW_N(arena, idt_digest, files);
    if (ids == NULL) {
        return idt_arena_fail(arena, err);
    }
    for (size_t i = 0; i < files; i++) {
        ids[i] = idt_index_info_of(index, i).file_id;
    }
    return idt_sha256(ids, files * sizeof *ids, out, err);
}

/* Each form is a subject of its own: the question tells them apart (scan.h I6). */
static idt_rc names_of(const idt_scan_names *l, idt_arena *arena, idt_scan_name **out,
                       idt_error *err)
{
    const size_t files = idt_index_files(l->index);
    idt_scan_name *names = IDT_NEW_N(arena, idt_scan_name, l->first[files]);
    if (names == NULL) {
        return idt_arena_fail(arena, err);
    }
    for (uint32_t file = 0; file < files; file++) {
        for (uint32_t n = l->first[file]; n < l->first[file + 1]; n++) {
            idt_index_head head;
            const idt_rc rc = idt_index_head_of(l->index, file, n - l->first[file], &head, err);
            if (rc != IDT_OK) {
                return rc;
            }
            names[n] = (idt_scan_name){.name = head.text, .subject = n};
        }
    }
    *out = names;
    return IDT_OK;
}

/* Maps what is kept; false where there is nothing of use. */
static bool map(idt_scan_names *l, const char *path, const idt_digest *of)
{
    idt_mapped mapped;
    idt_scanner *scanner;
    if (idt_mapped_open(path, IMAGE_BYTES, &mapped, NULL) != IDT_OK) {
        return false;
    }
    if (idt_scan_open_bytes(mapped.bytes, &scanner, NULL) == IDT_OK) {
        const idt_digest is = idt_scan_made_of(scanner);
        if (memcmp(&is, of, sizeof is) == 0 &&
            idt_scan_report_of(scanner).given == l->first[idt_index_files(l->index)]) {
            l->scanner = scanner;
            l->mapped = mapped;
            l->was_mapped = true;
            return true;
        }
        idt_scan_free(scanner);
    }
    idt_mapped_close(&mapped);
    return false;
}

static idt_rc build(idt_scan_names *l, const char *path, const idt_digest *of, size_t ceiling_bytes,
                    idt_error *err)
{
    idt_scan_name *names = NULL;
    idt_arena *arena = idt_arena_new(ceiling_bytes);
    if (arena == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "no memory for the names of the index");
    }
    idt_rc rc = names_of(l, arena, &names, err);
    if (rc == IDT_OK) {
        rc = idt_scan_build(names, l->first[idt_index_files(l->index)], of, ceiling_bytes,
                            &l->scanner, NULL, err);
    }
    idt_arena_free(arena);
    if (rc == IDT_OK && path != NULL) {
        (void)!idt_file_write(path, idt_scan_image_borrow(l->scanner), NULL); /* I2 */
    }
    return rc;
}

/* Numbers the forms of all files. */
static idt_rc number(idt_scan_names *l, idt_error *err)
{
    const size_t files = idt_index_files(l->index);
    uint64_t all = 0;
    l->first = IDT_NEW_N(l->arena, uint32_t, files + 1);
    if (l->first == NULL) {
        return idt_arena_fail(l->arena, err);
    }
    for (size_t i = 0; i < files; i++) {
        all += idt_index_info_of(l->index, i).forms;
        if (all >= UINT32_MAX) {
            return idt_fail(err, IDT_E_LIMIT, "more names than one scanner holds");
        }
        l->first[i + 1] = (uint32_t)all;
    }
    l->counting = IDT_NEW_N(l->arena, uint8_t, (size_t)all);
    return l->counting != NULL ? IDT_OK : idt_arena_fail(l->arena, err);
}

static idt_rc make(idt_scan_names *l, const char *path, size_t ceiling_bytes, idt_error *err)
{
    idt_digest of;
    idt_rc rc = number(l, err);
    if (rc == IDT_OK) {
        rc = made_of(l->index, l->arena, &of, err);
    }
    if (rc == IDT_OK && (path == NULL || !map(l, path, &of))) {
        rc = build(l, path, &of, ceiling_bytes, err);
    }
    return rc;
}

idt_rc idt_scan_names_open(const idt_index *index, const char *path, size_t ceiling_bytes,
                           idt_scan_names **out, idt_error *err)
{
    *out = NULL;
    idt_arena *arena = idt_arena_new(ceiling_bytes);
    idt_scan_names *l = arena != NULL ? IDT_NEW(arena, idt_scan_names) : NULL;
    if (l == NULL) {
        idt_arena_free(arena);
        return idt_fail(err, IDT_E_LIMIT, "no memory for the names of the index");
    }
    l->arena = arena;
    l->index = index;
    l->question.when = IDT_INDEX_ANY_TIME;
    const idt_rc rc = make(l, path, ceiling_bytes, err);
    if (rc != IDT_OK) {
        idt_scan_names_close(l);
        return rc;
    }
    *out = l;
    return IDT_OK;
}

void idt_scan_names_close(idt_scan_names *names)
{
    if (names != NULL) {
        idt_scan_free(names->scanner);
        if (names->was_mapped) {
            idt_mapped_close(&names->mapped);
        }
        idt_arena_free(names->arena);
    }
}

uint64_t idt_scan_names_count(const idt_scan_names *names)
{
    return names->first[idt_index_files(names->index)];
}

bool idt_scan_names_was_mapped(const idt_scan_names *names)
{
    return names->was_mapped;
}

/* ---- the question ---- */

void idt_scan_names_ask(idt_scan_names *names, const idt_scan_names_question *question)
{
    names->question = *question;
    memset(names->counting, NOT_ASKED, names->first[idt_index_files(names->index)]);
}

static idt_scan_names_form form_of(const idt_scan_names *l, uint32_t name)
{
    uint32_t file = 0;
    while (name >= l->first[file + 1]) {
        file++;
    }
    return (idt_scan_names_form){.file = file, .form = name - l->first[file]};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Stands the name beside a slash in what the origin stands for, and nowhere whole? The matcher
 * takes "A / B" for A and for B too; in running text "B" alone is no mention (I4). */
static bool is_half(idt_str about, idt_str name)
{
    bool half = false;
    for (size_t at = 0; name.len > 0 && at + name.len <= about.len; at++) {
        const char *found = memmem(about.ptr + at, about.len - at, name.ptr, name.len);
        if (found == NULL) {
            break;
        }
        at = (size_t)(found - about.ptr);
        size_t before = at;
        size_t behind = at + name.len;
        if (before > 0 && about.ptr[before - 1] == '"' && behind < about.len &&
            about.ptr[behind] == '"') {
            return false;
        }
        while (before > 0 && is_blank(about.ptr[before - 1])) {
            before--;
        }
        while (behind < about.len && is_blank(about.ptr[behind])) {
            behind++;
        }
        half = half || (before > 0 && about.ptr[before - 1] == '/') ||
               (behind < about.len && about.ptr[behind] == '/');
    }
    return half;
}

/* The i-th entry of a form; does it count for the question? */
static idt_rc entry_counts(const idt_scan_names *l, idt_scan_names_form f,
                           const idt_index_head *head, uint32_t i, idt_index_entry *entry,
                           bool *out, idt_error *err)
{
    idt_str about;
    const idt_index_candidate form = {.file = f.file, .form = f.form};
    *out = false;
    idt_rc rc = idt_index_entry_of(l->index, &form, i, entry, err);
    if (rc == IDT_OK && !entry->replaced && idt_index_in_time(&l->question.when, &entry->span)) {
        rc = idt_index_about(l->index, f.file, entry->origin_id, &about, err);
        *out = rc == IDT_OK && !is_half(about, head->text);
    }
    return rc;
}

static idt_rc ask_index(const idt_scan_names *l, idt_scan_names_form f, bool *out, idt_error *err)
{
    idt_index_head head;
    idt_index_entry entry;
    *out = false;
    idt_rc rc = idt_index_head_of(l->index, f.file, f.form, &head, err);
    if (rc != IDT_OK || (head.standing == IDT_STANDING_WEAK && !l->question.weak)) {
        return rc;
    }
    for (uint32_t i = 0; i < head.entries && rc == IDT_OK && !*out; i++) {
        rc = entry_counts(l, f, &head, i, &entry, out, err);
    }
    return rc;
}

static bool is_asked_for(void *context, uint32_t name)
{
    idt_scan_names *l = context;
    uint8_t *known = &l->counting[name];
    if (*known == NOT_ASKED && l->failed == IDT_OK) {
        bool counts;
        l->failed = ask_index(l, form_of(l, name), &counts, &l->why);
        if (l->failed != IDT_OK) {
            return false; /* not remembered: asked again, it fails again */
        }
        *known = counts ? COUNTS : COUNTS_NOT;
    }
    return *known == COUNTS;
}

idt_rc idt_scan_names_run(idt_scan_names *names, idt_str text, idt_scan_visit *visit, void *context,
                          bool *stopped, idt_error *err)
{
    const idt_scan_filter filter = {.counts = is_asked_for, .context = names};
    names->failed = IDT_OK;
    const bool all = idt_scan_run(names->scanner, &filter, text, visit, context);
    if (stopped != NULL) {
        *stopped = !all;
    }
    return names->failed == IDT_OK ? IDT_OK
                                   : idt_fail(err, names->failed, "%s", names->why.message);
}

/* ---- who bears it ---- */

static int by_subject(const void *left, const void *right)
{
    const idt_scan_names_bearer *a = left;
    const idt_scan_names_bearer *b = right;
    const int subject = idt_str_compare(a->subject, b->subject);
    if (subject != 0) {
        return subject;
    }
    if (a->ended != b->ended) {
        return a->ended ? 1 : -1;
    }
    if (a->standing != b->standing) {
        return a->standing < b->standing ? -1 : 1;
    }
    if (a->ordinal != b->ordinal) {
        return a->ordinal < b->ordinal ? -1 : 1;
    }
    const int name = idt_str_compare(a->name, b->name);
    return name != 0 ? name : idt_str_compare(a->origin, b->origin);
}

typedef struct bearers {
    idt_arena *arena;
    idt_scan_names_bearer *items;
    size_t count, cap;
} bearers;

static idt_rc add_entries(const idt_scan_names *l, idt_scan_names_form f, bearers *out,
                          idt_error *err)
{
    idt_index_head head;
    idt_index_entry entry;
    bool counts;
    idt_rc rc = idt_index_head_of(l->index, f.file, f.form, &head, err);
    for (uint32_t i = 0; rc == IDT_OK && i < head.entries; i++) {
        rc = entry_counts(l, f, &head, i, &entry, &counts, err);
        if (rc != IDT_OK || !counts) {
            continue;
        }
        if (!IDT_GROW(out->arena, out->items, out->cap, out->count)) {
            return idt_arena_fail(out->arena, err);
        }
        out->items[out->count++] =
            (idt_scan_names_bearer){.subject = entry.subject,
                                    .origin = entry.origin,
                                    .ended = idt_index_has_left(entry.origin),
                                    .name = head.text,
                                    .standing = head.standing,
                                    .file = f.file,
                                    .form = f.form,
                                    .ordinal = entry.ordinal};
    }
    return rc;
}

static void one_a_subject(bearers *all)
{
    size_t kept = 0;
    qsort(all->items, all->count, sizeof *all->items, by_subject);
    for (size_t i = 0; i < all->count; i++) {
        if (kept == 0 || !idt_str_equal(all->items[kept - 1].subject, all->items[i].subject)) {
            all->items[kept++] = all->items[i];
        }
    }
    all->count = kept;
}

idt_rc idt_scan_names_bearers_of(const idt_scan_names *names, const idt_scan_names_form *forms,
                                 size_t form_count, idt_arena *arena, idt_scan_names_bearer **out,
                                 size_t *count, idt_error *err)
{
    bearers all = {.arena = arena};
    for (size_t i = 0; i < form_count; i++) {
        const idt_rc rc = add_entries(names, forms[i], &all, err);
        if (rc != IDT_OK) {
            return rc;
        }
    }
    if (all.count > 0) {
        one_a_subject(&all);
    }
    *out = all.items;
    *count = all.count;
    return IDT_OK;
}

idt_rc idt_scan_names_bearers(idt_scan_names *names, const idt_scan_hit *hit, idt_arena *arena,
                              idt_scan_names_bearer **out, size_t *count, idt_error *err)
{
    size_t forms = 0;
    idt_scan_names_form *counted = IDT_NEW_N(arena, idt_scan_names_form, hit->ref_count);
    if (counted == NULL) {
        return idt_arena_fail(arena, err);
    }
    names->failed = IDT_OK;
    for (size_t i = 0; i < hit->ref_count; i++) {
        if (is_asked_for(names, hit->refs[i].name)) {
            counted[forms++] = form_of(names, hit->refs[i].name);
        }
    }
    if (names->failed != IDT_OK) {
        return idt_fail(err, names->failed, "%s", names->why.message);
    }
    return idt_scan_names_bearers_of(names, counted, forms, arena, out, count, err);
}
