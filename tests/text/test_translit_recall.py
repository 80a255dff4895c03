"""Recall across scripts on the withheld tenth of the tokens stays over the bars. Needs ../shared."""
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(os.environ.get("INTERDICT_SOURCE", pathlib.Path(__file__).parents[2]))
SHARED = pathlib.Path(os.environ.get("INTERDICT_SHARED", ROOT.parent / "shared"))
BARS = {"arabic": .96, "hebrew": .97, "russian": .965, "katakana": .96, "korean": .84, "chinese": .87}


def main():
    if not (SHARED / "data" / "match" / "translit").is_dir():
        print("skipped: INTERDICT_SHARED names no folder with data/match/translit")
        return 77
    run = subprocess.run([ROOT / "tools" / "translit_recall", SHARED, "--rows", "30000", "--no-icu"],
                         stdout=subprocess.PIPE, check=True, text=True)
    print(run.stdout)
    failed = 0
    for script, bar in BARS.items():
        row = re.search(rf"\| {script} +\|(.*)\|", run.stdout)[1].split("|")
        recall = float(row[3])
        if recall < bar:
            failed += 1
            print(f"{script}: recall {recall} at 0.1 % false positives, expected {bar} or more")
    print(f"{len(BARS) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
