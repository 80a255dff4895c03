/* Any bytes as a model of FollowTheMoney: reading and asking end, and nothing outside is touched.
 */
#include <stddef.h>
#include <stdint.h>

#include "export/ftm_model.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const idt_ftm_model *model;
    idt_error err;
    idt_arena *arena = idt_arena_new((size_t)16 << 20);
    const idt_str bytes = {.ptr = size > 0 ? (const char *)data : "", .len = size};
    if (arena != NULL && idt_ftm_model_read(bytes, "fuzz", arena, &model, &err) == IDT_OK) {
        (void)idt_ftm_property_find(model, IDT_STR("A"), IDT_STR("name"));
        (void)idt_ftm_schema_is(model, IDT_STR("A"), "B");
        (void)idt_ftm_country(model, bytes);
        (void)idt_ftm_country(model, IDT_STR("Iran (Republic of)"));
        (void)idt_ftm_language(model, IDT_STR("fa"));
        (void)idt_ftm_topic_exists(model, IDT_STR("crime"));
        (void)idt_ftm_gender_exists(model, IDT_STR("male"));
    }
    idt_arena_free(arena);
    return 0;
}
