"""What the tests of this folder share: the starter's files, and the source spans written in them.

A span stands on one line, `{in: SOURCE, start: N, end: N, ...}`; so the files can be read here without
a YAML library, which a bare machine does not have.
"""
import os
import pathlib
import re

ROOT = pathlib.Path(os.environ.get("INTERDICT_SOURCE", pathlib.Path(__file__).resolve().parents[2]))
STARTER = ROOT / "data" / "starter"

_SPAN = re.compile(
    r"\{in: (?P<source>[a-z0-9._-]+), start: (?P<start>\d+), end: (?P<end>\d+)"
    r"(?:, passage_sha256: (?P<sha256>[0-9a-f]{64}))?(?:, quote: \"(?P<quote>[^\"]*)\")?\}$"
)


def spans(path):
    """Every span of a record file as (line number, source, start, end, sha256, quote)."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if "{in:" not in line:
            continue
        match = _SPAN.search(line)
        if match is None:
            raise SystemExit(f"{path.name}:{number}: this span has a form the tests do not know")
        found.append((number, match["source"], int(match["start"]), int(match["end"]),
                      match["sha256"], match["quote"]))
    return found


def source_field(path, source, field):
    """A field of an entry of `sources:` in a record file's header, or None."""
    text = path.read_text(encoding="utf-8").split("\nrecords:", 1)[0]
    entry = re.search(rf"^  {source}:\n((?:    .*\n)+)", text, re.MULTILINE)
    value = entry and re.search(rf"^    {field}: (.*)$", entry[1], re.MULTILINE)
    return value[1] if value else None


_FACT = re.compile(r"^(?P<indent> *)(?P<dash>- )?fact: \[?(?P<facts>[A-Z]\d+(?:, [A-Z]\d+)*)\]?$")


def statements(path):
    """Every statement with a `fact`, as (line number, its facts, its lines)."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        match = _FACT.match(line)
        if match is None:
            if re.match(r" *(- )?fact:", line):
                raise SystemExit(f"{path.name}:{number}: this `fact` has a form the tests do not know")
            continue
        column = len(match["indent"]) + len(match["dash"] or "")
        yield number, match["facts"].split(", "), _block(lines, number - 1, column)


def _block(lines, at, column):
    """The lines around `at` that belong to the mapping whose keys stand in `column`."""
    def inner(line):
        return line.startswith(" " * column) or not line.strip()

    def opens(line):
        return line.startswith(" " * (column - 2) + "- ")
    first = at
    while not opens(lines[first]) and inner(lines[first - 1]):
        first -= 1
    if not opens(lines[first]) and opens(lines[first - 1]):
        first -= 1
    last = at
    while last + 1 < len(lines) and inner(lines[last + 1]):
        last += 1
    return list(enumerate(lines[first:last + 1], first + 1))
