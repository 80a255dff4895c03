/* The comparison behind a hit, made anew: only what is shown is worth its memory. */
#include "screen/state.h"

static idt_rc prepare(idt_profile *party, size_t i, idt_error *err)
{
    idt_part_tags tags;
    idt_profile_name *name = &party->names[i];
    const idt_rc rc = idt_name_parse(name->text, party->kind, idt_profile_tags(party, i, &tags),
                                     party->arena, &name->parsed, err);
    return rc == IDT_OK ? idt_match_prepare(&name->parsed, party->arena, &name->prepared, err) : rc;
}

/* The name as the index holds it, where the party is not described by that name. */
static idt_rc by_form(idt_screener *x, const idt_screen_hit *hit, idt_error *err)
{
    idt_index_candidate c;
    const idt_rc rc = idt_index_form(x->screen->index, hit->file, hit->form, x->scratch, &c, err);
    if (rc == IDT_OK) {
        x->whole.profile.kind = c.name->parsed.guessed ? IDT_NAME_ANY : c.name->parsed.kind;
        idt_compare_parties_by_names(x->scoring, x->query, &x->query->names[hit->query_name],
                                     &x->whole.profile, c.name, &x->names);
    }
    return rc;
}

static idt_rc by_name(idt_screener *x, const idt_screen_hit *hit, idt_error *err)
{
    idt_profile *party = &x->whole.profile;
    const idt_rc rc = prepare(party, hit->name_at, err);
    if (rc == IDT_OK) {
        idt_compare_parties_by_names(x->scoring, x->query, &x->query->names[hit->query_name], party,
                                     &party->names[hit->name_at], &x->names);
    }
    return rc;
}

idt_rc idt_screener_explain(idt_screener *x, const idt_screen_hit *hit, const idt_comparison **out,
                            idt_error *err)
{
    idt_profile *party = &x->whole.profile;
    idt_rc rc = described_whole(x, hit->file, hit->origin_id, &x->whole, err);
    *out = &x->names;
    if (rc != IDT_OK) {
        return rc;
    }
    if (hit->by_identifier) {
        rc = idt_profile_prepare(party, err);
        if (rc == IDT_OK) {
            idt_compare_by(x->scoring, x->query, party, &x->names);
        }
        return rc;
    }
    rc = idt_profile_compose(party, err);
    if (rc != IDT_OK) {
        return rc;
    }
    return hit->name_at < party->name_count &&
                   idt_str_equal(party->names[hit->name_at].text, hit->name)
               ? by_name(x, hit, err)
               : by_form(x, hit, err);
}
