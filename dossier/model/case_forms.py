"""What a language prints in another case than the nominative, where its nouns have cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from dossier.model.article_words import ArticleWords, article_words
from dossier.model.date_forms import DateForms, date_forms
from dossier.model.frozen import frozen


@frozen
class CaseForms:
    """What a language prints in one of its cases: dates, articles of laws, names of instruments.

    `names` are beginnings of names and how these stand in the case.
    """

    dates: DateForms
    articles: ArticleWords
    names: Mapping[str, str] = field(hash=False)

    def name(self, nominative: str) -> str | None:
        """Return a name in this case, or None where its beginning is not known.

        An acronym is the same in every case.
        """
        if nominative.isupper() and " " not in nominative:
            return nominative
        first = max(filter(nominative.startswith, self.names), key=len, default=None)
        return None if first is None else self.names[first] + nominative.removeprefix(first)


def case_forms(raw: Mapping[str, Any], case: Mapping[str, Any]) -> CaseForms:
    """Return the forms of a case; what it does not say is as in the nominative."""
    return CaseForms(
        dates=date_forms({**raw, **case}),
        articles=article_words(raw, case),
        names=case.get("names", {}),
    )
