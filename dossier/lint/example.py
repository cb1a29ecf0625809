"""Make a draft of a short text, as the examples in the manual pages of rules are written.

A head between lines of three hyphens may set `date`, `language`, `status`, `rules`, `state` and
whatever else a manifest says; headings make sections, whose titles decide the kind of their blocks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml

from dossier.lint.draft import Draft, units_of
from dossier.lint.limits import limits
from dossier.model.edition import Edition
from dossier.model.language import language
from dossier.model.numbering import number
from dossier.model.walk import blocks
from dossier.readers.blocks.block import read_text
from dossier.readers.drafts.plain_document import parts_of, plain_document

FILE = "example.md"


def as_read(text: str) -> str:
    r"""Return an example as its reader has it, without signs of Markdown: a line for each unit.

    >>> as_read("# Background\n\nIt was so.[^1]\n\n[^1]: See *the* law.")
    'Background\nIt was so.\nNote: See the law.'
    """
    units = (each for each in example(text).units if each.where != "title" and each.text)
    return "\n".join(f"Note: {each.text}" if each.where == "note" else each.text for each in units)


def example(text: str) -> Draft:
    """Return the draft of an example; its date is 25 March 2019 unless it says another."""
    head: Mapping[str, Any] = {}
    if text.startswith("---\n"):
        raw, _, text = text[4:].partition("\n---\n")
        head = yaml.safe_load(raw)
    nodes, _ = read_text(text, "example", FILE)
    title, parts = parts_of(nodes)
    document = plain_document(
        title, parts, FILE,
        language=head.get("language", "en-GB"), day=head.get("date", date(2019, 3, 25)),
        paragraphs=head.get("paragraphs", "numbered"),
    )  # fmt: skip
    edition = Edition(document, number(document), language(document.language))
    return Draft(
        edition, units_of(edition), tuple(blocks(document)),
        limits=limits(head["rules"]) if "rules" in head else {}, about=head,
        today=head.get("today"), pages=head.get("pages"), file=FILE,
    )  # fmt: skip
