"""docs/register.md: its samples have no faults, and what the page says of them is what the program answers.

A fenced block below `<!-- records -->` holds records; all of them together are one file.
"""
import os
import re
import unittest

from program import SOURCE, WithRegister, run

HEAD = "interdict: 1\ndataset: sample\ntitle: Samples\nrecords:\n"

with open(os.path.join(SOURCE, "docs", "register.md"), encoding="utf-8") as page:
    PAGE = page.read()
BLOCKS = re.findall(r"^<!-- records -->\n```yaml\n(.*?)^```$", PAGE, re.M | re.S)


def table(heading):
    """First cells of the first table below a heading."""
    rows = PAGE.split("\n%s\n" % heading, 1)[1].split("\n## ")[0]
    rows = re.search(r"^\|.*?(?=^$)", rows, re.M | re.S).group().splitlines()[2:]
    return [row.split("|")[1].strip().strip("`") for row in rows]


class Samples(WithRegister):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.path = cls().file("sample.yaml", HEAD + "".join(BLOCKS))
        done = run("record", cls.path, home=cls.home)
        if done.returncode != 0:
            raise AssertionError(done.stderr.decode())

    def test_the_page_has_a_sample_of_every_record_kind(self):
        schemata = set(re.findall(r"schema: (\w+)", "".join(BLOCKS)))
        self.assertEqual(schemata, {"Organization", "Incident", "Contact", "Figure", "LegalAct", "Prosecution", "Office"})
        for word in ("recognition:", "claim:"):
            self.assertIn(word, "".join(BLOCKS))

    def test_the_conflicts_named_are_those_sought_in_their_order(self):
        with open(os.path.join(SOURCE, "src", "claims", "conflict.c"), encoding="utf-8") as f:
            sought = re.findall(r'^    \{"(\w+)", idt_find_', f.read(), re.M)
        self.assertEqual(table("### Conflicts"), sought)

    def test_the_samples_have_the_conflicts_that_the_page_says(self):
        said = {row.split("|")[1].strip().strip("`") for row in PAGE.splitlines()
                if re.match(r"\| `\w+` \|.*\| (?!none)[^|]*\w[^|]*\|$", row)}
        found = {c["kind"] for c in self.ask("claims", "--conflicts", "--dataset", "sample", schema="claims")["conflicts"]}
        self.assertEqual(said & set(table("### Conflicts")), found)

    def test_values_follow_as_the_page_says(self):
        figure = self.ask("figures", "sample:tolls", schema="figures")
        known = {d["on"]: d for d in figure["figures"][0]["derived"] if "result" in d}
        self.assertEqual(known["2024/2025"]["result"]["high"], "2.5")
        self.assertEqual(known["2024/2025"]["differs"], "yes")
        self.assertTrue(known["2026"]["result"]["second"]["low"].startswith("6666666"))
        killed = self.ask("incidents", "sample:toll-station", schema="incidents")["in_all"]["killed"]["sum"]
        self.assertEqual((killed["low"], killed["high"]), ("4", "6"))


if __name__ == "__main__":
    unittest.main()
