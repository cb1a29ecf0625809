"""Resolve one text that stands outside a document, such as a cell of the matrix."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dossier.build.resolve.name_checks import leaks
from dossier.build.resolve.registry_words import Expander
from dossier.build.resolve.setting import Setting
from dossier.model.document import Block, Inline, Paragraph, Reference, Section, Text
from dossier.model.edition import Edition
from dossier.model.registry import Place, Words
from dossier.model.walk import plain, rebuilt


def phrase(words: Words, at: Place, setting: Setting, edition: Edition) -> str:
    """Return a registry's words as plain text, without citations, in the document's language.

    Each is printed as if it came first, since nobody need have read another before it. Faults
    go to `setting`.
    """

    def numbered(inline: Inline) -> Inline:
        if isinstance(inline, Reference) and edition.numbers.goal(inline) is not None:
            return Text(f"{plain(inline.lead)} {edition.reference_label(inline)}")
        return inline

    content = Expander(setting).words(setting.said(words), at)
    return " ".join(plain(tuple(rebuilt(each, numbered) for each in content)).split())


def find_leaks(texts: Iterable[tuple[str, Place]], setting: Setting, edition: Edition) -> None:
    """Find names, in texts and where each comes from, that the document's audience may not read."""
    blocks = tuple(
        Block("", "", (Paragraph((Text(text),), "", at.line),), file=at.file)
        for text, at in texts
        if text
    )
    leaks(replace(edition.document, sections=(Section("", "", blocks),)), setting)
