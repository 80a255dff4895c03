#include "cli/claims_conflicts.h"

#include "cli/claims_show.h"
#include "cli/status_text.h"

static idt_str word(const char *text)
{
    return text != NULL ? idt_str_borrow(text) : (idt_str){NULL, 0};
}

static idt_rc state_on(void *context, idt_str subject, idt_str list, idt_str scope, idt_day day,
                       idt_state_on *out, idt_error *err)
{
    const idt_listing_status *row;
    const idt_rc rc = idt_claims_listing(context, subject, list, scope, day, &row, err);
    *out = (idt_state_on){.found = rc == IDT_OK && row != NULL};
    if (out->found) {
        out->status = word(idt_status_word_text(row->status));
        out->reason = word(idt_reason_text(row->reason));
        out->row = row;
    }
    return rc;
}

static bool of_kinds(const idt_conflict *c, const idt_claim_kind *const *kinds, size_t kind_count)
{
    for (size_t i = 0; i < c->side_count; i++) {
        for (size_t k = 0; k < kind_count; k++) {
            if (c->sides[i].claim != NULL && c->sides[i].claim->kind == kinds[k]) {
                return true;
            }
        }
    }
    return kind_count == 0;
}

idt_rc idt_claims_conflicts(const idt_claim_context *context, const idt_claim_kind *const *kinds,
                            size_t kind_count, bool rank, const idt_conflict **out, size_t *count,
                            idt_error *err)
{
    idt_claim_context copy = *context;
    const idt_state_source states = {.context = &copy, .on = state_on};
    const idt_conflict *found = NULL;
    size_t n = 0;
    idt_rc rc = idt_conflicts_find(context->claims->items, context->claims->count,
                                   context->recognitions, context->recognition_count, &states,
                                   context->inv->arena, &found, &n, err);
    idt_conflict *kept = IDT_NEW_N(context->inv->arena, idt_conflict, n + 1);
    if (rc == IDT_OK && kept == NULL) {
        rc = idt_arena_fail(context->inv->arena, err);
    }
    *count = 0;
    for (size_t i = 0; rc == IDT_OK && i < n; i++) {
        if (of_kinds(&found[i], kinds, kind_count)) {
            kept[*count] = found[i];
            if (rank) {
                idt_conflict_rank(&kept[*count]);
            }
            (*count)++;
        }
    }
    *out = kept;
    return rc;
}

/* ---- text ---- */

static void wrapped(idt_buf *out, idt_buf *line, size_t indent)
{
    idt_wrap(out, indent, idt_buf_borrow(line));
    idt_buf_clear(line);
}

static void computed_words(const idt_conflict_side *side, idt_buf *out)
{
    char day[IDT_DAY_BYTES];
    idt_buf_add_format(out, IDT_STR_FMT " on %s: ", IDT_STR_ARG(side->list),
                       idt_day_text(side->day, day));
    idt_listing_short_words(side->state.row, out);
}

static idt_rc side_text(const idt_conflict *c, const idt_conflict_side *side, size_t number,
                        const idt_chain_names *names, idt_buf *out, idt_buf *line, idt_error *err)
{
    if (side->claim == NULL) {
        idt_buf_add_format(out, "  %zu  ", number);
        idt_buf_add_text(line, "computed by this register, ");
        computed_words(side, line);
        wrapped(out, line, 5);
        return IDT_OK;
    }
    idt_buf_add_format(out, "  %zu  ", number);
    idt_buf_add_format(line, "%sby " IDT_STR_FMT, side->beside ? "beside it, " : "",
                       IDT_STR_ARG(side->claim->told.record->dataset));
    if (!idt_str_equal(side->claim->about, c->about)) {
        idt_buf_add_format(line, ", of " IDT_STR_FMT " (" IDT_STR_FMT ")",
                           IDT_STR_ARG(side->claim->caption), IDT_STR_ARG(side->claim->about));
    }
    wrapped(out, line, 5);
    return idt_claim_text(side->claim, names, out, err);
}

static idt_rc conflict_text(const idt_conflict *c, const idt_chain_names *names, idt_buf *out,
                            idt_buf *line, idt_error *err)
{
    idt_rc rc = IDT_OK;
    idt_buf_add_byte(out, '\n');
    idt_buf_add_format(line, "%s: " IDT_STR_FMT " (" IDT_STR_FMT ", " IDT_STR_FMT ")", c->kind,
                       IDT_STR_ARG(c->caption), IDT_STR_ARG(c->schema), IDT_STR_ARG(c->about));
    wrapped(out, line, 0);
    idt_buf_add_text(out, "  ");
    idt_buf_add_text(line, c->what);
    wrapped(out, line, 2);
    for (size_t i = 0; i < c->side_count && rc == IDT_OK; i++) {
        rc = side_text(c, &c->sides[i], i + 1, names, out, line, err);
    }
    if (c->tolerance_used) {
        idt_buf_add_text(out, "  ");
        idt_buf_add_text(line, "Approximate values were taken with a tolerance of "
                               "" IDT_CONFLICT_TOLERANCE ".");
        wrapped(out, line, 2);
    }
    for (size_t i = 0; c->notes[i] != NULL; i++) {
        idt_buf_add_text(out, "  ");
        idt_buf_add_text(line, c->notes[i]);
        wrapped(out, line, 2);
    }
    return rc;
}

idt_rc idt_conflicts_text(const idt_conflict *conflicts, size_t count, bool ranked,
                          const idt_chain_names *names, idt_buf *out, idt_error *err)
{
    idt_buf line;
    idt_rc rc = IDT_OK;
    idt_buf_init(&line, (size_t)1 << 20);
    idt_buf_add_format(&line, "%zu conflict%s among the claims on file; none is resolved here.",
                       count, count == 1 ? "" : "s");
    if (ranked) {
        idt_buf_add_text(&line, " Ranked: ");
        idt_buf_add_text(&line, IDT_CONFLICT_RANK_RULE);
        idt_buf_add_byte(&line, '.');
    }
    idt_buf_add_byte(out, '\n');
    wrapped(out, &line, 0);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        rc = conflict_text(&conflicts[i], names, out, &line, err);
    }
    rc = rc == IDT_OK ? idt_buf_check(&line, err) : rc;
    idt_buf_release(&line);
    return rc;
}

/* ---- JSON ---- */

static idt_rc side_json(const idt_conflict_side *side, idt_json_writer *w, idt_error *err)
{
    char day[IDT_DAY_BYTES];
    idt_rc rc = IDT_OK;
    idt_jw_object(w, NULL);
    if (side->beside) {
        idt_jw_bool(w, "beside", true);
    }
    if (side->claim != NULL) {
        idt_jw_object(w, "claim");
        rc = idt_claim_json(side->claim, w, err);
        idt_jw_end(w);
    } else {
        idt_jw_object(w, "computed");
        idt_jw_text(w, "day", idt_day_text(side->day, day));
        idt_jw_key(w, IDT_STR("listing"));
        idt_listing_status_json(side->state.row, false, w);
        idt_jw_end(w);
    }
    idt_jw_end(w);
    return rc;
}

static idt_rc conflict_json(const idt_conflict *c, idt_json_writer *w, idt_error *err)
{
    idt_rc rc = IDT_OK;
    idt_jw_object(w, NULL);
    idt_jw_text(w, "kind", c->kind);
    idt_jw_object(w, "about");
    idt_jw_str(w, "id", c->about);
    idt_jw_str(w, "caption", c->caption);
    idt_jw_str(w, "schema", c->schema);
    idt_jw_end(w);
    idt_jw_text(w, "what", c->what);
    if (c->tolerance_used) {
        idt_jw_text(w, "tolerance", IDT_CONFLICT_TOLERANCE);
    }
    idt_jw_array(w, "sides");
    for (size_t i = 0; i < c->side_count && rc == IDT_OK; i++) {
        rc = side_json(&c->sides[i], w, err);
    }
    idt_jw_end(w);
    idt_jw_array(w, "notes");
    for (size_t i = 0; c->notes[i] != NULL; i++) {
        idt_jw_text(w, NULL, c->notes[i]);
    }
    idt_jw_end(w);
    idt_jw_end(w);
    return rc;
}

idt_rc idt_conflicts_json(const idt_conflict *conflicts, size_t count, bool ranked,
                          idt_json_writer *w, idt_error *err)
{
    idt_rc rc = IDT_OK;
    if (ranked) {
        idt_jw_text(w, "rank_rule", IDT_CONFLICT_RANK_RULE);
    }
    idt_jw_array(w, "conflicts");
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        rc = conflict_json(&conflicts[i], w, err);
    }
    idt_jw_end(w);
    return rc;
}
