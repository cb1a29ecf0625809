"""The progress of a long command on the terminal: one line that says what is being made."""

from __future__ import annotations

import sys


class Progress:
    """Says on a terminal what is being made; silent when the output goes elsewhere."""

    def __init__(self) -> None:
        self.shows = sys.stderr.isatty()

    def __call__(self, what: str) -> None:
        if self.shows:
            print(f"\r\x1b[K  making {what} …", end="", file=sys.stderr, flush=True)

    def say(self, line: str) -> None:
        """Print a line that stays, in place of what is being made."""
        self.clear()
        print(line, flush=True)

    def clear(self) -> None:
        if self.shows:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
