#include "match/field_code.h"

#include "text/key.h"
#include "text/lexicon.h"
#include "text/tokens.h"

#define LEAST_CHARS  4 /* I2 */
#define PHONE_LEAST  6
#define PHONE_DIGITS 9 /* behind these stand only country and trunk codes */

/* FollowTheMoney's properties of type identifier that name one party. Not here: kppCode (every
 * company of a tax office has it), programId and the like (of listings). */
static const idt_code_kind KINDS[] = {
    {"accountNumber", IDT_CODE_MANY, IDT_ID_KINDS},
    {"bic", IDT_CODE_MANY, IDT_ID_BIC},
    {"bvdId", IDT_CODE_MANY, IDT_ID_KINDS},
    {"cageCode", IDT_CODE_MANY, IDT_ID_KINDS},
    {"callSign", IDT_CODE_MANY, IDT_ID_KINDS}, /* with the flag */
    {"crsNumber", IDT_CODE_MANY, IDT_ID_KINDS},
    {"dunsCode", IDT_CODE_MANY, IDT_ID_KINDS}, /* one a place of business */
    {"giiNumber", IDT_CODE_MANY, IDT_ID_KINDS},
    {"iban", IDT_CODE_MANY, IDT_ID_IBAN},
    {"icaoCode", IDT_CODE_MANY, IDT_ID_KINDS}, /* with the registration */
    {"icijId", IDT_CODE_MANY, IDT_ID_KINDS},
    {"idNumber", IDT_CODE_DOCUMENT, IDT_ID_KINDS},
    {"imoNumber", IDT_CODE_FOR_LIFE, IDT_ID_IMO},
    {"innCode", IDT_CODE_FOR_LIFE, IDT_ID_INN},
    {"isin", IDT_CODE_MANY, IDT_ID_ISIN},
    {"isinCode", IDT_CODE_MANY, IDT_ID_ISIN},
    {"leiCode", IDT_CODE_FOR_LIFE, IDT_ID_LEI},
    {"licenseNumber", IDT_CODE_MANY, IDT_ID_KINDS},
    {"mmsi", IDT_CODE_MANY, IDT_ID_KINDS}, /* with the flag */
    {"npiCode", IDT_CODE_FOR_LIFE, IDT_ID_KINDS},
    {"ogrnCode", IDT_CODE_FOR_LIFE, IDT_ID_OGRN},
    {"okpoCode", IDT_CODE_FOR_LIFE, IDT_ID_KINDS},
    {"passportNumber", IDT_CODE_DOCUMENT, IDT_ID_KINDS},
    {"permId", IDT_CODE_MANY, IDT_ID_KINDS},
    {"publicKey", IDT_CODE_MANY, IDT_ID_WALLET},
    {"registrationNumber", IDT_CODE_DOCUMENT, IDT_ID_KINDS},
    {"serialNumber", IDT_CODE_FOR_LIFE, IDT_ID_KINDS}, /* of an aircraft, by its maker */
    {"socialSecurityNumber", IDT_CODE_FOR_LIFE, IDT_ID_KINDS},
    {"swiftBic", IDT_CODE_MANY, IDT_ID_BIC},
    {"taxNumber", IDT_CODE_DOCUMENT, IDT_ID_KINDS},
    {"uniqueEntityId", IDT_CODE_MANY, IDT_ID_KINDS},
    {"vatCode", IDT_CODE_DOCUMENT, IDT_ID_KINDS},
    {"wikidataId", IDT_CODE_MANY, IDT_ID_KINDS},
};

const idt_code_kind *idt_code_kind_of(idt_str property)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (idt_str_is(property, KINDS[i].property)) {
            return &KINDS[i];
        }
    }
    return NULL;
}

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_code_char(char c)
{
    return (c >= 'A' && c <= 'Z') || is_digit(c) || (unsigned char)c >= 0x80;
}

static bool has_digit(idt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (is_digit(text.ptr[i])) {
            return true;
        }
    }
    return false;
}

/* "OGRN: 119" -> "119"; "A12345 (Egypt)" -> "A12345". */
static idt_str bare(idt_str value)
{
    const size_t bracket = idt_str_find(value, '(');
    const idt_str head = idt_str_slice(value, 0, bracket);
    value = bracket > 0 && has_digit(head) ? head : value;
    const size_t colon = idt_str_find(value, ':');
    const idt_str tail = idt_str_slice(value, colon + 1, value.len);
    return colon < value.len && has_digit(tail) && !has_digit(idt_str_slice(value, 0, colon))
               ? tail
               : value;
}

/* I2 */
static bool says_something(idt_str text)
{
    size_t other = 0;
    for (size_t i = 1; i < text.len; i++) {
        other += text.ptr[i] != text.ptr[0];
    }
    return text.len >= LEAST_CHARS && other > 0;
}

/* With check digits and forms: I3. Wallets keep their case, which tells them apart. */
static size_t checked(idt_str value, idt_id_kind kind, char out[IDT_CODE_BYTES], bool *proven)
{
    const idt_identifier id = idt_identifier_of(value, kind);
    *proven = id.state == IDT_ID_CHECKED || id.state == IDT_ID_FORM;
    if (id.state == IDT_ID_NONE) {
        return 0;
    }
    memcpy(out, id.text, id.len);
    return id.len;
}

static size_t plain(idt_str value, char out[IDT_CODE_BYTES])
{
    const idt_str from = bare(value);
    size_t len = 0;
    for (size_t i = 0; i < from.len; i++) {
        const char c = upper(from.ptr[i]);
        if (is_code_char(c) && len == IDT_CODE_BYTES) {
            return 0;
        }
        if (is_code_char(c)) {
            out[len++] = c;
        }
    }
    return len;
}

size_t idt_code_normal(idt_str value, const idt_code_kind *kind, char out[IDT_CODE_BYTES],
                       bool *proven)
{
    _Static_assert(IDT_ID_BYTES <= IDT_CODE_BYTES, "room for every identifier");
    *proven = true;
    size_t len =
        kind->check != IDT_ID_KINDS ? checked(value, (idt_id_kind)kind->check, out, proven) : 0;
    len = len > 0 ? len : plain(value, out);
    return says_something((idt_str){.ptr = out, .len = len}) ? len : 0;
}

static idt_rc keep(idt_str text, idt_arena *arena, idt_field_code *out, idt_error *err)
{
    out->text = idt_str_copy(arena, text);
    out->hash = (uint32_t)idt_token_hash(text.ptr, text.len);
    return out->text.ptr != NULL ? IDT_OK : idt_arena_fail(arena, err);
}

idt_rc idt_field_code_read(idt_str value, const idt_code_kind *kind, bool is_ship, idt_arena *arena,
                           idt_field_code *out, idt_error *err)
{
    char text[IDT_CODE_BYTES];
    bool proven;
    const size_t len = idt_code_normal(value, kind, text, &proven);
    *out =
        (idt_field_code){.kind = kind, .proven = proven || (kind->check == IDT_ID_IMO && !is_ship)};
    return len > 0 ? keep((idt_str){.ptr = text, .len = len}, arena, out, err) : IDT_OK;
}

/* http://www.a.b/ -> a.b */
static idt_str without_scheme(idt_str value)
{
    static const char *const heads[] = {"https://", "http://", "www."};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        if (idt_str_starts(value, heads[i])) {
            value = idt_str_slice(value, strlen(heads[i]), value.len);
        }
    }
    while (value.len > 0 && value.ptr[value.len - 1] == '/') {
        value.len--;
    }
    return value;
}

idt_rc idt_field_contact_read(idt_str value, const char *property, idt_arena *arena,
                              idt_field_code *out, idt_error *err)
{
    const bool phone = strcmp(property, "phone") == 0;
    char text[IDT_CODE_BYTES];
    size_t len = 0;
    *out = (idt_field_code){.proven = true};
    for (size_t i = 0; i < value.len && len < IDT_CODE_BYTES; i++) {
        const char c = value.ptr[i];
        text[len] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        len += phone ? is_digit(c) : c != ' ';
    }
    idt_str made = without_scheme((idt_str){.ptr = text, .len = len});
    if (phone && made.len > PHONE_DIGITS) {
        made = idt_str_slice(made, made.len - PHONE_DIGITS, made.len);
    }
    return len < IDT_CODE_BYTES && says_something(made) && (!phone || made.len >= PHONE_LEAST)
               ? keep(made, arena, out, err)
               : IDT_OK;
}

/* ---- countries ---- */

static uint16_t packed(char a, char b)
{
    return (uint16_t)((unsigned char)upper(a) << 8 | (unsigned char)upper(b));
}

static bool is_letter(char c)
{
    return upper(c) >= 'A' && upper(c) <= 'Z';
}

/* Codes of places.tsv that are no state's: lands within states, parts of the world. */
static bool is_state(const char code[3])
{
    static const char *const none[] = {"KX", "EN", "SX", "WX"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        if (memcmp(code, none[i], 2) == 0) {
            return false;
        }
    }
    return is_letter(code[0]) && is_letter(code[1]);
}

uint16_t idt_country_of_land(uint16_t place)
{
    for (size_t i = 0; place != 0 && i < IDT_LEXICON_LANDS; i++) {
        const struct idt_lexicon_land *land = &idt_lexicon_lands[i];
        if (land->place == place && is_state(land->code)) {
            return packed(land->code[0], land->code[1]);
        }
    }
    return IDT_COUNTRY_UNKNOWN;
}

idt_rc idt_field_country_read(idt_str value, idt_arena *arena, uint16_t *out, idt_error *err)
{
    value = idt_str_trim(value);
    *out = IDT_COUNTRY_UNKNOWN;
    if ((value.len == 2 || (value.len > 3 && value.ptr[2] == '-')) && is_letter(value.ptr[0]) &&
        is_letter(value.ptr[1])) {
        *out = packed(value.ptr[0], value.ptr[1]);
        return IDT_OK;
    }
    idt_str key;
    const idt_rc rc = idt_text_key(value, arena, &key, err);
    if (rc == IDT_OK) {
        const idt_lexeme lex = idt_lexicon_find(key);
        *out = lex.row->place == lex.row->land ? idt_country_of_land(lex.row->place)
                                               : IDT_COUNTRY_UNKNOWN;
    }
    return rc;
}

bool idt_country_is_past(uint16_t country)
{
    static const char past[][3] = {"SU", "YU", "CS", "DD", "AN"};
    for (size_t i = 0; i < sizeof past / sizeof *past; i++) {
        if (country == packed(past[i][0], past[i][1])) {
            return true;
        }
    }
    return false;
}
