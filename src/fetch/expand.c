#include "fetch/expand.h"

#include <lzma.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#define FIRST_BYTES   ((size_t)1 << 20)
#define GZIP_WINDOW   (15 + 16) /* zlib: a gzip header, 32 KiB window */
#define RAW_WINDOW    (-15)     /* zlib: no header */
#define XZ_MEMORY_MAX ((uint64_t)512 << 20)
#define ZSTD_WINDOW   27
#define ZIP_END_BYTES 22u
#define ZIP_ENTRY     46u
#define ZIP_LOCAL     30u
#define ZIP_STORED    0u
#define ZIP_DEFLATED  8u
#define ZIP_ENCRYPTED 1u
#define ZIP_COMMENT   65535u

/* Where expanded bytes go: grows in the arena up to the ceiling. Keeps I2. */
typedef struct sink {
    idt_arena *arena;
    idt_str name;
    size_t left; /* that may still be taken */
    uint8_t *bytes;
    size_t len, cap;
} sink;

static idt_rc room(sink *s, idt_error *err)
{
    if (s->len < s->cap) {
        return IDT_OK;
    }
    size_t cap = s->cap == 0 ? FIRST_BYTES : s->cap * 2;
    cap = cap > s->left ? s->left : cap;
    if (cap <= s->len) {
        return idt_fail(err, IDT_E_LIMIT,
                        IDT_STR_FMT
                        " expands to more than %zu bytes; split it, or check that it is "
                        "what it should be",
                        IDT_STR_ARG(s->name), s->left);
    }
    uint8_t *grown = idt_arena_alloc(s->arena, cap);
    if (grown == NULL) {
        return idt_arena_fail(s->arena, err);
    }
    if (s->len > 0) {
        memcpy(grown, s->bytes, s->len);
    }
    s->bytes = grown;
    s->cap = cap;
    return IDT_OK;
}

static idt_rc damaged(const sink *s, const char *format, size_t offset, const char *why,
                      idt_error *err)
{
    return idt_fail(err, IDT_E_INPUT,
                    IDT_STR_FMT ": %s data damaged or cut at byte %zu (%s); fetch it again",
                    IDT_STR_ARG(s->name), format, offset, why);
}

/* ---- gzip, and the deflated members of a zip ---- */

static idt_rc inflate_all(z_stream *z, idt_str bytes, bool members, sink *s, const char *format,
                          idt_error *err)
{
    size_t taken = 0;
    int state = Z_OK;
    for (;;) {
        const idt_rc rc = room(s, err);
        if (rc != IDT_OK) {
            return rc;
        }
        const size_t in = bytes.len - taken > UINT32_MAX ? UINT32_MAX : bytes.len - taken;
        const size_t free_bytes = s->cap - s->len > UINT32_MAX ? UINT32_MAX : s->cap - s->len;
        z->next_in = (Bytef *)(uintptr_t)(bytes.ptr + taken);
        z->avail_in = (uInt)in;
        z->next_out = s->bytes + s->len;
        z->avail_out = (uInt)free_bytes;
        state = inflate(z, Z_NO_FLUSH);
        taken += in - z->avail_in;
        s->len += free_bytes - z->avail_out;
        if (state == Z_STREAM_END && members && taken < bytes.len) {
            if (inflateReset(z) != Z_OK) {
                return damaged(s, format, taken, "no further member", err);
            }
        } else if (state == Z_STREAM_END) {
            return taken == bytes.len ? IDT_OK
                                      : damaged(s, format, taken, "bytes behind the end", err);
        } else if (state != Z_OK && !(state == Z_BUF_ERROR && z->avail_out == 0)) {
            return damaged(s, format, taken, z->msg != NULL ? z->msg : "it ends too early", err);
        }
    }
}

static idt_rc inflate_into(idt_str bytes, int window, sink *s, const char *format, idt_error *err)
{
    z_stream z = {0};
    if (inflateInit2(&z, window) != Z_OK) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to expand " IDT_STR_FMT,
                        IDT_STR_ARG(s->name));
    }
    const idt_rc rc = inflate_all(&z, bytes, window == GZIP_WINDOW, s, format, err);
    (void)inflateEnd(&z);
    return rc;
}

static idt_rc expand_gzip(idt_str bytes, sink *s, idt_error *err)
{
    return inflate_into(bytes, GZIP_WINDOW, s, "gzip", err);
}

/* ---- xz ---- */

static idt_rc expand_xz(idt_str bytes, sink *s, idt_error *err)
{
    lzma_stream x = LZMA_STREAM_INIT;
    if (lzma_stream_decoder(&x, XZ_MEMORY_MAX, LZMA_CONCATENATED) != LZMA_OK) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to expand " IDT_STR_FMT,
                        IDT_STR_ARG(s->name));
    }
    x.next_in = (const uint8_t *)bytes.ptr;
    x.avail_in = bytes.len;
    lzma_ret state = LZMA_OK;
    idt_rc rc = IDT_OK;
    while (state == LZMA_OK && rc == IDT_OK) {
        rc = room(s, err);
        x.next_out = s->bytes + s->len;
        x.avail_out = rc == IDT_OK ? s->cap - s->len : 0;
        if (rc == IDT_OK) {
            state = lzma_code(&x, LZMA_FINISH);
            s->len = s->cap - x.avail_out;
        }
    }
    if (rc == IDT_OK && state != LZMA_STREAM_END) {
        rc = damaged(s, "xz", bytes.len - x.avail_in,
                     state == LZMA_MEMLIMIT_ERROR ? "it asks for too much memory"
                                                  : "the stream is not whole",
                     err);
    }
    lzma_end(&x);
    return rc;
}

/* ---- zstd ---- */

static idt_rc expand_zstd(idt_str bytes, sink *s, idt_error *err)
{
    ZSTD_DCtx *d = ZSTD_createDCtx();
    if (d == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory to expand " IDT_STR_FMT,
                        IDT_STR_ARG(s->name));
    }
    (void)ZSTD_DCtx_setParameter(d, ZSTD_d_windowLogMax, ZSTD_WINDOW);
    ZSTD_inBuffer in = {.src = bytes.ptr, .size = bytes.len};
    size_t state = 1;
    idt_rc rc = IDT_OK;
    while (rc == IDT_OK && (in.pos < in.size || state != 0)) {
        rc = room(s, err);
        if (rc != IDT_OK) {
            break;
        }
        ZSTD_outBuffer out = {.dst = s->bytes, .size = s->cap, .pos = s->len};
        const size_t before = in.pos;
        state = ZSTD_decompressStream(d, &out, &in);
        const bool stuck = out.pos == s->len && in.pos == before;
        s->len = out.pos;
        if (ZSTD_isError(state)) {
            rc = damaged(s, "zstd", in.pos, ZSTD_getErrorName(state), err);
        } else if (stuck && in.pos == in.size && state != 0) {
            rc = damaged(s, "zstd", in.pos, "it ends too early", err);
        }
    }
    (void)ZSTD_freeDCtx(d);
    return rc;
}

/* ---- zip ---- */

static uint32_t u16(const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8;
}

static uint32_t u32(const char *p)
{
    return u16(p) | u16(p + 2) << 16;
}

typedef struct member {
    idt_str name;
    uint32_t flags, method, crc, packed, size, local;
} member;

static idt_str base_name(idt_str path)
{
    size_t from = 0;
    for (size_t i = 0; i < path.len; i++) {
        from = path.ptr[i] == '/' || path.ptr[i] == '\\' ? i + 1 : from;
    }
    return idt_str_slice(path, from, path.len);
}

static idt_rc read_member(idt_str zip, const member *m, sink *s, idt_error *err)
{
    if ((m->flags & ZIP_ENCRYPTED) != 0) {
        return damaged(s, "zip", m->local, "a member is encrypted", err);
    }
    if (m->local > zip.len || zip.len - m->local < ZIP_LOCAL ||
        memcmp(zip.ptr + m->local, "PK\003\004", 4) != 0) {
        return damaged(s, "zip", m->local, "no member stands where the directory says", err);
    }
    const char *head = zip.ptr + m->local;
    const size_t from = (size_t)m->local + ZIP_LOCAL + u16(head + 26) + u16(head + 28);
    if (from > zip.len || zip.len - from < m->packed) {
        return damaged(s, "zip", m->local, "a member is cut", err);
    }
    const idt_str packed = idt_str_slice(zip, from, from + m->packed);
    idt_rc rc = IDT_OK;
    if (m->size > s->left) {
        return idt_fail(err, IDT_E_LIMIT, IDT_STR_FMT " expands to more than %zu bytes",
                        IDT_STR_ARG(s->name), s->left);
    }
    if (m->method == ZIP_STORED) {
        s->bytes = (uint8_t *)(uintptr_t)packed.ptr;
        s->len = packed.len;
    } else if (m->method == ZIP_DEFLATED) {
        rc = inflate_into(packed, RAW_WINDOW, s, "zip", err);
    } else {
        return damaged(s, "zip", m->local, "its method is neither stored nor deflated", err);
    }
    if (rc == IDT_OK &&
        (s->len != m->size || crc32_z(crc32(0, NULL, 0), s->bytes, s->len) != m->crc)) {
        rc = damaged(s, "zip", m->local, "size or checksum do not fit", err);
    }
    return rc;
}

/* The end record, searched from the back: a comment may follow it. */
static bool find_end(idt_str zip, size_t *at)
{
    const size_t least =
        zip.len > ZIP_END_BYTES + ZIP_COMMENT ? zip.len - ZIP_END_BYTES - ZIP_COMMENT : 0;
    for (size_t i = zip.len < ZIP_END_BYTES ? 0 : zip.len - ZIP_END_BYTES + 1; i-- > least;) {
        if (memcmp(zip.ptr + i, "PK\005\006", 4) == 0) {
            *at = i;
            return true;
        }
    }
    return false;
}

static bool next_member(idt_str zip, size_t *at, member *out)
{
    if (*at > zip.len || zip.len - *at < ZIP_ENTRY || memcmp(zip.ptr + *at, "PK\001\002", 4) != 0) {
        return false;
    }
    const char *p = zip.ptr + *at;
    const size_t name = u16(p + 28);
    const size_t all = ZIP_ENTRY + name + u16(p + 30) + u16(p + 32);
    if (zip.len - *at < all) {
        return false;
    }
    *out = (member){.name = {.ptr = p + ZIP_ENTRY, .len = name},
                    .flags = u16(p + 8),
                    .method = u16(p + 10),
                    .crc = u32(p + 16),
                    .packed = u32(p + 20),
                    .size = u32(p + 24),
                    .local = u32(p + 42)};
    *at += all;
    return true;
}

static idt_rc expand_zip(idt_str name, idt_str zip, size_t ceiling, idt_arena *arena,
                         const idt_part_bytes **out, size_t *count, idt_error *err)
{
    sink s = {.arena = arena, .name = name, .left = ceiling};
    size_t end;
    *count = 0;
    if (!find_end(zip, &end)) {
        return damaged(&s, "zip", zip.len, "it has no directory", err);
    }
    const uint32_t members = u16(zip.ptr + end + 10);
    size_t at = u32(zip.ptr + end + 16);
    if (members > IDT_ZIP_MEMBERS_MAX) {
        return idt_fail(err, IDT_E_LIMIT, IDT_STR_FMT ": %u members; at most %d are read",
                        IDT_STR_ARG(name), members, IDT_ZIP_MEMBERS_MAX);
    }
    idt_part_bytes *parts = IDT_NEW_N(arena, idt_part_bytes, (size_t)members + 1);
    if (parts == NULL) {
        return idt_arena_fail(arena, err);
    }
    size_t left = ceiling;
    for (uint32_t i = 0; i < members; i++) {
        member m;
        if (!next_member(zip, &at, &m)) {
            return damaged(&s, "zip", at, "its directory is cut", err);
        }
        const idt_str base = base_name(m.name);
        if (base.len == 0) {
            continue; /* a folder */
        }
        s = (sink){.arena = arena, .name = name, .left = left};
        const idt_rc rc = read_member(zip, &m, &s, err);
        if (rc != IDT_OK) {
            return rc;
        }
        left -= s.len;
        parts[(*count)++] =
            (idt_part_bytes){.name = base, .bytes = {.ptr = (const char *)s.bytes, .len = s.len}};
    }
    *out = parts;
    return IDT_OK;
}

/* ---- by content ---- */

typedef struct format {
    const char *magic;
    size_t magic_len;
    const char *suffix;
    idt_rc (*expand)(idt_str bytes, sink *s, idt_error *err);
} format;

static const format FORMATS[] = {
    {"\xfd"
     "7zXZ\0",
     6, ".xz", expand_xz},
    {"\x28\xb5\x2f\xfd", 4, ".zst", expand_zstd},
    {"\x1f\x8b", 2, ".gz", expand_gzip},
};

static bool begins(idt_str bytes, const char *magic, size_t len)
{
    return bytes.len >= len && memcmp(bytes.ptr, magic, len) == 0;
}

static idt_str without_suffix(idt_str name, const char *suffix)
{
    const size_t len = strlen(suffix);
    return idt_str_ends(name, suffix) && name.len > len ? idt_str_slice(name, 0, name.len - len)
                                                        : name;
}

idt_rc idt_expand(idt_str name, idt_str bytes, size_t ceiling, idt_arena *arena,
                  const idt_part_bytes **out, size_t *count, idt_error *err)
{
    if (begins(bytes, "PK\003\004", 4) || begins(bytes, "PK\005\006", 4)) {
        return expand_zip(name, bytes, ceiling, arena, out, count, err);
    }
    idt_part_bytes *part = IDT_NEW(arena, idt_part_bytes);
    if (part == NULL) {
        return idt_arena_fail(arena, err);
    }
    *part = (idt_part_bytes){.name = name, .bytes = bytes};
    *out = part;
    *count = 1;
    for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++) {
        const format *f = &FORMATS[i];
        if (begins(bytes, f->magic, f->magic_len)) {
            sink s = {.arena = arena, .name = name, .left = ceiling};
            const idt_rc rc = f->expand(bytes, &s, err);
            part->name = without_suffix(name, f->suffix);
            part->bytes =
                (idt_str){.ptr = s.bytes != NULL ? (const char *)s.bytes : "", .len = s.len};
            return rc;
        }
    }
    if (bytes.len > ceiling) {
        return idt_fail(err, IDT_E_LIMIT, IDT_STR_FMT ": %zu bytes; at most %zu are read",
                        IDT_STR_ARG(name), bytes.len, ceiling);
    }
    return IDT_OK;
}
