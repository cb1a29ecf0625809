"""The words of instruments that we hold, to hold quotations against."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from dossier.lint.draft import Draft
from dossier.model.kept_patterns import program_pattern
from dossier.model.remembered import remembered
from dossier.readers.registries.instruments import instrument, instruments, mistaken, names


@cache
def texts(id_: str, tag: str) -> Mapping[str, str]:
    """Return the articles of an instrument by number, their words as they compare."""
    code = tag.partition("-")[0]
    held = instrument(id_).articles.items()
    return {key: folded(each.words[code]) for key, each in held if code in each.words}


@lru_cache(maxsize=8)
def forms(tag: str) -> tuple[tuple[str, str], ...]:
    """Return the names under which instruments are known, each with an id, the longest first."""
    code = tag.partition("-")[0]
    found: dict[str, str] = {}
    for id_ in instruments():
        name = names(id_).get(code)
        for form in (name.full, name.short) if name else ():
            for each in (form, re.sub(r", \d{4} \(No\. \d+\)$", "", form)):
                if len(each) > 2 and each not in ("ESC",):
                    found.setdefault(each, id_)
        number = re.fullmatch(r"C(\d{3})", id_)
        if number:
            found[f"Convention No. {int(number[1])}"] = id_
    found |= dict(mistaken())
    return tuple(sorted(found.items(), key=lambda each: -len(each[0])))


@lru_cache(maxsize=8)
def _any(tag: str) -> re.Pattern[str]:
    return program_pattern(
        rf"(?<!\w)(?:{'|'.join(re.escape(form) for form, _ in forms(tag))})(?!\w)"
    )


@remembered
def named_in(text: str, tag: str) -> tuple[tuple[str, int], ...]:
    """Return the ids of the instruments that a text names, with the offsets, in order.

    >>> named_in("the ICCPR and Convention No. 87", "en")
    (('ICCPR', 4), ('C087', 14))
    """
    by_form = dict(forms(tag))
    return tuple((by_form[each[0]], each.start()) for each in _any(tag).finditer(text))


def in_draft(draft: Draft) -> tuple[str, ...]:
    """Return the ids of the instruments that the prose names, in order."""
    return tuple(dict.fromkeys(
        id_ for unit in draft.units for id_, _ in named_in(unit.text, draft.language)
    ))  # fmt: skip


def folded(text: str) -> str:
    """Return words as they compare: no marks, no case, British endings like American ones.

    >>> folded("Workers’ organizations.")
    'workers organisations'
    """
    plain = re.sub(r"[‘’'“”\"„«»]", "", text.lower())
    plain = re.sub(r"[^\w\s]", " ", plain)
    plain = re.sub(r"(?<=\w{3}i)z(?=e|ing|ation)", "s", plain)
    return " ".join(plain.split())


def pieces(quoted: str) -> tuple[str, ...]:
    """Return the pieces of a quotation between its ellipses and insertions, as they compare.

    >>> pieces("Everyone … shall [not] have the right")
    ('everyone', 'shall', 'have the right')
    """
    parted = re.split(r"\[[^\]]*\]|…|\.\s?\.\s?\.", quoted)
    return tuple(each for each in map(folded, parted) if each)
