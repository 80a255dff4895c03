"""Contacts end to end: done and known apart, open lists, how often in the source's words."""
from program import WithRegister
from things import WithThings, unittest

RECORDS = """\
  - id: invitation
    schema: Contact
    name: The forum
    concerns: [band, ministry]
    contact_kind: {value: invitation, known_since: 2024-05-27~, chain: [{published_by: the paper}]}
    participant:
      - {value: The Band, record: band, role: invited}
      - {value: The Ministry, record: ministry, role: inviting}
  - id: conference
    schema: Contact
    concerns: band
    contact_kind: conference
    date: 2019
    location: The capital
    participant: {value: A. Minister, chain: [{published_by: the paper}]}
    complete: {value: no, chain: [{published_by: the paper}]}
  - id: travel
    schema: Contact
    concerns: band
    contact_kind: visit
    date: 2021-08/..
    recurrence: {value: regularly, chain: [{published_by: the paper}]}
"""


class Contacts(WithThings):
    records = RECORDS

    def test_done_and_known_stand_apart(self):
        text = self.say("contacts", "invitation")
        self.assertIn("done on not stated known since 2024-05-27~ [demo:invitation 3]", text)
        contact = self.ask("contacts", "demo:invitation")["contacts"][0]
        self.assertEqual((contact["dates"], contact["known_since"]), ([], ["2024-05-27~"]))

    def test_participants_have_roles_and_records(self):
        self.assertIn("with The Band, invited: demo:band", self.say("contacts", "invitation"))
        parties = self.ask("contacts", "invitation")["contacts"][0]["participants"]
        self.assertEqual({p["party"]: p["role"] for p in parties},
                         {"demo:band": "invited", "demo:ministry": "inviting"})

    def test_an_open_list_is_said_to_be_open(self):
        self.assertIn("others took part and are not named - the paper", self.say("contacts", "conference"))
        self.assertIn("others not said whether others took part", self.say("contacts", "travel"))
        self.assertEqual({c["id"]: c["complete"] for c in self.ask("contacts")["contacts"]},
                         {"demo:conference": "no", "demo:travel": "not_said", "demo:invitation": "not_said"})

    def test_recurrence_is_in_the_source_s_words(self):
        self.assertIn('how often "regularly", no count given - the paper', self.say("contacts", "travel"))

    def test_the_oldest_comes_first(self):
        self.assertEqual([c["id"] for c in self.ask("contacts", "The Band")["contacts"]],
                         ["demo:conference", "demo:travel", "demo:invitation"])

    def test_days_narrow_and_say_what_is_only_possible(self):
        answer = self.ask("contacts", "--from", "2024-01-01", "--to", "2024-12-31")
        self.assertEqual({c["id"]: c["within"] for c in answer["contacts"]},
                         {"demo:travel": "yes", "demo:invitation": "possibly"})
        self.assertEqual(self.ask("contacts", "invitation", "--from", "2024-06-01")["contacts"], [])

    def test_a_subject_has_the_contacts_that_concern_it(self):
        self.assertEqual([c["id"] for c in self.ask("contacts", "The Ministry")["contacts"]], ["demo:invitation"])

    def test_a_count_of_times_that_is_none_is_refused_with_line_and_column(self):
        text = self.refuse("  - id: bad\n    schema: Contact\n    recurrence: {value: often, times: offen}\n")
        self.assertRegex(text, r"bad\.yaml:13:\d+:.*offen")


class Brief(WithRegister):
    """The starter's own contacts."""

    def test_what_the_brief_says_of_contacts_is_answered(self):
        contacts = self.ask("contacts", "Taliban", "--dataset", "brief")["contacts"]
        by_fact = {c["kinds"][0]["facts"][0]: c for c in contacts}
        self.assertEqual(by_fact["F15"]["complete"], "no")
        self.assertEqual(by_fact["F13"]["recurrences"][0]["value"], "regularly")
        self.assertEqual(by_fact["F17"]["known_since"], ["2024-05-27~"])
        self.assertEqual(by_fact["F12"]["dates"][0]["value"], "2021-08/..")


if __name__ == "__main__":
    unittest.main()
