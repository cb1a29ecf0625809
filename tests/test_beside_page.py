"""A page shows a document beside its translation, says what is stale, and keeps what is guarded."""

from __future__ import annotations

import re

import pytest

OUTLINE = "name: Note\nsections:\n  - {id: trial, title: Trial, takes: [trial]}\n"
DOSSIER = """title: Case
state: Ruritania
submitters: [{name: Union}]
documents:
  note: {template: note, title: Note, date: 2026-01-01}
  note-ar: {template: note, title: Note arabe, date: 2026-01-01, language: ar}
"""
HEAD = "---\nid: trial\nkind: trial\n---\n"
TEXT = """The court ordered the dissolution.[^why] See [paragraph](#paragraph:pay).

Miners near [Zenda]{audience: partners, else: a town} went on strike.

Nobody was paid. {#pay}

[^why]: A note.
"""
ARABIC = """أمرت المحكمة بالحل.[^why] انظر [الفقرة](#paragraph:pay).

أضرب عمال المناجم قرب [زندا]{audience: partners, else: بلدة}.

لم يُدفع لأحد. {#pay}

[^why]: حاشية.
"""


@pytest.fixture
def case(small):
    """A dossier with a document of one block, and its Arabic translation."""
    for path in (small.content / "case" / "blocks").iterdir():
        path.unlink()
    small.write("case/dossier.yaml", DOSSIER)
    (small.root / "templates/note").mkdir(parents=True)
    (small.root / "templates/note/outline.yaml").write_text(OUTLINE)
    small.write("case/blocks/10-trial.md", HEAD + TEXT)
    small.write("case/blocks/ar/10-trial.md", "---\nid: trial\n---\n" + ARABIC)
    assert small.run("translate", "case", "--to", "ar", "--done", "all").status == 0
    return small


def page(case, wanted="note"):
    file = case.root / "both.html"
    file.unlink(missing_ok=True)
    ran = case.run("translate", f"case/{wanted}", "--to", "ar", "--export", str(file))
    assert ran.status == 0, ran.err
    return file.read_text("utf-8")


def refused(case, *words):
    file = case.root / "both.html"
    ran = case.run("translate", "case/note", "--to", "ar", "--export", str(file))
    assert ran.status == 1
    assert not file.exists()
    assert all(each in ran.err for each in words), ran.err


def change(case, text):
    case.write("case/blocks/10-trial.md", HEAD + text)


def rows(html):
    """Return what stands on the two sides of each row with the words of paragraphs, and below."""
    found = [each for each in html.split('<div class="row ') if each.startswith("text")]
    cells = [re.split('<div class="(?:side|standing) [^>]*>', each)[1:] for each in found]
    return [[" ".join(re.sub("<[^>]+>|&#8288;", "", e).split()) for e in each] for each in cells]


def test_paragraphs_stand_beside_each_other_with_the_numbers_and_notes_of_both(case):
    html = page(case)
    assert html == page(case, "note-ar")
    assert rows(html)[0] == [
        "1. The court ordered the dissolution.1 See paragraph 3.",
        "1- أمرت المحكمة بالحل.1 انظر الفقرة 3.",
    ]
    assert '<div class="side original" lang="en" dir="ltr">' in html
    assert '<div class="side translation upright" lang="ar" dir="rtl">' in html
    ids = re.findall(' id="([^"]*)"', html)
    assert len(ids) == len({*ids})
    assert {*re.findall('href="#([^"]*)"', html)} <= {*ids}
    assert "standing" not in html.partition("</style>")[2]


def test_a_stale_paragraph_shows_the_words_that_changed_and_a_new_one_stands_alone(case):
    change(case, TEXT.replace("ordered", "granted").replace("\nMiners", "\nIt appealed.\n\nMiners"))
    html = page(case)
    assert "The court <del>ordered</del><ins>granted</ins> the dissolution" in html
    assert rows(html)[1] == ["2. It appealed.", "", "لا يرد في الترجمة"]
    assert rows(html)[2][:2] == [
        "3. Miners near a town went on strike.",
        "2- أضرب عمال المناجم قرب بلدة.",
    ]


def test_words_for_other_readers_are_not_shown_as_words_that_changed(case):
    change(case, TEXT.replace("went on strike", "struck in Zenda’s [old mine]{audience: partners}"))
    refused(case, "name-leaks", "Zenda")
    change(case, TEXT.replace("[Zenda]", "[Strelsau]"))
    html = page(case)
    assert "stale" in html.partition("</style>")[2]
    assert "Zenda" not in html
    assert "Strelsau" not in html


def test_what_is_not_translated_stands_there_in_the_language_of_the_original(case):
    for path in (case.content / "case/blocks/ar").iterdir():
        path.unlink()
    html = page(case)
    assert rows(html)[2] == ["3. Nobody was paid.", "3- Nobody was paid.", "لم يُترجم بعد"]
    assert '<div class="side translation" lang="en" dir="ltr">' in html


def test_there_must_be_another_document_for_the_same_readers(case):
    case.change("case/dossier.yaml", "language: ar", "language: fr")
    refused(case, 'no document stands beside "note": none has its blocks in "ar"')
    case.change("case/dossier.yaml", "language: fr", "language: ar, audience: partners")
    refused(case, '"note" is for "public" and "note-ar" for "partners"')
