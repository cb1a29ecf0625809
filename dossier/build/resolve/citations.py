"""Print citations: in full at first, then short with the note, or *ibid*.

Worked out for each document from the order of its notes, so that blocks can be moved and reused.
The rules are those common to OSCOLA (4th edition, 1.2.1 and 1.2.2) and McGill: *ibid* only for the
one source of the note directly before, or the one just cited in the same note; a place that is not
named again would be read as the same place, so then the note is named instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dossier.build.resolve.inline_splices import capital, joined, made
from dossier.build.resolve.setting import Setting
from dossier.build.resolve.short_forms import same_short_form
from dossier.model.diagnostics import did_you_mean
from dossier.model.document import (
    Block,
    Citation,
    Cite,
    Document,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Mark,
    Nodes,
    Note,
    Paragraph,
    Reference,
    Strong,
    Text,
)
from dossier.model.faults import Fault
from dossier.model.frozen import frozen
from dossier.model.registry import Place, Source
from dossier.model.remembered import Same, remembered
from dossier.model.template_fault import TemplateFault
from dossier.model.walk import below, changed, plain
from dossier.readers.templates.citation_style import CitationStyle

_TITLED = re.compile(r"[“«\"]\w|\bNo\. \d|\b(?:19|20)\d\d\b")
"""What shows that a note's own words name a source, which ibid would then mean."""


@frozen
class _Last:
    """The citation before: its source and the place in it."""

    key: str
    place: str


class Citer:
    """Goes through the notes of a document once, in the order of their numbers."""

    def __init__(self, setting: Setting, document: Document) -> None:
        self.setting = setting
        self.first: dict[str, str] = {}
        self.before: _Last | None = None
        self.within: _Last | None = None
        self.note = ""
        self.block = Block("", "", ())
        self.same_short_form = same_short_form(setting, document)

    def cite(self, block: Block) -> Block:
        """Return `block` with its citations printed."""
        self.block = block
        return replace(block, content=tuple(changed(each, self.inlines) for each in block.content))

    def inlines(self, content: Inlines) -> Inlines:
        return tuple(self.inline(each) for each in content)

    def inline(self, inline: Inline) -> Inline:
        match inline:
            case Note():
                return self.printed(inline)
            case Emphasis() | Strong() | Link() | Mark():
                return replace(inline, content=self.inlines(inline.content))
            case Reference():
                return replace(inline, lead=self.inlines(inline.lead))
        return inline

    def printed(self, note: Note) -> Note:
        """Return `note` with its citations printed, and remember what the next may call ibid."""
        before = self.before
        parts = (part for node in note.content for part in below(node))
        cited = {each.key for each in parts if isinstance(each, Cite)}
        known = self.first if cited <= self.first.keys() else dict(self.first)
        content = self.content(note)
        within, first = self.within, self.first
        self.first, self.before = known, None
        again = self.content(note) if before and before.key in cited else content
        self.first = first
        lone = len(cited) == 1 and self._only_cites(note)
        self.within, self.before = within, within if lone else None
        return replace(note, content=content, repeated=() if again == content else again)

    def content(self, note: Note) -> Nodes:
        """Return what a note says with its citations printed."""
        self.note, self.within = note.id, None
        return tuple(changed(node, self.words) for node in note.content)

    def _only_cites(self, note: Note) -> bool:
        """Whether a note refers to nothing but its sources, so that ibid cannot mislead."""
        parts = [part for node in note.content for part in below(node)]
        if any(isinstance(each, Reference | Link) for each in parts):
            return False
        return not any(isinstance(each, Text) and _TITLED.search(each.text) for each in parts)

    def words(self, content: Inlines) -> Inlines:
        """Return a run of a note's words with its citations printed."""
        found: list[Inline] = []
        for inline in content:
            match inline:
                case Citation():
                    printed = made(self.citation(inline), inline.origin)
                    found += printed if found else capital(printed)
                case Emphasis() | Strong() | Link() | Mark():
                    found.append(replace(inline, content=self.words(inline.content)))
                    if isinstance(inline, Link):
                        self.within = self.before = None
                case Text() if _TITLED.search(inline.text):
                    self.within = self.before = None
                    found.append(inline)
                case Text() if found and inline.text.startswith((".", "。")) and _ends(found):
                    found.append(Text(inline.text[1:], inline.origin))
                case _:
                    found.append(inline)
        return joined(found)

    def citation(self, citation: Citation) -> Inlines:
        found: list[Inline] = []
        parted = self.setting.language.list_words.parted
        for cite in citation.cites:
            source = self.source(cite, citation)
            if source is None:
                continue
            if not self.setting.may_read(source.audience):
                found += [
                    *([Text(parted)] if found else []),
                    Text(self.setting.citation_style.words["withheld"]),
                ]
                self.within = None
                continue
            if found:
                found.append(Text(parted))
            space = self.setting.language.space_behind(plain(cite.before))
            before = (*cite.before, Text(space)) if cite.before else ()
            found += [*before, *self.named(source, cite), *_after(cite)]
        return joined(found)

    def source(self, cite: Cite, citation: Citation) -> Source | None:
        known = self.setting.registry.sources
        source = known.get(cite.key)
        at = Place(self.block.file, cite.line or citation.line)
        if source is None:
            message = f'there is no source "{cite.key}"'
            hint = did_you_mean(
                cite.key, known, "add it to sources.yaml, or write \\@ for the sign"
            )
            self.setting.absent(
                registry="sources",
                id_=cite.key,
                at=at,
                rule=Fault.UNKNOWN_SOURCE,
                message=message,
                hint=hint,
                excerpt=f"@{cite.key}",
            )
            return None
        self.check(source, at)
        return source

    def check(self, source: Source, at: Place) -> None:
        """Find a source that is later than the document, or not verified when that is final."""
        who = f'the source "{source.id}"'
        hint = f"see for yourself, then set `verified: yes` at {source.at.file}:{source.at.line}"
        if source.verified == "no" and self.setting.final:
            message = f"{who} is not verified, and the document is final"
            self.setting.fault(at, Fault.SOURCE_NOT_VERIFIED, message, hint)
        elif source.verified == "in part" and self.setting.final:
            message = f"{who} is verified in part, and the document is final"
            self.setting.fault(at, Fault.SOURCE_VERIFIED_IN_PART, message, hint, "warning")
        for name, day in (("issued", source.issued), ("accessed", source.accessed)):
            if day and day.first() > self.setting.day:
                when = self.setting.language.day(day)
                message = f"{who} was {name} later than the document: {when}, {self.setting.day}"
                hint = "cite something earlier, or give the document a later date"
                self.setting.fault(at, Fault.LATER_THAN_DOCUMENT, message, hint)

    def named(self, source: Source, cite: Cite) -> Iterator[Inline]:
        """Yield the source in the form that is due here, with the place in it."""
        place = self.setting.citation_style.place(source, cite.places)
        last = self.within or self.before
        if last and last.key == source.id and (place or not last.place):
            yield from self.ibid(last, place)
        elif source.id in self.first:
            yield from self.later(source, place)
        else:
            self.first[source.id] = self.note
            yield from self.form(source, "full", place)
        yield from self.doubt(source)
        self.within = _Last(
            source.id, place or (last.place if last and last.key == source.id else "")
        )

    def ibid(self, last: _Last, place: str) -> Iterator[Inline]:
        ibid, language = self.setting.citation_style.words["ibid"], self.setting.language
        word = Text(ibid.removesuffix("."))
        yield Emphasis((word,)) if language.italics else word
        yield Text("." if ibid.endswith(".") else "")
        if place and place != last.place:
            yield Text(language.list_words.cited + place)

    def later(self, source: Source, place: str) -> Iterator[Inline]:
        yield from self.form(source, "short", "")
        cited = self.setting.language.list_words.cited
        if self.first[source.id] != self.note:
            lead, _, after = self.setting.citation_style.words["above"].partition("{n}")
            yield Text(cited)
            yield Reference("note", self.first[source.id], (Text(lead.rstrip()),))
            yield Text(after)
        if place:
            yield Text(cited + place)

    def form(self, source: Source, form: str, place: str) -> Inlines:
        return _form(self.setting, self.told_apart(source), form, place)

    def told_apart(self, source: Source) -> Source:
        """Return `source` with its title as short title where its authors have others here."""
        if source.id not in self.same_short_form or source.fields.get("title-short"):
            return source
        marked = {"title-short": source.marked["title"]} if "title" in source.marked else {}
        return replace(
            source,
            fields={**source.fields, "title-short": source.title},
            marked={**source.marked, **marked},
        )

    def doubt(self, source: Source) -> Iterator[Inline]:
        if self.setting.final or source.verified == "yes":
            return
        name = "unverified" if source.verified == "no" else "partly"
        yield Text(" ")
        yield Mark((Text(self.setting.citation_style.words[name]),))


def _after(cite: Cite) -> Inlines:
    """Return the words after a cite, parted from it unless they begin with a stop."""
    if not cite.after:
        return ()
    parted = plain(cite.after[:1]).startswith(tuple(",.:);،؛，。：）；"))
    return cite.after if parted else (Text(" "), *cite.after)


def _ends(found: Sequence[Inline]) -> bool:
    """Whether what was printed last ends with a full stop; a reference ends with its number."""
    if isinstance(found[-1], Reference):
        return False
    return bool(re.search(r"[.。][”’\"»]?$", plain(tuple(found[-2:]))))


def _form(setting: Setting, source: Source, form: str, place: str = "") -> Inlines:
    """Return `source` in one form, or nothing and a finding where the form cannot be drawn."""
    try:
        return _cited(Same(setting.citation_style), Same(source), form, place)
    except TemplateFault as fault:
        message = f'the form "{form}" of "{source.kind}" cannot be drawn: {fault}'
        hint = "docs/templates.md lists what a form may use"
        setting.fault(Place(fault.file, fault.line), Fault.TEMPLATE_ERROR, message, hint)
        return ()


@remembered
def _cited(style: Same[CitationStyle], source: Same[Source], form: str, place: str) -> Inlines:
    return style.value.cite(source.value, form, place)


def listed(setting: Setting, keys: Sequence[str]) -> tuple[Paragraph, ...]:
    """Return the entries of a list of sources, in the order of their words."""
    entries = [(_form(setting, setting.registry.sources[key], "bibliography"), key) for key in keys]
    stop = setting.language.stop
    ordered = sorted(entries, key=lambda each: re.sub(r"\W", "", plain(each[0])).casefold())
    return tuple(
        Paragraph(
            joined([*capital(words), Text("" if plain(words).endswith((".", stop)) else stop)]),
            f"source.{key}",
        )
        for words, key in ordered
    )
