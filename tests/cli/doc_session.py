"""Runs the sessions of a document, so that what it shows is what the program prints.

A fenced block whose first line begins with `$ ` is a session: the commands after `$ `, each followed by
what it printed (both streams, without spaces at the ends of lines). All sessions of one document run
in one folder, in order, by sh, with `interdict` being the program under test; `export NAME=VALUE...`
holds for what follows. An HTML comment on the line before the block may say more:

    <!-- exit 2 -->             the last command ends with this code (else: 0)
    <!-- only /RE/ /RE/ -->     of the output, only entries whose first line matches one of these

An entry is a line with the lines below it that are indented deeper; at the margin, all up to the next
empty line. What is left out stands as a line `...`.

    python3 tests/cli/doc_session.py FILE...            says where a document differs
    python3 tests/cli/doc_session.py --update FILE...   rewrites the outputs in it

Not compared: the fingerprint of a register, which changes with every record of the starter, and the
number of procedures shipped.
"""
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile

from program import DATA, PROGRAM, SOURCE

VARIES = re.compile(r"(\bregister )\d+-[0-9a-f]{12}\b|^( +procedures +)\d+(?= added)", re.M)


class Session:
    """A folder with the files given, and what has been exported in it."""

    def __init__(self, files=()):
        self.scratch = tempfile.mkdtemp(prefix="idt-doc-")
        self.work = os.path.join(self.scratch, "work")
        os.mkdir(self.work)
        for file in files:
            shutil.copy(file, self.work)
        tools = os.path.join(self.scratch, "bin")
        os.mkdir(tools)
        os.symlink(os.path.abspath(PROGRAM), os.path.join(tools, "interdict"))
        self.env = {k: v for k, v in os.environ.items() if not k.startswith("INTERDICT_")}
        self.env.update(INTERDICT_DATA=DATA, INTERDICT_HOME="register", LC_ALL="C.UTF-8",
                        PATH=tools + os.pathsep + os.environ["PATH"])

    def close(self):
        shutil.rmtree(self.scratch)

    def run(self, command):
        """Exit code and output lines of one command."""
        if command.startswith("export "):
            self.env.update(pair.split("=", 1) for pair in command.split()[1:])
            return 0, []
        done = subprocess.run(["sh", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=self.env,
                              cwd=self.work, check=False)
        return done.returncode, [line.rstrip() for line in done.stdout.decode().split("\n")]


def indent(line):
    return len(line) - len(line.lstrip())


def entry_end(lines, start):
    """Where the entry that begins at `start` is over."""
    end = start + 1
    while end < len(lines) and lines[end] and (indent(lines[start]) == 0 or indent(lines[end]) > indent(lines[start])):
        end += 1
    return end


def cut(lines, patterns):
    """The entries that match, in their order, and `...` for each stretch that is left out."""
    kept, at = [], 0
    while at < len(lines):
        end = entry_end(lines, at)
        if any(re.search(p, lines[at]) for p in patterns):
            kept += lines[at:end]
        else:
            end = at + 1
            if kept[-1:] == [""] and lines[at]:
                kept.pop()  # more is left out than the empty line between two entries
            if kept[-1:] != ["..."] and (lines[at] or kept[-1:] != [""]):
                kept.append("..." if lines[at] else "")
        at = end
    return kept


def trimmed(lines):
    while lines and not lines[-1]:
        lines.pop()
    return lines


def commands(block):
    """Commands of a session, each as the lines it stands on."""
    found = []
    for line in block:
        if found and found[-1][-1].endswith("\\"):
            found[-1].append(line)
        elif line.startswith("$ "):
            found.append([line])
    return found


class Document:
    def __init__(self, path, files=()):
        self.path = path
        with open(path, encoding="utf-8") as f:
            self.text = f.read()
        self.files = files
        self.faults = []

    def rendered(self):
        """The document with the outputs of its sessions as the program gives them now."""
        session = Session(self.files)
        try:
            return "\n".join(self.render(self.text.split("\n"), session))
        finally:
            session.close()

    def render(self, lines, session):
        out, at = [], 0
        while at < len(lines):
            out.append(lines[at])
            if lines[at].startswith("```") and lines[at + 1].startswith("$ "):
                end = lines.index("```", at + 1)
                directive = lines[at - 1] if lines[at - 1].startswith("<!-- ") else ""
                out += self.block(commands(lines[at + 1:end]), directive, session, at + 1) + ["```"]
                at = end
            at += 1
        return out

    def block(self, found, directive, session, line):
        patterns = re.findall(r"/(.*?)/(?= )", directive)
        wanted = int((re.findall(r"\bexit (\d+)", directive) or ["0"])[0])
        shown, printed = [], []
        for n, command in enumerate(found):
            code, output = session.run("\n".join(command)[2:])
            if code != (wanted if n == len(found) - 1 else 0):
                self.faults.append(f"{self.path}:{line}: {' '.join(command)}: exit code {code}\n" + "\n".join(output))
            output = trimmed(output)
            if patterns and output:
                output = cut(output, patterns)
                self.faults += [f"{self.path}:{line}: nothing printed matches /{p}/" for p in patterns
                                if not any(re.search(p, o) for o in output)]
            if printed:
                shown.append("")
            printed = trimmed(output)
            shown += command + printed
        return shown

    def differences(self):
        """What is wrong with the document; [] if it shows what the program prints."""
        now = self.rendered()
        was, now = (VARIES.sub(r"\1\2#", text).split("\n") for text in (self.text, now))
        lines = list(difflib.unified_diff(was, now, self.path, "as printed now", lineterm=""))
        if lines:
            name = os.path.relpath(self.path, SOURCE)
            lines.append(f"If that is meant: python3 tests/cli/doc_session.py --update {name}")
        return self.faults + lines

    def update(self):
        now = self.rendered()
        with open(self.path, "w", encoding="utf-8") as f:
            f.write(now)


def document(path):
    """A document with the files of the folder of its name beside it, if there is one."""
    folder = path.removesuffix(".md")
    files = [os.path.join(folder, f) for f in sorted(os.listdir(folder))] if os.path.isdir(folder) else []
    return Document(path, files)


def main(arguments):
    wrong = []
    for path in [a for a in arguments if a != "--update"]:
        shown = document(path)
        if "--update" in arguments:
            shown.update()
            wrong += shown.faults
        else:
            wrong += shown.differences()
    print("\n".join(wrong) or "as printed")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
