"""What a count of our own (xml.etree) finds in the Security Council's files is what the program holds, in every edition."""
import collections
import re
import unittest
import xml.etree.ElementTree as ElementTree

from list_counts import Registers, bytes_of, entities, files_of, skip_without

LETTERS = {"QD": "un-1267", "TA": "un-1988", "IQ": "un-1518", "KP": "un-1718", "IR": "un-1737", "CD": "un-1533",
           "LY": "un-1970", "SO": "un-751", "GB": "un-2048", "CF": "un-2127", "LR": "un-1521", "SS": "un-2206",
           "YE": "un-2140", "SD": "un-1591", "HT": "un-2653", "ML": "un-2374", "CI": "un-1572"}
PROPERTY = {"good": "alias", "a.k.a.": "alias", "low": "weakAlias", "f.k.a.": "previousName"}
BROKEN = {"2024-10-16": (39788, 26), "2025-08-16": (53, 11)}  # Expat's line, its column from 1
LATIN = re.compile("[A-Za-z]")
OTHER = re.compile("[\u0370-\u0fff\u1000-\u1dff\u3000-\udfff]")


def text(node, name):
    found = node.find(name)
    return " ".join((found.text or "").split()) if found is not None else ""


def closing(name):
    """Where the bracket that ends the name was opened, or None."""
    depth = 0
    for i in range(len(name) - 1, -1, -1):
        depth += (name[i] == ")") - (name[i] == "(")
        if depth == 0:
            return i
    return None


def one_script(a, b):
    """True where one is only Latin and the other has nothing of it."""
    return any(LATIN.search(x) and not OTHER.search(x) and OTHER.search(y) and not LATIN.search(y)
               for x, y in ((a, b), (b, a)))


def names_in(value, nested=0):
    """A; B, A (B; C), A (the same in its own script): the rule of docs/coverage.md, told again."""
    pieces, depth, piece = [], 0, ""
    for c in value:
        if c == ";" and depth <= 0:
            pieces.append(piece)
            depth, piece = 0, ""
            continue
        depth += (c == "(") - (c == ")")
        piece += c
    for p in pieces + [piece]:
        p = p.strip()
        p = p[:-1].strip() if p.endswith(",") else p
        at = closing(p) if p.endswith(")") and nested < 3 else None
        before, inside = (p[:at].strip(), p[at + 1:-1].strip()) if at else ("", "")
        labelled = inside.startswith("original script")
        if before and inside and (labelled or ";" in inside or one_script(before, inside)):
            inside = re.sub("^original script:? *", "", inside)
            yield from names_in(before, nested + 1)
            yield from names_in(inside, nested + 1)
        elif p:
            yield p


def aliases(node):
    found = collections.defaultdict(set)
    for a in node.findall("INDIVIDUAL_ALIAS") + node.findall("ENTITY_ALIAS"):
        if text(a, "ALIAS_NAME"):
            found[PROPERTY[text(a, "QUALITY").lower()]].update(names_in(text(a, "ALIAS_NAME")))
    return found


def numbers(node):
    return {text(d, "NUMBER") for d in node.findall("INDIVIDUAL_DOCUMENT") if text(d, "NUMBER")}


def filled(root):
    """Path of every element with text, from the entry on -> how often."""
    count = collections.Counter()

    def walk(node, path):
        if (node.text or "").strip():
            count[path] += 1
        for child in node:
            walk(child, path + "/" + child.tag)

    for part in root:
        for entry in part:
            walk(entry, entry.tag)
    return count


class Counts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.registers = Registers()
        cls.files = files_of("un_sc_consolidated", ".xml", ".xml.xz") + files_of(
            "un_sc_committee_lists", ".xml", ".xml.xz")

    @classmethod
    def tearDownClass(cls):
        cls.registers.close()

    def check_file(self, path):
        root = ElementTree.fromstring(bytes_of(path))
        nodes = {text(n, "DATAID"): n for part in root for n in part}
        status, words, report, home = self.registers.load("un_sc", path)
        self.assertEqual(status, 0, words)
        account = report["imports"][0]["account"]
        self.assertEqual((account["seen"], account["mapped"]), (len(nodes), len(nodes)))
        self.assertEqual({f["name"]: f["filled"] for f in account["fields"]}, dict(filled(root)))
        subjects, sanctions = entities(home, "un_sc", report["imports"][0]["published"][:10])
        self.assertEqual(set(subjects), set(nodes))
        for key, node in nodes.items():
            self.check_entry(node, subjects[key], sanctions[key])

    def check_entry(self, node, subject, sanctions):
        properties = subject["properties"]
        expected = aliases(node)
        for name in ("alias", "weakAlias", "previousName"):
            self.assertEqual(set(properties.get(name, [])), expected[name], text(node, "DATAID"))
        held = set(properties.get("passportNumber", [])) | set(properties.get("idNumber", []))
        self.assertEqual(held, numbers(node), text(node, "DATAID"))
        self.assertEqual(subject["schema"], "Person" if node.tag == "INDIVIDUAL" else "Organization")
        self.assertEqual([s["programId"] for s in sanctions], [[LETTERS[text(node, "REFERENCE_NUMBER")[:2]]]])
        self.assertEqual(sanctions[0]["startDate"], [text(node, "LISTED_ON")[:10]])

    def test_entries_aliases_documents_and_listings_are_those_of_a_count_of_our_own(self):
        for path in self.files:
            if not any("/un_sc_consolidated/%s/" % day in path for day in BROKEN):
                with self.subTest(file="/".join(path.split("/")[-2:])):
                    self.check_file(path)

    def test_five_entities_and_135_persons_are_on_the_1988_list_of_2026_02_27(self):
        path = [f for f in self.files if "/2026-02-27/" in f][0]
        home = self.registers.load("un_sc", path)[3]
        subjects, sanctions = entities(home, "un_sc", "2026-02-27")
        listed = collections.Counter(subjects[key]["schema"] for key, of in sanctions.items()
                                     if any(s["programId"] == ["un-1988"] and s["status"] == ["in_force"] for s in of))
        self.assertEqual(listed, {"Organization": 5, "Person": 135})

    def test_files_that_are_not_well_formed_are_refused_with_line_and_column(self):
        for day, (line, column) in BROKEN.items():
            path = [f for f in self.files if "/un_sc_consolidated/%s/" % day in f][0]
            status, words, _, _ = self.registers.load("un_sc", path)
            self.assertEqual(status, 2)
            self.assertIn(":%d:%d: not well-formed" % (line, column), words)


if __name__ == "__main__":
    skip_without("un_sc_consolidated")
    unittest.main()
