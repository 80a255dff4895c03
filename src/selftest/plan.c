#include "selftest/plan.h"

#include "core/io.h"
#include "text/utf8.h"

#define SCRATCH_CEILING ((size_t)4 << 30)

idt_str plan_subject(const selftest_plan *plan, uint32_t number)
{
    return plan->subjects.entries[number].key;
}

/* ---- names of the index ---- */

typedef struct gathering {
    selftest_plan *plan;
    idt_index_scratch *scratch;
} gathering;

static bool add_bearer(selftest_plan *p, plan_form *form, uint32_t subject)
{
    for (uint32_t i = 0; i < form->count; i++) {
        if (p->bearers[form->first + i] == subject) {
            return true;
        }
    }
    if (!IDT_GROW(p->arena, p->bearers, p->bearer_cap, p->bearer_count)) {
        return false;
    }
    p->bearers[p->bearer_count++] = subject;
    form->count++;
    return true;
}

static idt_rc add_entry(gathering *g, const idt_index_candidate *c, uint32_t i, plan_form *form,
                        idt_error *err)
{
    selftest_plan *p = g->plan;
    idt_index_entry entry;
    const idt_rc rc = idt_index_entry_of(p->index, c, i, &entry, err);
    if (rc != IDT_OK || entry.replaced || !idt_index_in_time(&p->options->when, &entry.span)) {
        return rc;
    }
    bool added;
    idt_map_entry *subject = idt_map_put(&p->subjects, entry.subject, &added);
    if (subject == NULL) {
        return idt_arena_fail(p->arena, err);
    }
    return add_bearer(p, form, (uint32_t)(subject - p->subjects.entries))
               ? IDT_OK
               : idt_arena_fail(p->arena, err);
}

static idt_rc add_form(gathering *g, uint32_t file, uint32_t number, idt_error *err)
{
    selftest_plan *p = g->plan;
    idt_index_candidate c;
    plan_form form = {.file = file, .form = number, .first = (uint32_t)p->bearer_count};
    idt_rc rc = idt_index_form(p->index, file, number, g->scratch, &c, err);
    for (uint32_t i = 0; rc == IDT_OK && i < c.entries; i++) {
        rc = add_entry(g, &c, i, &form, err);
    }
    if (rc != IDT_OK || form.count == 0) {
        return rc;
    }
    if (!IDT_GROW(p->arena, p->forms, p->form_cap, p->form_count)) {
        return idt_arena_fail(p->arena, err);
    }
    p->forms[p->form_count++] = form;
    p->at[file][number] = (uint32_t)p->form_count;
    return IDT_OK;
}

static idt_rc add_names(selftest_plan *p, idt_selftest *out, idt_error *err)
{
    gathering g = {.plan = p};
    idt_rc rc = idt_index_scratch_new(p->index, SCRATCH_CEILING, &g.scratch, err);
    out->file_count = idt_index_files(p->index);
    for (size_t file = 0; rc == IDT_OK && file < out->file_count; file++) {
        const idt_index_info info = idt_index_info_of(p->index, file);
        out->files[file] = (idt_selftest_file){info.content_id, info.file_id};
        out->known_at_us =
            info.known_at_us > out->known_at_us ? info.known_at_us : out->known_at_us;
        p->at[file] = IDT_NEW_N(p->arena, uint32_t, info.forms + 1);
        if (p->at[file] == NULL) {
            rc = idt_arena_fail(p->arena, err);
        }
        for (uint32_t i = 0; rc == IDT_OK && i < info.forms; i++) {
            rc = add_form(&g, (uint32_t)file, i, err);
        }
    }
    idt_index_scratch_free(g.scratch);
    return rc;
}

/* ---- which are asked ---- */

/* Of `of` names about `most`; two draws of one seed. */
static bool drawn(const selftest_plan *p, size_t form, size_t of, size_t most, uint64_t which)
{
    return of <= most || selftest_draw(selftest_draw(p->options->seed, which), form) % of < most;
}

static idt_rc choose(selftest_plan *p, idt_selftest *out, idt_error *err)
{
    const size_t all = p->bearer_count;
    const size_t most = p->options->names_most > 0 ? p->options->names_most : IDT_SELFTEST_COMPLETE;
    const size_t asked = all < most ? all : most;
    const size_t slips = p->options->slips_most > 0 ? p->options->slips_most : asked;
    p->asked = IDT_NEW_N(p->arena, uint32_t, p->form_count + 1);
    p->slipped = IDT_NEW_N(p->arena, bool, p->form_count + 1);
    if (p->asked == NULL || p->slipped == NULL) {
        return idt_arena_fail(p->arena, err);
    }
    for (size_t i = 0; i < p->form_count; i++) {
        if (!drawn(p, i, all, most, 0)) {
            continue;
        }
        const bool slipped = !p->options->no_matrix && drawn(p, i, asked, slips, 1);
        p->slipped[p->asked_count] = slipped;
        p->asked[p->asked_count++] = (uint32_t)i;
        out->asked += p->forms[i].count;
        out->slipped += slipped ? p->forms[i].count : 0;
    }
    out->forms = p->form_count;
    out->names = all;
    return IDT_OK;
}

/* ---- the population ---- */

static idt_rc bad_line(const selftest_plan *p, uint32_t line, const char *what, idt_error *err)
{
    return idt_fail_at(err, IDT_E_INPUT, p->options->population_name, line, 1, 0,
                       "%s; a line is: group, tab, kind (P person, O organisation, V vessel or "
                       "aircraft, ? not known), tab, name",
                       what);
}

static bool kind_of(idt_str letter, idt_name_kind *out)
{
    static const char letters[] = "?POV"; /* in the order of idt_name_kind */
    const char *at = letter.len == 1 ? strchr(letters, letter.ptr[0]) : NULL;
    if (at == NULL || *at == '\0') {
        return false;
    }
    *out = (idt_name_kind)(at - letters);
    return true;
}

static bool group_of(idt_selftest *out, idt_str name, uint32_t *group)
{
    for (size_t i = 0; i < out->group_count; i++) {
        if (idt_str_equal(out->groups[i].name, name)) {
            *group = (uint32_t)i;
            return true;
        }
    }
    if (out->group_count == IDT_SELFTEST_GROUPS_MAX) {
        return false;
    }
    *group = (uint32_t)out->group_count;
    out->groups[out->group_count++] = (idt_selftest_group){.name = name};
    return true;
}

static idt_rc add_person(selftest_plan *p, idt_selftest *out, idt_str line, uint32_t number,
                         idt_error *err)
{
    const size_t first = idt_str_find(line, '\t');
    const idt_str rest = idt_str_slice(line, first + 1, line.len);
    const size_t second = idt_str_find(rest, '\t');
    plan_person person = {.text = idt_str_trim(idt_str_slice(rest, second + 1, rest.len))};
    if (first == line.len || second == rest.len || person.text.len == 0) {
        return bad_line(p, number, "three columns are expected", err);
    }
    if (!kind_of(idt_str_slice(rest, 0, second), &person.kind)) {
        return bad_line(p, number, "the kind is none of P O V ?", err);
    }
    if (first == 0 || !group_of(out, idt_str_slice(line, 0, first), &person.group)) {
        return bad_line(p, number, "groups have names, and are 16 at the most", err);
    }
    if (!IDT_GROW(p->arena, p->population, p->population_cap, p->population_count)) {
        return idt_arena_fail(p->arena, err);
    }
    out->groups[person.group].asked++;
    p->population[p->population_count++] = person;
    return IDT_OK;
}

static idt_rc add_population(selftest_plan *p, idt_selftest *out, idt_error *err)
{
    const idt_str bytes = p->options->population;
    if (bytes.ptr == NULL) {
        return IDT_OK;
    }
    out->population = idt_path_base(idt_str_borrow(p->options->population_name));
    idt_rc rc = idt_utf8_require(bytes, p->options->population_name, err);
    if (rc == IDT_OK) {
        rc = idt_sha256(bytes.ptr, bytes.len, &out->population_hash, err);
    }
    uint32_t number = 0;
    for (size_t at = 0; rc == IDT_OK && at < bytes.len;) {
        const idt_str rest = idt_str_slice(bytes, at, bytes.len);
        const idt_str line = idt_str_slice(rest, 0, idt_str_find(rest, '\n'));
        at += line.len + 1;
        number++;
        if (idt_str_trim(line).len > 0) {
            rc = add_person(p, out, line, number, err);
        }
    }
    return rc;
}

idt_rc plan_make(selftest_plan *plan, idt_selftest *out, idt_error *err)
{
    idt_map_init(&plan->subjects, plan->arena);
    idt_rc rc = add_names(plan, out, err);
    if (rc == IDT_OK) {
        rc = choose(plan, out, err);
    }
    return rc == IDT_OK ? add_population(plan, out, err) : rc;
}
