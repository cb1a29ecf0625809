"""Drafts in other languages than English come in, and edited Word files come home, by their words."""

from __future__ import annotations

import pytest

from dossier.build.output_formats import render
from dossier.interchange.pull.block_edits import pulled
from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.results import Edit
from dossier.model.language import own_templates
from dossier.model.walk import blocks
from dossier.ooxml.embedded_version import decode
from tests.conftest import Project, document
from tests.test_pull_law import read
from tests.test_pull_printed import changed

FOLDERS = (own_templates() / "upr-submission", own_templates() / "_shared")
HEAD = "---\nid: text\nkind: background\n---\n"

TEXTS = {
    "fr": ("Le syndicat dit : « non ; 64 % ! » le 1er juin 2022 [@court, para. 3] [@court]. Voir le "
           "paragraphe [](#paragraph:text.2), la convention n° 87 et l’article 22.",
           "Le syndicat", "La centrale"),
    "es": ("El sindicato dijo: “¿no?; 64 %” el 1 de junio de 2022 [@court, para. 3] [@court]. Véase el "
           "párrafo [](#paragraph:text.2), el Convenio núm. 87 y el artículo 22.",
           "El sindicato", "La central"),
    "ru": ("Профсоюз заявил: «нет; 64 %» 1 июня 2022 года [@court, para. 3] [@court]. См. пункт "
           "[](#paragraph:text.2), Конвенция № 87 и статья 22, г-н Самплов.",
           "Профсоюз", "Федерация"),
    "ar": ("قالت النقابة: «لا؛ 64 %» في 1 حزيران/يونيه 2022 [@court, para. 3] [@court]. انظر الفقرة "
           "[](#paragraph:text.2) والاتفاقية رقم 87.", "قالت", "أعلنت"),
    "zh": ("工会表示：“不”，2022年6月1日 [@court, para. 3] [@court]。见第 [](#paragraph:text.2) 段。",
           "工会表示", "工会说"),
}  # fmt: skip


def written(project: Project, tag: str) -> bytes:
    project.write("case/blocks/21-text.md", f"{HEAD}{TEXTS[tag][0]}\n\n{TEXTS[tag][1]}.\n")
    project.change("case/dossier.yaml", "language: en-GB", f"language: {tag}")
    made, findings = render(document(project, "case", "submission"), FOLDERS, "docx")
    assert made, findings
    return made


@pytest.mark.parametrize("tag", TEXTS)
def test_an_unedited_file_wants_nothing_and_an_edit_comes_home(sourced, tag):
    exported = written(sourced, tag)
    _, old, new = TEXTS[tag]
    back = read(exported)
    base = Base(decode(back.embedded))
    mine = {each.id: each for each in blocks(base.embedded.document)}
    found = pulled(back, base, mine)
    assert (found.found, found.questions, dict(found.wanted)) == ((), (), {})
    edited = changed(exported, lambda text: text.replace(f">{old}", f">{new}", 1))
    found = pulled(read(edited), base, mine)
    assert [type(each) for each in found.found] == [Edit] and [*found.wanted] == ["text"]
