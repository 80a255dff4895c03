#include "cli/screen_receipt.h"

#include <errno.h>
#include <sys/random.h>

#include "core/io.h"

const idt_param IDT_PARAM_RECEIPT = {
    .name = "receipt",
    .type = IDT_PARAM_TEXT,
    .metavar = "FILE",
    .help = "write what is needed to ask again and to prove the answer (`interdict replay`)",
};
const idt_param IDT_PARAM_COMMIT = {
    .name = "commit",
    .type = IDT_PARAM_FLAG,
    .help = "in the receipt, a commitment to the query in place of the query",
};

static idt_rc take_editions(idt_invocation *inv, const idt_screen_basis *basis, idt_receipt *out,
                            idt_error *err)
{
    idt_receipt_edition *editions = IDT_NEW_N(inv->arena, idt_receipt_edition, basis->count);
    if (editions == NULL) {
        return idt_arena_fail(inv->arena, err);
    }
    for (size_t i = 0; i < basis->count; i++) {
        const idt_edition_info *e = basis->editions[i].edition;
        editions[i] = (idt_receipt_edition){.dataset = e->dataset,
                                            .published_us = e->published_us,
                                            .seq = e->seq,
                                            .sha256 = e->sha256};
    }
    out->editions = editions;
    out->edition_count = basis->count;
    return IDT_OK;
}

idt_rc idt_screening_receipt(idt_invocation *inv, const idt_screening *s, idt_receipt *out,
                             idt_error *err)
{
    const idt_rc rc = idt_receipt_init(s->screen, &s->question, inv->arena, out, err);
    out->answered_us = s->view.now_us;
    out->as_of = s->as_of;
    out->program = IDT_STR(IDT_VERSION);
    out->register_version = idt_str_borrow(s->view.version);
    out->warnings = s->basis.warnings;
    out->warning_count = s->basis.warning_count;
    return rc == IDT_OK ? take_editions(inv, &s->basis, out, err) : rc;
}

static idt_rc write_receipt(idt_invocation *inv, const idt_screening *s,
                            const idt_receipt_member *more, size_t more_count, idt_error *err)
{
    idt_buf bytes;
    idt_receipt receipt;
    const idt_value *path = idt_cli_value(inv, &IDT_PARAM_RECEIPT);
    if (path == NULL) {
        return IDT_OK;
    }
    idt_buf_init(&bytes, IDT_RECEIPT_BYTES);
    idt_rc rc = idt_screening_receipt(inv, s, &receipt, err);
    rc = rc == IDT_OK ? idt_receipt_write(&receipt, more, more_count, inv->arena, &bytes, err) : rc;
    if (rc == IDT_OK) {
        idt_buf_add_byte(&bytes, '\n');
        rc = idt_buf_check(&bytes, err);
    }
    rc = rc == IDT_OK ? idt_file_write(path->text.ptr, idt_buf_borrow(&bytes), err) : rc;
    idt_buf_release(&bytes);
    return rc;
}

static idt_rc committed(idt_str query_json, idt_buf *out, idt_error *err)
{
    uint8_t salt[IDT_SALT_BYTES];
    idt_digest digest;
    if (getrandom(salt, sizeof salt, 0) != (ssize_t)sizeof salt) {
        return idt_fail_errno(err, errno, "the system gives no random bytes for a commitment");
    }
    const idt_rc rc = idt_receipt_commit(salt, query_json, &digest, err);
    if (rc == IDT_OK) {
        idt_commitment_json(salt, &digest, out);
    }
    return rc;
}

idt_rc idt_screening_receipt_of_answer(idt_invocation *inv, const idt_screening *s,
                                       const idt_screen_query *query, const idt_digest *answer_hash,
                                       idt_error *err)
{
    idt_buf commitment;
    char hex[IDT_SHA256_HEX + 1];
    const bool commit = idt_cli_flag(inv, &IDT_PARAM_COMMIT);
    const idt_str hash = idt_str_format(inv->arena, "\"%s\"", idt_digest_hex(answer_hash, hex));
    if (idt_cli_value(inv, &IDT_PARAM_RECEIPT) == NULL) {
        return IDT_OK;
    }
    if (hash.ptr == NULL) {
        return idt_arena_fail(inv->arena, err);
    }
    idt_buf_init(&commitment, 1024);
    idt_rc rc = commit ? committed(query->json, &commitment, err) : IDT_OK;
    rc = rc == IDT_OK ? idt_buf_check(&commitment, err) : rc;
    if (rc == IDT_OK) {
        const idt_receipt_member more[] = {
            {"answer_hash", hash},
            {commit ? "commitment" : "query", commit ? idt_buf_borrow(&commitment) : query->json}};
        rc = write_receipt(inv, s, more, 2, err);
    }
    idt_buf_release(&commitment);
    return rc;
}

/* ---- of a file ---- */

static const idt_param *const READING[] = {&IDT_PARAM_MAP, &IDT_PARAM_VALUES_BY,
                                           &IDT_PARAM_DELIMITER, &IDT_PARAM_SCHEMA};
#define READING_COUNT (sizeof READING / sizeof *READING)

static void reading_json(const idt_invocation *inv, idt_json_writer *w)
{
    idt_jw_object(w, NULL);
    for (size_t i = 0; i < READING_COUNT; i++) {
        idt_str values[IDT_VALUES_MAX];
        const size_t count = idt_cli_values(inv, READING[i], values, IDT_VALUES_MAX);
        if (count > 0) {
            idt_jw_array(w, READING[i]->name);
            for (size_t k = 0; k < count; k++) {
                idt_jw_str(w, NULL, values[k]);
            }
            idt_jw_end(w);
        }
    }
    idt_jw_end(w);
}

idt_rc idt_screening_receipt_of_run(idt_invocation *inv, const idt_screening *s,
                                    const idt_run_result *run, idt_error *err)
{
    idt_buf reading;
    idt_buf result;
    idt_json_writer w;
    idt_buf_init(&reading, IDT_RECEIPT_BYTES);
    idt_buf_init(&result, IDT_RECEIPT_BYTES);
    idt_jw_init(&w, &reading);
    reading_json(inv, &w);
    idt_jw_init(&w, &result);
    idt_jw_object(&w, NULL);
    idt_run_result_json(run, &w);
    idt_jw_end(&w);
    idt_rc rc = idt_buf_check(&reading, err);
    rc = rc == IDT_OK ? idt_buf_check(&result, err) : rc;
    if (rc == IDT_OK) {
        const idt_receipt_member more[] = {{"reading", idt_buf_borrow(&reading)},
                                           {"run", idt_buf_borrow(&result)}};
        rc = write_receipt(inv, s, more, 2, err);
    }
    idt_buf_release(&reading);
    idt_buf_release(&result);
    return rc;
}

idt_rc idt_screening_reading_again(idt_invocation *inv, const idt_receipt *receipt, idt_error *err)
{
    const idt_json *reading = idt_json_member(receipt->all, "reading");
    for (size_t i = 0; i < READING_COUNT; i++) {
        const idt_json *values = idt_json_member(reading, READING[i]->name);
        for (size_t k = 0; values != NULL && k < values->count; k++) {
            const idt_str text = values->items[k].string;
            const idt_rc rc =
                text.ptr != NULL
                    ? idt_cli_put(inv, (idt_value){.param = READING[i], .text = text}, err)
                    : idt_fail(err, IDT_E_INPUT, "receipt: `reading`: expected lists of texts");
            if (rc != IDT_OK) {
                return rc;
            }
        }
    }
    return IDT_OK;
}
