"""What an author says of a draft before it becomes a dossier; it stands for what would be guessed.

To let one more thing be said, give it a field here, and a point in `open_points`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Literal

from dossier.model.frozen import frozen
from dossier.readers.drafts.corrections import Corrections


@frozen
class Settled:
    """What somebody said; "", 0, None and what is not named is looked for in the draft.

    `headings` say by their lines which guessed headings are some, `title_line` whether the line
    that was taken for the title is one. `template` is the kind of document that somebody chose, ""
    for the draft's own sections, None where nobody chose. `kinds` are those of sections by the
    lines of their titles, `cites` say by their numbers which notes become citations if they can.
    """

    template: str | None = None
    title: str = ""
    state: str = ""
    submitter: str = ""
    acronym: str = ""
    language: str = ""
    day: date | None = None
    session: int = 0
    cycle: int = 0
    title_line: Mapping[int, bool] = field(default_factory=dict)
    headings: Mapping[int, bool] = field(default_factory=dict)
    kinds: Mapping[int, str] = field(default_factory=dict)
    calls: Literal["", "find", "none"] = ""
    cites: Mapping[int, bool] = field(default_factory=dict)

    @property
    def corrections(self) -> Corrections:
        """How the draft is read otherwise than by its looks."""
        said = {**self.headings, **self.title_line}
        prose = frozenset(line for line, is_so in said.items() if not is_so)
        return Corrections(prose, "none" if self.calls == "none" else "find")


NOTHING_SETTLED = Settled()
