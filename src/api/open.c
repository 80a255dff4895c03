#include "api/state.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#define OPEN_BYTES ((size_t)16 << 20) /* paths, options */

const char *interdict_version(void)
{
    return IDT_VERSION;
}

interdict_rc api_fail(interdict_error *error, const idt_error *from)
{
    static const interdict_rc codes[] = {
        [IDT_OK] = INTERDICT_OK,
        [IDT_E_USAGE] = INTERDICT_USAGE,
        [IDT_E_INPUT] = INTERDICT_INPUT,
        [IDT_E_NOT_FOUND] = INTERDICT_NOT_FOUND,
        [IDT_E_AMBIGUOUS] = INTERDICT_INPUT,
        [IDT_E_LIMIT] = INTERDICT_LIMIT,
        [IDT_E_IO] = INTERDICT_IO,
        [IDT_E_FULL] = INTERDICT_IO,
        [IDT_E_READONLY] = INTERDICT_IO,
        [IDT_E_BUSY] = INTERDICT_BUSY,
        [IDT_E_FORMAT] = INTERDICT_FORMAT,
        [IDT_E_CORRUPT] = INTERDICT_CORRUPT,
        [IDT_E_INTERNAL] = INTERDICT_INTERNAL,
    };
    return api_fail_as(error, codes[from->code], from);
}

interdict_rc api_fail_as(interdict_error *error, interdict_rc code, const idt_error *from)
{
    if (error != NULL) {
        error->code = code;
        (void)idt_error_text(from, error->message, sizeof error->message);
    }
    return code;
}

/* ---- options ---- */

static idt_rc take_instant(const char *name, const char *text, int64_t *out, idt_error *err)
{
    *out = IDT_INSTANT_OPEN;
    if (text == NULL || idt_instant_parse(idt_str_borrow(text), true, out)) {
        return IDT_OK;
    }
    return idt_fail(err, IDT_E_USAGE, "%s is \"%s\"; expected YYYY-MM-DD[THH:MM[:SS]Z]", name,
                    text);
}

static idt_rc take_day(const char *text, int64_t now_us, idt_day *out, idt_error *err)
{
    int64_t start;
    if (text == NULL) {
        *out = idt_day_of_instant(now_us);
        return IDT_OK;
    }
    if (strlen(text) != 10 || !idt_instant_parse(idt_str_borrow(text), false, &start)) {
        return idt_fail(err, IDT_E_USAGE, "as_of is \"%s\"; expected YYYY-MM-DD", text);
    }
    *out = idt_day_of_instant(start);
    return IDT_OK;
}

static idt_rc take_home(interdict *base, const char *home, idt_error *err)
{
    if (home == NULL) {
        return idt_fail(err, IDT_E_USAGE, "home is NULL; expected the register's folder");
    }
    base->home = idt_str_copy(base->arena, idt_str_borrow(home));
    return base->home.ptr != NULL ? IDT_OK : idt_arena_fail(base->arena, err);
}

/* What the caller's structure has; the rest of ours is as if zero. */
static idt_rc take_options(const interdict_options *from, interdict_options *out, idt_error *err)
{
    *out = (interdict_options){0};
    if (from == NULL) {
        return IDT_OK;
    }
    if (from->size < offsetof(interdict_options, as_of) || from->size > 4096) {
        return idt_fail(err, IDT_E_USAGE,
                        "options.size is %zu; expected sizeof (interdict_options)", from->size);
    }
    memcpy(out, from, from->size < sizeof *out ? from->size : sizeof *out);
    return out->threshold <= IDT_SCORE_ONE
               ? IDT_OK
               : idt_fail(err, IDT_E_USAGE, "threshold is %u; expected 0 to 10000 ten-thousandths",
                          (unsigned)out->threshold);
}

/* ---- open ---- */

/* Resolves the times against the register, once. */
static idt_rc settle(interdict *base, const interdict_options *options, idt_error *err)
{
    idt_register *reg = NULL;
    int64_t published;
    int64_t known;
    idt_day as_of = 0;
    const idt_register_options open_options = {.clock = idt_clock_system()};
    idt_rc rc = take_instant("published_by", options->published_by, &published, err);
    rc = rc == IDT_OK ? take_instant("known_at", options->known_at, &known, err) : rc;
    base->question.scoring = &IDT_SCORING_DEFAULT;
    if (rc == IDT_OK && options->profile != NULL) {
        rc = idt_scoring_find(options->profile, base->arena, &base->question.scoring, err);
    }
    rc = rc == IDT_OK ? idt_register_open(base->home.ptr, IDT_OPEN_READ, &open_options, &reg, err)
                      : rc;
    rc = rc == IDT_OK ? idt_register_view(reg, published, known, &base->view, err) : rc;
    rc = rc == IDT_OK ? take_day(options->as_of, base->view.now_us, &as_of, err) : rc;
    if (reg != NULL) {
        idt_error ignored;
        const idt_rc closed = idt_register_close(reg, rc == IDT_OK ? err : &ignored);
        rc = rc == IDT_OK ? closed : rc;
    }
    base->as_of = as_of;
    base->question.when = (idt_index_when){.any_day = true,
                                           .published_by_us = base->view.published_by_us,
                                           .known_at_us = base->view.known_at_us};
    base->question.threshold = (uint16_t)options->threshold;
    base->question.limit = options->limit;
    return rc;
}

/* Does the index know all that the view knows? */
static idt_rc check_level(const interdict *base, idt_error *err)
{
    const idt_index *index = idt_screen_index(base->screen);
    const idt_index_info newest = idt_index_info_of(index, idt_index_files(index) - 1);
    const bool same = idt_str_is(newest.register_version, base->view.version);
    return same || newest.known_at_us >= base->view.known_at_us
               ? IDT_OK
               : idt_fail(err, IDT_E_NOT_FOUND,
                          "the register holds more than its index: names recorded since would be "
                          "missed; run `interdict index build`");
}

static interdict_rc opened(interdict *base, const interdict_options *options,
                           interdict_error *error)
{
    idt_error err;
    idt_index *index = NULL;
    idt_rc rc = settle(base, options, &err);
    rc = rc == IDT_OK ? idt_compile_open(base->home.ptr, base->arena, &index, &err) : rc;
    rc = rc == IDT_OK ? idt_screen_take(index, &base->screen, &err) : rc;
    if (rc != IDT_OK) {
        return api_fail(error, &err);
    }
    rc = check_level(base, &err);
    return rc == IDT_OK ? INTERDICT_OK : api_fail_as(error, INTERDICT_BEHIND, &err);
}

interdict_rc interdict_open(const char *home, const interdict_options *options, interdict **out,
                            interdict_error *error)
{
    idt_error err;
    interdict_options taken;
    idt_arena *arena = idt_arena_new(OPEN_BYTES);
    interdict *base = arena != NULL ? IDT_NEW(arena, interdict) : NULL;
    *out = NULL;
    if (base == NULL) {
        idt_arena_free(arena);
        (void)idt_fail(&err, IDT_E_LIMIT, "no memory for an index");
        return api_fail(error, &err);
    }
    base->arena = arena;
    interdict_rc rc =
        take_home(base, home, &err) == IDT_OK && take_options(options, &taken, &err) == IDT_OK
            ? INTERDICT_OK
            : api_fail(error, &err);
    rc = rc == INTERDICT_OK ? opened(base, &taken, error) : rc;
    if (rc != INTERDICT_OK) {
        interdict_close(base);
        return rc;
    }
    *out = base;
    return INTERDICT_OK;
}

void interdict_close(interdict *base)
{
    if (base != NULL) {
        idt_screen_close(base->screen);
        idt_arena_free(base->arena);
    }
}
