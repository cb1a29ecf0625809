"""Bibliographies as Zotero, Better BibTeX and pandoc write them print as they are meant."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dossier.model.diagnostics import Finding
from dossier.model.document import Emphasis, Inlines, Link, Strong
from dossier.model.language import language
from dossier.model.registry import Day, Source
from dossier.readers.registries.dates import read_day
from dossier.readers.registries.sources import read_sources
from dossier.readers.templates.citation_style import read_citation_style
from tests.conftest import ROOT, Project

CASES = Path(__file__).parent / "data" / "sources"
STYLE, _ = read_citation_style((ROOT / "templates" / "_shared",), language("en"))


def words(content: Inlines) -> str:
    """Return inlines in one line, with stars around what is marked."""
    found = []
    for each in content:
        match each:
            case Emphasis(inner):
                found.append(f"*{words(inner)}*")
            case Strong(inner):
                found.append(f"**{words(inner)}**")
            case Link(_, inner):
                found.append(words(inner))
            case text:
                found.append(text.text)
    return "".join(found)


def cited(source: Source, form: str = "full") -> str:
    return words(STYLE.cite(source, form)).replace("\u00a0", " ")


def case(name: str) -> tuple[dict[str, Source], tuple[Finding, ...]]:
    return read_sources((CASES / name).read_text("utf-8"), name)


def one(text: str, file: str) -> Source:
    found, findings = read_sources(text, file)
    assert not findings, findings
    (source,) = found.values()
    return source


def bib(fields: str, kind: str = "report") -> Source:
    return one(f"@{kind}{{a, {fields}}}", "s.bib")


def csl(**fields: object) -> Source:
    return one(json.dumps([{"id": "a", "type": "report", "title": "T", **fields}]), "s.json")


def pandoc(fields: str) -> Source:
    return one(f"---\nreferences:\n- id: a\n  type: report\n{fields}\n---\n", "s.yaml")


# --- the four files ------------------------------------------------------------------------------


def test_what_zotero_writes_is_cited_by_its_citation_key_with_season_and_year():
    found, findings = case("zotero.json")
    assert findings == ()
    assert {key: cited(each) for key, each in found.items()} == {
        "ck2012": "Labour Watch, “Zoned out: *quarantine* & after”, 2012",
        "season-spring": "Labour Watch, “Season report”, Spring 2019",
        "season-number": "Labour Watch, “Season report two”, Summer 2024",
        "pseudo-month": "Labour Watch, “Season report three”, Spring 2019",
    }
    assert found["ck2012"].title == "Zoned out: quarantine & after"


def test_what_better_biblatex_writes_prints_whole():
    found, findings = case("better-biblatex.bib")
    assert findings == ()
    assert {key: cited(each) for key, each in found.items()} == {
        "sub": "J. Roe, *Main title: What followed* (Press, 2001)",
        "num": "J. Roe, “On strikes”, *Law Journal*, vol. 3, No. 4 (2001), pp. 10–15",
        "court": "Supreme Court, *A v. B*, No. 12/3, 4 March 2012",
        "law": "Ruritania, Labour Code, No. 414-V, 23 November 2015",
        "chapter": "R. Roe, “A paper”, *A volume* (Press, 2001)",
        "volume": "*A volume* (Press, 2001)",
        "day": "Labour Watch, “A report”, 18 June 2017",
        "latex": "J. Roe, *On stare decisis, Myrza v. State and fines of $5* (Press, 2001)",
        "season": "Labour Watch, “Spring report”, Spring 2019",
        "range": "Labour Watch, “A mission”, 2019",
        "verified": "Labour Watch, “A page”, 5 January 2020",
    }
    assert (found["verified"].verified, found["verified"].verified_by) == ("yes", "me")
    assert str(found["verified"].verified_on) == "2026-11-20"
    assert cited(found["sub"], "short") == "J. Roe, *Main title*"


def test_one_bad_entry_is_one_finding_and_the_others_are_read():
    found, findings = case("one-bad-entry.bib")
    assert [str(each).split("\n")[0] for each in findings] == [
        'one-bad-entry.bib:2: error[broken-bibtex]: the entry "bad" has a name with too many '
        'commas, "Doe, Jane, Roe, Rick"',
        'one-bad-entry.bib:3: error[doubled-id]: the source "good" stands twice (first in line 1)',
    ]
    assert found["good"].title == "A good book"


def test_what_pandoc_writes_is_read_as_pandoc_reads_it():
    found, findings = case("pandoc-csl.yaml")
    assert findings == ()
    assert {key: cited(each) for key, each in found.items()} == {
        "myrza": "*Myrza v. State and [them]*, about 2019, https://example.org/myrza",
        "spring": "Labour Watch, “Spring report”, Spring 2019",
        "mapped": "Labour Watch, “Mapped date”, Autumn 2017",
    }
    assert words(found["myrza"].marked["title"]) == "*Myrza v. State* and [them]"
    assert found["myrza"].fields["DOI"] == "10.1000/182"


# --- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2019-21", "Spring 2019"),
        ("2019-24~", "about Winter 2019"),
        ("2019-21/2019-22", "Spring to Summer 2019"),
        ("2018-24/2019-21", "Winter 2018 to Spring 2019"),
        ("2019-XX", "2019"),
        ("2019-03-XX", "March 2019"),
        ("201X", "2010 to 2019"),
        ("20XX", "2000 to 2099"),
        ("2019?", "about 2019"),
        ("2019-03%", "about March 2019"),
        ("2019/..", "2019–"),
        ("/2019-03", "–March 2019"),
        ("2019-03-04T10:15:00Z", "4 March 2019"),
        ("2019-03-04T10:15:00+05:00", "4 March 2019"),
    ],
)
def test_dates_of_edtf_levels_0_and_1_are_read(typed, printed):
    assert language("en").day(read_day(typed)) == printed


@pytest.mark.parametrize("typed", ["2019-25", "2019-21-03", "2019-XX-05", "../..", "0000", "2019-02-30"])  # fmt: skip
def test_dates_that_do_not_exist_are_none(typed):
    assert read_day(typed) is None


@pytest.mark.parametrize(
    ("issued", "printed"),
    [
        ({"date-parts": [["2019"]], "season": "fall"}, "Autumn 2019"),
        ({"date-parts": [["2019"]], "season": "22"}, "Summer 2019"),
        ({"date-parts": [["2019"]], "season": "Michaelmas"}, "Michaelmas 2019"),
        ({"year": 2019, "season": "4"}, "Winter 2019"),
        ({"date-parts": [[2019, 5]], "season": "Spring"}, "May 2019"),
        ({"date-parts": [[2019, 0, 0]]}, "2019"),
        ({"date-parts": [[2019], [0]]}, "2019–"),
        ({"date-parts": [[2019, 21], [2019, 22]]}, "Spring to Summer 2019"),
        ({"literal": "Spring 2019"}, "Spring 2019"),
        ({"raw": "10 September 2012"}, "10 September 2012"),
        ({"raw": "Sept. 2012"}, "September 2012"),
        ({"literal": "in press"}, "in press"),
        ("forthcoming", "forthcoming"),
        ({"date-parts": [["2019"]], "circa": True}, "about 2019"),
    ],
)
def test_dates_of_csl_print_with_their_season_and_year(issued, printed):
    assert cited(csl(issued=issued)) == f"“T”, {printed}"


@pytest.mark.parametrize(
    ("issued", "printed"),
    [
        (r"2019\~", "about 2019"),
        ("\n  - year: 2017\n    month: 3\n  - year: 2017\n    month: 5", "March to May 2017"),
        ("\n  - year: 2017\n    season: 1\n  - year: 2017\n    season: 2", "Spring to Summer 2017"),
        ("\n    year: 2017\n    circa: true", "about 2017"),
        ("\n  - literal: Spring 2017", "Spring 2017"),
        ("2019-03/2019-05", "March to May 2019"),
    ],
)
def test_each_form_of_date_that_pandoc_knows_is_read(issued, printed):
    assert cited(pandoc(f"  title: T\n  issued: {issued}")) == f"“T”, {printed}"


def test_a_season_or_an_open_span_still_says_whether_a_source_is_too_late():
    assert (read_day("2019-21").first().year, read_day("2019-24").last().year) == (2019, 2019)
    assert read_day("../2019").first().year == 1
    assert read_day("2019/..").last().year == 9999


def test_a_date_that_does_not_exist_is_found_in_each_format():
    for text, file in (
        ('[{"id": "a", "title": "T", "issued": {"date-parts": [[2019, 2, 30]]}}]', "s.json"),
        ("@report{a, title={T}, date={2019-02-30}}", "s.bib"),
        ("references:\n- {id: a, title: T, issued: 2019-02-30}", "s.yaml"),
    ):
        _, (finding,) = read_sources(text, file)
        assert finding.rule == "wrong-date"


# --- marks ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("A &amp; B", "A & B"),
        ("R&D; AT&T", "R&D; AT&T"),
        ("&#x201C;A&#8221;", "‘A’"),
        ("<i>A</i> and <b>B</b>", "*A* and **B**"),
        ('<span style="font-variant:small-caps">Roe</span>', "Roe"),
        ('<span class="nocase">iPhone</span>', "iPhone"),
        ("the 19<sup>th</sup> century", "the 19th century"),
        ("10<sup>6</sup> m<sup>2</sup> of CO<sub>2</sub>", "10^6 m² of CO2"),
        ("if a <b and c> d", "if a <b and c> d"),
        ("a <i> that is never closed", "a <i> that is never closed"),
        ("<i>A <b>B</b></i>", "*A **B***"),
    ],
)
def test_tags_and_entities_are_understood_and_not_printed(typed, printed):
    assert cited(csl(title=typed)) == f"“{printed}”"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("'*A* and **B**'", "*A* and **B**"),
        ("'A \\* B \\_c\\_'", "A * B _c_"),
        ("_A_ and a_b_c", "*A* and a_b_c"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("1990--1995", "1990–1995"),
        ("'[Roe]{.smallcaps} on [iPhone]{.nocase}'", "Roe on iPhone"),
        ("'H~2~O and 10^6^'", "H2O and 10^6"),
        ("<i>A</i> \\& B", "*A* & B"),
        ("'\\<i\\>'", "<i>"),
    ],
)
def test_markdown_of_pandoc_is_understood_and_not_printed(typed, printed):
    assert cited(pandoc(f"  title: {typed}")) == f"“{printed}”"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (r"{\em All} of {\bfseries it}", "*All* of **it**"),
        (r"\enquote{No} \& ``yes''", "‘No’ & ‘yes’"),
        (r"M{\"u}ller, {\'E}tat, \v{S}koda, \o", "Müller, État, Škoda, ø"),
        (r"\$5, 5\%, 5% and \#5", "$5, 5%, 5% and #5"),
        (r"10\textsuperscript{6}, $10^{6}$, CO$_2$", "10^6, 10^6, CO2"),
        (r"\href{https://x.example}{Words} \textsc{Roe}", "Words Roe"),
        (r"Laws \S 5~bis --- a\textendash b\ldots", "Laws §5 bis — a–b…"),
        (r"\unheardof{Kept} and a < b", "Kept and a < b"),
        (r"{{ILO} and \LaTeX{} \textbackslash{}x}", r"ILO and LaTeX \x"),
    ],
)
def test_latex_is_turned_into_words(typed, printed):
    assert cited(bib(f"title = {{{typed}}}")) == f"“{printed}”"


def test_marks_do_not_reach_those_who_ask_for_words_alone(sourced: Project):
    sourced.write("case/sources/more.json", json.dumps(
        [{"id": "marked", "type": "book", "title": "On <i>strikes</i> &amp; unions", "verified": "yes",
          "verified-on": "2026-11-20", "verified-by": "us"}]))  # fmt: skip
    head = "---\nid: text-1\nkind: background\n---\n"
    sourced.write("case/blocks/21-text.md", f"{head}See {{source:marked title}}.[@marked]\n")
    assert sourced.run("build", "case", "--format", "md").status == 0
    text = (sourced.output / "case" / "submission.md").read_text("utf-8")
    assert "See On strikes & unions.[^" in text
    assert re.search(r"\]: \*On strikes & unions\*", text)


# --- keys and Extra ------------------------------------------------------------------------------


def test_names_of_variables_are_csls_whatever_their_capitals():
    source = pandoc("  title: T\n  url: <https://x.example/a\\_b>\n  doi: 10.1/x\n  isbn: '1'")
    assert source.fields["URL"] == "https://x.example/a_b"
    assert (source.fields["DOI"], source.fields["ISBN"]) == ("10.1/x", "1")


@pytest.mark.parametrize(
    ("note", "name", "said"),
    [
        ("Original Date: 1900", "original-date", "1900"),
        ("Some prose.\nevent-place: Geneva", "event-place", "Geneva"),
        ("{:jurisdiction: Ruritania}", "jurisdiction", "Ruritania"),
        ("type: treaty", "type", "treaty"),
        ("Type: see the annex", "type", "report"),
        ("Publisher Place: Strelsau\ntex.court: ignored", "publisher-place", "Strelsau"),
        ("title: of something else", "title", "T"),
    ],
)
def test_lines_of_extra_are_variables_of_csl(note, name, said):
    assert csl(note=note).fields[name] == said


def test_extra_may_hold_the_key_the_date_and_persons():
    source = csl(note="Citation Key: roe2019\nIssued: 2019-21\nAuthor: Roe || Jane")
    assert source.id == "roe2019"
    assert source.issued == Day(2019, season=1)
    assert source.authors == ("Jane Roe",)


def test_extra_of_bibtex_keeps_its_lines():
    source = bib(
        "title={T}, note={verified: in part\nverified by: the desk\ntype: treaty\ntex.a: b}"
    )
    assert (source.verified, source.verified_by, source.kind) == ("in part", "the desk", "treaty")


# --- BibLaTeX ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "fields", "printed"),
    [
        ("article", "title={T}, journaltitle={The Daily}, entrysubtype={newspaper}, date={2019-05-06}",
         "“T”, The Daily, 6 May 2019"),
        ("book", "title={T?}, subtitle={S}, titleaddon={A report}, publisher={P}, date={2001}",
         "*T? S. A report* (P, 2001)"),
        ("inbook", "title={C}, booktitle={B}, booksubtitle={S}, maintitle={M}, author={Roe, J}, year=2001",
         "J Roe, “C”, *M, B: S* (2001)"),
        ("jurisdiction", "title={Ruritania}, organization={ILO Committee on Freedom of Association}, "
         "booktitle={386th Report}, number={3283}, date={2018-06}",
         "ILO Committee on Freedom of Association, 386th Report, June 2018, Case No. 3283 (Ruritania)"),
        ("legislation", "title={Labour Code}, jurisdiction={Ruritania}, date={2015}",
         "Ruritania, Labour Code, 2015"),
        ("legal", "title={Labour Act}, number={5}, date={2015}, location={Ruritania}",
         "Ruritania, Labour Act, No. 5, 2015"),
        ("standard", "title={Std}, organization={ISO}, number={9}, year=2001", "ISO, Std, No. 9, 2001"),
        ("legal", "title={Covenant}, date={1966-12-16}, entrysubtype={treaty}",
         "Covenant, 16 December 1966"),
        ("report", "title={Report}, number={A/HRC/28/10}, institution={Human Rights Council}, date={2014}",
         "Report, A/HRC/28/10, 2014"),
        ("misc", "title={T}, howpublished={\\url{https://x.example/a_b}}, year={forthcoming}",
         "“T”, forthcoming, https://x.example/a_b"),
        ("report", "title={T}, year=2001, month = jan # {~5}", "“T”, 5 January 2001"),
        ("report", "title={T}, year=2001, month={spring}", "“T”, Spring 2001"),
        ("report", "title={T}, year={2001--2002}", "“T”, 2001 to 2002"),
        ("report", "title={T}, author={given=Hans, family=Harman, prefix=von}", "Hans von Harman, “T”"),
        ("report", "title={T}, type={resreport}, eprint={1234.5}, eprinttype={arxiv}",
         "“T”, research report, https://arxiv.org/abs/1234.5"),
    ],
)  # fmt: skip
def test_fields_of_biblatex_are_used(kind, fields, printed):
    assert cited(bib(fields, kind)) == printed


def test_fields_come_down_from_volumes_and_xdata():
    found, findings = read_sources(
        """@string{ilo = {Labour Office}}
@book{part, crossref={volume}, title={Strikes}, volume=2}
@mvbook{volume, title={Treatise}, author={Roe, Jane}, publisher=ilo # { Press}, date={1999/2003}}
@inbook{chapter, crossref={part}, title={Pickets}, pages={3-9}}
@book{shared, title={X}, xdata={press}, year=2001}
@xdata{press, publisher={Press}, location={Geneva}}
""",
        "s.bib",
    )
    assert findings == ()
    assert {key: cited(each) for key, each in found.items()} == {
        "part": "Jane Roe, *Strikes*, *Treatise*, vol. 2 (Labour Office Press, 1999 to 2003)",
        "volume": "Jane Roe, *Treatise* (Labour Office Press, 1999 to 2003)",
        "chapter": "Jane Roe, “Pickets”, *Treatise, Strikes*, vol. 2 (Labour Office Press, 1999 to 2003), "
        "pp. 3–9",
        "shared": "*X* (Geneva, Press, 2001)",
    }


def test_a_review_knows_what_it_reviews():
    found, _ = read_sources(
        "@review{r, title={R}, related={b}, relatedtype={reviewof}}\n@book{b, title={B}}", "s.bib"
    )
    assert found["r"].fields["reviewed-title"] == "B"


@pytest.mark.parametrize(
    ("bad", "line", "says"),
    [
        (
            "@book{bad, title={T, year=2001}",
            2,
            "the BibTeX cannot be read: a brace or a quotation mark is not closed",
        ),
        ("@book{bad, title={T} year=2001}", 2, "the BibTeX cannot be read"),
        ("@book{bad, title={T}, journal=jlr}", 2, 'no @string says what "jlr" stands for'),
        ("@book{bad, title=jlr, year={}}", 2, 'no @string says what "jlr" stands for'),
        ("@book{bad, title={T}, title={U}}", 2, 'the field "title" of "bad" stands twice'),
        ("\n@book{bad, title={T}, year={2001-13}}", 3, '"issued" of the source "bad" is "2001-13"'),
        ("@book{bad, year=2001}", 2, 'the source "bad" has no title'),
        ("@book{bad, title={T}, crossref={nowhere}}", 2, 'refers to "nowhere", which is not there'),
        ("@book{bad, title={T}, crossref={bad}}", 2, "refers to itself"),
        (
            "@book{bad, title={T}, pagse={3}}",
            2,
            'has a field "pagse", which BibLaTeX does not know',
        ),
    ],
)
def test_an_entry_that_is_broken_hides_no_other(bad, line, says):
    text = f"@book{{before, title={{B}}}}\n{bad}\n@book{{after, title={{A}}}}\n"
    found, (finding,) = read_sources(text, "s.bib")
    assert {"before", "after"} <= set(found)
    assert finding.line == line
    assert says in finding.message


def test_entries_within_a_comment_are_not_there():
    found, findings = read_sources(
        "@comment{\n@book{old, title={O}}\n}\n@book{a, title={A}}", "s.bib"
    )
    assert (list(found), findings) == (["a"], ())
    assert found["a"].at.line == 4


# --- editions, editors and parts of books --------------------------------------------------------

PRESS = "publisher={Press}, year=2010"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2", "2nd edn"),
        ("1", "1st edn"),
        ("12", "12th edn"),
        ("Second", "2nd edn"),
        ("3rd", "3rd edn"),
        ("3rd revised", "3rd revised edn"),
        ("2nd ed.", "2nd ed."),
        ("Second Edition", "Second Edition"),
    ],
)
def test_an_edition_prints_with_its_word_however_its_number_is_typed(typed, printed):
    book = bib(f"title={{Law}}, author={{Roe, J.}}, edition={{{typed}}}, {PRESS}", "book")
    assert cited(book) == f"J. Roe, *Law*, {printed} (Press, 2010)"
    assert printed in cited(csl(type="book", edition=int(typed) if typed.isdigit() else typed))


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("fr", ("2e éd.", "A. B et C. D (dir.)")),
        ("es", ("2.ª ed.", "A. B y C. D (eds.)")),
        ("ru", ("2-е изд.", "A. B и C. D (ред.)")),
        ("zh", ("第2版", "A. B和C. D编")),
        ("ar", ("الطبعة 2", "A. B وC. D (محرران)")),
    ],
)
def test_editions_and_editors_have_the_words_of_the_language(code, printed):
    style, _ = read_citation_style((ROOT / "templates" / "_shared",), language(code))
    book = bib(f"title={{Law}}, editor={{B, A. and D, C.}}, edition={{2}}, {PRESS}", "book")
    said = words(style.cite(book, "full")).replace("\u00a0", " ")
    assert all(each in said for each in printed)


@pytest.mark.parametrize(
    ("kind", "fields", "printed"),
    [
        ("book", "editor={Roe, J.}", "J. Roe, ed., *T* (Press, 2010)"),
        ("collection", "editor={Roe, J. and Poe, E.}", "J. Roe and E. Poe, eds, *T* (Press, 2010)"),
        ("book", "author={Roe, J.}, editor={Poe, E.}", "J. Roe, *T*, E. Poe, ed. (Press, 2010)"),
        ("book", "author={Roe, J.}, translator={Poe, E.}",
         "J. Roe, *T*, translated by E. Poe (Press, 2010)"),
        ("book", "author={Roe, J.}, volume=2, series={Studies}, number=4",
         "J. Roe, *T*, vol. 2, Studies, No. 4 (Press, 2010)"),
        ("incollection", "author={Roe, J.}, booktitle={Whole}, editor={Poe, E.}, pages={7}",
         "J. Roe, “T”, *Whole*, E. Poe, ed. (Press, 2010), p. 7"),
        ("inbook", "author={Roe, J.}, booktitle={Whole}, bookauthor={Poe, E.}",
         "J. Roe, “T”, E. Poe, *Whole* (Press, 2010)"),
        ("article", "author={Roe, J.}, journal={J}, volume=3, eid={e12}",
         "J. Roe, “T”, *J*, vol. 3 (2010), e12"),
        ("article", "author={Roe, J.}, journal={J}, volume=3, pages={iv--x}",
         "J. Roe, “T”, *J*, vol. 3 (2010), pp. iv–x"),
        ("report", "editor={Roe, J.}", "J. Roe, ed., “T”, Press, 2010"),
    ],
)  # fmt: skip
def test_editors_translators_and_the_place_in_a_whole_print(kind, fields, printed):
    assert cited(bib(f"title={{T}}, {fields}, {PRESS}", kind)) == printed


PERSON, ILO = {"author": [{"family": "Roe", "given": "J."}]}, {"publisher": "ILO"}


@pytest.mark.parametrize(
    ("kind", "fields", "printed"),
    [
        ("report", {**PERSON, **ILO}, "J. Roe, “T”, ILO, 2010"),
        ("report", {"author": [{"literal": "ILO"}], **ILO}, "ILO, “T”, 2010"),
        ("report", ILO, "ILO, “T”, 2010"),
        ("report", {**PERSON, **ILO, "genre": "Working Paper", "number": 5},
         "J. Roe, “T”, Working Paper No. 5, ILO, 2010"),
        ("report", {**ILO, "collection-title": "Labour Papers", "number": "No. 19/5"},
         "ILO, “T”, Labour Papers No. 19/5, 2010"),
        ("report", {**ILO, "genre": "Study", "number": "WP/19/5"}, "ILO, “T”, Study, WP/19/5, 2010"),
        ("article-newspaper", {"container-title": "Daily", "page": "A4"}, "“T”, Daily, 2010, A4"),
        ("article-newspaper", {"container-title": "Daily", "page": "4-5", "edition": "late"},
         "“T”, Daily, late edn, 2010, pp. 4–5"),
        ("article-magazine", {"container-title": "Daily", "volume": "7", "issue": "3"},
         "“T”, Daily, vol. 7, No. 3, 2010"),
    ],
)  # fmt: skip
def test_reports_and_papers_print_all_that_finds_them_again(kind, fields, printed):
    assert cited(csl(type=kind, title="T", issued=2010, **fields)) == printed


@pytest.mark.parametrize(
    ("code", "title", "printed"),
    [
        ("en", "A “quoted” page", "“A ‘quoted’ page”"),
        ("en", "A ‘quoted’ page", "“A ‘quoted’ page”"),
        ("fr", "Le « dit » mot", "« Le “dit” mot »"),
        ("ru", "О «деле» Х", "«О „деле“ Х»"),
        ("ar", "عن «حق»", "«عن “حق”»"),
    ],
)
def test_quotation_marks_inside_a_title_are_the_inner_ones(code, title, printed):
    style, _ = read_citation_style((ROOT / "templates" / "_shared",), language(code))
    said = words(style.cite(csl(title=title), "full")).replace("\u00a0", " ")
    assert said == printed


def test_a_later_citation_of_a_chapter_has_it_in_quotation_marks():
    chapter = bib(f"title={{T}}, author={{Roe, J.}}, booktitle={{Whole}}, {PRESS}", "incollection")
    assert cited(chapter, "short") == "J. Roe, “T”"


@pytest.mark.parametrize(
    ("issued", "day"),
    [({"edtf": "2019-21"}, Day(2019, season=1)), ({"edtf": "2019-21", "date-parts": [[2019]]}, Day(2019, season=1)),
     ({"edtf": "2019-05~"}, Day(2019, 5, about=True))],
)  # fmt: skip
def test_a_date_of_csl_may_be_given_as_edtf(issued, day):
    assert csl(issued=issued).issued == day


def test_an_entry_of_json_is_told_where_it_stands():
    """Without an id, or with one that stands twice; entries may begin on any line."""
    text = '[{"id":"a","type":"book","title":"T"},\n {"type":"book","title":"T"},\n\n {"id":"a",\n"type":"book"}]'
    told = [(each.line, each.message) for each in read_sources(text, "s.json")[1]]
    assert (2, "a source has no id") in told
    assert (4, 'the source "a" stands twice (first in line 1)') in told
    assert read_sources('[{"id":"a","title":"T","issued":{"edtf":"20x"}}]', "s.json")[1]
