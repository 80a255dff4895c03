#!/usr/bin/env python3
"""Makes src/generated/function_words.{h,c} from data/tables/function_words.tsv: words that no name begins or ends with in a text.

  gen_function_words.py            write the two files
  gen_function_words.py --check    rebuild in memory and compare: exit 1 on a difference

A word is folded as text/tokens.h folds those scripts: compatibility decomposition, marks that spell no vowel off
(tests/scan/test_windows.c holds each against the tokens).
"""
import hashlib
import pathlib
import sys
import unicodedata

import generated_files

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "data" / "tables" / "function_words.tsv"
FOLDER = ROOT / "src" / "generated"
SPELLS = 0x900  # from here on marks spell vowels (Indic scripts)
HEADER = """#ifndef INTERDICT_GENERATED_FUNCTION_WORDS_H
#define INTERDICT_GENERATED_FUNCTION_WORDS_H

#define IDT_FUNCTION_WORDS {count}

/* Folded, in byte order. */
extern const char *const idt_function_words[IDT_FUNCTION_WORDS];

#endif
"""


def folded(word):
    return "".join(c for c in unicodedata.normalize("NFKD", word) if unicodedata.category(c) != "Mn" or ord(c) >= SPELLS)


def read():
    out = set()
    for line in TABLE.read_text("utf-8").splitlines():
        if line and not line.startswith("#") and not line.startswith("language\t"):
            language, words = line.split("\t")
            assert len(words.split()) == len(set(words.split())), f"function_words.tsv: {language}: a word stands twice"
            out.update(folded(w).encode() for w in words.split())
    return sorted(out)


def build():
    words = read()
    digest = hashlib.sha256(TABLE.read_bytes()).hexdigest()
    head = ("/* {}\n *\n * Made by tools/gen_function_words.py (revision 1) from data/tables/function_words.tsv;\n"
            f" * do not edit. SHA-256 of the table:\n *   {digest}\n */\n")
    header = head.format("function_words.h - words that no name begins or ends with (scan/windows.h).")
    header += HEADER.format(count=len(words))
    cells = ['"' + w.decode() + '",' for w in words]
    rows = "\n".join("    " + " ".join(cells[i:i + 8]) for i in range(0, len(cells), 8))
    source = head.format("function_words.c - the table of function_words.h.")
    source += ('\n#include "generated/function_words.h"\n\n// clang-format off\n'
               f"const char *const idt_function_words[IDT_FUNCTION_WORDS] = {{\n{rows}\n}};\n// clang-format on\n")
    return {"function_words.h": header, "function_words.c": source}


if __name__ == "__main__":
    sys.exit(generated_files.main("gen_function_words", FOLDER, build()))
