#include <string.h>
#include <zstd.h>

#include "register/store.h"

/* A patch on a patch on a patch is slow to read and breaks with any of them: a whole frame every so
 * often. */
#define PATCH_DEPTH_MAX 16
#define LEVEL           9
/* zstd reaches back this far for matches in the base (2^27 = 128 MiB). */
#define WINDOW_LOG 27

typedef struct raw_row {
    uint64_t size;
    int64_t depth;
    bool has_base;
    idt_digest base;
    idt_str bytes; /* compressed, in the arena */
} raw_row;

static idt_rc read_row(idt_register *reg, const idt_digest *sha256, idt_arena *arena, raw_row *out,
                       bool *found, idt_error *err)
{
    sqlite3_stmt *s;
    idt_rc rc = store_statement(reg, IDT_SQL_RAW_FIND, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    store_bind_digest(s, 1, sha256);
    rc = store_step(reg, s, found, "reading kept bytes", err);
    if (rc != IDT_OK || !*found) {
        return rc;
    }
    const idt_str base = store_blob(s, 1);
    out->size = (uint64_t)sqlite3_column_int64(s, 0);
    out->depth = sqlite3_column_int64(s, 2);
    out->has_base = base.len == IDT_SHA256_BYTES;
    if (out->has_base) {
        memcpy(out->base.bytes, base.ptr, IDT_SHA256_BYTES);
    }
    out->bytes = idt_str_copy(arena, store_blob(s, 3));
    store_reset(s);
    return out->bytes.ptr != NULL ? IDT_OK : idt_arena_fail(arena, err);
}

static idt_rc damaged(const idt_digest *sha256, const char *why, idt_error *err)
{
    char hex[IDT_SHA256_HEX + 1];
    return idt_fail(err, IDT_E_CORRUPT, "the kept bytes %s are damaged: %s",
                    idt_digest_hex(sha256, hex), why);
}

static idt_rc unpack(const raw_row *row, idt_str base, const idt_digest *sha256, idt_arena *arena,
                     idt_str *out, idt_error *err)
{
    /* before memory is asked for: a damaged row is no reason to run out of it */
    if (ZSTD_getFrameContentSize(row->bytes.ptr, row->bytes.len) != row->size) {
        return damaged(sha256, "they are no frame of their size", err);
    }
    char *bytes = row->size < SIZE_MAX ? idt_arena_alloc(arena, (size_t)row->size + 1) : NULL;
    ZSTD_DCtx *z = ZSTD_createDCtx();
    if (bytes == NULL || z == NULL) {
        (void)ZSTD_freeDCtx(z);
        return idt_arena_fail(arena, err);
    }
    (void)ZSTD_DCtx_setParameter(z, ZSTD_d_windowLogMax, WINDOW_LOG);
    if (row->has_base) {
        (void)ZSTD_DCtx_refPrefix(z, base.ptr, base.len);
    }
    const size_t n =
        ZSTD_decompressDCtx(z, bytes, (size_t)row->size, row->bytes.ptr, row->bytes.len);
    (void)ZSTD_freeDCtx(z);
    if (ZSTD_isError(n) || n != row->size) {
        return damaged(sha256, ZSTD_isError(n) ? ZSTD_getErrorName(n) : "too short", err);
    }
    *out = (idt_str){.ptr = bytes, .len = n};
    return IDT_OK;
}

static idt_rc raw_at(idt_register *reg, const idt_digest *sha256, int depth, idt_arena *arena,
                     idt_str *out, idt_error *err)
{
    raw_row row = {0};
    bool found;
    idt_digest met;
    idt_str base = {0};
    idt_rc rc = read_row(reg, sha256, arena, &row, &found, err);
    if (rc == IDT_OK && !found) {
        char hex[IDT_SHA256_HEX + 1];
        return idt_fail(err, depth == 0 ? IDT_E_NOT_FOUND : IDT_E_CORRUPT,
                        "no bytes with SHA-256 %s are kept here", idt_digest_hex(sha256, hex));
    }
    if (rc == IDT_OK && row.has_base) {
        rc = depth < PATCH_DEPTH_MAX ? raw_at(reg, &row.base, depth + 1, arena, &base, err)
                                     : damaged(sha256, "its patches make a circle", err);
    }
    if (rc == IDT_OK) {
        rc = unpack(&row, base, sha256, arena, out, err);
    }
    if (rc == IDT_OK) {
        rc = idt_sha256(out->ptr, out->len, &met, err);
    }
    if (rc == IDT_OK && memcmp(&met, sha256, sizeof met) != 0) {
        rc = damaged(sha256, "their hash is another", err);
    }
    return rc;
}

idt_rc idt_register_raw(idt_register *reg, const idt_digest *sha256, idt_arena *arena, idt_str *out,
                        idt_error *err)
{
    return raw_at(reg, sha256, 0, arena, out, err);
}

static idt_rc pack(idt_str bytes, idt_str base, idt_arena *arena, idt_str *out, idt_error *err)
{
    const size_t bound = ZSTD_compressBound(bytes.len);
    char *packed = idt_arena_alloc(arena, bound);
    ZSTD_CCtx *z = ZSTD_createCCtx();
    if (packed == NULL || z == NULL) {
        (void)ZSTD_freeCCtx(z);
        return idt_arena_fail(arena, err);
    }
    (void)ZSTD_CCtx_setParameter(z, ZSTD_c_compressionLevel, LEVEL);
    if (base.ptr != NULL) {
        (void)ZSTD_CCtx_setParameter(z, ZSTD_c_enableLongDistanceMatching, 1);
        (void)ZSTD_CCtx_setParameter(z, ZSTD_c_windowLog, WINDOW_LOG);
        (void)ZSTD_CCtx_refPrefix(z, base.ptr, base.len);
    }
    const size_t n = ZSTD_compress2(z, packed, bound, bytes.ptr, bytes.len);
    (void)ZSTD_freeCCtx(z);
    if (ZSTD_isError(n)) {
        return idt_fail(err, IDT_E_INTERNAL, "compressing failed: %s", ZSTD_getErrorName(n));
    }
    *out = (idt_str){.ptr = packed, .len = n};
    return IDT_OK;
}

static idt_rc insert(idt_register *reg, const idt_digest *sha256, idt_str bytes, idt_str packed,
                     const idt_digest *base, int64_t depth, idt_error *err)
{
    sqlite3_stmt *s;
    const idt_rc rc = store_statement(reg, IDT_SQL_RAW_INSERT, &s, err);
    if (rc != IDT_OK) {
        return rc;
    }
    store_bind_digest(s, 1, sha256);
    (void)sqlite3_bind_int64(s, 2, (int64_t)bytes.len);
    if (base != NULL) {
        store_bind_digest(s, 3, base);
    }
    (void)sqlite3_bind_int64(s, 4, depth);
    (void)sqlite3_bind_blob64(s, 5, packed.ptr, packed.len, SQLITE_STATIC);
    return store_run(reg, s, "keeping the files", err);
}

idt_rc store_keep_raw(idt_register *reg, const idt_digest *sha256, idt_str bytes,
                      const idt_digest *base, idt_error *err)
{
    idt_arena *arena = idt_arena_new((size_t)4 << 30);
    if (arena == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to keep the files");
    }
    raw_row held = {0};
    raw_row before = {0};
    idt_str base_bytes = {0};
    idt_str packed = {0};
    bool found;
    bool has_base = false;
    idt_rc rc = read_row(reg, sha256, arena, &held, &found, err);
    if (rc == IDT_OK && !found) {
        if (base != NULL) {
            rc = read_row(reg, base, arena, &before, &has_base, err);
            has_base = has_base && before.depth + 1 < PATCH_DEPTH_MAX;
        }
        if (rc == IDT_OK && has_base) {
            rc = idt_register_raw(reg, base, arena, &base_bytes, err);
        }
        if (rc == IDT_OK) {
            rc = pack(bytes, base_bytes, arena, &packed, err);
        }
        if (rc == IDT_OK) {
            rc = insert(reg, sha256, bytes, packed, has_base ? base : NULL,
                        has_base ? before.depth + 1 : 0, err);
        }
    }
    idt_arena_free(arena);
    return rc;
}
