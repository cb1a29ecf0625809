"""Look in words for names that may not be read there, however they are written.

A word is compared without its marks, invisible characters and capitals, once as it is and once
with letters that look Latin taken for Latin ones. Two parts of one name that stand near each other
are the name; the surname alone may be somebody else's. Words are looked up one by one in tables
made from all names, so that the time grows with the text and not with the names.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise, product
from typing import Literal, TypeAlias
from urllib.parse import unquote

from dossier.finding import Severity
from dossier.registry import Audience, Person

Mode: TypeAlias = Literal["words", "id", "address"]
"""What a text is: words that people read, or an id or address, where names are run together."""

GAP = 2
"""How many words may stand between a first name and a surname that are taken together."""

_FAR = 8
"""How many words are looked at on each side, those that do not count included."""

_SURE = 9
"""Letters of a name that is never met by chance in the letters of other words."""

_LONG = 7
"""The same in an id or address, whose words are few."""

_HEADS = (1, 4, _LONG)
"""Letters at the beginning of a name by which it is found: where scripts have no spaces, where
letters stand singly, and else."""

# Letters


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SPACES = "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_APOSTROPHES = "'’‘‛ʼʹʻʽˈ`´′＇ʾʿ"
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
"""Characters that do not show and are not of category Cf (Default_Ignorable_Code_Point)."""

_STROKED = dict(
    pair.split(":")
    for pair in _listed(
        """ł:l Ł:L ø:o Ø:O đ:d Đ:D ð:d Ð:D þ:th Þ:Th æ:ae Æ:Ae œ:oe Œ:Oe ħ:h Ħ:H ı:i ŋ:n Ŋ:N ŧ:t Ŧ:T
        ə:a Ə:A ɛ:e Ɛ:E ɔ:o Ɔ:O ƙ:k Ƙ:K ɓ:b Ɓ:B ɗ:d Ɗ:D ƴ:y Ƴ:Y ɣ:g Ɣ:G ҡ:к Қ:К қ:к Ң:Н ң:н Ғ:Г ғ:г
        Ө:О ө:о Ұ:У ұ:у Ү:У ү:у Ә:А ә:а Ҳ:Х ҳ:х Ҷ:Ч ҷ:ч Ґ:Г ґ:г Ӊ:Н ӊ:н"""
    )
)
"""Letters that Unicode does not take apart, and how they are written without their stroke."""

_ALIKE = str.maketrans(
    # Cyrillic, Greek, Armenian, Latin: from confusables.txt of Unicode TS #39 (version 14).
    "аАьВсСԁеЕԌһНіІӏӀјЈКМоОрРԛгѕЅТѵѴԝԜхХуУ"
    "αΑΒΕϜΗιϳͿΙΚΜΝοσΟρΡΤυνΧγΥΖ"
    "ցհոօՕգզՏսա"
    "ɑɡɩɪᴏᴑʋᴜᴠᴡɯʏᴢᴄꜱ"
    # Small Cyrillic letters like capitals; Greek ones like small Latin letters.
    "вкмнтηκχε",
    "aAbBcCdeEGhHiIlIjJKMoOpPqrsSTvVwWxXyY"
    "aABEFHijJIKMNooOpPTuvXyYZ"
    "ghnoOqqSuw"
    "agiioouuvwwyzcs"
    "bkmhtnkxe",
)
"""Letters of other scripts that look Latin, capitals and small letters apart."""

_DIGITS = str.maketrans("01345", "oleas")
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa",
     "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa"}
)  # fmt: skip
_CYRILLIC = re.compile("[\u0400-\u052f]")
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]"
)
"""Scripts that put no space between a name and what follows it."""

_SIGNS = "".join(
    chr(code)
    for code in (*range(0x900, 0x1C00), *range(0xA800, 0xAC00))
    if unicodedata.category(chr(code)) in ("Mn", "Mc") and not unicodedata.combining(chr(code))
)
"""Vowel signs, which are letters though Unicode calls them marks."""

_LETTER = f"(?:[^\\W_]|[{_SIGNS}])"
_WORD = re.compile(f"{_LETTER}+(?:'{_LETTER}+)*")
_ENDING = frozenset("аеєиіоуыэюяьъaeioy")
_SHORT = _listed("а у е и ы я ю ом ой ым ем ей ою ею ов ам ах")
_ARTICLES = frozenset("aiаияоувскaioy")
"""Letters that are words: alone and small, or after a surname, they are no initials."""

_TITLES = _listed(
    """mr mrs ms miss mx dr prof professor doctor sir dame lord lady rev reverend fr father sister
    brother hon judge justice advocate president minister capt captain col colonel gen general lt
    maj major sgt haji hajji imam sheikh mullah mme mlle monsieur madame maitre sra sr don dona
    herr frau pan pani гн гжа господин госпожа др проф jr snr jnr junior senior ii iii iv esq phd
    md llm llb mp mep qc kc obe мл ст младшии старшии"""
)
"""What may stand with a name and is no part of it, without accents, points and hyphens."""

_PARTICLES = _listed(
    """de da do dos das del della di du la le las los el al ul ud ad von van der den ter ten zu zur
    bin ibn ben bint binti abu ould mint oglu ogly kyzy uulu y e i af av аль эль ибн оглы кызы улы
    углы фон ван де"""
)
_ASIDE = re.compile(r"[(\[«„“\"]([^()\[\]«»„“”\"]*)[)\]»”“\"]")


class _Bare(dict[int, str]):
    """What is left of each character, by its code, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _bare(chr(code))
        return found


def _bare(character: str) -> str:
    """Return a character without accents, or nothing for one that does not show."""
    if character in _SPACES:
        return " "
    if character in _APOSTROPHES:
        return "'"
    if unicodedata.category(character) in ("Cf", "Cc") or _UNSEEN.match(character):
        return ""
    if character in _STROKED:
        return _STROKED[character]
    parts = [
        each
        for each in unicodedata.normalize("NFKD", character)
        if not unicodedata.combining(each) and unicodedata.category(each) != "Me"
    ]
    return "".join(_STROKED.get(each, each) for each in parts)


_BARE = _Bare()


def _latin(word: str) -> str:
    return word.translate(_ALIKE).casefold()


def _readings(word: str) -> frozenset[str]:
    """Return the forms in which a word of a text may be a part of a name."""
    said = [word.replace("'", "")]
    if "'" in word:
        said += [each for each in word.split("'") if len(each) > 1]
    if not word.isalpha():
        said += [each.strip("0123456789") for each in said]
        said += [each.translate(_DIGITS) for each in said if re.search(r"[^\W\d]", each)]
    said += [each[0] + each[1:].replace("I", "l") for each in said if "I" in each[1:]]
    found = {each.casefold() for each in said if each}
    return frozenset(found if word.isascii() else found | {_latin(each) for each in said if each})


def _forms(part: str) -> tuple[str, ...]:
    """Return the forms of a part of a name that readings are held against."""
    part = part.replace("'", "")
    alike = (_latin(part), _latin(part.upper()), _latin(part.lower()))
    return tuple(dict.fromkeys((part.casefold(), *alike)))


def _stems(part: str) -> Iterator[tuple[str, Literal["any", "vowel", "short"]]]:
    """Yield the stems of a Cyrillic part, and what endings they take."""
    said = part.replace("'", "").casefold()
    if not _CYRILLIC.search(said) or len(said) < 2:
        return
    yield said, "any" if len(said) > 3 else "short"
    if len(said) > 3 and said[-1] in _ENDING:
        yield said[:-1], "vowel"
        if said[-2] in _ENDING and len(said) > 4:
            yield said[:-2], "vowel"
    elif len(said) > 3 and said[-2] in "ео":
        yield said[:-2] + said[-1], "vowel"


def _takes(rule: str, ending: str) -> bool:
    """Whether a stem may have an ending of up to three letters."""
    if rule == "short":
        return ending in _SHORT
    return rule == "any" or ending[0] in _ENDING


def _pieces(word: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of a word like "JaneExemplar2", and where each begins."""
    if word.isalpha() and (word[1:].islower() or word.isupper()):
        yield 0, word
        return
    begin = 0
    for at in range(1, len(word)):
        before, here = word[at - 1], word[at]
        after = word[at + 1 : at + 2]
        turned = before.isdecimal() != here.isdecimal()
        risen = here.isupper() and (before.islower() or (before.isupper() and after.islower()))
        if turned or risen:
            yield begin, word[begin:at]
            begin = at
    yield begin, word[begin:]


# Names


@dataclass(frozen=True, slots=True)
class _Part:
    """One part of one spelling of a name. `size` is how many words that spelling has."""

    person: int
    spelling: int
    place: int
    kind: Literal["first", "last", "whole", "particle"]
    size: int

    def central(self) -> bool:
        """Whether a name can be found around it; one of two words is found by its surname."""
        return self.kind in ("last", "whole") or (self.kind == "first" and self.size > 2)


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One spelling of a name: its words, each with its parts, and which of them is the surname."""

    words: tuple[tuple[str, ...], ...]
    last: int
    aside: tuple[str, ...] = ()

    def parts(self) -> Iterator[tuple[int, str]]:
        for place, word in enumerate((*self.words, *((each,) for each in self.aside))):
            for part in word:
                yield place, part

    def kind(self, place: int, part: str) -> Literal["first", "last", "whole", "particle"]:
        if len(self.words) == 1 and not self.aside:
            return "whole"
        if place == self.last:
            return "particle" if part.casefold() in _PARTICLES and self._more(place) else "last"
        return "particle" if part.casefold() in _PARTICLES | _TITLES else "first"

    def _more(self, place: int) -> bool:
        return any(each.casefold() not in _PARTICLES for each in self.words[place])


def _key(word: str) -> str:
    return "".join(_WORD.findall(word)).casefold()


def _spelling(text: str) -> _Spelling | None:
    """Take a name apart: "Exemplar, Dr. Jane (Janey)" has the words Jane and Exemplar."""
    said = _ASIDE.sub(" ", text).translate(_BARE)
    aside = tuple(_WORD.findall(" ".join(_ASIDE.findall(text)).translate(_BARE)))
    groups = [[each for each in group.split() if _key(each)] for group in said.split(",")]
    named = [group for group in groups if any(_key(each) not in _TITLES for each in group)]
    named = named or groups
    words = [word for group in (*named[1:], *named[:1]) for word in group]
    core = [each for each in words if _key(each) not in _TITLES | _PARTICLES]
    if len(core) > 1:
        words = [each for each in words if _key(each) not in _TITLES]
    parted = [tuple(_WORD.findall(each)) for each in words]
    if len(parted) == 1 and len(parted[0]) > 1:
        parted = [(each,) for each in parted[0]]
    if not parted:
        return None
    last = len(parted) - 1
    if len(core) > 1:
        last = max(at for at, each in enumerate(words) if _key(each) in map(_key, core[-1:]))
    elif core and words[-1] != core[0] and _key(words[0]) in _TITLES | _PARTICLES:
        last = words.index(core[0])
    return _Spelling(tuple(parted), min(last, len(parted) - 1), aside)


def _turned(spelling: _Spelling, first: _Spelling) -> _Spelling:
    """Return a spelling with the surname of the first, where it has the same words."""
    words = [_key("".join(each)) for each in spelling.words]
    known = [_key("".join(each)) for each in first.words]
    if len(words) > 1 and sorted(words) == sorted(known):
        return _Spelling(spelling.words, words.index(known[first.last]), spelling.aside)
    return spelling


@dataclass(frozen=True, slots=True)
class _Known:
    """A person as the net knows one: the surname as it is shown, first names for initials."""

    person: Person
    surname: str
    firsts: frozenset[str]
    held: bool


@dataclass(frozen=True, slots=True)
class Catch:
    """A name that was found: the person, the name or surname, the words it is in."""

    person: Person
    name: str
    severity: Severity
    excerpt: str


# Texts


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text, its place there, and the parts of names that it may be, by person."""

    text: str
    start: int
    end: int
    parts: Mapping[int, tuple[_Part, ...]]
    before: str
    after: str

    def counts(self) -> bool:
        """Whether it is a word that stands between others."""
        return len(self.text) > 1 and self.text.isalpha() and _key(self.text) not in _PARTICLES


@dataclass(frozen=True, slots=True)
class _Hit:
    """A name found between two places of a text; `sure` that it is the name."""

    person: int
    sure: bool
    start: int
    end: int


def decoded(text: str) -> str:
    """Return an address as people read it, without percent signs and Punycode.

    >>> decoded("https://example.org/Jane%2520Exemplar")
    'https://example.org/Jane Exemplar'
    """
    for _ in range(3):
        plain = unquote(text)
        plain = unquote(text, "cp1251") if "\ufffd" in plain else plain
        if plain == text:
            break
        text = plain
    return re.sub(r"(?i)\bxn--([a-z0-9-]+)", _from_punycode, text)


def _from_punycode(found: re.Match[str]) -> str:
    try:
        return found[1].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return found[0]


class Net:
    """All names that may not be read by an audience, made ready to be looked for."""

    def __init__(self, people: Iterable[Person], audience: Audience) -> None:
        self.known: list[_Known] = []
        self.exact: dict[str, list[_Part]] = {}
        self.stems: dict[str, list[tuple[str, _Part]]] = {}
        self.keys: dict[str, set[int]] = {}
        self.handles: dict[str, set[int]] = {}
        self.lone: set[str] = set()
        self.seen: dict[str, Mapping[int, tuple[_Part, ...]]] = {}
        self.hot: dict[str, bool] = {}
        for person in people:
            self._add(person, held=not person.may_be_named(audience))
        self.heads: dict[str, list[str]] = {}
        for key in self.keys:
            for size in _HEADS:
                if len(key) >= size and (size > 1 or _UNSPACED.match(key)):
                    self.heads.setdefault(key[:size], []).append(key)

    def __bool__(self) -> bool:
        return any(each.held for each in self.known)

    # Making

    def _add(self, person: Person, *, held: bool) -> None:
        """Put the parts of a person's spellings into the tables."""
        texts = [unicodedata.normalize("NFC", each) for each in (person.name, *person.spellings)]
        texts = [*dict.fromkeys((*texts, *(each.translate(_UMLAUTS) for each in texts)))]
        found = [_spelling(each) for each in texts]
        spellings = [each for each in found if each]
        if not spellings:
            return
        number = len(self.known)
        firsts: list[str] = []
        lasts: list[str] = []
        for at, each in enumerate(_turned(each, spellings[0]) for each in spellings):
            wholes = (firsts, lasts)
            self._add_spelling(each, (number, at), wholes)
            if held:
                self._add_whole(number, each)
        if held:
            self._add_pairs(number, firsts, lasts)
        main = _turned(spellings[0], spellings[0])
        surname = person.name if len(main.words) == 1 else "-".join(main.words[main.last])
        shown = next((each for each in person.name.split() if _key(each.translate(_BARE)) ==
                      _key(surname.replace("-", ""))), surname)  # fmt: skip
        folded = frozenset(form for each in firsts for form in _forms(each))
        self.known.append(_Known(person, shown.strip(",;"), folded, held))

    def _add_spelling(
        self, spelling: _Spelling, whose: tuple[int, int], wholes: tuple[list[str], list[str]]
    ) -> None:
        for place, part in spelling.parts():
            kind = spelling.kind(place, part)
            mark = _Part(*whose, place, kind, len(spelling.words) + len(spelling.aside))
            if (kind == "whole" and len(part) < 2) or (kind == "particle" and mark.size != 2):
                continue
            if kind in ("first", "last"):
                wholes[kind == "last"].append(part)
            for form in _forms(part):
                self.exact.setdefault(form, []).append(mark)
            for stem, rule in _stems(part):
                for form in _forms(stem):
                    self.stems.setdefault(form, []).append((rule, mark))

    def _add_pairs(self, number: int, firsts: Sequence[str], lasts: Sequence[str]) -> None:
        """Put in first name and surname written as one word, in either order."""
        for first, last in product(dict.fromkeys(firsts), dict.fromkeys(lasts)):
            if len(first) > 1:
                self._add_joined(number, (first + last, last + first))
            if len(last) > 3:
                for form in (*_forms(first[0] + last), *_forms(last + first[0])):
                    self.handles.setdefault(form, set()).add(number)

    def _add_whole(self, number: int, spelling: _Spelling) -> None:
        """Put in a spelling without its spaces; one of a single word is never met in others."""
        joined = "".join(part for _, part in spelling.parts())
        self._add_joined(number, (joined,))
        if len(spelling.words) == 1:
            self.lone |= {each for each in _forms(joined) if not _UNSPACED.match(each)}

    def _add_joined(self, number: int, names: Iterable[str]) -> None:
        for form in (form for each in names for form in _forms(each)):
            if len(form) > (1 if _UNSPACED.match(form) else 3):
                self.keys.setdefault(form, set()).add(number)

    # Looking

    def find(self, text: str, mode: Mode = "words") -> tuple[Catch, ...]:
        """Return the persons whose names stand in `text`, each once, with the gravest finding."""
        if not text:
            return ()
        tried = [decoded(text)] if mode == "address" else [text]
        if mode == "words" and re.search("%[0-9A-Fa-f]{2}|(?i:xn--)", text):
            tried.append(decoded(text))
        found: dict[int, Catch] = {}
        for each in tried:
            bare = each.translate(_BARE)
            for hit in self._hits(bare, len(bare) < len(each), mode):
                known = self.known[hit.person]
                name = known.person.name if hit.sure else known.surname
                if hit.person not in found or (hit.sure, "warning") == (
                    True, found[hit.person].severity,
                ):  # fmt: skip
                    excerpt = _cut(each, hit.start, hit.end)
                    severity: Severity = "error" if hit.sure else "warning"
                    found[hit.person] = Catch(known.person, name, severity, excerpt)
        return tuple(found[number] for number in sorted(found))

    def _hits(self, bare: str, shorter: bool, mode: Mode) -> Iterator[_Hit]:
        """Yield what stands in a text; one without any word of a name is done with at once."""
        said = _WORD.findall(bare)
        known = self.hot
        hot = [at for at, each in enumerate(said)
               if (known[each] if each in known else self._is_hot(each))]  # fmt: skip
        across = self._across([each.casefold() for each in said])
        if not bare.isascii():
            across = (*across, *self._across([_latin(each) for each in said]))
        if not (hot or across):
            return
        starts = [each.start() for each in _WORD.finditer(bare)]
        for person, first, last in across:
            yield _Hit(person, True, starts[first], starts[last] + len(said[last]))
        for at in hot:
            word, start = said[at], starts[at]
            end = start + len(word)
            handle = (
                mode != "words" or bare[:start].endswith(("@", "#")) or bare[end : end + 1] == "@"
            )
            odd = shorter or not (word.islower() or word.istitle())
            for person in self._inside(word, handle, odd):
                yield _Hit(person, True, start, end)
        close = sorted({near for at in hot for near in range(at - _FAR, at + _FAR + 1)})
        inside = [at for at in close if 0 <= at < len(said)]
        words = [each for at in inside for each in self._parted(said[at], starts[at], bare)]
        for at, word_ in enumerate(words):
            if word_.parts:
                yield from self._about(words, at, mode)

    def _is_hot(self, word: str) -> bool:
        """Whether a word may be the centre of a name; what is found is remembered."""
        known = self.hot.get(word)
        if known is None:
            known = any(True for _ in self._inside(word, True, True)) or any(
                part.central()
                for piece in (word, *(each for _, each in _pieces(word)))
                for parts in self._parts(piece).values()
                for part in parts
            )
            self.hot[word] = known
        return known

    def _parts(self, word: str) -> Mapping[int, tuple[_Part, ...]]:
        """Return the parts of names that a word may be, by person."""
        if word in self.seen:
            return self.seen[word]
        found: dict[int, dict[_Part, None]] = {}
        for reading in _readings(word):
            for part in self._matching(reading, _CYRILLIC.search(word) is not None):
                found.setdefault(part.person, {})[part] = None
        self.seen[word] = made = {person: tuple(parts) for person, parts in found.items()}
        return made

    def _matching(self, reading: str, cyrillic: bool) -> Iterator[_Part]:
        yield from self.exact.get(reading, ())
        for plural in ("s", "es"):
            if reading.endswith(plural) and len(reading) > len(plural) + 1:
                yield from self.exact.get(reading.removesuffix(plural), ())
        for length in (1, 2, 3) if cyrillic else ():
            stem, ending = reading[:-length], reading[-length:]
            for rule, part in self.stems.get(stem, ()):
                if _takes(rule, ending):
                    yield part

    def _inside(self, word: str, handle: bool, odd: bool) -> Iterator[int]:
        """Yield the persons whose whole name is written in one word."""
        for reading in _readings(word):
            if handle:
                yield from self.handles.get(reading, ())
            if handle or odd or len(reading) >= _SURE:
                yield from self.keys.get(reading, ())
            for key in self._within(reading, 1):
                yield from self.keys[key]
            for key in self._within(reading, _LONG):
                if handle or (len(key) >= _SURE and key not in self.lone):
                    yield from self.keys[key]

    def _within(self, reading: str, size: int) -> Iterator[str]:
        """Yield the names that stand somewhere in a word, found by so many first letters."""
        if size == 1 and reading.isascii():
            return
        for at in range(len(reading) - size + 1):
            for key in self.heads.get(reading[at : at + size], ()):
                if reading.startswith(key, at):
                    yield key

    def _across(self, words: Sequence[str]) -> tuple[tuple[int, int, int], ...]:
        """Return names whose letters are spread over words: the person, first and last word."""
        joined, heads = "".join(words), self.heads
        ends = [*accumulate(map(len, words))]
        begins = [
            (at, start)
            for at, (start, end) in enumerate(pairwise((0, *ends)))
            if joined[start : start + _LONG] in heads
            or (end - start == 1 and joined[start : start + 4] in heads)
        ]
        found: list[tuple[int, int, int]] = []
        for at, start in begins:
            size = 4 if ends[at] - start == 1 else _LONG
            for key in heads.get(joined[start : start + size], ()):
                stop = start + len(key)
                if stop <= ends[at] or not joined.startswith(key, start):
                    continue
                last = bisect_left(ends, stop)
                spread = all(len(each) == 1 for each in words[at : last + 1])
                if ends[last] - stop in (0, 1) and (len(key) >= _SURE or spread):
                    found += [(person, at, last) for person in self.keys[key]]
        return tuple(found)

    def _parted(self, word: str, start: int, bare: str) -> Iterator[_Word]:
        """Yield a word, or its pieces where only these are parts of names."""
        pieces = [(0, word)] if self._parts(word) else [*_pieces(word)]
        for offset, piece in pieces:
            first, end = start + offset, start + offset + len(piece)
            before, after = bare[max(first - 1, 0) : first], bare[end : end + 1]
            yield _Word(piece, first, end, self._parts(piece), before, after)

    def _about(self, words: Sequence[_Word], at: int, mode: Mode) -> Iterator[_Hit]:
        """Yield what the word at a place is, with the words near it."""
        word = words[at]
        near = [each for each in _near(words, at) if words[each[0]].parts
                or len(words[each[0]].text) < 5]  # fmt: skip
        for person, parts in word.parts.items():
            if not self.known[person].held or not any(each.central() for each in parts):
                continue
            if any(each.kind == "whole" for each in parts):
                yield _Hit(person, True, word.start, word.end)
            for other, gap in near:
                sure = self._together(words, (at, other), person, gap, mode)
                if sure is not None:
                    ends = sorted((at, other))
                    yield _Hit(person, sure, words[ends[0]].start, words[ends[1]].end)
            if any(each.kind == "last" for each in parts) and len(word.text) > 3:
                yield _Hit(person, False, word.start, word.end)

    def _together(
        self, words: Sequence[_Word], pair: tuple[int, int], person: int, gap: int, mode: Mode
    ) -> bool | None:
        """Return whether two words are surely a name, or None where they are none."""
        one, other = words[pair[0]], words[pair[1]]
        theirs = other.parts.get(person, ())
        matched = [(a, b) for a in one.parts[person] for b in theirs if _pairs(a, b, gap, other)]
        if matched:
            large = all(a.size > 2 and b.size > 2 for a, b in matched)
            return not (large and self._cleared(one, other, gap))
        last = any(each.kind == "last" for each in one.parts[person])
        if last and self._is_initial(words, pair, self.known[person].firsts, gap, mode):
            return True
        return None

    def _cleared(self, one: _Word, other: _Word, gap: int) -> bool:
        """Whether two words are the name of somebody else, who may be named."""
        return any(
            _pairs(a, b, gap, other) or _pairs(b, a, gap, one)
            for person in one.parts.keys() & other.parts.keys()
            if not self.known[person].held
            for a in one.parts[person]
            for b in other.parts[person]
        )

    def _is_initial(
        self,
        words: Sequence[_Word],
        pair: tuple[int, int],
        firsts: frozenset[str],
        gap: int,
        mode: Mode,
    ) -> bool:
        """Whether the second word of a pair is an initial that goes with the surname, the first."""
        surname, word = words[pair[0]], words[pair[1]]
        size, small, named = len(word.text), word.text.islower(), not surname.text.islower()
        if size > 4 or not word.text.isalpha():
            return False
        if 1 < size < 4 and word.text.isupper() and all(_begins(firsts, e) for e in word.text):
            return gap == 0 and named
        if not _begins(firsts, word.text):
            return False
        if word.after == ".":
            return gap == 0 or named
        article = word.text.casefold() in _ARTICLES and (small or pair[1] > pair[0])
        alone = size == 1 and gap == 0 and not article
        return alone and (mode != "words" or (named and not small))


def _begins(firsts: frozenset[str], word: str) -> bool:
    """Whether a first name begins so."""
    return any(first.startswith((word.casefold(), _latin(word))) for first in firsts)


def _pairs(one: _Part, other: _Part, gap: int, second: _Word) -> bool:
    """Whether two parts of one person's names, so near each other, are taken for the name."""
    if one.spelling == other.spelling and one.place == other.place:
        return False
    kinds = {one.kind, other.kind}
    long = len(second.text) > 1
    if kinds == {"last", "first"}:
        return one.kind == "last" and (long or not second.text.islower() or second.after == ".")
    if kinds == {"last", "particle"}:
        return gap == 0 and one.kind == "last" and one.spelling == other.spelling and one.size == 2
    return kinds == {"first"} and gap == 0 and long and one.spelling == other.spelling


def _near(words: Sequence[_Word], at: int) -> Iterator[tuple[int, int]]:
    """Yield the places near one, each with the number of words between."""
    for step in (1, -1):
        gap = 0
        for other in range(at + step, at + step * _FAR, step):
            if not 0 <= other < len(words) or gap > GAP:
                break
            yield other, gap
            gap += words[other].counts()


def _cut(text: str, start: int, end: int) -> str:
    """Return the part of `text` that lies between two places in its bare form."""
    if text.isascii() and text.isprintable():
        return text[start:end]
    lengths = [*accumulate(len(_BARE[ord(each)]) for each in text)]
    found = text[bisect_right(lengths, start) : bisect_left(lengths, end) + 1]
    return "".join(
        f"\\u{ord(each):04x}" if unicodedata.category(each) in ("Cf", "Cc") else each
        for each in " ".join(found.split())
    )
