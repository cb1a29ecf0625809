"""What an author can put into a text without typing it: found by words, written in our syntax.

Sources, facts, people, organisations, incidents, instruments, earlier recommendations, pictures,
other blocks, and the places of the document that a cross-reference can lead to.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import Literal, TypeAlias

from dossier.build.document import make_documents
from dossier.build.dossier import manifest_of
from dossier.build.insertable_names import (
    every_name,
    every_short_name,
    name_in,
    said_in,
)
from dossier.build.library import library_of
from dossier.build.ready_document import DossierInputs, ReadyDocument
from dossier.build.registries import collect
from dossier.build.resolve import put_in_words
from dossier.model.document import Block, Heading, Note, Paragraph
from dossier.model.flat_paragraphs import flatten
from dossier.model.frozen import frozen
from dossier.model.instrument import Instrument
from dossier.model.language import Language, language
from dossier.model.registry import Fact, Organisation, Registry
from dossier.model.walk import blocks as blocks_of
from dossier.model.walk import everything, plain
from dossier.project.layout import Files, Places
from dossier.project.picture_files import PICTURES
from dossier.readers.document_language import document_language
from dossier.readers.registries.instruments import instrument, instruments, names

Sort: TypeAlias = Literal[
    "source", "fact", "person", "organisation", "incident", "treaty", "law", "recommendation",
    "section", "paragraph", "own recommendation", "note", "picture", "drawing", "block",
    "provision", "bare provision", "quotation", "treaty name", "treaty act", "law note",
    "full provision",
    "recommendation form", "article",
]  # fmt: skip

_SHORT = 90
"""Letters of a label; what is longer is cut at a word."""

_NAMED = {
    "nobody": "the name is shown to nobody",
    "internal": "the name is shown to us alone",
    "partners": "the name is shown to partners",
    "un": "the name is shown to the UN",
    "public": "the name is public",
}
"""What is said of a person, by the widest audience that may read the name."""

_ASK = re.compile(r"\{\w+:([^\s{}]+)[^{}]*\}")
"""What registries' words ask for in their turn: its id says enough in a list."""

_DRAWINGS = {
    "timeline": "Incidents in time",
    "violations": "Incidents of each category in each year",
    "positions": "The State’s positions on earlier recommendations",
    "rating": "The level in the ITUC Global Rights Index",
}
"""The pictures that are drawn from registries and need no more words."""


@frozen
class Insertable:
    """Something to be put in: what it is called, what is said of it, and what is written.

    `words` are what it says besides: it is found by them, and they are not shown.
    """

    sort: Sort
    id: str
    label: str
    detail: str
    text: str
    words: str = ""

    @property
    def shown(self) -> dict[str, str]:
        """What a list of choices shows of it."""
        names = ("sort", "id", "label", "detail", "text")
        return {name: getattr(self, name) for name in names}


def insertables(places: Places, files: Files, entry: str) -> tuple[Insertable, ...]:
    """Return all that can be put into the texts of a document."""
    registry, _ = collect(files)
    library, _ = library_of(files)
    manifest, _ = manifest_of(files)
    words = language(document_language(manifest, entry))
    found = [*_evidence(registry, words), *_pictures(files), *_blocks(library.own)]
    if manifest is None or entry not in manifest.documents:
        return tuple(found)
    held = DossierInputs(places, files, manifest, library, registry, resolve=put_in_words)
    made = next(iter(make_documents(held, entry))).document
    return (*found, *(_places(made) if made else ()))


def matching(
    held: Sequence[Insertable], words: str, sorts: Set[str], most: int
) -> tuple[Insertable, ...]:
    """Return those of some sorts (all where none is named) that have all words, the best first.

    What has words that begin so comes before what only has them. Then comes what is the dossier's
    own, figures and people first, and last what every dossier has: laws and treaties.
    """
    asked = _folded(words).split()
    ranked: list[tuple[int, int, int, Insertable]] = []
    for at, each in enumerate(held):
        if sorts and each.sort not in sorts:
            continue
        said = _folded(f"{each.id} {each.label} {each.detail} {each.words}")
        if all(word in said for word in asked):
            ranked.append((_rank(each, " ".join(asked)), _ORDER.get(each.sort, _LATER), at, each))
    return tuple(each for *_, each in sorted(ranked, key=lambda one: one[:3])[:most])


_ORDER: Mapping[Sort, int] = {
    "source": 0, "fact": 1, "person": 2, "organisation": 3, "incident": 4, "recommendation": 5,
    "law": 7, "law note": 7, "treaty": 8, "article": 9,
}  # fmt: skip
_LATER = 6
"""Places, parts and pictures come after the evidence of the dossier, and before instruments."""


def _rank(each: Insertable, words: str) -> int:
    """Return 0 where words of the name begin so, 1 where they only have the words."""
    return 0 if re.search(rf"(?<!\w){re.escape(words)}", _folded(f"{each.id} {each.label}")) else 1


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    plain_ = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in plain_ if not unicodedata.combining(each))


def _evidence(registry: Registry, words: Language) -> Iterator[Insertable]:
    for source in registry.sources.values():
        who = ", ".join(source.authors[:2])
        when = words.day(source.issued) if source.issued else ""
        about = " · ".join(each for each in (who, when, source.kind) if each)
        yield made("source", source.id, source.title, about, f"[@{source.id}]")
        if source.kind in ("law", "treaty"):
            yield made(
                "law",
                source.id,
                source.title,
                f"by its name · {when}".strip(" ·"),
                f"{{law:{source.id}}}",
            )
    for fact in registry.facts.values():
        said = said_in(fact.wording, words.tag) or _figure(fact, words)
        yield made("fact", fact.id, said, f"value {fact.value}", f"{{fact:{fact.id}}}")
    for person in registry.people.values():
        about = f"{said_in(person.role, words.tag)} · {_NAMED[person.named]}"
        yield made("person", person.id, person.name, about, f"{{person:{person.id}}}")
    for organisation in registry.organisations.values():
        yield from _organisation(organisation, words.tag)
    for incident in registry.incidents.values():
        said = said_in(incident.title, words.tag) or said_in(incident.what, words.tag)
        about = " · ".join(
            each
            for each in (
                str(incident.date.year),
                said_in(incident.place, words.tag),
                incident.category,
            )
            if each
        )
        yield made("incident", incident.id, said, about, f"{{incident:{incident.id}}}")
    yield from _law(registry, words.tag)


def _organisation(held: Organisation, tag: str) -> Iterator[Insertable]:
    """Yield an organisation by the name that prints, and by its whole name where it has a short."""
    others = (each for names in held.other_names for each in names.values())
    name, every = name_in(held.names, tag), every_name((*held.names.values(), *others))
    about = name.short or "organisation"
    yield made("organisation", held.id, name.full, about, f"{{org:{held.id}}}", every)
    if name.full and name.short:
        alone, text = f"whole name, without {name.short}", f"{{org:{held.id} full}}"
        yield made("organisation", held.id, name.full, alone, text, every)


def _figure(fact: Fact, words: Language) -> str:
    """Return a figure as it prints."""
    figure = f"{words.figure(fact.value)} {fact.unit}".strip()
    name = "about figure" if fact.exactness == "about" else fact.exactness
    return words.terms[name].format(figure=figure)


def _law(registry: Registry, tag: str) -> Iterator[Insertable]:
    """Yield instruments, those first of which it is known what the State did, and reviews."""
    known = [each for each in registry.treaties if each in instruments()]
    for id_ in dict.fromkeys((*known, *instruments())):
        name, every = name_in(names(id_), tag), names(id_).values()
        status = registry.treaties.get(id_)
        about = f"{name.short or id_} · {status.act if status else 'instrument'}"
        yield made("treaty", id_, name.full, about, f"{{treaty:{id_}}}", every_name(every))
        yield from _articles(instrument(id_), name.short or name.full, every_short_name(every))
    doubled = [paragraph for _, paragraph in registry.earlier]
    for each in registry.earlier.values():
        several = doubled.count(each.paragraph) > 1 if len(doubled) < 2000 else True
        name_ = f"{each.symbol} {each.paragraph}" if several else each.paragraph
        about = " · ".join(e for e in (", ".join(each.states[:3]), each.position) if e)
        yield made("recommendation", name_, each.text, about, f"{{upr:{name_}}}")


def _articles(held: Instrument, name: str, every: str) -> Iterator[Insertable]:
    """Yield the articles of an instrument of which the subject or the words are known."""
    for article, each in held.articles.items():
        about, said = each.heading or each.about, " ".join(each.words.values())
        if about or said:
            label, text = f"Article {article}, {name}", f"{{treaty:{held.id} art. {article}}}"
            detail, found_by = about or _cut(said), f"{said} {every}"
            yield made("article", f"{held.id} {article}", label, detail, text, found_by)


def _pictures(files: Files) -> Iterator[Insertable]:
    for path in files.content:
        if path.lower().endswith(PICTURES):
            words = f"![What the picture shows]({path})"
            yield made("picture", path, path, "picture", words)
    for id_, label in _DRAWINGS.items():
        yield made("drawing", id_, label, "drawn from the evidence", f"{{picture:{id_}}}")


def _blocks(own: Sequence[Block]) -> Iterator[Insertable]:
    for each in own:
        yield made("block", each.id, each.title or each.id, each.kind, f"{{block:{each.id}}}")


def _places(document: ReadyDocument) -> Iterator[Insertable]:
    """Yield where a cross-reference can lead to, with the number that it prints now."""
    edition = document.edition
    leads = edition.language.references
    for section in edition.document.sections:
        if section.id in edition.numbers.section:
            number = edition.section_label(section)
            words = leads["section"].format(goal=f"#section:{section.id}")
            yield made("section", section.id, section.title, f"section {number}".strip(), words)
    for block in blocks_of(edition.document):
        if block.id in edition.numbers.recommendation:
            number = str(edition.numbers.recommendation[block.id])
            words = leads["recommendation"].format(goal=f"#recommendation:{block.id}")
            said = _opening(block)
            yield made("own recommendation", block.id, said, f"recommendation {number}", words)
        yield from _paragraphs(block, document)
        for part in everything(block):
            if isinstance(part, Note) and not part.origin:
                label = part.id.partition("/")[2]
                said = " ".join(plain(f.content) for f in flatten(part.content))
                number = edition.numbers.sign(part.id)
                words = leads["note"].format(goal=f"#note:{part.id}")
                yield made("note", label, said, f"note {number}", words)


def _paragraphs(block: Block, document: ReadyDocument) -> Iterator[Insertable]:
    numbers, leads = document.edition.numbers, document.edition.language.references
    first = True
    for node in block.content:
        if not isinstance(node, Paragraph) or node.id not in numbers.paragraph:
            continue
        named = not node.id.startswith(f"{block.id}.")
        if named or first:
            id_ = node.id if named else block.id
            detail = f"paragraph {numbers.paragraph[node.id]}"
            words = leads["paragraph"].format(goal=f"#paragraph:{id_}")
            yield made("paragraph", id_, plain(node.content), detail, words)
        first = False


def _opening(block: Block) -> str:
    said = (plain(each.content) for each in block.content if isinstance(each, Paragraph | Heading))
    return next(said, block.title)


def made(sort: Sort, id_: str, label: str, detail: str, text: str, words: str = "") -> Insertable:
    """Return something to be put in; a long label is cut at a word."""
    said = _cut(_ASK.sub(r"\1", label))
    return Insertable(sort, id_, said or id_, _ASK.sub(r"\1", detail), text, words)


def _cut(text: str) -> str:
    said = " ".join(text.split())
    return f"{said[:_SHORT].rsplit(' ', 1)[0]} …" if len(said) > _SHORT else said
