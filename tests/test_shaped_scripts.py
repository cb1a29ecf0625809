"""Right-to-left words in a PDF: signs beside them may turn and move, and no other word is lost."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dossier.build.dossier import ReadyDocument
from dossier.build.verify import verify
from dossier.model.document import Document, Text
from dossier.model.language import own_templates
from dossier.model.passages import passages
from dossier.model.walk import rebuilt
from dossier.writers.docx import write_docx
from dossier.writers.html import write_html
from dossier.writers.markdown import write_markdown
from dossier.writers.pdf import write_pdf
from tests.strategies import editions
from tests.test_pdf import FOLDERS, LOOK, made, stressed

SIGNS = ("(_)", "[_]", "{_}", "«_»", "“_”", "‘_’", "‹_›", "<_>", "_)", "(_", "_ ½ _", "_ ¾", "⅓ _",
         "_ 😀 _", "_ 😀✊ a", "_ (abc) _", "_: [b], (1)", "_ ≤ 3 ≥ _", "_ ™ № 5", "_ ﬁne", "_ 12%",
         "_ – 3/4…", "(_ [½] «x»)", "ﷺ (_)")  # fmt: skip
"""What stands beside a right-to-left word, which is put in for each `_`."""

RTL = ("שלום", "سلام", "עִבְרִית", "حقوق")
WORD = own_templates() / "_shared" / "word.docx"


def with_signs(whole: Document, chance: Random) -> Document:
    """Return a document with a right-to-left word and signs in half of its words."""

    def change(inline):
        if isinstance(inline, Text) and chance.random() < 0.5:
            said = chance.choice(SIGNS).replace("_", chance.choice(RTL))
            words = inline.text.split(" ")
            words.insert(chance.randint(1, len(words)), said)
            return Text(" ".join(words))
        return inline

    blocks = [replace(section, blocks=tuple(
        replace(block, content=tuple(rebuilt(node, change) for node in block.content))
        for block in section.blocks)) for section in whole.sections]  # fmt: skip
    return replace(whole, sections=tuple(blocks))


@given(editions(("en-GB",)), st.integers())
@settings(max_examples=6, phases=[Phase.generate])  # the signs themselves are each tried below
def test_any_document_with_right_to_left_words_beside_signs_is_whole(edition, seed):
    edition = replace(edition, document=with_signs(edition.document, Random(seed)))
    assembled = ReadyDocument("x", edition, FOLDERS[0], {}, "draft")
    written = {
        "pdf": write_pdf(edition, FOLDERS, {}, LOOK),
        "docx": write_docx(edition, WORD, {}),
        "html": write_html(edition, FOLDERS, {}, LOOK),
        "md": write_markdown(edition),
    }
    for format_, content in written.items():
        assert verify(assembled, tuple(passages(edition)), format_, content)[1] == []


@pytest.mark.parametrize("sign", ["»", "😀", "½", "lawyer"])
def test_what_is_lost_beside_right_to_left_words_is_told_of(project, sign):
    content, _ = made(project, "The «שלום» 😀 ½ was said.\n\nAnother lawyer came.")
    other = "The «שלום» 😀 ½ was said.\n\nAnother lawyer came."
    assembled = stressed(project, other.replace(sign, f"{sign} {sign}x {sign}"))
    findings = verify(assembled, tuple(passages(assembled.edition)), "pdf", content)[1]
    assert [each.rule for each in findings] == ["words-lost"]


def test_a_document_with_such_paragraphs_builds_in_all_four_formats(project):
    paragraphs = [re.sub(r"([{}<])", r"\\\1", each.replace("_", "שלום")) for each in SIGNS]
    stressed(project, "\n\n".join(paragraphs))
    ran = project.run("build", "stress", "--format", "pdf,docx,html,md")
    assert ran.status == 0, ran.err
