/* identifier.h - numbers that name one thing: written one way, and their check digits.
 *
 *   IMO  "IMO 9074729"                  -> 9074729                       checked
 *   IBAN "gb82 west 1234 5698 7654 32"  -> GB82WEST12345698765432        checked
 *   BIC  "DEUTDEFFXXX"                  -> DEUTDEFF                      form only: it has no check
 * digit INN  "7707083892"                   ->                               wrong: the check digit
 * is 3
 *
 * Two identifiers of a kind are the same if and only if their normal forms are the same bytes.
 * A wrong check digit is an answer (IDT_ID_WRONG), not an error: lists hold such numbers, and
 * whoever compares them must know that one was mistyped.
 *
 * Standards: IMO ship number, IMO Res. A.1117(30); LEI, ISO 17442-1 (ISO 7064 MOD 97-10); BIC, ISO
 * 9362; IBAN, ISO 13616-1; ISIN, ISO 6166 (Luhn); INN, order MMV-7-6/435@ of the Russian tax
 * service; OGRN and OGRNIP, order 165n of the Russian ministry of finance; wallets: Base58Check
 * (Bitcoin, Litecoin, Dash, Zcash, Tron, XRP), BIP 173 and 350 (bech32, bech32m), EIP-55
 * (Ethereum). IBAN lengths: SWIFT's registry for the countries the table knows; for others any
 * length up to 34.
 *
 * Nothing is allocated. Threads: pure.
 */
#ifndef INTERDICT_TEXT_IDENTIFIER_H
#define INTERDICT_TEXT_IDENTIFIER_H

#include <stdbool.h>

#include "core/str.h"

#define IDT_ID_BYTES 128 /* room that always suffices; a longer text is none of these */

typedef enum idt_id_kind {
    IDT_ID_IMO,
    IDT_ID_LEI,
    IDT_ID_BIC,
    IDT_ID_IBAN,
    IDT_ID_ISIN,
    IDT_ID_INN,
    IDT_ID_OGRN,
    IDT_ID_WALLET,
    IDT_ID_KINDS
} idt_id_kind;

typedef enum idt_id_state {
    IDT_ID_NONE,   /* not of the form of its kind; there is no normal form */
    IDT_ID_WRONG,  /* of the form, but the check digits say that it was mistyped */
    IDT_ID_FORM,   /* of the form, which has no check digits */
    IDT_ID_CHECKED /* form and check digits right */
} idt_id_state;

typedef struct idt_identifier {
    idt_id_kind kind;
    idt_id_state state;
    char text[IDT_ID_BYTES]; /* normal form */
    size_t len;
} idt_identifier;

/* As this kind. Blanks, hyphens, dots, slashes and the kind's own word ("IMO", "INN:") fall off. */
idt_identifier idt_identifier_of(idt_str text, idt_id_kind kind);
/* As whichever kind fits with check digits that are right; IDT_ID_NONE where none does. The first
 * of the enumeration wins. */
idt_identifier idt_identifier_guess(idt_str text);

/* "imo", "lei", ... */
const char *idt_id_kind_text(idt_id_kind kind);

/* The checks alone, on normal forms: digits or capital letters and digits of the right length. */
bool idt_imo_check(idt_str digits);  /* 7 */
bool idt_mod97_check(idt_str text);  /* LEI; IBAN with its first four characters moved to the end */
bool idt_isin_check(idt_str text);   /* 12 */
bool idt_inn_check(idt_str digits);  /* 10 of a company, 12 of a person */
bool idt_ogrn_check(idt_str digits); /* 13 of a company, 15 of a sole trader */

#endif
