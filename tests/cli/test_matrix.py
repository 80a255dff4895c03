"""`interdict matrix`: every cell is what `status` answers; an absent cell is "nothing on file"; 80 columns."""
import csv
import io
import unittest

from program import WithRegister, run

SOME = """\
interdict: 1
dataset: some
title: Some
records:
  - id: one
    schema: Organization
    name: One
    listings:
      - list: zz-unnamed
        states: [{state: in_force, on: 2020-05-01}]
      - list: us-fto
        events: [{event: decide, decided: 2001-02-03, effective_from: 2001-02-05, by: us-secretary-of-state}]
      - list: us-sdgt
        scope: "the \\"Guard\\", armed"
        events: [{event: decide, decided: 2005-02-03, effective_from: 2005-02-03}]
  - id: one-again
    schema: Organization
    about: one
    name: Uno
    listings:
      - list: us-fto
        events: [{event: lift, decided: 2010-02-03, effective_from: 2010-02-03}]
  - id: silent
    schema: Organization
    name: Silent
"""
DAY = "2020-05-01"


class Matrix(WithRegister):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        path = cls.file(cls, "some.yaml", SOME)
        done = run("record", path, home=cls.home, now="2026-11-25T07:00:00Z")
        assert done.returncode == 0, done.stderr.decode()

    def matrix(self, *arguments):
        return self.ask("matrix", *arguments, schema="matrix")

    def text(self, *arguments):
        return run("matrix", *arguments, home=self.home).stdout.decode()

    def test_every_cell_is_what_status_answers(self):
        for day in ("2003-03-01", DAY, "2026-11-25"):
            for row in self.matrix("--as-of", day)["rows"]:
                rows = self.ask("status", row["subject"]["id"], "--as-of", day)["listings"]
                self.assertEqual([c["list"] for c in row["cells"]], [r["list"] for r in rows])
                for cell, listing in zip(row["cells"], rows):
                    for member in cell:
                        if member != "unnamed":
                            self.assertEqual(cell[member], listing[member], (row["subject"], member))

    def test_without_a_subject_every_subject_with_a_listing_has_a_row_once(self):
        ids = [r["subject"]["id"] for r in self.matrix()["rows"]]
        self.assertEqual(ids, sorted(set(ids)))
        self.assertIn("some:one", ids)
        self.assertNotIn("some:silent", ids)
        self.assertNotIn("some:one-again", ids)

    def test_a_subject_asked_for_has_a_row_also_where_nothing_is_on_file(self):
        answer = self.matrix("Silent", "Silent", "One")
        self.assertEqual([r["subject"]["id"] for r in answer["rows"]], ["some:silent", "some:one"])
        self.assertEqual(answer["rows"][0]["cells"], [])
        text = self.text("Silent", "--as-of", DAY)
        self.assertIn("nothing is on file", text)
        self.assertNotIn("not listed", text)

    def test_several_lists_of_one_jurisdiction_are_shown_each(self):
        row = self.matrix("One", "--as-of", DAY)["rows"][0]
        self.assertEqual([(c["jurisdiction"], c["list"]) for c in row["cells"] if c["scope"] != "whole" or
                          c["list"] == "us-fto"], [("us", "us-fto"), ("us", "us-sdgt")])
        self.assertIn("us-fto", self.text("One", "--as-of", DAY))

    def test_a_claim_on_an_unnamed_list_has_a_note_once(self):
        answer = self.matrix("One", "--as-of", DAY)
        self.assertEqual(answer["unnamed"], ["zz-unnamed"])
        self.assertEqual(self.text("One", "--as-of", DAY).count("note: zz-unnamed"), 1)
        self.assertEqual(self.matrix("One", "--list", "us-fto")["unnamed"], [])
        self.assertNotIn("note:", self.text("One", "--list", "us-fto"))

    def test_a_list_that_is_not_of_terrorists_says_what_it_is_of(self):
        row = self.matrix("Taliban", "--as-of", "2024-05-27")["rows"][0]
        kinds = {c["list"]: c["list_kind"] for c in row["cells"]}
        self.assertEqual((kinds["un-unnamed"], kinds["ru-terrorist"]), ("sanctions", "terrorist"))
        text = self.text("Taliban", "--as-of", "2024-05-27")
        for name, kind in kinds.items():
            self.assertIn(f" {name}:" if kind in ("terrorist", None) else f" {name} ({kind}):", text)

    def test_a_dataset_narrows_to_its_word(self):
        self.assertEqual([r["subject"]["id"] for r in self.matrix("--dataset", "some")["rows"]], ["some:one"])
        self.assertEqual(run("matrix", "--dataset", "none", home=self.home).returncode, 2)

    def test_a_list_narrows_to_those_on_file_there(self):
        rows = self.matrix("--list", "us-sdgt", "--as-of", DAY)["rows"]
        self.assertEqual({c["list"] for r in rows for c in r["cells"]}, {"us-sdgt"})
        self.assertIn("some:one", [r["subject"]["id"] for r in rows])

    def test_before_it_was_known_there_is_no_row(self):
        ids = [r["subject"]["id"] for r in self.matrix("--known-at", "2026-11-25T06:30:00Z")["rows"]]
        self.assertNotIn("some:one", ids)
        self.assertIn("brief:taliban", ids)

    def test_csv_has_a_row_a_listing_and_keeps_commas_and_quotes(self):
        done = run("matrix", "One", "Silent", "--as-of", DAY, "--format", "csv", home=self.home)
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
        part = [r for r in rows if r["scope"] == 'the "Guard", armed']
        self.assertEqual(len(part), 1)
        self.assertEqual((part[0]["status"], part[0]["since"], part[0]["since_earliest"]),
                         ("in_force", "2005-02-03", "2005-02-03"))
        silent = [r for r in rows if r["subject"] == "some:silent"]
        self.assertEqual([(r["list"], r["status"]) for r in silent], [("", "")])

    def test_text_keeps_to_80_columns_as_table_and_as_blocks(self):
        table = self.text("One", "--list", "us-fto", "--as-of", DAY)
        self.assertIn("\nsubject ", table)
        blocks = self.text("--as-of", DAY)
        self.assertNotIn("\nsubject ", blocks)
        for line in (table + blocks).splitlines():
            self.assertLessEqual(len(line), 80, line)
            self.assertEqual(line, line.rstrip())


if __name__ == "__main__":
    unittest.main()
