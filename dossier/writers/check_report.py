"""Write a page to hand to a colleague: the text, with findings in the margin beside it."""

from __future__ import annotations

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


@frozen
class Page:
    """The page of one document: its title, its lines, and findings that belong to no line."""

    title: str
    name: str
    lines: tuple[Line, ...]
    loose: tuple[tuple[Finding, str], ...]
    facts: Mapping[str, str]

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
