"""A sentence that was written anew around something printed is one change, and no half of it goes in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from dossier.interchange.pull.block_edits import pulled
from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.results import Edit, Proposal, Pulled
from dossier.model.document import (
    Ask,
    Block,
    Citation,
    Cite,
    Inline,
    Note,
    Paragraph,
    Section,
    Text,
)
from dossier.model.origin import Origin, OriginKind
from dossier.ooxml.embedded_version import decode
from tests.test_pull_law import export, read
from tests.test_pull_printed import DOCUMENT, MAIN, NOTES, changed

FACT, SOURCE = Origin(OriginKind.INSERTED, 1), Origin(OriginKind.CITATION, 1)
CITES = Citation((Cite("bnews"),))


def block(fact: Inline, source: Inline) -> Block:
    """Return a block with a fact in its text and a source in a note, printed or asked for."""
    said = (Text("On Friday the police opened fire, and they hit many. Of them "), fact,
            Text(" died."))  # fmt: skip
    noted = (Text("Some say nine hundred. See "), source, Text("."))
    note = Note("facts/first", (Paragraph(noted, "facts.3"),))
    calling = Paragraph((Text("All were dismissed."), note), "facts.2")
    return Block("facts", "evidence", (Paragraph(said, "facts.1"), calling), file="facts.md")


def back(change: Callable[[str], str], part: str) -> Pulled:
    """Return what is pulled where the exported file was changed."""
    printed = block(Text("16 people", FACT), Text("B News, 2011", SOURCE))
    document = replace(DOCUMENT, sections=(Section("said", "Facts", (printed,)),))
    returned = read(changed(export(document), change, part))
    asked = block(Ask("fact", "dead", ""), CITES)
    return pulled(returned, Base(decode(returned.embedded)), {"facts": asked})


def rewritten(words: str, new: str) -> Callable[[str], str]:
    """Return a change of the whole paragraph that has some words, but for its properties and marks."""
    whole = re.compile(
        rf"(<w:p>(?:<w:pPr>(?:(?!</w:p>).)*?</w:pPr>)?)((?:(?!</w:p>).)*{words}(?:(?!</w:p>).)*)</w:p>"
    )

    def change(text: str) -> str:
        def made(found: re.Match[str]) -> str:
            kept = re.findall(
                r"<w:bookmark[^>]*/>|<w:r>(?:(?!</w:r>).)*<w:footnoteRef/>.*?</w:r>", found[2]
            )
            return (
                f'{found[1]}{"".join(kept)}<w:r><w:t xml:space="preserve">{new}</w:t></w:r></w:p>'
            )

        return whole.sub(made, text)

    return change


def told(found: Pulled) -> tuple[list[str], list[str]]:
    """Return the new words of edits and of proposals."""
    edits = ["".join(t.text for t in e.new) for e in found.found if isinstance(e, Edit)]
    return edits, [each.new for each in found.found if isinstance(each, Proposal)]


@pytest.mark.parametrize(
    "new",
    [
        "According to the State, 14 persons, all of them armed, lost their lives.",
        "By what the police say, nobody was hit at all. By their count 14 persons died.",
    ],
)
def test_a_sentence_written_anew_around_a_fact_is_one_proposal(new):
    found = back(rewritten("opened fire", new), MAIN)
    edits, proposals = told(found)
    assert edits == [] and not found.wanted
    assert len(proposals) == 1 and "14 persons" in proposals[0]


def test_a_note_written_anew_around_a_source_is_one_proposal():
    new = "Watch International, Oil. See p. 7"
    found = back(rewritten("nine hundred", new), NOTES)
    edits, proposals = told(found)
    assert edits == [] and not found.wanted
    assert len(proposals) == 1 and "Watch International" in proposals[0]


def test_an_edit_far_from_what_was_typed_over_is_still_taken():
    new = "On Sunday the police opened fire, and they hit many. Of them 14 persons died."
    found = back(rewritten("opened fire", new), MAIN)
    assert "On Sunday" in str(found.wanted["facts"])
    assert told(found)[1] == ["14 persons"]


def test_a_changed_note_of_a_paragraph_that_another_block_gives_is_a_proposal():
    printed = block(Text("16 people", FACT), Text("B News, 2011", SOURCE))
    host = Block("host", "evidence", (Paragraph((Text("It says:"),), "host.1"),), file="host.md")
    whole = replace(host, content=(*host.content, *printed.content))
    document = replace(DOCUMENT, sections=(Section("said", "Facts", (whole,)),))
    change = rewritten("nine hundred", "Some say ten thousand. See B News, 2011.")
    returned = read(changed(export(document), change, NOTES))
    found = pulled(returned, Base(decode(returned.embedded)), {"host": host})
    assert not found.wanted and [each.new for each in found.found] == [
        "Some say ten thousand. See B News, 2011."
    ]
