"""A small dossier with eighty places into which a name can be put."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Literal

from benchmarks.stress.trials import ROOT

Kind = Literal["plain", "markdown", "paragraph", "address", "id"]

PLACES: dict[str, Kind] = {
    # Blocks
    "paragraph": "paragraph", "last paragraph": "paragraph", "note": "markdown",
    "second paragraph of a note": "markdown", "list in a note": "markdown", "heading": "markdown",
    "item": "markdown", "inner item": "markdown", "numbered item": "markdown", "quotation": "markdown",
    "cell": "plain", "heading cell": "plain", "two cells": "markdown", "words of a link": "plain",
    "path of a link": "address", "query of a link": "address", "address": "address", "mail": "address",
    "title of a link": "plain", "emphasis": "plain", "strong": "plain", "alternative text": "plain",
    "picture file": "address", "block id": "id", "block title": "plain",
    "block file": "id", "block tag": "plain", "block theme": "plain", "block summary": "markdown",
    "note label": "id", "paragraph id": "id", "remark": "plain", "page of a citation": "plain",
    "words before a citation": "plain", "words after a citation": "plain",
    "words for partners": "plain", "words for others": "plain", "cross-reference": "plain",
    "organisation block": "paragraph", "recommendation": "paragraph",
    # dossier.yaml
    "title": "plain", "title of the dossier": "plain", "keyword": "plain", "submitter": "plain",
    "acronym": "plain", "city": "plain", "mail of a submitter": "address", "website": "address",
    "contact": "plain", "title of a section": "plain", "id of a section": "id", "document": "id",
    "status of a submitter": "plain", "state": "plain", "logo file": "address",
    # Registries
    "author of a source": "plain", "family name of an author": "plain", "title of a source": "plain",
    "short title": "plain", "address of a source": "address", "newspaper": "plain", "publisher": "plain",
    "number of a source": "plain", "id of a source": "id", "excerpt": "plain", "verified by": "plain",
    "role of an interview": "plain", "author of an interview": "plain", "place of an interview": "plain",
    "wording of a fact": "markdown", "unit of a fact": "plain", "id of a fact": "id",
    "rival of a fact": "plain", "remark of a fact": "plain", "incident": "markdown",
    "place of an incident": "plain", "outcome": "markdown", "id of an incident": "id",
    "name of an organisation": "plain", "other name": "plain", "role of another": "markdown",
    "pseudonym": "plain", "name of another": "plain", "credit": "plain", "consent": "plain",
    # Pictures, templates, notes in the margin
    "metadata of a picture": "plain", "comment in the margin": "plain", "author in the margin": "plain",
    "sentence of a template": "markdown", "running head": "plain", "remark of a template": "plain",
    "comment in a style sheet": "plain", "comment in a page": "plain", "look.yaml": "plain",
    "property of the Word template": "plain",
}  # fmt: skip

_TEMPLATES = {
    "sentence of a template", "running head", "remark of a template", "comment in a style sheet",
    "comment in a page", "look.yaml", "property of the Word template",
}  # fmt: skip


def write(root: Path, place: str, planted: str, name: str, language: str) -> None:
    """Write the project with `planted` in one place; `name` is the person's as a YAML string."""
    case = root / "content" / "case"
    (case / "blocks").mkdir(parents=True)

    def at(here: str, otherwise: str = "something", form: str = "{}") -> str:
        return form.format(planted) if place == here else otherwise

    def said(here: str, otherwise: str = "something") -> str:
        return json.dumps(at(here, otherwise), ensure_ascii=False)

    def put(file: str, text: str) -> None:
        (case / file).write_text(text, "utf-8")

    _blocks(put, at, said)
    _manifest(put, at, said)
    _registries(put, at, said)
    spoken = f", language: {language}" if language else ""
    put("people.yaml",
        f"held: {{name: {name}, role: {{en: the chair}}{spoken}}}\n"
        f"other: {{name: {said('name of another', 'Rupert Otherwise')}, named: public, "
        f"role: {{en: {said('role of another', 'the deputy')}}}, pseudonym: {said('pseudonym', 'Witness J.')}}}\n")  # fmt: skip
    for file in {at("picture file", "map", "{}"), at("logo file", "logo", "{}")}:
        (case / f"{file}.png").write_bytes(_picture(at("metadata of a picture", "")))
    if place in _TEMPLATES:
        _templates(root, at)
    if "margin" in place:
        put("blocks/1-paper.review.yaml",
            f"- id: r1\n  author: {said('author in the margin', 'Ana')}\n  date: 2019-03-20\n"
            f"  text: {said('comment in the margin', 'Why?')}\n")  # fmt: skip


def cells(words: str) -> str:
    """Return words as those of two cells; the first space parts them."""
    first, _, rest = words.replace("\n", " ").partition(" ")
    return f"{first} | {rest}"


def _blocks(put, at, said) -> None:  # type: ignore[no-untyped-def]
    """Write the blocks: one with everything, and those that a submission must have."""
    cut = at("paragraph", "") + at("last paragraph", "")
    label, own = at("note label", "n"), at("paragraph id", "own")
    text = f"""It was {at("paragraph")} that they saw there.[^{label}] See [{at("cross-reference", "paragraph")}](#paragraph:{own}).

{{fact:{at("id of a fact", "count")}}} came, and {{incident:{at("id of an incident", "event")}}}. {{incident:{at("id of an incident", "event")} outcome}},
{{incident:{at("id of an incident", "event")} place}}; {{org:union}}, {{person:other}}, {{person:other role}}, {{person:other pseudonym}}. {{#{own}}}

# The heading {at("heading")}

- an item {at("item")} of it

    - inner {at("inner item")} words

1. numbered {at("numbered item")} words

> They said {at("quotation")} then.

| Head {at("heading cell")} | Other {at("cell")} |
|---|---|
| {cells(at("two cells", "x y"))} |

A [link {at("words of a link")}](https://example.org/{at("path of a link", "a")}?q={at("query of a link", "b")}) and
<https://example.org/{at("address", "a")}> and <mailto:{at("mail", "desk")}@example.org>.
Very *much {at("emphasis")} said* and **much {at("strong")} more**.<!-- remark {at("remark")} -->

![Picture {at("alternative text")}]({at("picture file", "map")}.png)

It is so.[{at("words before a citation", "see")} @{at("id of a source", "first")}, p. {at("page of a citation", "3")}, {at("words after a citation", "as said")}]
And so.[@news] And so.[@talk] And {{source:{at("id of a source", "first")} excerpt}}, {{source:{at("id of a source", "first")} publisher}}.

Some [words {at("words for partners")}]{{audience: partners, else: others {at("words for others")}}} are here.

The last one is {at("last paragraph")} of all.

[^{label}]: The note {at("note")} says.

    Second {at("second paragraph of a note")} words.

    - list {at("list in a note")} there
"""
    if "[^cut]" in cut:
        text += "\n[^cut]: Cut.\n"
    head = (f"---\nid: {at('block id', 'paper')}\nkind: evidence\nsection: {at('id of a section', 'e')}\n"
            f"title: {said('block title')}\ntags: [{said('block tag')}]\nthemes: [{said('block theme')}]\n"
            f"summary: {said('block summary', 'It is so.')}\n---\n")  # fmt: skip
    put(f"blocks/1-{at('block file', 'paper')}.md", head + text)
    for kind in ("organisation", "background", "concern", "obligation", "previous review", "analysis",
                 "recommendation"):  # fmt: skip
        more = "rests_on: [b-concern, b-obligation]\n" if kind == "recommendation" else ""
        here = {"organisation": "organisation block"}.get(kind, kind)
        line = f"One line {at(here)} of it."
        line += "\n\n[^cut]: Cut.\n" if "[^cut]" in line else ""
        put(f"blocks/2-{kind.replace(' ', '-')}.md",
            f"---\nid: b-{kind.replace(' ', '-')}\nkind: {kind}\n{more}---\n{line}\n")  # fmt: skip


def _manifest(put, at, said) -> None:  # type: ignore[no-untyped-def]
    put("dossier.yaml", f"""title: {said("title of the dossier", "Stress")}
state: {said("state", "Ruritania")}
submitters:
  - name: {said("submitter", "Alpha Federation")}
    acronym: {said("acronym", "ALF")}
    status: {said("status of a submitter")}
    city: {said("city", "Strelsau")}
    email: "{at("mail of a submitter", "desk")}@example.org"
    website: "https://example.org/{at("website", "home")}"
    logo: {json.dumps(at("logo file", "logo") + ".png", ensure_ascii=False)}
documents:
  {at("document", "paper")}:
    template: upr-submission
    title: {said("title", "The paper")}
    date: 2026-01-01
    session: 55
    cycle: 5
    keywords: [{said("keyword")}]
    contact: {{name: {said("contact", "The desk")}}}
    bibliography: true
    evidence: [{{id: {at("id of a section", "e")}, title: {said("title of a section", "Evidence")}}}]
""")  # fmt: skip


def _registries(put, at, said) -> None:  # type: ignore[no-untyped-def]
    checked = f"verified: yes\n  verified-on: 2019-01-02\n  verified-by: {said('verified by', 'the desk')}\n"
    put("sources.yaml", f"""references:
- id: {at("id of a source", "first")}
  type: report
  author: [{{literal: {said("author of a source")}}}, {{family: {said("family name of an author", "Author")}, given: A.}}]
  title: {said("title of a source", "A title")}
  title-short: {said("short title", "Title")}
  publisher: {said("publisher")}
  number: {said("number of a source", "12")}
  excerpt: {said("excerpt", "calls for an inquiry")}
  issued: 2014-01-02
  URL: https://example.org/{at("address of a source", "first")}
  {checked}- id: news
  type: article-newspaper
  title: News
  container-title: {said("newspaper", "Daily")}
  issued: 2014-01-02
  {checked}- id: talk
  type: interview
  role: {said("role of an interview", "an oil worker")}
  author: [{{literal: {said("author of an interview", "An Author")}}}]
  event-place: {said("place of an interview", "Strelsau")}
  issued: 2014-01-02
  {checked}""")  # fmt: skip
    put("facts.yaml", f"""{at("id of a fact", "count")}:
  value: 16
  unit: {said("unit of a fact", "people")}
{f"  wording: {{en: {said('wording of a fact')}}}" if at("wording of a fact", "") else ""}
  exactness: at least
  as_of: 2012
  sources: "@news"
  rivals: [{{value: 17, sources: {json.dumps("the @news, " + at("rival of a fact", "p. 7"), ensure_ascii=False)}}}]
  remark: {said("remark of a fact")}
""")  # fmt: skip
    put("incidents.yaml", f"""{at("id of an incident", "event")}:
  date: 2012-10-07
  place: {said("place of an incident", "Strelsau")}
  what: {{en: {said("incident", "they were beaten")}}}
  outcome: {{en: {said("outcome", "nobody was charged")}}}
  category: violence
  sources: "@news"
""")  # fmt: skip
    put("organisations.yaml", f"""union:
  name: {{en: {said("name of an organisation", "Free Union of Workers")}}}
  acronym: FUW
  other_names: [{{name: {said("other name", "Old Union")}, acronym: OUN}}]
""")  # fmt: skip
    put("pictures.yaml", f"{json.dumps(at('picture file', 'map') + '.png', ensure_ascii=False)}: "
        f"{{credit: {said('credit', 'Photograph: us')}, consent: {said('consent', 'agreed')}, audience: public}}\n")  # fmt: skip


def _picture(hidden: str) -> bytes:
    from PIL import Image, PngImagePlugin

    told = PngImagePlugin.PngInfo()
    if hidden:
        told.add_itxt("Author", hidden)
    made = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(made, "PNG", pnginfo=told)
    return made.getvalue()


def _templates(root: Path, at) -> None:  # type: ignore[no-untyped-def]
    """Write templates of the project's own with a name in one place."""
    own = root / "templates"
    shutil.copytree(ROOT / "templates" / "_shared", own / "_shared")
    shutil.copytree(ROOT / "templates" / "upr-submission", own / "upr-submission")
    outline = own / "upr-submission" / "outline.yaml"
    text = outline.read_text("utf-8")
    text = f"# remark {at('remark of a template').replace(chr(10), ' ')}\n" + text
    head = at("running head", "")
    if head:
        text = re.sub(r"head: >-\n", lambda found: f"{found[0]}  {head} ", text, count=1)
    sentence = at("sentence of a template", "").replace("\n", " ")
    if sentence:
        text = re.sub(
            r"( +)takes: \[background\]\n",
            lambda found: (
                f"{found[0]}{found[1]}text: {json.dumps('So says ' + sentence, ensure_ascii=False)}\n"
            ),
            text,
        )
    outline.write_text(text, "utf-8")
    for file, place, form in (
        ("_shared/house-screen.css", "comment in a style sheet", "\n/* {} */\n"),
        ("_shared/page.html.j2", "comment in a page", "\n<!-- {} -->\n"),
        ("_shared/look.yaml", "look.yaml", "\n# {}\n"),
    ):
        whole = (own / file).read_text("utf-8")
        (own / file).write_text(whole + form.format(at(place)), "utf-8")
    if at("property of the Word template", ""):
        _with_property(own / "_shared" / "word.docx", at("property of the Word template"))


def _with_property(path: Path, words: str) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    style = b"<w:docDefaults>"
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(
        style, f"<!-- {words} -->".encode() + style, 1
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
