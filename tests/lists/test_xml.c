#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "lists/xml.h"

/* What a read met: each entry as "name[begin,end)@line:column=text". */
typedef struct met {
    idt_str bytes;
    idt_buf log;
    unsigned entries;
    unsigned stop_at;
} met;

static idt_rc on_outer(void *context, const idt_xml_node *node, idt_error *err)
{
    met *m = context;
    (void)err;
    idt_buf_add_format(&m->log, "(" IDT_STR_FMT ")", IDT_STR_ARG(node->name));
    return IDT_OK;
}

static void write_node(met *m, const idt_xml_node *n)
{
    idt_buf_add_str(&m->log, n->name);
    for (size_t i = 0; i < n->attribute_count; i++) {
        idt_buf_add_format(&m->log, "@" IDT_STR_FMT "=" IDT_STR_FMT,
                           IDT_STR_ARG(n->attributes[i].name), IDT_STR_ARG(n->attributes[i].value));
    }
    if (n->text.ptr != NULL) {
        idt_buf_add_format(&m->log, "=" IDT_STR_FMT, IDT_STR_ARG(n->text));
    }
    for (const idt_xml_node *c = n->first; c != NULL; c = c->next) {
        assert_ptr_equal(c->parent, n);
        idt_buf_add_text(&m->log, c == n->first ? "{" : ",");
        write_node(m, c);
    }
    idt_buf_add_text(&m->log, n->first != NULL ? "}" : "");
}

static idt_rc on_entry(void *context, const idt_xml_node *entry, idt_error *err)
{
    met *m = context;
    if (++m->entries == m->stop_at) {
        return idt_fail(err, IDT_E_NOT_FOUND, "enough");
    }
    write_node(m, entry);
    idt_buf_add_byte(&m->log, ';');
    return IDT_OK;
}

static idt_rc read_depth(met *m, idt_str bytes, unsigned depth, idt_error *err)
{
    const idt_xml_shape shape = {
        .entry_depth = depth, .context = m, .outer = on_outer, .entry = on_entry};
    m->bytes = bytes;
    idt_buf_init(&m->log, 1 << 20);
    return idt_xml_read("f.xml", bytes, &shape, err);
}

static void expect(const char *xml, unsigned depth, const char *log)
{
    met m = {0};
    idt_error err = {0};
    const idt_rc rc = read_depth(&m, idt_str_borrow(xml), depth, &err);
    idt_buf_add(&m.log, "", 1);
    assert_string_equal(err.message, "");
    assert_int_equal(rc, IDT_OK);
    assert_string_equal(m.log.ptr, log);
    idt_buf_release(&m.log);
}

static void expect_refused(idt_str xml, idt_rc rc, uint32_t line, uint32_t column, const char *part)
{
    met m = {0};
    idt_error err = {0};
    assert_int_equal(read_depth(&m, xml, 2, &err), rc);
    assert_string_equal(err.source, "f.xml");
    assert_int_equal(err.line, line);
    assert_int_equal(err.column, column);
    assert_non_null(strstr(err.message, part));
    idt_buf_release(&m.log);
}

static void entries_come_whole_and_one_by_one(void **state)
{
    (void)state;
    expect("<l g='1'>\n <g>\n  <e a='x'><n> A</n><n>B</n><m><o/></m></e>\n  <e/>\n </g>\n</l>", 3,
           "(l)(g)e@a=x{n= A,n=B,m{o}};e;");
    expect("<l><e>1</e><f>2</f></l>", 2, "(l)e=1;f=2;");
    expect("<l>x</l>", 1, "l=x;");
}

static void text_is_joined_around_children_and_references(void **state)
{
    (void)state;
    expect("<l><e>a &amp; b<i>c</i>d &#x41;<![CDATA[<>]]></e></l>", 2, "(l)e=a & bd A<>{i=c};");
    expect("<l><e> \n\t <i>c</i> </e></l>", 2, "(l)e{i=c};");
}

static void a_nil_element_has_no_text(void **state)
{
    (void)state;
    expect("<l xmlns:xsi='s'><e xsi:nil='true'>no</e><e xsi:nil='false'>yes</e></l>", 2,
           "(l)e@xsi:nil=true;e@xsi:nil=false=yes;");
}

static idt_rc check_places(void *context, const idt_xml_node *e, idt_error *err)
{
    met *m = context;
    (void)err;
    const idt_str span = idt_str_slice(m->bytes, (size_t)e->begin, (size_t)e->end);
    idt_buf_add_format(&m->log, "%u:%u " IDT_STR_FMT "|", (unsigned)e->line,
                       idt_xml_column(m->bytes, e), IDT_STR_ARG(span));
    return IDT_OK;
}

static void an_entry_knows_its_bytes_line_and_column(void **state)
{
    (void)state;
    met m = {.bytes = IDT_STR("<l>\n\n  <e><x>1</x>\n</e>\xc3\xa9<e/>\n <e a='1' />\n</l>")};
    met n = {.bytes = IDT_STR("<l>\n\n  <e><x>1</x>\n</e> <e/>\n <e a='1' />\n</l>")};
    const idt_xml_shape shape = {.entry_depth = 2, .context = &n, .entry = check_places};
    idt_buf_init(&n.log, 1000);
    assert_int_equal(idt_xml_read("f", n.bytes, &shape, NULL), IDT_OK);
    idt_buf_add(&n.log, "", 1);
    assert_string_equal(n.log.ptr, "3:3 <e><x>1</x>\n</e>|4:6 <e/>|5:2 <e a='1' />|");
    idt_buf_release(&n.log);
    expect_refused(m.bytes, IDT_E_INPUT, 4, 6, "text outside of any entry");
}

static void what_is_not_well_formed_is_refused_with_its_place(void **state)
{
    (void)state;
    expect_refused(IDT_STR("<l>\n <e>a & b</e></l>"), IDT_E_INPUT, 2, 8, "not well-formed");
    expect_refused(IDT_STR("<l>\n <e>\xe9t\xe9</e></l>"), IDT_E_INPUT, 2, 5, "not well-formed");
    expect_refused(IDT_STR("<l>\n <e></l>"), IDT_E_INPUT, 2, 7, "mismatched tag");
    expect_refused(IDT_STR("<l>\n <e/>"), IDT_E_INPUT, 2, 6, "no element found");
    expect_refused(IDT_STR(""), IDT_E_INPUT, 1, 1, "no element found");
    expect_refused(IDT_STR("<?xml version='1.0' encoding='koi8-r'?><l/>"), IDT_E_INPUT, 1, 31,
                   "unknown encoding");
}

static void entities_and_doctypes_with_content_are_refused(void **state)
{
    (void)state;
    expect_refused(IDT_STR("<!DOCTYPE l [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><l>&b;</l>"),
                   IDT_E_INPUT, 1, 13, "DOCTYPE");
    expect_refused(IDT_STR("<!DOCTYPE l SYSTEM 'file:///etc/passwd'><l>&b;</l>"), IDT_E_INPUT, 1,
                   40, "DOCTYPE");
    expect_refused(IDT_STR("<!DOCTYPE l><l>&b;</l>"), IDT_E_INPUT, 1, 16, "undefined entity");
    expect("<!DOCTYPE l><l><e/></l>", 2, "(l)e;");
}

static void nesting_has_a_ceiling(void **state)
{
    (void)state;
    idt_buf deep;
    idt_buf_init(&deep, 1 << 20);
    for (int i = 0; i < 65; i++) {
        idt_buf_add_text(&deep, "<a>");
    }
    expect_refused(idt_buf_borrow(&deep), IDT_E_INPUT, 1, 64 * 3 + 1, "deeper than 64");
    idt_buf_release(&deep);
}

static void a_text_has_a_ceiling(void **state)
{
    (void)state;
    idt_buf big;
    met m = {0};
    idt_error err = {0};
    char line[1000];
    memset(line, 'a', sizeof line);
    idt_buf_init(&big, 100 << 20);
    idt_buf_add_text(&big, "<l><e>");
    for (int i = 0; i < 17000; i++) {
        idt_buf_add(&big, line, sizeof line);
    }
    idt_buf_add_text(&big, "</e></l>");
    assert_int_equal(read_depth(&m, idt_buf_borrow(&big), 2, &err), IDT_E_INPUT);
    assert_int_equal(err.line, 1);
    idt_buf_release(&m.log);
    idt_buf_release(&big);
}

static void an_entry_of_too_many_elements_is_refused_at_its_place(void **state)
{
    (void)state;
    idt_buf big;
    met m = {0};
    idt_error err = {0};
    idt_buf_init(&big, 100 << 20);
    idt_buf_add_text(&big, "<l>\n<e>");
    for (int i = 0; i < 2000000; i++) {
        idt_buf_add_text(&big, "<q/>");
    }
    idt_buf_add_text(&big, "</e></l>");
    assert_int_equal(read_depth(&m, idt_buf_borrow(&big), 2, &err), IDT_E_INPUT);
    assert_int_equal(err.line, 2);
    idt_buf_release(&m.log);
    idt_buf_release(&big);
}

static void other_encodings_become_utf8(void **state)
{
    (void)state;
    expect("<?xml version='1.0' encoding='windows-1252'?><l><e>\x80\x9c\xe9</e></l>", 2,
           "(l)e=\xe2\x82\xac\xc5\x93\xc3\xa9;");
    expect("<?xml version='1.0' encoding='ISO-8859-1'?><l><e>\xe9</e></l>", 2, "(l)e=\xc3\xa9;");
    const idt_str wide = IDT_STR("\xff\xfe<\0l\0>\0\n\0<\0e\0>\0\xe9\0<\0/\0e\0>\0<\0/\0l\0>\0");
    met m = {0};
    assert_int_equal(read_depth(&m, wide, 2, NULL), IDT_OK);
    idt_buf_add(&m.log, "", 1);
    assert_string_equal(m.log.ptr, "(l)e=\xc3\xa9;");
    idt_buf_release(&m.log);
}

static void a_reader_can_stop(void **state)
{
    (void)state;
    met m = {.stop_at = 2};
    idt_error err = {0};
    assert_int_equal(read_depth(&m, IDT_STR("<l><e/><e/><e/></l>"), 2, &err), IDT_E_NOT_FOUND);
    assert_string_equal(err.message, "enough");
    assert_int_equal(m.entries, 2);
    idt_buf_release(&m.log);
}

static void a_long_file_is_read_in_pieces_with_the_same_places(void **state)
{
    (void)state;
    idt_buf big;
    met m = {0};
    idt_buf_init(&big, 100 << 20);
    idt_buf_add_text(&big, "<l>\n");
    for (int i = 0; i < 50000; i++) {
        idt_buf_add_format(&big, "<e>%d</e>\n", i);
    }
    idt_buf_add_text(&big, "<e>x & y</e></l>");
    idt_error err = {0};
    assert_int_equal(read_depth(&m, idt_buf_borrow(&big), 2, &err), IDT_E_INPUT);
    assert_int_equal(m.entries, 50000);
    assert_int_equal(err.line, 50002);
    assert_int_equal(err.column, 7);
    idt_buf_release(&m.log);
    idt_buf_release(&big);
}

static void the_root_is_read_alone(void **state)
{
    (void)state;
    idt_xml_node root;
    idt_error err = {0};
    idt_arena *a = idt_arena_new(1 << 16);
    assert_int_equal(idt_xml_root("f", IDT_STR("<L d='1'><broken"), a, &root, &err), IDT_OK);
    assert_true(idt_str_is(root.name, "L"));
    assert_true(idt_str_is(idt_xml_attribute_value(&root, "d"), "1"));
    assert_null(idt_xml_attribute_value(&root, "e").ptr);
    assert_int_equal(idt_xml_root("f", IDT_STR("<L/>"), a, &root, &err), IDT_OK);
    assert_int_equal(idt_xml_root("f", IDT_STR("a,b,c\n"), a, &root, &err), IDT_E_INPUT);
    assert_int_equal(err.line, 1);
    idt_arena_free(a);
}

static idt_rc look(void *context, const idt_xml_node *e, idt_error *err)
{
    (void)context;
    (void)err;
    assert_true(idt_str_is(idt_xml_text(e, "b"), "1"));
    assert_null(idt_xml_text(e, "c").ptr);
    assert_null(idt_xml_text(e, "d").ptr);
    const idt_xml_node *again = idt_xml_again(idt_xml_child(e, "b"));
    assert_true(idt_str_is(again->text, "2"));
    assert_null(idt_xml_again(again));
    return IDT_OK;
}

static void children_are_found_by_name(void **state)
{
    (void)state;
    const idt_xml_shape shape = {.entry_depth = 1, .entry = look};
    const idt_str xml = IDT_STR("<a><b> 1 </b><c> </c><b>2</b></a>");
    assert_int_equal(idt_xml_read("f", xml, &shape, NULL), IDT_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_come_whole_and_one_by_one),
        cmocka_unit_test(text_is_joined_around_children_and_references),
        cmocka_unit_test(a_nil_element_has_no_text),
        cmocka_unit_test(an_entry_knows_its_bytes_line_and_column),
        cmocka_unit_test(what_is_not_well_formed_is_refused_with_its_place),
        cmocka_unit_test(entities_and_doctypes_with_content_are_refused),
        cmocka_unit_test(nesting_has_a_ceiling),
        cmocka_unit_test(a_text_has_a_ceiling),
        cmocka_unit_test(an_entry_of_too_many_elements_is_refused_at_its_place),
        cmocka_unit_test(other_encodings_become_utf8),
        cmocka_unit_test(a_reader_can_stop),
        cmocka_unit_test(a_long_file_is_read_in_pieces_with_the_same_places),
        cmocka_unit_test(the_root_is_read_alone),
        cmocka_unit_test(children_are_found_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
