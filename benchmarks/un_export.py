"""Make an export as the Universal Human Rights Index gives it, since the full one is not to be had.

UHRI's full export in JSON has about 260,000 records and 360 MB; it could not be downloaded where
this program was written. This one is made up: the fields are those that were seen in November 2026,
the shares of mechanisms, languages and scripts are guesses, the words are those of dictionaries by
Zipf's law with the terms of the field among them. What is measured with it holds for the form and
the size of the real one, not for its words.

    python benchmarks/un_export.py export.json --records 20000
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "dossier" / "data"
MECHANISMS = {
    "UPR": 40, "CEDAW": 9, "CRC": 10, "CESCR": 6, "CCPR": 7, "CERD": 6, "CAT": 5, "CMW": 2,
    "CRPD": 5, "CED": 1, "SPT": 1, "SR Freedom of association": 2, "SR Contemporary slavery": 2,
    "WG Arbitrary detention": 2, "SR Independence of judges": 2,
}  # fmt: skip
STATES = (
    "Georgia", "Kazakhstan", "Côte d'Ivoire", "Türkiye", "Bolivia (Plurinational State of)",
    "Philippines", "Tunisia", "Qatar", "Cambodia", "Belarus", "Colombia", "Egypt", "Myanmar",
    "Viet Nam", "Zimbabwe", "Guatemala", "Bangladesh", "Iran (Islamic Republic of)", "Eswatini",
    "Slovenia", "Japan", "France", "Peru", "Norway", "Brazil", "China", "India", "Ghana", "Fiji",
    "United States of America", "Russian Federation", "Germany", "Kenya", "Mexico", "Uzbekistan",
)  # fmt: skip
TERMS = (
    "trade union", "trade unions", "the right to strike", "freedom of association",
    "collective bargaining", "forced labour", "child labour", "Convention No. 87",
    "Convention No. 98", "labour inspection", "cotton picking", "anti-union discrimination",
    "migrant workers", "domestic workers", "minimum wage", "human rights defenders",
)  # fmt: skip
OTHERS = {
    "fr": "la liberté syndicale; le droit de grève; les travailleurs migrants; la négociation "
    "collective; l'État partie; le Comité recommande; garantir l'égalité; Convention n° 87",
    "es": "la libertad sindical; el derecho de huelga; los trabajadores; la negociación colectiva; "
    "el Estado parte; el Comité recomienda; garantizar la protección; el Convenio núm. 98",
    "ru": "право на забастовку; профессиональные союзы; свобода объединений; государство-участник; "
    "Комитет рекомендует; принудительный труд; обеспечить защиту; Конвенция № 87",
    "ar": "الحق في الإضراب؛ حرية تكوين الجمعيات؛ النقابات العمالية؛ الدولة الطرف؛ توصي اللجنة؛ "
    "العمل الجبري؛ الاتفاقية رقم 87؛ حماية العمّال المهاجرين",
    "zh": "罢工权；结社自由；工会；缔约国；委员会建议；强迫劳动；第87号公约；保护移徙工人",
    "hi": "हड़ताल का अधिकार; संघ की स्वतंत्रता; श्रमिक संघ; राज्य पक्ष; समिति की सिफारिश; बंधुआ मज़दूरी; "
    "सम्मेलन संख्या 87",
    "ka": "გაფიცვის უფლება; პროფესიული კავშირები; გაერთიანების თავისუფლება; კომიტეტი რეკომენდაციას "
    "აძლევს; იძულებითი შრომა; კონვენცია 87",
}
SHARES = {"en": 70, "fr": 8, "es": 8, "ru": 5, "ar": 4, "zh": 3, "hi": 1, "ka": 1}
THEMES = (
    "Trade union rights", "Right to work", "Freedom of association", "Forced labour", "Health",
    "Women & girls", "Administration of justice", "Education", "Non-discrimination", "Housing",
    "Poverty", "Torture", "Death penalty", "Freedom of expression", "Human rights defenders",
    "Ratification of treaties", "National institutions", "Birth registration", "Water", "Food",
    "Violence against women", "Trafficking in persons", "Migrants", "Refugees", "Disability",
    "Indigenous peoples", "Minorities", "Religion", "Environment", "Business and human rights",
)  # fmt: skip
PERSONS = ("Trade unionists", "Women & girls", "Children", "Migrants", "general")


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
    """Yield records with the fields of UHRI's full export."""
    chance = random.Random(seed)
    words = _Words(chance)
    mechanisms = random.Random(seed + 1).choices(
        list(MECHANISMS), weights=list(MECHANISMS.values()), k=count
    )
    for number, mechanism in enumerate(mechanisms):
        yield _record(number, mechanism, chance, words)


def _record(number: int, mechanism: str, chance: random.Random, words: _Words) -> dict[str, Any]:
    state = chance.choice(STATES)
    year = chance.randrange(2007, 2027)
    upr = mechanism == "UPR"
    session = chance.randrange(1, 54)
    from_ = chance.sample(STATES, chance.choice((1, 1, 1, 2, 3))) if upr else []
    paragraph = f"{chance.randrange(100, 190)}.{number % 300 + 1}" if upr else f"{number % 97 + 1}"
    text = words.text(42 if upr else 108)
    told = f"{paragraph} {text} ({', '.join(from_)});" if upr else f"{paragraph}. {text}"
    symbol = (
        f"A/HRC/{session + 8}/{number % 35}"
        if upr
        else f"{mechanism[:4]}/C/{state[:3].upper()}/CO/{number // 97}"
    )
    kind = "- Recommendations" if upr or number % 3 else "- Concerns/Observations"
    return {
        "AffectedPersons": [f"- {each}" for each in chance.sample(PERSONS, 2)],
        "AnnotationId": f"{number:08x}-0000-4000-8000-{number * 7919 % 2**48:012x}",
        "AnnotationType": kind,
        "Body": f"- {mechanism}",
        "Countries": [state],
        "DocumentId": f"{number // 97:08x}-1111-4000-8000-000000000000",
        "PublicationDate": f"{year}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}T00:00:00",
        "PublicationDateOnUhri": f"{year}-12-20T00:00:00",
        "Regions": ["Europe"],
        "Sdgs": ["8.8 - Protect labour rights"] if number % 3 else [],
        "Symbol": symbol,
        "Text": f"<p>{told.replace(' & ', ' &amp; ')}</p>",
        "Themes": [f"- {each}" for each in chance.sample(THEMES, 2)],
        "UprCycle": "Fourth" if upr else None,
        "UprPositions": [chance.choice(("- Supported", "- Supported", "- Noted"))] if upr else [],
        "UprRecommendingCountry": from_,
        "UprRecommendingRegions": ["Africa"] if upr else [],
        "UprSession": [str(session)] if upr else [],
    }


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
        self.phrases = {name: re.split("[;；؛] ?", said) for name, said in OTHERS.items()}

    def text(self, length: int) -> str:
        language = self.chance.choices(list(SHARES), weights=list(SHARES.values()))[0]
        if language != "en":
            many = self.chance.choices(self.phrases[language], k=length // 4)
            return ("，" if language == "zh" else " ").join(many)
        said = self.chance.choices(self.words, cum_weights=self.weights, k=length)
        for _ in range(self.chance.choice((0, 0, 1, 2))):
            said[self.chance.randrange(length)] = self.chance.choice(TERMS)
        return " ".join(said).capitalize()


if __name__ == "__main__":
    main()
