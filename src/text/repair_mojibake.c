/* UTF-8 that was read as Windows-1252 or Latin-1 once, turned back: repair.h states the rule. */
#include "text/repair_pass.h"
#include "text/utf8.h"

static const uint16_t cp1252[32] = {0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
                                    0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
                                    0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                    0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178};

uint32_t repair_cp1252(uint32_t byte)
{
    return byte >= 0x80 && byte <= 0x9f ? cp1252[byte - 0x80] : byte;
}

/* The byte that was read as this character; 0 where none was. */
static unsigned byte_of(uint32_t code)
{
    if (code >= 0x80 && code <= 0xff) {
        return code;
    }
    for (unsigned i = 0; code != IDT_UTF8_BAD && code > 0xff && i < 32; i++) {
        if (cp1252[i] == code) {
            return 0x80 + i;
        }
    }
    return 0;
}

/* Signs no word holds and none ends with. The others stand in or behind words of real names:
 * quotes, dashes, apostrophes, ® ™ © ° ª º and Š Œ Ž. */
static bool is_strange(uint32_t code)
{
    static const uint16_t signs[] = {
        0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0xa6,  0xa7,  0xa8,  0xac,   0xaf,   0xb1,   0xb5,   0xb6,
        0xb8, 0xbc, 0xbd, 0xbe, 0xbf, 0x192, 0x2c6, 0x2dc, 0x2020, 0x2021, 0x2022, 0x2030, 0x20ac};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (signs[i] == code) {
            return true;
        }
    }
    return code >= 0x80 && code <= 0x9f;
}

/* One sequence: the character it is, and what it was read as. */
typedef struct misread {
    uint32_t code;
    uint32_t lead, last; /* first and last of the characters read */
    size_t end;          /* in the text */
    bool strange;
} misread;

static size_t length_of_lead(uint32_t lead)
{
    return lead < 0xc2 || lead > 0xf4 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

static bool take_misread(const repair_pass *p, size_t at, misread *out)
{
    unsigned char bytes[4];
    size_t len;
    *out = (misread){.lead = repair_char(p, at, &len)};
    const size_t wanted = length_of_lead(out->lead);
    if (wanted == 0) {
        return false;
    }
    bytes[0] = (unsigned char)out->lead;
    at += len;
    for (size_t i = 1; i < wanted; i++) {
        out->last = repair_char(p, at, &len);
        bytes[i] = (unsigned char)byte_of(out->last);
        if ((bytes[i] & 0xc0) != 0x80) {
            return false;
        }
        out->strange = out->strange || is_strange(out->last);
        at += len;
    }
    out->end = at;
    out->code = idt_utf8_next(bytes, wanted, 0, &len);
    return out->code != IDT_UTF8_BAD;
}

/* Quotes, dashes and marks have no script and go with any. */
static bool goes_with_any(uint32_t code)
{
    return (code >= 0x2010 && code <= 0x2015) || (code >= 0x2018 && code <= 0x201f) ||
           code == 0x2026 || code == 0x2032 || (code >= 0x300 && code <= 0x362) ||
           (code >= 0x591 && code <= 0x5c7) || (code >= 0x64b && code <= 0x65f) || code == 0x670 ||
           code == 0x30fb || code == 0x30fc;
}

typedef struct run {
    size_t start, end;
    size_t sequences;
    idt_script script; /* OTHER: quotes, dashes and marks alone */
    misread first, final;
    bool strange;
    bool fits; /* letters of one script, and what goes with them */
} run;

/* Japanese is written in both. */
static idt_script one_script(uint32_t code)
{
    const idt_script script = repair_script(code);
    return script == IDT_SCRIPT_KANA ? IDT_SCRIPT_HAN : script;
}

/* Sequences on end, all of them. False: none begins here. */
static bool take_run(const repair_pass *p, size_t at, run *out)
{
    misread m;
    *out = (run){.start = at, .end = at, .fits = true};
    while (take_misread(p, out->end, &m)) {
        const idt_script script = one_script(m.code);
        const bool letter = script != IDT_SCRIPT_OTHER;
        const bool first = out->script == IDT_SCRIPT_OTHER;
        out->fits = out->fits && (letter ? first || script == out->script : goes_with_any(m.code));
        out->script = letter && first ? script : out->script;
        out->strange = out->strange || m.strange;
        out->first = out->end == at ? m : out->first;
        out->final = m;
        out->end = m.end;
        out->sequences++;
    }
    return out->end > at;
}

static bool is_small(const repair_pass *p, size_t before)
{
    return before > 0 && p->in.text[before - 1] >= 'a' && p->in.text[before - 1] <= 'z';
}

static bool is_ascii_letter(const repair_pass *p, size_t at)
{
    return at < p->in.len && repair_script((unsigned char)p->in.text[at]) == IDT_SCRIPT_LATIN &&
           (unsigned char)p->in.text[at] < 0x80;
}

/* All of it letters; and a word of letters that are not Latin has no Latin ones beside them. */
static bool could_be_word(const repair_pass *p, const run *r)
{
    if (!r->fits || r->script == IDT_SCRIPT_LATIN || r->script == IDT_SCRIPT_OTHER) {
        return r->fits;
    }
    return !((r->start > 0 && is_ascii_letter(p, r->start - 1)) || is_ascii_letter(p, r->end));
}

/* Could the word have gone on behind this sign as it stands? Behind an apostrophe (RENÉ’S) and a
 * capital Š (KŘÍŠEK) it could; behind a dash (Å–Moss) if a capital follows. */
static bool may_go_on(uint32_t last, char next)
{
    if (last == 0x2013 || last == 0x2014) {
        return next < 'a';
    }
    return last == 0x2019 || last == 0x160 || last == 0x152 || last == 0x17d || last == 0x178 ||
           last == 0xb7 || last == 0xb4;
}

/* Without a sign no word holds: by the letters around. */
static bool is_out_of_place(const repair_pass *p, const run *r)
{
    const uint32_t lead = r->first.lead;
    if (r->script != IDT_SCRIPT_LATIN) {
        return r->sequences >= 3; /* a capital and a sign, three times on end: ВОЛ */
    }
    const bool vietnamese = lead == 0xe1;
    if (!vietnamese && (lead < 0xc3 || lead > 0xc5)) {
        return false;
    }
    if (!vietnamese && is_small(p, r->start)) {
        return true;
    }
    return is_ascii_letter(p, r->end) && !may_go_on(r->final.last, p->in.text[r->end]);
}

static bool is_certain(const repair_pass *p, const run *r)
{
    return could_be_word(p, r) && (r->strange || is_out_of_place(p, r));
}

static size_t next_char(const repair_pass *p, size_t at)
{
    size_t bytes;
    (void)repair_char(p, at, &bytes);
    return at + bytes;
}

/* One such run shows that the whole text was misread. */
static bool any_strange(const repair_pass *p)
{
    run r;
    for (size_t at = 0; at < p->in.len;) {
        const bool found = take_run(p, at, &r);
        if (found && r.strange && could_be_word(p, &r)) {
            return true;
        }
        at = found ? r.end : next_char(p, at);
    }
    return false;
}

static void put_run(repair_pass *p, const run *r)
{
    const size_t begun = p->out.len;
    misread m;
    for (size_t at = r->start; at < r->end && take_misread(p, at, &m); at = m.end) {
        repair_put(p, at, m.end, m.code);
    }
    repair_note(p, IDT_REPAIR_MOJIBAKE, r->start, r->end, begun, IDT_SCRIPT_OTHER, r->script);
}

void repair_mojibake(repair_pass *p)
{
    const bool whole = any_strange(p);
    size_t kept = 0;
    run r;
    for (size_t at = 0; at < p->in.len;) {
        if (!take_run(p, at, &r)) {
            at = next_char(p, at);
            continue;
        }
        if (is_certain(p, &r) || (whole && could_be_word(p, &r))) {
            repair_keep(p, kept, r.start);
            put_run(p, &r);
            kept = r.end;
        }
        at = r.end;
    }
    repair_keep(p, kept, p->in.len);
}
