"""YAML that cannot be read: what was seen, in which line, and what of the file can be used still."""

from __future__ import annotations

import json

import pytest

from dossier.readers.registries.sources import read_sources
from dossier.readers.yaml import read_value
from dossier.readers.yaml_parts import read_parts

ENTRY = "a:\n  name: Rupert\n"


@pytest.mark.parametrize(
    ("text", "line", "what", "hint"),
    [
        ("title: Strike: what followed\n", 1, "has a colon in it", '`title: "Strike: what followed"`'),
        ("title: A \"great\" strike: why\n", 1, "has a colon in it", "'A \"great\" strike: why'"),
        ("title: “Strike: why”\n", 1, "stands in curly quotation marks", "straight ones"),
        (f'{ENTRY}  role: "chair\n  born: 1950\n', 3, 'mark before "chair" is not closed', "close it"),
        (f"{ENTRY}  role: 'chair\n  seat: 'S'\n", 3, 'mark before "chair" is not closed', "close it"),
        (f'{ENTRY}  role: "the" chair\n', 3, 'goes on behind the closing quotation mark: "chair"', "whole"),
        ("title: 'L'Oréal'\nid: b\n", 1, "goes on behind the closing quotation", '"L\'Oréal"'),
        (f"{ENTRY}  role:chair\n", 3, 'no space stands behind the colon of "role:chair"', "`role: chair`"),
        (f"{ENTRY}  role：chair\n", 3, "is not the plain one", "type `:`"),
        (f"{ENTRY}  role chair\n  born: 1950\n", 3, '"role chair" has no colon', "`role: chair`"),
        (f"{ENTRY}\trole: chair\n", 3, "indented with a tab", "spaces"),
        (f"{ENTRY}  role:\u00a0chair\n  born: 1950\n", 3, "a special space", "type it again"),
        (f"{ENTRY}    role: chair\n", 3, 'indented deeper than "name: Rupert"', "alike"),
        (f"{ENTRY} role: chair\n", 3, "indented by 1 space, as no key above it is", "alike"),
        ("rights:\n  - A\n  B\n", 3, '"B" stands in a list, and no dash before it', "`- B`"),
        ("rights:\n  - id: A\n  id: B\n", 3, "no dash before it", "`- id: B`"),
        ("value: - 5\n", 1, 'a list begins behind "value:"', "a line of its own"),
        ("name: @rupert\n", 1, 'begins with "@"', '`name: "@rupert"`'),
        ("name: %a\n", 1, 'begins with "%"', '`name: "%a"`'),
        ("name: `a`\n", 1, "begins with a backtick", '`name: "`a`"`'),
        ("name: *a* b\n", 1, 'begins with "*"', '`name: "*a* b"`'),
        ("value: > 100 people\n", 1, 'begins with ">"', '`value: "> 100 people"`'),
        ("title: [Draft] Oil\n", 1, "goes on behind the bracket", '`title: "[Draft] Oil"`'),
        ("what: {person:a} left\n", 1, "goes on behind the bracket", '`what: "{person:a} left"`'),
        ("what: {en: workers, who struck}\n", 1, '"who struck" stands alone', "quotation marks"),
        (f"{ENTRY}  rights: [A, B\n  born: 1950\n", 3, 'no "]" closes the list', "`]`"),
        ('path: "C:\\data"\n', 1, "a backslash has a meaning", "`'`"),
        ("a: b\n---\nc: d\n", 2, "another file begins here", "delete the line"),
        ("title: Case #12\n", 1, '"#12" is not read', "`'Case #12'`"),
        ("title: #MeToo\n", 1, '"#MeToo" is not read', "`'#MeToo'`"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_in_its_own_line_and_words(text, line, what, hint):
    _, (finding,) = read_value(text, "f.yaml")
    assert (finding.line, what in finding.message, hint in finding.hint) == (line, True, True), (
        finding
    )


@pytest.mark.parametrize(
    "text",
    [
        "title: Strike # our first case\n",
        "title: 'Case #12'\n",
        "title: |\n  Case #12: a\n",
        "words: {en: a, ru: b}\n",
        "role: 'over\n  two lines'\n",
        "address: https://example.org/a#b\n",
    ],
)
def test_what_is_written_well_gives_no_finding(text):
    assert read_value(text, "f.yaml")[1] == ()


def test_lines_of_long_texts_are_no_cause():
    text = "a: |\n  x: y: z\n  \"\n  @\nb: 'one\n  two'\nc: d: e\n"
    _, (finding,) = read_value(text, "f.yaml")
    assert finding.line == 7


@pytest.mark.parametrize(
    "broken", ["\tvalue: 2", "  value: a: b", '  value: "2', "  value 2\n  x: 1"]
)
def test_one_bad_entry_takes_no_other_away(broken):
    text = f'a:\n  value: 1\nb:\n{broken}\nc:\n  value: "3"\n'
    value, (finding,) = read_parts(text, "facts.yaml")
    assert list(value.content.values) == ["a", "c"]
    assert finding.line == 4


def test_one_bad_entry_of_a_list_takes_no_other_away():
    text = "references:\n- id: a\n  title: A: b\n- id: b\n  title: B\n- id: c\n  title: 'C\n"
    found, findings = read_sources(text, "s.yaml")
    assert list(found) == ["b"]
    assert [each.line for each in findings] == [3, 7]


def test_an_entry_beside_the_list_is_not_lost_in_silence():
    _, (finding,) = read_sources("references:\n- {id: a, title: A}\nid: b\ntitle: B\n", "s.yaml")
    assert (finding.line, 'the source "b" stands beside the list' in finding.message) == (3, True)


LISTED = json.dumps([{"id": each, "type": "book", "title": "T"} for each in "abc"], indent=2)


@pytest.mark.parametrize(
    ("text", "line", "read"),
    [
        (LISTED.replace('"T"\n  }\n]', '"T"\n  },\n]'), 16, "abc"),
        (LISTED.replace('"T"\n', '"T",\n', 1), 5, "abc"),
        (LISTED.replace("  },\n", "  }\n", 1), 6, "abc"),
        (LISTED.replace('"b",', '"b'), 8, "ac"),
        (json.dumps(json.loads(LISTED)).replace('"b"', "b"), 1, "ac"),
    ],
)
def test_one_bad_entry_of_json_takes_no_other_away(text, line, read):
    found, (finding,) = read_sources(text, "s.json")
    assert (finding.line, "".join(found)) == (line, read)


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("@book{b, title={T} year=2001}", "a comma between two fields is missing"),
        ("@book{b, title={T, year=2001}", "a brace or a quotation mark is not closed"),
        ("@book{b, title {T}, year=2001}", "a field has no `=`"),
    ],
)
def test_bibtex_is_told_in_plain_words(entry, what):
    text = f"@book{{a, title={{A}}}}\n{entry}\n@book{{c, title={{C}}}}\n"
    found, (finding,) = read_sources(text, "s.bib")
    assert (list(found), finding.line, what in finding.message) == (["a", "c"], 2, True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a:\n  name: “Jane Exemplar”\n", [(2, "curly-quotes")]),
        ("names: [«Union», 'x']\n", [(1, "curly-quotes")]),
        ("title: “One” and “two”\n", []),
        ("title: The “Union”\n", []),
        ("title: '“Union”'\n", []),
        ("states:\n  - Japan\n    Chile\n", [(3, "item-runs-on")]),
        ("a:\n  States:\n    - Japan\n    - Peru\n      Chile\n", [(5, "item-runs-on")]),
        ("tags: [one\n  two]\n", []),
        ("states:\n  - Japan\n  - Chile\n", []),
        ("text:\n  - A long text that\n    goes on\n", []),
    ],
)
def test_what_yaml_takes_otherwise_than_it_is_meant_is_a_warning(text, told):
    value, findings = read_value(text, "a.yaml")
    assert value is not None
    assert [(each.line, each.rule) for each in findings] == told
    assert {each.severity for each in findings} <= {"warning"}
