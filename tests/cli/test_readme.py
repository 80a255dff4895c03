"""README.md: its session shows what the program prints, and the commands it names are there."""
import os
import re
import shlex
import unittest

from doc_session import document
from program import SOURCE, WithRegister, run

PAGE = os.path.join(SOURCE, "README.md")


class ThePage(unittest.TestCase):
    def test_its_session_shows_what_the_program_prints(self):
        self.maxDiff = None
        self.assertEqual(document(PAGE).differences(), [])


class TheTable(WithRegister):
    def test_every_command_it_names_for_a_question_answers(self):
        with open(PAGE, encoding="utf-8") as f:
            rows = re.findall(r"^\| [^|]+ \| (`interdict .*) \|$", f.read(), re.M)
        named = [shlex.split(command) for row in rows for command in re.findall(r"`interdict ([^`]*)`", row)]
        self.assertGreater(len(named), 8)
        for command in named:
            done = run(*command, home=self.home)
            self.assertIn(done.returncode, (0, 1), (command, done.stderr.decode()))
            self.assertTrue(done.stdout, command)


if __name__ == "__main__":
    unittest.main()
