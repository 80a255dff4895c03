#include "cli/scan_mentions.h"
#include "match/explain.h"
#include "scan/ambiguous.h"

/* ---- JSON ---- */

static void reasons_json(unsigned ambiguous, idt_json_writer *w)
{
    idt_jw_array(w, "ambiguous");
    for (unsigned bit = 0; bit < IDT_AMBIGUITIES; bit++) {
        if ((ambiguous >> bit & 1) != 0) {
            idt_jw_text(w, NULL, idt_ambiguity_word(bit));
        }
    }
    idt_jw_end(w);
}

static void fuzzy_json(const scan_mention *m, const scan_meant *meant, idt_json_writer *w)
{
    char score[IDT_SCORE_BYTES];
    idt_jw_text(w, "found", m->fuzzy ? "fuzzy" : "exact");
    if (!m->fuzzy) {
        return;
    }
    idt_jw_raw(w, "score", idt_str_borrow(idt_score_text(meant->score, score)));
    idt_jw_array(w, "differs");
    for (size_t i = 0; i < meant->differ_count; i++) {
        idt_jw_str(w, NULL, meant->differs[i]);
    }
    idt_jw_end(w);
}

static void mention_json(scan_job *job, const char *file, idt_str text, const scan_mention *m,
                         const scan_meant *meant, const char *from)
{
    char day[IDT_DAY_BYTES];
    idt_json_writer w;
    idt_jw_init(&w, job->inv->out);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "schema_version", "1.1");
    idt_jw_text(&w, "file", file);
    idt_jw_int(&w, "start", (int64_t)m->start);
    idt_jw_int(&w, "end", (int64_t)m->end);
    idt_jw_int(&w, "line", (int64_t)m->line);
    idt_jw_str(&w, "text", idt_str_slice(text, m->start, m->end));
    idt_jw_str(&w, "name", meant->name);
    fuzzy_json(m, meant, &w);
    idt_subject_json(meant->party->subject, "subject", &w);
    idt_jw_bool(&w, "left_list", meant->ended);
    idt_jw_int(&w, "candidates", (int64_t)m->count);
    reasons_json(meant->ambiguous, &w);
    idt_jw_text(&w, "as_of", idt_day_text(job->question.as_of, day));
    idt_jw_text(&w, "as_of_from", from);
    idt_jw_raw(&w, "listings", meant->party->json);
    idt_jw_end(&w);
    idt_buf_add_byte(job->inv->out, '\n');
}

/* ---- text ---- */

static void one_line(idt_buf *out, idt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        idt_buf_add_byte(out, text.ptr[i] == '\n' || text.ptr[i] == '\r' ? ' ' : text.ptr[i]);
    }
}

/* ", ambiguous: one common word, one of 3 parties of this name" */
static void reasons_text(const scan_meant *meant, idt_buf *out)
{
    const char *before = ", ambiguous: ";
    for (unsigned bit = 0; bit < IDT_AMBIGUITIES; bit++) {
        if ((meant->ambiguous >> bit & 1) == 0) {
            continue;
        }
        if (1U << bit == IDT_AMBIGUOUS_SHARED) {
            idt_buf_add_format(out, "%sone of %zu parties of this name", before, meant->subjects);
        } else {
            idt_buf_add_format(out, "%s%s", before, idt_ambiguity_text(bit));
        }
        before = ", ";
    }
}

static void meant_text(idt_str text, const scan_mention *m, const scan_meant *meant, idt_buf *out)
{
    idt_buf_add_format(out, "  line %-5llu bytes %zu-%zu  \"", (unsigned long long)m->line,
                       m->start, m->end);
    one_line(out, idt_str_slice(text, m->start, m->end));
    idt_buf_add_format(out, "\" %s name \"" IDT_STR_FMT "\"", m->fuzzy ? "~" : "=",
                       IDT_STR_ARG(meant->name));
    if (m->fuzzy) {
        char score[IDT_SCORE_BYTES];
        idt_buf_add_format(out, ", score %s", idt_score_text(meant->score, score));
    }
    if (meant->ended) {
        idt_buf_add_text(out, ", which has left its list");
    }
    reasons_text(meant, out);
    idt_buf_add_byte(out, '\n');
    for (size_t i = 0; i < meant->differ_count; i++) {
        idt_buf_add_format(out, "             " IDT_STR_FMT "\n", IDT_STR_ARG(meant->differs[i]));
    }
}

/* A mention of a subject; chained in the document's order. */
typedef struct naming {
    const scan_mention *mention;
    const scan_meant *meant;
    struct naming *next;
} naming;

/* A subject that the document names. */
typedef struct named {
    const scan_party *party; /* the first of its records met */
    naming *first, *last;
    bool plainly; /* some mention says who is meant */
} named;

static named *named_of(idt_map *subjects, scan_party *party)
{
    bool added;
    idt_map_entry *entry = idt_map_put(subjects, party->subject->id, &added);
    if (entry != NULL && added) {
        named *n = IDT_NEW(subjects->arena, named);
        entry->value.ptr = n;
        if (n != NULL) {
            n->party = party;
        }
    }
    return entry != NULL ? entry->value.ptr : NULL;
}

static bool add_naming(idt_map *subjects, const scan_mention *m, const scan_meant *meant)
{
    named *n = named_of(subjects, meant->party);
    naming *one = n != NULL ? IDT_NEW(subjects->arena, naming) : NULL;
    if (one == NULL) {
        return false;
    }
    *one = (naming){.mention = m, .meant = meant};
    *(n->first == NULL ? &n->first : &n->last->next) = one;
    n->last = one;
    n->plainly = n->plainly || meant->ambiguous == 0;
    return true;
}

/* The subjects named, in the order in which the document names them first. */
static idt_rc group(scan_job *job, idt_map *subjects, idt_error *err)
{
    idt_map_init(subjects, job->inv->arena);
    for (size_t i = 0; i < job->mention_count; i++) {
        const scan_mention *m = &job->mentions[i];
        for (size_t k = 0; k < m->count; k++) {
            if (!add_naming(subjects, m, &m->meant[k])) {
                return idt_arena_fail(job->inv->arena, err);
            }
        }
    }
    return IDT_OK;
}

/* Every mention of one subject, then its listings. */
static idt_rc subject_text(scan_job *job, idt_str text, const named *n, idt_error *err)
{
    idt_buf *out = job->inv->out;
    const idt_subject *subject = n->party->subject;
    idt_buf_add_format(out, "\n" IDT_STR_FMT " (" IDT_STR_FMT ", " IDT_STR_FMT ")\n",
                       IDT_STR_ARG(subject->caption), IDT_STR_ARG(subject->schema),
                       IDT_STR_ARG(subject->id));
    for (const naming *one = n->first; one != NULL; one = one->next) {
        meant_text(text, one->mention, one->meant, out);
    }
    if (n->party->row_count == 0) {
        idt_buf_add_text(out, "\n  no listing on file\n");
    }
    return idt_status_text(job->inv, &job->view, n->party->rows, n->party->row_count, false, err);
}

/* Those that some mention names plainly, or the others, under a line that says so. */
static idt_rc subjects_text(scan_job *job, idt_str text, const idt_map *subjects, bool plainly,
                            idt_error *err)
{
    idt_rc rc = IDT_OK;
    bool said = plainly;
    for (size_t i = 0; i < subjects->count && rc == IDT_OK; i++) {
        const named *n = subjects->entries[i].value.ptr;
        if (n->plainly != plainly) {
            continue;
        }
        if (!said) {
            idt_buf_add_text(job->inv->out,
                             "\nNamed ambiguously: the name alone does not say who is meant\n");
            said = true;
        }
        rc = subject_text(job, text, n, err);
    }
    return rc;
}

static void head_text(scan_job *job, const char *file, const char *from)
{
    char day[IDT_DAY_BYTES];
    idt_buf *out = job->inv->out;
    idt_buf_add_format(out, "%s: %zu mention%s", file, job->mention_count,
                       job->mention_count == 1 ? "" : "s");
    if (job->fuzzy_count > 0) {
        idt_buf_add_format(out, ", %zu of them not spelt as listed", job->fuzzy_count);
    }
    if (job->ambiguous_count > 0) {
        idt_buf_add_format(out, ", %zu of them ambiguous", job->ambiguous_count);
    }
    idt_buf_add_format(out, "\nas of %s (%s)\n", idt_day_text(job->question.as_of, day),
                       from[0] == '-'   ? "given by --as-of"
                       : from[0] == 'f' ? "the date in the file's front matter"
                                        : "today; the file states no date");
    if (job->mention_count == 0) {
        idt_buf_add_format(out,
                           "none of the %llu names in the register is in it; that is no proof that "
                           "nobody in it is listed\n",
                           (unsigned long long)idt_scan_names_count(job->names));
    }
}

static idt_rc report_text(scan_job *job, const char *file, idt_str text, const char *from,
                          idt_error *err)
{
    idt_map subjects;
    head_text(job, file, from);
    idt_rc rc = group(job, &subjects, err);
    rc = rc == IDT_OK ? subjects_text(job, text, &subjects, true, err) : rc;
    return rc == IDT_OK ? subjects_text(job, text, &subjects, false, err) : rc;
}

idt_rc idt_scan_print(scan_job *job, const char *file, idt_str text, const char *from,
                      idt_error *err)
{
    idt_rc rc = IDT_OK;
    const bool lines = !idt_cli_format_is(job->inv, "text");
    for (size_t i = 0; i < job->mention_count && rc == IDT_OK; i++) {
        const scan_mention *m = &job->mentions[i];
        for (size_t k = 0; k < m->count && rc == IDT_OK; k++) {
            rc = idt_scan_answer(job, m->meant[k].party, err);
            if (rc == IDT_OK && lines) {
                mention_json(job, file, text, m, &m->meant[k], from);
            }
        }
        if (job->inv->out->len > (size_t)8 << 20 && rc == IDT_OK) {
            rc = idt_cli_flush(job->inv, err);
        }
    }
    return rc == IDT_OK && !lines ? report_text(job, file, text, from, err) : rc;
}
