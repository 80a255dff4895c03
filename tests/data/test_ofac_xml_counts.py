"""What a count of our own (xml.etree) finds in OFAC's XML files is what the program holds, in both forms.

And: an entry that goes from one form to another does not change, but for what the forms cannot say alike.
"""
import collections
import io
import json
import os
import re
import unittest
import xml.etree.ElementTree as ElementTree
import zipfile

from list_counts import LISTS, Registers, bytes_of, entities, run, skip_without

NON_SDN = os.path.join(LISTS, "us_ofac_non_sdn")
SDN = os.path.join(LISTS, "us_ofac_sdn")
CLASSIC = [os.path.join(NON_SDN, day, "consolidated.xml.xz")
           for day in ("2018-04-06", "2022-03-24", "2024-05-06", "2025-03-28")]
CLASSIC.append(os.path.join(SDN, "2020-04-22", "sample_ofac_consolidated.xml.xz"))
ENHANCED = [("us_ofac_non_sdn", os.path.join(NON_SDN, "2025-02-27", "CONS_ENHANCED.ZIP")),
            ("us_ofac_sdn", os.path.join(SDN, "2024-09-15", "IRGC_sanctions.xml.xz")),
            ("us_ofac_sdn", os.path.join(SDN, "2024-09-16", "yemen_sanctions.xml"))]
SCHEMAS = {"Entity": "Organization", "Individual": "Person", "Vessel": "Vessel", "Aircraft": "Airplane"}
OWN = ("NS-PLC", "CMIC-EO13959", "FSE-IR", "FSE-SY", "561List", "561-Related")
NUMBERS = {"Passport": "passportNumber", "Tax ID No.": "taxNumber", "National ID No.": "idNumber",
           "Registration ID": "registrationNumber", "SWIFT/BIC": "swiftBic"}


def tree(path):
    data = bytes_of(path)
    if path.endswith(".ZIP"):
        data = zipfile.ZipFile(io.BytesIO(data)).read("CONS_ENHANCED.XML")
    root = ElementTree.fromstring(data)
    for node in root.iter():
        node.tag = node.tag.split("}")[-1]
    return root


def text(node, name):
    return (node.findtext(name) or "").strip()


def joined(parts, gap):
    return gap.join(p for p in parts if p)


def bare(number):
    """Some numbers have their country behind them: 77 (Russia)."""
    return re.sub(r" \([^()]*\)$", "", number)


def filled(entries):
    """Path of every element or attribute with text, from the entry on -> how often."""
    count = collections.Counter()

    def walk(node, path):
        count[path] += bool((node.text or "").strip())
        for name, value in node.attrib.items():
            count[path + "@" + name] += bool(value)
        for child in node:
            walk(child, path + "/" + child.tag)

    for entry in entries:
        walk(entry, entry.tag)
    return {k: n for k, n in count.items() if n > 0}


def list_key(tag, dataset):
    key = re.sub("[^a-z0-9]+", "-", tag.lower())
    return ("us-" if tag in OWN or dataset == "us_ofac_sdn" else "us-non-sdn-") + key


class Entry:
    """One entry of either form, by our own reading."""

    def __init__(self):
        self.names = collections.defaultdict(set)
        self.numbers = collections.defaultdict(set)
        self.addresses = set()


def kind_of(alias_type, weak):
    letters = alias_type.replace(".", "").lower()
    return "previousName" if letters == "fka" else "weakAlias" if weak and letters == "aka" else "alias"


def address_of(part):
    street = joined([part(n) for n in ("1", "2", "3")], ", ")
    city = joined([joined([part("city"), part("state")], ", "), part("zip")], " ")
    return joined([street, city], ", ")


def classic_entry(node):
    e = Entry()
    e.key, e.schema = text(node, "uid"), SCHEMAS[text(node, "sdnType")]
    e.tags = [p.text.strip() for p in node.iter("program")]
    e.names["name"].add(joined([text(node, "lastName"), text(node, "firstName")], ", "))
    for a in node.iter("aka"):
        e.names[kind_of(text(a, "type"), text(a, "category") == "weak")].add(
            joined([text(a, "lastName"), text(a, "firstName")], ", "))
    for i in node.iter("id"):
        if text(i, "idType") in NUMBERS:
            e.numbers[NUMBERS[text(i, "idType")]].add(bare(text(i, "idNumber")))
    tags = {"1": "address1", "2": "address2", "3": "address3", "city": "city", "state": "stateOrProvince",
            "zip": "postalCode"}
    e.addresses = {address_of(lambda n, a=a: text(a, tags[n])) for a in node.iter("address")} - {""}
    return e


def enhanced_entry(node):
    e = Entry()
    e.key, e.schema = node.get("id"), SCHEMAS[text(node, "generalInfo/entityType")]
    e.tags = [p.text.strip() for p in node.iter("sanctionsProgram")]
    for n in node.find("names"):
        kind = "name" if text(n, "isPrimary") == "true" else kind_of(text(n, "aliasType"),
                                                                      text(n, "isLowQuality") == "true")
        e.names[kind].update(text(t, "formattedFullName") for t in n.iter("translation"))
    for d in list(node.iter("identityDocument")) + list(node.iter("feature")):
        if text(d, "type") in NUMBERS:
            e.numbers[NUMBERS[text(d, "type")]].add(bare(text(d, "documentNumber") or text(d, "value")))
    tags = {"1": "ADDRESS1", "2": "ADDRESS2", "3": "ADDRESS3", "city": "CITY", "state": "STATE/PROVINCE",
            "zip": "POSTAL CODE"}
    for t in node.findall("addresses/address/translations/translation"):
        parts = {text(p, "type"): text(p, "value") for p in t.iter("addressPart")}
        e.addresses.add(address_of(lambda n, parts=parts: parts.get(tags[n], "")))
    e.addresses.discard("")
    return e


class Counts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.registers = Registers()

    @classmethod
    def tearDownClass(cls):
        cls.registers.close()

    def load(self, dataset, path):
        status, words, report, home = self.registers.load(dataset, path)
        self.assertEqual(status, 0, words)
        done = report["imports"][0]
        return done["account"], entities(home, dataset, done["published"][:10])

    def check(self, dataset, entries, account, subjects, sanctions):
        self.assertEqual((account["seen"], account["mapped"], account["rejected"]), (len(entries), len(entries), 0))
        self.assertEqual(set(subjects), {e.key for e in entries})
        for e in entries:
            held = subjects[e.key]["properties"]
            self.assertEqual(subjects[e.key]["schema"], e.schema, e.key)
            for kind in ("name", "weakAlias", "previousName"):
                self.assertEqual(set(held.get(kind, [])), e.names[kind], (e.key, kind))
            self.assertLessEqual(e.names["alias"], set(held.get("alias", [])), e.key)
            for kind, wanted in e.numbers.items():
                if kind not in ("passportNumber",):  # the export makes a thing of a passport
                    self.assertLessEqual(wanted, set(held.get(kind, [])), (e.key, kind))
            self.assertEqual(set(held.get("address", [])), e.addresses, e.key)
            met = {s["programId"][0] for s in sanctions[e.key]}
            self.assertLessEqual({list_key(t, dataset) for t in e.tags}, met, e.key)

    def test_the_older_form_holds_what_a_count_of_our_own_finds(self):
        for path in CLASSIC:
            with self.subTest(file="/".join(path.split("/")[-2:])):
                root = tree(path)
                nodes = root.findall("sdnEntry")
                self.assertEqual(str(len(nodes)), text(root, "publshInformation/Record_Count"))
                account, (subjects, sanctions) = self.load("us_ofac_non_sdn", path)
                self.assertEqual({f["name"]: f["filled"] for f in account["fields"]}, filled(root))
                self.check("us_ofac_non_sdn", [classic_entry(n) for n in nodes], account, subjects, sanctions)

    def test_the_newer_form_holds_what_a_count_of_our_own_finds(self):
        for dataset, path in ENHANCED:
            with self.subTest(file="/".join(path.split("/")[-2:])):
                root = tree(path)
                account, (subjects, sanctions) = self.load(dataset, path)
                counted = filled(n for part in root for n in part)
                self.assertEqual({f["name"]: f["filled"] for f in account["fields"]}, counted)
                self.check(dataset, [enhanced_entry(n) for n in root.find("entities")], account, subjects, sanctions)

    def one_after_another(self, first, then, published):
        """What the second edition changes in the first."""
        home = self.registers.load("us_ofac_non_sdn", first)[3]
        done = run("import", "us_ofac_non_sdn", *then, "--published", published, "--format", "json", home=home)
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return json.loads(done.stdout)["imports"][0]

    def test_637_of_639_entries_are_the_same_in_xml_and_in_a_csv_set_seven_weeks_later(self):
        files = [os.path.join(NON_SDN, "2018-05-27", "cons_%s.csv" % part) for part in ("prim", "alt", "add")]
        done = self.one_after_another(CLASSIC[0], files, "2018-05-27")
        self.assertEqual((done["added"], done["withdrawn"]), (0, 0))
        self.assertGreaterEqual(done["unchanged"], 637)  # the others have quotes the CSV set writes otherwise

    def test_a_set_in_another_form_lacks_no_file_and_the_change_is_told(self):
        files = [os.path.join(NON_SDN, "2025-04-21", "cons_%s.csv" % part) for part in ("prim", "add")]
        done = self.one_after_another(CLASSIC[3], files, "2025-04-21")
        self.assertEqual((done["added"], done["withdrawn"]), (0, 0))
        self.assertTrue(any("it was xml (1 files), it is csv (2 files)" in w for w in done["account"]["warnings"]))

    def test_the_other_list_is_not_taken_for_the_sdn_list(self):
        status, words, _, _ = self.registers.load("us_ofac_sdn", CLASSIC[4])
        self.assertNotEqual(status, 0)
        self.assertIn("us_ofac_non_sdn", words)


if __name__ == "__main__":
    skip_without("us_ofac_non_sdn")
    unittest.main()
