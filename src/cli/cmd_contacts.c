#include "claims/contact.h"
#include "cli/thing_answer.h"

typedef struct contact_list {
    idt_contact *items;
    size_t count;
} contact_list;

static idt_rc gather(idt_thing_answer *a, contact_list *out, idt_error *err)
{
    idt_rc rc = IDT_OK;
    out->items = IDT_NEW_N(a->inv->arena, idt_contact, a->count + 1);
    if (out->items == NULL) {
        return idt_arena_fail(a->inv->arena, err);
    }
    for (size_t i = 0; i < a->count && rc == IDT_OK; i++) {
        const idt_told_of *thing = &a->things[i];
        idt_contact *contact = &out->items[out->count];
        rc = idt_contact_read(thing->head, thing->records, thing->count, a->inv->arena, contact,
                              err);
        if (rc == IDT_OK) {
            out->count += idt_contact_within(contact, a->from, a->to) == IDT_NO ? 0 : 1;
        }
    }
    idt_contacts_sort(out->items, rc == IDT_OK ? out->count : 0);
    return rc;
}

static const idt_told_of *thing_of(const idt_thing_answer *a, const idt_contact *contact)
{
    const idt_told_of *found = NULL;
    for (size_t i = 0; i < a->count && found == NULL; i++) {
        found = a->things[i].head == contact->head ? &a->things[i] : NULL;
    }
    return found;
}

/* ---- text ---- */

static void headline(idt_thing_answer *a, const idt_contact *c)
{
    idt_buf *line = &a->line;
    for (size_t i = 0; i < c->date_count; i++) {
        idt_buf_add_text(line, i > 0 ? ", also " : "");
        idt_date_words(&c->days[i], line);
    }
    idt_buf_add_text(line, c->date_count == 0 ? "day not stated" : "");
    idt_buf_add_text(line, "  ");
    for (size_t i = 0; i < c->kind_count; i++) {
        idt_buf_add_text(line, i > 0 ? ", " : "");
        idt_thing_add_vocabulary(a, c->kinds[i].statement->value);
    }
    idt_buf_add_text(line, c->kind_count == 0 ? "contact" : "");
    if (idt_record_first(c->head, "name") != NULL) {
        idt_buf_add_format(line, ", " IDT_STR_FMT, IDT_STR_ARG(idt_record_caption(c->head)));
    }
    idt_buf_add_format(line, " (" IDT_STR_FMT ")", IDT_STR_ARG(c->head->about));
    const bool possibly = idt_contact_within(c, a->from, a->to) == IDT_UNKNOWN;
    idt_buf_add_text(line, possibly ? ", possibly in these days" : "");
    idt_buf_add_byte(a->inv->out, '\n');
    idt_wrap(a->inv->out, 0, idt_buf_borrow(line));
    idt_buf_clear(line);
}

static void told_lines(idt_thing_answer *a, const idt_told *told, size_t count, const char *label)
{
    for (size_t i = 0; i < count; i++) {
        idt_thing_add_vocabulary(a, told[i].statement->value);
        idt_thing_add_word(a, &told[i]);
        idt_thing_label(a, i == 0 ? label : "");
    }
}

/* Is known[at] the first to tell of its day? */
static bool first_of_day(const idt_contact *c, size_t at)
{
    for (size_t k = 0; k < at; k++) {
        if (idt_str_equal(c->known[k]->known_since.edtf, c->known[at]->known_since.edtf)) {
            return false;
        }
    }
    return true;
}

/* Each day since which it is known once, with all that say so. */
static void known_lines(idt_thing_answer *a, const idt_contact *c)
{
    for (size_t i = 0; i < c->known_count; i++) {
        const idt_str day = c->known[i]->known_since.edtf;
        if (!first_of_day(c, i)) {
            continue;
        }
        idt_date_words(&c->known[i]->known_since, &a->line);
        for (size_t k = i; k < c->known_count; k++) {
            if (idt_str_equal(c->known[k]->known_since.edtf, day)) {
                idt_thing_add_reference(a, c->known[k]);
            }
        }
        idt_thing_label(a, i == 0 ? "known since" : "");
    }
}

static void day_lines(idt_thing_answer *a, const idt_contact *c)
{
    told_lines(a, c->dates, c->date_count, "done on");
    if (c->date_count == 0) {
        idt_buf_add_text(&a->line, "not stated");
        idt_thing_label(a, "done on");
    }
    known_lines(a, c);
}

static void participant_lines(idt_thing_answer *a, const idt_contact *c)
{
    for (size_t i = 0; i < c->participant_count; i++) {
        const idt_told *told = &c->participants[i];
        const idt_str role = idt_qualifier(told->statement, "role");
        const idt_str record = idt_qualifier(told->statement, "record");
        idt_buf_add_str(&a->line, told->statement->value);
        if (role.ptr != NULL) {
            idt_buf_add_format(&a->line, ", " IDT_STR_FMT, IDT_STR_ARG(role));
        }
        if (record.ptr != NULL) {
            idt_buf_add_format(&a->line, ": " IDT_STR_FMT, IDT_STR_ARG(record));
        }
        idt_thing_add_word(a, told);
        idt_thing_label(a, i == 0 ? "with" : "");
    }
    if (c->participant_count == 0) {
        idt_buf_add_text(&a->line, "nobody named");
        idt_thing_label(a, "with");
    }
    idt_buf_add_text(&a->line, c->complete == IDT_NO    ? "took part and are not named"
                               : c->complete == IDT_YES ? "none: the list is said to be complete"
                                                        : "not said whether others took part");
    for (size_t i = 0; i < c->complete_count; i++) {
        idt_thing_add_word(a, &c->completes[i]);
    }
    idt_thing_label(a, "others");
}

static void recurrence_lines(idt_thing_answer *a, const idt_contact *c)
{
    for (size_t i = 0; i < c->recurrence_count; i++) {
        const idt_recurrence *r = &c->recurrences[i];
        idt_buf_add_format(&a->line, "\"" IDT_STR_FMT "\", ",
                           IDT_STR_ARG(r->told.statement->value));
        if (r->has_times) {
            idt_quantity_words(&r->times, &a->line);
            idt_buf_add_text(&a->line, " times");
        } else {
            idt_buf_add_text(&a->line, "no count given");
        }
        idt_thing_add_word(a, &r->told);
        idt_thing_label(a, i == 0 ? "how often" : "");
    }
}

static void answer_text(idt_thing_answer *a, const contact_list *list)
{
    idt_thing_head_text(a, "Contacts", list->count,
                        "None is on file. That is no proof that there was none.");
    for (size_t i = 0; i < list->count; i++) {
        const idt_contact *c = &list->items[i];
        headline(a, c);
        told_lines(a, c->kinds, c->kind_count, "kind");
        day_lines(a, c);
        told_lines(a, c->places, c->place_count, "place");
        participant_lines(a, c);
        recurrence_lines(a, c);
        told_lines(a, c->claims, c->claim_count, "said of it");
    }
}

/* ---- json ---- */

static void recurrences_json(const idt_contact *c, idt_json_writer *w)
{
    idt_jw_array(w, "recurrences");
    for (size_t i = 0; i < c->recurrence_count; i++) {
        idt_jw_object(w, NULL);
        idt_thing_told_members(&c->recurrences[i].told, w);
        if (c->recurrences[i].has_times) {
            idt_quantity_json(&c->recurrences[i].times, "times", w);
        }
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

static void contact_json(const idt_thing_answer *a, const idt_contact *c, idt_json_writer *w)
{
    static const char *const party[] = {"role", "body", NULL};
    static const char *const claim[] = {"kind", "rank", NULL};
    static const char *const complete[] = {"no", "yes", "not_said"}; /* by idt_tri */
    idt_jw_object(w, NULL);
    idt_thing_json(thing_of(a, c), w);
    idt_thing_within_json(idt_contact_within(c, a->from, a->to), w);
    idt_thing_told_json("kinds", c->kinds, c->kind_count, NULL, w);
    idt_thing_told_json("dates", c->dates, c->date_count, NULL, w);
    idt_jw_array(w, "known_since");
    for (size_t i = 0; i < c->known_count; i++) {
        if (first_of_day(c, i)) {
            idt_jw_str(w, NULL, c->known[i]->known_since.edtf);
        }
    }
    idt_jw_end(w);
    idt_thing_told_json("places", c->places, c->place_count, NULL, w);
    idt_thing_told_json("participants", c->participants, c->participant_count, party, w);
    idt_jw_text(w, "complete", complete[c->complete]);
    idt_thing_told_json("completes", c->completes, c->complete_count, NULL, w);
    recurrences_json(c, w);
    idt_thing_told_json("claims", c->claims, c->claim_count, claim, w);
    idt_jw_end(w);
}

static void answer_json(idt_thing_answer *a, const contact_list *list)
{
    idt_json_writer w;
    idt_thing_head_json(a, &w);
    idt_jw_array(&w, "contacts");
    for (size_t i = 0; i < list->count; i++) {
        contact_json(a, &list->items[i], &w);
    }
    idt_jw_end(&w);
    idt_jw_end(&w);
    idt_buf_add_byte(a->inv->out, '\n');
}

static int run(idt_invocation *inv)
{
    idt_error err;
    idt_thing_answer answer;
    contact_list list = {0};
    idt_rc rc = idt_thing_ask(inv, "Contact", &answer, &err);
    if (rc == IDT_OK) {
        rc = gather(&answer, &list, &err);
    }
    if (rc == IDT_OK && idt_cli_format_is(inv, "json")) {
        answer_json(&answer, &list);
    } else if (rc == IDT_OK) {
        answer_text(&answer, &list);
    }
    rc = idt_thing_release(&answer, rc, &err);
    return rc == IDT_OK ? IDT_EXIT_DONE : idt_cli_fail(&err);
}

static const idt_example EXAMPLES[] = {
    {"contacts Taliban", IDT_EXIT_DONE,
     "meetings, visits, invitations and ties that concern a subject, oldest first"},
    {"contacts Taliban --from 2021-08-01 --format json", IDT_EXIT_DONE,
     "those of these days, and those that may be, for programs"},
};

const idt_command IDT_CMD_CONTACTS = {
    .name = "contacts",
    .arguments = "[SUBJECT]",
    .least = 0,
    .most = 1,
    .summary = "meetings, visits, invitations and ties",
    .description =
        "Prints the contacts that concern a subject, oldest first: kind, place, who took part and "
        "in what role, whether others did who are not named, how often in the source's words, and "
        "whose word it is. The day of doing and the day since which it is known stand apart. "
        "SUBJECT is an id or an exact name, or the id or key of one contact; without it, all.",
    .params = IDT_THING_PARAMS,
    .examples = EXAMPLES,
    .example_count = 2,
    .run = run,
};
