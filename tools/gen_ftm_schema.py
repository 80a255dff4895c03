#!/usr/bin/env python3
"""gen_ftm_schema.py [--check]: writes data/reference/ftm_schema.json, FollowTheMoney's schemata and
properties with the words its types allow, out of the python package `followthemoney`.

Neither the build nor the tests need the package. To raise its version: make a virtual environment,
`pip install followthemoney==X`, run this with its python.

  gen_ftm_schema.py            write the file
  gen_ftm_schema.py --check    rebuild and compare: exit 1 on a difference, 77 where the package is
                               not installed or is another version than the file's
"""
import hashlib
import importlib.metadata
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = ROOT / "data" / "reference" / "ftm_schema.json"
DATE = "2026-11-25"  # when the package below was taken; raise with its version
PACKAGES = ["followthemoney", "rigour"]


# Words for countries as published lists write them; the package says which country each is.
NAMES = """Turkey|Burma|Korea, North|Korea, South|North Korea|South Korea|Republic of Korea|DPRK|Hong Kong|
Congo, Democratic Republic of the|Congo, Republic of the|Democratic Republic of the Congo|Republic of the Congo|
The Gambia|Gambia, The|Bahamas, The|Virgin Islands, British|Virgin Islands, U.S.|Palestinian|Palestine|West Bank|
Cote d'Ivoire|Ivory Coast|Czech Republic|Macedonia|Swaziland|Cape Verde|East Timor|Viet Nam|Macau|Macao|
Great Britain|UK|USA|U.S.|United States of America|Micronesia|Brunei|Holy See|Vatican|UAE|Crimea|
St. Kitts and Nevis|St. Lucia|St. Vincent and the Grenadines|Antigua & Barbuda|Bosnia|Trinidad & Tobago|
former Soviet Union|Yugoslavia|Curacao|Reunion|Sao Tome and Principe|Lao People's Democratic Republic|
Syrian Arab Republic|United Republic of Tanzania|Republic of Moldova|Democratic People's Republic of Korea|
United Kingdom of Great Britain and Northern Ireland|The Netherlands|Kyrgyz Republic|Slovak Republic"""


def licence(package):
    """Its notice and licence text, whole."""
    for file in importlib.metadata.files(package) or []:
        if file.name == "LICENSE":
            return file.locate().read_text(encoding="utf-8").strip()
    raise SystemExit(f"{package} has no LICENSE file; it may not be taken over")


def input_hash(package):
    """SHA-256 over the schema files, by name and bytes in order of names."""
    digest = hashlib.sha256()
    folder = pathlib.Path(package.__file__).parent / "schema"
    for path in sorted(folder.glob("*.y*ml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def property_of(prop):
    """Only what is not the usual: type string, matchable as its type is."""
    out = {}
    if prop.type.name != "string":
        out["type"] = prop.type.name
    if prop.range is not None:
        out["range"] = prop.range.name
    if prop.matchable != prop.type.matchable:
        out["matchable"] = prop.matchable
    if prop.max_length != prop.type.max_length:
        out["max_length"] = prop.max_length
    if prop.deprecated:
        out["deprecated"] = True
    if prop.hidden:
        out["hidden"] = True
    if prop.stub:
        out["stub"] = True  # the reverse side of a link: never stored
    return out


def schema_of(schema):
    own = {name: property_of(p) for name, p in sorted(schema.properties.items()) if p.schema == schema}
    out = {"extends": sorted(s.name for s in schema.extends), "properties": own}
    for flag in ("matchable", "abstract", "deprecated"):
        if getattr(schema, flag):
            out[flag] = True
    if schema.edge:
        out["edge"] = [schema.edge_source, schema.edge_target]
    for words in ("required", "featured", "caption"):
        value = list(getattr(schema, words))
        if value:
            out[words] = value
    return out


def countries():
    from followthemoney.types import registry
    from rigour.territories import get_territory
    out = {}
    for code, label in sorted(registry.country.names.items()):
        territory = get_territory(code)
        full = territory.full_name if territory is not None else None
        out[code] = [label] + ([full] if full and full != label else [])
    for name in NAMES.replace("\n", "").split("|"):
        code = registry.country.clean(name)
        if name not in out[code]:
            out[code].append(name)
    return out


def languages():
    """Two-letter codes of ISO 639-1 as the three letters that FollowTheMoney uses."""
    from followthemoney.types import registry
    from rigour.langs import iso_639_alpha3
    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)]
    out = {}
    for code in (a + b for a in letters for b in letters):
        three = iso_639_alpha3(code)
        if three is not None:
            out[code] = three
    return {"of_two": out, "codes": sorted(registry.language.codes)}


def build():
    import followthemoney
    from followthemoney import model
    from followthemoney.statement.util import NON_LANG_TYPE_NAMES
    from followthemoney.types import registry
    kinds = {}
    for t in sorted(registry.types, key=lambda t: t.name):
        kinds[t.name] = {"matchable": t.matchable, "max_length": t.max_length,
                         "language": t.name not in NON_LANG_TYPE_NAMES}
        if t.group:
            kinds[t.name]["group"] = t.group
    return {
        "about": {
            "what": "schemata and properties of FollowTheMoney, https://followthemoney.tech/",
            "made_by": "tools/gen_ftm_schema.py",
            "taken": DATE,
            "packages": {p: importlib.metadata.version(p) for p in PACKAGES},
            "schema_files_sha256": input_hash(followthemoney),
            "defaults": "a property has type string, and is matchable as its type is, where nothing else is said",
            "licence": {p: licence(p) for p in PACKAGES},
        },
        "types": kinds,
        "topics": {"words": dict(sorted((k, str(v)) for k, v in registry.topic.names.items())),
                   "risks": sorted(registry.topic.RISKS)},
        "genders": sorted(registry.gender.names),
        "countries": countries(),
        "languages": languages(),
        "schemata": {s.name: schema_of(s) for s in sorted(model.schemata.values(), key=lambda s: s.name)},
    }


def text_of(value, depth=0):
    """JSON with a schema or property a line: small, and a change of version reads well as a diff."""
    if depth == 0 or (isinstance(value, dict) and depth < 3 and any(isinstance(v, dict) for v in value.values())):
        pad = " " * (depth + 1)
        rows = [f"{pad}{json.dumps(k)}: {text_of(v, depth + 1)}" for k, v in value.items()]
        return "{\n" + ",\n".join(rows) + "\n" + " " * depth + "}"
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main():
    check = sys.argv[1:] == ["--check"]
    try:
        versions = {p: importlib.metadata.version(p) for p in PACKAGES}
    except importlib.metadata.PackageNotFoundError as missing:
        print(f"skipped: the python package {missing.name} is not installed")
        return 77
    if check and versions != json.loads(TARGET.read_text(encoding="utf-8"))["about"]["packages"]:
        print(f"skipped: {versions} is installed, the file is of another version")
        return 77
    made = text_of(build()) + "\n"
    if not check:
        TARGET.write_text(made, encoding="utf-8")
        return 0
    if TARGET.read_text(encoding="utf-8") != made:
        print(f"{TARGET.name} differs from what {pathlib.Path(__file__).name} makes")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
