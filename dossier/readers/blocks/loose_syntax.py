"""Find what an author meant as syntax and what prints as it was typed: braces, stars, phrases.

The tree is looked at after Python-Markdown took out all that it understood, and before it puts back
the signs that were escaped: whatever is left of a sign is left unescaped.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator
from dataclasses import replace

from markdown.util import AtomicString

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.readers.blocks.line_marks import MARK, line_of, without_marks

LOOSE = (
    Fault.BARE_CITATION,
    Fault.INLINE_NOTE,
    Fault.LOOSE_ITEM,
    Fault.LOOSE_ROW,
    Fault.OPEN_EMPHASIS,
    Fault.OPEN_REQUEST,
    Fault.RENUMBERED_ITEM,
    Fault.SHORT_ROW,
    Fault.STRAY_BRACES,
)
"""What prints otherwise than it was meant: warnings in a draft, errors in a final document."""


def raised(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings of a final document: what prints as it was typed is an error there."""
    return tuple(replace(each, severity="error") if each.rule in LOOSE else each
                 for each in findings)  # fmt: skip


_BETWEEN = "[\\s\U000f0000-\U000ffffd]*"
STRAY_PHRASE = re.compile(
    rf"\]{_BETWEEN}[{{｛]|[{{｛]\W*(?:audience|only|not|internal|partners|un|public)\b"
    rf"|\]{_BETWEEN}\[(?:audience|only|not)\b"
)
"""What an author may have meant as a phrase that is not for all."""

BRACKETS = "[]{}｛｝"
"""What phrases are made of."""

_HOLDERS = ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "words", "otherwise",
            "before", "after")  # fmt: skip
_WITHIN = ("em", "strong", "a")
_OTHER = "\N{OBJECT REPLACEMENT CHARACTER}"
_SHOWN = 40
_WORD = "[^\\s*_\x02\x03\U000f0000-\U000ffffd]"

_SIGNS: tuple[tuple[Fault, re.Pattern[str]], ...] = (
    (Fault.INLINE_NOTE, re.compile(rf"\^(?:\[[^\]\x02]*\]?|{_OTHER})")),
    (Fault.OPEN_REQUEST, re.compile(r"\{\s*[A-Za-z]+\s*:[^{}\x02]*(?=\{|\Z)")),
    (Fault.STRAY_PHRASE, STRAY_PHRASE),
    (Fault.STRAY_BRACES, re.compile(rf"(?<!\])(?<!\]\s)\{{[A-Za-z][^{{}}\x02{_OTHER}]*\}}")),
    (Fault.OPEN_EMPHASIS, re.compile(
        rf"(?<![\w*\x03{_OTHER}])\*{{1,3}}(?={_WORD})|(?<={_WORD})\*{{2,3}}(?![\w*])"
        rf"|(?<![\w_@/.\x03{_OTHER}])_{{1,3}}(?={_WORD})|(?<={_WORD})__(?![\w_])"
    )),
)  # fmt: skip


_PICTURE = ((Fault.STRAY_PHRASE, STRAY_PHRASE),)


@frozen
class LooseSign:
    """A sign that means nothing where it stands; `line` is 0 where only its element tells."""

    fault: Fault
    element: etree.Element
    said: str
    line: int


def loose_signs(root: etree.Element) -> Iterator[LooseSign]:
    """Yield the first sign of each sort that is left over in a paragraph, an item or a cell."""
    for element in root.iter():
        signs = _SIGNS if element.tag in _HOLDERS else _PICTURE if element.tag == "img" else ()
        text = "".join(_left(element)) if element.tag != "img" else element.get("alt", "")
        for fault, pattern in signs:
            found = pattern.search(text)
            if found:
                rest = text[found.start() :]
                said = " ".join(without_marks(found[0] if found[0][0] in "{^" else rest).split())
                yield LooseSign(
                    fault, element, said[:_SHOWN].replace(_OTHER, "…"), line_of(rest) or 0
                )


def _left(element: etree.Element) -> Iterator[str]:
    """Yield the words of an element in which no pattern found anything."""
    if not isinstance(element.text, AtomicString):
        yield element.text or ""
    else:
        yield "".join(MARK.findall(element.text)) + _OTHER
    for child in element:
        if child.tag in _WITHIN:
            yield from _left(child)
        elif "sign" in child.attrib:  # a bracket typed as an entity is not escaped by that
            yield child.text or ""
        else:
            yield "\n" if child.tag == "br" else _OTHER
        yield child.tail or ""


def hint_for(fault: Fault) -> tuple[str, str]:
    """Return what is wrong with a loose sign, and what to do about it."""
    match fault:
        case Fault.OPEN_REQUEST:
            return ("asks a registry and never ends, and prints as it stands",
                    "end it with `}` in the same paragraph, or write `\\{`")  # fmt: skip
        case Fault.INLINE_NOTE:
            return ("looks like a note and is none, and prints as it stands",
                    "write `[^name]` here, and `[^name]: ` with the note's words in a paragraph of "
                    "its own")  # fmt: skip
        case Fault.STRAY_PHRASE:
            return ("looks like a phrase for some readers only, and is none",
                    "write `[words]{audience: partners}`, no space between; or `\\{`")  # fmt: skip
        case Fault.STRAY_BRACES:
            return ("asks for nothing, and prints as it stands",
                    "write `{kind:id}`, such as `{fact:deaths}`, or `\\{` for a brace")  # fmt: skip
        case _:
            return ("begins or ends an emphasis without another end, and prints as it stands",
                    "close it in the same paragraph, beside a word, or write `\\*`")  # fmt: skip
