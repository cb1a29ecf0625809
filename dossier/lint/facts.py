"""Find where facts are used, and where prose says a number that a fact holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from dossier.model.diagnostics import Finding
from dossier.model.document import Ask, Block, Cell, Heading, Paragraph
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.language import Language
from dossier.model.registry import Fact, Registry
from dossier.model.walk import everything, plain, visible

NEAR = 6
"""How many words may stand between a number and the unit that makes it a fact."""

_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d[\d.,  ]*\d|\d")
_COMMON = {"month", "year", "years", "day", "days", "hour", "hours", "week", "weeks"}
"""Units so common that they make a fact only with another word of its unit."""


@frozen
class Use:
    """One place where a block asks for a fact."""

    fact: str
    block: str
    file: str
    line: int


def uses(blocks: Sequence[Block]) -> tuple[Use, ...]:
    """Return where `blocks` ask for facts, in reading order."""
    return tuple(
        Use(part.id, block.id, block.file, part.line)
        for block in blocks
        for part in everything(block)
        if isinstance(part, Ask) and part.kind == "fact"
    )


def through(registry: Registry) -> Mapping[str, tuple[str, ...]]:
    """Return, by fact, the other entries whose words ask for it."""
    found: dict[str, tuple[str, ...]] = {}
    entries = {
        **{f"fact {id_}": each.wording for id_, each in registry.facts.items()},
        **{f"incident {id_}": each.what for id_, each in registry.incidents.items()},
    }
    for name, words in entries.items():
        for id_ in re.findall(r"\{[Ff]act:([^\s{}]+)", " ".join(words.values())):
            found[id_] = (*found.get(id_, ()), name)
    return found


def due(registry: Registry, today: date) -> Iterator[Finding]:
    """Find facts whose day of review has passed."""
    for fact in registry.facts.values():
        if fact.review_by and fact.review_by < today:
            message = f'the fact "{fact.id}" was to be reviewed by {fact.review_by}'
            hint = "look it up again, then set a later `review_by:`"
            yield Finding(
                fact.at.file, fact.at.line, Fault.FACT_DUE, message, hint, severity="warning"
            )


def bare(blocks: Sequence[Block], registry: Registry, language: Language) -> Iterator[Finding]:
    """Find numbers in prose that look like a fact: its value, and a word of its unit near by."""
    looks: dict[str, list[_Look]] = {}
    for fact in registry.facts.values():
        look = _Look(fact, language)
        for form in look.forms:
            looks.setdefault(form, []).append(look)
    for block in blocks:
        for part in everything(block):
            if not isinstance(part, Paragraph | Heading | Cell):
                continue
            words = _WORD.findall(plain(part.content))
            asked = {
                each.id
                for inline in part.content
                for each in visible(inline)
                if isinstance(each, Ask)
            }
            forms = dict.fromkeys(_figure(each) for each in words)
            near = dict.fromkeys(look for form in forms for look in looks.get(form, ()))
            for look in near:
                said = look.said(words)
                if said and look.fact.id not in asked:
                    message = f'"{said}" looks like the fact "{look.fact.id}"'
                    hint = f"write {{fact:{look.fact.id}}}, if that is what is meant"
                    yield Finding(
                        block.file, part.line, Fault.BARE_NUMBER, message, hint, severity="warning"
                    )


def _figure(word: str) -> str:
    """Return a word as it is looked up: small letters, thousands not parted."""
    return re.sub(r"[,\u00a0\u202f](?=\d{3})", "", word.casefold())


class _Look:
    """How one fact may look in prose: its value in figures or words, and stems of its unit."""

    def __init__(self, fact: Fact, language: Language) -> None:
        self.fact = fact
        figure = re.sub(r"[,  ](?=\d{3})", "", fact.value)
        self.forms = {figure.casefold()}
        if re.fullmatch(r"[0-9]{1,9}", figure):
            self.forms.add(language.cardinal(int(figure)).casefold())
        wording = " ".join(fact.wording.values())
        words = re.findall(r"[^\W\d_]{4,}", f"{fact.unit} {wording}".casefold())
        exact = ("least", "about", "exactly", "most", "more", "than")
        self.stems = {each[:5] for each in words} - {each[:5] for each in (*self.forms, *exact)}
        self.stems -= {"with", "from", "that"}

    def said(self, words: Sequence[str]) -> str:
        """Return the words that look like the fact, or ""."""
        for at, word in enumerate(words):
            if _figure(word) not in self.forms:
                continue
            after = [each.casefold()[:5] for each in words[at + 1 : at + 1 + NEAR]]
            near = [n for n, each in enumerate(after) if each in self.stems]
            if near and (set(after) & self.stems) - (_COMMON if self.stems - _COMMON else set()):
                return " ".join(words[at : at + near[0] + 2])
        return ""
