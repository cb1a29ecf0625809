"""What can be put in of one treaty, law or earlier recommendation: its name, parts and words.

Every form that a block may ask for is here, so that nobody types one. Articles that the program
does not hold are offered as they are typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from dossier.build.insertable import Insertable, Sort, made, matching
from dossier.build.insertable_names import name_in, said_in
from dossier.model.frozen import frozen
from dossier.model.instrument import Instrument
from dossier.model.language import Language
from dossier.model.language import language as words_of
from dossier.model.registry import Registry, Status
from dossier.readers.registries.instruments import instrument, instruments, known_id

_LABEL = re.compile(r"(?:bare\s+)?(?:articles?|arts?)\b\.?\s*", re.IGNORECASE)
"""What may stand before the number of an article."""

_ONE = r"(?:\d+[a-z]?|[IVXLC]+)(?:[.\-–]\d+)*(?:\([0-9a-z]{1,4}\))*"
_TYPED = re.compile(rf"{_ONE}(?:(?:\s*,\s*|\s+(?:and|et|y)\s+){_ONE})*")
"""An article, or several, as somebody types them: "22(1)", "2(3), 6 and 7"."""

_HOW: tuple[tuple[Sort, str, str], ...] = (
    ("provision", "", ""),
    ("bare provision", "bare ", "for a list"),
    ("full provision", "full ", "whole title, without the acronym"),
)
"""The ways in which an article is named: what each is called, its form, what is said of it."""

_FEWEST = 2
"""Words of an article that somebody must have typed to quote these alone."""


@frozen
class Wanted:
    """Which treaty, law among the sources or earlier recommendation, and what is looked for in it.

    `words` are an article, words of one, or what it is about; `sorts` are the forms, all if none.
    """

    id: str
    words: str = ""
    sorts: Set[str] = frozenset()
    kind: str = "treaty"


def provisions(
    registry: Registry, wanted: Wanted, language: str, most: int
) -> tuple[Insertable, ...]:
    """Return what can be put in of one thing and has the words, the best first."""
    words = _LABEL.sub("", wanted.words.strip())
    if wanted.kind == "recommendation":
        held = tuple(_recommendation(registry, wanted.id, words_of(language)))
    elif wanted.kind == "law":
        source = registry.sources.get(wanted.id)
        held = tuple(_law(source.id, source.title, words)) if source else ()
    else:
        held = _treaty(registry, known_id(wanted.id), words, language)
    return matching(held, words, wanted.sorts, most)


def _recommendation(registry: Registry, name: str, words: Language) -> Iterator[Insertable]:
    """Yield what each form of an earlier recommendation prints; `name` is as authors ask for it."""
    symbol, _, paragraph = name.rpartition(" ")
    same = (e for e in registry.earlier.values() if e.paragraph == paragraph)
    found = next((each for each in same if symbol in ("", each.symbol)), None)
    if found is None:
        return
    states, said = words.join(list(found.states)), found.text.rstrip(".;")
    quote = "{}".join(words.quotes)
    answer = quote.format(found.words.rstrip(".;")) if found.words else ""
    reported = any(e.fields.get("number") == found.symbol for e in registry.sources.values())
    level = found.assessment.level if found.assessment else ""
    for form, label, how in (
        ("", f"{paragraph} ({states})" if states else paragraph, "its number, and who made it"),
        (" text", quote.format(said), "its words, as a quotation"),
        (" bare", said, "its words, without quotation marks"),
        (" states", states, "who made it"),
        (" position", found.position, "the State’s position"),
        (" words", answer, "the State’s own words"),
        (" level", level, "what became of it"),
        (" cite", f"{found.symbol}, {paragraph}" if reported else "", "a note that cites it"),
    ):
        if label:
            yield made("recommendation form", form, label, how, f"{{upr:{name}{form}}}")


def _treaty(registry: Registry, id_: str, words: str, language: str) -> tuple[Insertable, ...]:
    if id_ not in instruments():
        return ()
    held = instrument(id_)
    return (
        *_typed("treaty", id_, words, [*held.articles]),
        *_names(held, language),
        *_articles(held, words, language),
        *_acts(held, registry.treaties.get(id_), language),
    )


def _typed(kind: str, id_: str, words: str, held: list[str]) -> Iterator[Insertable]:
    """Yield an article as it was typed, where it is not among those that are held."""
    article = " ".join(words.split())
    if _TYPED.fullmatch(article) and article not in held:
        yield from _places(kind, id_, article, "as you typed it")


def _places(kind: str, id_: str, article: str, about: str, words: str = "") -> Iterator[Insertable]:
    many = "Articles" if re.search(r",|\band\b|–", article) else "Article"
    for sort, form, how in _HOW if kind == "treaty" else _HOW[:2]:
        detail = " · ".join(each for each in (about, how) if each)
        text = f"{{{kind}:{id_} {form}art. {article}}}"
        yield made(sort, article, f"{many} {article}", detail, text, words)


def _articles(held: Instrument, words: str, language: str) -> Iterator[Insertable]:
    for article, each in held.articles.items():
        said = each.words.get(language.partition("-")[0]) or each.words.get("", "")
        whole = held.articles.get(article.partition("(")[0])
        about = each.heading or each.about or (whole.about if whole else "") or said
        yield from _places("treaty", held.id, article, about, said)
        if not said:
            continue
        asked, part = f"{{quote:{held.id} art. {article}", _part(words, said)
        if part:
            yield made(
                "quotation", article, f"“{part}”", f"article {article}", f'{asked} "{part}"}}'
            )
        about = f"article {article}, whole" + (f", with “{part}”" if part else "")
        yield made("quotation", article, f"“{said}”", about, f"{asked}}}")


def _part(words: str, said: str) -> str:
    """Return the words of an article that somebody typed, as they stand there, or ""."""
    typed = words.split()
    if len(typed) < _FEWEST:
        return ""
    wanted = r"\s+".join(map(re.escape, typed))
    found = re.search(rf"(?<!\w){wanted}(?!\w)", said, re.IGNORECASE)
    part = " ".join(found[0].split()) if found else ""
    return "" if re.search(r'["“”{}]', part) else part


def _names(held: Instrument, language: str) -> Iterator[Insertable]:
    name = name_in(held.names, language)
    yield made("treaty", held.id, name.full, "by its name", f"{{treaty:{held.id}}}")
    if name.short:
        short = f"{{treaty:{held.id} short}}"
        yield made("treaty name", "short", name.short, "always its short name", short)
    full = f"{{treaty:{held.id} full}}"
    yield made("treaty name", "full", name.full, "always its whole title", full)


def _acts(held: Instrument, status: Status | None, language: str) -> Iterator[Insertable]:
    """Yield what the State did with an instrument, as far as `treaties.yaml` says it."""
    if status is None:
        return
    days = {"signed": status.signed, "ratified": status.bound, "in-force": status.in_force}
    said = {"signed": "signed", "ratified": status.act, "in-force": "in force"}
    for form, day in days.items():
        if day:
            when = words_of(language).day(day)
            label, text = f"{said[form].capitalize()}: {when}", f"{{treaty:{held.id} {form}}}"
            yield made("treaty act", form, label, "the date, with its source", text)
    if status.reservation:
        text = f"{{treaty:{held.id} reservation}}"
        words = said_in(status.reservation, language)
        yield made("treaty act", "reservation", words, "the State’s reservation", text)
    if status.act == "none":
        text = f"{{treaty:{held.id} not-ratified}}"
        name = name_in(held.names, language).full
        yield made("treaty act", "not-ratified", name, "where you say it is not ratified", text)
    table = "a table of signature and ratification, alone in a paragraph"
    if status.act != "none":
        yield made("treaty act", "table", "Table of this treaty", table, f"{{treaties:{held.id}}}")
    bound = "Table of all treaties that bind the State"
    yield made("treaty act", "table of all", bound, table, "{treaties:all}")


def _law(id_: str, title: str, words: str) -> Iterator[Insertable]:
    found = tuple(_typed("law", id_, words, []))
    yield from found
    for each in found[:1]:
        text = f"{{law:{id_} cite art. {each.id}}}"
        yield made("law note", each.id, each.label, "as a note that cites it", text)
    yield made("law", id_, title, "by its name", f"{{law:{id_}}}")
    yield made("law note", "cite", title, "as a note that cites it", f"{{law:{id_} cite}}")
