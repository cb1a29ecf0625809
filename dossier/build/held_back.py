"""Mark on our own page what is held back from others, and from whom.

Signs of the Private Use Area go round what conditions, blocks and registries hold back, before the
document is made; when its page is drawn, the words between them are marked and the signs are gone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dossier.model.block_library import BlockLibrary
from dossier.model.document import (
    Block,
    Citation,
    Conditions,
    Inline,
    Inlines,
    Node,
    Note,
    Phrase,
    Text,
)
from dossier.model.registry import AUDIENCES, Audience, Registry, Source, Words, may_read
from dossier.model.walk import changed, rebuilt

OTHERS: tuple[Audience, ...] = AUDIENCES[1:]
"""The audiences besides ourselves."""

NAMES: Mapping[Audience, str] = {"partners": "partners", "un": "the UN", "public": "the public"}

_BEGIN, _END = 0xE200, "\ue2ff"
_SIGN = re.compile("[\ue200-\ue2ff]")
_TOKEN = re.compile("<[^>]*>|[\ue200-\ue2ff]|[^<\ue200-\ue2ff]+")
_BLOCK = re.compile(r"</(?:p|li|t[dh]|h[1-6]|figcaption|dd|dt|title)>")
_SILENT = re.compile(r"<(title|style)\b[^>]*>.*?</\1>", re.DOTALL)

_TITLES = ("title", "title-short")
"""The fields of a source that every form of citing it prints one of, where it has a title."""

STYLE = """
mark.held { background: #fdf3dd; color: inherit; border-bottom: 2px dotted #7a4d00; }
.held-from { font: 700 .72em/1 sans-serif; color: #7a4d00; background: #fff; white-space: nowrap;
  border: 1px solid #7a4d00; border-radius: 1em; padding: .1em .5em; margin-right: .3em; }
"""


def held_from(conditions: Conditions) -> tuple[Audience, ...]:
    """Return the audiences from which words with such conditions are held back.

    >>> held_from(Conditions("partners")), held_from(Conditions(never=("un",)))
    (('un', 'public'), ('un',))
    """
    return tuple(each for each in OTHERS if not _fits(conditions, each))


def names_of(audiences: Sequence[Audience]) -> str:
    """Return what audiences are called, one after the other.

    >>> names_of(("partners", "un", "public"))
    'partners, the UN and the public'
    """
    *first, last = (NAMES[each] for each in audiences)
    return f"{', '.join(first)} and {last}" if first else last


def marked_library(library: BlockLibrary) -> BlockLibrary:
    """Return blocks with signs round all that is held back from somebody."""
    return replace(
        library,
        own=tuple(map(_block, library.own)),
        others={name: tuple(map(_block, each)) for name, each in library.others.items()},
        translations=tuple(replace(e, block=_block(e.block)) for e in library.translations),
    )


def marked_registry(registry: Registry) -> Registry:
    """Return registries with signs round names, accounts and titles held back from somebody."""
    people = {
        id_: replace(each, name=_signed(each.name, _beyond(each.named)))
        if each.named != "nobody"
        else each
        for id_, each in registry.people.items()
    }
    incidents = {
        id_: replace(
            each,
            what=_words(each.what, each.audience),
            title=_words(each.title, each.audience),
            account=_words(each.account, each.audience),
            outcome=_words(each.outcome, each.audience),
        )
        for id_, each in registry.incidents.items()
    }
    sources = {id_: _source(each) for id_, each in registry.sources.items()}
    return replace(registry, people=people, incidents=incidents, sources=sources)


def show_marks(html: str) -> str:
    """Return a page where words between signs are marked, and no sign is left."""
    html = _SILENT.sub(lambda found: _SIGN.sub("", found[0]), html)
    made: list[str] = []
    open_: list[str] = []
    new = ""
    for token in _TOKEN.findall(html):
        if token == _END:
            open_, new = open_[:-1], ""
        elif _SIGN.fullmatch(token):
            new = "" if token in open_ else token
            open_.append(token)
        elif token.startswith("<"):
            if _BLOCK.fullmatch(token):
                open_, new = [], ""
            made.append(_SIGN.sub("", token))
        elif open_ and token.strip():
            made.append(_mark(token, open_[-1], new))
            new = ""
        else:
            made.append(token)
    return "".join(made).replace("</head>", f"<style>{STYLE}</style></head>", 1)


def _fits(conditions: Conditions, audience: Audience) -> bool:
    only = [each for each in conditions.only if each in AUDIENCES]
    cleared = may_read(audience, conditions.audience) and audience not in conditions.never
    return cleared and (not only or audience in only)


def _beyond(widest: str) -> tuple[Audience, ...]:
    return tuple(each for each in OTHERS if not may_read(each, widest))


def _begin(audiences: Sequence[Audience]) -> str:
    return chr(_BEGIN + sum(1 << OTHERS.index(each) for each in audiences))


def _signed(text: str, audiences: Sequence[Audience]) -> str:
    return f"{_begin(audiences)}{text}{_END}" if audiences and text else text


def _words(words: Words, widest: Audience) -> Words:
    return {code: _signed(each, _beyond(widest)) for code, each in words.items()}


def _source(source: Source) -> Source:
    audiences = _beyond(source.audience)
    if not audiences:
        return source
    marked = {
        name: _run(each, audiences) if name in _TITLES else each
        for name, each in source.marked.items()
    }
    fields = {
        name: _signed(each, audiences) if name in _TITLES else each
        for name, each in source.fields.items()
    }
    title = _signed(source.title, audiences)
    return replace(source, title=title, fields=fields, marked=marked)


def _block(block: Block) -> Block:
    content, summary = tuple(map(_phrases, block.content)), tuple(map(_phrases, block.summary))
    audiences = held_from(block.conditions)
    if audiences:
        content = tuple(_node(each, audiences) for each in content)
        summary = tuple(_node(each, audiences) for each in summary)
    return replace(block, content=content, summary=summary)


def _phrases(node: Node) -> Node:
    return rebuilt(node, _phrase)


def _phrase(inline: Inline) -> Inline:
    if not isinstance(inline, Phrase):
        return inline
    audiences = held_from(inline.conditions)
    return replace(inline, content=_run(inline.content, audiences)) if audiences else inline


def _node(node: Node, audiences: Sequence[Audience]) -> Node:
    return changed(node, lambda content: _run(content, audiences))


def _run(content: Inlines, audiences: Sequence[Audience]) -> Inlines:
    """Return inlines with signs round them, and round what stands in notes of theirs."""

    def change(inline: Inline) -> Inline:
        match inline:
            case Note():
                held = tuple(_node(each, audiences) for each in inline.content)
                return replace(inline, content=held)
            case Citation():
                begin, end = (Text(_begin(audiences)),), (Text(_END),)
                cites = (
                    replace(each, before=(*begin, *each.before), after=(*each.after, *end))
                    for each in inline.cites
                )
                return replace(inline, cites=tuple(cites))
        return inline

    if not content:
        return content
    return (Text(_begin(audiences)), *(rebuilt(each, change) for each in content), Text(_END))


def _mark(text: str, sign: str, new: str) -> str:
    bits = ord(sign) - _BEGIN
    audiences = [each for at, each in enumerate(OTHERS) if bits >> at & 1]
    label = f'<span class="held-from">not for {names_of(audiences)}</span>' if new else ""
    return f'<mark class="held">{label}{text}</mark>'
