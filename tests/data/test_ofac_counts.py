"""The newest whole set of OFAC's list, read by Python's own csv module, against what the program holds.

Entities, names, aliases, addresses and programmes of every entry; the segments of the remarks; the robustness
samples. Needs INTERDICT_SHARED.
"""
import collections
import csv
import io
import json
import lzma
import os
import pathlib
import re
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
from program import DATA, SHARED, run  # noqa: E402

LISTS = pathlib.Path(SHARED) / "data" / "lists"
SDN = LISTS / "us_ofac_sdn"
SET = [SDN / "2023-12-28" / "sdn.csv.xz", SDN / "2024-01-08" / "alt.csv.xz", SDN / "2024-01-08" / "add.csv.xz",
       SDN / "2023-11-30" / "sdn_comments.csv"]
if not SET[0].exists():
    print("skipped: it needs INTERDICT_SHARED (%s)" % SET[0])
    sys.exit(77)

SCHEMAS = {"-0-": "Organization", "individual": "Person", "vessel": "Vessel", "aircraft": "Airplane"}
EMPTY = ("", "-0-")


def rows(path, columns):
    raw = lzma.open(path).read() if path.suffix == ".xz" else path.read_bytes()
    text = io.StringIO(raw.decode("ascii"), newline="")
    return [[f.strip() for f in r] for r in csv.reader(text) if len(r) == columns]


def raw_rows(path, columns):
    raw = lzma.open(path).read() if path.suffix == ".xz" else path.read_bytes()
    return [r for r in csv.reader(io.StringIO(raw.decode("ascii"), newline="")) if len(r) == columns]


class Counts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory(prefix="idt-ofac-")
        cls.home = os.path.join(cls.scratch.name, "home")
        made = run("init", home=cls.home)
        assert made.returncode == 0, made.stderr.decode()
        done = run("import", "us_ofac_sdn", *map(str, SET), "--published", "2024-01-08", "--format", "json",
                   home=cls.home)
        assert done.returncode == 0, done.stderr.decode()
        cls.account = json.loads(done.stdout)["imports"][0]["account"]
        exported = run("export", "--format", "statements", "--dataset", "us_ofac_sdn", home=cls.home)
        assert exported.returncode == 0, exported.stderr.decode()
        cls.held = collections.defaultdict(lambda: collections.defaultdict(set))
        cls.schema = {}
        cls.programmes = collections.defaultdict(set)
        sanctions = collections.defaultdict(dict)
        for r in csv.DictReader(io.StringIO(exported.stdout.decode(), newline="")):
            if r["schema"] == "Sanction":
                sanctions[r["entity_id"]][r["prop"]] = r["value"]
                continue
            key = r["entity_id"].split(":", 1)[1]
            if not key.isdigit():
                continue  # a passport, which the export makes a thing of its own
            cls.held[key][r["prop"]].add(r["value"])
            cls.schema[key] = r["schema"]
        for s in sanctions.values():
            cls.programmes[s["entity"].split(":", 1)[1]].add(s["programId"])
        cls.entries = rows(SET[0], 12)
        cls.remarks = {r[0]: r[11] for r in raw_rows(SET[0], 12) if r[11] != "-0- "}
        for ent_num, more in raw_rows(SET[3], 2):
            cls.remarks[ent_num] += more

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def test_every_row_is_an_entry_of_its_kind(self):
        self.assertEqual(self.schema, {r[0]: SCHEMAS[r[2]] for r in self.entries})
        self.assertEqual(self.account["mapped"], len(self.entries))
        self.assertEqual(self.account["rejected"], 0)

    def test_names_are_as_written(self):
        for r in self.entries:
            self.assertEqual(self.held[r[0]]["name"], {r[1]})

    def of_entry(self, property_name, expected, word_in_remarks):
        """Both the same, save where the remarks give such names too."""
        for r in self.entries:
            met, wanted = self.held[r[0]][property_name], expected[r[0]]
            if word_in_remarks in self.remarks.get(r[0], ""):
                self.assertLessEqual(wanted, met, r[0])
            else:
                self.assertEqual(met, wanted, r[0])

    def test_aliases_are_those_of_the_file_by_entry(self):
        alias, previous = collections.defaultdict(set), collections.defaultdict(set)
        for ent_num, _, kind, name, _ in rows(SET[1], 5):
            (previous if kind == "fka" else alias)[ent_num].add(name)
        self.of_entry("alias", alias, "d.b.a.")
        self.of_entry("previousName", previous, "f.k.a.")

    def test_addresses_are_those_of_the_file_by_entry(self):
        address, country = collections.defaultdict(set), collections.defaultdict(set)
        for ent_num, _, street, city, land, _ in rows(SET[2], 6):
            parts = [p for p in (street, city) if p not in EMPTY]
            if parts:
                address[ent_num].add(", ".join(parts))
            elif land not in EMPTY:
                country[ent_num].add(land)
        self.of_entry("address", address, "\0")
        for r in self.entries:  # the export has codes, one for two names at times, none for some
            if "Registration" not in self.remarks.get(r[0], ""):
                met, wanted = self.held[r[0]]["country"], country[r[0]]
                self.assertLessEqual(len(met), len(wanted), r[0])

    def test_every_tag_is_a_listing_on_a_list_that_is_described(self):
        described = "".join(p.read_text() for p in pathlib.Path(DATA, "procedures").glob("*.yaml"))
        described = set(re.findall(r"^  - id: (\S+)$", described, re.M))
        directive = re.compile(r"^us-eo-\d+-directive-\w+$")
        for r in self.entries:
            tags = [t.strip("[] ") for t in r[3].split("] [")]
            wanted = {"us-" + re.sub("[^a-z0-9]+", "-", t.lower()) for t in tags}
            met = self.programmes[r[0]]
            self.assertEqual({k for k in met if not directive.match(k)}, wanted, r[0])
            self.assertEqual(met - described, set(), r[0])

    def test_segments_are_counted_and_nearly_all_understood(self):
        met = 0
        for text in self.remarks.values():
            text = text.strip()
            met += len([s for s in text[:-1 if text.endswith(".") else None].split("; ") if s.strip()])
        self.assertEqual(self.account["segments"], met)
        self.assertGreaterEqual(self.account["segments_understood"], met * 0.97)

    def test_the_only_warning_names_the_remark_without_its_end(self):
        self.assertEqual(len(self.account["warnings"]), 1)
        self.assertIn("1 entries (45430)", self.account["warnings"][0])

    def check(self, dataset, *paths):
        return run("import", dataset, *map(str, paths), "--check", "--format", "json", home=self.home)

    def test_files_of_two_editions_are_refused(self):
        done = self.check("us_ofac_sdn", SET[0], SDN / "2025-01-06" / "alt.csv.xz")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"different editions", done.stderr)

    def test_a_set_saved_by_a_spreadsheet_with_a_changed_id_is_refused(self):
        folder = SDN / "2022-01-21"
        done = self.check("us_ofac_sdn", *sorted(folder.glob("*.xz")))
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"ent_num 34489 is not among the entries", done.stderr)
        alone = self.check("us_ofac_sdn", folder / "sdn.csv.xz")
        self.assertEqual(alone.returncode, 2)
        self.assertIn(b"2677", alone.stdout + alone.stderr)

    def test_a_row_edited_by_hand_is_told(self):
        done = self.check("us_ofac_sdn", SDN / "2021-01-14" / "sdn.csv.xz")
        self.assertIn(b"sdn.csv:8754", done.stdout)

    def test_the_other_list_is_read(self):
        folder = LISTS / "us_ofac_non_sdn" / "2025-12-19"
        done = self.check("us_ofac_non_sdn", *sorted(folder.glob("cons_*.csv")))
        self.assertEqual(done.returncode, 0, done.stderr)
        account = json.loads(done.stdout)["imports"][0]["account"]
        self.assertEqual(account["mapped"], len(rows(folder / "cons_prim.csv", 12)))
        self.assertGreaterEqual(account["segments_understood"], account["segments"] * 0.97)


if __name__ == "__main__":
    unittest.main()
