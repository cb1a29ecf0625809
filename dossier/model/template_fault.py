"""What is wrong with a template; apart from the sandbox, which needs Jinja2 to be imported."""

from __future__ import annotations


class TemplateFault(Exception):
    """A template cannot be drawn; `file` is empty for a text, whose lines count from 1."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(message)
        self.file = file
        self.line = line
