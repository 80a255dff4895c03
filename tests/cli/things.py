"""An invented dataset of incidents, contacts and figures in a register of its own."""
import os
import shutil
import tempfile
import unittest

from program import WithRegister, run

HEAD = """\
interdict: 1
dataset: demo
title: Invented
records:
  - id: band
    schema: Organization
    name: The Band
  - id: ministry
    schema: Organization
    name: The Ministry
"""

OTHER = """\
interdict: 1
dataset: other
title: Invented too
records:
"""


class WithThings(WithRegister):
    """`records` of the class, in the dataset demo, and `others`, in the dataset other."""
    records = ""
    others = ""

    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.mkdtemp(prefix="idt-things-")
        cls.home = os.path.join(cls.scratch, "home")
        cls.do("init")
        cls.load("demo", HEAD + cls.records)
        if cls.others:
            cls.load("other", OTHER + cls.others)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.scratch)

    @classmethod
    def do(cls, *arguments):
        done = run(*arguments, home=cls.home)
        if done.returncode != 0:
            raise AssertionError(done.stderr.decode())
        return done.stdout.decode()

    @classmethod
    def load(cls, name, text):
        path = os.path.join(cls.scratch, name + ".yaml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        cls.do("record", path)

    def refuse(self, record):
        """What `record --check` says of a file whose last record is this one."""
        path = self.file("bad.yaml", HEAD + record)
        done = run("record", "--check", path, home=self.home)
        self.assertEqual(done.returncode, 2)
        return (done.stdout + done.stderr).decode()

    def fail_with(self, *arguments):
        """What a wrong question is answered with; nothing goes to stdout."""
        done = run(*arguments, home=self.home)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stdout, b"")
        return done.stderr.decode()

    def say(self, *arguments):
        """Text for people, its lines joined: it fits 80 columns."""
        text = self.do(*arguments)
        self.assertLessEqual(max(len(line) for line in text.splitlines()), 80)
        return " ".join(text.split())


__all__ = ["WithThings", "unittest"]
