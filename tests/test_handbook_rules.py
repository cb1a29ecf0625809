"""What handbooks ask of a submission: what the rules find, and what they leave alone."""

from __future__ import annotations

import pytest

from dossier.lint import lint, rule
from dossier.lint.example import FILE, example


def said(name: str, text: str) -> list[str]:
    return [each.finding.message for each in lint(example(text), {FILE: text}, [rule(name)])]


def dated(sentence: str, day: str = "2026-11-29") -> str:
    return f"---\ndate: {day}\n---\n# Obligations\n\n{sentence}\n"


def upr(body: str, **keys: object) -> str:
    lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\nrules: upr-individual\ncycle: 4\n{lines}---\n{body}"


def asked(*requests: str) -> str:
    return "# Recommendations\n\n" + "".join(f"- {each}\n" for each in requests)


ALONE = (
    "The right to strike is protected only by the ILO’s supervisory bodies.",
    "The right to strike rests solely on the views of the Committee of Experts.",
    "It is the supervisory bodies alone that recognise the right to strike.",
    "Workers may strike. This right is derived exclusively from the case law of the CFA.",
    "The right to strike has nothing but the Committee on Freedom of Association to protect it.",
    "Only the ILO supervisory system recognises the right to strike.",
)
NOT_ALONE = (
    "The right to strike is protected by the supervisory bodies of the ILO.",
    "The Committee of Experts noted that only registered unions may strike.",
    "The Committee on Freedom of Association protects strikes; only the police may be exempted.",
    "The right to organise is protected only by the ILO’s supervisory bodies.",
    "Only the supervisory bodies of the ILO have described the scope of the right to strike, which "
    "the International Court of Justice found in Convention No. 87.",
)


@pytest.mark.parametrize("sentence", ALONE)
def test_the_right_to_strike_does_not_rest_on_the_bodies_of_the_ilo_alone(sentence: str):
    (message,) = said("strike-on-bodies-alone", dated(sentence))
    assert "is reported to have found on 21 May 2026" in message


@pytest.mark.parametrize("sentence", NOT_ALONE)
def test_a_text_that_does_not_say_so_is_left_alone(sentence: str):
    assert said("strike-on-bodies-alone", dated(sentence)) == []


def test_a_text_from_before_the_opinion_could_not_name_it():
    assert said("strike-on-bodies-alone", dated(ALONE[0], "2026-05-20")) == []
    assert said("strike-on-bodies-alone", dated(ALONE[0], "2026-05-21"))


def test_an_opinion_that_is_named_elsewhere_is_enough():
    text = dated(ALONE[0] + "\n\nSee the Advisory Opinion of 21 May 2026.")
    assert said("strike-on-bodies-alone", text) == []


@pytest.mark.parametrize(
    "body, missing",
    [
        (
            "Recommendation 126.45 asked for a new law.",
            "who recommended 126.45, or what happened since",
        ),
        ("Recommendation 126.45 of Poland was noted.", "what happened since"),
        ("Recommendation 126.45 has not been carried out.", "who recommended 126.45"),
        ("Recommendation 126.45 of the United States of America is not implemented.", None),
        ("Poland’s recommendation 126.45 was noted.\n\nThe law is unchanged.", None),
        ("In 2014 the State supported 3 recommendations.", None),
        ("Wages grew by 12.5 per cent, and prices by 11.25 %.", None),
        ("The Working Group met at 10.30 and took note.", None),
        (
            "The State supports 6.15, a recommendation of its third review.",
            "who recommended 6.15, or what happened since",
        ),
    ],
)
def test_an_earlier_recommendation_is_told_with_its_state_and_outcome(
    body: str, missing: str | None
):
    found = said("earlier-half-told", f"# Previous review\n\n{body}\n")
    assert found == ([f"nothing here says {missing}"] if missing else [])


def test_the_state_under_review_recommends_nothing_to_itself():
    body = "# Previous review\n\nKazakhstan noted recommendation 126.45.\n"
    assert said("earlier-half-told", f"---\nstate: Kazakhstan\n---\n{body}") == [
        "nothing here says who recommended 126.45, or what happened since"
    ]


def test_three_recommendations_may_rest_on_one_concern_and_not_four():
    def text(count: int) -> str:
        links = ", ".join(f"part-2-{n}: [part-1]" for n in range(1, count + 1))
        items = "".join(f"- Register the unions of region {n}.\n" for n in range(count))
        body = f"# Our concerns\n\nUnions are refused.\n\n# Recommendations\n\n{items}"
        return f"---\nrests_on: {{{links}}}\n---\n{body}"

    assert said("too-many-for-one-concern", text(3)) == []
    assert said("too-many-for-one-concern", text(4)) == [
        '4 recommendations rest on the concern "Unions are refused"'
    ]


@pytest.mark.parametrize(
    "request_, vague",
    [
        ("Take all necessary measures to protect unions.", "Take all necessary measures"),
        (
            "Adopt effective and concrete steps on registration.",
            "Adopt effective and concrete steps",
        ),
        ("Improve the human rights situation of workers.", "Improve the human rights situation"),
        ("Take all necessary measures, including an inquiry by 2020, on the deaths.", None),
        ("Improve working conditions by setting up an inspectorate.", None),
        ("Raise awareness of the law among 400 inspectors.", None),
        ("Repeal article 402 of the Criminal Code.", None),
        ("Continue its efforts.", None),
    ],
)
def test_what_nobody_can_measure_is_told(request_: str, vague: str | None):
    found = said("not-measurable", asked(request_))
    assert found == ([f'"{vague}" cannot be measured'] if vague else [])


@pytest.mark.parametrize(
    "request_, count",
    [
        ("Eradicate corruption in the courts.", 1),
        ("Put an end to all forms of discrimination.", 1),
        ("End impunity once and for all.", 1),
        ("End the criminal case against the leaders.", 0),
        ("Investigate all attacks on unions by 2020.", 0),
    ],
)
def test_what_no_state_can_achieve_is_told(request_: str, count: int):
    assert len(said("not-achievable", asked(request_))) == count


@pytest.mark.parametrize(
    "text, count",
    [
        (upr("# Background\n\nThe law changed.\n"), 1),
        (upr("# Background\n\nThe law changed.\n", keywords="[unions]"), 0),
        (upr("# Executive summary\n\nThe law changed.\n"), 0),
        (upr("# Background\n\n" + "The law changed.\n\n" * 12 + "In summary, it did.\n"), 1),
        ("# Background\n\nThe law changed.\n", 0),
    ],
)
def test_a_submission_begins_with_key_words_or_a_summary(text: str, count: int):
    assert len(said("no-key-words", text)) == count


@pytest.mark.parametrize(
    "sentence, count",
    [
        ("The Centre defends unions.", 1),
        ("The Centre interviewed forty workers.", 0),
        ("This text relies on public sources.", 0),
        ("The information was collected in two regions.", 0),
    ],
)
def test_a_submission_says_how_it_knows(sentence: str, count: int):
    assert len(said("method-not-told", upr(f"# Submitting organisation\n\n{sentence}\n"))) == count


@pytest.mark.parametrize(
    "sentence, count",
    [
        ("The Centre has consultative status.", 1),
        ("The Ministry held no consultations with unions.", 0),
        ("Nobody consulted the unions.", 0),
    ],
)
def test_a_submission_says_whether_the_government_consulted(sentence: str, count: int):
    body = f"# Background\n\n{sentence}\n\n{asked('Consult unions by 2020.')}"
    assert len(said("consultation-not-told", upr(body))) == count


@pytest.mark.parametrize(
    "sentence, names",
    [
        ("We attach the report of Amnesty International.", ["Amnesty International"]),
        ("Annex 2 holds a report by the Bureau of Human Rights.", ["Bureau of Human Rights"]),
        ("The reports of Human Rights Watch are enclosed.", ["Human Rights Watch"]),
        ("The report of the Centre for Unions is annexed.", []),
        ("The report of Human Rights Watch of 2016 is cited.", []),
    ],
)
def test_reports_of_others_are_not_sent_along(sentence: str, names: list[str]):
    text = upr(f"# Background\n\n{sentence}\n", submitters='[{name: "Centre for Unions"}]')
    found = said("report-of-others", text)
    assert found == [
        f"the report of {name} is sent along (not verified for the 4th cycle)" for name in names
    ]


def test_an_observation_to_the_ilo_says_so_and_is_signed():
    def text(*sentences: str) -> str:
        return "---\nrules: ilo-article-23\n---\n# Law\n\n" + " ".join(sentences) + "\n"

    kind = "This is an observation for the CEACR under article 23."
    assert said("observation-incomplete", text(kind, "On behalf of the Confederation.")) == []
    assert said("observation-incomplete", text(kind)) == ["nothing says who signs it"]
    (unsaid,) = said("observation-incomplete", text("Signed: the president."))
    assert unsaid.endswith("for the CEACR")


def test_emphasis_is_counted_once_for_a_statement():
    text = "---\nrules: hrc-written-statement\n---\n# Law\n\nThe *Law* was **never** amended.\n"
    assert said("emphasis-not-allowed", text) == [
        'the text has bold or italics in 2 places, the first "Law"'
    ]
    assert said("emphasis-not-allowed", upr("# Law\n\nThe *Law* was **never** amended.\n")) == []


def test_a_new_dossier_has_no_hint_that_it_answers_itself(small):
    ran = small.run("check", "case")
    assert "consultation-not-told" not in ran.out + ran.err
    assert "method-not-told" not in ran.out + ran.err
