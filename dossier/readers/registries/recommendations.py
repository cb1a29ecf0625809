"""Read `recommendations.yaml`: the recommendations of earlier reviews."""

from __future__ import annotations

from typing import Any, cast

from dossier.model.diagnostics import Finding
from dossier.model.faults import Fault
from dossier.model.registry import Assessment, Earlier, Place
from dossier.model.remembered import remembered
from dossier.model.uncollected import uncollected
from dossier.readers.yaml import Keys, Value
from dossier.readers.yaml_keys import Key, Shape, take, unfilled
from dossier.readers.yaml_parts import read_parts_of_keys

POSITIONS = ("supported", "noted", "pending")
LEVELS = ("implemented", "partly implemented", "not implemented", "reversed", "no information")

_ASSESSMENT: Shape = {
    "level": Key("text", choices=LEVELS),
    "words": Key("words"),
    "blocks": Key("texts"),
}
_IN = "write the words of the first language, and the others in `{}: {{…}}`"
EARLIER: Shape = {
    "paragraph": Key("text", "needed"),
    "symbol": Key("text"),
    "cycle": Key("number"),
    "text": Key("text", "needed", by_language=_IN.format("text-in")),
    "text-in": Key("words"),
    "states": Key("texts"),
    "position": Key("text", choices=POSITIONS),
    "words": Key("text", by_language=_IN.format("words-in")),
    "words-in": Key("words"),
    "themes": Key("texts"),
    "sdgs": Key("texts"),
    "from": Key("text"),
    "recurs": Key("texts"),
    "assessment": Key("keys", shape=_ASSESSMENT),
    "remark": Key("text"),
}
_FILE: Shape = {"recommendations": Key("list")}


@remembered
def read_recommendations(text: str, file: str) -> tuple[tuple[Earlier, ...], tuple[Finding, ...]]:
    """Return the entries of `text` in their order, and what is wrong with them.

    An entry without a paragraph or text, or with a paragraph that another entry of the same
    report has, is left out. About 0.15 ms an entry.
    """
    with uncollected():
        keys, broken = read_parts_of_keys(text, file)
        unread = broken and not keys.values
        taken, wrong = ({}, []) if unread else take(keys, _FILE, file, "the file")
        findings = [*broken, *wrong]
        found: dict[tuple[str, str], Earlier] = {}
        for value in taken.get("recommendations", ()):
            entry = _entry(value, file, findings)
            if entry is None:
                continue
            first = found.setdefault((entry.symbol, entry.paragraph), entry)
            if first is not entry:
                findings.append(_doubled(entry, first))
    return tuple(found.values()), tuple(findings)


def _entry(value: Value, file: str, findings: list[Finding]) -> Earlier | None:
    if not isinstance(value.content, Keys):
        message = "a recommendation is a list of keys, not a text"
        hint = 'write `- paragraph: "124.1"` and the other keys below it'
        findings.append(Finding(file, value.line, Fault.WRONG_VALUE, message, hint))
        return None
    at = Place(file, value.line)
    taken, wrong = take(value.content, EARLIER, file, _name(value.content))
    findings += (*wrong, *unfilled(value.content, EARLIER, file))
    if "paragraph" not in taken or "text" not in taken:
        return None
    return Earlier(
        paragraph=taken["paragraph"],
        symbol=taken.get("symbol", ""),
        text=taken["text"],
        states=taken.get("states", ()),
        position=taken.get("position", ""),
        cycle=taken.get("cycle"),
        words=taken.get("words", ""),
        themes=taken.get("themes", ()),
        sdgs=taken.get("sdgs", ()),
        origin=taken.get("from", ""),
        assessment=_assessment(taken.get("assessment")),
        at=at,
        recurs=taken.get("recurs", ()),
        words_in=taken.get("words-in", {}),
        text_in=taken.get("text-in", {}),
    )


def _name(keys: Keys) -> str:
    paragraph = keys.values.get("paragraph")
    number = paragraph.typed if paragraph else ""
    return f'the recommendation "{number}"' if number else "a recommendation"


def _assessment(taken: Any) -> Assessment | None:
    if not taken:
        return None
    values = cast("dict[str, Any]", taken)
    return Assessment(values.get("level", ""), values.get("words", {}), values.get("blocks", ()))


def _doubled(entry: Earlier, first: Earlier) -> Finding:
    of = f" of {entry.symbol}" if entry.symbol else ""
    message = f'the paragraph "{entry.paragraph}"{of} stands twice (first in line {first.at.line})'
    hint = "keep one of the two, or give each its report as `symbol:`"
    return Finding(entry.at.file, entry.at.line, Fault.DOUBLED_PARAGRAPH, message, hint)
