"""A recommendation that was put into a Word file becomes a new one, wherever its label stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dossier.interchange.pull.block_edits import pulled
from dossier.interchange.pull.block_files import block_files
from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.new_blocks import new_blocks
from dossier.interchange.pull.results import Added, Missing, Pulled
from dossier.model.document import (
    Ask,
    Block,
    BulletList,
    Item,
    Node,
    Note,
    NoteAgain,
    Paragraph,
    Section,
    Text,
)
from dossier.model.origin import Origin, OriginKind
from dossier.model.walk import below, plain
from dossier.ooxml.embedded_version import decode
from dossier.project.layout import Files
from tests.test_pull_law import export, read
from tests.test_pull_printed import DOCUMENT, LABEL, PAY, changed, run, words

MARKS = re.compile(
    r"<w:bookmark(?:Start|End)[^>]*/>|</?w:sdt(?:Content)?>|<w:sdtPr>(?:(?!</w:sdtPr>).)*</w:sdtPr>"
)
FACT = Origin(OriginKind.INSERTED, 1)
NOTE = Note("law/oath", (words("law.2", "A Report."),))


def recommendation(fact: Text | Ask, *more: Node) -> Block:
    said = (Text("Amend the law of 2014 so that ten members suffice, and let courts decide on the "),
            fact, Text(" closures after a hearing."), NOTE)  # fmt: skip
    return Block("law", "recommendation", (Paragraph(said, "law.1"), *more), file="law.md")


def back(change: Callable[[str], str], *more: Node, missing: Missing = "deleted") -> Pulled:
    asks = Section("asks", "Recommendations", (recommendation(Text("sixteen", FACT), *more), PAY))
    returned = read(changed(export(replace(DOCUMENT, sections=(asks,))), change))
    source = {"law": recommendation(Ask("fact", "closed", ""), *more), "pay": PAY}
    return pulled(returned, Base(decode(returned.embedded)), source, missing=missing)


def entered(label: str, before: str = " and let courts decide") -> Callable[[str], str]:
    """Return a change that parts a paragraph before some words, and begins the rest with a label."""

    def change(text: str) -> str:
        at = text.index(before)
        begin = text.rindex("<w:p>", 0, at)
        head = re.match(r"<w:p>(?:<w:pPr>.*?</w:pPr>)?", text[begin:])
        end = f'</w:t></w:r></w:p>{head[0]}{label}<w:r><w:t xml:space="preserve">'
        return text[:at] + end + text[at:]

    return change


COUNTED = (
    run("Recommendation ", LABEL)
    + '<w:fldSimple w:instr=" SEQ recommendation \\* ARABIC "><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    + run(".", LABEL) + run(" ")
)  # fmt: skip
LABELS = [
    "Recommendation 2.",
    "Recommendation\u00a02:",
    "RECOMMENDATION 1a. ",
    "Recommendation 2 – ",
]


def said(nodes: tuple[Node, ...]) -> list[str]:
    return [plain(each.content).strip() for each in nodes if isinstance(each, Paragraph)]


@pytest.mark.parametrize("label", [*map(run, LABELS), COUNTED])
def test_a_recommendation_that_was_parted_and_labelled_is_two(label):
    found = back(entered(label))
    assert said(found.wanted["law"]) == ["Amend the law of 2014 so that ten members suffice,"]
    (new,) = found.added
    assert (new.neighbour, new.before) == ("law", False)
    (paragraph,) = new.content
    assert plain(paragraph.content).startswith("and let courts decide on the ")
    assert Ask("fact", "closed", "") in paragraph.content
    assert [each.id for each in below(paragraph) if isinstance(each, Note)] == ["/oath"]
    assert not found.questions


def test_a_recommendation_that_was_parted_without_a_label_has_two_paragraphs():
    found = back(entered(""))
    assert len(said(found.wanted["law"])) == 2 and not found.added


def test_what_stands_below_a_new_label_goes_with_it():
    items = BulletList((Item((words("law.3", "in each town."),)),))
    change = entered(run("Recommendation 2. "), " closures after")
    found = back(change, items)
    (new,) = found.added
    assert said(found.wanted["law"])[0].startswith("Amend the law")
    assert len(found.wanted["law"]) == 1
    assert [type(each) for each in new.content] == [Paragraph, BulletList]


@pytest.mark.parametrize(
    "words_", ["Recommendation 101.5 of 2018 asks so. ", "Recommendation 2 of the State "]
)
def test_words_that_only_begin_as_a_label_are_words(words_):
    found = back(entered(run(words_)))
    assert not found.added
    assert said(found.wanted["law"])[1].startswith(words_)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Recommendation 12 of the last cycle should stand.", None),
        ("Recommendation 2030 goals in each town.", None),
        ("Recommendation 3 Release all.", "Release all."),
        ("Recommendation 3a. Release all.", "Release all."),
    ],
)
def test_a_new_recommendation_loses_a_label_and_no_words_that_begin_as_one(typed, kept):
    def change(text: str) -> str:
        end = text.index("</w:p>", text.index("after a hearing.")) + len("</w:p>")
        return f"{text[:end]}<w:p>{run(typed)}</w:p>{text[end:]}"

    (new,) = back(change).added
    assert said(new.content) == [kept or typed]


def test_a_recommendation_that_another_one_took_in_stays_where_the_file_has_lost_its_marks():
    def joined(text: str) -> str:
        end = text.index("</w:p>", text.index("after a hearing."))
        return text[:end] + text[text.rindex("<w:r>", 0, text.index("Pay all")) :]

    found = back(lambda text: joined(MARKS.sub("", text)), missing="proposed")
    assert not found.wanted
    (left,) = found.found
    assert (left.old, left.new) == ("a hearing. ¶ Pay all wages.", "a hearing. Pay all wages.")


def test_new_recommendations_beside_one_stand_in_the_order_in_which_they_came():
    text = b"---\nid: law\nkind: recommendation\n---\nAmend the law.\n"
    files = Files(
        "case",
        Path("case"),
        {"blocks/81-law.md": text, "blocks/82-pay.md": text.replace(b"law", b"pay")},
    )
    known = block_files(files, "en")
    again = NoteAgain("/note")
    note = Note("/note", (words("new.2", "A Report."),))
    added = [
        Added((Paragraph((Text(f"{each} it."), note, again), "new.1"),), "law", n < 3, 1)
        for n, each in enumerate(("Zip", "Ask", "Make", "Yell", "Add", "Lift"))
    ]
    made = {path.name: id_ for path, _, id_ in new_blocks(known, added)}
    paths = {f"blocks/{name}": b"" for name in made} | dict(files.content)
    order = [
        made.get(each.removeprefix("blocks/"), "")
        for each in Files("case", Path("case"), paths).blocks()
    ]
    assert order == ["zip-it", "ask-it", "make-it", "", "yell-it", "add-it", "lift-it", ""]
