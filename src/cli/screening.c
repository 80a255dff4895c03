#include "cli/screening.h"

#include "cli/compare_batch.h"
#include "cli/screen_choice.h"
#include "cli/screen_party.h"
#include "compile/merge_note.h"

const idt_param IDT_PARAM_HIT_LIST = {
    .name = "list",
    .type = IDT_PARAM_TEXT,
    .repeats = true,
    .metavar = "KEY",
    .fallback = "all",
    .help = "only parties with a listing on this list, whatever its status",
};
const idt_param IDT_PARAM_JURISDICTION = {
    .name = "jurisdiction",
    .type = IDT_PARAM_TEXT,
    .repeats = true,
    .metavar = "CODE",
    .fallback = "all",
    .help = "only parties listed in this jurisdiction, such as un, us, ru",
};
const idt_param IDT_PARAM_TOPIC = {
    .name = "topic",
    .type = IDT_PARAM_TEXT,
    .repeats = true,
    .metavar = "TOPIC",
    .fallback = "all",
    .help = "only parties whose record has this topic",
};
const idt_param IDT_PARAM_HIT_SCHEMA = {
    .name = "hit-schema",
    .type = IDT_PARAM_TEXT,
    .repeats = true,
    .metavar = "SCHEMA",
    .fallback = "all",
    .help = "only parties whose record has this schema",
};
const idt_param IDT_PARAM_LISTED_FROM = {
    .name = "listed-from",
    .type = IDT_PARAM_DAY,
    .metavar = "DAY",
    .help = "only parties with a listing that may have begun on this day or later",
};
const idt_param IDT_PARAM_LISTED_TO = {
    .name = "listed-to",
    .type = IDT_PARAM_DAY,
    .metavar = "DAY",
    .help = "only parties with a listing that may have begun on this day or before",
};
const idt_param IDT_PARAM_THRESHOLD = {
    .name = "threshold",
    .type = IDT_PARAM_TEXT,
    .metavar = "SCORE",
    .fallback = "the profile's `possible`",
    .help = "the least score of a hit, over 0 and at most 1",
};
const idt_param IDT_PARAM_LIMIT = {
    .name = "limit",
    .type = IDT_PARAM_TEXT,
    .metavar = "COUNT",
    .fallback = "10",
    .help = "show so many hits; the answer tells how many there are",
};

/* ".7", "0.70", "1": ten-thousandths; false for anything else. */
static bool parse_threshold(idt_str text, uint16_t *out)
{
    uint64_t whole = 0;
    uint64_t part = 0;
    const size_t point = idt_str_find(text, '.');
    const idt_str before = idt_str_slice(text, 0, point);
    const idt_str behind = idt_str_slice(text, point + 1, text.len);
    if ((before.len > 0 && !idt_str_to_u64(before, 1, &whole)) ||
        (behind.len > 0 && !idt_str_to_u64(behind, 9999, &part)) || behind.len > 4 ||
        before.len + behind.len == 0) {
        return false;
    }
    for (size_t i = behind.len; i < 4; i++) {
        part *= 10;
    }
    const uint64_t score = whole * IDT_SCORE_ONE + part;
    *out = (uint16_t)score;
    return score > 0 && score <= IDT_SCORE_ONE;
}

static idt_rc take_numbers(idt_invocation *inv, idt_screen_question *q, idt_error *err)
{
    uint64_t limit;
    const idt_value *threshold = idt_cli_value(inv, &IDT_PARAM_THRESHOLD);
    const idt_value *most = idt_cli_value(inv, &IDT_PARAM_LIMIT);
    if (threshold != NULL && !parse_threshold(threshold->text, &q->threshold)) {
        return idt_fail(err, IDT_E_USAGE,
                        "--threshold \"" IDT_STR_FMT
                        "\"; expected a score over 0 and at most 1, such as .75",
                        IDT_STR_ARG(threshold->text));
    }
    if (most != NULL) {
        if (!idt_str_to_u64(most->text, 1000000, &limit) || limit == 0) {
            return idt_fail(err, IDT_E_USAGE,
                            "--limit \"" IDT_STR_FMT "\"; expected a number from 1 to 1000000",
                            IDT_STR_ARG(most->text));
        }
        q->limit = (size_t)limit;
    }
    return IDT_OK;
}

static void take_filter(const idt_invocation *inv, idt_screening *s)
{
    idt_screen_filter *f = &s->question.filter;
    const idt_value *from = idt_cli_value(inv, &IDT_PARAM_LISTED_FROM);
    const idt_value *to = idt_cli_value(inv, &IDT_PARAM_LISTED_TO);
    const size_t most = IDT_SCREENING_CHOSEN;
    *f = (idt_screen_filter){
        .lists = s->lists,
        .list_count = idt_cli_values(inv, &IDT_PARAM_HIT_LIST, s->lists, most),
        .jurisdictions = s->jurisdictions,
        .jurisdiction_count = idt_cli_values(inv, &IDT_PARAM_JURISDICTION, s->jurisdictions, most),
        .schemata = s->schemata,
        .schema_count = idt_cli_values(inv, &IDT_PARAM_HIT_SCHEMA, s->schemata, most),
        .topics = s->topics,
        .topic_count = idt_cli_values(inv, &IDT_PARAM_TOPIC, s->topics, most),
        .by_day = from != NULL || to != NULL,
        .listed_from = from != NULL ? (idt_day)from->number : IDT_DAY_OPEN_START,
        .listed_to = to != NULL ? (idt_day)to->number : IDT_DAY_OPEN_END};
}

static idt_rc take_question(idt_invocation *inv, idt_screening *out, idt_error *err)
{
    *out = (idt_screening){.question = {.limit = IDT_SCREEN_LIMIT}};
    take_filter(inv, out);
    idt_rc rc = take_numbers(inv, &out->question, err);
    for (size_t i = 0; i < out->question.filter.schema_count && rc == IDT_OK; i++) {
        rc = idt_screen_schema_check("hit-schema", out->schemata[i], err);
    }
    rc = rc == IDT_OK ? idt_scoring_choose(inv, idt_cli_value(inv, &IDT_PARAM_PROFILE),
                                           &out->question.scoring, err)
                      : rc;
    if (rc == IDT_OK && out->question.threshold == 0) {
        out->question.threshold = out->question.scoring->possible;
    }
    return rc;
}

/* An answer from an index without a name would be no answer. */
static idt_rc check_names(const idt_index *index, idt_error *err)
{
    uint64_t entries = 0;
    for (size_t i = 0; i < idt_index_files(index); i++) {
        entries += idt_index_info_of(index, i).entries;
    }
    return entries > 0 ? IDT_OK
                       : idt_fail(err, IDT_E_NOT_FOUND,
                                  "the register holds no party, so nothing could be found; "
                                  "`interdict update` or `interdict import` loads lists");
}

/* Answers are right all the same; they take longer, the more files there are. */
static void tell_failed_merge(const idt_invocation *inv)
{
    idt_merge_failure failure;
    if (idt_merge_note_tells(inv->home.ptr, inv->arena, &failure)) {
        idt_cli_note("interdict: the files of the index were to be merged at " IDT_STR_FMT
                     ", which failed: " IDT_STR_FMT "; answers are whole and take longer; "
                     "`interdict index build --full`",
                     IDT_STR_ARG(failure.at), IDT_STR_ARG(failure.why));
    }
}

static idt_rc open_index(idt_invocation *inv, idt_screening *s, idt_error *err)
{
    idt_compiled compiled;
    idt_index *index = NULL;
    idt_rc rc =
        idt_compile_ensure(inv->reg, &s->view, inv->home.ptr, IDT_COMPILE_BYTES, &compiled, err);
    rc = rc == IDT_OK ? idt_compile_open(inv->home.ptr, inv->arena, &index, err) : rc;
    rc = rc == IDT_OK ? idt_screen_take(index, &s->screen, err) : rc;
    if (rc == IDT_OK) {
        tell_failed_merge(inv);
    }
    return rc == IDT_OK ? check_names(index, err) : rc;
}

idt_rc idt_screening_open(idt_invocation *inv, idt_screening *s, idt_error *err)
{
    const idt_rc rc = take_question(inv, s, err);
    return rc == IDT_OK ? idt_screening_open_asked(inv, s, err) : rc;
}

idt_rc idt_screening_open_asked(idt_invocation *inv, idt_screening *s, idt_error *err)
{
    const idt_value *as_of = idt_cli_value(inv, &IDT_PARAM_AS_OF);
    idt_rc rc = idt_cli_open_view(inv, &s->view, err);
    if (rc != IDT_OK) {
        return rc;
    }
    s->as_of = as_of != NULL ? (idt_day)as_of->number : idt_day_of_instant(s->view.now_us);
    /* A name is asked for whenever it was borne: as-of is the day of the law. */
    s->question.when = (idt_index_when){.any_day = true,
                                        .as_of = s->as_of,
                                        .published_by_us = s->view.published_by_us,
                                        .known_at_us = s->view.known_at_us};
    rc = idt_screen_basis_find(inv, &s->view, s->as_of, &s->basis, err);
    rc = rc == IDT_OK ? idt_screen_choice_check(inv, &s->view, &s->question.filter, err) : rc;
    return rc == IDT_OK ? open_index(inv, s, err) : rc;
}

void idt_screening_close(idt_screening *s)
{
    idt_screen_close(s->screen);
    s->screen = NULL;
}
