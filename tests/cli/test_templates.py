"""`interdict record --template KIND`: a record file to begin with, checked by the program itself."""
import json
import os
import re
import shutil
import tempfile
import unittest

from program import DATA, SOURCE, run

OURS = {"parent", "associate", "leader"}  # words of FollowTheMoney too, of another meaning
ELSEWHERE = {"jurisdiction", "publisher"}  # of bodies, lists and sources here
KINDS = ("organization", "person", "listing", "incident", "contact", "figure", "act", "prosecution", "office", "recognition",
         "claim", "list", "authority", "source")


class Templates(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.mkdtemp(prefix="idt-template-")
        self.addCleanup(shutil.rmtree, self.scratch)

    def template(self, kind):
        done = run("record", "--template", kind)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return done.stdout.decode()

    def check(self, text):
        path = os.path.join(self.scratch, "t.yaml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return run("record", "--check", path, home=os.path.join(self.scratch, "none"))

    def test_what_stands_has_no_faults(self):
        for kind in KINDS:
            text = self.template(kind)
            bare = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#")) + "\n"
            for form in (text, bare):
                done = self.check(form)
                self.assertEqual(done.returncode, 0, (kind, done.stderr.decode()))

    def test_with_every_mark_taken_off_only_references_are_open(self):
        for kind in KINDS:
            done = self.check(re.sub(r"(?m)^( *)#(?=[^ ])", r"\1", self.template(kind)))
            faults = [line for line in done.stderr.decode().splitlines() if "t.yaml:" in line]
            for fault in faults:
                self.assertRegex(fault, r"names the (record|event) |is not known|is used twice", kind)

    def test_a_template_offers_what_its_schema_has_and_not_what_only_others_have(self):
        with open(os.path.join(DATA, "reference", "ftm_schema.json"), encoding="utf-8") as f:
            schemata = json.load(f)["schemata"]

        def properties(name):
            own = schemata[name]
            return set(own.get("properties", {})).union(*(properties(e) for e in own.get("extends", [])))

        with open(os.path.join(SOURCE, "docs", "vocabulary.md"), encoding="utf-8") as f:
            said = set(re.findall(r"^\| `(\w+)`", f.read(), re.M))
        subjects = ("Organization", "Person", "Vessel", "Airplane", "BankAccount", "Security", "CryptoWallet")
        others = set().union(*(properties(name) for name in subjects))
        for kind, schema in (("organization", "Organization"), ("person", "Person")):
            offered = set(re.findall(r"(?m)^    #?(\w+):", self.template(kind)))
            self.assertEqual((offered & others) - properties(schema) - OURS, set(), kind)
            self.assertEqual((said & properties(schema)) - offered - ELSEWHERE, set(), kind)
            self.assertNotIn("length", offered)
            self.assertLess(len(offered), 75, kind)

    def test_an_unknown_kind_names_the_nearest_and_files_do_not_go_with_it(self):
        done = run("record", "--template", "ofice")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b'"office"?', done.stderr)
        self.assertEqual(run("record", "--template", "office", "x.yaml").returncode, 2)
        self.assertEqual(run("record").returncode, 2)


if __name__ == "__main__":
    unittest.main()
