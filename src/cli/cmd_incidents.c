#include "claims/incident.h"
#include "cli/thing_answer.h"

typedef struct incident_list {
    idt_incident *items;
    size_t count;
    idt_incident_sums sums;
} incident_list;

static idt_rc gather(idt_thing_answer *a, incident_list *out, idt_error *err)
{
    idt_rc rc = IDT_OK;
    out->items = IDT_NEW_N(a->inv->arena, idt_incident, a->count + 1);
    if (out->items == NULL) {
        return idt_arena_fail(a->inv->arena, err);
    }
    for (size_t i = 0; i < a->count && rc == IDT_OK; i++) {
        const idt_told_of *thing = &a->things[i];
        idt_incident *incident = &out->items[out->count];
        rc = idt_incident_read(thing->head, thing->records, thing->count, a->inv->arena, incident,
                               err);
        if (rc == IDT_OK) {
            incident->within = idt_incident_within(incident, a->from, a->to);
            out->count += incident->within == IDT_NO ? 0 : 1;
        }
    }
    if (rc == IDT_OK) {
        idt_incidents_sort(out->items, out->count);
        rc = idt_incidents_mark_alike(out->items, out->count, a->inv->arena, err);
    }
    if (rc == IDT_OK) {
        rc = idt_incidents_sum(out->items, out->count, a->inv->arena, &out->sums, err);
    }
    return rc;
}

static const idt_told_of *thing_of(const idt_thing_answer *a, const idt_incident *incident)
{
    const idt_told_of *found = NULL;
    for (size_t i = 0; i < a->count && found == NULL; i++) {
        found = a->things[i].head == incident->head ? &a->things[i] : NULL;
    }
    return found;
}

/* ---- text ---- */

static void join_values(idt_thing_answer *a, const idt_told *told, size_t count, const char *none)
{
    idt_buf_add_text(&a->line, count == 0 ? none : "");
    for (size_t i = 0; i < count; i++) {
        bool again = false;
        for (size_t k = 0; k < i; k++) {
            again = again || idt_str_equal(told[k].statement->value, told[i].statement->value);
        }
        if (!again) {
            const bool with = i > 0 && told[i].record == told[i - 1].record;
            idt_buf_add_text(&a->line, i == 0 ? "" : with ? " and " : " or ");
            idt_thing_add_vocabulary(a, told[i].statement->value);
        }
    }
}

static void headline(idt_thing_answer *a, const idt_incident *incident)
{
    idt_buf *line = &a->line;
    for (size_t i = 0; i < incident->date_count; i++) {
        idt_buf_add_text(line, i > 0 ? ", also " : "");
        idt_date_words(&incident->days[i], line);
    }
    idt_buf_add_text(line, incident->date_count == 0 ? "day not stated" : "");
    idt_buf_add_text(line, "  ");
    join_values(a, incident->kinds, incident->kind_count, "incident");
    idt_buf_add_text(line, ", ");
    for (size_t i = 0; i < incident->place_count; i++) {
        idt_buf_add_text(line, i > 0 ? ", also " : "");
        idt_buf_add_str(line, incident->places[i].statement->value);
    }
    idt_buf_add_text(line, incident->place_count == 0 ? "place not stated" : "");
    if (idt_record_first(incident->head, "name") != NULL) {
        idt_buf_add_format(line, ": " IDT_STR_FMT, IDT_STR_ARG(idt_record_caption(incident->head)));
    }
    idt_buf_add_format(line, " (" IDT_STR_FMT ")", IDT_STR_ARG(incident->head->about));
    idt_buf_add_text(line, incident->within == IDT_UNKNOWN ? ", possibly in these days" : "");
    idt_buf_add_byte(a->inv->out, '\n');
    idt_wrap(a->inv->out, 0, idt_buf_borrow(line));
    idt_buf_clear(line);
}

static void add_class(idt_thing_answer *a, const idt_casualties *c)
{
    if (c->victims.len > 0) {
        idt_buf_add_format(&a->line, " (" IDT_STR_FMT ")", IDT_STR_ARG(c->victims));
    }
}

static void count_line(idt_thing_answer *a, const idt_casualties *c, const char *label)
{
    idt_quantity_words(&c->quantity, &a->line);
    add_class(a, c);
    idt_buf_add_text(&a->line, c->together ? ", all together" : "");
    idt_buf_add_text(&a->line, c->differs ? ", differs from another count" : "");
    idt_thing_add_word(a, &c->told);
    idt_thing_label(a, label);
}

/* "at least 6, derived: 3 (UN employees) [..] + 1 (a police chief) [..] + several (others) [..]" */
static void derived_line(idt_thing_answer *a, const idt_account *account)
{
    idt_quantity_words(&account->derived, &a->line);
    idt_buf_add_text(&a->line, ", derived: ");
    for (size_t i = 0; i < account->input_count; i++) {
        idt_quantity plain = account->inputs[i]->quantity;
        idt_buf_add_text(&a->line, i > 0 ? " + " : "");
        idt_quantity_words(&plain, &a->line);
        add_class(a, account->inputs[i]);
        idt_thing_add_reference(a, &account->inputs[i]->told);
    }
    if (account->has_stated) {
        idt_buf_add_text(&a->line, account->differs ? "; differs from the total stated: "
                                                    : "; agrees with the total stated: ");
        idt_quantity_words(&account->stated, &a->line);
    }
    idt_thing_label(a, "  total");
}

static void toll_lines(idt_thing_answer *a, const idt_toll *toll, idt_harm harm)
{
    for (size_t i = 0; i < toll->count; i++) {
        count_line(a, &toll->counts[i], i == 0 ? idt_harm_name(harm) : "");
    }
    for (size_t i = 0; i < toll->account_count; i++) {
        const idt_account *account = &toll->accounts[i];
        if (account->has_derived) {
            derived_line(a, account);
        }
        if (account->not_added != NULL) {
            idt_buf_add_text(&a->line, "names neither a class nor everybody, so it is not added: ");
            idt_quantity_words(&account->not_added->quantity, &a->line);
            idt_thing_add_reference(a, &account->not_added->told);
            idt_thing_label(a, "  not added");
        }
    }
    if (toll->account_count > 1 && toll->has_total) {
        idt_quantity_words(&toll->total, &a->line);
        idt_buf_add_format(&a->line, ", derived: as wide as %zu accounts%s", toll->account_count,
                           toll->differs ? "; they differ" : "");
        idt_thing_label(a, "  accounts");
    }
    if (toll->gap != NULL) {
        idt_buf_add_text(&a->line, toll->gap);
        idt_thing_label(a, "  no total");
    }
}

static void told_line(idt_thing_answer *a, const idt_told *told, const char *label)
{
    if (told->known_since.kind != IDT_DATE_ABSENT) {
        idt_buf_add_text(&a->line, ", known since ");
        idt_date_words(&told->known_since, &a->line);
    }
    idt_thing_add_word(a, told);
    idt_thing_label(a, label);
}

static void party_lines(idt_thing_answer *a, const idt_incident *incident)
{
    for (size_t i = 0; i < incident->perpetrator_count; i++) {
        const idt_told *told = &incident->perpetrators[i];
        const idt_str how = idt_qualifier(told->statement, "attribution");
        idt_buf_add_str(&a->line, told->statement->value);
        idt_buf_add_format(
            &a->line, ", " IDT_STR_FMT,
            IDT_STR_ARG(how.ptr != NULL ? how : IDT_STR("stated or implied not said")));
        const idt_str record = idt_qualifier(told->statement, "record");
        if (record.ptr != NULL) {
            idt_buf_add_format(&a->line, ": " IDT_STR_FMT, IDT_STR_ARG(record));
        }
        told_line(a, told, i == 0 ? "perpetrator" : "");
    }
    if (incident->perpetrator_count == 0) {
        idt_buf_add_text(&a->line, "nobody named");
        idt_thing_label(a, "perpetrator");
    }
    for (size_t i = 0; i < incident->claimant_count; i++) {
        const idt_told *told = &incident->claimants[i];
        idt_buf_add_str(&a->line, told->statement->value);
        if (idt_told_source_missing(told)) {
            idt_buf_add_text(&a->line, "; who reports the claim is not named");
        }
        told_line(a, told, i == 0 ? "claimed by" : "");
    }
    if (incident->claimant_count == 0) {
        idt_buf_add_text(&a->line, "no claim of responsibility on file");
        idt_thing_label(a, "claimed by");
    }
}

static void value_lines(idt_thing_answer *a, const idt_told *told, size_t count, const char *label)
{
    for (size_t i = 0; i < count; i++) {
        idt_thing_add_vocabulary(a, told[i].statement->value);
        told_line(a, &told[i], i == 0 ? label : "");
    }
}

static void claim_lines(idt_thing_answer *a, const idt_incident *incident)
{
    for (size_t i = 0; i < incident->claim_count; i++) {
        const idt_told *told = &incident->claims[i];
        const idt_str rank = idt_qualifier(told->statement, "rank");
        idt_buf_add_str(&a->line, told->statement->value);
        if (rank.ptr != NULL) {
            idt_buf_add_format(&a->line, " (" IDT_STR_FMT ")", IDT_STR_ARG(rank));
        }
        told_line(a, told, i == 0 ? "said of it" : "");
    }
}

static void incident_text(idt_thing_answer *a, const idt_incident *incident)
{
    headline(a, incident);
    for (size_t i = 0; i < incident->aggregate_count; i++) {
        idt_quantity_words(&incident->aggregate_quantities[i], &a->line);
        idt_buf_add_text(&a->line, ", told of as one; not added to single ones");
        told_line(a, &incident->aggregates[i], "incidents");
    }
    for (size_t h = 0; h < IDT_HARMS; h++) {
        toll_lines(a, &incident->tolls[h], (idt_harm)h);
    }
    if (incident->tolls[IDT_KILLED].count == 0) {
        idt_buf_add_text(&a->line, "no number on file");
        idt_thing_label(a, "killed");
    }
    value_lines(a, incident->civilians, incident->civilian_count, "civilians");
    party_lines(a, incident);
    value_lines(a, incident->dates, incident->date_count, "date");
    claim_lines(a, incident);
    for (size_t i = 0; i < incident->alike_count; i++) {
        idt_buf_add_format(&a->line, IDT_STR_FMT "; of one day, and nobody has joined the two",
                           IDT_STR_ARG(incident->alike[i]->about));
        idt_thing_label(a, i == 0 ? "the same?" : "");
    }
}

static void sum_lines(idt_thing_answer *a, const incident_list *list, idt_harm harm)
{
    const idt_harm_sum *sum = &list->sums.harms[harm];
    if (sum->input_count == 0) {
        return;
    }
    if (sum->has_sum) {
        idt_quantity_words(&sum->sum, &a->line);
        idt_buf_add_text(&a->line, ", derived: ");
    } else {
        idt_buf_add_format(&a->line, "%s: ", sum->gap);
    }
    for (size_t i = 0; i < sum->input_count; i++) {
        idt_buf_add_text(&a->line, i > 0 ? " + " : "");
        idt_quantity_words(&sum->inputs[i]->tolls[harm].total, &a->line);
        idt_buf_add_format(&a->line, " [" IDT_STR_FMT "]",
                           IDT_STR_ARG(sum->inputs[i]->head->about));
    }
    if (sum->without > 0) {
        idt_buf_add_format(&a->line, "; %zu without a number, so at least", sum->without);
    }
    if (sum->possibly > 0) {
        idt_buf_add_format(&a->line, "; %zu only possibly in these days, so from 0", sum->possibly);
    }
    if (sum->alike > 0) {
        idt_buf_add_format(
            &a->line, "; %zu may be told of twice, so only the least of each is sure", sum->alike);
    }
    idt_thing_label(a, idt_harm_name(harm));
}

static void answer_text(idt_thing_answer *a, const incident_list *list)
{
    idt_thing_head_text(a, "Incidents", list->count,
                        "None is on file. That is no proof that there was none.");
    for (size_t i = 0; i < list->count; i++) {
        incident_text(a, &list->items[i]);
    }
    if (list->count == 0) {
        return;
    }
    idt_buf_add_format(a->inv->out, "\nIn all: %zu single incident%s", list->sums.single,
                       list->sums.single == 1 ? "" : "s");
    if (list->sums.aggregates > 0) {
        idt_buf_add_format(a->inv->out, "; %zu told of as many together, not added",
                           list->sums.aggregates);
    }
    idt_buf_add_byte(a->inv->out, '\n');
    for (size_t h = 0; h < IDT_HARMS; h++) {
        sum_lines(a, list, (idt_harm)h);
    }
}

/* ---- json ---- */

static void counts_json(const idt_toll *toll, idt_json_writer *w)
{
    idt_jw_array(w, "counts");
    for (size_t i = 0; i < toll->count; i++) {
        const idt_casualties *c = &toll->counts[i];
        idt_jw_object(w, NULL);
        idt_thing_told_members(&c->told, w);
        idt_quantity_json(&c->quantity, "quantity", w);
        if (c->victims.len > 0) {
            idt_jw_str(w, "victims", c->victims);
        }
        idt_jw_bool(w, "together", c->together);
        idt_jw_bool(w, "differs", c->differs);
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

static void account_json(const idt_account *account, idt_json_writer *w)
{
    idt_jw_object(w, NULL);
    idt_jw_str(w, "dataset", account->dataset);
    if (account->has_stated) {
        idt_quantity_json(&account->stated, "stated", w);
    }
    if (account->has_derived) {
        idt_quantity_json(&account->derived, "derived", w);
    }
    idt_jw_array(w, "inputs");
    for (size_t i = 0; i < account->input_count; i++) {
        idt_thing_id_json(NULL, &account->inputs[i]->told, w);
    }
    idt_jw_end(w);
    if (account->not_added != NULL) {
        idt_thing_id_json("not_added", &account->not_added->told, w);
    }
    idt_jw_bool(w, "differs", account->differs);
    idt_jw_end(w);
}

static void toll_json(const idt_toll *toll, idt_harm harm, idt_json_writer *w)
{
    idt_jw_object(w, idt_harm_name(harm));
    counts_json(toll, w);
    idt_jw_array(w, "accounts");
    for (size_t i = 0; i < toll->account_count; i++) {
        account_json(&toll->accounts[i], w);
    }
    idt_jw_end(w);
    if (toll->has_total) {
        idt_quantity_json(&toll->total, "total", w);
    } else {
        idt_jw_null(w, "total");
    }
    idt_jw_bool(w, "differs", toll->differs);
    if (toll->gap != NULL) {
        idt_jw_text(w, "gap", toll->gap);
    }
    idt_jw_end(w);
}

static void aggregates_json(const idt_incident *incident, idt_json_writer *w)
{
    idt_jw_array(w, "aggregates");
    for (size_t i = 0; i < incident->aggregate_count; i++) {
        idt_jw_object(w, NULL);
        idt_thing_told_members(&incident->aggregates[i], w);
        idt_quantity_json(&incident->aggregate_quantities[i], "quantity", w);
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

static void claimants_json(const idt_incident *incident, idt_json_writer *w)
{
    idt_jw_array(w, "claimed_by");
    for (size_t i = 0; i < incident->claimant_count; i++) {
        idt_jw_object(w, NULL);
        idt_thing_told_members(&incident->claimants[i], w);
        idt_jw_bool(w, "source_missing", idt_told_source_missing(&incident->claimants[i]));
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

static void incident_json(const idt_thing_answer *a, const idt_incident *incident,
                          idt_json_writer *w)
{
    static const char *const party[] = {"attribution", NULL};
    static const char *const claim[] = {"kind", "rank", NULL};
    idt_jw_object(w, NULL);
    idt_thing_json(thing_of(a, incident), w);
    idt_thing_within_json(incident->within, w);
    idt_thing_told_json("dates", incident->dates, incident->date_count, NULL, w);
    idt_thing_told_json("places", incident->places, incident->place_count, NULL, w);
    idt_thing_told_json("kinds", incident->kinds, incident->kind_count, NULL, w);
    aggregates_json(incident, w);
    for (size_t h = 0; h < IDT_HARMS; h++) {
        toll_json(&incident->tolls[h], (idt_harm)h, w);
    }
    idt_thing_told_json("civilians", incident->civilians, incident->civilian_count, NULL, w);
    idt_thing_told_json("perpetrators", incident->perpetrators, incident->perpetrator_count, party,
                        w);
    claimants_json(incident, w);
    idt_thing_told_json("claims", incident->claims, incident->claim_count, claim, w);
    idt_jw_array(w, "may_be_same_as");
    for (size_t i = 0; i < incident->alike_count; i++) {
        idt_jw_str(w, NULL, incident->alike[i]->about);
    }
    idt_jw_end(w);
    idt_jw_end(w);
}

static void sum_json(const idt_harm_sum *sum, idt_harm harm, idt_json_writer *w)
{
    idt_jw_object(w, idt_harm_name(harm));
    if (sum->has_sum) {
        idt_quantity_json(&sum->sum, "sum", w);
    } else {
        idt_jw_null(w, "sum");
    }
    idt_jw_array(w, "inputs");
    for (size_t i = 0; i < sum->input_count; i++) {
        idt_jw_str(w, NULL, sum->inputs[i]->head->about);
    }
    idt_jw_end(w);
    idt_jw_int(w, "without_number", (int64_t)sum->without);
    idt_jw_int(w, "possibly", (int64_t)sum->possibly);
    idt_jw_int(w, "alike", (int64_t)sum->alike);
    if (sum->gap != NULL) {
        idt_jw_text(w, "gap", sum->gap);
    }
    idt_jw_end(w);
}

static void answer_json(idt_thing_answer *a, const incident_list *list)
{
    idt_json_writer w;
    idt_thing_head_json(a, &w);
    idt_jw_array(&w, "incidents");
    for (size_t i = 0; i < list->count; i++) {
        incident_json(a, &list->items[i], &w);
    }
    idt_jw_end(&w);
    idt_jw_object(&w, "in_all");
    idt_jw_int(&w, "single", (int64_t)list->sums.single);
    idt_jw_int(&w, "aggregates", (int64_t)list->sums.aggregates);
    for (size_t h = 0; h < IDT_HARMS; h++) {
        sum_json(&list->sums.harms[h], (idt_harm)h, &w);
    }
    idt_jw_end(&w);
    idt_jw_end(&w);
    idt_buf_add_byte(a->inv->out, '\n');
}

static int run(idt_invocation *inv)
{
    idt_error err;
    idt_thing_answer answer;
    incident_list list = {0};
    idt_rc rc = idt_thing_ask(inv, "Incident", &answer, &err);
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
    {"incidents Taliban", IDT_EXIT_DONE,
     "every incident that concerns a subject, newest first, and what they add up to"},
    {"incidents --from 2011-01-01 --to 2012-12-31 --format json", IDT_EXIT_DONE,
     "those of two years, for programs"},
};

const idt_command IDT_CMD_INCIDENTS = {
    .name = "incidents",
    .arguments = "[SUBJECT]",
    .least = 0,
    .most = 1,
    .summary = "attacks and other violence, with casualties and their bounds",
    .description =
        "Prints the incidents that concern a subject, newest first: date, place, kind, casualties "
        "by class of victim, who is said to have done it, who claimed it and on whose word. "
        "Numbers keep their bounds (\"up to 43\" is at most 43, or 43 reached). Totals are stated "
        "or derived; a derived one names its inputs and is at least their sum, since a class may "
        "be missing. Records of many incidents together are shown and never added to single ones. "
        "SUBJECT is an id or an exact name, or the id or key of one incident; without it, all.",
    .params = IDT_THING_PARAMS,
    .examples = EXAMPLES,
    .example_count = 2,
    .run = run,
};
