#!/usr/bin/env python3
"""`screen --file`: a row an answer, in order, whatever the threads; rows that cannot be read; a kill and --resume."""
import csv
import hashlib
import io
import json
import os
import random
import signal
import subprocess
import time
import unittest

from program import DATA, NOW, PROGRAM, WithRegister, run, schema_errors

HEAD = "id,schema,name,birthDate,country\n"
ROWS = HEAD + '1,Organization,Talibaan Movement,,af\n2,Person,"Nobody ""X"" Atall",1960,fr\n3,,Al-Qaida,,\n'


def lines(done):
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def merkle_root(hashes):
    """RFC 6962, 2.1, over the answers' hashes."""
    def root(leaves):
        if len(leaves) == 1:
            return hashlib.sha256(b"\0" + leaves[0]).digest()
        k = 1
        while k * 2 < len(leaves):
            k *= 2
        return hashlib.sha256(b"\1" + root(leaves[:k]) + root(leaves[k:])).digest()
    return root([bytes.fromhex(h) for h in hashes]).hex()


class ScreenFile(WithRegister):
    def screen(self, path, *arguments, code=1, stdin=None, now=NOW):
        done = run("screen", "--file", path, *arguments, home=self.home, stdin=stdin, now=now)
        self.assertEqual(done.returncode, code, done.stderr.decode())
        return done

    def test_each_row_is_one_line_also_where_nothing_is_found(self):
        done = self.screen(self.file("p.csv", ROWS))
        rows = lines(done)
        for row in rows:
            self.assertEqual(schema_errors("screen_row", row), [])
        self.assertEqual([(r["row"], r["id"]) for r in rows], [(1, "1"), (2, "2"), (3, "3")])
        self.assertEqual(rows[0]["hits"][0]["subject"], "brief:taliban")
        self.assertTrue(rows[0]["hits"][0]["listings"])
        self.assertTrue(rows[0]["hits"][0]["parts"])
        self.assertEqual(rows[1]["hits"], [])
        self.assertEqual(rows[1]["query"], {"properties": {"birthDate": ["1960"], "country": ["fr"],
                                                           "name": ['Nobody "X" Atall']}, "schema": "Person"})

    def test_a_row_has_the_answer_of_the_party_alone(self):
        row = lines(self.screen(self.file("p.csv", ROWS)))[0]
        alone = run("screen", "Talibaan Movement", "--schema", "Organization", "--country", "af",
                    "--format", "ndjson", home=self.home)
        alone = json.loads(alone.stdout)
        self.assertEqual(row["answer_hash"], alone["answer_hash"])
        self.assertEqual(row["hits"], alone["hits"])

    def test_without_parts_nothing_else_changes(self):
        whole = lines(self.screen(self.file("p.csv", ROWS)))
        bare = lines(self.screen(self.file("p.csv", ROWS), "--no-parts"))
        self.assertEqual([r["answer_hash"] for r in whole], [r["answer_hash"] for r in bare])
        self.assertNotIn("parts", bare[0]["hits"][0])

    def test_json_and_csv_and_other_heads_ask_the_same(self):
        expected = [r["answer_hash"] for r in lines(self.screen(self.file("p.csv", ROWS)))]
        other = "\ufeffNr;Art;Kunde;geboren;Land;Notiz\r\n"
        for line in ROWS.splitlines()[1:]:
            other += ";".join(f'"{v}"'.replace('"X"', '""X""') for v in next(csv.reader([line]))) + ";x\r\n"
        maps = [a for m in ("Nr=id", "Art=schema", "Kunde=name", "geboren=birthDate", "Land=country", "Notiz=")
                for a in ("--map", m)]
        self.assertEqual([r["answer_hash"] for r in lines(self.screen(self.file("k.csv", other), *maps))], expected)
        text = ""
        for row in csv.DictReader(io.StringIO(ROWS)):
            text += json.dumps({k: v for k, v in row.items() if v}) + "\n"
        self.assertEqual([r["answer_hash"] for r in lines(self.screen("-", stdin=text.encode()))], expected)

    def test_rows_that_cannot_be_read_are_answered_and_reported_with_their_place(self):
        path = self.file("bad.csv", HEAD + '1,,Al-Qaida,,\n2,,"open,,\n3,,x,,,\n4,,Al-Qaida,,,,\n5,,Al-Qaida,,\n')
        with open(path, "ab") as f:
            f.write(b"6,,Al-\xe9,,\n7,,Al-Qaida,,\n")
        done = self.screen(path, "--no-parts", code=2)
        rows = lines(done)
        self.assertEqual([r["row"] for r in rows], [1, 2, 3, 4, 5, 6, 7])
        self.assertEqual([r["row"] for r in rows if "error" in r], [2, 3, 4, 6])
        for row in rows:
            self.assertEqual(schema_errors("screen_row", row), [])
        self.assertEqual(rows[2]["error"]["line"], 4)
        self.assertEqual(rows[2]["error"]["column"], 8)
        self.assertEqual(rows[2]["id"], "3")
        self.assertNotIn("hits", rows[2])
        for row in (1, 5, 7):
            self.assertEqual(rows[row - 1]["answer_hash"], rows[0]["answer_hash"])
        said = done.stderr.decode()
        self.assertIn("bad.csv:4:8: 6 fields; the head has 5", said)
        self.assertIn("bad.csv:7:7: byte 0xe9 is not UTF-8", said)
        self.assertIn("4 of 7 rows could not be read and were not screened", said)

    def test_a_row_with_nothing_to_ask_by_was_not_screened(self):
        path = self.file("none.csv", "id,name,birthDate,passportNumber\n1,!!!,1951,\n2,,,\n3,Nobody Atall,,\n4,,,A1234567\n")
        receipt = os.path.join(self.scratch, "none.json")
        done = self.screen(path, "--receipt", receipt, code=2)
        self.assertEqual([r["abstain"] for r in lines(done)][:3], ["no_name", "no_name", None])
        self.assertIn("2 of 4 rows have neither a name", done.stderr.decode())
        with open(receipt, encoding="utf-8") as f:
            told = json.load(f)
        self.assertEqual(told["run"]["unasked"], "2")
        self.assertEqual(schema_errors("receipt", told), [])

    def test_what_is_not_understood_of_a_row_is_noted_and_counted_and_loses_no_row(self):
        path = self.file("noted.csv", "id,schema,name,nationality\n1,Persn,Al-Qaida,\n2,Organization,Al-Qaida,Rusia\n"
                                      "3,Organization,Al-Qaida,Russia\n4,Organization,Al-Qaida,ru\n5,Organization,Al-Qaida,N/A\n")
        done = self.screen(path, "--no-parts")
        rows = lines(done)
        self.assertIn("of 2 of 5 rows something was not understood", done.stderr.decode())
        self.assertIn("did you mean Person?", rows[0]["notes"][0])
        self.assertIn("did you mean Russia (ru)?", rows[1]["notes"][0])
        self.assertEqual([r["row"] for r in rows if "notes" in r], [1, 2])
        self.assertTrue(all(r["hits"] for r in rows))
        for row in rows:
            self.assertEqual(schema_errors("screen_row", row), [])
        noted = list(csv.DictReader(io.StringIO(self.screen(path, "--format", "csv").stdout.decode(), newline="")))
        self.assertEqual([r["row"] for r in noted if r["notes"]], ["1", "2"])
        table = self.screen(path, "--format", "table").stdout.decode()
        self.assertEqual(table.count("note: "), 2)

    def test_a_date_that_is_none_is_noted_and_the_party_screened_by_the_rest(self):
        path = self.file("dates.csv", "id,name,birthDate\n1,Al-Qaida,31/02/1970\n2,Al-Qaida,1970-02-31\n3,Al-Qaida,1e400\n4,Al-Qaida,1970\n")
        text = "".join(json.dumps({"id": str(n), "name": "Al-Qaida", "birthDate": date}) + "\n"
                       for n, date in ((1, "31/02/1970"), (2, "1970-02-31"), (3, "1e400"), (4, "1970")))
        for rows in (lines(self.screen(path, "--no-parts")), lines(self.screen("-", "--no-parts", stdin=text.encode()))):
            self.assertEqual([r["id"] for r in rows if "notes" in r], ["1", "2", "3"])
            self.assertIn('birthDate "31/02/1970" is no date; a day is written 1951-06-19', rows[0]["notes"][0])
            self.assertTrue(all(r["hits"] for r in rows))

    def test_a_head_that_cannot_be_used_stops_at_once(self):
        done = self.screen(self.file("head.csv", "id,nmae\n1,x\n"), code=2)
        self.assertEqual(done.stdout, b"")
        self.assertIn('head.csv:1:4: column "nmae"', done.stderr.decode())
        self.assertIn('did you mean "name"?', done.stderr.decode())

    def test_a_column_known_but_for_its_case_is_taken_and_told(self):
        rows = ROWS.split("\n", 1)[1]
        told = self.screen(self.file("cased.csv", "ID,schema,Name,BIRTHDATE,country\n" + rows))
        self.assertEqual(told.stdout, self.screen(self.file("exact.csv", HEAD + rows)).stdout)
        self.assertEqual([line.split(": ")[-1] for line in told.stderr.decode().splitlines() if "is taken for" in line],
                         ['column "ID" is taken for id', 'column "Name" is taken for name',
                          'column "BIRTHDATE" is taken for birthDate'])
        done = self.screen(self.file("two.csv", "id,name,Name\n1,x,y\n"), code=2)
        self.assertIn("two.csv:1:9: column", done.stderr.decode())

    def test_a_schema_is_known_in_any_case(self):
        rows = lines(self.screen(self.file("s.csv", "schema,name\nOrganization,Talibaan Movement\nORGANIZATION,Talibaan Movement\n"
                                                    "vessel,Talibaan Movement\nVessel,Talibaan Movement\n")))
        self.assertEqual(rows[0]["hits"], rows[1]["hits"])
        self.assertEqual(rows[2]["hits"], rows[3]["hits"])
        self.assertNotEqual(rows[0]["hits"], rows[2]["hits"])
        self.assertFalse([r for r in rows if "notes" in r])

    def test_nothing_found_is_exit_0(self):
        self.screen(self.file("none.csv", "name\nNobody Atall\n"), code=0)
        done = self.screen(self.file("empty.csv", "name\n"), code=0)
        self.assertIn("the file has no rows, so nothing was screened", done.stderr.decode())

    def test_csv_and_table(self):
        path = self.file("p.csv", ROWS + "4,,x\n")
        done = self.screen(path, "--format", "csv", code=2)
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
        self.assertEqual([r["row"] for r in rows][:2], ["1", "2"])
        self.assertEqual(rows[0]["subject"], "brief:taliban")
        self.assertEqual(rows[-1]["row"], "4")
        self.assertIn("unreadable: line 5", rows[-1]["abstain"])
        self.assertEqual(len(rows[-1]["answer_hash"]), 64)
        table = self.screen(path, "--format", "table", code=2).stdout.decode().splitlines()
        self.assertIn("brief:taliban", table[0])
        self.assertIn("no hit", table[1])

    HOSTILE = 'id,name\n"a\x1b[2Jb\u061cc","Al-Qaida"\n"5\n       9  forged",Al-Qaida\n'

    def test_a_table_shows_what_a_terminal_would_obey_and_a_row_stays_on_its_line(self):
        path = self.file("hostile.csv", self.HOSTILE)
        out = os.path.join(self.scratch, "hostile.txt")
        shown = self.screen(path, "--format", "table").stdout.decode()
        self.screen(path, "--format", "table", "--out", out)
        with open(out, encoding="utf-8", newline="") as f:
            self.assertEqual(f.read(), shown)
        self.assertNotIn("\x1b", shown)
        self.assertIn("a\\x1b[2Jb\\u061cc", shown)
        self.assertIn("5\\x0a       9  forged", shown)
        for line in shown.splitlines():
            self.assertRegex(line, r"^ +[12]  ")
        self.assertEqual([r["id"] for r in lines(self.screen(path, "--format", "ndjson"))],
                         ["a\x1b[2Jb\u061cc", "5\n       9  forged"])

    def test_a_field_of_csv_is_no_formula(self):
        path = self.file("formula.csv", "id,name\n=1+1,@Taliban\n-2,'=Taliban\n")
        text = self.screen(path, "--format", "csv").stdout.decode()
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in (row[1], row[2]):
                self.assertNotIn(cell[0], "=+-@\t\r")
        self.assertIn("\n1,'=1+1,'@Taliban,", text)
        self.assertIn("\n2,'-2,''=Taliban,", text)
        self.assertEqual([r["id"] for r in lines(self.screen(path, "--format", "ndjson"))], ["=1+1", "-2"])

    def many(self, rows):
        random.seed(20261125)
        names = ["Al-Qaida", "Talibaan Movement", "Jane Roe", "Nobody Atall", "Acme Trading House", "Aum Shinrikyo"]
        text = "id,name,country\n"
        for i in range(rows):
            text += f"{i},{random.choice(names)} {random.choice(['', 'x', 'Ltd'])},{random.choice(['', 'fr', 'jp'])}\n"
            text += '"\n' if i % 97 == 96 else ""
        return text

    def test_the_number_of_threads_and_the_locale_change_nothing(self):
        path = self.file("many.csv", self.many(400))
        one = self.screen(path, "--threads", "1", code=2)
        five = run("screen", "--file", path, "--threads", "5", home=self.home,
                   env={"LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Auckland"})
        self.assertEqual(one.stdout, five.stdout)
        self.assertEqual(one.stderr, five.stderr)

    def test_a_row_has_the_same_answer_however_often_it_comes(self):
        kinds = ["Organization,Talibaan Movement,,af", "Person,Nobody Atall,1960,fr", "Person,Nobody Atall,1961,fr",
                 "Person,Nobody Atall,1960-13-40,fr", "Person,Mullah,,", "Company,Trading Company Ltd,,",
                 "Person,Nobody Atall,,"]
        rows = [kinds[i * i % 11 % len(kinds)] for i in range(400)]
        text = HEAD + "".join(f"{i},{row}\n" for i, row in enumerate(rows))
        alone = [lines(self.screen(self.file("a.csv", HEAD + f"0,{row}\n"), code=code))[0]
                 for row in kinds for code in [1 if "Talibaan" in row else 0]]
        for threads in ("1", "2"):
            for row, many in zip(rows, lines(self.screen(self.file("m.csv", text), "--threads", threads))):
                one = dict(alone[kinds.index(row)], row=many["row"], id=many["id"])
                self.assertEqual(many, one)

    def test_a_party_that_comes_again_is_shown_by_the_name_its_parts_make(self):
        text = "id,schema,firstName,lastName\n" + "".join(f"{i},Person,Nobody,Atall\n" for i in range(3))
        done = self.screen(self.file("p.csv", text), "--format", "csv", "--threads", "1", code=0)
        rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
        self.assertEqual([r["name"] for r in rows], ["Nobody Atall"] * 3)
        self.assertEqual(len({r["answer_hash"] for r in rows}), 1)

    def test_a_file_cut_in_two_has_the_same_answers(self):
        text = self.many(100).splitlines(keepends=True)
        whole = lines(self.screen(self.file("whole.csv", "".join(text)), code=2))
        first = lines(self.screen(self.file("a.csv", "".join(text[:51])), code=1))
        rest = lines(self.screen(self.file("b.csv", text[0] + "".join(text[51:])), code=2))
        self.assertEqual([r["answer_hash"] for r in whole], [r["answer_hash"] for r in first + rest])

    def test_a_killed_run_goes_on_without_losing_or_repeating_a_row(self):
        path = self.file("long.csv", self.many(6000))
        expected = self.screen(path, "--no-parts", "--threads", "2", code=2).stdout
        out = os.path.join(self.scratch, "out.ndjson")
        environment = dict(os.environ, INTERDICT_DATA=DATA, INTERDICT_NOW=NOW)
        command = [PROGRAM, "--home", self.home, "screen", "--file", path, "--no-parts", "--out", out]
        random.seed(int(os.environ.get("INTERDICT_SEED", "1")))
        killed = 0
        for attempt in range(4):
            child = subprocess.Popen(command + (["--resume"] if killed else []), env=environment,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            until = random.randrange(len(expected) // 4 * 3)
            while child.poll() is None and (not os.path.exists(out) or os.path.getsize(out) < until):
                time.sleep(0.002)
            child.send_signal(signal.SIGKILL)
            if child.wait() == -signal.SIGKILL and os.path.exists(out + ".journal"):
                killed += 1
        self.assertGreater(killed, 0)
        other_day = dict(environment, INTERDICT_NOW="2026-11-26T12:00:00Z")  # "now" stays what it was
        done = subprocess.run(command + ["--resume"], env=other_day, capture_output=True, check=False)
        self.assertEqual(done.returncode, 2, done.stderr.decode())
        with open(out, "rb") as f:
            self.assertEqual(f.read(), expected)
        self.assertFalse(os.path.exists(out + ".journal"))

    def test_a_receipt_takes_the_place_of_no_input_and_no_answers(self):
        path = self.file("kept.csv", "name\nJane Roe\n")
        link = os.path.join(self.scratch, "same.csv")
        os.link(path, link)
        out = os.path.join(self.scratch, "kept.ndjson")
        for receipt, other in ((link, "--file"), (out, "--out")):
            done = self.screen(path, "--out", out, "--receipt", receipt, code=2)
            self.assertIn(b"--receipt and " + other.encode() + b" are both", done.stderr)
            self.assertFalse(os.path.exists(out))
        with open(path, encoding="utf-8") as f:
            self.assertEqual(f.read(), "name\nJane Roe\n")

    def test_a_receipt_that_cannot_be_written_is_told_before_the_run(self):
        out = os.path.join(self.scratch, "unkept.ndjson")
        done = self.screen(self.file("p.csv", ROWS), "--receipt", "/no/such/folder/r.json", "--out", out, code=2)
        self.assertIn("/no/such/folder/r.json cannot be written", done.stderr.decode())
        self.assertFalse(os.path.exists(out))
        done = self.screen(self.file("p.csv", ROWS), "--out", "/dev/null", code=2)
        self.assertIn("is no regular file", done.stderr.decode())
        self.screen(self.file("p.csv", ROWS), "--receipt", "/dev/null")
        self.assertFalse(os.path.isfile("/dev/null"))

    def test_the_receipt_has_the_root_of_the_answers_and_is_replayed(self):
        path = self.file("r.csv", self.many(300))
        out, receipt = os.path.join(self.scratch, "r.ndjson"), os.path.join(self.scratch, "r.json")
        self.screen(path, "--out", out, "--receipt", receipt, "--threads", "3", code=2)
        with open(out, encoding="utf-8") as f:
            rows = [json.loads(line) for line in f]
        with open(receipt, encoding="utf-8") as f:
            told = json.load(f)["run"]
        self.assertEqual(told["merkle_root"], merkle_root([r["answer_hash"] for r in rows]))
        self.assertEqual(told["rows"], str(len(rows)))
        self.assertEqual(told["unreadable"], str(sum("error" in r for r in rows)))
        self.assertEqual(told["rows_with_hits"], str(sum(bool(r.get("hits")) for r in rows)))
        self.assertEqual(told["hits"], str(sum(r.get("total", 0) for r in rows)))
        with open(path, "rb") as f:
            self.assertEqual(told["input"]["sha256"], hashlib.sha256(f.read()).hexdigest())
        again = run("replay", receipt, path, home=self.home, now="2027-01-01T00:00:00Z")
        self.assertEqual(again.returncode, 0, again.stderr.decode())
        changed = self.file("r.csv", self.many(300).replace("Al-Qaida", "Al-Qaide", 1))
        again = run("replay", receipt, changed, home=self.home)
        self.assertEqual(again.returncode, 1, again.stderr.decode())

    def test_an_interrupted_run_is_not_written_over_nor_gone_on_with_otherwise(self):
        path = self.file("i.csv", self.many(50))
        out = os.path.join(self.scratch, "i.ndjson")
        self.screen(path, "--out", out, code=1)
        done = self.screen(path, "--out", out, "--resume", code=2)
        self.assertIn("there is nothing to resume", done.stderr.decode())
        self.assertIn("--resume goes with --out", self.screen(path, "--resume", code=2).stderr.decode())

    def test_the_progress_is_said_where_it_is_asked_for(self):
        path = self.file("p.csv", ROWS)
        self.assertNotIn(b"a second", self.screen(path).stderr)
        self.assertIn(b"3 rows", self.screen(path, "--progress").stderr)
        self.assertIn(b", 100 %", self.screen(path, "--progress").stderr)

    def test_options_that_say_nothing_are_refused(self):
        path = self.file("p.csv", ROWS)
        for options in (["--threads", "0"], ["--threads", "many"], ["--delimiter", "ab"], ["--delimiter", '"'],
                        ["--map", "name"], ["--map", "x=name"], ["--map", "name=nam"], ["--values-by", ";;"]):
            self.assertIn(b"--" + options[0][2:].encode(), self.screen(path, *options, code=2).stderr)
        self.screen("/nowhere/parties.csv", code=2)


if __name__ == "__main__":
    unittest.main()
