"""Build random dossiers with right-to-left words in everything, in all four formats.

A trial fails where a word is missing from a finished file, and where a document is refused for
another reason than the one that its author provoked.
"""

from __future__ import annotations

import argparse
import json
import re
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.stress.dossier_text import AROUND, RTL, Author, escaped
from benchmarks.stress.finished_text import text
from benchmarks.stress.trials import Outcome, folder, parser, run
from dossier.build.build_dossiers import build
from dossier.build.build_request import build_request
from dossier.model.diagnostics import errors
from dossier.project.layout import places

SUBMISSION = "upr-submission"
FORMATS = ("md", "html", "docx", "pdf")
KINDS = ("organisation", "background", "concern", "obligation", "previous review", "evidence",
         "analysis", "recommendation")  # fmt: skip
REQUESTS = ("[@first, p. 3]", "[@second]", "[see @first; @second, p. ٣]", "{fact:count}", "{fact:said}",
            "{Fact:said value}", "{incident:event}", "{person:chair}", "{org:union}", "{org:union full}")  # fmt: skip


def main() -> int:
    """Run the trials that the command line asks for."""
    command = parser(__doc__, 200)
    command.add_argument("--keep", type=Path, help="write the dossiers here, and leave them there")
    options = command.parse_args()
    return int(run(options, partial(trial, options)).failed > 0)


def trial(options: argparse.Namespace, seed: int) -> Outcome:
    """Build the dossier of one seed and look for each mark in each of its files."""
    with folder() as made:
        root = options.keep / str(seed) if options.keep else made
        author, kind = write(root, Random(seed))
        where = places(root, None, None, root / "output")
        request, _ = build_request(where, (), FORMATS)
        assert request is not None
        (result,) = build(where, request)
        found = {each.rule for each in errors(result.findings)}
        counted = [f"of the kind {kind}", *(f"told: {each}" for each in found)]
        if author.told:
            missed = author.told - found
            return Outcome(
                [f"not told: {missed}"] if missed else [], [*counted, "refused as meant"]
            )
        if found:
            return Outcome([f"refused: {each}" for each in errors(result.findings)][:3], counted)
        return Outcome([*lost(root, author.marks)], [*counted, "built and read"])


def lost(root: Path, marks: list[str]) -> list[str]:
    """Return for each file that lacks words what it lacks.

    Of a PDF the digits of marks are looked for: what reads it turns right-to-left lines around, and
    puts letters of neighbours into a word that stands between such letters without a space. PDFium
    turns round the digits of a line whose words stand beside what is drawn (`ActualText`).
    """
    failures = []
    for format_ in FORMATS:
        whole = re.sub(r"[\s\u00ad\u200b]", "", text(root / f"output/case/paper.{format_}"))
        seen = marks if format_ != "pdf" else [each[1:-1] for each in marks]
        turned = whole[::-1] if format_ == "pdf" else ""
        missing = [each for each in seen if each not in whole and each not in turned]
        if missing:
            failures.append(f"{format_}: {len(missing)} of {len(marks)} words lost: {missing[:5]}")
    return failures


def write(root: Path, chance: Random) -> tuple[Author, str]:
    """Write a random dossier; return its author and the kind of its document."""
    case = root / "content" / "case"
    (case / "blocks").mkdir(parents=True)
    author = Author(chance)
    kind = chance.choice([SUBMISSION, SUBMISSION, "imported-plain"])
    # What a title or an entry holds prints where it is asked for, and need not print elsewhere.
    (case / "sources.yaml").write_text(sources(chance), "utf-8")
    (case / "facts.yaml").write_text(facts(chance), "utf-8")
    (case / "incidents.yaml").write_text(incidents(chance), "utf-8")
    (case / "people.yaml").write_text(people(chance), "utf-8")
    (case / "organisations.yaml").write_text(organisations(chance), "utf-8")
    author.requests = REQUESTS
    (case / "dossier.yaml").write_text(manifest(author, kind), "utf-8")
    for number, each in enumerate(KINDS):
        extra = "section: e\n" if each == "evidence" or (number and kind != SUBMISSION) else ""
        extra += "rests_on: [b2, b3]\n" if each == "recommendation" else ""
        small = each != "evidence" and not author.sometimes(0.3)
        body = author.paragraph() if small else author.block()
        body = "\n\n".join([body, *author.notes])
        author.notes = []
        used = "opening" if kind != SUBMISSION and not number else each
        head = f"---\nid: b{number}\nkind: {used}\n{extra}title: {said(chance)}\n---\n"
        (case / "blocks" / f"{number}.md").write_text(head + body + "\n", "utf-8")
    return author, kind


def said(chance: Random, most: int = 4) -> str:
    """Return right-to-left words between others as a string of YAML that is no Markdown."""
    words = [chance.choice(("union", "law", "2014", *RTL)) for _ in range(chance.randint(1, most))]
    sign = chance.choice([each for each in AROUND if "{{" not in each and "[" not in each])
    words.append(sign.replace("<", "‹").format(*[chance.choice(RTL)] * sign.count("{}")))
    return json.dumps(" ".join(words), ensure_ascii=False)


def marked(chance: Random) -> str:
    """Return words as Markdown in a string of YAML."""
    sign = chance.choice(AROUND)
    return json.dumps(escaped(f"the {sign.format(*[chance.choice(RTL)] * sign.count('{}'))} said"),
                      ensure_ascii=False)  # fmt: skip


def manifest(author: Author, kind: str) -> str:
    """Return a `dossier.yaml` with marks in all that prints in the title block."""
    chance = author.chance

    def title() -> str:
        return f"{author.mark()} {json.loads(said(chance))}"

    document = {
        "template": kind,
        "title": title(),
        "date": "2026-01-01",
        "notes": chance.choice(["footnotes", "endnotes"]),
        "paragraph_numbers": chance.choice([True, False]),
        "bibliography": chance.choice([True, False]),
    }
    if kind == SUBMISSION:
        document |= {
            "session": 55,
            "cycle": 5,
            "contact": {"name": title()},
            "evidence": [{"id": "e", "title": title()}],
        }
    else:
        document |= {"sections": [{"id": "e", "title": title()}]}
    whole = {
        "title": "Stress",
        "state": "Ruritania",
        "submitters": [{"name": title() if kind == SUBMISSION else "Alpha", "acronym": "ALF"}],
        "documents": {"paper": document},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)


def sources(chance: Random) -> str:
    """Return two sources with such words in author and title."""
    entry = (
        "- id: {0}\n  type: {1}\n  author: [{{literal: {2}}}]\n  title: {3}\n  issued: 2014-01-02\n"
        "  URL: https://example.org/{0}\n  verified: yes\n  verified-on: 2019-01-02\n"
        "  verified-by: the desk\n"
    )
    kinds = ["report", "book", "article-newspaper", "webpage", "legislation"]
    return "references:\n" + "".join(
        entry.format(id_, chance.choice(kinds), said(chance), said(chance))
        for id_ in ("first", "second")
    )


def facts(chance: Random) -> str:
    """Return a fact that is counted, and one with a wording."""
    return (
        f'count: {{value: 16, unit: people, exactness: at least, sources: "@first", as_of: 2012}}\n'
        f"said: {{value: 17, unit: people, exactness: about, wording: {{en: {marked(chance)}}}, "
        f'sources: "@second, p. 7", as_of: 2012}}\n'
    )


def incidents(chance: Random) -> str:
    """Return one incident."""
    return (
        f"event:\n  date: 2012-10-07\n  place: {said(chance)}\n  what: {{en: {marked(chance)}}}\n"
        f'  category: violence\n  sources: "@first"\n  people: [chair]\n'
    )


def people(chance: Random) -> str:
    """Return a person whom all may name."""
    return f"chair: {{name: {' '.join(chance.choices(RTL[:4], k=2))}, named: public, role: {{en: the chair}}}}\n"


def organisations(chance: Random) -> str:
    """Return an organisation with an acronym."""
    return f"union: {{name: {{en: {said(chance)}}}, acronym: FTU, article: the, acronym_article: the}}\n"


if __name__ == "__main__":
    raise SystemExit(main())
