"""In a language whose nouns have cases, blocks ask for names, words and dates in one of them."""

import pytest

from dossier.model.language import language
from dossier.model.registry import Day
from dossier.model.translation_agreement import numbers
from tests.test_cite import background


@pytest.fixture
def russian(sourced):
    """The dossier with registries, in Russian."""
    sourced.change("case/dossier.yaml", "language: en-GB", "language: ru")
    sourced.change(
        "case/organisations.yaml", "  name: {en: Free Confederation of Ruritanian Workers}\n",
        "  name: {en: Free Confederation of Ruritanian Workers, ru: Свободная конфедерация,\n"
        "    ru genitive: Свободной конфедерации}\n",
    )  # fmt: skip
    sourced.change(
        "case/organisations.yaml", "{name: Old Confederation of Workers, acronym: OCW, article: the, ",
        "{name: {en: Old Confederation, ru: Старая конфедерация, ru dative: Старой конфедерации},\n"
        "      acronym: {en: OCW, ru: СК}, article: {en: the}, ",
    )  # fmt: skip
    sourced.change(
        "case/organisations.yaml", "article: the\n  acronym_article: the\n", "article: {en: the}\n"
    )
    sourced.change(
        "case/people.yaml", '{en: "the chair of {org:union}"}',
        '{ru: "глава {org:union genitive}", ru dative: "главе {org:union genitive}"}',
    )  # fmt: skip
    sourced.change("case/people.yaml", "{en: the chair}", "{ru: глава, ru dative: главе}")
    sourced.change(
        "case/incidents.yaml", "Strelsau", "{en: Strelsau, ru: Штрельзау, ru genitive: Штрельзау}"
    )
    return sourced


def body(project):
    """Return the second paragraph, which is the first of the background."""
    assert project.run("build", "case", "--format", "md").status == 0
    text = (project.output / "case" / "submission.md").read_text("utf-8").replace("\u00a0", " ")
    return next(line for line in text.splitlines() if line.startswith("2\\."))


def test_names_of_organisations_print_in_the_case_that_is_asked_for(russian):
    background(
        russian,
        "Устав {org:union genitive}. {Org:union} и {org:union genitive}. Дали {org:union dative as OCW}.",
    )
    assert body(russian) == (
        "2\\. Устав Свободной конфедерации (FCRW). FCRW и FCRW. Дали Старой конфедерации (СК)."
    )


def test_roles_places_and_dates_print_in_the_case_that_is_asked_for(russian):
    russian.change("case/incidents.yaml", "2012-10-07/2012-10-11", "2012-10")
    background(
        russian,
        "Дали {person:chair dative} из {incident:beating place genitive} в {incident:beating date "
        "prepositional}; {person:chair} взял.",
    )
    assert body(russian) == (
        "2\\. Дали главе Свободной конфедерации (FCRW) из Штрельзау в октябре 2012 года; глава взял."
    )


def test_a_name_prints_as_the_language_writes_it_and_in_its_case(russian):
    russian.change(
        "case/people.yaml", "  name: Michael Elphberg\n",
        "  name: Michael Elphberg\n  name-in: {ru: Михаил Эльфберг, ru dative: Михаилу Эльфбергу}\n",
    )  # fmt: skip
    background(russian, "{Person:minister} и {person:minister dative}.")
    assert body(russian) == "2\\. Михаил Эльфберг и Михаилу Эльфбергу."
    russian.change("case/people.yaml", ", ru dative: Михаилу Эльфбергу", "")
    assert "{person:minister} has no words in the dative" in russian.run("check", "case").err


def test_a_name_as_another_language_writes_it_is_guarded_like_the_name(sourced):
    sourced.change("case/people.yaml", "  name: Rupert Hidden\n",
                   "  name: Rupert Hidden\n  name-in: {ru: Руперт Генцау}\n")  # fmt: skip
    background(sourced, "Руперт Генцау struck.")
    assert "error[name-leaks]" in sourced.run("check", "case").err


def test_treaties_and_laws_print_in_the_case_that_is_asked_for(russian):
    background(
        russian,
        "По {treaty:ICCPR art. 22(1) dative}. В {treaty:C087 art. 2 and 3 prepositional}. Через "
        "{treaty:C087 accusative} с {treaty:C087 ratified uncited genitive}. {Treaty:ICCPR art. 6}.",
    )
    assert body(russian) == (
        "2\\. По пункту 1 статьи 22 Международного пакта о гражданских и политических правах (МПГПП). В "
        "статьях 2 и 3 Конвенции 1948 года о свободе ассоциации и защите права на организацию (№ 87). "
        "Через Конвенцию № 87 с 2000 года. Статья 6 МПГПП."
    )


def test_words_that_have_no_such_case_are_an_error_that_says_how_to_add_them(russian):
    background(russian, "Перед {org:union instrumental}.")
    ran = russian.run("check", "case")
    assert "{org:union} has no words in the instrumental in Russian" in ran.err
    assert "`{ru: …, ru instrumental: …}`" in ran.err
    background(russian, "Перед {org:union instrumentl}.")
    assert 'asks for "instrumentl", which does not exist' in russian.run("check", "case").err


def test_a_language_without_cases_knows_none(sourced):
    background(sourced, "Of {org:union genitive}.")
    assert 'asks for "genitive", which does not exist' in sourced.run("check", "case").err


def test_dates_in_a_case_are_the_same_dates():
    russian = language("ru")
    assert russian.day(Day(2016, 2), "dative") == "февралю 2016 года"
    assert russian.day(Day(2011), "prepositional") == "2011 году"
    assert numbers("к марту 2019 года", russian) == numbers("by March 2019", language("en"))
