"""The data that comes with the program: languages, and where templates and the skeleton lie."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from dossier.model.article_words import ArticleWords, Of, article_words
from dossier.model.case_forms import CaseForms, case_forms
from dossier.model.date_forms import DateForms, date_forms
from dossier.model.frozen import frozen
from dossier.model.language_file import language_words, of_languages
from dossier.model.list_words import ListWords
from dossier.model.plurals import plural
from dossier.model.registry import Day

DATA = Path(__file__).parents[1] / "data"
SKELETON = DATA / "skeleton"

FORMATS = ("pdf", "docx", "html", "md", "xlsx")
"""The formats there are, in the order in which they are listed."""

USUAL = ("pdf", "docx", "html", "md")
"""The formats of a document whose kind does not say which."""


@frozen
class KeptWords:
    """Words with whose neighbours a line never ends between: `model/unbroken_spaces.py`.

    A number stays after `before_numbers` and before any word but the `loose` ones, a name after
    `before_names`. A space before one of `before_signs`, or after one of `after_signs`, stays too,
    as in French; it is narrow before one of `narrow_before`. `capitals` are capital letters besides
    A to Z. Of `before_numbers`, those in `before_lists` may have several numbers: "articles 19 and
    22", where "article 402 and 37 people" has one.
    """

    before_numbers: tuple[str, ...]
    before_names: tuple[str, ...]
    loose: tuple[str, ...]
    before_signs: tuple[str, ...] = ()
    after_signs: tuple[str, ...] = ()
    narrow_before: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    before_lists: tuple[str, ...] = ()


@frozen
class Language:
    """The words the program prints in one language, and how it writes dates, lists and numbers.

    What differs by gender or case has a name for each form, the first of which is used where none
    is asked for; which forms there are is data of the language. `brackets` stand around what is
    said beside, such as an acronym; `stop` ends a note; `paragraph_number` is how the number of a
    paragraph prints; `reference_space` stands between the words of a cross-reference and its
    number, `references` are these as an author may put them in, `sentence_space` between two
    sentences. `fonts` are the families that go first in print, by the names "serif" and "sans";
    `word` are those of Word files, and there the `tag` of the language and that of `latin` words in
    it. `cases` are what may be asked for besides the nominative, where nouns have cases.
    """

    tag: str
    name: str
    terms: Mapping[str, str] = field(hash=False)
    counted: Mapping[str, Mapping[str, str]] = field(hash=False)
    plurals: Mapping[str, str] = field(hash=False)
    dates: DateForms
    list_words: ListWords
    ordinals: Mapping[str, Mapping[str, str]] = field(hash=False)
    ordinal_words: Mapping[str, tuple[str, ...]] = field(hash=False)
    quotes: tuple[str, str]
    inner_quotes: tuple[str, str]
    note_call: Literal["after the stop", "before the stop"]
    cardinals: tuple[str, ...]
    tens: tuple[str, ...]
    articles: ArticleWords
    contractions: Mapping[str, str] = field(hash=False)
    cases: Mapping[str, CaseForms] = field(hash=False)
    place_words: Mapping[str, str] = field(hash=False)
    treaty_columns: tuple[str, ...]
    kept: KeptWords
    direction: Literal["ltr", "rtl"] = "ltr"
    italics: bool = True
    brackets: tuple[str, str] = (" (", ")")
    stop: str = "."
    paragraph_number: str = "{n}."
    number_forms: Mapping[str, str] = field(default_factory=dict, hash=False)
    references: Mapping[str, str] = field(default_factory=dict, hash=False)
    reference_space: str = "\u00a0"
    sentence_space: str = " "
    fonts: Mapping[str, str] = field(default_factory=dict, hash=False)
    word: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def code(self) -> str:
        """The code of the language alone: "en" of "en-GB"."""
        return code_of(self.tag)

    @property
    def months(self) -> tuple[str, ...]:
        """The months as they stand in a date."""
        return self.dates.months

    def long_date(self, day: date) -> str:
        """Return `day` as it is written in running text, such as "25 March 2019"."""
        return self.dates.whole(Day(day.year, day.month, day.day))

    def day(self, day: Day, case: str = "") -> str:
        """Return a date as exactly as it is known: "19 to 24 January 2017", "about May 2012"."""
        dates = self.cases[case].dates if case else self.dates
        said = dates.span(day, day.until) if day.until else dates.whole(day)
        said = {"": said, "after": f"{said}–", "before": f"–{said}"}[day.open]
        return self.terms["about"].format(date=said) if day.about else said

    def count(self, name: str, n: int, **said: str) -> str:
        """Return how many there are of what `name` counts, such as "2 minutes".

        `said` are other words that the form has in braces.
        """
        forms = self.counted[name]
        form = forms.get(plural(n, self.plurals), forms["other"])
        return form.format(n=self.figure(str(n)), **said)

    def figure(self, value: str) -> str:
        """Return a plain number with its thousands parted, and with the sign before its tenths.

        Years and article numbers have four digits and stay as they are.
        """
        found = re.fullmatch(r"([0-9]{1,15})(?:\.([0-9]{1,6}))?", value)
        if not found:
            return value
        whole, tenths = found.groups()
        if len(whole) > 4:
            whole = f"{int(whole):,}".replace(",", self.terms["thousands"])
        return f"{whole}{self.terms['decimal']}{tenths}" if tenths else whole

    def cardinal(self, value: int) -> str:
        """Return `value` in words up to ninety-nine, such as "sixteen", beyond that in digits."""
        if value < len(self.cardinals):
            return self.cardinals[value]
        if value < 100 and self.tens:
            tens, ones = divmod(value, 10)
            said = {"tens": self.tens[tens - 2], "ones": self.cardinals[ones]}
            return self.terms["tens"].format(**said) if ones else said["tens"]
        return self.figure(str(value))

    def duration(self, minutes: float) -> str:
        """Return a time in words, to the next five seconds: "2 minutes 50 seconds"."""
        said = {"minutes": 5 * round(minutes * 12) // 60, "seconds": 5 * round(minutes * 12) % 60}
        parts = {unit: self.count(unit, n) for unit, n in said.items() if n}
        if len(parts) == 2:
            return self.terms["duration"].format(**parts)
        return next(iter(parts.values()), self.count("seconds", 0))

    def ordinal(self, value: int, form: str = "") -> str:
        """Return `value` as an ordinal in digits, such as "34th"."""
        endings = self.ordinals[form] if form else next(iter(self.ordinals.values()))
        digits = str(value)
        if f"={digits}" in endings:
            return digits + endings[f"={digits}"]
        fitting = [tail for tail in endings if digits.endswith(tail)]
        pattern = endings[max(fitting, key=len)]
        return pattern.format(n=digits) if "{n}" in pattern else digits + pattern

    def ordinal_word(self, value: int, form: str = "") -> str:
        """Return `value` as an ordinal in words, such as "third", or in digits beyond the data."""
        words = self.ordinal_words[form] if form else next(iter(self.ordinal_words.values()))
        if 1 <= value <= len(words):
            return words[value - 1]
        return self.ordinal(value, form if form in self.ordinals else "")

    def case_in(self, words: Collection[str]) -> str:
        """Return the case that is named among words, such as "genitive", or "" for none."""
        return next((each for each in self.cases if each in words), "")

    def join(self, names: list[str]) -> str:
        """Return names as a list in running text: "A, B and C"."""
        return self.list_words.join(names)

    def beside(self, said: str) -> str:
        """Return what is said beside something, in brackets, with the space before them."""
        return self.brackets[0] + said + self.brackets[1]

    def space_behind(self, said: str) -> str:
        """Return what parts words from a name behind them: Chinese characters need no space."""
        return "" if not self.sentence_space and said[-1:] > "\u2fff" else " "

    def places(self, said: str) -> str:
        """Return places in a source with the language's words for "and", "or" and "to".

        What stands in a registry is typed in English and serves documents in every language.
        """
        if not self.place_words:
            return said
        words = "|".join(map(re.escape, self.place_words))
        plain = re.sub(r",(?= (?:and|or) )", "", said)
        put = re.sub(words, lambda found: self.place_words[found[0]], plain)
        return put if put == plain else re.sub("  +", " ", put)

    def article(self, listed: str, several: bool, case: str = "", of: Of = "law") -> str:
        """Return an article, or several of them as they are listed: "articles 2 and 3"."""
        words = self.cases[case].articles if case else self.articles
        said = words.of_treaty(listed, self.plurals, self.list_words, of) if of != "law" else None
        if said is None:
            said = words.one_paragraph(listed) or words.each(listed, self.list_words)
            said = said or words.some(self.places(listed), several, self.plurals)
        return said

    def part_of(self, part: str, name: str) -> str:
        """Return an article and the instrument it stands in: "article 22 of the ICCPR".

        Where a language bends its nouns, and has no genitive of the name, the article is apart.
        """
        genitive = self.cases.get("genitive")
        bent = genitive.name(name) if genitive else name
        if bent is None:
            return self.terms["apart"].format(article=part, name=name)
        return self._contracted(self.terms["of"].format(article=part, name=bent))

    def addressed(self, salutation: str) -> str:
        """Return a salutation with the sign that stands after it, unless it was typed with one."""
        signed = salutation.endswith((",", ":", "!", "،", "，", "：", "！"))
        return salutation if signed else self.terms["salutation"].format(name=salutation)

    def _contracted(self, text: str) -> str:
        """Return a text whose words run together where they must: "du Pacte" of "de le Pacte"."""
        for apart, together in self.contractions.items():
            text = re.sub(rf"(?<!\w){re.escape(apart)}", together, text)
        return text


def code_of(tag: str) -> str:
    """Return the code of a language tag in small letters: "en" of "en-GB"."""
    return tag.partition("-")[0].lower()


@of_languages
@cache
def language(tag: str) -> Language:
    """Return the language of a tag such as "en" or "en-GB".

    Raises `KeyError` when `data/languages` has no file for it.
    """
    raw = language_words(code_of(tag))
    terms = raw["terms"]
    return Language(
        tag=tag,
        name=raw["name"],
        terms={name: said for name, said in terms.items() if isinstance(said, str)},
        counted={name: said for name, said in terms.items() if not isinstance(said, str)},
        plurals=raw["plurals"],
        dates=date_forms(raw),
        cases={name: case_forms(raw, each) for name, each in raw.get("cases", {}).items()},
        list_words=ListWords(**raw["lists"]),
        ordinals=_forms(raw["ordinals"]),
        ordinal_words={form: tuple(each) for form, each in _forms(raw["ordinal_words"]).items()},
        cardinals=tuple(raw["cardinals"]),
        tens=tuple(raw["tens"]),
        quotes=(raw["quotes"][0], raw["quotes"][1]),
        inner_quotes=(raw["inner_quotes"][0], raw["inner_quotes"][1]),
        note_call=raw.get("note_call", "after the stop"),
        articles=article_words(raw),
        contractions=raw.get("contractions", {}),
        place_words=raw.get("place_words", {}),
        treaty_columns=tuple(raw["treaty_columns"]),
        kept=KeptWords(**{name: tuple(words) for name, words in raw["keep"].items()}),
        direction=raw.get("direction", "ltr"),
        italics=raw.get("italics", True),
        brackets=tuple(raw.get("brackets", (" (", ")"))),
        stop=raw.get("stop", "."),
        paragraph_number=raw.get("paragraph_number", "{n}."),
        number_forms=raw.get("number_forms", {}),
        references=raw["references"],
        reference_space=raw.get("reference_space", "\u00a0"),
        sentence_space=raw.get("sentence_space", " "),
        fonts=raw.get("fonts", {}),
        word=raw.get("word", {}),
    )


def _forms(raw: Any) -> Mapping[str, Any]:
    """Return what a language says in several forms by their names; one alone has the name ""."""
    several = isinstance(raw, Mapping) and all(
        isinstance(each, Mapping | list) for each in raw.values()
    )
    return raw if several else {"": raw}


def own_templates() -> Path:
    """Return the folder of the templates that come with the program.

    In a checkout that is `templates/` beside the package, in an installed wheel the copy inside.
    """
    inside = Path(__file__).parents[1] / "templates"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "templates"
