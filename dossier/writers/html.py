"""Write the web page: one self-contained HTML file, drawn by the templates with Jinja2.

The same templates draw the page that becomes the PDF (`medium` "print"), so that the two cannot
differ in what they say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeAlias

from jinja2.runtime import Macro
from markupsafe import Markup, escape

from dossier.model.address_breaks import address_parts
from dossier.model.document import (
    Block,
    Heading,
    Inline,
    Link,
    Node,
    Note,
    Paragraph,
    Reference,
    Table,
)
from dossier.model.edition import Edition
from dossier.model.list_numbers import item_label, kind_of
from dossier.model.page_wishes import node_name
from dossier.model.pictures_beside import with_what_stands_beside
from dossier.model.table_widths import Columns, shares, table_columns
from dossier.model.template_sandbox import Sandbox, drawing, file_templates
from dossier.model.text_columns import figure_spans, section_spans
from dossier.model.theme import Theme
from dossier.model.walk import blocks, everything, plain
from dossier.writers.figures.tints import on_dark
from dossier.writers.html_drawn_before import drawn_before
from dossier.writers.print_width import line_of_tables

Medium: TypeAlias = Literal["print", "screen"]

_TIMES = 16
"""How often the address of a picture is copied while it is drawn, one macro inside the other."""

_DARK = "#14181c"
"""The ground of pages on dark screens, as `house-screen.css` has it."""

Pictures: TypeAlias = Mapping[str, str]
"""Addresses of pictures by the path an author gives: `data:` on the screen, files in print."""


def write_html(
    edition: Edition, folders: tuple[Path, ...], pictures: Pictures, theme: Theme
) -> bytes:
    """Return the web page of `edition`, UTF-8. Raises `TemplateFault`.

    `folders` are searched for templates and styles in order: the kind's, then the shared one.
    """
    return draw(edition, folders, pictures, "screen", theme).encode()


def draw(
    edition: Edition, folders: tuple[Path, ...], pictures: Pictures, medium: Medium, theme: Theme
) -> str:
    """Return the page of `edition` for one medium, well-formed as XML."""
    sandbox = sandbox_of(folders)
    nodes = sum(1 for block in blocks(edition.document) for _ in everything(block))
    with drawing(sandbox, nodes, _TIMES * sum(map(len, pictures.values()))):
        line = line_of_tables(edition.document.settings, folders, theme)
        columns = table_columns(edition.document, line if medium == "print" else 1.0)
        values = Page(edition, sandbox, pictures, medium, columns).values()
        if medium == "screen":
            parts = (theme.css(), _dark(theme), _style(folders), _size(theme))
            style = "\n".join((*filter(None, parts), _paper(edition, theme)))
            values["style"] = Markup(style)  # noqa: S704 (the designer's own style sheet)
        return str(sandbox.get_template("page.html.j2").render(values))


def _dark(theme: Theme) -> str:
    """Return the house's colour on the ground of dark screens, which `house-screen.css` has too."""
    accent = theme.values.get("accent", "")
    if not re.fullmatch("#[0-9a-fA-F]{6}", accent):
        return ""
    return f":root {{ --accent-on-dark: {on_dark(accent, _DARK)}; }}"


def _size(theme: Theme) -> str:
    """Return the size of type as a part of the usual one, where it is another."""
    return "" if theme.scale() == 1 else f":root {{ --type: {theme.scale():.4g}; }}"


def _paper(edition: Edition, theme: Theme) -> str:
    """Return the rule for the paper that the page is printed on, with the margins of the look."""
    width, height = theme.paper()
    if edition.document.settings.paper == "landscape":
        width, height = height, width
    margins = " ".join(f"{each:.2f}mm" for each in theme.margins())
    said = f"size: {width:g}mm {height:g}mm;" + (f" margin: {margins};" if margins else "")
    return f"@page {{ {said} }}"


def breakable(text: str) -> Markup:
    """Return a text as HTML, in which addresses may go on in the next line."""
    return Markup("<wbr/>").join(address_parts(text))


def _as_it_is(text: str) -> str:
    """Return a text for paper, where addresses are parted later (`pdf/address_breaks.py`)."""
    return text


def find(folders: tuple[Path, ...], name: str) -> Path:
    """Return the file `name` in the first folder that has it. Raises `FileNotFoundError`."""
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(name)


@cache
def sandbox_of(folders: tuple[Path, ...]) -> Sandbox:
    """Return what compiles the templates in `folders`; documents of one kind share it."""
    return file_templates(folders)


def _style(folders: tuple[Path, ...]) -> str:
    """Return the styles of the web page, the shared ones first, then the kind's own."""
    house, own = find(folders, "house-screen.css"), folders[0] / "screen.css"
    return "\n".join(each.read_text("utf-8") for each in (house, own) if each.is_file())


NODE = "data-node"
"""The attribute that says, on paper, of which node of a block an element is made."""

_FIRST_TAG = re.compile(r"(<[a-z][a-z0-9]*)")


class Page:
    """What the templates see: the edition, and functions that draw nodes by their macro."""

    def __init__(
        self,
        edition: Edition,
        sandbox: Sandbox,
        pictures: Pictures,
        medium: Medium,
        columns: Mapping[str, Columns],
    ) -> None:
        self.edition = edition
        self.columns = columns
        self.medium = medium
        self.pictures = pictures
        self.block: Block | None = None
        at_feet = medium == "print" and edition.document.settings.notes == "footnotes"
        notes = tuple(notes_of(edition))
        self.shared: dict[str, Any] = {
            "edition": edition,
            "term": edition.language.terms,
            "medium": medium,
            "feet": notes if at_feet else (),
            "listed": () if at_feet else notes,
            "inlines": self.many,
            "nodes": self.many,
            "anchor": self.anchor,
            "address_of": address_of,
            "breakable": breakable if medium == "screen" else _as_it_is,
            "opening": self.opening,
            "item_label": item_label,
            "kind_of": kind_of,
            "columns": self.columns_of,
            "spans": lambda figure: figure_spans(figure, edition.document.settings.columns),
            "section_spans": section_spans,
            "picture": lambda figure: pictures[figure.path],
            "css_class": css_class,
            "class_of": class_of,
            "heading_level": self.heading_level,
        }
        template = sandbox.get_template("nodes.html.j2")
        module = template.make_module(self.shared)
        self.macros: dict[str, Callable[..., str]] = {
            name: each for name, each in vars(module).items() if isinstance(each, Macro)
        }
        self.drawn = drawn_before(template, edition, medium, pictures, self.columns)

    def values(self) -> dict[str, Any]:
        macros = {**self.macros, "Endnote": self.endnote}
        return {**self.shared, "block_nodes": self.block_nodes, "macros": macros}

    def columns_of(self, table: Table) -> Columns:
        """Return the columns of a table, the same for tables with the same heads."""
        return self.columns.get(table.head.cells[0].id) or Columns(shares(table))

    def many(self, parts: tuple[Inline | Node, ...]) -> Markup:
        """Draw `parts` one after the other; a picture may stand beside the paragraph after it."""
        return Markup("").join(map(self.one, with_what_stands_beside(parts)))

    def one(self, found: tuple[Inline | Node, ...]) -> str:
        """Draw a part, or a picture and the paragraph that it stands beside."""
        name = type(found[0]).__name__ if len(found) == 1 else "Beside"
        return self.macros[name](*found)

    def block_nodes(self, block: Block) -> Markup:
        self.block = block
        draw = self.named_nodes if self.medium == "print" else self.many
        return self.drawn.again(block, draw, block.content)

    def named_nodes(self, nodes: tuple[Node, ...]) -> Markup:
        """Draw the nodes of a block so that each element says which node of the text it is."""
        at, parts = 0, []
        for found in with_what_stands_beside(nodes):
            name = node_name(self.block.id if self.block else "", at)
            parts.append(_named(self.one(found), name))
            at += len(found)
        return Markup("").join(map(Markup, parts))

    def endnote(self, note: Note) -> Markup:
        return self.drawn.again(note, self._endnote, note)

    def _endnote(self, note: Note) -> Markup:
        return Markup("").join((self.macros["Endnote"](note),))

    def opening(self, paragraph: Paragraph) -> Markup:
        """Return the label of a recommendation, drawn, before its first paragraph."""
        label = self.block and self.edition.recommendation_label(self.block, paragraph)
        if not label or self.block is None:
            return Markup("")
        number = self.edition.numbers.recommendation[self.block.id]
        mark = Markup('<strong class="label" id="recommendation-{}">{}</strong>{}')
        return mark.format(number, label, self.edition.label_space(label))

    def heading_level(self, heading: Heading) -> int:
        """Return which of <h2> to <h6> a heading of the block that is drawn is."""
        return self.edition.heading_level(self.block or Block("", "", ()), heading.level)

    def anchor(self, reference: Reference) -> str:
        """Return the id of the element that a cross-reference leads to."""
        numbers = self.edition.numbers
        if reference.kind == "note":
            return f"note-{numbers.note[numbers.goal(reference) or '']}"
        if reference.kind == "page":
            return numbers.place_name(reference.target)
        return f"{reference.kind}-{numbers.of(reference)}"


def _named(drawn: str, name: str) -> str:
    """Return a drawn node whose element says how the node is named."""
    said = f' {NODE}="{escape(name)}"'
    return _FIRST_TAG.sub(lambda found: f"{found[0]}{said}", drawn, count=1)


def class_of(node: Node) -> str:
    """Return the name of a node's class, such as "Paragraph"."""
    return type(node).__name__


def css_class(style: str) -> str:
    """Return the class of a section by the name of its style.

    >>> css_class("KeyFacts")
    'key-facts'
    """
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", style).lower().replace(" ", "-")


def notes_of(edition: Edition) -> Iterator[Note]:
    """Yield the notes in the order of their numbers."""
    for block in blocks(edition.document):
        yield from (each for each in everything(block) if isinstance(each, Note))


def address_of(link: Link) -> str:
    """Return the address that must be printed beside a link, or "" where its words are it."""
    said = re.sub(r"\s", "", plain(link.content))
    bare = link.address.removeprefix("mailto:")
    return "" if said in (bare, link.address) else bare
