"""Build dossiers that hold a protected name somewhere, and look whether it gets out unseen.

A trial puts the name of a person whom nobody may name into one place, in one shape, in the language
of the person. It fails where a finished file holds what was put there and no finding told of it. It
fails too where the build was refused for another reason, since then it shows nothing.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from urllib.parse import quote, unquote

from benchmarks.stress.finished_text import letters, strings
from benchmarks.stress.held_places import PLACES, Kind, write
from benchmarks.stress.names_of_languages import NAMES
from benchmarks.stress.trials import Outcome, folder, parser, run
from dossier.build.build_dossiers import build
from dossier.build.build_request import build_request
from dossier.model.diagnostics import errors
from dossier.project.layout import places
from dossier.redaction.names.endings import unguarded_languages

FAMILY_FIRST = ("hu", "zh", "ja", "ko", "vi", "km", "my")
UNSPACED = ("zh", "ja", "ko")
TOLD = "name-leaks"


@dataclass(frozen=True)
class Name:
    """A name as a registry holds it, and its parts."""

    language: str
    given: str
    family: str
    forms: tuple[str, ...]

    @property
    def whole(self) -> str:
        """The name in the order of its language."""
        parts = [self.given, self.family]
        if self.language in FAMILY_FIRST:
            parts.reverse()
        return ("" if self.language in UNSPACED else " ").join(parts)

    @property
    def latin(self) -> bool:
        """Whether an id can hold it."""
        return "LATIN" in unicodedata.name(self.family[0], "")


Shape = Callable[[Name, Random], str]

PLAIN: dict[str, Shape] = {
    "whole": lambda name, _: name.whole,
    "turned around": lambda name, _: f"{name.family} {name.given}",
    "with a comma": lambda name, _: f"{name.family}, {name.given}",
    "capitals": lambda name, _: name.whole.upper(),
    "initial": lambda name, _: f"{name.given[0]}. {name.family}",
    "initial behind": lambda name, _: f"{name.family} {name.given[0]}.",
    "family name": lambda name, _: name.family,
    "form": lambda name, chance: chance.choice(name.forms),
    "given name and form": lambda name, chance: f"{name.given} {chance.choice(name.forms)}",
    "soft hyphens": lambda name, _: "\u00ad".join(
        (name.whole[:3], name.whole[3:-3], name.whole[-3:])
    ),
    "no-break space": lambda name, _: name.whole.replace(" ", "\u00a0"),
    "zero-width spaces": lambda name, _: "\u200b".join(
        (name.whole[:2], name.whole[2:-2], name.whole[-2:])
    ),
    "word joiner": lambda name, _: name.whole.replace(" ", " \u2060"),
    "decomposed": lambda name, _: unicodedata.normalize("NFD", name.whole),
    "in quotation marks": lambda name, _: f"“{name.given}” {name.family}",
    "many spaces": lambda name, _: name.whole.replace(" ", "   "),
}
MARKDOWN: dict[str, Shape] = PLAIN | {
    "half emphasised": lambda name, _: f"*{name.given}* {name.family}",
    "emphasis inside": lambda name, _: f"{name.whole[:-3]}**{name.whole[-3:]}**",
    "over two lines": lambda name, _: f"{name.given}\n{name.family}",
    "over a line break": lambda name, _: f"{name.given}  \n{name.family}",
    "over a link": lambda name, _: f"[{name.given}](https://example.org) {name.family}",
    "entity": lambda name, _: "".join(f"&#{ord(each)};" for each in name.whole),
    "remark inside": lambda name, _: f"{name.whole[:2]}<!-- x -->{name.whole[2:]}",
}
NOTED: dict[str, Shape] = {"over a note": lambda name, _: f"{name.given}[^cut] {name.family}"}
ADDRESS: dict[str, Shape] = {
    "percent": lambda name, _: quote(name.whole),
    "hyphens": lambda name, _: name.whole.lower().replace(" ", "-"),
    "together": lambda name, _: (name.given + name.family).replace(" ", "").lower(),
    "underline": lambda name, _: name.whole.replace(" ", "_"),
}
ID: dict[str, Shape] = {
    "hyphens": lambda name, _: _ascii(name.whole).replace(" ", "-"),
    "together": lambda name, _: _ascii(name.whole).replace(" ", ""),
    "initial": lambda name, _: _ascii(f"{name.given[0]}-{name.family}").replace(" ", "-"),
}
SHAPES: dict[Kind, dict[str, Shape]] = {
    "plain": PLAIN, "markdown": MARKDOWN, "paragraph": MARKDOWN | NOTED, "address": ADDRESS, "id": ID,
}  # fmt: skip
INFLECTED = ("form", "given name and form")


def main() -> int:
    """Run the trials that the command line asks for, and print what is not guarded."""
    options = parser(__doc__, 300).parse_args()
    totals = run(options, trial)
    _tell_unguarded(totals.counted)
    return int(totals.failed > 0)


def trial(seed: int) -> Outcome:
    """Put one name into one place; the seed goes through places and languages in turn."""
    chance = Random(seed)
    place = list(PLACES)[seed % len(PLACES)]
    name = _name(list(NAMES)[(seed * 7 + seed // len(PLACES)) % len(NAMES)])
    kind = PLACES[place]
    if kind == "id" and not name.latin:
        name = _name(chance.choice(["en", "fr", "pl", "cs", "tr", "sv"]))
    shape = chance.choice(list(SHAPES[kind]))
    planted = SHAPES[kind][shape](name, chance)
    told, others, files = _built(place, name, planted, chance)
    out = f"{place}, {shape}, {name.language}: {planted!r}"
    wanted = _key(planted)
    leaking = [each for each, held in files if wanted in held]
    counted = [*_counted(name, shape, bool(told), bool(leaking))]
    if leaking and not told and not (_unguarded(name) and shape in INFLECTED):
        return Outcome([f"SILENT LEAK {out} in {leaking}"], counted)
    if not files and not told:
        return Outcome([f"beside the point: {out}: {others[0] if others else 'no file'}"], counted)
    return Outcome((), counted)


def _counted(name: Name, shape: str, told: bool, leaking: bool) -> Iterator[str]:
    yield "told" if told else "printed and not told" if leaking else "not in any file"
    if shape == "form" and _unguarded(name):
        yield f"declared: {name.language} {'caught' if told else 'missed' if leaking else 'gone'}"


def _tell_unguarded(counted: Counter[str]) -> None:
    """Print which languages are said not to be guarded, and are."""
    caught = {
        each.split()[1] for each in counted if each.startswith("declared:") and "caught" in each
    }
    missed = {
        each.split()[1] for each in counted if each.startswith("declared:") and "missed" in each
    }
    print("declared and missed:", " ".join(sorted(missed)) or "none")
    print("declared but always caught:", " ".join(sorted(caught - missed)) or "none")
    print("declared, not tried:", " ".join(sorted({*unguarded_languages()} - caught - missed)))


def _built(
    place: str, name: Name, planted: str, chance: Random
) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    """Return the findings on names, other errors, and the letters of each finished file."""
    with folder() as root:
        write(root, place, planted, json.dumps(name.whole, ensure_ascii=False),
              name.language if chance.random() < 0.5 else "")  # fmt: skip
        formats = ("html", "md", "docx", "pdf") if chance.random() < 0.3 else ("html", "md", "docx")
        where = places(root, None, None, root / "output")
        request, _ = build_request(where, (), formats)
        assert request is not None
        (result,) = build(where, request)
        told = [str(each) for each in result.findings if each.rule == TOLD]
        others = [str(each) for each in errors(result.findings) if each.rule != TOLD]
        made = [path for path in (root / "output").rglob("*.*") if path.is_file()]
        return told, others, [(path.name, letters(" ".join(strings(path)))) for path in made]


def _name(key: str) -> Name:
    given, family, forms = NAMES[key]
    return Name(
        key.partition("-")[0],
        given,
        family,
        tuple(forms.split(" ")) if " " not in family else (forms,),
    )


def _unguarded(name: Name) -> bool:
    return name.language in unguarded_languages()


def _key(planted: str) -> str:
    """Return the letters of what was put there, without its markup."""
    bare = re.sub(r"<!--.*?-->|\[\^cut\]|\]\(https:[^)]*\)", "", planted)
    return letters(html.unescape(unquote(bare)))


def _ascii(name: str) -> str:
    plain = unicodedata.normalize(
        "NFKD", name.replace("ł", "l").replace("ı", "i").replace("ø", "o")
    )
    return "".join(
        each for each in plain.lower() if each.isascii() and (each.isalnum() or each in " ")
    )


if __name__ == "__main__":
    raise SystemExit(main())
