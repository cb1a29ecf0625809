"""A word is spelt in the English of another country than the document's.

Why: Mixed spelling shows that pieces of other texts were pasted in.
Source: House style. The UN writes British English with -ize (United Nations Editorial Manual, not
    compared); -ise and -ize are both British, if a text keeps to one.
Bad:
    ---
    language: en-GB
    ---
    # Background

    The new labor law came into force in 2014.
Says: "labor" is American; the document is in British English
Good:
    ---
    language: en-GB
    ---
    # Background

    The new labour law came into force in 2014. The Center for Labor Rights calls it “a labor law”.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dossier.lint.draft import Draft, Unit
from dossier.lint.rule import Hit
from dossier.lint.spelling_variants import american, british, ise, own_words

SEVERITY = "warning"
LANGUAGES = ("en",)
_NAMES = {"US": ("British", "American"), "GB": ("American", "British")}


def check(draft: Draft) -> Iterator[Hit]:
    """Find words of the other English, each once, and -ise beside -ize.

    A word that is spelt in both ways is left to two-spellings.
    """
    tag, _, region = draft.language.partition("-")
    if tag != "en":
        return
    region = "US" if region == "US" else "GB"
    own = {word for _, word in own_words(draft)}
    seen: set[str] = set()
    styles: dict[str, list[tuple[Unit, str, str]]] = {"s": [], "z": []}
    for unit, word in own_words(draft):
        found = ise(word, tag) if word.islower() else None
        if found:
            styles[found[0]].append((unit, word, found[1]))
        right = _other(word, tag, region)
        if right and right not in own and word not in seen:
            seen.add(word)
            theirs, ours = _NAMES[region]
            message = f'"{word}" is {theirs}; the document is in {ours} English'
            yield Hit(unit, message, f'write "{right}"', word)
    yield from _mixed(styles, region)


def _other(word: str, tag: str, region: str) -> str:
    if not word.islower():
        return ""
    return british(word, tag) if region == "GB" else american(word, tag)


def _mixed(styles: dict[str, list[tuple[Unit, str, str]]], region: str) -> Iterator[Hit]:
    """Find the rarer of -ise and -ize; one word in both is found as two spellings."""
    rarer, usual = sorted(styles, key=lambda each: len(styles[each]))
    if region == "US":
        rarer, usual = "s", "z"
    both = {each[2] for each in styles[usual]}
    alone = [each for each in styles[rarer] if each[1] not in both]
    if not alone or not (styles[usual] or region == "US"):
        return
    unit, word, right = alone[0]
    if region == "US":
        message = f'"{word}" is British; the document is in American English'
    else:
        common = Counter(each[1] for each in styles[usual]).most_common(1)[0][0]
        message = f'"{word}" has -i{rarer}e, and "{common}" has -i{usual}e'
    yield Hit(unit, message, f'write "{right}", and so throughout', word)
