"""Each rule says for which languages it holds, and holds for them."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest

from dossier.lint import RULES, every_rule, lint, rule
from dossier.lint.example import FILE
from dossier.lint.plain_draft import plain_draft
from dossier.lint.rule import ALL
from dossier.model.language_file import languages
from dossier.readers.blocks.block import read_text
from dossier.readers.drafts.plain_document import parts_of, plain_document

SIX = ("en", "fr", "es", "ru", "ar", "zh")


def found(text: str, tag: str, *names: str) -> list[tuple[str, str]]:
    """Return what rules find in a text of a language, as pairs of name and message."""
    nodes, _ = read_text(text, "example", FILE)
    title, parts = parts_of(nodes)
    document = plain_document(
        title, parts, FILE, language=tag, day=date(2019, 3, 25), paragraphs="numbered"
    )
    caught = lint(plain_draft(document, FILE), {FILE: text}, every_rule(names or RULES))
    return [(each.finding.rule, each.finding.message) for each in caught]


def test_each_rule_says_in_its_head_for_which_languages_it_holds():
    for name in RULES:
        head = import_module(f"dossier.lint.rules.{name.replace('-', '_')}").LANGUAGES
        assert head == ALL or (set(head) <= set(languages()) and list(head) == sorted(head)), name
    assert rule("word-limit").languages_said == "All"
    assert rule("wrong-english").languages_said == "English"


# What is wrong in each language, by rules that hold for all.

SAME = {
    "fr": "Les grévistes ont été arrêtés .. La FNPRK a protesté , puis la presse a écrit « ils ont perdu.",
    "es": "Los huelguistas fueron detenidos .. La FNPRK protestó , y la prensa escribió «perdieron.",
    "ru": "Участники забастовки были задержаны .. ФНПРК заявила протест , а пресса написала «они проиграли.",
    "ar": "تم اعتقال المضربين .. واحتجت وFNPRK , وكتبت الصحافة «لقد خسروا.",
    "zh": "罢工者被拘留 .. 工会FNPRK抗议 , 新闻写道 «他们输了.",
}


@pytest.mark.parametrize("tag", SAME)
def test_rules_for_all_languages_find_the_same_in_each(tag):
    names = [name for name, _ in found(f"# A\n\n{SAME[tag]}\n", tag)]
    for name in ("doubled-stop", "space-before-comma", "open-quotation", "acronym-undefined"):
        assert name in names, name
        assert rule(name).languages == ALL


@pytest.mark.parametrize("tag", [each for each in SIX if each != "en"])
def test_rules_that_know_english_alone_are_not_asked_of_other_languages(tag):
    text = "# Recommendations\n\n- Consider ratifying it. On Monday, 16 December 2011, 5 officers came.\n"
    english = {each.name for each in every_rule() if each.languages == ("en",)}
    assert {name for name, _ in found(text, "en")} & english
    assert not {name for name, _ in found(text, tag)} & english


EXPLAINED = {
    "fr": "La Confédération des syndicats libres (CSL) a été dissoute. La CSL a fait appel.",
    "es": "La Confederación de Sindicatos Libres (CSL) fue disuelta. La CSL apeló.",
    "ru": "Конфедерация независимых профсоюзов Казахстана (далее – КНПК) была ликвидирована. КНПК подала жалобу.",
}


@pytest.mark.parametrize("tag", EXPLAINED)
def test_an_acronym_is_explained_in_the_words_of_each_language(tag):
    rules = [each for each in RULES if each.startswith("acronym-")]
    assert found(f"# A\n\n{EXPLAINED[tag]}\n", tag, *rules) == []
    alone = EXPLAINED[tag].partition(".")[0] + "."
    assert [name for name, _ in found(f"# A\n\n{alone}\n", tag, *rules)] == ["acronym-unused"]


def test_a_sentence_ends_where_its_language_ends_it():
    many = " ".join(["слово"] * 30)
    said = f"По ст. 402 {many}. Суд отказал по п. 5 {many}."
    assert found(f"# A\n\n{said}\n", "ru", "long-sentence") == []
    over = f"См. ст. 402, {many} {many}. Суд отказал."
    assert found(f"# A\n\n{over}\n", "ru", "long-sentence") == [
        ("long-sentence", "this sentence has 63 words")
    ]
