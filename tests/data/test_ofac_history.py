"""308 real editions of one list: any order leaves the same register, and any question at an instant
is answered as that day's file alone answers it."""
import csv
import json
import os
import pathlib
import random
import sqlite3
import sys
import tempfile

import ofac_history

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
import program  # noqa: E402

SEED = int(os.environ.get("INTERDICT_SEED", "20261125"))
PAIRS = 500
DAYS = 25
SHUFFLED = 308 if os.environ.get("INTERDICT_LONG") else 60

RECTANGLES = """
SELECT r.key, hex(c.hash), r.pub_from, r.pub_to FROM run AS r
JOIN version AS v ON v.id = r.version JOIN content AS c ON c.id = v.content
JOIN dataset AS d ON d.id = r.dataset
WHERE d.key = 'us_ofac_sdn' AND r.rec_to = 9223372036854775807 ORDER BY 1, 3, 4, 2"""


def interdict(home, *arguments, check=True):
    done = program.run(*map(str, arguments), home=str(home), now=None)
    if check and done.returncode != 0:
        raise AssertionError("%s: %s" % (arguments[:3], done.stderr[-2000:].decode()))
    return done


def register_of(home, files):
    interdict(home, "init")
    interdict(home, "import", "us_ofac_sdn", "--each", "--accept-removals", *files)
    return home


def rectangles(home):
    db = sqlite3.connect("file:%s/register.db?mode=ro" % home, uri=True)
    rows = db.execute(RECTANGLES).fetchall()
    db.close()
    return rows


def statements(home, key, instant=None):
    """What is said of an entry: (property, value, qualifiers), or None where it is not there."""
    at = ["--published-by", instant] if instant else []
    done = interdict(home, "show", "us_ofac_sdn:" + key, "--format", "json", *at, check=False)
    if done.returncode != 0:
        return None
    return found(json.loads(done.stdout))


def found(answer):
    """None for an entry of another day: it is known, and nothing is said of it at this one."""
    said = sorted((s["property"], s["value"], json.dumps(s["qualifiers"], sort_keys=True))
                  for s in answer["statements"])
    return said or None


def ids_of(path):
    """The ids of one file, by Python's own reader of CSV."""
    with open(path, encoding="cp1252", errors="replace", newline="") as f:
        return {row[0].strip() for row in csv.reader(f) if len(row) >= 12}


def instant_of(path):
    text = path.name[len("sdn_"):-len(".csv")]
    return "%s:%s:%s" % (text[:13], text[13:15], text[15:])


def any_order_leaves_the_same_register(files, folder):
    chosen = files if SHUFFLED >= len(files) else files[:: len(files) // SHUFFLED][:SHUFFLED]
    shuffled = list(chosen)
    random.Random(SEED).shuffle(shuffled)
    ordered = rectangles(register_of(folder / "ordered", chosen))
    assert ordered, "nothing was loaded"
    assert rectangles(register_of(folder / "shuffled", shuffled)) == ordered


def interesting_pairs(files, draw):
    """(file, id): ids that were added, went or changed about that day before those that did not."""
    pairs = []
    for at in draw.sample(range(1, len(files) - 1), DAYS):
        before, now, after = (ids_of(files[at + d]) for d in (-1, 0, 1))
        moved = sorted((now - before) | (before - now) | (now ^ after))
        draw.shuffle(moved)
        stayed = draw.sample(sorted(now), PAIRS // DAYS)
        pairs += [(files[at], key, key in now)
                  for key in (moved[: PAIRS // DAYS // 2] + stayed)[: PAIRS // DAYS]]
    return pairs


def an_instant_is_answered_as_that_days_file_alone(files, folder):
    draw = random.Random(SEED)
    whole = register_of(folder / "whole", files)
    alone = {}
    pairs = interesting_pairs(files, draw)
    for path, key, listed in pairs:
        if path not in alone:
            alone[path] = register_of(folder / ("alone-" + path.stem), [path])
        expected = statements(alone[path], key)
        assert (expected is not None) == listed, (path.name, key, "another program disagrees")
        met = statements(whole, key, instant_of(path))
        if expected is None:
            done = interdict(whole, "search", key, "--published-by", instant_of(path), "--format",
                             "json", check=False)
            assert "us_ofac_sdn:%s\"" % key not in done.stdout.decode(), (path.name, key)
        assert met == expected, (path.name, key, met, expected)
    assert len(pairs) == PAIRS
    print("%d pairs over %d days agree" % (len(pairs), len(alone)))


def main():
    with tempfile.TemporaryDirectory() as work:
        folder = pathlib.Path(work)
        (folder / "files").mkdir()
        files = ofac_history.unpack(folder / "files")
        assert len(files) == 308
        any_order_leaves_the_same_register(files, folder)
        an_instant_is_answered_as_that_days_file_alone(files, folder)


if __name__ == "__main__":
    main()
