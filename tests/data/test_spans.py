"""Every source span of the brief is the passage it says it is.

In brief.txt always; in the original report, which is not shipped, where INTERDICT_SHARED has it.
"""
import hashlib
import os
import pathlib
import sys

from record_files import STARTER, source_field, spans

BRIEF = STARTER / "brief.yaml"
faults = []


def check(line, condition, message):
    if not condition:
        faults.append(f"brief.yaml:{line}: {message}")


def starts_and_ends_on_words(data, start, end):
    """A span that cuts a word, or a character, in two was counted wrong."""
    def inside(at):
        try:
            return data[:at].decode()[-1:].isalnum() and data[at:].decode()[:1].isalnum()
        except UnicodeDecodeError:
            return True
    return not inside(start) and not inside(end)


def check_source(source, data):
    recorded = source_field(BRIEF, source, "sha256")
    check(1, hashlib.sha256(data).hexdigest() == recorded,
          f"the bytes of source `{source}` have another SHA-256 than the file says")
    count = 0
    for line, named, start, end, sha256, quote in spans(BRIEF):
        if named != source:
            continue
        count += 1
        passage = data[start:end]
        check(line, 0 <= start < end <= len(data), f"[{start}, {end}) is outside the source")
        check(line, starts_and_ends_on_words(data, start, end), "the span cuts a word")
        if sha256 is not None:
            check(line, hashlib.sha256(passage).hexdigest() == sha256, "the passage has another SHA-256")
        if quote is not None:
            check(line, quote.encode() in passage, f'"{quote}" is not in the passage')
        check(line, sha256 is not None or quote is not None, "the span has neither hash nor quote")
    return count


in_text = check_source("text", (STARTER / "brief.txt").read_bytes())
check(1, in_text > 0, "no span into brief.txt at all")

shared = os.environ.get("INTERDICT_SHARED")
report = pathlib.Path(shared) / "brief" / "report.txt" if shared else None
have_report = report is not None and report.is_file()
if have_report:
    in_report = check_source("report", report.read_bytes())
    check(1, in_report == in_text, f"{in_report} spans into the report, {in_text} into brief.txt: not in pairs")

for fault in faults:
    print(fault)
if faults:
    sys.exit(1)
if not have_report:
    print(f"{in_text} spans into brief.txt are right; the original report is not at hand "
          "(INTERDICT_SHARED), its spans are not checked")
    sys.exit(77)
print(f"{in_text} spans into brief.txt and as many into the report are right")
