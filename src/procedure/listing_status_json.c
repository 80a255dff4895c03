#include "procedure/listing_status.h"

#include "json/json_write.h"
#include "statement/attribution.h"
#include "statement/vocabulary.h"

static void write_bound(idt_json_writer *w, const char *key, idt_day day)
{
    char text[IDT_DAY_BYTES];
    const bool open = day == IDT_DAY_OPEN_START || day == IDT_DAY_OPEN_END;
    idt_jw_text(w, key, open ? NULL : idt_day_text(day, text));
}

void idt_date_json(idt_json_writer *w, const char *key, const idt_date *date)
{
    if (date->kind == IDT_DATE_ABSENT) {
        idt_jw_null(w, key);
        return;
    }
    idt_jw_object(w, key);
    idt_jw_str(w, "edtf", date->edtf);
    write_bound(w, "earliest", date->earliest);
    write_bound(w, "latest", date->latest);
    idt_jw_end(w);
}

static void write_words(idt_json_writer *w, const char *key, const idt_str *words, size_t count)
{
    idt_jw_array(w, key);
    for (size_t i = 0; i < count; i++) {
        idt_jw_str(w, NULL, words[i]);
    }
    idt_jw_end(w);
}

/* What the event's own members say already. */
static bool is_told(idt_str name)
{
    static const char *const told[] = {"id",   "by",    "to",    "on_claim_of",
                                       "list", "scope", "chain", NULL};
    return idt_word_in(name, told);
}

static void write_qualifiers(idt_json_writer *w, const idt_statement *s)
{
    for (size_t i = 0; i < s->qualifiers->count; i++) {
        const idt_json *member = &s->qualifiers->items[i];
        if (!is_told(member->key)) {
            idt_jw_key(w, member->key);
            idt_json_write(w, member);
        }
    }
}

static void write_claimants(idt_json_writer *w, const idt_statement *s)
{
    const idt_json *value = idt_json_member(s->qualifiers, "on_claim_of");
    idt_jw_array(w, "on_claim_of");
    if (value != NULL && value->kind == IDT_JSON_ARRAY) {
        for (size_t i = 0; i < value->count; i++) {
            idt_json_write(w, &value->items[i]);
        }
    } else if (value != NULL) {
        idt_json_write(w, value);
    }
    idt_jw_end(w);
}

static void write_event(idt_json_writer *w, const idt_event *event)
{
    char id[IDT_STATEMENT_ID_BYTES];
    idt_jw_object(w, NULL);
    idt_jw_str(w, "id", event->id);
    idt_jw_str(w, "kind", event->kind);
    if (idt_str_is(event->kind, "listed")) {
        idt_jw_str(w, "state", event->statement->value);
    }
    idt_jw_str(w, "dataset", event->record->dataset);
    idt_jw_text(w, "statement",
                idt_statement_id(&event->record->hash, event->statement->number, id));
    write_words(w, "by", event->by, event->by_count);
    write_words(w, "to", event->to, event->to_count);
    write_claimants(w, event->statement);
    idt_chain_tree_json("chain", idt_json_member(event->statement->qualifiers, "chain"), w);
    write_qualifiers(w, event->statement);
    idt_jw_end(w);
}

static void write_events(idt_json_writer *w, const char *key, const idt_event *const *events,
                         size_t count)
{
    idt_jw_array(w, key);
    for (size_t i = 0; i < count; i++) {
        write_event(w, events[i]);
    }
    idt_jw_end(w);
}

static void write_reported(idt_json_writer *w, const idt_listing_status *row)
{
    idt_jw_array(w, "reported");
    for (size_t i = 0; i < row->reported_count; i++) {
        const idt_reported *r = &row->reported[i];
        idt_jw_object(w, NULL);
        idt_jw_str(w, "event", r->event->id);
        idt_jw_str(w, "kind", r->event->kind);
        idt_jw_str(w, "aims_at", idt_qualifier(r->event->statement, "aims_at"));
        idt_jw_array(w, "refused");
        for (unsigned class = 1; class <= 10; class ++) {
            if ((r->refused & (1u << class)) != 0) {
                idt_jw_int(w, NULL, class);
            }
        }
        idt_jw_end(w);
        idt_jw_str(w, "missing", r->missing);
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

static void write_rule(idt_json_writer *w, const idt_step *step)
{
    if (step->rule == NULL || step->rule_record == NULL) {
        idt_jw_null(w, "rule");
        return;
    }
    char id[IDT_STATEMENT_ID_BYTES];
    idt_jw_object(w, "rule");
    idt_jw_str(w, "record", step->rule_record->id);
    idt_jw_text(w, "statement", idt_statement_id(&step->rule_record->hash, step->rule->number, id));
    idt_jw_str(w, "kind", step->rule->value);
    static const char *const told[] = {"citation", "certainty"};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        const idt_json *value = idt_json_member(step->rule->qualifiers, told[i]);
        idt_jw_key(w, idt_str_borrow(told[i]));
        if (value != NULL) {
            idt_json_write(w, value);
        } else {
            idt_jw_null(w, NULL);
        }
    }
    idt_chain_tree_json("chain", idt_json_member(step->rule->qualifiers, "chain"), w);
    idt_jw_end(w);
}

static void write_steps(idt_json_writer *w, const idt_listing_status *row)
{
    idt_jw_array(w, "steps");
    for (size_t i = 0; i < row->step_count; i++) {
        const idt_step *step = &row->steps[i];
        idt_jw_object(w, NULL);
        idt_jw_str(w, "text", step->text);
        idt_jw_str(w, "event", step->event != NULL ? step->event->id : (idt_str){0});
        write_rule(w, step);
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

void idt_listing_status_json(const idt_listing_status *row, bool explain, idt_json_writer *w)
{
    idt_jw_object(w, NULL);
    idt_jw_str(w, "list", row->list);
    idt_jw_str(w, "list_name", row->list_name);
    idt_jw_str(w, "list_kind", row->list_kind);
    idt_jw_str(w, "jurisdiction", row->jurisdiction);
    idt_jw_str(w, "scope", row->scope);
    write_words(w, "measures", row->measures, row->measure_count);
    write_words(w, "binds", row->binds, row->bind_count);
    idt_jw_text(w, "status", idt_status_word_text(row->status));
    idt_jw_text(w, "basis", idt_basis_text(row->basis));
    idt_jw_text(w, "reason", idt_reason_text(row->reason));
    idt_jw_array(w, "possible");
    for (int s = 0; s < IDT_STATUS_WORDS; s++) {
        if (row->possible[s]) {
            idt_jw_text(w, NULL, idt_status_word_text((idt_status_word)s));
        }
    }
    idt_jw_end(w);
    idt_date_json(w, "since", &row->since);
    idt_date_json(w, "listed_since", &row->listed_since);
    idt_date_json(w, "until", &row->until);
    idt_jw_text(w, "end_kind", idt_end_kind_text(row->end_kind));
    write_words(w, "ended_by", row->ended_by, row->ended_by_count);
    write_words(w, "decided_by", row->decided_by, row->decided_by_count);
    write_words(w, "flags", row->flags, row->flag_count);
    idt_date_json(w, "last_evidence", &row->last_evidence);
    write_events(w, "pending", row->pending, row->pending_count);
    write_events(w, "events", row->events, row->event_count);
    write_reported(w, row);
    write_words(w, "notes", row->notes, row->note_count);
    if (explain) {
        write_steps(w, row);
    }
    idt_jw_end(w);
}
