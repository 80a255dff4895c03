"""The starter states every fact it should: the 64 of the brief, and all 35 outside facts."""
import sys

from record_files import STARTER, statements

WANTED = {
    "brief.yaml": {f"F{n:02}" for n in range(1, 65)},
    "facts.yaml": {f"D{n:03}" for n in range(1, 36)},
}
faults = []

for name, wanted in WANTED.items():
    stated = {fact for _, facts, _ in statements(STARTER / name) for fact in facts}
    if wanted - stated:
        faults.append(f"{name}: no statement of {', '.join(sorted(wanted - stated))}")
    if stated - wanted:
        faults.append(f"{name}: facts nobody knows: {', '.join(sorted(stated - wanted))}")

print("\n".join(faults) or "every fact is stated")
sys.exit(bool(faults))
