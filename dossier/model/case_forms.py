"""What a language prints in another case than the nominative, where its nouns have cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from dossier.model.date_forms import DateForms, date_forms
from dossier.model.frozen import frozen


@frozen
class CaseForms:
    """What a language prints in one of its cases: dates, articles of laws, names of instruments.

    `names` are beginnings of names and how these stand in the case; `treaty_paragraph` is how a
    paragraph of an article of a treaty stands, if not as in "22(1)".
    """

    dates: DateForms
    articles: Mapping[str, str] = field(hash=False)
    names: Mapping[str, str] = field(hash=False)
    treaty_paragraph: str = ""

    def name(self, nominative: str) -> str | None:
        """Return a name in this case, or None where its beginning is not known.

        An acronym is the same in every case.
        """
        if nominative.isupper() and " " not in nominative:
            return nominative
        first = max(filter(nominative.startswith, self.names), key=len, default="")
        return self.names[first] + nominative.removeprefix(first) if first else None


def case_forms(raw: Mapping[str, Any], case: Mapping[str, Any]) -> CaseForms:
    """Return the forms of a case; what it does not say is as in the nominative."""
    return CaseForms(
        dates=date_forms({**raw, **case}),
        articles=article_forms(case.get("article", raw["article"])),
        names=case.get("names", {}),
        treaty_paragraph=case.get("treaty_paragraph", raw.get("treaty_paragraph", "")),
    )


def article_forms(raw: Any) -> Mapping[str, str]:
    """Return the patterns of articles by the class of how many there are."""
    return raw if isinstance(raw, Mapping) else {"one": raw[0], "other": raw[1]}
