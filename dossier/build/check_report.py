"""Report a check: as a page to hand on, the text with findings beside it, or as SARIF."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.build.check import CheckedDocument
from dossier.lint import Caught
from dossier.lint.draft import Unit
from dossier.lint.manual_pages import described
from dossier.model.diagnostics import Finding
from dossier.model.passages import size
from dossier.project.layout import Places
from dossier.readers.templates.theme import read_theme
from dossier.writers.check_report import Line, Page, write_review
from dossier.writers.sarif import write_sarif


def sarif(checked: Sequence[CheckedDocument]) -> str:
    """Return all that was caught, allowed or not, as SARIF with the manual pages of its rules."""
    found = {each.finding: each.reason for one in checked for each in one.caught}
    used = {str(finding.rule) for finding in found}
    return write_sarif(list(found.items()), {each: described(each) for each in used})


def html(checked: Sequence[CheckedDocument], places: Places) -> str:
    """Return one page for all documents, in the templates' own style."""
    theme, _ = read_theme(places.shared())
    return write_review([_page(each) for each in checked], places.shared(), theme)


def _page(checked: CheckedDocument) -> Page:
    units = checked.draft.units if checked.draft else ()
    beside: dict[int, list[tuple[Finding, str]]] = {}
    loose = []
    for each in checked.caught:
        at = _unit_of(each, units)
        if at is None:
            loose.append((each.finding, each.reason))
        else:
            beside.setdefault(at, []).append((each.finding, each.reason))
    lines = tuple(
        Line(unit.text, unit.where, _label(unit), tuple(beside.get(at, ())), unit.place, at)
        for at, unit in enumerate(units)
        if unit.where != "title"
    )
    title = checked.edition.document.title if checked.edition else checked.name
    return Page(title or checked.name, checked.name, lines, tuple(loose), _facts(checked))


def _facts(checked: CheckedDocument) -> dict[str, str]:
    if checked.edition is None:
        return {}
    long = size(checked.edition)
    words = {"words": long.words, "words in notes": long.note_words, "notes": long.notes}
    return {name: str(count) for name, count in words.items()}


def _label(unit: Unit) -> str:
    if unit.where == "note":
        return f"Note {unit.note}."
    return f"{unit.paragraph}." if unit.paragraph is not None and unit.where == "text" else ""


def _unit_of(caught: Caught, units: Sequence[Unit]) -> int | None:
    """Return the unit beside which a finding stands: its own, or the last that begins before it."""
    if caught.unit in units:
        return units.index(caught.unit)
    finding = caught.finding
    before = [
        (unit.line, at)
        for at, unit in enumerate(units)
        if unit.file == finding.file and 0 < unit.line <= finding.line
    ]
    return max(before)[1] if before else None
