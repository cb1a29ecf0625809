"""The words of a paragraph with their marks on one line, nearly as an author types them.

It is for showing and comparing: the same content gives the same text in every version of the
program, since records of translations keep it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import assert_never

from dossier.model.document import (
    Ask,
    Break,
    Citation,
    Cite,
    Conditions,
    Emphasis,
    Foreign,
    Inline,
    Inlines,
    Link,
    Mark,
    Note,
    NoteAgain,
    Phrase,
    Reference,
    Strong,
    Text,
)

_SPACES = re.compile(r"[ \t\r\n]+")


def marked_text(content: Inlines) -> str:
    """Return words with their marks, white space folded.

    >>> marked_text((Text("At "), Strong((Text("least"),)), Text(" "), Ask("fact", "dead")))
    'At **least** {fact:dead}'
    """
    return with_single_spaces("".join(map(_marked, content)))


def with_single_spaces(text: str) -> str:
    r"""Return a text on one line; no-break spaces are kept.

    >>> with_single_spaces(" one\n two\u00a0: three ")
    'one two\xa0: three'
    """
    return _SPACES.sub(" ", text).strip(" ")


def _marked(inline: Inline) -> str:
    match inline:
        case Text():
            return inline.text
        case Emphasis():
            return f"*{_all(inline.content)}*"
        case Strong():
            return f"**{_all(inline.content)}**"
        case Link():
            return f"[{_all(inline.content)}]({inline.address})"
        case Break():
            return "\\ "
        case Reference():
            return f"[{_all(inline.lead)}]{code_of(inline)}"
        case Mark() | Foreign():
            return _all(inline.content)
        case Phrase():
            other = f", else: {_all(inline.otherwise)}" if inline.otherwise else ""
            return f"[{_all(inline.content)}]{{{_terms(inline.conditions)}{other}}}"
        case Citation():
            return f"[{'; '.join(map(_cite, inline.cites))}]"
        case Note() | NoteAgain() | Ask():
            return code_of(inline)
        case _:
            assert_never(inline)


def _all(content: Inlines) -> str:
    return "".join(map(_marked, content))


def _cite(cite: Cite) -> str:
    return " ".join(filter(None, (_all(cite.before), _key(cite), _all(cite.after))))


def _key(cite: Cite) -> str:
    places = "".join(f", {kind} {value}".replace(",  ", ", ") for kind, value in cite.places)
    return f"@{cite.key}{places}"


def _terms(conditions: Conditions) -> str:
    only = f", only: {' '.join(conditions.only)}" if conditions.only else ""
    never = f", not: {' '.join(conditions.never)}" if conditions.never else ""
    language = f", lang: {conditions.language}" if conditions.language else ""
    return f"audience: {conditions.audience}{only}{never}{language}"


def code_of(inline: Inline | Cite) -> str:
    """Return what no translation may change of an inline, or "" for words and emphasis.

    >>> code_of(Ask("person", "chair", capital=True)), code_of(Reference("section", "law", ()))
    ('{Person:chair}', '(#section:law)')
    """
    match inline:
        case Ask():
            kind = inline.kind.capitalize() if inline.capital else inline.kind
            return f"{{{kind}:{inline.id}{' ' if inline.words else ''}{inline.words}}}"
        case Note() | NoteAgain():
            return f"[^{inline.id.partition('/')[2] or inline.id}]"
        case Reference():
            return f"(#{inline.kind}:{inline.target})"
        case Cite():
            return _key(inline)
        case Link():
            return inline.address
        case Phrase():
            return f"{{{_terms(inline.conditions)}}}"
        case _:
            return ""


def codes(content: Inlines) -> Counter[str]:
    """Return how often each thing stands in words that every language has: requests, notes, cites.

    Whether a request begins with a capital letter differs from language to language.
    """
    return Counter(filter(None, _codes(content)))


def _codes(content: Inlines) -> Iterator[str]:
    for inline in content:
        match inline:
            case Note() | NoteAgain():
                yield code_of(inline)
            case Citation():
                yield from map(code_of, inline.cites)
            case Ask():
                yield code_of(inline).replace(inline.kind.capitalize(), inline.kind, 1)
            case Emphasis() | Strong() | Mark():
                yield from _codes(inline.content)
            case Link() | Phrase():
                yield code_of(inline)
                yield from _codes(inline.content)
            case Reference():
                yield code_of(inline)
            case _:
                pass
