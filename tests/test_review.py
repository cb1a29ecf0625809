"""Notes beside blocks: kept as they were written, shown in drafts, settled before a final one."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from argparse import Namespace
from dataclasses import replace
from datetime import date

import pypandoc
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from dossier.build.lost_words import reconcile
from dossier.cli.review import run
from dossier.interchange.registry_edit.comments import CannotChange, reopened, settled, with_notes
from dossier.model.comments import ReviewNote, pending, said, said_apart, threads
from dossier.model.document import Cell, Heading, Note, Paragraph
from dossier.model.language import own_templates
from dossier.model.passages import passages
from dossier.model.registry import AUDIENCES
from dossier.model.walk import below, blocks, everything, plain
from dossier.ooxml.names import W14, W15, q
from dossier.readers.comments import read_review
from dossier.readers.exported_docx.printed_numbers import words_of_docx
from dossier.writers.docx import write_docx
from dossier.writers.docx.notes_heading import has_notes_heading
from tests.conftest import Project
from tests.strategies import editions
from tests.test_writers import audit

WORD = own_templates() / "_shared" / "word.docx"

_NONE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff"
WORDS = st.one_of(
    st.sampled_from(
        ["", "Why?", " why: “so”\n\n  - 'x' #1", "é\u2028ю", "✊\ttab", "null", "12", "a\n", '"', "|-", "\ufeff"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(
        lambda text: re.sub(f"[{_NONE}]", "", text.replace("\r", "\n"))
    ),
)  # fmt: skip


@st.composite
def review_notes(draw):
    """Notes of one file: numbered, some of them replies to others."""
    found = []
    for at in range(1, draw(st.integers(0, 5)) + 1):
        answers = draw(st.sampled_from(["", *(each.id for each in found)]))
        kind = draw(st.sampled_from(["comment", "proposal"]))
        proposed = {"old": draw(WORDS), "new": f"{at}"} if kind == "proposal" else {}
        dates = ["", "2019-03-20", "2019-03-20T10:15:00Z", "last week", "2019-02-31"]
        found.append(
            ReviewNote(
                f"r{at}", kind, f"Ana {at}", draw(st.sampled_from(dates)), draw(WORDS),
                draw(WORDS), draw(st.sampled_from(["", "dues.2", "dues/1.1"])),
                draw(st.sampled_from(["", "submission", "no"])),
                draw(st.sampled_from(AUDIENCES)), answers, **proposed,
            )
        )  # fmt: skip
    return found


OLD = st.sampled_from(
    ["", "# kept: as typed\n", "# one\n- id: x   # hand\n  author: 'Bo'\n  text: >-\n    So\n    it is\n",
     "- id: r7\n  author: Bo\n  text: hm", "- id: old\r\n  text: |\r\n    a\r\n\r\n    b\r\n"]
)  # fmt: skip


@given(OLD, review_notes())
@settings(deadline=None)
def test_what_was_written_is_read_again_and_what_stood_there_stays(text, notes):
    before, _ = read_review(text, "f")
    result = with_notes(text, notes)
    assert result.startswith(text)
    found, wrong = read_review(result, "f")
    assert not [each for each in wrong if each.rule != "empty-proposal"]
    assert found[: len(before)] == before
    assert [_unnumbered(each) for each in found[len(before) :]] == [*map(_unnumbered, notes)]
    if not before:
        assert list(found) == notes


def _unnumbered(note):
    return replace(note, id="", answers="")


@given(OLD, review_notes())
@settings(deadline=None)
def test_the_same_notes_are_added_once(text, notes):
    once = with_notes(text, notes)
    assert with_notes(once, notes) == once
    nameless = [replace(each, id=f"n{at}", answers=each.answers and f"n{int(each.answers[1:]) - 1}")
                for at, each in enumerate(notes)]  # fmt: skip
    assert with_notes(once, nameless) == once


@given(OLD, review_notes().filter(bool), st.data())
@settings(deadline=None)
def test_settling_changes_the_lines_of_one_note_and_reopening_takes_them_back(text, notes, data):
    result = with_notes(text, notes)
    before, _ = read_review(result, "f")
    id_ = data.draw(st.sampled_from([each.id for each in before]))
    done = settled(result, id_, date(2019, 4, 1), "Ana: “é”")
    assert [
        line for line in done.splitlines() if line in result.splitlines()
    ] == result.splitlines()
    found, _ = read_review(done, "f")
    assert [replace(each, settled="", settled_by="") for each in found] == [*before]
    assert {each.id: (each.settled, each.settled_by) for each in found if each.settled} == {
        id_: ("2019-04-01", "Ana: “é”")
    }
    assert reopened(done, id_).rstrip("\r\n") == result.rstrip("\r\n")


def test_control_characters_are_left_out_and_line_ends_are_one():
    note = ReviewNote("r1", "comment", "A\x07na", "", "one\r\ntwo\x00\ue000", quoted="a\x0bb")
    (found,), wrong = read_review(with_notes("", [note]), "f")
    assert (found.author, found.text, found.quoted, wrong) == ("Ana", "one\ntwo", "ab", ())


def comment(id_: str, text: str, **more) -> ReviewNote:
    return ReviewNote(id_, "comment", "Ana de Souza", "2019-03-20T10:15:00Z", text, **more)


def test_a_reply_follows_its_note_when_that_gets_another_id():
    text = with_notes("", [comment("r1", "old")])
    new = [
        comment("r1", "new"),
        comment("r2", "so", answers="r1"),
        comment("r9", "?", answers="r7"),
    ]
    found, _ = read_review(with_notes(text, new), "f")
    assert [(each.id, each.text, each.answers) for each in found] == [
        ("r1", "old", ""), ("r2", "new", ""), ("r3", "so", "r2"), ("r9", "?", ""),
    ]  # fmt: skip


def test_two_remarks_of_one_person_that_say_the_same_are_two():
    twice = [comment("r1", "?", quoted="they"), comment("r2", "?", quoted="they")]
    text = with_notes("", twice[:1])
    both = with_notes(text, twice)
    assert len(read_review(both, "f")[0]) == 2
    assert with_notes(both, twice) == both


def test_a_note_that_comes_home_as_it_stood_in_the_margin_is_known():
    proposal = ReviewNote("r1", "proposal", "Bo", "2019-03-20", "A fact.", old="12", new="16")
    gone = comment("r2", "Who?", quoted="they")
    text = with_notes("", [proposal, gone])
    home = [
        ReviewNote("c1", "comment", "Bo", "2019-03-20T00:00:00Z", said(proposal), quoted="12"),
        replace(gone, id="c2", text=said_apart(gone), quoted="The whole paragraph."),
    ]
    assert with_notes(text, home) == text


def test_a_settled_note_does_not_come_back():
    text = settled(with_notes("", [comment("r1", "Why?")]), "r1", date(2019, 4, 1), "Bo")
    assert with_notes(text, [comment("x", "Why?")]) == text


@pytest.mark.parametrize("text", ["a: b", "[]", "- id: r1\n  text: 'open", "- {id: r1}\n..."])
def test_a_file_that_cannot_be_added_to_is_left_alone(text):
    with pytest.raises(CannotChange):
        with_notes(text, [comment("r1", "Why?"), comment("r2", "How?")])


def test_a_note_in_braces_can_be_settled_too():
    done = settled("- {id: r1, text: Why}  # x\n", "r1", date(2019, 4, 1), "Bo")
    assert done == '- {id: r1, text: Why, settled: 2019-04-01, settled_by: "Bo"}  # x\n'
    with pytest.raises(KeyError):
        settled(done, "r2", date(2019, 4, 1), "Bo")


def test_replies_stand_below_their_note_and_circles_end():
    notes = [comment("r1", "a", answers="r2"), comment("r2", "b", answers="r1"),
             comment("r3", "c", answers="r2"), comment("r4", "d")]  # fmt: skip
    assert [[each.id for each in one] for one in threads(notes)] == [["r1", "r2", "r3"], ["r4"]]
    assert (
        pending([replace(notes[3], settled="2019-04-01"), comment("r5", "e", answers="r4")]) == ()
    )


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        ("- id: r1\n  txt: Why?", 'the note knows no key "txt"', 2),
        ("- id: r1\n  audience: freinds", '"audience" cannot be "freinds"', 2),
        ("- text: Why?", 'the note has no "id"', 1),
        ("- id: r1\n- id: r1", 'the id "r1" stands twice (first in line 1)', 2),
        ("- id: r1\n  kind: proposal", "neither `old` nor `new`", 1),
        ("- id: r1\n  settled: soon", '"settled" is "soon", which is not a date', 2),
        ("- id: r1\n  text: [a]", '"text" is no text', 2),
        ("- id: r1\n  answers: r2", 'answers "r2", which is not in this file', 1),
        ('- id: r1\n  text: "\\a"', '"text" holds a control character', 2),
        ("- id: /", '"/" cannot be the id of a note', 1),
        ("- Why?", "this is no note", 1),
        ("id: r1", "the file lists no notes", 1),
    ],
)
def test_what_is_wrong_in_a_file_of_notes_is_said_at_its_line(text, said, line):
    found = read_review(text, "f.yaml")[1]
    assert [each.line for each in found if said in each.message] == [line], found


# In Word


def part(content: bytes, name: str):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return etree.fromstring(package.read(name)) if name in package.namelist() else None


def held(content: bytes) -> dict[str, str]:
    """Return the words between the two marks of each comment, by its number."""
    opened: set[str] = set()
    found: dict[str, str] = {}
    for each in part(content, "word/document.xml").iter():
        number = each.get(q("id"))
        if each.tag == q("commentRangeStart"):
            assert number not in found
            opened.add(number)
            found[number] = ""
        elif each.tag == q("commentRangeEnd"):
            opened.remove(number)
        elif each.tag in (q("t"), q("br"), q("p")):
            for open_ in opened:
                found[open_] += (each.text or "") if each.tag == q("t") else " "
    assert not opened
    return {key: " ".join(found[key].split()) for key in sorted(found, key=int)}


def shown(content: bytes) -> list[str]:
    root = part(content, "word/comments.xml")
    return [] if root is None else [
        "\n".join("".join(p.itertext(q("t"))) for p in each.iter(q("p"))) for each in root
    ]  # fmt: skip


@st.composite
def remarked(draw):
    """An edition, and remarks on words that stand in it, with where they stand."""
    edition = draw(editions())
    found: dict[str, list[ReviewNote]] = {}
    for block in blocks(edition.document):
        notes = {id(one) for each in everything(block) if isinstance(each, Note)
                 for node in each.content for one in below(node)}  # fmt: skip
        for leaf in everything(block):
            if isinstance(leaf, Paragraph | Heading | Cell) and id(leaf) not in notes:
                words = plain(leaf.content).split()
                first = draw(st.integers(0, len(words) - 1))
                last = draw(st.integers(first, len(words) - 1))
                quoted = " ".join(words[first : last + 1]).replace("\u00ad", "")
                many = found.setdefault(block.id, [])
                many.append(
                    comment(f"r{len(many)}", f"{len(many)}", quoted=quoted, paragraph=leaf.id)
                )
    return edition, {id_: tuple(many) for id_, many in found.items()}


@given(remarked())
@settings(max_examples=15)
def test_a_comment_stands_around_the_words_it_is_about_wherever_they_are(made):
    edition, remarks = made
    content = write_docx(edition, WORD, {}, remarks=remarks)
    notes = [note for block in blocks(edition.document) for note in remarks.get(block.id, ())]
    assert [*held(content).values()] == [each.quoted for each in notes]
    above = [edition.language.terms["notes"]] * has_notes_heading(edition)
    assert reconcile([*passages(edition)], words_of_docx(content), extra=above) is None


@given(remarked())
@settings(max_examples=4, phases=[Phase.generate])
def test_word_files_with_comments_are_valid_and_the_same_each_time(made):
    edition, remarks = made
    content = write_docx(edition, WORD, {}, remarks=remarks)
    assert audit(content) == []
    assert content == write_docx(edition, WORD, {}, remarks=remarks)


EVIDENCE = """\
---
id: evidence-one
kind: evidence
section: main-issue
title: What happened
---
Police **raided** the office in May 2017, as [a report](https://press.example/raid) and
[paragraph](#paragraph:conclusion) say.[^second]

| Year | Strikes |
|---|---|
| 2017 | twelve strikes |

- the first strike in Zenda

Nobody was charged. {#conclusion}

[^second]: Interview with two dockers.
"""

PROPOSAL = ReviewNote(
    "r9", "proposal", "Bo", "2019-03-21", "Typed over a fact.", audience="public",
    old="May 2017", new="June 2017",
)  # fmt: skip


@pytest.fixture
def case(small: Project) -> Project:
    small.write("case/blocks/60-evidence.md", EVIDENCE)
    return small


NOTES = "case/blocks/60-evidence.review.yaml"


def built(case: Project, *notes: ReviewNote, kind: str = "docx") -> bytes:
    public = [replace(each, audience="public") for each in notes]
    case.write(NOTES, with_notes("", public))
    ran = case.run("build", "case", "--format", kind)
    assert ran.status == 0, ran.err
    return (case.output / "case" / f"submission.{kind}").read_bytes()


@pytest.mark.parametrize(
    ("quoted", "paragraph", "around", "says"),
    [
        ("office in May", "", "office in May", "?"),
        ("Police  raided\nthe", "evidence-one.2", "Police raided the", "?"),
        ("a report", "", "a report", "?"),
        ("twelve", "", "twelve", "?"),
        ("strike", "", "strike", "?"),
        ("say. Year", "", "say. Year", "?"),
        ("two dockers", "", "", "“two dockers”: ?"),
        ("", "conclusion", "Nobody was charged.", "?"),
        ("gone", "conclusion", "Nobody was charged.", "“gone”: ?"),
        (
            "gone",
            "",
            "Police raided the office in May 2017, as a report and paragraph 7 say.",
            "“gone”: ?",
        ),
        ("", "", "Police raided the office in May 2017, as a report and paragraph 7 say.", "?"),
    ],
)
def test_a_comment_finds_its_place(case: Project, quoted, paragraph, around, says):
    content = built(case, comment("r1", "?", quoted=quoted, paragraph=paragraph))
    (found,) = held(content).values()
    assert shown(content) == [says]
    assert found == around
    assert audit(content) == []


def test_a_mark_never_stands_inside_a_field(case: Project):
    """Word makes what a field shows anew, and would take the mark away with it."""
    number = re.search(rb"paragraphs?\xc2\xa0(\d+)", built(case, kind="md"))[1].decode()
    content = built(case, comment("r1", "?", quoted=f"{number} say"))
    assert held(content) == {"0": f"{number} say"}
    body = part(content, "word/document.xml")
    depth = 0
    for each in body.iter(q("fldChar"), q("commentRangeStart"), q("commentRangeEnd")):
        depth += {"begin": 1, "end": -1}.get(each.get(q("fldCharType")), 0)
        if each.tag != q("fldChar"):
            assert depth == 0


def test_a_comment_on_a_note_stands_at_its_call_as_libreoffice_refuses_files_otherwise(
    case: Project,
):
    body = part(built(case, comment("r1", "?", quoted="two dockers")), "word/document.xml")
    (start,) = body.iter(q("commentRangeStart"))
    assert start.getnext().tag == q("bookmarkStart")
    assert start.getnext().getnext().find(q("footnoteReference")) is not None


def test_replies_and_proposals_read_as_word_has_them(case: Project):
    content = built(
        case, comment("r1", "Which?\nWhen?", quoted="office"), comment("r2", "So", answers="r1"),
        PROPOSAL,
    )  # fmt: skip
    assert shown(content) == [
        "Which?\nWhen?", "So", "Proposal: “May 2017” → “June 2017”. Typed over a fact.",
    ]  # fmt: skip
    assert list(held(content).values()) == ["office", "office", "May 2017"]
    extended = part(content, "word/commentsExtended.xml")
    names = [each.get(f"{{{W15}}}paraId") for each in extended]
    parents = [each.get(f"{{{W15}}}paraIdParent") for each in extended]
    assert parents == [None, names[0], None]
    last = [[*each][-1].get(f"{{{W14}}}paraId") for each in part(content, "word/comments.xml")]
    assert last == names
    assert audit(content) == []


def test_pandoc_reads_authors_dates_and_texts_of_comments(case: Project):
    content = built(case, comment("r1", "Which? ✊", quoted="office"), PROPOSAL)
    ran = subprocess.run(
        [pypandoc.get_pandoc_path(), "-f", "docx", "-t", "json", "--track-changes=all"],
        input=content, capture_output=True, check=True,
    )  # fmt: skip
    found = [dict(each["c"][0][2]) | {"text": words(each["c"][1])}
             for each in spans(json.loads(ran.stdout)) if "comment-start" in each["c"][0][1]]  # fmt: skip
    assert [(each["author"], each["date"], each["text"]) for each in found] == [
        ("Ana de Souza", "2019-03-20T10:15:00Z", "Which? ✊"),
        ("Bo", "2019-03-21T00:00:00Z", said(PROPOSAL)),
    ]


def spans(part):
    if isinstance(part, dict) and part.get("t") == "Span":
        yield part
    for each in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from spans(each)


def words(part) -> str:
    if isinstance(part, list):
        return "".join(map(words, part))
    return {"Str": part.get("c"), "Space": " "}.get(part["t"]) or words(part["c"])


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_shows_every_comment(case: Project, tmp_path):
    content = built(
        case, comment("r1", "Which?", quoted="office"), comment("r2", "So", answers="r1"),
        comment("r3", "Who?", quoted="two dockers"), comment("r4", "In?", quoted="twelve"),
        comment("r5", "Link", quoted="report"), comment("r6", "All"),
    )  # fmt: skip
    file = tmp_path / "file.docx"
    file.write_bytes(content)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "odt", "--outdir", tmp_path, file],
        capture_output=True, check=True,
    )  # fmt: skip
    with zipfile.ZipFile(tmp_path / "file.odt") as package:
        root = etree.fromstring(package.read("content.xml"))
    space = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
    found = [
        ["".join(p.itertext()) for p in each.iter(space)] for each in root.iter("{*}annotation")
    ]
    assert sorted(found) == [
        ["All"],
        ["In?"],
        ["Link"],
        ["So"],
        ["Which?"],
        ["“two dockers”: Who?"],
    ]


def test_a_note_on_the_title_stands_beside_it(case: Project):
    case.write("case/review.yaml", with_notes("", [
        comment("r1", "Shorter?", quoted="this submission", audience="public", document="submission"),
        comment("r2", "Why?", quoted="The issue that", audience="public"),
        comment("r3", "Other", audience="public", document="letter"),
        comment("r4", "Whole", audience="public"),
        comment("r5", "To do", audience="public", quoted="nowhere"),
    ]))  # fmt: skip
    content = built(case)
    assert dict(zip(shown(content), held(content).values(), strict=True)) == {
        "Shorter?": "this submission", "Why?": "The issue that",
        "Whole": "Case: what this submission is about",
        "“nowhere”: To do": "Case: what this submission is about",
    }  # fmt: skip


# In a dossier


def test_a_draft_shows_what_its_readers_may_read_and_nothing_that_is_settled(case: Project):
    notes = [comment(f"r{at}", each, audience=each) for at, each in enumerate(AUDIENCES)]
    done = replace(comment("r8", "done", audience="public"), settled="2019-04-01")
    case.write(NOTES, with_notes("", [*notes, done]))
    for at, audience in enumerate(AUDIENCES):
        case.change(
            "case/dossier.yaml", "status: draft", f"audience: {audience}\n    status: draft"
        )
        assert case.run("build", "case", "--format", "docx").status == 0
        content = (case.output / "case" / "submission.docx").read_bytes()
        assert shown(content) == list(AUDIENCES[at:])
        case.change(
            "case/dossier.yaml", f"audience: {audience}\n    status: draft", "status: draft"
        )


def test_only_the_word_file_shows_notes_and_it_is_made_anew_when_they_change(case: Project):
    note = comment("r1", "Whichever", quoted="office")
    for kind in ("html", "md"):
        assert b"Whichever" not in built(case, note, kind=kind)
    assert shown(built(case, note)) == ["Whichever"]
    assert shown(built(case, comment("r1", "Whatever"))) == ["Whatever"]
    assert shown(built(case)) == []


def test_a_final_document_has_no_open_notes(case: Project):
    case.write(NOTES, "# mine\n" + with_notes("", [
        comment("r1", "Which?", quoted="office"), comment("r2", "So", answers="r1"), PROPOSAL,
    ]))  # fmt: skip
    case.change("case/dossier.yaml", "status: draft", "status: final")
    found = [each for each in case.dossier("case").findings if each.rule == "open-review"]
    assert [(each.file, each.line, each.severity) for each in found] == [
        (f"content/{NOTES}", 5, "error"), (f"content/{NOTES}", 19, "error"),
    ]  # fmt: skip
    assert found[0].message == (
        'the document "submission" is final, and a comment by Ana de Souza on "office" is open'
    )
    assert found[0].hint == "settle it: python build.py review case --settle evidence-one/r1"
    assert '"May 2017"' in found[1].message
    (case.content / NOTES).write_text("")
    assert "open-review" not in {each.rule for each in case.dossier("case").findings}


def test_notes_whose_block_is_gone_are_told_of(case: Project):
    case.write("case/blocks/61-gone.review.yaml", with_notes("", [comment("r1", "?")]))
    case.write("case/blocks/60-evidence.review.yml", "")
    found = case.dossier("case").findings
    assert [(each.rule, each.severity) for each in found if "review" in each.file] == [
        ("unread-file", "warning"), ("review-without-block", "warning"),
    ]  # fmt: skip


def test_a_name_in_a_comment_is_found_before_the_file_is_kept(case: Project):
    case.write("case/people.yaml", "witness:\n  name: Rudolf Hentzau\n  role: {en: a docker}\n")
    for note in (comment("r1", "Ask Rudolf Hentzau"), replace(PROPOSAL, author="Rudolf Hentzau"),
                 comment("r1", "?", quoted="as Rudolf Hentzau said")):  # fmt: skip
        case.write(NOTES, with_notes("", [replace(note, audience="public")]))
        ran = case.run("build", "case", "--format", "docx")
        assert ran.status == 1
        place = rf"{NOTES}:\d+: error\[name-leaks\]: \"Rudolf Hentzau\" stands in "
        assert re.search(rf"{place}(a comment|the author of a proposal), and may not be", ran.err)
        assert "take the name out of this note, or settle the note" in ran.err
        assert not (case.output / "case" / "submission.docx").exists()


# The command


def review(case: Project, dossier: str = "case", **wanted):
    options = {
        "settle": [],
        "reopen": [],
        "take": [],
        "answer": [],
        "by": "Cyd",
        "all": False,
        "json": False,
    }
    case.capture.readouterr()
    words = Namespace(dossier=dossier, content=None, templates=None, **{**options, **wanted})
    status = run(words, case.root)
    found = case.capture.readouterr()
    return status, found.out, found.err


@pytest.fixture
def noted(case: Project) -> Project:
    case.write(NOTES, "# mine\n" + with_notes("", [
        comment("r1", "Which?", quoted="office"), comment("r2", "So", answers="r1"), PROPOSAL,
    ]))  # fmt: skip
    case.write("case/review.yaml", with_notes("", [comment("r1", "Shorter?")]))
    return case


def test_review_lists_what_is_open(noted: Project):
    status, out, _ = review(noted)
    out = re.sub(r"\(\d+ days\)", "(9 days)", out)
    assert (status, out) == (0, """\
case
  content/case/review.yaml
  r1  comment by Ana de Souza, 2019-03-20 (9 days)
      Shorter?

evidence-one · What happened
  content/case/blocks/60-evidence.review.yaml
  evidence-one/r1  comment by Ana de Souza, 2019-03-20 (9 days)
      “office”
      Which?
      evidence-one/r2  reply by Ana de Souza, 2019-03-20 (9 days)
          So
  evidence-one/r9  proposal by Bo, 2019-03-21 (9 days)
      May 2017 → June 2017
      Typed over a fact.

open: 3 comments and 1 proposal
""")  # fmt: skip


def test_a_note_is_settled_with_its_replies_and_opened_again(noted: Project):
    before = (noted.content / NOTES).read_bytes()
    status, out, err = review(noted, settle=["evidence-one/r1", "r1"])
    assert (status, err) == (0, "")
    assert "office" not in out and "Shorter" not in out
    assert out.endswith("open: 1 proposal; settled: 3\n")
    assert f"settled {date.today().isoformat()} by Cyd" in review(noted, all=True)[1]
    review(noted, reopen=["evidence-one/r1"])
    assert (noted.content / NOTES).read_bytes() == before


def test_all_notes_are_settled_at_once_and_again_changes_nothing(noted: Project):
    assert review(noted, settle=["all"])[1] == "open: none; settled: 4\n"
    before = (noted.content / NOTES).read_bytes()
    assert review(noted, settle=["all"], by="Dan")[0] == 0
    assert (noted.content / NOTES).read_bytes() == before


def test_a_proposal_without_words_is_a_warning_until_it_is_settled(case: Project):
    empty = replace(PROPOSAL, old=" ", new="")
    assert built(case, empty)
    status, _, err = review(case)
    assert (status, "warning[empty-proposal]" in err) == (0, True)
    assert review(case, settle=["evidence-one/r9"])[1:] == ("open: none; settled: 1\n", "")


def test_a_note_that_is_not_there_is_an_error_and_nothing_changes(noted: Project):
    before = (noted.content / NOTES).read_bytes()
    status, _, err = review(noted, settle=["evidence-one/r9", "evidence-on/r1"])
    assert status == 1
    assert 'there is no note "evidence-on/r1"' in err
    assert 'did you mean "evidence-one/r1"?' in err
    assert (noted.content / NOTES).read_bytes() == before
    assert review(noted, dossier="cas")[0] == 1


def test_review_gives_json_with_every_note_and_its_name(noted: Project):
    found = json.loads(review(noted, json=True)[1])
    assert [each["note"] for each in found["notes"]] == [
        "r1", "evidence-one/r1", "evidence-one/r2", "evidence-one/r9",
    ]  # fmt: skip
    assert found["notes"][3]["new"] == "June 2017"


def test_a_dossier_without_notes_says_so(small: Project):
    assert review(small)[:2] == (0, "nobody has written notes on this dossier\n")


def test_a_proposal_is_taken_into_the_text_and_settled(noted: Project):
    block = noted.content / "case/blocks/60-evidence.md"
    text = block.read_text("utf-8")
    words = re.search(r"\b[a-z]{4,}\b(?= )", text.partition("---\n")[2].partition("---\n")[2])[0]
    assert len(re.findall(rf"\b{words}\b", text)) == 1
    note = replace(PROPOSAL, old=words, new="wholly other", paragraph="")
    noted.write(NOTES, with_notes("", [note]))
    status, out, err = review(noted, take=["evidence-one/r9"])
    assert (status, err) == (0, "")
    assert out.endswith("open: 1 comment; settled: 1\n")
    assert block.read_text("utf-8") == re.sub(rf"\b{words}\b", "wholly other", text)
    assert "it is settled already" in review(noted, take=["evidence-one/r9"])[2]


def test_a_proposal_whose_words_are_not_there_changes_nothing(noted: Project):
    before = (noted.content / "case/blocks/60-evidence.md").read_bytes()
    status, _, err = review(noted, take=["evidence-one/r9", "evidence-one/r1"])
    assert status == 1
    assert "not-taken" in err and "is no proposal" in err
    assert (noted.content / "case/blocks/60-evidence.md").read_bytes() == before
    assert "settled:" not in (noted.content / NOTES).read_text("utf-8")


def test_all_open_proposals_are_taken_or_none_and_comments_stay_open(noted: Project):
    block = noted.content / "case/blocks/60-evidence.md"
    text = block.read_text("utf-8")
    words = re.search(r"\b[a-z]{4,}\b(?= )", text.partition("---\n")[2].partition("---\n")[2])[0]
    note = replace(PROPOSAL, old=words, new="wholly other", paragraph="")
    remark = comment("r1", "Which?")
    noted.write(NOTES, with_notes("", [remark, note, replace(note, id="r8", old="not there")]))
    status, _, err = review(noted, take=["all"])
    assert status == 1 and "evidence-one/r8" in err
    assert block.read_text("utf-8") == text and "settled:" not in (noted.content / NOTES).read_text(
        "utf-8"
    )
    noted.write(NOTES, with_notes("", [remark, note]))
    status, out, err = review(noted, take=["all"])
    assert (status, err) == (0, "")
    assert "wholly other" in block.read_text("utf-8")
    assert out.endswith("open: 2 comments; settled: 1\n")


def test_an_answer_to_all_is_refused(noted: Project):
    assert 'there is no note "all"' in review(noted, answer=[["all", "No."]])[2]


def test_a_note_is_answered_from_the_command_line(case: Project):
    case.write(NOTES, with_notes("", [comment("r1", "Which court?")]))
    ran = case.run(
        "review", "case", "--answer", "evidence-one/r1", "The economic one.", "--by", "Bo"
    )
    assert ran.status == 0, ran.err
    assert "reply by Bo" in ran.out and "The economic one." in ran.out
    assert (
        case.run("review", "case", "--answer", "evidence-one/r9", "What?", "--by", "Bo").status == 1
    )
