"""Fill the texts of an outline: Jinja2 strings that may use what the dossier says.

What a dossier says is never read as Markdown; ids of registries' entries are, so that a text can
ask for them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dossier.finding import Finding
from dossier.model import Inline, Link, Nodes, Text
from dossier.read.block import read_text
from dossier.read.lines import VALUE
from dossier.walk import rebuilt


class Id(str):
    """An id, which a text may put into what it asks of a registry."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Template:
    """A text to be filled, and the line it stands on."""

    text: str
    line: int


_TOKEN = re.compile(f"{VALUE}(\\d+)\ue001")


class Filler:
    """Fills Jinja2 strings and remembers those that could not be filled."""

    def __init__(self, file: str, values: Mapping[str, Any], filters: Mapping[str, Any]) -> None:
        from jinja2 import Environment, StrictUndefined

        self.file = file
        self.values = values
        self.findings: list[Finding] = []
        self.of_plain = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701
        self.of_markdown = self.of_plain.overlay(finalize=self.keep)
        self.kept: list[str] = []
        for environment in (self.of_plain, self.of_markdown):
            environment.filters.update(filters)

    def plain(self, template: Template) -> str:
        return self.fill(template, self.of_plain).strip()

    def nodes(self, template: Template, block: str) -> Nodes:
        """Return the filled text as nodes; what a dossier says in it is never read as Markdown."""
        text = self.fill(template, self.of_markdown)
        nodes, faults = read_text(text, block, self.file, template.line)
        self.findings += faults
        return tuple(rebuilt(node, self.said) for node in nodes)

    def keep(self, value: object) -> object:
        """Stand in for a value of the dossier while the template's Markdown is read."""
        if not isinstance(value, str) or isinstance(value, Id):
            return value
        self.kept.append(value)
        return f"{VALUE}{len(self.kept) - 1}\ue001" if value else ""

    def said(self, inline: Inline) -> Inline:
        match inline:
            case Text():
                return Text(_TOKEN.sub(lambda found: self.kept[int(found[1])], inline.text))
            case Link():
                address = _TOKEN.sub(lambda found: self.kept[int(found[1])], inline.address)
                return Link(address, inline.content)
        return inline

    def fill(self, template: Template, environment: Any) -> str:
        from jinja2 import TemplateError, TemplateSyntaxError

        if "{" not in template.text:
            return template.text
        try:
            return str(environment.from_string(template.text).render(self.values))
        except TemplateSyntaxError as error:
            line = template.line + (error.lineno or 1) - 1
            self.fault(line, error.message or "it cannot be read")
        except (TemplateError, TypeError, ValueError, KeyError, AttributeError) as error:
            self.fault(template.line, str(error))
        return ""

    def fault(self, line: int, problem: str) -> None:
        message = f"the template's text cannot be filled: {problem}"
        hint = "a text may use the dossier's keys, the document's keys and those of `fields`"
        self.findings.append(Finding(self.file, line, "template-error", message, hint))
