/* wallet.h - addresses of public ledgers, and their check sums.
 *
 *   base58check  the last 4 bytes are the first of SHA-256 twice: Bitcoin, Litecoin, Dash, Zcash,
 * Tron, XRP bech32(m)    a BCH code over 5-bit letters, BIP 173 and BIP 350: bc1..., ltc1...,
 * tb1... hexadecimal  0x and 40 digits; the case of the letters is the check sum (EIP-55); all of
 * one case has none
 *
 * An address is its own normal form, but for hexadecimal and bech32 ones, which do not depend on
 * case: small letters. Pure, nothing allocated.
 */
#ifndef INTERDICT_TEXT_WALLET_H
#define INTERDICT_TEXT_WALLET_H

#include "text/identifier.h"

/* Normal form to `out` (holds text.len). IDT_ID_NONE: no address of a kind known. */
idt_id_state idt_wallet_check(idt_str text, char *out);

#endif
