#include <inttypes.h>

#include "core/clock.h"
#include "match/explain.h"
#include "selftest/selftest.h"

#define KINDS_SHOWN 10 /* of an area */

/* "99.98 %", rounded down: 100.00 % is all of them. */
static void add_share(idt_buf *out, uint64_t part, uint64_t of)
{
    if (of == 0) {
        idt_buf_add_format(out, "%9s", "-");
        return;
    }
    const uint64_t hundredths = part * 10000 / of;
    idt_buf_add_format(out, "%5" PRIu64 ".%02" PRIu64 " %%", hundredths / 100, hundredths % 100);
}

static void add_rate_line(idt_buf *out, const char *what, uint64_t part, uint64_t of)
{
    idt_buf_add_format(out, "  %-58s", what);
    add_share(out, part, of);
    idt_buf_add_format(out, "  %" PRIu64 " of %" PRIu64 "\n", part, of);
}

static void add_head(const idt_selftest *r, idt_buf *out)
{
    char instant[IDT_INSTANT_BYTES];
    char hex[IDT_SHA256_HEX + 1];
    idt_buf_add_format(out, "self-test of %s\n", idt_instant_text(r->at_us, instant));
    for (size_t i = 0; i < r->file_count; i++) {
        idt_buf_add_format(out, "  index          %.16s\n",
                           idt_digest_hex(&r->files[i].file_id, hex));
    }
    idt_buf_add_format(out, "  names          %" PRIu64 " in %" PRIu64 " forms", r->names,
                       r->forms);
    if (r->asked < r->names) {
        idt_buf_add_format(out, "; asked a sample of %" PRIu64, r->asked);
    }
    if (r->slipped < r->asked) {
        idt_buf_add_format(out, "; changed ones of a sample of %" PRIu64, r->slipped);
    }
    idt_buf_add_format(out, "; seed %" PRIu64 "\n  weights        " IDT_STR_FMT "\n", r->seed,
                       IDT_STR_ARG(r->weights));
}

static void add_made(idt_buf *out, const char *what, const idt_selftest_rate *made)
{
    if (made->tried > 0) {
        idt_buf_add_format(out,
                           "  %10" PRIu64 "  make another name, %s: %" PRIu64 " found, %" PRIu64
                           " with nobody above\n",
                           made->tried, what, made->found, made->top);
    }
}

/* All, then without what makes another name. */
static void add_changed(idt_buf *out, const char *what, const idt_selftest_cell *cell)
{
    const idt_selftest_rate plain = idt_selftest_plain(cell);
    add_rate_line(out, what, cell->able.found, cell->able.tried);
    add_rate_line(out, "  and nobody above it", cell->able.top, cell->able.tried);
    if (plain.tried == cell->able.tried) {
        return;
    }
    add_rate_line(out, "  of those that make no other name", plain.found, plain.tried);
    add_rate_line(out, "  and nobody above it", plain.top, plain.tried);
    add_made(out, "in common use (Ahmad, Hamad)", &cell->common);
    add_made(out, "of another subject", &cell->listed);
}

static void add_self(const idt_selftest *r, idt_buf *out)
{
    const idt_selftest_cell typo = idt_selftest_typo(r);
    const idt_selftest_cell shuffled = idt_selftest_shuffled(r);
    idt_buf_add_text(out, "\nself-detection: a name finds its own subject\n");
    add_rate_line(out, "as written, at .70, nobody above it", r->written.top, r->written.tried);
    add_rate_line(out, "as written, carrying 12 nats or more, at .95, likewise", r->bearing.top,
                  r->bearing.tried);
    add_changed(out, "one typo in a word of five letters or more, at .70", &typo);
    add_changed(out, "words in another order, at .70", &shuffled);
    idt_buf_add_format(out,
                       "  %" PRIu64 " names are exempt from the last two: found as written only\n",
                       (uint64_t)r->exempt_count);
    for (size_t i = 0; i < r->exempt_count;) {
        size_t end = i;
        while (end < r->exempt_count && idt_str_equal(r->exempt[end].reason, r->exempt[i].reason)) {
            end++;
        }
        idt_buf_add_format(out, "  %8zu  " IDT_STR_FMT "\n", end - i,
                           IDT_STR_ARG(r->exempt[i].reason));
        i = end;
    }
}

static bool has_matrix(const idt_selftest *r)
{
    uint64_t tried = 0;
    for (int m = 0; m < IDT_MUTATION_COUNT; m++) {
        tried += r->cells[m][0].all.tried + r->cells[m][1].all.tried;
    }
    return tried > 0;
}

static void add_matrix(const idt_selftest *r, idt_buf *out)
{
    if (!has_matrix(r)) {
        return;
    }
    idt_buf_add_text(out, "\nmatrix: names changed so, asked at .70 (recall of all; of those not "
                          "exempt; another subject above)\n");
    idt_buf_add_format(out, "  %-16s %-6s %9s %9s %9s %9s\n", "class", "", "tried", "recall",
                       "not ex.", "wrong");
    for (int m = 0; m < IDT_MUTATION_COUNT; m++) {
        for (int s = 0; s < IDT_STRENGTHS; s++) {
            const idt_selftest_cell *c = &r->cells[m][s];
            idt_buf_add_format(out, "  %-16s %-6s %9" PRIu64 " ",
                               s == 0 ? idt_mutation_text((idt_mutation)m) : "",
                               idt_strength_text((idt_strength)s), c->all.tried);
            add_share(out, c->all.found, c->all.tried);
            add_share(out, c->able.found, c->able.tried);
            add_share(out, c->all.wrong, c->all.tried);
            idt_buf_add_byte(out, '\n');
        }
    }
}

/* Alerts of 1,000, to a hundredth. */
static void add_thousandth(idt_buf *out, uint64_t part, uint64_t of)
{
    const uint64_t hundredths = of > 0 ? (part * 100000 + of / 2) / of : 0;
    idt_buf_add_format(out, " %4" PRIu64 ".%02" PRIu64, hundredths / 100, hundredths % 100);
}

static void add_clean(const idt_selftest *r, idt_buf *out)
{
    idt_selftest_group all = {.name = IDT_STR("all")};
    if (r->population.ptr == NULL) {
        idt_buf_add_text(out, "\nclean population: none was given\n");
        return;
    }
    idt_buf_add_format(out, "\nclean population " IDT_STR_FMT ": names of 1,000 with a hit at\n",
                       IDT_STR_ARG(r->population));
    idt_buf_add_format(out, "  %-10s %7s", "", "asked");
    for (size_t i = 0; i < IDT_SELFTEST_STEPS; i++) {
        idt_buf_add_format(out, "     .%02d", idt_selftest_step(i) / 100);
    }
    idt_buf_add_byte(out, '\n');
    for (size_t g = 0; g <= r->group_count; g++) {
        const idt_selftest_group *group = g < r->group_count ? &r->groups[g] : &all;
        idt_buf_add_format(out, "  %-10.*s %7" PRIu64, IDT_STR_ARG(group->name), group->asked);
        for (size_t i = 0; i < IDT_SELFTEST_STEPS; i++) {
            add_thousandth(out, group->alerts[i], group->asked);
            all.alerts[i] += group == &all ? 0 : group->alerts[i];
        }
        all.asked += group == &all ? 0 : group->asked;
        idt_buf_add_byte(out, '\n');
    }
}

static void add_kind(const idt_tally_kind *k, idt_buf *out)
{
    char score[IDT_SCORE_BYTES];
    idt_buf_add_format(out, "  %6" PRIu64 "  " IDT_STR_FMT "\n", k->count, IDT_STR_ARG(k->kind));
    for (size_t i = 0; i < k->shown; i++) {
        const idt_tally_example *e = &k->examples[i];
        idt_buf_add_format(
            out, "            %s  " IDT_STR_FMT "  /  " IDT_STR_FMT "  (" IDT_STR_FMT ")\n",
            idt_score_text(e->score, score), IDT_STR_ARG(e->asked), IDT_STR_ARG(e->name),
            IDT_STR_ARG(e->subject));
    }
}

static void add_kinds(const idt_selftest *r, idt_buf *out)
{
    size_t shown = 0;
    for (size_t i = 0; i < r->kind_count; i++) {
        const bool first = i == 0 || !idt_str_equal(r->kinds[i].area, r->kinds[i - 1].area);
        shown = first ? 0 : shown + 1;
        if (first) {
            idt_buf_add_format(out, "\n" IDT_STR_FMT "\n", IDT_STR_ARG(r->kinds[i].area));
        }
        if (shown < KINDS_SHOWN) {
            add_kind(&r->kinds[i], out);
        }
    }
    idt_buf_add_text(out, "\nexempt\n");
    for (size_t i = 0; i < r->exempt_count; i++) {
        idt_buf_add_format(out, "  " IDT_STR_FMT "  (" IDT_STR_FMT "): " IDT_STR_FMT "\n",
                           IDT_STR_ARG(r->exempt[i].name), IDT_STR_ARG(r->exempt[i].subject),
                           IDT_STR_ARG(r->exempt[i].reason));
    }
}

void idt_selftest_table(const idt_selftest *result, bool examples, idt_buf *out)
{
    add_head(result, out);
    add_self(result, out);
    add_matrix(result, out);
    add_clean(result, out);
    if (examples) {
        add_kinds(result, out);
    }
}
