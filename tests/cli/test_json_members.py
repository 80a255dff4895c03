"""No JSON answer says a member twice: a program that reads it keeps one of them and never learns of the other."""
import json
import os
import re
import shlex
import unittest

from program import SOURCE, WithRegister, run


def once(pairs):
    names = [name for name, _ in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"{', '.join(twice)} twice in an object of {names}")
    return dict(pairs)


def examples():
    """The examples of docs/cli.md whose command has answers in JSON, as arguments."""
    with open(os.path.join(SOURCE, "docs", "cli.md"), encoding="utf-8") as f:
        page = f.read()
    for part in re.split(r"^## ", page, flags=re.M)[1:]:
        words = re.findall(r"^\| `--format FORMAT` .*one of: ([a-z ]+)", part, re.M)
        for line in re.findall(r"^    interdict (.*)$", part, re.M):
            if words and "json" in words[0].split() and "--template" not in line:
                yield shlex.split(re.sub(r" --format \S+", "", line))


def questions():
    with open(os.path.join(SOURCE, "tests", "cases", "brief.jsonl"), encoding="utf-8") as f:
        for line in f:
            yield json.loads(line)["command"]


class Members(WithRegister):
    def read_once(self, command):
        done = run(*command, "--format", "json", home=self.home)
        self.assertIn(done.returncode, (0, 1), done.stderr.decode())
        answers = done.stdout.decode().splitlines() if command[0] in ("scan", "export") else [done.stdout.decode()]
        for answer in answers:
            try:
                json.loads(answer, object_pairs_hook=once)
            except ValueError as e:
                self.fail(f"{' '.join(command)}: {e}")

    def test_no_example_of_the_reference_has_a_member_twice(self):
        found = [e for e in examples() if e[0] != "export" or "--lossy-report" in e]
        self.assertGreater(len(found), 20)
        for command in found:
            self.read_once(command)

    def test_no_question_about_the_report_has_a_member_twice(self):
        asked = {tuple(c) for c in questions()}
        asked |= {("claims",), ("claims", "--conflicts", "--rank"), ("claims", "Taliban", "--conflicts")}
        for command in sorted(asked):
            self.read_once(command)


if __name__ == "__main__":
    unittest.main()
