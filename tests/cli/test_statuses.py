"""The questions of the brief, asked of the starter register: by the brief alone, and by all datasets."""
import unittest

from program import LOADED, NOW, WithRegister, run


def one(rows, jurisdiction):
    found = [r for r in rows.values() if r["jurisdiction"] == jurisdiction and r["scope"] == "whole"]
    assert len(found) == 1, (jurisdiction, [r["list"] for r in found])
    return found[0]


class ByTheBriefAlone(WithRegister):
    def brief(self, day, *more):
        return self.status("Taliban", "--dataset", "brief", "--as-of", day, *more)

    def test_on_its_day_the_russian_listing_is_in_force_with_a_proposal_pending(self):
        ru = one(self.brief("2024-05-27"), "ru")
        self.assertEqual((ru["list"], ru["status"], ru["basis"]), ("ru-terrorist", "in_force", "act"))
        self.assertEqual(ru["since"], {"edtf": "2003", "earliest": "2003-01-01", "latest": "2003-12-31"})
        self.assertIn("proposal_pending", ru["flags"])
        proposals = [e for e in ru["events"] if e["kind"] == "propose"]
        self.assertEqual(len(proposals), 1)
        self.assertEqual(sorted(proposals[0]["by"]), ["ru-justice-minister", "ru-mfa"])
        self.assertEqual(proposals[0]["to"], ["ru-president"])

    def test_four_states_list_it_by_a_claim_without_a_start(self):
        rows = self.brief("2024-05-27")
        for state in ("ca", "kg", "tj", "tr"):
            row = one(rows, state)
            self.assertEqual((row["status"], row["basis"], row["since"]), ("in_force", "claim", None))

    def test_the_un_sanctions_are_no_terrorist_listing(self):
        un = one(self.brief("2024-05-27"), "un")
        self.assertEqual((un["status"], un["basis"], un["list_kind"]), ("in_force", "claim", "sanctions"))

    def test_inside_the_year_of_listing_the_status_is_unknown(self):
        ru = one(self.brief("2003-06-01"), "ru")
        self.assertEqual((ru["status"], ru["reason"]), ("unknown", "start_between"))
        self.assertEqual(sorted(ru["possible"]), ["in_force", "not_yet"])

    def test_before_the_year_of_listing_it_is_not_yet(self):
        self.assertEqual(one(self.brief("2002-12-31"), "ru")["status"], "not_yet")

    def test_a_claim_proves_its_own_day_only_and_an_act_goes_on(self):
        rows = self.brief("2026-01-01")
        for body in ("ca", "kg", "tj", "tr", "un"):
            row = one(rows, body)
            self.assertEqual((row["status"], row["reason"]), ("unknown", "claim_only"))
        ru = one(rows, "ru")
        self.assertEqual(ru["status"], "in_force")
        self.assertEqual((ru["last_evidence"]["earliest"], ru["last_evidence"]["latest"]),
                         ("2024-05-27", "2024-05-27"))

    def test_before_the_load_nothing_was_known_though_the_name_resolves(self):
        before = "2026-11-25T05:59:59Z"
        self.assertEqual(self.brief("2024-05-27", "--known-at", before), {})
        ru = self.brief("2024-05-27", "--known-at", before, "--list", "ru-terrorist")["ru-terrorist"]
        self.assertEqual((ru["status"], ru["reason"]), ("unknown", "nothing_recorded"))

    def test_at_the_moment_of_the_load_it_was_known(self):
        self.assertTrue(self.brief("2024-05-27", "--known-at", "2026-11-25T06:00:01Z"))
        self.assertEqual(self.ask("datasets")["datasets"][0]["recorded"][:17], LOADED[:17])

    def test_a_list_on_which_nothing_is_said_is_unknown_when_asked(self):
        row = self.brief("2024-05-27", "--list", "us-fto")["us-fto"]
        self.assertEqual((row["status"], row["reason"]), ("unknown", "no_source"))

    def test_explain_names_the_rule_only_the_supreme_court_and_whose_word_it_is(self):
        answer = self.ask("status", "Taliban", "--dataset", "brief", "--as-of", "2024-05-27", "--list", "ru-terrorist",
                          "--explain", schema="status")
        steps = str(answer["listings"][0]["steps"])
        self.assertIn("only", steps)
        self.assertIn("ru-supreme-court", steps)
        self.assertIn("unnamed", steps)
        self.assertIn("Kremlin media", steps)


class ByAllDatasets(WithRegister):
    def all(self, day, *more):
        return self.status("Taliban", "--as-of", day, *more)

    def test_russia_suspends_on_17_april_2025_and_never_ends_it(self):
        for day, status in (("2025-04-16", "in_force"), ("2025-04-17", "suspended"), ("2026-11-25", "suspended")):
            ru = self.all(day)["ru-terrorist"]
            self.assertEqual(ru["status"], status, day)
            self.assertIsNone(ru["end_kind"])
        self.assertEqual(ru["since"]["edtf"], "2025-04-17")
        self.assertEqual(ru["listed_since"]["earliest"][:4], "2003")
        suspend = [e for e in ru["events"] if e["kind"] == "suspend"][0]
        self.assertEqual(suspend["by"], ["ru-supreme-court"])
        self.assertEqual(suspend["on_claim_of"], ["ru-prosecutor-general"])

    def test_the_brief_s_rule_only_the_court_may_lift_does_not_refuse_the_court_s_suspension(self):
        reported = [r["event"] for r in self.all("2025-05-01")["ru-terrorist"]["reported"]]
        self.assertFalse([e for e in reported if "suspend" in e])

    def test_kazakhstan_lifted_within_an_interval(self):
        kz = self.all("2024-06-03")["kz-terrorist"]
        self.assertEqual((kz["status"], kz["end_kind"]), ("ended", "lifted"))
        self.assertEqual(kz["until"]["latest"], "2023-12-29")
        self.assertNotEqual(kz["until"]["earliest"], kz["until"]["latest"])

    def test_kyrgyzstan_s_delisting_is_reported_until_the_act_is_seen(self):
        kg = self.all("2024-10-01")["kg-terrorist"]
        self.assertEqual(kg["status"], "in_force")
        self.assertTrue(kg["reported"])

    def test_the_fto_list_never_had_it(self):
        self.assertEqual(self.all("2024-05-27")["us-fto"]["status"], "never")

    def test_the_sdgt_designation_is_by_the_president_s_annex(self):
        sdgt = self.all("2024-05-27")["us-sdgt"]
        self.assertEqual((sdgt["status"], sdgt["decided_by"]), ("in_force", ["us-president"]))
        self.assertNotIn("competence_unverified", sdgt["flags"])

    def test_the_un_1988_list_has_no_entry_of_its_own_for_it(self):
        un = self.all("2024-05-27", "--list", "un-1988")["un-1988"]
        self.assertEqual((un["status"], un["reason"]), ("unknown", "no_source"))
        self.assertIn("no_own_entry", un["flags"])

    def test_the_text_says_who_suspended_it_and_on_whose_claim(self):
        text = run("status", "Taliban", "--list", "ru-terrorist", "--as-of", "2025-04-17", home=self.home, now=NOW)
        words = " ".join(text.stdout.decode().split())
        self.assertIn("suspended by Supreme Court of the Russian Federation on the claim of Prosecutor General", words)

    def test_three_days_have_three_answers(self):
        answers = [(r["status"], "proposal_pending" in r["flags"])
                   for r in (self.all(d)["ru-terrorist"] for d in ("2002-12-31", "2024-05-27", "2025-04-17"))]
        self.assertEqual([a[0] for a in answers], ["not_yet", "in_force", "suspended"])
        self.assertTrue(answers[1][1])


class ARecordOfItsOwn(WithRegister):
    RECORD = """\
interdict: 1
dataset: press
title: A report that the President lifted the listing
records:
  - id: lift
    schema: Organization
    about: brief:taliban
    listings:
      - list: ru-terrorist
        events:
          - {event: lift, id: by-president, by: ru-president, decided: 2024-06-01, asserted_on: 2024-06-02}
"""

    def test_a_lift_by_the_president_changes_no_status_and_says_what_is_missing(self):
        path = self.file("press.yaml", self.RECORD)
        before = self.status("Taliban", "--as-of", "2024-07-01")["ru-terrorist"]
        self.ask("record", path, schema="record")
        after = self.status("Taliban", "--as-of", "2024-07-01", now="2026-11-26T00:00:00Z")["ru-terrorist"]
        self.assertEqual(after["status"], before["status"])
        self.assertEqual(after["since"], before["since"])
        refused = [r for r in after["reported"] if r["event"].endswith("#by-president")]
        self.assertEqual(len(refused), 1)
        self.assertEqual(refused[0]["refused"], [1])
        self.assertIn("ru-supreme-court", refused[0]["missing"])


class Reports(WithRegister):
    def test_a_report_says_what_it_is_of(self):
        row = self.status("Taliban", "--as-of", "2025-04-17", "--list", "ru-terrorist")["ru-terrorist"]
        self.assertEqual([(r["kind"], r["aims_at"]) for r in row["reported"]], [("report", "lift")])
        done = run("status", "Taliban", "--as-of", "2025-04-17", "--list", "ru-terrorist", home=self.home)
        self.assertIn("report of a removal (lift), asserted on 2025-04-17~;", " ".join(done.stdout.decode().split()))


if __name__ == "__main__":
    unittest.main()
