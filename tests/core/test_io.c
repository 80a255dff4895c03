/* Files: a write is all or nothing, a read has its ceiling, a listing has one order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <signal.h>
#include <unistd.h>

#include "core/io.h"

typedef struct place {
    char dir[64];
    idt_arena *arena;
} place;

static int enter(void **state)
{
    place *p = test_calloc(1, sizeof *p);
    (void)snprintf(p->dir, sizeof p->dir, "/tmp/interdict-io-XXXXXX");
    p->arena = idt_arena_new((size_t)1 << 20);
    *state = p;
    return mkdtemp(p->dir) != NULL && p->arena != NULL ? 0 : -1;
}

static int leave(void **state)
{
    place *p = *state;
    char command[128];
    (void)snprintf(command, sizeof command, "rm -rf -- %s", p->dir);
    const int done = system(command);
    idt_arena_free(p->arena);
    test_free(p);
    return done;
}

static const char *in(place *p, const char *name)
{
    return idt_str_format(p->arena, "%s/%s", p->dir, name).ptr;
}

static size_t names_in(place *p)
{
    idt_str *files;
    size_t count = 0;
    assert_int_equal(idt_dir_files(p->dir, "", p->arena, &files, &count, NULL), IDT_OK);
    return count;
}

static void assert_holds(place *p, const char *path, const char *text)
{
    idt_str bytes;
    assert_int_equal(idt_file_read(path, 4096, p->arena, &bytes, NULL), IDT_OK);
    assert_string_equal(bytes.ptr, text);
    assert_int_equal(bytes.len, strlen(text));
}

static void what_is_written_is_read_back(void **state)
{
    place *p = *state;
    const char *path = in(p, "a");
    const idt_str bytes = {.ptr = "one\0two\xff\n", .len = 9};
    idt_str back;
    assert_int_equal(idt_file_write(path, bytes, NULL), IDT_OK);
    assert_int_equal(idt_file_read(path, 9, p->arena, &back, NULL), IDT_OK);
    assert_true(idt_str_equal(back, bytes));
    assert_int_equal(idt_file_write(path, IDT_STR(""), NULL), IDT_OK);
    assert_holds(p, path, "");
    assert_int_equal(names_in(p), 1);
}

static void a_write_that_fails_leaves_the_old_file_alone(void **state)
{
    place *p = *state;
    const char *path = in(p, "a");
    assert_int_equal(idt_file_write(path, IDT_STR("old"), NULL), IDT_OK);
    /* In a child, since the limit on file sizes is the process's. */
    const pid_t child = fork();
    if (child == 0) {
        static char many[100000];
        const struct rlimit limit = {.rlim_cur = 5000, .rlim_max = 5000};
        idt_error err;
        (void)signal(SIGXFSZ, SIG_IGN);
        (void)setrlimit(RLIMIT_FSIZE, &limit);
        const idt_str bytes = {.ptr = many, .len = sizeof many};
        _exit(idt_file_write(path, bytes, &err) == IDT_E_IO ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_holds(p, path, "old");
    assert_int_equal(names_in(p), 1);
}

static void a_file_left_by_a_killed_writer_does_not_stop_the_next(void **state)
{
    place *p = *state;
    char left[200];
    for (int i = 0; i < 3; i++) {
        (void)snprintf(left, sizeof left, "%s/a.new-%ld-%d", p->dir, (long)getpid(), i);
        (void)close(open(left, O_CREAT | O_WRONLY, 0600));
    }
    assert_int_equal(idt_file_write(in(p, "a"), IDT_STR("whole"), NULL), IDT_OK);
    assert_holds(p, in(p, "a"), "whole");
}

static void a_write_goes_through_links_and_takes_the_place_of_no_pipe(void **state)
{
    place *p = *state;
    char path[IDT_PATH_BYTES];
    char shown[16];
    struct stat st;
    assert_int_equal(idt_file_write(in(p, "a"), IDT_STR("old"), NULL), IDT_OK);
    assert_int_equal(symlink("a", in(p, "link")), 0);
    assert_int_equal(idt_file_write(in(p, "link"), IDT_STR("new"), NULL), IDT_OK);
    assert_holds(p, in(p, "a"), "new");
    assert_int_equal(lstat(in(p, "link"), &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    (void)snprintf(path, sizeof path, "%s", in(p, "pipe"));
    assert_int_equal(mkfifo(path, 0600), 0);
    const int fd = open(path, O_RDWR);
    assert_int_equal(idt_file_write(path, IDT_STR("said"), NULL), IDT_OK);
    assert_int_equal(read(fd, shown, sizeof shown), 4);
    (void)close(fd);
    assert_int_equal(lstat(path, &st), 0);
    assert_true(S_ISFIFO(st.st_mode));
    assert_int_equal(unlink(path), 0);
    assert_int_equal(idt_file_write(p->dir, IDT_STR("x"), NULL), IDT_E_IO);
}

static void where_nothing_can_be_written_is_known_before(void **state)
{
    place *p = *state;
    idt_error err;
    assert_int_equal(idt_file_writable(in(p, "new"), NULL), IDT_OK);
    assert_int_equal(idt_file_writable("new", NULL), IDT_OK); /* here */
    assert_int_equal(idt_file_writable("/dev/null", NULL), IDT_OK);
    assert_int_equal(idt_file_writable(in(p, "none/new"), &err), IDT_E_NOT_FOUND);
    assert_non_null(strstr(err.message, "none/new"));
    assert_int_equal(idt_file_writable(p->dir, &err), IDT_E_USAGE);
    assert_int_equal(names_in(p), 0);
}

static void a_write_into_no_folder_says_so(void **state)
{
    place *p = *state;
    idt_error err;
    assert_int_equal(idt_file_write(in(p, "none/a"), IDT_STR("x"), &err), IDT_E_NOT_FOUND);
    assert_non_null(strstr(err.message, "none/a"));
    char far[5000];
    memset(far, 'x', sizeof far - 1);
    far[sizeof far - 1] = '\0';
    assert_int_equal(idt_file_write(far, IDT_STR("x"), &err), IDT_E_LIMIT);
}

static void a_read_stops_at_its_ceiling(void **state)
{
    place *p = *state;
    const char *path = in(p, "a");
    idt_str bytes;
    idt_error err;
    assert_int_equal(idt_file_write(path, IDT_STR("123456"), NULL), IDT_OK);
    assert_int_equal(idt_file_read(path, 6, p->arena, &bytes, &err), IDT_OK);
    assert_int_equal(idt_file_read(path, 5, p->arena, &bytes, &err), IDT_E_LIMIT);
    assert_non_null(strstr(err.message, "5 bytes"));
    idt_arena *small = idt_arena_new(0);
    assert_int_equal(idt_file_read(path, 6, small, &bytes, &err), IDT_E_LIMIT);
    idt_arena_free(small);
}

static void what_is_no_file_is_refused_or_read_as_a_stream(void **state)
{
    place *p = *state;
    idt_str bytes;
    idt_error err;
    assert_int_equal(idt_file_read(in(p, "none"), 9, p->arena, &bytes, &err), IDT_E_NOT_FOUND);
    assert_int_equal(idt_file_read(p->dir, 9, p->arena, &bytes, &err), IDT_E_USAGE);
    assert_int_equal(idt_file_read("/dev/zero", 100000, p->arena, &bytes, &err), IDT_E_LIMIT);
    assert_int_equal(idt_file_read("/dev/null", 0, p->arena, &bytes, &err), IDT_OK);
    assert_int_equal(bytes.len, 0);
    /* A file that states no size has one all the same. */
    assert_int_equal(idt_file_read("/proc/self/stat", 65536, p->arena, &bytes, &err), IDT_OK);
    assert_true(bytes.len > 0);
}

static void a_map_shows_the_bytes(void **state)
{
    place *p = *state;
    idt_mapped m;
    assert_int_equal(idt_file_write(in(p, "a"), IDT_STR("mapped"), NULL), IDT_OK);
    assert_int_equal(idt_mapped_open(in(p, "a"), 100, &m, NULL), IDT_OK);
    assert_true(idt_str_is(m.bytes, "mapped"));
    idt_mapped_close(&m);
    idt_mapped_close(&m); /* and once more does no harm */
    assert_int_equal(idt_file_write(in(p, "a"), IDT_STR(""), NULL), IDT_OK);
    assert_int_equal(idt_mapped_open(in(p, "a"), 0, &m, NULL), IDT_OK);
    assert_non_null(m.bytes.ptr);
    assert_int_equal(m.bytes.len, 0);
    idt_mapped_close(&m);
}

static void folders_are_made_with_their_parents(void **state)
{
    place *p = *state;
    struct stat st;
    assert_int_equal(idt_dir_make(in(p, "a/b//c/"), NULL), IDT_OK);
    assert_int_equal(stat(in(p, "a/b/c"), &st), 0);
    assert_true(S_ISDIR(st.st_mode));
    assert_int_equal(idt_dir_make(in(p, "a/b/c"), NULL), IDT_OK);
    assert_int_equal(idt_dir_make("/", NULL), IDT_OK);
    assert_int_equal(idt_dir_make("", NULL), IDT_E_USAGE);
}

static void a_file_is_not_taken_for_a_folder(void **state)
{
    place *p = *state;
    assert_int_equal(idt_file_write(in(p, "f"), IDT_STR("x"), NULL), IDT_OK);
    assert_int_not_equal(idt_dir_make(in(p, "f"), NULL), IDT_OK);
    assert_int_not_equal(idt_dir_make(in(p, "f/under"), NULL), IDT_OK);
}

static void a_listing_is_sorted_and_holds_files_only(void **state)
{
    place *p = *state;
    static const char *const names[] = {"b.yaml",     "a.yaml", "B.yaml",
                                        "a.yaml.new", ".yaml",  "\xd0\xb0.yaml"};
    static const char *const expected[] = {".yaml", "B.yaml", "a.yaml", "b.yaml", "\xd0\xb0.yaml"};
    idt_str *files;
    size_t count;
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(idt_file_write(in(p, names[i]), IDT_STR("x"), NULL), IDT_OK);
    }
    assert_int_equal(idt_dir_make(in(p, "folder.yaml"), NULL), IDT_OK);
    assert_int_equal(symlink("nowhere", in(p, "dangling.yaml")), 0);
    assert_int_equal(idt_dir_files(p->dir, ".yaml", p->arena, &files, &count, NULL), IDT_OK);
    assert_int_equal(count, 5);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(files[i].ptr, in(p, expected[i]));
    }
    assert_int_equal(idt_dir_files(in(p, "none"), "", p->arena, &files, &count, NULL),
                     IDT_E_NOT_FOUND);
    assert_int_equal(count, 0);
}

static void paths_part_into_folder_and_name(void **state)
{
    (void)state;
    static const char *const cases[][3] = {{"a/b/c.yaml", "a/b", "c.yaml"},
                                           {"c.yaml", ".", "c.yaml"},
                                           {"/c", "/", "c"},
                                           {"a/", "a", ""},
                                           {"", ".", ""}};
    for (size_t i = 0; i < 5; i++) {
        const idt_str path = idt_str_borrow(cases[i][0]);
        assert_true(idt_str_is(idt_path_dir(path), cases[i][1]));
        assert_true(idt_str_is(idt_path_base(path), cases[i][2]));
    }
}

#define IN_A_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_A_FOLDER(what_is_written_is_read_back),
        IN_A_FOLDER(a_write_that_fails_leaves_the_old_file_alone),
        IN_A_FOLDER(a_file_left_by_a_killed_writer_does_not_stop_the_next),
        IN_A_FOLDER(a_write_goes_through_links_and_takes_the_place_of_no_pipe),
        IN_A_FOLDER(where_nothing_can_be_written_is_known_before),
        IN_A_FOLDER(a_write_into_no_folder_says_so),
        IN_A_FOLDER(a_read_stops_at_its_ceiling),
        IN_A_FOLDER(what_is_no_file_is_refused_or_read_as_a_stream),
        IN_A_FOLDER(a_map_shows_the_bytes),
        IN_A_FOLDER(folders_are_made_with_their_parents),
        IN_A_FOLDER(a_file_is_not_taken_for_a_folder),
        IN_A_FOLDER(a_listing_is_sorted_and_holds_files_only),
        cmocka_unit_test(paths_part_into_folder_and_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
