"""The pictures of a draft as files of the dossier; one that cannot come in is told of."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote_to_bytes

from dossier.model.diagnostics import Finding
from dossier.model.document import Figure, Nodes
from dossier.model.faults import Fault, FindingId
from dossier.model.walk import below
from dossier.project.picture_files import SVG, is_whole, kind_of, unusable_svg
from dossier.readers.drafts.draft import Draft

FOLDER = "pictures"
_KINDS = {
    "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp", SVG: "svg",
}  # fmt: skip
_DATA = re.compile(r"data:image/[\w.+-]+(?:;[\w=.-]+)*?(;base64)?,(.*)", re.DOTALL | re.IGNORECASE)
_BUSY = re.compile(r"[\[\]{}@^\\<>]")


def pictures_of_draft(content: bytes, draft: Draft) -> Pictures:
    """Return what takes in the pictures of a draft; those of a Word file lie in it."""
    if not content.startswith(b"PK"):
        return Pictures(draft.file, {})
    from dossier.readers.drafts.docx.unread_content import pictures_of, rasters_of

    shown = [each for part in draft.parts for node in part.content for each in below(node)]
    rasters = rasters_of(content, draft.file)
    names = {each.path for each in shown if isinstance(each, Figure)} | {*rasters.values()}
    return Pictures(draft.file, pictures_of(content, draft.file, names), rasters)


@dataclass
class Pictures:
    """Takes pictures in; `held` are those of the draft by the paths that its reader gives.

    `rasters` are the paths of the PNG that a Word file holds for an SVG, by the path of the SVG.
    """

    file: str
    held: Mapping[str, bytes]
    rasters: Mapping[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def figure(self, figure: Figure) -> Nodes:
        """Return the picture with its path in the dossier, or nothing where it was left out."""
        path = self.paths.get(figure.path) or self.taken(figure)
        if not path:
            return ()
        alternative = " ".join(_BUSY.sub(" ", figure.alternative).split())
        if not alternative:
            alternative = f"Picture {len(self.files)} of the draft"
            message = f"the picture {path} has no alternative text"
            hint = "say in its block, between the square brackets, what it shows"
            self.warn(figure, Fault.PICTURE_WITHOUT_TEXT, message, hint)
        return (replace(figure, path=path, alternative=alternative),)

    def taken(self, figure: Figure) -> str:
        content = self.held.get(figure.path) or _data(figure.path)
        kind = _KINDS.get(kind_of(content) or "", "") if content else ""
        shown = figure.alternative or figure.path.partition(",")[0].rpartition("/")[2]
        if kind == "svg" and (wrong := unusable_svg(content, shown[:70], self.file, figure.line)):
            return self.instead(figure, wrong)
        if not kind or (kind != "svg" and not is_whole(content)):
            why = (
                "is neither PNG, JPEG, GIF, WebP nor SVG, or broken"
                if content
                else "is not in the file"
            )
            message = f'a picture was left out, which {why}: "{shown[:70]}"'
            hint = "save it as PNG, put it into the dossier and show it with ![…](…)"
            self.warn(figure, Fault.PICTURE_LEFT_OUT, message, hint)
            return ""
        path = f"{FOLDER}/picture-{len(self.files) + 1}.{kind}"
        self.files[path] = content
        self.paths[figure.path] = path
        return path

    def instead(self, figure: Figure, wrong: Sequence[Finding]) -> str:
        """Take the PNG that Word keeps for an SVG that is refused, or leave the picture out."""
        raster = self.rasters.get(figure.path, "")
        path = self.taken(replace(figure, path=raster)) if raster else ""
        done = "it came in as the PNG that Word keeps of it" if path else "it was left out"
        for each in wrong:
            self.warn(figure, each.rule, f"{each.message}; {done}", each.hint)
        self.paths[figure.path] = path
        return path

    def warn(self, figure: Figure, rule: FindingId, message: str, hint: str) -> None:
        self.findings.append(
            Finding(self.file, figure.line, rule, message, hint, severity="warning")
        )


def _data(path: str) -> bytes:
    """Return the picture that an address itself holds; b"" for any other, which is not fetched."""
    found = _DATA.fullmatch(path)
    if found is None:
        return b""
    if not found[1]:
        return unquote_to_bytes(found[2])
    try:
        return base64.b64decode(unquote_to_bytes(found[2]))
    except (binascii.Error, ValueError):
        return b""
