"""What answers to asks share: where was asked, what is wrong there, who was introduced before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal

from dossier.build.resolve.setting import Setting
from dossier.model.diagnostics import did_you_mean
from dossier.model.document import Ask, Block, Citation, Cite, Inlines, Text
from dossier.model.faults import Fault
from dossier.model.registry import Day, Place, Words
from dossier.model.walk import plain

_NOT_CLEARED = {"incident": Fault.INCIDENT_NOT_CLEARED, "source": Fault.SOURCE_NOT_CLEARED}


_REGISTRIES = {
    "source": "sources", "law": "sources", "fact": "facts", "incident": "incidents",
    "person": "people", "organisation": "organisations",
}  # fmt: skip
"""Which registry holds what, by what messages call it."""


class AskContext:
    """What answers share: the registries' view, the block that is read, who was introduced where.

    `words` reads a registry's own words, and puts in what they ask for. `scope` is where names are
    introduced, in the text or in the notes; `line` is that of the ask which an author typed, and
    `paragraph` the id of the one it stands in, as far as it is known.
    """

    def __init__(self, setting: Setting, words: Callable[[str, Place], Inlines]) -> None:
        self.setting = setting
        self.words = words
        self.block = Block("", "", ())
        self.introduced: set[tuple[str, str, str]] = set()
        self.scope: Literal["text", "note"] = "text"
        self.line = 0
        self.paragraph = ""

    def at(self, ask: Ask) -> Place:
        """Return where the author asked, or the registry's entry that did."""
        return Place(self.block.file, ask.line)

    def unknown(self, ask: Ask, what: str, known: Mapping[str, object]) -> Inlines:
        """Note that there is no entry of this id."""
        shown = ", ".join(list(known)[:12]) or "none"
        hint = did_you_mean(ask.id, known, f"known here: {shown}")
        message = f'there is no {what} "{ask.id}"'
        registry = _REGISTRIES.get(what, "")
        at, rule = self.at(ask), Fault.UNKNOWN_ID
        self.setting.absent(registry, ask.id, at, rule, message, hint, excerpt=ask.id)
        return ()

    def chosen(self, ask: Ask, known: tuple[str, ...]) -> set[str]:
        """Return the words after the id but for a case; one that chooses nothing is a fault."""
        words = set(ask.words.split()) - set(self.setting.language.cases)
        for word in sorted(words - set(known)):
            hint = did_you_mean(word, known, f"it may be {', '.join(known)}")
            message = (
                f'"{{{ask.kind}:{ask.id} {ask.words}}}" asks for "{word}", which does not exist'
            )
            self.setting.fault(self.at(ask), Fault.UNKNOWN_FORM, message, hint)
        return words & set(known)

    def case(self, ask: Ask) -> str:
        """Return the case that `ask` asks for, such as "genitive", or "" for the nominative."""
        words = ask.words.partition("as ")[0].split()
        return self.setting.language.case_in(words)

    def said(self, words: Words, ask: Ask, case: str, at: Place) -> str:
        """Return an entry's words in a case; where it has none, that is a fault."""
        tongue = self.setting.language
        if case and words.get(tongue.code) and f"{tongue.code} {case}" not in words:
            self.without_case(ask, case, at)
        return self.setting.said(words, case)

    def without_case(self, ask: Ask, case: str, at: Place) -> None:
        """Note that what is asked for in a case has no words in it."""
        code, name = self.setting.language.code, self.setting.language.name
        message = f"{{{ask.kind}:{ask.id}}} has no words in the {case} in {name}"
        hint = f"add them beside the others: `{{{code}: …, {code} {case}: …}}`"
        self.setting.fault(at, Fault.MISSING_WORDS, message, hint)

    def refused(
        self, ask: Ask, what: Literal["incident", "source"], audience: str, file: str
    ) -> Inlines:
        """Note that something is asked for which the document's audience may not read."""
        message = (
            f'the {what} "{ask.id}" is for "{audience}" at most, '
            f'and the document for "{self.setting.audience}"'
        )
        hint = f"bind the words with `[…]{{audience: {audience}}}`, or clear it in {file}"
        rule = _NOT_CLEARED[what]
        self.setting.fault(self.at(ask), rule, message, hint, data={"audience": audience})
        return ()

    def dated(self, ask: Ask, day: Day | None, what: str) -> None:
        """Find what happened only after the document's date."""
        if day and day.first() > self.setting.day:
            when = self.setting.language.day(day)
            message = f"{what} is of {when}, after the document's date of {self.setting.day}"
            hint = "leave it out, or give the document a later date"
            self.setting.fault(self.at(ask), Fault.LATER_THAN_DOCUMENT, message, hint)

    def first(self, kind: str, id_: str) -> bool:
        """Whether something is met for the first time in the text, or in the notes."""
        new = (self.scope, kind, id_) not in self.introduced
        self.introduced.add((self.scope, kind, id_))
        return new

    def before(self, cite: Cite) -> Inlines:
        """Return the words before a citation of a registry.

        The article alone is typed in English, as places in sources are, for all languages.
        """
        if plain(cite.before) != "the":
            return cite.before
        article = self.setting.term("the")
        return (Text(article),) if article else ()

    def cited(self, cites: tuple[Cite, ...]) -> Inlines:
        """Return a citation as an entry of a registry makes it; unknown keys were found there."""
        known = self.setting.registry.sources
        # What is wrong with such a citation stands where the block asks, not in the registry.
        kept = tuple(
            replace(each, line=0, before=self.before(each)) for each in cites if each.key in known
        )
        for each in kept:
            self.setting.used.setdefault(("source", each.key), self.block.id)
        return (Citation(kept, self.line),) if kept else ()
