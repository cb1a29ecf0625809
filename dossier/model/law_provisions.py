"""Find the provisions of laws that a block names, by request or in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from dossier.model.document import Ask, Block, Paragraph
from dossier.model.registry import Registry, Source
from dossier.model.walk import everything, plain

_ARTICLES = r"(\d+(?:\([0-9a-z]+\))*(?:\s*(?:,|–|-|and|or|to)\s*\d+(?:\([0-9a-z]+\))*)*)"
_ONE = re.compile(r"(\d+)((?:\([0-9a-z]+\))*)(?:\s*[–-]\s*(\d+))?")


def provisions_named(blocks: Iterable[Block], registry: Registry) -> dict[str, tuple[str, ...]]:
    """Return the provisions of laws that each block names, as a reader calls them, by its id."""
    laws = [each for each in registry.sources.values() if each.kind == "law"]
    return {
        block.id: tuple(label for law in laws for label in provisions_in(said, law).values())
        for block in blocks
        if laws and (said := said_of(block))
    }


def said_of(block: Block) -> tuple[Ask | str, ...]:
    """Return what may name a provision in a block: what asks for laws, and paragraphs' words."""
    found: list[Ask | str] = []
    for part in everything(block):
        if isinstance(part, Ask) and part.kind == "law":
            found.append(part)
        elif isinstance(part, Paragraph):
            found.append(plain(part.content))
    return tuple(found)


def provisions_in(said: Iterable[Ask | str], law: Source) -> Mapping[str, str]:
    """Return the provisions of `law` that a block names, by request or in plain words."""
    name = law.fields.get("title-short") or law.title
    texts: list[str] = []
    for each in said:
        if isinstance(each, str):
            texts += _typed(each, name)
        elif each.id == law.id:
            texts += re.findall(rf"\barts?(?:icles?)?\.?\s+{_ARTICLES}", each.words)
    provisions = [one for text in texts for one in _single(text)]
    return {f"{law.id} art. {each}": f"article {each}, {name}" for each in provisions}


def _typed(text: str, law: str) -> list[str]:
    """Return lists of articles that stand beside the name of a law in plain words."""
    if law not in text:
        return []
    name = re.escape(law)
    before = rf"\barts?(?:icles?)?\.?\s+{_ARTICLES}\s+of\s+(?:the\s+)?{name}"
    after = rf"{name},?\s+arts?(?:icles?)?\.?\s+{_ARTICLES}"
    return re.findall(before, text) + re.findall(after, text)


def _single(text: str) -> Iterator[str]:
    """Yield each article of a list; a span counts as all between its ends.

    >>> list(_single("10(2), 10(3) and 12–14"))
    ['10(2)', '10(3)', '12', '13', '14']
    """
    for number, parts, end in _ONE.findall(text):
        if end and not parts and int(number) < int(end) < int(number) + 200:
            yield from map(str, range(int(number), int(end) + 1))
        else:
            yield f"{number}{parts}"


def covers(whole: str, part: str) -> bool:
    """Whether naming `whole` names `part` too: article 10 covers article 10(2)."""
    return part == whole or part.startswith(f"{whole}(")
