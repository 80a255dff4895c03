#include "match/field_code.h"

#include "match/country.h"
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

/* ---- codes among words ---- */

#define LEAST_DIGITS 5 /* I4 */
#define LABEL_WORD   4 /* letters of a word that is no part of a number */

/* Shorter words that stand before a number and are no part of it, and months. */
static const char *const LABELS[] = {
    "apr", "aug", "bic", "bik", "brn", "card", "cif", "cr",  "crn", "dec", "dob",
    "ein", "feb", "id",  "imo", "inn", "jan",  "jul", "jun", "kpp", "lei", "mar",
    "may", "nif", "nit", "nov", "oct", "of",   "pin", "reg", "rif", "rne", "rnc",
    "ruc", "sep", "srn", "ssn", "tax", "the",  "tin", "uen", "uid", "usc", "vat",
};
/* These may stand within one, too: series 8208 No. 555627. */
static const char *const WITHIN[] = {"n", "no", "nr"};

typedef struct word {
    idt_str text;
    size_t letters, digits;
    bool break_before; /* a comma, a bracket, a colon */
    bool colon_behind;
} word;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_break(char c)
{
    return c == ',' || c == ';' || c == ':' || c == '(' || c == ')' || c == '"' || c == '[' ||
           c == ']';
}

/* A bracket within a word is part of it: 13/THAPANA(AEI)00010. */
static bool ends_word(idt_str value, size_t i)
{
    const char c = value.ptr[i];
    const bool bracket = c == '(' || c == ')';
    const bool between = i > 0 && i + 1 < value.len && is_code_char(upper(value.ptr[i - 1])) &&
                         is_code_char(upper(value.ptr[i + 1]));
    return is_blank(c) || (is_break(c) && !(bracket && between));
}

static bool next_word(idt_str value, size_t *at, word *out)
{
    *out = (word){0};
    while (*at < value.len && ends_word(value, *at)) {
        out->break_before = out->break_before || is_break(value.ptr[*at]);
        (*at)++;
    }
    const size_t start = *at;
    while (*at < value.len && !ends_word(value, *at)) {
        const char c = upper(value.ptr[(*at)++]);
        out->digits += is_digit(c);
        /* the first byte of a character of several */
        out->letters += (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0xc3;
    }
    out->text = idt_str_slice(value, start, *at);
    out->colon_behind = *at < value.len && value.ptr[*at] == ':';
    return out->text.len > 0;
}

static bool among(idt_str text, const char *const *words, size_t count)
{
    char low[8];
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char c = upper(text.ptr[i]);
        if (c >= 'A' && c <= 'Z' && len < sizeof low) {
            low[len++] = (char)(c - 'A' + 'a');
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (idt_str_is((idt_str){.ptr = low, .len = len}, words[i])) {
            return true;
        }
    }
    return false;
}

static bool is_label(const word *w)
{
    return w->digits == 0 && w->letters > 0 &&
           (w->letters >= LABEL_WORD || w->colon_behind ||
            ((unsigned char)w->text.ptr[0] >= 0xc3 && w->letters >= 3) ||
            among(w->text, LABELS, sizeof LABELS / sizeof *LABELS));
}

static bool is_within(const word *w)
{
    return w->digits == 0 && among(w->text, WITHIN, sizeof WITHIN / sizeof *WITHIN);
}

static size_t digits_in(idt_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        n += is_digit(text.ptr[i]);
    }
    return n;
}

static void keep_run(idt_str *run, idt_str *out, size_t *count)
{
    if (digits_in(*run) >= LEAST_DIGITS && *count < IDT_CODES_MAX) {
        out[(*count)++] = *run;
    }
    *run = (idt_str){0};
}

static bool has_label(idt_str value)
{
    word w;
    for (size_t at = 0; next_word(value, &at, &w);) {
        if (is_label(&w)) {
            return true;
        }
    }
    return false;
}

size_t idt_codes_in(idt_str value, const idt_code_kind *kind, idt_str out[IDT_CODES_MAX])
{
    const bool whole = kind->check != IDT_ID_KINDS &&
                       idt_identifier_of(value, (idt_id_kind)kind->check).state != IDT_ID_NONE;
    size_t count = 0;
    idt_str run = {0};
    word w;
    if (whole || !has_label(value)) {
        out[0] = value;
        return 1;
    }
    for (size_t at = 0; next_word(value, &at, &w);) {
        if (is_label(&w) || w.break_before) {
            keep_run(&run, out, &count);
        }
        if (is_label(&w) || (is_within(&w) && run.ptr == NULL)) {
            continue;
        }
        const char *start = run.ptr != NULL ? run.ptr : w.text.ptr;
        run = (idt_str){.ptr = start, .len = (size_t)(w.text.ptr + w.text.len - start)};
    }
    keep_run(&run, out, &count);
    return count;
}

/* "A12345 (Egypt)" -> "A12345", "8208 No. 555627" -> 8208555627: brackets and such words off. */
static size_t plain(idt_str value, char out[IDT_CODE_BYTES])
{
    size_t len = 0;
    word w;
    for (size_t at = 0; next_word(value, &at, &w);) {
        if (is_within(&w) && len > 0) {
            continue;
        }
        const bool last = digits_in(idt_str_slice(value, at, value.len)) == 0;
        if (w.digits == 0 && w.break_before && len > 0 && last) {
            break;
        }
        for (size_t i = 0; i < w.text.len; i++) {
            const char c = upper(w.text.ptr[i]);
            if (is_code_char(c) && len == IDT_CODE_BYTES) {
                return 0;
            }
            if (is_code_char(c)) {
                out[len++] = c;
            }
        }
    }
    return len;
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

static uint32_t shape_of(const char *text, size_t len)
{
    char shape[IDT_CODE_BYTES];
    for (size_t i = 0; i < len; i++) {
        shape[i] = is_digit(text[i]) ? '9' : 'A';
    }
    return (uint32_t)idt_token_hash(shape, len);
}

idt_rc idt_field_code_read(idt_str value, const idt_code_kind *kind, bool is_ship, idt_arena *arena,
                           idt_field_code *out, idt_error *err)
{
    char text[IDT_CODE_BYTES];
    bool proven;
    const size_t len = idt_code_normal(value, kind, text, &proven);
    *out =
        (idt_field_code){.kind = kind, .proven = proven || (kind->check == IDT_ID_IMO && !is_ship)};
    out->shape = shape_of(text, len);
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

uint16_t idt_country_of_code(idt_str code)
{
    /* Of states that are no more, ISO 3166-3. */
    static const char *const four[] = {"suhh", "yucs", "csxx", "cshh", "ddde", "anhh", "zrcd"};
    const idt_str state = idt_str_slice(code, 0, 2);
    bool known =
        code.len > 3 && code.ptr[2] == '-' && idt_country_with_code(state) != IDT_COUNTRY_UNKNOWN;
    if (code.len <= 3) {
        return idt_country_with_code(code);
    }
    for (size_t i = 0; i < sizeof four / sizeof *four; i++) {
        known = known || idt_str_is(code, four[i]);
    }
    return known && is_letter(code.ptr[0]) && is_letter(code.ptr[1])
               ? packed(code.ptr[0], code.ptr[1])
               : IDT_COUNTRY_UNKNOWN;
}

bool idt_country_is_past(uint16_t country)
{
    static const char past[][3] = {"SU", "YU", "CS", "DD", "AN", "ZR"};
    for (size_t i = 0; i < sizeof past / sizeof *past; i++) {
        if (country == packed(past[i][0], past[i][1])) {
            return true;
        }
    }
    return false;
}
