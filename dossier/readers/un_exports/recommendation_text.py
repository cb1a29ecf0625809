"""The text of a recommendation as the UN prints it: number, words, States, where it was answered.

`121.1 Ratify the Convention (France) (Lithuania); Source of Position: A/HRC/43/15 - Para 121`.
A paragraph may hold several recommendations, each with its States behind it; its text then stays
whole, brackets and all.
"""

from __future__ import annotations

import re

from dossier.model.frozen import frozen
from dossier.readers.un_exports.state_names import is_known, split
from dossier.readers.un_exports.wording import distinct, tidy

_NUMBER = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3}){1,2}|\d{1,3}(?=[.)]\s+[A-Z]))[.)]?\s*(?=\D)")
_SYMBOL = r"A/[\w./]*\w"
_DIGITS = r"(?:\d+(?:\.\d+)*(?:\s?\([a-z]\))?|[IVX]+\b)"
_CITED = re.compile(
    rf"(?P<symbol>{_SYMBOL})|(?:(?P<label>para|párr|par|page|pp?|annex|section)(?:graph(?:e|es|s)?|afos?|s|es)?\b\.?|[§¶]+)"
    rf"\s*(?P<number>{_DIGITS}(?:\s*(?:[-–—,&]|and\b|to\b)\s*{_DIGITS})*)",
    re.IGNORECASE,
)
_ANY = re.sub(r"\?P<\w+>", "?:", _CITED.pattern)
_SOURCE = re.compile(
    r"\b(?:sources? (?:of|de|des|de la) (?:the )?positions?|fuentes? de (?:la )?posici[oó]n(?:es)?)"
    rf"\s*:?\s*(?:{_ANY})?(?:[\s,;&([–—-]*(?:and\s+)?(?:{_ANY})[)\]]*)*\.?",
    re.IGNORECASE,
)
_SOURCES = ("source", "fuente")
_LABELS = {"para": ("para.", "paras"), "p": ("p.", "pp."), "page": ("p.", "pp.")}
_COMMENTS = re.compile(r"^\s*comments?\s*:\s*(.+)$", re.IGNORECASE | re.MULTILINE)
_BETWEEN = re.compile(r"[\s;,.]*(?:and\b)?[\s;,.]*")
_CLOSED = {"(": ")", "[": "]"}
_BRACKET = re.compile(r"[()]")
_GOES_ON = re.compile(r"\s*(?:[\s,;(\[–—-]*[a-z]|[,(\[–—-][\s,(\[–—-]*[^\W\d_])")
_ENDS = " \t\n;,.:"


@frozen
class Reading:
    """What stands in the text. `answered` is where the State's position was published."""

    paragraph: str
    text: str
    states: tuple[str, ...]
    symbol: str = ""
    answered: str = ""
    words: str = ""
    strange: tuple[str, ...] = ()


def read_recommendation(text: str) -> Reading:
    """Return the parts of a recommendation; what is not there is empty.

    `strange` are names in the brackets at the end that are no State's we know. The symbol is
    that of the Working Group's report, which numbers the paragraphs, not of its addendum.

    >>> reading = read_recommendation("115.3 Ratify it (Portugal, Peru); Source of position: "
    ...                               "A/HRC/28/15/Add.1 - Para. 3")
    >>> reading.paragraph, reading.text, reading.states, reading.symbol
    ('115.3', 'Ratify it', ('Portugal', 'Peru'), 'A/HRC/28/15')
    """
    outside, symbol, answered = _answered(text)
    commented = "comment" in outside.lower()  # a search that costs little, for most have none
    words = " ".join(tidy(found) for found in _COMMENTS.findall(outside)) if commented else ""
    body = _COMMENTS.sub("", outside) if commented else outside
    number = _NUMBER.match(body)
    said = tidy(body[number.end() :] if number else body)
    words_of_it, states, strange = _told_apart(said)
    return Reading(
        paragraph=number[1] if number else "",
        text=words_of_it,
        states=states,
        symbol=re.sub(r"/(?:Add|Corr|Rev)\..*", "", symbol),
        answered=answered,
        words=words,
        strange=strange,
    )


def _answered(text: str) -> tuple[str, str, str]:
    """Return the text without the line on its source, the source's symbol, and its paragraph.

    >>> _answered("End it. Source of position: A/HRC/28/15/Add.1, para. 3 - Para. 3")[1:]
    ('A/HRC/28/15/Add.1', 'A/HRC/28/15/Add.1, para. 3')
    """
    simple = text.lower()
    source = _SOURCE.search(text) if any(each in simple for each in _SOURCES) else None
    if source is None:
        return text, "", ""
    cited = list(_CITED.finditer(source[0]))
    symbol = next((each["symbol"] for each in cited if each["symbol"]), "")
    answered = ", ".join(distinct(each["symbol"] or _place(each) for each in cited))
    rest = _more(text[source.end() :])
    before, after = text[: source.start()].rstrip(), text[source.end() + len(rest) :]
    if before.endswith(("(", "[")):
        closed = _CLOSED[before[-1]]
        before, after = before[:-1], after.lstrip().removeprefix(closed)
        rest = rest.rstrip(" .;").removesuffix(closed)
    return f"{before}\n{after}", symbol, " ".join((answered + rest).split())


def _more(text: str) -> str:
    r"""Return the rest of the line on a source, where it goes on with words of its own.

    >>> _more(" and annex\nComments: none"), _more(" Ratify it (Peru)")
    (' and annex', '')
    """
    line = text.partition("\n")[0]
    goes_on = _GOES_ON.match(line) and not _COMMENTS.match(line)
    return line if goes_on and not _state_brackets(line) else ""


def _place(cited: re.Match[str]) -> str:
    """Return a place in the source, "para. 3" or "paras 3-5", however the list abbreviates it."""
    label, number = (
        _label(cited["label"] or "para"),
        " ".join(cited["number"].split()),
    )
    one, several = _LABELS.get(label, (label, f"{label}es" if label == "annex" else f"{label}s"))
    return f"{several if re.search(r'[-–—,&]| and | to ', number) else one} {number}"


def _label(said: str) -> str:
    simple = said.lower()
    return "para" if simple in ("par", "párr") else simple.replace("pp", "p")


def parts(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the recommendations in a paragraph of several, each with its States.

    >>> parts("Ratify A (Peru); Sign B (Chile) (Cuba)")
    (('Ratify A', ('Peru',)), ('Sign B', ('Chile', 'Cuba')))
    """
    found: list[tuple[str, tuple[str, ...]]] = []
    at = 0
    for start, end, states in _state_brackets(text):
        between = text[at:start]
        if found and _BETWEEN.fullmatch(between):
            found[-1] = (found[-1][0], (*found[-1][1], *states))
        else:
            found.append((between.strip(_ENDS), states))
        at = end
    return tuple(found)


def _told_apart(said: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the words, the States and names that are none."""
    known = _state_brackets(said)
    if not known:
        return _unknown_states(said)
    last = len(known)
    end = len(said)
    while last and _BETWEEN.fullmatch(said[known[last - 1][1] : end]):
        last -= 1
        end = known[last][0]
    states = tuple(dict.fromkeys(state for _, _, names in known for state in names))
    strange = tuple(state for state in states if not is_known(state))
    if last:
        return said.rstrip(_ENDS), states, strange
    return said[:end].rstrip(_ENDS), states, strange


def _unknown_states(said: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Take the last brackets for States although none is known, if they look like names."""
    ending = [each for each in _brackets(said) if not said[each[1] :].strip(_ENDS)]
    for start, end in ending[-1:]:
        inside = said[start + 1 : end - 1].strip()
        if re.match(r"(the )?[^\W\d_]", inside) and re.search(r"[A-Z][a-z]", inside):
            names, strange = split(inside)
            return said[:start].rstrip(_ENDS), names, strange
    return said.rstrip(_ENDS), (), ()


def _state_brackets(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return the brackets that hold States, by where they begin and end.

    All names in them are known, or some are and nothing but more brackets follows.
    """
    found = []
    for start, end in _brackets(text) if "(" in text else ():
        after = text[end:].lstrip()
        if after[:1] not in ("", ";", ",", ".", "(") and not after.startswith("and ("):
            continue
        names, strange = split(text[start + 1 : end - 1])
        if names and (not strange or (len(strange) < len(names) and not after.strip(_ENDS))):
            found.append((start, end, names))
    return found


def _brackets(text: str) -> list[tuple[int, int]]:
    """Return the outermost brackets; one that is never closed hides nothing."""
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for each in _BRACKET.finditer(text):
        at = each.start()
        if each[0] == "(":
            opened.append(at)
        elif opened:
            start = opened.pop()
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, at + 1))
    return found
