"""A dossier that asks much of every page: long titles, wide tables, deep lists, many of everything.

`write_stress` writes it; it has a document of every kind. By hand, from the folder of the project:
`python -m tests.stress FOLDER`, then `python build.py build stress --content FOLDER/content
--output FOLDER/output`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from PIL import Image, ImageDraw

SUBMITTERS = 12

TITLE = (
    "Freedom of association, collective bargaining and the right to strike of seafarers, dockers, "
    "teachers, nurses and platform workers in the Republic of Ruritania and its three overseas "
    "territories"
)

SHAPES = {"wide": (1800, 300), "tall": (300, 1800), "square": (900, 900), "tiny": (24, 16),
          "upright": (800, 1100)}  # fmt: skip

PHOTOGRAPHS = {"gate": (800, 1100), "march": (1200, 800)}
"""Those of the first incidents."""

SENTENCE = (
    "The authorities refused to register the union on 3 March 2024, under article 14 of Law No. 87, "
    "and did not say which of the papers they had found wanting."
)

DRAFT = {"status": "draft", "date": "2026-11-01", "audience": "public"}
CONTACT = {"name": "Secretariat of the coalition", "email": "desk@example.org",
           "website": "https://example.org"}  # fmt: skip
UPR = {"session": 55, "cycle": 5, "review_date": "2027-01-20", "contact": CONTACT,
       "evidence": [{"id": "stress", "title": "Evidence of all kinds"}],
       "keywords": ["freedom of association", "strikes", "collective bargaining"]}  # fmt: skip

KINDS: dict[str, dict[str, object]] = {
    "upr-submission": UPR,
    "joint-submission": UPR,
    "campaign-brief": {
        "timeline": {"first_year": 2015, "last_year": 2026},
        "photographs": ["incident-0", "incident-1"],
        "action": {"words": "Write to the Government", "address": "https://example.org/act"},
        "contact": CONTACT,
    },
    "campaign-article": {
        "action": {"words": "Write to the Government", "address": "https://example.org/act"},
    },
    "advocacy-note": {"theme": "Freedom of association", "themes": ["theme 1"], "contact": CONTACT},
    "country-profile": {"year": 2026, "rating": "5+", "rating_before": "4"},
    "chronology": {"picture": "timeline"},
    "news-digest": {"group": "theme"},
    "letter": {
        "addressees": [{"id": "minister", "name": "The Minister", "organisation": "Ministry",
                        "address": ["Strelsau", "Ruritania"]}],
        "signatories": [{"name": f"Secretary {at}", "organisation": _name}
                        for at, _name in enumerate(("Union of Dockers", "Union of Nurses"))],
    },
    "oral-statement": {"event": "Human Rights Council, 61st session, item 6", "rate": 150,
                       "minutes": 60},
    "implementation-matrix": {"cycle": 4, "layout": "themes"},
    "mid-term-report": {
        "cycle": 4,
        "review_date": "2022-01-20",
        "themes": [{"id": "stress", "title": "Freedom of association", "covers": ["theme 1"]}],
        "contact": CONTACT,
    },
    "imported": {"sections": [{"id": "stress", "title": "All of it"}]},
    "imported-plain": {"sections": [{"id": "stress", "title": "All of it"}]},
}  # fmt: skip
"""The documents by their kinds, which are also their ids, with the fields that each needs."""

SECTIONS = {
    "upr-submission": "stress", "joint-submission": "stress", "campaign-brief": "case",
    "campaign-article": "article", "advocacy-note": "since", "country-profile": "law",
    "chronology": "introduction", "news-digest": "introduction", "letter": "body",
    "oral-statement": "statement", "implementation-matrix": "introduction",
    "mid-term-report": "developments", "imported": "stress", "imported-plain": "stress",
}  # fmt: skip
"""The section of each kind that holds the stressing blocks."""

NEEDED = {
    "upr-submission": ("submitting-organisation", "background", "concerns", "obligations",
                       "previous-review", "analysis", "recommendations"),
    "campaign-brief": ("standfirst", "facts", "demands"),
    "advocacy-note": ("summary", "ask"),
    "country-profile": ("violations",),
    "mid-term-report": ("introduction", "method", "stress", "priorities"),
}  # fmt: skip
"""Other sections that a kind must fill: a paragraph will do, or some key facts."""
NEEDED["joint-submission"] = NEEDED["upr-submission"]


@dataclass(frozen=True)
class Numbers:
    """How many of what a dossier has."""

    paragraphs: int = 150
    recommendations: int = 300
    years: int = 30


FEW = Numbers(paragraphs=12, recommendations=24, years=6)
"""Enough for all that is special, and quickly built."""


def write_stress(folder: Path, numbers: Numbers = Numbers()) -> None:
    """Write the dossier into `folder`."""
    blocks = folder / "blocks"
    blocks.mkdir(parents=True)
    for name, size in {**SHAPES, **PHOTOGRAPHS}.items():
        _picture(folder / f"{name}.png", size, name)
    for at in range(SUBMITTERS):
        shape = list(SHAPES.values())[at % 3]
        _picture(folder / f"logo-{at}.png", shape, f"LOGO {at}")
    for name, text in _texts(numbers).items():
        (blocks / f"{name}.md").write_text(f"---\nid: {name}\nkind: stress\n---\n{text}", "utf-8")
    for name, value in {**_registries(numbers), "dossier.yaml": _dossier()}.items():
        text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1000)
        (folder / name).write_text(text, "utf-8")


def _picture(file: Path, size: tuple[int, int], words: str) -> None:
    """Draw a picture with a frame and a cross, so that a crop or a wrong shape can be seen.

    It is grey: three colours are decoded and packed anew by every step that looks at pictures.
    """
    image = Image.new("L", size, 229)
    draw = ImageDraw.Draw(image)
    width, height = size[0] - 1, size[1] - 1
    draw.rectangle((0, 0, width, height), outline=63, width=max(1, min(size) // 40))
    draw.line((0, 0, width, height), fill=63)
    draw.line((0, height, width, 0), fill=63)
    draw.text((width / 2, height / 2), words, fill=95, anchor="mm",
              font_size=max(8, min(size) // 5))  # fmt: skip
    image.save(file)


def _dossier() -> dict[str, object]:
    return {
        "title": "Stress",
        "state": "Ruritania",
        "language": "en-GB",
        "submitters": [
            {
                "name": f"International Confederation of Seafarers’ and Dockers’ Unions, region {at}",
                "acronym": f"ICSDU{at}",
                "status": "special consultative status with the Economic and Social Council",
                "website": f"https://region-{at}.example.org",
                "logo": f"logo-{at}.png",
            }
            for at in range(SUBMITTERS)
        ],
        "documents": {
            kind: {"template": kind, "title": TITLE, **DRAFT, **fields, "blocks": _blocks(kind)}
            for kind, fields in KINDS.items()
        },
    }


def _blocks(kind: str) -> dict[str, list[str]]:
    needed = NEEDED.get(kind, ())
    few = {section: [f"line-{at}"] for at, section in enumerate(needed) if section != "facts"}
    facts = {"facts": ["facts"]} if "facts" in needed else {}
    return {**few, **facts, SECTIONS[kind]: [*_stressing(FEW)]}


def _texts(numbers: Numbers) -> Mapping[str, str]:
    """Return the blocks by their ids."""
    lines = {f"line-{at}": "One paragraph of a section.\n" for at in range(7)}
    facts = "\n\n".join(f"- {SENTENCE}" for _ in range(5))
    return {**lines, "facts": facts + "\n", **_stressing(numbers)}


def _stressing(numbers: Numbers) -> Mapping[str, str]:
    return {
        "wide-table": _table(numbers.years),
        "deep-list": "The list has eight levels:\n\n" + _list(1) + "\n\n" + _lettered(),
        "long-note": f"It was refused.[^long]\n\n[^long]: {_note()}\n",
        "pictures": "\n\n".join(f"![A picture that is {each}]({each}.png)" for each in SHAPES)
        + "\n",
        "many-paragraphs": "".join(_paragraphs(numbers.paragraphs)),
    }


def _table(years: int) -> str:
    heads = ("Year", "Applications", "Registered", "Refused", "Re-registration", "Deregistration",
             "Liechtenstein", "Responsibility", "Remarks")  # fmt: skip
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for year in range(2000, 2000 + years):
        cells = (str(year), "1,204", "17", "1,187", "yes", "no", "none", "Ministry of Labour",
                 "Unions in the three territories were counted twice.")  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return "Nine columns:\n\n" + "\n".join(lines) + "\n"


def _list(level: int) -> str:
    own = f"{'    ' * (level - 1)}- Level {level}: {SENTENCE}\n\n"
    return own + (_list(level + 1) if level < 8 else "") + own


def _lettered() -> str:
    return "Then they count:\n\n(a) first;\n\n    (i) one;\n\n    (ii) two;\n\n(b) second.\n"


def _note() -> str:
    return "\n\n    ".join(f"Part {at}. " + " ".join([SENTENCE] * 8) for at in range(9))


def _paragraphs(number: int) -> Iterator[str]:
    for at in range(number):
        call = f"[@source-{at // 3 % 5}, p. {at + 1}]" if at % 2 else ""
        yield f"Paragraph {at + 1}. " + " ".join([SENTENCE] * (1 + at % 4)) + f"{call}\n\n"


def _registries(numbers: Numbers) -> dict[str, object]:
    shown = {
        f"{name}.png": {
            "alternative": f"A picture that is {name}",
            "credit": "Photograph: ICSDU",
            "width": 60,
            "place": "beside",
            "consent": {"not-needed": "nobody is on it"},
        }
        for name in PHOTOGRAPHS
    }
    return {
        "pictures.yaml": shown,
        "incidents.yaml": {f"incident-{at}": _incident(at) for at in range(40)},
        "recommendations.yaml": {
            "recommendations": [_recommendation(at) for at in range(numbers.recommendations)]
        },
        "sources.yaml": {"references": [_source(at) for at in range(5)]},
    }


def _incident(at: int) -> dict[str, object]:
    categories = ("strike", "murder", "detention", "violence", "deregistration", "interference")
    found: dict[str, object] = {
        "date": f"{2015 + at // 4}-{1 + at % 12:02}-{1 + at % 28:02}",
        "place": ("Strelsau", "Zenda", "Hofbau")[at % 3],
        "what": {"en": f"port police stopped strike number {at + 1} of the dockers"},
        "title": {"en": f"Port police stop strike number {at + 1}"},
        "category": categories[at % len(categories)],
        "sources": f"@source-{at % 5}",
    }
    shown = [f"{name}.png" for name in PHOTOGRAPHS][at : at + 1]
    return {**found, "picture": shown[0]} if shown else found


def _recommendation(at: int) -> dict[str, object]:
    found: dict[str, object] = {
        "paragraph": f"{120 + at // 60}.{at % 60 + 1}",
        "symbol": "A/HRC/99/1",
        "cycle": 4,
        "text": "Take all measures to ensure that workers may form unions of their own choosing"
        + (", and repeal what stands in their way" * (at % 5)),
        "states": ["Liechtenstein", "Bosnia and Herzegovina", "Chile"][: 1 + at % 3],
        "position": ("supported", "noted")[at % 2],
        "themes": [f"theme {at // 40 + 1}", "trade unions"],
    }
    if at % 3 == 0:
        words = {"en": " ".join([SENTENCE] * (1 + at % 4))}
        found["assessment"] = {"level": "not implemented", "words": words}
    return found


def _source(at: int) -> dict[str, object]:
    return {
        "id": f"source-{at}",
        "type": "report",
        "author": [{"literal": f"Rights Watch {at}"}],
        "title": f"Ruritania: the year {2020 + at} in its ports",
        "issued": 2020 + at,
        "URL": f"https://example.org/reports/{2020 + at}/ports-and-harbours-of-ruritania?page={at}",
        "excerpt": "The strike was broken on its second day, and nobody was told why.",
        "themes": [f"theme {at % 2 + 1}"],
        "verified": "no",
    }


if __name__ == "__main__":
    write_stress(Path(sys.argv[1]) / "content" / "stress")
