#!/usr/bin/env python3
"""Makes src/generated/unicode_fold.{h,c}: how each character is folded and how it parts words.

Input is the Unicode Character Database as Debian ships it (package unicode-data). The rules that
are ours, not Unicode's, stand below as small tables with their reason.

  gen_unicode.py            write the two files
  gen_unicode.py --check    rebuild in memory and compare: exit 1 on a difference, 77 where
                            unicode-data is not installed or is another version
"""
import argparse
import hashlib
import pathlib
import re
import sys

REVISION = 1  # raise when a rule here changes the output: keys stored by a register depend on it
DATA = pathlib.Path("/usr/share/unicode")
ROOT = pathlib.Path(__file__).resolve().parent.parent
INPUTS = ["CaseFolding.txt", "DerivedCoreProperties.txt", "IndicSyllabicCategory.txt",
          "LineBreak.txt", "Scripts.txt", "UnicodeData.txt"]
BLOCK = 128  # code points a block of the second stage

KINDS = [
    ("BLANK", "parts words softly: blanks, quotes, symbols, controls, unassigned"),
    ("LETTER", "of a word"),
    ("DIGIT", "of a word, but never an initial"),
    ("SOLO", "a word of its own: Han, Kana, Thai and others written without blanks"),
    ("HANGUL", "a word of its own, but names start where a run of them starts"),
    ("EXTEND", "belongs to the character before it and counts"),
    ("MARK", "belongs to the character before it and is dropped"),
    ("FORMAT", "invisible: dropped, parts nothing"),
    ("APOSTROPHE", "dropped inside a word, a quote outside"),
    ("DASH", "joins or parts, by the blanks around it"),
    ("STOP", "a full stop: after an initial it belongs to it, else PUNCT"),
    ("PUNCT", "parts sentences or phrases"),
    ("BREAK", "ends a line"),
    ("PARAGRAPH", "ends a paragraph by itself"),
    ("WIDE", "only in the byte table: first byte of a longer sequence, or no such byte"),
]

# Signs people type for hamza, ayn, glottal stop, elision or a quote in names: all one.
APOSTROPHES = {0x27, 0x60, 0xB4, 0x2B9, 0x2BA, 0x2BB, 0x2BC, 0x2BD, 0x2BE, 0x2BF, 0x2C0, 0x2C1,
               0x2C8, 0x2CA, 0x2CB, 0x2EE, 0x374, 0x384, 0x55A, 0x5F3, 0x5F4, 0x7F4, 0x7F5, 0x1FBD,
               0x1FBF, 0x2018, 0x2019, 0x201B, 0x2032, 0x2035, 0xA78B, 0xA78C, 0xFF07, 0xFF40}
# Joins the parts of transliterated names in Chinese, Japanese and Catalan: a hyphen in effect.
EXTRA_DASHES = {0xB7, 0x387, 0x2027, 0x2043, 0x2212, 0x30FB, 0xFF65, 0x22C5}
LONG_DASHES = {0x2014, 0x2015, 0x2E3A, 0x2E3B, 0xFE31, 0xFE58}  # parts of a sentence, never of a name
STOPS = {0x2E, 0xFF0E, 0xFE52, 0x2024}
BREAKS = {0x0A, 0x0B, 0x0D, 0x85, 0x2028}
PARAGRAPHS = {0x0C, 0x2029}
# Po that do not end a phrase: & and @ stand inside names, * and # are mark-up; the Tibetan tsheg
# parts syllables as a blank does.
SOFT = {0x22, 0x23, 0x25, 0x26, 0x2A, 0x40, 0xF0B, 0xF0C, 0xFF02, 0xFF03, 0xFF05, 0xFF06, 0xFF0A,
        0xFF20}
HARD_SYMBOLS = {0x3D, 0x7C, 0xFF1D, 0xFF5C}  # `|` and `=` part columns and fields
TATWEEL = {0x640, 0x7FA}  # stretches a line, spells nothing

# Letters that neither Unicode's decomposition nor their name ("... WITH STROKE") takes to the
# Latin letters they are spelt with in other alphabets.
SPECIAL = {0xE6: "ae", 0x153: "oe", 0x259: "e", 0x1DD: "e", 0xF0: "d", 0xFE: "th", 0x131: "i",
           0x237: "j", 0x138: "k", 0x14B: "ng", 0x25B: "e", 0x254: "o", 0x269: "i", 0x28B: "v",
           0x292: "z", 0x283: "sh", 0x263: "gh", 0x251: "a", 0x1BF: "w", 0x195: "hv",
           0x223: "ou", 0x28A: "u", 0x261: "g"}
# Line_Break of the letters of scripts that put no blanks between words.
SOLO_LINE_BREAKS = {"ID", "CJ", "NS", "SA"}
# Of the marks of scripts that spell vowels by marks, only these do not change the letter's sound
# enough to be another word (dots under a letter are often left out; chant marks always).
LIGHT_SYLLABIC = {"Nukta", "Cantillation_Mark"}
KANA_VOICE = {0x3099, 0x309A}  # ka and ga are two letters


def ranges(name, field=1):
    for line in (DATA / name).read_text("utf-8").splitlines():
        line = line.split("#")[0].strip()
        if line:
            parts = [p.strip() for p in line.split(";")]
            first, _, last = parts[0].partition("..")
            yield int(first, 16), int(last or first, 16), parts[field]


def spread(name):
    out = {}
    for first, last, value in ranges(name):
        for cp in range(first, last + 1):
            out[cp] = value
    return out


class Unicode:
    def __init__(self):
        self.category, self.decomposition, self.tag, self.name = {}, {}, {}, {}
        self.ccc, self.decimal = {}, {}
        self.read_data()
        self.case = {}
        for line in (DATA / "CaseFolding.txt").read_text("utf-8").splitlines():
            parts = [p.strip() for p in line.split("#")[0].split(";")]
            if len(parts) > 2 and parts[1] in "CF":
                self.case[int(parts[0], 16)] = [int(c, 16) for c in parts[2].split()]
        self.line_break = spread("LineBreak.txt")
        self.script = spread("Scripts.txt")
        self.syllabic = spread("IndicSyllabicCategory.txt")
        self.ignorable = {cp for first, last, value in ranges("DerivedCoreProperties.txt")
                          if value == "Default_Ignorable_Code_Point"
                          for cp in range(first, last + 1)}

    def read_data(self):
        start = None
        for line in (DATA / "UnicodeData.txt").read_text("ascii").splitlines():
            f = line.split(";")
            cp = int(f[0], 16)
            if f[1].endswith(", First>"):
                start = cp
                continue
            for c in range(start if f[1].endswith(", Last>") else cp, cp + 1):
                self.category[c] = f[2]
            self.name[cp] = f[1]
            self.ccc[cp] = int(f[3])
            if f[5]:
                parts = f[5].split()
                self.tag[cp] = parts.pop(0) if parts[0].startswith("<") else ""
                self.decomposition[cp] = [int(p, 16) for p in parts]
            if f[6]:
                self.decimal[cp] = int(f[6])

    def nfkd(self, cp):
        if 0xAC00 <= cp <= 0xD7A3:
            s = cp - 0xAC00
            tail = [0x11A7 + s % 28] if s % 28 else []
            return [0x1100 + s // 588, 0x1161 + s % 588 // 28] + tail
        if cp not in self.decomposition:
            return [cp]
        return [e for d in self.decomposition[cp] for e in self.nfkd(d)]

    def latin(self, cp):
        """The plain letters of a Latin letter that has no decomposition."""
        if cp in SPECIAL:
            return [ord(c) for c in SPECIAL[cp]]
        m = re.fullmatch(r"LATIN SMALL LETTER ([A-Z]) WITH .*|LATIN LETTER SMALL CAPITAL ([A-Z])",
                         self.name.get(cp, ""))
        return [ord((m[1] or m[2]).lower())] if m else [cp]

    def dropped_mark(self, cp):
        category = self.category.get(cp, "Cn")
        if category == "Me":
            return True
        if category != "Mn" or cp in KANA_VOICE:
            return False
        return self.syllabic.get(cp, "Nukta") in LIGHT_SYLLABIC

    def invisible(self, cp):
        if cp in TATWEEL:
            return True
        return (self.category.get(cp, "Cn") == "Cf" or cp in self.ignorable) \
            and not self.dropped_mark(cp)

    def spelt(self, cp):
        """The characters `cp` is reduced to: NFKD, case fold, Latin spelling, marks off, to the
        point where nothing changes."""
        now = [cp]
        while True:
            after = []
            for c in now:
                for d in self.nfkd(c):
                    for e in self.case.get(d, [d]):
                        after += self.latin(e)
            after = [ord("0") + self.decimal[c] if c in self.decimal else c for c in after]
            if len(after) > 1:
                after = [c for c in after if not self.dropped_mark(c)]
            if after == now:
                return now
            now = after

    def word_kind(self, cp):
        """Kind of a fully reduced character inside words, None where it is none."""
        category = self.category.get(cp, "Cn")
        if category[0] not in "LNM" or self.dropped_mark(cp) or self.invisible(cp) \
                or cp in APOSTROPHES:
            return None
        if self.script.get(cp) == "Hangul":
            return "HANGUL" if 0x1100 <= cp <= 0x115F or 0xA960 <= cp <= 0xA97C else "EXTEND"
        if cp in KANA_VOICE:
            return "EXTEND"
        if self.line_break.get(cp) in SOLO_LINE_BREAKS:
            return "EXTEND" if category[0] == "M" else "SOLO"
        return "DIGIT" if category[0] == "N" else "LETTER"

    def is_word(self, cp):
        category = self.category.get(cp, "Cn")
        if category == "So":  # enclosed letters stand for letters; the trade mark sign does not
            return self.tag.get(cp) in ("<circle>", "<square>") and len(self.spelt(cp)) == 1
        return category[0] in "LNM" and self.tag.get(cp) != "<fraction>"

    def parting(self, cp):
        category = self.category.get(cp, "Cn")
        for kind, members in (("APOSTROPHE", APOSTROPHES), ("STOP", STOPS), ("BREAK", BREAKS),
                              ("PARAGRAPH", PARAGRAPHS), ("PUNCT", LONG_DASHES | HARD_SYMBOLS),
                              ("DASH", EXTRA_DASHES), ("BLANK", SOFT)):
            if cp in members:
                return kind
        if category == "Pd":
            return "DASH"
        return "PUNCT" if category in ("Po", "Ps", "Pe") else "BLANK"

    def entry(self, cp):
        """(kind, folded text); an empty text means: the character itself."""
        if cp in APOSTROPHES:
            return "APOSTROPHE", ""
        if self.dropped_mark(cp):
            return "MARK", ""
        if self.invisible(cp):
            return "FORMAT", ""
        if not self.is_word(cp):
            return self.parting(cp), ""
        if 0xAC00 <= cp <= 0xD7A3:
            return "HANGUL", ""  # taken apart by arithmetic
        spelt = [c for c in self.spelt(cp) if self.word_kind(c)]
        if not spelt:
            return "BLANK", ""
        kinds = [self.word_kind(c) for c in spelt]
        if sum(k in ("SOLO", "HANGUL") for k in kinds) > 1 or \
                kinds[0] == "EXTEND" and "SOLO" in kinds:
            return "SOLO", ""  # one sign for two words: stays itself, so that folding twice is once
        kind = kinds[0]
        if kind == "EXTEND" and 0x3131 <= cp <= 0x318E:
            kind = "HANGUL"  # a vowel or final shown alone does not join what stands before
        if kind in ("LETTER", "DIGIT") and not set(kinds) <= {"LETTER", "DIGIT", "EXTEND"}:
            raise SystemExit(f"U+{cp:04X}: folds to a mix of words")
        return kind, "" if spelt == [cp] else "".join(map(chr, spelt))


def version():
    head = (DATA / "CaseFolding.txt").read_text("utf-8").split("\n", 1)[0]
    return re.search(r"(\d+\.\d+\.\d+)", head)[1]


def input_lines():
    for name in INPUTS:
        digest = hashlib.sha256((DATA / name).read_bytes()).hexdigest()
        yield f" *   {name:<27}{digest}"


def head(what):
    lines = "\n".join(input_lines())
    return (f"/* {what}\n *\n"
            f" * Made by tools/gen_unicode.py (revision {REVISION}) from the Unicode Character Database\n"
            f" * {version()} (package unicode-data); do not edit. SHA-256 of the inputs:\n"
            f"{lines}\n"
            " * Data: Copyright (c) Unicode, Inc., under the Unicode licence\n"
            " * (https://www.unicode.org/license.txt).\n */\n")


def rows(values, width=99):
    line, out = "   ", []
    for v in values:
        if len(line) + len(v) + 2 > width:
            out.append(line)
            line = "   "
        line += f" {v},"
    return "\n".join(out + [line])


def header(sizes):
    kinds = "\n".join(f"    IDT_CHAR_{name}, /* {why} */" for name, why in KINDS)
    return head("unicode_fold.h - what a character folds to, and how it parts words.") + f"""
#ifndef INTERDICT_GENERATED_UNICODE_FOLD_H
#define INTERDICT_GENERATED_UNICODE_FOLD_H

#include <stdint.h>

// clang-format off
/* Names the tables: two keys are comparable only if they were made under the same one. */
#define IDT_TEXT_TABLES "unicode-{version()}+r{REVISION}"

enum idt_char_kind {{
{kinds}
}};

/* `len` bytes at `at` of the pool; a `len` of 0 stands for the character's own bytes. */
typedef struct idt_fold {{
    uint16_t at;
    uint8_t len;
    uint8_t kind;
}} idt_fold;

#define IDT_UNICODE_BLOCK {BLOCK}

/* folds[stage2[stage1[c / BLOCK] * BLOCK + c % BLOCK]] for every code point up to U+10FFFF. */
extern const uint8_t idt_unicode_stage1[{sizes[0]}];
extern const uint16_t idt_unicode_stage2[{sizes[1]}];
extern const idt_fold idt_unicode_folds[{sizes[2]}];
extern const unsigned char idt_unicode_pool[{sizes[3]}];

/* The same for single bytes: kind, and the folded byte of letters and digits (else 0). */
extern const uint8_t idt_unicode_byte_kind[256];
extern const uint8_t idt_unicode_byte_fold[256];
// clang-format on

#endif
"""


def pool_of(texts):
    """All texts in one run of bytes, shared where one holds another."""
    pool = b""
    for text in sorted(texts, key=lambda t: (-len(t), t)):
        if text not in pool:
            pool += text
    return pool


def build():
    ucd = Unicode()
    entries = [ucd.entry(cp) for cp in range(0x110000)]
    texts = {e[1].encode() for e in entries if e[1]}
    pool = pool_of(texts)
    kind_no = {name: i for i, (name, _) in enumerate(KINDS)}
    folds, fold_no = [], {}
    for e in [("BLANK", "")] + entries:
        if e not in fold_no:
            fold_no[e] = len(folds)
            text = e[1].encode()
            folds.append((pool.index(text) if text else 0, len(text), kind_no[e[0]]))
    stage1, blocks, block_no = [], [], {}
    for first in range(0, 0x110000, BLOCK):
        block = tuple(fold_no[e] for e in entries[first:first + BLOCK])
        if block not in block_no:
            block_no[block] = len(blocks)
            blocks.append(block)
        stage1.append(block_no[block])
    assert len(blocks) <= 256 and len(folds) <= 65536 and len(pool) <= 65536
    byte_kind = [kind_no[entries[b][0]] if b < 128 else kind_no["WIDE"] for b in range(256)]
    byte_fold = [ord(entries[b][1] or chr(b)) if b < 128 and entries[b][0] in ("LETTER", "DIGIT")
                 else 0 for b in range(256)]
    stage2 = [v for block in blocks for v in block]
    sizes = (len(stage1), len(stage2), len(folds), len(pool))
    source = head("unicode_fold.c - the tables of unicode_fold.h.") + """
#include "generated/unicode_fold.h"

// clang-format off
"""
    for decl, values in (
            ("uint8_t idt_unicode_stage1", map(str, stage1)),
            ("uint16_t idt_unicode_stage2", map(str, stage2)),
            ("idt_fold idt_unicode_folds", (f"{{{a},{n},{k}}}" for a, n, k in folds)),
            ("unsigned char idt_unicode_pool", map(str, pool)),
            ("uint8_t idt_unicode_byte_kind", map(str, byte_kind)),
            ("uint8_t idt_unicode_byte_fold", map(str, byte_fold))):
        size = dict(zip(("stage1", "stage2", "folds", "pool"), sizes)).get(decl.split("_")[-1], 256)
        source += f"const {decl}[{size}] = {{\n{rows(values)}\n}};\n\n"
    source += "// clang-format on\n"
    return {"unicode_fold.h": header(sizes), "unicode_fold.c": source}


def skip(why):
    print(f"gen_unicode: skipped: {why}")
    sys.exit(77)


def check(folder):
    committed = (folder / "unicode_fold.c").read_text("utf-8")
    if f" * {version()} (package unicode-data)" not in committed:
        skip(f"unicode-data is of version {version()}, the committed tables are not")
    wrong = [name for name, text in build().items()
             if not (folder / name).exists() or (folder / name).read_text("utf-8") != text]
    for name in wrong:
        print(f"{folder.name}/{name}: not what tools/gen_unicode.py makes; run it and commit")
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description="Makes the Unicode tables of src/generated.")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    args = parser.parse_args()
    missing = [name for name in INPUTS if not (DATA / name).exists()]
    if missing:
        skip(f"{DATA}/{missing[0]} is absent; install the package unicode-data")
    folder = ROOT / "src" / "generated"
    if args.check:
        return check(folder)
    for name, text in build().items():
        (folder / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
