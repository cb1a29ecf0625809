"""What decides how a registry's entries print in one document, and where faults are gathered."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from types import MappingProxyType

from dossier.model.conditional_text import View, vary
from dossier.model.diagnostics import Finding, Severity
from dossier.model.document import Block, Inlines, Paragraph, Text
from dossier.model.faults import Fault
from dossier.model.figures import Drawing
from dossier.model.frozen import frozen
from dossier.model.language import Language
from dossier.model.registry import Audience, Place, Registry, Words, may_read
from dossier.readers.blocks.block import read_text
from dossier.readers.blocks.loose_syntax import raised
from dossier.readers.templates.citation_style import CitationStyle

_PLAIN = re.compile(r"(?:[^\W_]|[ ,;’“”()–])+")
"""Words without any sign that Markdown could mean something by."""


@frozen
class Setting:
    """One document's view of the registries.

    `final` says that the document is to be sent as it is; `day` is its date, `manifest` the file
    that gives both. `known` are acronyms of the dossier itself,
    `document` is the document's key there and its line; with `notes` "none" nothing is cited.
    `findings` fills on the way, and so do `drawings`, by the paths of the figures that show them,
    `used`: entries by kind and id, with the block that asked first, and `places`: the paragraphs
    and cells that tell of an incident first, by its id; `noted` are those whose notes do.
    """

    registry: Registry
    citation_style: CitationStyle
    language: Language
    audience: Audience
    final: bool
    day: date
    manifest: str = ""
    known: set[str] = field(default_factory=set)
    document: tuple[str, int] = ("", 0)
    notes: str = "footnotes"
    drawings: dict[str, Drawing] = field(default_factory=dict)
    used: dict[tuple[str, str], str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    noted: dict[str, str] = field(default_factory=dict)
    view: View = field(default_factory=lambda: View("", "public", ""))
    findings: list[Finding] = field(default_factory=list)

    def fault(
        self,
        at: Place,
        rule: Fault,
        message: str,
        hint: str,
        severity: Severity = "error",
        *,
        excerpt: str = "",
        data: Mapping[str, str | int] = MappingProxyType({}),
    ) -> None:
        """Note what is wrong at a place, once."""
        finding = Finding(
            file=at.file,
            line=at.line,
            rule=rule,
            message=message,
            hint=hint,
            severity=severity,
            excerpt=excerpt,
            data=data,
        )
        if finding not in self.findings:
            self.findings.append(finding)

    def absent(
        self,
        registry: str,
        id_: str,
        at: Place,
        rule: Fault,
        message: str,
        hint: str,
        *,
        excerpt: str = "",
        data: Mapping[str, str | int] = MappingProxyType({}),
    ) -> None:
        """Note an id that a registry does not hold, unless it may stand where nobody could read."""
        if self.registry.lacks(registry, id_):
            self.fault(at, rule, message, hint, excerpt=excerpt, data=data)

    @property
    def unfinished(self) -> Severity:
        """How grave it is that something is not done, as syntax that prints as it was typed."""
        return "error" if self.final else "warning"

    def may_read(self, audience: Audience) -> bool:
        """Whether the document's audience may read what is meant for `audience` at most."""
        return may_read(self.audience, audience)

    def said(self, words: Words, case: str = "") -> str:
        """Return words in the document's language, or those for any language, or "".

        Words in a `case` stand beside the others: `{ru: …, ru genitive: …}`.
        """
        code = self.language.code
        bent = words.get(f"{code} {case}", "") if case else ""
        return bent or words.get(code) or words.get("", "")

    def read(self, text: str, at: Place) -> Inlines:
        """Return a registry's words as inlines; they are Markdown of one paragraph."""
        if _PLAIN.fullmatch(text):
            return (Text(text),)
        nodes, findings = read_text(text, "registry", at.file, max(at.line, 1))
        if self.final:
            findings = raised(findings)
        self.findings.extend(each for each in findings if each not in self.findings)
        nodes = vary(Block("registry", "", nodes), self.view).content
        if len(nodes) == 1 and isinstance(nodes[0], Paragraph):
            return nodes[0].content
        if nodes:
            message = f'"{text[:40]}" is not one paragraph'
            self.fault(at, Fault.WRONG_WORDS, message, "write words of a sentence, without lists")
        return ()

    def capital_term(self, name: str) -> str:
        """Return a word of the document's language as it begins a sentence."""
        said = self.term(name)
        return said[:1].upper() + said[1:]

    def term(self, name: str) -> str:
        """Return a word of the document's language."""
        return str(self.language.terms[name])
