#!/usr/bin/env python3
"""Fits the weights of src/match/weights.c on pairs mined from the lists' own aliases (tools/mine_pairs.py).

  tools/fit_weights.py PROGRAM [--pairs N] [--seed N] [--mined FILE]   prints a table of fitted weights

Logistic regression with every cost <= 0 over tools/mine_pairs.py's folds: each weight is the mean of as many fits as there
are folds, with its deviation; what is measured is measured on the fold a fit has not seen. What agreeing parts prove counts
as it is up to --ceiling; above that its slopes are fitted. Costs by the letters of a word rise with its shortness. What the
mined pairs cannot tell apart from slips (a contradiction between near neighbours is rare there, and common in alerts) is
held at its weight in weights.c: the names in HELD.

Beside the fit stands what the program does as it is, by source of pairs. The labelled pairs of data/match are never read.
Needs numpy (development only).
"""
import argparse
import collections
import re
import sys

import numpy as np

import mine_pairs
import name_sources

LETTERS = 7  # and more
BY_LETTERS = ("fold", "variant", "edit1", "edit2", "skeleton", "nickname")
HELD = ("contradiction", "contradiction_apart", "contradiction_word", "contradiction_word_apart",
        "contradiction_generic", "near_miss", "near_known", "near_miss_word", "near_known_word", "initial_differs",
        "number_differs", "number_missing", "father_is_son", "form_differs")
SLOPES = (7, 9, 11, 14, 18)  # nats of rarity at which the slope may change


# ---- what the program holds ----

def weights_text():
    return (mine_pairs.ROOT / "src/match/weights.c").read_text(encoding="utf-8")


def level_costs():
    block = re.search(r"\.level =(.*?)\.further", weights_text(), re.S).group(1)
    return {k.lower(): int(v) for k, v in re.findall(r"\[IDT_LEVEL_(\w+)\] = (-?\d+)", block)}


def further_costs():
    """{(class, level, letters): cost}"""
    block = re.search(r"\.further =(.*?)\.share", weights_text(), re.S).group(1)
    out = collections.Counter()
    for name, part in re.findall(r"\[IDT_CLASS_(\w+)\] =(.*?)(?=\[IDT_CLASS_|$)", block, re.S):
        for level, costs in re.findall(r"\[IDT_LEVEL_(\w+)\] =\s*\{([^}]*)\}", part):
            for letters, cost in enumerate(costs.split(",")):
                out[name.lower(), level.lower(), letters] = int(cost)
    return out


def held_weights():
    return {name: int(re.search(rf"\.{name} =\s*(-?\d+)", weights_text()).group(1)) / 1000 for name in HELD}


# ---- features ----

def letters_of(text):
    return len(name_sources.fold(text).replace(" ", ""))


def is_latin(text):
    return all(ord(c) < 0x250 for c in name_sources.fold(text))


def in_syllables(text):
    return any(0x3000 <= ord(c) < 0xA000 or 0xAC00 <= ord(c) < 0xD7B0 for c in text)


def agreement(term, title, costs, further):
    """(rarity, feature) of a part that agrees."""
    a, b, level = term["query"]["text"], term["candidate"]["text"], term["level"]
    if not is_latin(a) or not is_latin(b):
        kind = "syllables" if in_syllables(a + b) else "letters"
        return max(0, term["mnat"]), f"{level} of {kind}" + ("" if is_latin(a) or is_latin(b) else ", both")
    letters = min(letters_of(a), letters_of(b), LETTERS)
    rarity = max(0, term["mnat"] - costs[level] - further[title, level, letters])
    if term["via"] in ("join", "acronym"):
        return rarity, term["via"]
    return rarity, f"{level} {letters}" if level in BY_LETTERS else level


def contradiction(term, title):
    roles = sorted((term["query"]["role"], term["candidate"]["role"]))
    words = roles[0] in ("core", "generic") and roles[1] in ("core", "generic")
    word = "_word" if words else ""
    if "initial" in roles:
        return "initial_differs"
    if term.get("near"):
        return ("near_miss" if term["near"] == "edit" else "near_known") + word
    if roles == ["generic", "generic"]:
        return "contradiction_generic"
    return "contradiction" + word + ("_apart" if term.get("apart") else "")


def features(answer, title, costs, further):
    """(sum of rarities in nats before the ceiling, {feature: count})"""
    rarity, counts, omitted = 0, collections.Counter(), []
    for term in answer["parts"]:
        kind = term["kind"]
        if kind == "agrees":
            brought, feature = agreement(term, title, costs, further)
            rarity += brought
            counts[feature] += feature != "exact"
        elif kind == "omitted":
            omitted.append((term["query"] or term["candidate"])["role"])
            counts["omitted " + omitted[-1]] += 1
        elif kind == "contradicts":
            counts[contradiction(term, title)] += 1
        elif kind == "number":
            counts["number_differs" if term["query"] and term["candidate"] else "number_missing"] += 1
        elif kind == "form":
            counts["form_equal" if term["mnat"] > 0 else "form_differs"] += 1
        elif kind == "structure" and term.get("query"):
            counts["father_is_son"] += 1
        elif kind == "structure":
            counts["beside_one" if set(omitted) - {"generic", "place"} else "beside_generic"] += 1
    return rarity / 1000, +counts


class Rows:
    """The mined pairs of a class as a matrix: constant, slopes, one column a feature."""

    def __init__(self, program, title, pairs, ceiling):
        answers = mine_pairs.compared(program, pairs)
        kept = [i for i, a in enumerate(answers) if a["exact"] == "none"]
        pairs, answers = [pairs[i] for i in kept], [answers[i] for i in kept]
        costs, further, held = level_costs(), further_costs(), held_weights()
        found = [features(a, title, costs, further) for a in answers]
        self.seen = collections.Counter(k for _, counts in found for k in counts)
        self.names = sorted(k for k, n in self.seen.items() if n >= 40 and k not in held and not self.by_letters(k))
        self.steps = [(level, n) for level in BY_LETTERS for n in range(1, LETTERS + 1)
                      if any(f"{level} {k}" in self.seen for k in range(1, n + 1))]
        bounds = [ceiling] + [s for s in SLOPES if s > ceiling]
        self.bounds = list(zip(bounds, bounds[1:] + [60]))
        self.x = np.zeros((len(pairs), 1 + len(self.bounds) + len(self.names) + len(self.steps)))
        self.held = np.zeros(len(pairs))
        for i, (rarity, counts) in enumerate(found):
            self.put(i, rarity, counts, ceiling, held)
        self.y = np.array([float(p.match) for p in pairs])
        self.fold = np.array([p.fold for p in pairs])
        self.source = np.array([p.source for p in pairs])
        self.score = np.array([a["score"] for a in answers])
        self.weight = np.array(mine_pairs.weights_of(pairs))
        self.positive = collections.Counter(k for (_, c), p in zip(found, pairs) if p.match for k in c)

    @staticmethod
    def by_letters(name):
        return re.fullmatch(r"(\w+) \d", name) and name.split()[0] in BY_LETTERS

    def put(self, i, rarity, counts, ceiling, held):
        self.x[i, 0], self.held[i] = 1, min(rarity, ceiling)
        for k, (low, high) in enumerate(self.bounds):
            self.x[i, 1 + k] = min(max(rarity - low, 0), high - low)
        for k, name in enumerate(self.names):
            self.x[i, 1 + len(self.bounds) + k] = counts.get(name, 0)
        for k, (level, n) in enumerate(self.steps):  # a cost of n letters is one of fewer, too
            self.x[i, 1 + len(self.bounds) + len(self.names) + k] = sum(counts.get(f"{level} {m}", 0) for m in range(1, n + 1))
        self.held[i] += sum(held.get(name, 0) * n for name, n in counts.items())

    def limits(self):
        low = [-30.0] + [0.0] * len(self.bounds) + [-12.0] * (len(self.names) + len(self.steps))
        high = [30.0] + [1.0] * len(self.bounds) + [1.0 if n == "form_equal" else 0.0 for n in self.names] + [0.0] * len(self.steps)
        return np.array(low), np.array(high)


# ---- fit ----

def fit(x, y, weight, held, low, high, steps=800):
    """Logistic regression with bounds, by projected gradient with momentum."""
    w, v = np.zeros(x.shape[1]), np.zeros(x.shape[1])
    weighted = x * weight[:, None]
    rate = 3.0 / np.linalg.eigvalsh(weighted.T @ x / weight.sum()).max()
    for _ in range(steps):
        look = w + 0.95 * v
        p = 1 / (1 + np.exp(-x @ look - held))
        new = np.clip(look - rate * (weighted.T @ (p - y) / weight.sum() + 2e-5 * look), low, high)
        v, w = new - w, new
    return w


def loss(p, y, weight):
    p = np.clip(p, 1e-4, 1 - 1e-4)
    return float(-(weight * (y * np.log(p) + (1 - y) * np.log(1 - p))).sum() / weight.sum())


def passed(rows, score, cut):
    return "  ".join(f"{s} {(score[rows.source == s] >= cut).mean():.4f}" for s in mine_pairs.SHARES["person"] if (rows.source == s).any())


def report(title, rows):
    low, high = rows.limits()
    p, fits = np.zeros(len(rows.y)), []
    for fold in range(mine_pairs.FOLDS):
        rest = rows.fold != fold
        fits.append(fit(rows.x[rest], rows.y[rest], rows.weight[rest], rows.held[rest], low, high))
        p[~rest] = 1 / (1 + np.exp(-rows.x[~rest] @ fits[-1] - rows.held[~rest]))
    fits = np.array(fits)
    print(f"{title}: {len(rows.y)} pairs, {mine_pairs.FOLDS} folds of parties")
    print(f"  as it is  log loss {loss(rows.score, rows.y, rows.weight):.4f}  share at .70 and more: {passed(rows, rows.score, 0.7)}")
    print(f"  fitted    log loss {loss(p, rows.y, rows.weight):.4f}  share at .70 and more: {passed(rows, p, 0.7)}")
    alias = rows.source == "alias"
    cut = np.quantile(p[alias], 1 - (rows.score[alias] >= 0.7).mean())
    print(f"            where as many aliases pass ({cut:.3f}): {passed(rows, p, cut)}")
    mean, deviation = fits.mean(0) * 1000, fits.std(0) * 1000
    print(f"  {'constant':26} {mean[0]:7.0f} ± {deviation[0]:.0f}")
    for k, (low, high) in enumerate(rows.bounds):
        print(f"  {f'rarity {low} to {high} nats':26} {mean[1 + k]:7.0f} ± {deviation[1 + k]:.0f}")
    at = 1 + len(rows.bounds)
    for k, name in enumerate(rows.names):
        print(f"  {name:26} {mean[at + k]:7.0f} ± {deviation[at + k]:.0f}   {rows.seen[name]} pairs, {rows.positive[name]} of one party")
    at += len(rows.names)
    for level in BY_LETTERS:
        steps = [(n, at + k) for k, (of, n) in enumerate(rows.steps) if of == level]
        for n in sorted({n for n, _ in steps}):
            sums = fits[:, [k for m, k in steps if m >= n]].sum(1) * 1000
            key = f"{level} {n}"
            print(f"  {key:26} {sums.mean():7.0f} ± {sums.std():.0f}   {rows.seen[key]} pairs, {rows.positive[key]} of one party")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--pairs", type=int, default=60000, help="of people, and of others")
    parser.add_argument("--mined", metavar="FILE", help="pairs printed by tools/mine_pairs.py before")
    parser.add_argument("--ceiling", type=float, default=7, help="nats")
    options = parser.parse_args()
    for title in mine_pairs.KINDS:
        pairs = mine_pairs.read(options.mined, title) if options.mined else mine_pairs.mine(title, options.pairs, options.seed)
        report(title, Rows(options.program, title, pairs, options.ceiling))
    return 0


if __name__ == "__main__":
    sys.exit(main())
