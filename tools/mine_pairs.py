#!/usr/bin/env python3
"""Pairs of names of which it is known whether they are one party's, mined from the lists' own aliases.

What tools/fit_weights.py and tools/fit_probability.py share. Run by itself it prints the pairs (fold, kind, source, the two
names, 1 where they are one party's): tools/mine_pairs.py [--pairs N] > pairs.tsv

One party (half of the weight):
  alias      two Latin names of one entity of which one is a spelling of the other (another name of the same party, such as
             a nom de guerre, says nothing of how names are spelt)
  mutated    a typed mutation: a letter lost, doubled, swapped or replaced; a part dropped or abbreviated; two parts joined
  native     a name in another script and a Latin one of one entity
Two parties (the other half):
  neighbour  names of two entities of one list that share a rare or two common parts
  replaced   one part is another entity's at the same place, or one that is spelt alike; or a number is changed
  stranger   a person or company of no list (census, registers, Japanese, Russian and 65 countries' names) and the listed name
             that the program puts nearest to it: what an alert at the base rate looks like (tools/nearest_names.c)

Entities are split into FOLDS folds before anything is mined, strangers by the listed name they meet: no party and no name of
a list is in two folds. The labelled pairs of data/match are never read. Same inputs and seed, same pairs.
"""
import argparse
import collections
import csv
import difflib
import hashlib
import io
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import name_sources

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEMA = {"person": "Person", "organisation": "Organization", "vessel": "Vessel",
          "aircraft": "Airplane"}
LETTER = {"person": "P", "organisation": "O", "vessel": "V"}
KINDS = {"person": ("person",), "other": ("organisation", "vessel")}
FOLDS = 10
ALIKE = 0.7  # ratio of edits of two words that may be one
# Of the weight of all pairs, half of which are one party's.
SHARES = {"person": {"alias": 0.25, "mutated": 0.15, "native": 0.10, "neighbour": 0.15, "replaced": 0.15, "stranger": 0.20},
          "other": {"alias": 0.30, "mutated": 0.18, "native": 0.02, "neighbour": 0.15, "replaced": 0.15, "stranger": 0.20}}
STRANGERS = 4         # as many strangers are asked as pairs are wanted, times this
STRANGER_LEAST = 2000  # millinats of evidence under which the nearest name is not near
KEYBOARD = {"a": "sq", "e": "wr", "i": "uo", "o": "ip", "u": "yi", "n": "mb", "m": "n", "s": "ad",
            "t": "ry", "r": "et", "l": "k", "k": "lj", "d": "sf", "h": "gj", "b": "vn", "y": "tu"}

Pair = collections.namedtuple("Pair", "fold kind source a b match")


def words(name):
    return name_sources.fold(name).split()


# ---- pairs ----

def misspelt(name, draw):
    parts = name.split()
    long = [i for i, p in enumerate(parts) if len(p) >= 4 and p.isalpha()]
    if not long:
        return None
    at = draw.choice(long)
    p, i = parts[at], draw.randrange(1, len(parts[at]) - 1)
    kind = draw.randrange(4)
    if kind == 0:
        p = p[:i] + p[i + 1:]
    elif kind == 1:
        p = p[:i] + p[i] + p[i:]
    elif kind == 2:
        p = p[:i] + p[i + 1] + p[i] + p[i + 2:] if i + 1 < len(p) else p
    else:
        p = p[:i] + draw.choice(KEYBOARD.get(p[i].lower(), "aeiou")) + p[i + 1:]
    parts[at] = p
    return " ".join(parts)


def mutated(name, kind, draw):
    """The same party, written otherwise; None where the mutation does not apply."""
    parts = name.split()
    how = draw.randrange(6)
    if how <= 2:
        once = misspelt(name, draw)
        return misspelt(once, draw) if once and how == 0 and len(parts) > 1 else once
    if how == 3 and kind == "person" and len(parts) >= 3:
        del parts[draw.randrange(1, len(parts) - 1)]
        return " ".join(parts)
    if how == 4 and kind == "person" and len(parts) >= 3:
        at = draw.randrange(0, len(parts) - 1)
        parts[at] = parts[at][0]
        return " ".join(parts)
    if how == 5 and len(parts) >= 2:
        at = draw.randrange(len(parts) - 1)
        return " ".join(parts[:at] + [parts[at] + parts[at + 1].lower()] + parts[at + 2:])
    return None


def replaced(name, others, kind, draw):
    """Another party: one part is another's at the same place, or a number is another."""
    parts = name.split()
    if len(parts) < 2:
        return None
    numbers = [i for i, p in enumerate(parts) if p.isdigit()]
    if numbers and draw.randrange(2):
        at = draw.choice(numbers)
        parts[at] = str(int(parts[at]) + draw.randrange(1, 9))
        return " ".join(parts)
    other = draw.choice(others).split()
    at = draw.choice([0, len(parts) - 1, draw.randrange(len(parts))])
    new = other[min(at, len(other) - 1)] if at < len(parts) - 1 else other[-1]
    if new.lower() == parts[at].lower() or (kind != "person" and len(parts[at]) < 4):
        return None
    parts[at] = new
    return " ".join(parts)


def spelt_alike(rows):
    """{word: words that may be taken for it}: one letter apart, or the same consonants."""
    seen = collections.Counter(w for _, names in rows for n in names for w in set(words(n)))
    by_key = collections.defaultdict(list)
    for word, count in seen.items():
        if count >= 8 and len(word) >= 4 and word.isascii() and word.isalpha():
            keys = {word[:i] + word[i + 1:] for i in range(len(word))}
            for key in keys | {word[0] + re.sub("[aeiouyhw]", "", word)}:
                by_key[key].append(word)
    out = collections.defaultdict(set)
    for group in by_key.values():
        for word in group:
            out[word].update(w for w in group if w != word)
    return {w: sorted(v) for w, v in out.items() if v}


def confused(name, alike, aliases, draw):
    """Another party: one part is another name that is spelt alike, by no entity's aliases the same."""
    parts = name.split()
    places = [i for i, p in enumerate(parts) if p.lower() in alike]
    if len(parts) < 2 or not places:
        return None
    at = draw.choice(places)
    new = draw.choice(alike[parts[at].lower()])
    if (parts[at].lower(), new) in aliases:
        return None
    parts[at] = new
    return " ".join(parts)


def exchanged(rows):
    """Pairs of words that stand for each other in two names of one entity."""
    out = set()
    for _, names in rows:
        sets = [set(words(n)) for n in names[:12]]
        for i, x in enumerate(sets):
            for y in sets[i + 1:]:
                out.update((p, q) for p in x - y for q in y - x)
                out.update((q, p) for p in x - y for q in y - x)
    return out


def one_name():
    """Pairs of words that the variant tables call one name."""
    out = set()
    for file in ("variants", "variants_learned", "nicknames", "translations"):
        for line in (ROOT / f"data/tables/{file}.tsv").read_text(encoding="utf-8").splitlines():
            row = [] if line.startswith("#") else line.split()
            out.update((p, q) for p in row for q in row)
    return out


def respelt(a, b):
    """Is the one a spelling of the other, and not another name of the same party? Every word of the
    shorter has one of its own in the longer that looks like it."""
    x, y = sorted((words(a), words(b)), key=len)
    left = [q for q in y if q not in x]
    for p in x:
        if p in y:
            continue
        near = max(left, key=lambda q: difflib.SequenceMatcher(None, p, q, False).ratio(), default="")
        if difflib.SequenceMatcher(None, p, near, False).ratio() < ALIKE:
            return False
        left.remove(near)
    return bool(x)


def entities(shared, draw):
    """{kind: [(list, names)]} of entities with a Latin name."""
    out = collections.defaultdict(list)
    for source, kind, names, _ in name_sources.listed(shared, {}):
        names = [n for n in dict.fromkeys(" ".join(n.split()) for n in names) if 3 <= len(n) <= 120]
        if names and kind in SCHEMA:
            out[kind].append((source, names))
    for rows in out.values():
        draw.shuffle(rows)
    return out


def neighbours(rows, count, draw):
    """Names of two entities of one list that share parts."""
    by_word = collections.defaultdict(list)
    for number, (source, names) in enumerate(rows):
        for name in names[:3]:
            for word in set(words(name)):
                by_word[source, word].append((number, name))
    keys = [k for k, v in by_word.items() if 2 <= len(v)]
    made = []
    for _ in range(20 * count if keys else 0):  # few names may have few neighbours
        if len(made) == count:
            break
        group = by_word[draw.choice(keys)]
        (i, a), (k, b) = draw.choice(group), draw.choice(group)
        x, y = set(words(a)), set(words(b))
        if i != k and x != y and (len(group) <= 8 or len(x & y) >= 2):
            made.append((a, b))
    return made


def scripts(name):
    """(has Latin letters, has others)"""
    letters = [c for c in name if c.isalpha()]
    latin = [c for c in letters if ord(c) < 0x250]
    return bool(latin), len(latin) < len(letters)


def one_party(rows, kind, count, draw):
    """(source, a, b) of one fold; two thirds are spellings of the lists, as far as there are."""
    alias = [(a, b) for _, names in rows for i, a in enumerate(names[:12]) for b in names[i + 1:12] if words(a) != words(b)]
    draw.shuffle(alias)
    latin = [n for _, names in rows for n in names if n.isascii()]
    out = []
    for a, b in alias:
        if len(out) < count // 2 and a.isascii() and b.isascii() and respelt(a, b):
            out.append(("alias", a, b))
    wanted = len(out) + count // 3
    for _ in range(20 * count):
        if len(out) == wanted:
            break
        name = draw.choice(latin)
        other = mutated(name, kind, draw)
        if other and other != name:
            out.append(("mutated", name, other))
    for _, names in rows:
        other = [n for n in names if scripts(n) == (False, True)]
        plain = [n for n in names if n.isascii()]
        if other and plain:
            out.append(("native", draw.choice(other), plain[0]))
    return out


def two_parties(rows, kind, count, draw):
    out = [("neighbour", a, b) for a, b in neighbours(rows, count // 2, draw)]
    latin = [n for _, names in rows for n in names if n.isascii()]
    alike, aliases = spelt_alike(rows), exchanged(rows) | one_name()
    for _ in range(20 * count):
        if len(out) == count:
            break
        name = draw.choice(latin)
        other = confused(name, alike, aliases, draw) if draw.randrange(3) == 0 else replaced(name, latin, kind, draw)
        if other and words(other) != words(name):
            out.append(("replaced", name, other))
    return out


# ---- strangers ----

def table(shared, name):
    text, _ = name_sources.read(shared / "data" / "names" / name)
    return [row for row in csv.reader(io.StringIO(text)) if row]


def lines(shared, name):
    text, _ = name_sources.read(shared / "data" / "names" / name)
    return [line.strip() for line in text.splitlines() if line.strip()]


def by_country(shared, name):
    rows = table(shared, name)
    at = {title.lstrip("\ufeff"): i for i, title in enumerate(rows[0])}
    out = collections.defaultdict(list)
    for row in rows[1:]:
        out[row[at["Country"]]].append(row[at["Romanized Name"]] or row[at["Localized Name"]])
    return out


def census(shared, count, draw):
    first = table(shared, "us-census-firstnames-1990.csv")[1:]
    last = table(shared, "us-census-surnames-1990.csv.xz")
    firsts = draw.choices([r[1] for r in first], [float(r[4]) + 0.001 for r in first], k=2 * count)
    lasts = draw.choices([r[0] for r in last], [float(r[1]) + 0.0005 for r in last], k=count)
    for i, family in enumerate(lasts):
        middle = ("", "", "", firsts[count + i] + " ", firsts[count + i][0] + ". ")[i % 5]
        yield f"{firsts[i]} {middle}{family}"


def russians(shared, count, draw):
    text, _ = name_sources.read(shared / "data" / "names" / "russian-names.txt.xz")
    sets = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    for i in range(count):
        given, father, family = sets[:5][1::2] + [sets[4]] if i % 2 else [sets[6], sets[8], sets[9]]
        yield " ".join((draw.choice(family), draw.choice(given), draw.choice(father))[:2 + i % 3 // 2])


def people(shared, count, draw):
    yield from census(shared, count * 6 // 10, draw)
    given, family = (by_country(shared, f"common-{k}names-by-country.csv") for k in ("fore", "sur"))
    both = sorted(set(given) & set(family))
    for _ in range(count * 2 // 10):
        country = draw.choice(both)
        yield f"{draw.choice(given[country])} {draw.choice(family[country])}"
    native = lines(shared, "japanese-names-18w.txt.xz")[3:]
    families = table(shared, "japanese/last_name_org.csv")
    firsts = [r for s in ("man", "woman") for r in table(shared, f"japanese/first_name_{s}_opti.csv")]
    for _ in range(count // 20):
        yield draw.choice(native)
        yield f"{draw.choice(firsts)[1]} {draw.choice(families)[3]}"
    yield from russians(shared, count // 10, draw)


def companies(shared, count, draw):
    text, _ = name_sources.read(shared / "data" / "names" / "companies" / "sec_company_tickers.json.xz")
    listed = sorted({row["title"] for row in json.loads(text).values()})
    short = lines(shared, "companies/uk-company-names-friar2017.txt.xz")
    full = lines(shared, "companies/uk-company-names-icvn2024.txt")
    for _ in range(count):
        yield draw.choice(draw.choice((listed, short, short, full)))


def near_names(program, listed, asked, folder):
    """(name asked, listed name nearest to it) by the weights as they stand."""
    path = pathlib.Path(folder) / "listed.tsv"
    path.write_text("".join(f"{letter}\t{name}\n" for letter, name in listed), encoding="utf-8")
    done = subprocess.run([program, path, str(STRANGER_LEAST)], capture_output=True, check=True,
                          input="".join(f"{letter}\t{name}\n" for letter, name in asked).encode())
    for line in done.stdout.decode().splitlines():
        _, _, name, near = line.split("\t")
        yield name, near


def build_nearest(folder):
    program = pathlib.Path(folder) / "nearest_names"
    sources = [str(p) for d in ("core", "json", "statement", "text", "match", "index", "generated")
               for p in sorted((ROOT / "src" / d).glob("*.c"))]
    subprocess.run(["cc", "-O2", "-std=gnu17", "-w", "-Isrc", "tools/nearest_names.c", *sources, "-o", program, "-lcrypto",
                    "-lz", "-ljansson", "-lm"], cwd=ROOT, check=True)
    return program


def fold_of(name):
    return hashlib.sha256(name.encode()).digest()[0] * FOLDS // 256


def strangers(shared, rows, title, count, draw):
    """Pairs of strangers and the listed names nearest to them."""
    letter = "P" if title == "person" else "O"
    kind = "person" if title == "person" else "organisation"
    made = people if title == "person" else companies
    asked = sorted(set(made(shared, count * STRANGERS, draw)))
    draw.shuffle(asked)
    listed = sorted({n for kinds in rows.values() for _, names in kinds for n in names})
    with tempfile.TemporaryDirectory() as folder:
        near = near_names(build_nearest(folder), [(letter, n) for n in listed], [(letter, a) for a in asked], folder)
        known = {n.casefold() for n in listed}
        return [Pair(fold_of(n), kind, "stranger", a, n, False) for a, n in near if a.casefold() not in known][:count]


def mine(title, count, seed, shared=None):
    """About `count` Pairs of people ("person") or of organisations and vessels ("other")."""
    shared = shared or shared_folder()
    draw = random.Random(f"{seed} {title}")
    rows = {k: v for k, v in entities(shared, draw).items() if k in KINDS[title]}
    whole = sum(len(v) for v in rows.values())
    out = []
    for kind in KINDS[title]:
        for fold in range(FOLDS):
            part = rows[kind][fold::FOLDS]
            each = count * len(rows[kind]) // whole // FOLDS
            out += [Pair(fold, kind, s, a, b, True) for s, a, b in one_party(part, kind, each // 2, draw)]
            out += [Pair(fold, kind, s, a, b, False) for s, a, b in two_parties(part, kind, each // 4, draw)]
    return out + strangers(shared, rows, title, count // 4, draw)


def shared_folder():
    return pathlib.Path(os.environ.get("INTERDICT_SHARED") or ROOT.parent / "shared")


def weights_of(pairs):
    """Of each pair, so that the sources have their SHARES; 1 in the mean."""
    count = collections.Counter(p.source for p in pairs)
    share = SHARES["person" if pairs[0].kind == "person" else "other"]
    whole = sum(share[s] for s in count)
    return [share[p.source] / whole / count[p.source] * len(pairs) for p in pairs]


def read(path, title):
    """Pairs as main prints them, of one class."""
    with open(path, encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f]
    return [Pair(int(r[0]), r[1], r[2], r[3], r[4], r[5] == "1") for r in rows if r[1] in KINDS[title]]


def compared(program, pairs):
    """The program's answers, in the order of the pairs."""
    def party(pair, name):
        return {"schema": SCHEMA[pair.kind], "properties": {"name": [name]}}
    text = "".join(json.dumps({"id": i, "query": party(p, p.a), "candidate": party(p, p.b)}) + "\n"
                   for i, p in enumerate(pairs))
    done = subprocess.run([program, "compare", "--pairs", "-"], input=text.encode(), capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--pairs", type=int, default=60000, help="of people, and of others")
    parser.add_argument("--only", choices=KINDS)
    options = parser.parse_args()
    for title in [options.only] if options.only else KINDS:
        for pair in mine(title, options.pairs, options.seed):
            print(*pair[:5], int(pair.match), sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
