#include "cli/other_record.h"
#include "cli/status_text.h"
#include "text/key.h"

#define WORDS_MAX   32
#define RESULTS_MAX 1000
#define NAMES_SHOWN 6

static const idt_param ALL = {
    .name = "all",
    .type = IDT_PARAM_FLAG,
    .help = "also lists, bodies, offices and sources",
};

static const idt_param AS_OF = {
    .name = "as-of",
    .type = IDT_PARAM_DAY,
    .metavar = "DAY",
    .help = "also the state of each one's listings on this day (YYYY-MM-DD)",
};

/* One line of results: a subject (or, with --all, a list, body ...) and its names. */
typedef struct result {
    idt_str id, caption, schema;
    const idt_str *names;
    size_t name_count;
    const idt_listing_status *listings; /* on the day asked, where one was */
    size_t listing_count;
} result;

static size_t split_words(idt_str key, idt_str *words)
{
    size_t n = 0;
    while (key.len > 0 && n < WORDS_MAX) {
        const size_t blank = idt_str_find(key, ' ');
        words[n++] = idt_str_slice(key, 0, blank);
        key = idt_str_slice(key, blank + 1, key.len);
    }
    return n;
}

static idt_rc names_of(idt_invocation *inv, const idt_record *const *records, size_t count,
                       const idt_str **out, size_t *out_count, idt_error *err)
{
    static const char *const properties[] = {"name", "alias", "abbreviation", "previousName",
                                             "weakAlias"};
    idt_str *names = NULL;
    size_t n = 0;
    size_t cap = 0;
    for (size_t p = 0; p < sizeof properties / sizeof *properties; p++) {
        for (size_t i = 0; i < count; i++) {
            const idt_statement *s = idt_record_first(records[i], properties[p]);
            for (; s != NULL; s = idt_record_next(records[i], s)) {
                bool known = false;
                for (size_t k = 0; k < n && !known; k++) {
                    known = idt_str_equal(names[k], s->value);
                }
                if (known) {
                    continue;
                }
                if (!IDT_GROW(inv->arena, names, cap, n)) {
                    return idt_arena_fail(inv->arena, err);
                }
                names[n++] = s->value;
            }
        }
    }
    *out = names;
    *out_count = n;
    return IDT_OK;
}

/* Its listings on the day asked; none is no proof of anything. */
static idt_rc listings_of(idt_invocation *inv, const idt_view *view, const idt_subject *subject,
                          result *out, idt_error *err)
{
    const idt_value *as_of = idt_cli_value(inv, &AS_OF);
    if (as_of == NULL) {
        return IDT_OK;
    }
    const idt_status_question question = {.as_of = (idt_day)as_of->number};
    return idt_subject_statuses(inv->reg, view, subject, &question, inv->arena, &out->listings,
                                &out->listing_count, err);
}

static idt_rc make_result(idt_invocation *inv, const idt_view *view, const idt_record *record,
                          bool *take, result *out, idt_error *err)
{
    const idt_subject *subject;
    const idt_record *const *records;
    size_t count = 0;
    idt_rc rc = idt_subject_of(inv->reg, view, record->id, inv->arena, &subject, err);
    if (rc != IDT_OK) {
        return rc;
    }
    *take = subject != NULL || idt_cli_flag(inv, &ALL);
    if (subject != NULL) {
        rc = listings_of(inv, view, subject, out, err);
    } else {
        rc = idt_cli_spoken_of(inv, view, record, &subject, err);
    }
    if (rc == IDT_OK) {
        out->id = subject->id;
        out->caption = subject->caption;
        out->schema = subject->schema;
        rc = idt_subject_records(inv->reg, view, subject, NULL, 0, inv->arena, &records, &count,
                                 err);
    }
    return rc == IDT_OK ? names_of(inv, records, count, &out->names, &out->name_count, err) : rc;
}

static idt_rc find(idt_invocation *inv, const idt_view *view, idt_str key, result **out,
                   size_t *out_count, idt_error *err)
{
    idt_str words[WORDS_MAX];
    const size_t word_count = split_words(key, words);
    const idt_record *const *records;
    size_t count;
    size_t cap = 0;
    *out = NULL;
    *out_count = 0;
    idt_rc rc = idt_register_search(inv->reg, view, words, word_count, RESULTS_MAX, inv->arena,
                                    &records, &count, err);
    for (size_t i = 0; i < count && rc == IDT_OK; i++) {
        bool take = false;
        result r = {0};
        rc = make_result(inv, view, records[i], &take, &r, err);
        for (size_t k = 0; k < *out_count && take && rc == IDT_OK; k++) {
            take = !idt_str_equal((*out)[k].id, r.id);
        }
        if (rc != IDT_OK || !take) {
            continue;
        }
        if (!IDT_GROW(inv->arena, *out, cap, *out_count)) {
            return idt_arena_fail(inv->arena, err);
        }
        (*out)[(*out_count)++] = r;
    }
    return rc;
}

static void listings_json(const result *r, idt_json_writer *w)
{
    idt_jw_array(w, "listings");
    for (size_t i = 0; i < r->listing_count; i++) {
        const idt_listing_status *l = &r->listings[i];
        idt_jw_object(w, NULL);
        idt_jw_str(w, "list", l->list);
        idt_jw_str(w, "jurisdiction", l->jurisdiction);
        idt_jw_text(w, "status", idt_status_word_text(l->status));
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

static void answer_json(idt_invocation *inv, const idt_view *view, idt_str query,
                        const result *results, size_t count)
{
    const idt_value *as_of = idt_cli_value(inv, &AS_OF);
    idt_json_writer w;
    idt_jw_init(&w, inv->out);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "schema_version", "1.0");
    idt_jw_str(&w, "query", query);
    idt_view_json(view, as_of != NULL ? (idt_day)as_of->number : idt_day_of_instant(view->now_us),
                  &w);
    idt_jw_array(&w, "results");
    for (size_t i = 0; i < count; i++) {
        idt_jw_object(&w, NULL);
        idt_jw_str(&w, "id", results[i].id);
        idt_jw_str(&w, "caption", results[i].caption);
        idt_jw_str(&w, "schema", results[i].schema);
        idt_jw_array(&w, "names");
        for (size_t n = 0; n < results[i].name_count; n++) {
            idt_jw_str(&w, NULL, results[i].names[n]);
        }
        idt_jw_end(&w);
        if (as_of != NULL) {
            listings_json(&results[i], &w);
        }
        idt_jw_end(&w);
    }
    idt_jw_end(&w);
    idt_jw_end(&w);
    idt_buf_add_byte(inv->out, '\n');
}

static void listings_text(idt_invocation *inv, const result *r)
{
    for (size_t i = 0; i < r->listing_count; i++) {
        idt_buf_add_format(inv->out, "    " IDT_STR_FMT ": %s\n", IDT_STR_ARG(r->listings[i].list),
                           idt_status_word_text(r->listings[i].status));
    }
}

static void answer_text(idt_invocation *inv, const result *results, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const result *r = &results[i];
        idt_buf_add_format(inv->out, IDT_STR_FMT "  " IDT_STR_FMT " (" IDT_STR_FMT ")\n",
                           IDT_STR_ARG(r->id), IDT_STR_ARG(r->caption), IDT_STR_ARG(r->schema));
        const size_t shown = r->name_count < NAMES_SHOWN ? r->name_count : NAMES_SHOWN;
        for (size_t n = 0; n < shown; n++) {
            idt_buf_add_format(inv->out, "    " IDT_STR_FMT "\n", IDT_STR_ARG(r->names[n]));
        }
        if (shown < r->name_count) {
            idt_buf_add_format(inv->out, "    and %zu more; `interdict show " IDT_STR_FMT "`\n",
                               r->name_count - shown, IDT_STR_ARG(r->id));
        }
        listings_text(inv, r);
    }
    if (count == 0) {
        idt_buf_add_text(inv->out, "nothing found\n");
    } else if (count >= RESULTS_MAX) {
        idt_buf_add_format(inv->out, "the first %d; add a word\n", RESULTS_MAX);
    }
}

static idt_str join(idt_invocation *inv)
{
    idt_buf text;
    idt_buf_init(&text, 65536);
    for (size_t i = 0; i < inv->argument_count; i++) {
        idt_buf_add_text(&text, i > 0 ? " " : "");
        idt_buf_add_text(&text, inv->arguments[i]);
    }
    const idt_str joined =
        text.failed ? (idt_str){0} : idt_str_copy(inv->arena, idt_buf_borrow(&text));
    idt_buf_release(&text);
    return joined;
}

static int run(idt_invocation *inv)
{
    idt_error err;
    idt_view view;
    idt_str key = {0};
    result *results = NULL;
    size_t count = 0;
    const idt_str query = join(inv);
    idt_rc rc = query.ptr != NULL ? idt_cli_open_view(inv, &view, &err)
                                  : idt_fail(&err, IDT_E_LIMIT, "the query is too long");
    if (rc == IDT_OK) {
        rc = idt_text_key(query, inv->arena, &key, &err);
    }
    if (rc == IDT_OK && key.len == 0) {
        rc = idt_fail(&err, IDT_E_USAGE, "\"" IDT_STR_FMT "\" has no letter or digit to search for",
                      IDT_STR_ARG(query));
    }
    if (rc == IDT_OK) {
        rc = find(inv, &view, key, &results, &count, &err);
    }
    if (rc != IDT_OK) {
        return idt_cli_fail(&err);
    }
    if (idt_cli_format_is(inv, "json")) {
        answer_json(inv, &view, query, results, count);
    } else {
        answer_text(inv, results, count);
    }
    return IDT_EXIT_DONE;
}

static const idt_param *const PARAMS[] = {
    &ALL, &AS_OF, &IDT_PARAM_PUBLISHED_BY, &IDT_PARAM_KNOWN_AT, &IDT_PARAM_OUTPUT, NULL};
static const idt_example EXAMPLES[] = {
    {"search hizb tahrir", IDT_EXIT_DONE, "words in any order, without accents or case"},
    {"search brief:taliban --format json", IDT_EXIT_DONE, "identifiers are found too"},
    {"search taliban --as-of 2024-05-27", IDT_EXIT_DONE,
     "with the state of each one's listings on that day"},
};

const idt_command IDT_CMD_SEARCH = {
    .name = "search",
    .arguments = "TEXT...",
    .least = 1,
    .most = SIZE_MAX,
    .summary = "find a subject by words of a name or identifier",
    .description =
        "Finds subjects of which one name or identifier holds all the words, folded, in any order. "
        "This finds entries of the register; whether a party is listed is what status and "
        "scan answer.",
    .params = PARAMS,
    .examples = EXAMPLES,
    .example_count = 3,
    .run = run,
};
