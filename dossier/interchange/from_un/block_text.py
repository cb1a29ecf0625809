"""What blocks that begin from the library are made of: heads, citations, quotations, cycles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from dossier.interchange.from_un.cited import CitedDocument
from dossier.interchange.from_un.phrases import Phrases
from dossier.interchange.from_un.words import asked, can_be_asked, quoted, remarked, typed
from dossier.interchange.registry_edit.yaml_text import pairs_of, plain
from dossier.model.language import language
from dossier.model.registry import Earlier
from dossier.model.un_record import UnRecord

Cited = Mapping[str, CitedDocument]

_NUMBER = re.compile(r"[\w.()]+")
"""A paragraph that a citation can name."""


def block(head: Mapping[str, object], *paragraphs: str) -> str:
    """Return a block: its head, and the paragraphs that are not empty."""
    said = [each for each in paragraphs if each]
    return (
        f"---\n{pairs_of({name: plain(each) for name, each in head.items() if each}, 0)}\n---\n"
        + ("\n\n".join(said) + "\n")
    )


def remark(words: Phrases) -> str:
    """Return the remark that says what is to be done with a block."""
    return f"<!-- {words.say('remark')} -->"


def by_document(records: Iterable[UnRecord]) -> Iterator[tuple[str, list[UnRecord]]]:
    """Yield the records of one document that follow one another, with what it is known by."""
    for document, said in groupby(records, lambda each: each.document):
        yield document, list(said)


def remarks(records: Iterable[UnRecord]) -> str:
    """Return whole paragraphs as remarks, which do not print."""
    return "\n".join(
        f"<!-- {remarked(each.cited())}: {remarked(each.text)} -->" for each in records
    )


def quotation(record: UnRecord, document: CitedDocument, words: Phrases) -> str:
    """Return the first words of a paragraph in quotation marks, with where they stand."""
    return f"{quoted(record.text, words)}{cite(document, [record])} {words.say('check')}"


def cite(document: CitedDocument, records: Sequence[UnRecord]) -> str:
    """Return the citation of paragraphs of a document, as authors type it."""
    numbers = [each.paragraph for each in records if _NUMBER.fullmatch(each.paragraph)]
    listed = language("en-GB").join(list(dict.fromkeys(numbers)))
    place = f", {'para.' if len(numbers) == 1 else 'paras'} {listed}" if numbers else ""
    return f"[@{document.id}{place}]"


def reports(entries: Iterable[Earlier], cited: Cited) -> str:
    """Return the citations of the reports that recommendations are from, if they are sources."""
    symbols = dict.fromkeys(each.symbol for each in entries)
    return "".join(f"[@{cited[each].id}]" for each in symbols if each in cited)


def by_cycle(entries: Iterable[Earlier]) -> Iterator[tuple[Earlier, ...]]:
    """Yield the recommendations of one cycle that follow one another."""
    for _, same in groupby(entries, key=lambda each: each.cycle):
        yield tuple(same)


def named(entry: Earlier, every: Sequence[Earlier], words: Phrases) -> str:
    """Return a recommendation by its number, with the State's answer."""
    if not can_be_asked(entry):
        return typed(entry.paragraph)
    answer = f", {position(entry, words)}" if entry.position else ""
    return f"{asked(entry, '', every)}{answer}"


def position(entry: Earlier, words: Phrases) -> str:
    """Return the State's answer in the words of the language."""
    return words.language.terms.get(entry.position, entry.position)


def cycle(entry: Earlier, words: Phrases) -> str:
    """Return words such as "In the third cycle"."""
    if not entry.cycle:
        return words.say("some_cycle")
    ordinal = words.language.ordinal_word(entry.cycle)
    return words.say("in_cycle", ordinal=ordinal, number=entry.cycle)
