"""What tools/learn_population.py and tools/learn_variants.py share: folding as src/text/tokens.h
does it (for the characters that occur in names), and the names of listed parties, entity by entity.

The lists are read for what they show about names in general (how often a word is a name, which
spellings stand for each other); no table keeps who bears one.
"""
import csv
import hashlib
import io
import lzma
import re
import unicodedata
import xml.etree.ElementTree as tree

SPECIAL = {"æ": "ae", "œ": "oe", "ə": "e", "ð": "d", "þ": "th", "ı": "i", "ø": "o", "đ": "d",
           "ł": "l", "ħ": "h", "ŋ": "ng", "ɛ": "e", "ɔ": "o", "ŧ": "t", "ƶ": "z", "ɓ": "b",
           "ɗ": "d", "ƙ": "k", "ĸ": "k"}
APOSTROPHES = "'`´ʹʺʻʼʽʾʿˈˊˋ‘’‛′‵״׳՚"
KEPT_MARKS = {"\u3099", "\u309a"}


def fold(text):
    """The folded words of a text, joined by one blank."""
    out = []
    text = unicodedata.normalize("NFKD", text).casefold()
    for c in unicodedata.normalize("NFKD", text):
        category = unicodedata.category(c)
        if c in APOSTROPHES or c == "\u0640" or category in ("Cf", "Me"):
            continue
        if category in ("Mn", "Mc") and c not in KEPT_MARKS:
            continue
        out.append(SPECIAL.get(c, c) if category[0] in "LN" else " ")
    return " ".join("".join(out).split())


def read(path):
    """(text, SHA-256 of the file as it lies there)"""
    raw = path.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    if path.suffix == ".xz":
        raw = lzma.decompress(raw)
    elif path.suffix == ".gz":
        import gzip
        raw = gzip.decompress(raw)
    return raw.decode("utf-8-sig", "replace"), digest


LISTS = {"us": "us_csl/2025-02-27/consolidated.csv.gz",
         "gb": "uk_ofsi/2025-04-10/UK_Sanctions_List.csv.xz",
         "eu": "eu_fsf/2022-03-31/sanctions.xml.xz",
         "un": "un_sc_consolidated/2026-02-27/UN_consolidated.xml.xz"}


def natural(name):
    """LAST, First -> First LAST"""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and "," not in first else name


def us_names(text):
    for row in csv.DictReader(io.StringIO(text)):
        kind = (row.get("type") or "").lower()
        kind = "person" if kind == "individual" else kind if kind in ("vessel", "aircraft") \
            else "organisation"
        names = [row["name"]] + (row.get("alt_names") or "").split(";")
        if kind == "person":
            names = [natural(n) for n in names]
        yield kind, [n.strip() for n in names if n.strip()], row.get("addresses") or ""


def gb_names(text):
    head, _, rest = text.partition("\n")
    entities = {}
    for row in csv.DictReader(io.StringIO(rest if head.startswith("Last") else text)):
        name = " ".join(row[f"Name {i}"].strip() for i in (1, 2, 3, 4, 5, 6) if row[f"Name {i}"])
        kind = {"Individual": "person", "Ship": "vessel"}.get(row["Group Type"], "organisation")
        entry = entities.setdefault(row["Group ID"], (kind, []))
        for n in (name, row["Name Non-Latin Script"]):
            if n.strip():
                entry[1].append(" ".join(n.split()))
    for kind, names in entities.values():
        yield kind, list(dict.fromkeys(names)), ""


def eu_names(text):
    parser = tree.XMLPullParser(["end"])
    try:  # the copy at hand is cut off in the middle of an element: what stands before it counts
        parser.feed(text.encode())
        parser.close()
    except tree.ParseError:
        pass
    for _, node in parser.read_events():
        if node.tag.rpartition("}")[2] != "sanctionEntity":
            continue
        names, kind = [], "organisation"
        for part in node:
            tag = part.tag.rpartition("}")[2]
            if tag == "subjectType" and part.get("code") == "person":
                kind = "person"
            elif tag == "nameAlias":
                names.append(" ".join((part.get("wholeName") or "").split()))
        yield kind, list(dict.fromkeys(n for n in names if n)), ""


def un_names(text):
    root = tree.fromstring(text.encode())
    for tag, kind in (("INDIVIDUAL", "person"), ("ENTITY", "organisation")):
        for node in root.iter(tag):
            name = " ".join(node.findtext(f"{p}_NAME") or "" for p in
                            ("FIRST", "SECOND", "THIRD", "FOURTH"))
            names = [name] + [a.findtext("ALIAS_NAME") or "" for a in node.iter(f"{tag}_ALIAS")]
            names.append(node.findtext("NAME_ORIGINAL_SCRIPT") or "")
            yield kind, [" ".join(n.split()) for n in names if n.strip()], ""


READERS = {"us": us_names, "gb": gb_names, "eu": eu_names, "un": un_names}


def listed(shared, digests):
    """(list, kind, names, addresses) of each entity; the hashes of what was read go to digests."""
    for key, path in LISTS.items():
        text, digests[f"lists/{path}"] = read(shared / "data" / "lists" / path)
        for kind, names, addresses in READERS[key](text):
            yield key, kind, names, addresses


def words(name):
    return re.sub(r"[()\"“”]", " ", fold(name)).split()
