"""kill -9 at random moments of a load, and a full disk: nothing acknowledged is lost, nothing half done shows."""
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
import unittest

from program import DATA, PROGRAM, WithRegister, run

RECORDS = 1500
SECONDS = 8


def edition(number):
    """An edition of the dataset `many` in which every record says which edition it is."""
    lines = ["interdict: 1", "dataset: many", "title: Many", "records:"]
    for i in range(RECORDS):
        lines.append(f"  - {{id: r{i}, schema: Organization, name: Record {i}, notes: edition {number}, "
                     "change: another edition}")
    return "\n".join(lines) + "\n"


class Killed(WithRegister):
    def test_kill_9_loses_nothing_acknowledged_and_shows_no_half_edition(self):
        seed = int(os.environ.get("INTERDICT_SEED") or random.randrange(1 << 30))
        print("seed", seed)
        choose = random.Random(seed)
        path = os.path.join(self.scratch, "many.yaml")
        held, number, killed = None, 0, 0
        began = time.monotonic()
        longest = 1.0
        while time.monotonic() - began < SECONDS:
            number += 1
            with open(path, "w", encoding="utf-8") as f:
                f.write(edition(number))
            started = time.monotonic()
            child = subprocess.Popen([PROGRAM, "--home", self.home, "record", path], stdout=subprocess.DEVNULL,
                                     stderr=subprocess.DEVNULL, env=dict(os.environ, INTERDICT_DATA=DATA))
            try:
                child.wait(timeout=choose.uniform(0.005, longest) if number > 1 else None)
            except subprocess.TimeoutExpired:
                child.send_signal(signal.SIGKILL)
                child.wait()
            acknowledged = child.returncode == 0
            killed += child.returncode == -signal.SIGKILL
            if number == 1:
                self.assertTrue(acknowledged)
                longest = (time.monotonic() - started) * 1.2
            self.check(held, number, acknowledged)
            held = self.edition_held()
        self.assertGreater(killed, 0, "no load was cut: the test proved nothing")

    def edition_held(self):
        """The one edition all records are of."""
        editions = set()
        for i in (0, 1, RECORDS // 2, RECORDS - 1):
            shown = self.ask("show", f"many:r{i}", schema="show", now=None)
            editions.update(s["value"] for s in shown["statements"] if s["property"] == "notes")
        self.assertEqual(len(editions), 1, editions)
        return int(editions.pop().split()[1])

    def check(self, held, number, acknowledged):
        now = self.edition_held()
        if acknowledged:
            self.assertEqual(now, number)
        else:
            self.assertIn(now, (held, number))  # cut before or after it became visible
        self.assertTrue(self.ask("verify", now=None)["sound"])


class FullDisk(unittest.TestCase):
    def test_a_full_disk_is_said_and_the_register_stays_sound(self):
        scratch = tempfile.mkdtemp(prefix="idt-full-")
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", scratch], capture_output=True,
                                 check=False).returncode == 0
        try:
            if not mounted:
                self.skipTest("a small file system cannot be mounted here")
            home = os.path.join(scratch, "home")
            self.assertEqual(run("init", home=home).returncode, 0)
            path = os.path.join(tempfile.gettempdir(), f"idt-many-{os.getpid()}.yaml")
            with open(path, "w", encoding="utf-8") as f:
                f.write(edition(1))
            done = run("record", path, home=home)
            os.unlink(path)
            self.assertEqual(done.returncode, 3, done.stderr)
            self.assertIn(b"full", done.stderr)
            self.assertEqual(run("verify", home=home).returncode, 0)
            self.assertNotIn(b"many", run("datasets", home=home).stdout)
        finally:
            if mounted:
                subprocess.run(["umount", scratch], check=False)
            shutil.rmtree(scratch)


if __name__ == "__main__":
    unittest.main()
