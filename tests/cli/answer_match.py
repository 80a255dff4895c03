"""What an answer must hold: a small language of patterns for JSON, used by tests/cases/brief.jsonl.

A scalar is itself. An object holds at least the members named, each as its pattern says. A list is as
long as its pattern and matches it in order. The rest are objects with one word that begins with `$`:

  {"$one": P, "$is": Q}  a list, of which exactly one element matches P; and that one matches Q, if given
  {"$has": [P, ...]}     a list, of which some element matches each P
  {"$set": [P, ...]}     the same, each P by an element of its own and no element left over
  {"$none": P}           a list, of which no element matches P
  {"$facts": [F, ...]}   a list of ids of statements of the answer, which state these facts and no others
  {"$absent": true}      no such member (false: there is one, whatever it holds)

faults() says what is wrong, each with its path; [] when the answer is as it should be.
"""
MISSING = object()


def faults(answer, pattern):
    return list(_Match(answer).compare(answer, pattern, ""))


class _Match:
    def __init__(self, answer):
        self.facts = {}  # of each statement of the answer, by its id
        self.collect(answer)

    def collect(self, value):
        if isinstance(value, dict):
            if "statement" in value and "facts" in value:
                self.facts[value["statement"]] = value["facts"]
            value = list(value.values())
        if isinstance(value, list):
            for inner in value:
                self.collect(inner)

    def fits(self, value, pattern):
        return not any(True for _ in self.compare(value, pattern, ""))

    def compare(self, value, pattern, path):
        if isinstance(pattern, dict) and any(key.startswith("$") for key in pattern):
            yield from self.word(value, pattern, path)
        elif isinstance(pattern, dict):
            if not isinstance(value, dict):
                yield f"{path}: is {short(value)}, not an object"
                return
            for key, inner in pattern.items():
                yield from self.compare(value.get(key, MISSING), inner, f"{path}.{key}")
        elif isinstance(pattern, list):
            if not isinstance(value, list) or len(value) != len(pattern):
                yield f"{path}: is {short(value)}, not a list of {len(pattern)}"
                return
            for n, inner in enumerate(pattern):
                yield from self.compare(value[n], inner, f"{path}[{n}]")
        elif type(value) is not type(pattern) or value != pattern:
            yield f"{path}: is {short(value)}, not {short(pattern)}"

    def word(self, value, pattern, path):
        name = next(iter(pattern))
        if set(pattern) - {"$is"} != {name} or ("$is" in pattern and name != "$one"):
            raise ValueError(f"no such pattern: {pattern}")
        if name == "$absent":
            if (value is MISSING) != pattern[name]:
                yield f"{path}: is {short(value)}"
        elif not isinstance(value, list):
            yield f"{path}: is {short(value)}, not a list"
        else:
            yield from getattr(self, "word_" + name[1:])(value, pattern, path)

    def word_one(self, value, pattern, path):
        found = [n for n, v in enumerate(value) if self.fits(v, pattern["$one"])]
        if len(found) != 1:
            yield f"{path}: {len(found)} of {len(value)} match {short(pattern['$one'])}, not one"
        elif "$is" in pattern:
            yield from self.compare(value[found[0]], pattern["$is"], f"{path}[{found[0]}]")

    def word_has(self, value, pattern, path):
        for inner in pattern["$has"]:
            if not any(self.fits(v, inner) for v in value):
                yield f"{path}: none of {short(value)} matches {short(inner)}"

    def word_set(self, value, pattern, path):
        left = list(value)
        for inner in pattern["$set"]:
            found = next((v for v in left if self.fits(v, inner)), MISSING)
            if found is MISSING:
                yield f"{path}: none of {short(left)} matches {short(inner)}"
            else:
                left.remove(found)
        if len(value) != len(pattern["$set"]):
            yield f"{path}: {len(value)} elements, not {len(pattern['$set'])}: {short(value)}"

    def word_none(self, value, pattern, path):
        for n, v in enumerate(value):
            if self.fits(v, pattern["$none"]):
                yield f"{path}[{n}]: {short(v)} should not be there"

    def word_facts(self, value, pattern, path):
        stated = sorted(fact for statement in value for fact in self.facts.get(statement, ["none"])
                        if fact != "F58")  # who says so is no input of its own
        if stated != sorted(pattern["$facts"]):
            yield f"{path}: rests on {stated}, not on {pattern['$facts']}"


def short(value):
    text = "nothing" if value is MISSING else repr(value)
    return text if len(text) <= 300 else text[:300] + "..."
