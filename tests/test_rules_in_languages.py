"""Each rule says for which languages it holds, and holds for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib import import_module

import pytest

from dossier.lint import RULES, every_rule, lint, rule
from dossier.lint.draft import Draft
from dossier.lint.example import FILE, example
from dossier.lint.person_cues import is_cleared
from dossier.lint.plain_draft import plain_draft
from dossier.lint.rule import ALL
from dossier.lint.spelling import has_dictionary
from dossier.model.language_file import languages
from dossier.model.registry import Registry, Source
from dossier.readers.blocks.block import read_text
from dossier.readers.drafts.plain_document import parts_of, plain_document
from dossier.readers.registries.instruments import instruments, names

SIX = ("en", "fr", "es", "ru", "ar", "zh")


def drafted(text: str, tag: str) -> Draft:
    """Return a text of a language as rules read it."""
    nodes, _ = read_text(text, "example", FILE)
    title, parts = parts_of(nodes)
    document = plain_document(
        title, parts, FILE, language=tag, day=date(2019, 3, 25), paragraphs="numbered"
    )
    return plain_draft(document, FILE)


def found(text: str, tag: str, *names: str) -> list[tuple[str, str]]:
    """Return what rules find in a text of a language, as pairs of name and message."""
    caught = lint(drafted(text, tag), {FILE: text}, every_rule(names or RULES))
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
    text = "# Trials\n\nThe court heard 5 officers.\n"
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


# Typography, dates and numbers. A text that is right says nothing.

RIGHT = {
    "fr": "Le 1er juin 2022, la convention n° 87 : « nul ne peut être contraint » ; 12 500 grévistes, 3,5 %.",
    "es": "El 1 de junio de 2022, el Convenio núm. 87: “nadie podrá ser obligado”; ¿quién respondió? 3,5 %.",
    "ru": "1 июня 2022 года, Конвенция № 87: «никто не должен принуждаться»; 12 500 человек, ее слова.",
}
FORM = (
    "foreign-number", "missing-space", "mixed-number-signs", "opening-mark-missing",
    "other-quotation-marks", "straight-apostrophe", "un-date", "unusual-letter", "words-not-joined",
)  # fmt: skip


@pytest.mark.parametrize("tag", RIGHT)
def test_a_text_in_the_form_of_its_language_is_left_alone(tag):
    assert found(f"# A\n\n{RIGHT[tag]}\n", tag) == []


@pytest.mark.parametrize(
    ("tag", "text", "message"),
    [
        ("fr", "La plainte de ICTUR.", '"de ICTUR" is written "d’ICTUR"'),
        ("es", "En virtud del el Convenio núm. 87.", '"del el" is written "del"'),
        ("es", "Ocurrió en hacia enero de 2024.", '"en hacia" is written "hacia"'),
        ("fr", "En vertu du le Pacte.", '"du le" is written "du"'),
        ("fr", "Le 1 juin 2022.", 'the date "1 juin 2022" is not in the form "1er juin 2022"'),
        ("fr", "Le 25/03/2019.", 'the date "25/03/2019" is not in the form "25 mars 2019"'),
        ("es", "El 3 de Marzo del 2019.",
         'the date "3 de Marzo del 2019" is not in the form "3 de marzo de 2019"'),
        ("ru", "Указ от 25 марта 2019 г. отменен.",
         'the date "25 марта 2019 г." is not in the form "25 марта 2019 года"'),
        ("ru", "1 июня 2022 и 3 июня 2023 годов.", None),
        ("fr", "Ils étaient 1,250,000.", '"1,250,000" is not in the form "1 250 000"'),
        ("ru", "Выросло на 3.5 %.", '"3.5" is not in the form "3,5"'),
        ("fr", "« Oui »; «non».", 'a space is missing before ";"'),
        ("ru", "Конвенция №87.", 'a space is missing after "№"'),
        ("es", "¿Quién lo ordenó.", 'a sentence begins with "¿" and does not end with "?"'),
        ("fr", "Le rapport de le Comité cite la loi.", '"de le" is written "du"'),
        ("fr", "Il est interdit de le faire et de les nommer.", None),
        ("es", "Presentaron a el Comité una queja.", '"a el" is written "al"'),
        ("fr", "Aujourd'hui, l'État.", '"Aujourd\'hui" has a straight apostrophe (2 places); print has ’'),
        ("fr", "Une loi.[^a]\n\n[^a]: L'article 5.",
         '"L\'article" has a straight apostrophe; print has ’'),
        ("en", "The State’s courts deny the workers' rights.",
         '"workers\'" has a straight apostrophe; print has ’'),
        ("en", "The workers’ rights and the unions' role.",
         '"unions\'" has a straight apostrophe; print has ’'),
        ("en", "The workers' rights alone.", None),
        ("fr", "De l'« État » libre.", '"l\'" has a straight apostrophe; print has ’'),
        ("es", "En Côte d´Ivoire.", '"d´Ivoire" has a straight apostrophe; print has ’'),
        ("ru", "Дело O'Connor.", '"O\'Connor" has a straight apostrophe; print has ’'),
        ("en", "It's law, and didn’t hold.", '"It\'s" has a straight apostrophe; print has ’'),
        ("en", "It's the law, as 'twas.", None),
        ("fr", "L’État a 5' de retard : https://example.org/l'etat.", None),
        ("fr", 'Il a dit "non merci".', 'a quotation stands between "…"; French has «…»'),
    ],
)  # fmt: skip
def test_what_is_in_no_form_of_its_language_is_found(tag, text, message):
    said = [each for _, each in found(f"# A\n\n{text}\n", tag, *FORM)]
    assert message in said if message else said == []


def test_a_mark_that_ends_a_quotation_is_no_apostrophe():
    text = "# A\n\nThe State’s courts name the 'workers' here.\n"
    assert found(text, "en", "straight-apostrophe") == []


@pytest.mark.parametrize(
    ("tag", "rule", "text"),
    [
        ("fr", "missing-space", "Note.[^a]\n\n[^a]: {}, p. 3."),
        ("es", "opening-mark-missing", "Nota.[^a]\n\n[^a]: {}, pág. 3."),
    ],
)
def test_the_title_of_a_source_is_of_any_language_where_nothing_marks_it(tag, rule, text):
    sources = {"a": Source("a", "report", "Profile: unite!")}
    draft = replace(drafted(f"# A\n\n{text.format('Profile: unite!')}\n", tag),
                    registry=Registry(sources=sources))  # fmt: skip
    assert lint(draft, {}, every_rule((rule,))) == ()
    assert found(f"# A\n\n{text.format('Profile: unite!')}\n", tag, rule)


@pytest.mark.parametrize("id_", instruments())
def test_what_the_program_prints_in_french_has_no_straight_apostrophe(id_):
    title = names(id_).get("fr")
    text = f"# A\n\n{title.full if title else 'Rien'}.\n"
    assert found(text, "fr", "straight-apostrophe") == []


def test_quotation_marks_within_others_are_the_inner_ones():
    text = "Il a dit « la “loi” du 2 mai » et “non”."
    assert [name for name, _ in found(f"# A\n\n{text}\n", "fr", *FORM)] == ["other-quotation-marks"]


# Prose: days of the week, names of persons, recommendations.


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("fr", "Le lundi 16 décembre 2011, la police a tiré."),
        ("es", "El lunes 16 de diciembre de 2011, la policía disparó."),
        ("ru", "В понедельник 16 декабря 2011 года полиция открыла огонь."),
    ],
)
def test_a_day_of_the_week_is_held_against_its_date(tag, text):
    assert [name for name, _ in found(f"# A\n\n{text}\n", tag)] == ["wrong-weekday"]
    right = (
        text.replace("lundi", "vendredi")
        .replace("lunes", "viernes")
        .replace("понедельник", "пятницу")
    )
    assert found(f"# A\n\n{right}\n", tag) == []


PERSONS = {
    "fr": (
        "La militante Aigul Nurlanova a été arrêtée. Aigul Nurlanova a fait appel.",
        "Aigul Nurlanova",
    ),
    "es": ("La activista Aigul Nurlanova fue detenida. Aigul Nurlanova apeló.", "Aigul Nurlanova"),
    "ru": (
        "Суд признал Айгуль Нурланову виновной. Айгуль Нурлановой отказали.",
        "Айгуль Нурланову",
    ),
}


@pytest.mark.parametrize("tag", PERSONS)
def test_a_person_who_is_named_is_told_once_whatever_the_case(tag):
    text, name = PERSONS[tag]
    said = found(f"# A\n\n{text}\n", tag, "name-of-person")
    assert [message.split('"')[1] for _, message in said] == [name]


@pytest.mark.parametrize("text", ["А. Б. Самплов", "И.О. Самплова", "Самплов А. Б."])
def test_a_surname_with_initials_is_a_person_in_russian(text):
    said = found(f"# A\n\nСуд вызвал свидетелей: {text} и других.\n", "ru", "name-of-person")
    assert [message.split('"')[1] for _, message in said] == [text]
    assert found("# A\n\nПрезидент Токаев, г. Актау, п. 5.\n", "ru", "name-of-person") == []


def test_a_name_that_a_registry_clears_is_clear_in_every_case():
    assert is_cleared("Айгуль Нурлановой", ["айгуль нурланова", "иван петров"])
    assert not is_cleared("Айгуль Петровой", ["айгуль нурланова"])


WEAK = {
    "fr": ("Envisager de ratifier le Protocole d’ici à 2020.", "Ratifier le Protocole d’ici à 2020."),
    "es": ("Considerar la posibilidad de ratificar el Protocolo antes de 2020.",
           "Ratificar el Protocolo en los doce meses siguientes al examen."),
    "ru": ("Рассмотреть вопрос о ратификации Протокола до конца 2020 года.",
           "Незамедлительно ратифицировать Протокол."),
}  # fmt: skip


@pytest.mark.parametrize("tag", WEAK)
def test_a_recommendation_is_weighed_by_the_verbs_of_its_language(tag):
    title = {"fr": "Recommandations", "es": "Recomendaciones", "ru": "Рекомендации"}[tag]
    weak, strong = WEAK[tag]
    names = ("weak-recommendation", "no-deadline")
    assert [name for name, _ in found(f"# {title}\n\n- {weak}\n", tag, *names)] == [
        "weak-recommendation"
    ]
    assert found(f"# {title}\n\n- {strong}\n", tag, *names) == []


SPANS = {
    "en": ("Investigate the attack in six months.", "within twelve months of the review"),
    "fr": ("Enquêter sur l’attaque dans six mois.", "dans un délai de douze mois"),
    "es": ("Investigar en seis meses el ataque.", "en un plazo de doce meses"),
    "ru": ("Расследовать нападение за шесть месяцев.", "в течение двенадцати месяцев"),
}


@pytest.mark.parametrize("tag", SPANS)
def test_so_many_months_are_a_time_and_the_hint_speaks_the_language(tag):
    title = {"fr": "Recommandations", "es": "Recomendaciones", "ru": "Рекомендации"}.get(
        tag, "Recommendations"
    )
    timed, example_ = SPANS[tag]
    assert found(f"# {title}\n\n- {timed}\n", tag, "no-deadline") == []
    text = f"---\nlanguage: {tag}\n---\n# {title}\n\n- {timed.split()[0]} xx.\n- {timed}\n"
    hints = [each.finding.hint for each in lint(example(text), {FILE: text}, [rule("no-deadline")])]
    assert len(hints) == 1 and example_ in hints[0]


# Spelling

SPELT = {
    "fr": ("La recomandation de l’État n’a pas été suivie d’effet, aujourd’hui encore, au Kazakhstan.",
           '"recomandation"'),
    "es": ("La recomendacion del Estado sobre los sindicatos de Kazajstán no se aplicó.", '"recomendacion"'),
    "ru": ("Правозащитница ООН Aigul сообщила, что рекомендацыя по-прежнему не выполнена в Казахстане.",
           '"рекомендацыя"'),
}  # fmt: skip


@pytest.mark.parametrize("tag", SPELT)
def test_words_are_spelt_as_the_dictionary_of_their_language_has_them(tag):
    text, wrong = SPELT[tag]
    said = found(f"# A\n\n{text}\n", tag, "misspelt")
    assert [message for _, message in said] == [f"{wrong} is in no dictionary"]


def test_a_language_without_a_dictionary_is_told_and_fails_nothing():
    assert found("# A\n\nتوصيه.\n", "ar", "misspelt") == []
    assert not has_dictionary("ar") and all(map(has_dictionary, ("en", "es", "fr", "ru")))


# Words


def limited(text: str, tag: str) -> str:
    head = f"---\nlanguage: {tag}\nword_limit: 9\n---\n# A\n\n{text}\n"
    return next(
        each.finding.message for each in lint(example(head), {FILE: head}, [rule("word-limit")])
    )


def test_words_are_counted_as_word_counts_them_and_the_count_is_said():
    assert limited("Il a dit : « non » ; puis : « jamais ».", "fr") == (
        "the text has 14 words, 5 more than the limit of 9; 7 of them are signs between spaces, "
        "which Word counts"
    )
    assert limited("《工会法》第87条（2013年）。", "zh").startswith(
        "the text has 14 words, 5 more than the limit of 9; each Chinese character and mark"
    )


@pytest.mark.parametrize(
    ("tag", "text", "name"),
    [
        ("fr", "Le tribunal a refusé la demande. la police est venue.", "small-letter-start"),
        ("es", "El sindicato pidió el registro. y el Ministerio lo negó.", "stray-full-stop"),
        (
            "ru",
            "Суд отказал профсоюзу в регистрации. рабочие вышли на улицу.",
            "small-letter-start",
        ),
        ("ru", "В г. актау и т. д. работали 5 тыс. человек, см. п. 5 и ст. 7 закона.", ""),
        ("fr", "Voir l’art. 5, par. ex. le cas etc. dans p. 4.", ""),
    ],
)
def test_a_stop_before_a_small_letter_is_a_slip_unless_it_is_an_abbreviation(tag, text, name):
    said = found(f"# A\n\n{text}\n", tag, "small-letter-start", "stray-full-stop")
    assert [each for each, _ in said] == ([name] if name else [])


@pytest.mark.parametrize(
    ("tag", "one", "two"),
    [
        ("fr", "Abroger l’article 402 du Code pénal sur les grèves illégales.",
         "Abroger sans délai l’article 402 du Code pénal sur la grève illégale."),
        ("es", "Derogar el artículo 402 del Código Penal sobre huelgas ilegales.",
         "Derogar de inmediato el artículo 402 del Código Penal sobre la huelga ilegal."),
        ("ru", "Отменить статью 402 Уголовного кодекса о незаконных забастовках.",
         "Незамедлительно отменить статью 402 Уголовного кодекса о незаконной забастовке."),
    ],
)  # fmt: skip
def test_the_same_recommendation_is_known_whatever_its_endings(tag, one, two):
    title = {"fr": "Recommandations", "es": "Recomendaciones", "ru": "Рекомендации"}[tag]
    said = found(f"# {title}\n\n- {one}\n- {two}\n", tag, "same-recommendation")
    assert [name for name, _ in said] == ["same-recommendation"]
    other = "Enregistrer, inscribir, зарегистрировать: syndicats sindicatos профсоюзы 2020."
    assert found(f"# {title}\n\n- {one}\n- {other}\n", tag, "same-recommendation") == []


@pytest.mark.parametrize(
    ("tag", "text"),
    [("es", "Modificar artículo 4 de la Ley."), ("es", "El Estado incumple artículo 4."),
     ("fr", "Réviser article 4 de la loi."), ("fr", "Au titre de article premier.")],
)  # fmt: skip
def test_an_article_lacks_its_own_behind_a_verb_too(tag, text):
    assert [name for name, _ in found(f"# A\n\n{text}\n", tag, "missing-article")] == [
        "missing-article"
    ]
