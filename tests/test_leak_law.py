"""The law of the search: a name that is held back is found wherever it stands in a finished file.

Random documents in each of the six languages hold each name once, in a form in which texts write
it, in a paragraph, a note, a cell or a quotation, where lines and columns break as they fall.
"""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier.model.document import (
    Block,
    Cell,
    Document,
    Emphasis,
    Link,
    Note,
    Paragraph,
    Properties,
    Quote,
    Row,
    Section,
    Settings,
    Strong,
    Table,
    Text,
)
from dossier.model.edition import Edition
from dossier.model.foreign_phrases import with_foreign_phrases
from dossier.model.language import language, own_templates
from dossier.model.numbering import number
from dossier.model.registry import Person
from dossier.model.unbroken_spaces import unbroken
from dossier.redaction.scan import Guard, pieces
from dossier.writers.docx import write_docx
from dossier.writers.html import write_html
from dossier.writers.markdown import write_markdown
from dossier.writers.pdf import write_pdf
from tests.strategies import LANGUAGES, OTHER, WORDS
from tests.test_pdf import FOLDERS, LOOK

WORD = own_templates() / "_shared" / "word.docx"

# All names here are invented.
FORMS = {
    "Sean O'Connor-Exemplar": "Sean O’Connor-Exemplar;O’Connor-Exemplar, Sean;O'CONNOR-EXEMPLAR Sean",
    "Amadou M'Barek Exempel": "Amadou M’Barek Exempel;M'Barek Exempel;Exempel, Amadou M’Barek",
    "Jean-Luc N'Diagne-Modèle": "Jean-Luc N’Diagne-Modèle;J.-L. N'Diagne-Modèle",
    "María Muñoz Ejemplar": "María Muñoz Ejemplar;Muñoz Ejemplar, María;M. Ejemplar",
    "Иван Примеров-Заможный": "Ивана Примерова-Заможного;с И. И. Примеровым-Заможным",
    "Анна Образцова-Кац": "Анне Образцовой-Кац;Образцову-Кац Анну;А. Образцовой-Кац",
    "Ержан Үлгібайұлы": "Ержана Улгибайулы;Үлгібайұлы Ержан;Ержану Үлгібайұлыға",
    "علاء الأمثلة": "علاء الأمثلة;وعلاء الأمثلة;لعلاءٍ الأمثلة",
    "فلاح السلامي": "فلاح السلامي;بفلاح السلاميّ;فلاحاً السلامي",
    "欧阳样本": "欧阳样本;歐陽樣本",
}
"""Names, and how texts write them: turned, short, bent, with prefixes, in other characters."""

AROUND = [
    lambda words: (Text(words),),
    lambda words: (Strong((Text(words),)),),
    lambda words: (Emphasis((Text(words),)),),
    lambda words: (Link("https://example.org/p", (Text(words),)),),
    lambda words: (Text(words[: len(words) // 2]), Strong((Text(words[len(words) // 2 :]),))),
]


def holding(code: str, seed: int) -> Edition:
    """Return a document that holds each of the names once."""
    chance = Random(seed)
    filling = [
        OTHER.get(code, {}).get(each, each) for each in WORDS if each not in ("✊", "|", "*")
    ]

    def said(most: int) -> Text:
        words = chance.choices(filling, k=chance.randint(1, most))
        return Text(f"{('' if code == 'zh' else ' ').join(words)} ")

    def node(at: int, forms: str):
        held = (said(14), *chance.choice(AROUND)(chance.choice(forms.split(";"))),
                Text(chance.choice(" ،,.)")), said(12))  # fmt: skip
        match chance.randrange(4):
            case 0:
                return Paragraph(held, f"b.{at}")
            case 1:
                note = Note(f"b/n{at}", (Paragraph(held, f"b.{at}n"),))
                return Paragraph((said(3), note), f"b.{at}")
            case 2:
                cells = [(said(3),) for _ in range(chance.randint(2, 6))]
                cells[chance.randrange(len(cells))] = held
                row = Row(tuple(Cell(each, f"b.{at}.{n}") for n, each in enumerate(cells)))
                head = Row(tuple(Cell((Text("1"),), f"b.{at}.h{n}") for n in range(len(cells))))
                return Table(("",) * len(cells), head, (row,))
        return Quote((Paragraph(held, f"b.{at}"),))

    nodes = tuple(node(at, forms) for at, forms in enumerate(FORMS.values()))
    section = Section("s", "S", (Block("b", "evidence", nodes),))
    properties = Properties("A", "S", (), date(2026, 1, 2))
    whole = Document("T", "", code, (), (section,), "", Settings(), properties)
    return with_foreign_phrases(unbroken(Edition(whole, number(whole), language(code))))


def missed(content: bytes, name: str) -> set[str]:
    """Return the names that are not found in a file."""
    guard = Guard(tuple(Person(f"p{at}", each) for at, each in enumerate(FORMS)), (), (), "public")
    leaks = guard.find(pieces(content, name))
    return {*FORMS} - {leak.quoted for leak in leaks if leak.severity == "error"}


@settings(max_examples=9, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(LANGUAGES), st.sampled_from(["docx", "html", "md"]))
def test_a_name_is_found_in_a_file_of_any_language(seed, code, kind):
    edition = holding(code, seed)
    match kind:
        case "docx":
            content = write_docx(edition, WORD, {})
        case "html":
            content = write_html(edition, FOLDERS, {}, LOOK)
        case _:
            content = write_markdown(edition)
    assert missed(content, f"x.{kind}") == set()


@pytest.mark.parametrize(
    ("code", "seed"), [("ar", 2), ("ar", 26), ("ar", 1319), ("fr", 1), ("ru", 1), ("zh", 1)]
)
def test_a_name_is_found_in_a_pdf_of_any_language(code, seed):
    assert missed(write_pdf(holding(code, seed), FOLDERS, {}, LOOK), "x.pdf") == set()
