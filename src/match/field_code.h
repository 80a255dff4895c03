/* field_code.h - an identifier, a country, a means of contact as a field: written one way, once.
 *
 *   registrationNumber  "OGRN: 1197746631653"  ->  1197746631653
 *   registrationNumber  "TIN: 7703436139, Registration number: 5177746148784"  ->  both numbers
 *   passportNumber      "A 123-45 (Egypt)"     ->  A12345
 *   imoNumber           "IMO 9074720"          ->  9074720, not proven: the check digit is wrong
 *   phone               "+375 17 217 64 63"    ->  172176463: the last nine digits
 *   website             "http://www.wscb.ru/"  ->  wscb.ru
 *   country             "Russia", "ru", "RU"   ->  RU
 *
 * I1  Two codes are the same if and only if their normal forms are the same bytes.
 * I2  Fewer than four letters and digits, more than IDT_CODE_BYTES, or one of them throughout
 *     ("0000000"), is no code.
 *     The normal form depends on property and value alone; identifier_key.h makes keys of it.
 * I3  `proven` is false where the kind has check digits and they are wrong, or the form is not that
 *     of the kind: equality of two such numbers proves less, a difference nothing.
 *
 * I4  A code read out of words ("Tax ID No. 7708 (Russia)") has five digits: what has fewer is a
 *     year, a day, a part of a number. Words are labels, not parts.
 *
 * Lifetime: the arena given. Threads: pure.
 */
#ifndef INTERDICT_MATCH_FIELD_CODE_H
#define INTERDICT_MATCH_FIELD_CODE_H

#include "text/identifier.h"

/* What it says when two parties have different ones of a property. */
typedef enum idt_code_holding {
    IDT_CODE_FOR_LIFE, /* one, for good: a ship's IMO number, a company's LEI */
    IDT_CODE_DOCUMENT, /* one at a time and in a country: a passport, a registration */
    IDT_CODE_MANY      /* any number, or given anew: wallets, call signs; differing says nothing */
} idt_code_holding;

typedef struct idt_code_kind {
    const char *property;
    idt_code_holding holding;
    int check; /* idt_id_kind; IDT_ID_KINDS: none known */
} idt_code_kind;

typedef struct idt_field_code {
    idt_str text;
    uint32_t hash;
    uint32_t shape; /* which characters are letters, which digits: numbers of one kind and country
                       mostly are of one shape */
    const idt_code_kind *kind; /* NULL of a contact */
    bool proven;
} idt_field_code;

/* NULL: the property holds no identifier. */
const idt_code_kind *idt_code_kind_of(idt_str property);

/* The codes in a value, as slices of it: the value itself where it is one (I4). A slice is its own
 * only code. Further ones than IDT_CODES_MAX are not read. */
#define IDT_CODES_MAX 8
size_t idt_codes_in(idt_str value, const idt_code_kind *kind, idt_str out[IDT_CODES_MAX]);

#define IDT_CODE_BYTES 256
/* The normal form of one code; the bytes written, 0 where it is no code (I2). `proven` as I3 has
 * it. */
size_t idt_code_normal(idt_str value, const idt_code_kind *kind, char out[IDT_CODE_BYTES],
                       bool *proven);
/* `is_ship`, or not known: IMO numbers of companies have other check digits than those of ships.
 * text empty: no code. IDT_E_LIMIT at the arena's ceiling. */
IDT_CHECK idt_rc idt_field_code_read(idt_str value, const idt_code_kind *kind, bool is_ship,
                                     idt_arena *arena, idt_field_code *out, idt_error *err);
/* email, phone, website */
IDT_CHECK idt_rc idt_field_contact_read(idt_str value, const char *property, idt_arena *arena,
                                        idt_field_code *out, idt_error *err);
static inline bool idt_field_code_same(const idt_field_code *a, const idt_field_code *b)
{
    return a->hash == b->hash && a->text.len > 0 && idt_str_equal(a->text, b->text);
}

/* Two capital letters as a number, of a code that is given out: "ru", "rus", "gb-sct", "suhh";
 * IDT_COUNTRY_UNKNOWN of anything else. */
uint16_t idt_country_of_code(idt_str code);
/* Of a place class of the lexicon; IDT_COUNTRY_UNKNOWN where it is no state. */
uint16_t idt_country_of_land(uint16_t place);
/* A state that is no more (SU, YU, CS, DD, AN, ZR): its citizens are of others now. */
bool idt_country_is_past(uint16_t country);

#endif
