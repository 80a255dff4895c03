/* Any bytes as values of a property of two parties: the first byte says of which, a line end parts
 * them. Reading refuses or takes them, and what is taken keeps what match/fields.h promises. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "match/field_class.h"
#include "match/identifier_key.h"

#define ARENA_BYTES ((size_t)16 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const PROPERTIES[] = {
    "birthDate", "birthPlace", "birthCountry", "nationality",        "address",   "gender",
    "legalForm", "type",       "buildDate",    "registrationNumber", "imoNumber", "swiftBic",
    "publicKey", "phone",      "website",      "passportNumber"};
#define PROPERTY_COUNT (sizeof PROPERTIES / sizeof *PROPERTIES)

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* A code read out of a text is its own only code, and so is found by the key it is listed under. */
static void check_codes(const idt_profile *p)
{
    for (size_t i = p->field_start[IDT_FIELD_IDENTIFIER];
         i < p->field_start[IDT_FIELD_IDENTIFIER + 1]; i++) {
        const idt_profile_field *f = &p->fields[i];
        idt_str codes[IDT_CODES_MAX];
        idt_buf key;
        require(idt_codes_in(f->value, f->code.kind, codes) == 1);
        require(codes[0].ptr == f->value.ptr && codes[0].len == f->value.len);
        idt_buf_init(&key, 1024);
        require(idt_identifier_key(idt_str_borrow(f->property), f->value, &key));
        require(idt_str_equal(idt_str_slice(idt_buf_borrow(&key), 3, key.len), f->code.text));
        idt_buf_release(&key);
    }
}

static int32_t weighed(const idt_profile *q, const idt_profile *n)
{
    idt_evidence evidence;
    evidence.count = 0;
    evidence.llr_mnat = 0;
    idt_fields_add(&IDT_SCORING_DEFAULT, q, n, &evidence);
    return evidence.llr_mnat;
}

/* What the classes that both share say of one kind. */
static int32_t most_by_classes(const idt_profile *q, const idt_profile *n)
{
    int32_t most[IDT_FIELD_COUNT] = {0};
    for (size_t i = 0; i < q->field_count; i++) {
        idt_field_ask asks[IDT_FIELD_ASKS_MAX];
        const size_t asked = idt_field_asks(&IDT_SCORING_DEFAULT, &q->fields[i], asks);
        for (size_t k = 0; k < n->field_count; k++) {
            uint64_t classes[IDT_FIELD_CLASSES_MAX];
            const size_t filed = idt_field_classes(&n->fields[k], classes);
            for (size_t a = 0; a < asked * filed; a++) {
                const idt_field_ask *ask = &asks[a / filed];
                int32_t *of = &most[ask->kind];
                *of = ask->class_of == classes[a % filed] && ask->mnat > *of ? ask->mnat : *of;
            }
        }
    }
    most[IDT_FIELD_IDENTIFIER] = idt_fields_most_of(&IDT_SCORING_DEFAULT, q, IDT_FIELD_IDENTIFIER);
    return idt_fields_together(most);
}

static bool read(const char *property, idt_str value, idt_arena *arena, idt_profile *out)
{
    idt_error err = {0};
    idt_profile_init(out, IDT_STR(""), arena);
    if (idt_profile_add(out, idt_str_borrow(property), value, &err) != IDT_OK ||
        idt_profile_prepare(out, &err) != IDT_OK) {
        require(err.message[0] != '\0');
        return false;
    }
    check_codes(out);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2) {
        return 0;
    }
    const char *property = PROPERTIES[data[0] % PROPERTY_COUNT];
    const idt_str bytes = {.ptr = (const char *)data + 1, .len = size - 1};
    const size_t end = idt_str_find(bytes, '\n');
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    idt_profile q;
    idt_profile n;
    require(arena != NULL);
    if (read(property, idt_str_slice(bytes, 0, end), arena, &q) &&
        read(property, idt_str_slice(bytes, end + 1, bytes.len), arena, &n)) {
        const int32_t most = idt_fields_most(&IDT_SCORING_DEFAULT, &q);
        require(weighed(&q, &n) == weighed(&n, &q));
        require(weighed(&q, &n) <= most && weighed(&q, &q) <= most);
        require(weighed(&q, &n) <= most_by_classes(&q, &n));
        require(weighed(&q, &q) >= 0 && weighed(&q, &q) >= weighed(&q, &n));
    }
    idt_arena_free(arena);
    return 0;
}
