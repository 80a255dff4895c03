#!/usr/bin/env python3
"""Names of ordinary people and companies, to measure how often screening alerts on those who are not listed.

usage: clean_population.py [COUNT] [--names FOLDER] > population.tsv        (COUNT: 50000)

A line is group, tab, kind (P person, O organisation), tab, name. Groups, by share:
  people     50 %  US census 1990: given by family names, each drawn by its frequency; 20 % with a middle
                   initial, 10 % with a second given name
  companies  30 %  SEC registrants, UK companies of 2017 and of 2024, in equal parts
  japanese   10 %  half in kanji as recorded, half family and given name in Latin letters, family names by bearers
  russian    10 %  given name, patronymic, family name in Cyrillic; half women

FOLDER is $INTERDICT_SHARED/data/names; the same COUNT gives the same bytes. The names come from public sources;
none is shipped with the program. Exit 77 where the folder is not there.
"""
import argparse
import csv
import io
import json
import lzma
import os
import pathlib
import random
import sys

SHARES = (("people", 50), ("companies", 30), ("japanese", 10), ("russian", 10))


def text_of(path):
    raw = path.read_bytes()
    return (lzma.decompress(raw) if path.suffix == ".xz" else raw).decode("utf-8-sig")


def lines(path):
    return [line for line in (x.strip() for x in text_of(path).splitlines()) if line]


def people(names, count, draw):
    first = list(csv.DictReader(io.StringIO(text_of(names / "us-census-firstnames-1990.csv"))))
    last = [x for x in (y.split(",") for y in lines(names / "us-census-surnames-1990.csv.xz")) if len(x) > 1]
    given = [x["name"] for x in first]
    by = [float(x["frequency"]) + 0.0005 for x in first]  # the rarest are rounded to 0
    firsts = draw.choices(given, by, k=count)
    seconds = draw.choices(given, by, k=count)
    lasts = draw.choices([x[0] for x in last], [float(x[1]) + 0.0005 for x in last], k=count)
    for one, two, family in zip(firsts, seconds, lasts):
        chance = draw.random()
        middle = f"{two[0]}. " if chance < 0.2 else f"{two} " if chance < 0.3 else ""
        yield "P", f"{one} {middle}{family}"


def companies(names, count, draw):
    folder = names / "companies"
    sources = [sorted({x["title"] for x in json.loads(text_of(folder / "sec_company_tickers.json.xz")).values()}),
               lines(folder / "uk-company-names-friar2017.txt.xz"),
               lines(folder / "uk-company-names-icvn2024.txt")]
    for i in range(count):
        yield "O", draw.choice(sources[i % len(sources)])


def japanese(names, count, draw):
    kanji = lines(names / "japanese-names-18w.txt.xz")[2:]
    family = [x for x in csv.reader(io.StringIO(text_of(names / "japanese" / "last_name_org.csv"))) if len(x) > 3]
    family = [x for x in family if x[1].isdigit()]
    given = [x[1] for file in ("first_name_man_opti.csv", "first_name_woman_opti.csv")
             for x in csv.reader(io.StringIO(text_of(names / "japanese" / file))) if len(x) > 1]
    lasts = draw.choices([x[3] for x in family], [int(x[1]) for x in family], k=count)
    for i, last in enumerate(lasts):
        yield "P", draw.choice(kanji) if i % 2 else f"{last} {draw.choice(given)}".title()


def russian(names, count, draw):
    # Members of the source in turn: men's given names (rare, usual), patronymics (rare, usual), family names; women's
    members = [x.split() for x in lines(names / "russian-names.txt.xz") if not x.startswith("#")]
    half = len(members) // 2
    for i in range(count):
        own = members[half:] if i % 2 else members[:half]
        rare = draw.random() < 0.1
        given = draw.choice(own[0] if rare else own[1])
        yield "P", f"{given} {draw.choice(own[3])} {draw.choice(own[4])}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=50_000)
    shared = pathlib.Path(os.environ.get("INTERDICT_SHARED") or pathlib.Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--names", type=pathlib.Path, default=shared / "data" / "names")
    options = parser.parse_args()
    if not options.names.is_dir():
        print(f"clean_population: no folder {options.names} (set INTERDICT_SHARED)", file=sys.stderr)
        return 77
    make = {"people": people, "companies": companies, "japanese": japanese, "russian": russian}
    out = []
    for group, share in SHARES:
        draw = random.Random(f"{group} {options.count}")
        for kind, name in make[group](options.names, options.count * share // 100, draw):
            out.append(f"{group}\t{kind}\t{' '.join(name.split())}\n")
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write("".join(out))
    return 0


if __name__ == "__main__":
    sys.exit(main())
