#include "text/identifier.h"

#include "text/wallet.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool all_digits(idt_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!is_digit(s.ptr[i])) {
            return false;
        }
    }
    return s.len > 0;
}

static bool all_letters(idt_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (!is_letter(s.ptr[i])) {
            return false;
        }
    }
    return s.len > 0;
}

static unsigned digit(idt_str s, size_t i)
{
    return (unsigned)(s.ptr[i] - '0');
}

/* The sum of digits, each by its weight. */
static unsigned weighted(idt_str digits, const uint8_t *weights, size_t count)
{
    unsigned sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += digit(digits, i) * weights[i];
    }
    return sum;
}

bool idt_imo_check(idt_str digits)
{
    static const uint8_t weights[] = {7, 6, 5, 4, 3, 2};
    return digits.len == 7 && all_digits(digits) &&
           weighted(digits, weights, 6) % 10 == digit(digits, 6);
}

/* ISO 7064 MOD 97-10: letters are 10 to 35. */
static unsigned mod97(unsigned rest, idt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        rest = is_digit(text.ptr[i]) ? rest * 10 + digit(text, i)
                                     : rest * 100 + (unsigned)(text.ptr[i] - 'A' + 10);
        rest %= 97;
    }
    return rest;
}

bool idt_mod97_check(idt_str text)
{
    return text.len > 4 && mod97(0, text) == 1;
}

/* Luhn over the digits of all characters, from the right. */
bool idt_isin_check(idt_str text)
{
    unsigned sum = 0;
    bool twice = false;
    if (text.len != 12) {
        return false;
    }
    for (size_t i = text.len; i-- > 0;) {
        unsigned value =
            is_digit(text.ptr[i]) ? digit(text, i) : (unsigned)(text.ptr[i] - 'A' + 10);
        do {
            const unsigned d = value % 10 * (twice ? 2 : 1);
            sum += d / 10 + d % 10;
            twice = !twice;
            value /= 10;
        } while (value > 0);
    }
    return sum % 10 == 0;
}

bool idt_inn_check(idt_str digits)
{
    static const uint8_t weights[] = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
    if (!all_digits(digits)) {
        return false;
    }
    if (digits.len == 10) {
        return weighted(digits, weights + 2, 9) % 11 % 10 == digit(digits, 9);
    }
    return digits.len == 12 && weighted(digits, weights + 1, 10) % 11 % 10 == digit(digits, 10) &&
           weighted(digits, weights, 11) % 11 % 10 == digit(digits, 11);
}

bool idt_ogrn_check(idt_str digits)
{
    uint64_t number = 0;
    if ((digits.len != 13 && digits.len != 15) ||
        !idt_str_to_u64(idt_str_slice(digits, 0, digits.len - 1), UINT64_MAX, &number)) {
        return false;
    }
    return all_digits(digits) &&
           number % (digits.len == 13 ? 11 : 13) % 10 == digit(digits, digits.len - 1);
}

/* ---- forms ---- */

static idt_id_state imo_state(idt_str s)
{
    if (s.len != 7 || !all_digits(s)) {
        return IDT_ID_NONE;
    }
    return idt_imo_check(s) ? IDT_ID_CHECKED : IDT_ID_WRONG;
}

static idt_id_state lei_state(idt_str s)
{
    if (s.len != 20 || !all_digits(idt_str_slice(s, 18, 20))) {
        return IDT_ID_NONE;
    }
    return idt_mod97_check(s) ? IDT_ID_CHECKED : IDT_ID_WRONG;
}

static idt_id_state bic_state(idt_str s)
{
    const bool form = (s.len == 8 || s.len == 11) && all_letters(idt_str_slice(s, 0, 6));
    return form ? IDT_ID_FORM : IDT_ID_NONE;
}

/* Country and length, as SWIFT's registry has them. */
static const char iban_lengths[][5] = {
    "AD24", "AE23", "AL28", "AT20", "AZ28", "BA20", "BE16", "BG22", "BH22", "BR29", "BY28",
    "CH21", "CR22", "CY28", "CZ24", "DE22", "DJ27", "DK18", "DO28", "EE20", "EG29", "ES24",
    "FI18", "FO18", "FR27", "GB22", "GE22", "GI23", "GL18", "GR27", "GT28", "HR21", "HU28",
    "IE22", "IL23", "IQ23", "IS26", "IT27", "JO30", "KW30", "KZ20", "LB28", "LC32", "LI21",
    "LT20", "LU20", "LV21", "LY25", "MC27", "MD24", "ME22", "MK19", "MN20", "MR27", "MT31",
    "MU30", "NI28", "NL18", "NO15", "OM23", "PK24", "PL28", "PS29", "PT25", "QA29", "RO24",
    "RS22", "RU33", "SA24", "SC31", "SD18", "SE24", "SI19", "SK24", "SM27", "SO23", "ST25",
    "SV28", "TL23", "TN24", "TR26", "UA29", "VA22", "VG24", "XK20", "YE30"};

static bool iban_length_suits(idt_str s)
{
    for (size_t i = 0; i < sizeof iban_lengths / sizeof iban_lengths[0]; i++) {
        if (memcmp(iban_lengths[i], s.ptr, 2) == 0) {
            return s.len ==
                   (size_t)(iban_lengths[i][2] - '0') * 10 + (size_t)(iban_lengths[i][3] - '0');
        }
    }
    return s.len >= 15 && s.len <= 34;
}

static idt_id_state iban_state(idt_str s)
{
    if (s.len < 15 || s.len > 34 || !all_letters(idt_str_slice(s, 0, 2)) ||
        !all_digits(idt_str_slice(s, 2, 4)) || !iban_length_suits(s)) {
        return IDT_ID_NONE;
    }
    const unsigned rest = mod97(mod97(0, idt_str_slice(s, 4, s.len)), idt_str_slice(s, 0, 4));
    return rest == 1 ? IDT_ID_CHECKED : IDT_ID_WRONG;
}

static idt_id_state isin_state(idt_str s)
{
    if (s.len != 12 || !all_letters(idt_str_slice(s, 0, 2)) || !is_digit(s.ptr[11])) {
        return IDT_ID_NONE;
    }
    return idt_isin_check(s) ? IDT_ID_CHECKED : IDT_ID_WRONG;
}

static idt_id_state inn_state(idt_str s)
{
    if ((s.len != 10 && s.len != 12) || !all_digits(s)) {
        return IDT_ID_NONE;
    }
    return idt_inn_check(s) ? IDT_ID_CHECKED : IDT_ID_WRONG;
}

static idt_id_state ogrn_state(idt_str s)
{
    if ((s.len != 13 && s.len != 15) || !all_digits(s)) {
        return IDT_ID_NONE;
    }
    return idt_ogrn_check(s) ? IDT_ID_CHECKED : IDT_ID_WRONG;
}

static const struct {
    const char *text;
    const char *labels[3]; /* words before the number that fall off, in capitals */
    idt_id_state (*state)(idt_str);
} kinds[IDT_ID_KINDS] = {[IDT_ID_IMO] = {"imo", {"IMO"}, imo_state},
                         [IDT_ID_LEI] = {"lei", {"LEI"}, lei_state},
                         [IDT_ID_BIC] = {"bic", {"BIC", "SWIFTBIC", "SWIFT"}, bic_state},
                         [IDT_ID_IBAN] = {"iban", {"IBAN"}, iban_state},
                         [IDT_ID_ISIN] = {"isin", {"ISIN"}, isin_state},
                         [IDT_ID_INN] = {"inn", {"INN"}, inn_state},
                         [IDT_ID_OGRN] = {"ogrn", {"OGRNIP", "OGRN"}, ogrn_state},
                         [IDT_ID_WALLET] = {"wallet", {0}, NULL}};

const char *idt_id_kind_text(idt_id_kind kind)
{
    return kinds[kind].text;
}

/* Capitals and digits of the text; false where it has other letters or is too long. */
static bool squeeze(idt_str text, idt_identifier *out)
{
    out->len = 0;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        const char capital = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
        if (is_digit(capital) || is_letter(capital)) {
            if (out->len == sizeof out->text) {
                return false;
            }
            out->text[out->len++] = capital;
        } else if (strchr(" \t-./:#", c) == NULL || c == '\0') {
            return false;
        }
    }
    return true;
}

static idt_identifier wallet_of(idt_str text)
{
    idt_identifier out = {.kind = IDT_ID_WALLET, .state = IDT_ID_NONE};
    const idt_str trimmed = idt_str_trim(text);
    if (trimmed.len > 0 && trimmed.len <= sizeof out.text) {
        out.len = trimmed.len;
        out.state = idt_wallet_check(trimmed, out.text);
    }
    return out;
}

/* Off with the first `n` characters. */
static void drop_head(idt_identifier *id, size_t n)
{
    memmove(id->text, id->text + n, id->len - n);
    id->len -= n;
}

idt_identifier idt_identifier_of(idt_str text, idt_id_kind kind)
{
    if (kind == IDT_ID_WALLET) {
        return wallet_of(text);
    }
    idt_identifier out = {.kind = kind, .state = IDT_ID_NONE};
    if (!squeeze(text, &out)) {
        return out;
    }
    for (size_t i = 0; i < 3 && kinds[kind].labels[i] != NULL; i++) {
        const idt_str whole = {.ptr = out.text, .len = out.len};
        const size_t label = strlen(kinds[kind].labels[i]);
        if (kinds[kind].state(whole) == IDT_ID_NONE &&
            idt_str_starts(whole, kinds[kind].labels[i])) {
            drop_head(&out, label);
            break;
        }
    }
    out.state = kinds[kind].state((idt_str){.ptr = out.text, .len = out.len});
    if (kind == IDT_ID_BIC && out.len == 11 && memcmp(out.text + 8, "XXX", 3) == 0) {
        out.len = 8; /* the head office */
    }
    return out;
}

idt_identifier idt_identifier_guess(idt_str text)
{
    for (int kind = 0; kind < IDT_ID_KINDS; kind++) {
        const idt_identifier id = idt_identifier_of(text, (idt_id_kind)kind);
        if (id.state == IDT_ID_CHECKED) {
            return id;
        }
    }
    return (idt_identifier){.state = IDT_ID_NONE};
}
