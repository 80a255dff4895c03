#include "cli/screen_basis.h"

#include <inttypes.h>

#include "cli/libexec.h"
#include "cli/status_text.h"
#include "load/load_list.h"

/* What freshness is told of: now alone. */
static bool of_now(const idt_invocation *inv)
{
    return !idt_cli_flag(inv, &IDT_PARAM_PUBLISHED_BY) && !idt_cli_flag(inv, &IDT_PARAM_KNOWN_AT);
}

typedef struct gathering {
    idt_invocation *inv;
    idt_screen_basis *basis;
    idt_screen_edition *editions;
    size_t cap;
    idt_str *warnings;
    size_t warnings_cap;
    idt_str *missing;
    size_t missing_cap;
    idt_publications all;
} gathering;

static idt_rc warn(gathering *g, idt_str text, idt_error *err)
{
    idt_screen_basis *b = g->basis;
    if (text.ptr == NULL ||
        !IDT_GROW(g->inv->arena, g->warnings, g->warnings_cap, b->warning_count)) {
        return idt_arena_fail(g->inv->arena, err);
    }
    g->warnings[b->warning_count++] = text;
    b->warnings = g->warnings;
    return IDT_OK;
}

/* ---- editions ---- */

static idt_rc take_edition(gathering *g, const idt_edition_info *edition, idt_error *err)
{
    idt_arena *arena = g->inv->arena;
    idt_screen_basis *b = g->basis;
    if (!IDT_GROW(arena, g->editions, g->cap, b->count)) {
        return idt_arena_fail(arena, err);
    }
    idt_screen_edition *e = &g->editions[b->count++];
    *e = (idt_screen_edition){.edition = edition};
    b->editions = g->editions;
    return idt_freshness_find(g->inv->reg, g->inv->home.ptr, &g->all, edition, b->view->now_us,
                              arena, &e->fresh, err);
}

/* The newest of each dataset: editions come by dataset, oldest first. */
static idt_rc take_editions(gathering *g, idt_error *err)
{
    const idt_edition_info *all;
    size_t count;
    idt_rc rc = idt_register_editions(g->inv->reg, g->basis->view, (idt_str){0}, g->inv->arena,
                                      &all, &count, err);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        if (i + 1 == count || !idt_str_equal(all[i].dataset, all[i + 1].dataset)) {
            rc = take_edition(g, &all[i], err);
        }
    }
    return rc == IDT_OK && g->basis->count == 0
               ? idt_fail(err, IDT_E_NOT_FOUND,
                          "no list is held at these times, so nothing could be found; `interdict "
                          "update` or `interdict import` loads lists")
               : rc;
}

/* Entries that stand without what they say (load/load_list.c). */
static idt_rc count_unread(gathering *g, idt_error *err)
{
    const idt_record *const *records;
    size_t count;
    idt_rc rc =
        idt_unread_entries(g->inv->reg, g->basis->view, g->inv->arena, &records, &count, err);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        for (size_t e = 0; e < g->basis->count; e++) {
            if (idt_str_equal(records[i]->dataset, g->editions[e].edition->dataset)) {
                g->editions[e].unread++;
            }
        }
    }
    return rc;
}

static idt_rc warn_of_age(gathering *g, const idt_screen_edition *e, idt_error *err)
{
    idt_arena *arena = g->inv->arena;
    char instant[IDT_INSTANT_BYTES];
    (void)idt_instant_text(e->edition->published_us, instant);
    if (e->fresh.dated) {
        return warn(g,
                    idt_str_format(arena,
                                   IDT_STR_FMT " is stale: published %s, and not found current "
                                               "within " IDT_STR_FMT "; run `interdict update`",
                                   IDT_STR_ARG(e->edition->dataset), instant,
                                   IDT_STR_ARG(e->fresh.max_age)),
                    err);
    }
    return warn(
        g,
        e->fresh.checked
            ? idt_str_format(arena,
                             IDT_STR_FMT " is stale: when it was published is not known, and it "
                                         "was not found current within " IDT_STR_FMT
                                         "; run `interdict update`",
                             IDT_STR_ARG(e->edition->dataset), IDT_STR_ARG(e->fresh.max_age))
            : idt_str_format(arena,
                             IDT_STR_FMT " may be stale: when it was published is not known "
                                         "(imported %s), and no update found it current; run "
                                         "`interdict update`, or import it with --published DAY",
                             IDT_STR_ARG(e->edition->dataset), instant),
        err);
}

static idt_rc warn_of_editions(gathering *g, idt_error *err)
{
    idt_rc rc = IDT_OK;
    idt_arena *arena = g->inv->arena;
    for (size_t i = 0; i < g->basis->count && rc == IDT_OK; i++) {
        const idt_screen_edition *e = &g->editions[i];
        rc = e->fresh.stale ? warn_of_age(g, e, err) : IDT_OK;
        if (rc == IDT_OK && e->unread > 0) {
            rc = warn(g,
                      idt_str_format(arena,
                                     IDT_STR_FMT " was read in part: %" PRIu64
                                                 " of its entries could not be read and were not "
                                                 "screened against",
                                     IDT_STR_ARG(e->edition->dataset), e->unread),
                      err);
        }
    }
    return rc;
}

/* ---- lists that are not held ---- */

static bool is_held(const idt_screen_basis *b, idt_str dataset)
{
    for (size_t i = 0; i < b->count; i++) {
        if (idt_str_equal(b->editions[i].edition->dataset, dataset)) {
            return true;
        }
    }
    return false;
}

static idt_rc find_missing(gathering *g, idt_error *err)
{
    idt_screen_basis *b = g->basis;
    for (size_t i = 0; i < g->all.count; i++) {
        if (is_held(b, g->all.items[i].dataset)) {
            continue;
        }
        if (!IDT_GROW(g->inv->arena, g->missing, g->missing_cap, b->missing_count)) {
            return idt_arena_fail(g->inv->arena, err);
        }
        g->missing[b->missing_count++] = g->all.items[i].dataset;
        b->missing = g->missing;
    }
    return IDT_OK;
}

static void join(const idt_str *texts, size_t count, idt_buf *out)
{
    for (size_t i = 0; i < count; i++) {
        idt_buf_add_text(out, i == 0 ? "" : i + 1 == count ? " and " : ", ");
        idt_buf_add_str(out, texts[i]);
    }
}

static bool has_list(const idt_screen_basis *b)
{
    for (size_t i = 0; i < b->count; i++) {
        if (!b->editions[i].edition->authored) {
            return true;
        }
    }
    return false;
}

static idt_rc warn_of_missing(gathering *g, idt_error *err)
{
    idt_buf text;
    const idt_screen_basis *b = g->basis;
    if (!has_list(b)) {
        const idt_rc none = warn(g, IDT_STR("no published list is held at these times"), err);
        if (none != IDT_OK) {
            return none;
        }
    }
    if (b->missing_count == 0) {
        return IDT_OK;
    }
    idt_buf_init(&text, IDT_SOURCES_BYTES_MAX);
    idt_buf_add_text(&text, "not held, so not screened against: ");
    join(b->missing, b->missing_count, &text);
    idt_rc rc = idt_buf_check(&text, err);
    rc = rc == IDT_OK ? warn(g, idt_str_copy(g->inv->arena, idt_buf_borrow(&text)), err) : rc;
    idt_buf_release(&text);
    return rc;
}

/* Without the file of addresses the answer is given all the same, and says so. */
static idt_rc read_publications(gathering *g, idt_error *err)
{
    idt_error why;
    char text[1200];
    if (!of_now(g->inv) || idt_cli_publications(g->inv, NULL, &g->all, &why) == IDT_OK) {
        return IDT_OK;
    }
    g->all = (idt_publications){0};
    return warn(g,
                idt_str_format(g->inv->arena, "%s; which lists are stale or not held is not told",
                               idt_error_text(&why, text, sizeof text)),
                err);
}

idt_rc idt_screen_basis_find(idt_invocation *inv, const idt_view *view, idt_day as_of,
                             idt_screen_basis *out, idt_error *err)
{
    gathering g = {.inv = inv, .basis = out};
    *out = (idt_screen_basis){.view = view, .as_of = as_of};
    idt_rc rc = read_publications(&g, err);
    rc = rc == IDT_OK ? take_editions(&g, err) : rc;
    rc = rc == IDT_OK ? count_unread(&g, err) : rc;
    rc = rc == IDT_OK ? find_missing(&g, err) : rc;
    rc = rc == IDT_OK ? warn_of_editions(&g, err) : rc;
    return rc == IDT_OK ? warn_of_missing(&g, err) : rc;
}

/* ---- said ---- */

static void edition_json(const idt_screen_edition *e, idt_json_writer *w)
{
    char text[IDT_INSTANT_BYTES];
    char hex[IDT_SHA256_HEX + 1];
    idt_jw_object(w, NULL);
    idt_jw_str(w, "dataset", e->edition->dataset);
    idt_jw_text(w, "published", idt_instant_text(e->edition->published_us, text));
    idt_jw_int(w, "seq", e->edition->seq);
    idt_jw_text(w, "sha256", idt_digest_hex(&e->edition->sha256, hex));
    idt_jw_int(w, "records", (int64_t)e->edition->records);
    idt_jw_int(w, "unread", (int64_t)e->unread);
    idt_jw_bool(w, "published_known", idt_edition_is_dated(e->edition));
    if (e->fresh.told) {
        idt_jw_bool(w, "stale", e->fresh.stale);
    } else {
        idt_jw_null(w, "stale");
    }
    idt_jw_end(w);
}

void idt_screen_basis_json(const idt_screen_basis *b, idt_json_writer *w)
{
    idt_view_json(b->view, b->as_of, w);
    idt_jw_array(w, "datasets");
    for (size_t i = 0; i < b->count; i++) {
        edition_json(&b->editions[i], w);
    }
    idt_jw_end(w);
    idt_jw_texts(w, "not_held", b->missing, b->missing_count);
    idt_jw_texts(w, "warnings", b->warnings, b->warning_count);
}

static size_t name_datasets(const idt_screen_basis *b, bool authored, idt_buf *out)
{
    size_t count = 0;
    size_t named = 0;
    for (size_t i = 0; i < b->count; i++) {
        count += b->editions[i].edition->authored == authored;
    }
    for (size_t i = 0; i < b->count; i++) {
        if (b->editions[i].edition->authored == authored) {
            idt_buf_add_text(out, named == 0 ? "" : named + 1 == count ? " and " : ", ");
            idt_buf_add_str(out, b->editions[i].edition->dataset);
            named++;
        }
    }
    return count;
}

void idt_screen_basis_words(const idt_screen_basis *b, idt_buf *out)
{
    char published[IDT_INSTANT_BYTES];
    char known[IDT_INSTANT_BYTES];
    char day[IDT_DAY_BYTES];
    idt_buf authored;
    idt_buf_init(&authored, out->ceiling);
    const size_t own = name_datasets(b, true, &authored);
    const size_t lists = name_datasets(b, false, out);
    if (own > 0) {
        idt_buf_add_format(out, "%sthe records written for %.*s", lists > 0 ? ", and in " : "",
                           (int)authored.len, authored.ptr);
    }
    idt_buf_release(&authored);
    idt_buf_add_format(out, ", as published by %s and known at %s; listings as of %s",
                       idt_instant_text(b->view->published_by_us, published),
                       idt_instant_text(b->view->known_at_us, known), idt_day_text(b->as_of, day));
}
