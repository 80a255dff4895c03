#!/usr/bin/env python3
"""Makes data/tables/variants_learned.tsv: spellings of one name, learned from the lists' own aliases.

  learn_variants.py SHARED      the folder that holds data/lists

Two names of one listed person that differ in one word show two spellings of it: "Mohamed Rachid" and
"Muhammad Rachid". A pair of words becomes one class where the consonants agree and enough people
show it for how frequent the rarer word is; a pair that few of its many bearers show (jamal, jamil) is
two names. Classes of data/tables/variants.tsv are never joined. Which person showed a pair is not kept.
"""
import collections
import pathlib
import re
import sys

import name_sources

ROOT = pathlib.Path(__file__).resolve().parent.parent
SMALL = set("al el ul ad as ash ar az an at bin ibn ben bint ould abu abou umm de la van der von del da "
            "dos di y e haji hajji hadji dr mr sheikh shaykh mullah maulvi maulavi sayyid jr sr".split())
SHARE = 0.06    # of the bearers of the rarer word that must show the pair
LOOSE = 3       # people that show a pair whose consonants differ in one place
SOUNDS = [("tsch", "c"), ("shch", "s"), ("tch", "c"), ("dzh", "j"), ("sch", "s"), ("kh", "h"),
          ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("sh", "s"), ("ch", "s"), ("zh", "j"),
          ("dj", "j"), ("ts", "s"), ("ck", "k"), ("q", "k"), ("c", "k"), ("x", "ks"), ("w", "v"),
          ("g", "j"), ("z", "s")]


VOWEL_SPELLINGS = [("aye", "aYe"), ("oo", "u"), ("ou", "u"), ("ee", "i"), ("ii", "i"), ("aa", "a"),
                   ("ai", "E"), ("ay", "E"), ("ei", "E"), ("ey", "E"), ("aw", "O"), ("au", "O"),
                   ("ie", "i"), ("iy", "i"), ("yi", "i"), ("uu", "u"), ("y", "i")]
NEAR = [set("aeE"), set("eiE"), set("ouO"), set("ao")]  # vowels that stand for each other


def consonants(word):
    word = re.sub(r"(?<=[aeiou])y+(?=[aeiou])", "Y", word)
    for a, b in SOUNDS:
        word = word.replace(a, b)
    head = word[:1] if word[:1] not in "aeiouy" else ""
    rest = re.sub(r"[aeiouyh']", "", word[len(head):])
    return re.sub(r"(.)\1+", r"\1", head + rest)


def vowels(word):
    word = re.sub(r"(?<=[aeiou])y+(?=[aeiou])", "", word)
    for a, b in VOWEL_SPELLINGS:
        word = word.replace(a, b)
    return re.sub("[^aeiouEO]", "", word)


def vowels_agree(a, b):
    """Position by position, one vowel more on one side allowed (suleiman, sleiman)."""
    a, b = sorted((vowels(a), vowels(b)), key=len)

    def near(x, y):
        return x == y or any(x in s and y in s for s in NEAR)
    if len(a) == len(b):
        return all(map(near, a, b))
    return len(b) == len(a) + 1 and any(all(map(near, a, b[:i] + b[i + 1:])) for i in range(len(b)))


def distance(a, b):
    before = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(row[-1] + 1, before[j] + 1, before[j - 1] + (x != y)))
        before = row
    return before[-1]


def name_words(name):
    words = [w for w in name_sources.words(name) if len(w) > 2 and w not in SMALL]
    return words if all(w.isascii() and w.isalpha() for w in words) else []


def pair_of(one, two):
    """The two words by which the names differ, where they differ in one and share another."""
    a, b = collections.Counter(one), collections.Counter(two)
    left, right = list((a - b).elements()), list((b - a).elements())
    if len(left) == len(right) == 1 and sum((a & b).values()) >= 1:
        return [tuple(sorted((left[0], right[0])))]
    if len(left) == len(right) == 2 and sum((a & b).values()) >= 1:
        straight = sum(distance(x, y) for x, y in zip(left, right))
        crossed = sum(distance(x, y) for x, y in zip(left, right[::-1]))
        if straight != crossed:
            return [tuple(sorted(p)) for p in zip(left, right if straight < crossed else right[::-1])]
    return []


def shown(shared, digests):
    """How many people show each pair, and bear each word."""
    pairs, bearers = collections.Counter(), collections.Counter()
    seen = set()
    for _, kind, names, _ in name_sources.listed(shared, digests):
        if kind != "person":
            continue
        split = sorted({tuple(w) for w in map(name_words, names) if w})[:40]
        key = frozenset(split)
        if key in seen:
            continue  # the same person on another list
        seen.add(key)
        bearers.update({w for words in split for w in words})
        found = {p for i, a in enumerate(split) for b in split[i + 1:] for p in pair_of(a, b)}
        pairs.update(found)
    return pairs, bearers


def wanted(pair, count, bearers):
    a, b = pair
    rarer = min(bearers[a], bearers[b])
    short = min(len(a), len(b)) < 4
    if count < SHARE * rarer or (short and count < LOOSE):
        return False
    edits, longer = distance(a, b), max(len(a), len(b))
    if consonants(a) == consonants(b) and edits <= max(2, longer // 2):
        return vowels_agree(a, b) or count >= max(LOOSE + 1, 0.2 * rarer)
    return not short and count >= LOOSE and a[0] == b[0] and edits <= longer // 4


def fits(head, word):
    """May the word stand in the class of this commonest spelling?"""
    a, b = consonants(head), consonants(word)
    if a == b:
        return vowels_agree(head, word) or distance(head, word) <= 1
    return len(a) > 3 and distance(a, b) <= 1 and head[0] == word[0]


def hand_made():
    classes = {}
    for number, line in enumerate((ROOT / "data/tables/variants.tsv").read_text("utf-8").splitlines()):
        if line and not line.startswith("#"):
            for w in line.split():
                classes[w] = number
    return classes


def short_forms():
    """Alex is short for several names and a spelling of none."""
    lines = (ROOT / "data/tables/nicknames.tsv").read_text("utf-8").splitlines()
    return {w for l in lines if "\t" in l for w in l.split("\t")[1].split() if len(w) < 5}


def join(pairs, bearers):
    """Union of the pairs wanted, strongest first; a class holds words of one hand-made line at most,
    and no word that is far from its commonest member."""
    hand, shorts, up, members = hand_made(), short_forms(), {}, {}

    def top(w):
        while up.get(w, w) != w:
            w = up[w]
        return w

    def lines(words):
        return {hand[w] for w in words if w in hand}
    for (a, b), count in sorted(pairs.items(), key=lambda kv: (-kv[1], kv[0])):
        if a in shorts or b in shorts or not wanted((a, b), count, bearers):
            continue
        x, y = top(a), top(b)
        one, two = members.setdefault(x, {x}), members.setdefault(y, {y})
        if x == y or len(lines(one | two)) > 1:
            continue
        head = max(one | two, key=lambda w: (bearers[w], w))
        if not all(fits(head, w) or w in (a, b) and head in (a, b) for w in one | two):
            continue
        up[y] = x
        members[x] = one | two
    return [m for w, m in members.items() if top(w) == w and len(m) > 1]


def main():
    digests = {}
    pairs, bearers = shown(pathlib.Path(sys.argv[1]), digests)
    classes = join(pairs, bearers)
    lines = ["# Spellings of one name, learned from the aliases of listed people: one class a line, the",
             "# commonest first. Made by tools/learn_variants.py from (SHA-256)"]
    lines += [f"#   {d}  {name}" for name, d in sorted(digests.items())]
    rows = [" ".join(sorted(m, key=lambda w: (-bearers[w], w))) for m in classes]
    (ROOT / "data/tables/variants_learned.tsv").write_text(
        "\n".join(lines + sorted(rows)) + "\n", "utf-8")
    print(f"{len(pairs)} pairs shown, {len(rows)} classes, {sum(len(m) for m in classes)} words")


if __name__ == "__main__":
    main()
