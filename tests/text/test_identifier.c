/* Identifiers: one normal form, and check digits that find what was mistyped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/identifier.h"

static void expect(const char *text, idt_id_kind kind, idt_id_state state, const char *normal)
{
    const idt_identifier id = idt_identifier_of(idt_str_borrow(text), kind);
    if (id.state != state) {
        print_message("%s as %s: state %d\n", text, idt_id_kind_text(kind), (int)id.state);
    }
    assert_int_equal(id.state, state);
    if (normal != NULL) {
        assert_int_equal(id.len, strlen(normal));
        assert_memory_equal(id.text, normal, id.len);
    }
}

static void imo_numbers_are_checked(void **state)
{
    (void)state;
    expect("IMO 9074729", IDT_ID_IMO, IDT_ID_CHECKED, "9074729");
    expect("imo9074729", IDT_ID_IMO, IDT_ID_CHECKED, "9074729");
    expect("9074728", IDT_ID_IMO, IDT_ID_WRONG, "9074728");
    expect("907472", IDT_ID_IMO, IDT_ID_NONE, NULL);
}

static void a_lei_is_checked_by_iso_7064(void **state)
{
    (void)state;
    expect("529900T8BM49AURSDO55", IDT_ID_LEI, IDT_ID_CHECKED, "529900T8BM49AURSDO55");
    expect("529900T8BM49AURSDO54", IDT_ID_LEI, IDT_ID_WRONG, NULL);
    expect("5299-00T8-BM49-AURS-DO55", IDT_ID_LEI, IDT_ID_CHECKED, "529900T8BM49AURSDO55");
}

static void the_head_office_of_a_bank_needs_no_xxx(void **state)
{
    (void)state;
    expect("DEUTDEFFXXX", IDT_ID_BIC, IDT_ID_FORM, "DEUTDEFF");
    expect("deutdeff", IDT_ID_BIC, IDT_ID_FORM, "DEUTDEFF");
    expect("SWIFT/BIC: DEUTDEFF500", IDT_ID_BIC, IDT_ID_FORM, "DEUTDEFF500");
    expect("DEUT4EFF", IDT_ID_BIC, IDT_ID_NONE, NULL);
}

static void an_iban_has_its_countrys_length_and_check_digits(void **state)
{
    (void)state;
    expect("GB82 WEST 1234 5698 7654 32", IDT_ID_IBAN, IDT_ID_CHECKED, "GB82WEST12345698765432");
    expect("iban de89 3704 0044 0532 0130 00", IDT_ID_IBAN, IDT_ID_CHECKED,
           "DE89370400440532013000");
    expect("DE88370400440532013000", IDT_ID_IBAN, IDT_ID_WRONG, NULL);
    expect("DE8937040044053201300", IDT_ID_IBAN, IDT_ID_NONE, NULL);
}

static void an_isin_is_checked_by_luhn(void **state)
{
    (void)state;
    expect("US0378331005", IDT_ID_ISIN, IDT_ID_CHECKED, "US0378331005");
    expect("US0378331006", IDT_ID_ISIN, IDT_ID_WRONG, NULL);
    expect("RU0007661625", IDT_ID_ISIN, IDT_ID_CHECKED, NULL);
}

static void russian_numbers_are_checked(void **state)
{
    (void)state;
    expect("INN 7707083893", IDT_ID_INN, IDT_ID_CHECKED, "7707083893");
    expect("7707083892", IDT_ID_INN, IDT_ID_WRONG, NULL);
    expect("500100732259", IDT_ID_INN, IDT_ID_CHECKED, NULL);
    expect("500100732258", IDT_ID_INN, IDT_ID_WRONG, NULL);
    expect("OGRN: 1027700132195", IDT_ID_OGRN, IDT_ID_CHECKED, "1027700132195");
    expect("1027700132196", IDT_ID_OGRN, IDT_ID_WRONG, NULL);
    expect("304500116000157", IDT_ID_OGRN, IDT_ID_CHECKED, NULL);
}

static void wallets_carry_their_check_sums(void **state)
{
    (void)state;
    expect("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", IDT_ID_WALLET, IDT_ID_CHECKED,
           "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa");
    expect("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", IDT_ID_WALLET, IDT_ID_WRONG, NULL);
    expect("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", IDT_ID_WALLET, IDT_ID_CHECKED,
           "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4");
    expect("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", IDT_ID_WALLET, IDT_ID_WRONG, NULL);
    expect("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", IDT_ID_WALLET,
           IDT_ID_CHECKED, NULL);
    expect("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", IDT_ID_WALLET, IDT_ID_CHECKED,
           "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed");
    expect("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", IDT_ID_WALLET, IDT_ID_WRONG, NULL);
    expect("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", IDT_ID_WALLET, IDT_ID_FORM, NULL);
    expect("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", IDT_ID_WALLET, IDT_ID_CHECKED, NULL);
    expect("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", IDT_ID_WALLET, IDT_ID_CHECKED, NULL);
    expect("not a wallet", IDT_ID_WALLET, IDT_ID_NONE, NULL);
    expect("", IDT_ID_WALLET, IDT_ID_NONE, NULL);
}

/* One digit changed is always seen; so the check functions read every place. */
static void a_changed_digit_is_seen(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        idt_id_kind kind;
    } rows[] = {{"9074729", IDT_ID_IMO},
                {"529900T8BM49AURSDO55", IDT_ID_LEI},
                {"GB82WEST12345698765432", IDT_ID_IBAN},
                {"US0378331005", IDT_ID_ISIN}};
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        char changed[64];
        const size_t len = strlen(rows[r].text);
        for (size_t i = 0; i < len; i++) {
            memcpy(changed, rows[r].text, len + 1);
            if (changed[i] < '0' || changed[i] > '8') {
                continue;
            }
            changed[i]++;
            assert_int_not_equal(idt_identifier_of(idt_str_borrow(changed), rows[r].kind).state,
                                 IDT_ID_CHECKED);
        }
    }
}

static void the_kind_is_guessed_by_the_check_digits(void **state)
{
    (void)state;
    assert_int_equal(idt_identifier_guess(IDT_STR("US0378331005")).kind, IDT_ID_ISIN);
    assert_int_equal(idt_identifier_guess(IDT_STR("IMO 9074729")).kind, IDT_ID_IMO);
    assert_int_equal(idt_identifier_guess(IDT_STR("hello")).state, IDT_ID_NONE);
}

static void long_texts_are_none(void **state)
{
    (void)state;
    static char digits[100000];
    memset(digits, '7', sizeof digits);
    for (int kind = 0; kind < IDT_ID_KINDS; kind++) {
        const idt_str text = {.ptr = digits, .len = sizeof digits};
        assert_int_equal(idt_identifier_of(text, (idt_id_kind)kind).state, IDT_ID_NONE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(imo_numbers_are_checked),
        cmocka_unit_test(a_lei_is_checked_by_iso_7064),
        cmocka_unit_test(the_head_office_of_a_bank_needs_no_xxx),
        cmocka_unit_test(an_iban_has_its_countrys_length_and_check_digits),
        cmocka_unit_test(an_isin_is_checked_by_luhn),
        cmocka_unit_test(russian_numbers_are_checked),
        cmocka_unit_test(wallets_carry_their_check_sums),
        cmocka_unit_test(a_changed_digit_is_seen),
        cmocka_unit_test(the_kind_is_guessed_by_the_check_digits),
        cmocka_unit_test(long_texts_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
