/* Which rows fields can add to, and how much: index/field_rows.h over files made here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "index/field_rows.h"
#include "random.h"

#define CEILING ((size_t)64 << 20)
#define NAMES   3000

/* By classes: of a few, of a tenth, of one in three. */
enum { RARE, SOME, MANY, CLASSES };
static const uint64_t CLASS[CLASSES] = {UINT64_C(0x123456789abcdef1), UINT64_C(0x923456789abcdef2),
                                        UINT64_C(0x123456789abcdef3)};
static const idt_field_kind KIND[CLASSES] = {IDT_FIELD_BIRTH, IDT_FIELD_ADDRESS, IDT_FIELD_COUNTRY};
static const int32_t WORTH[CLASSES] = {7000, 700, 800};
#define WORTH_UNTOLD 9000

typedef struct file {
    idt_arena *arena;
    idt_buf bytes;
    segment s;
    uint8_t is[NAMES]; /* a bit a class; 128: untold */
} file;

static bool is_of(random_state *r, int of)
{
    static const size_t one_in[CLASSES] = {400, 30, 3};
    return random_below(r, one_in[of]) == 0;
}

static void add(idt_index_builder *b, size_t i, uint8_t is)
{
    idt_error err;
    char text[64];
    char origin[32];
    uint64_t classes[CLASSES];
    size_t count = 0;
    (void)snprintf(text, sizeof text, "Ivan%zu Petrov%zu", i, i % 77);
    (void)snprintf(origin, sizeof origin, "o%zu", i);
    const idt_str id = idt_str_borrow(origin);
    const idt_index_name name = {.subject = id,
                                 .origin = id,
                                 .text = idt_str_borrow(text),
                                 .kind = IDT_NAME_PERSON,
                                 .span = IDT_INDEX_SPAN_ALWAYS};
    assert_int_equal(idt_index_builder_add(b, &name, &err), IDT_OK);
    assert_int_equal(idt_index_builder_describe(b, id, IDT_STR("{}"), &err), IDT_OK);
    for (int of = 0; of < CLASSES; of++) {
        if ((is >> of & 1) != 0) {
            classes[count++] = CLASS[of];
        }
    }
    if (is < 128) {
        assert_int_equal(idt_index_builder_fields(b, id, classes, count, &err), IDT_OK);
    }
}

static void open_file(random_state *r, bool untold, file *out)
{
    idt_error err;
    idt_index_builder *b;
    idt_index_built built;
    *out = (file){.arena = idt_arena_new(CEILING)};
    assert_int_equal(idt_index_builder_new(IDT_STR("1-test"), CEILING, &b, &err), IDT_OK);
    for (size_t i = 0; i < NAMES; i++) {
        for (int of = 0; of < CLASSES; of++) {
            out->is[i] = (uint8_t)(out->is[i] | (is_of(r, of) ? 1U << of : 0));
        }
        out->is[i] = untold && random_below(r, 50) == 0 ? 128 : out->is[i];
        add(b, i, out->is[i]);
    }
    idt_buf_init(&out->bytes, CEILING);
    assert_int_equal(idt_index_builder_finish(b, &out->bytes, &built, &err), IDT_OK);
    idt_index_builder_free(b);
    assert_int_equal(
        segment_open(&out->s, IDT_STR("(made)"), idt_buf_borrow(&out->bytes), out->arena, &err),
        IDT_OK);
}

static void close_file(file *f)
{
    idt_buf_release(&f->bytes);
    idt_arena_free(f->arena);
}

static idt_rc ask(const file *f, field_marks *m, field_rows *out)
{
    idt_error err;
    idt_field_ask asks[CLASSES];
    idt_index_fields fields = {.asks = asks, .count = CLASSES};
    for (int of = 0; of < CLASSES; of++) {
        asks[of] = (idt_field_ask){.class_of = CLASS[of], .mnat = WORTH[of], .kind = KIND[of]};
        fields.most[KIND[of]] = WORTH[of];
    }
    fields.most[IDT_FIELD_CONTACT] = WORTH_UNTOLD;
    return field_rows_find(&f->s, &fields, m, f->arena, out, &err);
}

static int32_t worth_of(uint8_t is)
{
    int32_t most[IDT_FIELD_COUNT] = {0};
    for (int of = 0; of < CLASSES; of++) {
        most[KIND[of]] = is == 128 || (is >> of & 1) != 0 ? WORTH[of] : 0;
    }
    most[IDT_FIELD_CONTACT] = is == 128 ? WORTH_UNTOLD : 0;
    return idt_fields_together(most);
}

/* The name whose form's row begins there, by its text; NAMES: none begins there. */
static size_t name_at(const file *f, uint32_t row)
{
    for (uint32_t form = 0; form < f->s.forms; form++) {
        uint64_t len;
        const uint8_t *data;
        if (get_u32(f->s.section[SECTION_FWD_OFF].at + 4 * (size_t)form) != row) {
            continue;
        }
        data = segment_range(&f->s, SECTION_FORM_OFF, SECTION_FORM_DATA, form, 1, &len);
        assert_non_null(data);
        const idt_str text = {.ptr = (const char *)data, .len = len};
        return strtoul(text.ptr + idt_str_find(text, 'I') + 4, NULL, 10);
    }
    return NAMES;
}

static bool asked_alone(const field_marks *m, uint32_t row)
{
    for (size_t i = 0; i < m->alone_count; i++) {
        if (m->alone[i] == row >> FIELD_CELL_LOG2) {
            return true;
        }
    }
    return false;
}

static void check(bool untold)
{
    random_state r = random_start("field rows");
    file f;
    field_marks m;
    field_rows rows;
    size_t none = 0;
    size_t alone = 0;
    open_file(&r, untold, &f);
    assert_true(field_marks_new(&m, f.arena, f.s.parts));
    assert_int_equal(ask(&f, &m, &rows), IDT_OK);
    for (uint32_t row = 0; row < f.s.parts; row += 2) {
        const uint8_t is = f.is[name_at(&f, row)];
        const int32_t worth = worth_of(is);
        assert_true(field_added_alone(&rows, row) >= worth);
        assert_true(asked_alone(&m, row) || field_added(&rows, row) >= worth);
        assert_true(field_added(&rows, row) <= rows.most && rows.most <= rows.alone_most);
        none += field_added_alone(&rows, row) == 0;
        alone += asked_alone(&m, row);
    }
    assert_true(none > NAMES / 3);
    assert_true(alone > 0 && alone < NAMES / 100);
    assert_true(untold || rows.most < WORTH[RARE]);
    field_marks_clear(&m);
    for (uint32_t cell = 0; cell < index_field_cells(f.s.parts); cell++) {
        assert_int_equal(m.kinds[cell], 0);
    }
    close_file(&f);
}

static void no_row_gets_less_than_its_parties_classes_are_worth(void **state)
{
    (void)state;
    check(false);
}

static void a_party_whose_classes_were_not_told_may_get_all(void **state)
{
    (void)state;
    check(true);
}

static void a_file_of_names_alone_has_no_such_sections(void **state)
{
    (void)state;
    idt_error err;
    idt_index_builder *b;
    idt_index_built built;
    field_marks m;
    field_rows rows;
    const idt_index_name name = {.subject = IDT_STR("a"),
                                 .origin = IDT_STR("a"),
                                 .text = IDT_STR("Ivan Petrov"),
                                 .span = IDT_INDEX_SPAN_ALWAYS};
    file f = {.arena = idt_arena_new(CEILING)};
    assert_int_equal(idt_index_builder_new(IDT_STR("1-test"), CEILING, &b, &err), IDT_OK);
    assert_int_equal(idt_index_builder_add(b, &name, &err), IDT_OK);
    idt_buf_init(&f.bytes, CEILING);
    assert_int_equal(idt_index_builder_finish(b, &f.bytes, &built, &err), IDT_OK);
    idt_index_builder_free(b);
    assert_int_equal(segment_open(&f.s, IDT_STR("(made)"), idt_buf_borrow(&f.bytes), f.arena, &err),
                     IDT_OK);
    assert_int_equal(f.s.section[SECTION_FIELD].len + f.s.section[SECTION_FIELD_OFF].len, 0);
    assert_true(field_marks_new(&m, f.arena, f.s.parts));
    assert_int_equal(ask(&f, &m, &rows), IDT_OK);
    assert_int_equal(rows.most + rows.alone_most + field_added(&rows, 0), 0);
    close_file(&f);
}

/* Behind good checksums, as a forger would write it: an answer or damage, never undefined. */
static void whatever_the_bytes_of_the_section_are_reading_them_is_defined(void **state)
{
    (void)state;
    random_state r = random_start("damage");
    file f;
    idt_error err;
    field_marks m;
    field_rows rows;
    size_t refused = 0;
    open_file(&r, true, &f);
    assert_true(field_marks_new(&m, f.arena, f.s.parts));
    assert_int_equal(segment_verify(&f.s, &err), IDT_OK); /* no block is looked at again */
    const uint64_t from = f.s.section[SECTION_FIELD].from;
    const uint64_t to = f.s.section[SECTION_FIELD_OFF].from + f.s.section[SECTION_FIELD_OFF].len;
    for (uint64_t at = from; at < to; at++) {
        const char was = f.bytes.ptr[at];
        f.bytes.ptr[at] = (char)(random_below(&r, 2) == 0 ? 0xff : random_below(&r, 256));
        const idt_rc rc = ask(&f, &m, &rows);
        assert_true(rc == IDT_OK || rc == IDT_E_CORRUPT);
        refused += rc != IDT_OK;
        field_marks_clear(&m);
        f.bytes.ptr[at] = was;
    }
    assert_true(refused > 0);
    assert_int_equal(ask(&f, &m, &rows), IDT_OK);
    close_file(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_row_gets_less_than_its_parties_classes_are_worth),
        cmocka_unit_test(a_party_whose_classes_were_not_told_may_get_all),
        cmocka_unit_test(a_file_of_names_alone_has_no_such_sections),
        cmocka_unit_test(whatever_the_bytes_of_the_section_are_reading_them_is_defined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
