#include "cli/calibrate_report.h"

#include <inttypes.h>
#include <stdio.h>

#include "match/explain.h"

#define EXAMPLES_EACH 5

const char *idt_target_text(idt_target target, char out[IDT_TARGET_BYTES])
{
    char share[IDT_SCORE_BYTES];
    if (target.kind == IDT_TARGET_F1) {
        (void)snprintf(out, IDT_TARGET_BYTES, "f1");
    } else {
        (void)snprintf(out, IDT_TARGET_BYTES, "%s %s",
                       target.kind == IDT_TARGET_PRECISION ? "precision" : "recall",
                       idt_score_text(target.least, share));
    }
    return out;
}

/* ---- what would change ---- */

typedef enum change { CHANGE_NONE, CHANGE_GAINED, CHANGE_LOST } change;

static change change_of(const idt_calibrate_report *r, size_t i)
{
    const uint16_t score = r->rows->labelled[i].score;
    const bool before = score >= r->scoring->possible;
    const bool after = r->fitted != NULL ? score >= r->fitted->possible : before;
    return before == after ? CHANGE_NONE : after ? CHANGE_GAINED : CHANGE_LOST;
}

static uint64_t changed(const idt_calibrate_report *r, change what, bool match)
{
    uint64_t n = 0;
    for (size_t i = 0; i < r->rows->count; i++) {
        n += r->rows->labelled[i].match == match && change_of(r, i) == what;
    }
    return n;
}

/* The next row at or behind `from` that changes, of a label; rows->count where there is none. */
static size_t next_changed(const idt_calibrate_report *r, size_t from, bool match)
{
    while (from < r->rows->count &&
           (r->rows->labelled[from].match != match || change_of(r, from) == CHANGE_NONE)) {
        from++;
    }
    return from;
}

/* ---- what to beware of ---- */

static bool nothing_under(const idt_calibrate_report *r)
{
    for (size_t i = 0; i < r->rows->count; i++) {
        if (r->rows->labelled[i].score < r->scoring->possible) {
            return false;
        }
    }
    return r->rows->count > 0;
}

static size_t warnings(const idt_calibrate_report *r, const char *out[4])
{
    const idt_calibration *c = r->found;
    size_t n = 0;
    if (nothing_under(r)) {
        out[n++] = "no row scores under the threshold in use: recall says nothing of what it "
                   "misses, and no lower threshold can be found";
    }
    if (r->fitted != NULL && r->target.kind == IDT_TARGET_PRECISION &&
        c->fitted.precision.low < r->target.least) {
        out[n++] = "the interval of precision reaches under the target";
    }
    if (r->fitted != NULL && r->target.kind == IDT_TARGET_RECALL &&
        c->fitted.recall.low < r->target.least) {
        out[n++] = "the interval of recall reaches under the target";
    }
    if (r->fitted != NULL && c->threshold.high - c->threshold.low > 1000) {
        out[n++] = "the interval of the threshold is wider than .10: more labelled rows would "
                   "settle it";
    }
    return n;
}

/* ---- JSON ---- */

static void share_json(uint16_t value, const char *key, idt_json_writer *w)
{
    char text[IDT_SCORE_BYTES];
    idt_jw_raw(w, key, idt_str_borrow(idt_score_text(value, text)));
}

static void interval_json(idt_interval x, const char *key, idt_json_writer *w)
{
    idt_jw_object(w, key);
    share_json(x.value, "value", w);
    share_json(x.low, "low", w);
    share_json(x.high, "high", w);
    idt_jw_end(w);
}

static void cut_json(const idt_cut_report *cut, idt_json_writer *w)
{
    idt_jw_int(w, "alerts", (int64_t)cut->alerts);
    idt_jw_int(w, "right", (int64_t)cut->right);
    interval_json(cut->precision, "precision", w);
    interval_json(cut->recall, "recall", w);
    interval_json(cut->f1, "f1", w);
}

static void profile_json(const idt_scoring *s, const char *key, idt_json_writer *w)
{
    char hex[IDT_SHA256_HEX + 1];
    idt_digest hash;
    idt_error err;
    idt_jw_object(w, key);
    idt_jw_text(w, "name", s->name);
    idt_jw_text(w, "sha256",
                idt_scoring_hash(s, &hash, &err) == IDT_OK ? idt_digest_hex(&hash, hex) : NULL);
    idt_jw_end(w);
}

static void counts_json(const idt_calibrate_report *r, change what, const char *key,
                        idt_json_writer *w)
{
    idt_jw_object(w, key);
    idt_jw_int(w, "match", (int64_t)changed(r, what, true));
    idt_jw_int(w, "no_match", (int64_t)changed(r, what, false));
    idt_jw_end(w);
}

static void example_json(const idt_calibrate_report *r, size_t i, idt_json_writer *w)
{
    const idt_alert_row *row = &r->rows->rows[i];
    idt_jw_object(w, NULL);
    idt_jw_int(w, "line", (int64_t)row->line);
    idt_jw_text(w, "change", change_of(r, i) == CHANGE_GAINED ? "gained" : "lost");
    idt_jw_text(w, "label", r->rows->labelled[i].match ? "match" : "no_match");
    share_json(r->rows->labelled[i].score, "score", w);
    idt_jw_str(w, "query", row->query);
    idt_jw_str(w, "candidate", row->candidate);
    idt_jw_end(w);
}

static void changes_json(const idt_calibrate_report *r, idt_json_writer *w)
{
    idt_jw_object(w, "changes");
    counts_json(r, CHANGE_GAINED, "gained", w);
    counts_json(r, CHANGE_LOST, "lost", w);
    idt_jw_array(w, "examples");
    for (int label = 1; label >= 0; label--) {
        size_t i = next_changed(r, 0, label);
        for (size_t n = 0; n < EXAMPLES_EACH && i < r->rows->count; n++) {
            example_json(r, i, w);
            i = next_changed(r, i + 1, label);
        }
    }
    idt_jw_end(w);
    idt_jw_end(w);
}

static void fitted_json(const idt_calibrate_report *r, idt_json_writer *w)
{
    const idt_calibration *c = r->found;
    if (r->fitted == NULL) {
        idt_jw_null(w, "fitted");
        return;
    }
    idt_jw_object(w, "fitted");
    interval_json(c->threshold, "threshold", w);
    cut_json(&c->fitted, w);
    idt_jw_object(w, "unseen");
    share_json(c->unseen_precision, "precision", w);
    share_json(c->unseen_recall, "recall", w);
    share_json(c->unseen_f1, "f1", w);
    idt_jw_end(w);
    idt_jw_int(w, "draws_without_fit", c->draws_without_fit);
    profile_json(r->fitted, "profile", w);
    idt_jw_end(w);
}

static void rows_json(const idt_calibrate_report *r, idt_json_writer *w)
{
    idt_jw_object(w, "rows");
    idt_jw_int(w, "match", (int64_t)r->found->matches);
    idt_jw_int(w, "no_match", (int64_t)r->found->others);
    idt_jw_int(w, "queries", (int64_t)r->rows->queries.count);
    idt_jw_end(w);
}

void idt_calibrate_json(const idt_calibrate_report *r, idt_buf *out)
{
    const char *beware[4];
    char target[IDT_TARGET_BYTES];
    idt_json_writer w;
    idt_jw_init(&w, out);
    idt_jw_object(&w, NULL);
    idt_jw_text(&w, "schema_version", "1.0");
    idt_jw_text(&w, "pairs", r->path);
    profile_json(r->scoring, "profile", &w);
    idt_jw_text(&w, "target", idt_target_text(r->target, target));
    idt_jw_int(&w, "draws", r->found->draws);
    idt_jw_str(&w, "seed",
               (idt_str){.ptr = target,
                         .len = (size_t)snprintf(target, sizeof target, "%" PRIu64, r->seed)});
    rows_json(r, &w);
    idt_jw_object(&w, "present");
    share_json(r->scoring->possible, "threshold", &w);
    cut_json(&r->found->present, &w);
    idt_jw_end(&w);
    fitted_json(r, &w);
    idt_jw_text(&w, "refused", r->found->refused);
    changes_json(r, &w);
    idt_jw_array(&w, "warnings");
    for (size_t i = 0, n = warnings(r, beware); i < n; i++) {
        idt_jw_text(&w, NULL, beware[i]);
    }
    idt_jw_end(&w);
    idt_jw_text(&w, "written", r->written);
    idt_jw_end(&w);
    idt_buf_add_byte(out, '\n');
}

/* ---- text ---- */

static void interval_text(const char *what, idt_interval x, idt_buf *out)
{
    char a[IDT_SCORE_BYTES];
    char b[IDT_SCORE_BYTES];
    char c[IDT_SCORE_BYTES];
    idt_buf_add_format(out, "  %-10s %s  (%s to %s)\n", what, idt_score_text(x.value, a),
                       idt_score_text(x.low, b), idt_score_text(x.high, c));
}

static void cut_text(const idt_cut_report *cut, idt_buf *out)
{
    idt_buf_add_format(out, "  %-10s %" PRIu64 ", of which %" PRIu64 " are matches\n", "alerts",
                       cut->alerts, cut->right);
    interval_text("precision", cut->precision, out);
    interval_text("recall", cut->recall, out);
    interval_text("F1", cut->f1, out);
}

static void examples_text(const idt_calibrate_report *r, bool match, idt_buf *out)
{
    char score[IDT_SCORE_BYTES];
    size_t i = next_changed(r, 0, match);
    for (size_t n = 0; n < EXAMPLES_EACH && i < r->rows->count; n++) {
        const idt_alert_row *row = &r->rows->rows[i];
        idt_buf_add_format(
            out, "    %s  %-8s  " IDT_STR_FMT " / " IDT_STR_FMT " (line %" PRIu64 ", %s)\n",
            idt_score_text(r->rows->labelled[i].score, score), match ? "match" : "no_match",
            IDT_STR_ARG(row->query), IDT_STR_ARG(row->candidate), row->line,
            change_of(r, i) == CHANGE_GAINED ? "gained" : "lost");
        i = next_changed(r, i + 1, match);
    }
}

static void fitted_text(const idt_calibrate_report *r, idt_buf *out)
{
    const idt_calibration *c = r->found;
    char target[IDT_TARGET_BYTES];
    char a[IDT_SCORE_BYTES];
    char b[IDT_SCORE_BYTES];
    idt_buf_add_format(out, "fitted (target %s):\n", idt_target_text(r->target, target));
    interval_text("threshold", c->threshold, out);
    cut_text(&c->fitted, out);
    idt_buf_add_format(out, "  on queries a draw left out: precision %s, recall %s\n",
                       idt_score_text(c->unseen_precision, a), idt_score_text(c->unseen_recall, b));
    if (c->draws_without_fit > 0) {
        idt_buf_add_format(out, "  %" PRIu32 " of %" PRIu32 " draws reach the target nowhere\n",
                           c->draws_without_fit, c->draws);
    }
    idt_buf_add_format(out,
                       "what would change: %" PRIu64 " alerts gained (%" PRIu64
                       " matches), %" PRIu64 " lost (%" PRIu64 " matches)\n",
                       changed(r, CHANGE_GAINED, true) + changed(r, CHANGE_GAINED, false),
                       changed(r, CHANGE_GAINED, true),
                       changed(r, CHANGE_LOST, true) + changed(r, CHANGE_LOST, false),
                       changed(r, CHANGE_LOST, true));
    examples_text(r, true, out);
    examples_text(r, false, out);
}

void idt_calibrate_text(const idt_calibrate_report *r, idt_buf *out)
{
    const char *beware[4];
    char score[IDT_SCORE_BYTES];
    idt_buf_add_format(out, "%s: %zu rows of %zu queries, %zu labelled match, %zu no_match\n",
                       r->path, r->rows->count, r->rows->queries.count, r->found->matches,
                       r->found->others);
    idt_buf_add_format(out, "present (profile %s, threshold %s):\n", r->scoring->name,
                       idt_score_text(r->scoring->possible, score));
    cut_text(&r->found->present, out);
    if (r->fitted != NULL) {
        fitted_text(r, out);
    } else {
        idt_buf_add_format(out, "no fit: %s\n", r->found->refused);
    }
    for (size_t i = 0, n = warnings(r, beware); i < n; i++) {
        idt_buf_add_format(out, "beware: %s\n", beware[i]);
    }
    idt_buf_add_format(out,
                       "intervals: 95 %% of %" PRIu32 " draws of whole queries, seed %" PRIu64 "\n",
                       r->found->draws, r->seed);
    if (r->written != NULL) {
        idt_buf_add_format(out, "written: %s; use it with --profile %s\n", r->written, r->written);
    } else {
        idt_buf_add_text(out, "nothing was changed and nothing written\n");
    }
}
