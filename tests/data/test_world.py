"""What the starter says beside the brief rests on no document of its own: assumed, and somebody's word."""
import re
import sys

from record_files import STARTER

text = (STARTER / "world.yaml").read_text(encoding="utf-8").split("\nrecords:", 1)[1]
# A statement with qualifiers begins with its `value`; what has none is what a record is, not what is told.
parts = re.split(r"^ +(?:- )?value: ", text, flags=re.MULTILINE)[1:]
faults = []
for part in parts:
    value = part.splitlines()[0]
    if "certainty: assumed" not in part:
        faults.append(f"world.yaml: {value}: not said to be assumed")
    if "chain: [" not in part:
        faults.append(f"world.yaml: {value}: nobody's word")
for wanted in ("about: brief:taliban", "about: brief:opium-crops"):
    if wanted not in text:
        faults.append(f"world.yaml: no record says {wanted}")
print("\n".join(faults) or f"{len(parts)} statements, each assumed and with its chain")
sys.exit(bool(faults) or not parts)
