"""The names of States, so that a list of them can be told apart and two prints be compared.

The names are the short ones that the United Nations print for its 193 members and for the two
observer States, with the former names that stand in reports since 2008 and the shorter ones that
UPR Info writes (all names in its export of sessions 1 to 20 are here), and the new name for which
Nauru’s parliament voted in May 2026. Checked on 2026-11-21
against the States in six OHCHR lists of recommendations (2013 to 2025).
"""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from functools import lru_cache

_NAMES = """
Afghanistan; Albania; Algeria; Andorra; Angola; Antigua and Barbuda; Argentina; Armenia;
Australia; Austria; Azerbaijan; Bahamas; Bahrain; Bangladesh; Barbados; Belarus; Belgium; Belize;
Benin; Bhutan; Bolivia (Plurinational State of) = Bolivia; Bosnia and Herzegovina; Botswana;
Brazil; Brunei Darussalam = Brunei; Bulgaria; Burkina Faso; Burundi; Cabo Verde = Cape Verde;
Cambodia; Cameroon; Canada; Central African Republic; Chad; Chile; China; Colombia; Comoros;
Congo = Republic of the Congo = Republic of Congo; Costa Rica; Côte d'Ivoire = Ivory Coast;
Croatia; Cuba; Cyprus; Czechia = Czech Republic;
Democratic People's Republic of Korea = DPR Korea = DPRK = North Korea;
Democratic Republic of the Congo = Democratic Republic of Congo = DR Congo;
Denmark; Djibouti; Dominica; Dominican Republic; Ecuador; Egypt; El Salvador; Equatorial Guinea;
Eritrea; Estonia; Eswatini = Swaziland; Ethiopia; Fiji; Finland; France; Gabon; Gambia; Georgia;
Germany; Ghana; Greece; Grenada; Guatemala; Guinea; Guinea-Bissau; Guyana; Haiti; Honduras;
Hungary; Iceland; India; Indonesia; Iran (Islamic Republic of) = Iran; Iraq; Ireland; Israel;
Italy; Jamaica; Japan; Jordan; Kazakhstan; Kenya; Kiribati; Kuwait; Kyrgyzstan = Kyrgyz Republic;
Lao People's Democratic Republic = Laos = Lao PDR; Latvia; Lebanon; Lesotho; Liberia;
Libya = Libyan Arab Jamahiriya; Liechtenstein; Lithuania; Luxembourg; Madagascar; Malawi;
Malaysia; Maldives; Mali; Malta; Marshall Islands; Mauritania; Mauritius; Mexico;
Micronesia (Federated States of) = Micronesia; Monaco; Mongolia; Montenegro; Morocco; Mozambique;
Myanmar; Namibia; Nauru = Naoero; Nepal; Netherlands (Kingdom of the) = Netherlands; New Zealand;
Nicaragua; Niger; Nigeria;
North Macedonia = former Yugoslav Republic of Macedonia = Macedonia FYR = Macedonia;
Norway; Oman; Pakistan; Palau; Panama; Papua New Guinea; Paraguay; Peru; Philippines; Poland;
Portugal; Qatar; Republic of Korea = South Korea; Republic of Moldova = Moldova; Romania;
Russian Federation = Russia; Rwanda; Saint Kitts and Nevis; Saint Lucia;
Saint Vincent and the Grenadines; Samoa; San Marino; Sao Tome and Principe; Saudi Arabia; Senegal;
Serbia; Seychelles; Sierra Leone; Singapore; Slovakia; Slovenia; Solomon Islands; Somalia;
South Africa; South Sudan; Spain; Sri Lanka; Sudan; Suriname; Sweden; Switzerland;
Syrian Arab Republic = Syria; Tajikistan; Thailand; Timor-Leste; Togo; Tonga;
Trinidad and Tobago; Tunisia; Türkiye = Turkey; Turkmenistan; Tuvalu; Uganda; Ukraine;
United Arab Emirates;
United Kingdom of Great Britain and Northern Ireland = United Kingdom = UK = Great Britain;
United Republic of Tanzania = Tanzania; United States of America = United States = USA;
Uruguay; Uzbekistan; Vanuatu; Venezuela (Bolivarian Republic of) = Venezuela; Viet Nam;
Yemen; Zambia; Zimbabwe; Holy See; State of Palestine = Palestine
"""


def key(name: str) -> str:
    """Return what is the same for all names of one State.

    >>> key("Plurinational State of Bolivia") == key("BOLIVIA (Plurinational State of)")
    True
    >>> key("the Gambia") == key("Gambia")
    True
    """
    letters = _letters(name)
    return _KNOWN.get(letters, letters)


def slug(name: str) -> str:
    """Return a State's name as part of an id, the same for all its names.

    >>> slug("Ivory Coast"), slug("Bolivia")
    ('cote-d-ivoire', 'bolivia-plurinational-state-of')
    """
    plain = unicodedata.normalize("NFKD", usual(name)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z]+", "-", plain).strip("-")


def usual(name: str) -> str:
    """Return the name that the United Nations use for a State, by any of its names.

    >>> usual("coted'ivoire"), usual("Freedonia")
    ("Côte d'Ivoire", 'Freedonia')
    """
    said: str = _USUAL.get(key(name), name)
    return said


def is_known(name: str) -> bool:
    """Whether `name` is the name of a State."""
    return _letters(name) in _KNOWN


def near(name: str, most: int = 3) -> tuple[str, ...]:
    """Return the States whose names are spelt like `name`, the nearest first.

    >>> near("Kazakstan"), near("Kirgizstan"), near("Atlantis")
    (('Kazakhstan',), ('Kyrgyzstan',), ())
    """
    found = get_close_matches(_letters(name), _KNOWN, n=2 * most, cutoff=_ALIKE)
    return tuple(dict.fromkeys(_USUAL[_KNOWN[each]] for each in found))[:most]


def names() -> tuple[str, ...]:
    """Return the usual names of all States, in the order of the alphabet."""
    return tuple(_USUAL.values())


@lru_cache(maxsize=4096)
def _letters(name: str) -> str:
    """Return a name's letters; OHCHR's tables hold spaces inside words ("Sierra Le one")."""
    simple = unicodedata.normalize("NFKD", name).casefold().replace("&", " and ")
    words = re.sub(r"\bst\b\.?", "saint", simple)
    letters = "".join(filter(str.isalpha, words))
    return letters.removeprefix("the")


def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in _NAMES.replace("\n", " ").split(";"):
        first, *others = (name.strip() for name in line.split(" = "))
        for name in (first, *others):
            found[_letters(name)] = _letters(first)
        turned = re.fullmatch(r"(.+) \((.+)\)", first)
        if turned:  # "Bolivarian Republic of Venezuela", "Kingdom of the Netherlands"
            found[_letters(f"{turned[2]} {turned[1]}")] = _letters(first)
    return found


_KNOWN = _names()
_USUAL = {_letters(name): name for name in re.findall(r"(?:^|;)\s*([^;=]+?)\s*(?=[;=]|$)", _NAMES)}
_ALIKE = 0.75
"""How alike two names are, of 1, so that one may be meant by the other."""

_LONGEST = 3
"""How many pieces a name has at most when it is cut at commas and at "and"."""


@lru_cache(maxsize=4096)
def split(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names in a list of States, and those among them that are not known.

    >>> split("Peru, Bolivia (Plurinational State of) and Bosnia and Herzegovina")
    (('Peru', 'Bolivia (Plurinational State of)', 'Bosnia and Herzegovina'), ())
    >>> split("France; Freedonia")
    (('France', 'Freedonia'), ('Freedonia',))
    """
    pieces = _pieces(text)
    names: list[str] = []
    unknown: list[str] = []
    at = 0
    while at < len(pieces):
        ends = range(min(len(pieces), at + _LONGEST), at, -1)
        joined = {end: text[pieces[at][0] : pieces[end - 1][1]] for end in ends}
        end = next((each for each in ends if is_known(joined[each])), at + 1)
        name = " ".join(joined[end].split())
        names.append(name)
        if not is_known(name):
            unknown.append(name)
        at = end
    return tuple(dict.fromkeys(names)), tuple(dict.fromkeys(unknown))


def _pieces(text: str) -> list[tuple[int, int]]:
    """Return where the pieces between commas, semicolons, line ends and "and" lie."""
    hidden = re.sub(r"\([^()]*\)", lambda found: "x" * len(found[0]), text)
    cuts = [(found.start(), found.end()) for found in re.finditer(r"[,;\n]|\s&\s|\band\b", hidden)]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    bounds = zip(starts, ends, strict=True)
    return [_trimmed(text, start, end) for start, end in bounds if text[start:end].strip()]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
