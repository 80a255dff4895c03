#!/usr/bin/env python3
"""tools/check_layers on small made-up trees: each rule broken once, and a tree that breaks none."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(os.environ.get("INTERDICT_SOURCE",
                                   pathlib.Path(__file__).resolve().parent.parent.parent))
LAYERS = "# arrows\ncore:\njson: core\nstore: json\nregister: core\nauthored: core\ncli: store register\n"


class CheckLayers(unittest.TestCase):
    def check(self, files, layers=LAYERS):
        """The findings in a tree of {path: text}."""
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name, text in {"docs/layers.txt": layers, **files}.items():
                path = root / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            done = subprocess.run([sys.executable, str(ROOT / "tools/check_layers"), folder],
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                  check=False)
        lines = done.stdout.splitlines()
        self.assertEqual(done.returncode, 1 if lines else 0, done.stdout)
        return lines

    def finds(self, files, place, word, layers=LAYERS):
        lines = self.check(files, layers)
        self.assertEqual(len(lines), 1, lines)
        self.assertTrue(lines[0].startswith(place + ": "), lines)
        self.assertIn(word, lines[0])

    def passes(self, files, layers=LAYERS):
        self.assertEqual(self.check(files, layers), [])

    # -- arrows --

    def test_a_tree_along_the_arrows_passes(self):
        self.passes({
            "src/core/a.c": '#include "core/a.h"\n\n#include <stdlib.h>\nvoid *f(void) { return malloc(1); }\n',
            "src/store/b.c": '#include "json/j.h"\n#include "core/a.h"\n',
            "src/cli/main.c": '#include <stdio.h>\nint main(void) { return printf("x"); }\n',
        })

    def test_an_include_against_the_arrows_is_found_with_its_line(self):
        self.finds({"src/json/j.c": '/* two\n lines */\n#include "store/b.h"\n'},
                   "src/json/j.c:3", "json may not include store")

    def test_siblings_without_an_arrow_do_not_see_each_other(self):
        self.finds({"src/authored/a.h": '#  include "register/r.h"\n'},
                   "src/authored/a.h:1", "authored may not include register")

    def test_an_include_without_its_folder_is_found(self):
        self.finds({"src/core/a.c": '#include "a.h"\n'}, "src/core/a.c:1", '"core/a.h"')

    def test_an_include_by_a_relative_path_is_found(self):
        self.finds({"src/core/a.c": '#include "../json/j.h"\n'}, "src/core/a.c:1", "relative")

    def test_an_include_of_an_unnamed_folder_is_found(self):
        self.finds({"src/core/a.c": '#include "other/o.h"\n'}, "src/core/a.c:1", "no folder other")

    def test_an_include_in_a_comment_is_no_include(self):
        self.passes({"src/core/a.c": '/*\n#include "store/b.h"\n*/\n// #include "store/b.h"\n'})

    def test_a_folder_not_named_in_layers_is_found(self):
        self.finds({"src/extra/e.c": "int e;\n"}, "src/extra/e.c:1", "no folder extra")

    def test_a_source_in_no_folder_is_found(self):
        self.finds({"src/e.c": "int e;\n"}, "src/e.c:1", "in no folder")

    def test_a_cycle_in_layers_is_found(self):
        self.finds({}, "docs/layers.txt:2", "b -> c -> b", "a: b\nb: c\nc: b\n")

    def test_an_arrow_to_itself_is_a_cycle(self):
        self.finds({}, "docs/layers.txt:1", "a -> a", "a: a\n")

    def test_an_arrow_to_an_unnamed_folder_is_found(self):
        self.finds({}, "docs/layers.txt:2", "nowhere", "core:\njson: nowhere\n")

    def test_a_folder_named_twice_is_found(self):
        self.finds({}, "docs/layers.txt:3", "line 1", "core:\njson: core\ncore:\n")

    def test_a_line_of_another_form_is_found(self):
        self.finds({}, "docs/layers.txt:2", "name: targets", "core:\njson core\n")

    def test_a_tree_without_layers_fails(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([sys.executable, str(ROOT / "tools/check_layers"), folder],
                                  stdout=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 1)

    # -- outside libraries --

    def test_each_library_has_one_owner(self):
        for header, owner in [("jansson.h", "src/json/j.c"), ("yaml.h", "src/authored/a.c"),
                              ("sqlite3.h", "src/register/r.c"), ("zstd.h", "src/register/r.c"),
                              ("openssl/evp.h", "src/core/hash.c")]:
            with self.subTest(header):
                self.passes({owner: f"#include <{header}>\n"})
                self.finds({"src/core/arena.c": f"\n#include <{header}>\n"},
                           "src/core/arena.c:2", "belongs to")

    def test_a_library_without_owner_is_found(self):
        self.finds({"src/core/a.c": "#include <magic.h>\n"}, "src/core/a.c:1", "owner")

    def test_an_owner_is_a_file_where_a_file_is_named(self):
        self.finds({"src/core/hash_more.c": "#include <openssl/evp.h>\n"},
                   "src/core/hash_more.c:1", "src/core/hash.c")

    # -- functions --

    def test_each_banned_function_is_found(self):
        for name in ("strcpy strcat sprintf strtok atoi atof gets alloca rand setlocale localtime "
                     "gmtime").split():
            with self.subTest(name):
                self.finds({"src/cli/c.c": f"void f(void)\n{{\n    {name} (0);\n}}\n"},
                           "src/cli/c.c:3", f"{name} is banned")

    def test_words_that_only_contain_a_banned_one_pass(self):
        self.passes({"src/cli/c.c": "void f(void) { snprintf(0); localtime_r(0); my_atoi(1); g->free(2); "
                                    "s.gets(3); operand(4); }\n"})

    def test_banned_words_in_comments_and_texts_pass(self):
        self.passes({"src/core/c.c": "/* strcpy(a, b) */ // gets(x)\nconst char *t = \"sprintf(\";\n"
                                     "char q = '\"'; const char *u = \"\\\"atoi(\";\n"})

    def test_a_text_does_not_hide_the_code_behind_it(self):
        self.finds({"src/core/c.c": "char q = '\"';\nint n = atoi(s); /* \" */\n"},
                   "src/core/c.c:2", "atoi")

    def test_a_banned_function_handed_on_is_found(self):
        self.finds({"src/cli/c.c": "void f(void) { each(list, strcpy); }\n"}, "src/cli/c.c:1", "strcpy")

    def test_memory_is_taken_in_core_only(self):
        for name in ("malloc", "calloc", "realloc", "free", "strdup"):
            with self.subTest(name):
                text = f"void f(void) {{ {name}(0); }}\n"
                self.passes({"src/core/c.c": text})
                self.finds({"src/json/c.c": text}, "src/json/c.c:1", name)

    def test_only_the_command_line_prints(self):
        for call in ("printf(0)", "puts(0)", "putchar(0)", "perror(0)", "fputs(0, stdout)",
                     "fprintf(stderr, 0)"):
            with self.subTest(call):
                text = f"void f(void) {{ {call}; }}\n"
                self.passes({"src/cli/c.c": text})
                self.finds({"src/core/c.c": text}, "src/core/c.c:1", "only src/cli prints")

    def test_the_format_attribute_is_no_printing(self):
        self.passes({"src/core/c.h": "void f(void) __attribute__((format(printf, 1, 2)));\n"})

    # -- names --

    def test_names_that_say_nothing_are_found(self):
        for name in ("src/core/util.c", "src/core/json_utils.h", "tests/common/x.c", "tools/helper.py",
                     "src/core/pool_manager.c", "fuzz/misc.c"):
            with self.subTest(name):
                lines = self.check({name: "\n"})
                self.assertEqual(len(lines), 1, lines)
                self.assertIn("says nothing", lines[0])

    def test_names_that_contain_such_a_word_pass(self):
        self.passes({"src/core/utility_bill.c": "\n", "src/core/commonwealth.c": "\n"})


if __name__ == "__main__":
    unittest.main()
