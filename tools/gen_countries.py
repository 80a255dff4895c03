#!/usr/bin/env python3
"""Makes src/generated/country_table.{h,c}: countries by code, by code of three letters, by name.

Inputs are data/tables/country_codes.tsv and, for names, the countries of data/reference/ftm_schema.json.
Codes of parts of states ("ge-ab") have no row: a name of theirs would name the state.

  gen_countries.py            write the two files
  gen_countries.py --check    rebuild in memory and compare: exit 1 on a difference
"""
import hashlib
import json
import pathlib
import re
import sys
import unicodedata

import generated_files

ROOT = pathlib.Path(__file__).resolve().parent.parent
CODES = ROOT / "data" / "tables" / "country_codes.tsv"
NAMES = ROOT / "data" / "reference" / "ftm_schema.json"
FOLDER = ROOT / "src" / "generated"
# As FollowTheMoney has states that are no more, with the codes of two letters they had.
PAST = {"suhh": "su", "yucs": "yu", "csxx": "cs", "cshh": "cs", "dd": "dd", "zr": "zr"}
# No country, or one that says nothing.
NONE = {"zz", "ip"}


def key(name):
    """As idt_text_key has these names; a test holds it against that."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    plain = re.sub(r"[.'’]", "", plain)
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def read():
    codes = []
    for line in CODES.read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "code\t")):
            codes.append(tuple(line.split("\t")))
    known = {code for code, _ in codes}
    main, keys = {}, {}
    for code, names in json.loads(NAMES.read_text("utf-8"))["countries"].items():
        code = PAST.get(code, code)
        if len(code) != 2 or code in NONE:
            continue
        if code not in known:
            codes.append((code, ""))
            known.add(code)
        main.setdefault(code, names[0])
        for name in names:
            keys.setdefault(key(name), code)
    return sorted(codes), main, sorted(keys.items())


def build():
    codes, main, keys = read()
    digests = "\n".join(f" *   {p.relative_to(ROOT)} {hashlib.sha256(p.read_bytes()).hexdigest()}"
                        for p in (CODES, NAMES))
    head = ("/* {}\n *\n * Made by tools/gen_countries.py; do not edit. SHA-256 of the inputs:\n"
            f"{digests}\n"
            " * Names: FollowTheMoney's (rigour), MIT, see data/reference/README.md.\n */\n")
    header = head.format("country_table.h - countries by code and by name.") + f"""
#ifndef INTERDICT_GENERATED_COUNTRY_TABLE_H
#define INTERDICT_GENERATED_COUNTRY_TABLE_H

#define IDT_COUNTRY_CODES {len(codes)}
#define IDT_COUNTRY_NAMES {len(keys)}

/* By code; `code3` and `name` may be empty. */
extern const struct idt_country_code {{
    char code[3], code3[4];
    const char *name;
}} idt_country_codes[IDT_COUNTRY_CODES];

/* By key (text/key.h), in the order of bytes. */
extern const struct idt_country_name {{
    const char *key;
    char code[3];
}} idt_country_names[IDT_COUNTRY_NAMES];

#endif
"""
    rows = "\n".join(f'    {{"{c}", "{t}", "{main.get(c, "")}"}},' for c, t in codes)
    names = "\n".join(f'    {{"{k}", "{c}"}},' for k, c in keys)
    source = head.format("country_table.c - the tables of country_table.h.") + f"""
#include "generated/country_table.h"

// clang-format off
const struct idt_country_code idt_country_codes[IDT_COUNTRY_CODES] = {{
{rows}
}};

const struct idt_country_name idt_country_names[IDT_COUNTRY_NAMES] = {{
{names}
}};
// clang-format on
"""
    return {"country_table.h": header, "country_table.c": source}


if __name__ == "__main__":
    sys.exit(generated_files.main("gen_countries", FOLDER, build()))
