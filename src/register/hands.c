#include "register/hands.h"

static const char *const NAMES[] = {"name", "alias", "previousName", "weakAlias", NULL};
static const char *const BIRTHS[] = {"birthDate", NULL};
static const char *const IDENTIFIERS[] = {"passportNumber", "idNumber",           "taxNumber",
                                          "imoNumber",      "registrationNumber", "unscId",
                                          "authorityId",    "publicKey",          NULL};

/* Kinds of thing that never turn into each other; a schema outside stands for anything. */
static const char *const KINDS[][6] = {
    {"Person", NULL},       {"Organization", "Company", "PublicBody", NULL},
    {"Vessel", NULL},       {"Airplane", NULL},
    {"CryptoWallet", NULL},
};

static int kind_of(idt_str schema)
{
    for (size_t k = 0; k < sizeof KINDS / sizeof *KINDS; k++) {
        for (size_t i = 0; KINDS[k][i] != NULL; i++) {
            if (idt_str_is(schema, KINDS[k][i])) {
                return (int)k;
            }
        }
    }
    return -1;
}

static bool states_value(const idt_record *r, const char *const *properties, idt_str value)
{
    for (; *properties != NULL; properties++) {
        const idt_statement *s = idt_record_first(r, *properties);
        for (; s != NULL; s = idt_record_next(r, s)) {
            if (idt_str_equal(s->value, value)) {
                return true;
            }
        }
    }
    return false;
}

typedef enum overlap { NOT_STATED, NONE_SHARED, SHARED } overlap;

/* Do both state something of these properties, and do they share any of it? */
static overlap overlap_of(const idt_record *a, const idt_record *b, const char *const *properties)
{
    bool a_states = false;
    bool b_states = false;
    for (size_t i = 0; properties[i] != NULL; i++) {
        b_states = b_states || idt_record_first(b, properties[i]) != NULL;
        const idt_statement *s = idt_record_first(a, properties[i]);
        for (; s != NULL; s = idt_record_next(a, s)) {
            a_states = true;
            if (states_value(b, properties, s->value)) {
                return SHARED;
            }
        }
    }
    return a_states && b_states ? NONE_SHARED : NOT_STATED;
}

bool idt_record_is_other_party(const idt_record *a, const idt_record *b)
{
    const int x = kind_of(a->schema);
    const int y = kind_of(b->schema);
    const overlap identifiers = overlap_of(a, b, IDENTIFIERS);
    if (identifiers == SHARED) {
        return false; /* a publisher that corrects the kind keeps the number */
    }
    if (x >= 0 && y >= 0 && x != y) {
        return overlap_of(a, b, NAMES) == NONE_SHARED;
    }
    return overlap_of(a, b, NAMES) == NONE_SHARED && overlap_of(a, b, BIRTHS) == NONE_SHARED &&
           identifiers == NONE_SHARED;
}
