"""`interdict diff`: one axis at a time; what differs, by which event, with which cause; nothing else."""
import csv
import io
import unittest

from program import WithRegister, run

FIRST = """\
interdict: 1
dataset: news
title: News
records:
  - id: red
    schema: Organization
    name: Red
    alias: [Rouge, {value: Rosso, lang: it}]
    listings:
      - list: us-fto
        events:
          - {event: decide, id: in, decided: 2001-02-03, effective_from: 2001-02-05, by: us-secretary-of-state}
  - id: blue
    schema: Organization
    name: Blue
  - id: green
    schema: Organization
    name: Green
"""
SECOND = """\
interdict: 1
dataset: news
title: News
records:
  - id: red
    schema: Organization
    name: Red
    alias: [Rouge, {value: Rosso, lang: es}, Rojo]
    change: it is now off the list
    listings:
      - list: us-fto
        events:
          - {event: decide, id: in, decided: 2001-02-03, effective_from: 2001-02-06, by: us-secretary-of-state}
          - {event: lift, id: out, decided: 2010-02-03, effective_from: 2010-02-04, by: us-secretary-of-state}
  - id: green
    schema: Organization
    name: Green
  - id: white
    schema: Organization
    name: White
"""
THIRD = SECOND.replace("change: it is now off the list", "correction: the name was misread").replace(
    "name: Red", "name: Reds")
BEFORE, BETWEEN, AFTER = "2026-11-25T07:30:00Z", "2026-11-25T08:30:00Z", "2026-11-25T09:30:00Z"


class Diff(WithRegister):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for text, hour in ((FIRST, 7), (SECOND, 8), (THIRD, 9)):
            path = cls.file(cls, "news.yaml", text)
            done = run("record", path, "--accept-removals", home=cls.home, now=f"2026-11-25T{hour:02}:00:00Z")
            assert done.returncode == 0, done.stderr.decode()

    def diff(self, *arguments, code=1):
        return self.ask("diff", *arguments, code=code, schema="diff")

    def records(self, *arguments):
        return {r["record"]: r for r in self.diff(*arguments)["records"]}

    # ---- between two days ----

    def test_a_lift_between_two_days_is_named_with_the_status_before_and_after(self):
        found = self.diff("Reds", "--from", "2010-01-01", "--to", "2011-01-01")["statuses"]
        self.assertEqual(len(found), 1)
        self.assertEqual((found[0]["before"]["status"], found[0]["after"]["status"], found[0]["after"]["end_kind"]),
                         ("in_force", "ended", "lifted"))
        self.assertEqual(found[0]["event"], {"id": "news:red#out", "kind": "lift", "date": "2010-02-04"})

    def test_every_event_that_moved_the_status_between_the_days_is_named_in_order(self):
        row = self.diff("Reds", "--from", "2000-01-01", "--to", "2011-01-01")["statuses"][0]
        self.assertEqual([(e["kind"], e["id"]) for e in row["events"]],
                         [("decide", "news:red#in"), ("lift", "news:red#out")])
        self.assertEqual(row["events"][-1], row["event"])
        text = run("diff", "Reds", "--from", "2000-01-01", "--to", "2011-01-01", home=self.home).stdout.decode()
        self.assertLess(text.index("news:red#in"), text.index("news:red#out"))
        rows = {s["list"]: s for s in self.diff("Taliban", "--from", "2000-01-01", "--to", "2026-01-01")["statuses"]}
        kinds = [e["kind"] for e in rows["ru-terrorist"]["events"]]
        self.assertEqual((kinds[0], kinds[-1]), ("decide", "suspend"))
        self.assertNotIn("propose", kinds)  # pending, it moves nothing

    def test_between_days_without_a_change_nothing_differs(self):
        self.assertEqual(self.diff("Reds", "--from", "2010-02-04", "--to", "2011-01-01", code=0)["statuses"], [])
        self.assertEqual(self.diff("Reds", "--from", "2010-02-04", "--to", "2010-02-04", code=0)["statuses"], [])

    def test_all_subjects_give_what_each_gives_alone(self):
        days = ("--from", "2001-01-01", "--to", "2011-01-01")
        whole = self.diff(*days)["statuses"]
        ids = {c["subject"]["id"] for c in whole}
        self.assertIn("news:red", ids)
        self.assertIn("brief:taliban", ids)
        for subject in ids:
            alone = self.diff(subject, *days)["statuses"]
            self.assertEqual(alone, [c for c in whole if c["subject"]["id"] == subject])

    def test_both_statuses_are_what_status_answers_on_those_days(self):
        for change in self.diff("--from", "2003-01-01", "--to", "2025-05-01")["statuses"]:
            for side, day in (("before", "2003-01-01"), ("after", "2025-05-01")):
                rows = self.ask("status", change["subject"]["id"], "--as-of", day)["listings"]
                row = [r for r in rows if (r["list"], r["scope"]) == (change["list"], change["scope"])]
                state = change[side]
                self.assertEqual([r["status"] for r in row], [] if state is None else [state["status"]])

    def test_a_list_narrows_the_days_and_a_dataset_gives_its_word_alone(self):
        days = ("--from", "2010-01-01", "--to", "2026-01-01")
        self.assertEqual({c["list"] for c in self.diff(*days, "--list", "us-fto")["statuses"]}, {"us-fto"})
        self.assertEqual({c["subject"]["id"] for c in self.diff(*days, "--dataset", "news")["statuses"]}, {"news:red"})

    def test_what_was_not_yet_known_is_no_difference(self):
        days = ("Red", "--from", "2010-01-01", "--to", "2011-01-01", "--known-at")
        self.assertEqual(self.diff(*days, BEFORE, code=0)["statuses"], [])
        self.assertEqual(len(self.diff(*days, BETWEEN)["statuses"]), 1)

    # ---- between two instants ----

    def test_records_are_added_removed_and_changed_statement_by_statement(self):
        found = self.records("--published-from", BEFORE, "--published-to", BETWEEN)
        self.assertEqual({k: r["change"] for k, r in found.items()},
                         {"news:red": "changed", "news:blue": "removed", "news:white": "added"})
        red = {(s["change"], s["property"], s["value"]): s for s in found["news:red"]["statements"]}
        self.assertEqual(set(red), {("added", "alias", "Rojo"), ("changed", "alias", "Rosso"),
                                    ("changed", "event", "decide"), ("added", "event", "lift")})
        self.assertEqual(red["changed", "alias", "Rosso"]["qualifiers"],
                         [{"name": "lang", "before": "it", "after": "es"}])
        self.assertEqual(red["changed", "event", "decide"]["qualifiers"],
                         [{"name": "effective_from", "before": "2001-02-05", "after": "2001-02-06"}])

    def test_the_cause_and_its_note_are_told_and_a_correction_is_no_change(self):
        red = self.records("--known-from", BEFORE, "--known-to", BETWEEN)["news:red"]
        self.assertEqual([(s["cause"], s["note"]) for s in red["steps"]], [("change", "it is now off the list")])
        red = self.records("--known-from", BETWEEN)["news:red"]
        self.assertEqual([(s["cause"], s["note"]) for s in red["steps"]], [("correction", "the name was misread")])
        blue = self.records("--known-from", BEFORE, "--known-to", BETWEEN)["news:blue"]
        self.assertEqual([(s["change"], s["cause"]) for s in blue["steps"]], [("removed", "withdrawn")])

    def test_every_step_in_between_is_told_oldest_first(self):
        red = self.records("--known-from", BEFORE)["news:red"]
        self.assertEqual([s["cause"] for s in red["steps"]], ["change", "correction"])

    def test_a_subject_or_a_dataset_narrows_the_records(self):
        self.assertEqual(set(self.records("Red", "--known-from", BEFORE)), {"news:red"})
        self.assertEqual(self.diff("--known-from", BEFORE, "--dataset", "brief", code=0)["records"], [])
        self.assertEqual(self.diff("White", "--known-from", BETWEEN, code=0)["records"], [])

    def test_between_instants_without_a_load_nothing_differs(self):
        for axis in ("known", "published"):
            done = run("diff", f"--{axis}-from", AFTER, home=self.home)
            self.assertEqual((done.returncode, b"Nothing differs." in done.stdout), (0, True))

    def test_csv_has_a_row_a_qualifier_that_changed(self):
        done = run("diff", "--known-from", BEFORE, "--known-to", BETWEEN, "--format", "csv", home=self.home)
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
        self.assertIn(("news:red", "changed", "Rosso", "lang", "it", "es"),
                      [(r["record"], r["statement"], r["value"], r["qualifier"], r["before"], r["after"]) for r in rows])
        self.assertEqual([r["change"] for r in rows if r["record"] == "news:blue"], ["removed"])
        done = run("diff", "Reds", "--from", "2010-01-01", "--to", "2011-01-01", "--format", "csv", home=self.home)
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
        self.assertEqual([(r["before"], r["after"], r["event"]) for r in rows], [("in_force", "ended", "news:red#out")])

    # ---- the question itself ----

    def test_one_axis_a_call_with_its_own_ends(self):
        for arguments in ((), ("--to", "2020-01-01"), ("--from", "2020-01-01", "--known-from", BEFORE),
                          ("--from", "2020-01-02", "--to", "2020-01-01"), ("--known-from", AFTER, "--known-to", BEFORE),
                          ("--published-from", BEFORE, "--published-by", AFTER), ("--known-from", BEFORE, "--known-at", AFTER),
                          ("--known-from", BEFORE, "--list", "us-fto")):
            done = run("diff", *arguments, home=self.home)
            self.assertEqual((done.returncode, done.stdout), (2, b""), arguments)

    def test_text_keeps_to_80_columns(self):
        for arguments in (("--from", "2003-01-01", "--to", "2025-05-01"), ("--known-from", BEFORE),
                          ("--published-from", "2026-11-24")):
            for line in run("diff", *arguments, home=self.home).stdout.decode().splitlines():
                self.assertLessEqual(len(line), 80, line)


if __name__ == "__main__":
    unittest.main()
