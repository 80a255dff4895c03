/* Compressed bytes: told by content, whole or refused, never over the ceiling. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include "fetch/expand.h"

#define CEILING ((size_t)4 << 20)
#define ROOM    65536

static const char TEXT[] = "36,\"AEROCARIBBEAN AIRLINES\",-0- ,\"CUBA\"\n"
                           "173,\"ANGLO-CARIBBEAN CO., LTD.\",-0- ,\"CUBA\"\n";
#define TEXT_STR ((idt_str){.ptr = TEXT, .len = sizeof TEXT - 1})

typedef struct packed {
    char bytes[ROOM];
    size_t len;
} packed;

static void pack_gzip(const void *bytes, size_t len, packed *out)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)(uintptr_t)bytes;
    z.avail_in = (uInt)len;
    z.next_out = (Bytef *)out->bytes;
    z.avail_out = ROOM;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    out->len = ROOM - z.avail_out;
    (void)deflateEnd(&z);
}

static void pack_xz(const void *bytes, size_t len, packed *out)
{
    out->len = 0;
    assert_int_equal(lzma_easy_buffer_encode(6, LZMA_CHECK_CRC64, NULL, bytes, len,
                                             (uint8_t *)out->bytes, &out->len, ROOM),
                     LZMA_OK);
}

static void pack_zstd(const void *bytes, size_t len, packed *out)
{
    out->len = ZSTD_compress(out->bytes, ROOM, bytes, len, 3);
    assert_false(ZSTD_isError(out->len));
}

static void put16(packed *out, uint32_t v)
{
    out->bytes[out->len++] = (char)(v & 255);
    out->bytes[out->len++] = (char)(v >> 8 & 255);
}

static void put32(packed *out, uint32_t v)
{
    put16(out, v & 65535);
    put16(out, v >> 16);
}

static void put_text(packed *out, const void *bytes, size_t len)
{
    memcpy(out->bytes + out->len, bytes, len);
    out->len += len;
}

typedef struct zip_wish {
    bool deflated;
    uint32_t flags;
    uint32_t crc_off; /* added to the right checksum */
    uint32_t size;    /* 0: the right one */
} zip_wish;

/* A zip of one member "in/list.csv". */
static void pack_zip(const void *bytes, size_t len, const zip_wish *wish, packed *out)
{
    static const char name[] = "in/list.csv";
    static char body[ROOM];
    size_t body_len = len;
    memcpy(body, bytes, len);
    if (wish->deflated) {
        z_stream z = {0};
        assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY), Z_OK);
        z.next_in = (Bytef *)(uintptr_t)bytes;
        z.avail_in = (uInt)len;
        z.next_out = (Bytef *)body;
        z.avail_out = ROOM;
        assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
        body_len = ROOM - z.avail_out;
        (void)deflateEnd(&z);
    }
    const uint32_t crc = (uint32_t)crc32_z(crc32(0, NULL, 0), bytes, len) + wish->crc_off;
    const uint32_t size = wish->size != 0 ? wish->size : (uint32_t)len;
    out->len = 0;
    for (int directory = 0; directory < 2; directory++) {
        const size_t at = out->len;
        put_text(out, directory ? "PK\001\002" : "PK\003\004", 4);
        if (directory) {
            put16(out, 20);
        }
        put16(out, 20);
        put16(out, wish->flags);
        put16(out, wish->deflated ? 8 : 0);
        put32(out, 0);
        put32(out, crc);
        put32(out, (uint32_t)body_len);
        put32(out, size);
        put16(out, sizeof name - 1);
        put16(out, 0);
        if (directory) {
            put16(out, 0);
            put16(out, 0);
            put16(out, 0);
            put32(out, 0);
            put32(out, 0);
        }
        put_text(out, name, sizeof name - 1);
        if (!directory) {
            put_text(out, body, body_len);
        } else {
            const uint32_t directory_bytes = (uint32_t)(out->len - at);
            put_text(out, "PK\005\006", 4);
            put32(out, 0);
            put16(out, 1);
            put16(out, 1);
            put32(out, directory_bytes);
            put32(out, (uint32_t)at);
            put16(out, 0);
        }
    }
}

static idt_rc expand(const packed *p, size_t ceiling, idt_arena *arena, idt_part_bytes *first,
                     size_t *count)
{
    idt_error err = {0};
    const idt_part_bytes *parts = NULL;
    const idt_rc rc = idt_expand(IDT_STR("list.csv.xz"), (idt_str){.ptr = p->bytes, .len = p->len},
                                 ceiling, arena, &parts, count, &err);
    assert_true(rc == IDT_OK || err.message[0] != '\0');
    if (rc == IDT_OK && *count > 0) {
        *first = parts[0];
    }
    return rc;
}

static void pack_as(int form, const void *bytes, size_t len, packed *out)
{
    const zip_wish stored = {0};
    const zip_wish deflated = {.deflated = true};
    switch (form) {
    case 0:
        pack_gzip(bytes, len, out);
        break;
    case 1:
        pack_xz(bytes, len, out);
        break;
    case 2:
        pack_zstd(bytes, len, out);
        break;
    default:
        pack_zip(bytes, len, form == 3 ? &stored : &deflated, out);
    }
}

static void every_form_gives_back_what_went_in(void **state)
{
    (void)state;
    static packed p;
    for (int form = 0; form < 5; form++) {
        idt_arena *arena = idt_arena_new(CEILING);
        idt_part_bytes part = {0};
        size_t count = 0;
        pack_as(form, TEXT, sizeof TEXT - 1, &p);
        assert_int_equal(expand(&p, CEILING, arena, &part, &count), IDT_OK);
        assert_int_equal(count, 1);
        assert_true(idt_str_equal(part.bytes, TEXT_STR));
        assert_true(idt_str_is(part.name, form == 1 || form > 2 ? "list.csv" : "list.csv.xz"));
        idt_arena_free(arena);
    }
}

static void plain_bytes_are_themselves(void **state)
{
    (void)state;
    idt_arena *arena = idt_arena_new(CEILING);
    static packed p;
    idt_part_bytes part = {0};
    size_t count = 0;
    p.len = 0;
    put_text(&p, TEXT, sizeof TEXT - 1);
    assert_int_equal(expand(&p, CEILING, arena, &part, &count), IDT_OK);
    assert_ptr_equal(part.bytes.ptr, p.bytes);
    p.len = 0;
    assert_int_equal(expand(&p, CEILING, arena, &part, &count), IDT_OK);
    assert_int_equal(part.bytes.len, 0);
    idt_arena_free(arena);
}

static void cut_bytes_are_refused_wherever_they_are_cut(void **state)
{
    (void)state;
    static packed p;
    for (int form = 0; form < 5; form++) {
        pack_as(form, TEXT, sizeof TEXT - 1, &p);
        for (size_t whole = p.len, cut = form < 3 ? 6 : 4; cut < whole; cut++) {
            idt_arena *arena = idt_arena_new(CEILING);
            idt_part_bytes part = {0};
            size_t count = 0;
            p.len = cut;
            assert_int_equal(expand(&p, CEILING, arena, &part, &count), IDT_E_INPUT);
            idt_arena_free(arena);
        }
    }
}

static void a_bomb_stops_at_the_ceiling(void **state)
{
    (void)state;
    static packed p;
    static char zeros[CEILING];
    for (int form = 0; form < 3; form++) {
        idt_arena *arena = idt_arena_new(4 * CEILING);
        idt_part_bytes part = {0};
        size_t count = 0;
        pack_as(form, zeros, sizeof zeros, &p);
        assert_int_equal(expand(&p, CEILING / 2, arena, &part, &count), IDT_E_LIMIT);
        assert_int_equal(expand(&p, CEILING, arena, &part, &count), IDT_OK);
        assert_int_equal(part.bytes.len, sizeof zeros);
        idt_arena_free(arena);
    }
}

static void a_zip_that_lies_is_refused(void **state)
{
    (void)state;
    static const zip_wish lies[] = {{.crc_off = 1},
                                    {.size = 5},
                                    {.size = 4000000000u},
                                    {.deflated = true, .size = 5},
                                    {.flags = 1}};
    static packed p;
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        idt_arena *arena = idt_arena_new(CEILING);
        idt_part_bytes part = {0};
        size_t count = 0;
        pack_zip(TEXT, sizeof TEXT - 1, &lies[i], &p);
        assert_int_not_equal(expand(&p, CEILING, arena, &part, &count), IDT_OK);
        idt_arena_free(arena);
    }
}

static void members_of_one_gzip_follow_each_other(void **state)
{
    (void)state;
    static packed p;
    static packed second;
    idt_arena *arena = idt_arena_new(CEILING);
    idt_part_bytes part = {0};
    size_t count = 0;
    pack_gzip("one\n", 4, &p);
    pack_gzip("two\n", 4, &second);
    put_text(&p, second.bytes, second.len);
    assert_int_equal(expand(&p, CEILING, arena, &part, &count), IDT_OK);
    assert_true(idt_str_is(part.bytes, "one\ntwo\n"));
    idt_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_form_gives_back_what_went_in),
        cmocka_unit_test(plain_bytes_are_themselves),
        cmocka_unit_test(cut_bytes_are_refused_wherever_they_are_cut),
        cmocka_unit_test(a_bomb_stops_at_the_ceiling),
        cmocka_unit_test(a_zip_that_lies_is_refused),
        cmocka_unit_test(members_of_one_gzip_follow_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
