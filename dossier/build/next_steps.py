"""What an author of a draft does next, in order: the findings of a check, put together as steps.

Findings follow the text; an author goes another way. Who submits and for which session comes
first, then what others said is compared, then what is missing is written, and only then is the
text shortened. A step that nothing asks for is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from dossier.model.diagnostics import Finding, errors
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import DATA
from dossier.model.program_data import read_data

_GAP = "placeholder-text"

_MARKS: Mapping[str, Mapping[str, str]] = read_data(DATA / "from-un-words.yaml")["marks"]
CHECK, WRITE = _MARKS["check"]["en"], _MARKS["write"]["en"]
"""How an English text says that what the UN said is to be compared, and that words are missing."""


@frozen
class Step:
    """Something to do: what, how many findings ask for it, and the files of the first of them."""

    id: str
    words: str
    count: int
    files: tuple[str, ...]


def next_steps(findings: Sequence[Finding]) -> tuple[Step, ...]:
    """Return what to do next about findings, in order; nothing where no text is missing.

    >>> found = Finding("a.md", 1, "placeholder-text", WRITE, "write it", "warning")
    >>> [each.id for each in next_steps([found])]
    ['write']
    """
    if not any(each.rule == _GAP for each in findings):
        return ()
    made = (_step(id_, words, filter(asks, findings)) for id_, words, asks in _STEPS)
    return tuple(each for each in made if each.count)


def _step(id_: str, words: str, asking: Iterable[Finding]) -> Step:
    found = tuple(asking)
    return Step(id_, words, len(found), tuple(dict.fromkeys(each.file for each in found))[:3])


def _gap(finding: Finding) -> bool:
    return finding.rule == _GAP


def _assumed(finding: Finding) -> bool:
    return _gap(finding) and "was assumed" in finding.message


def _of_manifest(finding: Finding) -> bool:
    return _gap(finding) and finding.file.endswith("dossier.yaml") and not _assumed(finding)


def _missing(finding: Finding) -> bool:
    return _gap(finding) and not (finding.file.endswith("dossier.yaml") or _compared(finding))


def _compared(finding: Finding) -> bool:
    """Whether a finding says, in any language, that words are to be compared with a document."""
    return _gap(finding) and any(each in finding.message for each in _MARKS["check"].values())


_STEPS: tuple[tuple[str, str, Callable[[Finding], bool]], ...] = (
    (
        "errors",
        "correct the errors; no document is final with them",
        lambda each: bool(errors([each])),
    ),
    ("submitter", "say who submits, and what about, in dossier.yaml", _of_manifest),
    (
        "session",
        "confirm what was assumed (`python build.py deadlines --state NAME`), then take it out of "
        "`assumed:`",
        _assumed,
    ),
    (
        "treaties",
        "look up what binds the State, and enter it with its source in treaties.yaml",
        lambda each: each.rule == Fault.TREATY_STATUS_UNKNOWN,
    ),
    (
        "compare",
        "compare what the UN said with its documents, set `verified: yes` in sources.yaml, and "
        f"take out “{CHECK}”, or the same in its language",
        _compared,
    ),
    ("write", "write what is missing", _missing),
    ("shorten", "shorten the text to its limit", lambda each: each.rule == "word-limit"),
)
