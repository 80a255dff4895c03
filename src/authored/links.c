#include "authored/links.h"

#include <stdlib.h>

#define SHOWN 6 /* of the records in a circle */

/* Kinds of link that lead somewhere only if they never lead back. */
static const char *const NO_CIRCLE[] = {"about", "parent", "answers", "succeeds", NULL};

typedef struct edge {
    uint32_t from, to;
    uint32_t order; /* as met in the files */
    const idt_link *link;
} edge;

typedef struct step {
    uint32_t node;
    size_t next; /* edge to follow */
} step;

typedef struct graph {
    idt_session *s;
    idt_map nodes; /* name -> number */
    edge *edges;   /* sorted by from */
    size_t count;
    size_t *first; /* of a node's edges; node_count + 1 entries */
    uint8_t *seen; /* 0 new, 1 on the path, 2 done */
    step *path;
    size_t depth;
} graph;

static void fault_at(idt_session *s, const idt_link *l, const char *fmt, ...) IDT_PRINTF(3, 4);

static void fault_at(idt_session *s, const idt_link *l, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    s->faults.file = l->file;
    idt_faults_add_args(&s->faults, l->line, l->column, fmt, args);
    va_end(args);
}

/* ---- existence ---- */

static void check_event(idt_session *s, const idt_link *l, size_t hash)
{
    const idt_str record = idt_str_slice(l->to, 0, hash);
    const idt_str event = idt_str_slice(l->to, hash + 1, l->to.len);
    if (idt_map_find(&s->events, l->to) != NULL) {
        return;
    }
    if (idt_map_find(&s->records, record) != NULL) {
        fault_at(s, l,
                 "%s names the event %s, which the record " IDT_STR_FMT
                 " does not have; give that event this id, or mend the name",
                 l->kind, idt_faults_quote(&s->faults, event), IDT_STR_ARG(record));
    } else if (l->must_exist) {
        fault_at(s, l,
                 "%s names an event of the record %s, which is not in these files; write "
                 "<dataset>:<key>#<event id> for one held already",
                 l->kind, idt_faults_quote(&s->faults, record));
    }
}

static void check_exists(idt_session *s, const idt_link *l)
{
    const size_t hash = idt_str_find(l->to, '#');
    if (hash < l->to.len) {
        check_event(s, l, hash);
        return;
    }
    if (!l->must_exist || idt_map_find(&s->records, l->to) != NULL) {
        return;
    }
    const size_t colon = idt_str_find(l->to, ':');
    fault_at(s, l,
             "%s names the record %s, which is not in these files; mend the key, or write "
             "<dataset>:<key> for a record held already",
             l->kind, idt_faults_quote(&s->faults, idt_str_slice(l->to, colon + 1, l->to.len)));
}

/* ---- circles ---- */

static uint32_t node_of(graph *g, idt_str name)
{
    bool added;
    idt_map_entry *entry = idt_map_put(&g->nodes, name, &added);
    if (entry == NULL) {
        idt_session_full(g->s, g->s->work);
        return 0;
    }
    if (added) {
        entry->value.number = g->nodes.count - 1;
    }
    return (uint32_t)entry->value.number;
}

static int by_from(const void *a, const void *b)
{
    const edge *x = a;
    const edge *y = b;
    if (x->from != y->from) {
        return x->from < y->from ? -1 : 1;
    }
    return x->order < y->order ? -1 : 1;
}

static bool build(graph *g, const char *kind)
{
    idt_session *s = g->s;
    idt_map_init(&g->nodes, s->work);
    g->edges = IDT_NEW_N(s->work, edge, s->link_count);
    for (size_t i = 0; g->edges != NULL && i < s->link_count; i++) {
        const idt_link *l = &s->links[i];
        if (strcmp(l->kind, kind) == 0) {
            g->edges[g->count] = (edge){.from = node_of(g, l->from),
                                        .to = node_of(g, l->to),
                                        .order = (uint32_t)i,
                                        .link = l};
            g->count++;
        }
    }
    const size_t nodes = g->nodes.count;
    g->first = IDT_NEW_N(s->work, size_t, nodes + 1);
    g->seen = IDT_NEW_N(s->work, uint8_t, nodes);
    g->path = IDT_NEW_N(s->work, step, nodes + 1);
    if (g->edges == NULL || g->first == NULL || g->seen == NULL || g->path == NULL) {
        idt_session_full(s, s->work);
        return false;
    }
    if (g->count > 1) {
        qsort(g->edges, g->count, sizeof *g->edges, by_from);
    }
    size_t at = 0;
    for (uint32_t n = 0; n <= nodes; n++) {
        while (at < g->count && g->edges[at].from < n) {
            at++;
        }
        g->first[n] = at;
    }
    return !idt_session_failed(s);
}

static void report_circle(graph *g, const edge *back)
{
    idt_session *s = g->s;
    size_t from = g->depth;
    while (from > 0 && g->path[from - 1].node != back->to) {
        from--;
    }
    idt_str text = IDT_STR("");
    const size_t begin = from > 0 ? from - 1 : 0;
    for (size_t i = begin; i < g->depth && i < begin + SHOWN && text.ptr != NULL; i++) {
        const idt_str name = g->nodes.entries[g->path[i].node].key;
        text = idt_str_format(s->work, IDT_STR_FMT IDT_STR_FMT " -> ", IDT_STR_ARG(text),
                              IDT_STR_ARG(name));
    }
    if (text.ptr == NULL) {
        idt_session_full(s, s->work);
        return;
    }
    fault_at(s, back->link,
             "%s goes round in a circle: " IDT_STR_FMT "%s" IDT_STR_FMT "; take one of them out",
             back->link->kind, IDT_STR_ARG(text), g->depth > begin + SHOWN ? "... -> " : "",
             IDT_STR_ARG(g->nodes.entries[back->to].key));
}

/* Depth first without recursion: chains may be as long as the files. */
static void walk(graph *g, uint32_t root)
{
    g->depth = 0;
    g->path[g->depth++] = (step){.node = root, .next = g->first[root]};
    g->seen[root] = 1;
    while (g->depth > 0) {
        step *top = &g->path[g->depth - 1];
        if (top->next == g->first[top->node + 1]) {
            g->seen[top->node] = 2;
            g->depth--;
            continue;
        }
        const edge *e = &g->edges[top->next++];
        if (g->seen[e->to] == 1) {
            report_circle(g, e);
        } else if (g->seen[e->to] == 0) {
            g->seen[e->to] = 1;
            g->path[g->depth++] = (step){.node = e->to, .next = g->first[e->to]};
        }
    }
}

static void check_circles(idt_session *s, const char *kind)
{
    graph g = {.s = s};
    if (!build(&g, kind)) {
        return;
    }
    for (uint32_t n = 0; n < g.nodes.count; n++) {
        if (g.seen[n] == 0) {
            walk(&g, n);
        }
    }
}

void idt_links_check(idt_session *s)
{
    for (size_t i = 0; i < s->link_count && !s->faults.full; i++) {
        check_exists(s, &s->links[i]);
    }
    for (size_t k = 0; NO_CIRCLE[k] != NULL && !idt_session_failed(s); k++) {
        check_circles(s, NO_CIRCLE[k]);
    }
}
