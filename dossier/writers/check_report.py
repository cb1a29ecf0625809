"""Write a page to hand to a colleague: documents, their findings, and the words beside them.

What nobody has to read is folded: a page of fifteen documents is read from its list of findings.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from markupsafe import Markup

from dossier.model.diagnostics import Finding
from dossier.model.frozen import frozen
from dossier.model.template_sandbox import drawing, file_templates
from dossier.model.theme import Theme
from dossier.writers.html import find


@frozen
class Line:
    """What stands beside its findings: a paragraph, a heading, a note, and how it is numbered."""

    text: str
    where: str
    label: str
    findings: tuple[tuple[Finding, str], ...]
    place: str = ""
    """Where it stands, as a reader of the document finds it: "paragraph 12", "note 3"."""
    number: int = 0
    """Which of the page's lines it is, for links to it."""


@frozen
class Stretch:
    """Lines that follow each other: those beside findings, or those (`folded`) where none are."""

    lines: tuple[Line, ...]
    folded: bool


@frozen
class Found:
    """A finding in the list of a document, and the line beside which it stands; `None` if none."""

    finding: Finding
    reason: str
    line: Line | None


@frozen
class Page:
    """The page of one document: its title, its lines, and findings that belong to no line."""

    title: str
    name: str
    lines: tuple[Line, ...]
    loose: tuple[tuple[Finding, str], ...]
    facts: Mapping[str, str]

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The lines in order, in turn beside findings and folded; a heading goes with its text."""
        open_ = _open(self.lines)
        runs = itertools.groupby(zip(self.lines, open_, strict=True), key=lambda one: one[1])
        return tuple(Stretch(tuple(line for line, _ in run), not shown) for shown, run in runs)

    @property
    def found(self) -> tuple[Found, ...]:
        """All findings, errors first, then warnings, then what is allowed; else as they stand."""
        all_ = [
            *(Found(finding, reason, None) for finding, reason in self.loose),
            *(Found(one, reason, line) for line in self.lines for one, reason in line.findings),
        ]
        return tuple(sorted(all_, key=lambda one: (bool(one.reason), one.finding.severity)))

    @property
    def counts(self) -> Mapping[str, int]:
        """How many errors and warnings stand, and how many are allowed."""
        all_ = [*self.loose, *(each for line in self.lines for each in line.findings)]
        standing = [finding.severity for finding, reason in all_ if not reason]
        return {
            "error": standing.count("error"),
            "warning": standing.count("warning"),
            "allowed": len(all_) - len(standing),
        }


def _open(lines: Sequence[Line]) -> list[bool]:
    """Say of each line whether it is shown: one with findings, and the heading that it is under."""
    shown = [bool(each.findings) for each in lines]
    heading: int | None = None
    for at, line in enumerate(lines):
        if line.where == "section":
            heading = at
        elif line.findings and heading is not None:
            shown[heading] = True
    return shown


def write_review(pages: Sequence[Page], folders: tuple[Path, ...], theme: Theme) -> str:
    """Return one self-contained page for all documents. `folders` hold templates and styles.

    Raises `TemplateFault`, and `FileNotFoundError` where a style is missing.
    """
    sandbox = file_templates(folders)
    style = Markup("\n".join((theme.css(), *_style(folders))))  # noqa: S704 (the designer's own style sheets)
    nodes = sum(len(page.lines) + sum(page.counts.values()) for page in pages)
    with drawing(sandbox, nodes):
        return str(sandbox.get_template("review.html.j2").render(pages=pages, style=style))


def _style(folders: tuple[Path, ...]) -> Iterable[str]:
    for name in ("house-screen.css", "review.css"):
        yield find(folders, name).read_text("utf-8")
