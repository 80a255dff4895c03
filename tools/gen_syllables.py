#!/usr/bin/env python3
"""Makes src/generated/syllable_tables.{h,c}: how syllables of Mandarin, Cantonese and Korean are spelt in Latin letters,
and which of them a Han character is.

Inputs: Unihan as Debian ships it (package unicode-data: kMandarin, kCantonese, kHangul), the rules of tools/romanise.py, and
which syllables are family names: data/tables/family_names.tsv, with the usual spellings of Korean ones in whole_names.tsv.

  gen_syllables.py            write the two files
  gen_syllables.py --check    rebuild in memory and compare: exit 1 on a difference, 77 where unicode-data
                              is not installed or is another version
"""
import bz2
import hashlib
import pathlib
import re
import sys
import unicodedata

import gen_han
import generated_files
import romanise

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "src" / "generated"
UNIHAN = pathlib.Path("/usr/share/unicode")
INPUTS = [UNIHAN / "Unihan_Readings.txt.bz2", UNIHAN / "Unihan_Variants.txt.bz2", UNIHAN / "Unihan_OtherMappings.txt.bz2"]
# Characters of everyday use and of names: of one of these sets.
SETS = ("kGB0", "kBigFive", "kKSC0", "kKoreanName", "kTGH")
TABLES = FOLDER.parent.parent / "data" / "tables"
LONGEST = 8  # letters of a spelling
MANDARIN, CANTONESE, KOREAN = range(3)
SYSTEMS = [(MANDARIN, romanise.pinyin), (MANDARIN, romanise.wade_giles), (MANDARIN, romanise.yale),
           (MANDARIN, romanise.palladius), (CANTONESE, romanise.cantonese), (KOREAN, romanise.korean)]
KOREAN_SYSTEM = len(SYSTEMS) - 1
FAMILY = 1 << 15


def lines(path):
    for line in bz2.decompress(path.read_bytes()).decode().splitlines():
        if line.startswith("U+"):
            cp, field, value = line.split("\t")
            yield int(cp[2:], 16), field, value


def toneless(pinyin):
    letters = unicodedata.normalize("NFD", pinyin).replace("u\u0308", "v")
    return "".join(c for c in letters if "a" <= c <= "z")


def read():
    """{language: {character: {syllable}}}, each character simplified. Syllables without a vowel (m, ng) are interjections,
    and Ng, a family name; no word of several has them."""
    simple = dict(gen_han.read())
    used = {cp for cp, field, _ in lines(INPUTS[2]) if field in SETS and cp < 0x10000}
    out = [{}, {}, {}]
    for cp, field, value in lines(INPUTS[0]):
        if cp not in used:
            continue
        if field == "kMandarin":
            found = (MANDARIN, [toneless(v) for v in value.split()])
        elif field == "kCantonese":
            found = (CANTONESE, [v.rstrip("123456") for v in value.split()])
        elif field == "kHangul":
            found = (KOREAN, [ord(v.split(":")[0]) for v in value.split()])
        else:
            continue
        voiced = [s for s in found[1] if isinstance(s, int) or re.search("[aeiouv]", s)]
        if voiced:
            out[found[0]].setdefault(simple.get(cp, cp), set()).update(voiced)
    return out


def table(name):
    return [l.split("\t") for l in (TABLES / f"{name}.tsv").read_text("utf-8").splitlines() if l and not l.startswith("#")]


def families(read_as):
    """{language: {syllable}} that are family names of one character."""
    simple = dict(gen_han.read())
    listed = {kind: words.split() for kind, words in table("family_names") if kind in ("han", "hangul")}
    characters = [simple.get(ord(c), ord(c)) for c in listed["han"]]
    out = {language: set().union(*(read_as[language].get(c, set()) for c in characters))
           for language in (MANDARIN, CANTONESE)}
    out[KOREAN] = {ord(w) for w in listed["hangul"] if len(w) == 1}
    return out


def spellings(known):
    """[(letters, system, number)] sorted; what is no spelling by letters a-z is left out."""
    korean = {s: i for i, s in enumerate(known[KOREAN])}
    out = {(spelt, KOREAN_SYSTEM, korean[ord(native)]) for native, words in table("whole_names")
           if len(native) == 1 and ord(native) in korean for spelt in words.split()}
    for system, (language, spell) in enumerate(SYSTEMS):
        for number, syllable in enumerate(known[language]):
            out |= {(s, system, number) for s in spell(syllable) if re.fullmatch(f"[a-z]{{1,{LONGEST}}}", s)}
    return sorted(out)


def packed(letters):
    """Five bits a letter, the first highest, so that a beginning sorts before what it begins."""
    value = 0
    for i in range(LONGEST):
        value = value << 5 | (ord(letters[i]) - 96 if i < len(letters) else 0)
    return value


def rows(cells, width):
    return "\n".join("    " + ", ".join(cells[i:i + width]) + "," for i in range(0, len(cells), width))


def build():
    read_as = read()
    known = [sorted(set().union(*of.values())) for of in read_as]
    numbers = [{s: i for i, s in enumerate(of)} for of in known]
    family = families(read_as)
    spelt = [f"0x{packed(s) << 16 | (FAMILY if known[SYSTEMS[system][0]][n] in family[SYSTEMS[system][0]] else 0) | system << 12 | n:x}"
             for s, system, n in spellings(known)]
    han = sorted(cp << 16 | language << 12 | numbers[language][s]
                 for language, of in enumerate(read_as) for cp, syllables in of.items() for s in syllables)
    digest = hashlib.sha256(b"".join(p.read_bytes() for p in INPUTS)).hexdigest()
    head = ("/* {}\n *\n * Made by tools/gen_syllables.py from Unihan (package unicode-data) and tools/romanise.py; do\n"
            " * not edit. SHA-256 of the inputs, one behind the other:\n *   "
            + " ".join(p.name for p in INPUTS[:2]) + f"\n *   {INPUTS[2].name}\n *   {digest}\n"
            " * Data: Copyright (c) Unicode, Inc., under the Unicode licence\n"
            " * (https://www.unicode.org/license.txt).\n */\n")
    header = head.format("syllable_tables.h - syllables of Mandarin, Cantonese and Korean.")
    header += f"""
#ifndef INTERDICT_GENERATED_SYLLABLE_TABLES_H
#define INTERDICT_GENERATED_SYLLABLE_TABLES_H

#include <stdint.h>

#define IDT_SYLLABLE_SPELLINGS {len(spelt)}
#define IDT_SYLLABLE_HAN       {len(han)}
#define IDT_SYLLABLE_HANGUL    {len(known[KOREAN])}
#define IDT_SYLLABLE_SYSTEMS   {len(SYSTEMS)}
#define IDT_SYLLABLE_LONGEST   {LONGEST} /* letters */
#define IDT_SYLLABLE_MANDARIN  {MANDARIN}
#define IDT_SYLLABLE_CANTONESE {CANTONESE}
#define IDT_SYLLABLE_KOREAN    {KOREAN}

/* The language of each system. */
extern const uint8_t idt_syllable_languages[IDT_SYLLABLE_SYSTEMS];
/* Sorted by letters, in bits 16-55, five each, the first highest; 15: the syllable is a family
 * name; system 12-14; syllable 0-11. */
extern const uint64_t idt_syllable_spellings[IDT_SYLLABLE_SPELLINGS];
/* Sorted: simplified character in bits 16-31; language 12-15; syllable 0-11. */
extern const uint32_t idt_syllable_han[IDT_SYLLABLE_HAN];
/* Sorted: the Hangul of each Korean syllable. */
extern const uint16_t idt_syllable_hangul[IDT_SYLLABLE_HANGUL];

#endif
"""
    source = head.format("syllable_tables.c - the tables of syllable_tables.h.")
    source += ('\n#include "generated/syllable_tables.h"\n\n// clang-format off\n'
               "const uint8_t idt_syllable_languages[IDT_SYLLABLE_SYSTEMS] = {"
               + ", ".join(str(language) for language, _ in SYSTEMS) + "};\n\n"
               f"const uint64_t idt_syllable_spellings[IDT_SYLLABLE_SPELLINGS] = {{\n{rows(spelt, 6)}\n}};\n\n"
               "const uint32_t idt_syllable_han[IDT_SYLLABLE_HAN] = {\n"
               + rows([f"0x{v:x}" for v in han], 9) + "\n};\n\n"
               "const uint16_t idt_syllable_hangul[IDT_SYLLABLE_HANGUL] = {\n"
               + rows([f"0x{v:x}" for v in known[KOREAN]], 13) + "\n};\n// clang-format on\n")
    return {"syllable_tables.h": header, "syllable_tables.c": source}, digest


def main():
    absent = [p for p in INPUTS if not p.exists()]
    if absent:
        return generated_files.absent("gen_syllables", absent[0], "unicode-data")
    files, digest = build()
    return generated_files.main("gen_syllables", FOLDER, files, (digest, "syllable_tables.c"))


if __name__ == "__main__":
    sys.exit(main())
