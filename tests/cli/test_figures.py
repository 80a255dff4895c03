"""Figures end to end: values with bounds, what follows from two of them, what is missing, what differs."""
from program import WithRegister, run
from things import WithThings, unittest

PROFIT = """\
  - id: profit
    schema: Figure
    name: Profit of the business
    figure_kind: profit
    concerns: band
    figure:
      - {value: 460000000, unit: USD, on: 2020, chain: [{published_by: the paper}, {estimated_by: the office}]}
      - {value: 425000000, unit: USD, on: 2021, chain: [{published_by: the paper}]}
      - {value: 1400000000, unit: USD, on: 2022, chain: [{published_by: the paper}]}
"""
TRADE = """\
  - id: trade
    schema: Figure
    figure_kind: volume
    concerns: [band, ministry]
    figure:
      value: up to 1000000000
      unit: USD
      on: 2023
      chain: [{published_by: the paper}, {citing: the site}, {said_by: A. Scholar}]
    factor:
      value: 5
      on: 2022/2023
      chain: [{published_by: the paper}, {citing: the site}, {said_by: A. Scholar}]
      chain_scope: unclear
"""
LAND = """\
  - id: land
    schema: Figure
    figure_kind: area
    concerns: band
    growth: {value: ">1/3", on: 2019/2020}
"""
SHARE = """\
  - id: share
    schema: Figure
    figure_kind: share
    concerns: band
    figure: {value: ~80, unit: "%", relative_to: the market, on: 2024-05-27~}
"""


class Figures(WithThings):
    records = PROFIT + TRADE + LAND + SHARE
    others = """\
  - id: profit-too
    schema: Figure
    about: demo:profit
    figure: {value: 1500000000, unit: USD, on: 2022, chain: [{published_by: the rival}]}
"""

    def figure(self, key, *arguments):
        figures = self.ask("figures", key, *arguments)["figures"]
        self.assertEqual(len(figures), 1)
        return figures[0]

    def test_a_value_is_told_with_its_period_unit_and_chain(self):
        text = self.say("figures", "profit", "--dataset", "demo")
        self.assertIn("2020 460 million USD - the paper <- estimated by the office [demo:profit 4]", text)

    def test_growth_is_derived_with_its_inputs(self):
        text = self.say("figures", "profit", "--dataset", "demo")
        self.assertIn("derived 2021/2022: grew to 3.29 times (between 3.29 and 3.3); from 2021 425 million USD "
                      "[demo:profit 3] to 2022 1.4 billion USD [demo:profit 2]", text)
        found = self.figure("profit", "--dataset", "demo")
        derived = [d for d in found["derived"] if d["on"] == "2021/2022"]
        ids = {s["value"]: s["statement"] for s in found["statements"]}
        self.assertEqual([d["inputs"] for d in derived], [[ids["425000000"], ids["1400000000"]]])
        self.assertTrue(derived[0]["result"]["derived"])

    def test_the_base_is_derived_by_both_readings(self):
        text = self.say("figures", "trade")
        self.assertIn("2023 up to 1 billion USD (at most 1 billion; or 1 billion reached) - the paper <- citing the site "
                      "<- said by A. Scholar", text)
        self.assertIn("grew to 5 times; base not given - the paper <- citing the site <- said by A. Scholar; whether this "
                      "chain still holds is not clear", text)
        self.assertIn("derived 2022: at most 200 million USD; or 200 million if it was reached; from", text)
        result = self.figure("trade")["derived"][0]["result"]
        self.assertEqual((result["low"], result["high"], result["second"]["low"]), ("0", "200000000", "200000000"))

    def test_a_missing_base_is_said(self):
        text = self.say("figures", "land")
        self.assertIn("grew by more than 33.333333 % (stated: >1/3); base not given", text)
        self.assertIn("not derived 2019/2020: no value of 2019 and none of 2020 is on file", text)
        derived = self.figure("land")["derived"]
        self.assertEqual([d["result"] for d in derived], [None])

    def test_a_share_says_of_what(self):
        self.assertIn("about 80 % of the market", self.say("figures", "share"))

    def test_values_of_one_period_that_differ_are_flagged_and_both_stay(self):
        text = self.say("figures", "profit")
        self.assertIn("differs from 1.5 billion USD [other:profit-too 2]", text)
        flagged = {s["value"] for s in self.figure("profit")["statements"] if s["differs_from"]}
        self.assertEqual(flagged, {"1400000000", "1500000000"})

    def test_a_subject_has_the_figures_that_concern_it(self):
        self.assertEqual([f["id"] for f in self.ask("figures", "The Ministry")["figures"]], ["demo:trade"])
        self.assertEqual(len(self.ask("figures", "demo:band")["figures"]), 4)
        self.assertEqual(len(self.ask("figures")["figures"]), 4)

    def test_days_narrow_to_statements_and_what_follows_for_them(self):
        found = self.figure("profit", "--dataset", "demo", "--from", "2022-01-01", "--to", "2022-12-31")
        self.assertEqual([s["value"] for s in found["statements"]], ["1400000000"])
        found = self.figure("profit", "--dataset", "demo", "--from", "2022-06-01")
        self.assertEqual([s["within"] for s in found["statements"]], ["possibly"])

    def test_no_number_stands_bare(self):
        for figure in self.ask("figures")["figures"]:
            for statement in figure["statements"]:
                self.assertTrue({"text", "approx", "derived"} <= set(statement["quantity"]))

    def test_a_number_that_is_none_is_refused_with_line_and_column(self):
        text = self.refuse("  - id: bad\n    schema: Figure\n    figure:\n      - {value: 12-13, on: 2020}\n")
        self.assertRegex(text, r"bad\.yaml:14:\d+:.*12-13")
        text = self.refuse("  - id: bad\n    schema: Figure\n    figure: {value: 12}\n")
        self.assertRegex(text, r"bad\.yaml:13:\d+:.*\bon\b")


class Brief(WithRegister):
    """The starter's own figures."""

    def test_a_rise_and_a_fall_in_days_that_overlap_are_pointed_to_conflicts(self):
        crops = [f for f in self.ask("figures", "Taliban")["figures"] if f["id"] == "brief:opium-crops"][0]
        rise, fall = [next(s for s in crops["statements"] if s["kind"] == kind) for kind in ("factor", "growth")]
        self.assertEqual((rise["opposed_to"], rise["differs_from"]), ([fall["statement"]], []))
        self.assertEqual(fall["opposed_to"], [rise["statement"]])
        conflicts = self.ask("claims", "Taliban", "--conflicts", schema="claims")["conflicts"]
        sides = {s["claim"]["statement"] for c in conflicts if c["kind"] == "figures" for s in c["sides"]}
        self.assertEqual(sides, {rise["statement"], fall["statement"]})
        text = " ".join(run("figures", "brief:opium-crops", home=self.home).stdout.decode().split())
        self.assertEqual(text.count("see `interdict claims --conflicts`"), 2)

    def test_a_change_has_the_same_words_in_every_answer(self):
        for command, words in ((("figures", "Taliban"), "fell by about 95 %;"),
                               (("claims", "Taliban", "--conflicts"), "growth: fell by about 95 % in 2022/2023"),
                               (("history", "Taliban"), "growth: grew, by how much is not said, on"),
                               (("history", "Taliban"), "factor: grew to 5 times, on"),
                               (("claims", "Taliban", "--kind", "happening"), "almost all (a share below 1)")):
            text = " ".join(run(*command, home=self.home).stdout.decode().split())
            self.assertIn(words, text, command)

    def test_what_the_brief_says_of_numbers_is_answered(self):
        figures = {f["id"]: f for f in self.ask("figures", "Taliban", "--dataset", "brief")["figures"]}
        by_fact = {s.get("facts", [""])[0]: s for f in figures.values() for s in f["statements"]}
        self.assertEqual(by_fact["F29"]["quantity"]["text"], "460000000")
        self.assertEqual(by_fact["F29"]["chain"][-1]["role"], "estimated_by")
        self.assertEqual(by_fact["F39"]["quantity"]["text"], "~80")
        self.assertFalse(by_fact["F28"]["base_given"])
        self.assertEqual(len(by_fact["F57"]["chain"]), 3)
        self.assertIn("second", by_fact["F57"]["quantity"])
        results = {d["on"]: d["result"] for f in figures.values() for d in f["derived"] if d["result"]}
        self.assertEqual(results["2021/2022"]["text"], ">3.29,<3.3")
        self.assertEqual(results["2022"]["second"]["high"], "200000000")


if __name__ == "__main__":
    unittest.main()
