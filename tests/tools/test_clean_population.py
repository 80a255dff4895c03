"""The clean population: as many names as asked for, of the kinds stated, the same each time."""
import collections
import os
import subprocess
import sys
import unittest

TOOL = os.path.join(os.environ["INTERDICT_SOURCE"], "tools", "clean_population.py")
SHARED = os.environ.get("INTERDICT_SHARED", "")


def made(*arguments):
    return subprocess.run([sys.executable, TOOL, *arguments], capture_output=True, check=False)


class CleanPopulation(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not os.path.isdir(os.path.join(SHARED, "data", "names")):
            sys.exit(77)
        cls.done = made("2000")
        cls.rows = [line.split("\t") for line in cls.done.stdout.decode().splitlines()]

    def test_groups_have_their_shares_and_names_their_kinds(self):
        self.assertEqual(self.done.returncode, 0, self.done.stderr.decode())
        self.assertEqual(collections.Counter(row[0] for row in self.rows),
                         {"people": 1000, "companies": 600, "japanese": 200, "russian": 200})
        for group, kind, name in self.rows:
            self.assertEqual(kind, "O" if group == "companies" else "P")
            self.assertTrue(name.strip())

    def test_names_are_written_as_their_groups_write_them(self):
        names = collections.defaultdict(list)
        for group, _, name in self.rows:
            names[group].append(name)
        self.assertTrue(all(n.isascii() and " " in n for n in names["people"]))
        self.assertTrue(all(len(n.split()) == 3 and "а" <= n[1].lower() <= "ё" for n in names["russian"]))
        self.assertEqual(sum(n.isascii() for n in names["japanese"]), 100)
        self.assertGreater(len(set(names["people"])), 900)  # by frequency, so some twice

    def test_the_same_count_gives_the_same_bytes(self):
        self.assertEqual(made("2000").stdout, self.done.stdout)
        self.assertNotEqual(made("1000").stdout, self.done.stdout)

    def test_a_folder_that_is_not_there_is_said(self):
        done = made("--names", "/nowhere/names")
        self.assertEqual(done.returncode, 77)
        self.assertIn("/nowhere/names", done.stderr.decode())


if __name__ == "__main__":
    unittest.main()
