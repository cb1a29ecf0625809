"""Read a web page: our own, pandoc's, what Word saves as one, or any other.

Nothing that a page names is fetched, and no script or style in it is looked at. What stands in the
page as a list of notes stands at its calls instead; a call is a link to a note, raised or marked
as one, whose words are its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from lxml import etree
from lxml import html as page

from dossier.model.diagnostics import Finding, Refused
from dossier.model.document import (
    Alignment,
    Break,
    Cell,
    Figure,
    Inlines,
    Note,
    NoteAgain,
    Row,
    Table,
)
from dossier.model.faults import Fault
from dossier.readers.drafts.date import day_in
from dossier.readers.drafts.docx.runs import DraftInline, inlines
from dossier.readers.drafts.piece import Listed, Piece, RunFormat, Style
from dossier.readers.drafts.reading import ENGLISH, Reading
from dossier.readers.drafts.structure import note_nodes
from dossier.readers.drafts.text import with_notes

LARGEST = 32_000_000
"""Bytes of a page, beyond which it is no draft."""

WIDEST = 60
"""Columns that a cell may span."""

_SILENT = frozenset(
    {"script", "style", "head", "nav", "template", "noscript", "iframe", "object", "embed", "svg",
     "math", "canvas", "audio", "video", "select", "button", "input", "textarea", "link", "meta"}
)  # fmt: skip
_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "footer", "aside", "ul", "ol", "li", "dl",
     "blockquote", "table", "figure", "figcaption", "pre", "hr", "address", "body", "html", "form",
     "h1", "h2", "h3", "h4", "h5", "h6", "center", "fieldset", "details", "summary", "caption",
     "tr", "td", "th", "tbody", "thead", "tfoot", "dt", "dd"}
)  # fmt: skip
_HEADING = re.compile(r"h([1-6])")
_NUMBER = re.compile(r"[\s\[(]*(\d{1,4}|[ivxlc]{1,6}|[a-z]|[*†‡§]{1,3})[\])]*\s*", re.IGNORECASE)
_CALLS = re.compile(r"noteref|footnote|endnote|\bcall\b|reference", re.IGNORECASE)
_BACK = re.compile(r"[\s↩↑^⤴\ufe0e\ufe0f\u21a9]*|\W*(?:back|return)\W*", re.IGNORECASE)
_NOTES = re.compile(r"(?:foot|end)?notes|references", re.IGNORECASE)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_SIZE = re.compile(r"font-size\s*:\s*(\d{1,3}(?:\.\d{1,2})?)\s*pt", re.IGNORECASE)
_TITLES = "title-block-header"
"""What pandoc calls the element of a page that holds its title, authors and date."""

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WEB = re.compile(r"(?i:https?://|mailto:)[^\s]")
_PLAIN_SIDE: Alignment = ""
_ALIGN: Mapping[str, Alignment] = {"left": "left", "center": "center", "right": "right"}


def read_web(content: bytes, file: str) -> Reading:
    """Return the pieces of a web page. Raises `Refused` for one that cannot be read."""
    root = _root(content, file)
    if not _words(root):
        message, hint = "the web page has no text", "open it in Word and save it as .docx"
        raise Refused(Finding(file, 0, Fault.UNKNOWN_FILE, message, hint))
    reader = _Page(root, file)
    pieces: tuple[Piece, ...] = tuple(reader.pieces(root, _Where()))
    findings = tuple(reader.findings)
    if not reader.called:
        pieces, missing = with_notes(pieces, file)
        findings += missing
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ENGLISH
    return Reading(pieces, language=language, day=_day(root, language), findings=findings)


def _root(content: bytes, file: str) -> Any:
    if len(content) > LARGEST:
        message = f"the page has more than {LARGEST:,} bytes"
        raise Refused(
            Finding(file, 0, Fault.TOO_BIG, message, "give the text without its pictures")
        )
    if re.search(rb"<!(?:doctype[^>]*\[|entity)", content[:4096], re.IGNORECASE):
        message = "the page declares entities"
        raise Refused(
            Finding(file, 0, Fault.HOSTILE_XML, message, "do not use it; ask for another")
        )
    encoding = None if b"charset" in content[:4096].lower() else "utf-8"
    if encoding:
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            encoding = "cp1252"
    parser = page.HTMLParser(
        encoding=encoding, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = page.document_fromstring(content, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        message, hint = "the web page has no text", "open it in Word and save it as .docx"
        raise Refused(Finding(file, 0, Fault.BROKEN_FILE, message, hint)) from error
    if any("depth" in each.message.lower() for each in parser.error_log):
        message, hint = "elements are nested too deeply", "open it in Word and save it as .docx"
        raise Refused(Finding(file, 0, Fault.TOO_DEEP, message, hint))
    return root


def _day(root: Any, language: str) -> date | None:
    for each in root.iter("meta"):
        if (each.get("name") or "").lower() in ("date", "dcterms.date", "dc.date"):
            return day_in((each.get("content") or "")[:10], language)
    return None


@dataclass(frozen=True, slots=True)
class _Where:
    """Where an element stands: in a quotation, in an item of a list, in a note."""

    style: Style = ""
    level: int = -1
    note: bool = False


@dataclass
class _Page:
    """Goes through a page once; `called` are the notes that were met."""

    root: Any
    file: str
    findings: list[Finding] = field(default_factory=list)
    called: dict[Any, Note] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.targets: dict[str, Any] = {}
        self.order: dict[Any, int] = {}
        for at, each in enumerate(self.root.iter()):
            self.order[each] = at
            for name in (each.get("id"), each.get("name")):
                if name and isinstance(each.tag, str):
                    self.targets.setdefault(name, each)
        self.notes: dict[Any, Any] = {}
        self.backs: set[Any] = set()
        for each in self.root.iter("a"):
            note = self.note_of(each)
            if note is not None:
                self.notes[each] = note
        self.held = set(self.notes.values())
        for each in self.root.iter("a"):
            target = self.target(each)
            inside = any(up in self.held for up in each.iterancestors())
            if target is not None and inside and self.is_back(each, target):
                self.backs.add(each)

    # Notes

    def target(self, link: Any) -> Any:
        address = link.get("href") or ""
        return self.targets.get(address[1:]) if address.startswith("#") else None

    def note_of(self, link: Any) -> Any:
        """Return the element of the note that a link calls, or None where it calls none.

        Notes come after their calls; what leads to something before it leads back.
        """
        target = self.target(link)
        words = _words(link)
        if target is None or not _NUMBER.fullmatch(words) or not _marked(link, words):
            return None
        note = _container(target)
        if (
            note is None
            or self.order[note] < self.order[link]
            or not _words(note).strip(words + " ")
        ):
            return None
        return note

    def is_back(self, link: Any, target: Any) -> bool:
        """Whether a link in a note leads back to its call, and is no part of its words."""
        calls = {each for each in self.notes if target is each or target in each.iter()}
        around = target in {
            up for each in self.notes for up in each.iterancestors() if up.tag != "p"
        }
        words = _words(link)
        return bool(calls or around) and bool(_NUMBER.fullmatch(words) or _BACK.fullmatch(words))

    def call(self, link: Any) -> Note | NoteAgain:
        element = self.notes[link]
        line = int(link.sourceline or 0)
        if element in self.called:
            return NoteAgain(self.called[element].id, line)
        id_ = f"footnote-{len(self.called) + 1}"
        self.called[element] = Note(id_, (), line)
        pieces = [*self.pieces(element, _Where(note=True), "open")]
        numbered = any(_NUMBER.fullmatch(_words(e)) for e in element.iter("a") if e in self.backs)
        if pieces and not numbered:
            pieces[0] = replace(pieces[0], content=_unnumbered(pieces[0].content, _words(link)))
        self.called[element] = Note(
            id_, note_nodes([p for p in pieces if p.content or p.node], id_), line
        )
        return self.called[element]

    # Blocks

    def pieces(self, element: Any, where: _Where, way: str = "") -> Iterator[Piece]:
        """Yield the pieces of an element; words beside other blocks are paragraphs of their own."""
        if self.skipped(element) or (element in self.held and not way):
            return
        tag = element.tag
        match tag:
            case "ul" | "ol":
                yield from self.list(element, where)
            case "table" if not _is_frame(element):
                yield from self.table(element)
            case "dl":
                yield from self.terms(element)
            case "img":
                yield from self.picture(element)
            case "hr":
                return
            case _:
                inner = where
                if tag == "blockquote":
                    inner = replace(where, style="quote")
                if tag in ("h1", "h2", "h3", "h4", "h5", "h6") and self.is_title_of_notes(element):
                    return
                yield from self.runs(element, inner)

    def runs(self, element: Any, where: _Where) -> Iterator[Piece]:
        atoms: list[DraftInline] = []
        aside: list[Piece] = []
        yield from self.gather(element, where, DraftInline(""), atoms, aside, element)
        yield from self.closed(element, where, atoms, aside)

    def gather(
        self,
        element: Any,
        where: _Where,
        run_format: DraftInline,
        atoms: list[DraftInline],
        aside: list[Piece],
        home: Any,
    ) -> Iterator[Piece]:
        """Add the words of an element to `atoms`; yield what stands between blocks inside it."""
        if element.text:
            atoms.append(replace(run_format, content=self.said(element, element.text)))
        for child in element:
            if isinstance(child.tag, str) and not self.skipped(child):
                if child.tag in _BLOCKS or child in self.held:
                    yield from self.closed(home, where, atoms, aside)
                    yield from self.pieces(child, where)
                elif child.tag == "br":
                    atoms.append(replace(run_format, content=Break()))
                elif child.tag == "img":
                    aside += self.picture(child)
                elif child in self.notes:
                    self.glue(atoms)
                    atoms.append(DraftInline(self.call(child)))
                elif child not in self.backs:
                    inner = self.run_format(child, run_format)
                    yield from self.gather(child, where, inner, atoms, aside, home)
            if child.tail:
                atoms.append(replace(run_format, content=self.said(element, child.tail)))

    def glue(self, atoms: list[DraftInline]) -> None:
        """Take the word joiner off that our own pages have before a call."""
        if atoms and isinstance(atoms[-1].content, str):
            atoms[-1] = replace(atoms[-1], content=atoms[-1].content.removesuffix("\u2060"))

    def said(self, element: Any, text: str) -> str:
        raised = element.tag == "sup" and text.strip().isdecimal()
        return text.translate(_RAISED) if raised and not len(element) else text

    def closed(
        self, element: Any, where: _Where, atoms: list[DraftInline], aside: list[Piece]
    ) -> Iterator[Piece]:
        """Yield the piece that the words so far make, and pictures that stood among them."""
        content = inlines(list(atoms))
        atoms.clear()
        line = int(element.sourceline or 0)
        if content:
            yield self.piece(element, content, where, line)
        yield from aside
        aside.clear()

    def piece(self, element: Any, content: Inlines, where: _Where, line: int) -> Piece:
        heading = _HEADING.fullmatch(element.tag)
        classes = (element.get("class") or "").split()
        if element.getparent() is not None and element.getparent().get("id") == _TITLES:
            return Piece(content, line, style="title" if "title" in classes else "subtitle")
        if heading and not where.note:
            return Piece(content, line, int(heading[1]))
        if "procedure" in classes or "MsoSubtitle" in classes:
            return Piece(content, line, style="subtitle")
        if "MsoTitle" in classes:
            return Piece(content, line, style="title")
        number = re.match(r"(\d{1,4})\.\s+", Piece(content, line).text)
        if "numbered" in classes and number:
            from dossier.readers.drafts.inline_splices import cut

            listed = Listed(True, 0, int(number[1]), "paragraphs", "{n}.")
            return Piece(cut(content, number.end()), line, listed=listed)
        if where.level >= 0:
            return Piece(content, line, style="continued")
        bold = all(_is_bold(each) for each in content)
        centred = element.get("align") == "center" or "text-align:center" in (
            element.get("style") or ""
        ).replace(" ", "")
        return Piece(
            content,
            line,
            style=where.style,
            run_format=RunFormat(bold=bold, centred=centred, size=_size(element)),
        )

    def run_format(self, element: Any, run_format: DraftInline) -> DraftInline:
        style = element.get("style") or ""
        tag = element.tag
        address = (element.get("href") or "").strip() if tag == "a" else ""
        return replace(
            run_format,
            bold=run_format.bold or tag in ("b", "strong") or bool(_BOLD.search(style)),
            italic=run_format.italic or tag in ("i", "em", "cite") or bool(_ITALIC.search(style)),
            address=address if _WEB.match(address) else run_format.address,
        )

    def list(self, element: Any, where: _Where) -> Iterator[Piece]:
        start = element.get("start") or "1"
        number = int(start) - 1 if start.isdecimal() and len(start) < 6 else 0
        inner = replace(where, level=where.level + 1, style="")
        ordered = element.tag == "ol"
        for each in element:
            if not isinstance(each.tag, str) or self.skipped(each) or each in self.held:
                continue
            number += 1
            listed = Listed(
                ordered, inner.level, number if ordered else 0, f"list {id(element)}", "{n}."
            )
            pieces = [*(self.runs(each, inner) if each.tag == "li" else self.pieces(each, inner))]
            first = pieces[0] if pieces else None
            if first is not None and first.style == "continued" and first.content:
                pieces[0] = replace(first, style="", listed=listed)
            elif pieces:
                pieces.insert(0, Piece((), int(each.sourceline or 0), listed=listed))
            yield from pieces

    def terms(self, element: Any) -> Iterator[Piece]:
        """Yield a list of terms as a table of two columns."""
        rows: list[tuple[Inlines, Inlines]] = []
        for each in element.iter("dt", "dd"):
            content = self.cell(each)
            if each.tag == "dt" or not rows or rows[-1][1]:
                rows.append((content, ()) if each.tag == "dt" else ((), content))
            else:
                rows[-1] = rows[-1][0], content
        line = int(element.sourceline or 0)
        made = [
            Row(tuple(Cell(each, f"cell-{line}.{at}.{n}", line) for n, each in enumerate(row)))
            for at, row in enumerate(rows)
        ]
        if made:
            yield Piece((), line, node=Table(("", ""), made[0], tuple(made[1:])))

    def table(self, element: Any) -> Iterator[Piece]:
        line = int(element.sourceline or 0)
        for each in element.iter("caption"):
            yield from self.runs(each, _Where())
        read: list[list[Inlines]] = []
        align: list[Alignment] = []
        for at, row in enumerate(_rows(element)):
            read.append([])
            for cell in row:
                read[-1].append(self.cell(cell))
                span = cell.get("colspan") or "1"
                more = min(int(span), WIDEST) - 1 if span.isdecimal() and len(span) < 4 else 0
                read[-1] += [()] * more
                if at == 0:
                    side = _ALIGN.get((cell.get("align") or cell.get("class") or "").lower(), "")
                    align += [side] * (more + 1)
        width = max((len(each) for each in read), default=0)
        if not width or not any(any(each) for each in read):
            return
        rows = [
            Row(
                tuple(
                    Cell(row[n] if n < len(row) else (), f"cell-{line}.{at}.{n}", line)
                    for n in range(width)
                )
            )
            for at, row in enumerate(read)
        ]
        sides = tuple(align[at] if at < len(align) else _PLAIN_SIDE for at in range(width))
        yield Piece((), line, node=Table(sides, rows[0], tuple(rows[1:])))

    def cell(self, element: Any) -> Inlines:
        """Return what stands in a cell, its paragraphs on lines of their own."""
        found: Inlines = ()
        for piece in self.runs(element, _Where(note=True)):
            contents = [piece.content] if piece.content else []
            if isinstance(piece.node, Table):
                contents = [c.content for r in (piece.node.head, *piece.node.rows) for c in r.cells]
            for content in contents:
                found = (*found, Break(), *content) if found else content
        return found

    def picture(self, element: Any) -> Iterator[Piece]:
        line = int(element.sourceline or 0)
        alternative = " ".join((element.get("alt") or "").split())
        yield Piece((), line, node=Figure(element.get("src") or "", alternative, line))

    # What is left out

    def skipped(self, element: Any) -> bool:
        """Whether an element's words are none of the text; hidden and deleted ones are told of."""
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            return True
        classes = (element.get("class") or "").split()
        if "printed" in classes or "skip" in classes:
            return True
        if element.tag == "div" and element.get("title") in ("header", "footer"):
            self.leave("a running head was left out", element, "the program makes its own")
            return True
        hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "")
        gone = element.tag in ("del", "s", "strike")
        if (hidden or gone) and _words(element).strip():
            what = "hidden words" if hidden else "words that are struck out"
            self.leave(
                f"{what} were left out", element, "put them into the text, if they belong there"
            )
        return bool(hidden or gone)

    def leave(self, what: str, element: Any, hint: str) -> None:
        """Tell once that the words of an element were left out, if it has any."""
        words = _words(element).strip()
        line = int(element.sourceline or 0)
        finding = Finding(
            self.file, line, Fault.LEFT_OUT, f'{what}: "{words[:60]}"', hint, "warning"
        )
        if words and finding not in self.findings:
            self.findings.append(finding)

    def is_title_of_notes(self, element: Any) -> bool:
        """Whether a heading stands above nothing but notes, which stand at their calls."""
        if not self.held or not _NOTES.fullmatch(_words(element).strip(" :.")):
            return False
        home = element.getparent()
        return home is not None and any(up in self.held for up in home.iter())


def _size(element: Any) -> int:
    """Return the size of the first letters that say theirs, in half points, 0 without one."""
    for each in element.iter():
        found = _SIZE.search(each.get("style") or "") if isinstance(each.tag, str) else None
        if found:
            return int(2 * float(found[1]))
    return 0


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _marked(link: Any, words: str) -> bool:
    """Whether a link is raised, in brackets, or says that it calls a note."""
    if link.get("role") == "doc-noteref" or _CALLS.search(link.get("class") or ""):
        return True
    raised = any(each.tag == "sup" for each in (*link.iterdescendants(), *link.iterancestors()))
    return raised or words.startswith("[")


def _container(target: Any) -> Any:
    """Return the element that holds the whole note which begins at `target`."""
    for each in (target, *target.iterancestors()):
        if each.tag in ("li", "aside", "dd", "tr"):
            return each
        if each.tag in ("p", "div"):
            home = each.getparent()
            alone = (
                home is not None
                and home.tag == "div"
                and (home.get("id") or "").startswith(("ftn", "edn"))
            )
            return home if alone else each
        if each.tag in _BLOCKS:
            return None
    return None


def _unnumbered(content: Inlines, number: str) -> Inlines:
    """Return the words of a note without its number at their beginning."""
    from dossier.readers.drafts.inline_splices import cut

    text = Piece(content, 0).text
    bare = number.strip("[]() ")
    found = re.match(rf"\s*[\[(]?{re.escape(bare)}[\])]?[.:]?(?:\s+|$)", text.translate(_PLAIN))
    return cut(content, found.end()) if found else content


_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def _rows(table: Any) -> Iterator[list[Any]]:
    """Yield the cells of each row of a table, not those of tables inside it."""
    for each in table:
        if each.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(each)
        elif each.tag == "tr":
            yield [cell for cell in each if cell.tag in ("td", "th")]


def _is_frame(table: Any) -> bool:
    """Whether a table has a single column, so that its cells stand by themselves."""
    return max((len(each) for each in _rows(table)), default=0) == 1


def _is_bold(inline: object) -> bool:
    from dossier.model.document import Strong, Text

    return isinstance(inline, Strong | Note | NoteAgain) or (
        isinstance(inline, Text) and not inline.text.strip()
    )
