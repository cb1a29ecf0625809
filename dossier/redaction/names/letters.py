"""Letters of a text as names are compared by: without marks, invisible characters, look-alikes."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cache
from itertools import accumulate
from urllib.parse import unquote

from dossier.model.language import DATA


def listed(words: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(words.split())


_SPACES = "\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_APOSTROPHES = "'’‘‛ʼʹʻʽˈ`´′＇ʾʿ"
_UNSEEN = re.compile(
    "[\u034f\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
"""Characters that do not show and are not of category Cf (Default_Ignorable_Code_Point)."""

_SMALL_CAPITAL = re.compile("LATIN LETTER SMALL CAPITAL ([A-Z]{1,2})")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_STROKED = dict(
    pair.split(":")
    for pair in listed(
        """ł:l Ł:L ø:o Ø:O đ:d Đ:D ð:d Ð:D þ:th Þ:Th æ:ae Æ:Ae œ:oe Œ:Oe ħ:h Ħ:H ı:i ŋ:n Ŋ:N ŧ:t Ŧ:T
        ə:a Ə:A ɛ:e Ɛ:E ɔ:o Ɔ:O ƙ:k Ƙ:K ɓ:b Ɓ:B ɗ:d Ɗ:D ƴ:y Ƴ:Y ɣ:g Ɣ:G ҡ:к Қ:К қ:к Ң:Н ң:н Ғ:Г ғ:г
        Ө:О ө:о Ұ:У ұ:у Ү:У ү:у Ә:А ә:а Ҳ:Х ҳ:х Ҷ:Ч ҷ:ч Ґ:Г ґ:г Ӊ:Н ӊ:н
        ی:ي ى:ي ے:ي ک:ك ڪ:ك ە:ه ة:ه ہ:ه ھ:ه ٱ:ا"""
    )
)
"""Letters that Unicode does not take apart, and how they are written without their stroke; of
Arabic letters that languages write differently, the one that Arabic has."""

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

UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa",
     "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa"}
)  # fmt: skip
_HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_RAISABLE = re.compile(rf"\d[\])^}}{_HIDDEN}]*[^\W\d_]")
_RAISED = re.compile(rf"(?<=[^\W\d_])[\[(^{{{_HIDDEN}]*\d{{1,3}}[\])^}}{_HIDDEN}]*(?=[^\W\d_])")
HYPHENS = ("-", "\u2010", "\u2011", "\u00ad", "\u00ac")
"""Signs at the end of a line in the middle of a word."""

_BROKEN = re.compile(rf"(?<=[^\W\d_])[{''.join(HYPHENS)}]\s+(?=[^\W\d_])")
"""What parts a word at the end of a line, also where the next line became a space."""

_GAELIC = rf"\b(?:Mac|Mc|MAC|MC|M[{_APOSTROPHES}]|[OÓ][{_APOSTROPHES}]?)"
_PARTED = re.compile(rf"{_GAELIC}(\s+)(?=[A-ZÀ-Þ])")
PREFIX = re.compile(rf"{_GAELIC}$")
"""What begins a surname at the end of a text, and goes on behind a space."""

_LAM_ALEF = re.compile("[لا]{2,}")
CYRILLIC = re.compile("[\u0400-\u052f]")
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
    "\U00020000-\U0003ffff"
)
UNSPACED = re.compile(f"[{_UNSPACED}]")
"""Scripts that put no space between a name and what follows it."""

_SIGNS = "".join(
    chr(code)
    for code in (*range(0x900, 0x1C00), *range(0xA800, 0xAC00))
    if unicodedata.category(chr(code)) in ("Mn", "Mc") and not unicodedata.combining(chr(code))
)
"""Vowel signs, which are letters though Unicode calls them marks."""

_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe"
_SIGNS_ELSEWHERE = re.sub(f"[{_UNSPACED}]", "", _SIGNS)
_LETTERS = (
    f"(?:[^\\W_{_UNSPACED}{_RIGHT_TO_LEFT}]|[{_SIGNS_ELSEWHERE}])",
    f"(?:(?=[{_UNSPACED}])[^\\W_]|(?=[{_UNSPACED}])[{_SIGNS}])",
    f"(?:(?=[{_RIGHT_TO_LEFT}])[^\\W_])",
)
WORD = re.compile("|".join(f"{each}+(?:'{each}+)*" for each in _LETTERS))
"""A word of a bare text. It ends where a script begins that puts no space before it, as Chinese in
"与Jane Exemplar一同", or that has prefixes, as Arabic in "وJane"."""

FOREIGN = re.compile(f"[^\\W\x00-\x7f]|[{_SIGNS}]")
"""A letter of a bare text that English does not have."""

TOKEN = re.compile(f"(?:[^\\W\\d_]|[{_SIGNS}])+|\\d+")
"""A run of letters, or of digits, of a bare text."""


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
    if _HAN.match(character):
        character = unicodedata.normalize("NFKC", character)
        return _han_variants().get(character, character)
    if unicodedata.category(character) in ("Cf", "Cc") or _UNSEEN.match(character):
        return ""
    if character in _STROKED:
        return _STROKED[character]
    if unicodedata.decomposition(character).startswith(("<super>", "<sub>")) and (
        character.isdigit()
    ):
        return ""  # the call of a note may stand in the middle of a name
    small_capital = _SMALL_CAPITAL.fullmatch(unicodedata.name(character, ""))
    if small_capital:
        return small_capital[1].casefold()
    parts = [
        each
        for each in unicodedata.normalize("NFKD", character)
        if not unicodedata.combining(each) and unicodedata.category(each) != "Me"
    ]
    return "".join(_STROKED.get(each, each) for each in parts)


@cache
def _han_variants() -> Mapping[str, str]:
    """Return Chinese characters by those that are written for them elsewhere."""
    lines = (DATA / "names" / "han-variants.txt").read_text("utf-8").splitlines()
    groups = " ".join(each for each in lines if not each.startswith("#")).split()
    return {each: group[0] for group in groups for each in group[1:]}


BARE = _Bare()
"""For `str.translate`: a text without accents, marks and characters that do not show."""


def latin(word: str) -> str:
    """Return a word in small letters, those that look Latin taken for Latin ones."""
    return _sorted_ligatures(alike(word))


def alike(text: str) -> str:
    """Return a text in small letters, each letter that looks Latin taken for that."""
    return text.casefold() if text.isascii() else text.translate(_ALIKE).casefold()


def folded(bare: str) -> str:
    """Return a bare text in small letters, all that look Latin taken for Latin ones."""
    return _sorted_ligatures(bare.casefold().translate(_ALIKE))


def _sorted_ligatures(text: str) -> str:
    """Return a text with lam and alef, which are drawn as one sign, in one order.

    What turns letters around often leaves those of a sign as they were.
    """
    if "ل" not in text:
        return text
    return _LAM_ALEF.sub(lambda found: "".join(sorted(found[0])), text)


def without_raised(text: str) -> str:
    """Return a text without numbers within words, which may be calls of notes, or "" if none is.

    >>> without_raised("Exem2plar, Ja[12]ne"), without_raised("in 2019")
    ('Exemplar, Jane', '')
    """
    if not _RAISABLE.search(text):  # most texts; it takes a fifth of the time
        return ""
    found, times = _RAISED.subn("", text)
    return found if times else ""


def without_broken(text: str) -> str:
    r"""Return a text with words as one that a hyphen at the end of a line parts, or "" if none is.

    So are surnames that a space parts behind Mac or O'. Endings of Persian, which a zero-width
    non-joiner parts from a name, become words.

    >>> without_broken("Z. Exem-\nplar and Exem- plar"), without_broken("a well-known case")
    ('Z. Exemplar and Exemplar', '')
    >>> without_broken("Mr Mc Exemplar")
    'Mr McExemplar'
    """
    found = _BROKEN.sub("", _PARTED.sub(lambda found: found[0].rstrip(), text)).replace(
        "\u200c", " "
    )
    return found if found != text else ""


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


def cut(text: str, start: int, end: int) -> str:
    """Return the part of `text` that lies between two places in its bare form."""
    if text.isascii() and text.isprintable():
        return text[start:end]
    lengths = [*accumulate(len(BARE[ord(each)]) for each in text)]
    found = text[bisect_right(lengths, start) : bisect_left(lengths, end) + 1]
    return "".join(
        f"\\u{ord(each):04x}" if unicodedata.category(each) in ("Cf", "Cc") else each
        for each in " ".join(found.split())
    )
