/* Names of index files in texts: as a scanner of the names in time finds them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/io.h"
#include "random.h"
#include "scan/names.h"

#define FILE_BYTES ((size_t)64 << 20)
#define MOST_NAMES 24
#define MOST_OUT   4096

static char folder[] = "/tmp/idt-names-XXXXXX";

typedef struct file {
    idt_index_builder *builder;
    idt_buf bytes;
} file;

static void begin(file *f, int64_t known_at_us)
{
    assert_int_equal(idt_index_builder_new(IDT_STR("test"), FILE_BYTES, &f->builder, NULL), IDT_OK);
    idt_index_builder_known_at(f->builder, known_at_us);
    idt_buf_init(&f->bytes, FILE_BYTES);
}

static void add(file *f, const char *subject, const char *origin, const char *name,
                idt_name_standing standing, idt_index_span span)
{
    const idt_index_name n = {.subject = idt_str_borrow(subject),
                              .origin = idt_str_borrow(origin),
                              .text = idt_str_borrow(name),
                              .kind = IDT_NAME_ORGANISATION,
                              .standing = standing,
                              .span = span};
    assert_int_equal(idt_index_builder_add(f->builder, &n, NULL), IDT_OK);
}

static idt_str end(file *f)
{
    idt_index_built built;
    assert_int_equal(idt_index_builder_finish(f->builder, &f->bytes, &built, NULL), IDT_OK);
    idt_index_builder_free(f->builder);
    return idt_buf_borrow(&f->bytes);
}

/* "[written|subject "name" ended,...]" for each hit. */
typedef struct written {
    idt_scan_names *listed;
    idt_str text;
    char out[MOST_OUT];
    size_t len;
} written;

static void put(written *w, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const int n = vsnprintf(w->out + w->len, sizeof w->out - w->len, fmt, args);
    va_end(args);
    assert_true(n >= 0 && (size_t)n < sizeof w->out - w->len);
    w->len += (size_t)n;
}

static bool write_hit(const idt_scan_hit *hit, void *context)
{
    written *w = context;
    idt_scan_names_bearer *bearers;
    size_t count;
    idt_arena *arena = idt_arena_new(1 << 20);
    assert_int_equal(idt_scan_names_bearers(w->listed, hit, arena, &bearers, &count, NULL), IDT_OK);
    put(w, "[" IDT_STR_FMT "|", IDT_STR_ARG(idt_str_slice(w->text, hit->start, hit->end)));
    for (size_t i = 0; i < count; i++) {
        put(w, "%s" IDT_STR_FMT " \"" IDT_STR_FMT "\"%s", i > 0 ? "," : "",
            IDT_STR_ARG(bearers[i].subject), IDT_STR_ARG(bearers[i].name),
            bearers[i].ended ? " ended" : "");
    }
    put(w, "]");
    idt_arena_free(arena);
    return true;
}

static void run(idt_scan_names *listed, const idt_scan_names_question *question, const char *text,
                written *w)
{
    *w = (written){.listed = listed, .text = idt_str_borrow(text)};
    idt_scan_names_ask(listed, question);
    assert_int_equal(idt_scan_names_run(listed, w->text, write_hit, w, NULL, NULL), IDT_OK);
}

static void check(idt_scan_names *listed, idt_scan_names_question question, const char *text,
                  const char *hits)
{
    static written w;
    run(listed, &question, text, &w);
    assert_string_equal(w.out, hits);
}

static idt_scan_names_question at(int64_t published_by_us, int64_t known_at_us)
{
    return (idt_scan_names_question){
        .when = {.any_day = true, .published_by_us = published_by_us, .known_at_us = known_at_us}};
}

static idt_index_span published(int64_t from, int64_t to)
{
    idt_index_span span = IDT_INDEX_SPAN_ALWAYS;
    span.published_from = from;
    span.published_to = to;
    return span;
}

static void names_are_found_when_they_are_in_time_and_an_ended_listing_says_so(void **state)
{
    (void)state;
    file f;
    idt_index *index;
    idt_scan_names *listed;
    begin(&f, 0);
    add(&f, "l:a", "l:a@1", "Grey Kestrel League", IDT_STANDING_NAME, published(10, 20));
    add(&f, "l:a", "l:a@1-", "Grey Kestrel League", IDT_STANDING_NAME, published(20, INT64_MAX));
    add(&f, "l:b", "l:b@1", "GREY KESTREL LEAGUE", IDT_STANDING_ALIAS, published(15, INT64_MAX));
    add(&f, "l:c", "l:c@1", "Grey Kestrel League of the North", IDT_STANDING_NAME,
        published(30, 40));
    add(&f, "l:c", "l:c@1", "The League", IDT_STANDING_WEAK, published(30, 40));
    const idt_str bytes = end(&f);
    assert_int_equal(idt_index_open_bytes(&bytes, 1, &index, NULL), IDT_OK);
    assert_int_equal(idt_scan_names_open(index, NULL, FILE_BYTES, &listed, NULL), IDT_OK);
    const char *text = "the Grey Kestrel League of the North; the League";
    check(listed, at(9, 0), text, "");
    check(listed, at(10, 0), text, "[Grey Kestrel League|l:a \"Grey Kestrel League\"]");
    check(listed, at(15, 0), text,
          "[Grey Kestrel League|l:a \"Grey Kestrel League\",l:b \"GREY KESTREL LEAGUE\"]");
    check(listed, at(20, 0), text,
          "[Grey Kestrel League|l:a \"Grey Kestrel League\" ended,l:b \"GREY KESTREL LEAGUE\"]");
    check(listed, at(30, 0), text,
          "[Grey Kestrel League of the North|l:c \"Grey Kestrel League of the North\"]");
    idt_scan_names_question weak = at(30, 0);
    weak.weak = true;
    check(listed, weak, text,
          "[Grey Kestrel League of the North|l:c \"Grey Kestrel League of the North\"]"
          "[the League|l:c \"The League\"]");
    idt_scan_names_close(listed);
    idt_index_close(index);
    idt_buf_release(&f.bytes);
}

static void a_later_file_says_what_a_record_is_and_both_stand_in_one_scanner(void **state)
{
    (void)state;
    file base;
    file delta;
    idt_index *index;
    idt_scan_names *listed;
    begin(&base, 100);
    add(&base, "l:a", "l:a@1", "Old Name", IDT_STANDING_NAME, IDT_INDEX_SPAN_ALWAYS);
    add(&base, "l:b", "l:b@1", "Other Name", IDT_STANDING_NAME, IDT_INDEX_SPAN_ALWAYS);
    begin(&delta, 200);
    assert_int_equal(idt_index_builder_replace(delta.builder, IDT_STR("l:a@"), NULL), IDT_OK);
    add(&delta, "l:a", "l:a@2", "Other Name of All", IDT_STANDING_NAME, IDT_INDEX_SPAN_ALWAYS);
    const idt_str bytes[2] = {end(&base), end(&delta)};
    assert_int_equal(idt_index_open_bytes(bytes, 2, &index, NULL), IDT_OK);
    assert_int_equal(idt_scan_names_open(index, NULL, FILE_BYTES, &listed, NULL), IDT_OK);
    check(listed, at(0, 0), "Old Name, Other Name of All, other-name",
          "[Other Name of All|l:a \"Other Name of All\"][other-name|l:b \"Other Name\"]");
    idt_scan_names_close(listed);
    idt_index_close(index);
    idt_buf_release(&base.bytes);
    idt_buf_release(&delta.bytes);
}

static void a_half_of_a_name_with_a_slash_is_no_mention(void **state)
{
    (void)state;
    file f;
    idt_index *index;
    idt_scan_names *names;
    begin(&f, 0);
    add(&f, "l:a", "l:a@1", "State of Iraq / the Levant", IDT_STANDING_NAME, IDT_INDEX_SPAN_ALWAYS);
    add(&f, "l:a", "l:a@1", "the Levant", IDT_STANDING_ALIAS, IDT_INDEX_SPAN_ALWAYS);
    add(&f, "l:a", "l:a@1", "State of Iraq", IDT_STANDING_ALIAS, IDT_INDEX_SPAN_ALWAYS);
    add(&f, "l:b", "l:b@1", "The Levant", IDT_STANDING_NAME, IDT_INDEX_SPAN_ALWAYS);
    assert_int_equal(
        idt_index_builder_describe(
            f.builder, IDT_STR("l:a@1"),
            IDT_STR(
                "{\"properties\":{\"alias\":[\"State of Iraq\"],\"name\":[\"State of Iraq / the "
                "Levant\"]}}"),
            NULL),
        IDT_OK);
    const idt_str bytes = end(&f);
    assert_int_equal(idt_index_open_bytes(&bytes, 1, &index, NULL), IDT_OK);
    assert_int_equal(idt_scan_names_open(index, NULL, FILE_BYTES, &names, NULL), IDT_OK);
    check(names, at(0, 0), "State of Iraq; and the Levant; State of Iraq/the Levant",
          "[State of Iraq|l:a \"State of Iraq\"][the Levant|l:b \"The Levant\"]"
          "[State of Iraq/the Levant|l:a \"State of Iraq / the Levant\"]");
    idt_scan_names_close(names);
    idt_index_close(index);
    idt_buf_release(&f.bytes);
}

/* ---- the automaton's file ---- */

static idt_index *one_name(file *f, const char *name)
{
    idt_index *index;
    begin(f, 0);
    add(f, "l:a", "l:a@1", name, IDT_STANDING_NAME, IDT_INDEX_SPAN_ALWAYS);
    const idt_str bytes = end(f);
    assert_int_equal(idt_index_open_bytes(&bytes, 1, &index, NULL), IDT_OK);
    return index;
}

static bool opens(const idt_index *index, const char *path, const char *name)
{
    idt_scan_names *listed;
    char hits[128];
    assert_int_equal(idt_scan_names_open(index, path, FILE_BYTES, &listed, NULL), IDT_OK);
    snprintf(hits, sizeof hits, "[%s|l:a \"%s\"]", name, name);
    check(listed, at(0, 0), name, hits);
    const bool mapped = idt_scan_names_was_mapped(listed);
    idt_scan_names_close(listed);
    return mapped;
}

static void the_automaton_is_kept_and_made_anew_for_other_names_or_after_damage(void **state)
{
    (void)state;
    file first;
    file second;
    char path[64];
    idt_mapped kept;
    snprintf(path, sizeof path, "%s/names.scan", folder);
    idt_index *one = one_name(&first, "One Front");
    idt_index *two = one_name(&second, "Two Fronts");
    assert_false(opens(one, path, "One Front"));
    assert_true(opens(one, path, "One Front"));
    assert_false(opens(two, path, "Two Fronts"));
    assert_true(opens(two, path, "Two Fronts"));
    assert_false(opens(one, path, "One Front"));
    assert_int_equal(idt_mapped_open(path, FILE_BYTES, &kept, NULL), IDT_OK);
    char *copy = malloc(kept.bytes.len);
    assert_non_null(copy);
    memcpy(copy, kept.bytes.ptr, kept.bytes.len);
    copy[kept.bytes.len / 2] ^= 1;
    const idt_str damaged = {.ptr = copy, .len = kept.bytes.len};
    idt_mapped_close(&kept);
    assert_int_equal(idt_file_write(path, damaged, NULL), IDT_OK);
    assert_false(opens(one, path, "One Front"));
    assert_true(opens(one, path, "One Front"));
    assert_int_equal(idt_file_write(path, IDT_STR("not ours"), NULL), IDT_OK);
    assert_false(opens(one, path, "One Front"));
    (void)unlink(path);
    assert_false(opens(one, "/nonexistent/names.scan", "One Front"));
    assert_false(opens(one, NULL, "One Front"));
    free(copy);
    idt_index_close(one);
    idt_index_close(two);
    idt_buf_release(&first.bytes);
    idt_buf_release(&second.bytes);
}

static bool pass_over(const idt_scan_hit *hit, void *context)
{
    (void)hit;
    (void)context;
    return true;
}

/* An index of many blocks; the automaton of it is kept at `path`. */
static void many_names(file *f, const char *path)
{
    char name[64];
    idt_index *index;
    begin(f, 0);
    for (int i = 0; i < 4000; i++) {
        snprintf(name, sizeof name, "Front %d", i);
        add(f, "l:a", name, name, IDT_STANDING_NAME, IDT_INDEX_SPAN_ALWAYS);
    }
    const idt_str bytes = end(f);
    assert_int_equal(idt_index_open_bytes(&bytes, 1, &index, NULL), IDT_OK);
    assert_false(opens(index, path, "Front 2000"));
    idt_index_close(index);
}

static idt_rc run_twice(const idt_index *index, const char *path)
{
    idt_scan_names *listed;
    const idt_str text = IDT_STR("the Front 2000");
    const idt_scan_names_question question = {.when = IDT_INDEX_ANY_TIME};
    assert_int_equal(idt_scan_names_open(index, path, FILE_BYTES, &listed, NULL), IDT_OK);
    assert_true(idt_scan_names_was_mapped(listed));
    idt_scan_names_ask(listed, &question);
    const idt_rc first = idt_scan_names_run(listed, text, pass_over, NULL, NULL, NULL);
    assert_int_equal(idt_scan_names_run(listed, text, pass_over, NULL, NULL, NULL), first);
    idt_scan_names_close(listed);
    return first;
}

static void a_damaged_block_fails_however_often_it_is_asked(void **state)
{
    (void)state;
    file f;
    char path[64];
    size_t failed = 0;
    snprintf(path, sizeof path, "%s/damaged.scan", folder);
    many_names(&f, path);
    for (size_t i = f.bytes.len / 128; i < f.bytes.len; i += f.bytes.len / 64) {
        idt_index *index;
        const idt_str bytes = idt_buf_borrow(&f.bytes);
        f.bytes.ptr[i] ^= 1;
        if (idt_index_open_bytes(&bytes, 1, &index, NULL) == IDT_OK) {
            failed += run_twice(index, path) != IDT_OK;
            idt_index_close(index);
        }
        f.bytes.ptr[i] ^= 1;
    }
    assert_true(failed > 0);
    (void)unlink(path);
    idt_buf_release(&f.bytes);
}

/* ---- against a scanner of the names in time ---- */

typedef struct name {
    char text[64], subject[8];
    idt_index_span span;
} name;

static void make_name(random_state *r, name *n)
{
    static const char *const words[] = {"grey",  "Kestrel", "League", "of",
                                        "North", "men's",   "A.B."};
    static const char *const gaps[] = {" ", " ", "-", ", "};
    size_t len = 0;
    for (size_t i = 1 + random_below(r, 3); i > 0; i--) {
        len += (size_t)snprintf(n->text + len, sizeof n->text - len, "%s%s",
                                words[random_below(r, 7)], i > 1 ? gaps[random_below(r, 4)] : "");
    }
    snprintf(n->subject, sizeof n->subject, "l:%zu", random_below(r, 4));
    n->span = IDT_INDEX_SPAN_ALWAYS;
    n->span.published_from = (int64_t)random_below(r, 4);
    n->span.published_to = n->span.published_from + (int64_t)random_below(r, 4);
    n->span.recorded_from = (int64_t)random_below(r, 3);
    n->span.recorded_to = n->span.recorded_from + 2;
    n->span.valid_from = (int64_t)random_below(r, 2);
}

/* Start, end and subjects of each hit. */
typedef struct plain {
    const name *names;
    idt_str text;
    char out[MOST_OUT];
    size_t len;
} plain;

static bool write_plain(const idt_scan_hit *hit, void *context)
{
    plain *p = context;
    p->len +=
        (size_t)snprintf(p->out + p->len, sizeof p->out - p->len, "%zu-%zu:", hit->start, hit->end);
    for (int subject = 0; subject < 4; subject++) {
        bool bears = false;
        for (size_t i = 0; i < hit->ref_count; i++) {
            bears = bears || p->names[hit->refs[i].name].subject[2] == '0' + subject;
        }
        p->len +=
            (size_t)snprintf(p->out + p->len, sizeof p->out - p->len, bears ? "%d" : "", subject);
    }
    return true;
}

static bool write_subjects(const idt_scan_hit *hit, void *context)
{
    written *w = context;
    idt_scan_names_bearer *bearers;
    size_t count;
    idt_arena *arena = idt_arena_new(1 << 20);
    assert_int_equal(idt_scan_names_bearers(w->listed, hit, arena, &bearers, &count, NULL), IDT_OK);
    put(w, "%zu-%zu:", hit->start, hit->end);
    for (size_t i = 0; i < count; i++) {
        put(w, "%c", bearers[i].subject.ptr[2]);
    }
    idt_arena_free(arena);
    return true;
}

static void compare_at(idt_scan_names *listed, const name *names, size_t count, const char *text,
                       const idt_index_when *when)
{
    static plain p;
    static written w;
    static name in_time[MOST_NAMES];
    idt_scan_name list[MOST_NAMES];
    uint32_t kept = 0;
    idt_scanner *scanner;
    for (size_t i = 0; i < count; i++) {
        if (idt_index_in_time(when, &names[i].span)) {
            in_time[kept] = names[i];
            list[kept] = (idt_scan_name){idt_str_borrow(in_time[kept].text), kept};
            kept++;
        }
    }
    assert_int_equal(idt_scan_build(list, kept, NULL, FILE_BYTES, &scanner, NULL, NULL), IDT_OK);
    p = (plain){.names = in_time, .text = idt_str_borrow(text)};
    assert_true(idt_scan_run(scanner, NULL, p.text, write_plain, &p));
    idt_scan_free(scanner);
    const idt_scan_names_question question = {.when = *when};
    w = (written){.listed = listed, .text = p.text};
    idt_scan_names_ask(listed, &question);
    assert_int_equal(idt_scan_names_run(listed, p.text, write_subjects, &w, NULL, NULL), IDT_OK);
    if (strcmp(p.out, w.out) != 0) {
        fail_msg("in \"%s\": %s, expected %s", text, w.out, p.out);
    }
}

static void any_question_is_answered_as_by_a_scanner_of_the_names_in_time(void **state)
{
    (void)state;
    static name names[MOST_NAMES];
    random_state r = random_start("names");
    for (int round = 0; round < 150; round++) {
        file files[2];
        idt_index *index;
        idt_scan_names *listed;
        char text[512] = "";
        begin(&files[0], 0);
        begin(&files[1], 0);
        const size_t count = 1 + random_below(&r, MOST_NAMES);
        for (size_t i = 0; i < count; i++) {
            make_name(&r, &names[i]);
            char origin[16];
            snprintf(origin, sizeof origin, "%s@%zu", names[i].subject, i);
            add(&files[random_below(&r, 2)], names[i].subject, origin, names[i].text,
                IDT_STANDING_NAME, names[i].span);
        }
        for (size_t i = 0; i < 6; i++) {
            name n;
            make_name(&r, &n);
            strncat(text, n.text, sizeof text - strlen(text) - 1);
            strncat(text, i % 3 == 0 ? " " : ". ", sizeof text - strlen(text) - 1);
        }
        const idt_str bytes[2] = {end(&files[0]), end(&files[1])};
        assert_int_equal(idt_index_open_bytes(bytes, 2, &index, NULL), IDT_OK);
        assert_int_equal(idt_scan_names_open(index, NULL, FILE_BYTES, &listed, NULL), IDT_OK);
        for (int64_t published = 0; published < 4; published++) {
            for (int64_t known = 0; known < 4; known++) {
                const idt_index_when when = {
                    .as_of = known % 2, .published_by_us = published, .known_at_us = known};
                compare_at(listed, names, count, text, &when);
            }
        }
        idt_scan_names_close(listed);
        idt_index_close(index);
        idt_buf_release(&files[0].bytes);
        idt_buf_release(&files[1].bytes);
    }
}

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_when_they_are_in_time_and_an_ended_listing_says_so),
        cmocka_unit_test(a_later_file_says_what_a_record_is_and_both_stand_in_one_scanner),
        cmocka_unit_test(a_half_of_a_name_with_a_slash_is_no_mention),
        cmocka_unit_test(the_automaton_is_kept_and_made_anew_for_other_names_or_after_damage),
        cmocka_unit_test(a_damaged_block_fails_however_often_it_is_asked),
        cmocka_unit_test(any_question_is_answered_as_by_a_scanner_of_the_names_in_time),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
