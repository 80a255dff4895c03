#include "text/name_parse.h"

/* Is a script written without blanks, a word or a syllable a character? */
static bool is_run_script(idt_script script)
{
    return script == IDT_SCRIPT_HAN || script == IDT_SCRIPT_KANA || script == IDT_SCRIPT_HANGUL;
}

/* Written without blanks, but in letters: names are parted by blanks all the same. */
static bool is_spelt_script(idt_script script)
{
    return script == IDT_SCRIPT_THAI || script == IDT_SCRIPT_LAO || script == IDT_SCRIPT_KHMER ||
           script == IDT_SCRIPT_BURMESE;
}

static bool comma_between(idt_str source, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (source.ptr[i] == ',' || source.ptr[i] == ';') {
            return true;
        }
        if (i + 3 <= to && (memcmp(source.ptr + i, "\xd8\x8c", 2) == 0 ||
                            memcmp(source.ptr + i, "\xef\xbc\x8c", 3) == 0)) {
            return true; /* Arabic and wide commas */
        }
    }
    return false;
}

/* The token goes on with the word before it: both of a script without blanks, nothing between. */
static bool continues_word(const word *before, const idt_token *token, idt_script script)
{
    if (before == NULL || token->gap != IDT_GAP_NONE) {
        return false;
    }
    if (is_spelt_script(script)) {
        return before->script == script;
    }
    return before->run && is_run_script(script) &&
           (script == IDT_SCRIPT_HANGUL) == (before->script == IDT_SCRIPT_HANGUL);
}

static bool add_text(parse *p, word *w, idt_str text)
{
    char *copy = idt_arena_alloc(p->arena, w->text.len + text.len);
    if (copy == NULL) {
        p->failed = true;
        return false;
    }
    if (w->text.len > 0) {
        memcpy(copy, w->text.ptr, w->text.len);
    }
    memcpy(copy + w->text.len, text.ptr, text.len);
    w->text = (idt_str){.ptr = copy, .len = w->text.len + text.len};
    return true;
}

static void begin_word(parse *p, const idt_token *token, idt_script script)
{
    word *w = &p->words[p->word_count];
    const size_t before = p->word_count > 0 ? p->words[p->word_count - 1].end : 0;
    *w = (word){.start = (uint32_t)token->start,
                .end = (uint32_t)token->end,
                .gap = token->gap,
                .script = script,
                .comma = p->word_count > 0 && comma_between(p->source, before, token->start),
                .run = is_run_script(script)};
    if (add_text(p, w, token->folded)) {
        p->word_count++;
    }
}

/* Stops inside a Latin word are those of initials: tokens joins no others. */
static void note_stops(const parse *p, word *w)
{
    const idt_str bytes = idt_str_slice(p->source, w->start, w->end);
    const size_t stop = idt_str_find(bytes, '.');
    w->stop = bytes.len > 0 && bytes.ptr[bytes.len - 1] == '.';
    w->initials = stop + 1 < bytes.len;
    if (!w->stop && w->end < p->source.len) {
        w->stop = p->source.ptr[w->end] == '.';
    }
}

#define SHORTEST_SPLIT 4 /* letters: MacDonald and DeGaulle stay whole */

/* "KarlWeber": where a blank was forgotten the capital shows it. The second half becomes a word of
 * its own, looked at next. */
static bool split_capitals(parse *p, size_t i)
{
    word *w = &p->words[i];
    const char *at = p->source.ptr + w->start;
    if (w->end - w->start != w->text.len || p->word_count == WORDS_MAX) {
        return false;
    }
    for (uint32_t k = SHORTEST_SPLIT; k + SHORTEST_SPLIT <= w->text.len; k++) {
        if (at[k] >= 'A' && at[k] <= 'Z' && at[k - 1] >= 'a' && at[k - 1] <= 'z') {
            memmove(w + 2, w + 1, (p->word_count - i - 1) * sizeof *w);
            w[1] = *w;
            w[1].text = idt_str_slice(w->text, k, w->text.len);
            w[1].start += k;
            w[1].gap = IDT_GAP_NONE;
            w[1].comma = false;
            w->text = idt_str_slice(w->text, 0, k);
            w->end = w->start + k;
            w->stop = false;
            p->word_count++;
            return true;
        }
    }
    return false;
}

/* Letters that Arabic and Persian keyboards write otherwise. */
static const char *const keyboards[][2] = {{"\xd9\x83", "\xda\xa9"}, {"\xd9\x8a", "\xdb\x8c"}};

/* What the tables know of a word does not depend on the keyboard: `to` 0 Arabic, 1 Persian. */
static idt_lexeme find_as_typed_on(idt_str text, size_t to)
{
    char typed[64];
    if (text.len > sizeof typed) {
        return idt_lexicon_find(IDT_STR(""));
    }
    memcpy(typed, text.ptr, text.len);
    for (size_t i = 0; i + 1 < text.len; i++) {
        for (size_t k = 0; k < sizeof keyboards / sizeof *keyboards; k++) {
            if (memcmp(typed + i, keyboards[k][1 - to], 2) == 0) {
                memcpy(typed + i, keyboards[k][to], 2);
            }
        }
    }
    return idt_lexicon_find((idt_str){.ptr = typed, .len = text.len});
}

idt_lexeme name_lexeme(idt_str text, idt_script script)
{
    idt_lexeme lex = idt_lexicon_find(text);
    const idt_lexicon_row *plain = &idt_lexicon_rows[0];
    for (size_t to = 0; to < 2 && script == IDT_SCRIPT_ARABIC && lex.row == plain; to++) {
        const idt_lexeme other = find_as_typed_on(text, to);
        if (lex.found) {
            lex.row = other.row;
        } else {
            lex = other;
        }
    }
    return lex;
}

void name_words(parse *p)
{
    idt_tokens tokens;
    idt_token token;
    size_t bytes = 0; /* of a run, which is copied anew with each character: keep that bounded */
    idt_tokens_init(&tokens, p->source);
    while (!p->failed && idt_tokens_next(&tokens, &token)) {
        const idt_script script = idt_script_of(token.folded);
        word *last = p->word_count > 0 ? &p->words[p->word_count - 1] : NULL;
        if (continues_word(last, &token, script) && bytes < IDT_TOKEN_BYTES && p->cut == 0) {
            add_text(p, last, token.folded);
            last->end = (uint32_t)token.end;
            last->script = last->script == script ? script : IDT_SCRIPT_HAN;
            bytes += token.folded.len;
        } else if (p->word_count < WORDS_MAX && p->cut == 0) {
            begin_word(p, &token, script);
            bytes = token.folded.len;
        } else {
            p->cut++;
        }
    }
    for (size_t i = 0; i < p->word_count; i++) {
        note_stops(p, &p->words[i]);
        p->words[i].lex = name_lexeme(p->words[i].text, p->words[i].script);
        if (p->person && !p->words[i].lex.found && split_capitals(p, i)) {
            p->words[i].lex = idt_lexicon_find(p->words[i].text);
        }
    }
}

idt_str name_joined(parse *p, idt_str a, idt_str b)
{
    char *copy = idt_arena_alloc(p->arena, a.len + b.len);
    if (copy == NULL) {
        p->failed = true;
        return (idt_str){.ptr = "", .len = 0};
    }
    if (a.len > 0) {
        memcpy(copy, a.ptr, a.len);
    }
    if (b.len > 0) {
        memcpy(copy + a.len, b.ptr, b.len);
    }
    return (idt_str){.ptr = copy, .len = a.len + b.len};
}

idt_str name_phrase(const word *words, size_t count, char *buffer, size_t buffer_bytes)
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        if (len + words[i].text.len + 1 > buffer_bytes) {
            return (idt_str){.ptr = NULL, .len = 0};
        }
        if (i > 0) {
            buffer[len++] = ' ';
        }
        memcpy(buffer + len, words[i].text.ptr, words[i].text.len);
        len += words[i].text.len;
    }
    return (idt_str){.ptr = buffer, .len = len};
}

bool name_is_allah(idt_str text)
{
    static const char *const endings[] = {"lah", "lahi", "lla", "لله", "лла", "ллах"};
    /* The last bytes of these; few other words end so. */
    if (text.len == 0 || strchr("hia\x87\xb0\x85", text.ptr[text.len - 1]) == NULL) {
        return false;
    }
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (idt_str_ends(text, endings[i])) {
            return true;
        }
    }
    return false;
}

draft *name_add(parse *p, size_t from, size_t to, idt_part_role role)
{
    if (p->count == IDT_NAME_PARTS_MAX) {
        p->cut++;
        return NULL;
    }
    const word *last = &p->words[to - 1];
    draft *d = &p->drafts[p->count++];
    *d = (draft){.lex = last->lex,
                 .part = {.text = last->text,
                          .script = last->script,
                          .role = role,
                          .start = p->words[from].start,
                          .end = last->end,
                          .joined = p->words[from].gap == IDT_GAP_HYPHEN,
                          .stopped = last->stop,
                          .known = last->lex.known}};
    return d;
}

bool name_digits(idt_str text, uint32_t *number)
{
    size_t digits = 0;
    uint64_t value = 0;
    while (digits < text.len && text.ptr[digits] >= '0' && text.ptr[digits] <= '9') {
        digits++;
    }
    if (digits == 0 || digits > 9 ||
        !idt_str_to_u64(idt_str_slice(text, 0, digits), UINT32_MAX, &value)) {
        return false;
    }
    const idt_str rest = idt_str_slice(text, digits, text.len);
    *number = (uint32_t)value;
    return rest.len == 0 || idt_str_is(rest, "st") || idt_str_is(rest, "nd") ||
           idt_str_is(rest, "rd") || idt_str_is(rest, "th");
}
