/* nearest_names.c - of each name asked, the listed name with the highest score.
 *
 *   nearest_names LISTED LEAST < asked > pairs      lines: kind (P, O or V), tab, name
 *
 * Prints kind, evidence, name asked, listed name where the evidence is LEAST millinats or more.
 * For tools/mine_pairs.py: what stands nearest to the name of a stranger is what an alert on him
 * would be. Kinds that differ are not compared.
 */
#include <stdio.h>
#include <stdlib.h>

#include "index/index.h"

#define CEILING ((size_t)4 << 30)

typedef struct nearest {
    const idt_profile_name *query;
    idt_str name; /* copied into `each` */
    idt_arena *each;
    int32_t llr_mnat;
    bool any;
} nearest;

static void must(idt_rc rc, const idt_error *err)
{
    if (rc != IDT_OK) {
        fprintf(stderr, "nearest_names: %s\n", err->message);
        exit(1);
    }
}

static idt_name_kind kind_of(char letter)
{
    return letter == 'P'   ? IDT_NAME_PERSON
           : letter == 'O' ? IDT_NAME_ORGANISATION
           : letter == 'V' ? IDT_NAME_OBJECT
                           : IDT_NAME_ANY;
}

/* kind, tab, name; the line is cut up. */
static bool read_line(FILE *f, char *line, size_t len, char *kind, idt_str *name)
{
    while (fgets(line, (int)len, f) != NULL) {
        const size_t end = strcspn(line, "\n");
        if (end > 2 && line[1] == '\t') {
            *kind = line[0];
            *name = (idt_str){.ptr = line + 2, .len = end - 2};
            return true;
        }
    }
    return false;
}

static void build(const char *path, idt_buf *out)
{
    idt_error err;
    idt_index_builder *builder;
    idt_index_built built;
    char line[8192];
    char kind;
    idt_str name;
    FILE *f = fopen(path, "r");
    if (f == NULL) {
        perror(path);
        exit(1);
    }
    must(idt_index_builder_new(IDT_STR("nearest"), CEILING, &builder, &err), &err);
    for (size_t i = 0; read_line(f, line, sizeof line, &kind, &name); i++) {
        char subject[24];
        (void)snprintf(subject, sizeof subject, "s%zu", i);
        const idt_index_name added = {.subject = idt_str_borrow(subject),
                                      .origin = IDT_STR("list"),
                                      .text = name,
                                      .kind = kind_of(kind),
                                      .span = IDT_INDEX_SPAN_ALWAYS};
        must(idt_index_builder_add(builder, &added, &err), &err);
    }
    (void)fclose(f);
    idt_buf_init(out, CEILING);
    must(idt_index_builder_finish(builder, out, &built, &err), &err);
    idt_index_builder_free(builder);
}

static idt_rc visit(void *context, const idt_index_candidate *candidate, idt_error *err)
{
    nearest *n = context;
    idt_comparison c;
    (void)err;
    if (candidate->name->parsed.kind != n->query->parsed.kind) {
        return IDT_OK;
    }
    idt_compare_names(n->query, candidate->name, &c);
    if (!n->any || c.llr_mnat > n->llr_mnat) {
        n->any = true;
        n->llr_mnat = c.llr_mnat;
        n->name = idt_str_copy(n->each, candidate->name->text);
    }
    return IDT_OK;
}

int main(int argc, char **argv)
{
    idt_error err;
    idt_index *index;
    idt_index_scratch *scratch;
    idt_buf file;
    char line[8192];
    char kind;
    idt_str name;
    if (argc != 3) {
        fprintf(stderr, "usage: nearest_names LISTED LEAST < asked > pairs\n");
        return 2;
    }
    const int32_t least = atoi(argv[2]);
    const uint16_t cuts[] = {idt_score_of(IDT_CLASS_PERSON, least),
                             idt_score_of(IDT_CLASS_OTHER, least)};
    idt_arena *each = idt_arena_new(CEILING);
    build(argv[1], &file);
    const idt_str bytes = idt_buf_borrow(&file);
    must(idt_index_open_bytes(&bytes, 1, &index, &err), &err);
    must(idt_index_scratch_new(index, CEILING, &scratch, &err), &err);
    while (read_line(stdin, line, sizeof line, &kind, &name)) {
        idt_profile_name query = {.text = name};
        nearest n = {.query = &query, .each = each};
        idt_arena_clear(each);
        must(idt_name_parse(name, kind_of(kind), NULL, each, &query.parsed, &err), &err);
        must(idt_match_prepare(&query.parsed, each, &query.prepared, &err), &err);
        const idt_index_query asked = {
            .name = &query, .cut = cuts[cuts[1] < cuts[0]], .when = IDT_INDEX_ANY_TIME};
        must(idt_index_candidates(index, &asked, scratch, visit, &n, NULL, &err), &err);
        if (n.any && n.llr_mnat >= least) {
            printf("%c\t%d\t" IDT_STR_FMT "\t" IDT_STR_FMT "\n", kind, (int)n.llr_mnat,
                   IDT_STR_ARG(name), IDT_STR_ARG(n.name));
        }
    }
    idt_index_scratch_free(scratch);
    idt_index_close(index);
    idt_arena_free(each);
    return 0;
}
