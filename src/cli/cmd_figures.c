#include "claims/conflict.h"
#include "claims/figure.h"
#include "claims/measure_words.h"
#include "cli/thing_beside.h"

#define LABEL_MAX     12
#define DIFFERING_MAX 8 /* of a value, named in text */

typedef struct figure_list {
    idt_figure *items;
    const idt_told_of **things; /* of each item */
    idt_beside *beside;         /* of each item */
    size_t count;
} figure_list;

static idt_tri within(const idt_thing_answer *a, const idt_measure *m)
{
    return idt_told_within(&m->told.on, a->from, a->to);
}

static bool result_within(const idt_thing_answer *a, const idt_derivation *d)
{
    return d->latest >= a->from && d->earliest <= a->to;
}

static bool is_shown(const idt_thing_answer *a, const idt_figure *f)
{
    bool shown = f->count == 0 && a->from == IDT_DAY_OPEN_START && a->to == IDT_DAY_OPEN_END;
    for (size_t i = 0; i < f->count; i++) {
        shown = shown || within(a, &f->measures[i]) != IDT_NO;
    }
    return shown;
}

static idt_rc gather(idt_thing_answer *a, figure_list *out, idt_error *err)
{
    idt_rc rc = IDT_OK;
    out->items = IDT_NEW_N(a->inv->arena, idt_figure, a->count + 1);
    out->things = IDT_NEW_N(a->inv->arena, const idt_told_of *, a->count + 1);
    out->beside = IDT_NEW_N(a->inv->arena, idt_beside, a->count + 1);
    if (out->items == NULL || out->things == NULL || out->beside == NULL) {
        return idt_arena_fail(a->inv->arena, err);
    }
    for (size_t i = 0; i < a->count && rc == IDT_OK; i++) {
        const idt_told_of *thing = &a->things[i];
        idt_figure *figure = &out->items[out->count];
        rc = idt_figure_read(thing->head, thing->records, thing->count, a->inv->arena, figure, err);
        if (rc == IDT_OK && is_shown(a, figure)) {
            rc = idt_thing_beside(a, thing, &out->beside[out->count], err);
            out->things[out->count++] = thing;
        }
    }
    return rc;
}

/* ---- text ---- */

static void add_base(idt_thing_answer *a, const idt_measure *m)
{
    idt_buf_add_text(&a->line, "; ");
    if (m->base_given) {
        idt_buf_add_format(&a->line, "measured by " IDT_STR_FMT,
                           IDT_STR_ARG(m->quantity.relative_to));
    } else {
        idt_buf_add_text(&a->line, "base not given");
    }
    idt_buf_add_text(&a->line, m->base_on_file ? "; a value of its first period is on file" : "");
}

/* What a statement says, without whose word it is. */
static void add_measure(idt_thing_answer *a, const idt_measure *m)
{
    idt_measure_words(&m->told, &m->quantity, &a->line);
}

static void dated_label(idt_thing_answer *a, idt_str on, char label[LABEL_MAX + 1])
{
    label[0] = '\0';
    if (on.len <= LABEL_MAX) {
        memcpy(label, on.ptr, on.len);
        label[on.len] = '\0';
    } else {
        idt_buf_add_format(&a->line, IDT_STR_FMT ": ", IDT_STR_ARG(on));
    }
}

/* Changes of the figure that say a rise where `m` says a fall, or the other way round, in days that
 * overlap: what is of the same days is among those that differ. */
static bool is_opposed(const idt_measure *m, const idt_measure *other)
{
    bool opposed = false;
    if (m == other || m->kind == IDT_MEASURE_VALUE || other->kind == IDT_MEASURE_VALUE ||
        idt_changes_opposed(&m->told, &other->told, &opposed, NULL) != IDT_OK) {
        return false; /* what cannot be reckoned with is shown as it is */
    }
    for (size_t i = 0; i < m->differ_count; i++) {
        opposed = opposed && m->differs[i] != other;
    }
    return opposed;
}

static void opposed_lines(idt_thing_answer *a, const idt_figure *f, const idt_measure *m)
{
    for (size_t i = 0; i < f->count; i++) {
        if (is_opposed(m, &f->measures[i])) {
            idt_buf_add_text(&a->line, "against it, in days that overlap: ");
            add_measure(a, &f->measures[i]);
            idt_thing_add_reference(a, &f->measures[i].told);
            idt_buf_add_text(&a->line, "; see `interdict claims --conflicts`");
            idt_thing_label(a, "");
        }
    }
}

static void measure_lines(idt_thing_answer *a, const idt_figure *f, const idt_measure *m)
{
    char label[LABEL_MAX + 1];
    dated_label(a, m->told.on.edtf, label);
    add_measure(a, m);
    if (m->kind == IDT_MEASURE_VALUE && m->quantity.relative_to.len > 0) {
        idt_buf_add_format(&a->line, " of " IDT_STR_FMT, IDT_STR_ARG(m->quantity.relative_to));
    } else if (m->kind != IDT_MEASURE_VALUE) {
        add_base(a, m);
    }
    idt_buf_add_text(&a->line, within(a, m) == IDT_UNKNOWN ? ", possibly in these days" : "");
    idt_thing_add_word(a, &m->told);
    idt_thing_label(a, label);
    for (size_t i = 0; i < m->differ_count && i < DIFFERING_MAX; i++) {
        idt_buf_add_text(&a->line, "differs from ");
        add_measure(a, m->differs[i]);
        idt_thing_add_reference(a, &m->differs[i]->told);
        idt_thing_label(a, "");
    }
    if (m->differ_count > DIFFERING_MAX) {
        idt_buf_add_format(&a->line, "differs from %zu more; --format json names them",
                           m->differ_count - DIFFERING_MAX);
        idt_thing_label(a, "");
    }
    opposed_lines(a, f, m);
    if (m->other_unit) {
        idt_buf_add_text(&a->line, "not compared with a value of this period in another unit");
        idt_thing_label(a, "");
    }
}

static bool is_number(const idt_quantity *q)
{
    return q->range.has_low && q->range.has_high && !q->has_second &&
           idt_decimal_compare(q->range.low, q->range.high) == 0;
}

/* "grew to 3.29 times (between 3.29 and 3.3)" */
static void add_factor(idt_thing_answer *a, const idt_derivation *d)
{
    char text[IDT_DECIMAL_BYTES];
    idt_buf *line = &a->line;
    idt_quantity q = d->result;
    const idt_decimal one = {.coefficient = 1};
    const bool fall = q.range.has_high && idt_decimal_compare(q.range.high, one) <= 0;
    const bool rounded = is_number(&d->inputs[0]->quantity) && is_number(&d->inputs[1]->quantity) &&
                         !is_number(&q) && q.range.has_low;
    idt_buf_add_text(line, fall ? "fell to " : "grew to ");
    if (rounded) {
        idt_buf_add_format(line, "%s%s times (", q.approx ? "about " : "",
                           idt_decimal_text(q.range.low, text));
    } else {
        q.unit = IDT_STR("times");
    }
    idt_quantity_words(&q, line);
    idt_buf_add_text(line, rounded ? ")" : "");
}

static void add_input(idt_thing_answer *a, const idt_measure *m)
{
    idt_buf_add_format(&a->line, IDT_STR_FMT " ", IDT_STR_ARG(m->told.on.edtf));
    add_measure(a, m);
    idt_thing_add_reference(a, &m->told);
}

static void derivation_line(idt_thing_answer *a, const idt_derivation *d)
{
    static const char *const differs[] = {
        "; in keeping with what is stated: ", "; differs from what is stated: ",
        "; how far \"about\" reaches, nobody says; stated is: "}; /* by idt_tri */
    static const char *const joins[] = {" to ", " with ", " with "};
    idt_buf_add_format(&a->line, IDT_STR_FMT ": ", IDT_STR_ARG(d->on));
    if (!d->known) {
        idt_buf_add_str(&a->line, d->missing);
    } else if (d->kind == IDT_DERIVED_FACTOR) {
        add_factor(a, d);
    } else {
        idt_quantity_words(&d->result, &a->line);
    }
    idt_buf_add_text(&a->line, "; from ");
    for (size_t i = 0; i < d->input_count; i++) {
        idt_buf_add_text(&a->line, i > 0 ? joins[d->kind] : "");
        add_input(a, d->inputs[i]);
    }
    if (d->compared != NULL && d->known) {
        idt_buf_add_text(&a->line, differs[d->differs]);
        add_input(a, d->compared);
    }
    idt_thing_label(a, d->known ? "derived" : "not derived");
}

static void figure_text(idt_thing_answer *a, const idt_figure *f, const idt_told_of *thing,
                        const idt_beside *beside)
{
    idt_buf_add_byte(a->inv->out, '\n');
    idt_buf_add_str(&a->line, idt_record_caption(f->head));
    if (f->kind.ptr != NULL) {
        idt_buf_add_text(&a->line, ": ");
        idt_thing_add_vocabulary(a, f->kind);
    }
    idt_buf_add_format(&a->line, " (" IDT_STR_FMT ")", IDT_STR_ARG(thing->head->about));
    idt_wrap(a->inv->out, 0, idt_buf_borrow(&a->line));
    idt_buf_clear(&a->line);
    for (size_t i = 0; i < f->count; i++) {
        if (within(a, &f->measures[i]) != IDT_NO) {
            measure_lines(a, f, &f->measures[i]);
        }
    }
    if (f->count == 0) {
        idt_buf_add_text(&a->line, "no number on file");
        idt_thing_label(a, "");
    }
    for (size_t i = 0; i < f->derivation_count; i++) {
        if (result_within(a, &f->derivations[i])) {
            derivation_line(a, &f->derivations[i]);
        }
    }
    idt_thing_beside_text(a, beside);
}

static void answer_text(idt_thing_answer *a, const figure_list *list)
{
    idt_thing_head_text(a, "Figures", list->count,
                        "None is on file. That is no proof that there is none.");
    for (size_t i = 0; i < list->count; i++) {
        figure_text(a, &list->items[i], list->things[i], &list->beside[i]);
    }
}

/* ---- json ---- */

static void measure_json(const idt_thing_answer *a, const idt_figure *f, const idt_measure *m,
                         idt_json_writer *w)
{
    static const char *const kinds[] = {"value", "growth", "factor"};
    idt_jw_object(w, NULL);
    idt_thing_told_members(&m->told, w);
    idt_jw_text(w, "kind", kinds[m->kind]);
    idt_quantity_json(&m->quantity, "quantity", w);
    if (m->kind != IDT_MEASURE_VALUE) {
        idt_jw_bool(w, "base_given", m->base_given);
        idt_jw_bool(w, "base_on_file", m->base_on_file);
    }
    idt_jw_array(w, "differs_from");
    for (size_t i = 0; i < m->differ_count; i++) {
        idt_thing_id_json(NULL, &m->differs[i]->told, w);
    }
    idt_jw_end(w);
    idt_jw_array(w, "opposed_to");
    for (size_t i = 0; i < f->count; i++) {
        if (is_opposed(m, &f->measures[i])) {
            idt_thing_id_json(NULL, &f->measures[i].told, w);
        }
    }
    idt_jw_end(w);
    idt_jw_bool(w, "other_unit", m->other_unit);
    idt_thing_within_json(within(a, m), w);
    idt_jw_end(w);
}

static void derivation_json(const idt_derivation *d, idt_json_writer *w)
{
    static const char *const kinds[] = {"factor", "base", "later_value"};
    static const char *const differs[] = {"no", "yes", "unknown"};
    idt_jw_object(w, NULL);
    idt_jw_text(w, "kind", kinds[d->kind]);
    idt_jw_str(w, "on", d->on);
    idt_jw_array(w, "inputs");
    for (size_t i = 0; i < d->input_count; i++) {
        idt_thing_id_json(NULL, &d->inputs[i]->told, w);
    }
    idt_jw_end(w);
    if (d->known) {
        idt_quantity_json(&d->result, "result", w);
    } else {
        idt_jw_null(w, "result");
        idt_jw_str(w, "missing", d->missing);
    }
    if (d->compared != NULL) {
        idt_thing_id_json("compared", &d->compared->told, w);
        idt_jw_text(w, "differs", differs[d->differs]);
    }
    idt_jw_end(w);
}

static void figure_json(const idt_thing_answer *a, const idt_figure *f, const idt_told_of *thing,
                        const idt_beside *beside, idt_json_writer *w)
{
    idt_jw_object(w, NULL);
    idt_thing_json(thing, w);
    idt_jw_str(w, "kind", f->kind);
    idt_jw_array(w, "statements");
    for (size_t i = 0; i < f->count; i++) {
        if (within(a, &f->measures[i]) != IDT_NO) {
            measure_json(a, f, &f->measures[i], w);
        }
    }
    idt_jw_end(w);
    idt_jw_array(w, "derived");
    for (size_t i = 0; i < f->derivation_count; i++) {
        if (result_within(a, &f->derivations[i])) {
            derivation_json(&f->derivations[i], w);
        }
    }
    idt_jw_end(w);
    idt_thing_beside_json(beside, w);
    idt_jw_end(w);
}

static void answer_json(idt_thing_answer *a, const figure_list *list)
{
    idt_json_writer w;
    idt_thing_head_json(a, &w);
    idt_jw_array(&w, "figures");
    for (size_t i = 0; i < list->count; i++) {
        figure_json(a, &list->items[i], list->things[i], &list->beside[i], &w);
    }
    idt_jw_end(&w);
    idt_jw_end(&w);
    idt_buf_add_byte(a->inv->out, '\n');
}

static int run(idt_invocation *inv)
{
    idt_error err;
    idt_thing_answer answer;
    figure_list list = {0};
    idt_rc rc = idt_thing_ask(inv, "Figure", &answer, &err);
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
    {"figures Taliban", IDT_EXIT_DONE,
     "every measured thing that concerns a subject, its values, and what follows from them"},
    {"figures --dataset brief --from 2020-01-01 --format json", IDT_EXIT_DONE,
     "by the word of one dataset, for programs"},
};

const idt_command IDT_CMD_FIGURES = {
    .name = "figures",
    .arguments = "[SUBJECT]",
    .least = 0,
    .most = 1,
    .summary = "measured things over time: values, changes, what follows",
    .description =
        "Prints the figures that concern a subject: incomes, volumes, areas, shares. Each value "
        "keeps its bounds and both readings of \"up to\", with whose word it is. Under `derived` "
        "stands what follows from two statements, which it names: the growth between successive "
        "values of one unit, the base of a change, the value after one; under `not derived`, what "
        "is missing for it. Values of one period that exclude each other are flagged. SUBJECT is "
        "an id or an exact name, or the id or key of one figure; without it, all.",
    .params = IDT_THING_PARAMS,
    .examples = EXAMPLES,
    .example_count = 2,
    .run = run,
};
