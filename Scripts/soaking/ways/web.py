"""curl, from a server of this very program that stammers."""
import functools
import http.server
import threading
import time
import urllib.parse
from contextlib import contextmanager

from ways.way import Way, call, files_below, need


class Stammering(http.server.BaseHTTPRequestHandler):
    """Serves what lies below a folder in four pieces."""

    def __init__(self, root, *words):
        self.root = root
        super().__init__(*words)

    def do_GET(self):
        content = (self.root / urllib.parse.unquote(self.path.lstrip("/"))).read_bytes()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        step = len(content) // 4 + 1
        for start in range(0, len(content), step):
            self.wfile.write(content[start:start + step])
            time.sleep(0.2)

    def log_message(self, *_):
        pass


@contextmanager
def ways(inbox, scratch):
    need("curl")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Stammering, scratch)) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def fetch(folder):
            words = ["curl", "--silent", "--fail", "--noproxy", "*", "--no-buffer", "--create-dirs", "--parallel"]
            for place in files_below(folder):
                path = urllib.parse.quote(str((folder / place).relative_to(scratch)))
                words += ["--output", inbox / place, f"http://127.0.0.1:{server.server_port}/{path}"]
            call(*words)

        yield [Way("curl", fetch)]
        server.shutdown()
