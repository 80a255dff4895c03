#!/usr/bin/env python3
"""Fits the weights of src/match/weights.c on pairs of names mined from the lists' own aliases.

  tools/fit_weights.py PROGRAM [--seed N] [--pairs N]      prints a table of fitted weights

Positives: two Latin names of one entity of which one is a spelling of the other (another name of
the same party, such as a nom de guerre, says nothing of how names are spelt), and names with a typed mutation
(a letter lost, doubled, swapped or replaced; a part dropped or abbreviated; two parts joined;
order turned). Negatives: names of two entities of one list that share a rare or two common parts,
and names of which one part was replaced by another entity's at the same place, or a number
changed. The labelled pairs of data/match are never read. Needs numpy (development only).

Logistic regression, half positives, every cost <= 0 and every gain >= 0; what agreeing parts prove
together is cut at a ceiling, chosen by the likelihood of the held-out tenth. Names are split by
entity, so that no entity is in both parts.
"""
import argparse
import collections
import difflib
import json
import os
import pathlib
import random
import re
import subprocess
import sys

import numpy as np

import name_sources

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEMA = {"person": "Person", "organisation": "Organization", "vessel": "Vessel",
          "aircraft": "Airplane"}
KEYBOARD = {"a": "sq", "e": "wr", "i": "uo", "o": "ip", "u": "yi", "n": "mb", "m": "n", "s": "ad",
            "t": "ry", "r": "et", "l": "k", "k": "lj", "d": "sf", "h": "gj", "b": "vn", "y": "tu"}


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
    shorter has one in the longer that looks like it."""
    x, y = sorted((set(words(a)), set(words(b))), key=len)
    return x and all(p in y or any(difflib.SequenceMatcher(None, p, q, False).ratio() >= 0.7
                                   for q in y) for p in x)


def entities(shared, draw):
    """{kind: [(list, names)]} of entities with a Latin name."""
    out = collections.defaultdict(list)
    for source, kind, names, _ in name_sources.listed(shared, {}):
        names = [n for n in dict.fromkeys(names) if 3 <= len(n) <= 120]
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
    while len(made) < count:
        group = by_word[draw.choice(keys)]
        (i, a), (k, b) = draw.choice(group), draw.choice(group)
        x, y = set(words(a)), set(words(b))
        if i != k and x != y and (len(group) <= 8 or len(x & y) >= 2):
            made.append((a, b))
    return made


def mine(rows, kind, count, draw):
    """[(a, b, match)] with as many matches as not."""
    latin = [n for _, names in rows for n in names if n.isascii()]
    pairs = []
    alias = [(a, b) for _, names in rows for i, a in enumerate(names[:12])
             for b in names[i + 1:12] if words(a) != words(b)]
    draw.shuffle(alias)
    for a, b in alias:
        if len(pairs) < count // 4 and a.isascii() and b.isascii() and respelt(a, b):
            pairs.append((a, b, True))
    while sum(1 for p in pairs if p[2]) < count // 2:
        name = draw.choice(latin)
        other = mutated(name, kind, draw)
        if other and other != name:
            pairs.append((name, other, True))
    pairs += [(a, b, False) for a, b in neighbours(rows, count // 4, draw)]
    alike, aliases = spelt_alike(rows), exchanged(rows) | one_name()
    while len(pairs) < count:
        name = draw.choice(latin)
        other = confused(name, alike, aliases, draw) if draw.randrange(3) == 0 \
            else replaced(name, latin, kind, draw)
        if other and words(other) != words(name):
            pairs.append((name, other, False))
    return pairs


# ---- features ----

def level_costs():
    text = (ROOT / "src/match/weights.c").read_text(encoding="utf-8")
    block = text[text.index(".level ="):text.index(".share =")]
    return {k.lower(): int(v) for k, v in re.findall(r"\[IDT_LEVEL_(\w+)\] = (-?\d+)", block)}


def features(answer, costs):
    """(sum of rarities before the ceiling, {feature: count})"""
    rarity, counts = 0, collections.Counter()
    for term in answer["parts"]:
        kind = term["kind"]
        if kind == "agrees":
            rarity += max(0, term["mnat"] - costs[term["level"]])
            counts["join" if term["via"] in ("join", "acronym") else term["level"]] += 1
        elif kind == "omitted":
            side = term["query"] or term["candidate"]
            counts["omitted " + side["role"]] += 1
        elif kind == "contradicts":
            roles = sorted((term["query"]["role"], term["candidate"]["role"]))
            if "initial" in roles:
                counts["initial_differs"] += 1
            elif term.get("near"):
                word = "_word" if roles[0] in ("core", "generic") else ""
                counts[("near_miss" if term["near"] == "edit" else "near_known") + word] += 1
            elif roles == ["generic", "generic"]:
                counts["contradiction_generic"] += 1
            elif term.get("apart"):
                counts["contradiction_apart"] += 1
            else:
                counts["contradiction"] += 1
        elif kind == "number":
            counts["number_differs" if term["query"] and term["candidate"]
                   else "number_missing"] += 1
        elif kind == "form":
            counts["form_equal" if term["mnat"] > 0 else "form_differs"] += 1
        elif kind == "structure":
            counts["father_is_son" if term.get("query") else "beside one part"] += 1
    return rarity / 1000, counts


def compared(program, pairs, kind):
    def party(name):
        return {"schema": SCHEMA[kind], "properties": {"name": [name]}}
    lines = "".join(json.dumps({"id": i, "query": party(a), "candidate": party(b)}) + "\n"
                    for i, (a, b, _) in enumerate(pairs))
    done = subprocess.run([program, "compare", "--pairs", "-"], input=lines.encode(),
                          capture_output=True, check=True)
    costs = level_costs()
    return [features(json.loads(line), costs) for line in done.stdout.splitlines()]


# ---- fit ----

def fit(x, y, lowest, highest, steps=3000):
    """Logistic regression with bounds, by projected gradient with momentum."""
    w, v = np.zeros(x.shape[1]), np.zeros(x.shape[1])
    rate = 4.0 / max(np.linalg.eigvalsh(x.T @ x / len(x)).max(), 1e-9)
    for step in range(steps):
        look = w + 0.9 * v
        p = 1 / (1 + np.exp(-x @ look))
        new = np.clip(look - rate * (x.T @ (p - y) / len(x) + 1e-4 * look), lowest, highest)
        v, w = new - w, new
    return w


def loss(x, y, w):
    z = x @ w
    return float(np.mean(np.logaddexp(0, -z) * y + np.logaddexp(0, z) * (1 - y)))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--pairs", type=int, default=30000, help="of each kind")
    options = parser.parse_args()
    draw = random.Random(options.seed)
    shared = pathlib.Path(os.environ.get("INTERDICT_SHARED") or ROOT.parent / "shared")
    for kinds in (("person",), ("organisation", "vessel")):
        train, test = [], []
        for kind, rows in entities(shared, draw).items():
            if kind not in kinds:
                continue
            cut = len(rows) * 9 // 10
            for part, out, count in ((rows[:cut], train, options.pairs),
                                     (rows[cut:], test, options.pairs // 6)):
                pairs = mine(part, kind, count, draw)
                out += [(r, c, m) for (r, c), (_, _, m) in
                        zip(compared(options.program, pairs, kind), pairs)]
        report(" and ".join(kinds), train, test)
    return 0


def matrix(rows, names, ceiling):
    x = np.zeros((len(rows), len(names) + 2))
    for i, (rarity, counts, _) in enumerate(rows):
        x[i, 0], x[i, 1] = 1, min(rarity, ceiling) + max(0, rarity - ceiling) / 16
        for k, name in enumerate(names):
            x[i, k + 2] = counts.get(name, 0)
    return x, np.array([float(m) for _, _, m in rows])


def report(title, train, test):
    seen = collections.Counter()
    for _, counts, _ in train:
        seen.update(k for k in counts)
    names = sorted(k for k, n in seen.items() if n >= 30 and k != "exact")
    lowest = np.array([-30, 0] + [0 if n == "form_equal" else -12 for n in names], float)
    highest = np.array([30, 3] + [3 if n == "form_equal" else 0 for n in names], float)
    best = None
    for ceiling in (5, 6, 7, 8, 9, 10, 12, 15, 20):
        x, y = matrix(train, names, ceiling)
        w = fit(x, y, lowest, highest)
        held = loss(*matrix(test, names, ceiling), w)
        if best is None or held < best[0]:
            best = (held, ceiling, w)
    held, ceiling, w = best
    x, y = matrix(test, names, ceiling)
    p = 1 / (1 + np.exp(-x @ w))
    hit = p >= 0.7
    precision, recall = (y * hit).sum() / max(hit.sum(), 1), (y * hit).sum() / y.sum()
    print(f"{title}: {len(train)} pairs, held out {len(test)}: log loss {held:.4f}, "
          f"P {precision:.3f} R {recall:.3f} at .70; ceiling {ceiling} nats")
    print(f"  {'constant':26} {w[0] * 1000:8.0f}\n  {'rarity, per nat':26} {w[1] * 1000:8.0f}")
    for k, name in enumerate(names):
        print(f"  {name:26} {w[k + 2] * 1000:8.0f}   {seen[name]:6} pairs")


if __name__ == "__main__":
    sys.exit(main())
