"""A publisher on this machine: files with their validators, and faults that come before them.

    with ListServer() as s:
        s.put("/un.xml", b"<...>", etag='"1"')
        s.fail("/un.xml", busy, busy)          # two answers of 503, then the file
        s.address("/un.xml")

What was asked stands in `s.asked`: (path, headers), in order. Nothing leaves the machine.
"""
import gzip
import http.server
import threading
import time


class File:
    def __init__(self, body, etag=None, modified=None, kind="application/octet-stream"):
        self.body, self.etag, self.modified, self.kind = body, etag, modified, kind


def reply(handler, status, headers=(), body=b"", length=True):
    handler.send_response_only(status)
    for name, value in headers:
        handler.send_header(name, value)
    if length:
        handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


# ---- faults: each answers one question ----

def busy(handler, file):
    reply(handler, 503, [("Content-Type", "text/html")], b"<html>busy</html>")


def busy_for(seconds):
    return lambda handler, file: reply(handler, 429, [("Retry-After", str(seconds))])


def gone(handler, file):
    reply(handler, 404, [("Content-Type", "text/html")], b"<html>not found</html>")


def cut(handler, file):
    """Says how long the body is and ends in the middle of it."""
    handler.send_response_only(200)
    handler.send_header("Content-Length", str(len(file.body)))
    handler.end_headers()
    handler.wfile.write(file.body[:len(file.body) // 2])
    handler.close_connection = True


def cut_chunks(handler, file):
    """Sends a chunk and no end of chunks."""
    handler.send_response_only(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"%x\r\n%s\r\n" % (len(file.body), file.body))
    handler.close_connection = True


def endless(handler, file):
    """Neither a length nor chunks: the end of the connection is the end."""
    reply(handler, 200, [], file.body, length=False)
    handler.close_connection = True


def hang_up(handler, file):
    handler.close_connection = True


def error_page(handler, file):
    reply(handler, 200, [("Content-Type", "text/html; charset=utf-8")],
          b"<!DOCTYPE html><html><body>Please log in</body></html>")


def error_page_called_csv(handler, file):
    reply(handler, 200, [("Content-Type", "text/csv")],
          b"\xef\xbb\xbf \n<!-- portal --><HTML><body>Please log in</body></html>")


def nothing(handler, file):
    reply(handler, 200, [("Content-Type", "text/csv")])


def too_much(handler, file):
    """Chunk after chunk, for as long as anybody listens; up to 64 MiB."""
    handler.send_response_only(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    chunk = file.body[:1] + b" " * 65535
    try:
        for _ in range(1024):
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(chunk), chunk))
    except OSError:
        pass
    handler.close_connection = True


def bomb(handler, file):
    """A small gzip of 64 MiB."""
    body = gzip.compress(file.body[:1] + b" " * (64 << 20))
    reply(handler, 200, [("Content-Encoding", "gzip")], body)


def drip(handler, file):
    """A byte, and then a byte now and then."""
    handler.send_response_only(200)
    handler.send_header("Content-Length", str(len(file.body)))
    handler.end_headers()
    try:
        for at in range(len(file.body)):
            handler.wfile.write(file.body[at:at + 1])
            handler.wfile.flush()
            if handler.server.stopping.wait(0.2):
                break
    except OSError:
        pass
    handler.close_connection = True


def silent(handler, file):
    handler.server.stopping.wait(20)
    handler.close_connection = True


def redirect(to):
    return lambda handler, file: reply(handler, 302, [("Location", to)])


def gzipped(handler, file):
    reply(handler, 200, [("Content-Encoding", "gzip"), ("ETag", file.etag or '"z"')], gzip.compress(file.body))


def not_modified(handler, file):
    """Also where nobody asked whether it was."""
    reply(handler, 304)


def partial(handler, file):
    reply(handler, 206, [], file.body)


def strange_etag(handler, file):
    reply(handler, 200, [("ETag", '"\xe9\x07"')], file.body)


# ---- the server ----

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        server = self.server
        with server.lock:
            server.asked.append((self.path, dict(self.headers)))
            faults = server.faults.get(self.path)
            fault = faults.pop(0) if faults else server.always.get(self.path)
            file = server.files.get(self.path, File(b""))
        if fault is not None:
            fault(self, file)
        elif self.path not in server.files:
            gone(self, file)
        else:
            self.give(file)

    def give(self, file):
        held = (file.etag is not None and self.headers.get("If-None-Match") == file.etag) or (
            file.etag is None and file.modified is not None and
            self.headers.get("If-Modified-Since") == file.modified)
        headers = [(n, v) for n, v in (("ETag", file.etag), ("Last-Modified", file.modified)) if v]
        if held:
            self.send_response_only(304)
            for name, value in headers:
                self.send_header(name, value)
            self.end_headers()
        else:
            reply(self, 200, headers + [("Content-Type", file.kind)], file.body)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        pass  # whoever is refused hangs up


class ListServer:
    def __init__(self, context=None):
        self.http = Server(("127.0.0.1", 0), Handler)
        self.scheme = "https" if context else "http"
        if context:
            self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.http.lock = threading.Lock()
        self.http.stopping = threading.Event()
        self.http.files, self.http.faults, self.http.always, self.http.asked = {}, {}, {}, []
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02})

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *what):
        self.http.stopping.set()
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()

    @property
    def asked(self):
        with self.http.lock:
            return list(self.http.asked)

    def address(self, path):
        return "%s://127.0.0.1:%d%s" % (self.scheme, self.http.server_address[1], path)

    def put(self, path, body, **how):
        with self.http.lock:
            self.http.files[path] = File(body, **how)

    def fail(self, path, *faults):
        """These answers first, one a question."""
        with self.http.lock:
            self.http.faults[path] = list(faults)

    def always(self, path, fault):
        with self.http.lock:
            self.http.always[path] = fault


def elapsed(function):
    start = time.monotonic()
    result = function()
    return result, time.monotonic() - start
