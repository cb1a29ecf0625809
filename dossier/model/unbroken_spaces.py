"""Spaces at which no line may end: "paragraph 26", "28 March", "37 people", "Mr K. Exemplar".

An author types plain spaces. They become no-break spaces (U+00A0, before some signs the narrow
U+202F) only in what is written, in all formats alike; the document itself, which Word files embed,
keeps what was typed. So what comes home from Word is compared with the same rule (`pull`).

Which words belong together is data of the language (`keep` in `data/languages/`). The rule: a
reader who meets a number at the begin of a line should not have to look back for what it counts
(The Chicago Manual of Style, 17th edition, 2.113 and 7.40; Bringhurst, The Elements of Typographic
Style, 2.4.10: from memory).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial

from dossier.model.document import (
    Block,
    Break,
    CoverLine,
    Document,
    Emphasis,
    Figure,
    Inline,
    Inlines,
    Link,
    Mark,
    Node,
    Nodes,
    Note,
    Phrase,
    Reference,
    Section,
    Strong,
    Text,
)
from dossier.model.edition import Edition
from dossier.model.language import Language
from dossier.model.walk import changed

NO_BREAK = "\u00a0"
NARROW = "\u202f"
"""Stands before the signs of a language that want a narrow space, such as French semicolons."""

_NUMBER = r"(?:[(“]?\d|[IVXLC]+\b|[A-Z]\b|\([a-z]\))"
"""How what is counted begins: "12", "(7)", "IV", "B", "(a)"."""

_ONE = re.compile(r"\(?\d[\d.()–-]*")
"""What stands after the label of one thing: "26", "12(1)", "14–16"."""

_NUMBERS = re.compile(rf"{_ONE.pattern}(?:(?:,| \w{{1,3}}) {_ONE.pattern})*")
"""What stands after that of several: "3 and 7", "12(1), 14–16"."""

_YEAR = r"(?:1[5-9]|20)\d\d"
"""A year is no number of what follows it: "in 2012 officers were tried"."""


@cache
def pattern(language: Language) -> re.Pattern[str]:
    """Return what matches, in a text of `language`, each space that stays within its line."""
    kept = language.kept
    numbered = _either(kept.before_numbers)
    months = _either(language.months)
    loose = _either(kept.loose)
    days = _either(tuple(language.dates.days.values()))
    capital = f"[A-Z{''.join(kept.capitals)}]"
    return re.compile(
        rf"(?<!\w)(?:(?P<label>(?i:{numbered}) (?={_NUMBER}))"
        rf"|(?:\d{{1,2}}|{days}) (?={months}\b)"
        rf"|(?!{_YEAR}\b)\d[\d,.]*(?<=\d) (?!(?:{loose})\b)(?=[^\W\d_]{{2}})"
        rf"|(?:{_either(kept.before_names)}) (?={capital})"
        rf"|{capital}\. (?={capital}))"
        rf"| (?=(?:{_either(kept.before_signs)})(?!\w))|(?<=(?:{_signs(kept.after_signs)})) "
    )


def _signs(signs: tuple[str, ...]) -> str:
    """Return a pattern of single signs; one without any matches nothing."""
    return f"[{''.join(map(re.escape, signs))}]" if signs else r"(?!)."


def _either(words: tuple[str, ...]) -> str:
    """Return a pattern of words, the longest first; one without any matches nothing."""
    said = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(each) for each in said) or r"(?!)"


def kept(text: str, language: Language) -> str:
    """Return `text` with no-break spaces where its lines may not end."""
    places = positions(text, language)
    return _with(text, 0, places) if places else text


def positions(text: str, language: Language) -> Mapping[int, str]:
    """Return where in `text` the spaces stand, plain or not, at which no line may end.

    The value is the space that is written there.
    """
    plain = with_plain_spaces(text)
    narrow = language.kept.narrow_before
    return {
        at: NARROW if narrow and plain.startswith(narrow, at + 1) else NO_BREAK
        for at in _found(language, plain)
    }


def with_plain_spaces(text: str) -> str:
    """Return a text with plain spaces in the place of those at which no line ends."""
    return text.replace(NO_BREAK, " ").replace(NARROW, " ")


def _found(language: Language, text: str) -> Iterator[int]:
    """Yield the places of spaces that stay. What a label numbers counts nothing that follows it."""
    wanted, at = pattern(language), 0
    several = {each.casefold() for each in language.kept.before_lists}
    while match := wanted.search(text, at):
        yield match.end() - 1
        at = match.end()
        if label := match["label"]:
            is_list = not several or label.strip().casefold() in several
            numbers = (_NUMBERS if is_list else _ONE).match(text, at)
            at = numbers.end() if numbers else at


def unbroken(edition: Edition) -> Edition:
    """Return an edition as it is written: with no-break spaces where lines may not end."""
    language = edition.language
    change = partial(_inlines, edition)
    document = edition.document

    def block(each: Block) -> Block:
        return replace(each, content=tuple(_node(node, change) for node in each.content))

    sections: tuple[Section, ...] = tuple(
        replace(
            each,
            title=kept(each.title, language),
            blocks=tuple(block(one) for one in each.blocks),
        )
        for each in document.sections
    )
    cover: tuple[CoverLine, ...] = tuple(
        replace(each, content=change(each.content)) for each in document.cover
    )
    made: Document = replace(
        document, title=kept(document.title, language), cover=cover, sections=sections
    )
    return replace(edition, document=made)


def _node(node: Node, change: Callable[[Inlines], Inlines]) -> Node:
    if isinstance(node, Figure):
        node = replace(node, caption=change(node.caption))
    return changed(node, change)


def _inlines(edition: Edition, content: Inlines) -> Inlines:
    """Return `content` with no-break spaces; the text of its notes is read by itself."""
    said = "".join(_said(content, edition))
    made, _ = _put(content, 0, positions(said, edition.language), edition)
    return made


def _said(content: Inlines, edition: Edition) -> Iterator[str]:
    for inline in content:
        match inline:
            case Text():
                yield inline.text
            case Emphasis() | Strong() | Link() | Mark() | Phrase():
                yield from _said(inline.content, edition)
            case Break():
                yield "\n"
            case Reference():
                yield from _said(inline.lead, edition)
                yield _number(inline, edition)


def _number(reference: Reference, edition: Edition) -> str:
    return (" " if edition.reference_space(reference) else "") + edition.reference_label(reference)


def _put(
    content: Inlines, at: int, places: Mapping[int, str], edition: Edition
) -> tuple[Inlines, int]:
    """Return `content`, which begins at `at`, with no-break spaces at `places`, and its end."""
    made: list[Inline] = []
    for inline in content:
        match inline:
            case Text():
                new = _with(inline.text, at, places)
                made.append(inline if new == inline.text else replace(inline, text=new))
                at += len(inline.text)
            case Emphasis() | Strong() | Link() | Mark() | Phrase():
                held, at = _put(inline.content, at, places, edition)
                made.append(replace(inline, content=held))
            case Reference():
                held, at = _put(inline.lead, at, places, edition)
                at += len(_number(inline, edition))
                made.append(replace(inline, lead=held))
            case Note():
                change = partial(_inlines, edition)
                text: Nodes = tuple(_node(node, change) for node in inline.content)
                made.append(replace(inline, content=text))
            case _:
                at += isinstance(inline, Break)
                made.append(inline)
    return tuple(made), at


def _with(text: str, begin: int, places: Mapping[int, str]) -> str:
    """Return a text that begins at `begin` with no-break spaces at `places`."""
    here = [each - begin for each in places if begin <= each < begin + len(text)]
    if not here:
        return text
    signs = list(text)
    for each in here:
        # A narrow space that an author typed stays where the rule has a wide one.
        signs[each] = signs[each] if signs[each] == NARROW else places[begin + each]
    return "".join(signs)
