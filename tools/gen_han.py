#!/usr/bin/env python3
"""Makes src/generated/han_simplified.{h,c}: the simplified form of each traditional Han character.

Input is Unihan as Debian ships it (package unicode-data). A character is taken to its
kSimplifiedVariant where there is one, and Japanese and other z-variants to what they vary.

  gen_han.py            write the two files
  gen_han.py --check    rebuild in memory and compare: exit 1 on a difference, 77 where unicode-data
                        is not installed or is another version
"""
import bz2
import hashlib
import pathlib
import sys

import generated_files

INPUT = pathlib.Path("/usr/share/unicode/Unihan_Variants.txt.bz2")
FOLDER = pathlib.Path(__file__).resolve().parent.parent / "src" / "generated"
# Forms of Japan (and of habit) that Unihan gives no simplified variant.
HABIT = {"沢": "泽", "浜": "滨", "関": "关", "渋": "涩", "竜": "龙", "桜": "樱", "栄": "荣", "広": "广",
         "恵": "惠", "実": "实", "斎": "斋", "斉": "齐", "徳": "德", "黒": "黑", "歩": "步", "県": "县",
         "気": "气", "円": "圆", "倹": "俭", "剣": "剑", "塩": "盐", "辺": "边", "薫": "熏", "弥": "弥",
         "彌": "弥", "瀬": "濑", "暁": "晓", "亜": "亚", "麗": "丽", "歳": "岁", "鉄": "铁", "転": "转",
         "読": "读", "渓": "溪", "択": "择", "伝": "传", "従": "从", "応": "应", "発": "发", "真": "真",
         "眞": "真", "濱": "滨", "爾": "尔", "於": "于", "菴": "庵", "峯": "峰", "嶋": "岛", "邨": "村"}


def read():
    simple = {}
    for line in bz2.decompress(INPUT.read_bytes()).decode().splitlines():
        if line.startswith("U+") and "\tkSimplifiedVariant\t" in line:
            cp, _, value = line.split("\t")
            targets = [int(v[2:], 16) for v in value.split()]
            here = int(cp[2:], 16)
            if here not in targets:
                simple[here] = targets[0]
    for old, new in HABIT.items():
        if old != new:
            simple[ord(old)] = ord(new)
    while True:  # a chain ends at its last member
        longer = {k: simple[v] for k, v in simple.items() if v in simple and simple[v] != k}
        if not longer:
            break
        simple.update(longer)
    return sorted((k, v) for k, v in simple.items() if k < 0x10000 and v < 0x10000 and k != v)


def build():
    pairs = read()
    digest = hashlib.sha256(INPUT.read_bytes()).hexdigest()
    head = ("/* {}\n *\n * Made by tools/gen_han.py from Unihan (package unicode-data); do not edit."
            " SHA-256 of the input:\n"
            f" *   {INPUT.name} {digest}\n"
            " * Data: Copyright (c) Unicode, Inc., under the Unicode licence\n"
            " * (https://www.unicode.org/license.txt).\n */\n")
    header = head.format("han_simplified.h - traditional Han characters and their simplified forms.")
    header += f"""
#ifndef INTERDICT_GENERATED_HAN_SIMPLIFIED_H
#define INTERDICT_GENERATED_HAN_SIMPLIFIED_H

#include <stdint.h>

#define IDT_HAN_SIMPLIFIED {len(pairs)}

/* Pairs, sorted by the first. */
extern const uint16_t idt_han_simplified[IDT_HAN_SIMPLIFIED][2];

#endif
"""
    cells = [f"{{0x{a:x}, 0x{b:x}}}" for a, b in pairs]
    rows = "\n".join("    " + ", ".join(cells[i:i + 6]) + "," for i in range(0, len(cells), 6))
    source = head.format("han_simplified.c - the table of han_simplified.h.")
    source += ('\n#include "generated/han_simplified.h"\n\n// clang-format off\n'
               f"const uint16_t idt_han_simplified[IDT_HAN_SIMPLIFIED][2] = {{\n{rows}\n}};\n"
               "// clang-format on\n")
    return {"han_simplified.h": header, "han_simplified.c": source}, digest


def main():
    if not INPUT.exists():
        return generated_files.absent("gen_han", INPUT, "unicode-data")
    files, digest = build()
    return generated_files.main("gen_han", FOLDER, files, (digest, "han_simplified.c"))


if __name__ == "__main__":
    sys.exit(main())
