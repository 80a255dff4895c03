"""The tutorial in docs/: its page shows what the program prints, and its answers are the right ones."""
import os
import re
import unittest

from doc_session import document
from program import SOURCE, WithRegister, run

PAGE = os.path.join(SOURCE, "docs", "tutorial.md")
FOLDER = os.path.join(SOURCE, "docs", "tutorial")


class ThePage(unittest.TestCase):
    def test_it_shows_what_the_program_prints(self):
        self.assertEqual(document(PAGE).differences(), [])

    def test_it_uses_every_file_of_its_folder_and_no_other(self):
        with open(PAGE, encoding="utf-8") as f:
            named = re.findall(r"^\$ .*?$", f.read(), re.M)
        used = {name for line in named for name in re.findall(r"[\w-]+\.(?:yaml|txt)", line)}
        self.assertEqual(used, set(os.listdir(FOLDER)))


class TheAnswers(WithRegister):
    """What the page shows as text, asked as JSON: an update of the page cannot make a wrong answer right."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for now, name in (("2026-11-26T01:00:00Z", "ardania"), ("2026-11-26T02:00:00Z", "courier"),
                          ("2026-11-26T03:00:00Z", "corrected"), ("2026-11-26T04:00:00Z", "minister"),
                          ("2026-11-26T05:00:00Z", "lifted")):
            cls().ask("record", os.path.join(FOLDER, name + ".yaml"), schema="record", home=cls.home, now=now)

    def at(self, day, *more, now="2026-11-26T06:00:00Z"):
        return self.status("Grey Kestrel League", "--as-of", day, *more, now=now)["xa-banned"]

    def test_a_body_in_a_chain_is_a_name_for_people_and_a_key_for_programs(self):
        name, now = "Minister of the Interior of Ardania", "2026-11-26T06:00:00Z"
        claims = self.ask("claims", "Kestrels", schema="claims", now=now)["claims"]
        self.assertIn({"role": "said_by", "who": "xa-interior-minister", "body": True},
                      [link for c in claims for link in c["chain"]])
        for asked in (("claims", "Kestrels"), ("claims", "Kestrels", "--conflicts"), ("status", "Kestrels", "--explain")):
            text = " ".join(run(*asked, home=self.home, now=now).stdout.decode().split())
            self.assertIn("said by " + name, text)
            self.assertNotIn("said by xa-interior-minister", text)

    def test_a_difference_for_people_has_passages_and_chains_in_words(self):
        done = run("diff", "--dataset", "courier", "--known-from", "2026-11-26T02:30:00Z", home=self.home,
                   now="2026-11-26T06:00:00Z")
        text = done.stdout.decode()
        self.assertIn("passage in Ardanian Courier, 14 March 2026 [73,145) ->", " ".join(text.split()))
        self.assertNotIn("sha256", text)
        self.assertNotIn('{"', text)
        self.assertEqual([line for line in text.splitlines() if len(line) > 80], [])

    def test_the_draft_has_three_faults_of_three_kinds(self):
        faults = self.ask("record", "--check", os.path.join(FOLDER, "draft.yaml"), schema="record", code=2)["faults"]
        self.assertEqual([f["line"] for f in faults], [12, 34, 66])

    def test_a_request_of_the_minister_is_pending_and_changes_nothing(self):
        row = self.at("2026-03-14", "--known-at", "2026-11-26T02:30:00Z")
        self.assertEqual((row["status"], row["since"]["edtf"], row["decided_by"], row["flags"]),
                         ("in_force", "2026-03-02", ["xa-high-court"], ["proposal_pending"]))
        self.assertEqual([(p["by"], p["aims_at"]) for p in row["pending"]], [(["xa-interior-minister"], "lift")])

    def test_a_correction_changes_what_is_known_and_not_what_was(self):
        self.assertEqual(self.at("2026-03-02", "--known-at", "2026-11-26T02:30:00Z")["status"], "in_force")
        self.assertEqual(self.at("2026-03-02", "--known-at", "2026-11-26T03:30:00Z")["status"], "not_yet")
        self.assertEqual(self.at("2026-03-03")["since"]["edtf"], "2026-03-03")

    def test_the_minister_s_own_act_is_refused(self):
        row = self.at("2026-04-02", "--known-at", "2026-11-26T04:30:00Z")
        self.assertEqual(row["status"], "in_force")
        self.assertEqual([(r["event"], r["refused"]) for r in row["reported"]],
                         [("ministry:kestrels-off-the-list#by-decree", [1])])

    def test_the_court_s_act_ends_it_from_its_day_on_and_only_once_known(self):
        for day, status in (("2026-08-31", "in_force"), ("2026-09-01", "ended"), ("2026-09-05", "ended")):
            self.assertEqual(self.at(day)["status"], status, day)
        self.assertEqual(self.at("2026-09-05", "--known-at", "2026-11-26T04:30:00Z")["status"], "in_force")
        self.assertEqual((self.at("2026-09-05")["end_kind"], self.at("2026-09-05")["ended_by"]),
                         ("lifted", ["xa-high-court"]))

    def test_police_and_hospital_are_kept_apart_and_bound_the_sum(self):
        now = "2026-11-26T06:00:00Z"
        answer = self.ask("incidents", "Kestrels", schema="incidents", now=now)
        killed = answer["in_all"]["killed"]["sum"]
        self.assertEqual((killed["low"], killed["high"]), ("4", "6"))
        conflicts = self.ask("claims", "Kestrels", "--conflicts", schema="claims", now=now)["conflicts"]
        self.assertEqual({c["kind"] for c in conflicts}, {"casualties", "implied_state"})


if __name__ == "__main__":
    unittest.main()
