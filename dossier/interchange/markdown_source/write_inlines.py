"""Write inlines as the Markdown that an author would have typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dossier.interchange.markdown_source.escaping import (
    HARMLESS,
    bracket_depth,
    check_characters,
    escaped,
    trimmed,
)
from dossier.interchange.markdown_source.markdown_context import (
    ESCAPABLE,
    MarkdownContext,
    Unwritable,
)
from dossier.interchange.markdown_source.write_citations import source_of_citation
from dossier.model.document import (
    Ask,
    Break,
    Citation,
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
from dossier.model.walk import plain
from dossier.readers.blocks.loose_syntax import STRAY_PHRASE

_ADDRESS = re.compile(r"(?i:https?)://(?:[\w./?=&%#~+:;,@!$-]*[\w/=&%#~+$-])")
_WEB = re.compile(r"(?:(?i:https?)://|mailto:)[^\s<>{}]+")
_LABEL = re.compile(r"[^\s\[\]{}|\\<>`]+")


def source_of_inlines(
    content: Inlines, context: MarkdownContext, before: str = "", after: str = ""
) -> str:
    """Return the Markdown of `content`; `before` and `after` are what stands around it."""
    made = before
    for at, inline in enumerate(content):
        follows = content[at + 1 :]
        made += _inline(inline, context, made, _first(follows[0]) if follows else after)
    return made[len(before) :]


def source_of_words(content: Inlines, context: MarkdownContext) -> str:
    """Return the Markdown of what stands alone: a paragraph, a heading, a cell."""
    literal = bool(STRAY_PHRASE.search(plain(content)))
    text = source_of_inlines(trimmed(content), replace(context, literal=literal))
    if not text or not all(line.strip() for line in text.split("\n")):
        raise Unwritable(f'a paragraph, heading or line has no words: "{plain(content)}"')
    bare = re.sub(r"&#95;", "_", text)
    return re.sub(r"https?://\S+", _unslashed, text) if "\\_" in bare else text


def _unslashed(found: re.Match[str]) -> str:
    return found[0].replace("\\_", "&#95;")


def _first(inline: Inline) -> str:
    """Return that with which `inline` will begin, as far as it matters."""
    match inline:
        case Text():
            return inline.text
        case Emphasis() | Strong():
            return "*"
        case Break():
            return "\n"
        case Ask():
            return "{"
        case _:
            return "["


def _inline(inline: Inline, context: MarkdownContext, before: str, after: str) -> str:
    if isinstance(inline, Ask | Citation) and inline in context.spelled:
        return context.spelled[inline]
    match inline:
        case Text():
            return escaped(inline.text, context, before, after)
        case Emphasis() | Strong():
            return _marked(inline, context, before, after)
        case Link():
            return _link(inline, context, before, after)
        case Break():
            return _break(context, before)
        case Reference():
            return f"[{_lead(inline.lead, context)}](#{_target(inline, context)})"
        case Note() | NoteAgain():
            return _call(inline.id, context)
        case Citation():
            return source_of_citation(inline, context, source_of_inlines)
        case Ask():
            return _ask(inline, context)
        case Phrase():
            return _phrase(inline, context)
        case Mark() | Foreign():
            raise Unwritable(f'"{plain(inline.content)}" is the program\'s remark')


def _call(id_: str, context: MarkdownContext) -> str:
    if context.note:
        raise Unwritable(f'a note is called in a note: "{id_}"')
    return f"[^{note_label(id_, context)}]"


def _break(context: MarkdownContext, before: str) -> str:
    if context.flat or not before.strip() or before.endswith("\n"):
        raise Unwritable("a line break stands in a heading or cell, or in an empty line")
    return "  \n"


def _marked(inline: Emphasis | Strong, context: MarkdownContext, before: str, after: str) -> str:
    """Return words in italics or bold, with stars, or with underscores next to other stars."""
    if not inline.content or isinstance(inline.content[0], Break):
        raise Unwritable("italics or bold hold no words, or begin with a line break")
    if isinstance(inline.content[-1], Break):
        raise Unwritable("italics or bold end with a line break")
    size = 1 if isinstance(inline, Emphasis) else 2
    sign = _sign(inline, size, context, before, after)
    inner = replace(context, marks=(*context.marks, sign * size))
    text = source_of_inlines(inline.content, inner)
    text = re.sub("^ | $", "&#32;", text)
    return f"{sign * size}{text}{sign * size}"


def _sign(
    inline: Emphasis | Strong, size: int, context: MarkdownContext, before: str, after: str
) -> str:
    """Return the sign of italics or bold: stars, or underscores beside or inside of others."""
    touches = before[-1:] if before[-1:] in ("*", "_") and not before.endswith("\\*") else ""
    around = context.marks[-1] if context.marks else " "
    sign = "_" if "*" in (touches, around[0]) else "*"
    if sign == "_" and (re.search(r"\w$", before) or re.match(r"\w", after)):
        sign = "*"
    inside = around[0] == sign and (len(around) == size or not (before and after))
    if touches == sign or inside:
        raise Unwritable(f'italics or bold touch each other: "{plain(inline.content)}"')
    return sign


def _link(link: Link, context: MarkdownContext, before: str, after: str) -> str:
    address = link.address
    if not _WEB.fullmatch(address) or context.linked or not link.content:
        raise Unwritable(f'"{address}" cannot be a link here')
    if link.content == (Text(address.removeprefix("mailto:")),):
        free = not before[-1:].strip(" \n(") and re.match(r"[.,;:!?)]*(?:[ \n]|$)", after)
        if free and not context.bracketed and _ADDRESS.fullmatch(address):
            return address
        if not set("[]\\|") & set(address):
            return f"<{address}>"
    return f"[{_lead(link.content, context)}]({destination(address, context)})"


def _lead(content: Inlines, context: MarkdownContext) -> str:
    """Return the words of a link or cross-reference."""
    if context.linked:
        raise Unwritable(f'a link stands in a link: "{plain(content)}"')
    return source_of_inlines(content, replace(context, bracketed=True, linked=True), "[", "]")


def destination(address: str, context: MarkdownContext) -> str:
    """Return an address or path as it stands in the brackets of a link."""
    if re.search(r"[<>{}\n\t]|^\s|\s$|\\_", address):
        raise Unwritable(f'"{address}" cannot be the address of a link')
    check_characters(address)
    sharp = bool(re.search(r"[\s()\"']", address)) or not address
    address = re.sub(r"\\(?=$|[" + re.escape(ESCAPABLE) + r"])|[\[\]]", r"\\\g<0>", address)
    address = address.replace("|", "\\|") if context.cell else address
    return f"<{address}>" if sharp else address


def _target(reference: Reference, context: MarkdownContext) -> str:
    target = reference.target
    if reference.kind == "note":
        target = target.removeprefix(f"{context.block}/")
    if not re.fullmatch(r"[\w./:-]+", target):
        raise Unwritable(f'"{target}" cannot be the aim of a cross-reference')
    return f"{reference.kind}:{target}"


def _ask(ask: Ask, context: MarkdownContext) -> str:
    kind = ask.kind.capitalize() if ask.capital else ask.kind
    asked = f"{ask.id} {ask.words}" if ask.words else ask.id
    odd = ("|" in asked and context.cell) or ("@" in asked and context.bracketed)
    if not ask.id or " " in ask.id or asked != " ".join(asked.split()) or odd or "<!--" in asked:
        raise Unwritable(f'"{asked}" cannot be asked of a registry here')
    check_characters(asked)
    if re.search(r"[\[\]{}]|\\[" + re.escape(ESCAPABLE) + "]", HARMLESS.sub("", f"{asked}}}")[:-1]):
        raise Unwritable(f'"{asked}" cannot be asked of a registry')
    return f"{{{kind}:{asked}}}"


def _phrase(phrase: Phrase, context: MarkdownContext) -> str:
    if context.phrased:
        raise Unwritable(f'a phrase stands in a phrase: "{plain(phrase.content)}"')
    inner = replace(context, phrased=True, bracketed=True)
    text = source_of_inlines(trimmed(phrase.content), inner, "[", "]")
    if not text or bracket_depth(text) > 1:
        raise Unwritable(f'a phrase is empty or holds too much: "{plain(phrase.content)}"')
    terms = ", ".join(_terms(phrase.conditions))
    if phrase.otherwise:
        other = trimmed(phrase.otherwise)
        otherwise = source_of_inlines(other, replace(context, phrased=True, braced=True))
        terms += f", else: {otherwise}"
    return f"[{text}]{{{terms}}}"


def _terms(conditions: Conditions) -> Iterator[str]:
    names = (*conditions.only, *conditions.never, conditions.audience)
    if not all(re.fullmatch(r"[\w.-]+(?: [\w.-]+)*", each) for each in names):
        raise Unwritable(f'"{", ".join(names)}" cannot be the terms of a phrase')
    said = conditions.only or conditions.never or conditions.language
    if conditions.audience != "public" or not said:
        yield f"audience: {conditions.audience}"
    if conditions.only:
        yield f"only: {', '.join(conditions.only)}"
    if conditions.never:
        yield f"not: {', '.join(conditions.never)}"
    if conditions.language:
        yield f"lang: {conditions.language}"


def note_label(id_: str, context: MarkdownContext) -> str:
    """Return the label by which a note of the block is called."""
    label = id_.removeprefix(f"{context.block}/")
    if label == id_ or not _LABEL.fullmatch(label):
        raise Unwritable(f'"{id_}" cannot be a note of the block "{context.block}"')
    return label
