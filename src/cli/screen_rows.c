#include "cli/screen_rows.h"

#include <inttypes.h>
#include <stdio.h>

#include "cli/csv.h"
#include "cli/question.h"
#include "cli/visible.h"
#include "match/explain.h"

#define TEXT_CEILING ((size_t)64 << 20)

/* Columns of the table, in characters. */
#define ROW_WIDTH     8
#define ID_WIDTH      14
#define SUBJECT_WIDTH 26

idt_rc idt_screen_rows_init(idt_screen_rows *rows, const idt_screen_file *asked,
                            const idt_listing_source *source, idt_unfound *unfound, idt_error *err)
{
    rows->asked = asked;
    rows->unfound = unfound;
    rows->arena = idt_arena_new(TEXT_CEILING);
    idt_buf_init(&rows->query, TEXT_CEILING);
    idt_buf_init(&rows->canonical, TEXT_CEILING);
    return rows->arena != NULL
               ? idt_screener_new(asked->screen, source, IDT_SCREENER_BYTES, &rows->screener, err)
               : idt_fail(err, IDT_E_LIMIT, "there is no memory to screen rows");
}

void idt_screen_rows_release(idt_screen_rows *rows)
{
    idt_screener_free(rows->screener);
    idt_buf_release(&rows->query);
    idt_buf_release(&rows->canonical);
    idt_arena_free(rows->arena);
}

void idt_screen_rows_head(idt_rows_out format, idt_buf *out)
{
    if (format == IDT_ROWS_OUT_CSV) {
        idt_answer_csv_header(out);
    }
}

/* ---- the query ---- */

static idt_rc query_json(idt_screen_rows *rows, const idt_party *party, idt_error *err)
{
    idt_buf_clear(&rows->query);
    for (size_t i = 0; i < party->count; i++) {
        if (!IDT_GROW(rows->arena, rows->values, rows->value_cap, i)) {
            return idt_arena_fail(rows->arena, err);
        }
        rows->values[i] = (idt_query_value){.property = party->values[i].property,
                                            .value = party->values[i].value};
    }
    idt_query_json(party->schema, rows->values, party->count, &rows->query);
    return idt_buf_check(&rows->query, err);
}

/* ---- a table ---- */

static void padded(idt_str text, size_t width, idt_buf *out)
{
    const size_t from = out->len;
    idt_visible_line(text, out);
    const idt_str shown = idt_str_slice(idt_buf_borrow(out), from, out->len);
    for (size_t n = idt_text_width(shown); n < width; n++) {
        idt_buf_add_byte(out, ' ');
    }
    idt_buf_add_text(out, "  ");
}

static void table_row(const idt_row *row, const idt_party *party, idt_buf *out)
{
    idt_buf_add_format(out, "%*" PRIu64 "  ", ROW_WIDTH, row->number);
    padded(party->id, ID_WIDTH, out);
}

static void table_hit(const idt_screen_hit *hit, idt_buf *out)
{
    char score[IDT_SCORE_BYTES];
    idt_buf_add_format(out, "%s %-8s  ", idt_score_text(hit->score, score),
                       idt_band_text(hit->band));
    padded(hit->subject, SUBJECT_WIDTH, out);
    idt_visible_line(hit->name, out);
    for (size_t i = 0; i < hit->listing_count; i++) {
        const idt_screen_listing *l = &hit->listings[i];
        idt_buf_add_format(out, "%s" IDT_STR_FMT " " IDT_STR_FMT, i > 0 ? ", " : "  ",
                           IDT_STR_ARG(l->list), IDT_STR_ARG(l->status));
    }
    idt_buf_add_text(out, hit->left ? "  (left its list)\n" : "\n");
}

static void answer_table(const idt_row *row, const idt_party *party,
                         const idt_screen_answer *answer, idt_buf *out)
{
    const char *abstain = idt_abstain_text(answer->abstain);
    for (size_t i = 0; i < answer->count; i++) {
        table_row(row, party, out);
        table_hit(&answer->hits[i], out);
    }
    if (answer->count == 0) {
        table_row(row, party, out);
        idt_buf_add_format(out, "no hit%s%s\n", abstain != NULL ? ": " : "",
                           abstain != NULL ? abstain : "");
    } else if (answer->total > answer->count) {
        table_row(row, party, out);
        idt_buf_add_format(out, "%zu more\n", answer->total - answer->count);
    }
    for (size_t i = 0; i < answer->note_count; i++) {
        table_row(row, party, out);
        idt_buf_add_text(out, "note: ");
        idt_visible_line(answer->notes[i], out);
        idt_buf_add_byte(out, '\n');
    }
}

/* ---- answers ---- */

static void begin_line(idt_json_writer *w, const idt_row *row, const idt_party *party, idt_buf *out)
{
    idt_jw_init(w, out);
    idt_jw_object(w, NULL);
    idt_jw_int(w, "row", (int64_t)row->number);
    idt_jw_raw(w, "id", party->id_json);
}

static idt_rc answer_line(idt_screen_rows *rows, const idt_row *row, const idt_party *party,
                          const idt_screen_answer *answer, const idt_digest *hash, idt_buf *out,
                          idt_error *err)
{
    idt_json_writer w;
    begin_line(&w, row, party, out);
    const idt_rc rc = idt_answer_json(rows->asked->parts ? rows->screener : NULL, answer,
                                      idt_buf_borrow(&rows->query), hash, &w, err);
    idt_jw_end(&w);
    idt_buf_add_byte(out, '\n');
    return rc;
}

/* Neither a name nor an identifier: nobody could be found by it. */
static bool is_unasked(const idt_party *party, const idt_screen_answer *found)
{
    return found->abstain == IDT_ABSTAIN_NO_NAME && !idt_profile_has_identifier(&party->profile);
}

static idt_str first_name(const idt_party *party)
{
    return party->profile.name_count > 0 ? party->profile.names[0].text : IDT_STR("");
}

/* Asks, unless the same was asked before and found nothing. */
static idt_rc ask(idt_screen_rows *rows, idt_party *party, idt_screen_answer *out, idt_digest *hash,
                  idt_error *err)
{
    const idt_screen_answer *found;
    const idt_str query = idt_buf_borrow(&rows->query);
    *out = idt_unfound_answer(&party->profile, rows->asked->question);
    idt_rc rc = idt_answer_hash(out, query, &rows->canonical, hash, err);
    if (rc != IDT_OK || idt_unfound_met(rows->unfound, hash)) {
        return rc;
    }
    rc = idt_party_prepare(party, err);
    rc = rc == IDT_OK
             ? idt_screener_ask(rows->screener, &party->profile, rows->asked->question, &found, err)
             : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    *out = *found;
    if (idt_unfound_is(out)) {
        idt_unfound_keep(rows->unfound, hash);
        return IDT_OK;
    }
    return idt_answer_hash(out, query, &rows->canonical, hash, err);
}

idt_rc idt_screen_rows_answer(void *worker, const idt_row *row, idt_party *party, idt_buf *out,
                              idt_run_answer *answer, idt_error *err)
{
    idt_screen_rows *rows = worker;
    idt_screen_answer found;
    idt_rc rc = query_json(rows, party, err);
    rc = rc == IDT_OK ? ask(rows, party, &found, &answer->hash, err) : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    answer->hits = found.total;
    answer->noted = found.note_count > 0;
    answer->unasked = is_unasked(party, &found);
    switch (rows->asked->format) {
    case IDT_ROWS_OUT_CSV:
        idt_answer_csv(&found, row->number, party->id, first_name(party), &answer->hash, out);
        return IDT_OK;
    case IDT_ROWS_OUT_TABLE:
        answer_table(row, party, &found, out);
        return IDT_OK;
    default:
        return answer_line(rows, row, party, &found, &answer->hash, out, err);
    }
}

/* ---- rows that cannot be read ---- */

static void refuse_csv(const idt_row *row, const idt_party *party, const idt_error *why,
                       const idt_digest *hash, idt_buf *out)
{
    char hex[IDT_SHA256_HEX + 1];
    char text[sizeof why->message + 64];
    idt_csv csv = {.out = out};
    (void)snprintf(text, sizeof text, "unreadable: line %" PRIu32 " column %" PRIu32 ": %s",
                   why->line, why->column, why->message);
    idt_buf_add_format(out, "%" PRIu64, row->number);
    csv.begun = true;
    idt_csv_str(&csv, party->id);
    for (int i = 0; i < 13; i++) { /* name to total: idt_answer_csv_header */
        idt_csv_text(&csv, NULL);
    }
    idt_csv_text(&csv, text);
    idt_csv_text(&csv, idt_digest_hex(hash, hex));
    idt_csv_text(&csv, NULL);
    idt_csv_end(&csv);
}

static void refuse_line(const idt_row *row, const idt_party *party, const idt_error *why,
                        const idt_digest *hash, idt_buf *out)
{
    idt_json_writer w;
    char hex[IDT_SHA256_HEX + 1];
    begin_line(&w, row, party, out);
    idt_jw_object(&w, "error");
    idt_jw_int(&w, "line", why->line);
    idt_jw_int(&w, "column", why->column);
    idt_jw_text(&w, "message", why->message);
    idt_jw_end(&w);
    idt_jw_text(&w, "answer_hash", idt_digest_hex(hash, hex));
    idt_jw_end(&w);
    idt_buf_add_byte(out, '\n');
}

idt_rc idt_screen_rows_refuse(void *worker, const idt_row *row, const idt_party *party,
                              const idt_error *why, const idt_digest *hash, idt_buf *out,
                              idt_error *err)
{
    const idt_screen_rows *rows = worker;
    switch (rows->asked->format) {
    case IDT_ROWS_OUT_CSV:
        refuse_csv(row, party, why, hash, out);
        break;
    case IDT_ROWS_OUT_TABLE:
        table_row(row, party, out);
        idt_buf_add_format(out, "unreadable: line %" PRIu32 " column %" PRIu32 ": ", why->line,
                           why->column);
        idt_visible_line(idt_str_borrow(why->message), out);
        idt_buf_add_byte(out, '\n');
        break;
    default:
        refuse_line(row, party, why, hash, out);
    }
    return idt_buf_check(out, err);
}
