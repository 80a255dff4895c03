#include "lists/us_ofac_programmes.h"

#define PLAIN(t)                                                                                   \
    {                                                                                              \
        t, t, false, false                                                                         \
    }
#define EARLY(t, l)                                                                                \
    {                                                                                              \
        t, l, false, false                                                                         \
    }
#define OWN(t)                                                                                     \
    {                                                                                              \
        t, t, true, false                                                                          \
    }
#define REPEATED(t)                                                                                \
    {                                                                                              \
        t, t, false, true                                                                          \
    }

const idt_ofac_programme IDT_OFAC_PROGRAMMES[] = {
    OWN("561-Related"),
    OWN("561List"),
    PLAIN("BALKANS"),
    PLAIN("BALKANS-EO14033"),
    PLAIN("BELARUS"),
    EARLY("BELARUS-EO", "BELARUS-EO14038"),
    PLAIN("BELARUS-EO14038"),
    PLAIN("BPI-DPRK"),
    PLAIN("BPI-RUSSIA-EO14024"),
    PLAIN("BPI-SDNTK"),
    PLAIN("BURMA-EO14014"),
    PLAIN("BURUNDI"),
    PLAIN("CAATSA - IRAN"),
    PLAIN("CAATSA - RUSSIA"),
    PLAIN("CAR"),
    OWN("CMIC-EO13959"),
    PLAIN("COTED"),
    PLAIN("CUBA"),
    PLAIN("CYBER2"),
    PLAIN("CYBER3"),
    PLAIN("CYBER4"),
    PLAIN("DARFUR"),
    PLAIN("DPRK"),
    PLAIN("DPRK-NKSPEA"),
    PLAIN("DPRK2"),
    PLAIN("DPRK3"),
    PLAIN("DPRK4"),
    PLAIN("DRCONGO"),
    PLAIN("ELECTION-EO13848"),
    PLAIN("ETHIOPIA-EO14046"),
    OWN("FSE-IR"),
    OWN("FSE-SY"),
    REPEATED("FTO"),
    PLAIN("GLOMAG"),
    PLAIN("HIFPAA"),
    PLAIN("HK-EO13936"),
    PLAIN("HOSTAGES-EO14078"),
    PLAIN("HRIT-IR"),
    PLAIN("HRIT-SY"),
    PLAIN("ICC-EO14203"),
    PLAIN("ICCP-EO13928"),
    PLAIN("IFCA"),
    PLAIN("IFSR"),
    EARLY("ILLICIT-DRUGS-EO", "ILLICIT-DRUGS-EO14059"),
    PLAIN("ILLICIT-DRUGS-EO14059"),
    PLAIN("IRAN"),
    PLAIN("IRAN-CON-ARMS-EO"),
    PLAIN("IRAN-EO13846"),
    PLAIN("IRAN-EO13871"),
    PLAIN("IRAN-EO13876"),
    PLAIN("IRAN-EO13902"),
    PLAIN("IRAN-HR"),
    PLAIN("IRAN-TRA"),
    PLAIN("IRAQ2"),
    PLAIN("IRAQ3"),
    PLAIN("IRGC"),
    PLAIN("ISA"),
    PLAIN("LEBANON"),
    PLAIN("LIBERIA"),
    PLAIN("LIBYA2"),
    PLAIN("LIBYA3"),
    PLAIN("MAGNIT"),
    PLAIN("MALI-EO13882"),
    PLAIN("NICARAGUA"),
    PLAIN("NICARAGUA-NHRAA"),
    PLAIN("NPWMD"),
    OWN("NS-PLC"),
    PLAIN("PAARSSR-EO13894"),
    PLAIN("PEESA"),
    EARLY("PEESA-EO", "PEESA-EO14039"),
    PLAIN("PEESA-EO14039"),
    EARLY("RUSSIA-EO", "RUSSIA-EO14024"),
    PLAIN("RUSSIA-EO14024"),
    PLAIN("RUSSIA-EO14065"),
    PLAIN("SDGT"),
    PLAIN("SDNT"),
    PLAIN("SDNTK"),
    PLAIN("SDT"),
    PLAIN("SOMALIA"),
    PLAIN("SOUTH SUDAN"),
    PLAIN("SSIDES"),
    PLAIN("SUDAN"),
    PLAIN("SUDAN-EO14098"),
    PLAIN("SYRIA"),
    PLAIN("SYRIA-CAESAR"),
    PLAIN("SYRIA-EO13894"),
    PLAIN("TCO"),
    PLAIN("UHRPA"),
    PLAIN("UKRAINE-EO13660"),
    PLAIN("UKRAINE-EO13661"),
    PLAIN("UKRAINE-EO13662"),
    PLAIN("UKRAINE-EO13685"),
    PLAIN("VENEZUELA"),
    PLAIN("VENEZUELA-EO13850"),
    PLAIN("VENEZUELA-EO13884"),
    PLAIN("WEST-BANK-EO14115"),
    PLAIN("YEMEN"),
    PLAIN("ZIMBABWE"),
};
const size_t IDT_OFAC_PROGRAMMES_COUNT = sizeof IDT_OFAC_PROGRAMMES / sizeof *IDT_OFAC_PROGRAMMES;

const idt_ofac_programme *idt_ofac_programme_find(idt_str tag)
{
    size_t low = 0;
    size_t high = IDT_OFAC_PROGRAMMES_COUNT;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int c = idt_str_compare(tag, idt_str_borrow(IDT_OFAC_PROGRAMMES[middle].tag));
        if (c == 0) {
            return &IDT_OFAC_PROGRAMMES[middle];
        }
        low = c > 0 ? middle + 1 : low;
        high = c < 0 ? middle : high;
    }
    return NULL;
}

idt_str idt_ofac_tag_next(idt_str *programmes)
{
    size_t from = 0;
    while (from < programmes->len && strchr("[] ;,", programmes->ptr[from]) != NULL) {
        from++;
    }
    if (from == programmes->len) {
        return (idt_str){0};
    }
    size_t to = from;
    while (to < programmes->len && strchr("[];", programmes->ptr[to]) == NULL) {
        to++;
    }
    const idt_str tag = idt_str_trim(idt_str_slice(*programmes, from, to));
    *programmes = idt_str_slice(*programmes, to, programmes->len);
    return tag;
}

static idt_str with_prefix(idt_list_output *out, const char *prefix, idt_str words)
{
    const idt_str key = idt_list_key(out, words);
    return key.ptr == NULL
               ? key
               : idt_str_format(idt_list_scratch(out), "%s" IDT_STR_FMT, prefix, IDT_STR_ARG(key));
}

idt_str idt_ofac_list_key(idt_list_output *out, idt_str tag, bool sdn)
{
    const idt_ofac_programme *p = idt_ofac_programme_find(tag);
    return with_prefix(out, sdn || (p != NULL && p->own_list) ? "us-" : "us-non-sdn-",
                       p != NULL ? idt_str_borrow(p->list_tag) : tag);
}

/* Directive words that have a tag of their own. */
static const struct {
    const char *words;
    const char *list;
} DIRECTIVES[] = {{"CMIC", "us-cmic-eo13959"}};

idt_str idt_ofac_directive_key(idt_list_output *out, idt_str words)
{
    for (size_t i = 0; i < sizeof DIRECTIVES / sizeof *DIRECTIVES; i++) {
        if (idt_str_is(words, DIRECTIVES[i].words)) {
            return idt_str_borrow(DIRECTIVES[i].list);
        }
    }
    return with_prefix(out, "us-", words);
}
