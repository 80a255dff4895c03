"""The index of a register: built, brought up to date, described, checked."""
import glob
import json
import os
import shutil
import stat
import subprocess
import tempfile
import time
import unittest

from program import DATA, NOW, PROGRAM, WithRegister, run

LATER = "2026-11-25T13:00:00Z"

ONE = """\
interdict: 1
dataset: own
title: Records of our own
records:
  - id: falcon
    schema: Organization
    name: The Falcon Brotherhood
    alias: [Falcons, Brothers of the Falcon]
"""


class Index(WithRegister):
    def setUp(self):
        self.mine = tempfile.mkdtemp(prefix="idt-index-", dir=self.scratch)
        self.home_of_mine = os.path.join(self.mine, "home")
        shutil.copytree(self.home, self.home_of_mine)
        self.index = os.path.join(self.home_of_mine, "index")

    def build(self, *more, now=NOW, code=0):
        return self.ask("index", "build", *more, home=self.home_of_mine, now=now, code=code)

    def info(self):
        return self.ask("index", "info", home=self.home_of_mine)

    def verify(self, code=0):
        return self.ask("index", "verify", home=self.home_of_mine, code=code)

    def record(self, text, now, follow=False):
        """Loads records; unless `follow`, while the index is elsewhere, so that it stays behind."""
        away = os.path.join(self.mine, "away")
        if not follow and os.path.exists(self.index):
            os.rename(self.index, away)
        done = run("record", self.file("own.yaml", text), home=self.home_of_mine, now=now)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        if os.path.exists(away):
            os.rename(away, self.index)
        return done

    def files(self):
        return sorted(os.path.basename(p) for p in glob.glob(os.path.join(self.index, "*.idx")))

    def test_the_first_build_makes_one_file_of_everything(self):
        built = self.build()
        self.assertEqual(built["built"], "base")
        self.assertGreater(built["entries"], 30)
        self.assertEqual(self.files(), ["base-%s.idx" % built["file_id"][:16]])
        self.assertEqual(built["bytes"], os.path.getsize(os.path.join(self.index, self.files()[0])))

    def test_a_build_where_nothing_is_new_does_nothing(self):
        self.build()
        before = self.files()
        self.assertEqual(self.build(now=LATER)["built"], "nothing")
        self.assertEqual(self.files(), before)

    def test_the_same_register_gives_the_same_file_whenever_it_is_built(self):
        first = self.build("--full")["file_id"]
        self.assertEqual(self.build("--full", now=LATER)["file_id"], first)

    def test_a_record_more_is_a_small_file_more(self):
        base = self.build()
        self.record(ONE, LATER)
        self.assertFalse(self.info()["current"])
        delta = self.build(now=LATER)
        self.assertEqual((delta["built"], delta["records"], delta["entries"]), ("delta", 1, 3))
        self.assertEqual(self.files(), ["base-%s.idx" % base["file_id"][:16], "delta-%s.idx" % delta["file_id"][:16]])
        info = self.info()
        self.assertTrue(info["current"])
        self.assertEqual([f["kind"] for f in info["files"]], ["base", "delta"])
        self.assertEqual(info["known_at"], LATER)
        self.assertTrue(self.verify()["sound"])

    def test_a_full_build_makes_one_file_and_removes_the_others(self):
        self.build()
        self.record(ONE, LATER)
        self.build(now=LATER)
        full = self.build("--full", now=LATER)
        self.assertEqual(self.files(), ["base-%s.idx" % full["file_id"][:16]])
        self.assertTrue(self.verify()["sound"])

    def test_after_a_load_the_index_follows_where_there_is_one(self):
        self.record(ONE, LATER, follow=True)
        self.assertFalse(os.path.exists(self.index))
        self.build(now=LATER)
        for minute in range(12):
            now = "2026-11-25T13:%02d:30Z" % minute
            text = ONE.replace("Falcons", "Hawks %d" % minute) + "    change: renamed\n"
            self.record(text, now, follow=True)
            info = self.info()
            self.assertTrue(info["current"])
            self.assertEqual(info["known_at"], now)
            self.assertLessEqual(len(info["files"]), 9)
        self.assertTrue(self.verify()["sound"])

    def test_what_takes_long_to_merge_is_merged_behind(self):
        first = "bakolumisaterodinegufahijoke"
        names = ["%s%s %s%d" % (first[i % 26:], first[i % 7:i % 7 + 4], first[i % 19:], i) for i in range(12000)]
        self.record("interdict: 1\ndataset: many\ntitle: Many\nrecords:\n" + "".join(
            "  - {id: p%d, schema: Person, name: %s}\n" % (i, name) for i, name in enumerate(names)), NOW)
        self.build()
        base = self.files()
        self.assertGreater(os.path.getsize(os.path.join(self.index, base[0])), 4 << 20)
        for minute in range(9):
            now = "2026-11-25T13:%02d:30Z" % minute
            text = ONE.replace("Falcons", "Hawks %d" % minute) + "    change: renamed\n"
            done = self.record(text, now, follow=True)
            self.assertEqual(done.stderr, b"")
            self.assertEqual(self.info()["known_at"], now)
        waited = 0
        while len(self.files()) > 1 and waited < 600:  # a process that nobody waits for
            time.sleep(0.1)
            waited += 1
        self.assertEqual(len(self.files()), 1)
        self.assertNotEqual(self.files(), base)
        self.assertEqual(self.info()["known_at"], now)
        self.assertTrue(self.verify()["sound"])

    def test_that_a_merge_behind_failed_is_said_until_one_succeeds(self):
        first = "bakolumisaterodinegufahijoke"
        names = ["%s%s %s%d" % (first[i % 26:], first[i % 7:i % 7 + 4], first[i % 19:], i) for i in range(12000)]
        self.record("interdict: 1\ndataset: many\ntitle: Many\nrecords:\n" + "".join(
            "  - {id: p%d, schema: Person, name: %s}\n" % (i, name) for i, name in enumerate(names)), NOW)
        self.build()
        blocked = os.path.join(self.index, "merged")  # where the new base is to be written
        os.makedirs(os.path.join(blocked, "x"))

        def load(minute):
            text = ONE.replace("Falcons", "Hawks %d" % minute) + "    change: renamed\n"
            self.record(text, "2026-11-25T13:%02d:30Z" % minute, follow=True)

        def screened():
            return run("screen", "Hawks", home=self.home_of_mine).stderr.decode()
        for minute in range(9):
            load(minute)
        self.wait_for(lambda: (self.info()["merge_failed"] or {}).get("why", "").startswith(self.index))
        failed = self.info()["merge_failed"]
        self.assertEqual(failed["at"], "2026-11-25T13:08:30Z")
        self.assertIn("failed: " + failed["why"], screened())
        said = run("index", "info", home=self.home_of_mine).stdout.decode()
        self.assertIn("the last merge, at 2026-11-25T13:08:30Z, failed: " + failed["why"], said)
        shutil.rmtree(blocked)
        load(9)
        self.wait_for(lambda: len(self.files()) == 1)
        self.wait_for(lambda: self.info()["merge_failed"] is None)
        self.assertNotIn("failed", screened())

    def wait_for(self, comes_true):
        """Of a process that nobody waits for."""
        for _ in range(600):
            if comes_true():
                return
            time.sleep(0.1)
        self.fail("it did not come true")

    def test_a_load_stands_where_the_index_cannot_follow(self):
        self.build()
        shutil.rmtree(self.index)
        os.mkdir(self.index)
        os.mkdir(os.path.join(self.index, "lock"))
        with open(os.path.join(self.index, "current"), "w", encoding="utf-8") as f:
            f.write("interdict index 2\n")
        done = self.record(ONE, LATER, follow=True)
        self.assertIn("the index did not follow", done.stderr.decode())
        found = [r["id"] for r in self.ask("search", "Falcons", home=self.home_of_mine)["results"]]
        self.assertEqual(found, ["own:falcon"])

    def test_many_small_files_are_merged(self):
        self.build()
        kinds = []
        for minute in range(12):
            now = "2026-11-25T13:%02d:00Z" % minute
            text = ONE.replace("Falcons", "Falcons %d" % minute)
            self.record(text + ("    change: renamed\n" if minute > 0 else ""), now)
            kinds.append(self.build(now=now)["built"])
            self.assertLessEqual(len(self.files()), 9)
        self.assertEqual(set(kinds), {"base", "delta"})
        self.assertTrue(self.verify()["sound"])

    def test_what_a_killed_build_left_is_removed(self):
        self.build()
        left = ["base-0123456789abcdef.idx.new-77-0", "current.new-77-0", "delta-0123456789abcdef.idx"]
        for name in left + ["selftest.json"]:
            with open(os.path.join(self.index, name), "w", encoding="utf-8") as f:
                f.write("{}")
        self.record(ONE, LATER)
        self.build(now=LATER)
        held = os.listdir(self.index)
        self.assertFalse(set(left) & set(held), held)
        self.assertIn("selftest.json", held)

    def begin(self, *arguments):
        environment = dict(os.environ, INTERDICT_DATA=DATA, INTERDICT_NOW=NOW)
        return subprocess.Popen([PROGRAM, "--home", self.home_of_mine, "index", "build", *arguments],
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)

    def test_a_build_killed_at_any_moment_leaves_the_index_as_it_was_or_as_it_is_to_be(self):
        before = self.build()["file_id"]
        self.record(ONE, LATER)
        started = time.monotonic()
        full = self.build("--full", now=LATER)["file_id"]
        lasts = time.monotonic() - started
        for step in range(9):
            self.record(ONE.replace("Falcons", "Falcons %d" % step) + "    change: renamed\n",
                        "2026-11-25T15:%02d:00Z" % step)
            with self.begin("--full") as process:
                time.sleep(lasts * step / 7)
                process.kill()
            files = self.info()["files"]
            self.assertEqual(len(files), 1)
            self.assertTrue(self.verify()["sound"])
        self.assertNotEqual(before, full)
        self.build("--full", now="2026-11-25T16:00:00Z")
        self.assertEqual(len(self.files()), 1)
        self.assertEqual(sorted(os.listdir(self.index)), sorted(self.files() + ["current", "lock", "merge.lock"]))

    def test_builds_at_once_wait_for_each_other(self):
        self.build()
        at_once = [self.begin("--full") for _ in range(3)]
        for process in at_once:
            _, said = process.communicate()
            self.assertEqual(process.returncode, 0, said.decode())
        self.assertEqual(len(self.files()), 1)
        self.assertTrue(self.verify()["sound"])

    def test_info_says_what_the_files_hold(self):
        built = self.build()
        file = self.info()["files"][0]
        for what in ("file_id", "entries", "forms", "terms", "bytes"):
            self.assertEqual(file[what], built[what])
        self.assertGreater(file["sections"]["post"], 0)
        self.assertLess(sum(file["sections"].values()), file["bytes"])

    def test_info_shows_what_the_index_found_of_itself_and_says_where_it_was_not_asked(self):
        self.build()
        done = run("index", "info", home=self.home_of_mine)
        self.assertIn("no self-test", done.stderr.decode())
        self.assertIsNone(self.info()["selftest"])
        with open(os.path.join(self.index, "selftest.json"), "w", encoding="utf-8") as f:
            json.dump({"names": 7}, f)
        self.assertEqual(self.info()["selftest"], {"names": 7})
        self.assertNotIn("no self-test", run("index", "info", home=self.home_of_mine).stderr.decode())

    def test_info_needs_no_register(self):
        self.build()
        os.remove(os.path.join(self.home_of_mine, "register.db"))
        self.assertIsNone(self.info()["current"])

    def test_where_there_is_no_index_it_says_how_to_make_one(self):
        for action in ("info", "verify"):
            done = run("index", action, home=self.home_of_mine)
            self.assertEqual(done.returncode, 2)
            self.assertIn("interdict index build", done.stderr.decode())

    def test_a_flipped_byte_is_found(self):
        self.build()
        path = os.path.join(self.index, self.files()[0])
        for at in (5000, os.path.getsize(path) // 2, os.path.getsize(path) - 1):
            with open(path, "r+b") as f:
                f.seek(at)
                byte = f.read(1)[0]
                f.seek(at)
                f.write(bytes([byte ^ 1]))
            self.assertFalse(self.verify(code=1)["sound"])
            with open(path, "r+b") as f:
                f.seek(at)
                f.write(bytes([byte]))
        self.assertTrue(self.verify()["sound"])

    def test_an_index_of_another_register_is_found_out_and_built_anew(self):
        self.build()
        other = os.path.join(self.mine, "other")
        done = run("init", "--starter", home=other, now="2026-11-25T05:00:00Z")
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        shutil.copytree(self.index, os.path.join(other, "index"))
        faults = self.ask("index", "verify", home=other, code=1)["faults"]
        self.assertTrue(any("another register" in f for f in faults), faults)
        self.assertEqual(self.ask("index", "build", home=other)["built"], "base")
        self.assertTrue(self.ask("index", "verify", home=other)["sound"])

    def test_a_damaged_list_of_files_is_said_and_built_anew(self):
        for text in ("", "nonsense\n", "interdict index 2\n", "interdict index 2\n../register.db\n",
                     "interdict index 2\ndelta-0123456789abcdef.idx\n", "interdict index 99\n"):
            self.build()
            with open(os.path.join(self.index, "current"), "w", encoding="utf-8") as f:
                f.write(text)
            done = run("index", "info", home=self.home_of_mine)
            self.assertEqual(done.returncode, 3, text)
            self.assertIn("interdict index build", done.stderr.decode())
            self.assertEqual(self.build()["built"], "base", text)

    def test_a_home_that_cannot_be_written_says_who_can(self):
        if os.geteuid() == 0:
            self.skipTest("root may write anything")
        self.build()
        self.record(ONE, LATER)
        os.chmod(self.index, stat.S_IRUSR | stat.S_IXUSR)
        try:
            done = run("index", "build", home=self.home_of_mine, now=LATER)
        finally:
            os.chmod(self.index, stat.S_IRWXU)
        self.assertEqual(done.returncode, 3)
        self.assertIn("cannot be written here", done.stderr.decode())

    def as_nobody(self, *arguments):
        """As one who may read all and write nothing; root becomes another for it."""
        place = tempfile.mkdtemp(prefix="idt-nobody-")
        home = os.path.join(place, "home")
        shutil.copytree(self.home_of_mine, home)
        os.chmod(place, 0o755)
        for folder, _, files in os.walk(home):
            for file in files:
                os.chmod(os.path.join(folder, file), 0o444)
            os.chmod(folder, 0o555)
        try:
            return subprocess.run([PROGRAM, "--home", home, *arguments], capture_output=True, check=False,
                                  env=dict(os.environ, INTERDICT_DATA=DATA), user=65534 if os.geteuid() == 0 else None)
        except PermissionError:
            return self.skipTest("nobody may not run the program")
        finally:
            for folder, _, _ in os.walk(home):
                os.chmod(folder, 0o755)
            shutil.rmtree(place)

    def test_a_home_without_an_index_that_cannot_be_written_says_that_there_is_none(self):
        done = self.as_nobody("screen", "Taliban")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("is not there and cannot be written here", done.stderr.decode())

    def test_an_index_that_cannot_be_read_says_why(self):
        self.build()
        for file in os.listdir(self.index):
            if file.endswith(".idx"):
                with open(os.path.join(self.index, file), "r+b") as f:
                    f.truncate(100)
        done = self.as_nobody("screen", "Taliban")
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("the index cannot be used (", done.stderr.decode())

    def test_actions_and_their_options_are_checked(self):
        for arguments, words in ((["bild"], 'did you mean "build"'), (["info", "--full"], "--full goes with build"),
                                 ([], "index")):
            done = run("index", *arguments, home=self.home_of_mine)
            self.assertEqual(done.returncode, 2)
            self.assertIn(words, done.stderr.decode())


if __name__ == "__main__":
    unittest.main()
