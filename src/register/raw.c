#include <string.h>
#include <zstd.h>

#include "register/store.h"

/* A patch is made against a whole frame, never against a patch: it is read in two steps, however
 * many editions there are, and breaks with one frame only. Editions drift away from their frame;
 * one whose patch is over 1/PATCH_SHARE of it becomes the next frame. Registers of earlier builds
 * have chains, which are read to this depth. */
#define PATCH_DEPTH_MAX 16
#define PATCH_SHARE     12
#define WHOLE_LEVEL     9
#define PATCH_LEVEL     3
/* A larger file is not kept at hand. */
#define AT_HAND_BYTES ((size_t)32 << 20)
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

/* ---- at hand ---- */

static idt_str find_at_hand(const idt_register *reg, const idt_digest *sha256)
{
    for (size_t i = 0; i < STORE_AT_HAND; i++) {
        const store_at_hand *slot = &reg->at_hand[i];
        if (slot->arena != NULL && memcmp(&slot->sha256, sha256, sizeof *sha256) == 0) {
            return slot->bytes;
        }
    }
    return (idt_str){0};
}

/* Only spares work: where there is no memory for it nothing is lost. */
static void put_at_hand(idt_register *reg, const idt_digest *sha256, idt_str bytes)
{
    if (bytes.len > AT_HAND_BYTES || find_at_hand(reg, sha256).ptr != NULL) {
        return;
    }
    store_at_hand *slot = &reg->at_hand[reg->at_hand_next];
    idt_arena_free(slot->arena);
    *slot = (store_at_hand){.arena = idt_arena_new(2 * AT_HAND_BYTES), .sha256 = *sha256};
    if (slot->arena != NULL) {
        slot->bytes = idt_str_copy(slot->arena, bytes);
    }
    if (slot->bytes.ptr == NULL) {
        idt_arena_free(slot->arena);
        *slot = (store_at_hand){0};
        return;
    }
    reg->at_hand_next = (reg->at_hand_next + 1) % STORE_AT_HAND;
}

void store_forget_at_hand(idt_register *reg)
{
    for (size_t i = 0; i < STORE_AT_HAND; i++) {
        idt_arena_free(reg->at_hand[i].arena);
        reg->at_hand[i] = (store_at_hand){0};
    }
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

idt_rc idt_register_raw_at_hand(idt_register *reg, const idt_digest *sha256, idt_arena *arena,
                                idt_str *out, idt_error *err)
{
    const idt_str held = find_at_hand(reg, sha256);
    if (held.ptr != NULL) {
        *out = idt_str_copy(arena, held);
        return out->ptr != NULL ? IDT_OK : idt_arena_fail(arena, err);
    }
    const idt_rc rc = raw_at(reg, sha256, 0, arena, out, err);
    if (rc == IDT_OK && reg->writable) {
        put_at_hand(reg, sha256, *out);
    }
    return rc;
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
    (void)ZSTD_CCtx_setParameter(z, ZSTD_c_compressionLevel,
                                 base.ptr != NULL ? PATCH_LEVEL : WHOLE_LEVEL);
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

/* The frame to make a patch against: the whole one that the file before it rests on. */
static idt_rc find_frame(idt_register *reg, const idt_digest *before, idt_arena *arena,
                         idt_digest *frame, raw_row *row, bool *found, idt_error *err)
{
    *frame = *before;
    idt_rc rc = read_row(reg, before, arena, row, found, err);
    for (int depth = 0; rc == IDT_OK && *found && row->has_base && depth < PATCH_DEPTH_MAX;
         depth++) {
        *frame = row->base;
        *row = (raw_row){0};
        rc = read_row(reg, frame, arena, row, found, err);
    }
    return rc;
}

/* As a patch where that is much smaller, else whole. */
static idt_rc pack_best(idt_register *reg, idt_str bytes, const idt_digest *before,
                        idt_arena *arena, idt_digest *frame, bool *patched, idt_str *out,
                        idt_error *err)
{
    raw_row row = {0};
    idt_str base = {0};
    idt_rc rc = IDT_OK;
    *patched = false;
    if (before != NULL) {
        rc = find_frame(reg, before, arena, frame, &row, patched, err);
    }
    if (rc == IDT_OK && *patched) {
        rc = idt_register_raw_at_hand(reg, frame, arena, &base, err);
    }
    if (rc == IDT_OK && *patched) {
        rc = pack(bytes, base, arena, out, err);
        *patched = rc == IDT_OK && out->len <= row.bytes.len / PATCH_SHARE;
    }
    return rc == IDT_OK && !*patched ? pack(bytes, (idt_str){0}, arena, out, err) : rc;
}

idt_rc store_keep_raw(idt_register *reg, const idt_digest *sha256, idt_str bytes,
                      const idt_digest *before, idt_error *err)
{
    idt_arena *arena = idt_arena_new((size_t)4 << 30);
    if (arena == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to keep the files");
    }
    raw_row held = {0};
    idt_digest frame;
    idt_str packed = {0};
    bool found;
    bool patched;
    idt_rc rc = read_row(reg, sha256, arena, &held, &found, err);
    if (rc == IDT_OK && !found) {
        rc = pack_best(reg, bytes, before, arena, &frame, &patched, &packed, err);
        if (rc == IDT_OK) {
            rc = insert(reg, sha256, bytes, packed, patched ? &frame : NULL, patched ? 1 : 0, err);
        }
    }
    if (rc == IDT_OK) {
        put_at_hand(reg, sha256, bytes);
    }
    idt_arena_free(arena);
    return rc;
}
