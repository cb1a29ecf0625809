"""Count earlier recommendations for a picture: what the State answered, what became of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dossier.build.resolve.setting import Setting
from dossier.lint.recommendation_strength import category
from dossier.model.figures import Positions
from dossier.model.follow_up import NOT_ASSESSED, counted, most_frequent, named, status_of
from dossier.model.registry import Earlier
from dossier.readers.registries.recommendations import LEVELS, POSITIONS


def answered(held: Sequence[Earlier], setting: Setting, by: str) -> Positions:
    """Return what the State said to each of them, by our assessment, or by theme."""
    return Positions(tuple((_by_theme if by == "theme" else _by_position)(held, setting)))


def implemented(held: Sequence[Earlier], setting: Setting, by: str) -> Positions:
    """Return what became of them by our assessment, by theme, or by category of action."""
    if by == "theme":
        groups = [(each.themes, each) for each in held]
    else:
        sorted_ = sorted((-category(each.text), at) for at, each in enumerate(held))
        groups = [((setting.capital_term(f"action {-n}"),), held[at]) for n, at in sorted_]
    held_by = ((names, status_of(each)) for names, each in groups)
    return named(counted(most_frequent(held_by, setting.term("other themes"))), setting.term)


def _by_position(
    held: Sequence[Earlier], setting: Setting
) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    there = {status_of(each) for each in held}
    usual = (each for each in LEVELS if each != "reversed" or each in there)
    levels = (*usual, NOT_ASSESSED)
    for position in POSITIONS:
        mine = [each for each in held if each.position == position]
        said = Counter(status_of(each) for each in mine)
        if mine:
            counts = ((setting.term(level), said[level]) for level in levels)
            yield setting.capital_term(position), tuple(counts)


def _by_theme(
    held: Sequence[Earlier], setting: Setting
) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    for theme in dict.fromkeys(theme for each in held for theme in each.themes):
        said = Counter(str(each.position) for each in held if theme in each.themes)
        yield theme, tuple((setting.term(each), said[each]) for each in POSITIONS)
