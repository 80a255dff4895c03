#!/usr/bin/env python3
"""Makes data/tables/population.tsv: how many people and organisations bear a word of a name.

  learn_population.py SHARED      the folder that holds data/names and data/lists

A mixture of three populations, each with its weight, gives the share of people: the United States
(census of 1990), the commonest names of 100 countries (by the root of their population), and the
people of four sanctions lists, for the names of the lands where no count is published. Words that
stand in plain lists only get a share by the number of lists. Of a listed person nothing remains: a
word counts from MIN_BEARERS people on.

Same inputs, same output. The GFDL list (firstname-database) and lists without a licence are not
read.
"""
import collections
import csv
import io
import json
import math
import pathlib
import sys

import name_sources
from name_sources import fold, read

ROOT = pathlib.Path(__file__).resolve().parent.parent
WEIGHTS = {"us": 0.30, "world": 0.45, "lists": 0.25}
MIN_BEARERS = 4      # people of the lists
MIN_COMPANIES = 4    # organisations
LISTED_SHARE = 8e-7  # of a word that only stands in a list, for each list
MIN_LISTS = 2        # plain lists that must agree on a word without a count
KEEP = 110000
# Millions of people (rounded, public figures), where the weight of a country matters; others 5.
MILLIONS = {"CN": 1400, "IN": 1400, "US": 330, "ID": 270, "PK": 230, "BR": 215, "NG": 215, "BD": 170,
            "RU": 145, "MX": 130, "JP": 125, "PH": 115, "EG": 110, "VN": 98, "IR": 88, "TR": 85,
            "DE": 84, "TH": 70, "GB": 67, "FR": 66, "IT": 59, "ZA": 60, "KR": 52, "CO": 52, "ES": 47,
            "UA": 40, "AR": 46, "DZ": 45, "IQ": 44, "MA": 37, "SA": 36, "PL": 38, "CA": 39, "PE": 34,
            "MY": 34, "NP": 30, "VE": 28, "AU": 26, "TW": 24, "LK": 22, "ML": 22, "KZ": 19, "SY": 21,
            "NL": 18, "RO": 19, "CL": 20, "KH": 17}


class Population:
    def __init__(self):
        self.share = {"us": collections.Counter(), "lists": collections.Counter()}
        self.country = collections.defaultdict(collections.Counter)
        self.listed = collections.Counter()
        self.given, self.family = collections.Counter(), collections.Counter()
        self.org = {"companies": collections.Counter(), "lists": collections.Counter()}
        self.org_total = {"companies": 0, "lists": 0}
        self.people = 0
        self.digests = {}


def text_of(pop, shared, name):
    text, pop.digests[f"names/{name}"] = read(shared / "data" / "names" / name)
    return text


def census(pop, shared):
    rows = csv.DictReader(io.StringIO(text_of(pop, shared, "us-census-firstnames-1990.csv")))
    for row in rows:
        word = fold(row["name"])
        pop.share["us"][word] += float(row["frequency"]) / 200  # per cent of one sex
        pop.given[word] += 3
    for line in text_of(pop, shared, "us-census-surnames-1990.csv.xz").splitlines():
        name, percent, _, _ = line.split(",")
        word = fold(name)
        pop.share["us"][word] += max(float(percent) / 100, 2e-6)
        pop.family[word] += 3


def zipf(rank, top):
    return top / (rank + 1) ** 0.7


def forenames(pop, shared):
    rows = csv.DictReader(io.StringIO(text_of(pop, shared, "common-forenames-by-country.csv")))
    seen = set()
    for row in rows:
        for name in {fold(row["Localized Name"]), fold(row["Romanized Name"])} - {""}:
            key = (row["Country"], row["Gender"], name)
            if key in seen:
                continue
            seen.add(key)
            for word in name.split():
                pop.country["g", row["Country"]][word] += zipf(int(row["Index"] or 50), 0.03)
                pop.given[word] += 2


def surnames(pop, shared):
    rows = csv.DictReader(io.StringIO(text_of(pop, shared, "common-surnames-by-country.csv")))
    seen = set()
    for row in rows:
        for name in {fold(row["Localized Name"]), fold(row["Romanized Name"])} - {""}:
            if (row["Country"], name) in seen:
                continue
            seen.add((row["Country"], name))
            people = MILLIONS.get(row["Country"], 5) * 1e6
            count = row["Count"].replace(",", "")
            share = min(float(count) / people, 0.25) if count else zipf(int(row["Rank"] or 50), 0.012)
            for word in name.split():
                pop.country["f", row["Country"]][word] += share
                pop.family[word] += 2


PLAIN = [("name-dataset-v1_first_names.txt.xz", "g"), ("name-dataset-v1_last_names.txt.xz", "f"),
         ("english-names-2w.txt", "g"), ("smashew/first_names_all.txt", "g")] + \
        [(f"smashew/surnames_{c}", "f") for c in
         ("cn.txt", "cz.txt", "de.txt", "es.txt", "eus.txt", "fr.txt", "gk.txt", "hi.txt", "ie.txt",
          "il.txt", "it.txt", "kr.txt", "ne.txt", "pl.txt", "pt.txt", "ru.txt", "uk.txt",
          "all.txt.xz")]


def plain_lists(pop, shared):
    for name, kind in PLAIN:
        for word in {fold(line) for line in text_of(pop, shared, name).splitlines()}:
            if 2 <= len(word) <= 24 and " " not in word and not any(c.isdigit() for c in word):
                pop.listed[word] += 2 if name.endswith(("_ru.txt", "_uk.txt", "_hi.txt")) else 1
                (pop.given if kind == "g" else pop.family)[word] += 1


def russian(pop, shared):
    for line in text_of(pop, shared, "russian-names.txt.xz").splitlines():
        names = line.split()
        if 0 < len(names) < 2500 and not line.startswith("#"):
            for word in {fold(n) for n in names}:
                if word.endswith(("ович", "евич", "овна", "евна", "ична", "ьич")):
                    continue  # made of a given name by rule
                pop.listed[word] += 2
                pop.given[word] += 2


def japanese(pop, shared):
    for line in text_of(pop, shared, "japanese/last_name_org.csv").splitlines():
        f = line.split(",")
        if len(f) > 3 and f[1].isdigit():
            for word in {fold(f[0]), fold(f[3])}:
                pop.country["f", "JP"][word] += int(f[1]) / 125e6
                pop.family[word] += 2


def listed_parties(pop, shared):
    people, bearers = 0, collections.Counter()
    for _, kind, names, _ in name_sources.listed(shared, pop.digests):
        found = {w for n in names for w in name_sources.words(n) if not w[0].isdigit()}
        if kind == "person":
            people += 1
            bearers.update(found)
        elif kind == "organisation":
            pop.org_total["lists"] += 1
            pop.org["lists"].update(set(name_sources.words(names[0])) if names else ())
    for word, n in bearers.items():
        if n >= MIN_BEARERS and len(word) > 1:
            pop.share["lists"][word] = n / people
    pop.people = people


def companies(pop, shared):
    titles = {r["title"] for r in json.loads(
        text_of(pop, shared, "companies/sec_company_tickers.json.xz")).values()}
    for name in ("companies/nasdaq-listed.csv", "companies/other-listed.csv.xz"):
        for row in csv.DictReader(io.StringIO(text_of(pop, shared, name))):
            title = row.get("Company Name") or row.get("Security Name") or ""
            titles.add(title.split(" - ")[0])
    for title in titles:
        pop.org_total["companies"] += 1
        pop.org["companies"].update(set(fold(title).split()))


def people_shares(pop):
    world, total = collections.Counter(), collections.Counter()
    for (kind, country), shares in pop.country.items():
        weight = math.sqrt(MILLIONS.get(country, 5))
        total[kind] += weight
        for word, share in shares.items():
            world[kind, word] += weight * share
    out = collections.Counter()
    for (kind, word), share in world.items():
        out[word] += WEIGHTS["world"] * share / total[kind]
    for word, share in pop.share["us"].items():
        out[word] += WEIGHTS["us"] * share
    for word, share in pop.share["lists"].items():
        out[word] += WEIGHTS["lists"] * share
    for word, n in pop.listed.items():
        if word in out or n >= MIN_LISTS:
            out[word] += LISTED_SHARE * min(n, 4)
    return {w: min(s, 0.9) for w, s in out.items()}


def organisation_shares(pop):
    """The geometric mean of both populations: what only one of them has often is the name of a large
    house with many daughters (or the jargon of a stock exchange), not a common word."""
    out = {}
    for word in set(pop.org["companies"]) | set(pop.org["lists"]):
        if sum(c[word] for c in pop.org.values()) >= MIN_COMPANIES and len(word) > 1:
            parts = [max(pop.org[s][word], 0.5) / pop.org_total[s] for s in pop.org]
            out[word] = math.sqrt(parts[0] * parts[1])
    return out


def kind_of(pop, word):
    g, f = pop.given[word], pop.family[word]
    if g > 3 * f:
        return "g"
    return "f" if f > 3 * g else "gf" if g else "-"


def mnat(share):
    return str(round(-1000 * math.log(share))) if share else "-"


def main():
    shared = pathlib.Path(sys.argv[1])
    pop = Population()
    for step in (census, forenames, surnames, plain_lists, russian, japanese, listed_parties,
                 companies):
        step(pop, shared)
    people = people_shares(pop)
    orgs = organisation_shares(pop)
    first = sorted(set(people), key=lambda w: (-people[w], w))[:KEEP]
    lines = ["# How rare a word of a name is: -1000 ln of the share of people, of organisations, that",
             "# bear it; given name, family name or both. Made by tools/learn_population.py from",
             "# (SHA-256; licences: data/reference/README.md)"]
    lines += [f"#   {digest}  {name}" for name, digest in sorted(pop.digests.items())]
    lines.append("word\tpeople\torganisations\tkind")
    for word in sorted(set(first) | set(orgs), key=lambda w: w.encode()):
        lines.append(f"{word}\t{mnat(people.get(word))}\t{mnat(orgs.get(word))}\t"
                     f"{kind_of(pop, word)}")
    (ROOT / "data/tables/population.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} lines; {len(people)} words of people, {pop.people} listed people; "
          f"{len(orgs)} words of {sum(pop.org_total.values())} organisations")


if __name__ == "__main__":
    main()
