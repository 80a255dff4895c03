#include "match/levels.h"

const char *idt_level_text(idt_level level)
{
    static const char *const words[IDT_LEVEL_COUNT] = {
        [IDT_LEVEL_NONE] = "none",         [IDT_LEVEL_CLIPPED] = "clipped",
        [IDT_LEVEL_INITIAL] = "initial",   [IDT_LEVEL_EDIT2] = "edit2",
        [IDT_LEVEL_READING] = "reading",   [IDT_LEVEL_EDIT1] = "edit1",
        [IDT_LEVEL_SKELETON] = "skeleton", [IDT_LEVEL_NICKNAME] = "nickname",
        [IDT_LEVEL_VARIANT] = "variant",   [IDT_LEVEL_FOLD] = "fold",
        [IDT_LEVEL_EXACT] = "exact",
    };
    return (unsigned)level < IDT_LEVEL_COUNT ? words[level] : "none";
}
