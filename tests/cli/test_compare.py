"""compare, end to end: the drawing, JSON that adds up, pairs, CSV, and bad input."""
import json
import unittest

from program import run, schema_errors


def compare(*arguments, stdin=None):
    return run("compare", *arguments, stdin=stdin)


def pair(number, query, candidate, schema="Person"):
    return {"id": number, "query": {"schema": schema, "properties": query},
            "candidate": {"schema": schema, "properties": candidate}}


def pairs(*lines):
    text = "".join(json.dumps(line) + "\n" for line in lines)
    done = compare("--pairs", "-", stdin=text.encode())
    return done, [json.loads(line) for line in done.stdout.splitlines()]


class TwoNames(unittest.TestCase):
    def test_the_drawing_adds_up(self):
        done = compare("Hasan Ibrahim al-Mosuli", "Hasan Ibrahim al-Tikriti", "--schema", "Person")
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = done.stdout.decode().splitlines()
        end = next(i for i, line in enumerate(lines) if "sum, in millinats" in line)
        terms = [int(line.split()[-1]) for line in lines[:end]]
        self.assertEqual(sum(terms), int(lines[end].split()[-1]))
        self.assertIn('why not: "al-Mosuli" stands against "al-Tikriti".', done.stdout.decode())
        self.assertIn("contradicts", done.stdout.decode())

    def test_the_json_adds_up_and_follows_its_schema(self):
        for a, b in (("Siemens AG", "Siemens Aktiengesellschaft"), ("x", "y"), ("", "Ivan"),
                     ("Ivan Petrov", "Ivan Petrov"), ("Pol Pot", "PolPot")):
            done = compare(a, b, "--format", "json")
            answer = json.loads(done.stdout)
            self.assertEqual(schema_errors("compare", answer), [], (a, b))
            self.assertEqual(sum(p["mnat"] for p in answer["parts"]), answer["llr_mnat"], (a, b))

    def test_one_only_for_identical_normalised_names(self):
        same = json.loads(compare("Ivan Petrov", "IVAN PETROV", "--format", "json").stdout)
        turned = json.loads(compare("Ivan Petrov", "Petrov Ivan", "--format", "json").stdout)
        self.assertEqual((same["score"], same["exact"]), (1, "name"))
        self.assertLessEqual(turned["score"], 0.9899)
        self.assertEqual(turned["exact"], "none")

    def test_places_are_bytes_of_the_names_given(self):
        name = "Дмитрий Лавров"
        answer = json.loads(compare(name, "Dmitri Lavrov", "--format", "json").stdout)
        for part in answer["parts"]:
            side = part.get("query")
            if side:
                cut = name.encode()[side["start"]:side["start"] + side["len"]].decode()
                self.assertEqual(cut, side["text"])

    def test_what_was_repaired_is_shown_and_costs_a_little(self):
        plain = json.loads(compare("Max Muller", "Max Müller", "--format", "json").stdout)
        for name, kind, before, after in (("Mаx Müller", "look_alike", "а", "a"),
                                          ("Max M&uuml;ller", "character_reference", "&uuml;", "ü"),
                                          ("Max MÃ¼ller", "mojibake", "Ã¼", "ü")):
            answer = json.loads(compare(name, "Max Müller", "--format", "json").stdout)
            self.assertEqual(schema_errors("compare", answer), [], name)
            found, = answer["query_name"]["repairs"]
            self.assertEqual((found["kind"], found["before"], found["after"]), (kind, before, after))
            cut = name.encode()[found["start"]:found["start"] + found["len"]].decode()
            self.assertEqual(cut, before)
            self.assertEqual(sum(p["mnat"] for p in answer["parts"]), answer["llr_mnat"])
            self.assertLess(answer["llr_mnat"], plain["llr_mnat"])
            self.assertGreater(answer["llr_mnat"], plain["llr_mnat"] - 500)
            self.assertEqual(answer["exact"], "none")
            again = json.loads(compare(name, name, "--format", "json").stdout)
            self.assertEqual((again["score"], again["exact"]), (1, "name"))
        text = compare("Mаx Müller", "Max Müller").stdout.decode()
        self.assertIn('query: reads "а" as "a" (Cyrillic letter in a Latin word)', text)


class Pairs(unittest.TestCase):
    def test_answers_come_in_order_with_their_ids(self):
        done, answers = pairs(pair("b", {"name": ["Ivan"]}, {"name": "Ivan"}), pair(7, {}, {}))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([a["id"] for a in answers], ["b", 7])
        for answer in answers:
            self.assertEqual(schema_errors("compare", answer), [])

    def test_of_several_names_the_best_pair_counts(self):
        _, (answer,) = pairs(pair(1, {"name": ["Otto Nobody", "Sergei Lavrov"]},
                                  {"name": "Peter Else", "alias": ["Lavrov Sergei"]}))
        self.assertEqual(answer["query_name"]["text"], "Sergei Lavrov")
        self.assertEqual(answer["candidate_name"]["standing"], "alias")
        self.assertEqual(answer["band"], "strong")

    def test_given_and_family_name_swapped_with_tags_is_no_match(self):
        _, (right, swapped) = pairs(
            pair(1, {"firstName": "Hasan", "lastName": "Ibrahim"},
                 {"firstName": "Hasan", "lastName": "Ibrahim"}),
            pair(2, {"firstName": "Hasan", "lastName": "Ibrahim"},
                 {"firstName": "Ibrahim", "lastName": "Hasan"}))
        self.assertEqual(right["score"], 1)
        self.assertLess(swapped["score"], 0.7)

    def test_agreeing_fields_raise_contradicting_ones_lower_and_missing_ones_do_nothing(self):
        name = {"name": "Sergi Lavrov"}
        other = {"name": "Sergei Lavrov"}
        born = dict(name, birthDate="1950-03-21")
        _, (plain, agree, differ, missing) = pairs(
            pair(1, name, other), pair(2, born, dict(other, birthDate="1950-03-21")),
            pair(3, born, dict(other, birthDate="1971-10-02")), pair(4, born, other))
        self.assertGreater(agree["llr_mnat"], plain["llr_mnat"])
        self.assertLess(differ["llr_mnat"], plain["llr_mnat"])
        self.assertEqual(missing["llr_mnat"], plain["llr_mnat"])

    def test_an_unknown_property_is_an_error_that_names_the_nearest(self):
        done, _ = pairs(pair(1, {"nam": ["Ivan"]}, {"name": "Ivan"}))
        self.assertEqual(done.returncode, 2)
        self.assertIn(b'did you mean "name"', done.stderr)
        self.assertIn(b"standard input:1", done.stderr)

    def test_what_is_no_pair_is_refused_with_its_line(self):
        good = json.dumps(pair(1, {"name": "a"}, {"name": "b"}))
        for bad in ("{", "[]", '{"id":1}', '{"id":1,"query":3,"candidate":{}}',
                    good.replace('"query"', '"querry"'), good.replace('"a"', "5"),
                    good.replace('{"name": "a"}', '{"name": "a", "birthDate": "1950-13"}')):
            done = compare("--pairs", "-", stdin=(good + "\n" + bad + "\n").encode())
            self.assertEqual(done.returncode, 2, bad)
            self.assertIn(b"standard input:2", done.stderr, bad)

    def test_long_and_odd_names_are_answered_in_bounded_time(self):
        long = "Ivan Petrov " * 5000
        names = [long, "x" * 100000, "a " * 10000, "\u202e\u0000x"[0] + "محمد " * 3000, ""]
        done, answers = pairs(*[pair(i, {"name": n}, {"name": "Ivan Petrov"})
                                for i, n in enumerate(names)])
        if done.returncode == 0:
            self.assertEqual(len(answers), len(names))
            self.assertGreater(answers[0]["query_name"]["not_compared"], 0)
        else:
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(b"standard input:", done.stderr)

    def test_swapping_the_sides_changes_nothing(self):
        names = ["Sergei Lavrov", "Lavrov, S.", "Sergi Larvov", "Hasan bin Ali", "Ali bin Hasan"]
        lines = [pair(1, {"name": a}, {"name": b}) for a in names for b in names]
        turned = [dict(p, query=p["candidate"], candidate=p["query"]) for p in lines]
        _, one = pairs(*lines)
        _, two = pairs(*turned)
        for a, b in zip(one, two):
            self.assertLessEqual(abs(a["score"] - b["score"]), 0.02)


class Tables(unittest.TestCase):
    HEAD = b"name1,name2,schema\r\n"

    def test_two_columns_are_compared_row_by_row(self):
        rows = self.HEAD + b'Ivan Petrov,"Petrov, Ivan",Person\r\nSiemens,Siemens AG,Company\r\n'
        done = compare("--csv", "-", "--columns", "name1,name2,schema", stdin=rows)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([a["id"] for a in answers], [2, 3])
        self.assertEqual(answers[0]["band"], "strong")

    def test_csv_out_has_a_row_for_each_row(self):
        rows = self.HEAD + b'"He said ""x""",y,Person\r\n'
        done = compare("--csv", "-", "--columns", "name1,name2", "--format", "csv", stdin=rows)
        lines = done.stdout.decode().split("\r\n")
        self.assertEqual(lines[0], "line,name1,name2,score,llr_mnat,band,exact")
        self.assertTrue(lines[1].startswith('2,"He said ""x""",y,'))

    def test_an_unknown_column_names_the_nearest(self):
        done = compare("--csv", "-", "--columns", "name1,nam2", stdin=self.HEAD)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b'did you mean "name2"', done.stderr)

    def test_a_column_known_but_for_its_case_is_taken_and_told(self):
        rows = b"Name1,NAME2,name2,x,X\r\na,b,c,d,e\r\n"
        done = compare("--csv", "-", "--columns", "name1,name2", "--format", "csv", stdin=rows)
        self.assertIn(b"2,a,c,", done.stdout)
        self.assertEqual(done.stderr, b'interdict: standard input: column "Name1" is taken for name1\n')
        done = compare("--csv", "-", "--columns", "name1,nAME2", stdin=rows)
        self.assertEqual(done.returncode, 2)

    def test_what_is_no_text_is_refused_with_its_place(self):
        for text, says in ((b"name1,name2\na,b\0\n", b"standard input:2:4: a NUL byte"),
                           ("name1,name2".encode("utf-16"), b"standard input:1:1: the file is UTF-16")):
            done = compare("--csv", "-", "--columns", "name1,name2", stdin=text)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(says, done.stderr)

    def test_a_short_row_is_an_error_with_its_line(self):
        done = compare("--csv", "-", "--columns", "name1,schema", stdin=self.HEAD + b"a\r\n")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"standard input:2", done.stderr)


class Usage(unittest.TestCase):
    def test_one_way_at_a_time(self):
        for arguments in (("a",), ("a", "b", "--pairs", "-"), ("--csv", "-"),
                          ("--columns", "a,b", "x", "y"), ("--pairs", "-", "--schema", "Person")):
            self.assertEqual(compare(*arguments, stdin=b"").returncode, 2, arguments)

    def test_a_name_that_is_not_utf8_is_refused(self):
        done = compare(b"Ivan \xff", "Ivan")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"UTF-8", done.stderr)


if __name__ == "__main__":
    unittest.main()
