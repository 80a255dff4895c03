/* SHA-256 against published vectors (FIPS 180-4 examples and the CAVS short messages). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "core/hash.h"

static void check(const char *bytes, size_t len, const char *expected)
{
    idt_digest d;
    char hex[IDT_SHA256_HEX + 1];
    assert_int_equal(idt_sha256(bytes, len, &d, NULL), IDT_OK);
    assert_string_equal(idt_digest_hex(&d, hex), expected);
}

static void known_messages_have_their_published_digests(void **state)
{
    (void)state;
    check("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check(NULL, 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    check("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    check("\xd3", 1, "28969cdfa74a12c82f3bad960b0b000aca2ac329deea5c2328ebc6f2ba9802c1");
    static char million[1000000];
    memset(million, 'a', sizeof million);
    check(million, sizeof million,
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void bytes_in_pieces_have_the_digest_of_the_whole(void **state)
{
    (void)state;
    idt_sha256_state so_far;
    idt_sha256_state aside;
    idt_digest d;
    char hex[IDT_SHA256_HEX + 1];
    assert_int_equal(idt_sha256_start(&so_far, NULL), IDT_OK);
    assert_int_equal(idt_sha256_add(&so_far, "ab", 2, NULL), IDT_OK);
    assert_int_equal(idt_sha256_so_far(&so_far, &d, NULL), IDT_OK);
    aside = so_far;
    assert_int_equal(idt_sha256_add(&aside, "x", 1, NULL), IDT_OK); /* goes its own way */
    assert_int_equal(idt_sha256_add(&so_far, "c", 1, NULL), IDT_OK);
    assert_int_equal(idt_sha256_so_far(&so_far, &d, NULL), IDT_OK);
    assert_string_equal(idt_digest_hex(&d, hex),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void a_digest_reads_back_from_its_text(void **state)
{
    (void)state;
    idt_digest d;
    idt_digest again;
    char hex[IDT_SHA256_HEX + 1];
    assert_int_equal(idt_sha256("x", 1, &d, NULL), IDT_OK);
    assert_true(idt_digest_parse(idt_str_borrow(idt_digest_hex(&d, hex)), &again));
    assert_memory_equal(&d, &again, sizeof d);
    for (char *c = hex; *c != '\0'; c++) {
        *c = (char)(*c >= 'a' ? *c - 'a' + 'A' : *c);
    }
    assert_true(idt_digest_parse(idt_str_borrow(hex), &again));
    assert_memory_equal(&d, &again, sizeof d);
}

static void only_64_hexadecimal_digits_are_a_digest(void **state)
{
    (void)state;
    idt_digest d;
    char hex[IDT_SHA256_HEX + 2];
    memset(hex, '0', sizeof hex);
    assert_true(idt_digest_parse((idt_str){.ptr = hex, .len = 64}, &d));
    assert_false(idt_digest_parse((idt_str){.ptr = hex, .len = 63}, &d));
    assert_false(idt_digest_parse((idt_str){.ptr = hex, .len = 65}, &d));
    assert_false(idt_digest_parse((idt_str){0}, &d));
    for (size_t at = 0; at < 64; at += 21) {
        hex[at] = 'g';
        assert_false(idt_digest_parse((idt_str){.ptr = hex, .len = 64}, &d));
        hex[at] = '0';
    }
}

static void sha1_is_the_one_of_fips_180(void **state)
{
    (void)state;
    char hex[IDT_SHA1_HEX + 1];
    assert_int_equal(idt_sha1_hex("abc", 3, hex, NULL), IDT_OK);
    assert_string_equal(hex, "a9993e364706816aba3e25717850c26c9cd0d89d");
    assert_int_equal(idt_sha1_hex("", 0, hex, NULL), IDT_OK);
    assert_string_equal(hex, "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sha1_is_the_one_of_fips_180),
        cmocka_unit_test(known_messages_have_their_published_digests),
        cmocka_unit_test(bytes_in_pieces_have_the_digest_of_the_whole),
        cmocka_unit_test(a_digest_reads_back_from_its_text),
        cmocka_unit_test(only_64_hexadecimal_digits_are_a_digest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
