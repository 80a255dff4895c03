/* Any bytes as a text: windows lie in it, in order, begin and end where units do, touch no place
 * that is taken, and are no more than a fixed number for each byte at which one can begin; hits of
 * a small index lie in it, in order, and do not overlap. The first byte chooses the taken places.
 */
#include <stdint.h>
#include <stdlib.h>

#include "scan/fuzzy.h"

#define ARENA_BYTES  ((size_t)256 << 20)
#define PLACES_MOST  16
#define WINDOWS_MOST 24 /* from one place */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

typedef struct seen {
    idt_str text;
    idt_scan_place places[PLACES_MOST];
    size_t place_count;
    idt_window last;
    size_t from_here;
    bool any;
} seen;

static bool check_window(void *context, const idt_window *w)
{
    seen *s = context;
    require(w->start < w->end && w->end <= s->text.len && w->units >= 1 && w->units <= 6);
    for (size_t i = 0; i < s->place_count; i++) {
        require(w->end <= s->places[i].start || w->start >= s->places[i].end);
    }
    if (s->any) {
        require(w->start > s->last.start || (w->start == s->last.start && w->end > s->last.end));
        require(!w->new_run || w->start >= s->last.end);
    }
    s->from_here = s->any && w->start == s->last.start ? s->from_here + 1 : 1;
    require(s->from_here <= WINDOWS_MOST);
    s->any = true;
    s->last = *w;
    return true;
}

static void take_places(seen *s, unsigned step)
{
    for (size_t at = step; step > 0 && at < s->text.len && s->place_count < PLACES_MOST;
         at += (size_t)step * 4) {
        s->places[s->place_count].start = at;
        s->places[s->place_count].end = at + step < s->text.len ? at + step : s->text.len;
        s->place_count++;
    }
}

/* Made once and kept: inputs differ in the text alone. */
static const idt_index *small_index(void)
{
    static idt_buf bytes;
    static idt_index *index;
    if (index != NULL) {
        return index;
    }
    static const char *const names[] = {"Ivan Petrov", "al-Tikriti, Ali Hasan", "Ocean Star 17 Ltd",
                                        "Али Хасан", "王毅"};
    idt_index_builder *builder;
    idt_index_built built;
    idt_buf_init(&bytes, (size_t)64 << 20);
    require(idt_index_builder_new(IDT_STR("fuzz"), (size_t)64 << 20, &builder, NULL) == IDT_OK);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const idt_index_name name = {.subject = idt_str_borrow(names[i]),
                                     .origin = IDT_STR("x"),
                                     .text = idt_str_borrow(names[i]),
                                     .kind = i == 2 ? IDT_NAME_OBJECT : IDT_NAME_PERSON,
                                     .span = IDT_INDEX_SPAN_ALWAYS};
        require(idt_index_builder_add(builder, &name, NULL) == IDT_OK);
    }
    require(idt_index_builder_finish(builder, &bytes, &built, NULL) == IDT_OK);
    idt_index_builder_free(builder);
    const idt_str file = idt_buf_borrow(&bytes);
    require(idt_index_open_bytes(&file, 1, &index, NULL) == IDT_OK);
    return index;
}

static void check_hits(const seen *s, idt_arena *arena)
{
    idt_fuzzy_hit *hits;
    size_t count;
    idt_fuzzy_ask ask = {.when = IDT_INDEX_ANY_TIME,
                         .cut = IDT_SCORE_POSSIBLE,
                         .loose = s->places,
                         .loose_count = s->place_count};
    ask.index = small_index();
    require(idt_index_scratch_new(ask.index, (size_t)64 << 20, &ask.scratch, NULL) == IDT_OK);
    require(idt_fuzzy_run(&ask, s->text, arena, &hits, &count, NULL, NULL) == IDT_OK);
    for (size_t i = 0; i < count; i++) {
        require(hits[i].start < hits[i].end && hits[i].end <= s->text.len);
        require(i == 0 || hits[i - 1].end <= hits[i].start);
        require(hits[i].match_count > 0 && hits[i].matches[0].score >= IDT_SCORE_POSSIBLE);
    }
    idt_index_scratch_free(ask.scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    idt_arena *arena = idt_arena_new(ARENA_BYTES);
    require(arena != NULL);
    seen s = {.text = {.ptr = (const char *)data + 1, .len = size - 1}};
    take_places(&s, data[0]);
    require(idt_windows(s.text, s.places, s.place_count, arena, check_window, &s, NULL) == IDT_OK);
    check_hits(&s, arena);
    idt_arena_free(arena);
    return 0;
}
