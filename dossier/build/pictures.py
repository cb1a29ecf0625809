"""The pictures of a document: read, freed of hidden data, held against what is said of them.

A photograph may say where and with which telephone it was taken; that never leaves the dossier.
"""

from __future__ import annotations

import io
import re
from collections.abc import Container, Iterable, Iterator

from dossier.build.picture_crop import cropped
from dossier.build.resolve import Setting
from dossier.model.diagnostics import Finding
from dossier.model.document import Block, Figure
from dossier.model.edition import Edition
from dossier.model.registry import Place
from dossier.model.theme import Theme
from dossier.model.walk import blocks as blocks_of
from dossier.model.walk import everything
from dossier.project.layout import Files
from dossier.project.picture_files import SVG, kind_of, picture
from dossier.readers.dossier_yaml import Submitter
from dossier.redaction.picture_rights import PictureUse, not_cleared

LOGO = (34, 14)
"""How wide and how high a logo may be, in millimetres."""

Pictures = dict[str, bytes]


def illustrations(
    files: Files, editions: Iterable[Edition], setting: Setting, drawn: Container[str]
) -> tuple[Pictures, list[Finding]]:
    """Return the contents of the pictures that blocks show, by path, and what is wrong there.

    `drawn` are the paths of pictures that are made from data.
    """
    found: Pictures = {}
    findings: list[Finding] = []
    told = {each.picture: each.at for each in setting.registry.incidents.values() if each.picture}
    for edition in editions:
        for block, figure in _figures(edition):
            if figure.path in found or figure.path in drawn:
                continue
            home, path = _home(files, figure.path)
            at = told.get(figure.path) or Place(block.file, figure.line)
            content, wrong = picture(home, path, at.file, at.line)
            rights = setting.registry.pictures.get(figure.path)
            shown, odd = cropped(_freed(content), rights) if rights else (_freed(content), ())
            found[figure.path] = shown
            findings += wrong or [*_rights(figure, content, at, setting), *odd]
    return found, findings


def _freed(content: bytes) -> bytes:
    """Return a picture without hidden data; nothing where there is none."""
    # What reads pictures takes long to import, and most documents have none.
    if kind_of(content) == SVG:
        from dossier.redaction.svg import read_svg

        return read_svg(content).content
    from dossier.redaction.image_metadata import bare

    return bare(content) if content else b""


def _home(files: Files, path: str) -> tuple[Files, str]:
    """Return the files that a picture lies among, and its path there."""
    away = re.fullmatch(r"\.\./([^/]+)/(.+)", path)
    other = files.others().get(away[1]) if away else None
    return (other, away[2]) if away and other is not None else (files, path)


def _rights(figure: Figure, content: bytes, at: Place, setting: Setting) -> Iterator[Finding]:
    """Find a picture without credit and consent, or for a narrower audience."""
    rights = setting.registry.pictures.get(figure.path)
    photograph = kind_of(content) == "image/jpeg" or figure.path.lower().endswith(".webp")
    use = PictureUse(setting.audience, setting.day, setting.final, photograph)
    yield from not_cleared(figure.path, rights, at, use)


def _figures(edition: Edition) -> Iterator[tuple[Block, Figure]]:
    for block in blocks_of(edition.document):
        for part in everything(block):
            if isinstance(part, Figure):
                yield block, part


def logos(
    files: Files, submitters: Iterable[Submitter], theme: Theme, manifest: str
) -> tuple[tuple[Figure, ...], Pictures, list[Finding]]:
    """Return the logos of those who submit, or else that of the house, with their contents."""
    figures: list[Figure] = []
    contents: Pictures = {}
    findings: list[Finding] = []
    for each in submitters:
        if each.logo:
            content, wrong = picture(files, each.logo, manifest, 0)
            findings += wrong
            contents[each.logo] = _freed(content)
            figures.append(Figure(each.logo, each.name, width=_fitting(contents[each.logo])))
    if theme.logo and not figures:
        contents["logo"] = _freed(theme.logo)
        named = ", ".join(each.name for each in submitters)
        figures.append(Figure("logo", named, width=_fitting(contents["logo"])))
    return tuple(figures), contents, findings


def _fitting(content: bytes) -> int:
    """Return how wide a logo is to be, in millimetres, that it be no wider or higher than it may.

    A picture that is none has the greatest width; what is wrong with it is found elsewhere.
    """
    from PIL import Image

    widest, highest = LOGO
    if not content:
        return widest
    if kind_of(content) == SVG:
        from dossier.redaction.svg import read_svg

        size = read_svg(content).size
        return max(1, min(widest, int(highest * size.width / size.height)))
    with Image.open(io.BytesIO(content)) as image:
        return max(1, min(widest, highest * image.width // image.height))
