"""`interdict claims`: what is claimed and by whom, what has ended, and what cannot all be true."""
import os
import shutil
import tempfile
import unittest

from program import NOW, WithRegister, run

LATER = "2026-11-25T14:00:00Z"

# A movement of our own invention, a paper that writes on it and an office that says otherwise.
PAPER = """
interdict: 1
dataset: paper
title: A paper
records:
  - {id: xx-list, schema: List, name: List of X, jurisdiction: xx, list_kind: terrorist}
  - {id: xx-court, schema: Authority, name: Court of X, jurisdiction: xx, body_kind: court}
  - {id: xx-ministry, schema: Authority, name: Ministry of X, jurisdiction: xx, body_kind: ministry}
  - id: front
    schema: Organization
    name: The Front
    claim:
      - value: The ministry has stopped considering the Front terrorist.
        kind: characterisation
        on: 2024-05-27~
        list: xx-list
        implies: not_listed
        fact: P1
        chain: [{published_by: The Paper}, {citing: somebody in the ministry, unnamed: true}]
        chain_scope: unclear
        translated_from: ru
        verbatim: yes
      - {value: They came to events., kind: tie, on: 2021-08/.., times: several}
      - value: The last attack was in January 2018.
        kind: superlative
        rank: last attack
        on: 2018-01
        asserted_on: 2024-05-27~
        concerns: hotel
    recognition:
      - {value: not_recognised, states: 'all:un-member', on: 2024-05-27~, chain: [{published_by: The Paper}]}
    listings:
      - list: xx-list
        events:
          - {event: decide, id: d, by: xx-court, effective_from: 2003-05-01}
          - {event: lift, id: l, by: xx-court, effective_from: 2025-02-01}
        states:
          - {state: in_force, on: 2024-05-27}
  - id: minister
    schema: Office
    name: Minister of X
    post: Foreign Minister
    jurisdiction: xx
    part_of: xx-ministry
    concerns: front
    holder:
      - {value: A. Person, on: 2019}
      - {value: B. Person, from: 2020-01-01, until: 2022-05-31}
  - id: cases
    schema: Prosecution
    name: Cases of journalists
    jurisdiction: xx
    concerns: front
    date: 2024-05-27~
    defendant: {value: journalists, amount: several}
    charge: justifying terrorism
    detention: imprisoned
    rests_on_list: {value: xx-list, record: front}
  - id: ban
    schema: LegalAct
    name: Ban
    concerns: front
    date: 2022-04-03
    issued_by: The leader
    forbids: {value: growing it, record: crop}
  - id: crop
    schema: Figure
    name: Land under it
    figure_kind: area
    concerns: front
    factor: {value: several, on: 2022/.., chain: [{published_by: The Paper}, {said_by: a farmer}]}
  - id: hotel
    schema: Incident
    name: Attack on a hotel
    concerns: front
    incident_kind: attack
    date: 2018-01
    killed: {value: 43, together: yes}
"""
OFFICE = """
interdict: 1
dataset: office
title: An office
records:
  - id: front
    schema: Organization
    about: paper:front
    recognition: {value: recognised, states: aa, class: un-member, on: 1997-05-25}
    listings:
      - list: xx-list
        states:
          - {state: not_listed, on: 2024-05-27}
  - id: minister
    schema: Office
    about: paper:minister
    holder: {value: C. Person, on: 2021-07-07}
  - {id: crop, schema: Figure, about: 'paper:crop', growth: {value: ~-0.95, on: 2022/2023}}
  - {id: hotel, schema: Incident, about: 'paper:hotel', killed: {value: '>=60', together: yes}}
  - {id: bus, schema: Incident, name: Attack on a bus, concerns: 'paper:front', incident_kind: attack, date: 2019-08-31}
"""
NEWS = """
interdict: 1
dataset: news
title: News
records:
  - id: front
    schema: Organization
    about: paper:front
    recognition: {value: recognised, states: bb, class: un-member, from: 2025-07-03}
"""
# Of other parties, of a list, and of the same party under another id.
AROUND = """
interdict: 1
dataset: around
title: Around it
records:
  - id: rival
    schema: Organization
    name: The Rival
    claim:
      - {value: The Rival pays the Front., kind: tie, on: 2020, concerns: 'paper:front'}
      - {value: The Rival is rich., kind: opinion, on: 2020}
  - id: list-in-the-news
    schema: List
    about: paper:xx-list
    claim: {value: Only the court can take the Front off., kind: competence, on: 2024, concerns: 'paper:front'}
  - id: twin
    schema: Organization
    name: The Front (twin)
    same_as: paper:front
    claim: {value: It has a twin., kind: opinion, on: 2021}
"""


class Claims(WithRegister):
    """The paper at NOW, the news an hour later; the office's word in a register of its own."""

    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.mkdtemp(prefix="idt-claims-")
        cls.home = os.path.join(cls.scratch, "home")
        cls.disputed = os.path.join(cls.scratch, "disputed")
        paths = {}
        for name, text in (("paper", PAPER), ("office", OFFICE), ("news", NEWS), ("around", AROUND)):
            paths[name] = os.path.join(cls.scratch, name + ".yaml")
            with open(paths[name], "w", encoding="utf-8") as f:
                f.write(text)
        cls.must("init", home=cls.home, now="2026-11-25T06:00:00Z")
        cls.must("record", paths["paper"], home=cls.home, now=NOW)
        shutil.copytree(cls.home, cls.disputed)
        cls.must("record", paths["news"], home=cls.home, now="2026-11-25T13:00:00Z")
        cls.around = os.path.join(cls.scratch, "around")
        shutil.copytree(cls.home, cls.around)
        cls.must("record", paths["around"], home=cls.around, now="2026-11-25T13:30:00Z")
        cls.must("record", paths["office"], home=cls.disputed, now="2026-11-25T13:00:00Z")

    @staticmethod
    def must(*arguments, **options):
        done = run(*arguments, **options)
        if done.returncode != 0:
            raise AssertionError(done.stderr.decode())

    def claims(self, *arguments, **options):
        return self.ask("claims", *arguments, **{"now": LATER, **options})["claims"]

    def conflicts(self, *arguments, home=None):
        found = self.ask("claims", "--conflicts", *arguments, home=home or self.disputed, now=LATER)["conflicts"]
        return {c["kind"]: c for c in found}

    def text(self, *arguments, home=None):
        done = run("claims", *arguments, home=home or self.home, now=LATER)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return done.stdout.decode()


class Listing(Claims):
    def test_a_subject_s_own_claims_come_first_then_what_concerns_it(self):
        about = [c["about"]["id"] for c in self.claims("The Front")]
        self.assertEqual(about[0], "paper:front")
        self.assertEqual(set(about), {"paper:front", "paper:minister", "paper:cases", "paper:ban"})

    def test_a_claim_has_its_day_chain_facts_and_wording(self):
        claim, = self.claims("The Front", "--kind", "characterisation")
        self.assertEqual([(l["role"], l["who"]) for l in claim["chain"]],
                         [("published_by", "The Paper"), ("citing", "somebody in the ministry")])
        self.assertTrue(claim["chain"][1]["unnamed"])
        self.assertEqual((claim["chain_scope"], claim["translated_from"], claim["verbatim"], claim["facts"]),
                         ("unclear", "ru", "yes", ["P1"]))
        text = self.text("The Front", "--kind", "characterisation")
        for words in ("[somebody in the ministry]", "leaves open", "a translation from ru", "no legal force", "P1"):
            self.assertIn(words, text)

    def test_kinds_may_be_several_and_an_unknown_one_names_the_nearest(self):
        kinds = {c["kind"] for c in self.claims("--kind", "tie", "--kind", "listing")}
        self.assertEqual(kinds, {"tie", "listing"})
        done = run("claims", "--kind", "listin", home=self.home)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"listing", done.stderr)

    def test_a_list_an_office_a_body_and_a_record_id_are_subjects_too(self):
        self.assertEqual({c["kind"] for c in self.claims("xx-list")}, {"characterisation", "listing", "prosecution"})
        for subject in ("minister", "paper:minister", "xx-ministry"):
            self.assertEqual({c["value"] for c in self.claims(subject)}, {"A. Person", "B. Person"}, subject)
        self.assertEqual({c["kind"] for c in self.claims("paper:ban")}, {"act"})

    def test_what_is_said_of_it_elsewhere_is_there_and_no_more(self):
        said = {c["value"]: c["about"]["id"] for c in self.claims("The Front", "--dataset", "around", home=self.around)}
        self.assertEqual(said, {"The Rival pays the Front.": "around:rival",
                                "Only the court can take the Front off.": "paper:xx-list",
                                "It has a twin.": "around:twin"})
        # One party under two ids is one thing, named by the smaller.
        own = {c["about"]["id"] for c in self.claims("paper:front", "--kind", "opinion", "--kind", "tie", home=self.around)}
        self.assertEqual(own, {"around:rival", "around:twin"})

    def test_a_post_held_on_a_day_is_not_made_a_period(self):
        held = {c["value"]: c["on"] for c in self.claims("--kind", "office")}
        self.assertNotIn("period", held["A. Person"])
        self.assertTrue(held["B. Person"]["period"])
        self.assertIn("since when and until when", " ".join(self.text("--kind", "office").split()))

    def test_a_prosecution_is_linked_to_the_listing_it_rests_on(self):
        basis, = [c for c in self.claims("paper:cases", "--as-of", "2025-03-01") if c["property"] == "rests_on_list"]
        on, = basis["rests_on"]["on_its_days"]
        self.assertEqual((on["day"], on["listing"]["status"]), ("2024-05-27", "in_force"))
        self.assertEqual(basis["rests_on"]["as_of"]["listing"]["status"], "ended")

    def test_a_dataset_s_word_alone_and_what_was_known_then(self):
        self.assertEqual({c["dataset"] for c in self.claims("The Front", "--dataset", "news")}, {"news"})
        early = self.claims("The Front", "--known-at", "2026-11-25T12:30:00Z")
        self.assertEqual({c["dataset"] for c in early}, {"paper"})

    def test_nothing_on_file_is_said_to_be_no_proof(self):
        self.assertIn("no proof", self.text("--kind", "opinion"))

    def test_text_fits_80_columns_and_is_the_same_twice(self):
        for arguments in ((), ("The Front",), ("--conflicts", "--rank")):
            text = self.text(*arguments, home=self.disputed)
            self.assertLessEqual(max(len(line) for line in text.splitlines()), 80)
            self.assertEqual(text, self.text(*arguments, home=self.disputed))


class Recognition(Claims):
    def standing(self, day):
        rows = self.claims("The Front", "--kind", "recognition", "--as-of", day)
        return {c["value"]: c["standing"] for c in rows}

    def test_a_universal_negative_stands_for_its_day_and_is_ended_later(self):
        self.assertEqual(self.standing("2024-05-27")["not_recognised"]["as_of"], "held")
        between = self.standing("2025-01-01")["not_recognised"]
        self.assertEqual((between["as_of"], between["last_evidence"]), ("not_known_to_have_changed", "2024-05-27"))
        after = self.standing("2025-07-03")["not_recognised"]
        self.assertEqual(after["as_of"], "ended")
        self.assertEqual((after["ended_by"]["record"], after["ended_by"]["states"]), ("news:front", ["bb"]))

    def test_who_recognises_it_is_answered_for_a_day(self):
        for day, by in (("2025-07-02", []), ("2025-07-03", [{"subject": "paper:front", "states": ["bb"]}])):
            answer = self.ask("claims", "The Front", "--as-of", day, now=LATER)
            self.assertEqual(answer["recognised_by"], by)
        self.assertIn("recognised by bb", self.text("The Front", "--kind", "recognition", "--as-of", "2025-07-03"))

    def test_a_negative_in_effect_is_the_answer_and_before_it_nothing_is_on_file(self):
        for day, words in (("2024-05-27", "The Front: not recognised by any state (of class un-member)"),
                           ("2024-05-26", "The Front: no recognition is on file"),
                           ("2025-07-03", "The Front: recognised by bb, by what is on file")):
            text = " ".join(self.text("The Front", "--kind", "recognition", "--as-of", day).split())
            self.assertIn(f"As of {day}, {words}", text)


class Conflicts(Claims):
    def test_every_kind_is_found_side_by_side_with_chains(self):
        found = self.conflicts()
        # Not implied_state: with sources that differ the state of that day is unknown.
        self.assertEqual(set(found), {"figures", "act_against_figure", "listed_states", "listed_status", "casualties",
                                      "two_holders", "recognition", "superlative"})
        for conflict in found.values():
            self.assertGreaterEqual(len(conflict["sides"]), 2)
        self.assertEqual(found["figures"]["tolerance"], "10 %")
        self.assertTrue(found["act_against_figure"]["sides"][-1]["beside"])
        datasets = {s["claim"]["dataset"] for s in found["casualties"]["sides"]}
        self.assertEqual(datasets, {"paper", "office"})

    def test_a_claim_without_legal_force_stands_against_the_computed_state(self):
        claim, computed = self.conflicts("The Front", home=self.home)["implied_state"]["sides"]
        self.assertEqual(claim["claim"]["implies"], "not_listed")
        self.assertEqual(computed["computed"]["day"], "2024-05-27")
        self.assertIn("no legal force", self.text("The Front", "--conflicts"))

    def test_one_dataset_alone_has_only_its_own_conflicts(self):
        self.assertEqual(set(self.conflicts("--dataset", "paper")), {"act_against_figure", "implied_state"})

    def test_kinds_choose_conflicts_by_their_sides(self):
        self.assertEqual(set(self.conflicts("--kind", "office")), {"two_holders"})

    def test_sides_are_ranked_only_when_asked_and_the_rule_is_printed(self):
        plain = self.ask("claims", "paper:crop", "--conflicts", home=self.disputed, now=LATER)
        self.assertNotIn("rank_rule", plain)
        answer = self.ask("claims", "paper:crop", "--conflicts", "--rank", home=self.disputed, now=LATER)
        self.assertIn("fewer links", answer["rank_rule"])
        self.assertEqual([s["claim"]["dataset"] for s in answer["conflicts"][0]["sides"]], ["office", "paper"])
        self.assertIn("Ranked: fewer links", self.text("--conflicts", "--rank", home=self.disputed))
        self.assertNotIn("Ranked", self.text("--conflicts", home=self.disputed))

    def test_rank_without_conflicts_is_a_usage_error(self):
        self.assertEqual(run("claims", "--rank", home=self.home).returncode, 2)

    def test_a_later_recognition_is_no_conflict(self):
        self.assertNotIn("recognition", self.conflicts(home=self.home))


class Starter(WithRegister):
    """The shipped records: every contradiction of the brief that the domain names is found."""

    def test_the_contradictions_of_the_brief_are_found_with_their_facts(self):
        answer = self.ask("claims", "Taliban", "--conflicts")
        facts = {}
        for conflict in answer["conflicts"]:
            sides = [s["claim"] for s in conflict["sides"] if "claim" in s]
            facts.setdefault(conflict["kind"], set()).update(f for c in sides for f in c.get("facts", []))
        self.assertLessEqual({"F31", "F33", "F34"}, facts["act_against_figure"])
        self.assertLessEqual({"F34"}, facts["figures"])
        self.assertLessEqual({"F61"}, facts["implied_state"])
        self.assertLessEqual({"F42"}, facts["superlative"])

    def test_a_fact_after_the_brief_ends_the_universal_negative_from_its_day(self):
        for day, standing in (("2024-05-27", "held"), ("2025-07-02", "not_known_to_have_changed"), ("2025-07-03", "ended")):
            rows = self.ask("claims", "Taliban", "--kind", "recognition", "--as-of", day)["claims"]
            negative, = [r for r in rows if "F26" in r.get("facts", [])]
            self.assertEqual(negative["standing"]["as_of"], standing)


if __name__ == "__main__":
    unittest.main()
