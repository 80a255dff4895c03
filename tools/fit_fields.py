#!/usr/bin/env python3
"""Measures what the fields beside names are worth: ln(m/u) of each level of src/match/fields.c.

  tools/fit_fields.py PROGRAM [--seed N] [--pairs N]      prints a table, in millinats

The UN, UK and US lists are read by PROGRAM into a register of its own and exported; the levels are
those that PROGRAM's `compare` names for two parties, so that what is counted is what is scored.

m: pairs of entries that are one party, one of the US list and one of the UK's or the UN's (these two
   copy each other). Both have a name of the same words, they are
   each other's only such pair, and something other than the field that is counted ties them: an
   identifier of six characters or more, a full date of birth that is no 1 January, or three words
   in the name they share. (For identifiers and dates of birth the name or the other of the two;
   for everything else an identifier or the date.)
u: pairs of entries of one list, which are two parties, whose names share two words, but no whole
   name (lists hold some parties twice): what a search by name brings up. Drawn, seed stated.

Of the pairs in which both parties have the field, m and u are the shares that stand at a level
(half a pair is added to each count). Caveats: lists use each other and the same sources, so m is
nearer to 1 than between a list and a customer's record; who shares two names of a list mostly shares
a country, so u is stricter than among customers.
"""
import argparse
import collections
import itertools
import json
import math
import os
import pathlib
import random
import subprocess
import sys
import tempfile

import name_sources

ROOT = pathlib.Path(__file__).resolve().parent.parent
FEW = 30
EDITIONS = [("un_sc", ["un_sc_consolidated/2026-02-27/UN_consolidated.xml.xz"]),
            ("gb_ofsi", ["uk_ofsi/2025-04-10/UK_Sanctions_List.csv.xz"]),
            ("us_ofac_sdn", ["us_ofac_sdn/2024-05-03/sdn.csv.xz"])]
# an older whole edition: the newer one lies here without its addresses
ADDRESSES = [("us_ofac_sdn", [f"us_ofac_sdn/2021-04-25/{n}.csv.xz" for n in ("sdn", "add", "alt")])]
IDENTIFIERS = {"passportNumber", "idNumber", "taxNumber", "registrationNumber", "imoNumber", "mmsi",
               "leiCode", "innCode", "ogrnCode", "swiftBic", "socialSecurityNumber", "vatCode",
               "serialNumber", "callSign", "dunsCode"}
CEILING = "places and countries together"  # made of the others, not counted
# level of fields.c -> (kind, weight of weights.c; None: 0 by its meaning)
LEVELS = {
    "birth date equal": ("birth", "birth_equal"),
    "day and month swapped": ("birth", "birth_swapped"),
    "birth dates agree to the month": ("birth", "birth_month"),
    "birth dates agree as far as known": ("birth", "birth_year"),
    "birth dates agree within some years": ("birth", None),
    "same year, another day": ("birth", "birth_day"),
    "birth dates a year apart": ("birth", "birth_close"),
    "birth dates two years apart": ("birth", "birth_near"),
    "birth dates differ": ("birth", "birth_differs"),
    "place of birth equal": ("birth_place", "birth_place_equal"),
    "a country of birth in common": ("birth_place", "birth_place_country"),
    "places of birth differ": ("birth_place", "birth_place_town"),
    "places of birth alike": ("birth_place", "birth_place_part"),
    "countries of birth differ": ("birth_place", "birth_place_differs"),
    "address equal": ("address", "address_equal"),
    "addresses agree in part": ("address", "address_part"),
    "addresses have a word in common": ("address", None),
    "addresses differ": ("address", "address_town"),
    "addresses in two countries": ("address", "address_differs"),
    "a nationality in common": ("nationality", "nationality_equal"),
    "no nationality in common": ("nationality", "nationality_differs"),
    "a country in common": ("country", "country_equal"),
    "no country in common": ("country", "country_differs"),
    "flag equal": ("flag", "flag_equal"),
    "flags differ": ("flag", "flag_differs"),
    "gender does not differ": ("gender", None),
    "gender differs": ("gender", "gender_differs"),
    "founding date equal": ("founded", "founded_equal"),
    "founding dates agree": ("founded", "founded_year"),
    "founding dates agree as far as known": ("founded", "founded_year"),
    "founded in one year, on another day": ("founded", None),
    "founding dates near each other": ("founded", None),
    "founding dates differ": ("founded", "founded_differs"),
    "types agree": ("type", "type_equal"),
    "types differ": ("type", "type_differs"),
    "an identifier in common": ("identifier", "identifier_equal"),
    "an identifier in common, under two names": ("identifier", "identifier_other"),
    "identifiers equal, but not well-formed": ("identifier", "identifier_unproven"),
    "identifiers of one kind differ": ("identifier", "identifier_differs"),
    "document numbers of one kind differ": ("identifier", "document_differs"),
    "a means of contact in common": ("contact", "contact_equal"),
}
KINDS = list(dict.fromkeys(kind for kind, _ in LEVELS.values()))


# ---- entries ----

def exported(program, lists, editions, home):
    env = dict(os.environ, INTERDICT_HOME=str(home), INTERDICT_DATA=str(ROOT / "data"))
    def run(*args):
        return subprocess.run([program, *args], env=env, check=True, capture_output=True,
                              text=True).stdout
    run("init")
    for dataset, files in editions:
        run("import", dataset, *[str(lists / f) for f in files])
    return [json.loads(line) for line in run("export").splitlines()]


class Entry:
    def __init__(self, entity):
        p = entity["properties"]
        self.id, self.schema, self.dataset = entity["id"], entity["schema"], entity["datasets"][0]
        self.properties = p
        self.names = set()
        for name in p.get("name", []) + p.get("alias", []):
            words = name_sources.fold(name).split()
            if len(words) >= 2 and name.isascii():
                self.names.add(tuple(sorted(words)))
        self.words = {w for n in self.names for w in n if len(w) > 2}
        self.days = {d for d in p.get("birthDate", []) if len(d) == 10 and d[4:] != "-01-01"}
        self.codes = {c for k in IDENTIFIERS for v in p.get(k, [])
                      if len(c := "".join(x for x in v.upper() if x.isalnum())) >= 6
                      and any(x.isdigit() for x in c)}


def entries(program, shared):
    lists = pathlib.Path(shared) / "data" / "lists"
    with tempfile.TemporaryDirectory() as folder:
        new = exported(program, lists, EDITIONS, pathlib.Path(folder) / "new")
        old = exported(program, lists, ADDRESSES, pathlib.Path(folder) / "old")
    wanted = ("Person", "Organization", "Company", "Vessel", "Airplane")
    out = {e["id"]: Entry(e) for e in new if e["schema"] in wanted}
    for e in old:
        if e["id"] in out and "address" in e["properties"]:
            out[e["id"]].properties.setdefault("address", e["properties"]["address"])
    return [out[k] for k in sorted(out)]


# ---- pairs ----

def same_party(all_entries):
    """(a, b, the name they share) where each is the other's only namesake on the other list."""
    by_name = collections.defaultdict(list)
    for e in all_entries:
        for name in e.names:
            by_name[name].append(e)
    partners = collections.defaultdict(dict)
    for name, holders in by_name.items():
        for a, b in itertools.combinations(holders, 2):
            if a.dataset != b.dataset and a.schema == b.schema:
                for x, y in ((a, b), (b, a)):
                    best = partners[x.id, y.dataset].get(y.id, ())
                    partners[x.id, y.dataset][y.id] = max(best, name, key=len)
    ids = {e.id: e for e in all_entries}
    for (x, _), found in sorted(partners.items()):
        (y, name), *more = found.items()
        if x < y and "us_ofac_sdn" in (ids[x].dataset, ids[y].dataset) and not more and len(partners[y, ids[x].dataset]) == 1:
            yield ids[x], ids[y], name


def tied(a, b, name, kind):
    codes = bool(a.codes & b.codes)
    days = bool(a.days & b.days)
    long_name = len(name) >= 3
    if kind == "birth":
        return codes or long_name
    if kind == "identifier":
        return days or long_name
    return codes or days or (a.schema != "Person" and long_name)


def two_parties(all_entries, draw, count):
    """Pairs of one list whose names share two words that are not everybody's, and no whole name."""
    pairs = set()
    for dataset in ("un_sc", "gb_ofsi", "us_ofac_sdn"):
        by_word = collections.defaultdict(list)
        own = [e for e in all_entries if e.dataset == dataset]
        for at, e in enumerate(own):
            for word in sorted(e.words):
                by_word[e.schema, word].append(at)
        shared = collections.Counter()
        for _, holders in sorted(by_word.items()):
            if 2 <= len(holders) <= 300:
                shared.update(itertools.combinations(holders, 2))
        pairs |= {(own[a].id, own[b].id) for (a, b), n in shared.items()
                  if n >= 2 and not own[a].names & own[b].names}
    ids = {e.id: e for e in all_entries}
    pairs = sorted(pairs)
    for a, b in draw.sample(pairs, min(count, len(pairs))):
        yield ids[a], ids[b]


# ---- counting ----

KEPT = {"birthDate", "birthPlace", "birthCountry", "country", "nationality", "citizenship", "flag",
        "pastFlags", "address", "gender", "incorporationDate", "buildDate", "type", "email",
        "phone", "website"} | IDENTIFIERS


def party(e):
    fields = {k: v for k, v in e.properties.items() if k in KEPT}
    return {"schema": e.schema, "properties": {"name": "x", **fields}}


def levels(program, pairs):
    """The levels `compare` names for each pair."""
    lines = "".join(json.dumps({"id": str(i), "query": party(a), "candidate": party(b)}) + "\n"
                    for i, (a, b) in enumerate(pairs))
    out = subprocess.run([program, "compare", "--pairs", "-"], input=lines, check=True,
                         capture_output=True, text=True).stdout
    for line in out.splitlines():
        yield {p["note"]: p["mnat"] for p in json.loads(line)["parts"] if p["kind"] == "field" and p["note"] != CEILING}


def both_have(a, b, properties):
    return any(p in a.properties and p in b.properties for p in properties)


def counted(pairs, found, kinds_of):
    """Levels, and pairs in which both parties have the kind: where differing is no level (contacts),
    both have a property of it."""
    counts, totals = collections.Counter(), collections.Counter()
    for (a, b), notes, kinds in zip(pairs, found, kinds_of):
        if "contact" in kinds and both_have(a, b, ("email", "phone", "website")):
            totals["contact"] += 1
        for note in notes:
            if note not in LEVELS:
                sys.exit(f"fit_fields: no level is called \"{note}\"")
            kind = LEVELS[note][0]
            if kind in kinds:
                counts[note] += 1
                totals[kind] += kind != "contact"
    return counts, totals


def hits(program, pairs, with_fields):
    """How many of the pairs reach .70 by all their names, with fields or without."""
    def whole(e):
        names = {k: e.properties[k] for k in ("name", "alias", "weakAlias", "previousName")
                 if k in e.properties}
        fields = party(e)["properties"] if with_fields else {}
        return {"schema": e.schema, "properties": {**fields, **names}}
    lines = "".join(json.dumps({"query": whole(a), "candidate": whole(b)}) + "\n" for a, b in pairs)
    out = subprocess.run([program, "compare", "--pairs", "-"], input=lines, check=True,
                         capture_output=True, text=True).stdout
    return sum(json.loads(line)["band"] != "below" for line in out.splitlines())


def together(found):
    """How much the kinds that tied no pair come to together, in steps of 1.5 nats."""
    loose = {n for n, (kind, _) in LEVELS.items() if kind not in ("birth", "identifier", "contact")}
    sums = ([w for n, w in notes.items() if n in loose] for notes in found)
    return collections.Counter(round(sum(w) / 1500) for w in sums if len(w) > 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--pairs", type=int, default=40000, help="of two parties")
    args = parser.parse_args()
    shared = os.environ.get("INTERDICT_SHARED")
    if not shared:
        sys.exit("fit_fields: set INTERDICT_SHARED to the folder of shared data")
    program = str(pathlib.Path(args.program).resolve())
    everybody = entries(program, shared)
    same = list(same_party(everybody))
    other = list(two_parties(everybody, random.Random(args.seed), args.pairs))
    tied_kinds = [{k for k in KINDS if tied(a, b, name, k)} for a, b, name in same]
    same = [(a, b) for a, b, _ in same]
    same_levels, other_levels = list(levels(program, same)), list(levels(program, other))
    m, of_m = counted(same, same_levels, tied_kinds)
    u, of_u = counted(other, other_levels, itertools.repeat(KINDS))
    print(f"{len(everybody)} entries; {len(same)} pairs of one party, {len(other)} of two; "
          f"seed {args.seed}")
    for note, (kind, weight) in LEVELS.items():
        if not of_m[kind] or not of_u[kind] or m[note] + u[note] == 0:
            print(f"{weight or '-':22} {note:42} no pairs")
            continue
        ratio = math.log((m[note] + .5) / (of_m[kind] + 1) * (of_u[kind] + 1) / (u[note] + .5))
        few = "  few" if m[note] + u[note] < FEW else ""
        print(f"{weight or '-':22} {note:42} {m[note]:5}/{of_m[kind]:<5} {u[note]:5}/{of_u[kind]:<6}"
              f" {1000 * ratio:+7.0f}{few}")
    print("\ntwo and more of place, nationality, country, address and gender together, in millinats: "
          "as summed, as counted")
    ids = [(notes, kinds) for notes, kinds in zip(same_levels, tied_kinds) if "nationality" in kinds]
    m, u = together(notes for notes, _ in ids), together(other_levels)
    for step in sorted(m | u):
        ratio = math.log((m[step] + .5) / (sum(m.values()) + 1) *
                         (sum(u.values()) + 1) / (u[step] + .5))
        few = "  few" if m[step] + u[step] < FEW else ""
        print(f"{1500 * step:+7} {m[step]:5}/{sum(m.values()):<5} {u[step]:5}/{sum(u.values()):<6} "
              f"{1000 * ratio:+7.0f}{few}")
    some = other[:args.pairs // 4]
    print("\npairs at .70 and more by their names, and with fields beside them:")
    sure = [pair for pair, kinds in zip(same, tied_kinds) if "nationality" in kinds]
    for what, pairs in (("one party", sure), ("two parties", some)):
        print(f"{what:12} {hits(program, pairs, False):6} {hits(program, pairs, True):6} "
              f"of {len(pairs)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
