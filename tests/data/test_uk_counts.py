"""What a count of our own (csv) finds in the United Kingdom's files is what the program holds, from 2016 to 2025."""
import collections
import csv
import io
import re
import unittest

from list_counts import Registers, bytes_of, entities, files_of, skip_without

RENAMED = {"Iran (nuclear proliferation)": "iran-nuclear", "Ukraine (Sovereignty)": "russia", "Burma": "myanmar",
           "North Korea (Democratic People's Republic of Korea)": "democratic-people-s-republic-of-korea",
           "Republic of Guinea-Bissau": "guinea-bissau", "Republic of Guinea": "guinea"}
SCHEMA = {"Individual": "Person", "Entity": "Organization", "Ship": "Vessel"}


def decoded(data):
    """UTF-8, or Windows-1252 cell by cell."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def rows_of(path):
    lines = list(csv.reader(io.StringIO(decoded(bytes_of(path)), newline="")))
    return [dict(zip(lines[1], row)) for row in lines[2:] if any(c.strip() for c in row)]


def flat(cell):
    """ASCII blanks only: the file has others inside names, which stay."""
    return re.sub("[ \t-\r]+", " ", cell).strip(" ")


def list_of(regime):
    """gb-<regime>, letters and digits, renamed ones under their newest name."""
    regime = regime.strip()
    regime = re.sub("^The (.*) organisations$", r"\1", regime)
    key = RENAMED.get(regime) or re.sub("[^a-z0-9]+", "-", regime.lower()).strip("-")
    return "gb-" + key


def property_of(row):
    kind = row["Alias Type"].lower()
    if kind in ("primary name", "prime alias"):
        return "name"
    if kind == "fka":
        return "previousName"
    return "weakAlias" if row.get("Alias Quality") == "Low quality" else "alias"


def names(rows):
    found = collections.defaultdict(set)
    for row in rows:
        parts = [row["Name %d" % i] for i in (1, 2, 3, 4, 5, 6)]
        found[property_of(row)].add(flat(" ".join(parts)))
        if flat(row.get("Name Non-Latin Script", "")):
            found[property_of(row)].add(flat(row["Name Non-Latin Script"]))
    return found


def births(rows):
    """01/02/1958 -> 1958-02-01, 00/02/1958 -> 1958-02, 00/00/1958 and 1958 -> 1958."""
    found = set()
    for row in rows:
        parts = row["DOB"].split("/")[::-1]
        if len(parts[0]) == 4:
            found.add("-".join(p for p in parts if p != "00"))
    return found


def iso(day):
    return "-".join(day.split("/")[::-1])


class Counts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.registers = Registers()

    @classmethod
    def tearDownClass(cls):
        cls.registers.close()

    def check_group(self, rows, subject, sanctions):
        properties = subject["properties"]
        group = rows[0]["Group ID"]
        self.assertEqual(subject["schema"], SCHEMA[rows[0]["Group Type"]], group)
        for name, expected in names(rows).items():
            self.assertEqual(set(properties.get(name, [])), expected, group)
        self.assertEqual(set(properties.get("birthDate", [])), births(rows), group)
        listings = collections.defaultdict(set)
        for row in rows:
            listings[list_of(row["Regime"])].add(iso(row["Listed On"]))
        held = collections.defaultdict(set)
        for s in sanctions:
            held[s["programId"][0]].update(s["startDate"])
        self.assertEqual(held, listings, group)

    def check_file(self, path):
        rows = rows_of(path)
        groups = collections.defaultdict(list)
        for row in rows:
            groups[row["Group ID"]].append(row)
        filled = collections.Counter(name for row in rows for name, cell in row.items() if cell.strip())
        status, words, report, home = self.registers.load("gb_ofsi", path)
        self.assertEqual(status, 0, words)
        account = report["imports"][0]["account"]
        self.assertEqual((account["seen"], account["mapped"]), (len(groups), len(groups)))
        self.assertEqual({f["name"]: f["filled"] for f in account["fields"]}, dict(filled))
        self.assertEqual([f["name"] for f in account["fields"] if not f["read"]], [])
        subjects, sanctions = entities(home, "gb_ofsi", report["imports"][0]["published"][:10])
        self.assertEqual(set(subjects), set(groups))
        for group, of in groups.items():
            self.check_group(of, subjects[group], sanctions[group])

    def test_groups_names_births_and_listings_are_those_of_a_count_of_our_own(self):
        for path in files_of("uk_ofsi", ".csv", ".csv.xz"):
            with self.subTest(file="/".join(path.split("/")[-2:])):
                self.check_file(path)


if __name__ == "__main__":
    skip_without("uk_ofsi")
    unittest.main()
