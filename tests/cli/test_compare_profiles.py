"""compare --profile: the built-in profiles and those of a file."""
import json
import os
import tempfile
import unittest

from program import DATA, run, schema_errors


def answer(profile, *names, schema="Person", more=()):
    arguments = ["--profile", profile] if profile else []
    done = run("compare", *names, "--schema", schema, "--format", "json", *arguments, *more)
    if done.returncode != 0:
        raise AssertionError(done.stderr.decode())
    value = json.loads(done.stdout)
    if schema_errors("compare", value):
        raise AssertionError(schema_errors("compare", value))
    return value


class Profiles(unittest.TestCase):
    def file(self, text):
        handle, path = tempfile.mkstemp(suffix=".json")
        with os.fdopen(handle, "w", encoding="utf-8") as f:
            f.write(text)
        self.addCleanup(os.unlink, path)
        return path

    def test_every_answer_names_its_profile_and_the_hash_of_its_content(self):
        plain = answer(None, "Sergi Lavrov", "Sergei Lavrov")["profile"]
        self.assertEqual(plain, answer("default", "Ivan", "Petrov")["profile"])
        self.assertEqual(plain["name"], "default")
        hashes = {answer(p, "Ivan", "Petrov")["profile"]["sha256"]
                  for p in ("default", "strict", "wide", "ofac")}
        self.assertEqual(len(hashes), 4)

    def test_a_shipped_file_is_the_built_in_profile(self):
        for name in ("default", "strict", "wide", "ofac"):
            path = os.path.join(DATA, "profiles", name + ".json")
            self.assertEqual(answer(path, "Sergi Lavrov", "Sergei Lavrov"),
                             answer(name, "Sergi Lavrov", "Sergei Lavrov"))

    def test_a_prior_moves_the_probability_alone(self):
        path = self.file('{"format":"interdict-profile/1","name":"rare","prior":0.01}')
        plain, rare = (answer(p, "Sergi Lavrov", "Sergei Lavrov") for p in ("default", path))
        odds = plain["probability"] / (1 - plain["probability"]) * (0.01 / 0.99) / (0.4 / 0.6)
        self.assertAlmostEqual(rare["probability"], odds / (1 + odds), delta=0.0002)
        self.assertNotEqual(rare["profile"], plain["profile"])
        for told in (plain, rare):
            for member in ("probability", "profile"):
                del told[member]
        self.assertEqual(plain, rare)

    def test_strict_wide_and_default_draw_the_line_elsewhere(self):
        names = ("Sergei Lavrov", "Sergei Petrovich")
        bands = [answer(p, *names)["band"] for p in ("strict", "default", "wide")]
        order = ["below", "possible", "strong"]
        self.assertEqual(bands, sorted(bands, key=order.index))

    def test_a_file_states_what_differs(self):
        path = self.file('{"format":"interdict-profile/1","name":"mine",'
                         '"thresholds":{"possible":0.999,"strong":1}}')
        mine = answer(path, "Sergi Lavrov", "Sergei Lavrov")
        plain = answer(None, "Sergi Lavrov", "Sergei Lavrov")
        self.assertEqual(mine["score"], plain["score"])
        self.assertEqual((mine["band"], plain["band"]), ("below", "strong"))
        self.assertEqual(mine["profile"]["name"], "mine")

    def test_the_weights_of_fields_can_be_stated(self):
        path = self.file('{"format":"interdict-profile/1","name":"mine",'
                         '"weights":{"birth_differs":0}}')
        line = json.dumps({"query": {"properties": {"name": "Sergei Lavrov", "birthDate": "1950"}},
                           "candidate": {"properties": {"name": "Sergi Lavrov",
                                                        "birthDate": "1971"}}}).encode()
        scores = []
        for profile in (path, "default", "wide"):
            done = run("compare", "--pairs", "-", "--profile", profile, stdin=line)
            scores.append(json.loads(done.stdout)["score"])
        self.assertGreater(scores[0], scores[1])
        self.assertEqual(scores[0], scores[2])

    def test_ofac_scores_names_alone_in_hundredths(self):
        same = answer("ofac", "SMITH, John", "John Smith")
        near = answer("ofac", "Jon Smyth", "SMITH, John")
        self.assertEqual(same["score"], 1)
        self.assertEqual(near["parts"], [])
        self.assertAlmostEqual(near["score"] * 100, round(near["score"] * 100))
        self.assertTrue(all(p["soundex"] for p in near["ofac"]["parts"]))
        self.assertGreater(near["ofac"]["composite"], near["ofac"]["whole"])

    def test_an_unknown_profile_names_the_nearest(self):
        done = run("compare", "a", "b", "--profile", "strikt")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b'did you mean "strict"', done.stderr)

    def test_an_unknown_member_is_an_error_with_file_line_and_column(self):
        path = self.file('{"format":"interdict-profile/1","name":"mine",\n  "treshold":{}}')
        done = run("compare", "a", "b", "--profile", path)
        self.assertEqual(done.returncode, 2)
        self.assertIn(f"{path}:2:3:".encode(), done.stderr)
        self.assertIn(b'did you mean "thresholds"', done.stderr)

    def test_a_file_cannot_pass_for_a_built_in_profile(self):
        path = self.file('{"format":"interdict-profile/1","name":"strict"}')
        self.assertEqual(run("compare", "a", "b", "--profile", path).returncode, 2)


if __name__ == "__main__":
    unittest.main()
