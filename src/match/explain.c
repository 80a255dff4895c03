#include "match/explain.h"

#include <stdio.h>

#include "match/relation.h"
#include "match/sentences.h"
#include "match/settle.h"
#include "match/weights.h"

#define COLUMN_SIDE  17
#define COLUMN_LEVEL 29
#define COLUMN_BOTH  (2 * COLUMN_SIDE + 5 + COLUMN_LEVEL)

const char *idt_score_text(uint16_t score, char out[IDT_SCORE_BYTES])
{
    (void)snprintf(out, IDT_SCORE_BYTES, "%u.%04u", score / 10000U, score % 10000U);
    return out;
}

/* The source bytes of `count` parts from `first` on. */
static idt_str slice(const idt_profile_name *name, size_t first, size_t count, uint32_t *start)
{
    const idt_name *parsed = &name->parsed;
    *start = parsed->parts[first].start;
    return idt_str_slice(parsed->source, *start, parsed->parts[first + count - 1].end);
}

static void side_json(const idt_profile_name *name, size_t first, size_t count, const char *key,
                      idt_json_writer *w)
{
    uint32_t start;
    if (count == 0) {
        idt_jw_null(w, key);
        return;
    }
    const idt_str text = slice(name, first, count, &start);
    idt_jw_object(w, key);
    idt_jw_str(w, "text", text);
    idt_jw_int(w, "start", start);
    idt_jw_int(w, "len", (int64_t)text.len);
    idt_jw_text(w, "role", idt_part_role_text(name->parsed.parts[first].role));
    idt_jw_end(w);
}

#define SENTENCE_BYTES ((size_t)4 << 20)

static void sentence_json(const idt_comparison *c, const idt_term *term, idt_json_writer *w)
{
    idt_buf text;
    idt_buf_init(&text, SENTENCE_BYTES);
    idt_term_sentence(c, term, &text);
    idt_jw_str(w, "says", text.failed ? (idt_str){0} : idt_buf_borrow(&text));
    idt_buf_release(&text);
}

static void term_json(const idt_comparison *c, const idt_term *term, idt_json_writer *w)
{
    idt_jw_object(w, NULL);
    idt_jw_text(w, "kind", idt_term_kind_text(term->kind));
    if (term->kind == IDT_TERM_AGREES) {
        idt_jw_text(w, "level", idt_level_text(term->level));
        idt_jw_text(w, "via", idt_via_text(term->via));
    }
    if (term->q_count > 0 || term->n_count > 0) {
        side_json(c->query, term->q, term->q_count, "query", w);
        side_json(c->candidate, term->n, term->n_count, "candidate", w);
    }
    if (term->near != IDT_NEAR_NOT) {
        idt_jw_text(w, "near", term->near == IDT_NEAR_EDIT ? "edit" : "known");
    }
    if (term->apart) {
        idt_jw_bool(w, "apart", true);
    }
    if (term->note != NULL) {
        idt_jw_text(w, "note", term->note);
    }
    idt_jw_int(w, "mnat", term->mnat);
    sentence_json(c, term, w);
    idt_jw_end(w);
}

/* What was read otherwise than it is written; nothing where all is read as it stands. */
static void repairs_json(const idt_name *name, idt_json_writer *w)
{
    char why[IDT_REPAIR_WHY_BYTES];
    if (name->repair_count == 0) {
        return;
    }
    idt_jw_str(w, "read", name->read);
    idt_jw_array(w, "repairs");
    for (size_t i = 0; i < name->repair_count; i++) {
        const idt_repair *repair = &name->repairs[i];
        idt_jw_object(w, NULL);
        idt_jw_text(w, "kind", idt_repair_kind_text(repair->kind));
        idt_jw_int(w, "start", repair->start);
        idt_jw_int(w, "len", repair->end - repair->start);
        idt_jw_str(w, "before", repair->before);
        idt_jw_str(w, "after", repair->after);
        idt_jw_text(w, "why", idt_repair_why(repair, why));
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

static void name_json(const idt_profile_name *name, const char *key, idt_json_writer *w)
{
    if (name == NULL) {
        idt_jw_null(w, key);
        return;
    }
    idt_jw_object(w, key);
    idt_jw_str(w, "text", name->text);
    idt_jw_text(w, "standing", idt_name_standing_text(name->standing));
    idt_jw_int(w, "not_compared", (int64_t)name->parsed.cut);
    repairs_json(&name->parsed, w);
    idt_jw_end(w);
}

static void scoring_json(const idt_scoring *scoring, idt_json_writer *w)
{
    char hex[IDT_SHA256_HEX + 1];
    idt_digest hash;
    idt_error err;
    const bool hashed = idt_scoring_hash(scoring, &hash, &err) == IDT_OK;
    idt_jw_object(w, "profile");
    idt_jw_text(w, "name", scoring->name);
    idt_jw_text(w, "sha256", hashed ? idt_digest_hex(&hash, hex) : NULL);
    idt_jw_text(w, "weights", IDT_WEIGHTS_VERSION);
    idt_jw_end(w);
}

static void score_json(uint16_t value, const char *key, idt_json_writer *w)
{
    char text[IDT_SCORE_BYTES];
    idt_jw_raw(w, key, idt_str_borrow(idt_score_text(value, text)));
}

static void ofac_json(const idt_ofac_score *ofac, idt_json_writer *w)
{
    idt_jw_object(w, "ofac");
    score_json(ofac->whole, "whole", w);
    score_json(ofac->composite, "composite", w);
    idt_jw_bool(w, "cut", ofac->cut);
    idt_jw_array(w, "parts");
    for (size_t i = 0; i < ofac->count; i++) {
        idt_jw_object(w, NULL);
        idt_jw_str(w, "query", ofac->parts[i].query);
        idt_jw_str(w, "candidate", ofac->parts[i].candidate);
        score_json(ofac->parts[i].score, "score", w);
        idt_jw_bool(w, "soundex", ofac->parts[i].sounds);
        idt_jw_end(w);
    }
    idt_jw_end(w);
    idt_jw_end(w);
}

static void why_not_json(const idt_comparison *c, idt_json_writer *w)
{
    idt_why_not_term reasons[IDT_WHY_NOT_MAX];
    const size_t count = idt_why_not(c, reasons);
    idt_jw_array(w, "why_not");
    for (size_t i = 0; i < count; i++) {
        idt_jw_object(w, NULL);
        sentence_json(c, reasons[i].term, w);
        idt_jw_int(w, "mnat", reasons[i].term->mnat);
        score_json(reasons[i].without, "score_without", w);
        idt_jw_end(w);
    }
    idt_jw_end(w);
}

static void settle_json(const idt_comparison *c, idt_json_writer *w)
{
    idt_question questions[IDT_ASK_COUNT];
    const size_t count = idt_settle(c, questions);
    idt_jw_array(w, "settle");
    for (size_t i = 0; i < count; i++) {
        idt_buf text;
        idt_buf_init(&text, SENTENCE_BYTES);
        idt_question_sentence(c, &questions[i], &text);
        idt_jw_object(w, NULL);
        idt_jw_text(w, "ask", idt_ask_text(questions[i].ask));
        idt_jw_str(w, "says", text.failed ? (idt_str){0} : idt_buf_borrow(&text));
        score_json(questions[i].if_agrees, "score_if_agrees", w);
        score_json(questions[i].if_differs, "score_if_differs", w);
        idt_jw_end(w);
        idt_buf_release(&text);
    }
    idt_jw_end(w);
}

void idt_comparison_parts_json(const idt_comparison *c, idt_json_writer *w)
{
    name_json(c->query, "query_name", w);
    name_json(c->candidate, "candidate_name", w);
    idt_jw_text(w, "alignment", c->evidence.greedy ? "greedy" : "best");
    idt_jw_array(w, "parts");
    for (size_t i = 0; i < c->evidence.count; i++) {
        term_json(c, &c->evidence.terms[i], w);
    }
    idt_jw_end(w);
    why_not_json(c, w);
    settle_json(c, w);
    if (c->scoring->scorer != IDT_SCORER_EVIDENCE && c->query != NULL) {
        ofac_json(&c->ofac, w);
    }
}

void idt_comparison_json(const idt_comparison *c, idt_json_writer *w)
{
    const int32_t probability = idt_comparison_probability(c);
    score_json(c->score, "score", w);
    idt_jw_int(w, "llr_mnat", c->llr_mnat);
    idt_jw_text(w, "band", idt_band_text(c->band));
    idt_jw_text(w, "exact", idt_exact_text(c->exact));
    if (probability >= 0) {
        score_json((uint16_t)probability, "probability", w);
    } else {
        idt_jw_null(w, "probability");
    }
    idt_jw_text(w, "abstain", idt_abstain_text(idt_abstain_of(c)));
    scoring_json(c->scoring, w);
    idt_comparison_parts_json(c, w);
}

static size_t characters(idt_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        n += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
    }
    return n;
}

static void padded(idt_buf *out, idt_str text, size_t width)
{
    idt_buf_add_str(out, text);
    for (size_t n = characters(text); n < width; n++) {
        idt_buf_add_byte(out, ' ');
    }
}

static void side_text(const idt_profile_name *name, size_t first, size_t count, idt_buf *out)
{
    uint32_t start;
    const idt_str text =
        count > 0 ? slice(name, first, count, &start) : (idt_str){.ptr = "-", .len = 1};
    padded(out, text, COLUMN_SIDE);
    idt_buf_add_byte(out, ' ');
}

static const char *near_text(uint8_t near)
{
    return near == IDT_NEAR_EDIT    ? ", nearly alike"
           : near >= IDT_NEAR_KNOWN ? ", two known names"
                                    : "";
}

static void what_text(const idt_term *term, size_t width, idt_buf *out)
{
    char what[96];
    if (term->kind == IDT_TERM_AGREES) {
        (void)snprintf(what, sizeof what, "%s (%s)", idt_level_text(term->level),
                       idt_via_text(term->via));
    } else {
        (void)snprintf(what, sizeof what, "%s%s%s%s", idt_term_kind_text(term->kind),
                       near_text(term->near), term->note != NULL ? ": " : "",
                       term->note != NULL ? term->note : "");
    }
    padded(out, idt_str_borrow(what), width);
}

static void term_text(const idt_comparison *c, const idt_term *term, idt_buf *out)
{
    const bool sides = term->q_count > 0 || term->n_count > 0;
    idt_buf_add_text(out, "  ");
    if (sides) {
        side_text(c->query, term->q, term->q_count, out);
        idt_buf_add_text(out, term->kind == IDT_TERM_AGREES ? "-- " : "   ");
        side_text(c->candidate, term->n, term->n_count, out);
    }
    what_text(term, sides ? COLUMN_LEVEL : COLUMN_BOTH, out);
    idt_buf_add_format(out, " %+7d\n", (int)term->mnat);
}

static void cut_text(const idt_profile_name *name, const char *which, idt_buf *out)
{
    if (name != NULL && name->parsed.cut > 0) {
        idt_buf_add_format(out, "  %s: %zu parts behind the first %d are not compared\n", which,
                           name->parsed.cut, IDT_NAME_PARTS_MAX);
    }
}

static void repairs_text(const idt_profile_name *name, const char *which, idt_buf *out)
{
    char why[IDT_REPAIR_WHY_BYTES];
    for (size_t i = 0; name != NULL && i < name->parsed.repair_count; i++) {
        const idt_repair *repair = &name->parsed.repairs[i];
        idt_buf_add_format(out, "  %s: reads \"" IDT_STR_FMT "\" as \"" IDT_STR_FMT "\" (%s)\n",
                           which, IDT_STR_ARG(repair->before), IDT_STR_ARG(repair->after),
                           idt_repair_why(repair, why));
    }
}

static void evidence_text(const idt_comparison *c, idt_buf *out)
{
    for (size_t i = 0; i < c->evidence.count; i++) {
        term_text(c, &c->evidence.terms[i], out);
    }
    idt_buf_add_text(out, "  ");
    padded(out, IDT_STR("sum, in millinats"), COLUMN_BOTH);
    idt_buf_add_format(out, " %+7d\n", (int)c->llr_mnat);
    cut_text(c->query, "query", out);
    cut_text(c->candidate, "candidate", out);
    if (c->evidence.greedy) {
        idt_buf_add_text(out, "  aligned greedily: more than eight parts in dispute\n");
    }
}

static void ofac_text(const idt_ofac_score *ofac, idt_buf *out)
{
    char score[IDT_SCORE_BYTES];
    for (size_t i = 0; i < ofac->count; i++) {
        idt_buf_add_text(out, "  ");
        padded(out, ofac->parts[i].query, COLUMN_SIDE);
        idt_buf_add_text(out, " -- ");
        padded(out, ofac->parts[i].candidate, COLUMN_SIDE);
        idt_buf_add_format(out, " %s%s\n", idt_score_text(ofac->parts[i].score, score),
                           ofac->parts[i].sounds ? "  same Soundex" : "");
    }
    idt_buf_add_format(out, "  mean of parts %s", idt_score_text(ofac->composite, score));
    idt_buf_add_format(out, ", whole text %s: the higher counts, in hundredths\n",
                       idt_score_text(ofac->whole, score));
    if (ofac->cut) {
        idt_buf_add_format(out, "  parts behind the first %d or letters behind %d do not count\n",
                           IDT_OFAC_PARTS, IDT_OFAC_LETTERS);
    }
}

static void words_text(const idt_comparison *c, idt_buf *out)
{
    idt_why_not_term reasons[IDT_WHY_NOT_MAX];
    idt_question questions[IDT_ASK_COUNT];
    const idt_abstain abstain = idt_abstain_of(c);
    const size_t against = idt_why_not(c, reasons);
    const size_t asks = idt_settle(c, questions);
    for (size_t i = 0; i < c->evidence.count; i++) {
        idt_buf_add_text(out, "  ");
        idt_term_sentence(c, &c->evidence.terms[i], out);
        idt_buf_add_byte(out, '\n');
    }
    if (abstain != IDT_ABSTAIN_NOT) {
        idt_buf_add_format(out, "no opinion: %s\n", idt_abstain_sentence(abstain));
    }
    for (size_t i = 0; i < against; i++) {
        char score[IDT_SCORE_BYTES];
        idt_buf_add_text(out, i == 0 ? "why not: " : "         ");
        idt_term_sentence(c, reasons[i].term, out);
        idt_buf_add_format(out, " (%s without it)\n", idt_score_text(reasons[i].without, score));
    }
    for (size_t i = 0; i < asks; i++) {
        idt_buf_add_text(out, i == 0 ? "to settle it: " : "              ");
        idt_question_sentence(c, &questions[i], out);
        idt_buf_add_byte(out, '\n');
    }
}

void idt_comparison_text(const idt_comparison *c, idt_buf *out)
{
    char score[IDT_SCORE_BYTES];
    repairs_text(c->query, "query", out);
    repairs_text(c->candidate, "candidate", out);
    if (c->scoring->scorer == IDT_SCORER_EVIDENCE) {
        evidence_text(c, out);
    } else {
        ofac_text(&c->ofac, out);
    }
    idt_buf_add_format(out, "score %s (%s)", idt_score_text(c->score, score) + (c->score < 10000),
                       idt_band_text(c->band));
    if (c->exact != IDT_EXACT_NONE) {
        idt_buf_add_format(out, ", exact: %s", idt_exact_text(c->exact));
    }
    if (idt_comparison_probability(c) >= 0) {
        idt_buf_add_format(out, ", probability %s",
                           idt_score_text((uint16_t)idt_comparison_probability(c), score));
    }
    idt_buf_add_format(out, ", profile %s\n", c->scoring->name);
    words_text(c, out);
}
