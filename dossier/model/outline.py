"""The filled outline of one document: its title block and its sections, not yet any blocks."""

from __future__ import annotations

from dossier.model.document import Block, CoverLine
from dossier.model.frozen import frozen


@frozen
class Slot:
    """A section to be filled: the kinds it takes, and what the template itself says in it.

    `repeated` names the document's list that the section comes from; such a section takes only
    blocks whose head names it with `section:`. `lead` stands before the blocks, where there are
    any; `text` after it and `after` after the blocks, in any case. `style` names the look. Where
    `needed` is "title", the title prints though nothing stands below it.
    """

    id: str
    title: str
    takes: tuple[str, ...]
    lead: Block | None
    needed: str
    repeated: str
    line: int
    text: Block | None = None
    after: Block | None = None
    style: str = ""


@frozen
class FilledOutline:
    """The filled outline of one document; its first `above` sections stand before the title."""

    file: str
    cover: tuple[CoverLine, ...]
    procedure: str
    running_head: str
    subject: str
    slots: tuple[Slot, ...]
    above: int = 0
