"""A cross-reference in another language is called by its English word.

What a reference prints before its number is what the author typed: “[paragraph](#paragraph:strike)”
says “paragraph 6” in every language.

Why: A reader sees that the text was translated and not read.
Source: editorial; `references` in `data/languages/` has the words of each language.
Bad:
    ---
    language: ru
    ---
    # Введение

    Закон принят в 2014 году. {#law}

    Его применили в тот же день (см. [paragraph](#paragraph:law)).
Says: "paragraph 1" is English
Good:
    ---
    language: ru
    ---
    # Введение

    Закон принят в 2014 году. {#law}

    Его применили в тот же день (см. [пункт](#paragraph:law)).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.lint.draft import Draft
from dossier.lint.rule import Hit
from dossier.model.language import language

SEVERITY = "warning"
LANGUAGES = ("ar", "es", "fr", "ru", "zh")
_WORDS = re.compile(
    r"(?<!\w)(?P<word>[Pp]aragraph|[Ss]ection|[Rr]ecommendation|above note)s?\s\(?\d+"
)


def check(draft: Draft) -> Iterator[Hit]:
    """Find English words before numbers in what the author wrote, quotations apart."""
    forms = language(draft.language).references.values()
    own = {each.lower() for form in forms for each in re.findall(r"\[([^\]]+)\]", form)}
    for unit in draft.prose:
        for found in _WORDS.finditer(unit.text if unit.where != "quote" else ""):
            if found["word"].lower() not in own:
                some = " ".join(forms)
                hint = f"type the word of the language between the brackets, as in {some}"
                yield Hit(unit, f'"{found[0]}" is English', hint, found[0])
