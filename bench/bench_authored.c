/* authored YAML: records a second, from bytes in memory to canonical content.
 *
 *   bench_authored [RECORDS]        20000 unless stated
 *
 * Prints a JSON line a figure. The reference, measured in the same run on the same bytes, is
 * libyaml's event parser alone: what every reader built on it must pay at least.
 */
#include <stdio.h>
#include <stdlib.h>
#include <yaml.h>

#include "measure.h"
#include "authored/authored.h"

#define ROUNDS      5
#define ARENA_BYTES ((size_t)1 << 30)

/* Fifteen statements a record: names, identity, three listings with acts and claims of state. */
static void write_records(idt_buf *out, size_t records)
{
    static const char *const lists[] = {"us-fto", "ca-terrorist", "au-terrorist"};
    idt_buf_add_text(out, "interdict: 1\ndataset: bench\ntitle: Generated\nrecords:\n");
    for (size_t i = 0; i < records; i++) {
        idt_buf_add_format(out,
                           "  - id: subject-%zu\n    schema: Organization\n"
                           "    name: The Movement of Number %zu\n"
                           "    alias:\n      - Movement %zu\n"
                           "      - {value: Движение %zu, lang: ru}\n"
                           "      - {value: MN%zu, from: 1999-05}\n"
                           "    country: us\n    classification: armed group\n    notes: none\n"
                           "    registrationNumber: RN-%zu\n    listings:\n",
                           i, i, i, i, i, i);
        for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
            idt_buf_add_format(
                out,
                "      - list: %s\n        events:\n"
                "          - event: decide\n            id: %s-1\n            decided: "
                "2003-05-%02zu\n"
                "            published: 2003-06\n            by: the-minister\n"
                "            citation: Gazette %zu\n            chain: [{published_by: the "
                "gazette}]\n"
                "        states:\n          - {state: in_force, on: 2024-05-27, chain: [{said_by: "
                "the minister}]}\n",
                lists[l], lists[l], 1 + i % 28, i);
        }
    }
}

static double events_seconds(idt_str bytes)
{
    const int64_t from = clock_ns();
    yaml_parser_t parser;
    yaml_event_t event;
    bool more = yaml_parser_initialize(&parser) != 0;
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.ptr, bytes.len);
    while (more) {
        if (yaml_parser_parse(&parser, &event) == 0) {
            fprintf(stderr, "bench_authored: libyaml refuses the text\n");
            exit(3);
        }
        more = event.type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return (double)(clock_ns() - from) / 1e9;
}

static double read_seconds(idt_str bytes, size_t records)
{
    idt_authored out;
    idt_error err = {0};
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    const int64_t from = clock_ns();
    const idt_rc rc = idt_authored_read_bytes(IDT_STR("bench.yaml"), bytes, arena, &out, &err);
    const double seconds = (double)(clock_ns() - from) / 1e9;
    if (rc != IDT_OK || out.fault_count > 0 || out.datasets[0].record_count != records) {
        fprintf(stderr, "bench_authored: " IDT_STR_FMT "%s\n",
                IDT_STR_ARG(out.fault_count > 0 ? out.faults[0].message : IDT_STR("")),
                err.message);
        exit(3);
    }
    idt_arena_free(arena);
    return seconds;
}

static double measure(size_t records)
{
    idt_buf text;
    double read[ROUNDS];
    double events[ROUNDS];
    idt_buf_init(&text, ARENA_BYTES);
    write_records(&text, records);
    for (int i = 0; i < ROUNDS; i++) {
        read[i] = (double)records / read_seconds(idt_buf_borrow(&text), records);
        events[i] = (double)records / events_seconds(idt_buf_borrow(&text));
    }
    const double rate = median(read, ROUNDS);
    char figure[64];
    (void)snprintf(figure, sizeof figure, "authored_records_%zu", records);
    print_figure(figure, rate, "records/s", "libyaml_events_records", median(events, ROUNDS));
    idt_buf_release(&text);
    return rate;
}

int main(int argc, char **argv)
{
    const size_t records = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 20000;
    const double small = measure(records / 10);
    const double large = measure(records);
    print_figure("authored_cost_per_record_at_10x", small / large, "times", "flat", 1);
    return 0;
}
