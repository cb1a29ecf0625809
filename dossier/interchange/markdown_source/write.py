"""Write nodes as the Markdown an author would have typed: the text of a block.

The dialect is the one that blocks are read in. Only what would read as something else is escaped,
so that ordinary prose stays as it is. What the dialect cannot hold is `Unwritable`: a line break
in a heading or a cell, two lists or quotations that touch, a note in a note, control characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html.entities import html5
from itertools import pairwise

from dossier.model.document import (
    Ask,
    Break,
    BulletList,
    Cell,
    Citation,
    Cite,
    Conditions,
    Emphasis,
    Figure,
    Heading,
    Inline,
    Inlines,
    Item,
    Link,
    Mark,
    Node,
    Nodes,
    Note,
    NoteAgain,
    NumberedList,
    Paragraph,
    Phrase,
    Quote,
    Reference,
    Row,
    Strong,
    Table,
    Text,
)
from dossier.model.walk import Part, below, plain

ESCAPABLE = '\\`*_{}[]()>#+-.!|<&~$^":@/'
"""The signs that a backslash makes into words."""

_BARRED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]")
_SPACE = re.compile(r"[ \t\n]+")
_HARMLESS = re.compile(r"\[(?!\^)[^\[\]@\\{}<>*_!]*\](?![({\[:])")
_TAG = re.compile(r"<(?=/?[A-Za-z][^<>]*>|!--)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z][A-Za-z0-9]*));")
_COLON = re.compile(r"(?:(?i:https?)(?=://)|mailto|\{[A-Za-z]+)(:)")
_CITES = re.compile(r"(?<![\w@.\\/])-?(@)(?=[{\w])")
_EDGE = re.compile(r"^[^\S \t\n]|[^\S \t\n]$")
_STRAY = re.compile(
    r"\]\s*[{｛]|[{｛]\W*(?:audience|only|not|internal|partners|un|public)\b"
    r"|\]\s*\[(?:audience|only|not)\b"
)
_NUMBER = re.compile(r"(\d+)([.)])(?= )")
_ID = re.compile(r"[a-z0-9][a-z0-9_.-]*")
_ADDRESS = re.compile(r"(?i:https?)://(?:[\w./?=&%#~+:;,@!$-]*[\w/=&%#~+$-])")
_WEB = re.compile(r"(?:(?i:https?)://|mailto:)[^\s<>{}]+")
_RULES = {"left": ":--", "center": ":-:", "right": "--:", "": "---"}


class Unwritable(ValueError):
    """The text has something that the Markdown of a block cannot hold; says what."""


_LABEL = re.compile(r"[^\s\[\]{}|\\<>`]+")
_BARE_KEY = re.compile(r"\w(?:[\w:.#$%&+?<>~/-]*\w)?")
_LABELS = {
    "": ("", ""),
    "paragraph": ("para.", "paras"),
    "page": ("p.", "pp."),
    "article": ("art.", "arts"),
    "chapter": ("chap.", "chaps."),
    "section": ("sec.", "secs."),
    "annex": ("annex", "annexes"),
    "note": ("note", "notes"),
    "volume": ("vol.", "vols."),
    "rule": ("rule", "rules"),
    "principle": ("principle", "principles"),
    "recommendation": ("rec.", "recs."),
    "part": ("part", "parts"),
}
_SUB = r"(?: ?\([0-9a-zA-Z]{1,5}\))"
_ONE = (
    r"(?:\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)|\d+|[ivxlc]+\b|[IVXLC]+\b|[A-Z](?:-\d+)?\b)"
    rf"(?:[.:/](?:\d+|[A-Z]\b))*[a-z]?\b{_SUB}*"
    r"(?: (?:bis|ter|quater|quinquies)\b)?(?: (?:et seqq?\b\.?|ff?\b\.?|sqq?\b\.?|passim\b))?"
)
_MORE = r"(?: ?(?:-{1,3}|[–—−]) ?|,? (?:and|et|y|or|to|à|a) | ?[,&] ?(?!\d+ [A-Z][a-z]))"
_LIST = re.compile(rf"{_ONE}(?:{_MORE}(?:{_ONE}|{_SUB}))*")
_PLACE_LIKE = re.compile(
    r"[ ,]*(?=(?:[-–—−&]+ ?|(?:and|et|y|or|to|à|a) )?(?:\d|\(|[ivxlcA-Z]+\b)"
    r"|(?:bis|ter|quater|quinquies|et seqq?|ff?|sqq?|passim)\b|[.:/][\dA-Z]"
    r"|(?i:para|page|pp?\b|art|ch|sec|annex|foot|note|nn?\.|fn|vol|rule|princ|rec|part|pts?\.|[¶§]))"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where words stand: in the text of which block, and inside of what.

    `bracketed`: between brackets, of a link, a phrase or a citation; `braced`: in the braces of a
    phrase; `flat`: where no line may break; `marks`: the signs of italics and bold around;
    `spelled`: how an author has spelled requests and citations.
    """

    block: str = ""
    bracketed: bool = False
    braced: bool = False
    linked: bool = False
    phrased: bool = False
    cell: bool = False
    note: bool = False
    quoted: int = 0
    flat: bool = False
    marks: tuple[str, ...] = ()
    spelled: Mapping[Inline, str] = field(default_factory=dict, hash=False, compare=False)


def write_source(nodes: Nodes, block: str) -> str:
    """Return the Markdown of `nodes`, which are the text of the block with the id `block`.

    Notes are defined at the end, in the order of their calls. Raises Unwritable.
    """
    if not nodes:
        return ""
    setting = Setting(block)
    _check_ids(nodes, block)
    text = _nodes(nodes, setting)
    definitions = [source_of_note(each, setting) for each in notes_of(nodes)]
    return text + ("\n\n" + _below(definitions) if definitions else "") + "\n"


def notes_of(nodes: Nodes) -> Iterator[Note]:
    """Yield the notes that `nodes` call, in the order of their first calls."""
    for node in nodes:
        for part in below(node):
            if isinstance(part, Note):
                yield part


def _below(definitions: Sequence[str]) -> str:
    """Return definitions below each other, those of several paragraphs with space around them."""
    text = definitions[0]
    for before, after in pairwise(definitions):
        text += ("\n\n" if "\n" in before or "\n" in after else "\n") + after
    return text


# Nodes


def source_of_node(node: Node, setting: Setting) -> str:
    """Return the Markdown of one node, without the notes that it calls and without end of line."""
    match node:
        case Heading():
            text = _whole(node.content, replace(setting, flat=True))
            if not 1 <= node.level <= 6:
                raise Unwritable(f'a heading has the level {node.level}: "{plain(node.content)}"')
            text = re.sub(r"^#|(?<= )#+$|^#+$", lambda run: "\\#" * len(run[0]), text)
            return f"{'#' * node.level} {text}{_id(node.id, setting)}"
        case Paragraph():
            return opened(_whole(node.content, setting), setting) + _id(node.id, setting)
        case BulletList():
            return _list(node.items, ["- "] * len(node.items), setting)
        case NumberedList():
            return _numbered(node, setting)
        case Quote():
            text = _nodes(node.content, replace(setting, quoted=setting.quoted + 1))
            return "\n".join(f"> {line}".rstrip(" ") if not line else f"> {line}"
                             for line in text.split("\n"))  # fmt: skip
        case Table():
            return _table(node, setting)
        case Figure():
            return _figure(node, setting)


def source_of_note(note: Note, setting: Setting) -> str:
    """Return the definition of a note: its label, its text, further paragraphs indented."""
    label = _label(note.id, setting)
    if not note.content or not isinstance(note.content[0], Paragraph):
        raise Unwritable(f'the note "{label}" does not begin with a paragraph')
    _check_note(note, label)
    text = _indented(_nodes(note.content, replace(setting, note=True)), 4)
    return f"[^{label}]: {text}"


def _check_note(note: Note, label: str) -> None:
    """What the reader would take out of a note: what follows a quotation, tables, headings."""
    last = note.content[-1]
    for node in note.content:
        for part in below(node):
            odd = isinstance(part, Table | Heading)
            if odd or (isinstance(part, Quote) and part is not last):
                raise Unwritable(f'the note "{label}" cannot hold this so: "{words_of(part)}"')


def _nodes(nodes: Nodes, setting: Setting) -> str:
    _check_neighbours(nodes)
    if not nodes:
        raise Unwritable("an item, quotation or note is empty")
    return "\n\n".join(source_of_node(each, setting) for each in nodes)


def _check_neighbours(nodes: Nodes) -> None:
    """Two lists of a kind that touch would be one, and so would two quotations."""
    for one, other in pairwise(nodes):
        if type(one) is type(other) and isinstance(one, BulletList | NumberedList | Quote):
            what = "two quotations" if isinstance(one, Quote) else "two lists"
            raise Unwritable(f'{what} touch and would be one: "{words_of(other)}"')
    for before, quote, after in zip(nodes, nodes[1:], nodes[2:], strict=False):
        numbered = isinstance(before, NumberedList) and isinstance(after, NumberedList)
        if numbered and isinstance(quote, Quote) and isinstance(after, NumberedList):
            last = before.start + len(before.items) - 1 if isinstance(before, NumberedList) else 0
            if after.start not in (1, last, last + 1):
                raise Unwritable(f'a list cannot begin with {after.start}: "{words_of(after)}"')


def _list(items: Sequence[Item], markers: Sequence[str], setting: Setting) -> str:
    written = [_item(*each, setting) for each in zip(items, markers, strict=True)]
    if not written:
        raise Unwritable("a list has no items")
    return ("\n" if all(map(_is_tight, items)) else "\n\n").join(written)


def _numbered(node: NumberedList, setting: Setting) -> str:
    if not 0 <= node.start < 1000:
        raise Unwritable(f'a list cannot begin with {node.start}: "{words_of(node)}"')
    markers = [f"{node.start + count}. " for count in range(len(node.items))]
    return _list(node.items, markers, setting)


def _item(item: Item, marker: str, setting: Setting) -> str:
    if not item.content or not isinstance(item.content[0], Paragraph | Figure):
        raise Unwritable(f'an item does not begin with words: "{words_of(item)}"')
    if any(isinstance(each, Heading) for each in item.content):
        raise Unwritable(f'a heading stands in a list: "{words_of(item)}"')
    _check_neighbours(item.content)
    text = source_of_node(item.content[0], setting)
    for node in item.content[1:]:
        text += "\n" if _is_tight(item) and interrupts(node) else "\n\n"
        text += source_of_node(node, setting)
    return marker + _indented(text, len(marker))


def _is_tight(item: Item) -> bool:
    """Whether an item is one paragraph, perhaps with a list below it."""
    rest = item.content[1:]
    return not rest or (len(rest) == 1 and isinstance(rest[0], BulletList | NumberedList))


def interrupts(node: Node) -> bool:
    """Whether a node may stand right below words, with no blank line between."""
    return isinstance(node, BulletList) or (isinstance(node, NumberedList) and node.start == 1)


def _indented(text: str, by: int) -> str:
    """Return `text` with all lines but the first indented."""
    lines = text.split("\n")
    return "\n".join([lines[0], *(" " * by + each if each else "" for each in lines[1:])])


def _table(table: Table, setting: Setting) -> str:
    rule = " | ".join(_RULES[each] for each in table.alignment)
    if not table.alignment or (len(table.alignment) == 1 and not table.head.cells[0].content):
        raise Unwritable("a table has no columns, or its one column has no heading")
    if len(table.alignment) == 1 and setting.quoted > 1:
        raise Unwritable("a table of one column stands in a quotation in a quotation")
    for row in (table.head, *table.rows):
        if len(row.cells) != len(table.alignment):
            raise Unwritable(f'a row has not as many cells as the table: "{words_of(row)}"')
    if not all(any(cell.content for cell in row.cells) for row in table.rows):
        raise Unwritable("a table has a row without words")
    rows = [source_of_row(each, setting) for each in (table.head, *table.rows)]
    return "\n".join([rows[0], f"| {rule} |", *rows[1:]])


def source_of_row(row: Row, setting: Setting) -> str:
    """Return the line of a table's row."""
    return f"| {' | '.join(source_of_cell(each, setting) for each in row.cells)} |"


def source_of_cell(cell: Cell, setting: Setting) -> str:
    """Return what stands between the bars of a cell, without the spaces around it."""
    if _id(cell.id, setting):
        raise Unwritable(f'a cell cannot have an id of its own: "{cell.id}"')
    if not cell.content:
        return ""
    return _whole(cell.content, replace(setting, cell=True, flat=True))


def _figure(figure: Figure, setting: Setting) -> str:
    if setting.note:
        raise Unwritable(f'the picture "{figure.path}" stands in a note')
    if figure.caption or figure.width:
        raise Unwritable(f'the picture "{figure.path}" has a caption or a width')
    said = _SPACE.sub(" ", figure.alternative).strip()
    _check(said)
    if not said or re.search(r"\{[A-Za-z]+:|\[[^\]]*@|\[\^", said):
        raise Unwritable(f'"{said}" cannot be an alternative text')
    said = re.sub(r"\\(?=$|[" + re.escape(ESCAPABLE) + r"])|[\[\]{}]|<(?=!--)", r"\\\g<0>", said)
    return f"![{said}]({_destination(figure.path, setting)})"


# Ids and labels


def _id(id_: str, setting: Setting) -> str:
    """Return ` {#id}` for an id that an author gave, and nothing for an automatic one."""
    if not id_ or is_automatic(id_, setting.block):
        return ""
    if not _ID.fullmatch(id_):
        raise Unwritable(f'"{id_}" cannot be an id')
    return f" {{#{id_}}}"


def is_automatic(id_: str, block: str) -> bool:
    """Whether the reader made the id, by counting.

    >>> is_automatic("strike.3", "strike"), is_automatic("strike-3", "strike")
    (True, False)
    """
    return bool(re.fullmatch(re.escape(block) + r"\.\d+", id_))


def _label(id_: str, setting: Setting) -> str:
    label = id_.removeprefix(f"{setting.block}/")
    if label == id_ or not _LABEL.fullmatch(label):
        raise Unwritable(f'"{id_}" cannot be a note of the block "{setting.block}"')
    return label


def _check_ids(nodes: Nodes, block: str) -> None:
    """Ids are given once; a note is called before it is called again."""
    given: set[str] = set()
    called: set[str] = set()
    for part in (part for node in nodes for part in below(node)):
        match part:
            case Heading() | Paragraph() if part.id and not is_automatic(part.id, block):
                if part.id in given:
                    raise Unwritable(f'the id "{part.id}" stands twice')
                given.add(part.id)
            case Note():
                if part.id in called:
                    raise Unwritable(f'the note "{part.id}" stands twice')
                called.add(part.id)
            case NoteAgain() if part.id not in called:
                raise Unwritable(f'the note "{part.id}" has no text')


def words_of(part: Part) -> str:
    """Return the beginning of the words in `part`, to name it."""
    return " ".join(each.text for each in below(part) if isinstance(each, Text))[:60]


# Inlines


def source_of_inlines(content: Inlines, setting: Setting, before: str = "", after: str = "") -> str:
    """Return the Markdown of `content`; `before` and `after` are what stands around it."""
    made = before
    for at, inline in enumerate(content):
        follows = content[at + 1 :]
        made += _inline(inline, setting, made, _first(follows[0]) if follows else after)
    return made[len(before) :]


def _whole(content: Inlines, setting: Setting) -> str:
    """Return the Markdown of what stands alone: a paragraph, a heading, a cell."""
    found = _STRAY.search(plain(content))
    if found:
        raise Unwritable(f'"{found[0]}" would look like the terms of a phrase')
    text = source_of_inlines(trimmed(content), setting)
    if not text or not all(line.strip() for line in text.split("\n")):
        raise Unwritable(f'a paragraph, heading or line has no words: "{plain(content)}"')
    bare = re.sub(r"&#95;", "_", text)
    return re.sub(r"https?://\S+", _unslashed, text) if "\\_" in bare else text


def _unslashed(found: re.Match[str]) -> str:
    return found[0].replace("\\_", "&#95;")


def trimmed(content: Inlines) -> Inlines:
    """Return inlines without the white space at both ends, as the reader gives them."""
    if content and isinstance(content[0], Text):
        content = (Text(content[0].text.lstrip(" \t\n")), *content[1:])
    if content and isinstance(content[-1], Text):
        content = (*content[:-1], Text(content[-1].text.rstrip(" \t\n")))
    return tuple(each for each in content if each != Text(""))


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


def _inline(inline: Inline, setting: Setting, before: str, after: str) -> str:
    if isinstance(inline, Ask | Citation) and inline in setting.spelled:
        return setting.spelled[inline]
    match inline:
        case Text():
            return escaped(inline.text, setting, before, after)
        case Emphasis() | Strong():
            return _marked(inline, setting, before, after)
        case Link():
            return _link(inline, setting, before, after)
        case Break():
            return _break(setting, before)
        case Reference():
            return f"[{_lead(inline.lead, setting)}](#{_target(inline, setting)})"
        case Note() | NoteAgain():
            return _call(inline.id, setting)
        case Citation():
            return _citation(inline, setting)
        case Ask():
            return _ask(inline, setting)
        case Phrase():
            return _phrase(inline, setting)
        case Mark():
            raise Unwritable(f'"{plain(inline.content)}" is the program\'s remark')


def _call(id_: str, setting: Setting) -> str:
    if setting.note:
        raise Unwritable(f'a note is called in a note: "{id_}"')
    return f"[^{_label(id_, setting)}]"


def _break(setting: Setting, before: str) -> str:
    if setting.flat or not before.strip() or before.endswith("\n"):
        raise Unwritable("a line break stands in a heading or cell, or in an empty line")
    return "  \n"


def _marked(inline: Emphasis | Strong, setting: Setting, before: str, after: str) -> str:
    """Return words in italics or bold, with stars, or with underscores next to other stars."""
    if not inline.content or isinstance(inline.content[0], Break):
        raise Unwritable("italics or bold hold no words, or begin with a line break")
    if isinstance(inline.content[-1], Break):
        raise Unwritable("italics or bold end with a line break")
    size = 1 if isinstance(inline, Emphasis) else 2
    sign = _sign(inline, size, setting, before, after)
    inner = replace(setting, marks=(*setting.marks, sign * size))
    text = source_of_inlines(inline.content, inner)
    text = re.sub("^ | $", "&#32;", text)
    return f"{sign * size}{text}{sign * size}"


def _sign(inline: Emphasis | Strong, size: int, setting: Setting, before: str, after: str) -> str:
    """Return the sign of italics or bold: stars, or underscores beside or inside of others."""
    touches = before[-1:] if before[-1:] in ("*", "_") and not before.endswith("\\*") else ""
    around = setting.marks[-1] if setting.marks else " "
    sign = "_" if "*" in (touches, around[0]) else "*"
    if sign == "_" and (re.search(r"\w$", before) or re.match(r"\w", after)):
        sign = "*"
    inside = around[0] == sign and (len(around) == size or not (before and after))
    if touches == sign or inside:
        raise Unwritable(f'italics or bold touch each other: "{plain(inline.content)}"')
    return sign


def _link(link: Link, setting: Setting, before: str, after: str) -> str:
    address = link.address
    if not _WEB.fullmatch(address) or setting.linked or not link.content:
        raise Unwritable(f'"{address}" cannot be a link here')
    if link.content == (Text(address.removeprefix("mailto:")),):
        free = not before[-1:].strip(" \n(") and re.match(r"[.,;:!?)]*(?:[ \n]|$)", after)
        if free and not setting.bracketed and _ADDRESS.fullmatch(address):
            return address
        if not set("[]\\|") & set(address):
            return f"<{address}>"
    return f"[{_lead(link.content, setting)}]({_destination(address, setting)})"


def _lead(content: Inlines, setting: Setting) -> str:
    """Return the words of a link or cross-reference."""
    if setting.linked:
        raise Unwritable(f'a link stands in a link: "{plain(content)}"')
    return source_of_inlines(content, replace(setting, bracketed=True, linked=True), "[", "]")


def _destination(address: str, setting: Setting) -> str:
    """Return an address or path as it stands in the brackets of a link."""
    if re.search(r"[<>{}\n\t]|^\s|\s$|\\_", address):
        raise Unwritable(f'"{address}" cannot be the address of a link')
    _check(address)
    sharp = bool(re.search(r"[\s()\"']", address)) or not address
    address = re.sub(r"\\(?=$|[" + re.escape(ESCAPABLE) + r"])|[\[\]]", r"\\\g<0>", address)
    address = address.replace("|", "\\|") if setting.cell else address
    return f"<{address}>" if sharp else address


def _target(reference: Reference, setting: Setting) -> str:
    target = reference.target
    if reference.kind == "note":
        target = target.removeprefix(f"{setting.block}/")
    if not re.fullmatch(r"[\w./:-]+", target):
        raise Unwritable(f'"{target}" cannot be the aim of a cross-reference')
    return f"{reference.kind}:{target}"


def _ask(ask: Ask, setting: Setting) -> str:
    kind = ask.kind.capitalize() if ask.capital else ask.kind
    asked = f"{ask.id} {ask.words}" if ask.words else ask.id
    odd = ("|" in asked and setting.cell) or ("@" in asked and setting.bracketed)
    if not ask.id or " " in ask.id or asked != " ".join(asked.split()) or odd or "<!--" in asked:
        raise Unwritable(f'"{asked}" cannot be asked of a registry here')
    _check(asked)
    if re.search(
        r"[\[\]{}]|\\[" + re.escape(ESCAPABLE) + "]", _HARMLESS.sub("", f"{asked}}}")[:-1]
    ):
        raise Unwritable(f'"{asked}" cannot be asked of a registry')
    return f"{{{kind}:{asked}}}"


def _phrase(phrase: Phrase, setting: Setting) -> str:
    if setting.phrased:
        raise Unwritable(f'a phrase stands in a phrase: "{plain(phrase.content)}"')
    inner = replace(setting, phrased=True, bracketed=True)
    text = source_of_inlines(trimmed(phrase.content), inner, "[", "]")
    if not text or _depth(text) > 1:
        raise Unwritable(f'a phrase is empty or holds too much: "{plain(phrase.content)}"')
    terms = ", ".join(_terms(phrase.conditions))
    if phrase.otherwise:
        other = trimmed(phrase.otherwise)
        otherwise = source_of_inlines(other, replace(setting, phrased=True, braced=True))
        terms += f", else: {otherwise}"
    return f"[{text}]{{{terms}}}"


def _depth(text: str) -> int:
    """Return how deep brackets stand in brackets."""
    depth = deepest = 0
    for sign in re.findall(r"\\.|[\[\]]", text):
        depth += {"[": 1, "]": -1}.get(sign, 0)
        deepest = max(deepest, depth)
    return deepest


def _terms(conditions: Conditions) -> Iterator[str]:
    names = (*conditions.only, *conditions.never, conditions.audience)
    if not all(re.fullmatch(r"[\w.-]+(?: [\w.-]+)*", each) for each in names):
        raise Unwritable(f'"{", ".join(names)}" cannot be the terms of a phrase')
    if conditions.audience != "public" or not (conditions.only or conditions.never):
        yield f"audience: {conditions.audience}"
    if conditions.only:
        yield f"only: {', '.join(conditions.only)}"
    if conditions.never:
        yield f"not: {', '.join(conditions.never)}"


# Citations


def _citation(citation: Citation, setting: Setting) -> str:
    if not citation.cites:
        raise Unwritable("a citation names no source")
    inner = replace(setting, bracketed=True)
    parts = [_cite(each, inner, "[" if not at else "; ") for at, each in enumerate(citation.cites)]
    return f"[{'; '.join(parts)}]"


def _cite(cite: Cite, setting: Setting, opening: str) -> str:
    words = source_of_inlines(trimmed(cite.before), setting, opening, " ")
    key = cite.key if _BARE_KEY.fullmatch(cite.key) else f"{{{cite.key}}}"
    odd = re.search(r"[\s{}\[\]\\|<>]|^$", cite.key) or (";" in words and opening != "[")
    if odd or _depth(words):
        raise Unwritable(f'"{cite.key}" cannot be cited so')
    if any(not label for label, _ in cite.places[1:]):
        raise Unwritable(f'"{cite.places[-1][1]}" cannot follow another place in "{cite.key}"')
    places = "".join(_place(each) for each in cite.places)
    after = _after(trimmed(cite.after), setting)
    bare = cite.places and not cite.places[-1][0]
    if _depth(after) or (bare and after and after[0] not in ",)"):
        raise Unwritable(f'"{plain(cite.after)}" cannot follow "{cite.key}"')
    gap = " " if after and after[0] not in ",)" else ""
    return f"{words}{' ' if words else ''}@{key}{places}{gap}{after}"


def _after(content: Inlines, setting: Setting) -> str:
    """Return the words after a source, so that they do not read as a place in it."""
    text = source_of_inlines(content, setting, "]", "]")
    found = _PLACE_LIKE.match(text)
    at = found.end() if found else 0
    return f"{text[:at]}&#{ord(text[at])};{text[at + 1 :]}" if found else text


def _place(place: tuple[str, str]) -> str:
    label, value = place
    if not _LIST.fullmatch(value) or (not label and not value[0].isdigit()) or label not in _LABELS:
        raise Unwritable(f'"{label} {value}" cannot be a place in a source')
    one, several = _LABELS[label]
    word = several if re.search(r"\s(?:and|et|y|or|to|à)\s|[,&–]|\d-\d", value) else one
    return f", {word} {value}" if word else f", {value}"


# Words


def opened(text: str, setting: Setting) -> str:
    """Return the lines of a paragraph so that none begins a list, heading, quotation or table.

    A year and a full stop begin none, unless in a note.
    """
    lines = text.split("\n")
    return "\n".join(_opened(line, at > 0, setting.note) for at, line in enumerate(lines))


def _opened(line: str, later: bool, years: bool) -> str:
    if re.match(r"#|>|[-+*] ", line):
        return f"\\{line}"
    if line.strip() == "|":
        return "&vert;"
    if line.startswith("• "):
        return f"&bull;{line[1:]}"
    found = _NUMBER.match(line)
    if found and (years or not 4 <= len(found[1]) <= 9):
        return f"{found[1]}\\{line[found.end(1) :]}"
    if later and re.fullmatch(r"=+ *", line):
        return f"&#61;{line[1:]}"
    return f"\\{line}" if later and re.fullmatch(r"[-|:][-|: ]*", line) else line


def escaped(text: str, setting: Setting, before: str = "", after: str = "") -> str:
    r"""Return words so that they read as words; `before` and `after` are what stands around them.

    >>> print(escaped("see [1], *here*: a_b & {fact:x}", Setting()))
    see [1], \*here\*: a_b & {fact\:x}
    """
    _check(text)
    text = _SPACE.sub(" ", text)
    if before.endswith("\n"):
        text = text.lstrip(" ")
    signs = dict(_signs(text, setting, before, after))
    made = [signs.get(at, sign) for at, sign in enumerate(text)]
    for at, sign in enumerate(made):
        if sign == "\\" and (at + 1 == len(made) or made[at + 1][0] in ESCAPABLE):
            made[at] = "\\\\"
    return "".join(made)


def _check(text: str) -> None:
    found = _BARRED.search(text)
    if found:
        at = f"U+{ord(found[0]):04X}"
        raise Unwritable(f'"{text[:60]}" holds a character that no block may hold, {at}')


def _signs(text: str, setting: Setting, before: str, after: str) -> Iterator[tuple[int, str]]:
    """Yield the place of each sign that must not be read as Markdown, and how to write it."""
    yield from _delimiters(text)
    yield from _brackets(text, setting)
    if text[:1] and text[0] in "({:^" and before[-1:] in ("]", "["):
        yield 0, f"\\{text[0]}"
    for found in _TAG.finditer(text):
        yield found.start(), "\\<"
    for found in re.finditer("-->", text):
        yield found.end() - 1, "&gt;"
    for found in _ENTITY.finditer(text):
        if not found[1] or found[0][1:] in html5:
            yield found.start(), "\\&"
    for found in _COLON.finditer(text):
        yield found.start(1), "\\:"
    for found in re.finditer(r"\{(?=(#)|[A-Za-z][^{}:]*\})", text):
        yield found.start(), "&#123;" if found[1] else "\\{"
    for found in _EDGE.finditer(text):
        yield found.start(), f"&#{ord(found[0])};"
    if setting.cell:
        for found in re.finditer(r"[|`]", text):
            yield found.start(), f"\\{found[0]}"
    if text.endswith("!") and after.startswith("["):
        yield len(text) - 1, "\\!"


def _delimiters(text: str) -> Iterator[tuple[int, str]]:
    """Yield stars that do not stand alone and underscores that do not stand in a word."""
    for found in re.finditer(r"\*+|_+", text):
        around = text[: found.start()][-1:], text[found.end() :][:1]
        harmless = around == (" ", " ")
        if found[0][0] == "_":
            harmless = all(re.fullmatch(r"[^\W_]", each) for each in around)
        if not harmless:
            for at in range(found.start(), found.end()):
                yield at, f"\\{found[0][0]}"


def _brackets(text: str, setting: Setting) -> Iterator[tuple[int, str]]:
    """Yield brackets that are not a harmless pair, and those that would end what is around."""
    harmless = set()
    if not setting.bracketed:
        for found in _HARMLESS.finditer(text):
            harmless |= {found.start(), found.end() - 1} if found.end() < len(text) else set()
    for found in re.finditer(r"[\[\]]", text):
        if found.start() not in harmless:
            yield found.start(), f"\\{found[0]}"
    if setting.braced:
        for found in re.finditer(r"[{}]", text):
            yield found.start(), f"\\{found[0]}"
    if setting.bracketed or setting.braced:
        for found in _CITES.finditer(text):
            yield found.start(1), "\\@"
