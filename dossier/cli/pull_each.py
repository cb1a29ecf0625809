"""Decide about single changes of Word files: list each, take these and leave those."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dossier.cli.pull_choices import WAYS
from dossier.cli.pull_report import end, record, tell_by
from dossier.cli.report import tell_findings, tell_json
from dossier.interchange.changes.chosen_changes import Choice, Choices
from dossier.interchange.changes.decisions import decided, kept_before, pulled_alone, with_earlier
from dossier.interchange.changes.single_changes import SingleChange, rivals, single_changes
from dossier.interchange.pull.pull_request import PullRequest
from dossier.interchange.pull.run import PullResult, apply
from dossier.interchange.review.run import dossier_review
from dossier.model.comments import ReviewNote
from dossier.model.diagnostics import Finding, did_you_mean, errors
from dossier.model.faults import Fault
from dossier.project.git import author_name
from dossier.project.layout import Places


def run_each(places: Places, request: PullRequest, options: argparse.Namespace, root: Path) -> int:
    """List the changes of Word files, or apply what was chosen; return as `pull` does."""
    results = pulled_alone(places, request)
    changes = single_changes(results)
    wrong = (*errors(f for each in results for f in each.findings), *_wrong(changes, options))
    if wrong:
        return _told(PullResult(findings=tuple(wrong)), (), Choices(), options)
    choices = _choices(places, results, changes, options, author_name(root))
    result = decided(results, changes, choices)
    if options.apply:
        result = apply(result)
    return _told(result, changes, choices, options)


def _choices(
    places: Places,
    results: Sequence[PullResult],
    changes: Sequence[SingleChange],
    options: argparse.Namespace,
    by: str,
) -> Choices:
    """Return what the command line says of the changes, and what was said of them earlier."""
    named = {id_: Choice(way) for way in WAYS for id_ in getattr(options, way)}
    dossiers = {file.base.embedded.dossier for each in results for file in each.files}
    before: dict[str, ReviewNote] = {}
    for dossier in sorted(dossiers):
        before |= kept_before(changes, dossier_review(places, dossier)[0])
    rest = [each for each in changes if each.id not in before] if options.others == "leave" else []
    others = {each.id: Choice("leave") for each in rest}
    made = Choices({**others, **named}, sure=frozenset(options.sure), by=by)
    return with_earlier(made, before)


def _wrong(changes: Sequence[SingleChange], options: argparse.Namespace) -> Iterator[Finding]:
    """Find ids of no change, and changes of which two things are said."""
    known = [each.id for each in changes]
    said = [id_ for way in WAYS for id_ in dict.fromkeys(getattr(options, way))]
    for id_ in dict.fromkeys((*said, *options.sure)):
        if id_ not in known:
            hint = did_you_mean(id_, known, "`--each` lists the changes with their ids")
            message = f'the files have no change "{id_}"'
            yield Finding("", 0, Fault.UNKNOWN_ID, message, hint)
        elif said.count(id_) > 1:
            message = f'two things are said of the change "{id_}"'
            yield Finding("", 0, Fault.DOUBLED_ID, message, "take it, leave it or dismiss it")


def _told(
    result: PullResult,
    changes: Sequence[SingleChange],
    choices: Choices,
    options: argparse.Namespace,
) -> int:
    """Print the changes with what becomes of each, or all of it as JSON."""
    others = rivals(changes)
    if options.json:
        single = [_coded(each, choices, others) for each in changes]
        tell_json({**record(result), "single": single}, result.findings)
    else:
        for each in changes:
            for line in _lines(each, choices, others):
                print(line)
        tell_findings(result.findings)
        for line in end(result):
            print(line)
    return 1 if errors(result.findings) else 0


def _lines(
    change: SingleChange, choices: Choices, others: Mapping[str, tuple[str, ...]]
) -> Iterator[str]:
    way = choices.of(change, others).way
    yield f"{change.id}  {way:<7}  {change.block or 'the template'}{tell_by(change.by)}"
    old, new = (f"[-{change.old.strip()}-]" if change.old.strip() else "",
                f"{{+{change.new.strip()}+}}" if change.new.strip() else "")  # fmt: skip
    yield f"    {old}{new}" if old or new else f"    {change.sort}"
    if change.why:
        yield f"    {change.why}"
    if change.id in others:
        yield f"    only one of these can be taken: {', '.join((change.id, *others[change.id]))}"
    if change.unsure and change.id not in choices.sure:
        yield f"    {change.unsure}: `--sure {change.id}` if it is so"


def _coded(
    change: SingleChange, choices: Choices, others: Mapping[str, tuple[str, ...]]
) -> dict[str, Any]:
    return {
        "id": change.id,
        "kind": change.sort,
        "way": choices.of(change, others).way,
        "block": change.block,
        "paragraph": change.flat,
        "old": change.old,
        "new": change.new,
        "by": [{"author": name, "date": date} for name, date in change.by],
        "files": list(change.files),
        "rivals": list(others.get(change.id, ())),
        "why": change.why,
        "unsure": change.unsure,
    }
