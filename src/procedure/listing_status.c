#include "procedure/listing_status.h"

#include <stdlib.h>

#include "procedure/row.h"

typedef struct rows {
    idt_case *c;
    idt_listing_status *items;
    size_t count, cap;
} rows;

static bool asked(const idt_status_request *request, idt_str list)
{
    for (size_t i = 0; i < request->list_count; i++) {
        if (idt_str_equal(request->lists[i], list)) {
            return true;
        }
    }
    return request->list_count == 0;
}

static void add_row(rows *r, const idt_listing_status *row)
{
    if (row != NULL) {
        (void)IDT_PUSH(r->c, r->items, r->cap, r->count, *row);
    }
}

static idt_listing_status *find_row(rows *r, idt_str list, idt_str scope)
{
    for (size_t i = 0; i < r->count; i++) {
        if (idt_str_equal(r->items[i].list, list) && idt_str_equal(r->items[i].scope, scope)) {
            return &r->items[i];
        }
    }
    return NULL;
}

static void add_chains(rows *r, const idt_record *const *records, size_t count, bool all)
{
    idt_chains chains;
    idt_chains_read(r->c, records, count, &chains);
    for (size_t i = 0; i < chains.count && r->c->rc == IDT_OK; i++) {
        if (all || asked(r->c->request, chains.items[i]->list)) {
            add_row(r, idt_row_of_chain(r->c, chains.items[i]));
        }
    }
}

/* Rows of another party, as of the same day and by the same law. */
static rows rows_of_party(rows *r, const idt_part *party)
{
    rows other = {.c = r->c};
    const idt_status_request *own = r->c->request;
    idt_status_request *request = idt_case_take(r->c, sizeof *request);
    if (request == NULL) {
        return other;
    }
    *request = *own;
    request->subject = party->id;
    request->records = party->records;
    request->count = party->count;
    r->c->request = request;
    add_chains(&other, party->records, party->count, false);
    r->c->request = own;
    return other;
}

static bool on_the_list(const idt_listing_status *row)
{
    return row->status == IDT_STATUS_IN_FORCE || row->status == IDT_STATUS_SUSPENDED ||
           (row->status == IDT_STATUS_UNKNOWN && row->reason != IDT_REASON_NO_SOURCE);
}

static const char *in_words(idt_status_word status)
{
    static const char *const words[IDT_STATUS_WORDS] = {
        "not yet listed", "decided but not in force",
        "in force",       "suspended",
        "ended",          "never listed",
        "unknown"};
    return words[status];
}

/* The whole asked when only a part is listed: nothing is known of the whole. */
static void no_own_entry(rows *r, const idt_listing_status *part, idt_str name, bool other_party)
{
    idt_case *c = r->c;
    const idt_str whole = IDT_STR("whole");
    idt_listing_status *row = find_row(r, part->list, whole);
    if (row != NULL && idt_str_compare(part->scope, whole) != 0 && !other_party &&
        row->reason != IDT_REASON_NO_SOURCE) {
        return;
    }
    if (row != NULL && row->event_count > 0) {
        return;
    }
    if (row == NULL) {
        add_row(r, idt_row_empty(c, part->list, whole));
        row = c->rc == IDT_OK ? &r->items[r->count - 1] : NULL;
    }
    if (row == NULL) {
        return;
    }
    idt_row_flag(c, row, "no_own_entry");
    idt_row_note(c, row,
                 IDT_SAY(c,
                         IDT_STR_FMT " has a listing on " IDT_STR_FMT
                                     " (%s); that says nothing of the whole, which has no entry "
                                     "of its own on file",
                         IDT_STR_ARG(name), IDT_STR_ARG(part->list), in_words(part->status)));
}

static void add_wholes(rows *r)
{
    const size_t count = r->count;
    for (size_t i = 0; i < count && r->c->rc == IDT_OK; i++) {
        const idt_listing_status row = r->items[i];
        if (!idt_str_is(row.scope, "whole") && on_the_list(&row)) {
            no_own_entry(r, &row,
                         IDT_SAY(r->c, "the part \"" IDT_STR_FMT "\"", IDT_STR_ARG(row.scope)),
                         false);
        }
    }
    const idt_status_request *request = r->c->request;
    for (size_t p = 0; p < request->part_count && r->c->rc == IDT_OK; p++) {
        const idt_part *part = &request->parts[p];
        const rows other = rows_of_party(r, part);
        for (size_t i = 0; i < other.count && r->c->rc == IDT_OK; i++) {
            if (on_the_list(&other.items[i])) {
                no_own_entry(r, &other.items[i],
                             IDT_SAY(r->c, IDT_STR_FMT " (" IDT_STR_FMT ")",
                                     IDT_STR_ARG(part->caption), IDT_STR_ARG(part->id)),
                             true);
            }
        }
    }
}

/* A part asked when the whole is listed: in force through the whole, and the answer says so. */
static void through_whole(rows *r, const idt_listing_status *whole, idt_str scope, idt_str name)
{
    idt_case *c = r->c;
    if (whole->status != IDT_STATUS_IN_FORCE && whole->status != IDT_STATUS_SUSPENDED) {
        return;
    }
    idt_listing_status *row = find_row(r, whole->list, scope);
    if (row != NULL &&
        (row->status == IDT_STATUS_IN_FORCE || row->status == IDT_STATUS_SUSPENDED)) {
        return;
    }
    if (row == NULL) {
        add_row(r, idt_row_empty(c, whole->list, scope));
        row = c->rc == IDT_OK ? &r->items[r->count - 1] : NULL;
    }
    if (row == NULL) {
        return;
    }
    const idt_status_word own = row->status;
    const bool had_own = row->event_count > 0;
    row->status = whole->status;
    row->basis = whole->basis;
    row->reason = IDT_REASON_NONE;
    for (int s = 0; s < IDT_STATUS_WORDS; s++) {
        row->possible[s] = false;
    }
    row->since = whole->since;
    row->listed_since = whole->listed_since;
    row->until = whole->until;
    row->decided_by = whole->decided_by;
    row->decided_by_count = whole->decided_by_count;
    row->last_evidence = whole->last_evidence;
    const idt_end_kind own_end = row->end_kind;
    row->end_kind = IDT_END_NONE;
    row->ended_by = NULL;
    row->ended_by_count = 0;
    idt_row_flag(c, row, "through_whole");
    const char *end = idt_end_kind_text(own_end);
    idt_row_note(c, row,
                 IDT_SAY(c, "%s through the listing of " IDT_STR_FMT " on " IDT_STR_FMT "%s%s%s",
                         whole->status == IDT_STATUS_IN_FORCE ? "In force" : "Suspended",
                         IDT_STR_ARG(name), IDT_STR_ARG(whole->list),
                         had_own ? "; the part's own listing is " : "",
                         had_own ? in_words(own) : "",
                         had_own && end != NULL ? IDT_SAY(c, " (%s)", end).ptr : ""));
}

static void add_parts(rows *r)
{
    const size_t count = r->count;
    for (size_t i = 0; i < count && r->c->rc == IDT_OK; i++) {
        const idt_listing_status whole = r->items[i];
        for (size_t j = 0; idt_str_is(whole.scope, "whole") && j < count; j++) {
            if (idt_str_equal(r->items[j].list, whole.list) && j != i) {
                through_whole(r, &whole, r->items[j].scope, IDT_STR("the whole"));
            }
        }
    }
    const idt_part *whole = &r->c->request->whole;
    if (whole->count == 0) {
        return;
    }
    const rows other = rows_of_party(r, whole);
    for (size_t i = 0; i < other.count && r->c->rc == IDT_OK; i++) {
        if (idt_str_is(other.items[i].scope, "whole")) {
            through_whole(r, &other.items[i], IDT_STR("whole"),
                          IDT_SAY(r->c, IDT_STR_FMT " (" IDT_STR_FMT ")",
                                  IDT_STR_ARG(whole->caption), IDT_STR_ARG(whole->id)));
        }
    }
}

/* Lists asked by name of which nothing is on file. */
static void add_asked(rows *r)
{
    const idt_status_request *request = r->c->request;
    for (size_t i = 0; i < request->list_count && r->c->rc == IDT_OK; i++) {
        bool found = false;
        for (size_t j = 0; j < r->count; j++) {
            found = found || idt_str_equal(r->items[j].list, request->lists[i]);
        }
        if (found) {
            continue;
        }
        idt_listing_status *row = idt_row_empty(r->c, request->lists[i], IDT_STR("whole"));
        if (row != NULL && request->nothing_recorded) {
            row->reason = IDT_REASON_NOTHING_RECORDED;
        }
        add_row(r, row);
    }
}

static int by_place(const void *a, const void *b)
{
    const idt_listing_status *x = a;
    const idt_listing_status *y = b;
    int order = idt_str_compare(x->jurisdiction, y->jurisdiction);
    if (order == 0) {
        order = idt_str_compare(x->list, y->list);
    }
    if (order != 0) {
        return order;
    }
    const bool xw = idt_str_is(x->scope, "whole");
    const bool yw = idt_str_is(y->scope, "whole");
    return xw != yw ? (xw ? -1 : 1) : idt_str_compare(x->scope, y->scope);
}

idt_rc idt_listing_status_compute(const idt_status_request *request, idt_arena *arena,
                                  const idt_listing_status **out, size_t *count, idt_error *err)
{
    idt_case c = {.request = request, .arena = arena, .err = err};
    rows r = {.c = &c};
    *out = NULL;
    *count = 0;
    add_chains(&r, request->records, request->count, false);
    add_wholes(&r);
    add_parts(&r);
    add_asked(&r);
    if (c.rc != IDT_OK) {
        return c.rc;
    }
    if (r.count > 1) {
        qsort(r.items, r.count, sizeof *r.items, by_place);
    }
    *out = r.items;
    *count = r.count;
    return IDT_OK;
}
