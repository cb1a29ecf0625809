"""Notes with a mark of their own, such as a star: Word prints it as typed and counts past it.

The mark is typed twice, at the call and before the note's words. Both are taken out of the text
here, in place, and the mark is kept by the note. Source: ECMA-376, part 1, 17.11.14.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from lxml import etree

from dossier.ooxml.elements import attribute, child
from dossier.ooxml.names import local

LONGEST = 5
"""Signs of a mark at most."""

_CALLS = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_SIGNS = re.compile(rf"\s*([^\w\s]{{1,{LONGEST}}}|\w{{1,3}}(?!\w))")


def is_marked(call: etree._Element) -> bool:
    """Whether the call of a note has a mark of its own."""
    return attribute(call, "customMarkFollows", "0") not in ("0", "false", "off")


def take_marks(
    main: etree._Element, parts: Mapping[str, etree._Element | None]
) -> Mapping[tuple[str, str], str]:
    """Return the marks of notes by kind and id, and take them out of the text.

    `main` holds the calls, `parts` the notes by their kind.
    """
    found: dict[tuple[str, str], str] = {}
    for each in list(main.iter()):
        kind = _CALLS.get(local(each))
        if kind and is_marked(each):
            key = kind, attribute(each, "id")
            found[key] = _taken(_after(each)) or found.get(key, "*")
    for kind, part in parts.items():
        for note in () if part is None else part:
            mark = found.get((kind, attribute(note, "id"))) if local(note) == kind else None
            if mark:
                _drop(note, mark)
    return found


def _after(call: etree._Element) -> Iterator[etree._Element]:
    """Yield the texts after a call, in its run and in the run after it."""
    run = call.getparent()
    following = None if run is None else run.getnext()
    raised = following is not None and (
        child(following, "rPr", "vertAlign") is not None
        or child(following, "rPr", "rStyle") is not None
    )
    later = following.iter() if following is not None and raised else ()
    return (each for each in chain(call.itersiblings(), later) if local(each) in ("t", "sym"))


def _taken(texts: Iterator[etree._Element]) -> str:
    """Take the mark off the first text that has any, and return it."""
    for each in texts:
        if local(each) == "sym":
            parent = each.getparent()
            if parent is not None:
                parent.remove(each)
            return "*"
        found = _SIGNS.match(each.text or "")
        if found:
            each.text = (each.text or "")[found.end() :]
            return found[1]
        if (each.text or "").strip():
            return ""
    return ""


def _drop(note: etree._Element, mark: str) -> None:
    """Take a mark off the beginning of a note's words, with the space after it."""
    texts = [each for each in note.iter() if local(each) == "t" and (each.text or "").strip()]
    first = (texts[0].text or "").lstrip() if texts else ""
    if not first.startswith(mark):
        return
    rest = first[len(mark) :]
    texts[0].text = rest.lstrip()
    if not rest.strip():
        every = [each for each in note.iter() if local(each) == "t"]
        after = every[every.index(texts[0]) + 1 :]
        if after:
            after[0].text = (after[0].text or "").lstrip()
