"""Every fact of the brief is answered from the command line: tests/cases/brief.jsonl, a question a line.

A line has the fact, the question in a reader's words, the command that answers it, and what the answer
must hold (answer_match.py). A fact may have several lines: one reader asks when, another who says so.
docs/brief.md asks the same for people; it is run again here.
"""
import json
import os
import unittest

from answer_match import faults
from doc_session import Document, cut, document
from program import SOURCE, WithRegister

CASES = os.path.join(SOURCE, "tests", "cases", "brief.jsonl")
FACTS = {f"F{n:02}" for n in range(1, 65)}


def cases():
    with open(CASES, encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            yield number, json.loads(line)


def spoiled(pattern):
    """The pattern, each time with another of its values made wrong; what must not be there is let be."""
    if isinstance(pattern, (dict, list)):
        for key, inner in pattern.items() if isinstance(pattern, dict) else enumerate(pattern):
            if key != "$none":
                for wrong in spoiled(inner):
                    copy = pattern.copy()
                    copy[key] = wrong
                    yield copy
    else:
        yield not pattern if isinstance(pattern, bool) else "spoiled"


class TheBrief(WithRegister):
    def test_every_question_has_the_answer_it_should_have(self):
        asked = {}  # many questions share a command
        for number, case in cases():
            with self.subTest(line=number, fact=case["fact"], question=case["question"]):
                command = tuple(case["command"])
                if command not in asked:
                    asked[command] = self.ask(*command)
                wrong = faults(asked[command], case["expected"])
                self.assertEqual(wrong, [], f"{case['fact']} {case['question']}\n  interdict {' '.join(command)}\n  "
                                 + "\n  ".join(wrong))

    def test_every_fact_is_asked_for(self):
        self.assertEqual({case["fact"] for _, case in cases()}, FACTS)

    def test_every_value_that_is_expected_is_held_against_the_answer(self):
        """With any one value of the pattern another, the question would fail."""
        for number, case in cases():
            answer = self.ask(*case["command"])
            for pattern in spoiled(case["expected"]):
                self.assertNotEqual(faults(answer, pattern), [], (number, pattern))


class ThePage(WithRegister):
    def test_the_tour_shows_what_the_program_prints(self):
        self.assertEqual(document(os.path.join(SOURCE, "docs", "brief.md")).differences(), [])

    def test_an_output_that_is_not_as_printed_is_found(self):
        for wrong in ("$ interdict status nobody\nin force", "$ interdict help nothing", "$ echo one\ntwo"):
            page = Document(self.file("page.md", f"```\n{wrong}\n```\n"))
            self.assertNotEqual(page.differences(), [], wrong)
        self.assertEqual(Document(self.file("page.md", "```\n$ echo one\none\n```\n")).differences(), [])

    def test_a_cut_shows_where_something_is_left_out(self):
        lines = ["head", "", "ru  in force", "    since 2003", "    flags", "", "un  in force", "", "tail"]
        self.assertEqual(cut(lines, ["^ru"]), ["...", "ru  in force", "    since 2003", "    flags", "..."])
        self.assertEqual(cut(lines, ["^ru", "^un"]), ["..."] + lines[2:7] + ["..."])
        self.assertEqual(cut(lines, ["^    since"]), ["...", "    since 2003", "..."])


class TheMatcher(unittest.TestCase):
    ANSWER = {"a": [{"statement": "x.1", "facts": ["F01"], "low": "3"},
                    {"statement": "x.2", "facts": ["F02"], "low": "4"}],
              "inputs": ["x.1", "x.2"], "n": 1, "none": None}

    def check(self, pattern, right):
        self.assertEqual(faults(self.ANSWER, pattern) == [], right, pattern)

    def test_it_takes_what_holds(self):
        for pattern in ({"n": 1, "none": None}, {"a": {"$one": {"low": "3"}, "$is": {"facts": ["F01"]}}},
                        {"a": {"$has": [{"low": "4"}]}}, {"a": {"$set": [{"low": "4"}, {"low": "3"}]}},
                        {"a": {"$none": {"low": "5"}}}, {"inputs": {"$facts": ["F02", "F01"]}},
                        {"a": [{"high": {"$absent": True}}, {"low": {"$absent": False}}]}):
            self.check(pattern, True)

    def test_it_refuses_what_does_not(self):
        for pattern in ({"n": 2}, {"n": "1"}, {"n": True}, {"none": {"$absent": True}}, {"a": [{"low": "3"}]},
                        {"a": {"$one": {"low": {"$absent": False}}}},
                        {"a": {"$one": {"low": "3"}, "$is": {"facts": ["F02"]}}},
                        {"a": {"$has": [{"low": "5"}]}}, {"a": {"$set": [{"low": "4"}]}},
                        {"a": {"$set": [{"low": "3"}, {"low": "3"}]}}, {"a": {"$none": {"low": "4"}}},
                        {"inputs": {"$facts": ["F01"]}}, {"a": [{"low": {"$absent": True}}, {}]}, {"b": {}}):
            self.check(pattern, False)

    def test_a_word_it_does_not_know_is_no_pattern(self):
        for pattern in ({"a": {"$al": []}}, {"a": {"$has": [], "low": 1}}):
            self.assertRaises((ValueError, AttributeError), faults, self.ANSWER, pattern)


if __name__ == "__main__":
    unittest.main()
