"""interdict-fetch against a publisher on this machine, told what to do as interdict tells it."""
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import list_server as faults
from list_server import ListServer, elapsed

SOURCE = os.environ.get("INTERDICT_SOURCE") or os.path.dirname(
    os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.join(os.path.dirname(
    os.environ.get("INTERDICT_BIN") or os.path.join(SOURCE, "build", "dev", "interdict")), "interdict-fetch")
CSV = b'1,"MOON CLUB",-0-\n' * 400
XML = b"<?xml version='1.0'?>\n<LIST>" + b"<A/>" * 400 + b"</LIST>"
QUICK = {"max_bytes": 1 << 20, "tries": 3, "wait_ms": 20, "wait_max_ms": 1000, "connect_ms": 2000, "stall_s": 2,
         "total_s": 10}


class WithServer(unittest.TestCase):
    """A server in self.server, made by each class, and how to ask it."""

    def serve(self, context=None):
        self.server = ListServer(context)
        self.server.__enter__()
        self.addCleanup(self.server.__exit__)
        self.server.put("/a.csv", CSV, etag='"1"')

    def start(self, order, env=None):
        lines = "".join("%s %s\n" % pair for pair in order.items()) + "end\n"
        return self.start_raw(lines.encode(), env)

    def start_raw(self, lines, env=None):
        """The report (None where there is none), the exit code and what was written to descriptor 3."""
        clean = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy") and k != "LOCPATH"}
        with tempfile.TemporaryFile() as body:
            done = subprocess.run(["sh", "-c", 'exec "$0" 3<>/proc/self/fd/%d' % body.fileno(), PROGRAM],
                                  input=lines, capture_output=True, pass_fds=[body.fileno()],
                                  env=dict(clean, **(env or {})), check=False)
            body.seek(0)
            written = body.read()
        if done.returncode != 0:
            return None, done.returncode, written
        lines = done.stdout.decode().splitlines()
        self.assertEqual(lines[-1], "end", done.stderr)
        return dict(line.split(" ", 1) for line in lines[:-1]), 0, written

    def fetch(self, path, kind="csv", env=None, **order):
        address = path if "://" in path else self.server.address(path)
        report, code, body = self.start({"address": address, "kind": kind, **QUICK, **order}, env)
        self.assertEqual(code, 0)
        return report, body


class Transfer(WithServer):
    def setUp(self):
        self.serve()
        self.server.put("/m.csv", CSV, modified="Wed, 25 Nov 2026 06:00:00 GMT")
        self.server.put("/a.xml", XML, kind="text/xml")

    def refused(self, path, fault, word, kind="csv", **order):
        if fault:
            self.server.always(path, fault)
        report, _ = self.fetch(path, kind, **order)
        self.assertEqual(report["outcome"], "refused", report)
        self.assertIn(word, report["why"])
        self.assertEqual(report["tries"], "1")

    def failed(self, path, fault, word, tried="3", **order):
        if fault:
            self.server.always(path, fault)
        report, _ = self.fetch(path, **order)
        self.assertEqual(report["outcome"], "failed", report)
        self.assertIn(word, report["why"].lower())
        self.assertEqual(report["tries"], tried)
        return report

    # ---- what comes ----

    def test_a_file_comes_whole_with_what_is_known_of_it(self):
        report, body = self.fetch("/a.csv")
        self.assertEqual(body, CSV)
        self.assertEqual((report["outcome"], report["status"], report["tries"], report["bytes"], report["etag"]),
                         ("body", "200", "1", str(len(CSV)), '"1"'))
        self.assertEqual(report["address"], self.server.address("/a.csv"))
        self.assertEqual(self.fetch("/a.xml", "xml")[1], XML)

    def test_who_asks_says_so(self):
        self.fetch("/a.csv", agent="interdict/9")
        self.assertEqual(self.server.asked[0][1]["User-Agent"], "interdict/9")

    def test_a_compressed_transfer_is_opened(self):
        self.server.fail("/a.csv", faults.gzipped)
        report, body = self.fetch("/a.csv")
        self.assertEqual(body, CSV)
        self.assertEqual(report["bytes"], str(len(CSV)))

    def test_the_query_of_a_signed_address_is_not_told(self):
        self.server.put("/s?key=secret", CSV)
        report, body = self.fetch("/s?key=secret")
        self.assertEqual(body, CSV)
        self.assertNotIn("secret", str(report))

    # ---- has it changed? ----

    def test_what_has_not_changed_is_not_sent_by_etag_and_by_time(self):
        report, body = self.fetch("/a.csv", etag='"1"')
        self.assertEqual((report["outcome"], report["status"], body), ("not_modified", "304", b""))
        report, body = self.fetch("/m.csv", last_modified="Wed, 25 Nov 2026 06:00:00 GMT")
        self.assertEqual((report["outcome"], body), ("not_modified", b""))

    def test_what_has_changed_is_sent(self):
        report, body = self.fetch("/a.csv", etag='"0"')
        self.assertEqual((report["outcome"], body), ("body", CSV))

    def test_not_modified_is_no_answer_to_somebody_who_has_nothing(self):
        self.failed("/a.csv", faults.not_modified, "304", tried="1")

    def test_a_validator_that_cannot_be_sent_back_is_not_kept(self):
        self.server.fail("/a.csv", faults.strange_etag)
        report, body = self.fetch("/a.csv")
        self.assertEqual(body, CSV)
        self.assertNotIn("etag", report)

    # ---- faults that pass ----

    def test_a_busy_server_is_asked_again_after_a_growing_wait(self):
        self.server.fail("/a.csv", faults.busy, faults.busy)
        (report, body), took = elapsed(lambda: self.fetch("/a.csv", wait_ms=200))
        self.assertEqual((report["outcome"], report["tries"], body), ("body", "3", CSV))
        self.assertGreaterEqual(took, 0.6)

    def test_the_wait_a_server_asks_for_is_kept(self):
        self.server.fail("/a.csv", faults.busy_for(1))
        (report, _), took = elapsed(lambda: self.fetch("/a.csv"))
        self.assertEqual((report["outcome"], report["tries"]), ("body", "2"))
        self.assertGreaterEqual(took, 1)

    def test_nobody_waits_longer_than_meant(self):
        report, took = elapsed(lambda: self.failed("/a.csv", faults.busy_for(3600), "3600 s", tried="1"))
        self.assertLess(took, 5)
        self.assertEqual(report["status"], "429")

    def test_a_cut_body_is_fetched_again(self):
        self.server.fail("/a.csv", faults.cut)
        report, body = self.fetch("/a.csv")
        self.assertEqual((report["outcome"], report["tries"], body), ("body", "2", CSV))

    def test_a_broken_connection_is_tried_again(self):
        self.server.fail("/a.csv", faults.hang_up)
        report, body = self.fetch("/a.csv")
        self.assertEqual((report["outcome"], report["tries"], body), ("body", "2", CSV))

    # ---- faults that stay ----

    def test_a_body_that_is_always_cut_is_none(self):
        self.failed("/a.csv", faults.cut, "")
        self.failed("/m.csv", faults.cut_chunks, "")

    def test_a_server_that_stays_busy_has_failed(self):
        self.assertEqual(self.failed("/a.csv", faults.busy, "503")["status"], "503")

    def test_what_is_not_there_is_asked_for_once(self):
        self.failed("/none.csv", None, "404", tried="1")

    def test_a_part_is_not_the_whole(self):
        self.failed("/a.csv", faults.partial, "206", tried="1")

    def test_nobody_listens(self):
        self.failed("http://127.0.0.1:1/a.csv", None, "connect", tried="2", tries=2)

    def test_a_body_that_drips_is_given_up(self):
        _, took = elapsed(lambda: self.failed("/a.csv", faults.drip, "", tried="1", tries=1))
        self.assertLess(took, 8)

    def test_a_server_that_says_nothing_is_given_up(self):
        _, took = elapsed(lambda: self.failed("/a.csv", faults.silent, "", tried="1", tries=1))
        self.assertLess(took, 8)

    # ---- what is refused ----

    def test_a_page_in_place_of_a_list_is_refused(self):
        self.refused("/a.csv", faults.error_page, "HTML")
        self.refused("/a.csv", faults.error_page_called_csv, "HTML")
        self.refused("/a.xml", faults.error_page, "HTML", kind="xml")
        self.refused("/a.xml", faults.error_page_called_csv, "", kind="xml")

    def test_an_empty_file_is_refused(self):
        self.refused("/a.csv", faults.nothing, "nothing")

    def test_another_kind_of_file_is_refused(self):
        self.refused("/a.xml", None, "XML", kind="csv")
        self.refused("/a.csv", None, "no XML", kind="xml")
        self.refused("/a.csv", None, "something else", kind="zip")

    def test_what_is_too_large_is_refused_while_it_comes(self):
        _, took = elapsed(lambda: self.refused("/a.csv", faults.too_much, "more bytes"))
        self.assertLess(took, 8)
        self.refused("/m.csv", None, "more bytes", max_bytes=100)

    def test_a_bomb_is_measured_by_what_it_becomes(self):
        self.refused("/a.csv", faults.bomb, "more bytes")

    def test_a_csv_whose_end_nothing_tells_is_refused(self):
        self.refused("/a.csv", faults.endless, "the end")
        self.server.always("/a.xml", faults.endless)
        self.assertEqual(self.fetch("/a.xml", "xml")[1], XML)

    def test_a_body_that_cannot_be_written_is_told(self):
        with open("/dev/full", "r+b", buffering=0) as full:
            order = {"address": self.server.address("/a.csv"), "kind": "csv", **QUICK}
            lines = "".join("%s %s\n" % pair for pair in order.items()) + "end\n"
            done = subprocess.run(["sh", "-c", 'exec "$0" 3<>/proc/self/fd/%d' % full.fileno(), PROGRAM],
                                  input=lines.encode(), capture_output=True, pass_fds=[full.fileno()], check=False)
        self.assertIn(b"outcome failed", done.stdout)
        self.assertIn(b"cannot be written", done.stdout)

    # ---- redirects ----

    def test_a_redirect_is_followed_and_told(self):
        self.server.always("/old.csv", faults.redirect("/a.csv"))
        report, body = self.fetch("/old.csv")
        self.assertEqual((body, report["address"]), (CSV, self.server.address("/a.csv")))

    def test_redirects_in_a_circle_end(self):
        self.server.always("/loop", faults.redirect("/loop"))
        self.failed("/loop", None, "redirect", tried="1")
        self.assertEqual(len(self.server.asked), 6)

    def test_no_redirect_leads_out_of_http(self):
        for to in ("file:///etc/passwd", "ftp://127.0.0.1/a", "gopher://127.0.0.1/a", "dict://127.0.0.1/a"):
            self.refused("/out", faults.redirect(to), "redirect")

    # ---- proxies ----

    def test_a_proxy_of_the_environment_is_used(self):
        self.server.put("http://lists.example/a.csv", CSV)
        report, body = self.fetch("http://lists.example/a.csv", env={"http_proxy": self.server.address("")})
        self.assertEqual((report["outcome"], body), ("body", CSV))

    # ---- orders ----

    def test_an_order_that_is_none_is_not_carried_out(self):
        head = "address %s\nkind csv\n" % self.server.address("/a.csv")
        for lines in ("", "end\n", head, head + "cookie x\nend\n", head + "kind csv\nend\n", head + "tries many\nend\n",
                      head + "etag a\rX-Evil: 1\nend\n", "address file:///etc/passwd\nkind csv\nend\n",
                      "address http://u:p@127.0.0.1/\nkind csv\nend\n", head + "end\nmore\n", "x" * 5000):
            report, code, body = self.start_raw(lines.encode())
            self.assertEqual((report, code, body), (None, 2, b""), lines)
        self.assertEqual(self.server.asked, [])


@unittest.skipUnless(shutil.which("openssl"), "openssl makes the certificate")
class Https(WithServer):
    """What only TLS can tell, with an authority made for the occasion."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix="idt-tls-")
        cls.pem = os.path.join(cls.folder, "server.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", cls.pem + ".key", "-out", cls.pem],
                       check=True, capture_output=True)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def setUp(self):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.pem, self.pem + ".key")
        self.serve(context)

    def test_an_authority_that_is_named_is_believed(self):
        self.assertEqual(self.fetch("/a.csv", env={"SSL_CERT_FILE": self.pem})[1], CSV)

    def test_a_certificate_that_nobody_vouches_for_is_refused(self):
        report, body = self.fetch("/a.csv")
        self.assertEqual((report["outcome"], report["tries"], body), ("failed", "1", b""))
        self.assertIn("certificate", report["why"].lower())
        self.assertEqual(self.server.asked, [])

    def test_a_redirect_never_leaves_https(self):
        with ListServer() as plain:
            plain.put("/a.csv", CSV)
            self.server.always("/down", faults.redirect(plain.address("/a.csv")))
            report, body = self.fetch("/down", env={"SSL_CERT_FILE": self.pem})
            self.assertEqual((report["outcome"], body), ("refused", b""))
            self.assertIn("leaves https", report["why"])
            self.assertEqual(plain.asked, [])


if __name__ == "__main__":
    unittest.main()
