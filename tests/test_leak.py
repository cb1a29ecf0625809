"""Names that may not be named are found however they are written, and nothing else is."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.build.resolve.name_checks import leaks
from dossier.build.resolve.setting import Setting
from dossier.model.document import (
    Block,
    Document,
    Link,
    Note,
    Paragraph,
    Properties,
    Section,
    Settings,
    Text,
)
from dossier.model.registry import Person, Registry
from dossier.redaction.names import GuardedNames, decoded
from tests.effort import effort
from tests.test_cite import background

# All names here are invented.
JANE = Person("witness", "Jane Exemplar", ("Джейн Экземпл",))
PETROVNA = Person("mother", "Nina Petrovna Samplova", ("Нина Петровна Самплова",))


def graveness(text, *people, mode="words"):
    """Return "error", "warning" or "" for what is found in `text`."""
    found = {each.severity for each in GuardedNames(people or (JANE,), "public").find(text, mode)}
    return "error" if "error" in found else "warning" if found else ""


# In words


@pytest.mark.parametrize(
    "text",
    [
        "Jane Exemplar", "EXEMPLAR, Jane", "J. Exemplar", "Exemplar J.", "J Exemplar", "JM Exemplar, J.M. Exemplar",
        "Jane, of the Exemplar family", "Jane (Janey) Exemplar", "Jane and John Exemplar", "Jane | Exemplar",
        "@JaneExemplar", "@janeexemplar", "#FreeJaneExemplar", "Jane2 Exemplar2", "janeexemplar", "JANEEXEMPLAR",
        "Jane_Exemplar", "jane.exemplar@press.example", "jexemplar@press.example", "see x/Jane%20Exemplar",
        "Ja\u00adne Ex\u200bemplar", "J\u200dane Exem\u2060plar", "\u202eJane\u202c Exemplar", "Jane\u200bExemplar",
        "jane\u200bexemplar", "Ja\x07ne Exemplar", "Ja\u034fne Exem\ufe0fplar", "J a n e  E x e m p l a r", "Jane Exem-\nplar",
        "Jаne Ехemplar", "Јane Exempӏar", "Ϳane Εxemplar", "Jané Éxemplár", "Ｊａｎｅ Ｅｘｅｍｐｌａｒ", "𝐉𝐚𝐧𝐞 𝐄𝐱𝐞𝐦𝐩𝐥𝐚𝐫",
        "Jane Exemplar’s house", "the Jane Exemplars", "Jane0 Exemp1ar", "Jane ExempIar",
        "Джейн Экземпл", "Джейн Экземпла", "с Джейном Экземплом", "ЭКЗЕМПЛУ Д.", "Дж. Экземплой", "Джейн Экземплых", "Jane Экземпл",
        "Дж\u200bейн Экзeмпл", "Ja2ne Exem12plar", "Jane Exem[2]plar", "Ja^2^ne Exemplar", "Джей3н Экзе(3)мпл", "ralpmexE enaJ",
        "enaJ ralpmexE", "ralpmexe enaj", "ralpmexEenaJ", "J\na\nn\ne\n\nE\nx\ne\nm\np\nl\na\nr", "r\na\nl\np\nm\ne\nx\nE\n \ne\nn\na\nJ",
        "J.a.n.e. E.x.e.m.p.l.a.r.", "J|a|n|e|E|x|e|m|p|l|a|r", "E x e m p l a r  J a n e", "J1a2n3e E4x5e6m7p8l9a1r",
    ],
)  # fmt: skip
def test_a_name_is_found_however_it_is_written(text):
    assert graveness(f"It was {text} whom they met.") == "error"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ms Exemplar spoke", "warning"), ("Exemplar2", "warning"), ("d’Exemplar", "warning"),
        ("an exemplar of a law", "warning"), ("Ms E x e m p l a r", "warning"), ("R\na\nl\np\nm\ne\nx\nE", "warning"),
        ("E x e m p l y", ""), ("Jane said of that old and tired Exemplar", "warning"),
        ("Jane is an example", ""), ("Jane Other", ""), ("plain words", ""), ("Exemplary Jane", ""),
    ],
)  # fmt: skip
def test_a_surname_alone_is_a_warning_and_a_first_name_nothing(text, expected):
    assert graveness(text) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Bo Li", "B. Li", "error"), ("Bo Li", "Li B.", "error"), ("Bo Li", "@boli", "error"), ("Bo Li", "BoLi", "error"),
        ("Bo Li", "Li", ""), ("Bo Li", "they abolish boli", ""),
        ("Lech Wałęsample", "Lech Walesample", "error"), ("Lech Walesample", "L. Wałęsample", "error"),
        ("Günter Sämple", "Guenter Saemple", "error"), ("Günter Sämple", "Gunter Sample", "error"),
        ("Jane Exemplar Jr.", "Jr. Jane", ""), ("Jane Exemplar Jr.", "J. Exemplar", "error"), ("Jane Exemplar, PhD", "Exemplar", "warning"),
        ("Jane (Janey) Exemplar", "Janey Exemplar", "error"), ("Jane “Janey” Exemplar", "Exemplar", "warning"),
        ("Exemplar, Jane", "Jane Exemplar", "error"), ("Exemplar, Jane", "Jane", ""), ("Dr Jane Exemplar", "the Dr", ""),
        ("Dr Exemplar", "Dr. Exemplar", "error"), ("Dr Exemplar", "Exemplar", "warning"),
        ("Anna Hidden", "A hidden cost", "warning"), ("Anna Hidden", "A. Hidden", "error"), ("Ivan Hidden", "When I hid, Hidden I saw", "warning"),
        ("Jane van der Exemplar", "Exemplar, Jane van der", "error"), ("Jane van der Exemplar", "van der Other", ""),
        ("Jean-Paul Exemplar", "Jean-Paul Other", ""), ("Jean-Paul Exemplar", "J.-P. Exemplar", "error"),
        ("Jane Exemplar-Other", "Jane Exemplar", "error"), ("O’Sample Brin", "O'Sample Brin", "error"),
        ("Дмитрий Самплевский", "Дмитрия Самплевского", "error"), ("Дмитрий Самплевский", "с Д. Самплевским", "error"),
        ("Хорев Сорос", "Xopeв Copoc", "error"), ("Хорев Сорос", "XOPEB COPOC", "error"),
        ("王例子", "我们看到王例子了", "error"), ("Exemplar", "Exemplar", "error"),
        ("—", "a — b", ""), ("Jr.", "the Jr.", "error"),
    ],
)  # fmt: skip
def test_what_a_registry_holds_is_taken_apart_as_a_name(name, text, expected):
    assert graveness(text, Person("p", name)) == expected


@pytest.mark.parametrize(
    "text",
    ["Samplova Nina", "Nina Petrovna", "Petrovna Samplova", "N.P. Samplova", "Нины Петровны", "С Самплововой Ниной? Самплова Н.П."],
)  # fmt: skip
def test_two_parts_of_a_long_name_are_the_name(text):
    assert graveness(text, PETROVNA) == "error"


def test_two_parts_may_be_the_name_of_somebody_who_may_be_named():
    other = Person("other", "Nina Petrovna", named="public")
    assert graveness("Nina Petrovna", PETROVNA, other) == "warning"
    assert graveness("Nina Petrovna Samplova", PETROVNA, other) == "error"
    assert graveness("John Exemplar and Jane", JANE, Person("o", "John Exemplar", named="public")) == "error"  # fmt: skip


def test_who_may_be_named_is_not_looked_for():
    assert not GuardedNames([Person("p", "Jane Exemplar", named="public")], "public")
    assert graveness("Jane Exemplar", Person("p", "Jane Exemplar", named="public")) == ""


def test_the_words_that_were_found_are_told():
    (found,) = GuardedNames([JANE], "public").find("They saw J.\u200b Exem\u0301plar, he said.")
    assert found.name == "Jane Exemplar"
    assert found.excerpt == "J.\\u200b Exem\u0301plar"


# In ids and addresses


@pytest.mark.parametrize(
    "text",
    ["jane-exemplar", "exemplar_jane", "case.janeexemplar", "exemplarjane2019", "j-exemplar", "jexemplar", "strike-freejaneexemplar-2"],
)  # fmt: skip
def test_a_name_is_found_in_an_id(text):
    assert graveness(text, mode="id") == "error"


def test_an_article_in_an_id_is_no_initial():
    assert graveness("a-hidden-cost", Person("p", "Anna Hidden"), mode="id") == "warning"


@pytest.mark.parametrize(
    "path",
    [
        "Jane%20Exemplar", "jane%2Dexemplar", "Jane%2520Exemplar", "Jane+Exemplar", "janeexemplar.html", "?q=exemplar%2C+jane",
        "%D0%94%D0%B6%D0%B5%D0%B9%D0%BD_%D0%AD%D0%BA%D0%B7%D0%B5%D0%BC%D0%BF%D0%BB", "%C4%E6%E5%E9%ED-%DD%EA%E7%E5%EC%EF%EB",
    ],
)  # fmt: skip
def test_a_name_is_found_in_an_address(path):
    assert graveness(f"https://press.example/{path}", mode="address") == "error"


def test_a_name_in_punycode_is_found():
    host = "джейнэкземпл".encode("idna").decode()
    assert decoded(f"https://{host}/") == "https://джейнэкземпл/"
    assert graveness(f"https://{host}/", mode="address") == "error"
    assert decoded("https://xn--999999999.example") == "https://xn--999999999.example"


# In a dossier


def said(sourced, *words):
    return sourced.run("build", "case", "--format", "md").err


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        ("blocks/60-evidence.md", "title: What happened", "title: What Rupert Hidden saw",
         '60-evidence.md:5: error[name-leaks]: "Rupert Hidden" stands in the title of a block'),
        ("blocks/60-evidence.md", "id: evidence-one", "id: hidden-rupert",
         '60-evidence.md:2: error[name-leaks]: "Rupert Hidden" stands in the id of a block'),
        ("blocks/60-evidence.md", "section: main-issue", "section: ruperthidden",
         '60-evidence.md:4: error[name-leaks]: "Rupert Hidden" stands in the id of a section'),
        ("dossier.yaml", "title: The issue that matters most", "title: The case of R. Hidden",
         'stands in the text, and may not be named to "public" (written "R. Hidden")'),
        ("dossier.yaml", "keywords: [", "keywords: [Hydden Ruprecht, ", "error[name-leaks]"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_what_only_a_file_shows(sourced, file, old, new, finding):
    sourced.change(f"case/{file}", old, new)
    if "ruperthidden" in new:
        sourced.change("case/dossier.yaml", "id: main-issue", "id: ruperthidden")
    assert finding in said(sourced)


@pytest.mark.parametrize(
    ("text", "line", "finding"),
    [
        ("One.\n\nTwo. {#rupert-hidden}", 7, "an id"),
        ("One.\n\n## Two {#rupert.hidden}\n\nThree.", 7, "an id"),
        ("One.[^hidden-rupert]\n\n[^hidden-rupert]: <https://press.example>", 5, "the label of a note"),
        ("One.\n\n- two\n\n- Rupert Hidden", 9, "the text"),
        ("| a | b |\n|---|---|\n| c | d |\n| Rupert | Hidden |", 8, "the text"),
        ("One.[^a]\n\n[^a]: <https://press.example>, on\n    R. Hidden.", 8, "the text"),
        ("One, <https://press.example/R%75pert+Hidden>.", 5, "an address"),
        ("One.\n\n![Nobody](ruperthidden.png)", 7, "the path of a picture"),
    ],
)  # fmt: skip
def test_a_name_is_found_where_it_stands(sourced, text, line, finding):
    background(sourced, text)
    err = said(sourced)
    assert f'21-text.md:{line}: error[name-leaks]: "Rupert Hidden" stands in {finding}, and' in err
    assert err.count("error[name-leaks]") == 1


def test_a_name_in_the_id_of_a_listed_source_is_found_there(sourced):
    sourced.change(
        "case/dossier.yaml", "    status: draft", "    bibliography: true\n    status: draft"
    )
    sourced.change("case/sources.yaml", "id: watch-2012", "id: hidden-rupert-2012")
    background(sourced, "Said.[@hidden-rupert-2012]")
    err = said(sourced)
    assert "sources.yaml:" in err and "stands in the id of a source" in err


def test_a_name_in_the_name_of_the_dossier_is_found(sourced):
    (sourced.content / "case").rename(sourced.content / "rupert-hidden")
    err = sourced.run("build", "rupert-hidden", "--format", "md").err
    assert '"Rupert Hidden" stands in the name of the folder' in err


def setting(*people):
    registry = Registry(people={each.id: each for each in people})
    return Setting(
        registry, None, None, "public", False, date(2020, 1, 1), "content/x/dossier.yaml"
    )  # type: ignore[arg-type]


def test_a_name_in_the_name_of_a_file_is_found():
    made = replace(setting(JANE), document=("jane-exemplar", 9))
    leaks(document(), made)
    (found,) = made.findings
    assert (found.line, found.severity) == (9, "error")
    assert found.message.startswith('"Jane Exemplar" stands in the name of a file')


def left_behind(project):
    """Return all names and contents of files that lie in the folder of outputs, in small letters."""
    found = [path for path in project.output.rglob("*") if project.output.is_dir()]
    contents = [path.read_bytes() for path in found if path.is_file()]
    return " ".join(map(str, found)).casefold().encode() + b"".join(contents).lower()


@pytest.mark.parametrize(
    "change",
    [
        lambda case: case.change("case/dossier.yaml", "submission:", "hidden-rupert:"),
        lambda case: case.change("case/blocks/60-evidence.md", "id: evidence-one", "id: rupert-hidden"),
        lambda case: case.change("case/blocks/60-evidence.md", "See <", "See R. Hidden at <"),
        lambda case: (case.content / "case").rename(case.content / "rupert-hidden"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("before", [True, False])
def test_a_refused_build_leaves_nothing_that_holds_the_name(sourced, change, before):
    background(sourced, "One.")
    if before:
        assert sourced.run("build", "--format", "html").status == 0
    change(sourced)
    for _ in range(2):  # the second must not take the first for done
        ran = sourced.run("build", "--format", "html")
        assert ran.status == 1 and "error[name-leaks]" in ran.err
        assert not re.search(rb"rupert|hidden-|r\. hidden", left_behind(sourced))


def test_files_of_before_go_where_an_id_in_their_record_is_guarded_now(sourced):
    background(sourced, "One.")
    sourced.change("case/blocks/60-evidence.md", "id: evidence-one", "id: rupert-hidden")
    people = sourced.content / "case" / "people.yaml"
    guarded = people.read_text("utf-8")
    people.write_text(guarded.replace("Rupert Hidden", "Nobody Else"), "utf-8")
    sources = sourced.content / "case" / "sources.yaml"
    sources.write_text(sources.read_text("utf-8").replace("Hidden", "Other"), "utf-8")
    assert sourced.run("build", "--format", "md").status == 0
    assert b"rupert-hidden" in left_behind(sourced)
    people.write_text(guarded, "utf-8")
    sourced.write("case/facts.yaml", "broken: [")
    assert sourced.run("build", "--format", "md").status == 1
    assert not (sourced.output / "case").exists()


VOTER = "voter:\n  name: Anna May\n  role: {en: a voter}\n"
ALLOWED = "---\nid: said\nkind: background\nallow:\n  name-as-word: the verb is meant\n---\n\n"


def test_an_everyday_word_that_is_a_name_is_a_warning_that_a_block_may_allow(sourced):
    people = sourced.content / "case" / "people.yaml"
    people.write_text(VOTER + people.read_text("utf-8"), "utf-8")
    background(sourced, "They may ask anna.\n\nA hidden cost, a price.")
    ran = sourced.run("build", "case", "--format", "html")
    assert ran.status == 0
    assert '21-text.md:5: warning[name-as-word]: "May" stands in the text' in ran.err
    assert '21-text.md:7: warning[name-as-word]: "Hidden" stands in the text' in ran.err
    assert "`allow: {name-as-word: the reason}`" in ran.err
    sourced.write("case/blocks/21-text.md", ALLOWED + "They may ask anna.\n\nA hidden cost.")
    ran = sourced.run("build", "case", "--format", "html")
    assert ran.status == 0 and "name-as-word" not in ran.err
    assert "name-as-word" not in sourced.run("check", "case").err


def test_what_is_allowed_of_a_word_is_not_allowed_of_a_name(sourced):
    both = ALLOWED.replace("meant\n", "meant\n  name-leaks: somebody else\n")
    sourced.write("case/blocks/21-text.md", both + "A hidden cost.\n\nMs Hidden came.")
    ran = sourced.run("build", "case", "--format", "html")
    assert '21-text.md:11: warning[name-leaks]: "Hidden" stands in the text' in ran.err
    assert '"name-leaks" cannot be allowed' in sourced.run("check", "case").err
    sourced.write("case/blocks/21-text.md", ALLOWED + "May R. Hidden ask?")
    ran = sourced.run("build", "case", "--format", "html")
    assert ran.status == 1 and 'error[name-leaks]: "Rupert Hidden"' in ran.err


def test_a_block_named_after_a_person_is_told_of_once():
    paragraphs = tuple(Paragraph((Text("words"),), f"jane-exemplar.{n}", n) for n in range(1, 5))
    made = setting(JANE)
    leaks(document(Block("jane-exemplar", "evidence", paragraphs, file="f.md", line=2)), made)
    assert [each.line for each in made.findings] == [2]


# Many names and much text


def document(*blocks):
    about = Properties("a", "s", (), date(2020, 1, 1))
    return Document("T", "p", "en", (), (Section("s", "S", blocks),), "r", Settings(), about)


def long_document(count):
    said = "the union said that its office was closed on the day of the strike and nobody came"
    words = said.split()
    for n in range(count):
        text = " ".join(words[(n + k) % len(words)] for k in range(60))
        link = Link(f"https://press.example/{n}", (Text("there"),))
        note = Note(f"b/n{n}", (Paragraph((Text(text[:150]), link), f"b/n{n}.1", n + 1),), n + 1)
        yield Paragraph((Text(text), note), f"b.{n}", n + 1)


def many(count):
    """Return persons with names that stand nowhere in the long document."""
    syllables = [a + b for a in "bdgklmnprstvz" for b in ("a", "e", "i", "o", "un", "ar")]
    for n in range(count):
        first, last = syllables[n % 78] + syllables[n % 77], syllables[n % 71] + syllables[n % 73]
        yield Person(f"p{n}", f"{first} {last}vick{syllables[n % 67]}".title())


def looking(names, paragraphs):
    """Return the effort of looking for so many names in so many paragraphs."""
    made = setting(*many(names))
    long = document(Block("b", "evidence", tuple(long_document(paragraphs)), file="f.md"))
    leaks(long, made)  # names are made ready, and words are judged, once for all documents
    work = effort(lambda: leaks(long, made))
    assert not made.findings
    return work


def test_a_document_twice_as_long_is_twice_the_work_to_look_through():
    first, second, fourth = (looking(10, count) for count in (100, 200, 400))
    assert fourth - second < 2.2 * (second - first)


def test_a_thousand_names_are_looked_for_as_fast_as_ten():
    """Per paragraph, that is: the names are made ready once."""
    few, all_ = (looking(names, 200) - looking(names, 100) for names in (10, 1000))
    assert all_ < 1.5 * few


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ivan Law", "under Part I, Law No. 5"), ("Peter Page", "see p. 3, Page 5"),
        ("May Law", "the Law of 5 May 2015"), ("Mark Price", "the Price then in Mark"),
    ],
)  # fmt: skip
def test_everyday_words_with_capitals_that_are_set_apart_are_no_error(name, text):
    found = GuardedNames([Person("p", name)], "public").find(text)
    assert "error" not in {each.severity for each in found}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Ivan Law", "I. Law"),
        ("Ivan Law", "Law, I."),
        ("Ivan Law", "Ivan Law"),
        ("May Law", "Law, May"),
    ],
)
def test_an_everyday_surname_beside_its_first_name_or_initial_is_the_name(name, text):
    (found,) = GuardedNames([Person("p", name)], "public").find(f"They saw {text} there.")
    assert found.severity == "error"


# Any name, written anyhow

LATIN = "abcdefghijklmnoprstuvz"
CYRILLIC = "абвгдежзиклмнопрстуфхцчшэюя"
INVISIBLE = [
    "",
    "\u00ad",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\u202e",
    "\u200f",
    "\ufeff",
    "\x08",
]
BETWEEN = [" ", "  ", "\n", "\u00a0", "-", "_", ", ", ".", " | ", "/", "\u2009", " – ", "+"]
LOOKS = "aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ"
ALIKE = str.maketrans("".join(LOOKS), "".join(LOOKS[::-1]))
FILLING = "a the in I A Jane J. J union struck and 2014 § of"


def names():
    """Return names of two or three invented parts, in one script."""
    parts = st.one_of(
        *(st.lists(st.text(letters, min_size=4, max_size=9), min_size=2, max_size=3, unique=True)
          for letters in (LATIN, CYRILLIC))
    )  # fmt: skip
    return parts.map(lambda found: [each.capitalize() for each in found]).filter(_is_plain)


def _is_plain(parts):
    """Whether no part may be taken for a title, or for another part."""
    from dossier.redaction.names import _PARTICLES, _TITLES

    return not {each.casefold() for each in parts} & (_TITLES | _PARTICLES)


@st.composite
def written(draw):
    """Return a name and a text that writes it in some way."""
    parts = draw(names())
    name = " ".join(parts)
    order = draw(st.permutations(parts))
    if draw(st.booleans()):
        order = [parts[0][0] + ".", parts[-1]]
        order = order if draw(st.booleans()) else order[::-1]
    said = draw(st.sampled_from(BETWEEN)).join(order)
    said = draw(st.sampled_from([str, str.upper, str.title, lambda text: text.translate(ALIKE)]))(
        said
    )
    said = "".join(each + draw(st.sampled_from(INVISIBLE)) for each in said)
    if draw(st.booleans()):
        said = "".join(each + ("\u0301" if each.isalpha() else "") for each in said)
    said = draw(st.sampled_from([str, lambda text: unicodedata.normalize("NFC", text)]))(said)
    return name, f"They said that {said} was there."


@given(written())
def test_any_name_written_anyhow_is_found(pair):
    name, text = pair
    assert graveness(text, Person("p", name)) == "error"


@given(names(), st.text(max_size=200), st.sampled_from(["words", "id", "address"]))
def test_words_without_the_surname_are_no_error(parts, text, mode):
    person = Person("p", " ".join(parts[:1] + parts[-1:]))
    bare = "".join(each for each in unicodedata.normalize("NFKD", decoded(text)) if each.isalpha())
    if parts[-1].casefold()[:3] not in bare.casefold():
        assert graveness(text, person, mode=mode) != "error"
        assert graveness(f"{parts[0]} {text}", person, mode=mode) != "error"


@given(st.lists(st.sampled_from(FILLING.split())))
def test_prose_without_the_surname_is_silent(words):
    assert graveness(" ".join(words)) == ""
