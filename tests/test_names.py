"""Every part of a name that a person is known by is found, in every form that it takes."""

from __future__ import annotations

import pytest

from dossier.model.registry import Person
from dossier.redaction.names import GuardedNames
from dossier.redaction.names.coverage import coverage
from dossier.redaction.names.endings import unguarded, unguarded_languages
from tests.conftest import ROOT
from tests.test_leak import graveness

# All names here are invented, or made of the commonest parts of names.


@pytest.mark.parametrize(
    ("name", "text", "least"),
    [
        # Spanish, Portuguese: the first of two surnames is the one in use
        ("Juan Pérezample López", "J. Pérezample", "error"), ("Juan Pérezample López", "Sr. Pérezample", "warning"),
        ("Juan Pérezample López", "PÉREZAMPLE, J.", "error"), ("María José Pérezample López", "@mjperezample", "error"),
        ("María José Pérezample López", "@mperezample", "error"), ("Juan Pérezample López", "Pérezample López", "error"),
        ("Juan Pérezample", "Sr. Pérezample", "warning"), ("Ana de la Ruízample Gil", "A. Ruízample", "error"),
        ("João Silvample Santos Limample", "J. Limample", "error"), ("João Silvample Santos Limample", "Limample", "warning"),
        # Viet Nam, China, Korea in Latin letters
        ("Nguyễn Văn Thanhh", "ông Thanhh", "warning"), ("Nguyen Van Thanhh", "N.V. Thanhh", "error"),
        ("Nguyễn Văn Thanhh", "Thanhh Nguyễn", "error"), ("Nguyễn Văn An", "ông An", "warning"),
        ("Wang Xiaoming", "Xiaoming Wang", "error"), ("Wang Xiaoming", "Mr Wang", "warning"), ("Wang Xiaoming", "X. Wang", "error"),
        ("Wang Xiaoming", "Xiaoming", "warning"), ("Kim Jong-sample", "Mr. Kim", "warning"), ("Kim Jong-sample", "Kim J.", "error"),
        # Chains, and names without a family name
        ("Muhammad ibn Khalil al-Samplawi", "Khalil al-Samplawi", "error"), ("Muhammad ibn Khalil al-Samplawi", "M. Khalil", "error"),
        ("Muhammad bin Khalil Al Samplawi", "Mr Khalil", "warning"), ("Jón Sampledóttir", "Jón", ""), ("Gunnar Sampledóttir", "Gunnar", "warning"),
        # Particles written together with the name
        ("Khalil al-Samplawi", "Alsamplawi", "warning"), ("Khalil al-Samplawi", "K. Alsamplawi", "error"), ("Jan van den Samplberg", "J. Vandensamplberg", "error"),
        ("Ana D'Souzample", "Dsouzample", "warning"), ("Vander Samplberg", "Vander", ""),
        # Surnames that say what they are, wherever they stand; forms of Mac
        ("O'Samplien Conor", "Mr O’Samplien", "warning"), ("O'Samplien Conor", "C. O'Samplien", "error"), ("O'Samplien Conor", "Conor O Samplien", "error"),
        ("Conor O'Samplien", "Ó Samplien", "warning"), ("Conor O'Samplien", "Mr OSamplien", "warning"), ("McSamplann Seán", "S. MacSamplann", "error"),
        ("Seán MacSamplann", "Mr McSamplann", "warning"), ("Seán MacSamplann", "Mac Samplann, S.", "error"), ("Seán MacSamplann", "M'Samplann", "warning"),
        ("Seán McSamplann", "Mr MACSAMPLANN", "warning"), ("Seán M’Samplann", "Seán Mc Samplann", "error"), ("Seán Mac Samplann", "McSamplann", "warning"),
        ("Seán Mac Samplann", "@seanmcsamplann", "error"), ("van den Samplberg Jan", "J. Samplberg", "error"), ("FitzSample Anne", "A. FitzSample", "error"), ("O'SAMPLIEN CONOR", "Mr O'Samplien", "warning"),
        ("Anne O'Samplien", "Anne", ""), ("Seán MacSamplann", "Samplann", ""), ("Seán MacSamplann", "Mac", ""), ("D'Samplo Ana", "Ms D’Samplo", "warning"),
        # A name before marriage
        ("Jane Walkerample (née Samplewood)", "Ms Samplewood", "warning"), ("Jane Walkerample, born Samplewood", "J. Samplewood", "error"),
        ("Jane Walkerample (née Samplewood)", "Jane Samplewood", "error"), ("Jane Walkerample, born Samplewood", "Mrs Walkerample", "warning"),
        ("Анна Самплова (урождённая Примерная)", "Анны Примерной", "error"),
        # Endings of Persian behind a non-joiner
        ("علی‌رضا نمونه‌ای", "علیرضا نمونهای", "error"), ("احمد نمونهان", "نمونهان‌ها", "warning"),
        # Fathers' names and the order of Russian lists
        ("Самплова Нина Петровна", "Самплова", "warning"), ("Самплова Нина Петровна", "Н. Самплова", "error"),
        ("PÉREZAMPLE LÓPEZAMPLE Juan", "J. Lópezample", "error"), ("Pérezample Lópezample, Juan", "J. Pérezample", "error"),
    ],
)  # fmt: skip
def test_every_word_that_one_is_known_by_is_found(name, text, least):
    found = graveness(f"They met {text} there.", Person("p", name))
    assert found == least or (least == "warning" and found == "error")


def test_an_initial_is_no_surname():
    person = Person("p", "A. U. Samplova")
    assert graveness("57606A 1427570a 3a307408", person, mode="id") == ""
    assert graveness("He met A. there, and U.", person) == ""
    assert graveness("He met A. U. Samplova", person) == "error"


@pytest.mark.parametrize(
    ("said", "text", "expected"),
    [
        ({"family": ("Abebe",)}, "Abebe", "warning"), ({"called": ("Tadesse",)}, "Tadesse", "warning"),
        ({"given": ("Abebe",)}, "Abebe", ""), ({"given": ("Abebe",)}, "A. Tadesse", "error"),
        ({"language": "am"}, "Abebe", "warning"), ({"language": "en"}, "Abebe", ""), ({}, "Tadesse", "warning"),
    ],
)  # fmt: skip
def test_the_registry_may_say_what_the_parts_are(said, text, expected):
    assert graveness(f"They met {text} there.", Person("p", "Abebe Tadesse", **said)) == expected


ENDINGS = {
    "ru": [("Иван Самплец", "Самплеца Самплцу Самплцом"), ("Иван Самплаец", "Самплайца Самплайцем"), ("Иван Огоньёк", "Огонька"), ("Лев Стрелец", "Стрельца"), ("Пётр Самплей", "Самплья"),
           ("Пётр Заяц", "Зайца Зайцу Зайцем"), ("Олег Журавель", "Журавля"), ("Иван Коготь", "Когтя")],
    "uk": [("Іван Самплець", "Самплця Самплцеві"), ("Іван Сокіл", "Сокола"), ("Андрій Швець", "Шевця Шевцем"),
           ("Іван Заєць", "Зайця"), ("Іван Кисіль", "Киселя"), ("Лук'ян Лебідь", "Лебедя"), ("Ігор Кінь", "Коня Конем"),
           ("Іван Стрілець", "Стрільця"), ("Петро Хвіст", "Хвоста"), ("Іван Андріїв", "Андрієва")],
    "be": [("Янка Заяц", "Зайца"), ("Янка Кравец", "Краўца"), ("Янка Швец", "Шаўца")],
    "kk": [("Айдос Самплев", "Самплевтің Самплевке Самплевтер Самплевтердің Самплевтікі"), ("Aidos Samplev", "Samplevtyn Samplevten Samplevter Samplevtiki")],
    "uz": [("Aziz Samplov", "Samplovning Samplovga Samplovdan Samplovlar")],
    "tr": [("Ahmet Samploğlu", "Samploğlu’nun Samploğlunun Samploğlu’ndan Samploğlularda")],
    "az": [("Əli Samplov", "Samplovun Samplovdan Samplova"), ("Əli Samplıq", "Samplığın Samplığa")],
    "pl": [("Jan Samplski", "Samplskiego Samplskiemu Samplskim"), ("Anna Samplska", "Samplskiej Samplską"), ("Jan Samplek", "Samplka Samplkowi"), ("Jan Samplec", "Samplca"), ("Jan Sampląb", "Samplębia Samplębiowi Samplębiem"), ("Jan Sampzioł", "Sampzła")],
    "cs": [("Jan Samplek", "Samplka Samplkem Samplkovi"), ("Jana Samplová", "Samplové Samplovou"), ("Jan Samplař", "Samplaře")],
    "hr": [("Ivan Samplac", "Samplca Samplcem"), ("Ivan Samplić", "Samplića Samplićem Samplićeva")],
    "hu": [("Samplő Kata", "Samplőnak Samplővel Samplőéknél"), ("Kovácssampl Béla", "Kovácssamplnak"), ("Samplács Béla", "Samplácsot Samplácsról")],
    "fi": [("Matti Samplanen", "Samplasen Samplasta Samplaselle"), ("Matti Samplikki", "Samplikin"), ("Antti Samplampi", "Samplammen"), ("Antti Samplmäki", "Samplmäen Samplmäellä"), ("Antti Samplvesi", "Samplveden"), ("Antti Samplkangas", "Samplkankaan"), ("Antti Samplnurmi", "Samplnurmen")],
    "et": [("Jaan Samplik", "Sampliku Samplikule Samplikuga"), ("Tõnu Samplsepp", "Samplsepa Samplsepale"), ("Tõnu Samplpõld", "Samplpõllu"), ("Tõnu Samplmägi", "Samplmäe"), ("Tõnu Samplkask", "Samplkase")],
    "lv": [("Jānis Samplbērziņš", "Samplbērziņa Samplbērziņam")],
    "lt": [("Jonas Samplauskas", "Samplausko Samplauskui Samplauską"), ("Ona Samplaitė", "Samplaitės Samplaitę"), ("Jonas Sampldys", "Sampldžio Sampldžiui")],
    "ka": [("გიორგი სამპლიშვილი", "სამპლიშვილის სამპლიშვილმა სამპლიშვილთან")],
    "hy": [("Արամ Սամպլյան", "Սամպլյանի Սամպլյանին Սամպլյանից")],
    "el": [("Νίκος Σαμπλόπουλος", "Σαμπλόπουλου Σαμπλόπουλο Σαμπλόπουλοι"), ("Νίκος Σάμπλης", "Σάμπλη")],
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "name", "form"),
    [(language, name, form) for language, pairs in ENDINGS.items() for name, forms in pairs for form in forms.split()],
)  # fmt: skip
def test_a_name_is_found_with_the_endings_of_its_language(language, name, form):
    assert unguarded(language) == ""
    for said in ({}, {"language": language}):
        assert graveness(f"… {form} …", Person("p", name, **said)) in ("warning", "error"), said


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("محمد السامبلي", "محمـــد الســامبلي"), ("محمد السامبلي", "ومحمد السامبلي"), ("محمد السامبلي", "لمحمد السامبلي"),
        ("علی سامبلی", "علي سامبلي"), ("كمال سامبلي", "کمال سامبلی"), ("محمد السامبلي", "ﻣﺤﻤﺪ ﺍﻟﺴﺎﻣﺒﻠﻲ"),
        ("王例子", "王 例子"), ("王例子", "王，例子"), ("王例子", "王例\n子"), ("김예시", "김 예시"), ("김예시", "김예시는"),
        ("Jane Exemplar", "Jane Exem¹plar"), ("Jane Exemplar", "ralpmexE enaJ"), ("Jane Exemplar", "J\na\nn\ne\nE\nx\ne\nm\np\nl\na\nr"),
        ("יוסי סמפלר", "ליוסי סמפלר"), ("Jane Exemplar", "与Jane Exemplar一同"), ("Jane Exemplar", "وJane Exemplar"),
        ("Нина Самплова", "律师Нину Самплову在2019年"), ("علاء عبد اللامع", "وبعلاء عبداللامع"), ("Jane Exemplar", "Jane Exem\u20602plar"),
        ("محمد السامبلي", "محمدًا السامبليَّ"), ("مؤمن رؤوف", "مؤمن رءوف"), ("أبو بكر السامبلي", "أبي بكر السامبلي"),
        ("هانئ سامبلي", "هانيء سامبلي"), ("刘例子", "劉例子"), ("渡邊例子", "渡辺例子"), ("髙例子", "高例子"),
        ("Jean-François d'Exemplar", "Jean François Exemplar"), ("Ana dell’Exemplar", "A. Exemplar"),
        ("Қайрат Сәмпілов", "Кайрата Сампилова"), ("王例子", "王\u20601例子"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_other_scripts_and_odd_forms(name, text):
    assert graveness(f"( {text} )", Person("p", name)) == "error"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Mark Price", "they mark the price of bread", "warning"), ("Mark Price", "the price mark", "warning"),
        ("Mark Price", "Mark Price", "error"), ("May Law", "they may pass a law", "warning"), ("mark price", "Mark Price", "error"),
        ("Вера Мир", "вера и мир", "warning"), ("Вера Мир", "Вера Мир", "error"), ("Jane Exemplarova", "jane exemplarova", "error"),
        ("Mark Price", "mark.price@press.example", "error"),
    ],
)  # fmt: skip
def test_everyday_words_in_small_letters_are_a_warning(name, text, expected):
    found = graveness(f"There {text} is.", Person("p", name))
    assert found == expected or (expected == "warning" and found == "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jexemplar", "error"), ("JEXEMPLAR", "error"), ("exemplarj", "error"), ("jexemplar2", "error"), ("OFFICE\\jexemplar", "error"),
        ("C:\\Users\\jexemplar\\case.docx", "error"), ("kept in /home/jexemplar here", "error"), ("~/jexemplar", "error"),
        ("https://social.example/JExemplar", "error"), ("see www.social.example/jexemplar, line 2", "error"),
        ("(jexemplar)", "error"), ("they went jexemplar", ""), ("Jexemplar or her", ""),
    ],
)  # fmt: skip
def test_names_of_accounts_are_found_where_they_stand_alone_or_in_a_path(text, expected):
    assert graveness(text, Person("p", "Jane Exemplar")) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("Victoria Lima", "the Lima office of Victoria University", "warning"), ("Victoria Lima", "Lima, Victoria", "error"),
        ("Victoria Lima", "Victoria from Lima", "error"), ("Victoria Lima", "LIMA Cortez Victoria", "error"),
        ("Jordan Paris", "in France, Jordan. Paris, 3 May", "warning"), ("Jordan Paris", "J. Paris", "error"),
        ("Jordan Paris", "Prof. Jordan Paris", "error"), ("Alex Samplova", "Alex. Samplova", "error"), ("Jane Exemplar", "Exemplar, Prof. Jane", "error"),
        ("Maria Santos", "the Santos province; Santa Maria", "warning"), ("Maria Santos", "Santos; Maria", "warning"),
        ("Иван Морозов", "Морозов и снег; Иван-город", "warning"), ("Nguyen Van Sample", "Sample Van Nguyen", "error"),
        ("Victoria Lima", "the Lima provincial police; Victoria", "warning"), ("Jordan Paris", "is it Jordan? Paris says so", "warning"),
        ("Иван Примеров", "Примеров, проф. Иван", "error"), ("Иван Примеров", "Примеров проф. Иван", "error"),
        ("Иван Примеров", "Фамилия: Примеров. Имя: Иван", "error"), ("Jane Exemplar", "Exemplar, dite Jane", "error"),
        ("Jane Exemplar", "Exemplar, alias Jane", "error"), ("Jane Exemplar", "Exemplar, herself Jane", "error"),
        ("Jane Exemplar", "Exemplar (known as Jane)", "error"), ("Jane Exemplar", "Exemplar genannt Jane", "error"),
        ("Jane Exemplar", "Surname: Exemplar, given name: Jane", "error"), ("Jane Exemplar", "EXEMPLAR first name Jane", "error"),
        ("Jane Exemplar", "Family name: Exemplar. Given name: Jane", "error"), ("Jane Exemplar", "NOM : EXEMPLAR ; PRÉNOM : JANE", "error"),
        ("Jane Exemplar", "J A N E; E X E M P L A R", "error"), ("Jane Exemplar", "Jane, Sheikh. Exemplar", "error"),
        ("Jane Albertina Exemplar", "Jane Albert. Exemplar", "error"), ("Jane Exemplar", "Exemplar, Mlle. Jane", "error"),
    ],
)  # fmt: skip
def test_two_words_that_a_stop_or_small_words_set_apart_are_a_warning(name, text, expected):
    assert graveness(text, Person("p", name)) == expected


def test_a_word_of_everyday_english_alone_is_no_name_of_an_account():
    for text in ("along", "along2", "https://www.along.example/x", "way: along"):
        assert graveness(text, Person("p", "Anna Long")) == ""
    assert graveness("@along", Person("p", "Anna Long")) == "error"


SAID = Person("p", "王小例", family=("王",), given=("小例",))
CALLED = Person("p", "王小例", called=("小例",))
KOREAN = Person("p", "김예시", family=("김",), given=("예시",))
JAPANESE = Person("p", "田中例子", given=("例子",))
COMPOUND = Person("p", "歐陽例例", family=("歐陽",))


@pytest.mark.parametrize(
    ("person", "text", "expected"),
    [
        (SAID, "小例说他没有罪。", "error"), (SAID, "王先生于2020年被捕。", "warning"), (SAID, "见到王女士", "warning"),
        (SAID, "老王说", "warning"), (SAID, "王某于2020年", "warning"), (SAID, "王 先生", "warning"), (SAID, "小\n例说", "error"),
        (SAID, "和小例去", "warning"), (SAID, "国王", ""), (SAID, "小的例子", ""),
        (CALLED, "小例说", "error"), (CALLED, "王先生", "warning"), (Person("p", "王 小例"), "王先生", "warning"),
        (Person("p", "王 小例"), "小例说", "error"), (Person("p", "王小例"), "小例说", ""),
        (KOREAN, "김 씨는 말했다", "warning"), (KOREAN, "김씨", "warning"), (KOREAN, "예시가 말했다", "error"), (KOREAN, "예식이", ""),
        (KOREAN, "예 시가", ""), (Person("p", "김 예시"), "예시가", "error"),
        (JAPANESE, "田中さんは", "warning"), (JAPANESE, "田中は", "warning"), (JAPANESE, "と例子が", "error"),
        (COMPOUND, "欧阳女士", "warning"), (COMPOUND, "例例说", "error"),
        (Person("p", "伊例子·土例子"), "伊例子说", "warning"), (Person("p", "สมตัวอย่าง ใจตัวอย่าง"), "คุณสมตัวอย่างกล่าว", "warning"),
        (Person("p", "王和平", family=("王",)), "要求和平", "warning"),
    ],
)  # fmt: skip
def test_parts_of_a_name_are_found_where_no_spaces_are(person, text, expected):
    assert graveness(text, person) == expected


def test_what_is_found_of_a_part_is_quoted():
    (found,) = GuardedNames([SAID], "public").find("有人见到王先生。")
    assert (found.name, found.as_word) == ("王先生", False)
    (found,) = GuardedNames([Person("p", "王和平", given=("和平",))], "public").find("和平")
    assert found.as_word


@pytest.mark.parametrize("code", ["hi", "am", "is", "xx"])
def test_a_language_whose_endings_are_unknown_is_told(code):
    assert unguarded(code)


def test_the_docs_list_the_languages_that_are_not_guarded(request):
    page = ROOT / "docs" / "audiences.md"
    rows = "".join(f"| `{code}` | {what} |\n" for code, what in unguarded_languages().items())
    begin, end = "`pytest --accept tests/test_names.py`. -->\n", "<!-- End of the table. -->"
    before, _, rest = page.read_text("utf-8").partition(begin)
    table = f"\n| language | what is not found |\n|---|---|\n{rows}\n"
    text = f"{before}{begin}{table}{end}{rest.partition(end)[2]}"
    if request.config.getoption("--accept"):
        page.write_text(text, "utf-8")
    assert page.read_text("utf-8") == text


def test_what_is_guarded_of_a_name_is_said():
    found = coverage(Person("p", "María José Pérezample Gil"))
    assert (found.alone, found.beside_a_title) == (("Pérezample",), ("Gil",))
    assert found.together == ("María", "José")
    assert coverage(Person("p", "Samplar", language="hi")).not_found
    found = coverage(SAID)
    assert (found.alone, found.beside_a_title) == (("王小例", "小例"), ("王",))
    assert coverage(Person("p", "王 小例")).together == ()


PEOPLE = """witness:
  name: Abebe Tadesse
  role: {{en: a witness}}
{keys}
"""


@pytest.mark.parametrize(
    ("keys", "finding"),
    [
        ("  language: hi", "people.yaml:1: warning[name-endings-unknown]"),
        ("  language: xx", "the search does not find the forms of a language that the program does not know"),
        ("  family: [Other]", 'people.yaml:1: error[wrong-value]: "Other" is no part of the name of "witness"'),
        ("  family: [Tadesse]", ""),
    ],
)  # fmt: skip
def test_a_registry_of_people_is_checked(small, keys, finding):
    small.write("case/people.yaml", PEOPLE.format(keys=keys))
    ran = small.run("people", "case")
    assert finding in ran.err
    assert "witness" in ran.out and "Abebe Tadesse" in ran.out
    assert bool(finding) == bool(ran.err)
