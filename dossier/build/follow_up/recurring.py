"""Find recommendations that recur from cycle to cycle: near words on one theme, or for one action.

Two texts are near if they share stems that few other recommendations have: the cosine of their
stems, weighted by rarity (tf-idf). Words of all UN languages have stems, so that no language need
be told; numbers must agree, since Convention 87 is not Convention 98. Nothing is merged: what is
found is a proposal with its score, until an author confirms it.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dossier.build.recurrence_links import named, recurrence_links
from dossier.lint.language_detection import common_words
from dossier.lint.recommendation_strength import category
from dossier.model.follow_up import Recurrence
from dossier.model.registry import Earlier, Registry
from dossier.project.un_library.words import stems, words

NEAR, NEARER = 0.35, 0.6
"""The least score where theme or action are the same, and where neither is."""

KEYS = 12
"""How many of the rarest stems of a text one that is near has at least one of."""

_YEAR = re.compile(r"(?:19|20)\d\d")

_Weights = Mapping[str, float]


def recurring(registry: Registry) -> tuple[Recurrence, ...]:
    """Return which recommendation repeats which of an earlier cycle: confirmed, then proposed.

    For each one that an author said nothing of, the nearest of each earlier cycle is proposed.
    """
    held = tuple(registry.earlier.values())
    weights = dict(zip(map(named, held), _weights([each.text for each in held]), strict=True))
    confirmed = [
        Recurrence(
            later=named(each.later),
            earlier=named(each.earlier),
            score=_cosine(weights[named(each.later)], weights[named(each.earlier)]),
            confirmed=True,
        )
        for each in recurrence_links(registry)
    ]
    return (*confirmed, *_proposed(held, weights))


def _proposed(held: Sequence[Earlier], weights: Mapping[str, _Weights]) -> Iterator[Recurrence]:
    stemmed: dict[str, list[Earlier]] = defaultdict(list)
    for each in held:
        for stem in weights[named(each)]:
            stemmed[stem].append(each)
    for later in held:
        if later.recurs or not later.cycle:
            continue
        near = {id(each): each for stem in _rarest(weights[named(later)]) for each in stemmed[stem]}
        best: dict[int, Recurrence] = {}
        for each in near.values():
            if not each.cycle or each.cycle >= later.cycle:
                continue
            score = _cosine(weights[named(later)], weights[named(each)])
            if _is_near(later, each, score):
                found = Recurrence(named(later), named(each), score)
                first = best.setdefault(each.cycle, found)
                best[each.cycle] = max(first, found, key=lambda one: one.score)
        yield from (best[cycle] for cycle in sorted(best, reverse=True))


def _rarest(weights: _Weights) -> list[str]:
    """Return the stems by which texts are looked for that may be near."""
    return sorted(weights, key=lambda stem: -weights[stem])[:KEYS]


def _is_near(later: Earlier, earlier: Earlier, score: float) -> bool:
    if score < NEAR:
        return False
    one, two = _numbers(later.text), _numbers(earlier.text)
    if one and two and not one & two:
        return False
    themes = {each.casefold() for each in later.themes} & {e.casefold() for e in earlier.themes}
    return score >= NEARER or bool(themes) or category(later.text) == category(earlier.text)


def _numbers(text: str) -> set[str]:
    """Return the numbers in a text that are no years, such as those of Conventions."""
    found = {each for each in words(text) if any(sign.isdigit() for sign in each)}
    return {each for each in found if not _YEAR.fullmatch(each)}


def _weights(texts: Sequence[str]) -> list[_Weights]:
    """Return the stems of each text with their weights, the rarer the heavier."""
    stemmed = [_stems(each) for each in texts]
    texts_with = Counter(stem for each in stemmed for stem in each)
    rarity = {stem: math.log((len(texts) + 1) / (n + 1)) + 1 for stem, n in texts_with.items()}
    return [_normal({stem: rarity[stem] for stem in each}) for each in stemmed]


def _normal(weights: _Weights) -> _Weights:
    length = math.sqrt(sum(n * n for n in weights.values()))
    return {stem: n / length for stem, n in weights.items()}


def _stems(text: str) -> frozenset[str]:
    common = common_words()
    said = (each for each in words(text) if each not in common)
    return frozenset(stem for each in said for stem in stems(each) or (each,))


def _cosine(one: _Weights, two: _Weights) -> float:
    return round(sum(one[stem] * two[stem] for stem in one.keys() & two.keys()), 3)
