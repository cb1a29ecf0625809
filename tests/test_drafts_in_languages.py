"""Drafts in other languages than English come in, and edited Word files come home, by their words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dossier.build.output_formats import render
from dossier.interchange.markdown_source import rewrite
from dossier.interchange.pull.block_edits import pulled
from dossier.interchange.pull.exported_version import Base
from dossier.interchange.pull.results import Edit
from dossier.model.document import Document, NumberedList, Properties, Section, Settings
from dossier.model.language import own_templates
from dossier.model.list_numbers import item_label
from dossier.model.walk import blocks
from dossier.ooxml.embedded_version import decode
from dossier.readers.blocks.block import read_block
from dossier.readers.exported_docx.printed_numbers import words_of_docx
from dossier.writers.docx import write_docx
from dossier.writers.html import write_html
from tests.conftest import Project, document
from tests.strategies import edition
from tests.test_import import brought, made, text_of, titles
from tests.test_pdf import LOOK
from tests.test_pull_law import read
from tests.test_pull_printed import changed

FOLDERS = (own_templates() / "upr-submission", own_templates() / "_shared")
WORD = own_templates() / "_shared" / "word.docx"
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


# Import

DRAFTS = {
    "fr": """# Examen périodique universel du Kazakhstan

34e session, 25 mars 2019

Présenté par : Confédération des syndicats libres (CSL)

## (1) Contexte

Le Ministère a enregistré la confédération[^1]. La loi l’exige.[^2] Le Comité l’a dit.[^3]

## (2) Recommandations

Nous demandons au Gouvernement :

- Ratifier le Protocole facultatif d’ici à 2020.

[^1]: Conseil des droits de l’homme, Rapport du Groupe de travail, A/HRC/28/10, par. 3 et 7.
[^2]: Ibid., par. 9.
[^3]: Voir Amnesty International, « Kazakhstan : la loi », rapport, 1er décembre 2014, p. 5.
""",
    "es": """# Examen Periódico Universal de Kazajstán

34º período de sesiones, 25 de marzo de 2019

Presentado por: Confederación de Sindicatos Libres (CSL)

## (1) Antecedentes

El Ministerio registró la confederación[^1]. La ley lo exige.[^2] El Comité lo dijo.[^3]

## (2) Recomendaciones

Pedimos al Gobierno:

- Ratificar el Protocolo Facultativo antes de 2020.

[^1]: Consejo de Derechos Humanos, Informe del Grupo de Trabajo, A/HRC/28/10, párrs. 3 y 7.
[^2]: Ibid., párr. 9.
[^3]: Véase Amnistía Internacional, “Kazajstán: la ley”, informe, 1 de diciembre de 2014, pág. 5.
""",
    "ru": """# Универсальный периодический обзор: Казахстан

34-я сессия, 25 марта 2019 года

Представлено: Конфедерация свободных профсоюзов (КСП)

## (1) Введение

Министерство зарегистрировало конфедерацию[^1]. Этого требует закон.[^2] Комитет согласился.[^3]

## (2) Рекомендации

Мы просим Правительство Казахстана:

- Ратифицировать Факультативный протокол до конца 2020 года.

[^1]: Совет по правам человека, Доклад Рабочей группы, A/HRC/28/10, пп. 3 и 7.
[^2]: Там же, п. 9.
[^3]: См. Международная амнистия, «Казахстан: закон», доклад, 1 декабря 2014 года, с. 5.
""",
}
SAID = {  # state, submitter, title of the first section, what leads to a source
    "fr": ("Kazakhstan", "Confédération des syndicats libres", "Contexte", "Voir"),
    "es": ("Kazajstán", "Confederación de Sindicatos Libres", "Antecedentes", "Véase"),
    "ru": ("Казахстан", "Конфедерация свободных профсоюзов", "Введение", "См."),
}


@pytest.mark.parametrize("tag", DRAFTS)
def test_a_draft_comes_in_with_what_its_language_says(project, tag):
    project.write("draft.md", DRAFTS[tag])
    ran = project.run("import", str(project.content / "draft.md"), "--into", "old")
    assert ran.status == 0 and f'the language "{tag}" was taken' in ran.err
    state, submitter, title, see = SAID[tag]
    head = (project.content / "old" / "dossier.yaml").read_text("utf-8")
    for said in (f'state: "{state}"', f"language: {tag}", f'name: "{submitter}"', "2019-03-25"):
        assert said in head, said
    assert f'id: background\n        title: "{title}"' in head
    first = next((project.content / "old" / "blocks").glob("*-background.md")).read_text("utf-8")
    assert "[@a-hrc-28-10, paras 3 and 7]." in first
    assert "[^2]: [@a-hrc-28-10, para. 9]." in first
    assert f"[^3]: [{see} @" in first and "p. 5]." in first
    assert [*(project.content / "old" / "blocks").glob("*-rec-*.md")]
    assert "issued: 2014-12-01" in (project.content / "old" / "sources.yaml").read_text("utf-8")


NOTED = {
    "ar": """# الاستعراض الدوري الشامل: كازاخستان

## (1) معلومات أساسية

سجلت الوزارة الاتحاد.[^1] وهذا ما يقتضيه القانون.[^2] وقالت اللجنة ذلك.[^3] وقال الناس ما قالوا.[^4]

## (2) التوصيات

[^1]: مجلس حقوق الإنسان، تقرير الفريق العامل، A/HRC/28/10، الفقرات 3 و7.
[^2]: المرجع نفسه، الفقرة 9.
[^3]: انظر منظمة العفو الدولية، «كازاخستان: القانون»، تقرير، 1 كانون الأول/ديسمبر 2014، الصفحة 5.
[^4]: هذا ما قاله الناس في المدينة.
""",
    "zh": """# 普遍定期审议：哈萨克斯坦

## (1) 背景

该部登记了联合会。[^1]法律有此要求。[^2]委员会也这样说。[^3]人们这样说。[^4]

## (2) 建议

[^1]: 人权理事会，工作组报告，A/HRC/28/10，第3和7段。
[^2]: 同上，第9段。
[^3]: 见大赦国际，“哈萨克斯坦的法律”，报告，2014年12月1日，第5页。
[^4]: 这是城里的人说的。
""",
}


@pytest.mark.parametrize("tag", NOTED)
def test_notes_in_arabic_and_chinese_become_citations_that_print_as_they_were_typed(project, tag):
    project.write("draft.md", NOTED[tag])
    ran = project.run("import", str(project.content / "draft.md"), "--into", "old")
    assert ran.status == 0, ran.err
    blocks = (each.read_text("utf-8") for each in (project.content / "old" / "blocks").glob("*.md"))
    text = "".join(blocks)
    assert "@a-hrc-28-10, paras 3 and 7]" in text
    assert "@a-hrc-28-10, para. 9]" in text
    assert NOTED[tag].rpartition("[^4]: ")[2].strip() in text  # no source is made of a sentence


# Lists

LIST = "Суды решили:\n\nа) ликвидировать союз;\nб) запретить забастовку;\nв) оштрафовать рабочих.\n"


def test_a_list_with_cyrillic_letters_is_a_list_and_keeps_them_when_it_is_edited():
    block, findings = read_block(f"{HEAD}{LIST}", "21-text.md")
    assert block is not None and not findings
    listed = block.content[1]
    assert isinstance(listed, NumberedList) and (listed.form, len(listed.items)) == ("а)", 3)
    fewer = replace(listed, items=listed.items[1:])
    made = rewrite(f"{HEAD}{LIST}", (block.content[0], fewer), "21-text.md")
    assert "а) запретить забастовку;\nб) оштрафовать рабочих." in made
    words = read_block(f"{HEAD}Пункт\nв) этой статьи, е) и п. 3.\n", "21-text.md")[0]
    assert words is not None and len(words.content) == 1


@pytest.mark.parametrize(("marks", "form"), [
    (("(أ)", "(ب)", "(ج)", "(د)", "(هـ)"), "(أ)"), (("ا)", "ب)", "ج)"), "أ)"),
    (("（一）", "（二）"), "（一）"), (("(甲)", "(乙)"), "(甲)"), (("А)", "Б)"), "А)"),
])  # fmt: skip
def test_a_list_prints_the_letters_in_which_it_is_typed(marks, form):
    lines = "\n".join(f"{each} text;" for each in marks)
    block, findings = read_block(f"{HEAD}So:\n\n{lines}\n", "21-text.md")
    assert block is not None and not findings
    listed = block.content[1]
    assert isinstance(listed, NumberedList) and (listed.form, len(listed.items)) == (
        form,
        len(marks),
    )
    section = Section("s", "S", (replace(block, content=(listed,)),))
    about = Properties("A", "S", (), date(2026, 1, 2))
    whole = Document("T", "", "ru", (), (section,), "", Settings(), about)
    printed = edition(whole)
    assert f"'{item_label(form, 2)} '" in write_html(printed, FOLDERS, {}, LOOK).decode("utf-8")
    assert item_label(form, len(marks)) in words_of_docx(write_docx(printed, WORD, {}))


CHINESE = """关于鲁里坦尼亚的报告

一、背景

1.
第一段说明工会的情况，说得很长很长，占了两行
还没有说完。

2.
第二段说明罢工的情况，也说得很长。

二、关切

3.
国家应当：

1. 登记工会；
2. 释放工人。

4.
最后一段。
"""


def test_a_chinese_draft_has_its_title_its_sections_and_its_lists():
    found = brought(CHINESE)
    (opening, *_) = [each.message for each in found.findings if each.rule == "title-guessed"]
    assert "关于鲁里坦尼亚的报告" in opening
    assert titles(made(found)) == ["一、背景", "二、关切"]
    said = text_of(found)
    assert "占了两行还没有说完。\n\n第二段说明" in said
    assert "国家应当：\n\n1. 登记工会；\n2. 释放工人。" in said
    assert "最后一段。" in said


@pytest.mark.parametrize(("text", "state", "author", "heads"), [
    ("# الاستعراض الدوري الشامل لكازاخستان\n\nمقدمة من: المركز الدولي للحقوق النقابية\n\nأولاً- مقدمة\n\n"
     "1- يتناول هذا التقرير الحقوق.\n\nثانياً- معلومات أساسية\n\n2- أضرب العمال.\n\nثالثاً- التوصيات\n\n"
     "3- نوصي بما يلي:\n\n(أ) إلغاء القانون؛\n\n(ب) تسجيل النقابات.\n",
     "كازاخستان", "المركز الدولي للحقوق النقابية", ["مقدمة", "معلومات أساسية", "التوصيات"]),
    ("# 哈萨克斯坦普遍定期审议\n\n提交者：国际工会权利中心\n\n一、导言\n\n1. 本材料论述工会。\n\n二、背景\n\n"
     "2. 工人罢工。\n\n三、建议\n\n3. 我们建议：\n\n（一）废除该法；\n\n（二）登记工会。\n",
     "哈萨克斯坦", "国际工会权利中心", ["导言", "背景", "建议"]),
])  # fmt: skip
def test_a_draft_in_arabic_or_chinese_has_its_headings_state_and_author(text, state, author, heads):
    found = brought(text, "draft.md")
    manifest = found.files["dossier.yaml"].decode("utf-8")
    assert f'state: "{state}"' in manifest and f'name: "{author}"' in manifest
    assert all(any(head in each for each in titles(made(found))) for head in heads)
