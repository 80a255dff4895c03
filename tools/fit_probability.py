#!/usr/bin/env python3
"""Fits the table of src/match/probability_table.c: of pairs with this sum of evidence, how many are one party?

  tools/fit_probability.py PROGRAM [--seed N] [--pairs N] [--mined FILE] [--write]     prints how well it holds; --write the table

Pairs are mined by tools/mine_pairs.py with another seed; strangers count STRANGERS times as much as in fitting weights, for
most alerts are of strangers: of the weight of people 40 % is one party's, 24 % near neighbours', 37 % strangers'; of others
42, 25 and 33 %.
Isotonic regression (pool adjacent violators) of the label on llr_mnat, one for people and one for others, blocks of 50 pairs
and more. The score is read from the table, so .70 stands where seven in ten are one party. Calibration is measured on folds of
parties that a fit has not seen. The labelled pairs of data/match are never read.
"""
import argparse
import collections
import hashlib
import re
import subprocess
import sys

import mine_pairs

ROOT = mine_pairs.ROOT
TABLE = ROOT / "src/match/probability_table.c"
LEAST_BLOCK = 50
STRANGERS = {"person": 2.3, "other": 2}
LOWEST, LEAST_SHARE = -30000, 1   # nothing in common
MOST_SHARE, BEYOND = 9899, 500    # what names can reach that are not identical; above the last block

Row = collections.namedtuple("Row", "llr match weight fold source")
Block = collections.namedtuple("Block", "low high right weight count")


def scored(program, title, pairs):
    """Pairs of identical names are left out, they are `exact`."""
    weights = [w * (STRANGERS[title] if p.source == "stranger" else 1) for p, w in zip(pairs, mine_pairs.weights_of(pairs))]
    return [Row(a["llr_mnat"], p.match, w, p.fold, p.source)
            for a, p, w in zip(mine_pairs.compared(program, pairs), pairs, weights) if a["exact"] == "none"]


def joined(a, b):
    return Block(a.low, b.high, a.right + b.right, a.weight + b.weight, a.count + b.count)


def isotonic(rows):
    """Blocks whose shares rise."""
    blocks = []
    for row in sorted(rows):
        one = Block(row.llr, row.llr, row.weight * row.match, row.weight, 1)
        if blocks and (blocks[-1].high == row.llr or blocks[-1].count < LEAST_BLOCK):
            one = joined(blocks.pop(), one)
        blocks.append(one)
        while len(blocks) > 1 and blocks[-1].count >= LEAST_BLOCK and \
                blocks[-2].right * blocks[-1].weight >= blocks[-1].right * blocks[-2].weight:
            last = blocks.pop()
            blocks.append(joined(blocks.pop(), last))
    if len(blocks) > 1 and blocks[-1].count < LEAST_BLOCK:
        last = blocks.pop()
        blocks.append(joined(blocks.pop(), last))
    return blocks


def knots(blocks):
    """(llr, ten-thousandths) in the middle of each block; never 0 nor 1, as the pairs are finite."""
    out = [(LOWEST, LEAST_SHARE)]
    for b in blocks:
        p = min(round(10000 * (b.right + 0.5) / (b.weight + 1)), MOST_SHARE)
        if p > out[-1][1] and (b.low + b.high) // 2 > out[-1][0]:
            out.append(((b.low + b.high) // 2, p))
    if out[-1][1] < MOST_SHARE:
        out.append((out[-1][0] + BEYOND, MOST_SHARE))
    return out


def probability(table, llr):
    if llr <= table[0][0]:
        return table[0][1]
    for (x0, y0), (x1, y1) in zip(table, table[1:]):
        if llr <= x1:
            return y0 + (y1 - y0) * (llr - x0) // (x1 - x0)
    return table[-1][1]


def error(rows):
    """Expected calibration error over ten bins; rows of (probability, match, weight)."""
    total = 0.0
    for k in range(10):
        part = [r for r in rows if min(int(r[0] * 10), 9) == k]
        total += abs(sum(p * w for p, _, w in part) - sum(m * w for _, m, w in part))
    return total / sum(w for _, _, w in rows)


def held_out(rows):
    """Calibration error of each fold by the table of the others."""
    out = []
    for fold in range(mine_pairs.FOLDS):
        table = knots(isotonic([r for r in rows if r.fold != fold]))
        out.append(error([(probability(table, r.llr) / 10000, r.match, r.weight) for r in rows if r.fold == fold]))
    return out


def one_party(rows):
    """The share of the rows' weight that is one party's, in ten-thousandths of whole per cents: what the table holds for."""
    return 100 * round(100 * sum(r.weight * r.match for r in rows) / sum(r.weight for r in rows))


def where(table, share):
    return next((llr for llr in range(-10000, 12000, 10) if probability(table, llr) >= share), None)


def written(tables, shares, options, version, counts):
    inputs = hashlib.sha256((ROOT / "tools/mine_pairs.py").read_bytes()).hexdigest()
    lines = [f"/* Made by tools/fit_probability.py (seed {options.seed}, {counts[0]} pairs of people, {counts[1]} of",
             f" * others, mined as tools/mine_pairs.py, SHA-256 {inputs[:16]}, mines them),",
             f" * for weights {version}. Do not edit. */", '#include "match/probability.h"', "",
             f'const char IDT_PROBABILITY_WEIGHTS[] = "{version}";', ""]
    for name, table in zip(mine_pairs.KINDS, tables):
        lines.append(f"static const idt_probability_knot {name.upper()}[] = {{")
        lines += [f"    {{{x}, {y}}}," for x, y in table]
        lines += ["};", ""]
    lines += ["const idt_probability_table IDT_PROBABILITY[IDT_SCORE_CLASSES] = {",
              f"    [IDT_CLASS_PERSON] = {{PERSON, sizeof PERSON / sizeof *PERSON, {shares[0]}}},",
              f"    [IDT_CLASS_OTHER] = {{OTHER, sizeof OTHER / sizeof *OTHER, {shares[1]}}},", "};", ""]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=20261126)
    parser.add_argument("--pairs", type=int, default=60000, help="of people, and of others")
    parser.add_argument("--mined", metavar="FILE", help="pairs printed by tools/mine_pairs.py before")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    version = re.search(r'IDT_WEIGHTS_VERSION "([^"]+)"', (ROOT / "src/match/weights.h").read_text()).group(1)
    tables, shares, counts = [], [], []
    for title in mine_pairs.KINDS:
        pairs = mine_pairs.read(options.mined, title) if options.mined else mine_pairs.mine(title, options.pairs, options.seed)
        rows = scored(options.program, title, pairs)
        table = knots(isotonic(rows))
        tables.append(table)
        shares.append(one_party(rows))
        counts.append(len(rows))
        folds = held_out(rows)
        mean = sum(folds) / len(folds)
        print(f"{title}: {len(rows)} pairs, {len(table)} knots; .70 at {where(table, 7000)}, .90 at {where(table, 9000)} mnat; "
              f"{shares[-1] / 100:.0f} % one party; "
              f"calibration error of {len(folds)} folds {mean:.4f} ({min(folds):.4f}-{max(folds):.4f})", flush=True)
    if options.write:
        TABLE.write_text(written(tables, shares, options, version, counts), encoding="utf-8")
        subprocess.run(["clang-format", "-i", str(TABLE)], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
