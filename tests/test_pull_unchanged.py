"""A file that comes back holds nothing against blocks that nobody has changed since the export."""

from __future__ import annotations

import pytest

from dossier.build.output_formats import embedded
from dossier.interchange.pull.changed_since import changed_since
from dossier.interchange.pull.exported_version import Base
from dossier.model.document import Block
from dossier.ooxml.embedded_version import decode, encode
from dossier.readers.blocks.block import read_block
from tests.conftest import Project, document

HEAD = "---\nid: text\nkind: background\n---\n"
KINDS = {
    "a citation": "Workers struck [@court].",
    "a citation with a place": "Workers struck [@court, para. 3], and were shot [@profile].",
    "several citations": "Workers struck [see @court, para. 3; @profile] [@daily].",
    "a note": "Workers struck.[^a]\n\n[^a]: So they say.",
    "a citation in a note": "Workers struck.[^a]\n\n[^a]: On the strike, [@court, para. 3]; on it.",
    "a note that ends in a citation": "Workers struck.[^a]\n\n[^a]: As quoted in [@daily, p. 2].",
    "a note of a citation": "Workers struck.[^a]\n\n[^a]: [@daily, p. 2].",
    "a note of paragraphs": "Workers struck.[^a]\n\n[^a]: One [@court].\n\n    - Two [@daily].",
    "a note before a citation": "Workers struck.[^a] [@court]\n\n[^a]: So they say.",
    "a note beside a citation": "Workers struck [@court].[^a]\n\n[^a]: On it, [@daily]; so.",
    "a citation before two notes": "They [@court][^a][^b].\n\n[^a]: One.\n\n[^b]: Two.",
    "a note that is called again": "One.[^a] Two.[^a]\n\n[^a]: So, [@court].",
    "a citation that is said in the note beside it": "So [@court].[^a]\n\n[^a]: [@court]; [@daily].",
    "a fact": "At least {fact:dead value} died, and {fact:arrested} were held.",
    "a fact beside a citation": "They were {fact:dead} [@court].",
    "a fact beside a note": "They were {fact:dead}.[^a]\n\n[^a]: {fact:arrested} were held [@daily].",
    "a citation of a fact": "Many died {fact:dead cite}.[^a]\n\n[^a]: So, {fact:dead cite}.",
    "a source": "See {source:daily title}, {source:court}.",
    "a table": "| A | B [@daily] |\n|---|---|\n| {fact:dead} [@court] | c.[^a] |\n\n[^a]: D [@court].",
    "a figure": "![A strike](strike.svg)\n\nText.",
    "a list": "- One [@court].\n- Two.[^a]\n    1. Three {fact:dead}\n\n[^a]: [@daily].",
    "a quotation": "> They struck [@court, para. 3].\n\nText.",
    "a cross-reference": "One.\n{#here}\n\nSee [above](#paragraph:here), [@court].[^a]\n\n[^a]: In (#paragraph:here).",
    "words for others": "They [of Aul]{audience: internal} struck [@court].[^a]\n\n[^a]: So [x]{"
    "audience: internal} [@daily].",
    "formats": "*They **struck*** [@court] at <https://one.example/a_b>.[^a]\n\n[^a]: *Oil*, [@daily].",
}


def read(text: str) -> Block:
    found, wrong = read_block(HEAD + text, "21-text.md")
    assert found is not None and not wrong, wrong
    return found


def exported(project: Project, text: str) -> Base:
    project.write("case/blocks/21-text.md", HEAD + text)
    project.write(
        "case/strike.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    )
    return Base(decode(encode(embedded(document(project, "case", "submission")))))


@pytest.mark.parametrize("kind", KINDS)
def test_a_block_that_nobody_changed_is_not_held_for_changed(sourced, kind):
    assert not changed_since(exported(sourced, KINDS[kind]), read(KINDS[kind]))


@pytest.mark.parametrize(
    "change",
    [
        ("So they", "Thus they"),
        ("[@daily]", "[@daily], and on"),
        ("[@daily]", "it"),
        (" [@court]", ""),
        ("{fact:dead}", "many"),
        (".[^a]\n\n[^a]: So they say; [@daily].", "."),
        ("say;", "say,"),
        ("[^a]: ", "[^a]: One.\n\n    "),
    ],
)
def test_a_change_of_a_block_is_seen_in_its_text_and_its_notes(sourced, change):
    text = "Of {fact:dead} and more [@court], one.[^a]\n\n[^a]: So they say; [@daily]."
    base = exported(sourced, text)
    assert changed_since(base, read(text.replace(*change)))
    assert not changed_since(base, read(text))
