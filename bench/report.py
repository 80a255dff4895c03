#!/usr/bin/env python3
"""Runs every measuring program and the command line, and prints one table of figures.

A program bench_x prints a JSON line a figure: {"figure", "value", "unit", "reference", "reference_value"}.
Cold starts of the command line are measured by bench_cold.
"""
import argparse
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
BUILD = os.path.join(ROOT, "build", "release")
PROGRAM = os.path.join(BUILD, "interdict")

# figure -> (limit, True where less is better), from the issues that asked for them
LIMITS = {
    "status_cold": (6.0, True),
    "status_cold_memory": (12.0, True),
    "status_in_process": (100.0, True),
    "authored_records_20000": (6000.0, False),
    "matrix_500_subjects": (50.0, True),
    "diff_as_of_20000": (300.0, True),
    "diff_published_20000": (300.0, True),
    "diff_known_20000": (300.0, True),
    "load_fresh_records": (50000.0, False),
    "load_unchanged": (200.0, True),
    "load_edition": (39.0, True),  # 308 editions in 12 s
    "load_real": (1000.0, True),
    "normalise_latin": (100.0, False),
    "normalise_cyrillic": (30.0, False),
    "normalise_arabic": (30.0, False),
    "load_real_ratio": (4.0, True),  # to a bare pass over the same bytes
    "screen_million": (20.0, True),  # rows, with parts, on two processors; OFAC, UN and UK
    "screen_million_bare": (10.0, True),
    "screen_memory": (200.0, True),
    "scan_100_names": (100.0, False),
    "scan_100000_names": (50.0, False),
}


def run_program(name, *arguments):
    done = subprocess.run([os.path.join(BUILD, "bench", name), *arguments], stdout=subprocess.PIPE, check=True)
    return [json.loads(line) for line in done.stdout.decode().splitlines() if line.startswith("{")]


def cold_figures(figure, home, subject):
    return run_program("bench_cold", figure, PROGRAM, "--home", home, "status", subject, "--format", "json")


def is_one_edition(files):
    """Files kept on one day may be of different editions; the reader refuses those."""
    with tempfile.TemporaryDirectory(prefix="idt-bench-") as home:
        for arguments in (["init"], ["import", "us_ofac_sdn", "--check", "--accept-rejects", *files]):
            done = subprocess.run([PROGRAM, "--home", home, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if done.returncode != 0:
                return False
    return True


def real_files():
    """Of INTERDICT_SHARED: the newest whole set of OFAC's files and the newest of the UN; none without it."""
    shared = os.environ.get("INTERDICT_SHARED", "")
    lists = os.path.join(shared, "data", "lists")
    sets = []
    for folder in sorted(glob.glob(os.path.join(glob.escape(lists), "us_ofac_sdn", "*"))):
        files = [os.path.join(folder, name + ".csv.xz") for name in ("sdn", "add", "alt")]
        if all(os.path.exists(f) for f in files) and is_one_edition(files):
            sets.append(files)
    un = sorted(glob.glob(os.path.join(glob.escape(lists), "un_sc_consolidated", "*", "*.xml.xz")))
    if not shared or not sets or not un:
        print("INTERDICT_SHARED has no lists: load_real is not measured", file=sys.stderr)
        return []
    return ["us_ofac_sdn", *sets[-1], "--", "un_sc", un[-1]]


# dataset -> its files in a folder of INTERDICT_SHARED; the newest folder that has them all
SCREENED = {
    "us_ofac_sdn": ("us_ofac_sdn", ["sdn.csv.xz", "add.csv.xz", "alt.csv.xz"]),
    "us_ofac_non_sdn": ("us_ofac_non_sdn", ["cons_prim.csv", "cons_add.csv", "cons_alt.csv"]),
    "un_sc": ("un_sc_consolidated", ["UN_consolidated.xml.xz"]),
    "gb_ofsi": ("uk_ofsi", ["UK_Sanctions_List.csv.xz"]),
}


def import_newest(home, dataset, folder, names):
    """The newest edition that the program takes: files kept on one day may be of different ones."""
    root = os.path.join(os.environ["INTERDICT_SHARED"], "data", "lists", folder)
    for edition in sorted(glob.glob(os.path.join(glob.escape(root), "*")), reverse=True):
        files = [os.path.join(edition, name) for name in names]
        if all(os.path.exists(f) for f in files):
            command = [PROGRAM, "--home", home, "import", dataset, "--accept-rejects", *files]
            if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0:
                return True
    return False


def screen_figures(count=50000):
    """A file of parties against every list that INTERDICT_SHARED has and the program reads."""
    shared = os.environ.get("INTERDICT_SHARED", "")
    scratch = tempfile.mkdtemp(prefix="idt-bench-")
    home, parties = os.path.join(scratch, "home"), os.path.join(scratch, "parties.csv")
    try:
        if not shared:
            print("INTERDICT_SHARED has no lists: screen_million is not measured", file=sys.stderr)
            return []
        subprocess.run([PROGRAM, "--home", home, "init"], check=True, stdout=subprocess.DEVNULL)
        held = [d for d, (folder, names) in SCREENED.items() if import_newest(home, d, folder, names)]
        print(f"screened against: {', '.join(held)}", file=sys.stderr)
        with open(parties, "wb") as out:
            subprocess.run([sys.executable, os.path.join(ROOT, "bench", "generated_parties.py"), shared, str(count)],
                           stdout=out, check=True)
        return run_program("bench_screen", parties, PROGRAM, home)
    finally:
        shutil.rmtree(scratch)


def arguments_of(name):
    if name in ("bench_status", "bench_matrix"):
        return [os.path.join(ROOT, "data")]
    return ["15000", *real_files()] if name == "bench_load" else []


def with_ratios(line):
    """A load beside a bare pass over its bytes: the ratio is a figure of its own."""
    if not line["figure"].startswith("load_") or not line["reference"].startswith("bare_"):
        return [line]
    ratio = line["value"] / line["reference_value"] if line["reference_value"] > 0 else float("inf")
    return [line, {"figure": line["figure"] + "_ratio", "value": ratio, "unit": "times", "reference": "", "reference_value": 0}]


def measure():
    figures = []
    scratch = tempfile.mkdtemp(prefix="idt-bench-")
    try:
        subprocess.run([PROGRAM, "--home", scratch, "init", "--starter"], check=True, stdout=subprocess.DEVNULL)
        figures += cold_figures("status_cold", scratch, "Taliban")
    finally:
        shutil.rmtree(scratch)
    for name in sorted(os.listdir(os.path.join(BUILD, "bench"))):
        path = os.path.join(BUILD, "bench", name)
        if not name.startswith("bench_") or name in ("bench_cold", "bench_screen") or not os.access(path, os.X_OK) or os.path.isdir(path):
            continue
        lines = run_program(name, *arguments_of(name))
        for line in lines:
            if "home" in line:
                figures += cold_figures("status_cold_20000", line["home"], "bench:s777")
                shutil.rmtree(line["home"])
            elif "figure" in line:
                figures += with_ratios(line)
    return figures + screen_figures()


def verdict(figure):
    if figure["figure"] not in LIMITS:
        return ""
    limit, less = LIMITS[figure["figure"]]
    met = figure["value"] <= limit if less else figure["value"] >= limit
    return f"{'<=' if less else '>='} {limit:g}: {'met' if met else 'MISSED'}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", metavar="FILE")
    arguments = parser.parse_args()
    figures = measure()
    print(f"{'figure':26} {'value':>12} {'unit':10} {'reference':24} {'value':>12}  asked")
    for f in figures:
        reference = f"{f['reference_value']:12.2f}" if f["reference"] else " " * 12
        print(f"{f['figure']:26} {f['value']:12.2f} {f['unit']:10} {f['reference']:24} {reference}  {verdict(f)}")
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as out:
            json.dump({"schema_version": "1.0", "figures": figures}, out, indent=2)
    return 1 if any("MISSED" in verdict(f) for f in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
