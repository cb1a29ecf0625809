"""WeasyPrint, with the fonts, styles and margins of one document, ready to lay out pages."""

from __future__ import annotations

import ctypes.util
import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from dossier.model.edition import Edition
from dossier.model.frozen import frozen
from dossier.model.theme import PAPERS, Theme
from dossier.writers.pdf.actual_text import add_actual_text
from dossier.writers.pdf.artifacts import paint_artifacts
from dossier.writers.pdf.fonts import font_rules
from dossier.writers.pdf.hanging_spaces import let_spaces_hang
from dossier.writers.pdf.logical_sides import logical
from dossier.writers.pdf.page_margins import margin_rules, print_styles
from dossier.writers.pdf.page_references import keep_page_references
from dossier.writers.pdf.shared_styles import share_styles, without_notes
from dossier.writers.pdf.svg_numbers import read_plain_numbers
from dossier.writers.pdf.tags import tag_by_elements

_ASIDE = re.compile(r"/\*.*?\*/|@page\b[^{]*\{(?:[^{}]|\{[^{}]*\})*\}", re.DOTALL)
"""Remarks, and rules of the margins, which are laid out on the sheets anyway."""

_PAGE_DEPENDENT = re.compile(
    r"@import|target-counters?\(|counters?\(\s*pages?\b|running\(|note\(|string-set|(?<![-\w])page\s*:",
    re.IGNORECASE,
)
"""Page numbers in the text, parts of it in the margin, pages of several kinds, and other files."""

_OWN_NOTES = re.compile(r"footnote|note\(|list-item|@import", re.IGNORECASE)
"""Notes that WeasyPrint sets, list items that are no `li`, and other files."""


class MissingLibrary(Exception):
    """A system library that WeasyPrint needs is not on this machine."""


def import_weasyprint() -> Any:
    """Return the module `weasyprint`. Raises `MissingLibrary` without Pango and its kin.

    WeasyPrint asks for libraries by names of other systems first, and for each of them Python
    runs the linker and the compiler; without that search the import takes half the time.
    """
    search = ctypes.util.find_library
    try:
        ctypes.util.find_library = _find_nothing
        import weasyprint
    except OSError as error:
        raise MissingLibrary(str(error).splitlines()[0]) from error
    finally:
        ctypes.util.find_library = search
    add_actual_text(weasyprint)
    keep_page_references()
    paint_artifacts(weasyprint)
    share_styles(weasyprint)
    let_spaces_hang(weasyprint)
    read_plain_numbers()
    tag_by_elements(weasyprint)
    return weasyprint


def _find_nothing(name: str) -> str | None:  # noqa: ARG001
    return None


@frozen
class Renderer:
    """WeasyPrint with the fonts and styles of one document."""

    weasyprint: Any
    fonts: Any
    sheets: Sequence[Any]
    rules: str

    def depends_on_pages(self, root: etree.Element) -> bool:
        """Return whether styles ask for what is known only on the pages, or change with them."""
        rules = _ASIDE.sub("", self._all_rules(root))
        return _PAGE_DEPENDENT.search(rules) is not None or any(root.iter("link"))

    def _all_rules(self, root: etree.Element) -> str:
        own = (each.text or "" for each in root.iter("style"))
        told = (each.get("style", "") for each in root.iter())
        return "\n".join((self.rules, *own, *told))

    def lay_out(self, root: etree.Element, rules: Sequence[str]) -> Any:
        """Return the pages of `root` under its styles and additional `rules`."""
        more = [_sheet(self.weasyprint, each, self.fonts) for each in rules]
        plain = not _OWN_NOTES.search(self._all_rules(root)) and not any(root.iter("link"))
        source = _source(self.weasyprint, root, plain)
        return source.render(stylesheets=[*self.sheets, *more], font_config=self.fonts)


def renderer(edition: Edition, folders: tuple[Path, ...], page: str, theme: Theme) -> Renderer:
    """Return the renderer for `edition`, whose drawn page is `page`. Raises `MissingLibrary`."""
    weasyprint = import_weasyprint()
    fonts = weasyprint.text.fonts.FontConfiguration()
    frame = margin_rules(edition, folders)
    house, *own_styles = print_styles(folders)
    sized = "\n".join((house, _margins(theme), *own_styles, _paper(edition, theme)))
    fonts_of_text = font_rules(page, edition.language.fonts, theme.own_fonts())
    parts = (theme.css(), frame, _scaled(sized, theme.scale()), fonts_of_text)
    values = _values("\n".join(parts))
    filled = [logical(_with_values(each, values), edition.language.direction) for each in parts]
    sheets = tuple(_sheet(weasyprint, each, fonts) for each in filled if each)
    return Renderer(weasyprint, fonts, sheets, "\n".join(filled))


def _margins(theme: Theme) -> str:
    """Return the margins that the look asks for; a kind's own style may ask for others."""
    sides = " ".join(f"{each:.2f}mm" for each in theme.margins())
    return f"@page {{ margin: {sides} }}" if sides else ""


def _paper(edition: Edition, theme: Theme) -> str:
    """Return the rule for the paper, where it is not A4 upright as in the styles."""
    width, height = theme.paper()
    if edition.document.settings.paper == "landscape":
        width, height = height, width
    return "" if (width, height) == PAPERS["A4"] else f"@page {{ size: {width}mm {height}mm }}"


_SIZE = re.compile(r"(font(?:-size)?:[^;}]*?)(\d*\.?\d+)(?=pt)")


def _scaled(rules: str, scale: float) -> str:
    """Return `rules` with all sizes of type larger or smaller.

    >>> _scaled("html { font: 11pt/1.4 serif; } p { margin: 2pt; }", 2)
    'html { font: 22pt/1.4 serif; } p { margin: 2pt; }'
    """
    if scale == 1:
        return rules
    return _SIZE.sub(lambda found: f"{found[1]}{float(found[2]) * scale:g}", rules)


def _sheet(weasyprint: Any, rules: str, fonts: Any) -> Any:
    """Return rules as WeasyPrint has them; those without fonts serve all documents that are alike.

    To parse the rules of a document takes a twentieth of its time.
    """
    if "@font-" in rules.casefold():
        return weasyprint.CSS(string=rules, font_config=fonts, url_fetcher=own_fetcher())
    return _shared_sheet(weasyprint, rules)


@lru_cache(maxsize=32)
def _shared_sheet(weasyprint: Any, rules: str) -> Any:
    return weasyprint.CSS(string=rules, url_fetcher=own_fetcher())


def own_fetcher() -> Any:
    """Return WeasyPrint's way to files and to what a page holds itself, never to the network."""
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols=("data", "file"))


def _values(rules: str) -> dict[str, str]:
    """Return the values of variables of styles, the last of each.

    >>> _values(":root { --ink: #111; }")
    {'--ink': '#111'}
    """
    return dict(re.findall(r"(--[\w-]+):\s*([^;}]+)", rules))


def _with_values(rules: str, values: Mapping[str, str]) -> str:
    """Return `rules` with `var(--name)` filled in; WeasyPrint would do it for every element.

    >>> _with_values("p { color: var(--ink); }", {"--ink": "#111"})
    'p { color: #111; }'
    """
    return re.sub(r"var\((--[\w-]+)\)", lambda found: values.get(found[1], found[0]), rules)


def _source(weasyprint: Any, root: etree.Element, plain: bool) -> Any:
    """Return WeasyPrint's document of `root`, without a second parse and without the network.

    It is `plain` where no style asks for notes that WeasyPrint sets.
    """
    import cssselect2

    class Source(weasyprint.HTML):  # type: ignore[misc]
        def __init__(self) -> None:
            self.base_url = None
            self.url_fetcher = own_fetcher()
            self.media_type = "print"
            self.wrapper_element = cssselect2.ElementWrapper.from_html_root(
                root, content_language=None
            )
            self.etree_element = self.wrapper_element.etree_element

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            sheets: list[Any] = super()._ua_stylesheets(forms)
            return without_notes(sheets) if plain else sheets

    return Source()
