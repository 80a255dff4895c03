#include "compile/check.h"

#include <stdio.h>

#include "compile/entries.h"
#include "core/map.h"
#include "register/rectangles.h"

#define CHECK_BYTES ((size_t)4 << 30)
#define WHAT_BYTES  400

/* What one side says of an origin: sums, since names come in any order. */
typedef struct said {
    uint64_t sum[2];
    uint64_t names;
    uint64_t about; /* hash of what it stands for */
} said;

typedef struct both {
    said index, reg;
} both;

typedef struct check {
    const idt_index *index;
    idt_arena *arena;  /* origins */
    idt_arena *record; /* of one record */
    idt_map origins;   /* -> both */
    idt_buf bytes;
    idt_fault_visit fault;
    void *context;
    uint64_t *faults;
} check;

static void tell(check *c, const char *what, idt_str origin)
{
    char text[WHAT_BYTES];
    (void)snprintf(text, sizeof text, IDT_STR_FMT ": %s",
                   IDT_STR_ARG(idt_str_slice(origin, 0, WHAT_BYTES / 2)), what);
    (*c->faults)++;
    c->fault(c->context, text);
}

static both *both_of(check *c, idt_str origin)
{
    bool added = false;
    idt_map_entry *e = idt_map_find(&c->origins, origin);
    if (e != NULL) {
        return e->value.ptr;
    }
    const idt_str kept = idt_str_copy(c->arena, origin);
    both *b = IDT_NEW(c->arena, both);
    e = kept.ptr != NULL && b != NULL ? idt_map_put(&c->origins, kept, &added) : NULL;
    if (e != NULL) {
        e->value.ptr = b;
    }
    return e != NULL ? b : NULL;
}

/* One name, whichever side it is of. */
static idt_rc add_name(check *c, said *side, idt_str subject, idt_str text,
                       idt_name_standing standing, uint32_t ordinal, const idt_index_span *span,
                       idt_error *err)
{
    const uint32_t numbers[3] = {ordinal, (uint32_t)standing, (uint32_t)subject.len};
    idt_buf_clear(&c->bytes);
    idt_buf_add(&c->bytes, numbers, sizeof numbers);
    idt_buf_add(&c->bytes, span, sizeof *span);
    idt_buf_add_str(&c->bytes, subject);
    idt_buf_add_str(&c->bytes, text);
    side->sum[0] += idt_hash64(c->bytes.ptr, c->bytes.len);
    idt_buf_add_byte(&c->bytes, '+');
    side->sum[1] += idt_hash64(c->bytes.ptr, c->bytes.len);
    side->names++;
    return idt_buf_check(&c->bytes, err);
}

/* ---- what the index says ---- */

static idt_rc read_entries(check *c, const idt_index_candidate *candidate, idt_error *err)
{
    idt_rc rc = IDT_OK;
    for (uint32_t i = 0; i < candidate->entries && rc == IDT_OK; i++) {
        idt_index_entry entry;
        idt_str about;
        rc = idt_index_entry_of(c->index, candidate, i, &entry, err);
        if (rc != IDT_OK || entry.replaced) {
            continue;
        }
        both *b = both_of(c, entry.origin);
        if (b == NULL) {
            return idt_arena_fail(c->arena, err);
        }
        if (b->index.names == 0) {
            rc = idt_index_about(c->index, candidate->file, entry.origin_id, &about, err);
            b->index.about = rc == IDT_OK ? idt_hash64(about.ptr, about.len) : 0;
        }
        if (rc == IDT_OK) {
            rc = add_name(c, &b->index, entry.subject, candidate->name->text,
                          candidate->name->standing, entry.ordinal, &entry.span, err);
        }
    }
    return rc;
}

static idt_rc read_index(check *c, idt_error *err)
{
    idt_index_scratch *scratch;
    idt_rc rc = idt_index_scratch_new(c->index, CHECK_BYTES, &scratch, err);
    if (rc != IDT_OK) {
        return rc;
    }
    for (size_t file = 0; file < idt_index_files(c->index) && rc == IDT_OK; file++) {
        const uint64_t forms = idt_index_info_of(c->index, file).forms;
        for (uint64_t form = 0; form < forms && rc == IDT_OK; form++) {
            idt_index_candidate candidate;
            rc = idt_index_form(c->index, (uint32_t)file, (uint32_t)form, scratch, &candidate, err);
            rc = rc == IDT_OK ? read_entries(c, &candidate, err) : rc;
        }
    }
    idt_index_scratch_free(scratch);
    return rc;
}

/* ---- what the register says ---- */

static idt_rc take_name(void *context, const idt_index_name *name, idt_error *err)
{
    check *c = context;
    both *b = both_of(c, name->origin);
    return b != NULL ? add_name(c, &b->reg, name->subject, name->text, name->standing,
                                name->ordinal, &name->span, err)
                     : idt_arena_fail(c->arena, err);
}

static idt_rc take_description(void *context, idt_str origin, idt_str payload, idt_error *err)
{
    check *c = context;
    both *b = both_of(c, origin);
    if (b == NULL) {
        return idt_arena_fail(c->arena, err);
    }
    b->reg.about = idt_hash64(payload.ptr, payload.len);
    return IDT_OK;
}

typedef struct sought {
    idt_str origin;
    bool found;
} sought;

static idt_rc see_origin(void *context, const idt_index_origin *origin, idt_error *err)
{
    sought *s = context;
    (void)err;
    s->found |= idt_str_equal(origin->origin, s->origin);
    return IDT_OK;
}

static idt_rc take_key(void *context, idt_str key, idt_str origin, idt_error *err)
{
    check *c = context;
    sought s = {.origin = origin};
    const idt_rc rc = idt_index_find(c->index, key, see_origin, &s, err);
    if (rc == IDT_OK && !s.found) {
        tell(c, "is not found by an identifier that the register states", origin);
    }
    return rc;
}

static idt_rc read_record(void *context, const idt_record_history *history, idt_error *err)
{
    check *c = context;
    const idt_entry_sink sink = {
        .context = c, .name = take_name, .describe = take_description, .key = take_key};
    idt_arena_clear(c->record);
    return idt_entries_of(history, c->record, &sink, err);
}

/* ---- both ---- */

static void compare(check *c)
{
    for (size_t i = 0; i < c->origins.count; i++) {
        const idt_str origin = c->origins.entries[i].key;
        const both *b = c->origins.entries[i].value.ptr;
        if (b->index.names == 0 && b->reg.names > 0) {
            tell(c, "the register has names that the index has not", origin);
        } else if (b->reg.names == 0 && b->index.names > 0) {
            tell(c, "the index has names that the register has not", origin);
        } else if (memcmp(b->index.sum, b->reg.sum, sizeof b->reg.sum) != 0) {
            tell(c, "names or their times differ", origin);
        } else if (b->reg.names > 0 && b->index.about != b->reg.about) {
            tell(c, "what is compared beside names differs", origin);
        }
    }
}

/* The instant up to which the index knows; what was built from another register is told. */
static idt_rc instant_of(check *c, idt_register *reg, int64_t *out, idt_error *err)
{
    idt_rc rc = IDT_OK;
    *out = 0;
    for (size_t i = 0; i < idt_index_files(c->index) && rc == IDT_OK; i++) {
        char version[IDT_VIEW_VERSION_BYTES];
        const idt_index_info info = idt_index_info_of(c->index, i);
        rc = idt_register_version_at(reg, info.known_at_us, version, err);
        if (rc == IDT_OK && !idt_str_is(info.register_version, version)) {
            tell(c, "it was built from another register", info.name);
        }
        *out = info.known_at_us > *out ? info.known_at_us : *out;
    }
    return rc;
}

idt_rc idt_compile_check(idt_register *reg, const idt_view *view, const idt_index *index,
                         idt_fault_visit fault, void *context, uint64_t *faults, idt_error *err)
{
    check c = {.index = index, .fault = fault, .context = context, .faults = faults};
    idt_view at = *view;
    *faults = 0;
    idt_rc rc = idt_index_verify(index, err);
    if (rc != IDT_OK) {
        return rc;
    }
    c.arena = idt_arena_new(CHECK_BYTES);
    c.record = idt_arena_new(IDT_ARENA_REQUEST_BYTES);
    idt_buf_init(&c.bytes, IDT_ARENA_REQUEST_BYTES);
    if (c.arena == NULL || c.record == NULL) {
        rc = idt_fail(err, IDT_E_LIMIT, "there is no memory to check an index");
    }
    idt_map_init(&c.origins, c.arena);
    rc = rc == IDT_OK ? instant_of(&c, reg, &at.known_at_us, err) : rc;
    rc = rc == IDT_OK ? read_index(&c, err) : rc;
    rc = rc == IDT_OK ? idt_register_each_history(reg, &at, read_record, &c, err) : rc;
    if (rc == IDT_OK) {
        compare(&c);
    }
    idt_buf_release(&c.bytes);
    idt_arena_free(c.record);
    idt_arena_free(c.arena);
    return rc;
}
