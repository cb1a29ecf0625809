"""What a reader of an export returns: recommendations, and a count of all the rest.

One law: no row is lost. `entries + repeats + aside + elsewhere + unreadable == rows`, whatever
stands in the file; `Intake` keeps the count for every reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import field, replace
from typing import Literal, TypeAlias

from dossier.model.diagnostics import Finding, Refused
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.registry import Assessment, Earlier
from dossier.model.un_record import RecordKind
from dossier.readers.un_exports.wording import distinct, garbled, plain

UPR = "UPR"
PLEDGES = "voluntary pledges"
"""What rows are called that other bodies than States made: a State pledged them itself."""
SEVERAL = "; "
"""What stands between the States of one row, where it is counted by them."""

KEPT = 32_000_000
"""How many letters of text are kept at most; more would not fit in 300 MB with their entries."""

Wanted: TypeAlias = Callable[[str], bool]
"""Whether recommendations to a State are kept; it is asked with the name the export gives."""


Scope: TypeAlias = Literal["recommendations of the UPR", "all mechanisms"]
"""What is taken of an export; what treaty bodies and special procedures said is aside or not."""


@frozen
class Row:
    """A recommendation as an export gives it, and the number of the row it stands in.

    `state` is the State under review and `session` that of the Working Group, where the export
    says them ("" and 0 where not); `also` are further States that the row is about. `mechanism` is
    who said it, `published` the day of its document (2020-01-31), `listed` the day on which the
    export took it up, `annotation` the number that UHRI gives it.
    """

    earlier: Earlier
    state: str = ""
    session: int = 0
    line: int = 0
    also: tuple[str, ...] = ()
    mechanism: str = UPR
    kind: RecordKind = "recommendation"
    published: str = ""
    listed: str = ""
    annotation: str = ""


@frozen
class Export:
    """All that stands in an export.

    `rows` counts rows that hold something besides column names and headings. `repeats` are rows
    that gave an entry another theme or State; `aside` are rows that are no recommendations, by
    what they are; `elsewhere` are those to States that were not asked for, by
    these States (several are parted by `SEVERAL`); `unreadable` says
    which rows could not be read and why. `findings` are about the file, or doubts about rows
    that were read.
    """

    kind: str
    entries: tuple[Row, ...] = ()
    rows: int = 0
    repeats: int = 0
    aside: Mapping[str, int] = field(default_factory=dict)
    elsewhere: Mapping[str, int] = field(default_factory=dict)
    unreadable: tuple[Finding, ...] = ()
    findings: tuple[Finding, ...] = ()


class Intake:
    """Takes rows in, one after the other, and loses none."""

    def __init__(
        self, file: str, wanted: Wanted, scope: Scope = "recommendations of the UPR"
    ) -> None:
        self.kind = ""
        self.file = file
        self.wanted = wanted
        self.scope = scope
        self.named: Mapping[str, str] = {}
        self.taken: dict[Hashable, list[Row]] = {}
        self.aside: Counter[str] = Counter()
        self.elsewhere: Counter[str] = Counter()
        self.unreadable: list[Finding] = []
        self.findings: list[Finding] = []
        self.unit = "row"
        self.kept = 0

    def take(self, row: Row, key: Hashable) -> None:
        """Keep a recommendation; rows of one `key` are one recommendation.

        Raises `Refused` when more text was kept than memory is meant for.
        """
        self.doubt_letters(row)
        self.taken.setdefault(key, []).append(row)
        self.kept += len(row.earlier.text) + len(row.earlier.words)
        if self.kept > KEPT:
            message = f"the recommendations hold more than {KEPT:,} letters"
            hint = "export the recommendations to one State, or import those to one (`--state`)"
            raise Refused(Finding(self.file, 0, Fault.TOO_BIG, message, hint))

    def doubt_letters(self, row: Row) -> None:
        """Say where letters of a row were read with a wrong encoding before."""
        found = garbled(row.earlier.text)
        if found:
            message = f'{self.unit} {row.line}: "{found}" was another letter once'
            hint = "download the export again; whoever saved it took UTF-8 for another encoding"
            self.doubt(row.line, Fault.GARBLED_LETTERS, message, hint)

    def doubt(self, line: int, rule: Fault, message: str, hint: str) -> None:
        """Say what may be wrong with a row that was read."""
        self.findings.append(Finding(self.file, line, rule, message, hint, severity="warning"))

    def cannot(self, line: int, why: str) -> None:
        """Say why a row could not be read."""
        hint = "correct the row in a copy of the file, or write the entry by hand"
        self.unreadable.append(
            Finding(
                self.file,
                line,
                Fault.UNREADABLE_ROW,
                f"{self.unit} {line}: {why}",
                hint,
                severity="warning",
            )
        )

    def export(self) -> Export:
        """Return everything that was taken in."""
        entries = tuple(self._united(rows) for rows in self.taken.values())
        repeats = sum(map(len, self.taken.values())) - len(entries)
        aside, elsewhere = self.aside.total(), self.elsewhere.total()
        return Export(
            kind=self.kind,
            entries=entries,
            rows=len(entries) + repeats + aside + elsewhere + len(self.unreadable),
            repeats=repeats,
            aside=dict(self.aside),
            elsewhere=dict(self.elsewhere),
            unreadable=tuple(self.unreadable),
            findings=tuple(self.findings),
        )

    def _united(self, rows: list[Row]) -> Row:
        first, *others = rows
        if not others:
            return first
        for other in others:
            self._compare(first, other)
        all_ = [row.earlier for row in rows]
        earlier = replace(
            first.earlier,
            states=distinct(state for each in all_ for state in each.states),
            themes=distinct(theme for each in all_ for theme in each.themes),
            sdgs=distinct(sdg for each in all_ for sdg in each.sdgs),
            words=" ".join(distinct(each.words for each in all_)),
            assessment=_assessed([each.assessment for each in all_ if each.assessment]),
        )
        return replace(first, earlier=earlier)

    def _compare(self, first: Row, other: Row) -> None:
        one, two = first.earlier, other.earlier
        unlike = [
            what
            for what, differs in (
                ("text", plain(one.text) != plain(two.text)),
                ("position", one.position != two.position),
            )
            if differs
        ]
        if unlike:
            message = (
                f"{self.unit} {other.line}: {one.paragraph or 'a recommendation'} has another "
                f"{' and '.join(unlike)} than in {self.unit} {first.line}"
            )
            hint = (
                f"{self.unit} {first.line} was taken; look into the report which of them is right"
            )
            self.doubt(other.line, Fault.UNLIKE_REPEAT, message, hint)


def _assessed(all_: list[Assessment]) -> Assessment | None:
    if not all_:
        return None
    words = " ".join(distinct(each.words.get("", "") for each in all_))
    return replace(all_[0], words={"": words} if words else {})
