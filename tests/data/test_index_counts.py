"""The index of real lists, against the names that `export` says of the same register, counted here.

The Security Council's list and the United Kingdom's, the newest whole editions. Needs INTERDICT_SHARED.
"""
import csv
import io
import json
import os
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
from program import SHARED, run  # noqa: E402

LISTS = pathlib.Path(SHARED) / "data" / "lists"
NEWEST = {"un_sc": LISTS / "un_sc_consolidated" / "2026-02-27" / "UN_consolidated.xml.xz",
          "gb_ofsi": LISTS / "uk_ofsi" / "2025-04-10" / "UK_Sanctions_List.csv.xz"}
OLDER = LISTS / "un_sc_consolidated" / "2025-11-18" / "consolidatedLegacyByPRN.xml.xz"
if not all(path.exists() for path in [*NEWEST.values(), OLDER]):
    print("skipped: it needs INTERDICT_SHARED (%s)" % LISTS)
    sys.exit(77)

NAMES = ("name", "alias", "weakAlias", "previousName", "abbreviation")


def halves(name):
    """How many names "A / B" is beside itself."""
    parts = [part.strip() for part in name.split("/")]
    return 2 if len(parts) == 2 and all(len(part.encode()) >= 5 for part in parts) else 0


class Counts(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="idt-index-")
        self.home = os.path.join(self.scratch.name, "home")
        self.done("init")
        for dataset, path in NEWEST.items():
            self.done("import", dataset, str(path))

    def tearDown(self):
        self.scratch.cleanup()

    def done(self, *arguments):
        done = run(*arguments, home=self.home, now=None)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return done.stdout.decode()

    def exported(self):
        text = self.done("export", "--format", "statements")
        rows = csv.DictReader(io.StringIO(text, newline=""))
        return {(r["entity_id"], r["prop"], r["value"]) for r in rows if r["prop"] in NAMES}

    def build(self, *more):
        return json.loads(self.done("index", "build", "--format", "json", *more))

    def test_every_exported_name_is_an_entry_and_nothing_else_is(self):
        names = self.exported()
        self.assertGreater(len(names), 20000)
        built = self.build()
        self.assertEqual(built["entries"], len(names) + sum(halves(value) for _, _, value in names))
        self.assertEqual(built["records"], len({entity for entity, _, _ in names}))

    def test_the_index_follows_an_older_edition_that_comes_later(self):
        self.build()
        names = self.exported()
        self.done("import", "un_sc", str(OLDER), "--published", "2025-11-18")
        self.assertEqual(self.exported(), names)
        info = json.loads(self.done("index", "info", "--format", "json"))
        self.assertTrue(info["current"])
        verified = json.loads(self.done("index", "verify", "--format", "json"))
        self.assertTrue(verified["sound"])
        built = self.build("--full")
        self.assertGreater(built["entries"], len(names))


if __name__ == "__main__":
    unittest.main()
