"""What the generators of src/generated have in common: they write their files or, with --check, compare them.

    import generated_files
    sys.exit(generated_files.main("gen_repair", FOLDER, build()))

Exit 1 where a committed file is not what the generator makes; 77 (skipped) where its input is absent or of another
version than the committed file says.
"""
import sys

SKIPPED = 77


def absent(tool, path, package):
    print(f"{tool}: skipped: {path} is absent; install the package {package}")
    return SKIPPED


def main(tool, folder, files, made_of=None):
    """`files`: text by name. `made_of`: a digest of the input and the name of the file that has it."""
    if "--check" not in sys.argv[1:]:
        for name, text in files.items():
            (folder / name).write_text(text, "utf-8")
        return 0
    if made_of is not None and made_of[0] not in (folder / made_of[1]).read_text("utf-8"):
        print(f"{tool}: skipped: its input is of another version than the committed table")
        return SKIPPED
    wrong = [n for n, text in files.items() if (folder / n).read_text("utf-8") != text]
    for name in wrong:
        print(f"generated/{name}: not what tools/{tool}.py makes; run it and commit")
    return 1 if wrong else 0
