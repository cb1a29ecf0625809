"""The manual: a page for every id that a message can have, whether a rule's or a fault's.

Pages of rules are the rules' own docstrings; pages of faults stand in `data/findings.en.yaml`. An
id that is both, such as `wrong-order`, has both pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

import yaml

from dossier.lint import RULES, every_rule, explain
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import DATA
from dossier.readers.yaml import Loader

ALL = "all"
"""What is asked for to get every page."""


@frozen
class FaultPage:
    """The page of a fault: what it means, why it matters, what to do, a message as printed.

    A severity of "depends" is explained in `what`.
    """

    severity: Literal["error", "warning", "depends"]
    what: str
    why: str
    do: str
    says: str


@cache
def fault_pages() -> Mapping[str, Mapping[Fault, FaultPage]]:
    """Return the pages of faults by the title of their group, in the order of the manual."""
    raw = yaml.load((DATA / "findings.en.yaml").read_text("utf-8"), Loader=Loader)  # noqa: S506 (a safe loader)
    return {
        title: {Fault(id_): FaultPage(**page) for id_, page in group.items()}
        for title, group in raw.items()
    }


def known_ids() -> tuple[str, ...]:
    """Return every id there is a page of, and "all"."""
    return (*dict.fromkeys((*RULES, *sorted(Fault))), ALL)


def manual(wanted: str) -> Iterator[str]:
    """Yield the pages of an id, or of all ids, in Markdown. An unknown id has none."""
    yield from explain(RULES if wanted == ALL else [each for each in RULES if each == wanted])
    for group in fault_pages().values():
        for id_, page in group.items():
            if wanted in (ALL, id_):
                yield "\n".join(("## " + id_, *_body(page)))


def described(id_: str) -> tuple[str, str]:
    """Return what an id means in a sentence, and its pages; an author's own rule has none."""
    faults = [group[Fault(id_)].what for group in fault_pages().values() if id_ in group]
    what = [each.what for each in every_rule(each for each in RULES if each == id_)]
    return next(iter((*what, *faults)), ""), "\n".join(manual(id_))


def chapters(id_: str) -> Iterator[tuple[str, str, Literal["words", "example"]]]:
    """Yield the pages of an id in parts: title, text, and whether that is an example as typed."""
    for each in every_rule(each for each in RULES if each == id_):
        yield "What it finds", each.what, "words"
        yield "Why", each.why, "words"
        yield "Such as", each.bad, "example"
        yield "Better", each.good, "example"
        yield "Source", each.source, "words"
        yield "Languages", f"{each.languages_said}.", "words"
    for group in fault_pages().values():
        for fault, page in group.items():
            if fault == id_:
                yield "What it means", page.what, "words"
                yield "Why", page.why, "words"
                yield "What to do", page.do, "words"


def faults_manual() -> str:
    """Return the chapter of faults, by groups, then a list of the rules with links to theirs."""
    lines = []
    for title, group in fault_pages().items():
        lines += [f"## {title}", ""]
        for id_, page in group.items():
            also = [f"Also a [rule of `check`](rules.md#{id_}).", ""] if id_ in RULES else []
            lines += [f"### {id_}", *_body(page), *also]
    lines += ["## Rules of `check`", "", "[rules.md](rules.md) has a page for each.", ""]
    lines += [f"- [{each.name}](rules.md#{each.name}): {each.what}" for each in every_rule()]
    return "\n".join(lines) + "\n"


def _body(page: FaultPage) -> Iterator[str]:
    yield f"\n{page.what}\n"
    yield f"**Why.** {page.why}\n"
    yield f"**What to do.** {page.do}\n"
    yield f"Says ({_WEIGHT[page.severity]}):\n\n    {page.says}\n"


_WEIGHT = {"error": "error", "warning": "warning", "depends": "error or warning"}
