"""`check`: read documents as a careful second reader does, before somebody else does."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dossier.build.dossier import read_dossier
from dossier.build.second_reading import examine
from dossier.cli.report import tell_findings, tell_json
from dossier.lint import RULES, Caught, every_rule, explain, lint
from dossier.lint.draft import Draft, Unit
from dossier.lint.limits import rule_sets
from dossier.model.diagnostics import Finding, did_you_mean, errors
from dossier.model.edition import Edition
from dossier.model.faults import Fault
from dossier.model.passages import sections, size
from dossier.model.template_fault import TemplateFault
from dossier.project.layout import Places, dossiers, meant, places, read_files, shown

if TYPE_CHECKING:
    from dossier.writers.findings_page import Page

FORMATS = ("text", "json", "sarif", "html")


@dataclass(frozen=True, slots=True)
class Checked:
    """One document that was read: its name, its draft where it could be made, what was caught."""

    name: str
    draft: Draft | None
    caught: tuple[Caught, ...]
    limit: int | None = None

    @property
    def edition(self) -> Edition | None:
        """The edition, where there is a draft."""
        return self.draft.edition if self.draft else None


def run(options: argparse.Namespace, root: Path) -> int:
    """Check what `options` ask for. Returns 0 clean, 1 with errors, 2 if nothing can be read."""
    if options.explain:
        return _explain(options.explain)
    where = places(root, options.content, options.templates, None)
    format_ = "json" if options.json else options.format
    if format_ not in FORMATS:
        hint = did_you_mean(format_, FORMATS, f"formats are {', '.join(FORMATS)}")
        tell_findings(
            [Finding("--format", 0, Fault.UNKNOWN_FORMAT, f'no format "{format_}"', hint)]
        )
        return 2
    if options.rules and options.rules not in rule_sets():
        hint = did_you_mean(options.rules, rule_sets(), f"sets are {', '.join(rule_sets())}")
        message = f'there is no rule set "{options.rules}"'
        tell_findings([Finding("--rules", 0, Fault.UNKNOWN_RULES, message, hint)])
        return 2
    checked = list(_all(options, where))
    standing = (each.finding for one in checked for each in one.caught if not each.reason)
    findings = [*dict.fromkeys(standing)]
    if not checked or any(
        each.rule in (Fault.UNKNOWN_DOSSIER, Fault.NO_DOSSIERS) for each in findings
    ):
        tell_findings(findings or [_nothing(where)])
        return 2
    try:
        _tell(format_, checked, where, findings)
    except TemplateFault as fault:
        tell_findings([_undrawn(fault, where)])
        return 1
    weighty = findings if options.strict else errors(findings)
    return 1 if weighty else 0


def _undrawn(fault: TemplateFault, where: Places) -> Finding:
    message, hint = f"the page cannot be drawn: {fault}", "docs/templates.md lists what it may use"
    file = Path(fault.file) if fault.file else where.shared()[0]
    return Finding(shown(file), fault.line, Fault.TEMPLATE_ERROR, message, hint)


def _nothing(where: Places) -> Finding:
    hint = "`python build.py new NAME` makes a dossier there"
    return Finding(shown(where.content), 0, Fault.NO_DOSSIERS, "there are no dossiers here", hint)


def _explain(wanted: str) -> int:
    known = (*RULES, "all")
    if wanted not in known:
        hint = did_you_mean(wanted, known, "`check --explain all` lists them")
        tell_findings([Finding("--explain", 0, Fault.UNKNOWN_RULE, f'no rule "{wanted}"', hint)])
        return 2
    for page in explain(RULES if wanted == "all" else (wanted,)):
        print(page)
    return 0


def _all(options: argparse.Namespace, where: Places) -> Iterator[Checked]:
    """Yield each document that was asked for: files of any kind, dossiers, their documents."""
    wanted = options.wanted or dossiers(where)
    for each in wanted:
        if Path(each).is_file():
            yield _file(Path(each), options.rules)
        else:
            name, _, document = each.strip("/").partition("/")
            yield from _dossier(where, name, document)


def _dossier(where: Places, name: str, wanted: str) -> Iterator[Checked]:
    files, found = read_files(where, name)
    if files is None:
        yield Checked(name, None, tuple(map(Caught, found)))
        return
    dossier = read_dossier(where, files, (wanted,) if wanted else ())
    whole = (*found, *dossier.findings)
    made = {each.id: each for each in dossier.documents}
    chosen = meant(wanted, dossier.names, dossier.merges) if wanted else dossier.names
    if not made or not chosen:
        unknown = _unknown(shown(files.folder), wanted, dossier.names) if made else ()
        yield Checked(name, None, tuple(map(Caught, (*whole, *unknown))))
        return
    for each in chosen:
        if each in made:
            read = examine(dossier, made[each], files, date.today())
            yield Checked(f"{name}/{each}", read.draft, read.caught, read.limit)
        else:
            yield Checked(f"{name}/{each}", None, tuple(map(Caught, dossier.own[each])))


def _unknown(file: str, wanted: str, known: Sequence[str]) -> Iterator[Finding]:
    hint = did_you_mean(wanted, known, f"documents here: {', '.join(known)}")
    message = f'there is no document "{wanted}"'
    yield Finding(file, 0, Fault.UNKNOWN_DOCUMENT, message, hint)


def _file(path: Path, set_: str) -> Checked:
    """Return what is to be said of a document that no dossier made."""
    from dossier.lint.plain_draft import plain_draft
    from dossier.readers.drafts.draft import read_draft

    content = path.read_bytes()
    document, found = read_draft(content, shown(path))
    own = tuple(map(Caught, found))
    if document is None:
        return Checked(shown(path), None, own)
    draft = replace(plain_draft(document, shown(path), set_), today=date.today())
    text = content.decode("utf-8", "replace") if path.suffix != ".docx" else ""
    return Checked(shown(path), draft, (*own, *lint(draft, {shown(path): text}, every_rule())))


def _tell(
    format_: str, checked: Sequence[Checked], where: Places, findings: Sequence[Finding]
) -> None:
    match format_:
        case "json":
            tell_json({"documents": [each.name for each in checked]}, findings)
        case "sarif":
            print(_sarif(checked))
        case "html":
            print(_html(checked, where))
        case _:
            for each in checked:
                print(_line(each))
                for line in _budget(each):
                    print(line)
            tell_findings(findings)


def _budget(checked: Checked) -> Iterator[str]:
    """Yield the words of each section, then what is left of the limit, without and with notes."""
    if checked.edition is None:
        return
    for title, long in sections(checked.edition):
        yield f"    {title[:56]:<56} {long.words:>6} words {long.note_words:>6} in notes"
    whole = size(checked.edition)
    if checked.limit is not None:
        left = checked.limit - whole.words
        with_notes = left - whole.note_words
        yield f"    limit {checked.limit}: {_left(left)}; with notes {_left(with_notes)}"


def _left(words: int) -> str:
    return f"{words} words left" if words >= 0 else f"{-words} words too many"


def _line(checked: Checked) -> str:
    if checked.edition is None:
        return f"{checked.name:<32} could not be read"
    long = size(checked.edition)
    allowed = sum(bool(each.reason) for each in checked.caught)
    standing = len(checked.caught) - allowed
    return (
        f"{checked.name:<32} {long.words:>6} words {long.note_words:>6} in {long.notes} notes"
        f" {standing:>5} findings {allowed:>3} allowed"
    )


def _sarif(checked: Sequence[Checked]) -> str:
    from dossier.writers.sarif import write_sarif

    found = {each.finding: each.reason for one in checked for each in one.caught}
    used = {finding.rule for finding in found}
    named = [each for each in RULES if each in used]
    pages = {each.name: (each.what, "\n".join(explain((each.name,)))) for each in every_rule(named)}
    return write_sarif(list(found.items()), pages)


def _html(checked: Sequence[Checked], where: Places) -> str:
    from dossier.readers.templates.theme import read_theme
    from dossier.writers.findings_page import write_review

    theme, _ = read_theme(where.shared())
    return write_review([_page(each) for each in checked], where.shared(), theme)


def _page(checked: Checked) -> Page:
    from dossier.writers.findings_page import Line, Page

    units = checked.draft.units if checked.draft else ()
    homes: dict[int, list[tuple[Finding, str]]] = {}
    loose = []
    for each in checked.caught:
        at = _home(each, units)
        if at is None:
            loose.append((each.finding, each.reason))
        else:
            homes.setdefault(at, []).append((each.finding, each.reason))
    lines = tuple(
        Line(unit.text, unit.where, _label(unit), tuple(homes.get(at, ())))
        for at, unit in enumerate(units)
        if unit.where != "title"
    )
    title = checked.edition.document.title if checked.edition else checked.name
    return Page(title or checked.name, checked.name, lines, tuple(loose), _facts(checked))


def _facts(checked: Checked) -> dict[str, str]:
    if checked.edition is None:
        return {}
    long = size(checked.edition)
    words = {"words": long.words, "words in notes": long.note_words, "notes": long.notes}
    return {name: str(count) for name, count in words.items()}


def _label(unit: Unit) -> str:
    if unit.where == "note":
        return f"Note {unit.note}."
    return f"{unit.paragraph}." if unit.paragraph is not None and unit.where == "text" else ""


def _home(caught: Caught, units: Sequence[Unit]) -> int | None:
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
