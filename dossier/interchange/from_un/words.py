"""Words of others in the Markdown of a block: as words, shortened where they are only quoted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from dossier.interchange.from_un.phrases import Phrases
from dossier.interchange.markdown_source.escaping import escaped
from dossier.interchange.markdown_source.markdown_context import MarkdownContext
from dossier.lint.language_detection import reads_rather_as
from dossier.model.registry import Earlier

QUOTED = 25
"""How many words of a paragraph are quoted; a remark beside them has all."""

_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "FEMININE", "MASCULINE", "MODIFIER", "MICRO")
"""How the names of letters begin that print; the last four stand in Latin texts."""

_LETTERS = {"ru": "CYRILLIC", "ar": "ARABIC", "zh": "CJK"}
"""How the names of letters begin in which a language is written."""

_ASKABLE = re.compile(r"[\w./-]+")


def quoted(text: str, phrases: Phrases) -> str:
    r"""Return the first words of a text in quotation marks; English ones say so in other languages.

    >>> print(quoted("It is *so*.", Phrases("en-GB")), quoted("It is so.", Phrases("fr")))
    “It is \*so\*.” [“It is so.”]{lang: en} [à traduire]
    """
    own = is_in(text, phrases.code)
    if not own and not printable(text):
        return phrases.say("translate")
    words = shown(text).split()
    rest = " …" if len(words) > QUOTED else ""
    said = f"“{escaped(' '.join(words[:QUOTED]), MarkdownContext())}{rest}”"
    if own or phrases.code == "en":
        return said
    return f"[{said}]{{lang: en}} {phrases.say('translate')}"


def is_in(text: str, code: str) -> bool:
    """Whether a text is in another language than English, by its letters or its words."""
    if code in _LETTERS:
        letters = [unicodedata.name(each, "").split(" ")[0] for each in text if each.isalpha()]
        return 2 * letters.count(_LETTERS[code]) > len(letters)
    return code != "en" and reads_rather_as(text, code, "en")


def printable(text: str) -> bool:
    """Whether all letters are of scripts that the house fonts have, and English readers may know.

    >>> printable("Côte d’Ivoire, № 87"), printable("工会")
    (True, False)
    """
    return all(
        not each.isalpha() or unicodedata.name(each, "").split(" ")[0] in _SCRIPTS for each in text
    )


def typed(text: str, *, cell: bool = False) -> str:
    """Return a text so that a block prints it as it is."""
    return escaped(" ".join(shown(text).split()), MarkdownContext(cell=cell))


def remarked(text: str) -> str:
    """Return a text as a remark of a block can hold it."""
    return " ".join(shown(text).split()).replace("--", "––").replace("<!", "< !")


def shown(text: str) -> str:
    """Return a text with spaces in the place of characters that no file should hold."""
    barred = ("Cc", "Cn", "Co", "Cs")
    return "".join(" " if unicodedata.category(each) in barred else each for each in text)


def asked(entry: Earlier, form: str, every: Collection[Earlier]) -> str:
    """Return what asks the registry for a part of a recommendation."""
    known = sum(each.paragraph == entry.paragraph for each in every)
    symbol = f"{entry.symbol} " if known > 1 else ""
    kind = "Upr" if form == "position" else "upr"
    return f"{{{kind}:{symbol}{entry.paragraph}{' ' * bool(form)}{form}}}"


def can_be_asked(entry: Earlier) -> bool:
    """Whether paragraph and symbol are such that a block can ask for them."""
    return bool(_ASKABLE.fullmatch(entry.paragraph)) and bool(
        not entry.symbol or _ASKABLE.fullmatch(entry.symbol)
    )
