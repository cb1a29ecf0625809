"""What was translated once is proposed, and a glossary is held against translations."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.interchange.translation.tmx import read_tmx

HEAD = "---\nid: background\nkind: background\n---\n"
TEXT = HEAD + "The *law* is {fact:members} old.[^why] It fell.\n\nNew words.\n\n[^why]: See it.\n"
FRENCH = (
    TEXT.replace("kind: background\n", "")
    .replace(
        "The *law* is {fact:members} old.[^why] It fell.",
        "La *loi* a {fact:members} ans.[^why] Elle tomba.",
    )
    .replace("See it", "Voir")
    .replace("New words", "Mots neufs")
)
FACTS = 'members: {value: "300", wording: {en: 300, fr: 300}, sources: "@example-report"}\n'


@pytest.fixture
def case(small):
    for path in (small.content / "case" / "blocks").iterdir():
        path.unlink()
    small.write("case/blocks/20-background.md", TEXT)
    small.write("case/facts.yaml", FACTS)
    small.write("case/blocks/fr/20-background.md", FRENCH)
    assert small.run("translate", "case", "--to", "fr", "--done", "all").status == 0
    again = "---\nid: again\nkind: concern\n---\nIt fell.\n\nThe *law* is {fact:members} old.[^why] It fell.\n"
    small.write("case/blocks/30-again.md", again + "\nIt rose.\n\n[^why]: See that.\n")
    return small


def french(case):
    return (case.content / "case/blocks/fr/30-again.md").read_text("utf-8")


def test_identical_sentences_are_proposed_with_their_codes_and_nothing_else(case):
    ran = case.run("translate", "case", "--to", "fr")
    assert ran.status == 0, ran.err
    assert french(case).partition("---\nid: again\n---\n")[2] == (
        "Elle tomba.\n\nLa *loi* a {fact:members} ans.[^why] Elle tomba.\n\nIt rose.\n\n"
        "[^why]: See that.\n"
    )
    assert "text.1: proposed" in ran.out and "text.3: initial" in ran.out
    case.run("translate", "case", "--to", "fr", "--done", "again/text.1")
    out = case.run("translate", "case", "--to", "fr", "--status").out
    assert "text.1" not in out and "text.2: proposed" in out


def test_a_memory_goes_out_and_comes_home_as_tmx(case):
    assert case.run("translate", "case", "--to", "fr", "--export", "out.tmx").status == 0
    content = Path("out.tmx").read_bytes()
    assert b"<ph x=" in content and b"<bpt i=" in content
    found = {each.source: each.target for each in read_tmx(content, "out.tmx", "en", "fr")}
    assert found[("The *law* is {fact:members} old.[^why]",)] == (
        "La *loi* a {fact:members} ans.[^why]",
    )
    assert found[("It fell.",)] == ("Elle tomba.",)
    theirs = content.replace(b"New words.", b"It rose.").replace(b"Mots neufs.", b"Elle monta.")
    Path("theirs.tmx").write_bytes(theirs)
    assert case.run("translate", "case", "--to", "fr", "--memory", "theirs.tmx").status == 0
    assert "Elle monta." in french(case)


def test_a_file_that_is_no_tmx_is_refused(case):
    Path("bad.tmx").write_text("<xliff/>", "utf-8")
    ran = case.run("translate", "case", "--to", "fr", "--memory", "bad.tmx")
    assert ran.status == 1 and "the file is no TMX" in ran.err


GLOSSARY = """law: {en: law, fr: loi, avoid: {fr: droit}}
word: {en: [word, words], fr: [terme, vocable]}
old: {en: old, fr: ancien}
"""


def test_a_glossary_is_held_against_translations(case):
    case.change("case/dossier.yaml", "template:", "language: fr\n    template:")
    case.write("library/glossary.yaml", GLOSSARY)
    case.write("case/glossary.yaml", "old: {en: old, fr: [ans, ancien]}\n")
    found = case.dossier("case").findings
    said = [each.message for each in found if each.rule == "glossary-term"]
    assert said == ['the original says "word", and the translation none of its words']
    case.change("case/blocks/fr/20-background.md", "Mots neufs", "Termes du droit")
    found = case.dossier("case").findings
    said = [each.message for each in found if each.rule == "glossary-term"]
    assert said == ['"droit" is not to be said for "law"']


def test_a_faulty_glossary_is_told(case):
    case.write("case/glossary.yaml", "law: loi\nunion: {en: union, xx: y}\n")
    found = [str(each.rule) for each in case.dossier("case").findings if "glossary" in each.file]
    assert sorted(found) == ["unknown-language", "wrong-value"]
