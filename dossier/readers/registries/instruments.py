"""Read the program's own data on instruments: titles, dates, articles, from one file each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from dossier.model.instrument import Article, Instrument
from dossier.model.language import DATA
from dossier.model.language_file import language_words, languages, of_languages
from dossier.model.program_data import read_data
from dossier.model.registry import Name

FOLDER = DATA / "instruments"

BINDING = ("treaty", "convention", "protocol")
"""The kinds of instruments that States ratify; the others are declarations and the like."""


@cache
def instruments() -> tuple[str, ...]:
    """Return the ids of the instruments there are data of, as authors write them."""
    return tuple(sorted(path.stem.upper() for path in FOLDER.glob("*.yaml")))


def known_id(typed: str) -> str:
    """Return the id that `typed` means: case does not count, nor a zero left out.

    >>> known_id("c87"), known_id("Iccpr")
    ('C087', 'ICCPR')
    """
    upper = typed.upper()
    found = re.fullmatch(r"([CPR])(\d{1,3})", upper)
    return f"{found[1]}{int(found[2]):03}" if found else upper


def called(id_: str) -> tuple[str, ...]:
    """Return acronyms by which texts in any language call an instrument, and none prints here."""
    return tuple(_raw(id_, "head").get("called", ()))


@cache
def instrument(id_: str) -> Instrument:
    """Return an instrument. Raises `KeyError` for one there are no data of."""
    raw = _raw(id_, "whole")
    adopted = (
        raw["adopted"] if isinstance(raw["adopted"], date) else date(int(raw["adopted"]), 1, 1)
    )
    amended = raw.get("amended", {})
    return Instrument(
        id=id_,
        names=names(id_),
        adopted=adopted,
        binding=raw["kind"] in BINDING,
        articles={str(key): _article(each) for key, each in (raw.get("articles") or {}).items()},
        mistaken=tuple(raw.get("mistaken", ())),
        amended=amended.get("value"),
        amended_names={tag: _name(each) for tag, each in amended.get("names", {}).items()},
        body=raw.get("body", ""),
    )


@cache
def _raw(id_: str, how: str) -> dict[str, Any]:
    """Return what a file holds; its head alone, without the articles, reads much faster."""
    if id_ not in instruments():
        raise KeyError(id_)
    before = "articles:" if how == "head" else ""
    raw: dict[str, Any] = read_data(FOLDER / f"{id_.lower()}.yaml", before)
    return raw


@of_languages
@cache
def names(id_: str) -> Mapping[str, Name]:
    """Return the names of an instrument by language. Raises `KeyError` for an unknown one."""
    raw = _raw(id_, "head")["names"]
    tags = dict.fromkeys((*raw, *languages()))
    held = {tag: {**raw.get(tag, {}), **_own(tag, id_)} for tag in tags}
    return {tag: _name(each, tag) for tag, each in held.items() if "full" in each}


def _own(tag: str, id_: str) -> Mapping[str, str]:
    """Return what the file of a language says of an instrument's name."""
    if tag not in languages():
        return {}
    said: Mapping[str, Mapping[str, str]] = language_words(tag).get("instruments", {})
    return said.get(id_, {})


def _name(raw: Mapping[str, str], tag: str = "en") -> Name:
    """Return a name; where it does not say its articles, they are those of its first words."""
    full, short = raw["full"], raw.get("short", "")
    return Name(
        full,
        short,
        raw.get("article", _article_of(full, tag)),
        raw.get("short_article", _article_of(short, tag)),
    )


def _article_of(name: str, tag: str) -> str:
    articles = language_words(tag).get("articles", {}) if tag in languages() else {}
    first = name.partition(" ")[0]
    fitting = (article for article, begins in articles.items() if first in begins)
    return next(fitting, "")


def _article(raw: Mapping[str, Any]) -> Article:
    return Article(raw.get("heading", ""), raw.get("about", ""), raw.get("text") or {})


@cache
def mistaken() -> Mapping[str, str]:
    """Return acronyms that are written for an instrument by mistake, and the instrument meant."""
    raw = {id_: _raw(id_, "head").get("mistaken") or () for id_ in instruments()}
    return {wrong: id_ for id_, all_ in raw.items() for wrong in all_}


@cache
def categories() -> Mapping[str, Mapping[str, str]]:
    """Return the categories of incidents: the label of each by language."""
    raw: dict[str, Any] = read_data(DATA / "categories.yaml")
    return {str(id_): words for id_, words in raw["categories"].items()}


@of_languages
@cache
def category_names(code: str) -> Mapping[str, str]:
    """Return what the categories are called in a language, in English where it has no word."""
    words: Mapping[str, str] = language_words(code).get("categories", {})
    return {id_: str(words.get(id_) or each.get(code) or each["en"])
            for id_, each in categories().items()}  # fmt: skip


@cache
def acronyms() -> Mapping[str, str]:
    """Return acronyms of all languages that need no registry, with what they stand for."""
    raw: dict[str, Any] = read_data(DATA / "acronyms.yaml")
    every = (raw["acronyms"], *raw["elsewhere"].values())
    return {str(key): str(words) for held in every for key, words in held.items()}
