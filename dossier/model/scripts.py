"""What the letters of a text tell of its language, and which way they run."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias
from unicodedata import bidirectional

from dossier.model.language_file import language_words, languages

Direction: TypeAlias = Literal["ltr", "rtl"]

BY_LETTERS = (
    ("fa", "[\u067e\u0686\u0698\u06a9\u06af\u06cc]"),
    ("ar", "[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"),
    ("he", "[\u0590-\u05ff\ufb1d-\ufb4f]"),
    ("ja", "[\u3040-\u30ff]"),
    ("ko", "[\u1100-\u11ff\uac00-\ud7af]"),
    ("zh", "[\u3400-\u9fff\uf900-\ufaff]"),
    ("kk", "[әғқңөұүһіӘҒҚҢӨҰҮҺ]"),
    ("uk", "[їєґЇЄҐ]"),
    ("ru", "[\u0400-\u052f]"),
    ("el", "[\u0370-\u03ff\u1f00-\u1fff]"),
    ("hy", "[\u0531-\u058a]"),
    ("ka", "[\u10a0-\u10ff]"),
    ("am", "[\u1200-\u137f]"),
    ("hi", "[\u0900-\u097f]"),
    ("bn", "[\u0980-\u09ff]"),
    ("ta", "[\u0b80-\u0bff]"),
    ("si", "[\u0d80-\u0dff]"),
    ("th", "[\u0e00-\u0e7f]"),
    ("my", "[\u1000-\u109f]"),
    ("km", "[\u1780-\u17ff]"),
)
"""The likeliest language of each script, first one whose letters are a script's and more."""

CODES = tuple(code for code, _ in BY_LETTERS)
"""Languages that letters tell of."""

RIGHT_TO_LEFT_LETTERS = (
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""The blocks of Unicode whose letters run from right to left."""

_RIGHT_TO_LEFT = ("ar", "fa", "he", "ps", "ur", "sd", "ug", "yi", "ckb")


def guessed_language(text: str) -> str:
    """Return the likeliest language of a text by its script, or "" for Latin letters.

    >>> [guessed_language(each) for each in ("النقابة", "《工会法》", "Закон", "Заң үшін", "Loi")]
    ['ar', 'zh', 'ru', 'kk', '']
    """
    return next((code for code, letters in BY_LETTERS if re.search(letters, text)), "")


def direction_of(language: str) -> Direction:
    """Return which way a language is written, by its code."""
    code = language.partition("-")[0].lower()
    if code in languages():
        return "rtl" if language_words(code).get("direction") == "rtl" else "ltr"
    return "rtl" if code in _RIGHT_TO_LEFT else "ltr"


def direction_of_letter(letter: str) -> Direction | None:
    """Return which way a letter runs; None for digits, signs and spaces.

    Arabic commas run with Arabic letters, though Unicode lets them run with their neighbours.
    """
    kind = bidirectional(letter)
    if kind in ("R", "AL") or letter in "،؛؟":
        return "rtl"
    return "ltr" if kind == "L" else None
