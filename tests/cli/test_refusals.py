"""What must be refused: an authored record for each of the ten classes, and beside it the record that is not refused.

Refused means: no change of status, the act in `reported` with its class, and what is missing named.
"""
import os
import shutil
import tempfile
import textwrap
import unittest

from program import WithRegister, run

HEAD = """\
interdict: 1
dataset: trial
title: A trial
records:
  - id: group
    schema: Organization
    name: The Group
    listings:
"""

# A Russian listing of 2010, in effect when final.
RU_LISTED = """\
      - list: ru-terrorist
        events:
          - {event: decide, id: listing, decided: 2010-03-01, final: 2010-03-15, by: ru-supreme-court}
"""


class Refusals(WithRegister):
    def judge(self, listings, list_key, day, scope="whole"):
        """The row of a list for a record of its own register."""
        home = tempfile.mkdtemp(prefix="idt-refusal-", dir=self.scratch)
        shutil.copytree(self.home, home, dirs_exist_ok=True)
        path = os.path.join(home, "trial.yaml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(HEAD + listings)
        done = run("record", path, home=home)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        rows = self.ask("status", "trial:group", "--as-of", day, "--explain", home=home, now="2026-11-25T20:00:00Z")
        found = [r for r in rows["listings"] if r["list"] == list_key and r["scope"] == scope]
        self.assertEqual(len(found), 1, [(r["list"], r["scope"]) for r in rows["listings"]])
        return found[0]

    def refused(self, row, event, number):
        entries = [r for r in row["reported"] if r["event"].endswith("#" + event)]
        self.assertEqual(len(entries), 1, row["reported"])
        self.assertIn(number, entries[0]["refused"])
        self.assertTrue(entries[0]["missing"])

    def not_refused(self, row):
        self.assertEqual([r for r in row["reported"] if r["refused"]], [])

    # 1. an act by a body known not to be competent that day

    def test_1_a_president_cannot_lift_where_only_the_court_may(self):
        row = self.judge(RU_LISTED + "          - {event: lift, id: lift, decided: 2012-01-10, by: ru-president}\n",
                         "ru-terrorist", "2013-01-01")
        self.assertEqual(row["status"], "in_force")
        self.refused(row, "lift", 1)

    def test_1_the_court_can(self):
        row = self.judge(RU_LISTED + "          - {event: lift, id: lift, decided: 2012-01-10, final: 2012-01-20, "
                         "by: ru-supreme-court}\n", "ru-terrorist", "2013-01-01")
        self.assertEqual((row["status"], row["end_kind"], row["ended_by"]), ("ended", "lifted", ["ru-supreme-court"]))
        self.not_refused(row)

    def test_1_a_prosecutor_alone_cannot_suspend(self):
        row = self.judge(RU_LISTED + "          - {event: suspend, id: s, decided: 2025-02-01, effective_from: 2025-02-01, "
                         "by: ru-prosecutor-general}\n", "ru-terrorist", "2025-06-01")
        self.assertEqual(row["status"], "in_force")
        self.refused(row, "s", 1)

    def test_1_competence_that_is_not_known_counts_and_is_flagged(self):
        row = self.judge(RU_LISTED + "          - {event: suspend, id: s, decided: 2020-02-01, effective_from: 2020-02-01, "
                         "by: ru-supreme-court}\n", "ru-terrorist", "2020-06-01")
        self.assertEqual(row["status"], "suspended")  # no rule on suspending is on file for that day
        self.assertIn("competence_unverified", row["flags"])
        self.not_refused(row)

    # 2. a proposal, intention or political agreement read as a decision

    def test_2_a_proposal_written_as_a_lift_lifts_nothing(self):
        row = self.judge(RU_LISTED + "          - {event: lift, id: lift, decided: 2012-01-10, by: ru-supreme-court, "
                         "rests_on: {kind: propose}}\n", "ru-terrorist", "2013-01-01")
        self.assertEqual(row["status"], "in_force")
        self.refused(row, "lift", 2)

    def test_2_a_proposal_written_as_one_is_pending(self):
        row = self.judge(RU_LISTED + "          - {event: propose, id: p, aims_at: lift, proposed: 2012-01-10, by: ru-mfa, "
                         "to: ru-president}\n", "ru-terrorist", "2013-01-01")
        self.assertEqual(row["status"], "in_force")
        self.assertIn("proposal_pending", row["flags"])
        self.not_refused(row)

    # 3. an absence from an informative list read as a delisting

    def test_3_an_absence_from_the_keeper_s_list_is_no_delisting(self):
        row = self.judge(RU_LISTED + "          - {event: lift, id: lift, list_updated: 2012-01-10, "
                         "effective_from: 2012-01-10, rests_on: {kind: removed_from_publication}}\n",
                         "ru-terrorist", "2013-01-01")
        self.assertEqual(row["status"], "in_force")
        self.refused(row, "lift", 3)

    def test_3_an_absence_from_a_list_that_makes_the_law_counts(self):
        row = self.judge("      - list: ru-rosfinmonitoring-list\n        events:\n"
                         "          - {event: decide, id: l, published: 2010-03-01, by: ru-rosfinmonitoring}\n"
                         "          - {event: removed_from_publication, id: r, effective_from: 2012-01-10, "
                         "by: ru-rosfinmonitoring}\n", "ru-rosfinmonitoring-list", "2013-01-01")
        self.assertEqual((row["status"], row["end_kind"]), ("ended", "removed_from_publication"))

    # 4. suspension written as delisting

    def test_4_a_suspension_written_as_a_delisting_ends_nothing(self):
        row = self.judge(RU_LISTED + "          - {event: lift, id: lift, decided: 2025-02-01, by: ru-supreme-court, "
                         "end_word: removed, rests_on: {kind: suspend}}\n", "ru-terrorist", "2025-06-01")
        self.assertNotEqual(row["status"], "ended")
        self.refused(row, "lift", 4)

    def test_4_a_suspension_written_as_one_suspends(self):
        row = self.judge(RU_LISTED + "          - {event: suspend, id: s, decided: 2025-02-01, effective_from: 2025-02-01, "
                         "by: ru-supreme-court, on_claim_of: ru-prosecutor-general}\n", "ru-terrorist", "2025-06-01")
        self.assertEqual((row["status"], row["since"]["edtf"]), ("suspended", "2025-02-01"))
        self.not_refused(row)

    # 5. an end on one list applied to another

    def test_5_an_end_on_one_list_ends_nothing_on_another(self):
        row = self.judge(RU_LISTED + "          - {event: lift, id: lift, decided: 2012-01-10, by: ru-supreme-court, "
                         "rests_on: {list: kz-terrorist}}\n", "ru-terrorist", "2013-01-01")
        self.assertEqual(row["status"], "in_force")
        self.refused(row, "lift", 5)

    def test_5_lifting_one_list_leaves_the_other_in_force(self):
        both = RU_LISTED + textwrap.indent(textwrap.dedent("""\
            - list: kz-terrorist
              events:
                - {event: decide, id: kz, decided: 2010-03-01, effective_from: 2010-03-01, by: kz-supreme-court}
                - {event: lift, id: kz-lift, decided: 2012-01-10, effective_from: 2012-01-10, by: kz-supreme-court}
            """), "      ")
        self.assertEqual(self.judge(both, "ru-terrorist", "2013-01-01")["status"], "in_force")
        self.assertEqual(self.judge(both, "kz-terrorist", "2013-01-01")["status"], "ended")

    # 6. a wing's listing applied to the whole, or back

    def test_6_a_listing_of_a_wing_is_none_of_the_whole(self):
        row = self.judge("      - list: au-terrorist\n        events:\n"
                         "          - {event: decide, id: l, effective_from: 2010-03-01, rests_on: {scope: the wing}}\n",
                         "au-terrorist", "2011-01-01")
        self.assertNotEqual(row["status"], "in_force")
        self.refused(row, "l", 6)

    def test_6_the_wing_s_own_listing_is_in_force(self):
        row = self.judge("      - list: au-terrorist\n        scope: the wing\n        events:\n"
                         "          - {event: decide, id: l, effective_from: 2010-03-01, rests_on: {scope: the wing}}\n",
                         "au-terrorist", "2011-01-01", scope="the wing")
        self.assertEqual(row["status"], "in_force")
        self.not_refused(row)

    def test_6_a_leader_s_delisting_is_not_the_group_s(self):
        row = self.judge(RU_LISTED + "          - {event: lift, id: lift, decided: 2012-01-10, by: ru-supreme-court, "
                         "rests_on: {subject: 'facts:hamas'}}\n", "ru-terrorist", "2013-01-01")
        self.assertEqual(row["status"], "in_force")
        self.refused(row, "lift", 6)

    # 7. an event out of order

    def test_7_nothing_is_resumed_that_was_not_suspended(self):
        row = self.judge(RU_LISTED + "          - {event: resume, id: r, decided: 2025-02-01, effective_from: 2025-02-01, "
                         "by: ru-supreme-court, on_claim_of: ru-prosecutor-general}\n", "ru-terrorist", "2025-06-01")
        self.assertEqual((row["status"], row["since"]["edtf"]), ("in_force", "2010-03-15"))
        self.refused(row, "r", 7)

    def test_7_what_was_suspended_can_be_resumed_and_moves_only_since(self):
        row = self.judge(RU_LISTED +
                         "          - {event: suspend, id: s, decided: 2025-02-01, effective_from: 2025-02-01, "
                         "by: ru-supreme-court, on_claim_of: ru-prosecutor-general}\n"
                         "          - {event: resume, id: r, decided: 2025-04-01, effective_from: 2025-04-01, "
                         "by: ru-supreme-court, on_claim_of: ru-prosecutor-general}\n", "ru-terrorist", "2025-06-01")
        self.assertEqual((row["status"], row["since"]["edtf"], row["listed_since"]["edtf"]),
                         ("in_force", "2025-04-01", "2010-03-15"))
        self.not_refused(row)

    # 8. an annulment that names no act

    def test_8_an_annulment_names_the_act_it_annuls(self):
        eu = ("      - list: eu-terrorist\n        events:\n"
              "          - {event: decide, id: l, decided: 2010-03-01, published: 2010-03-02, effective_from: 2010-03-02, "
              "by: eu-council}\n          - {event: annul, id: a, decided: 2012-01-10, effective_from: 2012-01-10, "
              "by: eu-general-court%s, reach: from_now}\n")
        row = self.judge(eu % "", "eu-terrorist", "2013-01-01")
        self.assertNotEqual(row["status"], "ended")
        self.refused(row, "a", 8)
        row = self.judge(eu % ", answers: l", "eu-terrorist", "2013-01-01")
        self.assertEqual((row["status"], row["end_kind"]), ("ended", "annulled"))
        self.not_refused(row)

    # 9. a date more precise than its source

    def test_9_only_the_finer_date_is_refused(self):
        row = self.judge("      - list: au-terrorist\n        events:\n"
                         "          - {event: decide, id: l, effective_from: 2010-03-17, rests_on: {on: 2010-03}}\n",
                         "au-terrorist", "2010-03-20")
        self.assertEqual((row["status"], row["reason"]), ("unknown", "start_between"))
        self.refused(row, "l", 9)
        row = self.judge("      - list: au-terrorist\n        events:\n"
                         "          - {event: decide, id: l, effective_from: 2010-03-17, rests_on: {on: 2010-03-17}}\n",
                         "au-terrorist", "2010-03-20")
        self.assertEqual(row["status"], "in_force")
        self.not_refused(row)

    # 10. a label with no list behind it

    def test_10_a_label_is_no_designation(self):
        row = self.judge("      - list: fr-unnamed\n        states:\n"
                         "          - {state: in_force, id: l, on: 2010-03-01, list_kind: terrorist, "
                         "rests_on: {kind: label}}\n", "fr-unnamed", "2010-03-01")
        self.assertNotEqual(row["status"], "in_force")
        self.refused(row, "l", 10)

    def test_10_a_claim_that_a_state_lists_it_stands_though_the_list_is_unnamed(self):
        row = self.judge("      - list: fr-unnamed\n        states:\n"
                         "          - {state: in_force, id: l, on: 2010-03-01, list_kind: terrorist}\n",
                         "fr-unnamed", "2010-03-01")
        self.assertEqual((row["status"], row["basis"], row["jurisdiction"]), ("in_force", "claim", "fr"))
        self.not_refused(row)


if __name__ == "__main__":
    unittest.main()
