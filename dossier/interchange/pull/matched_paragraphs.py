"""Match the exported paragraphs with those of the source, as they are now."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dossier.interchange.pull.exported_tokens import exported_units
from dossier.interchange.pull.exported_version import words_of
from dossier.interchange.pull.paragraph_matching import LIKE
from dossier.interchange.pull.tokens import HIDDEN_KEY, Key, Token
from dossier.model.flat_paragraphs import FlatParagraph
from dossier.model.textdiff import difference, likeness

Tokenizer = Callable[[FlatParagraph], Sequence[Token]]
"""Gives the tokens of a paragraph."""


def matched_paragraphs(
    exported: Sequence[FlatParagraph],
    source: Sequence[FlatParagraph],
    printed: Tokenizer,
    typed: Tokenizer,
) -> dict[str, FlatParagraph]:
    """Return the source's paragraph that each exported one is now, by the exported one's id."""
    before = [keys(printed(flat)) for flat in exported]
    now = [seen(typed(flat)) for flat in source]
    found: dict[str, FlatParagraph] = {}
    for kind, one, two, three, four in difference(before, now):
        if kind == "equal":
            found |= {exported[one + n].id: source[three + n] for n in range(two - one)}
        else:
            found |= _paired(exported[one:two], source[three:four], printed, typed)
    return found


def keys(exported: Sequence[Token]) -> tuple[Key, ...]:
    """Return what an exported paragraph says, to be compared with what a source says.

    Spaces are left out: where a phrase for others stands, the source has one more.
    """
    return tuple(unit.token.key for unit in exported_units(exported) if not unit.token.is_space)


def seen(source: Sequence[Token]) -> tuple[Key, ...]:
    """Return what shows of a paragraph of the source."""
    return tuple(each.key for each in source if each.key != HIDDEN_KEY and not each.is_space)


def _paired(
    exported: Sequence[FlatParagraph],
    source: Sequence[FlatParagraph],
    printed: Tokenizer,
    typed: Tokenizer,
) -> dict[str, FlatParagraph]:
    """Pair paragraphs that were changed since the export: by their words, or by their ids."""
    free = list(source)
    found: dict[str, FlatParagraph] = {}
    for flat in exported:
        said = words_of([unit.token for unit in exported_units(printed(flat))])
        like = [(likeness(said, words_of(typed(each))), -n) for n, each in enumerate(free)]
        most, minus = max(like, default=(0.0, 0))
        if most >= LIKE:
            found[flat.id] = free.pop(-minus)
    for flat in exported if len(exported) == len(source) else ():
        same = next((e for e in free if e.id == flat.id and e.sort == flat.sort), None)
        if flat.id not in found and same:
            found[flat.id] = same
            free.remove(same)
    return found
