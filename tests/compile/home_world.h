/* home_world.h - a register with an index in its home: changed, brought up to date, looked into. */
#ifndef INTERDICT_TESTS_HOME_WORLD_H
#define INTERDICT_TESTS_HOME_WORLD_H

#include "compile_world.h"

#include <dirent.h>
#include <sys/stat.h>

#include "compile/check.h"

static inline void import_contents(world *w, int64_t published, int first)
{
    const step s = {
        .published = published, .recorded = 1000 + published * 10, .contents = {first, 0, 2, 3, 6}};
    import_step(w, &s);
}

static inline idt_compiled ensure(world *w)
{
    idt_error err;
    idt_compiled done;
    w->now += 1;
    const idt_view view = view_at(w->reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
    must(idt_compile_ensure(w->reg, &view, w->home, INDEX_CEILING, &done, &err), &err);
    return done;
}

static inline void write_file(const world *w, const char *name, const char *text)
{
    char path[128];
    path_in_world(w, name, path);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

/* Files of <home>/index that begin so. */
static inline size_t count_files(const world *w, const char *prefix)
{
    char path[128];
    size_t n = 0;
    path_in_world(w, "index", path);
    DIR *dir = opendir(path);
    assert_non_null(dir);
    for (const struct dirent *e = readdir(dir); e != NULL; e = readdir(dir)) {
        n += idt_str_starts(idt_str_borrow(e->d_name), prefix) ? 1 : 0;
    }
    (void)closedir(dir);
    return n;
}

static inline void close_home(world *w)
{
    char path[512];
    char index[128];
    path_in_world(w, "index", index);
    DIR *dir = opendir(index);
    for (const struct dirent *e = dir != NULL ? readdir(dir) : NULL; e != NULL; e = readdir(dir)) {
        (void)snprintf(path, sizeof path, "%s/%s", index, e->d_name);
        (void)unlink(path);
    }
    if (dir != NULL) {
        (void)closedir(dir);
    }
    (void)rmdir(index);
    close_world(w);
}

static inline void assert_sound(world *w)
{
    idt_error err;
    idt_index *index;
    uint64_t faults;
    idt_arena *arena = idt_arena_new(INDEX_CEILING);
    const idt_view view = view_at(w->reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN);
    must(idt_compile_open(w->home, arena, &index, &err), &err);
    must(idt_compile_check(w->reg, &view, index, print_fault, NULL, &faults, &err), &err);
    assert_int_equal(faults, 0);
    idt_index_close(index);
    idt_arena_free(arena);
}

static inline void open_home(world *w)
{
    open_world(w);
    import_contents(w, 1, 0);
}

/* Enough entries that few changes are few. */
static inline void import_many(world *w)
{
    idt_error err;
    w->now = 1010;
    const idt_edition_spec spec = spec_of(1, 0, 1);
    idt_edition_load *load = begin_load(w, &spec);
    for (int i = 0; i < 200; i++) {
        char key[16];
        (void)snprintf(key, sizeof key, "k%d", i);
        must(put_content(w, load, key, i, &err), &err);
    }
    (void)finish_load(load);
}

static inline void change_one(world *w, int round)
{
    idt_error err;
    w->now += 10;
    idt_edition_spec spec = spec_of(w->now, 0, (unsigned)w->now);
    spec.authored = true;
    spec.dataset = IDT_STR("own");
    idt_edition_load *load = begin_load(w, &spec);
    must(put_content(w, load, "one", 1000 + round, &err), &err);
    (void)finish_load(load);
}

#endif
