"""Put the words of an outline into another language.

An outline is written in English. The file of a language has under `outlines` what its words are
there: each key is a stretch of a text as the outline has it, with the Jinja2 in it, since another
language may order the words differently. So arrangement lives once, and a language is one file.
Of what is left, `signs` says how the language prints commas, colons and brackets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from dossier.model.language_file import language_words, of_languages
from dossier.model.remembered import Same, remembered
from dossier.readers.templates.outline import Outline, SectionPlan
from dossier.readers.templates.template_text import Template

_CODE = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
"""What Jinja2 reads as code."""

_SYNTAX = re.compile(r"\{[A-Za-z]+:[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|<mailto:|:?-{3,}:?")
"""What the text asks of a registry, and other signs that Markdown reads, once code is blank."""

_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_WORD = re.compile(r"[^\W\d_]{2,}")


def translated(outline: Outline, code: str) -> Outline:
    """Return `outline` with its words in a language; words that the language lacks stay."""
    return _translated(Same(outline), code)


@of_languages
@remembered
def _translated(same: Same[Outline], code: str) -> Outline:
    outline = same.value
    pattern, words = _dictionary(code)
    signs = language_words(code).get("signs", {})
    if not words:
        return outline

    def said(text: str) -> str:
        return _replaced(text, pattern, words, signs)

    return _changed(outline, said)


def untranslated(outline: Outline, code: str) -> Iterator[str]:
    """Yield the words of `outline` for which a language has none, as they stand there."""
    pattern, _ = _dictionary(code)
    for text in _texts(outline):
        blank = [*text]
        for found in _found(text, pattern):
            blank[found.start() : found.end()] = "\n" * (found.end() - found.start())
        yield from _left("".join(blank))


def used(outline: Outline, code: str) -> frozenset[str]:
    """Return the keys under `outlines` in the file of a language that `outline` has a use for."""
    pattern, _ = _dictionary(code)
    return frozenset(_key(found[0]) for text in _texts(outline) for found in _found(text, pattern))


@of_languages
@remembered
def _dictionary(code: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    words: Mapping[str, str] = language_words(code).get("outlines", {})
    held = {_key(each): said for each, said in words.items()}
    forms = "|".join(_form(each) for each in sorted(held, key=len, reverse=True))
    return re.compile(forms or r"(?!)"), held


def _key(text: str) -> str:
    return " ".join(text.split())


def _form(key: str) -> str:
    """Return a pattern of a key; where its lines end does not matter, other words beside it do."""
    words = r"\s+".join(re.escape(each) for each in key.split())
    before = r"(?<!\w)" if key[0].isalnum() else ""
    after = r"(?!\w)" if key[-1].isalnum() else ""
    return f"{before}{words}{after}"


def _replaced(
    text: str, pattern: re.Pattern[str], words: Mapping[str, str], signs: Mapping[str, str]
) -> str:
    found = [(*each.span(), words[_key(each[0])]) for each in _found(text, pattern)]
    taken = {place for first, end, _ in found for place in range(first, end)}
    found += [each for each in _signs(text, signs) if each[0] not in taken]
    made, at = "", 0
    for first, end, said in sorted(found):
        made, at = made + text[at:first] + said, end
    return made + text[at:]


def _signs(text: str, signs: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """Yield where signs stand in what prints, and in lists that code joins, and what they become.

    >>> [*_signs("{{ a|join(', ') }}, b (c): [d](e)", {", ": "，", " (": "（", ")": "）"})]
    [(11, 13, '，'), (18, 20, '，'), (21, 23, '（'), (24, 25, '）')]
    """
    if not signs:
        return
    blank, opened = _blank(text), False
    for found in re.finditer("|".join(map(re.escape, signs)), text):
        sign, (first, end) = found[0], found.span()
        joins = text[:first].endswith(("join('", 'join("')) and text[end : end + 1] in ("'", '"')
        if joins or (blank[first:end] == sign and (sign != ")" or opened)):
            yield first, end, signs[sign]
            opened = sign == " (" or (opened and sign != ")")


def _found(text: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield where keys stand in a text: in code only those that are a text in quotation marks."""
    code = [each.span() for each in _CODE.finditer(text)]
    code += [each.span() for each in _SYNTAX.finditer(_blank(text))]
    at = 0
    while found := pattern.search(text, at):
        inside = any(first < found.start() < last for first, last in code)
        if inside and found[0][0] not in "'\"":
            at = found.start() + 1
            continue
        yield found
        at = found.end()


def _left(text: str) -> Iterator[str]:
    """Yield words of a text that print: those beside its code, and those that its code quotes."""
    for code in _CODE.findall(text):
        for one, other in _QUOTED.findall(code):
            quoted = one or other
            if _WORD.search(quoted) and (quoted[:1].isupper() or " " in quoted):
                yield quoted
    prose = _SYNTAX.sub("\n", _blank(text))
    for stretch in re.split(r"[\n\ue000|]+", prose):
        if _WORD.search(stretch):
            yield stretch.strip(" *#.,;:()")


def _blank(text: str) -> str:
    """Return a text with private characters in the place of its code."""
    return _CODE.sub(lambda found: "\ue000" * len(found[0]), text)


def _texts(outline: Outline) -> list[str]:
    """Return all texts of an outline that have words, in its order."""
    found: list[str] = []

    def heard(text: str) -> str:
        found.append(text)
        return text

    _changed(outline, heard)
    return found


def _changed(outline: Outline, said: Callable[[str], str]) -> Outline:
    def template(each: Template) -> Template:
        return replace(each, text=said(each.text))

    def section(plan: SectionPlan) -> SectionPlan:
        return replace(
            plan,
            title=template(plan.title),
            lead=template(plan.lead) if plan.lead else None,
            text=template(plan.text) if plan.text else None,
            after=template(plan.after) if plan.after else None,
        )

    return replace(
        outline,
        procedure=template(outline.procedure),
        head=template(outline.head),
        subject=template(outline.subject),
        cover=tuple((said(label), template(each)) for label, each in outline.cover),
        sections=tuple(section(each) for each in outline.sections),
    )
