#!/usr/bin/env python3
"""A file of parties as a bank might have them, for `interdict screen --file`: the same bytes for one COUNT.

  generated_parties.py SHARED COUNT > parties.csv

People by the US census and companies of the UK's register, with birth dates and countries as far as such files have
them; 5 % in other scripts; 2 % near a listed name (OFAC, UN): as it is, with a letter wrong, with its parts in another
order, or without one.
"""
import csv
import pathlib
import random
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests" / "index"))
import names_corpus as corpus  # noqa: E402

COUNTRIES = "us gb de fr it es nl pl ru ua tr ir sy iq ae sa eg pk in cn jp kr ng za br mx".split()
SCHEMA = {"P": "Person", "O": "Company", "V": "Vessel", "?": ""}


def near(name, r):
    """What is written of a listed name by somebody else."""
    words = name.replace(",", "").split()
    kind = r.randrange(4)
    if kind == 1 and len(name) > 5:
        at = r.randrange(1, len(name) - 1)
        return name[:at] + r.choice("aeiourstln") + name[at + r.randrange(2):]
    if kind == 2 and len(words) > 1:
        r.shuffle(words)
        return " ".join(words)
    if kind == 3 and len(words) > 2:
        del words[r.randrange(len(words))]
        return " ".join(words)
    return name


def background(shared, count, r):
    """Few distinct people have one name; names repeat as they do in a population."""
    out = corpus.asked(shared, count - count // 50, r)
    out += corpus.translit(shared / "match", count // 50, r)
    return out


def birth_date(r):
    if r.random() < 0.3:
        return ""
    year = r.randrange(1930, 2006)
    return str(year) if r.random() < 0.1 else f"{year}-{r.randrange(1, 13):02d}-{r.randrange(1, 29):02d}"


def main():
    shared = pathlib.Path(sys.argv[1]) / "data"
    count = int(sys.argv[2])
    r = random.Random(f"parties {count}")
    listed = sorted(set(corpus.ofac(shared / "lists")) | set(corpus.un(shared / "lists")))
    parties = background(shared, count - count // 50, r)
    parties += [(kind, near(name, r)) for kind, name in r.choices(listed, k=count // 50)]
    r.shuffle(parties)
    out = csv.writer(sys.stdout)
    out.writerow(["id", "schema", "name", "birthDate", "country"])
    for i, (kind, name) in enumerate(parties):
        birth = birth_date(r) if kind == "P" else ""
        country = r.choice(COUNTRIES) if r.random() < 0.6 else ""
        out.writerow([f"C{i:07d}", SCHEMA[kind], " ".join(name.split()), birth, country])


main()
