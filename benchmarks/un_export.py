"""Make an export as the Universal Human Rights Index gives it, since the full one is not to be had.

UHRI's full export in JSON has about 260,000 records and 360 MB; it could not be downloaded where
this program was written. This one is made up. The fields are those that were seen in November 2026.
A State has a report of the UPR Working Group for each cycle, and a few reports of each other
mechanism; a document has many paragraphs. In two lists of OHCHR (China 2018, 346 recommendations;
Slovenia 2019, 215) a recommendation has 10 to 45 words, 23 in the middle, and 1.1 States; 83 of 100
are supported; 3 to 5 of 100 are about labour. What is said of other mechanisms, of languages and of
scripts is guessed. The words are those of dictionaries by Zipf's law with the terms of the field among
them. What is measured with it holds for the form and the size of the real one, not for its words.

    python -m benchmarks.un_export export.json --records 20000
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from dossier.model.sessions import session
from dossier.readers.un_exports.state_names import names

DATA = Path(__file__).parent.parent / "dossier" / "data"
MECHANISMS = {
    # years between two documents, paragraphs of one, share about labour, words of a paragraph
    "CEDAW": (7, (25, 45), 0.10, (60, 180)),
    "CRC": (8, (40, 80), 0.04, (60, 180)),
    "CESCR": (9, (25, 45), 0.25, (60, 180)),
    "CCPR": (9, (20, 35), 0.06, (60, 180)),
    "CERD": (8, (20, 35), 0.08, (60, 180)),
    "CAT": (9, (20, 35), 0.02, (60, 180)),
    "CRPD": (14, (40, 60), 0.05, (60, 180)),
    "CMW": (20, (30, 50), 0.40, (60, 180)),
    "CED": (20, (20, 30), 0.01, (60, 180)),
    "SPT": (20, (30, 60), 0.01, (40, 120)),
    "SR Freedom of association": (18, (15, 30), 0.50, (40, 120)),
    "SR Contemporary slavery": (18, (15, 30), 0.60, (40, 120)),
    "WG Arbitrary detention": (20, (15, 30), 0.02, (40, 120)),
    "SR Independence of judges": (18, (15, 30), 0.02, (40, 120)),
}
UPR = {1: (60, 100), 2: (100, 170), 3: (150, 240), 4: (170, 270)}
"""How many recommendations a State gets in each cycle, from and to."""

VERBS = (
    "Continue", "Continue", "Continue", "Strengthen", "Ensure", "Take", "Adopt", "Ratify",
    "Intensify", "Consider", "Further", "Implement", "Improve", "Guarantee", "Develop",
)  # fmt: skip
TERMS = {
    "migrant workers": 20, "child labour": 18, "forced labour": 14, "domestic workers": 8,
    "labour inspection": 6, "minimum wage": 6, "trade unions": 5, "trade union": 4,
    "equal pay": 5, "freedom of association": 6, "collective bargaining": 3,
    "the right to strike": 3, "anti-union discrimination": 2, "Convention No. 87": 2,
    "Convention No. 98": 2, "Convention No. 189": 4, "cotton picking": 1,
}  # fmt: skip
COMMON = ("the State party", "human rights", "women and girls", "persons with disabilities")
OTHERS = {
    "fr": (
        "la liberté syndicale; le droit de grève; les travailleurs migrants; Convention n° 87",
        "l'État partie; le Comité recommande; garantir l'égalité; la protection de l'enfance",
    ),
    "es": (
        "la libertad sindical; el derecho de huelga; los trabajadores; el Convenio núm. 98",
        "el Estado parte; el Comité recomienda; garantizar la protección; la igualdad de género",
    ),
    "ru": (
        "право на забастовку; профессиональные союзы; принудительный труд; Конвенция № 87",
        "государство-участник; Комитет рекомендует; обеспечить защиту; равенство перед законом",
    ),
    "ar": (
        "الحق في الإضراب; النقابات العمالية; العمل الجبري; الاتفاقية رقم 87; حماية العمّال المهاجرين",
        "الدولة الطرف; توصي اللجنة; حقوق الإنسان; المساواة أمام القانون",
    ),
    "zh": (
        "罢工权; 结社自由; 工会; 强迫劳动; 第87号公约; 保护移徙工人",
        "缔约国; 委员会建议; 人权; 法律面前平等",
    ),
    "hi": (
        "हड़ताल का अधिकार; श्रमिक संघ; बंधुआ मज़दूरी; सम्मेलन संख्या 87",
        "राज्य पक्ष; समिति की सिफारिश; मानव अधिकार; कानून के समक्ष समानता",
    ),
    "ka": (
        "გაფიცვის უფლება; პროფესიული კავშირები; იძულებითი შრომა; კონვენცია 87",
        "კომიტეტი რეკომენდაციას აძლევს; ადამიანის უფლებები; კანონის წინაშე თანასწორობა",
    ),
}
"""Phrases of other languages: those on labour, and others."""

SHARES = {"en": 86, "fr": 4, "es": 4, "ru": 2, "ar": 1, "zh": 1, "hi": 1, "ka": 1}
LABOUR = (
    "Right to work and to just & favorable conditions of work & labour rights",
    "Freedom of association", "Prohibition of slavery, trafficking", "Trade union rights",
)  # fmt: skip
THEMES = (
    "Constitutional & legislative framework", "Legal, institutional & policy framework",
    "Acceptance of international norms", "Equality & non-discrimination", "Right to health",
    "Gender-based violence", "Administration of justice & fair trial", "Right to education",
    "Racial discrimination", "Adequate housing", "Right to an adequate standard of living",
    "Prohibition of torture & ill-treatment (including cruel, inhuman or degrading treatment)",
    "Death penalty", "Freedom of opinion and expression & access to information",
    "National Human Rights Institutions (NHRIs)", "Birth registration", "Right to food",
    "Human rights education, trainings & awareness raising", "Children: protection against",
    "Indigenous peoples", "Minorities", "Freedom of thought, conscience and religion",
    "Human rights & climate change", "Business & Human Rights", "Conditions of detention",
)  # fmt: skip
PERSONS = (
    "Women & girls", "Children", "Migrants", "general", "Persons with disabilities",
    "Refugees & asylum seekers", "Older persons",
    "minorities/ racial, ethnic, linguistic, religious or descent-based groups",
)  # fmt: skip
GOALS = (
    "16 - PEACE, JUSTICE AND STRONG INSTITUTIONS", "10 - REDUCED INEQUALITIES",
    "08 - DECENT WORK AND ECONOMIC GROWTH", "05 - GENDER EQUALITY", "04 - QUALITY EDUCATION",
)  # fmt: skip
TODAY = "2026-11-20"
"""No document is later."""


def main() -> None:
    """Write an export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--records", type=int, default=260_000)
    options = parser.parse_args()
    write_export(options.file, options.records)
    print(f"{options.file}: {options.file.stat().st_size / 1e6:,.0f} MB")


def write_export(path: Path, count: int, seed: int = 7) -> None:
    """Write an export of `count` records; the same seed gives the same bytes."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write("[\n")
        for at, each in enumerate(records(count, seed)):
            stream.write((",\n" if at else "") + json.dumps(each, ensure_ascii=False))
        stream.write("\n]\n")


def records(count: int, seed: int = 7) -> Iterator[dict[str, Any]]:
    """Yield records with the fields of UHRI's full export, those of a document together."""
    chance = random.Random(seed)
    words = _Words(chance)
    written = documents(count, chance)
    said = (each for at, one in enumerate(written) for each in _paragraphs(at, one, chance, words))
    for number, each in enumerate(islice(said, count)):
        identity = f"{number:08x}-0000-4000-8000-{number * 7919 % 2**48:012x}"
        yield {"AnnotationId": identity, **each}


@dataclass(frozen=True)
class Document:
    """A document: `labour` is the share of its paragraphs that are about labour."""

    state: str
    mechanism: str
    symbol: str
    day: str
    paragraphs: int
    labour: float
    words: tuple[int, int]
    session: int = 0


def documents(count: int, chance: random.Random) -> list[Document]:
    """Return the documents of as many States as so many records need, in any order."""
    found: list[Document] = []
    states = list(names())
    chance.shuffle(states)
    states.sort(key=lambda each: each != "Georgia")  # a short export has a State to begin with
    total = 0
    for at, state in enumerate(states):
        if total >= count:
            break
        new = [*_reviews(state, at, chance), *_other_documents(state, at, chance)]
        total += sum(each.paragraphs for each in new)
        found += new
    chance.shuffle(found)
    return found


def _reviews(state: str, at: int, chance: random.Random) -> Iterator[Document]:
    """Yield the reports of a State's reviews; the order of review stays from cycle to cycle."""
    for cycle, (least, most) in UPR.items():
        many = 17 if cycle == 1 else 14  # States of a session
        number = at // many + (1, 1, 13, 27, 41)[cycle]
        known = session(number)
        held = known and known.begins
        day = f"{held.year}-{held.month:02}-28" if held else f"{2008 + cycle * 4}-06-28"
        if day > TODAY:
            break
        symbol = f"A/HRC/{number + 8}/{at % many + 3}"
        paragraphs = chance.randrange(least, most)
        yield Document(state, "UPR", symbol, day, paragraphs, 0.04, (10, 45), number)


def _other_documents(state: str, at: int, chance: random.Random) -> Iterator[Document]:
    """Yield what other mechanisms wrote on a State since 2007."""
    for mechanism, (every, paragraphs, labour, words) in MECHANISMS.items():
        year, number = 2007 + chance.randrange(every), 1
        while year <= int(TODAY[:4]):
            symbol = f"{mechanism}/C/{_code(state)}/CO/{number}"
            if " " in mechanism:
                place = list(MECHANISMS).index(mechanism)
                symbol = f"A/HRC/{3 * (year - 2001)}/{20 + place}/Add.{at + 1}"
            month = chance.randrange(1, 11)
            yield Document(
                state=state,
                mechanism=mechanism,
                symbol=symbol,
                day=f"{year}-{month:02}-{chance.randrange(1, 29):02}",
                paragraphs=chance.randrange(*paragraphs),
                labour=labour,
                words=words,
            )
            year, number = year + every + chance.randrange(-1, 2), number + 1


def _code(state: str) -> str:
    """Return letters for a State that no other has."""
    return re.sub("[^A-Z]", "", state.upper())[:3] + str(names().index(state))


def _paragraphs(
    at: int, document: Document, chance: random.Random, words: _Words
) -> Iterator[dict[str, Any]]:
    """Yield the records of a document."""
    language = chance.choices(list(SHARES), weights=list(SHARES.values()))[0]
    lead = chance.randrange(90, 190)
    for number in range(1, document.paragraphs + 1):
        labour = chance.random() < document.labour
        text = words.text(language, chance.randrange(*document.words), labour=labour)
        unionists = ["- Trade unionists"] if labour and chance.random() < 0.1 else []
        upr = document.mechanism == "UPR"
        from_ = chance.sample(names(), 2 if chance.random() < 0.1 else 1) if upr else []
        told = f"{number + 7}. {text}"
        if upr:
            begun = chance.choice(VERBS) if language == "en" else ""
            told = f"{lead}.{number} {begun} {text} ({', '.join(from_)});"
        kind = "Recommendations" if upr or number % 3 else "Concerns/Observations"
        yield {
            "AffectedPersons": _listed(chance, PERSONS) + unionists,
            "AnnotationType": f"- {kind}",
            "Body": f"- {document.mechanism}",
            "Countries": [document.state],
            "DocumentId": f"{at:08x}-1111-4000-8000-000000000000",
            "PublicationDate": f"{document.day}T00:00:00",
            "PublicationDateOnUhri": f"{min(TODAY, document.day[:4] + '-12-28')}T00:00:00",
            "Regions": ["Europe"],
            "Sdgs": _listed(chance, GOALS),
            "Symbol": document.symbol,
            "Text": f"<p>{told.replace(' & ', ' &amp; ')}</p>",
            "Themes": _listed(chance, THEMES) + (_listed(chance, LABOUR)[:1] if labour else []),
            "UprCycle": _cycle(document) if upr else None,
            "UprPositions": [_answer(chance)] if upr else [],
            "UprRecommendingCountry": from_,
            "UprRecommendingRegions": ["Africa"] if upr else [],
            "UprSession": [str(document.session)] if upr else [],
        }


def _cycle(document: Document) -> str:
    return ("First", "Second", "Third", "Fourth")[(document.session + 1) // 14]


def _answer(chance: random.Random) -> str:
    return "- Supported" if chance.random() < 0.83 else "- Noted"


def _listed(chance: random.Random, among: tuple[str, ...]) -> list[str]:
    return [f"- {each}" for each in chance.sample(among, chance.choice((1, 2, 2, 3)))]


class _Words:
    """Words of dictionaries by Zipf's law, with the terms of the field among them."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        listed = (DATA / "spelling").glob("en*.dic")
        found = {
            each
            for path in listed
            for each in re.findall(r"^[a-z]{3,14}(?=/|$)", path.read_text("utf-8"), re.MULTILINE)
        }
        self.words = random.Random(1).sample(sorted(found), k=len(found))
        self.weights = list(accumulate(1 / (rank + 10) for rank in range(len(self.words))))

    def text(self, language: str, length: int, *, labour: bool) -> str:
        """Return a text of so many words, with terms of the field where it is about labour."""
        if language != "en":
            terms, others = (said.split("; ") for said in OTHERS[language])
            many = self.chance.choices(others, k=max(1, length // 4))
            return ("，" if language == "zh" else " ").join(
                many + self.chance.sample(terms, k=int(labour))
            )
        said = self.chance.choices(self.words, cum_weights=self.weights, k=length)
        for _ in range(max(1, length // 40)):
            said[self.chance.randrange(length)] = self.chance.choice(COMMON)
        for _ in range(self.chance.choice((1, 1, 2)) if labour else 0):
            (term,) = self.chance.choices(list(TERMS), weights=list(TERMS.values()))
            said[self.chance.randrange(length)] = term
        return " ".join(said)


if __name__ == "__main__":
    main()
