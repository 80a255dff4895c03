#include "scan/image.h"

#include "core/checksum.h"
#include "generated/unicode_fold.h"
#include "text/tokens.h"

#define MAGIC       "IDTSCAN"
#define ALIGN       64
#define TABLES_LEN  48
#define HEADER      320
#define AT_CHECKSUM 8
#define AT_COVERED  16

/* As it lies in the file; no gaps. */
typedef struct header {
    char magic[8];
    uint64_t checksum;
    uint32_t format;
    uint32_t given;
    uint64_t len;
    char tables[TABLES_LEN];
    uint64_t probe;
    idt_digest made_of;
    uint32_t taken, repeated, keys, zero;
    struct {
        uint64_t at, len;
    } section[SCAN_SECTIONS];
} header;

_Static_assert(sizeof(header) <= HEADER && offsetof(header, format) == AT_COVERED, "image.h");
_Static_assert(sizeof(scan_word) == 32 && sizeof(scan_edge) == 12 && sizeof(scan_node) == 16 &&
                   sizeof(scan_terminal) == 16 && sizeof(idt_scan_ref) == 8 &&
                   sizeof(scan_gap) == 8 && sizeof(scan_possessive) == 8 &&
                   sizeof(idt_scan_skipped) == 8,
               "kept as they are");

static uint64_t probe(void)
{
    return idt_token_hash(SCAN_PROBE, sizeof SCAN_PROBE - 1);
}

/* ---- writing ---- */

typedef struct piece {
    const void *at;
    size_t len;
} piece;

static void pieces_of(const idt_scanner *s, piece out[SCAN_SECTIONS])
{
    out[SCAN_WORDS] = (piece){s->words, (s->word_mask + 1) * sizeof *s->words};
    out[SCAN_BYTES] = (piece){s->bytes, s->byte_count};
    out[SCAN_FIRST] = (piece){s->first, (s->first_mask + 1) * sizeof *s->first};
    out[SCAN_EDGES] = (piece){s->edges, (s->edge_mask + 1) * sizeof *s->edges};
    out[SCAN_NODES] = (piece){s->nodes, s->node_count * sizeof *s->nodes};
    out[SCAN_TERMINALS] = (piece){s->terminals, s->terminal_count * sizeof *s->terminals};
    out[SCAN_REFS] = (piece){s->refs, s->ref_count * sizeof *s->refs};
    out[SCAN_GAPS] = (piece){s->gaps, s->gap_count * sizeof *s->gaps};
    out[SCAN_POSSESSIVES] = (piece){s->possessives, s->possessive_count * sizeof *s->possessives};
    out[SCAN_SKIPPED] =
        (piece){s->report.skipped, s->report.skipped_count * sizeof *s->report.skipped};
}

idt_rc scan_image_write(const idt_scanner *from, idt_arena *arena, idt_str *out, idt_error *err)
{
    piece pieces[SCAN_SECTIONS];
    header head = {.magic = MAGIC,
                   .format = SCAN_FORMAT,
                   .given = from->report.given,
                   .tables = IDT_TEXT_TABLES,
                   .probe = probe(),
                   .made_of = from->made_of,
                   .taken = from->report.taken,
                   .repeated = from->report.repeated,
                   .keys = from->report.keys};
    size_t at = HEADER;
    pieces_of(from, pieces);
    for (size_t i = 0; i < SCAN_SECTIONS; i++) {
        head.section[i].at = at;
        head.section[i].len = pieces[i].len;
        at = (at + pieces[i].len + ALIGN - 1) / ALIGN * ALIGN;
    }
    head.len = at;
    char *image = idt_arena_alloc(arena, at);
    if (image == NULL) {
        return idt_arena_fail(arena, err);
    }
    memcpy(image, &head, sizeof head);
    for (size_t i = 0; i < SCAN_SECTIONS; i++) {
        if (pieces[i].len > 0) {
            memcpy(image + head.section[i].at, pieces[i].at, pieces[i].len);
        }
    }
    head.checksum = idt_checksum64(image + AT_COVERED, at - AT_COVERED);
    memcpy(image + AT_CHECKSUM, &head.checksum, sizeof head.checksum);
    *out = (idt_str){.ptr = image, .len = at};
    return IDT_OK;
}

/* ---- reading ---- */

static idt_rc check_head(const header *h, idt_str image, idt_error *err)
{
    const uint32_t one = 1;
    const char tables[TABLES_LEN] = IDT_TEXT_TABLES;
    if (memcmp(h->magic, MAGIC, sizeof h->magic) != 0) {
        return idt_fail(err, IDT_E_FORMAT, "no scanner's file");
    }
    if (*(const char *)&one != 1 || h->format != SCAN_FORMAT || h->probe != probe() ||
        memcmp(h->tables, tables, sizeof tables) != 0) {
        return idt_fail(err, IDT_E_FORMAT, "a scanner's file of another program");
    }
    if (h->len != image.len ||
        idt_checksum64(image.ptr + AT_COVERED, image.len - AT_COVERED) != h->checksum) {
        return idt_fail(err, IDT_E_CORRUPT, "the scanner's file is damaged");
    }
    return IDT_OK;
}

/* A section's items; NULL where it does not lie in the image or holds no whole number of them. */
static const void *items(const header *h, idt_str image, scan_section of, size_t item,
                         size_t *count)
{
    const uint64_t at = h->section[of].at;
    const uint64_t len = h->section[of].len;
    if (at < HEADER || at > image.len || len > image.len - at || at % ALIGN != 0 ||
        len % item != 0 || len / item > UINT32_MAX) {
        return NULL;
    }
    *count = (size_t)len / item;
    return image.ptr + at;
}

static bool mask_of(const void *at, size_t count, size_t *mask)
{
    *mask = count - 1;
    return at != NULL && count > 0 && (count & (count - 1)) == 0;
}

static bool place(const header *h, idt_str image, idt_scanner *s)
{
    size_t words = 0, first = 0, edges = 0, nodes = 0, terminals = 0, refs = 0, gaps = 0;
    size_t possessives = 0, skipped = 0;
    s->words = items(h, image, SCAN_WORDS, sizeof *s->words, &words);
    s->bytes = items(h, image, SCAN_BYTES, 1, &s->byte_count);
    s->first = items(h, image, SCAN_FIRST, sizeof *s->first, &first);
    s->edges = items(h, image, SCAN_EDGES, sizeof *s->edges, &edges);
    s->nodes = items(h, image, SCAN_NODES, sizeof *s->nodes, &nodes);
    s->terminals = items(h, image, SCAN_TERMINALS, sizeof *s->terminals, &terminals);
    s->refs = items(h, image, SCAN_REFS, sizeof *s->refs, &refs);
    s->gaps = items(h, image, SCAN_GAPS, sizeof *s->gaps, &gaps);
    s->possessives = items(h, image, SCAN_POSSESSIVES, sizeof *s->possessives, &possessives);
    s->report.skipped = items(h, image, SCAN_SKIPPED, sizeof *s->report.skipped, &skipped);
    s->node_count = (uint32_t)nodes;
    s->terminal_count = (uint32_t)terminals;
    s->ref_count = (uint32_t)refs;
    s->gap_count = (uint32_t)gaps;
    s->possessive_count = (uint32_t)possessives;
    s->report.skipped_count = (uint32_t)skipped;
    return mask_of(s->words, words, &s->word_mask) && mask_of(s->first, first, &s->first_mask) &&
           mask_of(s->edges, edges, &s->edge_mask) && s->bytes != NULL && s->nodes != NULL &&
           nodes > 0 && s->terminals != NULL && s->refs != NULL && s->gaps != NULL &&
           s->possessives != NULL && s->report.skipped != NULL;
}

idt_rc scan_image_read(idt_str image, idt_scanner *out, idt_error *err)
{
    header h;
    if (image.len < HEADER || (uintptr_t)image.ptr % 8 != 0) {
        return idt_fail(err, IDT_E_FORMAT, "no scanner's file");
    }
    memcpy(&h, image.ptr, sizeof h);
    const idt_rc rc = check_head(&h, image, err);
    if (rc != IDT_OK) {
        return rc;
    }
    if (!place(&h, image, out)) {
        return idt_fail(err, IDT_E_CORRUPT, "the scanner's file contradicts itself");
    }
    out->image = image;
    out->made_of = h.made_of;
    out->report.given = h.given;
    out->report.taken = h.taken;
    out->report.repeated = h.repeated;
    out->report.keys = h.keys;
    return IDT_OK;
}
