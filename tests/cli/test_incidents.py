"""Incidents end to end: bounds, totals with their inputs, whose word a claim is, aggregates apart."""
from program import WithRegister
from things import WithThings, unittest

SQUARE = """\
  - id: square
    schema: Incident
    concerns: band
    incident_kind: suicide_bombing
    date: 2011-10-31
    location: A square
    killed:
      - {value: 3, victims: clerks, chain: [{published_by: the paper}], fact: X51}
      - {value: 1, victims: a chief, chain: [{published_by: the paper}]}
      - {value: several, victims: others, chain: [{published_by: the paper}]}
    claimed_by:
      value: The Band
      record: band
      quotation: opened and never closed
      chain: [{published_by: the paper}]
"""
MARKET = """\
  - id: market
    schema: Incident
    concerns: band
    incident_kind: suicide_bombing
    date: 2012-09-04
    location: A market
    killed: {value: at least 20, together: yes, chain: [{published_by: the paper}]}
    injured: {value: more than 50, together: yes, chain: [{published_by: the paper}]}
    civilians: all
    claimed_by: {value: The Band, record: band, chain: [{published_by: the paper}, {said_by: The Band}]}
"""
HOTEL = """\
  - id: hotel
    schema: Incident
    concerns: band
    incident_kind: attack
    date: 2018-01
    location: A hotel
    killed: {value: up to 43, together: yes, chain: [{published_by: the paper}]}
    perpetrator: {value: militants, record: band, attribution: implied, chain: [{published_by: the paper}]}
"""
MANY = """\
  - id: many
    schema: Incident
    concerns: band
    incident_kind: [attack, hostage_taking]
    incidents: {value: dozens, chain: [{published_by: the paper}]}
    killed: {value: hundreds, together: yes}
"""
ELSEWHERE = """\
  - id: nobody
    schema: Incident
    incident_kind: shooting
    date: 2020-02-02
"""


class Incidents(WithThings):
    records = SQUARE + MARKET + HOTEL + MANY + ELSEWHERE

    def incidents(self, *arguments):
        answer = self.ask("incidents", *arguments)
        return {i["id"]: i for i in answer["incidents"]}, answer

    def test_up_to_keeps_both_readings(self):
        self.assertIn("killed up to 43 (at most 43; or 43 reached)", self.say("incidents", "hotel"))
        total = self.incidents("demo:hotel")[0]["demo:hotel"]["killed"]["total"]
        self.assertEqual((total["low"], total["high"], total["second"]["low"]), ("0", "43", "43"))

    def test_bounds_stay_bounds(self):
        text = self.say("incidents", "market")
        for words in ("at least 20, all together", "more than 50, all together", "civilians all"):
            self.assertIn(words, text)

    def test_a_derived_total_shows_its_inputs(self):
        text = self.say("incidents", "square")
        self.assertIn("total at least 6, derived: 1 (a chief) [demo:square 5] + 3 (clerks) [demo:square 6, X51] + "
                      "several (at least 2) (others) [demo:square 7]", text)
        killed = self.incidents("square")[0]["demo:square"]["killed"]
        self.assertEqual(killed["total"]["text"], ">=6")
        self.assertTrue(killed["total"]["derived"])
        self.assertEqual(killed["accounts"][0]["inputs"], [c["statement"] for c in killed["counts"]])

    def test_a_claim_of_responsibility_says_on_whose_word(self):
        self.assertIn("claimed by The Band - the paper <- said by The Band", self.say("incidents", "market"))
        text = self.say("incidents", "square")
        self.assertIn("The Band; who reports the claim is not named - the paper; quotation: opened and never closed", text)
        found = self.incidents()[0]
        self.assertTrue(found["demo:square"]["claimed_by"][0]["source_missing"])
        self.assertFalse(found["demo:market"]["claimed_by"][0]["source_missing"])

    def test_who_did_it_is_stated_implied_or_nobody(self):
        self.assertIn("perpetrator militants, implied: demo:band", self.say("incidents", "hotel"))
        self.assertIn("perpetrator nobody named", self.say("incidents", "square"))

    def test_an_aggregate_is_shown_and_never_added(self):
        found, answer = self.incidents("The Band")
        self.assertEqual(found["demo:many"]["aggregates"][0]["quantity"]["text"], ">=24")
        self.assertEqual((answer["in_all"]["single"], answer["in_all"]["aggregates"]), (3, 1))
        self.assertNotIn("demo:many", answer["in_all"]["killed"]["inputs"])
        self.assertIn("attack and hostage taking, place not stated (demo:many)", self.say("incidents", "The Band"))

    def test_all_of_them_add_up_by_both_readings(self):
        total = self.incidents("demo:band")[1]["in_all"]["killed"]
        self.assertEqual((total["sum"]["text"], total["sum"]["second"]["low"]), (">=26", "69"))
        self.assertEqual(total["without_number"], 0)
        self.assertEqual(self.incidents()[1]["in_all"]["killed"]["without_number"], 1)

    def test_the_newest_comes_first(self):
        answer = self.incidents("The Band")[1]
        self.assertEqual([i["id"] for i in answer["incidents"]],
                         ["demo:hotel", "demo:market", "demo:square", "demo:many"])

    def test_days_narrow_and_say_what_is_only_possible(self):
        found, answer = self.incidents("--from", "2012-01-01", "--to", "2018-01-10")
        self.assertEqual({k: i["within"] for k, i in found.items()},
                         {"demo:hotel": "possibly", "demo:market": "yes", "demo:many": "possibly"})
        self.assertEqual((answer["in_all"]["killed"]["possibly"], answer["in_all"]["killed"]["sum"]["text"]),
                         (1, ">=20"))
        self.assertIn("Of 1 on file none is of these days.", self.say("incidents", "square", "--from", "2013-01-01"))

    def test_a_subject_without_incidents_is_no_proof(self):
        self.assertIn("None is on file. That is no proof", self.say("incidents", "The Ministry"))

    def test_faults_of_the_question_are_said(self):
        for arguments, said in ((("incidents", "Nobody"), "no subject is named"),
                                (("incidents", "--dataset", "dmo"), "there is no dataset"),
                                (("incidents", "--from", "2020-01-02", "--to", "2020-01-01"), "is after"),
                                (("incidents", "--from", "2020"), "is not a day")):
            self.assertIn(said, self.fail_with(*arguments))

    def test_a_number_that_is_none_is_refused_with_line_and_column(self):
        text = self.refuse("  - id: bad\n    schema: Incident\n    killed: {value: severl, victims: clerks}\n")
        self.assertRegex(text, r"bad\.yaml:13:\d+:.*severl.*did you mean \"several\"")


class Twice(WithThings):
    """Two datasets on one day, joined by nobody."""
    records = MARKET
    others = """\
  - id: bazaar
    schema: Incident
    concerns: demo:band
    date: 2012-09-04
    killed: {value: 12, together: yes}
"""

    def test_what_may_be_one_incident_is_marked_and_not_surely_added(self):
        answer = self.ask("incidents", "The Band")
        self.assertEqual([i["may_be_same_as"] for i in answer["incidents"]], [["other:bazaar"], ["demo:market"]])
        killed = answer["in_all"]["killed"]
        self.assertEqual((killed["sum"]["text"], killed["alike"]), (">=12", 2))
        text = self.say("incidents", "The Band")
        self.assertIn("the same? other:bazaar; of one day, and nobody has joined the two", text)
        self.assertIn("2 may be told of twice, so only the least of each is sure", text)


class Accounts(WithThings):
    """Two datasets on one incident."""
    records = MARKET
    others = """\
  - id: market-too
    schema: Incident
    about: demo:market
    killed: {value: 12, together: yes}
    claimed_by: {value: Somebody else}
"""

    def test_accounts_are_never_added_and_differ(self):
        text = self.say("incidents", "The Band")
        self.assertIn("at least 12, derived: as wide as 2 accounts; they differ", text)
        killed = self.ask("incidents", "The Band")["incidents"][0]["killed"]
        self.assertEqual(killed["total"]["text"], ">=12")
        self.assertTrue(killed["differs"])

    def test_one_dataset_alone_has_its_own_total(self):
        answer = self.ask("incidents", "market", "--dataset", "other")
        self.assertEqual(answer["incidents"][0]["killed"]["total"]["text"], "12")
        self.assertEqual(answer["incidents"][0]["id"], "demo:market")

    def test_what_was_not_held_then_is_not_there(self):
        answer = self.ask("incidents", "--known-at", "2000-01-01")
        self.assertEqual(answer["incidents"], [])


class Brief(WithRegister):
    """The starter's own incidents."""

    def test_what_the_brief_says_of_violence_is_answered(self):
        incidents = self.ask("incidents", "Taliban", "--dataset", "brief")["incidents"]
        by_fact = {c["facts"][0]: (i, c) for i in incidents for c in i["killed"]["counts"] + i["injured"]["counts"]}
        self.assertEqual(by_fact["F44"][1]["quantity"]["phrase"], "up to 43")
        self.assertEqual(by_fact["F44"][1]["quantity"]["second"]["low"], "43")
        self.assertEqual(by_fact["F46"][1]["quantity"]["text"], ">=20")
        self.assertEqual(by_fact["F47"][1]["quantity"]["text"], ">50")
        funeral = by_fact["F46"][0]
        self.assertEqual(funeral["civilians"][0]["value"], "all")
        self.assertFalse(funeral["claimed_by"][0]["source_missing"])
        kandahar = by_fact["F51"][0]
        self.assertEqual(kandahar["killed"]["total"]["text"], ">=6")
        self.assertEqual(len(kandahar["killed"]["accounts"][0]["inputs"]), 3)
        self.assertTrue(kandahar["claimed_by"][0]["source_missing"])
        self.assertIn("quotation", kandahar["claimed_by"][0])


if __name__ == "__main__":
    unittest.main()
