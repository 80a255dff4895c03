"""The program under test, a register of its own for each test, and the JSON schemata of docs/schemas."""
import json
import os
import shutil
import subprocess
import tempfile
import unittest
import warnings

SOURCE = os.environ.get("INTERDICT_SOURCE") or os.path.dirname(
    os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.environ.get("INTERDICT_BIN") or os.path.join(SOURCE, "build", "dev", "interdict")
SHARED = os.environ.get("INTERDICT_SHARED") or os.path.join(SOURCE, "..", "shared")
DATA = os.path.join(SOURCE, "data")
LOADED = "2026-11-25T06:00:00Z"  # when the starter is loaded, by the clock of these tests
NOW = "2026-11-25T12:00:00Z"


def run(*arguments, home=None, now=NOW, env=None, stdin=None, cwd=SOURCE):
    environment = dict(os.environ, INTERDICT_DATA=DATA, **(env or {}))
    environment.pop("INTERDICT_HOME", None)
    if "LC_ALL" not in (env or {}):
        environment.pop("LOCPATH", None)  # for tests of a locale; libraries under libcurl leak over it
    if now:
        environment["INTERDICT_NOW"] = now
    command = [PROGRAM] + (["--home", home] if home else []) + list(arguments)
    return subprocess.run(command, capture_output=True, env=environment, input=stdin, cwd=cwd, check=False)


def schema_errors(name, value):
    """Faults of a JSON answer against docs/schemas/<name>.json; [] also where jsonschema is not installed."""
    try:
        import jsonschema
    except ImportError:
        return []
    folder = os.path.join(SOURCE, "docs", "schemas")
    store = {}
    for file in os.listdir(folder):
        with open(os.path.join(folder, file), encoding="utf-8") as f:
            schema = json.load(f)
        store[schema["$id"]] = schema
        if file == name + ".json":
            wanted = schema
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # newer releases deprecate what Debian 12's has
        resolver = jsonschema.RefResolver(wanted["$id"], wanted, store=store)
    return [e.message for e in jsonschema.Draft202012Validator(wanted, resolver=resolver).iter_errors(value)]


class WithRegister(unittest.TestCase):
    """One starter register for the whole class: tests that write make their own."""

    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.mkdtemp(prefix="idt-cli-")
        cls.home = os.path.join(cls.scratch, "home")
        done = run("init", "--starter", home=cls.home, now=LOADED)
        if done.returncode != 0:
            raise AssertionError(done.stderr.decode())

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.scratch)

    def ask(self, *arguments, code=0, schema=None, home=None, now=NOW):
        """The JSON of a command, checked against its schema."""
        done = run(*arguments, "--format", "json", home=home or self.home, now=now)
        self.assertEqual(done.returncode, code, done.stderr.decode())
        value = json.loads(done.stdout)
        self.assertEqual(schema_errors(schema or arguments[0], value), [])
        return value

    def status(self, *arguments, **options):
        """Listings by list key (and scope, where it is a part)."""
        answer = self.ask("status", *arguments, schema="status", **options)
        return {(r["list"] if r["scope"] == "whole" else (r["list"], r["scope"])): r for r in answer["listings"]}

    def file(self, name, text):
        path = os.path.join(self.scratch, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        return path
