"""Translations go out to translators' tools and come home, and nothing is lost or overwritten."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from translate.storage import xliff2

from dossier.interchange.review.take_proposal import CannotTake, with_proposal
from dossier.interchange.translation.coded_text import (
    Code,
    Span,
    UnknownCode,
    inlines_of,
    joined_parts,
    known_codes,
    parts_of,
    text_of,
)
from dossier.interchange.translation.exchange import Exchange, ExchangedBlock, ExchangedUnit
from dossier.interchange.translation.read_xliff import read_xliff
from dossier.interchange.translation.write_xliff import write_xliff
from dossier.model.document import Ask, Paragraph
from dossier.model.marked_text import marked_text
from dossier.readers.blocks.block import read_block, read_text
from dossier.readers.comments import read_review

TEXT = """---
id: background
kind: background
title: The law
---
# The law

The *court* ordered it.[^why] It has {fact:members} [in two towns]{audience: partners, else: in
towns}, as [paragraph](#paragraph:limit) and [@example-report, p. 3] say, see [also @example-report
on this].

Each **union** must register within 30 days. {#limit}

| Year | Members |
|---|---|
| 2019 | few |

[^why]: See [the law](https://example.org/law).
"""
FACTS = 'members: {value: "300", wording: {en: 300, fr: 300}, sources: "@example-report"}\n'


@pytest.fixture
def case(small):
    for path in (small.content / "case" / "blocks").iterdir():
        path.unlink()
    small.write("case/blocks/20-background.md", TEXT)
    small.write("case/facts.yaml", FACTS)
    return small


def sent(case, name="out.xlf"):
    ran = case.run("translate", "case", "--to", "fr", "--export", name, "--whole")
    assert ran.status == 0, ran.err
    return Path(name)


def came(case, file, *more):
    return case.run("translate", "case", "--to", "fr", "--import", str(file), *more)


def french(case):
    return (case.content / "case/blocks/fr/20-background.md").read_text("utf-8")


def by_toolkit(file, change):
    """Let Translate Toolkit open the file, and change each unit as a translator would."""
    store = xliff2.Xliff2File.parsestring(file.read_bytes())
    for unit in store.units:
        change(unit)
    file.write_bytes(bytes(store))


def in_french(unit):
    """Give a unit the target that a tool makes of its source: other words, the same codes."""
    segment = (
        unit.xmlelement.find(".//{*}segment")
        if unit.xmlelement.tag.endswith("unit")
        else unit.xmlelement
    )
    source = segment.find("{*}source")
    target = etree.fromstring(etree.tostring(source).replace(b"source", b"target"))
    for each in target.iter():
        each.text = re.sub(r"[a-z]{2,}", "mot", each.text) if each.text else each.text
        each.tail = re.sub(r"[a-z]{2,}", "mot", each.tail) if each.tail else each.tail
    target.tail = None
    for old in segment.findall("{*}target"):
        segment.remove(old)
    segment.append(target)
    segment.set("state", "reviewed")
    if "30" in unit.source:
        unit.addnote("Days of the week?")


def test_words_and_codes_of_a_paragraph_come_back_as_they_were():
    nodes, _ = read_text(TEXT.partition("---\n# The law")[2], "background", "a.md")
    for node in nodes:
        if isinstance(node, Paragraph):
            parts = parts_of(node.content)
            assert text_of(parts) == marked_text(node.content)
            made = inlines_of(parts, known_codes(node.content))
            assert marked_text(made) == marked_text(node.content)
    with pytest.raises(UnknownCode):
        inlines_of(parts_of((Ask("fact", "dead"),)), known_codes(()))


def test_a_file_goes_through_another_tool_with_every_code_note_and_state(case):
    file = sent(case)
    by_toolkit(file, in_french)
    shown = came(case, file)
    assert shown.status == 0, shown.err
    assert not (case.content / "case/blocks/fr").exists()
    ran = came(case, file, "--apply")
    assert ran.status == 0, ran.err
    for code in ("{fact:members}", "{audience: partners, else: mot mot}", "](#paragraph:limit)",
                 "[@example-report, p. 3]", "@example-report", "**mot**", "{#limit}", "| 2019 | mot |"):  # fmt: skip
        assert code in french(case), code
    record = (case.content / "case/blocks/fr/20-background.translated.yaml").read_text("utf-8")
    assert record.count("state: reviewed") == 8 and record.count("state: initial") == 1
    assert "1 block: 1 done" in case.run("translate", "case", "--to", "fr", "--status").out
    notes = (case.content / "case/blocks/fr/20-background.review.yaml").read_text("utf-8")
    assert "Days of the week?" in notes and "paragraph: limit" in notes
    again = sent(case, "again.xlf").read_bytes()
    units = [each for block in read_xliff(again, "").blocks for each in block.units]
    assert {each.state for each in units} == {"reviewed"}
    assert came(case, "again.xlf", "--apply").out.count("written") == 0
    assert case.run("undo").status == 0 and not (case.content / "case/blocks/fr").exists()


def home(case, change):
    """Bring a file home in which all units are translated, and `change` was made by hand."""
    file = sent(case)
    by_toolkit(file, in_french)
    file.write_text(change(file.read_text("utf-8")), "utf-8")
    return came(case, file, "--apply")


def test_a_translation_that_lacks_a_code_is_not_taken_and_not_lost(case):
    def plain(text):
        """Take a code out of the target, as tools do that know plain text alone."""
        return re.sub(
            r"(<target.*?)<ph [^>]*disp=\"\{fact:members\}\"/>", r"\g<1>300", text, flags=re.S
        )

    ran = home(case, plain)
    assert "it lacks {fact:members}" in ran.err
    assert "{fact:members} [in two towns]" in french(case)
    notes = (case.content / "case/blocks/fr/20-background.review.yaml").read_text("utf-8")
    assert "kind: proposal" in notes and "it lacks {fact:members}" in notes


def test_a_code_that_its_paragraph_has_not_is_not_taken(case):
    ran = home(case, lambda text: text.replace("{fact:members}</data>", "{person:chair}</data>"))
    assert "which its paragraph has not" in ran.err and "{person:chair}" not in french(case)


def test_an_original_that_changed_meanwhile_makes_what_came_back_stale(case):
    file = sent(case)
    by_toolkit(file, in_french)
    assert came(case, file, "--apply").status == 0
    by_toolkit(sent(case, "second.xlf"), lambda unit: unit.marktranslated())
    case.change("case/blocks/20-background.md", "30 days", "60 days")
    out = case.run("translate", "case", "--to", "fr", "--status").out
    assert "text.3: … register within [-30-]{+60+} days." in out


def test_what_both_sides_changed_stays_ours_and_the_other_is_a_proposal(case):
    file = sent(case)
    by_toolkit(file, in_french)
    assert came(case, file, "--apply").status == 0
    file = sent(case, "second.xlf")
    case.change("case/blocks/fr/20-background.md", "**mot** mot", "**mot** notre")
    file.write_text(re.sub(r"(<target.*?)mot within", r"\1 leur", file.read_text("utf-8")), "utf-8")
    text = file.read_text("utf-8")
    file.write_text(text.replace("mot mot mot 30 mot", "leur 30 mot"), "utf-8")
    ran = came(case, file, "--apply")
    assert "somebody wrote other words here since it was sent" in ran.err and "notre" in french(
        case
    )
    assert "leur" not in french(case)


def test_a_paragraph_that_no_block_can_hold_is_a_proposal_and_the_others_come_home(case):
    file = sent(case)
    by_toolkit(file, in_french)
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"(<target.*?)mot mot 30", "\\1mot \ue000 30", text), "utf-8")
    ran = came(case, file, "--apply")
    assert "text.3" in ran.err and "it cannot be written into the block" in ran.err
    assert "*mot*" in french(case) and "\ue000" not in french(case)
    record = (case.content / "case/blocks/fr/20-background.translated.yaml").read_text("utf-8")
    assert re.search(r'text\.3"?\n  state: initial', record)
    names = Document(sent(case, "second.docx")).tables[0].columns[0].cells
    assert any("#" in each.text for each in names)
    assert not any(re.search("[0-9a-f]{9}", each.text) for each in names)


def test_a_second_delivery_stands_in_the_place_of_the_first_that_nobody_touched(case):
    file = sent(case)
    by_toolkit(file, in_french)
    assert came(case, file, "--apply").status == 0
    first = french(case)
    file.write_text(file.read_text("utf-8").replace("mot", "autre"), "utf-8")
    shown = came(case, file)
    assert "[-mot-]{+autre+}" in shown.out and french(case) == first
    ran = came(case, file, "--apply")
    assert ran.status == 0 and "not taken" not in ran.err, ran.err
    assert "autre" in french(case) and "mot" not in french(case)
    assert case.run("undo").status == 0 and french(case) == first


def filled_in(file, word):
    """Translate a file whose one word is told."""
    if file.suffix == ".xlf":
        by_toolkit(file, in_french)
        file.write_text(file.read_text("utf-8").replace("mot", word), "utf-8")
        return
    document = Document(str(file))
    for row in document.tables[0].rows[1:]:
        if "text.3" in row.cells[0].text:
            row.cells[2].text = f"Chaque **{word}**."
    document.save(str(file))


@pytest.mark.parametrize("ending", ["xlf", "docx"])
def test_what_another_translator_sent_does_not_stand_in_the_place_of_the_first(case, ending):
    ana, ben = (sent(case, f"{name}.{ending}") for name in ("ana", "ben"))
    filled_in(ana, "syndicat")
    filled_in(ben, "groupe")
    assert came(case, ana, "--apply").status == 0
    ran = came(case, ben, "--apply")
    assert "somebody wrote other words here since it was sent" in ran.err
    assert "**syndicat**" in french(case) and "groupe" not in french(case)
    filled_in(ana, "ensemble")
    assert came(case, ana, "--apply").status == 0
    assert "**ensemble**" in french(case)


def test_a_second_delivery_is_kept_apart_from_what_somebody_wrote_or_confirmed_here(case):
    file = sent(case)
    by_toolkit(file, in_french)
    assert came(case, file, "--apply").status == 0
    case.change("case/blocks/fr/20-background.md", "**mot**", "**syndicat**")
    assert case.run("translate", "case", "--to", "fr", "--done", "background/text.2").status == 0
    file.write_text(file.read_text("utf-8").replace("mot", "autre"), "utf-8")
    ran = came(case, file, "--apply")
    assert ran.err.count("somebody wrote other words here since it was sent") == 2
    assert "**syndicat** mot" in french(case) and "# Tautre autre" in french(case)
    text = french(case).replace("id: background", "id: background\nkind: background", 1)
    block, _ = read_block(text, "a.md")
    notes = (case.content / "case/blocks/fr/20-background.review.yaml").read_text("utf-8")
    proposal = next(n for n in read_review(notes, "r.yaml")[0] if "{fact:" in n.old)
    with pytest.raises(CannotTake, match="facts, notes, citations or emphasis"):
        with_proposal(block, proposal)


SENTENCES = """The *court* ordered it.[^why] It has {fact:members}. Nobody [came home. They
waited](https://example.org) long.

[^why]: See No. 87. It says so.
"""


def segmented(case):
    path = case.content / "case/blocks/20-background.md"
    path.write_text(TEXT.partition("# The law")[0] + SENTENCES, "utf-8")
    return sent(case)


def test_each_sentence_is_a_segment_and_no_code_is_cut(case):
    root = etree.fromstring(segmented(case).read_bytes())
    units = [
        ["".join(each.itertext()) for each in unit.iterfind(".//{*}segment/{*}source")]
        for unit in root.iter("{*}unit")
    ]
    assert units[1:] == [
        ["The court ordered it.", "It has .", "Nobody came home. They waited long."],
        ["See No. 87.", "It says so."],
    ]


def spread(text):
    """Join the first two segments of the paragraph, and part the third within its link."""
    text = re.sub(r"</source></segment><ignorable><source [^>]*> </source></ignorable>"
                  r"<segment [^>]*><source [^>]*>(?=It has)", " ", text)  # fmt: skip
    begin = '<sc id="9" dataRef="d8" isolated="yes"/>'
    end = '<ec id="9" startRef="9" dataRef="d9" isolated="yes"/>'
    return re.sub(
        r"<pc [^>]*>came home\. They\s+waited</pc> long\.",
        f"{begin}came home. </source></segment><segment><source>They waited{end} long.",
        text.replace("</originalData>", '<data id="d8">[</data><data id="d9">](https://example.org)'
                     "</data></originalData>", 1),
    )  # fmt: skip


def test_segments_that_a_tool_joined_or_parted_come_home_whole(case):
    file = segmented(case)
    text = file.read_text("utf-8")
    at = text.index('name="text.1"')
    changed = text[:at] + spread(text[at:])
    assert changed.count("<segment") == text.count("<segment") and changed != text
    file.write_text(changed, "utf-8")
    for name, wanted in (("out.xlf", "They\nwaited"), ("again.xlf", None)):
        if wanted is None:
            sent(case, name)
        store = etree.fromstring(Path(name).read_bytes())
        for segment in store.iter("{*}segment"):
            for old in segment.findall("{*}target"):
                segment.remove(old)
            source = etree.tostring(segment.find("{*}source"), with_tail=False)
            target = etree.fromstring(source.replace(b":source", b":target").replace(
                b"<source", b"<target").replace(b"</source", b"</target"))  # fmt: skip
            segment.append(target)
        Path(name).write_bytes(etree.tostring(store).replace(b"It has", b"Il compte"))
        ran = came(case, name, "--apply")
        assert ran.status == 0 and "not taken" not in ran.err, ran.err
    said = " ".join(french(case).split())
    assert "ordered it.[^why] Il compte {fact:members}. Nobody [came home. They waited](" in said


@pytest.mark.parametrize("content", [
    b"no xml", b"<xliff/>", b'<!DOCTYPE x [<!ENTITY a "b">]><xliff version="2.1">&a;</xliff>',
])  # fmt: skip
def test_what_is_no_file_of_a_translator_is_refused(case, content):
    Path("bad.xlf").write_bytes(content)
    ran = came(case, "bad.xlf")
    assert ran.status == 1 and "error[broken-file]" in ran.err


def test_a_table_in_word_comes_home_with_its_codes_and_comments(case):
    file = sent(case, "out.docx")
    document = Document("out.docx")
    table = document.tables[0]
    for row in table.rows[1:]:
        name, source, target = row.cells
        said = re.sub(r"(?<![{@:#/])\b(?!also|union)[a-z]{4,}\b(?![:}/-])", "mot", source.text)
        target.paragraphs[0].add_run(source.text if "text.2" in name.text else said)
    run = table.rows[4].cells[2].paragraphs[0].runs[-1]
    document.add_comment(run, text="Which days?", author="Ana")
    document.save("out.docx")
    ran = came(case, file, "--apply")
    assert ran.status == 0, ran.err
    text = french(case)
    for words in ("**union** mot", "30 mot. {#limit}", "{fact:members}", "[^why]: See [the law]"):
        assert words in text, text
    notes = (case.content / "case/blocks/fr/20-background.review.yaml").read_text("utf-8")
    assert "Which days?" in notes
    again = sent(case, "again.docx")
    assert came(case, again, "--apply").out.count("written") == 0


def test_a_word_file_without_the_table_is_refused(case):
    Document().save("bad.docx")
    ran = came(case, "bad.docx")
    assert ran.status == 1 and "no table of translations" in ran.err


PIECES = st.lists(
    st.one_of(
        st.sampled_from(["It rose. ", "It fell.  ", "No. 87 ", "罢工。", "结束。 ", "لا. ", "why? ", "a"]),
        st.sampled_from([Code("[^why]"), Code("{fact:x}"), Span("*", "*", ("Then. It",))]),
        st.just(Span("[", "](https://example.org)", ("one. Two", Code("[@a]")))),
    ),
    min_size=1, max_size=9,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(PIECES, st.none() | PIECES, st.sampled_from(["fr", "zh"]))
def test_a_unit_of_any_sentences_goes_out_in_segments_and_comes_back_whole(first, other, code):
    source, target = joined_parts(first), None if other is None else joined_parts(other)
    unit = ExchangedUnit("text.1", source, target)
    sent_out = Exchange("case", "en", code, (ExchangedBlock("b", (unit,)),))
    came_back = read_xliff(write_xliff(sent_out), "x.xlf").blocks[0].units[0]
    assert (came_back.source, came_back.target) == (source, target)
