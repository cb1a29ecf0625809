"""Sources are read from what Zotero and pandoc exchange: CSL-YAML, CSL-JSON, BibTeX."""

import json

import pytest

from dossier.model.language import language
from dossier.model.registry import Day
from dossier.model.walk import plain
from dossier.readers.registries.facts import read_facts
from dossier.readers.registries.latex import html_of_latex
from dossier.readers.registries.recommendations import read_recommendations
from dossier.readers.registries.rich_text import html_of_markdown
from dossier.readers.registries.sources import kind_of, read_sources
from dossier.readers.registries.verification import read_verification
from dossier.readers.templates.source_parts import source_parts

ZOTERO = """
---
references:
- id: hrw2012
  author:
  - literal: Human Rights Watch
  genre: Report
  issued:
  - year: 2012
    month: 9
    day: 10
  language: en-US
  note: |-
    verified: in part
    verified by: the desk
  publisher-place: New York
  title: Striking oil
  type: report
  URL: https://www.hrw.org/x
- id: doe2010
  author:
  - family: Doe
    given: Jane
  - family: Berg
    given: Karl
    non-dropping-particle: van den
  container-title: Labour law journal
  issued: {date-parts: [[2010, 3], [2010, 4]], circa: true}
  title: On strikes
  type: article-journal
...
"""


def test_a_zotero_export_drops_in_as_it_is():
    found, findings = read_sources(ZOTERO, "sources.yaml")
    assert findings == ()
    assert found["hrw2012"].issued == Day(2012, 9, 10)
    assert (found["hrw2012"].verified, found["hrw2012"].verified_by) == ("in part", "the desk")
    assert found["doe2010"].authors == ("Jane Doe", "Karl van den Berg")
    assert found["doe2010"].issued == Day(2010, 3, about=True, until=Day(2010, 4, about=True))
    assert found["doe2010"].at.line == 20


def test_csl_json_says_the_same():
    raw = [{"id": "hrw2012", "type": "report", "title": "Striking oil", "custom": {"verified": "yes"},
            "author": [{"literal": "HRW"}], "issued": {"date-parts": [["2012", 9, 10]]}}]  # fmt: skip
    found, findings = read_sources(json.dumps(raw, indent=1), "sources.json")
    assert findings == ()
    assert found["hrw2012"].issued == Day(2012, 9, 10)
    assert found["hrw2012"].verified == "yes"
    assert found["hrw2012"].at.line == 3


def test_bibtex_is_read_with_its_latex_turned_into_letters():
    text = r"""@techreport{hrw2012, title = {Striking {Oil} \& more}, year = 2012, month = sep,
  author = {{Human Rights Watch} and M{\"u}ller, J{\"o}rg}, institution = {HRW}}
@online{blog, title = {A blog}, url = {https://a.example/b_c}, urldate = {2019-03-01}}"""
    found, findings = read_sources(text, "sources.bib")
    assert findings == ()
    assert found["hrw2012"].title == "Striking Oil & more"
    assert found["hrw2012"].authors == ("Human Rights Watch", "Jörg Müller")
    assert found["hrw2012"].issued == Day(2012, 9)
    assert (found["blog"].kind, found["blog"].accessed) == ("web", Day(2019, 3, 1))
    assert found["blog"].at.line == 3


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"type": "report", "number": "A/HRC/28/10"}, "un"),
        ({"type": "document", "number": "CCPR/C/KAZ/CO/2"}, "un"),
        ({"type": "report", "number": "17/2"}, "report"),
        ({"type": "legal_case", "authority": "ILO Committee on Freedom of Association"}, "cfa"),
        ({"type": "legal_case", "authority": "Supreme Court"}, "case"),
        ({"type": "legislation", "number": "211-V"}, "law"),
        ({"type": "personal_communication"}, "interview"),
        ({"type": "broadcast"}, "news"),
        ({"type": "post-weblog"}, "web"),
        ({}, "web"),
    ],
)
def test_the_kind_follows_from_the_type_and_what_it_holds(fields, kind):
    assert kind_of(fields) == kind


@pytest.mark.parametrize(
    ("text", "file", "finding"),
    [
        ("references:\n- type: report\n  title: T", "s.yaml",
         's.yaml:2: error[missing-id]: a source has no id'),
        ("references:\n- id: a\n  title: T\n- id: a\n  title: U", "s.yaml",
         's.yaml:4: error[doubled-id]: the source "a" stands twice (first in line 2)'),
        ("references:\n- id: a", "s.yaml", 's.yaml:2: error[missing-title]: the source "a" has no title'),
        ("references:\n- id: a\n  title: T\n  issued: 2012-06-31", "s.yaml",
         's.yaml:4: error[wrong-date]: "issued" of the source "a" is "2012-06-31", a date that no calendar has'),
        ("references:\n- id: a\n  title: T\n  issued:\n  - year: 2012\n    month: 14", "s.yaml",
         's.yaml:5: error[wrong-date]: "issued" of the source "a" is "2012-14", a date that no calendar has'),
        ("references:\n- id: a\n  title: T\n  verified: maybe", "s.yaml",
         's.yaml:4: error[unknown-value]: "verified" of the source "a" cannot be "maybe"'),
        ("references: [", "s.yaml", "s.yaml:1: error[broken-yaml]: the YAML cannot be read"),
        ("x: 1", "s.yaml", "s.yaml:1: error[no-sources]: the file lists no sources"),
        ('[{"id": "a",\n "title": }]', "s.json", "s.json:2: error[broken-json]: the JSON cannot be read"),
        ("@book{a, title = {T}", "s.bib", "s.bib:1: error[broken-bibtex]: the BibTeX cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_finding(text, file, finding):
    _, findings = read_sources(text, file)
    assert finding in "\n".join(map(str, findings))


def test_verification_may_lie_apart_from_the_export():
    sources, _ = read_sources("references:\n- {id: a, title: T}\n- {id: b, title: U}", "s.yaml")
    found, findings = read_verification(
        "a: {verified: yes, on: 2026-11-21, by: us}\nb: in part\nc: yes", "v.yaml", sources
    )
    assert (found["a"].verified, found["a"].verified_by) == ("yes", "us")
    assert found["b"].verified == "in part"
    assert 'v.yaml:3: error[unknown-source]: there is no source "c"' in str(findings[0])


def test_what_csl_writers_do_wrong_is_read_or_found():
    text = """references:
- id: a
  type: reprot
  author: Human Rights Watch
  title: if a <b and c> d
  publisher: [One, Two]
  issued: {literal: Spring 2018}
  verfied: yes
- id: b
  author: {literal: ITUC}
  title: T
  issued: {date-parts: [2014, 12, 1]}
- id: c
  title: T
  issued: {season: 2, year: 2018}
  verified: [yes]
"""
    found, findings = read_sources(text, "s.yaml")
    assert found["a"].authors == ("Human Rights Watch",)
    assert found["a"].fields["publisher"] == "One, Two"
    assert found["a"].fields["issued-said"] == "Spring 2018"
    assert found["b"].authors == ("ITUC",)
    assert found["b"].issued == Day(2014, 12, 1)
    assert found["c"].fields["issued-said"] == "Summer 2018"
    said = "\n".join(map(str, findings))
    assert 's.yaml:3: warning[unknown-value]: the source "a" is of type "reprot"' in said
    assert 's.yaml:8: warning[unknown-key]: the source "a" has a key "verfied"' in said
    assert 'hint: did you mean "verified"?' in said
    assert '"verified" of the source "c" cannot be "a list"' in said


@pytest.mark.parametrize(
    "date", ["{date-parts: 2014}", '{date-parts: "2014"}', "{date-parts: {a: 1}}"]
)
def test_a_date_of_no_known_form_stops_nothing(date):
    found, _ = read_sources(f"references:\n- id: a\n  title: T\n  issued: {date}\n", "s.yaml")
    assert found["a"].issued is None


@pytest.mark.parametrize(
    ("text", "file"),
    [
        ('[{"id": "a", "title": "T \\u0001 x"}]', "s.json"),
        ('[{"id": "a", "title": "T \\ud800"}]', "s.json"),
        ('[{"id": "a", "title": ' + "1" * 5000 + "}]", "s.json"),
        ('references:\n- id: a\n  title: "T \\x01 x"\n', "s.yaml"),
    ],
)
def test_signs_that_no_file_may_hold_do_not_come_through(text, file):
    found, _ = read_sources(text, file)
    assert all(
        each.title.encode().isascii() and "\x01" not in each.title for each in found.values()
    )


def test_addresses_in_bibtex_are_taken_as_they_are():
    text = r"""@online{a, title = {Strikes 5% up}, url = {https://x.org/~jane/a\_b%20c.pdf#page=3}}
@online{b, title = {T}}
@online{b, title = {U}}"""
    found, findings = read_sources(text.split("@online{b", maxsplit=1)[0], "s.bib")
    assert found["a"].fields["URL"] == "https://x.org/~jane/a_b%20c.pdf#page=3"
    assert found["a"].title == "Strikes 5% up"
    _, findings = read_sources(text, "s.bib")
    assert str(findings[0]).startswith('s.bib:3: error[doubled-id]: the source "b" stands twice')


@pytest.mark.parametrize(
    ("latex", "said"),
    [
        (r"About $\frac{1}{2}$ of $\frac{a+b}{2}$", "About 1/2 of (a+b)/2"),
        (r"$\sqrt{2}$, $x \geq 3$", "√2, x ≥3"),
        (r"na\"{\i}ve \textit{\"\i} Mar\'{\i}a \^\i le", "naïve <i>ï</i> María île"),
    ],
)
def test_mathematics_and_dotless_letters_keep_their_meaning(latex, said):
    assert html_of_latex(latex) == said


def test_a_link_in_a_title_of_pandoc_prints_its_words():
    said = html_of_markdown("A [link](https://e.org) and [it](/a) [sic] (2019)")
    assert said == "A link and it [sic] (2019)"


def test_a_role_by_language_prints_in_each_and_no_text_by_language_is_lost_in_silence():
    text = "references:\n- {id: talk, type: interview, title: Talk, role: {es: una obrera, en: a worker}}\n"
    found, findings = read_sources(text, "sources.yaml")
    assert findings == ()
    for code, role in (("es", "una obrera"), ("en", "a worker"), ("fr", "una obrera")):
        assert plain(source_parts(found["talk"], language(code))["role"].content) == role
    _, findings = read_sources(text.replace("role:", "publisher:"), "sources.yaml")
    assert [each.message for each in findings] == [
        '"publisher" of the source "talk" is given by language, and holds one text'
    ]


@pytest.mark.parametrize(
    ("read", "text", "hint"),
    [
        (read_facts, "a: {value: 3, unit: {es: días, en: days}, sources: '@x'}", "wording"),
        (read_recommendations,
         "recommendations: [{paragraph: '1', text: {es: Garantizar, en: Guarantee}}]", "text-in"),
    ],
)  # fmt: skip
def test_a_text_by_language_where_one_stands_leads_to_the_key_that_takes_several(read, text, hint):
    (finding,) = (each for each in read(text, "f.yaml")[1] if each.rule == "wrong-value")
    assert "by language" in finding.message and hint in finding.hint
