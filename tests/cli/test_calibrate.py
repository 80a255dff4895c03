"""calibrate: a threshold fitted to labelled alerts, what it would change, and what is refused."""
import json
import os
import shutil
import tempfile
import unittest

from program import DATA, run, schema_errors

EXAMPLE = os.path.join(DATA, "profiles", "example_alerts.csv")
COLUMNS = ("--columns", "query,candidate,label,schema")


def calibrate(*arguments, stdin=None):
    return run("calibrate", *arguments, stdin=stdin)


def answer(*arguments, stdin=None, code=0):
    done = calibrate(*arguments, "--format", "json", stdin=stdin)
    if done.returncode != code:
        raise AssertionError(done.stderr.decode())
    value = json.loads(done.stdout)
    if schema_errors("calibrate", value):
        raise AssertionError(schema_errors("calibrate", value))
    return value


def party(name):
    return {"schema": "Person", "properties": {"name": [name]}}


def line(query, candidate, label, **more):
    return json.dumps(dict({"query": party(query), "candidate": party(candidate), "label": label}, **more))


class Fits(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="idt-calibrate-")
        self.addCleanup(shutil.rmtree, self.folder)
        self.path = os.path.join(self.folder, "mine.json")

    def test_the_best_f1_is_not_under_the_present_one(self):
        found = answer(EXAMPLE, *COLUMNS)
        self.assertGreaterEqual(found["fitted"]["f1"]["value"], found["present"]["f1"]["value"])
        self.assertEqual(found["rows"]["match"] + found["rows"]["no_match"], 180)

    def test_each_target_is_met_on_the_rows(self):
        for kind in ("precision", "recall"):
            for least in ("0.9", "0.97"):
                found = answer(EXAMPLE, *COLUMNS, "--target", f"{kind}={least}")
                self.assertGreaterEqual(found["fitted"][kind]["value"], float(least))

    def test_a_higher_recall_never_asks_for_a_higher_threshold(self):
        cuts = [answer(EXAMPLE, *COLUMNS, "--target", f"recall={r}")["fitted"]["threshold"]["value"]
                for r in ("0.5", "0.8", "0.95", "1")]
        self.assertEqual(cuts, sorted(cuts, reverse=True))

    def test_intervals_hold_their_value(self):
        found = answer(EXAMPLE, *COLUMNS)
        for part in (found["present"], found["fitted"]):
            for key in ("precision", "recall", "f1"):
                x = part[key]
                self.assertTrue(x["low"] <= x["value"] <= x["high"], (key, x))

    def test_the_same_seed_gives_the_same_answer_and_another_the_same_threshold(self):
        one, two, three = (calibrate(EXAMPLE, *COLUMNS, "--format", "json", "--seed", s).stdout
                           for s in ("5", "5", "6"))
        self.assertEqual(one, two)
        self.assertNotEqual(one, three)
        self.assertEqual(json.loads(one)["fitted"]["threshold"]["value"],
                         json.loads(three)["fitted"]["threshold"]["value"])

    def test_what_would_change_is_counted_and_shown(self):
        found = answer(EXAMPLE, *COLUMNS)
        gained, lost = found["changes"]["gained"], found["changes"]["lost"]
        self.assertEqual(found["fitted"]["alerts"] - found["present"]["alerts"],
                         sum(gained.values()) - sum(lost.values()))
        for shown in found["changes"]["examples"]:
            over = (shown["score"] >= found["present"]["threshold"],
                    shown["score"] >= found["fitted"]["threshold"]["value"])
            self.assertEqual(over, (False, True) if shown["change"] == "gained" else (True, False))

    def test_nothing_is_written_without_output(self):
        found = answer(EXAMPLE, *COLUMNS)
        self.assertIsNone(found["written"])
        self.assertEqual(os.listdir(self.folder), [])

    def test_the_profile_that_is_written_can_be_used_and_has_the_hash_that_was_told(self):
        found = answer(EXAMPLE, *COLUMNS, "--output", self.path, "--name", "ours")
        used = json.loads(run("compare", "Ivan Petrov", "Ivan Petrof", "--profile", self.path,
                              "--format", "json").stdout)
        self.assertEqual(used["profile"]["name"], "ours")
        self.assertEqual(used["profile"]["sha256"], found["fitted"]["profile"]["sha256"])
        with open(self.path, encoding="utf-8") as f:
            profile = json.load(f)
        self.assertEqual(profile["thresholds"]["possible"], found["fitted"]["threshold"]["value"])
        self.assertIn("180 labelled rows", profile["description"])

    def test_a_file_that_is_there_is_not_written_over(self):
        with open(self.path, "w", encoding="utf-8") as f:
            f.write("precious")
        done = calibrate(EXAMPLE, *COLUMNS, "--output", self.path)
        self.assertEqual(done.returncode, 2)
        with open(self.path, encoding="utf-8") as f:
            self.assertEqual(f.read(), "precious")

    def test_lines_of_json_are_read_as_rows_are(self):
        import csv
        with open(EXAMPLE, encoding="utf-8", newline="") as f:
            rows = list(csv.DictReader(f))
        lines = "".join(json.dumps({
            "query": {"schema": r["schema"], "properties": {"name": r["query"]}},
            "candidate": {"schema": r["schema"], "properties": {"name": [r["candidate"]]}},
            "label": r["label"]}) + "\n" for r in rows).encode()
        one, two = answer("-", stdin=lines), answer(EXAMPLE, *COLUMNS)
        self.assertEqual(one["fitted"], two["fitted"])
        self.assertEqual(one["present"], two["present"])

    def test_rows_that_are_all_alerts_are_warned_of(self):
        rows = "".join(line(f"Anton Zvezdin{c}{d}", f"Anton Zvezdin{c}{d}", "match" if d < "m" else "no_match")
                       + "\n" for c in "abcdefgh" for d in "abcdefghijklmnopqrst").encode()
        found = answer("-", stdin=rows)
        self.assertTrue(any("no row scores under" in w for w in found["warnings"]))


class Refusals(unittest.TestCase):
    def test_too_few_rows_are_measured_and_not_fitted(self):
        rows = "".join(line("Ivan Petrov", "Ivan Petrov", "match") + "\n" for _ in range(30)).encode()
        done = calibrate("-", "--output", "/nonexistent/never.json", "--format", "json", stdin=rows)
        self.assertEqual(done.returncode, 1)
        found = json.loads(done.stdout)
        self.assertEqual(schema_errors("calibrate", found), [])
        self.assertIsNone(found["fitted"])
        self.assertIsNone(found["written"])
        self.assertIn("100", found["refused"])
        self.assertEqual(found["present"]["alerts"], 30)

    def test_one_label_alone_one_query_alone_and_no_row_are_not_fitted(self):
        alone = "".join(line(f"Ivan {c}etrov{d}", "Ivan Petrov", "match") + "\n"
                        for c in "bcdfg" for d in "abcdefghijklmnopqrstuvwxyz").encode()
        self.assertIn("no_match", answer("-", stdin=alone, code=1)["refused"])
        one = "".join(line("Ivan Petrov", f"Ivan {c}etrov{d}", "match" if d < "n" else "no_match") + "\n"
                      for c in "bcdfg" for d in "abcdefghijklmnopqrstuvwxyz").encode()
        self.assertIn("queries", answer("-", stdin=one, code=1)["refused"])
        self.assertIn("100", answer("-", stdin=b"", code=1)["refused"])

    def test_a_target_that_no_threshold_reaches_is_not_fitted(self):
        rows = "".join(line(f"Ivan {c}etrov{d}", f"Ivan {c}etrov{d}", "match" if d < "n" else "no_match") + "\n"
                       for c in "bcdfg" for d in "abcdefghijklmnopqrstuvwxyz").encode()
        self.assertIn("no threshold", answer("-", "--target", "precision=0.99", stdin=rows, code=1)["refused"])

    def test_bad_lines_are_errors_with_line_and_column(self):
        good = line("a", "b", "match")
        for bad, column in (("{", None), (good.replace('"match"', '"maybe"'), good.index('"label"') + 1),
                            (good.replace('"name"', '"nam"', 1), 2),
                            (line("a", "b", "match", labl="x"), good.index('"match"') + len('"match", ') + 1),
                            ("[]", 1), ('{"label":"match"}', 1)):
            done = calibrate("-", stdin=(good + "\n" + bad + "\n").encode())
            self.assertEqual(done.returncode, 2, bad)
            where = f"standard input:2:{column}:" if column else "standard input:2:"
            self.assertIn(where.encode(), done.stderr, bad)

    def test_bad_rows_are_errors_with_line_and_column(self):
        head = "query,candidate,label\n"
        for rows, columns, where in (
                ("Iv\u00e1n,b,perhaps\n", "query,candidate,label", "standard input:2:8:"),
                ("a,b\n", "query,candidate,label", "standard input:2:"),
                ('a,"b\n', "query,candidate,label", "standard input:2:"),
                ("a,b,match\n", "query,candidat,label", "did you mean"),
                ("a,b,match\n", "query,candidate", "three or four")):
            done = calibrate("-", "--columns", columns, stdin=(head + rows).encode())
            self.assertEqual(done.returncode, 2, rows)
            self.assertIn(where.encode(), done.stderr, rows)

    def test_options_that_mean_nothing_are_refused(self):
        for options in (("--target", "accuracy=1"), ("--target", "precision=1.5"), ("--target", "recall=0"),
                        ("--draws", "5"), ("--seed", "x"), ("--name", "strict"), ("--schema", "Person"),
                        ("--profile", "nothing-like-it")):
            self.assertEqual(calibrate(EXAMPLE, *options).returncode, 2, options)


if __name__ == "__main__":
    unittest.main()
