#!/usr/bin/env python3
"""Makes src/generated/repair_tables.{h,c}: character references by name, and letters that look alike.

Inputs: the entities of HTML 4 as Python's html.entities holds them (a frozen standard), with XML's
`apos`; and data/tables/confusables.tsv.

  gen_repair.py            write the two files
  gen_repair.py --check    rebuild in memory and compare: exit 1 on a difference
"""
import hashlib
import html.entities
import pathlib
import sys

import generated_files

ROOT = pathlib.Path(__file__).resolve().parent.parent
LOOKS = ROOT / "data" / "tables" / "confusables.tsv"
FOLDER = ROOT / "src" / "generated"
HEADER = """#ifndef INTERDICT_GENERATED_REPAIR_TABLES_H
#define INTERDICT_GENERATED_REPAIR_TABLES_H

#include <stdint.h>

#define IDT_REFERENCES      {references}
#define IDT_REFERENCE_BYTES {longest} /* of the longest name */
#define IDT_LOOKS           {looks}

/* Entities of HTML 4 and `apos`, sorted by name. */
typedef struct idt_reference {{
    char name[IDT_REFERENCE_BYTES + 1];
    uint16_t code;
}} idt_reference;

extern const idt_reference idt_references[IDT_REFERENCES];

/* One look: its Latin, Cyrillic and Greek letter; 0 where there is none. */
extern const uint16_t idt_looks[IDT_LOOKS][3];

#endif
"""


def read_looks():
    rows = []
    for line in LOOKS.read_text("utf-8").splitlines():
        if line and not line.startswith("#") and not line.startswith("latin\t"):
            cells = line.split("\t")
            assert len(cells) == 3, f"confusables.tsv: {line!r}: three columns are expected"
            rows.append([0 if c == "-" else ord(c) for c in cells])
    return rows


def build():
    names = dict(html.entities.name2codepoint, apos=0x27)
    looks = read_looks()
    digest = hashlib.sha256(LOOKS.read_bytes()).hexdigest()
    head = ("/* {}\n *\n * Made by tools/gen_repair.py (revision 1) from HTML 4's entities and"
            f" data/tables/confusables.tsv;\n * do not edit. SHA-256 of the table:\n *   {digest}\n */\n")
    longest = max(len(name) for name in names)
    header = head.format("repair_tables.h - what names are repaired by (text/repair.h).")
    header += HEADER.format(references=len(names), looks=len(looks), longest=longest)
    cells = [f'{{"{name}", 0x{names[name]:x}}},' for name in sorted(names)]
    rows = "\n".join("    " + " ".join(cells[i:i + 4]) for i in range(0, len(cells), 4))
    pairs = "\n".join("    {" + ", ".join(f"0x{c:x}" for c in row) + "}," for row in looks)
    source = head.format("repair_tables.c - the tables of repair_tables.h.")
    source += ('\n#include "generated/repair_tables.h"\n\n// clang-format off\n'
               f"const idt_reference idt_references[IDT_REFERENCES] = {{\n{rows}\n}};\n\n"
               f"const uint16_t idt_looks[IDT_LOOKS][3] = {{\n{pairs}\n}};\n// clang-format on\n")
    return {"repair_tables.h": header, "repair_tables.c": source}


if __name__ == "__main__":
    sys.exit(generated_files.main("gen_repair", FOLDER, build()))
