"""`interdict history`: a line a listing over all days, every dated statement oldest first, every version with its cause."""
import datetime
import unittest

from program import WithRegister, run

FIRST = """\
interdict: 1
dataset: tale
title: A tale
records:
  - id: red
    schema: Organization
    name: Red
    previousName: {value: Rouge, until: 1999-12}
    listings:
      - list: us-fto
        events:
          - {event: decide, id: in, decided: 2001-02-03, effective_from: 2001-02-05, by: us-secretary-of-state}
          - {event: lift, id: out, decided: 2010-02, effective_from: 2010-02, by: us-secretary-of-state}
          - {event: lift, id: no, decided: 2005-03-04, by: ru-supreme-court}
      - list: zz-unnamed
        states: [{state: in_force, on: 2020-05-01}]
  - id: blast
    schema: Incident
    name: A blast
    concerns: red
    date: 2004-07-08
    incident_kind: bombing
  - id: meeting
    schema: Contact
    name: A meeting
    concerns: red
    date: 2006
"""
SECOND = FIRST.replace("name: Red\n", "name: Red\n    correction: the year was misread\n").replace("1999-12", "1998-12")
GONE = """\
interdict: 1
dataset: tale
title: A tale
records:
  - {id: other, schema: Organization, name: Other}
"""
LATE = "2026-11-25T10:30:00Z"


class History(WithRegister):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for text, hour in ((FIRST, 7), (SECOND, 8), (GONE, 11)):
            path = cls.file(cls, "tale.yaml", text)
            done = run("record", path, "--accept-removals", home=cls.home, now=f"2026-11-25T{hour:02}:00:00Z")
            assert done.returncode == 0, done.stderr.decode() + done.stdout.decode()

    def history(self, *arguments):
        return self.ask("history", *arguments, schema="history")

    def text(self, *arguments):
        return run("history", *arguments, home=self.home).stdout.decode()

    def spans(self, subject, name, *arguments):
        listing = [l for l in self.history(subject, *arguments)["listings"] if l["list"] == name][0]
        return [(s["from"], s["to"], s["status"]) for s in listing["spans"]]

    def test_a_listing_is_a_line_of_spans_to_the_day(self):
        self.assertEqual(self.spans("Red", "us-fto", "--known-at", LATE, "--as-of", "2015-01-01"), [
            (None, "2001-02-02", "not_yet"), ("2001-02-03", "2001-02-04", "decided"),
            ("2001-02-05", "2010-01-31", "in_force"), ("2010-02-01", "2010-02-27", "unknown"),
            ("2010-02-28", "2015-01-01", "ended")])

    def test_spans_follow_each_other_and_are_what_status_answers(self):
        for listing in self.history("Taliban")["listings"]:
            spans = listing["spans"]
            self.assertIsNone(spans[0]["from"])
            self.assertEqual(spans[-1]["to"], "2026-11-25")
            for before, after in zip(spans, spans[1:]):
                self.assertEqual(datetime.date.fromisoformat(after["from"]),
                                 datetime.date.fromisoformat(before["to"]) + datetime.timedelta(days=1))
            for span in spans:
                for day in {span["from"] or span["to"], span["to"]}:
                    rows = self.status("Taliban", "--as-of", day)
                    row = rows.get(listing["list"])
                    self.assertEqual(row and row["status"], span["status"], (listing["list"], day))

    def test_dated_statements_stand_oldest_first_with_incidents_and_contacts(self):
        dated = self.history("Red", "--known-at", LATE)["dated"]
        self.assertEqual([(d["kind"], d["date"] and d["date"]["edtf"]) for d in dated], [
            ("previousName", "1998-12"), ("decide", "2001-02-05"), ("date", "2004-07-08"), ("lift", "2005-03-04"),
            ("date", "2006"), ("lift", "2010-02"), ("listed", "2020-05-01")])
        self.assertEqual([d["of"] for d in dated if d["kind"] == "date"], ["tale:blast", "tale:meeting"])

    def test_an_act_that_does_not_count_says_so(self):
        counts = {d["date"]["edtf"]: d["counts"] for d in self.history("Red", "--known-at", LATE)["dated"]
                  if d["kind"] == "lift"}
        self.assertEqual(counts, {"2005-03-04": False, "2010-02": True})
        self.assertIn("!", self.text("Red", "--known-at", LATE))

    def test_a_statement_of_history_can_be_cited(self):
        for d in self.history("Red", "--known-at", LATE)["dated"][:3]:
            self.assertEqual(run("cite", d["statement"], home=self.home).returncode, 0)

    def test_versions_tell_when_recorded_and_why(self):
        versions = self.history("Red", "--known-at", LATE)["versions"]
        self.assertEqual([(v["record"], v["recorded_from"], v["cause"], v["note"]) for v in versions], [
            ("tale:red", "2026-11-25T07:00:00Z", "record", None),
            ("tale:red", "2026-11-25T08:00:00Z", "correction", "the year was misread")])
        self.assertEqual(versions[0]["recorded_to"], "2026-11-25T08:00:00Z")

    def test_a_withdrawal_is_the_last_version_told(self):
        versions = self.history("tale:red")["versions"]
        self.assertEqual((versions[-1]["cause"], versions[-1]["published_to"]), ("withdrawn", "2026-11-25T11:00:00Z"))

    def test_what_is_not_known_is_drawn_as_such(self):
        text = self.text("Red", "--known-at", LATE, "--list", "us-fto")
        bar = [line for line in text.splitlines() if "=" in line and "in force" not in line][0]
        self.assertRegex(bar, r"^  \.+[:.]?=+\?+_+$")

    def test_a_short_bar_has_months_or_days_over_it(self):
        for day, pattern in (("2003-05-15", r"\|2003-03 .*\|2003-05"), ("2001-02-06", r"\|2001-02-0")):
            subject = "Taliban" if day.startswith("2003") else "Red"
            name = "ru-terrorist" if subject == "Taliban" else "us-fto"
            text = self.text(subject, "--known-at", LATE, "--list", name, "--as-of", day)
            over = text.splitlines()[text.splitlines().index(f"  {name}") + 1]
            self.assertRegex(over, pattern)

    def test_a_date_with_an_open_end_is_drawn_at_the_other_alone(self):
        lines = self.text("Taliban", "--list", "ru-terrorist").splitlines()
        events = lines[[n for n, line in enumerate(lines) if line.startswith("  ..?")][0] + 1]
        self.assertRegex(events, r"^ +\^~* +\^ \^ +~$")  # the proposal is of [..2024-05-27]

    def test_text_keeps_to_80_columns(self):
        for arguments in (("Taliban",), ("Red", "--known-at", LATE)):
            for line in self.text(*arguments).splitlines():
                self.assertLessEqual(len(line), 80, line)


if __name__ == "__main__":
    unittest.main()
