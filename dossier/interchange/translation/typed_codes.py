"""Find the codes of a unit in words where they stand as an author types them.

A translator who works in Word, and a memory of translations, have codes so: `{fact:dead}`,
`[^why]`, `[the words](#section:law)`, `*emphasis*`. What is no code of the unit is words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dossier.interchange.translation.coded_text import Code, KnownCodes, Part, Span
from dossier.model.document import Citation, Cite, Phrase

_STARS = re.compile(r"(\*\*|\*)(?=\S)(.+?)(?<=\S)\1(?!\*)", re.DOTALL)


def typed_parts(text: str, known: KnownCodes) -> tuple[Part, ...]:
    """Return the words and codes of a text.

    >>> from dossier.interchange.translation.coded_text import known_codes
    >>> from dossier.model.document import Ask
    >>> typed_parts("Au *moins* {fact:dead} {x}.", known_codes((Ask("fact", "dead"),)))[2]
    ' '
    """
    return tuple(_parts(text, known))


def _parts(text: str, known: KnownCodes) -> list[Part]:
    whole = [each for each, of in known.codes.items() if not isinstance(of, Cite) and each != "; "]
    for code in sorted(whole, key=len, reverse=True):
        at = text.find(code)
        if at >= 0:
            after = text[at + len(code) :]
            return [*_parts(text[:at], known), Code(code), *_parts(after, known)]
    ends = [pair for pair, of in known.spans.items() if pair[0] == "["]
    for begin, end in sorted(ends, key=lambda pair: len(pair[1]), reverse=True):
        found = _span(text, end, known.spans[begin, end])
        if found:
            start, stop, content = found
            inner = tuple(_content(content, known, (begin, end)))
            return [
                *_parts(text[:start], known), Span(begin, end, inner), *_parts(text[stop:], known)
            ]  # fmt: skip
    stars = _STARS.search(text)
    if stars:
        span = Span(stars[1], stars[1], tuple(_parts(stars[2], known)))
        return [*_parts(text[: stars.start()], known), span, *_parts(text[stars.end() :], known)]
    return [text] if text else []


def _span(text: str, end: str, of: object) -> tuple[int, int, str] | None:
    """Return where a span begins and ends, and what stands in it."""
    shown = f"{end[:-1]}, else: " if isinstance(of, Phrase) and of.otherwise else end
    at = text.find(shown)
    if isinstance(of, Citation):
        at = next((e.start() for e in re.finditer(r"\]", text) if "@" in text[: e.start()]), -1)
    start = _opening(text, at)
    if at < 0 or start < 0:
        return None
    if shown == end:
        return start, at + len(end), text[start + 1 : at]
    stop = text.find("}", at + len(shown))
    if stop < 0:
        return None
    other = text[at + len(shown) : stop]
    return start, stop + 1, f"{text[start + 1 : at]}\0{other}"


def _opening(text: str, at: int) -> int:
    """Return where the bracket begins that ends at a place, or -1."""
    depth = 0
    for place in range(at - 1, -1, -1):
        if text[place] == "]":
            depth += 1
        elif text[place] == "[":
            if not depth:
                return place
            depth -= 1
    return -1


def _content(text: str, known: KnownCodes, pair: tuple[str, str]) -> Sequence[Part]:
    of = known.spans[pair]
    if isinstance(of, Citation):
        return _cites(text, known, of)
    own, nul, other = text.partition("\0")
    held = _parts(own, known)
    return [*held, Span("else: ", "", tuple(_parts(other, known)))] if nul else held


def _cites(text: str, known: KnownCodes, of: Citation) -> list[Part]:
    """Return the sources of a citation, with the words around each, parted by codes."""
    keys = [each for each, cite in known.codes.items() if isinstance(cite, Cite)]
    found: list[Part] = []
    rest = text
    for at in range(len(of.cites)):
        here = [(rest.index(each), -len(each), each) for each in keys if each in rest]
        key = min(here)[2] if here else ""
        if not key:
            break
        before, _, rest = rest.partition(key)
        found += [*_parts(before.removeprefix("; "), known), Code(key)]
        after, semicolon, more = rest.partition("; ")
        if at < len(of.cites) - 1 and semicolon:
            found += [*_parts(after, known), Code("; ")]
            rest = more
        else:
            found += _parts(rest, known)
            rest = ""
    return found
