"""`screen NAME` and `replay` from outside: what is found at which times, what the answer says it rests on, and that
a receipt proves it. The lists are invented."""
import hashlib
import json
import os
import re
import shutil
import tempfile
import unittest

from program import run, schema_errors

E1, E2, E3 = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"  # published
T0, T1, T2, T3 = (f"2026-03-{d:02}T06:00:00Z" for d in (9, 10, 11, 12))  # recorded
NOW = "2026-03-20T12:00:00Z"


def person(number, name, birth=None, alias=None, passport=None):
    first, *rest = name.split()
    tags = "".join(f"<{tag}>{part}</{tag}>" for tag, part in zip(("SECOND_NAME", "THIRD_NAME"), rest))
    more = ""
    if alias:
        more += f"<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>{alias}</ALIAS_NAME></INDIVIDUAL_ALIAS>"
    if birth:
        more += f"<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>{birth}</DATE></INDIVIDUAL_DATE_OF_BIRTH>"
    if passport:
        more += f"<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>{passport}</NUMBER></INDIVIDUAL_DOCUMENT>"
    return (f"<INDIVIDUAL><DATAID>{number}</DATAID><FIRST_NAME>{first}</FIRST_NAME>{tags}<UN_LIST_TYPE>Al-Qaida</UN_LIST_TYPE>"
            f"<REFERENCE_NUMBER>QDi.{number:03}</REFERENCE_NUMBER><LISTED_ON>2001-01-25</LISTED_ON>{more}</INDIVIDUAL>")


def edition(published, *people):
    return (f"<?xml version='1.0' encoding='UTF-8'?><CONSOLIDATED_LIST dateGenerated='{published}'><INDIVIDUALS>"
            f"{''.join(people)}</INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>")


OTHERS = [person(n, name) for n, name in enumerate(
    ("Ibrahim Quxwert", "Yusuf Zvezdin", "Omar Brankovic", "Karim Oceanline", "Tarik Volgatek"), 50)]
# 1 stays, 2 is renamed in E2 and corrected in E3, 3 is in E1 and E3 but not in E2, 4 is new in E2.
EDITIONS = {
    E1: edition(E1, person(1, "Ayman Zahwari", "1951-06-19", alias="Aiman Zawahry", passport="A1234567"),
                person(2, "Sergei Larvov"), person(3, "Hasan Moonclub"), *OTHERS),
    E2: edition(E2, person(1, "Ayman Zahwari", "1951-06-19", passport="A1234567"),
                person(2, "Sergei Lavrovich"), person(4, "Barzan Tikrituli", "1970-02-03"), *OTHERS),
    E3: edition(E3, person(1, "Ayman Zahwari", "1951-06-19", passport="A1234567"),
                person(2, "Sergej Lavrovich Petrov"), person(3, "Hasan Moonclub Junior"),
                person(4, "Barzan Tikrituli", "1970-02-03"), *OTHERS),
}
RECORDED = {E1: T1, E3: T2, E2: T3}  # the second edition came last
NAMES = ("Aiman Zahwari", "Aiman Zawahri", "Sergei Lavrov", "Sergey Lavrovich", "Hasan Moonclub", "Barzan Tikrituli",
         "Omar Brankovich")


def canonical(value):
    """The bytes that answer_hash is of: docs/screening.md."""
    if isinstance(value, dict):
        return "{" + ",".join(json.dumps(k) + ":" + canonical(v) for k, v in sorted(value.items())) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canonical(v) for v in value) + "]"
    if isinstance(value, Number):
        return value.text
    return json.dumps(value, ensure_ascii=False)


class Number:
    def __init__(self, text):
        self.text = text


class Screen(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.mkdtemp(prefix="idt-screen-")
        for published, text in EDITIONS.items():
            with open(cls.path_of(published), "w", encoding="utf-8") as f:
                f.write(text)
        cls.home = cls.register("all", EDITIONS)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.scratch)

    @classmethod
    def path_of(cls, published):
        return os.path.join(cls.scratch, f"un-{published[:10]}.xml")

    @classmethod
    def register(cls, name, editions):
        home = os.path.join(cls.scratch, name)
        cls.must(run("init", home=home, now=T0))
        for published in sorted(editions, key=RECORDED.get):
            cls.must(run("import", "un_sc", cls.path_of(published), "--accept-removals", home=home, now=RECORDED[published]))
        return home

    @staticmethod
    def must(done):
        if done.returncode != 0:
            raise AssertionError(done.stderr.decode())

    def screen(self, *arguments, home=None, now=NOW, code=None, env=None):
        done = run("screen", *arguments, "--format", "json", home=home or self.home, now=now, env=env)
        self.assertIn(done.returncode, (0, 1) if code is None else (code,), done.stderr.decode())
        answer = json.loads(done.stdout)
        self.assertEqual(schema_errors("screen", answer), [])
        if code is None:
            self.assertEqual(done.returncode, 1 if answer["hits"] else 0)
        return answer

    def ids(self, *arguments, **how):
        return [h["subject"] for h in self.screen(*arguments, **how)["hits"]]

    def refused(self, *arguments, says, code=2, home=None):
        done = run("screen", *arguments, home=home or self.home, now=NOW)
        self.assertEqual((done.returncode, done.stdout), (code, b""))
        self.assertRegex(done.stderr.decode(), says)

    # ---- what is found ----

    def test_a_hit_says_who_why_and_how_it_is_listed(self):
        hit = self.screen("Aiman Zahwari", "--schema", "Person")["hits"][0]
        self.assertEqual((hit["subject"], hit["name"], hit["band"]), ("un_sc:1", "Ayman Zahwari", "strong"))
        self.assertEqual([(l["list"], l["status"]) for l in hit["listings"]], [("un-1267", "in_force")])
        self.assertEqual(sum(p["mnat"] for p in hit["parts"]), hit["llr_mnat"])

    def test_the_score_is_the_one_of_compare(self):
        hit = self.screen("Aiman Zahwari", "--schema", "Person")["hits"][0]
        done = run("compare", "Aiman Zahwari", "Ayman Zahwari", "--schema", "Person", "--format", "json")
        compared = json.loads(done.stdout)
        self.assertEqual((compared["score"], compared["llr_mnat"]), (hit["score"], hit["llr_mnat"]))

    def test_what_else_is_known_speaks_for_and_against(self):
        alone = self.screen("Aiman Zahwari")["hits"][0]["llr_mnat"]
        same = self.screen("Aiman Zahwari", "--birth-date", "1951-06-19")["hits"][0]["llr_mnat"]
        other = self.screen("Aiman Zahwari", "--birth-date", "1990", "--threshold", ".0001")["hits"]
        self.assertGreater(same, alone)
        self.assertTrue(all(h["llr_mnat"] < alone for h in other))

    def test_an_identifier_finds_its_bearer_whose_name_is_not_found(self):
        self.assertEqual(self.ids("--id", "passport=a-1234567"), ["un_sc:1"])
        self.assertEqual(self.ids("Aiman Quiteelse"), [])
        self.assertEqual(self.ids("Aiman Quiteelse", "--id", "passportNumber=A1234567"), ["un_sc:1"])
        self.assertEqual(self.ids("--id", "passport=B7654321"), [])

    def test_who_takes_another_name_keeps_the_passport(self):
        hit = self.screen("Wilhelm Quiteelse", "--id", "passport=A1234567")["hits"][0]
        self.assertEqual((hit["subject"], hit["band"]), ("un_sc:1", "possible"))
        self.assertIn("an identifier in common stands whatever the names are", json.dumps(hit))
        # Two facts more speak against it: the number is another country's.
        self.assertEqual(self.ids("Wilhelm Quiteelse", "--id", "passport=A1234567", "--birth-date", "1990-01-01",
                                  "--property", "gender=female"), [])

    def test_the_order_of_a_query_says_nothing(self):
        # Both values name the party alike; which of them is told must not depend on which came first.
        name, alias = "Ayman Zahwari", "Ayman Zahwari"
        receipt = os.path.join(self.scratch, "order.json")
        first = self.screen(name, "--property", f"alias={alias}", "--receipt", receipt)
        self.assertEqual([h["exact"] for h in first["hits"]], ["name"])
        done = run("replay", receipt, home=self.home, now=NOW)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        for head in ("alias,name", "name,alias"):
            path = os.path.join(self.scratch, "order.csv")
            with open(path, "w", encoding="utf-8") as f:
                f.write(f"{head}\n{name},{alias}\n")
            done = run("screen", "--file", path, "--format", "ndjson", "--no-parts", home=self.home, now=NOW)
            row = json.loads(done.stdout.splitlines()[0])
            self.assertEqual(row["answer_hash"], first["answer_hash"], head)

    def test_filters_and_limit(self):
        self.assertEqual(self.ids("Aiman Zahwari", "--list", "us-sdgt"), [])
        self.assertEqual(self.ids("Aiman Zahwari", "--list", "un-1267", "--jurisdiction", "un"), ["un_sc:1"])
        self.assertEqual(self.ids("Aiman Zahwari", "--hit-schema", "Company"), [])
        self.assertEqual(self.ids("Aiman Zahwari", "--listed-from", "2002-01-01"), [])
        many = self.screen("Ibrahim Zvezdin", "--threshold", ".0001", "--limit", "100")
        few = self.screen("Ibrahim Zvezdin", "--threshold", ".0001", "--limit", "1")
        self.assertGreater(many["total"], 1)
        self.assertEqual((few["total"], few["hits"]), (many["total"], many["hits"][:1]))

    def test_what_was_left_out_is_said_and_an_unknown_list_refused(self):
        answer = self.screen("Aiman Zahwari", "--list", "us-sdgt", "--listed-to", "2020-01-01")
        self.assertEqual(answer["filter"], {"lists": ["us-sdgt"], "listed_to": "2020-01-01"})
        text = run("screen", "Aiman Zahwari", "--list", "us-sdgt", home=self.home, now=NOW).stdout.decode()
        self.assertIn("Only parties on list us-sdgt.", text)
        self.refused("Aiman Zahwari", "--list", "un-1276", says='nothing is held of a list "un-1276"')

    def test_nothing_found_names_the_lists_and_never_says_clear(self):
        done = run("screen", "Nobody Quiteelse", home=self.home, now=NOW)
        self.assertEqual(done.returncode, 0)
        text = " ".join(done.stdout.decode().split())
        self.assertIn(f"No match in un_sc, and in the records written for procedures, as published by {NOW} and known at {NOW}",
                      text)
        self.assertNotIn("clear", text.lower())

    def test_words_that_can_decide_nothing_are_said_to(self):
        self.assertEqual(self.screen(". . .", code=2)["abstain"], "no_name")
        self.assertEqual(self.screen("Trading Company", "--schema", "Company")["abstain"], "generic_words")
        one = self.screen("Quxwertov", "--schema", "Person")
        self.assertEqual(one["abstain"], "one_word")
        self.assertIn('"Quxwertov"', one["notes"][0])

    def test_where_nothing_can_be_asked_that_is_said_and_is_no_answer_of_none_found(self):
        for arguments in (("!!!",), (". .", "--birth-date", "1951"), ("!!!", "--id", "passport=N/A")):
            done = run("screen", *arguments, home=self.home, now=NOW)
            self.assertEqual(done.returncode, 2)
            self.assertIn("Nothing asked of un_sc", done.stdout.decode())
            self.assertIn("nothing was asked: no name has a letter or digit", done.stderr.decode())
            self.assertIn("give a NAME", done.stderr.decode())
        self.assertEqual(self.ids("!!!", "--id", "passport=A1234567"), ["un_sc:1"])

    def test_a_country_is_a_code_or_a_name_and_how_it_was_read_is_said(self):
        for country, code in (("Germany", "de"), ("german", "de"), ("DEU", "de"), ("Iran, Islamic Republic of", "ir")):
            text = run("screen", "Nobody Quiteelse", "--country", country, home=self.home, now=NOW).stdout.decode()
            self.assertIn(f'note: country "{country}" is read as {code}', text)
        self.assertNotIn("is read as", run("screen", "Nobody", "--country", "DE", home=self.home, now=NOW).stdout.decode())
        for arguments, says in ((("--country", "Germanny"), r"did you mean Germany \(de\)\?"),
                                (("--country", "xx"), "expected a code such as de"),
                                (("--property", "nationality=Rusia"), r"did you mean Russia \(ru\)\?")):
            self.refused("Nobody", *arguments, says=says)

    def test_what_else_was_not_understood_is_noted(self):
        row = self.screen("Ayman Zahwari", "--property", "gender=x")
        self.assertEqual(row["notes"], ['gender "x" is neither male nor female. It was not compared.'])
        self.assertNotIn("notes", self.screen("Ayman Zahwari"))

    def test_a_filter_of_what_nobody_knows_is_refused_with_the_nearest(self):
        for arguments, says in ((("--list", "un-1276"), "did you mean un-1267"), (("--jurisdiction", "rus"), "did you mean ru"),
                                (("--jurisdiction", "United States"), "did you mean us"),
                                (("--jurisdiction", "qq"), 'nothing is held of a jurisdiction "qq"'),
                                (("--topic", "sanctoin"), r"did you mean sanction\?"), (("--schema", "Persn"), "did you mean Person"),
                                (("--hit-schema", "Vesel"), "did you mean Vessel")):
            with self.subTest(arguments=arguments):
                self.refused("Nobody", *arguments, says=says)

    # ---- times: gate 3 ----

    def at(self, name, published, known):
        answer = self.screen(name, "--published-by", published, "--known-at", known, "--as-of", "2026-03-15")
        return [{k: v for k, v in h.items() if k != "listings"} | {"listings": h["listings"]} for h in answer["hits"]]

    def test_any_time_is_answered_as_by_a_register_that_held_only_what_was_so_then(self):
        for known in (T1, T2, T3):
            for published in (E1, E2, E3):
                held = [e for e in EDITIONS if e <= published and RECORDED[e] <= known]
                only = self.register(f"{published[:10]}-{known[:10]}", held)
                for name in NAMES:
                    with self.subTest(name=name, published=published, known=known):
                        then = [h for h in self.screen(name, "--as-of", "2026-03-15", "--published-by", published,
                                                       "--known-at", known, home=only)["hits"]]
                        self.assertEqual(self.at(name, published, known), then)

    def test_a_name_that_was_taken_back_is_found_only_while_it_stood(self):
        self.assertEqual(self.ids("Sergei Larvov", "--published-by", E1, "--threshold", ".98"), ["un_sc:2"])
        self.assertEqual(self.ids("Sergei Larvov", "--threshold", ".98"), [])
        self.assertEqual(self.ids("Barzan Tikrituli", "--published-by", E1), [])
        self.assertEqual(self.ids("Barzan Tikrituli", "--known-at", T1), [])

    def test_what_left_the_list_is_a_hit_that_says_so(self):
        hit, = self.screen("Hasan Moonclub", "--published-by", E2)["hits"]
        self.assertTrue(hit["left"])
        self.assertNotEqual(hit["listings"][0]["status"], "in_force")
        self.assertFalse(self.screen("Hasan Moonclub")["hits"][0]["left"])

    def test_as_of_is_the_day_of_the_law(self):
        status = {d: self.screen("Aiman Zahwari", "--as-of", d)["hits"][0]["listings"][0]["status"]
                  for d in ("1999-01-01", "2026-03-01")}
        self.assertEqual(status["2026-03-01"], "in_force")
        self.assertNotEqual(status["1999-01-01"], "in_force")

    # ---- fail closed ----

    def test_lists_that_are_stale_or_not_held_are_named(self):
        warnings = "\n".join(self.screen("Aiman Zahwari", now="2026-06-01T00:00:00Z")["warnings"])
        self.assertIn("un_sc is stale", warnings)
        self.assertRegex(warnings, "not held, so not screened against: .*us_ofac_sdn")
        self.assertIn("us_ofac_sdn", self.screen("Aiman Zahwari")["not_held"])

    def test_entries_that_could_not_be_read_are_told(self):
        home = self.register("unread", [E1])
        path = os.path.join(self.scratch, "unread.xml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(edition("2026-03-11T00:00:00Z", person(1, "Ayman Zahwari"), person(3, "Hasan Moonclub"),
                            person(2, "Sergei Larvov").replace("INDIVIDUAL>", "PARTY>"), *OTHERS))
        self.must(run("import", "un_sc", path, "--accept-rejects", "--accept-removals", home=home, now=T2))
        answer = self.screen("Nobody Quiteelse", home=home)
        self.assertEqual([d["unread"] for d in answer["datasets"] if d["dataset"] == "un_sc"], [1])
        self.assertRegex("\n".join(answer["warnings"]), "un_sc was read in part: 1 of its entries")

    def test_a_register_without_a_party_gives_no_answer(self):
        home = os.path.join(self.scratch, "empty")
        self.must(run("init", home=home, now=T1))
        self.refused("Aiman Zahwari", home=home, says="holds no party.*loads lists")
        self.refused("Aiman Zahwari", home=os.path.join(self.scratch, "none"), says="there is no register")
        self.refused("Aiman Zahwari", "--published-by", "2020-01-01", says="no list is held at these times")

    def test_what_cannot_be_asked_is_refused_with_what_to_do(self):
        for arguments, says in (
                ((), "nothing is asked"), (("",), "name: the value is empty"), ((b"\xff\xfe",), "not UTF-8"),
                (("X", "--birth-date", "06/07/1951"), "birthDate.*a day is written 1951-06-19"),
                (("X", "--schema", "person"), '"person" is no kind of party'), (("X", "--hit-schema", "Ship"), "no kind of party"),
                (("X", "--out", "answers"), "--out goes with --file"), (("X", "--resume"), "--resume goes with --file"), (("X", "--id", "A123"), "expected KIND=VALUE"),
                (("X", "--id", "shoe=44"), '"shoe" is no kind of identifier'),
                (("X", "--property", "nmae=Y"), 'did you mean "name"'), (("X", "--threshold", "70"), "expected a score"),
                (("X", "--threshold", "0"), "expected a score"), (("X", "--limit", "0"), "expected a number"),
                (("X", "--profile", "strickt"), 'did you mean "strict"'), (("X", "--commit"), "goes with --receipt")):
            with self.subTest(arguments=arguments):
                self.refused(*arguments, says=says)

    # ---- bytes ----

    def test_locale_and_time_zone_change_nothing(self):
        plain = run("screen", "Aiman Zahwari", home=self.home, now=NOW).stdout
        other = run("screen", "Aiman Zahwari", home=self.home, now=NOW,
                    env={"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "Pacific/Auckland"}).stdout
        self.assertEqual(plain, other)

    def row(self, *arguments):
        done = run("screen", *arguments, "--format", "ndjson", home=self.home, now=NOW)
        self.assertEqual(done.returncode, 1, done.stderr)
        return done.stdout

    def test_the_hash_is_of_the_canonical_answer_with_and_without_parts(self):
        for more in ((), ("--no-parts",)):
            line = self.row("Aiman Zahwari", "--birth-date", "1951", *more)
            self.assertEqual(schema_errors("screen_row", json.loads(line)), [])
            row = json.loads(line, parse_float=Number, parse_int=Number)
            stated = row.pop("answer_hash")
            for beside in ("row", "id"):
                del row[beside]
            for hit in row["hits"]:
                for part in ("query_name", "candidate_name", "alignment", "parts", "why_not", "settle"):
                    hit.pop(part, None)
            self.assertEqual(hashlib.sha256(canonical(row).encode()).hexdigest(), stated)

    def test_csv_has_a_line_a_hit_or_one(self):
        found = run("screen", "Aiman Zahwari", "--format", "csv", home=self.home, now=NOW).stdout.decode().split("\r\n")
        none = run("screen", "Nobody Quiteelse", "--format", "csv", home=self.home, now=NOW).stdout.decode().split("\r\n")
        self.assertEqual(found[0], none[0])
        self.assertIn(",un_sc:1,", found[1])
        self.assertIn("un-1267 in_force since 2001-01-25", found[1])
        self.assertEqual(len(none), 3)
        self.assertRegex(none[1], "^1,,Nobody Quiteelse,,+0,,[0-9a-f]{64},$")

    # ---- receipts ----

    def receipt(self, *arguments, home=None, now=NOW):
        path = os.path.join(self.scratch, "receipt.json")
        done = run("screen", *arguments, "--receipt", path, "--format", "ndjson", home=home or self.home, now=now)
        self.assertIn(done.returncode, (0, 1), done.stderr.decode())
        with open(path, encoding="utf-8") as f:
            text = f.read()
        self.assertEqual(schema_errors("receipt", json.loads(text)), [])
        return path, text, done.stdout

    def replay(self, *arguments, home=None, code, says):
        done = run("replay", *arguments, "--format", "ndjson", home=home or self.home, now="2026-05-01T00:00:00Z")
        self.assertEqual(done.returncode, code, done.stderr.decode())
        self.assertRegex(done.stderr.decode(), says)
        return done.stdout

    def test_a_receipt_asks_again_and_gets_the_same_bytes(self):
        path, text, answer = self.receipt("Aiman Zahwari", "--birth-date", "1951", "--limit", "3", "--profile", "wide")
        self.assertEqual(self.replay(path, code=0, says="same"), answer)
        with open(os.path.join(self.scratch, "answer.json"), "wb") as f:
            f.write(answer)
        self.assertEqual(self.replay(path, f.name, code=0, says="same"), answer)
        receipt = json.loads(text)
        self.assertEqual({e["dataset"] for e in receipt["editions"]}, {"procedures", "un_sc"})
        self.assertEqual((receipt["as_of"], receipt["known_at"], receipt["limit"]), ("2026-03-20", NOW, "3"))

    def test_it_is_the_same_after_more_was_loaded(self):
        home = self.register("older", [E1])
        path, _, answer = self.receipt("Sergei Larvov", home=home, now="2026-03-10T12:00:00Z")
        self.must(run("import", "un_sc", self.path_of(E3), "--accept-removals", home=home, now=T3))
        self.assertNotEqual(run("screen", "Sergei Larvov", "--format", "ndjson", home=home, now=NOW).stdout, answer)
        self.assertEqual(self.replay(path, home=home, code=0, says="the index is not the one(.|\n)*same"), answer)

    def test_another_register_is_told_by_its_editions(self):
        path, _, _ = self.receipt("Sergei Lavrovich")
        self.replay(path, home=self.register("two", [E1, E2]), code=1, says="differs: editions(.|\n)*differs: answer")

    def test_a_commitment_holds_no_query_and_fits_one(self):
        path, text, _ = self.receipt("Aiman Zahwari", "--commit")
        self.assertNotIn("Zahwari", text)
        self.replay(path, code=2, says="commits to a query")
        self.replay(path, "Aiman Zahwari", code=0, says="same")
        self.assertEqual(self.replay(path, "Aiman Zahwary", code=1, says="differs: query"), b"")
        self.assertNotEqual(text, self.receipt("Aiman Zahwari", "--commit")[1])

    def test_a_receipt_that_was_changed_is_found_out(self):
        path, text, _ = self.receipt("Aiman Zahwari")
        for before, after in (('"limit":"10"', '"limit":"11"'), ("Aiman", "Ayman"), ('"as_of":"2026', '"as_of":"2025')):
            with open(path, "w", encoding="utf-8") as f:
                f.write(text.replace(before, after))
            self.replay(path, code=1, says="does not fit its own hash")

    def test_another_scorer_is_said_and_its_answer_not_compared(self):
        path, text, _ = self.receipt("Aiman Zahwari")
        old = re.sub(r'"weights":"[^"]*"', '"weights":"2020-01-01.1"', text)
        old = old.replace(json.loads(text)["answer_hash"], "0" * 64)
        value = json.loads(old)
        del value["receipt_hash"]
        body = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        value["receipt_hash"] = hashlib.sha256(body.encode()).hexdigest()
        with open(path, "w", encoding="utf-8") as f:
            json.dump(value, f, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        done = run("replay", path, home=self.home, now=NOW)
        self.assertEqual(done.returncode, 1)
        said = done.stderr.decode()
        self.assertIn("differs: weights: the receipt says 2020-01-01.1", said)
        self.assertIn("its answer is not compared", said)
        self.assertNotIn("differs: answer", said)

    def test_what_is_no_receipt_is_refused(self):
        path = os.path.join(self.scratch, "no.json")
        for text, says in (("{}", "this is no receipt"), ("[1", "no.json:1"), ('{"format":"interdict-receipt/9"}', "of format"),
                           ('{"format":"interdict-receipt/1"}', "`answered_at`: expected an instant")):
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
            done = run("replay", path, home=self.home, now=NOW)
            self.assertIn(done.returncode, (2, 3))
            self.assertRegex(done.stderr.decode(), says)

    def test_the_receipt_of_a_file_has_a_root_over_its_rows(self):
        parties = os.path.join(self.scratch, "parties.csv")
        with open(parties, "w", encoding="utf-8") as f:
            f.write("id,name\n7,Aiman Zahwari\n8,Nobody Quiteelse\n")
        path = os.path.join(self.scratch, "run.json")
        done = run("screen", "--file", parties, "--receipt", path, home=self.home, now=NOW)
        self.assertEqual(done.returncode, 1, done.stderr.decode())
        with open(path, encoding="utf-8") as f:
            receipt = json.load(f)
        self.assertEqual(schema_errors("receipt", receipt), [])
        self.assertEqual(receipt["run"]["rows"], "2")
        self.replay(path, parties, code=0, says="same")
        with open(parties, "a", encoding="utf-8") as f:
            f.write("9,Sergei Lavrovich\n")
        self.replay(path, parties, code=1, says="differs: input(.|\n)*differs: answers")


if __name__ == "__main__":
    unittest.main()
