"""Fill the texts of an outline: Jinja2 strings that may use what the dossier says.

What a dossier says is never read as Markdown; ids of registries' entries are, so that a text can
ask for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any, Literal

from dossier.model.diagnostics import Finding
from dossier.model.document import Ask, Inline, Link, Nodes, Text
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.template_fault import TemplateFault
from dossier.model.walk import rebuilt
from dossier.readers.blocks.block import read_text
from dossier.readers.blocks.source_lines import VALUE


class Id(str):
    """An id, which a text may put into what it asks of a registry."""

    __slots__ = ()


@frozen
class Template:
    """A text to be filled, and the line it stands on; `file` if not that of the outline."""

    text: str
    line: int
    file: str = ""


_MARK = "\ue001"
_TOKEN = re.compile(f"{VALUE}(\\d+){_MARK}")


FILTERS = ("addressed", "cardinal", "long_date", "ordinal", "ordinal_word", "names", "term")
"""The filters of a language that texts may use."""


@cache
def _environment(kind: Literal["plain", "markdown"]) -> Any:
    """Return what compiles texts; what differs from text to text comes with their values."""
    from jinja2 import pass_context

    from dossier.model.template_sandbox import text_templates

    @pass_context
    def keep(context: Any, value: object) -> object:
        return context["_keep"](value)

    def of(name: str) -> Callable[..., object]:
        @pass_context
        def call(context: Any, *values: object) -> object:
            return context["_filters"][name](*values)

        return call

    made = text_templates(keep if kind == "markdown" else None)
    made.add({name: of(name) for name in FILTERS})
    return made


@lru_cache(maxsize=1024)
def _compiled(text: str, kind: Literal["plain", "markdown"]) -> Any:
    """Return a text compiled; the documents of one kind share it."""
    return _environment(kind).from_string(text)


class Filler:
    """Fills Jinja2 strings and remembers those that could not be filled."""

    def __init__(self, file: str, values: Mapping[str, Any], filters: Mapping[str, Any]) -> None:
        self.file = file
        self.values = {**values, "_filters": filters, "_keep": self.keep}
        self.entries = sum(len(each) for each in values.values() if isinstance(each, list | tuple))
        self.findings: list[Finding] = []
        self.kept: list[str] = []

    def of(self, each: object) -> Filler:
        """Return a filler whose texts see `each`, an entry of a list, and that shares the rest."""
        made = Filler(self.file, {**self.values, "each": each}, self.values["_filters"])
        made.findings, made.kept = self.findings, self.kept
        return made

    def plain(self, template: Template) -> str:
        return self.fill(template, "plain").strip()

    def nodes(self, template: Template, block: str) -> Nodes:
        """Return the filled text as nodes; what a dossier says in it is never read as Markdown."""
        text = self.fill(template, "markdown")
        nodes, faults = read_text(text, block, self.file, template.line)
        self.findings += faults
        return tuple(rebuilt(node, self.said) for node in nodes)

    def keep(self, value: object) -> object:
        """Stand in for a value of the dossier while the template's Markdown is read."""
        if not isinstance(value, str) or isinstance(value, Id):
            return value
        self.kept.append(value)
        return f"{VALUE}{len(self.kept) - 1}{_MARK}" if value else ""

    def said(self, inline: Inline) -> Inline:
        match inline:
            case Text() if _MARK in inline.text:
                return Text(self.meant(inline.text))
            case Link() if _MARK in inline.address:
                return Link(self.meant(inline.address), inline.content)
            case Ask() if _MARK in inline.id or _MARK in inline.words:
                return replace(inline, id=self.meant(inline.id), words=self.meant(inline.words))
        return inline

    def meant(self, text: str) -> str:
        """Return a text with the values in it that something stood in for."""
        return _TOKEN.sub(lambda found: self.kept[int(found[1])], text)

    def fill(self, template: Template, kind: Literal["plain", "markdown"]) -> str:
        from dossier.model.template_sandbox import drawing

        if "{" not in template.text:
            return template.text
        try:
            with drawing(_environment(kind), self.entries):
                return str(_compiled(template.text, kind).render(self.values))
        except TemplateFault as fault:
            self.fault(template.line + max(fault.line, 1) - 1, str(fault), template.file)
        return ""

    def fault(self, line: int, problem: str, file: str = "") -> None:
        message = f"the template's text cannot be filled: {problem}"
        hint = "a text may use the dossier's keys, the document's keys and those of `fields`"
        self.findings.append(Finding(file or self.file, line, Fault.TEMPLATE_ERROR, message, hint))
