"""Rules on the prose of this trade, on spelling, and on rules that authors set themselves."""

import sys
from dataclasses import replace

import pytest

from dossier.lint import lint, rule
from dossier.lint.author_rules import own_rules
from dossier.lint.example import FILE, example
from dossier.lint.prose_words import wordlist
from dossier.lint.spelling import speller
from dossier.readers.author_rules import OwnRules, read_rules

NAMES = [
    "statement-without-source",
    "hearsay-without-source",
    "loaded-words",
    "passive-accusation",
    "name-of-person",
    "first-person",
    "un-capitals",
    "un-date",
    "un-per-cent",
    "un-number",
    "un-state-name",
    "misspelt",
]


def found(name, text, section="Evidence", **about):
    head = "".join(f"{key}: {value}\n" for key, value in about.items())
    text = f"---\n{head}---\n# {section}\n\n{text}\n" if head else f"# {section}\n\n{text}\n"
    caught = lint(example(text), {FILE: text}, [rule(name)])
    return [each.finding.message for each in caught]


@pytest.mark.parametrize("name", NAMES)
def test_a_manual_page_is_true(name):
    page = rule(name)
    said = lint(example(page.bad), {FILE: page.bad}, [page])
    assert [each.finding.message for each in said] == [page.says]
    assert not lint(example(page.good), {FILE: page.good}, [page])


def test_nothing_is_found_in_a_language_without_lists():
    text = "Il 4 gennaio 2017 la corte ha inflitto 5 pene, secondo Nurbek Abenov, 50% in Russia."
    draft = example(f"# Evidence\n\n{text}")
    document = replace(draft.edition.document, language="it")
    italian = replace(draft, edition=replace(draft.edition, document=document))
    assert [each for name in NAMES for each in rule(name).check(italian)] == []


UNSOURCED = [
    "On 4 January 2017 the court ordered dissolution.",
    "At least 16 people were killed.",
    "The Ministry of Justice refused to register the union.",
    "In February 2016 it became a new legal entity.",
    "The Parliament adopted a new code.",
    "Thirteen were jailed and 24 went free.",
    "- On 12 September 2017 a device was found under a car.",
]


@pytest.mark.parametrize("text", UNSOURCED)
def test_a_statement_of_the_past_needs_a_source(text):
    assert len(found("statement-without-source", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A union must have members in 9 regions.",
        "The size requirement leaves no real plurality.",
        "This submission was prepared in March 2019 by the Committee.",
        "To the authors’ knowledge, no court has heard the case since 2012.",
        "On 4 January 2017 the court ordered dissolution (paragraph 12).",
        "On 4 January 2017 the court ordered dissolution (Human Rights Watch, 2017).",
        "On 4 January 2017 the court ordered dissolution.15",
        "The union lost. On 4 January 2017 the court ordered it.[^1]\n\n[^1]: HRW.",
        "Three incidents stand out:[^1]\n\n- On 4 May 2017 it was refused.\n\n[^1]: HRW.",
        "The recommendation was noted (A/HRC/28/10).",
        "As described above, the court ordered dissolution in 2017.",
        "In 2019 the Government should amend the law.",
        "> On 4 January 2017 the court ordered dissolution.",
        "The law requires unions to be registered at the Ministry in 6 months.",
    ],
)
def test_a_statement_with_a_source_or_none_to_need_is_left_alone(text):
    assert found("statement-without-source", text) == []


def test_only_what_happened_needs_a_source():
    assert not found("statement-without-source", UNSOURCED[0], "Recommendations")
    assert not found("statement-without-source", UNSOURCED[0], "Our concerns")


@pytest.mark.parametrize(
    "words",
    [
        "It is said that",
        "According to some reports,",
        "Sources say that",
        "It is widely believed that",
        "Rumour has it that",
        "Allegedly,",
        "Local sources claim that",
        "Many observers believe that",
    ],
)
def test_hearsay_needs_a_note(words):
    text = f"{words} the judge was paid."
    assert len(found("hearsay-without-source", text)) == 1
    assert not found("hearsay-without-source", f"{text}[^1]\n\n[^1]: HRW, 2017.")
    assert not found("hearsay-without-source", f"“{text}”")


def test_a_note_at_the_end_of_the_paragraph_covers_hearsay():
    text = "Three were reportedly officials. All were sentenced.[^1]\n\n[^1]: RFE/RL, 2012."
    assert not found("hearsay-without-source", text)


@pytest.mark.parametrize(
    "words",
    [
        "Government thugs broke up the meeting.",
        "The Nazarbayev’s regime acts fast.",
        "The regime has jailed its critics.",
        "It was a sham trial.",
        "The so-called court sat once.",
        "The puppet union signed.",
        "The dictator signed the law.",
        "Police butchered workers.",
        "This savage repression goes on.",
        "An authoritarian regime needs no unions.",
        "The hearing was a farce.",
    ],
)
def test_loaded_words_are_found(words):
    assert len(found("loaded-words", words)) == 1
    assert not found("loaded-words", f"A witness said: “{words}”")


@pytest.mark.parametrize(
    "words",
    [
        "The legal regime of unions is strict.",
        "The tax regime was changed.",
        "A regime of registration is allowed.",
        "The sanctions regime ended.",
        "The court tried puppetry.",
        "Under the military dictatorship unions were banned.",
        "The company sells meat from a butcher in Aktau.",
        "The regime of the Convention protects unions.",
        "Evildoers is one word.",
        "The so-called Erased asked for redress.",
    ],
)
def test_the_same_words_used_rightly_are_left_alone(words):
    assert found("loaded-words", words) == []


@pytest.mark.parametrize(
    "words",
    [
        "Two workers were beaten in the square.",
        "His brother was tortured.",
        "They had been abducted at night.",
        "The witness was killed.",
        "Several women were brutally assaulted.",
        "A lawyer was shot.",
    ],
)
def test_violence_needs_somebody_who_did_it(words):
    assert len(found("passive-accusation", words)) == 1
    assert not found("passive-accusation", f"Police came to the square. {words}")
    assert not found("passive-accusation", words.replace(".", " by guards."))
    assert not found("passive-accusation", f"{words}[^1]\n\n[^1]: HRW.")


@pytest.mark.parametrize(
    "words",
    [
        "The chair was arrested in May.",
        "The attackers are unknown; he was beaten.",
        "He was killed in an accident.",
        "Recommendations were supported.",
    ],
)
def test_what_accuses_nobody_of_violence_is_left_alone(words):
    assert found("passive-accusation", words) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The activist Saule Omarova spoke.", "Saule Omarova"),
        ("Mr Petrov was not heard.", "Petrov"),
        ("Later Talgat Abenov was arrested in Aktau.", "Talgat Abenov"),
        ("He met Khaled Mansour in Geneva.", "Khaled Mansour"),
        ("The chair, Rosa Tuletaeva, was sentenced.", "Rosa Tuletaeva"),
        ("A son of the president, Vladimir Kharkov, drove.", "Vladimir Kharkov"),
        ("In Aktau María del Carmen Vega spoke.", None),
        ("Among them was Wendy Shevchenko of Almaty.", "Wendy Shevchenko"),
        ("Nurzhan Mukhtar-Aliev was released in May.", "Nurzhan Mukhtar-Aliev"),
        ("Yerlan Qasymbek lost his post.", "Yerlan Qasymbek"),
        ("Max Bokaev remains in prison.", "Max Bokaev"),
    ],
)
def test_names_of_people_are_found(text, name):
    said = found("name-of-person", text)
    if name:
        assert len(said) == 1
        assert said[0].startswith(f'"{name}" ')


@pytest.mark.parametrize(
    "text",
    [
        "The Supreme Court of Kazakhstan sat in Nur Sultan.",
        "The Nelson Mandela Rules apply.",
        "The Martin Ennals Award went to a lawyer.",
        "The Istanbul Protocol applies in South Sudan.",
        "Human Rights Watch and Amnesty International reported.",
        "The Kazakh Trade Union Law was amended in West Kazakhstan Region.",
        "George Washington University held a meeting.",
        "In Los Angeles the Economic Court sat.",
        "The Committee on the Rights of the Child met Saudi Arabia.",
        "The leader of a union was arrested in Novy Uzen.",
        "Sierra Leone and Costa Rica asked the same.",
        "The president of the union was arrested.",
        "“Mr Petrov was not heard.”",
        "Industrial Accidents were fined in the leader Oil Workers case.",
    ],
)
def test_names_of_other_things_are_left_alone(text):
    assert found("name-of-person", text) == []


def test_a_person_is_reported_once():
    text = "The activist Saule Omarova spoke. Saule Omarova was arrested. Mr Petrov left."
    assert len(found("name-of-person", text)) == 2


def test_a_name_that_is_entered_may_stand_above_the_office_that_is_entered_with_it():
    text = "Ana Beltrán Embajadora"
    entered = "[{name: Ana Beltrán, office: Embajadora de España}]"
    assert found("name-of-person", text, language="es")
    assert not found("name-of-person", text, language="es", signatories=entered)


ICTUR = "[{name: International Centre, acronym: ICTUR}]"


@pytest.mark.parametrize("said", ["We ask", "Our view is", "It was told to us", "I ask", "we know"])
def test_one_voice_is_kept(said):
    text = f"ICTUR has an office. ICTUR knows of no inquiry. {said} for one."
    assert len(found("first-person", text, submitters=ICTUR)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "We have an office. We know of no inquiry. Our view is this. ICTUR has members.",
        "ICTUR has an office. ICTUR knows of no inquiry.",
        "ICTUR has an office. ICTUR knows the US. “We ask,” they said.",
        "We ask for an inquiry.",
        "ICTUR has an office. ICTUR knows article I of part I.",
    ],
)
def test_a_text_of_one_voice_is_left_alone(text):
    assert found("first-person", text, submitters=ICTUR) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("The special rapporteur came.", "Special Rapporteur"),
        ("The government replied.", "the Government"),
        ("The state must act.", "the State"),
        ("A state party must report.", "State party, States parties"),
        ("The UN human rights council met.", "Human Rights Council"),
        ("Grave Human Rights violations followed.", "human rights"),
        ("The Universal periodic review helps.", "Universal Periodic Review"),
        ("The international covenant on civil rights binds.", "International Covenant"),
        ("This is guaranteed by the covenant.", "the Covenant"),
    ],
)
def test_capitals_of_the_united_nations(text, right):
    said = found("un-capitals", text)
    assert len(said) == 1
    assert f'is "{right}"' in said[0]


@pytest.mark.parametrize(
    "text",
    [
        "The Government and the State party replied to the Special Rapporteur.",
        "Local governments and state actors replied; the state of emergency ended.",
        "Member States of the UN, member States of the ILO and EU member states agreed.",
        "The universal periodic review is one of human rights.",
        "The Kazakhstan Bureau for Human Rights and Rule of Law and the Human Rights Committee.",
        "“The government replied to the special rapporteur.”",
        "It describes the state of unions, and the state is of no use.",
    ],
)
def test_right_capitals_are_left_alone(text):
    assert found("un-capitals", text) == []


def test_a_term_is_reported_once_with_its_number():
    said = found("un-capitals", "The government is slow. The government is deaf.")
    assert len(said) == 1
    assert said[0].endswith("(2 times)")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("On March 25th, 2019 it met.", "25 March 2019"),
        ("On March 25, 2019 it met.", "25 March 2019"),
        ("On 25th March 2019 it met.", "25 March 2019"),
        ("On the 16th of December 2011 it met.", "16 December 2011"),
        ("On 25/03/2019 it met.", "25 March 2019"),
        ("On 25.03.2019 it met.", "25 March 2019"),
        ("On 05 May 2017 it met.", "5 May 2017"),
        ("On March 25 it met.", "25 March"),
        ("On 03/25/2019 it met.", "25 March 2019"),
    ],
)
def test_other_dates(text, right):
    said = found("un-date", text)
    assert len(said) == 1
    assert said[0].endswith(f'"{right}"')


@pytest.mark.parametrize(
    "text",
    [
        "On 25 March 2019, and on 6 and 27 August 2018, it met.",
        "In March 2019 and from 19 to 24 January 2017 it met.",
        "The symbol is A/HRC/28/10, the case 3283/2017.",
        "See https://www.hrw.org/news/2012/02/01/letter and 1.2.3.",
        "“On March 25th, 2019 it met.”",
        "In March 25 workers were tried.",
    ],
)
def test_right_dates_are_left_alone(text):
    said = found("un-date", text)
    assert said == [] or "March 25 " in text


@pytest.mark.parametrize("said", ["50%", "50 %", "3.5%", "1,5 %", "50 percent"])
def test_a_percentage_is_in_words(said):
    assert len(found("un-per-cent", f"At least {said} of workers must join.")) == 1


@pytest.mark.parametrize("said", ["50 per cent", "“50%”", "the percentage", "https://a.org/x%20y"])
def test_a_percentage_in_words_is_left_alone(said):
    assert found("un-per-cent", f"At least {said} of workers must join.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The court heard 5 officers.",
        "The police shot 3 people.",
        "At least 2 unarmed protesters died.",
        "There are 6 trade unions.",
        "It named 9 people.",
    ],
)
def test_small_numbers_are_in_words(text):
    assert len(found("un-number", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Article 5 protects unions, as do articles 3 and 5 conventions.",
        "On 5 March workers met.",
        "It took 3 years and 5 per cent.",
        "The court heard 5 officers and 14 workers.",
        "Convention No. 9 members ask.",
        "It met on 6 and 27 August.",
        "A sentence of 2.5 years followed.",
        "See paragraph 4 officers.",
        "Five officers were heard.",
        "The journal has 4 editions a year.",
    ],
)
def test_other_small_numbers_are_left_alone(text):
    assert found("un-number", text) == []


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("South Korea", "the Republic of Korea"),
        ("Russia", "the Russian Federation"),
        ("Burma", "Myanmar"),
        ("Ivory Coast", "Côte d’Ivoire"),
        ("Vietnam", "Viet Nam"),
        ("Syria", "the Syrian Arab Republic"),
        ("Czech Republic", "Czechia"),
        ("Cape Verde", "Cabo Verde"),
        ("Tanzania", "the United Republic of Tanzania"),
    ],
)
def test_other_names_of_states(said, right):
    text = f"A similar law was adopted in {said} last year."
    assert found("un-state-name", text) == [
        f'"{said}" is "{right}" in documents of the United Nations'
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Russian Federation, the Republic of Korea and the Republic of Moldova asked.",
        "Iran (Islamic Republic of) and the United Republic of Tanzania asked.",
        "“In Russia it is so.” Amnesty International Russia reported.",
        "The Russian-speaking Syrian workers of Turkey Red Ltd met.",
        "The Bank of Russia Group closed.",
        "Turkey is named in a document of 2019.",
    ],
)
def test_right_names_of_states_are_left_alone(text):
    assert found("un-state-name", text) == []


def test_older_names_may_stand_where_earlier_reviews_are_told():
    text = "In 2014 the Czech Republic recommended to repeal it."
    assert not found("un-state-name", text, "Previous review")
    assert found("un-state-name", "In 2014 Russia recommended it.", "Previous review")


def test_turkiye_has_its_name_since_2022():
    assert found("un-state-name", "The law of Turkey is alike.", date="2026-01-01")


def test_all_states_are_there():
    names = [each["name"] for each in wordlist("states", "en")["states"]]
    assert len(names) == len(set(names)) == 195


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("recieve", "receive"),
        ("goverment", "government"),
        ("independant", "independent"),
        ("tradegy", "tragedy"),
        ("confederaton", "confederation"),
        ("occured", "occurred"),
        ("oilworkers", "oil workers"),
        ("imprisonned", "imprisoned"),
    ],
)
def test_misspellings_are_found_with_what_was_meant(wrong, right):
    text = f"# Background\n\nIt is a {wrong} that they know.\n"
    (caught,) = lint(example(text), {FILE: text}, [rule("misspelt")])
    assert caught.finding.message == f'"{wrong}" is in no dictionary'
    assert f'"{right}"' in caught.finding.hint


@pytest.mark.parametrize(
    "text",
    [
        "The KNPRK was de-registered in Zhanaozen; its organisation’s non-derogable rights ended.",
        "Organizations organize, organise, criminalise and criminalize; criminalization goes on.",
        "A *maslikhat kengesi* met; see www.example.org, a@b.org and https://hrw.org/recieve.",
        "“They recieve nothing,” he said of the trade-unionists’ café.",
        "The judgment re-examined anti-union, pre-trial and extrajudicial acts in Nur-Sultan.",
        "Shymkent, Aktau, Kyzylorda and Novodolinsky; ICESCR, NGOs, mid-2017 and the 1990s.",
        "Les travailleurs étaient arrêtés par la police devant leurs maisons.",
        "The rapporteur’s paras. 33–38, e.g. those on de facto bans, i.e. all.",
        "The Ligue des droits de la personne and the Union internationale wrote.",
    ],
)
def test_right_words_and_names_are_left_alone(text):
    assert found("misspelt", text, "Background") == []


def test_a_word_is_reported_once():
    (said,) = found("misspelt", "They recieve it. We recieve it.")
    assert said.endswith("(it stands 2 times)")


def test_a_name_one_slip_away_from_a_known_one_is_found():
    (said,) = found("misspelt", "It happened in Kazkahstan.", state="Kazakhstan")
    assert '"Kazkahstan"' in said


def test_words_of_the_dossier_are_right():
    assert not found("misspelt", "The oilworkers met.", words="[oilworkers]")
    assert not found("misspelt", "The Oilworkers’ hall.", words="[oilworkers]")


def test_american_spelling_is_right_in_american_english():
    assert not found("misspelt", "The labor center organized.", language="en-US")
    assert not found("misspelt", "The labour law is the one that they organised.", language="en-GB")


def test_the_dictionary_is_read_when_it_is_needed():
    assert speller("en-GB") is speller("en-GB")
    assert speller("kk") is None


OWN = """
words: [oilworkers]
rules:
  - {name: our-terms, pattern: "trade-union(?!s)", message: "write {words} in two", hint: no hyphen}
  - {name: no-latin, words: [inter alia, i.e.], message: write English, where: all}
  - {name: old-notes, pattern: "visited", message: say accessed, where: notes, severity: error}
"""


def own(text, yaml=OWN):
    read, faults = read_rules(yaml, "rules.yaml")
    assert not faults
    made, clashes = own_rules(read.rules, ("long-sentence",))
    assert not clashes
    text = f"# Background\n\n{text}\n"
    return [
        (each.finding.rule, each.finding.message, each.finding.severity, each.finding.line)
        for each in lint(example(text), {FILE: text}, made)
    ]


def test_own_rules_find_what_they_ask_for():
    assert own("A trade-union law.") == [("our-terms", "write trade-union in two", "warning", 3)]
    assert own("Trade-unions meet.") == []
    assert own("It asks, Inter  alia, this.")[0][0] == "no-latin"
    assert own("It is so, i.e. so.")[0][0] == "no-latin"


def test_own_rules_reach_where_they_are_told():
    assert own("We visited it.") == []
    assert own("We saw.[^1]\n\n[^1]: Last visited 1 May.")[0][:3] == (
        "old-notes", "say accessed", "error",
    )  # fmt: skip
    assert own("We saw.[^1]\n\n[^1]: A trade-union.") == []


def test_own_rules_and_words_of_library_and_dossier_join():
    one, _ = read_rules("words: [a]\nrules: [{name: x, pattern: a, message: m}]", "l")
    two, _ = read_rules("words: [b]\nrules: [{name: x, pattern: b, message: n}]", "d")
    both = one + two
    assert both.words == ("a", "b")
    assert [each.message for each in both.rules] == ["n"]
    assert OwnRules() + one == one


@pytest.mark.parametrize(
    ("entry", "rule_", "said"),
    [
        ('{name: x, pattern: "(a", message: m}', "broken-pattern", "cannot be read"),
        ('{name: x, pattern: "a*", message: m}', "broken-pattern", "fits everywhere"),
        (f'{{name: x, pattern: "{"a" * 501}", message: m}}', "broken-pattern", "501 characters"),
        ("{name: x, message: m}", "missing-pattern", "either"),
        ("{name: x, pattern: a, words: [b], message: m}", "missing-pattern", "either"),
        ("{pattern: a, message: m}", "missing-name", "name"),
        ("{name: x, pattern: a}", "missing-message", "message"),
        ("{name: X Y, pattern: a, message: m}", "wrong-value", "X Y"),
        ("{name: x, pattern: a, message: m, where: here}", "unknown-value", "here"),
        ("{name: x, pattern: a, message: m, sevrity: error}", "unknown-key", "sevrity"),
        ("no rule", "wrong-value", "no rule"),
    ],
)
def test_own_rules_that_cannot_be_used_are_findings(entry, rule_, said):
    read, faults = read_rules(f"rules:\n  - {entry}\n", "rules.yaml")
    assert read.rules == ()
    assert [each.rule for each in faults][:1] == [rule_]
    assert said in faults[0].message
    assert faults[0].line == 2


def test_two_own_rules_of_one_name_are_a_finding():
    text = "rules:\n  - {name: x, pattern: a, message: m}\n  - {name: x, pattern: b, message: m}\n"
    read, (fault,) = read_rules(text, "rules.yaml")
    assert fault.rule == "doubled-rule"
    assert fault.line == 3
    assert len(read.rules) == 1


def test_an_own_rule_may_not_take_the_name_of_another():
    read, _ = read_rules("rules: [{name: misspelt, pattern: a, message: m}]", "rules.yaml")
    made, (fault,) = own_rules(read.rules, NAMES)
    assert made == ()
    assert fault.rule == "doubled-rule"


def test_a_pattern_that_takes_for_ever_is_stopped():
    evil = 'rules: [{name: x, pattern: "(a|aa)+$", message: m}]'
    (said,) = own("a" * 60 + "b", evil)
    assert said[0] == "x"
    assert "takes too long" in said[1]
    assert said[2:] == ("error", 1)


def test_spelling_costs_nothing_until_it_is_asked_for():
    assert "dossier.lint.rules.misspelt" in sys.modules
    import dossier.lint.spelling as module

    assert not hasattr(module, "Hunspell")
