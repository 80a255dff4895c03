#include "fetch_process/transfer.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <curl/curl.h>

#include "fetch/content_kind.h"

#define REDIRECTS_MAX     5
#define STALL_BYTES_PER_S 100

typedef struct transfer {
    const idt_fetch_order *order;
    idt_fetch_report *report;
    idt_arena *arena;
    CURL *curl;
    int fd;
    char head[IDT_CONTENT_HEAD_BYTES];
    size_t head_len;
    const char *refused; /* why the body is not taken */
    int write_errno;
    bool again; /* worth another try */
    char error[CURL_ERROR_SIZE];
} transfer;

/* ---- the body ---- */

static bool write_all(transfer *t, const char *bytes, size_t len)
{
    while (len > 0) {
        const ssize_t n = write(t->fd, bytes, len);
        if (n < 0 && errno != EINTR) {
            t->write_errno = errno;
            return false;
        }
        bytes += n > 0 ? n : 0;
        len -= n > 0 ? (size_t)n : 0;
    }
    return true;
}

static long status_of(transfer *t)
{
    long status = 0;
    (void)curl_easy_getinfo(t->curl, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

/* The last answer's header, or absent. */
static idt_str header(transfer *t, const char *name)
{
    struct curl_header *h = NULL;
    return curl_easy_header(t->curl, name, 0, CURLH_HEADER, -1, &h) == CURLHE_OK
               ? idt_str_borrow(h->value)
               : (idt_str){0};
}

static const char *judge_head(transfer *t)
{
    const char *why = idt_content_type_refused(t->order->kind, header(t, "Content-Type"));
    const idt_str head = {.ptr = t->head, .len = t->head_len};
    return why != NULL ? why : idt_content_head_refused(t->order->kind, head);
}

/* Keeps I3. Bodies of other answers than 200 are passed over. */
static size_t take(char *bytes, size_t one, size_t count, void *context)
{
    transfer *t = context;
    const size_t len = one * count;
    if (status_of(t) != 200) {
        return len;
    }
    if (len > t->order->max_bytes - t->report->bytes) {
        t->refused = "more bytes than are allowed for it";
        return CURL_WRITEFUNC_ERROR;
    }
    if (t->head_len < sizeof t->head) {
        const size_t left = sizeof t->head - t->head_len;
        const size_t part = len < left ? len : left;
        memcpy(t->head + t->head_len, bytes, part);
        t->head_len += part;
        if (t->head_len == sizeof t->head && (t->refused = judge_head(t)) != NULL) {
            return CURL_WRITEFUNC_ERROR;
        }
    }
    t->report->bytes += len;
    return write_all(t, bytes, len) ? len : CURL_WRITEFUNC_ERROR;
}

/* Is there anything by which a cut could be told? */
static bool end_is_told(transfer *t)
{
    curl_off_t length = -1;
    long version = 0;
    (void)curl_easy_getinfo(t->curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    (void)curl_easy_getinfo(t->curl, CURLINFO_HTTP_VERSION, &version);
    return length >= 0 || header(t, "Transfer-Encoding").len > 0 ||
           version >= CURL_HTTP_VERSION_2_0;
}

/* ---- one try ---- */

static bool set_up(transfer *t, struct curl_slist *headers)
{
    const idt_fetch_order *o = t->order;
    const bool https = idt_str_starts(o->address, "https:");
    const char *authorities = getenv("SSL_CERT_FILE");
    const idt_str address = idt_str_copy(t->arena, o->address);
    const idt_str agent = idt_str_copy(t->arena, o->agent);
    CURL *c = t->curl;
    bool ok = address.ptr != NULL;
#define SET(option, value) ok = ok && curl_easy_setopt(c, option, value) == CURLE_OK
    SET(CURLOPT_URL, address.ptr);
    SET(CURLOPT_PROTOCOLS_STR, "http,https");
    SET(CURLOPT_REDIR_PROTOCOLS_STR, https ? "https" : "http,https");
    SET(CURLOPT_FOLLOWLOCATION, 1L);
    SET(CURLOPT_MAXREDIRS, (long)REDIRECTS_MAX);
    SET(CURLOPT_SSL_VERIFYPEER, 1L);
    SET(CURLOPT_SSL_VERIFYHOST, 2L);
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_ACCEPT_ENCODING, "gzip");
    SET(CURLOPT_HTTPHEADER, headers);
    SET(CURLOPT_CONNECTTIMEOUT_MS, (long)o->connect_ms);
    SET(CURLOPT_LOW_SPEED_LIMIT, (long)STALL_BYTES_PER_S);
    SET(CURLOPT_LOW_SPEED_TIME, (long)o->stall_s);
    SET(CURLOPT_TIMEOUT, (long)o->total_s);
    SET(CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)o->max_bytes);
    SET(CURLOPT_WRITEFUNCTION, take);
    SET(CURLOPT_WRITEDATA, t);
    SET(CURLOPT_ERRORBUFFER, t->error);
    if (agent.len > 0) {
        SET(CURLOPT_USERAGENT, agent.ptr);
    }
    if (authorities != NULL && authorities[0] != '\0') {
        SET(CURLOPT_CAINFO, authorities);
    }
#undef SET
    return ok;
}

static bool add_header(transfer *t, struct curl_slist **headers, const char *name, idt_str value)
{
    if (value.len == 0) {
        return true;
    }
    const idt_str line = idt_str_format(t->arena, "%s: " IDT_STR_FMT, name, IDT_STR_ARG(value));
    struct curl_slist *longer = line.ptr != NULL ? curl_slist_append(*headers, line.ptr) : NULL;
    *headers = longer != NULL ? longer : *headers;
    return longer != NULL;
}

/* What can be sent back next time exactly as it came. */
static idt_str validator(transfer *t, const char *name)
{
    const idt_str value = header(t, name);
    return value.len > 0 && idt_order_value_ok(value) ? idt_str_copy(t->arena, value)
                                                      : (idt_str){0};
}

/* A query may hold what was meant for us alone (signed addresses): it is not told. */
static idt_str final_address(transfer *t)
{
    char *address = NULL;
    (void)curl_easy_getinfo(t->curl, CURLINFO_EFFECTIVE_URL, &address);
    const idt_str s = idt_str_borrow(address);
    return idt_str_copy(t->arena, idt_str_slice(s, 0, idt_str_find(s, '?')));
}

static void set_outcome(transfer *t, const char *outcome, idt_str why)
{
    t->report->outcome = idt_str_borrow(outcome);
    t->report->why = why;
}

static void refuse(transfer *t, const char *met)
{
    set_outcome(t, "refused",
                idt_str_format(t->arena, "%s came; expected " IDT_STR_FMT " of at most %llu bytes",
                               met, IDT_STR_ARG(t->order->kind),
                               (unsigned long long)t->order->max_bytes));
}

static bool is_conditional(const transfer *t)
{
    return t->order->etag.len > 0 || t->order->last_modified.len > 0;
}

static void judge_answer(transfer *t)
{
    const uint64_t status = t->report->status;
    if (status == 304 && is_conditional(t)) {
        set_outcome(t, "not_modified", (idt_str){0});
        return;
    }
    if (status != 200) {
        t->again = status == 408 || status == 429 || (status >= 500 && status != 501);
        set_outcome(t, "failed",
                    idt_str_format(t->arena, "the server answered with status %llu",
                                   (unsigned long long)status));
        return;
    }
    const char *met = judge_head(t);
    if (met == NULL && idt_str_is(t->order->kind, "csv") && !end_is_told(t)) {
        met = "a body of which nothing tells the end (it may be cut)";
    }
    if (met != NULL) {
        refuse(t, met);
    } else {
        set_outcome(t, "body", (idt_str){0});
    }
}

static bool breaks_by_chance(CURLcode code)
{
    switch (code) {
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return true;
    default:
        return false;
    }
}

static void judge_failure(transfer *t, CURLcode code)
{
    const char *said = t->error[0] != '\0' ? t->error : curl_easy_strerror(code);
    if (t->refused != NULL) {
        refuse(t, t->refused);
    } else if (code == CURLE_FILESIZE_EXCEEDED) {
        refuse(t, "more bytes than are allowed for it");
    } else if (code == CURLE_UNSUPPORTED_PROTOCOL) {
        set_outcome(t, "refused",
                    idt_str_format(t->arena, "a redirect leaves %s: %s",
                                   idt_str_starts(t->order->address, "https:") ? "https" : "http",
                                   said));
    } else {
        t->again = breaks_by_chance(code);
        set_outcome(t, "failed", idt_str_format(t->arena, "%s", said));
    }
}

static idt_rc try_once(transfer *t, idt_error *err)
{
    if (lseek(t->fd, 0, SEEK_SET) < 0 || ftruncate(t->fd, 0) != 0) {
        return idt_fail_errno(err, errno, "the file for the body cannot be written");
    }
    t->head_len = 0;
    t->refused = NULL;
    t->again = false;
    t->error[0] = '\0';
    t->report->bytes = 0;
    const CURLcode code = curl_easy_perform(t->curl);
    if (t->write_errno != 0) {
        return idt_fail_errno(err, t->write_errno, "the file for the body cannot be written");
    }
    t->report->status = (uint64_t)status_of(t);
    t->report->address = final_address(t);
    t->report->content_type = idt_str_copy(t->arena, header(t, "Content-Type"));
    t->report->etag = validator(t, "ETag");
    t->report->last_modified = validator(t, "Last-Modified");
    if (code == CURLE_OK) {
        judge_answer(t);
    } else {
        judge_failure(t, code);
    }
    return IDT_OK;
}

/* ---- tries ---- */

/* How long to wait after a failed try, in *ms; false where it is too long. */
static bool next_wait(transfer *t, uint64_t *ms)
{
    const idt_fetch_order *o = t->order;
    curl_off_t asked_s = 0;
    *ms = o->wait_ms;
    for (uint64_t i = 1; i < t->report->tries && *ms < o->wait_max_ms; i++) {
        *ms *= 2;
    }
    *ms = *ms < o->wait_max_ms ? *ms : o->wait_max_ms;
    (void)curl_easy_getinfo(t->curl, CURLINFO_RETRY_AFTER, &asked_s);
    if (asked_s > 0 && (uint64_t)asked_s > o->wait_max_ms / 1000) {
        t->report->why =
            idt_str_format(t->arena, IDT_STR_FMT "; it asks to be left alone for %lld s",
                           IDT_STR_ARG(t->report->why), (long long)asked_s);
        return false;
    }
    *ms = asked_s > 0 && (uint64_t)asked_s * 1000 > *ms ? (uint64_t)asked_s * 1000 : *ms;
    return true;
}

static void wait_for(uint64_t ms)
{
    struct timespec left = {.tv_sec = (time_t)(ms / 1000), .tv_nsec = (long)(ms % 1000) * 1000000};
    while (nanosleep(&left, &left) != 0 && errno == EINTR) {
    }
}

static idt_rc try_all(transfer *t, idt_error *err)
{
    for (;;) {
        uint64_t wait_ms;
        t->report->tries++;
        const idt_rc rc = try_once(t, err);
        if (rc != IDT_OK || !t->again || t->report->tries >= t->order->tries ||
            !next_wait(t, &wait_ms)) {
            return rc;
        }
        wait_for(wait_ms);
    }
}

idt_rc idt_transfer(const idt_fetch_order *order, int fd, idt_arena *arena,
                    idt_fetch_report *report, idt_error *err)
{
    transfer t = {.order = order, .report = report, .arena = arena, .fd = fd};
    struct curl_slist *headers = NULL;
    idt_rc rc = IDT_E_IO;
    *report = (idt_fetch_report){0};
    t.curl = curl_easy_init();
    if (t.curl == NULL || !add_header(&t, &headers, "If-None-Match", order->etag) ||
        !add_header(&t, &headers, "If-Modified-Since", order->last_modified) ||
        !set_up(&t, headers)) {
        rc = idt_fail(err, IDT_E_IO, "libcurl cannot be set up");
    } else {
        rc = try_all(&t, err);
    }
    curl_slist_free_all(headers);
    curl_easy_cleanup(t.curl);
    return rc;
}
