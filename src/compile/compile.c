#include "compile/compile.h"

#include "compile/entries.h"
#include "compile/listed_party.h"
#include "register/rectangles.h"

#define WAIT_MS    10000
#define FILES_MOST 32 /* then the next change makes a base, whoever asks */

/* ---- one file ---- */

typedef struct building {
    idt_index_builder *builder;
    idt_entry_sink sink;
    idt_arena *arena; /* of one record */
    bool replaces;
    uint64_t records; /* of parties */
} building;

static bool tells_of_party(const idt_record_history *history)
{
    for (size_t i = 0; i < history->version_count; i++) {
        if (idt_record_is_party(&history->versions[i])) {
            return true;
        }
    }
    return false;
}

static idt_rc add_record(void *context, const idt_record_history *history, idt_error *err)
{
    building *b = context;
    idt_arena_clear(b->arena);
    b->records += tells_of_party(history) ? 1 : 0;
    if (b->replaces) {
        const idt_str prefix =
            idt_str_format(b->arena, IDT_STR_FMT ":" IDT_STR_FMT "@", IDT_STR_ARG(history->dataset),
                           IDT_STR_ARG(history->key));
        const idt_rc rc = prefix.ptr != NULL ? idt_index_builder_replace(b->builder, prefix, err)
                                             : idt_arena_fail(b->arena, err);
        if (rc != IDT_OK) {
            return rc;
        }
    }
    return idt_entries_of(history, b->arena, &b->sink, err);
}

static idt_rc add_records(building *b, idt_register *reg, const idt_view *view,
                          const idt_changed_key *keys, size_t count, idt_error *err)
{
    return b->replaces ? idt_register_histories_of(reg, view, keys, count, add_record, b, err)
                       : idt_register_each_history(reg, view, add_record, b, err);
}

/* `keys` NULL: all records. `newest_us`: what the file is said to know. */
static idt_rc build_bytes(idt_register *reg, const idt_view *view, int64_t newest_us,
                          const idt_changed_key *keys, size_t count, size_t ceiling_bytes,
                          idt_buf *bytes, idt_compiled *out, idt_error *err)
{
    building b = {.replaces = keys != NULL};
    b.arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    idt_rc rc = b.arena != NULL ? idt_index_builder_new(idt_str_borrow(view->version),
                                                        ceiling_bytes, &b.builder, err)
                                : idt_fail(err, IDT_E_LIMIT, "there is no memory for an index");
    if (rc == IDT_OK) {
        b.sink = idt_entry_sink_of(b.builder);
        idt_index_builder_known_at(b.builder, newest_us);
        rc = add_records(&b, reg, view, keys, count, err);
    }
    idt_arena_free(b.arena);
    rc = rc == IDT_OK ? idt_index_builder_finish(b.builder, bytes, &out->built, err) : rc;
    idt_index_builder_free(b.builder);
    out->records = b.records;
    out->bytes = bytes->len;
    out->known_at_us = newest_us;
    return rc;
}

idt_rc idt_compile_bytes(idt_register *reg, const idt_view *view, const int64_t *after_us,
                         size_t ceiling_bytes, idt_buf *bytes, idt_compiled *out, idt_error *err)
{
    int64_t newest_us;
    static const idt_changed_key none = {0};
    const idt_changed_key *keys = NULL;
    size_t count = 0;
    idt_arena *arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    *out = (idt_compiled){.did = after_us != NULL ? IDT_COMPILE_DELTA : IDT_COMPILE_BASE};
    if (arena == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory for an index");
    }
    idt_rc rc = idt_register_newest_recorded(reg, view, &newest_us, err);
    if (rc == IDT_OK && after_us != NULL) {
        rc = idt_register_changed_since(reg, view, *after_us, arena, &keys, &count, err);
        keys = keys != NULL ? keys : &none;
    }
    if (rc == IDT_OK) {
        rc = build_bytes(reg, view, newest_us, keys, count, ceiling_bytes, bytes, out, err);
    }
    idt_arena_free(arena);
    return rc;
}

/* ---- in its home ---- */

/* What stands in the home, as far as it is of this register and this build. */
typedef struct standing {
    bool usable;
    idt_error why; /* ... not; code IDT_OK: it is of another register */
    size_t deltas;
    int64_t known_at_us; /* of all of it */
    int64_t known_at_of[IDT_INDEX_FILES_MAX];
    uint64_t base_bytes, delta_bytes, entries;
} standing;

/* Every file names the register it was built from, as it was at the file's instant. */
static idt_rc is_of(idt_register *reg, const idt_index_info *info, bool *out, idt_error *err)
{
    char version[IDT_VIEW_VERSION_BYTES];
    const idt_rc rc = idt_register_version_at(reg, info->known_at_us, version, err);
    *out = rc == IDT_OK && idt_str_is(info->register_version, version);
    return rc;
}

static idt_rc look(idt_register *reg, const char *home, idt_arena *arena, standing *out,
                   idt_error *err)
{
    idt_index *index;
    *out = (standing){0};
    idt_rc rc = idt_compile_open(home, arena, &index, &out->why);
    if (rc != IDT_OK) { /* whatever is wrong with it but memory: built anew */
        return rc == IDT_E_LIMIT ? idt_fail(err, rc, "%s", out->why.message) : IDT_OK;
    }
    out->usable = true;
    for (size_t i = 0; i < idt_index_files(index) && rc == IDT_OK && out->usable; i++) {
        const idt_index_info info = idt_index_info_of(index, i);
        rc = is_of(reg, &info, &out->usable, err);
        *(i == 0 ? &out->base_bytes : &out->delta_bytes) += info.bytes;
        out->entries += info.entries;
        out->known_at_of[i] = info.known_at_us;
        out->known_at_us =
            info.known_at_us > out->known_at_us ? info.known_at_us : out->known_at_us;
    }
    out->deltas = idt_index_files(index) - 1;
    idt_index_close(index);
    return rc;
}

static bool merge_due(const standing *s)
{
    return s->deltas > IDT_COMPILE_DELTAS_MAX ||
           s->delta_bytes > s->base_bytes / IDT_COMPILE_DELTA_PART;
}

static void note_merge(const standing *s, bool usable, idt_compiled *out)
{
    out->merge_due = usable && merge_due(s);
    out->merge_bytes = s->base_bytes + s->delta_bytes;
}

/* Builds and adds one file; under the lock. `keys` as for build_bytes. */
static idt_rc add_file(idt_register *reg, const idt_view *view, const char *home, int64_t newest_us,
                       const idt_changed_key *keys, size_t count, size_t ceiling_bytes,
                       idt_arena *arena, idt_compiled *out, idt_error *err)
{
    idt_buf bytes;
    idt_buf_init(&bytes, ceiling_bytes);
    out->did = keys != NULL ? IDT_COMPILE_DELTA : IDT_COMPILE_BASE;
    idt_rc rc = build_bytes(reg, view, newest_us, keys, count, ceiling_bytes, &bytes, out, err);
    if (rc == IDT_OK) {
        rc = idt_compile_home_add(home, keys == NULL, &out->built.file_id, idt_buf_borrow(&bytes),
                                  arena, err);
    }
    idt_buf_release(&bytes);
    return rc;
}

/* Few records changed: a delta; many, or no usable base: a base. Under the lock. */
static idt_rc bring_up(idt_register *reg, const idt_view *view, const char *home, int64_t newest_us,
                       size_t ceiling_bytes, idt_arena *arena, idt_compiled *out, idt_error *err)
{
    standing s;
    const idt_changed_key *keys = NULL;
    size_t count = 0;
    idt_rc rc = look(reg, home, arena, &s, err); /* again: another may have been faster */
    if (rc != IDT_OK || (s.usable && s.known_at_us >= newest_us)) {
        out->known_at_us = s.known_at_us;
        return rc;
    }
    if (s.usable && s.deltas < FILES_MOST) {
        rc = idt_register_changed_since(reg, view, s.known_at_us, arena, &keys, &count, err);
        if (rc != IDT_OK) {
            return rc;
        }
    }
    static const idt_changed_key none = {0};
    const bool few = s.usable && s.deltas < FILES_MOST && count <= s.entries / 8;
    rc = add_file(reg, view, home, newest_us,
                  !few           ? NULL
                  : keys != NULL ? keys
                                 : &none,
                  count, ceiling_bytes, arena, out, err);
    s.deltas++;
    s.delta_bytes += out->bytes;
    note_merge(&s, few, out);
    return rc;
}

static idt_rc say_readonly(idt_rc rc, const standing *s, const char *home, idt_error *err)
{
    if (rc != IDT_E_READONLY) {
        return rc;
    }
    if (s->why.code != IDT_OK && s->why.code != IDT_E_NOT_FOUND) {
        return idt_fail(err, rc,
                        "the index cannot be used (%s), and none can be written in %s here; "
                        "`interdict index build` by somebody who may makes one",
                        s->why.message, home);
    }
    return idt_fail(err, rc,
                    "%s %s %s and cannot be written here; `interdict index build` by somebody who "
                    "may %s",
                    s->usable ? "the index in" : "the index of", home,
                    s->usable ? "is behind its register" : "is not there",
                    s->usable ? "brings it up to date" : "makes one");
}

idt_rc idt_compile_ensure(idt_register *reg, const idt_view *view, const char *home,
                          size_t ceiling_bytes, idt_compiled *out, idt_error *err)
{
    standing s;
    int64_t newest_us;
    idt_compile_lock lock;
    *out = (idt_compiled){0};
    idt_arena *arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    if (arena == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory for an index");
    }
    idt_rc rc = idt_register_newest_recorded(reg, view, &newest_us, err);
    rc = rc == IDT_OK ? look(reg, home, arena, &s, err) : rc;
    if (rc == IDT_OK && s.usable && s.known_at_us >= newest_us) {
        out->known_at_us = s.known_at_us;
        note_merge(&s, true, out);
    } else if (rc == IDT_OK) {
        rc = idt_compile_home_lock(home, WAIT_MS, &lock, err);
        if (rc == IDT_OK) {
            rc = bring_up(reg, view, home, newest_us, ceiling_bytes, arena, out, err);
            idt_compile_home_unlock(&lock);
        }
        rc = say_readonly(rc, &s, home, err);
    }
    idt_arena_free(arena);
    return rc;
}

/* ---- a base beside what stands ---- */

idt_rc idt_compile_put_aside(idt_register *reg, const idt_view *view, const char *home,
                             unsigned wait_ms, size_t ceiling_bytes, idt_compile_aside *out,
                             idt_error *err)
{
    int64_t newest_us;
    idt_buf bytes;
    *out = (idt_compile_aside){.lock = {.fd = -1}, .made = {.did = IDT_COMPILE_BASE}};
    idt_arena *arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    if (arena == NULL) {
        return idt_fail(err, IDT_E_LIMIT, "there is no memory for an index");
    }
    idt_buf_init(&bytes, ceiling_bytes);
    idt_rc rc = idt_compile_home_lock_merge(home, wait_ms, &out->lock, err);
    rc = rc == IDT_OK ? idt_register_newest_recorded(reg, view, &newest_us, err) : rc;
    rc = rc == IDT_OK
             ? build_bytes(reg, view, newest_us, NULL, 0, ceiling_bytes, &bytes, &out->made, err)
             : rc;
    rc = rc == IDT_OK ? idt_compile_home_put_aside(home, idt_buf_borrow(&bytes), arena, err) : rc;
    idt_buf_release(&bytes);
    idt_arena_free(arena);
    return rc;
}

/* Files that know more than the base made aside stay behind it: the first of them says all of what
 * was recorded after a file that knows no more than the base does (compile.h I3). */
static size_t files_kept(const standing *s, int64_t base_us)
{
    size_t kept = 0;
    while (s->usable && kept < s->deltas && s->known_at_of[s->deltas - kept] > base_us) {
        kept++;
    }
    return kept;
}

/* Under both locks. What stands is of the register as it is now: looked at in a view of now. */
static idt_rc take_in(idt_register *reg, const char *home, const idt_compiled *made,
                      idt_arena *arena, idt_compiled *out, idt_error *err)
{
    standing s;
    idt_view now;
    idt_rc rc = idt_register_view(reg, IDT_INSTANT_OPEN, IDT_INSTANT_OPEN, &now, err);
    rc = rc == IDT_OK ? look(reg, home, arena, &s, err) : rc;
    if (rc != IDT_OK) {
        return rc;
    }
    if (s.usable && s.known_at_of[0] > made->known_at_us) {
        *out = (idt_compiled){.known_at_us = s.known_at_us};
        return IDT_OK;
    }
    const size_t kept = files_kept(&s, made->known_at_us);
    *out = *made;
    out->known_at_us = kept > 0 ? s.known_at_us : made->known_at_us;
    return idt_compile_home_take_in(home, &made->built.file_id, kept, arena, err);
}

idt_rc idt_compile_take_in(idt_register *reg, const char *home, idt_compile_aside *aside,
                           idt_compiled *out, idt_error *err)
{
    idt_compile_lock lock;
    *out = (idt_compiled){0};
    idt_arena *arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    idt_rc rc = arena != NULL ? idt_compile_home_lock(home, WAIT_MS, &lock, err)
                              : idt_fail(err, IDT_E_LIMIT, "there is no memory for an index");
    if (rc == IDT_OK) {
        rc = take_in(reg, home, &aside->made, arena, out, err);
        idt_compile_home_unlock(&lock);
    }
    idt_compile_home_unlock(&aside->lock);
    idt_arena_free(arena);
    return rc;
}

static idt_rc build_aside(idt_register *reg, const idt_view *view, const char *home,
                          unsigned wait_ms, size_t ceiling_bytes, idt_compiled *out, idt_error *err)
{
    idt_compile_aside aside;
    const idt_rc rc = idt_compile_put_aside(reg, view, home, wait_ms, ceiling_bytes, &aside, err);
    if (rc == IDT_OK) {
        return idt_compile_take_in(reg, home, &aside, out, err);
    }
    idt_compile_home_unlock(&aside.lock);
    return rc;
}

idt_rc idt_compile_build(idt_register *reg, const idt_view *view, const char *home,
                         size_t ceiling_bytes, idt_compiled *out, idt_error *err)
{
    *out = (idt_compiled){0};
    return build_aside(reg, view, home, WAIT_MS, ceiling_bytes, out, err);
}

idt_rc idt_compile_merge(idt_register *reg, const idt_view *view, const char *home,
                         size_t ceiling_bytes, idt_compiled *out, idt_error *err)
{
    standing s;
    *out = (idt_compiled){0};
    idt_arena *arena = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    idt_rc rc = arena != NULL ? look(reg, home, arena, &s, err)
                              : idt_fail(err, IDT_E_LIMIT, "there is no memory for an index");
    idt_arena_free(arena);
    if (rc != IDT_OK || !s.usable || !merge_due(&s)) {
        return rc;
    }
    rc = build_aside(reg, view, home, 0, ceiling_bytes, out, err);
    return rc == IDT_E_BUSY ? IDT_OK : rc; /* another is at it */
}
