"""How a language says articles of laws and treaties, and their paragraphs and letters.

What is asked for is typed as "6, 7 and 2(3)" in every language. Some say a paragraph beside its
article, "articles 6, 7 et 2 (par. 3)"; others before it, "статьи 6 и 7 и пункт 3 статьи 2".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field, replace
from typing import Any, Literal

from dossier.model.frozen import frozen
from dossier.model.list_words import ListWords
from dossier.model.plurals import plural

Of = Literal["law", "treaty", "UN treaty"]
"""What an article stands in: treaties of the ILO and of regions are not of the UN."""

Forms = Mapping[str, str]
"""Patterns by the class of a number, as CLDR calls it; "other" is for the rest."""

_ITEM = re.compile(r"(?P<n>\d+[a-z]?)?(?:\((?P<m>\d+)\))?(?P<k>(?:\([a-z]{1,5}\))*)")


@frozen
class Provision:
    """An article, paragraphs of it, and letters: those of the paragraph or of the article."""

    n: str
    m: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()


@frozen
class ArticleWords:
    """The patterns of a language: `{n}` is the article, `{m}` its paragraph, `{k}` letters in it.

    `forms` are one article and several, by the class of their number. `paragraph` is how a
    paragraph stands, if not as in "22(1)". Of treaties, `before` are paragraphs that stand before
    their article, `behind` those that follow it, by class. `letter` is one letter, with the space
    before the first of them; `lettered` an article that has letters and no paragraph, if not as an
    article. `numerals` are the numbers of articles of treaties of the UN, from zero, where these
    are no figures. `apart` is whether each article of several stands for itself, as in Chinese.
    """

    forms: Forms = field(hash=False)
    paragraph: str = ""
    before: Forms = field(default_factory=dict, hash=False)
    behind: Forms = field(default_factory=dict, hash=False)
    letter: str = ""
    lettered: str = ""
    numerals: tuple[str, ...] = ()
    apart: bool = False

    def some(self, listed: str, several: bool, plurals: Mapping[str, str]) -> str:
        """Return articles as they are listed: "articles 2 and 3"."""
        span = re.search("[–-]", listed)
        n = len(re.findall(r"\d[^\s,]*", listed)) if several and not span else 0
        name = plural(n, plurals) if n else "other" if several else "one"
        return _form(self.forms, name).format(n=listed)

    def one_paragraph(self, listed: str) -> str:
        """Return a paragraph of one article, or "" where it is not one or stands as it is typed."""
        part = re.fullmatch(r"(\d+)\((\d+)\)", listed)
        return self.paragraph.format(n=part[1], m=part[2]) if part and self.paragraph else ""

    def each(self, listed: str, words: ListWords) -> str:
        """Return articles each for itself, or "" where they stand together or are no plain ones."""
        found = _provisions(listed, words, "") if self.apart else None
        if not found or any(each.m[1:] or (each.m and not self.paragraph) for each in found):
            return ""
        one = _form(self.forms, "one")
        return words.join([
            self.paragraph.format(n=each.n, m=each.m[0]) if each.m else one.format(n=each.n)
            for each in found
        ])  # fmt: skip

    def of_treaty(
        self, listed: str, plurals: Mapping[str, str], words: ListWords, of: Of
    ) -> str | None:
        """Return articles of a treaty, or None where they stand as they are typed."""
        found = _provisions(listed, words, self.letter)
        if found is None:
            return None
        if of == "UN treaty":
            found = [replace(each, n=self._numeral(each.n)) for each in found]
        elif not any(each.m or each.letters for each in found):
            return None
        return self._runs(found, plurals, words)

    def _runs(
        self, found: list[Provision], plurals: Mapping[str, str], words: ListWords
    ) -> str | None:
        runs: list[str] = []
        row: list[str] = []
        for each in found:
            n, m, k = each.n, words.join([*each.m]), _letters(each.letters, self.letter, words)
            name = plural(len(each.m), plurals) if each.m[1:] else "one"
            pattern = _form(self.before, name) if each.m else self.lettered if k else ""
            if pattern:
                runs += [self._row(row, plurals, words), pattern.format(n=n, m=m, k=k)]
                row = []
            elif each.m and not self.behind:
                return None
            else:
                row.append(_form(self.behind, name).format(n=n, m=m, k=k) if each.m else n + k)
            if self.apart:
                runs, row = [*runs, self._row(row, plurals, words)], []
        runs.append(self._row(row, plurals, words))
        return words.join([each for each in runs if each])

    def _row(self, row: list[str], plurals: Mapping[str, str], words: ListWords) -> str:
        name = plural(len(row), plurals) if row[1:] else "one"
        return _form(self.forms, name).format(n=words.join(row)) if row else ""

    def _numeral(self, number: str) -> str:
        at = int(number) if number.isdecimal() else len(self.numerals)
        return self.numerals[at] if at < len(self.numerals) else number


def article_words(raw: Mapping[str, Any], case: Mapping[str, Any] | None = None) -> ArticleWords:
    """Return the words of a language, or those of a case of it; what that lacks is as without."""
    said = {**raw, **(case or {})}
    numerals = said.get("treaty_numerals", ())
    return ArticleWords(
        forms=_forms(said["article"]),
        paragraph=said.get("article_paragraph", ""),
        before=_forms(said.get("treaty_paragraph", {})),
        behind=_forms(said.get("treaty_place", {})),
        letter=said.get("article_letter", ""),
        lettered=said.get("treaty_letter", ""),
        apart=said.get("articles_apart", False),
        numerals=tuple(raw["cardinals"] if numerals == "cardinals" else numerals),
    )


def _forms(raw: Any) -> Forms:
    """Return the patterns of a language by class; one alone is for all, two for one and more."""
    if isinstance(raw, Mapping):
        return raw
    return {"other": raw} if isinstance(raw, str) else {"one": raw[0], "other": raw[1]}


def _form(forms: Forms, name: str) -> str:
    return forms.get(name, forms.get("other", ""))


def _provisions(listed: str, words: ListWords, letter: str) -> list[Provision] | None:
    """Return what is listed, "(c)" and "(2)" with the article before; None for anything else."""
    last = re.escape(words.last)
    found: list[Provision] = []
    for typed in re.split(rf"\s*,\s*(?:and\s+)?|\s+(?:and|et|y)\s+|{last}", listed):
        item = _ITEM.fullmatch(typed.strip())
        if not item or not typed.strip() or not (item["n"] or found):
            return None
        m, letters = (item["m"],) if item["m"] else (), tuple(re.findall(r"\w+", item["k"]))
        if len(letters) > 1 or (letters and not letter):
            return None
        if item["n"]:
            found.append(Provision(item["n"], m, letters))
        elif bool(m) == bool(letters) or bool(m) == bool(found[-1].letters):
            return None
        else:
            before = found.pop()
            found.append(Provision(before.n, before.m + m, before.letters + letters))
    return found


def _letters(letters: tuple[str, ...], letter: str, words: ListWords) -> str:
    """Return letters with the space before them: " a) и c)"."""
    bare = letter.lstrip(" ")
    space = letter[: len(letter) - len(bare)]
    said = words.join([bare.format(k=each) for each in letters])
    return f"{space}{said}" if said else ""
