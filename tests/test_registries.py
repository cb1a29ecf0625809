"""What blocks ask of the registries, what prints, and what is wrong is said at its line."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.build.submitters_in_text import submitters_in_text
from dossier.model.language import language
from dossier.model.registry import AUDIENCES, Day, Name, Organisation, Person, Registry
from dossier.readers.date_doubts import FORMS, WORDS, date_doubt
from dossier.readers.dossier_yaml import Submitter
from dossier.readers.registries.csl_dates import read_written
from dossier.readers.registries.dates import read_day
from tests.test_cite import background, body, notes

# Facts


def test_a_fact_prints_its_wording_with_its_sources_and_rivals(sourced):
    background(sourced, "{Fact:dead} died.")
    assert body(sourced) == "2\\. At least 16 people[^1] died."
    assert notes(sourced)[0] == (
        "Rights Watch, “Striking Oil”, 10 September 2012; “Abuse *claims*”, The Daily, May 2012, "
        "<https://daily.example/a_b>; but 17 according to the Rights Watch, “Another Year”, 2013, p. 7."
    )


def test_a_fact_may_be_printed_in_part(sourced):
    background(sourced, "{fact:dead value uncited} of {fact:dead uncited}.{fact:dead cite}")
    assert body(sourced) == "2\\. 16 of at least 16 people.[^1]"


def test_a_rival_figure_prints_in_the_language_of_the_document(sourced):
    sourced.change("case/dossier.yaml", "language: en-GB", "language: es")
    sourced.change(
        "case/facts.yaml", "{value: 17,", "{value: about 17, wording: {en: about 17, es: unas 17},"
    )
    background(sourced, "{Fact:dead uncited}.[^n]\n\n[^n]: Véase {fact:dead cite}.")
    assert "; pero unas 17 según Rights Watch, “Another Year”" in notes(sourced)[0]
    sourced.change("case/facts.yaml", ", es: unas 17", "")
    sourced.change("case/facts.yaml", "unit: people", "unit: people\n  wording: {en: 16 people}")
    said = [
        each for each in sourced.run("check", "case").err.splitlines() if "missing-words" in each
    ]
    assert [each.partition(": ")[2] for each in said] == [
        'error[missing-words]: the fact "dead" does not say "wording" in Spanish',
        'error[missing-words]: the fact "dead" has a rival value "about 17", which does not say'
        ' "wording" in Spanish',
    ]


def test_a_wording_may_ask_other_registries(sourced):
    background(sourced, "Arrested: {fact:arrested uncited}; {fact:arrested value uncited}.")
    assert "some 12,500 workers of the Free Confederation of Ruritanian Workers (FCRW)" in body(
        sourced
    )
    assert "; 12,500." in body(sourced)


def test_changing_one_fact_changes_every_document(sourced):
    background(sourced, "{fact:dead}")
    text = (sourced.content / "case" / "dossier.yaml").read_text("utf-8")
    head, _, submission = text.partition("  submission:\n")
    sourced.write("case/dossier.yaml", head + "  submission:\n" + submission
                  + "\n  second:\n" + submission)  # fmt: skip
    sourced.change("case/facts.yaml", "value: 16", "value: 23")
    assert sourced.run("build", "case", "--format", "md").status == 0
    for name in ("submission", "second"):
        assert "at least 23\u00a0people" in (sourced.output / "case" / f"{name}.md").read_text(
            "utf-8"
        )


def test_the_command_facts_lists_uses_what_is_due_and_bare_numbers(sourced):
    background(sourced, "{fact:dead} died.\n\nSixteen people were killed.\n\nRoom 16 was cold.")
    ran = sourced.run("facts", "case")
    assert "dead                             at least 16 people; others say 17" in ran.out
    assert "content/case/blocks/21-text.md:5  (submission)" in ran.out
    assert "used nowhere  (content/case/facts.yaml:10)" in ran.out
    assert (
        'facts.yaml:1: warning[fact-due]: the fact "dead" was to be reviewed by 2020-01-31'
        in ran.err
    )
    assert (
        '21-text.md:7: warning[bare-number]: "Sixteen people" looks like the fact "dead"' in ran.err
    )
    assert "21-text.md:9" not in ran.err
    assert sourced.run("facts", "--json").status == 0


# Incidents, people, organisations


def test_an_incident_prints_what_happened_when_and_where(sourced):
    background(sourced, "From {incident:beating date}, in {incident:beating place}: {incident:beating}; "
               "{incident:beating outcome uncited}.")  # fmt: skip
    assert body(sourced) == (
        "2\\. From 7 to 11 October 2012, in Strelsau: the chair of the Free Confederation of "
        "Ruritanian Workers (FCRW) was beaten;[^1] nobody was charged."
    )


def test_a_person_prints_as_a_role_unless_the_audience_may_read_the_name(sourced):
    background(
        sourced, "{Person:chair} met {person:minister}; {person:chair} left {person:partner}."
    )
    assert body(sourced) == (
        "2\\. The chair of the Free Confederation of Ruritanian Workers (FCRW) met Michael Elphberg; "
        "the chair left a witness."
    )
    sourced.change("case/dossier.yaml", "    session:", "    audience: partners\n    session:")
    assert "Antoinette Mauban" in body(sourced)
    assert "Rupert" not in body(sourced)


@given(st.sampled_from(AUDIENCES), st.sampled_from(("nobody", *AUDIENCES)))
def test_who_may_be_named_to_many_may_be_named_to_fewer(audience, named):
    person = Person("x", "X", named=named)
    if person.may_be_named(audience):
        narrower = AUDIENCES[: AUDIENCES.index(audience) + 1]
        assert all(person.may_be_named(each) for each in narrower)
    assert not Person("x", "X").may_be_named(audience)


def test_an_organisation_is_introduced_once_in_the_text_and_once_in_the_notes(sourced):
    background(
        sourced,
        "{Org:union} struck.[^a] {Org:union} won; {org:union bare} members; {org:union as OCW};"
        " {org:union as OCW}; {org:union as KSRP}; {org:union full}.\n\n"
        "[^a]: {Org:union} and {org:union}, [@daily].",
    )
    assert body(sourced) == (
        "2\\. The Free Confederation of Ruritanian Workers (FCRW) struck.[^1] The FCRW won; FCRW "
        "members; the Old Confederation of Workers (OCW); the OCW; KSRP; the Free Confederation of "
        "Ruritanian Workers."
    )
    assert notes(sourced)[0].startswith(
        "The Free Confederation of Ruritanian Workers (FCRW) and the FCRW"
    )


def test_what_we_say_of_a_source_prints_in_the_language_of_the_document(sourced):
    sourced.change("case/dossier.yaml", "language: en-GB", "language: es")
    sourced.change(
        "case/sources.yaml", "title: Abuse <i>claims</i>",
        "title: '[Report]'\n  title-in: {es: '[Noticia]'}\n  genre: in Russian\n  genre-in: {es: en ruso}",
    )  # fmt: skip
    background(sourced, "Esto dijo.[@daily, paras 33–38 and 40]")
    assert "[Noticia\\], The Daily, en ruso, mayo de 2012, párrs. 33 a 38 y 40" in notes(sourced)[0]


def test_another_name_of_an_organisation_prints_in_the_language_of_the_document(sourced):
    sourced.change("case/dossier.yaml", "language: en-GB", "language: es")
    sourced.change(
        "case/organisations.yaml", "name: Old Confederation of Workers, acronym: OCW, article: the,",
        "name: {en: Old Confederation, es: Vieja Confederación}, acronym: OCW, article: {es: la},",
    )  # fmt: skip
    background(
        sourced, "Esto dijo {org:union as OCW}.[^n]\n\n[^n]: De {org:union as Old Confederation}."
    )
    assert notes(sourced)[0] == "De la Vieja Confederación (OCW)."


# Obligations


def test_an_instrument_is_introduced_then_quoted_by_article(sourced):
    background(sourced, "{Treaty:ICCPR art. 22(1)} and {treaty:iccpr bare art. 6, 7 and 2(3)}, then "
               "{treaty:C87 art. 2} and {treaty:C087}: {quote:ICCPR art. 22(1) \"form and join\"}.")  # fmt: skip
    assert body(sourced) == (
        "2\\. Article 22(1) of the International Covenant on Civil and Political Rights (ICCPR) and "
        "ICCPR, articles 6, 7 and 2(3), then article 2 of the Freedom of Association and Protection "
        "of the Right to Organise Convention, 1948 (No. 87) and Convention No. 87: “form and join”."
    )


def test_dates_of_ratification_come_from_the_registry_with_their_source(sourced):
    background(sourced, "On {treaty:ICCPR ratified}, in {treaty:C098 ratified uncited}.")
    assert body(sourced) == r"2\. On 24 January 2006,[^1] in 2001 [\[source not verified\]]{.mark}."


def test_a_table_of_treaties_is_made_from_the_registry(sourced):
    background(sourced, "{treaties:all}")
    rows = body(sourced).splitlines()
    assert len(rows) == 2 + 4
    assert rows[2].startswith(
        "| International Covenant on Civil and Political Rights (ICCPR) | 2 D"
    )


def test_a_provision_of_a_law_prints_with_its_short_title(sourced):
    background(sourced, "{Law:union-law art. 10(2), 10(3)}; {law:union-law bare art. 4}.")
    assert body(sourced) == "2\\. Articles 10(2) and 10(3) of the 2014 Law; 2014 Law, article 4."


# Earlier recommendations


def test_an_earlier_recommendation_prints_from_the_registry(sourced):
    background(sourced, "{upr:124.29}; {upr:124.29 para}; {upr:124.29 states}; {Upr:126.29 position};"
               " {upr:126.29 text}; {upr:124.29 words}; {upr:A/HRC/99/1 126.29 symbol}.{upr:124.29 cite}")  # fmt: skip
    assert body(sourced) == (
        "2\\. 124.29 (Japan and Chile); 124.29; Japan and Chile; Noted; “Repeal the restrictions on "
        "unions”; “considers that they have already been implemented”; A/HRC/99/1.[^1]"
    )
    assert "A/HRC/99/1, 10 December 2014, para. 124.29, <https://" in notes(sourced)[0]
    assert notes(sourced)[0].endswith("(Japan and Chile).")


# Bad input: in a block


@pytest.mark.parametrize(
    ("text", "rule", "message", "hint"),
    [
        ("{fact:deda}", "unknown-id", 'there is no fact "deda"', 'did you mean "dead"?'),
        ("{fcat:dead}", "unknown-registry", "asks for a registry that does not exist", 'did you mean "fact"?'),
        ("{fact:dead valeu}", "unknown-form", 'asks for "valeu", which does not exist', 'did you mean "value"?'),
        ("{incident:beeting}", "unknown-id", 'there is no incident "beeting"', '"beating"'),
        ("{person:chiar}", "unknown-id", 'there is no person "chiar"', '"chair"'),
        ("{org:unoin}", "unknown-id", 'there is no organisation "unoin"', '"union"'),
        ("{org:union as OWC}", "unknown-id", 'there is no name of "union" "OWC"', '"OCW"'),
        ("{treaty:CEDEF}", "unknown-id", 'no instrument "CEDEF"', '"CEDEF" is CEDAW here'),
        ("{treaty:ICCPX}", "unknown-id", 'there is no instrument "ICCPX"', '"ICCPR"'),
        ("{treaty:CESCR art. 8}", "committee-for-covenant",
         '"CESCR" is not the acronym of the treaty but of its committee', "write ICESCR"),
        ("{treaty:CAT}", "treaty-status-unknown", "is bound by CAT (Convention against Torture and", "add `CAT:`"),
        ("{treaty:ICRMW art. 26}", "not-ratified", "has not ratified ICRMW", "not-ratified"),
        ("{treaty:ICCPR not-ratified}", "ratified", "ICCPR was ratified (24 January 2006)", "delete"),
        ("{treaty:ICRMW signed}", "missing-date", "no date for `signed` of ICRMW", "add it"),
        ("{quote:ICCPR art. 99}", "unknown-article", 'the words of article "99" of ICCPR', "available are"),
        ('{quote:ICCPR art. 22(1) "the right to strike"}', "wrong-quotation",
         'article 22(1) of ICCPR does not say "the right to strike"', "it says: Everyone"),
        ("x {treaties:ICCPR} y", "misplaced-table", "inside a paragraph", "a paragraph of its own"),
        ("{law:union-lwa art. 1}", "unknown-id", 'there is no law "union-lwa"', '"union-law"'),
        ("{upr:124.92}", "unknown-id", 'no paragraph "124.92"', '"124.29"'),
        ("{upr:124.29 postion}", "unknown-form", 'asks for "postion"', '"position"'),
        ("{upr:126.29 words}", "missing-words", 'recommendation 126.29 has no "words"', "add `words:`"),
        ("On {incident:beating date}, {treaty:CRPD art. 27} was broken.", "before-bound",
         'the incident "beating" (7 to 11 October 2012) is before CRPD bound the State (21 April 2015)',
         "rely on what bound the State then"),
        ("It ratified the CESCR.", "committee-for-covenant",
         '"CESCR" is not the acronym of the treaty', "write {treaty:ICESCR}"),
        ("Article 8 of the CESCR binds.", "committee-for-covenant", '"CESCR"', "ICESCR"),
    ],
)  # fmt: skip
def test_what_a_block_asks_in_vain_is_a_finding_at_its_line(sourced, text, rule, message, hint):
    background(sourced, f"First paragraph.\n\n{text}")
    ran = sourced.run("build", "case", "--format", "md")
    found = [each for each in ran.err.split("content/case/") if f"error[{rule}]" in each]
    assert ran.status == 1
    assert found[0].startswith("blocks/21-text.md:7: "), ran.err
    assert message in found[0]
    assert hint in found[0]


def test_a_committee_may_be_named_as_such(sourced):
    background(sourced, "The CESCR recommended it in E/C.12/KAZ/CO/2; see CCPR/C/KAZ/CO/2.")
    assert "committee-for-covenant" not in sourced.run("build", "case", "--format", "md").err


def test_a_recommendation_may_name_what_is_not_ratified(sourced):
    sourced.change("case/blocks/80-recommendation.md", "Amend", "Ratify {treaty:ICRMW}; amend")
    background(sourced, "{treaty:ICRMW not-ratified} is not in force here.")
    assert sourced.run("build", "case", "--format", "md").status == 0


DATED = st.dates(min_value=date(1800, 1, 1))


@given(DATED, st.sampled_from("/.-"), st.booleans())
def test_what_numbers_of_a_date_may_mean_is_named_once_and_only_that(day, sign, year_first):
    numbers = [str(day.day), str(day.month), f"{day.year}"]
    typed = sign.join(reversed(numbers) if year_first else numbers)
    wrong, hint = date_doubt(typed, "date")
    named = re.findall(r"\d{4}-\d\d-\d\d", hint)
    either = not year_first and day.day <= 12 and day.day != day.month
    assert day.isoformat() in named and len(named) == 1 + either
    assert "either number" in wrong if either else "read" in wrong
    assert FORMS not in wrong


@given(DATED, st.sampled_from(("en", "fr", "es", "ru", "zh")))
def test_a_date_in_the_words_of_a_language_is_taken(day, tag):
    assert read_written(language(tag).long_date(day)) == Day(day.year, day.month, day.day)


@pytest.mark.parametrize("words", re.findall("“(.*?)”", WORDS))
def test_the_words_that_a_message_offers_for_a_date_are_taken(words):
    assert read_written(words) == Day(2018, 11, 10)
    assert all(map(read_day, re.split(", | or ", FORMS)))


NYO = """
own:
  name: {en: Name of Your Organisation, fr: Nom de l’Organisation}
  acronym: {en: NYO, fr: NYO}
  article: {en: the, fr: l’}
  acronym_article: {en: the, fr: la}
"""


@pytest.mark.parametrize(
    ("tag", "sentence"), [("fr", "La NYO demande au"), ("en-GB", "The NYO calls on")]
)
def test_who_submits_has_the_article_of_its_organisation(sourced, tag, sentence):
    sourced.change("case/dossier.yaml", "language: en-GB", f"language: {tag}")
    held = (sourced.content / "case" / "organisations.yaml").read_text("utf-8")
    sourced.write("case/organisations.yaml", held + NYO)
    background(sourced, "Text.")
    sourced.run("build", "case", "--format", "md")
    made = (sourced.output / "case" / "submission.md").read_text("utf-8")
    assert sentence in made.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("said", "names", "begun"),
    [
        (Submitter("Union", "UST"), Name("Union", "UST", "l’", "l’"), "L’UST"),
        (Submitter("Union"), Name("Union", "UST", "l’", "la"), "L’Union"),
        (Submitter("Other", "UST"), Name("Union", "UST", "l’", "la"), "La UST"),
        (Submitter("iLaw"), Name("iLaw"), "iLaw"),
        (Submitter("Other", "OTH"), Name("Union", "UST", "l’", "la"), "OTH"),
    ],
)
def test_those_who_submit_are_found_by_name_or_else_by_acronym(said, names, begun):
    registry = Registry(organisations={"a": Organisation("a", {"fr": names})})
    assert submitters_in_text((said,), registry, language("fr")) == begun
    both = submitters_in_text((Submitter("Centre"), said), registry, language("fr"))
    assert both.startswith("Centre et ") and both[10:].casefold() == begun.casefold()
    assert submitters_in_text((said,), registry, language("es")) == said.short


# Bad input: in a registry


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        ("facts", "value: 16", "value:", 'facts.yaml:1: error[missing-value]: the fact "dead" has no "value"'),
        ("facts", "exactness: at least", "exactness: atleast", 'facts.yaml:4: error[unknown-value]: "exactness" cannot be "atleast"'),
        ("facts", "as_of: 2012-06", "as_of: 2012-13", 'facts.yaml:5: error[wrong-value]: "as_of" is "2012-13", a date that no calendar has'),
        ("facts", "as_of: 2012-06", "as_of: 10/11/1960", 'facts.yaml:5: error[wrong-value]: "as_of" is "10/11/1960", in which either number may be the month\n    hint: write 1960-11-10 or 1960-10-11, or the month in words'),
        ("facts", "@daily", "@dayly", 'facts.yaml:1: error[unknown-source]: there is no source "dayly"'),
        ("facts", ', sources: "the @watch-2013, p. 7"', "", 'facts.yaml:8: error[rival-without-source]: the fact "dead" has a rival value "17" with no source'),
        ("facts", 'sources: "@watch-2012; @daily"', "", 'facts.yaml:1: error[fact-without-source]: the fact "dead" has no source'),
        ("facts", "{org:union}", "{org:unoin}", 'facts.yaml:10: error[unknown-id]: there is no org "unoin"'),
        ("facts", "unit: people", "unti: people", 'facts.yaml:3: error[unknown-key]: the fact "dead" knows no key "unti"'),
        ("incidents", "date: 2012-10-07/2012-10-11", "date: 2012-02-30", 'incidents.yaml:2: error[wrong-value]: "date" is "2012-02-30", a date that no calendar has'),
        ("incidents", "2012-10-07/2012-10-11", "2012-10-11/2012-10-07", 'incidents.yaml:2: error[wrong-value]: "date" is "2012-10-11/2012-10-07"'),
        ("incidents", "category: violence", "category: voilence", 'incidents.yaml:5: error[unknown-category]: there is no category "voilence"'),
        ("incidents", "people: [chair]", "people: [chiar]", 'incidents.yaml:1: error[unknown-id]: there is no person "chiar"'),
        ("incidents", "ICCPR art. 7", "ICPR art. 7", 'incidents.yaml:1: error[unknown-id]: there is no instrument "ICPR"'),
        ("incidents", "ICCPR art. 7", "CRPD art. 27", 'incidents.yaml:1: error[before-bound]: the incident "beating" (7 to 11 October 2012) is before CRPD bound'),
        ("incidents", 'sources: "@daily"', "remark: none", 'incidents.yaml:1: error[incident-without-source]: the incident "beating" has no source'),
        ("people", 'role: {en: "the chair of {org:union}"}', "remark: none", 'people.yaml:1: error[person-without-role]: the person "chair" has no role'),
        ("people", "named: public", "named: everybody", 'people.yaml:9: error[unknown-value]: "named" cannot be "everybody"'),
        ("organisations", "- {acronym: KSRP}", "- {article: the}", 'organisations.yaml:8: error[missing-name]: another name of "union" has neither'),
        ("treaties", "ratified: 2006-01-24", "ratified: 2003-01-24", 'treaties.yaml:1: error[wrong-order]: "ICCPR" was ratified before it was signed'),
        ("treaties", "status: not a party, ", "", 'treaties.yaml:5: error[missing-status]: the treaty "ICRMW" does not say whether'),
        ("treaties", "CRPD:", "CPRD:", 'treaties.yaml:4: error[unknown-id]: there is no instrument "CPRD"'),
        ("treaties", "ratified: 2000", "ratified: 2000, acceded: 2001", 'treaties.yaml:2: error[two-acts]: "C087" was both ratified and acceded'),
        ("recommendations", "position: noted", "position: notd", "recommendations.yaml:14: error[unknown-value]"),
    ],
)  # fmt: skip
def test_a_fault_in_a_registry_is_a_finding_at_its_line(sourced, file, old, new, finding):
    background(sourced, "Text.")
    sourced.change(f"case/{file}.yaml", old, new)
    ran = sourced.run("build", "case", "--format", "md")
    assert ran.status == 1
    assert finding in ran.err


def test_entries_that_ask_for_each_other_are_a_cycle(sourced):
    sourced.write(
        "case/facts.yaml",
        'a: {value: 1, wording: "{fact:b}", sources: "@daily"}\n'
        'b: {value: 1, wording: "{fact:a}", sources: "@daily"}\n',
    )
    background(sourced, "{fact:a}")
    ran = sourced.run("build", "case", "--format", "md")
    assert "error[cycle]: entries ask for each other: fact:a → fact:b → fact:a" in ran.err


def test_blocks_that_rest_on_each_other_are_a_cycle(sourced):
    background(sourced, "Text.")
    sourced.change(
        "case/blocks/30-concern.md", "kind: concern", "kind: concern\nrests_on: [text-1]"
    )
    sourced.change(
        "case/blocks/21-text.md", "kind: background", "kind: background\nrests_on: [concern-one]"
    )
    ran = sourced.run("build", "case", "--format", "md")
    assert "error[cycle]: blocks rest on each other: concern-one → text-1 → concern-one" in ran.err


def test_what_lies_after_the_documents_date_is_a_finding(sourced):
    background(sourced, "{fact:dead uncited}\n\n{incident:beating date}\n\n{treaty:CRPD art. 27}")
    sourced.change("case/dossier.yaml", "date: 20", "date: 2012-01-01 # 20")
    ran = sourced.run("build", "case", "--format", "md")
    assert 'the fact "dead" is of June 2012, after the document\'s date of 2012-01-01' in ran.err
    assert 'the incident "beating" is of 7 to 11 October 2012, after' in ran.err
    assert "CRPD was ratified on 21 April 2015, after the document's date" in ran.err


def test_an_id_in_the_dossier_and_in_the_library_is_a_finding(sourced):
    background(sourced, "Text.")
    sourced.write(
        "library/organisations.yaml", "union: {name: Another union}\nother: {name: Other}\n"
    )
    ran = sourced.run("build", "case", "--format", "md")
    assert (
        'error[doubled-id]: the id "union" is taken already (content/library/organisations.yaml:1)'
        in ran.err
    )


def test_the_library_is_shared_and_a_change_in_it_is_built(sourced):
    sourced.write("library/organisations.yaml", "other: {name: Other Union}\n")
    background(sourced, "{org:other}.")
    assert body(sourced) == "2\\. Other Union."
    sourced.write("library/organisations.yaml", "other: {name: Changed Union}\n")
    assert body(sourced) == "2\\. Changed Union."


def test_an_earlier_recommendation_that_is_followed_up_must_be_known(sourced):
    background(sourced, "Text.")
    sourced.change("case/blocks/80-recommendation.md", "kind: recommendation",
                   'kind: recommendation\nfollows_up: ["124.92"]')  # fmt: skip
    ran = sourced.run("build", "case", "--format", "md")
    assert 'follows up "124.92", which recommendations.yaml lacks' in ran.err
    assert 'did you mean "124.29"?' in ran.err


# Names in prose


@pytest.mark.parametrize(
    "text",
    [
        "Rupert Hidden was beaten.",
        "HIDDEN, Rupert was beaten.",
        "*Rupert* **Hidden** was beaten.",
        "Ruprecht\nHydden was beaten.",
        "Beaten.[^a]\n\n[^a]: [@daily], on Rupert Hidden.",
        "See <https://daily.example/rupert-hidden-beaten>.",
    ],
)
def test_a_name_that_the_audience_may_not_read_stops_the_build(sourced, text):
    background(sourced, text)
    ran = sourced.run("build", "case", "--format", "md")
    assert ran.status == 1
    assert "error[name-leaks]" in ran.err
    assert "write {person:chair}" in ran.err


def test_a_name_in_the_title_of_a_cited_source_stops_the_build(sourced):
    sourced.change("case/sources.yaml", "title: A rumour", "title: The case of Rupert Hidden")
    background(sourced, "Said.[@rumour]")
    assert "error[name-leaks]" in sourced.run("build", "case", "--format", "md").err


def test_a_last_name_alone_is_a_warning(sourced):
    background(sourced, "Mr Hidden was beaten. A hidden door.")
    ran = sourced.run("build", "case", "--format", "md")
    assert 'warning[name-leaks]: "Hidden" stands in the text' in ran.err


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("The FRCW struck.", 'warning[unknown-acronym]: the acronym "FRCW" is not known\n    hint: did you mean "FCRW"?'),
        ("The XQZV struck.", 'warning[unknown-acronym]: the acronym "XQZV" is not known'),
        ("The Free Confederation of Ruritanian Worker struck.",
         'warning[unknown-form-of-name]: "Free Confederation of Ruritanian Worker" is nearly, but not quite, "Free Confederation of Ruritanian Workers"\n    hint: write {org:union}'),
    ],
)  # fmt: skip
def test_a_form_of_a_name_that_no_registry_knows_is_a_finding(sourced, text, finding):
    background(sourced, text)
    assert finding in sourced.run("build", "case", "--format", "md").err


def test_known_forms_pass(sourced):
    background(sourced, "The FCRW, the OCW and KSRP (UN, ILO, ICCPR, A/HRC/28/10); section IV; the "
               "Free Confederation of Ruritanian Workers; the New Party (NPX), then the NPX.")  # fmt: skip
    err = sourced.run("build", "case", "--format", "md").err
    assert "21-text.md" not in err


# Dates


DAYS = st.builds(
    lambda day, exact, about: Day(*[(day.year, 0, 0), (day.year, day.month, 0),
                                    (day.year, day.month, day.day)][exact], about),
    st.dates(), st.integers(0, 2), st.booleans(),
)  # fmt: skip


@given(DAYS)
def test_a_date_is_read_as_it_is_written(day):
    parts = [
        f"{day.year:04}",
        f"{day.month:02}" if day.month else "",
        f"{day.day:02}" if day.day else "",
    ]
    typed = "-".join(filter(None, parts)) + ("~" if day.about else "")
    assert read_day(typed) == day
    assert day.first() <= day.last()
    assert language("en").day(day).startswith("about ") == day.about


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2017-01-19/2017-01-24", "19 to 24 January 2017"),
        ("2017-01-19/2017-02-04", "19 January to 4 February 2017"),
        ("2016-12-30/2017-01-04", "30 December 2016 to 4 January 2017"),
        ("2017-01/2017-03", "January to March 2017"),
        ("2018-10~", "about October 2018"),
        ("2018", "2018"),
    ],
)
def test_dates_print_as_exactly_as_they_are_known(typed, printed):
    day = read_day(typed)
    assert day is not None
    assert language("en").day(day) == printed


def test_a_verification_says_when_and_by_whom(sourced):
    background(sourced, "Text.")
    sourced.change("case/sources.yaml", "  verified-by: the desk\n", "")
    ran = sourced.run("build", "case", "--format", "md")
    assert (
        'sources.yaml:2: warning[verification-unsigned]: the source "wg-report" does not say by whom'
        in ran.err
    )


def test_a_registry_may_be_a_list_of_entries_with_ids(sourced):
    sourced.write(
        "case/facts.yaml",
        "- id: dead\n  value: 16\n  unit: people\n  sources: [watch-2012, 'daily, p. 3']\n",
    )
    background(sourced, "{fact:dead}.")
    assert body(sourced) == "2\\. 16 people.[^1]"
    assert "p. 3" in notes(sourced)[0]
    sourced.write(
        "case/facts.yaml",
        "- value: 16\n- {id: a, value: 1, sources: daily}\n- {id: a, value: 2, sources: daily}\n",
    )
    err = sourced.run("build", "case", "--format", "md").err
    assert "facts.yaml:1: error[missing-id]: the fact has no id" in err
    assert 'facts.yaml:3: error[doubled-key]: the key "a" stands twice (first in line 2)' in err


# What a second pair of eyes found


def test_citations_without_a_space_between_them_are_both_read(sourced):
    background(sourced, "A.[@daily][@watch-2012] B.[@daily] [@profile]")
    assert len(notes(sourced)) == 2
    assert "@" not in body(sourced)


def test_meeting_notes_say_a_source_once(sourced):
    background(sourced, "On {treaty:ICCPR ratified} {treaty:C087 ratified cite}.\n\n"
               "{treaty:ICCPR ratified cite}{treaty:C087 ratified cite}[@daily]")  # fmt: skip
    assert notes(sourced)[-1].count(";") == 1
    assert notes(sourced)[-1].lower().count("ibid") == 1


def test_keys_with_and_without_the_sign_may_be_mixed_in_a_list(sourced):
    sourced.change(
        "case/facts.yaml", 'sources: "@watch-2012; @daily"', 'sources: [watch-2012, "@daily, p. 3"]'
    )
    background(sourced, "{fact:dead}")
    assert "Rights Watch, “Striking Oil”" in notes(sourced)[0]


def test_a_finding_on_a_registrys_citation_stands_where_the_block_asks(sourced):
    sourced.change("case/incidents.yaml", 'sources: "@daily"', 'sources: "@rumour"')
    sourced.change("case/dossier.yaml", "status: draft", "status: final")
    background(sourced, "One.\n\nTwo.\n\n{incident:beating}")
    ran = sourced.run("build", "case", "--format", "md")
    assert "21-text.md:9: error[source-not-verified]" in ran.err


def test_a_state_may_be_bound_since_a_day_nobody_knows(sourced):
    sourced.change("case/treaties.yaml", "C087: {ratified: 2000,", "C087: {status: party,")
    background(sourced, "{treaty:C087 art. 2}")
    assert sourced.run("build", "case", "--format", "md").status == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "finding"),
    [
        ("incidents", "ICCPR art. 7", "ICRMW art. 26", "incidents.yaml:1: error[not-ratified]: the State under review has not ratified ICRMW"),
        ("incidents", "ICCPR art. 7", "CAT art. 13", "incidents.yaml:1: error[treaty-status-unknown]"),
        ("incidents", "  place: Strelsau\n", "", '21-text.md:5: error[missing-words]: the incident "beating" has no place'),
        ("recommendations", "{level: not implemented}", "{level: not implemented, blocks: [evidence-noe]}", 'error[unknown-id]: there is no block "evidence-noe"'),
    ],
)  # fmt: skip
def test_loose_ends_between_registries_are_findings(sourced, file, old, new, finding):
    background(sourced, "{incident:beating place}")
    sourced.change(f"case/{file}.yaml", old, new)
    assert finding in sourced.run("build", "case", "--format", "md").err


def test_a_registry_with_a_wrong_name_is_not_ignored_in_silence(sourced):
    background(sourced, "Text.")
    sourced.write("case/incident.yaml", "x: {}\n")
    sourced.write("library/treaties.yaml", "x: {}\n")
    err = sourced.run("build", "case", "--format", "md").err
    assert "case/incident.yaml: warning[unread-file]: the file is not read" in err
    assert 'hint: did you mean "incidents"?' in err
    assert "library/treaties.yaml: warning[unread-file]" in err
    sourced.write("case/words.yaml", "x: {}\n")
    assert (
        "case/words.yaml: warning[unread-file]"
        in sourced.run("build", "case", "--format", "md").err
    )


def test_a_reservation_prints_from_the_registry(sourced):
    sourced.change(
        "case/treaties.yaml",
        "verified: yes}",
        'verified: yes, reservation: "not bound by article 14"}',
    )
    background(sourced, "It is {treaty:ICCPR reservation}.")
    assert body(sourced) == "2\\. It is not bound by article 14.[^1]"


def test_a_file_whose_aliases_multiply_is_refused(sourced):
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join(['*' + old] * 10)}]\n"
        for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    sourced.write("case/facts.yaml", bomb)
    background(sourced, "Text.")
    ran = sourced.run("build", "case", "--format", "md")
    assert (
        "facts.yaml:1: error[broken-yaml]: the YAML cannot be read: its aliases repeat too much"
        in ran.err
    )


def test_entries_that_ask_too_deep_are_refused_in_time(sourced):
    lines = [
        f'f{n}: {{value: 1, wording: "{{fact:f{n + 1}}} {{fact:f{n + 1}}}", sources: "@daily"}}'
        for n in range(30)
    ]
    sourced.write(
        "case/facts.yaml", "\n".join([*lines, 'f30: {value: 1, sources: "@daily"}']) + "\n"
    )
    background(sourced, "{fact:f0}")
    ran = sourced.run("build", "case", "--format", "md")
    assert "error[too-deep]: entries ask for each other more than 8 deep" in ran.err


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("{law:union-law art. 402-1}", "article 402-1 of the 2014 Law"),
        ("{law:union-law art. 402 bare}", "2014 Law, article 402"),
        ("{treaty:ICCPR art. 22, 19 and 21 bare}", "ICCPR, articles 22, 19 and 21"),
        ("{incident:beating uncited}", "the chair of the Free Confederation of Ruritanian Workers (FCRW) was beaten"),
    ],
)  # fmt: skip
def test_words_may_stand_before_or_after_the_articles(sourced, text, printed):
    background(sourced, f"See {text}.")
    assert body(sourced) == f"2\\. See {printed}."


@pytest.mark.parametrize("words", ["ade unio", ".", ""])
def test_a_quotation_is_of_whole_words(sourced, words):
    background(sourced, f'{{quote:ICCPR art. 22(1) "{words}"}}')
    ran = sourced.run("build", "case", "--format", "md")
    assert ran.status == 1


def test_an_alternative_text_holds_words_only(sourced):
    background(sourced, "![Map by {org:union} [@daily]](map.png)")
    ran = sourced.run("build", "case", "--format", "md")
    assert (
        '21-text.md:5: error[picture-text]: the alternative text "Map by {org:union} [@daily]"'
        in ran.err
    )


def test_a_name_in_the_key_of_a_document_stops_the_build(sourced):
    background(sourced, "Text.")
    sourced.change("case/dossier.yaml", "  submission:\n", "  rupert-hidden:\n")
    assert "error[name-leaks]" in sourced.run("build", "case", "--format", "md").err


# What a broken file entails


ASKED = (
    "{fact:dead} died.[@watch-2012] {fact:arrested uncited}.[@daily, p. 3] {incident:beating},"
    " {person:chair} of {org:union}.[^n] {law:union-law art. 1} and {treaty:ICCPR art. 22},"
    " {upr:124.29}."
    "\n\n[^n]: [@profile]."
)


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("sources.yaml", "references: ["),
        ("sources.yaml", "sources:\n- id: a\n  title: T\n"),
        ("facts.yaml", "dead: {"),
        ("incidents.yaml", "beating: ["),
        ("people.yaml", "chair: 'x"),
        ("organisations.yaml", "union: {"),
        ("treaties.yaml", "ICCPR: {"),
        ("recommendations.yaml", "recommendations: ["),
    ],
)
def test_what_refers_to_a_registry_that_cannot_be_read_is_not_found_as_well(sourced, name, broken):
    background(sourced, ASKED)
    sourced.write(f"case/{name}", broken)
    ran = sourced.run("build", "case", "--format", "md")
    said = [line for line in ran.err.splitlines() if " error[" in line]
    assert ran.status == 1
    assert len(said) == 1, ran.err
    assert said[0].startswith(f"content/case/{name}:")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sources/more.json", '[{"id": "more", "title": }]'),
        ("sources/more.bib", "@book{more, title={T} year=2001}"),
        ("sources/more.yaml", "references: ["),
    ],
)
def test_a_key_may_stand_in_the_file_of_sources_that_cannot_be_read(sourced, name, content):
    background(sourced, "A.[@more] B.[@more] {source:more title}.")
    sourced.change("case/facts.yaml", '"@profile"', '"@more"')
    sourced.write("case/verification.yaml", "more: yes")
    sourced.write(f"case/{name}", content)
    ran = sourced.run("build", "case", "--format", "md")
    assert [line for line in ran.err.splitlines() if " error[" in line and name not in line] == []
    assert ran.err.count(" error[") == 1


def test_a_source_with_a_fault_of_its_own_hides_no_unknown_key(sourced):
    background(sourced, "A.[@watch-2102]")
    sourced.write("case/sources/more.yaml", "references:\n- {id: more, title: T, issued: 2019-13}")
    ran = sourced.run("build", "case", "--format", "md")
    assert 'there is no source "watch-2102"' in ran.err
    assert "error[wrong-date]" in ran.err


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("facts", "  value: 16", "\tvalue: 16"),
        ("facts", "  value: 16\n", ""),
        ("facts", "  unit: people", '  unit: "people'),
        ("incidents", "2012-10-07/2012-10-11", "2012-99-01"),
        ("people", "Rupert Hidden", "@rupert"),
        ("organisations", "acronym: FCRW", "acronym FCRW"),
        ("treaties", "ICCPR: {", "ICCPR: ["),
        ("treaties", "ratified: 2006-01-24", "ratified: 2006-13-45"),
        ("recommendations", "    text: Enhance", "\ttext: Enhance"),
        ("sources", "title: Striking Oil", "title: Striking: Oil"),
        ("sources", "- id: watch-2012", "- id watch-2012"),
    ],
)
def test_what_refers_to_an_entry_that_cannot_be_read_is_not_found_as_well(sourced, name, old, new):
    background(sourced, f"{ASKED} {{fact:no-such}}")
    sourced.change(f"case/{name}.yaml", old, new)
    found = [each for each in sourced.dossier("case").findings if each.severity == "error"]
    assert found[0].file == f"content/case/{name}.yaml"
    assert len(found) == 2
    assert found[1].message == 'there is no fact "no-such"'


@pytest.mark.parametrize(
    ("block", "old", "new"),
    [
        ("30-concern", "kind: concern", "\tkind: concern"),
        ("30-concern", "id: concern-one", "id concern-one"),
        ("60-evidence", "title: What", "title: Strike: what"),
        ("60-evidence", "---\n", ""),
    ],
)
def test_what_refers_to_a_block_that_cannot_be_read_is_not_found_as_well(small, block, old, new):
    small.change(f"case/blocks/{block}.md", old, new)
    found = [each for each in small.dossier("case").findings if each.severity == "error"]
    assert [each.file for each in found] == [f"content/case/blocks/{block}.md"]


@pytest.mark.parametrize(
    ("name", "old", "new", "line"),
    [
        ("organisations", "Free Confederation of Ruritanian Workers", "'{person:chair}'", None),
        ("facts", "unit: people", "unit: '{org:union} members'", 3),
        ("sources", "title: Striking Oil", "title: 'Oil of {org:union}'", 17),
        ("recommendations", "text: Enhance efforts", "text: Enhance {fact:dead} efforts", 5),
    ],
)
def test_a_request_in_a_text_that_prints_as_typed_is_found(sourced, name, old, new, line):
    sourced.change(f"case/{name}.yaml", old, new)
    found = [
        each.line
        for each in sourced.dossier("case").findings
        if each.rule == "stray-braces" and each.file.endswith(f"{name}.yaml")
    ]
    assert found == ([line] if line else [])


def test_a_season_prints_with_its_year(sourced):
    sourced.change("case/incidents.yaml", "2012-10-07/2012-10-11", "Spring 2012")
    background(sourced, "It was in {incident:beating date}.")
    assert body(sourced) == "2\\. It was in Spring 2012."
