"""Names out of the shared publications and name files, one a line: kind (P, O, V or ?), tab, name.

usage: names_corpus.py SHARED [COUNT]     all list names first, then others mixed up to COUNT, in an
                                          order that depends on COUNT alone
       names_corpus.py SHARED COUNT latin  the same, with 3 % of what is not Latin
       names_corpus.py SHARED COUNT asked  customers: people by the census, companies, 3 % others
"""
import csv
import io
import lzma
import pathlib
import random
import re
import sys

csv.field_size_limit(1 << 30)


def text_of(path):
    raw = path.read_bytes()
    return (lzma.decompress(raw) if path.suffix == ".xz" else raw).decode("utf-8", "replace")


def rows_of(path, **form):
    return csv.reader(io.StringIO(text_of(path)), **form)


def ofac(lists):
    kinds = {"individual": "P", "vessel": "V", "aircraft": "V"}
    for edition in ("2018-12-20", "2024-05-03"):
        ids = {}
        for row in rows_of(lists / "us_ofac_sdn" / edition / "sdn.csv.xz"):
            if len(row) > 2:
                ids[row[0]] = kinds.get(row[2].strip(), "O")
                yield ids[row[0]], row[1]
        alt = lists / "us_ofac_sdn" / edition / "alt.csv.xz"
        for row in rows_of(alt) if alt.exists() else ():
            if len(row) > 3:
                yield ids.get(row[0], "?"), row[3]


def un(lists):
    text = text_of(lists / "un_sc_consolidated" / "2026-02-27" / "UN_consolidated.xml.xz")
    for tag, kind in (("INDIVIDUAL", "P"), ("ENTITY", "O")):
        for record in re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.S):
            parts = re.findall(r"<(?:FIRST|SECOND|THIRD|FOURTH)_NAME>([^<]+)<", record)
            yield kind, " ".join(parts)
            for name in re.findall(r"<(?:ALIAS_NAME|NAME_ORIGINAL_SCRIPT)>([^<]+)<", record):
                yield kind, name


def others(lists):
    for row in rows_of(lists / "au_dfat" / "2022-05-05" / "regulation8_consolidated.csv.xz"):
        if len(row) > 2:
            yield "P" if row[2] == "Individual" else "O", row[1]
    for row in rows_of(lists / "ru_rosfinmonitoring" / "2023-04-11" / "terrorists.csv.xz"):
        if len(row) > 1:
            yield "P", row[1].replace("*", "")
    for file, kind in (("sanctions_persons.csv.xz", "P"), ("sanctions_entities.csv.xz", "O")):
        for row in rows_of(lists / "ua_nsdc" / "2022-04-07" / file):
            for name in row[9:12]:
                yield kind, name


def lines(path):
    return [x for x in (y.strip() for y in text_of(path).splitlines()) if x]


def census(names, count, r):
    """Names by their frequency, as a population bears them."""
    first = [x for x in rows_of(names / "us-census-firstnames-1990.csv") if len(x) > 4][1:]
    last = [x.split(",") for x in lines(names / "us-census-surnames-1990.csv.xz")]
    last = [x for x in last if len(x) > 1]
    firsts = r.choices([x[1] for x in first], [float(x[4]) + 0.001 for x in first], k=count)
    lasts = r.choices([x[0] for x in last], [float(x[1]) + 0.0005 for x in last], k=count)
    for f, surname in zip(firsts, lasts):
        middle = r.choice(firsts)[0] + ". " if r.random() < 0.2 else ""
        yield "P", f"{f} {middle}{surname}"


def translit(match, count, r):
    pool = []
    for path in sorted((match / "translit").glob("*.tsv.xz")):
        for line in r.sample(lines(path), 4000):
            native = line.split("\t")
            if len(native) > 1:
                pool.append((native[0], native[1].replace(" ", "")))
    for _ in range(count):
        a, b = r.choice(pool), r.choice(pool)
        side = r.randrange(2)
        yield "P", f"{a[side]} {b[side]}"


def recombined(known, count, r):
    """Parts of list names put together anew: near neighbours of what is listed."""
    people = [n.split() for k, n in known if k == "P" and len(n.split()) > 1]
    for _ in range(count):
        a, b = r.choice(people), r.choice(people)
        yield "P", " ".join(a[: r.randint(1, len(a))] + b[r.randint(0, len(b) - 1) :])


def main():
    shared = pathlib.Path(sys.argv[1]) / "data"
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 120_000
    kind = sys.argv[3] if len(sys.argv) > 3 else "all"
    r = random.Random(count)
    if kind == "asked":
        return show(asked(shared, count, random.Random(f"asked {count}")))
    out = listed(shared, count * 3 // 2 if kind == "latin" else count, r)
    if kind == "latin":
        out = [x for x in out if x[1].isascii() or r.random() < 0.03]
    show(out[:count])


def asked(shared, count, r):
    names = shared / "names"
    companies = lines(names / "companies" / "uk-company-names-icvn2024.txt")
    native = lines(names / "japanese-names-18w.txt.xz")[3:]
    out = list(census(names, count * 7 // 10, r))
    out += [("O", r.choice(companies)) for _ in range(count * 27 // 100)]
    out += [("P", r.choice(native)) for _ in range(count - len(out))]
    r.shuffle(out)
    return out


def show(names):
    for kind, name in names:
        print(f"{kind}\t{' '.join(name.split())}")


def listed(shared, count, r):
    seen = {}
    for source in (ofac, un, others):
        for kind, name in source(shared / "lists"):
            name = " ".join(name.split())
            if name and name != "-0-":
                seen.setdefault((kind, name))
    left = max(count - len(seen), 0)
    names = shared / "names"
    more = list(census(names, left * 3 // 10, r))
    more += translit(shared / "match", left // 10, r)
    more += recombined(list(seen), left * 3 // 10, r)
    companies = lines(names / "companies" / "uk-company-names-friar2017.txt.xz")
    more += [("O", x) for x in r.sample(companies, min(len(companies), left * 2 // 10))]
    native = lines(names / "japanese-names-18w.txt.xz")[3:]
    native += lines(names / "chinese-historical-names-25w.txt.xz")[3:]
    more += [("P", x) for x in r.sample(native, min(len(native), left // 20))]
    more += census(names, max(left - len(more), 0), r)
    out = list(seen) + [(k, " ".join(n.split())) for k, n in more]
    return out[:count]


if __name__ == "__main__":
    main()
