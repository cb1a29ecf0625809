"""Say that the words of an article are not held, or in other languages alone, and what to do."""

from __future__ import annotations

from collections.abc import Iterable

from dossier.model.diagnostics import did_you_mean
from dossier.model.instrument import Instrument
from dossier.model.language import Language
from dossier.model.language import language as language_of


def not_held(
    instrument: Instrument, article: str, held: Iterable[str], tongue: Language
) -> tuple[str, str]:
    """Return message and hint for an article; `held` are those with words in the language."""
    message = f'the words of article "{article}" of {instrument.id} are not available'
    other = instrument.articles.get(article)
    if other is None or not other.words:
        held = list(held)
        return message, did_you_mean(article, held, f"available are {', '.join(held) or 'none'}")
    names = " and ".join(language_of(each or "en").name for each in other.words)
    message += f" in {tongue.name}, only in {names}"
    named = f"{{treaty:{instrument.id} art. {article}}}"
    return message, f"quote them from a source of yours, “…” [@key], or name the article, {named}"
