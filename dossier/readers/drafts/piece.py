"""A piece: what a text file or a Word file holds between two ends of paragraphs.

Readers make pieces; `shape` makes headings, lists and paragraphs of them.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal, TypeAlias

from dossier.model.document import BulletList, Figure, Inlines, Nodes, Quote, Table
from dossier.model.frozen import frozen
from dossier.model.list_numbers import PLAIN, Form
from dossier.model.walk import plain

Style: TypeAlias = Literal["", "title", "subtitle", "quote", "continued"]


@frozen
class Listed:
    """The place of a piece in a list: `series` tells lists apart that count by themselves.

    A piece without a number has number 0. `label` is how the number is written ("({n})"), `form`
    that of the list it makes ("(a)"), `mark` the number as it prints; `steps` are the numbers of
    all levels that it shows ("2.1").
    """

    ordered: bool
    level: int = 0
    number: int = 0
    series: str = ""
    label: str = ""
    form: Form = PLAIN
    mark: str = ""
    steps: int = 1


@frozen
class RunFormat:
    """How a piece looks: by this headings are known that have no style.

    `lone` says that it fills less than a line and stands by itself, `size` is in half points.
    """

    bold: bool = False
    centred: bool = False
    lone: bool = False
    indented: bool = False
    size: int = 0


@frozen
class Piece:
    """Words or a ready `node`; `level` is that of a heading by style, 0 for what is none.

    `rest` are further paragraphs of the same item. `prose` says that it is no heading and no
    title, whatever it looks like.
    """

    content: Inlines
    line: int
    level: int = 0
    style: Style = ""
    listed: Listed | None = None
    run_format: RunFormat = field(default_factory=RunFormat)
    node: Table | Figure | Quote | BulletList | None = None
    rest: Nodes = ()
    prose: bool = False

    @property
    def text(self) -> str:
        """The words of the piece, without notes."""
        return plain(self.content)

    @property
    def leads(self) -> bool:
        """Whether it leads to a list."""
        return self.text.rstrip().endswith((":", ":–", ":-", ": –", "："))
