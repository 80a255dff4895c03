#!/usr/bin/env python3
"""Makes src/generated/name_lexicon.{h,c}: what is known of a word of a name.

Input: the tables of data/tables (words, one class a line) and data/tables/population.tsv (how rare).

  gen_names.py            write the two files
  gen_names.py --check    rebuild in memory and compare: exit 1 on a difference
"""
import argparse
import collections
import hashlib
import math
import pathlib
import sys

from name_sources import fold

REVISION = 11  # raise when a rule here or in src/text/name*.c changes parts: indexes depend on it
ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLES = ROOT / "data" / "tables"
INPUTS = ["armed_groups", "family_names", "generic_words", "legal_forms", "nicknames", "numbers",
          "objects", "particles", "places", "population", "romanisations", "suffixes", "titles",
          "translations", "variants", "variants_learned"]
BLOCK = 16          # words a block: the first stands whole, the others without what they share
STEP = 64           # millinats of one unit of rarity
NONE = 255
LONG_FORM = 9       # letters of a legal form that may be misspelt
COMMON_WORD = 5     # letters of a word of legal forms that may be mistyped
GENERIC_WORD = 7    # ... of a generic word: shorter ones are near too many names
KNOWN_MNAT = 11800  # borne by one in 130,000 or more

TITLES = ["first", "any", "last"]
PARTICLES = ["article", "particle", "son", "kunya", "servant", "child", "faith", "nee"]
NUMBERS = ["word", "scale", "ordinal", "roman"]
OBJECTS = ["vessel", "number", "identifier"]
FAMILIES = ["han", "han_pair", "kanji", "hangul"]


class Row:
    """What a word can be besides a name of its own."""

    FIELDS = ("title", "particle", "suffix", "generation", "number_kind", "number", "form", "weak",
              "generic", "small", "place", "land", "object", "family_run", "phrase_words")

    def __init__(self):
        for field in self.FIELDS:
            setattr(self, field, 0)

    def key(self):
        return tuple(getattr(self, f) for f in self.FIELDS)


class Lexicon:
    def __init__(self):
        self.rows = collections.defaultdict(Row)
        self.classes = {}     # word -> variant class
        self.members = []     # class - 1 -> words
        self.names = []       # of classes that are no variant classes: (kind, name)
        self.people, self.orgs, self.kind = {}, {}, {}
        self.translations, self.nicknames = [], []
        self.ranges = {}

    def new_class(self, words):
        self.members.append(list(words))
        return len(self.members)


def table(name):
    """Rows of a table: comments off, the head line off, fields parted by tabs."""
    path = TABLES / f"{name}.tsv"
    lines = [l for l in path.read_text("utf-8").splitlines() if l and not l.startswith("#")]
    if lines and lines[0].split("\t")[0] in ("class", "kind", "value", "code", "name", "word"):
        lines = lines[1:]
    return [l.split("\t") for l in lines]


def phrase(word):
    return fold(word.replace("_", " "))


def words_of(field):
    return [p for p in (phrase(w) for w in field.split()) if p]


def add_population(lex):
    for word, people, orgs, kind in table("population"):
        if people != "-":
            lex.people[word] = math.exp(-int(people) / 1000)
        if orgs != "-":
            lex.orgs[word] = math.exp(-int(orgs) / 1000)
        lex.kind[word] = kind


def add_variants(lex):
    """Hand-made classes first; a learned class joins the hand-made one it shares a word with."""
    for source in ("variants", "variants_learned"):
        for fields in table(source):
            words = words_of(fields[-1])
            met = {lex.classes[w] for w in words if w in lex.classes}
            if len(met) > 1:
                continue  # the hand-made table holds them apart
            number = met.pop() if met else lex.new_class([])
            for w in words:
                if w not in lex.classes:
                    lex.classes[w] = number
                    lex.members[number - 1].append(w)


def class_of(lex, word):
    if word not in lex.classes:
        lex.classes[word] = lex.new_class([word])
    return lex.classes[word]


def add_groups(lex):
    for source in ("translations", "romanisations"):
        for fields in table(source):
            lex.translations.append({class_of(lex, w) for w in words_of(fields[-1])})
    for name, shorts in table("nicknames"):
        own = class_of(lex, name)
        group = [own] + [class_of(lex, w) for w in words_of(shorts)]
        lex.nicknames.append(list(dict.fromkeys(group)))
    lex.ranges["variants"] = len(lex.members)


def add_roles(lex):
    for _, where, words in table("titles"):
        for w in words_of(words):
            lex.rows[w].title = TITLES.index(where) + 1
    for kind, words in table("particles"):
        for w in words_of(words):
            if not lex.rows[w].particle:
                lex.rows[w].particle = PARTICLES.index(kind) + 1
    for _, number, words in table("suffixes"):
        for w in words_of(words):
            lex.rows[w].suffix, lex.rows[w].generation = 1, int(number)
    for value, kind, words in table("numbers"):
        for w in words_of(words):
            if not lex.rows[w].number_kind:
                lex.rows[w].number_kind = NUMBERS.index(kind) + 1
                lex.rows[w].number = int(value)
    for kind, words in table("objects"):
        for w in words_of(words):
            lex.rows[w].object = OBJECTS.index(kind) + 1
    for kind, words in table("family_names"):
        for w in words.split():
            lex.rows[fold(w).replace(" ", "")].family_run = FAMILIES.index(kind) + 1


def add_forms(lex):
    numbers = {}
    for name, kind, words in table("legal_forms"):
        if name not in numbers:
            numbers[name] = lex.new_class([])
        for w in words_of(words):
            row = lex.rows[w.replace(" ", "") if not w.isascii() and ord(w[0]) > 0x2e80 else w]
            if not row.form:
                row.form, row.weak = numbers[name], int(kind == "weak")
    lex.ranges["forms"] = len(lex.members)


def long_forms(lex):
    """Forms of one long word, for those that are misspelt."""
    return sorted((w, r.form) for w, r in lex.rows.items()
                  if r.form and not r.weak and " " not in w and len(w) >= LONG_FORM and w.isascii())


def by_length(words):
    """As (word, letters, length), the shorter first; words of one script each."""
    out = []
    for w in words:
        if len({ord(c) >> 8 for c in w}) == 1 and ord(w[0]) < 0x700:
            letters = 0
            for c in w:
                letters |= 1 << (ord(c) & 31)
            out.append((w, letters, len(w)))
    return sorted(out, key=lambda item: item[2])


def common_words(lex):
    """Words of organisations that may be mistyped, in the tables' order within a length: long ones, numbers, and what
    several legal forms have."""
    forms = collections.Counter(w for key, r in lex.rows.items() if r.form for w in set(key.split()))
    words = {w: None for key, r in lex.rows.items() if r.form or (r.generic and not r.small) for w in key.split()
             if len(w) >= GENERIC_WORD or (len(w) >= COMMON_WORD and forms[w] > 1)}
    numbers = {w: None for w, r in lex.rows.items() if r.number_kind and r.number_kind != NUMBERS.index("roman") + 1 and
               " " not in w and len(w) >= COMMON_WORD}
    return by_length({**words, **numbers})


def phrase_words(lex):
    """Words of legal forms, places and generic phrases of several words: closed of closed joint stock company."""
    return by_length({w: None for key, r in lex.rows.items() if " " in key and (r.form or r.place or r.generic)
                      for w in key.split() if len(w) >= COMMON_WORD})


def small_words(lex):
    """Titles, abd, Allah and din, zadeh and oghlu: words of people's names that may be mistyped."""
    particles = [PARTICLES.index(kind) + 1 for kind in ("servant", "faith", "child")]
    return by_length(w for w, r in lex.rows.items()
                     if (r.title or r.particle in particles) and " " not in w and len(w) >= COMMON_WORD)


def add_generic(lex):
    rows = [row for source in ("generic_words", "armed_groups") for row in table(source)]
    for kinds in (False, True):  # classes of words that say only what a party is come last
        for _, kind, words in (row for row in rows if (row[1] == "kind") == kinds):
            number = lex.new_class(words_of(words))
            for w in words_of(words):
                if not lex.rows[w].generic:
                    lex.rows[w].generic, lex.rows[w].small = number, int(kind == "of")
        lex.ranges["generic" if kinds else "telling"] = len(lex.members)


def add_places(lex):
    lands = {}
    for code, kind, words in table("places"):
        number = lex.new_class(words_of(words))
        if kind == "land":
            lands[code] = number
        for w in words_of(words):
            if not lex.rows[w].place:
                lex.rows[w].place, lex.rows[w].land = number, lands.get(code, 0)
    lex.lands = sorted(lands.items())
    lex.ranges["places"] = len(lex.members)


def add_phrases(lex):
    for key in list(lex.rows):
        words = key.split()
        if len(words) > 1:
            first = lex.rows[words[0]]
            first.phrase_words = max(first.phrase_words, len(words))


def unit(share):
    return min(NONE - 1, round(-1000 * math.log(share) / STEP)) if share else NONE


def shares(lex):
    """Units of rarity of each word: that of its class."""
    sums = [[sum(t.get(w, 0) for w in m) for m in lex.members] for t in (lex.people, lex.orgs)]
    generic = {w: r.generic for w, r in lex.rows.items() if r.generic}

    def of(word):
        people = sums[0][lex.classes[word] - 1] if word in lex.classes else lex.people.get(word, 0)
        orgs = sums[1][generic[word] - 1] if word in generic else lex.orgs.get(word, 0)
        return unit(min(people, 0.9)), unit(min(orgs, 0.9))
    return of


def entry(lex, word, rarity, row_numbers):
    people, orgs = rarity(word)
    kind = lex.kind.get(word, "")
    known = -1000 * math.log(lex.people.get(word, 1e-9)) <= KNOWN_MNAT or word in lex.orgs
    number = lex.classes.get(word, 0)
    row = row_numbers[lex.rows[word].key()] if word in lex.rows else 0
    flags = (people != NONE) | (orgs != NONE) << 1 | (number != 0) << 2 | (row != 0) << 3 | \
        known << 4 | ("g" in kind) << 5 | ("f" in kind) << 6
    out = bytes([flags])
    out += bytes([people]) if people != NONE else b""
    out += bytes([orgs]) if orgs != NONE else b""
    out += number.to_bytes(2, "little") if number else b""
    return out + (row.to_bytes(2, "little") if row else b"")


def coded(lex):
    """(bytes, offset of each block, rows)"""
    rows = [Row().key()] + sorted({r.key() for r in lex.rows.values()} - {Row().key()})
    row_numbers = {k: i for i, k in enumerate(rows)}
    words = sorted({w for w in set(lex.people) | set(lex.orgs) | set(lex.classes) | set(lex.rows)
                    if 0 < len(w.encode()) < 128}, key=lambda w: w.encode())
    rarity = shares(lex)
    blocks, heads, before = [], [], b""
    chunks, size = [], 0
    for i, word in enumerate(words):
        key = word.encode()
        shared = 0
        if i % BLOCK == 0:
            blocks.append(size)
            heads.append(int.from_bytes(key[:8].ljust(8, b"\0"), "big"))
        else:
            while shared < min(len(key), len(before)) and key[shared] == before[shared]:
                shared += 1
        chunk = bytes([shared, len(key) - shared]) + key[shared:] + \
            entry(lex, word, rarity, row_numbers)
        chunks.append(chunk)
        size += len(chunk)
        before = key
    return b"".join(chunks), blocks, heads, rows, len(words)


def grouped(lex):
    """For each variant class the groups it is in: translations from 1, then nicknames."""
    of = collections.defaultdict(list)
    for number, group in enumerate([sorted(g) for g in lex.translations] + lex.nicknames, 1):
        for member in group:
            of[member].append(number)
    starts, pool = [], []
    for member in range(lex.ranges["variants"] + 1):
        starts.append(len(pool))
        pool += of.get(member, [])
    starts.append(len(pool))
    heads = [0] * (len(lex.translations) + 1) + [g[0] for g in lex.nicknames]
    return starts, pool, heads


def build_lexicon():
    lex = Lexicon()
    for step in (add_population, add_variants, add_groups, add_forms, add_generic, add_places,
                 add_roles, add_phrases):
        step(lex)
    return lex


def head(what, digest):
    lines = "\n".join(f" *   {name + '.tsv':<24}{d}" for name, d in digest.items())
    return (f"/* {what}\n *\n"
            f" * Made by tools/gen_names.py (revision {REVISION}) from data/tables; do not edit.\n"
            " * Origin and licence of each table: data/reference/README.md. SHA-256 of the inputs:\n"
            f"{lines}\n */\n")


def rows_of(values, width=99):
    line, out = "   ", []
    for v in values:
        if len(line) + len(v) + 2 > width:
            out.append(line)
            line = "   "
        line += f" {v},"
    return "\n".join(out + [line])


def literal(data):
    """Bytes as the lines of a C string; an octal escape is always of three digits."""
    out, line = [], ""
    for b in data:
        c = chr(b)
        line += f"\\{b:03o}" if b < 32 or b > 126 or c in '"\\?' else c
        if len(line) > 88:
            out.append(f'    "{line}"')
            line = ""
    return "\n".join(out + [f'    "{line}"'])


ROW_TYPES = {"number": "uint16_t", "form": "uint16_t", "generic": "uint16_t", "place": "uint16_t",
             "land": "uint16_t"}
ROW_NOTES = {"title": "enum idt_lexicon_title", "particle": "enum idt_lexicon_particle",
             "suffix": "of a person: jr, phd", "generation": "that a suffix says; 0: none",
             "number_kind": "enum idt_lexicon_number", "number": "its value",
             "form": "class of the legal form", "weak": "a form only at an end of the name",
             "generic": "class of a word many organisations bear", "small": "and, of, the",
             "place": "class of the land or city", "land": "class of the land it lies in",
             "object": "enum idt_lexicon_object",
             "family_run": "enum idt_lexicon_family: family name in Han or Hangul",
             "phrase_words": "longest phrase of the lexicon that begins with the word"}


def enum(name, prefix, words):
    items = ", ".join(f"{prefix}_{w.upper()} = {i}" for i, w in enumerate(words, 1))
    return f"enum {name} {{ {items} }};\n"


def header(lex, sizes, digest):
    fields = "\n".join(f"    {ROW_TYPES.get(f, 'uint8_t')} {f}; /* {ROW_NOTES[f]} */"
                       for f in Row.FIELDS)
    whole = hashlib.sha256("".join(digest.values()).encode()).hexdigest()[:12]
    r = lex.ranges
    return head("name_lexicon.h - what is known of a word of a name.", digest) + f"""
#ifndef INTERDICT_GENERATED_NAME_LEXICON_H
#define INTERDICT_GENERATED_NAME_LEXICON_H

#include <stdint.h>

// clang-format off
/* Names the tables: parts of names are comparable only if they were made under the same ones. */
#define IDT_NAME_TABLES "names-{whole}+r{REVISION}"

#define IDT_LEXICON_BLOCK {BLOCK} /* words a block; the first stands whole */
#define IDT_LEXICON_STEP  {STEP} /* millinats of a unit of rarity */

/* Classes: 1 .. VARIANTS are spellings of names; then legal forms, generic words, those behind
 * TELLING saying only what a party is (movement); places. */
#define IDT_CLASS_VARIANTS {r["variants"]}
#define IDT_CLASS_FORMS    {r["forms"]}
#define IDT_CLASS_TELLING  {r["telling"]}
#define IDT_CLASS_GENERIC  {r["generic"]}
#define IDT_CLASS_PLACES   {r["places"]}
/* Groups: 1 .. TRANSLATIONS, then nicknames. */
#define IDT_GROUP_TRANSLATIONS {len(lex.translations)}
#define IDT_GROUP_NICKNAMES    {len(lex.translations) + len(lex.nicknames)}

{enum("idt_lexicon_title", "IDT_TITLE", TITLES)}{enum("idt_lexicon_particle", "IDT_PARTICLE", PARTICLES)}{enum("idt_lexicon_number", "IDT_NUMBER", NUMBERS)}{enum("idt_lexicon_object", "IDT_OBJECT", OBJECTS)}{enum("idt_lexicon_family", "IDT_FAMILY", FAMILIES)}
typedef struct idt_lexicon_row {{
{fields}
}} idt_lexicon_row;

#define IDT_LEXICON_WORDS  {sizes["words"]}
#define IDT_LEXICON_BYTES  {sizes["bytes"]}
#define IDT_LEXICON_BLOCKS {sizes["blocks"]}
#define IDT_LEXICON_ROWS   {sizes["rows"]}

/* Sorted words: length shared with the word before, length of the rest, the rest, flags, and what
 * the flags name: rarity of people (1), of organisations (2), class (4), row (8); known (16),
 * given (32), family (64). Then a NUL. */
extern const unsigned char idt_lexicon_words[IDT_LEXICON_BYTES + 1];
extern const uint32_t idt_lexicon_blocks[IDT_LEXICON_BLOCKS];
/* The first eight bytes of each block's first word, as a number that orders as they do. */
extern const uint64_t idt_lexicon_block_heads[IDT_LEXICON_BLOCKS];
extern const idt_lexicon_row idt_lexicon_rows[IDT_LEXICON_ROWS];
/* Groups of class c: pool[starts[c] .. starts[c + 1]). `heads`: of a nickname group, the class of
 * the full name. */
extern const uint16_t idt_lexicon_group_starts[IDT_CLASS_VARIANTS + 2];
extern const uint16_t idt_lexicon_group_pool[{sizes["pool"]}];
extern const uint16_t idt_lexicon_group_heads[IDT_GROUP_NICKNAMES + 1];

/* Legal forms of one word of {LONG_FORM} letters and more: these may be misspelt. */
#define IDT_LEXICON_LONG_FORM  {LONG_FORM}
#define IDT_LEXICON_LONG_FORMS {sizes["long_forms"]}
extern const struct idt_lexicon_form {{
    char word[{sizes["long_form_bytes"]}];
    uint16_t form;
}} idt_lexicon_long_forms[IDT_LEXICON_LONG_FORMS];

/* Words of {COMMON_WORD} characters and more of legal forms and numbers, and of {GENERIC_WORD} of generic phrases, the
 * shorter first: a word nobody bears may be one of them mistyped. `letters`: which low five bits the characters have.
 * Phrase words: of all phrases, which count within one. Small words: the same of people's names, titles, abd, Allah,
 * zadeh. */
#define IDT_LEXICON_COMMON_WORD  {COMMON_WORD}
#define IDT_LEXICON_COMMON_WORDS {sizes["common_words"]}
#define IDT_LEXICON_PHRASE_WORDS {sizes["phrase_words"]}
#define IDT_LEXICON_SMALL_WORDS  {sizes["small_words"]}
typedef struct idt_lexicon_common {{
    uint32_t letters;
    uint8_t characters;
    char word[{sizes["common_word_bytes"]}];
}} idt_lexicon_common;
extern const idt_lexicon_common idt_lexicon_common_words[IDT_LEXICON_COMMON_WORDS];
extern const idt_lexicon_common idt_lexicon_phrase_words[IDT_LEXICON_PHRASE_WORDS];
extern const idt_lexicon_common idt_lexicon_small_words[IDT_LEXICON_SMALL_WORDS];

/* The lands by their codes, in order: ISO 3166-1, and codes of places.tsv for lands without one. */
#define IDT_LEXICON_LANDS {sizes["lands"]}
extern const struct idt_lexicon_land {{
    char code[3];
    uint16_t place; /* as in idt_lexicon_row */
}} idt_lexicon_lands[IDT_LEXICON_LANDS];
// clang-format on

#endif
"""


def build():
    lex = build_lexicon()
    digest = {n: hashlib.sha256((TABLES / f"{n}.tsv").read_bytes()).hexdigest() for n in INPUTS}
    data, blocks, block_heads, rows, words = coded(lex)
    starts, pool, heads = grouped(lex)
    assert len(lex.members) < 65536 and len(pool) < 65536 and len(rows) < 65536
    forms = long_forms(lex)
    common = common_words(lex)
    small = small_words(lex)
    phrases = phrase_words(lex)
    sizes = {"common_words": len(common), "small_words": len(small), "phrase_words": len(phrases),
             "common_word_bytes": max(len(w.encode()) for w, _, _ in common + phrases) + 1,
             "long_forms": len(forms), "long_form_bytes": max(len(w) for w, _ in forms) + 1,
             "words": words, "bytes": len(data), "blocks": len(blocks), "rows": len(rows),
             "pool": max(len(pool), 1), "lands": len(lex.lands)}
    source = head("name_lexicon.c - the tables of name_lexicon.h.", digest) + f"""
#include "generated/name_lexicon.h"

// clang-format off
const unsigned char idt_lexicon_words[IDT_LEXICON_BYTES + 1] =
{literal(data)};

const uint32_t idt_lexicon_blocks[IDT_LEXICON_BLOCKS] = {{
{rows_of(map(str, blocks))}
}};

const uint64_t idt_lexicon_block_heads[IDT_LEXICON_BLOCKS] = {{
{rows_of(f"0x{h:x}" for h in block_heads)}
}};

const idt_lexicon_row idt_lexicon_rows[IDT_LEXICON_ROWS] = {{
{rows_of("{" + ", ".join(map(str, r)) + "}" for r in rows)}
}};

const uint16_t idt_lexicon_group_starts[IDT_CLASS_VARIANTS + 2] = {{
{rows_of(map(str, starts))}
}};

const uint16_t idt_lexicon_group_pool[{sizes["pool"]}] = {{
{rows_of(map(str, pool or [0]))}
}};

const uint16_t idt_lexicon_group_heads[IDT_GROUP_NICKNAMES + 1] = {{
{rows_of(map(str, heads))}
}};

const struct idt_lexicon_form idt_lexicon_long_forms[IDT_LEXICON_LONG_FORMS] = {{
{rows_of(f'{{"{w}", {n}}}' for w, n in forms)}
}};

const idt_lexicon_common idt_lexicon_common_words[IDT_LEXICON_COMMON_WORDS] = {{
{rows_of(f'{{0x{letters:x}, {n}, "{w}"}}' for w, letters, n in common)}
}};

const idt_lexicon_common idt_lexicon_phrase_words[IDT_LEXICON_PHRASE_WORDS] = {{
{rows_of(f'{{0x{letters:x}, {n}, "{w}"}}' for w, letters, n in phrases)}
}};

const idt_lexicon_common idt_lexicon_small_words[IDT_LEXICON_SMALL_WORDS] = {{
{rows_of(f'{{0x{letters:x}, {n}, "{w}"}}' for w, letters, n in small)}
}};

const struct idt_lexicon_land idt_lexicon_lands[IDT_LEXICON_LANDS] = {{
{rows_of(f'{{"{code}", {n}}}' for code, n in lex.lands)}
}};
// clang-format on
"""
    return {"name_lexicon.h": header(lex, sizes, digest), "name_lexicon.c": source}, lex, sizes


def main():
    parser = argparse.ArgumentParser(description="Makes the name tables of src/generated.")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    args = parser.parse_args()
    folder = ROOT / "src" / "generated"
    files, lex, sizes = build()
    if args.check:
        wrong = [n for n, text in files.items()
                 if not (folder / n).exists() or (folder / n).read_text("utf-8") != text]
        for name in wrong:
            print(f"{folder.name}/{name}: not what tools/gen_names.py makes; run it and commit")
        return 1 if wrong else 0
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    print(sizes, lex.ranges)
    return 0


if __name__ == "__main__":
    sys.exit(main())
