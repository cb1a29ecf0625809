"""What the program prints comes back in other forms: nothing was edited, or it is told by name.

Exports are changed in their XML as Word and other programs change them.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pytest

from dossier.interchange.pull.block_edits import pulled
from dossier.interchange.pull.comments import authors_of, margin_notes
from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.results import Proposal, Pulled
from dossier.interchange.pull.tracked_changes import decided
from dossier.model.document import (
    Ask,
    Block,
    Document,
    Item,
    Note,
    NumberedList,
    Paragraph,
    Properties,
    Reference,
    Section,
    Settings,
    Text,
)
from dossier.model.origin import Origin, OriginKind
from dossier.model.walk import plain
from dossier.ooxml.embedded_version import decode
from dossier.readers.exported_docx import read_returned
from dossier.readers.exported_docx.paragraphs import Remark, Returned
from tests.test_pull_law import export, pull, read

MAIN, NOTES = "word/document.xml", "word/footnotes.xml"
_RESULT = r"<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:t[^>]*>([^<]*)</w:t></w:r>"
_FIELD = re.compile(
    r'(<w:instrText xml:space="preserve">) ((?:NOTE|PAGE)?REF) (\w+) (.*?</w:instrText>.*?)'
    rf'{_RESULT}(?=<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:fldChar w:fldCharType="end")'
)
"""A cross-reference: its code, and the run of its result."""


def words(id_: str, text: str) -> Paragraph:
    return Paragraph((Text(text),), id_)


NOTED = Note("facts/first", (words("facts.3", "A note."),))
FACTS = Block(
    "facts",
    "evidence",
    (
        Paragraph((Text("The strike ended."), NOTED), "facts.1"),
        Paragraph(
            (
                Reference("section", "asks", (Text("See section"),)),
                Reference("paragraph", "facts.1", (Text(", paragraph"),)),
                Reference("recommendation", "law", (Text(" and recommendation"),)),
                Reference("note", "facts/first", (Text(", above note"),)),
                Text("."),
            ),
            "facts.2",
        ),
    ),
    file="facts.md",
)
LAW = Block("law", "recommendation", (words("law.1", "Establish an inquiry."),), file="law.md")
PAY = Block("pay", "recommendation", (words("pay.1", "Pay all wages."),), file="pay.md")
DOCUMENT = Document(
    title="A case",
    language="en-GB",
    procedure="",
    cover=(),
    running_head="",
    settings=Settings("({n})", "numbered", "footnotes", "portrait"),
    properties=Properties("Author", "Subject", (), date(2026, 1, 2)),
    sections=(Section("said", "Facts", (FACTS,)), Section("asks", "Recommendations", (LAW, PAY))),
)


def pulled_back(document: Document, change: Callable[[str], str], *parts: str) -> Pulled:
    """Return what is pulled from an export whose parts were changed in their XML."""
    return pull(read(changed(export(document), change, *parts)), document)


def changed(export: bytes, change: Callable[[str], str], *parts: str) -> bytes:
    """Return a Word file with parts changed; a change must change something in one of them."""
    made = io.BytesIO()
    same = True
    with zipfile.ZipFile(io.BytesIO(export)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name in (parts or (MAIN,)):
                content = change(content.decode()).encode()
                same = same and content == old.read(name)
            new.writestr(name, content)
    assert not same
    return made.getvalue()


def replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return change


def fields(result: str, code: str = r"\1 \2 \3 \4") -> Callable[[str], str]:
    """Return a change of all cross-references: of their results, perhaps of their codes."""
    return lambda text: _FIELD.sub(code + result, text)


def run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


LABEL = '<w:rStyle w:val="RecommendationLabel"/>'
UPDATED = {
    "the style of the label that it leads to": fields(run(r"\5", LABEL)),
    "bold letters": fields(run(r"\5", "<w:b/>")),
    "other words": fields(run("99")),
    "an error of Word's": fields(run("Error! Reference source not found.", "<w:b/>")),
    "no result": fields(""),
    "two runs": fields(run("9", LABEL) + run("9")),
    "its code in other letters": fields(run(r"\5"), r'\1 \2 "\3" \4'),
}


@pytest.mark.parametrize("what", UPDATED)
def test_fields_that_were_updated_are_no_edit(what):
    assert not edits(pulled_back(DOCUMENT, UPDATED[what]))


def edits(found: Pulled) -> list[Any]:
    """Return all that a file was found to say otherwise."""
    return [*found.found, *found.wanted.items(), *found.added, *found.questions]


LEAD = run("Recommendation ", LABEL)
_LABELS = re.compile(
    re.escape(LEAD) + r'(<w:bookmarkStart [^>]*>)((?:<w:r>.*?</w:r>){5})(<w:bookmarkEnd [^>]*>)'
    + re.escape(run(".", LABEL))
)  # fmt: skip
"""A label of a recommendation: its words, its number in a bookmark, its full stop."""


def labels(new: str) -> Callable[[str], str]:
    return lambda text: _LABELS.sub(new, text)


LABELLED = {
    "without its style": labels(run("Recommendation ") + r"\1\2\3" + run(".")),
    "its number without a style": lambda text: _LABELS.sub(
        lambda found: found[0].replace(found[2], found[2].replace(f"<w:rPr>{LABEL}</w:rPr>", "")),
        text,
    ),
    "in more runs": labels(run("Recom", LABEL) + run("mendation ") + r"\1\2\3" + run(".", LABEL)),
    "with marks for the direction": labels(
        run("\u200eRecommendation \u200f", LABEL) + r"\1\2\3" + run("\u200e.")
    ),
    "with a number that was typed": labels(run("Recommendation 4.")),
}


@pytest.mark.parametrize("what", LABELLED)
def test_a_label_in_another_form_is_no_edit(what):
    assert not edits(pulled_back(DOCUMENT, LABELLED[what]))


def test_words_that_were_typed_into_a_label_are_an_edit():
    found = pulled_back(DOCUMENT, labels(LEAD + r"\1\2\3" + run(". Urgently:", LABEL)))
    assert [plain(each.content) for each in found.wanted["pay"]] == ["Urgently: Pay all wages."]


def test_marks_for_the_direction_of_writing_are_no_edit():
    change = replaced("Establish an", "\u200eEstablish\u200f an\u200e")
    assert not edits(pulled_back(DOCUMENT, change))


def test_no_break_spaces_that_the_program_put_in_are_no_edit_and_a_readers_is():
    document = replace(
        DOCUMENT, sections=(Section("said", "Article 22", (replace(
            PAY, kind="evidence", content=(words("pay.1", "On 28 March 37 unions met, see No. 87."),)
        ),)),)
    )  # fmt: skip
    sent = export(document)
    with zipfile.ZipFile(io.BytesIO(sent)) as package:
        said = package.read(MAIN).decode()
    assert "28\u00a0March 37\u00a0unions met, see No.\u00a087." in said
    assert not edits(pull(read(sent), document))
    lost = pulled_back(document, lambda text: text.replace("\u00a0", " "))
    assert not edits(lost)
    found = pulled_back(document, replaced("unions met", "unions\u00a0met twice"))
    assert [plain(each.content) for each in found.wanted["pay"]] == [
        "On 28 March 37 unions\u00a0met twice, see No. 87."
    ]


# What is left beside blocks


MADE = Origin(OriginKind.INSERTED, 1)
CITED = Block(
    "facts",
    "evidence",
    (
        Paragraph(
            (
                Text("sixteen", MADE),
                Note("facts/1", (words("facts.3", "A Report, 2012"),), origin=(MADE,)),
                Text(" persons."),
            ),
            "facts.1",
        ),
    ),
)
ASKED = replace(
    CITED, content=(Paragraph((Ask("fact", "dead", ""), Text(" persons.")), "facts.1"),)
)
_CALL = re.compile(r"<w:r>(?:(?!</w:r>).)*<w:footnoteReference [^>]*/></w:r>")


def cited(change: Callable[[str], str]) -> tuple[Returned, Base, Pulled]:
    """Return what is pulled into a block that asks for a fact when its export was changed."""
    document = replace(DOCUMENT, sections=(Section("said", "Facts", (CITED,)),))
    returned = read(changed(export(document), change))
    base = Base(decode(returned.embedded))
    return returned, base, pulled(returned, base, {"facts": ASKED})


def test_a_note_that_was_taken_from_words_of_a_registry_is_proposed_with_its_words():
    returned, base, found = cited(lambda text: _CALL.sub("", text))
    assert not found.wanted
    ((_, note),) = margin_notes(returned, (), base, found)
    assert (note.kind, note.old, note.new) == ("proposal", "A Report, 2012", "")


def test_a_change_without_words_is_left_as_a_comment():
    returned, base, found = cited(replaced("persons", "people"))
    empty = Proposal("facts", "facts.1", old=" ", new="", why="a picture was typed over", hint="")
    ((_, note),) = margin_notes(returned, (), base, replace(found, found=(empty,)))
    assert (note.kind, note.old, note.text) == ("comment", "", "A picture was typed over.")


# Where no block stands

LISTED = Block("events-text", "lead", (words("events-text.1", "2011: a strike."),))
MADE_BETWEEN = replace(
    DOCUMENT,
    sections=(
        Section("said", "Facts", (FACTS,)),
        Section("events", "Year by year", (LISTED,)),
        Section("asks", "Recommendations", (LAW, PAY)),
    ),
)


def typed(place: str) -> Callable[[str], str]:
    """Return a change that types a paragraph behind `place`."""
    return lambda text: re.sub(
        f"({place})", r"\1<w:p><w:r><w:t>Typed here.</w:t></w:r></w:p>", text, count=1
    )


UNHELD = {
    "<w:body>": "the title block is made from dossier.yaml",
    r"Year by year</w:t></w:r><w:bookmarkEnd [^>]*/></w:p>": "below “Year by year”, where no block does",
    r"a strike\.</w:t></w:r><w:bookmarkEnd [^>]*/></w:p>": "does, after “2011: a strike.”",
}


@pytest.mark.parametrize("place", UNHELD)
def test_a_paragraph_typed_where_no_block_stands_is_a_proposal_for_that_place(place):
    returned = read(changed(export(MADE_BETWEEN), typed(place)))
    sources = {each.id: each for each in (FACTS, LAW, PAY)}
    found = pulled(returned, Base(decode(returned.embedded)), sources)
    assert not found.wanted and not found.added
    (proposal,) = found.found
    assert (proposal.block, proposal.new) == ("", "Typed here.")
    assert proposal.why.endswith(UNHELD[place])


def test_a_paragraph_typed_below_the_title_of_a_section_goes_into_the_first_block_there():
    place = r"Facts</w:t></w:r><w:bookmarkEnd [^>]*/></w:p>"
    found = pulled_back(MADE_BETWEEN, typed(place))
    assert next(plain(each.content) for each in found.wanted["facts"]) == "Typed here."


def test_what_the_template_prints_and_was_deleted_is_a_proposal():
    gone = re.compile(r"<w:p>(?:(?!</w:p>).)*2011: a strike\.(?:(?!</w:p>).)*</w:p>")
    returned = read(changed(export(MADE_BETWEEN), lambda text: gone.sub("", text)))
    sources = {each.id: each for each in (FACTS, LAW, PAY)}
    (proposal,) = pulled(returned, Base(decode(returned.embedded)), sources).found
    assert (proposal.old, proposal.new) == ("2011: a strike.", "")


def test_an_edit_of_a_block_that_is_here_no_longer_says_so():
    document = replace(
        DOCUMENT, sections=(Section("asks", "Asks", (replace(LAW, title="T"), PAY)),)
    )
    returned = read(changed(export(document), replaced("an inquiry", "two inquiries")))
    (proposal,) = pulled(returned, Base(decode(returned.embedded)), {"pay": PAY}).found
    assert '"law" is here no longer' in proposal.why
    assert (proposal.old, proposal.new) == ("Establish an inquiry.", "Establish two inquiries.")


# Notes


def tracked(text: str) -> str:
    """Return the notes with a change that Ann tracked, and a comment of Ben's."""
    author = 'w:author="Ann" w:date="2026-03-01T10:00:00Z"'
    gone = '<w:r><w:delText xml:space="preserve">A note.</w:delText></w:r>'
    new = (
        f'<w:del w:id="900" {author}>{gone}</w:del><w:ins w:id="901" {author}>{run("One.")}</w:ins>'
    )
    return text.replace(run("A note."), f'{new}<w:commentRangeStart w:id="7"/>')


@pytest.mark.parametrize("kind", ["footnotes", "endnotes"])
def test_changes_and_comments_in_a_note_keep_their_authors_and_their_place(kind):
    document = replace(DOCUMENT, settings=replace(DOCUMENT.settings, notes=kind))
    file = changed(export(document), tracked, f"word/{kind}.xml")
    back = read_returned(file, "back.docx")
    remark = Remark("7", "Ben", "2026-03-02", "Which?", line=1, note=f"{kind[:-1]}:1")
    back = replace(back, author="Org", remarks=(remark,))
    decision = decided(back, "accept", ("ann",))
    assert decision.authors == ("Ann",) and not decision.unknown
    base = Base(decode(back.embedded))
    found = pulled(decision.returned, base, {each.id: each for each in (FACTS, LAW, PAY)})
    (edit,) = found.found
    assert authors_of(edit, back, base) == (("Ann", "2026-03-01T10:00:00Z"),)
    assert "facts" in found.wanted
    ((block, note),) = margin_notes(back, (), base, found)
    assert (block, note.author, note.paragraph) == ("facts", "Ben", "facts.1")
    (left,) = decided(back, "review", ()).left
    assert (left.author, left.old, left.new) == ("Ann", "A note.", "One.")
    assert found.places[left.line] == ("facts", "facts.1")


# Numbers that were typed out

_PARAGRAPH = re.compile(r"(<w:p><w:pPr><w:pStyle w:val=\"NumberedParagraph\"/></w:pPr>)")
_HEADING = re.compile(r"(<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>)")
_ITEM = re.compile(r"<w:p><w:pPr><w:pStyle w:val=\"ListNumber\"/>(?:(?!</w:pPr>).)*</w:pPr>")


def counted(form: str) -> Callable[[str], str]:
    """Return a change that types all numbers of sections and paragraphs before them."""

    def change(text: str) -> str:
        heads, paragraphs = count(1), count(1)
        text = _HEADING.sub(lambda found: found[1] + run(f"({next(heads)})\t"), text)
        return _PARAGRAPH.sub(lambda found: found[1] + run(form.format(next(paragraphs))), text)

    return change


@pytest.mark.parametrize("form", ["{}. ", "({}) ", "{})\t", "[{}] ", "\u200e{}.\u00a0", "{}.- "])
def test_numbers_that_were_typed_out_are_no_edit_and_told_once(form):
    found = pulled_back(DOCUMENT, counted(form))
    assert not found.wanted and not found.found
    (question,) = found.questions
    assert "6 numbers were typed out" in question.message


def test_a_number_that_is_the_authors_text_stays():
    change = replaced("The strike ended.", "2019. The strike ended.")
    (node, *_) = pulled_back(DOCUMENT, change).wanted["facts"]
    assert plain(node.content).startswith("2019. The strike ended.")
    for name in ("7. The strike ended.", "A. Smith ended the strike.", "(a) The strike ended."):
        change = replaced("The strike ended.", name)
        assert "facts" in pulled_back(DOCUMENT, change).wanted


def test_a_number_that_is_left_at_the_beginning_of_a_paragraph_stays():
    first = words("facts.1", "In all 1. Then more.")
    facts = replace(FACTS, content=(first,))
    document = replace(DOCUMENT, sections=(Section("said", "Facts", (facts,)),))
    (node,) = pulled_back(document, replaced("In all 1.", "1.")).wanted["facts"]
    assert plain(node.content) == "1. Then more."


def test_a_label_and_a_number_that_both_became_text_are_no_edit():
    change = labels(run("4. Recommendation 2. "))
    found = pulled_back(DOCUMENT, lambda text: change(text).replace("4. Rec", "3. Rec", 1))
    assert not found.wanted and not found.found


def test_a_typed_series_goes_on_where_a_paragraph_was_deleted_and_another_put_in():
    def change(text: str) -> str:
        first = re.compile(r"<w:p>(?:(?!</w:p>).)*The strike ended\.(?:(?!</w:p>).)*</w:p>")
        text = counted("{}. ")(first.sub("", text))
        new = '<w:p><w:pPr><w:pStyle w:val="NumberedParagraph"/></w:pPr>' + run("2. It was long.")
        end = text.index("</w:p>", text.index("See section")) + len("</w:p>")
        return f"{text[:end]}{new}</w:p>{text[end:]}"

    found = pulled_back(DOCUMENT, change)
    assert [plain(each.content) for each in found.wanted["facts"]][1:] == ["It was long."]


LIST = NumberedList(1, tuple(Item((words(f"facts.{n}", f"step {n}"),)) for n in (1, 2, 3)))


@pytest.mark.parametrize(
    "marks", [("1. ", "2. ", "3. "), ("a) ", "b) ", "c) "), ("i. ", "ii. ", "iii. ")]
)
def test_items_whose_numbers_became_text_are_still_items(marks):
    listed = replace(FACTS, content=(LIST,))
    document = replace(DOCUMENT, sections=(Section("said", "Facts", (listed,)),))
    numbers = iter(marks)
    found = pulled_back(
        document, lambda text: _ITEM.sub(lambda _: f"<w:p>{run(next(numbers))}", text)
    )
    assert not found.wanted and not found.found
    (question,) = found.questions
    other = marks[0] != "1. "  # the list prints figures
    assert (f'"{marks[0].strip()}" where the list prints "1."' in question.message) == other


def test_a_raised_comma_between_the_calls_of_two_notes_is_no_text():
    comma = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>, </w:t></w:r>'
    call = r"<w:r>(?:(?!</w:r>).)*<w:footnoteReference [^>]*/></w:r>"
    two = (NOTED, Note("facts/second", (words("facts.4", "Another note."),)))
    block = replace(FACTS, content=(Paragraph((Text("It ended."), *two), "facts.1"),))
    document = replace(DOCUMENT, sections=(Section("said", "Facts", (block,)),))

    def parted(text: str) -> str:
        return re.sub(rf"({call})((?:(?!<w:r>).)*)({call})", rf"\1\2{comma}\3", text, count=1)

    assert not edits(pulled_back(document, parted))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_whose_accents_a_program_parted_or_joined_are_no_edit(form):
    said = unicodedata.normalize(form, "Détenus à Łódź, libérés en été.")
    block = replace(FACTS, content=(words("facts.1", said),))
    document = replace(DOCUMENT, sections=(Section("said", "Facts", (block,)),))
    other = {"NFC": "NFD", "NFD": "NFC"}[form]
    back = pulled_back(
        document, lambda text: text.replace(said, unicodedata.normalize(other, said))
    )
    assert not edits(back)
