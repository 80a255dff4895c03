"""Every statement of a fact of the brief says whose word it is and where it stands in both documents.

That the passages are what they say they are is for test_spans.py; that no fact is missing, for
test_starter_coverage.py.
"""
import re
import sys

from record_files import STARTER, spans, statements

BRIEF = STARTER / "brief.yaml"
DERIVED = {"F04"}  # follows from F03; nobody says it, so it has no chain

faults = []
span_at = {span[0]: span for span in spans(BRIEF)}
count = 0

for number, facts, block in statements(BRIEF):
    count += 1
    named = f"brief.yaml:{number}: {', '.join(facts)}"
    chains = [line for _, line in block if re.match(r" *(- )?chain: \[\{published_by: the report\}", line)]
    derived = any("derived_from: " in line for _, line in block)
    if set(facts) <= DERIVED:
        if chains or not derived:
            faults.append(f"{named}: is derived, so it names what from and nobody's word")
    elif len(chains) != 1:
        faults.append(f"{named}: {len(chains)} chains that begin with the report; expected one")
    cited = [span_at[at][1] for at, _ in block if at in span_at]
    if cited != ["report", "text"]:
        faults.append(f"{named}: passages in {cited}; expected one in the report and one in the text")

print("\n".join(faults) or f"{count} statements of facts, each with its chain and both passages")
sys.exit(bool(faults))
