"""The export is FollowTheMoney: every line against data/reference/ftm_schema.json, every id of a statement made again;
and what FollowTheMoney cannot say is in the report of losses."""
import csv
import hashlib
import io
import json
import os
import subprocess
import re
import unittest

from program import DATA, LOADED, WithRegister, run

with open(os.path.join(DATA, "reference", "ftm_schema.json"), encoding="utf-8") as f:
    MODEL = json.load(f)

DATE = re.compile(r"^[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
SECONDS = re.compile(r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$")

# One record of every schema, and one of everything that FollowTheMoney cannot say.
SYNTHETIC = """\
interdict: 1
dataset: synth
title: Invented parties
records:
  - id: xx-list
    schema: List
    name: List of X
    jurisdiction: x-land
    list_kind: sanctions
    measure: [asset_freeze, travel_ban]
    bind: persons
    rules:
      - {rule: decide, by: [xx-court], effect: decided, others: 'no'}
      - {rule: lift, by: [xx-court], effect: decided}
      - {rule: suspend, by: [xx-court], effect: decided}
  - id: xx-court
    schema: Authority
    name: Court of X
    body_kind: court
    jurisdiction: x-land
  - id: xx-ministry
    schema: Authority
    name: Ministry of X
    body_kind: ministry
    jurisdiction: x-land
  - id: thing
    schema: Thing
    name: A thing
    topics: [mil, no.such.topic]
    country: [Russian Federation, Atlantis]
  - {id: entity, schema: LegalEntity, name: An entity, abbreviation: AE, website: 'https://e.example/', email: a@e.example}
  - id: person
    schema: Person
    name: {value: Иван Примеров, lang: ru}
    birthDate: ['[1960-02-01..1960-02-20]', '[1940..]', 1961~, '[1970..1972]']
    birthPlace: {value: X City, country: 'Iran (Islamic Republic of)'}
    address: {value: '1 X Street, X City', country: Russia}
    gender: Male
    nationality: ru
    passportNumber: {value: AB 1234567, country: Russia, document: passport, issued: 2001-02-03, expires_on: 2011-02-03}
    phone: '+7 495 000-00-00'
  - {id: organization, schema: Organization, name: An organization, leader: {value: person, from: 2001}, associate: vessel}
  - {id: company, schema: Company, name: A company, leiCode: '5493001KJTIIGC8Y1R12', parent: organization, incorporationDate: 1999-05}
  - {id: body, schema: PublicBody, name: A body}
  - {id: asset, schema: Asset, name: An asset}
  - {id: vehicle, schema: Vehicle, name: A vehicle, model: M}
  - {id: vessel, schema: Vessel, name: A vessel, imoNumber: '9074729', flag: pa, length: 100 m}
  - {id: airplane, schema: Airplane, name: An airplane, serialNumber: '42'}
  - {id: account, schema: BankAccount, name: An account, iban: DE75512108001245126199, swiftBic: DEUTDEFF}
  - {id: security, schema: Security, name: A security, isinCode: US0378331005}
  - {id: wallet, schema: CryptoWallet, name: A wallet, publicKey: 1BoatSLRHtKNngkdXEeobR76b53LETtpyT, currencySymbol: XBT}
  - id: office
    schema: Office
    name: Head of the organization
    post: head
    concerns: organization
    holder: {value: Ivan Primerov, from: 2003, until: 2004-05, citation: 'https://o.example/'}
  - id: incident
    schema: Incident
    name: An attack
    concerns: organization
    incident_kind: bombing
    date: 2003-04-05/2003-04-06
    location: X City
    killed: {value: up to 43, victims: passengers}
    perpetrator: {value: An organization, record: organization, attribution: implied}
  - id: contact
    schema: Contact
    name: A meeting
    contact_kind: meeting
    date: '[..2004-05-06]'
    participant:
      - {value: An organization, record: organization, role: guest}
      - {value: A body, record: body, role: host}
      - {value: somebody}
  - {id: figure, schema: Figure, name: Income, figure_kind: income, concerns: organization, figure: {value: '>50', unit: USD, on: 2003}}
  - {id: act, schema: LegalAct, name: A ban, concerns: organization, date: 2003-04-05, forbids: {value: growing}}
  - {id: trial, schema: Prosecution, name: A trial, jurisdiction: ru, concerns: organization, charge: a charge}
  - id: group
    schema: Organization
    name:
      - {value: The Group, from: 2001, until: 2005}
    same_as: {value: group-too, by: xx-court, on: 2020-01-01}
    not_same_as: organization
    recognition: {value: recognised, states: ru, on: 2020}
    claim:
      - {value: It is large., kind: opinion, on: 2020}
    listings:
      - list: xx-list
        binds: [states]
        events:
          - event: propose
            id: asked
            proposed: 1998-12
            by: [xx-ministry]
            aims_at: decide
          - event: decide
            id: first
            by: [xx-court]
            decided: 1999-01-02
            published: 1999-01-10
            registered: 1999-02-01
            instrument: Act 1
            answers: [asked]
            fact: X1
            chain: [{published_by: a paper}, {citing: a wire}]
            citation: [https://l.example/1, "Gazette 7"]
            note: The first.
            certainty: assumed
          - event: suspend
            by: [xx-court]
            decided: 2000-03-04
          - event: resume
            by: [xx-court]
            decided: 2000-06-04
          - event: lift
            id: gone
            by: [xx-court]
            decided: 2003-05-06
            end_word: delisted
          - event: relist
            id: second
            by: [xx-court]
            decided: 2007-08-09
          - event: lift
            id: refused
            by: [xx-ministry]
            decided: 2009-01-01
          - event: rename
            by: [xx-court]
            decided: 2010-01-01
            new_name: New Group
          - event: report
            aims_at: lift
            asserted_on: 2011-01-01
      - list: xx-list
        scope: its armed wing
        events:
          - {event: decide, by: [xx-court], decided: 2001-01-01}
      - list: ca-unnamed
        states:
          - {state: in_force, on: 2020-01-01, list_kind: terrorist}
  - id: thrice
    schema: Organization
    name: Thrice
    website: [www.t.example, 'https://t.example/']
    listings:
      - list: xx-list
        events:
          - {event: decide, by: [xx-court], decided: 1991-01-01}
          - {event: lift, by: [xx-court], decided: 1992-01-01, citation: 'https://t.example/1992'}
          - {event: relist, by: [xx-court], decided: 1993-01-01}
          - {event: lift, by: [xx-court], decided: 1994-01-01}
          - {event: relist, by: [xx-court], decided: 1995-01-01, citation: 'https://t.example/1995'}
          - {event: lift, by: [xx-court], decided: 1996-01-01}
  - id: late-list
    schema: List
    name: Late list
    jurisdiction: ru
    list_kind: sanctions
    rules:
      - {rule: decide, by: [xx-court], effect: decided}
      - {rule: lift, by: [xx-court], effect: decided+P40D}
  - id: late
    schema: Organization
    name: Late
    listings:
      - list: late-list
        events:
          - {event: decide, by: [xx-court], decided: 1991-01-01}
          - {event: lift, by: [xx-court], decided: 1992-01-01}
          - {event: relist, by: [xx-court], decided: 1993-01-01}
  - {id: nameless, schema: Incident, incident_kind: attack, concerns: thrice}
  - {id: group-too, schema: Organization, name: Group Too}
"""

UNSAYABLE = {  # kind -> what a loss of it says, of the record above
    "date": "birthDate=[1940..] as nothing", "act_dates": "registered=1999-02-01", "suspension": "suspend on xx-list",
    "proposal": "propose on xx-list", "reported": "report on xx-list", "step": "rename on xx-list",
    "end": "lift on xx-list", "claim_of_state": "in_force on ca-unnamed", "unknown_reason": "ca-unnamed: ",
    "scope": "its armed wing", "binds": "xx-list", "bodies": "by=", "legal_effect": "end_word=delisted",
    "links": "id=first", "attribution": "citing", "citation": "Gazette 7", "certainty": "certainty=assumed",
    "note": "note=The first.", "reference": "X1", "language": "lang=ru", "validity": "from=2001",
    "bounds": "up to 43", "role": "attribution=implied", "claim": "It is large.", "recognition": "recognised",
    "judgement": "synth:group-too", "value": "Atlantis", "property": "100 m", "record": "Figure", "law": "List",
    "competence": "lift on xx-list",
}


def ancestors(schema):
    found = {schema}
    for parent in MODEL["schemata"][schema]["extends"]:
        found |= ancestors(parent)
    return found


def property_of(schema, name):
    for s in ancestors(schema):
        p = MODEL["schemata"][s]["properties"].get(name)
        if p is not None and not p.get("stub"):
            return p
    return None


def value_fault(prop, value, entities):
    """Why a value is none of its type; None where it is one."""
    kind = prop.get("type", "string")
    if kind == "date":
        return None if DATE.match(value) else "date"
    if kind == "country":
        return None if value in MODEL["countries"] else "country"
    if kind == "topic":
        return None if value in MODEL["topics"]["words"] else "topic"
    if kind == "gender":
        return None if value in MODEL["genders"] else "gender"
    if kind == "url":
        return None if re.match(r"https?://", value) else "url"
    if kind == "entity":
        other = entities.get(value)
        if other is None:
            return "an entity that is not in the file"
        return None if prop["range"] in ancestors(other["schema"]) else f"a {other['schema']}, not a {prop['range']}"
    return None if value.strip() else "empty"


def faults(lines):
    entities = {e["id"]: e for e in lines}
    found = [] if len(entities) == len(lines) else ["an id twice"]
    for e in lines:
        if e["schema"] not in MODEL["schemata"]:
            found.append((e["id"], e["schema"]))
            continue
        for name in MODEL["schemata"][e["schema"]].get("required", []):
            if not e["properties"].get(name):
                found.append((e["id"], name, "is required"))
        for name, values in e["properties"].items():
            p = property_of(e["schema"], name)
            if p is None:
                found.append((e["id"], name, "is no property"))
                continue
            if not values or len(set(values)) != len(values):
                found.append((e["id"], name, "empty, or a value twice"))
            for value in values:
                fault = value_fault(p, value, entities)
                if fault is not None:
                    found.append((e["id"], name, value, fault))
        for name in ("first_seen", "last_seen", "last_change"):
            if not SECONDS.match(e[name]):
                found.append((e["id"], name, e[name]))
    return found


class Export(WithRegister):
    """Of the starter and of the invented parties, in one register each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.synthetic = os.path.join(cls.scratch, "synthetic")
        path = os.path.join(cls.scratch, "synth.yaml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(SYNTHETIC)
        for command in (("init",), ("record", path)):
            done = run(*command, home=cls.synthetic, now=LOADED)
            if done.returncode != 0:
                raise AssertionError(done.stderr.decode() + done.stdout.decode())

    def out(self, *arguments, home=None, code=0):
        done = run("export", *arguments, home=home or self.home)
        self.assertEqual(done.returncode, code, done.stderr.decode())
        return done.stdout.decode()

    def lines(self, *arguments, home=None):
        return [json.loads(line) for line in self.out(*arguments, home=home).splitlines()]

    def rows(self, *arguments, home=None):
        text = self.out("--format", "statements", *arguments, home=home)
        return list(csv.DictReader(io.StringIO(text, newline=""), dialect=csv.unix_dialect))

    def by_id(self, *arguments, home=None):
        return {e["id"]: e for e in self.lines(*arguments, home=home)}

    # ---- entity lines ----

    def test_every_line_of_the_starter_is_followthemoney(self):
        for day in ("2024-05-27", "2026-11-25"):
            lines = self.lines("--as-of", day)
            self.assertGreater(len(lines), 60)
            self.assertEqual(faults(lines), [])

    def test_every_line_of_every_schema_is_followthemoney(self):
        lines = self.lines(home=self.synthetic)
        self.assertEqual(faults(lines), [])
        wanted = {"Thing", "LegalEntity", "Person", "Organization", "Company", "PublicBody", "Asset", "Vehicle",
                  "Vessel", "Airplane", "BankAccount", "Security", "CryptoWallet", "Event", "Position",
                  "Occupancy", "Sanction", "Passport", "Address", "Membership", "UnknownLink"}
        self.assertEqual(wanted - {e["schema"] for e in lines}, set())

    def test_the_same_question_gives_the_same_bytes(self):
        for arguments in ((), ("--format", "statements"), ("--lossy-report", "--format", "json")):
            self.assertEqual(self.out(*arguments), self.out(*arguments))

    def test_a_listing_with_a_gap_is_two_sanctions(self):
        found = self.by_id(home=self.synthetic)
        first = found["synth:group-sanction-xx-list-1"]["properties"]
        second = found["synth:group-sanction-xx-list-2"]["properties"]
        self.assertEqual((first["startDate"], first["endDate"], first["status"]),
                         (["1999-01-02"], ["2003-05-06"], ["ended"]))
        self.assertEqual((second["startDate"], second.get("endDate"), second["status"]),
                         (["2007-08-09"], None, ["in_force"]))
        self.assertEqual((first["listingDate"], first["recordId"], first["sourceUrl"], first["authority"]),
                         (["1999-01-10"], ["Act 1"], ["https://l.example/1"], ["Court of X"]))
        self.assertNotIn("sourceUrl", second)
        self.assertEqual(found["synth:group-sanction-xx-list-3"]["properties"]["summary"], ["Scope: its armed wing"])

    def test_each_of_three_spells_has_its_own_days_and_pages(self):
        found = self.by_id(home=self.synthetic)
        spells = [found[f"synth:thrice-sanction-xx-list-{n}"]["properties"] for n in (1, 2, 3)]
        self.assertEqual([(p["startDate"], p["endDate"], p["status"]) for p in spells],
                         [([f"{y}-01-01"], [f"{y + 1}-01-01"], ["ended"]) for y in (1991, 1993, 1995)])
        self.assertEqual([p.get("sourceUrl") for p in spells],
                         [["https://t.example/1992"], None, ["https://t.example/1995"]])
        early = self.by_id("--as-of", "1993-06-01", home=self.synthetic)
        self.assertEqual(early["synth:thrice-sanction-xx-list-2"]["properties"]["status"], ["in_force"])
        self.assertNotIn("synth:thrice-sanction-xx-list-3", early)

    def test_a_spell_that_ended_on_a_day_no_event_names_is_ended(self):
        first = self.by_id(home=self.synthetic)["synth:late-sanction-late-list-1"]["properties"]
        self.assertEqual((first["startDate"], first["endDate"], first["status"]),
                         (["1991-01-01"], ["1992-02-10"], ["ended"]))

    def test_subjects_come_by_dataset_and_key_each_once(self):
        for home in (self.home, self.synthetic):
            ids = [e["id"] for e in self.lines(home=home) if e["schema"] in ("Organization", "LegalEntity", "Company")]
            self.assertEqual(ids, sorted(ids, key=lambda id: id.split(":")))
            self.assertEqual(len(ids), len(set(ids)))

    def test_target_and_topics_follow_the_day(self):
        def on(day, home, id):
            e = self.by_id("--as-of", day, home=home)[id]
            return e["target"], e["properties"].get("topics", [])
        self.assertEqual(on("1999-06-01", self.synthetic, "synth:group")[0], True)
        self.assertIn("sanction", on("1999-06-01", self.synthetic, "synth:group")[1])
        self.assertEqual(on("2024-05-27", self.synthetic, "synth:company"), (False, []))
        self.assertEqual(on("1998-01-01", self.synthetic, "synth:group"), (True, ["crime.terror"]))  # unknown there
        self.assertEqual(on("2005-01-01", self.home, "facts:auc")[0], True)
        self.assertEqual(on("2024-05-27", self.home, "facts:auc"), (False, []))
        self.assertEqual(on("2024-05-27", self.home, "brief:taliban"), (True, ["crime.terror", "sanction"]))

    def test_a_standing_listing_gives_a_topic_that_followthemoney_counts_as_a_risk(self):
        for home in (self.home, self.synthetic):
            for e in self.lines(home=home):
                if e["target"]:
                    self.assertTrue(set(e["properties"]["topics"]) & set(MODEL["topics"]["risks"]), e["id"])

    def test_the_members_of_a_cluster_are_referents(self):
        e = self.by_id(home=self.synthetic)
        self.assertEqual(e["synth:group"]["referents"], ["synth:group-too"])
        self.assertEqual(e["synth:group"]["properties"]["name"], ["The Group", "Group Too"])
        self.assertNotIn("synth:group-too", e)

    def test_values_are_written_as_followthemoney_has_them(self):
        e = self.by_id(home=self.synthetic)
        self.assertEqual(e["synth:person"]["properties"]["birthDate"], ["1961", "1960-02", "1970", "1971", "1972"])
        self.assertEqual(e["synth:person"]["properties"]["birthCountry"], ["ir"])
        address = e[e["synth:person"]["properties"]["addressEntity"][0]]["properties"]
        self.assertEqual((address["full"], address["country"]), (["1 X Street, X City"], ["ru"]))
        self.assertEqual(e["synth:person"]["properties"]["gender"], ["male"])
        self.assertEqual(e["synth:thing"]["properties"]["country"], ["ru"])
        self.assertEqual(e["synth:account"]["properties"]["bic"], ["DEUTDEFF"])
        passport = [x for x in e.values() if x["schema"] == "Passport"][0]["properties"]
        self.assertEqual((passport["number"], passport["country"], passport["startDate"], passport["endDate"]),
                         (["AB 1234567"], ["ru"], ["2001-02-03"], ["2011-02-03"]))
        event = e["synth:incident"]["properties"]
        self.assertEqual((event["startDate"], event["endDate"], event["location"], event["involved"]),
                         (["2003-04-05"], ["2003-04-06"], ["X City"], ["synth:organization"]))
        self.assertEqual(e["synth:contact"]["properties"]["organizer"], ["synth:body"])

    def test_named_subjects_come_with_what_concerns_them(self):
        ids = [e["id"] for e in self.lines("synth:organization", "synth:organization", home=self.synthetic)]
        self.assertEqual(len(ids), len(set(ids)))
        for id in ("synth:organization", "synth:incident", "synth:office", "synth:contact"):
            self.assertIn(id, ids)
        self.assertNotIn("synth:group", ids)

    def test_a_dataset_speaks_alone(self):
        lines = self.lines("--dataset", "facts")
        self.assertTrue(lines)
        self.assertEqual({d for e in lines for d in e["datasets"]}, {"facts"})
        nameless = [("brief:taliban", "name", "is required")]  # the facts give it none: its name is the brief's word
        self.assertEqual(faults(lines), nameless)
        self.out("--dataset", "fakts", code=2)

    def test_plain_ids_are_those_followthemoney_checks(self):
        check = re.compile(r"^[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?$")  # followthemoney/types/entity.py
        for home in (self.home, self.synthetic):
            plain, own = self.lines("--plain-ids", home=home), self.lines(home=home)
            self.assertEqual(faults(plain), [])
            self.assertEqual(len({e["id"] for e in plain}), len(own))
            for e, o in zip(plain, own):
                self.assertRegex(e["id"], check)
                self.assertEqual(e["id"].replace("--", ":"), o["id"])
                self.assertEqual([r.replace("--", ":") for r in e["referents"]], o["referents"])
            for r in self.rows("--plain-ids", home=home):
                self.assertRegex(r["entity_id"], check)
                key = f"{r['dataset']}.{r['entity_id']}.{r['prop']}.{r['value']}" + ("@" + r["lang"] if r["lang"] else "")
                self.assertEqual(r["id"], hashlib.sha1(key.encode()).hexdigest())

    # ---- statements ----

    def test_ids_of_statements_are_those_of_followthemoney(self):
        for home in (self.home, self.synthetic):
            rows = self.rows(home=home)
            self.assertEqual(list(rows[0]), "canonical_id entity_id prop prop_type schema value dataset origin lang "
                             "original_value external first_seen last_seen id".split())
            for r in rows:
                key = f"{r['dataset']}.{r['entity_id']}.{r['prop']}.{r['value']}"
                key += f"@{r['lang']}" if r["lang"] else ""
                self.assertEqual(r["id"], hashlib.sha1(key.encode()).hexdigest(), r)
                self.assertEqual(r["external"], "f")
            self.assertEqual(len({r["id"] for r in rows}), len(rows))

    def test_statements_and_lines_say_the_same(self):
        for home in (self.home, self.synthetic):
            lines, rows = self.lines(home=home), self.rows(home=home)
            said = {(e["id"], e["schema"], p, v) for e in lines for p, vs in e["properties"].items() for v in vs}
            self.assertEqual(said, {(r["canonical_id"], r["schema"], r["prop"], r["value"])
                                    for r in rows if r["prop"] != "id"})
            for r in rows:
                if r["prop"] != "id":
                    self.assertEqual(r["prop_type"], property_of(r["schema"], r["prop"]).get("type", "string"))

    def test_the_last_statement_of_an_entity_is_its_checksum(self):
        rows = self.rows("synth:group", home=self.synthetic)
        own = [r for r in rows if r["canonical_id"] == "synth:group"]
        self.assertEqual([r["prop"] for r in own].index("id"), len(own) - 1)
        digest = hashlib.sha1(b"Organization")
        for id in sorted(r["id"] for r in own[:-1]):
            digest.update(id.encode())
        self.assertEqual(own[-1]["value"], digest.hexdigest())

    def test_a_statement_keeps_language_member_and_what_the_record_wrote(self):
        rows = self.rows(home=self.synthetic)
        self.assertEqual([r["lang"] for r in rows if r["value"] == "Иван Примеров" and r["prop"] == "name"], ["rus"])
        self.assertEqual([(r["entity_id"], r["canonical_id"]) for r in rows if r["value"] == "Group Too"],
                         [("synth:group-too", "synth:group")])
        self.assertEqual([r["original_value"] for r in rows if r["prop"] == "country" and r["value"] == "ru"
                          and r["entity_id"] == "synth:thing"], ["Russian Federation"])

    def test_a_value_is_first_seen_when_it_was_first_said(self):
        path = os.path.join(self.scratch, "grows.yaml")
        home = os.path.join(self.scratch, "grows")
        self.assertEqual(run("init", home=home, now="2026-01-01T00:00:00Z").returncode, 0)
        for day, names in (("02", "[A]"), ("03", "[A, B]"), ("04", "[A]"), ("05", "[A, B]")):
            with open(path, "w", encoding="utf-8") as f:
                f.write("interdict: 1\ndataset: grows\ntitle: It grows\nrecords:\n"
                        f"  - {{id: one, schema: Thing, name: N, alias: {names}, change: 'the {day}'}}\n")
            done = run("record", path, home=home, now=f"2026-01-{day}T00:00:00Z")
            self.assertEqual(done.returncode, 0, done.stderr.decode() + done.stdout.decode())
        rows = {r["value"]: r for r in self.rows("--dataset", "grows", home=home) if r["prop"] == "alias"}
        self.assertEqual((rows["A"]["first_seen"][:10], rows["A"]["last_seen"][:10]), ("2026-01-02", "2026-01-05"))
        self.assertEqual(rows["B"]["first_seen"][:10], "2026-01-03")
        line = self.lines("--dataset", "grows", home=home)[0]
        self.assertEqual((line["first_seen"][:10], line["last_change"][:10]), ("2026-01-02", "2026-01-05"))
        gaps = [x for x in self.ask("export", "--lossy-report", schema="export_losses", home=home)["losses"]
                if x["kind"] == "gap"]
        self.assertEqual([x["value"] for x in gaps], ["B"])
        before = self.lines("--dataset", "grows", "--published-by", "2026-01-02", home=home)[0]
        self.assertEqual(before["properties"]["alias"], ["A"])

    # ---- losses ----

    def test_what_followthemoney_cannot_say_is_reported(self):
        answer = self.ask("export", "--lossy-report", schema="export_losses", home=self.synthetic)
        for kind, words in UNSAYABLE.items():
            self.assertTrue([x for x in answer["losses"] if x["kind"] == kind and words in (x["detail"] or "")],
                            f"{kind}: {words}; met " +
                            str([x["detail"] for x in answer["losses"] if x["kind"] == kind]))
        self.assertEqual({x["property"] for x in answer["losses"] if x["kind"] == "judgement"},
                         {"same_as", "not_same_as"})
        self.assertEqual(answer["counts"], {k: sum(x["kind"] == k for x in answer["losses"])
                                            for k in {x["kind"] for x in answer["losses"]}})

    def test_an_act_by_a_body_not_competent_is_a_loss_of_competence(self):
        answer = self.ask("export", "synth:group", "--lossy-report", schema="export_losses", home=self.synthetic)
        found = [x for x in answer["losses"] if x["kind"] == "competence"]
        self.assertTrue([x for x in found if x["value"] == "lift" and x["detail"].startswith("lift on xx-list")])

    def test_every_statement_is_carried_or_lost(self):
        """Each statement of a subject is in the export, by its value, or in the report, by its id."""
        for home, subject in ((self.synthetic, "synth:group"), (self.synthetic, "synth:person"),
                              (self.home, "brief:taliban")):
            shown = self.ask("show", subject, home=home)["statements"]
            lost = {x["statement"] for x in self.ask("export", subject, "--lossy-report", schema="export_losses",
                                                     home=home)["losses"]}
            said = {(r["value"], r["original_value"]) for r in self.rows(subject, home=home)}
            said = {v for pair in said for v in pair}
            for s in shown:
                self.assertTrue(s["id"] in lost or s["value"] in said or
                                s["property"] in ("schema", "about", "event", "listing"), s)

    def test_every_qualifier_is_carried_or_lost(self):
        shown = self.ask("show", "synth:group", home=self.synthetic)["statements"]
        losses = self.ask("export", "synth:group", "--lossy-report", schema="export_losses",
                          home=self.synthetic)["losses"]
        whole = {x["statement"] for x in losses if "=" not in (x["detail"] or "")}
        named = {(x["statement"], x["detail"].split("=")[0]) for x in losses if "=" in (x["detail"] or "")}
        carried = {"list", "list_kind", "measures", "by", "decided", "published", "instrument"}
        for s in shown:
            for q in s["qualifiers"]:
                self.assertTrue(q in carried or s["id"] in whole or (s["id"], q) in named, (s["property"], q, s))

    def test_statements_lose_no_language(self):
        text = self.out("--lossy-report", "--format", "statements", home=self.synthetic)
        self.assertNotIn("  language ", text)
        self.assertIn("  language ", self.out("--lossy-report", home=self.synthetic))

    # ---- where it goes ----

    def test_a_file_is_whole_or_as_it_was(self):
        path = os.path.join(self.scratch, "out.json")
        self.assertEqual(self.out("--output", path), "")
        with open(path, encoding="utf-8") as f:
            self.assertEqual(f.read(), self.out())
        self.assertFalse(os.path.exists(path + ".part"))
        self.out("No Such Party", "--output", path, code=2)
        self.assertFalse(os.path.exists(path + ".part"))
        with open(path, encoding="utf-8") as f:
            self.assertEqual(f.read(), self.out())
        self.out("--output", os.path.join(self.scratch, "nowhere", "out.json"), code=2)

    def test_a_link_is_followed_and_nothing_takes_the_place_of_a_pipe(self):
        path, link, pipe = (os.path.join(self.scratch, name) for name in ("linked.json", "link", "pipe"))
        with open(path, "w", encoding="utf-8") as f:
            f.write("old")
        os.symlink(path, link)
        self.out("--output", link)
        self.assertTrue(os.path.islink(link))
        with open(path, encoding="utf-8") as f:
            self.assertEqual(f.read(), self.out())
        os.mkfifo(pipe)
        reader = subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE)
        self.out("--output", pipe)
        self.assertEqual(reader.communicate()[0].decode(), self.out())
        self.assertFalse(os.path.isfile(pipe))

    def test_json_is_of_the_report_alone(self):
        self.out("--format", "json", code=2)


if __name__ == "__main__":
    unittest.main()
