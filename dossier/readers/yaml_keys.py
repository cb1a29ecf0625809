"""Take the keys that a mapping may have: each of its kind, with findings for what is not so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal, TypeAlias

from dossier.model.diagnostics import Finding, did_you_mean
from dossier.model.faults import Fault, missing
from dossier.model.frozen import frozen
from dossier.model.language import code_of
from dossier.model.language_file import languages
from dossier.readers.date_doubts import FORMS, date_doubt
from dossier.readers.registries.csl_dates import read_written
from dossier.readers.registries.dates import read_day
from dossier.readers.yaml import CONTROL, Keys, Value, control_character

Kind: TypeAlias = Literal[
    "text",
    "address",
    "number",
    "date",
    "texts",
    "switch",
    "keys",
    "list",
    "any",
    "words",
    "day",
    "cites",
]


@frozen
class Key:
    """What a key may hold: its kind, whether it must be there, its choices or its own keys.

    `by_language` is what to do instead where somebody gives one text by language.
    """

    kind: Kind = "text"
    needed: Literal["needed", "optional"] = "optional"
    choices: tuple[str, ...] = ()
    shape: Mapping[str, Key] | None = None
    by_language: str = ""


Shape: TypeAlias = Mapping[str, Key]


_ONE_TEXT = "write one text, in the language of what it stands in"
_REQUEST = re.compile(
    r"\{(?:fact|incident|person|org|source|treaty|law|upr|committee|block|figure):[^{}]+\}", re.I
)
_DATE = re.compile(r"\d{4}-\d\d?-\d\d?")

_ASKED: Mapping[str, str] = {
    "text": "a text",
    "address": "a web address that begins with https://",
    "number": "a whole number",
    "date": "a date such as 2019-03-25",
    "texts": "a list of texts",
    "switch": "true or false",
    "keys": "keys with values",
    "list": "a list",
    "words": "a text, or texts by language such as {en: …}",
    "day": f"a date such as {FORMS}",
    "cites": 'citations such as "@hrw-2012, p. 14; @bbc-2012"',
}


def take(keys: Keys, shape: Shape, file: str, what: str) -> tuple[dict[str, Any], list[Finding]]:
    """Return the plain values that `shape` asks of `keys`, with findings for the rest.

    `what` names the mapping in messages ("the head of the block"). Missing optional keys are
    absent from the result; so are those whose value is of the wrong kind.
    """
    findings = list(_unknown(keys, shape, file, what))
    taken: dict[str, Any] = {}
    for name, key in shape.items():
        value = keys.values.get(name)
        if value is None or value.content is None or _blank(value):
            if key.needed == "needed":
                line = keys.lines.get(name, keys.line)
                message = f'{what} has no "{name}"'
                hint = f"add a line `{name}: …` with {_ASKED.get(key.kind, 'a value')}"
                findings.append(
                    Finding(file, line, missing(name), message, hint, data={"missing": name})
                )
            continue
        content, wrong = _fit(value, key, name, file)
        findings += wrong
        if content is not None:
            taken[name] = content
    return taken, findings


def _blank(value: Value) -> bool:
    return isinstance(value.content, str) and not value.content.strip()


def _unknown(keys: Keys, shape: Shape, file: str, what: str) -> Iterator[Finding]:
    for name, line in keys.lines.items():
        if name not in shape:
            otherwise = f"known keys are {', '.join(shape)}"
            hint = space_lacks(name) or did_you_mean(name, shape, otherwise)
            message = f'{what} knows no key "{name}"'
            yield Finding(file, line, Fault.UNKNOWN_KEY, message, hint, excerpt=name)


def unfilled(keys: Keys, shape: Shape, file: str) -> Iterator[Finding]:
    """Find requests to registries in texts that print as they are typed."""
    for name, key in shape.items():
        value = keys.values.get(name)
        if value is None or key.kind not in ("text", "texts") or name == "remark":
            continue
        for each in value.content if isinstance(value.content, list) else (value,):
            yield from stray_request(each, name, file)


def stray_request(value: Value, name: str, file: str) -> Iterator[Finding]:
    """Find a request to a registry in a text of a key that prints as it is typed."""
    found = _REQUEST.search(value.typed)
    if found:
        message = f'"{name}" prints as it is typed, and holds the request "{found[0]}"'
        hint = "write the words themselves, or ask for them in the text of a block"
        rule = Fault.STRAY_BRACES
        yield Finding(file, value.line, rule, message, hint, severity="warning", excerpt=found[0])


def space_lacks(name: str) -> str:
    """Return the hint for a key with a colon in it, which is no colon of YAML, or ""."""
    key, colon, _ = name.partition(":")
    return f"write a space behind the colon of `{key}:`" if colon else ""


def _fit(value: Value, key: Key, name: str, file: str) -> tuple[Any, list[Finding]]:
    content = value.content
    match key.kind, content:
        case "any", _:
            return content, []
        case "keys", Keys():
            return (content, []) if key.shape is None else take(content, key.shape, file, name)
        case "list", list():
            return _each(content, key, name, file)
        case "texts", list() if all(_is_text(each) for each in content):
            texts = [_text(each, key, name, file) for each in content]
            return tuple(text for text, _ in texts if text), [
                f for _, found in texts for f in found
            ]
        case "texts", _ if _is_text(value):
            text, found = _text(value, key, name, file)
            return ((text,) if text else None), found
        case "number", _ if re.fullmatch(r"[+-]?\d+", value.typed):
            return int(value.typed), []
        case "switch", bool():
            return content, []
        case "words" | "day" | "cites", _:
            return _fit_entry(value, key, name, file)
        case "date", _ if _DATE.fullmatch(value.typed):
            return _date(value, name, file)
        case (("text" | "address"), _) if _is_text(value):
            return _text(value, key, name, file)
    return None, [_wrong(value, key, name, file)]


def _fit_entry(value: Value, key: Key, name: str, file: str) -> tuple[Any, list[Finding]]:
    """Return a value as registries hold it: words per language, a day, citations."""
    content = value.content
    text = Key("text")
    match key.kind, content:
        case "words", Keys():
            return _words(content, name, file)
        case "words", _ if _is_text(value):
            said, found = _text(value, text, name, file)
            return ({"": said} if said else None), found
        case "day", _ if _is_text(value):
            day = read_day(value.typed) or read_written(value.typed)
            return (day, []) if day and not day.open else (None, [_wrong(value, key, name, file)])
        case "cites", list() if all(_is_text(each) for each in content):
            texts = [_text(each, text, name, file) for each in content]
            keys = [each if "@" in each else f"@{each}" for each, _ in texts if each]
            return "; ".join(keys), [fault for _, faults in texts for fault in faults]
        case "cites", _ if _is_text(value):
            return _text(value, text, name, file)
    return None, [_wrong(value, key, name, file)]


def _is_text(value: Value) -> bool:
    """Whether `value` is a scalar: texts are taken as typed, even when YAML sees a number."""
    return not isinstance(value.content, Keys | list | None)


def _text(value: Value, key: Key, name: str, file: str) -> tuple[str | None, list[Finding]]:
    """Return a text as it was typed, on one line, if `key` allows it."""
    text = " ".join(value.typed.split())
    if CONTROL.search(text):
        return None, [control_character(f'"{name}"', file, value.line)]
    if key.kind == "address" and not re.match(r"https?://.", text):
        return None, [_wrong(value, key, name, file)]
    return _choose(text, value.line, key, name, file)


def _words(keys: Keys, name: str, file: str) -> tuple[dict[str, str], list[Finding]]:
    """Return texts by the code of their language."""
    found: dict[str, str] = {}
    findings: list[Finding] = []
    for tag, value in keys.values.items():
        if _is_text(value):
            said, wrong = _text(value, Key("text"), f"{name}: {tag}", file)
            findings += wrong
            code = code_of(tag)
            if code in found:
                message = f'"{name}" has two texts for the language "{code}"'
                hint = "keep one; en-GB and en-US are one language here"
                findings.append(Finding(file, keys.lines[tag], Fault.DOUBLED_KEY, message, hint))
            found[code] = said or ""
        else:
            findings.append(_wrong(value, Key("text"), f"{name}: {tag}", file))
    return found, findings


def _date(value: Value, name: str, file: str) -> tuple[date | None, list[Finding]]:
    year, month, day = map(int, value.typed.split("-"))
    try:
        return date(year, month, day), []
    except ValueError:
        return None, [_wrong(value, Key("date"), name, file)]


def _each(values: list[Value], key: Key, name: str, file: str) -> tuple[list[Any], list[Finding]]:
    found: list[Any] = []
    findings: list[Finding] = []
    for value in values:
        if key.shape is None:
            found.append(value)
        elif isinstance(value.content, Keys):
            taken, wrong = take(value.content, key.shape, file, f'an entry of "{name}"')
            found.append(taken)
            findings += wrong
        else:
            findings.append(_wrong(value, Key("keys"), name, file))
    return found, findings


def _choose(
    text: str, line: int, key: Key, name: str, file: str
) -> tuple[str | None, list[Finding]]:
    if not key.choices or text in key.choices:
        return text, []
    message = f'"{name}" cannot be "{text}"'
    hint = did_you_mean(text, key.choices, f"it is one of {', '.join(key.choices)}")
    return None, [
        Finding(file, line, Fault.UNKNOWN_VALUE, message, hint, excerpt=text, data={"key": name})
    ]


def is_by_language(value: Value) -> bool:
    """Whether a value is texts by language: keys that are all codes of languages."""
    content = value.content
    if not isinstance(content, Keys) or not content.values:
        return False
    return all(code_of(tag) in languages() for tag in content.values)


def _wrong(value: Value, key: Key, name: str, file: str) -> Finding:
    shown = value.typed[:60] or "…"
    wrong, hint = f"which is not {_ASKED[key.kind]}", f"write {_ASKED[key.kind]}"
    if key.kind in ("date", "day"):
        wrong, hint = date_doubt(value.typed, key.kind)
    if key.kind in ("text", "texts") and is_by_language(value):
        shown = f"{{{', '.join(value.content.values)}}}"
        wrong, hint = "by language, and it holds one text", key.by_language or _ONE_TEXT
    message = f'"{name}" is "{shown}", {wrong}'
    return Finding(
        file, value.line, Fault.WRONG_VALUE, message, hint,
        excerpt=value.typed, data={"key": name},
    )  # fmt: skip
