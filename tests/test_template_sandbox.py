"""Templates are strangers' files: what they may not do is a finding at their line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dossier.model.template_fault import TemplateFault
from dossier.model.template_sandbox import drawing, file_templates, text_templates
from dossier.model.template_sandbox.meter import STEPS

VALUES = {"entry": {"name": "A"}, "day": date(2026, 3, 9), "folder": Path("x"), "names": ["A", "B"]}


def drawn(folder: Path, text: str) -> str:
    (folder / "page.html.j2").write_text(f"\n{text}", "utf-8")
    sandbox = file_templates((folder,))
    with drawing(sandbox):
        return str(sandbox.get_template("page.html.j2").render(VALUES)).strip()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{{ day._private }}", "has no attribute '_private'"),
        ("{{ folder.name }}", "access to attribute 'name'"),
        ("{{ folder.exists() }}", "access to attribute 'exists'"),
        ("{{ 'a'.encode() }}", "access to attribute 'encode'"),
        ("{{ names.append('C') }}", "access to attribute 'append'"),
        ("{{ _hidden }}", "begins with an underscore"),
        ("{% include '../page.html.j2' %}", "../page.html.j2"),
        ("{{ entry.keys }}", "cannot be printed"),
        ("{{ range(100001) }}", "a range would have more than 100,000 numbers"),
        ("{{ 'x' * 4000001 }}", "a text would have more than 4,000,000 letters"),
        ("{{ [1] * 100001 }}", "a list would have more than 100,000 items"),
        ("{{ 2 ** 600 }}", "a number would have more than 512 bits"),
        ("{{ '%10001d' % 1 }}", "a format is wider than 10,000 letters"),
        ("{{ '%10001d'|format(1) }}", "a format is wider than 10,000 letters"),
        ("{{ '{:10001}'.format(1) }}", "a format is wider than 10,000 letters"),
        ("{{ 'x'|center(4000001) }}", "a text would have more than 4,000,000 letters"),
        ("{{ 'x'|indent(4000001) }}", "a text would have more than 4,000,000 letters"),
        ("{{ names|join('x'|center(3000000)) }}", "a text would have more than 4,000,000 letters"),
        ("{{ 5|round(101) }}", "a precision is larger than 100"),
        ("{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}", "recursion"),
        ("{{ names|sum(start=[]) }}", "a sum is of numbers"),
        ("{{ names + 1 }}", "can only concatenate list"),
        ("{{ names|nothing }}", "No filter named 'nothing'"),
    ],
)  # fmt: skip
def test_what_a_template_may_not_do_is_said_at_its_line(tmp_path, text, says):
    with pytest.raises(TemplateFault) as caught:
        drawn(tmp_path, text)
    assert says in str(caught.value)
    assert (Path(caught.value.file).name, caught.value.line) == ("page.html.j2", 2)


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}{% endfor %}",
        "{% for a in range(90000) %}{% for b in range(90000) if false %}{% endfor %}{% endfor %}",
        "{% for a in range(90000) %}{% if 'x' in range(90000) %}{% endif %}{% endfor %}",
        "{% for a in range(90000) %}{% set b = range(90000)|select('none')|list %}{% endfor %}",
        "{% set n = namespace(a=[]) %}{% for b in range(90000) %}{% set n.a = n.a + [b] %}{% endfor %}",
    ],
)
def test_loops_end_after_the_same_number_of_steps_each_time(tmp_path, text):
    for _ in range(2):
        with pytest.raises(TemplateFault, match=f"more than {STEPS:,} steps"):
            drawn(tmp_path, text)


def test_a_larger_document_may_take_more_steps():
    sandbox = text_templates()
    text = "{% for a in range(90000) %}{% for b in range(9) %}{{ b }}{% endfor %}{% endfor %}"
    with pytest.raises(TemplateFault), drawing(sandbox, nodes=10):
        sandbox.from_string(text).render()
    with drawing(sandbox, nodes=10_000):
        assert len(sandbox.from_string(text).render()) == 9 * 90_000


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in range(90000) %}{{ 'x'|center(9000) }}{% endfor %}",
        "{% set n = namespace(a='x'|center(3000)) %}{% for b in range(90000) %}{{ n.a }}{% endfor %}",
        "{% for a in range(90000) %}" + "x" * 9000 + "{% endfor %}",
    ],
)
def test_a_page_that_grows_without_end_is_stopped(tmp_path, text):
    with pytest.raises(TemplateFault, match="more letters than a document can need"):
        drawn(tmp_path, text)


@pytest.mark.parametrize(
    "ending",
    ["{{ n.a }}", "{{ n.a|join }}", "{{ n.a ~ '' }}", "{{ '%s' % n.a }}", "{{ {n.a: 1} }}",
     "{{ n.a == 1 }}", "{{ '{}'.format(n.a) }}", "{{ n.a|unique|list }}", "{{ entry[n.a] }}"],
)  # fmt: skip
def test_lists_inside_lists_count_as_often_as_they_are_gone_through(tmp_path, ending):
    text = "{% set n = namespace(a=(1,)) %}{% for b in range(40) %}{% set n.a = (n.a, n.a) %}{% endfor %}"
    with pytest.raises(TemplateFault, match="a list would have more than 100,000 items"):
        drawn(tmp_path, text + ending)


def test_a_link_out_of_the_folders_of_templates_is_not_followed(tmp_path):
    folder, outside = tmp_path / "templates", tmp_path / "outside.html"
    folder.mkdir()
    outside.write_text("secret", "utf-8")
    (folder / "link.html").symlink_to(outside)
    with pytest.raises(TemplateFault, match="leads out of the templates"):
        drawn(folder, "{% include 'link.html' %}")


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("{{ day.year }} {{ day.isoformat() }}", "2026 2026-03-09"),
        ("{{ names|map('lower')|join(', ') }}", "a, b"),
        ("{{ '%s of %d' % ('A', 3) }} {{ '{:,}'.format(12345) }}", "A of 3 12,345"),
        ("{% for a in names if a != 'B' %}{{ loop.index }}{{ loop.last }}{% endfor %}", "1True"),
        ("{% for key, value in entry.items() %}{{ key ~ value }}{% endfor %}", "nameA"),
        ("{{ ('x' * 3)[1:] }}{{ [3, 1]|sort|first }}{{ (1, 2)|sum }}{{ 7 // 2 }}", "xx133"),
        ("{% set a %}<{% endset %}{{ a }}{{ '<' }}{{ '<%s>'|safe|format('<') }}", "<&lt;<&lt;>"),
    ],
)
def test_what_jinja_offers_within_the_bounds_is_there(tmp_path, text, made):
    assert drawn(tmp_path, text) == made


@pytest.mark.parametrize(
    "text",
    ["{{ edition._private }}", "{{ edition.document.sections|map('center', 5000001)|list }}"],
)
def test_a_page_that_breaks_the_rules_is_a_finding_and_no_file(small, own_templates, text):
    (own_templates / "upr-submission" / "page.html.j2").write_text(
        f"<html>\n{text}</html>", "utf-8"
    )
    ran = small.run("build", "--format", "html")
    assert ran.status == 1
    assert "page.html.j2:2: error[template-error]: the template cannot be drawn" in ran.err
    assert "Traceback" not in ran.err


def test_the_page_of_findings_breaks_the_rules_as_a_finding_too(small, own_templates):
    (own_templates / "_shared" / "review.html.j2").write_text("\n{{ pages._x }}", "utf-8")
    ran = small.run("check", "case", "--format", "html")
    assert ran.status == 1
    assert "review.html.j2:2: error[template-error]: the page cannot be drawn" in ran.err
    assert "Traceback" not in ran.err


def test_a_text_of_an_outline_breaks_the_rules_at_its_line(small, own_templates):
    file = own_templates / "upr-submission" / "outline.yaml"
    text = file.read_text("utf-8").replace(
        'text: "{{ state }}"', "text: \"{{ 'x' * 5000000 }}\"", 1
    )
    file.write_text(text, "utf-8")
    line = text[: text.index("5000000")].count("\n") + 1
    ran = small.run("build", "--format", "md")
    assert ran.status == 1
    assert f"outline.yaml:{line}: error[template-error]" in ran.err
