#include "standing/listings.h"

#include "core/map.h"

struct idt_listings {
    idt_register *reg;
    const idt_view *view;
    idt_status_question question;
    size_t most;
    idt_arena *own;  /* the handle */
    idt_arena *work; /* one look-up */
    idt_arena *kept;
    idt_map by_record; /* -> const idt_screen_party, NULL where the record is not held */
};

void idt_listings_free(idt_listings *l)
{
    if (l != NULL) {
        idt_arena_free(l->work);
        idt_arena_free(l->kept);
        idt_arena_free(l->own);
    }
}

idt_rc idt_listings_new(idt_register *reg, const idt_view *view, idt_day as_of,
                        size_t ceiling_bytes, idt_listings **out, idt_error *err)
{
    idt_arena *own = idt_arena_new(sizeof(idt_listings) + 8192);
    idt_listings *l = own != NULL ? IDT_NEW(own, idt_listings) : NULL;
    *out = NULL;
    if (l == NULL) {
        idt_arena_free(own);
        return idt_fail(err, IDT_E_LIMIT, "no memory for listings");
    }
    *l = (idt_listings){.reg = reg,
                        .view = view,
                        .question = {.as_of = as_of},
                        .most = ceiling_bytes / 2,
                        .own = own,
                        .work = idt_arena_new(IDT_ARENA_REQUEST_BYTES),
                        .kept = idt_arena_new(ceiling_bytes)};
    if (l->work == NULL || l->kept == NULL) {
        idt_listings_free(l);
        return idt_fail(err, IDT_E_LIMIT, "no memory for listings");
    }
    idt_map_init(&l->by_record, l->kept);
    *out = l;
    return IDT_OK;
}

static idt_rc begin(void *context, idt_error *err)
{
    idt_listings *l = context;
    (void)err;
    if (idt_arena_used(l->kept) > l->most) {
        idt_arena_clear(l->kept);
        idt_map_init(&l->by_record, l->kept);
    }
    return IDT_OK;
}

/* False at the ceiling. */
static bool copy(idt_listings *l, idt_str *text)
{
    if (text->ptr == NULL) {
        return true;
    }
    *text = idt_str_copy(l->kept, *text);
    return text->ptr != NULL;
}

static bool copy_date(idt_listings *l, const idt_date *from, idt_date *to)
{
    *to = *from;
    return copy(l, &to->edtf);
}

static bool copy_row(idt_listings *l, const idt_listing_status *row, idt_screen_listing *out)
{
    *out = (idt_screen_listing){.list = row->list,
                                .list_name = row->list_name,
                                .jurisdiction = row->jurisdiction,
                                .scope = row->scope,
                                .status = idt_str_borrow(idt_status_word_text(row->status)),
                                .end_kind = idt_str_borrow(idt_end_kind_text(row->end_kind))};
    return copy(l, &out->list) && copy(l, &out->list_name) && copy(l, &out->jurisdiction) &&
           copy(l, &out->scope) && copy_date(l, &row->since, &out->since) &&
           copy_date(l, &row->listed_since, &out->listed_since) &&
           copy_date(l, &row->until, &out->until);
}

static idt_rc make(idt_listings *l, const idt_subject *subject, const idt_listing_status *rows,
                   size_t count, idt_screen_party **out, idt_error *err)
{
    idt_screen_party *party = IDT_NEW(l->kept, idt_screen_party);
    idt_screen_listing *listings = IDT_NEW_N(l->kept, idt_screen_listing, count);
    if (party == NULL || listings == NULL) {
        return idt_arena_fail(l->kept, err);
    }
    *party = (idt_screen_party){.id = subject->id,
                                .caption = subject->caption,
                                .schema = subject->schema,
                                .listings = listings,
                                .listing_count = count};
    bool fits = copy(l, &party->id) && copy(l, &party->caption) && copy(l, &party->schema);
    for (size_t i = 0; i < count && fits; i++) {
        fits = copy_row(l, &rows[i], &listings[i]);
    }
    *out = party;
    return fits ? IDT_OK : idt_arena_fail(l->kept, err);
}

static idt_rc look_up(idt_listings *l, idt_str record, idt_screen_party **out, idt_error *err)
{
    const idt_subject *subject = NULL;
    const idt_listing_status *rows;
    size_t count = 0;
    *out = NULL;
    idt_arena_clear(l->work);
    idt_rc rc = idt_subject_of(l->reg, l->view, record, l->work, &subject, err);
    if (rc != IDT_OK || subject == NULL) {
        return rc;
    }
    rc = idt_subject_statuses(l->reg, l->view, subject, &l->question, l->work, &rows, &count, err);
    return rc == IDT_OK ? make(l, subject, rows, count, out, err) : rc;
}

static idt_rc party(void *context, idt_str record, const idt_screen_party **out, idt_error *err)
{
    idt_listings *l = context;
    bool added;
    idt_screen_party *made = NULL;
    const idt_map_entry *held = idt_map_find(&l->by_record, record);
    if (held != NULL) {
        *out = held->value.ptr;
        return IDT_OK;
    }
    const idt_rc rc = look_up(l, record, &made, err);
    if (rc != IDT_OK) {
        return rc;
    }
    const idt_str key = idt_str_copy(l->kept, record);
    idt_map_entry *entry = key.ptr != NULL ? idt_map_put(&l->by_record, key, &added) : NULL;
    if (entry == NULL) {
        return idt_arena_fail(l->kept, err);
    }
    entry->value.ptr = made;
    *out = made;
    return IDT_OK;
}

idt_listing_source idt_listings_source(idt_listings *l)
{
    return (idt_listing_source){.begin = begin, .party = party, .context = l};
}
