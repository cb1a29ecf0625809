"""An old text comes in word for word: its sections, its notes at their places, and what was guessed."""

from __future__ import annotations

import io
import json
import zipfile
from argparse import Namespace
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document as word_document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from PIL import Image

from dossier.build.dossier import read_dossier
from dossier.cli.import_ import run
from dossier.interchange.importer import Imported, ImportRequest, import_draft
from dossier.interchange.importer.ids import Names, slug
from dossier.interchange.importer.lost_words import differences, words
from dossier.interchange.importer.markdown_limits import Fitter
from dossier.interchange.importer.notes import MISSING
from dossier.interchange.importer.source_recognition import candidates
from dossier.model.document import (
    Break,
    BulletList,
    Emphasis,
    Figure,
    Heading,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Quote,
    Strong,
    Table,
    Text,
)
from dossier.model.language import own_templates
from dossier.model.walk import blocks, everything, plain
from dossier.project.layout import Files, Places, places
from dossier.readers.drafts.date import day_in
from dossier.readers.drafts.draft import open_draft
from dossier.writers.docx import write_docx
from dossier.writers.html import write_html
from dossier.writers.markdown import write_markdown
from tests.conftest import document
from tests.strategies import editions
from tests.test_plain import CALLED_AFTER, ICTUR, TITLES
from tests.test_writers import FOLDERS, LOOK, WORD

DRAFTS = Path(__file__).parent / "data" / "drafts"
HERE = places(Path("/nowhere"), None, None, None)


def brought(
    content: bytes | str, file: str = "draft.txt", request: ImportRequest | None = None
) -> Imported:
    data = content.encode() if isinstance(content, str) else content
    return import_draft(data, file, request or ImportRequest("case"), HERE)


def made(found: Imported):
    assert found.files, "\n".join(map(str, found.findings))
    dossier = read_dossier(HERE, Files("case", HERE.content / "case", found.files))
    assert dossier.documents, "\n".join(map(str, dossier.findings))
    return dossier.documents[0].edition


def parts(edition, kind: type) -> list:
    return [
        part
        for block in blocks(edition.document)
        for part in everything(block)
        if isinstance(part, kind)
    ]


def titles(edition) -> list[str]:
    return [each.title for each in edition.document.sections]


def rules(found: Imported) -> list[str]:
    return [each.rule for each in found.findings]


def text_of(found: Imported) -> str:
    return "\n".join(
        content.decode() for path, content in found.files.items() if path.endswith(".md")
    )


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def options(file: Path | str, into: str, content: Path, **more) -> Namespace:
    given_ = {"kind": None, "state": None, "templates": None}
    given_ |= dict.fromkeys(("convert", "dry_run", "json"), False)
    return Namespace(file=str(file), into=into, content=content, **{**given_, **more})


# The text of 2019


@pytest.fixture(scope="module")
def ictur() -> Imported:
    return brought(ICTUR.read_bytes(), "ictur.txt")


def test_the_text_of_2019_has_its_ten_sections_and_their_numbers(ictur):
    edition = made(ictur)
    assert tuple(titles(edition)) == TITLES
    labels = [edition.section_label(each) for each in edition.document.sections]
    assert labels == [f"({n})" for n in range(1, 11)]


def test_the_text_of_2019_calls_its_notes_where_they_were(ictur):
    found = []
    for section in made(ictur).document.sections:
        said = ""
        for word, _ in words([node for block in section.blocks for node in block.content]):
            found += [] if isinstance(word, str) else [said]
            said += word if isinstance(word, str) else ""
    assert len(found) == 23
    for before, expected in zip(found, CALLED_AFTER, strict=True):
        assert before.endswith(expected.replace(" ", ""))


def test_the_text_of_2019_comes_in_with_every_word(ictur):
    draft, _ = open_draft(ICTUR.read_bytes(), "ictur.txt")
    old = [word for part in draft.parts for word in words(part.content)]
    new = [
        word
        for section in made(ictur).document.sections
        for block in section.blocks
        for word in words(block.content)
    ]
    assert [each for each, _ in new] == [each for each, _ in old]
    assert len(old) > 2700


def test_the_blocks_of_2019_have_the_kinds_and_sections_of_the_form(ictur):
    heads = [content.decode().split("---")[1] for path, content in ictur.files.items()
             if path.startswith("blocks/")]  # fmt: skip
    kinds = [head.split("kind: ")[1].split("\n")[0] for head in heads]
    assert kinds == [
        "organisation", "background", "concern", "obligation", "previous review",
        "evidence", "evidence", "evidence", "analysis", "opening", *["recommendation"] * 8,
    ]  # fmt: skip
    assert b'name: "International Centre for Trade Union Rights"' in ictur.files["dossier.yaml"]
    assert b'state: "Kazakhstan"' in ictur.files["dossier.yaml"]


def test_what_was_guessed_of_the_text_of_2019_is_told(ictur):
    told = {each.rule: each for each in ictur.findings}
    assert {each.severity for each in ictur.findings} == {"warning"}
    assert told["notes-guessed"].message.startswith("23 numbers in the text")
    assert told["missing-notes"].line == told["notes-guessed"].line == 166
    heads = [each.message for each in ictur.findings if each.rule == "heading-guessed"]
    assert len(heads) == 1 and '"(2) Background"' in heads[0]
    assert {"no-title", "no-date", "state-guessed", "submitter-guessed"} <= set(told)
    assert {done for _, done in ictur.notes} == {"its text was not in the file"}


def test_the_form_adds_its_own_sentence_only_when_it_is_asked_for():
    found = brought(ICTUR.read_bytes(), "ictur.txt", ImportRequest("case", "upr-submission"))
    edition = made(found)
    assert tuple(titles(edition)) == TITLES
    assert found.template == "upr-submission"


# Texts with broken lines


def test_broken_lines_are_joined_and_glued_numbers_call_notes():
    found = brought((DRAFTS / "broken-lines.txt").read_bytes())
    edition = made(found)
    assert titles(edition) == [
        "Submitting Organisation", "Background", "Our concerns", "Recommendations",
    ]  # fmt: skip
    assert len(parts(edition, Note)) == 4
    assert "The dockers were told to re-register within six months[^1], and only" in text_of(found)
    assert "- A law that parts the unions of the port[^3]\n" in text_of(found)
    assert MISSING.strip("[]") in text_of(found)


def test_a_russian_text_comes_in_and_its_language_is_told():
    found = brought((DRAFTS / "russian.txt").read_bytes())
    edition = made(found)
    assert titles(edition)[-1] == "Рекомендации"
    kinds = [block.kind for block in blocks(edition.document)]
    assert kinds.count("recommendation") == 2
    told = next(each for each in found.findings if each.rule == "language-guessed")
    assert '"kk"' in told.message or '"ru"' in told.message
    assert "blocks/03-rec-izmenit-zakon-profsoyuzah.md" in found.files
    assert "Закон № 211-V, статья 10." in text_of(found)


def test_a_text_without_sections_is_one_block():
    found = brought("The law was changed, and nobody asked the unions.\n")
    assert titles(made(found)) == [""]
    assert found.template == "imported-plain"


# Markdown, and what becomes of notes


@pytest.fixture(scope="module")
def noted() -> Imported:
    return brought((DRAFTS / "notes.md").read_bytes(), "notes.md")


def test_notes_that_print_the_same_become_citations(noted):
    assert dict(noted.notes) == {
        1: "cites human-rights-watch-2014",
        2: "cites law-trade-unions-2014",
        3: "cites a-hrc-28-10",
        4: "cites a-hrc-28-10",
        5: "cites human-rights-watch-2014",
        6: "cites ilo-committee-freedom-2018",
        7: "stays as typed; registered: rfe-rl-2012",
        8: "stays as typed; no source found",
        9: "stays as typed; registered: human-rights-watch-2014",
    }
    text = text_of(noted)
    assert "dissolved.[@human-rights-watch-2014, p. 3] The law" in text
    assert "[On the trial, @human-rights-watch-2014, p. 5]" in text
    assert "[^7]: ‘Five officers’, RFE/RL, 4 June 2012." in text


def test_sources_are_registered_as_they_were_typed_and_nobody_verified_them(noted):
    text = noted.files["sources.yaml"].decode()
    assert 'author: [{literal: "Human Rights Watch"}]' in text
    assert 'number: "A/HRC/28/10"' in text and "issued: 2014-12-10" in text
    assert text.count("verified: no") == text.count("- id:") == 5


def test_signs_that_mean_something_here_stay_what_they_were(noted):
    edition = made(noted)
    found = [each for each in parts(edition, Paragraph) if "fact" in plain(each.content)]
    assert plain(found[0].content) == (
        "See the page of the campaign, and {fact:none} or [@nobody]."
    )
    assert "https://example.org/campaign" in [each.address for each in parts(edition, Link)]


def test_a_sub_heading_begins_a_block_and_a_table_stays_one(noted):
    paths = [each for each in noted.files if each.startswith("blocks/")]
    assert paths == [
        "blocks/01-background.md", "blocks/02-strike-2011.md", "blocks/03-position-state.md",
        "blocks/04-recommendations-opening.md", "blocks/05-rec-amend-law.md",
        "blocks/06-rec-free-leaders.md",
    ]  # fmt: skip
    table = parts(made(noted), Table)[0]
    assert table.alignment == ("left", "right") and len(table.rows) == 2
    assert noted.counts["tables"] == 1 and noted.counts["notes"] == 9


@pytest.mark.parametrize("text", [
    "A [see @smith, p. 3; ^] and -@{b c}.",
    "\\\\{fact:x}",
    "[for some]{audience: partners} here",
    "An address like a@b.org stays.",
    "[see @a][b @c]",
])  # fmt: skip
def test_a_strangers_markdown_asks_nothing_of_us(text):
    draft, findings = open_draft(f"# A\n\n{text}\n".encode(), "a.md")
    assert draft is not None
    assert plain(draft.parts[0].content[0].content) == text.replace("\\\\", "\\")
    assert [each for each in findings if each.severity == "error"] == []


def test_the_head_of_markdown_says_title_and_date(noted):
    text = noted.files["dossier.yaml"].decode()
    assert 'title: "Freedom of association in Kazakhstan"' in text and "date: 2019-03-25" in text
    assert "no-date" not in rules(noted)


@pytest.mark.parametrize(("text", "fields"), [
    ("See Committee against Torture, Concluding observations, CAT/C/KAZ/CO/3, 2014, para. 7",
     {"type": "report", "author": "Committee against Torture", "number": "CAT/C/KAZ/CO/3"}),
    ("“Five officers jailed”, RFE/RL, 4 June 2012",
     {"type": "article-newspaper", "title": "Five officers jailed", "issued": "2012-06-04"}),
    ("International Covenant on Civil and Political Rights, article 22",
     {"type": "treaty", "title": "International Covenant on Civil and Political Rights"}),
    ("ICTUR, ‘Profile’, available at: https://ictur.org/p (accessed 3 May 2019)",
     {"type": "webpage", "URL": "https://ictur.org/p", "accessed": "2019-05-03"}),
])  # fmt: skip
def test_a_source_is_understood_by_its_parts(text, fields):
    (found,) = candidates(text)
    assert found is not None
    assert {name: found[name] for name in fields} == fields


@pytest.mark.parametrize("text", [
    "Interview with a docker", "https://example.org", "The law was changed in 2014, as we said",
    "Op. cit., p. 3", "", "as reported, “Something”",
])  # fmt: skip
def test_a_note_that_leaves_doubt_is_no_source(text):
    assert not any(candidates(text))


# Word


def test_a_word_file_with_styles_comes_in():
    document = word_document()
    document.add_heading("The dockers of Ruritania", 0)
    document.add_heading("Background", 1)
    document.add_paragraph("The law was changed.").add_run(" It is a bad law.").italic = True
    document.add_heading("The strike", 2)
    document.add_paragraph("first", style="List Bullet")
    document.add_paragraph("second", style="List Bullet")
    document.add_heading("Recommendations", 1)
    document.add_paragraph("The State should:")
    document.add_paragraph("amend the law", style="List Number")
    document.add_paragraph("free the dockers", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for at, cell in enumerate(table._cells):
        cell.text = f"cell {at}"
    found = brought(saved(document), "a.docx")
    edition = made(found)
    assert edition.document.title == "The dockers of Ruritania"
    assert titles(edition) == ["Background", "Recommendations"]
    assert [plain(each.content) for each in parts(edition, Heading)] == ["The strike"]
    assert len(parts(edition, BulletList)) == 1 and len(parts(edition, Table)) == 1
    assert [each for each in rules(found) if each == "heading-guessed"] == []
    assert "*It is a bad law.*" in text_of(found)


def test_a_word_file_with_bold_headings_and_typed_bullets_comes_in():
    document = word_document()
    for text in ("1. Background", "2. Our concerns"):
        document.add_paragraph().add_run(text).bold = True
        document.add_paragraph("The law was changed, and unions were dissolved by a court:")
        document.add_paragraph("•\tone union;")
        document.add_paragraph("•\tanother union.")
    found = brought(saved(document), "a.docx")
    edition = made(found)
    assert titles(edition) == ["Background", "Our concerns"]
    assert len(parts(edition, BulletList)) == 2
    guessed = [each for each in found.findings if each.rule == "heading-guessed"]
    assert [(each.line, each.message) for each in guessed] == [
        (
            1,
            'took these numbered lines for headings: 1 "1. Background"; 5 "2. Our concerns"',
        ),
    ]


def with_notes(kind: str) -> bytes:
    """A Word file with two notes of a kind, and the second called again."""
    document = word_document()
    document.add_heading("Background", 1)
    paragraph = document.add_paragraph("It was dissolved")
    calls = (f'<w:r {nsdecls("w")}><w:{kind}Reference w:id="{at}"/></w:r>' for at in (1, 2))
    for call in calls:
        paragraph._p.append(parse_xml(call))
        paragraph.add_run(" and so on.")
    notes = "".join(
        f'<w:{kind} w:id="{at}"><w:p><w:r><w:t>The note {at}.</w:t></w:r></w:p></w:{kind}>'
        for at in (1, 2)
    )
    part = f'<?xml version="1.0"?><w:{kind}s {nsdecls("w")}>{notes}</w:{kind}s>'
    target = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}s"
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(document))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode("utf-8", "surrogateescape")
            if name == "word/_rels/document.xml.rels":
                relation = f'<Relationship Id="rIdN" Type="{target}" Target="{kind}s.xml"/>'
                content = content.replace("</Relationships>", f"{relation}</Relationships>")
            if name == "[Content_Types].xml":
                type_ = (
                    f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml"
                )
                each = f'<Override PartName="/word/{kind}s.xml" ContentType="{type_}"/>'
                content = content.replace("</Types>", f"{each}</Types>")
            new.writestr(name, content.encode("utf-8", "surrogateescape"))
        new.writestr(f"word/{kind}s.xml", part)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_the_notes_of_word_stand_at_their_calls(kind):
    found = brought(with_notes(kind), "a.docx")
    edition = made(found)
    assert edition.document.settings.notes == f"{kind}s"
    assert "It was dissolved[^1] and so on.[^2] and so on." in text_of(found)
    assert "[^2]: The note 2." in text_of(found)


def test_tracked_changes_are_accepted_and_told():
    document = word_document()
    document.add_heading("Background", 1)
    paragraph = document.add_paragraph("The law ")
    paragraph._p.append(parse_xml(
        f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>was</w:delText></w:r></w:del>'
    ))  # fmt: skip
    paragraph._p.append(parse_xml(
        f'<w:ins {nsdecls("w")} w:id="2" w:author="a"><w:r><w:t>is</w:t></w:r></w:ins>'
    ))  # fmt: skip
    paragraph.add_run(" bad.")
    document.sections[0].header.paragraphs[0].text = "Confidential"
    found = brought(saved(document), "a.docx")
    assert "The law is bad." in text_of(found)
    told = [each.message for each in found.findings]
    assert "1 deletion, 1 insertion were tracked, and taken as accepted" in told
    assert 'a running head was left out: "Confidential"' in told


def test_pictures_come_in_with_their_words_and_others_are_told():
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    document = word_document()
    document.add_heading("Background", 1)
    document.add_paragraph("Look.")
    document.add_picture(picture)
    document.add_picture(picture)
    shown = document.element.body.xpath(".//wp:docPr")
    shown[0].set("descr", "A map of [the] port")
    found = brought(saved(document), "a.docx")
    figures = parts(made(found), Figure)
    assert [each.path for each in figures] == ["pictures/picture-1.png"] * 2
    assert figures[0].alternative == "A map of the port"
    assert found.files["pictures/picture-1.png"].startswith(b"\x89PNG")
    assert "picture-without-text" in rules(found)
    away = brought("# Background\n\n![A map](https://example.org/map.png)\n", "a.md")
    assert "picture-left-out" in rules(away)
    assert parts(made(brought("# B\n\nText.\n\n![A map](map.png)\n", "a.md")), Figure) == []


# Web pages


def test_a_page_that_word_saved_comes_in():
    found = brought((DRAFTS / "word-page.html").read_bytes(), "a.htm")
    edition = made(found)
    assert edition.document.title == "The right to strike in Ruritania"
    assert titles(edition) == ["Background", "Concerns"]
    text = text_of(found)
    assert "Unions were dissolved[^1], and [the law](https://example.org/law) changed." in text
    assert "- one union;\n- another union.\n" in text and "| 2011 | 16[^2] |" in text
    assert "[^1]: Law No. 5." in text and "no" not in text.split()
    assert [e.message for e in found.findings if e.rule == "left-out"] == [
        'hidden words were left out: "a secret"'
    ]


def test_a_page_that_pandoc_wrote_comes_in():
    found = brought((DRAFTS / "pandoc.html").read_bytes(), "a.html")
    edition = made(found)
    assert titles(edition) == ["Background", "Concerns"]
    assert parts(edition, NumberedList)[0].start == 3 and len(parts(edition, Quote)) == 1
    _, second = parts(edition, Note)
    assert [plain(each.content) for each in second.content] == [
        "The second.", "Its second paragraph.",
    ]  # fmt: skip
    text = text_of(found)
    assert "gone" not in text and "↩" not in text and "TOC" not in text
    assert "date: 2026-03-09" in found.files["dossier.yaml"].decode()


@pytest.mark.parametrize("content", [
    "<html><body><script>alert(1)</script></body></html>",
    "<html>" + "<div>" * 5000 + "x",
    "<html><body></body>",
    "<!DOCTYPE html [<!ENTITY a 'b'>]><p>",
])  # fmt: skip
def test_a_page_that_means_harm_or_says_nothing_gives_no_files(content):
    found = brought(content, "a.html")
    assert not found.files
    assert [each.severity for each in found.findings] == ["error"]


# Laws


def said(edition) -> list[str]:
    """The words of an edition with its notes and labels; stars may have been typed bullets."""
    found = []
    for section in edition.document.sections:
        found += words((Text(section.title),))
        for block in section.blocks:
            for node in block.content:
                found += words((Text(edition.recommendation_label(block, node)),))
                found += words((node,), edition.reference_label)
    return [each for each, _ in found if each not in ("-", "*")]


@given(editions())
def test_what_our_word_files_say_comes_in(given_):
    compare(given_, write_docx(given_, WORD, {}), "a.docx")


@given(editions())
def test_what_our_web_pages_say_comes_in(given_):
    compare(given_, write_html(given_, FOLDERS, {}, LOOK), "a.html")


def compare(given_, content: bytes, file: str) -> None:
    found = brought(content, file)
    assert said(made(found)) == said(given_)


@pytest.mark.parametrize("format_", ["docx", "html", "md"])
def test_the_submission_on_kazakhstan_comes_in_word_for_word(kazakhstan, format_):
    given_ = document(kazakhstan, "kazakhstan", "submission").edition
    content = {
        "docx": lambda: write_docx(given_, WORD, {}),
        "html": lambda: write_html(given_, FOLDERS, {}, LOOK),
        "md": lambda: write_markdown(given_),
    }[format_]()
    found = brought(content, f"a.{format_}")
    edition = made(found)
    assert titles(edition)[0] == "" and titles(edition)[1:] == titles(given_)
    body = replace(edition.document, sections=edition.document.sections[1:])
    assert said(replace(edition, document=body)) == said(given_)
    assert found.counts["sources"] > 30
    assert sum(done.startswith("cites") for _, done in found.notes) > 15


# Nodes that Markdown has no form for


def fitted(*nodes):
    return Fitter("a.docx", lambda figure: (figure,)).nodes(nodes)


def test_what_markdown_cannot_hold_keeps_its_words():
    item = BulletList(())
    assert fitted(item) == ()
    (heading,) = fitted(Heading(1, (Text("a"), Break(), Strong((Text("b "),))), "x"))
    assert heading.content == (Text("a "), Strong((Text("b"),)))
    (paragraph,) = fitted(Paragraph((Emphasis((Text(" a "),)), Text("b "), Break()), "x"))
    assert paragraph.content == (Emphasis((Text("a"),)), Text(" b"))
    one, two = Quote((Paragraph((Text("a"),), "x"),)), Quote((Paragraph((Text("b"),), "y"),))
    (quote,) = fitted(one, two)
    assert len(quote.content) == 2
    inner = Link("https://a.org", (Link("https://b.org", (Text("b"),)),))
    (paragraph,) = fitted(Paragraph((inner,), "x"))
    assert paragraph.content == (Link("https://a.org", (Text("b"),)),)


def test_signs_of_other_fonts_are_told():
    fitter = Fitter("a.docx", lambda figure: (figure,))
    (paragraph,) = fitter.nodes((Paragraph((Text("the union\x92s \uf0b7 way"),), "x", 7),))
    assert paragraph.content == (Text("the union’s • way"),)
    assert [(each.line, each.rule) for each in fitter.findings] == [(7, "odd-signs")]


def test_a_word_that_differs_is_found_with_its_line():
    old = words((Paragraph((Text("one two"), Note("n", ()), Text(" three")), "x", 4),))
    new = words((Paragraph((Text("one two three"), Note("n", ())), "x", 9),))
    assert list(differences(old, old)) == []
    found = list(differences(old, new))
    assert found and {each.line for each in found} == {4}


def test_names_are_short_and_each_stands_once():
    names = Names()
    assert [names.new("a"), names.new("a"), names.new("", "b"), names.new()] == [
        "a", "a-2", "b", "part",
    ]  # fmt: skip
    assert slug("The (7) …") == "7" and slug("日本") == ""


# What an outsider's drafts showed


PORTERS = """\
SUBMISSION ON THE RIGHTS OF PORTERS IN NEPAL
Submitted by the Sherpa Legal Forum, 9 July 2020

1. Introduction
The Forum is a group of lawyers from the east of the country.1 It was registered in 2003 with con-
sultative status.

2. Work
Porters carry up to 60 kg although the law sets a limit of 55 kg.2 The union says that “no one has
ever been fined”.3 At least 12 porters died in one season.4

Forum – Nepal – UPR 37                                    2

They ask for insurance:
-   that covers every porter who
    works for a day;
-   that is paid within a month.
In 2015, the State accepted a recommendation on this.

3. Recommendations
The Forum asks the State:
a) to enforce the limits of weight;
b) to register all porters.

Forum – Nepal – UPR 37                                    3

1. Forum, statute.
2. Labour Act 2017, section 71.
3. Interview of May 2019.
4. Department of Tourism, report.
"""


@pytest.fixture(scope="module")
def porters() -> Imported:
    return brought(PORTERS)


def told_by(found: Imported, rule: str) -> str:
    return next(each.message for each in found.findings if each.rule == rule)


def test_a_call_after_a_short_word_is_found_between_its_neighbours(porters):
    assert len(parts(made(porters), Note)) == 4
    assert "a limit of 55 kg.[^2] The union" in text_of(porters)


def test_running_heads_with_rising_numbers_go_and_are_told(porters):
    assert "UPR 37" not in text_of(porters)
    assert told_by(porters, "left-out").startswith("2 lines were left out as running heads")


def test_a_sub_heading_that_every_chapter_has_is_no_running_head():
    text = "Law\n\nCase 1\n\nIt was heard.\n\n\nCase 2\n\nIt was not.\n\n\nCase 3\n\nNor this.\n"
    assert "Case 2" in text_of(brought(text)) and "left-out" not in rules(brought(text))


def test_a_word_parted_at_the_end_of_a_line_is_joined_and_told(porters):
    assert "consultative status" in text_of(porters)
    assert '"con-sultative" as "consultative"' in told_by(porters, "hyphens-guessed")


def test_a_hyphen_stays_where_a_half_is_a_word_of_the_text():
    text = "It was registered in May by the court and nobody knew of it until the law was de-\nregistered again.\n"
    assert "de-registered" in text_of(brought(text))


def test_a_line_in_capitals_is_the_title_and_says_the_state(porters):
    edition = made(porters)
    assert edition.document.title == "SUBMISSION ON THE RIGHTS OF PORTERS IN NEPAL"
    manifest_ = porters.files["dossier.yaml"].decode()
    assert 'state: "Nepal"' in manifest_ and 'name: "Sherpa Legal Forum"' in manifest_
    assert "date: 2020-07-09" in manifest_


def test_what_is_not_indented_goes_on_with_no_item(porters):
    (bullets,) = (part for part in parts(made(porters), BulletList))
    assert len(bullets.items) == 2 and "In 2015" not in plain(bullets.items[1].content[0].content)


def test_words_that_look_like_a_phrase_come_in_as_they_were_typed():
    text = (
        "# Ports\n\n## Our concerns\n\nWe say [words]{audience: partners} here.[^1]\n\n- {un} is it\n\n"
        "| a [x] {y} | b |\n|---|---|\n| c | d |\n\n[^1]: A [note] [only un] on it.\n"
    )
    found = brought(text, "draft.md")
    assert [plain(each.content) for each in parts(made(found), Paragraph)] == [
        "We say [words]{audience: partners} here.", "A [note] [only un] on it.", "{un} is it",
    ]  # fmt: skip
    assert rules(found).count("stray-phrase") == 4
    found = brought(text.replace("# Ports", "# Ports [x]{audience: un}", 1), "draft.md")
    assert not found.files
    assert [each.file for each in found.findings if each.severity == "error"][:1] == ["draft.md"]


def test_letters_with_one_bracket_are_items(porters):
    kinds = [block.kind for block in blocks(made(porters).document)]
    assert kinds.count("recommendation") == 2


def test_small_roman_numbers_with_a_full_stop_are_items():
    document = word_document()
    document.add_heading("Recommendations", 1)
    document.add_paragraph("The State should:")
    document.add_paragraph("i.\tRatify the Covenant.")
    document.add_paragraph("ii.\tRepeal the law.")
    found = brought(saved(document), "a.docx")
    assert [block.kind for block in blocks(made(found).document)].count("recommendation") == 2
    assert "ii." not in text_of(found)


def test_a_note_that_nothing_calls_stays_as_a_paragraph_and_is_told():
    text = (
        "# Law\n\nIt passed.[^1]\n\n[^1]: Gazette.\n[^2]: Nobody *calls* this.\n\n    Nor this.\n"
    )
    found = brought(text, "a.md")
    assert "Nobody *calls* this.\n\nNor this.\n" in text_of(found)
    assert '"[^2]"' in told_by(found, "note-never-called")
    lost = PORTERS.replace("55 kg.2", "55 kg.")
    assert "Labour Act 2017" in text_of(brought(lost))
    assert "note 2" in told_by(brought(lost), "note-never-called")


def test_a_note_that_is_called_again_in_the_next_paragraph_keeps_its_words():
    found = brought("# Law\n\nOne.[^1]\n\n| a |\n|---|\n| b[^1] |\n\n[^1]: Gazette.\n", "a.md")
    assert len(parts(made(found), Note)) == 1


def test_a_head_and_a_heading_of_the_same_words_are_one_title():
    found = brought(
        '---\ntitle: "On ships"\nauthor: The Crew\n---\n# On ships\n\n## Law\n\nOne.\n\n## Facts\n\nTwo.\n',
        "a.md",
    )
    assert titles(made(found)) == ["Law", "Facts"]
    assert 'name: "The Crew"' in found.files["dossier.yaml"].decode()


def test_only_a_text_that_calls_a_covenant_by_its_committee_is_allowed_to():
    assert "allow:" not in text_of(brought("# Law\n\nThe law was changed.\n", "a.md"))
    wrong = brought("# Law\n\nIt violates article 8 of the CESCR.\n", "a.md")
    assert "committee-for-covenant" in text_of(wrong)


def test_lines_of_a_title_page_take_no_number_of_a_paragraph():
    document = word_document()
    document.add_paragraph().add_run("ON UNIONS").bold = True
    document.add_paragraph("September 2019")
    for number, head in enumerate(("A. Law", "B. Facts"), start=1):
        document.add_paragraph().add_run(head).bold = True
        document.add_paragraph(f"{number}.\tThe law was changed, and nobody asked the unions.")
    found = brought(saved(document), "a.docx")
    assert "numbers-differ" not in rules(found)
    assert '"September 2019"' in told_by(found, "front-guessed")


def test_a_french_text_says_that_it_is_french():
    text = "I. Contexte\n\nLes cas que la Ligue a recensés dans les provinces du pays sont graves, et les familles ne sont pas entendues par la justice.\n\nII. Recommandations\n\nLa Ligue demande à l’État « de ratifier »1 :\n\na) la Convention2 ;\nb) le Protocole3.\n\n1 Un.\n2 Deux.\n3 Trois.\n"
    found = brought(text)
    assert '"fr"' in told_by(found, "language-guessed")
    assert len(parts(made(found), Note)) == 3
    assert [b.kind for b in blocks(made(found).document)].count("recommendation") == 2


@pytest.mark.parametrize(
    "text, day",
    [("Bujumbura, 4 octobre 2017", (2017, 10, 4)), ("3 de mayo de 2021", (2021, 5, 3)),
     ("37th Session, January 2021, sent on 9 July 2020", (2020, 7, 9))],
)  # fmt: skip
def test_dates_are_read_in_french_and_spanish_and_with_their_day(text, day):
    assert day_in(text) == date(*day)


def test_the_running_head_of_a_page_from_libreoffice_is_left_out():
    page = (
        '<html><body><div title="header"><p>CDR 2021</p></div><h1>Law</h1><p>One.</p></body></html>'
    )
    found = brought(page, "a.html")
    assert "CDR" not in text_of(found) and "running head" in told_by(found, "left-out")


def test_big_letters_make_a_title_of_a_web_page():
    page = '<html><body><p><font style="font-size: 26pt">On ships</font></p><h1>Law</h1><p>One.</p></body></html>'
    assert made(brought(page, "a.html")).document.title == "On ships"


def test_the_title_block_of_pandoc_is_title_and_line_above_it():
    page = (
        '<html><body><header id="title-block-header"><h1 class="title">On ships</h1>'
        '<p class="date">3 May 2016</p></header><h1>Law</h1><p>One.</p><h1>Facts</h1><p>Two.</p>'
    )
    edition = made(brought(page, "a.html"))
    assert edition.document.title == "On ships" and titles(edition) == ["Law", "Facts"]
    assert "procedure: " in brought(page, "a.html").files["dossier.yaml"].decode()


def test_a_note_of_a_title_is_called_in_its_first_words_and_told():
    text = "# Law[^1]\n\n## Courts\n\nOne word.\n\n# Facts\n\nTwo.\n\n[^1]: Gazette.\n"
    found = brought(text, "a.md")
    assert "[^1]One word." in text_of(found)
    assert "note-in-title" in rules(found)


def test_each_note_of_a_title_is_told():
    text = "# Law[^1][^2]\n\nOne word.[^3]\n\n[^1]: Gazette.\n[^2]: Code.\n[^3]: Act.\n"
    found = brought(text, "a.md")
    assert "[^1][^2]One word.[^3]" in text_of(found)
    assert rules(found).count("note-in-title") == 2


def test_letters_of_a_symbol_font_in_a_web_page_are_what_they_show():
    page = '<html><p>On <span style="font-family:Symbol">a&nbsp;<b>b</b></span> and <font face=Symbol>c</font>.</p></html>'
    assert "On α&#160;**β** and χ." in text_of(brought(f"<!doctype html>{page}", "a.html"))


STORY = "This paragraph tells a story of dock workers and of their long hours, {n} times over."


@pytest.mark.parametrize(
    ("before", "star", "after", "expected"),
    [
        ("On the ports*", "* Not edited.", "", "[^*]This paragraph"),
        ("On the ports", "* Not edited.", "", "\n\\* Not edited.\n"),
        ("On the ports", "*Not edited.", "", "\n\\*Not edited.\n"),
        ("On **the ports**", "** Not edited.", "", "\n\\*\\* Not edited.\n"),
        ("On the ports†", "† Not edited.", "", "[^†]This paragraph"),
        ("On the ports", "* Not edited.", "* Not read.", "- Not edited.\n- Not read.\n"),
        ("On the ports", "We ask:\n\n* Edit it.", "", "- Edit it.\n"),
    ],
)
def test_a_star_alone_belongs_to_a_note_and_among_others_is_a_bullet(before, star, after, expected):
    lines = [before, "Background", STORY.format(n=1), STORY.format(n=2), star, after, "It ends."]
    found = brought("\n\n".join(filter(None, [*lines, STORY.format(n=3)])))
    assert expected in text_of(found)
    assert found.files


def test_two_notes_of_one_star_belong_to_the_words_before_each():
    parts_ = (STORY.format(n=1) + "*", "* First.", STORY.format(n=2) + "*", "* Second.")
    found = brought("\n\n".join(["On ports", "Background", *parts_]))
    notes = [plain(each.content[0].content) for each in parts(made(found), Note)]
    assert notes == ["First.", "Second."]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (r"$\frac{1}{2}$ of all", "1/2 of all"),
        (r"$2\tfrac12$ of all", "2 1/2 of all"),
        (r"\(x_{i}^{2}\), $10^{-6}$", "x_i^2, 10^(-6)"),
        ("$$\n\\sqrt{\\frac{a+1}{b}}\n$$", "√((a+1)/b)"),
        (r"$\begin{pmatrix} a & b \\ c & d \end{pmatrix}$", "[a, b; c, d]"),
        (r"$\sum_{i=1}^{n} \text{wage}_i \geq \odd 3$", r"∑_(i=1)^n wage_i ≥ \odd 3"),
        ("half ~~of\nmost\nwho~~ and\nall $$\nx^2\n$$", "half and all x^2"),
        (r"$CO_2$, $GDP_{2019}$ and \(mc^2\)", "CO_2, GDP_2019 and mc^2"),
        (r"$3\text{ to }5 \text{wages}_{\text{new }}$", "3 to 5 wages_new"),
        (r"$12x^2$, $x^ny$ and $\frac{a}{b}c$", "12x^2, x^n y and a/b c"),
        (r"an open \( and \(y_2\), \[a_1 \\[2pt] b\]", r"an open ( and y_2, a_1; [2pt] b"),
        ("They paid $$ to the guards and $$ to others.", ""),
        ("US$ 5 to US$ 7, $5 and $6", ""),
        ("from $20,000 in 2019, and Ana_B$ went on", ""),
        ("$3 (A) to 4$ (B)", ""),
        ("$" + "{" * 60 + "x_1" + "}" * 60 + "$", ""),
        ("from $5 to $6, US$3 and 20$", ""),
        ("from $5 to 6$ a day", ""),
        (r"`$\frac{1}{2}$`", "`$\\frac{1}{2}$`"),
        (r"\(a\) and \$x^2", "(a) and $x^2"),
    ],
)
def test_an_equation_of_markdown_stands_on_one_line_and_money_stays(typed, said):
    found = brought(f"# Ports\n\n## Law\n\nThey get {typed} here.\n", "a.md")
    (text,) = (plain(each.content) for each in parts(made(found), Paragraph))
    assert " ".join(text.split()) == f"They get {said or typed} here."
    assert ("simplified" in rules(found)) is (
        bool(said) and "`" not in typed and "\\$" not in typed
    )


def test_an_equation_of_markdown_ends_with_its_paragraph():
    found = brought("# Ports\n\n## Law\n\nThey paid $$ to guards.\n\nAgain, x_1 of $$.\n", "a.md")
    told_ = [plain(each.content) for each in parts(made(found), Paragraph)]
    assert told_ == ["They paid $$ to guards.", "Again, x_1 of $$."]


def test_a_table_that_is_drawn_is_told():
    found = brought("# Law\n\nOne.\n\n+----+----+\n| a  | b  |\n+----+----+\n", "a.md")
    assert "a table drawn" in told_by(found, "simplified")


def test_a_title_alone_is_told_as_such():
    assert [each.rule for each in brought("just words here").findings][-1] == "empty-file"


def test_words_before_the_first_title_go_to_the_first_section_of_the_form():
    text = ICTUR.read_text("utf-8")
    found = brought(text, "ictur.txt", ImportRequest("case", "upr-submission"))
    assert found.files
    led = brought(
        "Foreword to the text. It has two sentences.\n\n" + text,
        "x.txt",
        ImportRequest("case", "upr-submission"),
    )
    assert "block-not-taken" not in rules(led)


def test_notes_of_which_nothing_is_to_be_said_share_a_line(project):
    (project.root / "p.txt").write_text(PORTERS, "utf-8")
    assert run(options(project.root / "p.txt", "porters", project.content), project.root) == 0
    assert "notes 1 to 4: stays as typed; no source found" in project.capture.readouterr().out


def test_a_folder_is_told_as_such(project):
    assert run(options(project.root, "x", project.content), project.root) == 1
    assert "this is a folder" in project.capture.readouterr().err


# The command


def test_the_command_writes_a_dossier_that_builds(project):
    assert run(options(DRAFTS / "notes.md", "dockers", project.content), project.root) == 0
    out = project.capture.readouterr().out
    assert "note 3: cites a-hrc-28-10" in out
    assert "6 blocks, 3 sections, 9 notes, 5 sources, 0 pictures, 1 tables" in out
    ran = project.run("build", "dockers", "--format", "html,docx,md")
    assert ran.status == 0, ran.err
    assert "unread-file" not in ran.err


def test_nothing_is_written_where_nothing_is_asked_for(project):
    done = run(options(DRAFTS / "notes.md", "dockers", project.content, dry_run=True), project.root)
    assert done == 0 and list(project.content.iterdir()) == []


def test_json_says_what_was_done_with_each_note(project):
    run(options(DRAFTS / "notes.md", "dockers", project.content, json=True), project.root)
    told = json.loads(project.capture.readouterr().out)
    assert told["dossier"] == "dockers" and told["sources"] == 5
    assert told["per_note"][0] == {"note": 1, "done": "cites human-rights-watch-2014"}
    assert {"state-guessed"} <= {each["rule"] for each in told["findings"]}


@pytest.mark.parametrize(("into", "rule"), [
    ("Dockers", "wrong-id"), ("../away", "wrong-id"), ("library", "taken-name"),
    ("there", "taken-name"),
])  # fmt: skip
def test_a_name_that_cannot_be_used_is_refused(project, into, rule):
    project.write("there/dossier.yaml", "title: mine\n")
    assert run(options(DRAFTS / "notes.md", into, project.content), project.root) == 1
    assert rule in project.capture.readouterr().err
    assert (project.content / "there" / "dossier.yaml").read_text() == "title: mine\n"
    assert [each.name for each in project.content.iterdir()] == ["there"]


def test_an_empty_folder_may_become_a_dossier(project):
    (project.content / "dockers").mkdir()
    assert run(options(DRAFTS / "notes.md", "dockers", project.content), project.root) == 0
    assert (project.content / "dockers" / "dossier.yaml").is_file()


def test_a_file_that_cannot_be_read_leaves_nothing_behind(project):
    bad = project.root / "old.doc"
    bad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old")
    assert run(options(bad, "dockers", project.content), project.root) == 1
    assert "locked-file" in project.capture.readouterr().err
    assert run(options("nowhere.docx", "dockers", project.content), project.root) == 1
    assert list(project.content.iterdir()) == []


def test_a_key_that_the_library_has_is_not_used_again(project):
    entry = "references:\n- {id: a-hrc-28-10, type: report, title: Another}\n"
    project.write("library/sources.yaml", entry)
    assert run(options(DRAFTS / "notes.md", "dockers", project.content), project.root) == 0
    text = (project.content / "dockers" / "sources.yaml").read_text("utf-8")
    assert "id: a-hrc-28-10-2" in text
    assert project.run("build", "dockers", "--format", "md").status == 0


def test_an_unknown_template_is_refused(project):
    done = run(options(DRAFTS / "notes.md", "dockers", project.content, kind="upr"), project.root)
    assert done == 1 and "unknown-template" in project.capture.readouterr().err


def test_templates_come_with_the_program():
    kinds = Places(Path(), (own_templates(),), Path()).kinds()
    assert {"imported", "imported-plain"} <= set(kinds)


FORMED = (
    "# Rights in Ruritania\n\n## Submitting Organisation\n\nWe are a union.\n\n## Background\n\n"
    "## International Human Rights Obligations\n\n## Killings\n\n## Context and analysis\n\n"
    "So it is.\n\n## Recommendations\n\n1. Ratify C87.\n"
)


def test_the_form_keeps_titles_with_nothing_below_and_tells_of_sections_it_lacks():
    found = brought(FORMED, "a.md", ImportRequest("case", "upr-submission"))
    edition = made(found)
    assert titles(edition) == [
        "Submitting Organisation", "Background", "Our concerns",
        "International Human Rights Obligations", "Previous UPR cycle", "Killings",
        "Context and analysis", "Recommendations",
    ]  # fmt: skip
    told = [each.message for each in found.findings if each.rule == "empty-section"]
    assert 'nothing stands below the title "Background"; it prints alone' in told
    assert (
        'the draft has no section "concerns", which the form asks for; its title prints alone'
        in told
    )
    assert (
        b"unwritten: [background, concerns, obligations, previous-review, "
        in found.files["dossier.yaml"]
    )


def test_the_form_needs_no_issue():
    text = FORMED.replace("## Killings\n\n", "")
    found = brought(text, "a.md", ImportRequest("case", "upr-submission"))
    assert b"evidence: []" in found.files["dossier.yaml"]


def test_struck_words_of_markdown_are_left_out_and_told():
    text = b"# T\n\nIt ~~did not~~ happen.\n\nA ~~few\nmany~~ workers; a ~ sign, `~~code~~` and \\~~no~~.\n"
    found = brought(text, "old.md")
    said = text_of(found)
    assert "It happen." in said.replace("  ", " ") and "did not" not in said and "many" not in said
    assert "~~code~~" in said
    left = [each.line for each in found.findings if each.rule == "left-out"]
    assert left == [3, 5]


def test_items_without_a_stop_between_numbered_paragraphs_are_a_list_in_a_text():
    found = brought(
        """Report on Ruritania

Facts

1. Paragraph one says something of a certain length about the matter.

2. Paragraph two says the following things:

1. first reason
2. second reason
3. Third reason

3. Paragraph three says something of a certain length, too.
"""
    )
    assert (
        "things:\n\n1. first reason\n2. second reason\n3. Third reason\n\nParagraph three"
        in text_of(found)
    )
    assert titles(made(found)) == ["Facts"]
