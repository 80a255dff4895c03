"""`reparse` from outside: what is told, and that it does nothing twice. What a newer reader changes is
tests/load/test_reparse.c."""
import json
import os
import shutil
import sqlite3
import tempfile
import unittest

from program import run, schema_errors

T1, T2, T3 = "2026-11-25T06:00:00Z", "2026-11-26T06:00:00Z", "2026-11-27T06:00:00Z"
# Invented.
LIST = """<?xml version='1.0'?>
<CONSOLIDATED_LIST dateGenerated='2026-11-24T00:00:00Z'><ENTITIES><ENTITY><DATAID>7</DATAID>
<FIRST_NAME>MOON CLUB</FIRST_NAME><UN_LIST_TYPE>Moon</UN_LIST_TYPE><REFERENCE_NUMBER>QDe.7</REFERENCE_NUMBER>
<LISTED_ON>2001-01-25</LISTED_ON></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""


class Reparse(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.mkdtemp(prefix="idt-reparse-")
        self.addCleanup(shutil.rmtree, self.scratch)
        self.home = os.path.join(self.scratch, "home")
        self.assertEqual(run("init", home=self.home, now=T1).returncode, 0)
        path = os.path.join(self.scratch, "un.xml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(LIST)
        self.assertEqual(run("import", "un_sc", path, home=self.home, now=T1).returncode, 0)

    def make_old(self):
        """As if an older version of the reader had read it."""
        with sqlite3.connect(os.path.join(self.home, "register.db")) as db:
            db.execute("UPDATE edition SET reader_version = 0 WHERE reader = 'un_sc'")
        db.close()

    def ask(self, *arguments, now=T2):
        done = run(*arguments, "--format", "json", home=self.home, now=now)
        self.assertEqual(done.returncode, 0, done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual(schema_errors(arguments[0], answer), [])
        return answer

    def reparse(self, *arguments, now=T2):
        return {r["dataset"]: r for r in self.ask("reparse", *arguments, now=now)["reparses"]}

    def test_where_no_list_is_held_it_says_so(self):
        home = os.path.join(self.scratch, "empty")
        self.assertEqual(run("init", home=home, now=T1).returncode, 0)
        done = run("reparse", home=home, now=T2)
        self.assertEqual((done.returncode, done.stdout), (0, b"no published list is held, so nothing is read again\n"))

    def test_what_this_version_read_is_left_alone(self):
        self.assertEqual((self.reparse()["un_sc"]["editions"], self.reparse()["un_sc"]["reread"]), (1, 0))

    def test_what_an_older_version_read_is_read_again_once(self):
        self.make_old()
        told = self.reparse()["un_sc"]
        self.assertEqual((told["editions"], told["reread"], told["changed"], told["rejected"]), (1, 1, 0, 0))
        self.assertEqual(self.reparse(now=T3)["un_sc"]["reread"], 0)
        editions = self.ask("editions", "un_sc", now=T3)["editions"]
        self.assertEqual({e["published"] for e in editions}, {"2026-11-24T00:00:00Z"})
        self.assertEqual(run("verify", home=self.home, now=T3).returncode, 0)

    def test_what_was_known_stays_as_it_was(self):
        show = ("show", "un_sc:7", "--known-at", T1)
        before = run(*show, home=self.home, now=T3).stdout
        self.make_old()
        self.reparse("un_sc")
        self.assertEqual(run(*show, home=self.home, now=T3).stdout, before)
        self.assertIn(b"MOON CLUB", before)

    def test_as_text(self):
        self.assertIn(b"un_sc: 0 of 1 editions read again", run("reparse", home=self.home, now=T2).stdout)

    def test_datasets_that_are_not_known_or_not_held_are_errors(self):
        for name, word in (("x_mars", b"no reader"), ("us_ofac_sdn", b"no edition")):
            done = run("reparse", name, home=self.home, now=T2)
            self.assertEqual(done.returncode, 2)
            self.assertIn(word, done.stderr)
            self.assertEqual(done.stdout, b"")
        self.assertIn(b"interdict init", run("reparse", home=os.path.join(self.scratch, "none"), now=T2).stderr)


if __name__ == "__main__":
    unittest.main()
