"""Rules on form: limits to the word, by cycle, joint, with notes; and what they leave alone."""

import pytest

from dossier.lint import lint, rule
from dossier.lint.draft import Draft, units_of
from dossier.lint.example import FILE, example
from dossier.lint.limits import limits, rule_sets
from dossier.lint.rules.note_argues import MOST
from dossier.model.grade import GRADES

FORM = (
    "annex", "deadline-near", "deadline-passed", "missing-details", "note-argues", "old-event",
    "paragraphs-not-numbered", "picture-not-allowed", "several-states", "submitters-not-named",
    "word-limit", "words-with-notes", "wrong-language", "wrong-session",
)  # fmt: skip


def found(name, text):
    return [each.finding for each in lint(example(text), {FILE: text}, [rule(name)])]


def said(name, text):
    return [each.message for each in found(name, text)]


def text(head, body, **keys):
    lines = [*head, *(f"{key}: {value}" for key, value in keys.items())]
    return "---\n" + "\n".join(lines) + "\n---\n" + body


def words(number):
    """A text of so many words, its title's one included."""
    return "# Background\n\n" + "word " * (number - 1) + "\n"


def test_every_rule_set_says_of_each_rule_what_it_is_and_how_well_it_is_known():
    assert {"upr-individual", "upr-joint", "hrc-written-statement", "cescr"} <= set(rule_sets())
    for name in rule_sets():
        held = limits(name)
        assert held["id"] == name and held["name"] and held["body"] and held["applies"]
        for entry in held["rules"].values():
            assert {"value", "grade", "source", "checked"} <= set(entry)
            for each in (entry, *entry.get("cycles", {}).values()):
                assert each["grade"] in GRADES and each["source"]


@pytest.mark.parametrize(
    "rules, cycle, limit, severity",
    [
        ("upr-individual", 2, 2815, "error"),
        ("upr-individual", 3, 2815, "error"),
        ("upr-individual", 4, 2815, "warning"),
        ("upr-individual", 5, 2815, "warning"),
        ("upr-joint", 2, 5630, "error"),
        ("upr-joint", 3, 5630, "error"),
        ("upr-joint", 4, 5630, "warning"),
        ("upr-joint", 5, 5630, "warning"),
    ],
)
def test_a_text_may_have_its_limit_and_not_a_word_more(rules, cycle, limit, severity):
    head = [f"rules: {rules}", f"cycle: {cycle}"]
    assert found("word-limit", text(head, words(limit))) == []
    (over,) = found("word-limit", text(head, words(limit + 1)))
    assert over.severity == severity
    assert f"{limit + 1:,} words, 1 more than the limit of {limit:,}" in over.message
    assert ("not verified" in over.message) == (severity == "warning")
    assert over.hint.startswith("cut 1 word;") and '"Background"' in over.hint


def test_the_cycle_follows_from_the_session():
    head = ["rules: upr-individual"]
    (over,) = found("word-limit", text(head, words(2816), session=34))
    assert over.severity == "error"
    (over,) = found("word-limit", text(head, words(2816), session=55))
    assert over.severity == "warning" and "for the 5th cycle" in over.message


def test_words_in_notes_only_warn():
    body = words(2815).rstrip() + ".[^a]\n\n[^a]: Source.\n"
    (over,) = found("words-with-notes", text(["rules: upr-individual", "cycle: 3"], body))
    assert over.severity == "warning" and "if notes count (not verified)" in over.message


def test_notes_count_in_a_written_statement():
    body = words(1500).rstrip() + ".[^a]\n\n[^a]: Source.\n"
    (over,) = found("word-limit", text(["rules: hrc-written-statement"], body))
    assert over.severity == "error" and "with its notes has 1,501 words" in over.message


@pytest.mark.parametrize("status, limit", [("general", 2000), ("special", 1500), ("roster", 1500)])
def test_a_written_statement_is_as_long_as_the_status_allows(status, limit):
    head = ["rules: hrc-written-statement", "submitters:", "  - name: Centre"]
    head.append(f"    status: {status} consultative status")
    assert found("word-limit", text(head, words(limit))) == []
    assert len(found("word-limit", text(head, words(limit + 1)))) == 1


def test_the_human_rights_committee_reads_ten_thousand_words():
    head = ["rules: human-rights-committee"]
    assert found("word-limit", text(head, words(10_000))) == []
    assert found("word-limit", text(head, words(10_001)))[0].severity == "error"


def test_a_limit_of_ones_own_goes_before():
    head = ["rules: upr-individual", "cycle: 5", "word_limit: 100"]
    assert found("word-limit", text(head, words(101)))[0].severity == "error"


@pytest.mark.parametrize("name", FORM)
def test_a_text_without_rules_is_left_alone(name):
    assert found(name, "# Annex\n\nUzbekistan should act.\n\n# Recommendations\n\nAct.\n") == []


@pytest.mark.parametrize(
    "body",
    [
        "1. One.\n\n2. Two.\n\n3. Three.\n",
        "(1) One is here.\n\n(2) Two is here.\n\n(3) Three is here.\n",
        "[1] One is here.\n\n[2] Two is here.\n\n[3] Three is here.\n",
        "1\\. One is here.\n\n2\\. Two is here.\n\n3\\. Three is here.\n",
        "One.\n\nTwo.\n",
    ],
)
def test_typed_numbers_are_numbers(body):
    head = ["rules: upr-individual", "paragraphs: plain"]
    assert found("paragraphs-not-numbered", text(head, "# Background\n\n" + body)) == []


def test_paragraphs_had_to_be_numbered_in_the_first_cycle():
    head = ["rules: upr-individual", "paragraphs: plain", "cycle: 1"]
    (hit,) = found("paragraphs-not-numbered", text(head, "# B\n\nOne.\n\nTwo.\n\nThree.\n"))
    assert hit.severity == "error" and "not verified" not in hit.message


RUSSIAN = "Профсоюз был запрещён судом, и его председатель осуждён без доказательств. " * 8
FRENCH = "Le syndicat a été dissous par le tribunal et son président a été condamné. " * 8
SPANISH = "El sindicato fue disuelto por el tribunal y su presidente fue condenado. " * 8
KAZAKH = "Кәсіподақ сот шешімімен таратылды және оның төрағасы сотталды. " * 10


@pytest.mark.parametrize("body", [RUSSIAN, KAZAKH, "Der Verband wurde vom Gericht verboten. " * 12])
def test_a_text_in_another_language_is_found(body):
    hits = found("wrong-language", text(["rules: human-rights-committee"], f"# X\n\n{body}\n"))
    assert [each.severity for each in hits] == ["error"]
    hits = found("wrong-language", text(["rules: upr-individual", "cycle: 3"], f"# X\n\n{body}\n"))
    assert [each.severity for each in hits] == ["warning"]
    assert "preferred" in hits[0].hint


@pytest.mark.parametrize(
    "body", [FRENCH, SPANISH, "Короткий текст.", "The union was banned. " * 15]
)
def test_a_text_that_is_read_or_is_short_is_left_alone(body):
    assert found("wrong-language", text(["rules: cescr"], f"# X\n\n{body}\n")) == []


OLD = ["rules: upr-individual", "cycle: 3", "session: 34"]


@pytest.mark.parametrize(
    "body",
    [
        "On 3 May 2009 miners struck. In June 2010 a court convicted them.",
        "In 2008 the union was banned. In 2009 its office was closed.",
        "Police came on 1 March 2012. They came again on 4 April 2013.",
        "From 2 May 2011 workers struck. On 16 December 2011 police fired at them.",
        "In May 2005 a leader was killed. On 3 June 2006 the case was closed.",
    ],
)
def test_evidence_that_is_all_old_is_found(body):
    assert len(found("old-event", text(OLD, f"# The strikes\n\n{body}\n"))) == 1


@pytest.mark.parametrize(
    "title, body",
    [
        ("The strikes", "On 3 May 2009 miners struck. In June 2016 a court convicted them."),
        ("The strikes", "On 3 May 2009 miners struck. In June 2010 five died. Nobody was tried."),
        ("The strikes", "In 2009 it was banned. In 2010 it was closed. It is closed to this day."),
        ("The strikes", "In 2009 ten were jailed. In 2010 six died. The case remains open."),
        ("The law", "The Law on Trade Unions of 1993 asks unions to register."),
        ("The strikes", "On 3 May 2009 miners went on strike."),
        ("History of the strikes", "In May 2009 miners struck. In June 2010 a court met."),
        ("Background", "In May 2009 miners struck. In June 2010 a court met."),
        ("Recommendations", "In May 2009 miners struck. In June 2010 a court met."),
    ],
)
def test_old_events_that_matter_or_are_background_are_left_alone(title, body):
    assert found("old-event", text(OLD, f"# {title}\n\n{body}\n")) == []


def test_events_of_2014_are_in_the_period_of_the_session_after_the_twentieth():
    body = "# The law\n\nOn 3 May 2014 it was drafted. On 27 June 2014 it was adopted.\n"
    assert found("old-event", text(OLD, body)) == []


STATE = ["rules: upr-individual", "cycle: 1", "state: Kazakhstan"]


@pytest.mark.parametrize(
    "body",
    [
        "Uzbekistan should register the union.",
        "The Government of Uzbekistan must register the union.",
        "ICTUR calls on the Government of Uzbekistan to register the union.",
        "We urge the authorities of Uzbekistan to register the union.",
        "ICTUR and ITUC call upon the Republic of Uzbekistan to act.",
        "The Centre recommends that Uzbekistan register the union.",
        "## To the Government of Uzbekistan\n\nRegister the union.",
        "# To Uzbekistan\n\nRegister the union.",
        "# Recommendations to the Republic of Uzbekistan\n\nRegister the union.",
        "Kazakhstan should act. Uzbekistan should act too.",
    ],
)
def test_what_is_asked_of_another_state_is_found(body):
    assert len(found("several-states", text(STATE, f"# B\n\n# Recommendations\n\n{body}\n"))) == 1


@pytest.mark.parametrize(
    "body",
    [
        "The Republic of Kazakhstan should register the union.",
        "Register the union, as recommended by the United States of America.",
        "Kazakhstan should ask Uzbekistan to extradite him.",
        "Ask Uzbekistan to extradite him.",
        "Implement the recommendation of Germany.",
        "Ensure that the Government of Kazakhstan and that of Germany meet.",
        "The Ministry of Justice should register the union.",
        "We call on the Government to register the union.",
        "States should support the victims.",
        "Article 402 should be repealed.",
        "# To the north of Kazakhstan\n\nWords.",
    ],
)
def test_what_only_names_another_state_is_left_alone(body):
    assert found("several-states", text(STATE, f"# Recommendations\n\n{body}\n")) == []


def test_a_plain_text_that_asks_two_states_is_found_and_one_that_asks_one_is_not():
    head = ["rules: upr-individual"]
    one = "# Recommendations\n\nKazakhstan should act.\n\nKazakhstan must act soon.\n"
    assert found("several-states", text(head, one)) == []
    hits = found("several-states", text(head, one + "\nUzbekistan should act.\n"))
    assert [each.severity for each in hits] == ["warning"] and "not verified" in hits[0].message


def test_a_state_has_several_names():
    body = "# Recommendations\n\nThe Kyrgyz Republic should act.\n\nTurkey should act.\n"
    head = ["rules: upr-individual", "cycle: 1"]
    assert len(found("several-states", text([*head, "state: Türkiye"], body))) == 1
    assert len(found("several-states", text([*head, "state: Kyrgyzstan"], body))) == 1


JOINT = ["rules: upr-joint", "cycle: 1", "submitters: [Alpha Centre, Workers’ House]"]


@pytest.mark.parametrize(
    "body, missing",
    [
        ("This is by Alpha Centre and Workers' House.", []),
        ("- Alpha Centre\n- Workers’\n  House\n", []),
        ("This is by Alpha Centre.", ["Workers’ House"]),
        ("This is by AC and WH.", ["Alpha Centre", "Workers’ House"]),
        ("This is by the alpha centre and the Workers’ House.", []),
    ],
)
def test_each_submitter_is_named_in_the_first_section(body, missing):
    hits = said("submitters-not-named", text(JOINT, f"# Who we are\n\n{body}\n\n# B\n\nWords.\n"))
    assert [each.split('"')[1] for each in hits] == missing


def test_one_submitter_need_not_be_named():
    head = ["rules: upr-joint", "submitters: [Alpha Centre]"]
    assert found("submitters-not-named", text(head, "# Who\n\nWe.\n")) == []


@pytest.mark.parametrize(
    "body",
    [
        "The Centre was established in 1995.",
        "Set up in 2004, the Centre observes trials.",
        "The Centre has consultative status with ECOSOC.",
        "The Centre is on the Special List of the ILO.",
        "Since 1987 the Centre has defended unions.",
        "The Centre is a registered charity.",
    ],
)
def test_an_organisation_that_says_since_when_or_what_it_is_is_left_alone(body):
    head = ["rules: upr-individual", "cycle: 1"]
    assert found("missing-details", text(head, f"# Submitting organisation\n\n{body}\n")) == []


def test_a_manifest_without_session_and_contact_and_organisation_is_found():
    head = ["rules: upr-individual", "submitters: [Centre]"]
    hits = said("missing-details", text(head, "# Background\n\nWords.\n"))
    assert [each.partition(" (not verified")[0] for each in hits] == [
        "the session is not given",
        "the contact is not given",
        "no paragraph says who the organisation is",
    ]


def noted(note, cycle=3):
    body = f"# Background\n\nIt was dissolved.[^a]\n\n[^a]: {note}\n"
    return found("note-argues", text(["rules: upr-individual", f"cycle: {cycle}"], body))


LONG = "The court was wrong, and all who watched the trial could see that it was so; the judge "
LONG += "had decided before he heard a single witness, and the defence was never given the time "
LONG += "it had asked for, while the prosecutor was always given more than he wanted."


@pytest.mark.parametrize(
    "note, severity",
    [
        ("We call on the Government to register it.", "error"),
        ("The State should register it at once.", "error"),
        ("The authorities must release all prisoners.", "error"),
        ("HRW, Report, 2017. We urge Kazakhstan to act.", "error"),
        (LONG, "warning"),
        (f"HRW, *Report*, 2017, p. 4. {LONG}", "warning"),
    ],
)
def test_a_note_that_recommends_or_argues_is_found(note, severity):
    assert [each.severity for each in noted(note)] == [severity]


@pytest.mark.parametrize(
    "note",
    [
        "Human Rights Watch, *The State Should Act: Violations of the Rights of Oil Workers in the "
        "West of Kazakhstan*, New York, September 2012, pp. 33–38, https://www.hrw.org/a/should.",
        "CCPR/C/KAZ/CO/2, para. 54: the State party should bring its law into line.",
        "“The Government should register the confederation”, ILO, 386th Report, para. 474.",
        "On the wounded, Radio Free Europe, “Five Police Officers On Trial”, 12 March 2012; on the "
        "dead, International Trade Union Confederation, Survey of Violations of Trade Union Rights, "
        "Kazakhstan, 2012; on the trial of the officers, Amnesty International, Annual Report 2013, "
        "Kazakhstan; another report, of Asia Times Online, June 2012, speaks of six officers.",
        "No report of the trial has been published.",
        "The figure is that of the prosecutor; other reports are higher.",
    ],
)
def test_a_note_that_refers_or_explains_in_short_is_left_alone(note):
    assert noted(note) == []


def test_notes_only_warn_where_the_rule_is_not_verified():
    (hit,) = noted("The State should register it.", cycle=4)
    assert hit.severity == "warning" and "not verified for the 4th cycle" in hit.message
    assert len(LONG.split()) > MOST


@pytest.mark.parametrize("title", ["Annex", "ANNEX I. The law", "Appendix A", "(11) Annexes"])
def test_an_annex_is_found(title):
    head = ["rules: upr-individual"]
    assert len(found("annex", text(head, f"# {title}\n\nWords.\n"))) == 1


@pytest.mark.parametrize("title", ["The annexation", "Attached workers", "Law and annexes"])
def test_what_only_sounds_like_an_annex_is_left_alone(title):
    assert found("annex", text(["rules: upr-individual"], f"# {title}\n\nWords.\n")) == []


def test_the_finished_submission_is_in_order(kazakhstan_draft):
    hits = [each.finding for each in lint(kazakhstan_draft, {}, [rule(name) for name in FORM])]
    assert [(each.rule, each.severity) for each in hits] == [("words-with-notes", "warning")]


@pytest.fixture
def kazakhstan_draft():
    from pathlib import Path

    from dossier.build.dossier import read_dossier
    from dossier.project.layout import places, read_files

    where = places(Path(__file__).parent.parent, None, None, None)
    files, _ = read_files(where, "kazakhstan")
    dossier = read_dossier(where, files, ("submission",))
    made = dossier.documents[0]
    return Draft(
        made.edition, units_of(made.edition), dossier.blocks, dossier.registry,
        limits("upr-individual"), dossier.about[made.id],
    )  # fmt: skip
