"""What an index finds of itself: asked, kept beside it, shown by info."""
import json
import os
import shutil
import tempfile
import unittest

from program import NOW, WithRegister, run


class SelfTest(WithRegister):
    def setUp(self):
        self.mine = tempfile.mkdtemp(prefix="idt-selftest-", dir=self.scratch)
        self.home_of_mine = os.path.join(self.mine, "home")
        shutil.copytree(self.home, self.home_of_mine)
        self.kept = os.path.join(self.home_of_mine, "index", "selftest.json")
        self.ask("index", "build", home=self.home_of_mine)

    def selftest(self, *more):
        return self.ask("index", "selftest", *more, home=self.home_of_mine)

    def text(self, *args, code=0):
        done = run(*args, home=self.home_of_mine, now=NOW)
        self.assertEqual(done.returncode, code, done.stderr.decode())
        return done.stdout.decode(), done.stderr.decode()

    def test_every_name_finds_its_own_subject(self):
        found = self.selftest()
        self.assertEqual(found["format"], "interdict-selftest/2")
        self.assertGreater(found["names"]["all"], 30)
        self.assertEqual(found["self"]["written"]["top"], found["names"]["all"])
        self.assertEqual(len(found["classes"]), 14)
        self.assertNotIn("clean", found)

    def test_the_same_index_gives_the_same_bytes(self):
        self.selftest()
        with open(self.kept, "rb") as f:
            first = f.read()
        self.selftest()
        with open(self.kept, "rb") as f:
            self.assertEqual(f.read(), first)
        self.assertEqual(first.rstrip(b"\n").decode(),
                         json.dumps(json.loads(first), sort_keys=True, separators=(",", ":"), ensure_ascii=False))

    def test_info_shows_it_and_a_base_without_it_says_so(self):
        out, err = self.text("index", "info")
        self.assertIn("no self-test beside it", err)
        self.assertNotIn("self-detection", out)
        self.selftest()
        out, err = self.text("index", "info")
        self.assertEqual(err, "")
        self.assertIn("self-detection", out)
        self.assertEqual(self.ask("index", "info", home=self.home_of_mine)["selftest"]["format"],
                         "interdict-selftest/2")

    def test_a_selftest_of_other_files_is_said_to_be(self):
        self.selftest()
        with open(self.kept, encoding="utf-8") as f:
            kept = json.load(f)
        kept["files"][0]["file_id"] = "0" * 64
        with open(self.kept, "w", encoding="utf-8") as f:
            json.dump(kept, f)
        _, err = self.text("index", "info")
        self.assertIn("made of other files", err)

    def test_a_damaged_selftest_is_said_and_the_rest_told(self):
        with open(self.kept, "w", encoding="utf-8") as f:
            f.write('{"format":"interdict-selftest/2"}')
        out, err = self.text("index", "info")
        self.assertIn("selftest.json", err)
        self.assertIn("cannot be read", err)
        self.assertIn("up to date", out)

    def test_a_clean_population_is_counted_by_group_and_score(self):
        people = self.file("people.tsv", "people\tP\tMary Smith\npeople\tP\tJohn Miller\nfirms\tO\tBlue Garden Centre\n")
        clean = self.selftest("--population", people)["clean"]
        self.assertEqual([(g["group"], g["asked"]) for g in clean["groups"]], [("people", 2), ("firms", 1)])
        self.assertEqual(len(clean["steps"]), len(clean["groups"][0]["alerts"]))
        bad = self.file("bad.tsv", "people\tP\tMary\nMary\n")
        _, err = self.text("index", "selftest", "--population", bad, code=2)
        self.assertIn("bad.tsv:2:1", err)

    def test_a_sample_is_stated(self):
        found = self.selftest("--sample", "10", "--seed", "5")
        self.assertEqual(found["names"]["asked"], found["names"]["all"])
        self.assertLess(found["names"]["slipped"], found["names"]["all"])
        self.assertEqual(found["seed"], 5)
        for wrong in ("0", "-1", "many"):
            self.text("index", "selftest", "--sample", wrong, code=2)

    def test_options_of_other_actions_are_refused(self):
        _, err = self.text("index", "info", "--sample", "3", code=2)
        self.assertIn("--sample goes with selftest", err)
        _, err = self.text("index", "selftest", "--full", code=2)
        self.assertIn("--full goes with build", err)

    def test_examples_are_shown_where_asked_for(self):
        short, _ = self.text("index", "selftest")
        long, _ = self.text("index", "selftest", "--examples")
        self.assertTrue(long.startswith(short))
        self.assertIn("\nexempt\n", long)


if __name__ == "__main__":
    unittest.main()
