#include "authored/passages.h"

#include <stdio.h>
#include <stdlib.h>

#include "authored/values.h"
#include "text/utf8.h"

#define OFFSET_MAX   (((uint64_t)1 << 53) - 1)
#define PLACES_SHOWN 5
#define NEAR_BYTES   8 /* of a quote found: fewer are found anywhere */

typedef struct span {
    idt_digest source;
    uint64_t start, end;
    idt_digest passage;
    idt_str quote; /* {NULL, 0}: not stated */
} span;

typedef struct span_nodes {
    const idt_yaml *all, *start, *end, *quote, *passage;
} span_nodes;

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Runs of blanks as one blank (I2), in the scratch arena. */
static idt_str folded(idt_session *s, idt_str text)
{
    char *copy = idt_arena_alloc(s->scratch, text.len + 1);
    size_t n = 0;
    if (copy == NULL) {
        idt_session_full(s, s->scratch);
        return (idt_str){.ptr = "", .len = 0};
    }
    text = idt_str_trim(text);
    for (size_t i = 0; i < text.len; i++) {
        if (!is_space(text.ptr[i])) {
            copy[n++] = text.ptr[i];
        } else if (copy[n - 1] != ' ') { /* trimmed: the first is no blank */
            copy[n++] = ' ';
        }
    }
    return (idt_str){.ptr = copy, .len = n};
}

/* The folded quote at text[at]: how many of its bytes agree; *end is where the match ends. */
static size_t agree(idt_str text, size_t at, idt_str quote, size_t *end)
{
    size_t q = 0;
    while (q < quote.len && at < text.len) {
        if (quote.ptr[q] == ' ' && is_space(text.ptr[at])) {
            while (at < text.len && is_space(text.ptr[at])) {
                at++;
            }
        } else if (quote.ptr[q] == text.ptr[at]) {
            at++;
        } else {
            break;
        }
        q++;
    }
    *end = at;
    return q;
}

typedef struct places {
    size_t count;
    size_t starts[PLACES_SHOWN];
    size_t end;     /* of the first */
    size_t nearest; /* most bytes of the quote found, and where */
    size_t nearest_at;
} places;

static places find_quote(idt_str text, idt_str quote)
{
    places found = {0};
    for (size_t at = 0; at < text.len && quote.len > 0; at++) {
        const char *next = memchr(text.ptr + at, quote.ptr[0], text.len - at);
        if (next == NULL) {
            break;
        }
        size_t end;
        at = (size_t)(next - text.ptr);
        const size_t same = agree(text, at, quote, &end);
        if (same > found.nearest) {
            found.nearest = same;
            found.nearest_at = at;
        }
        if (same == quote.len) {
            if (found.count < PLACES_SHOWN) {
                found.starts[found.count] = at;
            }
            found.end = found.count == 0 ? end : found.end;
            found.count++;
        }
    }
    return found;
}

static void report_places(idt_reader *r, const idt_yaml *at, const idt_source *source,
                          idt_str quote, const places *found)
{
    const idt_str text = source->cited->bytes;
    if (found->count == 0 && found->nearest < NEAR_BYTES) {
        idt_reader_fault(r, at, 0, "quote %s does not stand in " IDT_STR_FMT "; copy it from there",
                         idt_reader_quote(r, quote), IDT_STR_ARG(source->cited->path));
        return;
    }
    if (found->count == 0) {
        const idt_position near = idt_utf8_position(text, found->nearest_at);
        idt_reader_fault(r, at, 0,
                         "quote %s does not stand in " IDT_STR_FMT
                         "; its first %zu bytes do at byte %zu (line %u): mend what follows them",
                         idt_reader_quote(r, quote), IDT_STR_ARG(source->cited->path),
                         found->nearest, found->nearest_at, (unsigned)near.line);
        return;
    }
    char list[PLACES_SHOWN * 48] = "";
    size_t n = 0;
    for (size_t i = 0; i < found->count && i < PLACES_SHOWN; i++) {
        const idt_position p = idt_utf8_position(text, found->starts[i]);
        const int more = snprintf(list + n, sizeof list - n, "%sbyte %zu (line %u)",
                                  i > 0 ? ", " : "", found->starts[i], (unsigned)p.line);
        n += more > 0 ? (size_t)more : 0;
    }
    idt_reader_fault(r, at, 0,
                     "quote %s stands %zu times in " IDT_STR_FMT
                     ": %s%s; quote more of it, or give start and end",
                     idt_reader_quote(r, quote), found->count, IDT_STR_ARG(source->cited->path),
                     list, found->count > PLACES_SHOWN ? ", ..." : "");
}

/* Only a quote is given: the passage is where it stands. */
static bool place_by_quote(idt_reader *r, const idt_source *source, const span_nodes *n, span *out)
{
    if (source->cited == NULL || !source->cited->held) {
        if (source->cited == NULL) {
            idt_reader_fault(r, n->all, 0,
                             "the source " IDT_STR_FMT " has no file, so a quote cannot be looked "
                             "up in it; give start, end and passage_sha256",
                             IDT_STR_ARG(source->name));
        }
        return false;
    }
    const places found = find_quote(source->cited->bytes, out->quote);
    if (found.count != 1) {
        report_places(r, n->quote, source, out->quote, &found);
        return false;
    }
    out->start = found.starts[0];
    out->end = found.end;
    return true;
}

static bool border_is_sound(idt_reader *r, const idt_source *source, const idt_yaml *at,
                            const char *what, uint64_t offset)
{
    const idt_cited *cited = source->cited;
    if (offset > cited->bytes.len) {
        idt_reader_fault(
            r, at, 0, "%s %llu lies beyond the end of " IDT_STR_FMT ", which has %zu bytes", what,
            (unsigned long long)offset, IDT_STR_ARG(cited->path), cited->bytes.len);
        return false;
    }
    if (cited->utf8 && offset < cited->bytes.len &&
        ((unsigned char)cited->bytes.ptr[offset] & 0xc0U) == 0x80U) {
        uint64_t before = offset;
        while (before > 0 && ((unsigned char)cited->bytes.ptr[before] & 0xc0U) == 0x80U) {
            before--;
        }
        idt_reader_fault(r, at, 0,
                         "%s %llu lies inside a character of " IDT_STR_FMT
                         ", which begins at byte %llu; offsets count bytes, not characters",
                         what, (unsigned long long)offset, IDT_STR_ARG(cited->path),
                         (unsigned long long)before);
        return false;
    }
    return true;
}

static bool place_by_offsets(idt_reader *r, const idt_source *source, const span_nodes *n,
                             span *out)
{
    if (n->start == NULL || n->end == NULL) {
        if (!n->all->cut) {
            idt_reader_fault(r, n->all, 0,
                             "a passage without %s; give start and end, or a quote alone where it "
                             "stands once in the file",
                             n->start == NULL ? "start" : "end");
        }
        return false;
    }
    const bool start_read = idt_value_number(r, n->start, "start", OFFSET_MAX, &out->start);
    const bool end_read = idt_value_number(r, n->end, "end", OFFSET_MAX, &out->end);
    if (!start_read || !end_read) {
        return false;
    }
    if (out->start >= out->end) {
        idt_reader_fault(r, n->start, 0,
                         "start %llu is not before end %llu; a passage is the bytes from start up "
                         "to, not with, end",
                         (unsigned long long)out->start, (unsigned long long)out->end);
        return false;
    }
    if (source->cited == NULL || !source->cited->held) {
        return true;
    }
    const bool start_sound = border_is_sound(r, source, n->start, "start", out->start);
    return border_is_sound(r, source, n->end, "end", out->end) && start_sound;
}

static void check_quote(idt_reader *r, const span_nodes *n, const span *out, idt_str passage)
{
    const places found = find_quote(passage, out->quote);
    if (found.count == 0) {
        idt_reader_fault(r, n->quote, 0,
                         "quote %s does not stand in the passage, which is %s; mend the quote or "
                         "the offsets",
                         idt_reader_quote(r, out->quote),
                         idt_reader_quote(r, folded(r->session, passage)));
    }
}

/* The passage's own hash: computed where its bytes are at hand, stated otherwise. */
static bool read_passage(idt_reader *r, const idt_source *source, const span_nodes *n, span *out)
{
    idt_session *s = r->session;
    idt_str hex;
    idt_digest stated = {0};
    if (n->passage != NULL) {
        if (!idt_value_read(r, n->passage, IDT_FORM_TEXT, NULL, "passage_sha256", &hex)) {
            return false;
        }
        if (!idt_digest_parse(hex, &stated)) {
            idt_reader_fault(r, n->passage, 0, "passage_sha256 %s; expected 64 hexadecimal digits",
                             idt_reader_quote(r, hex));
            return false;
        }
    }
    if (source->cited == NULL || !source->cited->held) {
        out->passage = stated;
        if (n->passage == NULL && source->cited == NULL && !n->all->cut) {
            idt_reader_fault(r, n->all, 0,
                             "a passage of " IDT_STR_FMT ", which has no file, without "
                             "passage_sha256; give the SHA-256 of its bytes",
                             IDT_STR_ARG(source->name));
        }
        return n->passage != NULL;
    }
    const idt_str passage = idt_str_slice(source->cited->bytes, out->start, out->end);
    const idt_rc rc = idt_sha256(passage.ptr, passage.len, &out->passage, s->err);
    if (rc != IDT_OK) {
        idt_session_fail(s, rc);
        return false;
    }
    if (n->passage != NULL && memcmp(&stated, &out->passage, sizeof stated) != 0) {
        char found[IDT_SHA256_HEX + 1];
        idt_reader_fault(r, n->passage, 0,
                         "the SHA-256 of the passage is %s, not the one stated; the passage is %s",
                         idt_digest_hex(&out->passage, found),
                         idt_reader_quote(r, folded(s, passage)));
        return false;
    }
    if (out->quote.ptr != NULL) {
        check_quote(r, n, out, passage);
    }
    return true;
}

static const idt_source *find_source(idt_reader *r, const idt_yaml *all)
{
    static const char *const keys[] = {"in", "start", "end", "quote", "passage_sha256", NULL};
    idt_str name;
    for (uint32_t i = 0; i < all->count; i += 2) {
        if (!idt_word_in(all->items[i].text, keys)) {
            idt_reader_fault(r, &all->items[i], 0, "unknown key %s in a passage; %s",
                             idt_reader_quote(r, all->items[i].text),
                             idt_reader_hint(r, all->items[i].text, keys, idt_words_count(keys)));
        }
    }
    const idt_yaml *in = idt_yaml_member(all, "in");
    if (in == NULL) {
        if (!all->cut) {
            idt_reader_fault(r, all, 0,
                             "a passage without in; name the source it stands in, as in "
                             "{in: text, start: 10, end: 64}");
        }
        return NULL;
    }
    if (!idt_value_read(r, in, IDT_FORM_KEY, NULL, "in", &name)) {
        return NULL;
    }
    const idt_map_entry *entry = idt_map_find(&r->sources, name);
    if (entry != NULL) {
        return entry->value.ptr;
    }
    const char *names[64];
    size_t count = 0;
    for (; count < r->sources.count && count < sizeof names / sizeof *names; count++) {
        names[count] = idt_str_copy(r->session->scratch, r->sources.entries[count].key).ptr;
        if (names[count] == NULL) {
            idt_session_full(r->session, r->session->scratch);
            return NULL;
        }
    }
    idt_reader_fault(r, in, 0, "the source %s is not under sources: of this file; %s",
                     idt_reader_quote(r, name),
                     count > 0 ? idt_reader_hint(r, name, names, count)
                               : "describe it there: title, sha256, file");
    return NULL;
}

static bool read_span(idt_reader *r, const idt_yaml *node, span *out)
{
    if (node->kind != IDT_YAML_MAPPING) {
        if (node->kind != IDT_YAML_NONE) {
            idt_reader_fault(r, node, 0,
                             "source holds %s; expected passages, as in {in: text, start: 10, end: "
                             "64}",
                             idt_yaml_kind_text(node));
        }
        return false;
    }
    const span_nodes n = {
        .all = node,
        .start = idt_yaml_member(node, "start"),
        .end = idt_yaml_member(node, "end"),
        .quote = idt_yaml_member(node, "quote"),
        .passage = idt_yaml_member(node, "passage_sha256"),
    };
    const idt_source *source = find_source(r, node);
    *out = (span){0};
    idt_str quote;
    if (n.quote != NULL) {
        if (!idt_value_read(r, n.quote, IDT_FORM_TEXT, NULL, "quote", &quote)) {
            return false;
        }
        out->quote = folded(r->session, quote);
    }
    if (source == NULL) {
        return false;
    }
    out->source = source->sha256;
    const bool by_quote = n.quote != NULL && n.start == NULL && n.end == NULL;
    const bool placed =
        by_quote ? place_by_quote(r, source, &n, out) : place_by_offsets(r, source, &n, out);
    return placed && read_passage(r, source, &n, out) && source->hashed;
}

static int by_place(const void *a, const void *b)
{
    const span *x = a;
    const span *y = b;
    const int c = memcmp(&x->source, &y->source, sizeof x->source);
    if (c != 0) {
        return c;
    }
    if (x->start != y->start) {
        return x->start < y->start ? -1 : 1;
    }
    if (x->end != y->end) {
        return x->end < y->end ? -1 : 1;
    }
    return idt_str_compare(x->quote, y->quote);
}

static void write_span(const span *at, idt_json_writer *w)
{
    char hex[IDT_SHA256_HEX + 1];
    char number[24];
    idt_jw_object(w, NULL);
    (void)snprintf(number, sizeof number, "%llu", (unsigned long long)at->end);
    idt_jw_text(w, "end", number);
    idt_jw_text(w, "passage_sha256", idt_digest_hex(&at->passage, hex));
    if (at->quote.ptr != NULL) {
        idt_jw_str(w, "quote", at->quote);
    }
    idt_jw_text(w, "source_sha256", idt_digest_hex(&at->source, hex));
    (void)snprintf(number, sizeof number, "%llu", (unsigned long long)at->start);
    idt_jw_text(w, "start", number);
    idt_jw_end(w);
}

void idt_spans_write(idt_reader *r, const idt_yaml *spans, idt_json_writer *w)
{
    const bool many = spans->kind == IDT_YAML_SEQUENCE;
    const idt_yaml *nodes = many ? spans->items : spans;
    const size_t node_count = many ? spans->count : 1;
    span *read = IDT_NEW_N(r->session->scratch, span, node_count);
    size_t count = 0;
    idt_jw_array(w, NULL);
    if (read == NULL) {
        idt_session_full(r->session, r->session->scratch);
    }
    for (size_t i = 0; read != NULL && i < node_count; i++) {
        count += read_span(r, &nodes[i], &read[count]) ? 1 : 0;
    }
    if (many && node_count == 0 && !spans->cut) {
        idt_reader_fault(r, spans, 0, "source is an empty list; give a passage or take it away");
    }
    if (count > 1) {
        qsort(read, count, sizeof *read, by_place);
    }
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || by_place(&read[i - 1], &read[i]) != 0) {
            write_span(&read[i], w);
        }
    }
    idt_jw_end(w);
}
