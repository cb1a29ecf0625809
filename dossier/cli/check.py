"""`check`: read documents as a careful second reader does, before somebody else does."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from dossier.build.build_request import no_dossiers, unknown_format
from dossier.build.check import CheckedDocument, check, standing
from dossier.build.next_steps import next_steps
from dossier.cli.report import tell_findings, tell_json
from dossier.cli.terminal import NARROW, columns, counted, cut, fitted
from dossier.lint import RULES, every_rule
from dossier.lint.limits import rule_sets
from dossier.model.diagnostics import Finding, did_you_mean, errors
from dossier.model.faults import Fault
from dossier.model.passages import sections, size
from dossier.model.template_fault import TemplateFault
from dossier.project.layout import Places, places, shown

FORMATS = ("text", "json", "sarif", "html")

EXAMPLES = """examples:
  python build.py check                             every document
  python build.py check kazakhstan/submission --format html > check.html
  python build.py check draft.docx --rules upr-joint
  python build.py check --explain word-limit"""


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    command.add_argument(
        "wanted", nargs="*", metavar="DOSSIER[/DOCUMENT]|FILE", help="default: every document"
    )
    command.add_argument("--format", default="text", help="text, json, sarif or html")
    command.add_argument("--strict", action="store_true", help="warnings count as errors")
    command.add_argument("--explain", metavar="RULE", help="print a rule's manual page, or `all`")
    command.add_argument("--rules", default="", metavar="SET", help="rule set for a FILE")


def run(options: argparse.Namespace, root: Path) -> int:
    """Check what is asked for. Returns 0 clean, 1 with errors, 2 if nothing can be read."""
    if options.explain:
        return _explain(options.explain)
    where = places(root, options.content, options.templates, None)
    format_ = "json" if options.json else options.format
    wrong = unknown_format((format_,), FORMATS) or _unknown_rules(options.rules)
    if wrong:
        tell_findings([wrong])
        return 2
    checked = check(where, options.wanted, options.rules, date.today())
    findings = standing(checked)
    if not checked:
        findings = (no_dossiers(where),)
    if any(each.rule in (Fault.UNKNOWN_DOSSIER, Fault.NO_DOSSIERS) for each in findings):
        tell_findings(findings)
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


def _unknown_rules(name: str) -> Finding | None:
    if not name or name in rule_sets():
        return None
    hint = did_you_mean(name, rule_sets(), f"sets are {', '.join(rule_sets())}")
    return Finding("--rules", 0, Fault.UNKNOWN_RULES, f'there is no rule set "{name}"', hint)


def _explain(wanted: str) -> int:
    from dossier.lint.manual_pages import known_ids, manual

    if wanted not in known_ids():
        hint = did_you_mean(wanted, known_ids(), "`check --explain all` lists them")
        message = f'no rule or finding "{wanted}"'
        tell_findings([Finding("--explain", 0, Fault.UNKNOWN_RULE, message, hint)])
        return 2
    for page in manual(wanted):
        print(page)
    return 0


def _tell(
    format_: str, checked: Sequence[CheckedDocument], where: Places, findings: Sequence[Finding]
) -> None:
    match format_:
        case "json":
            steps = [asdict(each) for each in next_steps(findings)]
            tell_json({"documents": [each.name for each in checked], "next": steps}, findings)
        case "sarif":
            from dossier.build.check_report import sarif

            print(sarif(checked))
        case "html":
            from dossier.build.check_report import html

            print(html(checked, where))
        case _:
            for each in checked:
                print(_line(each))
                for line in _budget(each):
                    print(line)
            tell_findings(findings)
            for line in _next(findings):
                print(line)


def _next(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield what to do next, in order, where text is missing."""
    steps = next_steps(findings)
    if steps:
        yield "\nnext, in this order:"
    for number, each in enumerate(steps, 1):
        line = f"  {number}. {each.words} ({counted(each.count, 'place')})"
        yield textwrap.fill(line, columns(), subsequent_indent="     ", break_long_words=False)


def _budget(checked: CheckedDocument) -> Iterator[str]:
    """Yield the words of each section, what is left of the limit, and whether rules were not asked.

    What is left is said without and with notes.
    """
    if checked.edition is None:
        return
    for title, long in sections(checked.edition):
        rest = f" {counted(long.words, 'word'):>12} {long.note_words:>6} in notes"
        room = min(columns() - len(rest) - 4, 56)
        yield f"    {cut(title, room):<{room}}{rest}"
    whole = size(checked.edition)
    if checked.limit is not None:
        left = checked.limit - whole.words
        with_notes = left - whole.note_words
        yield f"    limit {checked.limit}: {_left(left)}; with notes {_left(with_notes)}"
    tag = checked.edition.document.language
    unasked = sum(not each.holds_in(tag) for each in every_rule())
    if unasked:
        yield f"    {unasked} of {len(RULES)} rules were not asked: they know other languages"


def _left(words: int) -> str:
    return f"{words} words left" if words >= 0 else f"{-words} words too many"


def _line(checked: CheckedDocument) -> str:
    if checked.edition is None:
        return f"{checked.name:<32} could not be read"
    long = size(checked.edition)
    allowed = sum(bool(each.reason) for each in checked.caught)
    found = f" {counted(len(checked.caught) - allowed, 'finding'):>12} {allowed:>3} allowed"
    notes = f" {long.note_words:>6} in {counted(long.notes, 'note')}"
    width = columns()
    said = [f" {counted(long.words, 'word'):>12}", notes if width >= NARROW else "", found]
    rest = "".join(said)
    return f"{fitted(checked.name, max(min(width - len(rest), 32), 12))}{rest}"
