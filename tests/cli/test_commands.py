"""The command line as a user meets it: examples, help, formats, errors with positions, no dependence on locale."""
import json
import os
import pty
import re
import shlex
import shutil
import subprocess
import tempfile
import unittest

from program import DATA, NOW, SHARED, SOURCE, WithRegister, run, schema_errors

BRIEF = os.path.join(DATA, "starter", "brief.txt")

SIX_FAULTS = """\
interdict: 1
dataset: six
title: Six faults
records:
  - id: one
    schema: Organisation
    name: One
  - id: two
    schema: Organization
    nam: Two
  - id: two
    schema: Organization
    name: Two again
  - id: three
    schema: Organization
    name: Three
    listings:
      - list: ru-terrorist
        events:
          - {event: decide, decided: 2003-02-30}
          - {event: abolish, decided: 2004}
        states:
          - {state: in_force}
"""

UNKNOWN = """\
interdict: 1
dataset: unknown
title: Names nobody knows
records:
  - id: group
    schema: Organization
    name: Group
    parent: no:body
    listings:
      - list: zz-list
        events:
          - {event: decide, decided: 2003-02-03, by: zz-court, on_claim_of: zz-prosecutor}
          - {event: lift, decided: 2004-02-03, by: [zz-court]}
        states:
          - {state: in_force, on: 2003-05-05}
"""


class Examples(WithRegister):
    def test_every_example_of_every_command_ends_as_it_says(self):
        page = run("help", "--format", "markdown").stdout.decode()
        found = re.findall(r"^    interdict (.*)\n\n.*\(exit (\d)\)\.$", page, re.M)
        self.assertGreater(len(found), 12)
        for line, code in found:
            home = self.home
            if line.startswith("init"):
                home = os.path.join(self.scratch, "fresh")
            done = run(*shlex.split(line), home=home)
            self.assertEqual(done.returncode, int(code), line + "\n" + done.stderr.decode())

    def test_the_reference_in_docs_is_what_the_program_prints(self):
        with open(os.path.join(SOURCE, "docs", "cli.md"), encoding="utf-8") as f:
            self.assertEqual(f.read(), run("help", "--format", "markdown").stdout.decode())

    def test_the_manual_page_has_every_command(self):
        page = run("help", "--format", "man").stdout.decode()
        for command in ("init", "record", "status", "search", "show", "scan", "cite", "datasets", "verify"):
            self.assertIn(f".SS interdict {command}", page)

    def test_completion_offers_commands_actions_options_and_formats(self):
        script = run("help", "--format", "bash").stdout.decode()
        for words, offered in (("status --as", "--as-of"), ("sear", "search"), ("index ''", "build info verify selftest"),
                               ("index ver", "verify"), ("--home x index b", "build"), ("status --format js", "json"),
                               ("scan ''", ""), ("index --fu", "--full")):
            probe = (f"{script}\nCOMP_WORDS=(interdict {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _interdict; "
                     "echo ${COMPREPLY[@]}")
            done = subprocess.run(["bash", "-c", probe], capture_output=True, check=True)
            self.assertEqual(done.stdout.decode().strip(), offered, words)

    def test_a_list_nobody_knows_is_told_beside_the_unknown(self):
        done = run("status", "Taliban", "--list", "us-ftoo", home=self.home)
        self.assertEqual(done.returncode, 0)
        self.assertIn("unknown (no source)", done.stdout.decode())
        self.assertIn('nothing is held of a list "us-ftoo"; did you mean us-fto?', done.stderr.decode())
        self.assertEqual(run("status", "Taliban", "--list", "us-fto", home=self.home).stderr, b"")

    def test_a_home_that_is_not_named_is_asked_for(self):
        for arguments, says in ((("--home",), "--home needs a DIR"), (("--home", "", "datasets"), "--home is empty"),
                                (("--home=", "datasets"), "--home is empty")):
            done = run(*arguments)
            self.assertEqual((done.returncode, says in done.stderr.decode()), (2, True), done.stderr)

    def test_help_stays_within_a_terminals_width(self):
        commands = [line.split()[0] for line in run("help").stdout.decode().splitlines() if line.startswith("  ")]
        for command in commands:
            for line in run("help", command).stdout.decode().splitlines():
                self.assertLessEqual(len(line), 80 if " " in line.strip() else 200, line)

    def test_a_note_is_wrapped_on_a_terminal_and_one_line_in_a_log(self):
        try:
            shown, other = pty.openpty()
        except OSError:
            self.skipTest("no terminal can be had here")
        environment = dict(os.environ, INTERDICT_HOME="/nowhere/at/all")
        line = [os.environ["INTERDICT_BIN"], "screen", "X"]
        subprocess.run(line, stderr=other, stdout=subprocess.DEVNULL, env=environment, check=False)
        os.close(other)
        text = b""
        try:
            while part := os.read(shown, 4096):
                text += part
        except OSError:  # the terminal is closed
            pass
        os.close(shown)
        log = subprocess.run(line, capture_output=True, env=environment, check=False).stderr.decode()
        self.assertEqual(log.count("\n"), 1)
        lines = text.decode().splitlines()
        self.assertGreater(len(log), 80)
        self.assertGreater(len(lines), 1)
        self.assertTrue(all(len(line) <= 80 for line in lines), lines)
        self.assertEqual(" ".join(text.decode().split()), " ".join(log.split()))


class Search(WithRegister):
    def test_words_are_found_in_any_order_without_case_or_accents(self):
        for query in (("hizb", "tahrir"), ("TAHRIR", "Hizb"), ("hizb-ut-tahrir",)):
            results = self.ask("search", *query)["results"]
            self.assertIn("facts:hizb-ut-tahrir", [r["id"] for r in results], query)

    def test_a_subject_is_one_result_whatever_the_number_of_its_records(self):
        ids = [r["id"] for r in self.ask("search", "taliban")["results"]]
        self.assertEqual(ids.count("brief:taliban"), 1)

    def test_an_id_is_found(self):
        self.assertEqual([r["id"] for r in self.ask("search", "brief:taliban")["results"]], ["brief:taliban"])

    def test_every_word_must_be_there(self):
        self.assertEqual(self.ask("search", "taliban", "zzzz")["results"], [])


class Lists(WithRegister):
    """A record about a list, body or office belongs to it."""

    def test_what_a_report_says_of_a_list_is_shown_under_either_id(self):
        by_list = self.ask("show", "procedures:ru-terrorist")
        for name in ("ru-terrorist", "brief:ru-terrorist-as-reported"):
            answer = self.ask("show", name)
            self.assertEqual((answer["subject"], answer["statements"]), (by_list["subject"], by_list["statements"]))
        self.assertIn("brief:ru-terrorist-as-reported", {s["record"] for s in by_list["statements"]})

    def test_a_name_that_only_a_report_uses_finds_the_list(self):
        results = self.ask("search", "terrorist banned organizations", "--all")["results"]
        self.assertEqual([(r["id"], r["schema"]) for r in results], [("procedures:ru-terrorist", "List")])
        self.assertIn("list of terrorist and banned organizations in Russia", results[0]["names"])

    def test_claims_of_a_list_are_found_under_either_id(self):
        asked = [self.ask("claims", name)["claims"] for name in ("ru-terrorist", "brief:ru-terrorist-as-reported")]
        self.assertEqual(asked[0], asked[1])
        self.assertTrue(asked[0])


UN_LIST = ('<CONSOLIDATED_LIST dateGenerated="{0}T00:00:00Z"><INDIVIDUALS></INDIVIDUALS><ENTITIES>{1}</ENTITIES>'
           '</CONSOLIDATED_LIST>')
UN_ENTRY = ('<ENTITY><DATAID>{0}</DATAID><FIRST_NAME>{1}</FIRST_NAME><UN_LIST_TYPE>T</UN_LIST_TYPE>'
            '<REFERENCE_NUMBER>TAe.00{0}</REFERENCE_NUMBER><LISTED_ON>2001-01-25</LISTED_ON></ENTITY>')


class Scan(WithRegister):
    def lines(self, path, *more, code=1):
        done = run("scan", path, "--format", "ndjson", *more, home=self.home)
        self.assertEqual(done.returncode, code, done.stderr.decode())
        mentions = [json.loads(line) for line in done.stdout.decode().splitlines()]
        for m in mentions:
            self.assertEqual(schema_errors("scan", m), [])
        return mentions

    def test_a_text_without_a_word_is_said_to_have_none(self):
        for text in (b"", b"!!!\n", bytes(5000)):
            done = run("scan", "-", stdin=text, home=self.home)
            self.assertEqual(done.returncode, 0)
            self.assertIn("-: no letter or digit is in it, so nothing was looked for", done.stderr.decode())
        self.assertEqual(run("scan", "-", stdin=b"Jane Doe", home=self.home).stderr, b"")

    def test_offsets_and_lines_are_those_of_the_file(self):
        with open(BRIEF, "rb") as f:
            text = f.read()
        mentions = self.lines(BRIEF)
        self.assertTrue(mentions)
        for m in mentions:
            self.assertEqual(text[m["start"]:m["end"]].decode(), m["text"])
            self.assertEqual(text.count(b"\n", 0, m["start"]) + 1, m["line"])

    def test_every_taliban_of_the_brief_is_found(self):
        with open(BRIEF, encoding="utf-8") as f:
            wanted = len(re.findall(r"\bTaliban\b", f.read()))
        found = [m for m in self.lines(BRIEF) if m["subject"]["id"] == "brief:taliban" and "Taliban" in m["text"]]
        self.assertEqual(len(found), wanted)

    def test_the_day_is_the_option_s_else_the_file_s_else_today(self):
        bare = self.file("bare.txt", "The Taliban met.\n")
        self.assertEqual({(m["as_of"], m["as_of_from"]) for m in self.lines(BRIEF)}, {("2024-05-27", "front matter")})
        self.assertEqual({(m["as_of"], m["as_of_from"]) for m in self.lines(BRIEF, "--as-of", "2025-04-17")},
                         {("2025-04-17", "--as-of")})
        self.assertEqual({(m["as_of"], m["as_of_from"]) for m in self.lines(bare)}, {(NOW[:10], "today")})

    def test_the_text_form_says_which_day_and_why(self):
        out = run("scan", BRIEF, home=self.home).stdout.decode()
        self.assertIn("as of 2024-05-27 (the date in the file's front matter)", out)

    def test_the_original_report_names_only_the_taliban(self):
        report = os.path.join(SHARED, "brief", "report.txt")
        if not os.path.exists(report):
            self.skipTest("INTERDICT_SHARED is not there")
        with open(report, encoding="utf-8") as f:
            wanted = f.read().count("Taliban")
        mentions = self.lines(report, "--as-of", "2024-05-27")
        self.assertEqual(len(mentions), wanted)
        self.assertEqual({m["subject"]["id"] for m in mentions}, {"brief:taliban"})

    def test_homonyms_are_kept_apart(self):
        path = self.file("h.txt", "Kata'ib Hizballah denied it. Hizballah did not; nor did Hizballahi Ltd.\n")
        found = [(m["text"], m["subject"]["id"]) for m in self.lines(path, "--as-of", "2024-05-27")]
        self.assertEqual(found, [("Kata'ib Hizballah", "facts:kataib-hizballah"), ("Hizballah", "facts:hizballah")])

    def test_a_name_that_several_parties_bear_or_of_four_letters_is_ambiguous_and_comes_last(self):
        home = os.path.join(self.scratch, "scan-twins")
        shutil.copytree(self.home, home)
        path = self.file("scan-twins.yaml", "interdict: 1\ndataset: twins\ntitle: Twins\nrecords:\n"
                         "  - {id: a, schema: Organization, name: The Zarqan Twins}\n"
                         "  - {id: b, schema: Organization, name: THE ZARQAN TWINS}\n"
                         "  - {id: c, schema: Organization, name: QXZ}\n"
                         "  - {id: d, schema: Organization, name: Zarqan Front}\n")
        self.ask("record", path, schema="record", home=home)
        text = self.file("scan-twins.txt", "QXZ and the Zarqan Twins met the Zarqan Front.\n")
        done = run("scan", text, "--format", "ndjson", home=home)
        found = {}
        for line in done.stdout.decode().splitlines():
            m = json.loads(line)
            self.assertEqual(schema_errors("scan", m), [])
            found[m["subject"]["id"]] = (m["ambiguous"], m["candidates"], m["left_list"])
        self.assertEqual(found, {"twins:a": (["several_parties"], 2, False), "twins:b": (["several_parties"], 2, False),
                                 "twins:c": (["short"], 1, False), "twins:d": ([], 1, False)})
        out = run("scan", text, home=home).stdout.decode()
        self.assertIn(": 3 mentions, 2 of them ambiguous\n", out)
        self.assertIn('"QXZ" = name "QXZ", ambiguous: one short word\n', out)
        self.assertIn('ambiguous: one of 2 parties of this name\n', out)
        places = [out.index(word) for word in ("Zarqan Front (", "Named ambiguously", "QXZ (", "The Zarqan Twins (")]
        self.assertEqual(places, sorted(places))

    def test_a_party_that_left_its_list_is_found_and_said_to_have(self):
        home = os.path.join(self.scratch, "scan-left")
        shutil.copytree(self.home, home)
        for day, names in (("2015-01-01", ("ZARQAN FRONT", "QALADAN HOUSE")), ("2015-02-01", ("QALADAN HOUSE",))):
            entries = "".join(UN_ENTRY.format(names.index(n) if len(names) > 1 else 1, n) for n in names)
            path = self.file(day + ".xml", UN_LIST.format(day, entries))
            done = run("import", "un_sc", path, "--accept-removals", home=home)
            self.assertEqual(done.returncode, 0, done.stderr)
        text = self.file("left.txt", "The Zarqan Front and the Qaladan House.\n")
        for published, left in (("2015-01-15", False), ("2015-03-01", True)):
            done = run("scan", text, "--format", "ndjson", "--published-by", published, home=home)
            found = {m["text"]: m["left_list"] for m in map(json.loads, done.stdout.decode().splitlines())}
            self.assertEqual(found, {"Zarqan Front": left, "Qaladan House": False})
        self.assertEqual(run("scan", text, "--published-by", "2014-12-01", home=home).returncode, 0)
        out = run("scan", text, home=home).stdout.decode()
        self.assertIn('"Zarqan Front" = name "ZARQAN FRONT", which has left its list\n', out)

    def test_the_names_come_from_the_index_and_a_home_that_cannot_be_written_answers_the_same(self):
        home = os.path.join(self.scratch, "scan-readonly")
        shutil.copytree(self.home, home)
        shutil.rmtree(os.path.join(home, "index"), ignore_errors=True)
        with open(os.path.join(home, "index"), "w", encoding="utf-8"):
            pass  # a file where the folder should be: nothing can be made there, by root neither
        wanted = run("scan", BRIEF, home=self.home)
        self.assertTrue(os.path.exists(os.path.join(self.home, "index", "names.scan")))
        done = run("scan", BRIEF, home=home)
        self.assertEqual((done.returncode, done.stdout), (wanted.returncode, wanted.stdout), done.stderr)
        self.assertIn(b"the names are gathered for this scan alone", done.stderr)
        again = run("scan", BRIEF, home=self.home)
        self.assertEqual(again.stdout, wanted.stdout)

    def test_another_spelling_is_found_on_demand_with_its_score_and_what_differs(self):
        path = self.file("fuzzy.txt", "A letter of Hizbut Tahreer al Islamy; Kata'ib Hizballah denied it.\n")
        exact = self.lines(path, "--as-of", "2024-05-27")
        self.assertEqual([(m["text"], m["found"]) for m in exact], [("Kata'ib Hizballah", "exact")])
        found = self.lines(path, "--as-of", "2024-05-27", "--fuzzy")
        self.assertEqual([m for m in found if m["found"] == "exact"], exact)
        fuzzy = [m for m in found if m["found"] == "fuzzy"]
        self.assertEqual([(m["text"], m["name"]) for m in fuzzy], [("Hizbut Tahreer al Islamy", "Hizb-ut-Tahrir al-Islami")])
        self.assertTrue(0.7 <= fuzzy[0]["score"] < 1, fuzzy)
        self.assertTrue(any("Tahreer" in sentence for sentence in fuzzy[0]["differs"]), fuzzy)
        out = run("scan", path, "--as-of", "2024-05-27", "--fuzzy", home=self.home).stdout.decode()
        self.assertIn(": 2 mentions, 1 of them not spelt as listed\n", out)
        self.assertIn('"Hizbut Tahreer al Islamy" ~ name "Hizb-ut-Tahrir al-Islami", score 0.', out)

    def test_no_name_is_no_error(self):
        self.assertEqual(self.lines(self.file("n.txt", "Nothing here.\n"), code=0), [])

    def test_a_file_that_is_not_utf8_is_refused_with_its_position(self):
        path = os.path.join(self.scratch, "latin.txt")
        with open(path, "wb") as f:
            f.write(b"The Taliban\nin caf\xe9\n")
        done = run("scan", path, home=self.home)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"latin.txt:2:7:", done.stderr)


class BadInput(WithRegister):
    def test_six_faults_are_all_reported_with_line_and_column_and_nothing_is_loaded(self):
        path = self.file("six.yaml", SIX_FAULTS)
        for extra in (["--check"], []):
            done = run("record", *extra, path, home=self.home)
            self.assertEqual(done.returncode, 2)
            places = re.findall(r"six\.yaml:(\d+):(\d+): ", done.stderr.decode())
            self.assertEqual([int(line) for line, _ in places], [6, 10, 11, 20, 21, 23], done.stderr.decode())
        self.assertNotIn("six", [d["dataset"] for d in self.ask("datasets")["datasets"]])

    def test_lists_bodies_and_records_that_are_not_known_are_told_where_they_stand_once_each(self):
        path = self.file("unknown.yaml", UNKNOWN)
        done = run("record", "--check", path, home=self.home)
        self.assertEqual(done.returncode, 2)
        told = re.findall(r'unknown\.yaml:(\d+):(\d+): .*?"([^"]+)"', done.stderr.decode())
        lines = UNKNOWN.splitlines()
        self.assertEqual([name for _, _, name in told], ["no:body", "zz-list", "zz-court", "zz-prosecutor", "zz-court"])
        for line, column, name in told:
            self.assertTrue(lines[int(line) - 1][int(column) - 1:].startswith(name), (line, column, name))

    def test_an_unknown_word_names_the_nearest(self):
        done = run("record", "--check", self.file("six.yaml", SIX_FAULTS), home=self.home)
        self.assertIn("Organization", done.stderr.decode())
        self.assertIn("name", done.stderr.decode())
        for arguments, near in ((["statsu", "x"], b"status"), (["status", "x", "--as-off", "2024-01-01"], b"--as-of")):
            done = run(*arguments, home=self.home)
            self.assertEqual(done.returncode, 2)
            self.assertIn(near, done.stderr)

    def test_usage_errors_have_exit_code_2_and_say_what_was_expected(self):
        for arguments in (["status"], ["status", "a", "b"], ["status", "Taliban", "--as-of", "2024-02-30"],
                          ["status", "Taliban", "--format", "xml"], ["status", "Taliban", "--dataset", "nope"],
                          ["status", "Nobody of this name"], ["cite", "x"], ["search", "--", "--"],
                          ["scan", "/nonexistent"], ["record", "/nonexistent.yaml"]):
            done = run(*arguments, home=self.home)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertTrue(done.stderr, arguments)

    def test_no_register_is_said_with_what_to_do(self):
        done = run("status", "Taliban", home=os.path.join(self.scratch, "none"))
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"init", done.stderr)

    def test_an_ambiguous_name_lists_the_candidates(self):
        home = os.path.join(self.scratch, "twins")
        shutil.copytree(self.home, home)
        path = self.file("twins.yaml", "interdict: 1\ndataset: twins\ntitle: Twins\nrecords:\n"
                         "  - {id: a, schema: Organization, name: The Twins}\n"
                         "  - {id: b, schema: Organization, name: THE TWINS}\n")
        self.ask("record", path, schema="record", home=home)
        done = run("status", "the twins", home=home)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"twins:a", done.stderr)
        self.assertIn(b"twins:b", done.stderr)

    def test_a_changed_record_says_whether_the_world_or_the_record_was_wrong(self):
        home = os.path.join(self.scratch, "changed")
        shutil.copytree(self.home, home)
        one = "interdict: 1\ndataset: c\ntitle: C\nrecords:\n  - {id: a, schema: Organization, name: %s%s}\n"
        self.ask("record", self.file("c.yaml", one % ("First", "")), schema="record", home=home)
        refused = self.ask("record", self.file("c.yaml", one % ("Second", "")), schema="record", home=home, code=2)
        self.assertIn("correction", refused["faults"][0]["message"])
        self.ask("record", self.file("c.yaml", one % ("Second", ", correction: it was misread")), schema="record",
                 home=home, now="2026-11-25T13:00:00Z")
        names = [r["names"] for r in self.ask("search", "c:a", home=home, now="2026-11-25T14:00:00Z")["results"]]
        self.assertEqual(names, [["Second"]])
        before = self.ask("search", "c:a", "--known-at", "2026-11-25T12:30:00Z", home=home, now="2026-11-25T14:00:00Z")
        self.assertEqual([r["names"] for r in before["results"]], [["First"]])

    def test_the_same_bytes_again_are_unchanged(self):
        home = os.path.join(self.scratch, "same")
        shutil.copytree(self.home, home)
        path = self.file("s.yaml", "interdict: 1\ndataset: s\ntitle: S\nrecords:\n"
                         "  - {id: a, schema: Organization, name: S}\n")
        self.assertFalse(self.ask("record", path, schema="record", home=home)["datasets"][0]["same_bytes"])
        self.assertTrue(self.ask("record", path, schema="record", home=home)["datasets"][0]["same_bytes"])

    def test_mass_removals_stop_unless_meant(self):
        home = os.path.join(self.scratch, "removals")
        shutil.copytree(self.home, home)
        head = "interdict: 1\ndataset: r\ntitle: R\nrecords:\n"
        row = "  - {id: %s, schema: Organization, name: %s}\n"
        self.ask("record", self.file("r.yaml", head + row % ("a", "A") + row % ("b", "B")), schema="record", home=home)
        less = self.file("r.yaml", head + row % ("a", "A"))
        self.ask("record", less, schema="record", home=home, code=2)
        done = self.ask("record", less, "--accept-removals", schema="record", home=home)
        self.assertEqual(done["datasets"][0]["withdrawn"], 1)

    def test_an_unknown_list_body_or_record_is_a_fault(self):
        path = self.file("refs.yaml", "interdict: 1\ndataset: refs\ntitle: R\nrecords:\n"
                         "  - id: a\n    schema: Organization\n    about: brief:nobody\n    listings:\n"
                         "      - {list: xx-none, events: [{event: decide, by: xx-body, decided: 2001}]}\n")
        faults = self.ask("record", "--check", path, schema="record", code=2)["faults"]
        text = " ".join(f["message"] for f in faults)
        for word in ("brief:nobody", "xx-none", "xx-body"):
            self.assertIn(word, text)


class Cite(WithRegister):
    def test_the_passage_behind_an_event_is_reopened_and_checked(self):
        events = self.status("Taliban", "--dataset", "brief", "--as-of", "2024-05-27")["ru-terrorist"]["events"]
        with open(BRIEF, "rb") as f:
            text = f.read()
        seen = 0
        for event in events:
            answer = self.ask("cite", event["id"])
            held = [p for p in answer["passages"] if p["held"]]
            self.assertTrue(held, event["id"])
            self.assertEqual(len(answer["passages"]), 2)  # the original report and the project's own text
            for p in held:
                seen += 1
                self.assertTrue(p["intact"])
                self.assertEqual(text[p["start"]:p["end"]].decode(), p["passage"])
        self.assertGreater(seen, 1)


MOON_CLUB = """<?xml version='1.0'?>
<CONSOLIDATED_LIST dateGenerated='2026-11-24T00:00:00Z'><ENTITIES><ENTITY><DATAID>7</DATAID>
<FIRST_NAME>MOON CLUB</FIRST_NAME><UN_LIST_TYPE>Moon</UN_LIST_TYPE><REFERENCE_NUMBER>QDe.7</REFERENCE_NUMBER>
<LISTED_ON>2001-01-25</LISTED_ON></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""


class Cite(WithRegister):
    def test_the_notation_of_answers_in_text_is_taken_in_one_argument_or_two(self):
        answers = [self.ask("cite", *form, schema="cite") for form in (("brief:kabul-2018-01 4",),
                                                                        ("brief:kabul-2018-01", "4"))]
        self.assertEqual(answers[0], answers[1])
        self.assertEqual((answers[0]["record"], answers[0]["property"]), ("brief:kabul-2018-01", "killed"))
        self.assertEqual(self.ask("cite", answers[0]["statement"])["value"], answers[0]["value"])

    def test_every_statement_that_an_answer_in_text_names_can_be_cited(self):
        text = " ".join(run("incidents", "Taliban", home=self.home).stdout.decode().split())
        named = set(re.findall(r"\[([a-z]+:[\w-]+ \d+)[],]", text))
        self.assertGreater(len(named), 10)
        for statement in sorted(named):
            self.assertEqual(run("cite", statement, home=self.home).returncode, 0, statement)

    def test_a_number_that_is_not_there_is_told_how_many_there_are(self):
        for asked in (("brief:kabul-2018-01 40",), ("brief:kabul-2018-01", "0")):
            done = run("cite", *asked, home=self.home)
            self.assertEqual(done.returncode, 2)
            self.assertIn(b"brief:kabul-2018-01 has 8 statements; expected a number from 1 to 8", done.stderr)
        self.assertEqual(run("cite", "brief:kabul-2018-01", "four", home=self.home).returncode, 2)
        self.assertIn(b"no statement brief:nothing 1 is held", run("cite", "brief:nothing 1", home=self.home).stderr)

    def test_what_status_derives_from_editions_says_so(self):
        home = os.path.join(self.scratch, "editions")
        self.assertEqual(run("init", home=home).returncode, 0)
        path = self.file("un.xml", MOON_CLUB)
        self.assertEqual(run("import", "un_sc", path, home=home).returncode, 0)
        events = [e for row in self.status("un_sc:7", home=home).values() for e in row["events"]]
        held = len(self.ask("show", "un_sc:7", home=home)["statements"])
        derived = [e["statement"] for e in events if int(e["statement"].split(".")[1]) > held and "note" in e]
        self.assertTrue(derived)
        answer = self.ask("cite", derived[0], home=home)
        self.assertTrue(answer["derived_from_editions"])
        text = run("cite", derived[0], home=home).stdout.decode()
        self.assertIn("derived from the editions of un_sc", text)
        self.assertIn(answer["qualifiers"]["note"], " ".join(text.split()))
        beyond = derived[0].split(".")[0] + ".999"
        self.assertIn(f"un_sc:7 has {held} statements".encode(), run("cite", beyond, home=home).stderr)


class WhatATerminalWouldObey(WithRegister):
    NAME = "Alpha\u202eegrof\u2066 Group"
    RECORD = "interdict: 1\ndataset: hidden\nrecords:\n  - {id: alpha, schema: Organization, name: '%s'}\n" % NAME

    def test_marks_that_turn_text_are_written_out_for_people_and_kept_for_programs(self):
        home = os.path.join(self.scratch, "hidden")
        run("init", home=home)
        done = run("record", self.file("hidden.yaml", self.RECORD), home=home)
        self.assertEqual(done.returncode, 0, done.stderr)
        text = run("show", "hidden:alpha", home=home).stdout.decode()
        self.assertIn("Alpha\\u202eegrof\\u2066 Group", text)
        self.assertNotIn("\u202e", text)
        said = self.ask("show", "hidden:alpha", home=home)["statements"]
        self.assertIn(self.NAME, [s["value"] for s in said])

    def test_a_message_about_them_is_safe_too(self):
        done = run("status", "Beta\x1b[2J\u202e", home=self.home)
        self.assertEqual(done.returncode, 2)
        self.assertNotIn(b"\x1b", done.stderr)
        self.assertIn(b"\\x1b[2J\\u202e", done.stderr)


class TheSameEverywhere(WithRegister):
    def test_answers_do_not_depend_on_locale_or_time_zone(self):
        questions = (["status", "Taliban", "--as-of", "2024-05-27", "--format", "json"], ["search", "ISLAMIC"],
                     ["scan", BRIEF, "--format", "ndjson"], ["show", "Taliban"], ["datasets"])
        for question in questions:
            plain = run(*question, home=self.home)
            turkish = run(*question, home=self.home,
                          env={"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Auckland"})
            self.assertEqual(plain.stdout, turkish.stdout, question)

    def test_the_same_question_twice_gives_the_same_bytes(self):
        question = ["status", "Taliban", "--format", "json", "--explain"]
        self.assertEqual(run(*question, home=self.home).stdout, run(*question, home=self.home).stdout)

    def test_verify_finds_the_starter_sound(self):
        self.assertTrue(self.ask("verify")["sound"])

    def test_tables_fit_80_columns(self):
        for question in (["status", "Taliban"], ["datasets"], ["scan", "data/starter/brief.txt"], ["help"], ["help", "scan"],
                         ["search", "hizb"]):
            for line in run(*question, home=self.home).stdout.decode().splitlines():
                self.assertLessEqual(len(line), 80, (question, line))


class Places(unittest.TestCase):
    def test_homes_with_odd_names_work(self):
        scratch = tempfile.mkdtemp(prefix="idt-places-")
        try:
            for name in ("a b", "100% sure?", "#1", "дом"):
                home = os.path.join(scratch, name, "deep")
                self.assertEqual(run("init", home=home).returncode, 0)
                self.assertEqual(run("verify", home=home).returncode, 0)
        finally:
            shutil.rmtree(scratch)

    def test_init_twice_is_refused_and_touches_nothing(self):
        scratch = tempfile.mkdtemp(prefix="idt-places-")
        try:
            home = os.path.join(scratch, "home")
            self.assertEqual(run("init", home=home).returncode, 0)
            self.assertEqual(run("init", home=home).returncode, 2)
        finally:
            shutil.rmtree(scratch)

    def test_an_interrupted_init_is_completed(self):
        scratch = tempfile.mkdtemp(prefix="idt-places-")
        try:
            home = os.path.join(scratch, "home")
            self.assertEqual(run("init", home=home).returncode, 0)
            self.assertEqual(run("init", "--starter", home=home).returncode, 0)
            self.assertEqual(run("status", "Taliban", home=home).returncode, 0)
        finally:
            shutil.rmtree(scratch)

    def test_a_register_in_a_read_only_home_answers(self):
        scratch = tempfile.mkdtemp(prefix="idt-places-")
        home = os.path.join(scratch, "home")
        try:
            self.assertEqual(run("init", "--starter", home=home).returncode, 0)
            for file in os.listdir(home):
                if file != "register.db":
                    os.unlink(os.path.join(home, file))
            os.chmod(os.path.join(home, "register.db"), 0o444)
            os.chmod(home, 0o555)
            self.assertEqual(run("status", "Taliban", home=home).returncode, 0)
        finally:
            os.chmod(home, 0o755)
            shutil.rmtree(scratch)


if __name__ == "__main__":
    unittest.main()
