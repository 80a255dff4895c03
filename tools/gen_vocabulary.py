#!/usr/bin/env python3
"""gen_vocabulary.py [--check]: writes docs/vocabulary.md, the reference of schemata, properties,
qualifiers and words, out of the tables of src/statement/vocabulary.c.

The tables are compiled and asked, not parsed, so the reference cannot misread them. --check only
compares; exit 1 where the file differs, 77 where there is no C compiler.
"""
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TARGET = os.path.join(ROOT, "docs", "vocabulary.md")

# One row a line, fields by tabs: what is written about it is decided below.
DUMP = r"""
#include <stdio.h>
#include "statement/vocabulary.h"

static void words(const char *const *list)
{
    for (; list != NULL && *list != NULL; list++) {
        printf(" %s", *list);
    }
}

int main(void)
{
    for (size_t i = 0; i < IDT_SCHEMATA_COUNT; i++) {
        printf("schema\t%s\t%u\t%s\n", IDT_SCHEMATA[i].name, IDT_SCHEMATA[i].of, IDT_SCHEMATA[i].help);
    }
    for (size_t i = 0; i < IDT_PROPERTIES_COUNT; i++) {
        const idt_property_spec *p = &IDT_PROPERTIES[i];
        printf("property\t%s\t%u\t%d\t%d\t", p->name, p->of, (int)p->form, p->single);
        words(p->words);
        printf("\t");
        words(p->required);
        printf("\t");
        words(p->qualifiers);
        printf("\t%s\n", p->help);
    }
    for (size_t i = 0; i < IDT_QUALIFIERS_COUNT; i++) {
        const idt_qualifier_spec *q = &IDT_QUALIFIERS[i];
        printf("qualifier\t%s\t%d\t%d\t", q->name, (int)q->form, q->many);
        words(q->words);
        printf("\t%s\n", q->help);
    }
    printf("common\t");
    words(IDT_COMMON_QUALIFIERS);
    printf("\n");
    return 0;
}
"""

# In the order of idt_value_form.
FORMS = ["text", "word", "key", "record", "body", "event", "day", "date", "duration", "rule", "number",
         "quantity", "states", "jurisdiction", "chain", "passages", "rests_on"]
MEANINGS = [
    ("text", "any text, trimmed, not empty"),
    ("word", "one of the words named"),
    ("key", "`a-z 0-9 . _ -`, a letter or digit first"),
    ("record", "`<dataset>:<key>`, or a key of the same dataset in the files given"),
    ("body", "an authority's key, or `any:<kind>`: any body of that kind of the list's jurisdiction"),
    ("event", "the `id` of an event of this record, or `<dataset>:<key>#<event id>`"),
    ("day", "EDTF: one day, known as far as it is (`2003`, `2003-05`, `[2003-05-01..2003-05-09]`)"),
    ("date", "EDTF: a day, or a period (`2003/2005-03`)"),
    ("duration", "ISO 8601: `P2Y`, `P40D`"),
    ("rule", "`stated`, or a date's name and perhaps a duration: `published`, `laid+P21D`"),
    ("number", "a whole number, 0 or more"),
    ("quantity", "a number with its bounds, in figures or words: `43`, `>50`, `20..30`, `~80`, `up to 43`, `several`"),
    ("states", "a jurisdiction, or `all:<class>`: every state of a class (`all:un-member`)"),
    ("jurisdiction", "two lower-case letters (ISO 3166-1, `un`, `eu`), or `x-` and a name"),
    ("chain", "links of attribution in their order, see [register.md](register.md)"),
    ("passages", "passages of sources, see [register.md](register.md)"),
    ("rests_on", "`{kind, list, scope, subject, on}`, see [register.md](register.md)"),
]
GROUPS = [(2047, "Every record"), (1, "Subjects"), (2, "`Authority`"), (4, "`Office`"), (8, "`List`"),
          (16, "`Procedure`"), (32, "`Source`"), (64, "`Incident`"), (128, "`Contact`"), (256, "`Figure`"),
          (512, "`LegalAct`"), (1024, "`Prosecution`")]


def tables():
    cc = os.environ.get("CC", "cc")
    if shutil.which(cc) is None:
        print("skipped: no C compiler (%s)" % cc)
        sys.exit(77)
    with tempfile.TemporaryDirectory() as work:
        source = os.path.join(work, "dump.c")
        program = os.path.join(work, "dump")
        with open(source, "w", encoding="utf-8") as f:
            f.write(DUMP)
        subprocess.run([cc, "-std=c17", "-I", os.path.join(ROOT, "src"), "-o", program, source,
                        os.path.join(ROOT, "src", "statement", "vocabulary.c")], check=True)
        out = subprocess.run([program], check=True, capture_output=True, text=True).stdout
    return [line.split("\t") for line in out.splitlines()]


def code(words):
    return ", ".join("`%s`" % w for w in words.split())


def form_of(number, words):
    form = FORMS[int(number)]
    return "one of " + code(words) if form == "word" else form


def schemata(rows):
    yield "## Schemata"
    yield ""
    yield "| schema | what it is |"
    yield "|---|---|"
    for row in rows:
        yield "| `%s` | %s |" % (row[1], row[3])
    yield ""


def property_line(row):
    _, name, _, form, single, words, required, qualifiers, meaning = row
    also = [q for q in qualifiers.split() if q not in required.split()]
    return "| `%s` | %s | %s | %s | %s | %s |" % (
        name, form_of(form, words), "one" if single == "1" else "any", code(required),
        code(" ".join(also)), meaning)


def properties(rows):
    yield "## Properties"
    yield ""
    yield "What a record of each schema may state. `needs` are qualifiers that must be there, `may have`"
    yield "those that may, besides the common ones."
    yield ""
    for of, title in GROUPS:
        chosen = [r for r in rows if (int(r[2]) == 2047) == (of == 2047) and int(r[2]) & of]
        if not chosen:
            continue
        yield "### " + title
        yield ""
        yield "| property | value | how many | needs | may have | meaning |"
        yield "|---|---|---|---|---|---|"
        for row in chosen:
            yield property_line(row)
        yield ""


def qualifiers(rows, common):
    yield "## Qualifiers"
    yield ""
    yield "A qualifier means the same wherever it stands. Common to every statement: %s." % code(common)
    yield ""
    yield "| qualifier | value | how many | meaning |"
    yield "|---|---|---|---|"
    for _, name, form, many, words, meaning in rows:
        yield "| `%s` | %s | %s | %s |" % (name, form_of(form, words), "any" if many == "1" else "one",
                                          meaning)
    yield ""


def reference():
    rows = tables()
    of_kind = lambda kind: [r for r in rows if r[0] == kind]
    yield "<!-- Made by tools/gen_vocabulary.py from src/statement/vocabulary.c; do not edit. -->"
    yield "# Vocabulary"
    yield ""
    yield "Every property, qualifier and word of a record file; how to write one is in"
    yield "[register.md](register.md), what the words mean in law in [glossary.md](glossary.md)."
    yield ""
    yield "## Values"
    yield ""
    yield "| form | what is written |"
    yield "|---|---|"
    for form, meaning in MEANINGS:
        yield "| %s | %s |" % (form, meaning)
    yield ""
    yield from schemata(of_kind("schema"))
    yield from properties(of_kind("property"))
    yield from qualifiers(of_kind("qualifier"), of_kind("common")[0][1])


def main():
    text = "\n".join(reference()).rstrip("\n") + "\n"
    if "--check" not in sys.argv[1:]:
        with open(TARGET, "w", encoding="utf-8") as f:
            f.write(text)
        return 0
    try:
        with open(TARGET, encoding="utf-8") as f:
            held = f.read()
    except FileNotFoundError:
        held = ""
    if held == text:
        return 0
    print("docs/vocabulary.md differs from the tables; run tools/gen_vocabulary.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
