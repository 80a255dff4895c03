"""A record may speak of a party that has left its list."""
import os
import tempfile
import unittest

import program

ENTRY = ('<ENTITY><DATAID>{0}</DATAID><FIRST_NAME>PARTY {0}</FIRST_NAME><UN_LIST_TYPE>T</UN_LIST_TYPE>'
         '<REFERENCE_NUMBER>TAe.00{0}</REFERENCE_NUMBER><LISTED_ON>2001-01-25</LISTED_ON></ENTITY>')
FILE = ('<CONSOLIDATED_LIST dateGenerated="{0}T00:00:00Z"><INDIVIDUALS></INDIVIDUALS><ENTITIES>{1}</ENTITIES>'
        '</CONSOLIDATED_LIST>')
RECORD = """interdict: 1
dataset: notes
title: Notes
publisher: us
records:
  - id: x
    schema: Organization
    name: Party X
    same_as: un_sc:{0}
"""


class OfTheDelisted(unittest.TestCase):
    def setUp(self):
        self.home = tempfile.mkdtemp()
        self.assertEqual(program.run("init", home=self.home).returncode, 0)
        for day, numbers in (("2015-01-01", (1, 2)), ("2015-02-01", (2,))):
            self.write(day + ".xml", FILE.format(day, "".join(map(ENTRY.format, numbers))))
            done = program.run("import", "un_sc", self.path(day + ".xml"), "--accept-removals", home=self.home)
            self.assertEqual(done.returncode, 0, done.stderr)

    def path(self, name):
        return os.path.join(self.home, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)

    def record(self, number):
        self.write("notes.yaml", RECORD.format(number))
        return program.run("record", self.path("notes.yaml"), home=self.home)

    def test_a_party_that_left_its_list_can_be_named(self):
        done = self.record(1)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_party_never_on_it_cannot(self):
        done = self.record(3)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"neither in these files nor in the register", done.stderr)


if __name__ == "__main__":
    unittest.main()
