#!/usr/bin/env python3
"""Learns data/tables/translit_*.tsv from cross-script name tokens (CC0, mined from Wikidata).

  learn_translit.py SHARED [--withheld TENTHS]

SHARED holds data/match/translit/wd_*_64.tsv.xz. The tenths of tokens named (default 0) are not
learned from; tools/translit_recall measures on tenth 0. Needs a C compiler: tools/learn_translit.c
does the counting. A run takes about a minute and gives the same bytes anywhere with the same libm.
Then run tools/gen_translit.py.
"""
import argparse
import bz2
import collections
import hashlib
import lzma
import math
import pathlib
import subprocess
import tempfile
import unicodedata

ROOT = pathlib.Path(__file__).resolve().parent.parent
READINGS = pathlib.Path("/usr/share/unicode/Unihan_Readings.txt.bz2")
SEED = 20261125  # TRANSLIT_SEED of tools/translit_split.h: which token is in which tenth
DATE = "2026-11-25"
SOURCES = ["src/text/native.c", "src/text/script.c", "src/text/key.c", "src/text/tokens.c",
           "src/text/utf8.c", "src/core/arena.c", "src/core/error.c", "src/core/str.c",
           "src/generated/unicode_fold.c", "src/generated/han_simplified.c"]

# script: file, most Latin letters a native one
SCRIPTS = {"arab": ("arabic", 3), "cyrl": ("russian", 4), "hang": ("korean", 3),
           "hani": ("chinese", 5), "hebr": ("hebrew", 3), "kana": ("katakana", 3)}

# Letters that the pairs hardly hold, by rule: each alternative counts as two pairs.
PRIORS = {
    "arab": {  # Persian, Dari, Pashto, Urdu, Kurdish, Uighur
        "پ": "p", "چ": "ch c", "ژ": "zh j z", "گ": "g", "ڤ": "v", "ڨ": "g", "ټ": "t", "ډ": "d",
        "ړ": "r", "ږ": "zh g", "ښ": "sh kh x", "ځ": "z dz j", "څ": "ts s", "ڼ": "n", "ں": "n",
        "ٹ": "t", "ڈ": "d", "ڑ": "r", "ێ": "e", "ۆ": "o u", "ۇ": "u o", "ۈ": "u", "ۋ": "v w",
        "ڭ": "ng n", "ڕ": "r", "ڵ": "l", "ھ": "h", "ە": "a e", "ې": "e i", "ڂ": "z", "ۍ": "ai ay",
        "ث": "th s t", "ذ": "dh z d", "ظ": "z dh", "ض": "d z dh", "ء": "a"},
    "cyrl": {  # Ukrainian, Belarusian, Serbian, Macedonian, Turkic, Tajik
        "і": "i y", "є": "ie ye e", "ґ": "g", "ј": "j y i", "љ": "lj ly l", "њ": "nj ny n",
        "ћ": "c ch t", "ђ": "dj d dj", "џ": "dz dzh j", "ѕ": "dz z", "қ": "k q", "ғ": "g gh",
        "ң": "n ng", "ө": "o u", "ү": "u", "ұ": "u", "ә": "a e", "һ": "h", "җ": "j zh dzh",
        "ҳ": "h kh", "ҷ": "j ch dzh", "ҡ": "k q", "ҙ": "z dh", "ҫ": "s th", "ѣ": "e ie",
        "ѳ": "f", "ѵ": "i", "ъ": "a"},
    "hebr": {"װ": "v w", "ױ": "oy oi", "ײ": "ay ei"},
    "hang": {}, "hani": {}, "kana": {},
}


def folder(shared):
    return pathlib.Path(shared) / "data" / "match" / "translit"


def digest(*paths):
    return [f"{p.name} {hashlib.sha256(p.read_bytes()).hexdigest()}" for p in paths]


def build_learner(where):
    program = pathlib.Path(where) / "learn"
    subprocess.run(["cc", "-O2", "-std=gnu17", "-w", "-Isrc", "-Itools", "tools/learn_translit.c",
                    *SOURCES, "-lm", "-o", program], cwd=ROOT, check=True)
    return program


def prior_lines(script):
    for native, spellings in PRIORS[script].items():
        for latin in spellings.split():
            yield f"{latin}\t{native}\tprior\n"


def plain(syllable):
    """Pinyin without its tone; u with dots is v, as keyboards have it."""
    parts = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(c for c in parts if c.isalpha())


def han_syllables(script, where):
    """A file of `code point, number of its Mandarin syllable`, and the pinyin pairs by rule."""
    path = pathlib.Path(where) / "syllables"
    if script != "hani":
        return "", []
    numbers, priors, rows = {}, [], []
    for line in bz2.decompress(READINGS.read_bytes()).decode().splitlines():
        if "\tkMandarin\t" in line:
            cp, _, value = line.split("\t")
            if len(cp) > 6 or int(cp[2:], 16) < 0x4E00:
                continue  # rare extensions: no names to speak of
            syllable = plain(value.split()[0])
            if syllable not in numbers:
                priors.append(f"{syllable.replace('v', 'u')}\t{chr(int(cp[2:], 16))}\tprior\n")
            number = numbers.setdefault(syllable, len(numbers))
            rows.append(f"{cp[2:]} {number}\n")
    path.write_text("".join(rows))
    return str(path), priors


def head(script, inputs, withheld, what):
    sums = "".join(f"# {line}\n" for line in inputs)
    return (f"# {what}\n# Made by tools/learn_translit.py on {DATE}, seed {SEED}; tenths withheld:"
            f" {withheld}. SHA-256 of the inputs:\n{sums}"
            "# Pairs: github.com/steveash/NETransliteration-COLING2018 commit 5d5f59e, CC0 1.0.\n"
            + ("# Readings: Unihan, under the Unicode licence.\n" if script == "hani" else ""))


def learn(script, shared, program, where, withheld):
    name, most = SCRIPTS[script]
    source = folder(shared) / f"wd_{name}_64.tsv.xz"
    syllables, priors = han_syllables(script, where)
    pairs = lzma.decompress(source.read_bytes()).decode() + "".join(priors)
    pairs += "".join(prior_lines(script))
    run = subprocess.run([program, str(most), withheld, syllables], input=pairs.encode(),
                         stdout=subprocess.PIPE, check=True)
    rows = [line.split("\t") for line in run.stdout.decode().splitlines()]
    rows.sort(key=lambda r: (r[0], int(r[2]), r[1]))
    inputs = digest(source, *([READINGS] if script == "hani" else []))
    text = head(script, inputs, withheld, f"How letters of the script {script} are spelt in Latin:"
                " native, Latin, -log P(latin | native) in millinats.")
    text += "".join("\t".join(r) + "\n" for r in rows)
    (ROOT / "data" / "tables" / f"translit_{script}.tsv").write_text(text, "utf-8")
    print(f"{script}: {len(rows)} links")


def latin_tokens(shared, program, withheld):
    tokens = set()
    for name, _ in SCRIPTS.values():
        pairs = lzma.decompress((folder(shared) / f"wd_{name}_64.tsv.xz").read_bytes())
        run = subprocess.run([program, "latin", withheld], input=pairs, stdout=subprocess.PIPE,
                             check=True)
        tokens.update(run.stdout.decode().split())
    return tokens


def count_triples(tokens):
    counts = collections.Counter()
    for token in tokens:
        padded = "^^" + token + "$"
        for i in range(2, len(padded)):
            counts[padded[i - 2:i + 1]] += 1
    return counts


def triples(shared, program, withheld):
    """Witten-Bell over pairs over single letters."""
    counts = count_triples(sorted(latin_tokens(shared, program, withheld)))
    letters = "abcdefghijklmnopqrstuvwxyz$"
    two, one = collections.Counter(), collections.Counter()
    for t, n in counts.items():
        two[t[1:]] += n
        one[t[2]] += n
    total = sum(one.values())

    def smooth(context, table, lower):
        n = [table[context + c] for c in letters]
        kinds = sum(x > 0 for x in n) + 1
        return [(x + kinds * p) / (sum(n) + kinds) for x, p in zip(n, lower)]

    single = [(one[c] + 1) / (total + 27) for c in letters]
    rows = []
    for a in "^" + letters[:-1]:
        for b in "^" + letters[:-1]:
            p = smooth(a + b, counts, smooth(b, two, single))
            rows.append("\t".join([a + b] + [f"{-1000 * math.log(x):.0f}" for x in p]) + "\n")
    sources = [folder(shared) / f"wd_{name}_64.tsv.xz" for name, _ in SCRIPTS.values()]
    text = head("latn", digest(*sources), withheld, "Letters of Latin name tokens by the two before"
                " (^: the start): -log P of a .. z and of the end, millinats.")
    (ROOT / "data" / "tables" / "translit_triples.tsv").write_text(text + "".join(rows), "utf-8")


def main():
    parser = argparse.ArgumentParser(description="Learns data/tables/translit_*.tsv.")
    parser.add_argument("shared", help="folder that holds data/match/translit")
    parser.add_argument("--withheld", default="0", help="tenths not learned from (default 0)")
    parser.add_argument("--only", help="one script, for trials")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as where:
        program = build_learner(where)
        if not args.only:
            triples(args.shared, program, args.withheld)
        for script in SCRIPTS:
            if args.only in (None, script):
                learn(script, args.shared, program, where, args.withheld)


if __name__ == "__main__":
    main()
