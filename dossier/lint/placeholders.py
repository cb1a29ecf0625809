"""What stands for text that is still missing: the skeleton's own words, and gaps of other wordings.

The sentences of the skeleton's blocks are read from the files that a new dossier is made from. What
stands in for them in other places, and in drafts of all kinds, is in
`data/words/placeholders.<language>.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from dossier.lint.prose_words import any_of, wordlist
from dossier.lint.sentences import sentences
from dossier.lint.text_pattern import TextPattern
from dossier.model.document import Block, Emphasis, Inlines, Note, NoteAgain, Strong, Table, Text
from dossier.model.flat_paragraphs import flatten
from dossier.model.language import code_of
from dossier.model.skeleton import ORGANISATION, skeleton_blocks, skeleton_words
from dossier.readers.blocks.block import read_block

TOPIC = "placeholders"

_FEWEST = 4
"""Words of a sentence of the skeleton; a shorter one may be anybody's."""

_OPEN = "\0"
"""What differs from dossier to dossier, such as the name of the State."""

_STATE = "STATE"


@cache
def placeholders(tag: str) -> TextPattern:
    """Return the pattern of words that stand for missing text in the language of `tag`."""
    words = wordlist(TOPIC, tag)
    exact = [*map(re.escape, (*_own(tag), *words.get("skeleton", ()))), *words.get("bare", ())]
    loose = any_of(words.get("phrases", ()))
    parts = [*skeleton_sentences(code_of(tag)), any_of(exact), f"(?i:{loose})"]
    return TextPattern("|".join((*parts, *_gaps(words))))


def alone(text: str, tag: str) -> bool:
    """Whether a text is nothing but words of the skeleton that are nobody's only by themselves."""
    return " ".join(text.split()) in _cells(code_of(tag))


@cache
def _cells(code: str) -> frozenset[str]:
    """Return what stands in the cells of the skeleton's tables, below their headings."""
    return frozenset(
        " ".join("".join(_words(cell.content)).split())
        for block in _blocks(code)
        for node in block.content
        if isinstance(node, Table)
        for row in node.rows
        for cell in row.cells
    )


def _own(tag: str) -> Iterator[str]:
    """Yield what the skeleton's YAML files say in a language, but for words that are anybody's.

    What has no translation, such as an address, is the same in all languages.
    """
    said = {_stateless(words): other for words, other in skeleton_words().items()}
    for words in wordlist(TOPIC, "en")["skeleton"]:
        yield _stateless(said.get(words, {}).get(code_of(tag), words))


def _stateless(words: str) -> str:
    return words.removeprefix(_STATE).lstrip(" :：")


def _gaps(words: Mapping[str, Any]) -> Iterator[str]:
    """Yield patterns of what says itself that something is missing, between brackets or alone."""
    if not words:
        return
    things, end = words["things"], r"(?:\s+(?:here|later|soon|below))?\s*[.…!。！]*\s*"
    missing = rf"(?:{things}\s+)?(?:{'|'.join(words['open'])})"
    square = rf"(?:{missing}|{things}|{'|'.join(words['square'])}){end}"
    yield rf"(?i:[\[［【]\s*{square}[\]］】]|<\s*{square}>)"
    yield rf"(?i:[(（]\s*(?:{missing}|{'|'.join(words['round'])}){end}[)）])"
    yield rf"(?i:\A\s*{missing}{end}\Z)"


@cache
def skeleton_sentences(code: str) -> tuple[str, ...]:
    """Return patterns of the sentences in a language's skeleton, whatever the dossier's names."""
    found: dict[str, None] = {}
    names = [ORGANISATION, *skeleton_words()[ORGANISATION].values()]
    filled = re.compile(rf"{'|'.join(map(re.escape, names))}|\bNYO\b|\b{_STATE}\b")
    for block in _blocks(code):
        for flat in flatten(block.content):
            words = " ".join(filled.sub(_OPEN, "".join(_words(flat.content))).split())
            for sentence in sentences(words):
                bare = sentence.strip(f"{_OPEN} ")
                if _is_long(bare.replace(_OPEN, "")):
                    found[re.escape(bare).replace(re.escape(_OPEN), ".{0,200}?")] = None
    return tuple(found)


def _blocks(code: str) -> Iterator[Block]:
    """Yield the blocks of the skeleton in a language."""
    for path in skeleton_blocks(code):
        block, _ = read_block(path.read_text("utf-8"), path.name)
        if block:
            yield block


def _is_long(text: str) -> bool:
    """Whether a text has enough words to be nobody's but ours; Chinese ones have two letters."""
    han = sum("\u4e00" <= each <= "\u9fff" for each in text)
    return len(text.split()) >= _FEWEST or han >= 2 * _FEWEST


def _words(inlines: Inlines) -> Iterator[str]:
    for each in inlines:
        match each:
            case Text():
                yield each.text
            case Emphasis() | Strong():
                yield from _words(each.content)
            case Note() | NoteAgain():
                pass
            case _:
                yield _OPEN
