"""The margins of pages: the number in any form that a style sheet gives it."""

from __future__ import annotations

import pypdfium2
import pytest

from dossier.build.output_formats import render
from dossier.build.verify import verify
from dossier.model.passages import passages
from tests.test_pdf import stressed

LONG = "Nobody answered. " * 900


def pages(project, own_templates, css: str) -> list[str]:
    """Return the words of each page of a document under more styles; it reads back whole."""
    file = own_templates / "upr-submission" / "print.css"
    file.write_text(f"{file.read_text('utf-8')}\n{css}", "utf-8")
    made = stressed(project, LONG)
    folders = project.places().folders(made.template)
    content, wrong = render(made, folders, "pdf")
    assert wrong == []
    assert verify(made, tuple(passages(made.edition)), "pdf", content, folders)[1] == []
    with pypdfium2.PdfDocument(content) as pdf:
        return [each.get_textpage().get_text_bounded() for each in pdf]


@pytest.mark.parametrize(
    ("css", "says"),
    [
        ('@page { @bottom-center { content: counter(page) " / " counter(pages) } }', "1 / "),
        ('@page { @top-right { content: "– " counter(page) " –" } }', "– 1 –"),
        ('@page { @bottom-right { content: "p. " counter(page) } }', "p. 1"),
        ('@page { @bottom-left { content: "Confidential" } }', "Page 1 of"),
    ],
)
def test_a_style_sheet_may_give_the_page_number_any_form_and_place(
    project, own_templates, css, says
):
    first, *_ = pages(project, own_templates, css)
    assert says in first
    assert ("Page 1" in first) == says.startswith("Page")


def test_a_style_sheet_may_leave_the_page_number_out(project, own_templates):
    first, second, *_ = pages(
        project, own_templates, "@page :first { @bottom-right { content: none } }"
    )
    assert "Page 1" not in first
    assert "Page 2" in second
