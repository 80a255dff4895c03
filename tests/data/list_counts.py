"""Editions of real lists through the program, each in a register of its own, as exported entities."""
import collections
import glob
import json
import lzma
import os
import shutil
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
from program import SHARED, run  # noqa: E402

PARTIES = ("Person", "Organization", "Vessel", "Airplane", "LegalEntity")
LISTS = os.path.join(SHARED, "data", "lists")


def skip_without(folder):
    if not os.path.isdir(os.path.join(LISTS, folder)):
        print("skipped: no real files; INTERDICT_SHARED names the folder that holds data/lists/" + folder)
        sys.exit(77)


def files_of(folder, *endings):
    found = [f for f in sorted(glob.glob(os.path.join(LISTS, folder, "*", "*")))
             if f.endswith(endings)]
    return found


def bytes_of(path):
    with open(path, "rb") as f:
        data = f.read()
    return lzma.decompress(data) if path.endswith(".xz") else data


class Registers:
    """A register with procedures only, copied for each edition."""

    def __init__(self):
        self.scratch = tempfile.mkdtemp(prefix="idt-counts-")
        self.clean = os.path.join(self.scratch, "clean")
        done = run("init", home=self.clean)
        assert done.returncode == 0, done.stderr.decode()

    def close(self):
        shutil.rmtree(self.scratch)

    def load(self, dataset, path):
        """The import's exit status and words, its report, and the folder of the register."""
        home = os.path.join(self.scratch, "home")
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self.clean, home)
        name = os.path.basename(path)
        plain = os.path.join(self.scratch, name[:-3] if name.endswith(".xz") else name)
        with open(plain, "wb") as f:
            f.write(bytes_of(path))
        done = run("import", dataset, plain, "--format", "json", home=home)
        os.remove(plain)
        report = json.loads(done.stdout) if done.returncode == 0 else None
        return done.returncode, done.stderr.decode(), report, home


def entities(home, dataset, as_of):
    """key -> entity, key -> its Sanctions."""
    done = run("export", "--dataset", dataset, "--format", "ftm", "--as-of", as_of, home=home)
    assert done.returncode == 0, done.stderr.decode()
    subjects = {}
    sanctions = collections.defaultdict(list)
    for line in done.stdout.decode().splitlines():
        e = json.loads(line)
        if e["schema"] == "Sanction":
            sanctions[e["properties"]["entity"][0].split(":", 1)[1]].append(e["properties"])
        elif e["schema"] in PARTIES and e["id"].startswith(dataset + ":"):
            subjects[e["id"].split(":", 1)[1]] = e
    return subjects, sanctions
