#include "parties/rows.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "text/csv.h"
#include "text/utf8.h"

#define WAIT_MS       100
#define HEAD_IS       "expected a head such as id,schema,name,birthDate,country, or an object a line"
#define MARK          "\xef\xbb\xbf"
#define ROOM_FOR_REST ((size_t)1 << 20)

struct idt_rows {
    idt_arena *arena;
    const char *source;
    int fd;
    bool waits; /* a pipe or terminal: bytes may be long in coming */
    atomic_bool *stop;
    uint64_t file_bytes;
    size_t row_bytes_max;
    bool json;
    char delimiter;
    idt_party_columns columns;

    char *window;
    size_t cap, len;
    uint64_t base; /* of the window's first byte, in the file */
    bool ended;    /* no byte comes after the window */
    idt_sha256_state hash;
    size_t hashed; /* bytes of the window that are in it */

    uint64_t row; /* given last */
    idt_csv *csv; /* of CSV: knows where it stands */
    size_t at;    /* of JSON: next byte, its line, and whether a line too long goes on there */
    uint64_t line;
    bool mid_line;
};

/* ---- the window ---- */

static size_t stands_at(const idt_rows *r)
{
    return r->csv != NULL ? r->csv->at : r->at;
}

/* Waits for bytes; false where nobody wants them any more. */
static bool wait_for_bytes(const idt_rows *r)
{
    struct pollfd fd = {.fd = r->fd, .events = POLLIN};
    while (r->waits && r->stop != NULL && poll(&fd, 1, WAIT_MS) == 0) {
        if (atomic_load_explicit(r->stop, memory_order_relaxed)) {
            return false;
        }
    }
    return true;
}

static idt_rc fill(idt_rows *r, idt_error *err)
{
    while (r->len < r->cap && !r->ended) {
        if (!wait_for_bytes(r)) {
            r->ended = true;
            break;
        }
        const ssize_t n = read(r->fd, r->window + r->len, r->cap - r->len);
        if (n < 0 && errno != EINTR) {
            return idt_fail_errno(err, errno, "%s cannot be read", r->source);
        }
        r->len += n > 0 ? (size_t)n : 0;
        r->ended = n == 0;
    }
    return IDT_OK;
}

/* What was given as rows goes into the hash. */
static idt_rc hash_given(idt_rows *r, idt_error *err)
{
    const size_t at = stands_at(r);
    const idt_rc rc = idt_sha256_add(&r->hash, r->window + r->hashed, at - r->hashed, err);
    r->hashed = at;
    return rc;
}

/* What was given goes, what follows comes. */
static idt_rc move_on(idt_rows *r, idt_error *err)
{
    const size_t at = stands_at(r);
    idt_rc rc = hash_given(r, err);
    memmove(r->window, r->window + at, r->len - at);
    r->len -= at;
    r->base += at;
    r->hashed = 0;
    r->at = 0;
    rc = rc == IDT_OK ? fill(r, err) : rc;
    if (r->csv != NULL) {
        idt_csv_piece(r->csv, (idt_str){.ptr = r->window, .len = r->len}, r->ended);
    }
    return rc;
}

/* ---- open ---- */

static idt_rc open_file(idt_rows *r, const char *path, idt_error *err)
{
    struct stat st;
    const bool is_stdin = strcmp(path, "-") == 0;
    r->source = is_stdin ? "standard input" : idt_arena_copy(r->arena, path, strlen(path));
    if (r->source == NULL) {
        return idt_arena_fail(r->arena, err);
    }
    r->fd = is_stdin ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    if (r->fd < 0) {
        return idt_fail_errno(err, errno, "%s cannot be opened", r->source);
    }
    if (fstat(r->fd, &st) != 0) {
        return idt_fail_errno(err, errno, "%s cannot be examined", r->source);
    }
    if (S_ISDIR(st.st_mode)) {
        return idt_fail(err, IDT_E_USAGE, "%s is a directory; name a file", r->source);
    }
    r->waits = !S_ISREG(st.st_mode);
    r->file_bytes = S_ISREG(st.st_mode) && !is_stdin ? (uint64_t)st.st_size : 0;
    return IDT_OK;
}

/* Outside quotes, in the line that begins the text. */
static size_t count_in_line(idt_str text, char delimiter)
{
    size_t n = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.len && (quoted || text.ptr[i] != '\n'); i++) {
        quoted ^= text.ptr[i] == '"';
        n += !quoted && text.ptr[i] == delimiter;
    }
    return n;
}

static char delimiter_of(idt_str head)
{
    static const char known[] = {',', ';', '\t'};
    char best = ',';
    size_t most = 0;
    for (size_t i = 0; i < sizeof known; i++) {
        const size_t n = count_in_line(head, known[i]);
        best = n > most ? known[i] : best;
        most = n > most ? n : most;
    }
    return best;
}

static idt_rc fail_in_head(const idt_rows *r, const idt_csv_row *head, size_t offset, idt_rc rc,
                           const char *why, idt_error *err)
{
    const idt_position p = idt_utf8_position(head->bytes, offset);
    return idt_fail_at(err, rc, r->source, (uint32_t)head->line + p.line - 1, p.column, offset,
                       "%s", why);
}

static idt_rc read_head(idt_rows *r, const idt_rows_options *options, idt_error *err)
{
    idt_csv_row head = {0};
    size_t at = 0;
    idt_error why;
    const idt_csv_what what = idt_csv_next(r->csv, &head);
    if (what == IDT_CSV_FAULT && r->csv->no_memory) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to read %s", r->source);
    }
    r->csv->bytes_only = true; /* of all that follows: a row is its bytes (keeps I4) */
    if (what == IDT_CSV_FAULT) {
        return fail_in_head(r, &head, r->csv->fault_column - 1, IDT_E_INPUT, r->csv->fault, err);
    }
    if (what != IDT_CSV_ROW) {
        return idt_fail_at(err, IDT_E_INPUT, r->source, 1, 1, 0, "no head; " HEAD_IS);
    }
    if (!idt_utf8_check(head.bytes, &at) || memchr(head.bytes.ptr, 0, head.bytes.len) != NULL) {
        return fail_in_head(r, &head, at, IDT_E_INPUT,
                            "the head is not UTF-8; a file of UTF-16 or Windows-1252 is to be "
                            "converted first",
                            err);
    }
    const idt_rc rc = idt_party_columns_read(head.fields, head.count, options->maps,
                                             options->map_count, r->arena, &r->columns, &at, &why);
    if (rc != IDT_E_INPUT) {
        return rc == IDT_OK ? rc : idt_fail(err, rc, "%s", why.message);
    }
    return fail_in_head(r, &head, idt_csv_field_at(head.bytes, r->delimiter, at), rc, why.message,
                        err);
}

static idt_rc begin_csv(idt_rows *r, const idt_rows_options *options, size_t at, idt_error *err)
{
    const idt_str head = {.ptr = r->window + at, .len = r->len - at};
    r->delimiter = options->delimiter != 0 ? options->delimiter : delimiter_of(head);
    idt_csv *csv = IDT_NEW(r->arena, idt_csv);
    if (csv == NULL) {
        return idt_arena_fail(r->arena, err);
    }
    const idt_rc rc = idt_csv_open_pieces(csv, r->delimiter, r->row_bytes_max, err);
    r->csv = csv; /* to be released, also after a failure */
    if (rc != IDT_OK) {
        return rc;
    }
    idt_csv_piece(csv, (idt_str){.ptr = r->window, .len = r->len}, r->ended);
    csv->at = at;
    return read_head(r, options, err);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Which of the two it is. */
static idt_rc begin(idt_rows *r, const idt_rows_options *options, idt_error *err)
{
    const idt_str bytes = {.ptr = r->window, .len = r->len};
    const size_t text = idt_str_starts(bytes, MARK) ? strlen(MARK) : 0;
    size_t at = text;
    while (at < r->len && is_blank(r->window[at])) {
        at++;
    }
    if (at == r->len) {
        return idt_fail_at(err, IDT_E_INPUT, r->source, 1, 1, 0, "nothing is in it; " HEAD_IS);
    }
    if (r->window[at] == '[') {
        return idt_fail_at(err, IDT_E_INPUT, r->source, 1, 1, at,
                           "a list of JSON; expected an object a line, without a list around them");
    }
    r->json = r->window[at] == '{';
    r->at = text;
    if (!r->json) {
        return begin_csv(r, options, text, err);
    }
    return options->map_count == 0
               ? IDT_OK
               : idt_fail(err, IDT_E_USAGE, "--map is for the columns of CSV; %s has JSON",
                          r->source);
}

idt_rc idt_rows_open(const char *path, const idt_rows_options *options, idt_rows **out,
                     idt_error *err)
{
    const size_t row_max =
        options->row_bytes_max > 0 ? options->row_bytes_max : IDT_PARTY_ROW_BYTES;
    const size_t cap = 2 * IDT_CSV_PIECE_BYTES(row_max);
    idt_arena *arena = idt_arena_new(cap + ROOM_FOR_REST);
    idt_rows *r = arena != NULL ? IDT_NEW(arena, idt_rows) : NULL;
    *out = NULL;
    if (r == NULL) {
        idt_arena_free(arena);
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to read %s", path);
    }
    *r = (idt_rows){.arena = arena,
                    .fd = -1,
                    .stop = options->stop,
                    .row_bytes_max = row_max,
                    .cap = cap,
                    .line = 1};
    r->window = idt_arena_alloc(arena, cap);
    idt_rc rc = r->window != NULL ? open_file(r, path, err) : idt_arena_fail(arena, err);
    rc = rc == IDT_OK ? idt_sha256_start(&r->hash, err) : rc;
    rc = rc == IDT_OK ? fill(r, err) : rc;
    rc = rc == IDT_OK ? begin(r, options, err) : rc;
    if (rc != IDT_OK) {
        idt_rows_close(r);
        return rc;
    }
    *out = r;
    return IDT_OK;
}

void idt_rows_close(idt_rows *rows)
{
    if (rows == NULL) {
        return;
    }
    if (rows->csv != NULL) {
        idt_csv_release(rows->csv);
    }
    if (rows->fd >= 0) {
        (void)close(rows->fd);
    }
    idt_arena_free(rows->arena);
}

/* ---- row after row ---- */

static idt_rc next_of_csv(idt_rows *r, idt_row *out, bool *any, idt_error *err)
{
    idt_csv_row row;
    idt_csv_what what;
    while ((what = idt_csv_next(r->csv, &row)) == IDT_CSV_MORE) {
        const idt_rc rc = move_on(r, err);
        if (rc != IDT_OK) {
            return rc;
        }
    }
    *any = what != IDT_CSV_END;
    if (*any) {
        const bool fault = what == IDT_CSV_FAULT;
        *out = (idt_row){.bytes = row.bytes,
                         .number = ++r->row,
                         .line = row.line,
                         .fault = fault ? r->csv->fault : NULL,
                         .column = fault ? r->csv->fault_column : 0};
    }
    return IDT_OK;
}

/* The line at `at`, without its end; false where the window has not all of it. */
static bool take_line(idt_rows *r, idt_str *out)
{
    const char *from = r->window + r->at;
    const char *end = memchr(from, '\n', r->len - r->at);
    const size_t len = end != NULL ? (size_t)(end - from) : r->len - r->at;
    *out = (idt_str){.ptr = from, .len = len};
    r->at += len + (end != NULL ? 1 : 0);
    r->line += end != NULL ? 1 : 0;
    return end != NULL || r->ended;
}

static idt_rc next_of_json(idt_rows *r, idt_row *out, bool *any, idt_error *err)
{
    for (;;) {
        idt_str line;
        if (!r->ended && r->len - r->at < IDT_CSV_PIECE_BYTES(r->row_bytes_max)) {
            const idt_rc rc = move_on(r, err);
            if (rc != IDT_OK) {
                return rc;
            }
        }
        *any = r->at < r->len;
        if (!*any) {
            return IDT_OK;
        }
        const bool rest_only = r->mid_line;
        const uint64_t number = r->line;
        r->mid_line = !take_line(r, &line);
        line.len -= line.len > 0 && line.ptr[line.len - 1] == '\r' ? 1 : 0;
        const bool too_long = line.len > r->row_bytes_max;
        if (rest_only || (!too_long && idt_str_trim(line).len == 0)) {
            continue;
        }
        *out = (idt_row){.bytes = line,
                         .number = ++r->row,
                         .line = number,
                         .fault = too_long ? "the line is longer than any may be" : NULL,
                         .column = too_long ? 1 : 0};
        return IDT_OK;
    }
}

idt_rc idt_rows_next(idt_rows *rows, idt_row *out, bool *any, idt_error *err)
{
    return rows->json ? next_of_json(rows, out, any, err) : next_of_csv(rows, out, any, err);
}

/* ---- what it is ---- */

const char *idt_rows_source(const idt_rows *rows)
{
    return rows->source;
}

bool idt_rows_are_json(const idt_rows *rows)
{
    return rows->json;
}

char idt_rows_delimiter(const idt_rows *rows)
{
    return rows->delimiter;
}

const idt_party_columns *idt_rows_columns(const idt_rows *rows)
{
    return &rows->columns;
}

bool idt_rows_are_of(const idt_rows *rows, const char *path)
{
    struct stat ours;
    struct stat other;
    return fstat(rows->fd, &ours) == 0 && stat(path, &other) == 0 && ours.st_dev == other.st_dev &&
           ours.st_ino == other.st_ino && S_ISREG(ours.st_mode);
}

size_t idt_rows_row_bytes_max(const idt_rows *rows)
{
    return rows->row_bytes_max;
}

uint64_t idt_rows_file_bytes(const idt_rows *rows)
{
    return rows->file_bytes;
}

/* ---- places ---- */

idt_rc idt_rows_place_of(idt_rows *rows, idt_rows_place *out, idt_error *err)
{
    const idt_rc rc = hash_given(rows, err);
    *out = (idt_rows_place){.bytes = rows->base + stands_at(rows),
                            .line = rows->csv != NULL ? rows->csv->line : rows->line,
                            .row = rows->row,
                            .mid_line = rows->csv != NULL ? rows->csv->skipping : rows->mid_line};
    return rc == IDT_OK ? idt_sha256_so_far(&rows->hash, &out->digest, err) : rc;
}

static void stand_at(idt_rows *r, size_t at)
{
    r->at = at;
    if (r->csv != NULL) {
        r->csv->at = at;
    }
}

idt_rc idt_rows_go_to(idt_rows *rows, const idt_rows_place *place, idt_error *err)
{
    idt_digest digest;
    idt_rc rc = IDT_OK;
    while (rows->base + stands_at(rows) < place->bytes && rc == IDT_OK) {
        const uint64_t left = place->bytes - rows->base - stands_at(rows);
        const size_t here = rows->len - stands_at(rows);
        if (here == 0 && rows->ended) {
            break;
        }
        stand_at(rows, stands_at(rows) + (left < here ? (size_t)left : here));
        rc = left > here ? move_on(rows, err) : rc;
    }
    rc = rc == IDT_OK ? hash_given(rows, err) : rc;
    rc = rc == IDT_OK ? idt_sha256_so_far(&rows->hash, &digest, err) : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    if (rows->base + stands_at(rows) != place->bytes ||
        memcmp(digest.bytes, place->digest.bytes, sizeof digest.bytes) != 0) {
        return idt_fail(err, IDT_E_INPUT,
                        "the first %llu bytes of %s are not those that were read then",
                        (unsigned long long)place->bytes, rows->source);
    }
    rows->row = place->row;
    rows->line = place->line;
    rows->mid_line = place->mid_line;
    if (rows->csv != NULL) {
        rows->csv->line = place->line;
        rows->csv->skipping = place->mid_line;
    }
    return IDT_OK;
}
