"""Serve the finished web pages to a browser on this machine, and load them again after a build.

Only this machine reaches the server (127.0.0.1), and only who has its address: the address holds a
secret, since finished pages may be for few eyes.
"""

from __future__ import annotations

import hmac
import secrets
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".md": "text/plain; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What is served, and as what."""

_WAIT = 20.0
"""Seconds after which a page that waits for the next build is answered all the same."""


class PageServer:
    """A server of the files in the folder `output`, at `address` until it is closed."""

    def __init__(self, output: Path, port: int = 0) -> None:
        self.output = output.resolve()
        self.secret = secrets.token_urlsafe(16)
        self.builds = 0
        self.changed = threading.Condition()
        self.server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where the pages are: the address ends in a slash."""
        return f"http://127.0.0.1:{self.port}/{self.secret}/"

    def reload(self) -> None:
        """Let the pages that are open load again."""
        with self.changed:
            self.builds += 1
            self.changed.notify_all()

    def wait(self, since: int) -> int:
        """Return how many builds there were, when they are no more `since`, or after a time."""
        with self.changed:
            self.changed.wait_for(lambda: self.builds != since, _WAIT)
            return self.builds

    def close(self) -> None:
        """End the server."""
        self.server.shutdown()
        self.server.server_close()

    def file(self, path: str) -> Path | None:
        """Return the finished file that a path of the address means, or None."""
        wanted = (self.output / path).resolve()
        inside = wanted.is_relative_to(self.output) and wanted.suffix in _KINDS
        return wanted if inside and wanted.is_file() else None


def _handler(pages: PageServer) -> type[BaseHTTPRequestHandler]:
    """Return what answers requests for `pages`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer with a file, or with the number of builds."""
            secret, _, path = unquote(urlsplit(self.path).path).lstrip("/").partition("/")
            host = self.headers.get("Host", "")
            known = hmac.compare_digest(secret.encode(), pages.secret.encode())
            if not known or host != f"127.0.0.1:{pages.port}":
                self.send_error(HTTPStatus.FORBIDDEN)
            elif path.startswith("builds/"):
                since = path.removeprefix("builds/")
                builds = pages.wait(int(since)) if since.isdecimal() else pages.builds
                self._answer(str(builds).encode(), "text/plain")
            else:
                self._file(pages.file(path))

        def _file(self, file: Path | None) -> None:
            if file is None:
                self.send_error(HTTPStatus.NOT_FOUND)
                return
            content = file.read_bytes()
            if file.suffix == ".html":
                content = _reloading(content, pages)
            self._answer(content, _KINDS[file.suffix])

        def _answer(self, content: bytes, kind: str) -> None:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("Referrer-Policy", "no-referrer")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *values: object) -> None:  # noqa: A002
            """Print nothing: the terminal tells of builds."""

    return Handler


def _reloading(page: bytes, pages: PageServer) -> bytes:
    """Return a page that loads again after the next build; the file itself stays as it is."""
    script = f"""<script>
(async () => {{
  for (;;) {{
    try {{
      const answer = await fetch("/{pages.secret}/builds/{pages.builds}");
      if (answer.ok && await answer.text() !== "{pages.builds}") location.reload();
    }} catch {{ await new Promise((done) => setTimeout(done, 2000)); }}
  }}
}})();
</script>"""
    head, end, rest = page.rpartition(b"</body>")
    return head + script.encode() + end + rest if end else page
