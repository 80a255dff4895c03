#!/usr/bin/env python3
"""The installed library is found by pkg-config and by CMake, and the example of 30 lines, built by
either, answers what the program answers."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(os.environ["INTERDICT_SOURCE"])
PROGRAM = pathlib.Path(os.environ["INTERDICT_BIN"])
BUILD = PROGRAM.parent
NAME = "Al Qaida"

CONSUMER = """cmake_minimum_required(VERSION 3.22)
project(consumer LANGUAGES C)
find_package(interdict 0.1 REQUIRED)
add_executable(screen %s)
target_link_libraries(screen PRIVATE interdict::interdict)
"""


def run(*command, **options):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed:\n{done.stdout}\n{done.stderr}")
    return done.stdout


def sanitizers():
    """What the library was built with has to be in the program that loads it."""
    cache = (BUILD / "CMakeCache.txt").read_text(encoding="utf-8")
    flags = re.search(r"^CMAKE_C_FLAGS:STRING=(.*)$", cache, re.MULTILINE).group(1)
    return [f for f in flags.split() if f.startswith("-fsanitize")]


def expected(home):
    done = subprocess.run([PROGRAM, "--home", home, "screen", NAME, "--format", "json"],
                          capture_output=True, text=True, check=False)
    hits = json.loads(done.stdout)["hits"]
    return [f"{h['score']:.4f} {h['band']} {h['subject']} {h['name']}" for h in hits]


def main():
    if shutil.which("pkg-config") is None:
        print("skipped: no pkg-config", file=sys.stderr)
        return 77
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        prefix, home = scratch / "prefix", scratch / "home"
        run(PROGRAM, "--home", home, "init", "--starter")
        run(PROGRAM, "--home", home, "index", "build")
        run("cmake", "--install", BUILD, "--prefix", prefix)
        pc = next(prefix.rglob("interdict.pc"))
        library = pc.parent.parent
        environment = dict(os.environ, PKG_CONFIG_PATH=str(pc.parent), LD_LIBRARY_PATH=str(library))
        flags = run("pkg-config", "--cflags", "--libs", "interdict", env=environment).split()
        run("cc", *sanitizers(), SOURCE / "examples" / "screen.c", *flags, "-o", scratch / "screen")
        consumer = scratch / "consumer"
        consumer.mkdir()
        (consumer / "CMakeLists.txt").write_text(CONSUMER % (SOURCE / "examples" / "screen.c"), encoding="utf-8")
        run("cmake", "-G", "Ninja", "-S", consumer, "-B", consumer / "build", f"-DCMAKE_PREFIX_PATH={prefix}",
            f"-DCMAKE_C_FLAGS={' '.join(sanitizers())}")
        run("cmake", "--build", consumer / "build")
        want = expected(home)
        assert want, f"the program finds nothing for {NAME}"
        for built in (scratch / "screen", consumer / "build" / "screen"):
            got = run(built, home, NAME, env=environment).splitlines()
            assert got == want, f"{built.name}: {got}, expected {want}"
        names = run("nm", "-D", "--defined-only", library / "libinterdict.so")
        foreign = [line for line in names.splitlines() if not line.split()[-1].startswith("interdict_")
                   and line.split()[1] in "TDB" and "san" not in line]
        assert not foreign, f"exported beside the header's names: {foreign[:5]}"
    return 0


if __name__ == "__main__":
    sys.exit(main())
