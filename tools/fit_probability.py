#!/usr/bin/env python3
"""Fits the table of src/match/probability_table.c: of pairs with this sum of evidence, how many are one party?

  tools/fit_probability.py PROGRAM [--seed N] [--pairs N] [--write]     prints how well it holds; --write the table

Pairs are mined from the lists' own aliases and near neighbours as tools/fit_weights.py does, with another seed,
half of them one party; isotonic regression (pool adjacent violators) of the label on llr_mnat, one for people and
one for others, blocks of 50 pairs and more. A fifth of the parties is held out. The labelled pairs of data/match
are never fitted on; where they are there, the calibration error on them is printed. Needs numpy for fit_weights.
"""
import argparse
import hashlib
import json
import os
import pathlib
import random
import re
import subprocess
import sys

import fit_weights

ROOT = pathlib.Path(__file__).resolve().parent.parent
TABLE = ROOT / "src/match/probability_table.c"
LEAST_BLOCK = 50
CLASSES = (("person", ("person",)), ("other", ("organisation", "vessel")))


def scored(program, pairs, kind):
    """[(llr_mnat, match)]; pairs of identical names are left out, they are `exact`."""
    def party(name):
        return {"schema": fit_weights.SCHEMA[kind], "properties": {"name": [name]}}
    lines = "".join(json.dumps({"id": i, "query": party(a), "candidate": party(b)}) + "\n"
                    for i, (a, b, _) in enumerate(pairs))
    done = subprocess.run([program, "compare", "--pairs", "-"], input=lines.encode(), capture_output=True,
                          check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    return [(a["llr_mnat"], m) for a, (_, _, m) in zip(answers, pairs) if a["exact"] == "none"]


def isotonic(rows):
    """[(least llr, greatest llr, share, count)] of blocks, shares rising."""
    blocks = []
    for llr, match in sorted(rows):
        if blocks and (blocks[-1][1] == llr or blocks[-1][3] < LEAST_BLOCK):
            low, _, right, count = blocks.pop()
            blocks.append((low, llr, right + match, count + 1))
        else:
            blocks.append((llr, llr, int(match), 1))
        while len(blocks) > 1 and blocks[-1][3] >= LEAST_BLOCK and \
                blocks[-2][2] * blocks[-1][3] >= blocks[-1][2] * blocks[-2][3]:
            low, _, right, count = blocks[-2]
            blocks[-2:] = [(low, blocks[-1][1], right + blocks[-1][2], count + blocks[-1][3])]
    if len(blocks) > 1 and blocks[-1][3] < LEAST_BLOCK:
        low, _, right, count = blocks[-2]
        blocks[-2:] = [(low, blocks[-1][1], right + blocks[-1][2], count + blocks[-1][3])]
    return blocks


def knots(blocks):
    """(llr, ten-thousandths) in the middle of each block; never 0 nor 1, as the pairs are finite (add one half)."""
    out = []
    for low, high, right, count in blocks:
        p = round(10000 * (right + 0.5) / (count + 1))
        if out and p <= out[-1][1]:
            continue
        out.append(((low + high) // 2, p))
    return out


def probability(table, llr):
    if llr <= table[0][0]:
        return table[0][1]
    for (x0, y0), (x1, y1) in zip(table, table[1:]):
        if llr <= x1:
            return y0 + (y1 - y0) * (llr - x0) // (x1 - x0)
    return table[-1][1]


def error(pairs):
    """Expected calibration error over ten bins; pairs of (probability, match)."""
    total = 0.0
    for k in range(10):
        part = [(p, m) for p, m in pairs if min(int(p * 10), 9) == k]
        if part:
            total += abs(sum(p for p, _ in part) - sum(m for _, m in part)) / len(pairs)
    return total


def mined(program, options, shared, kinds, draw):
    train, held = [], []
    for kind, rows in fit_weights.entities(shared, draw).items():
        if kind not in kinds:
            continue
        cut = len(rows) * 4 // 5
        for part, out, count in ((rows[:cut], train, options.pairs), (rows[cut:], held, options.pairs // 4)):
            out += scored(program, fit_weights.mine(part, kind, count, draw), kind)
    return train, held


def written(tables, options, version, counts):
    inputs = hashlib.sha256((ROOT / "tools/fit_weights.py").read_bytes()).hexdigest()
    lines = [f"/* Made by tools/fit_probability.py (seed {options.seed}, {counts[0]} pairs of people, {counts[1]} of",
             f" * others, mined as tools/fit_weights.py, SHA-256 {inputs[:16]}, mines them),",
             f" * for weights {version}. Do not edit. */", '#include "match/probability.h"', "",
             f'const char IDT_PROBABILITY_WEIGHTS[] = "{version}";', ""]
    for (name, _), table in zip(CLASSES, tables):
        lines.append(f"static const idt_probability_knot {name.upper()}[] = {{")
        lines += [f"    {{{x}, {y}}}," for x, y in table]
        lines += ["};", ""]
    lines += ["const idt_probability_table IDT_PROBABILITY[IDT_SCORE_CLASSES] = {",
              "    [IDT_CLASS_PERSON] = {PERSON, sizeof PERSON / sizeof *PERSON},",
              "    [IDT_CLASS_OTHER] = {OTHER, sizeof OTHER / sizeof *OTHER},", "};", ""]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--seed", type=int, default=20261126)
    parser.add_argument("--pairs", type=int, default=20000, help="of each kind")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    shared = pathlib.Path(os.environ.get("INTERDICT_SHARED") or ROOT.parent / "shared")
    version = re.search(r'IDT_WEIGHTS_VERSION "([^"]+)"', (ROOT / "src/match/weights.h").read_text()).group(1)
    tables, counts = [], []
    for name, kinds in CLASSES:
        train, held = mined(options.program, options, shared, kinds, random.Random(options.seed))
        table = knots(isotonic(train))
        tables.append(table)
        counts.append(len(train))
        pairs = [(probability(table, llr) / 10000, m) for llr, m in held]
        print(f"{name}: {len(train)} pairs, {len(table)} steps from {table[0][1] / 1e4:.4f} to "
              f"{table[-1][1] / 1e4:.4f}; held out {len(held)}: calibration error {error(pairs):.4f}")
    if options.write:
        TABLE.write_text(written(tables, options, version, counts), encoding="utf-8")
        subprocess.run(["clang-format", "-i", str(TABLE)], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
