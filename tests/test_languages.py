"""Every language prints in its own words, and says how well each of them is known."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from string import Formatter

import pytest

from dossier.build.requested_documents import outline_of
from dossier.build.resolve.name_in_print import with_article
from dossier.model.language import language, own_templates
from dossier.model.language_file import (
    WORD_GRADES,
    graded_words,
    is_graded,
    language_file,
    language_words,
    languages,
)
from dossier.model.plurals import CLASSES, plural
from dossier.model.registry import Day
from dossier.readers.exported_docx.printed_numbers import words_of_docx
from dossier.readers.finished_files import words_of_xlsx
from dossier.readers.registries.instruments import categories, instruments, names
from dossier.readers.templates.outline_translation import translated, untranslated, used
from tests.conftest import ROOT

OTHERS = tuple(each for each in languages() if each != "en")

KINDS = tuple(sorted(each.parent for each in own_templates().glob("*/outline.yaml")))

STRUCTURE = (
    "name", "direction", "italics", "reference_space", "sentence_space", "fonts", "word", "sources",
    "keep", "span_keeps", "drafts", "number_forms", "articles_apart",
)  # fmt: skip
"""Keys of a language's file that print nothing."""


def outlines():
    for folder in KINDS:
        outline, _ = outline_of(folder)
        assert outline is not None
        yield outline


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def flat(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from flat(each)
        case list():
            for each in value:
                yield from flat(each)


# What a file holds


@pytest.mark.parametrize("code", OTHERS)
def test_each_word_of_a_language_has_a_grade_and_a_seen_one_its_source(code):
    loose = [key for key, each in language_file(code).items()
             if key not in STRUCTURE and not is_graded(each) and not isinstance(each, dict)]  # fmt: skip
    assert loose == []
    for word in graded_words(code):
        assert word.grade in WORD_GRADES, word
        assert word.source or word.grade != "verified", word
    known = set(language_file(code)["sources"].values())
    assert {each.source for each in graded_words(code)} - {""} == known


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_has_every_term_that_english_has(code):
    english, own = language_words("en"), language_words(code)
    assert set(english) - set(own) == set()
    assert english["terms"].keys() == own["terms"].keys()
    for name, said in english["terms"].items():
        wanted = set().union(*map(fields_of, flat(said)))
        # A form for one thing alone may say the number in words.
        given = set().union(*map(fields_of, flat(own["terms"][name]))) | (wanted & {"n"})
        assert given == wanted, name
    assert [len(own[name]) for name in ("months", "seasons", "treaty_columns")] == [12, 4, 4]
    assert set(own["categories"]) == set(categories())


@pytest.mark.parametrize("code", languages())
def test_a_count_has_a_form_for_every_class_of_number_of_its_language(code):
    tongue = language(code)
    assert set(tongue.plurals) <= set(CLASSES)
    met = {plural(n, tongue.plurals) for n in range(1000)}
    for name, forms in tongue.counted.items():
        assert met - {"other"} <= set(forms) and "other" in forms, name


@pytest.mark.parametrize("code", OTHERS)
def test_a_language_has_the_words_of_every_outline_and_none_that_no_outline_has(code):
    missing = {words for outline in outlines() for words in untranslated(outline, code)}
    assert missing == set()
    idle = {" ".join(each.split()) for each in language_words(code)["outlines"]}
    assert idle - {key for outline in outlines() for key in used(outline, code)} == set()


def test_words_that_a_language_lacks_are_told(monkeypatch):
    held = {**language_words("fr")["outlines"]}
    del held["Background"]
    monkeypatch.setattr(
        "dossier.readers.templates.outline_translation.language_words", lambda _: {"outlines": held}
    )
    outline = next(each for each in outlines() if each.name == "UPR stakeholder submission")
    assert [*untranslated(outline, "fr, Background apart")] == ["Background"]


@pytest.mark.parametrize("code", OTHERS)
def test_an_outline_stays_an_outline_in_each_language(code):
    for outline in outlines():
        made = translated(outline, code)
        assert [each.id for each in made.sections] == [each.id for each in outline.sections]
        assert [each.alone for each in made.sections] == [each.alone for each in outline.sections]
        assert made.fields == outline.fields


@pytest.mark.parametrize("code", OTHERS)
def test_every_instrument_has_a_name_in_the_languages_of_submissions(code):
    lacking = [id_ for id_ in instruments() if code not in names(id_)]
    assert (
        lacking
        == {
            "fr": ["C191", "C192", "C193", "CIS-1995", "ICJ-2026"],
            "es": ["C191", "C192", "C193", "CIS-1995", "ICJ-2026"],
            "ru": ["C191", "C192", "C193", "ICJ-2026", "SAN-SALVADOR"],
            "ar": ["C191", "C192", "C193", "ICJ-2026", "SAN-SALVADOR"],
            "zh": ["C191", "C192", "C193", "ICJ-2026", "SAN-SALVADOR"],
        }[code]
    )


# What is printed


@pytest.fixture
def lingua(project):
    """A project whose dossier `lingua` has a document of every kind, in words of no language."""
    shutil.copytree(ROOT / "tests" / "content" / "lingua", project.content / "lingua")
    return project


WORD = re.compile(r"[^\W\d_]{3,}")

OF_AUTHORS = {"ilo", "committee", "freedom", "association", "https", "example", "verified"}


def english_words(code: str) -> set[str]:
    """Return the words that the program prints in English, and not in a language too."""
    held = language_words("en")
    said = [*flat({key: held[key] for key in held if key not in STRUCTURE})]
    said += language_words(code)["outlines"]
    said += [each["en"] for each in categories().values()]
    cited = (own_templates() / "_shared" / "citations.en.yaml").read_text("utf-8")
    said.append(re.sub(r"(?m)^ *#.*", "", cited))
    own = {key: each for key, each in language_words(code).items() if key not in STRUCTURE}
    titles = [names(id_)[code].full for id_ in instruments() if code in names(id_)]
    others = " ".join([*flat(own), *titles]).casefold()
    words = set(WORD.findall(" ".join(said).casefold()))
    return words - set(WORD.findall(others)) - OF_AUTHORS


def printed(text: str) -> set[str]:
    text = re.sub(r"<style>.*?</style>|<meta name=\"viewport\"[^>]*>", "", text, flags=re.DOTALL)
    shown = re.findall(r'(?:alt|aria-label|content|title|data-column)="([^"]*)"', text)
    bare = re.sub(r"<[^>]*>", " ", text)
    bare = re.sub(r"https?://\S+|\S+@\S+|drawn/\S+|\{\.mark\}", " ", bare)
    return set(WORD.findall(f"{bare} {' '.join(shown)}".casefold()))


@pytest.mark.parametrize("code", OTHERS)
def test_every_kind_prints_in_each_language_without_a_word_of_english(lingua, code):
    lingua.change("lingua/dossier.yaml", "LANGUAGE", code)
    ran = lingua.run("build", "lingua", "--format", "html,md,xlsx")
    assert ran.status == 0, ran.err
    made = sorted((lingua.output / "lingua").glob("*.[hm]*"))
    assert {each.stem for each in made} >= {"submission", "matrix", "statement", "letter-olk"}
    english = english_words(code)
    strays = {each.name: printed(each.read_text("utf-8")) & english for each in made
              if each.suffix in (".html", ".md")}  # fmt: skip
    assert {name: words for name, words in strays.items() if words} == {}


@pytest.mark.parametrize("code", OTHERS)
def test_a_submission_in_each_language_is_read_back_in_every_format(lingua, code):
    lingua.change("lingua/dossier.yaml", "LANGUAGE", code)
    ran = lingua.run("build", "lingua/submission")
    assert ran.status == 0, ran.err
    page = (lingua.output / "lingua" / "submission.html").read_text("utf-8")
    assert f'<html lang="{code}"' in page


def test_a_final_document_warns_of_words_that_nobody_has_checked(lingua):
    def found():
        held = lingua.dossier("lingua", "letter").findings
        return [each for each in held if each.rule == "recalled-words"]

    lingua.change("lingua/dossier.yaml", "LANGUAGE", "fr")
    assert found() == []
    status = "template: letter\n    title: Vintu Zubrovk\n    status: "
    lingua.change("lingua/dossier.yaml", f"{status}draft", f"{status}final")
    (warning,) = found()
    assert warning.severity == "warning"
    assert '"Veuillez agréer l’expression de notre considération distinguée"' in warning.message


def test_the_command_lists_languages_and_what_a_native_speaker_must_check(project):
    ran = project.run("languages")
    assert "fr  French: " in ran.out and " recalled" in ran.out and "missing" not in ran.out
    ran = project.run("languages", "fr")
    assert "recalled  outlines: Our concerns: Nos préoccupations" in ran.out
    assert "Spanish" not in ran.out
    ran = project.run("languages", "xx")
    assert ran.status == 2 and 'there is no language "xx"' in ran.err


def test_what_a_language_lacks_is_listed(project, monkeypatch):
    held = {**language_words("fr")}
    held["terms"] = {name: each for name, each in held["terms"].items() if name != "draft"}
    monkeypatch.setattr(
        "dossier.build.language_report.language_words",
        lambda code: held if code == "fr" else language_words(code),
    )
    assert "    missing   terms: draft\n" in project.run("languages", "fr").out


def test_a_rule_that_knows_english_alone_is_not_asked_of_a_french_text(small):
    small.change("case/blocks/20-background.md", "Give each", "Of all, 15 % left. Give each")
    assert "un-per-cent" in small.run("check", "case").err
    small.change("case/dossier.yaml", "language: en-GB", "language: fr")
    ran = small.run("check", "case")
    assert "un-per-cent" not in ran.err
    assert "rules were not asked: they know other languages" in ran.out


def test_the_page_of_a_rule_says_which_languages_it_knows(project):
    assert (
        "**Languages.** English, Spanish, French, Russian."
        in project.run("check", "--explain", "un-date").out
    )
    assert "**Languages.** All." in project.run("check", "--explain", "word-limit").out


# How a language writes


def test_places_lose_no_word_and_get_no_space_twice():
    said = "22(1) and (2), and 3; 33 – 38"
    assert language("fr").places(said) == "22(1) et (2) et 3; 33 à 38"
    assert "and" not in language("ar").places(said) and "and" not in language("zh").places(said)
    assert language("en").places(said) == said


def test_tenths_are_parted_as_each_language_does():
    said = {code: language(code).figure("12345.5") for code in languages()}
    assert (
        said["en"] == "12,345.5" and said["es"] == "12\u00a0345,5" and said["fr"] == "12\u202f345,5"
    )
    assert [language("ru").figure(each) for each in ("5.4", "2024", "1.2.3")] == [
        "5,4",
        "2024",
        "1.2.3",
    ]


def test_dates_spans_and_ordinals_are_written_as_each_language_does():
    def said(code):
        tongue = language(code)
        return [
            tongue.long_date(date(2022, 6, 1)),
            tongue.day(Day(2017, 1, 19, until=Day(2017, 1, 24))),
            tongue.day(Day(2017, 5, until=Day(2018, 6))),
            tongue.day(Day(2012, 5, about=True)),
            tongue.ordinal(1),
            tongue.join(["A", "B", "Irak"]),
            tongue.figure("1250000"),
            tongue.count("minutes", 2),
        ]  # fmt: skip

    assert said("en") == ["1 June 2022", "19 to 24 January 2017", "May 2017 to June 2018",
                          "about May 2012", "1st", "A, B and Irak", "1,250,000", "2 minutes"]  # fmt: skip
    assert said("fr") == ["1er juin 2022", "19 au 24 janvier 2017", "mai 2017 à juin 2018",
                          "vers mai 2012", "1er", "A, B et Irak", "1\u202f250\u202f000",
                          "2 minutes"]  # fmt: skip
    assert said("es") == ["1 de junio de 2022", "19 a 24 de enero de 2017",
                          "mayo de 2017 a junio de 2018", "hacia mayo de 2012", "1º",
                          "A, B e Irak", "1\u00a0250\u00a0000", "2 minutos"]  # fmt: skip
    assert said("ru") == ["1 июня 2022 года", "19–24 января 2017 года",
                          "май 2017 года – июнь 2018 года", "примерно май 2012 года", "1-й",
                          "A, B и Irak", "1\u00a0250\u00a0000", "2 минуты"]  # fmt: skip
    assert said("ar") == ["1 حزيران/يونيه 2022", "19 إلى 24 كانون الثاني/يناير 2017",
                          "أيار/مايو 2017 إلى حزيران/يونيه 2018", "نحو أيار/مايو 2012", "1",
                          "A، B وIrak", "1,250,000", "دقيقتان"]  # fmt: skip
    assert said("zh") == ["2022年6月1日", "2017年1月19日至24日", "2017年5月至2018年6月",
                          "约2012年5月", "第1", "A、B和Irak", "1,250,000", "2分钟"]  # fmt: skip


def test_an_article_and_its_treaty_stand_in_the_order_and_case_of_the_language():
    covenant = {code: with_article(names("ICCPR")[code].article, names("ICCPR")[code].full)
                for code in languages()}  # fmt: skip
    said = {code: language(code).part_of("22", covenant[code]) for code in ("fr", "es", "ru")}
    assert said == {
        "fr": "22 du Pacte international relatif aux droits civils et politiques",
        "es": "22 del Pacto Internacional de Derechos Civiles y Políticos",
        "ru": "22 Международного пакта о гражданских и политических правах",
    }
    assert language("zh").part_of("第22条", covenant["zh"]) == "《公民及政治权利国际公约》第22条"
    assert language("ru").part_of("статья 4", "Кодекс") == "статья 4 Кодекса"
    assert language("ru").part_of("статья 4", "Vintuk") == "Vintuk, статья 4"


@pytest.mark.parametrize(("typed", "called"), [
    ("Vurst [@un].", "Vurst[^1]."), ("Vurst. [@un]", "Vurst[^1]."), ("Vurst[@un], grunt.", "Vurst[^1], grunt."),
    ("Vurst ! [@un]", "Vurst ![^1]"),
])  # fmt: skip
def test_a_note_of_a_citation_is_called_before_the_stop_in_french(lingua, typed, called):
    lingua.change("lingua/dossier.yaml", "LANGUAGE", "fr")
    lingua.write("lingua/blocks/10-olk.md", f"---\nid: olk\nkind: organisation\n---\n{typed}\n")
    assert lingua.run("build", "lingua/submission", "--format", "md").status == 0
    text = (lingua.output / "lingua" / "submission.md").read_text("utf-8")
    assert f"1\\. {called}\n" in re.sub("[\u00a0\u202f]", " ", text)


READERS = {
    ".html": lambda content: content.decode(),
    ".md": lambda content: re.sub(r"\A---\nlang: \S+\n", "", content.decode()),
    ".docx": words_of_docx,
    ".xlsx": words_of_xlsx,
}


def test_a_russian_document_has_no_latin_letters_but_those_of_its_author(lingua):
    """Words that stand in code or in a page, and in no file of words, are found only so."""
    lingua.change("lingua/dossier.yaml", "LANGUAGE", "ru")
    assert lingua.run("build", "lingua", "--format", "html,md,docx,xlsx").status == 0
    content = (lingua.content / "lingua").rglob("*")
    typed = " ".join(each.read_text("utf-8") for each in content if each.is_file())
    own = set(WORD.findall(typed.casefold()))
    files = [each for each in (lingua.output / "lingua").iterdir() if each.suffix in READERS]
    assert {each.suffix for each in files} == set(READERS)
    strays = {}
    for each in files:
        words = printed(READERS[each.suffix](each.read_bytes())) - own
        strays[each.name] = {word for word in words if re.search("[a-z]", word)}
    assert {name: words for name, words in strays.items() if words} == {}


def test_a_language_says_how_many_articles_and_joins_their_numbers_as_it_does():
    def said(code):
        tongue = language(code)
        given = [
            ("4", False),
            ("2 and 3", True),
            ("2, 3 and 7", True),
            ("2–6", True),
            ("22(1)", False),
        ]
        return [tongue.article(listed, several) for listed, several in given]

    assert said("en") == [
        "article 4",
        "articles 2 and 3",
        "articles 2, 3 and 7",
        "articles 2–6",
        "article 22(1)",
    ]
    assert said("ar") == [
        "المادة 4",
        "المادتان 2 و3",
        "المواد 2، 3 و7",
        "المواد 2–6",
        "الفقرة 1 من المادة 22",
    ]
    apart = ["第2条和第3条", "第2条、第3条和第7条"]
    assert said("zh") == ["第4条", *apart, "第2至6条", "第22条第1款"]


def test_sessions_have_their_ordinals_in_words_where_a_language_writes_them_so():
    assert [language("zh").ordinal_word(n) for n in (3, 10, 34, 41)] == ["第三", "第十", "第三十四", "第四十一"]  # fmt: skip
    assert [language("ar").ordinal_word(n) for n in (3, 11, 34)] == ["الثالثة", "الحادية عشرة", "الرابعة والثلاثون"]  # fmt: skip


@pytest.mark.parametrize(("code", "noted"), [
    ("zh", "《Grunt》，见上文脚注6，第7页。"), ("ar", "«Grunt»، انظر الحاشية 6 أعلاه، الصفحة 7."),
])  # fmt: skip
def test_a_note_cites_with_the_signs_and_the_order_of_its_language(lingua, code, noted):
    lingua.change("lingua/dossier.yaml", "LANGUAGE", code)
    assert lingua.run("build", "lingua/submission", "--format", "md").status == 0
    text = (lingua.output / "lingua" / "submission.md").read_text("utf-8")
    assert noted in text.replace("\u00a0", " ")


@pytest.mark.parametrize(("tag", "listed", "of", "said"), [
    ("en", "8(1)(a) and (c)", "UN treaty", "article 8(1)(a) and (c)"),
    ("fr", "6, 7 and 2(3)", "treaty", "articles 6, 7 et 2 (par. 3)"),
    ("fr", "8(1)(a) and (c)", "treaty", "article 8 (par. 1 a) et c))"),
    ("fr", "10(2) and 11(3)", "law", "articles 10(2) et 11(3)"),
    ("fr", "33–38", "treaty", "articles 33 à 38"),
    ("es", "14(2) and (3)", "treaty", "artículo 14 (párrs. 2 y 3)"),
    ("ru", "6, 7, 14 and 2(3)", "treaty", "статьи 6, 7 и 14 и пункт 3 статьи 2"),
    ("ru", "8(1)(a) and (c)", "treaty", "пункт 1 a) и c) статьи 8"),
    ("ru", "2(f)", "treaty", "статья 2 f)"),
    ("ru", "402(2)", "law", "статья 402(2)"),
    ("ar", "21 and 22", "treaty", "المادتان 21 و22"),
    ("ar", "14(2) and (3)", "treaty", "الفقرتان 2 و3 من المادة 14"),
    ("zh", "22(1)", "UN treaty", "第二十二条第1款"),
    ("zh", "2(f)", "UN treaty", "第二条(f)项"),
    ("zh", "3", "treaty", "第3条"),
    ("zh", "189 and 250", "law", "第189条和第250条"),
    ("zh", "10(2), 10(3) and 14(4)", "law", "第10条第2款、第10条第3款和第14条第4款"),
    ("zh", "6, 7 and 2(3)", "UN treaty", "第六条、第七条和第二条第3款"),
])  # fmt: skip
def test_articles_and_their_paragraphs_stand_as_each_language_has_them(tag, listed, of, said):
    several = bool(re.search(r",|\band\b|–", listed)) and listed != "8(1)(a) and (c)"
    assert language(tag).article(listed, several, of=of) == said


def test_paragraphs_of_articles_stand_in_the_case_that_is_asked_for():
    assert language("ru").article("6 and 2(3)", True, "dative", "treaty") == (
        "статье 6 и пункту 3 статьи 2"
    )
    assert language("ar").article("21 and 22", True, "genitive", "treaty") == "المادتين 21 و22"


@pytest.mark.parametrize(
    ("code", "typed", "printed"),
    [
        ("es", "Señor Ministro", "Señor Ministro:"),
        ("es", "Señor Ministro:", "Señor Ministro:"),
        ("fr", "Madame la Ministre", "Madame la Ministre,"),
        ("ru", "Уважаемый господин Министр", "Уважаемый господин Министр!"),
        ("ru", "Уважаемый господин Министр,", "Уважаемый господин Министр,"),
        ("en", "Dear Ms Walker", "Dear Ms Walker,"),
        ("zh", "尊敬的部长", "尊敬的部长："),
    ],
)
def test_a_salutation_has_the_sign_of_its_language_once(code, typed, printed):
    assert language(code).addressed(typed) == printed
