"""The starter states every fact it should: those of the brief about listings, and all 35 outside facts."""
import re
import sys

from record_files import STARTER, spans

WANTED = {
    "brief.yaml": {f"F{n:02}" for n in (1, 2, 3, 4, 5, 8, 9, *range(18, 26), 61)},
    "facts.yaml": {f"D{n:03}" for n in range(1, 36)},
}
faults = []

for name, wanted in WANTED.items():
    text = (STARTER / name).read_text(encoding="utf-8")
    stated = {fact.upper() for fact in re.findall(r"^ *(?:- )?fact: ([A-Za-z]\d+)$", text, re.MULTILINE)}
    if wanted - stated:
        faults.append(f"{name}: no statement of {', '.join(sorted(wanted - stated))}")
    if stated - wanted:
        faults.append(f"{name}: facts nobody knows: {', '.join(sorted(stated - wanted))}")

# Each statement of the brief cites both documents: a `fact` line per pair of spans.
brief = STARTER / "brief.yaml"
facts = len(re.findall(r"^ *(?:- )?fact: ", brief.read_text(encoding="utf-8"), re.MULTILINE))
for source in ("report", "text"):
    count = sum(1 for span in spans(brief) if span[1] == source)
    if count != facts:
        faults.append(f"brief.yaml: {facts} statements of facts, {count} spans into `{source}`")

print("\n".join(faults) or "every fact is stated, each of the brief's with both passages")
sys.exit(bool(faults))
