"""`update` against a publisher on this machine: what is asked, loaded, refused, and remembered."""
import gzip
import hashlib
import io
import json
import os
import shutil
import sys
import tempfile
import unittest
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fetch"))
import list_server as faults
from list_server import ListServer
from program import run, schema_errors

T1, T2, T3 = "2026-11-25T06:00:00Z", "2026-11-26T06:00:00Z", "2026-11-27T06:00:00Z"


def un_list(generated, *names, broken=False):
    """All invented."""
    entries = "".join(
        "<ENTITY><DATAID>%d</DATAID><FIRST_NAME>%s</FIRST_NAME><UN_LIST_TYPE>Moon</UN_LIST_TYPE>"
        "<REFERENCE_NUMBER>QDe.%d</REFERENCE_NUMBER><LISTED_ON>2001-01-25</LISTED_ON></ENTITY>" %
        (100 + int(name.split()[-1]), name, 100 + int(name.split()[-1])) for name in names)
    tail = "" if broken else "</ENTITIES></CONSOLIDATED_LIST>"
    return ("<?xml version='1.0'?>\n<CONSOLIDATED_LIST dateGenerated='%s'><ENTITIES>%s%s" %
            (generated, entries, tail)).encode()


def sdn(*names):
    return "".join('%s,"%s","-0- ","SDGT","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- "\r\n' %
                   (name.split()[-1], name) for name in names).encode()


def alt(*names):
    return "".join('%s,%s,"aka","%s BIS","-0- "\r\n' % (name.split()[-1], name.split()[-1], name)
                   for name in names).encode()


NAMES = ["CLUB %d" % n for n in range(1, 41)]
DAY1 = un_list("2026-11-24T00:00:00Z", *NAMES)
DAY2 = un_list("2026-11-25T00:00:00Z", *NAMES, "CLUB 41")


class Update(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.mkdtemp(prefix="idt-update-")
        self.addCleanup(shutil.rmtree, self.scratch)
        self.home = os.path.join(self.scratch, "home")
        self.assertEqual(run("init", home=self.home, now=T1).returncode, 0)
        self.server = ListServer()
        self.server.__enter__()
        self.addCleanup(self.server.__exit__)
        self.server.put("/un.xml", DAY1, etag='"1"')
        self.sources(self.dataset("un_sc", ("list", "/un.xml", "consolidated.xml", "xml")))

    def dataset(self, key, *files, max_age="P3D", size=1 << 20):
        rows = "".join("      - {role: %s, address: \"%s\", name: %s, kind: %s, max_bytes: %d}\n" %
                       (role, self.server.address(path), name, kind, size) for role, path, name, kind in files)
        return ("  - dataset: %s\n    publisher: A publisher\n    page: https://lists.example/\n"
                "    terms: free\n    max_age: %s\n    files:\n%s" % (key, max_age, rows))

    def sources(self, *datasets, transfer="{tries: 2, wait_ms: 20, wait_max_ms: 500, stall_s: 2, total_s: 10}"):
        self.path = os.path.join(self.scratch, "sources.yaml")
        with open(self.path, "w", encoding="utf-8") as f:
            f.write("interdict-sources: 1\ntransfer: %s\ndatasets:\n%s" % (transfer, "".join(datasets)))

    def ofac(self):
        return self.dataset("us_ofac_sdn", ("sdn", "/sdn.csv", "sdn.csv", "csv"),
                            ("alt", "/alt.csv", "alt.csv", "csv"))

    def go(self, *arguments, now=T1, code=0, env=None):
        clean = {"http_proxy": "", "https_proxy": "", "all_proxy": "", "ALL_PROXY": "", **(env or {})}
        done = run("update", "--from", self.path, *arguments, home=self.home, now=now, env=clean)
        self.assertEqual(done.returncode, code, done.stderr.decode())
        return done

    def update(self, *arguments, **how):
        """The updates told in JSON, by dataset."""
        answer = json.loads(self.go(*arguments, "--format", "json", **how).stdout)
        self.assertEqual(schema_errors("update", answer), [])
        return {u["dataset"]: u for u in answer["updates"]}

    def un(self, *arguments, **how):
        return self.update(*arguments, **how)["un_sc"]

    def datasets(self, now=T1, *arguments):
        done = run("datasets", *arguments, "--format", "json", home=self.home, now=now,
                   env={"INTERDICT_SOURCES": self.path})
        self.assertEqual(done.returncode, 0, done.stderr)
        answer = json.loads(done.stdout)
        self.assertEqual(schema_errors("datasets", answer), [])
        return {d["dataset"]: d for d in answer["datasets"]}

    def headers(self, at=-1):
        return self.server.asked[at][1]

    def state(self, dataset="un_sc"):
        return os.path.join(self.home, "fetch", dataset + ".json")

    # ---- loading ----

    def test_a_list_is_fetched_and_loaded_as_its_publisher_dates_it(self):
        u = self.un()
        self.assertEqual(u["outcome"], "loaded")
        self.assertEqual(u["import"]["added"], 40)
        self.assertEqual(u["import"]["published"], "2026-11-24T00:00:00Z")
        self.assertEqual(u["import"]["files"][0]["name"], "consolidated.xml")
        self.assertEqual((u["files"][0]["status"], u["files"][0]["bytes"]), (200, len(DAY1)))
        self.assertEqual(u["checked"], T1)
        self.assertTrue(self.headers()["User-Agent"].startswith("interdict/"))

    def test_the_next_update_asks_only_for_what_has_changed(self):
        self.un()
        self.assertNotIn("If-None-Match", self.headers())
        u = self.un(now=T2)
        self.assertEqual(self.headers()["If-None-Match"], '"1"')
        self.assertEqual((u["outcome"], u["files"][0]["status"], u["checked"]), ("unchanged", 304, T2))
        self.assertNotIn("import", u)
        self.server.put("/un.xml", DAY2, etag='"2"')
        u = self.un(now=T3)
        self.assertEqual(u["outcome"], "loaded")
        self.assertEqual((u["import"]["added"], u["import"]["unchanged"]), (1, 40))
        self.assertEqual(self.un(now=T3)["outcome"], "unchanged")
        self.assertEqual(self.headers()["If-None-Match"], '"2"')

    def test_a_publisher_without_validators_sends_all_and_the_same_bytes_are_unchanged(self):
        self.server.put("/un.xml", DAY1)
        self.assertEqual(self.un()["outcome"], "loaded")
        u = self.un(now=T2)
        self.assertEqual((u["outcome"], u["import"]["same_bytes"], u["files"][0]["status"]), ("unchanged", True, 200))

    def test_a_time_of_change_serves_as_a_validator(self):
        stamp = "Tue, 24 Nov 2026 00:00:00 GMT"
        self.server.put("/un.xml", DAY1, modified=stamp)
        self.un()
        self.assertEqual(self.un(now=T2)["files"][0]["status"], 304)
        self.assertEqual(self.headers()["If-Modified-Since"], stamp)

    def test_a_set_of_which_a_part_has_changed_is_loaded_with_the_kept_rest(self):
        names = ["CLUB %d" % n for n in range(1, 31)]
        self.sources(self.ofac())
        self.server.put("/sdn.csv", sdn(*names), etag='"s1"')
        self.server.put("/alt.csv", alt(*names), etag='"a1"')
        self.assertEqual(self.update()["us_ofac_sdn"]["outcome"], "loaded")
        self.server.put("/sdn.csv", sdn(*names, "CLUB 31"), etag='"s2"')
        u = self.update(now=T2)["us_ofac_sdn"]
        self.assertEqual([f["status"] for f in u["files"]], [200, 304])
        self.assertEqual((u["outcome"], u["import"]["added"], u["import"]["unchanged"], u["import"]["withdrawn"]),
                         ("loaded", 1, 30, 0))
        self.assertEqual({f["name"]: f["bytes"] for f in u["import"]["files"]},
                         {"sdn.csv": len(sdn(*names, "CLUB 31")), "alt.csv": len(alt(*names))})
        self.assertEqual([f["status"] for f in self.update(now=T3)["us_ofac_sdn"]["files"]], [304, 304])

    def test_a_list_in_an_archive_is_opened_and_kept_as_it_is_inside(self):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as z:
            z.writestr("CONSOLIDATED.XML", DAY1)
        for path, name, kind, body in (("/un.zip", "un.zip", "zip", packed.getvalue()),
                                       ("/un.xml.gz", "un.xml.gz", "gzip", gzip.compress(DAY2))):
            self.server.put(path, body, etag='"z"')
            self.sources(self.dataset("un_sc", ("list", path, name, kind)))
            self.assertEqual(self.un()["outcome"], "loaded")
            self.assertEqual(self.un(now=T2)["files"][0]["status"], 304)
        with open(self.state(), encoding="utf-8") as f:
            self.assertEqual(json.load(f)["files"][0]["parts"],
                             [{"name": "un.xml", "sha256": hashlib.sha256(DAY2).hexdigest()}])

    def test_a_file_of_a_set_that_fails_leaves_the_register_as_it_was(self):
        self.sources(self.ofac())
        self.server.put("/sdn.csv", sdn("CLUB 1"))
        self.server.put("/alt.csv", alt("CLUB 1"))
        self.server.always("/alt.csv", faults.cut)
        u = self.update(code=3)["us_ofac_sdn"]
        self.assertEqual((u["outcome"], u["files"][0]["outcome"], u["files"][1]["outcome"]), ("failed", "body", "failed"))
        self.assertNotIn("us_ofac_sdn", self.datasets())

    # ---- what is not loaded ----

    def test_what_is_refused_or_fails_is_told_and_nothing_is_recorded(self):
        for fault, outcome, code in ((faults.error_page, "refused", 2), (faults.too_much, "refused", 2),
                                     (faults.redirect("file:///etc/passwd"), "refused", 2), (faults.cut, "failed", 3),
                                     (faults.busy, "failed", 3), (faults.gone, "failed", 3)):
            self.server.always("/un.xml", fault)
            u = self.un(code=code)
            self.assertEqual(u["outcome"], outcome)
            self.assertIn("/un.xml", u["why"])
            self.assertNotIn("un_sc", self.datasets())
            self.assertFalse(os.path.exists(self.state()))
        self.assertEqual([f for f in os.listdir(self.home) if f.startswith("fetch")], [])

    def test_a_busy_server_is_asked_again(self):
        self.server.fail("/un.xml", faults.busy)
        u = self.un()
        self.assertEqual((u["outcome"], u["files"][0]["tries"]), ("loaded", 2))

    def test_a_list_that_cannot_be_read_is_told_with_its_place(self):
        self.server.put("/un.xml", un_list("2026-11-24T00:00:00Z", *NAMES, broken=True), etag='"b"')
        u = self.un(code=2)
        self.assertEqual(u["outcome"], "error")
        self.assertIn("consolidated.xml:2:", u["why"])
        self.assertNotIn("un_sc", self.datasets())
        self.assertFalse(os.path.exists(self.state()))

    def test_a_mass_removal_stops_and_is_fetched_again_until_it_is_accepted(self):
        self.un()
        self.server.put("/un.xml", un_list("2026-11-26T00:00:00Z", *NAMES[:20]), etag='"2"')
        for _ in range(2):  # what was stopped must not become "unchanged"
            u = self.un(now=T2, code=2)
            self.assertEqual((u["outcome"], u["import"]["stopped_by"], u["files"][0]["status"]),
                             ("stopped", "removals", 200))
        self.assertEqual(self.datasets(T2)["un_sc"]["checked"], T1)
        u = self.un("--accept-removals", now=T3)
        self.assertEqual((u["outcome"], u["import"]["withdrawn"]), ("loaded", 20))

    def test_one_that_fails_does_not_stop_the_others_and_the_exit_code_is_the_worst(self):
        self.sources(self.dataset("us_ofac_non_sdn", ("sdn", "/none.csv", "cons_prim.csv", "csv")), self.ofac(),
                     self.dataset("un_sc", ("list", "/un.xml", "consolidated.xml", "xml")))
        self.server.put("/sdn.csv", sdn("CLUB 1"))
        self.server.always("/alt.csv", faults.error_page)
        done = self.update(code=3)
        self.assertEqual({k: u["outcome"] for k, u in done.items()},
                         {"us_ofac_non_sdn": "failed", "us_ofac_sdn": "refused", "un_sc": "loaded"})
        self.assertEqual(list(self.update("un_sc", now=T2)), ["un_sc"])

    # ---- what is remembered ----

    def test_without_what_it_remembers_everything_is_fetched(self):
        self.un()
        for damage in (None, b"{", b'{"dataset":"un_sc"}', b"\xff"):
            if damage is None:
                os.remove(self.state())
            else:
                with open(self.state(), "wb") as f:
                    f.write(damage)
            u = self.un(now=T2)
            self.assertEqual((u["outcome"], u["files"][0]["conditional"], u["files"][0]["status"]),
                             ("unchanged", False, 200))
            self.assertEqual("note" in u, damage is not None)

    def test_nobody_is_asked_whether_it_changed_where_it_is_not_held(self):
        self.un()
        kept = os.path.join(self.scratch, "kept.json")
        shutil.copy(self.state(), kept)
        shutil.rmtree(self.home)
        self.assertEqual(run("init", home=self.home, now=T1).returncode, 0)
        os.mkdir(os.path.dirname(self.state()))
        shutil.copy(kept, self.state())
        self.assertEqual(self.un(now=T2)["outcome"], "loaded")
        self.assertNotIn("If-None-Match", self.headers())

    def test_nobody_is_asked_whether_it_changed_after_another_edition_was_imported(self):
        self.un()
        other = os.path.join(self.scratch, "other.xml")
        with open(other, "wb") as f:
            f.write(DAY2)
        self.assertEqual(run("import", "un_sc", other, home=self.home, now=T2).returncode, 0)
        u = self.un(now=T3)
        self.assertFalse(u["files"][0]["conditional"])

    def test_another_address_is_asked_for_all(self):
        self.un()
        self.server.put("/new.xml", DAY1, etag='"1"')
        self.sources(self.dataset("un_sc", ("list", "/new.xml", "consolidated.xml", "xml")))
        u = self.un(now=T2)
        self.assertEqual((u["files"][0]["status"], u["outcome"]), (200, "unchanged"))

    def test_kept_bytes_are_those_that_came(self):
        self.un()
        with open(self.state(), encoding="utf-8") as f:
            state = json.load(f)
        self.assertEqual(state["files"][0]["parts"],
                         [{"name": "consolidated.xml", "sha256": hashlib.sha256(DAY1).hexdigest()}])

    # ---- freshness ----

    def test_a_dataset_is_stale_once_nobody_confirmed_it_for_its_max_age(self):
        self.un()
        self.assertEqual((self.datasets(T1)["un_sc"]["stale"], self.datasets(T1)["un_sc"]["checked"]), (False, T1))
        self.assertFalse(self.datasets("2026-11-28T05:59:59Z")["un_sc"]["stale"])
        late = "2026-11-28T06:00:01Z"
        self.assertTrue(self.datasets(late)["un_sc"]["stale"])
        self.un(now=late)  # 304: it is still what is published
        self.assertFalse(self.datasets(late)["un_sc"]["stale"])
        self.assertIn(b"stale", run("datasets", home=self.home, now="2026-12-30T00:00:00Z",
                                    env={"INTERDICT_SOURCES": self.path}).stdout)

    def test_a_failed_update_confirms_nothing(self):
        self.un()
        self.server.always("/un.xml", faults.busy)
        self.un(now=T3, code=3)
        self.assertEqual(self.datasets(T3)["un_sc"]["checked"], T1)

    def test_an_old_edition_that_is_imported_today_is_not_fresh(self):
        old = os.path.join(self.scratch, "old.xml")
        with open(old, "wb") as f:
            f.write(un_list("2020-01-01T00:00:00Z", *NAMES))
        self.assertEqual(run("import", "un_sc", old, home=self.home, now=T1).returncode, 0)
        self.assertTrue(self.datasets(T1)["un_sc"]["stale"])

    def test_an_edition_that_nothing_dates_is_not_fresh_until_an_update_finds_it_current(self):
        files = []
        for name, body in (("sdn.csv", sdn("CLUB 1", "CLUB 2")), ("alt.csv", alt("CLUB 1", "CLUB 2"))):
            files.append(os.path.join(self.scratch, name))
            with open(files[-1], "wb") as f:
                f.write(body)
            self.server.put("/" + name, body, etag='"1"')
        self.sources(self.ofac())
        env = {"INTERDICT_SOURCES": self.path}
        self.assertEqual(run("import", "us_ofac_sdn", *files, home=self.home, now=T1).returncode, 0)
        told = self.datasets(T1)["us_ofac_sdn"]
        self.assertEqual((told["published_known"], told["age_days"], told["stale"]), (False, None, True))
        text = run("datasets", home=self.home, now=T1, env=env).stdout.decode()
        self.assertIn(f"of unknown age\n               published unknown, imported {T1}", text)
        self.assertIn("may be stale: not checked by an update", text)
        answer = json.loads(run("screen", "Club One", "--format", "json", home=self.home, now=T1, env=env).stdout)
        self.assertEqual(schema_errors("screen", answer), [])
        self.assertIn("us_ofac_sdn may be stale: when it was published is not known (imported " + T1, " ".join(answer["warnings"]))
        self.update(now=T2)
        told = self.datasets(T2)["us_ofac_sdn"]
        self.assertEqual((told["published_known"], told["checked"], told["stale"]), (False, T2, False))
        answer = json.loads(run("screen", "Club One", "--format", "json", home=self.home, now=T2, env=env).stdout)
        self.assertNotIn("stale", " ".join(answer["warnings"]))

    def test_an_edition_that_is_dated_by_hand_is_as_fresh_as_that(self):
        self.sources(self.ofac())
        files = []
        for name, body in (("sdn.csv", sdn("CLUB 1", "CLUB 2")), ("alt.csv", alt("CLUB 1", "CLUB 2"))):
            files.append(os.path.join(self.scratch, name))
            with open(files[-1], "wb") as f:
                f.write(body)
        done = run("import", "us_ofac_sdn", *files, "--published", "2026-11-24", home=self.home, now=T1)
        self.assertEqual(done.returncode, 0)
        told = self.datasets(T1)["us_ofac_sdn"]
        self.assertEqual((told["published_known"], told["stale"]), (True, False))

    def test_what_an_update_left_and_is_damaged_confirms_nothing(self):
        self.un()
        with open(self.state(), "w", encoding="utf-8") as f:
            f.write("{}")
        told = run("datasets", home=self.home, now="2026-11-28T00:00:00Z", env={"INTERDICT_SOURCES": self.path})
        self.assertEqual(told.returncode, 0)
        self.assertIn(b"last checked is not known", told.stderr)
        self.assertIn(b"stale: not checked by an update", told.stdout)

    def test_freshness_is_not_told_of_the_past(self):
        self.un()
        self.assertNotIn("stale", self.datasets(T3, "--known-at", T2)["un_sc"])
        self.assertNotIn("stale", self.datasets(T3)["procedures"])

    # ---- asking ----

    def test_a_dry_run_asks_nobody(self):
        u = self.un("--dry-run")
        self.assertEqual((u["outcome"], u["files"][0]["conditional"]), ("would_fetch", False))
        self.assertIn(self.server.address("/un.xml").encode(), self.go("--dry-run").stdout)
        self.assertEqual(self.server.asked, [])
        self.un()
        self.assertTrue(self.un("--dry-run")["files"][0]["conditional"])

    def test_what_has_no_address_or_no_reader_is_told_before_anything_is_fetched(self):
        self.sources(self.dataset("un_sc", ("list", "/un.xml", "consolidated.xml", "xml")),
                     self.dataset("x_moon", ("list", "/moon.xml", "moon.xml", "xml")))
        self.assertIn(b"x_mars", self.go("un_sc", "x_mars", code=2).stderr)
        self.assertIn(b"x_moon", self.go("un_sc", "x_moon", code=2).stderr)
        self.assertEqual(self.server.asked, [])
        self.assertIn(b"x_moon: passed over", self.go().stderr)

    def test_a_bad_file_of_sources_is_told_with_its_place(self):
        good = self.dataset("un_sc", ("list", "/un.xml", "consolidated.xml", "xml"))
        for text, word in ((good.replace("P3D", "P3M"), ":8:14: "), (good.replace("terms", "term"), "term"),
                           (good.replace("http:", "ftp:"), "address"), (good.replace("kind: xml", "kind: html"), "kind"),
                           (good.replace("1048576", "many"), "max_bytes"), (good + good, "twice"),
                           (good.replace("name: consolidated.xml", "name: ../x"), "name"), ("  - [", "sources.yaml:")):
            self.sources(text)
            done = self.go(code=2)
            self.assertIn(word.encode(), done.stderr)
            self.assertRegex(done.stderr.decode(), r"sources\.yaml:\d+:\d+: ")

    def test_without_a_register_nothing_is_fetched(self):
        shutil.rmtree(self.home)
        self.assertIn(b"interdict init", self.go(code=2).stderr)
        self.assertEqual(self.server.asked, [])

    def test_a_fetching_process_that_is_not_there_or_dies_is_told(self):
        folder = os.path.join(self.scratch, "libexec")
        os.mkdir(folder)
        self.assertIn(b"INTERDICT_LIBEXEC", self.go(code=2, env={"INTERDICT_LIBEXEC": folder}).stderr)
        for script, word in (("exit 3", b"exit code 3"), ("kill -9 $$", b"signal 9"), ("echo outcome body", b"report"),
                             ("printf 'outcome body\\nbytes 9\\nend\\n'", b"tells of 9 bytes"),
                             ("printf 'outcome not_modified\\nend\\n'", b"un_sc"),
                             ("head -c 1000000 /dev/zero", b"")):
            path = os.path.join(folder, "interdict-fetch")
            with open(path, "w", encoding="utf-8") as f:
                f.write("#!/bin/sh\n%s\n" % script)
            os.chmod(path, 0o755)
            done = run("update", "--from", self.path, home=self.home, now=T1, env={"INTERDICT_LIBEXEC": folder})
            self.assertIn(done.returncode, (2, 3), script)
            self.assertIn(word, done.stderr)
            self.assertNotIn("un_sc", self.datasets())

    def test_as_text(self):
        self.assertIn(b"40 added", self.go().stdout)
        self.assertIn(b"un_sc: unchanged", self.go(now=T2).stdout)
        self.server.always("/un.xml", faults.gone)
        self.assertIn(b"404", self.go(now=T3, code=3).stderr)


if __name__ == "__main__":
    unittest.main()
