#!/usr/bin/env python3
"""Makes src/generated/translit_tables.{h,c} of data/tables/translit_*.tsv.

  gen_translit.py            write the two files
  gen_translit.py --check    rebuild in memory and compare: exit 1 on a difference
"""
import hashlib
import pathlib
import sys
import unicodedata

import generated_files

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLES = ROOT / "data" / "tables"
FOLDER = ROOT / "src" / "generated"
TRIPLE_MNAT = 64
NO_ROW = 65535
SYLLABLE = 0x200000


def lines(path):
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def letter_of(cell):
    return SYLLABLE + int(cell[1:]) if cell[0] == "~" else int(cell, 16)


def pack(latin):
    return sum((ord(c) - 96) << 5 * (5 - i) for i, c in enumerate(latin))


def read(path):
    rows, backoff, insert = {}, {}, {}
    for native, latin, cost in lines(path):
        cost = min(int(cost), 65535)
        if native == "-":
            insert[ord(latin) - 96] = cost
        elif latin.startswith("~"):
            backoff[letter_of(native)] = (letter_of(latin), cost)
        else:
            rows.setdefault(letter_of(native), {})[pack(latin)] = cost
    for letter in backoff:
        rows.setdefault(letter, {})
    return rows, backoff, insert


def cells(values, width=100):
    out, line = [], "   "
    for v in values:
        if len(line) + len(v) + 2 > width:
            out.append(line)
            line = "   "
        line += f" {v},"
    return "\n".join(out + [line])


def array(kind, name, values):
    values = list(values) or ["0"]
    return f"static const {kind} {name}[{len(values)}] = {{\n{cells(values)}\n}};\n\n"


def script_source(path):
    script = path.stem.split("_")[1]
    rows, backoff, insert = read(path)
    letters = sorted(rows)
    at = {letter: i for i, letter in enumerate(letters)}
    table, latin, cost, order = [], [], [], []
    for letter in letters:
        row = sorted(rows[letter].items())
        if len(row) > 255:
            row = sorted(sorted(row, key=lambda r: (r[1], r[0]))[:255])
        ranked = sorted(range(len(row)), key=lambda i: (row[i][1], i))
        to, extra = backoff.get(letter, (None, 0))
        table.append(f"{{0x{letter:x}, {len(latin)}, {len(row)}, {at.get(to, NO_ROW)}, {extra}}}")
        latin += [str(r[0]) for r in row]
        cost += [str(r[1]) for r in row]
        order += map(str, ranked)
    most = max((len(r[1]) for r in lines(path) if r[0] != "-" and not r[1].startswith("~")))
    inserts = ", ".join(str(insert.get(i, 12000)) for i in range(27))
    text = (array("idt_translit_row", f"{script}_rows", table) +
            array("uint32_t", f"{script}_latin", latin) +
            array("uint16_t", f"{script}_cost", cost) + array("uint8_t", f"{script}_order", order))
    entry = (f'    {{.script = "{script}", .rows = {script}_rows, .row_count = {len(table)},\n'
             f"     .latin = {script}_latin, .cost = {script}_cost, .order = {script}_order,\n"
             f"     .most_chunk = {most}, .insert = {{{inserts}}}}},\n")
    return text, entry, 16 * len(table) + 7 * len(latin)


def whole_names():
    """Sorted by the folded bytes: Hangul taken apart."""
    rows = [(unicodedata.normalize("NFD", native).encode(), latin)
            for native, latin in lines(TABLES / "whole_names.tsv")]
    return [f'{{"{"".join(f"{chr(92)}x{b:02x}" for b in native)}", "{latin}"}}'
            for native, latin in sorted(rows)]


def triples():
    out = ["0"] * (27 * 27 * 27)
    for key, *costs in lines(TABLES / "translit_triples.tsv"):
        a, b = (0 if c == "^" else ord(c) - 96 for c in key)
        for i, cost in enumerate(costs):
            out[(a * 27 + b) * 27 + i] = str(min(255, (int(cost) + TRIPLE_MNAT // 2) // TRIPLE_MNAT))
    return out


def build():
    paths = sorted(p for p in TABLES.glob("translit_*.tsv") if p.stem != "translit_triples")
    inputs = paths + [TABLES / "translit_triples.tsv", TABLES / "whole_names.tsv"]
    whole = whole_names()
    sums = "\n".join(f" *   {p.name:<24}{hashlib.sha256(p.read_bytes()).hexdigest()}" for p in inputs)
    head = ("/* {}\n *\n * Made by tools/gen_translit.py of data/tables/; do not edit. SHA-256 of the"
            f" inputs:\n{sums}\n */\n")
    header = head.format("translit_tables.h - how letters of other scripts are spelt in Latin.") + f"""
#ifndef INTERDICT_GENERATED_TRANSLIT_TABLES_H
#define INTERDICT_GENERATED_TRANSLIT_TABLES_H

#include <stddef.h>
#include <stdint.h>

#define IDT_TRANSLIT_TABLES {len(paths)}
#define IDT_TRANSLIT_NO_ROW {NO_ROW}

/* A letter: its chunks are [first, first + count) of `latin` and `cost`. */
typedef struct idt_translit_row {{
    uint32_t letter;
    uint32_t first;
    uint16_t count;
    uint16_t backoff;      /* row asked for what this one lacks, or IDT_TRANSLIT_NO_ROW */
    uint16_t backoff_cost; /* millinats */
}} idt_translit_row;

typedef struct idt_translit {{
    const char *script;           /* ISO 15924, small letters */
    const idt_translit_row *rows; /* by letter */
    size_t row_count;
    const uint32_t *latin; /* five bits a letter, the first highest; sorted in a row */
    const uint16_t *cost;  /* -log P(latin | letter), millinats */
    const uint8_t *order;  /* a row's chunks from the cheapest */
    size_t most_chunk;     /* letters of the longest chunk */
    uint16_t insert[27];   /* cost of a Latin letter (1-26) that no native one stands for */
}} idt_translit;

extern const idt_translit idt_translit_tables[IDT_TRANSLIT_TABLES];

/* -log P(letter | the two before), unit {TRIPLE_MNAT} millinats: [before][last][next - 1]; 0 is the start,
 * 27 the end. */
extern const uint8_t idt_translit_triples[27 * 27 * 27];

#define IDT_WHOLE_NAMES {len(whole)}

/* Names spelt as a whole: folded native bytes (sorted), Latin spellings with blanks between. */
typedef struct idt_whole_name {{
    char native[12];
    char latin[20];
}} idt_whole_name;

extern const idt_whole_name idt_whole_names[IDT_WHOLE_NAMES];

#endif
"""
    source = head.format("translit_tables.c - the tables of translit_tables.h.")
    source += '\n#include "generated/translit_tables.h"\n\n// clang-format off\n'
    entries, size = "", 0
    for path in paths:
        text, entry, part = script_source(path)
        source, entries, size = source + text, entries + entry, size + part
    source += (f"const idt_translit idt_translit_tables[IDT_TRANSLIT_TABLES] = {{\n{entries}}};\n\n"
               "const idt_whole_name idt_whole_names[IDT_WHOLE_NAMES] = {\n"
               f"{cells(whole)}\n}};\n\n"
               f"const uint8_t idt_translit_triples[27 * 27 * 27] = {{\n{cells(triples())}\n}};\n"
               "// clang-format on\n")
    return {"translit_tables.h": header, "translit_tables.c": source}, size + 27 ** 3 + 32 * len(whole)


def main():
    files, size = build()
    print(f"gen_translit: {size} bytes of tables")
    return generated_files.main("gen_translit", FOLDER, files)


if __name__ == "__main__":
    sys.exit(main())
